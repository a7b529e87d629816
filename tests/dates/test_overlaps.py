"""Which of many dates share a day, against a comparison of each with each."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dprkrel import Certainty, When
from dprkrel.dates.overlaps import PossibleDays, certain_overlaps
from dprkrel.strategies.drawn_values import spans, whens

DATES = st.lists(whens() | spans() | st.sampled_from([When("/"), When("../.."), When("2024/.."), When("/2024-02")]))


@given(DATES, st.data())
def test_certain_overlaps_are_those_of_all_pairs(dates: list[When], data: st.DataObject) -> None:
    """The pairs are those of which the dates certainly overlap and the groups differ, in the order of all pairs."""
    count = len(dates)
    groups = data.draw(st.none() | st.lists(st.sampled_from("xyz"), min_size=count, max_size=count))

    assert certain_overlaps(dates, groups) == [
        (first, second)
        for first, second in combinations(range(count), 2)
        if dates[first].overlaps(dates[second]) is Certainty.CERTAIN
        and (groups is None or groups[first] != groups[second])
    ]


@given(DATES, st.integers(1, 3), st.sampled_from("xyz"))
def test_some_overlaps_leave_no_date_out(dates: list[When], most: int, wanted: str) -> None:
    """With so many others at most each date is paired, and whichever overlaps any that began no later is in a pair."""
    groups = [wanted if number % 3 else "other" for number in range(len(dates))]
    pairs, some = certain_overlaps(dates, groups), certain_overlaps(dates, groups, most)

    assert {*some} <= {*pairs}
    assert len(some) <= most * len(dates)
    assert bool(some) is bool(pairs)
    assert certain_overlaps(dates, groups, len(dates)) == pairs
    assert certain_overlaps(dates, groups, unless=lambda first, second: first == second) == [
        (first, second) for first, second in pairs if dates[first] != dates[second]
    ]


@given(DATES, whens() | spans())
def test_a_possible_overlap_is_one_with_any(dates: list[When], when: When) -> None:
    """A date possibly shares a day with some of many exactly when it does with one of them."""
    possible = any(when.overlaps(other) is not Certainty.IMPOSSIBLE for other in dates)

    assert PossibleDays(dates).overlap(when) == possible
