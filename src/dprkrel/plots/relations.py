"""Relations over time: how many there were, and when each was."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.errors import PlotError
from dprkrel.plots.timelines import ARROW, Span, Timeline, span_of
from dprkrel.plots.wording import Names, Words, dataset_of, list_of, records_of, titled
from dprkrel.prose import counted
from dprkrel.questions.arguments import ActorLike, RelationTypesLike, actor_of, words
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.tables import Tables

_MAY_HOLD = frozenset({Status.OCCURRED, Status.ALLEGED})
"""Statuses of relations that exist, existed, or may have."""


class Step(NamedTuple):
    """From a day on, with how many there was a relation for certain, and with how many at most."""

    day: int
    least: int
    most: int


class Numbers(NamedTuple):
    """With how many there were relations over time."""

    words: Words
    steps: tuple[Step, ...]
    last: int


def numbers_of(
    records: Iterable[Relation] | None,
    *,
    of: ActorLike,
    types: RelationTypesLike,
    title: str | None,
    data: Tables | None,
) -> Numbers:
    """Return with how many others there were relations over time."""
    ties, actor, names = _ties(records, of, types, data)
    first, last = _days(ties)
    partners = _by_partner(ties, actor)
    steps = tuple(_steps([_united(ties) for ties in partners.values()], first, last))
    others = [names.actor(partner) for partner in partners if names.data.actor(partner).kind is not ActorKind.STATE]
    words_ = _counted(
        steps, last, named=titled(title, _named(ties, names.actor(actor.id))), spells=len(ties), others=others
    )
    return Numbers(words_, steps, last)


def spells_of(
    records: Iterable[Relation] | None,
    *,
    of: ActorLike,
    types: RelationTypesLike,
    title: str | None,
    data: Tables | None,
) -> Timeline:
    """Return the spells of relations, with one row for each of the others."""
    ties, actor, names = _ties(records, of, types, data)
    first, last = _days(ties)
    partners = _by_partner(ties, actor)
    spans: list[Span] = []
    for place, (partner, spells) in enumerate(partners.items()):
        spans += (span_of(tie, place, names.actor(partner), first, last) for tie in spells)
    named = titled(title, _named(ties, names.actor(actor.id)))
    said = (f"{len(partners)} rows, {_date(first)} to {_date(last)}", *(span.told for span in spans))
    arrow = [ARROW] if any(span.before or span.after for span in spans) else []
    subtitle = (f"{_date(first)} to {_date(last)}.", *arrow)
    return Timeline(Words(named, subtitle, list_of([named, *said])), tuple(spans), first, last)


def _ties(
    records: Iterable[Relation] | None, of: ActorLike, types: RelationTypesLike, data: Tables | None
) -> tuple[list[Relation], Actor, Names]:
    """Return the relations of an actor that hold, held or may have, by when they began."""
    dataset = dataset_of(records, data)
    actor, kept = actor_of(dataset, of), words("types", types, RelationType)
    expected = "relations"
    given = dataset.relations if records is None else records_of(records, Relation, expected=expected)
    ties = [
        tie
        for tie in given
        if actor.id in (tie.subject_id, tie.object_id)
        and (kept is None or tie.relation_type in kept)
        and tie.status in _MAY_HOLD
    ]
    if not ties:
        raise PlotError(
            records, f"no relation of these types with {actor.name} is among them; give other types, or another `of`"
        )
    return sorted(ties, key=lambda tie: (tie.when.sort_key, tie.id)), actor, Names(dataset)


def _days(ties: Sequence[Relation]) -> tuple[int, int]:
    known = [day for tie in ties for day in tie.when.bounds if PAST < day < FUTURE]
    if not known:
        raise PlotError(ties[0].id, "no day of any relation is known")
    return min(known), max(known)


def _by_partner(ties: Iterable[Relation], actor: Actor) -> dict[str, list[Relation]]:
    partners: dict[str, list[Relation]] = {}
    for tie in ties:
        other = tie.object_id if tie.subject_id == actor.id else tie.subject_id
        partners.setdefault(other, []).append(tie)
    return partners


def _united(ties: Iterable[Relation]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the spans of days on which there was a relation for certain, and on which there may have been."""
    certain, possible = [], []
    for tie in ties:
        begin, begun, not_ended, end = tie.when.bounds
        possible.append((begin, end))
        if begun <= not_ended and not tie.when.doubtful and tie.status is Status.OCCURRED:
            certain.append((begun, not_ended))
    return [*_merged(certain)], [*_merged(possible)]


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans of days with those that touch made one."""
    begin, until = PAST, PAST - 1
    for first, last in sorted(spans):
        if first <= until + 1 and until >= begin:
            until = max(until, last)
            continue
        if until >= begin:
            yield begin, until
        begin, until = first, last
    if until >= begin:
        yield begin, until


def _steps(
    partners: Iterable[tuple[list[tuple[int, int]], list[tuple[int, int]]]], first: int, last: int
) -> Iterator[Step]:
    """Yield each day on which a number changes."""
    changes: dict[int, list[int]] = {first: [0, 0]}
    for both in partners:
        for which, spans in enumerate(both):
            for begin, until in spans:
                for day, by in ((max(begin, first), 1), (until + 1, -1)):
                    if day <= last and begin <= last:
                        changes.setdefault(day, [0, 0])[which] += by
    least = most = 0
    for day in sorted(changes):
        least, most = least + changes[day][0], most + changes[day][1]
        yield Step(day, least, most)


def _named(ties: Sequence[Relation], whose: str) -> str:
    types = list(dict.fromkeys(tie.relation_type.value.replace("_", " ") for tie in ties))
    if types == ["diplomatic relations"]:
        return f"Diplomatic relations with {whose}"
    return f"Relations with {whose}{f': {types[0]}' if len(types) == 1 else ''}"


def _counted(steps: Sequence[Step], last: int, *, named: str, spells: int, others: Sequence[str]) -> Words:
    years = range(_date(steps[0].day).year // 10 * 10 + 10, _date(last).year + 1, 10)
    told = [(datetime.date(year, 1, 1), at(steps, datetime.date(year, 1, 1).toordinal())) for year in years]
    counted_ = "states and others" if others else "states"
    sentences = [
        f"{named}, {_date(steps[0].day)} to {_date(last)}: the number of {counted_}, from {counted(spells, 'spell')}",
        *([f"No states are: {', '.join(others)}"] if others else []),
        *(f"On {day}: {_span(step)}" for day, step in told),
        f"On {_date(last)}, the last day that is known of any: {_span(steps[-1])}",
        f"The most for certain: {max(step.least for step in steps)}",
    ]
    subtitle = (
        f"Number of {counted_}: for certain (line) and at most (pale band).",
        f"Drawn up to {_date(last)}, the last day that is known of any.",
    )
    return Words(named, subtitle, list_of(sentences))


def at(steps: Sequence[Step], day: int) -> Step:
    """Return the numbers of a day."""
    return next((step for step in reversed(steps) if step.day <= day), Step(day, 0, 0))


def _span(step: Step) -> str:
    return f"{step.least} certain" if step.least == step.most else f"{step.least} certain, up to {step.most} possible"


def _date(day: int) -> datetime.date:
    return datetime.date.fromordinal(day)


def rows_of(numbers: Numbers) -> list[dict[str, Any]]:
    """Return the steps as rows, with the last day at their end."""
    last = numbers.steps[-1]._replace(day=numbers.last + 1)
    return [
        {
            "day": str(_date(step.day)),
            "least": step.least,
            "most": step.most,
            "told": f"{_date(step.day)}: {_span(step)}",
        }
        for step in (*numbers.steps, last)
    ]
