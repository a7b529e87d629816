"""Panels over the columnar layout: what a counting rule finds in each period, by direction and rank."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from dprkrel.dates.edtf import FUTURE, PAST, day_of
from dprkrel.dates.when import DateLike
from dprkrel.engines.counting import (
    OPEN,
    Criterion,
    Layout,
    level_of,
    named,
    surely_between,
    weighed_near,
)
from dprkrel.engines.packages import package
from dprkrel.export.answer_tables import PANEL
from dprkrel.questions.ledger import lifetime_of, reached_by, stretches_of
from dprkrel.questions.panel import (
    MONTHS,
    Frequency,
    FrequencyLike,
    PanelArguments,
    PanelBy,
    PanelByLike,
    asked_of,
    days_of,
    known_ranks,
    panel_arguments,
    periods_of,
)
from dprkrel.records.actors import ActorKind
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Searched
from dprkrel.records.fields import ActorId
from dprkrel.records.ranks import Rank
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from ibis import Table

_ANY: Final = "*"
"""What stands for a state where states are not told apart, or where the rule counts any."""

_UNMENTIONED: Final = "?"
"""What stands for each state of which the ledger does not speak, since it says the same of all of them."""

_NO_RANK: Final = -1
"""What stands for a rank where ranks are not told apart."""

_NO_CODE: Final = -1
"""What stands for the number of a state that has none: in a table of a few rows Spark may take no value for another."""

_SIDES: Final = (PanelBy.SENDING, PanelBy.RECEIVING)

_UNIT: Final = ("sending", "receiving", "rank_number")
"""What has a row in each period."""


def panel_cells(
    layout: Layout,
    rule: CountingRule | str,
    start: DateLike,
    end: DateLike,
    *,
    freq: FrequencyLike = "month",
    by: PanelByLike = ("direction", "rank"),
) -> Table:
    """Return the cells of a panel, with the columns, the rows and the order of `dprkrel.panel(…).table()`.

    Args:
        layout: the tables, and the names.
        rule: a `CountingRule`, or the id of one.
        start: first day of the period.
        end: last day of the period, included.
        freq: how long the periods of the cells are.
        by: by what the events are told apart.
    """
    asked = panel_arguments(layout.names, rule, start, end, freq, by)
    periods = _periods(asked)
    held = _held(_directed(_entries(layout, asked), asked), periods, asked)
    rows = _units(layout.names, asked, held).cross_join(periods)
    searched = _searched(layout.names, rows, asked)
    keys = ("number", *_UNIT)
    cells = rows.left_join(held, keys, rname="held_{name}").left_join(searched, keys, rname="searched_{name}")
    if not asked.told.isdisjoint(_SIDES):  # else one of the two states did not exist
        cells = cells.filter(cells.most.notnull() | cells.searched.notnull())
    return _table(cells, asked.rule, layout.names.edition)


def _memtable(rows: Sequence[tuple[Any, ...]], **columns: str) -> Table:
    """Return a table of a few rows that are known beforehand."""
    ibis, pa = package("ibis", "ibis"), package("pyarrow", "ibis")
    schema = ibis.schema(columns)
    arrays = [[row[place] for row in rows] for place in range(len(columns))]
    table: Table = ibis.memtable(pa.table(dict(zip(columns, arrays, strict=True)), schema=schema.to_pyarrow()))
    return table


def _periods(asked: PanelArguments) -> Table:
    """Return the periods, each with the number that its month, quarter or year has in the calendar."""
    periods = periods_of(asked.window, asked.freq)
    rows = [
        (_calendar_number(day_of(first), asked.freq), first, last, when.edtf, day_of(first), day_of(last))
        for first, last, when in zip(*periods, strict=True)
    ]
    return _memtable(rows, number="int32", first="int32", last="int32", period="string", start="date", end="date")


def _calendar_number(day: Any, freq: Frequency) -> Any:
    """Return the number of the month, quarter or year in which a day lies, one of Python or a column."""
    year, month = (day.year, day.month) if isinstance(day, datetime.date) else (day.year(), day.month())
    return (year * 12 + month - 1) // MONTHS[freq]


def _entries(layout: Layout, asked: PanelArguments) -> Table:
    """Return the events that count, or may, in the whole period, with the days on which they may have begun."""
    ibis = package("ibis", "ibis")
    ranks = asked.rule.rank is not None or PanelBy.RANK in asked.told
    near = weighed_near(layout, asked.rule, asked.window, failures=0, ranks=ranks)
    open_ = (near[level_of(each)] == OPEN for each in Criterion if each is not Criterion.PERIOD)
    bounded = (near.begin_from > PAST) & (near.begin_by < FUTURE)
    return near.select(
        "id", "first_day", "last_day", "begin_from", "begin_by", "start_earliest", "start_latest", "sure_day",
        "guests", "hosts",
        rank_number=near.rank_number if PanelBy.RANK in asked.told else ibis.literal(_NO_RANK),
        borderline=reduce(operator.or_, open_),
        length=ibis.ifelse(bounded, near.begin_by - near.begin_from + 1, 0),
    )  # fmt: skip


def _directed(entries: Table, asked: PanelArguments) -> Table:
    """Return the events once for each pair of states from and to which they are, as far as those are told apart."""
    ibis = package("ibis", "ibis")
    untold = {side.value: ibis.literal(_ANY) for side in _SIDES if side not in asked.told}
    if len(untold) == len(_SIDES):
        return entries.drop("guests", "hosts").mutate(**untold)
    pairs = entries.mutate(sending=named(entries.guests, asked.rule.sending_ids).unnest())
    pairs = pairs.mutate(receiving=named(pairs.hosts, asked.rule.receiving_ids).unnest())
    pairs = pairs.filter(pairs.sending != pairs.receiving).drop("guests", "hosts")
    return pairs.mutate(**untold).distinct() if untold else pairs


def _held(entries: Table, periods: Table, asked: PanelArguments) -> Table:
    """Return what the cells hold that hold anything: the events that certainly began there, the others, and their shares."""
    ibis = package("ibis", "ibis")
    start, end = (ibis.literal(day_of(day)) for day in days_of(asked.window))
    first = ibis.greatest(ibis.coalesce(entries.start_earliest, start), start)
    last = ibis.least(ibis.coalesce(entries.start_latest, end), end)
    numbers = (_calendar_number(day, asked.freq).cast("int32") for day in (first, last))
    begun, until = numbers
    spread = entries.mutate(number=ibis.range(begun, until + 1).unnest())
    spread = spread.inner_join(periods.select("number", "first", "last"), "number")
    days = ibis.least(spread.begin_by, spread.last) - ibis.greatest(spread.begin_from, spread.first) + 1
    spread = spread.mutate(
        share=ibis.ifelse(spread.length > 0, days / ibis.greatest(spread.length, 1), 0.0),
        is_certain=surely_between(spread, spread.first, spread.last) & ~spread.borderline,
        event=ibis.struct({"first_day": spread.first_day, "last_day": spread.last_day, "id": spread.id}),
    )
    return spread.group_by("number", *_UNIT).aggregate(
        least=spread.is_certain.sum(),
        most=spread.count(),
        expected=spread.share.sum(where=~spread.borderline).fill_null(0.0),
        borderline=spread.share.sum(where=spread.borderline).fill_null(0.0),
        # An order of what is gathered is not to be had of every engine, but each can sort a list.
        certain=spread.event.collect(where=spread.is_certain).sort().map(lambda event: event["id"]),
        possible=spread.event.collect(where=~spread.is_certain).sort().map(lambda event: event["id"]),
    )


def _units(names: Tables, asked: PanelArguments, held: Table) -> Table:
    """Return what has rows: what the rule names, and where it names nothing, what was found."""
    columns = [_named(side, asked) for side in _SIDES]
    if all(columns):
        guests, hosts = (_states(names, column) for column in columns)
        pairs = [(*guest, *host) for guest in guests for host in hosts if guest[0] == _ANY or guest[0] != host[0]]
        units = _memtable(pairs, **_state_columns("sending"), **_state_columns("receiving"))
    else:
        units = held.select("sending", "receiving").distinct()
        every = _states(names, [_ANY, *(state.id for state in names.actors if state.kind is ActorKind.STATE)])
        for side in _SIDES:
            states = _memtable(every, **_state_columns(side.value))
            units = units.left_join(states, side.value, rname="known_{name}").drop(f"known_{side.value}")
    if PanelBy.RANK not in asked.told:
        return units.cross_join(_memtable([(_NO_RANK,)], rank_number="int32"))
    ranks = [(rank.number,) for rank in (*known_ranks(asked.rule), Rank.UNKNOWN)]
    units = units.cross_join(_memtable(ranks, rank_number="int32"))
    # A row for unknown ranks is there if the rank of an event is unknown.
    unknown = held.filter(held.rank_number == Rank.UNKNOWN.number).count().as_scalar()
    return units.filter((units.rank_number != Rank.UNKNOWN.number) | (unknown > 0))


def _named(side: PanelBy, asked: PanelArguments) -> list[str]:
    """Return the states of a side that have rows, whatever was found; none where what was found has them."""
    return _ids_of(asked.rule, side) if side in asked.told else [_ANY]


def _ids_of(rule: CountingRule, side: PanelBy) -> list[str]:
    """Return the states that a rule names on a side."""
    return sorted({*(rule.sending_ids if side is PanelBy.SENDING else rule.receiving_ids)})


def _state_columns(side: str) -> dict[str, str]:
    """Return the columns of the states of a side, with their types: id, name, codes, life, and how the ledger knows them."""
    types = {"name": "string", "iso3": "string", "cow": "int64", "from": "int32", "to": "int32", "key": "string"}
    return {side: "string", **{f"{side}_{name}": kind for name, kind in types.items()}}


def _states(names: Tables, ids: Iterable[str]) -> list[tuple[Any, ...]]:
    """Return what the columns of some states hold, one of which may stand for any."""
    mentioned, rows = _mentioned(names), list[tuple[Any, ...]]()
    for one in ids:
        if one == _ANY:
            rows.append((_ANY, "", "", _NO_CODE, PAST, FUTURE, _ANY))
        else:
            state = names.actor(one)
            codes = state.iso_alpha3 or "", _NO_CODE if state.cow_code is None else state.cow_code
            rows.append((one, state.name, *codes, *lifetime_of([state]), _key(one, mentioned)))
    return rows


def _mentioned(names: Tables) -> frozenset[str]:
    """Return the states of which the ledger speaks."""
    gaps = (gap for entry in names.ledger for gap in entry.gaps)
    return frozenset(
        {state for entry in names.ledger for state in entry.dyad} | {gap.sending_id for gap in gaps if gap.sending_id}
    )


def _key(state: str, mentioned: frozenset[str]) -> str:
    return state if state in mentioned else _UNMENTIONED


def _searched(names: Tables, rows: Table, asked: PanelArguments) -> Table:
    """Return how far each period was searched for all pairs of states that a unit is about: of all, it is as of each."""
    ibis = package("ibis", "ibis")
    for side, one in zip(_SIDES, ("guest", "host"), strict=True):
        rows = _asked_about(names, rows, side, one, asked)
    rows = rows.filter((rows.guest != rows.host) | (rows.guest == _ANY))
    # Days on which one of the two did not exist are not asked for.
    rows = rows.mutate(
        first=ibis.greatest(rows.first, rows.guest_from, rows.host_from),
        last=ibis.least(rows.last, rows.guest_to, rows.host_to),
    )
    rows, runs = rows.filter(rows.first <= rows.last), _runs(names, asked)
    same = [rows[name] == runs[name] for name in ("guest_key", "host_key", "rank_number")]
    found = rows.inner_join(runs, [*same, runs.run_first <= rows.last, runs.run_last >= rows.first])
    marks = found.group_by("number", *_UNIT).aggregate(lowest=found.mark.min(), highest=found.mark.max())
    searched = ibis.ifelse(marks.lowest == marks.highest, marks.lowest, Searched.PARTLY.value)
    return marks.select("number", *_UNIT, searched=searched)


def _asked_about(names: Tables, rows: Table, side: PanelBy, one: str, asked: PanelArguments) -> Table:
    """Return the rows once for each state of one side that they are about."""
    told = {name.replace(side.value, one, 1): name for name in _state_columns(side.value)}
    ids = _ids_of(asked.rule, side)
    if side in asked.told or not ids:
        return rows.mutate(**{name: rows[column] for name, column in told.items()})
    return rows.cross_join(_memtable(_states(names, ids), **_state_columns(one)))


def _runs(names: Tables, asked: PanelArguments) -> Table:
    """Return how far the days of the period were searched, for all pairs of states of which the ledger tells something else."""
    rule, stretches = asked.rule, names.once(stretches_of)
    ranks = [*known_ranks(rule), Rank.UNKNOWN] if PanelBy.RANK in asked.told else [None]
    guests, hosts = (_keys(names, side, asked) for side in _SIDES)
    rows = list[tuple[Any, ...]]()
    for guest, host, rank in product(guests, hosts, ranks):
        pair = _asked_for(guest, "guest"), _asked_for(host, "host")
        if pair[0] is None or pair[0] != pair[1]:
            number = _NO_RANK if rank is None else rank.number
            reached = reached_by(stretches(asked_of(rule, pair, rank)), *days_of(asked.window))
            rows += [(guest, host, number, each.first, each.last, each.searched.value) for each in reached]
    return _memtable(
        rows, guest_key="string", host_key="string", rank_number="int32",
        run_first="int32", run_last="int32", mark="string",
    )  # fmt: skip


def _keys(names: Tables, side: PanelBy, asked: PanelArguments) -> list[str]:
    """Return by what the ledger knows the states of a side: those of the rule, or those that may be found."""
    mentioned, ids = _mentioned(names), _ids_of(asked.rule, side)
    if ids:
        return sorted({_key(state, mentioned) for state in ids})
    return [*sorted(mentioned), _UNMENTIONED] if side in asked.told else [_ANY]


def _asked_for(key: str, one: str) -> ActorId | None:
    """Return the state for which the ledger is asked; of states of which it does not speak, one that nobody is."""
    if key == _ANY:
        return None
    return ActorId(f"{_UNMENTIONED}{one}" if key == _UNMENTIONED else key)


def _table(cells: Table, rule: CountingRule, edition: str) -> Table:
    """Return the columns of a panel, in its order."""
    ibis = package("ibis", "ibis")
    most, searched = ibis.coalesce(cells.most, 0), ibis.coalesce(cells.searched, Searched.NOT.value)
    # In a cell in which nobody looked, and nothing was found by the way, numbers would be no zeros.
    looked = (most > 0) | (searched != Searched.NOT.value)
    nothing = ibis.literal([], type="array<string>")
    values = {
        "rule_id": ibis.literal(rule.id),
        **{f"{side}_id": cells[side].nullif(_ANY) for side in _SIDES},
        **{f"{side}_{name}": cells[f"{side}_{name}"].nullif("") for side in _SIDES for name in ("name", "iso3")},
        **{f"{side}_cow": cells[f"{side}_cow"].nullif(_NO_CODE) for side in _SIDES},
        "rank": cells.rank_number.cases(*((rank.number, rank.value) for rank in Rank), else_=ibis.null("string")),
        **{
            name: ibis.ifelse(looked, ibis.coalesce(cells[name], nought), ibis.null(kind))
            for name, nought, kind in (
                ("least", 0, "int64"), ("expected", 0.0, "float64"), ("borderline", 0.0, "float64"), ("most", 0, "int64"),
            )
        },
        "searched": searched,
        "certain_ids": ibis.coalesce(cells.certain, nothing),
        "possible_ids": ibis.coalesce(cells.possible, nothing),
        "edition": ibis.literal(edition),
    }  # fmt: skip
    ordered = cells.order_by("number", "sending", "receiving", ibis.desc("rank_number"))
    return ordered.mutate(**values).select(*(column.name for column in PANEL.columns))
