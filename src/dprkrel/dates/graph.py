"""Graphs of numbered nodes and edges with costs, and the shortest ways from one node, the hub, which relaxation finds.

What the numbers stand for is the matter of `network`; here all that is known
of them stands in flat lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from heapq import heapify, heappop, heappush
from typing import Final

HUB: Final = 0
"""The node from which ways are counted."""

FAR: Final = 1 << 120
"""More than any way is long: the label of what the hub does not reach."""

NO_EDGE: Final = -1


class Graph:
    """Nodes, and edges with costs between them.

    Attributes:
        tails: where each edge begins.
        heads: where each edge ends.
        costs: what each edge costs.
        out: the edges that begin at each node.
        into: the edges that end at each node.
    """

    __slots__ = ("costs", "heads", "into", "out", "tails")

    def __init__(self) -> None:
        self.tails: list[int] = []
        self.heads: list[int] = []
        self.costs: list[int] = []
        self.out: list[list[int]] = [[]]
        self.into: list[list[int]] = [[]]

    def copy(self) -> Graph:
        """Return a graph that can be changed without changing this one."""
        other = Graph()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name).copy())
        return other

    def turned(self) -> Graph:
        """Return the same graph with every edge turned round; it changes with this one."""
        other = Graph()
        other.tails, other.heads, other.costs = self.heads, self.tails, self.costs
        other.out, other.into = self.into, self.out
        return other

    def connect(self, edges: Iterable[tuple[int, int, int]], nodes: int) -> None:
        """Add nodes until there are so many, and edges, each given by tail, head and cost."""
        first, old = len(self.tails), len(self.out)
        self.out.extend([] for _ in range(old, nodes))
        self.into.extend([] for _ in range(old, nodes))
        own = set(range(old, nodes))  # whose lists no copy of this graph can have
        for number, (tail, head, cost) in enumerate(edges, first):
            self.tails.append(tail)
            self.heads.append(head)
            self.costs.append(cost)
            for node, listed in ((tail, self.out), (head, self.into)):
                if node not in own:
                    own.add(node)
                    self.out[node], self.into[node] = self.out[node].copy(), self.into[node].copy()
                listed[node].append(number)

    def remove(self, edge: int) -> None:
        """Take an edge out; its number stays its own."""
        tail, head = self.tails[edge], self.heads[edge]
        self.out[tail] = [other for other in self.out[tail] if other != edge]
        self.into[head] = [other for other in self.into[head] if other != edge]

    def order(self) -> list[int]:
        """Return the nodes so that edges that lengthen no way lead onward, as far as these close no ring.

        In this order a chain of such edges, however long, is relaxed in one go.
        """
        left = bytearray(len(self.out))
        found: list[int] = []
        for start in range(len(self.out)):
            if left[start]:
                continue
            left[start] = 1
            trail = [(start, iter(self.out[start]))]
            while trail:
                node, edges = trail[-1]
                for edge in edges:
                    head = self.heads[edge]
                    if self.costs[edge] <= 1 and not left[head]:
                        left[head] = 1
                        trail.append((head, iter(self.out[head])))
                        break
                else:
                    trail.pop()
                    found.append(node)
        return found[::-1]


class Relaxation:
    """The shortest ways from the hub to all nodes, found by relaxation (Bellman and Ford).

    The nodes are gone through in sweeps, in an order that follows the graph
    (Yen), and only those whose label has fallen since they were last passed.
    The edges that last lowered each label close a ring as soon as a ring is
    shorter than nothing; this is looked for whenever as many labels have
    fallen as there are nodes, so that looking costs no more than relaxing.

    Attributes:
        graph: the graph; edges may be removed from it by `drop`, and added before `resumed`.
        labels: the length of the shortest way to each node; about `FAR` where the hub does not reach it.
        last: the last edge of that way.
    """

    def __init__(self, graph: Graph, order: list[int]) -> None:
        self.graph = graph
        self.labels: list[int] = [FAR] * len(order)
        self.last: list[int] = [NO_EDGE] * len(order)
        self.labels[HUB] = 0
        self._order = order
        self._rank = [0] * len(order)
        for rank, node in enumerate(order):
            self._rank[node] = rank
        self._waiting = bytearray(b"\1" * len(order))
        self._now, self._later, self._fallen = list(range(len(order))), list[int](), 0
        for edge in graph.out[HUB]:  # nearly all have a way from the hub: so the first sweep has little to mend
            head = graph.heads[edge]
            if head != HUB and graph.costs[edge] < self.labels[head]:
                self.labels[head], self.last[head] = graph.costs[edge], edge

    def resumed(self, graph: Graph, edges: Iterable[int]) -> Relaxation:
        """Return the relaxation of a graph with more in it, of which these edges are new."""
        other = object.__new__(Relaxation)
        more = range(len(self.labels), len(graph.out))
        other.graph = graph
        other.labels = [*self.labels, *(FAR for _ in more)]
        other.last = [*self.last, *(NO_EDGE for _ in more)]
        other._order = [*self._order, *more] if more else self._order
        other._rank = [*self._rank, *more] if more else self._rank
        other._waiting = bytearray(len(other.labels))
        other._now, other._later, other._fallen = [], [], 0
        for edge in edges:
            tail, head = graph.tails[edge], graph.heads[edge]
            if head == HUB:
                other._wait(tail)
            elif other.labels[tail] + graph.costs[edge] < other.labels[head]:
                other.labels[head], other.last[head] = other.labels[tail] + graph.costs[edge], edge
                other._wait(head)
        return other

    def _wait(self, node: int) -> None:
        if not self._waiting[node]:
            self._waiting[node] = 1
            self._later.append(self._rank[node])

    def ring(self) -> list[int]:
        """Relax until all labels hold, and return no edge; or until a ring is shorter than nothing, and return its edges.

        What is returned is the first that is met, and need not be the shortest.
        """
        while (place := self._next()) is not None:
            if self._fallen > len(self.labels):
                self._fallen = 0
                if ring := self._any_ring():
                    heappush(self._now, place)
                    self._fallen = len(self.labels) + 1  # so that the next call looks before it goes on
                    return ring
            if ring := self._passed(place):
                return ring
        return []

    def _next(self) -> int | None:
        """Return the place in the order of the next node to pass, in this sweep or else the next."""
        if not self._now:
            self._now, self._later = self._later, []
            heapify(self._now)
        return heappop(self._now) if self._now else None

    def _passed(self, place: int) -> list[int]:
        """Lower the labels to which the edges of a node lead, and return no edge; or a ring that this closes at the hub."""
        heads, costs, labels, last, waiting = self.graph.heads, self.graph.costs, self.labels, self.last, self._waiting
        node = self._order[place]
        waiting[node] = 0
        label = labels[node]
        for edge in self.graph.out[node]:
            head, reached = heads[edge], label + costs[edge]
            if reached >= labels[head]:
                if reached == labels[head] and edge < last[head]:
                    last[head] = edge  # so that of ways of one length the choice hangs on no order of work
                continue
            # From the hub nearly all is reached: what lowered it would lower everything, and is looked at first.
            if head == HUB and (ring := self._ring_closed_by(edge)):
                self._wait(node)
                return ring
            labels[head], last[head] = reached, edge
            self._fallen += 1
            if not waiting[head]:
                waiting[head] = 1
                if self._rank[head] > place:
                    heappush(self._now, self._rank[head])
                else:
                    self._later.append(self._rank[head])
        return []

    def _ring_closed_by(self, edge: int) -> list[int]:
        """Return the ring that this edge would close if it were the last on the way to where it leads."""
        goal, way = self.graph.heads[edge], [edge]
        node, seen = self.graph.tails[edge], set[int]()
        while node != goal:
            if node in seen or self.last[node] == NO_EDGE:
                return []
            seen.add(node)
            way.append(self.last[node])
            node = self.graph.tails[self.last[node]]
        return way[::-1]

    def _any_ring(self) -> list[int]:
        """Return a ring of edges that last lowered a label."""
        passed = [NO_EDGE] * len(self.labels)
        for start in range(len(self.labels)):
            node = start
            while passed[node] == NO_EDGE:
                passed[node] = start
                if self.last[node] == NO_EDGE:
                    break
                node = self.graph.tails[self.last[node]]
            else:
                if passed[node] == start:
                    return self._ring_closed_by(self.last[node])
        return []

    def drop(self, edges: Collection[int]) -> None:
        """Take edges out of the graph, and lift the labels that rested on them to what the others allow."""
        for edge in edges:
            self.graph.remove(edge)
        graph, fallen = self.graph, dict[int, None]()
        left = [graph.heads[edge] for edge in edges if self.last[graph.heads[edge]] == edge]
        while left:
            node = left.pop()  # once each: it rested on one edge
            fallen[node] = None
            left.extend(graph.heads[edge] for edge in graph.out[node] if self.last[graph.heads[edge]] == edge)
        for node in fallen:
            self.labels[node], self.last[node] = FAR, NO_EDGE
            for edge in graph.into[node]:
                tail = graph.tails[edge]
                if tail not in fallen and self.labels[tail] + graph.costs[edge] < self.labels[node]:
                    self.labels[node], self.last[node] = self.labels[tail] + graph.costs[edge], edge
        for node in fallen:
            self._wait(node)


def ways_around_the_hub(
    graph: Graph, labels: list[int], start: int, goal: int | None = None, most: int | None = None, edges: int = FAR
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the shortest ways from a node that do not pass the hub (Dijkstra, after Johnson's reweighting).

    Args:
        graph: the graph.
        labels: labels that hold of every edge.
        start: where the ways begin.
        goal: where to stop, if anywhere.
        most: what a way to the goal may cost to be of interest; None for anything.
        edges: how many edges are looked at, at most.

    Returns:
        What the way to each node costs that was reached, and its last edge.
    """
    limit = None if goal is None or most is None else most + labels[start] - labels[goal]
    costs, last = dict[int, int](), {start: NO_EDGE}
    nearest, heap, number = {start: 0}, [(0, 0, start)], 0
    while heap:
        slack, _, node = heappop(heap)
        if limit is not None and slack > limit:
            break
        if node in costs:
            continue
        costs[node] = slack + labels[node] - labels[start]
        edges -= len(graph.out[node])
        if node == goal or edges < 0:
            break
        for edge in graph.out[node]:
            head = graph.heads[edge]
            if head == HUB or head in costs:
                continue
            longer = slack + graph.costs[edge] + labels[node] - labels[head]
            if head not in nearest or longer < nearest[head]:
                nearest[head], last[head] = longer, edge
                number += 1
                heappush(heap, (longer, number, head))
    return costs, last
