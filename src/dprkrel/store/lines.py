"""A dataset as lines of JSON: a header, then one record a line."""

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from dprkrel.files import Writable

FORMAT: Final = 2
"""Version of the form in which datasets are written."""

READ_FORMATS: Final = (1, 2)
"""The forms that are read: every one that was ever written."""


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_BLOCK: Final = 1 << 16
"""From how many bytes on lines are handed to a file."""


def dumps(tables: Tables) -> str:
    """Return a dataset as lines: a header, then the records, sorted; the same records give the same text."""
    return b"".join(lines_of(tables)).decode()


def lines_of(tables: Tables) -> Iterator[bytes]:
    """Yield the lines of a dataset one by one, as `dumps` joins them."""
    yield _line({"record": "dataset", "format": FORMAT, "edition": tables.edition})
    records = tables.tables()
    for kind, table in TABLE_OF.items():
        for record in records[table]:
            yield _line({"record": kind, **record.to_dict()})


def _line(row: dict[str, Any]) -> bytes:
    return _ENCODER.encode(row).encode() + b"\n"


def _blocks(tables: Tables) -> Iterator[bytes]:
    """Yield the lines of a dataset, some at a time, so that the text never stands beside the records."""
    gathered = bytearray()
    for line in lines_of(tables):
        gathered += line
        if len(gathered) >= _BLOCK:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def write(tables: Tables, file: "str | os.PathLike[str] | Writable") -> None:
    """Write a dataset to a path, where it stands whole or not at all, or to an open binary file."""
    from dprkrel.files import write_blocks  # late: few write what they read

    write_blocks(file, _blocks(tables))
