"""DuckDB: how it is connected, which files it reads, and what it says when it fails."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

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
    backend.told = partial(_told, folder, paths)
    return backend


def table(backend: BaseBackend, folder: Path, paths: Iterable[str], *, divided: bool) -> Table:
    """Return a table of the layout, lazily.

    Args:
        backend: what `connected` returned.
        folder: the folder of the layout.
        paths: the files of the table, from that folder.
        divided: whether the names of its folders are columns.
    """
    with backend.told():
        found: Table = backend.read_parquet([str(folder / path) for path in paths], hive_partitioning=divided)
        return found


@contextmanager
def _told(folder: Path, paths: Collection[str]) -> Iterator[None]:
    """Tell what DuckDB cannot do as an error of ours, with the file that is at fault where it names one."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        named = next((path for path in paths if str(folder / path) in str(error)), None)
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

    return DuckDB
