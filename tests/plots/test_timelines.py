"""Timelines: solid is certain, pale is possible, and nothing is drawn as a day that is not known."""

import datetime
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Certainty, PlotError, When, plots
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.plots.timelines import CERTAIN, DOUBTFUL, NOT_KNOWN, POSSIBLE, rows_of, span_of, timeline_of
from dprkrel.records.fields import EventId
from dprkrel.strategies import whens
from tests.cases import for_each
from tests.small import event, relation, said, small

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no picture


def on(when: str, **more: Any) -> Any:
    """Return an event at some time."""
    return event("lavrov-visit", when=When(when), **more)


@given(whens(), st.integers(-40, 400))
def test_solid_is_certain_and_pale_is_possible(when: When, offset: int) -> None:
    """A day is solid if and only if it certainly was a day of the record, and pale if and only if it may have been."""
    known = [day for day in when.bounds if PAST < day < FUTURE] or [datetime.date(2024, 1, 1).toordinal()]
    day = min(max(min(known) + offset, 1), FUTURE - 1)
    first, last = min(*known, day), max(*known, day)
    span = span_of(on(when.edtf), 0, "row", first, last)

    certainty = when.overlaps(datetime.date.fromordinal(day))
    is_solid = span.core is not None and span.core[0] <= day <= span.core[1]
    is_pale = span.possible[0] <= day <= span.possible[1]
    assert (is_solid, is_pale) == (certainty is Certainty.CERTAIN, certainty is not Certainty.IMPOSSIBLE)


@for_each(
    ("when", "kind", "core", "before", "after"),
    [
        ("2024-07-23/2024-07-26", CERTAIN, ("2024-07-23", "2024-07-26"), None, None),
        ("2024-07-23/[2024-07-25..2024-07-26]", POSSIBLE, ("2024-07-23", "2024-07-25"), None, None),
        ("2024-07", POSSIBLE, None, None, None),
        ("2024-07~", DOUBTFUL, None, None, None),
        ("2024-07-23?", DOUBTFUL, None, None, None),
        ("2024-07-23/", POSSIBLE, ("2024-07-23", "2024-07-23"), None, POSSIBLE),
        ("2024-07-23/..", CERTAIN, ("2024-07-23", "2024-12-31"), None, CERTAIN),
        ("../2024-07-23", CERTAIN, ("2024-01-01", "2024-07-23"), CERTAIN, None),
        ("/2024-07-23", POSSIBLE, ("2024-07-23", "2024-07-23"), POSSIBLE, None),
        ("../..", CERTAIN, ("2024-01-01", "2024-12-31"), CERTAIN, CERTAIN),
        ("2023/2025", CERTAIN, ("2024-01-01", "2024-12-31"), CERTAIN, CERTAIN),
    ],
)
def test_each_way_of_knowing_is_drawn_as_such(
    when: str, kind: str, core: tuple[str, str] | None, before: str | None, after: str | None
) -> None:
    """What is exact is solid, what is a range has pale edges, doubt is marked, and what goes on has an arrow."""
    first, last = datetime.date(2024, 1, 1).toordinal(), datetime.date(2024, 12, 31).toordinal()
    span = span_of(on(when), 0, "row", first, last)

    days = span.core and tuple(str(datetime.date.fromordinal(day)) for day in span.core)
    assert (span.kind, days, span.before, span.after) == (kind, core, before, after)


@for_each("stance", ["announces", "alleges", "denies"])
def test_what_is_not_known_to_have_occurred_is_never_solid(stance: Any) -> None:
    """A plan, an allegation or a denial has no certain day, however exact its date is."""
    shown = timeline_of([on("2024-07-23", reports=(said(1, stance=dprkrel.Stance(stance)),))], data=small())

    assert (shown.spans[0].kind, shown.spans[0].core) == (NOT_KNOWN, None)


def test_rows_are_sorted_and_called_by_names() -> None:
    """The earliest record comes first, and rows name actors, not ids."""
    visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")
    shown = timeline_of(reversed(visits))

    assert [span.row for span in shown.spans] == [
        "Sergei Lavrov → North Korea",
        "Vladimir Putin → North Korea",
        "Sergei Lavrov → North Korea",
    ]
    assert [row["row"][:5] for row in rows_of(shown)] == ["00000", "00001", "00002"]


