"""Datasets from plain data; every fault is reported with its path."""

from __future__ import annotations

import json
import math
import os
import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, AnyStr, Final, NamedTuple, Protocol, cast

import attrs
from attrs import field, frozen

from dprkrel.calls import answering
from dprkrel.dataset import Dataset
from dprkrel.errors import (
    MAX_FAULTS,
    DatasetError,
    Fault,
    FileError,
    FoundFaults,
    RecordError,
    close_matches,
    described,
    shown,
)
from dprkrel.prose import nameless
from dprkrel.records.events import read_event
from dprkrel.records.fields import MAX_INT, tell_misfits, text_fault
from dprkrel.records.kinds import TABLE_OF, Record, class_of, record_of_plain
from dprkrel.store.lines import FORMAT, READ_FORMATS
from dprkrel.store.released import RELEASED, is_released
from dprkrel.store.tables import Held, Tables

MAX_BYTES: Final = 64 * 1024 * 1024
"""Longest file that is read unless a longer one is asked for: some 80,000 events as long as the bundled ones."""

_BLOCK: Final = 1 << 18
"""How many bytes of a file are held at a time."""


def _positive(limits: object, attribute: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or not 1 <= value < MAX_INT:
        problem = f"expected a whole number from 1, got {described(value)}"
        raise RecordError(type(limits).__name__, attribute.name, problem)


@frozen(kw_only=True)
class Limits:
    """What a file of strangers may cost whoever reads it, beside its length; what goes beyond is refused.

    Attributes:
        line_bytes: how long one line, which is one record, may be: 16 MiB; the longest bundled one has 0.6 MiB.
        depth: how deep lists and tables may lie in each other: 32; records need 8.
        items: how many values a list may have, such as the names of an actor: 20,000.
        faults: how many faults are kept, of all that are counted: 1,000.

    Examples:
        >>> dprkrel.read(b'{"record":"dataset","format":3,"edition":"mine"}', limits=dprkrel.Limits(faults=10)).edition
        'mine'
    """

    line_bytes: int = field(default=16 * 1024 * 1024, validator=_positive)
    depth: int = field(default=32, validator=_positive)
    items: int = field(default=20_000, validator=_positive)
    faults: int = field(default=MAX_FAULTS, validator=_positive)


tell_misfits(Limits)

LIMITS: Final = Limits()
"""What holds unless somebody asks for more or less."""


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
    return _record(kind, data, file, briefly=False)


def _record(kind: object, data: object, file: str, *, briefly: bool) -> Record:
    """Build a record from plain data; briefly, all that is said is that there are faults."""
    if kind == "event":
        return read_event(data, file=file, briefly=briefly)
    if type(kind) is not str or kind not in TABLE_OF:
        if briefly:
            raise DatasetError((), count=1)
        near = close_matches(kind, TABLE_OF)[:1] if type(kind) is str else []
        expected = f"one of {', '.join(TABLE_OF)}{f'; the nearest is {near[0]}' if near else ''}"
        found = "nothing" if kind is None else described(kind)
        raise DatasetError([Fault(file, nameless("record"), "kind", found, expected)])
    from dprkrel.records.foreign import structured  # late: cattrs is slow to import

    record: Record = structured(class_of(kind), data, kind=kind, file=file, briefly=briefly)
    return record


class Readable(Protocol):
    """An open file that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes."""


@answering
def read(
    file: str | os.PathLike[str] | bytes | Readable, *, max_bytes: int | None = MAX_BYTES, limits: Limits = LIMITS
) -> Dataset:
    """Read a dataset in the form that `Dataset.write` writes.

    A file is read line by line: beside the records, only a part of it is
    held in memory. Whatever the file holds, it ends in a dataset or in one of
    the errors below.

    Args:
        file: the path of a file, an open binary file, or the bytes themselves. A pipe or device is read only when it is
            given as an open file.
        max_bytes: how long it may be, 64 MiB unless told otherwise, which
            holds some 80,000 events as long as the bundled ones; None reads a file of any length.
        limits: how long a line may be, how deep, and what else is told there.

    Returns:
        A dataset of the edition that stands in the file.

    Raises:
        FileError: there is no such file, or it cannot be read.
        DatasetError: what is read is no dataset, or too long, or other records than its header says, or its records
            break a law; all faults are counted, and the first thousand listed.

    Examples:
        >>> import io
        >>> file = io.BytesIO()
        >>> dprkrel.Dataset(edition="mine").write(file)
        >>> dprkrel.read(file.getvalue()).edition
        'mine'
    """
    limit = _checked_limit(max_bytes, limits)
    if isinstance(file, str | os.PathLike):
        from dprkrel.files import open_to_read  # late: importing dprkrel must stay cheap

        with open_to_read(file) as opened:
            return _from_lines(_lines(_blocks(opened, file, limit), limits), limits)
    if isinstance(file, str | bytes) or not _can_be_read(file):
        return loads(file, max_bytes=limit, limits=limits)
    return _from_lines(_lines(_blocks(file, file, limit), limits), limits)


def _can_be_read(file: object) -> bool:
    try:
        return hasattr(file, "read")
    except Exception:  # noqa: BLE001 - whatever a stranger's class raises, it is no file
        return False


def loads(text: object, *, max_bytes: int | None = MAX_BYTES, limits: Limits = LIMITS) -> Dataset:
    """Read a dataset from the text of a file that `read` reads.

    Args:
        text: UTF-8 bytes or text; nothing else is one.
        max_bytes: how long it may be; None is no limit.
        limits: how long a line may be, and the like.

    Raises:
        DatasetError: it is not such a text, or its records break a law; all faults are counted.

    Examples:
        >>> from dprkrel.store.lines import dumps
        >>> loads(dumps(Dataset(edition="test"))).edition
        'test'
    """
    limit = _checked_limit(max_bytes, limits)
    content = _content(text)
    if limit is not None and len(content) > limit:
        raise _too_long(len(content), limit)
    return _from_lines(_lines(iter([content]), limits), limits)


def _content(block: object) -> Any:
    """Return text or bytes of a class of a stranger as they are, or refuse what is neither."""
    if isinstance(block, str):
        return str.__getitem__(block, slice(None))
    if isinstance(block, bytes):
        return bytes.__getitem__(block, slice(None))
    raise DatasetError([Fault("", "dataset", "text", type(block).__name__, "text or UTF-8 bytes")])


def _checked_limit(max_bytes: object, limits: object) -> int | None:
    if not isinstance(limits, Limits):
        raise DatasetError([Fault("", "dataset", "limits", described(limits), "Limits, such as Limits(faults=10)")])
    if max_bytes is None or (type(max_bytes) is int and max_bytes >= 0):
        return max_bytes
    raise DatasetError(
        [Fault("", "dataset", "max_bytes", described(max_bytes), "a number of bytes, or None for no limit")]
    )


def _too_long(length: int, limit: int) -> DatasetError:
    expected = f"at most {limit}; max_bytes= takes another limit, or None for none"
    return DatasetError([Fault("", "dataset", "text", f"{length} bytes", expected)])


def _blocks(file: Readable, name: object, limit: int | None) -> Iterator[Any]:
    """Yield a file part by part up to its end; a pipe or socket gives what it has, bit by bit.

    Of a file that is too long, one byte more is read than is allowed.
    """
    length = 0
    while True:
        try:
            given: object = file.read(_BLOCK if limit is None else min(_BLOCK, limit + 1 - length))
        except Exception as error:  # whatever a stranger's file raises, such as a compressed one that breaks off
            raise FileError(name, "read", error) from error
        block = _content(given)
        length += len(block)
        if limit is not None and length > limit:
            raise _too_long(length, limit)
        yield block
        if not block:
            return


def _lines(blocks: Iterator[Any], limits: Limits) -> Iterator[str]:
    """Return the lines of a text in parts, which are all of bytes or all of characters; there is at least one line."""
    first = next(blocks)
    parts = chain([first], blocks)
    if isinstance(first, str):
        return _joined(parts, "\n", limits)
    return _decoded(_joined(parts, b"\n", limits))


def _joined(parts: Iterable[AnyStr], newline: AnyStr, limits: Limits) -> Iterator[AnyStr]:
    """Yield lines with their ends; of an empty text an empty line."""
    begun: list[AnyStr] = []
    line, number, length = newline[:0], 1, 0
    for part in parts:
        if type(part) is not type(newline):
            raise DatasetError([Fault("", "dataset", "text", "text and bytes by turns", "text or UTF-8 bytes")])
        start = 0
        while end := part.find(newline, start) + 1:
            begun.append(part[start:end])
            line = newline[:0].join(begun)
            if len(line) > limits.line_bytes:
                raise _too_long_a_line(number, limits)
            yield line
            begun.clear()
            start, number, length = end, number + 1, 0
        begun.append(part[start:])
        length += len(part) - start
        if length > limits.line_bytes:
            raise _too_long_a_line(number, limits)
    last = newline[:0].join(begun)
    if last or not line:
        yield last


def _too_long_a_line(number: int, limits: Limits) -> DatasetError:
    expected = f"at most {limits.line_bytes} bytes; limits=Limits(line_bytes=…) takes another limit"
    return DatasetError([Fault(f"line {number}", "dataset", "line", f"more than {limits.line_bytes} bytes", expected)])


_OTHER_FORMS: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"{\0\0\0", "UTF-32"),
    (b"\0\0\0{", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"{\0", "UTF-16"),
    (b"\0{", "UTF-16"),
    (b"\x1f\x8b", "a file packed by gzip"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"BZh", "a file packed by bzip2"),
    (b"\xfd7zXZ\0", "a file packed by xz"),
    (b"(\xb5/\xfd", "a file packed by zstd"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x80\x04", "a pickle"),
    (b"\x80\x05", "a pickle"),
    (b"%PDF-", "a PDF file"),
)
"""How files begin that are given by mistake, the longer beginnings first."""


