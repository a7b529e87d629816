"""Who did what with whom, in a few words for one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dprkrel.cli.layout import Brief
from dprkrel.dataset import Dataset
from dprkrel.records.events import Appointment, Event, Meeting
from dprkrel.records.participants import Participant
from dprkrel.records.relations import Relation
from dprkrel.records.roles import Role
from dprkrel.store.chains import state_of

_FIRST: Final = 2
"""How many persons of a state, and states of a side, are named; in brief one person alone."""

_ACTIVE: Final = frozenset({
    Role.VISITOR, Role.SPEAKER, Role.SUPPLIER, Role.SENDING_STATE, Role.FORCE, Role.APPOINTER, Role.VOTER,
})  # fmt: skip
"""From whom an event goes out."""

_PASSIVE: Final = (
    frozenset({Role.HOST, Role.ADDRESSEE, Role.INVITEE, Role.RECIPIENT, Role.RECEIVING_STATE, Role.TARGET, Role.APPOINTEE}),
    frozenset({Role.GREETER, Role.SUBJECT}),
)  # fmt: skip
"""To whom it goes, the nearest first."""

_LEAST: Final = (frozenset({Role.DELEGATE}), frozenset({Role.OBSERVER, Role.PUBLISHER, Role.PREDECESSOR}))


def who(data: Dataset, event: Event, asked: str | None = None) -> Brief:
    """Return from whom to whom an event went, or who took part; in brief without the states of persons.

    Args:
        data: the dataset.
        event: the event.
        asked: the actor who was asked for; named even where a delegation has a head of more weight.

    Examples:
        >>> from dprkrel.cli.lines import who
        >>> told = who(dprkrel.load(), dprkrel.load().event("lavrov-visit-dprk-2023"))
        >>> print(told, told.brief, sep="; ")
        Sergei Lavrov (Russia) → North Korea; Sergei Lavrov → North Korea
    """
    return Brief(*(_who(data, event, asked, states=states) for states in (True, False)))


def _who(data: Dataset, event: Event, asked: str | None, *, states: bool) -> str:
    parts = event.participants
    active = [part for part in parts if part.role in _ACTIVE]
    passive = next(filter(None, ([part for part in parts if part.role in roles] for roles in _PASSIVE)), [])
    peers = [part for part in parts if part not in active and part not in passive and part.role.is_side]
    if isinstance(event, Meeting) or not active:
        present = [part for part in parts if part.role.is_side and part.role is not Role.DELEGATE]
        one_sided = len({state_of(data, part) for part in present}) < 2
        told = _sides(
            data, [*present, *(part for part in parts if one_sided and part.role is Role.GREETER)] or parts, states
        )
    elif passive:
        told = f"{_side(data, active, asked, states)} → {_side(data, passive, asked, states)}"
    else:
        told = _sides(data, [*active, *peers], states)
    told = told or next(
        filter(None, (_sides(data, [part for part in parts if part.role in roles], states) for roles in _LEAST)), ""
    )
    if isinstance(event, Appointment):
        told = f"{told}, {data.office(event.office_id).title}"
    person = data.actor(asked) if asked and any(part.actor_id == asked for part in parts) else None
    beside = person.name if person and person.kind == "person" else ""
    return f"{told}, with {beside}" if beside and beside not in told else told


def _sides(data: Dataset, parts: Sequence[Participant], states: bool) -> str:
    """Return participants by the states for which they acted, none of them before the others."""
    return _named(data, parts, " – ", states)


def _side(data: Dataset, parts: Sequence[Participant], asked: str | None, states: bool) -> str:
    """Return participants of one side, whoever was asked for first."""
    return _named(data, sorted(parts, key=lambda part: part.actor_id != asked), ", ", states)


def _named(data: Dataset, parts: Iterable[Participant], between: str, states: bool) -> str:
    by_state: dict[str | None, list[str]] = {}
    for part in parts:
        persons = by_state.setdefault(state_of(data, part), [])
        if part.actor_id != state_of(data, part) and part.actor_id not in persons:
            persons.append(part.actor_id)
    told = [_of_state(data, state, persons, states) for state, persons in by_state.items()]
    more = f" +{len(told) - _FIRST}" if len(told) > _FIRST else ""
    return f"{between.join(told[:_FIRST])}{more}"


def _of_state(data: Dataset, state: str | None, persons: Sequence[str], states: bool) -> str:
    first = _FIRST if states else 1
    names = [data.actor(person).name for person in persons[:first]]
    more = f" +{len(persons) - first}" if len(persons) > first else ""
    listed = f"{', '.join(names)}{more}"
    if state is None or (listed and not states):
        return listed
    return f"{listed} ({data.actor(state).name})" if listed else data.actor(state).name


def between(data: Dataset, relation: Relation) -> str:
    """Return the two sides of a relation; of an office held, who held which.

    Examples:
        >>> from dprkrel.cli.lines import between
        >>> print(between(dprkrel.load(), dprkrel.load().relation("dprk-mission-in-belarus")))
        North Korea → Belarus
    """
    subject, other = data.actor(relation.subject_id).name, data.actor(relation.object_id).name
    if relation.office_id:
        return f"{subject}, {data.office(relation.office_id).title} ({other})"
    return f"{subject} {'→' if relation.relation_type.directed else '–'} {other}"


def place(data: Dataset, record: Event | Relation) -> str:
    """Return the name of the place of a record, or nothing."""
    return data.place(record.place_id).name if record.place_id else ""


def unless_occurred(record: Event | Relation) -> str:
    """Return the status of a record, unless it occurred, as nearly all did."""
    return "" if record.status == "occurred" else record.status.value
