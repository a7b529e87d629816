"""Records in full: all that is recorded of each, and below them the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dprkrel.dataset import Dataset
from dprkrel.prose import wrapped
from dprkrel.questions.wording import claim_line, links_of, report_line, setting_of
from dprkrel.records.actors import Actor
from dprkrel.records.events import Event
from dprkrel.records.relations import Relation
from dprkrel.records.sources import Source


def records_in_full(data: Dataset, records: Iterable[Actor | Event | Relation], width: int) -> Iterator[str]:
    """Yield records with all that is recorded of them, and then the sources that they cite."""
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
        yield from wrapped(summary or "", hanging="  ", width=width)
        for label, value in labels:
            yield from wrapped(f"{label}: {value}", width=width)
        yield ""
    if cited:
        yield "Sources"
    for source in map(data.source, sorted(cited)):
        yield from source_lines(source, width)


def source_lines(source: Source, width: int) -> list[str]:
    """Return a source in a few lines: its id, what it is, and its address."""
    return wrapped(f"{source.id}: {source.description}{f' <{source.url}>' if source.url else ''}", width=width)


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
    if record.adopted_because:
        yield "adopted because", record.adopted_because
    yield "id", record.id
    for report in record.reports:
        yield "source", report_line(data, report)
