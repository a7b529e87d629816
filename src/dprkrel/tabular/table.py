"""A table: columns of a type, rows in an order, and the forms in which other software reads them."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, overload

from dprkrel.errors import DprkrelError, RecordError, VocabularyError, described, shown
from dprkrel.pickles import Reduced, pickled
from dprkrel.prose import counted, escaped
from dprkrel.tabular.checks import check_table
from dprkrel.tabular.columns import Column, ColumnType

Value: TypeAlias = "str | int | float | bool | datetime.date | tuple[str, ...] | None"
"""What stands in a cell."""

T = TypeVar("T")

SEPARATOR: Final = "|"
"""What stands in CSV between the texts of a list."""

_FORMULA: Final = re.compile(
    r"""(?:^|(?<=[,;|\t\r\n]))(?=[\x00-\x08\x0b\x0c\x0e- \x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"]*"""
    r"[=+\-@\u2212\u207a-\u207c\u208a-\u208c\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]|[\t\r\n])"
)
"""Where a text begins that a spreadsheet may take for a formula (OWASP, CSV injection).

At the beginning of a cell, and after what parts cells where another separator is set, as the semicolon in many countries;
also behind spaces, quotes and what is not seen, and with the signs in other widths, which Unicode holds to be the same.
"""

_OTHER_LINE_ENDS: Final = ("\x85", "\u2028", "\u2029")
"""What some readers take for the end of a line."""

_SHOWN_ROWS: Final = 10
_SHOWN_WIDTH: Final = 28
_SHOWN_IN_HTML: Final = 80


class Table:
    """A table with typed columns, made of records.

    It is neither a tuple nor a list, so that `polars.DataFrame(table)`,
    `pyarrow.table(table)`, DuckDB and, where pyarrow is installed, too,
    `pandas.DataFrame.from_arrow(table)` read its columns with their types
    (with the extra `arrow`). Without any extra there are `to_dicts`, `to_csv`,
    `to_jsonl` and `pandas.DataFrame(table, columns=table.columns)`.

    Args:
        name: what it is a table of.
        schema: the columns, at least one, no two of one name.
        rows: the rows, each a tuple with a value for every column: None for null, a tuple for a list.

    Raises:
        RecordError: they make no table, such as where a value has not the type of its column.

    Examples:
        >>> table = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister").table()
        >>> len(table), table.columns[:3]
        (3, ('id', 'event_type', 'event_class'))
    """

    __slots__ = ("_name", "_rows", "_schema")

    _name: str
    _schema: tuple[Column, ...]
    _rows: tuple[tuple[Value, ...], ...]

    def __init__(self, name: str, schema: Iterable[Column], rows: Iterable[tuple[Value, ...]]) -> None:
        columns, values = _several("schema", schema), _several("rows", rows)
        check_table(name, columns, values)
        put = object.__setattr__
        put(self, "_name", name)
        put(self, "_schema", columns)
        put(self, "_rows", values)

    if not TYPE_CHECKING:  # to checkers a name that is not here is an error

        def __getattr__(self, name: str) -> Any:
            told = (
                "" if name.startswith("_") else "; polars.DataFrame(table), pandas.DataFrame(table) and others read it"
            )
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}{told}", name=name, obj=self)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a table cannot change; select makes a new one (attribute {name!r})", name=name, obj=self)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a table cannot change (attribute {name!r})", name=name, obj=self)

    @property
    def name(self) -> str:
        """What it is a table of, such as `visits`."""
        return self._name

    @property
    def schema(self) -> tuple[Column, ...]:
        """The columns, with type and meaning."""
        return self._schema

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.schema)

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows, each with a value for every column: None for null, a tuple for a list."""
        return self._rows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self.name, self.schema, self.rows) == (other.name, other.schema, other.rows)

    def __hash__(self) -> int:
        return hash((self.name, self.schema, self.rows))

    def __reduce__(self) -> Reduced:
        return pickled(Table, self.name, self.schema, self.rows)

    def __repr__(self) -> str:
        head = f"<table {escaped(self.name)}: {counted(len(self), 'row')}, {counted(len(self.schema), 'column')}; to_dicts(), to_csv(), to_jsonl()>"
        lines = [_short(self.columns[:4]), *(_short(row[:4]) for row in self.rows[:_SHOWN_ROWS])]
        more = [f"  … and {len(self) - _SHOWN_ROWS} more"] if len(self) > _SHOWN_ROWS else []
        return "\n".join([head, *lines, *more])

    def _repr_html_(self) -> str:
        from dprkrel import markup  # late: only notebooks need it

        shown = [[_shown_in_html(value) for value in row] for row in self.rows[: markup.MOST_ROWS]]
        return markup.page(markup.table(f"{self.name}: {counted(len(self), 'row')}", self.columns, shown, len(self)))

    def select(self, *columns: str) -> Table:
        """Return a table of some of the columns, in the order in which they are named.

        Args:
            columns: the names of the columns, at least one.

        Raises:
            VocabularyError: there is no such column.
            RecordError: no column is named, or one twice.

        Examples:
            >>> dprkrel.table("visits").select("id", "when").columns
            ('id', 'when')
        """
        names = self.columns
        for name in columns:
            if name not in names:
                raise VocabularyError("columns", name, names)
        kept = [names.index(name) for name in columns]
        return Table(
            self.name, (self.schema[place] for place in kept), (tuple(row[p] for p in kept) for row in self.rows)
        )

    def head(self, number: int) -> Table:
        """Return a table of the first rows.

        Args:
            number: how many at most.

        Raises:
            DprkrelError: that is no whole number, or less than 0.

        Examples:
            >>> len(dprkrel.table("visits").head(5))
            5
        """
        if not _is_number_of_rows(number):
            raise DprkrelError(f"number={shown(number)} is not understood; give how many rows at most, such as 5")
        return Table(self.name, self.schema, self.rows[:number])

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dicts of their own: dates as `datetime.date`, lists as lists, null as None.

        Examples:
            >>> dprkrel.table("places").select("id", "kind").to_dicts()[0]
            {'id': 'abidjan', 'kind': 'city'}
        """
        columns = self.columns
        return [dict(zip(columns, map(_unshared, row), strict=True)) for row in self.rows]

    @overload
    def to_csv(self, path: None = None, *, spreadsheet_safe: bool = False) -> str: ...
    @overload
    def to_csv(self, path: str | os.PathLike[str], *, spreadsheet_safe: bool = False) -> None: ...

    def to_csv(self, path: str | os.PathLike[str] | None = None, *, spreadsheet_safe: bool = False) -> str | None:
        r"""Write the table as CSV in UTF-8 (RFC 4180 with `\n`): a line of names, dates as 2024-06-19, null as nothing.

        The texts of a list are joined by `|`; a `|` or backslash within one has a backslash before it.

        Args:
            path: the file; without it, the text is returned.
            spreadsheet_safe: for spreadsheets: put `'` before what they may take for a formula (`=`, `+`, `-`, `@`, also in
                full width or behind spaces), at the beginning of a cell or after a separator in it, which changes the
                text; and begin a file with the mark by which Excel knows UTF-8.

        Returns:
            The text if there is no path, else None.

        Raises:
            FileError: the file cannot be written.

        Examples:
            >>> visits = dprkrel.visits_by_actor("Lavrov", start="2025-07", end="2025-12", rank="minister")
            >>> print(visits.table().select("id", "when").to_csv(), end="")
            id,when
            lavrov-wonsan-2025-07,2025-07-11/2025-07-13
        """
        import csv  # late: most answers are not written

        lines = _Lines()
        writer = csv.writer(lines)
        writer.writerow(map(_safe, self.columns) if spreadsheet_safe else self.columns)
        writers = [_csv_writer(column.column_type, safe=spreadsheet_safe) for column in self.schema]
        writer.writerows([write(value) for write, value in zip(writers, row, strict=True)] for row in self.rows)
        return _handed_out("".join(lines), path, mark="\ufeff" if spreadsheet_safe else "")

    @overload
    def to_jsonl(self, path: None = None) -> str: ...
    @overload
    def to_jsonl(self, path: str | os.PathLike[str]) -> None: ...

    def to_jsonl(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """Write the table as lines of JSON in UTF-8: one object a row, dates as "2024-06-19", null as null.

        Args:
            path: the file; without it, the text is returned.

        Returns:
            The text if there is no path, else None.

        Raises:
            FileError: the file cannot be written.

        Examples:
            >>> print(dprkrel.table("places").select("id", "kind").head(1).to_jsonl(), end="")
            {"id": "abidjan", "kind": "city"}
        """
        import json  # late, as above

        text = "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in self.to_dicts())
        for other in _OTHER_LINE_ENDS:
            text = text.replace(other, f"\\u{ord(other):04x}")
        return _handed_out(text, path)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the table as a stream of Arrow, of one batch (the Arrow PyCapsule interface).

        Args:
            requested_schema: ignored, as the interface allows: the columns have the types that they say, and whoever asks
                for others casts them.

        Raises:
            MissingExtraError: the extra `arrow` is not installed.
        """
        from dprkrel.tabular.arrow import stream  # late: it needs an extra

        del requested_schema
        return stream(self.schema, self.rows).__arrow_c_stream__()


class _Lines(list[str]):
    r"""Lines of CSV that end with `\n`; before Python 3.13 a `\r` is put in quotes only where lines end with one."""

    def write(self, line: str) -> None:
        """Take a line that ends as the writer ends it."""
        self.append(line.removesuffix("\r\n") + "\n")


def _several(field: str, given: Iterable[T]) -> tuple[T, ...]:
    if not isinstance(given, Iterable):
        raise RecordError("Table", field, f"expected several, got {described(given)}")
    return tuple(given)


def _is_number_of_rows(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given >= 0


def _unshared(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _shown_in_html(value: Value) -> str:
    """Return a value as a cell of a notebook: of many texts the first, and of a long one its beginning."""
    from dprkrel import markup  # late, as above

    if isinstance(value, tuple) and len(value) > 1:
        return markup.Markup(f"{markup.safe(_shown_in_html(value[0]))} and {len(value) - 1} more")
    text = _words(value)
    # Half an address leads nowhere.
    return (
        markup.linked(text)
        if len(text) <= _SHOWN_IN_HTML or markup.is_web_address(text)
        else _cut(text, _SHOWN_IN_HTML)
    )


def _words(value: Value) -> str:
    return "" if value is None else "; ".join(value) if isinstance(value, tuple) else str(value)


def _short(row: Iterable[Value]) -> str:
    return "  " + "  ".join(f"{_cut(escaped(_words(value))):{_SHOWN_WIDTH}}" for value in row).rstrip()


def _cut(text: str, width: int = _SHOWN_WIDTH) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _csv_writer(column_type: ColumnType, *, safe: bool) -> Callable[[Any], str]:
    """Return what writes the values of a column as a cell of CSV."""
    if column_type is ColumnType.BOOLEAN:
        return lambda value: "" if value is None else str(value).lower()
    if column_type is ColumnType.LIST:
        return (lambda value: _safe(joined(value))) if safe else joined
    if column_type is ColumnType.TEXT and safe:
        return lambda value: "" if value is None else _safe(value)
    return lambda value: "" if value is None else str(value)


def _safe(text: str) -> str:
    return _FORMULA.sub("'", text)


def joined(texts: Iterable[str]) -> str:
    r"""Return the texts of a list as one cell of CSV.

    Examples:
        >>> print(joined(["a", "b|c"]))
        a|b\|c
    """
    return SEPARATOR.join(text.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}") for text in texts)


def _handed_out(text: str, path: str | os.PathLike[str] | None, mark: str = "") -> str | None:
    if path is None:
        return text
    from dprkrel.files import write_blocks  # late, as above

    write_blocks(path, [(mark + text).encode()])
    return None
