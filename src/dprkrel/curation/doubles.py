"""Find what may stand in the data twice: one happening as two events, one person as two actors."""

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from dprkrel.dates.when import When
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.events import Event, Visit
from dprkrel.records.fields import ActorId, PlaceId
from dprkrel.store.chains import places_around, wholes_of
from dprkrel.store.names import key_of, words_of
from dprkrel.store.tables import Tables

_SAME_DAY: Final = datetime.timedelta(0)
_NEXT_DAY: Final = datetime.timedelta(days=1)
_WEEK: Final = datetime.timedelta(days=7)
_MONTH: Final = datetime.timedelta(days=31)
_MOST_SHARED: Final = 3
_LEAST_SCORE: Final = 4
_LEAST_LETTERS: Final = 7


@frozen(kw_only=True)
class Double:
    """Two records that may be the same event or person.

    Attributes:
        ids: the two, in the order of results.
        dates: the dates of two events; none of persons.
        reasons: what speaks for it and against it, each with its weight.
    """

    ids: tuple[str, str]
    dates: tuple[When, ...] = ()
    reasons: tuple[tuple[str, int], ...]

    @property
    def score(self) -> int:
        """How much speaks for it: the sum of the weights."""
        return sum(weight for _, weight in self.reasons)

    def __str__(self) -> str:
        dates = [" | ".join(map(str, self.dates))] if self.dates else []
        told = ", ".join(f"{reason} {weight:+}" for reason, weight in self.reasons)
        return "  ".join([f"{self.score:2}", *self.ids, *dates, told])


def double_events(tables: Tables) -> tuple[Double, ...]:
    """Return the pairs of events that may be one happening told twice, the likeliest first.

    Two events are compared that are of one class and of the same states
    (those that take part, or for whom someone acted), that share a person
    who travels, hosts, takes part, signs or speaks, and whose bounded dates
    may have a day in common or lie within a week of each other. Where one
    names no such person, they must be of one type. Events that are linked, or a part
    of each other, are told apart already.

    What weighs: the same date 3, dates of at most a month that may meet 2,
    days that follow each other 1; each shared person 1, up to 3; that one
    names nobody but those whom the other names 2; the same type 1; places of
    which one lies in the other 1; that they were entered side by side, in one
    whole, -2. Below 4 no pair is told.
    """
    alike: dict[object, list[Event]] = defaultdict(list)
    for event in tables.events:
        alike[type(event), _states(tables, event)].append(event)
    pairs = itertools.chain.from_iterable(itertools.combinations(events, 2) for events in alike.values())
    found = [Double(ids=(a.id, b.id), dates=(a.when, b.when), reasons=(*_shared(tables, a, b),)) for a, b in pairs]
    return _sorted(double for double in found if double.score >= _LEAST_SCORE)


def double_persons(tables: Tables) -> tuple[Double, ...]:
    """Return the pairs of persons of one state that may be one person, the likeliest first.

    The same letters in whatever order of the words weigh 3; one letter more,
    less or other in a name of at least 7 letters 1; an office that both hold or held 2.
    Persons who take part in one event, or of whom the data say that they are not the same, are told apart already.
    """
    persons = [actor for actor in tables.actors if actor.kind is ActorKind.PERSON]
    alike: dict[object, list[tuple[ActorId, str, int]]] = defaultdict(list)
    for person in persons:
        for key, text, weight in _spellings(person):
            alike[person.state_id, key].append((person.id, text, weight))
    seen = [{part.actor_id for part in event.participants} for event in tables.events]
    together = {frozenset(two) for ids in seen for two in itertools.combinations(ids, 2)}
    together |= {frozenset((person.id, other)) for person in persons for other in person.not_same_as}
    spelled: dict[tuple[ActorId, ActorId], tuple[int, str]] = {}
    for one, other in itertools.chain.from_iterable(itertools.combinations(bearers, 2) for bearers in alike.values()):
        if one[0] != other[0] and frozenset((one[0], other[0])) not in together:
            told = (min(one[2], other[2]), " and ".join(dict.fromkeys((one[1], other[1]))))
            spelled[one[0], other[0]] = max(told, spelled.get((one[0], other[0]), told))
    held: dict[ActorId, set[str]] = defaultdict(set)
    for tie in tables.relations:
        held[tie.subject_id] |= {tie.office_id} if tie.office_id else set()
    return _sorted(
        Double(ids=pair, reasons=((text, weight), *((office, 2) for office in sorted(held[pair[0]] & held[pair[1]]))))
        for pair, (weight, text) in spelled.items()
    )


