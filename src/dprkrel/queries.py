"""The questions: plain functions of the tables; `Dataset` has them as methods, the package over its own data.

Results are tuples in the one total order: first known bound, last known
bound, id. Actors are given as id, spelling or `Actor`; dates as date,
datetime, EDTF text or `When`; vocabularies as member or text, one or several.
"""

from collections.abc import Iterable
from typing import Final

from dprkrel.actors import Actor
from dprkrel.answers import Certainty, How, Match
from dprkrel.arguments import (
    ActorLike,
    StatusLike,
    TypesLike,
    actor_of,
    event_types,
    record_filter,
    several,
    takes_part,
    word,
    words,
)
from dprkrel.checks import OfficeId
from dprkrel.dates import DateLike, When
from dprkrel.errors import UnknownActorError, UnknownOfficeError, VocabularyError
from dprkrel.events import Agreement, Event, Meeting, Statement, Visit
from dprkrel.names import MAX_NAME_LENGTH, close_matches, key_of
from dprkrel.records import Relation
from dprkrel.tables import Tables
from dprkrel.vocab import ActorKind, RelationType, Role, Status

_SPEAKING: Final = frozenset({Role.SPEAKER})
_ON_A_VISIT: Final = frozenset({Role.VISITOR, Role.HOST, Role.PARTICIPANT})


def visits_by_actor(
    tables: Tables,
    actor: ActorLike,
    *,
    role: Role | str = Role.VISITOR,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Visit, ...]:
    """Return the visits that an actor made, or with `role="host"` received.

    A state's visits are those of everyone who acted for it at that time. A
    stop during a visit (`part_of` another visit) is no visit of its own.

    Args:
        actor: whose visits.
        role: in which role the actor took part.
        start: first day of the window (Gregorian); None leaves it open.
        end: last day of the window, included; None leaves it open.
        match: `certain` keeps what no reading of the dates could take out.
        how: `within` asks that the whole visit lie in the window.
        status: one status, several, or None for all.

    Returns:
        Visits in the total order of results.

    Raises:
        UnknownActorError: the actor is not known.
        AmbiguousActorError: several are meant.
        DateError: a date cannot be read, or the window is reversed (`WindowError`).
        VocabularyError: a role, match, how or status is not understood.

    Examples:
        >>> for visit in dprkrel.visits_by_actor("Belarus", end="2024"):
        ...     print(visit.when, *visit.visitors)
        2018-12 belarus
        2024-04-16/[2024-04-17..2024-07-22] evgeny-shestakov
        2024-07-23/[2024-07-25..2024-07-26] maxim-ryzhenkov
    """
    asked, wanted = actor_of(tables, actor), word("role", role, Role)
    if wanted not in _ON_A_VISIT:
        raise VocabularyError("role", role, _ON_A_VISIT)
    keep = record_filter(start, end, match, how, status)
    return tuple(
        event
        for event in tables.events
        if isinstance(event, Visit)
        and not _is_stop(tables, event)
        and takes_part(event, asked, frozenset({wanted}))
        and keep(event)
    )


def events_between(
    tables: Tables,
    start: DateLike | None,
    end: DateLike | None,
    *,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    types: TypesLike = None,
    actors: ActorLike | Iterable[ActorLike] | None = None,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Event, ...]:
    """Return the events between two dates.

    Args:
        start: first day of the window, or a longer date whose first day it is; None leaves it open.
        end: last day of the window, included, or a longer date whose last day it is; None leaves it open.
        match: `possible` keeps every event that may have touched the
            window, `certain` only those that no reading of the dates could take out.
        how: `overlaps` asks for a common day, `within` for the whole event.
        types: event types, one or several; a class, or its name (`visit`,
            `meeting`, …), stands for all of its types.
        actors: one or several actors of whom any takes part; a state takes part through those who act for it.
        status: one status, several, or None for all.

    Returns:
        Events in the total order of results.

    Raises:
        DateError: a date cannot be read, or the window is reversed (`WindowError`).
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        VocabularyError: a type, match, how or status is not understood.

    Examples:
        >>> [event.id for event in dprkrel.events_between("1999-12", "2000", types="visit", match="certain")]
        ['putin-visit-dprk-2000']
    """
    asked = None if actors is None else [actor_of(tables, one) for one in several(actors)]
    if asked == []:
        raise UnknownActorError(actors, reason="expected one actor or several, or None for all")
    wanted = event_types(types)
    keep = record_filter(start, end, match, how, status)
    return tuple(
        event
        for event in tables.events
        if (wanted is None or event.event_type in wanted)
        and (asked is None or any(takes_part(event, one) for one in asked))
        and keep(event)
    )


