"""The columnar layout: which Parquet files stand for a dataset, how they are divided, and the columns that each has.

A folder in this layout has a manifest, `layout.json`, and one folder for each
table. Events and relations, and what belongs to them, are divided by how long
they last and by the period in which they began, as Hive does, so that a
window reads few files: `events/span=month/period=1990/part-0.parquet`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.engines.packages import pyarrow
from dprkrel.export.schema import Schema
from dprkrel.export.tables import WHOLE
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.implied import Bounds
from dprkrel.tabular.columns import Column, ColumnType

VERSION: Final = 1
"""The version of the layout; a reader refuses folders of a later one."""

MANIFEST: Final = "layout.json"
"""The file that says what a folder holds."""

SPANS: Final = MappingProxyType({"month": 31, "year": 366, "decade": 3_660})
"""How many days may lie between the first and the last possible day of a record in each part of a table."""

LONGER: Final = "longer"
"""The part of all others, those without a first or a last day among them."""


class Key(NamedTuple):
    """A column by which questions are answered, beside those of the flat schema.

    Attributes:
        name: what it is called.
        column_type: `int32`, `boolean`, `texts` or `alternatives`.
        meaning: what it says.
        null: what it means if there is no value; None where there always is one.
    """

    name: str
    column_type: str
    meaning: str
    null: str | None = None


_BOUNDS: Final = ("start_from", "start_by", "end_from", "end_by")
POSSIBLE: Final = tuple(f"possible_{bound}" for bound in _BOUNDS)

_AS_POSSIBLE: Final = "the same as of `possible_…`"

DATED: Final = (
    Key("first_day", "int32", "first bound of the adopted date that is known, as a day number; the first key of the order of results"),
    Key("last_day", "int32", "last bound of the adopted date that is known, as a day number; the second key"),
    Key("possible_start_from", "int32", f"first day on which it may have begun by all that is known (`implied_when`), as a day number; {PAST} for no limit"),
    Key("possible_start_by", "int32", f"last such day; {PAST} where it has no beginning, {FUTURE} for no limit"),
    Key("possible_end_from", "int32", f"first day on which it may have ended; {FUTURE} where it has no end, {PAST} for no limit"),
    Key("possible_end_by", "int32", f"last such day; {FUTURE} for no limit"),
    Key("sure_start_from", "int32", "as `possible_start_from`, by dates alone that are in no doubt", _AS_POSSIBLE),
    Key("sure_start_by", "int32", "as `possible_start_by`, likewise", _AS_POSSIBLE),
    Key("sure_end_from", "int32", "as `possible_end_from`, likewise", _AS_POSSIBLE),
    Key("sure_end_by", "int32", "as `possible_end_by`, likewise", _AS_POSSIBLE),
    Key("alternatives", "alternatives", "the four `possible_…` bounds of each date that it may have, where it has one of several; those above hold them all", "there is one"),
    Key("narrowed", "boolean", "whether the bounds by which it is found are narrower than those of the adopted date"),
    Key("open_start", "boolean", "whether it has no beginning, where an unknown one may be any day"),
)  # fmt: skip
"""The keys of what has a date."""

KEYS: Final[Mapping[str, tuple[Key, ...]]] = MappingProxyType({
    "events": (
        *DATED,
        Key("stop", "boolean", "whether it is a stop during a visit, which is no visit by itself"),
        Key("actor_ids", "texts", "all who take part or for whom someone acts"),
        Key("role_keys", "texts", "the same with each role in which they do, such as `visitor:sergei-lavrov`"),
        Key("side_ids", "texts", "all states for which anyone takes part as a side, and not as a bystander"),
        Key("travelling_rank", "int32", "number of the highest rank of an office in which a visitor or delegate took part (codebook, ranks)", "no office of any is known"),
        Key("highest_rank", "int32", "number of the highest rank of an office in which anyone took part", "no office of anyone is known"),
    ),
    "relations": DATED,
    "participants": (
        Key("rank_number", "int32", "number of the rank of the office", "no office is known"),
        Key("is_person", "boolean", "whether the actor is a person"),
    ),
})  # fmt: skip
"""The keys of each table that has any; they stand after its other columns."""

DIVIDED: Final = ("events", "participants", "reports", "quantities", "relations")
"""The tables that are divided by `span` and `period`; the records are divided by `kind`."""

RECORDS: Final = Schema(
    "records",
    "a record of the kind that its folder names, from which a dataset is read back",
    ("kind", "id"),
    (),
)

FOLDERS: Final = MappingProxyType(
    {RECORDS.name: {"kind": "VARCHAR"}} | {name: {"period": "BIGINT", "span": "VARCHAR"} for name in DIVIDED}
)
"""The columns that the names of the folders of a table hold, the last folder first, with their types in SQL."""

RECORD_COLUMNS: Final = (
    Column("id", ColumnType.TEXT, "its id"),
    Column("record", ColumnType.TEXT, "the record in its plain form, as JSON"),
)

TABLES: Final = MappingProxyType({name: schema for name, schema in WHOLE.items() if name != "visits"})
"""The tables of the layout that have a flat schema; visits are events."""


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table that are those of its flat schema, or of the records."""
    return RECORD_COLUMNS if table == RECORDS.name else TABLES[table].columns


