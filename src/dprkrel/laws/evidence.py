"""Laws about evidence: every record has some, every adopted value a reason, every description fits its time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dprkrel.dates.when import Certainty
from dprkrel.errors import Fault, fault_of, shown
from dprkrel.questions.conflicts import ConflictField, conflicts
from dprkrel.questions.evidence import counts, publication_key
from dprkrel.questions.rivals import fits
from dprkrel.records.actors import Actor
from dprkrel.records.events import Event
from dprkrel.records.fields import SourceId
from dprkrel.records.kinds import placed_reports
from dprkrel.records.relations import Relation
from dprkrel.records.reports import Report
from dprkrel.records.sources import Source, SourceKind
from dprkrel.records.stances import Stance, Status
from dprkrel.records.statuses import status_of
from dprkrel.records.tellings import Earlier
from dprkrel.store.names import key_of
from dprkrel.store.tables import Tables


def names_are_distinct(tables: Tables) -> Iterator[Fault]:
    """Yield names that cannot tell their actor from another."""
    confused = {other for actor in tables.actors for other in actor.not_same_as}
    spelled = {actor.id: _by_key(actor) for actor in tables.actors if actor.not_same_as or actor.id in confused}
    for actor in tables.actors:
        for text, count in Counter(name.text for name in actor.names).items():
            if count > 1:
                yield fault_of(actor.id, "names", f"{shown(text)} {count} times", "each spelling once")
            if not key_of(text):
                yield fault_of(actor.id, "names", shown(text), "a name with at least one letter or digit")
        for other in actor.not_same_as:
            # The keys that both have cost as many steps as the one has that has fewer.
            for key in sorted(spelled[actor.id].keys() & spelled[other].keys()):
                for text in spelled[other][key]:
                    expected = f"a name that {other} does not have, since the two are not the same"
                    yield fault_of(actor.id, "names", shown(text), expected)


def _by_key(actor: Actor) -> dict[str, list[str]]:
    """Return the spellings of an actor by their keys."""
    spelled: dict[str, list[str]] = {}
    for name in actor.names:
        spelled.setdefault(key_of(name.text), []).append(name.text)
    return spelled


def evidence_suffices(tables: Tables) -> Iterator[Fault]:
    """Yield sources and reports that are incomplete, and records whose evidence is not enough."""
    cited: dict[str, set[int]] = {}
    for record in (*tables.events, *tables.relations):
        for _, report in placed_reports(record):
            cited.setdefault(report.source_id, set()).update(report.paragraphs)
    for source in tables.sources:
        yield from _source(source, cited.get(source.id, set()))
    for record in (*tables.events, *tables.relations):
        for _, report in placed_reports(record):
            yield from _report(record, report, tables.source(report.source_id))
        for report in record.reports:
            # Law 4: what occurred was not certainly after the report that says so.
            known_by = tables.source(report.source_id).known_by
            if report.stance.tells_of_past and known_by and record.when.after(known_by) is Certainty.CERTAIN:
                yield fault_of(
                    record.id, "when", record.when, f"law 4: not after {known_by}, when {report.source_id} was written"
                )
        if not any(report.stance.counts_for_status for report in record.reports):
            yield fault_of(
                record.id,
                "reports",
                "no report that counts for the status",
                "a report that says or denies that it is so",
            )
        if all(tables.source(report.source_id).kind is SourceKind.BACKGROUND for report in record.reports):
            yield fault_of(record.id, "reports", "background knowledge alone", "a text or page that says so")


def choices_have_reasons(tables: Tables) -> Iterator[Fault]:
    """Yield each conflict without a reason for the adopted value."""
    unexplained: dict[tuple[str, str], list[str]] = {}
    for conflict in conflicts(tables):
        if not conflict.reason and conflict.field is not ConflictField.WORDING:  # a misstatement has a law of its own
            values = ", ".join(value.value for value in conflict.values)
            field = (
                f"names[{conflict.values[-1].value}].note"
                if conflict.field is ConflictField.NAME
                else "adopted_because"
            )
            adopted = "none" if conflict.adopted is None else conflict.adopted
            why = f"why {adopted} was adopted among {values}"
            unexplained.setdefault((conflict.record_id, field), []).append(why)
    for (record_id, field), whys in unexplained.items():
        yield fault_of(record_id, field, "none", "; ".join(dict.fromkeys(whys)))


def _report(record: Event | Relation, report: Report, source: Source) -> Iterator[Fault]:
    field = f"reports[{report.source_id}]"
    if source.kind is SourceKind.BACKGROUND:
        if report.note is None:
            yield fault_of(record.id, field, "no note", "a note that says what is background knowledge")
    elif source.kind is SourceKind.PAGE:
        if report.paragraphs:
            yield fault_of(record.id, field, report.paragraphs, "no paragraphs, since the source is a page")
    elif not report.paragraphs:
        yield fault_of(record.id, field, "no paragraph", "the paragraphs of the text that say so")
    elif report.paragraphs[-1] > source.paragraph_count:
        yield fault_of(record.id, field, report.paragraphs, f"paragraphs from 1 to {source.paragraph_count}")
    if report.stance is Stance.MISSTATES and report.note is None:
        yield fault_of(record.id, field, "no note", "a note that says what is wrong")
    if report.derivation and report.derivation.resolve() != report.when:
        yield fault_of(record.id, f"{field}.when", report.when, f"{report.derivation.resolve()}, as derived")


def _source(source: Source, cited: set[int]) -> Iterator[Fault]:
    excused = [number for excuse in source.excused for number in excuse.paragraphs]
    if len(excused) != len(set(excused)) or any(number > source.paragraph_count for number in excused):
        yield fault_of(
            source.id, "excused", sorted(excused), f"paragraphs from 1 to {source.paragraph_count}, each once"
        )
    if cited & set(excused):
        yield fault_of(source.id, "excused", sorted(cited & set(excused)), "paragraphs that no record cites")
    if source.known_by is None or source.known_by.latest is None:
        yield fault_of(source.id, "published", source.known_by, "a day by which it was written: dateline or published")
    if source.kind is SourceKind.PAGE and not (source.url and source.title and source.standing):
        yield fault_of(source.id, "url", source.url, "the url, title and standing of the page")
    if source.kind is not SourceKind.TEXT and (source.file or source.sha256 or source.paragraph_count):
        yield fault_of(source.id, "file", source.file, "no file, since the source is not a text")
    if source.kind is SourceKind.TEXT and not (source.file and source.sha256 and source.paragraph_count):
        yield fault_of(source.id, "file", source.file, "the file name, sha256 and paragraph_count of the text")


def tellings_fit_their_time(tables: Tables) -> Iterator[Fault]:
    """Check that no event is described as past while it was only planned, or as a fact while it was alleged."""
    for event in tables.events:
        ended = [publication_key(tables.source(told.until)) for told in event.earlier]
        if ended != sorted(set(ended)):
            until = ", ".join(told.until for told in event.earlier)
            yield fault_of(
                event.id,
                "earlier",
                f"descriptions until {until}",
                "descriptions in the order of publication of these sources",
            )
        descriptions: dict[Earlier | None, Status] = {None: _tense(event.status)}
        for day, described, status in _descriptions(tables, event):
            if descriptions.setdefault(described, _tense(status)) is not _tense(status):
                yield fault_of(
                    event.id,
                    "earlier",
                    f"no description for {day}",
                    f"how it was described then, when its status was {_tense(status)}",
                )


def _descriptions(tables: Tables, event: Event) -> Iterator[tuple[date, Earlier | None, Status]]:
    """Yield how an event was described, and its status, on each day on which a source more had been published.

    What was known grows from day to day, so no report is looked at twice.
    """
    published: dict[date, list[Report]] = {}
    for report in event.reports:
        known_by = tables.source(report.source_id).known_by
        if known_by and known_by.latest:
            published.setdefault(known_by.latest, []).append(report)
    known, stances, is_event, passed = set[SourceId](), dict[Stance, Report](), False, 0
    for day in sorted(published):
        known.update(report.source_id for report in published[day])
        stances.update((report.stance, report) for report in published[day])
        is_event = is_event or counts(
            published[day], {one.source_id: tables.source(one.source_id) for one in published[day]}
        )
        if not is_event:
            continue
        while passed < len(event.earlier) and event.earlier[passed].until in known:
            passed += 1
        described = event.earlier[passed] if passed < len(event.earlier) else None
        yield day, described, status_of(stances.values())


def _tense(status: Status) -> Status:
    return Status.PLANNED if status is Status.EXPECTED else status


def claims_fit_their_event(tables: Tables) -> Iterator[Fault]:
    """Yield superlatives whose scope does not include their own event."""
    for event in tables.events:
        for claim in event.superlatives:
            if claim.scope and not fits(tables, event, claim.scope):
                yield fault_of(event.id, "superlatives", claim.claim, "a scope that includes the event itself")
