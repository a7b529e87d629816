"""Every question in every format: read back by the readers of the standard library, each row the same in each."""

import csv
import io
import json
import shlex
import sqlite3
from pathlib import Path
from typing import Any

import attrs
import pytest

from dprkrel import Completeness, Coverage, Gap, bundled, read
from dprkrel.cli import main
from dprkrel.cli.arguments import FORMATS, WORDS
from dprkrel.cli.commands import COMMANDS
from dprkrel.questions import QUESTIONS
from dprkrel.records.fields import CoverageId, EventId
from tests.cases import for_each
from tests.payloads import HELD
from tests.small import small_with

SEARCHED = Coverage(
    id=CoverageId("searched"), summary="Visits.", when="2024", completeness=Completeness.PARTIAL, searched="An agency.",
    gaps=(Gap(when="2024-02", reason="Nobody looked."),),
)  # fmt: skip

ASKED = {
    "visits": "DPRK --role host --status any",
    "events": "..",
    "dyad": "DPRK Russia",
    "meetings": "Lavrov",
    "agreements": "DPRK",
    "treaty": "treaty",
    "statements": "Putin",
    "relations": "DPRK",
    "offices": "최선희",
    "holders": "Menlu --of DPRK --on 2022-06-15",
    "missions": "--on 2020",
    "actor": "Korut",
    "actors": "",
    "search": "Lavrov",
    "sources": "",
    "table": "events",
    "reports": "arms",
    "why": "arms",
    "positions": "arms",
    "conflicts": "",
    "superlatives": "",
    "order": "lavrov-visit choe-visit",
    "implied": "lavrov-visit",
    "resolve": "treaty",
    "rules": "",
    "count": "ministers-visits 2023 2024 --near-misses",
    "panel": "ministers-visits 2023-10 2024-07 --by sending",
    "coverage": "",
    "changes": "2024.7.24",
    "verify": "",
    "cite": "treaty",
    "export": "schema schema.json",
    "completion": "bash",
}
"""A question of the small dataset for every command, with an answer."""

MONTHS = "coverage DPRK --months --start 2024-01 --end 2024-03"

WITHOUT_ID = {"months", "cite", "export", "completion"}
"""What has no record of which a row could name the id."""

DATED = {
    "visits", "events", "dyad", "meetings", "agreements", "treaty", "statements", "relations", "offices", "missions",
    "holders", "count",
}  # fmt: skip
"""The commands of which a calendar can be made."""

NOT_ASKED_ALONE = {
    "count_events": "events",
    "office_holder": "holders",
    "confidence": "why",
    "before": "order",
    "order_reasons": "order",
    "as_of": "visits",
    "coverage_by_month": "coverage",
}
"""Questions of the library that stand in the answer of another command, or are one of its options."""

