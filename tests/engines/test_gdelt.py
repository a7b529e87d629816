"""The events of GDELT in the layout: what is read, what is kept aside, and what is never invented."""

import os
import warnings
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import DprkrelError, EventType, FileError, LackingError, LackingWarning, LayoutError, Role, engines
from dprkrel.engines import layout
from dprkrel.engines.foreign import cameo, plover, writing
from dprkrel.engines.foreign.coding import Coding
from dprkrel.engines.foreign.countries import CAMEO, FORMER, answers
from dprkrel.store.tables import Tables
from tests.cases import for_each
from tests.engines.published import aside_of, events_of, gdelt_row, written

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.LackingWarning")  # GDELT has no status; one test looks at it

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "foreign-data.md"
TINY = dprkrel.examples.tiny_dataset()
DATA = dprkrel.load()
ANSWERS = answers(DATA, CAMEO, FORMER)

ROWS = (
    gdelt_row(1, "20180327", "042", "PRK", "CHN", kinds=("GOV", "")),  # a visit, told twice
    gdelt_row(2, "20180327", "043", "CHN", "PRK"),
    gdelt_row(3, "20180612", "040", "USA", "PRK", width=58),
    gdelt_row(4, "20180612", "057", "USA", "PRK", width=58),  # no type, two parties
    gdelt_row(5, "19850112", "042", "RUS", "PRK", width=57),  # the Soviet Union
    gdelt_row(6, "20190101", "112", "PRK", "KOR", kinds=("MED", "")),  # media accuse: of North Korea, but not it
    gdelt_row(7, "20190102", "042", "PRK", "PRK"),  # within one state
    gdelt_row(8, "20190103", "042", "EUR", "PRK"),  # a region
    gdelt_row(9, "20190104", "173"),  # nobody is known
    gdelt_row(10, "20190105", "042", "ROM", "PRK"),  # Romania in CAMEO
    gdelt_row(11, "20190106", "111", "PRK", "JPN", changed={54 + 3: "north", 58 + 3: "BBC Monitoring"}),
)
"""Eleven rows, with what is special about each."""

BAD: dict[str, str | bytes] = {
    "encoding": gdelt_row(20, "20190101", "042", "PRK", "CHN").encode().replace(b"A NAME", b"Bre\x9eice"),
    "header": "GLOBALEVENTID\tSQLDATE\tMonthYear",
    "columns": gdelt_row(21, "20190101", "042", "PRK", "CHN") + "\tone more",
    "id": gdelt_row("21a", "20190101", "042", "PRK", "CHN"),
    "date": gdelt_row(22, "20190230", "042", "PRK", "CHN"),
    "shifted": gdelt_row(23, "20190101", "042", "PRK", "CHN", changed={30: "CHN"}),
    "no_code": gdelt_row(24, "20190101", "---", "PRK", "CHN"),
    "unknown_code": gdelt_row(25, "20190101", "0499", "PRK", "CHN"),
    "doubled": gdelt_row(1, "20190101", "040", "PRK", "CHN"),
}
"""A row for each reason for which one is kept aside."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the layout of the rows, those that are kept aside among them."""
    place = tmp_path_factory.mktemp("gdelt")
    bad = [row if isinstance(row, bytes) else row.encode() for row in BAD.values()]
    rows = [row.encode() for row in ROWS]
    engines.write_gdelt(
        written(place / "day.CSV", *rows[:4], *bad[:4], *rows[4:], *bad[4:]), place / "layout", dataset=DATA
    )
    return place / "layout"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> engines.ForeignReport:
    """Return what became of the rows without those that are kept aside."""
    place = tmp_path_factory.mktemp("good")
    return engines.write_gdelt(written(place / "day.CSV", *ROWS), place / "layout", dataset=DATA)


def one(tmp_path: Path, *rows: str, **more: Any) -> tuple[engines.ForeignReport, dict[str, dict[str, Any]]]:
    """Write rows; return the report, and the events by id."""
    path = tmp_path / "layout"
    report = engines.write_gdelt(written(tmp_path / "day.CSV", *rows), path, **{"dataset": DATA, **more})
    return report, events_of(path)


