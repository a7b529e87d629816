"""DuckDB: how it is connected, which files it reads, and what it says when it fails."""

from __future__ import annotations

import glob
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from dprkrel.engines.layout import sql_types
from dprkrel.engines.packages import package
from dprkrel.errors import EngineError, LayoutError

if TYPE_CHECKING:
    from ibis import Table
    from ibis.backends import BaseBackend

EXTRA: Final = "ibis"
"""The extra that brings what this module needs."""


def connected(folder: Path, paths: Collection[str], **options: Any) -> BaseBackend:
    """Return a connection of Ibis to DuckDB in this process.

    Args:
        folder: the folder of the layout.
        paths: its files, from the folder, which errors name.
        options: settings of DuckDB, such as `threads=2`.

    Raises:
        MissingExtraError: the extra `ibis` is not installed.
        EngineError: DuckDB refuses an option.
    """
    package("duckdb", EXTRA)
    ibis = package("ibis", EXTRA)
    _ = ibis.duckdb  # what Ibis does on the first look at it
    try:
        backend: BaseBackend = _backend_class()().connect(**options)
    except Exception as error:  # of an option that there is not, or of a value that it cannot have
        raise EngineError(f"DuckDB did not start: {_reason(error)}") from error
    backend.told = partial(_told, folder, paths, RLock())
    return backend


def table(backend: BaseBackend, folder: Path, name: str, paths: Iterable[str], divided: Mapping[str, str]) -> Table:
    """Return a table of the layout, lazily.

    Args:
        backend: what `connected` returned.
        folder: the folder of the layout.
        name: the table.
        paths: its files, from that folder.
        divided: the columns that the names of its folders hold, the last folder first, with their types in SQL.
    """
    ibis = package("ibis", EXTRA)
    # DuckDB's own reading of such names takes each `name=value` above the folder for a column as well, before those of the
    # files. From the name of the file it passes over the same files, since it knows the name before it reads.
    parts = "".join(
        f", CAST(split_part(split_part(filename, '/', -{place}), '=', 2) AS {kind}) AS {part}"
        for place, (part, kind) in enumerate(divided.items(), 2)
    )
    files = ", ".join(_quoted(_pattern(folder, path)) for path in paths)
    view = ibis.util.gen_name(f"dprkrel_{name}")  # of this engine alone: Ibis takes two in memory for the same
    with backend.told():
        backend.con.execute(
            f"CREATE TEMPORARY VIEW {view} AS SELECT * EXCLUDE (filename){parts}"  # noqa: S608 - paths are quoted
            f" FROM read_parquet([{files}], hive_partitioning = false, filename = true)"
        )
        found: Table = backend.table(view)
        types = {
            column: kind.replace('"', "") for column, kind, *_ in backend.con.execute(f"DESCRIBE {view}").fetchall()
        }
    if types != {**sql_types(name), **divided}:
        raise LayoutError(
            folder, f"the files of {name} have not the columns of that table; engines.check(folder) finds the first"
        )
    return found


def _pattern(folder: Path, path: str) -> str:
    """Return what DuckDB takes for one file and no other, whatever characters of patterns its name has."""
    return glob.escape((folder / path).as_posix())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _told(folder: Path, paths: Collection[str], lock: AbstractContextManager[bool]) -> Iterator[None]:
    """Tell what DuckDB cannot do as an error of ours, with the file that is at fault where it names one."""
    import duckdb

    try:
        with lock:  # a connection answers one thread at a time, and refuses another
            yield
    except duckdb.Error as error:
        text = str(error)
        named = next(
            (path for path in paths if (folder / path).as_posix() in text or _pattern(folder, path) in text), None
        )
        if named is not None:
            raise LayoutError(folder, f"the file {named} cannot be read: {_reason(error)}") from error
        if isinstance(error, duckdb.IOException | duckdb.InvalidInputException) or type(error) is duckdb.Error:
            raise LayoutError(
                folder, f"{_reason(error)}; engines.check(folder) finds a file that was changed"
            ) from error
        raise EngineError(f"DuckDB could not answer: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return f"{str(error).strip().partition(chr(10))[0]:.300}"


@cache
def _backend_class() -> Any:
    """Return the class of the connection; it is made late, since Ibis is imported late."""
    from ibis.backends.duckdb import Backend

    class DuckDB(Backend):  # type: ignore[misc] # the types of Ibis are not read where types are checked
        """A connection whose failures say which file is at fault."""

        told: Callable[[], AbstractContextManager[None]]

        def execute(self, expr: Any, /, **asked: Any) -> Any:
            """Return an answer as pandas has it."""
            with self.told():
                return super().execute(expr, **asked)

        def to_pyarrow(self, expr: Any, /, **asked: Any) -> Any:
            """Return an answer as Arrow."""
            with self.told():
                return super().to_pyarrow(expr, **asked)

        def to_polars(self, expr: Any, /, **asked: Any) -> Any:
            """Return an answer as polars has it."""
            with self.told():
                return super().to_polars(expr, **asked)

        def to_parquet(self, expr: Any, /, path: Any, **asked: Any) -> None:
            """Write an answer as a file of Parquet."""
            with self.told():
                super().to_parquet(expr, path, **asked)

        def to_csv(self, expr: Any, /, path: Any, **asked: Any) -> None:
            """Write an answer as a file of CSV."""
            with self.told():
                super().to_csv(expr, path, **asked)

    return DuckDB
