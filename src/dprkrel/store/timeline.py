"""What occurred as one network of instants: dates, parts, and the sources' statements of order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from dprkrel.dates.network import DAY, ORIGIN, Bound, Instant, Network, at_most, less_than
from dprkrel.dates.when import Certainty, When
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.links import Link
from dprkrel.records.reports import Report, citation
from dprkrel.records.stances import Status
from dprkrel.store.chains import wholes_of
from dprkrel.store.tables import Tables

_FAR: Final = date.max.toordinal() * DAY


def neighbours(tables: Tables, event: Event, number: int) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return what certainly began before an event and what after it: first what a link connects with it, then the nearest.

    Its parts and wholes are left out. Near is what can be shown to have begun least long before or after.
    """
    network, _ = networks(tables, [event])
    start = _start(event)
    wholes = wholes_of(tables, event)
    tied = {link.event_id for link in event.links if link.link_type.begins}
    sides: tuple[list[tuple[bool, int, Event]], list[tuple[bool, int, Event]]] = ([], [])
    ways = network.distances_from(start), network.reversed.distances_from(start)
    for other in tables.events:
        is_part = other.part_of is not None and event.id in wholes_of(tables, other)
        if other.status is not Status.OCCURRED or other.id in wholes or is_part:
            continue
        told = other.id in tied or any(link.event_id == event.id and link.link_type.begins for link in other.links)
        there, back = (way.get(_start(other)) for way in ways)
        for side, gone, apart in ((0, there, back), (1, back, there)):
            if gone is not None and gone < 0:
                sides[side].append((not told, _FAR if apart is None else apart, other))
    before, after = (
        tuple(other for _, _, other in sorted(side, key=lambda one: (*one[:2], one[2].id))[:number]) for side in sides
    )
    return before, after


def contradictions(tables: Tables) -> Iterator[tuple[EventId, tuple[str, ...]]]:
    """Yield, shortest first, every chain of statements that cannot all be true, with one event that it concerns.

    Dates that are not in doubt, parts and statements of order of what occurred are checked.
    Once a chain is reported, its statements of order are set aside and the rest is checked again.
    """
    network, _ = tables.once(_networks_with)
    while chain := network.contradiction():
        told = dict.fromkeys(bound for bound in chain if bound.by)
        yield EventId(next(iter(told)).by), statements(chain)
        network = Network(bound for bound in network.bounds if bound not in told)


def networks(
    tables: Tables, asked: Sequence[Event], dates: Mapping[str, When] | None = None
) -> tuple[Network, Network]:
    """Return what is sure, and what is sure or doubtful, of all that occurred and of the events and dates asked for.

    What did not occur, or not yet, says nothing of what did: plans count
    only where they are asked for, with those tied to them, and only
    while they can still be kept.
    """
    given = [bound for name, when in (dates or {}).items() for bound in _date_bounds(name, when)]
    if not asked:
        return _pair(given)
    plans = {event.id for event in asked if event.status is not Status.OCCURRED}
    tied = {plan for event in asked for plan in _plans_with(tables, event)}
    both = _kept(tables, tied) or _kept(tables, plans)
    if both is None:  # what was planned has been overtaken
        own = [bound for event in asked if event.id in plans for bound in _date_bounds(event.id, event.when)]
        both = _pair([*tables.once(_networks_with)[1].bounds, *own])
    return _pair([*both[1].bounds, *given]) if given else both


def _kept(tables: Tables, plans: Collection[EventId]) -> tuple[Network, Network] | None:
    """Return the networks with these plans, or None where they cannot be kept."""
    # Kept for later questions of one plan; for the many pairs of plans that could be asked for there is no room.
    both = tables.once(_networks_with, *sorted(plans)) if len(plans) < 2 else _networks_with(tables, *sorted(plans))
    return both if both[0].consistent else None


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


def _networks_with(tables: Tables, *plans: str) -> tuple[Network, Network]:
    happened = [event for event in tables.events if event.status is Status.OCCURRED]
    return _pair(_bounds_of([*happened, *map(tables.event, plans)]))


