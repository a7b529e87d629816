"""A dataset small enough to hold in the head, made by hand; the tests of this folder ask and break it."""

import functools
from typing import Any, Final, TypeVar

import attrs

from dprkrel import (
    Actor,
    ActorKind,
    Agreement,
    Appointment,
    Cause,
    Change,
    ChangeKind,
    CountingRule,
    Coverage,
    Dataset,
    Event,
    EventType,
    Figure,
    Link,
    LinkType,
    Meeting,
    Name,
    NameKind,
    NameScheme,
    Office,
    Participant,
    Place,
    PlaceKind,
    Rank,
    Relation,
    RelationChange,
    RelationType,
    Report,
    Role,
    Scope,
    Source,
    SourceKind,
    Stance,
    Statement,
    Superlative,
    SuperlativeKind,
    Transfer,
    Visit,
    When,
)
from dprkrel.records.fields import ActorId, ChangeId, CountingRuleId, EventId, OfficeId, PlaceId, RelationId, SourceId
from dprkrel.records.kinds import Record
from dprkrel.records.plain import built

T = TypeVar("T")

TEXT: Final = "press-2024-07-24"
BACKGROUND: Final = "background"
MINISTER: Final = Scope(
    event_types=(EventType.OFFICIAL_VISIT, EventType.VISIT), role=Role.VISITOR, acted_for=ActorId("russia"),
    office_id=OfficeId("russia-foreign-minister"), place_id=PlaceId("north-korea-land"),
)  # fmt: skip
STATES: Final = ("belarus", "dprk", "russia", "south-korea")


def said(*paragraphs: int, stance: Stance = Stance.ASSERTS, **fields: Any) -> Report:
    """Build what the one text says."""
    return Report(source_id=SourceId(TEXT), stance=stance, paragraphs=paragraphs or (1,), **fields)


def known(note: str = "general knowledge", **fields: Any) -> Report:
    """Build what a general reader knows."""
    return Report(source_id=SourceId(BACKGROUND), stance=Stance.ASSERTS, note=note, **fields)


def part(actor_id: str, role: Role, acted_for: str | None = None, office_id: str | None = None) -> Participant:
    """Build one actor's part in an event."""
    return Participant(
        actor_id=ActorId(actor_id),
        role=role,
        acted_for=None if acted_for is None else ActorId(acted_for),
        office_id=None if office_id is None else OfficeId(office_id),
    )


def named(actor_id: str, kind: ActorKind, *spellings: str, state: str | None = None, **fields: Any) -> Actor:
    """Build an actor; the first spelling is its primary name."""
    first, *rest = spellings
    names = (Name(text=first, language="en", kind=NameKind.PRIMARY), *(Name(text=text, language="id") for text in rest))
    return Actor(
        id=ActorId(actor_id), kind=kind, names=names, state_id=None if state is None else ActorId(state), **fields
    )


def office(office_id: str, of: str, title: str, *aliases: str, rank: Rank = Rank.MINISTER, **fields: Any) -> Office:
    """Build an office."""
    return Office(id=OfficeId(office_id), title=title, of_id=ActorId(of), rank=rank, aliases=aliases, **fields)


def place(place_id: str, kind: PlaceKind, within: str | None = None, **fields: Any) -> Place:
    """Build a place that is named after its id."""
    name = place_id.removesuffix("-land").replace("-", " ").title()
    return Place(id=PlaceId(place_id), name=name, kind=kind, within=PlaceId(within) if within else None, **fields)


def happening(
    built: type[Event], event_type: EventType, event_id: str, when: str, *participants: Participant, **fields: Any
) -> Event:
    """Build an event that the text reports in paragraph 1, unless other reports are given."""
    return built(
        id=EventId(event_id),
        event_type=event_type,
        when=When(when),
        participants=participants,
        **{"summary": f"It is {event_id}.", "reports": (said(1),)} | fields,
    )


def tie(relation_id: str, kind: RelationType, subject: str, of: str, when: str, **fields: Any) -> Relation:
    """Build a relation that the text reports in paragraph 2, unless other reports are given."""
    return Relation(
        id=RelationId(relation_id),
        relation_type=kind,
        subject_id=ActorId(subject),
        object_id=ActorId(of),
        when=When(when),
        **{"summary": f"It is {relation_id}.", "reports": (said(2),)} | fields,
    )


