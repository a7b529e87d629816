"""Names that follow by rule from listed ones: other orders, initials, cases, and other scripts and systems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dprkrel.records.actors import Actor, ActorKind
from dprkrel.store import particles, romanization
from dprkrel.store.declension import nominatives
from dprkrel.store.names import NameIndex, Reading, Standing, Words, bare_name, is_cyrillic, words_of


class Derived:
    """Reads names that are not listed, but follow from a listed one by rule.

    What follows from the names of several persons is read as all of them. A
    listed name is never read so: whoever asks has looked for it before.

    Args:
        index: the index of the listed names.
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._vocabulary = frozenset(word for text, _ in index.spellings() for word in text.split())
        self._korean: dict[str, list[str]] = {}
        self._southern: dict[str, list[str]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._cyrillic: dict[str, list[Words]] = {}
        for text, _ in index.spellings():
            self._file(text)

    def named(self, words: Words) -> list[Reading]:
        """Return all persons from whose names these words follow, and the states of whose names they are a case."""
        if len(words) > _MOST_WORDS:
            return []
        found = {actor_id: Reading(actor) for actor_id in self.states(words) if (actor := self._index.actor(actor_id))}
        for reading in self._all(words):
            if reading.actor.kind is ActorKind.PERSON and reading.standing != Standing.CODE:
                found.setdefault(reading.actor.id, reading)
        return [*found.values()]

    def states(self, words: Words) -> list[str]:
        """Return the states that some words name in another case."""
        if len(words) > _MOST_WORDS or not is_cyrillic(words):
            return []
        readings = (reading for form in self._nominatives(words) for reading in self._index.spelled(form))
        return [reading.actor.id for reading in readings if reading.actor.kind is ActorKind.STATE]

    def _all(self, words: Words) -> Iterator[Reading]:
        forms = [words, *(self._nominatives(words) if is_cyrillic(words) else ())]
        for form in forms[1:]:
            yield from self._index.spelled(form)
        for form in forms:
            yield from self._reordered(form)
            yield from self._with_initials(form)
            yield from self._with_patronymic(form)
        yield from self._korean_names(words)
        yield from self._transliterated(words)

    def _nominatives(self, words: Words) -> Iterator[Words]:
        return nominatives(words, self._vocabulary.__contains__)

    def _reordered(self, words: Words) -> Iterator[Reading]:
        """Yield those whose name has the surname at its other end; a Korean surname stands last only in the West."""
        if len(words) > 1:
            yield from self._index.spelled((words[-1], *words[:-1]))
            for reading in self._index.spelled((*words[1:], words[0])):
                if reading.actor.state_id not in particles.SURNAME_FIRST:
                    yield reading

    def _with_initials(self, words: Words) -> Iterator[Reading]:
        """Yield those of whose given name and patronymic the letters that stand alone are the first."""
        letters = [word for word in words if len(word) == 1]
        rest = tuple(word for word in words if len(word) > 1)
        if letters and len(rest) == 1 and rest[0] in (words[0], words[-1]):
            for reading in self._index.spelled(rest):
                if self._has_initials(reading.actor, rest[0], letters):
                    yield reading
        elif len(letters) == 1 and len(rest) > 1 and len(words[0]) > 1:
            yield from self._of_patronymic(rest, letters[0])

    def _with_patronymic(self, words: Words) -> Iterator[Reading]:
        """Yield those whose name has a word less, which is their patronymic, as far as it is known."""
        if len(words) == _WITH_PATRONYMIC:
            for place in range(1, _WITH_PATRONYMIC):
                if len(words[place]) > 1:
                    yield from self._of_patronymic((*words[:place], *words[place + 1 :]), words[place])

    def _of_patronymic(self, words: Words, patronymic: str) -> Iterator[Reading]:
        for reading in (*self._index.spelled(words), *self._reordered(words), *self._transliterated(words)):
            if _is_patronymic(reading.actor, patronymic):
                yield reading

    def _has_initials(self, actor: Actor, surname: str, letters: list[str]) -> bool:
        given, *more = letters
        names = (words_of(name.text) for name in actor.names)
        begins = any(
            word.startswith(given)
            for words in names
            if surname in words
            for word in words
            if word != surname and not word.endswith(_PATRONYMIC)
        )
        return begins and len(more) <= 1 and all(_is_patronymic(actor, letter) for letter in more)

    def _korean_names(self, words: Words) -> Iterator[Reading]:
        """Yield the Koreans of whose name in Hangul these words are a spelling."""
        text = " ".join(words)
        if romanization.is_korean_name("".join(words)):
            for name in self._southern.get("".join(words), ()):
                yield from self._spelled((name,))
            return
        in_cyrillic = is_cyrillic(words)
        if len(words) > 1:
            for surname in (words[0], words[-1]):
                for name in self._of_surname(surname, in_cyrillic=in_cyrillic):
                    if romanization.korean_pattern(name, in_cyrillic=in_cyrillic).fullmatch(text):
                        yield from self._spelled((name,))

    def _spelled(self, words: Words) -> Iterator[Reading]:
        """Yield those of whom some words are a name, and not a slip of a source, from which nothing follows."""
        for reading in self._index.spelled(words):
            spelled = ((words_of(bare_name(name.text) or name.text), name.kind) for name in reading.actor.names)
            if any(known == words and kind != "misspelling" for known, kind in spelled):
                yield reading

    def _of_surname(self, surname: str, *, in_cyrillic: bool) -> list[str]:
        """Return the Korean names whose surname may be written like this."""
        if surname not in self._surnames:
            matching = (
                names
                for written, names in self._korean.items()
                if romanization.surname_pattern(written, in_cyrillic=in_cyrillic).fullmatch(surname)
            )
            if len(self._surnames) >= _REMEMBERED:
                self._surnames.clear()
            self._surnames[surname] = [name for names in matching for name in names]
        return self._surnames[surname]

    def _transliterated(self, words: Words) -> Iterator[Reading]:
        """Yield those whose name in Cyrillic is spelled like this in Latin letters."""
        if len(words) < _GIVEN_AND_SURNAME or not words[0].isascii():
            return
        for order in (words, (words[-1], *words[:-1])):
            text = " ".join(order)
            for spelled in self._cyrillic.get(order[0][0], ()):
                if len(spelled) == len(order) and romanization.cyrillic_in_latin(spelled).fullmatch(text):
                    yield from self._spelled(spelled)

    def _file(self, text: str) -> None:
        words = tuple(text.split())
        if romanization.is_korean_name(text):
            self._korean.setdefault(text[0], []).append(text)
            for southern in romanization.southern(text):
                self._southern.setdefault(southern, []).append(text)
        elif len(words) >= _GIVEN_AND_SURNAME and is_cyrillic(words):
            for sound in romanization.first_sounds(words[0]):
                self._cyrillic.setdefault(sound, []).append(words)


def _is_patronymic(actor: Actor, word: str) -> bool:
    """Tell whether a word is the patronymic of a person as it is listed, perhaps in other letters, or its first letter."""
    spelled = (words_of(name.text) for name in actor.names)
    known = {
        name for words in spelled if len(words) == _WITH_PATRONYMIC for name in words if name.endswith(_PATRONYMIC)
    }
    if len(word) == 1:
        return any(name.startswith(word) or word in romanization.first_sounds(name) for name in known)
    return word in known or any(
        romanization.cyrillic_in_latin((name,)).fullmatch(word) for name in known if is_cyrillic((name,))
    )


_REMEMBERED: Final = 1_000
"""For how many words it is remembered of which Korean names they may be the surname."""

_MOST_WORDS: Final = 5
_GIVEN_AND_SURNAME: Final = 2
_WITH_PATRONYMIC: Final = 3

_PATRONYMIC: Final = ("ич", "іч", "вна", "ична", "уна", "ich", "vna", "ichna")
"""How patronymics end, as they are listed."""
