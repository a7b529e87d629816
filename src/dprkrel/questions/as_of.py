"""What was known when: the records of a dataset as far as they had been published by a day."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve

from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.ranges import Range, common, hull, range_of_days
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import DateError, shown
from dprkrel.questions.evidence import counts, earlier_telling, is_published, reports_from
from dprkrel.questions.rivals import fits
from dprkrel.records.actors import Actor
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.events import Event
from dprkrel.records.fields import ActorId, EventId, OfficeId, SourceId
from dprkrel.records.names import Name, NameKind
from dprkrel.records.offices import Office
from dprkrel.records.participants import Participant
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Report
from dprkrel.records.sources import Source, SourceKind
from dprkrel.records.stances import Stance
from dprkrel.store.tables import Tables

T = TypeVar("T", Event, Relation)
D = TypeVar("D", bound=Tables)
R = TypeVar("R", Actor, Name, Office, Event, Relation, Report)


_AS_OF: Final = ", as of "


_THEN: Final = (
    "Of its reports only some had been published; this is what they allow together, or where they disagree, each."
)


_KEPT: Final = 4
"""For how many days a dataset keeps what was known by then; each may be as large as the dataset itself."""


_Days: TypeAlias = tuple[Sequence[date], Sequence[date]]
"""Stretches of days that do not touch: their first days, ascending, and the last day of each."""


def as_of(self: D, day: DateLike) -> D:
    """Return the dataset as it could be known from what was published by a day.

    Sources that were not certainly written by then are left out, with
    their reports and every record that has no other. Statuses follow from
    the reports that remain. A record with only some of its reports gets
    the date that these allow, and events are described as they were then
    (`earlier`), without participants whom only later texts name. Fields
    without reports of their own stay as coded today: places, `part_of`,
    and the records of actors, offices and places, except for spellings
    that only later texts have, and for when they began and ceased to exist
    if that came later. Background knowledge counts from the day on
    which it was written down.

    Args:
        day: the last day of publication, included; of a month or year its last day.

    Returns:
        A dataset that answers every question; the same one, if everything was published by then.
        For the days last asked about, asking again gives the same object.

    Raises:
        DateError: the day is missing, a span, or marked as doubtful.
        DatasetError: what was published by then breaks a law.

    Examples:
        >>> for day in ("2023-10-19", "2024-06-18", "2024-07-24"):
        ...     print(day, dprkrel.as_of(day).event("putin-visit-dprk-2024").status)
        2023-10-19 planned
        2024-06-18 planned
        2024-07-24 occurred
    """
    last = _last_day(day)
    kept: deque[tuple[date, D | None]] = self.once(_no_days)
    for known_day, known in kept.copy():  # a copy, since other threads may add to it
        if known_day == last:
            return self if known is None else known
    changes = _tables_as_of(self, last)
    then = evolve(self, **changes) if changes else None  # not the dataset itself, which would keep itself alive
    kept.append((last, then))
    return self if then is None else then


def _no_days(_: Tables) -> deque[Any]:
    return deque(maxlen=_KEPT)


def _tables_as_of(tables: Tables, last: date) -> dict[str, Any]:
    """Return the fields of the dataset as published by a day, for those that differ; none when all was published."""
    sources = {source.id: _as_written(source, last) for source in tables.sources if is_published(source, last)}
    if tuple(sources.values()) == tables.sources:
        return {}
    relations = [_published(tie, sources) for tie in tables.relations if counts(tie.reports, sources)]
    happened = [_published(event, sources) for event in tables.events if counts(event.reports, sources)]
    ids = {event.id for event in happened}
    unnamed = {actor.id for actor in tables.actors if not _is_named(actor, sources)}
    held = _days_held(relations)
    return {
        "edition": f"{tables.edition.partition(_AS_OF)[0]}{_AS_OF}{last}",
        "actors": [_known_as(actor, sources, last) for actor in tables.actors],
        "offices": [_changed(office, existed=_existed_by(office.existed, last)) for office in tables.offices],
        "sources": [_of_these(source, sources) for source in sources.values()],
        "events": [_connected(tables, event, ids, unnamed, held, sources) for event in happened],
        "relations": [
            _changed(
                tie,
                opened_by=tie.opened_by if tie.opened_by in ids else None,
                closed_by=tie.closed_by if tie.closed_by in ids else None,
            )
            for tie in relations
        ],
        "counting_rules": [_as_published(rule, sources) for rule in tables.counting_rules],
        "changelog": (),  # what later editions did to these records
    }


def _changed(record: R, **fields: Any) -> R:
    """Return a record with these fields; the record itself where it has them, since checking it anew costs most."""
    return record if all(getattr(record, name) == value for name, value in fields.items()) else evolve(record, **fields)


def _days_held(relations: Iterable[Relation]) -> dict[tuple[ActorId, OfficeId], _Days]:
    """Return the days on which each person may have held each office."""
    spells: dict[tuple[ActorId, OfficeId], list[tuple[date, date]]] = {}
    for spell in relations:
        if spell.office_id:
            spells.setdefault((spell.subject_id, spell.office_id), []).append(_outermost(spell.when))
    return {holding: _joined(days) for holding, days in spells.items()}


def _outermost(when: When) -> tuple[date, date]:
    return when.earliest or date.min, when.latest or date.max


def _joined(stretches: Iterable[tuple[date, date]]) -> _Days:
    """Return the days of all stretches together."""
    firsts: list[date] = []
    lasts: list[date] = []
    for first, last in sorted(stretches):
        if lasts and first <= lasts[-1]:
            lasts[-1] = max(lasts[-1], last)
        else:
            firsts.append(first)
            lasts.append(last)
    return firsts, lasts


def _may_share_a_day(days: _Days, when: When) -> bool:
    """Tell whether a date may touch any of these days: of those that began by its end, the last lasts longest."""
    first, last = _outermost(when)
    firsts, lasts = days
    begun = bisect_right(firsts, last)
    return begun > 0 and lasts[begun - 1] >= first


def _last_day(day: DateLike) -> date:
    when = When.parse(day)
    plain = when.latest and not when.doubtful and not {*"[/"} & {*when.edtf}
    if when.latest is None or not plain:
        raise DateError(day, f"as_of takes a day, a month or a year, and uses its last day; got {shown(when.edtf)}")
    return when.latest


def _as_written(source: Source, last: date) -> Source:
    """Return a source as it was while its words were out and the page that was read was not."""
    later = source.published and source.published.earliest and source.published.earliest > last
    if not later:
        return source
    return evolve(source, published=None, url=source.url if source.kind is SourceKind.PAGE else None, note=None)


def _of_these(source: Source, sources: Collection[SourceId]) -> Source:
    """Return a source that repeats none but these."""
    known = source.republication_of is None or source.republication_of in sources
    return source if known else evolve(source, republication_of=None)


def _as_published(rule: CountingRule, sources: Collection[SourceId]) -> CountingRule:
    """Return a counting rule with what had been published under it."""
    return evolve(
        rule,
        source_ids=tuple(source_id for source_id in rule.source_ids if source_id in sources),
        figures=tuple(figure for figure in rule.figures if figure.source_id in sources),
    )


def _published(record: T, sources: Mapping[SourceId, Source]) -> T:
    """Return a record as the sources that are left tell it."""
    reports = reports_from(record.reports, sources)
    if reports == record.reports:
        return record
    reports = _ruled_anew(record, reports, sources)
    when, agreed = _when_of(reports, sources)
    reason = None if agreed and record.adopted_because is None else _THEN
    return evolve(record, reports=reports, when=when, adopted_because=reason)


def _connected(
    tables: Tables,
    event: Event,
    ids: Collection[EventId],
    unnamed: Collection[ActorId],
    held: Mapping[tuple[ActorId, OfficeId], _Days],
    sources: Mapping[SourceId, Source],
) -> Event:
    """Return an event without what was not yet known of it: links, claims, people, offices, its later telling."""
    links = [
        evolve(link, reports=reports_from(link.reports, sources))
        for link in event.links
        if link.event_id in ids and (not link.reports or reports_from(link.reports, sources))
    ]
    participants = [
        part if _is_held(part, event.when, held) else evolve(part, office_id=None)
        for part in event.participants
        if part.actor_id not in unnamed
    ]
    changes: dict[str, Any] = {}
    before = [one for one in event.earlier if one.until in sources]
    told = earlier_telling(event, sources)
    if told:
        changes = {"summary": told.summary, "event_type": told.event_type or event.event_type}
        # A telling that names no type has today's, whatever the type is by then.
        before = [evolve(one, event_type=one.event_type or event.event_type) for one in before]
    known = _changed(
        event,
        links=tuple(links),
        superlatives=(),
        participants=tuple(participants),
        part_of=event.part_of if event.part_of in ids else None,
        earlier=tuple(before),
        **changes,
    )
    claims = [
        evolve(claim, reports=reports_from(claim.reports, sources))
        for claim in event.superlatives
        if reports_from(claim.reports, sources) and (claim.scope is None or fits(tables, known, claim.scope))
    ]
    return _changed(known, superlatives=tuple(claims))


def _is_held(part: Participant, when: When, held: Mapping[tuple[ActorId, OfficeId], _Days]) -> bool:
    """Tell whether a participant may have held the office in which he takes part; of none there is no doubt."""
    if part.office_id is None:
        return True
    days = held.get((part.actor_id, part.office_id))
    return days is not None and _may_share_a_day(days, when)


def _is_named(actor: Actor, sources: Collection[SourceId]) -> bool:
    """Tell whether a text that is left names an actor; one whom no text is said to name is no news of any."""
    cited = {source_id for name in actor.names for source_id in name.source_ids}
    return not cited or not cited.isdisjoint(sources)


def _known_as(actor: Actor, sources: Collection[SourceId], last: date) -> Actor:
    """Return an actor without what only later texts have: spellings, except for its primary name, and when it existed."""
    names = []
    for name in actor.names:
        left = tuple(source_id for source_id in name.source_ids if source_id in sources)
        if left or not name.source_ids or name.kind is NameKind.PRIMARY:
            names.append(_changed(name, source_ids=left))
    said = tuple(source_id for source_id in actor.existed_source_ids if source_id in sources)
    existed = _existed_by(actor.existed, last) if said or not actor.existed_source_ids else None
    return _changed(actor, names=tuple(names), existed=existed, existed_source_ids=said)


def _existed_by(existed: When | None, last: date) -> When | None:
    """Return what was known by a day of when somebody or something existed: no beginning, and no end, that came later."""
    if existed is None or existed.bounds[0] > last.toordinal():
        return None
    if not last.toordinal() < existed.bounds[3] < FUTURE:
        return existed
    doubt = "%" if existed.approximate and existed.uncertain else "~" * existed.approximate + "?" * existed.uncertain
    return When.of_ranges(existed.start_range, (None, None), qualifier=doubt)


def _ruled_anew(record: T, reports: tuple[Report, ...], sources: Mapping[SourceId, Source]) -> tuple[Report, ...]:
    """Return reports with those of a coding rule counted from the days that the others leave, as the rule would then have been."""
    if not any(report.stance is Stance.SUPPOSES for report in reports):
        return reports
    when, _ = _when_of([report for report in reports if report.stance is not Stance.SUPPOSES], sources)
    moved = (_moved(report, record.when, when) if report.stance is Stance.SUPPOSES else report for report in reports)
    return tuple(report for report in moved if report)


def _moved(report: Report, later: When, then: When) -> Report | None:
    """Return what a rule says that counts from days known later, counted from those known then; None where it says nothing."""
    if report.when is None:
        return report
    low, _, _, high = report.when.bounds
    (_, begun, not_ended, _), (_, begun_then, not_ended_then, _) = later.bounds, then.bounds
    first = _shifted(low, not_ended, not_ended_then)
    last = _shifted(high, begun, begun_then)
    if first is None and last is None:
        return None
    return _changed(report, when=When.of_ranges((first, None), (None, last)))


def _days_of(found: Range) -> Range:
    """Return a range of days alone: that there may be no beginning, or no end, leaves that side without a limit."""
    first, last = found
    is_one = first == last
    return (None if first == PAST and not is_one else first, None if last == FUTURE and not is_one else last)


def _shifted(day: int, counted_from: int, then: int) -> int | None:
    """Return a day that lies as far from another as it did from the one that it was counted from; None beyond the calendar."""
    shifted = day + then - counted_from
    known = all(PAST < each < FUTURE for each in (day, counted_from, then, shifted))
    return shifted if known else None


def _when_of(reports: Sequence[Report], sources: Mapping[SourceId, Source]) -> tuple[When, bool]:
    """Return the date that reports leave open together, and whether they agree on it.

    It is what all of them allow; or, of an end on which they disagree, what
    any of them says. What is told as past had begun when it was told.
    """
    dates = [report.when for report in reports if report.when and report.stance is not Stance.MISSTATES]
    starts, ends = [when.start_range for when in dates], [when.end_range for when in dates]
    known = [sources[report.source_id].known_by for report in reports if report.stance.tells_of_past]
    told = [when.latest for when in known if when and when.latest]
    start, end = common(starts), common(ends)
    agreed = start is not None and end is not None
    start, end = start or _days_of(hull(starts)), end or _days_of(hull(ends))
    if told:
        begun = common([start, range_of_days(None, min(told))])
        agreed = agreed and begun is not None
        start = begun or range_of_days(None, min(told))
    doubts = "".join("~" * when.approximate + "?" * when.uncertain for when in dates)
    return When.of_ranges(start, end, qualifier="%" if {*doubts} == {*"~?"} else doubts[:1]), agreed
