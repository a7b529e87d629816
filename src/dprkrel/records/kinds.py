"""What a record is, the one total order, and what holds for records of every kind."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dprkrel.records.plain import built

if TYPE_CHECKING:  # whoever reads a record of one kind needs no other class
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

Undated: TypeAlias = "Actor | Office | Place | Source | CountingRule | Coverage | Change"
"""The kinds of record that stand in the order of their ids."""


Record: TypeAlias = "Undated | Event | Relation"
"""The kinds of record that a dataset lists."""


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

_CLASS_OF: Final = {
    "actor": ("actors", "Actor"),
    "office": ("offices", "Office"),
    "place": ("places", "Place"),
    "source": ("sources", "Source"),
    "event": ("events", "AnyEvent"),
    "relation": ("relations", "Relation"),
    "counting_rule": ("counting_rules", "CountingRule"),
    "coverage": ("coverage", "Coverage"),
    "change": ("changes", "Change"),
}


def class_of(kind: str) -> type[Any]:
    """Return the class of the records of a kind, which is imported when it is first needed; of events the one that all share."""
    module, name = _CLASS_OF[kind]
    record_class: type[Any] = getattr(import_module(f"dprkrel.records.{module}"), name)
    return record_class


def record_of_plain(kind: str, data: Mapping[str, Any]) -> Any:
    """Build a record of a kind from the plain data that its `to_dict` wrote."""
    if kind != "event":
        return built(class_of(kind), data)
    from dprkrel.records.events import event_class_of  # late, as in `class_of`

    return built(event_class_of(data["event_type"]), data)


def sort_key(record: "Record") -> tuple[datetime.date, datetime.date, str]:
    """Return the key of the one total order of results: first known bound, last known bound, id."""
    dated: Any = record
    if not hasattr(record, "reports"):  # what is reported, events and relations, stands in the order of time
        return datetime.date.min, datetime.date.min, record.id
    return *dated.when.sort_key, record.id


def placed_reports(record: "Event | Relation") -> Iterator[tuple[str, "Report"]]:
    """Yield every report of a record with the place where it stands, such as `links[0].reports[1]`."""
    yield from _placed("", record.reports)
    for table in ("links", "superlatives"):
        for number, part in enumerate(getattr(record, table, ())):
            yield from _placed(f"{table}[{number}].", part.reports)


def _placed(before: str, reports: Iterable["Report"]) -> Iterator[tuple[str, "Report"]]:
    for number, report in enumerate(reports):
        yield f"{before}reports[{number}]", report
