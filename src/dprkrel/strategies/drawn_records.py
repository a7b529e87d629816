"""Strategies for records and their parts; all build what they promise, and filter nothing."""

import datetime
import string
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from dprkrel.calls import answering, text_of
from dprkrel.dates.when import When
from dprkrel.errors import VocabularyError
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.changes import Cause, Change, ChangeKind, Edit
from dprkrel.records.counting_rules import CountingRule, Figure
from dprkrel.records.coverage import Completeness, Coverage, Gap
from dprkrel.records.derivations import Derivation, DerivationRule
from dprkrel.records.event_types import EXCHANGES, EventType
from dprkrel.records.events import EVENT_CLASSES, Appointment, Event, Statement, Visit
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
    StateId,
)
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.records.links import MAX_DAYS, Link, LinkType
from dprkrel.records.names import Name, NameKind, NameScheme
from dprkrel.records.office_functions import OfficeFunction
from dprkrel.records.offices import Office
from dprkrel.records.participants import Participant
from dprkrel.records.places import Place, PlaceKind
from dprkrel.records.ranks import Rank
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Quantity, Report
from dprkrel.records.roles import Role
from dprkrel.records.sources import Excuse, Source, SourceKind, Standing
from dprkrel.records.stances import Stance
from dprkrel.records.superlatives import Scope, Superlative, SuperlativeKind
from dprkrel.records.tellings import Earlier
from dprkrel.strategies.drawn_values import (
    built_once,
    days,
    ids,
    optional,
    periods,
    slugs,
    spans,
    spellings,
    texts,
    tuples_of,
    whens,
)

T = TypeVar("T")

ROLES: Final[dict[type[Event], tuple[Role, ...]]] = {
    Visit: (Role.VISITOR, Role.DELEGATE, Role.HOST, Role.GREETER),
    Statement: (Role.SPEAKER, Role.ADDRESSEE),
}


def _among(name: str, given: tuple[T, ...], accepted: Iterable[T]) -> tuple[T, ...]:
    """Return which of those that there are were given, or all; refuse what is none."""
    known = tuple(accepted)

    def meant(one: object) -> T:
        text = text_of(one)
        for each in known:
            if each is one or each == text:
                return each
        raise VocabularyError(name, one, [getattr(each, "__name__", str(each)) for each in known])

    return tuple(map(meant, given)) or known


def _name(text: str, language: str, scheme: NameScheme, **words: Any) -> Name:
    in_other_letters = scheme is NameScheme.NATIVE and language == "ko" and text.isascii()
    return Name(text=text, language=language, scheme=NameScheme.REVISED if in_other_letters else scheme, **words)


@built_once
def names() -> SearchStrategy[Name]:
    """Draw spellings as actors have them beside the primary one.

    Returns:
        A strategy for names in several languages and schemes, some of them misspelled.
    """
    return st.builds(
        _name,
        text=spellings(),
        language=st.sampled_from(("en", "id", "ko", "ru")),
        kind=st.sampled_from([kind for kind in NameKind if kind is not NameKind.PRIMARY]),
        scheme=st.sampled_from(NameScheme),
        source_ids=tuples_of(ids(SourceId), max_size=1),
        note=optional(texts()),
    )


@built_once
def actors() -> SearchStrategy[Actor]:
    """Draw actors of every kind.

    Returns:
        A strategy for actors of one to three names, each spelling once and the first of them primary. The ids to which
        they refer need not be those of any record.
    """

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


@built_once
def offices() -> SearchStrategy[Office]:
    """Draw offices of every rank.

    Returns:
        A strategy for offices.
    """
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


@built_once
def places() -> SearchStrategy[Place]:
    """Draw places of every kind.

    Returns:
        A strategy for places, with and without coordinates.
    """
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


@built_once
def excuses() -> SearchStrategy[Excuse]:
    """Draw excuses for paragraphs without facts.

    Returns:
        A strategy for excuses of one to three paragraphs.
    """
    return st.builds(Excuse, paragraphs=_paragraphs(1), reason=texts())


@built_once
def _paragraphs(min_size: int) -> SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(1, 9), min_size=min_size, max_size=3, unique=True).map(lambda all_: tuple(sorted(all_)))


@built_once
def sources() -> SearchStrategy[Source]:
    """Draw sources of every kind.

    Returns:
        A strategy for sources, with and without what the laws ask of each kind, while `datasets` has sources that keep them.
    """
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


