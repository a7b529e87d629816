"""Simple temporal networks against brute force: every assignment of instants to a few small numbers."""

from itertools import pairwise, permutations, product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dprkrel.dates.network import DAY, Bound, Instant, Network, at_most, less_than

INSTANTS: Final = tuple(Instant(name, is_end=False) for name in "abcd")
LIMIT: Final = 2
"""Bounds reach so many days; shortest ways are at most three bounds long."""


def bounds() -> SearchStrategy[list[Bound]]:
    """Draw bounds between four instants, strict and not."""
    pairs = st.sampled_from([pair for pair in product(INSTANTS, repeat=2) if pair[0] != pair[1]])
    days = st.integers(-LIMIT, LIMIT)
    one = st.builds(lambda pair, day: at_most(pair[0], pair[1], day), pairs, days) | st.builds(
        lambda pair, day: less_than(pair[0], pair[1], day), pairs, days
    )
    return st.lists(one, max_size=7)


def least_ways(drawn: list[Bound]) -> dict[tuple[Instant, Instant], int]:
    """Return the least sum of bounds over every way that visits no instant twice, for each pair it leads between."""
    found: dict[tuple[Instant, Instant], int] = {}
    between: dict[tuple[Instant, Instant], int] = {}
    for bound in drawn:
        pair = bound.earlier, bound.later
        between[pair] = min(bound.distance, between.get(pair, bound.distance))
    for length in range(2, len(INSTANTS) + 1):
        for way in permutations(INSTANTS, length):
            steps = list(pairwise(way))
            if all(step in between for step in steps):
                pair, total = (way[0], way[-1]), sum(between[step] for step in steps)
                found[pair] = min(total, found.get(pair, total))
    return found


def solvable(drawn: list[Bound]) -> bool:
    """Tell whether some instants keep all bounds, trying every quarter of a day that could matter."""
    # Each of three steps between four instants needs at most two days, and a quarter of a day where its bound is strict.
    far = 3 * (4 * LIMIT + 1)
    quarters = range(-far, far + 1)
    first, *others = INSTANTS
    return _extended({first: 0}, others, drawn, quarters)


def _extended(chosen: dict[Instant, int], left: list[Instant], drawn: list[Bound], quarters: range) -> bool:
    if not left:
        return True
    for quarter in quarters:
        tried = {**chosen, left[0]: quarter}
        if all(_kept(bound, tried) for bound in drawn) and _extended(tried, left[1:], drawn, quarters):
            return True
    return False


def _kept(bound: Bound, chosen: dict[Instant, int]) -> bool:
    if bound.later not in chosen or bound.earlier not in chosen:
        return True
    days, strict = -(-bound.distance // DAY), bound.distance % DAY != 0
    apart = chosen[bound.later] - chosen[bound.earlier]
    return apart < 4 * days if strict else apart <= 4 * days


@given(bounds())
def test_a_network_is_consistent_exactly_when_some_instants_keep_every_bound(drawn: list[Bound]) -> None:
    """Consistency is that of an enumeration, and a contradiction is told exactly where there is one."""
    network = Network(drawn)

    assert network.consistent == solvable(drawn)
    assert (network.contradiction() == ()) == network.consistent


@given(bounds())
def test_distances_are_those_of_the_shortest_ways(drawn: list[Bound]) -> None:
    """Every distance is the least over all ways, is the sum of its own chain, and cannot be asked of a contradiction."""
    network = Network(drawn)
    if not network.consistent:
        with pytest.raises(ValueError, match="contradict"):
            network.distance(*INSTANTS[:2])
        return
    ways = least_ways(drawn)
    for earlier, later in permutations(INSTANTS, 2):
        distance, chain = network.distance(earlier, later), network.chain(earlier, later)

        assert distance == ways.get((earlier, later))
        assert sum(bound.distance for bound in chain) == (distance or 0)
        if chain:
            assert (chain[0].earlier, chain[-1].later) == (earlier, later)
            assert all(one.later == next_.earlier for one, next_ in pairwise(chain))


@given(bounds())
def test_a_contradiction_is_closed_and_the_shortest(drawn: list[Bound]) -> None:
    """A contradiction is a closed way below zero, and no shorter closed way is."""
    chain = Network(drawn).contradiction()
    if not chain:
        return
    shorter = [
        way for length in range(1, len(chain)) for way in product(drawn, repeat=length)
        if all(one.later == next_.earlier for one, next_ in zip(way, (*way[1:], way[0]), strict=True))
        and sum(bound.distance for bound in way) < 0
    ]  # fmt: skip

    assert all(one.later == next_.earlier for one, next_ in zip(chain, (*chain[1:], chain[0]), strict=True))
    assert sum(bound.distance for bound in chain) < 0
    assert shorter == []


@given(bounds())
def test_more_bounds_never_loosen(drawn: list[Bound]) -> None:
    """A bound more makes no distance greater."""
    for kept in range(len(drawn)):
        fewer, more = Network(drawn[:kept]), Network(drawn[: kept + 1])
        for pair in permutations(INSTANTS, 2):
            if more.consistent and (loose := fewer.distance(*pair)) is not None:
                assert (more.distance(*pair) or 0) <= loose or more.distance(*pair) is None is loose


def test_an_instant_is_at_no_distance_from_itself() -> None:
    """Also one that no bound names."""
    assert Network([]).distance(INSTANTS[0], INSTANTS[0]) == 0
    assert Network([]).distance(*INSTANTS[:2]) is None