def _decoded(lines: Iterator[bytes]) -> Iterator[str]:
    before = 0
    for line in lines:
        form = next((said for begins, said in _OTHER_FORMS if line.startswith(begins)), "") if not before else ""
        if form:
            deque(lines, maxlen=0)  # as below
            expected = (
                "UTF-8" if form.startswith("UTF") else "lines of JSON in UTF-8, unpacked, as Dataset.write writes"
            )
            raise DatasetError([Fault("", "dataset", "text", form, expected)])
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


class _Header(NamedTuple):
    """What the first line says of those that follow; None where it says nothing."""

    edition: object = None
    counts: Mapping[str, int] | None = None
    digest: str | None = None


_KEYS: Final = {
    1: ("record", "format", "edition"),
    2: ("record", "format", "edition"),
    3: ("record", "format", "edition", "counts", "digest"),
}
"""What a header has, by the form in which the dataset is written."""

_BY_HAND: Final = "bring back the whole file or, if you edited it, take counts and digest out of its first line"


def _from_lines(lines: Iterator[str], limits: Limits) -> Dataset:
    found = FoundFaults(limits.faults)
    numbered = ((f"line {number}", line.removesuffix("\n")) for number, line in enumerate(lines, 1))
    rows = ((file, _row(line, file, found, limits)) for file, line in numbered)
    _, first = next(rows)
    form = first.get("format") if first else None
    if first is None or first.get("record") != "dataset" or type(form) is not int or form not in READ_FORMATS:
        deque(rows, maxlen=0)  # for the faults of the other lines
        expected = f"a dataset header of format {FORMAT} or an earlier one"
        found.append(Fault("line 1", "dataset", "header", described(first) if first else "no header", expected))
        raise found.error()
    header = _header(first, _KEYS[form], found)
    records: Iterable[tuple[str, object, Any]] = _records(rows, header, found)
    if isinstance(header.edition, str) and header.edition in RELEASED:
        records = [*records]
        released = None if found.count else _released(header.edition, records)
        if released is not None:
            return released
    return build(header.edition, records, found, digest=header.digest)


