"""What a question selects: its arguments, read once into frozen values that everything evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, Self, TypeAlias

from attrs import frozen

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.questions.arguments import StatusLike, word, words
from dprkrel.questions.coverage import warn_beyond
from dprkrel.records.actors import Actor
from dprkrel.records.event_types import EventType
from dprkrel.records.events import Event, Visit
from dprkrel.records.offices import Rank
from dprkrel.records.relations import Relation
from dprkrel.records.roles import Role
from dprkrel.records.stances import Status
from dprkrel.store.chains import is_stop
from dprkrel.store.tables import Tables


class Match(StrEnum):
    """How sure a match of dates must be."""

    #: Keep what some reading of the dates puts there.
    POSSIBLE = "possible"
    #: Keep only what no reading of the dates could take out.
    CERTAIN = "certain"


MatchWord: TypeAlias = Literal["possible", "certain"]
"""The words of `Match`, for type checkers."""

MatchLike: TypeAlias = Match | MatchWord


class Fit(StrEnum):
    """How an event must lie to a window."""

    #: They share at least one day.
    OVERLAPS = "overlaps"
    #: Every day of the event is a day of the window.
    WITHIN = "within"


FitWord: TypeAlias = Literal["overlaps", "within"]
"""The words of `Fit`, for type checkers."""

FitLike: TypeAlias = Fit | FitWord


@frozen(kw_only=True)
class Criteria:
    """When a record must lie, how surely, and which status it must have.

    Attributes:
        window: the days; None for all.
        match: how sure the match must be.
        fit: how the record must lie to the window.
        statuses: the statuses that pass; None for all.
    """

    window: When | None = None
    match: Match = Match.POSSIBLE
    fit: Fit = Fit.OVERLAPS
    statuses: frozenset[Status] | None = None

    @classmethod
    def read(
        cls, start: DateLike | None, end: DateLike | None, match: MatchLike, how: FitLike, status: StatusLike
    ) -> Self:
        """Read the arguments of a question, and refuse what is not understood."""
        return cls(
            window=None if start is None and end is None else When.window(start, end),
            match=word("match", match, Match),
            fit=word("how", how, Fit),
            statuses=words("status", status, Status),
        )

    def admit(self, record: Event | Relation) -> bool:
        """Tell whether a record meets them."""
        if self.statuses is not None and record.status not in self.statuses:
            return False
        if self.window is None:
            return True
        answer = record.when.within(self.window) if self.fit is Fit.WITHIN else record.when.overlaps(self.window)
        return answer is Certainty.CERTAIN or (self.match is Match.POSSIBLE and answer is Certainty.POSSIBLE)


@frozen
class Side:
    """An actor who must take part, in person or through those who act for it.

    Attributes:
        actor: who.
        roles: in one of which roles; None for any.
    """

    actor: Actor
    roles: frozenset[Role] | None = None

    def takes_part(self, event: Event) -> bool:
        """Tell whether the actor, or someone who acts for it, has one of the roles in an event."""
        return any(
            self.actor.id in (part.actor_id, part.acted_for) and (self.roles is None or part.role in self.roles)
            for part in event.participants
        )


@frozen(kw_only=True)
class Selection:
    """Which events a question selects.

    Attributes:
        criteria: when an event must lie, how surely, and with which status.
        types: of which types it must be; None for all.
        sides: who must take part: every one of them, or with `any_side` one of them; empty for anybody.
        any_side: whether one of the sides suffices.
        rank: the least rank of an office in which someone takes part; None for all.
        ranked_roles: the roles of those whose rank counts; None for all.
        stops: whether stops during a visit count as visits.
    """

    criteria: Criteria
    types: frozenset[EventType] | None = None
    sides: tuple[Side, ...] = ()
    any_side: bool = False
    rank: Rank | None = None
    ranked_roles: frozenset[Role] | None = None
    stops: bool = True

    def admits(self, tables: Tables, event: Event) -> bool:
        """Tell whether an event of these tables is selected."""
        return (
            (self.types is None or event.event_type in self.types)
            and (not self.sides or (any if self.any_side else all)(side.takes_part(event) for side in self.sides))
            and self._has_rank(tables, event)
            and self.criteria.admit(event)
            and (self.stops or not isinstance(event, Visit) or not is_stop(tables, event))
        )

    def _has_rank(self, tables: Tables, event: Event) -> bool:
        """Tell whether someone takes part in an office that is known to be of this rank or higher."""
        return self.rank is None or any(
            part.office_id is not None and tables.office(part.office_id).rank >= self.rank
            for part in event.participants
            if self.ranked_roles is None or part.role in self.ranked_roles
        )

    def subjects(self) -> Iterator[tuple[Actor, ...]]:
        """Yield whom the question is about: the actors between whom it asks, or each of whom it asks by itself."""
        actors = tuple(side.actor for side in self.sides)
        if self.any_side and actors:
            yield from ((actor,) for actor in actors)
        else:
            yield actors


def select(tables: Tables, selection: Selection) -> tuple[Event, ...]:
    """Return the events that are selected, in the total order of results, and warn beyond what was searched."""
    for actors in selection.subjects():
        warn_beyond(tables, actors, selection.criteria.window, events=selection.types, rank=selection.rank)
    return tuple(event for event in tables.events if selection.admits(tables, event))
