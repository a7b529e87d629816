"""Tables of records and results: the one way from what questions return to software for tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeGuard

import attrs

from dprkrel.calls import items_of, one_of
from dprkrel.errors import DprkrelError, described
from dprkrel.export.actor_tables import ACTORS, NAMES, PLACES, SOURCES
from dprkrel.export.answer_tables import (
    CHECKED_TEXTS,
    CONFLICTS,
    COUNTED,
    EXPLANATION,
    FAILURES,
    PANEL,
    POSITIONS,
    SUPERLATIVES,
)
from dprkrel.export.event_tables import EVENTS, PARTICIPANTS, QUANTITIES, REPORTS, VISITS, Reported
from dprkrel.export.ledger_tables import CHANGES, COVERAGE, COVERAGE_BY_MONTH, FIGURES, GAPS, RULES
from dprkrel.export.relation_tables import OFFICE_HOLDERS, OFFICES, RELATIONS
from dprkrel.export.schema import Row, Schema
from dprkrel.records.actors import Actor
from dprkrel.records.changes import Change
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage
from dprkrel.records.events import AnyEvent, Visit
from dprkrel.records.kinds import placed_reports
from dprkrel.records.offices import Office
from dprkrel.records.places import Place
from dprkrel.records.plain import Plain
from dprkrel.records.relations import Relation
from dprkrel.records.sources import Source
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables
from dprkrel.tabular.columns import Column, ColumnType
from dprkrel.tabular.table import Table

SCHEMAS: Final = MappingProxyType({
    schema.name: schema
    for schema in (
        VISITS, EVENTS, PARTICIPANTS, REPORTS, QUANTITIES, RELATIONS, OFFICES, OFFICE_HOLDERS, ACTORS, NAMES, PLACES,
        SOURCES, COVERAGE, GAPS, COVERAGE_BY_MONTH, RULES, FIGURES, CHANGES, POSITIONS, CONFLICTS, SUPERLATIVES,
        COUNTED, PANEL, EXPLANATION, CHECKED_TEXTS, FAILURES,
    )
})  # fmt: skip
"""Every table, by name."""

WHOLE: Final = MappingProxyType({name: schema for name, schema in SCHEMAS.items() if schema.rows is not None})
"""The tables that a whole dataset has."""

_NAME_OF: Final[tuple[tuple[type[Any], str], ...]] = (
    (Visit, "visits"), (AnyEvent, "events"), (Relation, "relations"), (Actor, "actors"), (Office, "offices"),
    (Place, "places"), (Source, "sources"), (Coverage, "coverage"), (CountingRule, "counting_rules"), (Change, "changes"),
)  # fmt: skip
"""The table of which the records of a class are rows."""

MATCH: Final = Column(
    "match",
    ColumnType.TEXT,
    "whether it certainly or only possibly lies in the window that was asked for: certain or possible; by all that is known"
    " (`implied_when`), so that it may be certain where the bounds of the row leave it open",
    "no window was asked for",
)

_MATCHED: Final = frozenset({"visits", "events", "relations"})
"""The tables with a column that tells how surely a row lies in the window."""


class _Answer(Protocol):
    def table(self) -> Table: ...


def table(self: Tables, records: object, name: str | None = None) -> Table:
    """Return a table of records or results, with typed columns, for pandas, polars, R, spreadsheets and databases.

    What each column means, and when it has no value, is listed on the page of
    tables; `schema` of the table has the same.

    Args:
        records: the name of a table of the whole dataset (`visits`, `events`, `participants`, `reports`, `relations`,
            `offices`, `actors`, `names`, `places`, `sources`, `coverage`, …; visits and events of every status), the results
            of a question, or records of one kind.
        name: of which table they are to be rows: None for that of their kind (`visits` only where all are visits), or one
            that lists parts of them, such as `participants`, `reports` or `names`; `visits` of events keeps the visits.

    Returns:
        A table, its rows in the order of the records; that of results has a column `match`.

    Raises:
        VocabularyError: there is no such table, or it is not of such records.
        DprkrelError: what is given are no records, or it cannot be told of which kind they are.

    Examples:
        >>> visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
        >>> dprkrel.table(visits).select("id", "start_earliest", "sending_iso3", "receiving_iso3", "match").to_dicts()[0]
        {'id': 'lavrov-visit-dprk-2023', 'start_earliest': datetime.date(2023, 10, 18), 'sending_iso3': 'RUS', 'receiving_iso3': 'PRK', 'match': 'certain'}
        >>> dprkrel.table("participants").columns[:4]
        ('event_id', 'number', 'actor_id', 'name')
    """
    if _has_a_table(records):
        return _named(records.table(), name)
    data, own, rows = _given(self, records, name)
    schema = _schema(own if name is None else name, own)
    parts = schema.parts.get(own)
    if parts is not None:
        rows = (row for record in rows for row in parts(data, record))
    return _filled(data, schema, rows, records if isinstance(records, Results) else None)


def _has_a_table(given: object) -> TypeGuard[_Answer]:
    """Tell whether something is an answer that holds several results, such as a count or a panel."""
    return attrs.has(type(given)) and not isinstance(given, Tables) and hasattr(given, "table")


def _named(made: Table, name: object) -> Table:
    if name is not None:
        one_of("name", name, [made.name])
    return made


def _given(data: Tables, given: object, name: str | None) -> tuple[Tables, str, Iterable[Row]]:
    """Return of which dataset and which table the rows are that somebody gives, and the rows."""
    if isinstance(given, Results):
        return given.data, given.name, _rows(given)
    if isinstance(given, str):
        own = one_of("table", given, WHOLE)
        rows: Any = WHOLE[own].rows  # which those of a whole dataset have
        return data, own, rows(data)
    records = _records(given)
    return data, _kind_of(records, name), records


def _no_records(found: str) -> DprkrelError:
    return DprkrelError(f"expected records of one kind, the results of a question, or the name of a table, got {found}")


def _records(given: object) -> tuple[Any, ...]:
    """Return records that somebody gives by hand: one, or several."""
    if isinstance(given, Plain):
        return (given,)
    if not isinstance(given, Iterable) or isinstance(given, bytes | type | Mapping | Table):
        raise _no_records(described(given))
    return tuple(items_of("records", given))


def _kind_of(records: tuple[Any, ...], name: object) -> str:
    """Return the table of which records are rows by their kind; of none that which is named."""
    if not records and name is None:
        raise DprkrelError('there are no records, so name the table that they would be rows of: table((), "visits")')
    if not records:
        named: str = one_of("name", name, SCHEMAS)
        return named
    for record_class, own in _NAME_OF:
        if all(isinstance(record, record_class) for record in records):
            return own
    raise _no_records(" and ".join(sorted({type(record).__name__ for record in records})))


def _schema(name: object, own: str) -> Schema:
    """Return the schema of a table that can be made of the rows of another, or of its own."""
    possible = [known for known, schema in SCHEMAS.items() if known == own or own in schema.parts]
    return SCHEMAS[one_of("name", name, possible)]


def _rows(given: Results[Any]) -> Iterator[Any]:
    """Yield what was found, with the record about which was asked where it does not say so, as reports and positions."""
    about = given.about
    if about is None:
        yield from given
        return
    placed = [*placed_reports(about)] if given.name == "reports" else []
    for found in given:
        if given.name == "reports":  # each report stands in one place, also where two are equal
            number = next(number for number, (_, report) in enumerate(placed) if report == found)
            yield Reported(about, *placed.pop(number))
        else:
            yield about, found


def _filled(data: Tables, schema: Schema, rows: Iterable[Any], results: Results[Any] | None = None) -> Table:
    values, edition = [field.value for field in schema.fields], data.edition
    if results is None or schema.name not in _MATCHED:
        return Table(schema.name, schema.columns, ((*(value(data, row) for value in values), edition) for row in rows))
    certain = results.certain_ids()
    return Table(
        schema.name,
        (*schema.columns[:-1], MATCH, schema.columns[-1]),
        ((*(value(data, row) for value in values), _match(row.id, certain), edition) for row in rows),
    )


def _match(record_id: str, certain: AbstractSet[str] | None) -> str | None:
    return None if certain is None else "certain" if record_id in certain else "possible"
