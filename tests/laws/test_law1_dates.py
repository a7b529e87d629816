"""Law 1, by brute force: every reading of a date is listed, and the answers are read off the list."""

import datetime
from collections.abc import Callable
from typing import Final, NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import dprkrel
from dprkrel import Certainty, DateError, Derivation, Stance, When
from dprkrel.strategies.drawn_datasets import told
from dprkrel.strategies.drawn_records import derivations
from dprkrel.strategies.drawn_values import whens
from tests.datasets import faults, visit

BASE: Final = datetime.date(2024, 2, 25)
NAMED: Final = range(8)
"""Days after `BASE` that the texts name; they cross a leap day."""

FINAL: Final = datetime.date.max.toordinal()
PAST, FUTURE = -99, 99
ALL: Final = (PAST, *range(-1, 9), FUTURE)
"""Every day there is: those named, one more on either side, and two far ones for "always"."""

Reading = tuple[int, int]


class Told(NamedTuple):
    """Hold a text with all that it may mean, each reading a first and a last day."""

    text: str
    readings: frozenset[Reading]

    @property
    def doubtful(self) -> bool:
        """Whether any date in the text is qualified."""
        return not {*"~?%"}.isdisjoint(self.text)


class Part(NamedTuple):
    """Hold the text of one end of a span with the days that it may mean."""

    text: str
    days: frozenset[int]


def named(offset: int, qualifier: str) -> tuple[str, int]:
    """Return the text of a day and its offset."""
    return f"{BASE + datetime.timedelta(days=offset)}{qualifier}", offset


def once_within(low: tuple[str, int] | None, high: tuple[str, int] | None) -> Part:
    """Return the range between two days, either of which may be missing but not both."""
    first, last = low[1] if low else PAST, high[1] if high else FUTURE
    text = f"[{low[0] if low else ''}..{high[0] if high else ''}]"
    return Part(text, frozenset(day for day in ALL if first <= day <= last))


def once(part: Part) -> Told:
    """Return the date whose first and last day both lie in one range."""
    return Told(part.text, frozenset((s, e) for s in part.days for e in part.days if s <= e))


def span(start: Part, end: Part) -> Told:
    """Return the date whose first day lies in one range and whose last day lies in another."""
    return Told(f"{start.text}/{end.text}", frozenset((s, e) for s in start.days for e in end.days if s <= e))


def in_order(first: tuple[str, int], second: tuple[str, int]) -> Part:
    """Return the range between two days, whichever comes first."""
    return once_within(*sorted((first, second), key=lambda day: day[1]))


def span_in_order(first: Part, second: Part) -> Told:
    """Return the span of two parts, the other way round where it would end before it begins."""
    told = span(first, second)
    return told if told.readings else span(second, first)


def written(
    within: Callable[[tuple[str, int], tuple[str, int]], Part] = once_within,
    from_to: Callable[[Part, Part], Told] = span,
) -> SearchStrategy[Told]:
    """Draw texts with their readings; a text that ends before it begins has none."""
    day = st.builds(named, st.sampled_from(NAMED), st.sampled_from(("", "", "", "~", "?", "%")))
    part = (
        day.map(lambda drawn: Part(drawn[0], frozenset({drawn[1]})))
        | st.builds(within, day, day)
        | day.map(lambda high: once_within(None, high))
        | day.map(lambda low: once_within(low, None))
    )
    unknown = st.just(Part("", frozenset(ALL)))
    starts = part | unknown | st.just(Part("..", frozenset({PAST})))
    ends = part | unknown | st.just(Part("..", frozenset({FUTURE})))
    return st.builds(once, part) | st.builds(from_to, starts, ends)


def ordered() -> SearchStrategy[Told]:
    """Draw texts with at least one reading."""
    return written(in_order, span_in_order)


RELATIONS: Final[dict[str, Callable[[Reading, Reading], bool]]] = {
    "before": lambda a, b: a[1] < b[0],
    "after": lambda a, b: b[1] < a[0],
    "starts_before": lambda a, b: a[0] < b[0],
    "overlaps": lambda a, b: any(a[0] <= day <= a[1] and b[0] <= day <= b[1] for day in ALL),
    "within": lambda a, b: all(b[0] <= day <= b[1] for day in ALL if a[0] <= day <= a[1]),
    "same_day": lambda a, b: len({*a, *b}) == 1 and a[0] not in (PAST, FUTURE),
}


def listed(holds: Callable[[Reading, Reading], bool], a: Told, b: Told) -> Certainty:
    """Return the answer to a question by asking it of every two readings."""
    answers = {holds(one, other) for one in a.readings for other in b.readings}
    if answers == {True} and not a.doubtful and not b.doubtful:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if True in answers else Certainty.IMPOSSIBLE


def day_of(offset: int) -> datetime.date | None:
    """Return the day at an offset; None for the two far ones."""
    return None if offset in (PAST, FUTURE) else BASE + datetime.timedelta(days=offset)


