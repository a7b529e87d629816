"""The same records give the same bytes and answers, whatever the hash seed, the locale, the zone, the clock or the mask."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dprkrel
from tests.cases import for_each
from tests.determinism import BRIEF_CONDITIONS, CONDITIONS, Condition, under

PACKAGE = Path(dprkrel.__file__).parent


def test_the_same_bytes_under_every_condition() -> None:
    """Exports, answers, pages of help and pickles are the same where everything around them differs at once.

    `nox -s determinism` compares more, under each condition by itself, on each interpreter, and what the compiler makes.
    """
    first, *others = (under(condition, "brief") for condition in BRIEF_CONDITIONS)

    assert len(first) > 60
    for found in others:
        assert found == first


def test_the_conditions_are_conditions() -> None:
    """The conditions differ in the hash seed, the locale, the zone, the mask and the clock."""
    for name in ("PYTHONHASHSEED", "LC_ALL", "TZ"):
        assert len({condition.environment[name] for condition in BRIEF_CONDITIONS}) == len(BRIEF_CONDITIONS)
    assert len({(condition.umask, condition.clock) for condition in BRIEF_CONDITIONS}) == len(BRIEF_CONDITIONS)


@pytest.mark.skipif(
    shutil.which("faketime") is None, reason="faketime is not installed, so that the clock is not faked"
)
@for_each("condition", [condition for condition in (*BRIEF_CONDITIONS, *CONDITIONS) if condition.clock])
def test_the_clock_is_faked(condition: Condition) -> None:
    """Where a condition has a clock, Python sees its year."""
    code = "import time; print(time.gmtime().tm_year)"
    command = ["faketime", "-f", f"@{condition.clock}", sys.executable, "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC"})

    assert done.stdout.strip() == condition.clock[:4]


WORDS = {
    "locale": r"\blocale\b(?!s)",
    "the clock": r"\b(?:date\.today|datetime\.now|utcnow|time\.time|localtime|gmtime)\(",
    "the zone": r"\bastimezone\(\)|\btzlocal\b|\btzname\b",
    "chance": r"^\s*(?:import|from) (?:random|secrets)\b",
    "text without an encoding": r"\b(?:read_text|write_text)\(\)",
    "names of files in the order of the system": r"os\.(?:listdir|scandir|walk)\(",
}
"""What would make an answer depend on where and when it is asked."""


SORTED = {"copies.py"}
"""What reads a folder entry by entry, up to a limit, and sorts what it has read."""


@for_each("what", WORDS)
def test_nothing_asks_the_surroundings(what: str) -> None:
    """No module that answers or writes reads the locale, the clock, the zone or chance."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text("utf-8"), flags=re.DOTALL)
        if path.parent.name != "strategies" and path.name not in SORTED and re.search(WORDS[what], code, re.MULTILINE):
            found.append(path.relative_to(PACKAGE).as_posix())

    assert found == []
