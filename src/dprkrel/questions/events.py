"""Questions about events: visits, meetings, agreements, statements, and all events in a window or of a dyad.

Each question is written as the method of a dataset that it is. Results are in the one total order: first
known bound, last known bound, id. Actors are given as id, spelling or `Actor`; dates as date, datetime, EDTF text
or `When`; words of a vocabulary as member or text, one or several.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar, overload

from dprkrel.dates.when import DateLike
from dprkrel.errors import UnknownActorError, VocabularyError
from dprkrel.questions.arguments import (
    ActorLike,
    RankLike,
    RoleLike,
    StatusLike,
    TypesLike,
    actor_of,
    event_types,
    rank_of,
    several,
)
from dprkrel.questions.selection import Criteria, Fit, FitLike, Match, MatchLike, Selection, Side, count, select
from dprkrel.records.event_types import EventType
from dprkrel.records.events import (
    Agreement,
    Appointment,
    Event,
    Meeting,
    MilitaryActivity,
    RelationChange,
    Statement,
    Transfer,
    TreatyAction,
    Visit,
    Vote,
)
from dprkrel.records.fields import word_of
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.records.stances import Status
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables

# The classes one by one: a bound to their union would not let a checker take `type[E]` for one of them.
E = TypeVar(
    "E", Visit, Meeting, Agreement, TreatyAction, Statement,
    Appointment, RelationChange, Vote, Transfer, MilitaryActivity,
)  # fmt: skip

_SPEAKING: Final = frozenset({Role.SPEAKER})
_IN_VISITS: Final = frozenset(role for role in Role if role.in_visits)


def visits_by_actor(
    self: Tables,
    actor: ActorLike,
    *,
    other: ActorLike | None = None,
    role: RoleLike = Role.VISITOR,
    rank: RankLike | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> Results[Visit]:
    """Return the visits that an actor made, or with `role="host"` received.

    The visits of a state are those of everyone who acted for it at that
    time. A stop during a visit (`part_of` another visit) is not counted as
    a visit. Members of the delegation are visitors, too.

    Args:
        actor: whose visits.
        other: the state or actor on the other side: of visits made, among those who received them or took part; of visits
            received, among the visitors.
        role: in which role the actor took part.
        rank: the lowest rank (`vice_minister`: and above) of the office of a visitor, as far as the data have it; None for all.
        start: first day of the window (Gregorian); None leaves it open.
        end: last day of the window, included; None leaves it open.
        match: `possible` keeps visits that may lie in the window, `certain` only those that certainly do.
        how: with `within`, the whole visit must lie in the window.
        status: one status, several, or None for all.

    Returns:
        Visits in the total order of results.

    Raises:
        UnknownActorError: the actor is not known.
        AmbiguousActorError: several are meant.
        DateError: a date cannot be read, or the window is reversed (`WindowError`).
        VocabularyError: a role, match, how or status is not understood.

    Examples:
        >>> for visit in dprkrel.visits_by_actor("Belarus", start="2024", end="2024"):
        ...     print(visit.when, *visit.visitors)
        2024-04-16/[2024-04-18..2024-04-25] evgeny-shestakov
        2024-07-23/2024-07-26 maxim-ryzhenkov
    """
    selection = selected_visits(self, actor, other, role, rank, Criteria.read(start, end, match, how, status))
    return _only(Visit, select(self, selection, "visits"))


def selected_visits(
    tables: Tables,
    actor: ActorLike,
    other: ActorLike | None,
    role: RoleLike,
    rank: RankLike | None,
    criteria: Criteria,
) -> Selection:
    """Return which events `visits_by_actor` asks for."""
    visiting, own_role = actor_of(tables, actor), word_of("role", role, _IN_VISITS)
    roles = TRAVELLING if own_role is Role.VISITOR else frozenset({own_role})
    facing = _IN_VISITS - TRAVELLING if own_role.travels else TRAVELLING if own_role.receives else None
    sides = [Side(visiting, roles), *([] if other is None else [Side(actor_of(tables, other), facing)])]
    return Selection(
        criteria, sides=tuple(sides), types=Visit.EVENT_TYPES, rank=rank_of("rank", rank), ranked_roles=TRAVELLING,
        stops=False,
    )  # fmt: skip


@overload
def events_between(
    self: Tables,
    start: DateLike | None,
    end: DateLike | None,
    *,
    match: MatchLike = ...,
    how: FitLike = ...,
    types: type[E],
    actors: ActorLike | Iterable[ActorLike] | None = ...,
    rank: RankLike | None = ...,
    status: StatusLike = ...,
) -> Results[E]: ...
@overload
def events_between(
    self: Tables,
    start: DateLike | None,
    end: DateLike | None,
    *,
    match: MatchLike = ...,
    how: FitLike = ...,
    types: TypesLike = ...,
    actors: ActorLike | Iterable[ActorLike] | None = ...,
    rank: RankLike | None = ...,
    status: StatusLike = ...,
) -> Results[Event]: ...
def events_between(
    self: Tables,
    start: DateLike | None,
    end: DateLike | None,
    *,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    types: TypesLike = None,
    actors: ActorLike | Iterable[ActorLike] | None = None,
    rank: RankLike | None = None,
    status: StatusLike = Status.OCCURRED,
) -> Results[Event]:
    """Return the events between two dates.

    Args:
        start: first day of the window, or a longer date whose first day it is; None leaves it open.
        end: last day of the window, included, or a longer date whose last day it is; None leaves it open.
        match: `possible` keeps every event that may lie in the window,
            `certain` only those that certainly do.
        how: with `overlaps`, one common day is enough; with `within`, the whole event must lie in the window.
        types: event types, one or several; a class, or its name (`visit`,
            `meeting`, …), stands for all of its types.
        actors: one or several actors, of whom at least one takes part; a state takes part through those who act for it.
        rank: the lowest rank of the office of someone who takes part, as far as the data have it; None for all.
        status: one status, several, or None for all.

    Returns:
        Events in the total order of results. One of which `attested` does not
        overlap the window may lie in it by a coding rule alone (`supposed`).

    Raises:
        DateError: a date cannot be read, or the window is reversed (`WindowError`).
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        VocabularyError: a type, match, how or status is not understood.

    Examples:
        >>> [event.id for event in dprkrel.events_between("1999-12", "2000", types="visit", rank="head_of_state")]
        ['putin-visit-dprk-2000']
    """
    return select(self, selected_between(self, types, actors, rank, Criteria.read(start, end, match, how, status)))


def count_events(
    self: Tables,
    start: DateLike | None,
    end: DateLike | None,
    *,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    types: TypesLike = None,
    actors: ActorLike | Iterable[ActorLike] | None = None,
    rank: RankLike | None = None,
    status: StatusLike = Status.OCCURRED,
) -> int:
    """Count the events between two dates, without a list of them.

    The arguments and the errors are those of `events_between`. For visits
    that meet a published definition, see `count_visits`.

    Returns:
        The number of events that `events_between` returns.

    Examples:
        >>> dprkrel.count_events("2024-06-18", "2024-06-19", types="visit", match="certain")
        1
    """
    return count(self, selected_between(self, types, actors, rank, Criteria.read(start, end, match, how, status)))


def selected_between(
    tables: Tables,
    types: TypesLike,
    actors: ActorLike | Iterable[ActorLike] | None,
    rank: RankLike | None,
    criteria: Criteria,
) -> Selection:
    """Return which events `events_between` and `count_events` ask for."""
    sides = _sides(tables, () if actors is None else several("actors", actors))
    if actors is not None and not sides:
        raise UnknownActorError(actors, reason="expected one actor or several, or None for all")
    return Selection(criteria, sides=sides, any_side=True, types=event_types(types), rank=rank_of("rank", rank))


@overload
def events_of_dyad(
    self: Tables,
    a: ActorLike,
    b: ActorLike,
    *,
    start: DateLike | None = ...,
    end: DateLike | None = ...,
    match: MatchLike = ...,
    how: FitLike = ...,
    types: type[E],
    rank: RankLike | None = ...,
    status: StatusLike = ...,
) -> Results[E]: ...
@overload
def events_of_dyad(
    self: Tables,
    a: ActorLike,
    b: ActorLike,
    *,
    start: DateLike | None = ...,
    end: DateLike | None = ...,
    match: MatchLike = ...,
    how: FitLike = ...,
    types: TypesLike = ...,
    rank: RankLike | None = ...,
    status: StatusLike = ...,
) -> Results[Event]: ...
def events_of_dyad(
    self: Tables,
    a: ActorLike,
    b: ActorLike,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    types: TypesLike = None,
    rank: RankLike | None = None,
    status: StatusLike = Status.OCCURRED,
) -> Results[Event]:
    """Return the events in which both of two actors take part, themselves or through those who act for them.

    The dyad is undirected: the order of `a` and `b` does not matter. An
    actor who is spoken about (role `subject`) takes part. The other
    arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> [event.id for event in dprkrel.events_of_dyad("Belarus", "DPRK", start="2025-05-08", end="2025-05-08")]
        ['shuleiko-pyongyang-2025-05', 'dprk-belarus-joint-committee-3-2025-05-08']
    """
    selection = selected_of_all(self, (a, b), event_types(types), rank, Criteria.read(start, end, match, how, status))
    return select(self, selection)


def selected_of_all(
    tables: Tables,
    actors: Iterable[ActorLike],
    types: frozenset[EventType] | None,
    rank: RankLike | None,
    criteria: Criteria,
) -> Selection:
    """Return which events a question asks for in which every one of some actors takes part."""
    return Selection(criteria, sides=_sides(tables, actors), types=types, rank=rank_of("rank", rank))


def meetings_of(
    self: Tables,
    actor: ActorLike,
    *,
    other: ActorLike | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    rank: RankLike | None = None,
    status: StatusLike = Status.OCCURRED,
) -> Results[Meeting]:
    """Return the talks, summits, banquets and other meetings of an actor, with `other` if given.

    The arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> leaders = dprkrel.meetings_of("Putin", other="Kim Jong Il", end="2011", rank="head_of_state")
        >>> [meeting.id for meeting in leaders]
        ['putin-kim-jong-il-meeting-2000', 'kim-jong-il-putin-summit-2001', 'kim-jong-il-putin-summit-2002']
    """
    criteria = Criteria.read(start, end, match, how, status)
    return _only(Meeting, select(self, selected_of_all(self, pair(actor, other), Meeting.EVENT_TYPES, rank, criteria)))


def agreements_of(
    self: Tables,
    actor: ActorLike,
    *,
    other: ActorLike | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> Results[Agreement]:
    """Return the treaties, agreements, plans and understandings of an actor, with `other` if given.

    The arguments, the order and the errors are those of `events_between`.

    Examples:
        >>> [agreement.event_type.value for agreement in dprkrel.agreements_of("Krasnov", start="2024", end="2024-10")]
        ['agreement', 'cooperation_plan']
    """
    criteria = Criteria.read(start, end, match, how, status)
    return _only(
        Agreement, select(self, selected_of_all(self, pair(actor, other), Agreement.EVENT_TYPES, None, criteria))
    )


def statements_by(
    self: Tables,
    actor: ActorLike,
    *,
    types: TypesLike = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
    how: FitLike = Fit.OVERLAPS,
    status: StatusLike = Status.OCCURRED,
) -> Results[Statement]:
    """Return what an actor said: speeches, messages, articles, invitations, announcements, denials.

    What those who act for a state say counts as said by the state. The arguments, the order
    and the errors are those of `events_between`.

    Examples:
        >>> said = dprkrel.statements_by("Putin", types="article", start="2024-05", end="2024-10")
        >>> [statement.id for statement in said]
        ['putin-rodong-article-2024']
    """
    selection = selected_statements(self, actor, types, Criteria.read(start, end, match, how, status))
    return _only(Statement, select(self, selection))


def selected_statements(tables: Tables, actor: ActorLike, types: TypesLike, criteria: Criteria) -> Selection:
    """Return which events `statements_by` asks for."""
    speaker, kept = actor_of(tables, actor), event_types(Statement if types is None else types) or frozenset()
    if kept.isdisjoint(Statement.EVENT_TYPES):
        raise VocabularyError("types", types, Statement.EVENT_TYPES)
    return Selection(criteria, sides=(Side(speaker, _SPEAKING),), types=kept & Statement.EVENT_TYPES)


def _sides(tables: Tables, actors: Iterable[ActorLike]) -> tuple[Side, ...]:
    """Return actors as sides of a selection, in whatever role."""
    return tuple(Side(actor_of(tables, actor)) for actor in actors)


def pair(actor: ActorLike, other: ActorLike | None) -> tuple[ActorLike, ...]:
    """Return an actor, and the one on the other side if any is asked for."""
    return (actor,) if other is None else (actor, other)


def _only(event_class: type[E], events: Results[Event]) -> Results[E]:
    """Return the events of a class."""
    return events.like(event for event in events if isinstance(event, event_class))
