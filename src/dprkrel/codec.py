"""Datasets from plain data; every fault is reported with its path."""

import json
import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any, AnyStr, Final, Protocol

from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault, FileError, described
from dprkrel.prose import nameless
from dprkrel.records.events import event_from_dict
from dprkrel.records.fields import text_fault
from dprkrel.records.kinds import TABLE_OF, Record, class_of, record_of_plain
from dprkrel.store.lines import FORMAT, READ_FORMATS
from dprkrel.store.released import RELEASED, is_released
from dprkrel.store.tables import Held

MAX_BYTES: Final = 64 * 1024 * 1024
"""Longest file that is read unless a longer one is asked for: some 80,000 events as long as the bundled ones."""

_BLOCK: Final = 1 << 18
"""How many bytes of a file are held at a time."""


def record_from_dict(kind: str, data: object, *, file: str = "") -> Record:
    """Build a record from plain data.

    Args:
        kind: the kind of record, a key of `TABLE_OF`.
        data: its fields; the class of an event follows from its `event_type`.
        file: where the data was read, for the messages.

    Raises:
        DatasetError: something does not fit; all faults are listed.

    Examples:
        >>> record_from_dict("place", {"id": "minsk", "name": "Minsk", "kind": "town"})
        Traceback (most recent call last):
        dprkrel.errors.DatasetError: 1 fault(s) in the dataset:
          minsk: kind: found str 'town'; expected one of region, country, area, city, site
    """
    if kind == "event":
        return event_from_dict(data, file=file)
    if type(kind) is not str or kind not in TABLE_OF:
        fault = Fault(file, nameless(kind), "kind", described(kind), f"one of {', '.join(TABLE_OF)}")
        raise DatasetError([fault])
    from dprkrel.records.foreign import structured  # late: cattrs is slow to import

    record: Record = structured(class_of(kind), data, kind=kind, file=file)
    return record


class Readable(Protocol):
    """An open file that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes."""


def read(file: str | os.PathLike[str] | bytes | Readable, *, max_bytes: int | None = MAX_BYTES) -> Dataset:
    """Read a dataset in the form that `Dataset.write` writes.

    A file is read line by line: beside the records, only a part of it is
    held in memory.

    Args:
        file: the path of a file, an open binary file, or the bytes themselves.
        max_bytes: how long it may be, 64 MiB unless told otherwise, which
            holds some 80,000 events as long as the bundled ones; None reads a file of any length.

    Returns:
        A dataset of the edition that stands in the file.

    Raises:
        FileError: there is no such file, or it cannot be read.
        DatasetError: what is read is no dataset, or too long, or its records break a law; all faults are listed.

    Examples:
        >>> import io
        >>> file = io.BytesIO()
        >>> dprkrel.Dataset(edition="mine").write(file)
        >>> dprkrel.read(file.getvalue()).edition
        'mine'
    """
    limit = _checked_limit(max_bytes)
    if isinstance(file, str | os.PathLike):
        from pathlib import Path  # late: importing dprkrel must stay cheap

        try:
            opened = Path(file).open("rb")  # noqa: SIM115 - closed below, where the errors of reading are our own
        except Exception as error:  # of a path that no system can have, or that a stranger's class gives
            raise FileError(file, "read", error) from error
        with opened:
            return _from_lines(_lines(_blocks(opened, file, limit)))
    if hasattr(file, "read"):
        return _from_lines(_lines(_blocks(file, file, limit)))
    return loads(file, max_bytes=limit)


def loads(text: str | bytes, *, max_bytes: int | None = MAX_BYTES) -> Dataset:
    """Read a dataset from the text of a file that `read` reads.

    Args:
        text: UTF-8 bytes or text.
        max_bytes: how long it may be; None is no limit.

    Raises:
        DatasetError: it is not such a text, or its records break a law; all faults are listed.

    Examples:
        >>> from dprkrel.store.lines import dumps
        >>> loads(dumps(Dataset(edition="test"))).edition
        'test'
    """
    limit = _checked_limit(max_bytes)
    if not isinstance(text, str | bytes):
        raise _no_text(text)
    if limit is not None and len(text) > limit:
        raise _too_long(len(text), limit)
    return _from_lines(_lines(iter([text])))


def _checked_limit(max_bytes: object) -> int | None:
    if max_bytes is None or (type(max_bytes) is int and max_bytes >= 0):
        return max_bytes
    raise DatasetError(
        [Fault("", "dataset", "max_bytes", described(max_bytes), "a number of bytes, or None for no limit")]
    )


def _too_long(length: int, limit: int) -> DatasetError:
    expected = f"at most {limit}; max_bytes= takes another limit, or None for none"
    return DatasetError([Fault("", "dataset", "text", f"{length} bytes", expected)])


def _no_text(content: object) -> DatasetError:
    return DatasetError([Fault("", "dataset", "text", type(content).__name__, "text or UTF-8 bytes")])


def _blocks(file: Readable, name: object, limit: int | None) -> Iterator[Any]:
    """Yield a file part by part up to its end; a pipe or socket gives what it has, bit by bit.

    Of a file that is too long, one byte more is read than is allowed.
    """
    length = 0
    while True:
        try:
            block: object = file.read(_BLOCK if limit is None else min(_BLOCK, limit + 1 - length))
            length += len(block)  # type: ignore[arg-type] # what has no length is no file of ours
        except Exception as error:  # whatever a stranger's file raises, such as a compressed one that breaks off
            raise FileError(name, "read", error) from error
        if not isinstance(block, str | bytes):
            raise _no_text(block)
        if limit is not None and length > limit:
            raise _too_long(length, limit)
        yield block
        if not block:
            return


