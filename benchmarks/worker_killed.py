"""A worker is killed while Spark answers: the answer comes, and is that of DuckDB. It prints what happens when.

`python -m benchmarks.worker_killed --times 20000` asks about the bundled events 20,000 times over, each under an id of its own.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import dprkrel
from benchmarks.cluster import Cluster, cluster
from dprkrel import engines
from dprkrel.engines.manifest import read_manifest, write_manifest

if TYPE_CHECKING:
    from ibis import Table

_FILE: Final = 250_000
"""About how many rows a file of events has."""

_PAUSE: Final = 0.05
"""Seconds between two looks at how far Spark has come."""


def multiplied(source: Path, target: Path, times: int) -> int:
    """Write a layout whose events are those of another many times over, and return how many they are.

    Args:
        source: the folder of the other layout.
        target: a new folder.
        times: how often it has each event, with a number after its id.
    """
    import duckdb

    shutil.copytree(source, target)
    connection = duckdb.connect()
    for path in sorted((source / "events").rglob("*.parquet")):
        part = (target / path.relative_to(source)).parent
        shutil.rmtree(part)
        part.mkdir()
        found = f"read_parquet('{path}', hive_partitioning = false)"
        [(rows,)] = connection.execute(f"SELECT count(*) FROM {found}").fetchall()
        files = max(1, rows * times // _FILE)
        for number in range(files):
            span = f"range({times * number // files}, {times * (number + 1) // files})"
            many = f"SELECT e.* REPLACE (e.id || '-' || i AS id) FROM {found} e, {span} t(i)"
            connection.execute(f"COPY ({many}) TO '{part}/part-{number}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    manifest = read_manifest(source)
    written = write_manifest(target, edition=manifest.edition, years=manifest.years_per_period)
    return written.tables["events"].rows


def asked(engine: engines.Engine) -> "Table":
    """Return a question that takes a while: for each date, its certain events since 1990 of two states, first, last and how many."""
    found = engine.events_between("1990", None, match="certain", actors=["Russia", "China"])
    summed = found.group_by("when").agg(
        events=found.count(), first=found.id.min(), last=found.id.max(), letters=found.summary.length().sum()
    )  # fmt: skip
    return summed.order_by("when")


def digest(answer: "Table") -> tuple[int, str]:
    """Return how many rows an answer has, and one hash of them in their order."""
    rows = answer.to_pyarrow().to_pylist()
    return len(rows), hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()[:16]


def kill_when_running(cluster: Cluster, engine: engines.Engine, after: float, told: Callable[[str], object]) -> None:
    """Kill the first worker once Spark has been at an answer for some seconds.

    Args:
        cluster: where it runs.
        engine: of which something is asked at the same time.
        after: seconds for which a stage has been running.
        told: what is told what was killed.
    """
    session: Any = engine.backend
    tracker = session._session.sparkContext.statusTracker()  # noqa: SLF001 - Ibis hides it
    while not tracker.getActiveStageIds():
        time.sleep(_PAUSE)
    time.sleep(after)
    for stage in tracker.getActiveStageIds():
        if come := tracker.getStageInfo(stage):
            told(
                f"stage {stage}: {come.numCompletedTasks} of {come.numTasks} tasks done, {come.numActiveTasks} running"
            )
    executors = cluster.executors()
    killed = cluster.kill_worker()
    told(f"killed {killed.name} (process {killed.process.pid}) and its executors {executors[killed.name]}")


def main() -> None:
    """Ask DuckDB, a cluster with two workers, the same while one is killed, and with the one that is left."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worker_killed", description="Kill a worker of Spark.")
    parser.add_argument("--times", type=int, default=20_000, help="how often each event is there (20000)")
    parser.add_argument("--after", type=float, default=8, help="seconds before the worker is killed (8)")
    given = parser.parse_args()
    warnings.simplefilter("ignore", dprkrel.CoverageWarning)  # what was searched is not the subject here
    with tempfile.TemporaryDirectory() as place:
        engines.write_parquet(dprkrel.load(), Path(place, "bundled"))
        rows = multiplied(Path(place, "bundled"), Path(place, "many"), given.times)
        begun = time.monotonic()

        def tell(what: str) -> None:
            print(f"{time.monotonic() - begun:6.1f} s  {what}", flush=True)

        tell(f"{rows:,} events")
        _compare(Path(place, "many"), given.after, tell)
        tell("everything is stopped")


def _compare(folder: Path, after: float, tell: Callable[[str], None]) -> None:
    def timed(name: str, engine: engines.Engine) -> tuple[int, str]:
        begun = time.monotonic()
        found = digest(asked(engine))
        tell(f"{name}: {found[0]} rows, hash {found[1]}, {time.monotonic() - begun:.1f} s")
        return found

    with engines.connect("duckdb", folder, threads=2) as duckdb:
        wanted = timed("DuckDB", duckdb)
    with cluster(2) as started:
        tell(f"{started.url} with {len(started.workers)} workers")
        with engines.connect("pyspark", folder, master=started.url) as spark:
            found = [timed("two workers", spark), timed("two workers again", spark)]
            killer = threading.Thread(target=kill_when_running, args=(started, spark, after, tell))
            killer.start()
            found.append(timed("while one was killed", spark))
            killer.join()
            found.append(timed("the one that is left", spark))
        for line in started.master.log.read_text("utf-8").splitlines():
            if "Registering worker" in line or "Removing worker" in line or "Launching executor" in line:
                print(f"          {line}")
    tell("all answers are equal" if {*found} == {wanted} else "THE ANSWERS DIFFER")


if __name__ == "__main__":
    main()
