"""Where sources disagree: on a date, a figure, a spelling, or whether it is so at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from operator import attrgetter
from typing import Final

from attrs import frozen

from dprkrel.dates.edtf import OPEN_END, OPEN_START
from dprkrel.dates.ranges import Range, common, hull
from dprkrel.dates.when import When
from dprkrel.pickles import Vocabulary
from dprkrel.questions.evidence import by_publication, independent
from dprkrel.questions.subjects import RecordLike, record_or_actor_of
from dprkrel.records.actors import Actor
from dprkrel.records.events import Event
from dprkrel.records.fields import SourceId
from dprkrel.records.names import Name, NameKind
from dprkrel.records.plain import Displayed
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Quantity, Report
from dprkrel.records.stances import Stance, Status
from dprkrel.records.statuses import status_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables


class ConflictField(Vocabulary):
    """The fields on which sources disagree."""

    #: The first day.
    START = "start"
    #: The last day.
    END = "end"
    #: How much it was.
    QUANTITY = "quantity"
    #: Whether it is so: the record itself, one of its links, or a claim.
    STATUS = "status"
    #: How an actor's name is spelled, where one spelling is an error.
    NAME = "name"
    #: What a source says by an evident error, and no other field holds.
    WORDING = "wording"


class Corroboration(Vocabulary):
    """How far independent sources bear an adopted value out; background knowledge is not counted."""

    #: One source gives it, and no other contradicts.
    UNIQUE = "unique"
    #: Several independent sources give it, and none contradicts.
    CONFIRMED = "confirmed"
    #: More independent sources give it than give any other value.
    MAJORITY = "majority"
    #: As many or more give another, or the value is kept wide enough for both sides.
    CONTESTED = "contested"


_STATUS_REASONS: Final = {
    Status.OCCURRED: "A party to it, or one accused of it, confirms what another denies.",
    Status.ALLEGED: "It is claimed and denied, and no party to it confirms it.",
    Status.NOT_OCCURRED: "It was to be so, and is denied.",
    Status.CANCELLED: "It was to be so, and was called off.",
}


@frozen(kw_only=True)
class ReportedValue(Displayed):
    """One of the values that sources give where they disagree.

    Attributes:
        value: the value, as text: a date in EDTF, a spelling, a figure, `so` or `not so`.
        source_ids: the sources that give it, in the order of their publication.
        reports: their reports; empty for spellings, which have sources but no reports.
    """

    value: str
    source_ids: tuple[SourceId, ...]
    reports: tuple[Report, ...] = ()


@frozen(kw_only=True)
class Conflict(Displayed):
    """A disagreement between sources, with the value that was adopted and why.

    Attributes:
        record_id: the event, relation or actor.
        field: what they disagree about.
        of: the link, superlative or figure, where a record may have several.
        values: the values that they give, in the order of publication; for a status, `so` comes first; for an error, the correct value.
        adopted: the value of the record; None if it has none.
        reason: why this value was adopted.
        corroboration: how well the sources support the adopted value.
    """

    record_id: str
    field: ConflictField
    of: str | None
    values: tuple[ReportedValue, ...]
    adopted: str | None
    reason: str
    corroboration: Corroboration


def conflicts(self: Tables, record: RecordLike | Actor | None = None) -> Results[Conflict]:
    """Return where sources disagree: on a date, a figure, a spelling, or whether it is so at all.

    Different correct spellings are not a conflict; an error of a source is
    one. Dates conflict if no day could be meant by both.

    Args:
        record: an event, relation or actor, or the id of one; None asks for all.

    Returns:
        Conflicts by record (events, relations, actors, each in the order of results), then field.

    Raises:
        UnknownRecordError: no event, relation or actor has this id.

    Examples:
        >>> _, conflict = dprkrel.conflicts("ryzhenkov-visit-dprk-2024")
        >>> print(conflict.field, [value.value for value in conflict.values], conflict.adopted, conflict.corroboration)
        end ['2024-07-25', '2024-07-26'] 2024-07-26 contested
    """
    if record is None:
        return Results(self.once(_all_conflicts), self, "conflicts")
    asked = record_or_actor_of(self, record)
    found = _of_names(self, asked) if isinstance(asked, Actor) else _of_record(self, asked)
    return Results(found, self, "conflicts")


def _all_conflicts(tables: Tables) -> tuple[Conflict, ...]:
    records = [conflict for record in (*tables.events, *tables.relations) for conflict in _of_record(tables, record)]
    return (*records, *(conflict for actor in tables.actors for conflict in _of_names(tables, actor)))


def _of_record(tables: Tables, record: Event | Relation) -> Iterator[Conflict]:
    told = by_publication(tables, record.reports) if len(record.reports) > 1 else record.reports
    misdated = False
    for conflict in _of_dates(tables, record, told):
        misdated = True
        yield conflict
    for unit, figures in _figures(told).items():
        yield from _of_ranges(tables, record, ConflictField.QUANTITY, unit, figures, None)
    yield from _of_claim(tables, record.id, None, told)
    if not isinstance(record, Relation):
        for link in record.links:
            yield from _of_claim(tables, record.id, f"{link.link_type} {link.event_id}", link.reports)
        for superlative in record.superlatives:
            yield from _of_claim(tables, record.id, superlative.claim, superlative.reports)
    slips = [report for report in told if report.stance is Stance.MISSTATES and not (report.when and misdated)]
    if slips:
        yield from _of_wording(tables, record, told, slips)


def _of_dates(tables: Tables, record: Event | Relation, told: Sequence[Report]) -> Iterator[Conflict]:
    dated = [(report, report.when) for report in told if report.when]
    if all(when == record.when for _, when in dated):
        return
    for field, side in ((ConflictField.START, attrgetter("start_range")), (ConflictField.END, attrgetter("end_range"))):
        ranges = [(report, side(when)) for report, when in dated]
        yield from _of_ranges(tables, record, field, None, ranges, side(record.when))


def _figures(told: Iterable[Report]) -> dict[str, list[tuple[Report, Range]]]:
    """Return the range of the figures in each report, by their unit."""
    found: dict[str, list[tuple[Report, Range]]] = {}
    for report in told:
        own: dict[str, list[Range]] = {}
        for quantity in report.quantities:
            own.setdefault(quantity.unit, []).append(_range_of(quantity))
        for unit, ranges in own.items():
            figures = found.setdefault(unit, [])
            if report.stance is not Stance.DENIES:
                figures.append((report, hull(ranges)))
    return found


def _of_wording(
    tables: Tables, record: Event | Relation, told: Iterable[Report], slips: Iterable[Report]
) -> Iterator[Conflict]:
    right = [report for report in told if report.stance.affirms]
    value, backing = _value(record.summary, right), _Backing(tables, right)
    for slip in slips:
        yield Conflict(
            record_id=record.id, field=ConflictField.WORDING, of=None,
            values=(value, _value("; ".join(slip.phrases) or slip.note or "", [slip])), adopted=record.summary,
            reason=slip.note or "", corroboration=backing.against([[slip]]),
        )  # fmt: skip


def _of_claim(tables: Tables, record_id: str, of: str | None, reports: Sequence[Report]) -> Iterator[Conflict]:
    if not any(report.stance is Stance.DENIES for report in reports):
        return
    told = by_publication(tables, reports)
    yes = [report for report in told if report.stance.affirms]
    no = [report for report in told if report.stance is Stance.DENIES]
    if not yes:
        return
    status = status_of(told)
    behind, against = (yes, [no]) if status is Status.OCCURRED else (no, [yes])
    corroboration = Corroboration.CONTESTED if status is Status.ALLEGED else _Backing(tables, behind).against(against)
    notes = dict.fromkeys(report.note for report in behind if report.note and status is not Status.ALLEGED)
    yield Conflict(
        record_id=record_id, field=ConflictField.STATUS, of=of,
        values=(_value("so", yes), _value("not so", no)), adopted=status.value,
        reason=" ".join((_STATUS_REASONS[status], *notes)), corroboration=corroboration,
    )  # fmt: skip


def _of_names(tables: Tables, actor: Actor) -> Iterator[Conflict]:
    errors = [name for name in actor.names if name.kind is NameKind.MISSPELLING and name.source_ids]
    if not errors:
        return
    right = _spellings(tables, (name for name in actor.names if name.kind is not NameKind.MISSPELLING), Stance.ASSERTS)
    value, backing = _spelled(actor.name, right), _Backing(tables, right)
    for name in errors:
        wrong = _spellings(tables, [name], Stance.MISSTATES)
        yield Conflict(
            record_id=actor.id, field=ConflictField.NAME, of=None, values=(value, _spelled(name.text, wrong)),
            adopted=value.value, reason=name.note or "", corroboration=backing.against([wrong]),
        )  # fmt: skip


def _spelled(text: str, reports: Iterable[Report]) -> ReportedValue:
    return ReportedValue(value=text, source_ids=tuple(report.source_id for report in reports))


def _spellings(tables: Tables, names: Iterable[Name], stance: Stance) -> tuple[Report, ...]:
    """Return the sources' uses of some spellings as if they were reports, to be sorted and counted like these."""
    sources = dict.fromkeys(source_id for name in names for source_id in name.source_ids)
    return by_publication(tables, [Report(source_id=source_id, stance=stance) for source_id in sources])


