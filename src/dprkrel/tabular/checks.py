"""Whether columns and rows make a table: each row has a value for every column, of its type."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Final

from dprkrel.errors import RecordError, described
from dprkrel.tabular.columns import Column, ColumnType

_MAX_INTEGER: Final = 2**63


def _are_texts(values: Sequence[str]) -> bool:
    try:
        "".join(values).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which no file can hold
        return False
    return "" not in values


def _always(_: Sequence[object]) -> bool:
    return True


_RULES: Final[dict[ColumnType, tuple[type, Callable[[Sequence[Any]], bool], str]]] = {
    ColumnType.TEXT: (str, _are_texts, "text that is not empty"),
    ColumnType.INTEGER: (
        int,
        lambda values: min(values, default=0) >= -_MAX_INTEGER and max(values, default=0) < _MAX_INTEGER,
        "a whole number of 64 bits",
    ),
    ColumnType.NUMBER: (float, lambda values: all(map(math.isfinite, values)), "a number with a point"),
    ColumnType.BOOLEAN: (bool, _always, "True or False"),
    ColumnType.DATE: (datetime.date, _always, "a datetime.date"),
    ColumnType.LIST: (
        tuple,
        lambda values: {*map(type, texts := [*chain.from_iterable(values)])} <= {str} and _are_texts(texts),
        "a tuple of texts that are not empty",
    ),
}
"""For each type of column: the type of its values, what else must be true of them, and how errors say both."""


def check_table(name: object, schema: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> None:
    """Refuse what makes no table.

    Raises:
        RecordError: the name is no text, there is no column, two have one name, or a row or value does not fit.
    """
    if type(name) is not str or not name:
        raise _wrong("name", f"expected text, got {described(name)}")
    columns = [_column_name(column) for column in schema]
    if not columns:
        raise _wrong("schema", "expected at least one column")
    double = next((each for place, each in enumerate(columns) if each in columns[:place]), None)
    if double is not None:
        raise _wrong("schema", f"there are two columns {double}")
    for number, row in enumerate(rows):
        if type(row) is not tuple or len(row) != len(columns):
            raise _wrong("rows", f"expected of row {number} a tuple of {len(columns)} values, got {described(row)}")
    for column, values in zip(schema, zip(*rows, strict=True), strict=False):  # without rows there are no values
        if not _fit(column, values):
            number = next(number for number, value in enumerate(values) if not _fit(column, [value]))
            null = " or None" if _may_be_null(column) else ""
            expected = f"{_RULES[column.column_type][2]}{null}"
            raise _wrong(
                "rows", f"expected {expected} as {column.name} of row {number}, got {described(values[number])}"
            )


def _column_name(column: object) -> str:
    if not isinstance(column, Column):
        raise _wrong("schema", f"expected columns (dprkrel.Column), got {described(column)}")
    return column.name


def _fit(column: Column, values: Sequence[Any]) -> bool:
    python_type, rule, _ = _RULES[column.column_type]
    if _may_be_null(column):
        values = [value for value in values if value is not None]
    return {*map(type, values)} <= {python_type} and rule(values)


def _may_be_null(column: Column) -> bool:
    return column.null is not None and column.column_type is not ColumnType.LIST


def _wrong(field: str, problem: str) -> RecordError:
    return RecordError("Table", field, problem)
