"""What came before what: the dates and the words of the sources as one network, and the questions to it.

Instants, not days, are ordered: an event begins at some instant of the day
on which it begins. So two events of one day are in an order, which the
dates leave open and a source may tell.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from dprkrel.answers import Certainty
from dprkrel.arguments import EventLike, event_of
from dprkrel.checks import EventId
from dprkrel.dates import OPEN_END, OPEN_START, When, day_range
from dprkrel.events import AFTER_ITS_END, Event, Link
from dprkrel.network import DAY, ORIGIN, Bound, Instant, Network, at_most, less_than
from dprkrel.reports import Report, citation
from dprkrel.tables import Tables
from dprkrel.vocab import LinkType, Status

#: What a link says of the order of its event and the other, in words; the rest say nothing of it.
_SAID: Final = {
    LinkType.RECIPROCATES: "is the return visit for",
    LinkType.FOLLOWS: "came after",
    LinkType.FIRST_SINCE: "is the first of its kind since",
    LinkType.REPLACES: "took the place of",
    LinkType.ANSWERS: "answers",
    LinkType.IMPLEMENTS: "carries out",
    LinkType.PREPARES: "prepares",
}
_PLANS: Final = frozenset({Status.OCCURRED, Status.PLANNED, Status.EXPECTED})


@frozen(kw_only=True)
class ImpliedWhen:
    """Hold the date of an event as all dates and ordering statements together bound it.

    Attributes:
        event_id: the event.
        stated: its adopted date.
        when: the date that follows, never wider than the adopted one.
        reasons: for each bound that is narrower than in the adopted date
            one line, with the statements from which it follows; empty where none is.
    """

    event_id: EventId
    stated: When
    when: When
    reasons: tuple[str, ...]


def order(tables: Tables, a: EventLike | When, b: EventLike | When) -> Certainty:
    """Tell whether `a` began before `b` began, though they may overlap.

    The answer follows from all dates together with what the sources say of
    the order: what is part of what, what followed, returned, answered or
    prepared what (the codebook lists it). Of two events on one day the dates
    say nothing; the sources may.

    Args:
        a: an event, the id of one, or a `When`, of which only its bounds are known.
        b: likewise.

    Raises:
        UnknownRecordError: an id is not that of an event.

    Examples:
        >>> str(dprkrel.order("krasnov-visit-dprk-2024", "ryzhenkov-visit-dprk-2024"))
        'certain'
    """
    sides = _Sides(tables, a, b)
    return sides.answer(sides.start_a, sides.start_b, strictly=True)


def before(tables: Tables, a: EventLike | When, b: EventLike | When) -> Certainty:
    """Tell whether `a` had ended when `b` began.

    What `before` calls certain, `order` calls certain. The arguments, the
    sources of the answer and the errors are those of `order`.

    Examples:
        >>> str(dprkrel.before("putin-visit-dprk-2000", "putin-visit-dprk-2024"))
        'certain'
    """
    sides = _Sides(tables, a, b)
    return sides.answer(sides.end_a, sides.start_b, strictly=False)


def order_reasons(tables: Tables, a: EventLike | When, b: EventLike | When) -> tuple[str, ...]:
    """Return the statements from which the answer of `order` follows, one after the other.

    Args:
        a: as for `order`.
        b: likewise.

    Returns:
        Sentences in our own words, each with the paragraphs that it rests on;
        of an answer that is certain they lead from `a` to `b`, of one
        that is impossible from `b` to `a`. Empty where it is possible only.

    Raises:
        UnknownRecordError: an id is not that of an event.

    Examples:
        >>> for reason in dprkrel.order_reasons("krasnov-visit-dprk-2024", "ryzhenkov-visit-dprk-2024"):
        ...     print(reason)
        ryzhenkov-visit-dprk-2024 came after krasnov-visit-dprk-2024 (berita-2024-07-24, paragraphs 2, 28)
    """
    sides = _Sides(tables, a, b)
    answer = sides.answer(sides.start_a, sides.start_b, strictly=True)
    if answer is Certainty.CERTAIN:
        return _words(sides.sure.chain(sides.start_b, sides.start_a)[::-1])
    if answer is Certainty.IMPOSSIBLE:
        return _words(sides.all.chain(sides.start_a, sides.start_b)[::-1])
    return ()


def implied_when(tables: Tables, event: EventLike) -> ImpliedWhen:
    """Return when an event took place, as all dates and ordering statements together bound it.

    Args:
        event: an event or the id of one.

    Returns:
        The date, never wider than the adopted one, with the chain of
        reasons for every bound that is narrower.

    Raises:
        UnknownRecordError: no such event.

    Examples:
        >>> implied = dprkrel.implied_when("dprk-invites-ryzhenkov-2024")
        >>> implied.when == implied.stated, implied.reasons
        (True, ())
    """
    asked = event_of(tables, event)
    _, network = _networks(tables, asked)
    bounds, reasons, doubtful = list[date | None](), list[str](), list[Bound]()
    for is_end, verb in enumerate(("began", "ended")):
        instant = Instant(asked.id, is_end=bool(is_end))
        since, until = network.distance(instant, ORIGIN), network.distance(ORIGIN, instant)
        # An instant that lies on midnight begins one day, or ends the one before.
        found = (
            None if since is None else _day((-since - is_end) // DAY),
            None if until is None else _day((until - is_end) // DAY),
        )
        stated = (
            (asked.when.earliest_end, asked.when.latest_end)
            if is_end
            else (asked.when.earliest_start, asked.when.latest_start)
        )
        chains = (network.chain(instant, ORIGIN), network.chain(ORIGIN, instant)[::-1])
        for day, known, chain, said in zip(found, stated, chains, ("on {} or later", "by {}"), strict=True):
            bounds.append(day)
            if day != known:
                reasons.append(f"it {verb} {said.format(day)}: {'; '.join(_words(chain))}")
                doubtful.extend(bound for bound in chain if bound.doubtful)
    if not reasons:
        return ImpliedWhen(event_id=asked.id, stated=asked.when, when=asked.when, reasons=())
    qualifier = "~" if doubtful or _is_doubtful(asked.when) else ""
    when = When.of_ranges(
        OPEN_START if asked.when.open_start else day_range(*bounds[:2]),
        OPEN_END if asked.when.open_end else day_range(*bounds[2:]),
        qualifier=qualifier,
    )
    return ImpliedWhen(event_id=asked.id, stated=asked.when, when=when, reasons=tuple(reasons))


def contradictions(tables: Tables) -> Iterator[tuple[EventId, tuple[str, ...]]]:
    """Yield, shortest first, every chain of statements that cannot all be true, with one event of which it tells.

    Dates, parts and ordering statements of what occurred are asked; once a
    chain is told, its ordering statements are set aside and the rest asked again.
    """
    bounds = _bounds_of([event for event in tables.events if event.status is Status.OCCURRED])
    while chain := Network(bounds).contradiction():
        told = [bound for bound in chain if bound.by]
        yield EventId(told[0].by), _words(chain)
        bounds = [bound for bound in bounds if bound not in told]


class _Sides:
    """Hold the two sides of a question of order, and the networks that answer it."""

    def __init__(self, tables: Tables, a: EventLike | When, b: EventLike | When) -> None:
        sides = [one if isinstance(one, When) else event_of(tables, one) for one in (a, b)]
        dates = {f"side {number}": side for number, side in enumerate(sides) if isinstance(side, When)}
        self.sure, self.all = _networks(tables, *(side for side in sides if not isinstance(side, When)), **dates)
        names = [f"side {number}" if isinstance(side, When) else side.id for number, side in enumerate(sides)]
        self.start_a, self.end_a = (Instant(names[0], is_end=is_end) for is_end in (False, True))
        self.start_b = Instant(names[1], is_end=False)

    def answer(self, first: Instant, second: Instant, *, strictly: bool) -> Certainty:
        """Tell whether the one instant lies before the other; or, unless strictly, on it."""
        most = self.sure.distance(second, first)
        if most is not None and (most < 0 if strictly else most <= 0):
            return Certainty.CERTAIN
        most = self.all.distance(first, second)
        if most is not None and (most <= 0 if strictly else most < 0):
            return Certainty.IMPOSSIBLE
        return Certainty.POSSIBLE


def _networks(tables: Tables, *asked: Event, **dates: When) -> tuple[Network, Network]:
    """Return what is sure, and what is sure or doubtful, of all that occurred and of the events and dates asked for.

    What did not occur, or not yet, says nothing of what did: its plans count
    only where they are asked for, and only while they can still be kept.
    """
    plans = sorted({event.id for event in asked if event.status is not Status.OCCURRED})
    if not dates:
        return tables.once(_networks_with, *plans)
    given = [bound for name, when in dates.items() for bound in _date_bounds(name, when)]
    return _pair([*tables.once(_networks_with, *plans)[1].bounds, *given])


def _networks_with(tables: Tables, *plans: str) -> tuple[Network, Network]:
    happened = [event for event in tables.events if event.status is Status.OCCURRED]
    planned = [tables.event(plan) for plan in plans]
    both = _pair(_bounds_of([*happened, *planned]))
    if not both[1].consistent:  # what was planned has been overtaken
        own = [bound for event in planned for bound in _date_bounds(event.id, event.when)]
        both = _pair([*_bounds_of(happened), *own])
    return both


def _pair(bounds: list[Bound]) -> tuple[Network, Network]:
    everything = Network(bounds)
    sure = [bound for bound in bounds if not bound.doubtful]
    return (everything if len(sure) == len(bounds) else Network(sure)), everything


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
            if other and link.link_type in _SAID and _binds(event, other, link):
                found.extend(_link_bounds(event, other, link))
    return found


def _binds(event: Event, other: Event, link: Link) -> bool:
    """Tell whether a link says how it was, or, of a plan, how it is to be."""
    status = event.status_of_link(link)
    occurred = event.status is other.status is Status.OCCURRED
    return status is Status.OCCURRED if occurred else status in _PLANS


def _link_bounds(event: Event, other: Event, link: Link) -> Iterator[Bound]:
    said = f"{event.id} {_SAID[link.link_type]} {other.id}{_cited(link.reports or event.reports)}"
    if link.link_type is LinkType.PREPARES:
        yield less_than(_start(event), _start(other), reason=said, by=event.id)
    elif link.link_type in AFTER_ITS_END:
        yield at_most(_end(other), _start(event), reason=said, by=event.id)
    else:  # what it answers or carries out may go on
        yield less_than(_start(other), _start(event), reason=said, by=event.id)
    if link.within_days is not None:
        # Whole days are counted, so the hours of the two days come on top.
        within = f"{said}, within {link.within_days} days"
        yield less_than(_start(event), _end(other), link.within_days + 1, reason=within, by=event.id)


def _date_bounds(name: str, when: When) -> Iterator[Bound]:
    start, end = Instant(name, is_end=False), Instant(name, is_end=True)
    doubtful = _is_doubtful(when)
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


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if date.min.toordinal() <= ordinal <= date.max.toordinal() else None


def _start(event: Event) -> Instant:
    return Instant(event.id, is_end=False)


def _end(event: Event) -> Instant:
    return Instant(event.id, is_end=True)


def _is_doubtful(when: When) -> bool:
    return when.approximate or when.uncertain


def _cited(reports: tuple[Report, ...]) -> str:
    return f" ({' and '.join(dict.fromkeys(map(citation, reports)))})"


def _words(chain: tuple[Bound, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bound.reason for bound in chain if bound.reason))
