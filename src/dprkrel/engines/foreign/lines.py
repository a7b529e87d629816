"""Published files, line by line: plain or compressed, some megabytes at a time, and no byte of them lost."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeAlias

from dprkrel.calls import items_of
from dprkrel.engines.packages import pyarrow
from dprkrel.errors import DprkrelError, FileError, shown

PathLike: TypeAlias = "str | os.PathLike[str]"

LONGEST: Final = 1 << 20
"""How many bytes a line may have: no published row comes near, and what has no line breaks is no table."""

ENCODING: Final = "encoding"
LONG: Final = "long"
"""What is wrong with a line before anybody looks at its columns."""

_BLOCK: Final = 1 << 24
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
"""With what an archive begins, and one without files."""
_GZIP: Final = b"\x1f\x8b"
_MARK: Final = b"\xef\xbb\xbf"
_PARTS: Final = 4
"""Into how many parts a block is cut, so that several threads work on it."""


class Published(NamedTuple):
    """A file as it was published, or a file in a zip archive.

    Attributes:
        number: its place among the files, from 0.
        name: the name of the file without its folder; in an archive that of the archive and, after a slash, its own.
        path: the path as it was given.
        open: what opens it for reading bytes, whatever it is packed in.
    """

    number: int
    name: str
    path: PathLike
    open: Callable[[], IO[bytes]]

    def lines(self) -> Iterator[Any]:
        """Yield tables of Arrow of its lines: `file`, `line` (from 1), `text`, and `fault` where it is no text.

        Raises:
            FileError: it cannot be read to its end.
        """
        with _reading(self.path), self.open() as stream:
            line = 1
            for lines in _blocks(stream):
                yield _table(self.number, line, lines)
                line += len(lines)

    def first_line(self) -> str:
        """Return its first line, without the line break; bytes that are not UTF-8 are shown as such."""
        with _reading(self.path), self.open() as stream:
            return stream.readline(LONGEST).removeprefix(_MARK).decode(errors="backslashreplace").rstrip("\r\n")


def published(files: PathLike | Iterable[PathLike]) -> list[Published]:
    r"""Return the files that are meant, each file of an archive by itself.

    Args:
        files: one path or several; each a plain file, one packed by gzip, or a zip archive.

    Raises:
        FileError: one is not there, or cannot be read.
        DprkrelError: there is none.

    Examples:
        >>> import pathlib
        >>> from dprkrel.engines.foreign.lines import published
        >>> _ = pathlib.Path(f"{folder}-rows.csv").write_text("a\nb\n")
        >>> [table["text"].to_pylist() for file in published(f"{folder}-rows.csv") for table in file.lines()]
        [['a', 'b']]
    """
    given = [files] if isinstance(files, str | os.PathLike) else _listed(files)
    if not given:
        raise DprkrelError("no file is given; give one path or several")
    opened = [each for path in given for each in _in_file(path)]
    return [Published(number, *each) for number, each in enumerate(opened)]


def _listed(files: object) -> list[PathLike]:
    if not isinstance(files, Iterable) or isinstance(files, bytes):
        raise DprkrelError(f"expected the path of a file, or several paths, got {shown(files)}")
    paths = []
    for path in items_of("files", files):
        if not isinstance(path, str | os.PathLike):
            raise DprkrelError(f"expected the path of a file, got {shown(path)}")
        paths.append(path)
    return paths


def _in_file(path: PathLike) -> Iterator[tuple[str, PathLike, Callable[[], IO[bytes]]]]:
    with _reading(path):
        place = Path(path)
        if place.is_dir():
            raise ValueError("it is a folder; give the files in it, such as pathlib.Path(folder).glob('*.zip')")
        if place.exists() and not place.is_file():
            raise ValueError("it is no file but a pipe or a device, which cannot be read twice")
        with place.open("rb") as file:
            begin = file.read(4)
        if begin in _ZIP:
            with zipfile.ZipFile(place) as archive:
                members = [each.filename for each in archive.infolist() if not each.is_dir()]
            for member in members:
                yield _printed(f"{place.name}/{member}"), path, _opener(place, member)
        else:
            yield (
                _printed(place.name),
                path,
                (lambda: _unpacked(place)) if begin.startswith(_GZIP) else (lambda: place.open("rb")),
            )


def _printed(name: str) -> str:
    """Return the name of a file as text; what of it is none is made visible."""
    return name.encode(errors="backslashreplace").decode()


def _opener(place: Path, member: str) -> Callable[[], IO[bytes]]:
    return lambda: io.BufferedReader(_Member(place, member), _BLOCK >> 4)


def _unpacked(place: Path) -> IO[bytes]:
    return io.BufferedReader(gzip.open(place), _BLOCK >> 4)


class _Member(io.RawIOBase):
    """A file of an archive, which closes the archive with itself."""

    def __init__(self, place: Path, member: str) -> None:
        self._archive = zipfile.ZipFile(place)
        self._file = self._archive.open(member)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._file.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)

    def close(self) -> None:
        self._file.close()
        self._archive.close()
        super().close()


@contextmanager
def _reading(path: PathLike) -> Iterator[None]:
    """Say which file it was that could not be read."""
    try:
        yield
    # RuntimeError and NotImplementedError: an archive with a password, or packed by a way that Python has not.
    except (OSError, EOFError, ValueError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FileError(path, "read", error) from error


def _blocks(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of some megabytes at a time, without their line breaks; of a line that is too long, its beginning."""
    rest, is_first, skipping = b"", True, False
    while data := stream.read(_BLOCK):
        if is_first:
            data, is_first = data.removeprefix(_MARK), False
        if skipping:
            _, found, data = data.partition(b"\n")
            if not found:
                continue
            skipping = False
        head, found, rest = (rest + data).rpartition(b"\n")
        if found:
            yield head.split(b"\n")
        if len(rest) > LONGEST:
            yield [rest]
            rest, skipping = b"", True
    if rest:
        yield [rest]


def _table(file: int, line: int, lines: list[bytes]) -> Any:
    pa = pyarrow()
    try:
        text = pa.array(lines, pa.binary()).cast(pa.string())
        faults = pa.nulls(len(lines), pa.string())
        if max(map(len, lines)) > LONGEST:
            text, faults = _faulty(lines)
    except pa.ArrowInvalid:
        text, faults = _faulty(lines)
    count = len(lines)
    arrays = {
        "file": pa.repeat(pa.scalar(file, pa.int32()), count),
        "line": pa.array(range(line, line + count), pa.int64()),
        "text": text,
        "fault": faults,
    }
    table = pa.table(arrays)
    size = -(-count // _PARTS)
    return pa.concat_tables([table.slice(start, size) for start in range(0, count, size)])


def _faulty(lines: list[bytes]) -> tuple[Any, Any]:
    """Return the lines as text, with what is wrong with each."""
    pa = pyarrow()
    texts, faults = list[str](), list[str | None]()
    for line in lines:
        fault = LONG if len(line) > LONGEST else None
        try:
            text = line[:LONGEST].decode()
        except UnicodeDecodeError:
            text, fault = line[:LONGEST].decode(errors="backslashreplace"), fault or ENCODING
        texts.append(text)
        faults.append(fault)
    return pa.array(texts, pa.string()), pa.array(faults, pa.string())
