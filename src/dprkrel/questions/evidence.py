"""Who says what: reports in the order of publication, positions, and the origins of reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from attrs import frozen

from dprkrel.dates.when import When
from dprkrel.questions.independence import Independent, any_apart, most_apart
from dprkrel.questions.subjects import RecordLike, record_of
from dprkrel.records.events import Event, Statement
from dprkrel.records.fields import ActorId, EventId, SourceId
from dprkrel.records.links import LinkType
from dprkrel.records.plain import Displayed
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Quantity, Report
from dprkrel.records.roles import Role
from dprkrel.records.sources import Source, SourceKind, Standing
from dprkrel.records.stances import Stance
from dprkrel.records.tellings import Earlier
from dprkrel.records.words import OrderedWord, word
from dprkrel.store.chains import original_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


class Confidence(OrderedWord):
    """How well a record is borne out by the sources that say it is so; see `confidence`."""

    #: A single tertiary source, or none whose standing is known.
    LOW = word("low", 1)
    #: One secondary source, or two independent tertiary ones.
    MEDIUM = word("medium", 2)
    #: A primary source, or two independent secondary ones.
    HIGH = word("high", 3)


@frozen(kw_only=True)
class Position(Displayed):
    """The position of one actor, or of one source speaking for itself, on a record.

    Attributes:
        actor_id: the actor; None if a source speaks for itself.
        stance: whether the actor asserts, alleges, denies it and so on.
        said: when it was said, if the data have the statement; else None.
        statement_ids: those statements.
        known_by: the day by which the first source that reports it was written.
        source_ids: the sources that report it, in the order of their publication.
        origins: where the content may come from: the actor, or else the agencies
            or the publisher of the source. Positions that share an origin
            do not confirm each other.
        quantities: the figures, with `alternative_group` for those that exclude each other.
        reports: the reports of these sources.
    """

    actor_id: ActorId | None
    stance: Stance
    said: When | None
    statement_ids: tuple[EventId, ...]
    known_by: When | None
    source_ids: tuple[SourceId, ...]
    origins: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    reports: tuple[Report, ...]


def evidence(self: Tables, record: RecordLike) -> Results[Report]:
    """Return the reports of an event or relation itself; its links and superlatives have reports of their own.

    Args:
        record: an event, a relation, or the id of one.

    Returns:
        Its reports in the order in which their sources were written;
        background knowledge, which has no day, comes last.

    Raises:
        UnknownRecordError: no event or relation has this id.

    Examples:
        >>> [report.source_id for report in dprkrel.evidence("putin-visit-dprk-2000")][:2]
        ['kremlin-2000-07-19', 'peoples-daily-2000-07-20']
    """
    about = record_of(self, record)
    return Results(by_publication(self, about.reports), self, "reports", about=about)


def positions_on(self: Tables, record: RecordLike) -> Results[Position]:
    """Return the position of every actor on an event or relation itself; for its links, see `conflicts`.

    A denial deletes nothing, and an allegation proves nothing: all are
    kept. All reports of the same stance of the same actor make one
    position; each source that speaks for itself has its own. A report that
    only bounds a date (`implies`, `supposes`) takes no position.

    Args:
        record: an event, a relation, or the id of one.

    Returns:
        Positions in the order in which they became known, then by actor and stance.

    Raises:
        UnknownRecordError: no event or relation has this id.

    Examples:
        >>> for position in dprkrel.positions_on("dprk-munitions-to-russia-2023"):
        ...     print(position.actor_id, position.stance, position.said)
        csis alleges 2023-10-17
        dmitry-peskov denies [..2023-10-19]
        white-house alleges [2023-10-09..2023-10-15]
        dprk denies [2023-08..2024-06-18]
        russia denies [2023-08..2024-06-18]
    """
    reported = record_of(self, record)
    gathered: dict[tuple[str, str, Stance], list[Report]] = {}
    for report in by_publication(self, reported.reports):
        if not report.stance.takes_a_stand:
            continue
        speaker, voice = report.attributed_to or "", "" if report.attributed_to else report.source_id
        gathered.setdefault((speaker, voice, report.stance), []).append(report)
    positions = [_position(self, reported, reports) for reports in gathered.values()]
    latest = date.max, date.max
    ordered = sorted(
        positions,
        key=lambda position: (
            position.known_by.sort_key if position.known_by else latest,
            position.actor_id or "",
            position.stance,
        ),
    )
    return Results(ordered, self, "positions", about=reported)


def independent(tables: Tables, reports: Iterable[Report]) -> Independent:
    """Return the size of the largest group of these reports in which no two may share an origin.

    The origin of a report is who said it or, if the source speaks for itself,
    its agencies, or else its publisher. Background knowledge is not counted.

    Returns:
        The number, twice. If many reports credit several agencies each, and
        there are too many ways to choose among them, then two bounds: at
        least so many, and at most so many.
    """
    return most_apart(_origins_of_all(tables, reports))


def _origins_of_all(tables: Tables, reports: Iterable[Report]) -> set[frozenset[str]]:
    """Return the origins of these reports, background knowledge left out; what has the same origins counts once."""
    return {
        origins_of(tables, report)
        for report in reports
        if tables.source(report.source_id).kind is not SourceKind.BACKGROUND
    }


def confidence(self: Tables, record: RecordLike) -> Confidence:
    """Return how well the sources support the status of a record.

    Only reports that support the status count: for what occurred, those
    that assert or confirm it; for what is planned, those that announce it;
    and so on. A primary source, or two independent secondary sources, give
    high confidence. One secondary source, or two independent tertiary
    sources, give medium confidence. Confidence is about the record, not
    about each detail; for details see `conflicts` and `why`.

    Args:
        record: an event, a relation, or the id of one.

    Raises:
        UnknownRecordError: no event or relation has this id.

    Examples:
        >>> print(dprkrel.confidence("putin-visit-dprk-2024"))
        high
    """
    reported = record_of(self, record)
    stances = reported.status.borne_out_by
    bearing = [report for report in reported.reports if report.stance in stances]
    standing = {report.source_id: self.source(report.source_id).standing for report in bearing}
    if Standing.PRIMARY in standing.values():
        return Confidence.HIGH
    secondary = _origins_of_all(self, (one for one in bearing if standing[one.source_id] is Standing.SECONDARY))
    graded = _origins_of_all(self, (one for one in bearing if standing[one.source_id] is not None))
    if any_apart(secondary):
        return Confidence.HIGH
    return Confidence.MEDIUM if secondary or any_apart(graded) else Confidence.LOW


def origins_of(tables: Tables, report: Report) -> frozenset[str]:
    """Return the origins from which the content of a report may come."""
    if report.attributed_to:
        return frozenset({report.attributed_to})
    source = original_of(tables, tables.source(report.source_id))
    return frozenset(source.agency_ids or ({source.publisher_id} if source.publisher_id else {source.id}))


def by_publication(tables: Tables, reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return reports in the order in which their sources were written; background knowledge last."""
    return tuple(
        sorted(reports, key=lambda report: (*publication_key(tables.source(report.source_id)), report.paragraphs))
    )


