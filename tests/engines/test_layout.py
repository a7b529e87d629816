"""The columnar layout: what is written, that it stands whole or not at all, and what is said of a folder that is not whole."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dprkrel
from dprkrel import DprkrelError, EngineError, FileError, LayoutError, RelationType, VocabularyError, engines
from dprkrel.engines import layout, writing
from dprkrel.export.tables import WHOLE
from tests.cases import for_each
from tests.engines.same import assert_same
from tests.small import small_with, tie

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer

TINY = dprkrel.examples.tiny_dataset()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in the layout."""
    engines.write_parquet(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class TestWriting:
    """A dataset is written whole, the same each time."""

    def test_the_same_dataset_gives_the_same_files(self, folder: Path, tmp_path: Path) -> None:
        """Nothing in a file depends on when or where it was written."""
        engines.write_parquet(TINY, tmp_path / "again")
        assert files_of(folder) == files_of(tmp_path / "again")

    def test_columns_are_those_of_the_flat_schema(self, folder: Path) -> None:
        """Each table has the columns of the library in their order, then its keys; the page of engines lists these."""
        for name, schema in WHOLE.items():
            if name == "visits":
                continue
            path = next((folder / name).rglob("*.parquet"))
            columns = pq.ParquetFile(path).schema_arrow.names
            keys = [key.name for key in layout.KEYS.get(name, ())]
            assert columns == [*(column.name for column in schema.columns), *keys], name

    def test_a_null_is_where_the_schema_says_so(self, folder: Path) -> None:
        """A column that always has a value has one in every row."""
        for name, keys in layout.KEYS.items():
            table = pq.read_table(folder / name)
            for key in keys:
                assert key.null is not None or table[key.name].null_count == 0, (name, key.name)

    def test_types_of_sql_are_those_of_the_files(self, folder: Path) -> None:
        """What is written by SQL has the types of what is written from records."""
        import duckdb

        for name in (*layout.TABLES, layout.RECORDS.name):
            path = next((folder / name).rglob("*.parquet"))
            described = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{path}', hive_partitioning = false)")
            found = {row[0]: row[1].replace('"', "") for row in described.fetchall()}
            assert found == layout.sql_types(name), name

    def test_progress_is_told(self, tmp_path: Path) -> None:
        """Whoever waits is told how far it has come, and at last that all is written."""
        told: list[tuple[str, int, int]] = []
        engines.write_parquet(TINY, tmp_path / "tiny", progress=lambda *come: told.append(come))
        assert told == [
            ("event", len(TINY.events), len(TINY.events)),
            ("relation", len(TINY.relations), len(TINY.relations)),
        ]

    def test_what_is_held_at_once_changes_no_row(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """However few rows a file takes or may wait, each is written once, in its order, and read back."""
        files = set[int]()
        for number, limits in enumerate(
            ({}, {"_BATCH": 2, "_FILE": 3}, {"_BATCH": 1, "_HELD": 3}, {"_BATCH": 2, "_FILE": 2})
        ):
            for name, limit in limits.items():
                monkeypatch.setattr(writing, name, limit)
            engines.write_parquet(TINY, tmp_path / str(number))
            monkeypatch.undo()
            assert engines.check(tmp_path / str(number)).digest == TINY.digest
            assert engines.read_parquet(tmp_path / str(number)) == TINY
            rows = [pq.read_metadata(path).num_rows for path in (tmp_path / str(number)).rglob("*.parquet")]
            assert max(rows) < limits.get("_FILE", 1_000) + limits.get("_BATCH", 0)
            files.add(len(files_of(tmp_path / str(number))))
        assert len(files) == 4

    def test_what_lies_in_one_of_several_spans_is_not_found_between_them(self, tmp_path: Path) -> None:
        """A mission lay within one of two spells of relations, whichever: certainly not between them."""
        data = small_with(
            tie("broken-off", RelationType.DIPLOMATIC_RELATIONS, "russia", "dprk", "1960/1970"),
            tie("resumed", RelationType.DIPLOMATIC_RELATIONS, "russia", "dprk", "1990/2000"),
            tie("some-mission", RelationType.MISSION, "russia", "dprk", "[1961..1999]/[1961..1999]"),
        )
        engines.write_parquet(data, tmp_path / "layout")
        with engines.connect("duckdb", tmp_path / "layout", threads=1) as engine:
            for day, found in (("1965", 2), ("1980", 0), ("1995", 2)):
                assert_same(engine.relations_of("Russia", on=day), data.relations_of("Russia", on=day).table())
                assert len(data.relations_of("Russia", on=day)) == found

    @for_each("years", [1, 7, 100, 10_000])
    def test_answers_do_not_depend_on_the_parts(self, tmp_path: Path, years: int) -> None:
        """However many years a part holds, a window finds the same."""
        place = tmp_path / str(years)
        data = dprkrel.load() if years == 7 else TINY
        engines.write_parquet(data, place, years=years)
        with engines.connect("duckdb", place) as engine:
            for window in (("2018", "2018"), (None, "1999"), ("2019-12-31", "2020-01-01"), ("2024", None)):
                assert_same(engine.events_between(*window), data.events_between(*window).table())

    @for_each("years", [0, -1, 10_001, True, 1.5, "10", None])
    def test_years_that_are_none_are_refused(self, tmp_path: Path, years: Any) -> None:
        """A part holds a whole number of years."""
        with pytest.raises(DprkrelError, match="years="):
            engines.write_parquet(TINY, tmp_path / "tiny", years=years)
        assert not [*tmp_path.iterdir()]

    @for_each("given", [None, 3, "text", [], dprkrel])
    def test_only_datasets_are_written(self, tmp_path: Path, given: Any) -> None:
        """What is no dataset is refused before anything is written."""
        with pytest.raises(DprkrelError, match="expected a dataset"):
            engines.write_parquet(given, tmp_path / "layout")

    def test_nothing_is_written_over(self, folder: Path, tmp_path: Path) -> None:
        """A folder that holds something is left as it is; an empty one is filled."""
        before = files_of(folder)
        (tmp_path / "file").write_text("mine")
        for place in (folder, tmp_path / "file", "", "nul\0"):
            with pytest.raises(FileError):
                engines.write_parquet(TINY, place)
        assert files_of(folder) == before
        (tmp_path / "empty").mkdir()
        engines.write_parquet(TINY, tmp_path / "empty")
        assert files_of(tmp_path / "empty") == before

    def test_a_failure_leaves_nothing(self, tmp_path: Path) -> None:
        """Whatever stops it, neither the folder nor a part of it stays behind."""

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            engines.write_parquet(TINY, tmp_path / "tiny", progress=stop)
        assert not [*tmp_path.iterdir()]

    def test_a_full_disk_leaves_nothing(self, tmp_path: Path) -> None:
        """Where no more can be written, the error says so, and nothing stands under the final name."""
        script = (
            "import resource, signal, sys, dprkrel\n"
            "from dprkrel import FileError, engines\n"
            "engines.write_parquet(dprkrel.examples.tiny_dataset(), sys.argv[1] + '/fits')\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"  # so that writing fails as on a full disk
            "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
            "try:\n"
            "    engines.write_parquet(dprkrel.examples.tiny_dataset(), sys.argv[1] + '/full')\n"
            "except FileError as error:\n"
            "    print(error)\n"
        )
        run = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
        assert "cannot be written" in run.stdout, run.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["fits"]


def some_file(folder: Path) -> Path:
    """Return a file of events."""
    return next((folder / "events").rglob("*.parquet"))


def _cut(folder: Path) -> None:
    content = some_file(folder).read_bytes()
    some_file(folder).write_bytes(content[: len(content) // 2])


def _lose(folder: Path) -> None:
    some_file(folder).unlink()


def _spoil(folder: Path) -> None:
    content = some_file(folder).read_bytes()
    some_file(folder).write_bytes(content[:-4] + b"PAR2")


def _lengthen(folder: Path) -> None:
    with some_file(folder).open("ab") as file:
        file.write(b"more")


def _in_manifest(**changed: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / layout.MANIFEST
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changed}), "utf-8")

    return change


def _manifest_of(content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / layout.MANIFEST).write_bytes(content)


FAULTS: list[tuple[str, Callable[[Path], object], str]] = [
    ("cut off", _cut, r"the file events/span=.*part-0.parquet has [\d,]+ bytes, and [\d,]+ were written: it was cut off"),
    ("missing", _lose, r"the file events/span=.*part-0.parquet cannot be read: No such file"),
    ("spoiled", _spoil, r"the file events/span=.*part-0.parquet is not Parquet"),
    ("longer", _lengthen, r"the file events/span=.*part-0.parquet has .* it was changed"),
    ("of the future", _in_manifest(version=layout.VERSION + 1), "version 2, and this dprkrel reads versions up to 1; install a later dprkrel"),
    ("no version", _in_manifest(version="1"), "no version"),
    ("version nought", _in_manifest(version=0), "no version"),
    ("another's", _in_manifest(layout="iceberg"), "not that of a layout of dprkrel"),
    ("no tables", _in_manifest(tables={}), "does not name the table 'events'"),
    ("wrong tables", _in_manifest(tables=[]), "not as it was written"),
    ("wrong years", _in_manifest(years_per_period=None), "not as it was written"),
    ("outside", _in_manifest(tables={"events": {"rows": 1, "files": {"../other.parquet": 3}}}), "not as it was written"),
    ("absolute", _in_manifest(tables={"events": {"rows": 1, "files": {"/etc/x.parquet": 3}}}), "not as it was written"),
    ("negative", _in_manifest(tables={"events": {"rows": -1, "files": {}}}), "not as it was written"),
    ("no JSON", _manifest_of(b"{"), "cannot be read"),
    ("no text", _manifest_of(b"\xff\xfe"), "cannot be read"),
    ("nested", _manifest_of(b"[" * 100_000), "cannot be read"),
    ("a list", _manifest_of(b"[]"), "not that of a layout"),
    ("no manifest", lambda folder: (folder / layout.MANIFEST).unlink(), "not written by engines.write_parquet"),
]  # fmt: skip


class TestFaults:
    """A folder that is not whole is not asked: the error names the file."""

    @for_each(("fault", "spoil", "told"), FAULTS)
    def test_what_is_not_whole_is_refused(
        self, tmp_path: Path, fault: str, spoil: Callable[[Path], object], told: str
    ) -> None:
        """Opening, and reading back, say what is wrong with which file."""
        folder = tmp_path / fault
        engines.write_parquet(TINY, folder)
        spoil(folder)
        for opened in (lambda: engines.connect("duckdb", folder), lambda: engines.read_parquet(folder)):
            with pytest.raises(LayoutError, match=told) as raised:
                opened()
            assert fault in str(raised.value.given)

    @for_each("given", ["nowhere", "", None, 3, "nul\0", b"bytes"])
    def test_what_is_no_folder_is_refused(self, given: Any) -> None:
        """So is what is no folder."""
        with pytest.raises(LayoutError):
            engines.connect("duckdb", given)

    def test_a_file_is_no_folder(self, folder: Path) -> None:
        """Whoever gives the manifest is told to give the folder in which it stands."""
        with pytest.raises(LayoutError, match=r"it is a file; give the folder in which layout.json stands"):
            engines.connect("duckdb", folder / layout.MANIFEST)

    @for_each("given", ["sqlite", "DuckDB", "", None, 3, ["duckdb"]])
    def test_an_unknown_engine_is_refused(self, given: Any) -> None:
        """The engines that there are are named."""
        with pytest.raises(VocabularyError, match="duckdb"):
            engines.connect(given, "nowhere")

    @for_each("options", [{"threads": "many"}, {"no_such_option": 1}, {"memory_limit": object()}, {"database": 3.5}])
    def test_options_that_an_engine_does_not_know_are_refused(self, tmp_path: Path, options: dict[str, Any]) -> None:
        """Whatever DuckDB says of an option is told as an error of ours."""
        folder = tmp_path / repr([*options])
        engines.write_parquet(TINY, folder)
        with pytest.raises(EngineError, match="DuckDB did not start"):
            engines.connect("duckdb", folder, **options)

    def test_a_file_that_is_lost_after_opening_is_named(self, folder: Path) -> None:
        """A table whose file is gone is not asked."""
        with engines.connect("duckdb", folder) as engine:
            _lose(folder)
            with pytest.raises(LayoutError, match=r"part-0.parquet"):
                engine.table("events")

    def test_records_that_were_changed_are_noticed(self, folder: Path) -> None:
        """A file that is as long as before and holds other records does not become a dataset."""
        path = next((folder / "records" / "kind=place").rglob("*.parquet"))
        table = pq.read_table(path, partitioning=None)
        records = [record.replace("Strelsau", "Strelzau") for record in table["record"].to_pylist()]
        assert records != table["record"].to_pylist()
        changed = table.set_column(table.schema.get_field_index("record"), "record", [records])
        pq.write_table(changed, path, compression="zstd")
        manifest = folder / layout.MANIFEST
        plain = json.loads(manifest.read_text("utf-8"))
        plain["tables"]["records"]["files"][path.relative_to(folder).as_posix()]["bytes"] = path.stat().st_size
        manifest.write_text(json.dumps(plain), "utf-8")
        with pytest.raises(LayoutError, match="their digest is another"):
            engines.read_parquet(folder)

    def test_one_bit_that_changed_is_found(self, folder: Path) -> None:
        """No engine notices it, nor does opening the folder; to check it does."""
        engines.check(folder)
        content = bytearray(some_file(folder).read_bytes())
        content[len(content) // 3] ^= 1
        some_file(folder).write_bytes(content)
        engines.connect("duckdb", folder).close()
        with pytest.raises(LayoutError, match=r"the file events/span=.* is not the one that was written"):
            engines.check(folder)

    def test_a_folder_may_have_any_name(self, tmp_path: Path) -> None:
        """Characters that patterns of files know are characters of a name."""
        folder = tmp_path / 'a [b]*{c},d?\'é한 "e"'
        engines.write_parquet(TINY, folder)
        with engines.connect("duckdb", folder) as engine:
            assert_same(engine.events_between(None, None), TINY.events_between(None, None).table())


class TestEngine:
    """What an engine is, beside its answers."""

    def test_nothing_is_imported_before_use(self) -> None:
        """The module of engines needs no engine."""
        script = "import sys\nfrom dprkrel import engines\nengines.connect, engines.write_parquet\nprint(*sys.modules)"
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert {"duckdb", "ibis", "pandas", "pyarrow", "pyspark"}.isdisjoint(run.stdout.split())

    def test_a_window_reads_few_files(self, bundled: engines.Engine) -> None:
        """Of the files of events those are read in which a match may stand, and no others."""
        import ibis

        asked = bundled.events_between("2024-06-18", "2024-06-19").select("id")
        plan = bundled.backend.raw_sql(f"EXPLAIN ANALYZE {ibis.to_sql(asked)}").fetchall()[0][1]
        read, all_ = map(int, re.findall(r"Scanning Files:\D*(\d+)/(\d+)", plan)[0])
        files = bundled.manifest.tables["events"].files
        reaching = sum("span=longer" in path or "=decade" in path or "/period=202" in path for path in files)
        assert all_ == len(files)
        assert 0 < read <= reaching < all_ / 2

    def test_an_answer_is_gone_on_with(self, folder: Path, tmp_path: Path) -> None:
        """In all ways of Ibis: in batches, by SQL over it, in files, as a view, and joined with a table of one's own."""
        import duckdb
        import ibis

        if duckdb.__version__.startswith("2"):
            pytest.skip("Ibis 12 calls methods that DuckDB 2 no longer has; the extra asks for an earlier one")
        with engines.connect("duckdb", folder) as engine:
            found = engine.events_between("2024-01", "2024-01")
            own = ibis.memtable(pa.table({"id": ["vold-visits-graustark"], "mine": [7]}))
            found.to_parquet(tmp_path / "found.parquet")
            engine.backend.create_view("mine", found)

            assert [row["id"] for batch in found.to_pyarrow_batches() for row in batch.to_pylist()] == [
                "vold-visits-graustark"
            ]
            assert found.alias("found").sql("SELECT count(*) AS n FROM found").to_pyarrow().to_pylist() == [{"n": 1}]
            assert "mine" in engine.backend.list_tables()
            assert found.join(own, "id").mine.to_pyarrow().to_pylist() == [7]
            assert pq.read_table(tmp_path / "found.parquet").num_rows == 1

    def test_an_engine_says_what_it_is(self, folder: Path) -> None:
        """Its repr names the engine, the folder, the edition and how many events there are; closed, it is of no use."""
        with engines.connect("duckdb", folder) as engine:
            assert (
                repr(engine)
                == f"<Engine duckdb over {str(folder)!r}: edition {TINY.edition}, {len(TINY.events)} events>"
            )
            with pytest.raises(VocabularyError, match="participants"):
                engine.table("participant")
            with pytest.raises(
                AttributeError, match="'Engine' object has no attribute 'meetings'; the nearest is meetings_of"
            ):
                engine.meetings  # type: ignore[attr-defined] # noqa: B018 - what a stranger may write
        with pytest.raises(EngineError, match="this engine was closed; open the folder again"):
            engine.events_between(None, None)
        shutil.rmtree(folder)
