"""The cases of Russian and Belarusian names, back to the nominative in which they are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Final

_FEMININE: Final = {
    "овои": ("ова",), "евои": ("ева",), "инои": ("ина",), "ынои": ("ына",), "оваи": ("ова",), "ои": ("ая",), "еи": ("яя",), "аи": ("ая",),
}  # fmt: skip
"""Surnames and adjectives of women, which have one form for several cases."""

_CASES: Final = {
    "genitive": {
        **_FEMININE, "а": ("",), "я": ("и", "ь"), "ы": ("а",), "и": ("а", "я", "ь"), "і": ("а", "я", "ь"),
        "ого": ("ии", "ыи", "ои"), "его": ("ии",), "ага": ("ы", "і"),
    },
    "dative": {
        **_FEMININE, "у": ("", "а"), "ю": ("и", "ь"), "е": ("а", "я"), "и": ("я", "ь"), "і": ("я", "ь"),
        "ому": ("ии", "ыи", "ои"), "ему": ("ии",), "аму": ("ы", "і"),
    },
    "accusative": {"а": ("",), "я": ("и", "ь"), "у": ("а",), "ю": ("я",), "ую": ("ая",), "ого": ("ии", "ыи", "ои")},
    "instrumental": {
        **_FEMININE, "ом": ("",), "ым": ("", "ыи", "ои"), "им": ("ии", "", "ин"), "ем": ("и", "ь", ""), "ам": ("", "а"),
        "ои": ("а", "ая"), "еи": ("я", "а"), "ью": ("ь",),
    },
    "prepositional": {
        **_FEMININE, "е": ("", "и", "а", "я"), "и": ("и", "я", "ь"), "і": ("", "я", "ь"), "ом": ("ии", "ыи", "ои"),
    },
}  # fmt: skip
"""For each case the endings, as names are filed (й as и, ё as е), and those of the nominatives that have them."""


def nominatives(words: tuple[str, ...], is_known: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """Yield what some words in one case may be in the nominative; names that do not decline stay as they are.

    Args:
        words: as they are filed.
        is_known: tells whether there is such a word at all.

    Examples:
        >>> [*nominatives(("сергея", "лаврова"), {"сергеи", "лавров"}.__contains__)]
        [('сергеи', 'лавров')]
        >>> [*nominatives(("сергея", "лаврову"), {"сергеи", "лавров"}.__contains__)]
        []
    """
    seen = {words}
    for endings in _CASES.values():
        choices = [[*_nominative(word, endings, is_known)] for word in words]
        if not all(choices):
            continue
        for found in product(*choices):
            if found not in seen:
                seen.add(found)
                yield found


def _nominative(word: str, endings: dict[str, tuple[str, ...]], is_known: Callable[[str], bool]) -> Iterator[str]:
    if is_known(word):
        yield word
    for length in (1, 2, 3, 4):
        stem, ending = word[:-length], word[-length:]
        if stem:
            yield from (stem + nominative for nominative in endings.get(ending, ()) if is_known(stem + nominative))
