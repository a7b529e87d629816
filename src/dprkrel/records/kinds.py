"""What a record is, the one total order, and what holds for records of every kind."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from dprkrel.records.actors import Actor
from dprkrel.records.changes import Change
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage
from dprkrel.records.events import Event
from dprkrel.records.offices import Office
from dprkrel.records.places import Place
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Report
from dprkrel.records.sources import Source

Undated: TypeAlias = Actor | Office | Place | Source | CountingRule | Coverage | Change
"""The kinds of record that stand in the order of their ids."""


Record: TypeAlias = Undated | Event | Relation
"""The kinds of record that a dataset lists."""


def sort_key(record: Record) -> tuple[datetime.date, datetime.date, str]:
    """Return the key of the one total order of results: first known bound, last known bound, id."""
    if isinstance(record, Undated):
        return datetime.date.min, datetime.date.min, record.id
    return *record.when.sort_key, record.id


def placed_reports(record: Event | Relation) -> Iterator[tuple[str, Report]]:
    """Yield every report of a record with the place where it stands, such as `links[0].reports[1]`."""
    yield from _placed("", record.reports)
    if not isinstance(record, Relation):
        for number, link in enumerate(record.links):
            yield from _placed(f"links[{number}].", link.reports)
        for number, superlative in enumerate(record.superlatives):
            yield from _placed(f"superlatives[{number}].", superlative.reports)


def _placed(before: str, reports: Iterable[Report]) -> Iterator[tuple[str, Report]]:
    for number, report in enumerate(reports):
        yield f"{before}reports[{number}]", report


TABLE_OF: Final = {
    "actor": "actors",
    "office": "offices",
    "place": "places",
    "source": "sources",
    "event": "events",
    "relation": "relations",
    "counting_rule": "counting_rules",
    "coverage": "ledger",
    "change": "changelog",
}
"""The table in which each kind of record stands; `kind` is the word used in seeds and JSON."""
