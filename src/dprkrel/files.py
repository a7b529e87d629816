"""Files that are written whole or not at all, and read only where they are files."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from dprkrel.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path


_begun: "set[Path]" = set()

_NUMBERS: Final = count()
"""What tells apart the files that one process writes at the same time, perhaps one while another waits for its next part."""


class Writable(Protocol):
    """An open file that takes bytes."""

    def write(self, content: bytes, /) -> object:
        """Take all of these bytes."""


def open_to_read(file: str | os.PathLike[str]) -> BinaryIO:
    """Open a file to be read; what is no file, such as a pipe that nobody writes to, is refused and never waited for.

    Raises:
        FileError: there is no such file, it cannot be read, or it is a folder, pipe, socket or device.
    """
    try:
        descriptor = os.open(os.fspath(file), _READ)
        mode = os.fstat(descriptor).st_mode
    except Exception as error:  # of a path that no system can have, or that a stranger's class gives
        raise FileError(file, "read", error) from error
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    kind = next((said for is_one, said in _NO_FILES if is_one(mode)), "something else")
    advice = "" if stat.S_ISDIR(mode) else "; to read from it, open it and give the open file"
    problem = OSError(f"it is {kind} and no file{advice}")
    raise FileError(file, "read", problem) from problem


_READ: Final[int] = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"))
"""How files are opened; with `O_NONBLOCK` a pipe does not wait for who writes to it."""

_NO_FILES: Final[tuple[tuple[Any, str], ...]] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


def read_whole(file: str | os.PathLike[str], most: int) -> bytes:
    """Return the bytes of a file, which must be a file, and no longer than so many bytes.

    Raises:
        FileError: it is none, cannot be read, or is too long.
    """
    with open_to_read(file) as opened:
        try:
            content = opened.read(most + 1)
        except OSError as error:
            raise FileError(file, "read", error) from error
    if len(content) > most:
        problem = OSError(f"it is longer than {most} bytes")
        raise FileError(file, "read", problem) from problem
    return content


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
    part = path.with_name(f".dprkrel-{os.getpid()}-{next(_NUMBERS)}.part")
    _begun.add(part)
    try:
        part.unlink(missing_ok=True)  # of a process that was killed, or a link that somebody laid there
        with part.open("xb") as opened:
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