@for_each(
    ("ids", "rows"),
    [
        (
            ["belarus-dprk", "belarus-mission"],
            ["Belarus – North Korea: diplomatic relations", "Belarus → North Korea: mission"],
        ),
        (["choe-son-hui-dprk-foreign-minister"], ["Choe Son Hui, Foreign Minister"]),
        (["belarus-mission"], ["Belarus → North Korea"]),
    ],
)
def test_relations_are_called_by_both_sides(ids: list[str], rows: list[str]) -> None:
    """A relation names both of its sides and its type, unless all are of one type; an office its holder and title."""
    shown = timeline_of([relation(one) for one in ids], data=small())

    assert [span.row for span in shown.spans] == rows


def test_the_side_that_all_share_is_named_once() -> None:
    """Relations of one type with one actor are rows of the others, and the title names that actor."""
    shown = timeline_of(tie for tie in dprkrel.load().relations if tie.relation_type == "dormant_mission")

    assert shown.words.title == "18 dormant missions with North Korea, 2020–2025"
    assert shown.spans[0].row == "Brazil"


def test_each_mark_says_what_it_shows() -> None:
    """Bars and arrows have a label for screen readers, with the name and the date in words."""
    ties = [tie for tie in dprkrel.load().relations if tie.relation_type == "dormant_mission"]
    svg = plots.timeline(ties).to_svg()

    assert svg.count('aria-label="Sweden: from some day from 2020-08-01 to 2020-08-31 to 2024-09-12"') == 2


def test_ends_that_a_rule_bounds_are_said() -> None:
    """Where a coding rule alone bounds an end, the words say so."""
    ruled = next(visit for visit in dprkrel.load().events if "end" in getattr(visit, "supposed", ()))

    assert "of which a coding rule alone bounds the end" in plots.in_words(plots.timeline, [ruled])


def test_events_of_one_instant_and_of_all_times_are_drawn() -> None:
    """One day, or no known day but a window, is enough; neither alone is an error that says what to give."""
    assert "2024-07-23 to 2024-07-23" in plots.timeline([on("2024-07-23")], data=small()).description
    assert "without end" in plots.timeline([on("../..")], start="2024", end="2024", data=small()).description
    with pytest.raises(PlotError, match="no day of any record is known; give both start and end"):
        plots.timeline([on("../..")], data=small())


def test_a_window_leaves_out_what_lies_outside() -> None:
    """Records outside the window are left out, and the words say how many."""
    visits = dprkrel.visits_by_actor("Lavrov", start="2023-09", end="2025", rank="minister")

    assert "1 record outside of it left out" in plots.in_words(plots.timeline, visits, start="2024")
    with pytest.raises(PlotError, match="no record lies"):
        plots.timeline(visits, start="2030", end="2031")
    with pytest.raises(PlotError, match="no record lies"):
        plots.timeline(visits, start="2030")


def test_many_records_are_all_drawn() -> None:
    """Five hundred records have five hundred rows, with no limit of Altair in the way, and the words list the first."""
    events = dprkrel.load().events[:500]
    chart = plots.timeline(events)

    assert len({row["row"] for row in chart.to_dict()["data"]["values"]}) == 500
    assert re.search(r"And \d+ more\.$", chart.description)


def test_hostile_names_stay_text() -> None:
    """Names that look like markup or like the end of a script are shown as they are, and end nothing."""
    hostile = "</script><script>alert('x')</script> & \"more\""
    chart = plots.timeline([relation("belarus-mission")], title=hostile, data=small())

    assert "<script" not in chart.to_svg()
    assert "</script><script>alert" not in chart.to_html(inline=False)


def test_one_record_may_be_given_alone() -> None:
    """A record stands for a list of it alone."""
    alone: Any = event("lavrov-visit")
    assert timeline_of(alone, data=small()) == timeline_of([event("lavrov-visit")], data=small())


def test_a_visit_without_a_destination_is_called_by_its_visitor() -> None:
    """Where neither host nor place is known, no arrow leads to one."""
    shown = timeline_of([event("lavrov-tower", place_id=None, part_of=None)], data=small())

    assert [span.row for span in shown.spans] == ["Sergei Lavrov"]


def test_several_talks_are_talks() -> None:
    """What is plural by itself gets no ending."""
    talks = [event("lavrov-talks"), event("lavrov-talks", id=EventId("other"))]

    assert timeline_of(talks, data=small()).words.title.startswith("2 talks")