ANSWERED = {
    "find_actor": "actor",
    "visits_by_actor": "visits",
    "events_between": "events",
    "events_of_dyad": "dyad",
    "meetings_of": "meetings",
    "agreements_of": "agreements",
    "treaty_actions": "treaty",
    "statements_by": "statements",
    "relations_of": "relations",
    "offices_of": "offices",
    "missions_at_work": "missions",
    "office_holders": "holders",
    "count_visits": "count",
    "evidence": "reports",
    "positions_on": "positions",
    "implied_when": "implied",
}
"""The commands of questions whose names differ."""


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Put the small dataset in the place of the bundled one, and work in a folder of its own."""
    monkeypatch.setattr(bundled, "_opened", {"bundled": small_with(SEARCHED)})
    monkeypatch.chdir(tmp_path)


def asked(capsys: pytest.CaptureFixture[str], command: str, *more: str, code: int = 0) -> tuple[str, str]:
    """Ask the question of a command, and return what is printed and told."""
    words = MONTHS if command == "months" else f"{command} {ASKED[command]}"
    assert main([*shlex.split(words), *more]) == code
    return capsys.readouterr()


def rows(text: str, form: str) -> list[dict[str, Any]]:
    """Read rows back."""
    if form == "csv":
        return [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    found: list[dict[str, Any]] = json.loads(text)
    return found


def as_csv(value: Any) -> str:
    """Return a value of JSON as CSV has it."""
    if isinstance(value, list):
        return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


REPEATED = [
    (command, argument)
    for command, listed in COMMANDS.items()
    for argument in listed.arguments
    if argument.more.get("action") == "append" or argument.more.get("nargs") == "*"
]
"""Each argument of a command that takes several words."""


def test_several_words(capsys: pytest.CaptureFixture[str]) -> None:
    """What can be given several times is answered for several words, whatever the command."""
    assert ("cite", ("records",)) in {(command, argument.flags) for command, argument in REPEATED}
    for command, argument in REPEATED:
        known = [*WORDS[argument.words]()] if argument.words else ["Lavrov", "Russia"]
        words = ["arms", "treaty"] if argument.flags == ("records",) else known[:2]
        given = [each for word in words for each in (*(flag for flag in argument.flags if flag[0] == "-"), word)]
        usual = MONTHS if command == "coverage" else f"{command} {ASKED[command]}"
        own = [command] if argument.more.get("nargs") == "*" else shlex.split(usual)
        assert main([*own, *given]) == 0, capsys.readouterr().err


def test_every_command_is_asked() -> None:
    """The questions here are of all commands, and every question of the library has one."""
    assert [*ASKED] == [*COMMANDS]
    questions = [name for name, module in QUESTIONS.items() if module.startswith("questions.")]
    own = {name: ANSWERED.get(name) or NOT_ASKED_ALONE.get(name) or name for name in questions}
    assert {name: command for name, command in own.items() if command not in COMMANDS} == {}


@for_each("command", [*ASKED, "months"])
def test_every_format_has_the_same_rows(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """CSV, JSON and JSON Lines of an answer are read back as the same rows, each with an id; a line is printed for each."""
    texts = {form: asked(capsys, command, "--format", form)[0] for form in ("csv", "json", "jsonl")}
    found = {form: rows(text, form) for form, text in texts.items()}

    assert found["json"] == found["jsonl"]
    assert found["json"], "the question has no answer, so that nothing is tested"
    assert [{name: as_csv(value) for name, value in row.items()} for row in found["json"]] == found["csv"]
    assert command in WITHOUT_ID or any(name == "id" or name.endswith("_id") for name in found["json"][0])
    assert texts["json"] == asked(capsys, command, "--json")[0]


@for_each("command", [*ASKED, "months"])
def test_lines_are_limited_and_counted(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """`--limit` keeps the first rows of every format, and the count says of how many."""
    number = len(rows(asked(capsys, command, "--format", "jsonl")[0], "jsonl"))
    limited = rows(asked(capsys, command, "--format", "jsonl", "--limit", "1")[0], "jsonl")
    whole = rows(asked(capsys, command, "--format", "jsonl", "--limit", "100000")[0], "jsonl")

    assert limited == whole[: len(limited)]
    assert len(whole) == number
    assert 1 <= len(limited) <= number


@for_each("command", [*ASKED, "months"])
def test_columns_are_chosen(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """`--columns` keeps columns in the order in which they are named, in files and lines; one that is none is refused."""
    names = [*rows(asked(capsys, command, "--format", "jsonl")[0], "jsonl")[0]]
    first, last = names[0], names[-1]
    chosen = rows(asked(capsys, command, "--format", "csv", "--columns", f"{last},{first}")[0], "csv")
    assert {(*row,) for row in chosen} == {(last, first) if last != first else (first,)}
    lines = asked(capsys, command, "--columns", last, "--columns", first)[0].splitlines()
    assert {*lines[0].split()} <= {last, first}  # a column without a value takes no room
    out, err = asked(capsys, command, "--columns", "weight", code=1)
    assert out == ""
    assert "columns='weight' is not understood; use one of" in " ".join(err.split())


@for_each("command", [*ASKED, "months"])
def test_calendars_are_made_of_what_has_days(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Events and relations are read back from a calendar, one entry each; what has no days is refused, with what to ask instead."""
    if command not in DATED:
        out, err = asked(capsys, command, "--format", "ics", code=1)
        assert out == ""
        assert "no calendar can be made of" in err
        assert "--format csv" in " ".join(err.split())
        return
    icalendar = pytest.importorskip("icalendar", reason="the extra ics is not installed")
    out = asked(capsys, command, "--format", "ics")[0]
    entries = [
        entry for entry in icalendar.Calendar.from_ical(out).subcomponents if entry.name in ("VEVENT", "VJOURNAL")
    ]
    assert len(entries) == len(rows(asked(capsys, command, "--format", "jsonl")[0], "jsonl"))
    assert out.replace("\r\n", "").isprintable()


