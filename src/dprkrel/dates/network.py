"""A simple temporal network: instants, how far apart they may be, and what follows from all of that together.

The term and the method are those of Dechter, Meiri and Pearl, "Temporal
constraint networks" (Artificial Intelligence 49, 1991). Every statement is
an upper bound on the difference of two instants, an edge of a graph; the
tightest bounds that follow are shortest paths, and statements contradict
each other exactly where a closed path is shorter than nothing.

Nearly all dates are bounds between an instant and the origin of the
calendar. So the shortest ways from the origin and to it are kept; every other
way either passes the origin, and is the sum of two of these, or leads along
statements that connect instants with each other, of which there are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple

from dprkrel.dates.graph import FAR, HUB, Graph, Relaxation, ways_around_the_hub
from dprkrel.dates.rings import shortened

DAY: Final = 1 << 24
"""A day, in the unit of distances; 1 less is "strictly". It must exceed the number of instants of a network."""

_UNIT: Final = 1 << 24
"""What a unit of distance costs, where a bound costs 1: of ways of one length the one of the fewest bounds costs least."""

_MANY: Final = 64
"""From so many bounds on, a network is built anew rather than extended."""


class Instant(NamedTuple):
    """The beginning or the end of something."""

    of: str
    is_end: bool


ORIGIN: Final = Instant("", is_end=False)
"""Midnight at the beginning of day 0 of the calendar, from which all dates are counted."""


class Bound(NamedTuple):
    """The statement that `later` lies at most this far after `earlier`; the distance may be negative.

    Attributes:
        later: the one instant.
        earlier: the other.
        distance: the most that `later - earlier` may be, in units of `DAY`.
        reason: why, in words; empty where it needs none.
        by: who says so; empty where nobody has to.
        doubtful: whether it rests on a date that is marked approximate or uncertain.
    """

    later: Instant
    earlier: Instant
    distance: int
    reason: str = ""
    by: str = ""
    doubtful: bool = False


def at_most(later: Instant, earlier: Instant, days: int = 0, **why: Any) -> Bound:
    """Return the bound that `later` is at most so many days after `earlier`."""
    return Bound(later, earlier, days * DAY, **why)


def less_than(later: Instant, earlier: Instant, days: int = 0, **why: Any) -> Bound:
    """Return the bound that `later` is strictly less than so many days after `earlier`."""
    return Bound(later, earlier, days * DAY - 1, **why)


class Network:
    """A set of bounds between instants, and what follows from them.

    Attributes:
        bounds: the bounds.
        consistent: whether all of them can be kept together.

    Examples:
        >>> a, b, c = (Instant(name, is_end=False) for name in "abc")
        >>> network = Network([less_than(a, b, reason="a before b"), at_most(b, c, reason="b not after c")])
        >>> network.distance(c, a) < 0
        True
        >>> [bound.reason for bound in network.chain(c, a)]
        ['b not after c', 'a before b']
    """

    def __init__(self, bounds: Iterable[Bound]) -> None:
        self.bounds = tuple(bounds)
        self._numbers = {ORIGIN: HUB}
        self._graph = Graph()
        self._add(self.bounds)
        self._order = self._graph.order()
        self._since = Relaxation(self._graph, self._order)
        self.consistent = not self._since.ring()
        self._until: Relaxation | None = None
        self._base: Network | None = None

    def extended(self, bounds: Iterable[Bound]) -> Network:
        """Return the network of these bounds and more; what was known of these is kept.

        Raises:
            ValueError: the bounds of this network contradict each other.
        """
        self._check()
        more = tuple(bounds)
        if not more:
            return self
        if len(more) > _MANY:
            return Network([*self.bounds, *more])
        wider = object.__new__(Network)
        wider.bounds = (*self.bounds, *more)
        wider._numbers, wider._graph = self._numbers.copy(), self._graph.copy()
        wider._add(more)
        wider._order = [*self._order, *range(len(self._order), len(wider._numbers))]
        wider._since = self._since.resumed(wider._graph, sorted({wider._numbers[bound.earlier] for bound in more}))
        wider.consistent = not wider._since.ring()
        wider._until, wider._base = None, self
        return wider

    def _add(self, bounds: tuple[Bound, ...]) -> None:
        numbers = self._numbers
        edges = [
            (
                numbers.setdefault(bound.earlier, len(numbers)),
                numbers.setdefault(bound.later, len(numbers)),
                bound.distance * _UNIT + 1,
            )
            for bound in bounds
        ]
        self._graph.connect(edges, len(numbers))

    def __contains__(self, instant: object) -> bool:
        return instant in self._numbers

    def _check(self) -> None:
        if not self.consistent:
            raise ValueError("the bounds of this network contradict each other: nothing follows from them")

    def distance(self, earlier: Instant, later: Instant) -> int | None:
        """Return the most that `later - earlier` may be, in units of `DAY`; None where nothing bounds it.

        Raises:
            ValueError: the bounds contradict each other.
        """
        cost, _ = self._shortest(earlier, later)
        return None if cost is None else cost // _UNIT

    def chain(self, earlier: Instant, later: Instant) -> tuple[Bound, ...]:
        """Return the bounds from which that distance follows, the fewest that give it, from `earlier` to `later`.

        Raises:
            ValueError: the bounds contradict each other.
        """
        cost, last = self._shortest(earlier, later)
        if cost is None or earlier == later:
            return ()
        start, end = self._numbers[earlier], self._numbers[later]
        if last is not None:
            edges = _walked_back(end, start, last, self._graph.tails)
        else:
            there = _walked_back(start, HUB, self._to_origin.last, self._graph.heads)
            edges = [*there[::-1], *_walked_back(end, HUB, self._since.last, self._graph.tails)]
        return tuple(self.bounds[edge] for edge in edges)

    def distances_from(self, earlier: Instant) -> dict[Instant, int]:
        """Return the distance to each instant that is bounded from this one.

        Raises:
            ValueError: the bounds contradict each other.
        """
        return self._distances(earlier, self._graph, self._to_origin, self._since)

    def distances_to(self, later: Instant) -> dict[Instant, int]:
        """Return the distance from each instant from which this one is bounded.

        Raises:
            ValueError: the bounds contradict each other.
        """
        return self._distances(later, self._graph.turned(), self._since, self._to_origin)

    def contradictions(self) -> Iterator[tuple[Bound, ...]]:
        """Yield bounds that cannot be kept together, each beginning where the one before ends.

        Every chain is without any one of its bounds a chain no more, and no
        instant is passed twice. It has few bounds; that no other has fewer is
        certain only in small networks. After each, the bounds of it that
        somebody says are set aside, or all where nobody says any, until the
        rest can be kept.
        """
        if self.consistent:
            return
        graph = self._graph.copy()
        relaxation = Relaxation(graph, self._order)
        while ring := relaxation.ring():
            edges = shortened(graph, ring, lambda edge: bool(self.bounds[edge].by))
            found = tuple(self.bounds[edge] for edge in edges)
            yield found
            aside = {bound for bound in found if bound.by} or set(found)
            starts = dict.fromkeys(graph.tails[edge] for edge in edges)
            relaxation.drop([edge for start in starts for edge in graph.out[start] if self.bounds[edge] in aside])

    def contradiction(self) -> tuple[Bound, ...]:
        """Return the first of the contradictions; or nothing."""
        return next(self.contradictions(), ())

    @property
    def _to_origin(self) -> Relaxation:
        """The shortest ways to the origin, looked for when they are first asked for."""
        if self._until is None:
            self._check()
            turned, base = self._graph.turned(), self._base
            if base is None:
                until = Relaxation(turned, self._order[::-1])
            else:
                more = self.bounds[len(base.bounds) :]
                ends = sorted({self._numbers[bound.later] for bound in more})
                until = base._to_origin.resumed(turned, ends)  # noqa: SLF001 - of the same class
            until.ring()
            self._until = until
        return self._until

    def _shortest(self, earlier: Instant, later: Instant) -> tuple[int | None, dict[int, int] | None]:
        """Return what the shortest way costs, and the last edges of the ways around the origin if it is one of them."""
        self._check()
        if earlier == later:
            return 0, None
        start, end = self._numbers.get(earlier), self._numbers.get(later)
        if start is None or end is None:
            return None, None
        over = _sum(self._to_origin.labels[start], self._since.labels[end])
        if HUB in (start, end):
            return over, None
        lengths, last = ways_around_the_hub(self._graph, self._since.labels, start, end, over)
        around = lengths.get(end)
        if around is None or (over is not None and over <= around):
            return over, None
        return around, last

    def _distances(self, start: Instant, graph: Graph, there: Relaxation, back: Relaxation) -> dict[Instant, int]:
        self._check()
        number = self._numbers.get(start)
        if number is None:
            return {start: 0}
        labels = back.labels
        around, _ = ways_around_the_hub(graph, labels, number) if number != HUB else ({}, {})
        found = dict[Instant, int]()
        for instant, other in self._numbers.items():
            costs = [
                cost for cost in (_sum(there.labels[number], labels[other]), around.get(other)) if cost is not None
            ]
            if costs:
                found[instant] = min(costs) // _UNIT
        return found


class Joint:
    """Networks that share no instant but the origin, as one: what is asked of two of them is the sum of two ways."""

    def __init__(self, *networks: Network) -> None:
        self._networks = networks

    def _with(self, instant: Instant) -> Network | None:
        return next((network for network in self._networks if instant in network), None)

    def _ways(self, earlier: Instant, later: Instant) -> list[tuple[Network, Instant, Instant]]:
        """Return in which networks which ways make up that from one instant to another; none if there is none."""
        first, second = self._with(earlier), self._with(later)
        if first is None or second is None:
            return []
        if earlier in second:
            return [(second, earlier, later)]
        if later in first:
            return [(first, earlier, later)]
        return [(first, earlier, ORIGIN), (second, ORIGIN, later)]

    def distance(self, earlier: Instant, later: Instant) -> int | None:
        """Return the most that `later - earlier` may be, in units of `DAY`; None where nothing bounds it."""
        if earlier == later:
            return 0
        known = [network.distance(*ends) for network, *ends in self._ways(earlier, later)]
        return sum(filter(None, known)) if known and None not in known else None

    def chain(self, earlier: Instant, later: Instant) -> tuple[Bound, ...]:
        """Return the bounds from which that distance follows, the fewest that give it, from `earlier` to `later`."""
        if self.distance(earlier, later) is None:
            return ()
        return tuple(chain.from_iterable(network.chain(*ends) for network, *ends in self._ways(earlier, later)))

    def distances_from(self, earlier: Instant) -> dict[Instant, int]:
        """Return the distance to each instant that is bounded from this one."""
        return self._distances(earlier, from_it=True)

    def distances_to(self, later: Instant) -> dict[Instant, int]:
        """Return the distance from each instant from which this one is bounded."""
        return self._distances(later, from_it=False)

    def _distances(self, start: Instant, *, from_it: bool) -> dict[Instant, int]:
        own, found = self._with(start), {start: 0}
        if own is None:
            return found
        to_origin = own.distance(*((start, ORIGIN) if from_it else (ORIGIN, start)))
        for network in self._networks:
            if network is own:
                found |= network.distances_from(start) if from_it else network.distances_to(start)
            elif to_origin is not None:
                ways = network.distances_from(ORIGIN) if from_it else network.distances_to(ORIGIN)
                found |= {instant: to_origin + way for instant, way in ways.items() if instant != ORIGIN}
        return found


def _sum(first: int, second: int) -> int | None:
    """Return what two ways cost together, or None where one of them leads nowhere."""
    return None if max(first, second) > FAR // 2 else first + second


def _walked_back(node: int, goal: int, last: dict[int, int] | list[int], before: list[int]) -> list[int]:
    """Return the edges of a way to a node, given the last edge to each, in their order."""
    found = list[int]()
    while node != goal:
        found.append(last[node])
        node = before[last[node]]
    return found[::-1]
