"""Events that others coded, written in the columnar layout by DuckDB: rows are cut, checked and mapped in SQL, some megabytes at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from attrs import frozen

from dprkrel.engines.cameo import Coding
from dprkrel.engines.countries import Answer, answers
from dprkrel.engines.layout import DIVIDED, arrow_schema, columns_of, folder_of, sql_types
from dprkrel.engines.lines import ENCODING, LONG, PathLike, Published, published
from dprkrel.engines.manifest import pyarrow_parquet, write_manifest
from dprkrel.engines.packages import package, pyarrow
from dprkrel.engines.staging import staged
from dprkrel.engines.writing import check_years, write_records, write_small
from dprkrel.errors import DprkrelError, FileError, VocabularyError, shown
from dprkrel.records.actors import Actor
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.roles import Role
from dprkrel.records.sources import Source
from dprkrel.store.tables import Tables

ASIDE: Final = "aside"
"""The folder of the rows that are kept aside."""

REASONS: Final[Mapping[str, str]] = {
    ENCODING: "its bytes are not UTF-8",
    LONG: "it is longer than any row, more than a million bytes",
    "header": "it names the columns",
    "columns": "it has a number of columns that the layout does not have",
    "id": "it has no id, or one that is not understood",
    "date": "its date is no day of the calendar, is at odds with its other dates, or is later than the day on which the row was added",
    "shifted": "its columns are out of place: a column holds what it never holds",
    "no_code": "it has no code of an event",
    "unknown_code": "its code is not one of the coding",
    "doubled": "an earlier row has the same id",
}
"""Why a row is kept aside, the first reason that holds, with what it means."""

Progress: TypeAlias = Callable[[str, int], object]
"""What is told how far reading has come: the name of the file, and how many of its rows are read."""

ActorsWord: TypeAlias = Literal["state", "country"]
"""Which actors of a country are taken for its state: those who are part of it, or all."""

_CUT: Final = 2_000
_URL: Final = "https?://[!-~]+"
_UNPRINTABLE: Final = r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]"
_ROLES: Final = ", ".join(f"'{role.value}'" for role in Role if role.is_side)
_ORDINAL: Final = "CAST({} - DATE '0001-01-01' AS INTEGER) + 1"


@frozen(kw_only=True)
class ForeignReport:
    """What became of the rows of foreign data: each is an event, or kept aside.

    Attributes:
        rows: how many rows were read; the line that names the columns of a POLECAT file is none.
        events: how many of them are events.
        aside: how many are kept aside, by reason.
        types: how many events have a type of ours, by type.
        untyped: how many have none, by their code, the most frequent first.
        within: how many have none because all their actors are of one state, so that nothing took place between states.
        without_actor: how many events have no actor that is a state of the dataset.
        unanswered: how many actors have a code of a country to which no state of the dataset answers on that day, by code.
        not_the_state: how many actors are of a country of the dataset, but not part of its state, by what they are.
        emptied: how many values were left away because they could not be read, by column.
    """

    rows: int
    events: int
    aside: dict[str, int]
    types: dict[str, int]
    untyped: dict[str, int]
    within: int
    without_actor: int
    unanswered: dict[str, int]
    not_the_state: dict[str, int]
    emptied: dict[str, int]


class Coded(NamedTuple):
    """A published form of event data.

    Attributes:
        name: what it is called: the beginning of ids, and the edition.
        codings: what its codes are in our words.
        code_column: the column of events that keeps its codes.
        countries: its codes of countries that are not those of ISO, with those.
        country_ids: its codes of countries that ISO does not have, with the ids of the states.
        select: returns the SQL that reads the table `lines` of a file as rows with the columns of `READ`.
    """

    name: str
    codings: Mapping[str, Coding]
    code_column: str
    countries: Mapping[str, str]
    country_ids: Mapping[str, str]
    select: Callable[[Published], str]


READ: Final = ("file", "line", "text", "reason", "id", "day", "code", "parts", "place", "latitude", "longitude", "url")
"""The columns of a row that is read, before states and types are found.

