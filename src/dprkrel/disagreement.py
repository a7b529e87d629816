"""Where sources disagree, who stands where, and what a record rests on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Final, TypeAlias

from attrs import frozen

from dprkrel.actors import Actor
from dprkrel.answers import AgreementClass, ConflictField
from dprkrel.arguments import RecordLike, record_of
from dprkrel.checks import ActorId, EventId, SourceId
from dprkrel.dates import When
from dprkrel.events import Event, Statement
from dprkrel.records import Relation
from dprkrel.reports import Quantity, Report, status_of
from dprkrel.tables import Tables
from dprkrel.vocab import LinkType, NameKind, Role, SourceKind, Stance, Status

Range: TypeAlias = tuple[int | None, int | None]

_YES: Final = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES, Stance.ANNOUNCES, Stance.EXPECTS})
_STATUS_REASONS: Final = {
    Status.OCCURRED: "A party to it, or one accused of it, confirms what another denies.",
    Status.ALLEGED: "It is claimed and denied, and no party to it confirms it.",
    Status.NOT_OCCURRED: "It was to be so, and is denied.",
    Status.CANCELLED: "It was to be so, and was called off.",
}


@frozen(kw_only=True)
class ReportedValue:
    """Hold one of the values between which sources disagree.

    Attributes:
        value: the value, as text: a date in EDTF, a spelling, a figure, `so` or `not so`.
        source_ids: the sources that give it, in the order of their publication.
        reports: what they say; empty for spellings, which are credited to sources alone.
    """

    value: str
    source_ids: tuple[SourceId, ...]
    reports: tuple[Report, ...] = ()


@frozen(kw_only=True)
class Conflict:
    """Hold one disagreement of sources, with what was adopted and why.

    Attributes:
        record_id: the event, relation or actor.
        field: what they disagree on.
        of: which link, claim or figure it is, where there may be several.
        values: what they say, in the order of publication.
        adopted: the value that the record has; None where it has none.
        reason: why, in words.
        agreement: how far the sources bear the adopted value out.
    """

    record_id: str
    field: ConflictField
    of: str | None
    values: tuple[ReportedValue, ...]
    adopted: str | None
    reason: str
    agreement: AgreementClass


@frozen(kw_only=True)
class Position:
    """Hold where one actor, or the voice of one source, stands on a record.

    Attributes:
        actor_id: who; None where a source speaks in its own voice.
        stance: how.
        said: when it was said, where the data have the statement; else None.
        statement_ids: those statements.
        known_by: the day by which the first source that tells of it was written.
        source_ids: the sources that tell of it, in the order of their publication.
        origins: from whom the words may come: the actor, or else the agencies
            or the publisher of the source. Positions that share an origin
            are no independent confirmation of each other.
        quantities: the figures given, with `alternative_group` where they exclude each other.
        reports: what the sources say.
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


def evidence(tables: Tables, record: RecordLike) -> tuple[Report, ...]:
    """Return the reports on which an event or relation rests.

    Args:
        record: an event, a relation, or the id of one.

    Returns:
        Its reports in the order in which their sources were written; what
        has no day, as background knowledge, comes last.

    Raises:
        UnknownRecordError: no event or relation has this id.

    Examples:
        >>> [report.source_id for report in dprkrel.evidence("putin-visit-dprk-2000")][:2]
        ['medcom-2024-01-17', 'review-bekasi-2024-10-10']
    """
    return _published(tables, record_of(tables, record).reports)


