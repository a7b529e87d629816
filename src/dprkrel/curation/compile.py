"""Write the bundled dataset: one sorted record a line, with edition, counts and digest beside it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dprkrel.bundled import INDEX, LINES
from dprkrel.dataset import Dataset
from dprkrel.errors import FileError
from dprkrel.files import write_blocks
from dprkrel.process import undisturbed
from dprkrel.store.artifact import compiled
from dprkrel.store.lines import FORMAT, lines_of

_DATA: Final = Path(__file__).parents[1] / "data"


def artifact(dataset: Dataset) -> dict[Path, bytes]:
    """Return the files of the bundled dataset and their content; the same seeds give the same bytes."""
    counts = {name: len(records) for name, records in dataset.tables().items()}
    about = {"edition": dataset.edition, "format": FORMAT, "counts": counts, "digest": dataset.digest}
    lines = [*lines_of(dataset)]
    return {
        _DATA / LINES: b"".join(lines),
        _DATA / INDEX: compiled(dataset, lines),
        _DATA / "edition.json": json.dumps(about, indent=2).encode() + b"\n",
    }


def stale(files: Mapping[Path, bytes]) -> list[Path]:
    """Return which of the files are missing or have other content."""
    return [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]


def write_file(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, with the folders that it needs.

    Raises:
        FileError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(path, "written", error) from error
    write_blocks(path, [content])


def write(files: Mapping[Path, bytes]) -> None:
    """Write the files that are stale, with the folders that they need."""
    with undisturbed():
        for path in stale(files):
            write_file(path, files[path])
