"""Panels: against a reading day by day, and the sums by which their cells add up."""

import datetime
import pickle
import warnings
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby, product
from typing import Any, Final, NamedTuple

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import dprkrel
from dprkrel import (
    ActorKind,
    Admission,
    CountingRule,
    Dataset,
    DateError,
    DateTypeError,
    Event,
    Frequency,
    Meeting,
    Panel,
    PanelBy,
    PanelCell,
    Rank,
    Role,
    Searched,
    Standing,
    VocabularyError,
    When,
)
from dprkrel.records.fields import ActorId
from dprkrel.strategies.drawn_datasets import actor
from dprkrel.strategies.drawn_values import days, optional, tuples_of
from tests.questions import test_counting as counting
from tests.questions import test_coverage as ledger
from tests.questions.test_counting import HOST, MINISTER, STATES, YES, part, rule, visit, world

ONE: Final = datetime.timedelta(days=1)
MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
BYS: Final[tuple[tuple[Any, ...], ...]] = (
    (), ("rank",), ("direction",), ("sending",), ("receiving", "rank"), ("direction", "rank"),
)  # fmt: skip

Unit = tuple[ActorId | None, ActorId | None, Rank | None]
"""A sending state, a receiving state and a rank."""


class Held(NamedTuple):
    """Hold what a cell has."""

    certain: set[str]
    possible: set[str]
    expected: Fraction
    borderline: Fraction


def held(cells: Iterable[PanelCell]) -> dict[tuple[When, Unit], Held]:
    """Return what the cells have that have something."""
    return {
        (cell.period, unit_of(cell)): Held(
            {*cell.certain_ids}, {*cell.possible_ids}, cell.expected, cell.borderline
        )
        for cell in cells
        if cell.most
    }  # fmt: skip


def unit_of(cell: PanelCell) -> Unit:
    """Return of which states and rank a cell is."""
    return cell.sending_id, cell.receiving_id, cell.rank


def asks(asked: counting.Asked, **more: Any) -> Panel:
    """Ask for the panel of a rule and period."""
    return asked.data.panel(asked.rule, asked.start, asked.end, **more)


# How it is to be, read day by day.


