"""The same questions over more and more events, by the library in memory, DuckDB, and Spark on this machine and on a cluster of it.

`python -m benchmarks.scale --sizes 1M,10M` generates each layout in a temporary folder, asks each engine in a process of
its own, and keeps every figure at once in `docs/_measured/scale.json`, so that a run that is stopped loses nothing and
a later one goes on; `--again` measures anew. The page `docs/_measured/scale.md` is written from that file.
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from benchmarks.__main__ import sizes_of
from benchmarks.asking import LIBRARY, QUESTIONS
from benchmarks.cluster import cluster
from benchmarks.measuring import (
    PAGES,
    DifferentAnswersError,
    Table,
    exponent,
    microseconds,
    shown,
    sized,
    versions,
    write_page,
)

_FILE: Final = PAGES / "scale.json"
_PACKAGES: Final = ("duckdb", "ibis-framework", "pyarrow", "pyspark")
_LOOK: Final = 0.1
"""Seconds between two looks at the memory of processes."""


class _Engine(NamedTuple):
    """An engine as it is measured.

    Attributes:
        title: how the page calls it.
        name: how `benchmarks.asking` calls it.
        workers: on how many workers of a cluster it runs; 0 on none.
        limit: of how many events at most it is asked; None for all.
    """

    title: str
    name: str
    workers: int = 0
    limit: int | None = None


ENGINES: Final = {
    "library": _Engine("the library, in memory", LIBRARY, limit=1_000_000),
    "duckdb": _Engine("DuckDB", "duckdb"),
    "spark": _Engine("Spark, local", "pyspark"),
    "cluster": _Engine("Spark, master and two workers", "pyspark", workers=2),
}
"""The engines, by name; each has two cores in all."""


def main() -> None:
    """Measure what was asked for and is not measured yet, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=sizes_of, default=(1_000_000, 10_000_000), help="such as 1M,10M,100M")
    parser.add_argument("--engines", type=lambda text: text.split(","), default=[*ENGINES], help=", ".join(ENGINES))
    parser.add_argument(
        "--questions", type=lambda text: text.split(";"), default=[*QUESTIONS], help="; ".join(QUESTIONS)
    )
    parser.add_argument("--folder", type=Path, help="where the layouts are kept; a temporary folder unless told")
    parser.add_argument("--seconds", type=float, default=400, help="how long an engine is asked at most, for each size")
    parser.add_argument("--rounds", type=int, default=4, help="how often each question is asked")
    parser.add_argument("--again", action="store_true", help="measure again what was measured")
    parser.add_argument("--page", action="store_true", help="measure nothing, and write the page from what is kept")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in () if given.page else given.sizes:
            layout = _layout(folder, size)
            for name in given.engines:
                _ask(ENGINES[name], layout, size, name, given)
            _look(layout, size, again=given.again)
            if given.folder is None:
                shutil.rmtree(layout)
    _write_page()


def _kept() -> dict[str, Any]:
    return json.loads(_FILE.read_text("utf-8")) if _FILE.exists() else {"layouts": {}, "answers": {}, "plans": {}}


def _keep(part: str, key: str, figures: Mapping[str, Any]) -> None:
    """Keep what was measured, beside all that was before."""
    kept = _kept()
    kept[part][key] = figures
    kept["packages"] = versions(_PACKAGES)
    _FILE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8", newline="\n")


def _layout(folder: Path, size: int) -> Path:
    """Return the folder of a layout, which is generated if it is not there."""
    layout = folder / sized(size)
    if not layout.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile() as log, _Watched(["benchmarks.columnar", str(size), str(layout)], log) as watched:
            begin = time.perf_counter()
            if watched.process.wait() != 0:
                raise RuntimeError(f"{sized(size)} events cannot be generated: {_tail(log)}")
            seconds = time.perf_counter() - begin
        tables = json.loads((layout / "layout.json").read_text("utf-8"))["tables"]
        events = [file["bytes"] for file in tables["events"]["files"].values()]
        _keep("layouts", str(size), {
            "seconds": seconds, "peak": watched.peak,
            "rows": {name: table["rows"] for name, table in tables.items() if table["rows"]},
            "bytes": {name: sum(file["bytes"] for file in table["files"].values()) for name, table in tables.items() if table["rows"]},
            "files": len(events), "largest": max(events),
        })  # fmt: skip
    return layout


