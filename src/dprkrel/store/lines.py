"""A dataset as lines of JSON: a header, then one record a line."""

import json
import os
import threading
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from dprkrel.errors import FileError
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 2
"""Version of the form in which datasets are written."""


def lines_of(tables: Tables) -> Iterator[bytes]:
    """Yield the lines of a dataset: a header, then the records, sorted; the same records give the same bytes."""
    yield _line({"record": "dataset", "format": FORMAT, "edition": tables.edition})
    records = tables.tables()
    for kind, table in TABLE_OF.items():
        yield from (_line({"record": kind, **record.to_dict()}) for record in records[table])


def _line(data: Mapping[str, object]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def dumps(tables: Tables) -> str:
    """Return a dataset as lines: a header, then the records, sorted; the same records give the same text."""
    lines = [{"record": "dataset", "format": FORMAT, "edition": tables.edition}]
    records = tables.tables()
    for kind, table in TABLE_OF.items():
        lines.extend({"record": kind, **record.to_dict()} for record in records[table])
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


class Writable(Protocol):
    """An open file that takes bytes."""

    def write(self, content: bytes, /) -> object:
        """Take all of these bytes."""


def write(tables: Tables, file: str | os.PathLike[str] | Writable) -> None:
    """Write a dataset to a path, where it stands whole or not at all, or to an open binary file."""
    content = dumps(tables).encode()
    if not isinstance(file, str | os.PathLike) and not hasattr(file, "write"):
        raise FileError(file, "written", TypeError("it is neither a path nor an open binary file"))
    try:
        if isinstance(file, str | os.PathLike):
            _write_to(os.path.realpath(file), content)
        else:
            _pour(file, content)
    except (OSError, ValueError, TypeError) as error:  # of a path that no system can have, of a file of text
        raise FileError(file, "written", error) from error


def _write_to(file: str, content: bytes) -> None:
    from pathlib import Path  # late: importing dprkrel must stay cheap

    path = Path(file)
    if path.is_file() or path.is_dir() or not path.exists():
        _replace(path, content)
        return
    with path.open("wb") as opened:  # a pipe or device takes the bytes, and is not replaced by a file
        opened.write(content)


def _pour(file: Writable, content: bytes) -> None:
    left = memoryview(content)
    while left:
        # A file without a buffer may take less than it is given, and then says how much.
        taken = file.write(bytes(left))
        if taken == 0:
            raise OSError("it takes no more bytes")
        left = left[taken:] if isinstance(taken, int) else left[:0]


def _replace(path: "Path", content: bytes) -> None:
    # Beside the file, so that it takes its name at once; of this writer alone, so that two do not mix.
    part = path.with_name(f".dprkrel-{os.getpid()}-{threading.get_ident()}.part")
    try:
        with part.open("wb") as opened:
            if path.is_file():  # who may read it stays as it was
                part.chmod(path.stat().st_mode & 0o7777)
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
