"""Counts under a published definition: how many exchanges it finds in the data, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, TypeAlias

from attrs import frozen

from dprkrel.dates.edtf import FUTURE, OPEN_START, PAST
from dprkrel.dates.ranges import Range
from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import UnknownActorError, UnknownRecordError, close_matches
from dprkrel.pickles import Vocabulary
from dprkrel.questions.arguments import ActorLike, actor_of
from dprkrel.questions.evidence import Confidence, confidence
from dprkrel.questions.ledger import warn_beyond
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.event_types import EventType
from dprkrel.records.events import Event, Visit
from dprkrel.records.fields import ActorId, CountingRuleId, EventId, OfficeId
from dprkrel.records.offices import Office
from dprkrel.records.participants import Participant
from dprkrel.records.plain import Displayed
from dprkrel.records.ranks import Rank
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.records.stances import Status
from dprkrel.store import dated
from dprkrel.store.chains import state_of, states_in_role
from dprkrel.store.index import STOP, Index
from dprkrel.store.indexes import index_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables, ids_of, record_with_id

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table


class Admission(Vocabulary):
    """How an event stands under a counting rule."""

    #: It meets every criterion, in every reading of the data.
    COUNTED = "counted"
    #: It meets every criterion in some reading: a date, rank or status leaves it open.
    BORDERLINE = "borderline"
    #: It fails one criterion.
    LEFT_OUT = "left_out"


_MET: Final = Certainty.CERTAIN, ""


_HOSTS: Final = frozenset({Role.HOST})


_VISITORS: Final = frozenset({Role.VISITOR})


_SIDES: Final = frozenset(role for role in Role if role.is_side)
"""Roles in which someone is a side of a meeting."""


NEAR: Final = 7
"""Days from the period within which an event outside it is a near miss."""


@frozen(kw_only=True)
class CountedEvent(Displayed):
    """An event with the result of a counting rule.

    Attributes:
        event: the event.
        admission: counted, borderline or left out.
        reasons: why it is borderline or left out; empty if it meets every criterion.
        sending_id: the state on whose behalf the visit was made; None if there were several.
    """

    event: Event
    admission: Admission
    reasons: tuple[str, ...]
    sending_id: ActorId | None


@frozen(kw_only=True, repr=False)
class Count(Displayed):
    """The result of a counting rule for a period.

    Attributes:
        rule: the rule.
        when: the period.
        counted: the events that count, borderline ones included, in the total order of results.
        near_misses: the events that fail exactly one criterion, with the reason.
    """

    SHOWN: ClassVar[tuple[str, ...]] = ("number", "certain")

    rule: CountingRule
    when: When
    counted: Results[CountedEvent]
    near_misses: Results[CountedEvent]

    def table(self) -> Table:
        """Return a table of the events counted and of the near misses, with the admission and the reasons of each.

        Examples:
            >>> count = dprkrel.count_visits("rok-unification-ministry-exchanges", "2024-01-01", "2024-06-11")
            >>> count.table().columns[:3]
            ('admission', 'reasons', 'id')
        """
        return self.counted.like((*self.counted, *self.near_misses)).table()

    @property
    def number(self) -> int:
        """How many events count, the borderline ones included."""
        return len(self.counted)

    @property
    def certain(self) -> int:
        """How many events count in every reading of the data."""
        return sum(result.admission is Admission.COUNTED for result in self.counted)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that count."""
        return tuple(result.event for result in self.counted)

    def __repr__(self) -> str:
        return (
            f"<Count of {self.rule.id}, {self.when}: {events_in_words(self.certain, self.number)}, "
            f"{len(self.near_misses)} near misses; they are .counted and .near_misses, and .table() is for pandas, polars, CSV>"
        )


def events_in_words(certain: int, number: int) -> str:
    """Return how many events certainly count, and how many may.

    Examples:
        >>> events_in_words(15, 18), events_in_words(1, 1)
        ('15 to 18 events', '1 event')
    """
    return f"{number if certain == number else f'{certain} to {number}'} event{'s' * (number != 1)}"


