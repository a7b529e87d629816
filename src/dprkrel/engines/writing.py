"""A dataset in the columnar layout: its records are walked once, and written as Parquet, some rows at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from dprkrel.calls import answering
from dprkrel.engines.layout import DIVIDED, LONGER, POSSIBLE, RECORDS, TABLES, Part, arrow_schema, folder_of, part_of
from dprkrel.engines.manifest import MOST_YEARS, write_manifest
from dprkrel.engines.packages import pyarrow, pyarrow_parquet
from dprkrel.engines.staging import staged
from dprkrel.errors import DprkrelError, shown
from dprkrel.export.schema import Row, Schema
from dprkrel.records.actors import ActorKind
from dprkrel.records.events import Event
from dprkrel.records.kinds import TABLE_OF
from dprkrel.records.relations import Relation
from dprkrel.records.roles import TRAVELLING, Role
from dprkrel.store.chains import states_in_role
from dprkrel.store.implied import Bounds, hull
from dprkrel.store.index import STOP, Columns
from dprkrel.store.indexes import index_of
from dprkrel.store.tables import Tables

Progress: TypeAlias = Callable[[str, int, int], object]
"""What is told how far writing has come: the kind of record, how many are written, and how many there are."""

_BATCH: Final = 4_096
"""How many rows are held as Python objects before they become Arrow."""

_FILE: Final = 250_000
"""With how many rows a file is written: it has fewer than a batch more."""

_HELD: Final = 1_000_000
"""How many rows of all parts are held before the largest part is written."""

_SIDES: Final = frozenset(role for role in Role if role.is_side)
_PER_ROW: Final = 8


@answering
def write_parquet(
    dataset: Tables, folder: str | os.PathLike[str], *, years: int = 10, progress: Progress | None = None
) -> None:
    """Write a dataset as Parquet in the columnar layout, which engines ask and `read_parquet` reads back.

    The page "Engines" describes the layout. The same dataset gives the same files with the same release of pyarrow.

    Args:
        dataset: any dataset.
        folder: where to; a new folder, or an empty one. It takes its name when all is written, or not at all.
        years: how many years of events a part of the tables holds; fewer make more and smaller files.
        progress: what is called with the kind of record, how many are written, and how many there are, now and then.

    Raises:
        FileError: there is something of that name, or the folder cannot be written.
        DprkrelError: what is given is no dataset, `years` is no number of years, or `progress` cannot be called.
        MissingExtraError: the extra `ibis` is not installed.

    Examples:
        >>> import pathlib
        >>> engines.write_parquet(dprkrel.examples.tiny_dataset(), f"{folder}-new")
        >>> sorted(path.name for path in pathlib.Path(f"{folder}-new").iterdir())[:3]
        ['actors', 'changes', 'counting_rules']
    """
    if not isinstance(dataset, Tables):
        raise DprkrelError(f"expected a dataset, as dprkrel.load() or dprkrel.read(…) returns, got {shown(dataset)}")
    check_years(years)
    check_progress(progress)
    with staged(folder) as place:
        _write(dataset, place, years, progress)
        write_manifest(place, edition=dataset.edition, years=years, digest=dataset.digest)


def check_years(given: object) -> None:
    """Raise an error if something is no number of years that a part may hold."""
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= MOST_YEARS:
        raise DprkrelError(f"years={shown(given)} is not understood; give how many years a part holds, such as 10")


def check_progress(given: object) -> None:
    """Raise an error if something cannot be told how far writing has come."""
    if given is not None and not callable(given):
        raise DprkrelError(f"progress={shown(given)} is not understood; give a function, such as print")


def write_small(dataset: Tables, place: Path) -> None:
    """Write the tables of a dataset that are not divided: its actors, names, offices, places, sources and ledger.

    Args:
        dataset: whose.
        place: the folder of the layout.
    """
    for name, schema in TABLES.items():
        if name not in DIVIDED and schema.rows is not None:
            writer = _Writer(place, name)
            parts = schema.parts.get(name)
            for record in schema.rows(dataset):
                for row in (record,) if parts is None else parts(dataset, record):
                    writer.add(None, _values(dataset, schema, row))
            writer.close()


def write_records(dataset: Tables, place: Path, kinds: Iterable[str]) -> None:
    """Write records of some kinds as JSON.

    Args:
        dataset: whose.
        place: the folder of the layout.
        kinds: the kinds, keys of `TABLE_OF`.
    """
    for kind in kinds:
        writer = _Writer(place, RECORDS.name, kind=kind)
        for record in dataset.tables()[TABLE_OF[kind]]:
            plain = json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))
            writer.add(None, (record.id, plain))
        writer.close()


class _Kind(NamedTuple):
    """How records that have a date are written.

    Attributes:
        kind: the kind of record.
        table: the table of which each is a row.
        parts: the tables of which its parts are rows.
        keys: what returns its keys beside those of its date; the number is its mark in the index.
    """

    kind: str
    table: str
    parts: tuple[str, ...]
    keys: Callable[[Tables, Any, int], tuple[Any, ...]]


def _write(dataset: Tables, place: Path, years: int, progress: Progress | None) -> None:
    writers = {name: _Writer(place, name) for name in DIVIDED}
    for kind in (
        _Kind("event", "events", ("participants", "reports", "quantities"), _event_keys),
        _Kind("relation", "relations", ("reports", "quantities"), lambda *_: ()),
    ):
        records: Sequence[Any] = dataset.tables()[kind.table]
        for written in _write_dated(dataset, kind, records, writers, years):
            if progress is not None and (written % _BATCH == 0 or written == len(records)):
                progress(kind.kind, written, len(records))
    for writer in writers.values():
        writer.close()
    write_small(dataset, place)
    write_records(dataset, place, TABLE_OF)


def _write_dated(
    dataset: Tables, kind: _Kind, records: Sequence[Any], writers: Mapping[str, _Writer], years: int
) -> Iterator[int]:
    """Write records and their parts; yield how many are written."""
    columns = index_of(dataset, kind.kind).columns
    for number, (record, dated) in enumerate(zip(records, _dated(columns, records), strict=True)):
        part = part_of(dated[2:6], years)
        keys = kind.keys(dataset, record, columns.marks[number])
        writers[kind.table].add(part, (*_values(dataset, TABLES[kind.table], record), *dated, *keys))
        for name in kind.parts:
            for row in TABLES[name].parts[kind.table](dataset, record):
                more = _participant_keys(dataset, row) if name == "participants" else ()
                writers[name].add(part, (*_values(dataset, TABLES[name], row), *more))
        yield number + 1


def _values(dataset: Tables, schema: Schema, row: Row) -> tuple[Any, ...]:
    return (*(field.value(dataset, row) for field in schema.fields), dataset.edition)


def _dated(columns: Columns, records: Sequence[Event | Relation]) -> Iterator[tuple[Any, ...]]:
    """Yield the keys of the date of each record: when it stands in the order, and by which bounds it is found."""
    implied: dict[int, list[Bounds]] = {}
    for row, position in enumerate(columns.narrowed):
        implied.setdefault(position, []).append(tuple(columns.implied[_PER_ROW * row : _PER_ROW * (row + 1)]))  # type: ignore[arg-type] # eight of them
    for position, record in enumerate(records):
        first, last = (day.toordinal() for day in record.when.sort_key)
        several = implied.get(position)
        possible, sure = record.when.bounds, None
        if several is not None:
            possible, sure = hull([each[:4] for each in several]), hull([each[4:] for each in several])  # type: ignore[misc]
        alternatives = None if several is None or len(several) == 1 else [_named(each[:4]) for each in several]
        yield (
            first, last, *possible, *((None,) * 4 if sure is None or sure == possible else sure),
            alternatives, several is not None, record.when.open_start,
        )  # fmt: skip


def _named(bounds: Sequence[int]) -> dict[str, int]:
    return dict(zip(POSSIBLE, bounds, strict=True))


def _event_keys(dataset: Tables, event: Event, mark: int) -> tuple[Any, ...]:
    actors, roles = dict[str, None](), dict[str, None]()
    ranks: dict[bool, list[int]] = {True: [], False: []}
    for part in event.participants:
        for actor_id in (part.actor_id, part.acted_for):
            if actor_id:
                actors[actor_id] = roles[f"{part.role.value}:{actor_id}"] = None
        if part.office_id:
            ranks[part.role in TRAVELLING].append(dataset.office(part.office_id).rank.number)
    return (
        bool(mark & STOP),
        [*actors],
        [*roles],
        [*states_in_role(dataset, event, _SIDES)],
        max(ranks[True], default=None),
        max([*ranks[True], *ranks[False]], default=None),
    )


def _participant_keys(dataset: Tables, row: Row) -> tuple[Any, ...]:
    part = row.part
    rank = dataset.office(part.office_id).rank.number if part.office_id else None
    return rank, dataset.actor(part.actor_id).kind is ActorKind.PERSON


class _Writer:
    """What writes the rows of a table, each into its part; rows that wait are held as Arrow."""

    def __init__(self, place: Path, table: str, **parts: str) -> None:
        self._place, self._table, self._parts = place, table, parts
        self._schema = arrow_schema(table)
        self._rows: dict[Part | None, list[tuple[Any, ...]]] = {}
        self._batches: dict[Part | None, list[Any]] = {}
        self._held: dict[Part | None, int] = {}
        self._files: dict[Part | None, int] = {}

    def add(self, part: Part | None, row: tuple[Any, ...]) -> None:
        """Take a row of a part."""
        rows = self._rows.setdefault(part, [])
        rows.append(row)
        if len(rows) >= _BATCH:
            self._gather(part)
            if self._held[part] >= _FILE:
                self._flush(part)
            elif sum(self._held.values()) >= _HELD:
                self._flush(max(self._held, key=self._held.__getitem__))

    def close(self) -> None:
        """Write what waits; a table without rows has one file without rows, so that every engine knows its columns."""
        for part in [*self._rows]:
            self._gather(part)
        for part in sorted(self._batches, key=str):
            self._flush(part)
        if not self._files:
            only: Part | None = Part(LONGER, 0) if self._table in DIVIDED else None
            self._batches[only] = []
            self._flush(only)

    def _gather(self, part: Part | None) -> None:
        pa = pyarrow()
        rows = self._rows.pop(part)
        arrays = [
            pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        self._batches.setdefault(part, []).append(pa.record_batch(arrays, schema=self._schema))
        self._held[part] = self._held.get(part, 0) + len(rows)

    def _flush(self, part: Part | None) -> None:
        parquet, pa = pyarrow_parquet(), pyarrow()
        number = self._files.get(part, 0)
        parts = self._parts if part is None else part._asdict()
        folder = self._place / folder_of(self._table, **parts)
        folder.mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_batches(self._batches.pop(part), schema=self._schema)
        parquet.write_table(table, folder / f"part-{number}.parquet", compression="zstd")
        self._files[part] = number + 1
        self._held.pop(part, None)
