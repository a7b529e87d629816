"""In which file of the seeds a record lies, and in what order: with the actor that it is about, or in its month.

States and persons have a file each, other actors one for each kind. With an
actor lie its offices, its relations, and the events that open, change or end
relations with it. All other events lie in the month in which they began,
sources in that of their publication.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from dprkrel.curation.rows import Row, text_in, when_in
from dprkrel.records.actors import ActorKind
from dprkrel.records.events import RelationChange

DPRK: Final = "dprk"
"""The state that the dataset is about: what it has with another lies in the file of the other."""

FIRST_BY_MONTH: Final = 2018
"""From this year on there is a file for each month, before it one for each year."""

_ONE_FILE: Final = {
    "place": "places.toml",
    "counting_rule": "counting-rules.toml",
    "coverage": "coverage.toml",
    "edition": "edition.toml",
}
"""Kinds of record of which all lie in one file, and the edition."""

_ONE_FILE_OF_ACTORS: Final = {"media": "media.toml", "organization": "organizations.toml", "bloc": "blocs.toml"}
"""Kinds of actor of which all lie in one file."""

_ORDER: Final = ("actor", "office", "relation", "event")
"""What comes first in a file that holds several kinds; all others stand in files of their own."""

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EDITION: Final = re.compile(r"[0-9]+(\.[0-9]+){2,3}")


def file_of(kind: str, row: object, actors: Mapping[str, Row]) -> str | None:
    """Return the file in which a record lies, relative to the seeds.

    Args:
        kind: the kind of record, such as `event`.
        row: its fields.
        actors: the actors of the seeds by id.

    Returns:
        A path with `/`; None where the record is too faulty to say, as when
        it has no id, or names an actor that the seeds do not have.

    Examples:
        >>> file_of("source", {"id": "tass-2024-06-19", "published": "2024-06-19"}, {})
        'sources/2024-06.toml'
        >>> file_of("office", {"id": "mongolia-president", "of_id": "mongolia"},
        ...         {"mongolia": {"id": "mongolia", "kind": "state"}})
        'states/mongolia.toml'
    """
    rule = _RULES.get(kind)
    if rule is None:
        return _ONE_FILE.get(kind)
    return rule(row, actors) if isinstance(row, Mapping) else None


def order_of(kind: str, row: object) -> tuple[int, datetime.date, datetime.date, str]:
    """Return the key by which the records of a file are sorted: kind, first day known, last day known, id.

    Examples:
        >>> order_of("event", {"id": "choe-visit", "when": "2024-01"})
        (3, datetime.date(2024, 1, 1), datetime.date(2024, 1, 31), 'choe-visit')
    """
    fields = row if isinstance(row, Mapping) else {}
    place = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    when = when_in(fields, "published" if kind == "source" else "when")
    return place, *(when.sort_key if when else (datetime.date.min, datetime.date.min)), text_in(fields, "id")


def _of_actor(row: Row, _: Mapping[str, Row]) -> str | None:
    name, kind, state = (text_in(row, field) for field in ("id", "kind", "state_id"))
    if not _NAME.fullmatch(name) or (state and not _NAME.fullmatch(state)):
        return None
    match kind:
        case "state":
            return f"states/{name}.toml"
        case "person":
            return f"persons/{state}/{name}.toml" if state else f"persons/{name}.toml"
    return _ONE_FILE_OF_ACTORS.get(kind)


def _with(actor_id: object, actors: Mapping[str, Row]) -> str | None:
    """Return the file of the actor with this id."""
    return _of_actor(actors[actor_id], actors) if isinstance(actor_id, str) and actor_id in actors else None


def _of_office(row: Row, actors: Mapping[str, Row]) -> str | None:
    return _with(row.get("of_id"), actors)


def _of_relation(row: Row, actors: Mapping[str, Row]) -> str | None:
    subject = row.get("subject_id")
    return _with(row.get("object_id") if subject == DPRK else subject, actors)


def _of_event(row: Row, actors: Mapping[str, Row]) -> str | None:
    other = _other_side(row, actors) if text_in(row, "event_type") in RelationChange.EVENT_TYPES else None
    if other is not None:
        return _with(other, actors)
    when = when_in(row, "when")
    # The first day that is known at all, as in the order of answers: of "[..2023-10-19]" it is the last.
    return f"events/{_period(when.sort_key[0])}.toml" if when else None


def _other_side(row: Row, actors: Mapping[str, Row]) -> str | None:
    """Return with whom relations change: the first who takes part beside the DPRK and persons."""
    others = (actor_id for actor_id in _participants(row) if actor_id != DPRK)
    return next((one for one in others if actors.get(one, {}).get("kind") != ActorKind.PERSON), None)


def _participants(row: Row) -> Iterator[str]:
    listed = row.get("participants")
    for one in listed if isinstance(listed, list) else ():
        yield text_in(one, "actor_id") if isinstance(one, Mapping) else ""


def _of_source(row: Row, _: Mapping[str, Row]) -> str | None:
    when = when_in(row, "published")
    if when is None and "published" in row:
        return None
    return f"sources/{_period(when.earliest) if when and when.earliest else 'undated'}.toml"


def _of_change(row: Row, _: Mapping[str, Row]) -> str | None:
    edition = text_in(row, "edition")
    return f"changes/{edition}.toml" if _EDITION.fullmatch(edition) else None


def _period(day: datetime.date) -> str:
    return f"{day:%Y-%m}" if day.year >= FIRST_BY_MONTH else f"{day.year:04}"


_RULES: Final[dict[str, Callable[[Row, Mapping[str, Row]], str | None]]] = {
    "actor": _of_actor,
    "office": _of_office,
    "relation": _of_relation,
    "event": _of_event,
    "source": _of_source,
    "change": _of_change,
}
