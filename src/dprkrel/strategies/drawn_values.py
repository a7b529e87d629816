"""Strategies for what records are written with: text, ids, days and dates."""

import datetime
import unicodedata
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dprkrel.calls import answering, flag_of, items_of, one_of, told
from dprkrel.dates.edtf import QUALIFIERS
from dprkrel.dates.when import When
from dprkrel.errors import CallError, DateTypeError, described
from dprkrel.records.fields import UNSEEN

T = TypeVar("T")
P = ParamSpec("P")

FIRST: Final = datetime.date(2024, 1, 25)
LAST: Final = datetime.date(2024, 3, 5)
"""The days of generated datasets: few, so that events meet, and around a leap day and two ends of months."""


def built_once(build: Callable[P, T]) -> Callable[P, T]:
    """Build a strategy once for the same arguments, since strategies are dear to build and cheap to draw from.

    Unlike a bare `cache`, it keeps the signature for type checkers, and leaves arguments that cannot be
    hashed to be refused by the function itself.
    """
    kept: Any = cache(build)

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            hash((args, tuple(kwargs.values())))
            build_once: Any = kept
        except Exception:  # noqa: BLE001 - whatever the class of a stranger raises
            build_once = build
        try:
            once: T = build_once(*args, **kwargs)
        except Exception as error:
            told(built, error, args, kwargs)
            raise
        return once

    return built


