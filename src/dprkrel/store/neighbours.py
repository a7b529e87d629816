"""What began before and after an event, the nearest first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from heapq import nsmallest
from itertools import chain, islice
from operator import attrgetter
from typing import Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.network import DAY, ORIGIN
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.stances import Status
from dprkrel.store.chains import wholes_of
from dprkrel.store.implied import Implied, hull
from dprkrel.store.links import links_to, parts_of, tied_events
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import implied_events, networks, start_of, sure_bounds

_FAR: Final = date.max.toordinal() * DAY


def neighbours(tables: Tables, event: Event, number: int) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return what certainly began before an event and what after it: first what a link connects with it, then the nearest.

    Its parts and wholes are left out. Near is what can be shown to have begun least long before or after.
    """
    network, _ = networks(tables, [event])
    start = start_of(event)
    since, until = network.distances_from(start), network.distances_to(start)
    to_origin, from_origin = since(ORIGIN), until(ORIGIN)
    starts, left_out = tables.once(_starts), {*wholes_of(tables, event), *_all_parts_of(tables, event)}
    linked = _linked(tables, event)
    sides: tuple[list[tuple[bool, int, Event]], list[tuple[bool, int, Event]]] = ([], [])
    for other, first, last in starts.near(linked, to_origin, from_origin, number + 1):
        apart = _together(to_origin, last), _together(from_origin, first)
        if start_of(other) in network:
            apart = since(start_of(other)), until(start_of(other))
        for side, least, most in ((0, *apart), (1, *apart[::-1])):
            if least is not None and least < 0 and other.id not in left_out:
                sides[side].append((other.id not in linked, _FAR if most is None else most, other))
    before, after = (
        tuple(other for _, _, other in nsmallest(number, side, key=lambda entry: (*entry[:2], entry[2].id)))
        for side in sides
    )
    return before, after


def _linked(tables: Tables, event: Event) -> set[EventId]:
    """Return the ids of the events that an event is linked with by what says something of their order."""
    pointing = (other.id for other, link in links_to(tables).get(event.id, ()) if link.link_type.begins)
    return {*pointing, *(link.event_id for link in event.links if link.link_type.begins)}


class _Began(NamedTuple):
    """What occurred, and between which distances from the origin its date lets it begin for sure."""

    event: Event
    first: int | None
    last: int | None


class _Starts:
    """When everything began that occurred; sorted, so that what is near an event is found without a look at all others."""

    def __init__(self, tables: Tables) -> None:
        implied = implied_events(tables)
        self._all = {
            event.id: _Began(event, *_span_of_start(event, implied.get(event.id)))
            for event in tables.events
            if event.status is Status.OCCURRED
        }
        # Where sources say something of its order, an event may be nearer than its date tells: these are asked one by one.
        tied = tied_events(tables)
        self._tied = [event_id for event_id in self._all if event_id in tied]
        free = [began for event_id, began in self._all.items() if event_id not in tied]
        self._firsts = sorted((began.first, began.event.id) for began in free if began.first is not None)
        self._lasts = sorted((began.last, began.event.id) for began in free if began.last is not None)
        self._without_first = sorted(event_id for _, event_id in self._lasts if self._all[event_id].first is None)
        self._without_last = sorted(event_id for _, event_id in self._firsts if self._all[event_id].last is None)

    def near(
        self, linked: Iterable[EventId], to_origin: int | None, from_origin: int | None, number: int
    ) -> Iterator[_Began]:
        """Yield what is linked with an event or tied to others, and of all else at least so many nearest before and after it."""
        found: dict[EventId, object] = dict.fromkeys(
            event_id for event_id in (*linked, *self._tied) if event_id in self._all
        )
        if to_origin is None or from_origin is None:  # with one bound alone, near is whatever comes first by its id
            found |= self._all
        else:
            found |= self._nearest(self._firsts, self._without_first, to_origin, attrgetter("last"), number)
            found |= self._nearest(self._lasts, self._without_last, from_origin, attrgetter("first"), number)
        return map(self._all.__getitem__, found)

    def _nearest(
        self,
        bounds: list[tuple[int, EventId]],
        without: list[EventId],
        limit: int,
        other_bound: Callable[[_Began], int | None],
        number: int,
    ) -> dict[EventId, None]:
        """Return what lies on one side for sure, as its other bound tells: the first by the one, then those without it."""
        # What began before an event for sure may have begun before it: all else stands first, and is passed over.
        beyond = islice(bounds, bisect_right(bounds, (limit, "")), None)
        sure = (
            event_id
            for event_id in chain((event_id for _, event_id in beyond), without)
            if (bound := other_bound(self._all[event_id])) is not None and bound + limit < 0
        )
        return dict.fromkeys(islice(sure, number))


def _starts(tables: Tables) -> _Starts:
    return _Starts(tables)


def _span_of_start(event: Event, implied: Implied | None) -> tuple[int | None, int | None]:
    """Return between which distances from the origin an event begins for sure, which no coding rule bounds."""
    if event.when.doubtful and implied is None:
        return None, None
    first, last, _, end = hull(implied.sure) if implied else sure_bounds(event)
    # It begins before it ends, and so no later than on the last day that is known of its end.
    last = min(last, end)
    return -first * DAY if first > PAST else None, (last + 1) * DAY - 1 if last < FUTURE else None


def _together(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def _all_parts_of(tables: Tables, event: Event) -> set[EventId]:
    """Return the ids of the parts of an event, of their parts, and so on."""
    found, left = set[EventId](), [event.id]
    while left:
        more = {part.id for part in parts_of(tables, left.pop())} - found
        found |= more
        left.extend(more)
    return found
