"""What a user's type checker sees: the type of every answer, and mistakes that it must find.

mypy in strict mode checks this file with the rest of the tests. A mistake
stands above a comment that expects its error; where mypy no longer finds
it, the comment itself becomes the error.
"""

import datetime
from typing import assert_never, assert_type

import dprkrel
from dprkrel import (
    Actor,
    Agreement,
    Appointment,
    Certainty,
    Change,
    Confidence,
    Count,
    CountedEvent,
    Coverage,
    Dataset,
    Event,
    Meeting,
    MilitaryActivity,
    MonthCoverage,
    OfficeHolder,
    Relation,
    RelationChange,
    Report,
    Statement,
    Status,
    Transfer,
    TreatyAction,
    Visit,
    Vote,
    When,
)


def answers(day: datetime.date, actor: Actor, event: Event) -> None:
    """Every question has the type of its answer."""
    assert_type(dprkrel.load(), Dataset)
    assert_type(dprkrel.find_actor("Korut", on=day), Actor)
    assert_type(dprkrel.visits_by_actor(actor, role="host", start=day, end="2024"), dprkrel.Results[Visit])
    assert_type(dprkrel.events_between(day, None, types=["visit"], actors=[actor, "Putin"]), dprkrel.Results[Event])
    assert_type(dprkrel.events_of_dyad("Belarus", actor), dprkrel.Results[Event])
    assert_type(dprkrel.events_of_dyad("Belarus", actor, types=Meeting), dprkrel.Results[Meeting])
    assert_type(dprkrel.events_between(None, None, types=Visit), dprkrel.Results[Visit])
    assert_type(dprkrel.visits_by_actor(actor, other="DPRK"), dprkrel.Results[Visit])
    assert_type(dprkrel.meetings_of(actor, other="Putin"), dprkrel.Results[Meeting])
    assert_type(dprkrel.agreements_of(actor, status=None), dprkrel.Results[Agreement])
    assert_type(dprkrel.treaty_actions("a-treaty"), dprkrel.Results[TreatyAction | Agreement])
    assert_type(dprkrel.statements_by(actor, types="speech"), dprkrel.Results[Statement])
    assert_type(dprkrel.relations_of(actor, types="mission", on=When("2024")), dprkrel.Results[Relation])
    assert_type(dprkrel.offices_of(actor, on=day), dprkrel.Results[Relation])
    assert_type(dprkrel.office_holder("foreign minister", of=actor, on=day), Actor | None)
    assert_type(dprkrel.office_holders("foreign minister", of=actor, on=day), dprkrel.Results[OfficeHolder])
    assert_type(dprkrel.count_visits("a-rule", day, "2024", sending=actor), Count)
    assert_type(dprkrel.coverage(actor, "Russia", start=day), dprkrel.Results[Coverage])
    assert_type(
        dprkrel.coverage_by_month(actor, "Russia", start=day, types="visit", rank="minister"),
        dprkrel.Results[MonthCoverage],
    )
    assert_type(dprkrel.changes("2026.11.22"), dprkrel.Results[Change])
    assert_type(dprkrel.confidence(event), Confidence)
    assert_type(dprkrel.before(event, "putin-visit-dprk-2024"), Certainty)
    assert_type(dprkrel.order(event, When("2024")), Certainty)


def methods(data: Dataset, day: datetime.date, actor: Actor, event: Event) -> None:
    """Every question is a method of the same type."""
    assert_type(data.find_actor("Korut", on=day), Actor)
    assert_type(data.visits_by_actor(actor, status=["occurred", Status.PLANNED]), dprkrel.Results[Visit])
    assert_type(data.events_between("2023-09", "2024-07"), dprkrel.Results[Event])
    assert_type(data.events_between(None, None, types=Agreement, rank="minister"), dprkrel.Results[Agreement])
    assert_type(data.events_of_dyad(actor, "Belarus"), dprkrel.Results[Event])
    assert_type(data.meetings_of(actor), dprkrel.Results[Meeting])
    assert_type(data.agreements_of(actor), dprkrel.Results[Agreement])
    assert_type(data.treaty_actions(event), dprkrel.Results[TreatyAction | Agreement])
    assert_type(data.statements_by(actor), dprkrel.Results[Statement])
    assert_type(data.relations_of(actor, other="Russia"), dprkrel.Results[Relation])
    assert_type(data.offices_of(actor), dprkrel.Results[Relation])
    assert_type(data.office_holder("foreign minister", of="Belarus", on=day), Actor | None)
    assert_type(data.office_holders("foreign minister", of="Belarus", on=day), dprkrel.Results[OfficeHolder])
    assert_type(data.count_visits(data.counting_rules[0], "2024", day), Count)
    assert_type(data.coverage(), dprkrel.Results[Coverage])
    assert_type(data.changes("2026.11.22"), dprkrel.Results[Change])
    assert_type(data.confidence("a-relation"), Confidence)
    assert_type(data.before(event, event), Certainty)
    assert_type(data.order(event, event), Certainty)
    assert_type(data.events, tuple[Event, ...])


