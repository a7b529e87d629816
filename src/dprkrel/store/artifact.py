"""Compiled data: the lines of a dataset, and beside them an index, with which each record is read when it is asked for.

The index is one line with a checksum, one line of JSON that says what
follows where, and the sections: columns of numbers, and sorted lines of text
that are searched by bisection. It is made by the compiler from records that
keep the laws, so that whoever opens it need not check them again; that it is
whole, the checksums say: one of the index, and in it one of each line.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dprkrel.errors import DprkrelError
from dprkrel.records.kinds import TABLE_OF, record_of_plain
from dprkrel.store.index import Columns, Index, Numbers, Posting
from dprkrel.store.names import NameIndex

if TYPE_CHECKING:
    from dprkrel.store.tables import Tables

FORMAT: Final = 2
"""Version of the form in which indexes are written."""

_DATED: Final = ("event", "relation")
_WIDTHS: Final = {"B": 1, "H": 2, "i": 4, "I": 4, "q": 8}


_CHECKSUM: Final = 9
"""How many bytes an index begins with that say its checksum: eight digits and the end of a line."""


_READ_AT_ONCE: Final = 32
"""One look-up for so many lines, and all of them are read."""


class SortedLines(Mapping[str, tuple[str, ...]]):
    """Sorted lines of text as a mapping: what stands before the first tab of a line gives what stands between those after it."""

    def __init__(self, content: bytes, start: int, starts: Numbers) -> None:
        self._content, self._start, self._starts = content, start, starts
        self._lookups = 0
        self._all: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return (self._line(number).partition(b"\t")[0].decode() for number in range(len(self)))

    def __getitem__(self, key: str) -> tuple[str, ...]:
        values: tuple[str, ...] = self.get(key, ())
        if not values:
            raise KeyError(key)
        return values

    def get(self, key: str, default: Any = None) -> Any:
        """Return what stands under a key, or the default."""
        if self._all:
            return self._all.get(key, default)
        if "\t" in key:  # else a key with a value behind it would be found
            return default
        self._lookups += 1
        if self._lookups > len(self) / _READ_AT_ONCE:  # who looks up many is spared the bisection
            self._all = self._read()
        wanted = f"{key}\t".encode("utf-8", "surrogatepass")
        number = bisect_left(range(len(self)), wanted, key=self._line)
        line = self._line(number) if number < len(self) else b""
        return tuple(line[len(wanted) :].decode().split("\t")) if line.startswith(wanted) else default

    def _read(self) -> dict[str, tuple[str, ...]]:
        lines = (self._line(number).decode().split("\t") for number in range(len(self)))
        return {key: tuple(values) for key, *values in lines}

    def _line(self, number: int) -> bytes:
        line: bytes = self._content[self._start + self._starts[number] : self._start + self._starts[number + 1]]
        return line


class Rows(Sequence[Any]):
    """The records of a table, each read from its line when it is first asked for, and then kept."""

    def __init__(self, kind: str, lines: bytes, starts: Numbers, checksums: Numbers) -> None:
        self._kind, self._lines, self._starts, self._checksums = kind, lines, starts, checksums
        self._read: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._checksums)

    def __getitem__(self, number: Any) -> Any:
        record = self._read.get(number) if isinstance(number, int) else None
        if record is None:
            position = range(len(self))[number]
            if isinstance(position, range):
                return [self[number] for number in position]
            # As two threads may come here at once, the one that is later takes what the other has read.
            record = self._read.get(position) or self._read.setdefault(position, self._record(position))
        return record

    def _record(self, number: int) -> Any:
        line = self._lines[self._starts[number] : self._starts[number + 1]]
        if zlib.crc32(line) != self._checksums[number]:
            raise broken(f"line {number + 1} of the {TABLE_OF[self._kind]} differs from its checksum")
        fields = json.loads(line)
        return record_of_plain(fields.pop("record"), fields)


class _Postings(Mapping[str, Posting]):
    """In which records each actor stands, as slices of two columns."""

    def __init__(self, slices: SortedLines, positions: Numbers, roles: Numbers) -> None:
        self._slices, self._positions, self._roles = slices, positions, roles

    def __len__(self) -> int:
        return len(self._slices)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slices)

    def __getitem__(self, actor_id: str) -> Posting:
        start, stop = map(int, self._slices[actor_id])
        return Posting(self._positions[start:stop], self._roles[start:stop])


class Artifact:
    """Compiled data that was opened.

    Args:
        lines: the lines of the dataset.
        index: the index that was compiled of them.

    Raises:
        DprkrelError: the index is not whole, of another version, or of other lines.
    """

    reopen: Callable[[], Tables] | None = None
    """What opens the same data in another process; None where nothing does."""

    def __init__(self, lines: bytes, index: bytes) -> None:
        self._lines, self._index = lines, index
        self.header: dict[str, Any]
        self.header, self._start = _header(index)
        if self.header.get("format") != FORMAT:  # first, since another may have other entries
            raise broken("its index is of another version")
        if (len(lines), zlib.crc32(lines[: self.header["first"]])) != (self.header["size"], self.header["checksum"]):
            raise broken("its index belongs to other lines")
        self._rows = {kind: self._table(kind) for kind in TABLE_OF}
        self._texts: dict[str, SortedLines] = {}
        self._positions: dict[str, dict[str, int]] = {kind: {} for kind in TABLE_OF}

    @property
    def edition(self) -> str:
        """The edition of the dataset."""
        return str(self.header["edition"])

    @property
    def digest(self) -> str:
        """The digest of the records from which it was compiled."""
        return str(self.header["digest"])

    def rows(self, kind: str) -> Sequence[Any]:
        """Return the records of a kind, each of which is read when it is asked for."""
        return self._rows[kind]

    def record(self, kind: str, record_id: str) -> Any:
        """Return the record of a kind that has an id, or None."""
        rows, positions = self._rows[kind], self._positions[kind]
        position = positions.get(record_id)
        if position is None:
            found = self._text(f"{kind}.ids").get(record_id)
            if found is None:
                return None
            position = positions[record_id] = int(found[0])
        return rows[position]

    def ids(self, kind: str) -> Iterable[str]:
        """Return the ids of all records of a kind."""
        return self._text(f"{kind}.ids")

    def index(self, kind: str) -> Index[Any]:
        """Return the index of a kind of dated records, as it was compiled."""
        columns = Columns(*(self._numbers(f"{kind}.{name}") for name in Columns._fields))
        actors = self._text(f"{kind}.actors")
        postings = _Postings(actors, self._numbers(f"{kind}.positions"), self._numbers(f"{kind}.roles"))
        return Index(columns, postings, self.header["role_sets"][kind], self._rows[kind])

    def names(self) -> NameIndex:
        """Return the index of names."""
        return NameIndex(self._text("names"), self._text("spellings"), lambda actor_id: self.record("actor", actor_id))

    def content(self) -> tuple[bytes, bytes]:
        """Return the lines and the index."""
        return self._lines, self._index

    def _table(self, kind: str) -> Rows:
        return Rows(kind, self._lines, self._numbers(f"{kind}.starts"), self._numbers(f"{kind}.checksums"))

    def _text(self, name: str) -> SortedLines:
        lines = self._texts.get(name)
        if lines is None:
            _, start, _ = self.header["sections"][name]
            lines = SortedLines(self._index, self._start + start, self._numbers(f"{name}.starts"))
            lines = self._texts.setdefault(name, lines)
        return lines

    def _numbers(self, name: str) -> Any:
        kind, start, length = self.header["sections"][name]
        column = memoryview(self._index)[self._start + start :][:length].cast(kind)
        # They are written in the order of most machines.
        if sys.byteorder == "big" and _WIDTHS[kind] > 1:  # pragma: no cover - no machine of this order runs the tests
            swapped = array(kind, column)
            swapped.byteswap()
            return swapped
        return column


def _header(index: bytes) -> tuple[dict[str, Any], int]:
    """Return what an index says of itself, and where its sections begin."""
    with memoryview(index) as view, view[_CHECKSUM:] as rest:
        same = index[:_CHECKSUM] == b"%08x\n" % zlib.crc32(rest) and len(rest)
    if not same:
        raise broken("its index differs from its checksum")
    end = index.find(b"\n", _CHECKSUM)
    return json.loads(index[_CHECKSUM:end]), end + 1


def is_current(index: bytes) -> bool:
    """Whether an index was compiled in today's form with the words of today's vocabularies, as that of the package is.

    Raises:
        DprkrelError: the index is not whole.
    """
    from dprkrel.store.dated import fingerprint  # late: data that come with the package are current

    header, _ = _header(index)
    return bool(header["format"] == FORMAT and header["words"] == fingerprint())


def broken(problem: str) -> DprkrelError:
    """Return the error of compiled data that is not as it was written."""
    return DprkrelError(
        f"the compiled data cannot be used: {problem}; install dprkrel again, or compile the data again"
    )


class _Writer:
    """The sections of an index, one after another."""

    def __init__(self) -> None:
        self.sections: dict[str, tuple[str, int, int]] = {}
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, name: str, kind: str, content: bytes) -> None:
        """Add a section, at a place where its numbers can be read in one step."""
        self._append(b"\0" * (-self._size % _WIDTHS[kind]))
        self.sections[name] = kind, self._size, len(content)
        self._append(content)

    def numbers(self, name: str, column: Iterable[int], kind: str) -> None:
        """Add a column of numbers."""
        numbers = array(kind, column)
        if sys.byteorder == "big":  # pragma: no cover - as above
            numbers.byteswap()
        self.add(name, kind, numbers.tobytes())

    def text(self, name: str, entries: Iterable[tuple[str, Iterable[object]]]) -> None:
        """Add sorted lines, each of a key and what it gives."""
        lines = sorted("\t".join([key, *map(str, values)]).encode() for key, values in entries)
        self.add(name, "B", b"".join(lines))
        self.numbers(f"{name}.starts", _ends(map(len, lines)), "I")

    def written(self, about: Mapping[str, object]) -> bytes:
        """Return the index."""
        header = json.dumps({**about, "sections": self.sections}, ensure_ascii=False, sort_keys=True).encode()
        whole = b"".join([header, b" " * (-(_CHECKSUM + len(header) + 1) % 8), b"\n", *self._parts])
        return b"%08x\n" % zlib.crc32(whole) + whole

    def _append(self, content: bytes) -> None:
        self._parts.append(content)
        self._size += len(content)


def _ends(lengths: Iterable[int], start: int = 0) -> list[int]:
    ends = [start]
    for length in lengths:
        ends.append(ends[-1] + length)
    return ends


def _dated(writer: _Writer, kind: str, index: Index[Any]) -> Sequence[int]:
    """Add the columns and postings of an index, and return its sets of roles."""
    for name, column in index.columns._asdict().items():
        writer.numbers(f"{kind}.{name}", column, "B" if name in ("types", "marks") else "i")
    postings = sorted(index.postings.items())
    ends = _ends(len(posting.positions) for _, posting in postings)
    slices = zip(postings, pairwise(ends), strict=True)
    writer.text(f"{kind}.actors", ((actor_id, its_ends) for (actor_id, _), its_ends in slices))
    writer.numbers(f"{kind}.positions", (position for _, posting in postings for position in posting.positions), "i")
    writer.numbers(f"{kind}.roles", (number for _, posting in postings for number in posting.roles), "I")
    return index.role_sets


def compiled(tables: Tables, lines: Iterable[bytes]) -> bytes:
    """Return the index of the lines of a dataset; the same records give the same bytes.

    Args:
        tables: the records.
        lines: how they are written: a header, then a line for each in the order of the tables.
    """
    from dprkrel.store.dated import fingerprint  # late, as above
    from dprkrel.store.indexes import index_of
    from dprkrel.store.spellings import spellings  # late: who opens compiled data has them

    writer, role_sets = _Writer(), {}
    remaining = iter(lines)
    first = next(remaining)
    start = len(first)
    for kind, table in TABLE_OF.items():
        records = tables.tables()[table]
        written = [next(remaining) for _ in records]
        starts = _ends(map(len, written), start)
        start = starts[-1]
        writer.numbers(f"{kind}.starts", starts, "q")
        writer.numbers(f"{kind}.checksums", map(zlib.crc32, written), "I")
        writer.text(f"{kind}.ids", ((record.id, [number]) for number, record in enumerate(records)))
        if kind in _DATED:
            role_sets[kind] = _dated(writer, kind, index_of(tables, kind))
    for name, entries in spellings(tables.actors, tables.offices).items():
        writer.text(name, entries.items())
    about = {
        "format": FORMAT,
        "edition": tables.edition,
        "digest": tables.digest,
        "size": start,
        "first": len(first),
        "checksum": zlib.crc32(first),
        "role_sets": role_sets,
        "words": fingerprint(),
    }
    return writer.written(about)
