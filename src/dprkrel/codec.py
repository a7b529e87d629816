"""Datasets from plain data; every fault is reported with its path."""

import json
import os
from collections.abc import Iterable
from typing import Any, Final, Protocol

from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault, FileError, described
from dprkrel.prose import nameless
from dprkrel.records.actors import Actor
from dprkrel.records.changes import Change
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage
from dprkrel.records.events import event_from_dict
from dprkrel.records.fields import text_fault
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.records.offices import Office
from dprkrel.records.places import Place
from dprkrel.records.relations import Relation
from dprkrel.records.sources import Source
from dprkrel.store.lines import FORMAT

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest dataset that is read."""

_CLASSES: Final[dict[str, type[Any]]] = {
    "actor": Actor, "office": Office, "place": Place, "source": Source, "relation": Relation,
    "counting_rule": CountingRule, "coverage": Coverage, "change": Change,
}  # fmt: skip


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
    record_class = _CLASSES.get(kind)
    if record_class is None:
        fault = Fault(file, nameless(kind), "kind", described(kind), f"one of {', '.join(TABLE_OF)}")
        raise DatasetError([fault])
    from dprkrel.records.foreign import structured  # late: cattrs is slow to import

    record: Record = structured(record_class, data, kind=kind, file=file)
    return record


class Readable(Protocol):
    """An open file that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes."""


def read(file: str | os.PathLike[str] | bytes | Readable) -> Dataset:
    """Read a dataset in the form that `Dataset.write` writes.

    Args:
        file: the path of a file, an open binary file, or the bytes themselves; at most `MAX_BYTES`.

    Returns:
        A dataset of the edition that stands in the file.

    Raises:
        FileError: there is no such file, or it cannot be read.
        DatasetError: what is read is no dataset, or its records break a law; all faults are listed.

    Examples:
        >>> import io
        >>> file = io.BytesIO()
        >>> dprkrel.Dataset(edition="mine").write(file)
        >>> dprkrel.read(file.getvalue()).edition
        'mine'
    """
    if not isinstance(file, str | os.PathLike) and not hasattr(file, "read"):
        return loads(file)
    from pathlib import Path  # late: importing dprkrel must stay cheap

    try:
        if isinstance(file, str | os.PathLike):
            with Path(file).open("rb") as opened:
                content = _up_to_limit(opened)
        else:
            content = _up_to_limit(file)
    except Exception as error:  # whatever a stranger's file raises, such as a compressed one that breaks off
        raise FileError(file, "read", error) from error
    return loads(content)


def _up_to_limit(file: Readable) -> bytes:
    """Read a file to its end, or one byte further than is allowed; a pipe or socket gives what it has, bit by bit."""
    parts = [file.read(MAX_BYTES + 1)]
    length = len(parts[0])
    while parts[-1] and length <= MAX_BYTES:
        parts.append(file.read(MAX_BYTES + 1 - length))
        length += len(parts[-1])
    return parts[0][:0].join(parts)


def loads(text: str | bytes) -> Dataset:
    """Read a dataset from the text of a file that `read` reads.

    Args:
        text: UTF-8 bytes or text, at most `MAX_BYTES` long.

    Raises:
        DatasetError: it is not such a text, or its records break a law; all faults are listed.

    Examples:
        >>> from dprkrel.store.lines import dumps
        >>> loads(dumps(Dataset(edition="test"))).edition
        'test'
    """
    if not isinstance(text, str | bytes):
        raise DatasetError([Fault("", "dataset", "text", type(text).__name__, "text or UTF-8 bytes")])
    if len(text) > MAX_BYTES:
        raise DatasetError([Fault("", "dataset", "text", f"{len(text)} bytes", f"at most {MAX_BYTES}")])
    try:
        lines = (text.decode() if isinstance(text, bytes) else text).removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise DatasetError([Fault("", "dataset", "text", str(error), "UTF-8")]) from None
    faults: list[Fault] = []
    rows = [(f"line {number}", _row(line, f"line {number}", faults)) for number, line in enumerate(lines, 1)]
    header = rows[0][1] if rows else None
    form = header.get("format") if header else None
    if header is None or header.get("record") != "dataset" or type(form) is not int or form != FORMAT:
        faults.append(Fault("line 1", "dataset", "header", described(header), f"a dataset header of format {FORMAT}"))
        raise DatasetError(faults)
    faults.extend(
        Fault("line 1", "dataset", key, "an unknown key", "one of record, format, edition")
        for key in sorted(header.keys() - {"record", "format", "edition"})
    )
    edition = header.get("edition")
    return build(
        edition, ((file, str(row.pop("record", "")), row) for file, row in rows[1:] if row is not None), faults
    )


def build(edition: object, rows: Iterable[tuple[str, str, object]], faults: Iterable[Fault] = ()) -> Dataset:
    """Build a dataset from rows of plain data, and report the faults of all rows together.

    Args:
        edition: the edition of the dataset.
        rows: file, kind and data of each record.
        faults: what was found wrong before.

    Raises:
        DatasetError: with every fault of every row, or, when each row is
            sound by itself, every law that they break together.
    """
    found = list(faults)
    told = any(fault.field == "edition" for fault in found)
    if not told and (type(edition) is not str or not edition or text_fault(edition)):
        found.append(Fault("", "dataset", "edition", described(edition), "text without control characters"))
    tables: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    files: dict[str, list[str]] = {}
    for file, kind, data in rows:
        try:
            record = record_from_dict(kind, data, file=file)
        except DatasetError as error:
            found.extend(error.faults)
        else:
            tables[TABLE_OF[kind]].append(record)
            files.setdefault(record.id, []).append(file)
    if found:
        raise DatasetError(sorted(found))
    try:
        return Dataset(edition=str(edition), **tables)
    except DatasetError as error:
        raise DatasetError(
            sorted(
                fault._replace(file=" and ".join(dict.fromkeys(files.get(fault.record, ())))) for fault in error.faults
            )
        ) from None


def _row(line: str, file: str, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        row = json.loads(line, object_pairs_hook=_unique, parse_constant=_no_constant)
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
