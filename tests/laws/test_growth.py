"""What the laws of time and evidence cost grows no faster than n log n, whatever the records are like; so do contradictions."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

import attrs
import pytest

from dprkrel import (
    ActorKind,
    Cause,
    Change,
    ChangeKind,
    EventType,
    Fault,
    Link,
    LinkType,
    Meeting,
    Office,
    Participant,
    Place,
    PlaceKind,
    Rank,
    Relation,
    RelationType,
    Report,
    Role,
    Stance,
    Visit,
    When,
)
from dprkrel.laws.chronology import (
    nobody_is_in_two_places,
    offices_are_held,
    order_is_possible,
    parts_lie_within_wholes,
    spells_do_not_overlap,
)
from dprkrel.laws.evidence import evidence_suffices, tellings_fit_their_time
from dprkrel.laws.references import chains_have_an_end, references_resolve
from dprkrel.questions import evidence, order
from dprkrel.records.fields import ActorId, ChangeId, EventId, OfficeId, PlaceId, RelationId
from dprkrel.store import neighbours
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import actor, page, standing, told
from tests.datasets import visit
from tests.operations import operations

START: Final = datetime.date(1990, 1, 1)
MOST: Final = 2.6
"""What twice as many records may cost; n log n costs less than 2.4 here, and n squared 4."""

Law = Callable[[Tables], Iterable[Fault]]


def day(number: int) -> datetime.date:
    """Return a day."""
    return START + datetime.timedelta(days=number)


def tie(number: int, relation_type: RelationType, subject: str, office: str | None = None) -> Relation:
    """Return a relation of two days, which begins after that of the number before has ended."""
    return Relation(
        id=RelationId(f"relation-{number:04}"),
        relation_type=relation_type,
        subject_id=ActorId(subject),
        object_id=ActorId("state-1"),
        when=When(f"{day(2 * number)}/{day(2 * number + 1)}"),
        summary="It was planted.",
        reports=told(Stance.ASSERTS),
        office_id=OfficeId(office) if office else None,
    )


def spells_of_one_tie(count: int) -> Tables:
    """Return two states that had relations so many times, and a mission each time."""
    kinds = RelationType.DIPLOMATIC_RELATIONS, RelationType.MISSION
    ties = [tie(2 * number + place, kind, "state-0") for number in range(count) for place, kind in enumerate(kinds)]
    return Tables(relations=ties)


def holders_of_one_office(count: int) -> Tables:
    """Return an office with so many holders, each of whom acted in it."""
    spells = [tie(number, RelationType.OFFICE_HELD, f"person-{number}", "office") for number in range(count)]
    acts = [
        visit(
            f"act-{number}",
            When.parse(day(2 * number)),
            Participant(actor_id=ActorId(f"person-{number}"), role=Role.VISITOR, office_id=OfficeId("office")),
        )
        for number in range(count)
    ]
    office = Office(id=OfficeId("office"), title="Minister", of_id=ActorId("state-1"), rank=Rank.MINISTER)
    return Tables(relations=spells, events=acts, offices=[office])


def spells_of_one_holder(count: int) -> Tables:
    """Return an office that one person held so many times, and in which the person acted each time."""
    tables = holders_of_one_office(count)
    part = Participant(actor_id=ActorId("person"), role=Role.VISITOR, office_id=OfficeId("office"))
    return Tables(
        relations=[attrs.evolve(spell, subject_id=ActorId("person")) for spell in tables.relations],
        events=[attrs.evolve(act, participants=(part,)) for act in tables.events],
        offices=tables.offices,
    )


def stays_of_one_person(count: int) -> Tables:
    """Return a person who met somebody in another country every day, and as often in one during a long visit."""
    part = Participant(actor_id=ActorId("person"), role=Role.PARTICIPANT)
    meetings = [
        Meeting(
            id=EventId(f"meeting-{number}"),
            event_type=EventType.MEETING,
            when=When.parse(day(number if number < count else 2 * count)),
            summary="They met.",
            reports=told(Stance.ASSERTS),
            participants=(part,),
            place_id=PlaceId(f"country-{number % 3 if number < count else 0}"),
        )
        for number in range(2 * count)
    ]
    stay = visit(
        "stay",
        When(f"{day(2 * count - 5)}/{day(2 * count + 5)}"),
        attrs.evolve(part, role=Role.VISITOR),
        place_id=PlaceId("country-0"),
    )
    places = [Place(id=PlaceId(f"country-{n}"), name=str(n), kind=PlaceKind.COUNTRY) for n in range(3)]
    return Tables(actors=[actor("person", ActorKind.PERSON)], places=places, events=[*meetings, stay])


def reports_of_one_event(count: int) -> Tables:
    """Return an event that so many pages report, each of another day."""
    pages = [page(f"page-{number}", day(number)) for number in range(count)]
    reports = tuple(Report(source_id=each.id, stance=Stance.ASSERTS) for each in pages)
    return Tables(sources=pages, events=[visit("event", "1990-01-01", reports=reports)])


def parts_of_parts(count: int) -> Tables:
    """Return events of which each is part of the next."""
    names = [*(f"event-{number:04}" for number in range(count)), None]
    return Tables(
        **standing(), events=[visit(part, "2024-01", part_of=whole) for part, whole in pairwise(names) if part]
    )


def heirs_of_heirs(count: int) -> Tables:
    """Return editions that merged each record into the next, and withdrew the last."""
    usual: dict[str, Any] = {"edition": "2024.3.5", "reason": "So.", "cause": Cause.CODING, "record_kind": "event"}
    changes = [
        Change(
            id=ChangeId(f"change-{number:04}"),
            kind=ChangeKind.WITHDRAWN if number == count - 1 else ChangeKind.MERGED,
            record_ids=(f"event-{number}",),
            heir_id=None if number == count - 1 else f"event-{number + 1}",
            **usual,
        )
        for number in range(count)
    ]
    return Tables(changelog=changes)


def follows(number: int, other: int, when: str, *more: int, within: int | None = None) -> Visit:
    """Return an event that came after others, perhaps within some days."""
    links = tuple(
        Link(link_type=LinkType.FOLLOWS, event_id=EventId(f"event-{each:04}"), within_days=within)
        for each in (other, *more)
        if each >= 0
    )
    return visit(f"event-{number:04}", when, links=links)


def chain_of_links(count: int) -> Tables:
    """Return events of which each came after the one before, in some years."""
    events = [follows(number, number - 1, "[1990..2020]") for number in range(count)]
    return Tables(**standing(), events=events)


def chain_of_near_links(count: int) -> Tables:
    """Return events of which each came within two days after the one before, the first on a day."""
    events = [
        follows(number, number - 1, "[1990..2020]" if number else "1990-01-01", within=2) for number in range(count)
    ]
    return Tables(**standing(), events=events)


def days_that_follow(count: int, *wrong: tuple[int, int]) -> Tables:
    """Return events of which each came a day after the one before; and of some it is said that they came after a later one."""
    turned = dict(wrong)
    events = [
        follows(number, number - 1, str(day(number)), *([turned[number]] if number in turned else []))
        for number in range(count)
    ]
    return Tables(**standing(), events=events)


def one_wrong_link(count: int) -> Tables:
    """Return such a chain with one link that turns it round."""
    return days_that_follow(count, (count // 4, count // 2))


def many_wrong_links(count: int) -> Tables:
    """Return such a chain with a wrong link in ten."""
    return days_that_follow(count, *((number, number + 5) for number in range(0, count - 9, 10)))


def ring_of_links(count: int) -> Tables:
    """Return events of which each came after the one before, and the first after the last."""
    events = [follows(number, (number or count) - 1, "[1990..2020]") for number in range(count)]
    return Tables(**standing(), events=events)


CASES: Final[list[tuple[Law, Callable[[int], Tables]]]] = [
    (spells_do_not_overlap, spells_of_one_tie),
    (offices_are_held, holders_of_one_office),
    (offices_are_held, spells_of_one_holder),
    (spells_do_not_overlap, spells_of_one_holder),
    (nobody_is_in_two_places, stays_of_one_person),
    (tellings_fit_their_time, reports_of_one_event),
    (evidence_suffices, reports_of_one_event),
    (parts_lie_within_wholes, parts_of_parts),
    (chains_have_an_end, parts_of_parts),
    (order_is_possible, parts_of_parts),
    (references_resolve, heirs_of_heirs),
    (order_is_possible, chain_of_links),
    (order_is_possible, chain_of_near_links),
    (order_is_possible, days_that_follow),
]


@pytest.mark.parametrize(("law", "tables"), CASES)
def test_twice_as_many_records_cost_little_more_than_twice(law: Law, tables: Callable[[int], Tables]) -> None:
    """Records that keep a law are checked at a cost that grows with their number, and hardly faster."""
    few, many = tables(100), tables(200)
    faults: list[Fault] = []
    costs = [operations(lambda each=each: faults.extend(law(each))) for each in (few, many)]  # type: ignore[misc]

    assert faults == []
    assert costs[1] <= MOST * costs[0]


@pytest.mark.parametrize(
    ("tables", "contradictions"),
    [(one_wrong_link, lambda _: 1), (many_wrong_links, lambda count: count // 10), (ring_of_links, lambda _: 1)],
)
def test_contradictions_cost_little_more_in_twice_as_many_events(
    tables: Callable[[int], Tables], contradictions: Callable[[int], int]
) -> None:
    """What cannot be true is found at a cost that grows with the number of events, and hardly faster."""
    costs = []
    for count in (100, 200):
        faults: list[Fault] = []
        planted = tables(count)
        costs.append(operations(lambda planted=planted, faults=faults: faults.extend(order_is_possible(planted))))  # type: ignore[misc]

        assert len(faults) == contradictions(count)

    assert costs[1] <= MOST * costs[0]


def rings_with_chords(count: int) -> Tables:
    """Return events of which each came after the one before and the one seven before, the first ones after the last."""
    events = [follows(number, (number or count) - 1, "[1990..2020]", (number - 7) % count) for number in range(count)]
    return Tables(**standing(), events=events)


def a_ladder(count: int) -> Tables:
    """Return events of which each came after the next two and the one on the other side."""
    events = [
        follows(number, (number + 1) % count, "[1990..2020]", (number + 2) % count, (number + count // 2) % count)
        for number in range(count)
    ]
    return Tables(**standing(), events=events)


@pytest.mark.parametrize(("tables", "counts"), [(rings_with_chords, (200, 400)), (a_ladder, (60, 120))])
def test_two_hundred_links_that_contradict_each_other_are_told_soon(
    tables: Callable[[int], Tables], counts: tuple[int, int]
) -> None:
    """Where each shortcut of a long contradiction saves little, to make it short does not cost the square of its length."""
    costs = []
    for count in counts:
        faults: list[Fault] = []
        planted = tables(count)
        costs.append(operations(lambda planted=planted, faults=faults: faults.extend(order_is_possible(planted))))  # type: ignore[misc]
        assert 0 < len(faults) <= 51

    assert costs[1] <= MOST * costs[0], costs


def test_of_many_contradictions_it_is_said_that_there_may_be_more() -> None:
    """After fifty no others are looked for, and a fault says so; of fewer nothing is left out."""
    *found, last = order_is_possible(days_that_follow(400, *((number, number + 5) for number in range(0, 390, 6))))

    assert len(found) == 50
    assert last.found == "50 contradictions; more were not looked for"
    assert len([*order_is_possible(many_wrong_links(400))]) == 40


def test_a_wrong_link_costs_no_more_than_twice_the_sound_check() -> None:
    """The law of order costs at most twice as much where a link among many is wrong."""
    sound, wrong = (
        operations(lambda each=each: list(order_is_possible(each)))  # type: ignore[misc]
        for each in (days_that_follow(400), one_wrong_link(400))
    )

    assert wrong <= 2 * sound


ASKED: Final[list[Callable[[Tables], Any]]] = [
    lambda tables: order.order(tables, "event-0050", "event-0060"),
    lambda tables: order.before(tables, "event-0050", "event-0060"),
    lambda tables: order.order(tables, "event-0050", day(55)),
    lambda tables: order.order(tables, day(55), day(60)),
    lambda tables: order.order_reasons(tables, "event-0050", "event-0060"),
    lambda tables: order.implied_when(tables, "event-0050"),
]


@pytest.mark.parametrize("ask", ASKED)
def test_questions_of_order_cost_the_same_in_twice_as_many_events(ask: Callable[[Tables], Any]) -> None:
    """Once the network is there, what is asked of some events costs nothing for the others, also if a date is asked for."""
    costs = []
    for count in (200, 400):
        tables = days_that_follow(count)
        order.order(tables, "event-0000", "event-0001")  # which makes what is kept
        costs.append(operations(lambda tables=tables: ask(tables)))  # type: ignore[misc]

    assert costs[1] <= 1.1 * costs[0]


def plans_among(tables: Tables) -> Tables:
    """Return the same events, of which some are only announced."""
    events = [
        attrs.evolve(event, reports=told(Stance.ANNOUNCES)) if number % 10 == 5 else event
        for number, event in enumerate(tables.events)
    ]
    return Tables(**standing(), events=events)


def test_questions_of_plans_do_not_relax_all_again() -> None:
    """A plan that is asked for is added to what is kept; the network is not built anew."""
    costs = []
    for count in (200, 400):
        tables = plans_among(days_that_follow(count))
        order.order(tables, "event-0005", "event-0001")
        costs.append(operations(lambda tables=tables: order.order(tables, "event-0055", "event-0075")))  # type: ignore[misc]

    assert costs[1] <= 1.1 * costs[0]


def test_what_lies_around_an_event_is_found_in_one_pass() -> None:
    """The neighbours of an event cost no more than to look at each event once."""
    costs = []
    for count in (200, 400):
        tables = days_that_follow(count)
        neighbours.neighbours(tables, tables.events[50], 3)
        costs.append(operations(lambda tables=tables: neighbours.neighbours(tables, tables.events[50], 3)))  # type: ignore[misc]

    assert costs[1] <= MOST * costs[0]


def shared_agencies(count: int) -> Iterator[Any]:
    """Yield pages of which each credits the agency of the page before, another, and one that all credit."""
    for number in range(count):
        agencies = (ActorId("all"), ActorId(f"agency-{number}"), ActorId(f"agency-{(number + 1) % count}"))
        yield page(f"page-{number}", day(number), agency_ids=agencies)


@pytest.mark.parametrize("crowded", [True, False])
def test_confidence_in_many_reports_with_shared_agencies(crowded: bool) -> None:
    """Whether two reports share no origin is found at a cost that grows with the number of reports, and hardly faster."""
    costs = []
    for count in (100, 200):
        pages = [
            each if crowded else attrs.evolve(each, agency_ids=each.agency_ids[1:]) for each in shared_agencies(count)
        ]
        reports = tuple(Report(source_id=each.id, stance=Stance.ASSERTS) for each in pages)
        tables = Tables(sources=pages, events=[visit("event", "1990-01-01", reports=reports)])
        costs.append(operations(lambda tables=tables: evidence.confidence(tables, "event")))  # type: ignore[misc]

        assert evidence.confidence(tables, "event") is (
            evidence.Confidence.LOW if crowded else evidence.Confidence.MEDIUM
        )
        assert evidence.independent(tables, reports) == ((1, 1) if crowded else (count // 2, count // 2))

    assert costs[1] <= MOST * costs[0]
