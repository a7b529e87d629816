"""Every id is used once and every reference resolves; no chain leads back to its start."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dprkrel.errors import Fault, fault_of
from dprkrel.records.actors import ActorKind
from dprkrel.records.kinds import TABLE_OF
from dprkrel.records.references import references
from dprkrel.store.tables import Tables


def ids_are_unique(tables: Tables) -> list[Fault]:
    """Return a fault for each id that two records have."""
    return [
        fault_of(record_id, "id", f"{count} {name} with this id", "an id that is used once and never again")
        for name, records in tables.tables().items()
        for record_id, count in Counter(record.id for record in records).items()
        if count > 1
    ]


def references_resolve(tables: Tables) -> Iterator[Fault]:
    """Yield each reference to a record that is not there, to one of another kind, or of a record to itself."""
    listed = [(kind, tables.tables()[table]) for kind, table in TABLE_OF.items()]
    known: dict[str, set[str]] = {kind: {record.id for record in records} for kind, records in listed}
    known["state"] = {actor.id for actor in tables.actors if actor.kind is ActorKind.STATE}
    for kind, records in listed:
        for record in records:
            for path, of_kind, other in references(record):
                if other not in known[of_kind]:
                    noun = "a state" if of_kind == "state" else f"one of the {TABLE_OF[of_kind]}"
                    yield fault_of(record.id, path, other, f"the id of {noun}")
                elif (of_kind, other) == (kind, record.id):
                    yield fault_of(record.id, path, other, "another record than itself")
    yield from _changes(tables)


def _changes(tables: Tables) -> Iterator[Fault]:
    """Check that what an edition added or corrected is there, or gone by a later change, and what is gone is gone."""
    gone = {
        (change.record_kind, record_id)
        for change in tables.changelog
        if change.kind.removes
        for record_id in change.record_ids
    }
    known = {kind: {str(record.id) for record in tables.tables()[table]} for kind, table in TABLE_OF.items()}
    ringed = _ids_in_rings(tables)
    for change in tables.changelog:
        if change.record_kind not in TABLE_OF:
            yield fault_of(change.id, "record_kind", change.record_kind, f"one of {', '.join(TABLE_OF)}")
            continue
        if (change.record_kind, change.heir_id) in ringed:
            yield fault_of(change.id, "heir_id", change.heir_id, "no ring: it leads back to itself")
        here = known[change.record_kind]
        for record_id in (*change.record_ids, *([change.heir_id] if change.heir_id else [])):
            is_gone = (change.record_kind, record_id) in gone
            if is_gone == (record_id in here):
                expected = "no record, since it was merged or withdrawn" if is_gone else "the id of a record"
                yield fault_of(change.id, "record_ids", record_id, expected)


def _ids_in_rings(tables: Tables) -> set[tuple[str, str | None]]:
    """Return the kind and id of whatever has heirs that lead back to one of themselves."""
    heirs = {
        (merged.record_kind, record_id): (merged.record_kind, merged.heir_id)
        for merged in tables.changelog
        if merged.heir_id
        for record_id in merged.record_ids
    }
    found, safe = set[tuple[str, str | None]](), set[tuple[str, str | None]]()
    for start in heirs:
        walked: dict[tuple[str, str | None], None] = {}
        step: tuple[str, str | None] = start
        while step in heirs and step not in found and step not in safe and step not in walked:
            walked[step] = None
            step = heirs[step]
        (found if step in walked or step in found else safe).update(walked)
    return found


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
            walked: dict[str, None] = {}
            step: str | None = start
            while step is not None and step not in safe and step not in walked:
                walked[step] = None
                step = above[step]
            if step in walked:
                yield fault_of(start, field, above[start], "no ring: it leads back to itself")
            safe.update(walked)
