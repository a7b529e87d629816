"""The command line: what it prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

import dprkrel
from dprkrel import Completeness, Coverage, Edit, Gap, Report, Source, When, bundled, codec, plots
from dprkrel.cli import main
from dprkrel.records.fields import CoverageId
from tests.small import relation, small, small_with

VISIT = """\
2024-07-23/[2024-07-25..2024-07-26]  visit, occurred
  It is ryzhenkov-visit.
  visitor: Maxim Ryzhenkov, for Belarus
  host: Choe Son Hui, for North Korea
  place: Pyongyang
  id: ryzhenkov-visit
  source: press-2024-07-24, paragraph 1: confirms
  source: press-2024-07-24, paragraph 8: asserts (when: 2024-07-23/2024-07-26)

Sources
  press-2024-07-24: A news text.
"""

SEARCHED = Coverage(
    id=CoverageId("searched"), summary="Visits.", when=When("2024"), completeness=Completeness.PARTIAL,
    searched="A news agency.", not_found=("A visit of a tsar.",), gaps=(
        Gap(when="2024-02-10/2024-02-12", reason="Nobody looked."),
        Gap(when="2024-05", reason="A page was missing.", completeness="partial", rank="minister", event_types="talks"),
    ),
)  # fmt: skip

PAGE = Source(
    id="page", kind="page", description="A page.", language="en", published="2024-05-01", title="A title",
    url="https://example.org/page", standing="secondary",
)  # fmt: skip


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the small dataset in the place of the bundled one."""
    monkeypatch.setattr(bundled, "_opened", {"bundled": small()})


LINE = "2024-07-23/[2024-07-25..2024-07-26]  visit  Maxim Ryzhenkov (Belarus) → Choe Son Hui (North Korea)  Pyongyang  ryzhenkov-visit\n"

TOLD = "1 visit; 1 source; --detail shows them, `dprkrel why ID` explains one\n"


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    """Return the rows that a question prints with `--json`."""
    assert main([*words, "--json"]) == 0
    answer: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return answer


