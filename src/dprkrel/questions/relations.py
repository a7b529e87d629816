"""Questions about relations: diplomatic relations, missions, offices that a person held."""

from __future__ import annotations

from dprkrel.dates.when import DateLike
from dprkrel.errors import UnknownActorError
from dprkrel.questions.arguments import ActorLike, RelationTypesLike, StatusLike, actor_of, words
from dprkrel.questions.ledger import warn_beyond
from dprkrel.questions.selection import Criteria, Fit, Match, MatchLike
from dprkrel.records.actors import ActorKind
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
    sides = [actor_of(self, actor), *([] if other is None else [actor_of(self, other)])]
    own, partner = sides[0].id, None if other is None else sides[1].id
    kept = words("types", types, RelationType)
    criteria = Criteria.read(on, on, match, Fit.OVERLAPS, status)
    # Between two, an office is no tie unless it is asked for.
    between = None if other is None else frozenset(RelationType) - {RelationType.OFFICE_HELD}
    warn_beyond(self, sides, criteria.window, relations=kept or between)
    index: Index[Relation] = index_of(self, "relation")
    spans = index.spans(
        sides=[(side.id, ANY) for side in sides],
        types=dated.types(kept, RelationType),
        statuses=dated.statuses(criteria.statuses),
    )
    ties = criteria.matches(spans).of(spans.records)
    # One who is related to themself stands on both sides.
    found = ties if own != partner else (tie for tie in ties if tie.subject_id == tie.object_id)
    return Results(found, self, "relations", certain=criteria.certain_of(spans))


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
    holder = actor_of(self, person)
    if holder.kind is not ActorKind.PERSON:
        raise UnknownActorError(person, reason=f"{holder.name} is not a person; use office_holder or relations_of")
    return relations_of(self, holder, types=RelationType.OFFICE_HELD, on=on, match=match)
