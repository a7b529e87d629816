"""Dates as they are known: EDTF text, four bounds, and three-valued relations in time.

A `When` stands for a stretch of whole days in the proleptic Gregorian
calendar, at the place of the event, whose first and last day may each be
known only within bounds. "July 2024" is not 31 days of something: it is a
happening whose first and last day both lie in that month.
"""

from __future__ import annotations

import datetime
import functools
import re
from calendar import monthrange
from typing import Final, NamedTuple, TypeAlias

from attrs import field, frozen

from dprkrel.answers import Certainty
from dprkrel.dates.ranges import Range, range_of_days
from dprkrel.errors import DateError, DateTypeError, WindowError, shown
from dprkrel.vocab import Precision

MAX_EDTF_LENGTH: Final = 64
"""Longest EDTF text read; longer text is refused before it is matched."""

ACCEPTED_FORMS: Final = (
    "2024-07-23",
    "2024-07",
    "2024",
    "2024-07~ (approximate)",
    "2024? (uncertain)",
    "2024% (both)",
    "2024-07-23/2024-07-26 (span)",
    "2024-07-23/.. (open end)",
    "2024-07-23/ (unknown end)",
    "../2024 and /2024 (open and unknown start)",
    "[2024-07-01..2024-07-23] (once within)",
    "[..2024-07-23] and [2024-07-01..] (once up to, once from)",
    "2024-07-23/[2024-07-25..2024-07-26] (a span whose end lies within)",
)
"""The forms that `When` reads, one example each."""

# ASCII digits only: EDTF knows no others, and int() would take them silently.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%])?")

# Stand-ins for "unbounded", just outside the ordinals of date.min and date.max.
_PAST: Final = 0
_FUTURE: Final = datetime.date.max.toordinal() + 1

OPEN_START: Final = (_PAST, _PAST)
OPEN_END: Final = (_FUTURE, _FUTURE)
"""Where the end of a date lies that has none."""


class _Reading(NamedTuple):
    """Hold what one EDTF text says: four ordinals, the coarsest precision, the qualifiers."""

    earliest_start: int
    latest_start: int
    earliest_end: int
    latest_end: int
    precision: Precision
    approximate: bool
    uncertain: bool


class _Part(NamedTuple):
    """Hold the range in which one end of a `When` lies, with its precisions and qualifiers."""

    first: int
    last: int
    precisions: tuple[Precision, ...] = ()
    qualifiers: str = ""


_UNKNOWN: Final = _Part(_PAST, _FUTURE)


def _refuse(text: object, why: str) -> DateError:
    return DateError(text, f"cannot read {shown(text)} as a date: {why}; accepted forms: {', '.join(ACCEPTED_FORMS)}")


