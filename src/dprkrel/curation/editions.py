"""Compile the seeds into the bundled dataset: `python -m dprkrel.curation.editions [--check | --release]`.

It reads every TOML file under `seeds/`, reports all faults at once, and
writes one sorted record a line with edition, counts and digest beside it.

An edition that is released leaves a manifest, `seeds/editions/<edition>.txt`:
one sorted line for each record with its kind, id and the start of the hash
of its content. From then on that edition never changes, and whatever a later
one does to a record of it has to be said by a `[[change]]`. What an edition
added is not written by hand: it follows from its manifest and the one before.
"""

import argparse
import datetime
import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

from dprkrel import codec
from dprkrel.answers import ChangeKind
from dprkrel.bundled import DATA
from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault
from dprkrel.questions.changes import edition_key
from dprkrel.records.coverage import Change
from dprkrel.records.kinds import Record
from dprkrel.store.tables import TABLE_OF

Key: TypeAlias = tuple[str, str]
"""The kind and id of a record."""

_ARTIFACT: Final = Path(__file__).parents[1] / DATA
_EDITION: Final = re.compile(r"([0-9]{4})\.([1-9][0-9]?)\.([1-9][0-9]?)(\.[1-9][0-9]*)?")
_ID: Final = re.compile(r"[a-z0-9-]+")
_LINE: Final = re.compile(rf"([a-z_]+) ({_ID.pattern}) ([0-9a-f]{{16}})")
_FORM: Final = "a day such as 2026.11.22, or 2026.11.22.1 where a day sees several editions"


@frozen
class _State:
    """Hold which records an edition has, and what each of them holds, by its digest."""

    edition: str
    digests: Mapping[Key, str]

    @property
    def file(self) -> str:
        return f"editions/{self.edition}.txt"

    @property
    def changes_file(self) -> str:
        return f"changes/{self.edition}.toml"


def read_seeds(seeds: Path) -> Dataset:
    """Read and check all seeds, and add what each edition added.

    Args:
        seeds: the folder; `edition.toml` in it has `edition`, every other
            TOML file has arrays of tables named after the kinds of record,
            and `editions/` has the manifests of the editions released.

    Raises:
        DatasetError: with every fault of every file; when each record is
            sound, with every fault of the account that the editions give.
    """
    faults: list[Fault] = []
    rows = list(_rows(seeds, faults))
    editions = [str(data) for _, kind, data in rows if kind == "edition"]
    if len(editions) != 1:
        faults.append(Fault("edition.toml", "dataset", "edition", f"{len(editions)} editions", "exactly one"))
    edition = "".join(editions[:1])
    released = _released(seeds, faults)
    if released and len(editions) == 1:
        faults.extend(_edition_faults(edition, released[-1]))
    rows = [row for row in rows if row[1] in TABLE_OF]
    ids = {(kind, str(data.get("id"))): file for file, kind, data in rows if isinstance(data, dict)}
    ids = {key: file for key, file in ids.items() if _ID.fullmatch(key[1])}
    states = [*released] if released and released[-1].edition == edition else [*released, _State(edition, ids)]
    added = [] if faults else list(_added(states))
    dataset = codec.build(edition, [*rows, *(("", "change", change) for change in added)], faults)
    if released:
        now = _State(edition, _digests(dataset))
        by_hand = [one for one in dataset.changelog if one.id not in {change["id"] for change in added}]
        found = sorted(_account(released, now, by_hand, ids))
        if found:
            raise DatasetError(found)
    return dataset


def _rows(seeds: Path, faults: list[Fault]) -> Iterator[tuple[str, str, object]]:
    for path in sorted(seeds.rglob("*.toml")):
        file = path.relative_to(seeds).as_posix()
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError among them
            faults.append(Fault(file, "file", "toml", str(error), "TOML in UTF-8"))
            continue
        for kind, records in tables.items():
            if kind == "edition" and isinstance(records, str):
                yield file, kind, records
            elif kind in TABLE_OF and isinstance(records, list):
                yield from ((file, kind, record) for record in records)
            else:
                faults.append(Fault(file, "file", kind, type(records).__name__, f"[[{']], [['.join(TABLE_OF)}]]"))


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
    tables = dataset.tables()
    listed = [(kind, table) for kind, table in TABLE_OF.items() if kind != "change"]
    return {(kind, record.id): _digest(record) for kind, table in listed for record in tables[table]}


