"""Read the seeds: hand-edited TOML, in which nothing is written that follows from the rest.

What follows, and is added where a record does not say otherwise:

- a participant acts for the state to which it belongs, a state for itself;
  `acted_for = false` says that it acted for none;
- a report asserts;
- a relation with an office is that someone held it, with the actor whose
  office it is, and its summary says so;
- a visit of which no source gives both ends lies within bounds (`stays`).
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from dprkrel import codec
from dprkrel.curation.editions import account, added, edition_faults, released, with_edits
from dprkrel.curation.filing import file_of
from dprkrel.curation.rows import MAX_SEED_BYTES, Row, SeedRow, by_id, primary_name
from dprkrel.curation.stays import bounded
from dprkrel.curation.units import unit_faults
from dprkrel.dataset import Dataset
from dprkrel.errors import MAX_FAULTS, DatasetError, Fault, FileError, FoundFaults
from dprkrel.files import read_whole
from dprkrel.prose import nameless
from dprkrel.records.actors import ActorKind
from dprkrel.records.kinds import TABLE_OF
from dprkrel.records.relation_types import RelationType
from dprkrel.records.stances import Stance


def read_seeds(seeds: Path) -> Dataset:
    """Read and check all seeds, and add what follows and what each edition added.

    Args:
        seeds: the folder; `edition.toml` in it has `edition`, every other
            TOML file has arrays of tables named after the kinds of record,
            and `editions/` has the manifests of the editions released.

    Raises:
        DatasetError: with every fault of every file, and each record that lies
            in another file than its own; when each record is sound, with
            every fault of the account that the editions give.
    """
    faults: list[Fault] = []
    rows = list(rows_of(seeds, faults))
    editions = [str(data) for _, kind, data in rows if kind == "edition"]
    if len(editions) != 1:
        faults.append(Fault("edition.toml", "dataset", "edition", f"{len(editions)} editions", "exactly one"))
    edition = "".join(editions[:1])
    earlier = released(seeds, faults)
    if earlier and len(editions) == 1:
        faults.extend(edition_faults(edition, earlier[-1]))
    misplaced = [*_misplaced(rows), *unit_faults(rows)]
    rows = [row for row in rows if row[1] in TABLE_OF]
    files = {(kind, str(data.get("id"))): file for file, kind, data in rows if isinstance(data, Mapping)}
    changes = [] if faults else list(added(earlier, edition, files))
    try:
        complete = [*completed(rows), *(("", "change", change) for change in changes)]
        dataset = codec.build(edition, complete, found_so_far(faults))
    except DatasetError as error:
        raise DatasetError([*error.faults, *misplaced], count=error.count + len(misplaced)) from None
    found = [*misplaced, *account(earlier, dataset, changes, files)]
    if found:
        raise DatasetError(found)
    return with_edits(earlier, dataset)


def found_so_far(faults: Sequence[Fault]) -> FoundFaults:
    """Return faults, of which none is left out however many follow."""
    found = FoundFaults(most=max(MAX_FAULTS, 2 * len(faults)))
    for fault in faults:
        found.append(fault)
    return found


def rows_of(seeds: Path, faults: list[Fault]) -> Iterator[SeedRow]:
    """Yield the records of all files as they are written, and the edition; note what is no record in `faults`."""
    for path in sorted(seeds.rglob("*.toml")):
        file = path.relative_to(seeds).as_posix()
        try:
            tables = tomllib.loads(read_whole(path, MAX_SEED_BYTES).decode())
        except FileError as error:
            faults.append(
                Fault(file, "file", "toml", f"none that can be read: {error.reason}", "a file of TOML in UTF-8")
            )
            continue
        except RecursionError:
            faults.append(Fault(file, "file", "toml", "nesting deeper than Python reads", "TOML in UTF-8"))
            continue
        except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError among them
            faults.append(Fault(file, "file", "toml", str(error), "TOML in UTF-8"))
            continue
        for kind, records in tables.items():
            if kind == "edition" and isinstance(records, str):
                yield file, kind, records
            elif kind in TABLE_OF and isinstance(records, list):
                yield from ((file, kind, record) for record in records)
            else:
                faults.append(Fault(file, "file", kind, type(records).__name__, f"[[{']], [['.join(TABLE_OF)}]]"))


def _misplaced(rows: Sequence[SeedRow]) -> Iterator[Fault]:
    actors = by_id(rows, "actor")
    for file, kind, data in rows:
        right = file_of(kind, data, actors)
        if right is None or right == file:
            continue
        if kind == "edition":
            yield Fault(file, "dataset", "file", file, right)
        else:
            record = data.get("id") if isinstance(data, Mapping) else None
            yield Fault(file, str(record or nameless(kind)), "file", file, f"{right}: run tidy")


def completed(rows: Sequence[SeedRow]) -> Iterator[SeedRow]:
    """Yield the rows with what follows from the rest added to them; what is written is never changed.

    Examples:
        >>> state = {"id": "russia", "kind": "state"}
        >>> talks = {"id": "talks", "participants": [{"actor_id": "russia", "role": "host"}]}
        >>> list(completed([("", "actor", state), ("", "event", talks)]))[1][2]["participants"][0]["acted_for"]
        'russia'
    """
    yield from bounded(_completed_alone(rows))


def _completed_alone(rows: Sequence[SeedRow]) -> Iterator[SeedRow]:
    """Yield the rows with what follows from the actors and offices that each names."""
    actors, offices = by_id(rows, "actor"), by_id(rows, "office")
    for file, kind, data in rows:
        if isinstance(data, Mapping) and kind == "event":
            yield file, kind, _event(data, actors)
        elif isinstance(data, Mapping) and kind == "relation":
            yield file, kind, _relation(data, actors, offices)
        else:
            yield file, kind, data


def _event(row: Row, actors: Mapping[str, Row]) -> Row:
    for field in ("links", "superlatives"):
        row = _each(row, field, _with_stances)
    return _with_stances(_each(row, "participants", partial(_participant, actors=actors)))


def _participant(row: Row, actors: Mapping[str, Row]) -> Row:
    if row.get("acted_for") is False:
        return {field: value for field, value in row.items() if field != "acted_for"}
    actor = actors.get(str(row.get("actor_id")), {})
    state = actor.get("id" if actor.get("kind") == ActorKind.STATE else "state_id")
    return row if state is None else {"acted_for": state, **row}


def _with_stances(row: Row) -> Row:
    return _each(row, "reports", lambda report: {"stance": Stance.ASSERTS.value, **report})


def _each(row: Row, field: str, complete: Callable[[Row], Row]) -> Row:
    """Return a row with each table in one of its lists completed."""
    listed = row.get(field)
    if not isinstance(listed, list):
        return row
    return {**row, field: [complete(one) if isinstance(one, Mapping) else one for one in listed]}


def _relation(row: Row, actors: Mapping[str, Row], offices: Mapping[str, Row]) -> Row:
    if "office_id" in row:
        office = offices.get(str(row["office_id"]), {})
        holder, body = actors.get(str(row.get("subject_id")), {}), actors.get(str(office.get("of_id")), {})
        follows = {"relation_type": RelationType.OFFICE_HELD.value, "object_id": office.get("of_id")}
        if office and holder and body:
            title = f"{office.get('title')} of {primary_name(body)}"
            follows["summary"] = f"{primary_name(holder)} held the office of {title}."
        row = {**{field: value for field, value in follows.items() if value is not None}, **row}
    return _with_stances(row)
