"""EDTF text to the bounds of a date, and back."""

import datetime
import functools
from typing import Final, NamedTuple

from dprkrel.dates.ranges import Range
from dprkrel.errors import DateError, DateTypeError, shown
from dprkrel.pickles import Vocabulary


class Precision(Vocabulary):
    """The coarsest unit in a date, the finest first."""

    #: Known to the day.
    DAY = "day"
    #: Known to the month.
    MONTH = "month"
    #: Known to the season, quarter, third or half of a year.
    SEASON = "season"
    #: Known to the year.
    YEAR = "year"
    #: Known to the decade.
    DECADE = "decade"
    #: Known to the century, or to less.
    CENTURY = "century"
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
    "2024-XX and 202X (digits that are not known)",
    "2024-33 (a part of a year)",
    "[2024-06-18,2024-06-20] (one of a set)",
)
"""The forms that `When` reads, one example each."""


_LENGTHS: Final = (4, 2, 2)
"""How many digits a year, a month and a day have."""


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
    plain = text[:-1] if text.endswith(("?", "~", "%")) else text
    digits = plain.split("-")
    # ASCII digits only: EDTF knows no others, and int() would take them silently.
    are_digits = plain.isascii() and all(map(str.isdigit, digits))
    if not are_digits or tuple(map(len, digits)) != _LENGTHS[: len(digits)] or digits[1:2] >= _FIRST_SEASON:
        return _read_extended(text, whole)
    year, month, day = (*map(int, digits), 1, 1)[:3]
    try:
        first = datetime.date(year, month, day)
    except ValueError as error:
        raise _refuse(whole, f"{text!r} is not in the calendar ({error})") from None
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(digits) - 1]
    start = first.toordinal()
    last = start if precision is Precision.DAY else _last_of(first, precision)
    return _Part(start, last, (precision,), text[len(plain) :])


_FIRST_SEASON: Final = ["21"]
"""Where a month would stand, greater numbers are those of seasons."""


def _read_extended(text: str, whole: str) -> _Part:
    from dprkrel.dates.extended import read_extended  # late: few dates are written so

    result = read_extended(text)
    if isinstance(result, str):
        raise _refuse(whole, result)
    return _Part(result.first, result.last, (Precision(result.precision),), result.qualifiers)


def _last_of(first: datetime.date, precision: Precision) -> int:
    """Return the ordinal of the last day of the year or month that begins with a day."""
    if precision is Precision.YEAR or first.month == datetime.date.max.month:
        return first.replace(month=12, day=31).toordinal()
    return first.replace(month=first.month + 1).toordinal() - 1


def _read_once_within(text: str, whole: str) -> _Part:
    """Read one of a set of dates: what lies from the first to the last of them."""
    if not text.endswith("]") or text == "[..]" or not ("," in text or ".." in text):
        raise _refuse(whole, f"{text!r} is not [a..b], [..b], [a..] or [a,b]")
    members = text[1:-1].split(",")
    read = []
    for place, member in enumerate(members):
        low, dots, high = member.partition("..")
        if (dots and not low and place) or (dots and not high and place < len(members) - 1):
            raise _refuse(whole, f"{text!r} is open within; only its first date may be ..a, and only its last a..")
        first = _read_date(low, whole) if low or not dots else _UNKNOWN
        last = (_read_date(high, whole) if high else _UNKNOWN) if dots else first
        if last.last < first.first:
            raise _refuse(whole, f"{text!r} ends before it begins")
        read.append((first, last))
    parts = [part for pair in read for part in dict.fromkeys(pair)]
    return _Part(
        min(first.first for first, _ in read),
        max(last.last for _, last in read),
        tuple(precision for part in parts for precision in part.precisions),
        "".join(part.qualifiers for part in parts),
    )


def _read_end(text: str, whole: str, *, always: int) -> _Part:
    if text == "":
        return _UNKNOWN
    if text == "..":
        return _Part(always, always)
    return _read_once_within(text, whole) if text.startswith("[") else _read_date(text, whole)