def publication_key(source: Source) -> tuple[bool, tuple[date, date], str]:
    """Return the key that sorts sources by when they were written."""
    known_by = source.known_by.sort_key if source.known_by else (date.max, date.max)
    return source.kind is SourceKind.BACKGROUND, known_by, source.id


def _position(tables: Tables, record: Event | Relation, reports: list[Report]) -> Position:
    first, statements = reports[0], list[Statement]()
    if not isinstance(record, Relation) and first.attributed_to:
        statements = [
            event
            for event in tables.once(_statements_about).get(record.id, ())
            if any(
                part.role is Role.SPEAKER and first.attributed_to in (part.actor_id, part.acted_for)
                for part in event.participants
            )
            and any(_told_together(one, other) for one in event.reports for other in reports)
        ]
    sources = [tables.source(report.source_id) for report in reports]
    return Position(
        actor_id=first.attributed_to,
        stance=first.stance,
        said=statements[0].when if statements else None,
        statement_ids=tuple(event.id for event in statements),
        known_by=sources[0].known_by,
        source_ids=tuple(dict.fromkeys(source.id for source in sources)),
        origins=tuple(sorted(frozenset().union(*(origins_of(tables, report) for report in reports)))),
        quantities=tuple(dict.fromkeys(quantity for report in reports for quantity in report.quantities)),
        reports=tuple(reports),
    )


def _statements_about(tables: Tables) -> dict[EventId, list[Statement]]:
    """Return the statements that are linked to each event as being about it."""
    found: dict[EventId, list[Statement]] = {}
    for event in tables.events:
        if isinstance(event, Statement):
            about = dict.fromkeys(link.event_id for link in event.links if link.link_type is LinkType.ABOUT)
            for event_id in about:
                found.setdefault(event_id, []).append(event)
    return found


def _told_together(one: Report, other: Report) -> bool:
    return one.source_id == other.source_id and not set(one.paragraphs).isdisjoint(other.paragraphs)


def is_published(source: Source, day: date) -> bool:
    """Tell whether a source had certainly been written by a day."""
    return source.known_by is not None and source.known_by.latest is not None and source.known_by.latest <= day


def earlier_telling(event: Event, sources: Collection[SourceId]) -> Earlier | None:
    """Return how an event was told while only these of its sources had been published, where that differs."""
    return next((told for told in event.earlier if told.until not in sources), None)


def counts(reports: Iterable[Report], sources: Mapping[SourceId, Source]) -> bool:
    """Tell whether a record stands on the sources that are left: on a text or page among them that says something of it."""
    return any(
        report.stance.counts_for_status and sources[report.source_id].kind is not SourceKind.BACKGROUND
        for report in reports_from(reports, sources)
    )


def reports_from(reports: Iterable[Report], sources: Collection[SourceId]) -> tuple[Report, ...]:
    """Return the reports of these sources."""
    return tuple(report for report in reports if report.source_id in sources)
