"""Ranges of whole numbers, such as days of the calendar by their ordinals; None is no limit."""

import datetime
from collections.abc import Iterable
from typing import TypeAlias

Range: TypeAlias = tuple[int | None, int | None]
"""From which number to which, both included."""


def range_of_days(first: datetime.date | None, last: datetime.date | None) -> Range:
    """Return the range from one day to another."""
    return first.toordinal() if first else None, last.toordinal() if last else None


def common(ranges: Iterable[Range]) -> Range | None:
    """Return what all ranges have in common, or None where that is nothing, as where two of them do not meet.

    Examples:
        >>> common([(1, 5), (3, None)]), common([(1, 2), (3, None)])
        ((3, 5), None)
    """
    lows, highs = zip(*ranges, strict=True) if (ranges := tuple(ranges)) else ((), ())
    first = max((low for low in lows if low is not None), default=None)
    last = min((high for high in highs if high is not None), default=None)
    return None if first is not None and last is not None and last < first else (first, last)


def hull(ranges: Iterable[Range]) -> Range:
    """Return the range from the first to the last number that any of these holds.

    Examples:
        >>> hull([(1, 2), (4, None)])
        (1, None)
    """
    lows, highs = zip(*ranges, strict=True) if (ranges := tuple(ranges)) else ((None,), (None,))
    return None if None in lows else min(lows), None if None in highs else max(highs)
