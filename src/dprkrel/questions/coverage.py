"""The coverage ledger: what was searched, and a warning where a question reaches beyond it."""

from __future__ import annotations

import datetime
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import lru_cache, partial
from typing import Final

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import CoverageWarning
from dprkrel.questions.arguments import ActorLike, actor_of
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.coverage import Completeness, Coverage
from dprkrel.records.event_types import EXCHANGES
from dprkrel.records.fields import ActorId
from dprkrel.records.ranks import Rank
from dprkrel.records.relation_types import RelationType
from dprkrel.store.tables import Tables

_UNASKED: Final = Rank.VICE_MINISTER
"""The rank that a question without one asks for at least."""


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
    and what was looked for but not found. A question that the entries that
    were searched do not cover warns (`CoverageWarning`).

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
    states = _states(actor_of(self, actor) for actor in (a, b) if actor is not None)
    window = None if start is None and end is None else When.window(start, end)
    return tuple(
        entry
        for entry in self.ledger
        if _bears_on(entry, states)
        and (window is None or entry.when.overlaps(window) is not Certainty.IMPOSSIBLE)
        # Of a dyad that has entries of its own, what was not searched of all other dyads is no news.
        and (entry.completeness is not Completeness.NOT_SEARCHED or not _has_own(self, states))
    )


def warn_beyond(
    tables: Tables,
    actors: Iterable[Actor],
    window: When | None,
    *,
    events: Iterable[StrEnum] | None = (),
    relations: Iterable[StrEnum] | None = (),
    rank: Rank | None = None,
) -> None:
    """Warn where a question reaches beyond what was searched, and name the entry of the ledger.

    Args:
        tables: whose ledger; one without entries says nothing.
        actors: whom the question is about: one for all their ties, several for those between them, none for everybody.
        window: its days; None for all.
        events: the types of event asked for; None for all, empty for no events.
        relations: the types of relation asked for; None for all, empty for none.
        rank: the least rank asked for; None asks for vice-ministers and above at least.
    """
    if not tables.ledger:
        return
    types = None if events is None else frozenset(events)
    ties = None if relations is None else frozenset(relations)
    nearest = tables.once(_remembering)(_states(actors), window, types, ties, rank)
    if nearest:
        warnings.warn(CoverageWarning(nearest[0]), stacklevel=depth_of_caller())


_REMEMBERED: Final = 1_000
"""For how many questions it is remembered beyond which entry of the ledger they go."""


def _remembering(tables: Tables) -> Callable[..., tuple[Coverage | None, ...]]:
    """Return `_beyond` for these tables, which remembers what it was asked last."""
    return lru_cache(_REMEMBERED)(partial(_beyond, tables))


def _beyond(
    tables: Tables,
    states: tuple[ActorId | None, ...],
    window: When | None,
    events: frozenset[StrEnum] | None,
    relations: frozenset[StrEnum] | None,
    rank: Rank | None,
) -> tuple[Coverage | None, ...]:
    """Return the entry to name, or None where none is near; nothing where the question does not go beyond the ledger."""
    near = [entry for entry in tables.ledger if _bears_on(entry, states) and _is_of(entry, events, relations)]
    searched = [
        entry
        for entry in near
        if entry.completeness is not Completeness.NOT_SEARCHED
        and (entry.rank is None or entry.rank <= (_UNASKED if rank is None else rank))
    ]
    # Of a state with a gap in the ledger all ties were asked for, and so the gap, unless all of them were searched.
    gaps = [entry for entry in near if entry.completeness is Completeness.NOT_SEARCHED and entry.dyad == states != ()]
    covering = [entry for entry in searched if entry.dyad in ((), states)] if gaps else searched
    if covering and _reaches(covering, window):
        return ()
    # Of what was not searched at all, the entry that says so of the fewest is the one to name.
    rest = sorted(near, key=lambda entry: (-len(entry.dyad), entry.id))
    nearest = gaps or _nearest(searched, window) or rest
    return (nearest[0] if nearest else None,)


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


def _is_of(entry: Coverage, events: Iterable[StrEnum] | None, relations: Iterable[StrEnum] | None) -> bool:
    """Tell whether an entry has some of the types asked for; of all events, visits and meetings are meant first."""
    everything = not entry.event_types and not entry.relation_types
    wanted = {*(EXCHANGES if events is None else events), *(RelationType if relations is None else relations)}
    return bool(wanted) and (everything or not wanted.isdisjoint((*entry.event_types, *entry.relation_types)))


def _reaches(searched: Sequence[Coverage], window: When | None) -> bool:
    """Tell whether the periods of these entries together cover the days of a window, as far as it has bounds."""
    window = window or When.window(None, None)
    first, last = window.earliest or window.latest, window.latest or window.earliest
    if first is None or last is None:
        return True
    for begin, until in sorted(_days(entry) for entry in searched):
        if begin <= first <= until:
            if last <= until:  # in particular where the entry goes on without end
                return True
            first = until + datetime.timedelta(1)
    return False


def _days(entry: Coverage) -> tuple[datetime.date, datetime.date]:
    return entry.when.earliest or datetime.date.min, entry.when.latest or datetime.date.max


def _nearest(entries: Sequence[Coverage], window: When | None) -> list[Coverage]:
    window = window or When.window(None, None)
    day = window.earliest or window.latest or datetime.date.min

    def distance(entry: Coverage) -> tuple[int, int, str]:
        begin, until = _days(entry)
        return max((begin - day).days, (day - until).days, 0), -len(entry.event_types), entry.id

    return sorted(entries, key=distance)


def depth_of_caller() -> int:
    """Return how many frames above `warnings.warn` the first one outside the package stands."""
    depth, frame = 1, sys._getframe(1)  # noqa: SLF001 - Python 3.11 has no other way to pass over a package
    while frame.f_back and str(frame.f_globals.get("__name__", "")).partition(".")[0] == "dprkrel":
        depth, frame = depth + 1, frame.f_back
    return depth
