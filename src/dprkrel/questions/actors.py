"""Find the actor that a name means, without guessing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dprkrel.calls import text_of
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import UnknownActorError
from dprkrel.records.actors import Actor
from dprkrel.store.index import ANY
from dprkrel.store.indexes import index_of
from dprkrel.store.names import Reading
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from dprkrel.store.finding import Finder


def find_actor(self: Tables, text: str, *, on: DateLike | None = None) -> Actor:
    """Find the actor that a text names; never guess.

    Case, hyphens, spacing and Unicode form do not matter, nor do the marks
    of Latin, Greek and Cyrillic. Around the name of a person may stand
    titles of offices that they hold or held, and their own state, in the
    languages of the data. Other orders, initials, cases of Russian and
    romanizations of Korean are found if they follow from a listed name by
    rule. A part of a name ("Kim", "Korea") and a name that somebody else
    is known to bear are ambiguous or unknown, even if they fit only one
    actor. The codebook has the rules.

    Args:
        text: an id, a code, or any spelling in any language of the data.
        on: a day, or a longer date, on which the person must possibly have
            held the office of each title around the name.

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
        >>> [dprkrel.find_actor(text).id for text in ("Kim Chong-ŭn", "Президента Путина", "PRK")]
        ['kim-jong-un', 'vladimir-putin', 'dprk']
    """
    name = text_of(text)
    if name is None:
        raise UnknownActorError(text, reason=f"expected a name or id as text, got {type(text).__name__}")
    day = None if on is None else When.window(on, on)
    known = self.names.known(name)
    if known is not None:
        return known

    def holds(reading: Reading) -> bool:
        """Tell whether somebody may have held, on the day if one is given, an office of each title."""
        spans = index_of(self, "relation").spans(sides=[(reading.actor.id, ANY)])
        if day is None or reading.former:
            spells = spans.records
        else:
            spells = spans.overlapping(day.bounds[0], day.bounds[3], certain=False).of(spans.records)
        held = [(spell.office_id, spell.object_id) for spell in spells if spell.subject_id == reading.actor.id]
        return all(any(office in offices for office, _ in held) for offices in reading.titles) and all(
            any(body in bodies and office in offices for office, body in held for offices in reading.titles)
            for bodies in reading.bodies
        )

    return self.once(_finder).find(name, holds, "" if on is None else f" on {When.parse(on)}")


def read_name(tables: Tables, text: str) -> Actor | None:
    """Return the actor whom a text names beyond doubt, without the titles of anybody; or None."""
    return tables.names.known(text) or (tables.once(_finder).named(text) if text else None)


def _finder(tables: Tables) -> Finder:
    from dprkrel.store.finding import Finder  # late: most names are found as they are listed

    return Finder(tables.names)
