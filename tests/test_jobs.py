"""Four people at work with the README and the pages: what they write runs as it stands, and is no longer than is said here."""

import ast
import csv
import io
import json
import re
import shutil
import warnings
from pathlib import Path

import icalendar
import pytest

import dprkrel
from dprkrel.cli import main
from tests.cases import for_each
from tests.installed import ROOT, run_installed
from tests.plots.test_pictures import PICTURES, drawn, versions

JOBS = ROOT / "tests" / "jobs"
LINES = {
    "journalist.py": 5,
    "sentence.py": 4,
    "scientist.py": 14,
    "bot.py": 28,
    "library.py": 22,
    "checks_of_library.py": 10,
}
"""How many lines of code each job takes, its imports included, without docstrings and comments."""


def lines_of_code(text: str) -> int:
    """Return how many lines hold code."""
    tree = ast.parse(text)
    told = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    rows = enumerate(text.splitlines(), 1)
    return sum(bool(row.strip()) and not row.lstrip().startswith("#") and number not in told for number, row in rows)


@for_each("name", LINES)
def test_a_job_takes_as_few_lines_as_we_say(name: str) -> None:
    """The lines of every job are counted, so that none grows unseen."""
    assert {file.name for file in JOBS.glob("*.py")} == {*LINES, "__init__.py"}
    assert lines_of_code((JOBS / name).read_text("utf-8")) == LINES[name]


def test_the_journalist_has_a_table_and_a_chart(tmp_path: Path) -> None:
    """The five lines of the README give a CSV that spreadsheets read, and the picture above them, which marks what was not searched."""
    _, code = (JOBS / "journalist.py").read_text("utf-8").split("\n\n", 1)
    assert f"```py\n{code}```" in (ROOT / "README.md").read_text("utf-8")
    run_installed(tmp_path, str(JOBS / "journalist.py"))

    rows = [*csv.DictReader(io.StringIO((tmp_path / "visits.csv").read_text("utf-8-sig")))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert [row["id"] for row in rows] == [
            visit.id for visit in dprkrel.events_of_dyad("DPRK", "Russia", types="visit", start="2023")
        ]
    picture = (tmp_path / "visits.svg").read_text("utf-8")
    assert "not searched" in picture
    if versions() == drawn()["versions"]:  # another version draws other bytes
        assert picture == (PICTURES / "visits-by-month.svg").read_text("utf-8")


def test_the_sentence_says_no_more_than_is_known(tmp_path: Path) -> None:
    """The sentence gives both bounds, and the source has the edition."""
    sentence, source = run_installed(tmp_path, str(JOBS / "sentence.py")).splitlines()
    panel = dprkrel.panel("rok-unification-ministry-exchanges", "2024-01-01", "2024-06-11", by=())

    assert f" {panel.certain} to {panel.number} " in sentence
    assert panel.certain < panel.number
    assert dprkrel.load().edition in source


def test_the_bot_knows_what_it_does_not_know(tmp_path: Path) -> None:
    """Names in four languages are ids or a case for an editor; the calendar, the JSON and the past are those of the data."""
    *names, answer, then = run_installed(tmp_path, str(JOBS / "bot.py")).splitlines()

    assert [line.partition(" -> ")[2] for line in names if " -> " in line] == [
        "choe-son-hui", "vladimir-putin", "choe-son-hui", "sergei-lavrov", "None", "None",
    ]  # fmt: skip
    assert json.loads(answer)[0]["id"] == "putin-visit-dprk-2024"
    assert (then, dprkrel.load().event("putin-visit-dprk-2024").status) == ("planned", "occurred")
    entries = icalendar.Calendar.from_ical((tmp_path / "feed.ics").read_bytes()).subcomponents
    assert len(entries) == sum(
        len(change.record_ids)
        for change in dprkrel.changes("2026.11.22.1")
        if (change.kind, change.record_kind) == ("added", "event")
    )


def test_the_library_builds_on_ours(tmp_path: Path) -> None:
    """Both datasets answer as one, results of another process make tables, pages cite, and its own tests pass."""
    jobs = tmp_path / "tests" / "jobs"
    jobs.mkdir(parents=True)
    for name in ("library.py", "checks_of_library.py"):
        shutil.copy(JOBS / name, jobs)
    told = run_installed(tmp_path, str(jobs / "library.py"))

    assert told.startswith(f"{dprkrel.load().edition}+own 1\n")
    assert "[{'id': 'putin-visit-dprk-2024', 'receiving_iso3': 'PRK'}]\n" in told
    assert "record putin-visit-dprk-2024" in told
    checks = run_installed(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/jobs/checks_of_library.py")
    assert re.search(r"\b2 passed", checks)


def test_the_journalist_without_python(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command gives the table, and one the chart and its figures, with what was not searched as no number."""
    main(["dyad", "DPRK", "Russia", "--types", "visit", "--start", "2023", "--format", "csv", "--spreadsheet-safe"])
    assert capsys.readouterr().out.count("\n") > 90

    period = ["rok-unification-ministry-exchanges", "2023-07", "2026-06", "--by", "direction"]
    main(["panel", *period, "--format", "csv", "--chart", str(tmp_path / "visits.svg")])
    if versions() == drawn()["versions"]:
        assert (tmp_path / "visits.svg").read_bytes() == (PICTURES / "visits-by-month.svg").read_bytes()
    rows = [*csv.DictReader(io.StringIO(capsys.readouterr().out))]
    assert {row["most"] for row in rows if row["searched"] == "not"} == {""}
    assert all(row["least"] for row in rows if row["searched"] != "not")
