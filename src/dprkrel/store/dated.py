"""What an index holds of events and relations: their words as numbers, and who stands in them in which roles."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Final
from zlib import crc32

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.records.event_types import TYPES_OF_CLASS, EventType
from dprkrel.records.roles import Role
from dprkrel.records.stances import Status
from dprkrel.store.index import DOUBTFUL, STOP, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:  # an index that was compiled is read without the classes of record
    from dprkrel.dates.when import When
    from dprkrel.records.events import Event
    from dprkrel.records.relations import Relation

SIDE: Final = 1
"""The bit of an actor of a relation; that of its office is the next."""

_STATUSES: Final = {status: number for number, status in enumerate(Status)}
_TYPES: Final = {event_type: number for number, event_type in enumerate(EventType)}
_BITS: Final = {role: 1 << number for number, role in enumerate(Role)}
_VISITS: Final = frozenset(TYPES_OF_CLASS["visit"])


def event_entries(events: Iterable["Event"], by_id: Mapping[str, "Event"]) -> Iterator[Entry]:
    """Yield what the index holds of each event.

    Args:
        events: in the order of results.
        by_id: the same, by id.
    """
    for event in events:
        whole = by_id.get(event.part_of) if event.part_of else None
        stop = event.event_type in _VISITS and whole is not None and whole.event_type in _VISITS
        actors: list[tuple[str, int]] = [
            (actor_id, _BITS[part.role])
            for part in event.participants
            for actor_id in (part.actor_id, part.acted_for)
            if actor_id
        ]
        yield _entry(event.when, _TYPES[event.event_type], event.status, STOP if stop else 0, actors)


def relation_entries(relations: Iterable["Relation"]) -> Iterator[Entry]:
    """Yield what the index holds of each relation; offices stand in the postings beside actors, as `office_key` names them."""
    from dprkrel.records.relation_types import (
        RelationType,
    )  # late: an index that was compiled needs no relation to be read

    types = {relation_type: number for number, relation_type in enumerate(RelationType)}
    for tie in relations:
        actors = [(tie.subject_id, SIDE), (tie.object_id, SIDE)]
        office = [(office_key(tie.office_id), SIDE)] if tie.office_id else []
        yield _entry(tie.when, types[tie.relation_type], tie.status, 0, [*actors, *office])


def _entry(when: "When", number: int, status: Status, flags: int, actors: list[tuple[str, int]]) -> Entry:
    known = [bound for bound in when.bounds if PAST < bound < FUTURE]
    mark = _STATUSES[status] | flags | (DOUBTFUL if when.doubtful else 0)
    return Entry(when.bounds, min(known, default=PAST + 1), number, mark, actors)


def office_key(office_id: str) -> str:
    """Return the key of an office among the postings of relations, which no actor has."""
    return f"office:{office_id}"


@cache
def statuses(wanted: frozenset[Status] | None) -> frozenset[int] | None:
    """Return the numbers of statuses in an index; None stands for all."""
    return None if wanted is None else frozenset(map(_STATUSES.__getitem__, wanted))


@cache
def types(wanted: frozenset[StrEnum] | None, vocabulary: type[StrEnum]) -> frozenset[int] | None:
    """Return the numbers of types of their vocabulary in an index; None stands for all."""
    return None if wanted is None else frozenset(number for number, word in enumerate(vocabulary) if word in wanted)


@cache
def roles(wanted: frozenset[Role]) -> int:
    """Return the bits of roles in an index."""
    return sum(_BITS[role] for role in wanted)


def fingerprint() -> int:
    """Return a number that changes with the words of which an index holds numbers."""
    from dprkrel.records.relation_types import RelationType  # late, as in `relation_entries`

    vocabularies: tuple[type[StrEnum], ...] = (Status, EventType, RelationType, Role)
    return crc32(" ".join(word for vocabulary in vocabularies for word in vocabulary).encode())
