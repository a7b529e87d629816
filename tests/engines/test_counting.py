"""Counts under a rule by an engine: those of the library, event by event and criterion by criterion."""

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from itertools import count as numbers_from
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Count, CountingRule, Dataset, DprkrelError, Event, Rank, Role, Stance, Standing, engines
from dprkrel.engines import Criterion
from dprkrel.engines.counting import counted_events
from dprkrel.engines.panels import panel_cells
from dprkrel.records.fields import EventId
from dprkrel.strategies import datasets
from tests.cases import for_each
from tests.engines.published import gdelt_row, written
from tests.engines.test_answers import opened
from tests.questions import test_counting as counting
from tests.questions.test_counting import (
    HOST,
    MEETINGS,
    MINISTER,
    PERSONS,
    TYPES,
    meeting,
    office_of,
    part,
    rule,
    said,
    visit,
    world,
)

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")

_BEGINNINGS: Final = {
    Criterion.ROUTE: ("a visit of ", "a meeting of "),
    Criterion.PERIOD: ("it began ", "it has no beginning"),
    Criterion.OCCURRENCE: ("it is ", "it rests on "),
}


def criterion_of(reason: str) -> Criterion:
    """Return the criterion of which a reason of the library speaks."""
    return next((one for one, words in _BEGINNINGS.items() if reason.startswith(words)), Criterion.RANK)


def rows_of(count: Count) -> list[dict[str, Any]]:
    """Return the rows of a count of the library, with the criteria in place of the reasons."""
    rows = count.table().to_dicts()
    for row in rows:
        criteria = [criterion_of(reason).value for reason in row.pop("reasons")]
        row["failed"] = criteria.pop(0) if row["admission"] == "left_out" else None
        row["open"] = criteria
    return rows


def assert_counts_agree(
    engine: Any, data: Dataset, by: CountingRule | str, start: Any, end: Any, **asked: Any
) -> Count:
    """See that an engine counts as the library does; return the count."""
    expected = data.count_visits(by, start, end, **asked)
    found = counted_events(engine, by, start, end, **asked)
    assert (*found.columns,) == ("admission", "failed", "open", *expected.table().columns[2:])
    rows = found.to_pyarrow().to_pylist()
    assert [row["id"] for row in rows] == [one.event.id for one in (*expected.counted, *expected.near_misses)]
    assert rows == rows_of(expected)
    return expected


class TestBundled:
    """The rules of the bundled data."""

    @for_each(
        ("by", "period", "sending"),
        [
            *product(
                [each.id for each in dprkrel.load().counting_rules],
                [("1945", "2026"), ("2024-01-01", "2024-06-11"), ("2023-07~", "2024"), ("/1990", "2000"), ("2000", "2024/..")],
                (None, "dprk"),
            )
        ],
        brief=9,
    )  # fmt: skip
    def test_counts_are_those_of_the_library(
        self, bundled: engines.Engine, by: str, period: tuple[str, str], sending: str | None
    ) -> None:
        """Each rule counts, and nearly counts, the same events for the same criteria."""
        assert_counts_agree(bundled, dprkrel.load(), by, *period, sending=sending)

    @for_each(("start", "end"), [("2024-01-01", "2024-06-11"), ("1900", "1901")])
    def test_numbers_are_those_of_the_library(self, bundled: engines.Engine, start: str, end: str) -> None:
        """A count has the two numbers, and how many near misses it has; of nothing they are 0."""
        by = "rok-unification-ministry-exchanges"
        count = dprkrel.count_visits(by, start, end)
        numbers = {"number": count.number, "certain": count.certain, "near_misses": len(count.near_misses)}

        assert engines.numbers_of(bundled.count_visits(by, start, end)).to_pyarrow().to_pylist() == [numbers]

    def test_a_start_that_a_coding_rule_alone_bounds_is_open(self, bundled: engines.Engine) -> None:
        """Nothing certain follows from it, in an engine neither."""
        by, (start, end) = rule(sending_ids=(), receiving_ids=()), ("1960", "1999")
        assert_counts_agree(bundled, dprkrel.load(), by, start, end)
        found = bundled.count_visits(by, start, end).to_pyarrow().to_pylist()
        ruled = {event.id for event in dprkrel.load().events if "start" in event.supposed}
        opened = [row["open"] for row in found if row["id"] in ruled and row["failed"] is None]

        assert opened
        assert all("period" in words for words in opened)


