"""Files that fail in the middle: what is read or written is whole, or there is an error of ours."""

import io
from pathlib import Path
from typing import Any

import pytest

import dprkrel
from dprkrel.errors import FileError
from dprkrel.files import read_whole
from tests.small import small


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
    with pytest.raises(dprkrel.FileError, match="read"):
        read_whole("/proc/self/mem", 10)
