"""Find who met or signed abroad on no visit: talks in another state imply a journey, which must be a visit of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from dprkrel.dates.when import Certainty, When
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.events import Agreement, Event, Meeting, TreatyAction, Visit
from dprkrel.records.fields import ActorId, EventId, PlaceId
from dprkrel.records.office_functions import OfficeFunction
from dprkrel.records.participants import Participant
from dprkrel.records.stances import Status
from dprkrel.store.chains import country_of, wholes_of
from dprkrel.store.names import key_of
from dprkrel.store.tables import Tables

_PLACED: Final = (Meeting, Agreement, TreatyAction)
_POSTED: Final = {OfficeFunction.AMBASSADOR, OfficeFunction.CHARGE_DAFFAIRES, OfficeFunction.MILITARY_ATTACHE}


@frozen(kw_only=True)
class Abroad:
    """Somebody who met or signed in another state on no visit.

    Attributes:
        event_id: the meeting, agreement or step in the life of a treaty.
        when: when that was.
        person_id: who was there.
        place_id: the country in which it was.
        visits: their visits that may have been at that time, of which the event may be a part.
    """

    event_id: EventId
    when: When
    person_id: ActorId
    place_id: PlaceId
    visits: tuple[EventId, ...] = ()

    def __str__(self) -> str:
        told = f"part of {' or '.join(self.visits)}?" if self.visits else "no visit"
        return f"{self.event_id}  {self.when}  {self.person_id} in {self.place_id}: {told}"


def abroad(tables: Tables) -> tuple[Abroad, ...]:
    """Return who met or signed in another state on no visit, in the order of results.

    Only what occurred counts, in a country that is known, and only persons whose
    part shows that they were there. Whoever travels on a visit that
    contains the event is accounted for, and so are ambassadors and others who are posted there.
    """
    ours = _residents(tables)
    travels: dict[ActorId, list[Visit]] = defaultdict(list)
    for visit in _visits(tables.events):
        for person in _travellers(visit):
            travels[person].append(visit)
    found = list[Abroad]()
    for event in tables.events:
        country = country_of(tables, event.place_id)
        if not isinstance(event, _PLACED) or event.status is not Status.OCCURRED or country is None:
            continue
        arrived = {person for visit in _around(tables, event) for person in _travellers(visit)}
        found += [
            Abroad(
                event_id=event.id,
                when=event.when,
                person_id=part.actor_id,
                place_id=country,
                visits=tuple(visit.id for visit in travels[part.actor_id] if _may_meet(visit, event)),
            )
            for part in event.participants
            if _is_guest(tables, part, ours.get(country, frozenset())) and part.actor_id not in arrived
        ]
    return tuple(found)


def _is_guest(tables: Tables, part: Participant, residents: frozenset[ActorId]) -> bool:
    """Tell whether a participant is a person of another state who was there, and is not posted there."""
    actor = tables.actor(part.actor_id)
    state = part.acted_for or actor.state_id
    function = tables.office(part.office_id).function if part.office_id else None
    foreign = actor.kind is ActorKind.PERSON and state is not None and bool(residents) and state not in residents
    return foreign and part.role.is_present and function not in _POSTED


def _residents(tables: Tables) -> dict[PlaceId, frozenset[ActorId]]:
    """Return the states that are at home in each country: the one of its name, and those that it succeeded."""
    states = [actor for actor in tables.actors if actor.kind is ActorKind.STATE]
    named = {key_of(name.text): state for state in states for name in state.names}
    homes = {place.id: named.get(key_of(place.name)) for place in tables.places}
    return {place: frozenset(_line(tables, state)) for place, state in homes.items() if state is not None}


def _line(tables: Tables, state: Actor) -> Iterator[ActorId]:
    """Yield the id of a state, of what it succeeded, of what that succeeded, and so on."""
    yield state.id
    if state.successor_of is not None:
        yield from _line(tables, tables.actor(state.successor_of))


def _around(tables: Tables, event: Event) -> Iterator[Visit]:
    return _visits(tables.event(whole) for whole in wholes_of(tables, event))


def _visits(events: Iterable[Event]) -> Iterator[Visit]:
    return (event for event in events if isinstance(event, Visit))


def _travellers(visit: Visit) -> set[ActorId]:
    return {part.actor_id for part in visit.participants if part.role.travels}


def _may_meet(visit: Visit, event: Event) -> bool:
    return visit.when.overlaps(event.when) is not Certainty.IMPOSSIBLE
