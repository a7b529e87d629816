"""The events of POLECAT in the columnar layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from dprkrel.calls import answering
from dprkrel.engines.foreign import countries, plover
from dprkrel.engines.foreign.coding import DAY_ONE, Form
from dprkrel.engines.foreign.lines import PathLike, Published
from dprkrel.engines.foreign.rows import Progress
from dprkrel.engines.foreign.writing import ForeignReport, write_foreign
from dprkrel.errors import FileError
from dprkrel.store.tables import Tables

NEEDED: Final = ("event id", "event date", "event type", "event mode", "actor country", "recipient country")
"""The columns that a file must name."""

USED: Final = (
    *NEEDED, "primary actor sector", "actor sectors", "primary recipient sector", "recipient sectors",
    "placename", "latitude", "longitude",
)  # fmt: skip
"""The columns that are read."""

_LISTS: Final = tuple(
    f"{start}{who}_{what}"
    for who in ("actor", "recipient")
    for start, what in (("", "country"), ("primary_", "sector"), ("", "sectors"))
)
_CROWDED: Final = " OR ".join(
    f"coalesce(length(regexp_replace({name}, '[^;]+', '', 'g')) > 999, false)" for name in _LISTS
)
"""Whether a list has more members than any row: what is made of lists takes as long as both together are long."""

_TYPES: Final = ", ".join(f"'{name}'" for name in plover.TYPES)
_STATE: Final = ", ".join(f"'{sector}'" for sector in sorted(plover.STATE_SECTORS))


@answering
def write_polecat(
    files: PathLike | Iterable[PathLike],
    folder: PathLike,
    *,
    dataset: Tables | None = None,
    years: int = 1,
    whole_country: bool = False,
    progress: Progress | None = None,
    memory_limit: str | None = None,
) -> ForeignReport:
    r"""Write the events of POLECAT in the columnar layout, so that `connect` answers questions over them.

    As `write_gdelt`, for the files of POLECAT: columns divided by tabs, named in the first line.

    Args:
        files: one file or several as they are published, also unpacked, or packed by gzip.
        folder: where to; a new folder, or an empty one. It takes its name when all is written, or not at all.
        dataset: whose states and names; the bundled data unless told.
        years: how many years of events a part of the tables holds.
        whole_country: whether everybody of a country is taken for its state, and not only who is part of it.
        progress: what is called with the name of a file and how many of its rows are read, now and then.
        memory_limit: how much memory DuckDB may use, such as `4GB`; most of the machine's unless told.

    Returns:
        What became of the rows.

    Raises:
        FileError: a file cannot be read to its end, its first line does not name the columns, or the folder cannot be written.
        DprkrelError: an argument is not understood.
        MissingExtraError: the extra `ibis` is not installed.

    Examples:
        >>> import pathlib
        >>> names = ["Event ID", "Event Date", "Event Type", "Event Mode", "Actor Country", "Recipient Country"]
        >>> row = ["A1", "2024-06-18", "CONSULT", "visit", "RUS", "PRK"]
        >>> _ = pathlib.Path(f"{folder}-week.txt").write_text("\t".join(names) + "\n" + "\t".join(row))
        >>> report = engines.write_polecat(f"{folder}-week.txt", f"{folder}-polecat")
        >>> report.rows, report.types, report.aside
        (1, {'visit': 1}, {})
    """
    return write_foreign(
        POLECAT,
        files,
        folder,
        dataset=dataset,
        years=years,
        whole_country=whole_country,
        progress=progress,
        memory_limit=memory_limit,
    )


def _select(source: Published) -> str:
    places, width = _places(source)

    def text(name: str) -> str:
        """Return the SQL of a column; `None` stands for what is not known, and a column that the file has not is empty."""
        return f"nullif(nullif(trim(f[{places[name]}]), ''), 'None')" if name in places else "NULL::VARCHAR"

    used = ", ".join(f"{text(name)} AS {name.replace(' ', '_')}" for name in USED)
    return f"""
        WITH cut AS (SELECT file, line, text, fault, string_split(rtrim(text, chr(13)), chr(9)) AS f FROM lines WHERE line > 1),
        named AS (SELECT file, line, text, fault, f, {used} FROM cut),
        coded AS (
            SELECT *, TRY_CAST(CASE WHEN regexp_full_match(event_date, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
                    AND left(event_date, 4) > '0000' THEN event_date END AS DATE) AS date,
                trim(regexp_replace(lower(event_id), '[^a-z0-9]+', '-', 'g'), '-') AS slug, upper(event_type) AS kind,
                {_CROWDED} AS crowded
            FROM named
        )
        SELECT file, line, text,
            CASE
                WHEN fault IS NOT NULL THEN fault
                WHEN lower(trim(f[{places["event id"]}])) = 'event id' THEN 'header'
                WHEN len(f) < {width} OR trim(array_to_string(f[{width + 1}:], '')) <> '' THEN 'columns'
                WHEN coalesce(slug, '') = '' OR length(slug) > 200 THEN 'id'
                WHEN date IS NULL THEN 'date'
                WHEN TRY_CAST(coalesce(latitude, '0') AS DOUBLE) IS NULL OR TRY_CAST(coalesce(longitude, '0') AS DOUBLE) IS NULL THEN 'shifted'
                WHEN crowded THEN 'crowded'
                WHEN kind IS NULL THEN 'no_code'
                WHEN kind NOT IN ({_TYPES}) THEN 'unknown_code'
            END AS reason,
            'polecat-' || slug AS id,
            CAST(date - {DAY_ONE} AS INTEGER) + 1 AS day,
            kind || coalesce('/' || lower(event_mode), '') AS code,
            CASE WHEN crowded THEN [] ELSE
                list_filter(list_concat({_parts(1, "actor")}, {_parts(2, "recipient")}), lambda part: part.code NOT IN ('', 'None'))
            END AS parts,
            placename AS place, latitude, longitude, NULL::VARCHAR AS url
        FROM coded
    """  # noqa: S608 - of the file there are only numbers in it


def _places(source: Published) -> tuple[Mapping[str, int], int]:
    """Return at which place the first line of a file names each column, from 1, and how many it names."""
    names = [name.strip().lower() for name in source.first_line().split("\t")]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise FileError(
            source.path,
            "read",
            ValueError(f"the first line of {source.name} names no column {missing[0]!r}, so it is no file of POLECAT"),
        )
    return {name: names.index(name) + 1 for name in USED if name in names}, len(names)


def _parts(side: int, who: str) -> str:
    """Return the SQL of all actors of a side: lists divided by semicolons, of countries and of their main sectors.

    Where there are as many sectors as countries, each belongs to the country at its place. Else who is meant is not known, and
    all are outside the state if any sector is. Who belongs to an entity that is partly recognised is never part of the state.
    """
    countries_, sectors = (
        f"string_split(coalesce({who}_country, ''), ';')",
        f"string_split(coalesce(primary_{who}_sector, ''), ';')",
    )
    partly = (
        f"list_contains(list_transform(string_split(coalesce({who}_sectors, ''), ';'), lambda each: trim(each)), 'PRE')"
    )
    outside = f"list_filter(list_transform({sectors}, lambda each: trim(each)), lambda each: each NOT IN ('', 'None', {_STATE}))"
    own = f"trim({sectors}[place])"
    return (
        f"list_transform({countries_}, lambda code, place: {{'side': {side}, 'code': trim(code), 'outside': CASE"
        f" WHEN {partly} THEN 'PRE'"
        f" WHEN len({sectors}) = len({countries_}) THEN CASE WHEN {own} NOT IN ('', 'None', {_STATE}) THEN {own} END"
        f" ELSE {outside}[1] END}})"
    )


POLECAT: Final = Form(
    name="polecat",
    codings=plover.CODINGS,
    code_column="plover",
    has_urls=False,
    countries=countries.PLOVER,
    country_ids=countries.PLOVER_IDS,
    select=_select,
)
"""POLECAT, which is coded by PLOVER."""
