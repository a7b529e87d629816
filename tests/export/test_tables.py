"""Tables of records: every column has the type and the nulls that it says, and the values of the records."""

import copy
import datetime
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Final

import pytest

import dprkrel
from dprkrel import ColumnType, Dataset, DprkrelError, MissingExtraError, Results, Table, VocabularyError, When
from dprkrel.export.tables import SCHEMAS, WHOLE
from tests.cases import for_each
from tests.small import small

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")

PYTHON_TYPES: Final[dict[ColumnType, type]] = {
    ColumnType.TEXT: str,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.BOOLEAN: bool,
    ColumnType.DATE: datetime.date,
    ColumnType.LIST: tuple,
}

ANSWERS: Final[dict[str, Callable[[Dataset], Any]]] = {
    "visits": lambda data: data.visits_by_actor("Lavrov"),
    "events": lambda data: data.events_between("2023", "2024", status=None),
    "relations": lambda data: data.relations_of("Belarus", on="2024"),
    "office_holders": lambda data: data.office_holders("foreign minister", of="Belarus", on="2024"),
    "reports": lambda data: data.evidence("putin-visit-dprk-2024"),
    "positions": lambda data: data.positions_on("dprk-munitions-to-russia-2023"),
    "conflicts": lambda data: data.conflicts(),
    "superlatives": lambda data: data.superlatives(),
    "changes": lambda data: data.changes("2026.11.22"),
    "coverage": lambda data: data.coverage("DPRK", "Russia"),
    "coverage_by_month": lambda data: data.coverage_by_month("DPRK", "Russia", start="2025", end="2026"),
    "counted_events": lambda data: data.count_visits("rok-unification-ministry-exchanges", "2024", "2024"),
    "panel": lambda data: data.panel("rok-unification-ministry-exchanges", "2024", "2024"),
    "explanation": lambda data: data.why("putin-visit-dprk-2024"),
    "checked_texts": lambda data: data.verify(),
    "failures": lambda data: data.verify().failures,
}
"""For each table of which results are rows, a question."""


def every_table() -> dict[str, Table]:
    """Return each table, of the whole data or of an answer."""
    data = dprkrel.load()
    return {name: data.table(name) for name in WHOLE} | {
        f"answer {name}": ask(data).table() for name, ask in ANSWERS.items()
    }


def test_every_value_has_the_type_of_its_column() -> None:
    """Values have their column's type, are null only where the column says what that means, and no text is empty."""
    wrong = [
        (name, column.name, value)
        for name, table in every_table().items()
        for place, column in enumerate(table.schema)
        for value in {row[place] for row in table.rows}
        if (type(value) is not PYTHON_TYPES[column.column_type] and (value is not None or column.null is None))
        or value == ""
        or (isinstance(value, tuple) and not all(type(text) is str and text for text in value))
    ]
    assert wrong == []


def test_every_schema_is_asked_and_tells_its_rows_apart() -> None:
    """No table is left out here; keys are unique, and what is referred to exists."""
    tables = every_table()
    assert {table.name for table in tables.values()} == SCHEMAS.keys()
    ids = {f"{name}.id": {row["id"] for row in tables[name]} for name in WHOLE if "id" in tables[name].columns}
    for name, table in tables.items():
        key = SCHEMAS[table.name].key
        if key:
            found = [tuple(row[column] for column in key) for row in table]
            assert len(set(found)) == len(found), name
        for column in table.schema:
            if column.references is not None:
                missing = {row[column.name] for row in table} - ids[column.references] - {None}
                assert missing == set(), (name, column.name)


def test_dates_are_those_of_the_records() -> None:
    """The four bounds are those of the date in EDTF, null where it has none; no day is made up."""
    for name, table in every_table().items():
        if "start_earliest" not in table.columns:
            continue
        for row in table:
            if row["when"] is None:
                bounds: tuple[Any, ...] = (None,) * 4
            else:
                when = When(row["when"])
                bounds = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
                assert row["when_doubtful"] is when.doubtful
            found = tuple(row[bound] for bound in ("start_earliest", "start_latest", "end_earliest", "end_latest"))
            assert found == bounds, (name, row)