def _of_ranges(
    tables: Tables,
    record: Event | Relation,
    field: ConflictField,
    of: str | None,
    told: Sequence[tuple[Report, Range]],
    adopted: Range | None,
) -> Iterator[Conflict]:
    """Yield the conflict of reports that give ranges of days or numbers, where two of these do not meet."""
    every = [*(value for _, value in told), *([] if adopted is None else [adopted])]
    if common(every):
        return
    write = _figure if field is ConflictField.QUANTITY else _days
    texts = {value: write(value) for value in dict.fromkeys(every)}
    behind = {value for value in texts if adopted and common([value, adopted])}
    values, against = dict[str, list[Report]](), dict[str, list[Report]]()
    for report, value in told:
        values.setdefault(texts[value], []).append(report)
        if value not in behind:
            against.setdefault(texts[value], []).append(report)
    all_values = _Ranges(every)
    disputed = {text for value, text in texts.items() if all_values.meeting(value) < len(every)}
    # A value kept wide enough for both sides decides between neither, and so does a report that agrees with both.
    ours = [(report, value) for report, value in told if value in behind]
    others = _Ranges(value for _, value in told if value not in behind)
    decided = bool(ours) and common([value for _, value in ours])
    supporters = [report for report, value in ours if not others.meeting(value)]
    yield Conflict(
        record_id=record.id,
        field=field,
        of=of,
        values=tuple(_value(text, values[text]) for text in values if text in disputed),
        adopted=None if adopted is None else texts[adopted],
        reason=record.adopted_because or "",
        corroboration=_Backing(tables, supporters).against(against.values()) if decided else Corroboration.CONTESTED,
    )