def run(words: Sequence[str], **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line as a process of its own."""
    command = [sys.executable, "-m", "dprkrel", *words]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)


@pytest.mark.usefixtures("by_hand")
class TestAnswers:
    """Answers over a small dataset that does not change with the data."""

    def test_visits_are_printed_with_sources(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A visit is one line with date, type, from whom to whom, place and id; `--detail` prints every source that speaks of it."""
        assert main(["visits", "Belarus"]) == 0
        assert capsys.readouterr() == (LINE, TOLD)
        assert main(["visits", "Belarus", "--detail"]) == 0
        assert capsys.readouterr() == (VISIT, "1 visit; 1 source\n")

    def test_visits_received_are_asked_by_role(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`--role host` turns to the visits that an actor received."""
        found = rows(capsys, "visits", "Korut", "--role", "host", "--start", "2024", "--end", "2024-12")
        assert [row["id"] for row in found] == ["ryzhenkov-visit"]

    def test_events_lie_in_the_window(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`events` answers as `events_between` does, filters and open bounds included."""
        found = rows(
            capsys,
            "events",
            "..",
            "2023-10-18",
            "--types",
            "meeting",
            "--types",
            "treaty",
            "--actors",
            "Lavrov",
            "--actors",
            "DPRK",
        )
        assert [row["id"] for row in found] == ["treaty", "lavrov-banquet"]
        found = rows(capsys, "events", "2023-10", "..", "--match", "certain", "--how", "within", "--types", "visit")
        assert [row["id"] for row in found] == ["lavrov-tower", "lavrov-visit", "choe-visit", "ryzhenkov-visit"]

    def test_ranks_are_asked_by_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`--rank` keeps what someone in an office of that rank or above made, or took part in."""
        assert [row["id"] for row in rows(capsys, "visits", "DPRK", "--rank", "minister")] == []
        found = rows(capsys, "visits", "DPRK", "--role", "host", "--rank", "minister")
        assert [row["id"] for row in found] == ["lavrov-visit", "ryzhenkov-visit"]
        found = rows(capsys, "events", "2023", "2023", "--rank", "minister", "--types", "meeting")
        assert [row["id"] for row in found] == ["lavrov-talks"]

    def test_a_count_is_printed_with_what_leaves_it_open(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`count` prints the number, each event that counts and each near miss, with the reasons."""
        assert main(["count", "ministers-visits", "2023", "2024"]) == 0
        out, err = capsys.readouterr()
        assert [line.split()[-1] for line in out.splitlines()] == ["lavrov-visit", "choe-visit"]
        assert err.startswith("2 counted, 0 of them in every reading: Visits of ministers; near misses: 1\n")
        assert main(["count", "ministers-visits", "2023", "2024", "--detail"]) == 0
        whole = " ".join(capsys.readouterr().out.split())
        assert "lavrov-visit (borderline): it rests on evidence of low confidence" in whole
        assert "near misses 2024-07-23/[2024-07-25..2024-07-26] ryzhenkov-visit (left_out): a visit of belarus" in whole
        assert main(["count", "ministers-visits", "2023", "2024", "--near-misses"]) == 0
        assert "left_out" in capsys.readouterr().out.splitlines()[-1]
        assert main(["count", "ministers-visits", "2023", "2024", "--sending", "DPRK"]) == 0
        assert capsys.readouterr().err.startswith("1 counted, 0 of them")
        assert main(["count", "ministers-visits", "2023"]) == 0
        assert capsys.readouterr().err.startswith("1 counted")

    def test_a_panel_is_drawn(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """`--chart` draws the chart of the library into a file and says so; the rows are as without it, and another format is refused."""
        words = ["panel", "ministers-visits", "2023-10", "2023-11", "--by", "direction"]
        assert main(words) == 0
        rows = capsys.readouterr().out
        file = tmp_path / "visits.svg"
        assert main([*words, "--chart", str(file)]) == 0
        out, err = capsys.readouterr()
        assert out == rows
        assert f"drawn in {file}" in err.replace("\n  ", " ")
        panel = small().panel("ministers-visits", "2023-10", "2023-11", by="direction")
        assert file.read_text("utf-8") == plots.visits_by_month(panel).to_svg()
        assert main([*words, "--chart", str(tmp_path / "visits.doc")]) == 1
        assert "give a name that ends in one of" in " ".join(capsys.readouterr().err.split())

    def test_a_panel_shows_no_zero_where_nobody_searched(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`panel` has a line for each cell; a cell that was not searched has no number, unless something is known of it."""
        words = ["panel", "ministers-visits", "2023-10", "2023-11", "--by", "sending,receiving", "--by", "rank"]
        assert main(words) == 0
        out, err = capsys.readouterr()
        heading, *lines = out.splitlines()
        assert heading.split() == ["when", "direction", "rank", "least", "most", "expected", "borderline", "status"]
        assert {line.endswith("  not searched") for line in lines} == {True}
        numbers = [line.split()[5:-2] for line in lines if "Russia → North Korea  minister" in line]
        assert numbers == [["minister", "0", "1", "0.00", "1.00"], ["minister"]]
        assert err.startswith("0 to 1 events in the whole period, expected 0.00, borderline 1.00: Visits of")
        assert main([*words, "--detail"]) == 0
        assert "  possible: lavrov-visit\n" in capsys.readouterr().out
        assert main([*words[:4], "--by", "none", "--freq", "year"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2
        assert main([*words[:4], "--by", "weather"]) == 1
        assert "use one of direction, rank, receiving, sending" in " ".join(capsys.readouterr().err.split())

    def test_changes_of_editions_are_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`changes` prints what later editions did to which records, and why."""
        assert main(["changes", "2024.7.24", "--detail"]) == 0
        told = "2024.7.25  corrected: 1 of kind event\n  Its day was read again. treaty\n\n"
        assert capsys.readouterr() == (told, "1 change\n")
        assert main(["changes", "2024.7.24"]) == 0
        assert capsys.readouterr().out.startswith("2024.7.25  corrected  1 event  Its day was read again.  ")
        assert main(["changes", "2024.7.25"]) == 0
        assert capsys.readouterr() == ("", "nothing in edition small matches\n")

    def test_the_ledger_is_printed_and_warns(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`coverage` prints what was searched and not found, and an answer beyond it is told so on standard error, once."""
        monkeypatch.setattr(bundled, "_opened", {"bundled": small_with(SEARCHED)})
        assert main(["coverage", "Lavrov"]) == 0
        assert capsys.readouterr().out == "2024  partial  Visits.  2 gaps  searched\n"
        assert main(["coverage", "Lavrov", "--detail"]) == 0
        told = (
            "searched: partial, 2024\n  Visits. Searched: A news agency.\n"
            "  gap 2024-02-10/2024-02-12 (not_searched): Nobody looked.\n"
            "  gap 2024-05 (partial; minister and below, talks): A page was missing.\n  not found: A visit of a tsar.\n\n"
        )
        assert capsys.readouterr() == (told, "1 entry\n")
        assert main(["visits", "Lavrov", "--start", "2023", "--end", "2023", "--json"]) == 0
        out, err = capsys.readouterr()
        assert [row["id"] for row in json.loads(out)] == ["lavrov-visit"]
        assert err == (
            "dprkrel: the question goes beyond what was searched, so the answer may be\n"
            "  incomplete; the nearest entry of the coverage ledger is searched (2024,\n"
            "  partial); see `dprkrel coverage`\n1 visit; 1 source\n"
        )
        assert main(["visits", "Lavrov", "--start", "2024-03", "--end", "2024-04"]) == 0
        assert capsys.readouterr().err == "nothing in edition small matches\n"
        assert main(["coverage", "Lavrov", "--start", "2023", "--end", "2023"]) == 0
        assert capsys.readouterr().out == ""

    def test_the_months_of_the_ledger_are_printed(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`coverage --months` prints a line for each month, and why it was not all searched."""
        monkeypatch.setattr(bundled, "_opened", {"bundled": small_with(SEARCHED)})
        window = ["--start", "2024-01", "--end", "2024-02"]
        assert main(["coverage", "Russia", "DPRK", "--months", *window]) == 0
        told = "2024-01  searched\n2024-02  partly    2024-02-10/2024-02-12: Nobody looked.\n"
        assert capsys.readouterr() == (told, "2 months; --detail shows all reasons\n")
        assert main(["coverage", "Russia", "DPRK", "--months", *window, "--detail"]) == 0
        told = "2024-01  searched\n2024-02  partly\n  2024-02-10/2024-02-12: Nobody looked.\n"
        assert capsys.readouterr() == (told, "2 months\n")
        asked = ["--start", "2024-05", "--end", "2024-05", "--types", "talks"]
        assert main(["coverage", "Russia", "--months", *asked]) == 0
        assert capsys.readouterr().out == "2024-05  partly  2024-05: A page was missing.\n"
        assert main(["coverage", "Russia", "--months", *asked, "--rank", "head_of_state"]) == 0
        assert capsys.readouterr().out == "2024-05  searched\n"
        assert main(["coverage", "Russia", "--rank", "minister"]) == 1
        assert "give --months with them" in " ".join(capsys.readouterr().err.split())

    def test_any_status_includes_what_is_only_claimed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`--status any` adds what is planned or alleged, and each row says which it is."""
        found = rows(capsys, "events", "2024-03", "2025", "--status", "any", "--actors", "russia")
        assert {row["id"]: row["status"] for row in found} == {
            "arms": "alleged", "putin-message": "occurred", "kim-visit": "planned",
        }  # fmt: skip
        assert main(["events", "2024-03", "2025", "--status", "alleged"]) == 0
        assert "  alleged  arms\n" in capsys.readouterr().out
        assert main(["events", "2024-03", "2025", "--status", "alleged", "--detail"]) == 0
        assert "alleges, attributed to South Korea" in capsys.readouterr().out

    def test_one_date_is_a_period(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`events` with one date asks for its days, with two for all between, and `..` leaves an end open."""
        assert [row["id"] for row in rows(capsys, "events", "2024-07-24")] == ["ryzhenkov-visit"]
        year = rows(capsys, "events", "2024")
        assert year == rows(capsys, "events", "2024", "2024") == rows(capsys, "events", "2024-01-01", "2024-12-31")
        assert len(rows(capsys, "events", "..")) == len(rows(capsys, "events", "..", "..")) > len(year)

    def test_relations_are_printed_with_sources(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A tie is printed with both of its sides, its spell and its sources."""
        assert main(["relations", "Belarus", "--other", "DPRK", "--types", "mission", "--on", "2020"]) == 0
        assert capsys.readouterr().out.startswith("2016/[2024-07-24..]  mission  Belarus → North Korea  ")
        assert main(["relations", "Belarus", "--other", "DPRK", "--types", "mission", "--on", "2020", "--detail"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "2016/[2024-07-24..]  mission, occurred"
        assert {
            "  subject: Belarus",
            "  object: North Korea",
            "  source: press-2024-07-24, paragraph 2: asserts",
        } < set(lines)

    def test_holders_of_an_office_are_printed_with_their_certainty(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`holders` prints who held an office and how surely, and says where nobody is known."""
        assert main(["holders", "Menlu", "--of", "DPRK", "--on", "2022-06-15"]) == 0
        assert capsys.readouterr().out == (
            "possible  Choe Son Hui  2022-06/[2024-07-24..]  Foreign Minister  choe-son-hui-dprk-foreign-minister\n"
        )
        assert main(["holders", "Menlu", "--of", "DPRK", "--on", "2010"]) == 0
        assert capsys.readouterr() == ("", "nothing in edition small matches\n")

    def test_actor_has_names_and_offices(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`actor` prints the names and offices of a person, and `--detail` every name with its language."""
        assert main(["actor", "Menlu Korut Choe Son Hui"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("Choe Son Hui  person, North Korea  choe-son-hui\n  names: ")
        assert "최선희" in out
        assert out.endswith("  choe-son-hui-dprk-foreign-minister\n")
        assert main(["actor", "Menlu Korut Choe Son Hui", "--detail"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("Choe Son Hui (person)\n")
        assert "  name: 최선희 (id, alias, unspecified)\n" in out
        assert "  office: dprk-foreign-minister\n" in out
        assert main(["actor", "Korut"]) == 0
        assert "  not: South Korea  south-korea\n" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "words", [["events", "..", "..", "--status", "any"], ["relations", "DPRK"], ["actor", "최선희"]]
    )
    def test_json_rows_are_records(self, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
        """With `--detail`, each row without the two keys that are added is a record as the codec writes it."""
        known = {record.id: record for table in small().tables().values() for record in table}
        found = rows(capsys, *words, "--detail")
        assert found
        for row in found:
            status = row.pop("status", None)
            record = codec.record_from_dict(row.pop("record"), row)
            assert record == known[record.id]
            assert status == getattr(record, "status", None)

    @pytest.mark.parametrize(
        "words", [["events", "..", "..", "--status", "any"], ["relations", "DPRK"], ["actor", "dprk"]]
    )
    def test_lines_fit_a_terminal(self, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
        """With `--detail`, no line is wider than eighty columns."""
        assert main([*words, "--detail"]) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) < 80

    @pytest.mark.parametrize(("more", "out"), [([], ""), (["--json"], "[]\n")])
    def test_an_empty_answer_is_an_answer(self, capsys: pytest.CaptureFixture[str], more: list[str], out: str) -> None:
        """Where nothing matches, a line on standard error says so, and the exit code is 0."""
        assert main(["events", "1850", "1851", *more]) == 0
        assert capsys.readouterr() == (out, "nothing in edition small matches\n")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["visits", "Kim"], "kim-jong-il, kim-jong-un"),
            (["visits", "Nobody At All"], "no actor is known"),
            (["actor", "Lavrof"], "sergei-lavrov"),
            (["events", "2024-13", "2025"], "accepted forms"),
            (["events", "2025", "2024"], "did you mean 2024 to 2025?"),
            (["events", "2024", "2025", "--types", "party"], "use one of"),
            (["visits", "Lavrov", "--role", "guest"], "use one of"),
            (["relations", "Belarus", "--status", "rumoured"], "use one of"),
            (["visits", "Lavrov", "--rank", "tsar"], "rank='tsar' is not understood; use one of ambassador"),
            (["events", "2023", "2024", "--rank", "5"], "use one of ambassador"),
            (["count", "visits", "2023", "2024"], "the nearest: ministers-visits"),
            (["count", "ministers-visits", "2024", "2023"], "did you mean 2023 to 2024?"),
            (["count", "ministers-visits", "2023", "2024", "--sending", "Lavrov"], "is not a state"),
            (["coverage", "DPRK", "Russia", "Belarus"], "expected no actor, one, or the two of a dyad"),
            (["coverage", "Atlantis"], "no actor is known"),
            (["changes", "yesterday"], "expected the edition that you have pinned"),
            (["search", "Lavrov", "--kind", "person"], "kind='person' is not understood; use one of actor"),
            (["sources", "--kind", "book"], "kind='book' is not understood; use one of background"),
        ],
    )
    def test_errors_are_told_without_traceback(
        self, capsys: pytest.CaptureFixture[str], words: list[str], said: str
    ) -> None:
        """What cannot be answered exits with 1 and says on standard error what would have been understood."""
        assert main(words) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("dprkrel: ")
        assert said in " ".join(err.split())
        assert max(map(len, err.splitlines())) < 80

    def test_an_event_is_explained(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`why` prints the explanation that the library gives."""
        assert main(["why", "arms"]) == 0
        assert capsys.readouterr() == (f"{small().why('arms')}\n", "")

    def test_conflicts_are_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`conflicts` prints each conflict under its record, with values and what was adopted; of one record or of all."""
        assert main(["conflicts"]) == 0
        line = "status  so (1) | not so (1)  → alleged  contested  arms\n"
        hint = "--detail shows their sources, and why a value was adopted"
        assert capsys.readouterr() == (line, f"1 conflict; 1 source; {hint}\n")
        told = (
            "arms\n  status, contested: so (press-2024-07-24); not so (press-2024-07-24); adopted:\n"
            "      alleged. It is claimed and denied, and no party to it confirms it.\n\n"
        )
        for words in (["conflicts"], ["conflicts", "arms"]):
            assert main([*words, "--detail"]) == 0
            assert capsys.readouterr() == (told, "1 conflict; 1 source\n")
        assert main(["conflicts", "treaty"]) == 0
        assert capsys.readouterr() == ("", "nothing in edition small matches\n")

    def test_the_order_is_told_with_its_reasons(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`order` prints the answer and the statements from which it follows."""
        assert main(["order", "lavrov-visit", "choe-visit"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("certain\n  ")
        assert main(["order", "lavrov-tower", "lavrov-talks"]) == 0
        assert capsys.readouterr() == ("possible\n", "")

    def test_questions_are_answered_as_of_a_day(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`--as-of` answers from what had been published by a day, and says so where that is nothing."""
        assert main(["visits", "Belarus", "--as-of", "2024-07-23"]) == 0
        assert capsys.readouterr() == ("", "nothing in edition small, as of 2024-07-23 matches\n")
        assert main(["visits", "Belarus", "--as-of", "2024-07-24", "--detail"]) == 0
        assert "source: press-2024-07-24" in capsys.readouterr().out
        assert main(["why", "treaty", "--as-of", "2024-07-23"]) == 1
        assert "no event is known as 'treaty'" in capsys.readouterr().err

    def test_claims_are_printed_with_their_verdict(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A claim to be the first is never printed without how far the data bear it out."""
        assert main(["visits", "Lavrov", "--detail"]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert "claim: first of a minister of Russia (press-2024-07-24, paragraph 1: asserts): undecidable." in out

    def test_nothing_is_verified_without_the_texts(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """`verify` without a folder says that there is nothing to check against and how to get texts; a folder without them fails."""
        assert main(["verify"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("There is nothing to check against")
        assert "  dprkrel verify --texts FOLDER\n" in out
        assert f"  press-2024-07-24\n    A news text.\n    sha256 {small().source('press-2024-07-24').sha256}\n" in out
        assert err == ""
        assert main(["verify", "--texts", str(tmp_path)]) == 1
        out = capsys.readouterr().out
        assert "press-2024-07-24: missing" in out
        assert "not passed: 0 of 1 text verified" in out
        assert main(["verify", "--texts", str(tmp_path / "none")]) == 1
        assert "cannot be read" in " ".join(capsys.readouterr().err.split())

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["visits"],
            ["fly", "Lavrov"],
            ["visits", "Lavrov", "--colour", "\x1b[31m"],
            ["events", "..", "--data", "\ud800"],
        ],
    )
    def test_wrong_usage_exits_with_2(self, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
        """Wrong usage exits with 2 and shows the usage, without control characters."""
        with pytest.raises(SystemExit, match="2"):
            main(words)
        err = capsys.readouterr().err
        assert "usage: dprkrel" in err
        assert "\x1b" not in err

    def test_wrong_usage_names_what_may_be_meant(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A question or option that is none comes with the nearest, and a name without quotes with a hint; in short lines."""
        for words, said in (
            (["vists", "Lavrov"], "there is no question 'vists'; the nearest is visits; `dprkrel --help` lists them"),
            (["visits", "Lavrov", "--rol", "host"], "unrecognized arguments: --rol host; the nearest is --role"),
            (["visits", "Lavrov", "--chart", "x"], "unrecognized arguments: --chart x; it is an option of panel"),
            (["visits", "Kim", "Jong", "Un"], "unrecognized arguments: Jong Un; put a name of several words in quotes"),
        ):
            with pytest.raises(SystemExit, match="2"):
                main(words)
            err = capsys.readouterr().err
            assert said in " ".join(err.split())
            assert max(map(len, err.splitlines())) < 80

    def test_each_field_of_a_record_is_printed(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With `--detail` stand the place of a relation, the phrases and address of a report, and the values of a correction."""
        report = Report(source_id=PAGE.id, stance="asserts", phrases=("a mission in Pyongyang",))
        mission = relation("belarus-mission", place_id="pyongyang", reports=(report,))
        edit = Edit(record_id="treaty", field="when", old="2000-02-10", new="2000-02-09")
        corrected = attrs.evolve(small().changelog[0], edits=(edit, attrs.evolve(edit, field="note", old=None)))
        monkeypatch.setattr(bundled, "_opened", {"bundled": small_with(PAGE, mission, corrected)})
        assert main(["relations", "Belarus", "--types", "mission", "--detail"]) == 0
        assert "  place: Pyongyang\n" in capsys.readouterr().out
        assert main(["reports", "belarus-mission", "--detail"]) == 0
        assert capsys.readouterr().out == ("page: asserts\n  “a mission in Pyongyang”\n  <https://example.org/page>\n")
        assert main(["changes", "2024.7.24", "--detail"]) == 0
        assert capsys.readouterr().out.endswith(
            "  treaty when: 2000-02-10 → 2000-02-09\n  treaty note: none → 2000-02-09\n\n"
        )

    def test_what_cites_nothing_has_no_sources(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`Sources` stands above sources, and not above nothing."""
        assert main(["actor", "Belarus", "--detail"]) == 0
        assert "Sources" not in capsys.readouterr().out
        assert main(["actor", "Korut", "--detail"]) == 0
        assert "\nSources\n  press-2024-07-24: A news text.\n" in capsys.readouterr().out

    def test_names_that_fit_several_are_found(self, capsys: pytest.CaptureFixture[str]) -> None:
        """`search` lists all whom a name may mean; with `--detail` the text in which words were found, where it is another."""
        assert main(["search", "Kim", "--kind", "actor"]) == 0
        found = [line.split()[:2] + line.split()[-1:] for line in capsys.readouterr().out.splitlines()]
        assert found[:2] == [["actor", "possible", "kim-jong-il"], ["actor", "possible", "kim-jong-un"]]
        assert main(["search", "Korea Utara", "--kind", "actor", "--detail"]) == 0
        assert "found in" not in capsys.readouterr().out
        assert main(["search", "Korea", "--kind", "actor", "--detail"]) == 0
        assert "south-korea" in capsys.readouterr().out
        assert main(["search", "between", "--detail"]) == 0
        told = "  Visits of ministers.\n  found in: Visits of ministers between the DPRK and Russia.\n"
        assert told.replace("\n", "") in capsys.readouterr().out.replace("\n", "")

    def test_sources_are_printed_as_records(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`sources --detail --json` has each source as the codec writes it; texts to be had have their address."""
        text = attrs.evolve(small().source("press-2024-07-24"), url="https://example.org/text")
        monkeypatch.setattr(bundled, "_opened", {"bundled": small_with(PAGE, text)})
        found = rows(capsys, "sources", "--detail")
        assert [codec.record_from_dict(row.pop("record"), row) for row in found] == [*small_with(PAGE, text).sources]
        assert main(["verify"]) == 0
        assert f"    sha256 {text.sha256}\n    <https://example.org/text>\n" in capsys.readouterr().out
        monkeypatch.setattr(bundled, "_opened", {"bundled": dprkrel.Dataset(edition="empty")})
        assert main(["verify"]) == 0
        assert capsys.readouterr().out.endswith("The data cite no text, so no folder could bear them out.\n")

    def test_control_characters_are_escaped(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing printed can steer a terminal, whatever was asked."""
        assert main(["actor", "Lav\x1b[31m\u202e\ud800\x7frov"]) == 1
        err = capsys.readouterr().err.replace("\n", "")
        assert not [character for character in err if unicodedata.category(character)[0] == "C"]


class TestProcess:
    """The bundled data, asked from a shell."""

    def test_words_are_utf8_in_every_locale(self) -> None:
        """A name of the command line is read as UTF-8, also where the locale knows ASCII only."""
        done = run(["actor", "김정은"], LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

        assert done.returncode == 0
        assert done.stdout.startswith(b"Kim Jong Un  person, North Korea, ")

    def test_output_is_utf8_in_every_locale(self) -> None:
        """Names are printed in UTF-8, also where the locale knows ASCII only."""
        done = run(["actor", "Korut"], LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, b"")
        assert "조선민주주의인민공화국" in done.stdout.decode("utf-8")

    def test_the_main_job_names_the_visits_of_lavrov(self) -> None:
        """The command of the README prints the visit of October 2023 in a line, and says where the sources are."""
        done = run(["visits", "Lavrov"])
        assert done.returncode == 0
        line = next(line for line in done.stdout.decode().splitlines() if line.endswith("  lavrov-visit-dprk-2023"))
        assert "Sergei Lavrov (Russia) → North Korea" in line
        assert b"--detail shows them" in done.stderr

    def test_a_line_costs_no_more_than_the_answer(self) -> None:
        """To print lines imports no table, no file format, no calendar and no other question; and the library's answer little less."""
        code = "import sys; from dprkrel.cli import main; main(['visits', 'Lavrov']); print(*sorted(sys.modules), file=sys.stderr)"
        ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        modules = ended.stderr.splitlines()[-1].split()
        own = [module for module in modules if module.partition(".")[0] == "dprkrel"]
        folders = {"dprkrel.export", "dprkrel.tabular", "dprkrel.laws", "dprkrel.curation"}
        others = {
            f"dprkrel.cli.{name}" for name in ("relations", "evidence", "detail", "formats", "search", "completion")
        }

        assert [module for module in modules if {module, module.rpartition(".")[0]} & folders] == []
        assert {"cattrs", "csv", "shtab", "importlib.resources", "dprkrel.codec", *others} & {*modules} == set()
        assert len(own) <= 62, own

    def test_an_interrupted_question_is_no_traceback(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever interrupts a question gets the status that shells have for that, and nothing else."""

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("dprkrel.cli.events.visits", interrupted)
        assert main(["visits", "Lavrov"]) == 130
        assert capsys.readouterr() == ("", "")


def test_the_bundled_data_are_verified(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`verify` exits with 0 where the texts bear the data out, and with 1 where a letter of one was changed."""
    folder = os.environ.get("DPRKREL_TEXTS")
    if not folder:
        pytest.skip("DPRKREL_TEXTS names no folder of texts")
    assert main(["verify", "--texts", folder]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("passed: 5 of 5 texts verified")
    for path in Path(folder).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"Sochi", b"Soshi"))
    assert main(["verify", "--texts", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "berita-2024-07-24: changed" in out
    assert "putin-lukashenko-talks-2023: reports[0].phrases[0]" in out


def test_bundled_answers_are_those_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    """The command line adds nothing to the answers of the library and takes nothing away."""
    found = rows(capsys, "visits", "Belarus", "--end", "2025")
    with pytest.warns(dprkrel.CoverageWarning, match="exchanges-dprk-belarus-before-2023"):
        assert [row["id"] for row in found] == [visit.id for visit in dprkrel.visits_by_actor("Belarus", end="2025")]
    assert {"shestakov-visit-dprk-2024", "ryzhenkov-visit-dprk-2024"} <= {row["id"] for row in found}


def test_options_that_can_be_repeated_leave_the_actor_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A repeated option before the actor is read as an option, and both of its values count."""
    assert main(["visits", "--status", "planned", "--status", "occurred", "Putin", "--json"]) == 0
    found = {row["status"] for row in json.loads(capsys.readouterr().out)}

    assert found <= {"planned", "occurred"}


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints the version of the package."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])

    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"dprkrel {dprkrel.__version__}\n"
