"""What callers may give for the event or other record that a question is about, and how it is read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, TypeAlias

from dprkrel.calls import text_of
from dprkrel.errors import UnknownRecordError, close_matches
from dprkrel.records.actors import Actor
from dprkrel.records.events import EVENT_CLASSES, Event
from dprkrel.records.relations import Relation
from dprkrel.store.tables import Tables, ids_of, record_with_id

EventLike: TypeAlias = Event | str
"""What stands for an event: its record or its id."""

RecordLike: TypeAlias = Event | Relation | str
"""What stands for an event or a relation: its record or its id."""


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
    record: Event | Relation = bearer(tables, "event or relation", given, ("event", "relation"))
    return record


def record_or_actor_of(tables: Tables, given: RecordLike | Actor) -> Event | Relation | Actor:
    """Return the event, relation or actor that is meant by an id or a record of these tables."""
    if isinstance(given, Actor):
        return tables.actor(given.id)
    if isinstance(given, (Relation, *EVENT_CLASSES)):
        return record_of(tables, given)
    kinds = ("event", "relation", "actor")
    record: Event | Relation | Actor = bearer(tables, "event, relation or actor", given, kinds)
    return record


def bearer(tables: Tables, noun: str, given: object, kinds: Iterable[str]) -> Any:
    """Return the one record of these kinds that has an id; `noun` begins with a vowel, and says what there may be."""
    text = text_of(given)
    if text is None:
        raise UnknownRecordError(noun, given, reason=f"expected an {noun}, or the id of one")
    kinds = tuple(kinds)
    found = [record for kind in kinds if (record := record_with_id(tables, kind, text))]
    if len(found) > 1:
        raise UnknownRecordError(noun, given, reason="several records have this id; give the record itself")
    if not found:
        raise UnknownRecordError(noun, given, close_matches(text, chain(*(ids_of(tables, kind) for kind in kinds))))
    return found[0]