def _header(row: Mapping[str, Any], keys: tuple[str, ...], found: FoundFaults) -> _Header:
    for key in sorted(row.keys() - {*keys}):
        found.append(Fault("line 1", "dataset", key, "an unknown key", f"one of {', '.join(keys)}"))
    counts, digest, tables = row.get("counts"), row.get("digest"), [*TABLE_OF.values()]
    if "counts" in row and not (
        isinstance(counts, dict)
        and all(table in tables and type(count) is int and count >= 0 for table, count in counts.items())
    ):
        expected = f"how many records there are of each of {', '.join(tables)}"
        found.append(Fault("line 1", "dataset", "counts", described(counts), expected))
        counts = None
    if "digest" in row and not (isinstance(digest, str) and re.fullmatch("[0-9a-f]{64}", digest)):
        found.append(Fault("line 1", "dataset", "digest", described(digest), "64 digits of 0-9 and a-f"))
        digest = None
    return _Header(row.get("edition"), counts, digest)


def _records(
    rows: Iterable[tuple[str, dict[str, Any] | None]], header: _Header, found: FoundFaults
) -> Iterator[tuple[str, object, object]]:
    """Yield file, kind and data of each line that is one, and compare how many there are with what the header says."""
    seen: Counter[str] = Counter()
    unread = 0
    for file, row in rows:
        if row is None:
            unread += 1
            continue
        kind = row.pop("record", None)
        if kind == "dataset":
            found.append(Fault(file, "dataset", "record", "a second header", "one header, on the first line"))
            continue
        if type(kind) is str and kind in TABLE_OF:
            seen[TABLE_OF[kind]] += 1
        else:
            unread += 1
        yield file, kind, row
    if header.counts is None:
        return
    lost = {table: header.counts.get(table, 0) - seen[table] for table in TABLE_OF.values()}
    if min(lost.values()) >= 0 and sum(lost.values()) == unread:  # of lines that cannot be read is told already
        return
    for table in (table for table, number in lost.items() if number):
        told = f"{header.counts.get(table, 0)}, as the first line says"
        found.append(Fault("line 1", "dataset", f"counts.{table}", str(seen[table]), f"{told}: {_BY_HAND}"))