def events_of_dyad(
    tables: Tables,
    a: ActorLike,
    b: ActorLike,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    types: TypesLike = None,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Event, ...]:
    """Return the events in which both of two actors take part, themselves or through those who act for them.

    The dyad is undirected: the order of `a` and `b` does not matter. To be
    spoken about (role `subject`) is to take part. The
    other arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> {event.event_type.value for event in dprkrel.events_of_dyad("Belarus", "DPRK", end="1992")}
        {'relations_established'}
    """
    first, second, wanted = actor_of(tables, a), actor_of(tables, b), event_types(types)
    keep = record_filter(start, end, match, how, status)
    return tuple(
        event
        for event in tables.events
        if (wanted is None or event.event_type in wanted)
        and takes_part(event, first)
        and takes_part(event, second)
        and keep(event)
    )


def meetings_of(
    tables: Tables,
    actor: ActorLike,
    *,
    other: ActorLike | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Meeting, ...]:
    """Return the talks, summits, banquets and other meetings of an actor, with `other` if given.

    The arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> [meeting.id for meeting in dprkrel.meetings_of("Putin", other="Kim Jong Il")]
        ['putin-kim-jong-il-meeting-2000']
    """
    return tuple(
        event for event in _of_actor(tables, actor, other, start, end, match, how, status) if isinstance(event, Meeting)
    )


def agreements_of(
    tables: Tables,
    actor: ActorLike,
    *,
    other: ActorLike | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Agreement, ...]:
    """Return the treaties, agreements, plans and understandings of an actor, with `other` if given.

    The arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> [agreement.event_type.value for agreement in dprkrel.agreements_of("Krasnov")]
        ['agreement', 'cooperation_plan']
    """
    return tuple(
        event
        for event in _of_actor(tables, actor, other, start, end, match, how, status)
        if isinstance(event, Agreement)
    )


def statements_by(
    tables: Tables,
    actor: ActorLike,
    *,
    types: TypesLike = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Statement, ...]:
    """Return what an actor said: speeches, messages, articles, invitations, announcements, denials.

    A state says what those who act for it say. The arguments, the order
    and the errors are those of `events_between`.

    Examples:
        >>> [statement.event_type.value for statement in dprkrel.statements_by("Lukashenko")]
        ['remark']
    """
    asked, wanted = actor_of(tables, actor), event_types(types)
    if wanted is not None and wanted.isdisjoint(Statement.EVENT_TYPES):
        raise VocabularyError("types", types, Statement.EVENT_TYPES)
    keep = record_filter(start, end, match, how, status)
    return tuple(
        event
        for event in tables.events
        if isinstance(event, Statement)
        and (wanted is None or event.event_type in wanted)
        and takes_part(event, asked, _SPEAKING)
        and keep(event)
    )


def relations_of(
    tables: Tables,
    actor: ActorLike,
    *,
    types: RelationType | str | Iterable[RelationType | str] | None = None,
    other: ActorLike | None = None,
    on: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Relation, ...]:
    """Return the spells of an actor's ties: diplomatic relations, missions, alliances, offices, memberships.

    Args:
        actor: whose ties, on either side; an office is a tie of its holder and of the state or body whose it is.
        types: one relation type, several, or None for all.
        other: the actor on the other side.
        on: a day, or a longer date that the spell must touch; None asks for spells of all times.
        match: with `on`, whether a spell that may have held then is kept, or only one that certainly did.
        status: one status, several, or None for all; a tie that holds has `occurred`.

    Returns:
        Relations in the total order of results.

    Raises:
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        DateError: `on` cannot be read.
        VocabularyError: a type, match or status is not understood.

    Examples:
        >>> for tie in dprkrel.relations_of("Belarus", other="DPRK"):
        ...     print(tie.relation_type.value, tie.when)
        diplomatic_relations 1992/[2024-07-24..]
        mission 2016/[2024-07-24..]
    """
    asked = actor_of(tables, actor).id
    partner = None if other is None else actor_of(tables, other).id
    wanted = words("types", types, RelationType)
    keep = record_filter(on, on, match, How.OVERLAPS, status)
    return tuple(
        tie
        for tie in tables.relations
        if asked in (tie.subject_id, tie.object_id)
        and (partner is None or {asked, partner} == {tie.subject_id, tie.object_id})
        and (wanted is None or tie.relation_type in wanted)
        and keep(tie)
    )


