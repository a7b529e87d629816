"""What points to an event: its parts, and the links of other events to it; found once for all events."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.links import Link
from dprkrel.store.tables import Tables


def parts_of(tables: Tables, event_id: EventId) -> Sequence[Event]:
    """Return the events that are directly part of an event, in the order of results."""
    return tables.once(_parts).get(event_id, ())


def links_to(tables: Tables) -> Mapping[EventId, Sequence[tuple[Event, Link]]]:
    """Return the links that point to each event, with the events that have them, in the order of results."""
    return tables.once(_links)


def tied_events(tables: Tables) -> AbstractSet[EventId]:
    """Return the ids of the events of whose order to others something is said: by links, or because one is part of the other."""
    return tables.once(_tied)


def _tied(tables: Tables) -> set[EventId]:
    found = set[EventId]()
    for event in tables.events:
        others = [link.event_id for link in event.links if link.link_type.begins]
        others += [event.part_of] if event.part_of else []
        if others:
            found.update((event.id, *others))
    return found


def _parts(tables: Tables) -> dict[EventId, list[Event]]:
    found: dict[EventId, list[Event]] = {}
    for event in tables.events:
        if event.part_of:
            found.setdefault(event.part_of, []).append(event)
    return found


def _links(tables: Tables) -> dict[EventId, list[tuple[Event, Link]]]:
    found: dict[EventId, list[tuple[Event, Link]]] = {}
    for event in tables.events:
        for link in event.links:
            found.setdefault(link.event_id, []).append((event, link))
    return found
