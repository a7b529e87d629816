"""Who met whom: each occasion counts once, and the picture is the same each time."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Dataset, PlotError, VocabularyError, plots
from dprkrel.plots.networks import network_of, rows_of
from dprkrel.strategies import datasets
from tests.small import event, small

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no picture


def test_a_visit_and_what_is_part_of_it_are_one_occasion() -> None:
    """A visit with a banquet and talks counts once, a second visit makes two, and a plan is not known to have occurred."""
    shown = network_of(small().events, data=small())

    assert [edge.told for edge in shown.edges] == [
        "Choe Son Hui and Sergei Lavrov: 2 occasions",
        "Choe Son Hui and Maxim Ryzhenkov: 1 occasion",
        "Kim Jong Un and Vladimir Putin: 1 occasion, 1 of them not known to have occurred",
    ]
    assert shown.columns == ("North Korea", "Others")
    assert "Dashed: not known to have occurred." in " ".join(shown.words.subtitle)


def test_states_can_be_joined() -> None:
    """States meet in the persons who act for them."""
    shown = network_of(small().events, of="states", data=small())

    assert [edge.told for edge in shown.edges][:2] == [
        "North Korea and Russia: 3 occasions, 1 of them not known to have occurred",
        "Belarus and North Korea: 1 occasion",
    ]


def test_rare_pairs_can_be_left_out() -> None:
    """With `least`, pairs that met more seldom are left out, and the chart says how many."""
    chart = plots.network(small().events, least=2, data=small())

    assert "1 pair" in chart.description
    assert "2 pairs that met on fewer than 2 occasions are left out" in chart.description


def test_what_cannot_be_drawn_is_told() -> None:
    """No pair, no such nodes, no number: each error says what would do."""
    with pytest.raises(PlotError, match="no two met on 5 occasions; the most is 2"):
        plots.network(small().events, least=5, data=small())
    with pytest.raises(PlotError, match="no two persons of different states met"):
        plots.network([event("lavrov-tower")], data=small())
    with pytest.raises(VocabularyError, match="use one of persons, states"):
        plots.network(small().events, of="actors", data=small())  # type: ignore[arg-type]
    with pytest.raises(PlotError, match="give 1 or more"):
        plots.network(small().events, least=0, data=small())


@given(datasets(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(data: Dataset, chance: random.Random) -> None:
    """The same records in any order give the same dots and lines, and each dot has a row of its own."""
    events = list(data.events)
    try:
        first = network_of(events, data=data)
    except PlotError:
        return
    chance.shuffle(events)

    assert network_of(events, data=data) == first
    assert len({(node.side, node.row) for node in first.nodes}) == len(first.nodes)
    assert sum(edge.occasions for edge in first.edges) >= len(first.edges)


def test_lines_within_a_column_bow_to_the_middle() -> None:
    """Two on the same side are joined by a line that leaves their column and comes back."""
    events = dprkrel.events_between("2018", "2026", types="meeting")
    _, points = rows_of(network_of(events, of="states"))
    paths: dict[int, list[float]] = {}
    for point in points:
        paths.setdefault(point["pair"], []).append(point["x"])

    assert {tuple(path) for path in paths.values()} <= {(0, 0.35, 0.65, 1), (1, 0.75, 0.75, 1), (0, 0.25, 0.25, 0)}
    assert (1, 0.75, 0.75, 1) in {tuple(path) for path in paths.values()}


def test_columns_of_states_have_no_heading() -> None:
    """Persons stand below their state and the others; states stand for themselves."""
    below = plots.network(small().events, data=small()).to_dict()
    bare = plots.network(small().events, of="states", data=small()).to_dict()

    assert len(below["layer"]) == len(bare["layer"]) + 2


def test_without_a_known_day_no_years_are_said() -> None:
    """The title has the years of the events, where any is known."""
    assert network_of([event("lavrov-visit")], data=small()).words.title.endswith(", 2023")
    assert network_of([event("lavrov-visit", when=dprkrel.When("../.."))], data=small()).words.title[-1:].isalpha()
