"""How many sets have nothing in common: by brute force where there are few, within bounds where there are many."""

import random
import sys
from itertools import combinations
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel.questions.independence import Independent, any_apart, most_apart

SETS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=3), max_size=9)


def apart(sets: tuple[frozenset[str], ...]) -> bool:
    """Tell whether no two of these sets have anything in common."""
    return all(one.isdisjoint(other) for one, other in combinations(sets, 2))


def drawn(count: int, origins: int, size: int, seed: int = 1) -> list[frozenset[str]]:
    """Return so many sets of so many of some origins."""
    dice = random.Random(seed)
    return [frozenset(map(str, dice.sample(range(origins), size))) for _ in range(count)]


@given(SETS)
def test_few_are_counted_exactly(sets: list[frozenset[str]]) -> None:
    """Of few sets the number is that of the largest choice of which no two have anything in common."""
    most = max(number for number in range(len(sets) + 1) if any(map(apart, combinations(sets, number))))

    assert most_apart(sets) == (most, most)
    assert any_apart(sets) == (most > 1)


@given(SETS, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(sets: list[frozenset[str]], dice: random.Random) -> None:
    """Neither the order of the sets nor how often one is given changes the number."""
    other = [*sets, *sets[:2]]
    dice.shuffle(other)

    assert most_apart(other) == most_apart(sets)


@pytest.mark.parametrize("origins", [4, 9, 30])
def test_of_all_pairs_half_as_many_are_apart_as_there_are_origins(origins: int) -> None:
    """All pairs of some origins overlap so much that nothing follows without trying, and the number is found."""
    pairs = [frozenset(map(str, pair)) for pair in combinations(range(origins), 2)]

    assert most_apart(pairs) == (origins // 2, origins // 2)


@pytest.mark.parametrize("links", [5, 6, 301])
def test_of_a_ring_half_are_apart(links: int) -> None:
    """Of sets of which each shares an origin with the one before, and the last with the first, every second is apart."""
    ring = [frozenset((str(number), str((number + 1) % links))) for number in range(links)]

    assert most_apart(ring) == (links // 2, links // 2)


@pytest.mark.parametrize(("count", "origins", "size"), [(76, 40, 2), (500, 60, 2), (500, 200, 3), (2000, 500, 4)])
def test_many_are_counted_within_bounds(count: int, origins: int, size: int) -> None:
    """Of many sets, with some among them that are known to be apart, the number is no less and the bounds hold it."""
    known = [frozenset(map(str, range(start, start + size))) for start in range(0, origins // 2, size)]
    found = most_apart([*drawn(count, origins, size), *known])

    assert len(known) <= found.at_most <= origins // size
    assert 2 <= found.at_least <= found.at_most


def test_two_are_found_among_many() -> None:
    """Whether any two are apart is known for sure, however many share an origin."""
    crowd = [origins | {"all"} for origins in drawn(500, 60, 2)]

    assert not any_apart(crowd)
    assert any_apart([*crowd, frozenset({"another"})])


def test_bounds_are_told_as_such() -> None:
    """A number is one number in words, and bounds are two."""
    assert (str(Independent(3, 3)), str(Independent(3, 5))) == ("3", "3 to 5")


def test_trials_within_trials_are_no_calls_within_calls() -> None:
    """However many sets overlap, no function of the module calls itself."""
    running = list[str]()

    def call(frame: FrameType, event: str, _: object) -> None:
        if frame.f_globals["__name__"] == most_apart.__module__:
            name = frame.f_code.co_qualname
            if event == "call":
                assert name not in running
                running.append(name)
            elif event == "return":
                running.remove(name)

    before = sys.getprofile()
    sys.setprofile(call)
    try:
        found = most_apart(drawn(60, 24, 2))
    finally:
        sys.setprofile(before)

    assert found == (12, 12)


def test_two_that_are_apart_are_found_behind_a_first_that_is_not() -> None:
    """That the first has something in common with all others says nothing of these."""
    assert any_apart([frozenset("ab"), frozenset("a"), frozenset("b")])


def test_at_least_two_are_told_where_two_are_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the choice is not tried to its end and the first pick leaves nothing, two that are apart are two all the same."""
    monkeypatch.setattr("dprkrel.questions.independence._TRIES", 0)
    sets = [frozenset(letters) for letters in ("abeg", "abf", "abfg", "adef", "afg", "bcde", "bdef", "bf")]

    assert most_apart(sets) == Independent(2, 2)