def test_every_visit_stands_in_its_table_once() -> None:
    """The table of visits has the visits of the table of events, and says of each what the record says."""
    data = dprkrel.load()
    visits = {visit.id: visit for visit in data.events if isinstance(visit, dprkrel.Visit)}
    rows = data.table("visits").to_dicts()

    assert [row["id"] for row in rows] == [*visits]
    assert rows == [row for row in data.table("events").to_dicts() if row["event_class"] == "visit"]
    for row in rows:
        visit = visits[row["id"]]
        assert row["visitors"] == [*dict.fromkeys(data.actor(one).name for one in visit.visitors)]
        assert row["confidence"] == data.confidence(visit)
        assert (row["status"], row["summary"]) == (visit.status, visit.summary)
        assert row["edition"] == data.edition
        sides = [*row["sending_ids"]]
        assert row["sending_id"] == (sides[0] if len(sides) == 1 else None)
        assert row["urls"] == [*dict.fromkeys(url for r in visit.reports if (url := data.source(r.source_id).url))]


def test_codes_of_states() -> None:
    """A state of today has its ISO code, a former one none; both have their number of the Correlates of War project."""
    rows = {row["id"]: row for row in dprkrel.table("visits")}
    soviet = next(row for row in rows.values() if row["sending_id"] == "soviet-union")

    assert rows["putin-visit-dprk-2024"]["sending_iso3"] == "RUS"
    assert rows["putin-visit-dprk-2024"]["receiving_iso3"] == "PRK"
    assert (soviet["sending_iso3"], soviet["sending_cow"]) == (None, 365)
    assert rows["putin-visit-dprk-2024"]["rank"] == "head_of_state"


def test_match_says_what_the_question_would_keep() -> None:
    """`match` is certain for exactly what the question keeps with match="certain", and null where no window is asked for."""
    data = dprkrel.load()
    asked: list[Callable[..., Results[Any]]] = [
        lambda **how: data.events_between("2024-04-20", "2024-06", status=None, **how),
        lambda **how: data.events_between("2024", "2024", how="within", rank="minister", **how),
        lambda **how: data.visits_by_actor("Russia", start="2000", end="2010", **how),
        lambda **how: data.relations_of("DPRK", on="1975", **how),
        lambda **how: data.missions_at_work(on="2021-04-01", receiving="DPRK", **how),
    ]
    matches = set()
    for ask in asked:
        certain = {record.id for record in ask(match="certain")}
        rows = ask().table().to_dicts()
        assert {row["id"] for row in rows if row["match"] == "certain"} == certain
        matches |= {row["match"] for row in rows}
    assert matches == {"certain", "possible"}
    assert {row["match"] for row in data.visits_by_actor("Lavrov").table()} == {None}


def test_parts_are_those_of_the_results() -> None:
    """Results give tables of their participants, reports and names, with the parts of their own records alone."""
    data = dprkrel.load()
    visits = data.visits_by_actor("Lavrov")
    own = {visit.id for visit in visits}

    assert {row["event_id"] for row in visits.table("participants")} == own
    assert {row["record_id"] for row in visits.table("reports")} == own
    assert visits.table("events").to_dicts()[0]["id"] == visits[0].id
    assert data.table(data.actor("dprk"), "names").to_dicts()[0]["name"] == "North Korea"
    assert {row["event_id"] for row in visits.table("quantities")} <= own
    with pytest.raises(VocabularyError, match="events"):
        visits.table("names")


def test_parts_of_whole_tables_and_of_reports() -> None:
    """A name of a table takes parts as results do; reports give the figures in them."""
    data = dprkrel.load()
    visits = {row["id"] for row in data.table("visits")}
    parts = [row for row in data.table("participants") if row["event_id"] in visits]

    assert data.table("visits", "participants").to_dicts() == parts
    assert data.table("events", "visits") == data.table("visits")
    assert data.table("changes", "changes") == data.table("changes")
    told = [row for row in data.table("quantities") if row["path"].startswith("reports")]
    record_id = told[0]["record_id"]
    figures = data.evidence(record_id).table("quantities").to_dicts()
    assert sorted(map(str, figures)) == sorted(str(row) for row in told if row["record_id"] == record_id)