class TestCounts:
    """The report accounts for every row; the numbers were worked out by hand."""

    def test_events_are_counted_by_type(self, report: engines.ForeignReport) -> None:
        """Seven events have a type; one has none since it took place within a state, and two since their codes fit several."""
        assert (report.rows, report.events, report.aside) == (11, 11, {})
        assert report.types == {"visit": 5, "accusation": 1, "condemnation": 1, "meeting": 1}
        assert report.untyped == {"057": 1, "173": 1}
        assert report.within == 1
        assert sum(report.types.values()) + sum(report.untyped.values()) + report.within == report.events

    def test_actors_are_counted(self, report: engines.ForeignReport) -> None:
        """Who is no state, or not part of one, is counted by what it is."""
        assert report.without_actor == 1
        assert report.unanswered == {"EUR": 1}
        assert report.not_the_state == {"MED": 1}
        assert report.emptied == {"latitude and longitude": 1, "urls": 1}

    def test_rows_are_events_or_kept_aside(self, folder: Path) -> None:
        """Each bad row is in the folder of those, with the file, the line, the reason and its text."""
        kept = aside_of(folder)
        assert [(row["line"], row["reason"]) for row in kept] == [
            (5, "encoding"), (6, "header"), (7, "columns"), (8, "id"),
            (16, "date"), (17, "shifted"), (18, "no_code"), (19, "unknown_code"), (20, "doubled"),
        ]  # fmt: skip
        texts = [row if isinstance(row, str) else row.decode(errors="backslashreplace") for row in BAD.values()]
        assert [row["row"] for row in kept] == texts
        assert {(row["file"], row["cut"]) for row in kept} == {("day.CSV", False)}
        assert sorted(events_of(folder)) == sorted(f"gdelt-{number}" for number in range(1, 12))

    def test_every_reason_has_a_row_here(self) -> None:
        """No reason is untried; that of lines that are too long is tried below, and that of lists with those of POLECAT."""
        assert {*BAD, "long", "crowded"} == {*writing.REASONS}

    def test_every_fault_of_a_column_is_seen(self, tmp_path: Path) -> None:
        """One column is wrong in each row, and the reason says which kind of column; CAMEO's own codes are none of the faults."""
        wrong: list[tuple[str, dict[int, str]]] = [
            *(("id", {1: number}) for number in ("", "-1", "1.5", "9" * 19)),
            *(("date", {2: day, 3: day[:6], 4: day[:4]}) for day in ("20190230", "2019012", "201901011", "00000101", "2019-1-1", "20190102")),
            ("date", {3: "201902"}), ("date", {4: "2018"}), ("date", {60: "2019"}), ("date", {60: ""}),
            *(("shifted", {column: value}) for column, value in ((26, ""), (26, "2"), (30, "0"), (30, "5"), (29, "05"))),
            *(("no_code", {27: code, 29: code[:2]}) for code in ("", "-", "---", "0")),
            *(("unknown_code", {27: code, 29: code[:2]}) for code in ("047", "0421", "4", "21", "ABC")),
        ]  # fmt: skip
        rows = [
            gdelt_row(number, "20190101", "042", "PRK", "CHN", changed=changed)
            for number, (_, changed) in enumerate(wrong)
        ]
        right = [gdelt_row(f"0{number}", "20190101", code) for number, code in enumerate(sorted(cameo.CODES), 100)]
        widths = ["", "a", *("\t" * (width - 1) for width in (56, 59, 60, 62))]
        report, events = one(tmp_path, *rows, *right, *widths, dataset=TINY)
        kept = aside_of(tmp_path / "layout")
        assert [row["reason"] for row in kept] == [*(reason for reason, _ in wrong), *["columns"] * len(widths)]
        assert (len(events), next(iter(events))) == (len(cameo.CODES), "gdelt-100")
        assert report.rows == len(rows) + len(right) + len(widths)

    def test_a_long_line_is_kept_aside(self, tmp_path: Path) -> None:
        """What has no line breaks is no row; of its text the beginning is kept."""
        report, events = one(tmp_path, "x" * 1_100_000, ROWS[0], dataset=TINY)
        assert (report.aside, [*events]) == ({"long": 1}, ["gdelt-1"])
        (kept,) = aside_of(tmp_path / "layout")
        assert (kept["row"], kept["cut"]) == ("x" * 2_000, True)

    @given(
        rows=st.lists(
            st.one_of(
                st.sampled_from([*ROWS, *BAD.values()]).map(
                    lambda row: row if isinstance(row, bytes) else row.encode()
                ),
                st.binary(max_size=40).map(lambda row: row.replace(b"\n", b"")),
                st.tuples(st.sampled_from(ROWS), st.integers(0, 60), st.text(max_size=5)).map(
                    lambda changed: _with(changed[0], changed[1], changed[2])
                ),
            ),
            max_size=30,
        )
    )
    def test_no_row_is_lost(self, tmp_path_factory: pytest.TempPathFactory, rows: list[bytes]) -> None:
        """Whatever the rows are: each is one event or kept aside, and the report says so."""
        place = tmp_path_factory.mktemp("any")
        report = engines.write_gdelt(written(place / "day.CSV", *rows), place / "layout", dataset=TINY)
        kept = aside_of(place / "layout")
        assert report.rows == len(rows) == report.events + sum(report.aside.values())
        assert (report.events, sum(report.aside.values())) == (len(events_of(place / "layout")), len(kept))
        assert {row["reason"] for row in kept} == {*report.aside} <= {*writing.REASONS}


