"""The coverage ledger: what was searched, and how far."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.pickles import Vocabulary
from dprkrel.records.event_types import EventType, event_types_of
from dprkrel.records.fields import CoverageId, From, StateId, slug
from dprkrel.records.plain import Plain
from dprkrel.records.ranks import Rank, RankWord
from dprkrel.records.relation_types import RelationType, RelationTypeWord


class Completeness(Vocabulary):
    """How completely something was searched for."""

    #: All that the searched sources publicly disclose is believed to be in.
    COMPLETE = "complete"
    #: It was searched for, and some of it is known or believed to be missing.
    PARTIAL = "partial"
    #: It was not searched for; what the data hold of it is there by the way.
    NOT_SEARCHED = "not_searched"


CompletenessWord: TypeAlias = Literal["complete", "partial", "not_searched"]
"""The words of `Completeness`, for type checkers."""


class Searched(Vocabulary):
    """How far a period was searched for what is asked."""

    #: Every day of it was searched, without a gap.
    SEARCHED = "searched"
    #: Some of its days were searched, or some of what is asked was: certain ranks, types, states or one direction.
    PARTLY = "partly"
    #: Nothing of it was searched; what the data hold of it is there by the way.
    NOT = "not"


SearchedWord: TypeAlias = Literal["searched", "partly", "not"]
"""The words of `Searched`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Gap(Plain):
    """A part of what an entry of the coverage ledger is about that was not searched, or of which something is missing.

    Attributes:
        when: the days, within the period of the entry.
        reason: why it is a gap, in our own words.
        completeness: `not_searched`, or `partial` where it was searched worse than the rest.
        rank: the highest rank of which something is missing; what is above was searched. None for all ranks.
        event_types: of which types of event; empty with `relation_types` for none, without for all of the entry.
        relation_types: of which types of relation; empty with `event_types` for none, without for all of the entry.
        sending_id: whose visits to the other side are missing; None for both directions.
    """

    when: When = field(converter=From[DateLike])
    reason: str
    completeness: Completeness = field(
        default=Completeness.NOT_SEARCHED, converter=From[Completeness | CompletenessWord]
    )
    rank: Rank | None = field(default=None, converter=From[Rank | RankWord | None])
    event_types: tuple[EventType, ...] = field(default=(), converter=event_types_of)
    relation_types: tuple[RelationType, ...] = field(
        default=(), converter=From[Iterable[RelationType | RelationTypeWord]]
    )
    sending_id: StateId | None = field(default=None, converter=From[str | None])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        _check_period("Gap", self.when)
        if self.completeness is Completeness.COMPLETE:
            raise RecordError("Gap", "completeness", f"expected partial or not_searched, got {self.completeness}")


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
        rank: the least rank that was searched for; of what was not searched, the highest rank; None for all.
        not_found: what was looked for and not found.
        gaps: what of it was not searched, or worse than the rest, by their days; of one rank, type and direction they do
            not overlap.
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
    gaps: tuple[Gap, ...] = field(default=(), converter=From[Iterable[Gap]])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if len(self.dyad) > 2 or len(set(self.dyad)) < len(self.dyad):
            raise RecordError("Coverage", "dyad", f"expected at most two states, each once, got {self.dyad}")
        _check_period("Coverage", self.when)
        if self.gaps:
            self._check_gaps()

    def _check_gaps(self) -> None:
        """Refuse gaps in what was not searched, outside the entry, out of order, or over each other."""
        if self.completeness is not Completeness.PARTIAL:
            raise RecordError(
                "Coverage", "gaps", f"expected none where all is {self.completeness}, got {len(self.gaps)}"
            )
        days = [(gap.when.bounds[0], gap.when.bounds[3]) for gap in self.gaps]
        if days != sorted(days):
            raise RecordError("Coverage", "gaps", f"expected them by their days, got {_listed(self.gaps)}")
        ended: dict[object, int] = {}
        for gap, (first, last) in zip(self.gaps, days, strict=True):
            if first < self.when.bounds[0] or last > self.when.bounds[3]:
                raise RecordError("Coverage", "gaps", f"expected days within {self.when}, got {gap.when}")
            if gap.sending_id is not None and gap.sending_id not in self.dyad:
                raise RecordError(
                    "Coverage", "gaps", f"expected a sending state among {self.dyad}, got {gap.sending_id}"
                )
            scope = (gap.rank, frozenset(gap.event_types), frozenset(gap.relation_types), gap.sending_id)
            if first <= ended.get(scope, 0):
                raise RecordError("Coverage", "gaps", f"expected days of no other gap of this rank, got {gap.when}")
            ended[scope] = last


def _check_period(record: str, when: When) -> None:
    if when.doubtful or when.earliest is None:
        raise RecordError(record, "when", f"expected a period with a first day, without ~, ? or %, got {when}")


def _listed(gaps: Iterable[Gap]) -> str:
    return ", ".join(str(gap.when) for gap in gaps)
