"""Dates as they are known: EDTF text, four bounds, and three-valued relations in time.

A `When` stands for a stretch of whole days in the proleptic Gregorian
calendar, at the place of the event, whose first and last day may each be
known only within bounds. "July 2024" is not 31 days of something: it is a
happening whose first and last day both lie in that month.
"""

from __future__ import annotations

import datetime
import functools
from typing import Any, NoReturn, TypeAlias

from attrs import field, frozen

from dprkrel.dates.edtf import (
    FUTURE,
    OPEN_END,
    OPEN_START,
    PAST,
    Precision,
    Reading,
    day_of,
    exact,
    read,
    text_of,
    written,
)
from dprkrel.dates.ranges import Range, range_of_days
from dprkrel.errors import DateError, DateTypeError, WindowError
from dprkrel.pickles import Reduced, Vocabulary, pickled


class Certainty(Vocabulary):
    """The answers to a question about uncertain dates."""

    #: Every reading of the dates says yes.
    CERTAIN = "certain"
    #: Some reading says yes.
    POSSIBLE = "possible"
    #: No reading says yes.
    IMPOSSIBLE = "impossible"


def _edtf_of(value: DateLike) -> str:
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, datetime.date):
        if value != value:  # noqa: PLR0124 - as of the NaT of pandas, which calls itself a datetime
            raise DateTypeError(value, "expected a date, got NaT, which is none; give None where no date is known")
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    text = text_of(value)
    if "T" not in text:
        return text
    from dprkrel.dates.extended import day_of_time  # late: few dates have a time of day

    return day_of_time(text) or text