@for_each("name", [5, "", "Visits", [], "names", True, b"visits"])
def test_a_name_that_is_none_is_never_passed_over(name: Any) -> None:
    """Whatever a table is made of, a name of which it cannot be rows is refused with those that it can."""
    data = dprkrel.load()
    visits = data.visits_by_actor("Lavrov")
    count = data.count_visits("rok-unification-ministry-exchanges", "2024", "2024")
    assert data.table(count, "counted_events") == data.table(count) == count.table()
    for given in ("visits", visits, [*visits], (), count, data.why("putin-visit-dprk-2024")):
        if (given, name) != ((), "names"):
            with pytest.raises(VocabularyError, match=r"use one of \w"):
                data.table(given, name)


def test_records_by_hand() -> None:
    """Records that are no results make the same table, without a match; one record makes a row."""
    data = dprkrel.load()
    visits = data.visits_by_actor("Lavrov")

    plain = dprkrel.table(list(visits))
    assert plain.columns == tuple(name for name in visits.table().columns if name != "match")
    assert len(dprkrel.table(visits[0])) == 1
    assert dprkrel.table(data.events[:5]).name == "events"
    assert dprkrel.table((), "visits").columns == plain.columns
    assert dprkrel.table(data.visits_by_actor("Kim Il Sung", start="2020")).columns == visits.table().columns


@for_each(
    "given",
    [
        5,
        None,
        b"visits",
        [1, 2],
        {"a": 1},
        object(),
        [None],
        "visit",
        "office_holders",
        [],
        small(),
        Results,
        dprkrel.Panel,
        [*small().events, *small().relations],
    ],
)
def test_what_is_no_table_is_refused(given: Any) -> None:
    """What is neither a name nor records raises an error that says what is expected."""
    with pytest.raises(DprkrelError, match=r"expected records|the nearest is|use one of|name the table"):
        dprkrel.table(given)


def test_results_are_tuples_that_say_what_to_do() -> None:
    """Results equal the tuple of their records; slices are results; their text names the table."""
    visits = dprkrel.visits_by_actor("Lavrov")
    assert visits == tuple(visits)
    assert hash(visits) == hash(tuple(visits))
    assert isinstance(visits[:2], Results)
    assert visits[:2].table().rows == visits.table().rows[:2]
    assert copy.copy(visits) is copy.deepcopy(visits) is visits
    for name in ("data", "_home", "other"):
        with pytest.raises(AttributeError, match="cannot change"):
            setattr(visits, name, None)
        with pytest.raises(AttributeError, match="cannot change"):
            delattr(visits, name)
    assert ".table() for pandas" in repr(visits)
    assert repr(visits[:0]) == "()"
    assert repr(visits[:1]).startswith("<1 visit of edition")
    long = dprkrel.events_between("2024", "2024")
    assert repr(long).splitlines()[-1] == f"  … and {len(long) - 10} more"


def test_results_go_to_another_process() -> None:
    """Results of the bundled data make the same table there, with what certainly lies in the window; their dataset is not sent."""
    asked: list[Any] = [
        dprkrel.visits_by_actor("Lavrov", start="2023", end="2025-07-12"),
        dprkrel.count_visits("rok-unification-ministry-exchanges", "2024", "2024-03"),
        dprkrel.panel("rok-unification-ministry-exchanges", "2024", "2024-03"),
        dprkrel.why("putin-visit-dprk-2024"),
    ]
    for answer in asked:
        sent = pickle.dumps(answer)
        again = pickle.loads(pickle.dumps(pickle.loads(sent)))
        assert len(sent) < 100_000
        assert again == answer
        assert again.table() == answer.table()
        assert repr(again) == repr(answer)


