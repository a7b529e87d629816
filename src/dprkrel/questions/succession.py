"""States that did not exist in the days of a question, and those that did in their place."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When
from dprkrel.errors import SuccessionWarning
from dprkrel.records.actors import Actor
from dprkrel.records.fields import ActorId
from dprkrel.store.tables import Tables


def warning_of(tables: Tables, actor: Actor, window: When, *, early: bool, late: bool) -> SuccessionWarning:
    """Return the warning that an actor did not exist on some days of a window, which names whose place it took or who took its.

    Args:
        tables: all records.
        actor: a state or body.
        window: the days that are asked for.
        early: whether some of them come before it existed.
        late: whether some of them come after it ended.
    """
    before, after = window.bounds[0], window.bounds[3]
    first, last = _existence(actor)
    begin, end = before if before > PAST else after, after if after < FUTURE else before
    return SuccessionWarning(
        actor,
        window,
        predecessors=_others(tables, actor, _predecessors, begin, min(end, first - 1)) if early else None,
        successors=_others(tables, actor, _successors, max(begin, last + 1), end) if late else None,
    )


def within(actor: Actor, window: When) -> When | None:
    """Return the days of a window on which an actor existed; None where there is none."""
    first, last = _existence(actor)
    begin, end = max(window.bounds[0], first), min(window.bounds[3], last)
    if end < begin:
        return None
    return When.window(_day(begin), _day(end))


def _existence(actor: Actor) -> tuple[int, int]:
    return (PAST, FUTURE) if actor.existed is None else (actor.existed.bounds[0], actor.existed.bounds[3])


def _day(ordinal: int) -> datetime.date | None:
    return datetime.date.fromordinal(ordinal) if PAST < ordinal < FUTURE else None


def _others(
    tables: Tables, actor: Actor, next_to: Callable[[Tables, Actor], Iterable[ActorId]], begin: int, end: int
) -> list[Actor]:
    """Return those before or after an actor, one after the other, who may have existed on some of these days; by id."""
    found, seen, waiting = dict[ActorId, Actor](), {actor.id}, [actor]
    while waiting:
        for other_id in next_to(tables, waiting.pop()):
            if other_id in seen:
                continue
            seen.add(other_id)
            other = tables.actor(other_id)
            first, last = _existence(other)
            if first <= end and begin <= last:
                found[other.id] = other
            if begin < first or last < end:  # some of the days belong to others still
                waiting.append(other)
    return [found[other_id] for other_id in sorted(found)]


def _predecessors(_: Tables, actor: Actor) -> Iterator[ActorId]:
    if actor.successor_of is not None:
        yield actor.successor_of
    yield from actor.joined_by


def _successors(tables: Tables, actor: Actor) -> Iterable[ActorId]:
    return tables.once(_heirs).get(actor.id, ())


def _heirs(tables: Tables) -> dict[ActorId, list[ActorId]]:
    """Return by actor those who took its place."""
    heirs: dict[ActorId, list[ActorId]] = {}
    for actor in tables.actors:
        for other_id in _predecessors(tables, actor):
            heirs.setdefault(other_id, []).append(actor.id)
    return heirs
