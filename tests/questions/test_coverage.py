"""The coverage ledger: what it tells, and when a question warns that it reaches beyond it."""

import copy
import datetime
import inspect
import pickle
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import dprkrel
from dprkrel import (
    ActorKind,
    Completeness,
    CountingRule,
    Coverage,
    CoverageWarning,
    Dataset,
    EventType,
    Gap,
    Meeting,
    Rank,
    RelationType,
    Searched,
    Statement,
    SuccessionWarning,
    UnknownActorError,
    Visit,
    When,
)
from dprkrel.records.fields import ActorId, CountingRuleId, CoverageId
from dprkrel.strategies.drawn_datasets import actor
from dprkrel.strategies.drawn_records import gapped
from dprkrel.strategies.drawn_values import FIRST, LAST, days, optional, periods, tuples_of
from tests.datasets import grown

STATES: Final = (ActorId("state-0"), ActorId("state-1"), ActorId("third"))
OWN: Final = {"person-0-0": STATES[0], "person-1-0": STATES[1]}
"""The state of each person who is asked about."""

ONE: Final = datetime.timedelta(days=1)
TYPES: Final = [one for one in EventType if one not in {"visit", "meeting", "agreement", "appointment", "vote"}]
"""The types that do not stand for all of their class."""

EXCHANGES: Final = {*Visit.EVENT_TYPES, *Meeting.EVENT_TYPES}
FIRST_MEANT: Final = {"visit", "official_visit", "state_visit", "meeting", "summit", "talks"}
"""What a question without types asks for where a gap is about some types alone."""

TIES: Final = {*RelationType} - {RelationType.OFFICE_HELD}
RULE: Final = CountingRule(
    id=CountingRuleId("rule"),
    title="Visits.",
    publisher_id=ActorId("press"),
    definition="All.",
    event_types=(EventType.VISIT,),
    sending_ids=STATES[:2],
)


def entry(entry_id: str = "entry", when: str = "2024-02-01/2024-02-29", **fields: Any) -> Coverage:
    """Build an entry of the ledger: all that was searched in February, in part."""
    usual: dict[str, Any] = {"completeness": Completeness.PARTIAL}
    return Coverage(
        id=CoverageId(entry_id), summary="It was searched.", when=When(when), searched="A page.", **usual | fields
    )


def world(*ledger: Coverage) -> Dataset:
    """Return a dataset with this ledger, and nothing in it that could be found."""
    return grown(actors=[actor("third", ActorKind.STATE)], ledger=ledger, counting_rules=[RULE])


