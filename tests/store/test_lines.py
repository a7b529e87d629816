"""Datasets in files: what is written is read back, whole or not at all."""

import gzip
import io
import json
import os
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import dprkrel
from dprkrel import Dataset, DatasetError, FileError
from dprkrel.store import lines
from dprkrel.strategies.drawn_datasets import datasets
from tests.small import small


@given(datasets())
def test_what_is_written_is_read_back(data: Dataset) -> None:
    """A dataset written to a file and read from it is equal, of the same edition, and written the same again."""
    file = io.BytesIO()
    data.write(file)
    again = dprkrel.read(file.getvalue())

    assert again == data
    assert (again.edition, again.digest) == (data.edition, data.digest)
    assert file.getvalue().decode() == lines.dumps(again)
    assert dprkrel.read(io.BytesIO(file.getvalue())) == data


def test_a_path_is_text_or_a_path(tmp_path: Path) -> None:
    """A dataset is written to and read from a path in either form; what stood there before is replaced."""
    path = tmp_path / "mine.jsonl"
    path.write_text("something else, and longer than nothing")
    small().write(path)

    assert dprkrel.read(path) == dprkrel.read(str(path)) == small()
    assert path.read_bytes() == lines.dumps(small()).encode()

    Dataset(edition="none").write(str(path))

    assert dprkrel.read(path) == Dataset(edition="none")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.jsonl"]


def test_an_open_file_of_any_kind_will_do(tmp_path: Path) -> None:
    """What reads and writes bytes is a file, such as a compressed one, and is left open."""
    with gzip.open(tmp_path / "mine.jsonl.gz", "wb") as file:
        small().write(file)
        assert not file.closed
    with gzip.open(tmp_path / "mine.jsonl.gz", "rb") as file:
        assert dprkrel.read(file) == small()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link writes to the file that it leads to."""
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "mine.jsonl")
    small().write(tmp_path / "link.jsonl")

    assert (tmp_path / "link.jsonl").is_symlink()
    assert dprkrel.read(tmp_path / "mine.jsonl") == small()


def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    """A file that others may not read is replaced by one that they may not read either."""
    path = tmp_path / "mine.jsonl"
    path.write_bytes(b"")
    path.chmod(0o600)
    small().write(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert dprkrel.read(path) == small()


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """What is no regular file, such as a named pipe or a device, takes the bytes and is not replaced."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    small().write(path)
    content = os.read(reader, 1 << 16)
    os.close(reader)

    assert dprkrel.read(content) == small()
    assert path.is_fifo()


class Sip(io.RawIOBase):
    """A file without a buffer, which takes and gives a few bytes at a time."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def write(self, content: Any) -> int:
        """Take some of the bytes, and say how many."""
        self.content += bytes(content[:1_000])
        return min(len(content), 1_000)

    def read(self, size: int = -1) -> bytes:
        """Give some of the bytes."""
        given, self.content = self.content[: min(size, 1_000)], self.content[min(size, 1_000) :]
        return given


def test_a_file_that_takes_and_gives_little_at_a_time_gets_and_gives_all() -> None:
    """Nothing is lost in a pipe or socket, which need not take or give all the bytes at once."""
    file = Sip()
    small().write(file)

    assert file.content == lines.dumps(small()).encode()
    assert dprkrel.read(file) == small()


@pytest.mark.parametrize("wrong", [None, 5, b"mine.jsonl", [], io.StringIO(), sys.stdout, Path], ids=type)
def test_what_takes_no_bytes_is_refused(wrong: Any) -> None:
    """What is neither a path nor a file that takes bytes, such as a file of text, is refused by an error of ours."""
    with pytest.raises(FileError, match="cannot be written"):
        small().write(wrong)


def test_an_open_file_that_fails_is_our_error(tmp_path: Path) -> None:
    """A file that is closed, or compressed and broken off or not compressed at all, cannot be read or written."""
    whole = gzip.compress(lines.dumps(small()).encode())
    with (tmp_path / "closed").open("w+b") as closed:
        pass

    for content in (whole[:-20], b"{}"):
        with gzip.open(io.BytesIO(content)) as file, pytest.raises(FileError, match="cannot be read"):
            dprkrel.read(file)
    with pytest.raises(FileError, match="cannot be read: read of closed file"):
        dprkrel.read(closed)
    with pytest.raises(FileError, match="cannot be written: write to closed file"):
        small().write(closed)


def test_what_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, what stood under the name stands there still, and nothing else is left behind."""
    path = tmp_path / "mine.jsonl"
    small().write(path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError, match="cannot be written: No space left on device"):
        Dataset().write(path)

    assert dprkrel.read(path) == small()
    assert [each.name for each in tmp_path.iterdir()] == ["mine.jsonl"]


