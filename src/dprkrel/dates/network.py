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

from collections.abc import Callable, Collection, Iterable, Iterator
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


class Distances:
    """The distance between a certain instant and each other, in units of `DAY`; None where nothing bounds it.

    Attributes:
        around: the instants to which ways around the origin were found.
        whole: whether all such ways were looked for; where not, a distance may be longer than it need be.
    """

    def __init__(
        self, distance: Callable[[Instant], int | None], around: Collection[Instant] = (), *, whole: bool = True
    ) -> None:
        self._distance = distance
        self.around = around
        self.whole = whole

    def __call__(self, other: Instant) -> int | None:
        """Return the distance to or from an instant."""
        return self._distance(other)


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
        self.bounds: tuple[Bound, ...] = tuple(bounds)
        self._numbers = {ORIGIN: HUB}
        self._graph = Graph()
        self._add(self.bounds)
        self._order = self._graph.order()
        self._since = Relaxation(self._graph, self._order)
        self.consistent: bool = not self._since.ring()
        self._until: Relaxation | None = None
        self._base: Network | None = None
        self._by_number: list[Instant] | None = None

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
        wider._since = self._since.resumed(wider._graph, range(len(self.bounds), len(wider.bounds)))
        wider.consistent = not wider._since.ring()
        wider._until, wider._base, wider._by_number = None, self, None
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

    def distances_from(self, earlier: Instant, most: int = FAR) -> Distances:
        """Return the distance to each instant from this one, to be asked of many; no more than `most` bounds are looked at.

        Raises:
            ValueError: the bounds contradict each other.
        """
        return self._distances(earlier, self._graph, self._to_origin, self._since, most)

    def distances_to(self, later: Instant, most: int = FAR) -> Distances:
        """Return the distance from each instant to this one, to be asked of many; no more than `most` bounds are looked at.

        Raises:
            ValueError: the bounds contradict each other.
        """
        return self._distances(later, self._graph.turned(), self._since, self._to_origin, most)

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

    @property
    def _to_origin(self) -> Relaxation:
        """The shortest ways to the origin, looked for when they are first asked for."""
        if self._until is None:
            self._check()
            turned, base = self._graph.turned(), self._base
            if base is None:
                until = Relaxation(turned, self._order[::-1])
            else:
                more = range(len(base.bounds), len(self.bounds))
                until = base._to_origin.resumed(turned, more)  # noqa: SLF001 - of the same class
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
        over = _cost_over(self._to_origin.labels[start], self._since.labels[end])
        if HUB in (start, end):
            return over, None
        lengths, last = ways_around_the_hub(self._graph, self._since.labels, start, end, over)
        around = lengths.get(end)
        if around is None or (over is not None and over <= around):
            return over, None
        return around, last

    def _distances(self, start: Instant, graph: Graph, there: Relaxation, back: Relaxation, most: int) -> Distances:
        number, numbers, labels = self._numbers.get(start), self._numbers, back.labels
        if number is None:
            return Distances(lambda other: 0 if other == start else None)
        around = ways_around_the_hub(graph, labels, number, edges=most)[0] if number != HUB else {}
        to_hub = there.labels[number]

        def distance(other: Instant) -> int | None:
            node = numbers.get(other)
            if node is None:
                return None
            over = _cost_over(to_hub, labels[node])
            if node in around:
                return (around[node] if over is None else min(over, around[node])) // _UNIT
            return None if over is None else over // _UNIT

        whole = most == FAR or sum(len(graph.out[node]) for node in around) <= most
        return Distances(distance, [self._instants()[node] for node in around], whole=whole)

    def _instants(self) -> list[Instant]:
        """Return the instants by their numbers."""
        if self._by_number is None:
            self._by_number = [*self._numbers]
        return self._by_number


class Joint:
    """Networks that share no instant but the origin, as one: what is asked of two of them is the sum of two ways."""

    def __init__(self, *networks: Network) -> None:
        self._networks = networks

    def __contains__(self, instant: object) -> bool:
        return any(instant in network for network in self._networks)

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

    def distances_from(self, earlier: Instant, most: int = FAR) -> Distances:
        """Return the distance to each instant from this one, to be asked of many."""
        return self._distances(earlier, Network.distances_from, self.distance(earlier, ORIGIN), most)

    def distances_to(self, later: Instant, most: int = FAR) -> Distances:
        """Return the distance from each instant to this one, to be asked of many."""
        return self._distances(later, Network.distances_to, self.distance(ORIGIN, later), most)

    def _distances(
        self, start: Instant, ways: Callable[[Network, Instant, int], Distances], to_origin: int | None, most: int
    ) -> Distances:
        own = self._with(start)
        near = own and ways(own, start, most)
        far = [(network, ways(network, ORIGIN, most)) for network in self._networks if network is not own]

        def distance(other: Instant) -> int | None:
            if near and own and other in own:
                return near(other)
            for network, from_origin in far:
                if other in network:
                    further = from_origin(other)
                    return None if to_origin is None or further is None else to_origin + further
            return 0 if other == start else None

        return Distances(distance, near.around, whole=near.whole) if near else Distances(distance)


def _cost_over(first: int, second: int) -> int | None:
    """Return what two ways cost together, or None where one of them leads nowhere."""
    return None if max(first, second) > FAR // 2 else first + second


def _walked_back(node: int, goal: int, last: dict[int, int] | list[int], before: list[int]) -> list[int]:
    """Return the edges of a way to a node, given the last edge to each, in their order."""
    found = list[int]()
    while node != goal:
        found.append(last[node])
        node = before[last[node]]
    return found[::-1]