def build(
    edition: object,
    rows: Iterable[tuple[str, object, object]],
    faults: FoundFaults | None = None,
    *,
    digest: str | None = None,
) -> Dataset:
    """Build a dataset from rows of plain data, and report the faults of all rows together.

    Args:
        edition: the edition of the dataset.
        rows: file, kind and data of each record.
        faults: what else was found wrong, before the rows or while they were read.
        digest: the digest that the records should have; None where that is not known.

    Raises:
        DatasetError: with every fault of every row, or, when each row is
            sound by itself, every law that they break together.
    """
    found = FoundFaults() if faults is None else faults
    tables: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    ids: list[str] = []
    files: list[str] = []  # where each of these was read
    for file, kind, data in rows:
        try:
            record = _record(kind, data, file, briefly=found.is_full)
        except DatasetError as error:
            found.add(error)
        else:
            if not found.count:  # else nothing will be made of them
                tables[TABLE_OF[str(kind)]].append(record)
                ids.append(record.id)
                files.append(file)
    told = any(fault.field == "edition" for fault in found.kept)
    if not told and (type(edition) is not str or not edition or text_fault(edition)):
        found.append(Fault("", "dataset", "edition", described(edition), "text without control characters"))
    if found.count:
        raise found.error()
    try:
        dataset = Dataset(edition=str(edition), **tables)
    except DatasetError as error:
        held = Tables(edition=str(edition), **tables).digest if digest else digest
        broken = [*_located(error.faults, zip(ids, files, strict=True)), *_changed(held, digest)]
        raise DatasetError(sorted(broken)) from None
    changed = [*_changed(dataset.digest, digest)] if digest else []
    if changed:
        raise DatasetError(changed)
    return dataset