def warned(ask: Callable[[], object]) -> list[CoverageWarning]:
    """Return the warnings of a question."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ask()
    found = [one.message for one in caught]
    assert all(isinstance(one, CoverageWarning) for one in found)
    return [one for one in found if isinstance(one, CoverageWarning)]


def named(*ledger: Coverage, **asked: Any) -> list[str | None]:
    """Return the entries that are named when one asks of a ledger for the visits of a state, in February if no other time is given."""
    asked = {"start": "2024-02-01", "end": "2024-02-29"} | asked
    return [one.entry_id for one in warned(lambda: world(*ledger).visits_by_actor("state-0", **asked))]


class Asked(NamedTuple):
    """Hold a question: how it is asked, of which states, for which types, in which window, rank and direction."""

    ask: Callable[[Dataset], object]
    states: set[ActorId]
    types: set[Any]
    meant: set[Any]
    start: datetime.date | None
    end: datetime.date | None
    rank: Rank = Rank.VICE_MINISTER
    sending: ActorId | None = None
    receiving: ActorId | None = None
    of_everybody: bool = False
    this_rank: bool = False


@st.composite
def asked(draw: DrawFn) -> Asked:
    """Draw a question of any kind about one actor or two."""
    first, second = draw(st.permutations([*STATES, *OWN]))[:2]
    states = {OWN.get(first, ActorId(first)), OWN.get(second, ActorId(second))}
    start, end = (draw(optional(st.just(day))) for day in sorted(draw(st.tuples(days(), days()))))
    window: dict[str, Any] = {"start": start, "end": end}
    types = draw(optional(tuples_of(st.sampled_from(TYPES), 1)))
    ties = draw(optional(tuples_of(st.sampled_from(RelationType), 1)))
    rank = draw(optional(st.sampled_from(Rank)))
    least = rank or Rank.VICE_MINISTER
    chosen, meant = {*(types or EXCHANGES)}, {*(types or FIRST_MEANT)}
    own = OWN.get(first, ActorId(first))
    visits, meetings, remarks = ({*one.EVENT_TYPES} for one in (Visit, Meeting, Statement))
    all_ties, some_ties = {*(ties or RelationType)}, {*(ties or TIES)}
    on = start and When.window(start, end)
    until = start and end
    questions: tuple[Asked, ...] = (
        Asked(lambda data: data.visits_by_actor(first, rank=rank, **window), {own}, visits, visits, start, end, least, own),
        Asked(lambda data: data.visits_by_actor(first, role="host", **window), {own}, visits, visits, start, end, receiving=own),
        Asked(lambda data: data.visits_by_actor(first, other=second, rank=rank, **window), states, visits, visits, start, end, least, own),
        Asked(lambda data: data.meetings_of(first, rank=rank, **window), {own}, meetings, meetings, start, end, least),
        Asked(lambda data: data.statements_by(first, **window), {own}, remarks, remarks, start, end),
        Asked(lambda data: data.events_between(start, end, types=types, rank=rank), set(), chosen, meant, start, end, least),
        Asked(lambda data: data.events_between(start, end, types=types, actors=first), {own}, chosen, meant, start, end),
        Asked(lambda data: data.events_of_dyad(first, second, types=types, rank=rank, **window), states, chosen, meant, start, end, least),
        Asked(lambda data: data.relations_of(first, types=ties, on=on), {own}, all_ties, all_ties, start, until),
        Asked(lambda data: data.relations_of(first, other=second, types=ties, on=on), states, some_ties, some_ties, start, until),
        Asked(lambda data: data.count_visits(RULE, start or FIRST, end or LAST), {*STATES[:2]}, {EventType.VISIT}, {EventType.VISIT},
              start or FIRST, end or LAST),
    )  # fmt: skip
    question: Asked = draw(st.sampled_from(questions))
    return question


@st.composite
def tables(draw: DrawFn) -> Asked:
    """Draw a question for how far each month was searched, of nobody, one actor or two."""
    actors = draw(st.permutations([*STATES, *OWN]))[: draw(st.integers(0, 2))]
    start, end = sorted(draw(st.tuples(days(), days())))
    types, rank = draw(optional(tuples_of(st.sampled_from(TYPES), 1))), draw(optional(st.sampled_from(Rank)))
    states = {OWN.get(one, ActorId(one)) for one in actors}
    sending = draw(st.sampled_from([None, *(sorted(states) if len(states) == 2 else STATES)]))
    return Asked(
        lambda data: data.coverage_by_month(*actors, start=start, end=end, types=types, rank=rank, sending=sending),
        states, {*(types or EXCHANGES)}, {*(types or FIRST_MEANT)}, start, end,
        rank or Rank.VICE_MINISTER, sending, of_everybody=True,
    )  # fmt: skip


@st.composite
def entries(draw: DrawFn) -> Coverage:
    """Draw an entry of any period, of everything, of one state or of two, for all types or some, searched or not, with gaps."""
    one = entry(
        draw(st.sampled_from("abcdef")),
        draw(periods()).edtf,
        completeness=draw(st.sampled_from((*Completeness, Completeness.PARTIAL, Completeness.PARTIAL))),
        dyad=draw(tuples_of(st.sampled_from(STATES), unique_by=lambda state: state)),
        rank=draw(st.sampled_from((None, None, Rank.VICE_MINISTER, Rank.HEAD_OF_GOVERNMENT))),
        event_types=draw(
            st.sampled_from(((), (), tuple(sorted(Visit.EVENT_TYPES)), (EventType.SPEECH, EventType.TALKS)))
        ),
        relation_types=draw(st.sampled_from(((), (), (RelationType.MISSION,), tuple(sorted(TIES))))),
    )
    return draw(gapped(one))


def ledgers(size: int = 5) -> st.SearchStrategy[tuple[Coverage, ...]]:
    """Draw ledgers of a few entries."""
    return tuples_of(entries(), max_size=size, unique_by=lambda one: one.id)


def bears_on(one: Coverage, states: set[ActorId]) -> bool:
    """Tell whether an entry is about these states: it covers everything, all ties of one of them, or those of two."""
    if not one.dyad or not states or (len(one.dyad) == 1 and len(states) == 1):
        return True
    return {*one.dyad} <= states if len(states) == 2 else states <= {*one.dyad}


def is_of(one: Coverage | Gap, types: set[Any]) -> bool:
    """Tell whether an entry or gap is about some of the types: it names one of them, or no type at all."""
    return not (one.event_types or one.relation_types) or any(
        each in types for each in one.event_types + one.relation_types
    )


def is_of_all(one: Coverage, types: set[Any]) -> bool:
    """Tell whether an entry is about all of these types, of which there are some: it names each, or no type at all."""
    named = {*one.event_types, *one.relation_types}
    return not named or (bool(types) and types <= named)


def covers(one: Coverage | Gap, day: datetime.date) -> bool:
    """Tell whether a day lies in the period of an entry or gap, which may go on."""
    assert one.when.earliest
    return one.when.earliest <= day and (one.when.latest is None or day <= one.when.latest)


class Day(NamedTuple):
    """Hold how far a day was searched, the gaps that are open, and whether any entry tells of it."""

    searched: Searched
    gaps: tuple[Gap, ...] = ()
    is_told: bool = True


def read(ledger: tuple[Coverage, ...], asked: Asked, day: datetime.date) -> Day:
    """Read the ledger for one day by itself, as the codebook says it is read."""
    near = [one for one in ledger if bears_on(one, asked.states) and is_of(one, asked.types) and covers(one, day)]
    searched = [
        one for one in near if one.completeness != "not_searched" and (one.rank is None or one.rank <= asked.rank)
    ]
    higher = [one for one in near if one.completeness != "not_searched" and one not in searched]
    unsearched = [
        one for one in near
        if one.completeness == "not_searched" and (one.rank is None or asked.rank <= one.rank)
        and ({*one.dyad} >= asked.states if asked.states else asked.of_everybody)
    ]  # fmt: skip
    gaps = {one.id: [gap for gap in one.gaps if covers(gap, day) and touches(gap, asked)] for one in searched}
    whole = [one for one in searched if not gaps[one.id]]

    def is_open(one: Coverage, about: Coverage | Gap, types: set[Any]) -> bool:
        named = {*about.event_types, *about.relation_types}
        wanted = types & named if named else types
        return not any(
            other is not one and {*other.dyad} <= {*one.dyad} and is_of_all(other, wanted) for other in whole
        )

    left = [
        gap for one in searched for gap in gaps[one.id]
        if is_open(one, gap if gap.event_types or gap.relation_types else one, asked.meant)
    ]  # fmt: skip
    missing = [*left, *(one for one in unsearched if is_open(one, one, asked.types))]
    if searched and not missing:
        return Day(Searched.SEARCHED)
    something = (higher and not asked.this_rank) or any(
        not any(takes_all(gap, one, asked) for gap in gaps[one.id]) for one in searched
    )
    how = Searched.PARTLY if something else Searched.NOT
    return Day(how, tuple(left), is_told=bool(searched or higher or unsearched))


def touches(gap: Gap, asked: Asked) -> bool:
    """Tell whether a gap is about the rank, the types and the direction that are asked for."""
    directed = gap.sending_id is None or (asked.sending in {None, gap.sending_id} and asked.receiving != gap.sending_id)
    return directed and (gap.rank is None or gap.rank >= asked.rank) and is_of(gap, asked.meant)


def takes_all(gap: Gap, one: Coverage, asked: Asked) -> bool:
    """Tell whether a gap leaves nothing of what is asked of its entry."""
    named, own = {*gap.event_types, *gap.relation_types}, {*one.event_types, *one.relation_types}
    rest = (asked.meant & own if own else asked.meant) - named if named else set()
    directed = gap.sending_id in {None, asked.sending} or asked.receiving in one.dyad
    return gap.completeness == "not_searched" and (gap.rank is None or asked.this_rank) and not rest and directed


def reached(ledger: tuple[Coverage, ...], asked: Asked) -> list[Day]:
    """Read each day that is asked for; an open side reaches as far as entries tell of what is asked."""
    near = [one for one in ledger if bears_on(one, asked.states) and is_of(one, asked.types)]
    periods = [when for one in near for when in (one.when, *(gap.when for gap in one.gaps))]
    changes = {day for when in periods for day in (when.earliest, when.latest) if day}
    known = {
        *changes,
        *(day + ONE for day in changes),
        LAST + 400 * ONE,
        *(day for day in (asked.start, asked.end) if day),
    }
    told = [day for day in sorted(known) if read(ledger, asked, day).is_told and bool(near)]
    told = [day for day in told if any(covers(one, day) for one in near)]
    first = asked.start or min([*told, *([asked.end] if asked.end else [])], default=None)
    last = asked.end or max([*told, *([first] if first else [])], default=None)
    if first is None or last is None:
        return [Day(Searched.NOT)]
    return [read(ledger, asked, first + number * ONE) for number in range((last - first).days + 1)]


def by_days(ledger: tuple[Coverage, ...], asked: Asked) -> Iterator[tuple[str, Rank, Searched, bool]]:
    """Yield the months of a period, each read day by day, and whether it needs a reason."""
    assert asked.start
    assert asked.end
    day, months = asked.start.replace(day=1), dict[str, set[Searched]]()
    while (day.year, day.month) <= (asked.end.year, asked.end.month):
        months.setdefault(f"{day:%Y-%m}", set()).add(read(ledger, asked, day).searched)
        day += ONE
    for month, found in months.items():
        searched = next(iter(found)) if len(found) == 1 else Searched.PARTLY
        yield month, asked.rank, searched, searched is not Searched.SEARCHED


class TestReach:
    """A question warns when some day that it asks for was not searched for what it asks, or lies in a gap."""

    @given(ledger=ledgers(), asked=asked())
    def test_it_warns_where_a_day_was_not_searched(self, ledger: tuple[Coverage, ...], asked: Asked) -> None:
        """It warns once exactly when a day was not searched, names an entry of the ledger or none, and all gaps that are open."""
        found = warned(lambda: asked.ask(world(*ledger)))
        days_asked = reached(ledger, asked)

        assert len(found) == (bool(ledger) and any(day.searched is not Searched.SEARCHED for day in days_asked))
        assert {one.entry_id for one in found} <= {None, *(one.id for one in ledger if bears_on(one, asked.states))}
        if ledger:
            assert {gap for one in found for gap in one.gaps} == {gap for day in days_asked for gap in day.gaps}

    @given(ledger=ledgers(), asked=tables())
    def test_months_are_those_of_their_days(self, ledger: tuple[Coverage, ...], asked: Asked) -> None:
        """A month is searched if each of its days is, not if none is, and partly otherwise, whoever is asked about."""
        rows: Any = asked.ask(world(*ledger))
        found = [(str(row.month), row.rank, row.searched, bool(row.reasons)) for row in rows]

        assert found == [*by_days(ledger, asked)]
        assert all({*row.entry_ids} <= {one.id for one in ledger} for row in rows)

    @given(ledger=ledgers(3), asked=asked())
    def test_more_that_was_searched_never_warns_more(self, ledger: tuple[Coverage, ...], asked: Asked) -> None:
        """Where everything was searched at all times nothing warns, whatever else the ledger says."""
        everything = entry("everything", "2000-01-01/..", completeness=Completeness.COMPLETE)

        assert warned(lambda: asked.ask(world(*ledger, everything))) == []
        assert len(warned(lambda: asked.ask(world(*ledger)))) <= 1

    @given(asked=asked())
    def test_the_answer_is_the_same(self, asked: Asked) -> None:
        """A ledger changes no answer, and a dataset without one never warns."""
        nowhere = entry("nowhere", "1900-01-01/1900-01-02")
        answers: list[object] = []

        assert warned(lambda: answers.append(asked.ask(world()))) == []
        warned(lambda: answers.append(asked.ask(world(nowhere))))
        assert answers[0] == answers[1]

    @pytest.mark.parametrize(
        ("periods", "warns"),
        [
            (["2024-02-01/2024-02-29"], False),
            (["2024-02-01/.."], False),
            (["2024-02"], False),
            (["2024-02-02/.."], True),
            (["2024-02-01/2024-02-28"], True),
            (["2024-02-01/2024-02-14", "2024-02-15/2024-02-29"], False),
            (["2024-02-15/2024-02-29", "2024-02-01/2024-02-14"], False),
            (["2024-02-01/2024-02-20", "2024-02-10/2024-03-01"], False),
            (["2024-02-01/2024-02-14", "2024-02-16/2024-02-29"], True),
            (["2024-01-01/2024-12-31", "2024-02-10/2024-02-11"], False),
            (["2024-01-01/2024-01-31", "2024-03-01/.."], True),
        ],
    )
    def test_periods_are_put_together(self, periods: list[str], warns: bool) -> None:
        """Two periods without a gap are as good as one over both."""
        assert bool(named(*(entry(f"entry-{n}", when) for n, when in enumerate(periods)))) is warns

    @pytest.mark.parametrize(
        ("start", "end", "warns"),
        [
            (None, None, False),
            ("2024-02-29", None, False),
            ("2024-03-01", None, True),
            (None, "2024-02-01", False),
            (None, "2024-01-31", True),
            ("2024-02", "2024-02", False),
            ("2024", None, True),
            ("2024-02-29", "2024-03-01", True),
        ],
    )
    def test_a_window_counts_as_far_as_it_has_ends(self, start: str | None, end: str | None, warns: bool) -> None:
        """An open side asks for what the data hold there; the day that is given must have been searched."""
        assert bool(named(entry(), start=start, end=end)) is warns

    @pytest.mark.parametrize("when", ["2024-02-01/..", "2024-02-01/", "[2024-02-01..]", "2024-02-01/9999-12-31"])
    def test_what_goes_on_reaches_to_the_last_day(self, when: str) -> None:
        """A period without a last day has no day beyond it."""
        assert named(entry(when=when), end="9999-12-31") == []

    @pytest.mark.parametrize("completeness", Completeness)
    def test_what_was_not_searched_is_no_period(self, completeness: Completeness) -> None:
        """An entry that says that nothing was searched lets a question warn, and is the one that is named."""
        assert named(entry(completeness=completeness)) == (
            ["entry"] if completeness is Completeness.NOT_SEARCHED else []
        )

    @pytest.mark.parametrize(
        ("entry_rank", "asked_rank", "warns"),
        [
            (None, None, False),
            (None, "minister", False),
            (Rank.VICE_MINISTER, None, False),
            (Rank.MINISTER, None, True),
            (Rank.MINISTER, "vice_minister", True),
            (Rank.MINISTER, "minister", False),
            (Rank.MINISTER, Rank.HEAD_OF_STATE, False),
            (Rank.AMBASSADOR, "vice_minister", False),
            (Rank.AMBASSADOR, "ambassador", False),
            (Rank.HEAD_OF_STATE, "minister", True),
        ],
    )
    def test_ranks(self, entry_rank: Rank | None, asked_rank: Any, warns: bool) -> None:
        """What was searched for ministers alone is beyond the reach of who asks for their deputies, too."""
        assert bool(named(entry(rank=entry_rank), rank=asked_rank)) is warns

    def test_a_person_asks_for_their_state(self) -> None:
        """What was searched of the state covers those who act for it, and a body of no state is covered by anything."""
        data = world(entry(dyad=STATES[:2]))

        assert warned(lambda: data.visits_by_actor("person-0-0", start="2024-02-01")) == []
        assert warned(lambda: data.visits_by_actor("press", start="2024-02-01")) == []
        assert warned(lambda: data.visits_by_actor("third", start="2024-02-01")) != []

    @pytest.mark.parametrize(
        ("dyad", "warns"),
        [((), False), (STATES[:1], False), (STATES[1:2], False), (STATES[:2], False), (STATES[1:], True)],
    )
    def test_the_ties_of_a_state_are_those_to_it(self, dyad: tuple[ActorId, ...], warns: bool) -> None:
        """What was searched of all ties of any one state covers the question about another; of two others it does not."""
        assert bool(named(entry(dyad=dyad))) is warns


FEBRUARY: Final[dict[str, Any]] = {"start": "2024-02-01", "end": "2024-02-29"}
NO_MINISTERS: Final[dict[str, Any]] = {
    "rank": Rank.MINISTER,
    "completeness": Completeness.NOT_SEARCHED,
    "dyad": STATES[:2],
}


def gap(when: str = "2024-02-10/2024-02-12", **fields: Any) -> Gap:
    """Build a gap of three days of February."""
    return Gap(when=When(when), reason="Nobody looked.", **fields)


class TestGaps:
    """A gap concerns the days, ranks, types and directions that it names, and no others."""

    @pytest.mark.parametrize(
        ("fields", "ask", "warns"),
        [
            ({}, lambda data: data.visits_by_actor("state-0", **FEBRUARY), True),
            ({}, lambda data: data.visits_by_actor("state-0", start="2024-02-01", end="2024-02-09"), False),
            ({}, lambda data: data.visits_by_actor("state-0", start="2024-02-12", end="2024-02-12"), True),
            ({}, lambda data: data.visits_by_actor("state-0", start="2024-02-13", end="2024-02-29"), False),
            ({}, lambda data: data.visits_by_actor("state-0"), True),
            ({}, lambda data: data.events_between("2024-02", "2024-02"), True),
            ({"sending_id": STATES[0]}, lambda data: data.visits_by_actor("state-0", **FEBRUARY), True),
            ({"sending_id": STATES[0]}, lambda data: data.visits_by_actor("person-0-0", **FEBRUARY), True),
            ({"sending_id": STATES[0]}, lambda data: data.visits_by_actor("state-1", **FEBRUARY), False),
            ({"sending_id": STATES[0]}, lambda data: data.visits_by_actor("state-0", role="host", **FEBRUARY), False),
            ({"sending_id": STATES[0]}, lambda data: data.visits_by_actor("state-1", role="host", **FEBRUARY), True),
            ({"sending_id": STATES[0]}, lambda data: data.visits_by_actor("state-1", other="state-0", **FEBRUARY), False),
            ({"sending_id": STATES[0]}, lambda data: data.meetings_of("state-1", **FEBRUARY), True),
            ({"sending_id": STATES[0]}, lambda data: data.count_visits("rule", "2024-02", "2024-02"), True),
            ({"sending_id": STATES[0]},
             lambda data: data.count_visits("rule", "2024-02", "2024-02", sending="state-1"), False),
            ({"rank": Rank.VICE_MINISTER}, lambda data: data.visits_by_actor("state-0", **FEBRUARY), True),
            ({"rank": Rank.VICE_MINISTER}, lambda data: data.visits_by_actor("state-0", rank="minister", **FEBRUARY), False),
            ({"event_types": "banquet"}, lambda data: data.events_of_dyad("state-0", "state-1", **FEBRUARY), False),
            ({"event_types": "banquet"},
             lambda data: data.events_of_dyad("state-0", "state-1", types="banquet", **FEBRUARY), True),
            ({"event_types": "banquet"}, lambda data: data.meetings_of("state-0", **FEBRUARY), True),
            ({"event_types": "talks"}, lambda data: data.events_of_dyad("state-0", "state-1", **FEBRUARY), True),
            ({"relation_types": ["mission"]}, lambda data: data.relations_of("state-0", on="2024-02-10"), True),
            ({"relation_types": ["mission"]},
             lambda data: data.relations_of("state-0", on="2024-02-10", types="alliance"), False),
        ],
    )  # fmt: skip
    def test_what_touches_a_gap_warns(
        self, fields: dict[str, Any], ask: Callable[[Dataset], object], warns: bool
    ) -> None:
        """A question warns and has the gap and its entry where it asks for what is missing, and is silent where it does not."""
        missing = gap(**fields)
        data = world(entry(dyad=STATES[:2], gaps=(missing,)))
        found = warned(lambda: ask(data))

        assert [(one.entry_id, one.entry, one.gap, one.gaps) for one in found] == (
            [("entry", data.ledger[0], missing, (missing,))] if warns else []
        )

    @pytest.mark.parametrize(
        ("other", "warns"),
        [
            ({"dyad": ()}, False),
            ({"dyad": STATES[:1]}, False),
            ({"dyad": STATES[:2]}, False),
            ({"dyad": (STATES[1], STATES[0])}, False),
            ({"dyad": STATES[1:]}, True),
            ({"when": "2024-02-11/2024-02-29"}, True),
            ({"event_types": ("speech",)}, True),
            ({"event_types": ("visit", "talks")}, True),
            ({"event_types": tuple(sorted(FIRST_MEANT))}, False),
            ({"rank": Rank.HEAD_OF_STATE}, True),
            ({"gaps": (gap(),)}, True),
            ({"gaps": (gap("2024-02-20/2024-02-21"),)}, True),
            ({"gaps": (gap("2024-02-20/2024-02-21", event_types="banquet"),)}, False),
            ({"completeness": Completeness.NOT_SEARCHED}, True),
        ],
    )
    def test_another_entry_fills_a_gap(self, other: dict[str, Any], warns: bool) -> None:
        """Days that another entry searched for the same dyad, types and rank are none that were missed."""
        data = world(entry(dyad=STATES[:2], gaps=(gap(),)), entry("other", **{"when": "2024-02"} | other))

        assert bool(warned(lambda: data.events_of_dyad("state-0", "state-1", **FEBRUARY))) is warns

    @pytest.mark.parametrize(
        ("rank", "warns"),
        [(None, True), ("minister", True), ("head_of_government", False), ("head_of_state", False)],
    )
    def test_of_what_was_not_searched_the_rank_is_the_highest(self, rank: Any, warns: bool) -> None:
        """That ministers were not searched for is no news to who asks for those above them."""
        leaders = entry(dyad=STATES[:2], rank=Rank.HEAD_OF_GOVERNMENT)

        assert named(leaders, entry("ministers", **NO_MINISTERS), rank=rank) == ["ministers"] * warns

    def test_the_message_names_every_gap(self) -> None:
        """It says of which entry the gap is, with days, rank, direction, how bad it is and why; of many, the first three."""
        many = [gap(f"2024-02-0{day}", rank=Rank.MINISTER, sending_id=STATES[0]) for day in range(1, 6)]
        (one,) = warned(lambda: world(entry(dyad=STATES[:2], gaps=many[:1])).events_between("2024-02", "2024-02"))
        (five,) = warned(lambda: world(entry(dyad=STATES[:2], gaps=many)).events_between("2024-02", "2024-02"))
        told = "(minister and below, visits of state-0, not_searched: Nobody looked)"

        assert str(one) == (
            "the question asks for what was not searched, so the answer may be incomplete; "
            f"entry has the gap 2024-02-01 {told}; see coverage()"
        )
        assert str(five).endswith(f"entry has the gap 2024-02-03 {told}; and 2 more gaps; see coverage()")
        assert five.gaps == tuple(many)

    def test_rows_say_why(self) -> None:
        """A row has its entries and, in the order of the days, why it was not searched."""
        data = world(
            entry("a", "2024-02-03/..", dyad=STATES[:2], gaps=(gap(),)),
            entry("b", "2023-12-01/2024-02-20", dyad=STATES[:2], rank=Rank.HEAD_OF_STATE),
        )
        rows = data.coverage_by_month("state-0", "state-1")

        assert [(str(row.month), str(row.searched), row.entry_ids) for row in rows] == [
            ("2023-12", "partly", ("b",)), ("2024-01", "partly", ("b",)), ("2024-02", "partly", ("a", "b")),
        ]  # fmt: skip
        assert rows[-1].reasons == (
            "2024-02-01/2024-02-02: b was searched for head_of_state and above alone",
            "2024-02-10/2024-02-12: Nobody looked.",
        )
        assert world().coverage_by_month("state-0") == ()
        assert [str(row.searched) for row in data.coverage_by_month("state-0", end="2023-11")] == ["not"]
        assert len(data.coverage_by_month("state-0", start="2025-01", end="2025-12")) == 12
        for sending in ("third", "press"):
            with pytest.raises(UnknownActorError, match="of a dyad one of the two"):
                data.coverage_by_month("state-0", "state-1", sending=sending)


class TestNaming:
    """The warning names the nearest entry."""

    @pytest.mark.parametrize(
        ("ledger", "name"),
        [
            ([entry("old", "2020"), entry("older", "2018")], "old"),
            ([entry("before", "2024-01-01/2024-01-20"), entry("after", "2024-03-01/..")], "before"),
            ([entry("before", "2023"), entry("after", "2024-02-02/..")], "after"),
            ([entry("b", "2024-02-01/2024-02-10"), entry("a", "2024-01-15/2024-02-20")], "a"),
            ([entry("other", dyad=STATES[1:])], None),
            ([entry("other", event_types=(EventType.SPEECH,))], None),
            ([entry("some", "2020", dyad=STATES[:2]), entry("none", completeness=Completeness.NOT_SEARCHED)], "some"),
            ([entry("all", completeness=Completeness.NOT_SEARCHED),
              entry("ours", dyad=STATES[:2], completeness=Completeness.NOT_SEARCHED)], "ours"),
        ],
    )  # fmt: skip
    def test_the_nearest_is_named(self, ledger: list[Coverage], name: str | None) -> None:
        """It is the nearest in time of what was searched, or else what says most narrowly that nothing was; none where none is about it."""
        assert named(*ledger) == [name]

    def test_the_message_helps(self) -> None:
        """It says what an empty answer is worth, which entry is near, with its period and how far it went, and where to read on."""
        (near,) = warned(lambda: world(entry("old", "2020")).visits_by_actor("state-0", start="2024"))
        (far,) = warned(lambda: world(entry("old", dyad=STATES[1:])).visits_by_actor("state-0", start="2024"))

        assert str(near) == (
            "the question goes beyond what was searched, so the answer may be incomplete; "
            "the nearest entry of the coverage ledger is old (2020, partial); see coverage()"
        )
        assert str(far).endswith("no entry of the coverage ledger is near; see coverage()")
        assert (near.entry_id, far.entry_id) == ("old", None)

    def test_it_survives_pickle_and_copy(self) -> None:
        """A warning that was made an error in another process, or was copied, has the same message and entry."""
        one = CoverageWarning(entry("old", "2020"))
        for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
            assert (type(again), str(again), again.entry_id) == (CoverageWarning, str(one), "old")


ASKED: Final[dict[str, Callable[[Any], object]]] = {
    "visits_by_actor": lambda data: data.visits_by_actor("state-0", start="2030"),
    "events_between": lambda data: data.events_between("2030", None),
    "count_events": lambda data: data.count_events("2030", None, actors="state-0"),
    "events_of_dyad": lambda data: data.events_of_dyad("state-0", "state-1", start="2030"),
    "meetings_of": lambda data: data.meetings_of("state-0", start="2030"),
    "agreements_of": lambda data: data.agreements_of("state-0", start="2030", other="state-1"),
    "statements_by": lambda data: data.statements_by("state-0", start="2030"),
    "relations_of": lambda data: data.relations_of("state-0", on="2030"),
    "offices_of": lambda data: data.offices_of("person-0-0", on="2030"),
    "office_holder": lambda data: data.office_holder("minister", of="state-0", on="2030"),
    "office_holders": lambda data: data.office_holders("minister", of="state-0", on="2030"),
    "count_visits": lambda data: data.count_visits("rule", "2030", "2030"),
}
"""A question of each kind that warns, asked beyond what was searched, on one line each."""

SILENT: Final[dict[str, Callable[[Any], object]]] = {
    "find_actor": lambda data: data.find_actor("state-0", on="2030"),
    "coverage": lambda data: data.coverage("state-0", start="2030"),
    "as_of": lambda data: data.as_of("2030"),
    "conflicts": lambda data: data.conflicts(),
    "changes": lambda data: data.changes("2024.1.1"),
}


class TestPlace:
    """Python shows the warning once for each line that asks."""

    @pytest.fixture
    def data(self, monkeypatch: pytest.MonkeyPatch) -> Dataset:
        """Return a dataset of which little was searched, which is the bundled one as well."""
        data = world(entry())
        monkeypatch.setattr("dprkrel.bundled._opened", {"bundled": data})
        return data

    @pytest.mark.filterwarnings("ignore::dprkrel.HolderWarning")
    @pytest.mark.parametrize("name", ASKED)
    def test_it_points_at_who_asks(self, data: Dataset, name: str) -> None:
        """A function of the package and a method alike point at the line that calls them, and at no line of the package."""
        _, line = inspect.getsourcelines(ASKED[name])
        for asked_of in (data, dprkrel):
            with pytest.warns(CoverageWarning) as caught:
                ASKED[name](asked_of)

            beyond = [one for one in caught if one.category is CoverageWarning]
            assert [(Path(one.filename), one.lineno) for one in beyond] == [(Path(__file__), line)]

    @pytest.mark.parametrize("name", SILENT)
    def test_other_questions_are_silent(self, data: Dataset, name: str) -> None:
        """What is asked of single records, or of the ledger itself, does not warn."""
        for asked_of in (data, dprkrel):
            assert warned(lambda asked_of=asked_of: SILENT[name](asked_of)) == []  # type: ignore[misc]

    def test_it_is_shown_once_for_each_line(self, data: Dataset) -> None:
        """With Python's own filters, a line in a loop warns once, another line again, and one that meets another entry too."""
        other = world(entry("other"))
        with warnings.catch_warnings(record=True) as caught:
            warnings.resetwarnings()
            for each in (data, data, other, data):
                each.visits_by_actor("state-0", start="2030")
            data.visits_by_actor("state-0", start="2030")

        assert [re.findall(r"ledger is (\S+) ", str(one.message)) for one in caught] == [
            ["entry"],
            ["other"],
            ["entry"],
        ]

    def test_it_can_be_an_error_or_silenced(self, data: Dataset) -> None:
        """The usual filters take it by its class."""
        with warnings.catch_warnings():
            warnings.simplefilter("error", dprkrel.CoverageWarning)
            with pytest.raises(CoverageWarning) as caught:
                data.visits_by_actor("state-0", start="2030")
            assert caught.value.entry_id == "entry"
            warnings.simplefilter("ignore", dprkrel.CoverageWarning)
            assert data.visits_by_actor("state-0", start="2030") == ()

    def test_a_script_is_shown_its_own_line(self, tmp_path: Path) -> None:
        """Who runs a script under Python's own filters reads its name and line, once."""
        script = tmp_path / "ask.py"
        script.write_text(
            "import sys\n"
            f"sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
            "from tests.questions.test_coverage import entry, world\n"
            "data = world(entry())\n"
            "for _ in range(3):\n"
            "    data.visits_by_actor('state-0', start='2030')\n"
        )
        told = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stderr

        assert told.count("CoverageWarning: the question goes beyond what was searched") == 1
        assert f"{script}:6: CoverageWarning" in told


