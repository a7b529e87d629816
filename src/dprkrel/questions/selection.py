"""What a question selects: its arguments, read once into frozen values that everything evaluates."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self, TypeAlias, TypeVar

from dprkrel.calls import Vocabulary
from dprkrel.dates.when import DateLike, When
from dprkrel.questions.arguments import StatusLike, words
from dprkrel.questions.ledger import warn_beyond
from dprkrel.records.actors import Actor
from dprkrel.records.event_types import EventType
from dprkrel.records.fields import word_of
from dprkrel.records.ranks import Rank
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.records.stances import Status
from dprkrel.store import dated
from dprkrel.store.index import ANY, STOP, Index, Matches, Spans
from dprkrel.store.indexes import index_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from dprkrel.records.events import Event

R = TypeVar("R")

_RECEIVING: Final = frozenset({Role.HOST})

NONE: Final = Matches((), 0, 0, (), ())
"""No record at all."""


class Match(Vocabulary):
    """How sure a match of dates must be."""

    #: Keep what some reading of the dates puts there.
    POSSIBLE = "possible"
    #: Keep only what no reading of the dates could take out.
    CERTAIN = "certain"


MatchWord: TypeAlias = Literal["possible", "certain"]
"""The words of `Match`, for type checkers."""

MatchLike: TypeAlias = Match | MatchWord
"""How sure a match must be, as member or word."""


class Fit(Vocabulary):
    """How an event must lie to a window."""

    #: They share at least one day.
    OVERLAPS = "overlaps"
    #: Every day of the event is a day of the window.
    WITHIN = "within"


FitWord: TypeAlias = Literal["overlaps", "within"]
"""The words of `Fit`, for type checkers."""

FitLike: TypeAlias = Fit | FitWord
"""How an event must lie to a window, as member or word."""


class Criteria(NamedTuple):
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
            match=word_of("match", match, Match),
            fit=word_of("how", how, Fit),
            statuses=words("status", status, Status),
        )

    def matches(self, spans: Spans[R]) -> Matches:
        """Return which of some dated records meet them; the statuses are not looked at."""
        if self.window is None:
            return spans.all()
        certain = self.match is Match.CERTAIN
        if certain and self.window.doubtful:  # from a date that is in doubt nothing certain follows
            return NONE
        begin, end = self.window.bounds[0], self.window.bounds[3]
        return (spans.within if self.fit is Fit.WITHIN else spans.overlapping)(begin, end, certain=certain)

    def certain_of(self, spans: Spans[Any]) -> Callable[[], frozenset[str]] | None:
        """Return what finds the ids of the records that certainly meet them; None where no window is asked for."""
        if self.window is None:
            return None
        certain = self._replace(match=Match.CERTAIN)
        return lambda: frozenset(record.id for record in certain.matches(spans).of(spans.records))


class Side(NamedTuple):
    """An actor who must take part, in person or through those who act for it.

    Attributes:
        actor: who.
        roles: in one of which roles; None for any.
    """

    actor: Actor
    roles: frozenset[Role] | None = None


class Selection(NamedTuple):
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

    def spans(self, tables: Tables) -> "Spans[Event]":
        """Return the events of these types, sides and statuses, whenever and in whatever rank."""
        index: Index[Event] = index_of(tables, "event")
        return index.spans(
            sides=[(side.actor.id, ANY if side.roles is None else dated.roles(side.roles)) for side in self.sides],
            any_side=self.any_side,
            types=dated.types(self.types, EventType),
            statuses=dated.statuses(self.criteria.statuses),
            without=0 if self.stops else STOP,
        )

    def has_rank(self, tables: Tables, event: "Event") -> bool:
        """Tell whether someone takes part in an office that is known to be of this rank or higher."""
        return self.rank is None or any(
            part.office_id is not None and tables.office(part.office_id).rank >= self.rank
            for part in event.participants
            if self.ranked_roles is None or part.role in self.ranked_roles
        )


def select(tables: Tables, selection: Selection, name: str = "events") -> "Results[Event]":
    """Return the events that are selected, in the total order of results, and warn beyond what was searched."""
    warn_of_events(tables, selection)
    spans = selection.spans(tables)
    criteria = selection.criteria
    events = criteria.matches(spans).of(spans.records)
    ranked = events if selection.rank is None else (event for event in events if selection.has_rank(tables, event))
    return Results(ranked, tables, name, certain=criteria.certain_of(spans))


def count(tables: Tables, selection: Selection) -> int:
    """Return how many events are selected, and warn beyond what was searched; no event is read unless ranks are asked for."""
    if selection.rank is not None:
        return len(select(tables, selection))
    warn_of_events(tables, selection)
    spans, (window, match, fit, _) = selection.spans(tables), selection.criteria
    if window is not None and match is Match.POSSIBLE and fit is Fit.OVERLAPS:
        return spans.count_overlapping(window.bounds[0], window.bounds[3])
    return selection.criteria.matches(spans).number


def warn_of_events(tables: Tables, selection: Selection) -> None:
    """Warn where a question about events asks for what was not searched."""
    # A question is about the dyad of its sides; where one of them suffices, about each of them by itself.
    apart = selection.any_side and selection.sides
    for sides in ([side] for side in selection.sides) if apart else [selection.sides]:
        warn_beyond(
            tables,
            [side.actor for side in sides],
            selection.criteria.window,
            events=selection.types,
            rank=selection.rank,
            sending=next((side.actor for side in sides if side.roles and side.roles <= TRAVELLING), None),
            beside=[side.actor for side in selection.sides] if apart else (),
            receiving=next((side.actor for side in sides if side.roles and side.roles == _RECEIVING), None),
        )
