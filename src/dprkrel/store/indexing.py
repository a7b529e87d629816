"""Build an index of events or relations from the records themselves."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.relation_types import RelationType
from dprkrel.records.stances import Status
from dprkrel.store import dated
from dprkrel.store.implied import Bounds, Implied
from dprkrel.store.index import DOUBTFUL, STOP, SUPPOSED, Columns, Index, Posting
from dprkrel.store.spells import implied_spells
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import implied_events

_VISITS: Final = frozenset(TYPES_OF_CLASS["visit"])


class Entry(NamedTuple):
    """What goes into an index of one record: its bounds, its words as numbers, who stands in it in which roles, what is implied."""

    bounds: Bounds
    first: int
    type: int
    mark: int
    actors: Iterable[tuple[str, int]]
    implied: Implied | None = None


def gathered(entries: Iterable[Entry]) -> tuple[Columns, dict[str, Posting], tuple[int, ...]]:
    """Return the columns, the postings and the sets of roles of records that are given in the order of results."""
    bounds = [array("i") for _ in range(4)]
    unbounded, types, marks = array("i"), bytearray(), bytearray()
    positions: dict[str, array[int]] = {}
    roles: dict[str, list[int]] = {}
    role_sets: dict[int, int] = {}
    narrowed, implied = array("i"), array("i")
    for position, entry in enumerate(entries):
        earliest_start, *others = entry.bounds
        for column, bound in zip(bounds, (entry.first, *others), strict=True):
            column.append(bound)
        if earliest_start == PAST:
            unbounded.append(position)
        types.append(entry.type)
        marks.append(entry.mark)
        for row in _rows_of(entry.implied):
            narrowed.append(position)
            implied.extend(row)
        held: dict[str, int] = {}
        for actor_id, bits in entry.actors:
            held[actor_id] = held.get(actor_id, 0) | bits
        for actor_id, bits in held.items():
            positions.setdefault(actor_id, array("i")).append(position)
            roles.setdefault(actor_id, []).append(role_sets.setdefault(bits, len(role_sets)))
    narrow = "H" if len(role_sets) < 1 << 16 else "I"
    postings = {actor_id: Posting(found, array(narrow, roles.pop(actor_id))) for actor_id, found in positions.items()}
    first, latest_start, earliest_end, latest_end = bounds
    columns = Columns(
        first, latest_start, earliest_end, latest_end, unbounded, bytes(types), bytes(marks), narrowed, implied
    )
    return columns, postings, tuple(role_sets)


def index_made(tables: Tables, kind: str) -> Index[Any]:
    """Return the index of the events or relations of tables, made of the records."""
    if kind == "event":
        return Index(*gathered(event_entries(tables)), tables.events)
    return Index(*gathered(relation_entries(tables)), tables.relations)


def _rows_of(implied: Implied | None) -> Iterator[Iterable[int]]:
    """Yield eight bounds for each date that is implied: the possible, then the sure; the last of the one goes with all others."""
    if implied:
        for number in range(max(len(implied.possible), len(implied.sure))):
            possible, sure = (several[min(number, len(several) - 1)] for several in (implied.possible, implied.sure))
            yield *possible, *sure


def event_entries(tables: Tables) -> Iterator[Entry]:
    """Yield what the index holds of each event, in the order of results."""
    implied = implied_events(tables)
    for event in tables.events:
        whole = tables.event(event.part_of) if event.part_of else None
        stop = event.event_type in _VISITS and whole is not None and whole.event_type in _VISITS
        actors: list[tuple[str, int]] = [
            (actor_id, dated.ROLE_BITS[part.role])
            for part in event.participants
            for actor_id in (part.actor_id, part.acted_for)
            if actor_id
        ]
        flags = (STOP if stop else 0) | (SUPPOSED if event.supposed else 0)
        yield _entry(
            event.when, dated.TYPE_NUMBERS[event.event_type], event.status, flags, actors, implied.get(event.id)
        )


def relation_entries(tables: Tables) -> Iterator[Entry]:
    """Yield what the index holds of each relation; offices stand in the postings beside actors, as `office_key` names them."""
    types = {relation_type: number for number, relation_type in enumerate(RelationType)}
    implied = implied_spells(tables)
    for tie in tables.relations:
        actors = [(tie.subject_id, dated.SIDE), (tie.object_id, dated.SIDE)]
        office = [(dated.office_key(tie.office_id), dated.SIDE)] if tie.office_id else []
        yield _entry(tie.when, types[tie.relation_type], tie.status, 0, [*actors, *office], implied.get(tie.id))


def _entry(
    when: When, number: int, status: Status, flags: int, actors: list[tuple[str, int]], implied: Implied | None
) -> Entry:
    known = [bound for bound in when.bounds if PAST < bound < FUTURE]
    mark = dated.STATUS_NUMBERS[status] | flags | (DOUBTFUL if when.doubtful else 0)
    return Entry(when.bounds, min(known, default=PAST + 1), number, mark, actors, implied)
