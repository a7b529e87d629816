"""Digests of everything that the package writes and answers, which are the same under whatever conditions it runs.

`python -m tests.determinism` prints them, one a line: what it was, and its SHA-256. `brief` is less of it, `seeds` adds what
the compiler makes of the seeds, copied in an order of their own. `conditions` runs it under each condition that this machine
has and compares: hash seeds, locales, time zones, clocks, masks, working directories, and the interpreters that are named
after it, of which a folder is one with Pyodide (`tests/pyodide.mjs`). It imports the package, the standard library and what stands in `EXTRAS`, so that it runs where nothing else is.
"""

import contextlib
import hashlib
import io
import json
import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

import dprkrel
from dprkrel import cli
from dprkrel.cli.commands import COMMANDS
from dprkrel.export.tables import WHOLE
from dprkrel.store.artifact import compiled
from dprkrel.store.lines import lines_of

ROOT: Final = Path(__file__).parents[1]
EXTRAS: Final = {"networkx": "graph", "icalendar": "calendar", "pyarrow": "layout", "vl_convert": "chart"}
"""The packages with which more is written, and what; where one is not installed, that is left out."""

OTHERS_BYTES: Final = ("layout", "chart", "calendar", "graph")
"""What other packages write, whose versions differ between interpreters; compared where these are the same."""


def digests(*, brief: bool = False, seeds: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what was written or answered, and its digest."""
    warnings.simplefilter("ignore")
    for name, content in contents(brief=brief, seeds=seeds):
        yield name, hashlib.sha256(content).hexdigest()


def contents(*, brief: bool, seeds: bool) -> Iterator[tuple[str, bytes]]:
    """Yield what was written or answered, and its bytes."""
    tiny = dprkrel.examples.tiny_dataset()
    lines = [*lines_of(tiny)]
    yield "lines", b"".join(lines)
    yield "index", compiled(tiny, lines)
    yield "pickle", pickle.dumps(tiny, 4)
    for name, data in (("tiny", tiny), *(() if brief else (("bundled", dprkrel.load()),))):
        yield from _exports(name, data)
    yield from _answers(brief=brief)
    for name, argv in _command_lines(brief=brief):
        yield f"command {name}", _printed(argv)
    if seeds:
        yield from _compiled()


def _exports(name: str, data: dprkrel.Dataset) -> Iterator[tuple[str, bytes]]:
    for table in WHOLE:
        made = data.table(table)
        yield f"{name} table {table}", made.to_csv().encode() + made.to_jsonl().encode() + made._repr_html_().encode()
    yield f"{name} cite", str(data.cite()).encode()
    yield (
        f"{name} html",
        data._repr_html_().encode() + data.events._repr_html_().encode()
        if hasattr(data.events, "_repr_html_")
        else data._repr_html_().encode(),
    )
    yield f"{name} schema", json.dumps(data.json_schema()).encode()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        data.write(place / "data.jsonl")
        yield f"{name} lines", (place / "data.jsonl").read_bytes()
        data.write_package(place / "package")
        yield from _files(f"{name} package", place / "package")
        data.write_sqlite(place / "data.sqlite", metadata=place / "metadata.json")
        yield f"{name} metadata", (place / "metadata.json").read_bytes()
        yield f"{name} sqlite", _rows(place / "data.sqlite")
        if find_spec("pyarrow") and name == "tiny":
            dprkrel.engines.write_parquet(data, place / "layout")
            yield from _files("layout", place / "layout")
    if find_spec("icalendar"):
        yield f"calendar {name}", data.to_icalendar().encode()
    if find_spec("networkx"):
        import networkx as nx

        file = io.BytesIO()
        nx.write_graphml(data.to_networkx(), file)
        yield f"graph {name}", file.getvalue()


def _files(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield f"{name} {path.relative_to(folder).as_posix()}", path.read_bytes()


def _rows(path: Path) -> bytes:
    """Return what stands in a database; its bytes depend on the version of SQLite, of which each interpreter has its own."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        found = database.execute(
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'search%' ORDER BY name"
        ).fetchall()
        rows = [database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name, sql in found
                if sql and sql.startswith("CREATE TABLE")]  # fmt: skip
        rows.append(database.execute("SELECT kind, id, text FROM search ORDER BY rowid").fetchall())
    return repr((found, rows)).encode()


