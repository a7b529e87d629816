"""What is published: a small wheel, extras that nothing needs which works without, and what is said of them."""

import re
import subprocess
import sys
import tomllib
import zlib
from pathlib import Path

from tests.cases import for_each
from tests.extra_alone import USES
from tests.packaged import LIMIT

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PACKAGES = {
    "arrow": "nanoarrow",
    "graph": "networkx",
    "hypothesis": "hypothesis",
    "ibis": "ibis, duckdb, pyarrow",
    "ics": "icalendar",
    "plot": "altair, vl_convert",
    "spark": "ibis, pyspark, pyarrow",
}
"""The modules that each extra brings."""


def test_the_wheel_is_small() -> None:
    """What the wheel holds takes less than the 2.5 MB that `nox -s package` allows, compressed as it is there."""
    files = [file for file in (ROOT / "src").rglob("*") if file.is_file() and file.suffix != ".pyc"]

    assert 500_000 < sum(len(zlib.compress(file.read_bytes())) for file in files) < LIMIT


ENGINES = {"ibis", "spark"}
"""The extras that are too large to come with all others."""


def test_all_is_all() -> None:
    """The extra `all` is every other one but the engines, and each is used where it is installed alone."""
    (named,) = EXTRAS["all"]

    assert EXTRAS.keys() - {"all"} == set(PACKAGES) == set(USES)
    assert sorted(EXTRAS) == sorted([*named.removeprefix("dprkrel[").removesuffix("]").split(","), *ENGINES, "all"])


def test_the_page_names_the_lowest_versions() -> None:
    """The page of extras lists each with the bounds of `pyproject.toml`."""
    page = (ROOT / "docs" / "extras.md").read_text("utf-8")
    rows = {name: bounds.strip() for name, bounds in re.findall(r"^\| `(\w+)` \|.*\|([^|]*)\|$", page, re.MULTILINE)}

    assert rows == {
        name: "" if name == "all" else ", ".join(need.replace(">=", " ") for need in needs)
        for name, needs in EXTRAS.items()
    }


@for_each("extra", PACKAGES)
def test_no_extra_is_needed(extra: str) -> None:
    """Without the packages of an extra, the package is imported, answers, and makes tables, CSV and lines of JSON."""
    hidden = ", ".join(f"{name.strip()}=None" for name in PACKAGES[extra].split(","))
    code = f"""
import sys
sys.modules.update({hidden})
import dprkrel
visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
table = visits.table()
print(len(visits), len(table.to_csv().splitlines()), len(table.to_jsonl().splitlines()), len(table.to_dicts()))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.stdout.split(), done.stderr) == (["3", "4", "3", "3"], "")
