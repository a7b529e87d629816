"""What was known when: the records of a dataset as far as they had been published by a day."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve

from dprkrel.actors import Actor
from dprkrel.answers import Certainty
from dprkrel.checks import EventId, SourceId
from dprkrel.dates import DateLike, When
from dprkrel.events import Earlier, Event
from dprkrel.records import Relation
from dprkrel.reports import Report, Source
from dprkrel.tables import Tables
from dprkrel.vocab import NameKind, Stance

T = TypeVar("T", Event, Relation)
Range: TypeAlias = tuple[date | None, date | None]

TELLING: Final = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES, Stance.MISSTATES})
"""Stances that speak of what has been, and so not of what came after them."""

SILENT: Final = frozenset({Stance.MISSTATES, Stance.DECLINES_TO_CONFIRM})
"""Stances that do not count for the status of a record."""

_KEPT_WIDE: Final = "The reports published by then disagree; the date is kept as wide as all of them."


def tables_as_of(tables: Tables, day: DateLike) -> dict[str, Any]:
    """Return the fields of the dataset as published by a day, for those that differ; none when all was published."""
    last = When.parse(day).latest
    sources = {
        source.id: _as_written(source, last) for source in tables.sources if last is None or is_published(source, last)
    }
    if last is None or tuple(sources.values()) == tables.sources:
        return {}
    relations = [_published(tie, sources) for tie in tables.relations if _counts(tie.reports, sources)]
    happened = [_published(event, sources) for event in tables.events if _counts(event.reports, sources)]
    ids = {event.id for event in happened}
    return {
        "edition": f"{tables.edition}, as of {last}",
        "actors": [_known_as(actor, sources) for actor in tables.actors],
        "sources": sources.values(),
        "events": [_connected(event, ids, relations, sources) for event in happened],
        "relations": [
            evolve(
                tie,
                opened_by=tie.opened_by if tie.opened_by in ids else None,
                closed_by=tie.closed_by if tie.closed_by in ids else None,
            )
            for tie in relations
        ],
    }


def is_published(source: Source, day: date) -> bool:
    """Tell whether the words of a source had been written by a day, in every reading of its date."""
    return source.known_by is not None and source.known_by.latest is not None and source.known_by.latest <= day


def _as_written(source: Source, last: date | None) -> Source:
    """Return a source as it was while its words were out and the page that was read was not."""
    later = last and source.published and source.published.earliest and source.published.earliest > last
    return evolve(source, published=None, url=None, note=None) if later else source


def earlier_telling(event: Event, sources: Collection[SourceId]) -> Earlier | None:
    """Return how an event was told while only these of its sources had been published, where that differs."""
    return next((told for told in event.earlier if told.until not in sources), None)


def _counts(reports: Iterable[Report], sources: Collection[SourceId]) -> bool:
    return any(report.source_id in sources and report.stance not in SILENT for report in reports)


def _still(reports: Iterable[Report], sources: Collection[SourceId]) -> tuple[Report, ...]:
    return tuple(report for report in reports if report.source_id in sources)


def _published(record: T, sources: dict[SourceId, Source]) -> T:
    """Return a record as the sources that are left tell it."""
    reports = _still(record.reports, sources)
    if reports == record.reports:
        return record
    when, agreed = _when_of(reports, sources)
    return evolve(record, reports=reports, when=when, adopted_because=None if agreed else _KEPT_WIDE)


def _connected(
    event: Event, ids: set[EventId], relations: Sequence[Relation], sources: dict[SourceId, Source]
) -> Event:
    """Return an event without what was not yet known of it: links, claims, offices, its later telling."""
    links = [
        evolve(link, reports=_still(link.reports, sources))
        for link in event.links
        if link.event_id in ids and (not link.reports or _still(link.reports, sources))
    ]
    claims = [
        evolve(claim, reports=_still(claim.reports, sources))
        for claim in event.superlatives
        if _still(claim.reports, sources)
    ]
    held = {
        (spell.subject_id, spell.office_id)
        for spell in relations
        if spell.office_id and spell.when.overlaps(event.when) is not Certainty.IMPOSSIBLE
    }
    participants = [
        part if part.office_id is None or (part.actor_id, part.office_id) in held else evolve(part, office_id=None)
        for part in event.participants
    ]
    changes: dict[str, Any] = {}
    told = earlier_telling(event, sources)
    if told:
        changes = {"summary": told.summary, "event_type": told.event_type or event.event_type}
    return evolve(
        event,
        links=tuple(links),
        superlatives=tuple(claims),
        participants=tuple(participants),
        part_of=event.part_of if event.part_of in ids else None,
        earlier=tuple(one for one in event.earlier if one.until in sources),
        **changes,
    )


def _known_as(actor: Actor, sources: Collection[SourceId]) -> Actor:
    """Return an actor without the spellings that only later texts have; its primary name stays."""
    names = []
    for name in actor.names:
        left = tuple(source_id for source_id in name.source_ids if source_id in sources)
        if left or not name.source_ids or name.kind is NameKind.PRIMARY:
            names.append(evolve(name, source_ids=left))
    return evolve(actor, names=tuple(names))


def _when_of(reports: Sequence[Report], sources: dict[SourceId, Source]) -> tuple[When, bool]:
    """Return the date that reports leave open together, and whether they agree on it.

    It is what all of them allow; or, of an end on which they disagree, what
    any of them says. What is told as past had begun when it was told.
    """
    dates = [report.when for report in reports if report.when and report.stance is not Stance.MISSTATES]
    ranges: list[Range] = []
    agreed = True
    for side in (_start, _end):
        common = _common([side(when) for when in dates])
        ranges.append(common or _hull([side(when) for when in dates]))
        agreed = agreed and common is not None
    told_by = [
        latest
        for report in reports
        if report.stance in TELLING and (known_by := sources[report.source_id].known_by) and (latest := known_by.latest)
    ]
    if told_by:
        told = _common([ranges[0], (None, min(told_by))])
        ranges[0] = told or (None, min(told_by))
    doubts = "".join("~" * when.approximate + "?" * when.uncertain for when in dates)
    return When.of_bounds(ranges[0], ranges[1], qualifier="%" if {*doubts} == {*"~?"} else doubts[:1]), agreed


def _start(when: When) -> Range:
    return when.earliest_start, when.latest_start


def _end(when: When) -> Range:
    return when.earliest_end, when.latest_end


def _common(ranges: Sequence[Range]) -> Range | None:
    """Return what all ranges have in common, or None where that is nothing; None in a range is no limit."""
    first = max((low for low, _ in ranges if low), default=None)
    last = min((high for _, high in ranges if high), default=None)
    return None if first and last and last < first else (first, last)


def _hull(ranges: Sequence[Range]) -> Range:
    def outermost(days: Sequence[date | None], choose: Callable[[Iterable[date]], date]) -> date | None:
        known = [day for day in days if day]
        return choose(known) if len(known) == len(days) else None

    return outermost([low for low, _ in ranges], min), outermost([high for _, high in ranges], max)
