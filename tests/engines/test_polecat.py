"""The events of POLECAT in the layout: columns by their names, lists of actors, and rows that are kept aside."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import FileError, engines
from tests.engines.published import HEADER, aside_of, events_of, polecat_row, written

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.LackingWarning")  # as in test_gdelt

TINY = dprkrel.examples.tiny_dataset()
DATA = dprkrel.load()

ROWS = (
    polecat_row("E1", "2023-07-25", "CONSULT", "visit", "RUS", "PRK", primary_actor_sector="MIL"),
    polecat_row("E2", "2023-09-13", "CONSULT", "None", "PRK;RUS", "None"),  # who meets stands on one side
    polecat_row("E3", "2023-09-14", "ACCUSE", "disapprove", "USA;KOR;JPN", "PRK"),
    polecat_row("E4", "2023-09-15", "REQUEST", "yield", "UNO", "PRK"),
    polecat_row("E5", "2023-09-16", "PROTEST", "demo", "KOR", "PRK", primary_actor_sector="CVL"),
    polecat_row("E6", "2023-09-17", "consult", "Phone", "CHN", "KOS"),
)

BAD: dict[str, str | bytes] = {
    "encoding": ROWS[0].replace("E1", "B1").encode().replace(b"Pyongyang", b"Py\xf6ngyang"),
    "header": HEADER,
    "columns": ROWS[0].replace("E1", "B2") + "\tmore",
    "id": polecat_row("", "2023-07-25", "CONSULT", "visit", "RUS", "PRK"),
    "date": polecat_row("B3", "25/07/2023", "CONSULT", "visit", "RUS", "PRK"),
    "shifted": polecat_row("B4", "2023-07-25", "CONSULT", "visit", "RUS", "PRK", latitude="Pyongyang"),
    "no_code": polecat_row("B5", "2023-07-25", "None", "visit", "RUS", "PRK"),
    "unknown_code": polecat_row("B6", "2023-07-25", "PYONGYANG", "visit", "RUS", "PRK"),
    "doubled": polecat_row("e-1", "2023-07-25", "CONSULT", "visit", "RUS", "PRK").replace("e-1", "E1"),
}


def one(
    tmp_path: Path, *rows: str | bytes, header: str = HEADER, **more: Any
) -> tuple[engines.ForeignReport, dict[str, dict[str, Any]]]:
    """Write rows; return the report, and the events by id."""
    path = written(tmp_path / "week.txt", header, *rows)
    report = engines.write_polecat(path, tmp_path / "layout", **{"dataset": DATA, **more})
    return report, events_of(tmp_path / "layout")


class TestRows:
    """Each row is an event or kept aside; the numbers were worked out by hand."""

    def test_events(self, tmp_path: Path) -> None:
        """Types and modes, lists of actors, organizations that are no state."""
        report, events = one(tmp_path, *ROWS)
        assert (report.rows, report.events, report.aside) == (6, 6, {})
        assert report.types == {"appeal": 1, "meeting": 1, "telephone_call": 1, "visit": 1}
        assert report.untyped == {"ACCUSE/disapprove": 1, "PROTEST/demo": 1}
        assert (report.unanswered, report.not_the_state) == ({"UNO": 1}, {"CVL": 1})
        visit = events["polecat-e1"]
        assert (visit["sending_id"], visit["receiving_id"], visit["plover"]) == ("russia", "dprk", ["CONSULT/visit"])
        assert events["polecat-e2"]["role_keys"] == ["participant:dprk", "participant:russia"]
        assert events["polecat-e3"]["role_keys"] == [
            "speaker:united-states",
            "speaker:south-korea",
            "speaker:japan",
            "subject:dprk",
        ]
        assert events["polecat-e6"]["state_ids"] == ["china", "kosovo"]

    def test_rows_that_are_kept_aside(self, tmp_path: Path) -> None:
        """Each reason but that of long lines, with the line in the file."""
        report, events = one(tmp_path, ROWS[0], *BAD.values())
        assert report.aside == dict.fromkeys(BAD, 1)
        assert [(row["line"], row["reason"]) for row in aside_of(tmp_path / "layout")] == [*enumerate(BAD, 3)]
        assert [*events] == ["polecat-e1"]

    @given(
        rows=st.lists(
            st.one_of(
                st.sampled_from([*ROWS, *BAD.values()]).map(
                    lambda row: row if isinstance(row, bytes) else row.encode()
                ),
                st.binary(max_size=40).map(lambda row: row.replace(b"\n", b"")),
            ),
            max_size=20,
        )
    )
    def test_no_row_is_lost(self, tmp_path_factory: pytest.TempPathFactory, rows: list[bytes]) -> None:
        """Whatever the rows are: each is one event or kept aside, and the report says so."""
        place = tmp_path_factory.mktemp("any")
        report, events = one(place, *rows, dataset=TINY)
        kept = aside_of(place / "layout")
        assert report.rows == len(rows) == report.events + sum(report.aside.values())
        assert (report.events, sum(report.aside.values())) == (len(events), len(kept))

    def test_questions_are_answered(self, tmp_path: Path) -> None:
        """The visit of a Russian minister is found."""
        one(tmp_path, *ROWS)
        with engines.connect("duckdb", tmp_path / "layout") as engine:
            assert engine.visits_by_actor("RUS", other="PRK").id.to_pyarrow().to_pylist() == ["polecat-e1"]
            assert engine.statements_by("Japan").count().to_pyarrow().as_py() == 0  # of no type of ours


class TestColumns:
    """Columns are found by their names."""

    def test_the_order_does_not_matter(self, tmp_path: Path) -> None:
        """A file with other columns in another order gives the same event."""
        _, events = one(
            tmp_path,
            "x\tPRK\tRUS\tvisit\tCONSULT\t2023-07-25\tE1",
            header="Other\tRecipient Country\tActor Country\tEvent Mode\tEvent Type\tEvent Date\tEvent ID",
        )
        assert (events["polecat-e1"]["sending_id"], events["polecat-e1"]["place"]) == ("russia", None)

    def test_trailing_tabs_are_no_columns(self, tmp_path: Path) -> None:
        """Some published files have tabs at the ends of lines, in the first line or below it."""
        report, _ = one(tmp_path, ROWS[0] + "\t\t", ROWS[1], header=HEADER + "\t")
        assert (report.events, report.aside) == (2, {})

    def test_a_file_of_another_kind_is_refused(self, tmp_path: Path) -> None:
        """What does not name its columns is no file of POLECAT, and the message says which is missing."""
        with pytest.raises(FileError, match="names no column 'event id'"):
            one(tmp_path, header="GLOBALEVENTID")
        with pytest.raises(FileError, match="names no column 'recipient country'"):
            one(tmp_path, header=HEADER.replace("Recipient Country", "Recipient"))

    def test_sectors_belong_to_their_countries(self, tmp_path: Path) -> None:
        """Where there are as many sectors as countries each has its own; else one that is outside the state puts all there."""
        cases: list[tuple[str, str, list[str]]] = [
            ("GOV;CVL", "None", ["dprk"]), ("None", "None", ["dprk", "russia"]), ("GOV", "GOV", ["dprk", "russia"]),
            ("BUS", "None", []), ("GOV;GOV", "GOV;PRE", []), ("CVL;MIL", "None", ["russia"]),
        ]  # fmt: skip
        rows = [
            polecat_row(
                f"E{n}",
                "2023-09-13",
                "CONSULT",
                "None",
                "PRK; RUS",
                "None",
                primary_actor_sector=own,
                actor_sectors=every,
            )
            for n, (own, every, _) in enumerate(cases)
        ]
        _, events = one(tmp_path, *rows)
        assert [events[f"polecat-e{n}"]["actor_ids"] for n in range(len(cases))] == [
            expected for _, _, expected in cases
        ]
