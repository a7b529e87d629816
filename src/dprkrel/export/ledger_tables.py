"""The tables of what was searched, of counting rules, and of changes between editions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from dprkrel.export.schema import Schema, boolean, dates, day, integer, name_of, text, texts, urls_of
from dprkrel.records.changes import Change, Edit
from dprkrel.records.counting_rules import CountingRule, Figure
from dprkrel.records.coverage import Coverage, Gap
from dprkrel.store.tables import Tables


class Gapped(NamedTuple):
    """A gap of an entry of the coverage ledger."""

    entry: Coverage
    number: int
    gap: Gap


class Changed(NamedTuple):
    """What an edition did to one record, with one field that it corrected if there is any."""

    change: Change
    record_id: str
    edit: Edit | None


class Published(NamedTuple):
    """A number that was published under a counting rule."""

    rule: CountingRule
    figure: Figure


def _gaps(_: Tables, entry: Coverage) -> Iterator[Gapped]:
    return (Gapped(entry, number, gap) for number, gap in enumerate(entry.gaps, 1))


def _edits(_: Tables, change: Change) -> Iterator[Changed]:
    for record_id in change.record_ids:
        edits: list[Edit | None] = [edit for edit in change.edits if edit.record_id == record_id]
        yield from (Changed(change, record_id, edit) for edit in edits or [None])


def _figures(_: Tables, rule: CountingRule) -> Iterator[Published]:
    return (Published(rule, figure) for figure in rule.figures)


COVERAGE: Final = Schema(
    "coverage",
    "an entry of the coverage ledger: what was searched for, and how thoroughly",
    ("id",),
    (
        text("id", "id of the entry; it is never reused", lambda _, entry: entry.id),
        text("completeness", "how far it was searched: complete, partial or not_searched", lambda _, entry: entry.completeness.value),
        *dates("the period that it covers", lambda entry: entry.when),
        texts("dyad", "the states between which (`actors.id`); one for all ties of that state, none for everything", lambda _, entry: entry.dyad),
        texts("event_types", "types of event; empty with `relation_types` for none, without for all", lambda _, entry: (one.value for one in entry.event_types)),
        texts("relation_types", "types of relation; empty with `event_types` for none, without for all", lambda _, entry: (one.value for one in entry.relation_types)),
        text("rank", "the least rank that was searched for; of what was not searched, the highest", lambda _, entry: entry.rank and entry.rank.value, "all ranks"),
        text("searched", "with which sources", lambda _, entry: entry.searched),
        text("summary", "what the entry covers", lambda _, entry: entry.summary),
        texts("not_found", "what was looked for and not found", lambda _, entry: entry.not_found),
        integer("gaps", "how many gaps it has (table `gaps`)", lambda _, entry: len(entry.gaps)),
    ),
    lambda data: data.ledger,
)  # fmt: skip

GAPS: Final = Schema(
    "gaps",
    "days of an entry of the coverage ledger that were not searched, or worse than the rest",
    ("coverage_id", "number"),
    (
        text("coverage_id", "the entry", lambda _, row: row.entry.id, references="coverage.id"),
        integer("number", "place in the order of the record, from 1", lambda _, row: row.number),
        text("completeness", "partial or not_searched", lambda _, row: row.gap.completeness.value),
        *dates("its days", lambda row: row.gap.when),
        text("rank", "the rank up to which it is a gap", lambda _, row: row.gap.rank and row.gap.rank.value, "all ranks"),
        texts("event_types", "types of event; empty for those of the entry", lambda _, row: (one.value for one in row.gap.event_types)),
        texts("relation_types", "types of relation; empty for those of the entry", lambda _, row: (one.value for one in row.gap.relation_types)),
        text("sending_id", "the state whose visits alone it concerns", lambda _, row: row.gap.sending_id, "both directions", "actors.id"),
        text("reason", "why", lambda _, row: row.gap.reason),
    ),
    lambda data: chain.from_iterable(_gaps(data, entry) for entry in data.ledger),
    {"coverage": _gaps},
)  # fmt: skip

COVERAGE_BY_MONTH: Final = Schema(
    "coverage_by_month",
    "a month, and how far it was searched for what was asked",
    ("month",),
    (
        text("month", "the month, as 2024-06", lambda _, row: row.month.edtf),
        day("start", "its first day (Gregorian)", lambda _, row: row.month.earliest_start),
        day("end", "its last day (Gregorian)", lambda _, row: row.month.latest_end),
        text("rank", "the least rank that is asked for", lambda _, row: row.rank.value),
        text("searched", "searched, partly or not", lambda _, row: row.searched.value),
        texts("entry_ids", "the entries of the ledger that say so (`coverage.id`)", lambda _, row: row.entry_ids),
        texts("reasons", "why it was not all searched", lambda _, row: row.reasons),
    ),
)  # fmt: skip

RULES: Final = Schema(
    "counting_rules",
    "a published definition of what counts as an exchange",
    ("id",),
    (
        text("id", "id of the rule; it is never reused", lambda _, rule: rule.id),
        text("title", "what it counts", lambda _, rule: rule.title),
        text("publisher_id", "whose definition it is", lambda _, rule: rule.publisher_id, references="actors.id"),
        text("publisher", "its name", lambda data, rule: name_of(data, rule.publisher_id)),
        text("definition", "the definition in our own words", lambda _, rule: rule.definition),
        texts("event_types", "the types that count", lambda _, rule: (one.value for one in rule.event_types)),
        texts("sending_ids", "the states whose visits count (`actors.id`); empty for every state", lambda _, rule: rule.sending_ids),
        texts("receiving_ids", "the states in which they count (`actors.id`); empty for every state", lambda _, rule: rule.receiving_ids),
        text("rank", "the least rank of an office of the visitor", lambda _, rule: rule.rank and rule.rank.value, "any rank counts"),
        texts("except_office_ids", "offices that do not count (`offices.id`)", lambda _, rule: rule.except_office_ids),
        texts("open_office_ids", "offices of which the definition leaves open whether they count (`offices.id`)", lambda _, rule: rule.open_office_ids),
        boolean("delegates", "whether the rank of a member of the delegation suffices", lambda _, rule: rule.delegates),
        texts("source_ids", "where it was published (`sources.id`)", lambda _, rule: rule.source_ids),
        texts("urls", "the addresses of these sources", lambda data, rule: urls_of(data, rule.source_ids)),
    ),
    lambda data: data.counting_rules,
)  # fmt: skip

FIGURES: Final = Schema(
    "figures",
    "a number that was published under a counting rule",
    (),
    (
        text("rule_id", "the rule", lambda _, row: row.rule.id, references="counting_rules.id"),
        *dates("the period counted", lambda row: row.figure.when),
        integer("published_number", "how many", lambda _, row: row.figure.number),
        text("sending_id", "the state whose visits alone it counts", lambda _, row: row.figure.sending_id, "all of the rule", "actors.id"),
        text("explanation", "why the data give another number", lambda _, row: row.figure.explanation, "nothing had to be explained"),
        text("source_id", "where it was published", lambda _, row: row.figure.source_id, references="sources.id"),
        text("url", "the address of this source", lambda data, row: data.source(row.figure.source_id).url, "it has none"),
    ),
    lambda data: chain.from_iterable(_figures(data, rule) for rule in data.counting_rules),
    {"counting_rules": _figures},
)  # fmt: skip

CHANGES: Final = Schema(
    "changes",
    "what an edition did to one record; a corrected record has a row for each field that changed",
    (),
    (
        text("id", "id of the change; several records may share one", lambda _, row: row.change.id),
        text("in_edition", "the edition that did it", lambda _, row: row.change.edition),
        text("kind", "added, corrected, merged or withdrawn", lambda _, row: row.change.kind.value),
        text("record_kind", "which kind of record", lambda _, row: row.change.record_kind),
        text("record_id", "to which record; one that was merged or withdrawn stands in no table", lambda _, row: row.record_id),
        text("field", "the field that was corrected, as a path", lambda _, row: row.edit and row.edit.field, "no field is given"),
        text("old", "its value before, in the plain form", lambda _, row: row.edit and row.edit.old, "there was none, or no field is given"),
        text("new", "its value since, in the plain form", lambda _, row: row.edit and row.edit.new, "there is none, or no field is given"),
        text("cause", "whether sources or their coding changed", lambda _, row: row.change.cause and row.change.cause.value, "it was added"),
        text("heir_id", "the record that holds the evidence of what was merged", lambda _, row: row.change.heir_id, "it was not merged"),
        text("reason", "why", lambda _, row: row.change.reason),
    ),
    lambda data: data.changelog,
    {"changes": _edits},
)  # fmt: skip
