"""A dataset as lines of JSON: a header, then one record a line."""

import json
import os
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol

from dprkrel.errors import FileError
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 2
"""Version of the form in which datasets are written."""


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


class Writable(Protocol):
    """An open file that takes bytes."""

    def write(self, content: bytes, /) -> object:
        """Take all of these bytes."""


def write(tables: Tables, file: str | os.PathLike[str] | Writable) -> None:
    """Write a dataset to a path, where it stands whole or not at all, or to an open binary file."""
    if not isinstance(file, str | os.PathLike) and not hasattr(file, "write"):
        raise FileError(file, "written", TypeError("it is neither a path nor an open binary file"))
    try:
        if isinstance(file, str | os.PathLike):
            _write_to(os.path.realpath(file), _blocks(tables))
        else:
            for block in _blocks(tables):
                _pour(file, block)
    except (OSError, ValueError, TypeError) as error:  # of a path that no system can have, of a file of text
        raise FileError(file, "written", error) from error


def _write_to(file: str, blocks: Iterable[bytes]) -> None:
    from pathlib import Path  # late: importing dprkrel must stay cheap

    path = Path(file)
    if path.is_file() or path.is_dir() or not path.exists():
        _replace(path, blocks)
        return
    with path.open("wb") as opened:  # a pipe or device takes the bytes, and is not replaced by a file
        opened.writelines(blocks)


def _pour(file: Writable, content: bytes) -> None:
    left = memoryview(content)
    while left:
        # A file without a buffer may take less than it is given, and then says how much.
        taken = file.write(bytes(left))
        if taken == 0:
            raise OSError("it takes no more bytes")
        left = left[taken:] if isinstance(taken, int) else left[:0]


def _replace(path: "Path", blocks: Iterable[bytes]) -> None:
    # Beside the file, so that it takes its name at once; of this writer alone, so that two do not mix.
    part = path.with_name(f".dprkrel-{os.getpid()}-{threading.get_ident()}.part")
    try:
        with part.open("wb") as opened:
            if path.is_file():  # who may read it stays as it was
                part.chmod(path.stat().st_mode & 0o7777)
            opened.writelines(blocks)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
