"""Relations: spells of ties between two actors."""

from typing import ClassVar

from attrs import field, frozen

from dprkrel import records
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.records.fields import ActorId, EventId, From, OfficeId, PlaceId, RelationId, slug, some
from dprkrel.records.plain import Plain
from dprkrel.records.relation_types import RelationType, RelationTypeWord
from dprkrel.records.stances import Status
from dprkrel.records.statuses import status_of


@frozen(kw_only=True, eq=False, repr=False)
class Relation(Plain):
    """One continuous period of a relation between two actors.

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

    SHOWN: ClassVar[tuple[str, ...]] = ("status",)

    id: RelationId = field(converter=From[str], validator=slug)
    relation_type: RelationType = field(converter=From[RelationType | RelationTypeWord])
    subject_id: ActorId = field(converter=From[str])
    object_id: ActorId = field(converter=From[str])
    when: When = field(converter=From[DateLike])
    summary: str
    reports: "tuple[records.Report, ...]" = field(converter=From[records.Reports], validator=some)
    office_id: OfficeId | None = field(default=None, converter=From[str | None])
    place_id: PlaceId | None = field(default=None, converter=From[str | None])
    opened_by: EventId | None = field(default=None, converter=From[str | None])
    closed_by: EventId | None = field(default=None, converter=From[str | None])
    adopted_because: str | None = None

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if (self.relation_type is RelationType.OFFICE_HELD) != (self.office_id is not None):
            raise RecordError(
                "Relation",
                "office_id",
                f"expected an office_id if relation_type is office_held, and none otherwise (relation {self.id})",
            )

    @property
    def status(self) -> Status:
        """What the reports add up to (`status_of`); `occurred` means that the tie holds or held."""
        return status_of(self.reports)
