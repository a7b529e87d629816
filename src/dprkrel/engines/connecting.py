"""Connections: which engine answers, and how it reads the files of the layout."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dprkrel.engines.engine import Engine
from dprkrel.engines.manifest import Manifest, is_divided, read_manifest
from dprkrel.engines.packages import package
from dprkrel.engines.reading import names_of
from dprkrel.errors import EngineError, LayoutError, VocabularyError

if TYPE_CHECKING:
    from ibis import Table
    from ibis.backends import BaseBackend

    Reader = Callable[[str], Table]


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
    if engine not in [*openers]:
        raise VocabularyError("engine", engine, openers)
    manifest = read_manifest(folder)
    names = names_of(folder, manifest)
    backend, read = openers[engine](Path(folder).absolute(), manifest, options)
    return Engine(folder, manifest, names, backend, read)


def _duckdb(folder: Path, manifest: Manifest, options: dict[str, Any]) -> tuple[BaseBackend, Reader]:
    ibis = package("ibis", "ibis")
    duckdb = package("duckdb", "ibis")
    try:
        backend = ibis.duckdb.connect(**options)
    except Exception as error:  # of an option that there is not, or of a value that it cannot have
        raise EngineError(f"DuckDB did not start: {str(error).partition(chr(10))[0]:.300}") from error

    def read(name: str) -> Table:
        files = [str(folder / path) for path in manifest.tables[name].files]
        try:
            table: Table = backend.read_parquet(files, hive_partitioning=is_divided(name))
        except duckdb.Error as error:
            raise LayoutError(folder, str(error).partition("\n")[0]) from error
        return table

    return backend, read


def _pyspark(folder: Path, manifest: Manifest, options: dict[str, Any]) -> tuple[BaseBackend, Reader]:
    from dprkrel.engines import spark  # late: only who asks for it pays for it

    backend = spark.connected(**options)

    def read(name: str) -> Table:
        return spark.table(backend, folder, name, manifest.tables[name].files)

    return backend, read
