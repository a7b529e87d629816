"""Which of many dates share a day, without a comparison of each with each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, islice

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When


def certain_overlaps(
    dates: Sequence[When],
    groups: Sequence[Hashable] | None = None,
    most: int | None = None,
    unless: Callable[[When, When], bool] | None = None,
) -> list[tuple[int, int]]:
    """Return the pairs of dates that certainly share a day, found in a sweep over the days on which they begin.

    What it costs grows with the number of dates and with that of the pairs.

    Args:
        dates: the dates.
        groups: what each belongs to; pairs of one group are left out. None leaves out none.
        most: with how many that began no later each is paired at most, those that last longest first; None for all.
        unless: tells of which two dates the pair is left out; None leaves out none.

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
    begun = _Begun()
    found: list[tuple[int, int]] = []
    for _, is_brief, place in moments:
        first, last = spans[place]
        others: Iterator[int] = begun.lasting_to(first, group_of[place])
        if unless is not None:
            others = (other for other in others if not unless(dates[place], dates[other]))
        found.extend((min(place, other), max(place, other)) for other in islice(others, most))
        if not is_brief:
            begun.add(place, last, group_of[place])
    return sorted(found)


class _Begun:
    """Dates that have begun, by the days on which they end, of each group apart."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._ends: list[list[tuple[int, int]]] = []  # of each group, sorted
        self._latest: list[tuple[int, int]] = []  # the latest end of each group, with its number, sorted

    def add(self, place: int, end: int, group: Hashable) -> None:
        """Add a date."""
        number = self._numbers.setdefault(group, len(self._ends))
        if number == len(self._ends):
            self._ends.append([])
        ends = self._ends[number]
        if not ends or end > ends[-1][0]:
            if ends:
                del self._latest[bisect_left(self._latest, (ends[-1][0], number))]
            insort(self._latest, (end, number))
        insort(ends, (end, place))

    def lasting_to(self, day: int, group: Hashable) -> Iterator[int]:
        """Yield the dates of other groups that last until a day or beyond it."""
        own = self._numbers.get(group)
        for latest, number in reversed(self._latest):
            if latest < day:
                return
            for end, place in reversed(self._ends[number]) if number != own else ():
                if end < day:
                    break
                yield place


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
