"""Claims that an event is the first or last of its kind."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.pickles import Vocabulary
from dprkrel.records.event_types import EventType, event_types_of
from dprkrel.records.fields import ActorId, From, OfficeId, PlaceId, StateId, some
from dprkrel.records.plain import Plain
from dprkrel.records.ranks import Rank, RankWord
from dprkrel.records.reports import Report
from dprkrel.records.roles import Role, RoleWord


class SuperlativeKind(Vocabulary):
    """The kinds of superlative."""

    #: The first of its kind, ever or since a time.
    FIRST = "first"
    #: The last of its kind until a time.
    LAST = "last"
    #: One of few; how few is not said.
    RARE = "rare"


SuperlativeKindWord: TypeAlias = Literal["first", "last", "rare"]
"""The words of `SuperlativeKind`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Scope(Plain):
    """The events with which a superlative compares its event; an event must fit every field that is set.

    Attributes:
        event_types: of which types.
        role: in which role of someone,
        actor_id: who is this actor,
        acted_for: acted for this state,
        office_id: in this office,
        rank: or in an office of this rank or higher.
        with_id: with this actor, in whatever role.
        place_id: in which place, or within it.
    """

    event_types: tuple[EventType, ...] = field(converter=event_types_of, validator=some)
    role: Role = field(converter=From[Role | RoleWord])
    actor_id: ActorId | None = field(default=None, converter=From[str | None])
    acted_for: StateId | None = field(default=None, converter=From[str | None])
    office_id: OfficeId | None = field(default=None, converter=From[str | None])
    rank: Rank | None = field(default=None, converter=From[Rank | RankWord | None])
    with_id: ActorId | None = field(default=None, converter=From[str | None])
    place_id: PlaceId | None = field(default=None, converter=From[str | None])


@frozen(kw_only=True, eq=False, repr=False)
class Superlative(Plain):
    """A source's claim that an event is the first or last of its kind, or rare; a claim, not a fact.

    Attributes:
        kind: what is claimed.
        claim: the claim in our own words, with its scope.
        reports: who makes it.
        scope: among which events, where it is the first or last; what is rare has none.
        since: of the first: since when there was no other; None for all time.
        until: of the last: until when there was no other; None for all time.
    """

    kind: SuperlativeKind = field(converter=From[SuperlativeKind | SuperlativeKindWord])
    claim: str
    reports: tuple[Report, ...] = field(converter=From[Iterable[Report]], validator=some)
    scope: Scope | None = None
    since: When | None = field(default=None, converter=From[DateLike | None])
    until: When | None = field(default=None, converter=From[DateLike | None])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if (self.kind is SuperlativeKind.RARE) == (self.scope is not None):
            raise RecordError(
                "Superlative", "scope", "expected a scope if kind is first or last, and none if it is rare"
            )
        for field_name, day, other in (
            ("since", self.since, SuperlativeKind.LAST),
            ("until", self.until, SuperlativeKind.FIRST),
        ):
            if day and self.kind is other:
                raise RecordError(
                    "Superlative", field_name, "expected since only if kind is first, and until only if it is last"
                )