def spell(holder: str, office_id: str, of: str, when: str, *, spell_id: str | None = None) -> Relation:
    """Build a spell of an office held."""
    return tie(
        spell_id or f"{holder}-{office_id}", RelationType.OFFICE_HELD, holder, of, when, office_id=OfficeId(office_id)
    )


def _actors() -> tuple[Actor, ...]:
    korean = Name(text="조선", language="ko", scheme=NameScheme.NATIVE, source_ids=(SourceId(TEXT),))
    dprk = named(
        "dprk", ActorKind.STATE, "North Korea", "Korea Utara", "DPRK", "Korut", iso_alpha3="PRK",
        not_same_as=(ActorId("south-korea"),),
    )  # fmt: skip
    return (
        attrs.evolve(dprk, names=(*dprk.names, korean)),
        named("south-korea", ActorKind.STATE, "South Korea", "Korea Selatan"),
        named("russia", ActorKind.STATE, "Russia", "Rusia", "Россия", iso_alpha3="RUS", cow_code=365),
        named("belarus", ActorKind.STATE, "Belarus"),
        named("dprk-mfa", ActorKind.ORGANIZATION, "Ministry of Foreign Affairs of the DPRK", "Kemlu", state="dprk"),
        named("russia-mfa", ActorKind.ORGANIZATION, "Ministry of Foreign Affairs of Russia", "Kemlu", state="russia"),
        named("choe-son-hui", ActorKind.PERSON, "Choe Son Hui", "Choe Son-hui", "최선희", state="dprk"),
        named("kim-jong-un", ActorKind.PERSON, "Kim Jong Un", "김정은", state="dprk"),
        named("kim-jong-il", ActorKind.PERSON, "Kim Jong Il", state="dprk"),
        named("sergei-lavrov", ActorKind.PERSON, "Sergei Lavrov", "Lavrov", "Сергей Лавров", state="russia"),
        named("vladimir-putin", ActorKind.PERSON, "Vladimir Putin", "Putin", state="russia"),
        named("maxim-ryzhenkov", ActorKind.PERSON, "Maxim Ryzhenkov", "Ryzhenkov", state="belarus"),
    )


def _offices() -> tuple[Office, ...]:
    ministers = tuple(
        office(f"{state}-foreign-minister", state, "Foreign Minister", "Menlu", "Minister of Foreign Affairs")
        for state in ("belarus", "dprk", "russia")
    )
    return (*ministers, office("russia-president", "russia", "President", "Presiden", rank=Rank.HEAD_OF_STATE))


def _places() -> tuple[Place, ...]:
    return (
        place("east-asia", PlaceKind.REGION),
        place("north-korea-land", PlaceKind.COUNTRY, "east-asia"),
        place("pyongyang", PlaceKind.CITY, "north-korea-land", latitude=39.03, longitude=125.75),
        place("tower", PlaceKind.SITE, "pyongyang"),
        place("russia-land", PlaceKind.COUNTRY),
        place("moscow", PlaceKind.CITY, "russia-land"),
    )


def _sources() -> tuple[Source, ...]:
    return (
        Source(
            id=SourceId(TEXT), kind=SourceKind.TEXT, description="A news text.", language="id",
            published=When("2024-10-01"), dateline=When("2024-07-24"), file="press.txt", sha256="0" * 64,
            paragraph_count=9,
        ),
        Source(id=SourceId(BACKGROUND), kind=SourceKind.BACKGROUND, description="What is known.", language="en",
               published=When("2025-12-31")),
    )  # fmt: skip


