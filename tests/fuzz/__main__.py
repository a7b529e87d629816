"""Fuzz targets with atheris, and keep count: `python -m tests.fuzz TARGET… --executions N`.

Each target runs in processes of its own, one round after another, in a folder that keeps what they find. After each
round the figures of the target are written to `TARGET.json` there, so that a run can be ended and continued at any
time. An input that breaks a promise ends the run of its target; its bytes are printed as a line for the corpus.
"""

import argparse
import hashlib
import json
import re
import resource
import shlex
import subprocess
import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from tests.fuzz.targets import TARGETS
from tests.fuzz.texts import corpus_of, line_of, write_corpus

ROUND: Final = 250_000
"""How many executions one process makes at most, so that little is lost of a run that is ended."""

PATIENCE: Final = 300
"""How many seconds it takes at most."""

_DONE: Final = re.compile(r"#(\d+)\s+DONE\s+cov: (\d+) ft: (\d+) corp: (\d+)/(\S+)")
_SECONDS: Final = 30
"""How long one input may take, on a machine that does other work besides."""


def _put(folder: Path, data: bytes) -> None:
    (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def _prepared(name: str, place: Path) -> tuple[Path, Path]:
    """Return the folder with the inputs of a target and its dictionary, made of the seeds and the corpus."""
    found = place / name
    found.mkdir(parents=True, exist_ok=True)
    target: Any = import_module(f"tests.fuzz.targets.{name}")
    for data in (*target.seeds(), *corpus_of(name)):
        _put(found, data)
    dictionary = place / f"{name}.dict"
    tokens = {token.encode("utf-8", "surrogatepass") for token in target.TOKENS}
    lines = ("".join(f"\\x{byte:02x}" for byte in token) for token in sorted(tokens) if token)
    dictionary.write_text("".join(f'"{line}"\n' for line in lines), "ascii")
    return found, dictionary


def _process(name: str, place: Path, *arguments: str) -> tuple[int, str]:
    """Run a process to its end; return its exit code and what it says."""
    command, log = (place / f"{name}.sh").resolve(), place / f"{name}.log"
    again = shlex.join([sys.executable, "-m", "tests.fuzz.process", name, str(command)])
    command.write_text(f'#!/bin/sh\nexec {again} "$@"\n', "utf-8")
    command.chmod(0o755)
    with log.open("w", encoding="utf-8") as output:
        ended = subprocess.run([command, *arguments], stdout=output, stderr=subprocess.STDOUT, check=False)
    return ended.returncode, log.read_text("utf-8", errors="replace")


def _cpu_seconds() -> float:
    """Return how long the processes that were started have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Run:
    """The run of a target in a folder, which keeps its figures."""

    def __init__(self, name: str, place: Path) -> None:
        self.name, self._place = name, place
        self._figures = place / f"{name}.json"
        fresh: dict[str, Any] = {"target": name, "executions": 0, "seconds": 0.0, "cpu_seconds": 0.0}
        self.known: dict[str, Any] = json.loads(self._figures.read_text("utf-8")) if self._figures.exists() else fresh
        self.known |= {"python": ".".join(map(str, sys.version_info[:3])), "atheris": version("atheris")}
        self.found, self._dictionary = _prepared(name, place)
        self.held = True

    def go_on(self, executions: int) -> None:
        """Run one round more, unless the target has so many executions in all; note its figures, or that a promise broke."""
        left = executions - self.known["executions"]
        if left <= 0 or not self.held:
            return
        begun, used = time.monotonic(), _cpu_seconds()
        code, said = _process(
            self.name, self._place, str(self.found), f"-dict={self._dictionary}", f"-runs={min(ROUND, left)}",
            f"-max_total_time={PATIENCE}", f"-max_len={TARGETS[self.name].longest}", f"-timeout={_SECONDS}",
            "-rss_limit_mb=2048", "-reload=0", f"-artifact_prefix={self._place}/{self.name}-",
        )  # fmt: skip
        done = _DONE.search(said)
        if code or done is None:
            self.held = False
            print(said[-6000:])
            for path in sorted(self._place.glob(f"{self.name}-*-*")):
                print(f"{path}\n{line_of(path.read_bytes())}", flush=True)
            return
        self.known["executions"] += int(done[1])
        self.known["seconds"] = round(self.known["seconds"] + time.monotonic() - begun, 1)
        self.known["cpu_seconds"] = round(self.known["cpu_seconds"] + _cpu_seconds() - used, 1)
        self.known |= {"edges": int(done[2]), "features": int(done[3]), "inputs": int(done[4]), "bytes": done[5]}
        self._figures.write_text(json.dumps(self.known, indent=2) + "\n", "utf-8")
        print(json.dumps(self.known), flush=True)

    def is_done(self, executions: int) -> bool:
        """Tell whether nothing is left to run."""
        return not self.held or self.known["executions"] >= executions


def minimised(name: str, place: Path) -> None:
    """Write the corpus of a target: of all inputs that were found the fewest that reach as much, and those that are kept for good."""
    found, _ = _prepared(name, place)
    merged = place / f"{name}-merged"
    merged.mkdir(exist_ok=True)
    for path in merged.iterdir():
        path.unlink()
    code, said = _process(name, place, "-merge=1", f"-max_len={TARGETS[name].longest}", str(merged), str(found))
    if code:
        raise SystemExit(said[-4000:])
    write_corpus(name, [path.read_bytes() for path in merged.iterdir()])


def main(words: list[str] | None = None) -> int:
    """Fuzz, and minimise the corpora if that is asked for; return 1 if a promise broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; none for all")
    parser.add_argument(
        "--executions", type=int, default=20_000, help="of each target in all, those of earlier runs included"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("fuzz-runs"), help="where inputs, logs and figures are kept"
    )
    parser.add_argument(
        "--minimise", action="store_true", help="then write the corpora anew, as small as they reach as much"
    )
    asked = parser.parse_args(words)
    unknown = set(asked.targets) - set(TARGETS)
    if unknown:
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    names = asked.targets or [*TARGETS]
    runs = [Run(name, asked.folder) for name in names]
    while not all(run.is_done(asked.executions) for run in runs):
        for run in runs:  # in turns, so that each has its share whenever this is ended
            run.go_on(asked.executions)
    broken = [run.name for run in runs if not run.held]
    for name in names:
        if asked.minimise and name not in broken:
            minimised(name, asked.folder)
    print(f"broken: {', '.join(broken)}" if broken else "every promise held")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
