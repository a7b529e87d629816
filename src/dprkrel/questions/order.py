"""What came before what: the dates and the words of the sources as one network, and the questions to it.

Instants, not days, are ordered: an event begins at some instant of the day
on which it begins. So two events of one day are in an order, which the
dates leave open and a source may tell.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

from attrs import frozen

from dprkrel.answers import Certainty
from dprkrel.dates.network import DAY, ORIGIN, Bound, Instant, Network, at_most, less_than
from dprkrel.dates.ranges import Range
from dprkrel.dates.when import OPEN_END, OPEN_START, When
from dprkrel.questions.arguments import EventLike, event_of
from dprkrel.records.events import AFTER_ITS_END, Event, Link
from dprkrel.records.fields import EventId
from dprkrel.records.reports import Report, citation
from dprkrel.store.tables import Tables
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
TimeLike: TypeAlias = EventLike | When | date
_ENDLESS: Final = {"began": "has no beginning", "ended": "has no end"}
_FAR: Final = date.max.toordinal() * DAY
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


def order(tables: Tables, a: TimeLike, b: TimeLike) -> Certainty:
    """Tell whether `a` began before `b` began, though they may overlap.

    The answer follows from all dates together with what the sources say of
    the order: what is part of what, what followed, returned, answered or
    prepared what (the codebook lists it). Of two events on one day the dates
    say nothing; the sources may. A date marked `~`, `?` or `%` makes no
    answer certain; what its bounds exclude stays impossible.

    Args:
        a: an event, the id of one, or a date (`date`, `datetime` or `When`), of which only its bounds are known; text is an id.
        b: likewise.

    Raises:
        UnknownRecordError: an id is not that of an event.

    Examples:
        >>> str(dprkrel.order("krasnov-visit-dprk-2024", "ryzhenkov-visit-dprk-2024"))
        'certain'
    """
    sides = _Sides(tables, a, b)
    return sides.answer(sides.start_a, sides.start_b, strictly=True)


def before(tables: Tables, a: TimeLike, b: TimeLike) -> Certainty:
    """Tell whether `a` had ended when `b` began.

    What `before` calls certain, `order` calls certain. The arguments, the
    sources of the answer and the errors are those of `order`.

    Examples:
        >>> str(dprkrel.before("putin-visit-dprk-2000", "putin-visit-dprk-2024"))
        'certain'
    """
    sides = _Sides(tables, a, b)
    return sides.answer(sides.end_a, sides.start_b, strictly=False)


def order_reasons(tables: Tables, a: TimeLike, b: TimeLike) -> tuple[str, ...]:
    """Return the statements from which the answer of `order` follows, one after the other.

    Args:
        a: as for `order`.
        b: likewise.

    Returns:
        Sentences in our own words, each with the paragraphs that it rests on;
        of an answer that is certain they lead from `a` to `b`, of one
        that is impossible from `b` to `a`. Empty where it is possible only,
        and of a thing and itself.

    Raises:
        UnknownRecordError: an id is not that of an event.

    Examples:
        >>> for reason in dprkrel.order_reasons("ryzhenkov-arrival-2024", "choe-banquet-speech-2024"):
        ...     print(reason)
        ryzhenkov-banquet-2024 came after ryzhenkov-arrival-2024 (berita-2024-07-24, paragraph 9)
        choe-banquet-speech-2024 is part of ryzhenkov-banquet-2024
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
    _, network = _networks(tables, [asked])
    ranges, reasons, doubtful = list[Range](), list[str](), list[Bound]()
    for is_end, verb, stated in ((False, "began", asked.when.start_range), (True, "ended", asked.when.end_range)):
        instant = Instant(asked.id, is_end=is_end)
        since, until = network.distance(instant, ORIGIN), network.distance(ORIGIN, instant)
        # An instant that lies on midnight begins one day, or ends the one before.
        first = None if since is None else (-since - is_end) // DAY
        last = None if until is None else (until - is_end) // DAY
        endless = first is not None and first >= OPEN_END[0] if is_end else last is not None and last <= OPEN_START[0]
        found: Range = (OPEN_END if is_end else OPEN_START) if endless else (first, last)
        ranges.append(found)
        for side, said in enumerate(("on {} or later", "by {}")):
            ordinal = found[side]
            if ordinal is None or found == stated or ordinal == stated[side] or (endless and side == is_end):
                continue
            chain = network.chain(ORIGIN, instant)[::-1] if side else network.chain(instant, ORIGIN)
            day = _ENDLESS[verb] if endless else f"{verb} {said.format(date.fromordinal(ordinal))}"
            reasons.append(f"it {day}: {'; '.join(_words(chain))}")
            doubtful.extend(bound for bound in chain if bound.doubtful)
    if not reasons:
        return ImpliedWhen(event_id=asked.id, stated=asked.when, when=asked.when, reasons=())
    marks = "~" * asked.when.approximate + "?" * asked.when.uncertain or "~" * bool(doubtful)
    qualifier = "%" if marks == "~?" else marks
    when = When.of_ranges(ranges[0], ranges[1], qualifier=qualifier)
    return ImpliedWhen(event_id=asked.id, stated=asked.when, when=when, reasons=tuple(reasons))


