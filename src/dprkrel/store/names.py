"""Names to actors: every spelling in the data, however it is typed, and never a guess."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from dprkrel.errors import MAX_NAME_LENGTH, AmbiguousActorError, UnknownActorError
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.fields import ActorId, OfficeId

if TYPE_CHECKING:  # names that were compiled are read without any office
    from dprkrel.records.offices import Office
    from dprkrel.store.misspellings import Misspellings

#: Words before a name that name neither an office nor a state; the offices of the data add their titles.
_PARTICLES: Final = frozenset({"mr", "mrs", "ms", "dr", "comrade", "the", "of", "then"})


_ASCII: Final = {
    code: None if chr(code) in "'`" or (not chr(code).isprintable() and not chr(code).isspace()) else " "
    for code in range(128)
    if not chr(code).isalnum()
}
"""What becomes of the characters of ASCII that are no part of a word."""


def words_of(text: str) -> tuple[str, ...]:
    """Split a text into words that differ neither by case, diacritics, hyphens nor Unicode form.

    Examples:
        >>> words_of("Kim Jong-ŭn’s")
        ('kim', 'jong', 'uns')
        >>> words_of("Pхеньян") == words_of("pхеньян")
        True
    """
    if text.isascii():  # most texts are, and need no tables of Unicode
        return tuple(text.lower().translate(_ASCII).split())
    import unicodedata  # late, since few need it

    letters = []
    for character in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()):
        category = unicodedata.category(character)
        if character.isspace():  # tabs and line ends are controls to Unicode, spaces to those who paste them
            letters.append(" ")
        elif category[0] in "LN":
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


Ids: TypeAlias = Mapping[str, Collection[str]]
"""Ids by what stands for them."""


def spellings(actors: Iterable[Actor], offices: Iterable[Office]) -> dict[str, dict[str, list[str]]]:
    """Return what an index of names is made of: the ids that a key stands for, and the ids spelled with some words.

    The keys of names are words run together; those of codes begin with `#`
    and those of titles of offices with `@`, which no word holds.
    """
    names: dict[str, dict[str, None]] = {}
    worded: dict[str, dict[str, None]] = {}
    for actor in actors:
        for name in actor.names:
            words = words_of(name.text)
            names.setdefault("".join(words), {})[actor.id] = None
            worded.setdefault(" ".join(words), {})[actor.id] = None
        if actor.iso_alpha3:
            names.setdefault(f"#{actor.iso_alpha3}", {})[actor.id] = None
    for office in offices:
        for title in (*office.titles, *office.shared_titles):
            names.setdefault(f"@{key_of(title)}", {})[office.id] = None
    return {
        "names": {key: [*ids] for key, ids in names.items()},
        "spellings": {text: [*ids] for text, ids in worded.items()},
    }


class NameIndex:
    """An index of the spellings of actors and offices.

    Args:
        names: the ids that each key stands for, as `spellings` has them.
        spelled: the ids of the actors spelled with each text of words.
        actor: gives the actor with an id, or None.
    """

    def __init__(self, names: Ids, spelled: Ids, actor: Callable[[str], Actor | None]) -> None:
        self._names, self._spelled, self._actor = names, spelled, actor
        self._remembered = lru_cache(_REMEMBERED)(self._find)
        self._words: dict[str, list[tuple[frozenset[str], ActorId]]] | None = None
        self._keys: Misspellings | None = None

    def find(self, text: str) -> tuple[Actor, tuple[frozenset[OfficeId], ...]]:
        """Find the actor that a text names, and the offices that each of its titles may mean.

        Args:
            text: an id, an ISO 3166-1 code in capitals, or any spelling, also with
                titles, offices and states before it ("Menlu Korut Choe Son Hui").

        Returns:
            The actor, and for each title before the name the offices that
            it may mean.

        Raises:
            UnknownActorError: nothing in the data is spelled like this.
            AmbiguousActorError: several actors are.
        """
        return self._remembered(text)

    def _find(self, text: str) -> tuple[Actor, tuple[frozenset[OfficeId], ...]]:
        known = self._actor(text)
        if known:
            return known, ()
        words = words_of(text[: MAX_NAME_LENGTH + 1])
        if not words or len(text) > MAX_NAME_LENGTH:
            raise UnknownActorError(
                text, reason=f"a name has at least one letter or digit, and at most {MAX_NAME_LENGTH} characters"
            )
        for split in range(len(words)):
            named = self._named("".join(words[split:]))
            read = {actor.id: self._titles_before(words[:split], actor) for actor in named}
            fitting = {actor_id: titles for actor_id, titles in read.items() if titles is not None}
            if len(fitting) > 1:
                raise AmbiguousActorError(text, fitting)
            for actor in named:
                titles = fitting.get(actor.id)
                if titles is not None:
                    return actor, titles
        coded = self._named(f"#{text}")  # in capitals alone: Pak and Hun are names of persons
        if len(coded) > 1:
            raise AmbiguousActorError(text, [actor.id for actor in coded])
        if coded:
            return coded[0], ()
        raise self._not_found(text, words)

    def offices_titled(self, title: str) -> frozenset[OfficeId]:
        """Return the offices of any state or body that have this title; empty if there are none."""
        return self._titled(key_of(title))

    def _named(self, key: str) -> list[Actor]:
        """Return the actors for whom a key stands, by id."""
        return [actor for actor in map(self._actor, sorted(self._names.get(key, ()))) if actor]

    def _titled(self, key: str) -> frozenset[OfficeId]:
        return frozenset(map(OfficeId, self._names.get(f"@{key}", ())))

    def _titles_before(self, words: tuple[str, ...], actor: Actor) -> tuple[frozenset[OfficeId], ...] | None:
        """Read all words before an actor's name as titles, and return the offices that each may mean, or None."""
        # From the end, each start read once: the readings of all words together are exponentially many.
        read: dict[int, tuple[frozenset[OfficeId], ...]] = {len(words): ()}
        for start in reversed(range(len(words))):
            for end in sorted(read, reverse=True):
                offices = self._title("".join(words[start:end]), actor)
                if offices is not None:
                    read[start] = (offices, *read[end]) if offices else read[end]
                    break
        return read.get(0)

    def _title(self, key: str, actor: Actor) -> frozenset[OfficeId] | None:
        """Return the offices that one title may mean before this name: only persons bear titles, and of their state."""
        if actor.kind is ActorKind.PERSON:
            offices = self._titled(key)
            if offices:
                return offices
            for owner in self._named(key):
                if owner.kind is ActorKind.STATE and owner.id == actor.state_id:
                    return frozenset()
        return frozenset() if key in _PARTICLES else None

    def _not_found(self, text: str, words: tuple[str, ...]) -> AmbiguousActorError | UnknownActorError:
        # Part of a name is no name: it only tells among whom the caller may have to choose.
        rest = self._without_titles(words)
        wanted, partial = frozenset(rest), dict[ActorId, int]()
        by_word = self._by_word()
        rarest = min((by_word.get(word, ()) for word in wanted), key=len, default=())
        for known, actor in rarest:
            if wanted <= known:
                partial[actor] = min(partial.get(actor, len(known)), len(known))
        closest = sorted(partial, key=lambda actor: (partial[actor], actor))
        if len(closest) > 1:
            return AmbiguousActorError(text, closest)
        named = any(self._titled("".join(words[:end])) for end in range(1, len(words) + 1))
        reason = "this names an office; use office_holder or offices_of" if named else ""
        return UnknownActorError(text, closest or (self._near("".join(rest)) if rest else ()), reason)

    def _without_titles(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return what is left of a text once titles, states and particles are taken from its beginning."""
        for end in range(len(words), 0, -1):
            key = "".join(words[:end])
            states = [actor for actor in self._named(key) if actor.kind is ActorKind.STATE]
            if states or self._titled(key) or key in _PARTICLES:
                return self._without_titles(words[end:])
        return words

    def _by_word(self) -> dict[str, list[tuple[frozenset[str], ActorId]]]:
        """Return the words of each spelling with its actor, by each of these words."""
        if self._words is not None:
            return self._words
        spelled: dict[str, list[tuple[frozenset[str], ActorId]]] = {}
        for text, ids in self._spelled.items():
            words = frozenset(text.split())
            for word in words:
                spelled.setdefault(word, []).extend((words, ActorId(actor_id)) for actor_id in ids)
        self._words = spelled
        return spelled

    def _near(self, key: str) -> tuple[ActorId, ...]:
        if self._keys is None:
            from dprkrel.store.misspellings import Misspellings  # late: only errors need it

            self._keys = Misspellings({text.replace(" ", "") for text in self._spelled})
        near = self._keys.near(key)
        return tuple(dict.fromkeys(ActorId(actor) for found in near for actor in sorted(self._names[found])))


_REMEMBERED: Final = 10_000
"""For how many texts an index of names remembers whom they name, so that they need not be read again."""