def _changed(held: str | None, digest: str | None) -> Iterator[Fault]:
    if held != digest:
        expected = f"{digest}, as the first line says: a record was changed; {_BY_HAND}"
        yield Fault("line 1", "dataset", "digest", str(held), expected)


def _released(edition: str, rows: Iterable[tuple[str, object, object]]) -> Dataset | None:
    """Return the dataset of a released edition, which kept the laws of its day; None if the rows are not those of it."""
    plain: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    for _, kind, data in rows:
        if type(kind) is not str or kind not in TABLE_OF:
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
        places = [*files[fault.record]]
        more = [f"{len(places) - _PLACES} more"] if len(places) > _PLACES else []
        yield fault._replace(file=" and ".join([*places[:_PLACES], *more]))


_PLACES: Final = 5
"""How many places a fault names at which records of an id stand."""


def _row(line: str, file: str, found: FoundFaults, limits: Limits) -> dict[str, Any] | None:
    row: Any = None
    try:
        row = _json(line, limits)
        said = "" if isinstance(row, dict) else described(row)
    except json.JSONDecodeError as error:
        said = f"{error.msg}, at character {error.pos + 1}{_hint(line)}"
    except ValueError as error:
        said = str(error)
    except RecursionError:
        said = "nesting deeper than Python reads"
    if not said:
        return cast("dict[str, Any]", row)
    found.append(Fault(file, "dataset", "json", said, "one JSON object"))
    return None


def _json(line: str, limits: Limits) -> Any:
    """Return what a line of JSON holds, or raise a `ValueError` that says what is wrong with it."""
    if line.startswith("\ufeff"):
        raise ValueError("a byte order mark (BOM)")
    if line.count("[") + line.count("{") > limits.depth and _depth(line) > limits.depth:
        raise ValueError(f"nesting deeper than {limits.depth}; limits=Limits(depth=…) takes another limit")
    row = _DECODER.decode(line)
    if len(line) > limits.items:
        _check_items(row, limits)
    return row


def _hint(line: str) -> str:
    """Say what people get wrong of which JSON says little."""
    if "\r" in line.rstrip("\r"):
        return " (the lines end with CR; they must end with LF)"
    if "\0" in line:
        return " (there is a NUL character)"
    return ""


_STRING: Final = re.compile(r'"(?>[^"\\]|\\.)*+"?', re.DOTALL)


def _depth(line: str) -> int:
    """Return how deep lists and tables lie in each other."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", _STRING.sub("", line)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _check_items(value: object, limits: Limits) -> None:
    values: Collection[object] = ()
    if isinstance(value, dict):
        values = value.values()
    elif isinstance(value, list):
        values = value
    if len(values) > limits.items:
        expected = f"at most {limits.items}; limits=Limits(items=…) takes another limit"
        raise ValueError(f"{len(values)} values in one {'list' if isinstance(value, list) else 'table'}, {expected}")
    for each in values:
        _check_items(each, limits)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {shown(twice)} stands twice")
    return row


def _no_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")


_DIGITS: Final = 4_000
"""How many digits a number may have to be read and refused by its field; Python refuses some more, each version others."""


def _whole_number(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"a whole number of {len(digits.removeprefix('-'))} digits")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"the number {shown(digits)}, which is too large")
    return number


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_whole_number, parse_float=_number
)
