"""The numbers by which an index knows the words of events and relations."""

from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from zlib import crc32

from dprkrel.records.event_types import EventType
from dprkrel.records.roles import Role
from dprkrel.records.stances import Status

SIDE: Final = 1
"""The bit of an actor or office that stands in a relation; on which side it stands is in the relation itself."""

STATUS_NUMBERS: Final = MappingProxyType({status: number for number, status in enumerate(Status)})
TYPE_NUMBERS: Final = MappingProxyType({event_type: number for number, event_type in enumerate(EventType)})
ROLE_BITS: Final = MappingProxyType({role: 1 << number for number, role in enumerate(Role)})


def office_key(office_id: str) -> str:
    """Return the key of an office among the postings of relations, which no actor has."""
    return f"office:{office_id}"


@lru_cache(1024)
def statuses(wanted: frozenset[Status] | None) -> frozenset[int] | None:
    """Return the numbers of statuses in an index; None stands for all."""
    return None if wanted is None else frozenset(map(STATUS_NUMBERS.__getitem__, wanted))


@lru_cache(1024)
def types(wanted: frozenset[StrEnum] | None, vocabulary: type[StrEnum]) -> frozenset[int] | None:
    """Return the numbers of types of their vocabulary in an index; None stands for all."""
    return None if wanted is None else frozenset(number for number, word in enumerate(vocabulary) if word in wanted)


@lru_cache(1024)
def roles(wanted: frozenset[Role]) -> int:
    """Return the bits of roles in an index."""
    return sum(ROLE_BITS[role] for role in wanted)


def fingerprint() -> int:
    """Return a number that changes with the words of which an index holds numbers."""
    from dprkrel.records.relation_types import RelationType  # late: most questions are about events alone

    vocabularies: tuple[type[StrEnum], ...] = (Status, EventType, RelationType, Role)
    return crc32(" ".join(word for vocabulary in vocabularies for word in vocabulary).encode())
