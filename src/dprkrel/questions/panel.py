"""Panels: what a counting rule finds in each month, quarter or year, by direction and rank, so that the cells add up."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from attrs import frozen

from dprkrel.calls import Vocabulary
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import Certainty, DateLike, When
from dprkrel.errors import DateError
from dprkrel.questions.arguments import several
from dprkrel.questions.counting import Weighed, begun_between, events_in_words, period_between, rule_of, weighed_near
from dprkrel.questions.coverage import last_day_of_month
from dprkrel.questions.ledger import Asked, lifetime_of, reached_by, stretches_of
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Searched
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId, EventId, word_of
from dprkrel.records.plain import Displayed
from dprkrel.records.ranks import Rank
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table


class Frequency(Vocabulary):
    """How long the periods of a panel are."""

    #: A calendar month.
    MONTH = "month"
    #: Three calendar months, the first from January to March.
    QUARTER = "quarter"
    #: A calendar year.
    YEAR = "year"


FrequencyWord: TypeAlias = Literal["month", "quarter", "year"]
"""The words of `Frequency`, for type checkers."""

FrequencyLike: TypeAlias = Frequency | FrequencyWord
"""How long a period is, as member or word."""


class PanelBy(Vocabulary):
    """By what the events of a panel are told apart, beside their periods."""

    #: The state on whose behalf the visit was made, and the state to which it was made.
    DIRECTION = "direction"
    #: The state on whose behalf the visit was made.
    SENDING = "sending"
    #: The state to which the visit was made.
    RECEIVING = "receiving"
    #: The highest rank that counts.
    RANK = "rank"


PanelByWord: TypeAlias = Literal["direction", "sending", "receiving", "rank"]
"""The words of `PanelBy`, for type checkers."""

PanelByLike: TypeAlias = PanelBy | PanelByWord | Iterable[PanelBy | PanelByWord]
"""By what the periods are divided, one or several, as member or word."""

_ZERO: Final = Fraction(0)

MONTHS: Final = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}


@frozen(kw_only=True)
class PanelCell(Displayed):
    """A row of a panel: one period of one direction and rank.

    Attributes:
        period: its days, a calendar month, quarter or year, cut off where the period of the panel begins or ends.
        sending_id: the state on whose behalf the visits were made; None where the panel does not tell them apart.
        receiving_id: the state to which they were made; None as above.
        rank: the highest rank that counts of each visit, and of a meeting the highest that two sides have; `Rank.UNKNOWN`
            where no office is named that counts; None where the panel does not tell ranks apart.
        expected: how many of the events of which nothing but the day is open began here, if each began as likely on one
            of its possible days as on another.
        borderline: the same of the events of which it is open, too, whether they count: for their rank or their evidence.
        searched: how far its days were searched for what it counts; where they were not, that it is empty says nothing.
        certain_ids: the events that count and began here in every reading of the data, in the total order of results.
        possible_ids: the other events that may count and may have begun here, in the same order.
    """

    period: When
    sending_id: ActorId | None = None
    receiving_id: ActorId | None = None
    rank: Rank | None = None
    expected: Fraction = _ZERO
    borderline: Fraction = _ZERO
    searched: Searched
    certain_ids: tuple[EventId, ...] = ()
    possible_ids: tuple[EventId, ...] = ()

    @property
    def least(self) -> int:
        """How many events certainly count and certainly began here."""
        return len(self.certain_ids)

    @property
    def most(self) -> int:
        """How many events may count and may have begun here, the certain ones included."""
        return len(self.certain_ids) + len(self.possible_ids)


def nobody_looked(cell: PanelCell) -> bool:
    """Tell whether a cell was not searched and nothing was found by the way, so that its numbers are no zeros."""
    return cell.searched is Searched.NOT and not cell.most


@frozen(kw_only=True, repr=False)
class Panel(Displayed):
    """What a counting rule finds in each cell of a period.

    Attributes:
        rule: the rule.
        when: the period.
        freq: how long the periods of the cells are.
        by: by what the events are told apart; `sending` and `receiving` together are `direction`.
        number: how many events count in the whole period, the borderline ones included, as in `Count`.
        certain: how many of them count in every reading of the data, as in `Count`.
        expected: as in a cell, of the whole period; each event once.
        borderline: as in a cell, of the whole period; each event once.
        several_ids: the events that stand in cells of several directions, so that the sums over all directions have each
            of them more than once, in the total order of results.
        unbounded_ids: the events of which no first or no last day is known on which they may have begun; they have no
            share in `expected` or `borderline`.
        cells: the rows by period, sending state, receiving state and rank, the highest rank first.
    """

    rule: CountingRule
    when: When
    freq: Frequency
    by: tuple[PanelBy, ...]
    number: int
    certain: int
    expected: Fraction
    borderline: Fraction
    several_ids: tuple[EventId, ...]
    unbounded_ids: tuple[EventId, ...]
    cells: Results[PanelCell]

    def _repr_html_(self) -> str:
        from dprkrel import markup  # late: only notebooks need it
        from dprkrel.records import display

        return markup.page(display.fields(self, without="cells"), display.rows("cells", self.cells))

    def table(self) -> Table:
        """Return a table of the cells, with the codes of the states and the shares as numbers.

        Examples:
            >>> visits = dprkrel.panel("rok-unification-ministry-exchanges", "2024-01", "2024-06", by="direction")
            >>> for row in visits.table().select("start", "sending_iso3", "receiving_iso3", "expected").to_dicts()[2:4]:
            ...     print(*row.values())
            2024-02-01 PRK RUS 4.0
            2024-02-01 RUS PRK 0.0
        """
        return self.cells.table()

    def __repr__(self) -> str:
        told = f" by {' and '.join(self.by)}" if self.by else ""
        return (
            f"<Panel of {self.rule.id}, {self.when}: {len(self.cells)} cells, one for each {self.freq}{told}; "
            f"{events_in_words(self.certain, self.number)}; the rows are .cells, and .table() is for pandas, polars, CSV>"
        )


def panel(
    self: Tables,
    rule: CountingRule | str,
    start: DateLike,
    end: DateLike,
    *,
    freq: FrequencyLike = "month",
    by: PanelByLike = ("direction", "rank"),
) -> Panel:
    """Count exchanges under a published definition in each month, quarter or year, by direction and rank.

    What counts, and when it began, is what `count_visits` says. A visit of
    which the day is open may have begun in several periods. It is in the
    `most` of each, and in each it has a share of `expected`: the number of
    its possible days there, divided by the number of all its possible days,
    those outside the period of the panel included. So the shares add up, as
    the numbers of `count_visits` for single months do not (aoristic
    analysis; see the page "Panels").

    Args:
        rule: a `CountingRule`, or the id of one in `counting_rules`.
        start: first day of the period (Gregorian).
        end: last day of the period, included.
        freq: how long the periods of the cells are.
        by: by what the events are told apart, one or several of `direction`, `sending`, `receiving` and `rank`; empty
            for one row each period.

    Returns:
        A cell for each period, direction and rank, also where it is empty. There are cells for all directions between the
        states that the rule names, from the day on which both may have existed to the last such day; where the rule names
        none, for those in which an event counts. A row for unknown ranks is there if the rank of an event is.

    Raises:
        UnknownRecordError: no rule has this id.
        UnknownActorError: the rule names a state that is not known.
        DateError: a date cannot be read, is in doubt (`~` or `?`) or open, or the period is reversed (`WindowError`).
        VocabularyError: a word of `freq` or `by` is not understood.

    Examples:
        >>> visits = dprkrel.panel("rok-unification-ministry-exchanges", "2024-01", "2024-06", by="direction")
        >>> for cell in visits.cells[:4]:
        ...     print(cell.period, cell.sending_id, cell.receiving_id, cell.least, cell.most, cell.searched)
        2024-01-01/2024-01-31 dprk russia 1 1 searched
        2024-01-01/2024-01-31 russia dprk 0 0 searched
        2024-02-01/2024-02-29 dprk russia 4 6 searched
        2024-02-01/2024-02-29 russia dprk 0 0 searched
    """
    definition, window, frequency, told = panel_arguments(self, rule, start, end, freq, by)
    entries = [*_entries(self, definition, window)]
    begin, end_ = days_of(window)
    shares = [(entry, entry.days(begin, end_)) for entry in entries]
    return Panel(
        rule=definition,
        when=window,
        freq=frequency,
        by=_named(told),
        number=len(entries),
        certain=sum(entry.is_certain(begin, end_) for entry in entries),
        expected=_sum((days, entry.length) for entry, days in shares if not entry.is_borderline),
        borderline=_sum((days, entry.length) for entry, days in shares if entry.is_borderline),
        several_ids=tuple(entry.event.id for entry in entries if len(_units_of(entry, told)) > 1),
        unbounded_ids=tuple(entry.event.id for entry in entries if not entry.length),
        cells=Results(
            _cells(self, definition, told, periods_of(window, frequency), entries), self, "panel", about=definition
        ),
    )


class PanelArguments(NamedTuple):
    """What a panel is asked.

    Attributes:
        rule: the rule.
        window: the period, whose days are known.
        freq: how long the periods of the cells are.
        told: by what events are told apart, a direction as its two sides.
    """

    rule: CountingRule
    window: When
    freq: Frequency
    told: frozenset[PanelBy]


def panel_arguments(
    tables: Tables, rule: CountingRule | str, start: DateLike, end: DateLike, freq: FrequencyLike, by: PanelByLike
) -> PanelArguments:
    """Read what a panel is asked."""
    definition, window = rule_of(tables, rule), _exact_period(start, end)
    return PanelArguments(definition, window, word_of("freq", freq, Frequency), _told_apart(by))


def _exact_period(start: DateLike, end: DateLike) -> When:
    """Return the period, or say why its days are not known."""
    window = period_between(start, end)
    if window.doubtful:
        raise DateError(
            (start, end), f"the days of {window} are in doubt, and those of a cell are not; leave out ~ and ?"
        )
    if PAST in window.bounds or FUTURE in window.bounds:
        raise DateError(
            (start, end), f"the period {window} has no first or no last day; give both, such as 2024-01 and 2024-06"
        )
    return window


def days_of(window: When) -> tuple[int, int]:
    """Return the first and the last day of a period, as ordinals."""
    return window.bounds[0], window.bounds[3]


def _told_apart(by: PanelByLike) -> frozenset[PanelBy]:
    """Return by what events are told apart, a direction as its two sides."""
    given = {word_of("by", one, PanelBy) for one in several("by", by)}
    sides = {PanelBy.SENDING, PanelBy.RECEIVING} if PanelBy.DIRECTION in given else set[PanelBy]()
    return frozenset((given | sides) - {PanelBy.DIRECTION})


def _named(told: frozenset[PanelBy]) -> tuple[PanelBy, ...]:
    """Return by what events are told apart, two sides as a direction."""
    sides = {PanelBy.SENDING, PanelBy.RECEIVING}
    named = (told - sides) | {PanelBy.DIRECTION} if sides <= told else told
    return tuple(each for each in PanelBy if each in named)


class _Entry(NamedTuple):
    """An event that counts, or may, in the whole period.

    Attributes:
        event: the event.
        weighed: what the rule makes of it.
        is_borderline: whether it is open for something else than its day whether it counts.
        first: the first day on which it may have begun.
        length: on how many days it may have begun; 0 where no first or no last one is known.
    """

    event: Event
    weighed: Weighed
    is_borderline: bool
    first: int
    length: int

    def is_certain(self, begin: int, end: int) -> bool:
        """Tell whether it counts and began between two days in every reading."""
        return not self.is_borderline and begun_between(self.event, begin, end) is Certainty.CERTAIN

    def days(self, begin: int, end: int) -> int:
        """Return how many of its possible days lie between two days; none of days without end."""
        if not self.length:
            return 0
        return max(0, min(self.first + self.length - 1, end) - max(self.first, begin) + 1)


def _entries(tables: Tables, rule: CountingRule, window: When) -> Iterator[_Entry]:
    for event, weighed in weighed_near(tables, rule, window):
        met = {how for how, _ in (weighed.sent, weighed.ranked, weighed.occurred)}
        if Certainty.IMPOSSIBLE in met or begun_between(event, *days_of(window)) is Certainty.IMPOSSIBLE:
            continue
        first, last = event.when.bounds[:2]
        bounded = first > PAST and last < FUTURE
        yield _Entry(event, weighed, Certainty.POSSIBLE in met, first, last - first + 1 if bounded else 0)


def _sum(shares: Iterable[tuple[int, int]]) -> Fraction:
    """Return the sum of so many days out of so many; each denominator is added once, which keeps the sum cheap."""
    days: dict[int, int] = {}
    for some, all_ in shares:
        if some:
            days[all_] = days.get(all_, 0) + some
    return sum((Fraction(some, all_) for all_, some in days.items()), _ZERO)


class Periods(NamedTuple):
    """The periods of a panel, with their first and last days as ordinals."""

    firsts: list[int]
    lasts: list[int]
    whens: list[When]

    def between(self, begin: int, end: int) -> range:
        """Return the numbers of the periods that share a day with those between two days."""
        return range(max(bisect_right(self.firsts, begin) - 1, 0), bisect_right(self.firsts, end))


def periods_of(window: When, frequency: Frequency) -> Periods:
    """Return the calendar months, quarters or years of a period, those at its ends cut off."""
    firsts, lasts = list[int](), list[int]()
    day, end = days_of(window)
    months = MONTHS[frequency]
    while day <= end:
        date = datetime.date.fromordinal(day)
        firsts.append(day)
        lasts.append(min(last_day_of_month(date.year, (date.month - 1) // months * months + months), end))
        day = lasts[-1] + 1
    dates = datetime.date.fromordinal
    return Periods(firsts, lasts, [When.window(dates(a), dates(b)) for a, b in zip(firsts, lasts, strict=True)])


Pair: TypeAlias = tuple[ActorId | None, ActorId | None]
"""The sending and the receiving state; None for any that the rule counts."""

_Unit: TypeAlias = tuple[ActorId | None, ActorId | None, Rank | None]
"""What has a row in each period: a sending state, a receiving state and a rank; None where they are not told apart."""


def _units_of(entry: _Entry, told: frozenset[PanelBy]) -> set[_Unit]:
    """Return the units in which an event stands: one for each of its directions."""
    rank = entry.weighed.rank if PanelBy.RANK in told else None
    return {
        (guest if PanelBy.SENDING in told else None, host if PanelBy.RECEIVING in told else None, rank)
        for guest, host in entry.weighed.directions
    }


def _units(rule: CountingRule, told: frozenset[PanelBy], entries: Sequence[_Entry]) -> Iterator[_Unit]:
    """Yield what has rows, in order: what the rule names, and where it names nothing, what was found."""
    found = {unit for entry in entries for unit in _units_of(entry, told)}
    guests = _column(rule.sending_ids, {guest for guest, _, _ in found}, told=PanelBy.SENDING in told)
    hosts = _column(rule.receiving_ids, {host for _, host, _ in found}, told=PanelBy.RECEIVING in told)
    ranks: list[Rank | None] = [None]
    if PanelBy.RANK in told:
        ranks = [*known_ranks(rule), *({Rank.UNKNOWN} & {rank for _, _, rank in found})]
    open_ = not (rule.sending_ids and rule.receiving_ids) and {PanelBy.SENDING, PanelBy.RECEIVING} <= told
    pairs = {(guest, host) for guest, host, _ in found}
    for guest in guests:
        for host in hosts:
            if (guest is None or guest != host) and ((guest, host) in pairs or not open_):
                yield from ((guest, host, rank) for rank in ranks)


def known_ranks(rule: CountingRule) -> list[Rank]:
    """Return the ranks that a rule counts, the highest first; each has its rows, whatever was found."""
    return [rank for rank in Rank if rank is not Rank.UNKNOWN and rank >= (rule.rank or Rank.UNKNOWN)]


def _column(named: Iterable[ActorId], found: set[ActorId | None], *, told: bool) -> list[ActorId | None]:
    """Return the states of one side, sorted."""
    if not told:
        return [None]
    return [*sorted({*named} or {state for state in found if state})]


class _Held:
    """What a cell holds."""

    __slots__ = ("certain", "possible", "shares")

    def __init__(self) -> None:
        self.certain = list[EventId]()
        self.possible = list[EventId]()
        self.shares: tuple[list[tuple[int, int]], list[tuple[int, int]]] = [], []

    def add(self, entry: _Entry, begin: int, end: int) -> None:
        """Add an event that may have begun between two days."""
        (self.certain if entry.is_certain(begin, end) else self.possible).append(entry.event.id)
        self.shares[entry.is_borderline].append((entry.days(begin, end), entry.length))


def _cells(
    tables: Tables, rule: CountingRule, told: frozenset[PanelBy], periods: Periods, entries: Sequence[_Entry]
) -> Iterator[PanelCell]:
    """Yield the cells in order."""
    held: dict[_Unit, dict[int, _Held]] = {}
    for entry in entries:
        first, last = entry.event.when.bounds[:2]
        for unit in _units_of(entry, told):
            of_unit = held.setdefault(unit, {})
            for number in periods.between(first, last):
                of_unit.setdefault(number, _Held()).add(entry, periods.firsts[number], periods.lasts[number])
    searches = _Searches(tables, rule, periods)
    rows = [(unit, searches.marks(unit), held.get(unit, {})) for unit in _units(rule, told, entries)]
    everywhere = told.isdisjoint({PanelBy.SENDING, PanelBy.RECEIVING})
    for number, when in enumerate(periods.whens):
        for (guest, host, rank), marks, of_unit in rows:
            searched, filled = _SEARCHED[marks[number]], of_unit.get(number)
            if filled is not None:
                yield PanelCell(
                    period=when,
                    sending_id=guest,
                    receiving_id=host,
                    rank=rank,
                    expected=_sum(filled.shares[False]),
                    borderline=_sum(filled.shares[True]),
                    searched=searched,
                    certain_ids=tuple(filled.certain),
                    possible_ids=tuple(filled.possible),
                )
            elif marks[number] or everywhere:  # else one of the two states did not exist
                yield PanelCell(period=when, sending_id=guest, receiving_id=host, rank=rank, searched=searched)


def asked_of(rule: CountingRule, pair: Pair, rank: Rank | None) -> Asked:
    """Return what cells of a direction and rank ask of the ledger; None for a rank stands for those of the rule."""
    guest, host = pair
    # Of what has an unknown rank it is asked whether it has that of the rule.
    exactly = rank is not None and rank is not Rank.UNKNOWN
    return Asked(
        tuple(dict.fromkeys(state for state in pair if state)),
        frozenset(rule.event_types),
        frozenset(),
        rank if exactly else rule.rank,
        guest,
        host if guest is None else None,
        of_everybody=True,
        this_rank=exactly,
    )


_MARKS: Final = {Searched.SEARCHED: 1, Searched.PARTLY: 2, Searched.NOT: 4}
"""The bit of a period some days of which were searched so far; what has none is about no state that existed."""

_SEARCHED: Final = [
    next((searched for searched, mark in _MARKS.items() if mark == marks), Searched.PARTLY if marks else Searched.NOT)
    for marks in range(8)
]


class _Searches:
    """How far each period of a panel was searched, for pairs of states and ranks."""

    def __init__(self, tables: Tables, rule: CountingRule, periods: Periods) -> None:
        self._tables, self._rule, self._periods = tables, rule, periods
        self._stretches = tables.once(stretches_of)

    def marks(self, unit: _Unit) -> bytearray:
        """Return the marks of each period for all pairs of states that a unit is about: of all, it is as of each."""
        guest, host, rank = unit
        guests: Iterable[ActorId | None] = [guest] if guest else self._rule.sending_ids or [None]
        hosts: Iterable[ActorId | None] = [host] if host else self._rule.receiving_ids or [None]
        marks = bytearray(len(self._periods.firsts))
        for one in guests:
            for other in hosts:
                if one is None or one != other:
                    self._mark(marks, (one, other), rank)
        return marks

    def _mark(self, marks: bytearray, pair: Pair, rank: Rank | None) -> None:
        lifetime = lifetime_of([self._tables.actor(state) for state in dict.fromkeys(pair) if state])
        begin, end = max(lifetime[0], self._periods.firsts[0]), min(lifetime[1], self._periods.lasts[-1])
        if end < begin:
            return
        for stretch in reached_by(self._stretches(asked_of(self._rule, pair, rank)), begin, end):
            mark = _MARKS[stretch.searched]
            for number in self._periods.between(max(stretch.first, begin), min(stretch.last, end)):
                marks[number] |= mark
