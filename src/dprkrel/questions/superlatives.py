"""Superlatives, claims that an event is the first or last of its kind, compared with the data."""

from __future__ import annotations

from attrs import frozen

from dprkrel.calls import Vocabulary
from dprkrel.prose import counted
from dprkrel.questions.rivals import Found, Rivals, rivals_in
from dprkrel.questions.subjects import EventLike, event_of
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.plain import Displayed
from dprkrel.records.superlatives import Scope, Superlative
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
        by: the events that contradict it, or that may, depending on uncertain dates; of more than twenty, those that
            began first, or last where it is said to be the last.
        basis: in words, how many such events the data have and when; of more than twenty, the first. It says so where
            sources say more of the order of these events than was looked at.
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

    How others lie to an event follows from dates, and from what sources say of the order of events. Of
    that, the two thousand statements nearest to it are looked at, and the basis says if there are more.
    Then a superlative may be undecidable of which all of them together would show more; it is never the other way round.

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
    rivals = (rivals_in(self, claim.scope) if claim.scope else None for claim in asked.superlatives)
    found = (_judged(among, asked, claim) for among, claim in zip(rivals, asked.superlatives, strict=True))
    return Results(found, self, "superlatives")


def _all_judged(tables: Tables) -> tuple[JudgedSuperlative, ...]:
    claims = [(event, claim) for event in tables.events for claim in event.superlatives]
    of_scope: dict[Scope | None, list[int]] = {}
    for number, (_, claim) in enumerate(claims):
        of_scope.setdefault(claim.scope, []).append(number)
    judged: dict[int, JudgedSuperlative] = {}
    for scope, numbers in of_scope.items():  # one scope after the other, so that the rivals of one are held at a time
        rivals = Rivals(tables, scope) if scope else None
        judged |= {number: _judged(rivals, *claims[number]) for number in numbers}
    return tuple(judged[number] for number in range(len(claims)))


def _judged(rivals: Rivals | None, event: Event, claim: Superlative) -> JudgedSuperlative:
    if rivals is None:
        return JudgedSuperlative(
            event_id=event.id, superlative=claim, verdict=Verdict.UNDECIDABLE, by=(),
            basis="The claim names no measure to weigh it by.",
        )  # fmt: skip
    found = rivals.found(event, claim)
    if found.against:
        verdict = Verdict.CONTRADICTED
    elif found.perhaps or (claim.since or claim.until) is None or not found.reaches:
        verdict = Verdict.UNDECIDABLE
    else:
        verdict = Verdict.CONSISTENT
    by = found.against or found.perhaps
    return JudgedSuperlative(event_id=event.id, superlative=claim, verdict=verdict, by=by, basis=_basis(found))


def _basis(found: Found) -> str:
    if not found.number:
        return "The data hold no other event of this kind, so they cannot tell."
    dates = ", ".join(str(other.when) for other in found.some)
    more = f" and {found.number - len(found.some):,} more" if found.number > len(found.some) else ""
    beyond = "" if found.whole else " Sources say more of the order of these events than was looked at."
    return f"The data hold {counted(found.number, 'other event')} of this kind: {dates}{more}.{beyond}"
