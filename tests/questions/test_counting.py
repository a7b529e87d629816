"""Counts under a rule: against a filter that weighs every criterion by itself, and case by case."""

import datetime
import itertools
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import dprkrel
from dprkrel import (
    ActorKind,
    Admission,
    Certainty,
    Confidence,
    Count,
    CountingRule,
    Dataset,
    DateTypeError,
    Event,
    EventType,
    Figure,
    Meeting,
    Office,
    Participant,
    Rank,
    Relation,
    RelationType,
    Report,
    Role,
    Source,
    Stance,
    Standing,
    Status,
    UnknownRecordError,
    Visit,
    When,
    WindowError,
)
from dprkrel.records.event_types import EXCHANGES
from dprkrel.records.fields import ActorId, CountingRuleId, EventId, OfficeId, RelationId, SourceId
from dprkrel.strategies.drawn_datasets import actor, page
from dprkrel.strategies.drawn_values import days, optional, spans, tuples_of, whens
from tests.cases import for_each
from tests.datasets import grown

STATES: Final = ("state-0", "state-1", "third")
PERSONS: Final = ("person-0-0", "person-0-1", "person-1-0", "person-1-1")
RANKS: Final = (Rank.HEAD_OF_STATE, Rank.MINISTER, Rank.VICE_MINISTER, Rank.OTHER, Rank.UNKNOWN)
TYPES: Final = (EventType.VISIT, EventType.STATE_VISIT, EventType.OFFICIAL_VISIT)
MEETINGS: Final = (EventType.SUMMIT, EventType.TALKS)
PAGED: Final = datetime.date(2025, 1, 1)
WEEK: Final = datetime.timedelta(days=7)


def office_of(rank: Rank) -> OfficeId:
    """Return the office of a rank, which anybody holds."""
    return OfficeId(f"office-{rank.number}")


def _frame() -> dict[str, list[Any]]:
    offices = [
        Office(id=office_of(rank), title=rank.value, of_id=ActorId("state-0"), rank=rank, several=True)
        for rank in RANKS
    ]
    held = [
        Relation(
            id=RelationId(f"{person}-{office.id}"),
            relation_type=RelationType.OFFICE_HELD,
            subject_id=ActorId(person),
            object_id=ActorId("state-0"),
            when=When("../.."),
            summary="They hold it.",
            reports=(said(Standing.PRIMARY),),
            office_id=office.id,
        )
        for person in PERSONS
        for office in offices
    ]
    pages: list[Source] = [page(f"page-{grade}", PAGED, standing=grade) for grade in Standing]
    return {"actors": [actor("third", ActorKind.STATE)], "offices": offices, "relations": held, "sources": pages}


def said(grade: Standing, stance: Stance = Stance.ASSERTS) -> Report:
    """Build what a page of some standing says."""
    return Report(source_id=SourceId(f"page-{grade}"), stance=stance, note="It was seen.")


def part(person: str, role: Role, state: str | None = None, rank: Rank | None = None) -> Participant:
    """Build one's part in a visit, for a state, in the office of a rank."""
    return Participant(
        actor_id=ActorId(person),
        role=role,
        acted_for=ActorId(state) if state else None,
        office_id=None if rank is None else office_of(rank),
    )


HOST: Final = part("person-1-0", Role.HOST, "state-1")
MINISTER: Final = part("person-0-0", Role.VISITOR, "state-0", Rank.MINISTER)


def visit(event_id: str = "visit", when: str = "2024-02-10", *parts: Participant, **fields: Any) -> Visit:
    """Build a visit of a minister of the one state to the other, which a primary source asserts."""
    usual: dict[str, Any] = {"event_type": EventType.VISIT, "reports": (said(Standing.PRIMARY),)}
    return Visit(
        id=EventId(event_id),
        when=When(when),
        summary="They came.",
        participants=parts or (MINISTER, HOST),
        **usual | fields,
    )


def meeting(event_id: str, when: str, *parts: Participant, **fields: Any) -> Meeting:
    """Build a summit that a primary source asserts."""
    usual: dict[str, Any] = {"event_type": EventType.SUMMIT, "reports": (said(Standing.PRIMARY),)}
    return Meeting(id=EventId(event_id), when=When(when), summary="They met.", participants=parts, **usual | fields)


