"""A folder of texts: only what may be a text is opened, nothing makes us wait, and nothing is read without end."""

import os
import socket
import sys
import threading
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dprkrel.errors import TextsError
from dprkrel.questions import copies
from dprkrel.questions.copies import Copy, copies_in

posix = pytest.mark.skipif(os.name != "posix", reason="it needs pipes, devices and links")
TEXT = b"What was said."
HASH = sha256(TEXT).hexdigest()
WANTED = Copy("copy.txt", HASH, TEXT.decode())


def soon(act: Callable[[], Any]) -> Any:
    """Return what a function returns, or fail where it waits for something that never comes."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(act()), daemon=True)
    thread.start()
    thread.join(10)
    assert found, "it waits"
    return found[0]


def read(folder: Path, name: str = "press.txt") -> list[Copy]:
    """Return the copies of a text in a folder."""
    found: list[Copy] = soon(lambda: [*copies_in(folder, {HASH}, {name})])
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy."""
    (tmp_path / "copy.txt").write_bytes(TEXT)
    return tmp_path


@posix
@pytest.mark.parametrize("name", ["press.txt", "other.txt"])
def test_what_is_no_file_is_left_alone(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pipes, sockets, devices, folders, links to these, links that lead nowhere or round: none is opened, whatever it is called."""
    os.mkfifo(folder / "pipe")
    (folder / "below").mkdir()
    (folder / "round").symlink_to(folder / "back")
    (folder / "back").symlink_to(folder / "round")
    (folder / "here").symlink_to(folder)
    listening = socket.socket(socket.AF_UNIX)
    monkeypatch.chdir(folder)  # a path of a socket is short
    with listening:
        listening.bind("socket")
        for target in ("pipe", "socket", "below", "round", "here", "gone", "/dev/zero", "/dev/tty"):
            (folder / name).symlink_to(target)
            assert read(folder) == [WANTED], target
            (folder / name).unlink()
        os.mkfifo(folder / name)
        assert read(folder) == [WANTED]


@posix
def test_a_pipe_put_in_the_place_of_a_file_makes_nobody_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file is, is asked once more after it was opened, and it is opened so that nothing waits for a writer."""
    os.mkfifo(folder / "press.txt")
    monkeypatch.setattr(copies, "_files", lambda *_: ["copy.txt", "press.txt"])

    assert read(folder) == [WANTED]


def test_a_file_too_large_for_a_text_is_not_read(folder: Path) -> None:
    """A file of ten gigabytes costs nothing; one with the name of a text is an error, since it is no copy of it."""
    with (folder / "large.bin").open("wb") as file:
        file.truncate(10 << 30)

    assert read(folder) == [WANTED]
    with pytest.raises(TextsError, match=r"'large.bin': 10,737,418,240 bytes, more than a text has"):
        [*copies_in(folder, {HASH}, {"large.bin"})]


def test_a_file_that_grows_is_not_read_without_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that turns out larger than it said is no text."""
    monkeypatch.setattr(copies, "_files", lambda *_: ["copy.txt", "large.bin"])
    with (folder / "large.bin").open("wb") as file:
        file.truncate(10 << 30)

    assert read(folder, "large.bin") == [WANTED]


def test_files_with_other_names_are_hashed_in_blocks(folder: Path) -> None:
    """A file that is no text is never held whole."""
    (folder / "notes.bin").write_bytes(b"x" * copies.MOST_BYTES)
    tracemalloc.start()
    assert [*copies_in(folder, {HASH}, {"press.txt"})] == [WANTED]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < copies.MOST_BYTES / 8


def test_too_many_files_are_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with more than a folder of texts has is refused before any file of it is read."""
    monkeypatch.setattr(copies, "MOST_FILES", 3)
    monkeypatch.setattr(copies, "_read", lambda *_, **__: pytest.fail("a file was read"))
    for number in range(3):
        (folder / f"{number}.txt").touch()

    with pytest.raises(TextsError, match="more than 3 entries, so it is no folder of texts alone"):
        [*copies_in(folder, {HASH}, set())]


def test_too_many_bytes_are_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one with more bytes than all texts together have."""
    monkeypatch.setattr(copies, "MOST_BYTES_TOGETHER", len(TEXT) + 4)
    (folder / "more.txt").write_bytes(b"more.")

    with pytest.raises(TextsError, match="more than 18 bytes, so it is no folder of texts alone"):
        [*copies_in(folder, {HASH}, set())]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="it needs a file that nobody can read")
def test_a_file_that_cannot_be_read_is_an_error(folder: Path) -> None:
    """What a link leads to, and cannot be read by anybody, might be any of the texts."""
    (folder / "memory").symlink_to("/proc/self/mem")

    with pytest.raises(TextsError, match="Input/output error"):
        [*copies_in(folder, {HASH}, set())]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_names_that_are_no_unicode_do_no_harm(folder: Path) -> None:
    """A name of bytes is a name."""
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_bytes(TEXT)

    assert [copy.file for copy in read(folder)] == ["copy.txt", "\udcff.txt"]
