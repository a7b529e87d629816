"""The lines of published event data as rows of a database: cut, checked and mapped in SQL, some megabytes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any, Final, TypeAlias

from dprkrel.engines.foreign.coding import Form
from dprkrel.engines.foreign.countries import Answer
from dprkrel.engines.foreign.lines import Published

Progress: TypeAlias = Callable[[str, int], object]
"""What is told how far reading has come: the name of the file, and how many of its lines are read."""

CUT: Final = 2_000
"""How many characters a text may have, as in the library's own records, and how many are kept of a row that is kept aside."""

_URL: Final = "https?://[!-~]+"
_NONE: Final = "".join(rf"\x{{{plane:X}FFFE}}\x{{{plane:X}FFFF}}" for plane in range(1, 17))
_UNPRINTABLE: Final = (
    rf"[\p{{Cc}}\p{{Cf}}\p{{Cs}}\p{{Co}}\p{{Zl}}\p{{Zp}}\x{{FDD0}}-\x{{FDEF}}\x{{FFFE}}\x{{FFFF}}{_NONE}]"
)

_TABLES: Final = """
    CREATE TABLE states (code VARCHAR, first INTEGER, last INTEGER, id VARCHAR, name VARCHAR, iso3 VARCHAR, cow BIGINT);
    CREATE TABLE codings (code VARCHAR, event_type VARCHAR, event_class VARCHAR, first_role VARCHAR, second_role VARCHAR);
    CREATE TABLE rows (
        file INTEGER, line BIGINT, text VARCHAR, reason VARCHAR, id VARCHAR, day INTEGER, code VARCHAR,
        event_type VARCHAR, event_class VARCHAR, within BOOLEAN,
        taking STRUCT(id VARCHAR, name VARCHAR, iso3 VARCHAR, cow BIGINT, role VARCHAR)[],
        unanswered VARCHAR[], outside VARCHAR[],
        place VARCHAR, latitude DOUBLE, longitude DOUBLE, url VARCHAR, emptied VARCHAR[]
    );
"""

# A mode of PLOVER that is not among the codings has what its type has: the coding of `TYPE/mode` is that, or else of `TYPE`.
_CODED: Final = """
    coded AS (
        SELECT line, day, parts, coding.event_type, coding.event_class, coding.first_role, coding.second_role
        FROM read LEFT JOIN codings AS exact ON exact.code = read.code
        LEFT JOIN codings AS coding ON coding.code = coalesce(exact.code, split_part(read.code, '/', 1))
        WHERE reason IS NULL
    )
"""

_FOUND: Final = """
    part AS (
        SELECT line, day, first_role, second_role, generate_subscripts(parts, 1) AS number, unnest(parts) AS part FROM coded
    ),
    taker AS (
        SELECT line, number, part.code AS code, {outside} AS outside, states.id, states.name, states.iso3, states.cow,
            CASE part.side WHEN 1 THEN first_role ELSE second_role END AS role
        FROM part LEFT JOIN states ON states.code = part.code AND day BETWEEN states.first AND states.last
    ),
    found AS (
        SELECT line,
            list({{'id': id, 'name': name, 'iso3': iso3, 'cow': cow, 'role': role}} ORDER BY number)
                FILTER (id IS NOT NULL AND outside IS NULL) AS taking,
            list(code ORDER BY number) FILTER (id IS NULL) AS unanswered,
            list(outside ORDER BY number) FILTER (id IS NOT NULL AND outside IS NOT NULL) AS outside,
            count(DISTINCT id) = 1 AND count(*) > 1 AND count(id) = count(*) AS within
        FROM taker GROUP BY line
    )
"""

_CHECKED: Final = f"""
    told AS (
        SELECT *, nullif(trim(nfc_normalize(place)), '') AS named, nullif(trim(url), '') AS address,
            TRY_CAST(latitude AS DOUBLE) AS north, TRY_CAST(longitude AS DOUBLE) AS east,
            coalesce(latitude, '') <> '' OR coalesce(longitude, '') <> '' AS has_spot
        FROM read
    ),
    checked AS (
        SELECT *, coalesce(length(named) > {CUT} OR regexp_matches(named, '{_UNPRINTABLE}'), false) AS bad_place,
            has_spot AND NOT coalesce(north BETWEEN -90 AND 90 AND east BETWEEN -180 AND 180, false) AS bad_spot,
            coalesce(length(address) > {CUT} OR NOT regexp_full_match(address, '{_URL}'), false) AS bad_url
        FROM told
    )
"""  # noqa: S608 - patterns of ours