def rule(**fields: Any) -> CountingRule:
    """Build a rule that counts all visits between the two states."""
    usual: dict[str, Any] = {
        "event_types": TYPES, "sending_ids": STATES[:2], "receiving_ids": STATES[:2],
    }  # fmt: skip
    return CountingRule(
        id=CountingRuleId("rule"), title="Visits.", publisher_id=ActorId("press"), definition="All.", **usual | fields
    )


def world(*events: Event, **tables: Any) -> Dataset:
    """Return a dataset with these visits."""
    return grown(**_frame() | {"events": events} | tables)


def count(*events: Event, by: CountingRule | None = None, **asked: Any) -> Count:
    """Count these visits in February 2024."""
    usual = {"start": "2024-02-01", "end": "2024-02-29"} | asked
    return world(*events).count_visits(by or rule(), **usual)


class Asked(NamedTuple):
    """Hold a dataset, a rule and a period."""

    data: Dataset
    rule: CountingRule
    start: datetime.date
    end: datetime.date

    def answer(self, **changes: Any) -> Count:
        """Count by the rule, with some of what is asked changed."""
        asked: dict[str, Any] = {"rule": self.rule, "start": self.start, "end": self.end}
        return self.data.count_visits(**asked | changes)


@st.composite
def visits(draw: DrawFn, number: int, earlier: Sequence[Visit]) -> Visit:
    """Draw a visit that nearly meets what rules ask, of any date and rank, of known and unknown offices, or a stop."""
    parts = st.builds(
        part,
        st.sampled_from(PERSONS),
        st.sampled_from((Role.VISITOR, Role.VISITOR, Role.DELEGATE, Role.HOST, Role.GREETER)),
        st.sampled_from((*STATES[:2], *STATES, None)),
        optional(st.sampled_from(RANKS)),
    )
    stances = st.sampled_from((Stance.ASSERTS, Stance.ASSERTS, Stance.CONFIRMS, Stance.ANNOUNCES, Stance.DENIES))
    drawn = visit(
        f"visit-{number}",
        draw(spans() | whens(qualifiers="~")).edtf,
        *draw(tuples_of(st.just(MINISTER) | parts, 1)),
        *draw(tuples_of(st.just(HOST) | parts, 1)),
        event_type=draw(st.sampled_from(TYPES)),
        reports=draw(tuples_of(st.builds(said, st.sampled_from(Standing), stances), 1)),
        adopted_because="It was weighed.",
    )
    whole = draw(st.sampled_from((None, None, *earlier)))
    return evolve(drawn, part_of=whole.id, when=whole.when) if whole else drawn


@st.composite
def meetings(draw: DrawFn, number: int) -> Meeting:
    """Draw a meeting of one to four people who act for states, in offices that are known or not."""
    parts = st.builds(
        part,
        st.sampled_from(PERSONS),
        st.sampled_from((Role.PARTICIPANT, Role.PARTICIPANT, Role.HOST, Role.GREETER)),
        st.sampled_from((*STATES[:2], *STATES, None)),
        optional(st.sampled_from(RANKS)),
    )
    return meeting(
        f"meeting-{number}",
        draw(spans()).edtf,
        *draw(tuples_of(parts, 1, 4)),
        event_type=draw(st.sampled_from(MEETINGS)),
        reports=(said(draw(st.sampled_from(Standing))),),
    )


@st.composite
def asked(draw: DrawFn) -> Asked:
    """Draw visits, a rule that is about them, and a period."""
    drawn: list[Visit] = []
    for number in range(draw(st.integers(1, 5))):
        drawn.append(draw(visits(number, drawn)))
    met = [draw(meetings(number)) for number in range(draw(st.integers(0, 2)))]
    some_states = tuples_of(st.sampled_from(STATES).map(ActorId), max_size=2)
    start, end = sorted(draw(st.tuples(days(), days())))
    drawn_rule = rule(
        event_types=draw(st.sampled_from((TYPES, TYPES[:2], (*TYPES, *MEETINGS), MEETINGS[:1]))),
        sending_ids=draw(some_states),
        receiving_ids=draw(some_states),
        rank=draw(optional(st.sampled_from(RANKS))),
        except_office_ids=draw(tuples_of(st.sampled_from(RANKS).map(office_of), max_size=1)),
        open_office_ids=draw(tuples_of(st.sampled_from(RANKS).map(office_of), max_size=1)),
        delegates=draw(st.booleans()),
    )
    return Asked(world(*drawn, *met), drawn_rule, start, end)


