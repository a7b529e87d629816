"""A dataset as lines of JSON: a header, then one record a line."""

import json
import os
import threading
from typing import Final, Protocol

from dprkrel.errors import FileError
from dprkrel.records.kinds import TABLE_OF
from dprkrel.store.tables import Tables

FORMAT: Final = 2
"""Version of the form in which datasets are written."""


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
    if not isinstance(file, str | os.PathLike):
        file.write(content)
        return
    try:
        _replace(os.path.realpath(file), content)
    except (OSError, ValueError) as error:  # a ValueError of a path that no system can have
        raise FileError(file, "written", error) from error


def _replace(file: str, content: bytes) -> None:
    from pathlib import Path  # late: importing dprkrel must stay cheap

    path = Path(file)
    # Beside the file, so that it takes its name at once; of this writer alone, so that two do not mix.
    part = path.with_name(f".dprkrel-{os.getpid()}-{threading.get_ident()}.part")
    try:
        with part.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