@frozen(weakref_slot=False)
class When:
    """When something happened, as far as it is known.

    The text is EDTF (ISO 8601-2, levels 0 to 2), except for years before 1 and
    after 9999, which Python's calendar does not have, and for several dates
    with others between them (`{a,b}`), which are no unbroken stretch. What
    the four bounds cannot hold is read as the stretch that certainly contains
    it: a set `[a,b]` from its first date to its last, a season as long as
    weather and sun together make it. Of a time of day its day counts. One form
    goes beyond the standard: an end of a span may itself be `[a..b]`, because
    two sources may agree on the first day of a visit and not on its last.
    The bounds are those of CIDOC CRM: P82 (outermost) is `earliest_start` and
    `latest_end`, P81 (innermost) is `latest_start` and `earliest_end`.

    Args:
        edtf: EDTF text such as the `ACCEPTED_FORMS`, a date, a datetime (of which the day counts), or a `When`.

    Raises:
        DateError: the text is not one of the accepted forms, or too long.
        DateTypeError: it is neither text nor a date.

    Examples:
        >>> visit = When("2024-07-23/[2024-07-25..2024-07-26]")
        >>> visit.earliest, visit.earliest_end, visit.latest
        (datetime.date(2024, 7, 23), datetime.date(2024, 7, 25), datetime.date(2024, 7, 26))
        >>> str(When("2024-06").before(visit))
        'certain'
    """

    edtf: str = field(converter=_edtf_of)
    _reading: Reading = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_reading", read(self.edtf))

    def __copy__(self) -> When:
        return self  # as of all that cannot change

    def __deepcopy__(self, _: object) -> When:
        return self

    def __reduce__(self) -> Reduced:
        return pickled(type(self), self.edtf)

    def __setstate__(self, state: dict[str, Any]) -> None:
        # Of pickles before 1.0, which hold a reading, too: a text is read as it is read today.
        When.__init__(self, state["edtf"])

    @classmethod
    def parse(cls, value: DateLike) -> When:
        """Read a date, a datetime, EDTF text or a `When`.

        A datetime gives its own calendar day, aware or not: no time zone is
        converted.

        Args:
            value: what to read.

        Returns:
            The same span of days as a `When`; equal dates that are read soon after each other are one object.

        Raises:
            DateError: the text is not in an accepted form of EDTF.
            DateTypeError: the value is a bool, an int or anything else that is no date.

        Examples:
            >>> When.parse(datetime.datetime(2024, 7, 23, 23, 59))
            When(edtf='2024-07-23')
        """
        return value if isinstance(value, When) else _shared(_edtf_of(value))

    @classmethod
    def window(cls, start: DateLike | None, end: DateLike | None) -> When:
        """Build the exact span from the first day that `start` may mean to the last that `end` may mean.

        Args:
            start: the beginning; None leaves it open.
            end: the end, included; None leaves it open.

        Raises:
            WindowError: the end lies before the start.
            DateError: either cannot be read.

        Examples:
            >>> str(When.window("2023-09", "2024-07"))
            '2023-09-01/2024-07-31'
        """
        if type(start) is str and type(end) is str:
            return _window(start, end)
        return _spanning(start, end)

    @classmethod
    def of_ranges(cls, start: Range, end: Range, *, qualifier: str = "") -> When:
        """Write the date whose first and last day lie within these ranges; the inverse of `start_range` and `end_range`.

        Args:
            start: where its first day lies.
            end: where its last day lies.
            qualifier: `~`, `?` or `%`, for every day in the text; or nothing.

        Raises:
            DateError: no date has these ranges.

        Examples:
            >>> day = datetime.date(2024, 2, 1).toordinal()
            >>> When.of_ranges((day, day + 28), (day, day + 28))
            When(edtf='2024-02')
        """
        if start == OPEN_END or end == OPEN_START:
            raise DateError(
                (start, end), "a date may have no beginning and go on without end, but not the other way about"
            )
        first, last = written(start, qualifier), written(end, qualifier)
        if start == end and first:
            return cls(first)
        # That it did not end before it began, every reader of a date knows.
        follows = end == (start[0], None)
        precedes = start == (None, end[1]) and not follows
        return cls(f"{'' if precedes else first}/{'' if follows else last}")

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """The ordinals of `earliest_start`, `latest_start`, `earliest_end`, `latest_end`; `PAST` or `FUTURE` where unbounded."""
        return self._reading[:4]

    @property
    def start_range(self) -> Range:
        """Where its first day lies: from one ordinal to another; None is no limit, `OPEN_START` no beginning."""
        return OPEN_START if self.open_start else range_of_days(self.earliest_start, self.latest_start)

    @property
    def end_range(self) -> Range:
        """Where its last day lies: from one ordinal to another; None is no limit, `OPEN_END` no end."""
        return OPEN_END if self.open_end else range_of_days(self.earliest_end, self.latest_end)

    @property
    def earliest_start(self) -> datetime.date | None:
        """First day on which it may have begun; None is unbounded."""
        return day_of(self._reading.earliest_start)

    @property
    def latest_start(self) -> datetime.date | None:
        """Last day on which it may have begun; None is unbounded."""
        return day_of(self._reading.latest_start)

    @property
    def earliest_end(self) -> datetime.date | None:
        """First day on which it may have ended; None is unbounded."""
        return day_of(self._reading.earliest_end)

    @property
    def latest_end(self) -> datetime.date | None:
        """Last day on which it may have ended; None is unbounded."""
        return day_of(self._reading.latest_end)

    @property
    def open_start(self) -> bool:
        """Whether it has no beginning (`../2024`), where an unknown one may be any day."""
        return self._reading.latest_start == PAST

    @property
    def open_end(self) -> bool:
        """Whether it goes on without end (`2024/..`), where an unknown end may be any day."""
        return self._reading.earliest_end == FUTURE

    @property
    def earliest(self) -> datetime.date | None:
        """First day that it may touch (`earliest_start`)."""
        return self.earliest_start

    @property
    def latest(self) -> datetime.date | None:
        """Last day that it may touch (`latest_end`)."""
        return self.latest_end

    @property
    def precision(self) -> Precision:
        """Coarsest precision of the dates in the text."""
        return self._reading.precision

    @property
    def approximate(self) -> bool:
        """Whether any date in the text is marked `~` or `%`."""
        return self._reading.approximate

    @property
    def uncertain(self) -> bool:
        """Whether any date in the text is marked `?` or `%`."""
        return self._reading.uncertain

    @property
    def doubtful(self) -> bool:
        """Whether any date in the text is marked at all, so that nothing certain follows from it."""
        return self.approximate or self.uncertain

    @property
    def sort_key(self) -> tuple[datetime.date, datetime.date]:
        """First and last bound that are known, for sorting.

        If one `When` is certainly before another, its key is smaller; where
        nothing is known the key is that of the first day of the calendar.
        """
        known = [day for day in map(day_of, self._reading[:4]) if day]
        return min(known, default=datetime.date.min), max(known, default=datetime.date.min)

    def before(self, other: DateLike) -> Certainty:
        """Tell whether this ended on a day before the other began.

        Examples:
            >>> str(When("2024-07").before(When("2024-07-23")))
            'possible'
        """
        a, b = self._reading, _reading_of(other)
        return _answer(a, b, a.latest_end < b.earliest_start, a.earliest_end < b.latest_start)

    def after(self, other: DateLike) -> Certainty:
        """Tell whether this began on a day after the other had ended."""
        return When.parse(other).before(self)

    def starts_before(self, other: DateLike) -> Certainty:
        """Tell whether this began on an earlier day than the other began."""
        a, b = self._reading, _reading_of(other)
        return _answer(a, b, a.latest_start < b.earliest_start, a.earliest_start < b.latest_start)

    def overlaps(self, other: DateLike) -> Certainty:
        """Tell whether the two share a day.

        Examples:
            >>> str(When("2024-07-23").overlaps(When("2024-07-01/2024-07-31")))
            'certain'
        """
        a, b = self._reading, _reading_of(other)
        return _answer(
            a,
            b,
            a.latest_start <= b.earliest_end and b.latest_start <= a.earliest_end,
            a.earliest_start <= b.latest_end and b.earliest_start <= a.latest_end,
        )

    def within(self, other: DateLike) -> Certainty:
        """Tell whether every day of this is also a day of the other."""
        a, b = self._reading, _reading_of(other)
        return _answer(
            a,
            b,
            b.latest_start <= a.earliest_start and a.latest_end <= b.earliest_end,
            b.earliest_start <= a.latest_start and a.earliest_end <= b.latest_end,
        )

    def same_day(self, other: DateLike) -> Certainty:
        """Tell whether both lasted a single day, and the same one."""
        a, b = self._reading, _reading_of(other)
        first, last = max(a.earliest_end, b.earliest_end), min(a.latest_start, b.latest_start)
        return _answer(a, b, len({*a[:4], *b[:4]}) == 1, first <= last and first < FUTURE and last > PAST)

    def agrees(self, other: DateLike) -> bool:
        """Tell whether both could mean the same range of days.

        Examples:
            >>> When("2024-07-23/2024-07-25").agrees(When("2024-07-23/2024-07-26"))
            False
        """
        a, b = self._reading, _reading_of(other)
        return max(a.earliest_start, b.earliest_start) <= min(a.latest_start, b.latest_start) and max(
            a.earliest_end, b.earliest_end
        ) <= min(a.latest_end, b.latest_end)

    def __lt__(self, other: object) -> bool:
        return _unordered()

    # Written out: of an alias such as `__le__ = __lt__` type checkers must guess the type.
    def __le__(self, other: object) -> bool:
        return _unordered()

    def __gt__(self, other: object) -> bool:
        return _unordered()

    def __ge__(self, other: object) -> bool:
        return _unordered()

    def __conform__(self, _: object) -> str:
        """Return the EDTF text, which is what SQLite stores of it."""
        return self.edtf

    def __str__(self) -> str:
        return self.edtf


