"""Choices and texts that are read from bytes, so that a fuzzer that changes bytes changes what is built of them."""

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

END: Final = b"\xff"
"""What ends a text: a byte that UTF-8 never has."""


class Choices:
    """Reads choices from bytes, one after another; where there are no more, every choice is the first.

    Args:
        data: the bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def __bool__(self) -> bool:
        return self._at < len(self._data)

    def byte(self) -> int:
        """Return the next byte, or 0."""
        if self._at >= len(self._data):
            return 0
        self._at += 1
        return self._data[self._at - 1]

    def below(self, limit: int) -> int:
        """Return a number from 0 to below a limit."""
        return (self.byte() if limit <= 256 else self.byte() << 8 | self.byte()) % limit

    def pick(self, among: Sequence[T]) -> T:
        """Return one of some values."""
        return among[self.below(len(among))]

    def flag(self) -> bool:
        """Return one bit of a byte."""
        return bool(self.byte() & 1)

    def some(self, among: Sequence[T], most: int) -> list[T]:
        """Return up to so many of some values."""
        return [self.pick(among) for _ in range(self.below(most + 1))]

    def raw(self) -> bytes:
        """Return the bytes up to the next end of a text."""
        end = self._data.find(END, self._at)
        start, stop = self._at, len(self._data) if end < 0 else end
        self._at = stop + 1
        return self._data[start:stop]

    def text(self) -> str:
        """Return a text; each byte that is no UTF-8 is a surrogate, which is no character."""
        return self.raw().decode("utf-8", "surrogateescape")

    def rest(self) -> bytes:
        """Return all that is left."""
        start, self._at = self._at, len(self._data)
        return self._data[start:]
