"""Superlatives, claims that an event is the first or last of its kind, compared with the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from dprkrel.dates.when import Certainty, When
from dprkrel.pickles import Vocabulary
from dprkrel.prose import counted
from dprkrel.questions.subjects import EventLike, event_of
from dprkrel.records.event_types import EventType
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.plain import Displayed
from dprkrel.records.stances import Status
from dprkrel.records.superlatives import Scope, Superlative, SuperlativeKind
from dprkrel.store import dated
from dprkrel.store.chains import end_of, lies_in, state_of, wholes_of
from dprkrel.store.index import ANY, Index
from dprkrel.store.indexes import index_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


class Verdict(Vocabulary):
    """How the data bear a superlative out."""

    #: Nothing in the data speaks against it, and they reach back (or on) beyond the time for which it is claimed.
    CONSISTENT = "consistent"
    #: An event of the data is certainly another of its kind in that time.
    CONTRADICTED = "contradicted"
    #: The data cannot tell: they do not reach so far, dates leave it open, or the claim names no measure.
    UNDECIDABLE = "undecidable"


@frozen(kw_only=True)
class JudgedSuperlative(Displayed):
    """A superlative, compared with the data.

    Attributes:
        event_id: the event that is said to be the first or last.
        superlative: the superlative, with its scope and reports.
        verdict: whether the data agree with it.
        by: the events that contradict it, or that may, depending on uncertain dates.
        basis: in words, how many such events the data have and when.
    """

    event_id: EventId
    superlative: Superlative
    verdict: Verdict
    by: tuple[EventId, ...]
    basis: str


def superlatives(self: Tables, event: EventLike | None = None) -> Results[JudgedSuperlative]:
    """Return the superlatives of events (the first, the last, rare), each compared with the data.

    A superlative is contradicted by any other event within its scope that occurred
    and certainly lies between the event and the time since or until
    which it is claimed to hold. It is consistent where no event may lie
    there and some event of the scope lies at or beyond that
    time: the data reach that far. Everything else is undecidable, and so is every
    superlative for all time that is not contradicted: there may be events that the data do not have.

    Args:
        event: an event or the id of one; None asks for all.

    Returns:
        Superlatives with their verdicts, by event, in the order of results.

    Raises:
        UnknownRecordError: no such event.

    Examples:
        >>> for judged in dprkrel.superlatives("putin-visit-dprk-2000"):
        ...     print(judged.superlative.claim, judged.verdict)
        last visit of Vladimir Putin to Pyongyang before January 2024 consistent
        last visit of Vladimir Putin to North Korea before June 2024 consistent
    """
    if event is None:
        return Results(self.once(_all_judged), self, "superlatives")
    asked = event_of(self, event)
    return Results(self.once(_judged_of, asked.id) if asked.superlatives else (), self, "superlatives")


def _all_judged(tables: Tables) -> tuple[JudgedSuperlative, ...]:
    claiming = [event.id for event in tables.events if event.superlatives]
    return tuple(judged for event_id in claiming for judged in tables.once(_judged_of, event_id))


def _judged_of(tables: Tables, event_id: EventId) -> tuple[JudgedSuperlative, ...]:
    event = tables.event(event_id)
    return tuple(_judged(tables, event, claim) for claim in event.superlatives)


def fits(tables: Tables, event: Event, scope: Scope) -> bool:
    """Tell whether an event lies within the scope of a superlative."""
    return (
        event.event_type in scope.event_types
        and (scope.place_id is None or lies_in(tables, event.place_id, scope.place_id))
        and scope.with_id in (None, *(part.actor_id for part in event.participants))
        and any(
            part.role is scope.role
            and scope.actor_id in (None, part.actor_id)
            and scope.acted_for in (None, state_of(tables, part))
            and scope.office_id in (None, part.office_id)
            and (
                scope.rank is None or (part.office_id is not None and tables.office(part.office_id).rank >= scope.rank)
            )
            for part in event.participants
        )
    )


def _judged(tables: Tables, event: Event, claim: Superlative) -> JudgedSuperlative:
    if claim.scope is None:
        return JudgedSuperlative(
            event_id=event.id, superlative=claim, verdict=Verdict.UNDECIDABLE, by=(),
            basis="The claim names no measure to weigh it by.",
        )  # fmt: skip
    first = claim.kind is SuperlativeKind.FIRST
    limit = claim.since if first else claim.until
    wholes, ends = set(wholes_of(tables, event)), dict[EventId, EventId]()

    def above(event_id: EventId) -> EventId | None:
        return None if event_id == event.id else tables.event(event_id).part_of

    others = [
        other
        for other in _candidates(tables, claim.scope)
        # A part of the event is what leads up to it.
        if other.id not in wholes and end_of(other.id, above, ends) != event.id and fits(tables, other, claim.scope)
    ]
    beside = {other.id: _begun(tables, *((other, event) if first else (event, other))) for other in others}
    answers = (
        beside
        if limit is None
        else {
            other.id: _both(beside[other.id], answer)
            for other, answer in zip(others, _past(limit, others, first=first), strict=True)
        }
    )
    against = [other for other, answer in answers.items() if answer is Certainty.CERTAIN]
    perhaps = [other for other, answer in answers.items() if answer is Certainty.POSSIBLE]
    if against:
        verdict = Verdict.CONTRADICTED
    elif perhaps or limit is None or Certainty.CERTAIN not in beside.values():
        verdict = Verdict.UNDECIDABLE
    else:
        verdict = Verdict.CONSISTENT
    return JudgedSuperlative(
        event_id=event.id, superlative=claim, verdict=verdict, by=tuple(against or perhaps), basis=_basis(others)
    )


def _candidates(tables: Tables, scope: Scope) -> Sequence[Event]:
    """Return events that occurred, in the order of results, among which are all that lie within a scope."""
    role = dated.roles(frozenset({scope.role}))
    sides = ((scope.actor_id, role), (scope.acted_for, role), (scope.with_id, ANY))
    index: Index[Event] = index_of(tables, "event")
    return index.spans(
        sides=[(actor_id, roles) for actor_id, roles in sides if actor_id is not None],
        types=dated.types(frozenset(scope.event_types), EventType),
        statuses=dated.statuses(frozenset({Status.OCCURRED})),
    ).records


def _begun(tables: Tables, a: Event, b: Event) -> Certainty:
    """Tell whether an event began before another, as `order` does."""
    if a.status is b.status is Status.OCCURRED:  # where their days decide, nothing else need be looked at
        if a.when.starts_before(b.when) is Certainty.CERTAIN:
            return Certainty.CERTAIN
        if b.when.starts_before(a.when) is Certainty.CERTAIN:
            return Certainty.IMPOSSIBLE
    from dprkrel.questions.order import order  # late: it reads all that occurred

    return order(tables, a, b)


def _past(limit: When, others: Iterable[Event], *, first: bool) -> Iterator[Certainty]:
    """Tell which events lie after the time since which there is to be no other, or before that until which."""
    day = limit.latest if first else limit.earliest  # of a longer time, the end that the claim certainly leaves open
    bound = None if day is None else When.parse(day)
    for other in others:
        if bound is None:
            yield Certainty.POSSIBLE
            continue
        answer = other.when.after(bound) if first else other.when.before(bound)
        yield Certainty.POSSIBLE if limit.doubtful and answer is Certainty.CERTAIN else answer


def _both(first: Certainty, second: Certainty) -> Certainty:
    if Certainty.IMPOSSIBLE in (first, second):
        return Certainty.IMPOSSIBLE
    return Certainty.CERTAIN if first is second is Certainty.CERTAIN else Certainty.POSSIBLE


def _basis(others: Sequence[Event]) -> str:
    if not others:
        return "The data hold no other event of this kind, so they cannot tell."
    dates = ", ".join(str(other.when) for other in others)
    return f"The data hold {counted(len(others), 'other event')} of this kind: {dates}."
