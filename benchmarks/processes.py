"""Whole processes, timed in turn by the processor time that they use."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

_SLOW: Final = 3.0
"""Seconds after which a process has three turns only; after twice that, none beyond its first."""


_LAUNCH: Final = """
import json, os, subprocess, sys
process = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss, status]))
"""
"""A small process starts what is measured, since the peak of a process is never less than its parent had."""


@frozen
class Process:
    """What a process uses.

    Attributes:
        seconds: processor time, its own and that of the system for it.
        peak: the most memory that it had at a time, in bytes.
        failed: whether it ended with an error, of which the last line is printed.
    """

    seconds: float
    peak: int
    failed: bool


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> Process:
    """Run Python with these arguments to its end, and return what it used."""
    command = [sys.executable, "-c", _LAUNCH, *arguments]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=True)
    seconds, peak, status = json.loads(done.stdout)
    if status != 0:
        print(*done.stderr.splitlines()[-1:])
    unit = 1 if sys.platform == "darwin" else 1024
    return Process(seconds, peak * unit, status != 0)


def environment(bytecode: Path, *first: Path) -> dict[str, str]:
    """Return an environment in which modules are compiled once into a folder, and found in other folders first.

    What was set in the environment of the benchmarks is kept, but for what keeps bytecode from being written: without
    bytecode each process would compile each module again, and that would be what is measured.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join([*map(str, first), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return {**kept, "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}


def medians(candidates: Mapping[str, tuple[Sequence[str], Mapping[str, str]]], rounds: int) -> dict[str, float | None]:
    """Return the median processor time of each candidate, which are run in turn; None of one that fails.

    Args:
        candidates: the arguments of Python and the environment, by name.
        rounds: how often each has its turn, after a first one that is not counted and writes the bytecode.
    """
    for candidate in candidates.values():
        run(*candidate)
    first = {name: run(*candidate) for name, candidate in candidates.items()}
    laps = {name: [process.seconds] for name, process in first.items()}
    for lap in range(1, rounds):
        for name, candidate in candidates.items():
            if first[name].failed or first[name].seconds > _SLOW * (2 if lap < 3 else 1):
                continue
            laps[name].append(run(*candidate).seconds)
    return {name: None if first[name].failed else statistics.median(seconds) for name, seconds in laps.items()}
