"""The questions: plain functions of the tables; `Dataset` has them as methods, the package over its own data.

Results are tuples in the one total order: first known bound, last known
bound, id. Actors are given as id, spelling or `Actor`; dates as date,
datetime, EDTF text or `When`; vocabularies as member or text, one or several.
"""

from collections.abc import Iterable
from typing import Any, Final

from dprkrel.dates.when import DateLike
from dprkrel.errors import UnknownActorError, UnknownRecordError, VocabularyError
from dprkrel.questions.arguments import (
    ActorLike,
    EventLike,
    StatusLike,
    TypesLike,
    actor_of,
    event_of,
    event_types,
    rank_of,
    several,
    word,
)
from dprkrel.questions.coverage import warn_beyond
from dprkrel.questions.selection import How, Match, has_rank, record_filter, takes_part
from dprkrel.records.events import Agreement, Event, Meeting, Statement, TreatyAction, Visit
from dprkrel.records.links import LinkType
from dprkrel.records.offices import Rank
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.records.stances import Status
from dprkrel.store.chains import is_stop
from dprkrel.store.tables import Tables

_SPEAKING: Final = frozenset({Role.SPEAKER})


_ON_A_VISIT: Final = frozenset({*TRAVELLING, Role.HOST, Role.GREETER, Role.PARTICIPANT})