def _lines(blocks: Iterator[Any]) -> Iterator[str]:
    """Return the lines of a text in parts, which are all of bytes or all of characters; there is at least one line."""
    first = next(blocks)
    parts = chain([first], blocks)
    return _joined(parts, "\n") if isinstance(first, str) else _decoded(_joined(parts, b"\n"))


def _joined(parts: Iterable[AnyStr], newline: AnyStr) -> Iterator[AnyStr]:
    """Yield lines with their ends; of an empty text an empty line."""
    begun: list[AnyStr] = []
    line = newline[:0]
    for part in parts:
        start = 0
        while end := part.find(newline, start) + 1:
            begun.append(part[start:end])
            line = newline[:0].join(begun)
            yield line
            begun.clear()
            start = end
        begun.append(part[start:])
    last = newline[:0].join(begun)
    if last or not line:
        yield last


def _decoded(lines: Iterator[bytes]) -> Iterator[str]:
    before = 0
    for line in lines:
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            deque(lines, maxlen=0)  # to the end: that it is too long or cannot be read is said first
            raise DatasetError([Fault("", "dataset", "text", _not_decoded(error, before), "UTF-8")]) from None
        yield text
        before += len(line)


def _not_decoded(error: UnicodeDecodeError, before: int) -> str:
    """Say what Python says of the whole text, of a line with so many bytes before it."""
    first, last = before + error.start, before + error.end - 1
    byte = f"byte 0x{error.object[error.start]:02x} in position {first}"
    where = byte if first == last else f"bytes in position {first}-{last}"
    return f"'{error.encoding}' codec can't decode {where}: {error.reason}"


def _from_lines(lines: Iterator[str]) -> Dataset:
    faults: list[Fault] = []
    numbered = ((f"line {number}", line.removesuffix("\n")) for number, line in enumerate(lines, 1))
    rows = ((file, _row(line, file, faults)) for file, line in numbered)
    _, header = next(rows)
    form = header.get("format") if header else None
    if header is None or header.get("record") != "dataset" or type(form) is not int or form not in READ_FORMATS:
        deque(rows, maxlen=0)  # for the faults of the other lines
        faults.append(Fault("line 1", "dataset", "header", described(header), f"a dataset header of format {FORMAT}"))
        raise DatasetError(faults)
    faults.extend(
        Fault("line 1", "dataset", key, "an unknown key", "one of record, format, edition")
        for key in sorted(header.keys() - {"record", "format", "edition"})
    )
    records: Iterable[tuple[str, str, Any]] = (
        (file, str(row.pop("record", "")), row) for file, row in rows if row is not None
    )
    if isinstance(edition := header.get("edition"), str) and edition in RELEASED:
        records = [*records]
        released = None if faults else _released(edition, records)
        if released is not None:
            return released
    return build(edition, records, faults)


def build(edition: object, rows: Iterable[tuple[str, str, object]], faults: Iterable[Fault] = ()) -> Dataset:
    """Build a dataset from rows of plain data, and report the faults of all rows together.

    Args:
        edition: the edition of the dataset.
        rows: file, kind and data of each record.
        faults: what else was found wrong, before the rows or while they were read.

    Raises:
        DatasetError: with every fault of every row, or, when each row is
            sound by itself, every law that they break together.
    """
    found: list[Fault] = []
    tables: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    ids: list[str] = []
    files: list[str] = []  # where each of these was read
    for file, kind, data in rows:
        try:
            record = record_from_dict(kind, data, file=file)
        except DatasetError as error:
            found.extend(error.faults)
        else:
            tables[TABLE_OF[kind]].append(record)
            ids.append(record.id)
            files.append(file)
    others = tuple(faults)
    found.extend(others)
    told = any(fault.field == "edition" for fault in others)
    if not told and (type(edition) is not str or not edition or text_fault(edition)):
        found.append(Fault("", "dataset", "edition", described(edition), "text without control characters"))
    if found:
        raise DatasetError(sorted(found))
    try:
        return Dataset(edition=str(edition), **tables)
    except DatasetError as error:
        raise DatasetError(sorted(_located(error.faults, zip(ids, files, strict=True)))) from None


def _released(edition: str, rows: Iterable[tuple[str, str, object]]) -> Dataset | None:
    """Return the dataset of a released edition, which kept the laws of its day; None if the rows are not those of it."""
    plain: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    for _, kind, data in rows:
        if kind not in TABLE_OF:
            return None
        plain[TABLE_OF[kind]].append(data)
    if not is_released(edition, plain):
        return None
    tables = {table: tuple(record_of_plain(kind, row) for row in plain[table]) for kind, table in TABLE_OF.items()}
    return Dataset.over(Held(tables), edition)


def _located(faults: Collection[Fault], read_in: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield faults with the files in which records of that id were read."""
    files: dict[str, dict[str, None]] = {fault.record: {} for fault in faults}
    for record_id, file in read_in:
        if record_id in files:
            files[record_id][file] = None
    for fault in faults:
        yield fault._replace(file=" and ".join(files[fault.record]))


def _row(line: str, file: str, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        if line.startswith("\ufeff"):
            raise json.JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", line, 0)
        row = _DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        faults.append(Fault(file, "dataset", "json", str(error) or type(error).__name__, "one JSON object"))
        return None
    if not isinstance(row, dict):
        faults.append(Fault(file, "dataset", "json", described(row), "one JSON object"))
        return None
    return row


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError(f"a key stands twice among {', '.join(key for key, _ in pairs)}")
    return row


def _no_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
