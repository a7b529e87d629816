"""Commands about evidence: who says what of an event, where sources disagree, what claims are worth, what came first."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import ID, STATUS, TYPE, WHEN, Answer, Field, Records, View, made_table
from dprkrel.dataset import Dataset
from dprkrel.prose import counted, wrapped
from dprkrel.questions.conflicts import Conflict
from dprkrel.questions.evidence import Position
from dprkrel.questions.order import ImpliedWhen
from dprkrel.questions.subjects import record_of
from dprkrel.questions.superlatives import JudgedSuperlative
from dprkrel.questions.why import Section
from dprkrel.questions.wording import claim_line, conflict_line, report_line
from dprkrel.records.reports import Report

if TYPE_CHECKING:  # most answers are lines
    from dprkrel.tabular.table import Table


class Reports(Records[Report]):
    """How reports on one record are shown."""

    noun: ClassVar[str] = "report"
    shapes: ClassVar[tuple[Shape, ...]] = (
        WHEN,
        TYPE,
        Shape("said by", least=8),
        Shape("note", least=10, fills=True),
        ID,
    )
    hint = "--detail shows where each says so, and its address"

    def cells(self, row: Report) -> Row:
        """Return the date that it gives, its stance, who said so, what to know, and its source."""
        said_by = self.data.actor(row.attributed_to).name if row.attributed_to else ""
        return str(row.when or ""), row.stance.value, said_by, row.note or "", row.source_id

    def detail(self, rows: Sequence[Report], width: int) -> Iterator[str]:
        """Yield each report with its phrases and address."""
        for row in rows:
            yield from wrapped(report_line(self.data, row), first="", hanging="  ", width=width)
            for phrase in row.phrases:
                yield from wrapped(f"“{phrase}”", width=width)
            url = self.data.source(row.source_id).url
            if url:
                yield f"  <{url}>"


def reports(data: Dataset, asked: Namespace) -> Answer:
    """Answer `evidence`."""
    record = record_of(data, asked.record)
    return Answer(Reports(data), data.evidence(record), (f"{record.id}: {record.summary}",))


class Sections(Records[Section]):
    """How an explanation is shown: in its own words, and as rows of heading and line."""


def why(data: Dataset, asked: Namespace) -> Answer:
    """Answer `why`."""
    told = data.why(asked.event)
    sections = told.sections[: asked.limit]

    def lines(width: int) -> Iterator[str]:
        yield from wrapped(told.title, first="", hanging="  ", width=width)
        yield from wrapped(told.summary, hanging="  ", width=width)
        for section in sections:
            yield from ("", section.heading)
            for line in section.lines:
                yield from wrapped(line, width=width)

    return Answer(Sections(data), sections, lines=lines, whole=True, counted=False)


class Positions(Records[Position]):
    """How positions are shown."""

    noun: ClassVar[str] = "position"
    shapes: ClassVar[tuple[Shape, ...]] = (Shape("said", least=None), TYPE, Shape("who", least=12, fills=True), ID)
    hint = "`dprkrel why ID` has the reports"

    def cells(self, row: Position) -> Row:
        """Return when it was said, the stance, whose it is, and the sources."""
        name = self.data.actor(row.actor_id).name if row.actor_id else "a source in its own voice"
        return str(row.said or row.known_by or ""), row.stance.value, name, ", ".join(row.source_ids)

    def detail(self, rows: Sequence[Position], width: int) -> Iterator[str]:
        """Yield each position with the reports on which it rests."""
        for row in rows:
            name = self.data.actor(row.actor_id).name if row.actor_id else "a source in its own voice"
            yield f"{name} {row.stance}"
            for report in row.reports:
                yield from wrapped(report_line(self.data, report), width=width)


def positions(data: Dataset, asked: Namespace) -> Answer:
    """Answer `positions_on`."""
    return Answer(Positions(data), data.positions_on(asked.event))


class Conflicts(Records[Conflict]):
    """How conflicts are shown."""

    noun: ClassVar[str] = "conflict"
    shapes: ClassVar[tuple[Shape, ...]] = (
        TYPE,
        Shape("values", least=20, fills=True),
        Shape("adopted", least=10),
        STATUS,
        ID,
    )
    hint = "--detail shows their sources, and why a value was adopted"

    def cells(self, row: Conflict) -> Row:
        """Return what sources disagree about, their values, what was adopted, how surely, and the record."""
        values = " | ".join(f"{value.value} ({len(value.source_ids)})" for value in row.values)
        return row.field.value, values, f"→ {row.adopted or 'none'}", row.corroboration.value, row.record_id

    def detail(self, rows: Sequence[Conflict], width: int) -> Iterator[str]:
        """Yield each conflict below its record, with sources and reason."""
        for row in rows:
            yield row.record_id
            yield from wrapped(conflict_line(row), width=width)
            yield ""

    def source_ids(self, rows: Sequence[Conflict]) -> set[str]:
        """Return the ids of the sources that disagree."""
        return {source_id for row in rows for value in row.values for source_id in value.source_ids}


def conflicts(data: Dataset, asked: Namespace) -> Answer:
    """Answer `conflicts`."""
    return Answer(Conflicts(data), data.conflicts(asked.record))


class Claims(Records[JudgedSuperlative]):
    """How superlatives are shown."""

    noun: ClassVar[str] = "claim"
    shapes: ClassVar[tuple[Shape, ...]] = (STATUS, Shape("claim", least=20, fills=True), ID)

    def cells(self, row: JudgedSuperlative) -> Row:
        """Return the verdict, the claim, and the event."""
        return row.verdict.value, row.superlative.claim, row.event_id

    def detail(self, rows: Sequence[JudgedSuperlative], width: int) -> Iterator[str]:
        """Yield each claim below its event, with who makes it and the basis of the verdict."""
        for row in rows:
            yield row.event_id
            yield from wrapped(claim_line(self.data, row), width=width)
            yield ""

    def source_ids(self, rows: Sequence[JudgedSuperlative]) -> set[str]:
        """Return the ids of the sources that make the claims."""
        return {report.source_id for row in rows for report in row.superlative.reports}


def superlatives(data: Dataset, asked: Namespace) -> Answer:
    """Answer `superlatives`."""
    return Answer(Claims(data), data.superlatives(asked.event))


class _Ordered(NamedTuple):
    """Whether one event began before another, and why."""

    first: str
    second: str
    began_before: str
    ended_before: str
    reasons: tuple[str, ...]


class Order(View[_Ordered]):
    """How the order of two events is shown."""

    def table(self, rows: Sequence[_Ordered]) -> Table:
        """Return a table of one row."""
        fields = (
            Field[_Ordered]("first_id", "text", "the one event (`events.id`)", lambda row: row.first),
            Field[_Ordered]("second_id", "text", "the other event (`events.id`)", lambda row: row.second),
            Field[_Ordered]("began_before", "text", "whether the one began before the other began", lambda row: row.began_before),
            Field[_Ordered]("ended_before", "text", "whether the one had ended when the other began", lambda row: row.ended_before),
            Field[_Ordered]("reasons", "list", "the statements from which it follows", lambda row: row.reasons),
        )  # fmt: skip
        return made_table(self.data, "order", fields, rows)


def order(data: Dataset, asked: Namespace) -> Answer:
    """Answer `order`, `before` and `order_reasons`."""
    first, second = asked.first, asked.second
    began, ended = data.order(first, second), data.before(first, second)
    row = _Ordered(first, second, began.value, ended.value, data.order_reasons(first, second))

    def lines(width: int) -> Iterator[str]:
        yield row.began_before
        for reason in row.reasons:
            yield from wrapped(reason, width=width)

    return Answer(Order(data), (row,), lines=lines, whole=True, counted=False)


class Implied(View[ImpliedWhen]):
    """How a narrowed date is shown."""

    def table(self, rows: Sequence[ImpliedWhen]) -> Table:
        """Return a table of one row."""
        fields = (
            Field[ImpliedWhen]("record_id", "text", "the event or relation", lambda row: row.record_id),
            Field[ImpliedWhen]("stated", "text", "its adopted date, in EDTF", lambda row: row.stated.edtf),
            Field[ImpliedWhen]("implied", "text", "the date that follows, in EDTF", lambda row: row.when.edtf),
            Field[ImpliedWhen]("reasons", "list", "the statements from which it follows", lambda row: row.reasons),
        )
        return made_table(self.data, "implied", fields, rows)


def implied(data: Dataset, asked: Namespace) -> Answer:
    """Answer `implied_when`."""
    found = data.implied_when(asked.record)

    def lines(width: int) -> Iterator[str]:
        yield f"{found.when}  {found.record_id}"
        if found.reasons:
            yield f"  narrowed from {found.stated}, by {counted(len(found.reasons), 'statement')}"
        for reason in found.reasons:
            yield from wrapped(reason, width=width)

    return Answer(Implied(data), (found,), lines=lines, whole=True, counted=False)