def count_visits(
    self: Tables,
    rule: CountingRule | str,
    start: DateLike,
    end: DateLike,
    *,
    sending: ActorLike | None = None,
) -> Count:
    """Count exchanges under a published definition, with the events that it leaves out and why.

    A visit counts if it began in the period. Its rank is that of the
    visitor's office, as the sources name it; if the rule has `delegates`,
    the rank of any member of the delegation is enough. A stop during a
    visit does not count separately, and a journey to a third state is not
    a visit to the other side. If a rule counts meetings, such as summits,
    both sides must have the rank.

    Args:
        rule: a `CountingRule`, or the id of one in `counting_rules`.
        start: first day of the period (Gregorian).
        end: last day of the period, included.
        sending: a state; only its visits are counted.

    Returns:
        The number and the events counted, each certain or borderline, and the
        near misses: events that fail exactly one criterion, even if another is open.

    Raises:
        UnknownRecordError: no rule has this id.
        UnknownActorError: `sending` is no known state.
        AmbiguousActorError: a name means several actors.
        DateError: a date cannot be read, or the period is reversed (`WindowError`).

    Examples:
        >>> count = dprkrel.count_visits("rok-unification-ministry-exchanges", "2024-01-01", "2024-06-11")
        >>> count.number, len(count.near_misses) > 0
        (18, True)
    """
    definition, window, sender = count_arguments(self, rule, start, end, sending)
    results: list[CountedEvent] = []
    for event, weighed in weighed_near(self, definition, window):
        if sender is None or sender.id in weighed.sending:
            results.extend(_result(event, weighed, _begun(event, window)))
    found = Results(results, self, "counted_events")
    return Count(
        rule=definition,
        when=window,
        counted=found.like(result for result in found if result.admission is not Admission.LEFT_OUT),
        near_misses=found.like(result for result in found if result.admission is Admission.LEFT_OUT),
    )


class CountArguments(NamedTuple):
    """What a count is asked.

    Attributes:
        rule: the rule.
        window: the period.
        sender: the state whose visits alone are counted; None for all.
    """

    rule: CountingRule
    window: When
    sender: Actor | None


def count_arguments(
    tables: Tables, rule: CountingRule | str, start: DateLike, end: DateLike, sending: ActorLike | None
) -> CountArguments:
    """Read what a count is asked, and warn where it goes beyond what was searched."""
    definition, window = rule_of(tables, rule), period_between(start, end)
    sender = None if sending is None else actor_of(tables, sending)
    if sender and sender.kind is not ActorKind.STATE:
        raise UnknownActorError(sending, reason=f"{sender.name} is not a state")
    states = [tables.actor(state) for state in dict.fromkeys((*definition.sending_ids, *definition.receiving_ids))]
    warn_beyond(tables, states, window, events=definition.event_types, rank=definition.rank, sending=sender)
    return CountArguments(definition, window, sender)


def period_between(start: DateLike, end: DateLike) -> When:
    """Return the period from one day to another; a window may be open, a period may not."""
    for day in (start, end):
        When.parse(day)
    return When.window(start, end)


def rule_of(tables: Tables, given: object) -> CountingRule:
    """Return the rule that is meant by its id or by itself."""
    if isinstance(given, CountingRule):
        return given
    if not isinstance(given, str):
        raise UnknownRecordError("counting rule", given, reason="expected a CountingRule or the id of one")
    rule = record_with_id(tables, "counting_rule", given)
    if isinstance(rule, CountingRule):
        return rule
    known = ids_of(tables, "counting_rule")
    reason = "" if known else "these data have none; give a CountingRule"
    raise UnknownRecordError("counting rule", given, close_matches(given, known) or sorted(known), reason)


def weighed_near(tables: Tables, rule: CountingRule, window: When) -> Iterator[tuple[Event, Weighed]]:
    """Yield the events that a rule may count in a period, or just misses, each with what the rule makes of it."""
    # What a rule of the dataset makes of an event is kept, as it is the same for every period.
    kept = record_with_id(tables, "counting_rule", rule.id) is rule
    for event in _near(tables, rule, window):
        yield event, tables.once(_weighed_by, rule.id, event.id) if kept else _weighed(tables, event, rule)


def _near(tables: Tables, rule: CountingRule, window: When) -> tuple[Event, ...]:
    """Return the events of the types of a rule within a week of a period, without stops during a visit."""
    (begin, _), (_, end) = _days(window.start_range), _days(window.end_range)
    index: Index[Event] = index_of(tables, "event")
    spans = index.spans(types=dated.types(frozenset(rule.event_types), EventType), without=STOP)
    near = spans.overlapping(max(begin - NEAR, PAST), min(end + NEAR, FUTURE), certain=False)
    return near.of(spans.records)


def _days(days: Range) -> tuple[int, int]:
    """Return the first and last day of a range as ordinals, which lie beyond the calendar where there is no limit."""
    first, last = days
    return PAST if first is None else first, FUTURE if last is None else last


Direction: TypeAlias = tuple[ActorId, ActorId]
"""The state on whose behalf a visit is made, and the one to which it is made."""


class Weighed(NamedTuple):
    """What a rule makes of an event, whatever the period.

    Attributes:
        sending: the states on whose behalf it was made; of a meeting, those that met.
        directions: from which state of the rule to which other it is, sorted; of a meeting, both ways between any two.
        rank: the highest rank that counts; `Rank.UNKNOWN` where no office is known that does.
        sent: how certainly it is a visit between the states of the rule.
        ranked: how certainly it has the rank of the rule.
        occurred: how certainly it took place.
    """

    sending: frozenset[ActorId]
    directions: tuple[Direction, ...]
    rank: Rank
    sent: tuple[Certainty, str]
    ranked: tuple[Certainty, str]
    occurred: tuple[Certainty, str]