YES, MAYBE, NO = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.IMPOSSIBLE


def _meeting(event: Event) -> set[str]:
    """Return the states that met: those for which anyone acted who did more than greet."""
    return {one.acted_for for one in event.participants if one.acted_for and one.role is not Role.GREETER}


def _sending(event: Event) -> set[str]:
    """Return the states for which anyone travelled, or that met."""
    if isinstance(event, Meeting):
        return _meeting(event)
    travelling = (Role.VISITOR, Role.DELEGATE)
    return {one.acted_for for one in event.participants if one.acted_for and one.role in travelling}


def _route(event: Event, by: CountingRule) -> Certainty:
    """Weigh whether someone of a sending state was received by another state, a receiving one, or met it."""
    hosts = {one.acted_for for one in event.participants if one.acted_for and one.role is Role.HOST}
    pairs = itertools.product(_sending(event), _meeting(event) if isinstance(event, Meeting) else hosts)
    fits = any(
        guest != host and guest in (by.sending_ids or STATES) and host in (by.receiving_ids or STATES)
        for guest, host in pairs
    )
    return YES if fits else NO


def _held(data: Dataset, those: list[Participant], by: CountingRule) -> Certainty:
    """Weigh whether one of these has an office of the rank that counts."""
    ranks = {office.id: office.rank for office in data.offices}
    high = {one.office_id for one in those if one.office_id and ranks[one.office_id] >= (by.rank or Rank.UNKNOWN)}
    counting = high.difference(by.except_office_ids)
    if counting.difference(by.open_office_ids):
        return YES
    known = [one for one in those if one.office_id and ranks[one.office_id] is not Rank.UNKNOWN]
    return NO if known and known == those and not counting else MAYBE


def _rank(data: Dataset, event: Event, by: CountingRule) -> Certainty:
    """Weigh whether a visitor, or one of the delegation where that counts, has the rank; of a meeting, two sides."""
    if by.rank is None:
        return YES
    if not isinstance(event, Meeting):
        counting = (Role.VISITOR, Role.DELEGATE) if by.delegates else (Role.VISITOR,)
        return _held(data, [one for one in event.participants if one.role in counting], by)
    met, named = _meeting(event), {*by.sending_ids, *by.receiving_ids}
    weighed = met & named if len(met & named) > 1 else met
    sides = sorted(
        (_held(data, [one for one in event.participants if one.acted_for == state], by)
         for state in weighed),
        key=[YES, MAYBE, NO].index,
    )  # fmt: skip
    return sides[1] if len(sides) > 1 else NO


def _begun(event: Event, start: datetime.date, end: datetime.date) -> Certainty:
    """Weigh whether it began in the period: on each day on which it may have begun, or on some, or on none."""
    when = event.when
    first = datetime.date.min if when.open_start else when.earliest_start or datetime.date.min
    last = when.latest_start or (datetime.date.min if when.open_start else datetime.date.max)
    if last < start or first > end:
        return NO
    return YES if start <= first and last <= end and not (when.approximate or when.uncertain) else MAYBE


def _occurred(data: Dataset, event: Event) -> Certainty:
    if event.status is not Status.OCCURRED:
        return NO
    return MAYBE if data.confidence(event) is Confidence.LOW else YES


def _apart(event: Event, start: datetime.date, end: datetime.date) -> bool:
    """Tell whether more than a week lies between an event and the period."""
    first, last = event.when.earliest, event.when.latest
    return bool((first and first > end + WEEK) or (last and last < start - WEEK))


def plain(asked: Asked, sending: str | None = None) -> list[tuple[EventId, Admission]]:
    """Return what a rule counts and nearly counts, each criterion weighed by itself."""
    found = []
    visit_ids = {event.id for event in asked.data.events if isinstance(event, Visit)}
    for event in asked.data.events:
        if event.event_type not in asked.rule.event_types or event.part_of in visit_ids:
            continue
        if sending and sending not in _sending(event):
            continue
        weighed = (
            _route(event, asked.rule),
            _rank(asked.data, event, asked.rule),
            _begun(event, asked.start, asked.end),
            _occurred(asked.data, event),
        )
        if NO not in weighed:
            found.append((event.id, Admission.BORDERLINE if MAYBE in weighed else Admission.COUNTED))
        elif weighed.count(NO) == 1 and not _apart(event, asked.start, asked.end):
            found.append((event.id, Admission.LEFT_OUT))
    return found


