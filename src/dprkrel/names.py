"""Names to actors: every spelling in the data, however it is typed, and never a guess."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from dprkrel.actors import Actor, Office
from dprkrel.checks import ActorId, OfficeId
from dprkrel.errors import AmbiguousActorError, UnknownActorError
from dprkrel.vocab import ActorKind

MAX_NAME_LENGTH: Final = 200
"""Longest text in which a name is looked for."""

#: Words before a name that name neither an office nor a state; the offices of the data add their titles.
_PARTICLES: Final = frozenset({"mr", "mrs", "ms", "dr", "comrade", "the", "of", "then"})

#: How near a spelling must be to be suggested, for `difflib`; and how many suggestions are given.
_NEAR: Final = 0.6
_SUGGESTIONS: Final = 3


def words_of(text: str) -> tuple[str, ...]:
    """Split a text into words that differ neither by case, diacritics, hyphens nor Unicode form.

    Examples:
        >>> words_of("Kim Jong-ŭn’s")
        ('kim', 'jong', 'uns')
        >>> words_of("Pхеньян") == words_of("pхеньян")
        True
    """
    letters = []
    for character in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()):
        category = unicodedata.category(character)
        if category[0] in "LN":
            letters.append(character)
        elif category[0] not in "MC" and character not in "'’‘ʼ`´":
            letters.append(" ")
    return tuple(unicodedata.normalize("NFC", "".join(letters)).split())


def key_of(text: str) -> str:
    """Return the key under which a spelling is filed: its words, run together.

    Examples:
        >>> key_of("Choe Son-hui") == key_of("CHOE  SONHUI")
        True
    """
    return "".join(words_of(text))


class _Title(NamedTuple):
    """Hold one reading of some words before a name: the offices that they may mean, or the body that they name."""

    offices: frozenset[OfficeId] = frozenset()
    owner: ActorId | None = None


class NameIndex:
    """Hold the spellings of a set of actors and offices, filed by key."""

    def __init__(self, actors: Mapping[ActorId, Actor], offices: Iterable[Office]) -> None:
        self._actors = actors
        self._by_key: dict[str, set[ActorId]] = {}
        self._words: list[tuple[frozenset[str], ActorId]] = []
        for actor in actors.values():
            for name in actor.names:
                self._by_key.setdefault(key_of(name.text), set()).add(actor.id)
                self._words.append((frozenset(words_of(name.text)), actor.id))
        self.titles: dict[str, frozenset[OfficeId]] = {}
        for office in offices:
            for title in (office.title, *office.aliases):
                self.titles[key_of(title)] = self.titles.get(key_of(title), frozenset()) | {office.id}

    def find(self, text: str) -> tuple[Actor, frozenset[OfficeId]]:
        """Find the actor that a text names, and the offices that its title may mean.

        Args:
            text: an id, or any spelling, also with titles, offices and
                states before it ("Menlu Korut Choe Son Hui").

        Returns:
            The actor, and the offices that the words before the name may
            mean (empty where there is no title).

        Raises:
            UnknownActorError: nothing in the data is spelled like this.
            AmbiguousActorError: several actors are.
        """
        known = self._actors.get(ActorId(text))
        if known:
            return known, frozenset()
        words = words_of(text[: MAX_NAME_LENGTH + 1])
        if not words or len(text) > MAX_NAME_LENGTH:
            raise UnknownActorError(text, reason=f"a name has letters, and at most {MAX_NAME_LENGTH} characters")
        for split in range(len(words)):
            found = sorted(self._by_key.get("".join(words[split:]), ()))
            for titles in self._titles_in(words[:split]) if found else ():
                fitting = [actor for actor in found if self._bears(self._actors[actor], titles)]
                if len(fitting) > 1:
                    raise AmbiguousActorError(text, fitting)
                if fitting:
                    return self._actors[fitting[0]], frozenset().union(*(title.offices for title in titles))
        raise self._not_found(text, words)

    def _titles_in(self, words: tuple[str, ...]) -> Iterator[tuple[_Title, ...]]:
        """Yield each way to read the words before a name."""
        if not words:
            yield ()
        for end in range(len(words), 0, -1):
            key = "".join(words[:end])
            readings = [_Title(owner=actor) for actor in sorted(self._by_key.get(key, ()))]
            if key in self.titles or key in _PARTICLES:
                readings.append(_Title(self.titles.get(key, frozenset())))
            for reading in readings:
                for rest in self._titles_in(words[end:]):
                    yield (reading, *rest)

    def _bears(self, actor: Actor, titles: tuple[_Title, ...]) -> bool:
        """Tell whether words before a name may belong to it: only persons bear titles, and only of their own state."""
        owners = [self._actors[title.owner] for title in titles if title.owner]
        if actor.kind is not ActorKind.PERSON:
            return not owners and not any(title.offices for title in titles)
        return all(
            owner.kind in (ActorKind.STATE, ActorKind.ORGANIZATION) and (owner.state_id or owner.id) == actor.state_id
            for owner in owners
        )

    def _not_found(self, text: str, words: tuple[str, ...]) -> AmbiguousActorError | UnknownActorError:
        # Part of a name is no name: it only tells among whom the caller may have to choose.
        wanted, partial = frozenset(words), dict[ActorId, int]()
        for known, actor in self._words:
            if wanted <= known:
                partial[actor] = min(partial.get(actor, len(known)), len(known))
        closest = sorted(partial, key=lambda actor: (partial[actor], actor))
        if len(closest) > 1:
            return AmbiguousActorError(text, closest)
        names_office = any(
            titles[0].offices
            for split in range(1, len(words) + 1)
            for titles in self._titles_in(words[:split])
        )  # fmt: skip
        reason = "its words name an office; ask office_holder or offices_of" if names_office else ""
        return UnknownActorError(text, closest or self._near("".join(words)), reason)

    def _near(self, key: str) -> tuple[ActorId, ...]:
        near = close_matches(key, self._by_key)
        return tuple(dict.fromkeys(actor for found in near for actor in sorted(self._by_key[found])))


def close_matches(text: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known texts that are spelled most like this one, best first."""
    from difflib import get_close_matches  # late: only errors need it

    return get_close_matches(text[:MAX_NAME_LENGTH], sorted(known), n=_SUGGESTIONS, cutoff=_NEAR)
