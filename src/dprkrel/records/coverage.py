"""The coverage ledger: what was searched, and how far."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.records.event_types import EventType, event_types_of
from dprkrel.records.fields import CoverageId, From, StateId, slug
from dprkrel.records.plain import Plain
from dprkrel.records.ranks import Rank, RankWord
from dprkrel.records.relation_types import RelationType, RelationTypeWord


class Completeness(StrEnum):
    """How completely something was searched for."""

    #: All that the searched sources publicly disclose is believed to be in.
    COMPLETE = "complete"
    #: It was searched for, and some of it is known or believed to be missing.
    PARTIAL = "partial"
    #: It was not searched for; what the data hold of it is there by the way.
    NOT_SEARCHED = "not_searched"


CompletenessWord: TypeAlias = Literal["complete", "partial", "not_searched"]
"""The words of `Completeness`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Coverage(Plain):
    """An entry of the coverage ledger: what was searched for, and how thoroughly.

    Attributes:
        id: a slug that is never reused.
        summary: what the entry covers, in our own words.
        when: the period that it covers.
        completeness: how far it was searched.
        searched: with which sources, in our own words.
        dyad: the states between which; one stands for all ties of that state, none for everything.
        event_types: which types of event; empty with `relation_types` for no events, without for all.
        relation_types: which types of relation; empty with `event_types` for none, without for all.
        rank: the least rank that was searched for; None for all.
        not_found: what was looked for and not found.
    """

    id: CoverageId = field(converter=From[str], validator=slug)
    summary: str
    when: When = field(converter=From[DateLike])
    completeness: Completeness = field(converter=From[Completeness | CompletenessWord])
    searched: str
    dyad: tuple[StateId, ...] = field(default=(), converter=From[Iterable[str]])
    event_types: tuple[EventType, ...] = field(default=(), converter=event_types_of)
    relation_types: tuple[RelationType, ...] = field(
        default=(), converter=From[Iterable[RelationType | RelationTypeWord]]
    )
    rank: Rank | None = field(default=None, converter=From[Rank | RankWord | None])
    not_found: tuple[str, ...] = field(default=(), converter=From[Iterable[str]])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if len(self.dyad) > 2 or len(set(self.dyad)) < len(self.dyad):
            raise RecordError("Coverage", "dyad", f"expected at most two states, each once, got {self.dyad}")
        if self.when.doubtful or self.when.earliest is None:
            raise RecordError(
                "Coverage", "when", f"expected a period with a first day, without ~, ? or %, got {self.when}"
            )
