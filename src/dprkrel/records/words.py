"""What the vocabularies have in common: words that know what they mean."""

from typing import Any, Self

from dprkrel.errors import shown
from dprkrel.pickles import Vocabulary


def word(text: str, data: object) -> Any:
    """Return what a member is made of: its word, and what that means.

    As a tuple written out, which is the same, pyright would take it for the value of the member, and tell users that
    `event.status == "occurred"` is never true.
    """
    return text, data


class Word(Vocabulary):
    """A word of a vocabulary, with the data that every member must have beside it.

    A member is written as `word` of its text and these data. A vocabulary gives the
    data their type in `_data`, and reads them out by properties, which are
    the columns of its table in the codebook.
    """

    _value_: str
    _data: Any

    def __new__(cls, word: str, *_: Any) -> Self:
        """Make a member that is, to all who compare, hash or write it, its word."""
        member = str.__new__(cls, word)
        member._value_ = word
        return member

    def __init__(self, _: str, *data: Any) -> None:
        # No default: a member that does not say what it means is an error. As a star, since `Role("host")` has no data.
        (self._data,) = data


class OrderedWord(Word):
    """A word of a vocabulary that has an order, in which its members compare; they do so with nothing else.

    A member is text, and Python would compare it with other text by the
    alphabet; that `"minister" < "other"` is an accident, so it is refused.
    """

    _data: int

    @property
    def number(self) -> int:
        """The place in the order: of two members, the higher has the higher number."""
        return self._data

    def __lt__(self, other: str, /) -> bool:
        return self.number < self._fellow(other).number

    def __le__(self, other: str, /) -> bool:
        return self.number <= self._fellow(other).number

    def __gt__(self, other: str, /) -> bool:
        return self.number > self._fellow(other).number

    def __ge__(self, other: str, /) -> bool:
        return self.number >= self._fellow(other).number

    def _fellow(self, other: object) -> Self:
        """Return the other, which must be of the same vocabulary."""
        if isinstance(other, type(self)):
            return other
        name = type(self).__name__
        raise TypeError(f"{name} {self} compares with a {name}, got {type(other).__name__} {shown(other)}")