def neighbours(tables: Tables, event: Event, number: int) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Return what certainly began before an event and what after it: first what a link ties to it, then the nearest.

    Its parts and wholes are left out. Near is what can be shown to have begun least long before or after.
    """
    network, _ = _networks(tables, [event])
    start = _start(event)
    wholes = wholes_of(tables, event)
    tied = {link.event_id for link in event.links if link.link_type in _SAID}
    sides: tuple[list[tuple[bool, int, Event]], list[tuple[bool, int, Event]]] = ([], [])
    for other in tables.events:
        if other.status is not Status.OCCURRED or other.id in wholes or event.id in wholes_of(tables, other):
            continue
        told = other.id in tied or any(link.event_id == event.id and link.link_type in _SAID for link in other.links)
        there, back = network.distance(start, _start(other)), network.reversed.distance(start, _start(other))
        for side, gone, apart in ((0, there, back), (1, back, there)):
            if gone is not None and gone < 0:
                sides[side].append((not told, _FAR if apart is None else apart, other))
    before, after = (
        tuple(other for _, _, other in sorted(side, key=lambda one: (*one[:2], one[2].id))[:number]) for side in sides
    )
    return before, after


def contradictions(tables: Tables) -> Iterator[tuple[EventId, tuple[str, ...]]]:
    """Yield, shortest first, every chain of statements that cannot all be true, with one event of which it tells.

    Dates that are not in doubt, parts and ordering statements of what occurred
    are asked; once a chain is told, its ordering statements are set aside and the rest asked again.
    """
    network, _ = tables.once(_networks_with)
    while chain := network.contradiction():
        told = dict.fromkeys(bound for bound in chain if bound.by)
        yield EventId(next(iter(told)).by), _words(chain)
        network = Network(bound for bound in network.bounds if bound not in told)


class _Sides:
    """Hold the two sides of a question of order, and the networks that answer it."""

    def __init__(self, tables: Tables, a: TimeLike, b: TimeLike) -> None:
        sides = [When.parse(one) if isinstance(one, When | date) else event_of(tables, one) for one in (a, b)]
        names = [
            f"{side} (the {which} date)" if isinstance(side, When) else side.id
            for which, side in zip(("first", "second"), sides, strict=True)
        ]
        dates = {name: side for name, side in zip(names, sides, strict=True) if isinstance(side, When)}
        self.sure, self.all = _networks(tables, [side for side in sides if not isinstance(side, When)], dates)
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


def _networks(
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
        others = [link.event_id for link in event.links if link.link_type in _SAID]
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


def wholes_of(tables: Tables, event: Event) -> tuple[EventId, ...]:
    """Return an event, what it is part of, what that is part of, and so on."""
    found = [event.id]
    while part_of := tables.event(found[-1]).part_of:
        found.append(part_of)
    return tuple(found)


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


def _words(chain: tuple[Bound, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bound.reason for bound in chain if bound.reason))
