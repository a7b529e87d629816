"""Walks up a chain: from a part to its wholes, from a place to its country, from a copy to its original."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import TypeVar

from dprkrel.records.actors import ActorKind
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId, EventId, PlaceId, SourceId
from dprkrel.records.participants import Participant
from dprkrel.records.places import PlaceKind
from dprkrel.records.roles import Role
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


def end_of(start: K, above: Callable[[K], K | None], ends: dict[K, K]) -> K:
    """Return with what a chain ends, and keep that for all on it, so that no part of it is walked twice.

    Args:
        start: with what it starts.
        above: what stands above each.
        ends: the ends that are known; those that are found are added.

    Examples:
        >>> end_of(4, lambda number: number // 2 or None, ends := {}), ends
        (1, {4: 1, 2: 1, 1: 1})
    """
    walked = [*takewhile(lambda step: step not in ends, chain(start, above))]
    if walked:
        beyond = above(walked[-1])
        end = walked[-1] if beyond is None else ends.get(beyond, walked[-1])
        ends.update(dict.fromkeys(walked, end))
    return ends[start]


def wholes_of(tables: Tables, event: Event) -> tuple[EventId, ...]:
    """Return the id of an event, of what it is part of, of what that is part of, and so on."""
    return tuple(chain(event.id, lambda event_id: tables.event(event_id).part_of))


def places_around(tables: Tables, place_id: PlaceId | None) -> Iterator[PlaceId]:
    """Yield the id of a place, of the place that contains it, and so on; nothing for no place."""
    return chain(place_id, lambda inner: tables.place(inner).within)


def lies_in(tables: Tables, place_id: PlaceId | None, outer: PlaceId) -> bool:
    """Tell whether a place is another or lies in it, however deep."""
    if place_id is None or place_id == outer:
        return place_id is not None
    inside = tables.once(_numbered_places)
    return inside[outer][0] < inside[place_id][0] <= inside[outer][1]


def country_of(tables: Tables, place_id: PlaceId | None) -> PlaceId | None:
    """Return the country in which a place lies, or None."""
    if place_id is None:
        return None
    countries = tables.once(_countries)
    walked = list[PlaceId]()
    country: PlaceId | None = None
    for outer in places_around(tables, place_id):
        if outer in countries:
            country = countries[outer]
            break
        walked.append(outer)
        if tables.place(outer).kind is PlaceKind.COUNTRY:
            country = outer
            break
    countries.update(dict.fromkeys(walked, country))
    return country


def original_of(tables: Tables, source: Source) -> Source:
    """Return the source that a source repeats, or that this one repeats, and so on; itself where it repeats none."""
    if source.republication_of is None:
        return source
    return tables.source(end_of(source.id, lambda copy: tables.source(copy).republication_of, tables.once(_originals)))


def state_of(tables: Tables, part: Participant) -> ActorId | None:
    """Return the state for which a participant acts; a state that takes part acts for itself."""
    if part.acted_for or tables.actor(part.actor_id).kind is not ActorKind.STATE:
        return part.acted_for
    return part.actor_id


def states_in_role(tables: Tables, event: Event, roles: AbstractSet[Role]) -> tuple[ActorId, ...]:
    """Return the states for which actors take part in some roles, each once, in the order of the record."""
    states = (state_of(tables, part) for part in event.participants if part.role in roles)
    return tuple(dict.fromkeys(state for state in states if state))


def _countries(_: Tables) -> dict[PlaceId, PlaceId | None]:
    """Begin to keep the countries of places, each from when it is first asked for, so that no chain is walked twice."""
    return {}


def _originals(_: Tables) -> dict[SourceId, SourceId]:
    """Begin to keep the originals of copies, as `_countries` does."""
    return {}


def _numbered_places(tables: Tables) -> dict[PlaceId, tuple[int, int]]:
    """Number the places so that each comes right before all that lie in it; return its number and the last of theirs."""
    return _numbered({place.id: place.within for place in tables.places})


def numbered_parts(tables: Tables) -> Mapping[EventId, tuple[int, int]]:
    """Number the events that have parts or wholes so that each comes right before its parts, and theirs; with the last of these."""
    return tables.once(_numbered_parts)


def _numbered_parts(tables: Tables) -> dict[EventId, tuple[int, int]]:
    parts: dict[EventId, EventId | None] = {event.id: event.part_of for event in tables.events if event.part_of}
    return _numbered({**dict.fromkeys(whole for whole in parts.values() if whole), **parts})


def _numbered(above: Mapping[K, K | None]) -> dict[K, tuple[int, int]]:
    below: dict[K | None, list[K]] = {}
    for each, outer in above.items():
        below.setdefault(outer, []).append(each)
    order: list[K] = []
    left = below.get(None, [])[::-1]
    while left:
        order.append(left.pop())
        left.extend(below.get(order[-1], ()))
    last = {each: number for number, each in enumerate(order)}
    numbers = dict(last)
    for each in reversed(order):  # whatever lies in a place comes after it, so it is done before
        outer = above[each]
        if outer is not None:
            last[outer] = max(last[outer], last[each])
    return {each: (number, last[each]) for each, number in numbers.items()}