def _sorted(doubles: Iterable[Double]) -> tuple[Double, ...]:
    return tuple(sorted(doubles, key=lambda double: (-double.score, double.ids)))


def _spellings(person: Actor) -> Iterator[tuple[str, str, int]]:
    """Yield the keys under which each name of a person is compared, the name, and what it weighs to meet there."""
    for text in (name.text for name in person.names):
        key = key_of(text)
        yield from ((same, text, 3) for same in {key, "".join(sorted(words_of(text)))})
        if len(key) >= _LEAST_LETTERS:  # two that differ by one letter meet where it is left out
            yield from ((key[:at] + key[at + 1 :], text, 1) for at in range(len(key)))


def _states(tables: Tables, event: Event) -> frozenset[ActorId]:
    """Return the states that take part in an event, or for which someone acted."""
    taking_part = {part.actor_id for part in event.participants if tables.actor(part.actor_id).kind is ActorKind.STATE}
    return frozenset(taking_part | {part.acted_for for part in event.participants if part.acted_for})


def _persons(tables: Tables, event: Event) -> set[tuple[ActorId, bool]]:
    """Return the persons who act in an event, and whether they travel on it: host and guest do not change places."""
    acting = {part.actor_id for part in event.participants if part.role.acts}
    return {one for one in _everybody(event) if one[0] in acting and tables.actor(one[0]).kind is ActorKind.PERSON}


def _everybody(event: Event) -> set[tuple[ActorId, bool]]:
    return {(part.actor_id, isinstance(event, Visit) and part.role.travels) for part in event.participants}


def _shared(tables: Tables, first: Event, second: Event) -> Iterator[tuple[str, int]]:
    """Yield what speaks for two events being one, and against it; nothing where they cannot be."""
    meet, ours, theirs = _meeting(first.when, second.when), _persons(tables, first), _persons(tables, second)
    of_one_type = first.event_type is second.event_type
    if meet is None or _are_tied(tables, first, second) or not (ours & theirs if ours and theirs else of_one_type):
        return
    yield from [meet] if meet[1] else []
    yield from ((person, 1) for person, _ in sorted(ours & theirs)[:_MOST_SHARED])
    if not ours and not theirs:
        ours, theirs = _everybody(first), _everybody(second)
    if ours & theirs and (ours <= theirs or theirs <= ours):
        yield "nobody else on one side", 2
    if of_one_type:
        yield first.event_type.value, 1
    place = _common_place(tables, first.place_id, second.place_id)
    if place:
        yield place, 1
    if first.part_of and first.part_of == second.part_of:
        yield f"both entered in {first.part_of}", -2


def _meeting(first: When, second: When) -> tuple[str, int] | None:
    """Say how near two dates are, with its weight; None where they are not both bounded, or too far apart."""
    if not (first.earliest and first.latest and second.earliest and second.latest):
        return None
    gap = max(second.earliest - first.latest, first.earliest - second.latest)
    if first == second:
        return "the same date", 3
    if gap > _WEEK:
        return None
    if max(first.latest - first.earliest, second.latest - second.earliest) > _MONTH:
        return ("", 0) if gap <= _SAME_DAY else None
    if gap <= _SAME_DAY:
        return "dates that may meet", 2
    return ("one day after the other", 1) if gap <= _NEXT_DAY else ("", 0)


def _are_tied(tables: Tables, first: Event, second: Event) -> bool:
    """Tell whether the data say what one event is to the other."""
    linked = {(event.id, link.event_id) for event in (first, second) for link in event.links}
    parts = first.id in wholes_of(tables, second) or second.id in wholes_of(tables, first)
    return parts or not linked.isdisjoint({(first.id, second.id), (second.id, first.id)})


def _common_place(tables: Tables, first: PlaceId | None, second: PlaceId | None) -> PlaceId | None:
    """Return the narrower of two places of which one lies in the other."""
    for inner, outer in ((first, second), (second, first)):
        if outer is not None and outer in places_around(tables, inner):
            return inner
    return None
