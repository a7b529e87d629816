"""A simple temporal network: instants, how far apart they may be, and what follows from all of that together.

The term and the method are those of Dechter, Meiri and Pearl, "Temporal
constraint networks" (Artificial Intelligence 49, 1991). Every statement is
an upper bound on the difference of two instants, an edge of a graph; the
tightest bounds that follow are shortest paths, and statements contradict
each other exactly where a closed path is shorter than nothing.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import heappop, heappush
from typing import Any, Final, NamedTuple

DAY: Final = 1 << 20
"""A day, in the unit of distances; 1 less is "strictly". It must exceed the number of instants of a network."""


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


class _Step(NamedTuple):
    """The shortest known path to an instant: its length, its number of bounds, the last of them."""

    distance: int
    hops: int
    bound: Bound | None


class Network:
    """A set of bounds between instants, and what follows from them.

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
        self._from: dict[Instant, list[Bound]] = {}
        for bound in self.bounds:
            self._from.setdefault(bound.earlier, []).append(bound)
            self._from.setdefault(bound.later, [])
        self._ways: dict[Instant, Mapping[Instant, _Step]] = {}

    @cached_property
    def _potentials(self) -> dict[Instant, int] | None:
        """Return an instant for each that keeps every bound, or None where there is none (Bellman and Ford)."""
        found = dict.fromkeys(self._from, 0)
        changed = set(found)
        for _ in range(len(found) + 1):
            before, changed = changed, set()
            for earlier in before:
                for bound in self._from[earlier]:
                    if found[earlier] + bound.distance < found[bound.later]:
                        found[bound.later] = found[earlier] + bound.distance
                        changed.add(bound.later)
            if not changed:
                return found
        return None

    @property
    def consistent(self) -> bool:
        """Whether all bounds can be kept together."""
        return self._potentials is not None

    def distance(self, earlier: Instant, later: Instant) -> int | None:
        """Return the most that `later - earlier` may be, in units of `DAY`; None where nothing bounds it."""
        step = self._ways_from(earlier).get(later)
        return None if step is None else step.distance

    def distances_from(self, earlier: Instant) -> dict[Instant, int]:
        """Return the distance to each instant that is bounded from this one."""
        return {later: step.distance for later, step in self._ways_from(earlier).items()}

    def chain(self, earlier: Instant, later: Instant) -> tuple[Bound, ...]:
        """Return the bounds from which that distance follows, the fewest that give it, from `earlier` to `later`."""
        ways, found = self._ways_from(earlier), list[Bound]()
        step = ways.get(later)
        while step is not None and step.bound is not None:
            found.append(step.bound)
            step = ways[step.bound.earlier]
        return tuple(reversed(found))

    def contradiction(self) -> tuple[Bound, ...]:
        """Return the fewest bounds that cannot be kept together, each beginning where the one before ends; or none."""
        if self.consistent:
            return ()
        # Walks of one bound more each time, from many instants at once: the first that comes home below zero.
        # What nobody says contradicts nothing by itself, so every such walk passes where somebody says something.
        starts = {bound.later: None for bound in self.bounds if bound.by} or self._from
        walks = {start: {start: _Step(0, 0, None)} for start in starts}
        trails = {start: [walks[start]] for start in walks}
        while True:
            for start, ends in walks.items():
                longer = dict[Instant, _Step]()
                for end, step in ends.items():
                    for bound in self._from[end]:
                        known = longer.get(bound.later)
                        if known is None or step.distance + bound.distance < known.distance:
                            longer[bound.later] = _Step(step.distance + bound.distance, step.hops + 1, bound)
                walks[start] = longer
                trails[start].append(longer)
                if start in longer and longer[start].distance < 0:
                    return _walked(trails[start], start)

    @cached_property
    def reversed(self) -> "Network":
        """The same bounds read backwards: its distances from an instant are those to it here."""
        back = Network(bound._replace(later=bound.earlier, earlier=bound.later) for bound in self.bounds)
        height = self._potentials  # instants that keep every bound keep them backwards, if time runs backwards
        back._potentials = None if height is None else {instant: -found for instant, found in height.items()}
        return back

    def _ways_from(self, start: Instant) -> Mapping[Instant, _Step]:
        """Return the shortest way to every instant that can be reached (Dijkstra, after Johnson's reweighting)."""
        known = self._ways.get(start)
        if known is not None:
            return known
        height = self._potentials
        if height is None:
            raise ValueError("the bounds of this network contradict each other: nothing follows from them")
        found: dict[Instant, _Step] = {}
        # `found` may lack what a question names: an instant without bounds has only the way to itself.
        heap: list[tuple[int, int, int, Instant, Bound | None]] = [(0, 0, 0, start, None)]
        number = 0
        while heap:
            reduced, hops, _, instant, last = heappop(heap)
            if instant in found:
                continue
            found[instant] = _Step(reduced + height.get(instant, 0) - height.get(start, 0), hops, last)
            for bound in self._from.get(instant, ()):
                if bound.later not in found:
                    number += 1
                    slack = bound.distance + height[instant] - height[bound.later]
                    heappush(heap, (reduced + slack, hops + 1, number, bound.later, bound))
        self._ways[start] = found
        return found


def _walked(trail: list[dict[Instant, _Step]], end: Instant) -> tuple[Bound, ...]:
    found = list[Bound]()
    for steps in reversed(trail[1:]):
        bound = steps[end].bound
        if bound is not None:
            found.append(bound)
            end = bound.earlier
    return tuple(reversed(found))
