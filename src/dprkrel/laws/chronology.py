"""Laws about time: parts, order, relations, offices and presence."""

from collections.abc import Iterator, Sequence
from typing import Final

from dprkrel.dates.overlaps import PossibleDays, certain_overlaps
from dprkrel.dates.when import Certainty, When
from dprkrel.errors import Fault, fault_of
from dprkrel.records.actors import ActorKind
from dprkrel.records.events import Event, Meeting, Visit
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.chains import country_of
from dprkrel.store.limits import limits
from dprkrel.store.spells import broken_spells, shares_a_handover, tie_of
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import MOST_CONTRADICTIONS, contradictions

_TOLD: Final = 20
"""With how many others, each of which it overlaps, a record is told of: all pairs would grow with the square."""


def parts_lie_within_wholes(tables: Tables) -> Iterator[Fault]:
    """Yield each part that certainly lies outside of its whole (law 4)."""
    for event in tables.events:
        whole = tables.event(event.part_of) if event.part_of else None
        if whole and event.when.within(whole.when) is Certainty.IMPOSSIBLE:
            yield fault_of(event.id, "when", event.when, f"law 4: a date within {whole.id} ({whole.when})")


def order_is_possible(tables: Tables) -> Iterator[Fault]:
    """Yield each chain of dates and statements of order that cannot all be true (law 4); of many, so many and that there may be more."""
    expected = "law 4: dates and statements of order that can all be true"
    for number, (event_id, chain) in enumerate(contradictions(tables), 1):
        yield fault_of(event_id, "order", "; ".join(chain), expected)
        if number == MOST_CONTRADICTIONS:
            yield fault_of(event_id, "order", f"{number} contradictions; more were not looked for", expected)


def spells_do_not_overlap(tables: Tables) -> Iterator[Fault]:
    """Yield records of the same relation that certainly overlap."""
    spells: dict[object, list[Relation]] = {}
    for tie in tables.relations:
        spells.setdefault(tie_of(tie), []).append(tie)
    for same in spells.values():
        for first, second in ((same[a], same[b]) for a, b in certain_overlaps([tie.when for tie in same], most=_TOLD)):
            yield fault_of(second.id, "when", second.when, f"a period that does not overlap {first.id} ({first.when})")


def ties_fit_what_else_is_known(tables: Tables) -> Iterator[Fault]:
    """Yield ties that no days are left for, by when their sides existed, by other spells, or by diplomatic relations (law 4)."""
    for tie, reasons in broken_spells(tables):
        yield fault_of(tie.id, "when", tie.when, f"law 4: a date that all else leaves open: {'; '.join(reasons)}")


def acts_fit_lives(tables: Tables) -> Iterator[Fault]:
    """Yield acts of those who did not exist, or in offices that did not, and words about what was decades away (law 4)."""
    for event in tables.events:
        if not event.when.doubtful:
            for limit in limits(tables, event):
                if limit.breaks(event) and not limit.doubtful and not limit.of_spell:
                    yield fault_of(event.id, "when", event.when, f"law 4: another date, as {limit.reason}")


def offices_are_held(tables: Tables) -> Iterator[Fault]:
    """Yield acts in an office outside of the time in which it was held, and offices with two holders at a time."""
    holders: dict[str, list[Relation]] = {}
    held: dict[tuple[str, str], list[When]] = {}
    for spell in tables.relations:
        if spell.office_id:
            holders.setdefault(spell.office_id, []).append(spell)
            held.setdefault((spell.office_id, spell.subject_id), []).append(spell.when)
    days = {office_and_holder: PossibleDays(dates) for office_and_holder, dates in held.items()}
    for event in tables.events:
        for participant in event.participants:
            if participant.office_id is None:
                continue
            key = participant.office_id, participant.actor_id
            if key not in days or not days[key].overlap(event.when):
                spelled = ", ".join(map(str, held.get(key, ()))) or "no period is known"
                yield fault_of(
                    event.id, "participants", f"{participant.actor_id} as {participant.office_id}",
                    f"law 4: a day on which they held the office ({spelled})",
                )  # fmt: skip
    for office_id, spells in holders.items():
        office = tables.office(office_id)
        for spell in spells:
            if spell.object_id != office.of_id:
                yield fault_of(spell.id, "object_id", spell.object_id, f"{office.of_id}, whose office it is")
        if not office.several:
            yield from _held_by_two(spells)


def _held_by_two(spells: Sequence[Relation]) -> Iterator[Fault]:
    dates, holders = [spell.when for spell in spells], [spell.subject_id for spell in spells]
    overlaps = certain_overlaps(dates, holders, most=_TOLD, unless=shares_a_handover)
    for first, second in ((spells[a], spells[b]) for a, b in overlaps):
        yield fault_of(second.id, "when", second.when, f"one holder at a time; {first.id} has {first.when}")


def nobody_is_in_two_places(tables: Tables) -> Iterator[Fault]:
    """Check law 5: nobody is certainly in two distant places on the same day.

    Distant is: in different countries. The first and last day of a visit are
    days of travel and prove nothing; so does an event that did not occur.
    """
    stays: dict[str, list[tuple[When, str, Event]]] = {}
    for event in tables.events:
        country = country_of(tables, event.place_id)
        when = _certain_stay(event)
        if country and when and event.status is Status.OCCURRED:
            for participant in event.participants:
                if participant.role.is_present:
                    stays.setdefault(participant.actor_id, []).append((when, country, event))
    persons = {actor.id for actor in tables.actors if actor.kind is ActorKind.PERSON}
    for actor_id in sorted(persons & stays.keys()):
        dates, countries, events = zip(*stays[actor_id], strict=True)
        for first, second in certain_overlaps(dates, countries, most=_TOLD):
            here, there, other = countries[first], countries[second], events[second]
            yield fault_of(events[first].id, "place_id", here, f"law 5: {actor_id} is in {there} then ({other.id})")


def _certain_stay(event: Event) -> When | None:
    when = event.when
    if isinstance(event, Meeting) and when.earliest and when.same_day(when) is Certainty.CERTAIN:
        return when
    if isinstance(event, Visit) and when.latest_start and when.earliest_end:
        first, last = when.latest_start.toordinal() + 1, when.earliest_end.toordinal() - 1
        if first <= last:
            day = type(when.latest_start).fromordinal
            return When.window(day(first), day(last))
    return None