class TestLedger:
    """`coverage` tells what the ledger says of an actor, a dyad and a period."""

    LEDGER: Final = (
        entry("all", "2020/.."),
        entry("dyad", dyad=STATES[:2]),
        entry("other-dyad", dyad=STATES[1:]),
        entry("state", dyad=STATES[:1], relation_types=tuple(RelationType)),
        entry("unsearched", dyad=STATES[:1], completeness=Completeness.NOT_SEARCHED),
    )

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ((), ["all", "dyad", "other-dyad", "state", "unsearched"]),
            (("state-0",), ["all", "dyad", "state", "unsearched"]),
            (("person-0-0",), ["all", "dyad", "state", "unsearched"]),
            (("state-0", "state-1"), ["all", "dyad", "state"]),
            (("state-1", "person-0-0"), ["all", "dyad", "state"]),
            (("state-0", "third"), ["all", "state", "unsearched"]),
            (("third", "state-1"), ["all", "other-dyad"]),
        ],
    )
    def test_entries_of_actors(self, asked: tuple[str, ...], found: list[str]) -> None:
        """They are those of everything, of the state, and of the dyad; of a dyad that has its own, that the rest was not searched is no news."""
        assert [one.id for one in world(*self.LEDGER).coverage(*asked)] == found

    @pytest.mark.parametrize(
        ("window", "found"),
        [
            ({"start": "2024-02-29"}, ["all", "dyad"]),
            ({"start": "2024-03-01"}, ["all"]),
            ({"end": "2024-01-31"}, ["all"]),
            ({"end": "2019"}, []),
            ({"start": "2024-02-10", "end": "2024-02-10"}, ["all", "dyad"]),
            ({}, ["all", "dyad"]),
        ],
    )
    def test_entries_of_a_period(self, window: dict[str, str], found: list[str]) -> None:
        """They are those whose period the window touches."""
        assert [one.id for one in world(*self.LEDGER[:2]).coverage(**window)] == found

    def test_a_ledger_is_in_the_order_of_its_ids(self) -> None:
        """However it was given, it stands in the order of the ids."""
        assert world(*self.LEDGER[::-1]).coverage() == tuple(sorted(self.LEDGER, key=lambda one: one.id))

    def test_an_earlier_dataset_has_the_ledger_of_today(self) -> None:
        """What was searched is told as of any day."""
        data = world(entry())

        assert data.as_of("2000").ledger == data.ledger
        assert warned(lambda: data.as_of("2000").visits_by_actor("state-0", start="2030")) != []

    def test_an_unknown_actor_is_refused(self) -> None:
        """A name that is nobody's is an error, never an empty ledger."""
        with pytest.raises(UnknownActorError):
            world(evolve(entry(), dyad=())).coverage("atlantis")


