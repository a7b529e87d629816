"""Law 2: what a question finds grows with its window and shrinks with the certainty asked for."""

import datetime
from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import dprkrel
from dprkrel import Actor, Certainty, Dataset, Fit, Match, Visit, When
from dprkrel.strategies.drawn_values import FIRST, LAST, days, optional, whens
from tests.cases import some
from tests.datasets import served

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer

NEAR: Final = datetime.timedelta(days=10)

NESTED: Final = ((2025, 5), (2024, 6), (1990, 12))
"""Years and months in which windows begin that end in ever later months of 2025."""

SURENESS: Final = (Match.CERTAIN, Match.POSSIBLE)


class Window(NamedTuple):
    """Hold the first and last day of a window; None leaves it open."""

    start: datetime.date | None
    end: datetime.date | None


class Known(NamedTuple):
    """A dataset, and those of its actors who are asked about."""

    data: Dataset
    actors: tuple[Actor, ...]


Question = Callable[[Known, Window, Match, Fit], set[tuple[str, str]]]


def _events(known: Known, window: Window, match: Match, how: Fit) -> set[tuple[str, str]]:
    return {("", event.id) for event in known.data.events_between(*window, match=match, how=how, status=None)}


def _visits(known: Known, window: Window, match: Match, how: Fit) -> set[tuple[str, str]]:
    def ask(actor: Actor) -> tuple[Visit, ...]:
        return known.data.visits_by_actor(actor, start=window.start, end=window.end, match=match, how=how, status=None)

    return {(actor.id, visit.id) for actor in known.actors for visit in ask(actor)}


def _relations(known: Known, window: Window, match: Match, _: Fit) -> set[tuple[str, str]]:
    on = When.window(*window)
    return {
        (actor.id, tie.id)
        for actor in known.actors
        for tie in known.data.relations_of(actor, on=on, match=match, status=None)
    }


QUESTIONS: Final[tuple[Question, ...]] = (_events, _visits, _relations)


@st.composite
def known(draw: DrawFn) -> Known:
    """Draw a dataset and all of its actors, or, of the hundreds of the bundled one, some thirty that lie evenly among them."""
    data = draw(served())
    step = max(1, len(data.actors) // 30)
    return Known(data, data.actors[draw(st.integers(0, step - 1)) :: step])


@st.composite
def nested(draw: DrawFn) -> tuple[Window, Window]:
    """Draw a window and a wider one, which may be open on either side."""
    outer_start, start, end, outer_end = sorted(draw(st.lists(days(), min_size=4, max_size=4)))
    return Window(start, end), Window(draw(optional(st.just(outer_start))), draw(optional(st.just(outer_end))))


@st.composite
def joined(draw: DrawFn) -> tuple[Window, Window, Window]:
    """Draw two windows that meet or overlap, and their union."""
    start = draw(days(FIRST - NEAR, LAST))
    end = start + draw(st.integers(0, 20)) * datetime.timedelta(days=1)
    again = draw(days(start, end + datetime.timedelta(days=1)))
    last = again + draw(st.integers(0, 20)) * datetime.timedelta(days=1)
    return Window(start, end), Window(again, last), Window(start, max(end, last))


def matches() -> SearchStrategy[Match]:
    """Draw how sure a match must be."""
    return st.sampled_from(Match)


def hows() -> SearchStrategy[Fit]:
    """Draw how an event must lie to a window."""
    return st.sampled_from(Fit)


class TestCertainty:
    """Law 2: Certain implies possible."""

    @given(known=known(), windows=nested(), how=hows())
    def test_the_certain_are_among_the_possible(self, known: Known, windows: tuple[Window, Window], how: Fit) -> None:
        """What certainly lies in a window is found when asking for what possibly does."""
        for ask in QUESTIONS:
            certain, possible = ask(known, windows[0], Match.CERTAIN, how), ask(known, windows[0], Match.POSSIBLE, how)

            assert certain <= possible

    @given(known=known(), windows=nested(), match=matches())
    def test_what_lies_within_overlaps(self, known: Known, windows: tuple[Window, Window], match: Match) -> None:
        """What lies within a window shares a day with it."""
        within, overlapping = (
            _events(known, windows[0], match, Fit.WITHIN),
            _events(known, windows[0], match, Fit.OVERLAPS),
        )

        assert within <= overlapping


class TestWidening:
    """Law 2: Widening a window never loses an event, narrowing one never adds any."""

    @given(known=known(), windows=nested(), match=matches(), how=hows())
    def test_a_wider_window_finds_no_less(
        self, known: Known, windows: tuple[Window, Window], match: Match, how: Fit
    ) -> None:
        """What is found in a window is found in every window around it, so the narrower adds nothing."""
        for ask in QUESTIONS:
            narrow, wide = (ask(known, window, match, how) for window in windows)

            assert narrow <= wide

    @given(when=whens(), windows=nested(), how=hows())
    def test_a_wider_window_answers_no_less_surely(self, when: When, windows: tuple[Window, Window], how: Fit) -> None:
        """Of any one date, the answer for a wider window is at least as sure."""
        sureness = [Certainty.IMPOSSIBLE, Certainty.POSSIBLE, Certainty.CERTAIN]
        narrow, wide = (sureness.index(getattr(when, how)(When.window(*window))) for window in windows)

        assert narrow <= wide


class TestBundled:
    """Law 2: Certain implies possible, and widening a window never loses an event, of every actor of the bundled data."""

    @pytest.mark.parametrize("how", Fit)
    def test_of_every_actor_the_possible_and_the_wider_find_no_less(self, how: Fit) -> None:
        """Windows around one another find, of each actor, ever more, and the possible hold the certain."""
        everyone = Known(dprkrel.load(), tuple(some(dprkrel.load().actors, 2)))
        windows = [Window(datetime.date(year, month, 2), datetime.date(2025, month, 20)) for year, month in NESTED]
        for ask in (_visits, _relations):
            certain, possible = ([ask(everyone, window, match, how) for window in windows] for match in SURENESS)

            assert [narrow - wide for narrow, wide in pairwise(certain)] == [set()] * 2
            assert [narrow - wide for narrow, wide in pairwise(possible)] == [set()] * 2
            assert [sure - open_ for sure, open_ in zip(certain, possible, strict=True)] == [set()] * 3
            assert possible[0]


class TestUnion:
    """Law 2: a union of windows finds what its parts find."""

    @given(known=known(), windows=joined())
    def test_a_union_finds_what_its_parts_find(self, known: Known, windows: tuple[Window, Window, Window]) -> None:
        """Two windows without a gap find together exactly what one over both of them finds."""
        for ask in QUESTIONS:
            first, second, union = (ask(known, window, Match.POSSIBLE, Fit.OVERLAPS) for window in windows)

            assert first | second == union

    @given(when=whens(), windows=joined())
    def test_a_date_that_touches_a_union_touches_a_part(
        self, when: When, windows: tuple[Window, Window, Window]
    ) -> None:
        """A date possibly touches two windows without a gap exactly when it possibly touches one of them."""
        first, second, union = (when.overlaps(When.window(*window)) is not Certainty.IMPOSSIBLE for window in windows)

        assert (first or second) == union
