"""Every id is used once and every reference resolves; no chain leads back to its start."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dprkrel.errors import Fault, fault_of
from dprkrel.records.actors import ActorKind
from dprkrel.records.changes import Change
from dprkrel.records.events import Appointment
from dprkrel.records.kinds import TABLE_OF, placed_reports
from dprkrel.store.chains import chain
from dprkrel.store.tables import Tables


def ids_are_unique(tables: Tables) -> list[Fault]:
    """Return a fault for each id that two records bear."""
    return [
        fault_of(record_id, "id", f"{count} {name} with this id", "an id that is used once and never again")
        for name, records in tables.tables().items()
        for record_id, count in Counter(record.id for record in records).items()
        if count > 1
    ]


def references_resolve(tables: Tables) -> Iterator[Fault]:
    """Yield each reference to a record that is not there."""
    known = {name: {record.id for record in records} for name, records in tables.tables().items()}

    def check(record: str, field: str, table: str, *ids: str | None) -> Iterator[Fault]:
        for reference in ids:
            if reference is not None and reference not in known[table]:
                yield fault_of(record, field, reference, f"the id of one of the {table}")

    def other(record: str, field: str, table: str, *ids: str | None) -> Iterator[Fault]:
        yield from check(record, field, table, *ids)
        if record in ids:
            yield fault_of(record, field, record, "another record than itself")

    states = {actor.id for actor in tables.actors if actor.kind is ActorKind.STATE}

    def state(record: str, field: str, reference: str | None) -> Iterator[Fault]:
        if reference is not None and reference not in states:
            yield fault_of(record, field, reference, "the id of a state")

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


def account_resolves(tables: Tables) -> Iterator[Fault]:
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
                fault_of(rule.id, field, one, "the id of a record of that kind")
                for one in references
                if one is not None and one not in wanted
            )
    for entry in tables.ledger:
        yield from (fault_of(entry.id, "dyad", one, "the id of a state") for one in entry.dyad if one not in states)
    yield from _changes(tables, known)


def _changes(tables: Tables, known: Mapping[str, set[str]]) -> Iterator[Fault]:
    """Check that what an edition added or corrected is there, or gone by a later change, and what is gone is gone."""
    gone = {
        (change.record_kind, record_id)
        for change in tables.changelog
        if change.kind.removes
        for record_id in change.record_ids
    }
    for change in tables.changelog:
        if change.record_kind not in TABLE_OF:
            yield fault_of(change.id, "record_kind", change.record_kind, f"one of {', '.join(TABLE_OF)}")
            continue
        if _leads_back(tables, change):
            yield fault_of(change.id, "heir_id", change.heir_id, "no ring")
        here = known[TABLE_OF[change.record_kind]]
        for record_id in (*change.record_ids, *([change.heir_id] if change.heir_id else [])):
            is_gone = (change.record_kind, record_id) in gone
            if is_gone == (record_id in here):
                expected = "no record, since it was merged or withdrawn" if is_gone else "the id of a record"
                yield fault_of(change.id, "record_ids", record_id, expected)


def _leads_back(tables: Tables, change: Change) -> bool:
    """Tell whether the heirs of what was merged lead back to it."""
    heirs = {
        record_id: merged.heir_id
        for merged in tables.changelog
        if merged.record_kind == change.record_kind and merged.heir_id
        for record_id in merged.record_ids
    }
    return any(heirs.get(heir) == change.heir_id for heir in chain(change.heir_id, heirs.get))


def chains_have_an_end(tables: Tables) -> Iterator[Fault]:
    """Yield each chain of places, successors, republications or parts that leads back to its start."""
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
                yield fault_of(start, field, above[start], "no ring")
            safe.update(chain)
