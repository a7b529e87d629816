"""What a table is made of: which rows it has, and how the value of each column follows from a record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from dprkrel.dates.when import When
from dprkrel.records.fields import ActorId, PlaceId, SourceId
from dprkrel.records.reports import Report
from dprkrel.store.tables import Tables
from dprkrel.tabular.columns import Column, ColumnType
from dprkrel.tabular.table import Value

Row: TypeAlias = Any
"""What one row is about: a record, or a record with one of its parts."""


class Field(NamedTuple):
    """A column of a schema, with what finds its value.

    Attributes:
        column: the column.
        value: what returns its value of a dataset and what the row is about.
    """

    column: Column
    value: Callable[[Tables, Row], Value]


class Schema(NamedTuple):
    """The schema of a table.

    Attributes:
        name: the name of the table.
        about: what one row is.
        key: the columns that together tell the rows apart; empty where nothing does.
        fields: the columns, with what finds their values.
        rows: what yields the rows of a whole dataset, or records that its own name has among the parts; None of a table of
            answers alone.
        parts: what yields the rows of one record, by the name of the table of which the record is a row.
    """

    name: str
    about: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Tables], Iterable[Row]] | None = None
    parts: Mapping[str, Callable[[Tables, Any], Iterable[Row]]] = MappingProxyType({})

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, with the edition of the data at the end."""
        return (*(field.column for field in self.fields), EDITION)


EDITION: Final = Column("edition", ColumnType.TEXT, "the edition of the data from which the row was made")


def text(
    name: str,
    meaning: str,
    value: Callable[[Tables, Row], Value],
    null: str | None = None,
    references: str | None = None,
) -> Field:
    """Return a column of text."""
    return Field(Column(name, ColumnType.TEXT, meaning, null, references), value)


def integer(name: str, meaning: str, value: Callable[[Tables, Row], Value], null: str | None = None) -> Field:
    """Return a column of whole numbers."""
    return Field(Column(name, ColumnType.INTEGER, meaning, null), value)


def number(name: str, meaning: str, value: Callable[[Tables, Row], Value], null: str | None = None) -> Field:
    """Return a column of numbers with a point."""
    return Field(Column(name, ColumnType.NUMBER, meaning, null), value)


def boolean(name: str, meaning: str, value: Callable[[Tables, Row], Value], null: str | None = None) -> Field:
    """Return a column of truth values."""
    return Field(Column(name, ColumnType.BOOLEAN, meaning, null), value)


def day(name: str, meaning: str, value: Callable[[Tables, Row], Value], null: str | None = None) -> Field:
    """Return a column of days."""
    return Field(Column(name, ColumnType.DATE, meaning, null), value)


def texts(name: str, meaning: str, value: Callable[[Tables, Row], Iterable[str]]) -> Field:
    """Return a column of lists of texts, each list without doubles."""
    return Field(
        Column(name, ColumnType.LIST, meaning), lambda data, row: tuple(dict.fromkeys(map(str, value(data, row))))
    )


def dates(of: str, value: Callable[[Row], When | None], null: str | None = None) -> tuple[Field, ...]:
    """Return the columns of a date: EDTF, the four bounds as days, and whether it is in doubt.

    Args:
        of: whose date it is, for the meaning.
        value: what returns the date of a row.
        null: what it means if there is none.
    """

    def bound(place: int) -> Callable[[Tables, Row], Value]:
        def find(_: Tables, row: Row) -> Value:
            when = value(row)
            bounds = (
                () if when is None else (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
            )
            day: datetime.date | None = bounds[place] if bounds else None
            return day

        return find

    none = "no such bound is known" + (f", or {null}" if null else "")
    return (
        text("when", f"{of} in EDTF, as precise as the evidence", lambda _, row: _edtf(value(row)), null),
        day("start_earliest", "first day on which it may have begun (Gregorian)", bound(0), none),
        day("start_latest", "last day on which it may have begun (Gregorian)", bound(1), none),
        day("end_earliest", "first day on which it may have ended (Gregorian)", bound(2), none),
        day("end_latest", "last day on which it may have ended (Gregorian)", bound(3), none),
        boolean(
            "when_doubtful",
            "whether the date is marked as approximate or uncertain (`~`, `?`, `%`), so that its bounds are not sure either",
            lambda _, row: None if (when := value(row)) is None else when.doubtful,
            null,
        ),
    )


def _edtf(when: When | None) -> str | None:
    return None if when is None else when.edtf


def sourced(reports: Callable[[Row], Iterable[Report]]) -> tuple[Field, ...]:
    """Return the columns that say where something stands: the sources of its reports, and their addresses."""
    return (
        texts("source_ids", "the sources of its reports (`sources.id`), in the order of the record",
              lambda _, row: (report.source_id for report in reports(row))),
        texts("urls", "the addresses of these sources, as far as they have one; http or https",
              lambda data, row: urls_of(data, (report.source_id for report in reports(row)))),
    )  # fmt: skip


def urls_of(data: Tables, source_ids: Iterable[SourceId]) -> Iterator[str]:
    """Yield the addresses of some sources."""
    return (url for source_id in source_ids if (url := data.source(source_id).url))


def name_of(data: Tables, actor_id: ActorId | None) -> str | None:
    """Return the primary name of an actor."""
    return None if actor_id is None else data.actor(actor_id).name


def iso3_of(data: Tables, actor_id: ActorId | None) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a state of today."""
    return None if actor_id is None else data.actor(actor_id).iso_alpha3


def cow_of(data: Tables, actor_id: ActorId | None) -> int | None:
    """Return the number of a state in the list of the Correlates of War project."""
    return None if actor_id is None else data.actor(actor_id).cow_code


def codes(prefix: str, whose: str, state: Callable[[Tables, Row], ActorId | None], null: str) -> tuple[Field, ...]:
    """Return the columns of the codes of a state.

    Args:
        prefix: how their names begin, such as `sending`.
        whose: which state it is, for the meaning.
        state: what returns its id.
        null: what it means if there is no state.
    """
    return (
        text(f"{prefix}_iso3", f"ISO 3166-1 alpha-3 code of {whose}", lambda data, row: iso3_of(data, state(data, row)),
             f"{null}, or it has none, as a state that is no more"),
        integer(f"{prefix}_cow", f"number of {whose} in the state list of the Correlates of War project",
                lambda data, row: cow_of(data, state(data, row)), f"{null}, or it is not in that list"),
    )  # fmt: skip


def states(prefix: str, meaning: str, state: Callable[[Tables, Row], ActorId | None], null: str) -> tuple[Field, ...]:
    """Return the columns of a state: id, name and codes; the arguments are those of `codes` and `text`."""
    return (
        text(f"{prefix}_id", meaning, state, null, "actors.id"),
        text(f"{prefix}_name", "its name", lambda data, row: name_of(data, state(data, row)), "as for the id"),
        *codes(prefix, "this state", state, "as for the id"),
    )


def place_name(data: Tables, place_id: PlaceId | None) -> str | None:
    """Return the name of a place."""
    return None if place_id is None else data.place(place_id).name
