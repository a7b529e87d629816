"""Folders, manifests, files and names from a hostile hand: what is told is an error of ours, and nothing wrong is answered."""

import hashlib
import json
import os
import pickle
import shutil
import warnings
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dprkrel
from dprkrel import CallError, DprkrelError, EngineError, FileError, LayoutError, VocabularyError, engines
from dprkrel.engines.layout import MANIFEST
from tests import test_errors
from tests.cases import for_each, shown
from tests.engines.published import HEADER, aside_of, gdelt_row, polecat_row, written
from tests.engines.same import assert_same, rows_of

TINY = dprkrel.examples.tiny_dataset()

Plain: TypeAlias = dict[str, Any]

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in the layout, of which tests spoil copies."""
    folder = tmp_path_factory.mktemp("hostile") / "whole"
    engines.write_parquet(TINY, folder)
    return folder


def manifest_of(folder: Path) -> Plain:
    """Return the manifest of a folder in its plain form."""
    plain: Plain = json.loads((folder / MANIFEST).read_text("utf-8"))
    return plain


def first_file(plain: Plain, table: str = "events") -> str:
    """Return the path of the first file of a table."""
    return str(next(iter(plain["tables"][table]["files"])))


class TestFolders:
    """A folder has any name, and stands beside any other."""

    @for_each(
        "name",
        [
            "edition=x",
            "id=7",
            "when=2000",
            "period=abc",
            "span=longer/period=5",
            "a*b",
            "a?b",
            "[c]",
            "a\nb",
            "é'\"%s\\",
        ],
    )
    def test_a_name_is_no_part_of_the_data(self, tmp_path: Path, name: str) -> None:
        """What DuckDB takes for columns or patterns in the names above the layout are names, also beside a folder that fits."""
        folder = tmp_path / name / "layout"
        engines.write_parquet(TINY, folder)
        shutil.copytree(folder, tmp_path / "axb" / "layout", dirs_exist_ok=True)  # which fits some as patterns
        with engines.connect("duckdb", folder, threads=1) as engine:
            assert_same(engine.events_between("1990", None), TINY.events_between("1990", None).table())
            assert rows_of(engine.table("records").select("id", "kind").filter(lambda one: one.kind == "actor"))

    def test_links_and_other_working_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A relative path means what it meant when the folder was opened; a link to the folder is the folder."""
        monkeypatch.chdir(tmp_path)
        engines.write_parquet(TINY, "relative/")
        (tmp_path / "link").symlink_to("relative")
        with engines.connect("duckdb", "relative") as engine, engines.connect("duckdb", "link/") as linked:
            monkeypatch.chdir("/")
            for each in (engine, linked):
                assert len(rows_of(each.table("events"))) == len(TINY.events)

    def test_a_name_that_is_no_text_is_refused(self, tmp_path: Path) -> None:
        """Engines know names in UTF-8 only."""
        folder = tmp_path / os.fsdecode(b"\xff")
        with pytest.raises(FileError):
            engines.write_parquet(TINY, folder)
        folder.mkdir()
        for ask in (engines.check, engines.read_parquet, lambda place: engines.connect("duckdb", place)):
            with pytest.raises(LayoutError):
                ask(folder)


