"""What a question selects, as conditions on the columns of the layout."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.engines.layout import LONGER, SPANS, year_of
from dprkrel.engines.packages import package
from dprkrel.questions.selection import Criteria, Fit, Match, Selection, Side
from dprkrel.records.roles import TRAVELLING

if TYPE_CHECKING:
    from ibis import Table
    from ibis.expr.types import BooleanValue


def of_selection(events: Table, selection: Selection, years: int) -> list[BooleanValue]:
    """Return the conditions on events that a question selects.

    Args:
        events: the table of events.
        selection: what the question selects.
        years: how many years a part of the table holds.
    """
    conditions = of_criteria(events, selection.criteria, years)
    if selection.types is not None:
        conditions.append(events.event_type.isin(sorted(selection.types)))
    sides = [_takes_part(events, side) for side in selection.sides]
    conditions += [reduce(operator.or_, sides)] if selection.any_side and sides else sides
    if selection.rank is not None:
        ranks = events.travelling_rank if selection.ranked_roles == TRAVELLING else events.highest_rank
        conditions.append(ranks >= selection.rank.number)
    if not selection.stops:
        conditions.append(~events.stop)
    return conditions


def of_criteria(table: Table, criteria: Criteria, years: int) -> list[BooleanValue]:
    """Return the conditions on events or relations that lie in a window and have a status.

    Args:
        table: the table of events or relations.
        criteria: the window, and the status.
        years: how many years a part of the table holds.
    """
    conditions: list[BooleanValue] = []
    if criteria.statuses is not None:
        conditions.append(table.status.isin(sorted(criteria.statuses)))
    if criteria.window is not None:
        conditions += of_parts(table, criteria, years)
        conditions.append(_possible(table, criteria))
        if criteria.match is Match.CERTAIN:
            conditions.append(certain(table, criteria))
    return conditions


def _takes_part(events: Table, side: Side) -> BooleanValue:
    """Tell whether an actor takes part in some roles, or someone who acts for it."""
    if side.roles is None:
        return events.actor_ids.contains(side.actor.id)
    return reduce(operator.or_, (events.role_keys.contains(f"{role}:{side.actor.id}") for role in sorted(side.roles)))


def of_parts(table: Table, criteria: Criteria, years: int) -> list[BooleanValue]:
    """Return the conditions on the parts of a table in which a match may stand, so that no other is read."""
    begin, end = _days(criteria)
    conditions: list[BooleanValue] = []
    if end < FUTURE:
        conditions.append(table.period <= year_of(end))
    if begin > PAST:
        reaching = [
            (table.span == span) & (table.period >= year_of(begin - days) // years * years)
            for span, days in SPANS.items()
        ]
        conditions.append(reduce(operator.or_, [table.span == LONGER, *reaching]))
    return conditions


def _possible(table: Table, criteria: Criteria) -> BooleanValue:
    """Tell whether some reading of the dates lies in the window."""
    whole = _lies(table, criteria, "possible_")
    # What has one of several dates is found by any; the bounds of all together hold each.
    any_ = table.alternatives.filter(lambda date: _lies(date, criteria, "possible_")).length() > 0
    return whole & (table.alternatives.isnull() | any_)


def _lies(dated: Any, criteria: Criteria, prefix: str) -> Any:
    begin, end = _days(criteria)
    if criteria.fit is Fit.WITHIN:
        return (dated[f"{prefix}start_by"] >= begin) & (dated[f"{prefix}end_from"] <= end)
    return (dated[f"{prefix}start_from"] <= end) & (dated[f"{prefix}end_by"] >= begin)


def certain(table: Table, criteria: Criteria) -> BooleanValue:
    """Tell whether every reading of the dates lies in the window of some criteria; false where the window is in doubt.

    Args:
        table: the table of events or relations.
        criteria: the window, which there must be, and how a record must lie to it.
    """
    ibis = package("ibis", "ibis")
    begin, end = _days(criteria)
    if criteria.window is not None and criteria.window.doubtful:
        return ibis.literal(False)

    def bound(name: str) -> Any:
        return ibis.coalesce(table[f"sure_{name}"], table[f"possible_{name}"])

    sure = ~ibis.coalesce(table.when_doubtful, False)
    if criteria.fit is Fit.WITHIN:
        inside = (bound("start_from") >= begin) & (bound("end_by") <= end)
        supposed = ibis.coalesce(table.when_supposed.length(), 0) > 0  # only events are asked for so, and have it
        return inside & (table.narrowed | ~supposed) & sure
    return (bound("start_by") <= end) & (bound("end_from") >= begin) & sure


def _days(criteria: Criteria) -> tuple[int, int]:
    assert criteria.window is not None  # noqa: S101 - the callers have looked
    return criteria.window.bounds[0], criteria.window.bounds[3]
