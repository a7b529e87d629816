"""Inputs that once took for ever: how their cost grows, each in a process of its own that is ended after a minute."""

import datetime
import functools
import pickle
import statistics
import subprocess
import sys
import timeit
from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import frozen

import dprkrel
from benchmarks.generated import dataset
from benchmarks.measuring import Goal, Ratio, Table, at_most, exponent, microseconds, sized, write_page
from benchmarks.packages import ROOT

_LONGEST: Final = 60
"""Seconds after which a process is ended, its preparations included."""

_BUILDS: Final = (1000, 4000, 10_000, 50_000)

_SLOW: Final = 3
"""Seconds from which on a case is measured once."""

Prepare = Callable[[int], Callable[[], object]]


@frozen
class Case:
    """An input whose size can be chosen.

    Attributes:
        title: what it is.
        prepare: returns what is timed, for a size.
        sizes: for which sizes.
        goal: the limit of the exponent.
        beside: the case with which its cost is compared, size by size.
        ratio: the limit of that comparison.
    """

    title: str
    prepare: Prepare
    sizes: tuple[int, ...]
    goal: Goal | None = None
    beside: str | None = None
    ratio: Goal | None = None


def main(sizes: Sequence[int] | None, _rounds: int | None) -> None:
    """Measure every case for its sizes, up to the largest that is asked for, and write the page."""
    limit = max(sizes) if sizes else max(size for case in CASES.values() for size in case.sizes)
    costs = {name: {size: _timed(name, size) for size in case.sizes if size <= limit} for name, case in CASES.items()}
    grown = Table(
        "How the cost grows", ("input", "cost by size", "exponent"), f"“—” is more than {_LONGEST} s, or an error."
    )
    versus = Table("Beside the sound case", ("input", "beside", "ratio by size"))
    for name, case in CASES.items():
        known = {size: seconds for size, seconds in costs[name].items() if seconds is not None}
        if case.goal:
            cells = [
                f"{sized(size)}: {'—' if cost is None else microseconds(cost)}" for size, cost in costs[name].items()
            ]
            complete = len(known) == len(costs[name])
            grown.add(case.title, "; ".join(cells), Ratio(exponent(known) if complete else None, case.goal))
        if case.beside:
            other = costs[case.beside]
            ratios = [
                f"{sized(size)}: {Ratio(known[size] / base if size in known else None, case.ratio)}"
                for size in costs[name]
                if (base := other.get(size))
            ]
            versus.add(case.title, CASES[case.beside].title, "; ".join(ratios))
    write_page("blowups", [grown, versus])


def _timed(name: str, size: int) -> float | None:
    """Return the median seconds that a case takes for a size, in processes of their own; None if it takes too long."""
    laps: list[float] = []
    while len(laps) < 3 and max(laps, default=0) < _SLOW:
        lap = _once(name, size)
        if lap is None:
            return None
        laps.append(lap)
    return statistics.median(laps)


