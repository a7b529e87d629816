"""What is implied of the dates of records, asked one by one, for the tests that compare answers with a look at each."""

from dprkrel import Certainty, Relation, When
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.records.events import Event
from dprkrel.store.implied import Bounds
from dprkrel.store.spells import implied_spells
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import implied_events, sure_bounds


def implied_bounds(tables: Tables, record: Event | Relation) -> tuple[tuple[Bounds, ...], tuple[Bounds, ...]]:
    """Return within which bounds a record possibly and surely lies."""
    implied = (
        implied_spells(tables).get(record.id) if isinstance(record, Relation) else implied_events(tables).get(record.id)
    )
    sure = sure_bounds(record) if isinstance(record, Event) else record.when.bounds
    return (implied.possible, implied.sure) if implied else ((record.when.bounds,), (sure,))


def fits(tables: Tables, record: Event | Relation, window: When, *, within: bool) -> Certainty:
    """Tell whether a record overlaps an exact window, or lies within it, by all that is known."""
    begin, end = window.bounds[0], window.bounds[3]
    possible, sure = implied_bounds(tables, record)
    if within:
        may = any(begin <= start_by and end_from <= end for _, start_by, end_from, _ in possible)
        must = all(begin <= start_from and end_by <= end for start_from, _, _, end_by in sure)
    else:
        may = any(start_from <= end and begin <= end_by for start_from, _, _, end_by in possible)
        must = all(start_by <= end and begin <= end_from for _, start_by, end_from, _ in sure)
    if must and not record.when.doubtful and not window.doubtful:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if may else Certainty.IMPOSSIBLE


def is_narrower(bounds: Bounds, stated: Bounds) -> bool:
    """Tell whether bounds lie within others."""
    start_from, start_by, end_from, end_by = bounds
    return (
        PAST <= stated[0] <= start_from <= start_by <= stated[1]
        and stated[2] <= end_from <= end_by <= stated[3] <= FUTURE
    )
