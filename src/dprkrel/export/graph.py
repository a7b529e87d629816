"""Events and relations as a network of actors or states, for networkx and what reads its files (extra `graph`)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from dprkrel.calls import one_of
from dprkrel.errors import MissingExtraError
from dprkrel.export.dated import DatedRecordsLike, asked, dated_records
from dprkrel.export.schema import urls_of
from dprkrel.questions.evidence import confidence
from dprkrel.records.actors import Actor, ActorKind, own_state
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId
from dprkrel.records.relations import Relation
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.store.chains import state_of
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Level: TypeAlias = Literal["actor", "state"]
"""What the nodes are."""

DIRECTED: Final[Mapping[Role, tuple[Role, ...]]] = MappingProxyType(
    {
        **dict.fromkeys([role for role in Role if role.travels], (Role.HOST, Role.GREETER, Role.PARTICIPANT)),
        Role.SPEAKER: (Role.ADDRESSEE, Role.INVITEE, Role.SUBJECT),
        Role.APPOINTER: (Role.APPOINTEE,),
        Role.PREDECESSOR: (Role.APPOINTEE,),
        Role.SENDING_STATE: (Role.RECEIVING_STATE,),
        Role.SUPPLIER: (Role.RECIPIENT,),
        Role.FORCE: (Role.TARGET, Role.HOST),
        Role.OBSERVER: (Role.SUBJECT, Role.FORCE),
        Role.VOTER: (Role.SUBJECT,),
    }
)
"""To which roles an edge leads from a role."""

MUTUAL: Final = (Role.PARTICIPANT, Role.PARTY, Role.SIGNATORY, Role.SPEAKER, Role.FORCE)
"""Roles that two may have together, unless both act for one state: an edge leads each way."""


def to_networkx(
    self: Tables, records: DatedRecordsLike = None, *, level: Literal["actor", "state"] = "actor"
) -> MultiDiGraph[str]:
    """Return events and relations as a directed network with several edges between two nodes, for networkx.

    A visit leads from whoever travels to whoever receives them, a
    statement from the speaker to whom it addresses or is about, and so on
    (see the page *Graphs*). What is mutual, such as diplomatic relations,
    has an edge each way with the same key, of which `to_undirected` makes
    one. Attributes are text, whole numbers and true or false, and absent
    where nothing is known, so that GraphML and GEXF can be written. A date
    is its EDTF text and four bounds; no day is made up.

    Args:
        records: events, relations or their ids, one or several; None for all events and relations that occurred.
        level: `actor` makes a node of every actor that takes part; `state` of every state for which one acts, and
            leaves out who acts for none and what is between people of one state.

    Returns:
        A `networkx.MultiDiGraph`. Nodes are the ids of actors, with `name`, `kind` and, where there are, `iso3`, `cow` and
        `state`. The key of an edge is the id of its event or relation.

    Raises:
        MissingExtraError: networkx is not installed; the extra `graph` brings it.
        UnknownRecordError: something is no event or relation.
        VocabularyError: the level is not understood.

    Examples:
        >>> graph = dprkrel.to_networkx("putin-visit-dprk-2024", level="state")
        >>> for sender, receiver, edge in graph.edges(data=True):
        ...     print(sender, receiver, edge["when"], edge["from_role"], edge["to_role"])
        russia dprk 2024-06-19 visitor, delegate host
    """
    level = one_of("level", level, get_args(Level))
    try:
        import networkx
    except ImportError as error:
        raise MissingExtraError("graph", "networkx") from error
    data = asked(self, records)
    graph: MultiDiGraph[str] = networkx.MultiDiGraph(edition=data.edition, level=level)
    numbers = Counter[str]()
    for record in dated_records(data, records, (*data.events, *data.relations)):
        sides = _sides(data, record, level)
        for side in sides:
            graph.add_node(str(side.node), **_node(data.actor(side.node)))
        facts: dict[str, str | int | bool] = {}
        for (first, second), tie in _edges(_pairs(record, sides)).items():
            facts = facts or _facts(data, record)
            numbers[record.id] += 1
            # Some formats ask of each edge for an id of its own, and take it from this attribute.
            own = {"id": f"{record.id}.{numbers[record.id]}"}
            graph.add_edge(str(first), str(second), key=str(record.id), **own, **facts, **tie)
    return graph


def _node(actor: Actor) -> dict[str, str | int]:
    known = {
        "name": actor.name, "kind": str(actor.kind), "iso3": actor.iso_alpha3, "cow": actor.cow_code,
        "state": actor.state_id and str(actor.state_id),
    }  # fmt: skip
    return {name: value for name, value in known.items() if value is not None}


def _facts(tables: Tables, record: Event | Relation) -> dict[str, str | int | bool]:
    """Return what every edge of a record says of it; no name is one that GEXF keeps for itself, such as `type` or `start`."""
    kind, word = ("relation", record.relation_type) if isinstance(record, Relation) else ("event", record.event_type)
    when = record.when
    known = {
        "record_kind": kind,
        "record_type": str(word),
        "status": str(record.status),
        "confidence": str(confidence(tables, record)),
        "when": when.edtf,
        "start_earliest": _iso(when.earliest_start),
        "start_latest": _iso(when.latest_start),
        "end_earliest": _iso(when.earliest_end),
        "end_latest": _iso(when.latest_end),
        "place": tables.place(record.place_id).name if record.place_id else None,
        "summary": record.summary,
        "urls": " ".join(urls_of(tables, (report.source_id for report in record.reports))) or None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


class _Side(NamedTuple):
    """Who takes part, as the node that stands for it, in which role of an event, for which state."""

    node: ActorId
    role: Role | None
    state: ActorId | None


def _sides(tables: Tables, record: Event | Relation, level: Level) -> list[_Side]:
    """Return all for whom there is a node, in the order of the record."""
    if isinstance(record, Relation):
        actors = [tables.actor(actor_id) for actor_id in (record.subject_id, record.object_id)]
        return [
            _Side(actor.id, None, own_state(actor))
            for actor in actors
            if level == "actor" or actor.kind is ActorKind.STATE  # a person is no state, whichever it belongs to
        ]
    parts = [(part, state_of(tables, part)) for part in record.participants]
    if level == "actor":
        return [_Side(part.actor_id, part.role, state) for part, state in parts]
    return [_Side(state, part.role, state) for part, state in parts if state is not None]


def _pairs(record: Event | Relation, sides: Sequence[_Side]) -> Iterator[tuple[_Side, _Side, bool]]:
    """Yield who is tied to whom, and whether also the other way round; at the level of states some to themselves."""
    if not isinstance(record, Relation):
        yield from _pairs_of_roles(sides)
    elif len(sides) == 2:
        mutual = not record.relation_type.directed
        first, second = sides
        yield first, second, mutual
        if mutual:
            yield second, first, mutual


def _pairs_of_roles(sides: Iterable[_Side]) -> Iterator[tuple[_Side, _Side, bool]]:
    in_role: dict[Role | None, list[_Side]] = {}
    for side in sides:
        in_role.setdefault(side.role, []).append(side)
    for from_role, to_roles in _directed(in_role.keys()).items():
        for to_role in to_roles:
            yield from ((*pair, False) for pair in product(in_role.get(from_role, ()), in_role.get(to_role, ())))
    for role in _mutual(in_role.keys()):
        for first, second in product(in_role.get(role, ()), repeat=2):
            if first.state is None or first.state != second.state:  # those who act for one state are on one side
                yield first, second, True


def _directed(roles: AbstractSet[Role | None]) -> Mapping[Role, tuple[Role, ...]]:
    """Return to which roles edges lead from each; participants are the guests of a host if nobody travels."""
    return DIRECTED if roles & TRAVELLING else {**DIRECTED, Role.PARTICIPANT: (Role.HOST,)}


def _mutual(roles: AbstractSet[Role | None]) -> Iterable[Role]:
    """Return the roles that tie two who have them; participants only if there is neither a guest nor a host."""
    apart = roles & {*TRAVELLING, Role.HOST}
    return (role for role in MUTUAL if not (apart and role is Role.PARTICIPANT))


def _edges(pairs: Iterable[tuple[_Side, _Side, bool]]) -> dict[tuple[ActorId, ActorId], dict[str, str | bool]]:
    """Return the edges, each with what is true of it alone; of several that lead the same way one, with all roles."""
    found: dict[tuple[ActorId, ActorId], list[tuple[_Side, _Side, bool]]] = {}
    for first, second, mutual in pairs:
        if first.node != second.node:
            found.setdefault((first.node, second.node), []).append((first, second, mutual))
    return {nodes: _edge(several) for nodes, several in found.items()}


def _edge(several: Iterable[tuple[_Side, _Side, bool]]) -> dict[str, str | bool]:
    firsts, seconds, mutual = zip(*several, strict=True)
    known = {
        "from_role": _joined(side.role for side in firsts),
        "to_role": _joined(side.role for side in seconds),
        "from_state": _joined(side.state for side in firsts),
        "to_state": _joined(side.state for side in seconds),
    }
    return {"mutual": any(mutual), **{name: value for name, value in known.items() if value}}


def _joined(words: Iterable[str | None]) -> str:
    return ", ".join(dict.fromkeys(str(word) for word in words if word is not None))
