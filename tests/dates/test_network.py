"""Simple temporal networks against brute force: every assignment of instants to a few small numbers."""

from collections.abc import Sequence
from itertools import pairwise, permutations, product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from dprkrel.dates.network import DAY, ORIGIN, Bound, Instant, Joint, Network, at_most, less_than

INSTANTS: Final = (*(Instant(name, is_end=False) for name in "abc"), ORIGIN)
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
    assert (list(network.contradictions()) == []) == network.consistent


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


def is_closed_below_zero(chain: Sequence[Bound]) -> bool:
    """Tell whether each bound begins where the one before ends, the first where the last does, and all sum up to less than zero."""
    closed = all(one.later == following.earlier for one, following in pairwise((*chain, *chain[:1])))
    return closed and sum(bound.distance for bound in chain) < 0


@given(bounds())
def test_a_contradiction_is_closed_and_the_shortest(drawn: list[Bound]) -> None:
    """A contradiction is a closed way below zero and, in a network as small as these, no shorter closed way is."""
    chain = next(Network(drawn).contradictions(), ())
    if not chain:
        return
    shorter = [
        way for length in range(1, len(chain)) for way in product(drawn, repeat=length) if is_closed_below_zero(way)
    ]

    assert is_closed_below_zero(chain)
    assert shorter == []


@st.composite
def wide_networks(draw: DrawFn) -> list[Bound]:
    """Draw more bounds than are searched for the fewest: many instants, most of them dated, each said to come after some."""
    dice, count = draw(st.randoms(use_true_random=False)), draw(st.integers(40, 120))
    instants = [Instant(f"instant-{number}", is_end=False) for number in range(count)]
    drawn = [less_than(dice.choice(instants[:number]), instants[number], by="someone") for number in range(1, count)]
    for number, instant in enumerate(instants):
        if dice.random() < 0.8:
            drawn.append(at_most(ORIGIN, instant, -10 * number))
            drawn.append(at_most(instant, ORIGIN, 10 * number + dice.choice((1, 50))))
    for _ in range(draw(st.integers(0, 4))):
        one, other = dice.sample(instants, 2)
        drawn.append(at_most(one, other, dice.randint(-20, 20), by="someone else"))
    return drawn


@given(wide_networks())
def test_contradictions_are_found_until_the_rest_can_be_kept(drawn: list[Bound]) -> None:
    """Each is closed below zero, passes no instant twice and has a bound that somebody says; without these bounds all can be kept."""
    left = list(drawn)
    for chain in Network(drawn).contradictions():
        instants = [bound.later for bound in chain]

        assert is_closed_below_zero(chain)
        assert len(set(instants)) == len(instants)
        assert set(chain) <= set(left)
        left = [bound for bound in left if not (bound in chain and bound.by)]

    assert Network(left).consistent


@given(wide_networks())
def test_nothing_of_a_contradiction_can_be_left_out(drawn: list[Bound]) -> None:
    """Without any one of its bounds a contradiction is none, and the same bounds give the same contradictions."""
    found = list(Network(drawn).contradictions())

    assert found == list(Network(drawn).contradictions())
    for chain in found:
        assert not Network(chain).consistent
        assert all(Network([*chain[:number], *chain[number + 1 :]]).consistent for number in range(len(chain)))


@pytest.mark.parametrize("count", [20, 500])
def test_a_contradiction_takes_the_short_way(count: int) -> None:
    """Where dates contradict a statement, these are told and not the many statements that lead from the one to the other."""
    days = [Instant(f"day-{number:04}", is_end=False) for number in range(count)]
    drawn = [less_than(one, other, by="someone") for one, other in pairwise(days)]
    for number, day in enumerate(days):
        drawn.extend((at_most(ORIGIN, day, -number), at_most(day, ORIGIN, number)))
    wrong = less_than(days[-2], days[1], by="someone else")
    (chain,) = Network([*drawn, wrong]).contradictions()

    assert len(chain) == 3
    assert wrong in chain


