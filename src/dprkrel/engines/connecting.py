"""Connections: which engine answers, and how it reads the files of the layout."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dprkrel.calls import answering, one_of
from dprkrel.engines.engine import Engine
from dprkrel.engines.layout import FOLDERS
from dprkrel.engines.manifest import Manifest, read_manifest
from dprkrel.engines.reading import names_of

if TYPE_CHECKING:
    from ibis import Table
    from ibis.backends import BaseBackend

    Reader = Callable[[str], Table]


@answering
def connect(engine: str, folder: str | os.PathLike[str], **options: Any) -> Engine:
    """Open a folder in the columnar layout with an engine that answers the questions.

    Args:
        engine: `duckdb`, which runs in this process, or `pyspark`, which runs on this machine or on many.
        folder: what `write_parquet` wrote; of Spark on many machines, a folder that all of them see under this name.
        options: of DuckDB its settings, such as `threads=2` or `memory_limit="4GB"`; of Spark `session`, a session
            that there is, or `master` (`local[*]` unless told) and its configuration, such as
            `**{"spark.executor.memory": "4g"}`.

    Raises:
        VocabularyError: there is no such engine.
        LayoutError: it is no such folder, of a later version, or a file is missing or cut off.
        EngineError: the engine cannot be started, or does not know an option.
        MissingExtraError: the extra `ibis`, or of Spark `spark`, is not installed.

    Examples:
        >>> with engines.connect("duckdb", folder) as engine:
        ...     visits = engine.visits_by_actor("Ruritania", start="2024-01", end="2024-01")
        ...     visits.select("id", "match").to_pyarrow().to_pylist()
        [{'id': 'vold-visits-graustark', 'match': 'certain'}]
    """
    openers = {"duckdb": _duckdb, "pyspark": _pyspark}
    engine = one_of("engine", engine, openers)
    manifest = read_manifest(folder)
    names = names_of(folder, manifest)
    backend, read = openers[engine](Path(folder).absolute(), manifest, options)
    return Engine(folder, manifest, names, backend, read)


def _duckdb(folder: Path, manifest: Manifest, options: dict[str, Any]) -> tuple[BaseBackend, Reader]:
    from dprkrel.engines import duckdb  # late: only who asks for it pays for it

    backend = duckdb.connected(folder, [path for table in manifest.tables.values() for path in table.files], **options)

    def read(name: str) -> Table:
        return duckdb.table(backend, folder, name, manifest.tables[name].files, FOLDERS.get(name, {}))

    return backend, read


def _pyspark(  # pragma: no cover - needs Java; `nox -s spark` runs it
    folder: Path, manifest: Manifest, options: dict[str, Any]
) -> tuple[BaseBackend, Reader]:
    from dprkrel.engines import spark  # late: only who asks for it pays for it

    backend = spark.connected(**options)

    def read(name: str) -> Table:
        return spark.table(backend, folder, name, manifest.tables[name].files)

    return backend, read
