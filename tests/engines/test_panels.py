"""Panels by an engine: the rows, columns and order of those of the library."""

import tempfile
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

import dprkrel
from dprkrel import CountingRule, Dataset, DprkrelError, Rank, engines
from dprkrel.engines.panels import panel_cells
from tests.cases import for_each
from tests.engines.test_answers import opened
from tests.engines.test_counting import ASKING, RULED, Edges, edges
from tests.questions import test_counting as counting
from tests.questions.test_counting import rule
from tests.questions.test_panel import BYS, bys, freqs, searches

__all__ = ["edges"]

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")

SHARES = ("expected", "borderline")
"""The columns that an engine adds up, where the library has the sums of fractions."""


def assert_panels_agree(
    engine: Any, data: Dataset, counting_rule: CountingRule | str, start: Any, end: Any, **asked: Any
) -> None:
    """See that an engine has the cells of the library, in their order, the shares as near as numbers with a point are."""
    expected = data.panel(counting_rule, start, end, **asked).table()
    found = panel_cells(engine, counting_rule, start, end, **asked).to_pyarrow()
    rows, wanted = found.to_pylist(), expected.to_dicts()

    assert (*found.column_names,) == expected.columns
    assert [_without_shares(row) for row in rows] == [_without_shares(row) for row in wanted]
    for name in SHARES:
        shares = [row[name] for row in wanted]
        assert [row[name] for row in rows] == [
            None if one is None else pytest.approx(one, rel=0, abs=1e-9) for one in shares
        ]


def _without_shares(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in SHARES}


class TestBundled:
    """The rules of the bundled data."""

    @for_each(
        ("by", "period", "told"),
        [
            *product(
                [each.id for each in dprkrel.load().counting_rules],
                [("2024-01-01", "2024-06-11", "month"), ("1945", "2026", "year"), ("1985-02", "1995", "quarter")],
                BYS,
            )
        ],
        brief=13,
    )  # fmt: skip
    def test_panels_are_those_of_the_library(
        self, bundled: engines.Engine, by: str, period: tuple[str, str, str], told: tuple[Any, ...]
    ) -> None:
        """Each rule has the same cells, however long the periods are and by whatever events are told apart."""
        start, end, freq = period
        assert_panels_agree(bundled, dprkrel.load(), by, start, end, freq=freq, by=told)

    @for_each(
        ("named", "told"),
        [
            (({"sending_ids": (), "receiving_ids": ()}), ("direction", "rank")),
            (({"sending_ids": (), "receiving_ids": ()}), "sending"),
            (({"sending_ids": ("dprk", "soviet-union"), "receiving_ids": ()}), ("direction",)),
            (({"sending_ids": (), "receiving_ids": ("dprk",)}), ("receiving", "rank")),
        ],
        brief=2,
    )
    def test_states_that_no_rule_names_are_found(self, bundled: engines.Engine, named: Any, told: Any) -> None:
        """Where a rule names no states, those of the data have rows, each as long as it existed and as far as it was searched."""
        by = evolve(dprkrel.load().counting_rules[0], rank=None, **named)
        assert_panels_agree(bundled, dprkrel.load(), by, "1987", "1993", freq="quarter", by=told)


class TestGenerated:
    """Any data, any rule, any ledger."""

    @given(asked=counting.asked() | searches() | RULED, freq=freqs, by=bys)
    def test_cells_are_those_of_the_library(self, asked: counting.Asked, freq: Any, by: tuple[Any, ...]) -> None:
        """Visits and meetings stand in the same cells, with the same shares, and a ledger says the same of each cell."""
        with tempfile.TemporaryDirectory() as folder, opened(asked.data, Path(folder)) as engine:
            assert_panels_agree(engine, asked.data, asked.rule, asked.start, asked.end, freq=freq, by=by)


class TestEdges:
    """What meets a criterion, leaves it open, or fails it; and what cannot be asked."""

    @for_each(("name", "told"), [*zip(ASKING, (*BYS, *BYS), strict=False)], brief=3)
    def test_each_rule_has_the_same_cells(self, edges: Edges, name: str, told: tuple[Any, ...]) -> None:
        """Events with days and ranks at the edges of each criterion stand in the same cells."""
        assert_panels_agree(edges.engine, edges.data, rule(**ASKING[name]), "2024-01-20", "2024-03-10", by=told)

    @for_each(("start", "end", "freq"), [("0001-01-01", "0002-02-03", "year"), ("2023", "2024-02-10", "quarter")])
    def test_each_period_has_the_same_cells(self, edges: Edges, start: str, end: str, freq: Any) -> None:
        """So they do where the period begins with the calendar, or ends within a quarter."""
        by = rule(**ASKING["of ministers"])
        assert_panels_agree(edges.engine, edges.data, by, start, end, freq=freq, by=("direction", "rank"))

    def test_cells_without_what_is_asked_are_empty(self, edges: Edges) -> None:
        """A panel of a rule that counts nothing has its rows, and one that names one state alone has none."""
        nothing = rule(event_types=("welcome",), rank=Rank.HEAD_OF_STATE)
        assert_panels_agree(edges.engine, edges.data, nothing, "2024-01", "2024-03", by=("direction", "rank"))
        alone = rule(sending_ids=("state-0",), receiving_ids=("state-0",))
        assert_panels_agree(edges.engine, edges.data, alone, "2024-01", "2024-03", by=("direction", "rank"))

    @for_each(
        ("by", "start", "end", "asked"),
        [
            ("no-rule", "2024", "2024", {}), (rule(), "2024~", "2024", {}), (rule(), "2024", "2024/..", {}),
            (rule(), "2024-03", "2024-02", {}), (rule(), "2024", "2024", {"freq": "week"}),
            (rule(), "2024", "2024", {"by": "colour"}), (rule(sending_ids=("nowhere",)), "2024", "2024", {}),
        ],
    )  # fmt: skip
    def test_errors_are_those_of_the_library(
        self, edges: Edges, by: Any, start: Any, end: Any, asked: dict[str, Any]
    ) -> None:
        """What cannot be asked is refused when it is asked, in the same words."""
        with pytest.raises(DprkrelError) as expected:
            edges.data.panel(by, start, end, **asked)
        with pytest.raises(type(expected.value)) as found:
            edges.engine.panel(by, start, end, **asked)

        assert str(found.value) == str(expected.value)

    def test_the_method_has_the_arguments_of_the_library(self, edges: Edges) -> None:
        """The engine's method answers as its expression does, with months and both ways of telling apart by default."""
        asked = rule(), "2024-01", "2024-03"
        assert (
            edges.engine.panel(*asked).to_pyarrow()
            == panel_cells(edges.engine, *asked, by=("rank", "direction")).to_pyarrow()
        )
