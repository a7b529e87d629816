"""Who met whom: actors in two columns, joined where they met."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from dprkrel.calls import one_of
from dprkrel.dates.when import When
from dprkrel.errors import PlotError
from dprkrel.plots.wording import Names, Words, dataset_of, list_of, records_of, titled
from dprkrel.prose import counted
from dprkrel.records.actors import ActorKind
from dprkrel.records.events import AnyEvent, Event
from dprkrel.records.stances import Status
from dprkrel.store.chains import state_of, wholes_of
from dprkrel.store.tables import Tables

_OF: Final = ("persons", "states")

Nodes: TypeAlias = Literal["persons", "states"]
"""What the nodes of a network are."""

_SWEEPS: Final = 24
"""How often the columns are put in the order of those whom they met; it settles much earlier."""


class Node(NamedTuple):
    """An actor of the network: in which column, in which row, how called, on how many occasions."""

    name: str
    side: int
    row: float
    occasions: int
    told: str


class Edge(NamedTuple):
    """Two who met, by their numbers, with the number of occasions and of those that are known to have occurred."""

    one: int
    other: int
    occasions: int
    occurred: int
    told: str


class Network(NamedTuple):
    """What a network shows."""

    words: Words
    columns: tuple[str, str]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network_of(
    records: Iterable[Event],
    *,
    of: Nodes = "persons",
    least: int = 1,
    title: str | None = None,
    data: Tables | None = None,
) -> Network:
    """Return who met whom in records."""
    of = one_of("of", of, _OF)
    given = records_of(records, AnyEvent, expected="events, such as meetings_of returns")
    if not _is_number(least):
        raise PlotError(least, "least is a number of occasions; give 1 or more")
    dataset = dataset_of(records, data)
    met, states = _met(dataset, given, of)
    kept = {pair: occasions for pair, occasions in met.items() if len(occasions) >= least}
    if not kept:
        found = max(map(len, met.values()), default=0)
        why = (
            f"no two met on {least} occasions; the most is {found}" if found else f"no two {of} of different states met"
        )
        raise PlotError(records, f"{why}; give other events, such as meetings_of returns, or another `of` or `least`")
    names = Names(dataset)
    left, columns = _columns(kept, states, names, of)
    order = _ordered(kept, states, left)
    nodes = _nodes(kept, order, names)
    number = {actor_id: place for place, actor_id in enumerate(itertools.chain(*order))}
    edges = tuple(
        Edge(number[one], number[other], len(occasions), sum(occasions.values()), _told(names, one, other, occasions))
        for (one, other), occasions in sorted(kept.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    words = _worded(given, nodes, edges, (of, least, len(met) - len(kept)), title)
    return Network(words, columns, nodes, edges)


def _is_number(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given >= 1


Occasions: TypeAlias = dict[str, bool]
"""The ids of occasions, each with whether it is known to have occurred."""

Pair: TypeAlias = tuple[str, str]


def _met(data: Tables, events: Iterable[Event], of: str) -> tuple[dict[Pair, Occasions], dict[str, str]]:
    """Return on which occasions which two met, and the state of each."""
    met: dict[Pair, Occasions] = {}
    states: dict[str, str] = {}
    for event in events:
        occasion = wholes_of(data, event)[-1] if event.part_of else event.id
        present: dict[str, str] = {}
        for part in event.participants:
            state = state_of(data, part) if part.role.is_present else None
            if state and of == "states":
                present[state] = state
            elif part.role.is_present and data.actor(part.actor_id).kind is ActorKind.PERSON:
                present[part.actor_id] = state or ""
        for one, other in itertools.combinations(sorted(present), 2):
            if present[one] != present[other]:
                occurred = event.status is Status.OCCURRED
                occasions = met.setdefault((one, other), {})
                occasions[occasion] = occasions.get(occasion, False) or occurred
        for actor_id, side in present.items():
            states.setdefault(actor_id, side)
    return met, states


def _columns(met: dict[Pair, Occasions], states: dict[str, str], names: Names, of: str) -> tuple[str, tuple[str, str]]:
    """Return the state in the left column, and the headings of both."""
    often: dict[str, int] = {}
    for pair, occasions in met.items():
        for actor_id in pair:
            often[states[actor_id]] = often.get(states[actor_id], 0) + len(occasions)
    left = min(often, key=lambda state: (-often[state], state))
    right = sorted(often.keys() - {left})
    if of == "states":
        return left, ("", "")
    called = names.actor(right[0]) if len(right) == 1 and right[0] else "Others"
    return left, (names.actor(left) if left else "Of no state", called)


def _ordered(met: dict[Pair, Occasions], states: dict[str, str], left: str) -> tuple[list[str], list[str]]:
    """Return the actors of both columns, each beside those whom they met, the states of the right one kept together."""
    weights: dict[str, dict[str, int]] = {}
    for (one, other), occasions in met.items():
        weights.setdefault(one, {})[other] = weights.setdefault(other, {})[one] = len(occasions)
    busiest = sorted(weights, key=lambda actor_id: (-sum(weights[actor_id].values()), actor_id))
    columns = (
        [actor_id for actor_id in busiest if states[actor_id] == left],
        [actor_id for actor_id in busiest if states[actor_id] != left],
    )
    for _ in range(_SWEEPS):
        before = [list(column) for column in columns]
        for column in (columns[1], columns[0]):
            place = _places(columns)
            mean = {one: _mean(weights[one], place) for one in column}
            grouped = {
                state: [one for one in column if states[one] == state] for state in {states[one] for one in column}
            }
            centre = {state: sum(mean[one] for one in group) / len(group) for state, group in grouped.items()}
            column.sort(key=lambda one: (centre[states[one]], states[one], mean[one], one))
        if [list(column) for column in columns] == before:
            break
    return columns


def _places(columns: Iterable[Sequence[str]]) -> dict[str, float]:
    return {one: (row + 0.5) / len(column) for column in columns for row, one in enumerate(column)}


def _mean(weights: dict[str, int], place: dict[str, float]) -> float:
    mean = sum(place[other] * weight for other, weight in sorted(weights.items())) / sum(weights.values())
    return round(mean, 9)  # so that sums in another order sort alike


def _nodes(met: dict[Pair, Occasions], order: tuple[list[str], list[str]], names: Names) -> tuple[Node, ...]:
    rows = max(map(len, order))
    occasions: dict[str, set[str]] = {}
    partners: dict[str, int] = {}
    for pair, held in met.items():
        for one in pair:
            occasions.setdefault(one, set()).update(held)
            partners[one] = partners.get(one, 0) + 1
    nodes = []
    for side, column in enumerate(order):
        for row, one in enumerate(column):
            name = names.actor(one)
            told = f"{name}: {counted(partners[one], 'partner')}, {counted(len(occasions[one]), 'occasion')}"
            nodes.append(Node(name, side, (row + 0.5) * rows / len(column), len(occasions[one]), told))
    return tuple(nodes)


def _told(names: Names, one: str, other: str, occasions: Occasions) -> str:
    open_ = len(occasions) - sum(occasions.values())
    unknown = f", {open_} of them not known to have occurred" if open_ else ""
    return f"{names.actor(one)} and {names.actor(other)}: {counted(len(occasions), 'occasion')}{unknown}"


def _worded(
    events: Sequence[Event],
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    chosen: tuple[str, int, int],
    title: str | None,
) -> Words:
    of, least, left_out = chosen
    days = _period([event.when for event in events])
    named = titled(title, f"Who met whom{days}")
    rare = [f"{left_out} pairs that met on fewer than {least} occasions are left out"] if left_out else []
    said = [
        f"{named}: who took part in the same event for different states. {len(nodes)} {of} in {counted(len(edges), 'pair')}, from {counted(len(events), 'event')}",
        *rare,
        *(edge.told for edge in edges),
    ]
    most = max(edge.occasions for edge in edges)
    dashed = ["Dashed: not known to have occurred."] if any(not edge.occurred for edge in edges) else []
    broad = f"The broader a line, the more occasions: 1 to {most}." if most > 1 else "Each line is one occasion."
    met = "Joined are those who took part in the same event for different states."
    return Words(named, (met, " ".join([broad, *dashed]), *(f"{line}." for line in rare)), list_of(said))


def _period(whens: Sequence[When]) -> str:
    years = sorted({day.year for when in whens for day in (when.earliest, when.latest) if day})
    if not years:
        return ""
    return f", {years[0]}" if years[0] == years[-1] else f", {years[0]}–{years[-1]}"


def rows_of(shown: Network) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the dots, and the points through which the lines run; lines within a column bow to the middle."""
    dots = [
        {"name": node.name, "x": node.side, "y": node.row, "occasions": node.occasions, "told": node.told}
        for node in shown.nodes
    ]
    points: list[dict[str, Any]] = []
    for number, edge in enumerate(shown.edges):
        one, other = shown.nodes[edge.one], shown.nodes[edge.other]
        bow = [0.35, 0.65] if one.side != other.side else [abs(one.side - 0.25)] * 2
        ends = (one, other) if one.side <= other.side else (other, one)
        path = [(ends[0].side, ends[0].row), (bow[0], ends[0].row), (bow[1], ends[1].row), (ends[1].side, ends[1].row)]
        points += [
            {
                "pair": number, "order": place, "x": x, "y": y, "occasions": edge.occasions,
                "how": "occurred" if edge.occurred else "open", "told": edge.told,
            }
            for place, (x, y) in enumerate(path)
        ]  # fmt: skip
    return dots, points
