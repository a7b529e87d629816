"""Dates: reading, the four bounds, comparisons beside a look at every case, and the way back from bounds to text."""

import itertools
from typing import Final

from dprkrel import Certainty, DateError, When, WindowError
from dprkrel.dates.edtf import ACCEPTED_FORMS, FUTURE, MAX_EDTF_LENGTH, PAST
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told

_FORMS: Final = tuple(form.partition(" ")[0] for form in ACCEPTED_FORMS)
_PIECES: Final = (
    "2024-07-23", "2024-07", "2024", "2024-02-29", "1900-02-29", "0001-01-01", "9999-12-31", "0000", "-0044", "12024",
    "1985S2", "Y17E7", "202X", "20XX", "2024-XX", "2024-XX-31", "XXXX-12-XX", "2024-21", "2024-24", "2024-41", "9999-24",
    "2024-13", "/", "/..", "../", "..", "[", "]", "{", "}", ",", "?", "~", "%", "-", "T23:59:59Z", "T24:00:00", " ", "X",
)  # fmt: skip
TOKENS: Final = (*_FORMS, *_PIECES)


def seeds() -> list[bytes]:
    """Return the first inputs."""
    plain = [b"\0" + form.encode() for form in (*_FORMS, *_PIECES)]
    pairs = [b"\0" + f"{one}\xff{other}".encode("latin-1") for one, other in itertools.pairwise(_FORMS)]
    return [*plain, *pairs, bytes([1, 3, 0, 12, 19, 2, 26, 4, 6]), bytes([2, 7, 1, 7, 2, 7, 3, 7, 9, 0])]


def check(data: bytes) -> None:
    """Check dates that are written in some bytes, and windows and dates between them."""
    choices = Choices(data)
    mode = choices.below(3)
    if mode == 2:
        _check_ranges(choices)
        return
    texts = [choices.text() if mode == 0 else _pieces(choices), choices.text() if mode == 0 else _pieces(choices)]
    dates = [_read(text) for text in texts]
    known = [date for date in dates if date is not None]
    for one, other in itertools.product(known, repeat=2):
        _check_comparisons(one, other)
        _check_window(one, other)


def _pieces(choices: Choices) -> str:
    return "".join(choices.some(_PIECES, 6))


def _read(text: str) -> When | None:
    try:
        date = When(text)
    except DateError as error:
        told(error)
        return None
    hold(len(text) <= MAX_EDTF_LENGTH, text)
    first, second, third, fourth = date.bounds
    hold(PAST <= first <= second <= FUTURE and PAST <= third <= fourth <= FUTURE, text, date.bounds)
    hold(first <= third and second <= fourth, text, date.bounds)
    hold(When(str(date)) == date == When.parse(text) and When(str(date)).bounds == date.bounds, text)
    hold("T" in text or str(date) == text, text)
    hold(date.doubtful == any(mark in str(date) for mark in "?~%"), text)
    low, high = date.sort_key
    hold(low <= high, text)
    written = When.of_ranges(date.start_range, date.end_range)
    hold((written.start_range, written.end_range) == (date.start_range, date.end_range), text, written)
    hold(date.same_day(date) is not Certainty.IMPOSSIBLE or len(set(date.bounds)) > 1, text)
    return date


def _cases(date: When, points: list[int]) -> list[tuple[int, int]]:
    """Return the first and last days that a date may have, of the points at which an answer may turn."""
    first, second, third, fourth = date.bounds
    return [
        (start, end)
        for start in points
        if first <= start <= second
        for end in points
        if start <= end and third <= end <= fourth
    ]


def _check_comparisons(one: When, other: When) -> None:
    """Check each comparison beside a look at all cases: every answer turns at one of the eight bounds, if anywhere."""
    points = sorted({*one.bounds, *other.bounds, PAST + 1})  # of two dates without bounds, a day of the calendar
    cases = [(start, end, begin, until) for start, end in _cases(one, points) for begin, until in _cases(other, points)]
    doubtful = one.doubtful or other.doubtful
    answers = (
        (one.before(other), [end < begin for _, end, begin, _ in cases]),
        (one.after(other), [until < start for start, _, _, until in cases]),
        (one.starts_before(other), [start < begin for start, _, begin, _ in cases]),
        (one.overlaps(other), [start <= until and begin <= end for start, end, begin, until in cases]),
        (one.within(other), [begin <= start and end <= until for start, end, begin, until in cases]),
        (
            one.same_day(other),
            [start == end == begin == until not in (PAST, FUTURE) for start, end, begin, until in cases],
        ),
    )
    for answer, holds in answers:
        expected = (
            Certainty.IMPOSSIBLE
            if not any(holds)
            else Certainty.CERTAIN
            if all(holds) and not doubtful
            else Certainty.POSSIBLE
        )
        hold(answer is expected, one, other, [each.value for each, _ in answers], expected)
    agree = any((start, end) == (begin, until) for start, end, begin, until in cases)
    hold(one.agrees(other) == agree, one, other)
    hold(one.agrees(other) == other.agrees(one), one, other)


def _check_window(start: When, end: When) -> None:
    try:
        window = When.window(start, end)
    except WindowError as error:
        told(error)
        hold(end.bounds[3] < start.bounds[0], start, end)
        return
    hold(window.bounds[0] == start.bounds[0] and window.bounds[3] == end.bounds[3], start, end, window)
    hold(window.bounds[0] == window.bounds[1] and window.bounds[2] == window.bounds[3], window)
    hold(When(str(window)) == window and When(str(window)).bounds == window.bounds, start, end, window)
    hold(str(When.window(str(start), str(end))) == str(window), start, end)


_DAYS: Final = (
    None, PAST, 1, 2, 365, 738_886, 738_914, 738_915, 739_000, 739_156, 739_251, FUTURE - 2, FUTURE - 1, FUTURE, -1, 2**40,
)  # fmt: skip


def _check_ranges(choices: Choices) -> None:
    """Check that a date is made of ranges with these very ranges, or none."""
    numbers = [choices.pick(_DAYS) for _ in range(4)]
    moved = [
        None if number is None else number + choices.below(800) - 400 if choices.flag() else number
        for number in numbers
    ]
    start, end = (moved[0], moved[1]), (moved[2], moved[3])
    try:
        date = When.of_ranges(start, end, qualifier=choices.pick(("", "~", "?", "%")))
    except DateError as error:
        told(error)
        return
    hold(_holds(date.start_range, start) and _holds(date.end_range, end), start, end, date)
    hold(When(str(date)).bounds == date.bounds, date)


def _holds(found: tuple[int | None, int | None], asked: tuple[int | None, int | None]) -> bool:
    """Tell whether a range is no wider than one that was asked for."""
    first, last = asked
    return found == asked or (
        (first is None or (found[0] is not None and found[0] >= first))
        and (last is None or (found[1] is not None and found[1] <= last))
    )