def _read_date(text: str, whole: str) -> _Part:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _refuse(whole, f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD with an optional ?, ~ or %")
    year, month, day = (int(group) if group else None for group in match.groups()[:3])
    qualifiers = match[4] or ""
    try:
        first = datetime.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise _refuse(whole, f"{text!r} is not in the calendar ({error})") from None
    if day:
        last, precision = first, Precision.DAY
    elif month:
        last, precision = first.replace(day=monthrange(first.year, first.month)[1]), Precision.MONTH
    else:
        last, precision = first.replace(month=12, day=31), Precision.YEAR
    return _Part(first.toordinal(), last.toordinal(), (precision,), qualifiers)


def _read_once_within(text: str, whole: str) -> _Part:
    ends = text[1:-1].split("..")
    if not text.endswith("]") or len(ends) != 2 or ends == ["", ""]:
        raise _refuse(whole, f"{text!r} is not [a..b], [..b] or [a..]")
    low = _read_date(ends[0], whole) if ends[0] else _UNKNOWN
    high = _read_date(ends[1], whole) if ends[1] else _UNKNOWN
    if high.last < low.first:
        raise _refuse(whole, f"{text!r} ends before it begins")
    return _Part(low.first, high.last, low.precisions + high.precisions, low.qualifiers + high.qualifiers)


def _read_end(text: str, whole: str, *, always: int) -> _Part:
    if text == "":
        return _UNKNOWN
    if text == "..":
        return _Part(always, always)
    return _read_once_within(text, whole) if text.startswith("[") else _read_date(text, whole)


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> _Reading:
    if "/" in text:
        ends = text.split("/")
        if len(ends) != 2:
            raise _refuse(text, "a span has exactly one /")
        start = _read_end(ends[0], text, always=_PAST)
        end = _read_end(ends[1], text, always=_FUTURE)
        if start.first > end.last:
            raise _refuse(text, "it ends before it begins")
    else:
        start = end = _read_once_within(text, text) if text.startswith("[") else _read_date(text, text)
    precisions = start.precisions + end.precisions
    qualifiers = start.qualifiers + end.qualifiers
    return _Reading(
        start.first,
        min(start.last, end.last),
        max(start.first, end.first),
        end.last,
        max(precisions, key=tuple(Precision).index, default=Precision.NONE),
        approximate="~" in qualifiers or "%" in qualifiers,
        uncertain="?" in qualifiers or "%" in qualifiers,
    )


def _day(ordinal: int) -> datetime.date | None:
    return datetime.date.fromordinal(ordinal) if _PAST < ordinal < _FUTURE else None


def _written(days: Range, qualifier: str) -> str:
    """Write the range in which one end of a date lies; nothing where it has no limit."""
    if days in (OPEN_START, OPEN_END):
        return ".."
    first, last = (None if ordinal is None else _day(ordinal) for ordinal in days)
    if first is None and last is None:
        return ""
    if first and last:
        for length in (4, 7, 10):  # a year, a month, a day
            text = first.isoformat()[:length]
            if _read_date(text, text)[:2] == days:
                return text + qualifier
    return f"[{f'{first}{qualifier}' if first else ''}..{f'{last}{qualifier}' if last else ''}]"


def _text(value: object) -> str:
    if isinstance(value, str):
        if len(value) > MAX_EDTF_LENGTH:
            raise _refuse(value, f"{len(value)} characters are more than {MAX_EDTF_LENGTH}")
        return value
    raise DateTypeError(
        value,
        f"expected a date, a datetime, EDTF text or a When, got {type(value).__name__}; write a year as text: '2024'",
    )


@frozen
class When:
    """Hold when something happened, as far as it is known.

    The text is EDTF (ISO 8601-2, levels 0 and 1, with the "one of a set"
    range `[a..b]` of level 2). One form goes beyond the standard: an end of
    a span may itself be `[a..b]`, because two sources may agree on the first
    day of a visit and not on its last. The bounds are those of CIDOC CRM:
    P82 (outermost) is `earliest_start` and `latest_end`, P81 (innermost) is
    `latest_start` and `earliest_end`.

    Args:
        edtf: the text; see `ACCEPTED_FORMS`.

    Raises:
        DateError: the text is not one of the accepted forms, or too long.
        DateTypeError: it is not text.

    Examples:
        >>> visit = When("2024-07-23/[2024-07-25..2024-07-26]")
        >>> visit.earliest, visit.earliest_end, visit.latest
        (datetime.date(2024, 7, 23), datetime.date(2024, 7, 25), datetime.date(2024, 7, 26))
        >>> str(When("2024-06").before(visit))
        'certain'
    """

    edtf: str = field(converter=_text)
    _reading: _Reading = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_reading", _read(self.edtf))

    @classmethod
    def parse(cls, value: DateLike) -> When:
        """Read a date, a datetime, EDTF text or a `When`.

        A datetime gives its own calendar day, aware or not: no time zone is
        converted.

        Args:
            value: what to read.

        Returns:
            The same span of days as a `When`.

        Raises:
            DateError: the text is not EDTF that is understood here.
            DateTypeError: the value is a bool, an int or anything else that is no date.

        Examples:
            >>> When.parse(datetime.datetime(2024, 7, 23, 23, 59))
            When(edtf='2024-07-23')
        """
        if isinstance(value, When):
            return value
        if isinstance(value, datetime.date):
            return cls(f"{value.year:04}-{value.month:02}-{value.day:02}")
        return cls(_text(value))

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
        opening = None if start is None else cls.parse(start)
        closing = None if end is None else cls.parse(end)
        first, last = opening and opening.earliest, closing and closing.latest
        if first and last and last < first:
            raise WindowError(
                (start, end), f"the window from {start} to {end} ends before it begins; did you mean {end} to {start}?"
            )
        # A doubtful date makes a doubtful window, from which nothing certain follows.
        doubt = "~" if any(side and side.doubtful for side in (opening, closing)) else ""
        return cls(f"{f'{first}{doubt}' if first else '..'}/{f'{last}{doubt}' if last else '..'}")

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
        first, last = _written(start, qualifier), _written(end, qualifier)
        if start == end and first:
            return cls(first)
        # That it did not end before it began, every reader of a date knows.
        follows = end == (start[0], None)
        precedes = start == (None, end[1]) and not follows
        return cls(f"{'' if precedes else first}/{'' if follows else last}")

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
        return _day(self._reading.earliest_start)

    @property
    def latest_start(self) -> datetime.date | None:
        """Last day on which it may have begun; None is unbounded."""
        return _day(self._reading.latest_start)

    @property
    def earliest_end(self) -> datetime.date | None:
        """First day on which it may have ended; None is unbounded."""
        return _day(self._reading.earliest_end)

    @property
    def latest_end(self) -> datetime.date | None:
        """Last day on which it may have ended; None is unbounded."""
        return _day(self._reading.latest_end)

    @property
    def open_start(self) -> bool:
        """Whether it has no beginning (`../2024`), where an unknown one may be any day."""
        return self._reading.latest_start == _PAST

    @property
    def open_end(self) -> bool:
        """Whether it goes on without end (`2024/..`), where an unknown end may be any day."""
        return self._reading.earliest_end == _FUTURE

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
        known = [day for day in map(_day, self._reading[:4]) if day]
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
        """Tell whether both took one and the same single day."""
        a, b = self._reading, _reading_of(other)
        first, last = max(a.earliest_end, b.earliest_end), min(a.latest_start, b.latest_start)
        return _answer(a, b, len({*a[:4], *b[:4]}) == 1, first <= last and first < _FUTURE and last > _PAST)

    def agrees(self, other: DateLike) -> bool:
        """Tell whether one and the same stretch of days could be meant by both.

        Examples:
            >>> When("2024-07-23/2024-07-25").agrees(When("2024-07-23/2024-07-26"))
            False
        """
        a, b = self._reading, _reading_of(other)
        return max(a.earliest_start, b.earliest_start) <= min(a.latest_start, b.latest_start) and max(
            a.earliest_end, b.earliest_end
        ) <= min(a.latest_end, b.latest_end)

    def __str__(self) -> str:
        return self.edtf


def _reading_of(value: DateLike) -> _Reading:
    return When.parse(value)._reading  # noqa: SLF001 - the room of its own class


def _answer(a: _Reading, b: _Reading, certain: bool, possible: bool) -> Certainty:
    # A date marked ~ or ? may lie outside its bounds, so nothing certain follows from it.
    if certain and not (a.approximate or a.uncertain or b.approximate or b.uncertain):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if possible else Certainty.IMPOSSIBLE


DateLike: TypeAlias = datetime.date | str | When
"""What is taken for a date: a date, a datetime, EDTF text, a `When`."""
