"""A real Spark cluster on this machine: a standalone master and workers, each a process of its own, on loopback alone.

`python -m benchmarks.cluster` starts one, prints the address of its master, and keeps it until Ctrl-C. Nothing is left
afterwards: each process leads a group of its own, in which its executors are, and every group is killed; by a guard, if
what started them is killed itself.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Final

from attrs import Factory, define, frozen

LOOPBACK: Final = "127.0.0.1"
"""Where everything listens: nothing can be reached from another machine."""

_MASTER: Final = "org.apache.spark.deploy.master.Master"
_WORKER: Final = "org.apache.spark.deploy.worker.Worker"
_STARTED: Final = re.compile(r"Starting Spark master at (spark://\S+)")
_REGISTERED: Final = re.compile(r"Successfully registered with master (spark://\S+)")

_PS: Final = ("ps", "-A", "-o", "pid=,pgid=,stat=")
"""What lists every process with its group and its state."""

_PATIENCE: Final = 90.0
"""Seconds in which a process must be ready; it takes three or four on two cores that have nothing else to do."""

_PAUSE: Final = 0.1
"""Seconds between two looks into a log."""

_TAIL: Final = 15
"""How many lines of a log are told when its process failed."""


_GUARD: Final = """
import os, shutil, signal, sys
groups = [int(line) for line in sys.stdin]  # to the end, which comes when what started this ends, however it does
for group in groups:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""
"""A process that outlives the one that started it, and kills what that leaves behind."""


class ClusterError(RuntimeError):
    """A master or a worker that did not start; the end of its log is told."""


@frozen(eq=False)
class Daemon:
    """A master or a worker.

    Attributes:
        name: what it is called here.
        process: its process, the leader of a group in which its executors are.
        log: what it says.
    """

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self, pattern: re.Pattern[str]) -> str:
        """Return what it says, once it says it.

        Raises:
            ClusterError: it ended before, or took too long.
        """
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            ended = self.process.poll()
            if found := pattern.search(self.log.read_text("utf-8", "replace")):
                return found[1]
            if ended is not None:
                raise ClusterError(f"the {self.name} ended with {ended}:\n{self.tail()}")
            time.sleep(_PAUSE)
        raise ClusterError(f"the {self.name} was not ready after {_PATIENCE:.0f} s:\n{self.tail()}")

    def tail(self) -> str:
        """Return the last lines of its log."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-_TAIL:])

    def processes(self) -> set[int]:
        """Return the ids of its process and of those of its executors, as far as they are alive."""
        listed = subprocess.run([*_PS], capture_output=True, text=True, check=True)
        rows = [line.split() for line in listed.stdout.splitlines()]
        leader = self.process.pid
        return {int(pid) for pid, group, state in rows if int(group) == leader and not state.startswith("Z")}

    def kill(self) -> None:
        """Kill it and its executors, without a chance to say goodbye, and wait until none is left."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until = time.monotonic() + _PATIENCE
        while self.processes() and time.monotonic() < until:
            time.sleep(_PAUSE)


@define(eq=False)
class Cluster:
    """A master and its workers.

    Attributes:
        url: the address of the master, which `engines.connect("pyspark", folder, master=url)` takes.
        folder: where the logs and whatever the executors write are, until the cluster is stopped.
        master: the master.
        workers: the workers that were started, also those that were killed.
    """

    url: str
    folder: Path
    master: Daemon
    workers: list[Daemon] = Factory(list)

    def kill_worker(self, number: int = 0) -> Daemon:
        """Kill a worker with its executors, as if its machine had lost power, and return it."""
        worker = self.workers[number]
        worker.kill()
        return worker

    def executors(self) -> dict[str, list[int]]:
        """Return the process ids of the executors of each worker, by its name."""
        return {worker.name: sorted(worker.processes() - {worker.process.pid}) for worker in self.workers}


