"""The whole data as a package of CSV files, as a database and with a JSON Schema: each is read back by another reader."""

import csv
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dprkrel
from dprkrel import FileError
from dprkrel.export.tables import WHOLE
from dprkrel.records.kinds import TABLE_OF
from tests.cases import for_each
from tests.small import small

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled data as a database."""
    path = tmp_path_factory.mktemp("sqlite") / "dprkrel.sqlite"
    dprkrel.write_sqlite(path, metadata=path.with_name("metadata.json"))
    return path


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundled data as a folder."""
    folder = tmp_path_factory.mktemp("package") / "new" / "folder"
    dprkrel.write_package(folder)
    return folder


class TestSqlite:
    """The database has the rows of the tables, and SQLite finds no fault in it."""

    def test_rows_and_keys(self, database: Path) -> None:
        """Each table has its rows; no foreign key leads nowhere; the database is sound."""
        with closing(sqlite3.connect(database)) as opened:
            for name in WHOLE:
                (rows,) = opened.execute(f"SELECT count(*) FROM {name}").fetchone()
                assert rows == len(dprkrel.table(name)), name
            assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert opened.execute("PRAGMA user_version").fetchone() == (1,)
            stored = dict(opened.execute("SELECT name, value FROM metadata"))
        assert (stored["edition"], stored["digest"]) == (dprkrel.load().edition, dprkrel.load().digest)

    def test_values(self, database: Path) -> None:
        """A visit is what its row is: days as text, lists as JSON."""
        (row,) = [row for row in dprkrel.table("visits") if row["id"] == "putin-visit-dprk-2024"]
        with closing(sqlite3.connect(database)) as opened:
            opened.row_factory = sqlite3.Row
            found = dict(opened.execute("SELECT * FROM visits WHERE id = ?", (row["id"],)).fetchone())

        assert {name: json.loads(value) if isinstance(row[name], list) else value for name, value in found.items()} == {
            name: str(value) if name.startswith(("start_", "end_")) else value for name, value in row.items()
        }

    def test_search(self, database: Path) -> None:
        """Text of any script finds the record."""
        asked = {"최선희": "choe-son-hui", "КНДР": "dprk", "Лавров": "sergei-lavrov", "Kim Jong Un": "kim-jong-un"}
        with closing(sqlite3.connect(database)) as opened:
            for text, record_id in asked.items():
                found = opened.execute("SELECT id FROM search WHERE search MATCH ?", (f'"{text}"',)).fetchall()
                assert (record_id,) in found, text

    def test_what_datasette_shows(self, database: Path) -> None:
        """Every table and column is described."""
        described = json.loads(database.with_name("metadata.json").read_text("utf-8"))["databases"]["dprkrel"]["tables"]
        assert {name: [*table["columns"]] for name, table in described.items()} == {
            name: [*dprkrel.table(name).columns] for name in WHOLE
        }

    def test_a_dataset_of_ones_own(self, tmp_path: Path) -> None:
        """Any dataset can be written, and a file that was there is replaced."""
        path = tmp_path / "mine.sqlite"
        path.write_text("old", "utf-8")
        small().write_sqlite(path)
        with closing(sqlite3.connect(path)) as opened:
            assert opened.execute("SELECT count(*) FROM events").fetchone() == (len(small().events),)
        with pytest.raises(FileError):
            small().write_sqlite(tmp_path / "no folder" / "mine.sqlite")

    def test_a_database_that_is_open(self, tmp_path: Path) -> None:
        """A database beside which a journal stands is left alone: the journal would be applied to the new one."""
        path = tmp_path / "mine.sqlite"
        small().write_sqlite(path)
        with closing(sqlite3.connect(path)) as opened:
            opened.execute("PRAGMA journal_mode=wal")
            opened.execute("CREATE TABLE other (id)")
            opened.commit()
            with pytest.raises(FileError, match="a program has it open"):
                small().write_sqlite(path)
        small().write_sqlite(path)
        with closing(sqlite3.connect(path)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def test_one_file_for_both(self, tmp_path: Path) -> None:
        """The description never takes the place of the database."""
        with pytest.raises(FileError, match="the file of the database"):
            small().write_sqlite(tmp_path / "mine.sqlite", metadata=tmp_path / "." / "mine.sqlite")
        assert [*tmp_path.iterdir()] == []

    @for_each("path", [5, None, "a\0b", "x" * 300, "\ud800", b"mine.sqlite"])
    def test_what_no_file_can_be_called(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: Any) -> None:
        """Whoever writes says what is wrong with a path, of the database or of its description."""
        monkeypatch.chdir(tmp_path)
        with pytest.raises(FileError, match="cannot be written"):
            small().write_sqlite(path)
        if path is not None:
            with pytest.raises(FileError, match="cannot be written"):
                small().write_sqlite("data.sqlite", metadata=path)
        assert {one.name for one in tmp_path.iterdir()} <= {"data.sqlite"}

    def test_little_memory(self, tmp_path: Path) -> None:
        """However little SQLite may use, the file is whole, or the memory is said to be too little."""
        script = (
            "import _sqlite3, contextlib, ctypes, sqlite3, sys\n"
            "from tests.small import small\n"
            "data, told = small(), set()\n"
            "limit = 2_000_000\n"
            "while limit > 200_000:\n"
            "    with sqlite3.connect(':memory:') as database:\n"
            "        database.execute(f'PRAGMA hard_heap_limit={limit}')\n"
            "    database.close()\n"
            "    try:\n"
            "        data.write_sqlite(sys.argv[1])\n"
            "        told.add('written')\n"
            "    except MemoryError as error:\n"
            "        told.add(str(error))\n"
            "    limit = limit * 9 // 10\n"
            "print(*sorted(told), sep='|')\n"
            # Whoever measures this process needs SQLite at its end; no PRAGMA takes the limit away again.
            "with contextlib.suppress(AttributeError):\n"
            "    ctypes.CDLL(_sqlite3.__file__).sqlite3_hard_heap_limit64(ctypes.c_int64(0))\n"
        )
        path = tmp_path / "mine.sqlite"
        run = subprocess.run(
            [sys.executable, "-c", script, path], capture_output=True, text=True, check=False, cwd=ROOT
        )

        assert (run.stdout, run.stderr) == ("|unable to serialize 'main'|written\n", "")
        with closing(sqlite3.connect(path)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class TestPackage:
    """The folder has what its description says."""

    def test_files_are_as_described(self, package: Path) -> None:
        """Each file has the size and hash that the description gives, and the columns in their order."""
        described = json.loads((package / "datapackage.json").read_text("utf-8"))
        assert described["version"] == dprkrel.load().edition
        names = {"datapackage.json", described["records"]["schema"]}
        for resource in [*described["resources"], described["records"]]:
            content = (package / resource["path"]).read_bytes()
            names.add(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
            if resource.get("format") == "csv":
                with (package / resource["path"]).open(encoding="utf-8", newline="") as file:
                    header = next(csv.reader(file))
                assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert {file.name for file in package.iterdir()} == names

    def test_the_records_are_the_data(self, package: Path) -> None:
        """The records can be read by `read`, and are all that there are."""
        assert dprkrel.read(package / "dprkrel.jsonl").digest == dprkrel.load().digest

    def test_the_same_data_give_the_same_bytes(self, tmp_path: Path) -> None:
        """Written twice, every file is the same."""
        for name in ("one", "two"):
            small().write_package(tmp_path / name)
        files = sorted(file.name for file in (tmp_path / "one").iterdir())
        assert [(tmp_path / "one" / name).read_bytes() for name in files] == [
            (tmp_path / "two" / name).read_bytes() for name in files
        ]
        (tmp_path / "a file").write_text("", "utf-8")
        for wrong in (tmp_path / "a file", ""):
            with pytest.raises(FileError):
                small().write_package(wrong)


def validators() -> dict[tuple[str, str], Any]:
    """Return what checks the lines of a dataset, by the kind of record and the class of event."""
    schema = dprkrel.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    made: dict[tuple[str, str], Any] = {}
    for line in schema["oneOf"]:
        kind = line["properties"]["record"]["const"]
        for word in line["properties"].get("event_type", {}).get("enum", [""]) if kind == "event" else [""]:
            made[kind, word] = jsonschema.Draft202012Validator({**line, "$defs": schema["$defs"]})
    return made


def test_every_line_obeys_the_schema() -> None:
    """An independent validator passes a header and some records of every kind and class, and refuses each once it is spoiled."""
    checks = validators()
    data = dprkrel.load()
    assert {kind for kind, _ in checks} == {"dataset", *TABLE_OF}
    checks["dataset", ""].validate({"record": "dataset", "format": 2, "edition": data.edition})
    for kind, table in TABLE_OF.items():
        records: Any = data.tables()[table]
        for record in records[:: max(1, len(records) // 60)]:
            line = {"record": kind, **record.to_dict()}
            check = checks[kind, line["event_type"] if kind == "event" else ""]
            check.validate(line)
            for spoiled in ({**line, "unknown": 1}, {**line, "id": "Not A Slug"}, {"record": kind}):
                assert not check.is_valid(spoiled), record.id