def _weighed_by(tables: Tables, rule_id: CountingRuleId, event_id: EventId) -> Weighed:
    return _weighed(tables, tables.event(event_id), rule_of(tables, rule_id))


def _weighed(tables: Tables, event: Event, rule: CountingRule) -> Weighed:
    sending = frozenset(states_in_role(tables, event, TRAVELLING))
    receiving = frozenset(states_in_role(tables, event, _HOSTS))
    if not isinstance(event, Visit):  # a meeting has no direction: each side is on both
        sending = receiving = frozenset(states_in_role(tables, event, _SIDES))
    directions = tuple(sorted(_directions(rule, sending, receiving)))
    return Weighed(
        sending,
        directions,
        _rank_of(tables, event, rule),
        _MET if directions else _unsent(event, sending, receiving),
        _ranked(tables, event, rule),
        _occurred(tables, event),
    )


def _result(event: Event, weighed: Weighed, begun: tuple[Certainty, str]) -> Iterator[CountedEvent]:
    """Yield the result of a rule for an event, unless the event fails more than one criterion."""
    criteria = weighed.sent, weighed.ranked, begun, weighed.occurred
    failed = [reason for met, reason in criteria if met is Certainty.IMPOSSIBLE]
    open_ = tuple(reason for met, reason in criteria if met is Certainty.POSSIBLE)
    if len(failed) > 1:
        return
    admission = Admission.LEFT_OUT if failed else Admission.BORDERLINE if open_ else Admission.COUNTED
    yield CountedEvent(
        event=event,
        admission=admission,
        reasons=(*failed, *open_),
        sending_id=min(weighed.sending) if len(weighed.sending) == 1 else None,
    )


def _directions(
    rule: CountingRule, sending: AbstractSet[ActorId], receiving: AbstractSet[ActorId]
) -> Iterator[Direction]:
    """Yield from which of the rule's states to which other of them a visit is made."""
    received = [state for state in receiving if not rule.receiving_ids or state in rule.receiving_ids]
    for guest in sending:
        if not rule.sending_ids or guest in rule.sending_ids:
            yield from ((guest, host) for host in received if host != guest)


def _unsent(event: Event, sending: AbstractSet[ActorId], receiving: AbstractSet[ActorId]) -> tuple[Certainty, str]:
    """Tell between whom it was, which is not between states of the rule."""
    if not isinstance(event, Visit):
        return Certainty.IMPOSSIBLE, f"a meeting of {', '.join(sorted(sending)) or 'no known states'}"
    from_, to = (
        ", ".join(sorted(sending)) or "nobody's state",
        ", ".join(sorted(receiving - sending)) or "no known host",
    )
    return Certainty.IMPOSSIBLE, f"a visit of {from_} to {to}"


def _ranked(tables: Tables, event: Event, rule: CountingRule) -> tuple[Certainty, str]:
    """Tell how certainly the visitor, or someone in the delegation where that suffices, has the rank; of a meeting both sides."""
    if rule.rank is None:
        return _MET
    least = rule.rank
    if isinstance(event, Visit):
        (parts,) = _delegations(tables, event, rule)
        met = _has_rank(tables, parts, rule)
        known = [tables.office(part.office_id) for part in parts if part.office_id]
        best = f"{_titled(max(known, key=lambda office: office.rank))} does not count" if known else ""
    else:
        sides = [_has_rank(tables, parts, rule) for parts in _delegations(tables, event, rule)]
        met = (
            Certainty.CERTAIN
            if sides.count(Certainty.CERTAIN) > 1
            else Certainty.POSSIBLE
            if len(sides) - sides.count(Certainty.IMPOSSIBLE) > 1
            else Certainty.IMPOSSIBLE
        )
        best = "not both sides have it"
    if met is Certainty.CERTAIN:
        return _MET
    if met is Certainty.POSSIBLE:
        left_open = [
            tables.office(part.office_id) for part in event.participants if part.office_id in rule.open_office_ids
        ]
        why = f"the definition leaves open whether {_titled(left_open[0])} counts" if left_open else ""
        return met, why or f"an office is not known; {least} or above is asked"
    return met, f"{best}; {least} or above is asked"


def ranked_roles(rule: CountingRule) -> frozenset[Role]:
    """Return the roles in a visit of which a rule asks the rank."""
    return TRAVELLING if rule.delegates else _VISITORS


