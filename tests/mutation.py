"""Change the package in one place at a time, and see whether a test, or the type checker, notices: mutation testing by mutmut.

`python -m tests.mutation questions store --sample 200` tries two hundred
changes, drawn by a seed, of each folder or module that is named; without
`--sample` all of them. It prints how many were noticed and writes each one that was
not, as a diff, to `mutants/survivors.diff`. With `--keep` what was measured goes to `tests/mutation.json`.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

MUTANTS: Final = Path("mutants")
SURVIVORS: Final = MUTANTS / "survivors.diff"
MEASURED: Final = Path(__file__).with_suffix(".json")
"""By folder: how many changes there are, were tried and were noticed, and by which seed they were drawn."""

UNNOTICED: Final = frozenset({"survived", "no tests"})


def _mutmut(*words: str) -> str:
    """Run mutmut, and return what it prints."""
    done = subprocess.run([sys.executable, "-m", "mutmut", *words], capture_output=True, check=False, text=True)
    return done.stdout + done.stderr


def _names(folder: str) -> Iterator[str]:
    """Yield the names of all changes in a folder or module of the package."""
    place = MUTANTS / "src" / "dprkrel" / folder
    for file in sorted([place.with_suffix(".py.meta")] if not place.is_dir() else place.rglob("*.meta")):
        yield from json.loads(file.read_text())["exit_code_by_key"]


def _outcomes() -> dict[str, str]:
    """Return what became of each change that was tried."""
    from mutmut.stats import status_by_exit_code

    return {
        name: status_by_exit_code[code]
        for file in (MUTANTS / "src").rglob("*.meta")
        for name, code in json.loads(file.read_text())["exit_code_by_key"].items()
        if code is not None
    }


def _passes_types(diff: str) -> bool:
    """Tell whether the type checker, which is part of the test command, finds nothing wrong with a change."""
    scratch = MUTANTS / "types"
    if not scratch.exists():
        shutil.copytree("src", scratch / "src")
        shutil.copy("pyproject.toml", scratch)
    file = next(line for line in diff.splitlines() if line.startswith("--- ")).split()[1]
    before = Path(file).read_text()
    subprocess.run(["patch", "--quiet", "-p0"], input=diff, cwd=scratch, check=True, text=True)
    checked = subprocess.run(["dmypy", "run", "--", "src"], cwd=scratch, check=False, capture_output=True)
    (scratch / file).write_text(before)
    return checked.returncode == 0


def _try(folders: Iterable[str], sample: int | None, seed: int, children: int) -> Mapping[str, Mapping[str, object]]:
    stats = MUTANTS / "mutmut-stats.json"  # which tests reach what, which mutmut writes where all of them pass
    if not stats.exists():
        told = _mutmut("run", "--max-children", str(children), "dprkrel.none.*")
        if not stats.exists():
            sys.exit(f"no change was tried, since a test fails without any:\n{told[-2_000:]}")
    measured = {}
    with SURVIVORS.open("w") as survivors:
        for folder in folders:
            names = [*_names(folder)]
            drawn = names if sample is None else random.Random(seed).sample(names, min(sample, len(names)))
            _mutmut("run", "--max-children", str(children), *drawn)
            outcomes = _outcomes()
            counts: Counter[str] = Counter(outcomes.get(name, "not tried") for name in drawn)
            for name in drawn:
                if outcomes.get(name) in UNNOTICED:
                    diff = _mutmut("show", name)
                    if _passes_types(diff):
                        survivors.write(f"# {name}: {outcomes[name]}\n{diff}\n")
                    else:
                        counts.subtract([outcomes[name]])
                        counts["caught by type check"] += 1
            if counts["not tried"]:
                sys.exit(
                    f"mutmut tried {len(drawn) - counts['not tried']} of {len(drawn)} changes of {folder}; nothing is kept"
                )
            counts = +counts
            unnoticed = sum(counts[each] for each in UNNOTICED)
            measured[folder] = {
                "changes": len(names),
                "seed": seed,
                "tried": len(drawn),
                "unnoticed": unnoticed,
                **counts,
            }
            print(folder, json.dumps(measured[folder]), flush=True)
    return measured


def _main() -> None:
    parser = argparse.ArgumentParser(
        description="Change the package in one place at a time, and see whether a test notices."
    )
    parser.add_argument("folders", nargs="+", help="folders or modules of the package, such as questions")
    parser.add_argument("--sample", type=int, help="how many changes of each; all unless given")
    parser.add_argument("--seed", type=int, default=1, help="what draws the sample")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--keep", action="store_true", help=f"write what was measured to {MEASURED.name}")
    asked = parser.parse_args()
    measured = _try(asked.folders, asked.sample, asked.seed, asked.children)
    if asked.keep:
        kept = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
        MEASURED.write_text(json.dumps({**kept, **measured}, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    _main()