def _unordered() -> NoReturn:
    raise TypeError("dates as known have no order of their own; sort by `sort_key`, or ask `before`")


@functools.lru_cache(maxsize=4096)
def _shared(edtf: str) -> When:
    return When(edtf)


def _spanning(start: DateLike | None, end: DateLike | None) -> When:
    opening = None if start is None else _reading_of(start)
    closing = None if end is None else _reading_of(end)
    first = opening.earliest_start if opening else PAST
    last = closing.latest_end if closing else FUTURE
    if last < first:
        raise WindowError(
            (start, end), f"the window from {start} to {end} ends before it begins; did you mean {end} to {start}?"
        )
    # A doubtful date makes a doubtful window, from which nothing certain follows.
    doubtful = (opening is not None and (opening.approximate or opening.uncertain)) or (
        closing is not None and (closing.approximate or closing.uncertain)
    )
    return _exactly(first, last, doubtful)


@functools.lru_cache(maxsize=4096)
def _window(start: str, end: str) -> When:
    return _spanning(start, end)


@functools.lru_cache(maxsize=4096)
def _exactly(first: int, last: int, doubtful: bool) -> When:
    when = object.__new__(When)
    edtf, reading = exact(first, last, doubtful=doubtful)
    object.__setattr__(when, "edtf", edtf)
    object.__setattr__(when, "_reading", reading)
    return when


def _reading_of(value: DateLike) -> Reading:
    return (value if isinstance(value, When) else When.parse(value))._reading  # noqa: SLF001 - the module of its class


def _answer(a: Reading, b: Reading, certain: bool, possible: bool) -> Certainty:
    # A date marked ~ or ? may lie outside its bounds, so nothing certain follows from it.
    if certain and not (a.approximate or a.uncertain or b.approximate or b.uncertain):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if possible else Certainty.IMPOSSIBLE


DateLike: TypeAlias = datetime.date | str | When
"""What is taken for a date: a date, a datetime, EDTF text, a `When`."""