def positions_on(tables: Tables, record: RecordLike) -> tuple[Position, ...]:
    """Return every actor's stance on an event or relation.

    A denial deletes nothing, and an allegation proves nothing: all stand
    beside each other. One position gathers all that is told of one
    actor's one stance; sources that speak in their own voice each have theirs.

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
    found = record_of(tables, record)
    gathered: dict[tuple[str, str, Stance], list[Report]] = {}
    for report in _published(tables, found.reports):
        speaker, voice = report.attributed_to or "", "" if report.attributed_to else report.source_id
        gathered.setdefault((speaker, voice, report.stance), []).append(report)
    positions = [_position(tables, found, reports) for reports in gathered.values()]
    latest = date.max, date.max
    return tuple(
        sorted(
            positions,
            key=lambda one: (one.known_by.sort_key if one.known_by else latest, one.actor_id or "", one.stance),
        )
    )


def conflicts(tables: Tables, record: RecordLike | Actor | None = None) -> tuple[Conflict, ...]:
    """Return where sources disagree: on a date, a figure, a spelling, or whether it is so at all.

    A difference of spelling between correct forms is no conflict; an error
    of a source is one. Dates conflict where no day could be meant by both.

    Args:
        record: an event, relation or actor, or the id of one; None asks for all.

    Returns:
        Conflicts by record (events, relations, actors, each in the order of results), then field.

    Raises:
        UnknownRecordError: no event, relation or actor has this id.

    Examples:
        >>> (conflict,) = dprkrel.conflicts("ryzhenkov-visit-dprk-2024")
        >>> print(conflict.field, [value.value for value in conflict.values], conflict.adopted, conflict.agreement)
        end ['2024-07-25', '2024-07-26'] [2024-07-25..2024-07-26] contested
    """
    if record is None:
        return tables.once(_all_conflicts)
    named = isinstance(record, str) and any(actor.id == record for actor in tables.actors)
    asked = tables.actor(str(record)) if named else record
    if not isinstance(asked, Actor):
        asked = record_of(tables, asked)
    return tuple(conflict for conflict in tables.once(_all_conflicts) if conflict.record_id == asked.id)


def independent(tables: Tables, reports: Iterable[Report]) -> int:
    """Return how many of these reports, at most, no two of which may come from one origin.

    The origin is who said it; of a source's own voice its agencies, or else
    its publisher. Background knowledge is not counted.
    """
    found = {
        origins_of(tables, report)
        for report in reports
        if tables.source(report.source_id).kind is not SourceKind.BACKGROUND
    }
    # What may come from fewer origins stands for what may come from these and others.
    least = sorted((one for one in found if not any(other < one for other in found)), key=sorted)
    return _most_disjoint(least)


def origins_of(tables: Tables, report: Report) -> frozenset[str]:
    """Return from whom the words of a report may come."""
    if report.attributed_to:
        return frozenset({report.attributed_to})
    source = tables.source(report.source_id)
    while source.republication_of:
        source = tables.source(source.republication_of)
    return frozenset(source.agency_ids or ({source.publisher_id} if source.publisher_id else {source.id}))


def _most_disjoint(sets: Sequence[frozenset[str]]) -> int:
    if not sets:
        return 0
    first, *rest = sets
    with_first = 1 + _most_disjoint([other for other in rest if not first & other])
    return with_first if len(first) == 1 else max(with_first, _most_disjoint(rest))


def _published(tables: Tables, reports: Iterable[Report]) -> tuple[Report, ...]:
    def key(report: Report) -> tuple[bool, object, str, tuple[int, ...]]:
        source = tables.source(report.source_id)
        known_by = source.known_by.sort_key if source.known_by else (date.max, date.max)
        return source.kind is SourceKind.BACKGROUND, known_by, source.id, report.paragraphs

    return tuple(sorted(reports, key=key))


def _position(tables: Tables, record: Event | Relation, reports: list[Report]) -> Position:
    first, statements = reports[0], list[Event]()
    if not isinstance(record, Relation) and first.attributed_to:
        statements = [
            event
            for event in tables.events
            if isinstance(event, Statement)
            and any(link.link_type is LinkType.ABOUT and link.event_id == record.id for link in event.links)
            and any(
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


def _told_together(one: Report, other: Report) -> bool:
    return one.source_id == other.source_id and not set(one.paragraphs).isdisjoint(other.paragraphs)


def _all_conflicts(tables: Tables) -> tuple[Conflict, ...]:
    return tuple(
        conflict
        for found in (
            *(_of_record(tables, event) for event in tables.events),
            *(_of_record(tables, relation) for relation in tables.relations),
            _of_names(tables),
        )
        for conflict in found
    )


def _of_record(tables: Tables, record: Event | Relation) -> Iterator[Conflict]:
    told = _published(tables, record.reports)
    misdated = False
    for field, side in ((ConflictField.START, _start), (ConflictField.END, _end)):
        dated = [(report, side(report.when)) for report in told if report.when and _says(report.when, side)]
        for conflict in _of_ranges(tables, record, field, None, dated, side(record.when)):
            misdated = True
            yield conflict
    for unit in dict.fromkeys(quantity.unit for report in told for quantity in report.quantities):
        counted = [
            (report, _range_of([quantity for quantity in report.quantities if quantity.unit == unit]))
            for report in told
            if report.stance is not Stance.DENIES and any(quantity.unit == unit for quantity in report.quantities)
        ]
        yield from _of_ranges(tables, record, ConflictField.QUANTITY, unit, counted, None)
    yield from _of_claim(tables, record.id, None, told)
    if not isinstance(record, Relation):
        for link in record.links:
            yield from _of_claim(tables, record.id, f"{link.link_type} {link.event_id}", link.reports)
        for superlative in record.superlatives:
            yield from _of_claim(tables, record.id, superlative.claim, superlative.reports)
    for slip in (report for report in told if report.stance is Stance.MISSTATES and not (report.when and misdated)):
        right = [report for report in told if report.stance in _YES]
        values = (_value(record.summary, right), _value("; ".join(slip.phrases) or slip.note or "", [slip]))
        yield Conflict(
            record_id=record.id, field=ConflictField.WORDING, of=None, values=values, adopted=record.summary,
            reason=slip.note or "", agreement=_agreement(tables, right, [[slip]]),
        )  # fmt: skip


def _of_claim(tables: Tables, record_id: str, of: str | None, reports: Iterable[Report]) -> Iterator[Conflict]:
    told = _published(tables, reports)
    yes = [report for report in told if report.stance in _YES]
    no = [report for report in told if report.stance is Stance.DENIES]
    if not yes or not no:
        return
    status = status_of(told)
    behind, against = (yes, [no]) if status is Status.OCCURRED else (no, [yes])
    agreement = AgreementClass.CONTESTED if status is Status.ALLEGED else _agreement(tables, behind, against)
    notes = dict.fromkeys(report.note for report in behind if report.note and status is not Status.ALLEGED)
    yield Conflict(
        record_id=record_id, field=ConflictField.STATUS, of=of,
        values=(_value("so", yes), _value("not so", no)), adopted=status.value,
        reason=" ".join((_STATUS_REASONS[status], *notes)), agreement=agreement,
    )  # fmt: skip


def _of_names(tables: Tables) -> Iterator[Conflict]:
    for actor in tables.actors:
        right = [name for name in actor.names if name.kind is not NameKind.MISSPELLING]
        rightly = dict.fromkeys(source_id for name in right for source_id in name.source_ids)
        for name in actor.names:
            if name.kind is NameKind.MISSPELLING and name.source_ids:
                spelled = [_spelling(source_id, Stance.ASSERTS) for source_id in rightly]
                wrongly = [_spelling(source_id, Stance.MISSTATES) for source_id in name.source_ids]
                yield Conflict(
                    record_id=actor.id, field=ConflictField.NAME, of=None,
                    values=(
                        ReportedValue(value=actor.name, source_ids=tuple(rightly)),
                        ReportedValue(value=name.text, source_ids=name.source_ids),
                    ),
                    adopted=actor.name, reason=name.note or "", agreement=_agreement(tables, spelled, [wrongly]),
                )  # fmt: skip


def _spelling(source_id: SourceId, stance: Stance) -> Report:
    """Return a source's use of a spelling as if it were a report, to be counted like one."""
    return Report(source_id=source_id, stance=stance)


