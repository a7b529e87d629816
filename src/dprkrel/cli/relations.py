"""Commands about relations: ties of all kinds, offices held, missions."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from dprkrel.cli import lines
from dprkrel.cli.arguments import status_of
from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, STATUS, TYPE, WHEN, Answer, Records
from dprkrel.dataset import Dataset
from dprkrel.questions.offices import OfficeHolder
from dprkrel.records.relations import Relation


class Relations(Records[Relation]):
    """How relations are shown."""

    noun: ClassVar[str] = "relation"
    shapes: ClassVar[tuple[Shape, ...]] = (
        WHEN,
        TYPE,
        Shape("who", least=12, fills=True),
        Shape("place", least=5, spare=True),
        STATUS,
        ID,
    )

    def __init__(self, data: Dataset, noun: str = "relation") -> None:
        super().__init__(data)
        self.noun = noun  # type: ignore[misc] # of this answer alone

    def cells(self, row: Relation) -> Row:
        """Return spell, type, both sides, seat, status unless it holds or held, and id."""
        sides, seat = lines.between(self.data, row), lines.place(self.data, row)
        return str(row.when), row.relation_type.value, sides, seat, lines.unless_occurred(row), row.id

    def detail(self, rows: Sequence[Relation], width: int) -> Iterator[str]:
        """Yield each relation with all that is recorded of it, and then the sources."""
        from dprkrel.cli.detail import records_in_full

        return records_in_full(self.data, rows, width)

    def plain(self, row: Relation) -> dict[str, Any]:
        """Return the relation as plain data."""
        return {"record": "relation", "status": row.status.value, **row.to_dict()}

    def days(self, rows: Sequence[Relation]) -> Sequence[Relation]:
        """Return the relations themselves."""
        return rows

    def source_ids(self, rows: Sequence[Relation]) -> set[str]:
        """Return the ids of the sources that report the relations."""
        return {report.source_id for row in rows for report in row.reports}


class Offices(Relations):
    """How the offices of one person are shown."""

    shapes: ClassVar[tuple[Shape, ...]] = (
        WHEN,
        Shape("office", least=12, fills=True),
        Shape("of", least=10, spare=True),
        STATUS,
        ID,
    )

    def cells(self, row: Relation) -> Row:
        """Return spell, office, the state or body whose it is, status unless it was held, and id."""
        office, of = self.data.office(row.office_id or "").title, self.data.actor(row.object_id).name
        return str(row.when), office, of, lines.unless_occurred(row), row.id


class Holders(Records[OfficeHolder]):
    """How those who held an office are shown."""

    noun: ClassVar[str] = "holder"
    shapes: ClassVar[tuple[Shape, ...]] = (
        Shape("certainty"),
        Shape("name", least=12, fills=True),
        WHEN,
        Shape("office", least=12, spare=True),
        ID,
    )

    def cells(self, row: OfficeHolder) -> Row:
        """Return how surely, who, when, which office, and the id of the spell."""
        office = self.data.office(row.relation.office_id or "").title
        return row.certainty.value, row.holder.name, str(row.relation.when), office, row.relation.id

    def detail(self, rows: Sequence[OfficeHolder], width: int) -> Iterator[str]:
        """Yield the spells of the holders in full, and then the sources."""
        from dprkrel.cli.detail import records_in_full

        return records_in_full(self.data, [row.relation for row in rows], width)

    def days(self, rows: Sequence[OfficeHolder]) -> Sequence[Relation]:
        """Return the spells for which they held it."""
        return [row.relation for row in rows]

    def source_ids(self, rows: Sequence[OfficeHolder]) -> set[str]:
        """Return the ids of the sources of the spells."""
        return {report.source_id for row in rows for report in row.relation.reports}


def relations(data: Dataset, asked: Namespace) -> Answer:
    """Answer `relations_of`."""
    found = data.relations_of(
        asked.actor,
        types=asked.types,
        other=asked.other,
        on=asked.on,
        match=asked.match,
        status=status_of(asked.status),
    )
    return Answer(Relations(data), found)


def offices(data: Dataset, asked: Namespace) -> Answer:
    """Answer `offices_of`."""
    return Answer(Offices(data, "office"), data.offices_of(asked.actor, on=asked.on, match=asked.match))


def holders(data: Dataset, asked: Namespace) -> Answer:
    """Answer `office_holders`."""
    return Answer(Holders(data), data.office_holders(asked.title, of=asked.of, on=asked.on))


def missions(data: Dataset, asked: Namespace) -> Answer:
    """Answer `missions_at_work`."""
    found = data.missions_at_work(
        on=asked.on, sending=asked.sending, receiving=asked.receiving, types=asked.types or "mission", match=asked.match
    )
    return Answer(Relations(data, "mission"), found)