def _ask(engine: _Engine, layout: Path, size: int, name: str, given: argparse.Namespace) -> None:
    """Ask an engine what was not yet asked of it, and keep each answer."""
    known = () if given.again else _kept()["answers"]
    questions = [each for each in given.questions if f"{size}/{name}/{each}" not in known]
    questions = [each for each in questions if (QUESTIONS[each].limit or size) >= size]
    if not questions or (engine.limit or size) < size:
        return
    with contextlib.ExitStack() as stack:
        arguments = ["benchmarks.asking", engine.name, str(layout), str(size), "--questions", ";".join(questions)]
        arguments += ["--seconds", str(given.seconds), "--rounds", str(given.rounds)]
        others: Callable[[], list[int]] = list
        if engine.workers:
            started = stack.enter_context(cluster(engine.workers, cores=1, memory="2g", executor="2g"))
            arguments += ["--master", started.url]
            others = lambda: [started.master.process.pid, *(worker.process.pid for worker in started.workers)]  # noqa: E731
        log = stack.enter_context(tempfile.TemporaryFile())
        watched = stack.enter_context(_Watched(arguments, log, others))
        for line in watched.process.stdout or ():
            step = json.loads(line)
            if "begins" in step:
                watched.peak = watched.resident()
                continue
            print(sized(size), name, line.decode().strip(), f"{watched.peak / 1e9:.2f} GB", flush=True)
            _keep("answers", f"{size}/{name}/{step.pop('question')}", {**step, "peak": watched.peak})
        if watched.process.wait() != 0:
            print(f"{name} ended with {watched.process.returncode} over {sized(size)}: {_tail(log)}", flush=True)


def _look(layout: Path, size: int, *, again: bool) -> None:
    """Keep what DuckDB reads for each question."""
    if not again and f"{size}/narrow" in _kept()["plans"]:
        return
    command = [sys.executable, "-m", "benchmarks.plans", str(layout)]
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        plan = json.loads(line)
        _keep("plans", f"{size}/{plan.pop('question')}", plan)


def _tail(log: Any) -> str:
    log.seek(0)
    return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-8:])


class _Watched:
    """A process of Python, with the most memory that it, its children and some others had at a time."""

    def __init__(self, module: Sequence[str], log: Any, others: Callable[[], list[int]] = list) -> None:
        command = [sys.executable, "-m", *module]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
        self.peak = 0
        self._others = others
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            self.peak = max(self.peak, self.resident())

    def resident(self) -> int:
        """Return how much memory they have now."""
        return _resident({self.process.pid, *self._others()})


def _resident(roots: set[int]) -> int:
    """Return the resident memory of processes and all that they started, in bytes; Linux alone tells it so."""
    found = set(roots)
    listed = dict(_processes())
    while more := {pid for pid, (parent, _) in listed.items() if parent in found and pid not in found}:
        found |= more
    pages = sum(listed[pid][1] for pid in found if pid in listed)
    return pages * os.sysconf("SC_PAGE_SIZE")


def _processes() -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the id of each process with that of its parent and its resident pages."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = Path(entry.path, "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                yield int(entry.name), (int(fields[1]), int(fields[21]))


def _write_page() -> None:
    kept = _kept()
    answers = {tuple(key.split("/", 2)): figures for key, figures in kept["answers"].items()}
    sizes = sorted({int(size) for size, _, _ in answers})
    tables = [
        _layouts(kept["layouts"]),
        *(_asked(name, sizes, answers) for name in QUESTIONS),
        _opened(sizes, answers),
        _growth(sizes, answers),
        _plans(kept["plans"], kept["layouts"]),
    ]
    write_page("scale", [table for table in tables if table.rows], more=[kept["packages"]])