def _with(row: str, column: int, value: str) -> bytes:
    """Return a row with another value in a column, if it has that column."""
    fields = row.split("\t")
    if column < len(fields):
        fields[column] = value.replace("\n", "")
    return "\t".join(fields).encode(errors="surrogatepass")


class TestEvents:
    """An event has what its row says, and nothing else."""

    def test_a_visit_has_its_sides(self, folder: Path) -> None:
        """042 is told by the visitor and 043 by the host; both are rows of their own."""
        events = events_of(folder)
        for number in (1, 2):
            event = events[f"gdelt-{number}"]
            assert (event["event_type"], event["event_class"], event["when"]) == ("visit", "visit", "2018-03-27")
            assert (event["sending_id"], event["receiving_id"]) == ("dprk", "china")
            assert (event["sending_name"], event["sending_iso3"], event["sending_cow"]) == ("North Korea", "PRK", 731)
            assert (event["visitor_ids"], event["host_ids"]) == (["dprk"], ["china"])
            assert sorted(event["role_keys"]) == ["host:china", "visitor:dprk"]
        assert events["gdelt-1"]["cameo"] == ["042"]
        assert events["gdelt-1"]["state_ids"] == ["dprk", "china"]
        assert events["gdelt-2"]["state_ids"] == ["china", "dprk"]

    def test_all_else_is_as_published(self, folder: Path) -> None:
        """The place, its coordinates, the day and the address of the source."""
        event = events_of(folder)["gdelt-3"]
        assert event["place"] == "Pyongyang, P'yongyang-si, North Korea"
        assert (event["latitude"], event["longitude"]) == (39.0194, 125.755)
        assert event["urls"] == ["https://example.org/3"]
        day = dprkrel.When("2018-06-12").bounds[0]
        assert {event[key] for key in ("first_day", "last_day", *layout.POSSIBLE)} == {day}

    def test_what_is_lacking_is_null_and_listed(self, folder: Path) -> None:
        """Status, evidence, ranks and the certainty of dates are not in GDELT, so they are in no row."""
        lacking = engines.check(folder).lacking
        assert {"status", "confidence", "rank", "when_doubtful", "summary", "source_ids", "place_id"} <= {*lacking}
        for event in events_of(folder).values():
            assert {name for name in lacking if event.get(name) is not None} == set(), event["id"]

    def test_what_is_not_lacking_is_somewhere(self, folder: Path) -> None:
        """No column is null in every row without being listed."""
        table = pq.read_table(folder / "events")
        lacking = engines.check(folder).lacking
        for column in layout.columns_of("events"):
            assert (column.name in lacking) == (table[column.name].null_count == len(table)), column.name

    def test_what_cannot_be_read_is_left_away(self, folder: Path) -> None:
        """Coordinates that are no numbers, and what is no address, are null; the event stays."""
        event = events_of(folder)["gdelt-11"]
        assert (event["latitude"], event["longitude"], event["urls"]) == (None, None, [])
        assert event["event_type"] == "condemnation"

    def test_within_a_state_is_no_type(self, folder: Path) -> None:
        """A visit of North Koreans in North Korea is kept, with its code, and is no visit between states."""
        event = events_of(folder)["gdelt-7"]
        assert (event["event_type"], event["event_class"], event["cameo"]) == (None, None, ["042"])
        assert (event["sending_id"], event["actor_ids"]) == (None, ["dprk"])

    def test_participants_are_states(self, folder: Path) -> None:
        """Each state of an event is a row, in the role that the code tells, or in none."""
        rows = pq.read_table(folder / "participants").to_pylist()
        found = {(row["event_id"], row["number"]): row for row in rows}
        assert len(rows) == len(found) == 18
        assert [(found["gdelt-5", n]["actor_id"], found["gdelt-5", n]["role"]) for n in (1, 2)] == [
            ("soviet-union", "visitor"), ("dprk", "host"),
        ]  # fmt: skip
        assert {row["role"] for row in rows if row["event_id"] == "gdelt-4"} == {"party"}
        assert all(row["actor_id"] == row["state_id"] and row["is_person"] is False for row in rows)

    def test_the_same_files_give_the_same_rows(self, tmp_path: Path) -> None:
        """The tables are equal byte by byte, whenever they are written."""
        for name in ("a", "b"):
            engines.write_gdelt(written(tmp_path / "day.CSV", *ROWS), tmp_path / name, dataset=TINY)
        assert engines.check(tmp_path / "a") == engines.check(tmp_path / "b")