@built_once
def quantities() -> SearchStrategy[Quantity]:
    """Draw figures as reports give them.

    Returns:
        A strategy for quantities of which at least one figure is known, with the least first.
    """
    return st.builds(
        _quantity,
        figures=st.lists(st.integers(0, 10**12), min_size=3, max_size=3),
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


@built_once
def derivations(*rules: DerivationRule) -> SearchStrategy[Derivation]:
    """Draw relative dates, each with a value that fits its rule.

    Args:
        *rules: the rules that may be drawn; all where none is given.

    Returns:
        A strategy for derivations that can be resolved.

    Raises:
        VocabularyError: one of them is none.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.derivations(dprkrel.DerivationRule.SAME_DAY))
        ... def test_derivation(derivation):
        ...     assert derivation.resolve().earliest == derivation.anchor
        >>> test_derivation()
    """
    return st.builds(
        _derivation,
        rule=st.sampled_from(_among("rules", rules, DerivationRule)),
        named=days(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)),
        named_to=st.sampled_from((0, 2, 5)),
        phrase=texts(),
        anchor=days(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)),
        lasting=st.integers(1, 3),
    )


def _report(derivation: Derivation | None, when: When | None, **others: Any) -> Report:
    return Report(derivation=derivation, when=derivation.resolve() if derivation else when, **others)


@built_once
def reports() -> SearchStrategy[Report]:
    """Draw reports of every stance.

    Returns:
        A strategy for reports; one that derives its date gives the date derived.
    """
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


@built_once
def participants(*roles: Role) -> SearchStrategy[Participant]:
    """Draw participants.

    Args:
        *roles: the roles that may be drawn; all where none is given.

    Returns:
        A strategy for participants.

    Raises:
        VocabularyError: one of them is none.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.participants(dprkrel.Role.HOST))
        ... def test_host(host):
        ...     assert host.role.receives
        >>> test_host()
    """
    return st.builds(
        Participant,
        actor_id=ids(ActorId),
        role=st.sampled_from(_among("roles", roles, Role)),
        acted_for=optional(ids(ActorId)),
        office_id=optional(ids(OfficeId)),
    )


@built_once
def links() -> SearchStrategy[Link]:
    """Draw links of every type.

    Returns:
        A strategy for links; one that says what came after the end of another may say within how many days.
    """

    def of_type(link_type: LinkType) -> SearchStrategy[Link]:
        return st.builds(
            Link,
            link_type=st.just(link_type),
            event_id=ids(EventId),
            reports=tuples_of(reports(), max_size=1),
            within_days=optional(st.integers(0, MAX_DAYS)) if link_type.begins == "after_its_end" else st.none(),
        )

    return st.one_of(*map(of_type, LinkType))


