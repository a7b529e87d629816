"""Tables: typed columns, and CSV, JSON and dicts that read back as they were."""

import csv
import datetime
import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dprkrel import Column, ColumnType, DprkrelError, FileError, RecordError, Table, VocabularyError
from tests.cases import for_each

SCHEMA = (
    Column("id", ColumnType.TEXT, "which"),
    Column("number", ColumnType.INTEGER, "how many", "unknown"),
    Column("share", ColumnType.NUMBER, "how much", "unknown"),
    Column("known", ColumnType.BOOLEAN, "whether", "unknown"),
    Column("day", ColumnType.DATE, "when", "unknown"),
    Column("names", ColumnType.LIST, "who"),
)
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\r\n\t\x00\x85\u2028,"|\\'), min_size=1
)
ROWS = st.lists(
    st.tuples(
        TEXT,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        st.none() | st.dates(),
        st.lists(TEXT, max_size=3).map(tuple),
    ),
    max_size=5,
)


def split(cell: str) -> list[str]:
    """Read a list of texts from a cell of CSV, as the page of tables says that it is written."""
    texts, escaped = [""], False
    for character in cell:
        if escaped or character not in "|\\":
            texts[-1], escaped = texts[-1] + character, False
        elif character == "\\":
            escaped = True
        else:
            texts.append("")
    return texts if cell else []


def read(column: ColumnType, cell: str) -> Any:
    """Read a cell of CSV by the type of its column."""
    if column is ColumnType.LIST:
        return split(cell)
    if not cell:
        return None
    if column is ColumnType.BOOLEAN:
        return {"true": True, "false": False}[cell]
    readers: dict[ColumnType, Any] = {
        ColumnType.INTEGER: int, ColumnType.NUMBER: float, ColumnType.DATE: datetime.date.fromisoformat,
    }  # fmt: skip
    return readers.get(column, str)(cell)


class TestForms:
    """Each form reads back as the same values."""

    @given(rows=ROWS)
    def test_csv(self, rows: list[Any]) -> None:
        """A CSV reader finds every value, by the type of its column."""
        table = Table("things", SCHEMA, rows)
        header, *cells = csv.reader(io.StringIO(table.to_csv()))

        assert tuple(header) == table.columns
        read_back = [
            [read(column.column_type, cell) for column, cell in zip(SCHEMA, row, strict=True)] for row in cells
        ]
        assert read_back == [[*row.values()] for row in table.to_dicts()]

    @given(rows=ROWS)
    def test_jsonl(self, rows: list[Any]) -> None:
        """Each line of JSON is a row; days are text."""
        table = Table("things", SCHEMA, rows)
        lines = [json.loads(line) for line in table.to_jsonl().splitlines()] if rows else []

        plain = [{**row, "day": row["day"] and row["day"].isoformat()} for row in table.to_dicts()]
        assert lines == plain

    @given(rows=ROWS)
    def test_it_is_a_value(self, rows: list[Any]) -> None:
        """Equal tables are equal and have one hash, also in another process; dicts share nothing with the table."""
        table = Table("things", SCHEMA, rows)
        again = pickle.loads(pickle.dumps(table))

        assert again == table
        assert hash(again) == hash(table)
        for row in table.to_dicts():
            row["names"].append("changed")
        assert again == table

    def test_files_hold_what_is_returned(self, tmp_path: Path) -> None:
        """A path takes the text that is returned without one; the file for spreadsheets begins with their mark."""
        table = Table("things", SCHEMA, [("ö", 1, None, True, None, ("a",))])
        table.to_csv(tmp_path / "plain.csv")
        table.to_csv(tmp_path / "safe.csv", spreadsheet_safe=True)
        table.to_jsonl(tmp_path / "rows.jsonl")

        assert (tmp_path / "plain.csv").read_bytes() == table.to_csv().encode()
        assert (tmp_path / "safe.csv").read_bytes() == b"\xef\xbb\xbf" + table.to_csv(spreadsheet_safe=True).encode()
        assert (tmp_path / "rows.jsonl").read_bytes() == table.to_jsonl().encode()
        with pytest.raises(FileError):
            table.to_csv(tmp_path / "no folder" / "plain.csv")


@for_each(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\tx", "\rx", "\nx"]
)
def test_spreadsheets_find_no_formula(text: str) -> None:
    """No text cell of CSV for spreadsheets begins as a formula does; without that option texts stay as they are."""
    table = Table("things", SCHEMA, [(text, -1, -1.5, None, None, (text, "b"))])
    _, safe = csv.reader(io.StringIO(table.to_csv(spreadsheet_safe=True), newline=""))
    _, plain = csv.reader(io.StringIO(table.to_csv(), newline=""))

    assert (safe[0], safe[5]) == (f"'{text}", f"'{text}|b")
    assert safe[1:3] == plain[1:3] == ["-1", "-1.5"]
    assert (plain[0], plain[5]) == (text, f"{text}|b")


