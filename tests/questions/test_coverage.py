"""The coverage ledger: what it tells, and when a question warns that it reaches beyond it."""

import copy
import datetime
import inspect
import pickle
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
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
    Meeting,
    Rank,
    RelationType,
    Statement,
    UnknownActorError,
    Visit,
    When,
)
from dprkrel.records.fields import ActorId, CountingRuleId, CoverageId
from tests.datasets import actor, grown
from tests.strategies import FIRST, LAST, days, optional, periods, tuples_of

STATES: Final = (ActorId("state-0"), ActorId("state-1"), ActorId("third"))
OWN: Final = {"person-0-0": STATES[0], "person-1-0": STATES[1]}
"""The state of each person who is asked about."""

ONE: Final = datetime.timedelta(days=1)
TYPES: Final = [one for one in EventType if one not in {"visit", "meeting", "agreement", "appointment", "vote"}]
"""The types that do not stand for all of their class."""

EXCHANGES: Final = {*Visit.EVENT_TYPES, *Meeting.EVENT_TYPES}
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
    """Hold a question: how it is asked, of which states, for which types, and in which window."""

    ask: Callable[[Dataset], object]
    states: set[ActorId]
    types: set[Any]
    start: datetime.date | None
    end: datetime.date | None


@st.composite
def asked(draw: DrawFn) -> Asked:
    """Draw a question of any kind about one actor or two."""
    first, second = draw(st.permutations([*STATES, *OWN]))[:2]
    states = {OWN.get(first, ActorId(first)), OWN.get(second, ActorId(second))}
    start, end = (draw(optional(st.just(day))) for day in sorted(draw(st.tuples(days(), days()))))
    window: dict[str, Any] = {"start": start, "end": end}
    types = draw(optional(tuples_of(st.sampled_from(TYPES), 1)))
    ties = draw(optional(tuples_of(st.sampled_from(RelationType), 1)))
    chosen, one = {*(types or EXCHANGES)}, {OWN.get(first, ActorId(first))}
    on = start and When.window(start, end)
    questions: tuple[Asked, ...] = (
        Asked(lambda data: data.visits_by_actor(first, **window), one, {*Visit.EVENT_TYPES}, start, end),
        Asked(lambda data: data.meetings_of(first, **window), one, {*Meeting.EVENT_TYPES}, start, end),
        Asked(lambda data: data.statements_by(first, **window), one, {*Statement.EVENT_TYPES}, start, end),
        Asked(lambda data: data.events_between(start, end, types=types), set(), chosen, start, end),
        Asked(lambda data: data.events_between(start, end, types=types, actors=first), one, chosen, start, end),
        Asked(lambda data: data.events_of_dyad(first, second, types=types, **window), states, chosen, start, end),
        Asked(lambda data: data.relations_of(first, types=ties, on=on), one, {*(ties or RelationType)}, start,
              start and end),
        Asked(lambda data: data.relations_of(first, other=second, types=ties, on=on), states,
              {*(ties or TIES)}, start, start and end),
        Asked(lambda data: data.count_visits(RULE, start or FIRST, end or LAST), {*STATES[:2]},
              {EventType.VISIT}, start or FIRST, end or LAST),
    )  # fmt: skip
    question: Asked = draw(st.sampled_from(questions))
    return question


@st.composite
def entries(draw: DrawFn) -> Coverage:
    """Draw an entry of any period, of everything, of one state or of two, for all types or some, searched or not."""
    return entry(
        draw(st.sampled_from("abcdef")),
        draw(periods()).edtf,
        completeness=draw(st.sampled_from((*Completeness, Completeness.PARTIAL))),
        dyad=draw(tuples_of(st.sampled_from(STATES), unique_by=lambda state: state)),
        event_types=draw(
            st.sampled_from(((), (), tuple(sorted(Visit.EVENT_TYPES)), (EventType.SPEECH, EventType.TALKS)))
        ),
        relation_types=draw(st.sampled_from(((), (), (RelationType.MISSION,), tuple(sorted(TIES))))),
    )


def bears_on(one: Coverage, states: set[ActorId]) -> bool:
    """Tell whether an entry is about these states: it covers everything, all ties of one of them, or those of two."""
    if not one.dyad or not states or (len(one.dyad) == 1 and len(states) == 1):
        return True
    return {*one.dyad} <= states if len(states) == 2 else states <= {*one.dyad}


def is_of(one: Coverage, types: set[Any]) -> bool:
    """Tell whether an entry covers some of the types: it names one of them, or no type at all."""
    return not (one.event_types or one.relation_types) or any(
        each in types for each in one.event_types + one.relation_types
    )


def covers(one: Coverage, day: datetime.date) -> bool:
    """Tell whether a day lies in the period of an entry, which may go on."""
    assert one.when.earliest
    return one.when.earliest <= day and (one.when.latest is None or day <= one.when.latest)


def reaches_beyond(ledger: tuple[Coverage, ...], asked: Asked) -> bool:
    """Tell whether any day that is asked for lies in no period that was searched for it, where there is a ledger at all."""
    searched = [
        one
        for one in ledger
        if one.completeness is not Completeness.NOT_SEARCHED and bears_on(one, asked.states) and is_of(one, asked.types)
    ]
    if not ledger or not searched:
        return bool(ledger)
    first, last = asked.start or asked.end, asked.end or asked.start
    if first is None or last is None:
        return False
    return any(
        not any(covers(one, first + number * ONE) for one in searched) for number in range((last - first).days + 1)
    )


class TestReach:
    """A question warns when its window reaches beyond all periods that were searched of what it asks for."""

    @given(ledger=tuples_of(entries(), max_size=5, unique_by=lambda one: one.id), asked=asked())
    def test_it_warns_where_a_day_was_not_searched(self, ledger: tuple[Coverage, ...], asked: Asked) -> None:
        """It warns once exactly when a day of the window lies in none of the periods, and names an entry of the ledger or none."""
        found = warned(lambda: asked.ask(world(*ledger)))

        assert len(found) == reaches_beyond(ledger, asked)
        assert {one.entry_id for one in found} <= {None, *(one.id for one in ledger if bears_on(one, asked.states))}

    @given(ledger=tuples_of(entries(), max_size=3, unique_by=lambda one: one.id), asked=asked())
    def test_more_that_was_searched_never_warns_more(self, ledger: tuple[Coverage, ...], asked: Asked) -> None:
        """Where everything was searched at all times nothing warns, whatever else the ledger says."""
        everything = entry("everything", "2000-01-01/..")

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
