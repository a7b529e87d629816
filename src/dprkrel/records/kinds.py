"""Relations, and what holds for records of every kind."""

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import When
from dprkrel.errors import RecordError
from dprkrel.records.actors import Actor, Office, Place
from dprkrel.records.coverage import Change, CountingRule, Coverage
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId, EventId, OfficeId, PlaceId, RelationId, checked, slug, some
from dprkrel.records.reports import Report, Source, status_of
from dprkrel.vocab import RelationType, Status


@frozen(kw_only=True, field_transformer=checked)
class Relation:
    """Hold one spell of one tie between two actors.

    Attributes:
        id: a slug that is never reused.
        relation_type: the tie.
        subject_id: the first of the two; for a directed tie the one that acts.
        object_id: the second.
        when: the spell, as known.
        summary: one English sentence of ours.
        reports: what the sources say of it; at least one.
        office_id: the office, where an office is held.
        place_id: the seat, where a mission is kept.
        opened_by: the event that began it.
        closed_by: the event that ended it.
        adopted_because: where reports disagree, why this value was adopted.
    """

    id: RelationId = field(validator=slug)
    relation_type: RelationType
    subject_id: ActorId
    object_id: ActorId
    when: When
    summary: str
    reports: tuple[Report, ...] = field(validator=some)
    office_id: OfficeId | None = None
    place_id: PlaceId | None = None
    opened_by: EventId | None = None
    closed_by: EventId | None = None
    adopted_because: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.relation_type is RelationType.OFFICE_HELD) != (self.office_id is not None):
            raise RecordError(
                "Relation", "office_id", f"expected one for office_held and for no other type (relation {self.id})"
            )

    @property
    def status(self) -> Status:
        """What the reports add up to (`status_of`); `occurred` means that the tie holds or held."""
        return status_of(self.reports)


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
