"""Walks up a chain: from a part to its wholes, from a place to its country."""

from dprkrel.records.events import Event, Visit
from dprkrel.records.fields import EventId, PlaceId
from dprkrel.records.places import PlaceKind
from dprkrel.store.tables import Tables


def is_stop(tables: Tables, visit: Visit) -> bool:
    """Tell whether a visit is a stop during another, and so no visit of its own."""
    return visit.part_of is not None and isinstance(tables.event(visit.part_of), Visit)


def wholes_of(tables: Tables, event: Event) -> tuple[EventId, ...]:
    """Return an event, what it is part of, what that is part of, and so on."""
    found = [event.id]
    while part_of := tables.event(found[-1]).part_of:
        found.append(part_of)
    return tuple(found)


def country_of(tables: Tables, place_id: PlaceId | None) -> PlaceId | None:
    """Return the country in which a place lies, or None."""
    while place_id and tables.place(place_id).kind is not PlaceKind.COUNTRY:
        place_id = tables.place(place_id).within
    return place_id
