"""Walks up a chain: from a part to its wholes, from a place to its country, from a copy to its original."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from dprkrel.records.actors import ActorKind
from dprkrel.records.events import Event, Visit
from dprkrel.records.fields import ActorId, EventId, PlaceId
from dprkrel.records.participants import Participant
from dprkrel.records.places import PlaceKind
from dprkrel.records.sources import Source
from dprkrel.store.tables import Tables

K = TypeVar("K")


def chain(start: K | None, above: Callable[[K], K | None]) -> Iterator[K]:
    """Yield what a chain starts with, what stands above that, and so on; where it is a ring, each once.

    Examples:
        >>> list(chain(4, lambda number: number // 2 or None))
        [4, 2, 1]
        >>> list(chain("a", {"a": "b", "b": "a"}.get))
        ['a', 'b']
    """
    seen = set[K]()
    while start is not None and start not in seen:
        yield start
        seen.add(start)
        start = above(start)


def wholes_of(tables: Tables, event: Event) -> tuple[EventId, ...]:
    """Return the id of an event, of what it is part of, of what that is part of, and so on."""
    return tuple(chain(event.id, lambda event_id: tables.event(event_id).part_of))


def is_stop(tables: Tables, visit: Visit) -> bool:
    """Tell whether a visit is a stop during another, and so no visit of its own."""
    return visit.part_of is not None and isinstance(tables.event(visit.part_of), Visit)


def places_around(tables: Tables, place_id: PlaceId | None) -> Iterator[PlaceId]:
    """Yield the id of a place, of the place that contains it, and so on; nothing for no place."""
    return chain(place_id, lambda inner: tables.place(inner).within)


def country_of(tables: Tables, place_id: PlaceId | None) -> PlaceId | None:
    """Return the country in which a place lies, or None."""
    return next(
        (outer for outer in places_around(tables, place_id) if tables.place(outer).kind is PlaceKind.COUNTRY), None
    )


def original_of(tables: Tables, source: Source) -> Source:
    """Return the source that a source repeats, or that this one repeats, and so on; itself where it repeats none."""
    *_, original = chain(source.id, lambda source_id: tables.source(source_id).republication_of)
    return tables.source(original)


def state_of(tables: Tables, part: Participant) -> ActorId | None:
    """Return the state for which a participant acts; a state that takes part acts for itself."""
    if part.acted_for or tables.actor(part.actor_id).kind is not ActorKind.STATE:
        return part.acted_for
    return part.actor_id
