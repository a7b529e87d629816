"""Whatever a dataset holds can leave the library in every form."""

import csv
import io
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import icalendar
import networkx
from hypothesis import given, settings

import dprkrel
from dprkrel import Dataset
from dprkrel.export.calendar import to_icalendar
from dprkrel.export.graph import Level, to_networkx
from dprkrel.export.notebook import results_html
from dprkrel.export.tables import SCHEMAS, WHOLE
from dprkrel.strategies.drawn_datasets import datasets
from tests.cases import for_each
from tests.export.test_notebook import Reader, shown
from tests.small import small

LEVELS: tuple[Level, ...] = ("actor", "state")


@settings(max_examples=30)
@given(datasets())
def test_every_form_takes_any_dataset(data: Dataset) -> None:
    """Networks can be written and read, calendars have each record once, notebooks show each record and table."""
    dated = (*data.events, *data.relations)
    for level in LEVELS:
        graph: Any = to_networkx(data, dated, level=level)
        file = io.BytesIO()
        networkx.write_graphml(graph, file)
        file.seek(0)
        assert networkx.read_graphml(file, force_multigraph=True).number_of_edges() == graph.number_of_edges()
        assert {key for *_, key in graph.edges(keys=True)} <= {record.id for record in dated}
        assert not any(first == second for first, second in graph.edges())
        mutual = {(first, second, key) for first, second, key, tie in graph.edges(keys=True, data="mutual") if tie}
        assert mutual == {(second, first, key) for first, second, key in mutual}
        assert level == "actor" or {data.actor(actor_id).kind for actor_id in graph} <= {"state"}

    entries: Any = icalendar.Calendar.from_ical(to_icalendar(data, dated)).subcomponents
    assert [str(entry["X-DPRKREL-ID"]) for entry in entries] == [record.id for record in dated]
    assert [str(entry["X-DPRKREL-WHEN"]) for entry in entries] == [record.when.edtf for record in dated]

    for table, records in data.tables().items():
        assert Reader(results_html(data, records, table)).text
        for record in records:
            assert str(getattr(record, "id", "")) in shown(record).text


@settings(max_examples=10)
@given(datasets())
def test_every_table_of_any_dataset(data: Dataset) -> None:
    """Each table has keys that tell its rows apart and references that lead somewhere; CSV and JSON have all of its rows."""
    tables = {name: data.table(name) for name in WHOLE}
    ids = {f"{name}.id": {row["id"] for row in table} for name, table in tables.items() if "id" in table.columns}
    for name, table in tables.items():
        rows = table.to_dicts()
        keys = {tuple(row[column] for column in SCHEMAS[name].key) for row in rows}
        assert len(keys) == len(rows) or not SCHEMAS[name].key
        for column in table.schema:
            assert column.references is None or {row[column.name] for row in rows} <= ids[column.references] | {None}
        assert [row["edition"] for row in csv.DictReader(io.StringIO(table.to_csv()))] == [data.edition] * len(rows)
        assert [json.loads(line)["edition"] for line in table.to_jsonl().splitlines()] == [data.edition] * len(rows)
    for record in (*data.events, *data.relations):
        told = {row["path"]: row for row in data.table(record, "reports") if row["path"].startswith("reports")}
        assert {row["path"]: row for row in data.evidence(record).table()} == told


@settings(max_examples=5)
@given(datasets())
def test_every_file_of_any_dataset(data: Dataset) -> None:
    """A database is sound, and a package has the data that were written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data.write_package(folder)
        data.write_sqlite(folder / "data.sqlite")
        assert dprkrel.read(folder / "dprkrel.jsonl").digest == data.digest
        with closing(sqlite3.connect(folder / "data.sqlite")) as opened:
            assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
            assert opened.execute("SELECT count(*) FROM events").fetchone() == (len(data.events),)


def test_results_keep_their_dataset() -> None:
    """Whichever dataset is handed the results of another, they leave it with the names and the edition of their own."""
    own = small()
    found = own.events_between("2023", "2025", status=None)

    for other in (Dataset(edition="other"), dprkrel):
        assert other.table(found) == found.table()
        assert other.to_icalendar(found) == found.to_icalendar()
        assert networkx.utils.graphs_equal(other.to_networkx(found), found.to_networkx())


HOSTILE = [
    "=1+1|\\\"'", "<script>alert(1)</script>", 'a,b;c"d', "a\\", "a|\\", "'; DROP TABLE events;--", "NA", "NULL", "-1", "x" * 2000,
]  # fmt: skip


def said(text: str, url: str = "https://example.org/1") -> Dataset:
    """Return a dataset in which everything is called so."""
    actor = dprkrel.Actor(
        id="a", kind="state", names=(dprkrel.Name(text=text[:200], language="en", kind="primary"),), note=text
    )
    place = dprkrel.Place(id="p", name=text, kind="city", note=text)
    source = dprkrel.Source(
        id="s", kind="page", description=text, language="en", url=url, title=text, publisher_id="a",
        standing="primary", published="2024-01-02",
    )  # fmt: skip
    event = dprkrel.Statement(
        id="e", event_type="remark", when="2024-01-01", summary=text, place_id="p",
        participants=[dprkrel.Participant(actor_id="a", role="speaker")],
        reports=[dprkrel.Report(source_id="s", stance="asserts", phrases=(text,), note=text)],
    )  # fmt: skip
    return Dataset(edition="mine", actors=[actor], places=[place], sources=[source], events=[event])


@for_each("text", HOSTILE)
def test_hostile_texts(text: str) -> None:
    """A text that means something to a format is a text there, too."""
    data = said(text)
    (row,) = csv.DictReader(io.StringIO(data.table("events").to_csv(), newline=""))
    assert row["summary"] == text
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data.write_package(folder)
        data.write_sqlite(folder / "data.sqlite", metadata=folder / "metadata.json")
        assert dprkrel.read(folder / "dprkrel.jsonl").digest == data.digest
        with closing(sqlite3.connect(folder / "data.sqlite")) as opened:
            assert opened.execute("SELECT summary, place FROM events").fetchall() == [(text, text)]
    (entry,) = icalendar.Calendar.from_ical(data.to_icalendar()).subcomponents
    assert str(entry["summary"]) == text.removesuffix(".")
    assert text in shown(data.events_between("2024", "2024")).text


@for_each(
    ("url", "kept"),
    [
        ("https://a.example/it's", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("ftp://a.example", False),
    ],
)
def test_only_addresses_of_the_web_are_handed_on(url: str, kept: bool) -> None:
    """An address that no browser should follow stands in no table."""
    data = said("x", url)
    (event,), (report,) = data.table("events").to_dicts(), data.table("reports").to_dicts()

    assert event["urls"] == [url] * kept
    assert report["url"] == data.table("sources").to_dicts()[0]["url"] == (url if kept else None)
