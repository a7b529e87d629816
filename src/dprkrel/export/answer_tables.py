"""The tables of what was found about records: positions, conflicts, superlatives, counts and checked texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from dprkrel.export.event_tables import EVENTS
from dprkrel.export.schema import (
    Field,
    Schema,
    dates,
    day,
    integer,
    name_of,
    number,
    sourced,
    states,
    text,
    texts,
    urls_of,
)
from dprkrel.questions.conflicts import Conflict, ReportedValue
from dprkrel.questions.counting import CountedEvent
from dprkrel.questions.panel import PanelCell
from dprkrel.questions.why import Section
from dprkrel.records.coverage import Searched
from dprkrel.records.events import Event
from dprkrel.store.tables import Tables
from dprkrel.tabular.table import Value

POSITIONS: Final = Schema(
    "positions",
    "the position of an actor on an event or relation",
    (),
    (
        text("record_id", "the event or relation", lambda _, row: row[0].id),
        text("actor_id", "the actor", lambda _, row: row[1].actor_id, "a source speaks for itself", "actors.id"),
        text("name", "name of the actor", lambda data, row: name_of(data, row[1].actor_id), "as for the id"),
        text("stance", "whether it asserts, alleges, denies it, …", lambda _, row: row[1].stance.value),
        *dates("when it was said", lambda row: row[1].said, "the data have no statement"),
        text("known_by", "day by which the first source that reports it was written, in EDTF", lambda _, row: row[1].known_by and row[1].known_by.edtf, "no source has a date"),
        texts("statement_ids", "the statements (`events.id`)", lambda _, row: row[1].statement_ids),
        *sourced(lambda row: row[1].reports),
    ),
)  # fmt: skip


def _values(_: Tables, conflict: Conflict) -> Iterator[tuple[Conflict, ReportedValue]]:
    return ((conflict, value) for value in conflict.values)


CONFLICTS: Final = Schema(
    "conflicts",
    "one of the values that sources give where they disagree",
    (),
    (
        text("record_id", "the event, relation or actor", lambda _, row: row[0].record_id),
        text("field", "what they disagree about", lambda _, row: row[0].field.value),
        text("of", "the link, superlative or figure that is meant", lambda _, row: row[0].of, "the record itself"),
        text("value", "the value that these sources give", lambda _, row: row[1].value),
        text("adopted", "the value of the record", lambda _, row: row[0].adopted, "it has none"),
        text("reason", "why this value was adopted", lambda _, row: row[0].reason),
        text("corroboration", "how well the sources support the adopted value", lambda _, row: row[0].corroboration.value),
        texts("source_ids", "the sources that give this value (`sources.id`)", lambda _, row: row[1].source_ids),
        texts("urls", "their addresses", lambda data, row: urls_of(data, row[1].source_ids)),
    ),
    None,
    {"conflicts": _values},
)  # fmt: skip

SUPERLATIVES: Final = Schema(
    "superlatives",
    "a claim that an event is the first or last of its kind, compared with the data",
    (),
    (
        text("event_id", "the event", lambda _, row: row.event_id, references="events.id"),
        text("claim", "what is claimed", lambda _, row: row.superlative.claim),
        text("kind", "first, last, …", lambda _, row: row.superlative.kind.value),
        text("verdict", "whether the data agree", lambda _, row: row.verdict.value),
        texts("by", "the events that contradict it, or may (`events.id`)", lambda _, row: row.by),
        text("basis", "how many such events the data have and when", lambda _, row: row.basis),
        *sourced(lambda row: row.superlative.reports),
    ),
)  # fmt: skip


def _of_event(field: Field) -> Callable[[Tables, CountedEvent], Value]:
    return lambda data, counted: field.value(data, counted.event)


COUNTED: Final = Schema(
    "counted_events",
    "an event under a counting rule",
    ("id",),
    (
        text("admission", "counted, borderline or left_out", lambda _, row: row.admission.value),
        texts("reasons", "why it is borderline or left out", lambda _, row: row.reasons),
        *(Field(field.column, _of_event(field)) for field in EVENTS.fields),
    ),
)  # fmt: skip


_MERGED: Final = "the panel does not tell it apart"

_UNSEARCHED: Final = "it was not searched, and nothing was found by the way: that is no zero"

N = TypeVar("N", int, float)


def _known(cell: PanelCell, number: N) -> N | None:
    """Return a number of a cell, and none of one in which nobody looked and nothing was found."""
    return None if cell.searched is Searched.NOT and not cell.most else number


PANEL: Final = Schema(
    "panel",
    "a period of a direction and rank, and what a counting rule finds in it",
    ("start", "sending_id", "receiving_id", "rank"),
    (
        text("rule_id", "the counting rule", lambda _, row: row[0].id),
        text("period", "its days in EDTF", lambda _, row: row[1].period.edtf),
        day("start", "its first day (Gregorian)", lambda _, row: row[1].period.earliest_start),
        day("end", "its last day (Gregorian)", lambda _, row: row[1].period.latest_end),
        *states("sending", "the state on whose behalf visits were made", lambda _, row: row[1].sending_id, _MERGED),
        *states("receiving", "the state to which they were made", lambda _, row: row[1].receiving_id, _MERGED),
        text("rank", "the highest rank that counts", lambda _, row: row[1].rank and row[1].rank.value, _MERGED),
        integer("least", "how many events certainly count and certainly began in it", lambda _, row: _known(row[1], row[1].least), _UNSEARCHED),
        number("expected", "how many events of which nothing but the day is open began in it, if each possible day is as likely as another", lambda _, row: _known(row[1], float(row[1].expected)), _UNSEARCHED),
        number("borderline", "the same of the events of which it is open, too, whether they count", lambda _, row: _known(row[1], float(row[1].borderline)), _UNSEARCHED),
        integer("most", "how many events may count and may have begun in it", lambda _, row: _known(row[1], row[1].most), _UNSEARCHED),
        text("searched", "how far it was searched: searched, partly or not", lambda _, row: row[1].searched.value),
        texts("certain_ids", "the events of `least` (`events.id`)", lambda _, row: row[1].certain_ids),
        texts("possible_ids", "the other events of `most` (`events.id`)", lambda _, row: row[1].possible_ids),
    ),
)  # fmt: skip


def _lines(_: Tables, told: tuple[Event, Section]) -> Iterator[tuple[Event, str, int, str]]:
    event, section = told
    return ((event, section.heading, number, line) for number, line in enumerate(section.lines, 1))


EXPLANATION: Final = Schema(
    "explanation",
    "a line of the explanation of an event",
    ("event_id", "heading", "number"),
    (
        text("event_id", "the event", lambda _, row: row[0].id, references="events.id"),
        text("heading", "heading of the section", lambda _, row: row[1]),
        integer("number", "place in the section, from 1", lambda _, row: row[2]),
        text("line", "the line", lambda _, row: row[3]),
    ),
    None,
    {"explanation": _lines},
)  # fmt: skip

CHECKED_TEXTS: Final = Schema(
    "checked_texts",
    "a source that is a text, as far as a copy of it was checked",
    ("source_id",),
    (
        text("source_id", "the source", lambda _, row: row.source_id, references="sources.id"),
        text("state", "whether a copy was found, and is the text that was read", lambda _, row: row.state.value),
        text("file", "name of the copy", lambda _, row: row.file, "there is none"),
        integer("paragraphs", "paragraphs of the copy", lambda _, row: row.paragraphs),
        integer("reports", "reports that were looked up in it", lambda _, row: row.reports),
        integer("phrases", "phrases and names that were looked for in it", lambda _, row: row.phrases),
    ),
)  # fmt: skip

FAILURES: Final = Schema(
    "failures",
    "a citation that is not in the text as cited",
    (),
    (
        text("record_id", "the record", lambda _, row: row.record),
        text("field", "where in the record it stands", lambda _, row: row.field),
        text("found", "what was found", lambda _, row: row.found),
        text("expected", "what was expected", lambda _, row: row.expected),
    ),
)  # fmt: skip
