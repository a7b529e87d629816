"""The rivals of an event that is said to be the first or last: events of its scope, found without a look at each for every claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import Certainty
from dprkrel.records.event_types import EventType
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.stances import Status
from dprkrel.records.superlatives import Scope, Superlative, SuperlativeKind
from dprkrel.store import dated
from dprkrel.store.chains import lies_in, numbered_parts, state_of
from dprkrel.store.implied import Implied, hull
from dprkrel.store.index import ANY, Index
from dprkrel.store.indexes import index_of
from dprkrel.store.links import tied_events
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import days_of, implied_events, networks, start_of, sure_bounds

MOST_NAMED: Final = 20
"""How many rivals of an event are named, and how many of their dates are told; of more, their number."""

_LOOKED_AT: Final = 2_000
"""How many bounds are looked at for how others lie to an event; sources order few events with so many."""

_KEPT: Final = 4
"""For how many scopes the rivals are kept; each may have all events."""


class Found(NamedTuple):
    """The rivals of an event in view of a claim.

    Attributes:
        number: how many events of the scope are neither it, nor a part or whole of it.
        some: the first `MOST_NAMED` of these, in the order of results.
        against: those that certainly contradict the claim, in the order of results.
        perhaps: those that may; empty where some certainly do.
        reaches: whether any certainly lies before it, or after it where it is said to be the last.
        whole: whether all was looked at that sources say of its order; else some may lie before it of which that follows.
    """

    number: int
    some: tuple[Event, ...]
    against: tuple[EventId, ...]
    perhaps: tuple[EventId, ...]
    reaches: bool
    whole: bool = True


def fits(tables: Tables, event: Event, scope: Scope) -> bool:
    """Tell whether an event lies within the scope of a superlative."""
    return (
        event.event_type in scope.event_types
        and (scope.place_id is None or lies_in(tables, event.place_id, scope.place_id))
        and scope.with_id in (None, *(part.actor_id for part in event.participants))
        and any(
            part.role is scope.role
            and scope.actor_id in (None, part.actor_id)
            and scope.acted_for in (None, state_of(tables, part))
            and scope.office_id in (None, part.office_id)
            and (
                scope.rank is None or (part.office_id is not None and tables.office(part.office_id).rank >= scope.rank)
            )
            for part in event.participants
        )
    )


def rivals_in(tables: Tables, scope: Scope) -> Rivals:
    """Return the events of a scope; of the scopes last asked for, the same object."""
    kept: deque[tuple[Scope, Rivals]] = tables.once(_none_kept)
    for known, rivals in kept.copy():  # a copy, since other threads may add to it
        if known == scope:
            return rivals
    rivals = Rivals(tables, scope)
    kept.append((scope, rivals))
    return rivals


def _none_kept(_: Tables) -> deque[Any]:
    return deque(maxlen=_KEPT)


class _Start(NamedTuple):
    """Between which days an event begins for sure, and between which it may begin; for a claim to be the last, counted backward."""

    sure_first: int
    sure_last: int
    first: int
    last: int

    def backward(self) -> _Start:
        return _Start(-self.sure_last, -self.sure_first, -self.last, -self.first)


def _start_of(event: Event, implied: Implied | None) -> _Start:
    sure_first, sure_last = PAST, FUTURE
    if implied or not event.when.doubtful:
        sure_first, by, _, end = hull(implied.sure) if implied else sure_bounds(event)
        # It begins before it ends, and so no later than on the last day that is known of its end.
        sure_last = min(by, end)
    first, by, _, end = implied.hull if implied else event.when.bounds
    return _Start(sure_first, sure_last, first, min(by, end))


class Rivals:
    """The events that occurred and lie within a scope.

    Args:
        tables: all records.
        scope: the scope.
    """

    def __init__(self, tables: Tables, scope: Scope) -> None:
        self._tables = tables
        self._events = [event for event in _candidates(tables, scope) if fits(tables, event, scope)]
        self._ids = {event.id for event in self._events}
        implied, tied = implied_events(tables), tied_events(tables)
        self._starts = [_start_of(event, implied.get(event.id)) for event in self._events]
        self._tied = {start_of(event): place for place, event in enumerate(self._events) if event.id in tied}
        self._in_parts = _InParts(tables, self._events)
        self._sides: dict[bool, _Side] = {}

    def found(self, event: Event, claim: Superlative) -> Found:
        """Return the rivals of an event in view of a claim about it."""
        first = claim.kind is SuperlativeKind.FIRST
        if first not in self._sides:
            self._sides[first] = _Side(self._events, self._starts, first=first)
        side, limit = self._sides[first], claim.since if first else claim.until
        # Of a longer time, the end that the claim certainly leaves open.
        day = None if limit is None else limit.latest if first else limit.earliest
        since = 0 if day is None else day.toordinal() if first else -day.toordinal()
        number, is_other = self._in_parts.others(event)
        number -= event.id in self._ids
        if not number:
            return Found(0, (), (), (), reaches=False)
        own, answers, whole = self._around(event, side)

        def others(places: Iterator[int]) -> Iterator[int]:
            return (
                place
                for place in places
                if place not in answers and self._events[place].id != event.id and is_other(self._events[place].id)
            )

        beside = [place for place in sorted(answers) if is_other(self._events[place].id)]
        against = perhaps = list[int]()
        if limit is None:
            against = [place for place in beside if answers[place] is Certainty.CERTAIN]
            against += islice(others(side.certainly_before(own)), MOST_NAMED)
        elif day and not limit.doubtful:
            against = [place for place in beside if answers[place] is Certainty.CERTAIN and side.is_past(place, since)]
            against += islice(others(side.certainly_between(own, since)), MOST_NAMED)
        if not against:
            perhaps = [
                place
                for place in beside
                if answers[place] is not Certainty.IMPOSSIBLE and (day is None or side.may_be_past(place, since))
            ]
            perhaps += islice(others(side.perhaps_between(own, None if day is None else since)), MOST_NAMED)
        reaches = any(answers[place] is Certainty.CERTAIN for place in beside) or any(
            True for _ in others(side.certainly_before(own))
        )
        some = (each for each in self._events if each.id != event.id and is_other(each.id))
        named = self._named(side, against), self._named(side, perhaps)
        return Found(number, tuple(islice(some, MOST_NAMED)), *named, reaches, whole)

    def _named(self, side: _Side, places: Sequence[int]) -> tuple[EventId, ...]:
        """Return the ids of events: of many those that begin first, or last where it is said to be the last."""
        chosen = sorted(places, key=side.order)[:MOST_NAMED]
        return tuple(self._events[place].id for place in sorted(chosen))

    def _around(self, event: Event, side: _Side) -> tuple[_Start, dict[int, Certainty], bool]:
        """Return when an event begins, and of the rivals of which sources say how they lie to it, whether these began before it.

        Before is after, where it is said to be the last. How they lie to it may also follow from what is said of others;
        last is whether all of that was looked at.
        """
        tables, start = self._tables, start_of(event)
        is_tied = event.id in tied_events(tables)
        if event.status is Status.OCCURRED and not is_tied:
            own = _start_of(event, implied_events(tables).get(event.id))
            return own if side.first else own.backward(), {}, True
        sure, everything = networks(tables, [event])
        own = _Start(*days_of(sure, event)[:2], *days_of(everything, event)[:2])
        if side.first:
            since, until = sure.distances_from(start, _LOOKED_AT), everything.distances_to(start, _LOOKED_AT)
        else:
            since, until = sure.distances_to(start, _LOOKED_AT), everything.distances_from(start, _LOOKED_AT)
        answers = dict[int, Certainty]()
        for other in {*since.around, *until.around} if is_tied else ():
            place = self._tied.get(other)
            if place is not None and other != start:
                apart, back = since(other), until(other)
                answers[place] = (
                    Certainty.CERTAIN if apart is not None and apart < 0
                    else Certainty.IMPOSSIBLE if back is not None and back <= 0
                    else Certainty.POSSIBLE
                )  # fmt: skip
        return own if side.first else own.backward(), answers, since.whole and until.whole


class _Side:
    """Events as seen by claims to be the first; or to be the last, for which all days are counted backward."""

    def __init__(self, events: Sequence[Event], starts: Sequence[_Start], *, first: bool) -> None:
        self.first = first
        self._starts = starts if first else [start.backward() for start in starts]
        # From which day on each certainly and possibly takes place as a whole; in doubt nothing is certain.
        self._whole, self._perhaps = list[int](), list[int]()
        for event in events:
            _, by, end_from, end = event.when.bounds
            since = event.when.bounds[0] if first else -end
            self._whole.append((PAST if first else -FUTURE) if event.when.doubtful else since)
            self._perhaps.append(by if first else -end_from)
        places = range(len(events))
        self._by_last = sorted(places, key=lambda place: self._starts[place].sure_last)
        self._by_whole = _Least(self._whole, [start.sure_last for start in self._starts])
        self._by_first = _Least([start.first for start in self._starts], [-day for day in self._perhaps])

    def order(self, place: int) -> tuple[int, int]:
        """Return the key by which those that are named are chosen among many."""
        return self._starts[place].first, place

    def is_past(self, place: int, since: int) -> bool:
        """Tell whether an event lies after a day for sure."""
        return self._whole[place] > since

    def may_be_past(self, place: int, since: int) -> bool:
        """Tell whether an event may lie after a day."""
        return self._perhaps[place] > since

    def certainly_before(self, own: _Start) -> Iterator[int]:
        """Yield the places of those that certainly began before an event."""
        for place in self._by_last:
            if self._starts[place].sure_last >= own.sure_first:
                return
            yield place

    def certainly_between(self, own: _Start, since: int) -> Iterator[int]:
        """Yield the places of those that certainly began before an event, and lie after a day."""
        return self._by_whole.below(own.sure_first, start=since)

    def perhaps_between(self, own: _Start, since: int | None) -> Iterator[int]:
        """Yield the places of those that may have begun before an event, and may lie after a day."""
        return self._by_first.below(FUTURE + 1 if since is None else -since, stop=own.last)


class _Least:
    """Places in the order of a first number, of which those with a small second number are found without a look at all others."""

    def __init__(self, firsts: Sequence[int], seconds: Sequence[int]) -> None:
        self._places = sorted(range(len(firsts)), key=firsts.__getitem__)
        self._firsts = [firsts[place] for place in self._places]
        self._size = 1 << max(len(firsts) - 1, 0).bit_length()
        # The least of both halves stands above them.
        self._least = [FUTURE + 1] * (2 * self._size)
        for rank, place in enumerate(self._places):
            self._least[self._size + rank] = seconds[place]
        for node in range(self._size - 1, 0, -1):
            self._least[node] = min(self._least[2 * node], self._least[2 * node + 1])

    def below(self, limit: int, *, start: int | None = None, stop: int | None = None) -> Iterator[int]:
        """Yield the places whose second number is below a limit, and whose first is more than `start` and no more than `stop`."""
        begin = 0 if start is None else bisect_right(self._firsts, start)
        end = len(self._firsts) if stop is None else bisect_right(self._firsts, stop)
        left = [(1, 0, self._size)]
        while left:
            node, low, size = left.pop()
            if low >= end or low + size <= begin or self._least[node] >= limit:
                continue
            if size == 1:
                yield self._places[low]
                continue
            half = size // 2
            left += (2 * node + 1, low + half, half), (2 * node, low, half)


class _InParts:
    """Which of some events are wholes or parts of another, and how many."""

    def __init__(self, tables: Tables, events: Sequence[Event]) -> None:
        self._numbers = numbered_parts(tables)
        spans = [self._numbers[event.id] for event in events if event.id in self._numbers]
        self._begins, self._ends = sorted(first for first, _ in spans), sorted(last for _, last in spans)
        self._size = len(events)

    def others(self, event: Event) -> tuple[int, Callable[[EventId], bool]]:
        """Return how many are neither wholes nor parts of an event, the event itself not looked at, and what tells it of each."""
        own = self._numbers.get(event.id)
        if own is None:
            return self._size, lambda _: True
        first, last = own
        # What begins by it and has not ended before it holds it; what begins within it is a part of it.
        wholes = bisect_left(self._begins, first) - bisect_left(self._ends, first)
        parts = bisect_right(self._begins, last) - bisect_right(self._begins, first)

        def is_other(event_id: EventId) -> bool:
            its = self._numbers.get(event_id)
            return its is None or not (its[0] <= first <= its[1] or first <= its[0] <= last)

        return self._size - wholes - parts, is_other


def _candidates(tables: Tables, scope: Scope) -> Sequence[Event]:
    """Return events that occurred, in the order of results, among which are all that lie within a scope."""
    role = dated.roles(frozenset({scope.role}))
    sides = ((scope.actor_id, role), (scope.acted_for, role), (scope.with_id, ANY))
    index: Index[Event] = index_of(tables, "event")
    return index.spans(
        sides=[(actor_id, roles) for actor_id, roles in sides if actor_id is not None],
        types=dated.types(frozenset(scope.event_types), EventType),
        statuses=dated.statuses(frozenset({Status.OCCURRED})),
    ).records
