"""Every Hypothesis strategy of the tests; all build what they promise, and filter nothing."""

import datetime
import string
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from dprkrel import (
    Actor,
    ActorKind,
    Cause,
    Change,
    ChangeKind,
    Completeness,
    CountingRule,
    Coverage,
    Derivation,
    DerivationRule,
    Earlier,
    Edit,
    Event,
    EventType,
    Excuse,
    Figure,
    Gap,
    Link,
    LinkType,
    Name,
    NameKind,
    NameScheme,
    Office,
    OfficeFunction,
    Participant,
    Place,
    PlaceKind,
    Quantity,
    Rank,
    Relation,
    RelationType,
    Report,
    Role,
    Scope,
    Source,
    SourceKind,
    Stance,
    Standing,
    Statement,
    Superlative,
    SuperlativeKind,
    Visit,
    When,
)
from dprkrel.records.event_types import EXCHANGES
from dprkrel.records.events import EVENT_CLASSES, Appointment
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
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.records.links import MAX_DAYS

T = TypeVar("T")

FIRST: Final = datetime.date(2024, 1, 25)
LAST: Final = datetime.date(2024, 3, 5)
"""The days of generated datasets: few, so that events meet, and around a leap day and two ends of months."""

ROLES: Final[dict[type[Event], tuple[Role, ...]]] = {
    Visit: (Role.VISITOR, Role.DELEGATE, Role.HOST, Role.GREETER),
    Statement: (Role.SPEAKER, Role.ADDRESSEE),
}


