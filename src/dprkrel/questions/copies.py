"""Read copies of texts from a folder: regular files of a size that a text can have, and nothing else that lies there."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from dprkrel.errors import TextsError, shown
from dprkrel.prose import counted

MOST_BYTES: Final = 1 << 23
"""The largest file that may be a text, in bytes: the words of ten novels. Larger ones are not opened."""

MOST_FILES: Final = 10_000
"""The most entries that a folder of texts may have."""

MOST_BYTES_TOGETHER: Final = 1 << 30
"""The most bytes that the files of a folder of texts may have together; those that are too large for a text are not counted."""

_BLOCK: Final = 1 << 16

_OPENED: Final = (
    # Whoever puts a pipe in the place of a file after it was looked at makes nobody wait.
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
)


class Copy(NamedTuple):
    """A file of a folder that is or may be the text of a source; its text is None if it is not UTF-8."""

    file: str
    sha256: str
    text: str | None


def copies_in(
    folder: str | os.PathLike[str], hashes: Collection[str | None], names: Collection[str | None]
) -> Iterator[Copy]:
    """Yield the files of a folder that have one of these hashes or names, by name.

    Args:
        folder: the folder; its sub-folders, and whatever is no regular file, are left alone.
        hashes: the SHA-256 of texts. Of files with other names no more than one block at a time is held.
        names: the names of texts.

    Raises:
        TextsError: there is no such folder, it or one of its files cannot be read, it holds too much, or a file with the name of a text
            is too large for one.
    """
    if isinstance(folder, str) and not folder:  # which would be taken for the working directory
        raise TextsError(folder, "an empty path")
    try:
        path: str = os.fsdecode(_path_of(folder))
        for name in _files(folder, path, names):
            whole = name in names
            copy = _read(path, name, whole=whole)
            if copy and copy.sha256 in hashes and not whole:
                copy = _read(path, name, whole=True)
            if copy and (whole or copy.sha256 in hashes):
                yield copy
    except (OSError, TypeError, ValueError) as error:
        if isinstance(error, TextsError):
            raise
        raise TextsError(folder, str(getattr(error, "strerror", None) or error)) from None


def _path_of(folder: Any) -> str:
    path = os.fspath(folder)
    if not isinstance(path, str):
        raise TypeError(f"a path is text, not {type(path).__name__}")
    return path


def _files(folder: object, path: str, names: Collection[str | None]) -> list[str]:
    """Return the names of the files that may be texts, sorted."""
    found, size, entries = list[str](), 0, 0
    with os.scandir(path) as listed:
        for entry in listed:
            entries += 1
            if entries > MOST_FILES:
                raise TextsError(folder, f"more than {MOST_FILES:,} entries, so it is no folder of texts alone")
            about = _about(entry)
            if about is None:
                continue
            if about.st_size > MOST_BYTES:
                if entry.name in names:
                    raise TextsError(folder, f"{shown(entry.name)}: {about.st_size:,} bytes, more than a text has")
                continue
            size += about.st_size
            if size > MOST_BYTES_TOGETHER:
                raise TextsError(
                    folder, f"more than {counted(MOST_BYTES_TOGETHER, 'byte')}, so it is no folder of texts alone"
                )
            found.append(entry.name)
    return sorted(found)


def _about(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Return what is known of a regular file, or of the one to which a link leads; None for all else."""
    try:
        about = entry.stat()
    except OSError:  # a link that leads nowhere, or a file that is gone
        return None
    return about if stat.S_ISREG(about.st_mode) else None


def _read(path: str, name: str, *, whole: bool) -> Copy | None:
    """Return a file with its hash, and its text if it is wanted whole; None if it is no file any more, or too large."""
    opened = os.open(os.path.join(path, name), _OPENED)  # noqa: PTH118 - pathlib takes no flags
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            return None
        digest, content, size = hashlib.sha256(), bytearray(), 0
        while block := os.read(opened, _BLOCK):
            size += len(block)
            if size > MOST_BYTES:  # it grows, or does not say how large it is
                return None
            digest.update(block)
            if whole:
                content += block
    finally:
        os.close(opened)
    return Copy(name, digest.hexdigest(), _decoded(bytes(content)) if whole else None)


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