def _pair(bounds: list[Bound]) -> tuple[Network, Network]:
    """Return the network of the bounds that are sure, and that of all, unless a doubtful one cannot be kept."""
    everything = Network(bounds)
    sure = [bound for bound in bounds if not bound.doubtful]
    certain = everything if len(sure) == len(bounds) else Network(sure)
    return certain, (everything if everything.consistent else certain)


def _bounds_of(events: list[Event]) -> list[Bound]:
    """Return the bounds that the dates and the ordering statements of these events set to each other."""
    among, found = {event.id: event for event in events}, list[Bound]()
    for event in events:
        found.extend(_date_bounds(event.id, event.when))
        whole = among.get(event.part_of) if event.part_of else None
        if whole and event.when.within(whole.when) is not Certainty.IMPOSSIBLE:  # which is a fault of its own
            said = f"{event.id} is part of {whole.id}"
            found.append(at_most(_start(whole), _start(event), reason=said, by=event.id))
            found.append(at_most(_end(event), _end(whole), reason=said, by=event.id))
        for link in event.links:
            other = among.get(link.event_id)
            if other and link.link_type.begins and _binds(event, other, link):
                found.extend(_link_bounds(event, other, link))
    return found


def _binds(event: Event, other: Event, link: Link) -> bool:
    """Tell whether a link says how it was, or, of a plan, how it is to be."""
    status = event.status_of_link(link)
    occurred = event.status is other.status is Status.OCCURRED
    return status is Status.OCCURRED if occurred else status.stands


def _link_bounds(event: Event, other: Event, link: Link) -> Iterator[Bound]:
    said = f"{event.id} {link.link_type.phrase} {other.id}{_cited(link.reports or event.reports)}"
    if link.link_type.begins == "before_its_start":
        yield less_than(_start(event), _start(other), reason=said, by=event.id)
    elif link.link_type.begins == "after_its_end":
        yield at_most(_end(other), _start(event), reason=said, by=event.id)
    else:  # what it answers or carries out may go on
        yield less_than(_start(other), _start(event), reason=said, by=event.id)
    if link.within_days is not None:
        # Whole days are counted, so the hours of the two days come on top.
        within = f"{said}, within {link.within_days} days"
        yield less_than(_start(event), _end(other), link.within_days + 1, reason=within, by=event.id)


def _date_bounds(name: str, when: When) -> Iterator[Bound]:
    start, end = Instant(name, is_end=False), Instant(name, is_end=True)
    doubtful = when.doubtful
    yield less_than(start, end)
    if when.open_start:
        yield less_than(start, ORIGIN, date.min.toordinal(), reason=f"{name} has no beginning", doubtful=doubtful)
    if when.open_end:
        yield less_than(ORIGIN, end, -date.max.toordinal() - 1, reason=f"{name} has no end", doubtful=doubtful)
    if day := when.earliest_start:
        yield at_most(ORIGIN, start, -day.toordinal(), reason=f"{name} began on {day} or later", doubtful=doubtful)
    if day := when.latest_start:
        yield less_than(start, ORIGIN, day.toordinal() + 1, reason=f"{name} began by {day}", doubtful=doubtful)
    if day := when.earliest_end:
        yield less_than(ORIGIN, end, -day.toordinal(), reason=f"{name} ended on {day} or later", doubtful=doubtful)
    if day := when.latest_end:
        yield at_most(end, ORIGIN, day.toordinal() + 1, reason=f"{name} ended by {day}", doubtful=doubtful)


def _start(event: Event) -> Instant:
    return Instant(event.id, is_end=False)


def _end(event: Event) -> Instant:
    return Instant(event.id, is_end=True)


def _cited(reports: tuple[Report, ...]) -> str:
    return f" ({' and '.join(dict.fromkeys(map(citation, reports)))})"


def statements(chain: tuple[Bound, ...]) -> tuple[str, ...]:
    """Return the reasons of a chain of bounds, each once."""
    return tuple(dict.fromkeys(bound.reason for bound in chain if bound.reason))
