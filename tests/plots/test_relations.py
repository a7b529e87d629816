"""Relations over time: the numbers are those of the spells, day by day."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Certainty, Dataset, PlotError, Status, UnknownActorError, plots
from dprkrel.plots.relations import at, numbers_of, spells_of
from tests.cases import for_each
from tests.datasets import served
from tests.small import relation, small

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no picture


@given(served(), st.data())
def test_the_numbers_are_those_of_the_spells(data: Dataset, draw: Any) -> None:
    """On each day the line is the number with whom a spell certainly overlaps the day, the band those where one may."""
    sides = sorted({side for tie in data.relations for side in (tie.subject_id, tie.object_id)})
    if not sides:
        return
    of = draw.draw(st.sampled_from(sides))
    try:
        shown = numbers_of(None, of=of, types=None, title=None, data=data)
    except PlotError:
        return
    day = draw.draw(st.integers(shown.steps[0].day, shown.last))
    certain, possible = set[str](), set[str]()
    for tie in data.relations:
        if of in (tie.subject_id, tie.object_id) and tie.status in (Status.OCCURRED, Status.ALLEGED):
            other = tie.object_id if tie.subject_id == of else tie.subject_id
            how = tie.when.overlaps(datetime.date.fromordinal(day))
            if how is not Certainty.IMPOSSIBLE:
                possible.add(other)
            if how is Certainty.CERTAIN and tie.status is Status.OCCURRED:
                certain.add(other)

    step = at(shown.steps, day)
    assert (step.least, step.most) == (len(certain), len(possible))


def test_the_default_is_diplomatic_relations_of_north_korea() -> None:
    """Without arguments the bundled data are drawn, with no state counted twice, and what is no state is named."""
    words = plots.in_words(plots.relations_over_time)

    assert words.startswith(
        "Diplomatic relations with North Korea, 1948-10-12 to 2025-01-01: the number of states and others"
    )
    assert "No states are: European Union." in words
    assert "On 1950-01-01: 11 certain, up to 12 possible." in words


def test_each_has_one_row_with_all_its_spells() -> None:
    """With `each`, a state whose relations were broken off and resumed stands in one row."""
    shown = spells_of(None, of="dprk", types="diplomatic_relations", title=None, data=dprkrel.load())
    chile = [span for span in shown.spans if span.row == "Chile"]

    assert (len(chile), len({span.place for span in chile})) == (2, 1)
    assert len({span.place for span in shown.spans}) == len({span.row for span in shown.spans})


@for_each("each", [False, True])
def test_own_data_are_drawn(each: bool) -> None:
    """The relations of another dataset are drawn with its names."""
    chart = plots.relations_over_time(of="Belarus", types=None, each=each, data=small())

    assert chart.title.text == ["Relations with Belarus"]
    assert chart.to_dict()["description"].startswith("Relations with Belarus")


def test_what_cannot_be_drawn_is_told() -> None:
    """No relation of the types, and an unknown actor, are errors that say what would do."""
    with pytest.raises(PlotError, match="no relation of these types with Belarus"):
        plots.relations_over_time(of="Belarus", types="alliance", data=small())
    with pytest.raises(UnknownActorError):
        plots.relations_over_time(of="Atlantis")
    with pytest.raises(PlotError, match="'belarus-mission' cannot be drawn: no day of any relation is known"):
        plots.relations_over_time([relation("belarus-mission", when="../..")], of="dprk", types=None, data=small())
    with pytest.raises(PlotError, match="expected relations"):
        plots.relations_over_time(small().events, data=small())  # type: ignore[arg-type]
