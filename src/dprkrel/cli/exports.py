"""The command that writes all data to a file or folder, for other software."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import Answer, Field, View, made_table
from dprkrel.dataset import Dataset
from dprkrel.errors import VocabularyError
from dprkrel.process import writing
from dprkrel.terminal import waiting

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table


class Written(NamedTuple):
    """A file that was written."""

    path: str
    size: int


class Files(View[Written]):
    """How files are shown that were written."""

    noun: ClassVar[str] = "file"
    shapes: ClassVar[tuple[Shape, ...]] = (Shape("bytes"), Shape("path"))
    hint = "each replaced what was there before under its name"

    def cells(self, row: Written) -> Row:
        """Return size and path."""
        return f"{row.size:,} bytes", row.path

    def detail(self, rows: Sequence[Written], width: int) -> Iterator[str]:
        """Yield the paths alone."""
        del width
        return (row.path for row in rows)

    def table(self, rows: Sequence[Written]) -> Table:
        """Return a table of the files."""
        fields = (
            Field[Written]("path", "text", "the file that was written", lambda row: row.path),
            Field[Written]("bytes", "integer", "its size in bytes", lambda row: row.size),
        )
        return made_table(self.data, "files", fields, rows)


def _schema(data: Dataset, path: str) -> None:
    import json

    from dprkrel.files import write_blocks

    text = json.dumps(data.json_schema(), ensure_ascii=False, indent=2)
    write_blocks(path, [f"{text}\n".encode()])


WRITERS: Final[Mapping[str, Callable[[Dataset, str], None]]] = MappingProxyType(
    {
        "package": lambda data, path: data.write_package(path),
        "sqlite": lambda data, path: data.write_sqlite(path),
        "jsonl": lambda data, path: data.write(path),
        "schema": _schema,
    }
)
"""What all data can be written as, and by what."""


def export(data: Dataset, asked: Namespace) -> Answer:
    """Write all data."""
    write = WRITERS.get(asked.kind)
    if write is None:
        raise VocabularyError("kind", asked.kind, WRITERS)
    with waiting(f"writing {asked.path}"), writing():
        write(data, asked.path)
    return Answer(Files(data), tuple(_files(asked.path)))


def _files(path: str) -> Iterator[Written]:
    """Yield a file, or the files of a folder that the package describes."""
    from pathlib import Path

    root = Path(path)
    for one in sorted(root.iterdir()) if root.is_dir() else [root]:
        if one.is_file():
            yield Written(str(one), one.stat().st_size)
