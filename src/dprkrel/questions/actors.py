"""Find the actor that a name means, without guessing."""

from __future__ import annotations

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import UnknownActorError
from dprkrel.records.actors import Actor
from dprkrel.store.index import ANY
from dprkrel.store.names import Reading
from dprkrel.store.tables import Tables


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
    read = self.names.read(text)
    if isinstance(read, Actor):
        return read

    def holds(reading: Reading) -> bool:
        """Tell whether somebody may have held, on the day if one is given, an office of each title."""
        held = [
            (spell.office_id, spell.object_id)
            for spell in self.index("relation").spans(sides=[(reading.actor.id, ANY)]).records
            if spell.subject_id == reading.actor.id
            and (day is None or reading.former or spell.when.overlaps(day) is not Certainty.IMPOSSIBLE)
        ]
        return all(any(office in offices for office, _ in held) for offices in reading.titles) and all(
            any(body in bodies and office in offices for office, body in held for offices in reading.titles)
            for bodies in reading.bodies
        )

    return self.names.find(text, holds, "" if on is None else f" on {on}")