@for_each("command", [*ASKED, "months"])
def test_lines_and_detail_are_printed(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Every answer has lines for people, with and without `--detail`, of which none ends with a space."""
    for more in ([], ["--detail"]):
        out = asked(capsys, command, *more)[0]
        assert out.strip()
        assert [line for line in out.splitlines() if line != line.rstrip()] == []


@for_each(("one", "other"), [
    ("--detail", "--format csv"), ("--detail", "--format jsonl"), ("--detail", "--format ics"), ("--columns id", "--detail"),
    ("--columns id", "--format ics"), ("--spreadsheet-safe", "--format json"), ("--spreadsheet-safe", ""), ("--limit 0", ""),
    ("--limit some", ""), ("--format xml", ""),
])  # fmt: skip
def test_options_at_odds_are_wrong_usage(capsys: pytest.CaptureFixture[str], one: str, other: str) -> None:
    """What cannot be had together, or at all, exits with 2 and the usage, and prints no answer."""
    with pytest.raises(SystemExit, match="2"):
        main(["events", "2024", *one.split(), *other.split()])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: dprkrel")


def test_every_format_is_offered_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of every command lists all formats, all words of its options, and an example."""
    for name, command in COMMANDS.items():
        with pytest.raises(SystemExit, match="0"):
            main([name, "--help"])
        told = " ".join(capsys.readouterr().out.split())
        assert f"--format {{{','.join(FORMATS)}}}" in told
        assert f"example: dprkrel {command.example}" in told
        if any(argument.words for argument in command.arguments):
            assert "one of " in told


def test_formulas_are_marked_for_spreadsheets(capsys: pytest.CaptureFixture[str]) -> None:
    """`--spreadsheet-safe` is that of the tables of the library."""
    plain = asked(capsys, "events", "--format", "csv")[0]
    assert asked(capsys, "events", "--format", "csv", "--spreadsheet-safe")[0] == plain


def test_texts_that_do_harm_are_read_back(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a record holds, each format gives it back as it is, and a line is one line."""
    arms = small_with().event("arms")
    events = [attrs.evolve(arms, id=EventId(f"harm-{number}"), summary=text) for number, text in enumerate(HELD)]
    monkeypatch.setattr(bundled, "_opened", {"bundled": small_with(*events)})
    words = ["events", "..", "--status", "alleged"]
    for form in ("csv", "json", "jsonl"):
        assert main([*words, "--format", form]) == 0
        found = {row["id"]: row["summary"] for row in rows(capsys.readouterr().out, form)}
        assert [found[event.id] for event in events] == [event.summary for event in events]
    assert main([*words, "--columns", "summary,id"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["arms", *sorted(event.id for event in events)]


def test_no_rows_are_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Of an empty answer JSON Lines has no line, since an empty one is no JSON; the other formats are whole."""
    words = ["visits", "Lavrov", "--start", "1900", "--end", "1900", "--format"]
    printed = {}
    for form in ("jsonl", "json", "csv"):
        assert main([*words, form]) == 0
        printed[form] = capsys.readouterr().out
    assert printed["jsonl"] == ""
    assert printed["json"] == "[]\n"
    assert printed["csv"].count("\n") == 1


def test_a_dataset_of_ones_own_is_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--data` asks the dataset in a file; one that is none is refused with its faults, the first few of them."""
    path = tmp_path / "mine.jsonl"
    small_with(SEARCHED).write(path)
    assert asked(capsys, "visits") == asked(capsys, "visits", "--data", str(path))
    path.write_text(path.read_text("utf-8").replace('"summary"', '"summery"'), "utf-8")
    out, err = asked(capsys, "visits", "--data", str(path), code=1)
    assert out == ""
    assert "fault(s) in the dataset:" in err
    assert " more\n" in err
    assert len(err.splitlines()) < 40
    assert asked(capsys, "visits", "--data", str(tmp_path / "none"), code=1)[1].startswith("dprkrel:")


def test_all_data_are_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`export` writes the package, the database, the lines and the schema, and lists the files; another kind is refused."""
    assert main(["export", "package", "package"]) == 0
    out, err = capsys.readouterr()
    names = {path.name for path in (tmp_path / "package").iterdir()}
    assert {"datapackage.json", "visits.csv", "dprkrel.jsonl"} <= names
    assert {Path(line.split()[-1]).name for line in out.splitlines()} == names
    assert err.startswith(f"{len(names)} files;")
    (tmp_path / "package" / "notes").mkdir()
    assert main(["export", "package", "package"]) == 0
    assert capsys.readouterr().out == out  # a folder that lay there was not written
    assert main(["export", "sqlite", "data.sqlite"]) == 0
    with sqlite3.connect("data.sqlite") as database:
        assert database.execute("SELECT count(*) FROM visits").fetchone()[0] > 0
    database.close()
    assert main(["export", "jsonl", "data.jsonl"]) == 0
    assert read(tmp_path / "data.jsonl") == small_with(SEARCHED)
    assert main(["export", "schema", "schema.json"]) == 0
    assert "Visit" in json.loads((tmp_path / "schema.json").read_text("utf-8"))["$defs"]
    capsys.readouterr()
    assert main(["export", "xml", "data.xml"]) == 1
    assert "use one of jsonl, package, schema, sqlite" in " ".join(capsys.readouterr().err.split())
    assert main(["export", "jsonl", "no/such/folder/data.jsonl"]) == 74
    assert "cannot be written" in " ".join(capsys.readouterr().err.split())


@for_each("command", [*ASKED, "months"])
def test_detail_in_json_is_the_records_or_the_rows(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """`--json --detail` gives records as the codec writes them; of what is no record, the rows as without it."""
    found = rows(asked(capsys, command, "--json", "--detail")[0], "json")
    plain = rows(asked(capsys, command, "--json")[0], "json")

    assert len(found) >= 1
    assert found == plain or all("record" in row for row in found)
