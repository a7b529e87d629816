"""The tables of events, of those who took part, and of the reports on events and relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final, NamedTuple

from dprkrel.export.schema import (
    Field,
    Row,
    Schema,
    dates,
    integer,
    iso3_of,
    name_of,
    number,
    place_name,
    sourced,
    states,
    text,
    texts,
    url_of,
)
from dprkrel.questions.evidence import confidence
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.events import Event, Visit
from dprkrel.records.fields import ActorId
from dprkrel.records.kinds import placed_reports
from dprkrel.records.participants import Participant
from dprkrel.records.ranks import Rank
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Quantity, Report
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.store.chains import country_of, state_of, states_in_role
from dprkrel.store.tables import Tables

_HOSTS: Final = frozenset({Role.HOST})
_ALL: Final = frozenset(Role)


class Taking(NamedTuple):
    """Someone who takes part in an event."""

    event: Event
    number: int
    part: Participant


class Reported(NamedTuple):
    """A report, and where in which record it stands."""

    record: Event | Relation
    place: str
    report: Report


def _on_side(data: Tables, event: Event, roles: AbstractSet[Role]) -> tuple[ActorId, ...]:
    """Return all states on this side of a visit; of another event none."""
    return states_in_role(data, event, roles) if isinstance(event, Visit) else ()


def _side(data: Tables, event: Event, roles: AbstractSet[Role]) -> ActorId | None:
    """Return the one state on this side of a visit; None where there are several, or it is none."""
    found = _on_side(data, event, roles)
    return found[0] if len(found) == 1 else None


def _sending(data: Tables, event: Event) -> ActorId | None:
    return _side(data, event, TRAVELLING)


def _receiving(data: Tables, event: Event) -> ActorId | None:
    return _side(data, event, _HOSTS)


def _rank(data: Tables, event: Event) -> Rank | None:
    """Return the highest rank of an office in which someone travelled, or if it is no visit, took part."""
    roles = TRAVELLING if isinstance(event, Visit) else _ALL
    ranks = [data.office(part.office_id).rank for part in event.participants if part.office_id and part.role in roles]
    return max(ranks, default=None)


def _taking_part(names: str, ids: str, meaning: str, roles: Iterable[Role]) -> tuple[Field, ...]:
    """Return the columns of those who have some roles: their names, and their ids."""
    return (
        texts(names, meaning, lambda data, event: (data.actor(one).name for one in event.in_role(*roles))),
        texts(ids, "their ids (`actors.id`)", lambda _, event: event.in_role(*roles)),
    )


_NO_SIDE: Final = (
    "it is no visit, no state is known, or there are several (then `sending_ids` or `receiving_ids` has them)"
)
_EVENTS: Final = (
    text("id", "id of the event; it is never reused", lambda _, event: event.id),
    text("event_type", "what happened (codebook, event types)", lambda _, event: event.event_type.value),
    text("event_class", "class of the event, such as visit or meeting", lambda _, event: _class_of(event)),
    text("status", "what the reports add up to: occurred, planned, alleged, …", lambda _, event: event.status.value),
    *dates("the adopted date", lambda event: event.when),
    texts("when_supposed", "ends of the date (start, end) that a coding rule alone bounds and no source", lambda _, event: event.supposed),
    *states("sending", "the state on whose behalf a visit was made", _sending, _NO_SIDE),
    *states("receiving", "the state that received the visit", _receiving, _NO_SIDE),
    texts("sending_ids", "all states on whose behalf a visit was made (`actors.id`)", lambda data, event: _on_side(data, event, TRAVELLING)),
    texts("receiving_ids", "all states that received a visit (`actors.id`)", lambda data, event: _on_side(data, event, _HOSTS)),
    texts("state_ids", "all states for which anyone took part, in whatever role (`actors.id`)", lambda data, event: states_in_role(data, event, _ALL)),
    texts("state_iso3s", "the ISO 3166-1 alpha-3 codes of these, as far as they have one", lambda data, event: filter(None, (iso3_of(data, state) for state in states_in_role(data, event, _ALL)))),
    *_taking_part("visitors", "visitor_ids", "names of its visitors and delegates: who travelled on a visit, or came as a guest to another event", TRAVELLING),
    *_taking_part("hosts", "host_ids", "names of its hosts", _HOSTS),
    text("rank", "the highest rank of an office in which a visitor or delegate travelled, or if it is no visit, anyone took part", lambda data, event: _word(_rank(data, event)), "no office of anyone is known"),
    text("confidence", "how well the evidence supports it (codebook, confidence)", lambda data, event: confidence(data, event).value),
    text("place_id", "where", lambda _, event: event.place_id, "no place is recorded", "places.id"),
    text("place", "name of the place", lambda data, event: place_name(data, event.place_id), "as for the id"),
    text("country_id", "the country in which the place lies", lambda data, event: country_of(data, event.place_id), "no place is recorded, or it lies in no one country", "places.id"),
    number("latitude", "degrees north of the place (WGS 84)", lambda data, event: data.place(event.place_id).latitude if event.place_id else None, "not recorded"),
    number("longitude", "degrees east of the place (WGS 84)", lambda data, event: data.place(event.place_id).longitude if event.place_id else None, "not recorded"),
    text("part_of", "the event of which it is a part, such as a visit during which it was held", lambda _, event: event.part_of, "it is part of none", "events.id"),
    text("summary", "what happened, in one sentence of ours", lambda _, event: event.summary),
    text("adopted_because", "where reports disagree, why these values were adopted", lambda _, event: event.adopted_because, "nothing had to be chosen"),
    texts("plover", "the type in PLOVER, as near as there is one", lambda _, event: event.event_type.plover),
    texts("cameo", "the codes in CAMEO, as near as there are any", lambda _, event: event.event_type.cameo),
    *sourced(lambda event: event.reports),
)  # fmt: skip


def _class_of(event: Event) -> str:
    return next(name for name, types in TYPES_OF_CLASS.items() if event.event_type in types)


def _word(rank: Rank | None) -> str | None:
    return None if rank is None else rank.value


def _taking(_: Tables, event: Event) -> Iterator[Taking]:
    return (Taking(event, number, part) for number, part in enumerate(event.participants, 1))


def _reported(_: Tables, record: Event | Relation) -> Iterator[Reported]:
    return (Reported(record, place, report) for place, report in placed_reports(record))


def _figures(_: Tables, reported: Reported) -> Iterator[tuple[Reported, Quantity]]:
    return ((reported, quantity) for quantity in reported.report.quantities)


def _quantities(data: Tables, record: Event | Relation) -> Iterator[tuple[Reported, Quantity]]:
    return chain.from_iterable(_figures(data, reported) for reported in _reported(data, record))


VISITS: Final = Schema(
    "visits",
    "a visit, also one that is a stop during another (`part_of`)",
    ("id",),
    _EVENTS,
    lambda data: (event for event in data.events if isinstance(event, Visit)),
    {"events": lambda _, event: (event,) if isinstance(event, Visit) else ()},
)

EVENTS: Final = Schema(
    "events",
    "an event of any class",
    ("id",),
    _EVENTS,
    lambda data: data.events,
    {"visits": lambda _, event: (event,)},
)

PARTICIPANTS: Final = Schema(
    "participants",
    "someone who takes part in an event, in one role",
    ("event_id", "number"),
    (
        text("event_id", "the event", lambda _, row: row.event.id, references="events.id"),
        integer("number", "place in the order of the record, from 1", lambda _, row: row.number),
        text("actor_id", "who", lambda _, row: row.part.actor_id, references="actors.id"),
        text("name", "the primary name of this actor", lambda data, row: name_of(data, row.part.actor_id)),
        text("role", "in which role (codebook, roles)", lambda _, row: row.part.role.value),
        *states("state", "the state for which it acted; a state acts for itself", lambda data, row: state_of(data, row.part), "it acted for no state"),
        text("office_id", "the office in which it took part, as the sources say", lambda _, row: row.part.office_id, "none is known", "offices.id"),
        text("office", "title of the office", lambda data, row: data.office(row.part.office_id).title if row.part.office_id else None, "as for the id"),
        text("rank", "rank of the office", lambda data, row: data.office(row.part.office_id).rank.value if row.part.office_id else None, "as for the id"),
    ),
    lambda data: chain.from_iterable(_taking(data, event) for event in data.events),
    {"events": _taking, "visits": _taking},
)  # fmt: skip


def _whose(record: Callable[[Row], Event | Relation]) -> tuple[Field, ...]:
    """Return the columns that say to which event or relation something belongs."""

    def id_of(row: Row, *, relation: bool) -> str | None:
        return record(row).id if isinstance(record(row), Relation) is relation else None

    return (
        text("record_kind", "event or relation", lambda _, row: "relation" if isinstance(record(row), Relation) else "event"),
        text("record_id", "the event or relation (`events.id` or `relations.id`)", lambda _, row: record(row).id),
        text("event_id", "the event", lambda _, row: id_of(row, relation=False), "it is of a relation", "events.id"),
        text("relation_id", "the relation", lambda _, row: id_of(row, relation=True), "it is of an event", "relations.id"),
    )  # fmt: skip


REPORTS: Final = Schema(
    "reports",
    "what one source says of one event or relation, or of one of its links or superlatives",
    ("record_kind", "record_id", "path"),
    (
        *_whose(lambda row: row.record),
        text("path", "where the report stands in the record, such as `reports[0]` or `links[0].reports[1]`", lambda _, row: row.place),
        text("source_id", "the source", lambda _, row: row.report.source_id, references="sources.id"),
        text("stance", "how it stands to the record: asserts, denies, … (codebook, stances)", lambda _, row: row.report.stance.value),
        text("attributed_to", "who said so, according to the source", lambda _, row: row.report.attributed_to, "the source says so itself", "actors.id"),
        text("attributed_name", "the name of this actor", lambda data, row: name_of(data, row.report.attributed_to), "as for the id"),
        *dates("the date that the source gives", lambda row: row.report.when, "it gives none"),
        texts("paragraphs", "numbers of the paragraphs of a text that say so, from 1", lambda _, row: row.report.paragraphs),
        texts("phrases", "the few words that carry the fact, as spelled there", lambda _, row: row.report.phrases),
        text("note", "what else a reader should know", lambda _, row: row.report.note, "nothing"),
        text("url", "the address of the source", lambda data, row: url_of(data, row.report.source_id), "it has none"),
    ),
    lambda data: chain.from_iterable(_reported(data, record) for record in (*data.events, *data.relations)),
    {"events": _reported, "visits": _reported, "relations": _reported},
)  # fmt: skip

QUANTITIES: Final = Schema(
    "quantities",
    "a figure in a report",
    (),
    (
        *_whose(lambda row: row[0].record),
        text("path", "the report (`reports.path`)", lambda _, row: row[0].place),
        text("source_id", "the source", lambda _, row: row[0].report.source_id, references="sources.id"),
        text("unit", "what is counted", lambda _, row: row[1].unit),
        integer("low", "the least", lambda _, row: row[1].low, "no least is given"),
        integer("best", "the figure given", lambda _, row: row[1].best, "a span alone is given"),
        integer("high", "the most", lambda _, row: row[1].high, "no most is given"),
        text("alternative_group", "quantities of one report with the same group exclude each other", lambda _, row: row[1].alternative_group, "it stands by itself"),
        text("note", "how the source qualifies it", lambda _, row: row[1].note, "it does not"),
    ),
    lambda data: chain.from_iterable(_quantities(data, record) for record in (*data.events, *data.relations)),
    {"events": _quantities, "visits": _quantities, "relations": _quantities, "reports": _figures},
)  # fmt: skip
