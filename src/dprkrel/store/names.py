"""Names of actors: how spellings are read as words, and what stands for whom."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from dprkrel.errors import MAX_NAME_LENGTH
from dprkrel.records.actors import Actor
from dprkrel.records.fields import OfficeId

_ASCII: Final = {
    code: None if chr(code) in "'`" or (not chr(code).isprintable() and not chr(code).isspace()) else " "
    for code in range(128)
    if not chr(code).isalnum()
}
"""What becomes of the characters of ASCII that are no part of a word."""

_LETTERS: Final = {ord(letter): plain for letter, plain in zip("łøđħıŧæœðþ", ("l", "o", "d", "h", "i", "t", "ae", "oe", "d", "th"), strict=True)}  # fmt: skip
"""Latin letters that Unicode does not take apart into a letter and a mark."""

LAST_WITH_MARKS: Final = "\u052f"
"""Up to this letter of Cyrillic all scripts have marks that many leave out, and spaces between words: Latin, Greek, Cyrillic."""

_FIRST_OF_CYRILLIC: Final = "\u0400"

_VARIANTS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Characters that choose how the one before them is drawn."""

Words: TypeAlias = tuple[str, ...]
"""The words of a text, as `words_of` splits it."""


def words_of(text: str, *, exactly: bool = False) -> Words:
    """Split a text into words that differ neither by case, hyphens nor Unicode form, nor by marks on Latin, Greek or Cyrillic.

    Args:
        text: any text.
        exactly: whether marks and the letters that carry them count after all.

    Examples:
        >>> words_of("Kim Jong-ŭn’s")
        ('kim', 'jong', 'uns')
        >>> words_of("Pхеньян") == words_of("pхеньян")
        True
        >>> words_of("バリ") == words_of("パリ")
        False
    """
    if text.isascii():  # most texts are, and need no tables of Unicode
        return tuple(text.lower().translate(_ASCII).split())
    import unicodedata  # late, since few need it

    letters: list[str] = []
    plain = True  # whether the letter before a mark is known without it
    for character in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()):
        category = unicodedata.category(character)
        if character.isspace():  # tabs and line ends are controls to Unicode, spaces to those who paste them
            letters.append(" ")
            plain = True
        elif category[0] in "LN":
            letters.append(character)
            plain = character <= LAST_WITH_MARKS and not exactly
        elif category[0] == "M":
            if not plain and character not in _VARIANTS:
                letters.append(character)
        elif category[0] != "C" and character not in "'’‘ʼ`´":
            letters.append(" ")
            plain = True
    joined = unicodedata.normalize("NFC", "".join(letters))
    return tuple((joined if exactly else joined.translate(_LETTERS)).split())


def composed(text: str) -> str:
    """Return a text in the one form of Unicode in which its letters are looked at one by one.

    Examples:
        >>> len("й"), len(composed("и\u0306")), composed("ＤＰＲＫ")
        (1, 1, 'DPRK')
    """
    if text.isascii():
        return text
    import unicodedata  # late, as above

    return unicodedata.normalize("NFKC", text)


def key_of(text: str) -> str:
    """Return the key under which a spelling is filed: its words, run together.

    Examples:
        >>> key_of("Choe Son-hui") == key_of("CHOE  SONHUI")
        True
    """
    return "".join(words_of(text))


def joints_of(words: Words) -> frozenset[int]:
    """Return after how many letters of their key one word ends and the next begins; initials are one word.

    Examples:
        >>> sorted(joints_of(("kim", "jong", "un"))), sorted(joints_of(("d", "p", "r", "k")))
        ([3, 7], [])
    """
    joints, length = set(), 0
    for word, following in itertools.pairwise(words):
        length += len(word)
        if len(word) > 1 or len(following) > 1 or word > LAST_WITH_MARKS:
            joints.add(length)
    return frozenset(joints)


def is_cyrillic(words: Words) -> bool:
    """Tell whether all of some words begin with a letter of Cyrillic.

    Examples:
        >>> is_cyrillic(("мид", "кндр")), is_cyrillic(("мид", "dprk"))
        (True, False)
    """
    return all(_FIRST_OF_CYRILLIC <= word[0] <= LAST_WITH_MARKS for word in words)


def bare_name(text: str) -> str:
    """Return the name that a qualified one shares with somebody: what stands before the parenthesis; or nothing.

    Examples:
        >>> bare_name("Ri Yong Ho (general)"), bare_name("Ri Yong Gil")
        ('Ri Yong Ho', '')
    """
    bare, parenthesis, _ = text.partition(" (")
    return bare.strip() if parenthesis and text.endswith(")") else ""


class Standing:
    """What a spelling is to an actor, as a letter of the index."""

    #: It is listed, and finds the actor.
    LISTED: Final = ""
    #: Others bear the name too: it finds the actor only with a title that tells them apart.
    SHARED: Final = "s"
    #: It is a word of the actor's name that somebody else is called by: it finds the actor never, and makes the other ambiguous.
    WORD: Final = "w"
    #: It is a code, and stands for the state only if it stands alone.
    CODE: Final = "c"


class Reading(NamedTuple):
    """One way to read a text: whom its name means, how sure that is, and the offices that each title around it may mean."""

    actor: Actor
    standing: str = Standing.LISTED
    titles: tuple[frozenset[OfficeId], ...] = ()
    #: The ministries and other bodies around it, of each of which one of the offices must be.
    bodies: tuple[frozenset[str], ...] = ()
    #: Whether it says that the titles are of the past.
    former: bool = False


