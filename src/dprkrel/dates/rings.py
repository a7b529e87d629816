"""Rings of edges that are shorter than nothing, made of fewer edges: contradictions that a reader can follow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Final, NamedTuple

from dprkrel.dates.graph import HUB, NO_EDGE, Graph

_NEAR: Final = 160
"""So many edges around a ring are searched for the ring with the fewest edges of all."""

_ROUNDS: Final = 16
"""How often shortcuts are looked for, so that a long ring of which each saves little does not cost the square of its length."""


def shortened(graph: Graph, ring: Sequence[int], is_said: Callable[[int], bool]) -> list[int]:
    """Return a ring of few edges, no more than the ring that is given has.

    Shortcuts are taken between its own nodes, by one edge or by two over the
    hub. Then the edges around it, up to `_NEAR`, are searched for the ring
    of the fewest. If the graph has no more edges than that and all are
    connected, no ring below nothing has fewer; otherwise one may.

    Args:
        graph: the graph.
        ring: edges, each beginning where the one before ends, that cost less than nothing together.
        is_said: whether an edge is one of those of which every such ring has one; if none is, any may be.

    Returns:
        The edges of a ring that costs less than nothing and passes no node
        twice, so that without any one of them nothing is left of it.
    """
    found, rounds = list(ring), 0
    while rounds < _ROUNDS and (shorter := _shortcut(graph, found)):
        found, rounds = shorter, rounds + 1
    near = _around(graph, found)
    return (_fewest(graph, near, is_said, len(found)) if len(near) <= _NEAR else []) or found


def _shortcut(graph: Graph, ring: list[int]) -> list[int]:
    """Return the ring of the fewest edges that a part of a ring makes with one edge, or two over the hub; or nothing."""
    at = next((place for place, edge in enumerate(ring) if graph.tails[edge] == HUB), None)
    # The hub, if it is on the ring, stands before the first of the places.
    way = ring if at is None else ring[at:] + ring[:at]
    places = range(0 if at is None else 1, len(way))
    across = _across(graph, way, places, fewer_than=len(way))
    if across and 2 * len(across) <= len(way):
        return across
    over = _over_the_hub(graph, way, places, closed=at is None)
    best = min(filter(None, (across, over)), key=len, default=[])
    # Where each saves little, as many as can be are taken at once.
    return (_several_across(graph, way, places) if 2 * len(best) > len(way) else []) or best


def _sums(graph: Graph, way: Sequence[int]) -> list[int]:
    """Return what it costs to come to each place of a way from its first."""
    return list(accumulate((graph.costs[edge] for edge in way), initial=0))


def _across(graph: Graph, way: list[int], places: range, *, fewer_than: int) -> list[int]:
    """Return the ring of the fewest edges, fewer than so many, that one edge makes with the part between its ends."""
    place_of = {graph.tails[way[place]]: place for place in places}
    sums, found = _sums(graph, way), list[int]()
    for node, end in place_of.items():
        for edge in graph.out[node]:
            start = place_of.get(graph.heads[edge])
            if start is None:
                continue
            edges = (end - start) % len(way)
            cost = sums[end] - sums[start] + (0 if start <= end else sums[-1])
            if cost + graph.costs[edge] < 0 and edges + 1 < fewer_than:
                fewer_than = edges + 1
                part = way[start:end] if start <= end else way[start:] + way[:end]
                found = [*part, edge]
    return found


def _several_across(graph: Graph, way: list[int], places: range) -> list[int]:
    """Return the ring in which edges stand for parts between their ends, those that save the most edges first; or nothing."""
    place_of = {graph.tails[way[place]]: place for place in places}
    sums = _sums(graph, way)
    shortcuts = [
        (place - to, to - place, graph.costs[edge] - sums[to] + sums[place], place, edge)
        for node, place in place_of.items()
        for edge in graph.out[node]
        if (to := place_of.get(graph.heads[edge], 0)) > place + 1
    ]
    passed, taken, cost = bytearray(len(way)), dict[int, tuple[int, int]](), sums[-1]
    for _, length, longer, place, edge in sorted(shortcuts):
        # What is taken is no shorter than this, so it covers one of the ends of whatever part it meets.
        if cost + longer < 0 and not passed[place] and not passed[place + length - 1]:
            passed[place : place + length] = b"\1" * length
            taken[place] = length, edge
            cost += longer
    found, place = list[int](), 0
    while taken and place < len(way):
        length, edge = taken.get(place, (1, way[place]))
        found.append(edge)
        place += length
    return found


class _Entry(NamedTuple):
    """Where one may come from the hub onto a way, at what cost if the way began at its first place, and by which edge."""

    place: int
    cost: int
    edge: int


def _over_the_hub(graph: Graph, way: list[int], places: range, *, closed: bool) -> list[int]:
    """Return the ring of the fewest edges, fewer than the way has, from the hub along a part of a way and back."""
    circled = way + way if closed else way
    sums, fewer_than, found = _sums(graph, circled), len(way), list[int]()
    # Of two entries the later is the better one unless it costs more: those that are kept grow in place and in cost.
    entries: list[_Entry] = []
    for place in range(len(circled)) if closed else places:
        node = graph.tails[circled[place]]
        enter = _least(graph, graph.into[node], graph.tails)
        leave = _least(graph, graph.out[node], graph.heads)
        if enter != NO_EDGE:
            cost = graph.costs[enter] - sums[place]
            while entries and entries[-1].cost >= cost:
                entries.pop()
            entries.append(_Entry(place, cost, enter))
        if leave == NO_EDGE:
            continue
        known = bisect_left(entries, -sums[place] - graph.costs[leave], key=attrgetter("cost"))
        if known and place - entries[known - 1].place + 2 < fewer_than:
            entry = entries[known - 1]
            fewer_than = place - entry.place + 2
            found = [entry.edge, *circled[entry.place : place], leave]
    return found


def _least(graph: Graph, edges: list[int], ends: list[int]) -> int:
    """Return the edge of least cost whose end is the hub."""
    return min((edge for edge in edges if ends[edge] == HUB), key=graph.costs.__getitem__, default=NO_EDGE)


def _around(graph: Graph, ring: list[int]) -> list[int]:
    """Return the edges at the nodes of a ring, at those next to these, and so on, as long as they are no more than `_NEAR`.

    Nodes with more edges than that lead everywhere, and are not gone through.
    """
    nodes = list(dict.fromkeys(graph.tails[edge] for edge in ring))
    found, known = dict.fromkeys(ring), set(nodes)
    for place, node in enumerate(nodes):  # which grow meanwhile
        edges = [*graph.out[node], *graph.into[node]]
        if len(edges) > _NEAR:
            continue
        if place >= len(ring) and len(found.keys() | edges) > _NEAR:
            break
        found.update(dict.fromkeys(edges))
        for edge in edges:
            for end in (graph.tails[edge], graph.heads[edge]):
                if end not in known:
                    known.add(end)
                    nodes.append(end)
    return list(found)


def _fewest(graph: Graph, near: list[int], is_said: Callable[[int], bool], fewer_than: int) -> list[int]:
    """Return a ring below nothing of the fewest of these edges, if it has fewer than so many; or nothing.

    From many nodes at once, ways of one edge more are gone each time, until one comes home below nothing.
    """
    out: dict[int, list[int]] = {}
    for edge in near:
        out.setdefault(graph.tails[edge], []).append(edge)
    starts = dict.fromkeys(graph.heads[edge] for edge in near if is_said(edge)) or dict.fromkeys(out)
    trails = {start: [{start: (0, NO_EDGE)}] for start in starts}
    for _ in range(1, fewer_than):
        for start, trail in trails.items():
            longer: dict[int, tuple[int, int]] = {}
            for node, (length, _) in trail[-1].items():
                for edge in out.get(node, ()):
                    head, reached = graph.heads[edge], length + graph.costs[edge]
                    if head not in longer or reached < longer[head][0]:
                        longer[head] = reached, edge
            trail.append(longer)
            if start in longer and longer[start][0] < 0:
                return _walked(graph, trail, start)
    return []


def _walked(graph: Graph, trail: list[dict[int, tuple[int, int]]], end: int) -> list[int]:
    found = list[int]()
    for ways in reversed(trail[1:]):
        edge = ways[end][1]
        found.append(edge)
        end = graph.tails[edge]
    return found[::-1]