class _Ranges:
    """Ranges, of which those that meet another can be counted without looking at each."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        every = tuple(ranges)
        self.lows = sorted(-inf if low is None else low for low, _ in every)
        self.highs = sorted(inf if high is None else high for _, high in every)

    def meeting(self, value: Range) -> int:
        """Return how many of the ranges have a number in common with this one."""
        low, high = value
        # All but those that end before it begins, and those that begin after it ends.
        before = 0 if low is None else bisect_left(self.highs, low)
        return (len(self.lows) if high is None else bisect_right(self.lows, high)) - before


class _Backing:
    """The independent reports for a value, to be compared with those for its strongest rival."""

    def __init__(self, tables: Tables, behind: Sequence[Report]) -> None:
        self.tables = tables
        self.source_ids = {report.source_id for report in behind}
        self.number = independent(tables, behind).at_least

    def against(self, rivals: Iterable[Sequence[Report]]) -> Corroboration:
        """Compare them; of numbers that are known within bounds only, those decide that speak least for the value.

        The slip of a source that also has the correct value does not count against it.
        """
        most = max((self._number_of(reports) for reports in rivals), default=0)
        if most == 0:
            return Corroboration.CONFIRMED if self.number > 1 else Corroboration.UNIQUE
        return Corroboration.MAJORITY if self.number > most else Corroboration.CONTESTED

    def _number_of(self, rival: Iterable[Report]) -> int:
        return independent(
            self.tables,
            [one for one in rival if one.stance is not Stance.MISSTATES or one.source_id not in self.source_ids],
        ).at_most


def _value(text: str, reports: Sequence[Report]) -> ReportedValue:
    return ReportedValue(
        value=text, source_ids=tuple(dict.fromkeys(report.source_id for report in reports)), reports=tuple(reports)
    )


def _range_of(quantity: Quantity) -> Range:
    low, high = quantity.low, quantity.high
    return (quantity.best, quantity.best) if low is None and high is None else (low, high)


def _days(value: Range) -> str:
    return ".." if value in (OPEN_START, OPEN_END) else When.of_ranges(value, value).edtf


def _figure(value: Range) -> str:
    low, high = value
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