def _answers(*, brief: bool) -> Iterator[tuple[str, bytes]]:
    data = dprkrel.examples.tiny_dataset() if brief else dprkrel.load()
    for event in data.events[:: 1 if brief else 40]:
        told = data.why(event.id)
        yield (
            f"why {event.id}",
            f"{told}{told._repr_html_()}{data.implied_when(event.id)}{data.positions_on(event.id)}".encode(),
        )
    yield (
        "conflicts",
        repr((*data.conflicts(), *data.superlatives(), *data.coverage(), *data.changes("2000.1.1"))).encode(),
    )
    dyads = [(one.id, other.id) for one, other in zip(data.events[:40], data.events[1:41], strict=False)]
    yield "order", repr([(data.order(*two), data.order_reasons(*two)) for two in dyads]).encode()
    names = [name.text for actor in data.actors[:: 1 if brief else 10] for name in actor.names]
    yield "names", "\n".join(map(_found(data), [*names, *map(str.lower, names), *map(str.upper, names)])).encode()
    yield "as of", repr([data.as_of(day).digest for day in ("2024-01-01", "2025-01-01")]).encode()
    yield "pickles", b"".join(pickle.dumps(one, 4) for one in data.events[::20])
    if find_spec("vl_convert") and sys.flags.optimize < 2:  # Altair cannot be imported without its docstrings
        import vl_convert

        made = dprkrel.plots.timeline(data.events[:20], data=data).to_json()
        yield "chart timeline", made.encode()
        if not brief:
            yield "chart drawn", vl_convert.vegalite_to_svg(made).encode()


def _found(data: dprkrel.Dataset) -> Callable[[str], str]:
    def found(text: str) -> str:
        try:
            return str(data.find_actor(text).id)
        except dprkrel.DprkrelError as error:
            return f"{type(error).__name__}: {error}"

    return found


def _command_lines(*, brief: bool) -> Iterator[tuple[str, list[str]]]:
    import shlex

    chosen = [*COMMANDS.items()][:: 4 if brief else 1]
    for name, command in chosen:
        argv = shlex.split(command.example)
        yield name, argv
        if not brief and command.module != "exports":
            for form in ("csv", "json", "jsonl"):
                yield f"{name} {form}", [*argv, "--format", form]
            yield f"{name} --detail", [*argv, "--detail"]
            yield f"{name} --help", [name, "--help"]
    yield "--help", ["--help"]


