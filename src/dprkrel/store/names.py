"""Names to actors: every spelling in the data, however it is typed, and never a guess."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from dprkrel.errors import MAX_NAME_LENGTH, AmbiguousActorError, UnknownActorError, close_matches
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.fields import ActorId, OfficeId
from dprkrel.records.offices import Office

#: Words before a name that name neither an office nor a state; the offices of the data add their titles.
_PARTICLES: Final = frozenset({"mr", "mrs", "ms", "dr", "comrade", "the", "of", "then"})


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


class NameIndex:
    """An index of the spellings of actors and offices, by key."""

    def __init__(self, actors: Mapping[str, Actor], offices: Iterable[Office]) -> None:
        self._actors = actors
        self._by_key: dict[str, set[ActorId]] = {}
        self._words: list[tuple[frozenset[str], ActorId]] = []
        for actor in actors.values():
            for name in actor.names:
                self._by_key.setdefault(key_of(name.text), set()).add(actor.id)
                self._words.append((frozenset(words_of(name.text)), actor.id))
        self._by_code: dict[str, list[ActorId]] = {}
        for actor in actors.values():
            if actor.iso_alpha3:
                self._by_code.setdefault(actor.iso_alpha3, []).append(actor.id)
        self._titles: dict[str, frozenset[OfficeId]] = {}
        for office in offices:
            for title in (office.title, *office.aliases):
                self._titles[key_of(title)] = self._titles.get(key_of(title), frozenset()) | {office.id}

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
        known = self._actors.get(text)
        if known:
            return known, ()
        words = words_of(text[: MAX_NAME_LENGTH + 1])
        if not words or len(text) > MAX_NAME_LENGTH:
            raise UnknownActorError(
                text, reason=f"a name has at least one letter or digit, and at most {MAX_NAME_LENGTH} characters"
            )
        for split in range(len(words)):
            found = sorted(self._by_key.get("".join(words[split:]), ()))
            read = {actor: self._titles_before(words[:split], self._actors[actor]) for actor in found}
            fitting = {actor: titles for actor, titles in read.items() if titles is not None}
            if len(fitting) > 1:
                raise AmbiguousActorError(text, fitting)
            for actor, titles in fitting.items():
                return self._actors[actor], titles
        coded = self._by_code.get(text, [])  # in capitals alone: Pak and Hun are names of persons
        if len(coded) > 1:
            raise AmbiguousActorError(text, coded)
        if coded:
            return self._actors[coded[0]], ()
        raise self._not_found(text, words)

    def offices_titled(self, title: str) -> frozenset[OfficeId]:
        """Return the offices of any state or body that have this title; empty if there are none."""
        return self._titles.get(key_of(title), frozenset())

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
            if key in self._titles:
                return self._titles[key]
            for owner in (self._actors[found] for found in self._by_key.get(key, ())):
                if owner.kind is ActorKind.STATE and owner.id == actor.state_id:
                    return frozenset()
        return frozenset() if key in _PARTICLES else None

    def _not_found(self, text: str, words: tuple[str, ...]) -> AmbiguousActorError | UnknownActorError:
        # Part of a name is no name: it only tells among whom the caller may have to choose.
        rest = self._without_titles(words)
        wanted, partial = frozenset(rest), dict[ActorId, int]()
        for known, actor in self._words if wanted else ():
            if wanted <= known:
                partial[actor] = min(partial.get(actor, len(known)), len(known))
        closest = sorted(partial, key=lambda actor: (partial[actor], actor))
        if len(closest) > 1:
            return AmbiguousActorError(text, closest)
        named = any("".join(words[:end]) in self._titles for end in range(1, len(words) + 1))
        reason = "this names an office; use office_holder or offices_of" if named else ""
        return UnknownActorError(text, closest or (self._near("".join(rest)) if rest else ()), reason)

    def _without_titles(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return what is left of a text once titles, states and particles are taken from its beginning."""
        for end in range(len(words), 0, -1):
            key = "".join(words[:end])
            states = [found for found in self._by_key.get(key, ()) if self._actors[found].kind is ActorKind.STATE]
            if states or key in self._titles or key in _PARTICLES:
                return self._without_titles(words[end:])
        return words

    def _near(self, key: str) -> tuple[ActorId, ...]:
        near = close_matches(key, self._by_key)
        return tuple(dict.fromkeys(actor for found in near for actor in sorted(self._by_key[found])))