def test_a_contradiction_takes_a_shortcut() -> None:
    """Of a long ring that one statement cuts short, the short part is told."""
    ring = [Instant(f"instant-{number:04}", is_end=False) for number in range(500)]
    drawn = [less_than(one, other, by="someone") for one, other in pairwise((*ring, ring[0]))]
    cut = less_than(ring[103], ring[100], by="someone else")

    assert len(next(Network(drawn).contradictions())) == 500
    assert cut in (chain := next(Network([*drawn, cut]).contradictions()))
    assert len(chain) == 4


@given(bounds(), bounds())
def test_an_extended_network_is_that_of_all_bounds(drawn: list[Bound], more: list[Bound]) -> None:
    """A network with bounds added later is that of all of them, whatever was asked before, and leaves the first as it was."""
    base, whole = Network(drawn), Network([*drawn, *more])
    if not base.consistent:
        with pytest.raises(ValueError, match="contradict"):
            base.extended(more)
        return
    pairs = list(permutations((*INSTANTS, Instant("nowhere", is_end=False)), 2))
    before = [base.distance(*pair) for pair in pairs]
    wider = base.extended(more)

    assert wider.bounds == whole.bounds
    assert wider.consistent == whole.consistent
    if whole.consistent:
        assert [wider.distance(*pair) for pair in pairs] == [whole.distance(*pair) for pair in pairs]
        assert [len(wider.chain(*pair)) for pair in pairs] == [len(whole.chain(*pair)) for pair in pairs]
    assert [base.distance(*pair) for pair in pairs] == before


def moved(drawn: list[Bound]) -> list[Bound]:
    """Return the same bounds of other instants, but for the origin."""

    def away(instant: Instant) -> Instant:
        return instant if instant == ORIGIN else Instant(f"other-{instant.of}", instant.is_end)

    return [bound._replace(later=away(bound.later), earlier=away(bound.earlier)) for bound in drawn]


@given(bounds(), bounds())
def test_joint_networks_are_that_of_all_bounds(drawn: list[Bound], others: list[Bound]) -> None:
    """Networks that share no instant but the origin answer together like the network of all their bounds."""
    one, other = Network(drawn), Network(moved(others))
    if not (one.consistent and other.consistent):
        return
    joint, whole = Joint(one, other), Network([*one.bounds, *other.bounds])
    instants = {instant for bound in whole.bounds for instant in (bound.later, bound.earlier)} | {ORIGIN}
    for earlier in sorted(instants):
        for later in sorted(instants):
            distance, back = whole.distance(earlier, later), whole.distance(later, earlier)

            assert whole.distances_from(earlier)(later) == joint.distances_from(earlier)(later) == distance
            assert whole.distances_to(earlier)(later) == joint.distances_to(earlier)(later) == back
            assert joint.distance(earlier, later) == distance
            assert len(joint.chain(earlier, later)) == len(whole.chain(earlier, later))


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
    for network in (Network([]), Joint(), Joint(Network([]))):
        assert network.distances_from(INSTANTS[0])(INSTANTS[0]) == network.distances_to(INSTANTS[0])(INSTANTS[0]) == 0
        assert (
            network.distances_from(INSTANTS[0])(INSTANTS[1]) is network.distances_to(INSTANTS[0])(INSTANTS[1]) is None
        )


def test_many_bounds_are_added_as_few_are() -> None:
    """A network that gains more bounds than it had is that of all of them, too."""
    days = [Instant(f"day-{number}", is_end=False) for number in range(80)]
    first, *more = [less_than(one, other) for one, other in pairwise(days)]
    wider = Network([first]).extended(more)

    assert wider.bounds == (first, *more)
    assert wider.distance(days[-1], days[0]) == Network([first, *more]).distance(days[-1], days[0]) == -79


def test_what_no_bound_names_is_at_no_known_distance() -> None:
    """Of an instant that a network does not have nothing is known, whoever is asked."""
    one, other, nowhere = (Instant(name, is_end=False) for name in ("one", "other", "nowhere"))
    network = Network([less_than(one, other)])

    assert network.distances_from(other)(one) == -1
    assert network.distances_from(other)(nowhere) is None
    assert network.distances_from(nowhere)(one) is None
