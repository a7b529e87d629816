"""Questions about events by time, actor, dyad and type, beside the plain filter and engines that hold columns."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

import dprkrel
from benchmarks.generated import HOME, dataset
from benchmarks.measuring import (
    Goal,
    Ratio,
    Table,
    at_least,
    at_most,
    check_equal,
    medians,
    microseconds,
    sized,
    write_page,
)
from benchmarks.rivals import ENGINES, PACKAGES, SQLITE, Answer, Ask, Engine, Question, rows_of

SIZES: Final = (1000, 10_000, 100_000)
"""How many generated events there are, unless other sizes are asked for."""

_OURS: Final = "dprkrel"
_FILTER: Final = "plain filter"
_SLICE: Final = "list slice"
_DAYS: Final = {"1 day": 1, "0.1 %": 29, "10 %": 2857}
"""The windows, with their days; of the years that the generated events cover, the last two are so much."""


_WIDE: Final = 1000
"""From how many days on a window is wide."""


@frozen
class _Asked:
    """About whom and what a dataset is asked.

    Attributes:
        home: the state that is a side of every dyad.
        state: the other side.
        person: a person of that state.
        event_type: a type of event.
        begin: the first day of every window.
    """

    home: str
    state: str
    person: str
    event_type: str
    begin: datetime.date


@frozen(kw_only=True)
class Case:
    """A question to be measured.

    Attributes:
        title: what is asked.
        question: the same for the engines.
        ask: what asks us.
        count: what asks us for the number alone.
        selective: whether it is about an actor or a dyad, where an index is to be far ahead.
        wide: whether it is about all events of a long window, which are to cost little more than their list.
    """

    title: str
    question: Question
    ask: Ask
    count: Callable[[], int]
    selective: bool = False
    wide: bool = False


def main(sizes: Sequence[int] | None, rounds: int | None) -> None:
    """Measure the bundled data and generated data of each size, and write the page."""
    bundled = dprkrel.load()
    asked = _Asked("dprk", "russia", "sergei-lavrov", "talks", datetime.date(2018, 11, 1))
    tables = [*_measured("the bundled data", bundled, asked, rounds)]
    for size in sizes or SIZES:
        generated = dataset(size)
        tables += _measured(f"{sized(size)} generated events", generated, _asked_of(generated), rounds)
    write_page("index", tables, PACKAGES, [SQLITE])


def _asked_of(generated: dprkrel.Dataset) -> _Asked:
    person = next(actor.id for actor in generated.actors if actor.state_id == "state-005")
    return _Asked(HOME, "state-005", person, "summit", datetime.date(1999, 7, 1))


def _measured(data: str, dataset: dprkrel.Dataset, asked: _Asked, rounds: int | None) -> Iterator[Table]:
    """Yield the table of the questions of a dataset, and that of the numbers alone."""
    rows = rows_of(dataset)
    engines = [engine(dataset.events, rows) for engine in ENGINES]
    cases = [*_cases(dataset, asked)]
    names = [_FILTER, *(engine.name for engine in engines)]
    columns = ("question", "events", "dprkrel", f"dprkrel / {_SLICE}", *(f"{name} / dprkrel" for name in names))
    listed = Table(f"Events of {data}, listed", columns)
    for case in cases:
        listed.add(*_listed(case, dataset.events, engines, rounds))
    yield listed
    counted = Table(f"Events of {data}, counted", ("question", "events", "dprkrel", *columns[5:]))
    for case in cases:
        if case.question.match == "possible" and case.question.how == "overlaps":
            counted.add(*_counted(case, len(dataset.events), engines, rounds))
    yield counted


def _listed(case: Case, events: Answer, engines: Sequence[Engine], rounds: int | None) -> Iterator[object]:
    """Yield the cells of a question that lists events."""
    reference = _plain(events, case.question)
    answer = reference()
    candidates: dict[str, Ask] = {_OURS: case.ask, **{engine.name: engine.ask(case.question) for engine in engines}}
    check_equal(case.title, answer, candidates)
    seconds = _times({**candidates, _FILTER: reference, _SLICE: _slice(events, answer)}, rounds)
    ours = seconds[_OURS]
    wide = at_most(2, aim=1.5) if case.wide and len(answer) >= 1000 else None
    yield from (case.title, len(answer), microseconds(ours), Ratio(ours / seconds[_SLICE], wide))
    for name in (_FILTER, *(engine.name for engine in engines)):
        far = 40 if case.selective and name in {"SQLite", "DuckDB", "polars"} else 1
        yield Ratio(seconds[name] / ours, _goal(name, len(events), far))


def _counted(case: Case, size: int, engines: Sequence[Engine], rounds: int | None) -> Iterator[object]:
    """Yield the cells of a question that counts events."""
    candidates = {_OURS: case.count, **{engine.name: engine.count(case.question) for engine in engines}}
    number = len(case.ask())
    check_equal(f"the number of {case.title}", number, candidates)
    seconds = _times(candidates, rounds)
    yield from (case.title, number, microseconds(seconds[_OURS]))
    for engine in engines:
        far = 400 if engine.name == "polars" and not case.selective and not case.question.type else 1
        yield Ratio(seconds[engine.name] / seconds[_OURS], _goal(engine.name, size, far))


def _goal(rival: str, size: int, far: int) -> Goal | None:
    """Return how many times as long as ours a rival is to take: so far from 10,000 events on, below that just longer.

    No goal was set for SQLite on fewer events.
    """
    if size >= 10_000:
        return at_least(far)
    return None if rival == "SQLite" else at_least(1)


def _cases(dataset: dprkrel.Dataset, asked: _Asked) -> Iterator[Case]:
    between = dataset.events_between
    for window, days in _DAYS.items():
        start, end = asked.begin, asked.begin + datetime.timedelta(days - 1)
        limits = start.toordinal(), end.toordinal()
        for how in ("overlaps", "within"):
            for match in ("possible", "certain"):
                fit: dict[str, Any] = {"match": match, "how": how}
                yield _case(dataset, f"{window}, {match}, {how}", Question(*limits, **fit), between, (start, end), fit)
        for kind, actor in (("a state", asked.state), ("a person", asked.person)):
            question = Question(*limits, actors=(actor,))
            yield _case(dataset, f"{window}, {kind}", question, between, (start, end), {"actors": actor})
        yield _case(
            dataset, f"{window}, a dyad", Question(*limits, actors=(asked.state, asked.home)),
            dataset.events_of_dyad, (asked.state, asked.home), {"start": start, "end": end},
        )  # fmt: skip
        types: dict[str, Any] = {"types": dprkrel.EventType(asked.event_type)}
        yield _case(
            dataset, f"{window}, a type", Question(*limits, type=asked.event_type), between, (start, end), types
        )


def _case(
    dataset: dprkrel.Dataset,
    title: str,
    question: Question,
    ask: Callable[..., Answer],
    arguments: tuple[Any, ...],
    keywords: Mapping[str, Any],
) -> Case:
    """Return a question with what asks us for its events, and for their number where that can be asked by itself."""
    count = getattr(dataset, "count_events", None)
    dyad = len(question.actors) > 1

    def number() -> int:
        return len(ask(*arguments, **keywords)) if count is None or dyad else count(*arguments, **keywords)

    return Case(
        title=title, question=question, ask=lambda: ask(*arguments, **keywords), count=number,
        selective=bool(question.actors),
        wide=not question.actors and question.type is None and question.last - question.first >= _WIDE,
    )  # fmt: skip


def _plain(events: Answer, question: Question) -> Ask:
    """Return the comprehension that a user without an index would write."""
    first, last = map(datetime.date.fromordinal, (question.first, question.last))
    window, occurred = dprkrel.When.window(first, last), dprkrel.Status.OCCURRED
    relation = dprkrel.When.within if question.how == "within" else dprkrel.When.overlaps
    accepted = {dprkrel.Certainty.CERTAIN} | ({dprkrel.Certainty.POSSIBLE} if question.match == "possible" else set())
    actors, event_type = question.actors, question.type

    def takes_part(event: dprkrel.Event, actor: str) -> bool:
        return any(actor in (part.actor_id, part.acted_for) for part in event.participants)

    def ask() -> Answer:
        return tuple(
            [
                event
                for event in events
                if (event_type is None or event.event_type == event_type)
                and all(takes_part(event, actor) for actor in actors)
                and event.status is occurred
                and relation(event.when, window) in accepted
            ]
        )

    return ask


def _slice(events: Answer, answer: Answer) -> Callable[[], object]:
    """Return what copies as many neighbouring references as an answer has: the floor for any list of records."""
    listed = [*events]
    first = max(0, min(len(listed) // 2, len(listed) - len(answer)))
    last = first + len(answer)
    return lambda: listed[first:last]


def _times(candidates: Mapping[str, Callable[[], object]], rounds: int | None) -> dict[str, float]:
    return medians(candidates, rounds) if rounds else medians(candidates)
