"""The rarer forms of EDTF: unspecified digits, seasons, significant digits, marks on parts, times; and what is no EDTF.

Few dates are written so, and nothing of this is imported before one is.
"""

import datetime
import itertools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Read(NamedTuple):
    """The days within which a date lies.

    Attributes:
        first: the ordinal of the first of them.
        last: the ordinal of the last.
        precision: the word of its precision (`Precision`).
        qualifiers: the marks on any of its parts.
    """

    first: int
    last: int
    precision: str
    qualifiers: str = ""


_PART: Final = r"([?~%]?)([0-9X]{{{}}})([?~%]?)"
_DATE: Final = re.compile(rf"{_PART.format(4)}(?:-{_PART.format(2)}(?:-{_PART.format(2)})?)?")
_SIGNIFICANT: Final = re.compile(r"([0-9]{4})S([1-4])")
_OUTSIDE: Final = re.compile(r"-[0-9]{4}(-[0-9X]{2}){0,2}[?~%]?|Y-?[0-9]+(E[0-9]+)?(S[0-9]+)?")
_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?"
)

_OF_YEARS: Final = ("year", "decade", "century", "century")
"""The precision of a year of which none, one, two or three digits are unknown."""

_LEAP: Final = 2000
"""A year that has every day that a year may have."""


class _Season(NamedTuple):
    """From which month and day to which; of the next year where it says so."""

    begin: tuple[int, int]
    until: tuple[int, int]
    into_next: bool = False


# A season is as long as the calendars of weather and of the sun together make it; whether the winter of a year is that in
# which it begins or ends is said nowhere, so that both count.
_SPRING, _SUMMER, _AUTUMN = _Season((3, 1), (6, 21)), _Season((6, 1), (9, 23)), _Season((9, 1), (12, 22))
_WINTER: Final = _Season((1, 1), (3, 21), into_next=True)
_EITHER: Final = _Season((3, 1), (12, 22))


def _months(count: int) -> Iterator[_Season]:
    """Yield the parts of a year of so many months each; the last day of a month is not later than the 31st."""
    for first in range(1, 13, count):
        yield _Season((first, 1), (first + count - 1, 31))


_SEASONS: Final = dict(
    enumerate(
        (
            *(_EITHER, _WINTER, _EITHER, _WINTER),  # of a place that is not said to lie in the north or south
            *(_SPRING, _SUMMER, _AUTUMN, _WINTER),
            *(_AUTUMN, _WINTER, _SPRING, _SUMMER),
            *_months(3),
            *_months(4),
            *_months(6),
        ),
        21,
    )
)
"""The divisions of a year by their numbers in ISO 8601-2: seasons, those of the north and south, quarters, thirds, halves."""


def read_extended(text: str) -> Read | str:
    """Read a date that is no plain year, month or day.

    Returns:
        Where it lies, or why it cannot be read.
    """
    significant = _SIGNIFICANT.fullmatch(text)
    if significant:
        known = int(significant[2])
        return _read(significant[1][:known].ljust(4, "X"), "", "", "")
    date = _DATE.fullmatch(text)
    if date:
        return _read(date[2], date[5] or "", date[8] or "", "".join(filter(None, date.group(1, 3, 4, 6, 7, 9))))
    if _OUTSIDE.fullmatch(text):
        return f"{text!r} lies outside of the years 1 to 9999, which are all that Python's calendar has"
    return f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD with an optional ?, ~ or %{hint(text)}"


def day_of_time(text: str) -> str | None:
    """Return the day of a date with a time of day, as it is written there; None of any other text.

    Examples:
        >>> day_of_time("1985-04-12T23:20:30-04")
        '1985-04-12'
    """
    time = _TIME.fullmatch(text)
    return time[1] if time and _ordinal(*map(int, time[1].split("-"))) else None


def _read(year: str, month: str, day: str, qualifiers: str) -> Read | str:
    if year == "XXXX":
        return "a year of which no digit is known says nothing; leave that end of a span empty"
    if month.isdigit() and int(month) in _SEASONS and not day:
        return _read_season(year, _SEASONS[int(month)], qualifiers)
    first = next(_days(year, month or "XX", day or "XX", reverse=False), None)
    last = next(_days(year, month or "XX", day or "XX", reverse=True), None)
    if first is None or last is None:
        return f"no day of the calendar is {'-'.join(filter(None, (year, month, day)))}"
    known = [unit for unit, digits in (("month", month), ("day", day)) if digits and "X" not in digits]
    precision = known[-1] if known and "X" not in month else "year"
    return Read(first, last, _OF_YEARS[year.count("X")] if "X" in year else precision, qualifiers)


def _read_season(year: str, season: _Season, qualifiers: str) -> Read | str:
    years = [number for number in _numbers(year, range(10_000)) if number]
    if not years:
        return "there is no year 0 in Python's calendar"
    last = min(years[-1] + season.into_next, datetime.date.max.year)
    month, day = season.until
    while day > 28 and not _ordinal(last, month, day):
        day -= 1
    until = _ordinal(last, month, day)
    begin = datetime.date(years[0], *season.begin).toordinal()
    return Read(begin, until or begin, _OF_YEARS[year.count("X")] if "X" in year else "season", qualifiers)


def _days(year: str, month: str, day: str, *, reverse: bool) -> Iterator[int]:
    """Yield the days of the calendar that a date with unspecified digits may be, the first or the last of them first."""
    numbers = [_numbers(year, range(10_000)), _numbers(month, range(1, 13)), _numbers(day, range(1, 32))]
    if not any(_ordinal(_LEAP, month, day) for month, day in itertools.product(numbers[1], numbers[2])):
        return  # as on 30 February, which need not be looked for in every year
    for date in itertools.product(*(listed[::-1] if reverse else listed for listed in numbers)):
        ordinal = _ordinal(*date)
        if ordinal:
            yield ordinal


def _numbers(pattern: str, among: range) -> list[int]:
    """Return the numbers that fit digits of which some are unspecified, in their order."""
    # Of the digits alone: to look at each of ten thousand years would take longer than all else that a date needs.
    digits = itertools.product(*("0123456789" if digit == "X" else digit for digit in pattern))
    return [number for number in map(int, map("".join, digits)) if number in among]


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return None


_WILD: Final = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")


def hint(text: str) -> str:
    """Return what is wrong with a date as people write them, which is never guessed at: 05/06/2024 is two days."""
    if any(map(str.isspace, text)):
        return "; a date has no spaces"
    wild = _WILD.fullmatch(text)
    if wild and wild[2] != "-":
        between = "slashes" if wild[2] == "/" else "points"
        return f"; day, month and year stand between {between}: write the year first, with hyphens, such as 2018-05-31"
    if wild:
        return "; a year has four digits, a month and a day two, and the year comes first: 2018-05-31"
    if re.fullmatch(r"[0-9]{8}", text):
        return f"; with hyphens it is {text[:4]}-{text[4:6]}-{text[6:]}"
    return ""
