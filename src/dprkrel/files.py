"""Files that are written whole or not at all."""

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from dprkrel.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path


_begun: "set[Path]" = set()


class Writable(Protocol):
    """An open file that takes bytes."""

    def write(self, content: bytes, /) -> object:
        """Take all of these bytes."""


def write_blocks(file: str | os.PathLike[str] | Writable, blocks: Iterable[bytes]) -> None:
    """Write bytes to a path, where they stand whole or not at all, or to an open binary file.

    Raises:
        FileError: the file cannot be written.
    """
    if not isinstance(file, str | os.PathLike) and not hasattr(file, "write"):
        raise FileError(file, "written", TypeError("it is neither a path nor an open binary file"))
    try:
        if isinstance(file, str | os.PathLike):
            _write_to(os.path.realpath(file), blocks)
        else:
            for block in blocks:
                _pour(file, block)
    except (OSError, ValueError, TypeError) as error:  # of a path that no system can have, of a file of text
        raise FileError(file, "written", error) from error


def _write_to(file: str, blocks: Iterable[bytes]) -> None:
    from pathlib import Path  # late: importing dprkrel must stay cheap

    path = Path(file)
    if path.is_file() or path.is_dir() or not path.exists():
        _replace(path, blocks)
        return
    with path.open("wb") as opened:  # a pipe or device takes the bytes, and is not replaced by a file
        opened.writelines(blocks)


def _pour(file: Writable, content: bytes) -> None:
    left = memoryview(content)
    while left:
        # A file without a buffer may take less than it is given, and then says how much.
        taken = file.write(bytes(left))
        if taken == 0:
            raise OSError("it takes no more bytes")
        left = left[taken:] if isinstance(taken, int) else left[:0]


def _replace(path: "Path", blocks: Iterable[bytes]) -> None:
    # Beside the file, so that it takes its name at once; of this writer alone, so that two do not mix.
    part = path.with_name(f".dprkrel-{os.getpid()}-{threading.get_ident()}.part")
    _begun.add(part)
    try:
        with part.open("wb") as opened:
            if path.is_file():  # who may read it stays as it was
                part.chmod(path.stat().st_mode & 0o7777)
            opened.writelines(blocks)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        _begun.discard(part)


def take_back() -> None:
    """Take away the files that were begun and are not whole, as a process does that a signal ends."""
    for part in tuple(_begun):
        with suppress(OSError):
            part.unlink()
