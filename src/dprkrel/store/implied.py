"""The date of a record as narrowed by all else that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

Bounds: TypeAlias = tuple[int, int, int, int]
"""As `When.bounds`."""

START_FROM: Final = 0
START_BY: Final = 1
END_FROM: Final = 2
END_BY: Final = 3
"""The places of the four bounds."""


class Implied(NamedTuple):
    """What is implied of the date of a record, where it is narrower than the date that was adopted.

    Attributes:
        possible: the bounds that everything sets, doubtful dates as well: where it lies, it lies within one of these.
        sure: the bounds that dates in no doubt set, likewise.
        reasons: why, for each of the four bounds of all that is possible together; empty where it is not narrower.
        doubtful: whether any reason rests on a date in doubt.
    """

    possible: tuple[Bounds, ...]
    sure: tuple[Bounds, ...]
    reasons: tuple[tuple[str, ...], ...] = ((), (), (), ())
    doubtful: bool = False

    @property
    def hull(self) -> Bounds:
        """The bounds of all that is possible together."""
        return hull(self.possible)


def hull(several: Sequence[Bounds]) -> Bounds:
    """Return the narrowest bounds that hold all of these.

    Examples:
        >>> hull([(1, 2, 3, 4), (0, 3, 2, 9)])
        (0, 3, 2, 9)
    """
    return (
        min(bounds[START_FROM] for bounds in several),
        max(bounds[START_BY] for bounds in several),
        min(bounds[END_FROM] for bounds in several),
        max(bounds[END_BY] for bounds in several),
    )