class TestBounds:
    """Law 1: For every date, `earliest_start ≤ latest_start`, `earliest_end ≤ latest_end`, and no reading ends before it begins."""

    @given(whens(datetime.date.min, datetime.date.max))
    def test_starts_and_ends_are_in_order(self, when: When) -> None:
        """The four bounds, where known, ascend in every way in which a stretch of days does."""
        pairs = [
            (when.earliest_start, when.latest_start),
            (when.earliest_end, when.latest_end),
            (when.earliest_start, when.earliest_end),
            (when.latest_start, when.latest_end),
            (when.earliest, when.latest),
        ]

        assert all(first <= last for first, last in pairs if first and last)

    def test_bundled_dates_are_in_order(self) -> None:
        """The first day that any bundled record may touch is not after the last."""
        data = dprkrel.load()
        bounds = [(record.when.earliest, record.when.latest) for record in (*data.events, *data.relations)]

        assert all(first <= last for first, last in bounds if first and last)


class TestFormat:
    """Law 1: Reading and writing a date are inverse."""

    @given(whens(datetime.date.min, datetime.date.max))
    def test_text_survives(self, when: When) -> None:
        """What is read from a text is written as that text, and reading it again changes nothing."""
        again = When.parse(str(when))

        assert (str(again), again, hash(again)) == (when.edtf, when, hash(when))
        assert When.parse(when) is when

    @given(whens(datetime.date.min, datetime.date.max))
    def test_windows_span_the_outermost_days(self, when: When) -> None:
        """The window from a date to itself runs from the first to the last day that it may touch, and keeps its doubt."""
        window = When.window(when, when)

        assert (window.earliest, window.latest) == (when.earliest, when.latest)
        assert window.earliest_start == window.latest_start
        assert window.earliest_end == window.latest_end
        if when.earliest or when.latest:
            assert window.approximate == (when.approximate or when.uncertain)
        assert not window.uncertain


class TestEnumeration:
    """Law 1: The bounds are those that an enumeration of days gives."""

    @given(written())
    def test_a_date_without_readings_is_refused(self, told: Told) -> None:
        """A text is read exactly when some first day and some later or equal last day fit it."""
        try:
            When(told.text)
        except DateError:
            read = False
        else:
            read = True

        assert read == bool(told.readings)

    @given(ordered())
    def test_bounds(self, told: Told) -> None:
        """Each bound is the least or greatest first or last day of all readings."""
        when, starts, ends = When(told.text), *map(set, zip(*told.readings, strict=True))

        assert when.earliest_start == day_of(min(starts))
        assert when.latest_start == day_of(max(starts))
        assert when.earliest_end == day_of(min(ends))
        assert when.latest_end == day_of(max(ends))

    @pytest.mark.parametrize("question", RELATIONS)
    @given(a=ordered(), b=ordered())
    def test_relations(self, question: str, a: Told, b: Told) -> None:
        """It is certain if all readings say so and none is qualified, possible if any does, else impossible."""
        answer = getattr(When(a.text), question)(When(b.text))

        assert answer is listed(RELATIONS[question], a, b)

    @given(a=ordered(), b=ordered())
    def test_agreement(self, a: Told, b: Told) -> None:
        """Two dates agree exactly when one reading is common to both."""
        agreed = When(a.text).agrees(When(b.text))

        assert agreed == bool(a.readings & b.readings)

    @given(st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)), st.sampled_from((4, 7, 10)))
    def test_months_and_years_are_their_days(self, day: datetime.date, length: int) -> None:
        """A year or month runs from the first to the last day whose text begins like it."""
        text, january = day.isoformat()[:length], day.replace(month=1, day=1).toordinal()
        every = (datetime.date.fromordinal(january + n) for n in range(366) if january + n <= FINAL)
        fitting = [one for one in every if one.isoformat().startswith(text)]
        when = When(text)

        assert (when.earliest_start, when.latest_start) == (fitting[0], fitting[-1])
        assert (when.earliest_end, when.latest_end) == (fitting[0], fitting[-1])

    @given(month=whens(), other=ordered())
    def test_only_bounds_count(self, month: When, other: Told) -> None:
        """A date answers like the same bounds written out in days, whatever its own precision."""
        start = f"[{month.earliest_start or ''}..{month.latest_start or ''}]"
        end = f"[{month.earliest_end or ''}..{month.latest_end or ''}]"
        if "[..]" in (start, end):
            return  # an end of which nothing is known has no days to write out
        written_out, against = When(f"{start}/{end}"), When(other.text)
        caps = {Certainty.CERTAIN: Certainty.POSSIBLE} if month.approximate or month.uncertain else {}
        expected = [getattr(written_out, question)(against) for question in RELATIONS]

        assert [getattr(month, question)(against) for question in RELATIONS] == [caps.get(it, it) for it in expected]


class TestDerived:
    """Law 1: A derived date is what its derivation gives."""

    @given(derivation=derivations(), when=st.none() | whens(), right=st.booleans())
    def test_a_date_that_does_not_follow_is_refused(
        self, derivation: Derivation, when: When | None, right: bool
    ) -> None:
        """A report is refused exactly when its date is not the one that its phrase means on its day."""
        given_date = derivation.resolve() if right else when
        report = attrs.evolve(told(Stance.ASSERTS)[0], when=given_date, derivation=derivation)
        refused = faults(events=[visit("told", "2024-02", reports=(report,), adopted_because="it is planted")])

        assert bool(refused) == (given_date != derivation.resolve())
