"""A part of the records that can stand by itself: what some actors took part in, and all that it refers to."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from dprkrel.records.events import EVENT_CLASSES
from dprkrel.records.fields import ActorId
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.records.references import references
from dprkrel.store.tables import Tables

Key: TypeAlias = tuple[str, str]
"""The kind and the id of a record."""


def around(tables: Tables, actor_ids: AbstractSet[ActorId]) -> dict[str, list[Record]]:
    """Return, by table, these actors, their events and relations and entries of the ledger, and whatever these need.

    A record needs those to which it refers, and an act in an office the
    spells of its holder in that office.
    """
    records: dict[Key, Record] = {
        (kind, record.id): record for kind, table in TABLE_OF.items() for record in tables.tables()[table]
    }
    spells: dict[tuple[str, str], list[Key]] = {}
    for relation in tables.relations:
        if relation.office_id:
            spells.setdefault((relation.subject_id, relation.office_id), []).append(("relation", relation.id))

    def needs(record: Record) -> Iterator[Key]:
        for _, kind, other in references(record):
            yield "actor" if kind == "state" else kind, other
        if isinstance(record, EVENT_CLASSES):
            for part in record.participants:
                yield from spells.get((part.actor_id, part.office_id or ""), ())

    found: dict[Key, Record] = {}
    waiting = list(_centre(tables, actor_ids))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = records[key]
            waiting.extend(needs(records[key]))
    return {table: [record for key, record in found.items() if key[0] == kind] for kind, table in TABLE_OF.items()}


def _centre(tables: Tables, actor_ids: AbstractSet[ActorId]) -> Iterator[Key]:
    """Yield the keys of the actors and of what they take part in."""
    yield from (("actor", actor_id) for actor_id in actor_ids)
    for event in tables.events:
        if any({part.actor_id, part.acted_for} & actor_ids for part in event.participants):
            yield "event", event.id
    for relation in tables.relations:
        if {relation.subject_id, relation.object_id} & actor_ids:
            yield "relation", relation.id
    for entry in tables.ledger:
        if {*entry.dyad} & actor_ids:
            yield "coverage", entry.id