def _of_ranges(
    tables: Tables,
    record: Event | Relation,
    field: ConflictField,
    of: str | None,
    told: Sequence[tuple[Report, Range]],
    adopted: Range | None,
) -> Iterator[Conflict]:
    """Yield the conflict of reports that give ranges of days or numbers, where two of these do not meet."""
    if _meet([*(value for _, value in told), *([] if adopted is None else [adopted])]):
        return
    write = _figure if field is ConflictField.QUANTITY else _days
    behind = [(report, value) for report, value in told if adopted and _meet([value, adopted])]
    values, against = dict[str, list[Report]](), dict[str, list[Report]]()
    for report, value in told:
        values.setdefault(write(value), []).append(report)
        if (report, value) not in behind:
            against.setdefault(write(value), []).append(report)
    others = [value for report, value in told if (report, value) not in behind]
    # A value kept wide enough for both sides decides between neither, and so does a report that agrees with both.
    decided = bool(behind) and _meet([value for _, value in behind])
    supporters = [report for report, value in behind if not any(_meet([value, other]) for other in others)]
    yield Conflict(
        record_id=record.id,
        field=field,
        of=of,
        values=tuple(_value(text, reports) for text, reports in values.items()),
        adopted=None if adopted is None else write(adopted),
        reason=record.adopted_because or "",
        agreement=_agreement(tables, supporters, against.values()) if decided else AgreementClass.CONTESTED,
    )