def _asked_of(dataset: Dataset) -> counting.Asked:
    """Return what the first rule of a dataset counts in the month around which its days lie."""
    return counting.Asked(dataset, dataset.counting_rules[0], datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))


RULED: Final = datasets().filter(lambda dataset: bool(dataset.counting_rules)).map(_asked_of)
"""Any dataset with a rule."""


class TestGenerated:
    """Any data, any rule."""

    @given(asked=counting.asked() | RULED, sending=st.sampled_from((None, "state-0")))
    def test_counts_are_those_of_the_library(self, asked: counting.Asked, sending: str | None) -> None:
        """What a rule makes of visits and meetings is the same."""
        with tempfile.TemporaryDirectory() as folder, opened(asked.data, Path(folder)) as engine:
            assert_counts_agree(engine, asked.data, asked.rule, asked.start, asked.end, sending=sending)


_DAYS: Final = (
    "2024-02-01", "2024-02-29/2024-03-15", "2024-01-31/2024-02-02", "2024-03-07", "2024-03-08", "2024-01-25", "2024-01-24",
    "2024-01-01/2024-01-26", "2024-02~", "2024-02-15?", "2024", "[2024-01-31..2024-02-01]", "2024-02-10/..", "/2024-02-10",
    "../2024-02-10", "[2024-03-05..]", "[2024-03-08..]", "[..2024-01-26]", "[..2024-01-24]", "/..", "../..", "0001-01-03",
)  # fmt: skip
"""Days on which a visit may have begun: in February 2024, perhaps, nearly and not."""

_TRAVELLING: Final = (
    [("visitor", Rank.HEAD_OF_STATE)], [("visitor", Rank.VICE_MINISTER)], [("visitor", None)], [("visitor", Rank.UNKNOWN)],
    [("visitor", Rank.OTHER), ("visitor", None)], [("visitor", Rank.OTHER), ("visitor", Rank.MINISTER)],
    [("visitor", Rank.OTHER), ("delegate", Rank.MINISTER)], [("visitor", Rank.OTHER), ("delegate", None)],
    [("delegate", Rank.MINISTER)], [("visitor", Rank.MINISTER), ("visitor", Rank.HEAD_OF_STATE)],
)  # fmt: skip
"""Delegations of which the rank is high enough, too low, or not known."""

_MET: Final = (
    [("state-0", Rank.MINISTER), ("state-1", Rank.MINISTER)],
    [("state-0", Rank.MINISTER), ("state-1", Rank.OTHER), ("state-1", Rank.HEAD_OF_STATE)],
    [("state-0", Rank.MINISTER), ("state-1", None)],
    [("state-0", Rank.HEAD_OF_STATE), ("state-1", Rank.OTHER)],
    [("state-0", Rank.MINISTER), ("third", Rank.MINISTER)],
    [("state-0", Rank.MINISTER), ("state-1", Rank.OTHER), ("third", Rank.MINISTER)],
    [("state-0", Rank.MINISTER), (None, Rank.MINISTER)],
    [("third", Rank.MINISTER)],
)  # fmt: skip
"""Who met for whom, both sides with a rank or not."""

_SAID: Final = (
    [(Standing.PRIMARY, Stance.ANNOUNCES)], [(Standing.PRIMARY, Stance.ALLEGES)], [(Standing.TERTIARY, Stance.ASSERTS)],
    [(Standing.SECONDARY, Stance.ASSERTS)],
)  # fmt: skip
"""Reports of what occurred for certain, perhaps, or not."""


