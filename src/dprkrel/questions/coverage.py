"""The coverage ledger: what was searched, when, and a warning where a question asks for what was not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import CoverageWarning, UnknownActorError, warn_caller
from dprkrel.questions.arguments import ActorLike, RankLike, TypesLike, actor_of, event_types, rank_of
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.coverage import Completeness, Coverage, Gap, Searched
from dprkrel.records.event_types import EXCHANGES, EventType
from dprkrel.records.fields import ActorId, CoverageId
from dprkrel.records.ranks import Rank
from dprkrel.records.relation_types import RelationType
from dprkrel.store.tables import Tables

_UNASKED: Final = Rank.VICE_MINISTER
"""The rank that a question without one asks for at least."""

_FIRST: Final = frozenset({EventType.VISIT, EventType.STATE_VISIT, EventType.OFFICIAL_VISIT, EventType.MEETING,
                           EventType.SUMMIT, EventType.TALKS})  # fmt: skip
"""What a question without types asks for where a gap concerns some types alone."""

_LAST_DAY: Final = datetime.date.max.toordinal()


def coverage(
    self: Tables,
    a: ActorLike | None = None,
    b: ActorLike | None = None,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
) -> tuple[Coverage, ...]:
    """Return the entries of the coverage ledger that concern an actor, a dyad and a period.

    An entry says what was searched for, in which sources, how thoroughly,
    where it has gaps, and what was looked for but not found. A question that
    the entries that were searched do not cover, or that touches a gap, warns
    (`CoverageWarning`). `coverage_by_month` reads all entries together.

    Args:
        a: an actor; for a person or body its state is used; None for all.
        b: the other side of the dyad.
        start: first day of the period; None leaves it open.
        end: last day of the period, included; None leaves it open.

    Returns:
        Entries by id, including those for what was not searched.

    Raises:
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        DateError: a date cannot be read, or the period is reversed (`WindowError`).

    Examples:
        >>> for entry in dprkrel.coverage("DPRK", "China", start="2024"):
        ...     print(entry.id, entry.completeness)
        by-the-way not_searched
        exchanges-dprk-other-states not_searched
        missions-of-dprk partial
        offices-of-dprk partial
        relations-of-dprk complete
    """
    actors = [actor_of(self, actor) for actor in (a, b) if actor is not None]
    states = _states(actors)
    window = None if start is None and end is None else When.window(start, end)
    within_existence(self, actors, window)
    return tuple(
        entry
        for entry in self.ledger
        if _bears_on(entry, states)
        and (window is None or entry.when.overlaps(window) is not Certainty.IMPOSSIBLE)
        # Of a dyad that has entries of its own, what was not searched of all other dyads is no news.
        and (
            entry.completeness is not Completeness.NOT_SEARCHED
            or {*entry.dyad} == {*states}
            or not _has_own(self, states)
        )
    )


@frozen(kw_only=True)
class MonthCoverage:
    """How far a month was searched.

    Attributes:
        month: the month.
        rank: the least rank that is asked for.
        searched: whether all of it was searched, a part, or nothing.
        entry_ids: the entries of the ledger that tell so, sorted.
        reasons: why it was not all searched, in the order of the days, each after the days that it concerns; empty where
            it was.
    """

    month: When
    rank: Rank
    searched: Searched
    entry_ids: tuple[CoverageId, ...] = ()
    reasons: tuple[str, ...] = ()


def coverage_by_month(
    self: Tables,
    a: ActorLike | None = None,
    b: ActorLike | None = None,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    types: TypesLike = None,
    rank: RankLike | None = None,
    sending: ActorLike | None = None,
) -> tuple[MonthCoverage, ...]:
    """Return how far each month was searched, for tables and charts in which an empty month must not look like a quiet one.

    Of one actor all ties are asked for, and of nobody those of everybody:
    a month is `searched` if all of them were, and `partly` if some were.

    Args:
        a: an actor; for a person or body its state is used; None for everybody.
        b: the other side of the dyad.
        start: the first day of the period, whose month is the first; None begins with the first that an entry names.
        end: the last day of the period, whose month is the last; None ends with the last that an entry names.
        types: event types as in `events_between`; None for visits and meetings.
        rank: the least rank; None for vice-ministers and above.
        sending: the state whose visits are asked for, of a dyad one of the two; None for both directions.

    Returns:
        One row for each month, in order; none where no month is given and no entry is about it.

    Raises:
        UnknownActorError: an actor is not known, or `sending` is no state of the two.
        AmbiguousActorError: a name means several actors.
        DateError: a date cannot be read, or the period is reversed (`WindowError`).
        VocabularyError: a type or rank is not understood.

    Examples:
        >>> for row in dprkrel.coverage_by_month("DPRK", "Russia", start="2025-11", end="2026-01", rank="minister"):
        ...     print(row.month, row.searched)
        2025-11 searched
        2025-12 searched
        2026-01 not
    """
    actors = [actor_of(self, actor) for actor in (a, b) if actor is not None]
    wanted, least = event_types(types), rank_of("rank", rank)
    window = When.window(start, end)
    within_existence(self, actors, window)
    states, sender = _states(actors), None if sending is None else _states([actor_of(self, sending)])[0]
    if sending is not None and (sender is None or (len(states) > 1 and sender not in states)):
        raise UnknownActorError(sending, reason="expected a state, and of a dyad one of the two")
    asked = _Asked(states, wanted, frozenset(), least, sender, None, of_everybody=True)
    stretches = self.once(_stretching)(asked)
    period = _period(stretches, window, named=True)
    if period is None:
        return ()
    return tuple(_months(stretches, *period, _UNASKED if least is None else least))


def warn_beyond(
    tables: Tables,
    actors: Sequence[Actor],
    window: When | None,
    *,
    events: Iterable[StrEnum] | None = (),
    relations: Iterable[StrEnum] | None = (),
    rank: Rank | None = None,
    sending: Actor | None = None,
    receiving: Actor | None = None,
    beside: Sequence[Actor] = (),
) -> None:
    """Warn where a question asks for what was not searched, or for a state that did not exist then.

    Args:
        tables: whose ledger; one without entries says nothing.
        actors: whom the question is about: one for all their ties, several for those between them, none for everybody.
        window: its days; None for all.
        events: the types of event asked for; None for all, empty for no events.
        relations: the types of relation asked for; None for all, empty for none.
        rank: the least rank asked for; None asks for vice-ministers and above at least.
        sending: whose visits to others are asked for; None for those of both sides.
        receiving: who receives the visits asked for; None where that is open.
        beside: for whom else the caller asks at the same time.
    """
    # Who asks for a state and its successor together has named the one for the days of the other.
    alone = [actor for actor in actors if not _is_related(actor, actors)] if len(actors) > 1 else actors
    if window is not None:
        window = within_existence(tables, alone, window, beside=beside)
        if window is None:  # whatever was searched, there was nothing to be found
            return
    if not tables.ledger:
        return
    asked = _Asked(
        _states(actors),
        None if events is None else frozenset(events),
        None if relations is None else frozenset(relations),
        rank,
        None if sending is None else _states([sending])[0],
        None if receiving is None else _states([receiving])[0],
    )
    beyond = tables.once(_remembering)(asked, window, _lifetime(alone))
    if beyond is not None:
        warn_caller(CoverageWarning(*beyond))


def within_existence(
    tables: Tables, actors: Sequence[Actor], window: When | None, *, beside: Sequence[Actor] = ()
) -> When | None:
    """Return the days of a window on which states existed, and warn of those on which one did not; None where none is left."""
    for actor in actors:
        if window is None or actor.existed is None or actor.kind is ActorKind.PERSON:
            continue
        begin, end, (first, last) = window.bounds[0], window.bounds[3], _lifetime([actor])
        early, late = PAST < begin < first or end < first, last < end < FUTURE or last < begin
        if early or late:
            from dprkrel.questions.succession import warning_of, within  # late: few questions need it

            if not _is_related(actor, beside):
                warn_caller(warning_of(tables, actor, window, early=early, late=late))
            window = within(actor, window)
    return window


def _is_related(actor: Actor, others: Iterable[Actor]) -> bool:
    """Tell whether one of the others took the place of an actor, or had its place taken by it."""
    return any(
        actor.id in (other.successor_of, *other.joined_by) or other.id in (actor.successor_of, *actor.joined_by)
        for other in others
    )


def _lifetime(actors: Iterable[Actor]) -> tuple[int, int]:
    """Return between which days all of these states, or bodies, may have existed."""
    first, last = PAST, FUTURE
    for actor in actors:
        if actor.existed is not None and actor.kind is not ActorKind.PERSON:
            begin, _, _, end = actor.existed.bounds
            first, last = max(first, begin), min(last, end)
    return first, last


_REMEMBERED: Final = 1_000
"""For how many questions it is remembered beyond which entry of the ledger they go."""

Unsearched: TypeAlias = tuple[Coverage, Gap | None]
"""What was not searched: a gap of an entry, or, without a gap, all that an entry is about."""

Beyond: TypeAlias = tuple[Coverage | None, tuple[tuple[Coverage, Gap], ...]]
"""The entry to name, or None where none is near or its gaps say all; and the gaps, with their entries."""


class _Asked(NamedTuple):
    """What a question asks of the ledger, whatever its days."""

    states: tuple[ActorId | None, ...]
    events: frozenset[StrEnum] | None
    relations: frozenset[StrEnum] | None
    rank: Rank | None
    sending: ActorId | None
    receiving: ActorId | None
    of_everybody: bool = False  # whether of everybody, too, it is news what was not searched

    @property
    def least(self) -> Rank:
        """The least rank that is asked for."""
        return _UNASKED if self.rank is None else self.rank

    def types(self, unasked: Iterable[StrEnum]) -> frozenset[StrEnum]:
        """Return the types that are asked for; of all events, the unasked ones are meant first."""
        events, ties = self.events, self.relations
        return frozenset((*(unasked if events is None else events), *(RelationType if ties is None else ties)))


class _Stretch(NamedTuple):
    """Days on which the same was searched of what is asked.

    Attributes:
        first: the ordinal of its first day.
        last: the ordinal of its last day.
        searched: how far.
        covering: the entries that were searched for it, perhaps with gaps.
        higher: the entries that were searched for higher ranks alone.
        unsearched: what was not searched, and no other entry was for.
    """

    first: int
    last: int
    searched: Searched
    covering: tuple[Coverage, ...]
    higher: tuple[Coverage, ...]
    unsearched: tuple[Unsearched, ...]


def _remembering(tables: Tables) -> Callable[..., Beyond | None]:
    """Return `_beyond` for these tables, which remembers what it was asked last."""
    return lru_cache(_REMEMBERED)(partial(_beyond, tables))


def _stretching(tables: Tables) -> Callable[[_Asked], tuple[_Stretch, ...]]:
    """Return `_stretches` for these tables, which remembers what it was asked last."""
    return lru_cache(_REMEMBERED // 10)(partial(_stretches, tables))


def _beyond(tables: Tables, asked: _Asked, window: When | None, lifetime: tuple[int, int]) -> Beyond | None:
    """Return what to name; nothing where all that is asked was searched."""
    stretches = tables.once(_stretching)(asked)
    window = window or When.window(None, None)
    period = _period(stretches, window)
    if period is not None:
        period = max(period[0], lifetime[0]), min(period[1], lifetime[1])
        if period[1] < period[0]:  # an open side reaches to no day on which the states existed
            return None
    reached = [] if period is None else [*_reached(stretches, *period)]
    missing = {id(gap or entry): (entry, gap) for stretch in reached for entry, gap in stretch.unsearched}.values()
    gaps = tuple((entry, gap) for entry, gap in missing if gap is not None)
    unsearched = [entry for entry, gap in missing if gap is None]
    uncovered = [stretch for stretch in reached if not stretch.covering]
    known = {state for state in asked.states if state is not None}
    if unsearched:
        return min(unsearched, key=lambda entry: ({*entry.dyad} != known, -len(entry.dyad), entry.id)), gaps
    if reached and not uncovered:
        return (None, gaps) if gaps else None
    # Of what was not searched at all, the entry that says so of the fewest is the one to name.
    rest = sorted(_near(tables, asked), key=lambda entry: (-len(entry.dyad), entry.id))
    searched = {entry.id: entry for stretch in stretches for entry in stretch.covering}.values()
    nearest = [*(uncovered[0].higher if uncovered else ()), *_nearest(searched, window), *rest]
    return nearest[0] if nearest else None, gaps


def _period(stretches: Sequence[_Stretch], window: When, *, named: bool = False) -> tuple[int, int] | None:
    """Return the first and last day of a window; an open side reaches as far as the entries of the ledger that are near.

    With `named`, what goes on without end ends with the day on which it begins.
    """
    first, last = window.bounds[0], window.bounds[3]
    begins = [stretch.first for stretch in stretches]
    ends = [stretch.first if named and stretch.last == _LAST_DAY else stretch.last for stretch in stretches]
    if first == PAST:
        first = min([*begins, last], default=FUTURE)
    if last == FUTURE:
        last = max([*ends, first], default=PAST)
    return (first, last) if PAST < first < FUTURE and PAST < last < FUTURE else None


def _reached(stretches: Sequence[_Stretch], first: int, last: int) -> Iterator[_Stretch]:
    """Yield the stretches between two days, and an empty one for the days between them."""
    for stretch in stretches:
        if stretch.last >= first and stretch.first <= last:
            if stretch.first > first:
                yield _Stretch(first, stretch.first - 1, Searched.NOT, (), (), ())
            yield stretch
            first = stretch.last + 1
    if first <= last:
        yield _Stretch(first, last, Searched.NOT, (), (), ())


def _near(tables: Tables, asked: _Asked) -> list[Coverage]:
    types = asked.types(EXCHANGES)
    return [entry for entry in tables.ledger if _bears_on(entry, asked.states) and _shares(entry, types)]


def _stretches(tables: Tables, asked: _Asked) -> tuple[_Stretch, ...]:
    """Return the stretches of days of which an entry tells, in order."""
    known = {state for state in asked.states if state is not None}
    starts: dict[int, list[tuple[int, Unsearched]]] = {}
    ends: dict[int, list[int]] = {}
    number = 0
    for entry in _near(tables, asked):
        # Of others than those who are asked for it is no news that they were not searched.
        is_news = known <= {*entry.dyad} if known else asked.of_everybody
        is_asked = is_news and (entry.rank is None or asked.least <= entry.rank)
        if entry.completeness is Completeness.NOT_SEARCHED and not is_asked:
            continue
        for part in (None, *(gap for gap in entry.gaps if _touches(gap, asked))):
            bounds = (part or entry).when.bounds
            starts.setdefault(bounds[0], []).append((number, (entry, part)))
            ends.setdefault(min(bounds[3], _LAST_DAY) + 1, []).append(number)
            number += 1
    days, active, found = sorted({*starts, *ends}), dict[int, Unsearched](), list[_Stretch]()
    for day, after in pairwise(days):
        for ended in ends.get(day, ()):
            del active[ended]
        active.update(starts.get(day, ()))
        if active:
            found.append(_stretch(asked, active.values(), day, after - 1))
    return tuple(found)


def _stretch(asked: _Asked, active: Iterable[Unsearched], first: int, last: int) -> _Stretch:
    """Return what the entries, and the gaps in them, tell of the days on which all of them hold."""
    gapped: dict[CoverageId, list[Gap]] = {}
    entries: list[Coverage] = []
    for entry, gap in active:
        if gap is None:
            entries.append(entry)
        else:
            gapped.setdefault(entry.id, []).append(gap)
    covering, higher, missing = list[Coverage](), list[Coverage](), list[Unsearched]()
    whole: dict[frozenset[ActorId], list[Coverage]] = {}
    partly = False  # whether a gap leaves some of what is asked
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.completeness is Completeness.NOT_SEARCHED:
            missing.append((entry, None))
        elif entry.rank is not None and entry.rank > asked.least:
            higher.append(entry)
        else:
            covering.append(entry)
            gaps = gapped.get(entry.id, ())
            missing.extend((entry, gap) for gap in gaps)
            partly = partly or not any(_is_all(gap, entry, asked) for gap in gaps)
            if not gaps:
                whole.setdefault(frozenset(entry.dyad), []).append(entry)
    left = tuple(each for each in missing if not _is_filled(*each, asked, whole))
    searched = Searched.PARTLY if partly or higher else Searched.NOT
    if covering and not left:
        searched = Searched.SEARCHED
    return _Stretch(first, last, searched, tuple(covering), tuple(higher), left)


def _touches(gap: Gap, asked: _Asked) -> bool:
    """Tell whether a gap concerns what is asked."""
    return (
        (gap.rank is None or asked.least <= gap.rank)
        and _shares(gap, asked.types(_FIRST))
        and (gap.sending_id is None or (asked.sending in (None, gap.sending_id) and asked.receiving != gap.sending_id))
    )


def _is_all(gap: Gap, entry: Coverage, asked: _Asked) -> bool:
    """Tell whether a gap leaves nothing of what is asked of its entry; that of lower ranks leaves the higher ones."""
    types = asked.types(_FIRST)
    own = {*entry.event_types, *entry.relation_types}
    missing = {*gap.event_types, *gap.relation_types}
    return (
        gap.completeness is Completeness.NOT_SEARCHED
        and gap.rank is None
        and (not missing or (types & own if own else types) <= missing)
        and (gap.sending_id is None or asked.sending == gap.sending_id or asked.receiving in entry.dyad)
    )


def _is_filled(
    entry: Coverage, gap: Gap | None, asked: _Asked, whole: dict[frozenset[ActorId], list[Coverage]]
) -> bool:
    """Tell whether another entry, which has no gap then, was searched for all that was missed."""
    dyad, types = frozenset(entry.dyad), asked.types(EXCHANGES if gap is None else _FIRST)
    about: Coverage | Gap = gap if gap is not None and (gap.event_types or gap.relation_types) else entry
    own = {*about.event_types, *about.relation_types}
    types = types & own if own else types
    # What was searched of everything, or of all ties of one of the two, was searched for their dyad.
    wider = {frozenset[ActorId](), dyad, *(frozenset({state}) for state in dyad)}
    others = (other for each in wider for other in whole.get(each, ()) if other is not entry)
    return any(
        not (named := {*other.event_types, *other.relation_types}) or (bool(types) and types <= named)
        for other in others
    )


def _months(stretches: Sequence[_Stretch], first: int, last: int, rank: Rank) -> Iterator[MonthCoverage]:
    """Yield the months between two days."""
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    number, place = start.year * 12 + start.month - 1, 0
    while number <= end.year * 12 + end.month - 1:
        year, month = number // 12, number % 12 + 1
        begin = datetime.date(year, month, 1).toordinal()
        until = _last_day_of_month(year, month)
        while place < len(stretches) and stretches[place].last < begin:
            place += 1
        beyond = place
        while beyond < len(stretches) and stretches[beyond].first <= until:
            beyond += 1
        yield _month(
            When(f"{year:04}-{month:02}"), [*_reached(stretches[place:beyond], begin, until)], begin, until, rank
        )
        number += 1


def _last_day_of_month(year: int, month: int) -> int:
    """Return the ordinal of the last day of a month; `calendar` would read the locale of the machine for it."""
    if month == 12:
        return datetime.date(year, 12, 31).toordinal()
    return datetime.date(year, month + 1, 1).toordinal() - 1


def _month(month: When, stretches: Sequence[_Stretch], begin: int, until: int, rank: Rank) -> MonthCoverage:
    how = {stretch.searched for stretch in stretches}
    entries = {
        entry.id
        for stretch in stretches
        for entry in (*stretch.covering, *stretch.higher, *(entry for entry, _ in stretch.unsearched))
    }
    reasons = []
    for stretch in stretches:
        if stretch.searched is not Searched.SEARCHED:
            days = max(stretch.first, begin), min(stretch.last, until)
            span = month if days == (begin, until) else When.window(*map(datetime.date.fromordinal, days))
            reasons += [f"{span}: {reason}" for reason in _reasons(stretch)]
    searched = how.pop() if len(how) == 1 else Searched.PARTLY
    return MonthCoverage(
        month=month, rank=rank, searched=searched, entry_ids=tuple(sorted(entries)), reasons=tuple(reasons)
    )


def _reasons(stretch: _Stretch) -> Iterator[str]:
    for entry, gap in stretch.unsearched:
        yield gap.reason if gap is not None else f"{entry.id} says that it was not searched"
    if not stretch.covering:
        yield from (f"{entry.id} was searched for {entry.rank} and above alone" for entry in stretch.higher)
        if not stretch.higher and not stretch.unsearched:
            yield "no entry of the ledger was searched for it"


def _states(actors: Iterable[Actor]) -> tuple[ActorId | None, ...]:
    states = [actor.id if actor.kind is ActorKind.STATE else actor.state_id for actor in actors]
    return tuple(dict.fromkeys(states))


def _bears_on(entry: Coverage, states: Sequence[ActorId | None]) -> bool:
    """Tell whether an entry covers ties of this one state, or between these; of one state, those to it are such."""
    known, own = {state for state in states if state is not None}, {*entry.dyad}
    if not own or not known:
        return True
    if len(own) == len(known) == 1:  # an office is no tie between states
        return own == known or {*entry.relation_types} != {RelationType.OFFICE_HELD}
    return own <= known if len(known) > 1 else known <= own


def _has_own(tables: Tables, states: Sequence[ActorId | None]) -> bool:
    return len(states) > 1 and any({*entry.dyad} == {*states} for entry in tables.ledger)


def _shares(about: Coverage | Gap, types: AbstractSet[StrEnum]) -> bool:
    """Tell whether an entry or gap is about some of these types; about all types is what names none."""
    if not about.event_types and not about.relation_types:
        return bool(types)
    return not types.isdisjoint((*about.event_types, *about.relation_types))


def _nearest(entries: Iterable[Coverage], window: When) -> list[Coverage]:
    day = window.earliest or window.latest or datetime.date.min

    def distance(entry: Coverage) -> tuple[int, int, str]:
        begin, until = entry.when.earliest or datetime.date.min, entry.when.latest or datetime.date.max
        return max((begin - day).days, (day - until).days, 0), -len(entry.event_types), entry.id

    return sorted(entries, key=distance)
