"""What an index of names is made of: every spelling, title and code of a dataset, filed under what stands for it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.names import NameKind
from dprkrel.store.iso_codes import is_numeric_code, numeric_code
from dprkrel.store.names import Standing, Words, bare_name, joints_of, key_of, spaced, words_of
from dprkrel.store.particles import WORDS

if TYPE_CHECKING:
    from dprkrel.records.offices import Office


def spellings(actors: Iterable[Actor], offices: Iterable[Office]) -> dict[str, dict[str, list[str]]]:
    """Return what an index of names is made of: what a key stands for, and the ids of actors spelled with some words.

    A key is words run together. It gives entries `id:joints:standing`: after
    how many letters one word of the spelling ends and the next begins, and
    what it is to the actor (`Standing`). The keys of codes begin with `#`, of
    titles of offices with `@`, and of spellings with their marks, where these
    alone tell two actors apart, with `=`; no word holds one of these signs.
    """
    held = tuple(actors)
    filed = _Filed(held)
    for actor in held:
        filed.add_names(actor)
    filed.part_by_marks(held)
    filed.add_words_of_names(held)
    titled: dict[Words, dict[str, None]] = {}
    for office in offices:
        for title in (*office.titles, *office.shared_titles):
            titled.setdefault(words_of(title), {})[office.id] = None
    filed.add_codes(held, itertools.chain.from_iterable(titled))
    for words, ids in titled.items():
        filed.names.setdefault(f"@{''.join(words)}", {}).update(ids)
    return {
        "names": {key: [*entries] for key, entries in filed.names.items()},
        "spellings": {text: [*ids] for text, ids in filed.spelled.items()},
    }


class _Filed:
    """The spellings of actors, as they are filed."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.names: dict[str, dict[str, None]] = {}
        self.spelled: dict[str, dict[str, None]] = {}
        self._abbreviations: set[str] = set()
        self._persons: dict[str, list[tuple[Words, str]]] = {}
        for actor in actors:
            if actor.kind is ActorKind.PERSON:
                for words in {words_of(bare_name(name.text) or name.text) for name in actor.names}:
                    for word in words:
                        self._persons.setdefault(word, []).append((words, actor.id))

    def add_names(self, actor: Actor) -> None:
        """File the names of an actor."""
        for name in actor.names:
            words = words_of(name.text)
            if _is_abbreviation(name.text) and actor.kind is not ActorKind.PERSON:
                if words[0] in self._persons:
                    self._add(f"#{name.text}", actor.id)  # "UN" is no syllable of a name, but "Un" is
                    self.spelled.setdefault(" ".join(words), {})[actor.id] = None
                    continue
                self._abbreviations.add(words[0])
            self._spell(name.text, actor.id, Standing.LISTED)
            bare = bare_name(name.text) if actor.kind is ActorKind.PERSON else ""
            if bare:
                self._spell(bare, actor.id, Standing.SHARED)

    def part_by_marks(self, actors: Iterable[Actor]) -> None:
        """File the spellings of several actors that differ by their marks alone once more, with the marks."""
        for actor in actors:
            for name in actor.names:
                if len({entry.partition(":")[0] for entry in self.names.get(key_of(name.text), ())}) > 1:
                    self._add("=" + " ".join(words_of(name.text, exactly=True)), actor.id)

    def add_words_of_names(self, actors: Iterable[Actor]) -> None:
        """File every person beside those who are called by a word, or some words in a row, of their name."""
        for actor in actors:
            for name in actor.names:
                words = words_of(name.text)
                if actor.kind is ActorKind.PERSON and (name.kind is NameKind.SHORT or len(words) == 1):
                    for other in self._with_words(words):
                        if other != actor.id:
                            self._add("".join(words), f"{other}::{Standing.WORD}")

    def add_codes(self, actors: Iterable[Actor], title_words: Iterable[str]) -> None:
        """File the codes of states: as they are, and without case where no name, title or particle has such a word.

        A code that is the abbreviation of a body names both, and a number of
        the Correlates of War project is not sure if ISO 3166-1 gives it to another.
        """
        taken = {*title_words, *WORDS, *(word for text in self.spelled for word in text.split())}
        coded = [(code, actor.id) for actor in actors for code in _codes(actor)]
        unlisted = {code.lower() for code, _ in coded if code.lower() not in self.names}
        for code, actor_id in coded:
            key = code.lower()
            self._add(f"#{code}", actor_id)
            if key in self._abbreviations or (key in unlisted and key not in taken):
                self._add(key, f"{actor_id}::{Standing.CODE}")
        for actor in actors:
            number = _cow_number(actor)
            if number:
                is_sure = not is_numeric_code(number) or number == numeric_code(actor.iso_alpha3 or "")
                self._add(number, f"{actor.id}::{Standing.CODE if is_sure else Standing.SHARED}")

    def _spell(self, text: str, actor_id: str, standing: str) -> None:
        words = words_of(text)
        joints = ",".join(map(str, sorted(joints_of(words_of(spaced(text))))))
        self._add("".join(words), f"{actor_id}:{joints}:{standing}".rstrip(":"))
        self.spelled.setdefault(" ".join(words), {})[actor_id] = None

    def _add(self, key: str, entry: str) -> None:
        self.names.setdefault(key, {})[entry] = None

    def _with_words(self, words: Words) -> Iterator[str]:
        """Yield the persons of whom a name has these words in a row, and others."""
        for spelled, person in self._persons.get(words[0], ()):
            if len(spelled) > len(words) and f" {' '.join(words)} " in f" {' '.join(spelled)} ":
                yield person


def _codes(actor: Actor) -> Iterator[str]:
    """Yield the codes of a state in ISO 3166-1."""
    alpha3 = actor.iso_alpha3 or ""
    yield from (code for code in (actor.iso_alpha2, alpha3, numeric_code(alpha3)) if code)


def _cow_number(actor: Actor) -> str:
    return f"{actor.cow_code:03}" if actor.cow_code else ""


def _is_abbreviation(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.isupper() and len(text) <= _LONGEST_ABBREVIATION


_LONGEST_ABBREVIATION: Final = 4