def _edges() -> Iterator[Event]:
    """Yield events that meet the criteria of rules, leave them open, and fail them, each in its way."""
    ids = (f"event-{number:02}" for number in numbers_from())
    yield from (visit(next(ids), when) for when in _DAYS)
    for parts in _TRAVELLING:
        whole = [part(PERSONS[n], Role(role), "state-0", rank) for n, (role, rank) in enumerate(parts)]
        yield visit(next(ids), "2024-02-10", *whole, HOST)
    for sides in _MET:
        yield meeting(
            next(ids), "2024-02-11", *(part(PERSONS[n], Role.PARTICIPANT, *side) for n, side in enumerate(sides))
        )
    greeted = part("person-1-0", Role.GREETER, "state-1", Rank.HEAD_OF_STATE)
    both = (
        part("person-0-0", Role.PARTICIPANT, "state-0", Rank.MINISTER),
        part("person-1-1", Role.HOST, "state-1", Rank.OTHER),
    )
    yield meeting(next(ids), "2024-02-11", *both, greeted)
    yield from (visit(next(ids), reports=tuple(said(*one) for one in reports)) for reports in _SAID)
    for guest, host in (
        ("state-0", "third"),
        ("third", "state-0"),
        ("state-0", "state-0"),
        ("state-0", None),
        (None, "state-0"),
    ):
        yield visit(
            next(ids), "2024-02-12", part("person-0-0", Role.VISITOR, guest), part("person-1-0", Role.HOST, host)
        )
    yield visit(next(ids), "2024-02-12", MINISTER, part("person-0-1", Role.DELEGATE, "third"), HOST)
    yield visit(next(ids), "2024-02-12", part("state-0", Role.VISITOR), part("state-1", Role.HOST))
    yield visit("whole", "2024-02-10/2024-02-12")
    yield visit("stop", "2024-02-11", part_of=EventId("whole"))
    failing = (said(Standing.PRIMARY, Stance.ANNOUNCES),)
    yield visit(next(ids), "2024-02-10", part("person-0-0", Role.VISITOR, "third"), HOST, reports=failing)


_ALL: Final[dict[str, Any]] = {"event_types": (*TYPES, *MEETINGS)}
ASKING: Final[dict[str, dict[str, Any]]] = {
    "visits": {},
    "all": _ALL,
    "of ministers": _ALL | {"rank": Rank.MINISTER},
    "of delegations": _ALL | {"rank": Rank.MINISTER, "delegates": True},
    "of any rank": _ALL | {"rank": Rank.UNKNOWN},
    "excepted": {"rank": Rank.MINISTER, "except_office_ids": (office_of(Rank.MINISTER),), "delegates": True},
    "open": _ALL | {"rank": Rank.MINISTER, "open_office_ids": (office_of(Rank.MINISTER), office_of(Rank.OTHER))},
    "from one": {"sending_ids": ("state-0",), "receiving_ids": (), "rank": Rank.VICE_MINISTER},
    "to one": _ALL | {"sending_ids": (), "receiving_ids": ("state-0",)},
    "from and to any": _ALL | {"sending_ids": (), "receiving_ids": (), "rank": Rank.MINISTER},
    "meetings": {"event_types": MEETINGS, "rank": Rank.MINISTER},
}  # fmt: skip
"""Rules that ask for each criterion in each way."""


class Edges:
    """Hold data with their edges, and an engine over them."""

    def __init__(self, data: Dataset, engine: engines.Engine) -> None:
        self.data, self.engine = data, engine


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edges]:
    """Return the events at the edges of the criteria, and an engine over them."""
    data = world(*_edges())
    with opened(data, tmp_path_factory.mktemp("edges")) as engine:
        yield Edges(data, engine)


