"""Whether a folder in the columnar layout is the one that was written: every byte, and what its files hold."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any, Final

from dprkrel.calls import answering
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.engines.layout import LONGER, SPANS, arrow_schema
from dprkrel.engines.manifest import Manifest, read_manifest, sha256_of
from dprkrel.engines.packages import package, pyarrow, pyarrow_parquet
from dprkrel.errors import LayoutError

_DATED: Final = ("events", "relations")
_BEGIN, _END = "possible_start_from", "possible_end_by"


@answering
def check(folder: str | os.PathLike[str]) -> Manifest:
    """Check that every file of a folder in the columnar layout is the one that was written, byte by byte.

    `connect` looks at the size and the ends of each file, and at no more, since it would have to read all of them. Neither
    DuckDB nor Spark notices a single bit that changed within a file: this does. It also sees whether each file has the
    columns of its table, whether there are as many rows as the manifest says, and whether events and relations stand in
    their parts, where a window looks for them.

    Args:
        folder: the folder in the columnar layout.

    Returns:
        The manifest, which says what the folder holds.

    Raises:
        LayoutError: it is no such folder, of a later version, or a file is not as it was written; the first is named.
        MissingExtraError: the extra `ibis` is not installed.

    Examples:
        >>> engines.check(folder).tables["events"].rows
        5
    """
    manifest = read_manifest(folder)
    pa = pyarrow()
    for name, table in manifest.tables.items():
        rows = 0
        for path, file in table.files.items():
            place = Path(folder) / path
            try:
                if sha256_of(place) != file.sha256:
                    reason = "is not the one that was written: its SHA-256 is another"
                else:
                    found, reason = _looked_at(place, name, manifest.years_per_period)
                    rows += found
            except (OSError, ValueError, pa.ArrowException) as error:
                raise LayoutError(
                    folder, f"the file {path} cannot be read: {getattr(error, 'strerror', None) or error}"
                ) from error
            if reason:
                raise LayoutError(folder, f"the file {path} {reason}")
        if rows != table.rows:
            raise LayoutError(folder, f"the table {name} has {rows:,} rows, and {table.rows:,} were written")
    return manifest


def _looked_at(place: Path, table: str, years: int) -> tuple[int, str]:
    """Return how many rows a file has, and what is wrong with it; nothing if it is as it should be."""
    with pyarrow_parquet().ParquetFile(place) as file:
        rows: int = file.metadata.num_rows
        expected = [(field.name, _kind(field.type)) for field in arrow_schema(table)]
        if [(field.name, _kind(field.type)) for field in file.schema_arrow] != expected:
            return rows, f"has not the columns of {table}"
        if table in _DATED:
            span, period = (folder.partition("=")[2] for folder in place.parts[-3:-1])
            for batch in file.iter_batches(columns=[_BEGIN, _END]):
                if not _stand_in(batch, span, int(period), years):
                    return rows, "holds what belongs into another part"
    return rows, ""


def _kind(found: Any) -> str:
    """Return the type of a column, whatever the members of its lists are called."""
    pa = pyarrow()
    if pa.types.is_list(found):
        return f"list of {_kind(found.value_type)}"
    return str(found)


def _stand_in(batch: Any, span: str, period: int, years: int) -> bool:
    """Tell whether the days of all rows are those of a part; a batch has a row at least."""
    pc = package("pyarrow.compute", "ibis")
    begin, end = batch[_BEGIN], batch[_END]
    if begin.null_count or end.null_count:
        return False
    first, last = (bound.as_py() for bound in pc.min_max(begin).values())
    if first < _day_one(period) or last >= _day_one(period + years):
        return False
    return span == LONGER or (first > PAST and pc.max(pc.subtract(end, begin)).as_py() <= SPANS[span])


def _day_one(year: int) -> int:
    """Return the number of the first day of a year; in the year 0 stands what has no first day."""
    if year <= 0:
        return PAST
    return FUTURE + 1 if year > datetime.MAXYEAR else datetime.date(year, 1, 1).toordinal()
