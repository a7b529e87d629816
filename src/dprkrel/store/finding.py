"""Names to actors: every spelling in the data, however it is typed, and never a guess."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from dprkrel.errors import MAX_NAME_LENGTH, AmbiguousActorError, UnknownActorError
from dprkrel.records.actors import Actor
from dprkrel.store.names import (
    REMEMBERED,
    Holds,
    NameIndex,
    Reading,
    Standing,
    Words,
    composed,
    has_inner_capitals,
    spaced,
    words_of,
)

if TYPE_CHECKING:  # only what is not found at once needs them
    from dprkrel.store.around_names import Reader
    from dprkrel.store.suggestions import Suggestions


class Finder:
    """Finds whom a text means that is more than a listed name, weighs all ways to read it, and remembers them.

    Args:
        index: the listed names.
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self.read: Callable[[str], Actor | tuple[Reading, ...]] = lru_cache(REMEMBERED)(self._read)
        self._reader: Reader | None = None
        self._suggestions: Suggestions | None = None

    def find(self, text: str, holds: Holds, when: str = "") -> Actor:
        """Find the actor that a text names.

        Args:
            text: an id, a code, or any spelling, also with titles, offices
                and states around it ("Menlu Korut Choe Son Hui").
            holds: tells whether somebody held the offices of the titles.
            when: of which time that is, for messages.

        Returns:
            The actor.

        Raises:
            UnknownActorError: nothing in the data is spelled like this, or
                nobody of this name held such an office.
            AmbiguousActorError: several actors may be meant, or one who
                shares the name with somebody.
        """
        readings = self.read(text)
        if isinstance(readings, Actor):
            return readings
        fitting = [reading for reading in readings if not reading.titles or holds(reading)]
        if len(fitting) == 1:
            reading = fitting[0]
            if reading.standing == Standing.LISTED or (reading.standing == Standing.SHARED and reading.titles):
                return reading.actor
        if not fitting:
            raise self._unknown(text, readings, holds, when)
        ids = [reading.actor.id for reading in sorted(fitting, key=lambda reading: reading.standing)]
        if len(ids) == 1 and fitting[0].standing == Standing.WORD:
            raise UnknownActorError(text, ids, "this is part of a name")
        raise AmbiguousActorError(text, ids)

    def named(self, text: str) -> Actor | None:
        """Return the actor whom a text names beyond doubt, or None."""
        read = self.read(text)
        return read if isinstance(read, Actor) else None

    def _read(self, text: str) -> Actor | tuple[Reading, ...]:
        """Return whom a text names beyond doubt, or all ways to read it; `read` is the same and remembers."""
        known = self._index.known(text)
        if known:
            return known
        words = words_of(text[: MAX_NAME_LENGTH + 1])
        if not words or len(text) > MAX_NAME_LENGTH:
            raise UnknownActorError(
                text, reason=f"a name has at least one letter or digit, and at most {MAX_NAME_LENGTH} characters"
            )
        text = composed(text)
        readings = tuple(self._index.whole(text, words) or self._around(text, words) or self._twice(text))
        if len(readings) == 1 and readings[0].standing == Standing.LISTED and not readings[0].titles:
            return readings[0].actor
        return readings

    def _around(self, text: str, words: Words) -> list[Reading]:
        """Read a text with titles and states around a name, or a name that follows from a listed one by rule."""
        if self._reader is None:
            from dprkrel.store.around_names import Reader  # late: most names are found as they are listed

            self._reader = Reader(self._index)
        return self._reader.read(text, words_of(spaced(text)) if has_inner_capitals(text) else words)

    def _twice(self, text: str) -> list[Reading]:
        """Read a text that names one actor twice, the second time in parentheses: "North Korea (DPRK)"."""
        name, parenthesis, again = text.strip().partition("(")
        if not (parenthesis and again.endswith(")") and name.strip() and again.strip(" ()")):
            return []
        actor, same = self.read(name.strip()), self.read(again[:-1])
        is_one = isinstance(actor, Actor) and isinstance(same, Actor) and actor.id == same.id
        return [Reading(actor)] if isinstance(actor, Actor) and is_one else []

    def _unknown(
        self, text: str, readings: tuple[Reading, ...], holds: Holds, when: str
    ) -> AmbiguousActorError | UnknownActorError:
        listed = [reading.actor.id for reading in readings if reading.standing != Standing.WORD]
        if listed:
            return UnknownActorError(text, listed, f"no office of this title is known for them{when}")
        if self._suggestions is None:
            from dprkrel.store.suggestions import Suggestions  # late: only errors need it

            self._suggestions = Suggestions(self._index)
        return self._suggestions.error(text, words_of(text), holds)
