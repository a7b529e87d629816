"""What occurred as one network of instants: dates, parts, and the sources' statements of order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import Final, NamedTuple

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.network import DAY, ORIGIN, Bound, Instant, Joint, Network, at_most, less_than
from dprkrel.dates.when import Certainty, When
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.links import Link
from dprkrel.records.reports import Report, citation
from dprkrel.records.stances import Status
from dprkrel.store.implied import END_BY, END_FROM, START_BY, START_FROM, Bounds, Implied
from dprkrel.store.limits import Limit, limits_of
from dprkrel.store.tables import Tables

MOST_CONTRADICTIONS: Final = 50
"""How many contradictions are looked for: each takes another look at all statements, and more are not read."""


def contradictions(tables: Tables) -> Iterator[tuple[EventId, tuple[str, ...]]]:
    """Yield chains of statements that cannot all be true, those of fewer first, with one event that each concerns.

    Dates that are not in doubt, parts and statements of order of what occurred are checked.
    Once a chain is reported, its statements of order are set aside and the rest is checked again.
    Every chain is short, and without any one of its statements it is no contradiction. As long as
    there are few statements it has the fewest that contradict each other; that is not looked for among many.
    Of many chains `MOST_CONTRADICTIONS` are looked for.
    """
    sure = tables.once(_network_of_what_occurred).sure
    rings = chain(sure.contradictions(), _contradictions_apart(tables, sure))
    for ring in sorted(islice(rings, MOST_CONTRADICTIONS), key=len):
        # Where nobody says anything of order, the limits of one event contradict each other.
        named = (instant.of for bound in ring for instant in (bound.later, bound.earlier) if instant != ORIGIN)
        yield EventId(next((bound.by for bound in ring if bound.by), None) or next(named)), statements(ring)


def _contradictions_apart(tables: Tables, network: Network) -> Iterator[tuple[Bound, ...]]:
    """Yield the bounds of events that occurred and are tied to nothing, where their limits contradict each other."""
    for event in tables.events:
        if event.status is Status.OCCURRED and start_of(event) not in network and limits_of(tables, event):
            pair = _Pair.of(_own_bounds(tables, event))
            yield from pair.sure.contradictions()


def networks(tables: Tables, asked: Sequence[Event], dates: Mapping[str, When] | None = None) -> tuple[Joint, Joint]:
    """Return what is sure, and what is sure or doubtful, of all that occurred and of the events and dates asked for.

    What did not occur, or not yet, says nothing of what did: plans count
    only where they are asked for, with those tied to them, and only
    while they can still be kept.
    """
    pair = _network_with(tables, asked) if asked else _Pair.of([])
    # Of dates, and of events of which nothing else is known, the bounds touch nothing but the origin.
    pairs = [pair]
    pairs += (
        _pair_apart(tables, event)
        for event in {event.id: event for event in asked}.values()
        if start_of(event) not in pair.sure
    )
    pairs += (_Pair.of([*_date_bounds(name, when)]) for name, when in (dates or {}).items())
    return Joint(*(each.sure for each in pairs)), Joint(*(each.all for each in pairs))


def _pair_apart(tables: Tables, event: Event) -> _Pair:
    """Return the networks of an event of which nothing is said but its date and its limits; where these cannot all be kept, its date."""
    pair = _Pair.of(_own_bounds(tables, event))
    return pair if pair.sure.consistent else _Pair.of([*_date_bounds(event.id, event.when, event.supposed)])


class _Pair(NamedTuple):
    """The network of the bounds that are sure, and that of all, unless a doubtful one cannot be kept.

    Attributes:
        sure: the first.
        all: the second; the first where the doubtful ones cannot be kept.
        is_whole: whether the second has the doubtful ones.
    """

    sure: Network
    all: Network
    is_whole: bool

    @classmethod
    def of(cls, bounds: Sequence[Bound]) -> _Pair:
        """Return the pair of these bounds."""
        sure = Network(bound for bound in bounds if not bound.doubtful)
        doubtful = [bound for bound in bounds if bound.doubtful]
        if not sure.consistent:
            return cls(sure, sure, is_whole=False)
        everything = sure.extended(doubtful)
        return cls(sure, everything if everything.consistent else sure, everything.consistent)

    def extended(self, bounds: Sequence[Bound]) -> _Pair:
        """Return the pair with these bounds more."""
        certain = [bound for bound in bounds if not bound.doubtful]
        sure = self.sure.extended(certain)
        if not sure.consistent:
            return _Pair(sure, sure, is_whole=False)
        same = self.all is self.sure and len(certain) == len(bounds)
        everything = sure if same else self.all.extended(bounds)
        return _Pair(sure, everything if everything.consistent else sure, self.is_whole and everything.consistent)


def _network_with(tables: Tables, asked: Sequence[Event]) -> _Pair:
    """Return the networks of what occurred and of the plans among these events, as far as these can be kept."""
    occurred = tables.once(_network_of_what_occurred)
    plans = {event.id for event in asked if event.status is not Status.OCCURRED}
    if not plans or not occurred.sure.consistent:
        return occurred
    tied = {plan for event in asked for plan in _plans_with(tables, event)}
    for kept in (tied, plans):
        bounds = _bounds_of_plans(tables, sorted(kept), occurred.sure)
        if not bounds:
            return occurred
        pair = occurred.extended(bounds)
        if pair.sure.consistent:
            return pair if occurred.is_whole else pair._replace(all=pair.sure)
    return occurred  # what was planned has been overtaken


def _plans_with(tables: Tables, event: Event) -> tuple[EventId, ...]:
    """Return an event that did not occur, and what did not occur either and is tied to it by links or as a part."""
    if event.status is Status.OCCURRED:
        return ()
    tied = tables.once(_ties_of_plans)
    found, left = {event.id}, [event.id]
    while left:
        more = tied.get(left.pop(), set()) - found
        found |= more
        left.extend(more)
    return tuple(sorted(found))


def _ties_of_plans(tables: Tables) -> dict[EventId, set[EventId]]:
    plans = {event.id: event for event in tables.events if event.status is not Status.OCCURRED}
    tied: dict[EventId, set[EventId]] = {}
    for event in plans.values():
        others = [link.event_id for link in event.links if link.link_type.begins]
        for other in (*others, *([event.part_of] if event.part_of else [])):
            if other in plans:
                tied.setdefault(event.id, set()).add(other)
                tied.setdefault(other, set()).add(event.id)
    return tied


class _Statements(NamedTuple):
    """The bounds that parts and statements of order set, by whether plans have to do with them.

    Attributes:
        of_occurred: those of what occurred, by the event that states them.
        of_plan: those that connect a plan with what occurred, by the plan.
        of_plans: those that connect two plans, by the plan that states them, with the other.
    """

    of_occurred: dict[EventId, list[Bound]]
    of_plan: dict[EventId, list[Bound]]
    of_plans: dict[EventId, list[tuple[EventId, Bound]]]


def _statements(tables: Tables) -> _Statements:
    among = {event.id: event for event in tables.events}
    plans = {event.id for event in tables.events if event.status is not Status.OCCURRED}
    found = _Statements({}, {}, {})
    for event in tables.events:
        for other, bound in _stated_by(event, among):
            if event.id in plans and other in plans:
                found.of_plans.setdefault(event.id, []).append((other, bound))
            elif event.id in plans or other in plans:
                found.of_plan.setdefault(event.id if event.id in plans else other, []).append(bound)
            else:
                found.of_occurred.setdefault(event.id, []).append(bound)
    return found


def _stated_by(event: Event, among: Mapping[EventId, Event]) -> Iterator[tuple[EventId, Bound]]:
    """Yield the bounds between an event and others that its part and its links set, with the other."""
    whole = among.get(event.part_of) if event.part_of else None
    if whole and event.when.within(whole.when) is not Certainty.IMPOSSIBLE:  # which is a fault of its own
        reason = f"{event.id} is part of {whole.id}"
        yield whole.id, at_most(start_of(whole), start_of(event), reason=reason, by=event.id)
        yield whole.id, at_most(_end(event), _end(whole), reason=reason, by=event.id)
    for link in event.links:
        other = among.get(link.event_id)
        if other and link.link_type.begins and _binds(event, other, link):
            for bound in _link_bounds(event, other, link):
                yield other.id, bound


def _network_of_what_occurred(tables: Tables) -> _Pair:
    """Return the networks of all that occurred and is connected with something else that did.

    Of anything else that occurred the date says all, so it needs no network.
    """
    stated = tables.once(_statements).of_occurred
    connected = {
        instant.of for bounds in stated.values() for bound in bounds for instant in (bound.earlier, bound.later)
    }
    return _Pair.of(
        [
            bound
            for event in tables.events
            if event.id in connected
            for bound in (*_own_bounds(tables, event), *stated.get(event.id, ()))
        ]
    )


def _bounds_of_plans(tables: Tables, plans: Sequence[EventId], network: Network) -> list[Bound]:
    """Return the bounds of these plans, with the dates of what they have to do with; none where all stand by themselves."""
    stated = tables.once(_statements)
    bounds = [
        bound
        for plan in plans
        for bound in (
            *stated.of_plan.get(plan, ()),
            *(bound for other, bound in stated.of_plans.get(plan, ()) if other in plans),
        )
    ]
    named = sorted({EventId(instant.of) for bound in bounds for instant in (bound.earlier, bound.later)})
    dated = [
        bound
        for event in map(tables.event, named)
        if start_of(event) not in network
        for bound in _own_bounds(tables, event)
    ]
    return [*dated, *bounds]


def _binds(event: Event, other: Event, link: Link) -> bool:
    """Tell whether a link says how it was, or, of a plan, how it is to be."""
    status = event.status_of_link(link)
    occurred = event.status is other.status is Status.OCCURRED
    return status is Status.OCCURRED if occurred else status.stands


def _link_bounds(event: Event, other: Event, link: Link) -> Iterator[Bound]:
    said = f"{event.id} {link.link_type.phrase} {other.id}{_cited(link.reports or event.reports)}"
    if link.link_type.begins == "before_its_start":
        yield less_than(start_of(event), start_of(other), reason=said, by=event.id)
    elif link.link_type.begins == "after_its_end":
        yield at_most(_end(other), start_of(event), reason=said, by=event.id)
    else:  # what it answers or carries out may go on
        yield less_than(start_of(other), start_of(event), reason=said, by=event.id)
    if link.within_days is not None:
        # Whole days are counted, so the hours of the two days come on top.
        within = f"{said}, within {link.within_days} days"
        yield less_than(start_of(event), _end(other), link.within_days + 1, reason=within, by=event.id)


def _own_bounds(tables: Tables, event: Event) -> list[Bound]:
    """Return the bounds of an event that its date sets, and the narrower ones of its limits."""
    return [
        *_date_bounds(event.id, event.when, event.supposed),
        *(_bound_of(event, limit) for limit in limits_of(tables, event)),
    ]


def _bound_of(event: Event, limit: Limit) -> Bound:
    bound, day = limit.bound, limit.day
    when = f"{'ended' if bound in (END_FROM, END_BY) else 'began'} {'on {} or later' if bound in (START_FROM, END_FROM) else 'by {}'}"
    reason = f"{event.id} {when.format(date.fromordinal(day))}, as {limit.reason}"
    if bound == START_FROM:
        return at_most(ORIGIN, start_of(event), -day, reason=reason, doubtful=limit.doubtful)
    if bound == START_BY:
        return less_than(start_of(event), ORIGIN, day + 1, reason=reason, doubtful=limit.doubtful)
    if bound == END_FROM:
        return less_than(ORIGIN, _end(event), -day, reason=reason, doubtful=limit.doubtful)
    return at_most(_end(event), ORIGIN, day + 1, reason=reason, doubtful=limit.doubtful)


def implied_events(tables: Tables) -> Mapping[EventId, Implied]:
    """Return what is implied of the events of which the date is narrowed by all else that is known.

    What did not occur, or not yet, is narrowed by its limits alone: plans do not bind each other for all who ask.
    """
    return tables.once(_implied)


def _implied(tables: Tables) -> dict[EventId, Implied]:
    found: dict[EventId, Implied] = {}
    occurred = tables.once(_network_of_what_occurred)
    for event in tables.events:
        pair = occurred
        if start_of(event) not in occurred.all:
            if not limits_of(tables, event):
                continue
            pair = _Pair.of(_own_bounds(tables, event))
        if pair.sure.consistent:
            possible, sure = days_of(pair.all, event), days_of(pair.sure, event)
            if (possible, sure) != (event.when.bounds, sure_bounds(event)):
                found[event.id] = Implied((possible,), (sure,))
    return found


def sure_bounds(event: Event) -> Bounds:
    """Return the bounds that the adopted date of an event sets without a coding rule."""
    start_from, start_by, end_from, end_by = event.when.bounds
    return (
        PAST if "start" in event.supposed else start_from,
        start_by,
        end_from,
        FUTURE if "end" in event.supposed else end_by,
    )


def days_of(network: Network | Joint, event: Event) -> Bounds:
    """Return the four bounds of an event in a network."""
    days = list[int]()
    for instant in (start_of(event), _end(event)):
        # An instant that lies on midnight begins one day, or ends the one before.
        since, until = network.distance(instant, ORIGIN), network.distance(ORIGIN, instant)
        days.append(PAST if since is None else max((-since - instant.is_end) // DAY, PAST))
        days.append(FUTURE if until is None else min((until - instant.is_end) // DAY, FUTURE))
    return days[0], max(days[1], PAST), min(days[2], FUTURE), days[3]


def _date_bounds(name: str, when: When, supposed: Collection[str] = ()) -> Iterator[Bound]:
    """Yield the bounds that a date sets; those of ends that a coding rule alone bounds make nothing certain."""
    start, end = Instant(name, is_end=False), Instant(name, is_end=True)
    doubtful = when.doubtful
    yield less_than(start, end)
    if when.open_start:
        yield less_than(start, ORIGIN, date.min.toordinal(), reason=f"{name} has no beginning", doubtful=doubtful)
    if when.open_end:
        yield less_than(ORIGIN, end, -date.max.toordinal() - 1, reason=f"{name} has no end", doubtful=doubtful)
    if day := when.earliest_start:
        ruled = doubtful or "start" in supposed
        yield at_most(ORIGIN, start, -day.toordinal(), reason=f"{name} began on {day} or later", doubtful=ruled)
    if day := when.latest_start:
        yield less_than(start, ORIGIN, day.toordinal() + 1, reason=f"{name} began by {day}", doubtful=doubtful)
    if day := when.earliest_end:
        yield less_than(ORIGIN, end, -day.toordinal(), reason=f"{name} ended on {day} or later", doubtful=doubtful)
    if day := when.latest_end:
        ruled = doubtful or "end" in supposed
        yield at_most(end, ORIGIN, day.toordinal() + 1, reason=f"{name} ended by {day}", doubtful=ruled)


def start_of(event: Event) -> Instant:
    """Return the instant at which an event begins."""
    return Instant(event.id, is_end=False)


def _end(event: Event) -> Instant:
    return Instant(event.id, is_end=True)


def _cited(reports: tuple[Report, ...]) -> str:
    return f" ({' and '.join(dict.fromkeys(map(citation, reports)))})"


def statements(chain: tuple[Bound, ...]) -> tuple[str, ...]:
    """Return the reasons of a chain of bounds, each once."""
    return tuple(dict.fromkeys(bound.reason for bound in chain if bound.reason))
