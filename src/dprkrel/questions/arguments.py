"""What callers may give for an actor, a type, a status or a rank, and how it is read."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar

from dprkrel.calls import items_of
from dprkrel.errors import UnknownActorError, VocabularyError
from dprkrel.questions.actors import find_actor
from dprkrel.records.actors import Actor
from dprkrel.records.event_types import TYPES_OF_CLASS, EventType, EventTypeLike, event_types_of
from dprkrel.records.fields import word_of
from dprkrel.records.ranks import Rank, RankWord
from dprkrel.records.relation_types import RelationType, RelationTypeWord
from dprkrel.records.roles import Role, RoleWord
from dprkrel.records.stances import Status, StatusWord
from dprkrel.store.tables import Tables

ActorLike: TypeAlias = Actor | str
"""What stands for an actor: its record, its id, or any spelling of its name, as `find_actor` reads it."""

TypesLike: TypeAlias = EventTypeLike | Iterable[EventTypeLike] | None
"""One type of event or several, each as `EventTypeLike`; None stands for all."""

StatusLike: TypeAlias = Status | StatusWord | Iterable[Status | StatusWord] | None
"""One status or several, as member or word; None stands for all."""

RankLike: TypeAlias = Rank | RankWord
"""A rank, as member or word."""

RoleLike: TypeAlias = Role | RoleWord
"""A role, as member or word."""

RelationTypesLike: TypeAlias = RelationType | RelationTypeWord | Iterable[RelationType | RelationTypeWord] | None
"""One type of relation or several, as member or word; None stands for all."""


V = TypeVar("V", bound=StrEnum)


def actor_of(tables: Tables, given: ActorLike) -> Actor:
    """Return the actor that is meant by an id, a spelling or an `Actor`."""
    if isinstance(given, Actor):
        return tables.actor(given.id)
    if not isinstance(given, str):
        raise UnknownActorError(given, reason=f"expected an Actor, a name or an id, got {type(given).__name__}")
    return find_actor(tables, given)


def several(field: str, given: Any) -> Iterable[Any]:
    """Return one or several values, each read when it is asked for; text and records are one."""
    if isinstance(given, str | Actor) or not isinstance(given, Iterable):
        return (given,)
    return items_of(field, given, MOST_WORDS)


MOST_WORDS: Final = 100_000
"""How many words or actors one argument may have: more than there are."""


def words(field: str, given: object, vocabulary: type[V]) -> frozenset[V] | None:
    """Return the members meant by one value or several; None means all and stays None."""
    if given is None:
        return None
    if given.__class__ is vocabulary:
        return _alone(given)
    meant = frozenset(word_of(field, one, vocabulary) for one in several(field, given))
    if not meant:
        raise VocabularyError(field, given, vocabulary)
    return meant


@lru_cache(typed=True)  # words of two vocabularies that are spelled alike are equal, and not the same
def _alone(member: Any) -> frozenset[Any]:
    return frozenset({member})


def event_types(given: TypesLike) -> frozenset[EventType] | None:
    """Return the event types meant; a class, or its name, stands for all of its types."""
    if given is None:
        return None
    # A type that is called as its class is, such as `visit`, stands for the class here, as its word does.
    # So does other text that is equal to it, such as that of numpy.
    asked: list[Any] = [str.__str__(one) if isinstance(one, str) else one for one in several("types", given)]
    meant: tuple[object, ...] = event_types_of(asked)
    wanted = frozenset(one for one in meant if isinstance(one, EventType))
    if not wanted or len(wanted) < len(meant):
        wrong = next((one for one in meant if not isinstance(one, EventType)), given)
        raise VocabularyError("types", wrong, {*TYPES_OF_CLASS, *EventType})
    return wanted


def rank_of(field: str, given: RankLike | None) -> Rank | None:
    """Return the rank that is meant, or say which there are; None means any."""
    return None if given is None else word_of(field, given, Rank)
