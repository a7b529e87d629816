"""Which events and relations a caller wants in a graph or a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from dprkrel.calls import items_of
from dprkrel.errors import UnknownRecordError
from dprkrel.questions.counting import Count, CountedEvent
from dprkrel.questions.offices import OfficeHolder
from dprkrel.questions.subjects import RecordLike, record_of
from dprkrel.records.events import EVENT_CLASSES, Event
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables

DatedLike: TypeAlias = RecordLike | CountedEvent | OfficeHolder
"""What is taken for an event or relation: one, the id of one, or what a count or `office_holders` found."""

DatedRecordsLike: TypeAlias = DatedLike | Count | Iterable[DatedLike] | None
"""What is taken for several: one, any iterable of them, a whole count, or None for all that occurred."""

_ONES: Final = (str, Relation, CountedEvent, OfficeHolder, *EVENT_CLASSES)


def asked(tables: Tables, given: DatedRecordsLike) -> Tables:
    """Return the dataset to which what is given belongs: the results of a question have their own."""
    found = given.counted if isinstance(given, Count) else given
    return found.data if isinstance(found, Results) else tables


def dated_records(
    tables: Tables, given: DatedRecordsLike, among: Iterable[Event | Relation]
) -> Iterator[Event | Relation]:
    """Yield the events and relations that are meant, each once, in the order in which they are given.

    Args:
        tables: the dataset that is asked.
        given: what the caller gave.
        among: of what all that occurred is meant where nothing is given.

    Raises:
        UnknownRecordError: something is neither an event nor a relation nor the id of one.
    """
    seen = set[tuple[bool, str]]()
    for record in _meant(tables, given, among):
        key = isinstance(record, Relation), str(record.id)
        if key not in seen:
            seen.add(key)
            yield record


def _meant(tables: Tables, given: DatedRecordsLike, among: Iterable[Event | Relation]) -> Iterator[Event | Relation]:
    if given is None:
        yield from (record for record in among if record.status is Status.OCCURRED)
    elif isinstance(given, Count):
        yield from given.events
    elif isinstance(given, _ONES):
        yield _one(tables, given)
    elif isinstance(given, Iterable):
        yield from (_one(tables, each) for each in items_of("records", given))
    else:
        raise UnknownRecordError("event or relation", given, reason="expected one, the id of one, or several")


def _one(tables: Tables, given: DatedLike) -> Event | Relation:
    if isinstance(given, CountedEvent):
        given = given.event
    elif isinstance(given, OfficeHolder):
        given = given.relation
    return record_of(tables, given)