def _digest(record: Record) -> str:
    text = json.dumps(codec.record_to_dict(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _released(seeds: Path, faults: list[Fault]) -> list[_State]:
    """Read the manifests of the editions released, the earliest first."""
    states = []
    for path in sorted(seeds.glob("editions/*.txt")):
        file, edition = path.relative_to(seeds).as_posix(), path.stem
        if not _is_edition(edition):
            faults.append(Fault(file, "manifest", "edition", edition, _FORM))
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        lines = [_LINE.fullmatch(line) for line in text.splitlines()]
        digests = {(line[1], line[2]): line[3] for line in lines if line and line[1] in TABLE_OF}
        if _written(digests) != text:
            expected = "the sorted lines that --release wrote: bring back the file as it was committed"
            faults.append(Fault(file, "manifest", "lines", "other lines than a compiler writes", expected))
        states.append(_State(edition, digests))
    return sorted(states, key=lambda state: edition_key(state.edition))


def _is_edition(text: str) -> bool:
    parts = _EDITION.fullmatch(text)
    try:
        return bool(parts and datetime.date(int(parts[1]), int(parts[2]), int(parts[3])))
    except ValueError:
        return False


def _edition_faults(edition: str, latest: _State) -> Iterator[Fault]:
    if not _is_edition(edition):
        yield Fault("edition.toml", "dataset", "edition", edition, _FORM)
    elif edition_key(edition) < edition_key(latest.edition):
        expected = f"{latest.edition}, which is released, or a later one"
        yield Fault("edition.toml", "dataset", "edition", edition, expected)


def _added(states: Sequence[_State]) -> Iterator[dict[str, object]]:
    """Yield, as plain data, one change for each kind of record of which an edition has new ones."""
    for earlier, later in pairwise(states):
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


def _account(
    released: Sequence[_State], now: _State, changes: Iterable[Change], files: Mapping[Key, str]
) -> Iterator[Fault]:
    """Yield what the changes written by hand leave out or should not say, and what changed a released edition."""
    states = [*released, now]
    if released[-1].edition == now.edition:
        yield from _thawed(released[-1], now, files)
        states.pop()
    accountable = [state.edition for state in states[1:]]
    told: dict[str, list[Change]] = {edition: [] for edition in accountable}
    for change in changes:
        file = files.get(("change", change.id), "")
        if change.edition not in told:
            expected = f"one of {', '.join(accountable)}" if told else f"one later than {states[0].edition}, the first"
            yield Fault(file, change.id, "edition", change.edition, expected)
        elif change.kind is ChangeKind.ADDED:
            expected = "corrected, merged or withdrawn: what an edition added is told by the compiler"
            yield Fault(file, change.id, "kind", change.kind.value, expected)
        else:
            told[change.edition].append(change)
    for earlier, later in pairwise(states):
        yield from _untold(earlier, later, told[later.edition], files)


def _thawed(released: _State, now: _State, files: Mapping[Key, str]) -> Iterator[Fault]:
    for key in released.digests.keys() | now.digests.keys():
        before, after = released.digests.get(key), now.digests.get(key)
        if before != after:
            found = (
                "a record that was not in it" if before is None else "no record" if after is None else "other content"
            )
            expected = f"edition {now.edition} as it was released: raise the edition in edition.toml"
            yield Fault(files.get(key, released.file), key[1], key[0], found, expected)


def _untold(earlier: _State, later: _State, changes: Iterable[Change], files: Mapping[Key, str]) -> Iterator[Fault]:
    """Yield the records that an edition changed without a word, and those that it says it changed and did not."""
    corrected = {key for key, digest in later.digests.items() if earlier.digests.get(key, digest) != digest}
    gone = earlier.digests.keys() - later.digests.keys()
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


def artifact(dataset: Dataset) -> dict[Path, str]:
    """Return the files of the bundled dataset and their content; the same seeds give the same bytes."""
    counts = {name: len(records) for name, records in dataset.tables().items()}
    about = {"edition": dataset.edition, "format": codec.FORMAT, "counts": counts, "digest": dataset.digest}
    return {
        _ARTIFACT: codec.dumps(dataset),
        _ARTIFACT.with_name("edition.json"): json.dumps(about, indent=2) + "\n",
    }


def _release(dataset: Dataset, seeds: Path) -> dict[Path, str]:
    """Return the manifest by its path; where a file is there already, `read_seeds` has found it equal."""
    if not _is_edition(dataset.edition):
        raise DatasetError([Fault("edition.toml", "dataset", "edition", dataset.edition, _FORM)])
    return {seeds / "editions" / f"{dataset.edition}.txt": manifest(dataset)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Compile; with `--check` tell whether the bundled dataset is what the seeds give; with `--release` close an edition.

    Returns:
        0 when all is well, 1 when the seeds have faults or the artifact is stale.
    """
    parser = argparse.ArgumentParser(
        prog="python -m dprkrel.curation.editions", description="Compile seeds into the dataset."
    )
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), help="the folder of seeds (default: seeds)")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="write nothing; fail when the artifact is stale")
    mode.add_argument("--release", action="store_true", help="write the manifest too: this edition never changes again")
    asked = parser.parse_args(arguments)
    try:
        dataset = read_seeds(asked.seeds)
        files = artifact(dataset) | (_release(dataset, asked.seeds) if asked.release else {})
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    stale = [path for path, text in files.items() if not path.exists() or path.read_bytes() != text.encode()]
    for path in stale:
        if asked.check:
            print(
                f"{path.name} is stale: run python -m dprkrel.curation.editions and commit the result",
                file=sys.stderr,
            )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8", newline="\n")
    return 1 if asked.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
