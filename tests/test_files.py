"""Files that are written: whole, by one writer each, and never through what somebody laid in their way."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dprkrel.errors import FileError
from dprkrel.files import read_whole, write_blocks
from tests.small import small


def test_two_files_that_are_written_in_turn_do_not_mix(tmp_path: Path) -> None:
    """What is written while another file in the same folder waits for its next part goes into its own file."""

    def blocks() -> Iterator[bytes]:
        yield b"first "
        write_blocks(tmp_path / "within", [b"another"])
        yield b"second"

    write_blocks(tmp_path / "around", blocks())

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "around": b"first second",
        "within": b"another",
    }


@pytest.mark.skipif(os.name != "posix", reason="it needs links")
def test_a_link_in_the_way_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may write in the folder and guesses the name of a file that is not whole yet makes nobody write elsewhere."""
    monkeypatch.setattr("dprkrel.files._NUMBERS", iter([7]))
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / f".dprkrel-{os.getpid()}-7.part").symlink_to(victim)

    write_blocks(folder / "mine", [b"data"])

    assert victim.read_bytes() == b"precious"
    assert [path.name for path in folder.iterdir()] == ["mine"]


class Full(io.RawIOBase):
    """A file without a buffer that takes nothing more, as a device does that has no room."""

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, _: Any, /) -> int:
        """Take nothing."""
        return 0


def test_a_file_that_takes_nothing_more_is_told() -> None:
    """Writing ends with an error where a file takes no more bytes, and does not try for ever."""
    with pytest.raises(FileError, match="takes no more bytes"):
        small().write(Full())


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="it needs a file that opens and cannot be read")
def test_a_file_that_opens_and_cannot_be_read_is_told() -> None:
    """A file that fails only when it is read, as one on a broken disk, is told as one that cannot be opened."""
    with pytest.raises(FileError, match="read"):
        read_whole("/proc/self/mem", 10)