def admissions(found: Count) -> list[tuple[EventId, Admission]]:
    """Return the events of a count, in the order of the data, as it takes them."""
    both = sorted((*found.counted, *found.near_misses), key=lambda one: (*one.event.when.sort_key, one.event.id))
    return [(one.event.id, one.admission) for one in both]


def ids(found: Count) -> set[str]:
    """Return the ids of what was counted."""
    return {event.id for event in found.events}


class TestFilter:
    """A count is the plain filter that its rule describes."""

    @given(asked())
    def test_a_count_is_a_plain_filter(self, asked: Asked) -> None:
        """Each event is counted, borderline, left out by one criterion or no near miss, as each criterion by itself says."""
        found = asked.answer()

        assert admissions(found) == plain(asked)
        assert (found.rule, found.when) == (asked.rule, When.window(asked.start, asked.end))

    @given(asked=asked(), sending=st.sampled_from(STATES))
    def test_a_count_of_one_side_is_a_plain_filter(self, asked: Asked, sending: str) -> None:
        """Of one state, only what someone did on its behalf is taken."""
        assert admissions(asked.answer(sending=sending)) == plain(asked, sending)

    @given(asked())
    def test_the_certain_are_among_the_counted(self, asked: Asked) -> None:
        """The number is that of what is counted or borderline, the certain part of it is what nothing leaves open, and near misses are no part of it."""
        found = asked.answer()

        assert found.number == len(found.events) == len(found.counted)
        assert found.certain == sum(one.admission is Admission.COUNTED for one in found.counted) <= found.number
        assert all(bool(one.reasons) is (one.admission is not Admission.COUNTED) for one in found.counted)
        assert all(one.reasons and one.admission is Admission.LEFT_OUT for one in found.near_misses)
        assert ids(found).isdisjoint(one.event.id for one in found.near_misses)

    @given(asked())
    def test_the_two_directions_add_up(self, asked: Asked) -> None:
        """What is counted for the states one by one is what is counted for all, and a visit of one state counts for it alone."""
        whole = asked.answer()
        senders = [state for state in STATES if state in (asked.rule.sending_ids or STATES)]
        split = {state: ids(asked.answer(sending=state)) for state in senders}

        assert set().union(*split.values()) == ids(whole)
        for one in whole.counted:
            if one.sending_id:
                assert [state for state in senders if one.event.id in split[state]] == [one.sending_id]
        if all(one.sending_id for one in whole.counted):
            assert sum(map(len, split.values())) == whole.number

    @given(asked=asked(), earlier=st.integers(0, 20), later=st.integers(0, 20))
    def test_what_asks_for_less_counts_no_less(self, asked: Asked, earlier: int, later: int) -> None:
        """A wider period, no rank, no excepted office, and a rank of the delegation's lose nothing that was counted."""
        found = ids(asked.answer())
        start, end = asked.start - earlier * WEEK / 7, asked.end + later * WEEK / 7

        assert found <= ids(asked.answer(start=start, end=end))
        for field, less in {"rank": None, "except_office_ids": (), "sending_ids": (), "receiving_ids": ()}.items():
            fields: dict[str, Any] = {field: less}
            assert found <= ids(asked.answer(rule=evolve(asked.rule, **fields)))

    @given(asked())
    def test_a_near_miss_counts_without_its_one_criterion(self, asked: Asked) -> None:
        """What fails one criterion counts once that is no longer asked: another period, no rank, other states, or that it happened."""
        freed = evolve(asked.rule, rank=None, sending_ids=(), receiving_ids=())
        for one in asked.answer().near_misses:
            if one.event.when.open_start:  # it begins in no period
                continue
            happened = evolve(one.event, reports=(said(Standing.PRIMARY),))
            data = world(*(happened if event == one.event else event for event in asked.data.events))
            ways = (
                asked.answer(rule=evolve(asked.rule, rank=None)),
                asked.answer(rule=evolve(asked.rule, sending_ids=(), receiving_ids=())),
                asked.answer(start="0001-01-01", end="9999-12-31"),
                data.count_visits(asked.rule, asked.start, asked.end),
            )
            open_route = _route(one.event, evolve(asked.rule, sending_ids=(), receiving_ids=())) is NO

            assert sum(one.event.id in ids(way) for way in ways) == (0 if open_route else 1)
            if not open_route:
                everything = data.count_visits(freed, "0001-01-01", "9999-12-31")
                assert one.event.id in ids(everything)


