"""Arguments: a word is the member of the vocabulary that is asked for, whatever was asked before."""

from enum import StrEnum

from dprkrel.questions.arguments import words


class _Colour(StrEnum):
    ORANGE = "orange"


class _Fruit(StrEnum):
    ORANGE = "orange"


def test_words_that_are_spelled_alike_are_told_apart() -> None:
    """A member is read as itself, though one of another vocabulary that equals it was read before."""
    for vocabulary in (_Colour, _Fruit):
        assert [type(member) for member in words("kind", vocabulary.ORANGE, vocabulary) or ()] == [vocabulary]