def _layouts(layouts: Mapping[str, Any]) -> Table:
    table = Table(
        "The layouts",
        ("events", "participants", "reports", "GB on disk", "bytes an event", "of it the table of events", "its files", "the largest, MB", "seconds to write", "peak, GB"),
        "Generated by DuckDB with two threads, with the SHA-256 of each file.",
    )  # fmt: skip
    for size, figures in sorted(layouts.items(), key=lambda item: int(item[0])):
        rows, written = figures["rows"], figures["bytes"]
        table.add(
            sized(int(size)), f"{rows['participants']:,}", f"{rows['reports']:,}", shown(sum(written.values()) / 1e9),
            shown(sum(written.values()) / int(size)), shown(written["events"] / int(size)), figures["files"],
            shown(figures["largest"] / 1e6), shown(figures["seconds"]), shown(figures["peak"] / 1e9),
        )  # fmt: skip
    return table


_Answers = Mapping[tuple[str, ...], Mapping[str, Any]]


def _asked(name: str, sizes: Sequence[int], answers: _Answers) -> Table:
    """Return the table of a question.

    Raises:
        DifferentAnswersError: engines do not answer alike.
    """
    question = QUESTIONS[name]
    table = Table(
        f"{name}: {question.title}", ("events", "rows", "hash", *(engine.title for engine in ENGINES.values()))
    )
    for size in sizes:
        given = {engine: answers.get((str(size), engine, name)) for engine in ENGINES}
        told = {(figures["rows"], figures["digest"]) for figures in given.values() if figures}
        if len(told) > 1:
            raise DifferentAnswersError(
                f"{name} of {sized(size)} events is answered in {len(told)} ways: {sorted(told)}"
            )
        for rows, digest in told:
            table.add(sized(size), f"{rows:,}", f"`{digest}`" if digest else "the number", *map(_cell, given.values()))
    return table


def _cell(figures: Mapping[str, Any] | None) -> str:
    if figures is None:
        return "—"
    first = f"first {microseconds(figures['first'])}"
    time = f"{microseconds(_warm(figures))} ({first})" if figures["laps"] else first
    return f"{time}, {shown(figures['peak'] / 1e9)} GB"


def _warm(figures: Mapping[str, Any]) -> float:
    """Return the median of all but the first time; the first where there is no other."""
    return float(statistics.median(figures["laps"] or [figures["first"]]))


def _opened(sizes: Sequence[int], answers: _Answers) -> Table:
    table = Table(
        "Until the first question can be asked", ("events", *(engine.title for engine in ENGINES.values())),
        "The library makes every record; engines are started, and the manifest and the names are read.",
    )  # fmt: skip
    for size in sizes:
        table.add(sized(size), *(_cell(answers.get((str(size), engine, "open"))) for engine in ENGINES))
    return table


def _plans(plans: Mapping[str, Any], layouts: Mapping[str, Any]) -> Table:
    table = Table(
        "What DuckDB reads", ("question", "events", "files", "of", "MB", "of all in MB", "processor time, s"),
        "Files of the tables that a question reads, and bytes of the columns, by `EXPLAIN ANALYZE`; the others are ruled out by their folder.",
    )  # fmt: skip
    for name in QUESTIONS:
        for size in sorted({int(key.partition("/")[0]) for key in plans}):
            plan = plans.get(f"{size}/{name}")
            if plan and str(size) in layouts:
                written = layouts[str(size)]["bytes"]
                table.add(
                    name, sized(size), plan["files"], plan["of"], shown(plan["bytes"] / 1e6),
                    shown((written["events"] + (written["participants"] if name == "count" else 0)) / 1e6),
                    shown(plan["seconds"]),
                )  # fmt: skip
    return table


def _growth(sizes: Sequence[int], answers: _Answers) -> Table:
    table = Table(
        "Growth", ("question", *(engine.title for engine in ENGINES.values())),
        "The power of the number of events with which the warm time grows, fitted over all sizes: 0 is no growth, 1 is in proportion.",
    )  # fmt: skip
    for name in QUESTIONS:
        powers = []
        for engine in ENGINES:
            found = {size: answers.get((str(size), engine, name)) for size in sizes}
            power = exponent({size: _warm(figures) for size, figures in found.items() if figures})
            powers.append("—" if power is None else f"{power:.2f}")
        table.add(name, *powers)
    return table


if __name__ == "__main__":
    main()
