"""A stranger's file: a dataset of one's own, built from plain text with public names alone.

Four type checkers read this file and find nothing in it (`python -m
tests.typing.checkers`), and a test runs it.
"""

import datetime
import json
from typing import assert_type

import dprkrel
from dprkrel import (
    Actor,
    ActorId,
    CountingRule,
    Coverage,
    Dataset,
    Derivation,
    Event,
    Figure,
    Gap,
    Link,
    Meeting,
    Name,
    Office,
    Participant,
    Place,
    Quantity,
    Rank,
    Relation,
    Report,
    Role,
    Scope,
    Source,
    StanceWord,
    Superlative,
    Visit,
    When,
)


def reported(stance: StanceWord = "asserts") -> Report:
    """Return what a source says, in a function that takes a word."""
    return Report(source_id="gazette-2024-03-05", stance=stance)


def names(*spellings: str) -> list[Name]:
    """Return names of which the first is the primary one."""
    return [
        Name(text=text, language="en", kind="alias" if number else "primary") for number, text in enumerate(spellings)
    ]


def built() -> Dataset:
    """Build a dataset from words, EDTF text, days in ISO 8601 and lists."""
    source = Source(
        id="gazette-2024-03-05",
        kind="page",
        description="The gazette on a visit.",
        language="en",
        publisher_id="gazette",
        title="Minister back from Ruritania",
        standing="secondary",
        published="2024-03-05",
        url="https://gazette.example/2024/03/05",
    )
    said = Report(
        source_id="gazette-2024-03-05",
        stance="asserts",
        when=datetime.date(2024, 3, 2),
        derivation=Derivation(phrase="on Saturday", anchor="2024-03-05", rule="weekday_on_or_before", value="saturday"),
        quantities=[Quantity(unit="delegates", best=12)],
    )
    visit = Visit(
        id="arkady-visit-ruritania-2024",
        event_type="official_visit",
        when="2024-03-02",
        summary="Arkady visited Ruritania.",
        reports=[said],
        participants=[
            Participant(actor_id="arkady", role="visitor", acted_for="arcadia", office_id="arcadia-foreign-minister"),
            Participant(actor_id="ruritania", role="host"),
        ],
        place_id="strelsau",
        superlatives=[
            Superlative(
                kind="first",
                claim="the first of a minister of Arcadia",
                reports=[reported("asserts")],
                scope=Scope(event_types=["official_visit"], role="visitor", acted_for="arcadia", rank="minister"),
                since=When(datetime.date(2000, 1, 1)),
            )
        ],
    )
    talks = Meeting(
        id="arkady-talks-2024",
        event_type="talks",
        when="2024-03-02",
        summary="Arkady held talks in Strelsau.",
        reports=[Report(source_id="gazette-2024-03-05", stance="asserts")],
        participants=[
            Participant(actor_id="arcadia", role="participant"),
            Participant(actor_id="ruritania", role="host"),
        ],
        part_of="arkady-visit-ruritania-2024",
        links=[Link(link_type="about", event_id="arkady-visit-ruritania-2024")],
    )
    held = Relation(
        id="arkady-foreign-minister",
        relation_type="office_held",
        subject_id="arkady",
        object_id="arcadia",
        office_id="arcadia-foreign-minister",
        when="2023/..",
        summary="Arkady is foreign minister of Arcadia.",
        reports=[Report(source_id="gazette-2024-03-05", stance="asserts")],
    )
    return Dataset(
        edition="mine",
        actors=[
            Actor(id="arcadia", kind="state", names=names("Arcadia")),
            Actor(id="ruritania", kind="state", names=names("Ruritania", "Kingdom of Ruritania")),
            Actor(id="arkady", kind="person", names=names("Arkady"), state_id="arcadia"),
            Actor(id="gazette", kind="media", names=names("The Gazette")),
        ],
        offices=[Office(id="arcadia-foreign-minister", title="Foreign Minister", of_id="arcadia", rank="minister")],
        places=[Place(id="strelsau", name="Strelsau", kind="city", latitude=50, longitude=15.5)],
        sources=[source],
        events=[visit, talks],
        relations=[held],
        counting_rules=[
            CountingRule(
                id="ministers",
                title="Visits of ministers",
                publisher_id="gazette",
                definition="Visits of ministers and above.",
                event_types=["visit", "official_visit", "state_visit"],
                rank="minister",
                figures=[Figure(when="2024-01-01/2024-12-31", number=1, source_id="gazette-2024-03-05")],
            ),
            CountingRule(
                id="all-visits",
                title="All visits",
                publisher_id="gazette",
                definition="Visits of any type.",
                event_types=[Visit],
            ),
        ],
        ledger=[
            Coverage(
                id="arcadia-ruritania",
                summary="All between the two.",
                when="2024",
                completeness="partial",
                searched="The gazette.",
                dyad=["arcadia", "ruritania"],
                gaps=[
                    Gap(
                        when="2024-02",
                        reason="The gazette is lost.",
                        rank="minister",
                        event_types="gift",
                        sending_id="arcadia",
                    )
                ],
            )
        ],
    )


def read_back(data: Dataset, path: str) -> Dataset:
    """Write a dataset and read it again, whole and one record at a time."""
    data.write(path)
    visit = data.visits_by_actor("Arkady")[0]
    plain = json.loads(json.dumps(visit.to_dict()))
    assert_type(Visit.from_dict(plain), Visit)
    assert_type(dprkrel.event_from_dict(plain), Event)
    assert_type(data.events_between("2024", "2024", types=Visit), dprkrel.Results[Visit])
    assert_type(
        data.events_of_dyad("Arcadia", "Ruritania", start="2024", end="2024", types=Meeting), dprkrel.Results[Meeting]
    )
    assert_type(data.visits_by_actor("Arcadia", other="Ruritania", start="2024", end="2024"), dprkrel.Results[Visit])
    assert_type(data.extend(events=[], edition="more"), Dataset)
    assert_type(data.subset(actors=["Arcadia"]), Dataset)
    return dprkrel.read(path)


def attributes(data: Dataset) -> None:
    """What a record holds has one type, whatever it was built from."""
    part = data.events[0].participants[0]
    assert_type(part.actor_id, ActorId)
    assert_type(part.role, Role)
    assert_type(data.events[0].when, When)
    assert_type(data.offices[0].rank, Rank)
    assert_type(data.actors[0].names, tuple[Name, ...])
