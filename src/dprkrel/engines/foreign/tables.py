"""The rows of published event data as tables of the columnar layout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from dprkrel.engines.foreign.coding import DAY_ONE, Form
from dprkrel.engines.foreign.lines import Published
from dprkrel.engines.foreign.rows import CUT
from dprkrel.engines.layout import DIVIDED, arrow_schema, columns_of, folder_of, part_of, sql_types
from dprkrel.engines.manifest import pyarrow_parquet
from dprkrel.engines.writing import write_records, write_small
from dprkrel.records.actors import Actor, ActorKind
from dprkrel.records.roles import Role
from dprkrel.records.sources import Source
from dprkrel.store.tables import Tables

ASIDE: Final = "aside"
"""The folder of the rows that are kept aside."""

_SPAN: Final = part_of((1, 1, 1, 1), 1).span
"""In which parts of a table the events of one day stand."""

_DAY: Final = f"{DAY_ONE} + (day - 1)"
_SIDES: Final = ", ".join(f"'{role.value}'" for role in Role if role.is_side)
_VISITOR: Final = f"one.role = '{Role.VISITOR.value}'"
_HOST: Final = f"one.role = '{Role.HOST.value}'"
_TAKERS: Final = "SELECT id, day, generate_subscripts(taking, 1) AS number, unnest(taking) AS taker FROM ({})"
_ONE_DAY: Final = (
    "first_day", "last_day", "possible_start_from", "possible_start_by", "possible_end_from", "possible_end_by",
)  # fmt: skip


def write_events(connection: Any, form: Form, place: Path, years: int) -> None:
    """Write the events and those who take part, a file for each period, in the order of results.

    Args:
        connection: the database with the table `rows`.
        form: the form of the files.
        place: the folder of the layout.
        years: how many years a period has.
    """
    period = f"year({_DAY}) // {years} * {years}"
    periods = connection.execute(f"SELECT DISTINCT {period} FROM rows WHERE reason IS NULL ORDER BY 1").fetchall()  # noqa: S608
    for (first,) in periods:
        rows = f"SELECT * FROM rows WHERE reason IS NULL AND {period} = {first}"  # noqa: S608 - numbers of ours
        for table, source, order in (
            ("events", f"({rows})", "day, id"),
            ("participants", f"({_TAKERS.format(rows)})", "day, id, number"),
        ):
            columns = _COLUMNS[table](form)
            types = sql_types(table).items()
            chosen = ", ".join(f"CAST({columns.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in types)
            folder = place / folder_of(table, span=_SPAN, period=first)
            folder.mkdir(parents=True)
            _copy(connection, f"SELECT {chosen} FROM {source} ORDER BY {order}", folder)  # noqa: S608 - text of ours


def write_aside(connection: Any, sources: Sequence[Published], place: Path) -> None:
    """Write the rows that are kept aside, in the order of the files, with control characters made visible.

    Args:
        connection: the database with the table `rows`.
        sources: the files.
        place: the folder of the layout.
    """
    connection.execute("CREATE TABLE files (file INTEGER, name VARCHAR)")
    for source in sources:
        connection.execute("INSERT INTO files VALUES (?, ?)", [source.number, source.name])
    folder = place / ASIDE
    folder.mkdir()
    _copy(
        connection,
        rf"""
        SELECT files.name AS file, line, reason,
            regexp_replace(left(text, {CUT}), '[\x00-\x08\x0A-\x1F\x7F]', '�', 'g') AS row, length(text) > {CUT} AS cut
        FROM rows JOIN files USING (file) WHERE reason IS NOT NULL ORDER BY rows.file, line
        """,  # noqa: S608 - a number of ours
        folder,
    )


def write_rest(data: Tables, place: Path) -> None:
    """Write the states of a dataset, by which names are read, and without rows what foreign data do not have.

    Args:
        data: whose states.
        place: the folder of the layout, with its events.
    """
    states = states_of(data)
    write_small(states, place)
    write_records(states, place, ("actor", "source"))
    for table in DIVIDED:
        if not (place / table).exists():
            folder = place / folder_of(table, span=_SPAN, period=0)
            folder.mkdir(parents=True)
            empty = arrow_schema(table).empty_table()
            pyarrow_parquet().write_table(empty, folder / "part-0.parquet", compression="zstd")


def lacking(form: Form) -> list[str]:
    """Return the columns of events that a form does not have, and the tables that it has no rows of."""
    columns = [column.name for column in columns_of("events") if column.name not in _event_columns(form)]
    return [*columns, *(table for table in DIVIDED if table not in _COLUMNS)]


def states_of(data: Tables) -> Tables:
    """Return the states of a dataset, with the sources of what is known of them, and who published these."""
    actors, sources = dict[str, Actor](), dict[str, Source]()
    waiting: list[str] = [actor.id for actor in data.actors if actor.kind is ActorKind.STATE]
    while waiting:
        actor = data.actor(waiting.pop())
        if actor.id not in actors:
            actors[actor.id] = actor
            cited = _cited(data, actor, sources)
            waiting += [
                *(other for source in cited for other in (source.publisher_id, *source.agency_ids, *source.author_ids) if other),
                *(other for other in (actor.state_id, actor.successor_of, *actor.joined_by, *actor.not_same_as) if other),
            ]  # fmt: skip
    return Tables(edition=data.edition, actors=tuple(actors.values()), sources=tuple(sources.values()))


def _cited(data: Tables, actor: Actor, known: dict[str, Source]) -> list[Source]:
    """Return the sources of what is known of an actor that are not known yet, and add them."""
    new = list[Source]()
    waiting = [*actor.existed_source_ids, *(source_id for name in actor.names for source_id in name.source_ids)]
    while waiting:
        source = data.source(waiting.pop())
        if source.id not in known:
            known[source.id] = source
            new.append(source)
            waiting += [source.republication_of] if source.republication_of else []
    return new


def _copy(connection: Any, query: str, folder: Path) -> None:
    path = str(folder / "part-0.parquet").replace("'", "''")
    connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def _of(condition: str, value: str = "one.id") -> str:
    """Return the SQL of the values of those who meet a condition, each once, in the order of the row."""
    values = f"list_transform(list_filter(taking, lambda one: {condition}), lambda one: {value})"
    return f"list_filter({values}, lambda value, place: value IS NOT NULL AND list_position({values}, value) = place)"


def _on_visit(sql: str, otherwise: str) -> str:
    return f"CASE WHEN event_class = 'visit' THEN {sql} ELSE {otherwise} END"


def _event_columns(form: Form) -> dict[str, str]:
    """Return the SQL of the columns of events that a form has."""
    one_side = {
        f"{side}_{name}": _on_visit(f"CASE WHEN len({_of(role)}) = 1 THEN {_of(role, f'one.{name}')}[1] END", "NULL")
        for side, role in (("sending", _VISITOR), ("receiving", _HOST))
        for name in ("id", "name", "iso3", "cow")
    }
    return {
        "id": "id",
        "event_type": "event_type",
        "event_class": "event_class",
        "when": f"strftime({_DAY}, '%Y-%m-%d')",
        **dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"), _DAY),
        **one_side,
        "sending_ids": _on_visit(_of(_VISITOR), "[]"),
        "receiving_ids": _on_visit(_of(_HOST), "[]"),
        "state_ids": _of("true"),
        "state_iso3s": _of("true", "one.iso3"),
        "visitors": _of(_VISITOR, "one.name"),
        "visitor_ids": _of(_VISITOR),
        "hosts": _of(_HOST, "one.name"),
        "host_ids": _of(_HOST),
        "place": "place",
        "latitude": "latitude",
        "longitude": "longitude",
        form.code_column: "[code]",
        **({"urls": "CASE WHEN url IS NULL THEN [] ELSE [url] END"} if form.has_urls else {}),
        "edition": f"'{form.name}'",
        **dict.fromkeys(_ONE_DAY, "day"),
        **dict.fromkeys(("narrowed", "open_start", "stop"), "false"),
        "actor_ids": _of("true"),
        "role_keys": _of("one.role IS NOT NULL", "one.role || ':' || one.id"),
        "side_ids": _of(f"one.role IN ({_SIDES})"),
    }


def _participant_columns(form: Form) -> dict[str, str]:
    """Return the SQL of the columns of those who take part that a form has; each is a state, which acts for itself."""
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


_COLUMNS: Final = {"events": _event_columns, "participants": _participant_columns}
