"""Sessions of Spark: how one is begun or taken, which files it reads, and what it says when it fails."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote
from uuid import uuid4

from dprkrel.engines.layout import FOLDERS, arrow_schema
from dprkrel.engines.packages import package
from dprkrel.errors import EngineError, LayoutError, shown

if TYPE_CHECKING:
    from ibis import Table
    from ibis.backends import BaseBackend

EXTRA: Final = "spark"
"""The extra that brings what this module needs."""

LOCAL: Final = "local[*]"
"""The master of a session that is begun here, unless another is named: this process, with all cores."""

_SUPPORTED: Final = (4, 0)
"""The release of pyspark that Ibis supports."""

_JAVA: Final = "Spark 4.0 runs on Java 17 or 21: install one (such as `apt-get install openjdk-17-jre-headless`), or let JAVA_HOME name its folder"

_MASTER: Final = re.compile(r"local(\[([1-9]\d*|\*)(,\d+)?\])?|spark://[^,/\s]+:\d+(,[^,/\s]+:\d+)*|yarn|k8s://\S+")
_LOOPBACK: Final = re.compile(r"local.*|spark://(127\.[\d.]+|localhost):\d+")

_PATIENCE: Final = 5.0
"""Seconds in which a master must take a connection."""

_STARTED_BY: Final = "spark.dprkrel.session"
"""The setting by which a context that was begun here is known from one that was there."""

_STATIC: Final = {
    "spark.app.name": "dprkrel",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What is set when a session is begun, unless options say otherwise."""

_SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    # Where a cluster sets these to true, the rows of a file that is damaged or gone are left out without a word.
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    # With more folders than this, Spark lists them by a job: that would run before anything is asked.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",
}
"""What is set for the questions, in a session of their own, unless options say otherwise."""

_TYPES: Final = {"VARCHAR": "string", "BIGINT": "int64"}
"""The types of the columns that folders hold, as Ibis calls them."""

_FILE: Final = re.compile(r"file:/*(/[^\n]*?\.parquet)")
"""A file of the layout, as Spark names it."""

_PATTERN: Final = re.compile(r"[\\\[\]{}*?]")
"""What Spark takes for a pattern in a path."""

_ESCAPED: Final = re.compile(r"\\(.)")
"""What it is told to take as it stands."""


def connected(session: Any = None, master: str | None = None, **options: Any) -> BaseBackend:
    """Return a connection of Ibis to Spark, over a session that there is or one that is begun.

    Args:
        session: a session that there is. It is used by a session of its own over the same context, so that its
            settings and views stay as they are, and it is not stopped.
        master: where a session is begun that there is not: `local[*]`, `local[4]`, `spark://HOST:PORT`, `yarn` or `k8s://…`.
        options: settings of Spark, such as `**{"spark.executor.memory": "4g"}`.

    Raises:
        MissingExtraError: the extra `spark` is not installed.
        EngineError: Java is missing, the release of pyspark is not supported, the master cannot be reached, another
            session is there already, or Spark refuses an option.
    """
    package("pyspark", EXTRA)
    ibis = package("ibis", EXTRA)
    _ = ibis.pyspark  # what Ibis does on the first look at it: its compiler reads options that are set then
    _check_release()
    settings = _read(options)
    if session is None:
        session, begun = _begun(_read_master(master), settings)
    elif master is None:
        begun = False
    else:
        raise EngineError(f"master={shown(master)} cannot be chosen for a session that there is; give one of both")
    own = session.newSession()
    _set(own, settings, static=begun)
    backend: BaseBackend = _backend_class()().connect(own, begun=begun)
    return backend


def table(backend: BaseBackend, folder: Path, name: str, paths: Iterable[str]) -> Table:
    """Return a table of the layout, lazily; no job is run, since its columns are known.

    Args:
        backend: what `connected` returned.
        folder: the folder of the layout.
        name: the table.
        paths: its files, from the folder of the layout.
    """
    found: Table = backend.layout_table(folder, name, [*paths], arrow_schema(name))
    return found


def _check_release() -> None:
    import pyspark

    release = tuple(int(part) for part in re.findall(r"\d+", pyspark.__version__)[:2])
    if release != _SUPPORTED:
        raise EngineError(
            f'pyspark {pyspark.__version__} is installed, and Ibis supports 4.0; get it with: pip install "dprkrel[{EXTRA}]"'
        )