def visits_by_actor(
    tables: Tables,
    actor: ActorLike,
    *,
    role: Role | str = Role.VISITOR,
    rank: Rank | str | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: Match | str = Match.POSSIBLE,
    how: How | str = How.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Visit, ...]:
    """Return the visits that an actor made, or with `role="host"` received.

    A state's visits are those of everyone who acted for it at that time. A
    stop during a visit (`part_of` another visit) is no visit of its own.
    Who travelled in a visitor's delegation is a visitor, too.

    Args:
        actor: whose visits.
        role: in which role the actor took part.
        rank: the least rank of a visitor in an office that the data know (`vice_minister` and above); None for all.
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
        2018-12 belarus viktor-rybak
        2024-04-16/[2024-04-18..2024-04-25] evgeny-shestakov
        2024-07-23/[2024-07-25..2024-07-26] maxim-ryzhenkov
    """
    asked, wanted, least = actor_of(tables, actor), word("role", role, Role), rank_of("rank", rank)
    if wanted not in _ON_A_VISIT:
        raise VocabularyError("role", role, _ON_A_VISIT)
    roles = frozenset(TRAVELLING if wanted is Role.VISITOR else {wanted})
    keep = record_filter(start, end, match, how, status)
    warn_beyond(tables, [asked], start, end, events=Visit.EVENT_TYPES, rank=least)
    return tuple(
        event
        for event in tables.events
        if isinstance(event, Visit)
        and not is_stop(tables, event)
        and takes_part(event, asked, roles)
        and has_rank(tables, event, least, TRAVELLING)
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
    rank: Rank | str | None = None,
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
        rank: the least rank of an office in which someone takes part, as far as the data know; None for all.
        status: one status, several, or None for all.

    Returns:
        Events in the total order of results.

    Raises:
        DateError: a date cannot be read, or the window is reversed (`WindowError`).
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        VocabularyError: a type, match, how or status is not understood.

    Examples:
        >>> [event.id for event in dprkrel.events_between("1999-12", "2000", types="visit", rank="head_of_state")]
        ['putin-visit-dprk-2000']
    """
    asked = None if actors is None else [actor_of(tables, one) for one in several(actors)]
    if asked == []:
        raise UnknownActorError(actors, reason="expected one actor or several, or None for all")
    wanted, least = event_types(types), rank_of("rank", rank)
    keep = record_filter(start, end, match, how, status)
    for of in [()] if asked is None else [(one,) for one in asked]:
        warn_beyond(tables, of, start, end, events=wanted, rank=least)
    return tuple(
        event
        for event in tables.events
        if (wanted is None or event.event_type in wanted)
        and (asked is None or any(takes_part(event, one) for one in asked))
        and has_rank(tables, event, least)
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
    rank: Rank | str | None = None,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Event, ...]:
    """Return the events in which both of two actors take part, themselves or through those who act for them.

    The dyad is undirected: the order of `a` and `b` does not matter. To be
    spoken about (role `subject`) is to take part. The
    other arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> [event.id for event in dprkrel.events_of_dyad("Belarus", "DPRK", start="2025-05-08", end="2025-05-08")]
        ['shuleiko-pyongyang-2025-05', 'dprk-belarus-joint-committee-3-2025-05-08']
    """
    first, second, wanted = actor_of(tables, a), actor_of(tables, b), event_types(types)
    least, keep = rank_of("rank", rank), record_filter(start, end, match, how, status)
    warn_beyond(tables, [first, second], start, end, events=wanted, rank=least)
    return tuple(
        event
        for event in tables.events
        if (wanted is None or event.event_type in wanted)
        and takes_part(event, first)
        and takes_part(event, second)
        and has_rank(tables, event, least)
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
    rank: Rank | str | None = None,
    status: StatusLike = Status.OCCURRED,
) -> tuple[Meeting, ...]:
    """Return the talks, summits, banquets and other meetings of an actor, with `other` if given.

    The arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> [meeting.id for meeting in dprkrel.meetings_of("Putin", other="Kim Jong Il")]
        ['putin-kim-jong-il-meeting-2000', 'kim-jong-il-putin-summit-2001', 'kim-jong-il-putin-summit-2002']
    """
    found = _of_actor(tables, actor, other, start, end, match, how, status, Meeting, rank)
    return tuple(event for event in found if isinstance(event, Meeting))


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
    found = _of_actor(tables, actor, other, start, end, match, how, status, Agreement)
    return tuple(event for event in found if isinstance(event, Agreement))


def treaty_actions(tables: Tables, treaty: EventLike) -> tuple[TreatyAction | Agreement, ...]:
    """Return the life of a treaty: its initialling, signing, ratifications, entry into force, end, and what replaced it.

    The word is that of the United Nations Treaty Collection.

    Args:
        treaty: a treaty or other agreement, or its id.

    Returns:
        The agreement itself, the steps of it (`step_of`) and the agreements
        that say that they replace it, in the total order of results, whatever
        their status.

    Raises:
        UnknownRecordError: no agreement has this id.

    Examples:
        >>> for action in dprkrel.treaty_actions("russia-dprk-treaty-2024"):
        ...     print(action.when, action.event_type)
        2024-06-19 treaty
        2024-10-14 parliamentary_consent
        2024-10-24 parliamentary_consent
        2024-11-06 parliamentary_consent
        2024-11-09 ratification
        2024-11-11 ratification
        2024-12-04 entry_into_force
    """
    asked = event_of(tables, treaty)
    if not isinstance(asked, Agreement):
        raise UnknownRecordError("agreement", treaty, reason=f"{asked.id} is a {asked.event_type.value}")
    steps = {Agreement: LinkType.REPLACES, TreatyAction: LinkType.STEP_OF}
    return tuple(
        event
        for event in tables.events
        if isinstance(event, Agreement | TreatyAction)
        and (
            event.id == asked.id
            or any(link.event_id == asked.id and link.link_type is steps[type(event)] for link in event.links)
        )
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
        >>> [statement.event_type.value for statement in dprkrel.statements_by("Lukashenko", end="2023", start="2023-07")]
        ['remark']
    """
    asked, wanted = actor_of(tables, actor), event_types(types)
    if wanted is not None and wanted.isdisjoint(Statement.EVENT_TYPES):
        raise VocabularyError("types", types, Statement.EVENT_TYPES)
    keep = record_filter(start, end, match, how, status)
    warn_beyond(tables, [asked], start, end, events=wanted or Statement.EVENT_TYPES)
    return tuple(
        event
        for event in tables.events
        if isinstance(event, Statement)
        and (wanted is None or event.event_type in wanted)
        and takes_part(event, asked, _SPEAKING)
        and keep(event)
    )


def _of_actor(
    tables: Tables,
    actor: ActorLike,
    other: ActorLike | None,
    start: DateLike | None,
    end: DateLike | None,
    match: Match | str,
    how: How | str,
    status: StatusLike,
    types: type[Event],
    rank: Rank | str | None = None,
) -> tuple[Event, ...]:
    narrower: dict[str, Any] = {"match": match, "how": how, "status": status, "types": types, "rank": rank}
    if other is None:
        return events_between(tables, start, end, actors=actor_of(tables, actor), **narrower)
    return events_of_dyad(tables, actor, other, start=start, end=end, **narrower)
