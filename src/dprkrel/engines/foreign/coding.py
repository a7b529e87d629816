"""What the codes of other data are in our words, and the forms in which such data are published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from dprkrel.engines.foreign.lines import Published
from dprkrel.records.event_types import TYPES_OF_CLASS, EventType
from dprkrel.records.roles import Role


class Coding(NamedTuple):
    """What a code of other data is in our words.

    Attributes:
        event_type: the type of event; None where the code is broader than any type, or fits several.
        first: the role of who acts (Actor1, actor); None where the code does not tell it.
        second: the role of whom it is done to or with (Actor2, recipient); None likewise.
        reason: why it is so, or why there is no type.
    """

    event_type: EventType | None
    first: Role | None
    second: Role | None
    reason: str

    @property
    def event_class(self) -> str | None:
        """The class of the type; None where there is none."""
        return next((name for name, types in TYPES_OF_CLASS.items() if self.event_type in types), None)


class Form(NamedTuple):
    """A form in which event data are published.

    Attributes:
        name: what it is called: the beginning of ids, and the edition.
        codings: what its codes are in our words.
        code_column: the column of events that keeps its codes.
        has_urls: whether its rows have the address of a source.
        countries: its codes of countries that are not those of ISO, with those.
        country_ids: its codes of countries that ISO does not have, with the ids of the states.
        select: returns the SQL that reads the lines of a file, in the table `lines`, as rows with the columns of `READ`.
    """

    name: str
    codings: Mapping[str, Coding]
    code_column: str
    has_urls: bool
    countries: Mapping[str, str]
    country_ids: Mapping[str, str]
    select: Callable[[Published], str]


READ: Final = ("file", "line", "text", "reason", "id", "day", "code", "parts", "place", "latitude", "longitude", "url")
"""The columns of a row that is read, before states and types are found.

`reason` says why it is kept aside, and is null of good rows; `day` is a day number; `parts` are structs of `side` (1 or 2),
`code` (of a country) and `outside` (what someone is who is not part of the state; null of who is); `place`,
`latitude`, `longitude` and `url` are text as it was published.
"""

DAY_ONE: Final = "DATE '0001-01-01'"
"""The day with the number 1, in SQL."""
