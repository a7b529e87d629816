"""Relations: spells of ties between two actors."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.records.fields import ActorId, EventId, From, OfficeId, PlaceId, RelationId, checked, slug, some
from dprkrel.records.reports import Report, status_of
from dprkrel.records.stances import Status


class RelationType(StrEnum):
    """Name the tie that a relation is a spell of; the subject stands first."""

    #: Diplomatic relations between two states (Vienna Convention, art. 2); undirected.
    DIPLOMATIC_RELATIONS = "diplomatic_relations"
    #: The subject (sending state) keeps an embassy or legation in the object (receiving state).
    MISSION = "mission"
    #: The subject keeps another post there: a consulate, a trade, liaison or cooperation office, a mission to an organization.
    REPRESENTATION = "representation"
    #: The two are allies; undirected.
    ALLIANCE = "alliance"
    #: A partnership that texts name as such; undirected.
    PARTNERSHIP = "partnership"
    #: The subject holds an office of the object.
    OFFICE_HELD = "office_held"
    #: The subject is a member of the object.
    MEMBERSHIP = "membership"
    #: The subject is owned, run or spoken for by the object.
    AFFILIATION = "affiliation"
    #: The subject is the parent of the object.
    KINSHIP = "kinship"
    #: The subject supports the object politically or materially.
    SPONSORSHIP = "sponsorship"
    #: The two oppose each other, as a source says; undirected.
    HOSTILITY = "hostility"
    #: The subject keeps sanctions on the object.
    SANCTIONS = "sanctions"
    #: The subject governs or occupies territory of the object.
    OCCUPATION = "occupation"


RelationTypeWord: TypeAlias = Literal[
    "diplomatic_relations",
    "mission",
    "representation",
    "alliance",
    "partnership",
    "office_held",
    "membership",
    "affiliation",
    "kinship",
    "sponsorship",
    "hostility",
    "sanctions",
    "occupation",
]
"""The words of `RelationType`, for type checkers."""


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

    id: RelationId = field(converter=From[str], validator=slug)
    relation_type: RelationType = field(converter=From[RelationType | RelationTypeWord])
    subject_id: ActorId = field(converter=From[str])
    object_id: ActorId = field(converter=From[str])
    when: When = field(converter=From[DateLike])
    summary: str
    reports: tuple[Report, ...] = field(converter=From[Iterable[Report]], validator=some)
    office_id: OfficeId | None = field(default=None, converter=From[str | None])
    place_id: PlaceId | None = field(default=None, converter=From[str | None])
    opened_by: EventId | None = field(default=None, converter=From[str | None])
    closed_by: EventId | None = field(default=None, converter=From[str | None])
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
