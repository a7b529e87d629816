"""A real master with two workers answers as the library does, also when a worker is killed; and nothing is left of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dprkrel
from benchmarks import generated
from benchmarks.cluster import Cluster, ClusterError, Daemon, cluster
from benchmarks.worker_killed import asked, digest, kill_when_running, multiplied
from dprkrel import engines
from dprkrel.engines.engine import Engine
from tests.cases import for_each
from tests.engines.asked import WINDOWS, Question, questions
from tests.engines.same import assert_same
from tests.engines.test_counting import assert_counts_agree
from tests.engines.test_panels import assert_panels_agree

pytest.importorskip("pyspark", reason="pyspark is not installed; `nox -s spark` installs it")
pytestmark = [
    pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning"),  # what was searched changes no answer
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of py4j, which it closes late
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:(pyspark|ibis|py4j).*"),
]

DATA = {"bundled": dprkrel.load(), "generated": generated.dataset(400)}
ASKED = {
    "bundled": [*questions("north-korea", "russia", "sergei-lavrov", WINDOWS[:2])],
    "generated": [*questions("north-korea", "state-001", "state-001-person-0", WINDOWS[:1])],
}

TIMES = 2_000
"""How often the bundled events are there when a worker is killed: enough that it is at work then."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of the layout of some datasets, by name."""
    place = tmp_path_factory.mktemp("layouts")
    for name, dataset in DATA.items():
        engines.write_parquet(dataset, place / name)
    multiplied(place / "bundled", place / "many", TIMES)
    return {name: place / name for name in (*DATA, "many")}


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    """Return a master with two workers."""
    with cluster(2) as started:
        yield started


@pytest.fixture(scope="module")
def engine(running: Cluster, folders: dict[str, Path]) -> Iterator[Engine]:
    """Return an engine over the many events, which began the session."""
    with engines.connect(
        "pyspark", folders["many"], master=running.url, **{"spark.sql.shuffle.partitions": 4}
    ) as begun:
        yield begun


@pytest.fixture(scope="module")
def opened(running: Cluster, engine: Engine, folders: dict[str, Path]) -> dict[str, Engine]:
    """Return engines over that session, by the name of their dataset."""
    assert engine.folder == folders["many"]
    return {name: engines.connect("pyspark", folders[name], master=running.url) for name in DATA}


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

    @for_each("name", [*DATA])
    def test_under_a_rule(self, opened: dict[str, Engine], name: str) -> None:
        """A count under a rule, criterion by criterion, and a panel, cell by cell."""
        rule = DATA[name].counting_rules[0].id
        assert_counts_agree(opened[name], DATA[name], rule, "2018", "2024")
        assert_panels_agree(opened[name], DATA[name], rule, "2023", "2024", freq="year")

    def test_both_workers_are_at_work(self, running: Cluster, engine: Engine) -> None:
        """Each worker has a process that answers, and the master is the one that was started."""
        backend: Any = engine.backend
        assert backend._session.sparkContext.master == running.url
        assert all(running.executors().values())


class TestKilled:
    """A worker that is gone changes no answer."""

    def test_the_answer_comes_and_is_equal(self, running: Cluster, engine: Engine, folders: dict[str, Path]) -> None:
        """One of two workers is killed while Spark is at an answer: the other computes what is lost."""
        with engines.connect("duckdb", folders["many"]) as duckdb:
            wanted = digest(asked(duckdb))
        assert wanted[0] > 100
        told: list[str] = []
        killer = threading.Thread(target=kill_when_running, args=(running, engine, 0.5, told.append))
        killer.start()
        found = digest(asked(engine))
        killer.join()
        assert found == wanted
        assert told[0].startswith("stage"), "no task was running when the worker was killed"
        assert [*map(bool, running.executors().values())] == [False, True]


class TestStopping:
    """Whatever happens, no process and no file is left."""

    def test_after_an_error(self) -> None:
        """An error inside stops all of it."""
        found: list[Cluster] = []

        def interrupted() -> None:
            with cluster(1) as started:
                found.append(started)
                assert all(map(Daemon.processes, [started.master, *started.workers]))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert not any(map(Daemon.processes, [found[0].master, *found[0].workers]))
        assert not found[0].folder.exists()

    @for_each("how", [signal.SIGTERM, signal.SIGKILL])
    def test_after_its_own_end(self, tmp_path: Path, how: signal.Signals) -> None:
        """The program that keeps a cluster takes it along when it ends, even if it is killed."""
        command = [sys.executable, "-m", "benchmarks.cluster", "--workers", "1"]
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as keeper:
            assert keeper.stdout is not None
            assert keeper.stdout.readline().startswith("spark://127.0.0.1:")
            (home,) = tmp_path.iterdir()
            keeper.send_signal(how)
        until = time.monotonic() + 20
        while home.exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert not home.exists()
        listed = subprocess.run(["ps", "-A", "-o", "args="], capture_output=True, text=True, check=True).stdout
        assert str(home) not in listed

    def test_what_does_not_start_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without Java the end of the log is told."""
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("PATH", "/nowhere:/bin")
        monkeypatch.setenv("JAVA_HOME", "/nowhere")
        with pytest.raises(ClusterError, match="the master ended with"), cluster(1):
            pass