class TestLacking:
    """What these data do not tell is not answered, and no answer without rows stands for it."""

    @for_each(
        ("question", "given", "told"),
        [
            ("visits_by_actor", {"actor": "PRK", "rank": "minister"}, "no rank"),
            ("visits_by_actor", {"actor": "PRK", "status": "planned"}, "no status"),
            ("events_between", {"start": "2018", "end": None, "status": ["occurred", "alleged"]}, "no status"),
            ("count_events", {"start": "2018", "end": None, "rank": "other"}, "no rank"),
            ("relations_of", {"actor": "PRK"}, "no relations"),
            ("relations_of", {"actor": "PRK", "other": "China", "on": "2018"}, "no relations"),
        ],
    )
    def test_a_question_for_it_is_refused(self, folder: Path, question: str, given: dict[str, Any], told: str) -> None:
        """The error says what the data do not have."""
        with engines.connect("duckdb", folder) as engine, pytest.raises(LackingError, match=told):
            getattr(engine, question)(**given)

    def test_without_a_status_every_event_is_found(self, folder: Path) -> None:
        """Who asks for no status is not warned, and finds what the default finds."""
        with engines.connect("duckdb", folder) as engine, warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
            found = engine.events_between("2018", None, status=None).to_pyarrow()
            with pytest.warns(LackingWarning, match="status"):
                assert engine.events_between("2018", None).to_pyarrow() == found