@built_once
def scopes() -> SearchStrategy[Scope]:
    """Draw what a claim to be the first or last is about.

    Returns:
        A strategy for scopes.
    """
    return st.builds(
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


@built_once
def superlatives() -> SearchStrategy[Superlative]:
    """Draw claims to be the first, the last or rare.

    Returns:
        A strategy for superlatives of all kinds, each with one report.
    """
    told = {"claim": texts(), "reports": tuples_of(reports(), 1, max_size=1)}
    first, last, rare = map(st.just, (SuperlativeKind.FIRST, SuperlativeKind.LAST, SuperlativeKind.RARE))
    return (
        st.builds(Superlative, kind=first, scope=scopes(), since=optional(whens()), **told)
        | st.builds(Superlative, kind=last, scope=scopes(), until=optional(whens()), **told)
        | st.builds(Superlative, kind=rare, since=optional(whens()), **told)
    )


@built_once
def tellings(*classes: type[Event]) -> SearchStrategy[Earlier]:
    """Draw how an event was told before, as of the same type or another of its class.

    Args:
        *classes: the classes of event of which it may be; all where none is given.

    Returns:
        A strategy for earlier descriptions.

    Raises:
        VocabularyError: one of them is none.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.tellings(dprkrel.Vote))
        ... def test_told(told):
        ...     assert told.event_type in (None, "vote", "veto")
        >>> test_told()
    """
    types = {
        event_type
        for event_class in _among("classes", classes, EVENT_CLASSES)
        for event_type in event_class.EVENT_TYPES
    }
    return st.builds(Earlier, until=ids(SourceId), summary=texts(), event_type=optional(st.sampled_from(sorted(types))))


@built_once
def events(*classes: type[Event]) -> SearchStrategy[Event]:
    """Draw events, each of a type of its class.

    Args:
        *classes: the classes that may be drawn, such as `dprkrel.Visit`; all where none is given.

    Returns:
        A strategy for events. The ids to which they refer need not be those of any record, while `datasets` draws events with
        everything to which they refer.

    Raises:
        VocabularyError: one of them is none.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.events(dprkrel.Visit))
        ... def test_visit(visit):
        ...     assert visit.event_type in dprkrel.Visit.EVENT_TYPES
        >>> test_visit()
    """

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

    return st.one_of(*map(of_class, _among("classes", classes, EVENT_CLASSES)))


@built_once
def relations(*types: RelationType) -> SearchStrategy[Relation]:
    """Draw relations; one of the type `office_held` has an office.

    Args:
        *types: the types that may be drawn; all where none is given.

    Returns:
        A strategy for relations.

    Raises:
        VocabularyError: one of them is none.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.relations(dprkrel.RelationType.OFFICE_HELD))
        ... def test_spell(spell):
        ...     assert spell.office_id is not None
        >>> test_spell()
    """

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

    return st.one_of(*map(of_type, _among("types", types, RelationType)))


@built_once
def figures() -> SearchStrategy[Figure]:
    """Draw numbers that were published under a counting rule.

    Returns:
        A strategy for figures.
    """
    return st.builds(
        Figure,
        when=spans(),
        number=st.integers(0, 99),
        source_id=ids(SourceId),
        sending_id=optional(ids(ActorId)),
        explanation=optional(texts()),
    )


@built_once
def counting_rules() -> SearchStrategy[CountingRule]:
    """Draw counting rules.

    Returns:
        A strategy for counting rules, with and without limits of states, ranks and offices.
    """
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


@built_once
def gaps() -> SearchStrategy[Gap]:
    """Draw gaps of any scope by themselves.

    Returns:
        A strategy for gaps. Those in the entries of `coverages` lie within their entry.
    """
    return st.builds(
        Gap,
        when=periods(),
        reason=texts(),
        completeness=st.sampled_from((Completeness.PARTIAL, Completeness.NOT_SEARCHED)),
        rank=optional(st.sampled_from(Rank)),
        event_types=tuples_of(st.sampled_from(EventType), unique_by=str),
        relation_types=tuples_of(st.sampled_from(RelationType)),
        sending_id=optional(ids(ActorId).map(StateId)),
    )


@built_once
def coverages() -> SearchStrategy[Coverage]:
    """Draw entries of the coverage ledger.

    Returns:
        A strategy for entries about everything, one state or a dyad; about events, relations or both; with and without
        gaps.
    """
    return ungapped().flatmap(gapped)


@built_once
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


@built_once
def edits() -> SearchStrategy[Edit]:
    """Draw corrections of one field of a record.

    Returns:
        A strategy for edits; the value before or after may be absent.
    """
    return st.builds(
        lambda before, more, absent, **others: Edit(
            old=None if absent == "old" else before, new=None if absent == "new" else f"{before}{more}", **others
        ),
        before=texts(),
        more=spellings(),
        absent=st.sampled_from(("", "old", "new")),
        record_id=slugs(),
        field=texts(),
    )


@built_once
def changes(*kinds: ChangeKind) -> SearchStrategy[Change]:
    """Draw what editions did to records.

    Args:
        *kinds: the kinds that may be drawn; all where none is given.

    Returns:
        A strategy for changes. What was merged has an heir, and all but what was added a cause.

    Raises:
        VocabularyError: one of them is none.

    Examples:
        >>> from dprkrel import strategies
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5)
        ... @given(strategies.changes(dprkrel.ChangeKind.MERGED))
        ... def test_merger(merger):
        ...     assert merger.heir_id is not None
        >>> test_merger()
    """

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
        edit = st.builds(
            lambda edit, record_id: evolve(edit, record_id=record_id), edits(), st.sampled_from(change.record_ids)
        )
        return tuples_of(edit, max_size=2).map(lambda drawn: evolve(change, edits=drawn))

    return st.one_of(*map(of_kind, _among("kinds", kinds, ChangeKind))).flatmap(with_edits)


@answering
def records() -> SearchStrategy[Record]:
    """Draw records of every kind that a dataset lists.

    Returns:
        A strategy for actors, offices, places, sources, events, relations, counting rules, entries of the coverage ledger and
        changes of editions.
    """
    return st.one_of(
        actors(), offices(), places(), sources(), events(), relations(), counting_rules(), coverages(), changes()
    )
