"""Names of states in other forms than the listed ones: inverted, abbreviated, possessive, and of their people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from dprkrel.records.actors import Actor, ActorKind
from dprkrel.store.names import NameIndex, Standing, Words, words_of

_ABBREVIATIONS: Final = {
    "n": ("north", "northern"), "s": ("south", "southern"), "e": ("east", "eastern"), "w": ("west", "western"),
    "rep": ("republic",), "dem": ("democratic",), "fed": ("federal", "federated", "federation"), "st": ("saint",), "isl": ("islamic", "islands"),
    "peop": ("peoples",),
}  # fmt: skip
"""What words are short for in names of states in English."""

_INVERTED: Final = re.compile(r"([^,()]+?)\s*(?:,|\()\s*(?:the\s+)?([^,()]+?)\s*\)?\s*", re.IGNORECASE)
"""A name with its first part behind: "Korea, Republic of", "Korea (the Republic of)"."""

_MOST_WORDS: Final = 8


def states_named(index: NameIndex, words: Words) -> list[str]:
    """Return the states that some words of a text name, also as "Russia's" and "N. Korean"."""
    return [actor.id for form in _forms(words) for actor in _listed(index, form)]


def states_in_other_forms(index: NameIndex, text: str) -> list[Actor]:
    """Return the states that a whole text names in another form than the listed ones.

    Args:
        index: where the names are listed.
        text: the text, with its commas and parentheses, which show what is inverted.
    """
    found: dict[str, Actor] = {}
    for words in _whole_forms(text):
        for form in _abbreviated(words):
            found.update((actor.id, actor) for actor in _listed(index, form))
    if not found:
        words = words_of(text)
        people = (*words[:-1], words[-1].removesuffix("s"))
        found.update((actor.id, actor) for actor in _listed(index, people) if _has_demonym(actor, people))
    return [*found.values()]


def _whole_forms(text: str) -> Iterator[Words]:
    yield words_of(text)
    inverted = _INVERTED.fullmatch(text)
    if inverted:
        name, before = words_of(inverted[1]), words_of(inverted[2])
        yield (*before, *name)
        yield (*before, "of", *name)
        yield (*before, "of", "the", *name)
        yield (*before, "the", *name)


def _forms(words: Words) -> Iterator[Words]:
    """Yield what words may stand for within a text; the first that names a state counts."""
    yield from _abbreviated(words)
    if words[-1].endswith("s") and len(words[-1]) > 1:
        yield from _abbreviated((*words[:-1], words[-1][:-1]))


def _abbreviated(words: Words) -> Iterator[Words]:
    """Yield some words, and what they may be short for."""
    yield words
    if len(words) <= _MOST_WORDS and not _ABBREVIATIONS.keys().isdisjoint(words[:-1]):
        yield from product(*(_ABBREVIATIONS.get(word, (word,)) for word in words))


def _listed(index: NameIndex, words: Words) -> list[Actor]:
    readings = index.spelled(words) if all(words) else []
    return [
        reading.actor
        for reading in readings
        if reading.actor.kind is ActorKind.STATE and reading.standing == Standing.LISTED
    ]


def _has_demonym(actor: Actor, words: Words) -> bool:
    """Tell whether some words are the adjective of a state, of which the people have the plural."""
    return any(name.kind == "demonym" and words_of(name.text) == words for name in actor.names)