class TestActors:
    """Codes of countries are the states that existed on the day."""

    @for_each(
        ("code", "day", "expected"),
        [
            ("RUS", "19911224", ["soviet-union"]), ("RUS", "19911226", ["russia"]), ("SUN", "19850101", ["soviet-union"]),
            ("SUN", "20190101", []), ("UKR", "19850101", []), ("UKR", "20190101", ["ukraine"]), ("YEM", "19890101", ["north-yemen"]),
            ("CZE", "19890101", ["czechoslovakia"]), ("SSD", "20100101", []), ("DEU", "19850101", ["germany"]),
            ("DDR", "19850101", ["east-germany"]), ("MTN", "20190101", ["montenegro"]), ("TMP", "20190101", ["timor-leste"]),
            ("WST", "20190101", []), ("HKG", "20190101", []), ("prk", "20190101", []), ("TWN", "20190101", ["taiwan"]),
        ],
    )  # fmt: skip
    def test_a_code_is_a_state_on_its_days(self, code: str, day: str, expected: list[str]) -> None:
        """Who did not exist is nobody, and who took a place is found by the code of its heir."""
        at = dprkrel.When(f"{day[:4]}-{day[4:6]}-{day[6:]}").bounds[0]
        found = [answer.state.id for answer in ANSWERS if answer.code == code and answer.first <= at <= answer.last]
        assert found == expected

    def test_every_state_of_the_data_answers_to_its_code(self) -> None:
        """Each state with a code is found by it on its last day in the data, and no two share a day."""
        found = answers(DATA, {}, {})
        for state in DATA.actors:
            if state.iso_alpha3 and state.existed:
                last = state.existed.bounds[3]
                at = [
                    answer.state.id
                    for answer in found
                    if answer.code == state.iso_alpha3 and answer.first <= last <= answer.last
                ]
                assert at == [state.id]

    def test_former_states_are_in_the_data(self) -> None:
        """The ids that are named here are those of the bundled data."""
        assert {DATA.actor(state_id).kind for state_id in FORMER.values()} == {"state"}

    def test_two_states_with_one_code_are_refused(self) -> None:
        """Which of them is meant cannot be known."""
        other = dprkrel.Actor(
            id="other",
            kind="state",
            names=[dprkrel.Name(text="Other", language="en", kind="primary")],
            iso_alpha3="XGR",
        )
        with pytest.raises(DprkrelError, match="graustark and other"):
            answers(Tables(actors=(*TINY.actors, other)), {}, {})

    def test_who_began_before_its_predecessor_had_none(self) -> None:
        """Of a state that is older than the one that it succeeded, as somebody may have it, no day is asked of the other."""
        name = [dprkrel.Name(text="A state", language="en", kind="primary")]
        data = Tables(
            actors=(
                dprkrel.Actor(id="former", kind="state", names=name, existed="1990/2010"),
                dprkrel.Actor(
                    id="heir", kind="state", names=name, existed="1980/..", iso_alpha3="XHR", successor_of="former"
                ),
            )
        )
        assert [(answer.code, answer.state.id) for answer in answers(data, {}, {})] == [("XHR", "heir")]

    def test_data_without_states(self, tmp_path: Path) -> None:
        """Events of nobody whom the data know are events all the same."""
        report, events = one(tmp_path, *ROWS, dataset=dprkrel.Dataset(edition="empty"))
        assert (report.events, report.without_actor, len(events)) == (len(ROWS), len(ROWS), len(ROWS))

    def test_all_of_a_country_if_asked(self, tmp_path: Path) -> None:
        """With `whole_country=True` the media of a country are the country."""
        report, events = one(tmp_path, ROWS[5], whole_country=True)
        assert (report.not_the_state, events["gdelt-6"]["actor_ids"]) == ({}, ["dprk", "south-korea"])

    def test_who_is_not_the_state_takes_no_part(self, tmp_path: Path) -> None:
        """Groups, peoples, believers and refugees of a country are not its state; its armed forces are."""
        columns = {9: "group", 10: "ethnic group", 11: "religion", 12: "religion", 13: "REF"}
        rows = [gdelt_row(column, "20190101", "042", "PRK", "CHN", changed={column: "REF"}) for column in columns]
        report, events = one(tmp_path, *rows, gdelt_row(1, "20190101", "042", "PRK", "CHN", kinds=("MIL", "")))
        assert report.not_the_state == {"religion": 2, "REF": 1, "ethnic group": 1, "group": 1}
        sides = {
            name: (event["event_type"], event["sending_id"], event["receiving_id"]) for name, event in events.items()
        }
        assert sides.pop("gdelt-1") == ("visit", "dprk", "china")
        assert {*sides.values()} == {("visit", None, "china")}


