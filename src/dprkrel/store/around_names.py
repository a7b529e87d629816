"""What stands around a name: titles, states and particles, before it and after it, with spaces between them or without."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from dprkrel.records.actors import Actor, ActorKind
from dprkrel.store import particles
from dprkrel.store.names import LAST_WITH_MARKS, NameIndex, Reading, Standing, Words, is_cyrillic
from dprkrel.store.state_names import states_in_other_forms, states_named

if TYPE_CHECKING:
    from dprkrel.records.fields import OfficeId
    from dprkrel.store.derived_names import Derived

Named = Callable[[Words], list[Reading]]
"""Gives whom some words name."""

_UNITS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
"""A letter of a script that is written without spaces, or a word of another."""

LONGEST_NAME: Final = 24
"""How many units are looked up together."""

_LONGEST_TITLE: Final = 24
"""How many units a title may have from which a state in the middle is taken out."""


class Piece(NamedTuple):
    """What some words around a name may mean."""

    offices: frozenset[OfficeId] = frozenset()
    states: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    #: Whether they mean neither an office nor a state.
    is_particle: bool = False


class Units:
    """The words of a text, those of scripts without spaces taken apart into letters."""

    def __init__(self, words: Words) -> None:
        self._units: list[str] = []
        self._starts: set[int] = set()
        for word in words:
            self._starts.add(len(self._units))
            self._units.extend(_UNITS.findall(word))

    def __len__(self) -> int:
        return len(self._units)

    def key(self, start: int, end: int) -> str:
        """Return the key of what stands between two places."""
        return "".join(self._units[start:end])

    def words(self, start: int, end: int) -> Words:
        """Return the words between two places."""
        places = [start, *(place for place in range(start + 1, end) if place in self._starts), end]
        return tuple(self.key(one, other) for one, other in itertools.pairwise(places))

    def is_run_on(self, start: int, end: int) -> bool:
        """Tell whether what stands between two places is a part of a word."""
        return not (start in self._starts and (end in self._starts or end == len(self)))


class Around:
    """The pieces of a text that may stand around a name."""

    def __init__(self, index: NameIndex, units: Units, states_named: Callable[[Words], Iterable[str]]) -> None:
        self._index, self._units, self._states_named = index, units, states_named
        self._pieces: dict[tuple[int, int], Piece | None] = {}
        self._states: list[tuple[int, int, frozenset[str]]] | None = None
        self.before: set[int] = self._reached(0, forward=True)
        self.after: set[int] = self._reached(len(units), forward=False)

    def titles(self, start: int, end: int, actor: Actor, name: Words) -> Reading | None:
        """Read everything but the name, which stands between two places, as standing around the name of an actor; or None."""
        before, after = self._read(0, start, actor, name), self._read(end, len(self._units), actor, name)
        if before is None or after is None:
            return None
        former = any(self._units.key(*span) in particles.FORMER for part in (before, after) for span in part if part)
        titles = tuple(
            piece.offices
            for part in (before, after)
            for span in part
            if (piece := self._pieces[span]) and piece.offices
        )
        bodies = tuple(
            piece.bodies for part in (before, after) for span in part if (piece := self._pieces[span]) and piece.bodies
        )
        return Reading(actor, Standing.LISTED, titles, bodies, former) if titles or not bodies else None

    def _read(self, start: int, end: int, actor: Actor, name: Words) -> list[tuple[int, int]] | None:
        # From the end, each start read once: the readings of all words together are exponentially many.
        read: dict[int, list[tuple[int, int]]] = {end: []}
        for first in range(end - 1, start - 1, -1):
            for last in range(min(end, first + LONGEST_NAME), first, -1):
                if last in read and self._fits(first, last, actor, name):
                    read[first] = [(first, last), *read[last]]
                    break
        return read.get(start)

    def _fits(self, start: int, end: int, actor: Actor, name: Words) -> bool:
        piece = self._piece(start, end)
        if piece is None:
            return False
        key = self._units.key(start, end)
        if actor.kind is not ActorKind.PERSON:
            return key in particles.ARTICLES
        if piece.offices or piece.states:
            return not piece.states or actor.state_id in piece.states
        if key in particles.NEEDING_FULL_NAME:
            return len(name) > 1 or (name[0][0] > LAST_WITH_MARKS and actor.state_id in particles.SURNAME_FIRST)
        return key not in particles.POLITE_BUT_NOT_KOREAN or actor.state_id != "dprk"

    def _reached(self, place: int, *, forward: bool) -> set[int]:
        """Return up to which places all can be read as standing around a name, from one end of the text."""
        reached, waiting, total = {place}, [place], len(self._units)
        while waiting:
            at = waiting.pop()
            others = (
                range(at + 1, min(at + LONGEST_NAME, total) + 1) if forward else range(max(at - LONGEST_NAME, 0), at)
            )
            for other in others:
                if other not in reached and self._piece(min(at, other), max(at, other)) is not None:
                    reached.add(other)
                    waiting.append(other)
        return reached

    def _piece(self, start: int, end: int) -> Piece | None:
        span = start, end
        if span not in self._pieces:
            self._pieces[span] = self._find(start, end)
        return self._pieces[span]

    def _find(self, start: int, end: int) -> Piece | None:
        key = self._units.key(start, end)
        if key in particles.WORDS:
            return Piece(is_particle=True)
        if len(key) == 1 and self._units.is_run_on(start, end):
            return None  # a letter in the middle of a word is no title
        words = self._units.words(start, end)
        offices = self._index.titled(key) or self._declined(words)
        states = frozenset() if offices else frozenset(self._states_named(words))
        if offices or states:
            return Piece(offices, states)
        bodies = {reading.actor.id for reading in listed(self._index, words) if reading.actor.kind in _BODIES}
        return Piece(bodies=frozenset(bodies)) if bodies else self._around_a_state(start, end)

    def _declined(self, words: Words) -> frozenset[OfficeId]:
        """Return the offices of a title in Cyrillic in another case, of which the first word or two change."""
        if not is_cyrillic(words[:1]) or len(words) > _LONGEST_DECLINED:
            return frozenset()
        from dprkrel.store.declension import nominatives  # late: only Russian needs it

        forms = (
            (*nominative, *words[changed:])
            for changed in range(1, min(len(words), _DECLINED) + 1)
            for nominative in nominatives(words[:changed], lambda _: True)
        )
        return next((offices for form in forms if (offices := self._index.titled("".join(form)))), frozenset())

    def _around_a_state(self, start: int, end: int) -> Piece | None:
        """Read a title with a state in the middle of it, "Secretary of the Russian Security Council"."""
        if end - start > _LONGEST_TITLE or end - start < _SHORTEST_AROUND:
            return None
        for first, last, states in self._named_states():
            if start < first and last < end:
                offices = self._index.titled(self._units.key(start, first) + self._units.key(last, end))
                if offices:
                    return Piece(offices, states)
        return None

    def _named_states(self) -> list[tuple[int, int, frozenset[str]]]:
        if self._states is None:
            total = len(self._units)
            spans = (
                (first, last)
                for first in range(total)
                for last in range(first + 1, min(first + _LONGEST_TITLE, total) + 1)
            )
            found = (
                (first, last, frozenset(self._states_named(self._units.words(first, last)))) for first, last in spans
            )
            self._states = [(first, last, states) for first, last, states in found if states]
        return self._states


_SHORTEST_AROUND: Final = 3

_BODIES: Final = frozenset((ActorKind.ORGANIZATION, ActorKind.BLOC, ActorKind.MEDIA))
"""What kinds of actor have offices beside states."""

_LONGEST_DECLINED: Final = 6
_DECLINED: Final = 2


class Reader:
    """Reads a text as a name with what stands around it, the name as it is listed or as it follows by rule."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._names_by_rule: Derived | None = None

    def read(self, text: str, words: Words) -> list[Reading]:
        """Return the ways to read a text; of several names in it the longest counts, and a listed one before a derived."""
        units = Units(words)
        around = Around(self._index, units, self._states)
        return (
            self._longest(units, around, partial(listed, self._index))
            or [Reading(actor) for actor in states_in_other_forms(self._index, text)]
            or self._longest(units, around, self._derived().named)
        )

    def _derived(self) -> Derived:
        if self._names_by_rule is None:
            from dprkrel.store.derived_names import Derived  # late: most names are found as they are listed

            self._names_by_rule = Derived(self._index)
        return self._names_by_rule

    def _states(self, words: Words) -> list[str]:
        """Return the states that some words name, in whatever case."""
        found = states_named(self._index, words)
        return found if found or not is_cyrillic(words[:1]) else self._derived().states(words)

    def _longest(self, units: Units, around: Around, named: Named) -> list[Reading]:
        total = len(units)
        for length in range(min(total, LONGEST_NAME), 0, -1):
            found: dict[str, Reading] = {}
            for start in range(total - length + 1):
                end = start + length
                if start in around.before and end in around.after:
                    words = units.words(start, end)
                    for reading in named(words):
                        whole = around.titles(start, end, reading.actor, words)
                        if whole is not None:
                            found.setdefault(reading.actor.id, whole._replace(standing=reading.standing))
            if found:
                return [*found.values()]
        return []


def listed(index: NameIndex, words: Words) -> list[Reading]:
    """Return whom some words in a text name as they are listed; a code names nobody there."""
    return [reading for reading in index.spelled(words) if reading.standing != Standing.CODE]
