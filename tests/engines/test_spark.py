"""Spark on this machine answers as the library does; and what is said where it cannot."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dprkrel
from benchmarks import generated
from dprkrel import EngineError, LayoutError, MissingExtraError, engines
from dprkrel.engines import layout
from dprkrel.engines.engine import Engine
from dprkrel.engines.manifest import read_manifest
from tests.cases import for_each
from tests.engines.asked import WINDOWS, Question, questions
from tests.engines.same import assert_same
from tests.engines.test_counting import assert_counts_agree
from tests.engines.test_damage import DAMAGES
from tests.engines.test_panels import assert_panels_agree

pytest.importorskip("pyspark", reason="pyspark is not installed; `nox -s spark` installs it")
pytestmark = [
    pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning"),  # what was searched changes no answer
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of py4j, which it closes late
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:(pyspark|ibis|py4j).*"),
]

LOCAL: dict[str, Any] = {"master": "local[2]", "spark.sql.shuffle.partitions": 2}
"""How a session is begun here: with few parts, since the data are few."""

DATA = {"bundled": dprkrel.load(), "generated": generated.dataset(400)}
ASKED = {
    "bundled": [*questions("north-korea", "russia", "sergei-lavrov", WINDOWS)],
    "generated": [*questions("north-korea", "state-001", "state-001-person-0", WINDOWS[:3])],
}


RULED = [(name, rule.id) for name, dataset in DATA.items() for rule in dataset.counting_rules]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of the layout of some datasets, by name; that of the bundled one has many parts."""
    place = tmp_path_factory.mktemp("a [b] {c,d}")  # what is a pattern to Spark is a name here
    for name, dataset in DATA.items():
        engines.write_parquet(dataset, place / name, years=1 if name == "bundled" else 10)
    return {name: place / name for name in DATA}


@pytest.fixture(scope="module")
def session(folders: dict[str, Path]) -> Iterator[Any]:
    """Return the session that the first connection begins, which stops it when it is closed."""
    with engines.connect("pyspark", folders["bundled"], **LOCAL) as engine:
        yield session_of(engine)


@pytest.fixture(scope="module")
def opened(session: Any, folders: dict[str, Path]) -> dict[str, Engine]:
    """Return engines over that session, by the name of their dataset."""
    assert session.sparkContext.master == "local[2]"
    return {name: engines.connect("pyspark", folder, **LOCAL) for name, folder in folders.items()}


def session_of(engine: Engine) -> Any:
    """Return the session in which an engine asks."""
    backend: Any = engine.backend
    return backend._session


def jobs_of(session: Any) -> int:
    """Return how many jobs there have been."""
    jobs: int = session.sparkContext._jsc.sc().statusStore().jobsList(None).size()
    return jobs


def files_read(session: Any, sql: str) -> int:
    """Execute SQL, and return how many files it read."""
    done = session.sql(sql)
    done.collect()

    def scanned(plan: Any) -> int:
        leaves, read = plan.collectLeaves(), 0
        for number in range(leaves.size()):
            leaf = leaves.apply(number)
            if leaf.nodeName().startswith("AdaptiveSparkPlan"):
                read += scanned(leaf.executedPlan())
            elif leaf.nodeName().endswith("QueryStage"):
                read += scanned(leaf.plan())
            else:
                read += leaf.metrics().apply("numFiles").value()
        return read

    return scanned(done._jdf.queryExecution().executedPlan())


