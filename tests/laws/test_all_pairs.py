"""The laws that sweep give the faults that a comparison of each record with each gives, in the same order."""

import datetime
from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from dprkrel import (
    ActorKind,
    Cause,
    Certainty,
    Change,
    ChangeKind,
    Earlier,
    EventType,
    Fault,
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
    Status,
    Visit,
    When,
)
from dprkrel.errors import fault_of
from dprkrel.laws.chronology import nobody_is_in_two_places, offices_are_held, spells_do_not_overlap
from dprkrel.laws.evidence import tellings_fit_their_time
from dprkrel.laws.references import chains_have_an_end, references_resolve
from dprkrel.questions.evidence import counts, earlier_telling, is_published
from dprkrel.records.fields import ActorId, ChangeId, EventId, OfficeId, PlaceId, RelationId, SourceId
from dprkrel.records.statuses import status_of
from dprkrel.store.chains import chain
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import actor, page, told
from dprkrel.strategies.drawn_values import FIRST, days, spans, whens
from tests.datasets import visit

DAY: Final = datetime.timedelta(days=1)
WHENS: Final = whens() | spans() | st.sampled_from([When("2024-02-01/.."), When("../2024-02-10"), When("/")])
TYPES: Final = st.sampled_from((RelationType.DIPLOMATIC_RELATIONS, RelationType.MISSION, RelationType.OFFICE_HELD))


PAIRS: Final = st.sampled_from([*permutations(("one", "two", "three"), 2)])
OFFICES: Final = (OfficeId("alone"), OfficeId("among-others"))


@st.composite
def spells(draw: DrawFn) -> Tables:
    """Draw relations, missions and spells in offices of few actors, with acts in these offices."""
    relations = []
    for number in range(draw(st.integers(0, 12))):
        relation_type, (subject, other) = draw(TYPES), draw(PAIRS)
        office = draw(st.sampled_from(OFFICES))
        relations.append(
            Relation(
                id=RelationId(f"relation-{number}"),
                relation_type=relation_type,
                subject_id=ActorId(subject),
                object_id=ActorId(other),
                when=draw(WHENS),
                summary="It was drawn.",
                reports=told(Stance.ASSERTS),
                office_id=office if relation_type is RelationType.OFFICE_HELD else None,
            )
        )
    acts = []
    for number in range(draw(st.integers(0, 4))):
        (actor_id, _), office = draw(PAIRS), draw(st.sampled_from(OFFICES))
        part = Participant(actor_id=ActorId(actor_id), role=Role.VISITOR, office_id=office)
        acts.append(visit(f"act-{number}", draw(WHENS), part))
    offices = [
        Office(id=office, title=office, of_id=ActorId("one"), rank=Rank.MINISTER, several=office == OFFICES[1])
        for office in OFFICES
    ]
    return Tables(relations=relations, events=acts, offices=offices)


def tie_of(relation: Relation) -> object:
    """Return what two records of one relation have in common."""
    if not relation.relation_type.directed:
        return relation.relation_type, frozenset((relation.subject_id, relation.object_id))
    return relation.relation_type, relation.subject_id, relation.object_id, relation.office_id


def spells_by_pairs(tables: Tables) -> Iterator[Fault]:
    """Yield what `spells_do_not_overlap` is to yield, comparing each with each."""
    ties = dict.fromkeys(map(tie_of, tables.relations))
    for same in ([each for each in tables.relations if tie_of(each) == tie] for tie in ties):
        for first, second in combinations(same, 2):
            if first.when.overlaps(second.when) is Certainty.CERTAIN:
                expected = f"a period that does not overlap {first.id} ({first.when})"
                yield fault_of(second.id, "when", second.when, expected)


@given(spells())
def test_spells_are_compared_as_by_pairs(tables: Tables) -> None:
    """Overlapping spells are those of a comparison of each with each."""
    assert list(spells_do_not_overlap(tables)) == list(spells_by_pairs(tables))


