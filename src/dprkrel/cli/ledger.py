"""Commands about the data themselves: what was searched, what editions changed, what became of an id."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, STATUS, TYPE, WHEN, Answer, Field, Records, View, made_table
from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError, UnknownActorError
from dprkrel.prose import counted, wrapped
from dprkrel.questions.coverage import MonthCoverage
from dprkrel.records.changes import Change, Edit
from dprkrel.records.coverage import Coverage, Gap
from dprkrel.records.kinds import Record

if TYPE_CHECKING:  # most answers are lines
    from dprkrel.tabular.table import Table


class Ledger(Records[Coverage]):
    """How entries of the coverage ledger are shown."""

    noun: ClassVar[str] = "entry"
    shapes: ClassVar[tuple[Shape, ...]] = (WHEN, STATUS, Shape("searched", least=20, fills=True), Shape("gaps"), ID)
    hint = "--detail shows what was searched and not found, and the gaps"

    def cells(self, row: Coverage) -> Row:
        """Return period, completeness, what it is about, how many gaps it has, and id."""
        gaps = counted(len(row.gaps), "gap") if row.gaps else ""
        return str(row.when), row.completeness.value, row.summary, gaps, row.id

    def detail(self, rows: Sequence[Coverage], width: int) -> Iterator[str]:
        """Yield each entry with what was searched, its gaps, and what was not found."""
        for row in rows:
            yield f"{row.id}: {row.completeness}, {row.when}"
            yield from wrapped(f"{row.summary} Searched: {row.searched}", width=width)
            yield from _indented((f"gap {_gap(gap)}: {gap.reason}" for gap in row.gaps), width)
            yield from _indented((f"not found: {missing}" for missing in row.not_found), width)
            yield ""


class Months(Records[MonthCoverage]):
    """How far months were searched."""

    noun: ClassVar[str] = "month"
    shapes: ClassVar[tuple[Shape, ...]] = (WHEN, STATUS, Shape("reasons", least=20, fills=True))
    hint = "--detail shows all reasons"

    def cells(self, row: MonthCoverage) -> Row:
        """Return the month, how far it was searched, and why not all of it was."""
        return str(row.month), row.searched.value, "; ".join(row.reasons)

    def detail(self, rows: Sequence[MonthCoverage], width: int) -> Iterator[str]:
        """Yield each month, and every reason why it was not all searched."""
        for row in rows:
            yield f"{row.month}  {row.searched}"
            yield from _indented(row.reasons, width)


def coverage(data: Dataset, asked: Namespace) -> Answer:
    """Answer `coverage` and `coverage_by_month`."""
    if len(asked.actors) > 2:
        raise UnknownActorError(asked.actors, reason="expected no actor, one, or the two of a dyad")
    if not asked.months and (asked.types or asked.rank or asked.sending):
        raise DprkrelError("--types, --rank and --sending say how far months were searched; give --months with them")
    if not asked.months:
        return Answer(Ledger(data), data.coverage(*asked.actors, start=asked.start, end=asked.end))
    rows = data.coverage_by_month(
        *asked.actors, start=asked.start, end=asked.end, types=asked.types, rank=asked.rank, sending=asked.sending
    )
    return Answer(Months(data), rows)


def _indented(texts: Iterable[str], width: int) -> Iterator[str]:
    return (line for text in texts for line in wrapped(text, width=width))


def _gap(gap: Gap) -> str:
    """Return the days of a gap, and what it is about if not all."""
    ranks = [f"{gap.rank} and below"] if gap.rank is not None else []
    direction = [f"visits of {gap.sending_id}"] if gap.sending_id is not None else []
    about = [*ranks, *direction, *map(str, (*gap.event_types, *gap.relation_types))]
    return f"{gap.when} ({gap.completeness}{'; ' if about else ''}{', '.join(about)})"


_FIRST: Final = 20
"""How many ids are printed for a change."""


_NOUNS: Final = {"coverage": "ledger entry", "counting_rule": "counting rule"}
"""What records are called whose kind is not what one would call them."""


class Changes(Records[Change]):
    """How changes of editions are shown."""

    noun: ClassVar[str] = "change"
    shapes: ClassVar[tuple[Shape, ...]] = (
        Shape("edition"),
        STATUS,
        Shape("records", least=10),
        Shape("reason", least=20, fills=True),
        ID,
    )
    hint = "--detail shows the records and fields that they changed"

    def cells(self, row: Change) -> Row:
        """Return edition, kind, how many records of which kind, reason, and id."""
        records = counted(len(row.record_ids), _NOUNS.get(row.record_kind, row.record_kind))
        return row.edition, row.kind.value, records, row.reason, row.id

    def detail(self, rows: Sequence[Change], width: int) -> Iterator[str]:
        """Yield each change with its records and the fields that it corrected."""
        for row in rows:
            yield f"{row.edition}  {row.kind}: {len(row.record_ids)} of kind {row.record_kind}"
            more = f" and {len(row.record_ids) - _FIRST} more" if len(row.record_ids) > _FIRST else ""
            yield from wrapped(f"{row.reason} {', '.join(row.record_ids[:_FIRST])}{more}", width=width)
            yield from _indented(map(_edit, row.edits), width)
            yield ""


def _edit(edit: Edit) -> str:
    return f"{edit.record_id} {edit.field}: {edit.old or 'none'} → {edit.new or 'none'}"


def changes(data: Dataset, asked: Namespace) -> Answer:
    """Answer `changes`."""
    return Answer(Changes(data), data.changes(asked.since))


class Resolved(View[Record]):
    """How what an id stands for is shown."""

    noun: ClassVar[str] = "record"
    shapes: ClassVar[tuple[Shape, ...]] = (TYPE, Shape("text", least=20, fills=True), ID)

    def __init__(self, data: Dataset, asked: str) -> None:
        super().__init__(data)
        self._asked = asked

    def cells(self, row: Record) -> Row:
        """Return what it is, in a few words, and its id of today."""
        kind = (
            f"{row.kind.value} in {row.edition}"
            if isinstance(row, Change)
            else "kept"
            if row.id == self._asked
            else "merged"
        )
        return kind, _words(row), row.id

    def detail(self, rows: Sequence[Record], width: int) -> Iterator[str]:
        """Yield the record as plain data."""
        import json

        for row in rows:
            yield from json.dumps(row.to_dict(), ensure_ascii=False, indent=2).split("\n")
        del width

    def table(self, rows: Sequence[Record]) -> Table:
        """Return a table of one row."""
        fields = (
            Field[Record]("asked", "text", "the id that was asked for", lambda _: self._asked),
            Field[Record]("id", "text", "the record for which it stands today, or the change that withdrew it", lambda row: row.id),
            Field[Record]("became", "text", "kept, merged, or withdrawn in which edition", lambda row: self.cells(row)[0]),
            Field[Record]("text", "text", "what it is, in a few words", _words),
        )  # fmt: skip
        return made_table(self.data, "resolved", fields, rows)


def _words(record: Record) -> str:
    """Return what a record is in a few words."""
    told = (getattr(record, name, "") for name in ("summary", "reason", "name", "title", "description"))
    return next(filter(None, told), record.id)


def resolve(data: Dataset, asked: Namespace) -> Answer:
    """Answer `resolve`."""
    return Answer(Resolved(data, asked.record), (data.resolve(asked.record, asked.kind),), counted=False)
