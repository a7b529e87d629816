"""Visits by month: the bars are those of the panel, and what was not searched is never shown as nothing."""

import datetime
from collections.abc import Iterable
from typing import Any

import attrs
import pytest

import dprkrel
from dprkrel import PlotError, Searched, plots
from dprkrel.plots.visits import NO_STATE, NOT_SEARCHED, PARTLY_SEARCHED, Visits, rows_of, visits_of
from tests.cases import for_each

RULE = "rok-unification-ministry-exchanges"
PANELS = {
    "months": (RULE, "2023-07", "2026-06", "month", ("direction", "rank")),
    "days": (RULE, "2023-08-11", "2024-11-20", "month", ("direction",)),
    "quarters": (RULE, "2019", "2021", "quarter", ()),
    "years": ("rok-unification-ministry-summits", "1948", "2025", "year", ("direction",)),
    "sending": (RULE, "2024", "2024", "month", ("sending", "rank")),
}
"""Panels of each frequency, told apart in each way: rule, start, end, frequency and by what."""


def panel(name: str) -> Any:
    """Return one of the panels."""
    rule, start, end, freq, by = PANELS[name]
    return dprkrel.panel(rule, start, end, freq=freq, by=by)  # type: ignore[arg-type]


def covering(rows: Iterable[dict[str, Any]], cell: Any, lane: str) -> list[str]:
    """Return how the stretches of a lane that cover a cell are drawn."""
    first, last = (datetime.date.fromordinal(cell.period.bounds[place]) for place in (0, 3))
    return [
        row["how"]
        for row in rows
        if row["mark"] == "band" and row["lane"][4:] == lane and row["from"] <= str(first) and row["to"] > str(last)
    ]


@for_each("name", PANELS)
def test_bars_and_stretches_are_those_of_the_cells(name: str) -> None:
    """Each cell has a solid bar up to its least and a pale one up to its most, on grey if it was not all searched."""
    asked = panel(name)
    shown = visits_of(asked)
    rows = rows_of(shown)
    bars = {(row["lane"][4:], row["from"], row["low"], row["high"]) for row in rows if row["mark"] == "bar"}
    expected = set()
    grey = {Searched.SEARCHED: [], Searched.PARTLY: [PARTLY_SEARCHED], Searched.NOT: [NOT_SEARCHED]}
    for lane in shown.lanes:
        for cell in lane.cells:
            start = str(datetime.date.fromordinal(cell.period.bounds[0]))
            expected |= {(lane.name, start, 0, cell.least)} if cell.least else set()
            expected |= {(lane.name, start, cell.least, cell.most)} if cell.most > cell.least else set()
            assert covering(rows, cell, lane.name) == grey[cell.searched]

    assert bars == expected
    assert sum(len(lane.cells) for lane in shown.lanes) == len(asked.cells)


@for_each("name", PANELS)
def test_hatching_stays_within_its_lane(name: str) -> None:
    """The lines of the hatching lie in what was not searched, and nowhere else."""
    shown = visits_of(panel(name))
    rows = rows_of(shown)
    for row in rows:
        if row["mark"] == "hatch":
            bands = [one for one in rows if one["mark"] == "band" and one["lane"] == row["lane"]]
            inside = [pixels(shown, one) for one in bands if one["how"] == NOT_SEARCHED]
            assert any(left - 0.01 <= row["x"] < row["x2"] <= right + 0.01 for left, right in inside)
            assert 0 <= row["y2"] < row["y"] <= shown.height


def pixels(shown: Visits, row: dict[str, Any]) -> tuple[float, ...]:
    """Return where a stretch begins and ends in pixels."""
    scale = shown.width / (shown.last + 1 - shown.first)
    return tuple((datetime.date.fromisoformat(row[end]).toordinal() - shown.first) * scale for end in ("from", "to"))


def test_where_a_state_did_not_exist_nothing_is_said_to_be_none() -> None:
    """Years in which one of two states did not exist are drawn as such."""
    rows = rows_of(visits_of(panel("years")))
    bands = [(row["lane"][4:], row["from"], row["to"]) for row in rows if row.get("how") == NO_STATE]

    assert ("North Korea → Russia", "1948-01-01", "1990-01-01") in bands
    assert ("North Korea → Soviet Union", "1992-01-01", "2026-01-01") in bands


def test_the_words_count_each_visit_once() -> None:
    """The sum of a lane counts a visit once, in however many months it may have begun, and the whole is that of the panel."""
    asked = panel("months")
    shown = visits_of(asked)
    ministers = next(lane for lane in shown.lanes if lane.name == "Ministers: North Korea → Russia")

    assert ministers.possible < sum(cell.most for cell in ministers.cells)
    assert f"Ministers: North Korea → Russia: {ministers.certain} to {ministers.possible} (" in shown.words.description
    assert f"{asked.certain} to {asked.number} in all" in shown.words.description
    assert "not searched: 2026-01 to 2026-02; partly searched: 2023-08" in shown.words.description


def test_directions_stand_side_by_side() -> None:
    """With two directions and several ranks, each rank is a row and each direction a column."""
    shown = visits_of(panel("months"))

    assert shown.columns == 2
    assert [lane.name for lane in shown.lanes[:2]] == [
        "Heads of state: North Korea → Russia",
        "Heads of state: Russia → North Korea",
    ]
    assert visits_of(panel("years")).columns == visits_of(panel("quarters")).columns == 1


def test_a_panel_without_cells_is_told() -> None:
    """Without a cell there is nothing to draw, and an error says which period to give."""
    with pytest.raises(PlotError, match="give a period in which the states of its rule existed"):
        plots.visits_by_month(attrs.evolve(panel("quarters"), cells=()))


def test_a_quiet_panel_is_drawn() -> None:
    """A panel in which nothing was found is drawn, with a scale, and its words say so."""
    asked = panel("quarters")
    quiet = attrs.evolve(
        asked,
        certain=0,
        number=0,
        cells=tuple(attrs.evolve(cell, certain_ids=(), possible_ids=()) for cell in asked.cells),
    )
    chart = plots.visits_by_month(quiet, title="Quiet")

    assert chart.description.startswith("Quiet, 2019-01-01 to 2021-12-31: 0 in all.")
    assert "<svg" in chart.to_svg()