def holders_by_pairs(tables: Tables) -> Iterator[Fault]:
    """Yield what `offices_are_held` is to yield, comparing each with each."""
    for event in tables.events:
        (part,) = event.participants
        held = [
            each.when
            for each in tables.relations
            if (each.office_id, each.subject_id) == (part.office_id, part.actor_id)
        ]
        if all(event.when.overlaps(when) is Certainty.IMPOSSIBLE for when in held):
            spelled = ", ".join(map(str, held)) or "no period is known"
            yield fault_of(
                event.id,
                "participants",
                f"{part.actor_id} as {part.office_id}",
                f"law 4: a day on which they held the office ({spelled})",
            )
    for office_id in dict.fromkeys(each.office_id for each in tables.relations if each.office_id):
        holding = [each for each in tables.relations if each.office_id == office_id]
        for each in holding:
            if each.object_id != "one":
                yield fault_of(each.id, "object_id", each.object_id, "one, whose office it is")
        for first, second in combinations([] if tables.office(office_id).several else holding, 2):
            handed_over = first.when.latest == second.when.earliest or second.when.latest == first.when.earliest
            overlap = first.when.overlaps(second.when) is Certainty.CERTAIN
            if overlap and first.subject_id != second.subject_id and not handed_over:
                expected = f"one holder at a time; {first.id} has {first.when}"
                yield fault_of(second.id, "when", second.when, expected)


@given(spells())
def test_holders_are_compared_as_by_pairs(tables: Tables) -> None:
    """Acts out of office, and two holders at a time, are those of a comparison of each with each."""
    assert list(offices_are_held(tables)) == list(holders_by_pairs(tables))


@st.composite
def stays(draw: DrawFn) -> Tables:
    """Draw visits and meetings of two persons in two countries."""
    events: list[Any] = []
    for number in range(draw(st.integers(0, 10))):
        start = draw(days(FIRST, FIRST + 9 * DAY))
        parts = draw(st.lists(st.sampled_from(("one", "two")), min_size=1, unique=True))
        role = Role.VISITOR if (is_visit := draw(st.booleans())) else Role.PARTICIPANT
        build = Visit if is_visit else Meeting
        events.append(
            build(
                id=EventId(f"event-{number}"),
                event_type=EventType.VISIT if is_visit else EventType.MEETING,
                when=When.window(start, start + draw(st.integers(0, 5)) * DAY) if is_visit else When.parse(start),
                summary="It was drawn.",
                reports=told(draw(st.sampled_from((Stance.ASSERTS, Stance.ASSERTS, Stance.ANNOUNCES)))),
                participants=tuple(Participant(actor_id=ActorId(each), role=role) for each in parts),
                place_id=draw(st.sampled_from((PlaceId("here"), PlaceId("there"), None))),
            )
        )
    places = [Place(id=PlaceId(name), name=name, kind=PlaceKind.COUNTRY) for name in ("here", "there")]
    persons = [actor(name, ActorKind.PERSON) for name in ("one", "two")]
    return Tables(actors=persons, places=places, events=events)


def surely_there(event: Any) -> tuple[datetime.date, datetime.date]:
    """Return the days on which somebody who took part was surely there."""
    first, last = event.when.earliest, event.when.latest
    return (first, last) if isinstance(event, Meeting) else (first + DAY, last - DAY)


def places_by_pairs(tables: Tables) -> Iterator[Fault]:
    """Yield what `nobody_is_in_two_places` is to yield, comparing each with each."""
    for person in ("one", "two"):
        there = [
            each
            for each in tables.events
            if each.place_id and each.status is Status.OCCURRED and person in [part.actor_id for part in each.participants]
        ]  # fmt: skip
        for event, other in combinations(there, 2):
            (start, end), (begin, stop) = surely_there(event), surely_there(other)
            if event.place_id != other.place_id and max(start, begin) <= min(end, stop):
                expected = f"law 5: {person} is in {other.place_id} then ({other.id})"
                yield fault_of(event.id, "place_id", event.place_id, expected)


@given(stays())
def test_stays_are_compared_as_by_pairs(tables: Tables) -> None:
    """Whoever is in two countries on one day is found as by a comparison of each stay with each."""
    assert list(nobody_is_in_two_places(tables)) == list(places_by_pairs(tables))