def optional(values: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Draw a value or None."""
    return st.none() | values


def tuples_of(
    values: SearchStrategy[T], min_size: int = 0, max_size: int = 2, unique_by: Callable[[T], Any] | None = None
) -> SearchStrategy[tuple[T, ...]]:
    """Draw a tuple of any length between two."""
    return st.lists(values, min_size=min_size, max_size=max_size, unique_by=unique_by).map(tuple)


@built_once
def texts() -> SearchStrategy[str]:
    """Draw text as any field takes it.

    Returns:
        A strategy for text in any script, of 1 to some 13 characters, in NFC, without white space at its ends and without
        control characters and letters that nobody sees. It begins with an "a", so that it is never empty.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import find
        >>> find(strategies.texts(), lambda text: len(text) > 2)
        'a00'
    """
    printed = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters=sorted(UNSEEN))
    return st.text(printed, max_size=12).map(lambda text: unicodedata.normalize("NFC", f"a{text}").strip())


@built_once
def spellings() -> SearchStrategy[str]:
    """Draw spellings of names.

    Returns:
        A strategy for one to three words of letters in Latin, Cyrillic, Hangul or Chinese.
    """
    words = st.text("abKŭößщЁ최선희崔", min_size=1, max_size=4)
    return st.lists(words, min_size=1, max_size=3).map(" ".join)


@built_once
def slugs() -> SearchStrategy[str]:
    """Draw ids as text.

    Returns:
        A strategy for one to three words of a-z and 0-9 with hyphens between them.
    """
    return st.lists(st.text("kim0", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)


@answering
def ids(of_table: Callable[[str], T]) -> SearchStrategy[T]:
    """Draw ids of one table.

    Args:
        of_table: the type of the ids, such as `dprkrel.ActorId`.

    Returns:
        A strategy for ids, which need not be those of any record.
    """
    if not callable(of_table):
        raise CallError("ids()", f"expected the type of the ids, such as dprkrel.ActorId, got {described(of_table)}")
    return slugs().map(of_table)


@answering
def days(first: datetime.date = FIRST, last: datetime.date = LAST) -> SearchStrategy[datetime.date]:
    """Draw days between two, both included.

    Args:
        first: the first day; that of generated datasets unless told otherwise.
        last: the last day, likewise.

    Returns:
        A strategy for days.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import find
        >>> find(strategies.days(), lambda day: day.day == 29).isoformat()
        '2024-01-29'
    """
    return st.integers(*_ordinals(first, last)).map(datetime.date.fromordinal)


def _ordinals(first: object, last: object) -> tuple[int, int]:
    """Return the ordinals of two days, or say what is no day."""
    for given in (first, last):
        if not isinstance(given, datetime.date):
            raise DateTypeError(given, f"expected a datetime.date, got {described(given)}")
    window = When.window(first, last)  # type: ignore[arg-type] # as was seen
    return window.bounds[0], window.bounds[3]


@built_once
def spans(first: datetime.date = FIRST, last: datetime.date = LAST) -> SearchStrategy[When]:
    """Draw spans of days that are known exactly.

    Args:
        first: the first day that may be drawn.
        last: the last.

    Returns:
        A strategy for dates from one day to the same or a later one.
    """
    ends = st.lists(days(first, last), min_size=2, max_size=2).map(sorted)
    return ends.map(lambda drawn: When(f"{drawn[0]}/{drawn[1]}"))


class _End(NamedTuple):
    """Hold one end of a date, with texts that sort as the first and the last day that it may mean."""

    text: str
    low: str
    high: str


def _end_of(day: datetime.date, length: int, qualifier: str) -> _End:
    text = day.isoformat()[:length]
    return _End(text + qualifier, text, f"{text}~")


def _ordered(first: _End, second: _End) -> tuple[_End, _End]:
    return (first, second) if first.low <= second.high else (second, first)


def _ranges(dates: SearchStrategy[_End]) -> SearchStrategy[_End]:
    def closed(low: _End, high: _End) -> _End:
        low, high = _ordered(low, high)
        return _End(f"[{low.text}..{high.text}]", low.low, high.high)

    return (
        st.builds(closed, dates, dates)
        | dates.map(lambda high: _End(f"[..{high.text}]", "", high.high))
        | dates.map(lambda low: _End(f"[{low.text}..]", low.low, "~"))
    )


def _rare(day: datetime.date) -> tuple[str, ...]:
    """Return dates in the forms that records seldom need: unknown digits, a decade, a part of a year, a set."""
    text = day.isoformat()
    return (
        f"{text[:7]}-XX",
        f"{text[:4]}-XX",
        f"{text[:3]}X",
        f"{text[:4]}-{20 + (day.month % 12 // 3 or 4)}",
        f"[{text[:7]},{text}]",
    )


@built_once
def whens(
    first: datetime.date = FIRST, last: datetime.date = LAST, qualifiers: str = "~?%", *, rare: bool = False
) -> SearchStrategy[When]:
    """Draw dates as sources give them: exact, vague, doubtful, without an end.

    Each names days, months or years in which a day between two lies; alone, as
    the ends of `[a..b]`, or as a span `a/b` whose ends may be such a range, open
    or unknown.

    Args:
        first: the first such day; the default is a span of six weeks, so that dates meet.
        last: the last.
        qualifiers: the marks of doubt that may be drawn, apart from none; "" for none.
        rare: whether to draw also unknown digits (`2024-XX`), decades, parts of a year and sets.

    Returns:
        A strategy for dates.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import find
        >>> str(find(strategies.whens(qualifiers="~"), lambda when: when.approximate))
        '2024-01-25~'
    """
    marks = [one_of("qualifiers", mark, QUALIFIERS) for mark in items_of("qualifiers", qualifiers, len(QUALIFIERS))]
    rarely = flag_of("rare", rare)
    dates = st.builds(_end_of, days(first, last), st.sampled_from((10, 7, 4)), st.sampled_from(("", *marks)))
    ends = dates | _ranges(dates)
    starts = ends | st.sampled_from((_End("", "", "~"), _End("..", "", "")))
    stops = ends | st.sampled_from((_End("", "", "~"), _End("..", "~", "~")))
    both = st.builds(lambda start, stop: "/".join(end.text for end in _ordered(start, stop)), starts, stops)
    forms = dates.map(lambda end: end.text) | _ranges(dates).map(lambda end: end.text) | both
    return st.builds(When, forms | days(first, last).map(_rare).flatmap(st.sampled_from) if rarely else forms)


@built_once
def periods() -> SearchStrategy[When]:
    """Draw periods as the coverage ledger has them: with a first day and no doubt.

    Returns:
        A strategy for dates that end, that go on, or of which the end is not known.
    """
    begun = days().flatmap(lambda first: st.sampled_from((f"{first}/..", f"{first}/", f"[{first}..]", f"{first}")))
    return spans() | begun.map(When) | st.sampled_from(("2024", "2024-02", "2024-02/2024-03")).map(When)
