"""What follows for the spells of ties from all else that is known: the lives of their sides, other spells, and relations.

A tie begins and ends no earlier and no later than its two sides exist, and
the office that is held. One spell of a tie ends before the next begins; the
holders of an office of one holder follow each other, and may share the day
on which they change. A mission lies within diplomatic relations, and what is
said of its staff within the mission. From each of these follow bounds, and
from these bounds others, until nothing more follows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple, TypeAlias

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.overlaps import certain_overlaps
from dprkrel.dates.when import When
from dprkrel.records.fields import OfficeId, RelationId
from dprkrel.records.relation_types import RelationType
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.implied import END_BY, END_FROM, START_BY, START_FROM, Bounds, Implied, hull
from dprkrel.store.lives import Why, began, ended, lives, lives_of_offices, turning_points
from dprkrel.store.tables import Tables

_OUTER: Final = {
    RelationType.MISSION: (RelationType.DIPLOMATIC_RELATIONS,),
    RelationType.DORMANT_MISSION: (RelationType.MISSION, RelationType.REPRESENTATION),
}
"""Within a spell of which ties each spell of a tie lies."""

_MOST_OUTERS: Final = 30
"""How many spells are looked at one by one to see whether another lies within them: no two states have as many.

Of more, that it lies between the first and the last is all that follows, so that what is said of each of many spells
does not grow with their number.
"""

_MOST_ROUNDS: Final = 30
"""How often spells are narrowed by each other; two rounds suffice for all that is known.

