"""What the coverage ledger says of a question: a warning where it asks for what was not searched."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import When
from dprkrel.errors import CoverageWarning, warn_caller
from dprkrel.records.actors import Actor, ActorKind, own_state
from dprkrel.records.coverage import Completeness, Coverage, Gap, Searched
from dprkrel.records.event_types import EXCHANGES, EventType
from dprkrel.records.fields import ActorId, CoverageId
from dprkrel.records.ranks import Rank
from dprkrel.records.relation_types import RelationType
from dprkrel.store.tables import Tables

UNASKED: Final = Rank.VICE_MINISTER
"""The rank that a question without one asks for at least."""

_FIRST: Final = frozenset({EventType.VISIT, EventType.STATE_VISIT, EventType.OFFICIAL_VISIT, EventType.MEETING,
                           EventType.SUMMIT, EventType.TALKS})  # fmt: skip
"""What a question without types asks for where a gap concerns some types alone."""

_LAST_DAY: Final = datetime.date.max.toordinal()


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
    asked = Asked(
        states_of(actors),
        None if events is None else frozenset(events),
        None if relations is None else frozenset(relations),
        rank,
        None if sending is None else states_of([sending])[0],
        None if receiving is None else states_of([receiving])[0],
    )
    beyond = tables.once(_remembering)(asked, window, lifetime_of(alone))
    if beyond is not None:
        warn_caller(CoverageWarning(*beyond))


def within_existence(
    tables: Tables, actors: Sequence[Actor], window: When | None, *, beside: Sequence[Actor] = ()
) -> When | None:
    """Return the days of a window on which states existed, and warn of those on which one did not; None where none is left."""
    for actor in actors:
        if window is None or actor.existed is None or actor.kind is ActorKind.PERSON:
            continue
        begin, end, (first, last) = window.bounds[0], window.bounds[3], lifetime_of([actor])
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


def lifetime_of(actors: Iterable[Actor]) -> tuple[int, int]:
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


class Asked(NamedTuple):
    """What a question asks of the ledger, whatever its days."""

    states: tuple[ActorId | None, ...]
    events: frozenset[StrEnum] | None
    relations: frozenset[StrEnum] | None
    rank: Rank | None
    sending: ActorId | None
    receiving: ActorId | None
    of_everybody: bool = False  # whether of everybody, too, it is news what was not searched
    this_rank: bool = False  # whether the rank alone is asked for, and none above it

    @property
    def least(self) -> Rank:
        """The least rank that is asked for."""
        return UNASKED if self.rank is None else self.rank

    def types(self, unasked: Iterable[StrEnum]) -> frozenset[StrEnum]:
        """Return the types that are asked for; of all events, the unasked ones are meant first."""
        events, ties = self.events, self.relations
        return frozenset((*(unasked if events is None else events), *(RelationType if ties is None else ties)))


class Stretch(NamedTuple):
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


def stretches_of(tables: Tables) -> Callable[[Asked], tuple[Stretch, ...]]:
    """Return `_stretches` for these tables, which remembers what it was asked last."""
    return lru_cache(_REMEMBERED // 10)(partial(_stretches, tables))


def _beyond(tables: Tables, asked: Asked, window: When | None, lifetime: tuple[int, int]) -> Beyond | None:
    """Return what to name; nothing where all that is asked was searched."""
    stretches = tables.once(stretches_of)(asked)
    window = window or When.window(None, None)
    period = period_of(stretches, window)
    if period is not None:
        period = max(period[0], lifetime[0]), min(period[1], lifetime[1])
        if period[1] < period[0]:  # an open side reaches to no day on which the states existed
            return None
    reached = [] if period is None else [*reached_by(stretches, *period)]
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


def period_of(stretches: Sequence[Stretch], window: When, *, named: bool = False) -> tuple[int, int] | None:
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


def reached_by(stretches: Sequence[Stretch], first: int, last: int) -> Iterator[Stretch]:
    """Yield the stretches between two days, and an empty one for the days between them."""
    for stretch in stretches:
        if stretch.last >= first and stretch.first <= last:
            if stretch.first > first:
                yield Stretch(first, stretch.first - 1, Searched.NOT, (), (), ())
            yield stretch
            first = stretch.last + 1
    if first <= last:
        yield Stretch(first, last, Searched.NOT, (), (), ())


def _near(tables: Tables, asked: Asked) -> list[Coverage]:
    types = asked.types(EXCHANGES)
    return [entry for entry in tables.ledger if bears_on(entry, asked.states) and _shares(entry, types)]


def _stretches(tables: Tables, asked: Asked) -> tuple[Stretch, ...]:
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
    days, active, found = sorted({*starts, *ends}), dict[int, Unsearched](), list[Stretch]()
    for day, after in pairwise(days):
        for ended in ends.get(day, ()):
            del active[ended]
        active.update(starts.get(day, ()))
        if active:
            found.append(_stretch(asked, active.values(), day, after - 1))
    return tuple(found)


def _stretch(asked: Asked, active: Iterable[Unsearched], first: int, last: int) -> Stretch:
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
    searched = Searched.PARTLY if partly or (higher and not asked.this_rank) else Searched.NOT
    if covering and not left:
        searched = Searched.SEARCHED
    return Stretch(first, last, searched, tuple(covering), tuple(higher), left)


def _touches(gap: Gap, asked: Asked) -> bool:
    """Tell whether a gap concerns what is asked."""
    return (
        (gap.rank is None or asked.least <= gap.rank)
        and _shares(gap, asked.types(_FIRST))
        and (gap.sending_id is None or (asked.sending in (None, gap.sending_id) and asked.receiving != gap.sending_id))
    )


def _is_all(gap: Gap, entry: Coverage, asked: Asked) -> bool:
    """Tell whether a gap leaves nothing of what is asked of its entry; that of lower ranks leaves the higher ones."""
    types = asked.types(_FIRST)
    own = {*entry.event_types, *entry.relation_types}
    missing = {*gap.event_types, *gap.relation_types}
    return (
        gap.completeness is Completeness.NOT_SEARCHED
        and (gap.rank is None or asked.this_rank)
        and (not missing or (types & own if own else types) <= missing)
        and (gap.sending_id is None or asked.sending == gap.sending_id or asked.receiving in entry.dyad)
    )


def _is_filled(entry: Coverage, gap: Gap | None, asked: Asked, whole: dict[frozenset[ActorId], list[Coverage]]) -> bool:
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


def states_of(actors: Iterable[Actor]) -> tuple[ActorId | None, ...]:
    """Return the states of some actors, each once; None for one who has none."""
    return tuple(dict.fromkeys(map(own_state, actors)))


def bears_on(entry: Coverage, states: Sequence[ActorId | None]) -> bool:
    """Tell whether an entry covers ties of this one state, or between these; of one state, those to it are such."""
    known, own = {state for state in states if state is not None}, {*entry.dyad}
    if not own or not known:
        return True
    if len(own) == len(known) == 1:  # an office is no tie between states
        return own == known or {*entry.relation_types} != {RelationType.OFFICE_HELD}
    return own <= known if len(known) > 1 else known <= own


def has_own(tables: Tables, states: Sequence[ActorId | None]) -> bool:
    """Tell whether a dyad has entries of its own."""
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
