"""Whom somebody may have meant by a text that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dprkrel.errors import AmbiguousActorError, UnknownActorError
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.fields import ActorId, OfficeId
from dprkrel.store import particles
from dprkrel.store.around_names import LONGEST_NAME, Units
from dprkrel.store.misspellings import Misspellings
from dprkrel.store.names import Holds, NameIndex, Reading, Standing, Words
from dprkrel.store.state_names import states_named

if TYPE_CHECKING:
    from collections.abc import Iterable


class Suggestions:
    """The spellings of an index of names by their words, and by what is left when a letter is left out.

    Args:
        index: the index, in which a text was not found.
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._by_word: dict[str, list[tuple[frozenset[str], ActorId]]] = {}
        for text, ids in index.spellings():
            words = frozenset(text.split())
            for word in words:
                self._by_word.setdefault(word, []).extend((words, ActorId(actor_id)) for actor_id in ids)
        self._keys: Misspellings | None = None

    def error(self, text: str, words: Words, holds: Holds) -> AmbiguousActorError | UnknownActorError:
        """Return the error that says whom a text may mean.

        First come those of whom a listed spelling stands in the text as it
        is, then those of whose names all its words are words, as far as the
        titles and states around them allow it, then those whose spelling
        differs by a letter, or hardly.
        """
        rest, offices, states = self._taken_apart(words)
        inside = self._inside(words)
        among = self._allowed(self._with_words(rest), offices, states, holds)
        if len(among) > 1:
            return AmbiguousActorError(text, dict.fromkeys((*inside, *among)))
        keys, key, whole = self._misspellings(), "".join(rest), "".join(words)
        least = _VERY if inside or among else None
        near = (
            self._allowed(self._spelled(keys.by_a_letter(key)), offices, states, holds)
            or self._spelled(keys.by_a_letter(whole))
            or self._allowed(self._spelled(keys.alike(key, least) if rest else ()), offices, states, holds)
            or self._spelled(keys.alike(whole, _VERY) if rest != words else ())
        )
        reason = "this names an office; use office_holder or offices_of" if self._begins_with_title(words) else ""
        return UnknownActorError(text, dict.fromkeys((*inside, *among, *near)), reason)

    def _taken_apart(self, words: Words) -> tuple[Words, list[frozenset[OfficeId]], set[str]]:
        """Return what is left of a text without the titles, states and particles at its ends, and the titles and states."""
        offices: list[frozenset[OfficeId]] = []
        states: set[str] = set()
        start, end = 0, len(words)
        while start < end:
            spans = [(start, other) for other in range(end, start, -1)]
            spans += [(other, end) for other in range(start + 1, end)]
            taken = next((span for span in spans if self._is_around(words[slice(*span)], offices, states)), None)
            if taken is None:
                break
            start, end = (taken[1], end) if taken[0] == start else (start, taken[0])
        return words[start:end], offices, states

    def _is_around(self, words: Words, offices: list[frozenset[OfficeId]], states: set[str]) -> bool:
        """Tell whether words are a title, a state or a particle, and note which."""
        key = "".join(words)
        titled = self._index.titled(key)
        named = () if titled or key in particles.WORDS else states_named(self._index, words)
        offices += [titled] if titled else []
        states.update(named)
        return bool(titled or named or key in particles.WORDS)

    def _inside(self, words: Words) -> list[ActorId]:
        """Return the actors of whom a listed spelling stands in a text, the longest first."""
        units = Units(words)
        found: list[tuple[int, int, list[Reading]]] = []
        for length in range(min(len(units), LONGEST_NAME), 0, -1):
            for start in range(len(units) - length + 1):
                end = start + length
                if units.is_run_on(start, end) and length < _LEAST_LETTERS:
                    continue
                if any(first <= start and end <= last for first, last, _ in found):
                    continue
                named = [
                    reading
                    for reading in self._index.spelled(units.words(start, end))
                    if reading.standing in (Standing.LISTED, Standing.SHARED)
                ]
                if named:
                    found.append((start, end, named))
        readings = [reading for _, _, named in found for reading in named]
        persons_first = sorted(readings, key=lambda reading: reading.actor.kind is not ActorKind.PERSON)
        return [reading.actor.id for reading in persons_first]

    def _with_words(self, words: Words) -> list[ActorId]:
        """Return the actors of whose names all these words are words, those of the shortest name first."""
        wanted, partial = frozenset(words), dict[ActorId, int]()
        rarest = min((self._by_word.get(word, []) for word in wanted), key=len, default=[])
        for known, actor in rarest:
            if wanted <= known:
                partial[actor] = min(partial.get(actor, len(known)), len(known))
        return sorted(partial, key=lambda actor: (partial[actor], actor))

    def _allowed(
        self, ids: Iterable[ActorId], offices: list[frozenset[OfficeId]], states: set[str], holds: Holds
    ) -> list[ActorId]:
        """Return the actors of the states that were named, and among them those who held the offices, if there are any."""
        actors = [actor for actor in map(self._index.actor, ids) if actor is not None]
        own = [actor for actor in actors if not states or {actor.id, actor.state_id} & states]
        holders = [actor for actor in own if self._held(actor, offices, holds)] if offices else own
        return [actor.id for actor in holders or own]

    def _held(self, actor: Actor, offices: list[frozenset[OfficeId]], holds: Holds) -> bool:
        return actor.kind is ActorKind.PERSON and holds(Reading(actor, titles=tuple(offices)))

    def _begins_with_title(self, words: Words) -> bool:
        return any(self._index.titled("".join(words[:end])) for end in range(1, len(words) + 1))

    def _misspellings(self) -> Misspellings:
        if self._keys is None:
            self._keys = Misspellings({text.replace(" ", "") for text, _ in self._index.spellings()})
        return self._keys

    def _spelled(self, keys: Iterable[str]) -> list[ActorId]:
        """Return the actors of whose names these are keys, in the order of the keys."""
        readings = (reading for key in keys for reading in self._index.named(key))
        listed = (Standing.LISTED, Standing.SHARED)
        return [*dict.fromkeys(reading.actor.id for reading in readings if reading.standing in listed)]


_VERY: Final = 0.8
"""How alike a spelling must be that is suggested beside those who stand in the text."""

_LEAST_LETTERS: Final = 2
"""How many letters in the middle of a word are enough for a name."""