What would follow later is left out, which excludes no day that can be. So a chain in which each spell waits for the
one before it does not cost the square of its length.
"""


class _Spell:
    """A spell with its bounds as they are narrowed, and why each of them is what it is."""

    def __init__(self, tie: Relation) -> None:
        self.tie, self.days = tie, [*tie.when.bounds]
        self.why: list[tuple[Why, ...]] = [(), (), (), ()]
        self.outers: Sequence[_Spell] = ()
        self.within: list[_Spell] | None = None  # also where there are too many to tell

    @property
    def empty(self) -> bool:
        """Whether no days are left."""
        start_from, start_by, end_from, end_by = self.days
        return start_from > start_by or end_from > end_by or start_from > end_by

    def raised(self, bound: int, day: int, why: tuple[Why, ...]) -> bool:
        """Raise a lower bound to a day, and return whether it was lower."""
        if day <= self.days[bound]:
            return False
        self.days[bound], self.why[bound] = day, why
        if bound == START_FROM:
            self.raised(END_FROM, day, why)
        return True

    def lowered(self, bound: int, day: int, why: tuple[Why, ...]) -> bool:
        """Lower an upper bound to a day, and return whether it was higher."""
        if day >= self.days[bound]:
            return False
        self.days[bound], self.why[bound] = day, why
        if bound == END_BY:
            self.lowered(START_BY, day, why)
        return True

    def meets(self, outer: _Spell) -> bool:
        """Tell whether it may lie within another."""
        start_from, start_by, end_from, end_by = self.inside(outer)
        return start_from <= start_by and end_from <= end_by

    def inside(self, outer: _Spell) -> Bounds:
        """Return its bounds where it lies within another."""
        start_from, start_by, end_from, end_by = self.days
        start_from, end_by = max(start_from, outer.days[START_FROM]), min(end_by, outer.days[END_BY])
        return start_from, min(start_by, end_by), max(end_from, start_from), end_by


class _Settled(NamedTuple):
    """What follows for the spells that have to do with each other.

    Attributes:
        spells: the spells with their bounds.
        broken: those for which no days are left, each with the reasons.
    """

    spells: dict[RelationId, _Spell]
    broken: dict[RelationId, tuple[str, ...]]


def implied_spells(tables: Tables) -> Mapping[RelationId, Implied]:
    """Return what is implied of the relations of which the date is narrowed by all else that is known."""
    return tables.once(_implied)


def broken_spells(tables: Tables) -> Iterator[tuple[Relation, tuple[str, ...]]]:
    """Yield the relations for which no days are left, with what leaves none; dates in doubt leave out nothing."""
    for group in tables.once(_groups):
        settled = _settled_surely(tables, group)
        for relation_id, reasons in settled.broken.items():
            yield settled.spells[relation_id].tie, reasons


def _implied(tables: Tables) -> dict[RelationId, Implied]:
    found: dict[RelationId, Implied] = {}
    for group in tables.once(_groups):
        sure = _settled_surely(tables, group)
        if sure.broken:  # which is a fault: nothing follows from what cannot be
            continue
        everything = _settled(tables, group, group, sure=False)
        if everything.broken:
            everything = sure
        for tie in group:
            spell = everything.spells.get(tie.id)
            if spell is not None:
                implied = _compared(spell, sure.spells.get(tie.id))
                if implied:
                    found[tie.id] = implied
    return found


def _compared(spell: _Spell, certain: _Spell | None) -> Implied | None:
    """Return what is implied of a spell, or None where that is what was adopted."""
    stated = spell.tie.when.bounds
    possible = _alternatives(spell)
    sure = _alternatives(certain) if certain else (stated,)
    if possible == sure == (stated,):
        return None
    reasons = tuple(
        tuple(dict.fromkeys(map(str, why))) if bound != adopted else ()
        for why, bound, adopted in zip(spell.why, hull(possible), stated, strict=True)
    )
    return Implied(possible, sure, reasons, hull(possible) != hull(sure))


def _alternatives(spell: _Spell) -> tuple[Bounds, ...]:
    """Return within which bounds a spell may lie, by the spells within which it may lie."""
    start_from, start_by, end_from, end_by = spell.days
    within = [outer for outer in spell.within or () if spell.meets(outer)]  # the last round may have left out some
    if len(within) < 2:  # one is in its own bounds already
        return ((start_from, start_by, end_from, end_by),)
    return tuple(dict.fromkeys(spell.inside(outer) for outer in within))


def _groups(tables: Tables) -> list[list[Relation]]:
    """Return the ties that occurred by what they have to do with each other: those of a dyad, the holders of an office."""
    groups: dict[object, list[Relation]] = {}
    nested = {*_OUTER, *chain.from_iterable(_OUTER.values())}
    for tie in tables.relations:
        if tie.status is Status.OCCURRED:
            key: object = ("dyad", dyad_of(tie)) if tie.relation_type in nested else tie_of(tie)
            groups.setdefault(("office", tie.office_id) if tie.office_id else key, []).append(tie)
    return [*groups.values()]


def tie_of(relation: Relation) -> object:
    """Return what two records of the same relation have in common."""
    if not relation.relation_type.directed:
        return relation.relation_type, dyad_of(relation)
    return (
        relation.relation_type, relation.subject_id, relation.object_id, relation.office_id, relation.place_id,
    )  # fmt: skip


def dyad_of(relation: Relation) -> frozenset[str]:
    """Return the two sides of a relation."""
    return frozenset((relation.subject_id, relation.object_id))


def _settled_surely(tables: Tables, group: Sequence[Relation]) -> _Settled:
    """Narrow the spells of a group by what is in no doubt."""
    return _settled(tables, [tie for tie in group if not tie.when.doubtful], group, sure=True)


def _settled(tables: Tables, ties: Sequence[Relation], group: Sequence[Relation], *, sure: bool) -> _Settled:
    """Narrow the spells of a group by each other and by the lives of their sides, until nothing more follows.

    Args:
        tables: all records.
        ties: the spells whose dates count.
        group: all spells of the group: of one whose date does not count nothing is known but that it is there.
        sure: whether only what is in no doubt counts.
    """
    spells = [_Spell(tie) for tie in ties]
    broken: dict[RelationId, tuple[str, ...]] = {}
    for spell in spells:
        _live(tables, spell, sure=sure)
        if spell.empty:
            broken[spell.tie.id] = _reasons(spell)
    left = [spell for spell in spells if spell.tie.id not in broken]
    rules = [*_apart(tables, left), *_nested(left, group)]
    for _ in range(0 if broken else _MOST_ROUNDS):
        narrowed = False
        for rule in rules:
            narrowed |= rule()
        for spell in left:
            if spell.empty:
                broken[spell.tie.id] = _reasons(spell)
            elif spell.within == []:
                outers = ", ".join(f"{outer.tie.id} ({outer.tie.when})" for outer in spell.outers)
                broken[spell.tie.id] = (*_reasons(spell), f"it lies within none of {outers}")
        if broken or not narrowed:
            break
    return _Settled({spell.tie.id: spell for spell in spells}, broken)


def _reasons(spell: _Spell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(why) for each in spell.why for why in each))


def _live(tables: Tables, spell: _Spell, *, sure: bool) -> None:
    """Narrow a spell to the time in which its two sides and its office existed."""
    tie = spell.tie
    actors, offices, events = tables.once(lives), tables.once(lives_of_offices), tables.once(turning_points)
    for life in (actors.get(tie.subject_id), actors.get(tie.object_id), offices.get(tie.office_id or "")):
        if life is None or life.existed is None or (sure and life.existed.doubtful):
            continue
        since, _, _, until = life.existed.bounds
        spell.raised(START_FROM, since, (began(life),))
        # Who was somebody's parent is so for ever.
        if tie.relation_type is not RelationType.KINSHIP:
            spell.lowered(END_BY, until, (ended(life),))
    for event_id, is_end, verb in ((tie.opened_by, False, "began"), (tie.closed_by, True, "ended")):
        event = events.get(event_id or "")
        if event and not (sure and event.when.doubtful):
            first, _, _, last = event.when.bounds
            said = f"it {verb} with {event.id}, which took place "
            spell.raised(END_FROM if is_end else START_FROM, first, (Why(f"{said}on {{}} or later", first),))
            spell.lowered(END_BY if is_end else START_BY, last, (Why(f"{said}by {{}}", last),))


_Rule: TypeAlias = Callable[[], bool]
"""Narrows spells by each other, and returns whether any became narrower."""


def _apart(tables: Tables, spells: Sequence[_Spell]) -> Iterator[_Rule]:
    """Yield the rules by which spells follow each other: those of one tie, and the holders of an office of one holder.

    Where two of them certainly overlap, which is a fault of its own, nothing follows.
    """
    by_tie: dict[object, list[_Spell]] = {}
    by_office: dict[str, list[_Spell]] = {}
    alone = tables.once(_offices_of_one)
    for spell in spells:
        by_tie.setdefault(tie_of(spell.tie), []).append(spell)
        if spell.tie.office_id in alone:
            by_office.setdefault(spell.tie.office_id, []).append(spell)
    for same in by_tie.values():
        if len(same) > 1 and not certain_overlaps([spell.tie.when for spell in same], most=1):
            yield _following(same, gap=1, reason="")
    for holders in by_office.values():
        whens, persons = [spell.tie.when for spell in holders], [spell.tie.subject_id for spell in holders]
        if len({*persons}) > 1 and not certain_overlaps(whens, persons, most=1, unless=shares_a_handover):
            yield _following(holders, gap=0, reason=", and the office has one holder at a time")


def _offices_of_one(tables: Tables) -> frozenset[OfficeId]:
    return frozenset(office.id for office in tables.offices if not office.several)


def shares_a_handover(first: When, second: When) -> bool:
    """Tell whether two periods share no more than the day on which one followed the other."""
    return first.latest == second.earliest or second.latest == first.earliest


class _Best(NamedTuple):
    """The best value so far, whose it is, and the best of any other."""

    value: int
    spell: _Spell | None
    other: int
    other_spell: _Spell | None

    def with_(self, value: int, spell: _Spell) -> _Best:
        if value > self.value:
            return _Best(value, spell, self.value, self.spell)
        return self._replace(other=value, other_spell=spell) if value > self.other else self

    def but(self, spell: _Spell) -> tuple[int, _Spell | None]:
        return (self.other, self.other_spell) if self.spell is spell else (self.value, self.spell)


_NOTHING: Final = _Best(-FUTURE - 1, None, -FUTURE - 1, None)


def _following(spells: Sequence[_Spell], *, gap: int, reason: str) -> _Rule:
    """Return the rule that of each two spells one ends so many days before the other begins.

    That one comes first is certain where the other may not: it cannot have ended by the last day on which the one
    may have begun. Of all that a spell comes before the one that begins first bounds its end, and of all that it
    comes after the one that ends last bounds its start.
    """

    def narrowed() -> bool:
        changed = False
        by_end = sorted(spells, key=lambda spell: -spell.days[END_FROM])
        ends = [-spell.days[END_FROM] for spell in by_end]
        first_to_begin = [_NOTHING]
        for spell in by_end:
            first_to_begin.append(first_to_begin[-1].with_(-spell.days[START_BY], spell))
        by_start = sorted(spells, key=lambda spell: spell.days[START_BY])
        starts = [spell.days[START_BY] for spell in by_start]
        last_to_end = [_NOTHING]
        for spell in by_start:
            last_to_end.append(last_to_end[-1].with_(spell.days[END_FROM], spell))
        for spell in spells:
            begun, later = first_to_begin[bisect_left(ends, gap - spell.days[START_BY])].but(spell)
            if later and -begun < FUTURE:
                said = Why(f"{later.tie.id}, which came after it, began by {{}}{reason}", -begun)
                changed |= spell.lowered(END_BY, -begun - gap, (said, *later.why[START_BY]))
            over, earlier = last_to_end[bisect_left(starts, spell.days[END_FROM] + gap)].but(spell)
            if earlier and over > PAST:
                said = Why(f"{earlier.tie.id}, which came before it, ended on {{}} or later{reason}", over)
                changed |= spell.raised(START_FROM, over + gap, (said, *earlier.why[END_FROM]))
        return changed

    return narrowed


def _nested(spells: Sequence[_Spell], group: Sequence[Relation]) -> Iterator[_Rule]:
    """Yield the rules by which spells lie within others, where all of these others are dated and none is in doubt."""
    dated = {spell.tie.id: spell for spell in spells}
    for inner_type, outer_types in _OUTER.items():
        outers = [tie for tie in group if tie.relation_type in outer_types]
        by_place: dict[object, list[_Spell]] = {}
        for spell in spells:
            if spell.tie.relation_type is inner_type:
                by_place.setdefault(tie_of(spell.tie), []).append(spell)
        for inners in by_place.values():
            fitting = [tie for tie in outers if _fits(inners[0].tie, tie)]
            if fitting and all(tie.id in dated for tie in fitting):
                yield _lying_within(inners, [dated[tie.id] for tie in fitting])


def _fits(inner: Relation, outer: Relation) -> bool:
    """Tell whether one tie can lie within another: relations know no direction, and missions have a seat."""
    if not outer.relation_type.directed:
        return True
    return lies_in_post(inner, outer)


def lies_in_post(dormant: Relation, post: Relation) -> bool:
    """Tell whether a spell in which a mission was not at work is about this mission: of the same sides, and perhaps seat."""
    sides = (dormant.subject_id, dormant.object_id) == (post.subject_id, post.object_id)
    return sides and (dormant.place_id is None or post.place_id in (None, dormant.place_id))


def _lying_within(inners: Sequence[_Spell], outers: Sequence[_Spell]) -> _Rule:
    """Return the rule that each of some spells lies within one of others."""

    def narrowed() -> bool:
        changed = False
        ordered = sorted(outers, key=lambda outer: outer.days[START_FROM])
        starts = [outer.days[START_FROM] for outer in ordered]
        last_to_end = [*accumulate(ordered, _later_to_end)]
        for inner in inners:
            inner.outers = outers
            begun = bisect_right(starts, inner.days[START_BY])
            looked_at = range(begun - 1, max(begun - 1 - _MOST_OUTERS, -1), -1)
            within = list[_Spell]()
            for place in looked_at:
                if last_to_end[place].days[END_BY] < inner.days[END_FROM]:
                    break
                if inner.meets(ordered[place]):
                    within.append(ordered[place])
            else:
                if len(looked_at) < begun:  # there are more: of all that began early enough together something follows
                    inner.within = None
                    changed |= _narrowed_between(inner, ordered[0], last_to_end[begun - 1])
                    continue
            inner.within = within
            if within:
                changed |= _narrowed_within(inner, within)
        return changed

    return narrowed


def _later_to_end(first: _Spell, second: _Spell) -> _Spell:
    return second if second.days[END_BY] > first.days[END_BY] else first


def _narrowed_within(inner: _Spell, within: Sequence[_Spell]) -> bool:
    first = min(within, key=lambda outer: outer.days[START_FROM])
    last = max(within, key=lambda outer: outer.days[END_BY])
    changed = _narrowed_between(inner, first, last)
    if len(within) == 1:
        # Of a mission that is not at work nobody may know whether it has ended; that it was there when it was emptied, all do.
        known = START_FROM if inner.tie.relation_type is RelationType.DORMANT_MISSION else END_FROM
        verb = "began" if known == START_FROM else "ended"
        said = Why(f"{inner.tie.id}, which lies within it, began by {{}}", inner.days[START_BY])
        changed |= first.lowered(START_BY, inner.days[START_BY], (said, *inner.why[START_BY]))
        said = Why(f"{inner.tie.id}, which lies within it, {verb} on {{}} or later", inner.days[known])
        changed |= first.raised(END_FROM, inner.days[known], (said, *inner.why[known]))
    return changed


def _narrowed_between(inner: _Spell, first: _Spell, last: _Spell) -> bool:
    """Narrow a spell to the days from the first of those within which it may lie to the last."""
    since, until = first.days[START_FROM], last.days[END_BY]
    name = "diplomatic relations" if first.tie.relation_type is RelationType.DIPLOMATIC_RELATIONS else "the mission"
    said = Why(f"{name} ({first.tie.id}) began on {{}} or later", since)
    changed = inner.raised(START_FROM, since, (said, *first.why[START_FROM]))
    said = Why(f"{name} ({last.tie.id}) ended by {{}}", until)
    return inner.lowered(END_BY, until, (said, *last.why[END_BY])) or changed
