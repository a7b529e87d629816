"""Which of many dates share a day, without a comparison of each with each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from heapq import heappop, heappush
from itertools import accumulate

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When


def certain_overlaps(dates: Sequence[When], groups: Sequence[Hashable] | None = None) -> list[tuple[int, int]]:
    """Return the pairs of dates that certainly share a day, found in a sweep over the days on which they begin.

    What it costs grows with the number of dates and with that of the pairs.

    Args:
        dates: the dates.
        groups: what each belongs to; pairs of one group are left out. None leaves out none.

    Returns:
        The places of both in each pair, the smaller first, sorted.

    Examples:
        >>> certain_overlaps([When("2024"), When("2023-12-31/2024-12-31"), When("2024-02-01/2025-02-01")])
        [(0, 1), (1, 2)]
    """
    group_of = range(len(dates)) if groups is None else groups
    spans = [_certain_span(when) for when in dates]
    # What may have ended before the last day on which it may have begun has no certain day of its own. It overlaps
    # what certainly lasted from the one day to the other, and so was going on when it may have ended.
    moments = sorted(
        (min(first, last), first > last, place)
        for place, (first, last) in enumerate(spans)
        if not dates[place].doubtful
    )
    going_on: dict[Hashable, dict[int, int]] = {}
    ends: list[tuple[int, int]] = []
    found: list[tuple[int, int]] = []
    for day, is_brief, place in moments:
        while ends and ends[0][0] < day:
            _, ended = heappop(ends)
            others = going_on[group_of[ended]]
            del others[ended]
            if not others:
                del going_on[group_of[ended]]
        first, last = spans[place]
        for group, others in going_on.items():
            if group != group_of[place]:
                found.extend((min(place, other), max(place, other)) for other, end in others.items() if end >= first)
        if not is_brief:
            going_on.setdefault(group_of[place], {})[place] = last
            heappush(ends, (last, place))
    return sorted(found)


def _certain_span(when: When) -> tuple[int, int]:
    """Return the last day on which a date may begin and the first on which it may end, as ordinals."""
    last_start, first_end = when.start_range[1], when.end_range[0]
    return (FUTURE if last_start is None else last_start), (PAST if first_end is None else first_end)


class PossibleDays:
    """Dates, sorted so that one that possibly shares a day with another is found by bisection."""

    def __init__(self, dates: Iterable[When]) -> None:
        spans = sorted(map(_possible_span, dates))
        self._starts = [start for start, _ in spans]
        self._latest_ends = list(accumulate((end for _, end in spans), max))

    def overlap(self, when: When) -> bool:
        """Tell whether any of the dates possibly shares a day with this one."""
        start, end = _possible_span(when)
        begun = bisect_right(self._starts, end)
        return begun > 0 and self._latest_ends[begun - 1] >= start


def _possible_span(when: When) -> tuple[int, int]:
    """Return the first day that a date may touch and the last, as ordinals."""
    first_start, last_end = when.start_range[0], when.end_range[1]
    return (PAST if first_start is None else first_start), (FUTURE if last_end is None else last_end)
