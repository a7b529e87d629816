"""Find the actor that a name means, without guessing."""

from __future__ import annotations

from typing import Any

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import UnknownActorError
from dprkrel.records.actors import Actor
from dprkrel.store.index import ANY, Index
from dprkrel.store.tables import Tables, compiled_index


def find_actor(self: Tables, text: str, *, on: DateLike | None = None) -> Actor:
    """Find the actor that a text names; never guess.

    Case, hyphens, spacing, diacritics and Unicode form do not matter.
    Titles of offices that a person holds or held, and their own state,
    may stand before the name.
    A part of a name ("Kim", "Korea") is ambiguous or unknown, even if it
    fits only one actor.

    Args:
        text: an id or any spelling in any language of the data.
        on: a day, or a longer date, on which the person must possibly have
            held the office of a title before the name.

    Returns:
        The actor of that name.

    Raises:
        UnknownActorError: no actor has this name; `suggestions` has the nearest.
        AmbiguousActorError: several actors may be meant; `candidates` lists them.
        DateError: `on` cannot be read.

    Examples:
        >>> dprkrel.find_actor("Menlu Korut Choe Son Hui").id
        'choe-son-hui'
        >>> dprkrel.find_actor("Korea Utara").name
        'North Korea'
    """
    if not isinstance(text, str):
        raise UnknownActorError(text, reason=f"expected a name or id as text, got {type(text).__name__}")
    day = None if on is None else When.window(on, on)
    actor, titles = self.names.find(text)
    if titles:
        held = {
            spell.office_id
            for spell in index_of(self, "relation").spans(sides=[(actor.id, ANY)]).records
            if spell.subject_id == actor.id and (day is None or spell.when.overlaps(day) is not Certainty.IMPOSSIBLE)
        }
        if any(held.isdisjoint(offices) for offices in titles):
            when = "" if on is None else f" on {on}"
            raise UnknownActorError(text, (actor.id,), f"no office of this title is known for them{when}")
    return actor


def index_of(tables: Tables, kind: str) -> Index[Any]:
    """Return the index of the events or relations of tables: the one that was compiled with them, or else one made now."""
    return tables.once(_index, kind)


def _index(tables: Tables, kind: str) -> Index[Any]:
    compiled = compiled_index(tables, kind)
    if compiled is not None:
        return compiled
    from dprkrel.store.indexing import index_made  # late: compiled data have their own

    return index_made(tables, kind)