def _delegations(tables: Tables, event: Event, rule: CountingRule) -> list[list[Participant]]:
    """Return those whose ranks a rule asks for: the travellers of a visit together, of a meeting each side."""
    if isinstance(event, Visit):
        roles = ranked_roles(rule)
        return [[part for part in event.participants if part.role in roles]]
    present, named = frozenset(states_in_role(tables, event, _SIDES)), {*rule.sending_ids, *rule.receiving_ids}
    states = present & named if len(present & named) > 1 else present
    parts_of: dict[ActorId | None, list[Participant]] = {}
    for part in event.participants:
        parts_of.setdefault(state_of(tables, part), []).append(part)
    return [parts_of[state] for state in sorted(states)]


def _rank_of(tables: Tables, event: Event, rule: CountingRule) -> Rank:
    """Return the highest rank for which an event would count; only where there is none, one that open offices give."""
    delegations = _delegations(tables, event, rule)
    needed = 1 if isinstance(event, Visit) else 2  # of a meeting, two sides have it
    for left_open in (frozenset(rule.open_office_ids), frozenset[OfficeId]()):
        highest = sorted((_highest(tables, parts, rule, left_open) for parts in delegations), reverse=True)
        rank = highest[needed - 1] if len(highest) >= needed else Rank.UNKNOWN
        if rank is not Rank.UNKNOWN or not rule.open_office_ids:
            return rank
    return Rank.UNKNOWN


def _highest(tables: Tables, parts: Iterable[Participant], rule: CountingRule, left_out: AbstractSet[OfficeId]) -> Rank:
    counted = _counted(tables, parts, rule)
    return max((rank for office, rank in counted.items() if office not in left_out), default=Rank.UNKNOWN)


def _counted(tables: Tables, parts: Iterable[Participant], rule: CountingRule) -> dict[OfficeId, Rank]:
    """Return the offices of these that have the rank of a rule and are not excepted, with their ranks."""
    offices = [tables.office(part.office_id) for part in parts if part.office_id]
    least, excepted = rule.rank or Rank.UNKNOWN, {*rule.except_office_ids}
    return {office.id: office.rank for office in offices if office.rank >= least and office.id not in excepted}


def _has_rank(tables: Tables, parts: Iterable[Participant], rule: CountingRule) -> Certainty:
    """Tell how certainly someone of these has the rank of a rule, in an office that it counts."""
    parts = list(parts)
    counted = _counted(tables, parts, rule)
    if counted.keys() - {*rule.open_office_ids}:
        return Certainty.CERTAIN
    if counted:
        return Certainty.POSSIBLE
    unknown = not any(part.office_id for part in parts) or any(_is_unknown(tables, part) for part in parts)
    return Certainty.POSSIBLE if unknown else Certainty.IMPOSSIBLE


def _is_unknown(tables: Tables, part: Participant) -> bool:
    person = tables.actor(part.actor_id).kind is ActorKind.PERSON
    return (person and part.office_id is None) or (
        part.office_id is not None and tables.office(part.office_id).rank is Rank.UNKNOWN
    )


def _titled(office: Office) -> str:
    return f"{office.title} (of rank {office.rank})"


def begun_between(event: Event, begin: int, end: int) -> Certainty:
    """Tell how certainly an event began between two days; of a start that a coding rule alone bounds nothing is certain."""
    first, last = event.when.bounds[:2]
    if event.when.open_start or last < begin or end < first:
        return Certainty.IMPOSSIBLE
    inside = begin <= first and last <= end
    return Certainty.CERTAIN if inside and not event.when.doubtful and not _is_ruled(event) else Certainty.POSSIBLE


def _is_ruled(event: Event) -> bool:
    return "start" in event.supposed


def _begun(event: Event, window: When) -> tuple[Certainty, str]:
    """Tell how certainly it began in the period, and why not for certain."""
    if event.when.start_range == OPEN_START:
        return Certainty.IMPOSSIBLE, f"it has no beginning, and so none in the period {window}"
    met = begun_between(event, window.bounds[0], window.bounds[3])
    if met is Certainty.CERTAIN and not window.doubtful:
        return _MET
    qualifier = "~" if event.when.doubtful else ""
    begun = When.of_ranges(event.when.start_range, event.when.start_range, qualifier=qualifier)
    ruled = ", a bound that the coding rule of open stays alone gives" if _is_ruled(event) else ""
    if met is Certainty.IMPOSSIBLE:
        return met, f"it began {begun}{ruled}, outside the period {window}"
    return Certainty.POSSIBLE, f"it began {begun}{ruled}, perhaps outside the period {window}"


def _occurred(tables: Tables, event: Event) -> tuple[Certainty, str]:
    """Tell how certainly it took place, and on how good evidence."""
    if event.status is not Status.OCCURRED:
        return Certainty.IMPOSSIBLE, f"it is {event.status.value}, not publicly known to have occurred"
    if confidence(tables, event) is Confidence.LOW:
        return Certainty.POSSIBLE, "it rests on evidence of low confidence"
    return _MET
