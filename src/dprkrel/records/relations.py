"""Relations: spells of ties between two actors."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.records.fields import ActorId, EventId, From, OfficeId, PlaceId, RelationId, checked, slug, some
from dprkrel.records.plain import Plain
from dprkrel.records.reports import Report, status_of
from dprkrel.records.stances import Status
from dprkrel.records.words import Word


class _Tie(NamedTuple):
    directed: bool


class RelationType(Word):
    """The ties of which relations are spells; the subject stands first."""

    _data: _Tie

    #: Diplomatic relations between two states (Vienna Convention, art. 2).
    DIPLOMATIC_RELATIONS = "diplomatic_relations", _Tie(directed=False)
    #: The subject (sending state) keeps an embassy or legation in the object (receiving state).
    MISSION = "mission", _Tie(directed=True)
    #: The subject keeps another post there: a consulate, a trade, liaison or cooperation office, a mission to an organization.
    REPRESENTATION = "representation", _Tie(directed=True)
    #: The two are allies.
    ALLIANCE = "alliance", _Tie(directed=False)
    #: A partnership that texts name as such.
    PARTNERSHIP = "partnership", _Tie(directed=False)
    #: The subject holds an office of the object.
    OFFICE_HELD = "office_held", _Tie(directed=True)
    #: The subject is a member of the object.
    MEMBERSHIP = "membership", _Tie(directed=True)
    #: The subject is owned, run or spoken for by the object.
    AFFILIATION = "affiliation", _Tie(directed=True)
    #: The subject is the parent of the object.
    KINSHIP = "kinship", _Tie(directed=True)
    #: The subject supports the object politically or materially.
    SPONSORSHIP = "sponsorship", _Tie(directed=True)
    #: The two oppose each other, as a source says.
    HOSTILITY = "hostility", _Tie(directed=False)
    #: The subject keeps sanctions on the object.
    SANCTIONS = "sanctions", _Tie(directed=True)
    #: The subject governs or occupies territory of the object.
    OCCUPATION = "occupation", _Tie(directed=True)

    @property
    def directed(self) -> bool:
        """Whether it matters who of the two is the subject."""
        return self._data.directed


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


@frozen(kw_only=True, field_transformer=checked, eq=False, repr=False)
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

    def check_together(self) -> None:
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