def _events() -> tuple[Event, ...]:
    lavrov = part("sergei-lavrov", Role.VISITOR, "russia", "russia-foreign-minister")
    pyongyang: dict[str, Any] = {"place_id": PlaceId("pyongyang")}
    during: dict[str, Any] = {"part_of": EventId("lavrov-visit")}
    answered = (Link(link_type=LinkType.RECIPROCATES, event_id=EventId("lavrov-visit")),)
    about = (Link(link_type=LinkType.ABOUT, event_id=EventId("arms"), reports=(said(6),)),)
    return (
        happening(
            RelationChange, EventType.RELATIONS_ESTABLISHED, "belarus-relations", "1992",
            part("belarus", Role.PARTY), part("dprk", Role.PARTY), reports=(said(2), known()),
        ),
        happening(
            Agreement, EventType.TREATY, "treaty", "2000-02-09", part("russia", Role.PARTY), part("dprk", Role.PARTY),
        ),
        happening(
            Visit, EventType.OFFICIAL_VISIT, "lavrov-visit", "2023-10-18/2023-10-19",
            lavrov, part("choe-son-hui", Role.HOST, "dprk"), **pyongyang,
            superlatives=(Superlative(kind=SuperlativeKind.FIRST, claim="first of a minister of Russia", scope=MINISTER,
                                      since=When("2000"), reports=(said(1),)),),
        ),
        happening(
            Meeting, EventType.BANQUET, "lavrov-banquet", "2023-10-18",
            part("choe-son-hui", Role.HOST, "dprk"), part("sergei-lavrov", Role.PARTICIPANT, "russia"),
            **pyongyang, **during,
        ),
        happening(
            Meeting, EventType.TALKS, "lavrov-talks", "2023-10-19",
            part("sergei-lavrov", Role.PARTICIPANT, "russia"),
            part("choe-son-hui", Role.PARTICIPANT, "dprk", "dprk-foreign-minister"), **pyongyang, **during,
        ),
        happening(
            Visit, EventType.SITE_VISIT, "lavrov-tower", "2023-10", part("sergei-lavrov", Role.VISITOR, "russia"),
            place_id=PlaceId("tower"), **during,
        ),
        happening(
            Visit, EventType.VISIT, "choe-visit", "2024-01", part("choe-son-hui", Role.VISITOR, "dprk"),
            part("sergei-lavrov", Role.HOST, "russia"), place_id=PlaceId("moscow"), links=answered,
        ),
        happening(
            Transfer, EventType.ARMS_TRANSFER, "arms", "2024-03~", part("dprk", Role.SUPPLIER),
            part("russia", Role.RECIPIENT),
            reports=(
                said(5, stance=Stance.ALLEGES, attributed_to=ActorId("south-korea")),
                said(6, stance=Stance.DENIES, attributed_to=ActorId("dprk-mfa")),
            ),
        ),
        happening(
            Statement, EventType.DENIAL, "denial", "2024-04-02", part("dprk-mfa", Role.SPEAKER, "dprk"),
            part("south-korea", Role.ADDRESSEE), links=about,
        ),
        happening(
            Appointment, EventType.APPOINTMENT, "ryzhenkov-appointed", "2024-06-27",
            part("maxim-ryzhenkov", Role.APPOINTEE), office_id=OfficeId("belarus-foreign-minister"),
        ),
        happening(
            Statement, EventType.MESSAGE, "putin-message", "2024-07-20", part("vladimir-putin", Role.SPEAKER, "russia"),
            part("kim-jong-un", Role.ADDRESSEE, "dprk"),
        ),
        happening(
            Visit, EventType.VISIT, "ryzhenkov-visit", "2024-07-23/[2024-07-25..2024-07-26]",
            part("maxim-ryzhenkov", Role.VISITOR, "belarus", "belarus-foreign-minister"),
            part("choe-son-hui", Role.HOST, "dprk"), **pyongyang,
            reports=(said(1, stance=Stance.CONFIRMS), said(8, when=When("2024-07-23/2024-07-26"))),
        ),
        happening(
            Visit, EventType.STATE_VISIT, "kim-visit", "2025", part("kim-jong-un", Role.VISITOR, "dprk"),
            part("vladimir-putin", Role.HOST, "russia"), place_id=PlaceId("moscow"),
            reports=(said(7, stance=Stance.ANNOUNCES),),
        ),
    )  # fmt: skip


