"""The events of GDELT in the columnar layout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dprkrel.calls import answering
from dprkrel.engines.foreign import cameo, countries
from dprkrel.engines.foreign.coding import DAY_ONE, Form
from dprkrel.engines.foreign.lines import PathLike, Published
from dprkrel.engines.foreign.rows import Progress
from dprkrel.engines.foreign.writing import ForeignReport, write_foreign
from dprkrel.store.tables import Tables

WIDTHS: Final = (57, 58, 61)
"""How many columns a row has: GDELT 1.0 to March 2013, GDELT 1.0 since, with the address of the source, and GDELT 2.0."""

_CODES: Final = ", ".join(f"'{code}'" for code in sorted(cameo.CODES))
_STATE: Final = ", ".join(f"'{code}'" for code in sorted(cameo.STATE_ROLES))


@answering
def write_gdelt(
    files: PathLike | Iterable[PathLike],
    folder: PathLike,
    *,
    dataset: Tables | None = None,
    years: int = 1,
    whole_country: bool = False,
    progress: Progress | None = None,
    memory_limit: str | None = None,
) -> ForeignReport:
    r"""Write the events of GDELT 1.0 or 2.0 in the columnar layout, so that `connect` answers questions over them.

    The page "Foreign data" says what is read, what each code is in our words, and what GDELT lacks. A row that cannot be
    read is kept aside with the reason, in the folder `aside`. The same files give the same rows.

    Args:
        files: one file or several as GDELT publishes them (`20230101.export.CSV.zip`), also unpacked, or packed by gzip.
        folder: where to; a new folder, or an empty one. It takes its name when all is written, or not at all.
        dataset: whose states and names; the bundled data unless told.
        years: how many years of events a part of the tables holds.
        whole_country: whether everybody of a country is taken for its state, and not only who is part of it.
        progress: what is called with the name of a file and how many of its rows are read, now and then.
        memory_limit: how much memory DuckDB may use, such as `4GB`; most of the machine's unless told.

    Returns:
        What became of the rows.

    Raises:
        FileError: a file cannot be read to its end, or the folder cannot be written.
        DprkrelError: an argument is not understood.
        MissingExtraError: the extra `ibis` is not installed.

    Examples:
        >>> import pathlib
        >>> row = ["7", "20240618", "202406", "2024", "2024.46", "RUS", "RUSSIA", "RUS", *[""] * 7, "PRK", "NORTH KOREA", "PRK"]
        >>> row += [*[""] * 7, "1", "042", "042", "04", "1", "1.9", "1", "1", "1", "0", *[""] * 21, "20240618", ""]
        >>> _ = pathlib.Path(f"{folder}-day.CSV").write_text("\t".join(row))
        >>> report = engines.write_gdelt(f"{folder}-day.CSV", f"{folder}-gdelt")
        >>> report.rows, report.types, report.aside
        (1, {'visit': 1}, {})
    """
    return write_foreign(
        GDELT,
        files,
        folder,
        dataset=dataset,
        years=years,
        whole_country=whole_country,
        progress=progress,
        memory_limit=memory_limit,
    )


def _select(_: Published) -> str:
    return f"""
        WITH cut AS (SELECT file, line, text, fault, string_split(rtrim(text, chr(13)), chr(9)) AS f FROM lines),
        wide AS (SELECT *, len(f) AS width, CASE WHEN len(f) = 61 THEN 3 ELSE 0 END AS more FROM cut),
        dated AS (
            SELECT *, trim(f[1]) AS number, trim(f[27]) AS code, {_day("f[2]")} AS sql_date,
                {_day("left(f[57 + more], 8)")} AS added
            FROM wide
        )
        SELECT file, line, text,
            CASE
                WHEN fault IS NOT NULL THEN fault
                WHEN replace(lower(trim(f[1])), '_', '') = 'globaleventid' THEN 'header'
                WHEN width NOT IN ({", ".join(map(str, WIDTHS))}) THEN 'columns'
                WHEN NOT regexp_full_match(number, '[0-9]{{1,18}}') THEN 'id'
                WHEN sql_date IS NULL OR f[3] <> left(f[2], 6) OR f[4] <> left(f[2], 4) OR added IS NULL OR added < sql_date THEN 'date'
                WHEN f[26] NOT IN ('0', '1') OR f[30] NOT IN ('1', '2', '3', '4') OR NOT starts_with(code, f[29]) THEN 'shifted'
                WHEN regexp_full_match(code, '[-0]*') THEN 'no_code'
                WHEN code NOT IN ({_CODES}) THEN 'unknown_code'
            END AS reason,
            'gdelt-' || CAST(TRY_CAST(number AS BIGINT) AS VARCHAR) AS id,
            CAST(sql_date - {DAY_ONE} AS INTEGER) + 1 AS day,
            code,
            list_filter([{_part(1, 8)}, {_part(2, 18)}], lambda part: part.code <> '') AS parts,
            f[51 + CASE WHEN more > 0 THEN 2 ELSE 0 END] AS place, f[54 + more] AS latitude, f[55 + more] AS longitude,
            CASE WHEN width > 57 THEN f[58 + more] END AS url
        FROM dated
    """  # noqa: S608 - no text of anybody else is in it


def _day(column: str) -> str:
    """Return the SQL of the day that eight digits name; null where they name none."""
    iso = f"left({column}, 4) || '-' || substr({column}, 5, 2) || '-' || right({column}, 2)"
    return f"CASE WHEN regexp_full_match({column}, '[0-9]{{8}}') AND left({column}, 4) > '0000' THEN TRY_CAST({iso} AS DATE) END"


def _part(side: int, country: int) -> str:
    """Return the SQL of an actor: the code of its country, and what it is if it is no part of the state.

    The columns after that of the country are: known group, ethnic group, two religions, three kinds of actor.
    """
    group, ethnic, religion, other_religion, kind = (f"f[{country + place}]" for place in (1, 2, 3, 4, 5))
    outside = (
        f"CASE WHEN {group} <> '' THEN 'group' WHEN {ethnic} <> '' THEN 'ethnic group'"
        f" WHEN {religion} <> '' OR {other_religion} <> '' THEN 'religion'"
        f" WHEN {kind} <> '' AND {kind} NOT IN ({_STATE}) THEN {kind} END"
    )
    return f"{{'side': {side}, 'code': trim(f[{country}]), 'outside': {outside}}}"


GDELT: Final = Form(
    name="gdelt",
    codings=cameo.CODINGS,
    code_column="cameo",
    has_urls=True,
    countries=countries.CAMEO,
    country_ids=countries.FORMER,
    select=_select,
)
"""GDELT 1.0 and 2.0."""