def _read(options: Mapping[str, Any]) -> dict[str, str]:
    """Return settings of Spark as text, as it takes them."""
    for name in options:
        if not name.startswith("spark."):
            meant = f"spark.{name.replace('_', '.')}"
            raise EngineError(
                f"the option {name!r} is none of Spark; its settings begin with `spark.`, such as {meant!r}"
            )
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in options.items()}


def _read_master(given: object) -> str | None:
    if given is None or (isinstance(given, str) and _MASTER.fullmatch(given)):
        return given
    raise EngineError(
        f"master={shown(given)} is not understood; give local[*], local[4], spark://HOST:PORT, yarn or k8s://…"
    )


def _begun(master: str | None, settings: Mapping[str, str]) -> tuple[Any, bool]:
    """Return a session, and whether it was begun now; one that was there is taken if it has the master that is asked for."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    where = master or LOCAL
    there = SparkSession.getActiveSession()
    if there is None:
        _check_master(where)
        _check_java()
        mark = uuid4().hex
        builder = SparkSession.builder.master(where)
        for name, value in {**_at_begin(where), **settings, **_java_options(settings), _STARTED_BY: mark}.items():
            builder = builder.config(name, value)
        try:
            there = builder.getOrCreate()
        except PySparkException as error:
            raise EngineError(f"Spark did not start: {_reason(error)}; {_java_told()}") from error
        except Exception as error:
            raise EngineError(f"Spark did not start at {where}: {_reason(error)}") from error
        if there.sparkContext.getConf().get(_STARTED_BY) == mark:
            return there, True
    _check_same(there.sparkContext.master, master)
    return there, False


def _check_same(found: str, asked: str | None) -> None:
    if asked is not None and asked != found:
        raise EngineError(
            f"a session of Spark is there already, with the master {found}, and a process has one only; "
            f"stop it to begin one at {asked}, or give it as `session`"
        )


def _at_begin(master: str) -> dict[str, str]:
    """Return the settings with which a session is begun."""
    settings = {**_STATIC, **_SETTINGS}
    if _LOOPBACK.fullmatch(master):
        # Else Spark asks what this machine is called, and listens where others reach it.
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return settings


def _java_options(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the options of Java with which a session is begun: that it is quiet, and what is asked for."""
    name = "spark.driver.extraJavaOptions"
    quiet = Path(str(files("dprkrel.engines") / "spark-log4j2.properties")).as_uri()
    return {name: f"-Dlog4j2.configurationFile={quiet} {settings.get(name, '')}".strip()}


def _set(session: Any, settings: Mapping[str, str], *, static: bool) -> None:
    """Set what the questions need, and the options; of a session that was there, what cannot be changed is refused."""
    from pyspark.errors import PySparkException

    for name, value in {**_SETTINGS, **settings}.items():
        if static and name in settings and not session.conf.isModifiable(name):
            continue  # it was set when the session was begun
        try:
            session.conf.set(name, value)
        except PySparkException as error:
            raise EngineError(
                f"{name}={value} cannot be set in a session that there is: {_reason(error)}; set it where the session is begun"
            ) from error


def _check_master(master: str) -> None:
    """See whether one of the masters takes a connection: Spark itself would try for a minute, and fail without a reason."""
    if not master.startswith("spark://"):
        return
    reasons = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
        except (OSError, OverflowError) as error:
            reasons.append(f"{place}: {error}")
        else:
            return
    raise EngineError(
        f"no master of Spark answers at {master} ({'; '.join(reasons)}); is it running, and is that its address?"
    )


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")


def _check_java() -> None:
    if _java() is None:
        home = os.environ.get("JAVA_HOME")
        where = f"in JAVA_HOME={home}" if home else "on the path"
        raise EngineError(f"there is no Java {where}; {_JAVA}")


