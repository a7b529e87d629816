"""The manifest of a folder in the columnar layout: what it holds, and whether all of it is there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from dprkrel.engines.layout import DIVIDED, MANIFEST, RECORDS, TABLES, VERSION
from dprkrel.engines.packages import pyarrow
from dprkrel.errors import LayoutError
from dprkrel.files import write_blocks

_MAGIC: Final = b"PAR1"
"""With what a file of Parquet begins and ends."""


@frozen(kw_only=True)
class File:
    """A file as it was written.

    Attributes:
        bytes: how long it is.
        sha256: the SHA-256 of its content, in hexadecimal digits.
    """

    bytes: int
    sha256: str


@frozen(kw_only=True)
class Files:
    """The files of a table.

    Attributes:
        rows: how many rows they have together.
        files: each of them, by its path in the folder.
    """

    rows: int
    files: dict[str, File]


@frozen(kw_only=True)
class Manifest:
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
    names = (*TABLES, RECORDS.name)
    manifest = Manifest(
        version=VERSION, edition=edition, digest=digest, years_per_period=years, lacking=tuple(lacking),
        tables={name: _files(folder, name) for name in names},
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
    return File(bytes=path.stat().st_size, sha256=_sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pyarrow_parquet() -> Any:
    """Return what reads and writes Parquet."""
    pyarrow()
    from pyarrow import parquet

    return parquet


def read_manifest(folder: str | os.PathLike[str]) -> Manifest:
    """Read the manifest of a folder, and check that each file that it names is there and whole.

    Raises:
        LayoutError: it is no such folder, or of a later version, or a file is missing, cut off or changed; the first is named.
    """
    place = _folder(folder)
    manifest = _manifest(folder, _plain(folder, place / MANIFEST))
    for name in (*TABLES, RECORDS.name):
        if name not in manifest.tables:
            raise LayoutError(folder, f"{MANIFEST} does not name the table {name!r}")
        for path, file in manifest.tables[name].files.items():
            _check(folder, place, path, file.bytes)
    return manifest


def check(folder: str | os.PathLike[str]) -> Manifest:
    """Check that every file of a folder in the columnar layout is the one that was written, byte by byte.

    `connect` looks at the size and the ends of each file, and at no more, since it would have to read all of them. Neither
    DuckDB nor Spark notices a single bit that changed within a file: this does.

    Args:
        folder: the folder in the columnar layout.

    Returns:
        The manifest: what the folder holds.

    Raises:
        LayoutError: it is no such folder, of a later version, or a file is not as it was written; the first is named.

    Examples:
        >>> engines.check(folder).tables["events"].rows
        5
    """
    manifest = read_manifest(folder)
    for table in manifest.tables.values():
        for path, file in table.files.items():
            try:
                found = _sha256(Path(folder) / path)
            except OSError as error:
                raise LayoutError(folder, f"the file {path} cannot be read: {error.strerror or error}") from error
            if found != file.sha256:
                raise LayoutError(folder, f"the file {path} is not the one that was written: its SHA-256 is another")
    return manifest


def _folder(folder: str | os.PathLike[str]) -> Path:
    try:
        place = Path(folder)
        if place.is_dir():
            return place
    except (TypeError, ValueError, OSError) as error:
        raise LayoutError(folder, f"expected the path of a folder ({error})") from error
    raise LayoutError(folder, "there is no such folder; write one with engines.write_parquet")


def _plain(folder: object, path: Path) -> Mapping[str, Any]:
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
        tables = {
            str(name): Files(rows=_number(each["rows"]), files={_inside(path): _as_written(file) for path, file in each["files"].items()})
            for name, each in plain["tables"].items()
        }  # fmt: skip
        return Manifest(
            version=_number(plain["version"]),
            edition=_text(plain["edition"]),
            digest=_text(plain["digest"]),
            years_per_period=max(1, _number(plain["years_per_period"])),
            lacking=tuple(_text(each) for each in plain["lacking"]),
            tables=tables,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LayoutError(folder, f"{MANIFEST} is not as it was written: {error!r}") from error


def _as_written(plain: Mapping[str, Any]) -> File:
    return File(bytes=_number(plain["bytes"]), sha256=_text(plain["sha256"]))


def _number(given: object) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
        return given
    raise ValueError(f"expected a number of 0 or more, got {given!r:.40}")


def _text(given: object) -> str:
    if isinstance(given, str):
        return given
    raise ValueError(f"expected text, got {given!r:.40}")


def _inside(given: str) -> str:
    """Return a path that lies in the folder: a manifest may come from anywhere."""
    path = Path(given)
    if path.is_absolute() or ".." in path.parts or path.suffix != ".parquet":
        raise ValueError(f"expected the path of a file of Parquet in the folder, got {given!r:.80}")
    return given


def _check(folder: object, place: Path, path: str, size: int) -> None:
    """See whether a file is there as it was written, as far as its size and its ends tell."""
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


def is_divided(table: str) -> bool:
    """Tell whether a table is divided, so that its folders are named for what all rows in them share."""
    return table in {*DIVIDED, RECORDS.name}