@pytest.mark.parametrize("name", ["nowhere/mine.jsonl", "", "a\0b", "x" * 300])
def test_a_file_that_cannot_be_is_our_error(tmp_path: Path, name: str) -> None:
    """A path that is not there or cannot be is refused by an error of ours that is an `OSError`, and names it."""
    path = f"{tmp_path}/{name}"
    with pytest.raises(FileError, match="cannot be read") as unread:
        dprkrel.read(path)
    with pytest.raises(FileError, match="cannot be written") as unwritten:
        small().write(path)

    for caught in (unread, unwritten):
        assert isinstance(caught.value, OSError)
        assert caught.value.given == path
        assert caught.value.__cause__ is not None


@pytest.mark.parametrize("wrong", [None, 5, 1.5, [], {}, object(), bytearray(b"x"), io.StringIO("x")])
def test_what_is_no_file_is_refused(wrong: Any) -> None:
    """Numbers, among them descriptors of open files, and all else that is neither path nor bytes nor file are refused."""
    with pytest.raises(DatasetError):
        dprkrel.read(wrong)


def test_what_is_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A file longer than the limit is refused after one byte more than that, however long it is."""
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"x" * 5_000)

    with path.open("rb") as file:
        with pytest.raises(DatasetError, match="at most 1000"):
            dprkrel.read(file, max_bytes=1_000)
        assert file.tell() == 1_001
    with pytest.raises(DatasetError, match="1001 bytes"):
        dprkrel.read(path, max_bytes=1_000)


class Drain:
    """A file that keeps nothing, and remembers how many bytes went into it, in all and at a time at most."""

    length = most = 0

    def write(self, content: bytes) -> None:
        """Take all of the bytes."""
        self.length += len(content)
        self.most = max(self.most, len(content))


class Counting(io.BytesIO):
    """A file that remembers how many bytes were read from it at a time at most."""

    most = 0

    def read(self, size: int | None = -1) -> bytes:
        """Give as many bytes as are asked for."""
        content = super().read(size)
        self.most = max(self.most, len(content))
        return content


def test_a_long_file_is_written_and_read_part_by_part() -> None:
    """Neither way does the text of a dataset stand in memory beside its records."""
    note = "A long note. " * 100
    places = [
        dprkrel.Place(id=f"place-{number}", name=f"Place {number}", kind="city", note=f"{note}{number}.")
        for number in range(3_000)
    ]
    data = Dataset(places=places)
    file = io.BytesIO()
    data.write(file)
    counting, drain = Counting(file.getvalue()), Drain()
    tracemalloc.start()
    try:
        data.write(drain)
        _, writing = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        again = dprkrel.read(counting)
        held, reading = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert again == data
    assert drain.length == len(file.getvalue()) > 3_000_000
    assert drain.most < drain.length / 10 > counting.most
    assert writing < drain.length / 4
    assert reading - held < drain.length / 2


def test_every_record_is_plain_data_and_back() -> None:
    """What `to_dict` returns can be written as JSON and read back by the class, and is its caller's own."""
    for record in (record for table in small().tables().values() for record in table):
        plain = record.to_dict()
        again = type(record).from_dict(json.loads(json.dumps(plain)))

        assert again == record
        assert plain == again.to_dict()
        plain.clear()
        assert record.to_dict() == again.to_dict()


def test_parts_of_records_are_plain_data_and_back() -> None:
    """Names, reports, participants and all that stands within records has the same two methods."""
    visit = small().event("lavrov-visit")
    parts = [*visit.reports, *visit.participants, *visit.superlatives, *small().actors[0].names, *small().offices]

    assert len({type(part) for part in parts}) == 5
    assert [type(part).from_dict(part.to_dict()) for part in parts] == parts


def test_an_event_finds_its_class() -> None:
    """An event of any class is read by its type; a class reads its own types alone, and all faults are told."""
    for event in small().events:
        assert dprkrel.event_from_dict(event.to_dict()) == event
    talks = small().event("lavrov-talks").to_dict()

    with pytest.raises(DatasetError, match=r"event_type: found talks .*; expected one of official_visit"):
        dprkrel.Visit.from_dict(talks)
    with pytest.raises(DatasetError, match="expected one of visit, state_visit"):
        dprkrel.event_from_dict(talks | {"event_type": "chat"})
    with pytest.raises(DatasetError) as caught:
        dprkrel.event_from_dict(talks | {"when": "soon", "place": "x", "reports": [{"source_id": 5}]})
    assert {fault.field for fault in caught.value.faults} == {
        "when",
        "place",
        "reports[0].source_id",
        "reports[0].stance",
    }