def _once(name: str, size: int) -> float | None:
    command = [sys.executable, "-m", "benchmarks.blowups", name, str(size)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        print(f"{name} fails at {size}: {error.stderr}")
        return None
    return float(done.stdout)


def _source(number: int, agencies: Sequence[str] = ()) -> dprkrel.Source:
    return dprkrel.Source(
        id=f"source-{number}", kind="page", description="A page", language="en", publisher_id="gazette",
        agency_ids=agencies, title=f"[Page {number}]", standing="secondary", published="2026-01-01",
        url=f"https://gazette.example/{number}",
    )  # fmt: skip


def _actor(actor_id: str, kind: dprkrel.ActorKindWord, state: str | None = None) -> dprkrel.Actor:
    names = [dprkrel.Name(text=actor_id.replace("-", " "), language="en", kind="primary")]
    return dprkrel.Actor(id=actor_id, kind=kind, names=names, state_id=state)


_GAZETTE: Final = _actor("gazette", "media")
_REPORT: Final = dprkrel.Report(source_id="source-0", stance="asserts")


def _day(number: int) -> str:
    return datetime.date.fromordinal(datetime.date(1850, 1, 1).toordinal() + number).isoformat()


def _build(**tables: Any) -> Callable[[], dprkrel.Dataset]:
    """Return what builds a dataset of these records and the gazette, all laws checked."""
    actors = [_GAZETTE, *tables.pop("actors", ())]
    sources = [_source(0), *tables.pop("sources", ())]
    return lambda: dprkrel.Dataset(actors=actors, sources=sources, **tables)


def _visit(number: int, day: str, **fields: Any) -> dprkrel.Visit:
    return dprkrel.Visit(
        id=f"event-{number}", event_type="visit", when=day, summary="A visit.", reports=[_REPORT], **fields
    )


def _chain(size: int) -> list[dprkrel.Event]:
    """Return events in the same month, each of which is said to follow the one before."""
    return [
        _visit(
            number, "2025", links=[dprkrel.Link(link_type="answers", event_id=f"event-{number - 1}")] if number else []
        )
        for number in range(size)
    ]


def _dated(size: int) -> list[dprkrel.Event]:
    """Return events on days of their own, each of which is said to follow the one before."""
    return [
        _visit(
            number,
            _day(number),
            links=[dprkrel.Link(link_type="follows", event_id=f"event-{number - 1}")] if number else [],
        )
        for number in range(size)
    ]


def _sound(size: int) -> Callable[[], object]:
    return _build(events=_dated(size))


def _wrong(size: int) -> Callable[[], object]:
    """Return what builds the same with one link more, which the dates contradict."""
    events = _dated(size)
    link = dprkrel.Link(link_type="follows", event_id=f"event-{size // 2}")
    build = _build(events=[_visit(0, _day(0), links=[link]), *events[1:]])

    def refused() -> dprkrel.DatasetError:
        try:
            build()
        except dprkrel.DatasetError as error:
            return error
        raise AssertionError("a contradiction was not seen")

    return refused


def _agencies(size: int) -> Callable[[], object]:
    """Return what asks how many of so many reports are independent, where each credits three agencies of many."""
    agencies = [_actor(f"agency-{number}", "media") for number in range(size)]
    sources = [
        _source(number, sorted({f"agency-{(number * step + step) % size}" for step in (1, 7, 31)}))
        for number in range(1, size + 1)
    ]
    reports = [
        dprkrel.Report(source_id=f"source-{number}", stance="asserts", attributed_to=None)
        for number in range(1, size + 1)
    ]
    event = dprkrel.Visit(id="event", event_type="visit", when="2025", summary="A visit.", reports=reports)
    data = _build(actors=agencies, sources=sources, events=[event])()
    return lambda: data.confidence("event")


def _as_of(size: int) -> Callable[[], object]:
    data = dataset(size)
    return lambda: data.as_of("1999-07-01")


def _implied(size: int) -> Callable[[], object]:
    """Return what asks for the date of the last of a chain of events whose days are not known."""
    data = _build(events=_chain(size))()
    return lambda: data.implied_when(f"event-{size - 1}")


def _spells(size: int) -> Callable[[], object]:
    ties = [_tie(number, "representation", "state-1") for number in range(size)]
    return _build(actors=[_actor("state-0", "state"), _actor("state-1", "state")], relations=ties)


def _holders(size: int) -> Callable[[], object]:
    states = [_actor("state-0", "state")]
    persons = [_actor(f"person-{number}", "person", "state-0") for number in range(size)]
    office = dprkrel.Office(id="office", title="Minister", of_id="state-0", rank="minister")
    ties = [_tie(number, "office_held", f"person-{number}", office_id="office") for number in range(size)]
    return _build(actors=[*states, *persons], offices=[office], relations=ties)


def _tie(number: int, relation_type: dprkrel.RelationTypeWord, subject: str, **fields: str) -> dprkrel.Relation:
    return dprkrel.Relation(
        id=f"tie-{number}", relation_type=relation_type, subject_id=subject, object_id="state-0", when=_day(number),
        summary="A tie.", reports=[_REPORT], **fields,
    )  # fmt: skip


def _presence(size: int) -> Callable[[], object]:
    """Return what builds a dataset in which one person is at so many meetings in one country."""
    actors = [_actor("state-0", "state"), _actor("person-0", "person", "state-0")]
    places = [dprkrel.Place(id="place", name="Place", kind="country")]
    part = dprkrel.Participant(actor_id="person-0", role="participant", acted_for="state-0")
    meetings = [
        dprkrel.Meeting(
            id=f"event-{number}", event_type="meeting", when=_day(number), summary="A meeting.", reports=[_REPORT],
            participants=[part], place_id="place",
        )
        for number in range(size)
    ]  # fmt: skip
    return _build(actors=actors, places=places, events=meetings)


def _changes(size: int) -> Callable[[], object]:
    """Return what builds a dataset whose changelog merged each record into the next."""
    changes = [
        dprkrel.Change(
            id=f"change-{number}", edition=f"2026.11.22.{number + 1}", kind="merged", record_kind="event", cause="coding",
            record_ids=[f"event-{number}"], heir_id=f"event-{number + 1}", reason="They were the same.",
        )
        for number in range(size)
    ]  # fmt: skip
    return _build(events=[_visit(size, "2025-01-01")], changelog=changes)


def _generated(size: int) -> Callable[[], object]:
    tables: dict[str, Any] = dataset(size).tables()
    return lambda: dprkrel.Dataset(**tables)


def _pickled(size: int) -> Callable[[], object]:
    pickled = pickle.dumps(dataset(size))
    return lambda: pickle.loads(pickled)  # noqa: S301 - of our own making, a line above


def _digest(size: int) -> Callable[[], object]:
    data = dprkrel.Dataset(edition="first", **_tables(size))
    return lambda: data.digest


def _digest_again(size: int) -> Callable[[], object]:
    digest = _digest(size)
    digest()
    return digest


def _order(size: int, *, of_a_date: bool) -> Callable[[], object]:
    """Return what asks for the order of two events, or of an event and a date, where the same was asked before."""
    data = dataset(size)
    first, last = data.events[len(data.events) // 4], data.events[len(data.events) // 2]
    data.order(first, last)
    return lambda: data.order(first, datetime.date(1999, 7, 1) if of_a_date else last)


def _tables(size: int) -> dict[str, Any]:
    held: dict[str, Any] = dataset(size).tables()
    return held


_NEARLY_LINEAR: Final = at_most(1.25)
_SQUARE: Final = at_most(3)

CASES: Final = {
    "sound": Case("Dataset with a chain of links", _sound, _BUILDS, _NEARLY_LINEAR),
    "wrong": Case("Dataset with one wrong link", _wrong, _BUILDS, _NEARLY_LINEAR, "sound", at_most(2)),
    "agencies": Case("confidence of reports with shared agencies", _agencies, (52, 64, 76, 200, 500), _SQUARE),
    "as_of": Case("as_of", _as_of, (1000, 10_000, 50_000), _NEARLY_LINEAR),
    "implied": Case("implied_when at the end of a chain", _implied, (1000, 4000, 10_000), _NEARLY_LINEAR),
    "spells": Case("Dataset with many spells of one tie", _spells, (1000, 4000, 10_000), _NEARLY_LINEAR),
    "holders": Case("Dataset with many holders of one office", _holders, (1000, 4000, 10_000), _NEARLY_LINEAR),
    "presence": Case("Dataset with one person at many meetings", _presence, (1000, 4000, 10_000), _NEARLY_LINEAR),
    "changes": Case("Dataset with a long changelog", _changes, (1000, 4000, 10_000), _NEARLY_LINEAR),
    "generated": Case("Dataset of generated events", _generated, (1000, 10_000, 50_000), _NEARLY_LINEAR),
    "pickled": Case("the same from a pickle", _pickled, (1000, 10_000, 50_000), _NEARLY_LINEAR, "generated", at_most(1)),
    "digest": Case("digest", _digest, (1000, 10_000), _NEARLY_LINEAR),
    "digest_again": Case("digest, again", _digest_again, (1000, 10_000), None, "digest", at_most(0.01)),
    "order": Case("order of two events", functools.partial(_order, of_a_date=False), (1000, 10_000)),
    "order_date": Case(
        "order of an event and a date", functools.partial(_order, of_a_date=True), (1000, 10_000), None, "order", at_most(10)
    ),
}  # fmt: skip
"""The inputs, by the word with which a process is asked for one."""


if __name__ == "__main__":
    print(timeit.timeit(CASES[sys.argv[1]].prepare(int(sys.argv[2])), number=1))