Ids: TypeAlias = Mapping[str, Collection[str]]
"""Ids by what stands for them."""

Holds: TypeAlias = Callable[[Reading], bool]
"""Tells whether the actor of a reading may have held an office of each of its titles."""


class NameIndex:
    """An index of the spellings of actors and offices.

    Args:
        names: what each key stands for, as `spellings` has it.
        spelled: the ids of the actors spelled with each text of words.
        actor: gives the actor with an id, or None.
    """

    _names: Ids
    _spelled: Ids
    actor: Callable[[str], Actor | None]
    _remembered: Callable[[str], Actor | None]

    def __init__(self, names: Ids, spelled: Ids, actor: Callable[[str], Actor | None]) -> None:
        remembered = lru_cache(REMEMBERED)(self._known)
        vars(self).update(_names=names, _spelled=spelled, actor=actor, _remembered=remembered)

    def known(self, text: str) -> Actor | None:
        """Return the actor who has an id or is spelled as a whole text is, beyond doubt; texts that may be names are remembered."""
        return self._remembered(text) if len(text) <= MAX_NAME_LENGTH else self.actor(text)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an index of names cannot change (attribute {name!r})", name=name, obj=self)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"an index of names cannot change (attribute {name!r})", name=name, obj=self)

    def _known(self, text: str) -> Actor | None:
        actor = self.actor(text)
        if actor is None:
            text = composed(text)
            words = words_of(text)
            readings = self.whole(text, words) if words else []
            if len(readings) == 1 and readings[0].standing == Standing.LISTED:
                actor = readings[0].actor
        return actor

    def whole(self, text: str, words: Words) -> list[Reading]:
        """Read a text that is a name or code and nothing else."""
        key = "".join(words)
        found = self.named(key, joints_of(words) if len(words) > 1 or has_inner_capitals(text) else frozenset())
        if has_inner_capitals(text) and found:
            found = self.named(key, joints_of(words_of(spaced(text))))
        if len(found) > 1:  # the marks may tell them apart
            exact = self._names.get("=" + " ".join(words_of(text, exactly=True)), ())
            found = [reading for reading in found if reading.actor.id in exact] or found
        if text.strip().isalnum() and not text.strip().istitle():  # "Pak" and "Ken" are how persons are written
            found = [reading._replace(standing=reading.standing.replace(Standing.CODE, "")) for reading in found]
        else:
            found = [reading for reading in found if reading.standing != Standing.CODE]
        return found or [Reading(actor) for actor in map(self.actor, self._names.get(f"#{text.strip()}", ())) if actor]

    def spellings(self) -> Iterable[tuple[str, Collection[str]]]:
        """Return every spelling as words, with the ids of the actors who are spelled so."""
        return self._spelled.items()

    def titled(self, key: str) -> frozenset[OfficeId]:
        """Return the offices whose title has this key."""
        return frozenset(map(OfficeId, self._names.get(f"@{key}", ())))

    def spelled(self, words: Words) -> list[Reading]:
        """Return the actors of whom some words are a spelling, or stand as one, by id."""
        return self.named("".join(words), joints_of(words))

    def named(self, key: str, joints: frozenset[int] = frozenset()) -> list[Reading]:
        """Return the actors for whom a key stands, by id.

        Args:
            key: words, run together.
            joints: where the words of the text meet, of which a spelling must have all: "Rim U Yong" is not Ri Mu Yong.
        """
        found: dict[str, Reading] = {}
        for entry in sorted(self._names.get(key, ())):
            actor_id, _, rest = entry.partition(":")
            places, _, standing = rest.partition(":")
            known = found.get(actor_id)
            if known is not None and known.standing <= standing:
                continue
            actor = self.actor(actor_id)
            if actor is not None and (not joints or _agree(joints, places, key, actor)):
                found[actor_id] = Reading(actor, standing)
        return [*found.values()]


def has_inner_capitals(text: str) -> bool:
    """Tell whether a text has a word such as "SergeiLavrov"."""
    return (
        any(before.islower() and after.isupper() for before, after in itertools.pairwise(text)) and spaced(text) != text
    )


def spaced(text: str) -> str:
    """Return a text with a space before each capital inside a word that begins with one.

    Examples:
        >>> spaced("SergeiLavrov of the DPRK")
        'Sergei Lavrov of the DPRK'
    """
    letters, before, is_capitalized = [], " ", False
    for letter in text:
        if not before.isalnum():
            is_capitalized = letter.isupper()
        if is_capitalized and before.islower() and letter.isupper():
            letters.append(" ")
        letters.append(letter)
        before = letter
    return "".join(letters)


def _agree(joints: frozenset[int], places: str, key: str, actor: Actor) -> bool:
    """Tell whether the words of a text can be those of a spelling: each ends where one of the spelling does.

    In a name of several words the first, of a Korean the surname, must be the
    same, and one of the two may run the others together.
    """
    spelled = frozenset(map(int, places.split(","))) if places else frozenset()
    if joints <= spelled:
        return True
    if key[:1] > LAST_WITH_MARKS and (actor.kind == "person" or len(key) > _SHORT):
        return True  # in these scripts nobody is sure where to put a space
    return bool(spelled) and spelled <= joints and min(spelled) == min(joints)


_SHORT: Final = 3
"""How many letters a name of a state in a script without spaces may have so that a space makes it another name."""

REMEMBERED: Final = 10_000
"""For how many texts it is remembered whom they name, so that they need not be read again."""