class TestWriters:
    """Nothing of anybody's is written over or removed."""

    def test_two_writers_do_not_mix(self, tmp_path: Path) -> None:
        """Of two at once, of one process and one name, the first to end has the name, whole, and the other is told."""
        inner: list[bool] = []

        def write_as_well(*_: object) -> None:
            if not inner:
                inner.append(True)
                engines.write_parquet(TINY, tmp_path / "one")

        with pytest.raises(FileError):
            engines.write_parquet(TINY, tmp_path / "one", progress=write_as_well)
        engines.check(tmp_path / "one")
        assert [path.name for path in tmp_path.iterdir()] == ["one"]

    def test_a_failure_leaves_no_folder_above(self, tmp_path: Path) -> None:
        """Folders that were made for it go with it, unless another has put something there."""

        def stop(*_: object) -> None:
            (tmp_path / "a" / "mine").write_text("mine")
            raise ZeroDivisionError

        with pytest.raises(CallError) as caught:
            engines.write_parquet(TINY, tmp_path / "a" / "b" / "c", progress=stop)
        assert isinstance(caught.value.__cause__, ZeroDivisionError)
        assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["a", "a/mine"]

    def test_a_name_may_be_as_long_as_any(self, tmp_path: Path) -> None:
        """What is written for a time has a name that is no longer."""
        engines.write_parquet(TINY, tmp_path / ("x" * 255))
        engines.check(tmp_path / ("x" * 255))

    @for_each("wrong", [5, "print", [], b"", test_errors.Rude()])
    def test_progress_is_told_to_what_can_be_called(self, tmp_path: Path, wrong: Any) -> None:
        """Anything else is refused before anything is written."""
        (tmp_path / "rows.csv").write_text("")
        for write in (
            lambda: engines.write_parquet(TINY, tmp_path / "out", progress=wrong),
            lambda: engines.write_gdelt(tmp_path / "rows.csv", tmp_path / "out", dataset=TINY, progress=wrong),
        ):
            with pytest.raises(DprkrelError, match="progress="):
                write()
        assert not (tmp_path / "out").exists()

    def test_what_is_rude_is_refused(self, tmp_path: Path) -> None:
        """Whatever an argument does when it is compared or shown."""
        rude: Any = test_errors.Rude()
        engines.write_parquet(TINY, tmp_path / "tiny")
        with engines.connect("duckdb", tmp_path / "tiny") as engine:
            wrongs: tuple[Any, ...] = (rude, [], {})
            for wrong in wrongs:
                with pytest.raises(VocabularyError):
                    engine.table(wrong)
        with pytest.raises(VocabularyError):
            engines.connect(rude, tmp_path / "tiny")
        for ask in (lambda: engines.write_parquet(TINY, rude), lambda: engines.connect("duckdb", rude)):
            with pytest.raises(DprkrelError):
                ask()


def _with_path(path: str) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        files = plain["tables"]["events"]["files"]
        files[path] = files.pop(first_file(plain))

    return change


def _with(**changed: Any) -> Callable[[Plain], None]:
    return lambda plain: plain.update(changed)


def _with_bytes(number: object) -> Callable[[Plain], None]:
    return lambda plain: plain["tables"]["events"]["files"][first_file(plain)].update(bytes=number)


_LACKING: tuple[Any, ...] = ("rank", ["no such"], [3], [[]], None)

MANIFESTS: list[tuple[str, Callable[[Plain], None]]] = [
    *((f"path {path!r:.40}", _with_path(path)) for path in (
        "events/\0.parquet", "events/\ud800.parquet", "..\\x.parquet", "C:\\x.parquet", "events/\x1b[31m.parquet", "events/*.parquet",
        f"events/span=month/period=1990/{'x' * 5000}.parquet", "events/span=month/period=1995/part-0.parquet",
        "events/span=week/period=1990/part-0.parquet", "events/span=month/period=x/part-0.parquet", "events/part-0.parquet",
        "participants/span=month/period=1990/part-0.parquet", "events/./part-0.parquet", "",
    )),
    *((f"bytes {number!r:.20}", _with_bytes(number)) for number in (10**4000, 1 << 64, 1.5, "3", None, True)),
    *((f"years {years!r:.20}", _with(years_per_period=years)) for years in (0, 7, 10_001, 10**30, True, "10")),
    *((f"lacking {names!r}", _with(lacking=names)) for names in _LACKING),
    ("edition", _with(edition=None)),
    ("digest", _with(digest=5)),
    ("version", _with(version=10**4000)),
    ("layout", _with(layout=["dprkrel"])),
    ("no file", lambda plain: plain["tables"]["events"].update(files={})),
    ("tables", lambda plain: plain["tables"].update(events=None)),
]  # fmt: skip