_ROWS: Final = """
    SELECT file, line, CASE WHEN reason IS NOT NULL THEN text END, reason, id, checked.day, code,
        CASE WHEN NOT coalesce(within, false) THEN event_type END,
        CASE WHEN NOT coalesce(within, false) THEN event_class END,
        coalesce(within, false) AND event_type IS NOT NULL,
        coalesce(taking, []), unanswered, outside,
        CASE WHEN NOT bad_place THEN named END,
        CASE WHEN NOT bad_spot THEN north END,
        CASE WHEN NOT bad_spot THEN east END,
        CASE WHEN NOT bad_url THEN address END,
        list_filter(
            [CASE WHEN bad_place THEN 'place' END, CASE WHEN bad_spot THEN 'latitude and longitude' END, CASE WHEN bad_url THEN 'urls' END],
            lambda name: name IS NOT NULL
        )
    FROM checked LEFT JOIN coded USING (line) LEFT JOIN found USING (line)
"""

_DOUBLED: Final = """
    CREATE TABLE doubled AS
    WITH several AS (SELECT id FROM rows WHERE reason IS NULL GROUP BY id HAVING count(*) > 1)
    SELECT file, line, NULL::VARCHAR AS text
    FROM rows SEMI JOIN several USING (id)
    WHERE reason IS NULL
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY file, line) > 1
"""

_ITS_TEXT: Final = """
    UPDATE doubled SET text = lines.text FROM lines WHERE lines.file = doubled.file AND lines.line = doubled.line
"""

_KEPT: Final = """
    UPDATE rows SET reason = 'doubled', text = doubled.text FROM doubled
    WHERE rows.file = doubled.file AND rows.line = doubled.line
"""


def read_rows(
    connection: Any,
    form: Form,
    sources: Sequence[Published],
    answering: Iterable[Answer],
    whole_country: bool,
    progress: Progress | None,
) -> None:
    """Read all lines into the table `rows`: each is a good row, or has a reason for which it is kept aside.

    Args:
        connection: a database without tables.
        form: the form of the files.
        sources: the files.
        answering: which state answers to which code when.
        whole_country: whether everybody of a country is taken for its state.
        progress: what is told how far reading has come.
    """
    _prepare(connection, form, answering)
    outside = "NULL::VARCHAR" if whole_country else "part.outside"
    for source in sources:
        parts = (f"read AS MATERIALIZED ({form.select(source)})", _CODED, _FOUND.format(outside=outside), _CHECKED)
        statement = f"INSERT INTO rows WITH {', '.join(parts)} {_ROWS}"
        for lines in source.lines():
            _with_lines(connection, lines, statement)
            if progress is not None:
                progress(source.name, lines["line"][-1].as_py())


def keep_doubled(connection: Any, sources: Sequence[Published]) -> None:
    """Keep aside all rows but the first of an id; their text is read once more, since nothing held it.

    Args:
        connection: the database with the table `rows`.
        sources: the files.
    """
    connection.execute(_DOUBLED)
    concerned = {file for (file,) in connection.execute("SELECT DISTINCT file FROM doubled").fetchall()}
    for source in sources:
        if source.number in concerned:
            for lines in source.lines():
                _with_lines(connection, lines, _ITS_TEXT)
    connection.execute(_KEPT)


def _with_lines(connection: Any, lines: Any, statement: str) -> None:
    connection.register("lines", lines)
    try:
        connection.execute(statement)
    finally:
        connection.unregister("lines")


def _prepare(connection: Any, form: Form, answering: Iterable[Answer]) -> None:
    connection.execute(_TABLES)
    states = [
        (code, first, last, state.id, state.name, state.iso_alpha3, state.cow_code)
        for code, first, last, state in answering
    ]
    codings = [
        (code, _word(coding.event_type), coding.event_class, _word(coding.first), _word(coding.second))
        for code, coding in form.codings.items()
    ]
    for table, rows in (("states", states), ("codings", codings)):
        # One statement, with all values: a statement for each row takes longer than reading a thousand events.
        places = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
        if rows:
            connection.execute(f"INSERT INTO {table} VALUES {places}", [value for row in rows for value in row])  # noqa: S608 - names of ours


def _word(word: Enum | None) -> str | None:
    return None if word is None else str(word.value)