def days_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the days between two."""
    return [first + number * ONE for number in range((last - first).days + 1)]


def periods(start: datetime.date, end: datetime.date, freq: str) -> list[list[datetime.date]]:
    """Return the days of each month, quarter or year."""
    return [
        [*days]
        for _, days in groupby(days_between(start, end), lambda day: (day.year, (day.month - 1) // MONTHS[freq]))
    ]


def possible_days(event: Event) -> list[datetime.date] | None:
    """Return the days on which an event may have begun; None where they have no end."""
    first, last = event.when.earliest_start, event.when.latest_start
    return None if first is None or last is None else days_between(first, last)


def directions(event: Event, by: CountingRule) -> set[tuple[ActorId, ActorId]]:
    """Return from which states to which others of a rule a visit went; of a meeting both ways."""
    hosts = {one.acted_for for one in event.participants if one.acted_for and one.role is Role.HOST}
    receiving = counting._meeting(event) if isinstance(event, Meeting) else hosts
    return {
        (ActorId(guest), ActorId(host))
        for guest, host in product(counting._sending(event), receiving)
        if guest != host and guest in (by.sending_ids or STATES) and host in (by.receiving_ids or STATES)
    }


def rank_of(data: Dataset, event: Event, by: CountingRule) -> Rank:
    """Return the highest rank for which an event would count for certain, or would if no office were open."""
    ranks = [rank for rank in Rank if rank is not Rank.UNKNOWN and rank >= (by.rank or Rank.UNKNOWN)]
    for read in (by, evolve(by, open_office_ids=())):
        found = [rank for rank in ranks if counting._rank(data, event, evolve(read, rank=rank)) is YES]
        if found:
            return max(found)
    return Rank.UNKNOWN


def units_of(data: Dataset, event: Event, by: CountingRule, told: tuple[str, ...]) -> set[Unit]:
    """Return in which units an event stands."""
    return {
        (
            guest if {"sending", "direction"} & {*told} else None,
            host if {"receiving", "direction"} & {*told} else None,
            rank_of(data, event, by) if "rank" in told else None,
        )
        for guest, host in directions(event, by)
    }


def is_open_beside_its_day(data: Dataset, event: Event, by: CountingRule) -> bool:
    """Tell whether it is open for its rank or its evidence whether an event counts."""
    return counting.MAYBE in (counting._rank(data, event, by), counting._occurred(data, event))


def by_days(asked: counting.Asked, freq: str, told: tuple[str, ...]) -> dict[tuple[When, Unit], Held]:
    """Return what each cell has, each event asked on each of its days."""
    cells: dict[tuple[When, Unit], Held] = {}
    ids = {event_id for event_id, admission in counting.plain(asked) if admission is not Admission.LEFT_OUT}
    for span, event in product(periods(asked.start, asked.end, freq), asked.data.events):
        begun = counting._begun(event, span[0], span[-1])
        if event.id not in ids or begun is counting.NO:
            continue
        possible = possible_days(event)
        share = Fraction(len({*span} & {*possible}), len(possible)) if possible else Fraction(0)
        is_borderline = is_open_beside_its_day(asked.data, event, asked.rule)
        for unit in units_of(asked.data, event, asked.rule, told):
            key = When.window(span[0], span[-1]), unit
            cell = cells.setdefault(key, Held(set(), set(), Fraction(0), Fraction(0)))
            (cell.certain if begun is YES and not is_borderline else cell.possible).add(event.id)
            shares = (Fraction(0), share) if is_borderline else (share, Fraction(0))
            cells[key] = cell._replace(expected=cell.expected + shares[0], borderline=cell.borderline + shares[1])
    return cells


def questions_of(by: CountingRule, cell: PanelCell) -> Iterator[ledger.Asked]:
    """Yield what a cell asks of the ledger, for each direction that it is about."""
    exactly = cell.rank not in (None, Rank.UNKNOWN)
    rank = (cell.rank if exactly else by.rank) or Rank.VICE_MINISTER
    guests = [cell.sending_id] if cell.sending_id else by.sending_ids or [None]
    hosts = [cell.receiving_id] if cell.receiving_id else by.receiving_ids or [None]
    types: set[Any] = {*by.event_types}
    for guest, host in product(guests, hosts):
        if guest is None or guest != host:
            yield ledger.Asked(
                lambda _: None, {state for state in (guest, host) if state}, types, types, None, None, rank,
                guest, None if guest else host, of_everybody=True, this_rank=exactly,
            )  # fmt: skip


@st.composite
def searches(draw: DrawFn) -> counting.Asked:
    """Draw a rule that is about few visits, and a ledger of which much may be about them."""
    some_states = tuples_of(st.sampled_from(STATES).map(ActorId), max_size=2, unique_by=lambda state: state)
    start, end = sorted(draw(st.tuples(days(), days())))
    by = rule(
        event_types=draw(st.sampled_from((counting.TYPES, counting.TYPES[:1], (*counting.TYPES, *counting.MEETINGS)))),
        sending_ids=draw(some_states),
        receiving_ids=draw(some_states),
        rank=draw(optional(st.sampled_from((Rank.MINISTER, Rank.VICE_MINISTER)))),
    )
    there = visit("there", "2024-02-10", MINISTER, HOST)
    other = visit("other", "2024-02-12", MINISTER, part("person-1-1", Role.HOST, "third"))
    entries = draw(tuples_of(ledger.entries(), 2, 5, unique_by=lambda one: one.id))
    return counting.Asked(world(there, other, ledger=entries), by, start, end)


freqs = st.sampled_from(("month", "quarter", "year"))
bys = st.sampled_from(BYS)


class TestDays:
    """A panel is what a reading day by day finds."""

    @given(asked=counting.asked(), freq=freqs, by=bys)
    def test_cells_are_those_of_their_days(self, asked: counting.Asked, freq: str, by: tuple[str, ...]) -> None:
        """Each cell has the events that begin in it, certainly or perhaps, and of each as much as it has of its days."""
        panel = asks(asked, freq=freq, by=by)

        assert held(panel.cells) == by_days(asked, freq, by)
        self.has_all_rows(asked, panel, freq)

    def has_all_rows(self, asked: counting.Asked, panel: Panel, freq: str) -> None:
        """Check that each period has the same rows, whether or not something is in them, in the one order."""
        whole = [When.window(days[0], days[-1]) for days in periods(asked.start, asked.end, freq)]
        rows = [[unit_of(cell) for cell in panel.cells if cell.period == period] for period in whole]
        order = [(unit[0] or "", unit[1] or "", [*Rank].index(unit[2] or Rank.UNKNOWN)) for unit in rows[0]]

        assert [cell.period for cell in panel.cells] == [period for period in whole for _ in rows[0]]
        assert all(units == rows[0] for units in rows)
        assert order == sorted(set(order))
        if not panel.by:
            assert rows[0] == [(None, None, None)]
        if "rank" in panel.by:
            ranks = {rank for rank in Rank if rank is not Rank.UNKNOWN and rank >= (asked.rule.rank or Rank.UNKNOWN)}
            assert all(ranks <= {unit[2] for unit in units} for _, units in groupby(rows[0], lambda unit: unit[:2]))
        if "direction" in panel.by and asked.rule.sending_ids and asked.rule.receiving_ids:
            named = {pair for pair in product(asked.rule.sending_ids, asked.rule.receiving_ids) if len({*pair}) > 1}
            assert {unit[:2] for unit in rows[0]} == named

    @given(asked=searches(), freq=freqs, by=bys)
    def test_searched_is_that_of_the_days(self, asked: counting.Asked, freq: str, by: tuple[str, ...]) -> None:
        """A cell is searched if all its days are, for all its directions and its very rank; not if none is; else partly."""
        for cell in asks(asked, freq=freq, by=by).cells:
            first, last = cell.period.earliest, cell.period.latest
            assert first
            assert last
            questions = [*questions_of(asked.rule, cell)]
            found = {
                ledger.read(asked.data.ledger, question, day).searched
                for question in questions
                for day in days_between(first, last)
            }
            assert cell.searched is (found.pop() if len(found) == 1 else Searched.PARTLY if found else Searched.NOT)


class TestSums:
    """How cells add up."""

    @given(asked=counting.asked(), freq=freqs, by=bys)
    def test_cells_add_up_to_the_period(self, asked: counting.Asked, freq: str, by: tuple[str, ...]) -> None:
        """The shares of all cells are those of the period; the least is no more than what is certain, the most no less than what counts."""
        panel, count = asks(asked, freq=freq, by=by), asked.answer()
        repeated = {event.id: len({unit[:2] for unit in units_of(asked.data, event, asked.rule, by)})
                    for event in count.events}  # fmt: skip

        assert (panel.number, panel.certain) == (count.number, count.certain)
        assert panel.several_ids == tuple(event.id for event in count.events if repeated[event.id] > 1)
        assert panel.unbounded_ids == tuple(event.id for event in count.events if possible_days(event) is None)
        assert panel.certain <= panel.expected + len(panel.unbounded_ids)
        assert panel.expected + panel.borderline <= panel.number
        assert panel.number <= sum(cell.most for cell in panel.cells)
        if not panel.several_ids:
            assert sum(cell.least for cell in panel.cells) <= panel.certain
            assert sum(cell.expected for cell in panel.cells) == panel.expected
            assert sum(cell.borderline for cell in panel.cells) == panel.borderline
        assert all(cell.least <= cell.expected for cell in panel.cells)
        assert all(cell.expected + cell.borderline <= cell.most for cell in panel.cells)

    @given(asked=counting.asked(), freq=freqs, by=bys)
    def test_the_shares_of_an_event_are_one(self, asked: counting.Asked, freq: str, by: tuple[str, ...]) -> None:
        """In each of its directions an event has one share in all if no possible day lies outside the period, and else less."""
        event = asked.data.events[0]
        panel = asks(asked._replace(data=world(evolve(event, part_of=None))), freq=freq, by=by)
        possible = possible_days(event) or []
        inside = [day for day in possible if asked.start <= day <= asked.end]
        shares: dict[Unit, Fraction] = {}
        for cell in panel.cells:
            if cell.most:
                shares[unit_of(cell)] = shares.get(unit_of(cell), Fraction(0)) + cell.expected + cell.borderline

        assert len(shares) == (len(units_of(asked.data, event, asked.rule, by)) if panel.number else 0)
        for share in shares.values():
            assert share == panel.expected + panel.borderline
            assert share == (Fraction(len(inside), len(possible)) if possible else 0) <= 1
            assert (share == 1) is (0 < len(possible) == len(inside))

    @given(asked=counting.asked() | searches(), by=bys)
    def test_months_add_up_to_quarters_and_years(self, asked: counting.Asked, by: tuple[str, ...]) -> None:
        """What a longer period has is what its months have together: of shares the sum, of events each once."""
        months = asks(asked, by=by).cells
        for freq in ("quarter", "year"):
            for cell in asks(asked, freq=freq, by=by).cells:
                parts = [
                    one for one in months
                    if unit_of(one) == unit_of(cell) and one.period.within(cell.period) is YES
                ]  # fmt: skip
                self.merged(cell, parts)
                assert sum(one.expected for one in parts) == cell.expected
                assert sum(one.borderline for one in parts) == cell.borderline
                assert sum(one.least for one in parts) <= cell.least
                assert cell.most <= sum(one.most for one in parts)

    @given(asked=counting.asked() | searches(), freq=freqs, rank=st.booleans())
    def test_cells_are_merged_over_what_is_not_told_apart(self, asked: counting.Asked, freq: str, rank: bool) -> None:
        """Without ranks, or without directions, a cell has what those of its ranks, or its directions, have together."""
        fine = asks(asked, freq=freq)
        merged = asks(asked, freq=freq, by="direction" if rank else "rank")
        for cell in merged.cells:
            parts = [
                one for one in fine.cells
                if one.period == cell.period and (unit_of(one)[:2] == unit_of(cell)[:2] if rank else one.rank == cell.rank)
            ]  # fmt: skip
            ids = [event_id for one in parts for event_id in (*one.certain_ids, *one.possible_ids)]
            self.merged(cell, parts, is_searched=rank or bool(asked.rule.sending_ids and asked.rule.receiving_ids))
            if rank or {*fine.several_ids}.isdisjoint(ids):
                assert sum(one.least for one in parts) == cell.least
                assert sum(one.most for one in parts) == cell.most
                assert sum(one.expected for one in parts) == cell.expected
                assert sum(one.borderline for one in parts) == cell.borderline

    def merged(self, cell: PanelCell, parts: list[PanelCell], *, is_searched: bool = True) -> None:
        """Check that a cell has the events of its parts, and was searched as they were."""
        assert {*cell.certain_ids, *cell.possible_ids} == {
            event_id for one in parts for event_id in (*one.certain_ids, *one.possible_ids)
        }
        assert {*cell.certain_ids} >= {event_id for one in parts for event_id in one.certain_ids}
        found = {one.searched for one in parts}
        if found and is_searched:  # of a rule that names no states, there are rows of some directions alone
            assert cell.searched is (found.pop() if len(found) == 1 else Searched.PARTLY)


def february(*events: Event, start: Any = "2024-02-01", end: Any = "2024-02-29", **more: Any) -> Panel:
    """Ask for the panel of some visits in February, one row for each month unless more is asked."""
    by = more.pop("rule", rule())
    return world(*events).panel(by, start, end, **{"by": ()} | more)


def shares(panel: Panel) -> list[tuple[str, int, Fraction, Fraction, int]]:
    """Return what stands in the cells that have something."""
    return [
        (str(cell.period.earliest)[:7], cell.least, cell.expected, cell.borderline, cell.most)
        for cell in panel.cells
        if cell.most
    ]


TWO_MONTHS: Final = [("2024-01", 0, Fraction(1, 3), 0, 1), ("2024-02", 0, Fraction(2, 3), 0, 1)]


class TestShares:
    """What an event is worth in a cell, case by case."""

    @pytest.mark.parametrize(
        ("when", "found"),
        [
            ("2024-02-10/2024-03-20", [("2024-02", 1, 1, 0, 1)]),
            ("2024-02", [("2024-02", 1, 1, 0, 1)]),
            ("2024-02~", [("2024-02", 0, 1, 0, 1)]),
            ("2024-02-15?", [("2024-02", 0, 1, 0, 1)]),
            ("[2024-01-31..2024-02-02]", TWO_MONTHS),
            ("2024", [("2024-01", 0, Fraction(31, 366), 0, 1), ("2024-02", 0, Fraction(29, 366), 0, 1)]),
            ("[2024-02-29..2024-03-03]", [("2024-02", 0, Fraction(1, 4), 0, 1)]),
            ("/2024-02-10", [("2024-01", 0, 0, 0, 1), ("2024-02", 0, 0, 0, 1)]),
            ("../2024-02-10", []),
            ("[2024-02-28..]", [("2024-02", 0, 0, 0, 1)]),
            ("2024-03-01", []),
        ],
    )
    def test_a_share_is_that_of_the_possible_days(self, when: str, found: list[Any]) -> None:
        """Days outside the period are possible days as well; a mark takes the certainty, and days without end the share."""
        panel = february(visit(when=when), start="2024-01")

        assert shares(panel) == found
        assert panel.unbounded_ids == (("visit",) if when in ("/2024-02-10", "[2024-02-28..]") else ())

    def test_what_is_open_beside_the_day_is_apart(self) -> None:
        """A visit of unknown rank, or on little evidence, has its whole share among the borderline, and is never certain."""
        unranked = visit("unranked", "[2024-01-31..2024-02-02]", part("person-0-0", Role.VISITOR, "state-0"), HOST)
        doubted = visit("doubted", reports=(counting.said(Standing.TERTIARY),))
        panel = february(visit(), unranked, doubted, rule=rule(rank=Rank.MINISTER), by="rank")

        assert (panel.number, panel.certain) == (3, 1)
        assert (panel.expected, panel.borderline) == (Fraction(1), Fraction(5, 3))
        assert [(str(cell.rank), *held([cell]).popitem()[1]) for cell in panel.cells if cell.most] == [
            ("minister", {"visit"}, {"doubted"}, Fraction(1), Fraction(1)),
            ("unknown", set(), {"unranked"}, Fraction(0), Fraction(2, 3)),
        ]

    def test_a_bound_of_the_coding_rule_is_not_certain(self) -> None:
        """A first day that the coding rule of open stays alone bounds has shares, and nothing certain."""
        for freq, number in (("month", 2), ("year", 1)):
            panel: Any = dprkrel.panel("rok-unification-ministry-exchanges", "2025", "2025", freq=freq, by=())  # type: ignore[arg-type]
            cells = [cell for cell in panel.cells if "no-kwang-chol-moscow-2025-10-01" in cell.possible_ids]

            assert len(cells) == number

    def test_an_office_that_is_open_gives_a_rank_where_no_other_does(self) -> None:
        """Who counts as a minister and may count as more is a minister; an open office alone has its own rank."""
        by = rule(rank=Rank.MINISTER, open_office_ids=(counting.office_of(Rank.HEAD_OF_STATE),))
        head = part("person-0-1", Role.VISITOR, "state-0", Rank.HEAD_OF_STATE)
        both, alone = visit("both", "2024-02-10", MINISTER, head, HOST), visit("alone", "2024-02-10", head, HOST)
        panel = february(both, alone, rule=by, by="rank")

        assert [(str(cell.rank), cell.certain_ids, cell.possible_ids) for cell in panel.cells if cell.most] == [
            ("head_of_state", (), ("alone",)), ("minister", ("both",), ()),
        ]  # fmt: skip


class TestRows:
    """Of which states, ranks and days there are rows."""

    @pytest.mark.parametrize(
        ("freq", "periods"),
        [
            ("month", ["2023-11-15/2023-11-30", "2023-12-01/2023-12-31", "2024-01-01/2024-01-31", "2024-02-01/2024-02-10"]),
            ("quarter", ["2023-11-15/2023-12-31", "2024-01-01/2024-02-10"]),
            ("year", ["2023-11-15/2023-12-31", "2024-01-01/2024-02-10"]),
        ],
    )  # fmt: skip
    def test_periods_are_those_of_the_calendar(self, freq: Any, periods: list[str]) -> None:
        """The first and the last are cut off with the period that is asked for."""
        panel = february(start="2023-11-15", end="2024-02-10", freq=freq)

        assert [str(cell.period) for cell in panel.cells] == periods
        assert (panel.freq, panel.when) == (Frequency(freq), When("2023-11-15/2024-02-10"))

    def test_the_last_days_of_the_calendar_are_days(self) -> None:
        """A panel may end with the last day that Python knows."""
        assert [str(cell.period) for cell in february(start="9999-11", end="9999-12", freq="quarter").cells] == [
            "9999-11-01/9999-12-31"
        ]

    def test_a_tour_stands_in_each_of_its_directions(self) -> None:
        """A visit to two states is one in each direction, and one where directions are not told apart, and the panel says so."""
        hosts = [
            part(person, Role.HOST, state) for person, state in (("person-1-0", "state-1"), ("person-1-1", "third"))
        ]
        by = rule(receiving_ids=("state-1", "third"))
        tour = visit("tour", "2024-02-10", MINISTER, *hosts)
        apart = february(tour, visit(), rule=by, by="direction")
        together = february(tour, visit(), rule=by, by=("sending", "rank"))

        assert [(cell.receiving_id, cell.least) for cell in apart.cells if cell.most] == [("state-1", 2), ("third", 1)]
        assert (apart.number, float(apart.expected), [*apart.several_ids]) == (2, 2.0, ["tour"])
        assert [(cell.sending_id, str(cell.rank), cell.least) for cell in together.cells if cell.most] == [
            ("state-0", "minister", 2)
        ]
        assert together.several_ids == ()

    def test_a_meeting_goes_both_ways(self) -> None:
        """A meeting has no direction, so that it stands in both; its rank is the highest that both sides have."""
        sides = [
            part(person, Role.PARTICIPANT, state, rank)
            for person, state, rank in (
                ("person-0-0", "state-0", Rank.HEAD_OF_STATE), ("person-1-0", "state-1", Rank.MINISTER),
            )
        ]  # fmt: skip
        by = rule(event_types=counting.MEETINGS, rank=Rank.VICE_MINISTER)
        panel = february(counting.meeting("met", "2024-02-10", *sides), rule=by, by=("direction", "rank"))

        assert [(cell.sending_id, cell.receiving_id, str(cell.rank)) for cell in panel.cells if cell.most] == [
            ("state-0", "state-1", "minister"), ("state-1", "state-0", "minister"),
        ]  # fmt: skip
        assert panel.several_ids == ("met",)

    def test_states_have_rows_while_both_may_have_existed(self) -> None:
        """A state has no row before it may have existed and after it ended; another whose days are not known always has."""
        ended = evolve(actor("ended", ActorKind.STATE), existed=When("1950/[2024-01-31..2024-02-02]"))
        by = rule(sending_ids=("ended", "third"), receiving_ids=("state-0",))
        data = world(actors=[ended, actor("third", ActorKind.STATE)])
        panel = data.panel(by, "2024-01", "2024-04", by="direction")

        assert [(str(cell.period)[:7], cell.sending_id) for cell in panel.cells] == [
            ("2024-01", "ended"), ("2024-01", "third"), ("2024-02", "ended"), ("2024-02", "third"),
            ("2024-03", "third"), ("2024-04", "third"),
        ]  # fmt: skip
        assert len(data.panel(by, "2024-01", "2024-04", by=()).cells) == 4

    def test_where_a_rule_names_no_states_those_that_were_found_have_rows(self) -> None:
        """Of a side that may be any state, only the directions in which something counts have rows, in all periods."""
        panel = february(visit(), rule=rule(receiving_ids=()), by="direction", start="2024-01")

        assert [(str(cell.period)[:7], *unit_of(cell)[:2], cell.most) for cell in panel.cells] == [
            ("2024-01", "state-0", "state-1", 0), ("2024-02", "state-0", "state-1", 1),
        ]  # fmt: skip
        assert len(february(visit(), rule=rule(receiving_ids=()), by="sending").cells) == 2

    def test_a_row_of_unknown_ranks_stands_where_one_is_unknown(self) -> None:
        """Ranks below that of the rule have no row, and neither has the unknown one where no event needs it."""
        by = rule(rank=Rank.MINISTER)
        ranks = [rank for rank in Rank if rank >= Rank.MINISTER]
        unranked = visit("unranked", "2024-02-10", part("person-0-0", Role.VISITOR, "state-0"), HOST)

        assert [cell.rank for cell in february(visit(), rule=by, by="rank").cells] == ranks
        assert [cell.rank for cell in february(unranked, rule=by, by="rank").cells] == [*ranks, Rank.UNKNOWN]

    @pytest.mark.parametrize(
        ("by", "named"),
        [
            ((), ()),
            ("rank", ("rank",)),
            (["rank", "direction", "rank"], ("direction", "rank")),
            (("sending", "receiving"), ("direction",)),
            ({PanelBy.DIRECTION, PanelBy.SENDING}, ("direction",)),
            (("rank", "receiving"), ("receiving", "rank")),
        ],
    )
    def test_by_what_is_told_apart(self, by: Any, named: tuple[str, ...]) -> None:
        """One word or several, in any order; both sides are a direction."""
        assert february(visit(), by=by).by == named


class TestSearched:
    """An empty cell is told from one that was not searched."""

    def test_a_rank_that_was_not_searched_says_so(self) -> None:
        """Where ministers alone were searched for, cells of ministers were searched, and those of lower ranks were not."""
        entry = ledger.entry(dyad=(ActorId("state-0"), ActorId("state-1")), rank=Rank.MINISTER)
        panel = world(ledger=[entry]).panel(
            rule(sending_ids=("state-0",), rank=Rank.VICE_MINISTER), "2024-02", "2024-03", by="rank"
        )

        assert [(str(cell.period)[:7], str(cell.rank), str(cell.searched)) for cell in panel.cells] == [
            ("2024-02", "head_of_state", "searched"), ("2024-02", "head_of_government", "searched"),
            ("2024-02", "minister", "searched"), ("2024-02", "vice_minister", "not"),
            *(("2024-03", rank, "not") for rank in ("head_of_state", "head_of_government", "minister", "vice_minister")),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("entries", "asked", "by", "found"),
        [
            # Vice-ministers alone are missing: of just that rank nothing was searched.
            ([{"gaps": [ledger.gap("2024-02", rank=Rank.VICE_MINISTER)]}], {"rank": Rank.VICE_MINISTER}, "rank",
             ["searched", "searched", "searched", "not"]),
            # The visits of one side are missing.
            ([{"dyad": STATES[:2], "gaps": [ledger.gap(sending_id="state-0")]}], {}, "direction",
             ["partly", "searched"]),
            ([{"dyad": STATES[1:2], "gaps": [ledger.gap(sending_id="state-1")]}],
             {"sending_ids": (), "receiving_ids": STATES[1:2]}, "receiving", ["searched"]),
            # Where ranks are not told apart, that of the rule is asked for.
            ([{"dyad": STATES[:2], "rank": Rank.MINISTER}], {"rank": Rank.MINISTER}, (), ["searched"]),
            ([{"dyad": STATES[:2], "rank": Rank.MINISTER}], {"rank": Rank.VICE_MINISTER}, (), ["partly"]),
            # Of everybody it is news that somebody's visits were not searched.
            ([{"dyad": STATES[:2]}, {"dyad": STATES[2:], "completeness": "not_searched"}],
             {"sending_ids": (), "receiving_ids": ()}, (), ["partly"]),
            # One direction was searched, and another not.
            ([{"dyad": STATES[:2]}], {"sending_ids": STATES[:1], "receiving_ids": STATES[1:]}, "sending", ["partly"]),
            ([], {}, (), ["not"]),
        ],
    )  # fmt: skip
    def test_a_cell_asks_for_its_own(
        self, entries: list[dict[str, Any]], asked: dict[str, Any], by: Any, found: list[str]
    ) -> None:
        """The ledger is asked for the direction and the very rank of a cell, and for all of these where it has several."""
        told = [ledger.entry(f"entry-{number}", **fields) for number, fields in enumerate(entries)]
        panel = world(ledger=told).panel(rule(**asked), "2024-02", "2024-02", by=by)

        assert [str(cell.searched) for cell in panel.cells] == found

    def test_an_unknown_rank_was_searched_as_that_of_the_rule(self) -> None:
        """What may have the rank of the rule would have been found where that was searched."""
        unranked = visit("unranked", "2024-02-10", part("person-0-0", Role.VISITOR, "state-0"), HOST)
        entry = ledger.entry(dyad=STATES[:2], rank=Rank.MINISTER)
        panel = world(unranked, ledger=[entry]).panel(rule(rank=Rank.MINISTER), "2024-02", "2024-02", by="rank")

        assert [str(cell.searched) for cell in panel.cells if cell.rank is Rank.UNKNOWN] == ["searched"]

    def test_nothing_warns(self) -> None:
        """As each cell says how far it was searched, there is no warning."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            february(visit(), start="1900", end="2030")


