"""What each edition holds, and the account of what it changed of the one before.

An edition that is released leaves a manifest, `seeds/editions/<edition>.txt`:
one sorted line for each record with its kind, id and the start of the hash
of its content. From then on that edition never changes, and whatever a later
one does to a record of it has to be said by a `[[change]]`. What an edition
added is not written by hand: it follows from its manifest and the one before.
Nor are the fields that it corrected: beside the manifest the records
themselves are kept, `<edition>.jsonl`, of the latest edition all and of
earlier ones those that the next edition changed.
"""

import datetime
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

from dprkrel.curation.edits import edits
from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault, FileError
from dprkrel.files import read_whole
from dprkrel.questions.changes import edition_key
from dprkrel.records.changes import Change, ChangeKind, Edit
from dprkrel.records.events import event_class_of
from dprkrel.records.kinds import TABLE_OF
from dprkrel.records.plain import digest_of
from dprkrel.store.tables import Held

Key: TypeAlias = tuple[str, str]
"""The kind and id of a record."""

PlainRecord: TypeAlias = Mapping[str, Any]
"""The plain form of a record."""

MAX_MANIFEST_BYTES: Final = 256 * 1024 * 1024
"""Longest manifest of an edition, and longest file of its records."""

_EDITION: Final = re.compile(r"([0-9]{4})\.([1-9][0-9]?)\.([1-9][0-9]?)(\.[1-9][0-9]*)?")
_ID: Final = re.compile(r"[a-z0-9-]+")
_LINE: Final = re.compile(rf"([a-z_]+) ({_ID.pattern}) ([0-9a-f]{{16}})")
_FORM: Final = "a day such as 2026.11.22, or 2026.11.22.1 where a day sees several editions"


@frozen
class Contents:
    """The records of an edition, each with the digest of its content.

    Attributes:
        edition: the edition.
        digests: the digests by kind and id; empty text where it is not known yet.
        records: those of its records that are kept, by kind and id.
    """

    edition: str
    digests: Mapping[Key, str]
    records: Mapping[Key, PlainRecord] = MappingProxyType({})

    @property
    def file(self) -> str:
        """Its manifest, relative to the seeds."""
        return f"editions/{self.edition}.txt"

    @property
    def records_file(self) -> str:
        """The file of its records, relative to the seeds."""
        return f"editions/{self.edition}.jsonl"

    @property
    def changes_file(self) -> str:
        """The file of what it changed, relative to the seeds."""
        return f"changes/{self.edition}.toml"


def manifest(dataset: Dataset) -> str:
    """Return the manifest of an edition: a sorted line for each record, changes of editions apart.

    A line has the kind, the id, and the first 16 hexadecimal digits of the
    SHA-256 of the record in canonical JSON.

    Examples:
        >>> place = dprkrel.Place(id="minsk", name="Minsk", kind=dprkrel.PlaceKind.CITY)
        >>> print(manifest(Dataset(places=[place])), end="")
        place minsk b267c43ced4172c9
    """
    return _written(_digests(dataset))


def _written(digests: Mapping[Key, str]) -> str:
    return "".join(sorted(f"{kind} {record_id} {digest}\n" for (kind, record_id), digest in digests.items()))


def _digests(dataset: Dataset) -> dict[Key, str]:
    return {key: _digest(record) for key, record in _records(dataset).items()}


def _digest(record: PlainRecord) -> str:
    return digest_of(record)[:16]


def _records(dataset: Dataset) -> dict[Key, PlainRecord]:
    tables = dataset.tables()
    listed = [(kind, table) for kind, table in TABLE_OF.items() if kind != "change"]
    return {(kind, record.id): record.to_dict() for kind, table in listed for record in tables[table]}


def released(seeds: Path, faults: list[Fault]) -> list[Contents]:
    """Read the manifests of the editions released, the earliest first."""
    states = []
    for path in sorted(seeds.glob("editions/*.txt")):
        file, edition = path.relative_to(seeds).as_posix(), path.stem
        if not _is_edition(edition):
            faults.append(Fault(file, "manifest", "edition", edition, _FORM))
            continue
        try:
            text = read_whole(path, MAX_MANIFEST_BYTES).decode("utf-8", "replace")
        except FileError as error:
            faults.append(
                Fault(
                    file, "manifest", "lines", f"none that can be read: {error.reason}", "a file, as it was committed"
                )
            )
            continue
        lines = [_LINE.fullmatch(line) for line in text.splitlines()]
        digests = {(line[1], line[2]): line[3] for line in lines if line and line[1] in TABLE_OF}
        if _written(digests) != text:
            expected = "the sorted lines that `release` wrote: bring back the file as it was committed"
            faults.append(Fault(file, "manifest", "lines", "other lines than a compiler writes", expected))
            continue
        states.append(_with_records(Contents(edition, digests), seeds, faults))
    return sorted(states, key=lambda state: edition_key(state.edition))


