"""The command line: ask the bundled dataset, and print every answer with its sources."""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TextIO, TypeAlias

from dprkrel import __version__
from dprkrel.bundled import load
from dprkrel.errors import CoverageWarning, DprkrelError, UnknownActorError
from dprkrel.prose import WIDTH, escaped, wrapped
from dprkrel.records.actors import Actor

if TYPE_CHECKING:  # a command imports what it needs, and no more
    from dprkrel.dataset import Dataset
    from dprkrel.records.changes import Edit
    from dprkrel.records.coverage import Gap
    from dprkrel.records.events import Event
    from dprkrel.records.relations import Relation

_NAME: Final = "an id, or a name in any spelling, also with a title before it"


_FIRST: Final = 20
"""How many ids are printed for a change."""


Answer: TypeAlias = "Actor | Event | Relation"


class Words(NamedTuple):
    """An answer in words.

    Attributes:
        lines: the words.
        passed: whether what was to be shown is so.
    """

    lines: Iterable[str]
    passed: bool = True


class _Help(argparse.HelpFormatter):
    """Help of one width, whatever the terminal; to ask for its width takes as long as to find the answer."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, **{"width": WIDTH - 1} | more)


class _Parser(argparse.ArgumentParser):
    """A parser of arguments that quotes none of their control characters in an error."""

    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=_Help, **more)

    def error(self, message: str) -> NoReturn:
        super().error(escaped(message))


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question about the bundled dataset.

    Args:
        arguments: the words of the command line; None takes those of the process.

    Returns:
        0 for an answer, also an empty one; 1 for a question that cannot be
        answered, with the reason on standard error, and for texts that
        do not bear the data out. Wrong usage exits with 2.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    asked = _parser().parse_args([_as_typed(word) for word in words])
    try:
        data = load() if asked.as_of is None else load().as_of(asked.as_of)
        with warnings.catch_warnings(record=True) as beyond:
            warnings.simplefilter("always", CoverageWarning)
            answer = asked.answer(data, asked)
        _write(dict.fromkeys(f"dprkrel: {warning.message}" for warning in beyond), sys.stderr)
        return _print(data, asked, answer)
    except DprkrelError as error:
        _write(f"dprkrel: {error}".split("\n"), sys.stderr)
        return 1
    except BrokenPipeError:  # the reader (head, less) has seen enough; nothing may be flushed to it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a full disk, say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _write([f"dprkrel: cannot write the answer: {error}"], sys.stderr)
        return 1


def _as_typed(word: str) -> str:
    """Return a word of the command line as UTF-8, also where the locale read it as ASCII."""
    try:
        return word.encode("utf-8", "surrogateescape").decode()
    except UnicodeError:
        return word


def _print(data: Dataset, asked: argparse.Namespace, answer: tuple[Answer, ...] | Words) -> int:
    """Print an answer, and return with which code the process ends."""
    if isinstance(answer, Words):
        _write(answer.lines, sys.stdout)
        return 0 if answer.passed else 1
    _write(_json(answer) if asked.json else _text(data, answer), sys.stdout)
    if not answer:
        _write([f"nothing in edition {data.edition} matches"], sys.stderr)
    return 0


def _add_holders(commands: Any, published: _Parser) -> None:
    holders = commands.add_parser("holders", parents=[published], help="who held an office, and how surely")
    holders.set_defaults(answer=_holders)
    holders.add_argument(
        "title", help="the office as id or title, or by its function (foreign minister, глава МИД, 외무상)"
    )
    holders.add_argument("--of", required=True, help="the state or body whose office it is")
    holders.add_argument("--on", required=True, help="a day, month or year")


def _parser() -> _Parser:
    parser = _Parser(prog="dprkrel", description="Ask who met whom, when, and who says so.")
    published = _Parser(add_help=False)
    published.add_argument("--as-of", metavar="DAY", help="answer from what had been published by this day")
    shared = _Parser(add_help=False, parents=[published])
    shared.add_argument("--json", action="store_true", help="print a JSON array of records; empty fields are left out")
    dated = _Parser(add_help=False)
    dated.add_argument("--match", default="possible", help="possible (default) or certain")
    dated.add_argument("--status", action="append", help="occurred (default), planned, …, or any; can be repeated")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="QUESTION")

    visits = commands.add_parser("visits", parents=[shared, dated], help="the visits that an actor made or received")
    visits.set_defaults(answer=_visits)
    visits.add_argument("actor", help=_NAME)
    visits.add_argument("--role", default="visitor", help="visitor (default) or host")
    visits.add_argument("--rank", help="the lowest rank of a visitor, such as vice_minister")
    visits.add_argument("--start", help="first day, month or year")
    visits.add_argument("--end", help="last day, month or year")

    events = commands.add_parser("events", parents=[shared, dated], help="the events between two dates")
    events.set_defaults(answer=_events)
    events.add_argument("start", type=_bound, help="first day, month or year; .. leaves it open")
    events.add_argument("end", type=_bound, help="last day, month or year; .. leaves it open")
    events.add_argument("--types", action="append", help="an event type or class (talks, visit); can be repeated")
    events.add_argument(
        "--actors", action="append", help="an id or name; can be repeated, at least one of them takes part"
    )
    events.add_argument("--rank", help="the lowest rank of someone who takes part, such as vice_minister")
    events.add_argument("--how", default="overlaps", help="overlaps (default) or within")

    relations = commands.add_parser("relations", parents=[shared, dated], help="the relations of an actor")
    relations.set_defaults(answer=_relations)
    relations.add_argument("actor", help=_NAME)
    relations.add_argument("--types", action="append", help="a relation type, such as mission; can be repeated")
    relations.add_argument("--other", help="the actor on the other side")
    relations.add_argument("--on", help="a day, month or year in which the relation existed")

    _add_holders(commands, published)

    actor = commands.add_parser(
        "actor", parents=[shared], help="the actor that a name means, with other names and offices"
    )
    actor.set_defaults(answer=_actor)
    actor.add_argument("text", help=_NAME)

    why = commands.add_parser(
        "why", parents=[published], help="the evidence for an event, who disputes it, and when it was"
    )
    why.set_defaults(answer=_why)
    why.add_argument("event", help="the id of an event")

    conflicts = commands.add_parser("conflicts", parents=[published], help="where sources disagree")
    conflicts.set_defaults(answer=_conflicts)
    conflicts.add_argument("record", nargs="?", help="the id of an event, relation or actor; without it, all conflicts")

    order = commands.add_parser("order", parents=[published], help="whether one event began before another, and why")
    order.set_defaults(answer=_order)
    order.add_argument("first", help="the id of an event")
    order.add_argument("second", help="the id of another")

    _about_the_data(commands, published)

    verify = commands.add_parser("verify", parents=[published], help="check every citation against copies of the texts")
    verify.set_defaults(answer=_verify)
    verify.add_argument("--texts", metavar="DIR", help="a folder with copies of the texts; without it nothing passes")
    return parser


def _about_the_data(commands: Any, published: _Parser) -> None:
    """Add the questions of counting rules, the coverage ledger and editions."""
    count = commands.add_parser("count", parents=[published], help="how many exchanges a published rule counts")
    count.set_defaults(answer=_count)
    count.add_argument("rule", help="the id of a counting rule, such as rok-unification-ministry-exchanges")
    count.add_argument("start", help="first day, month or year")
    count.add_argument("end", help="last day, month or year")
    count.add_argument("--sending", help="a state; only its visits are counted")

    coverage = commands.add_parser(
        "coverage", parents=[published], help="what was searched, how thoroughly, and what was not found"
    )
    coverage.set_defaults(answer=_coverage)
    coverage.add_argument("actors", nargs="*", help="no actor for all entries, one actor, or two for their dyad")
    coverage.add_argument("--months", action="store_true", help="how far each month was searched")
    coverage.add_argument("--start", help="first day, month or year")
    coverage.add_argument("--end", help="last day, month or year")
    coverage.add_argument("--types", action="append", help="with --months, an event type or class; can be repeated")
    coverage.add_argument("--rank", help="with --months, the lowest rank, such as minister")
    coverage.add_argument("--sending", help="with --months, a state; only whether its visits were searched for")

    changes = commands.add_parser("changes", parents=[published], help="what later editions changed, and why")
    changes.set_defaults(answer=_changes)
    changes.add_argument("since", help="the edition that you have, such as 2026.11.22")


def _bound(text: str) -> str | None:
    return None if text == ".." else text


def _status(words: list[str] | None) -> Any:  # the question itself refuses what is no status
    words = words or ["occurred"]
    return None if "any" in words else words


def _visits(data: Dataset, asked: argparse.Namespace) -> tuple[Answer, ...]:
    return data.visits_by_actor(
        asked.actor, role=asked.role, rank=asked.rank, start=asked.start, end=asked.end,
        match=asked.match, status=_status(asked.status),
    )  # fmt: skip


def _events(data: Dataset, asked: argparse.Namespace) -> tuple[Answer, ...]:
    return data.events_between(
        asked.start, asked.end,
        types=asked.types, actors=asked.actors, rank=asked.rank,
        match=asked.match, how=asked.how, status=_status(asked.status),
    )  # fmt: skip


def _relations(data: Dataset, asked: argparse.Namespace) -> tuple[Answer, ...]:
    return data.relations_of(
        asked.actor,
        types=asked.types, other=asked.other, on=asked.on, match=asked.match, status=_status(asked.status),
    )  # fmt: skip


def _holders(data: Dataset, asked: argparse.Namespace) -> Words:
    holders = data.office_holders(asked.title, of=asked.of, on=asked.on)
    lines = [f"{each.certainty}  {each.holder.name}  {each.relation.when}  {each.relation.id}" for each in holders]
    return Words(lines or [f"nobody is known in edition {data.edition}"])


def _actor(data: Dataset, asked: argparse.Namespace) -> tuple[Answer, ...]:
    found = data.find_actor(asked.text)
    return (found, *(data.offices_of(found) if found.kind == "person" else ()))


def _why(data: Dataset, asked: argparse.Namespace) -> Words:
    return Words(str(data.why(asked.event)).split("\n"))


def _conflicts(data: Dataset, asked: argparse.Namespace) -> Words:
    from dprkrel.questions.wording import conflict_line

    return Words(
        line
        for conflict in data.conflicts(asked.record)
        for line in (conflict.record_id, *wrapped(conflict_line(conflict)), "")
    )


def _order(data: Dataset, asked: argparse.Namespace) -> Words:
    reasons = data.order_reasons(asked.first, asked.second)
    return Words([data.order(asked.first, asked.second), *(line for reason in reasons for line in wrapped(reason))])


def _count(data: Dataset, asked: argparse.Namespace) -> Words:
    count = data.count_visits(asked.rule, asked.start, asked.end, sending=asked.sending)
    lines = [f"{count.number} counted, {count.certain} of them in every reading: {count.rule.title}"]
    for title, results in (("", count.counted), ("near misses", count.near_misses)):
        lines += ["", title] if title and results else []
        for result in results:
            reasons = f": {'; '.join(result.reasons)}" if result.reasons else ""
            lines.extend(wrapped(f"{result.event.when}  {result.event.id} ({result.admission}){reasons}"))
    return Words(lines)


def _coverage(data: Dataset, asked: argparse.Namespace) -> Words:
    if len(asked.actors) > 2:
        raise UnknownActorError(asked.actors, reason="expected no actor, one, or the two of a dyad")
    if not asked.months and (asked.types or asked.rank or asked.sending):
        raise DprkrelError("--types, --rank and --sending say how far months were searched; give --months with them")
    window = {"start": asked.start, "end": asked.end}
    if asked.months:
        rows = data.coverage_by_month(
            *asked.actors, **window, types=asked.types, rank=asked.rank, sending=asked.sending
        )  # fmt: skip
        return Words(line for row in rows for line in (f"{row.month}  {row.searched}", *_indented(row.reasons)))
    return Words(
        line
        for entry in data.coverage(*asked.actors, **window)
        for line in (
            f"{entry.id}: {entry.completeness}, {entry.when}",
            *wrapped(f"{entry.summary} Searched: {entry.searched}"),
            *_indented(f"gap {_gap(gap)}: {gap.reason}" for gap in entry.gaps),
            *_indented(f"not found: {missing}" for missing in entry.not_found),
            "",
        )
    )


def _indented(texts: Iterable[str]) -> Iterator[str]:
    return (line for text in texts for line in wrapped(text))


def _gap(gap: Gap) -> str:
    """Return the days of a gap, and what it is about if not all."""
    ranks = [f"{gap.rank} and below"] if gap.rank is not None else []
    direction = [f"visits of {gap.sending_id}"] if gap.sending_id is not None else []
    about = [*ranks, *direction, *map(str, (*gap.event_types, *gap.relation_types))]
    return f"{gap.when} ({gap.completeness}{'; ' if about else ''}{', '.join(about)})"


def _changes(data: Dataset, asked: argparse.Namespace) -> Words:
    return Words(
        line
        for change in data.changes(asked.since)
        for line in (
            f"{change.edition}  {change.kind}: {len(change.record_ids)} of kind {change.record_kind}",
            *wrapped(f"{change.reason} {', '.join(change.record_ids[:_FIRST])}{_more(change.record_ids)}"),
            *_indented(map(_edit, change.edits)),
            "",
        )
    )


def _edit(edit: Edit) -> str:
    return f"{edit.record_id} {edit.field}: {edit.old or 'none'} → {edit.new or 'none'}"


def _more(ids: Sequence[str]) -> str:
    return f" and {len(ids) - _FIRST} more" if len(ids) > _FIRST else ""


def _verify(data: Dataset, asked: argparse.Namespace) -> Words:
    verification = data.verify(texts=asked.texts)
    return Words(str(verification).split("\n"), passed=verification.passed)


def _json(records: Sequence[Answer]) -> list[str]:
    import json

    from dprkrel.records.relations import Relation

    def row(record: Answer) -> dict[str, Any]:
        if isinstance(record, Actor):
            return {"record": "actor", **record.to_dict()}
        kind = "relation" if isinstance(record, Relation) else "event"
        return {"record": kind, "status": record.status.value, **record.to_dict()}

    return json.dumps([row(record) for record in records], ensure_ascii=False, indent=2).split("\n")


def _text(data: Dataset, records: Sequence[Answer]) -> Iterator[str]:
    from dprkrel.records.relations import Relation

    cited = set[str]()
    for record in records:
        if isinstance(record, Actor):
            title, summary, labels = f"{record.name} ({record.kind})", record.note, _of_actor(data, record)
            cited.update(source for name in record.names for source in name.source_ids)
        else:
            kind = record.relation_type if isinstance(record, Relation) else record.event_type
            title, summary = f"{record.when}  {kind}, {record.status}", record.summary
            labels = _of_relation(data, record) if isinstance(record, Relation) else _of_event(data, record)
            cited.update(report.source_id for report in record.reports)
        yield title
        yield from wrapped(summary or "", hanging="  ")
        for label, value in labels:
            yield from wrapped(f"{label}: {value}")
        yield ""
    if cited:
        yield "Sources"
    for source in map(data.source, sorted(cited)):
        yield from wrapped(f"{source.id}: {source.description}{f' <{source.url}>' if source.url else ''}")


def _of_actor(data: Dataset, actor: Actor) -> Iterator[tuple[str, object]]:
    yield "id", actor.id
    if actor.state_id:
        yield "state", data.actor(actor.state_id).name
    for name in actor.names:
        where = "; ".join(("", *name.source_ids))
        yield "name", f"{name.text} ({name.language}, {name.kind}, {name.scheme}{where})"
    for other in actor.not_same_as:
        yield "not", data.actor(other).name


def _of_event(data: Dataset, event: Event) -> Iterator[tuple[str, object]]:
    from dprkrel.questions.wording import claim_line, links_of, setting_of

    yield from setting_of(data, event)
    yield from links_of(data, event)
    if event.superlatives:
        yield from (("claim", claim_line(data, judged)) for judged in data.superlatives(event))
    yield from _of_both(data, event)


def _of_relation(data: Dataset, relation: Relation) -> Iterator[tuple[str, object]]:
    yield "subject", data.actor(relation.subject_id).name
    yield "object", data.actor(relation.object_id).name
    if relation.office_id:
        yield "office", relation.office_id
    if relation.place_id:
        yield "place", data.place(relation.place_id).name
    yield from _of_both(data, relation)


def _of_both(data: Dataset, record: Event | Relation) -> Iterator[tuple[str, object]]:
    from dprkrel.questions.wording import report_line

    if record.adopted_because:
        yield "adopted because", record.adopted_because
    yield "id", record.id
    for report in record.reports:
        yield "source", report_line(data, report)


def _write(lines: Iterable[str], stream: TextIO) -> None:
    stream.writelines(f"{escaped(line)}\n" for line in lines)
    stream.flush()