def lived(state: str, existed: str, **fields: Any) -> Any:
    """Return a state that existed in a period."""
    return evolve(actor(state, ActorKind.STATE), existed=When(existed), **fields)


STAND: Final = (
    lived("union", "1922-12-30/1991-12-25"),
    lived("federation", "1991-12-26/..", successor_of="union"),
    lived("czechoslovakia", "1918-10-28/1992-12-31"),
    lived("czechia", "1993-01-01/..", successor_of="czechoslovakia"),
    lived("slovakia", "1993-01-01/..", successor_of="czechoslovakia"),
    lived("north", "1962-09-27/1990-05-21"),
    lived("south", "1967-11-30/1990-05-21"),
    lived("united", "1990-05-22/..", successor_of="north", joined_by=("south",)),
    lived("rump", "1992-04-28/2006-06-04", successor_of="federal"),
    lived("federal", "1945-11-29/1992-04-27"),
    lived("serbs", "2006-06-05/..", successor_of="rump"),
    lived("alone", "2011-07-09/.."),
)


class TestSuccession:
    """A question for a state before it existed or after it ended names those who were there in its place."""

    DATA: Final = grown(actors=STAND)

    @pytest.mark.parametrize(
        ("state", "window", "predecessors", "successors"),
        [
            ("federation", ("1961", "1961"), ("union",), ()),
            ("federation", ("1985", "2000"), ("union",), ()),
            ("federation", (None, "1961"), ("union",), ()),
            ("union", ("2024", "2024"), (), ("federation",)),
            ("union", ("1900", "2024"), (), ("federation",)),
            ("czechoslovakia", ("1993", None), (), ("czechia", "slovakia")),
            ("slovakia", ("1970", "1970"), ("czechoslovakia",), ()),
            ("united", ("1980", "1980"), ("north", "south"), ()),
            ("united", ("1965", "1965"), ("north",), ()),
            ("south", ("2000", "2000"), (), ("united",)),
            ("serbs", ("1980", "1980"), ("federal",), ()),
            ("serbs", ("1980", "2000"), ("federal", "rump"), ()),
            ("federal", ("2020", "2020"), (), ("serbs",)),
            ("alone", ("1980", "1980"), (), ()),
        ],
    )
    def test_others_are_named(
        self, state: str, window: tuple[Any, Any], predecessors: tuple[str, ...], successors: tuple[str, ...]
    ) -> None:
        """All who took its place, or whose it took, and who existed in the days asked for, are named by id."""
        (found,) = warned(lambda: self.DATA.visits_by_actor(state, start=window[0], end=window[1]))

        assert isinstance(found, SuccessionWarning)
        assert (found.actor_id, found.predecessors, found.successors) == (state, predecessors, successors)
        assert all(f"({other})" in str(found) for other in predecessors + successors)
        assert found.existed == self.DATA.actor(state).existed

    @pytest.mark.parametrize(
        ("state", "window"),
        [
            ("federation", ("1991-12-26", "2024")), ("federation", (None, None)), ("federation", (None, "1991-12-26")),
            ("union", ("1991-12-25", None)), ("union", ("1950", "1960")), ("state-0", ("1800", "1900")),
        ],
    )  # fmt: skip
    def test_a_state_that_existed_is_its_own(self, state: str, window: tuple[Any, Any]) -> None:
        """In its own days, with an open side, and where its days are not known, nobody else is named."""
        assert warned(lambda: self.DATA.visits_by_actor(state, start=window[0], end=window[1])) == []

    @pytest.mark.parametrize("name", [*ASKED, "coverage", "coverage_by_month"])
    def test_every_question_warns(self, name: str) -> None:
        """Each question about a state in a window warns, whether or not there is a ledger, and once."""
        questions = ASKED | {
            "coverage": lambda data: data.coverage("state-0", start="2030", end="2031"),
            "coverage_by_month": lambda data: data.coverage_by_month("state-0", start="2030", end="2031"),
        }
        ended = [evolve(one, existed=When("1948/2025")) if one.id == "state-0" else one for one in self.DATA.actors]
        heir = lived("heir", "2026/..", successor_of="state-0")
        for ledger in ((), (entry(),)):
            data = evolve(self.DATA, actors=[*ended, heir], ledger=ledger, counting_rules=[RULE])
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                questions[name](data)
            found = [one.message for one in caught]
            named = [one.successors for one in found if isinstance(one, SuccessionWarning)]
            assert named == ([] if name in ("events_between", "offices_of") else [("heir",)])

    def test_what_was_searched_is_asked_of_the_days_in_which_it_existed(self) -> None:
        """Days on which there was no such state need no search; those on which there was do."""
        data = evolve(self.DATA, ledger=[entry(when="1991-12-26/2024-12-31")])

        assert [type(one) for one in warned(lambda: data.visits_by_actor("federation", start="1980", end="2024"))] == [
            SuccessionWarning
        ]
        assert [type(one) for one in warned(lambda: data.visits_by_actor("federation", start="1980", end="2025"))] == [
            SuccessionWarning, CoverageWarning,
        ]  # fmt: skip
        assert warned(lambda: data.visits_by_actor("federation")) == []

    def test_who_asks_for_both_is_not_told(self) -> None:
        """A question for a state and its successor together warns of neither, and is compared with the ledger for all its days."""
        states = (ActorId("union"), ActorId("federation"))
        rule = evolve(RULE, sending_ids=("state-0",), receiving_ids=states)
        data = evolve(
            self.DATA,
            counting_rules=[rule],
            ledger=[
                entry("old", "1922-12-30/1991-12-25", dyad=states[:1]),
                entry("new", "1991-12-26/2020", dyad=states[1:]),
            ],
        )

        assert warned(lambda: data.events_between("1980", "2010", actors=states)) == []
        assert warned(lambda: data.count_visits(rule, "1980", "2010")) == []
        assert [type(one) for one in warned(lambda: data.count_visits(rule, "1980", "2024"))] == [CoverageWarning]
        assert [type(one) for one in warned(lambda: data.events_between("1980", "2024", actors=states))] == [
            CoverageWarning
        ]

    def test_it_survives_pickle_and_tells_all(self) -> None:
        """Its text names the days, the state and what to ask instead, and it is kept by pickle."""
        (one,) = warned(lambda: self.DATA.meetings_of("czechoslovakia", start="1990", end="1995"))
        again = pickle.loads(pickle.dumps(one))

        assert str(one) == (
            "Czechoslovakia existed 1918-10-28/1992-12-31, and the question asks for 1990-01-01/1995-12-31, in part or "
            "whole after it ended; ask for its successors Czechia (czechia) and Slovakia (slovakia)"
        )
        assert (type(again), str(again), again.successors) == (SuccessionWarning, str(one), ("czechia", "slovakia"))

    def test_states_that_never_were_together_need_no_search(self) -> None:
        """Between a state that had ended and one that was not there yet nothing could be found, on whatever days."""
        data = evolve(self.DATA, ledger=[entry(when="2000-01-01/2001-12-31")])

        assert warned(lambda: data.relations_of("czechoslovakia", other="alone")) == []

    def test_who_took_the_place_of_several_is_named_once(self) -> None:
        """Where a state was divided and its parts were joined again, that is named once, whichever way leads to it."""
        divided = [
            lived("whole", "1900/1950"),
            lived("left", "1950/1960", successor_of="whole"),
            lived("right", "1950/1960", successor_of="whole"),
            lived("again", "1960/..", joined_by=("left", "right")),
        ]
        data = grown(actors=divided)
        (found,) = warned(lambda: data.visits_by_actor("whole", start="1980", end="1980"))

        assert isinstance(found, SuccessionWarning)
        assert found.successors == ("again",)
