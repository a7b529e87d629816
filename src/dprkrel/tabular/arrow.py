"""Tables as Arrow streams, which polars, pandas, pyarrow, DuckDB and others read; built by nanoarrow (extra `arrow`)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any, Final

from dprkrel.errors import MissingExtraError
from dprkrel.tabular.columns import Column, ColumnType

try:
    import nanoarrow
except ImportError as _error:  # pragma: no cover - the tests have it; a test without it runs in a process of its own
    raise MissingExtraError("arrow", "nanoarrow") from _error

_EPOCH: Final = datetime.date(1970, 1, 1).toordinal()

_TYPES: Final[dict[ColumnType, Any]] = {
    ColumnType.TEXT: nanoarrow.string(),
    ColumnType.INTEGER: nanoarrow.int64(),
    ColumnType.NUMBER: nanoarrow.float64(),
    ColumnType.BOOLEAN: nanoarrow.bool_(),
    ColumnType.DATE: nanoarrow.date32(),
    ColumnType.LIST: nanoarrow.list_(nanoarrow.string()),
}


def stream(schema: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> Any:
    """Return the rows of a table as a stream of one batch.

    Args:
        schema: the columns.
        rows: the rows, each with a value for every column.

    Returns:
        An object with `__arrow_c_stream__`; days are `date32`, lists `list<string>`.
    """
    columns: list[Any] = [
        _array(column.column_type, [row[place] for row in rows]) for place, column in enumerate(schema)
    ]
    types = nanoarrow.struct({column.name: _TYPES[column.column_type] for column in schema})
    batch = nanoarrow.c_array_from_buffers(types, len(rows), [None], null_count=0, children=columns)
    return nanoarrow.c_array_stream(batch)


def _array(column_type: ColumnType, values: list[Any]) -> Any:
    if column_type is ColumnType.LIST:
        ends = [0, *accumulate(len(value) for value in values)]
        texts = nanoarrow.c_array([*chain.from_iterable(values)], nanoarrow.string())
        buffers = [None, nanoarrow.c_buffer(ends, nanoarrow.int32())]
        return nanoarrow.c_array_from_buffers(_TYPES[column_type], len(values), buffers, null_count=0, children=[texts])
    if column_type is ColumnType.DATE:
        values = [None if day is None else day.toordinal() - _EPOCH for day in values]
    return nanoarrow.c_array(values, _TYPES[column_type])