class TestCases:
    """What counts, case by case."""

    @pytest.mark.parametrize(
        ("when", "admission"),
        [
            ("2024-02-01", Admission.COUNTED),
            ("2024-02-29/2024-03-15", Admission.COUNTED),
            ("2024-01-31/2024-02-02", Admission.LEFT_OUT),
            ("2024-03-01", Admission.LEFT_OUT),
            ("2024-03-07", Admission.LEFT_OUT),
            ("2024-03-08", None),
            ("2024-01-25", Admission.LEFT_OUT),
            ("2024-01-24", None),
            ("2024-01-01/2024-01-26", Admission.LEFT_OUT),
            ("2024-02", Admission.COUNTED),
            ("2024-02~", Admission.BORDERLINE),
            ("2024-02-15?", Admission.BORDERLINE),
            ("2024-01/2024-02", Admission.LEFT_OUT),
            ("2024", Admission.BORDERLINE),
            ("[2024-01-31..2024-02-01]", Admission.BORDERLINE),
            ("2024-02-10/..", Admission.COUNTED),
            ("/2024-02-10", Admission.BORDERLINE),
            ("../2024-02-10", Admission.LEFT_OUT),
            ("[2024-03-05..]", Admission.LEFT_OUT),
            ("[2024-03-08..]", None),
            ("[..2024-01-26]", Admission.LEFT_OUT),
            ("[..2024-01-24]", None),
        ],
    )
    def test_a_visit_counts_by_the_day_on_which_it_began(self, when: str, admission: Admission | None) -> None:
        """Both ends of the period are in it, a date that leaves the day open is borderline, and a week around it is near."""
        assert admissions(count(visit(when=when))) == ([("visit", admission)] if admission else [])

    @for_each("event_type", sorted(EXCHANGES))
    def test_only_the_types_of_the_rule_count(self, event_type: EventType) -> None:
        """An event of another type is not even a near miss."""
        data = world(visit(event_type=EventType.OFFICIAL_VISIT))
        found = data.count_visits(rule(event_types=(event_type,)), "2024-02", "2024-02")

        assert (found.number, len(found.near_misses)) == (int(event_type is EventType.OFFICIAL_VISIT), 0)

    def test_a_delegation_counts_once(self) -> None:
        """However many travel, and from whatever states, a visit is one; of two states it is neither's alone."""
        delegation = [part(person, Role.DELEGATE, "state-0", Rank.VICE_MINISTER) for person in PERSONS[1:3]]
        two = count(visit("visit", "2024-02-10", MINISTER, evolve(MINISTER, role=Role.DELEGATE), *delegation, HOST))
        mixed = visit("visit", "2024-02-10", MINISTER, part("person-1-1", Role.VISITOR, "third"), HOST)

        assert (two.number, two.counted[0].sending_id) == (1, "state-0")
        assert (count(mixed).number, count(mixed).counted[0].sending_id) == (1, None)
        anyone = rule(sending_ids=())
        assert [count(mixed, by=anyone, sending=state).number for state in STATES] == [1, 0, 1]

    def test_a_stop_is_no_visit_of_its_own(self) -> None:
        """A visit that is part of a visit neither counts nor is missed; a visit during anything else counts."""
        whole = visit("whole", "2024-02-10/2024-02-12")
        stop = visit("stop", "2024-02-11", part_of=EventId("whole"))

        assert admissions(count(whole, stop)) == [("whole", Admission.COUNTED)]
        assert admissions(count(whole, evolve(stop, part_of=None))) == [
            ("whole", Admission.COUNTED), ("stop", Admission.COUNTED),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("guest", "host", "reason"),
        [
            ("state-0", "third", "a visit of state-0 to third"),
            ("third", "state-0", "a visit of third to state-0"),
            ("state-0", "state-0", "a visit of state-0 to no known host"),
            ("state-0", None, "a visit of state-0 to no known host"),
            (None, "state-0", "a visit of nobody's state to state-0"),
        ],
    )
    def test_third_states_do_not_count(self, guest: str | None, host: str | None, reason: str) -> None:
        """A visit that is not of the one side to the other is left out, with whose it was to whom."""
        found = count(visit("visit", "2024-02-10", part("person-0-0", Role.VISITOR, guest), evolve(
            HOST, acted_for=ActorId(host) if host else None)))  # fmt: skip

        assert found.number == 0
        assert [one.reasons for one in found.near_misses] == [(reason,)]

    def test_a_state_that_takes_part_stands_for_itself(self) -> None:
        """A state among the participants acts for itself, in a count as in every other question, said or not."""
        states = [(part(state, role), part(state, role, state)) for state, role in
                  (("state-0", Role.VISITOR), ("state-1", Role.HOST))]  # fmt: skip
        bare, said_so = (
            visit(f"visit-{number}", "2024-02-10", *parts) for number, parts in enumerate(zip(*states, strict=True))
        )
        data = world(bare, said_so)
        both = {bare.id, said_so.id}

        assert ids(data.count_visits(rule(), "2024", "2024")) == both
        assert ids(data.count_visits(rule(), "2024", "2024", sending="state-0")) == both
        assert {event.id for event in data.visits_by_actor("state-0", other="state-1")} == both
        assert {event.id for event in data.events_of_dyad("state-0", "state-1")} == both

    def test_who_greets_is_no_host(self) -> None:
        """A greeter alone does not show to which state a visit was made."""
        found = count(visit("visit", "2024-02-10", MINISTER, evolve(HOST, role=Role.GREETER)))

        assert [one.reasons for one in found.near_misses] == [("a visit of state-0 to no known host",)]

    @pytest.mark.parametrize(
        ("parts", "fields", "admission", "reason"),
        [
            ([("visitor", Rank.MINISTER)], {}, Admission.COUNTED, None),
            ([("visitor", Rank.HEAD_OF_STATE)], {}, Admission.COUNTED, None),
            ([("visitor", Rank.VICE_MINISTER)], {}, Admission.LEFT_OUT,
             "vice_minister (of rank vice_minister) does not count; minister or above is asked"),
            ([("visitor", None)], {}, Admission.BORDERLINE,
             "an office is not known; minister or above is asked"),
            ([("visitor", Rank.UNKNOWN)], {}, Admission.BORDERLINE,
             "an office is not known; minister or above is asked"),
            ([("visitor", Rank.OTHER), ("visitor", None)], {}, Admission.BORDERLINE,
             "an office is not known; minister or above is asked"),
            ([("visitor", Rank.OTHER), ("visitor", Rank.MINISTER)], {}, Admission.COUNTED, None),
            ([("visitor", Rank.OTHER), ("delegate", Rank.MINISTER)], {}, Admission.LEFT_OUT,
             "other (of rank other) does not count; minister or above is asked"),
            ([("visitor", Rank.OTHER), ("delegate", Rank.MINISTER)], {"delegates": True}, Admission.COUNTED, None),
            ([("visitor", Rank.OTHER), ("delegate", None)], {"delegates": True}, Admission.BORDERLINE,
             "an office is not known; minister or above is asked"),
            ([("visitor", Rank.MINISTER)], {"except_office_ids": (office_of(Rank.MINISTER),)}, Admission.LEFT_OUT,
             "minister (of rank minister) does not count; minister or above is asked"),
            ([("visitor", Rank.HEAD_OF_STATE)], {"except_office_ids": (office_of(Rank.MINISTER),)}, Admission.COUNTED,
             None),
            ([("visitor", None)], {"rank": None}, Admission.COUNTED, None),
            ([("visitor", Rank.MINISTER)], {"open_office_ids": (office_of(Rank.MINISTER),)}, Admission.BORDERLINE,
             "the definition leaves open whether minister (of rank minister) counts"),
            ([("visitor", Rank.MINISTER), ("visitor", Rank.HEAD_OF_STATE)],
             {"open_office_ids": (office_of(Rank.MINISTER),)}, Admission.COUNTED, None),
            ([("visitor", Rank.OTHER)], {"open_office_ids": (office_of(Rank.OTHER),)}, Admission.LEFT_OUT,
             "other (of rank other) does not count; minister or above is asked"),
        ],
    )  # fmt: skip
    def test_ranks(
        self, parts: list[tuple[str, Rank | None]], fields: dict[str, Any], admission: Admission, reason: str | None
    ) -> None:
        """The rank is that of the visitor, or of anyone in the delegation where the rule says so; one not known is borderline."""
        travelling = [part(PERSONS[n], Role(role), "state-0", rank) for n, (role, rank) in enumerate(parts)]
        found = count(visit("visit", "2024-02-10", *travelling, HOST), by=rule(**{"rank": Rank.MINISTER} | fields))

        assert admissions(found) == [("visit", admission)]
        assert (*found.counted, *found.near_misses)[0].reasons == ((reason,) if reason else ())

    @pytest.mark.parametrize(
        ("reports", "admission", "reason"),
        [
            ([(Standing.PRIMARY, Stance.ANNOUNCES)], Admission.LEFT_OUT,
             "it is planned, not publicly known to have occurred"),
            ([(Standing.PRIMARY, Stance.EXPECTS)], Admission.LEFT_OUT,
             "it is expected, not publicly known to have occurred"),
            ([(Standing.PRIMARY, Stance.ALLEGES)], Admission.LEFT_OUT,
             "it is alleged, not publicly known to have occurred"),
            ([(Standing.PRIMARY, Stance.ANNOUNCES), (Standing.SECONDARY, Stance.ASSERTS)], Admission.COUNTED, None),
            ([(Standing.TERTIARY, Stance.ASSERTS)], Admission.BORDERLINE, "it rests on evidence of low confidence"),
            ([(Standing.SECONDARY, Stance.ASSERTS)], Admission.COUNTED, None),
        ],
    )  # fmt: skip
    def test_what_did_not_surely_happen(
        self, reports: list[tuple[Standing, Stance]], admission: Admission, reason: str | None
    ) -> None:
        """What is planned, expected or alleged is left out, and what rests on little is borderline."""
        found = count(visit(reports=tuple(said(*one) for one in reports)))

        assert admissions(found) == [("visit", admission)]
        assert (*found.counted, *found.near_misses)[0].reasons == ((reason,) if reason else ())

    @pytest.mark.parametrize(
        ("sides", "admission", "reason"),
        [
            ([("state-0", Rank.MINISTER), ("state-1", Rank.MINISTER)], Admission.COUNTED, None),
            ([("state-0", Rank.MINISTER), ("state-1", Rank.OTHER), ("state-1", Rank.HEAD_OF_STATE)], Admission.COUNTED,
             None),
            ([("state-0", Rank.MINISTER), ("state-1", None)], Admission.BORDERLINE,
             "an office is not known; minister or above is asked"),
            ([("state-0", Rank.MINISTER), ("state-1", Rank.OTHER)], Admission.LEFT_OUT,
             "not both sides have it; minister or above is asked"),
            ([("state-0", Rank.MINISTER), ("third", Rank.MINISTER)], Admission.LEFT_OUT, "a meeting of state-0, third"),
            ([("state-0", Rank.MINISTER), ("state-1", Rank.OTHER), ("third", Rank.MINISTER)], Admission.LEFT_OUT,
             "not both sides have it; minister or above is asked"),
        ],
    )  # fmt: skip
    def test_meetings_have_two_sides(
        self, sides: list[tuple[str, Rank | None]], admission: Admission, reason: str | None
    ) -> None:
        """A meeting counts for each side, between two of the states, and where a rank is asked both sides have it."""
        by = rule(event_types=MEETINGS, rank=Rank.MINISTER)
        parts = [part(PERSONS[n], Role.PARTICIPANT, state, rank) for n, (state, rank) in enumerate(sides)]
        met = meeting("met", "2024-02-10", *parts)
        found = count(met, by=by)

        assert admissions(found) == [("met", admission)]
        assert (*found.counted, *found.near_misses)[0].reasons == ((reason,) if reason else ())
        for state in STATES[:2]:
            of_one = admissions(count(met, by=by, sending=state))
            assert of_one == (admissions(found) if state in {side for side, _ in sides} else [])
        assert admissions(count(met, visit(), by=evolve(by, event_types=TYPES))) == [("visit", Admission.COUNTED)]

    @pytest.mark.parametrize(
        "states", [{"sending_ids": ()}, {"receiving_ids": ()}, {"sending_ids": (), "receiving_ids": ()}]
    )
    def test_a_side_that_may_be_any_state(self, states: dict[str, tuple[str, ...]]) -> None:
        """Where a rule names the states of one side alone, those of the other are any."""
        sides = [
            part(PERSONS[n], Role.PARTICIPANT, state, Rank.MINISTER) for n, state in enumerate(("state-0", "third"))
        ]
        by = rule(**{"event_types": MEETINGS, "rank": Rank.MINISTER} | states)

        assert admissions(count(meeting("met", "2024-02-10", *sides), by=by)) == [("met", Admission.COUNTED)]

    def test_what_fails_two_criteria_is_no_near_miss(self) -> None:
        """A visit of a third state that was only planned is not told of."""
        planned = (said(Standing.PRIMARY, Stance.ANNOUNCES),)
        third = (part("person-0-0", Role.VISITOR, "third"), HOST)

        assert admissions(count(visit("visit", "2024-02-10", *third))) == [("visit", Admission.LEFT_OUT)]
        assert admissions(count(visit("visit", "2024-02-10", *third, reports=planned))) == []

    def test_a_near_miss_tells_what_is_open_too(self) -> None:
        """A visit of a third state in a doubtful period is left out for the one reason, and the other is told as well."""
        third = (part("person-0-0", Role.VISITOR, "third"), HOST)
        (near,) = count(visit("visit", "2024-02-10", *third), start="2024-02~").near_misses

        failed, open_ = near.reasons
        assert failed == "a visit of third to state-1"
        assert count(visit("visit", "2024-02-10"), start="2024-02~").counted[0].reasons == (open_,)

    def test_a_doubtful_period_counts_nothing_for_certain(self) -> None:
        """Of a period marked ~ every event is borderline."""
        assert admissions(count(visit(), start="2024-02~")) == [("visit", Admission.BORDERLINE)]

    def test_a_rule_is_asked_for_by_id_or_handed_over(self) -> None:
        """A rule in the data is found by its id; another may be one's own; an unknown id is told with the nearest."""
        data = world(visit(), counting_rules=[rule()])

        assert data.count_visits("rule", "2024", "2024") == data.count_visits(rule(), "2024", "2024")
        assert data.count_visits(rule(sending_ids=("third",)), "2024", "2024").number == 0
        with pytest.raises(UnknownRecordError) as caught:
            data.count_visits("rules", "2024", "2024")
        assert (caught.value.kind, caught.value.suggestions) == ("counting rule", ("rule",))

    @pytest.mark.parametrize("asked", [{"start": None}, {"end": None}])
    def test_a_period_has_two_ends(self, asked: dict[str, Any]) -> None:
        """A count without a first or last day is no count."""
        with pytest.raises(DateTypeError):
            count(visit(), **asked)

    def test_a_reversed_period_is_refused_as_it_was_given(self) -> None:
        """The error tells the two dates that were passed."""
        with pytest.raises(WindowError) as caught:
            count(visit(), start="2024-03", end="2024-02")

        assert caught.value.given == ("2024-03", "2024-02")


