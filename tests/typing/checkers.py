"""Four type checkers read what users write: each finds every planted mistake, and nothing else; and no type is left to guess.

`python -m tests.typing.checkers` runs mypy, basedpyright, ty and pyrefly over
the files beside it and two jobs (`tests/jobs`), and compares the lines at which they find an error with
those that are marked `# wrong`. A checker that found nothing in files without
mistakes might read nothing at all: pyrefly without a preset finds none of them.
Then basedpyright says how many public symbols have a type that every checker
reads alike.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
JOBS = HERE.parent / "jobs"
FILES = {
    file.name: file
    for file in (HERE / "api.py", HERE / "build.py", HERE / "mistakes.py", JOBS / "bot.py", JOBS / "library.py")
}
MARK = "# wrong: "
AT = re.compile(r"(\w+\.py):(\d+)\b")
"""How every checker writes a place; a note at another place would count as an error, and none writes one."""

SCRIPTS = Path(sysconfig.get_path("scripts"))
PATHS = [str(file.relative_to(ROOT)) for file in FILES.values()]
CHECKERS = {
    "mypy": ["mypy", "--no-error-summary", *PATHS],
    "basedpyright": ["basedpyright", "--project", "tests/typing/pyrightconfig.json"],
    "ty": ["ty", "check", "--output-format=concise", "--python", sys.prefix, *PATHS],
    "pyrefly": ["pyrefly", "check", "--output-format=min-text", "--python-interpreter-path", sys.executable, *PATHS],
}
"""How each checker is called; what else it must know is in pyproject.toml, where editors find it, too."""

Place = tuple[str, int]


def marked() -> set[Place]:
    """Return the lines that are marked as wrong."""
    return {
        (name, number)
        for name, file in FILES.items()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if MARK in line
    }


def places(output: str) -> set[Place]:
    """Return the lines of our files at which a checker found an error."""
    return {(name, int(number)) for name, number in AT.findall(output) if name in FILES}


def run(command: list[str]) -> str:
    """Return all that a command of this environment prints, to whichever Python the shell has set."""
    environment = {**os.environ, "PATH": os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def disagreements(output: str, wrong: set[Place]) -> Iterator[str]:
    """Yield each line at which a checker and the marks disagree."""
    found = places(output)
    yield from (f"{name}:{number} is marked as wrong, and no error was found" for name, number in sorted(wrong - found))
    for name, number in sorted(found - wrong):
        said = [line.strip() for line in output.splitlines() if f"{name}:{number}:" in line]
        yield f"{name}:{number} is not marked as wrong: {said[0]}"


def incomplete(report: dict[str, Any]) -> Iterator[str]:
    """Yield each public symbol whose type a checker must guess, and the score."""
    completeness = report["typeCompleteness"]
    for symbol in completeness["symbols"]:
        if symbol["isExported"] and not (symbol["isTypeKnown"] and not symbol["isTypeAmbiguous"]):
            why = {said["message"].partition("\n")[0] for said in symbol.get("diagnostics", [])}
            yield f"{symbol['name']}: {'; '.join(sorted(why))}"
    if completeness["completenessScore"] != 1:
        yield f"the score is {completeness['completenessScore']:.2%}, and not 100%"


def main() -> int:
    """Run all, print one line for each and the disagreements, and return the exit code."""
    wrong = marked()
    faults = 0
    for name, command in CHECKERS.items():
        said = [*disagreements(run(command), wrong)]
        print(f"{name}: {len(wrong)} mistakes in {len(FILES)} files, {len(said)} disagreements", *said, sep="\n  ")
        faults += len(said)
    report = json.loads(run(["basedpyright", "--verifytypes", "dprkrel", "--ignoreexternal", "--outputjson"]))
    said = [*incomplete(report)]
    known = report["typeCompleteness"]["exportedSymbolCounts"]["withKnownType"]
    print(f"verifytypes: {known} public symbols have a type, {len(said)} faults", *said, sep="\n  ")
    return int(faults + len(said) > 0)


if __name__ == "__main__":
    sys.exit(main())
