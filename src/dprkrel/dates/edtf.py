"""EDTF text to the bounds of a date, and back."""

import datetime
import functools
import re
from calendar import monthrange
from enum import StrEnum
from typing import Final, NamedTuple

from dprkrel.dates.ranges import Range
from dprkrel.errors import DateError, DateTypeError, shown


class Precision(StrEnum):
    """The coarsest unit in a date, the finest first."""

    #: Known to the day.
    DAY = "day"
    #: Known to the month.
    MONTH = "month"
    #: Known to the year.
    YEAR = "year"
    #: No date is given at all.
    NONE = "none"


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
PAST: Final = 0


FUTURE: Final = datetime.date.max.toordinal() + 1


OPEN_START: Final = (PAST, PAST)


OPEN_END: Final = (FUTURE, FUTURE)
"""Where the end of a date lies that has none."""


class Reading(NamedTuple):
    """The meaning of one EDTF text: four ordinals, the coarsest precision, the qualifiers."""

    earliest_start: int
    latest_start: int
    earliest_end: int
    latest_end: int
    precision: Precision
    approximate: bool
    uncertain: bool


class _Part(NamedTuple):
    """The range in which one end of a `When` lies, with its precisions and qualifiers."""

    first: int
    last: int
    precisions: tuple[Precision, ...] = ()
    qualifiers: str = ""


_UNKNOWN: Final = _Part(PAST, FUTURE)


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
def read(text: str) -> Reading:
    """Return the bounds of a date written in EDTF."""
    if "/" in text:
        ends = text.split("/")
        if len(ends) != 2:
            raise _refuse(text, "a range of dates has exactly one /")
        start = _read_end(ends[0], text, always=PAST)
        end = _read_end(ends[1], text, always=FUTURE)
        if start.first > end.last:
            raise _refuse(text, "it ends before it begins")
    else:
        start = end = _read_once_within(text, text) if text.startswith("[") else _read_date(text, text)
    precisions = start.precisions + end.precisions
    qualifiers = start.qualifiers + end.qualifiers
    return Reading(
        start.first,
        min(start.last, end.last),
        max(start.first, end.first),
        end.last,
        max(precisions, key=tuple(Precision).index, default=Precision.NONE),
        approximate="~" in qualifiers or "%" in qualifiers,
        uncertain="?" in qualifiers or "%" in qualifiers,
    )


def day_of(ordinal: int) -> datetime.date | None:
    """Return the day of an ordinal, or None where the ordinal stands for no bound."""
    return datetime.date.fromordinal(ordinal) if PAST < ordinal < FUTURE else None


def written(days: Range, qualifier: str) -> str:
    """Write the range in which one end of a date lies; nothing where it has no limit."""
    if days in (OPEN_START, OPEN_END):
        return ".."
    first, last = (None if ordinal is None else day_of(ordinal) for ordinal in days)
    if first is None and last is None:
        return ""
    if first and last:
        for length in (4, 7, 10):  # a year, a month, a day
            text = first.isoformat()[:length]
            if _read_date(text, text)[:2] == days:
                return text + qualifier
    return f"[{f'{first}{qualifier}' if first else ''}..{f'{last}{qualifier}' if last else ''}]"


def text_of(value: object) -> str:
    """Return a value that must be EDTF text, or say what was expected."""
    if isinstance(value, str):
        if len(value) > MAX_EDTF_LENGTH:
            raise _refuse(value, f"{len(value)} characters are more than {MAX_EDTF_LENGTH}")
        return str.__str__(value)  # no subclass, such as the text of numpy
    raise DateTypeError(
        value,
        f"expected a date, a datetime, EDTF text or a When, got {type(value).__name__}; write a year as text: '2024'",
    )
