"""The known texts that are spelled nearly like another, found by what is left when a letter is left out."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from dprkrel.errors import MAX_NAME_LENGTH

_SUGGESTIONS: Final = 3

#: How alike two texts must be, for `difflib`: two letters of five may be others, of ten they make another word.
_NEAR_SHORT: Final = 0.6
_NEAR: Final = 0.7
_SHORT: Final = 9


class Misspellings:
    """Known texts, each filed under all that is left of it when one letter is left out.

    So a text with a letter too many, too few, wrong or exchanged with its
    neighbour leads to what was meant without a look at the other texts
    (the method of deletions, as in SymSpell).

    Examples:
        >>> Misspellings(["lavrov", "putin"]).near("lavorv")
        ['lavrov']
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._filed: dict[str, list[str]] = {}
        for text in self._known:
            for key in {text, *_without_a_letter(text)}:
                self._filed.setdefault(key, []).append(text)

    def near(self, text: str) -> list[str]:
        """Return up to three of the known texts that are spelled most like this one, best first."""
        return self.by_a_letter(text) or self.alike(text)

    def by_a_letter(self, text: str) -> list[str]:
        """Return up to three of the known texts that are this one when a letter of each is left out, best first."""
        filed = self._filed
        near = {known for key in (text, *_without_a_letter(text)) if key in filed for known in filed[key]}
        return sorted(near, key=lambda known: (_edits(text, known), text[:1] != known[:1], known))[:_SUGGESTIONS]

    def alike(self, text: str, least: float | None = None) -> list[str]:
        """Return up to three of the known texts that have most in common with this one, best first; all are compared.

        Args:
            text: what is not known.
            least: how much they must have in common, from 0 to 1; None for as much as tells one name from another.
        """
        from difflib import get_close_matches  # late: it is slow to import, and seldom needed

        cutoff = least or (_NEAR_SHORT if len(text) < _SHORT else _NEAR)
        return get_close_matches(text[:MAX_NAME_LENGTH], self._known, n=_SUGGESTIONS, cutoff=cutoff)


def _without_a_letter(text: str) -> list[str]:
    return [text[:place] + text[place + 1 :] for place in range(len(text))]


def _edits(text: str, known: str) -> int:
    """Return by how many edits two texts differ that are alike but for one letter of each: one or two."""
    if len(text) != len(known):
        return 1
    places = [place for place, (one, other) in enumerate(zip(text, known, strict=True)) if one != other]
    swapped = any(
        text[first:][:2] == known[first:][:2][::-1] for first, second in pairwise(places) if second == first + 1
    )
    return 1 if len(places) == 1 or (len(places) == 2 and swapped) else 2
