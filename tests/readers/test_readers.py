"""What is written for other software is read back by that software; `nox -s readers` installs it."""

import datetime
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dprkrel
from dprkrel import ColumnType
from dprkrel.export.tables import WHOLE

ARROW_TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.LIST: pa.list_(pa.string()),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled data as a folder, with a database."""
    folder = tmp_path_factory.mktemp("package")
    dprkrel.write_package(folder)
    dprkrel.write_sqlite(folder / "dprkrel.sqlite", metadata=folder / "metadata.json")
    return folder


@pytest.mark.parametrize("name", WHOLE)
def test_arrow(name: str) -> None:
    """pyarrow, polars, pandas and DuckDB read every table with its types and all of its values."""
    table = dprkrel.table(name)
    rows, types = table.to_dicts(), {column.name: ARROW_TYPES[column.column_type] for column in table.schema}

    read = pa.table(table)
    assert {field.name: field.type for field in read.schema} == types
    assert read.to_pylist() == rows

    frame = pl.DataFrame(table)
    assert frame.to_dicts() == rows
    assert {column for column, kind in frame.schema.items() if kind == pl.Object} == set()

    framed = pd.DataFrame.from_arrow(table)
    assert [*framed.columns] == [*table.columns]
    assert len(framed) == len(rows)

    plain = pd.DataFrame(table, columns=table.columns)
    assert [*plain.columns] == [*table.columns] == [*pd.DataFrame(table.head(0), columns=table.columns).columns]
    assert len(plain) == len(rows)
    assert [*plain[table.columns[0]]] == [row[table.columns[0]] for row in rows]

    found = duckdb.sql("SELECT * FROM read").fetchall()
    assert found == [tuple(row.values()) for row in rows]


def test_a_schema_that_is_asked_for() -> None:
    """Whoever asks for other types gets those of the table, and casts them: the interface leaves that open."""
    table = dprkrel.table("places")
    wide = pa.schema([(field.name, pa.large_string()) for field in pa.table(table).schema])

    assert pa.RecordBatchReader.from_stream(table, schema=wide).read_all().num_rows == len(table)


def test_duckdb_reads_a_table_itself() -> None:
    """DuckDB takes the table by the name of its variable, with dates to compute with."""
    visits = dprkrel.table("visits")  # noqa: F841 - DuckDB finds it by its name

    (found,) = duckdb.sql("SELECT min(start_latest) FROM visits WHERE receiving_iso3 = 'PRK'").fetchall()
    assert type(found[0]) is datetime.date


def test_polars_and_pandas_without_arrow() -> None:
    """Dicts make the same frame; the results themselves are told apart from their table by its columns."""
    visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
    rows = visits.table().to_dicts()

    assert pl.DataFrame(rows)["start_earliest"].dtype == pl.Date
    assert [*pd.DataFrame(rows)["id"]] == [visit.id for visit in visits]
    assert [*pd.DataFrame(visits.table())["id"]] == [visit.id for visit in visits]


def test_frictionless(package: Path) -> None:
    """Frictionless finds every file valid: types, keys, foreign keys, sizes and hashes."""
    report = frictionless.Package(str(package / "datapackage.json")).validate()

    assert report.valid, report.flatten(["type", "message"])[:10]
    assert len(report.tasks) == len(WHOLE)


def test_csv_in_pandas_and_polars(package: Path) -> None:
    """CSV read by others gives the dates and texts of the table."""
    rows = dprkrel.table("visits").to_dicts()
    days = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
    framed = pd.read_csv(package / "visits.csv", parse_dates=days, keep_default_na=False, na_values=[""])
    frame = pl.read_csv(package / "visits.csv", try_parse_dates=True)

    for day in days:
        assert [value.date() if value is not pd.NaT else None for value in framed[day]] == [row[day] for row in rows]
        assert [*frame[day]] == [row[day] for row in rows]
    assert [*framed["summary"]] == [*frame["summary"]] == [row["summary"] for row in rows]


def test_datasette(package: Path) -> None:
    """Datasette opens the database with its metadata, and answers with the rows and their description."""
    command = [sys.executable, "-m", "datasette", str(package / "dprkrel.sqlite"), "--metadata",
               str(package / "metadata.json"), "--get"]  # fmt: skip
    asked = [*command, "/dprkrel/visits.json?_shape=array&_size=1000"]
    rows = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    page = subprocess.run([*command, "/dprkrel/events"], capture_output=True, text=True, check=True).stdout

    assert [row["id"] for row in rows] == [row["id"] for row in dprkrel.table("visits")]
    assert "A row is an event of any class." in page


def test_the_database_in_duckdb_and_polars(package: Path) -> None:
    """SQL over the file gives the numbers of the library."""
    sql = "SELECT count(*) FROM visits WHERE status = 'occurred' AND sending_iso3 = 'RUS'"
    expected = sum(row["status"] == "occurred" and row["sending_iso3"] == "RUS" for row in dprkrel.table("visits"))
    with closing(sqlite3.connect(package / "dprkrel.sqlite")) as opened:
        assert opened.execute(sql).fetchone() == (expected,)
        frame: Any = pl.read_database(sql, opened)
    assert frame.item() == expected


R_RECIPE = """
visits <- read.csv("visits.csv", encoding = "UTF-8", na.strings = "", colClasses = c(start_earliest = "Date"))
cat(nrow(visits), class(visits$start_earliest), sum(visits$receiving_iso3 == "PRK", na.rm = TRUE), sep = "\\n")
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed (Debian: apt-get install r-base-core)")
def test_r(package: Path) -> None:
    """The recipe for R gives the numbers of the library."""
    done = subprocess.run(["Rscript", "-e", R_RECIPE], cwd=package, capture_output=True, text=True, check=True)
    rows = dprkrel.table("visits").to_dicts()

    assert done.stdout.split() == [str(len(rows)), "Date", str(sum(row["receiving_iso3"] == "PRK" for row in rows))]
