"""How much memory records and indexes take up, and what building, writing and reading datasets takes."""

import datetime
import gc
import io
import itertools
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import dprkrel
from benchmarks import processes
from benchmarks.generated import HOME, dataset, tables
from benchmarks.measuring import Ratio, Table, at_most, shown, sized, write_page
from benchmarks.packages import ROOT
from benchmarks.rivals import PACKAGES, SQLITE, Engine, Pandas, Polars, SQLite, rows_of

SIZES: Final = (10_000, 100_000)
"""How many generated events are built, unless other sizes are asked for."""

_RECORDS: Final = 20_000
"""How many events are built where the bytes of one are measured."""

_MILLION: Final = 1_000_000

_STEPS: Final = {
    "records alone": "data = tables({size})",
    "a dataset, all laws checked": "data = dprkrel.Dataset(**tables({size}))",
    "the same, and written": "data = dprkrel.Dataset(**tables({size})); data.write({file!r})",
    "read from the file": "data = dprkrel.read({file!r})",
}


def main(sizes: Sequence[int] | None, _rounds: int | None) -> None:
    """Measure bytes and builds, and write the page."""
    write_page("memory", [_bytes(), _builds(sizes or SIZES)], PACKAGES, [SQLITE])


def _bytes() -> Table:
    """Return the bytes of one event, in records, in our indexes and in the tables of others."""
    table = Table("Bytes of one event", ("what", "bytes"), f"Of {_RECORDS:,} events, each figure a mean.")
    dprkrel.load()  # what is imported or filled on first use is not what is measured
    limit = at_most(1500, aim=1200)
    table.add("an event of five fields with its report", Ratio(_each(_minimal), limit))
    table.add("the same with two participants and a span of days", Ratio(_each(_with_participants), limit))
    table.add("a generated event", Ratio(_each(lambda: tables(_RECORDS)["events"])))
    table.add("a generated dataset that was read from a file, with all that it keeps", Ratio(_each(_read_again)))
    data = dataset(_RECORDS)
    held: dict[str, Any] = data.tables()
    table.add(
        "what a dataset keeps beside its records", Ratio(_each(lambda: dprkrel.Dataset(edition=data.edition, **held)))
    )
    table.add("our indexes, by time, actor, dyad and type", Ratio(_each(lambda: _asked(data)), at_most(32)))
    rows = rows_of(data)
    engines: tuple[type[Engine], ...] = (SQLite, Polars, Pandas)
    for engine in engines:
        size = engine(data.events, rows).size()
        table.add(f"the tables of {engine.name}, with their indexes", Ratio(size / _RECORDS))
    return table


def _each(build: Callable[[], object]) -> float:
    """Return how many bytes more are in use after something was built, for each event."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    built = build()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del built
    return (after - before) / _RECORDS


def _minimal() -> list[dprkrel.Event]:
    """Return events as a user builds them from rows of text, each on a day of its own."""
    return [_event(number) for number in range(_RECORDS)]


def _with_participants() -> list[dprkrel.Event]:
    """Return the same as spans of days of their own, with a visitor and a host, whose ids are text of their own, too."""
    return [
        _event(
            number, f"{_day(number)}/{_day(number + 2)}",
            participants=[_participant(number % 200, "visitor"), _participant(number % 7, "host")],
        )
        for number in range(_RECORDS)
    ]  # fmt: skip


def _event(number: int, when: str | None = None, **more: Any) -> dprkrel.Event:
    return dprkrel.Visit(
        id=f"event-{number}", event_type="visit", when=when or _day(number), summary=f"Visit number {number} took place.",
        reports=[dprkrel.Report(source_id=f"source-{number % 1000}", stance="asserts")], **more,
    )  # fmt: skip


def _day(number: int) -> str:
    return datetime.date.fromordinal(datetime.date(1950, 1, 1).toordinal() + number).isoformat()


def _participant(number: int, role: dprkrel.RoleWord) -> dprkrel.Participant:
    return dprkrel.Participant(actor_id=f"person-{number}", role=role, acted_for=f"state-{number}")


def _read_again() -> dprkrel.Dataset:
    """Return the generated dataset as it is when it was read from a file."""
    file = io.BytesIO()
    dataset(_RECORDS).write(file)
    return dprkrel.read(file.getvalue())


def _asked(fresh: dprkrel.Dataset) -> object:
    """Ask a dataset all for which it has an index, so that it has them."""
    for match, how in itertools.product(dprkrel.Match, dprkrel.Fit):
        fresh.events_between("1999-07-01", "1999-07-29", match=match, how=how)
    fresh.events_between("1999-07-01", "1999-07-29", actors="state-005")
    fresh.events_between("1999-07-01", "1999-07-29", types="summit")
    return fresh.events_of_dyad("state-005", HOME, start="1999-07-01", end="1999-07-29")


def _builds(sizes: Sequence[int]) -> Table:
    """Return what a new process takes for each step of building a dataset."""
    table = Table(
        "Building a dataset", ("events", "step", "seconds", "µs an event", "peak, GB"),
        "Each in a new process, which also generates the events; processor time, and the most memory at a time.",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        environment = processes.environment(Path(folder, "bytecode"), ROOT)
        for size in sizes:
            file = str(Path(folder, f"{size}.jsonl"))
            for step, code in _STEPS.items():
                table.add(sized(size), step, *_used(code.format(size=size, file=file), environment, size))
    return table


def _used(code: str, environment: dict[str, str], size: int) -> Iterator[object]:
    """Yield the cells of one step: its time, and its memory."""
    used = processes.run(["-c", f"import dprkrel; from benchmarks.generated import tables; {code}"], environment)
    limited = size == _MILLION and "Dataset" in code
    if used.failed:
        yield from ("fails", "", "")
    else:
        yield Ratio(used.seconds, at_most(300) if limited else None)
        yield shown(used.seconds / size * 1e6)
        yield Ratio(used.peak / 1e9, at_most(3) if limited else None)
