"""Generated datasets that keep every law: by construction, with no filtering."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import evolve
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from dprkrel.calls import answering
from dprkrel.dataset import Dataset
from dprkrel.dates.when import Certainty, When
from dprkrel.errors import DatasetError
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.changes import Cause, Change, ChangeKind
from dprkrel.records.counting_rules import CountingRule, Figure
from dprkrel.records.coverage import Coverage
from dprkrel.records.event_types import EventType
from dprkrel.records.events import CLASS_OF, Agreement, Appointment, Event, TreatyAction, Visit
from dprkrel.records.fields import (
    ActorId,
    ChangeId,
    CountingRuleId,
    CoverageId,
    EventId,
    OfficeId,
    PlaceId,
    RelationId,
    SourceId,
)
from dprkrel.records.links import Link, LinkType
from dprkrel.records.names import Name, NameKind
from dprkrel.records.offices import Office
from dprkrel.records.participants import Participant
from dprkrel.records.places import Place, PlaceKind
from dprkrel.records.ranks import Rank
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Quantity, Report
from dprkrel.records.roles import Role
from dprkrel.records.sources import Source, SourceKind, Standing
from dprkrel.records.stances import Stance, Status
from dprkrel.records.statuses import status_of
from dprkrel.records.superlatives import Scope, Superlative, SuperlativeKind
from dprkrel.records.tellings import Earlier
from dprkrel.strategies.drawn_records import ROLES, gapped, ungapped
from dprkrel.strategies.drawn_values import FIRST, LAST, days, optional, spans, texts, tuples_of, whens

_FREE: Final = frozenset({LinkType.ABOUT, LinkType.STEP_OF, LinkType.LEG_OF})
_SILENT: Final = frozenset({Stance.MISSTATES, Stance.DECLINES_TO_CONFIRM, Stance.IMPLIES, Stance.SUPPOSES})
_TELLING: Final = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES, Stance.MISSTATES})
_SETTLED: Final = frozenset({RelationType.DIPLOMATIC_RELATIONS, RelationType.MISSION, RelationType.OFFICE_HELD})
_COUNTED: Final = tuple(stance for stance in Stance if stance not in _SILENT)
_ONE: Final = datetime.timedelta(days=1)

TEXT: Final = SourceId("text")
"""The text of every generated dataset that was written on the last of its days."""

BACKGROUND: Final = SourceId("background")

# Built once: strategies are dear to build and cheap to draw from.
_DAYS: Final = days()
_EITHER: Final = st.booleans()
_COUNTS: Final = st.integers(1, 2)
_UP_TO_9: Final = st.integers(0, 9)
_EDITIONS: Final = st.sampled_from(("unreleased", "2024.3.5"))
_GRADES: Final = optional(st.sampled_from(Standing))
_RANKS: Final = optional(st.sampled_from(Rank))
_LINK_TYPES: Final = st.sampled_from(LinkType)
_OTHER_TIES: Final = st.sampled_from([each for each in RelationType if each not in _SETTLED])
_OFTEN: Final = (EventType.VISIT, EventType.VISIT, EventType.SITE_VISIT, EventType.TREATY, EventType.RATIFICATION)
_EVENT_TYPES: Final = st.sampled_from(_OFTEN) | st.sampled_from(EventType)
_WITHIN_DAYS: Final = optional(st.integers(0, 3))
_EARLY_DAYS: Final = st.lists(days(FIRST, LAST - _ONE), min_size=1, max_size=2, unique=True).map(sorted)

Written: TypeAlias = Mapping[SourceId, datetime.date]
"""The day by which each source had certainly been written."""


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


class _Saying(NamedTuple):
    """Hold what a source is to say of a record, before the date of the record and the sources are known."""

    stance: Stance
    number: int
    attributed_to: ActorId | None
    quantity: Quantity | None

    @property
    def paragraph(self) -> int:
        """Where it says so."""
        return self.number % 9 + 1

    @property
    def wider(self) -> int | None:
        """By how many days its date is wider than the adopted one; None where it gives none."""
        return (None, None, 0, 0, 1, 30)[self.number // 9]


_FIGURES: Final = st.sampled_from(
    (
        *(None for _ in range(6)),
        Quantity(unit="pieces", best=50),  # which lies within each of the ranges
        *(
            Quantity(unit="pieces", low=low, high=high, alternative_group=group)
            for low, high in ((0, 50), (50, 99), (9, None))
            for group in (None, "either")
        ),
    )
)


@cache
def _sayings(count: int, *stances: Stance) -> SearchStrategy[_Saying]:
    world = _world(count)
    speakers = [ActorId(one) for one in (*world.persons, *world.states, "press")]
    return st.builds(
        _Saying,
        stance=st.sampled_from(stances),
        number=st.integers(0, 9 * 6 - 1),
        attributed_to=st.sampled_from((*(None for _ in speakers), *speakers)),
        quantity=_FIGURES,
    )


@cache
def _tellings_of(count: int, *first: Stance) -> SearchStrategy[tuple[_Saying, ...]]:
    """Draw what one to three sources are to say, the first of them something that counts."""
    one, other = _sayings(count, *first), _sayings(count, *Stance)
    return st.tuples(one) | st.tuples(one, other) | st.tuples(one, other, other)


def wider(when: When, by: int) -> When:
    """Return a date all of whose bounds lie so many days further out, marked as it was; without end it stays so."""
    if by == 0 or when.open_start or when.open_end:
        return when

    mark = {"~?": "%"}.get(marks := "~" * when.approximate + "?" * when.uncertain, marks)

    def end(first: datetime.date | None, last: datetime.date | None) -> str:
        low, high = f"{first - by * _ONE}{mark}" if first else "", f"{last + by * _ONE}{mark}" if last else ""
        return f"[{low}..{high}]" if low or high else ""

    return When(f"{end(when.earliest_start, when.latest_start)}/{end(when.earliest_end, when.latest_end)}")


def _reports(sayings: Sequence[_Saying], when: When, written: Written) -> tuple[Report, ...]:
    """Return what sources say of a record of this date: the first is a text, and none tells of it before it began.

    Whatever date they give allows all that the adopted one allows, so that every law holds of any of them.
    """
    texts_ = [source_id for source_id in written if source_id != BACKGROUND]
    reports = []
    for number, saying in enumerate(sayings):
        among = [*texts_, BACKGROUND] if number else texts_
        source_id = among[(saying.number + number) % len(among)]
        begun = when.open_start or (when.latest_start is not None and when.latest_start <= written[source_id])
        if saying.stance in _TELLING and not begun and source_id != BACKGROUND:
            source_id = TEXT
        reports.append(
            Report(
                source_id=source_id,
                stance=saying.stance,
                paragraphs=(saying.paragraph,) if source_id.startswith(TEXT) else (),
                phrases=(f"words of {source_id}",),
                attributed_to=saying.attributed_to,
                when=None if saying.wider is None else wider(when, saying.wider),
                quantities=(saying.quantity,) if saying.quantity else (),
                note=f"note on {source_id}",
            )
        )
    return tuple(reports)


def _earlier(event: Event, written: Written, event_type: EventType | None) -> tuple[Earlier, ...]:
    """Return how an event was told before, for every day on which another status followed from what was written."""
    turns: list[tuple[Status, SourceId]] = []
    for day in sorted({written[report.source_id] for report in event.reports}):
        known = [report for report in event.reports if written[report.source_id] <= day]
        status = status_of(known)
        status = Status.PLANNED if status is Status.EXPECTED else status
        if any(report.stance not in _SILENT for report in known) and (not turns or turns[-1][0] is not status):
            turns.append((status, next(one.source_id for one in known if written[one.source_id] == day)))
    return tuple(
        Earlier(until=source_id, summary=f"It was told as {status}.", event_type=event_type)
        for (status, _), (_, source_id) in pairwise(turns)
    )


def told(*stances: Stance) -> tuple[Report, ...]:
    """Return reports of these stances that every law allows, the first of the text `text`."""
    first, *others = stances
    return (
        Report(source_id=TEXT, stance=first, paragraphs=(1,), note="read"),
        *(Report(source_id=BACKGROUND, stance=stance, note="known") for stance in others),
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
    """Draw an event as part of an earlier visit, within it; or linked to an earlier event, in an order that can be.

    A step in the life of a treaty is tied to the last one that was drawn.
    """
    signed = [one for one in earlier if isinstance(one, Agreement)]
    if isinstance(event, TreatyAction) and signed:
        return evolve(event, links=(Link(link_type=LinkType.STEP_OF, event_id=signed[-1].id),))
    number = draw(_UP_TO_9)
    if not earlier or number > 5:
        return event
    other = earlier[number % len(earlier)]
    if isinstance(other, Visit) and draw(_EITHER):
        high = min(other.when.latest or LAST, LAST)
        low = max(other.when.earliest or FIRST, FIRST if high >= FIRST else datetime.date.min)
        day = When.parse(draw(days(low, high)))
        return evolve(event, part_of=other.id, when=other.when if other.part_of else day)
    returned = isinstance(other, Visit) and isinstance(event, Visit)
    link = Link(link_type=LinkType.RECIPROCATES if returned else draw(_LINK_TYPES), event_id=other.id)
    if link.link_type in _FREE:
        return evolve(event, links=(link,))
    if link.link_type is LinkType.PREPARES:
        # Whatever began at all is prepared before the first day.
        return event if other.when.open_start else evolve(event, links=(link,), when=When("2023"))
    if link.link_type.begins == "after_its_end":
        link = evolve(link, within_days=draw(_WITHIN_DAYS))
    # However late the other ended, this came later, and was told; what may have ended later is followed by nothing.
    ended = other.when.latest
    return evolve(event, links=(link,), when=When(f"[{ended}..]")) if ended and ended <= LAST else event


def _told(draw: DrawFn, event: Event, count: int, written: Written) -> Event:
    """Draw what the sources say of an event, of its links and of its rank, and how it was told before."""
    event = evolve(event, reports=_reports(draw(_tellings_of(count, Stance.ASSERTS, *_COUNTED)), event.when, written))
    links, superlatives = event.links, tuple[Superlative, ...]()
    if draw(_EITHER):
        said = _reports(draw(_tellings_of(count, *Stance)), event.when, written)
        links = tuple(evolve(link, reports=said) for link in links)
        scope = Scope(event_types=(event.event_type,), role=event.participants[0].role)
        superlatives = (
            Superlative(kind=SuperlativeKind.RARE, claim="It is rare.", reports=said),
            Superlative(kind=SuperlativeKind.FIRST, claim="It is the first.", reports=said, scope=scope),
        )
    event_type = draw(optional(st.sampled_from(sorted(event.EVENT_TYPES))))
    return evolve(event, links=links, superlatives=superlatives, earlier=_earlier(event, written, event_type))


def _tie(
    relation_type: RelationType, subject: str, object_: str, when: When, reports: tuple[Report, ...], **more: Any
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
        reports=reports,
        **more,
    )


def _spells(draw: DrawFn, count: int, written: Written) -> list[Relation]:
    """Draw who was minister of each state, one after the other, and perhaps deputy, whenever that was."""

    def spell(person: str, state: str, when: When, office_id: str) -> Relation:
        said = _reports([draw(_sayings(count, Stance.ASSERTS)) for _ in range(draw(_COUNTS))], when, written)
        return _tie(RelationType.OFFICE_HELD, person, state, when, said, office_id=OfficeId(office_id))

    found = []
    for number, state in enumerate(_world(count).states):
        day, first, second = draw(_DAYS), f"person-{number}-0", f"person-{number}-1"
        found.append(spell(first, state, When(f"../{day}"), f"minister-{number}"))
        found.append(spell(second, state, When(f"{day}/.."), f"minister-{number}"))
        if draw(_EITHER):
            found.append(spell(first, state, draw(whens()), f"deputy-{number}"))
    return found


def _bare(when: When) -> When:
    """Return a date without its marks of doubt."""
    return When("".join(character for character in when.edtf if character not in "~?%"))


def _ties(draw: DrawFn, count: int, written: Written) -> list[Relation]:
    """Draw relations between states, missions within them, and other ties, no two alike."""
    world, counted = _world(count), _tellings_of(count, Stance.ASSERTS, *_COUNTED)
    asserted = _tellings_of(count, Stance.ASSERTS)
    found = []
    for first, second in pairwise(world.states):
        since, opened = draw(whens()), draw(whens())
        # Doubt counts for nothing here: what is told of the mission by some may bear no mark of it.
        opened = since if _bare(opened).within(_bare(since)) is Certainty.IMPOSSIBLE else opened
        relations, mission = (
            _reports(draw(said), when, written) for said, when in ((asserted, since), (counted, opened))
        )
        found.append(_tie(RelationType.DIPLOMATIC_RELATIONS, first, second, since, relations))
        found.append(_tie(RelationType.MISSION, second, first, opened, mission))
    when = draw(whens())
    found.append(
        _tie(draw(_OTHER_TIES), world.persons[0], world.states[-1], when, _reports(draw(counted), when, written))
    )
    return found


def actor(actor_id: str, kind: ActorKind, state: str | None = None) -> Actor:
    """Return an actor with one name."""
    name = Name(text=actor_id.title(), language="en", kind=NameKind.PRIMARY)
    return Actor(id=ActorId(actor_id), kind=kind, names=(name,), state_id=ActorId(state) if state else None)


def source(source_id: str, day: datetime.date, **more: Any) -> Source:
    """Return a text that was written on a day."""
    fields: dict[str, Any] = {"dateline": When.parse(day), **more}
    return Source(
        id=SourceId(source_id),
        kind=SourceKind.TEXT,
        description="what was read",
        language="en",
        file="1.txt",
        sha256="0" * 64,
        paragraph_count=9,
        **fields,
    )


def page(source_id: str, day: datetime.date, **more: Any) -> Source:
    """Return a page of a day."""
    usual: dict[str, Any] = {"published": When.parse(day), "standing": Standing.TERTIARY}
    return Source(
        id=SourceId(source_id),
        kind=SourceKind.PAGE,
        description="what was seen",
        language="en",
        url=f"https://example.org/{source_id}",
        title=source_id,
        **usual | more,
    )


def background(day: datetime.date) -> Source:
    """Return the background knowledge of a day."""
    return Source(
        id=BACKGROUND,
        kind=SourceKind.BACKGROUND,
        description="what is known",
        language="en",
        dateline=When.parse(day),
    )


def _early(draw: DrawFn) -> list[Source]:
    """Draw one or two texts or pages that were written before the last day, each dated in one of several ways."""
    found: list[Source] = []
    for number, day in enumerate(draw(_EARLY_DAYS)):
        dates: dict[str, Any] = draw(
            st.sampled_from(
                (
                    {},
                    {"dateline": None, "published": When.parse(day)},
                    {"dateline": When(f"[{day - _ONE}..{day}]"), "published": When.parse(LAST + _ONE)},
                )
            )
        )
        publisher, repeated = draw(optional(st.just(ActorId("press")))), draw(_EITHER) and number > 0
        more = {"publisher_id": publisher, "republication_of": found[0].id if repeated else None}
        grade = draw(_GRADES)
        if grade and draw(_EITHER):
            found.append(page(f"page-{number}", day, standing=grade, **more, **dates))
        else:
            found.append(source(f"text-{number}", day, standing=grade, **more, **dates))
    return found


def _spelled(draw: DrawFn, one: Actor, texts_: Sequence[SourceId]) -> Actor:
    """Draw other spellings of an actor, a correct one and an error, each with the texts that have it."""
    having = st.lists(st.sampled_from(texts_), max_size=2, unique=True).map(tuple)
    slip = NameKind.MISSPELLING
    return evolve(
        one,
        names=(
            *one.names,
            Name(
                text="Other Name", language="id", source_ids=draw(having), note=draw(optional(st.just("It is right.")))
            ),
            Name(text="Ohter Name", language="id", kind=slip, source_ids=draw(having), note="It is a slip."),
        ),
    )


@cache
def standing(count: int = 2) -> dict[str, Any]:
    """Return the actors, offices, places and sources of generated datasets of so many states."""
    world = _world(count)

    def place(place_id: str) -> Place:
        kind, _, number = place_id.partition("-")
        within = {"region": None, "country": PlaceId("region"), "city": PlaceId(f"country-{number}")}[kind]
        return Place(id=PlaceId(place_id), name=place_id, kind=PlaceKind(kind), within=within)

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
                rank=Rank.MINISTER if post == "minister" else Rank.VICE_MINISTER,
                several=post == "deputy",
            )
            for number, state in enumerate(world.states)
            for post in ("minister", "deputy")
        ],
        "places": [place(place_id) for place_id in world.places],
        "sources": [source(TEXT, LAST), background(LAST)],
    }


def _rules(draw: DrawFn, count: int, sources: Sequence[SourceId]) -> list[CountingRule]:
    """Draw a counting rule for visits of some states, of some rank, with a number that was published under it."""
    states, source_ids = st.sampled_from(_world(count).states).map(ActorId), st.sampled_from(sources)
    offices = st.sampled_from([OfficeId(f"{post}-{n}") for post in ("minister", "deputy") for n in range(count)])
    return [
        CountingRule(
            id=CountingRuleId(f"rule-{number}"),
            title="Visits.",
            publisher_id=ActorId("press"),
            definition="What was counted.",
            event_types=tuple(sorted(Visit.EVENT_TYPES)),
            source_ids=draw(tuples_of(source_ids, max_size=1)),
            sending_ids=draw(tuples_of(states, max_size=1)),
            receiving_ids=draw(tuples_of(states, max_size=1)),
            rank=draw(_RANKS),
            except_office_ids=draw(tuples_of(offices, max_size=1)),
            delegates=draw(_EITHER),
            figures=draw(tuples_of(st.builds(Figure, when=spans(), number=_UP_TO_9, source_id=source_ids))),
        )
        for number in range(draw(_COUNTS) - 1)
    ]


def _ledger(draw: DrawFn, count: int) -> list[Coverage]:
    """Draw no ledger, or entries of everything and of one state; many a question reaches beyond them."""
    states = tuple(ActorId(state) for state in _world(count).states)
    return [
        draw(gapped(evolve(draw(ungapped()), id=CoverageId(f"entry-{number}"), dyad=states[:number])))
        for number in range(draw(_UP_TO_9) // 4)
    ]


def _changelog(draw: DrawFn, record_ids: Sequence[str]) -> list[Change]:
    """Draw what editions did to events: those that are there were added or corrected, others merged or withdrawn."""
    usual: dict[str, Any] = {"record_kind": "event", "reason": "It was so."}
    drawn = [
        Change(id=ChangeId("added"), edition="2024.3.5", kind=ChangeKind.ADDED, record_ids=(record_ids[0],), **usual),
        Change(
            id=ChangeId("corrected"),
            edition="2024.3.5",
            kind=ChangeKind.CORRECTED,
            record_ids=tuple(record_ids),
            cause=draw(st.sampled_from(Cause)),
            **usual,
        ),
        Change(
            id=ChangeId("merged"),
            edition="2024.2.29",
            kind=ChangeKind.MERGED,
            record_ids=("old-event",),
            cause=Cause.CODING,
            heir_id=draw(st.sampled_from((record_ids[-1], "gone-event"))),
            **usual,
        ),
        Change(
            id=ChangeId("withdrawn"),
            edition="2024.3.5",
            kind=ChangeKind.WITHDRAWN,
            record_ids=("gone-event",),
            cause=Cause.SOURCE,
            **usual,
        ),
    ]
    return drawn if draw(_EITHER) else []


@answering
@st.composite
def datasets(draw: DrawFn) -> Dataset:
    """Draw datasets that keep every law.

    They have one or two states with their persons, offices held one after the other,
    nested places, two or three texts or pages of different days and a
    background source, up to five events, among them visits with parts and return visits and
    treaties with their steps, and missions after relations; and perhaps a counting rule, a
    coverage ledger, and changes of editions.
    What only some of the sources tell keeps every law as well.

    Returns:
        A strategy for datasets of some 20 to 40 records, whose days lie around February 2024 for the most part.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.datasets())
        ... def test_evidence(data):
        ...     assert all(data.evidence(event) for event in data.events)
        >>> test_evidence()
    """
    count, summary, early = draw(_COUNTS), draw(texts()), _early(draw)
    world, tables = _world(count), {**standing(count)}
    sources = [*early, *tables["sources"]]
    written = {one.id: one.known_by.latest for one in sources if one.known_by and one.known_by.latest}
    spells, happened = _spells(draw, count, written), list[Event]()
    for number in range(draw(_UP_TO_9) // 2 + 1):
        event_type = draw(_EVENT_TYPES)
        more: dict[str, Any] = {"office_id": OfficeId("minister-0")} if event_type in Appointment.EVENT_TYPES else {}
        event = CLASS_OF[event_type](
            id=EventId(f"event-{number}"),
            event_type=event_type,
            when=draw(whens()),
            summary=summary,
            reports=told(Stance.ASSERTS),
            participants=draw(_parts(count, event_type)),
            place_id=draw(_places(count)),
            **more,
        )
        event = _fitting(_connected(draw, event, happened), world, happened, spells)
        happened.append(_told(draw, event, count, written))
    first, *others = tables["actors"]
    tables |= {
        "actors": [_spelled(draw, first, [one.id for one in sources if one.id != BACKGROUND]), *others],
        "sources": sources,
        "events": happened,
        "relations": [*spells, *_ties(draw, count, written)],
        "counting_rules": _rules(draw, count, [one.id for one in sources]),
        "ledger": _ledger(draw, count),
        "changelog": _changelog(draw, [one.id for one in happened]),
    }
    try:
        return Dataset(edition=draw(_EDITIONS), **tables)
    except DatasetError as error:
        # A life or an office and statements of order may exclude each other in ways that no single event shows.
        if {fault.field for fault in error.faults} == {"order"}:
            reject()
        raise