def test_results_of_other_data_come_without_them() -> None:
    """Results of a user's dataset are still results in another process, and say what to do if asked for a table."""
    data = small()
    visits = data.visits_by_actor("Lavrov")
    again = pickle.loads(pickle.dumps(visits))

    assert again == visits
    assert repr(again) == repr(visits)
    with pytest.raises(dprkrel.DprkrelError, match=r"send the dataset, too, and ask data.table\(tuple\(results\)\)"):
        again.table()
    assert data.table(tuple(again)).rows == data.table(tuple(visits)).rows


def test_results_of_another_edition_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that were kept make no table out of the data of another edition."""
    kept = pickle.dumps(dprkrel.visits_by_actor("Lavrov", start="2024", end="2024-10"))
    monkeypatch.setattr("dprkrel.bundled._opened", {"bundled": small()})

    with pytest.raises(dprkrel.DprkrelError, match="and the package that is installed here has small"):
        pickle.loads(kept).table()


def test_a_wrong_attribute_says_where_it_is() -> None:
    """What newcomers try on results, tables and datasets is an error that names what has it."""
    visits: Any = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
    data: Any = dprkrel.load()
    panel: Any = dprkrel.panel("rok-unification-ministry-exchanges", "2024", "2024-03")
    tries: list[tuple[Callable[[], Any], str]] = [
        (lambda: visits.to_csv, r"their table has it: \.table\(\)\.to_csv"),
        (lambda: visits.when, r"each of them has it: \[each\.when for each in results\]"),
        (lambda: visits[:0].when, r"\.table\(\) is for pandas"),
        (lambda: visits.plot, r"dprkrel\.plots draws charts"),
        (lambda: visits.table().to_pandas, r"pandas\.DataFrame\(table\)"),
        (lambda: data.visits, "the nearest: count_visits, visits_by_actor"),
        (lambda: data.rules, "the nearest is counting_rules"),
        (lambda: panel.to_csv, r"its table has it: \.table\(\)\.to_csv"),
        (lambda: panel.cell, "'Panel' object has no attribute 'cell'; the nearest is cells"),
        (lambda: visits[0].place, "'Visit' object has no attribute 'place'; the nearest is place_id"),
    ]
    for wrong, right in tries:
        with pytest.raises(AttributeError, match=right):
            wrong()
    assert not hasattr(visits, "_ipython_display_")


def test_tables_are_of_the_dataset_that_was_asked() -> None:
    """Results of another dataset have its edition and names, also by the function of the package."""
    data = small()
    visits = data.visits_by_actor("Lavrov")

    assert {row["edition"] for row in dprkrel.table(visits)} == {data.edition}


def test_without_the_extra_arrow_an_error_says_how_to_get_it() -> None:
    """Where nanoarrow is missing, all but Arrow works, and that says what to install."""
    code = (
        "import sys; sys.modules['nanoarrow'] = None\n"
        "import dprkrel\n"
        "table = dprkrel.table('places')\n"
        "print(len(table.to_csv()) > 1000)\n"
        "try: table.__arrow_c_stream__()\n"
        "except dprkrel.MissingExtraError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["True", 'nanoarrow is not installed; get it with: pip install "dprkrel[arrow]"']
    assert issubclass(MissingExtraError, ImportError)


def test_what_was_not_searched_is_no_zero() -> None:
    """In the table of a panel a number is empty where nobody searched and nothing was found, and nowhere else."""
    panel = dprkrel.panel("rok-unification-ministry-exchanges", "2025", "2026", by="direction")
    for cell, row in zip(panel.cells, panel.table(), strict=True):
        unknown = cell.searched == "not" and not cell.possible_ids and not cell.certain_ids
        numbers = [row[name] for name in ("least", "expected", "borderline", "most")]
        expected = [None] * 4 if unknown else [cell.least, float(cell.expected), float(cell.borderline), cell.most]
        assert numbers == expected
    assert {row["least"] for row in panel.table()} >= {None, 0, 1}