class TestAnswers:
    """The answers are those of the library, row by row, in their order, and by hash."""

    @for_each("question", ASKED["bundled"], brief=2)
    def test_of_the_bundled_data(self, opened: dict[str, Engine], question: Question) -> None:
        """Every question about the bundled data."""
        assert_same(question.of(opened["bundled"]), question.of(DATA["bundled"]).table())

    @for_each("question", ASKED["generated"], brief=2)
    def test_of_generated_data(self, opened: dict[str, Engine], question: Question) -> None:
        """Every question about data that are generated."""
        assert_same(question.of(opened["generated"]), question.of(DATA["generated"]).table())

    def test_they_are_not_empty(self) -> None:
        """Most questions have an answer, so that something is compared."""
        for name, asked in ASKED.items():
            found = [len(question.of(DATA[name])) for question in asked]
            assert sum(map(bool, found)) > len(found) / 2, name

    @for_each("window", [("2024", None), ("1990", "1999"), (None, None)])
    def test_counts(self, opened: dict[str, Engine], window: tuple[str | None, str | None]) -> None:
        """A number is that of the library, too."""
        for name, dataset in DATA.items():
            assert opened[name].count_events(*window).to_pyarrow().as_py() == dataset.count_events(*window)

    @for_each(("name", "rule"), RULED)
    def test_under_a_rule(self, opened: dict[str, Engine], name: str, rule: str) -> None:
        """Counts under each rule, criterion by criterion, and panels, cell by cell."""
        assert_counts_agree(opened[name], DATA[name], rule, "2018", "2024")
        for by in ((), ("sending", "rank")):
            assert_panels_agree(opened[name], DATA[name], rule, "2023", "2024", freq="year", by=by)

    def test_whole_tables_are_those_of_duckdb(self, opened: dict[str, Engine], folders: dict[str, Path]) -> None:
        """Each table has the columns, the types and the rows that DuckDB gives it."""
        with engines.connect("duckdb", folders["generated"]) as duckdb:
            for name in (*layout.TABLES, layout.RECORDS.name):
                ours, theirs = opened["generated"].table(name), duckdb.table(name)
                assert ours.schema() == theirs.schema(), name
                rows = [sorted(map(str, table.to_pyarrow().to_pylist())) for table in (ours, theirs)]
                assert rows[0] == rows[1], name

    @for_each("form", ["to_pandas", "to_polars", "to_pyarrow"])
    def test_every_form_is_that_of_duckdb(self, opened: dict[str, Engine], folders: dict[str, Path], form: str) -> None:
        """What is handed to other software has the same types and values from either engine."""
        with engines.connect("duckdb", folders["bundled"]) as duckdb:
            answers = [
                getattr(engine.events_between("2024-06", "2024-06"), form)() for engine in (opened["bundled"], duckdb)
            ]
        assert len(answers[0]) > 0
        assert answers[0].equals(answers[1])

    def test_numbers_are_exact(self, opened: dict[str, Engine]) -> None:
        """A whole number beside an empty cell stays one, and what is no number is not taken for an empty cell."""
        import ibis

        events = opened["bundled"].table("events").order_by("id").limit(3)
        big = ibis.ifelse(events.first_day > 0, 2**53 + 1, 0)
        many = events.select(
            big=big.nullif(0), none=big.nullif(2**53 + 1), nan=ibis.literal(float("nan")), id=events.id
        )
        with_null = many.mutate(big=ibis.ifelse(many.id == many.id.min().as_scalar(), ibis.null("int64"), many.big))
        rows = with_null.order_by("id").to_pyarrow().to_pylist()
        assert [row["big"] for row in rows] == [None, 2**53 + 1, 2**53 + 1]
        assert all(row["nan"] != row["nan"] and row["none"] is None for row in rows)


class TestLaziness:
    """Nothing is read or computed before an answer is executed, and then as little as can be."""

    def test_no_job_runs_before(self, session: Any, folders: dict[str, Path]) -> None:
        """To open a folder of many files, to ask everything of it and to see its SQL runs no job of Spark."""
        import ibis

        before = jobs_of(session)
        engine = engines.connect("pyspark", folders["bundled"], **LOCAL)
        assert len(engine.manifest.tables["events"].files) > 32  # more than Spark itself lists without a job
        for question in ASKED["bundled"]:
            assert "SELECT" in ibis.to_sql(question.of(engine))
        assert jobs_of(session) == before
        engine.events_between("2024", "2024").to_pyarrow()
        assert jobs_of(session) > before

    def test_a_window_reads_few_files(self, opened: dict[str, Engine], folders: dict[str, Path]) -> None:
        """Of the files of events those are read in which a match may stand, and no others."""
        import ibis

        engine = opened["bundled"]
        asked = engine.events_between("2024-06-18", "2024-06-19").select("id")
        read = files_read(session_of(engine), str(ibis.to_sql(asked)))
        all_ = read_manifest(folders["bundled"]).tables["events"].files
        with engines.connect("duckdb", folders["bundled"]) as duckdb:
            same = duckdb.events_between("2024-06-18", "2024-06-19").select("id")
            plan = duckdb.backend.raw_sql(f"EXPLAIN ANALYZE {ibis.to_sql(same)}").fetchall()[0][1]
        assert read == int(plan.partition("Scanning Files: ")[2].split("/")[0])
        assert 0 < read < len(all_) / 4


class TestFaults:
    """What fails is told in our words, with the file that is at fault."""

    @for_each(("damage", "spoil"), DAMAGES)
    def test_a_file_that_is_damaged_later_is_named(
        self, session: Any, tmp_path: Path, damage: str, spoil: Callable[[Path], object]
    ) -> None:
        """A file that was whole when the folder was opened, and is not when it is read."""
        folder = tmp_path / f"a {damage} [x]"
        engines.write_parquet(DATA["generated"], folder)
        engine, later = (engines.connect("pyspark", folder, session=session) for _ in range(2))
        asked = engine.table("events")
        path = min((folder / "events").rglob("*.parquet"))
        spoil(path)
        for execute in (asked.to_pyarrow, asked.to_pandas, asked.to_polars, lambda: later.table("events").to_pyarrow()):
            with pytest.raises(LayoutError, match="cannot be read") as raised:
                execute()
            assert path.relative_to(folder).as_posix() in str(raised.value)
            assert len(str(raised.value)) < 600

    def test_what_spark_cannot_compute_is_told(self, opened: dict[str, Engine]) -> None:
        """The reason is that of Spark, on one line."""
        events = opened["bundled"].table("events")
        with pytest.raises(EngineError, match=r"Spark could not answer: .*CAST_INVALID_INPUT") as raised:
            events.select(number=events.id.cast("int64")).to_pyarrow()
        assert "\n" not in str(raised.value)


