"""Counts under a rule over the columnar layout: which events it counts, and which it leaves out for one criterion."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Protocol

from dprkrel.dates.edtf import FUTURE, PAST, day_of
from dprkrel.dates.when import DateLike, When
from dprkrel.engines import matching
from dprkrel.engines.layout import columns_of
from dprkrel.engines.manifest import Manifest
from dprkrel.engines.packages import package
from dprkrel.errors import DprkrelError, shown
from dprkrel.pickles import Vocabulary
from dprkrel.questions.arguments import ActorLike
from dprkrel.questions.counting import NEAR, Admission, count_arguments, ranked_roles
from dprkrel.questions.evidence import Confidence
from dprkrel.questions.selection import Criteria, Fit, Match
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.events import Visit
from dprkrel.records.fields import ActorId
from dprkrel.records.ranks import Rank
from dprkrel.records.stances import Status
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    import ibis
    from ibis import Table


class Layout(Protocol):
    """What has the tables of a layout, and the names by which arguments are read.

    Attributes:
        manifest: what the layout holds.
        names: its actors, offices, counting rules and ledger.
    """

    manifest: Manifest
    names: Tables

    def table(self, name: str) -> Table:
        """Return a table of the layout, with its keys."""


class Criterion(Vocabulary):
    """What a counting rule asks of an event, in the order in which the criteria are named."""

    #: A visit from one state of the rule to another, or a meeting of two.
    ROUTE = "route"
    #: The rank of the visitor, of the delegation, or of a meeting of both sides.
    RANK = "rank"
    #: That it began in the period.
    PERIOD = "period"
    #: That it is known to have occurred, on evidence of more than low confidence.
    OCCURRENCE = "occurrence"


FAILED: Final = 0
OPEN: Final = 1
MET: Final = 2
"""How an event stands to a criterion, as a number; where the data lack what it asks, it is open."""


def level_of(criterion: Criterion) -> str:
    """Return the name of the column that says how an event stands to a criterion."""
    return f"{criterion.value}_level"


def counted_events(
    layout: Layout, rule: CountingRule | str, start: DateLike, end: DateLike, *, sending: ActorLike | None = None
) -> Table:
    """Return the events that a rule counts in a period, then the near misses, each in the total order of results.

    The columns are those of `dprkrel.count_visits(…).table()`, save that `failed`, the one criterion that is not met,
    and `open`, the criteria that are open, stand in place of `reasons`; the words are those of `Criterion`.

    Args:
        layout: the tables, and the names.
        rule: a `CountingRule`, or the id of one.
        start: first day of the period.
        end: last day of the period, included.
        sending: a state; only its visits are counted, and those of which the data do not say whose they are.
    """
    ibis = package("ibis", "ibis")
    definition, window, sender = count_arguments(layout.names, rule, start, end, sending)
    near = weighed_near(layout, definition, window, failures=1, ranks=definition.rank is not None)
    if sender is not None:
        near = near.filter(ibis.coalesce(near.guests.contains(sender.id), True))
    levels = [(near[level_of(each)], each.value) for each in Criterion]
    is_failed = reduce(operator.or_, (level == FAILED for level, _ in levels))
    is_open = reduce(operator.or_, (level == OPEN for level, _ in levels))
    nothing = ibis.null("string")
    weighed = near.select(
        "id",
        is_failed=is_failed,
        admission=ibis.cases(
            (is_failed, Admission.LEFT_OUT.value),
            (is_open, Admission.BORDERLINE.value),
            else_=Admission.COUNTED.value,
        ),
        failed=ibis.cases(*((level == FAILED, word) for level, word in levels), else_=nothing),
        open=ibis.array([ibis.ifelse(level == OPEN, word, nothing) for level, word in levels]).filter(
            lambda word: word.notnull()
        ),
    )
    events, columns = in_parts(layout, "events", window), [column.name for column in columns_of("events")]
    found = events.select(*columns, "first_day", "last_day").inner_join(weighed, "id")
    return found.order_by("is_failed", "first_day", "last_day", "id").select("admission", "failed", "open", *columns)


def numbers_of(counted: ibis.Table) -> ibis.Table:
    """Return one row with how many of the events of a count it counts, and how many of them in every reading of the data.

    The columns are `number` and `certain`, as of `dprkrel.count_visits(…)`, and `near_misses`.

    Args:
        counted: what `count_visits` of an engine returned.

    Raises:
        DprkrelError: it is something else.
    """
    if not {"admission", "failed"} <= {*getattr(counted, "columns", ())}:
        raise DprkrelError(f"expected the table that count_visits of an engine returns, got {shown(counted)}")
    left_out = counted.admission == Admission.LEFT_OUT.value
    return counted.aggregate(
        number=(~left_out).sum().fill_null(0),
        certain=(counted.admission == Admission.COUNTED.value).sum().fill_null(0),
        near_misses=left_out.sum().fill_null(0),
    )


def weighed_near(layout: Layout, rule: CountingRule, window: When, *, failures: int, ranks: bool) -> Table:
    """Return the events that a rule may count in a period, or just misses, with what it makes of each.

    They have their id, the keys of their order, and the columns of `_chosen`; the levels of all criteria; and `rank_number`,
    that of the highest rank that counts, 0 where none is known.

    Args:
        layout: the tables.
        rule: the rule.
        window: the period.
        failures: how many criteria an event may fail.
        ranks: whether the ranks are asked for; else all are 0, and that criterion is met.
    """
    ibis = package("ibis", "ibis")
    chosen = _chosen(layout, rule, window)
    weighed = chosen.mutate(
        route_level=_sent(chosen, rule), period_level=_begun(chosen, window), occurrence_level=_occurred(chosen)
    )
    if not ranks:
        weighed = weighed.mutate(rank_level=ibis.literal(MET), rank_number=ibis.literal(Rank.UNKNOWN.number))
        return _failing(weighed, failures, Criterion)
    # Of what fails too much already, nobody's rank is looked up.
    weighed = _failing(weighed, failures, [each for each in Criterion if each is not Criterion.RANK])
    return _failing(_ranked(layout, weighed, rule, window), failures, Criterion)


def _failing(events: Table, most: int, criteria: Iterable[Criterion]) -> Table:
    """Return the events that fail no more of some criteria than so many."""
    failed = ((events[level_of(each)] == FAILED).cast("int32") for each in criteria)
    return events.filter(reduce(operator.add, failed) <= most)


def _chosen(layout: Layout, rule: CountingRule, window: When) -> Table:
    """Return the events of the types of a rule within a week of a period, without stops during a visit.

    `guests` and `hosts` are the states from and to which each is, of a meeting all that met. `begin_from` and `begin_by` are the
    first and last day on which it may have begun, as day numbers; `sure_day` says whether these bounds are in no doubt.
    """
    ibis = package("ibis", "ibis")
    events = layout.table("events")
    is_visit = events.event_type.isin(sorted(Visit.EVENT_TYPES))
    no_last = ibis.ifelse(events.open_start, PAST, FUTURE)
    # Data that mark no date as doubtful, and know no coding rule that bounds one, give their dates as they are.
    ruled = ibis.coalesce(events.when_supposed.contains("start"), False)
    chosen = events.filter(
        *matching.of_criteria(events, near_to(window), layout.manifest.years_per_period),
        events.event_type.isin(sorted(rule.event_types)),
        ~ibis.coalesce(events.stop, False),
    )
    return chosen.select(
        "id", "first_day", "last_day", "open_start", "start_earliest", "start_latest", "status", "confidence",
        is_visit=is_visit,
        guests=ibis.ifelse(is_visit, events.sending_ids, events.side_ids),
        hosts=ibis.ifelse(is_visit, events.receiving_ids, events.side_ids),
        begin_from=ibis.coalesce(_day_number(events.start_earliest), PAST).cast("int32"),
        begin_by=ibis.coalesce(_day_number(events.start_latest), no_last).cast("int32"),
        sure_day=~(ibis.coalesce(events.when_doubtful, False) | ruled),
    )  # fmt: skip


def in_parts(layout: Layout, name: str, window: When) -> Table:
    """Return the parts of a table in which anything within a week of a period may stand, so that no other is read."""
    table = layout.table(name)
    conditions = matching.of_parts(table, near_to(window), layout.manifest.years_per_period)
    return table.filter(*conditions) if conditions else table


def near_to(window: When) -> Criteria:
    """Return the criteria of what lies within a week of a period."""
    begin, end = window.bounds[0], window.bounds[3]
    wider = When.window(day_of(max(begin - NEAR, PAST)), day_of(min(end + NEAR, FUTURE)))
    return Criteria(wider, Match.POSSIBLE, Fit.OVERLAPS, None)


def named(states: Any, ids: tuple[ActorId, ...]) -> Any:
    """Return those of a list of states that a rule names; all where it names none."""
    return states.filter(lambda state: state.isin([*ids])) if ids else states


def _sent(events: Table, rule: CountingRule) -> Any:
    """Tell whether it is from one state of the rule to another: each side has one, and not both the same alone."""
    ibis = package("ibis", "ibis")
    guests, hosts = named(events.guests, rule.sending_ids), named(events.hosts, rule.receiving_ids)
    fits = (guests.length() > 0) & (hosts.length() > 0) & (guests.union(hosts).length() > 1)
    return ibis.cases(
        (events.guests.isnull() | events.hosts.isnull(), OPEN),
        (fits, MET),
        else_=FAILED,
    )


def _occurred(events: Table) -> Any:
    """Tell whether it is known to have occurred, on good evidence."""
    ibis = package("ibis", "ibis")
    return ibis.cases(
        (events.status != Status.OCCURRED.value, FAILED),
        (events.status.isnull() | events.confidence.isnull() | (events.confidence == Confidence.LOW.value), OPEN),
        else_=MET,
    )


def _begun(events: Table, window: When) -> Any:
    """Tell how certainly it began in a period."""
    start, end = window.bounds[0], window.bounds[3]
    return package("ibis", "ibis").cases(
        (events.open_start | (events.begin_by < start) | (events.begin_from > end), FAILED),
        (surely_between(events, start, end) & (not window.doubtful), MET),
        else_=OPEN,
    )


def surely_between(events: Any, start: Any, end: Any) -> Any:
    """Tell whether an event began between two days in every reading."""
    return events.sure_day & (events.begin_from >= start) & (events.begin_by <= end)


def _day_number(days: Any) -> Any:
    """Return the day numbers of a column of dates."""
    return (days.delta(package("ibis", "ibis").date(1, 1, 1), unit="day") + 1).cast("int32")


def _ranked(layout: Layout, events: Table, rule: CountingRule, window: When) -> Table:
    """Return events with how certainly each has the rank of a rule, and with the highest rank that counts."""
    ibis = package("ibis", "ibis")
    sides = _sides(_parts(layout, events, rule, window))
    weighed = sides.group_by("event_id").aggregate(
        weighed=sides.count(),
        best=sides.level.max(),
        sure=(sides.level == MET).sum(),
        maybe=(sides.level != FAILED).sum(),
        sure_ranks=sides.sure_rank.collect(),
        open_ranks=sides.open_rank.collect(),
    )
    found = events.left_join(weighed, events.id == weighed.event_id)
    # A state of which no participant is in the data may have had one of the rank.
    unseen = _weighed_states(found, rule).length() - ibis.coalesce(found.weighed, 0)
    visit = ibis.coalesce(found.best, OPEN)
    meeting = ibis.cases(
        (ibis.coalesce(found.sure, 0) > 1, MET),
        (found.guests.isnull() | (ibis.coalesce(found.maybe, 0) + unseen > 1), OPEN),
        else_=FAILED,
    )
    sure, maybe = _counting_rank(found.is_visit, found.sure_ranks), _counting_rank(found.is_visit, found.open_ranks)
    level = ibis.ifelse(found.is_visit, visit, meeting) if rule.rank is not None else ibis.literal(MET)
    # Where no office counts for certain, one that the rule leaves open gives the rank.
    return found.select(*events.columns, rank_level=level, rank_number=ibis.ifelse(sure > 0, sure, maybe))


def _parts(layout: Layout, events: Table, rule: CountingRule, window: When) -> Table:
    """Return those whose ranks a rule asks for, with whether the office of each counts."""
    ibis = package("ibis", "ibis")
    of_events = events.select("id", "is_visit", states=_weighed_states(events, rule))
    parts = in_parts(layout, "participants", window)
    parts = parts.select("event_id", "role", "state_id", "office_id", "rank_number", "is_person")
    parts = parts.inner_join(of_events, parts.event_id == of_events.id)
    asked = ibis.ifelse(
        parts.is_visit, parts.role.isin(sorted(ranked_roles(rule))), parts.states.contains(parts.state_id)
    )
    parts = parts.filter(ibis.coalesce(asked, False))
    least = (rule.rank or Rank.UNKNOWN).number
    counts = ibis.coalesce((parts.rank_number >= least) & ~_is_one_of(parts.office_id, rule.except_office_ids), False)
    return parts.mutate(
        side=ibis.ifelse(parts.is_visit, "", parts.state_id),
        counts=counts,
        is_open=_is_one_of(parts.office_id, rule.open_office_ids),
        is_unknown=ibis.coalesce(
            (parts.is_person & parts.rank_number.isnull()) | (parts.rank_number == Rank.UNKNOWN.number), False
        ),
    )


def _is_one_of(column: Any, ids: tuple[str, ...]) -> Any:
    ibis = package("ibis", "ibis")
    return ibis.coalesce(column.isin([*ids]), False) if ids else ibis.literal(False)


def _weighed_states(events: Any, rule: CountingRule) -> Any:
    """Return the states that met of which the rule asks the rank: those that it names, if it names two of them."""
    ibis = package("ibis", "ibis")
    ids = tuple(dict.fromkeys((*rule.sending_ids, *rule.receiving_ids)))
    those = named(events.guests, ids)
    return ibis.ifelse(those.length() > 1, those, events.guests)


def _sides(parts: Table) -> Table:
    """Return the delegations, of a visit one and of a meeting that of each state, each with what its offices give."""
    ibis = package("ibis", "ibis")
    surely = parts.counts & ~parts.is_open
    sides = parts.group_by("event_id", "side").aggregate(
        sure_rank=parts.rank_number.max(where=surely),
        open_rank=parts.rank_number.max(where=parts.counts),
        offices=parts.rank_number.count(),
        unknown=parts.is_unknown.any(),
    )
    return sides.mutate(
        level=ibis.cases(
            (sides.sure_rank.notnull(), MET),
            (sides.open_rank.notnull() | (sides.offices == 0) | sides.unknown, OPEN),
            else_=FAILED,
        ),
        sure_rank=sides.sure_rank.fill_null(Rank.UNKNOWN.number),
        open_rank=sides.open_rank.fill_null(Rank.UNKNOWN.number),
    )


def _counting_rank(is_visit: Any, ranks: Any) -> Any:
    """Return the highest rank of a visit, and the second highest of the sides of a meeting, as two of them have it."""
    ibis = package("ibis", "ibis")
    nothing = ibis.array([ibis.literal(Rank.UNKNOWN.number, "int32")] * 2)
    ordered = ibis.coalesce(ranks, nothing).concat(nothing).sort()
    return ordered[ordered.length() - ibis.ifelse(is_visit, 1, 2)]
