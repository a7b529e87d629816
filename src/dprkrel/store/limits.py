"""Between which days an event must lie by what is known of those who take part, of their offices, and of what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId, EventId, OfficeId
from dprkrel.records.links import LinkType
from dprkrel.records.offices import Office
from dprkrel.records.participants import Participant
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.implied import END_BY, END_FROM, START_BY, START_FROM, Bounds, hull
from dprkrel.store.lives import began, ended, lives, lives_of_offices, turning_points
from dprkrel.store.spells import implied_spells
from dprkrel.store.tables import Tables

FORESIGHT: Final = 20 * 365
"""How many days before an event begins it may be spoken of: twenty years. Plans of treaties and reactors spanned ten."""

_STATEMENTS: Final = frozenset(TYPES_OF_CLASS["statement"])
_LASTING: Final = frozenset(
    (*TYPES_OF_CLASS["visit"], *TYPES_OF_CLASS["transfer"], *TYPES_OF_CLASS["military_activity"], "conference",
     "commission_session")
)  # fmt: skip
"""What may go on for so long that an office is taken or left while it does; all else is done on a day."""


class Limit(NamedTuple):
    """That one of the four bounds of an event lies on a day at the earliest, or at the latest.

    Attributes:
        bound: which, by its place in `When.bounds`.
        day: the ordinal of the day.
        reason: why.
        doubtful: whether it rests on a date in doubt.
        of_spell: whether it is that of a spell in an office; that it lies in one is a law of its own.
    """

    bound: int
    day: int
    reason: str
    doubtful: bool
    of_spell: bool = False

    def breaks(self, event: Event) -> bool:
        """Tell whether the adopted date of an event lies beyond it."""
        start_from, start_by, end_from, end_by = event.when.bounds
        beyond = (start_by < self.day, start_from > self.day, end_by < self.day, end_from > self.day)
        return beyond[self.bound]

    def narrows(self, event: Event) -> bool:
        """Tell whether it is narrower than the adopted date of an event, and can be kept with it."""
        stated = event.when.bounds[self.bound]
        narrower = stated < self.day if self.bound in (START_FROM, END_FROM) else stated > self.day
        return narrower and not self.breaks(event)


def limits_of(tables: Tables, event: Event) -> tuple[Limit, ...]:
    """Return the limits that are narrower than the adopted date of an event, and can be kept with it."""
    return tuple(limit for limit in limits(tables, event) if limit.narrows(event))


def limits(tables: Tables, event: Event) -> Iterator[Limit]:
    """Yield all limits of an event."""
    tables.once(_prepared)
    for part in event.participants:
        yield from _of_lives(tables, part)
        yield from _of_offices(tables, event, part)
    for link in event.links:
        if link.link_type is LinkType.ABOUT and event.event_type in _STATEMENTS:
            subject = tables.once(_subjects).get(link.event_id)
            if subject:
                yield from _of_subject(subject)
    for tie, is_end in tables.once(_turned_by).get(event.id, ()):
        yield from _of_tie(tables, tie, is_end=is_end)


def _prepared(tables: Tables) -> bool:
    """Derive all that limits follow from at once, so that no later question pays for it."""
    return all(tables.once(derive) is not None for derive in (lives, lives_of_offices, _held, _subjects, _turned_by))


def _of_lives(tables: Tables, part: Participant) -> Iterator[Limit]:
    """Yield that nobody takes part before they exist or once they exist no more; of the dead, others may speak."""
    for actor_id in dict.fromkeys((part.actor_id, part.acted_for)):
        life = tables.once(lives).get(actor_id or "")
        if life and life.existed:
            begin, end = _of_life(life, life.existed)
            if part.role.is_side or life.kind is ActorKind.PERSON:
                yield from begin
            if part.role.is_side:
                yield from end


def _of_life(life: Actor | Office, existed: When) -> tuple[list[Limit], list[Limit]]:
    """Return that an actor or office existed when an event began: no later than that, and then still."""
    since, _, _, until = existed.bounds
    begin = [Limit(START_FROM, since, str(began(life)), existed.doubtful)] if since > PAST else []
    end = [Limit(START_BY, until, str(ended(life)), existed.doubtful)] if until < FUTURE else []
    return begin, end


def _of_offices(tables: Tables, event: Event, part: Participant) -> Iterator[Limit]:
    """Yield that there is an office when someone acts in it, and that they hold it."""
    if part.office_id is None:
        return
    office = tables.once(lives_of_offices).get(part.office_id)
    if office and office.existed:
        yield from chain.from_iterable(_of_life(office, office.existed))
    held = tables.once(_held).get((part.office_id, part.actor_id))
    if held:
        bounds, doubtful = held
        lasting = event.event_type in _LASTING
        words = f"{part.actor_id} held the office {part.office_id}"
        since, until = bounds[START_FROM], bounds[END_BY]
        if since > PAST:
            said = f"{words} from {date.fromordinal(since)} at the earliest"
            yield Limit(END_FROM if lasting else START_FROM, since, said, doubtful, of_spell=True)
        if until < FUTURE:
            said = f"{words} until {date.fromordinal(until)} at the latest"
            yield Limit(START_BY if lasting else END_BY, until, said, doubtful, of_spell=True)


def _of_subject(subject: Event) -> Iterator[Limit]:
    """Yield that nobody speaks of what happened decades before it did."""
    since = subject.when.bounds[START_FROM]
    if since > PAST + FORESIGHT:
        day = date.fromordinal(since)
        said = f"it is about {subject.id}, which began on {day} or later, and nobody speaks of that twenty years before"
        yield Limit(START_FROM, since - FORESIGHT, said, subject.when.doubtful)


def _subjects(tables: Tables) -> dict[EventId, Event]:
    """Return what occurred and statements are about."""
    spoken_of = {
        link.event_id
        for event in tables.events
        if event.event_type in _STATEMENTS
        for link in event.links
        if link.link_type is LinkType.ABOUT
    }
    return {event.id: event for event in tables.events if event.id in spoken_of and event.status is Status.OCCURRED}


def _of_tie(tables: Tables, tie: Relation, *, is_end: bool) -> Iterator[Limit]:
    """Yield that what began or ended a tie took place when that began or ended."""
    bounds, doubtful = _narrowed(tables, tie)
    first, last = bounds[2:] if is_end else bounds[:2]
    said = f"with it {tie.id} {'ended' if is_end else 'began'}"
    implied = implied_spells(tables).get(tie.id)
    reasons = implied.reasons[2 * is_end : 2 * is_end + 2] if implied else ((), ())
    if first > PAST:
        yield Limit(START_FROM, first, "; ".join((f"{said}, {_on(first, 'or later')}", *reasons[0])), doubtful)
    if last < FUTURE:
        yield Limit(END_BY, last, "; ".join((f"{said}, {_on(last, 'at the latest')}", *reasons[1])), doubtful)


def _on(ordinal: int, more: str) -> str:
    return f"on {date.fromordinal(ordinal)} {more}"


def _narrowed(tables: Tables, tie: Relation) -> tuple[Bounds, bool]:
    """Return the bounds of a tie as narrowed by all else that is known, and whether they rest on a date in doubt."""
    implied = implied_spells(tables).get(tie.id)
    if implied is None:
        return tie.when.bounds, tie.when.doubtful
    return implied.hull, tie.when.doubtful or implied.doubtful


def _held(tables: Tables) -> dict[tuple[OfficeId, ActorId], tuple[Bounds, bool]]:
    """Return within which bounds each person held an office, in all spells together, and whether that is in doubt."""
    found: dict[tuple[OfficeId, ActorId], list[tuple[Bounds, bool]]] = {}
    for spell in tables.relations:
        if spell.office_id and spell.status is Status.OCCURRED:
            found.setdefault((spell.office_id, spell.subject_id), []).append(_narrowed(tables, spell))
    return {
        key: (hull([bounds for bounds, _ in spells]), any(doubtful for _, doubtful in spells))
        for key, spells in found.items()
    }


def _turned_by(tables: Tables) -> dict[EventId, list[tuple[Relation, bool]]]:
    """Return which ties an event began or ended, if both are facts."""
    found: dict[EventId, list[tuple[Relation, bool]]] = {}
    events = tables.once(turning_points)
    for tie in tables.relations:
        for event_id, is_end in ((tie.opened_by, False), (tie.closed_by, True)):
            if event_id in events and tie.status is Status.OCCURRED:
                found.setdefault(events[event_id].id, []).append((tie, is_end))
    return found
