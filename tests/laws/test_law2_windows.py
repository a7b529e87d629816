"""Law 2: what a question finds grows with its window and shrinks with the certainty asked for."""

import datetime
from collections.abc import Callable
from typing import Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from dprkrel import Actor, Certainty, Dataset, How, Match, Visit, When
from tests.datasets import served
from tests.strategies import FIRST, LAST, days, optional, whens

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer

NEAR: Final = datetime.timedelta(days=10)


class Window(NamedTuple):
    """Hold the first and last day of a window; None leaves it open."""

    start: datetime.date | None
    end: datetime.date | None


Question = Callable[[Dataset, Window, Match, How], set[str]]


def _events(data: Dataset, window: Window, match: Match, how: How) -> set[str]:
    return {event.id for event in data.events_between(*window, match=match, how=how, status=None)}


def _visits(data: Dataset, window: Window, match: Match, how: How) -> set[str]:
    def ask(actor: Actor) -> tuple[Visit, ...]:
        return data.visits_by_actor(actor, start=window.start, end=window.end, match=match, how=how, status=None)

    return {visit.id for actor in data.actors for visit in ask(actor)}


def _relations(data: Dataset, window: Window, match: Match, _: How) -> set[str]:
    on = When.window(*window)
    return {tie.id for actor in data.actors for tie in data.relations_of(actor, on=on, match=match, status=None)}


QUESTIONS: Final[tuple[Question, ...]] = (_events, _visits, _relations)


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


def hows() -> SearchStrategy[How]:
    """Draw how an event must lie to a window."""
    return st.sampled_from(How)


class TestCertainty:
    """Law 2: Certain implies possible."""

    @given(data=served(), windows=nested(), how=hows())
    def test_the_certain_are_among_the_possible(self, data: Dataset, windows: tuple[Window, Window], how: How) -> None:
        """What certainly lies in a window is found when asking for what possibly does."""
        for ask in QUESTIONS:
            certain, possible = ask(data, windows[0], Match.CERTAIN, how), ask(data, windows[0], Match.POSSIBLE, how)

            assert certain <= possible

    @given(data=served(), windows=nested(), match=matches())
    def test_what_lies_within_overlaps(self, data: Dataset, windows: tuple[Window, Window], match: Match) -> None:
        """What lies within a window shares a day with it."""
        within, overlapping = (
            _events(data, windows[0], match, How.WITHIN),
            _events(data, windows[0], match, How.OVERLAPS),
        )

        assert within <= overlapping


class TestWidening:
    """Law 2: Widening a window never loses an event, narrowing one never adds any."""

    @given(data=served(), windows=nested(), match=matches(), how=hows())
    def test_a_wider_window_finds_no_less(
        self, data: Dataset, windows: tuple[Window, Window], match: Match, how: How
    ) -> None:
        """What is found in a window is found in every window around it, so the narrower adds nothing."""
        for ask in QUESTIONS:
            narrow, wide = (ask(data, window, match, how) for window in windows)

            assert narrow <= wide

    @given(when=whens(), windows=nested(), how=hows())
    def test_a_wider_window_answers_no_less_surely(self, when: When, windows: tuple[Window, Window], how: How) -> None:
        """Of any one date, the answer for a wider window is at least as sure."""
        sureness = [Certainty.IMPOSSIBLE, Certainty.POSSIBLE, Certainty.CERTAIN]
        narrow, wide = (sureness.index(getattr(when, how)(When.window(*window))) for window in windows)

        assert narrow <= wide


class TestUnion:
    """Law 2: a union of windows finds what its parts find."""

    @given(data=served(), windows=joined())
    def test_a_union_finds_what_its_parts_find(self, data: Dataset, windows: tuple[Window, Window, Window]) -> None:
        """Two windows without a gap find together exactly what one over both of them finds."""
        for ask in QUESTIONS:
            first, second, union = (ask(data, window, Match.POSSIBLE, How.OVERLAPS) for window in windows)

            assert first | second == union

    @given(when=whens(), windows=joined())
    def test_a_date_that_touches_a_union_touches_a_part(
        self, when: When, windows: tuple[Window, Window, Window]
    ) -> None:
        """A date possibly touches two windows without a gap exactly when it possibly touches one of them."""
        first, second, union = (when.overlaps(When.window(*window)) is not Certainty.IMPOSSIBLE for window in windows)

        assert (first or second) == union
