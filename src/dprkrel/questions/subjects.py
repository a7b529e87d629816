"""What callers may give for the event or other record that a question is about, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

from dprkrel.errors import UnknownRecordError, close_matches
from dprkrel.records.actors import Actor
from dprkrel.records.events import EVENT_CLASSES, Event
from dprkrel.records.relations import Relation
from dprkrel.store.tables import Tables

EventLike: TypeAlias = Event | str


RecordLike: TypeAlias = Event | Relation | str


R = TypeVar("R", bound=Event | Relation | Actor)


def event_of(tables: Tables, given: EventLike) -> Event:
    """Return the event that is meant by an id or an event of these tables."""
    if isinstance(given, str):
        return tables.event(given)
    if isinstance(given, EVENT_CLASSES):
        return tables.event(given.id)
    raise UnknownRecordError("event", given, reason="expected an event or the id of one")


def record_of(tables: Tables, given: RecordLike) -> Event | Relation:
    """Return the event or relation that is meant by an id or a record of these tables."""
    if isinstance(given, Relation):
        return tables.relation(given.id)
    if isinstance(given, EVENT_CLASSES):
        return event_of(tables, given)
    return _bearer("event or relation", given, (*tables.events, *tables.relations))


def record_or_actor_of(tables: Tables, given: RecordLike | Actor) -> Event | Relation | Actor:
    """Return the event, relation or actor that is meant by an id or a record of these tables."""
    if isinstance(given, Actor):
        return tables.actor(given.id)
    if isinstance(given, (Relation, *EVENT_CLASSES)):
        return record_of(tables, given)
    return _bearer("event, relation or actor", given, (*tables.events, *tables.relations, *tables.actors))


def _bearer(kinds: str, given: object, records: Sequence[R]) -> R:
    if not isinstance(given, str):
        raise UnknownRecordError(kinds, given, reason=f"expected an {kinds}, or the id of one")
    found = [record for record in records if record.id == given]
    if len(found) > 1:
        raise UnknownRecordError(kinds, given, reason="several records have this id; give the record itself")
    if not found:
        raise UnknownRecordError(kinds, given, close_matches(given, [record.id for record in records]))
    return found[0]