def _relations() -> tuple[Relation, ...]:
    return (
        tie(
            "belarus-dprk", RelationType.DIPLOMATIC_RELATIONS, "belarus", "dprk", "1992/[2024-07-24..]",
            opened_by=EventId("belarus-relations"),
        ),
        tie("belarus-mission", RelationType.MISSION, "belarus", "dprk", "2016/[2024-07-24..]"),
        tie("kims", RelationType.KINSHIP, "kim-jong-il", "kim-jong-un", "1984/2011-12-17"),
        spell("choe-son-hui", "dprk-foreign-minister", "dprk", "2022-06/[2024-07-24..]"),
        spell("sergei-lavrov", "russia-foreign-minister", "russia", "2004-03-09/[2024-07-24..]"),
        spell("vladimir-putin", "russia-president", "russia", "2012-05-07/[2024-07-24..]"),
        spell("maxim-ryzhenkov", "belarus-foreign-minister", "belarus", "2024-06-27/[2024-07-24..]"),
    )  # fmt: skip


def _counting_rules() -> tuple[CountingRule, ...]:
    return (
        CountingRule(
            id=CountingRuleId("ministers-visits"), title="Visits of ministers.", publisher_id=ActorId("russia-mfa"),
            definition="Visits of ministers between the DPRK and Russia.",
            event_types=(EventType.VISIT, EventType.STATE_VISIT, EventType.OFFICIAL_VISIT),
            source_ids=(SourceId(TEXT),), sending_ids=(ActorId("dprk"), ActorId("russia")),
            receiving_ids=(ActorId("dprk"), ActorId("russia")), rank=Rank.MINISTER,
            figures=(
                Figure(when=When("2023-01-01/2023-12-31"), number=2, source_id=SourceId(TEXT),
                       sending_id=ActorId("russia"), explanation="It counts a visit that is not in the data."),
            ),
        ),
    )  # fmt: skip


def _changelog() -> tuple[Change, ...]:
    return (
        Change(id=ChangeId("treaty-corrected"), edition="2024.7.25", kind=ChangeKind.CORRECTED, record_kind="event",
               record_ids=("treaty",), reason="Its day was read again.", cause=Cause.SOURCE),
    )  # fmt: skip


@functools.cache
def small() -> Dataset:
    """Return the small dataset; it has no coverage ledger, so that no question to it warns."""
    return Dataset(
        edition="small", actors=_actors(), offices=_offices(), places=_places(), sources=_sources(),
        events=_events(), relations=_relations(), counting_rules=_counting_rules(), changelog=_changelog(),
    )  # fmt: skip


def parts(*replaced: Record) -> dict[str, Any]:
    """Return the arguments of the small dataset with some records added, or put in place of those with the same id."""
    tables: dict[str, Any] = {"edition": "small", **small().tables()}
    for record in replaced:
        table = next(
            name for name, kind in (
                ("actors", Actor), ("offices", Office), ("places", Place), ("sources", Source),
                ("relations", Relation), ("counting_rules", CountingRule), ("ledger", Coverage), ("changelog", Change),
                ("events", object),
            ) if isinstance(record, kind)
        )  # fmt: skip
        tables[table] = (*(one for one in tables[table] if one.id != record.id), record)
    return tables


def small_with(*replaced: Record) -> Dataset:
    """Return the small dataset with some records added or replaced."""
    return Dataset(**parts(*replaced))


def unchecked(record: T, **values: Any) -> T:
    """Return a record with plain values that its constructor refuses, as compiled data of somebody else may hold them."""
    whole: Any = record
    changed: T = built(type(record), whole.to_dict() | values)
    return changed


def event(event_id: str, **changes: Any) -> Event:
    """Return an event of the small dataset, with some fields changed."""
    changed: Event = attrs.evolve(small().event(event_id), **changes)
    return changed


def relation(relation_id: str, **changes: Any) -> Relation:
    """Return a relation of the small dataset, with some fields changed."""
    found = next(one for one in small().relations if one.id == relation_id)
    return attrs.evolve(found, **changes)


def ids(records: tuple[Any, ...]) -> list[str]:
    """Return the ids of records, in their order."""
    assert isinstance(records, tuple)
    return [record.id for record in records]