class TestManifests:
    """A manifest that was not written so is refused by all that read it."""

    @for_each(("wrong", "change"), MANIFESTS)
    def test_what_was_not_written_is_refused(
        self, whole: Path, tmp_path: Path, wrong: str, change: Callable[[Plain], None]
    ) -> None:
        """The error is ours, on one short line of characters that can be printed."""
        folder = tmp_path / hashlib.md5(wrong.encode(), usedforsecurity=False).hexdigest()
        folder.mkdir()
        for table in whole.iterdir():
            if table.name != MANIFEST:
                (folder / table.name).symlink_to(table)
        plain = manifest_of(whole)
        change(plain)
        (folder / MANIFEST).write_text(json.dumps(plain), "utf-8")
        for ask in (engines.check, engines.read_parquet, lambda place: engines.connect("duckdb", place)):
            with pytest.raises(LayoutError) as raised:
                ask(folder)
            assert str(raised.value).isprintable()
            assert len(str(raised.value)) < 600
            assert "leads out" not in str(raised.value)

    def test_a_link_does_not_lead_out(self, whole: Path, tmp_path: Path) -> None:
        """A file of the layout is in its folder."""
        folder = tmp_path / "linked"
        shutil.copytree(whole, folder)
        path = folder / first_file(manifest_of(folder))
        path.rename(tmp_path / "elsewhere.parquet")
        path.symlink_to(tmp_path / "elsewhere.parquet")
        with pytest.raises(LayoutError, match="leads out of the folder"):
            engines.connect("duckdb", folder)

    def test_a_pipe_is_not_waited_for(self, whole: Path, tmp_path: Path) -> None:
        """Neither in place of the manifest nor of a file."""
        folder = tmp_path / "piped"
        shutil.copytree(whole, folder)
        for path in (folder / first_file(manifest_of(folder)), folder / MANIFEST):
            path.unlink()
            os.mkfifo(path)
            with pytest.raises(LayoutError, match="is no file"):
                engines.connect("duckdb", folder)


def _replaced(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, pa.array(values))


CONTENTS: list[tuple[str, str, Callable[[pa.Table], pa.Table]]] = [
    ("events", "no id", lambda table: table.drop_columns(["id"])),
    ("events", "no key", lambda table: table.drop_columns(["role_keys"])),
    ("events", "numbers as ids", lambda table: _replaced(table, "id", range(table.num_rows))),
    ("events", "text as a day", lambda table: _replaced(table, "first_day", ["a"] * table.num_rows)),
    ("events", "a column more", lambda table: table.append_column("more", pa.array(range(table.num_rows)))),
    ("events", "a column of the parts", lambda table: table.append_column("span", pa.array(["x"] * table.num_rows))),
    ("events", "capitals", lambda table: table.rename_columns([name.upper() for name in table.column_names])),
    ("participants", "no id", lambda table: table.drop_columns(["event_id"])),
    ("actors", "no id", lambda table: table.drop_columns(["id"])),
]  # fmt: skip


def _spoiled(
    whole: Path, folder: Path, table: str, change: Callable[[pa.Table], pa.Table], path: str = "", noise: bytes = b""
) -> None:
    """Copy a folder with a file that holds something else, and with the manifest that fits it."""
    shutil.copytree(whole, folder)
    plain = manifest_of(folder)
    path = path or first_file(plain, table)
    pq.write_table(change(pq.read_table(folder / path, partitioning=None)), folder / path, compression="zstd")
    if noise:
        (folder / path).write_bytes(noise)
    content = (folder / path).read_bytes()
    plain["tables"][table]["files"][path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / MANIFEST).write_text(json.dumps(plain), "utf-8")