def offices_of(
    tables: Tables,
    person: ActorLike,
    *,
    on: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
) -> tuple[Relation, ...]:
    """Return the spells in which a person held an office.

    The arguments, the order and the errors are those of `relations_of`.

    Examples:
        >>> [spell.office_id for spell in dprkrel.offices_of("Ryzhenkov", on="2024-07-24", match="certain")]
        ['belarus-foreign-minister']
    """
    asked = actor_of(tables, person)
    if asked.kind is not ActorKind.PERSON:
        raise UnknownActorError(person, reason=f"{asked.name} is no person; ask office_holder or relations_of")
    return relations_of(tables, asked, types=RelationType.OFFICE_HELD, on=on, match=match)


def office_holder(tables: Tables, title: str, *, of: ActorLike, on: DateLike) -> Actor | None:
    """Return who certainly held an office on a day, or None where that is not known.

    Args:
        title: the office as id, title or alias ("foreign minister", "Menlu").
        of: the state or body whose office it is.
        on: the day, or a longer date in which only one person may have held it.

    Returns:
        The one holder; None when no one is known to have held it then, or
        when several did (as vice-ministers do) or, in a longer date, may have.

    Raises:
        UnknownOfficeError: no office of this actor bears this title.
        UnknownActorError: `of` is not known.
        AmbiguousActorError: `of` means several actors.
        DateError: `on` cannot be read.

    Examples:
        >>> dprkrel.office_holder("foreign minister", of="Belarus", on="2024-07-24").name
        'Maxim Ryzhenkov'
        >>> dprkrel.office_holder("foreign minister", of="Belarus", on="2010") is None
        True
    """
    owner = actor_of(tables, of)
    offices = _offices(tables, title, owner)
    window = When.window(When.parse(on), on)  # parsed first: without a day there is no answer
    spells = [tie for tie in tables.relations if tie.office_id in offices and tie.status is Status.OCCURRED]
    sure = {tie.subject_id for tie in spells if tie.when.overlaps(window) is Certainty.CERTAIN}
    maybe = {tie.subject_id for tie in spells if tie.when.overlaps(window) is Certainty.POSSIBLE}
    one_day = window.same_day(window) is Certainty.CERTAIN
    if len(sure) != 1 or (maybe - sure and not one_day):
        return None
    return tables.actor(sure.pop())


def _is_stop(tables: Tables, visit: Visit) -> bool:
    return visit.part_of is not None and isinstance(tables.event(visit.part_of), Visit)


def _of_actor(
    tables: Tables,
    actor: ActorLike,
    other: ActorLike | None,
    start: DateLike | None,
    end: DateLike | None,
    match: Match | str,
    how: How | str,
    status: StatusLike,
) -> tuple[Event, ...]:
    if other is None:
        return events_between(tables, start, end, match=match, how=how, actors=actor_of(tables, actor), status=status)
    return events_of_dyad(tables, actor, other, start=start, end=end, match=match, how=how, status=status)


def _offices(tables: Tables, title: str, owner: Actor) -> frozenset[OfficeId]:
    text: object = title  # callers without a type checker give anything
    if not isinstance(text, str) or len(text) > MAX_NAME_LENGTH:
        raise UnknownOfficeError(title, reason=f"expected a title of at most {MAX_NAME_LENGTH} characters")
    own = {office.id: office for office in tables.offices if office.of_id == owner.id}
    found = frozenset(own) & (tables.names.offices_titled(title) | {OfficeId(title)})
    if not found:
        titles = {key_of(name): name for office in own.values() for name in (office.title, *office.aliases)}
        near = [titles[key] for key in close_matches(key_of(title), titles)]
        titled = near or sorted(office.title for office in own.values())
        raise UnknownOfficeError(title, titled, f"among the offices of {owner.name}")
    return found
