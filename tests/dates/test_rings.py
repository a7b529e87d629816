"""Rings below nothing are told short: each way to shorten one by itself, where the search that meets it may have met a shorter one."""

from collections.abc import Iterable
from typing import Final

import pytest

from dprkrel.dates.graph import HUB, Graph
from dprkrel.dates.rings import shortened

LENGTH: Final = 400
"""So long that the edges around the ring are too many to be searched one by one."""


def ring_with(*more: tuple[int, int, int]) -> tuple[Graph, range]:
    """Return a ring of nodes, none of which is the hub and each edge of which costs -1, with more edges; and its edges."""
    around = [(node, node % LENGTH + 1, -1) for node in range(1, LENGTH + 1)]
    graph = Graph()
    graph.connect([*around, *more], LENGTH + 1)
    return graph, range(LENGTH)


def told(graph: Graph, ring: Iterable[int]) -> list[int]:
    """Return the nodes of the ring that is told, whatever it begins with; it must be a ring below nothing."""
    found = shortened(graph, [*ring], lambda _: False)
    tails, heads = [graph.tails[edge] for edge in found], [graph.heads[edge] for edge in found]
    assert heads == [*tails[1:], tails[0]]
    assert len({*tails}) == len(tails)
    assert sum(graph.costs[edge] for edge in found) < 0
    return tails


def test_a_ring_without_shortcuts_is_told_as_it_is() -> None:
    """Where nothing cuts it short, all of a ring is told."""
    graph, ring = ring_with()

    assert told(graph, ring) == [*range(1, LENGTH + 1)]


@pytest.mark.parametrize(("tail", "head", "nodes"), [(104, 101, {101, 102, 103, 104}), (2, 399, {399, 400, 1, 2})])
def test_one_edge_cuts_a_ring_short(tail: int, head: int, nodes: set[int]) -> None:
    """Of a ring that an edge closes early that part is told, also where it passes the node at which the ring begins."""
    graph, ring = ring_with((tail, head, 0))

    assert {*told(graph, ring)} == nodes


def test_an_edge_that_costs_what_it_saves_is_no_shortcut() -> None:
    """An edge after which nothing is left of the contradiction is not taken."""
    graph, ring = ring_with((104, 101, 3))

    assert len(told(graph, ring)) == LENGTH


def test_edges_that_each_save_little_are_taken_together() -> None:
    """Edges that each stand for two of a ring halve it at once."""
    steps = [(node, node + 2, -2) for node in range(1, LENGTH - 1)]
    graph, ring = ring_with(*steps)

    assert told(graph, ring) == [*range(1, LENGTH, 2), LENGTH]


def test_edges_that_cost_too_much_together_are_taken_as_far_as_they_can_be() -> None:
    """Of edges that each cost more than what they stand for so many are taken that the ring stays below nothing."""
    steps = [
        (node, node + 2, 18) for node in range(1, LENGTH - 1)
    ]  # each takes 20 of the 400 that the ring lies below nothing
    graph, ring = ring_with(*steps)

    assert len(told(graph, ring)) == LENGTH - 19


def test_two_edges_over_the_hub_cut_a_ring_short() -> None:
    """Where the dates of two nodes contradict the way between them, that way is told."""
    graph, ring = ring_with((104, HUB, 0), (HUB, 101, 2))

    assert {*told(graph, ring)} == {HUB, 101, 102, 103, 104}