class TestContents:
    """A file that fits the manifest and not the layout is found."""

    @for_each(("table", "wrong", "change"), CONTENTS)
    def test_other_columns_are_refused(
        self, whole: Path, tmp_path: Path, table: str, wrong: str, change: Callable[[pa.Table], pa.Table]
    ) -> None:
        """By the engine when it reads the table, and by the check, which names the file."""
        _spoiled(whole, tmp_path / f"{table} {wrong}", table, change)
        with (
            engines.connect("duckdb", tmp_path / f"{table} {wrong}") as engine,
            pytest.raises(LayoutError, match=table),
        ):
            engine.table(table)
        with pytest.raises(LayoutError, match=rf"{table}/.* has not the columns of {table}"):
            engines.check(tmp_path / f"{table} {wrong}")

    def test_rows_that_are_missing_or_misplaced_are_found(self, whole: Path, tmp_path: Path) -> None:
        """An event that no window would find is not passed over by the check."""
        _spoiled(whole, tmp_path / "fewer", "events", lambda table: table.slice(1))
        with pytest.raises(LayoutError, match="the table events has 4 rows, and 5 were written"):
            engines.check(tmp_path / "fewer")
        for number, part in enumerate(("span=month/period=1700", "span=longer/period=0")):
            folder = tmp_path / str(number)
            shutil.copytree(whole, folder)
            plain = manifest_of(folder)
            files, path = plain["tables"]["events"]["files"], first_file(plain)
            (folder / "events" / part).mkdir(parents=True, exist_ok=True)
            (folder / path).rename(folder / "events" / part / "moved.parquet")
            files[f"events/{part}/moved.parquet"] = files.pop(path)
            (folder / MANIFEST).write_text(json.dumps(plain), "utf-8")
            with pytest.raises(LayoutError, match=r"moved\.parquet holds what belongs into another part"):
                engines.check(folder)

    def test_what_no_parquet_is_is_named(self, whole: Path, tmp_path: Path) -> None:
        """A file whose hash is right may hold anything; days that are not there are in no part."""
        _spoiled(whole, tmp_path / "days", "events", lambda table: _replaced(
            table, "possible_end_by", pa.nulls(table.num_rows, pa.int32())))  # fmt: skip
        with pytest.raises(LayoutError, match=r"events/.* holds what belongs into another part"):
            engines.check(tmp_path / "days")
        _spoiled(whole, tmp_path / "noise", "events", lambda table: table, noise=b"PAR1 and no more PAR1")
        with pytest.raises(LayoutError, match=r"the file events/.* cannot be read: "):
            engines.check(tmp_path / "noise")

    @for_each(
        "record", ["{", "[]", "5", '"text"', "[" * 100_000, "1" * 5_000, None, "{}", '{"id": "\\ud800"}'], brief=2
    )
    def test_what_is_no_record_is_refused(self, whole: Path, tmp_path: Path, record: str | None) -> None:
        """Actors are read when a folder is opened, and what is none is an error of ours."""
        folder = tmp_path / hashlib.md5(repr(record).encode(), usedforsecurity=False).hexdigest()
        path = "records/kind=actor/part-0.parquet"
        _spoiled(
            whole,
            folder,
            "records",
            lambda table: _replaced(table, "record", pa.array([record] * table.num_rows, pa.string())),
            path,
        )
        for ask in (engines.read_parquet, lambda place: engines.connect("duckdb", place)):
            with pytest.raises(DprkrelError) as raised:
                ask(folder)
            assert len(str(raised.value)) < 2_000


class TestEngines:
    """An engine is a connection: it is closed once, is not copied, and answers several threads."""

    def test_what_is_closed_says_so(self, whole: Path) -> None:
        """Whatever it is asked then; to close it again is nothing."""
        engine = engines.connect("duckdb", whole)
        asked = engine.table("events")
        engine.close()
        engine.close()
        for ask in (lambda: engine.table("events"), lambda: engine.events_between("2024", None), engine.__enter__):
            with pytest.raises(EngineError, match="was closed"):
                ask()
        with pytest.raises(DprkrelError):
            asked.to_pyarrow()

    def test_an_engine_is_not_copied(self, whole: Path) -> None:
        """The error says what to do instead."""
        with engines.connect("duckdb", whole) as engine, pytest.raises(EngineError, match=r"call engines\.connect"):
            pickle.dumps(engine)

    def test_threads_have_their_own_answers(self, whole: Path) -> None:
        """However many ask at once."""
        with engines.connect("duckdb", whole) as engine:
            ids = [event.id for event in TINY.events] * 8
            tables = [engine.table("events").filter(lambda event, event_id=each: event.id == event_id) for each in ids]
            with ThreadPoolExecutor(8) as threads:
                found = [*threads.map(lambda table: [row["id"] for row in rows_of(table)], tables)]
        assert found == [[each] for each in ids]

    def test_two_engines_are_not_taken_for_one(self, whole: Path) -> None:
        """Ibis takes two databases in memory for the same; a table of one is not one of the other."""
        with (
            engines.connect("duckdb", whole) as engine,
            engines.connect("duckdb", whole) as other,
            pytest.raises(DprkrelError),
        ):
            engine.table("events").union(other.table("events")).to_pyarrow()


WRONG: list[Any] = [
    None, True, 5, test_errors.HUGE, b"Russia", ["Russia"], {"id": "russia"}, test_errors.Rude(), "", "Lavrov", "Kim", "Choe", "Minister Lavrov",
    "President of Russia", "2024-13", "2024/2023", "\ud800", test_errors.LONG, "occurred", [[]], ["visit", 5], "minister", "../2024", "2024~",
    dprkrel.When("../.."), "[]", (), dprkrel.Role.HOST, dprkrel.Status.PLANNED,
]  # fmt: skip


