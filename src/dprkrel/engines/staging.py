"""Folders that appear whole under their name or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from dprkrel.errors import FileError


@contextmanager
def staged(folder: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a folder beside the one that is meant, which takes its name when all is written, and is removed if anything fails.

    Args:
        folder: the final name; there may be an empty folder, and nothing else, of that name.

    Raises:
        FileError: there is something of that name, or the folder cannot be written.
    """
    place = _place(folder)
    # Of this writer alone, so that two do not mix; and it is no longer than any name may be.
    part = place.with_name(f".dprkrel-{uuid4().hex}.part")
    missing = [above for above in place.parents if not above.exists()]
    try:
        part.mkdir(parents=True)
        yield part
        _sync(part)
        if place.exists():
            place.rmdir()  # it is empty, or this refuses
        part.rename(place)
    except OSError as error:
        if isinstance(error, FileError):
            raise
        raise FileError(folder, "written", error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if not place.exists():
            for above in missing:
                with suppress(OSError):  # there is something of another in it
                    above.rmdir()


def _place(folder: str | os.PathLike[str]) -> Path:
    """Return the final place, or say why nothing can be written there."""
    if isinstance(folder, str) and not folder:  # to Python the working directory
        raise FileError(folder, "written", ValueError("it names no folder"))
    try:
        place = Path(os.path.realpath(folder))
        if not os.fspath(place).isascii():
            os.fspath(place).encode()  # the engines know no other names than those of UTF-8
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise FileError(folder, "written", ValueError("there is something already; give the name of a new folder"))
    except (ValueError, TypeError, OSError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError(folder, "written", error) from error
    return place


def _sync(folder: Path) -> None:
    """See to it that what was written is on the disk before it takes its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