class TestArguments:
    """What is refused, and how a panel shows itself."""

    @pytest.mark.parametrize("wrong", [{"freq": "week"}, {"freq": None}, {"by": "state"}, {"by": None}, {"by": [[]]}])
    def test_unknown_words_are_refused(self, wrong: dict[str, Any]) -> None:
        """The error lists the words that there are."""
        with pytest.raises(VocabularyError) as caught:
            february(**wrong)

        assert caught.value.accepted in (("month", "quarter", "year"), ("direction", "rank", "receiving", "sending"))

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"start": "2024-02~"}, "in doubt"), ({"end": "2024-03?"}, "in doubt"), ({"start": "../2024"}, "no first"),
            ({"end": "2024/.."}, "no first or no last day"), ({"end": "[2024..]"}, "no first or no last day"),
        ],
    )  # fmt: skip
    def test_a_period_has_exact_days(self, asked: dict[str, Any], said: str) -> None:
        """Cells have days, so that a period in doubt or without end is refused, with what to give."""
        with pytest.raises(DateError, match=said) as caught:
            february(**asked)

        assert caught.value.given == (asked.get("start", "2024-02-01"), asked.get("end", "2024-02-29"))
        with pytest.raises(DateTypeError):
            february(start=None)

    def test_it_says_what_it_is(self) -> None:
        """Its representation is short and leads to the rows; it is no sequence that pandas could take for a table."""
        panel = february(visit(), by=("direction", "rank"))

        assert repr(panel) == (
            "<Panel of rule, 2024-02-01/2024-02-29: 12 cells, one for each month by direction and rank; "
            "1 event; the rows are .cells, and .table() is for pandas, polars, CSV>"
        )
        assert not hasattr(panel, "__iter__")
        assert not hasattr(panel, "__len__")

    def test_it_is_a_value(self) -> None:
        """It cannot be changed, and equal panels are equal, here and in another process."""
        panel = february(visit())

        assert panel == february(visit()) == pickle.loads(pickle.dumps(panel))
        assert len({panel, february(visit())}) == 1
        for one, name in ((panel, "number"), (panel.cells[0], "searched")):
            with pytest.raises(AttributeError):
                setattr(one, name, None)


@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")
def test_the_bundled_data_add_up() -> None:
    """Under every published rule, months and years of all the time add up to what `count_visits` finds."""
    data = dprkrel.load()
    for each in data.counting_rules:
        count = data.count_visits(each, "1948-09-09", "2026-08-22")
        for freq, by in product(("month", "year"), BYS):
            panel: Any = data.panel(each, "1948-09-09", "2026-08-22", freq=freq, by=by)

            assert (panel.number, panel.certain) == (count.number, count.certain), each.id
            assert panel.expected + panel.borderline == panel.number
            if not panel.several_ids:
                assert sum(cell.expected + cell.borderline for cell in panel.cells) == panel.number
