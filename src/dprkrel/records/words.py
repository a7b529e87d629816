"""What the vocabularies have in common: words that know what they mean."""

from enum import StrEnum
from typing import Any, Self


class Word(StrEnum):
    """A word of a vocabulary, with the data that every member must have beside it.

    A member is written as its word and these data. A vocabulary gives the
    data their type in `_data`, and reads them out by properties, which are
    the columns of its table in the codebook.
    """

    _data: Any

    def __new__(cls, word: str, *_: Any) -> Self:
        """Make a member that is, to all who compare, hash or write it, its word."""
        member = str.__new__(cls, word)
        member._value_ = word
        return member

    def __init__(self, _: str, *data: Any) -> None:
        # No default: a member that does not say what it means is an error. As a star, since `Role("host")` has no data.
        (self._data,) = data