def _agreement(tables: Tables, behind: Sequence[Report], against: Iterable[Sequence[Report]]) -> AgreementClass:
    """Weigh the independent reports behind a value against those behind the strongest other.

    A slip of a source that is itself behind the value does not weigh against it.
    """
    own = {report.source_id for report in behind}
    most = max(
        (
            independent(
                tables,
                [one for one in reports if one.stance is not Stance.MISSTATES or one.source_id not in own],
            )
            for reports in against
        ),
        default=0,
    )
    ours = independent(tables, behind)
    if most == 0:
        return AgreementClass.CONFIRMED if ours > 1 else AgreementClass.UNIQUE
    return AgreementClass.MAJORITY if ours > most else AgreementClass.CONTESTED


def _value(text: str, reports: Sequence[Report]) -> ReportedValue:
    return ReportedValue(
        value=text, source_ids=tuple(dict.fromkeys(report.source_id for report in reports)), reports=tuple(reports)
    )


def _range_of(quantities: Sequence[Quantity]) -> Range:
    """Return from what to what the figures of one report reach, alternatives taken together."""
    exact = [quantity.best if quantity.low is None and quantity.high is None else None for quantity in quantities]
    lows = [best if best is not None else one.low for best, one in zip(exact, quantities, strict=True)]
    highs = [best if best is not None else one.high for best, one in zip(exact, quantities, strict=True)]
    return (
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _says(when: When, side: Callable[[When], Range]) -> bool:
    """Tell whether a date says more of an end than that it did not end before it began."""
    (first, _), (_, last) = _start(when), _end(when)
    return side(when) not in ((first, None), (None, last), (None, None))


def _start(when: When) -> Range:
    return _ordinal(when.earliest_start), _ordinal(when.latest_start)


def _end(when: When) -> Range:
    return _ordinal(when.earliest_end), _ordinal(when.latest_end)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _meet(ranges: Sequence[Range]) -> bool:
    """Tell whether every two of these ranges have a value in common; None is no limit."""
    return all(
        (low is None or high is None or low <= high)
        for one, other in combinations(ranges, 2)
        for low, high in ((one[0], other[1]), (other[0], one[1]))
    )


def _days(value: Range) -> str:
    first, last = (None if ordinal is None else date.fromordinal(ordinal) for ordinal in value)
    return When.of_bounds((first, last), (first, last)).edtf


def _figure(value: Range) -> str:
    low, high = value
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