@st.composite
def described(draw: DrawFn) -> Tables:
    """Draw an event that sources of different days tell in different ways, with some earlier descriptions."""
    count = draw(st.integers(1, 6))
    sources = [page(f"page-{number}", draw(days(FIRST, FIRST + 4 * DAY))) for number in range(count)]
    reports = [Report(source_id=each.id, stance=draw(st.sampled_from(Stance)), note="It says so.") for each in sources]
    until = draw(st.lists(st.sampled_from(sources), max_size=2, unique=True))
    earlier = tuple(Earlier(until=each.id, summary=f"It was told until {each.id}.") for each in until)
    event = visit("event", When("2024-01"), reports=tuple(draw(st.permutations(reports))), earlier=earlier)
    return Tables(sources=sources, events=[event])


def descriptions_day_by_day(tables: Tables) -> Iterator[Fault]:
    """Yield what `tellings_fit_their_time` is to yield, looking at all reports on each day."""
    (event,) = tables.events

    def tense(status: Status) -> Status:
        return Status.PLANNED if status is Status.EXPECTED else status

    def written(source_id: SourceId) -> datetime.date:
        known_by = tables.source(source_id).known_by
        assert known_by
        assert known_by.latest
        return known_by.latest

    ended = [(written(each.until), each.until) for each in event.earlier]
    if ended != sorted(set(ended)):
        expected = "descriptions in the order of publication of these sources"
        yield fault_of(
            event.id, "earlier", f"descriptions until {', '.join(each.until for each in event.earlier)}", expected
        )
    sources = {source.id: source for source in tables.sources}
    seen: dict[Earlier | None, Status] = {None: tense(event.status)}
    for day in sorted({written(source_id) for source_id in sources}):
        known = {source.id for source in tables.sources if is_published(source, day)}
        reports = [report for report in event.reports if report.source_id in known]
        if not counts(reports, sources):
            continue
        then = tense(status_of(reports))
        if seen.setdefault(earlier_telling(event, known), then) is not then:
            expected = f"how it was described then, when its status was {then}"
            yield fault_of(event.id, "earlier", f"no description for {day}", expected)


@given(described())
def test_descriptions_are_weighed_as_day_by_day(tables: Tables) -> None:
    """Descriptions that do not fit their time are those found by looking at all that was known on each day."""
    assert list(tellings_fit_their_time(tables)) == list(descriptions_day_by_day(tables))


NUMBERED: Final = st.lists(st.none() | st.integers(0, 7), min_size=8, max_size=8)


@given(NUMBERED)
def test_rings_of_parts_are_those_of_each_walk(above: list[int | None]) -> None:
    """Of every ring one fault is told, at the first event that leads into it."""
    wholes = {f"event-{n}": None if up in (n, None) else f"event-{up}" for n, up in enumerate(above)}
    tables = Tables(events=[visit(name, "2024", part_of=whole) for name, whole in wholes.items()])
    found, expected = [fault.record for fault in chains_have_an_end(tables)], list[str]()
    seen = set[str]()
    for start in wholes:
        walked = [*chain(start, wholes.get)]
        if wholes[walked[-1]] and seen.isdisjoint(walked):
            expected.append(start)
        seen.update(walked)

    assert found == expected


@given(NUMBERED, st.lists(st.sampled_from(("event", "actor")), min_size=8, max_size=8))
def test_rings_of_heirs_are_those_of_each_walk(heirs: list[int | None], kinds: list[str]) -> None:
    """A change is refused exactly when the heirs of what it merged lead back to one of themselves."""
    usual: dict[str, Any] = {"edition": "2024.3.5", "reason": "It was so.", "cause": Cause.CODING}
    changelog = [
        Change(
            id=ChangeId(f"change-{number}"),
            kind=ChangeKind.WITHDRAWN if heir is None else ChangeKind.MERGED,
            record_kind=kind,
            record_ids=(f"record-{number}",),
            heir_id=None if heir is None else f"record-{heir}",
            **usual,
        )
        for number, (heir, kind) in enumerate(zip(heirs, kinds, strict=True))
    ]
    found = [fault.record for fault in references_resolve(Tables(changelog=changelog)) if fault.field == "heir_id"]
    rings = []
    for change in changelog:
        above = {each.record_ids[0]: each.heir_id for each in changelog if each.record_kind == change.record_kind}
        walked = [*chain(change.heir_id, above.get)]
        if walked and above.get(walked[-1]):
            rings.append(change.id)

    assert found == rings
