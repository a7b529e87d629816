"""Commands about actors: whom a name means, and which there are."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.relations import Offices, Relations
from dprkrel.cli.views import ID, TYPE, Answer, Records
from dprkrel.dataset import Dataset
from dprkrel.errors import VocabularyError
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.relations import Relation


class Actors(Records[Actor]):
    """How actors are shown."""

    noun: ClassVar[str] = "actor"
    shapes: ClassVar[tuple[Shape, ...]] = (
        TYPE,
        Shape("name", least=14, fills=True),
        Shape("names", least=10),
        Shape("state", least=8, spare=True),
        ID,
    )
    hint = "--detail shows all names with their sources"

    def cells(self, row: Actor) -> Row:
        """Return kind, name, the name in its own script, state, and id."""
        own = [name.text for name in row.names if name.scheme == "native"][:_OWN]
        state = self.data.actor(row.state_id).name if row.state_id else ""
        return row.kind.value, row.name, ", ".join(own), state, row.id

    def detail(self, rows: Sequence[Actor], width: int) -> Iterator[str]:
        """Yield each actor with all names, and then the sources."""
        from dprkrel.cli.detail import records_in_full

        return records_in_full(self.data, rows, width)

    def plain(self, row: Actor) -> dict[str, Any]:
        """Return the actor as plain data."""
        return {"record": "actor", **row.to_dict()}

    def source_ids(self, rows: Sequence[Actor]) -> set[str]:
        """Return the ids of the sources of the names."""
        return {source_id for row in rows for name in row.names for source_id in name.source_ids}


_OWN = 2
"""How many names in their own script are shown in a line."""


class Person(Actors):
    """How one actor is shown, with the offices held."""

    def plains(self, rows: Sequence[Actor]) -> list[dict[str, Any]]:
        """Return the actor and the offices held as plain data."""
        ties = Relations(self.data)
        return [*map(self.plain, rows), *(ties.plain(spell) for row in rows for spell in self._offices(row))]

    def _offices(self, row: Actor) -> tuple[Relation, ...]:
        return self.data.offices_of(row) if row.kind is ActorKind.PERSON else ()

    def detail(self, rows: Sequence[Actor], width: int) -> Iterator[str]:
        """Yield the actor with all names and offices, and then the sources."""
        from dprkrel.cli.detail import records_in_full

        offices = [spell for row in rows for spell in self._offices(row)]
        return records_in_full(self.data, [*rows, *offices], width)


def actor(data: Dataset, asked: Namespace) -> Answer:
    """Answer `find_actor`, and `offices_of` whom it finds."""
    found = data.find_actor(asked.text, on=asked.on)
    view = Person(data)

    def told(width: int) -> Iterator[str]:
        yield from _headed(data, found, width)
        if found.kind is ActorKind.PERSON:
            from dprkrel.cli.layout import laid_out

            ties = Offices(data)
            rows = [ties.cells(tie) for tie in data.offices_of(found)]
            yield from (f"  {line}" for line in laid_out(ties.shapes, rows, width=width - 2, colour=False))

    return Answer(view, (found,), lines=told, counted=False)


def _headed(data: Dataset, found: Actor, width: int) -> Iterator[str]:
    """Yield who an actor is, and by which names it is known, in a few lines."""
    from dprkrel.prose import wrapped

    state = f", {data.actor(found.state_id).name}" if found.state_id else ""
    existed = f", {found.existed}" if found.existed else ""
    yield f"{found.name}  {found.kind.value}{state}{existed}  {found.id}"
    names = dict.fromkeys(name.text for name in found.names)
    yield from wrapped(f"names: {' · '.join(names)}", width=width)
    for other in found.not_same_as:
        yield f"  not: {data.actor(other).name}  {other}"


def actors(data: Dataset, asked: Namespace) -> Answer:
    """List actors."""
    for kind in asked.kind or ():
        if kind not in [*ActorKind]:
            raise VocabularyError("kind", kind, ActorKind)
    state = None if asked.state is None else data.find_actor(asked.state).id
    found = tuple(
        one
        for one in data.actors
        if (not asked.kind or one.kind in asked.kind) and (state is None or state in (one.id, one.state_id))
    )
    return Answer(Actors(data), found)
