"""Generated datasets that keep every law: by construction, with no filtering."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import dprkrel
from dprkrel import (
    Actor,
    ActorKind,
    Certainty,
    Dataset,
    DatasetError,
    Event,
    EventType,
    Fault,
    Link,
    LinkType,
    Name,
    NameKind,
    Office,
    Participant,
    Place,
    PlaceKind,
    Rank,
    Relation,
    RelationType,
    Report,
    Role,
    Source,
    SourceKind,
    Stance,
    Visit,
    When,
)
from dprkrel.checks import ActorId, EventId, OfficeId, PlaceId, RelationId, SourceId
from dprkrel.events import CLASS_OF
from tests.strategies import FIRST, LAST, ROLES, days, optional, texts, tuples_of, whens

_FREE: Final = frozenset({LinkType.ABOUT})
_SILENT: Final = frozenset({Stance.MISSTATES, Stance.DECLINES_TO_CONFIRM})
_SETTLED: Final = frozenset({RelationType.DIPLOMATIC_RELATIONS, RelationType.MISSION, RelationType.OFFICE_HELD})

# Built once: strategies are dear to build and cheap to draw from.
_DAYS: Final = days()
_EITHER: Final = st.booleans()
_COUNTS: Final = st.integers(1, 2)
_UP_TO_9: Final = st.integers(0, 9)
_EDITIONS: Final = st.sampled_from(("unreleased", "2024.1"))
_LINK_TYPES: Final = st.sampled_from(LinkType)
_OTHER_TIES: Final = st.sampled_from([each for each in RelationType if each not in _SETTLED])
_EVENT_TYPES: Final = st.sampled_from((EventType.VISIT, EventType.SITE_VISIT)) | st.sampled_from(EventType)


class _World(NamedTuple):
    """Hold what stands in every generated dataset of so many states."""

    states: tuple[str, ...]
    persons: tuple[str, ...]
    places: tuple[str, ...]

    def state_of(self, person: str) -> str | None:
        """Return the state of a person; None for a state or the press."""
        return self.states[self.persons.index(person) // 2] if person in self.persons else None


@cache
def _world(count: int) -> _World:
    numbers = range(count)
    return _World(
        states=tuple(f"state-{n}" for n in numbers),
        persons=tuple(f"person-{n}-{m}" for n in numbers for m in range(2)),
        places=("region", *(f"{kind}-{n}" for n in numbers for kind in ("country", "city"))),
    )


@cache
def _stances() -> SearchStrategy[tuple[Stance, ...]]:
    counted = st.sampled_from([stance for stance in Stance if stance not in _SILENT])
    return st.just((Stance.ASSERTS,)) | st.tuples(counted) | st.tuples(counted, st.sampled_from(Stance))


def told(*stances: Stance) -> tuple[Report, ...]:
    """Return reports of these stances that every law allows, the first of the text `text`."""
    first, *others = stances
    return (
        Report(source_id=SourceId("text"), stance=first, paragraphs=(1,), note="read"),
        *(Report(source_id=SourceId("background"), stance=stance, note="known") for stance in others),
    )


@cache
def _places(count: int) -> SearchStrategy[PlaceId | None]:
    return optional(st.sampled_from(_world(count).places).map(PlaceId))


@cache
def _parts(count: int, event_type: EventType) -> SearchStrategy[tuple[Participant, ...]]:
    """Draw who takes part; an office stands for the wish to name one, a state for the wish to act for it."""
    world = _world(count)
    part = st.builds(
        Participant,
        actor_id=st.sampled_from([*world.persons, *world.states, "press"]).map(ActorId),
        role=st.sampled_from(ROLES.get(CLASS_OF[event_type], tuple(Role))),
        acted_for=optional(st.just(ActorId("state"))),
        office_id=optional(st.just(OfficeId("office"))),
    )
    return tuples_of(part, 1, max_size=3)


def _fitting(event: Event, world: _World, earlier: list[Event], spells: list[Relation]) -> Event:
    """Let people act for their own state, in offices that they may have held, where they can have been."""

    def fitted(part: Participant) -> Participant:
        held = [
            spell.office_id
            for spell in spells
            if spell.subject_id == part.actor_id and spell.when.overlaps(event.when) is not Certainty.IMPOSSIBLE
        ]
        state = world.state_of(part.actor_id) if part.acted_for else None
        return evolve(
            part, acted_for=ActorId(state) if state else None, office_id=held[0] if held and part.office_id else None
        )

    present = {part.actor_id for part in event.participants}
    busy = any(
        other.place_id not in (None, event.place_id)
        and other.when.overlaps(event.when) is not Certainty.IMPOSSIBLE
        and present & {part.actor_id for part in other.participants}
        for other in earlier
    )
    return evolve(
        event,
        participants=tuple(map(fitted, event.participants)),
        place_id=None if busy else event.place_id,
    )


def _connected(draw: DrawFn, event: Event, earlier: list[Event]) -> Event:
    """Draw an event as part of an earlier visit, within it; or linked to an earlier event, in an order that can be."""
    number = draw(_UP_TO_9)
    if not earlier or number > 5:
        return event
    other = earlier[number % len(earlier)]
    if isinstance(other, Visit) and draw(_EITHER):
        low = max(other.when.earliest or FIRST, FIRST)
        day = When.parse(draw(days(low, max(low, min(other.when.latest or LAST, LAST)))))
        return evolve(event, part_of=other.id, when=other.when if other.part_of else day)
    returned = isinstance(other, Visit) and isinstance(event, Visit)
    link = Link(link_type=LinkType.RECIPROCATES if returned else draw(_LINK_TYPES), event_id=other.id)
    if link.link_type in _FREE:
        return evolve(event, links=(link,))
    if link.link_type is LinkType.PREPARES:  # whatever happens is prepared before the first day
        return evolve(event, links=(link,), when=When("2023"))
    # However late the other ended, this came later, and was told; what may have ended later is followed by nothing.
    ended = other.when.latest
    return evolve(event, links=(link,), when=When(f"[{ended}..]")) if ended and ended <= LAST else event


def _tie(
    relation_type: RelationType, subject: str, object_: str, when: When, *stances: Stance, **more: Any
) -> Relation:
    return Relation(
        id=RelationId(
            f"{relation_type.value.replace('_', '-')}-{subject}-{object_}-{more.get('office_id', '')}".strip("-")
        ),
        relation_type=relation_type,
        subject_id=ActorId(subject),
        object_id=ActorId(object_),
        when=when,
        summary="They were tied.",
        reports=told(*stances or (Stance.ASSERTS,)),
        **more,
    )


def _spells(draw: DrawFn, world: _World) -> list[Relation]:
    """Draw who was minister of each state, one after the other, and perhaps deputy, whenever that was."""
    found = []
    for number, state in enumerate(world.states):
        day, first, second = draw(_DAYS), f"person-{number}-0", f"person-{number}-1"
        for person, when in ((first, When(f"../{day}")), (second, When(f"{day}/.."))):
            found.append(_tie(RelationType.OFFICE_HELD, person, state, when, office_id=OfficeId(f"minister-{number}")))
        if draw(_EITHER):
            when, office_id = draw(whens()), OfficeId(f"deputy-{number}")
            found.append(_tie(RelationType.OFFICE_HELD, first, state, when, office_id=office_id))
    return found


def _ties(draw: DrawFn, world: _World) -> list[Relation]:
    """Draw relations between states, missions not before them, and other ties, no two alike."""
    found = []
    for first, second in pairwise(world.states):
        since, opened = draw(whens()), draw(whens())
        opened = since if opened.starts_before(since) is Certainty.CERTAIN else opened
        found.append(_tie(RelationType.DIPLOMATIC_RELATIONS, first, second, since))
        found.append(_tie(RelationType.MISSION, second, first, opened, *draw(_stances())))
    other = draw(_OTHER_TIES)
    found.append(_tie(other, world.persons[0], world.states[-1], draw(whens()), *draw(_stances())))
    return found


def actor(actor_id: str, kind: ActorKind, state: str | None = None) -> Actor:
    """Return an actor with one name."""
    name = Name(text=actor_id.title(), language="en", kind=NameKind.PRIMARY)
    return Actor(id=ActorId(actor_id), kind=kind, names=(name,), state_id=ActorId(state) if state else None)


@cache
def standing(count: int = 2) -> dict[str, Any]:
    """Return the actors, offices, places and sources of generated datasets of so many states."""
    world = _world(count)

    def place(place_id: str) -> Place:
        kind, _, number = place_id.partition("-")
        within = {"region": None, "country": PlaceId("region"), "city": PlaceId(f"country-{number}")}[kind]
        return Place(id=PlaceId(place_id), name=place_id, kind=PlaceKind(kind), within=within)

    def source(kind: SourceKind) -> Source:
        return Source(
            id=SourceId(kind.value),
            kind=kind,
            description="what was read",
            language="en",
            dateline=When.parse(LAST),
            file="1.txt",
            sha256="0" * 64,
            paragraph_count=9,
        )

    return {
        "actors": [
            *(actor(state, ActorKind.STATE) for state in world.states),
            *(actor(person, ActorKind.PERSON, world.state_of(person)) for person in world.persons),
            actor("press", ActorKind.MEDIA),
        ],
        "offices": [
            Office(
                id=OfficeId(f"{post}-{number}"),
                title=post,
                of_id=ActorId(state),
                rank=Rank.MINISTER,
                several=post == "deputy",
            )
            for number, state in enumerate(world.states)
            for post in ("minister", "deputy")
        ],
        "places": [place(place_id) for place_id in world.places],
        "sources": [source(SourceKind.TEXT), source(SourceKind.BACKGROUND)],
    }


@st.composite
def datasets(draw: DrawFn) -> Dataset:
    """Draw datasets that keep every law.

    They have states with their persons, offices held one after the other,
    nested places, a text and a background source, visits with parts and
    return visits, and missions after relations.
    """
    count, summary = draw(_COUNTS), draw(texts())
    world = _world(count)
    spells, happened = _spells(draw, world), list[Event]()
    for number in range(draw(_UP_TO_9) // 2 + 1):
        event_type = draw(_EVENT_TYPES)
        more: dict[str, Any] = {"office_id": OfficeId("minister-0")} if event_type is EventType.APPOINTMENT else {}
        event = CLASS_OF[event_type](
            id=EventId(f"event-{number}"),
            event_type=event_type,
            when=draw(whens()),
            summary=summary,
            reports=told(*draw(_stances())),
            participants=draw(_parts(count, event_type)),
            place_id=draw(_places(count)),
            **more,
        )
        happened.append(_fitting(_connected(draw, event, happened), world, happened, spells))
    tables: dict[str, Any] = {
        **standing(count),
        "events": happened,
        "relations": [*spells, *_ties(draw, world)],
    }
    return Dataset(edition=draw(_EDITIONS), **tables)


def served() -> SearchStrategy[Dataset]:
    """Draw generated datasets and, once it holds anything, the bundled one."""
    return st.deferred(lambda: datasets() | st.builds(dprkrel.load) if dprkrel.load().events else datasets())


def visit(event_id: str, when: When | str, *participants: Participant, **more: Any) -> Visit:
    """Return a visit that a text asserts, for planting."""
    fields: dict[str, Any] = {"reports": told(Stance.ASSERTS), **more}
    return Visit(
        id=EventId(event_id),
        event_type=EventType.VISIT,
        when=When.parse(when),
        summary="It was planted.",
        participants=participants,
        **fields,
    )


def grown(dataset: Dataset | None = None, **records: Iterable[Any]) -> Dataset:
    """Return a dataset with more records in its tables; without one, what stands in every generated dataset."""
    tables: dict[str, Any] = dict(dataset.tables() if dataset else standing())
    for table, more in records.items():
        tables[table] = [*tables.get(table, ()), *more]
    return Dataset(**tables)


def faults(dataset: Dataset | None = None, **records: Iterable[Any]) -> tuple[Fault, ...]:
    """Return the faults for which a dataset with these records more is refused; none when it is accepted."""
    try:
        grown(dataset, **records)
    except DatasetError as error:
        return error.faults
    return ()
