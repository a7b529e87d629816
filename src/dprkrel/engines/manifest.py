"""The manifest of a folder in the columnar layout: what it holds, and whether all of it is there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from dprkrel.engines.layout import MANIFEST, RECORDS, TABLES, VERSION, columns_of, stands_in
from dprkrel.engines.packages import pyarrow_parquet
from dprkrel.errors import LayoutError
from dprkrel.files import write_blocks
from dprkrel.pickles import Pickled

MOST_YEARS: Final = 10_000
"""How many years a period may have."""

_NAMES: Final = (*TABLES, RECORDS.name)
_MAGIC: Final = b"PAR1"
"""With what a file of Parquet begins and ends."""


@frozen(kw_only=True)
class File(Pickled):
    """A file as it was written.

    Attributes:
        bytes: how long it is.
        sha256: the SHA-256 of its content, in hexadecimal digits.
    """

    bytes: int
    sha256: str


@frozen(kw_only=True)
class Files(Pickled):
    """The files of a table.

    Attributes:
        rows: how many rows they have together.
        files: each of them, by its path in the folder.
    """

    rows: int
    files: dict[str, File]


@frozen(kw_only=True)
class Manifest(Pickled):
    """What a folder in the columnar layout holds.

    Attributes:
        version: the version of the layout.
        edition: the edition of the data.
        digest: that of the records; empty of data that are not made of records.
        years_per_period: how many years a period has by which tables are divided.
        lacking: the columns of events, and the tables, that the data do not have, so that they are empty.
        tables: the files of each table, by its name.
    """

    version: int
    edition: str
    digest: str
    years_per_period: int
    lacking: tuple[str, ...]
    tables: dict[str, Files]


def write_manifest(
    folder: Path, *, edition: str, years: int, digest: str = "", lacking: Iterable[str] = ()
) -> Manifest:
    """Write the manifest of the files that stand in a folder.

    Args:
        folder: where all tables are written already.
        edition: the edition of the data.
        years: how many years a period has.
        digest: the digest of the records; empty where there are none.
        lacking: the columns of events, and the tables, that the data do not have.
    """
    manifest = Manifest(
        version=VERSION, edition=edition, digest=digest, years_per_period=years, lacking=tuple(lacking),
        tables={name: _files(folder, name) for name in _NAMES},
    )  # fmt: skip
    plain = {"layout": "dprkrel", **asdict(manifest)}
    write_blocks(folder / MANIFEST, [json.dumps(plain, indent=1).encode() + b"\n"])
    return manifest


def _files(folder: Path, table: str) -> Files:
    parquet = pyarrow_parquet()
    paths = sorted((folder / table).rglob("*.parquet"))
    rows = sum(parquet.read_metadata(path).num_rows for path in paths)
    return Files(rows=rows, files={path.relative_to(folder).as_posix(): _file(path) for path in paths})


def _file(path: Path) -> File:
    return File(bytes=path.stat().st_size, sha256=sha256_of(path))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: str | os.PathLike[str]) -> Manifest:
    """Read the manifest of a folder, and check that each file that it names is there and whole.

    Raises:
        LayoutError: it is no such folder, or of a later version, or a file is missing, cut off or changed; the first is named.
    """
    place = _folder(folder)
    manifest = _manifest(folder, _plain(folder, place / MANIFEST))
    for name in _NAMES:
        if name not in manifest.tables:
            raise LayoutError(folder, f"{MANIFEST} does not name the table {name!r}")
        for path, file in manifest.tables[name].files.items():
            _check(folder, place, path, file.bytes)
    return manifest


def _folder(folder: str | os.PathLike[str]) -> Path:
    try:
        place = Path(folder)
        os.fspath(place.absolute()).encode()  # the engines know no other names than those of UTF-8
        is_folder, is_there = place.is_dir(), place.exists()
    except (TypeError, ValueError, OSError) as error:
        raise LayoutError(folder, f"expected the path of a folder ({error})") from error
    if is_folder:
        return place
    if is_there:
        raise LayoutError(folder, f"it is a file; give the folder in which {MANIFEST} stands")
    raise LayoutError(folder, "there is no such folder; write one with engines.write_parquet")


def _plain(folder: object, path: Path) -> Mapping[str, Any]:
    _check_is_file(folder, path, MANIFEST)
    try:
        plain = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        reason = f"it has no {MANIFEST}, so it was not written by engines.write_parquet, or not to its end"
        raise LayoutError(folder, reason) from error
    except (OSError, ValueError, RecursionError) as error:
        raise LayoutError(folder, f"{MANIFEST} cannot be read: {error}") from error
    if not isinstance(plain, dict) or plain.get("layout") != "dprkrel":
        raise LayoutError(folder, f"{MANIFEST} is not that of a layout of dprkrel")
    version = plain.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise LayoutError(folder, f"{MANIFEST} has no version of the layout")
    if version > VERSION:
        later = f"its layout has version {version}, and this dprkrel reads versions up to {VERSION}; install a later dprkrel"
        raise LayoutError(folder, later)
    return plain


def _manifest(folder: object, plain: Mapping[str, Any]) -> Manifest:
    """Return the manifest that is written so, or say what of it is wrong."""
    try:
        years = _years(plain["years_per_period"])
        tables = {name: _files_of(name, each, years) for name, each in plain["tables"].items() if name in _NAMES}
        return Manifest(
            version=_number(plain["version"]),
            edition=_text(plain["edition"]),
            digest=_text(plain["digest"]),
            years_per_period=years,
            lacking=tuple(_lacked(each) for each in _list(plain["lacking"])),
            tables=tables,
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise LayoutError(folder, f"{MANIFEST} is not as it was written: {error!r}") from error


def _files_of(table: str, plain: Mapping[str, Any], years: int) -> Files:
    files = {_standing_in(table, path, years): _as_written(file) for path, file in plain["files"].items()}
    if not files:
        raise ValueError(f"expected a file of {table}")
    return Files(rows=_number(plain["rows"]), files=files)


def _as_written(plain: Mapping[str, Any]) -> File:
    return File(bytes=_number(plain["bytes"]), sha256=_text(plain["sha256"]))


def _number(given: object) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 1 << 63:
        return given
    raise ValueError(f"expected a number of 0 or more, got {given!r:.40}")


def _years(given: object) -> int:
    if 1 <= _number(given) <= MOST_YEARS:
        return _number(given)
    raise ValueError(f"expected 1 to {MOST_YEARS:,} years, got {given}")


def _text(given: object) -> str:
    if isinstance(given, str):
        return given
    raise ValueError(f"expected text, got {given!r:.40}")


def _list(given: object) -> list[object]:
    if isinstance(given, list):
        return given
    raise ValueError(f"expected a list, got {given!r:.40}")


def _lacked(given: object) -> str:
    if given in (*(column.name for column in columns_of("events")), *TABLES):
        return _text(given)
    raise ValueError(f"expected a column of events or a table, got {given!r:.40}")


def _standing_in(table: str, path: str, years: int) -> str:
    """Return a path that is one of a file of a table: a manifest may come from anywhere."""
    if not stands_in(table, path, years):
        raise ValueError(f"expected the path of a file of {table} in the folder, got {path!r:.80}")
    return path


def _check_is_file(folder: object, place: Path, path: str) -> None:
    """See that something is neither a pipe nor a device, for which one would wait."""
    if place.exists() and not place.is_file():
        raise LayoutError(folder, f"{path} is no file")


def _check(folder: object, place: Path, path: str, size: int) -> None:
    """See whether a file is there as it was written, as far as its size and its ends tell."""
    if not (place / path).resolve().is_relative_to(place.resolve()):
        raise LayoutError(folder, f"the file {path} is a link that leads out of the folder")
    _check_is_file(folder, place / path, f"the file {path}")
    try:
        with (place / path).open("rb") as file:
            found = os.fstat(file.fileno()).st_size
            begin = file.read(len(_MAGIC))
            file.seek(max(0, found - len(_MAGIC)))
            end = file.read()
    except OSError as error:
        raise LayoutError(folder, f"the file {path} cannot be read: {error.strerror or error}") from error
    if found != size:
        how = "cut off" if found < size else "changed"
        raise LayoutError(folder, f"the file {path} has {found:,} bytes, and {size:,} were written: it was {how}")
    if begin != _MAGIC or end != _MAGIC:
        raise LayoutError(folder, f"the file {path} is not Parquet as it was written")