`reason` is null of good rows; `parts` are structs of `side` (1 or 2), `code` (of a country) and `outside` (null of who is
part of the state); `place`, `latitude`, `longitude` and `url` are text as published.
"""


def write_foreign(
    form: Coded,
    files: PathLike | Iterable[PathLike],
    folder: PathLike,
    *,
    dataset: Tables | None,
    years: int,
    actors: ActorsWord,
    progress: Progress | None,
    memory_limit: str | None,
) -> ForeignReport:
    """Write published files of a form in the columnar layout; the arguments and errors are those of `write_gdelt`."""
    data = _dataset(dataset)
    check_years(years)
    if actors not in ("state", "country"):
        raise VocabularyError("actors", actors, ["state", "country"])
    answering = answers(data, form.countries, form.country_ids)
    sources = published(files)
    with staged(folder) as place, _connected(folder, place, memory_limit) as connection:
        rows = _read(connection, form, sources, answering, actors, progress)
        _keep_doubled(connection, sources)
        lacking = _write_events(connection, form, place, years)
        _write_aside(connection, sources, place)
        _write_rest(data, place)
        report = _report(connection, rows)
        write_manifest(place, edition=form.name, years=years, lacking=lacking)
    return report


def _dataset(given: Tables | None) -> Tables:
    if given is None:
        from dprkrel.bundled import load  # late: whoever brings a dataset needs no bundled data

        return load()
    if not isinstance(given, Tables):
        raise DprkrelError(f"expected a dataset, got {shown(given)}")
    return given


@contextmanager
def _connected(folder: PathLike, place: Path, memory_limit: str | None) -> Iterator[Any]:
    """Give a database on the disk beside what is written, so that rows need no memory; it is removed at the end."""
    duckdb = package("duckdb", "ibis")
    work = place / ".rows"
    work.mkdir()
    try:
        connection = duckdb.connect(str(work / "rows.duckdb"))
        try:
            connection.execute("SET enable_progress_bar = false")
            if memory_limit is not None:
                _limit(connection, memory_limit)
            yield connection
        finally:
            connection.close()
    except duckdb.Error as error:
        raise FileError(folder, "written", error) from error
    for path in work.iterdir():
        path.unlink()
    work.rmdir()


def _limit(connection: Any, memory_limit: str) -> None:
    duckdb = package("duckdb", "ibis")
    try:
        connection.execute("SET memory_limit = ?", [memory_limit])
    except duckdb.Error as error:
        raise DprkrelError(f"memory_limit={shown(memory_limit)} is not understood; give it as '4GB'") from error


def _read(
    connection: Any,
    form: Coded,
    sources: Sequence[Published],
    answering: Iterable[Answer],
    actors: ActorsWord,
    progress: Progress | None,
) -> int:
    """Read all lines into the table `rows`; return how many there are."""
    _prepare(connection, form, answering)
    total = 0
    for source in sources:
        statement = _insert(form.select(source), actors)
        for lines in source.lines():
            connection.register("lines", lines)
            connection.execute(statement)
            connection.unregister("lines")
            if progress is not None:
                progress(source.name, lines["line"][-1].as_py())
    (total,) = connection.execute("SELECT count(*) FROM rows").fetchone()
    return int(total)


def _prepare(connection: Any, form: Coded, answering: Iterable[Answer]) -> None:
    connection.execute(
        "CREATE TABLE states (code VARCHAR, first INTEGER, last INTEGER, id VARCHAR, name VARCHAR, iso3 VARCHAR, cow BIGINT)"
    )
    for code, first, last, state in answering:
        row = [code, first, last, state.id, state.name, state.iso_alpha3, state.cow_code]
        connection.execute("INSERT INTO states VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "CREATE TABLE codings (code VARCHAR, event_type VARCHAR, event_class VARCHAR, first_role VARCHAR, second_role VARCHAR)"
    )
    for code, (event_type, first_role, second_role, _) in form.codings.items():
        event_class = next((name for name, types in TYPES_OF_CLASS.items() if event_type in types), None)
        words = [None if word is None else word.value for word in (event_type, first_role, second_role)]
        connection.execute("INSERT INTO codings VALUES (?, ?, ?, ?, ?)", [code, words[0], event_class, *words[1:]])
    connection.execute(
        "CREATE TABLE rows (file INTEGER, line BIGINT, text VARCHAR, reason VARCHAR, id VARCHAR, day INTEGER, code VARCHAR,"
        " event_type VARCHAR, event_class VARCHAR, within BOOLEAN,"
        " taking STRUCT(id VARCHAR, name VARCHAR, iso3 VARCHAR, cow BIGINT, role VARCHAR)[],"
        " unanswered VARCHAR[], outside VARCHAR[], place VARCHAR, latitude DOUBLE, longitude DOUBLE, url VARCHAR, emptied VARCHAR[])"
    )


def _insert(select: str, actors: ActorsWord) -> str:
    """Return the SQL that adds rows with their states and types.

    A mode of PLOVER that is not among the codings has what its type has, so the coding of `TYPE/mode` is that or else of `TYPE`.
    """
    outside = "outside" if actors == "state" else "NULL"
    return f"""
        INSERT INTO rows
        WITH read AS MATERIALIZED ({select}),
        good AS (
            SELECT line, day, coalesce(exact.event_type, CASE WHEN exact.code IS NULL THEN whole.event_type END) AS event_type,
                coalesce(exact.event_class, CASE WHEN exact.code IS NULL THEN whole.event_class END) AS event_class,
                coalesce(exact.first_role, CASE WHEN exact.code IS NULL THEN whole.first_role END) AS first_role,
                coalesce(exact.second_role, CASE WHEN exact.code IS NULL THEN whole.second_role END) AS second_role, parts
            FROM read LEFT JOIN codings AS exact ON exact.code = read.code
            LEFT JOIN codings AS whole ON whole.code = split_part(read.code, '/', 1)
            WHERE reason IS NULL
        ),
        part AS (SELECT line, day, first_role, second_role, generate_subscripts(parts, 1) AS number, unnest(parts) AS part FROM good),
        taking AS (
            SELECT line, number, part.code AS code, {outside.replace("outside", "part.outside")} AS outside, states.id, states.name, states.iso3, states.cow,
                CASE part.side WHEN 1 THEN first_role ELSE second_role END AS role
            FROM part LEFT JOIN states ON states.code = part.code AND day BETWEEN states.first AND states.last
        ),
        found AS (
            SELECT line,
                list({{'id': id, 'name': name, 'iso3': iso3, 'cow': cow, 'role': role}} ORDER BY number)
                    FILTER (id IS NOT NULL AND outside IS NULL) AS taking,
                list(code ORDER BY number) FILTER (id IS NULL) AS unanswered,
                list(outside ORDER BY number) FILTER (id IS NOT NULL AND outside IS NOT NULL) AS outside,
                count(DISTINCT id) = 1 AND count(id) > 1 AND count(id) = count(*) AS within
            FROM taking GROUP BY line
        ),
        told AS (
            SELECT *, nullif(trim(nfc_normalize(place)), '') AS named, TRY_CAST(nullif(latitude, '') AS DOUBLE) AS north,
                TRY_CAST(nullif(longitude, '') AS DOUBLE) AS east, nullif(trim(url), '') AS address
            FROM read
        ),
        checked AS (
            SELECT *, named IS NOT NULL AND (length(named) > {_CUT} OR regexp_matches(named, '{_UNPRINTABLE}')) AS bad_place,
                (coalesce(latitude, '') <> '' OR coalesce(longitude, '') <> '')
                    AND NOT coalesce(north BETWEEN -90 AND 90 AND east BETWEEN -180 AND 180, false) AS bad_spot,
                address IS NOT NULL AND (length(address) > {_CUT} OR NOT regexp_full_match(address, '{_URL}')) AS bad_url
            FROM told
        )
        SELECT file, line, CASE WHEN reason IS NOT NULL THEN text END, reason, checked.id, checked.day, code,
            CASE WHEN NOT coalesce(within, false) THEN event_type END,
            CASE WHEN NOT coalesce(within, false) THEN event_class END,
            coalesce(within, false) AND event_type IS NOT NULL,
            coalesce(taking, []), unanswered, outside,
            CASE WHEN NOT bad_place THEN named END,
            CASE WHEN NOT bad_spot THEN north END,
            CASE WHEN NOT bad_spot THEN east END,
            CASE WHEN NOT bad_url THEN address END,
            list_filter([CASE WHEN bad_place THEN 'place' END, CASE WHEN bad_spot THEN 'latitude and longitude' END,
                CASE WHEN bad_url THEN 'urls' END], lambda name: name IS NOT NULL)
        FROM checked LEFT JOIN good USING (line) LEFT JOIN found USING (line)
    """  # noqa: S608 - no text of anybody else is in it


def _keep_doubled(connection: Any, sources: Sequence[Published]) -> None:
    """Keep aside all rows but the first of an id; their text is read once more, since nothing held it."""
    connection.execute("""
        CREATE TABLE doubled AS
        WITH several AS (SELECT id FROM rows WHERE reason IS NULL GROUP BY id HAVING count(*) > 1)
        SELECT file, line, NULL::VARCHAR AS text
        FROM rows SEMI JOIN several USING (id)
        WHERE reason IS NULL
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY file, line) > 1
    """)
    concerned = {file for (file,) in connection.execute("SELECT DISTINCT file FROM doubled").fetchall()}
    for source in sources:
        if source.number in concerned:
            for lines in source.lines():
                connection.register("lines", lines)
                connection.execute(
                    "UPDATE doubled SET text = lines.text FROM lines WHERE lines.file = doubled.file AND lines.line = doubled.line"
                )
                connection.unregister("lines")
    connection.execute(
        "UPDATE rows SET reason = 'doubled', text = doubled.text FROM doubled"
        " WHERE rows.file = doubled.file AND rows.line = doubled.line"
    )


def _write_events(connection: Any, form: Coded, place: Path, years: int) -> list[str]:
    """Write the events and those who take part, a file for each period; return the columns of events that are lacking."""
    period = f"year(DATE '0001-01-01' + (day - 1)) // {years} * {years}"
    periods = connection.execute(f"SELECT DISTINCT {period} FROM rows WHERE reason IS NULL ORDER BY 1").fetchall()  # noqa: S608
    known = {"events": _event_columns(form), "participants": _participant_columns(form)}
    for table, columns in known.items():
        types = sql_types(table)
        chosen = ", ".join(f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in types.items())
        for (first,) in periods:
            folder = place / folder_of(table, ("short", first))
            folder.mkdir(parents=True)
            rows = f"SELECT * FROM rows WHERE reason IS NULL AND {period} = {first}"  # noqa: S608 - numbers of ours
            source = f"({rows}) ORDER BY day, id"
            if table == "participants":
                source = f"(SELECT id, day, generate_subscripts(taking, 1) AS number, unnest(taking) AS taker FROM ({rows})) ORDER BY day, id, number"  # noqa: S608
            path = str(folder / "part-0.parquet").replace("'", "''")
            connection.execute(
                f"COPY (SELECT {chosen} FROM {source}) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"  # noqa: S608
            )
        if not periods:
            _write_empty(place, table)
    return [column.name for column in columns_of("events") if column.name not in known["events"]]


def _event_columns(form: Coded) -> dict[str, str]:
    """Return the SQL of the columns of events that foreign data have."""
    day = "DATE '0001-01-01' + (day - 1)"

    def ids(condition: str, value: str = "one.id") -> str:
        """Return the values of those who meet a condition, each once, in the order of the row."""
        values = f"list_transform(list_filter(taking, lambda one: {condition}), lambda one: {value})"
        return (
            f"list_filter({values}, lambda value, place: value IS NOT NULL AND list_position({values}, value) = place)"
        )

    def only(role: str, value: str) -> str:
        return f"CASE WHEN event_class = 'visit' AND len({ids(role)}) = 1 THEN {ids(role, value)}[1] END"

    visitor, host, anyone = "one.role = 'visitor'", "one.role = 'host'", "true"
    on_visit = "CASE WHEN event_class = 'visit' THEN {} ELSE [] END"
    sides = {
        f"{side}_{name}": only(role, f"one.{name}")
        for side, role in (("sending", visitor), ("receiving", host))
        for name in ("id", "name", "iso3", "cow")
    }
    bounds = dict.fromkeys(
        ("first_day", "last_day", "possible_start_from", "possible_start_by", "possible_end_from", "possible_end_by"),
        "day",
    )
    return {
        "id": "id",
        "event_type": "event_type",
        "event_class": "event_class",
        "when": f"strftime({day}, '%Y-%m-%d')",
        **dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"), day),
        **sides,
        "sending_ids": on_visit.format(ids(visitor)),
        "receiving_ids": on_visit.format(ids(host)),
        "state_ids": ids(anyone),
        "state_iso3s": ids(anyone, "one.iso3"),
        "visitors": ids(visitor, "one.name"),
        "visitor_ids": ids(visitor),
        "hosts": ids(host, "one.name"),
        "host_ids": ids(host),
        "place": "place",
        "latitude": "latitude",
        "longitude": "longitude",
        form.code_column: "[code]",
        **({"urls": "CASE WHEN url IS NULL THEN [] ELSE [url] END"} if form.name == "gdelt" else {}),
        "edition": f"'{form.name}'",
        **bounds,
        **dict.fromkeys(("narrowed", "open_start", "stop"), "false"),
        "actor_ids": ids(anyone),
        "role_keys": ids("one.role IS NOT NULL", "one.role || ':' || one.id"),
        "side_ids": ids(f"one.role IN ({_ROLES})"),
    }


def _participant_columns(form: Coded) -> dict[str, str]:
    return {
        "event_id": "id",
        "number": "number",
        "actor_id": "taker.id",
        "name": "taker.name",
        "role": "taker.role",
        "state_id": "taker.id",
        "state_name": "taker.name",
        "state_iso3": "taker.iso3",
        "state_cow": "taker.cow",
        "edition": f"'{form.name}'",
        "is_person": "false",
    }


def _write_aside(connection: Any, sources: Sequence[Published], place: Path) -> None:
    """Write the rows that are kept aside, in the order of the files, with control characters made visible."""
    connection.execute("CREATE TABLE files (file INTEGER, name VARCHAR)")
    for source in sources:
        connection.execute("INSERT INTO files VALUES (?, ?)", [source.number, source.name])
    folder = place / ASIDE
    folder.mkdir()
    path = str(folder / "part-0.parquet").replace("'", "''")
    connection.execute(rf"""
        COPY (
            SELECT files.name AS file, line, reason,
                regexp_replace(left(text, {_CUT}), '[\x00-\x08\x0A-\x1F\x7F]', '�', 'g') AS row, length(text) > {_CUT} AS cut
            FROM rows JOIN files USING (file) WHERE reason IS NOT NULL ORDER BY rows.file, line
        ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
    """)  # noqa: S608 - a path of ours


def _write_rest(data: Tables, place: Path) -> None:
    """Write the states of the dataset, by which names are read, and the tables that foreign data do not have."""
    states = _states_of(data)
    write_small(states, place)
    write_records(states, place, ("actor", "source"))
    for table in DIVIDED:
        if not (place / table).exists():
            _write_empty(place, table)


def _write_empty(place: Path, table: str) -> None:
    folder = place / folder_of(table, ("short", 0))
    folder.mkdir(parents=True, exist_ok=True)
    pyarrow()
    pyarrow_parquet().write_table(arrow_schema(table).empty_table(), folder / "part-0.parquet", compression="zstd")


def _states_of(data: Tables) -> Tables:
    """Return the states of a dataset, with the sources of what is known of them, and who published these."""
    actors: dict[str, Actor] = {}
    sources: dict[str, Source] = {}
    waiting: list[str] = [actor.id for actor in data.actors if actor.kind == "state"]
    while waiting:
        actor = data.actor(waiting.pop())
        if actor.id in actors:
            continue
        actors[actor.id] = actor
        cited = [*actor.existed_source_ids, *(one for name in actor.names for one in name.source_ids)]
        while cited:
            source = data.source(cited.pop())
            if source.id not in sources:
                sources[source.id] = source
                cited += [source.republication_of] if source.republication_of else []
                waiting += [one for one in (source.publisher_id, *source.agency_ids, *source.author_ids) if one]
        waiting += [one for one in (actor.state_id, actor.successor_of, *actor.joined_by, *actor.not_same_as) if one]
    return Tables(edition=data.edition, actors=tuple(actors.values()), sources=tuple(sources.values()))


def _report(connection: Any, rows: int) -> ForeignReport:
    def counted(query: str) -> dict[str, int]:
        return dict(
            connection.execute(
                f"SELECT word, count(*) FROM ({query}) GROUP BY word ORDER BY count(*) DESC, word"
            ).fetchall()
        )  # noqa: S608

    def number(condition: str) -> int:
        (found,) = connection.execute(f"SELECT count(*) FROM rows WHERE reason IS NULL AND {condition}").fetchone()  # noqa: S608
        return int(found)

    def listed(column: str) -> dict[str, int]:
        return counted(f"SELECT unnest({column}) AS word FROM rows WHERE reason IS NULL")  # noqa: S608

    found = counted("SELECT reason AS word FROM rows WHERE reason IS NOT NULL")
    return ForeignReport(
        rows=rows,
        events=number("true"),
        aside={reason: found[reason] for reason in REASONS if reason in found},
        types=counted("SELECT event_type AS word FROM rows WHERE reason IS NULL AND event_type IS NOT NULL"),
        untyped=counted("SELECT code AS word FROM rows WHERE reason IS NULL AND event_type IS NULL AND NOT within"),
        within=number("within"),
        without_actor=number("len(taking) = 0"),
        unanswered=listed("unanswered"),
        not_the_state=listed("outside"),
        emptied=listed("emptied"),
    )
