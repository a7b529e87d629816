"""What must hold in every dataset; all violations are reported together.

The numbers are those of the laws in the codebook.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from dprkrel.answers import Certainty, ChangeKind, ConflictField
from dprkrel.dates.when import When
from dprkrel.errors import Fault
from dprkrel.questions.as_of import SILENT, TELLING, counts, earlier_telling, is_published
from dprkrel.questions.conflicts import conflicts
from dprkrel.questions.evidence import publication_key
from dprkrel.questions.order import contradictions
from dprkrel.questions.superlatives import fits
from dprkrel.records.coverage import Change
from dprkrel.records.events import TRAVELLING, Appointment, Earlier, Event, Meeting, Visit
from dprkrel.records.fields import PlaceId
from dprkrel.records.kinds import Relation, placed_reports
from dprkrel.records.reports import Report, Source, status_of
from dprkrel.store.names import key_of
from dprkrel.store.tables import TABLE_OF, Tables
from dprkrel.vocab import ActorKind, PlaceKind, RelationType, Role, SourceKind, Stance, Status

_PRESENT = frozenset({*TRAVELLING, Role.HOST, Role.PARTICIPANT, Role.SIGNATORY})
_UNDIRECTED = frozenset({
    RelationType.DIPLOMATIC_RELATIONS, RelationType.ALLIANCE, RelationType.PARTNERSHIP, RelationType.HOSTILITY,
})  # fmt: skip


def faults_of(tables: Tables) -> tuple[Fault, ...]:
    """Return every way in which the tables break a law, sorted; empty when they keep them all."""
    found = _ids(tables)
    if not found:  # the laws follow references, so these must resolve first
        found = [*_references(tables), *_own_account(tables)]
    if not found:
        found = [*_rings(tables)]
    if not found:
        laws = (
            _names, _evidence, _reasons, _tellings, _claims, _parts, _order, _spells, _offices, _presence,
        )  # fmt: skip
        found = [fault for law in laws for fault in law(tables)]
    return tuple(sorted(set(found)))


def _fault(record: str, field: str, found: object, expected: str) -> Fault:
    return Fault("", record, field, str(found), expected)


def _ids(tables: Tables) -> list[Fault]:
    return [
        _fault(record_id, "id", f"{count} {name} with this id", "an id that is used once and never again")
        for name, records in tables.tables().items()
        for record_id, count in Counter(record.id for record in records).items()
        if count > 1
    ]


def _references(tables: Tables) -> Iterator[Fault]:
    known = {name: {record.id for record in records} for name, records in tables.tables().items()}

    def check(record: str, field: str, table: str, *ids: str | None) -> Iterator[Fault]:
        for reference in ids:
            if reference is not None and reference not in known[table]:
                yield _fault(record, field, reference, f"the id of one of the {table}")

    def other(record: str, field: str, table: str, *ids: str | None) -> Iterator[Fault]:
        yield from check(record, field, table, *ids)
        if record in ids:
            yield _fault(record, field, record, "another record than itself")

    states = {actor.id for actor in tables.actors if actor.kind is ActorKind.STATE}

    def state(record: str, field: str, reference: str | None) -> Iterator[Fault]:
        if reference is not None and reference not in states:
            yield _fault(record, field, reference, "the id of a state")

    for actor in tables.actors:
        yield from state(actor.id, "state_id", actor.state_id)
        yield from other(actor.id, "successor_of", "actors", actor.successor_of)
        yield from other(actor.id, "not_same_as", "actors", *actor.not_same_as)
        for name in actor.names:
            yield from check(actor.id, f"names[{name.text}]", "sources", *name.source_ids)
    for office in tables.offices:
        yield from check(office.id, "of_id", "actors", office.of_id)
    for place in tables.places:
        yield from other(place.id, "within", "places", place.within)
    for source in tables.sources:
        yield from check(source.id, "publisher_id", "actors", source.publisher_id)
        yield from check(source.id, "agency_ids", "actors", *source.agency_ids)
        yield from check(source.id, "author_ids", "actors", *source.author_ids)
        yield from other(source.id, "republication_of", "sources", source.republication_of)
    for record in (*tables.events, *tables.relations):
        for _, report in placed_reports(record):
            yield from check(record.id, "reports", "sources", report.source_id)
            yield from check(record.id, "reports.attributed_to", "actors", report.attributed_to)
        yield from check(record.id, "place_id", "places", record.place_id)
    for event in tables.events:
        yield from other(event.id, "part_of", "events", event.part_of)
        yield from other(event.id, "links", "events", *(link.event_id for link in event.links))
        for participant in event.participants:
            yield from check(event.id, "participants", "actors", participant.actor_id)
            yield from state(event.id, "participants", participant.acted_for)
            yield from check(event.id, "participants", "offices", participant.office_id)
        for scope in (claim.scope for claim in event.superlatives if claim.scope):
            yield from check(event.id, "superlatives", "actors", scope.actor_id, scope.with_id)
            yield from state(event.id, "superlatives", scope.acted_for)
            yield from check(event.id, "superlatives", "offices", scope.office_id)
            yield from check(event.id, "superlatives", "places", scope.place_id)
        yield from check(event.id, "earlier", "sources", *(told.until for told in event.earlier))
        if isinstance(event, Appointment):
            yield from check(event.id, "office_id", "offices", event.office_id)
    for relation in tables.relations:
        yield from check(relation.id, "subject_id", "actors", relation.subject_id)
        yield from check(relation.id, "object_id", "actors", relation.object_id)
        yield from check(relation.id, "office_id", "offices", relation.office_id)
        yield from check(relation.id, "opened_by", "events", relation.opened_by)
        yield from check(relation.id, "closed_by", "events", relation.closed_by)


def _own_account(tables: Tables) -> Iterator[Fault]:
    """Check the references of counting rules, of the coverage ledger and of the changes of editions."""
    known: dict[str, set[str]] = {
        name: {str(record.id) for record in records} for name, records in tables.tables().items()
    }
    states = {actor.id for actor in tables.actors if actor.kind is ActorKind.STATE}
    for rule in tables.counting_rules:
        cited = [*rule.source_ids, *(figure.source_id for figure in rule.figures)]
        of_states = [*rule.sending_ids, *rule.receiving_ids, *(one.sending_id for one in rule.figures)]
        for field, wanted, references in (
            ("publisher_id", known["actors"], [rule.publisher_id]),
            ("except_office_ids", known["offices"], (*rule.except_office_ids, *rule.open_office_ids)),
            ("source_ids", known["sources"], cited),
            ("sending_ids", states, of_states),
        ):
            yield from (
                _fault(rule.id, field, one, "the id of a record of that kind")
                for one in references
                if one is not None and one not in wanted
            )
    for entry in tables.ledger:
        yield from (_fault(entry.id, "dyad", one, "the id of a state") for one in entry.dyad if one not in states)
    yield from _changes(tables, known)


def _changes(tables: Tables, known: Mapping[str, set[str]]) -> Iterator[Fault]:
    """Check that what an edition added or corrected is there, or gone by a later change, and what is gone is gone."""
    gone = {
        (change.record_kind, record_id)
        for change in tables.changelog
        if change.kind in {ChangeKind.MERGED, ChangeKind.WITHDRAWN}
        for record_id in change.record_ids
    }
    for change in tables.changelog:
        if change.record_kind not in TABLE_OF:
            yield _fault(change.id, "record_kind", change.record_kind, f"one of {', '.join(TABLE_OF)}")
            continue
        if _leads_back(tables, change):
            yield _fault(change.id, "heir_id", change.heir_id, "no ring")
        here = known[TABLE_OF[change.record_kind]]
        for record_id in (*change.record_ids, *([change.heir_id] if change.heir_id else [])):
            is_gone = (change.record_kind, record_id) in gone
            if is_gone == (record_id in here):
                expected = "no record, since it was merged or withdrawn" if is_gone else "the id of a record"
                yield _fault(change.id, "record_ids", record_id, expected)


def _leads_back(tables: Tables, change: Change) -> bool:
    """Tell whether the heirs of what was merged lead back to it."""
    heirs = {
        record_id: merged.heir_id
        for merged in tables.changelog
        if merged.record_kind == change.record_kind and merged.heir_id
        for record_id in merged.record_ids
    }
    seen, heir = set[str](), change.heir_id
    while heir is not None and heir not in seen:
        seen.add(heir)
        heir = heirs.get(heir)
    return heir is not None


def _rings(tables: Tables) -> Iterator[Fault]:
    chains: tuple[tuple[str, Mapping[Any, Any]], ...] = (
        ("within", {place.id: place.within for place in tables.places}),
        ("successor_of", {actor.id: actor.successor_of for actor in tables.actors}),
        ("republication_of", {source.id: source.republication_of for source in tables.sources}),
        ("part_of", {event.id: event.part_of for event in tables.events}),
    )
    for field, above in chains:
        safe: set[str] = set()
        for start in above:
            chain: list[str] = []
            step: str | None = start
            while step is not None and step not in safe and step not in chain:
                chain.append(step)
                step = above[step]
            if step in chain:
                yield _fault(start, field, above[start], "no ring")
            safe.update(chain)


def _names(tables: Tables) -> Iterator[Fault]:
    for actor in tables.actors:
        for text, count in Counter(name.text for name in actor.names).items():
            if count > 1:
                yield _fault(actor.id, "names", f"{text!r} {count} times", "each spelling once")
            if not key_of(text):
                yield _fault(actor.id, "names", repr(text), "a name with at least one letter or digit")
        spelled = {key_of(name.text): name.text for name in actor.names}
        for other in map(tables.actor, actor.not_same_as):
            for name in other.names:
                if key_of(name.text) in spelled:
                    yield _fault(actor.id, "names", repr(name.text), f"no name of {other.id}, who is not the same")


def _evidence(tables: Tables) -> Iterator[Fault]:
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
            if report.stance in TELLING and known_by and record.when.after(known_by) is Certainty.CERTAIN:
                yield _fault(
                    record.id, "when", record.when, f"law 4: not after {known_by}, when {report.source_id} was written"
                )
        if all(report.stance in SILENT for report in record.reports):
            yield _fault(record.id, "reports", "no report that counts", "one that says or denies that it is so")
        if all(tables.source(report.source_id).kind is SourceKind.BACKGROUND for report in record.reports):
            yield _fault(record.id, "reports", "background knowledge alone", "a text that says so")


def _reasons(tables: Tables) -> Iterator[Fault]:
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
        yield _fault(record_id, field, "none", "; ".join(dict.fromkeys(whys)))


def _report(record: Event | Relation, report: Report, source: Source) -> Iterator[Fault]:
    field = f"reports[{report.source_id}]"
    if source.kind is SourceKind.BACKGROUND:
        if report.note is None:
            yield _fault(record.id, field, "no note", "a note that says what is background knowledge")
    elif source.kind is SourceKind.PAGE:
        if report.paragraphs:
            yield _fault(record.id, field, report.paragraphs, "no paragraphs of a page that was not kept")
    elif not report.paragraphs:
        yield _fault(record.id, field, "no paragraph", "the paragraphs of the text that say so")
    elif report.paragraphs[-1] > source.paragraph_count:
        yield _fault(record.id, field, report.paragraphs, f"paragraphs from 1 to {source.paragraph_count}")
    if report.stance is Stance.MISSTATES and report.note is None:
        yield _fault(record.id, field, "no note", "a note that says what is wrong")
    if report.derivation and report.derivation.resolve() != report.when:
        yield _fault(record.id, f"{field}.when", report.when, f"{report.derivation.resolve()}, as derived")


def _source(source: Source, cited: set[int]) -> Iterator[Fault]:
    excused = [number for excuse in source.excused for number in excuse.paragraphs]
    if len(excused) != len(set(excused)) or any(number > source.paragraph_count for number in excused):
        yield _fault(source.id, "excused", sorted(excused), f"paragraphs from 1 to {source.paragraph_count}, each once")
    if cited & set(excused):
        yield _fault(source.id, "excused", sorted(cited & set(excused)), "paragraphs that no record cites")
    if source.known_by is None or source.known_by.latest is None:
        yield _fault(source.id, "published", source.known_by, "a day by which it was written: dateline or published")
    if source.kind is SourceKind.PAGE and not (source.url and source.title and source.standing):
        yield _fault(source.id, "url", source.url, "the url, title and standing of the page")
    if source.kind is not SourceKind.TEXT and (source.file or source.sha256 or source.paragraph_count):
        yield _fault(source.id, "file", source.file, "a file of texts alone")
    if source.kind is SourceKind.TEXT and not (source.file and source.sha256 and source.paragraph_count):
        yield _fault(source.id, "file", source.file, "the file name, sha256 and paragraph_count of the text")


def _tellings(tables: Tables) -> Iterator[Fault]:
    """Check that no words tell an event as past while it was only planned, or as a fact while it was alleged."""
    for event in tables.events:
        ended = [publication_key(tables.source(told.until)) for told in event.earlier]
        if ended != sorted(set(ended)):
            until = ", ".join(told.until for told in event.earlier)
            yield _fault(event.id, "earlier", f"tellings until {until}", "tellings in the order in which they ended")
        sources = [tables.source(report.source_id) for report in event.reports]
        days = {source.known_by.latest for source in sources if source.known_by and source.known_by.latest}
        told: dict[Earlier | None, Status] = {None: _tense(event.status)}
        for day in sorted(days):
            known = {source.id for source in sources if is_published(source, day)}
            reports = [report for report in event.reports if report.source_id in known]
            if not counts(reports, {source.id: source for source in sources}):
                continue  # it was not yet an event
            telling, then = earlier_telling(event, known), _tense(status_of(reports))
            if told.setdefault(telling, then) is not then:
                yield _fault(event.id, "earlier", f"no telling of {day}", f"how it was told then, when it was {then}")


def _tense(status: Status) -> Status:
    return Status.PLANNED if status is Status.EXPECTED else status


def _claims(tables: Tables) -> Iterator[Fault]:
    for event in tables.events:
        for claim in event.superlatives:
            if claim.scope and not fits(tables, event, claim.scope):
                yield _fault(event.id, "superlatives", claim.claim, "a scope within which the event itself lies")


def _parts(tables: Tables) -> Iterator[Fault]:
    for event in tables.events:
        whole = tables.event(event.part_of) if event.part_of else None
        if whole and event.when.within(whole.when) is Certainty.IMPOSSIBLE:
            yield _fault(event.id, "when", event.when, f"law 4: a date within {whole.id} ({whole.when})")


def _order(tables: Tables) -> Iterator[Fault]:
    for event_id, chain in contradictions(tables):
        yield _fault(event_id, "order", "; ".join(chain), "law 4: dates and statements of order that can all be true")


def _spells(tables: Tables) -> Iterator[Fault]:
    spells: dict[object, list[Relation]] = {}
    for tie in tables.relations:
        spells.setdefault(_tie_of(tie), []).append(tie)
    for same in spells.values():
        for first, second in combinations(same, 2):
            if first.when.overlaps(second.when) is Certainty.CERTAIN:
                yield _fault(second.id, "when", second.when, f"a spell that does not overlap {first.id} ({first.when})")
    for mission in tables.relations:
        if mission.relation_type is RelationType.MISSION:
            relations = spells.get((RelationType.DIPLOMATIC_RELATIONS, _dyad(mission)), ())
            if relations and all(mission.when.starts_before(tie.when) is Certainty.CERTAIN for tie in relations):
                yield _fault(mission.id, "when", mission.when, "law 4: no mission before relations exist")


def _tie_of(relation: Relation) -> object:
    """Return what two spells of one and the same tie have in common."""
    if relation.relation_type in _UNDIRECTED:
        return relation.relation_type, _dyad(relation)
    return (
        relation.relation_type, relation.subject_id, relation.object_id, relation.office_id, relation.place_id,
    )  # fmt: skip


def _dyad(relation: Relation) -> frozenset[str]:
    return frozenset((relation.subject_id, relation.object_id))


def _offices(tables: Tables) -> Iterator[Fault]:
    holders: dict[str, list[Relation]] = {}
    for spell in tables.relations:
        if spell.office_id:
            holders.setdefault(spell.office_id, []).append(spell)
    for event in tables.events:
        for participant in event.participants:
            if participant.office_id is None:
                continue
            held = [
                spell.when
                for spell in holders.get(participant.office_id, ())
                if spell.subject_id == participant.actor_id
            ]
            if all(event.when.overlaps(when) is Certainty.IMPOSSIBLE for when in held):
                spelled = ", ".join(map(str, held)) or "no spell is known"
                yield _fault(
                    event.id, "participants", f"{participant.actor_id} as {participant.office_id}",
                    f"law 4: a day of their spell in the office ({spelled})",
                )  # fmt: skip
    for office_id, spells in holders.items():
        office = tables.office(office_id)
        for spell in spells:
            if spell.object_id != office.of_id:
                yield _fault(spell.id, "object_id", spell.object_id, f"{office.of_id}, whose office it is")
        for first, second in combinations([] if office.several else spells, 2):
            if (
                first.subject_id != second.subject_id
                and first.when.overlaps(second.when) is Certainty.CERTAIN
                and not _handover(first.when, second.when)
            ):
                yield _fault(second.id, "when", second.when, f"one holder at a time; {first.id} has {first.when}")


def _handover(first: When, second: When) -> bool:
    """Tell whether two spells share no more than the day on which one followed the other."""
    return first.latest == second.earliest or second.latest == first.earliest


def _presence(tables: Tables) -> Iterator[Fault]:
    """Check law 5: nobody is certainly in two distant places on the same day.

    Distant is: in different countries. The first and last day of a visit are
    days of travel and prove nothing; so does an event that did not occur.
    """
    stays: dict[str, list[tuple[When, str, Event]]] = {}
    for event in tables.events:
        country = _country(tables, event.place_id)
        when = _certain_stay(event)
        if country and when and event.status is Status.OCCURRED:
            for participant in event.participants:
                if participant.role in _PRESENT:
                    stays.setdefault(participant.actor_id, []).append((when, country, event))
    persons = {actor.id for actor in tables.actors if actor.kind is ActorKind.PERSON}
    for actor_id in sorted(persons & stays.keys()):
        for (first, here, event), (second, there, other) in combinations(stays[actor_id], 2):
            if here != there and first.overlaps(second) is Certainty.CERTAIN:
                yield _fault(event.id, "place_id", here, f"law 5: {actor_id} is in {there} then ({other.id})")


def _certain_stay(event: Event) -> When | None:
    when = event.when
    if isinstance(event, Meeting) and when.earliest and when.same_day(when) is Certainty.CERTAIN:
        return when
    if isinstance(event, Visit) and when.latest_start and when.earliest_end:
        first, last = when.latest_start.toordinal() + 1, when.earliest_end.toordinal() - 1
        if first <= last:
            day = type(when.latest_start).fromordinal
            return When.window(day(first), day(last))
    return None


def _country(tables: Tables, place_id: PlaceId | None) -> PlaceId | None:
    while place_id and tables.place(place_id).kind is not PlaceKind.COUNTRY:
        place_id = tables.place(place_id).within
    return place_id