def optional(values: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Draw a value or None."""
    return st.none() | values


def tuples_of(
    values: SearchStrategy[T], min_size: int = 0, max_size: int = 2, unique_by: Callable[[T], Any] | None = None
) -> SearchStrategy[tuple[T, ...]]:
    """Draw a tuple of any length between two."""
    return st.lists(values, min_size=min_size, max_size=max_size, unique_by=unique_by).map(tuple)


@cache
def texts() -> SearchStrategy[str]:
    """Draw text in any script: not empty, in NFC, no white space at its ends, no control characters."""
    printed = st.characters(exclude_categories=("C", "Zl", "Zp"))
    return st.text(printed, max_size=12).map(lambda text: unicodedata.normalize("NFC", f"a{text}").strip())


@cache
def spellings() -> SearchStrategy[str]:
    """Draw spellings of names: one to three words of letters in Latin, Cyrillic, Hangul or Chinese."""
    words = st.text("abKŭößщЁ최선희崔", min_size=1, max_size=4)
    return st.lists(words, min_size=1, max_size=3).map(" ".join)


@cache
def slugs() -> SearchStrategy[str]:
    """Draw ids: words of a-z and 0-9 with hyphens between them."""
    return st.lists(st.text("kim0", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)


def ids(of_table: Callable[[str], T]) -> SearchStrategy[T]:
    """Draw ids of one table."""
    return slugs().map(of_table)


def days(first: datetime.date = FIRST, last: datetime.date = LAST) -> SearchStrategy[datetime.date]:
    """Draw days between two, both included."""
    return st.integers(first.toordinal(), last.toordinal()).map(datetime.date.fromordinal)


@cache
def spans(first: datetime.date = FIRST, last: datetime.date = LAST) -> SearchStrategy[When]:
    """Draw spans of days that are known exactly."""
    ends = st.lists(days(first, last), min_size=2, max_size=2).map(sorted)
    return ends.map(lambda drawn: When(f"{drawn[0]}/{drawn[1]}"))


class _End(NamedTuple):
    """Hold one end of a date, with texts that sort as the first and the last day that it may mean."""

    text: str
    low: str
    high: str


def _end_of(day: datetime.date, length: int, qualifier: str) -> _End:
    text = day.isoformat()[:length]
    return _End(text + qualifier, text, f"{text}~")


def _ordered(first: _End, second: _End) -> tuple[_End, _End]:
    return (first, second) if first.low <= second.high else (second, first)


def _ranges(dates: SearchStrategy[_End]) -> SearchStrategy[_End]:
    def closed(low: _End, high: _End) -> _End:
        low, high = _ordered(low, high)
        return _End(f"[{low.text}..{high.text}]", low.low, high.high)

    return (
        st.builds(closed, dates, dates)
        | dates.map(lambda high: _End(f"[..{high.text}]", "", high.high))
        | dates.map(lambda low: _End(f"[{low.text}..]", low.low, "~"))
    )


@cache
def whens(first: datetime.date = FIRST, last: datetime.date = LAST, qualifiers: str = "~?%") -> SearchStrategy[When]:
    """Draw dates in every accepted form, each naming days, months or years in which a day between two lies.

    Args:
        first: the first such day.
        last: the last.
        qualifiers: those that may be drawn, apart from none.
    """
    dates = st.builds(_end_of, days(first, last), st.sampled_from((10, 7, 4)), st.sampled_from(("", *qualifiers)))
    ends = dates | _ranges(dates)
    starts = ends | st.sampled_from((_End("", "", "~"), _End("..", "", "")))
    stops = ends | st.sampled_from((_End("", "", "~"), _End("..", "~", "~")))
    spans = st.builds(lambda start, stop: "/".join(end.text for end in _ordered(start, stop)), starts, stops)
    return st.builds(When, dates.map(lambda end: end.text) | _ranges(dates).map(lambda end: end.text) | spans)


@cache
def names() -> SearchStrategy[Name]:
    """Draw spellings that are not the primary one."""
    return st.builds(
        Name,
        text=spellings(),
        language=st.sampled_from(("en", "id", "ko", "ru")),
        kind=st.sampled_from([kind for kind in NameKind if kind is not NameKind.PRIMARY]),
        scheme=st.sampled_from(NameScheme),
        source_ids=tuples_of(ids(SourceId), max_size=1),
        note=optional(texts()),
    )


@cache
def actors() -> SearchStrategy[Actor]:
    """Draw actors of every kind, each spelling once and one of them primary."""

    def primary_first(found: tuple[Name, ...]) -> tuple[Name, ...]:
        return (evolve(found[0], kind=NameKind.PRIMARY), *found[1:])

    return st.builds(
        Actor,
        id=ids(ActorId),
        kind=st.sampled_from(ActorKind),
        names=tuples_of(names(), min_size=1, max_size=3, unique_by=lambda name: name.text).map(primary_first),
        state_id=optional(ids(ActorId)),
        existed=optional(whens()),
        iso_alpha2=optional(st.text(string.ascii_uppercase, min_size=2, max_size=2)),
        iso_alpha3=optional(st.text(string.ascii_uppercase, min_size=3, max_size=3)),
        cow_code=optional(st.integers(2, 999)),
        wikidata=optional(st.integers(1, 9999).map(lambda number: f"Q{number}")),
        successor_of=optional(ids(ActorId)),
        joined_by=tuples_of(ids(ActorId)),
        not_same_as=tuples_of(ids(ActorId)),
        note=optional(texts()),
    )


@cache
def offices() -> SearchStrategy[Office]:
    """Draw offices of every rank."""
    return st.builds(
        Office,
        id=ids(OfficeId),
        title=texts(),
        of_id=ids(ActorId),
        rank=st.sampled_from(Rank),
        function=optional(st.sampled_from(OfficeFunction)),
        aliases=tuples_of(texts()),
        several=st.booleans(),
        existed=optional(whens()),
    )


@cache
def places() -> SearchStrategy[Place]:
    """Draw places of every kind, with and without coordinates."""
    return st.builds(
        Place,
        id=ids(PlaceId),
        name=texts(),
        kind=st.sampled_from(PlaceKind),
        within=optional(ids(PlaceId)),
        latitude=optional(st.floats(-90, 90)),
        longitude=optional(st.floats(-180, 180)),
        note=optional(texts()),
    )


@cache
def excuses() -> SearchStrategy[Excuse]:
    """Draw excuses for paragraphs without facts."""
    return st.builds(Excuse, paragraphs=_paragraphs(1), reason=texts())


@cache
def _paragraphs(min_size: int) -> SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(1, 9), min_size=min_size, max_size=3, unique=True).map(lambda all_: tuple(sorted(all_)))


@cache
def sources() -> SearchStrategy[Source]:
    """Draw sources of every kind, with and without what each kind should have."""
    return st.builds(
        Source,
        id=ids(SourceId),
        kind=st.sampled_from(SourceKind),
        description=texts(),
        language=st.sampled_from(("en", "id")),
        publisher_id=optional(ids(ActorId)),
        agency_ids=tuples_of(ids(ActorId)),
        author_ids=tuples_of(ids(ActorId), max_size=1),
        title=optional(texts()),
        standing=optional(st.sampled_from(Standing)),
        published=optional(whens()),
        dateline=optional(whens()),
        url=optional(st.just("https://example.org/1")),
        file=optional(st.just("1.txt")),
        sha256=optional(st.text("0123456789abcdef", min_size=64, max_size=64)),
        paragraph_count=st.integers(0, 9),
        excused=tuples_of(excuses(), max_size=1),
        republication_of=optional(ids(SourceId)),
        note=optional(texts()),
    )


def _quantity(figures: list[int], known: int, **words: Any) -> Quantity:
    low, best, high = sorted(figures)
    return Quantity(
        low=low if known & 1 else None, best=best if known & 2 else None, high=high if known & 4 else None, **words
    )


@cache
def quantities() -> SearchStrategy[Quantity]:
    """Draw figures of which at least one is known, least first."""
    return st.builds(
        _quantity,
        figures=st.lists(st.integers(-9, 10**12), min_size=3, max_size=3),
        known=st.integers(1, 7),
        unit=texts(),
        alternative_group=optional(texts()),
        note=optional(texts()),
    )


def _derivation(rule: DerivationRule, named: datetime.date, named_to: int, lasting: int, **others: Any) -> Derivation:
    value, by_day = None, rule in (DerivationRule.SAME_DAY, DerivationRule.PREVIOUS_DAY)
    if rule in (DerivationRule.WEEKDAY_ON_OR_BEFORE, DerivationRule.WEEKDAY_ON_OR_AFTER):
        value, by_day = f"{named:%A}".lower(), True
    elif rule in (DerivationRule.LAST_NAMED_MONTH, DerivationRule.LATE_LAST_NAMED_MONTH):
        value = f"{named:%m}"
    elif rule in (DerivationRule.SAME_YEAR, DerivationRule.PREVIOUS_YEAR):
        value, by_day = f"{named:%m-%d}"[:named_to] or None, named_to == len("09-13")
    return Derivation(rule=rule, value=value, days=lasting if by_day else 1, **others)


@cache
def derivations(*rules: DerivationRule) -> SearchStrategy[Derivation]:
    """Draw relative dates of the rules given, or of all, each with a value that fits."""
    return st.builds(
        _derivation,
        rule=st.sampled_from(rules or tuple(DerivationRule)),
        named=days(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)),
        named_to=st.sampled_from((0, 2, 5)),
        phrase=texts(),
        anchor=days(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)),
        lasting=st.integers(1, 3),
    )


def _report(derivation: Derivation | None, when: When | None, **others: Any) -> Report:
    return Report(derivation=derivation, when=derivation.resolve() if derivation else when, **others)


@cache
def reports() -> SearchStrategy[Report]:
    """Draw reports of every stance; one that derives its date gives the date derived."""
    return st.builds(
        _report,
        source_id=ids(SourceId),
        stance=st.sampled_from(Stance),
        paragraphs=_paragraphs(0),
        phrases=tuples_of(texts()),
        attributed_to=optional(ids(ActorId)),
        when=optional(whens()),
        derivation=optional(derivations()),
        quantities=tuples_of(quantities(), max_size=1),
        note=optional(texts()),
    )


@cache
def participants(*roles: Role) -> SearchStrategy[Participant]:
    """Draw participants in the roles given, or in all."""
    return st.builds(
        Participant,
        actor_id=ids(ActorId),
        role=st.sampled_from(roles or tuple(Role)),
        acted_for=optional(ids(ActorId)),
        office_id=optional(ids(OfficeId)),
    )


@cache
def links() -> SearchStrategy[Link]:
    """Draw links of every type; one that says what came after the end of another may say within how many days."""

    def of_type(link_type: LinkType) -> SearchStrategy[Link]:
        return st.builds(
            Link,
            link_type=st.just(link_type),
            event_id=ids(EventId),
            reports=tuples_of(reports(), max_size=1),
            within_days=optional(st.integers(0, MAX_DAYS)) if link_type.begins == "after_its_end" else st.none(),
        )

    return st.one_of(*map(of_type, LinkType))


@cache
def superlatives() -> SearchStrategy[Superlative]:
    """Draw claims to be the first, last or only one."""
    told = {"claim": texts(), "reports": tuples_of(reports(), 1, max_size=1)}
    scopes = st.builds(
        Scope,
        event_types=tuples_of(st.sampled_from(EventType), 1, unique_by=str),
        role=st.sampled_from(Role),
        actor_id=optional(ids(ActorId)),
        acted_for=optional(ids(ActorId)),
        office_id=optional(ids(OfficeId)),
        rank=optional(st.sampled_from(Rank)),
        with_id=optional(ids(ActorId)),
        place_id=optional(ids(PlaceId)),
    )
    first, last, rare = map(st.just, (SuperlativeKind.FIRST, SuperlativeKind.LAST, SuperlativeKind.RARE))
    return (
        st.builds(Superlative, kind=first, scope=scopes, since=optional(whens()), **told)
        | st.builds(Superlative, kind=last, scope=scopes, until=optional(whens()), **told)
        | st.builds(Superlative, kind=rare, since=optional(whens()), **told)
    )


def tellings(event_class: type[Event]) -> SearchStrategy[Earlier]:
    """Draw how an event of a class was told before, as of the same type or another of the class."""
    return st.builds(
        Earlier,
        until=ids(SourceId),
        summary=texts(),
        event_type=optional(st.sampled_from(sorted(event_class.EVENT_TYPES))),
    )


@cache
def events(*classes: type[Event]) -> SearchStrategy[Event]:
    """Draw events of the classes given, or of all, with types of their class."""

    def of_class(event_class: type[Event]) -> SearchStrategy[Event]:
        return st.builds(
            event_class,
            id=ids(EventId),
            event_type=st.sampled_from(sorted(event_class.EVENT_TYPES)),
            when=whens(),
            summary=texts(),
            reports=tuples_of(reports(), 1),
            participants=tuples_of(participants(*ROLES.get(event_class, Role)), max_size=3),
            place_id=optional(ids(PlaceId)),
            part_of=optional(ids(EventId)),
            links=tuples_of(links()),
            superlatives=tuples_of(superlatives(), max_size=1),
            adopted_because=optional(texts()),
            earlier=tuples_of(tellings(event_class)),
            **({"office_id": ids(OfficeId)} if event_class is Appointment else {}),
        )

    return st.one_of(*map(of_class, classes or EVENT_CLASSES))


@cache
def relations(*types: RelationType) -> SearchStrategy[Relation]:
    """Draw relations of the types given, or of all; office_held has an office."""

    def of_type(relation_type: RelationType) -> SearchStrategy[Relation]:
        return st.builds(
            Relation,
            id=ids(RelationId),
            relation_type=st.just(relation_type),
            subject_id=ids(ActorId),
            object_id=ids(ActorId),
            when=whens(),
            summary=texts(),
            reports=tuples_of(reports(), 1),
            office_id=ids(OfficeId) if relation_type is RelationType.OFFICE_HELD else st.none(),
            place_id=optional(ids(PlaceId)),
            opened_by=optional(ids(EventId)),
            closed_by=optional(ids(EventId)),
            adopted_because=optional(texts()),
        )

    return st.one_of(*map(of_type, types or RelationType))


@cache
def figures() -> SearchStrategy[Figure]:
    """Draw numbers that were published under a counting rule."""
    return st.builds(
        Figure,
        when=spans(),
        number=st.integers(0, 99),
        source_id=ids(SourceId),
        sending_id=optional(ids(ActorId)),
        explanation=optional(texts()),
    )


@cache
def counting_rules() -> SearchStrategy[CountingRule]:
    """Draw counting rules, with and without limits of states, ranks and offices."""
    return st.builds(
        CountingRule,
        id=ids(CountingRuleId),
        title=texts(),
        publisher_id=ids(ActorId),
        definition=texts(),
        event_types=tuples_of(st.sampled_from(sorted(EXCHANGES)), 1, unique_by=str),
        source_ids=tuples_of(ids(SourceId), max_size=1),
        sending_ids=tuples_of(ids(ActorId)),
        receiving_ids=tuples_of(ids(ActorId)),
        rank=optional(st.sampled_from(Rank)),
        except_office_ids=tuples_of(ids(OfficeId), max_size=1),
        open_office_ids=tuples_of(ids(OfficeId), max_size=1),
        delegates=st.booleans(),
        figures=tuples_of(figures()),
    )


@cache
def periods() -> SearchStrategy[When]:
    """Draw periods with a first day and no doubt: some that end, some that go on, some of which the end is not known."""
    begun = days().flatmap(lambda first: st.sampled_from((f"{first}/..", f"{first}/", f"[{first}..]", f"{first}")))
    return spans() | begun.map(When) | st.sampled_from(("2024", "2024-02", "2024-02/2024-03")).map(When)


SCOPES: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"rank": Rank.VICE_MINISTER},
    {"rank": Rank.HEAD_OF_GOVERNMENT},
    {"event_types": (EventType.TALKS, EventType.SPEECH)},
    {"event_types": (EventType.VISIT, EventType.OFFICIAL_VISIT, EventType.STATE_VISIT, EventType.SITE_VISIT)},
    {"event_types": (EventType.BANQUET,)},
    {"relation_types": (RelationType.MISSION,)},
    {"sending_id": 0},
)
"""What gaps are about, each of which may overlap the others; a sending side by its place in the dyad."""


@st.composite
def gapped(draw: DrawFn, entry: Coverage) -> Coverage:
    """Draw gaps of an entry that was searched in part: within its period, of different scopes, by their days."""
    if entry.completeness is not Completeness.PARTIAL or entry.when.earliest is None:
        return entry
    begin = entry.when.earliest
    length = 40 if entry.when.latest is None else (entry.when.latest - begin).days
    drawn: list[Gap] = []
    for scope in draw(st.lists(st.sampled_from(SCOPES), max_size=3, unique_by=str)):
        first, last = sorted(draw(st.tuples(st.integers(0, length), st.integers(0, length))))
        about = scope | ({"sending_id": entry.dyad[0]} if "sending_id" in scope and entry.dyad else {})
        if about.get("sending_id") != 0:
            days = [begin + datetime.timedelta(first), begin + datetime.timedelta(last)]
            how = draw(st.sampled_from((Completeness.PARTIAL, Completeness.NOT_SEARCHED)))
            drawn.append(Gap(when=When.window(*days), reason=f"Gap {len(drawn)}.", completeness=how, **about))
    return evolve(entry, gaps=sorted(drawn, key=lambda gap: gap.when.bounds[::3]))


@cache
def coverages() -> SearchStrategy[Coverage]:
    """Draw entries of the coverage ledger: of everything, of one state or of a dyad; of events, of relations or of all."""
    return ungapped().flatmap(gapped)


@cache
def ungapped() -> SearchStrategy[Coverage]:
    """Draw entries as `coverages` does, without gaps."""
    return st.builds(
        Coverage,
        id=ids(CoverageId),
        summary=texts(),
        when=periods(),
        completeness=st.sampled_from(Completeness),
        searched=texts(),
        dyad=tuples_of(ids(ActorId), unique_by=lambda state: state),
        event_types=tuples_of(st.sampled_from(EventType), unique_by=str),
        relation_types=tuples_of(st.sampled_from(RelationType)),
        rank=optional(st.sampled_from(Rank)),
        not_found=tuples_of(texts()),
    )


@cache
def changes(*kinds: ChangeKind) -> SearchStrategy[Change]:
    """Draw what editions did, of the kinds given or of all; what was merged has an heir, and all but what was added a cause."""

    def of_kind(kind: ChangeKind) -> SearchStrategy[Change]:
        return st.builds(
            Change,
            id=ids(ChangeId),
            edition=st.sampled_from(("2024.1.1", "2024.2.10", "2024.2.9", "2024.2.10.1")),
            kind=st.just(kind),
            record_kind=st.sampled_from(sorted(TABLE_OF)),
            record_ids=tuples_of(slugs(), 1),
            reason=texts(),
            cause=st.none() if kind is ChangeKind.ADDED else st.sampled_from(Cause),
            heir_id=slugs() if kind is ChangeKind.MERGED else st.none(),
        )

    def with_edits(change: Change) -> SearchStrategy[Change]:
        if change.kind is not ChangeKind.CORRECTED:
            return st.just(change)
        values = st.tuples(optional(texts()), optional(texts())).filter(lambda pair: pair[0] != pair[1])
        edit = st.builds(
            lambda record_id, field, pair: Edit(record_id=record_id, field=field, old=pair[0], new=pair[1]),
            st.sampled_from(change.record_ids),
            texts(),
            values,
        )
        return tuples_of(edit, max_size=2).map(lambda edits: evolve(change, edits=edits))

    return st.one_of(*map(of_kind, kinds or ChangeKind)).flatmap(with_edits)


def records() -> SearchStrategy[Record]:
    """Draw records of every kind that a dataset lists."""
    return st.one_of(
        actors(), offices(), places(), sources(), events(), relations(), counting_rules(), coverages(), changes()
    )