def resolved(data: Dataset) -> str:
    """What an id stands for is a record of any kind, which `isinstance` tells apart."""
    found = data.resolve("an-id", "event")
    assert_type(found.id == "an-id", bool)
    return found.reason if isinstance(found, Change) else found.id


def fields(event: Event, relation: Relation, visit: Visit, count: Count) -> None:
    """Fields have their types, also those that every class of event shares."""
    assert_type(event.when, When)
    assert_type(event.when.earliest, datetime.date | None)
    assert_type(event.status, Status)
    assert_type(event.reports, tuple[Report, ...])
    assert_type(event.part_of == "an-id", bool)
    assert_type(relation.status, Status)
    assert_type([str(visitor) for visitor in visit.visitors], list[str])
    assert_type((count.number, count.certain), tuple[int, int])
    assert_type(count.events, tuple[Event, ...])
    assert_type(count.near_misses, dprkrel.Results[CountedEvent])


def exhaustive(event: Event) -> str:
    """A `match` over the classes of event is known to be complete."""
    match event:
        case Visit() | Meeting() | Agreement() | Statement() | Appointment():
            return "diplomacy"
        case RelationChange() | TreatyAction() | Vote() | Transfer() | MilitaryActivity():
            return "more"
        case _:
            assert_never(event)


def a_dataset_of_ones_own(data: Dataset) -> Dataset:
    """Records are handed over in any iterable."""
    return Dataset(edition="mine", actors=list(data.actors), places=data.places, sources=data.sources)


def mistakes(data: Dataset, actor: Actor, visit: Visit, day: datetime.date) -> None:
    """What a type checker must find."""
    visit.summary = "Another."  # type: ignore[misc]
    data.edition = "another"  # type: ignore[misc]
    visit.when.edtf = "2024"  # type: ignore[misc]
    del actor.names[0]  # type: ignore[attr-defined]
    dprkrel.visit_by_actor(actor)  # type: ignore[attr-defined]
    data.visit_by_actor(actor)  # type: ignore[attr-defined]
    _ = data.evnts  # type: ignore[attr-defined]
    _ = visit.visitrs  # type: ignore[attr-defined]
    _ = visit.reports[0].sorce_id  # type: ignore[attr-defined]
    dprkrel.visits_by_actor(day)  # type: ignore[arg-type]
    dprkrel.visits_by_actor(actor, "host")  # type: ignore[call-arg]
    dprkrel.events_between(2023, 2024)  # type: ignore[call-overload]
    dprkrel.visits_by_actor(actor, role="visitr")  # type: ignore[arg-type]
    dprkrel.relations_of(actor, types="mision")  # type: ignore[arg-type]
    dprkrel.events_between(None, None, types="vist")  # type: ignore[arg-type]
    data.meetings_of(actor, status="ocurred")  # type: ignore[arg-type]
    dprkrel.relations_of(actor, on=True)  # type: ignore[arg-type]
    dprkrel.office_holder("foreign minister", of=actor)  # type: ignore[call-arg]
    dprkrel.meetings_of(actor, when="2024")  # type: ignore[call-arg]
    dprkrel.visits_by_actor(actor, rank=5)  # type: ignore[arg-type]
    dprkrel.count_visits("a-rule")  # type: ignore[call-arg]
    dprkrel.coverage(actor, actor, "2024")  # type: ignore[call-arg]
    dprkrel.changes(2026.11)  # type: ignore[arg-type]
    dprkrel.before(actor, visit)  # type: ignore[arg-type]
    When(edtf="2024").before(2025)  # type: ignore[arg-type]
