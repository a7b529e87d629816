"""Timelines: when each record was, as certain and as possible days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import PlotError
from dprkrel.plots.wording import (
    Names,
    Words,
    dataset_of,
    kind_of,
    kinds_of,
    list_of,
    records_of,
    shared_by,
    titled,
    when_in_words,
)
from dprkrel.prose import counted
from dprkrel.records.events import AnyEvent, Event
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.tables import Tables

CERTAIN: Final = "certain days"
POSSIBLE: Final = "possible days"
DOUBTFUL: Final = "date in doubt (~ or ?)"
NOT_KNOWN: Final = "not known to have occurred"

ARROW: Final = "An arrow: it may go on beyond what is drawn."

_EXPECTED: Final = "events or relations"


class Span(NamedTuple):
    """One record of a timeline, with the days on which it certainly was, and on which it may have been.

    `place` is the number of its row. `core` is None where no day is certain. `before` and `after` tell how it is known
    that it goes on beyond what is drawn, None where it does not.
    """

    place: int
    row: str
    told: str
    kind: str
    possible: tuple[int, int]
    core: tuple[int, int] | None
    before: str | None
    after: str | None


class Timeline(NamedTuple):
    """What a timeline shows."""

    words: Words
    spans: tuple[Span, ...]
    first: int
    last: int


def timeline_of(
    records: Iterable[Event | Relation],
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    title: str | None = None,
    data: Tables | None = None,
) -> Timeline:
    """Return what a timeline shows of records."""
    given = records_of(records, AnyEvent, Relation, expected=_EXPECTED)
    names = Names(dataset_of(records, data))
    given.sort(key=lambda record: (record.when.sort_key, record.id))
    first, last = _days([record.when for record in given], start, end)
    shown = [record for record in given if record.when.bounds[0] <= last and record.when.bounds[3] >= first]
    if not shown:
        raise PlotError(records, f"no record lies within {_date(first)} to {_date(last)}; give a wider start and end")
    bare, shared = len({kind_of(record) for record in given}) == 1, shared_by(given)
    spans = tuple(
        span_of(record, place, names.record(record, bare=bare, shared=shared), first, last)
        for place, record in enumerate(shown)
    )
    left_out = len(given) - len(shown)
    whose = f" with {names.actor(shared)}" if bare and shared else ""
    words = _worded(f"{kinds_of(shown)}{whose}", spans, (first, last), left_out, title)
    return Timeline(words, spans, first, last)


def _days(whens: Sequence[When], start: DateLike | None, end: DateLike | None) -> tuple[int, int]:
    """Return the first and last day that are drawn."""
    window = When.window(start, end)
    known = [day for when in whens for day in when.bounds if PAST < day < FUTURE]
    first = window.bounds[0] if start is not None else PAST
    last = window.bounds[3] if end is not None else FUTURE
    if (first == PAST or last == FUTURE) and not known:
        raise PlotError(whens[0].edtf, "no day of any record is known; give both start and end")
    first = min(known) if first == PAST else first
    last = max(known) if last == FUTURE else last
    if last < first:
        raise PlotError(whens[0].edtf, f"no record lies in this time; the days that are known are {_known(known)}")
    return first, last


def _known(days: Iterable[int]) -> str:
    ordered = sorted(days)
    return f"{_date(ordered[0])} to {_date(ordered[-1])}"


def span_of(record: Event | Relation, place: int, row: str, first: int, last: int) -> Span:
    """Return the days of a record between a first and a last."""
    begin, begun, not_ended, end = record.when.bounds
    possible = max(begin, first), min(end, last)
    core: tuple[int, int] | None = max(begun, first), min(not_ended, last)
    kind = CERTAIN
    if record.status is not Status.OCCURRED:
        kind, core = NOT_KNOWN, None
    elif record.when.doubtful:
        kind, core = DOUBTFUL, None
    elif core is not None and core[0] > core[1]:
        kind, core = POSSIBLE, None
    elif core != possible:
        kind = POSSIBLE
    open_ = POSSIBLE if kind == CERTAIN else kind
    before = None if begin >= first else CERTAIN if core is not None and begun < first else open_
    after = None if end <= last else CERTAIN if core is not None and not_ended > last else open_
    status = "" if record.status is Status.OCCURRED else f" ({record.status.value.replace('_', ' ')})"
    return Span(
        place, row, f"{row}: {when_in_words(record.when)}{_ruled(record)}{status}", kind, possible, core, before, after
    )


def _ruled(record: Event | Relation) -> str:
    ends = record.supposed if isinstance(record, AnyEvent) else ()
    return f", of which a coding rule alone bounds the {' and the '.join(ends)}" if ends else ""


def _worded(kinds: str, spans: Sequence[Span], days: tuple[int, int], left_out: int, title: str | None) -> Words:
    cores = sum(span.core is not None for span in spans)
    period = f"{_date(days[0])} to {_date(days[1])}"
    certain = (
        f"{'It has' if len(spans) == 1 else 'All have'} certain days"
        if cores == len(spans)
        else "No day of any is certain"
        if not cores
        else f"{counted(cores, 'record')} of {len(spans)} {'has' if cores == 1 else 'have'} days that are certain"
    )
    open_ = sum(span.after is not None for span in spans), sum(span.before is not None for span in spans)
    beyond = [
        f"{number} may go on beyond its {side}"
        for number, side in zip(open_, ("end", "beginning"), strict=True)
        if number
    ]
    gone = [f"{counted(left_out, 'record')} outside of it left out"] if left_out else []
    said = [f"Timeline of {kinds}, {period}", certain, *beyond, *gone, *(span.told for span in spans)]
    arrow = [ARROW] if any(open_) else []
    return Words(titled(title, f"{kinds[0].upper()}{kinds[1:]}, {_years(days)}"), (f"{period}.", *arrow), list_of(said))


def _years(days: tuple[int, int]) -> str:
    first, last = (datetime.date.fromordinal(day).year for day in days)
    return str(first) if first == last else f"{first}–{last}"


def _date(day: int) -> datetime.date:
    return datetime.date.fromordinal(day)


def rows_of(shown: Timeline) -> list[dict[str, Any]]:
    """Return the marks of a timeline as rows: bars of possible days, of certain days, and arrows where nothing limits them."""
    rows: list[dict[str, Any]] = []
    for span in shown.spans:
        common = {"row": f"{span.place:05}\t{span.row}", "told": span.told}
        bars = [("core", CERTAIN, span.core)] if span.core else []
        if span.core != span.possible:
            bars.insert(0, ("extent", span.kind, span.possible))
        rows += [
            {**common, "mark": mark, "how": how, "from": str(_date(days[0])), "to": _after(days[1])}
            for mark, how, days in bars
        ]
        arrows = (("before", span.before, str(_date(shown.first))), ("after", span.after, _after(shown.last)))
        rows += [{**common, "mark": mark, "how": how, "from": day} for mark, how, day in arrows if how]
    return rows


def _after(day: int) -> str:
    """Return the day after, at whose beginning a day ends; the last of the calendar ends with itself."""
    return str(_date(min(day + 1, FUTURE - 1)))