def _with_records(state: Contents, seeds: Path, faults: list[Fault]) -> Contents:
    """Read the records that are kept of an edition; what its manifest does not have is a fault."""
    path, kept = seeds / state.records_file, dict[Key, PlainRecord]()
    try:
        kept_lines = read_whole(path, MAX_MANIFEST_BYTES) if os.path.lexists(path) else b""
    except FileError as error:
        faults.append(
            Fault(
                state.records_file,
                "records",
                "lines",
                f"none that can be read: {error.reason}",
                "a file, as it was committed",
            )
        )
        return state
    lines = kept_lines.decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            key = str(row.pop("record")), str(row["id"])
            sound = state.digests.get(key) == _digest(row)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            sound = False
        if not sound:
            expected = f"a record of {state.file}: bring back the file as it was committed"
            faults.append(Fault(state.records_file, f"line {number}", "record", line[:_SHOWN], expected))
            break
        kept[key] = row
    return evolve(state, records=kept)


_SHOWN: Final = 60
"""How much of a line that is no record is shown."""


def _kept(records: Mapping[Key, PlainRecord]) -> bytes:
    """Return records as the lines in which they are kept, sorted."""
    lines = (
        json.dumps({"record": key[0], **record}, ensure_ascii=False, separators=(",", ":"))
        for key, record in sorted(records.items())
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _is_edition(text: str) -> bool:
    parts = _EDITION.fullmatch(text)
    try:
        return bool(parts and datetime.date(int(parts[1]), int(parts[2]), int(parts[3])))
    except ValueError:
        return False


def edition_faults(edition: str, latest: Contents) -> Iterator[Fault]:
    """Yield the fault of an edition that is no day, or earlier than the latest that is released."""
    if not _is_edition(edition):
        yield Fault("edition.toml", "dataset", "edition", edition, _FORM)
    elif edition_key(edition) < edition_key(latest.edition):
        expected = f"{latest.edition}, which is released, or a later one"
        yield Fault("edition.toml", "dataset", "edition", edition, expected)


def added(released: Sequence[Contents], edition: str, keys: Iterable[Key]) -> Iterator[dict[str, object]]:
    """Yield, as plain data, one change for each kind of record of which an edition has new ones.

    Args:
        released: the editions released, the earliest first.
        edition: the edition of the seeds.
        keys: the records of the seeds.
    """
    now = Contents(edition, {key: "" for key in keys if _ID.fullmatch(key[1])})
    for earlier, later in pairwise(released if released and released[-1].edition == edition else [*released, now]):
        new = later.digests.keys() - earlier.digests.keys()
        for kind in sorted({kind for kind, _ in new} - {"change"}):
            yield {
                "id": f"{later.edition}-added-{kind}".replace(".", "-").replace("_", "-"),
                "edition": later.edition,
                "kind": ChangeKind.ADDED.value,
                "record_kind": kind,
                "record_ids": sorted(record_id for one, record_id in new if one == kind),
                "reason": "New in this edition.",
            }


def account(
    released: Sequence[Contents], dataset: Dataset, changes: Iterable[Mapping[str, object]], files: Mapping[Key, str]
) -> Iterator[Fault]:
    """Yield what the changes written by hand leave out or should not say, and what changed a released edition.

    Args:
        released: the editions released, the earliest first; without one there is nothing to account for.
        dataset: what the seeds give.
        changes: what the editions `added`, which no hand wrote.
        files: the file of each record, for the messages.
    """
    if not released:
        return
    records = _records(dataset)
    now = Contents(dataset.edition, {key: _digest(record) for key, record in records.items()})
    yield from _become_others(released, records, files)
    derived = {change["id"] for change in changes}
    states = [*released, now]
    if released[-1].edition == now.edition:
        yield from _thawed(released[-1], now, files)
        states.pop()
    accountable = [state.edition for state in states[1:]]
    by_hand: dict[str, list[Change]] = {edition: [] for edition in accountable}
    for change in (change for change in dataset.changelog if change.id not in derived):
        file = files.get(("change", change.id), "")
        if change.edition not in by_hand:
            expected = (
                f"one of {', '.join(accountable)}" if by_hand else f"one later than {states[0].edition}, the first"
            )
            yield Fault(file, change.id, "edition", change.edition, expected)
        elif change.kind is ChangeKind.ADDED:
            expected = "corrected, merged or withdrawn: what an edition added is told by the compiler"
            yield Fault(file, change.id, "kind", change.kind.value, expected)
        else:
            by_hand[change.edition].append(change)
        if change.edits:
            yield Fault(file, change.id, "edits", f"{len(change.edits)} edits", "none: the compiler works them out")
    for earlier, later in pairwise(states):
        yield from _untold(earlier, later, by_hand[later.edition], files)


def _become_others(
    released: Iterable[Contents], records: Mapping[Key, PlainRecord], files: Mapping[Key, str]
) -> Iterator[Fault]:
    """Yield the records whose id stood for something else in an edition that is released."""
    told: set[Key] = set()
    for state in released:
        for key, record in state.records.items():
            if key not in records or key in told:
                continue
            before, after = identity(key[0], record), identity(key[0], records[key])
            differing = [name for name in before if before[name] != after[name]]
            if differing:
                told.add(key)
                was = ", ".join(f"{name} {before[name]}" for name in differing)
                expected = (
                    f"{was}, as in edition {state.edition}: an id never comes to stand for something else; use another"
                )
                found = ", ".join(str(after[name]) for name in differing)
                yield Fault(files.get(key, ""), key[1], differing[0], found, expected)


_IDENTITY: Final = {
    "actor": ("kind",),
    "office": ("of_id",),
    "place": ("kind",),
    "source": ("kind",),
    "relation": ("relation_type", "subject_id", "object_id"),
}
"""What tells for what a record stands, whatever is corrected; of events it is their class."""


def identity(kind: str, record: PlainRecord) -> dict[str, object]:
    """Return what a record keeps as long as it has its id: of an event its class, of others some fields.

    Examples:
        >>> identity("place", {"id": "minsk", "name": "Minsk", "kind": "city"})
        {'kind': 'city'}
        >>> identity("event", {"id": "treaty", "event_type": "treaty"})
        {'event_type': 'Agreement'}
    """
    if kind == "event":
        return {"event_type": event_class_of(record["event_type"]).__name__}
    return {name: record.get(name) for name in _IDENTITY.get(kind, ())}


def with_edits(released: Sequence[Contents], dataset: Dataset) -> Dataset:
    """Return a dataset whose changes tell the fields that they corrected, before and after.

    Args:
        released: the editions released, the earliest first, with the records that were changed since.
        dataset: what the seeds give, accounted for.
    """
    if not released:
        return dataset
    changelog = list[Change]()
    editions = [state.edition for state in released]
    now = _records(dataset)
    for change in dataset.changelog:
        found: list[Edit] = []
        if change.kind is ChangeKind.CORRECTED:
            later = editions.index(change.edition) if change.edition in editions else len(editions)
            for record_id in change.record_ids:
                key = change.record_kind, record_id
                # A record that is gone today is kept by the edition that had it last.
                since = next(state[key] for state in (*(one.records for one in released[later:]), now) if key in state)
                found.extend(edits(record_id, released[later - 1].records[key], since))
        changelog.append(evolve(change, edits=found))
    return dataset.over(Held({**dataset.tables(), "changelog": tuple(changelog)}), dataset.edition)


def _thawed(released: Contents, now: Contents, files: Mapping[Key, str]) -> Iterator[Fault]:
    for key in released.digests.keys() | now.digests.keys():
        before, after = released.digests.get(key), now.digests.get(key)
        if before != after:
            found = (
                "a record that was not in it" if before is None else "no record" if after is None else "other content"
            )
            expected = f"edition {now.edition} as it was released: raise the edition in edition.toml"
            yield Fault(files.get(key, released.file), key[1], key[0], found, expected)


def _untold(earlier: Contents, later: Contents, changes: Iterable[Change], files: Mapping[Key, str]) -> Iterator[Fault]:
    """Yield the records that an edition changed without a word, and those that it says it changed and did not."""
    corrected = {key for key, digest in later.digests.items() if earlier.digests.get(key, digest) != digest}
    gone = earlier.digests.keys() - later.digests.keys()
    for key in (corrected | gone) - earlier.records.keys():
        expected = f"the record as edition {earlier.edition} had it: bring back the file as it was committed"
        yield Fault(earlier.records_file, key[1], key[0], "no record", expected)
    named: set[Key] = set()
    for change in changes:
        correction = change.kind is ChangeKind.CORRECTED
        for key in ((change.record_kind, record_id) for record_id in change.record_ids):
            if key not in (corrected if correction else gone):
                expected = f"a record of edition {earlier.edition} that {'differs now' if correction else 'is no more'}"
            elif key in gone & named:
                expected = "what no other change of this edition merged or withdrew"
            else:
                named.add(key)
                continue
            yield Fault(files.get(("change", change.id), ""), change.id, "record_ids", key[1], expected)
    for key in (corrected | gone) - named:
        found, kinds = ("no record", "merged or withdrawn") if key in gone else ("other content", "corrected")
        expected = f"what edition {earlier.edition} has, or a [[change]] of kind {kinds} in {later.changes_file}"
        yield Fault(files.get(key, later.file), key[1], key[0], found, f"{expected} that names it")


def release(dataset: Dataset, seeds: Path) -> dict[Path, bytes]:
    """Return what a release leaves, by path: the manifest, the records, and of the edition before those that changed.

    Where the manifest is there already, `read_seeds` has compared it.

    Raises:
        DatasetError: the edition is no day, so that it cannot be released.
    """
    if not _is_edition(dataset.edition):
        raise DatasetError([Fault("edition.toml", "dataset", "edition", dataset.edition, _FORM)])
    records = _records(dataset)
    now = Contents(dataset.edition, {key: _digest(record) for key, record in records.items()}, records)
    earlier = [state for state in released(seeds, []) if edition_key(state.edition) < edition_key(now.edition)]
    files = {seeds / now.file: _written(now.digests).encode(), seeds / now.records_file: _kept(records)}
    if earlier:
        last = earlier[-1]
        changed = {key: record for key, record in last.records.items() if now.digests.get(key) != last.digests[key]}
        files[seeds / last.records_file] = _kept(changed)
    return files
