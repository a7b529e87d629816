"""Events and relations as a network of actors or states, for networkx and what reads its files (extra `graph`)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from dprkrel.errors import MissingExtraError, VocabularyError
from dprkrel.export.dated import DatedRecordsLike, dated_records
from dprkrel.questions.evidence import confidence
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId
from dprkrel.records.relations import Relation
from dprkrel.records.roles import Role
from dprkrel.store.chains import state_of
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Level: TypeAlias = Literal["actor", "state"]
"""What the nodes are."""

TRAVELLERS: Final = (Role.VISITOR, Role.DELEGATE)
DIRECTED: Final[Mapping[Role, tuple[Role, ...]]] = {
    **dict.fromkeys(TRAVELLERS, (Role.HOST, Role.GREETER, Role.PARTICIPANT)),
    Role.SPEAKER: (Role.ADDRESSEE, Role.INVITEE, Role.SUBJECT),
    Role.APPOINTER: (Role.APPOINTEE,),
    Role.PREDECESSOR: (Role.APPOINTEE,),
    Role.SENDING_STATE: (Role.RECEIVING_STATE,),
    Role.SUPPLIER: (Role.RECIPIENT,),
    Role.FORCE: (Role.TARGET, Role.HOST),
    Role.OBSERVER: (Role.SUBJECT, Role.FORCE),
    Role.VOTER: (Role.SUBJECT,),
}
"""To which roles an edge leads from a role."""

MUTUAL: Final = (Role.PARTICIPANT, Role.PARTY, Role.SIGNATORY, Role.SPEAKER, Role.FORCE)
"""Roles that two may have together, unless both act for one state: an edge leads each way."""


def to_networkx(self: Tables, records: DatedRecordsLike = None, *, level: Level = "actor") -> MultiDiGraph[str]:
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
        russia dprk 2024-06-19 visitor host
    """
    if level not in get_args(Level):
        raise VocabularyError("level", level, get_args(Level))
    try:
        import networkx
    except ImportError as error:
        raise MissingExtraError("graph", "networkx") from error
    graph: MultiDiGraph[str] = networkx.MultiDiGraph(edition=self.edition, level=level)
    numbers = Counter[str]()
    for record in dated_records(self, records, (*self.events, *self.relations)):
        ties = _Ties(self, record, level)
        for actor_id in ties.nodes:
            graph.add_node(str(actor_id), **_node(self.actor(actor_id)))
        facts: dict[str, str | int | bool] = {}
        for (first, second), tie in ties.edges().items():
            facts = facts or _facts(self, record)
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
    sources = (tables.source(report.source_id).url for report in record.reports)
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
        "urls": " ".join(dict.fromkeys(filter(None, sources))) or None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


class _Ties:
    """Who is tied to whom by one event or relation."""

    def __init__(self, tables: Tables, record: Event | Relation, level: Level) -> None:
        self._tables = tables
        self._record = record
        self._level = level
        # Of those of a role: the node that stands for each, and the state for which it acts.
        self._in_role: dict[Role, list[tuple[ActorId, ActorId | None]]] = {}
        if isinstance(record, Relation):
            self._sides = [self._own(record.subject_id), self._own(record.object_id)]
            return
        self._sides = []
        for part in record.participants:
            state = state_of(tables, part)
            node = state if level == "state" else part.actor_id
            if node is not None:
                self._sides.append((node, state))
                self._in_role.setdefault(part.role, []).append((node, state))

    @property
    def nodes(self) -> Iterable[ActorId]:
        """Everyone on some side, tied to others or not."""
        return dict.fromkeys(node for node, _ in self._sides if node is not None)

    def _own(self, actor_id: ActorId) -> tuple[ActorId | None, ActorId | None]:
        """Return the node of a side of a relation: at the level of states a state alone, since no person is one."""
        actor = self._tables.actor(actor_id)
        if actor.kind is ActorKind.STATE:
            return actor_id, actor_id
        return (None if self._level == "state" else actor_id), actor.state_id

    def edges(self) -> dict[tuple[ActorId, ActorId], dict[str, str | bool]]:
        """Return the edges, each with what is true of it alone; of two that lead the same way one, with the roles of both."""
        found: dict[tuple[ActorId, ActorId], dict[str, str | bool]] = {}
        for (first, first_state), (second, second_state), roles, mutual in self._pairs():
            if first is None or second is None or first == second:
                continue
            tie = found.setdefault((first, second), {})
            for name, role in zip(("from_role", "to_role"), roles, strict=True):
                said = str(tie.get(name, "")).split(", ") if name in tie else []
                tie[name] = ", ".join(dict.fromkeys([*said, *([str(role)] if role else [])]))
            tie["mutual"] = bool(tie.get("mutual")) or mutual
            for name, state in (("from_state", first_state), ("to_state", second_state)):
                if state is not None:
                    tie[name] = str(state)
        return {pair: {name: value for name, value in tie.items() if value != ""} for pair, tie in found.items()}

    def _pairs(self) -> Iterator[_Pair]:
        if isinstance(self._record, Relation):
            first, second = self._sides
            mutual = not self._record.relation_type.directed
            yield first, second, (None, None), mutual
            if mutual:
                yield second, first, (None, None), mutual
            return
        yield from self._directed()
        yield from self._together()

    def _directed(self) -> Iterator[_Pair]:
        for from_role, to_roles in DIRECTED.items():
            for to_role in to_roles:
                yield from self._between(from_role, to_role)
        if not any(role in self._in_role for role in TRAVELLERS):
            yield from self._between(Role.PARTICIPANT, Role.HOST)

    def _between(self, from_role: Role, to_role: Role) -> Iterator[_Pair]:
        for first in self._in_role.get(from_role, ()):
            for second in self._in_role.get(to_role, ()):
                yield first, second, (from_role, to_role), False

    def _together(self) -> Iterator[_Pair]:
        """Yield pairs of those who do the same together; those who act for the same state are no two sides."""
        others = {*chain(TRAVELLERS, [Role.HOST])}
        for role in MUTUAL:
            if role is Role.PARTICIPANT and others & self._in_role.keys():
                continue
            for first in self._in_role.get(role, ()):
                for second in self._in_role.get(role, ()):
                    if first[1] is None or first[1] != second[1]:
                        yield first, second, (role, role), True


_Pair: TypeAlias = tuple[
    "tuple[ActorId | None, ActorId | None]",
    "tuple[ActorId | None, ActorId | None]",
    "tuple[Role | None, Role | None]",
    bool,
]