class TestThen:
    """What was published under a rule, as of a day."""

    def test_figures_come_with_their_sources(self) -> None:
        """As of a day a rule has the figures and sources that had been published, and counts what was known then."""
        early = page("early", datetime.date(2024, 2, 20), standing=Standing.PRIMARY)
        first, last = (
            Figure(when=When("2024-01-01/2024-02-15"), number=1, source_id=source_id)
            for source_id in (early.id, SourceId("page-primary"))
        )
        told = visit(reports=(Report(source_id=early.id, stance=Stance.ASSERTS),))
        frame: Any = _frame()
        data = grown(
            **frame | {"sources": [*frame["sources"], early]},
            events=[told, visit("later", "2024-02-11")],
            counting_rules=[rule(source_ids=(early.id, SourceId("page-primary")), figures=(first, last))],
        )
        then = data.as_of("2024-03-01")

        assert then.counting_rules == (rule(source_ids=(early.id,), figures=(first,)),)
        assert admissions(then.count_visits("rule", "2024-02", "2024-02")) == [("visit", Admission.COUNTED)]
        assert data.count_visits("rule", "2024-02", "2024-02").number == 2
        assert data.as_of("2024-02-19").counting_rules == (rule(),)


@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")
def test_published_figures_agree_or_say_why() -> None:
    """Every number published under a rule of the bundled data is what the rule counts in them, or the record says why not."""
    data = dprkrel.load()
    for each in data.counting_rules:
        for figure in each.figures:
            first, last = figure.when.earliest, figure.when.latest
            assert first
            assert last
            found = data.count_visits(each, first, last, sending=figure.sending_id)

            assert figure.explanation or found.number == figure.number, (each.id, str(figure.when))