def _read_all_of(text: str) -> tuple[_Part, _Part]:
    """Read every date from one to another, which is a span; dates with others between them are several."""
    ends = text[1:-1].split("..")
    if not text.endswith("}") or len(ends) != 2 or "," in text:
        raise _refuse(text, f"{text!r} is several dates, and a When is one unbroken stretch; make one for each")
    start, end = _read_date(ends[0], text), _read_date(ends[1], text)
    if end.last < start.first:
        raise _refuse(text, "it ends before it begins")
    return start, end


def _plain_day(text: str) -> int | None:
    """Return the ordinal of a day such as 2024-07-23, of which most dates are; None of any other text."""
    # Digits are asked for, since fromisoformat reads weeks, too.
    if len(text) != len("2024-07-23") or not (text.isascii() and text[5:7].isdigit() and text[8:].isdigit()):
        return None
    try:
        return datetime.date.fromisoformat(text).toordinal()
    except ValueError:  # which is said in more words elsewhere
        return None


@functools.lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Return the bounds of a date written in EDTF; equal texts share them."""
    day = _plain_day(text)
    if day is not None:
        return Reading(day, day, day, day, Precision.DAY, approximate=False, uncertain=False)
    if "/" in text:
        ends = text.split("/")
        if len(ends) != 2:
            from dprkrel.dates.extended import hint  # late: only errors need it

            raise _refuse(text, f"a range of dates has exactly one /{hint(text)}")
        start = _read_end(ends[0], text, always=PAST)
        end = _read_end(ends[1], text, always=FUTURE)
        if start.first > end.last:
            raise _refuse(text, "it ends before it begins")
    elif text.startswith("{"):
        start, end = _read_all_of(text)
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


def exact(first: int, last: int, *, doubtful: bool) -> tuple[str, Reading]:
    """Return the span from one day to another as EDTF text, and its bounds without reading that.

    Args:
        first: the ordinal of its first day; `PAST` leaves it open.
        last: the ordinal of its last day; `FUTURE` leaves it open.
        doubtful: whether the days are marked as approximate.
    """
    start, end = day_of(first), day_of(last)
    mark = "~" if doubtful else ""
    known = start is not None or end is not None
    precision = Precision.DAY if known else Precision.NONE
    text = f"{f'{start}{mark}' if start else '..'}/{f'{end}{mark}' if end else '..'}"
    return text, Reading(first, first, last, last, precision, doubtful and known, False)


def day_of(ordinal: int) -> datetime.date | None:
    """Return the day of an ordinal, or None where the ordinal stands for no bound."""
    return datetime.date.fromordinal(ordinal) if PAST < ordinal < FUTURE else None


def written(days: Range, qualifier: str) -> str:
    """Write the range in which one end of a date lies; nothing where it has no limit."""
    if days in (OPEN_START, OPEN_END):
        return ".."
    if any(ordinal is not None and not PAST < ordinal < FUTURE for ordinal in days):
        raise DateError(
            days, f"no day of the calendar has the ordinal {shown(days)}; expected 1 to {FUTURE - 1}, or None"
        )
    first, last = (None if ordinal is None else day_of(ordinal) for ordinal in days)
    if first is None and last is None:
        return ""
    if first and last:
        for length in (4, 7, 10):  # a year, a month, a day
            text = first.isoformat()[:length]
            if _read_date(text, text)[:2] == days:
                return text + qualifier
    return f"[{f'{first}{qualifier}' if first else ''}..{f'{last}{qualifier}' if last else ''}]"


def _way_out(value: object) -> str:
    """Return what to do with a value of numpy, pandas or Python that is no date."""
    ways = {"datetime64": "give its .item()", "Period": "give str() of it"}
    return "; " + ways.get(type(value).__name__, "write a year as text: '2024'")


def text_of(value: object) -> str:
    """Return a value that must be EDTF text, or say what was expected."""
    if isinstance(value, str):
        if len(value) > MAX_EDTF_LENGTH:
            raise _refuse(value, f"{len(value)} characters are more than {MAX_EDTF_LENGTH}")
        return str.__str__(value)  # no subclass, such as the text of numpy
    raise DateTypeError(
        value,
        f"expected a date, a datetime, EDTF text or a When, got {type(value).__name__}{_way_out(value)}",
    )