def arrow_schema(table: str) -> Any:
    """Return the Arrow schema of the files of a table."""
    pa = pyarrow()
    flat: dict[ColumnType, Any] = {
        ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64(), ColumnType.NUMBER: pa.float64(),
        ColumnType.BOOLEAN: pa.bool_(), ColumnType.DATE: pa.date32(), ColumnType.LIST: pa.list_(pa.string()),
    }  # fmt: skip
    bounds = pa.struct([pa.field(name, pa.int32()) for name in POSSIBLE])
    keys = {
        "int32": pa.int32(),
        "boolean": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "alternatives": pa.list_(bounds),
    }
    return pa.schema([
        *(pa.field(column.name, flat[column.column_type]) for column in columns_of(table)),
        *(pa.field(key.name, keys[key.column_type]) for key in KEYS.get(table, ())),
    ])  # fmt: skip


def sql_types(table: str) -> dict[str, str]:
    """Return the types of the columns of a table in SQL as DuckDB has it, in their order.

    Examples:
        >>> sql_types("records")
        {'id': 'VARCHAR', 'record': 'VARCHAR'}
    """
    flat = {
        ColumnType.TEXT: "VARCHAR", ColumnType.INTEGER: "BIGINT", ColumnType.NUMBER: "DOUBLE",
        ColumnType.BOOLEAN: "BOOLEAN", ColumnType.DATE: "DATE", ColumnType.LIST: "VARCHAR[]",
    }  # fmt: skip
    bounds = ", ".join(f"{name} INTEGER" for name in POSSIBLE)
    keys = {"int32": "INTEGER", "boolean": "BOOLEAN", "texts": "VARCHAR[]", "alternatives": f"STRUCT({bounds})[]"}
    return {
        **{column.name: flat[column.column_type] for column in columns_of(table)},
        **{key.name: keys[key.column_type] for key in KEYS.get(table, ())},
    }


class Part(NamedTuple):
    """A part of a table that is divided.

    Attributes:
        span: a key of `SPANS`, or `LONGER`.
        period: the first year of the period in which its records begin; 0 of those without a first day.
    """

    span: str
    period: int


def part_of(bounds: Bounds, years: int) -> Part:
    """Return in which part of a table a record stands.

    Args:
        bounds: by which it is found.
        years: how many years a period has.

    Examples:
        >>> import datetime
        >>> day = datetime.date(1994, 7, 8).toordinal()
        >>> part_of((day, day, day, day), 10), part_of((PAST, day, day, day), 10)
        (Part(span='month', period=1990), Part(span='longer', period=0))
    """
    begin, end = bounds[0], bounds[3]
    fitting = (span for span, days in SPANS.items() if begin > PAST and end - begin <= days)
    span = next(fitting, LONGER)
    return Part(span, year_of(begin) // years * years)


def year_of(day: int) -> int:
    """Return the year of a day number; 0 of what has no first day.

    Examples:
        >>> year_of(PAST), year_of(1), year_of(FUTURE)
        (0, 1, 10000)
    """
    import datetime  # late: `date` is a word of this package elsewhere

    if day <= PAST:
        return 0
    return 10_000 if day >= FUTURE else datetime.date.fromordinal(day).year


def folder_of(table: str, **parts: str | int) -> str:
    """Return the folder in which the files of a part of a table stand, from that of the layout.

    Examples:
        >>> folder_of("events", span="month", period=1990), folder_of("names")
        ('events/span=month/period=1990', 'names')
    """
    return "/".join([table, *(f"{name}={value}" for name, value in parts.items())])


_FILE: Final = r"/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\.parquet"
_PART: Final = re.compile(rf"/span=({'|'.join((*SPANS, LONGER))})/period=(0|[1-9][0-9]{{0,3}}){_FILE}")
_KIND: Final = re.compile(rf"/kind=({'|'.join(TABLE_OF)}){_FILE}")
_WHOLE: Final = re.compile(_FILE)


def stands_in(table: str, path: str, years: int) -> bool:
    """Tell whether a path is one of a file of a table, by the folders in which it stands.

    Args:
        table: the table.
        path: from the folder of the layout.
        years: how many years a period has.

    Examples:
        >>> stands_in("events", "events/span=month/period=1990/part-0.parquet", 10), stands_in("names", "../names/x.parquet", 10)
        (True, False)
    """
    if not path.startswith(f"{table}/"):
        return False
    rest = path.removeprefix(table)
    if table in DIVIDED:
        part = _PART.fullmatch(rest)
        return part is not None and int(part[2]) % years == 0
    return (_KIND if table == RECORDS.name else _WHOLE).fullmatch(rest) is not None