class TestEdges:
    """What meets a criterion, leaves it open, or fails it."""

    @for_each("name", ASKING, brief=2)
    def test_each_rule_counts_the_same(self, edges: Edges, name: str) -> None:
        """Each event at an edge stands to each criterion as in the library."""
        assert_counts_agree(edges.engine, edges.data, rule(**ASKING[name]), "2024-02-01", "2024-02-29")

    @for_each(
        ("start", "end"),
        [
            ("2024-02~", "2024-02"),
            ("/2024-02-10", "2024-02-10"),
            ("2024-02-10", "2024/.."),
            ("0001-01-01", "9999-12-31"),
        ],
    )
    def test_each_period_counts_the_same(self, edges: Edges, start: str, end: str) -> None:
        """So in a period that is in doubt, open, or as long as the calendar."""
        assert_counts_agree(edges.engine, edges.data, rule(**_ALL), start, end)

    def test_each_criterion_is_met_open_and_failed(self, edges: Edges) -> None:
        """The edges have a near miss for each criterion, an open one for each that can be, a visit in doubt and a stop that is left out."""
        found = (
            edges.engine.count_visits(rule(**ASKING["of delegations"]), "2024-02-01", "2024-02-29")
            .to_pyarrow()
            .to_pylist()
        )

        assert {row["failed"] for row in found} == {None, *Criterion}
        assert {word for row in found for word in row["open"]} == {"rank", "period", "occurrence"}
        assert {"counted", "borderline", "left_out"} == {row["admission"] for row in found}
        assert "stop" not in {row["id"] for row in found}

    @for_each(
        ("by", "start", "end", "asked"),
        [
            ("no-rule", "2024", "2024", {}), (None, "2024", "2024", {}), (rule(), "2024-03", "2024-02", {}),
            (rule(), None, "2024", {}), (rule(), "2024", "soon", {}), (rule(), "2024", "2024", {"sending": "nobody"}),
            (rule(), "2024", "2024", {"sending": "person-0-0"}), (rule(sending_ids=("nowhere",)), "2024", "2024", {}),
        ],
    )  # fmt: skip
    def test_errors_are_those_of_the_library(
        self, edges: Edges, by: Any, start: Any, end: Any, asked: dict[str, Any]
    ) -> None:
        """What cannot be asked is refused when it is asked, in the same words."""
        with pytest.raises(DprkrelError) as expected:
            edges.data.count_visits(by, start, end, **asked)
        with pytest.raises(type(expected.value)) as found:
            edges.engine.count_visits(by, start, end, **asked)

        assert str(found.value) == str(expected.value)

    def test_it_is_said_what_was_not_searched(self, bundled: engines.Engine) -> None:
        """A count beyond the ledger warns, as in the library."""
        asked = "rok-unification-ministry-exchanges", "1985", "1986"
        with pytest.warns(dprkrel.CoverageWarning) as expected:
            dprkrel.count_visits(*asked)
        with pytest.warns(dprkrel.CoverageWarning) as found:
            bundled.count_visits(*asked)

        (warning,) = expected
        assert [str(one.message) for one in found if one.category is warning.category] == [str(warning.message)]


def test_nothing_is_read_before_an_answer_is_executed(tmp_path: Path) -> None:
    """A count and a panel are built over files that are gone, and fail only where they are executed."""
    with opened(world(visit()), tmp_path) as engine:
        for name in ("events", "participants"):
            engine.table(name)
        for file in (tmp_path / "layout").rglob("*.parquet"):
            file.unlink()
        answers = [
            engine.count_visits(rule(rank=Rank.MINISTER), "2024", "2024"),
            engine.panel(rule(sending_ids=(), receiving_ids=()), "2024", "2024"),
        ]
        for answer in answers:
            with pytest.raises(Exception, match=r"part-0\.parquet"):
                answer.to_pyarrow()


Lacking = Mapping[str, tuple[str, ...]]
"""The columns of tables that data do not have."""


class Foreign:
    """Hold an engine whose data lack columns."""

    def __init__(self, engine: engines.Engine, lacking: Lacking) -> None:
        self.names, self.manifest = engine.names, engine.manifest
        self._engine, self._lacking = engine, lacking

    def table(self, name: str) -> Any:
        """Return a table without what is lacking."""
        table = self._engine.table(name)
        return table.mutate(**{column: table[column].nullif(table[column]) for column in self._lacking.get(name, ())})


_STATUS: Final[Lacking] = {"events": ("status",)}
_CONFIDENCE: Final[Lacking] = {"events": ("confidence",)}
_STATES: Final[Lacking] = {"events": ("sending_ids", "receiving_ids", "side_ids")}
_OFFICES: Final[Lacking] = {"participants": ("office_id", "office", "rank", "rank_number")}
_DOUBT: Final[Lacking] = {"events": ("when_doubtful", "when_supposed")}
_GDELT: Final[Lacking] = {"events": ("status", "confidence", "rank", *_DOUBT["events"]), **_OFFICES}