@contextlib.contextmanager
def cluster(workers: int = 2, *, cores: int = 1, memory: str = "1536m", executor: str = "1g") -> Iterator[Cluster]:
    """Start a master and workers, give them when all are registered, and stop them whatever happens.

    Args:
        workers: how many workers.
        cores: how many tasks each runs at once.
        memory: how much memory each has to give to executors.
        executor: how much an executor takes, unless a session asks for more.

    Yields:
        The cluster.

    Raises:
        ClusterError: Java or Spark is missing, or a process did not start.
    """
    home = Path(tempfile.mkdtemp(prefix="spark-"))
    with contextlib.ExitStack() as stack:
        guard = _guard(home)
        stack.callback(shutil.rmtree, home, ignore_errors=True)  # the last to be done
        stack.callback(_dismiss, guard)
        start = _starter(home, executor, stack, guard)
        master = start("master", _MASTER, "--host", LOOPBACK, "--port", "0", "--webui-port", "0")
        found = Cluster(master.said(_STARTED), home, master)
        for number in range(workers):
            own = ["--host", LOOPBACK, "--webui-port", "0", "--cores", str(cores), "--memory", memory]
            own += ["--work-dir", str(home / f"work-{number}"), found.url]
            found.workers.append(start(f"worker-{number}", _WORKER, *own))
        for worker in found.workers:
            worker.said(_REGISTERED)
        yield found


def spark_home() -> Path:
    """Return the folder of the Spark that pip installed with pyspark.

    Raises:
        ClusterError: it is not installed.
    """
    try:
        import pyspark  # late: only what starts a cluster needs it
    except ImportError as error:
        raise ClusterError('pyspark is not installed; get it with: pip install "dprkrel[spark]"') from error
    return Path(pyspark.__file__).parent


def _guard(home: Path) -> subprocess.Popen[str]:
    """Start the guard; it reads the groups that it guards, one a line."""
    command = [sys.executable, "-c", _GUARD, str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)


def _dismiss(guard: subprocess.Popen[str]) -> None:
    """End the guard, when nothing is left that it guards."""
    guard.kill()
    guard.communicate()


def _starter(
    home: Path, executor: str, stack: contextlib.ExitStack, guard: subprocess.Popen[str]
) -> Callable[..., Daemon]:
    """Return what starts a daemon, which the stack or the guard then kills."""
    launcher, environment = spark_home() / "bin" / "spark-class", _environment(home, executor)

    def start(name: str, *command: str) -> Daemon:
        log = home / f"{name}.log"
        with log.open("wb") as opened:
            process = subprocess.Popen(
                [str(launcher), *command], stdin=subprocess.DEVNULL, stdout=opened, stderr=subprocess.STDOUT,
                env=environment, start_new_session=True,
            )  # fmt: skip
        daemon = Daemon(name, process, log)
        stack.callback(daemon.kill)
        assert guard.stdin is not None  # noqa: S101 - it was opened for this
        print(process.pid, file=guard.stdin, flush=True)
        return daemon

    return start


def _environment(home: Path, executor: str) -> Mapping[str, str]:
    """Return an environment of which nothing comes from another Spark, and in which all that is written is in one folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_", "HADOOP_"))}
    settings = ["-XX:-UsePerfData", f"-Djava.io.tmpdir={home}", f"-Dspark.executor.memory={executor}"]
    return {
        **kept,
        "SPARK_HOME": str(spark_home()),
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_LOCAL_DIRS": str(home / "local"),
        "SPARK_LOG_DIR": str(home),
        "SPARK_CONF_DIR": str(home),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": " ".join(settings),
    }


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(0)  # an exception, so that what was started is stopped


def main() -> None:
    """Start a cluster, say where it is, and keep it until Ctrl-C, or until the input ends or is told to `kill` a worker."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cluster", description="A Spark cluster on this machine."
    )
    parser.add_argument("--workers", type=int, default=2, help="how many workers (2)")
    parser.add_argument("--cores", type=int, default=1, help="cores of each (1)")
    parser.add_argument("--memory", default="1536m", help="memory of each for executors (1536m)")
    given = parser.parse_args()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _end)
    with cluster(given.workers, cores=given.cores, memory=given.memory) as started:
        print(started.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