class TestQuestions:
    """The questions of the library are answered over GDELT."""

    def test_visits_are_found_by_every_spelling(self, folder: Path) -> None:
        """By code, name, other script; in both roles; in the order of results."""
        with engines.connect("duckdb", folder) as engine:
            for name in ("PRK", "North Korea", "КНДР", "북한"):
                assert [row["id"] for row in engine.visits_by_actor(name).to_pyarrow().to_pylist()] == [
                    "gdelt-1",
                    "gdelt-2",
                ]
            hosted = (
                engine.visits_by_actor("PRK", role="host", start="2019").select("id", "match").to_pyarrow().to_pylist()
            )
            assert hosted == [{"id": "gdelt-8", "match": "certain"}, {"id": "gdelt-10", "match": "certain"}]
            assert engine.visits_by_actor("USSR").id.to_pyarrow().to_pylist() == ["gdelt-5"]
            assert engine.meetings_of("PRK", other="USA").id.to_pyarrow().to_pylist() == ["gdelt-3"]
            assert engine.count_events("2018", "2018", actors="PRK").to_pyarrow().as_py() == 4

    def test_the_missing_status_is_said(self, folder: Path) -> None:
        """Nobody takes what GDELT reports for what took place."""
        with engines.connect("duckdb", folder) as engine, pytest.warns(LackingWarning, match="status"):
            engine.visits_by_actor("PRK")

    def test_no_dataset_is_made_of_it(self, folder: Path) -> None:
        """Events without evidence are no records."""
        with pytest.raises(LayoutError, match="not made of records"):
            engines.read_parquet(folder)

    def test_events_stand_in_their_parts(self, folder: Path, tmp_path: Path) -> None:
        """Each event, and who takes part in it, is where a window looks for it, however many years a part holds."""
        one(tmp_path, *ROWS, years=10, dataset=TINY)
        for place, years in ((folder, 1), (tmp_path / "layout", 10)):
            for event in events_of(place).values():
                day = event["first_day"]
                assert (event["span"], event["period"]) == layout.part_of((day, day, day, day), years)
            parts = {
                row["event_id"]: (row["span"], row["period"])
                for row in pq.read_table(place / "participants").to_pylist()
            }
            events = events_of(place)
            assert parts == {name: (events[name]["span"], events[name]["period"]) for name in parts}


class TestRefusing:
    """What is not understood is refused, and nothing is left behind."""

    @for_each(
        ("arguments", "error", "message"),
        [
            ({"years": 0}, DprkrelError, "years=0"), ({"whole_country": "no"}, DprkrelError, "True or False"),
            ({"dataset": "bundled"}, DprkrelError, "expected a dataset"), ({"memory_limit": "much"}, DprkrelError, "4GB"),
            ({"memory_limit": b"4GB"}, DprkrelError, "memory_limit=b'4GB' is not understood"),
            ({"memory_limit": "\ud800"}, DprkrelError, "4GB"),
            ({"memory_limit": "1KB"}, FileError, "cannot be written: Out of Memory"),
        ],
    )  # fmt: skip
    def test_arguments(
        self, tmp_path_factory: pytest.TempPathFactory, arguments: dict[str, Any], error: type[Exception], message: str
    ) -> None:
        """Each error says what was given and what is right."""
        place = tmp_path_factory.mktemp("refused")
        with pytest.raises(error, match=message):
            one(place, ROWS[0], **arguments)
        assert [path.name for path in place.iterdir()] == ["day.CSV"]

    def test_files_that_are_cut_off(self, tmp_path: Path) -> None:
        """A file that cannot be read leaves no folder, also where another was read before."""
        good = written(tmp_path / "day.CSV", *ROWS)
        (tmp_path / "cut.gz").write_bytes(b"\x1f\x8b?")
        with pytest.raises(FileError, match="cut"):
            engines.write_gdelt([good, tmp_path / "cut.gz"], tmp_path / "layout", dataset=TINY)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["cut.gz", "day.CSV"]

    def test_files_without_rows(self, tmp_path: Path) -> None:
        """An empty file is a layout without events, which answers."""
        report, events = one(tmp_path, dataset=TINY)
        assert (report.rows, events) == (0, {})
        with engines.connect("duckdb", tmp_path / "layout") as engine:
            assert engine.visits_by_actor("Ruritania").count().to_pyarrow().as_py() == 0

    def test_progress_is_told(self, tmp_path: Path) -> None:
        """Whoever waits is told how many lines of which file are read."""
        told: list[tuple[str, int]] = []
        one(tmp_path, *ROWS, dataset=TINY, progress=lambda *come: told.append(come))
        assert told == [("day.CSV", 11)]