class TestForeign:
    """Data that lack what a criterion asks, as those of GDELT do."""

    @for_each(
        ("lacking", "criterion"),
        [
            (_STATUS, "occurrence"),
            (_CONFIDENCE, "occurrence"),
            (_STATES, "route"),
            (_OFFICES, "rank"),
            (_GDELT, "rank"),
        ],
    )
    def test_what_is_lacking_is_open(self, edges: Edges, lacking: Any, criterion: str) -> None:
        """Whatever is not in the data leaves its criterion open: it is not met, and not failed."""
        by = rule(**ASKING["of ministers"])
        found = counted_events(Foreign(edges.engine, lacking), by, "2024-02-01", "2024-02-29").to_pyarrow().to_pylist()
        whole = edges.data.count_visits(by, "2024-02-01", "2024-02-29")
        happened = {event.id for event in edges.data.events if event.status == "occurred"}
        kept = [row for row in found if lacking is not _CONFIDENCE or row["id"] in happened]

        assert kept
        assert {event.id for event in whole.events} <= {row["id"] for row in found if row["admission"] == "borderline"}
        assert all(criterion in row["open"] and row["failed"] != criterion for row in kept)
        assert "counted" not in {row["admission"] for row in found}

    def test_events_of_gdelt_are_borderline(self, tmp_path: Path) -> None:
        """What GDELT has counts as far as its day and its states go; its rank and whether it occurred are open."""
        days = ("20240210", "20240301", "20240210", "20240401")
        actors = (("PRK", "RUS"), ("RUS", "PRK"), ("PRK", "CHN"), ("PRK", "RUS"))
        rows = [gdelt_row(n, day, "042", *pair) for n, (day, pair) in enumerate(zip(days, actors, strict=True), 1)]
        engines.write_gdelt(written(tmp_path / "days.CSV", *rows), tmp_path / "layout")
        by = rule(sending_ids=("dprk", "russia"), receiving_ids=("dprk", "russia"), rank=Rank.MINISTER)
        with engines.connect("duckdb", tmp_path / "layout") as engine:
            found = engine.count_visits(by, "2024-02-01", "2024-02-29").to_pyarrow().to_pylist()
            cells = engine.panel(by, "2024-02-01", "2024-03-31", by="direction").to_pyarrow().to_pylist()

        open_ = ["rank", "occurrence"]
        assert [(row["admission"], row["failed"], row["open"]) for row in found] == [
            ("borderline", None, open_), ("left_out", "route", open_), ("left_out", "period", open_),
        ]  # fmt: skip
        assert [(cell["start"].month, cell["sending_id"], cell["least"], cell["borderline"]) for cell in cells if cell["most"]] == [
            (2, "dprk", 0, 1.0), (3, "russia", 0, 1.0),
        ]  # fmt: skip

    def test_offices_of_nobody_are_open(self, edges: Edges) -> None:
        """Where the data have states and no participants, any rank is open, of visits and of meetings."""
        foreign = Foreign(edges.engine, {})
        table = foreign.table
        foreign.table = lambda name: table(name).limit(0) if name == "participants" else table(name)  # type: ignore[method-assign]
        found = (
            counted_events(foreign, rule(**ASKING["of ministers"]), "2024-02-01", "2024-02-29").to_pyarrow().to_pylist()
        )

        assert {row["event_class"] for row in found if row["failed"] is None} == {"visit", "meeting"}
        assert all("rank" in row["open"] for row in found if row["failed"] is None)

    def test_dates_that_nobody_marks_are_as_they_are(self, edges: Edges) -> None:
        """Data that mark no date as doubtful leave no day open that has one."""
        found = (
            counted_events(Foreign(edges.engine, _DOUBT), rule(), "2024-02-01", "2024-02-29").to_pyarrow().to_pylist()
        )
        expected = edges.data.count_visits(rule(), "2024-02-01", "2024-02-29")
        doubtful = {event.id for event in expected.events if event.when.doubtful}

        assert doubtful
        assert {row["id"]: row["open"] for row in found if row["failed"] is None} == {
            row["id"]: [] if row["id"] in doubtful else row["open"]
            for row in rows_of(expected)
            if row["failed"] is None
        }

    def test_a_panel_has_what_is_open_as_borderline(self, edges: Edges) -> None:
        """In a panel, what the data lack makes an event borderline; without its states it is in no cell of a direction."""
        by, period = rule(**ASKING["of ministers"]), ("2024-02-01", "2024-02-29")
        for lacking in (_STATUS, _OFFICES, _STATES):
            whole = edges.data.panel(by, *period, by=())
            (cell,) = panel_cells(Foreign(edges.engine, lacking), by, *period, by=()).to_pyarrow().to_pylist()
            assert cell["least"] == cell["expected"] == 0
            assert cell["most"] >= whole.number
            assert cell["borderline"] > 0
        directed = panel_cells(Foreign(edges.engine, _STATES), by, *period, by="direction").to_pyarrow().to_pylist()
        assert {cell["most"] for cell in directed} <= {0, None}
