"""Questions about the coverage ledger: what was searched, and how far each month."""

import datetime
from collections.abc import Iterator, Sequence

from attrs import frozen

from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import UnknownActorError
from dprkrel.questions.arguments import ActorLike, RankLike, TypesLike, actor_of, event_types, rank_of
from dprkrel.questions.ledger import (
    UNASKED,
    Asked,
    Stretch,
    bears_on,
    has_own,
    period_of,
    reached_by,
    states_of,
    stretches_of,
    within_existence,
)
from dprkrel.records.coverage import Completeness, Coverage, Searched
from dprkrel.records.fields import CoverageId
from dprkrel.records.plain import Displayed
from dprkrel.records.ranks import Rank
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


def coverage(
    self: Tables,
    a: ActorLike | None = None,
    b: ActorLike | None = None,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
) -> Results[Coverage]:
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
    states = states_of(actors)
    window = None if start is None and end is None else When.window(start, end)
    within_existence(self, actors, window)
    found = (
        entry
        for entry in self.ledger
        if bears_on(entry, states)
        and (window is None or entry.when.overlaps(window) is not Certainty.IMPOSSIBLE)
        # Of a dyad that has entries of its own, what was not searched of all other dyads is no news.
        and (
            entry.completeness is not Completeness.NOT_SEARCHED
            or {*entry.dyad} == {*states}
            or not has_own(self, states)
        )
    )
    return Results(found, self, "coverage")


@frozen(kw_only=True)
class MonthCoverage(Displayed):
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
) -> Results[MonthCoverage]:
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
    states, sender = states_of(actors), None if sending is None else states_of([actor_of(self, sending)])[0]
    if sending is not None and (sender is None or (len(states) > 1 and sender not in states)):
        raise UnknownActorError(sending, reason="expected a state, and of a dyad one of the two")
    asked = Asked(states, wanted, frozenset(), least, sender, None, of_everybody=True)
    stretches = self.once(stretches_of)(asked)
    period = period_of(stretches, window, named=True)
    found = () if period is None else _months(stretches, *period, UNASKED if least is None else least)
    return Results(found, self, "coverage_by_month")


def _months(stretches: Sequence[Stretch], first: int, last: int, rank: Rank) -> Iterator[MonthCoverage]:
    """Yield the months between two days."""
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    number, place = start.year * 12 + start.month - 1, 0
    while number <= end.year * 12 + end.month - 1:
        year, month = number // 12, number % 12 + 1
        begin = datetime.date(year, month, 1).toordinal()
        until = last_day_of_month(year, month)
        while place < len(stretches) and stretches[place].last < begin:
            place += 1
        beyond = place
        while beyond < len(stretches) and stretches[beyond].first <= until:
            beyond += 1
        yield _month(
            When(f"{year:04}-{month:02}"), [*reached_by(stretches[place:beyond], begin, until)], begin, until, rank
        )
        number += 1


def last_day_of_month(year: int, month: int) -> int:
    """Return the ordinal of the last day of a month; `calendar` would read the locale of the machine for it."""
    if month == 12:
        return datetime.date(year, 12, 31).toordinal()
    return datetime.date(year, month + 1, 1).toordinal() - 1


def _month(month: When, stretches: Sequence[Stretch], begin: int, until: int, rank: Rank) -> MonthCoverage:
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
            reasons += [f"{span}: {reason}" for reason in reasons_of(stretch)]
    searched = how.pop() if len(how) == 1 else Searched.PARTLY
    return MonthCoverage(
        month=month, rank=rank, searched=searched, entry_ids=tuple(sorted(entries)), reasons=tuple(reasons)
    )


def reasons_of(stretch: Stretch) -> Iterator[str]:
    """Yield why the days of a stretch were not all searched; nothing where they were."""
    for entry, gap in stretch.unsearched:
        yield gap.reason if gap is not None else f"{entry.id} says that it was not searched"
    if not stretch.covering:
        yield from (f"{entry.id} was searched for {entry.rank} and above alone" for entry in stretch.higher)
        if not stretch.higher and not stretch.unsearched:
            yield "no entry of the ledger was searched for it"
