"""Datasets from the columnar layout."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dprkrel.codec import record_from_dict
from dprkrel.dataset import Dataset
from dprkrel.engines.layout import RECORDS
from dprkrel.engines.manifest import Manifest, pyarrow_parquet, read_manifest
from dprkrel.engines.packages import package, pyarrow
from dprkrel.errors import LayoutError
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import Tables


def read_parquet(folder: str | os.PathLike[str]) -> Dataset:
    """Read back a dataset that `write_parquet` wrote; it is equal to what was written.

    Args:
        folder: the folder in the columnar layout.

    Raises:
        LayoutError: it is no such folder, of a later version, not whole, or of data that are not made of records, as those of GDELT.
        DatasetError: its records break a law; all faults are listed.
        MissingExtraError: the extra `ibis` is not installed.

    Examples:
        >>> import tempfile
        >>> from dprkrel import engines
        >>> tiny = dprkrel.examples.tiny_dataset()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     engines.write_parquet(tiny, f"{folder}/tiny")
        ...     engines.read_parquet(f"{folder}/tiny") == tiny
        True
    """
    manifest = read_manifest(folder)
    if not manifest.digest:
        raise LayoutError(
            folder,
            "its events were not made of records, so that no dataset can be made of it; ask it by engines.connect",
        )
    tables = _tables(folder, manifest, TABLE_OF)
    dataset = Dataset(edition=manifest.edition, **tables)
    if dataset.digest != manifest.digest:
        raise LayoutError(folder, "its records are not those that were written: their digest is another")
    return dataset


def names_of(folder: str | os.PathLike[str], manifest: Manifest) -> Tables:
    """Return the records of a layout by which arguments are read: all but events, relations and changes.

    Args:
        folder: the folder in the columnar layout.
        manifest: its manifest.
    """
    kinds = [kind for kind in TABLE_OF if kind not in ("event", "relation", "change", "source")]
    return Tables(edition=manifest.edition, **_tables(folder, manifest, kinds))


def _tables(folder: str | os.PathLike[str], manifest: Manifest, kinds: Iterable[str]) -> dict[str, Any]:
    """Return the records of some kinds, by the names of their tables."""
    tables: dict[str, list[Any]] = {TABLE_OF[kind]: [] for kind in kinds}
    wanted = {kind: tables[TABLE_OF[kind]] for kind in kinds}
    for kind, plain in _plain(folder, manifest, wanted):
        wanted[kind].append(record_from_dict(kind, plain, file=str(folder)))
    return tables


def _plain(folder: str | os.PathLike[str], manifest: Manifest, kinds: Iterable[str]) -> Iterator[tuple[str, Any]]:
    pa, parquet = pyarrow(), pyarrow_parquet()
    compute = package("pyarrow.compute", "ibis")
    for path in manifest.tables[RECORDS.name].files:
        try:
            with parquet.ParquetFile(Path(folder) / path) as file:
                for batch in file.iter_batches():
                    rows = batch.filter(compute.is_in(batch["kind"], value_set=pa.array([*kinds], pa.string())))
                    for row in rows.to_pylist():
                        yield row["kind"], json.loads(row["record"])
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
            raise LayoutError(folder, f"the file {path} cannot be read: {error}") from error
