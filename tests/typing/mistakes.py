"""Mistakes of users: each line with the mark `wrong` must be an error for every type checker, and no other line.

The file is read by type checkers alone (`python -m tests.typing.checkers`); it is never run.
"""

import datetime
from typing import assert_never

import dprkrel
from dprkrel import (
    Actor,
    Dataset,
    Derivation,
    Event,
    Gap,
    Link,
    Meeting,
    Office,
    Participant,
    Place,
    Report,
    Visit,
    When,
)


def of_change(data: Dataset, actor: Actor, visit: Visit) -> None:
    """Nothing can be changed."""
    visit.summary = "Another."  # wrong: a record is frozen
    data.edition = "another"  # wrong: a dataset is frozen
    visit.when.edtf = "2024"  # wrong: a date is frozen
    del actor.names[0]  # wrong: tables in records are tuples
    data.events.append(visit)  # wrong: and so are the tables of a dataset


def of_names(data: Dataset, actor: Actor, visit: Visit) -> None:
    """What is misspelled is not there."""
    dprkrel.visit_by_actor(actor)  # wrong: a function
    data.visit_by_actor(actor)  # wrong: a method
    print(data.evnts)  # wrong: a table
    print(visit.visitrs)  # wrong: a property
    print(visit.reports[0].sorce_id)  # wrong: a field of a part
    print(visit.when.earlist)  # wrong: a bound of a date
    print(dprkrel.Status.OCURRED)  # wrong: a word of a vocabulary


def of_arguments(data: Dataset, actor: Actor, visit: Visit, day: datetime.date) -> None:
    """An argument has its type, its name and its place."""
    dprkrel.visits_by_actor(day)  # wrong: a day is no actor
    dprkrel.visits_by_actor(actor, "host")  # wrong: what is optional has a name
    dprkrel.events_between(2023, 2024)  # wrong: a number is no date
    dprkrel.visits_by_actor(actor, role="visitr")  # wrong: a word of a vocabulary
    dprkrel.relations_of(actor, types="mision")  # wrong: a word of a vocabulary
    dprkrel.events_between(None, None, types="vist")  # wrong: a word of a vocabulary
    data.meetings_of(actor, status="ocurred")  # wrong: a word of a vocabulary
    dprkrel.relations_of(actor, on=5)  # wrong: a number is no date
    dprkrel.office_holder("foreign minister", of=actor)  # wrong: the day is missing
    dprkrel.meetings_of(actor, when="2024")  # wrong: no such argument
    dprkrel.visits_by_actor(actor, rank=5)  # wrong: a number is no rank
    dprkrel.count_visits("a-rule")  # wrong: the days are missing
    dprkrel.panel("a-rule", "2024", "2025", freq="week")  # wrong: a word of a vocabulary
    dprkrel.panel("a-rule", "2024", "2025", by=("rank", "month"))  # wrong: a word of a vocabulary
    dprkrel.coverage(actor, actor, "2024")  # wrong: a day has a name here
    dprkrel.changes(2026.11)  # wrong: a number is no edition
    dprkrel.before(actor, visit)  # wrong: an actor has no time
    dprkrel.read(5)  # wrong: a number is no path
    data.extend(events=[actor])  # wrong: an actor is no event
    When(edtf="2024").before(2025)  # wrong: a number is no date
    When(2024)  # wrong: a number is no date


def of_answers(data: Dataset, actor: Actor, day: datetime.date) -> None:
    """An answer has its type."""
    dprkrel.visits_by_actor(actor)[0].treaty_id  # wrong: a visit has no treaty
    dprkrel.office_holder("foreign minister", of=actor, on=day).id  # wrong: there may be none
    print(data.visits_by_actor(actor).tabel())  # wrong: a method of results
    data.table("visits").name = "mine"  # wrong: a table is frozen
    data.table("visits").to_csv(5)  # wrong: a number is no path
    first: Meeting = data.events_between(None, None, types=Visit)[0]  # wrong: a visit is no meeting
    number: str = data.count_visits("a-rule", day, day).number  # wrong: a count is a number
    print(data.events[0].when.earliest.year)  # wrong: an open date has no earliest day
    print(first, number, data.find_actor("Korut").names.text)  # wrong: an actor has many names


def of_records() -> None:
    """A record is built from what its fields take."""
    Participant(actor_id="x", role="visitr")  # wrong: a word of a vocabulary
    Participant(actor_id=5, role="host")  # wrong: a number is no id
    Participant(actor_id="x")  # wrong: the role is missing
    Report(source_id="x", stance="claims")  # wrong: a word of a vocabulary
    Report(source_id="x", stance="asserts", when=2024)  # wrong: a number is no date
    Report(source_id="x", stance="asserts", phrases=5)  # wrong: a number is no table
    Office(id="x", title="X", of_id="x", rank=5)  # wrong: a number is no rank
    Place(id="x", name="X", kind="town")  # wrong: a word of a vocabulary
    Link(link_type="about", event_id="x", reports=["x"])  # wrong: an id is no report
    Derivation(phrase="x", anchor=2024, rule="same_day")  # wrong: a number is no date
    Actor(id="x", kind="state", names=["X"])  # wrong: a text is no name
    Visit(id="x", event_type="visit", when="2024", summary="X.", reports=5)  # wrong: a number is no table
    Visit(id="x", event_type="visit", when="2024", summary="X.", reports=["x"])  # wrong: an id is no report
    Visit(id="x", event_type="visit", when="2024", summary="X.", reports=[], links=["x"])  # wrong: an id is no link
    Visit(id="x", event_type="vist", when="2024", summary="X.", reports=[])  # wrong: a word of a vocabulary
    Visit(id="x", event_type="visit", when=2024, summary="X.", reports=[])  # wrong: a number is no date
    Gap(when="2024", reason="Lost.", event_types="gifts")  # wrong: a word of a vocabulary
    Dataset(edition=5)  # wrong: a number is no edition
    Dataset(edition="mine", events=5)  # wrong: a number is no table
    Visit("x")  # wrong: fields have names


def of_classes(event: Event) -> str:
    """A `match` over the classes of event that forgets one is not complete."""
    match event:
        case Visit() | Meeting() | dprkrel.Agreement() | dprkrel.Statement() | dprkrel.Appointment():
            return event.summary
        case dprkrel.RelationChange() | dprkrel.TreatyAction() | dprkrel.Vote() | dprkrel.Transfer():
            return event.id
        case _:
            assert_never(event)  # wrong: military activities are left