class TestSessions:
    """Which session is asked, and what is left of it."""

    def test_a_session_that_is_there_stays_as_it_is(self, session: Any, folders: dict[str, Path]) -> None:
        """Its settings are not touched, and it goes on when the engine is closed."""
        mine = session.newSession()
        mine.conf.set("spark.sql.session.timeZone", "Asia/Pyongyang")
        mine.conf.set("spark.sql.files.ignoreMissingFiles", "true")
        with engines.connect("pyspark", folders["generated"], session=mine) as engine:
            assert session_of(engine).conf.get("spark.sql.files.ignoreMissingFiles") == "false"
            assert engine.count_events(None, None).to_pyarrow().as_py() == DATA["generated"].count_events(None, None)
        assert mine.conf.get("spark.sql.session.timeZone") == "Asia/Pyongyang"
        assert mine.conf.get("spark.sql.files.ignoreMissingFiles") == "true"
        assert not [*mine.catalog.listTables()]
        assert mine.range(3).count() == 3

    def test_options_reach_spark(self, opened: dict[str, Engine]) -> None:
        """What is asked for is set, and what is needed beside it."""
        settings = session_of(opened["bundled"]).conf
        assert settings.get("spark.sql.shuffle.partitions") == "2"
        assert settings.get("spark.sql.session.timeZone") == "UTC"
        assert settings.get("spark.ui.enabled") == "false"

    @for_each(
        ("given", "told"),
        [
            ({"master": "spark://127.0.0.1:7077"}, "there already, with the master local"),
            ({"master": "somewhere"}, "master='somewhere' is not understood; give local"),
            ({"master": 3}, "master=3 is not understood"),
            ({"executor_memory": "2g"}, "none of Spark; its settings begin with .* such as 'spark.executor.memory'"),
            ({"spark.executor.memory": "2g"}, "cannot be set in a session that there is"),
        ],
    )
    def test_what_cannot_be_had_is_refused(
        self, session: Any, folders: dict[str, Path], given: dict[str, Any], told: str
    ) -> None:
        """A master or an option that would be passed over is an error."""
        assert session.sparkContext.master == "local[2]"
        with pytest.raises(EngineError, match=told):
            engines.connect("pyspark", folders["generated"], **given)

    def test_a_session_and_a_master_are_refused(self, session: Any, folders: dict[str, Path]) -> None:
        """A session has its master."""
        with pytest.raises(EngineError, match="give one of both"):
            engines.connect("pyspark", folders["generated"], session=session, master="local[2]")

    def test_another_release_is_refused(self, monkeypatch: pytest.MonkeyPatch, folders: dict[str, Path]) -> None:
        """Ibis supports one release of pyspark, and what installs it is told."""
        monkeypatch.setattr("pyspark.__version__", "4.1.0")
        with pytest.raises(EngineError, match=r'pyspark 4\.1\.0 is installed.*pip install "dprkrel\[spark\]"'):
            engines.connect("pyspark", folders["generated"])

    def test_a_missing_extra_is_named(self, monkeypatch: pytest.MonkeyPatch, folders: dict[str, Path]) -> None:
        """Without pyspark, the extra that brings it is told."""
        monkeypatch.setitem(sys.modules, "pyspark", None)
        with pytest.raises(MissingExtraError, match=r'pip install "dprkrel\[spark\]"'):
            engines.connect("pyspark", folders["generated"])

    @for_each(
        ("variables", "master", "told"),
        [
            ({"PATH": "/nowhere"}, "local[2]", "there is no Java on the path; Spark 4.0 runs on Java 17 or 21"),
            ({"JAVA_HOME": "/nowhere"}, "local[2]", "there is no Java in JAVA_HOME=/nowhere"),
            ({}, "spark://127.0.0.1:1", "no master of Spark answers at spark://127.0.0.1:1"),
            ({}, "spark://nowhere.invalid:7077", "no master of Spark answers at spark://nowhere.invalid:7077"),
        ],
    )
    def test_what_is_missing_is_told_before_anything_starts(
        self, folders: dict[str, Path], variables: dict[str, str], master: str, told: str
    ) -> None:
        """Without Java, or a master that answers, the error says so at once, and how to mend it."""
        script = (
            "import os, sys\n"
            f"os.environ.update({variables!r})\n"
            "from dprkrel import EngineError, engines\n"
            "try:\n"
            "    engines.connect('pyspark', sys.argv[1], master=sys.argv[2])\n"
            "except EngineError as error:\n"
            "    print(error)\n"
        )
        command = [sys.executable, "-c", script, str(folders["generated"]), master]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert told in run.stdout, run.stderr