class TestCodings:
    """What a code is in our words is written once, and the page says the same."""

    @for_each(("code", "coding"), [*cameo.CODINGS.items(), *plover.CODINGS.items()])
    def test_roles_are_of_the_type(self, code: str, coding: Coding) -> None:
        """Who visits has a host; who speaks is no party; a reason is always given."""
        assert coding.reason
        if coding.event_type is EventType.VISIT:
            assert {coding.first, coding.second} == {Role.VISITOR, Role.HOST}
        else:
            assert not {coding.first, coding.second} & {Role.VISITOR, Role.HOST}, code

    def test_codes_are_those_of_the_coding(self) -> None:
        """Every code that is mapped, here or by a type of event, is one of CAMEO or PLOVER."""
        assert {*cameo.CODINGS} <= cameo.CODES
        assert {code.partition("/")[0] for code in plover.CODINGS} <= {*plover.TYPES}
        assert {code for event_type in EventType for code in event_type.cameo} <= cameo.CODES
        assert {code.partition("/")[0] for event_type in EventType for code in event_type.plover} <= {*plover.TYPES}

    @for_each(("code", "coding"), [*cameo.CODINGS.items()])
    def test_types_agree_with_those_of_the_library(self, code: str, coding: Coding) -> None:
        """A type has the code itself or a broader one among its codes; two groups have none, as the page says."""
        if coding.event_type is not None and code not in ("044", "02") and not code.startswith("10"):
            assert {code, code[:3], f"{code[:2]}0"} & {*coding.event_type.cameo}

    @for_each(("code", "coding"), [*cameo.CODINGS.items()])
    def test_one_type_is_not_chosen_among_several(self, code: str, coding: Coding) -> None:
        """Where several types have a code, and a code has a type, it is the type of no stated form or kind."""
        having = {event_type for event_type in EventType if code in event_type.cameo}
        if len(having) > 1 and coding.event_type is not None:
            assert coding.event_type in {EventType.VISIT, EventType.MEETING, EventType.TALKS, EventType.MILITARY_AID}

    def test_the_page_has_the_codings(self) -> None:
        """The tables of the page are those of the code; `python -m tests.engines.test_gdelt` writes them anew."""
        assert PAGE.read_text(encoding="utf-8") == with_tables(PAGE.read_text(encoding="utf-8"))


def with_tables(page: str) -> str:
    """Return the page with its tables made anew."""
    for name, table in (("cameo", codings(cameo.CODINGS)), ("plover", codings(plover.CODINGS)), ("aside", reasons())):
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        assert page.count(begin) == page.count(end) == 1, name
        page = f"{page.partition(begin)[0]}{begin}\n{table}\n{end}{page.partition(end)[2]}"
    return page


def codings(of: dict[str, Coding]) -> str:
    """Return the table of a coding; codes that are alike stand in one row."""
    alike: dict[Coding, list[str]] = {}
    for code, coding in of.items():
        alike.setdefault(coding, []).append(code)
    lines = ["| code | type | first | second | why |", "| --- | --- | --- | --- | --- |"]
    for (event_type, first, second, reason), codes in alike.items():
        words = (f"`{word.value}`" if word else "" for word in (event_type, first, second))
        lines.append(f"| {', '.join(codes)} | {' | '.join(words)} | {reason} |")
    return "\n".join(lines) + "\n"


def reasons() -> str:
    """Return the table of the reasons for which a row is kept aside."""
    rows = (f"| `{word}` | {meaning} |" for word, meaning in writing.REASONS.items())
    return "\n".join(["| reason | meaning |", "| --- | --- |", *rows]) + "\n"


@pytest.mark.skipif("DPRKREL_GDELT" not in os.environ, reason="DPRKREL_GDELT names no folder with files of GDELT")
def test_files_as_published(tmp_path: Path) -> None:
    """Files that GDELT published are read: every row is an event or kept aside."""
    files = sorted(path for path in Path(os.environ["DPRKREL_GDELT"]).iterdir() if path.is_file())
    report = engines.write_gdelt(files, tmp_path / "layout", dataset=DATA)
    assert report.rows == report.events + sum(report.aside.values()) > 0
    with engines.connect("duckdb", tmp_path / "layout") as engine:
        made, hosted = (
            engine.visits_by_actor("PRK", role=role).count().to_pyarrow().as_py() for role in ("visitor", "host")
        )
    print(report, f"visits of North Korea: {made}, to it: {hosted}", sep="\n")  # noqa: T201 - what the test is run for


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
