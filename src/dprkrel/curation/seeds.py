"""The seeds: TOML files under one folder, read as rows of plain data and built into a dataset."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from dprkrel import codec
from dprkrel.curation.editions import RECORD_ID, State, account, added, digests, edition_faults, released
from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault
from dprkrel.records.kinds import TABLE_OF


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
    manifests = released(seeds, faults)
    if manifests and len(editions) == 1:
        faults.extend(edition_faults(edition, manifests[-1]))
    rows = [row for row in rows if row[1] in TABLE_OF]
    ids = {(kind, str(data.get("id"))): file for file, kind, data in rows if isinstance(data, dict)}
    ids = {key: file for key, file in ids.items() if RECORD_ID.fullmatch(key[1])}
    states = [*manifests] if manifests and manifests[-1].edition == edition else [*manifests, State(edition, ids)]
    new = [] if faults else list(added(states))
    dataset = codec.build(edition, [*rows, *(("", "change", change) for change in new)], faults)
    if manifests:
        now = State(edition, digests(dataset))
        by_hand = [one for one in dataset.changelog if one.id not in {change["id"] for change in new}]
        found = sorted(account(manifests, now, by_hand, ids))
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
