"""Records as they stand in the seeds: plain tables, of which nothing is sure yet."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from dprkrel.dates.when import When
from dprkrel.errors import DateError
from dprkrel.records.names import NameKind

MAX_SEED_BYTES: Final = 16 * 1024 * 1024
"""Longest file of the seeds; the longest has a twentieth of it."""

Row: TypeAlias = Mapping[str, object]
"""A record as it stands in the seeds."""

SeedRow: TypeAlias = tuple[str, str, object]
"""A record as it stands in the seeds, behind its file and kind."""


def by_id(rows: Iterable[SeedRow], wanted: str) -> dict[str, Row]:
    """Return the rows of one kind by id, without those that have none."""
    found = (data for _, kind, data in rows if kind == wanted and isinstance(data, Mapping))
    return {data["id"]: data for data in found if isinstance(data.get("id"), str)}


def text_in(row: Row, field: str) -> str:
    """Return the text of a field; empty where it has none."""
    value = row.get(field)
    return value if isinstance(value, str) else ""


def when_in(row: Row, field: str) -> When | None:
    """Return the date of a field, or None where it has none that can be read."""
    try:
        return When(text_in(row, field))
    except DateError:
        return None


def listed_in(row: Row, field: str) -> list[Row]:
    """Return the tables in a list of a row."""
    value = row.get(field)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def primary_name(actor: Row) -> str:
    """Return the primary name of an actor; empty where it has none."""
    return next(
        (text_in(name, "text") for name in listed_in(actor, "names") if name.get("kind") == NameKind.PRIMARY), ""
    )
