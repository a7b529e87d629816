"""Questions about relations: diplomatic relations, missions, offices that a person held."""

from __future__ import annotations

from typing import NamedTuple

from dprkrel.dates.when import DateLike
from dprkrel.errors import UnknownActorError
from dprkrel.questions.arguments import ActorLike, RelationTypesLike, StatusLike, actor_of, words
from dprkrel.questions.ledger import warn_beyond
from dprkrel.questions.selection import Criteria, Fit, Match, MatchLike
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store import dated
from dprkrel.store.index import ANY, Index
from dprkrel.store.indexes import index_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


def relations_of(
    self: Tables,
    actor: ActorLike,
    *,
    types: RelationTypesLike = None,
    other: ActorLike | None = None,
    on: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
    status: StatusLike = Status.OCCURRED,
) -> Results[Relation]:
    """Return the relations of an actor: diplomatic relations, missions, alliances, offices, memberships.

    Args:
        actor: whose relations, on either side; an office held relates the holder and the state or body of the office.
        types: one relation type, several, or None for all.
        other: the actor on the other side.
        on: a day, or a longer date, on which the relation existed; None for all times.
        match: with `on`, `possible` keeps relations that may have existed then, `certain` only those that certainly did.
        status: one status, several, or None for all; a relation that exists or existed has `occurred`.

    Returns:
        Relations in the total order of results.

    Raises:
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        DateError: `on` cannot be read.
        VocabularyError: a type, match or status is not understood.

    Examples:
        >>> for tie in dprkrel.relations_of("Belarus", other="DPRK", on="2024"):
        ...     print(tie.relation_type.value, tie.when)
        diplomatic_relations 1992-02-03/[2025-01-01..]
        mission 2016-09-19/[2024-07-24..]
    """
    selection = selected_relations(self, actor, other, types, Criteria.read(on, on, match, Fit.OVERLAPS, status))
    warn_of_relations(self, selection)
    index: Index[Relation] = index_of(self, "relation")
    criteria = selection.criteria
    spans = index.spans(
        sides=[(side.id, ANY) for side in selection.sides],
        types=dated.types(selection.types, RelationType),
        statuses=dated.statuses(criteria.statuses),
    )
    ties = criteria.matches(spans).of(spans.records)
    found = (tie for tie in ties if tie.subject_id == tie.object_id) if selection.is_of_one else ties
    return Results(found, self, "relations", certain=criteria.certain_of(spans))


class RelationSelection(NamedTuple):
    """Which relations a question selects.

    Attributes:
        criteria: when a relation must lie, how surely, and with which status.
        sides: the actor, and the one on the other side if any is asked for.
        types: of which types it must be; None for all.
    """

    criteria: Criteria
    sides: tuple[Actor, ...]
    types: frozenset[RelationType] | None = None

    @property
    def is_of_one(self) -> bool:
        """Whether an actor is asked for on both sides, who is related to themself."""
        return len(self.sides) > 1 and len({side.id for side in self.sides}) == 1


def selected_relations(
    tables: Tables, actor: ActorLike, other: ActorLike | None, types: RelationTypesLike, criteria: Criteria
) -> RelationSelection:
    """Return which relations `relations_of` asks for."""
    sides = (actor_of(tables, actor), *(() if other is None else (actor_of(tables, other),)))
    return RelationSelection(criteria, sides, words("types", types, RelationType))


def warn_of_relations(tables: Tables, selection: RelationSelection) -> None:
    """Warn where a question about relations asks for what was not searched."""
    # Between two, an office is no tie unless it is asked for.
    between = frozenset(RelationType) - {RelationType.OFFICE_HELD} if len(selection.sides) > 1 else None
    warn_beyond(tables, selection.sides, selection.criteria.window, relations=selection.types or between)


def offices_of(
    self: Tables,
    person: ActorLike,
    *,
    on: DateLike | None = None,
    match: MatchLike = Match.POSSIBLE,
) -> Results[Relation]:
    """Return the offices that a person held, one relation for each continuous period.

    The arguments, the order and the errors are those of `relations_of`.

    Examples:
        >>> [spell.office_id for spell in dprkrel.offices_of("Ryzhenkov", on="2024-07-24", match="certain")]
        ['belarus-foreign-minister']
    """
    return relations_of(self, holder_of(self, person), types=RelationType.OFFICE_HELD, on=on, match=match)


def holder_of(tables: Tables, given: ActorLike) -> Actor:
    """Return the person that is meant, who may hold offices."""
    holder = actor_of(tables, given)
    if holder.kind is not ActorKind.PERSON:
        raise UnknownActorError(given, reason=f"{holder.name} is not a person; use office_holder or relations_of")
    return holder