def _printed(argv: Sequence[str]) -> bytes:
    """Return what a command prints, on both streams, its exit status, and the files that it writes."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
                try:
                    status: object = cli.main(argv)
                except SystemExit as end:
                    status = end.code
        finally:
            os.chdir(before)
        files = b"".join(content for name, content in _files("", Path(folder)) if not name.endswith(".sqlite"))
    return b"\n".join([str(status).encode(), *(stream.buffer.getvalue() for stream in streams), files])


def _compiled() -> Iterator[tuple[str, bytes]]:
    """Compile a copy of the seeds whose files were made in an order of their own."""
    from dprkrel.curation.compile import artifact
    from dprkrel.curation.seeds import read_seeds

    files = [path for path in (ROOT / "seeds").rglob("*") if path.is_file()]
    random.shuffle(files)
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            copy = Path(folder) / path.relative_to(ROOT / "seeds")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        for path, content in artifact(read_seeds(Path(folder))).items():
            yield f"compiled {path.name}", content


class Condition(NamedTuple):
    """How a process runs: its interpreter, what is set in its environment, its mask, and the clock that it is shown."""

    name: str
    environment: dict[str, str]
    umask: int = 0o022
    clock: str = ""
    python: str = sys.executable
    elsewhere: bool = False


BRIEF_CONDITIONS: Final = (
    Condition("plain", {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}),
    Condition(
        "turkish", {"PYTHONHASHSEED": "42", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}, 0o077, elsewhere=True
    ),
    Condition(
        "korean",
        {"PYTHONHASHSEED": "random", "LC_ALL": "ko_KR.UTF-8", "TZ": "Asia/Pyongyang"},
        0o000,
        "1970-01-02 00:00:00",
    ),
)
"""Few, which differ in everything at once."""

CONDITIONS: Final = (
    *(Condition(f"hash seed {seed}", {"PYTHONHASHSEED": seed}) for seed in ("0", "1", "42", "random")),
    *(Condition(f"locale {locale}", {"LC_ALL": locale}) for locale in ("C", "POSIX", "C.UTF-8", "ko_KR.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8")),
    Condition("no UTF-8 mode", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    *(Condition(f"zone {zone}", {"TZ": zone}) for zone in ("UTC", "Asia/Pyongyang", "America/Los_Angeles", "Pacific/Kiritimati")),
    *(Condition(f"clock {day}", {}, clock=day) for day in ("1970-01-02 00:00:00", "2000-02-29 12:00:00", "2100-01-01 00:00:00")),
    *(Condition(f"umask {mask:03o}", {}, mask) for mask in (0o000, 0o077)),
    Condition("another working directory", {}, elsewhere=True),
    Condition("optimized", {"PYTHONOPTIMIZE": "2"}),
)  # fmt: skip
"""Each alone, so that a difference names its cause."""


def under(condition: Condition, *words: str, full: bool = True) -> dict[str, str]:
    """Return the digests under a condition."""
    paths = [str(ROOT / "src"), str(ROOT)]
    code = f"import runpy, sys; sys.path[:0] = {paths}; sys.argv[1:] = {[*words]}; runpy.run_module('tests.determinism', run_name='__main__')"
    command = [condition.python, "-c", code]
    if condition.clock and shutil.which("faketime"):
        command = ["faketime", "-f", f"@{condition.clock}", *command]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT", "JAVA_HOME")}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            command, capture_output=True, check=False, umask=condition.umask, env={**kept, **condition.environment},
            cwd=folder if condition.elsewhere else ROOT,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"under {condition.name}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    found = _read(done.stdout)
    return {name: digest for name, digest in found.items() if full or not name.startswith(OTHERS_BYTES)}


def in_pyodide(folder: Path) -> dict[str, str]:
    """Return the digests in Pyodide, which stands in a folder with the wheels that it needs."""
    script = ROOT / "tests" / "pyodide.mjs"
    done = subprocess.run(["node", script, folder, folder / "wheels"], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"in Pyodide: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    print(done.stderr.decode().strip())
    return _read(done.stdout)


def _read(printed: bytes) -> dict[str, str]:
    return dict(line.rpartition(" ")[::2] for line in printed.decode().splitlines())


def compare(interpreters: Sequence[str]) -> int:
    """Print what differs under each condition, and return how many conditions there were in which something did.

    What the compiler makes of the seeds is compared under the hash seeds and on each interpreter.
    """
    first = under(CONDITIONS[0], "seeds")
    print(f"{len(first)} digests under {CONDITIONS[0].name}")
    failed = 0
    others = [Condition(f"interpreter {path}", {}, python=path) for path in interpreters]
    for condition in (*CONDITIONS[1:], *others):
        if condition.clock and not shutil.which("faketime"):
            print(f"{condition.name}: left out, faketime is not installed")
            continue
        if Path(condition.python).is_dir():
            found = in_pyodide(Path(condition.python))
        else:
            words = ["seeds"] if condition.python != sys.executable or "hash" in condition.name else []
            found = under(condition, *words, full=condition.python == sys.executable)
        differing = [name for name, digest in found.items() if first.get(name) != digest]
        failed += bool(differing)
        said = f"{len(differing)} differ: {', '.join(differing[:8])}" if differing else "the same"
        print(f"{condition.name}: {len(found)} digests, {said}", flush=True)
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["conditions"]:
        raise SystemExit(bool(compare(sys.argv[2:])))
    for what, digest in digests(brief="brief" in sys.argv, seeds="seeds" in sys.argv):
        sys.stdout.buffer.write(f"{what} {digest}\n".encode())
