"""Questions about missions: which of those that existed were at work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dprkrel.dates.when import DateLike, When
from dprkrel.errors import VocabularyError
from dprkrel.questions.arguments import ActorLike, RelationTypesLike, actor_of, words
from dprkrel.questions.ledger import warn_beyond
from dprkrel.questions.selection import Criteria, Match, MatchLike
from dprkrel.records.actors import Actor
from dprkrel.records.fields import ActorId, PlaceId, RelationId, word_of
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store import dated
from dprkrel.store.index import ANY, Index
from dprkrel.store.indexes import index_of
from dprkrel.store.results import Results
from dprkrel.store.spells import lies_in_post
from dprkrel.store.tables import Tables


def missions_at_work(
    self: Tables,
    *,
    on: DateLike,
    sending: ActorLike | None = None,
    receiving: ActorLike | None = None,
    types: RelationTypesLike = RelationType.MISSION,
    match: MatchLike = Match.POSSIBLE,
) -> Results[Relation]:
    """Return the missions that were at work on a day: those that existed and were neither emptied nor suspended.

    Args:
        on: the day, or a longer date.
        sending: the state whose missions; None for all.
        receiving: the state in which they are; None for all.
        types: `mission` for embassies and legations, `representation` for other posts, or both.
        match: `possible` keeps missions that may have been at work for a part of `on`, `certain` only those that
            certainly existed and were never dormant then.

    Returns:
        Relations in the total order of results.

    Raises:
        UnknownActorError: an actor is not known.
        AmbiguousActorError: a name means several actors.
        DateError: `on` cannot be read.
        VocabularyError: a type or match is not understood, or it is of another relation.

    Examples:
        >>> at_work = dprkrel.missions_at_work(
        ...     on="2025-02-21", receiving="DPRK", types=["mission", "representation"], match="certain"
        ... )
        >>> len(at_work), at_work[0].subject_id
        (16, 'india')
    """
    sender = None if sending is None else actor_of(self, sending)
    receiver = None if receiving is None else actor_of(self, receiving)
    kept = words("types", types, RelationType) or _POSTS
    if not kept <= _POSTS:
        raise VocabularyError("types", ", ".join(sorted(kept - _POSTS)), _POSTS)
    window = When.window(When.parse(on), on)  # parsed first: without a day there is no answer
    criteria = Criteria(window, word_of("match", match, Match), statuses=frozenset({Status.OCCURRED}))
    sides = [side for side in (sender, receiver) if side is not None]
    warn_beyond(self, sides, window, relations=kept)

    def found(match: Match) -> list[Relation]:
        return [
            post
            for post in _at_work(self, sides, kept, criteria._replace(match=match))
            if (sender is None or post.subject_id == sender.id) and (receiver is None or post.object_id == receiver.id)
        ]

    certain = lambda: frozenset(post.id for post in found(Match.CERTAIN))  # noqa: E731 - of one question alone
    return Results(found(criteria.match), self, "relations", certain=certain)


def _at_work(
    tables: Tables, sides: list[Actor], types: frozenset[RelationType], criteria: Criteria
) -> tuple[Relation, ...]:
    """Return the posts of some sides that were at work in the window."""
    found = _posts(tables, sides, types, criteria)
    possible = criteria._replace(match=Match.POSSIBLE)
    dormant = _posts(tables, sides, frozenset({RelationType.DORMANT_MISSION}), possible)
    if not dormant or criteria.window is None:
        return found
    idle = _certainly_idle if criteria.match is Match.POSSIBLE else _perhaps_idle
    resting = idle(dormant, _posts(tables, sides, _POSTS, possible), criteria.window)
    return tuple(post for post in found if post.id not in resting)


def _perhaps_idle(dormant: Iterable[Relation], posts: Iterable[Relation], _: When) -> set[RelationId]:
    """Return the posts of which any may be the one that was not at work for a part of the window."""
    resting = {sides: _by_seat(ties).values() for sides, ties in _by_sides(dormant).items()}
    return {post.id for post in posts if any(lies_in_post(tie, post) for tie in resting.get(_sides(post), ()))}


def _certainly_idle(dormant: Iterable[Relation], posts: Iterable[Relation], window: When) -> set[RelationId]:
    """Return the posts that were certainly at work on no day of the window on which they existed.

    Of several missions of the same sides a spell without a seat may be that of any, so that none is certainly idle for it.
    """
    found = set[RelationId]()
    of_sides = _by_sides(posts)
    for sides, ties in _by_sides(dormant).items():
        idle: dict[RelationId, list[tuple[int, int]]] = {}
        same = of_sides.get(sides, [])
        meant_by = {place_id: _meant_by(tie, same) for place_id, tie in _by_seat(ties).items()}
        for tie in ties:
            meant = meant_by[tie.place_id]
            _, begun, until, _ = tie.when.bounds
            if meant is not None and not tie.when.doubtful:
                idle.setdefault(meant.id, []).append((begun, until))
        found |= {post.id for post in same if post.id in idle and _covered(post.when, window, idle[post.id])}
    return found


def _meant_by(dormant: Relation, posts: Iterable[Relation]) -> Relation | None:
    """Return the one post of which a spell says that it was not at work, or None where it may be any of several.

    Which it is follows from the sides and the seat, so that spells of the same ones mean the same post.
    """
    fitting = [post for post in posts if lies_in_post(dormant, post)]
    seated = [post for post in fitting if dormant.place_id is not None and post.place_id == dormant.place_id]
    fitting = seated or fitting
    missions = [post for post in fitting if post.relation_type is RelationType.MISSION]
    meant = missions or fitting  # what is said of the mission is not said of a consulate
    return meant[0] if len(meant) == 1 else None


def _by_seat(ties: Iterable[Relation]) -> dict[PlaceId | None, Relation]:
    """Return one of some spells for each seat that they tell."""
    return {tie.place_id: tie for tie in ties}


def _covered(when: When, window: When, idle: Iterable[tuple[int, int]]) -> bool:
    """Tell whether spells cover all days of a window on which a post may have existed."""
    first, last = window.bounds[0], window.bounds[3]
    if not when.doubtful:
        first, last = max(first, when.bounds[0]), min(last, when.bounds[3])
    for begun, until in sorted(idle):
        if begun <= first:
            first = max(first, until + 1)
    return first > last


def _sides(relation: Relation) -> tuple[ActorId, ActorId]:
    return relation.subject_id, relation.object_id


def _by_sides(relations: Iterable[Relation]) -> dict[tuple[ActorId, ActorId], list[Relation]]:
    found: dict[tuple[ActorId, ActorId], list[Relation]] = {}
    for relation in relations:
        found.setdefault(_sides(relation), []).append(relation)
    return found


_POSTS: Final = frozenset({RelationType.MISSION, RelationType.REPRESENTATION})


def _posts(
    tables: Tables, sides: list[Actor], types: frozenset[RelationType], criteria: Criteria
) -> tuple[Relation, ...]:
    index: Index[Relation] = index_of(tables, "relation")
    spans = index.spans(
        sides=[(side.id, ANY) for side in sides],
        types=dated.types(types, RelationType),
        statuses=dated.statuses(frozenset({Status.OCCURRED})),
    )
    return criteria.matches(spans).of(spans.records)