class TestArguments:
    """What is wrong with an argument, and what is warned of, is what the library says."""

    def test_errors_and_warnings_are_those_of_the_library(self, tmp_path: Path) -> None:
        """Of every question that both answer, with every parameter changed."""
        engines.write_parquet(test_errors.DATA, tmp_path / "small")
        with engines.connect("duckdb", tmp_path / "small", threads=1) as engine:
            differing = [
                (name, parameter, shown(wrong))
                for name in test_errors.ASKED
                if hasattr(engine, name) and name != "table"
                for parameter in test_errors.PARAMETERS[name]
                for wrong in WRONG
                if _told(test_errors.DATA, name, {parameter: wrong}) != _told(engine, name, {parameter: wrong})
            ]
        assert not differing


def _told(asked: Any, name: str, changes: Plain) -> tuple[str, list[str]]:
    """Return what a question warns of, and its error if it is one of ours."""
    positional, keywords = test_errors.ASKED[name]
    arguments = {**dict(zip(test_errors.PARAMETERS[name], positional, strict=False)), **keywords, **changes}
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", dprkrel.CoverageWarning)
        told = "answered"
        try:
            getattr(asked, name)(**arguments)
        except DprkrelError as error:
            told = f"{type(error).__name__}: {error}"
    return told, [str(warning.message) for warning in warned if isinstance(warning.message, dprkrel.CoverageWarning)]


class TestPublished:
    """What is no published file, or has a name that is none."""

    def test_a_path_of_bytes_is_refused(self, tmp_path: Path) -> None:
        """Also where it is hidden in what stands for a path."""

        class Hidden(os.PathLike[bytes]):
            def __fspath__(self) -> bytes:
                return b"rows.csv"

        wrong: Any = Hidden()
        with pytest.raises(FileError, match="returning str"):
            engines.write_gdelt(wrong, tmp_path / "out", dataset=TINY)

    @for_each("path", ["pipe", "/dev/zero"])
    def test_what_has_no_end_is_refused(self, tmp_path: Path, path: str) -> None:
        """A pipe or a device is not waited for."""
        if path == "pipe":
            os.mkfifo(tmp_path / path)
        with pytest.raises(FileError, match="is no file but a pipe or a device"):
            engines.write_gdelt(tmp_path / path, tmp_path / "out", dataset=TINY)

    def test_an_empty_archive_has_no_row(self, tmp_path: Path) -> None:
        """It is an archive without files, and not a row that cannot be read."""
        zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
        assert engines.write_gdelt(tmp_path / "empty.zip", tmp_path / "out", dataset=TINY).rows == 0

    def test_a_file_may_have_any_name(self, tmp_path: Path) -> None:
        """Its name stands beside the rows that are kept aside, with what is no text made visible."""
        path = tmp_path / os.fsdecode(b"'); DROP TABLE rows; --\xff.csv")
        written(path, gdelt_row(1, "20240618", "042", "RUS", "PRK"), "bad")
        report = engines.write_gdelt(path, tmp_path / "out", dataset=TINY)
        assert (report.rows, report.events, report.aside) == (2, 1, {"columns": 1})
        assert [row["file"] for row in aside_of(tmp_path / "out")] == [r"'); DROP TABLE rows; --\udcff.csv"]

    def test_a_row_that_names_thousands_is_kept_aside(self, tmp_path: Path) -> None:
        """What is made of its lists would take as long as both together are long."""
        rows = [
            polecat_row(
                f"A{number}",
                "2024-01-01",
                "CONSULT",
                "visit",
                ";".join(["RUS"] * count),
                "PRK",
                primary_actor_sector=";".join(["GOV"] * sectors),
            )
            for number, (count, sectors) in enumerate(((1_000, 1_000), (1_001, 1), (150_000, 100_000), (1, 1_001)))
        ]
        report = engines.write_polecat(written(tmp_path / "week.txt", HEADER, *rows), tmp_path / "out", dataset=TINY)
        assert (report.rows, report.events, report.aside) == (4, 1, {"crowded": 3})
