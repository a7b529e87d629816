"""What a user's type checker sees: the type of every answer.

Four type checkers read this file and find nothing in it (`python -m
tests.typing.checkers`); what they must find is in `mistakes.py`.
"""

import datetime
from typing import Any, assert_never, assert_type

import dprkrel
from dprkrel import (
    Actor,
    Agreement,
    Appointment,
    Certainty,
    Change,
    Confidence,
    Conflict,
    Count,
    CountedEvent,
    Coverage,
    Dataset,
    Event,
    Explanation,
    ImpliedWhen,
    JudgedSuperlative,
    Meeting,
    MilitaryActivity,
    MonthCoverage,
    OfficeHolder,
    Panel,
    PanelCell,
    Position,
    Relation,
    RelationChange,
    Report,
    Statement,
    Status,
    Transfer,
    TreatyAction,
    Verification,
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
    assert_type(dprkrel.panel("a-rule", day, "2024", freq="year", by=("sending", dprkrel.PanelBy.RANK)), Panel)
    assert_type(dprkrel.panel("a-rule", day, "2024").cells, dprkrel.Results[PanelCell])
    assert_type(dprkrel.coverage(actor, "Russia", start=day), dprkrel.Results[Coverage])
    assert_type(
        dprkrel.coverage_by_month(actor, "Russia", start=day, types="visit", rank="minister"),
        dprkrel.Results[MonthCoverage],
    )
    assert_type(dprkrel.changes("2026.11.22"), dprkrel.Results[Change])
    assert_type(dprkrel.confidence(event), Confidence)
    assert_type(dprkrel.to_icalendar([event, "an-event"]), str)
    assert_type(dprkrel.visits_by_actor(actor).to_icalendar(), str)
    assert_type([*dprkrel.to_networkx(dprkrel.visits_by_actor(actor), level="state")], list[str])
    assert_type(dprkrel.before(event, "putin-visit-dprk-2024"), Certainty)
    assert_type(dprkrel.order(event, When("2024")), Certainty)
    assert_type(dprkrel.count_events("2024", None, types=Visit), int)
    assert_type(dprkrel.missions_at_work(on=day, sending=actor), dprkrel.Results[Relation])
    assert_type(dprkrel.as_of(day), Dataset)
    assert_type(dprkrel.evidence(event), dprkrel.Results[Report])
    assert_type(dprkrel.conflicts(actor), dprkrel.Results[Conflict])
    assert_type(dprkrel.positions_on(event), dprkrel.Results[Position])
    assert_type(dprkrel.verify(), Verification)
    assert_type(dprkrel.why("an-event"), Explanation)
    assert_type(dprkrel.superlatives(event), dprkrel.Results[JudgedSuperlative])
    assert_type(dprkrel.order_reasons(event, "an-event"), tuple[str, ...])
    assert_type(dprkrel.implied_when("a-relation"), ImpliedWhen)
    assert_type(dprkrel.table("visits", "participants"), dprkrel.Table)
    assert_type(dprkrel.cite(event, format="bibtex"), str)
    assert_type(dprkrel.json_schema(), dict[str, Any])
    assert_type(dprkrel.cite("treaty", format="csl"), str)
    assert_type(dprkrel.write_package("a-folder"), None)
    assert_type(dprkrel.write_sqlite("a-file.db"), None)
    assert_type(dprkrel.resolve("an-id").id == "an-id", bool)


def words(event: Event, change: Change, relation: Relation, participant: dprkrel.Participant, report: Report) -> bool:
    """A word of a vocabulary is compared with text, and no checker takes that for a mistake."""
    assert_type(event.status.value, str)
    return (
        event.status == "occurred"
        and event.event_type == "visit"
        and change.kind == "added"
        and relation.relation_type == "mission"
        and participant.role == "visitor"
        and report.stance == "asserts"
        and dprkrel.confidence(event) == "high"
    )


def methods(data: Dataset, day: datetime.date, actor: Actor, event: Event) -> None:
    """Every question is a method of the same type."""
    assert_type(data.find_actor("Korut", on=day), Actor)
    assert_type(data.table(data.events, "reports"), dprkrel.Table)
    assert_type(data.json_schema(), dict[str, Any])
    assert_type(data.cite(data.events), str)
    assert_type(data.write_package("a-folder"), None)
    assert_type(data.write_sqlite("a-file.db"), None)
    assert_type(data.resolve("an-id").id == "an-id", bool)
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
    assert_type(data.panel("a-rule", "2024", "2025", freq="year", by="direction"), Panel)
    assert_type(data.cite(), str)
    assert_type(data.count_visits(data.counting_rules[0], "2024", day), Count)
    assert_type(data.coverage(), dprkrel.Results[Coverage])
    assert_type(data.changes("2026.11.22"), dprkrel.Results[Change])
    assert_type(data.confidence("a-relation"), Confidence)
    assert_type(data.before(event, event), Certainty)
    assert_type([*data.to_networkx()], list[str])
    assert_type(data.to_icalendar(), str)
    assert_type(data.order(event, event), Certainty)
    assert_type(data.count_events(None, day), int)
    assert_type(data.missions_at_work(on="2024", types="mission"), dprkrel.Results[Relation])
    assert_type(data.as_of("2024-01-01"), Dataset)
    assert_type(data.coverage_by_month(), dprkrel.Results[MonthCoverage])
    assert_type(data.evidence("a-relation"), dprkrel.Results[Report])
    assert_type(data.conflicts(), dprkrel.Results[Conflict])
    assert_type(data.positions_on("an-event"), dprkrel.Results[Position])
    assert_type(data.verify(texts="texts"), Verification)
    assert_type(data.why(event), Explanation)
    assert_type(data.superlatives(), dprkrel.Results[JudgedSuperlative])
    assert_type(data.order_reasons(day, event), tuple[str, ...])
    assert_type(data.implied_when(event), ImpliedWhen)
    assert_type(data.events, tuple[Event, ...])


def results(data: Dataset) -> None:
    """Results are a tuple that makes a table, and a table is of columns with values of a few types."""
    visits = data.visits_by_actor("Lavrov")
    assert_type(visits[0], Visit)
    # Nothing is stated of `visits[:2]`: ty takes a slice for a plain tuple, whatever `__getitem__` says.
    assert_type([visit.summary for visit in visits], list[str])
    assert_type(visits.table("reports"), dprkrel.Table)
    assert_type(dprkrel.table("visits").to_csv(), str)
    assert_type(dprkrel.table(visits).to_jsonl("visits.jsonl"), None)
    assert_type(data.table([visits[0]]).columns, tuple[str, ...])
    assert_type(data.table("visits").schema, tuple[dprkrel.Column, ...])


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
