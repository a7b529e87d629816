"""When actors and offices existed, and what began and ended ties."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.records.actors import Actor
from dprkrel.records.events import Event
from dprkrel.records.offices import Office
from dprkrel.records.stances import Status
from dprkrel.store.implied import END_BY, START_FROM, Bounds
from dprkrel.store.tables import Tables


class Why(NamedTuple):
    """From what a bound follows, in words with `{}` for the day that is the bound of the other."""

    said: str
    ordinal: int = PAST

    def __str__(self) -> str:
        if PAST < self.ordinal < FUTURE:
            return self.said.format(date.fromordinal(self.ordinal))
        return self.said.replace("began by {}", "has no beginning").replace("ended on {} or later", "has no end")


def lives(tables: Tables) -> dict[str, Actor]:
    """Return the actors of whom is known when they existed."""
    return {actor.id: actor for actor in tables.actors if actor.existed}


def lives_of_offices(tables: Tables) -> dict[str, Office]:
    """Return the offices of which is known when they existed."""
    return {office.id: office for office in tables.offices if office.existed}


def turning_points(tables: Tables) -> dict[str, Event]:
    """Return what occurred and is said to have begun or ended a tie."""
    turning = {event_id for tie in tables.relations for event_id in (tie.opened_by, tie.closed_by) if event_id}
    return {event.id: event for event in tables.events if event.id in turning and event.status is Status.OCCURRED}


def began(life: Actor | Office) -> Why:
    """Say before which day an actor or office did not exist."""
    return Why(f"{_called(life)} did not exist before {{}}{_cited(life)}", _bounds_of(life)[START_FROM])


def ended(life: Actor | Office) -> Why:
    """Say after which day an actor or office did not exist."""
    return Why(f"{_called(life)} did not exist after {{}}{_cited(life)}", _bounds_of(life)[END_BY])


def _bounds_of(life: Actor | Office) -> Bounds:
    return life.existed.bounds if life.existed else (PAST, FUTURE, PAST, FUTURE)


def _called(life: Actor | Office) -> str:
    return life.name if isinstance(life, Actor) else f"the office {life.id}"


def _cited(life: Actor | Office) -> str:
    sources = life.existed_source_ids if isinstance(life, Actor) else ()
    return f" ({' and '.join(sources)})" if sources else ""