def _java_told() -> str:
    """Return which Java there is, and which Spark needs."""
    try:
        said = subprocess.run(  # noqa: S603 - the Java that Spark itself would start
            [_java() or "java", "-version"], capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
        first = (said.stderr or said.stdout).strip().partition("\n")[0]
    except (OSError, subprocess.SubprocessError) as error:
        first = str(error)
    return f"Java says {first!r}; {_JAVA}"


def _causes(error: BaseException) -> list[str]:
    """Return what Spark says failed, from the outermost to the innermost cause."""
    told, java = [str(error)], getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    while java is not None:
        told.append(str(java.getMessage() or java.getClass().getName()))
        java = java.getCause()
    return told


def _reason(error: BaseException) -> str:
    """Return the innermost cause, on one line."""
    return f"{_causes(error)[-1].strip().partition(chr(10))[0]:.300}"


def _failure(error: Exception, folder: Path | None) -> EngineError | LayoutError:
    """Return the error that tells what failed: the file that is at fault, where Spark names one."""
    reason = _reason(error)
    if folder is not None:
        for told in _causes(error):
            if found := _FILE.search(told):
                return LayoutError(folder, f"the file {_within(folder, found[1])} cannot be read: {reason}")
        if isinstance(error, UnicodeDecodeError):
            return LayoutError(
                folder, f"a file holds text that is not as it was written: {reason}; engines.check(folder) finds it"
            )
    return EngineError(f"Spark could not answer: {reason}")


def _within(folder: Path, path: str) -> str:
    """Return the path of a file from the folder of the layout, where it lies in it."""
    place = Path(_ESCAPED.sub(r"\1", unquote(path)))
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else str(place)


def _escaped(path: Path) -> str:
    """Return a path in which Spark takes no character for a pattern."""
    return _PATTERN.sub(r"\\\g<0>", str(path))


@cache
def _backend_class() -> Any:
    """Return the class of the connection; it is made late, since Ibis is imported late."""
    from ibis import schema as schema_of
    from ibis.backends.pyspark import Backend
    from ibis.backends.pyspark.datatypes import PySparkSchema
    from ibis.formats.pandas import PandasData
    from ibis.formats.pyarrow import PyArrowData

    class Spark(Backend):  # type: ignore[misc] # the types of Ibis are not read where types are checked
        """A connection whose answers come as Arrow, and whose failures say which file is at fault.

        That of Ibis takes answers through pandas, in which a whole number beside an empty cell is a float: 2**53 + 1
        comes back as 2**53, and what is no number as an empty cell. And it stops any session when it is closed.
        """

        def do_connect(self, session: Any, *, begun: bool) -> None:
            """Connect to a session, which is stopped at the end if it was begun for this."""
            super().do_connect(session)
            self._begun = begun
            self._folder: Path | None = None

        def disconnect(self) -> None:
            """Stop the session if it was begun for this."""
            if self._begun:
                super().disconnect()

        def layout_table(self, folder: Path, name: str, paths: Sequence[str], arrow_schema: Any) -> Any:
            """Return a table of the layout; exactly these files are read, and their columns are known."""
            self._folder = folder
            parts = {column: _TYPES[kind] for column, kind in FOLDERS.get(name, {}).items()}
            fields = {**schema_of(arrow_schema), **parts}
            reader = self._session.read.schema(PySparkSchema.from_ibis(schema_of(fields)))
            reader = reader.option("basePath", str(folder / name))
            view = f"dprkrel_{uuid4().hex}_{name}"
            try:
                read = reader.parquet(*(_escaped(folder / path) for path in paths))
            except Exception as error:
                raise _failure(error, folder) from error
            read.select(*fields).createOrReplaceTempView(view)  # in this order, which Spark does not keep
            return self.table(view)

        def to_pyarrow(self, expr: Any, /, **asked: Any) -> Any:
            """Return an answer as Arrow, as Spark gives it."""
            return expr.__pyarrow_result__(self._answer(expr, **asked))

        def execute(self, expr: Any, /, **asked: Any) -> Any:
            """Return an answer as pandas has it, in the form in which DuckDB gives it."""
            import pandas

            answer = self._answer(expr, **asked)
            frame = pandas.DataFrame(
                {name: _cells(column) for name, column in zip(answer.column_names, answer.columns, strict=True)}
            )
            return expr.__pandas_result__(PandasData.convert_table(frame, expr.as_table().schema()))

        def _answer(self, expr: Any, *, params: Any = None, limit: Any = None, **more: Any) -> Any:
            self._run_pre_execute_hooks(expr)
            asked = expr.as_table()
            sql = self.compile(asked, params=params, limit=limit, **more)
            try:
                answer = self._session.sql(sql).toArrow()
            except Exception as error:
                raise _failure(error, self._folder) from error
            return PyArrowData.convert_table(answer, asked.schema())

    return Spark


def _cells(column: Any) -> Any:
    """Return the cells of a column for pandas, empty ones as None."""
    from pyarrow import types

    return column.to_pylist() if column.null_count or types.is_nested(column.type) else column.to_pandas()