def test_parts_of_a_table() -> None:
    """Columns and rows can be chosen; a column that there is not is refused with the nearest."""
    table = Table("things", SCHEMA, [(str(number), number, None, None, None, ()) for number in range(12)])

    assert table.select("number", "id").head(2).to_dicts() == [{"number": 0, "id": "0"}, {"number": 1, "id": "1"}]
    assert len(table.head(0)) == 0
    assert repr(table).splitlines()[0] == "<table things: 12 rows, 6 columns; to_dicts(), to_csv(), to_jsonl()>"
    assert repr(table).splitlines()[-1] == "  … and 2 more"
    assert repr(table.head(1).select("id")).startswith("<table things: 1 row, 1 column;")
    with pytest.raises(VocabularyError, match="the nearest is number"):
        table.select("numbr")


@for_each("columns", [("numbr",), (5,), (None,), (["id"],), ("id", {}), (SCHEMA[0],), (), ("id", "id")])
def test_columns_that_cannot_be_chosen(columns: tuple[Any, ...]) -> None:
    """What is no column, none at all and one twice are refused by an error that says what there is."""
    with pytest.raises(DprkrelError, match=r"use one of day, id|two columns id|at least one column"):
        Table("things", SCHEMA, []).select(*columns)


@for_each("number", [-1, True, "5", None, 1.5, [1]])
def test_numbers_of_rows_that_are_none(number: Any) -> None:
    """A negative number would mean other rows in other libraries, and what is no number means nothing."""
    with pytest.raises(DprkrelError, match="how many rows"):
        Table("things", SCHEMA, []).head(number)


ROW: tuple[Any, ...] = ("a", 1, 1.5, True, datetime.date(2024, 6, 19), ("b",))


def spoiled(place: int, value: object) -> list[Any]:
    """Return rows of which the last has another value in a place."""
    return [ROW, (*ROW[:place], value, *ROW[place + 1 :])]


@for_each(
    "rows",
    [
        spoiled(0, None), spoiled(0, ""), spoiled(0, 5), spoiled(0, ColumnType.TEXT), spoiled(0, "\ud800"),
        spoiled(1, True), spoiled(1, "1"), spoiled(1, 1.0), spoiled(1, 2**63), spoiled(1, -(2**63) - 1),
        spoiled(2, 1), spoiled(2, float("nan")), spoiled(2, float("inf")), spoiled(3, 1),
        spoiled(4, "2024-06-19"), spoiled(4, datetime.datetime(2024, 6, 19, tzinfo=datetime.UTC)),
        spoiled(5, None), spoiled(5, ["b"]), spoiled(5, "b"), spoiled(5, (5,)), spoiled(5, ("",)), spoiled(5, ("\ud800",)),
        [ROW, ROW[:5]], [ROW, (*ROW, 1)], [ROW, [*ROW]], ["abcdef"], [5], [None], None, 5,
    ],
)  # fmt: skip
def test_rows_that_make_no_table(rows: Any) -> None:
    """A row without a value for every column, of its type, is refused, so that every form of a table can be written."""
    with pytest.raises(RecordError, match=r"Table.rows: expected"):
        Table("things", SCHEMA, rows)


@for_each("name", ["", 5, None, b"visits", ["visits"]])
def test_names_that_are_none(name: Any) -> None:
    """A table is called something, and in text."""
    with pytest.raises(RecordError, match=r"Table\.name: expected text, got "):
        Table(name, SCHEMA, [])


def test_a_list_is_never_null() -> None:
    """A list without entries says that there are none, also where the column has a note on null."""
    column = Column("names", ColumnType.LIST, "who", "nobody")
    assert Table("things", [column], [((),)]).to_dicts() == [{"names": []}]
    with pytest.raises(RecordError, match="tuple of texts"):
        Table("things", [column], [(None,)])


@for_each("schema", [(), None, 5, "id", ["id"], (SCHEMA[0], SCHEMA[0])])
def test_schemas_that_make_no_table(schema: Any) -> None:
    """A table has columns, each of a name of its own."""
    with pytest.raises(RecordError, match=r"Table.schema: (expected|there are two)"):
        Table("things", schema, [])


@for_each(
    "given",
    [
        (5, "text", "x"),
        ("", "text", "x"),
        ("a", "string", "x"),
        ("a", 5, "x"),
        ("a", "text", ""),
        ("a", "text", "x", 5),
        ("\ud800", "text", "x"),
        ("a", "text", "\udfff"),
    ],
)
def test_columns_that_are_none(given: tuple[Any, ...]) -> None:
    """A column has a name, a type of the vocabulary and a meaning; the words of types are taken."""
    assert Column("a", "text", "x").column_type is ColumnType.TEXT
    with pytest.raises(DprkrelError, match=r"expected text|use one of boolean"):
        Column(*given)


def test_names_of_columns_are_no_formulas_either() -> None:
    """For spreadsheets the line of names is made as safe as the cells below it."""
    table = Table("things", [Column("=1+1", ColumnType.TEXT, "x"), Column("a", ColumnType.TEXT, "x")], [("@x", "b")])
    assert table.to_csv(spreadsheet_safe=True) == "'=1+1,a\n'@x,b\n"
    assert table.to_csv() == "=1+1,a\n@x,b\n"


def test_it_cannot_change() -> None:
    """No attribute of a table can be set or deleted, and none can be added."""
    table = Table("things", SCHEMA, [])
    for name in ("name", "schema", "rows", "other"):
        with pytest.raises(AttributeError, match="cannot change"):
            setattr(table, name, 1)
        with pytest.raises(AttributeError, match="cannot change"):
            delattr(table, name)
