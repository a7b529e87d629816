"""Datasets from the columnar layout."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dprkrel.calls import answering
from dprkrel.codec import record_from_dict
from dprkrel.dataset import Dataset
from dprkrel.engines.layout import RECORDS, folder_of
from dprkrel.engines.manifest import Manifest, read_manifest
from dprkrel.engines.packages import pyarrow, pyarrow_parquet
from dprkrel.errors import LayoutError
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import Tables


@answering
def read_parquet(folder: str | os.PathLike[str]) -> Dataset:
    """Read back a dataset that `write_parquet` wrote; it is equal to what was written.

    Args:
        folder: the folder in the columnar layout.

    Raises:
        LayoutError: it is no such folder, of a later version, not whole, or of data that are not made of records, as those of GDELT.
        DatasetError: its records break a law; all faults are listed.
        MissingExtraError: the extra `ibis` is not installed.

    Examples:
        >>> tiny = dprkrel.examples.tiny_dataset()
        >>> engines.write_parquet(tiny, f"{folder}-again")
        >>> engines.read_parquet(f"{folder}-again") == tiny
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
    return {
        TABLE_OF[kind]: [record_from_dict(kind, plain, file=str(folder)) for plain in _plain(folder, manifest, kind)]
        for kind in kinds
    }


def _plain(folder: str | os.PathLike[str], manifest: Manifest, kind: str) -> Iterator[Any]:
    pa, parquet = pyarrow(), pyarrow_parquet()
    part = f"{folder_of(RECORDS.name, kind=kind)}/"
    for path in manifest.tables[RECORDS.name].files:
        if not path.startswith(part):
            continue
        try:
            with parquet.ParquetFile(Path(folder) / path) as file:
                for batch in file.iter_batches(columns=["record"]):
                    yield from map(json.loads, batch["record"].to_pylist())
        except (OSError, ValueError, KeyError, TypeError, RecursionError, pa.ArrowException) as error:
            raise LayoutError(folder, f"the file {path} cannot be read: {error}") from error
