"""Read by which title which offices of a state or body are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Final, NamedTuple

from dprkrel.calls import text_of
from dprkrel.errors import MAX_NAME_LENGTH, UnknownOfficeError, close_matches
from dprkrel.questions.actors import read_name
from dprkrel.records.actors import Actor
from dprkrel.records.fields import ActorId, OfficeId
from dprkrel.records.offices import Office
from dprkrel.store.names import Words, key_of, words_of
from dprkrel.store.particles import JOINING
from dprkrel.store.tables import Tables

_SUGGESTED: Final = 5
"""How many titles an error suggests at most."""


class _Titles(NamedTuple):
    """By which titles the offices of one state or body are known, and how each is written."""

    offices: dict[str, dict[OfficeId, None]]
    shared: dict[str, dict[OfficeId, None]]
    written: dict[str, str]


def offices_asked_for(tables: Tables, title: object, owner: Actor) -> frozenset[OfficeId]:
    """Return the offices of a state or body that a title means.

    Args:
        tables: all records.
        title: an id, a title, an alias, or a title of the function of the office
            in any language, with or without the name of the owner beside it.
        owner: the state or body.

    Raises:
        UnknownOfficeError: no office of the owner bears this title, or one of
            several is meant; the nearest titles are suggested.
    """
    text = text_of(title)
    if text is None or len(text) > MAX_NAME_LENGTH:
        raise UnknownOfficeError(title, reason=f"expected a title of at most {MAX_NAME_LENGTH} characters")
    known = tables.once(_remembering)(owner.id)
    readings = [text]
    meant = known.offices.get(text) or known.offices.get(key_of(text))
    for name, rest in () if meant else _parted(words_of(re.sub(r"(?i)['’]s\b", "", text))):
        key = key_of(rest)
        is_title = key in known.offices or key in known.shared
        # Other forms than those listed are looked for where a title is left, since that takes long.
        if rest and (_listed(owner, name) or (is_title and _named(tables, owner, name))):
            readings.append(rest)
            meant = meant or known.offices.get(key)
    if meant:
        return frozenset(meant)
    raise _not_known(tables, text, list(dict.fromkeys(readings)), known, owner)


def _not_known(tables: Tables, title: str, readings: Iterable[str], known: _Titles, owner: Actor) -> UnknownOfficeError:
    for reading in readings:
        shared = known.shared.get(key_of(reading))
        if shared:
            why = f"several offices of {owner.name} may bear this title; say which"
            return UnknownOfficeError(title, _highest(tables, shared), why)
    near = [known.written[key] for reading in readings for key in close_matches(key_of(reading), known.written)]
    offices = {office_id for ids in known.offices.values() for office_id in ids}
    suggested = [*dict.fromkeys(near)][:_SUGGESTED] or _highest(tables, offices)
    return UnknownOfficeError(title, suggested, f"among the offices of {owner.name}")


def _highest(tables: Tables, offices: Iterable[OfficeId]) -> list[str]:
    """Return the titles of the highest of some offices, by the alphabet."""
    ranked = sorted(map(tables.office, offices), key=lambda office: (-office.rank.number, office.id))
    return sorted(office.title for office in ranked[:_SUGGESTED])


def _parted(words: Words) -> Iterator[tuple[str, str]]:
    """Yield the ways to part words into a name and the rest, on either side, also between letters in scripts without spaces."""
    cuts = [(words[:split], words[split:]) for split in range(1, len(words))]
    if len(words) == 1 and not words[0].isascii():
        cuts += [((words[0][:split],), (words[0][split:],)) for split in range(1, len(words[0]))]
    for first, second in cuts:
        for name, rest in ((first, second), (second, first)):
            yield " ".join(_stripped(name)), " ".join(_stripped(rest))


def _stripped(words: Words) -> Words:
    while words and words[0] in JOINING:
        words = words[1:]
    while words and words[-1] in JOINING:
        words = words[:-1]
    return words


def _listed(owner: Actor, text: str) -> bool:
    """Tell whether a text is a listed name of the owner."""
    return bool(text) and key_of(text) in {key_of(name.text) for name in owner.names}


def _named(tables: Tables, owner: Actor, text: str) -> bool:
    """Tell whether a text is found as the name of the owner, in any form that names are found."""
    named = read_name(tables, text) if words_of(text) else None
    return named is not None and named.id == owner.id


def _remembering(tables: Tables) -> Callable[[ActorId], _Titles]:
    """Return `_titles_of` for these tables: the titles of one owner are read when its offices are first asked for."""
    return cache(partial(_titles_of, tables))


def _titles_of(tables: Tables, owner_id: ActorId) -> _Titles:
    known, keyed = _Titles({}, {}, {}), cache(key_of)  # many offices of a state share the titles of their function
    for office in tables.once(_offices_by_owner).get(owner_id, ()):
        known.offices.setdefault(office.id, {})[office.id] = None
        for title in office.titles:
            known.written.setdefault(keyed(title), title)
            known.offices.setdefault(keyed(title), {})[office.id] = None
        for title in office.shared_titles:
            known.shared.setdefault(keyed(title), {})[office.id] = None
    return known


def _offices_by_owner(tables: Tables) -> dict[ActorId, list[Office]]:
    found: dict[ActorId, list[Office]] = {}
    for office in tables.offices:
        found.setdefault(office.of_id, []).append(office)
    return found
