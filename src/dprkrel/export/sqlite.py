"""The whole dataset as a database of SQLite, with foreign keys and a search over its text; Datasette opens it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from dprkrel.errors import DprkrelError, FileError
from dprkrel.export.schema import Schema, meaning_of, references_of
from dprkrel.export.tables import WHOLE, table
from dprkrel.files import write_blocks
from dprkrel.store.tables import Tables
from dprkrel.tabular.columns import Column, ColumnType
from dprkrel.tabular.table import Table

SCHEMA_VERSION: Final = 1
"""Version of the layout of the database, which is its `user_version`; it grows when a table or column is renamed or goes."""

_VIEWS: Final = {"visits": "SELECT * FROM events WHERE event_class = 'visit'"}
"""Tables of which all rows stand in another."""

_TYPES: Final = {ColumnType.INTEGER: "INTEGER", ColumnType.NUMBER: "REAL", ColumnType.BOOLEAN: "INTEGER"}

_SEARCHED: Final = (
    ("event", "events", ("id", "summary", "place")),
    ("relation", "relations", ("id", "summary")),
    ("actor", "names", ("actor_id", "name")),
    ("office", "offices", ("id", "title", "of_name", "aliases")),
    ("place", "places", ("id", "name")),
    ("source", "sources", ("id", "title", "description")),
)
"""What can be searched: the kind of record, its table, the column of the id, and the columns of text."""


def write_sqlite(self: Tables, path: str | os.PathLike[str], *, metadata: str | os.PathLike[str] | None = None) -> None:
    """Write the whole dataset to a file of SQLite 3, for SQL, Datasette and other software.

    Each table of the whole dataset (`dprkrel.table`) is one of the database, `visits` is a
    view of `events`. References are foreign keys. Days are text as
    2024-06-19, truth values 1 and 0, lists arrays of JSON. The table
    `search` finds text of any script in FTS5, `metadata` has the edition and the
    digest of the data. The same data give the same rows; the bytes depend on the version of SQLite.

    Args:
        path: the file; one that was there before is replaced.
        metadata: a file for the description of tables and columns in JSON, which Datasette takes (`--metadata`).

    Raises:
        FileError: a file cannot be written, both are one file, or a program has the database open.
        DprkrelError: the SQLite of this Python has no full-text search (FTS5).

    Examples:
        >>> import sqlite3, tempfile, pathlib
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = pathlib.Path(folder) / "dprkrel.sqlite"
        ...     dprkrel.write_sqlite(file)
        ...     database = sqlite3.connect(file)
        ...     print(database.execute("SELECT id FROM search WHERE search MATCH '최선희'").fetchone())
        ...     database.close()
        ('choe-son-hui',)
    """
    _check_files(path, metadata)
    with closing(sqlite3.connect(":memory:")) as database:
        for name, schema in WHOLE.items():
            if name not in _VIEWS:
                _fill(database, schema, table(self, name))
        for name, selected in _VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {selected}")
        _make_searchable(database)
        _describe(database, self)
        database.commit()
        try:
            content = database.serialize()
        except sqlite3.OperationalError as error:  # all that it says where there is too little memory
            raise MemoryError(str(error)) from error
    write_blocks(path, [content])
    if metadata is not None:
        write_blocks(metadata, [json.dumps(_datasette(self), ensure_ascii=False, indent=2).encode() + b"\n"])


def _check_files(path: object, metadata: object) -> None:
    """Refuse files that would spoil each other."""
    file = _real(path)
    if file is None:
        return
    for journal in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-journal")):
        # SQLite would apply what stands there to the new database, and break it.
        if os.path.exists(journal):  # noqa: PTH110 - of a name that is too long, which whoever writes says, it is false
            raise FileError(path, "written", OSError(f"a program has it open, or left {journal.name} behind"))
    if file == _real(metadata):
        raise FileError(metadata, "written", ValueError("it is the file of the database"))


def _real(path: object) -> Path | None:
    """Return the file under a path; None where there can be none, which whoever writes says."""
    try:
        return Path(path).resolve() if isinstance(path, str | os.PathLike) else None
    except (OSError, ValueError, TypeError):
        return None


def _fill(database: sqlite3.Connection, schema: Schema, made: Table) -> None:
    columns = [_column(column) for column in made.schema]
    keys = [f"PRIMARY KEY ({', '.join(schema.key)})"] if schema.key else []
    foreign = [f"FOREIGN KEY ({name}) REFERENCES {other} ({key})" for name, other, key in references_of(made.schema)]
    lines = ",\n  ".join([*columns, *keys, *foreign])
    database.execute(f"CREATE TABLE {schema.name} (\n  {lines}\n)")
    for name, _, _ in references_of(made.schema):
        database.execute(f"CREATE INDEX {schema.name}_{name} ON {schema.name} ({name})")
    writers = [_writer(column.column_type) for column in made.schema]
    rows = ([write(value) for write, value in zip(writers, row, strict=True)] for row in made.rows)
    database.executemany(f"INSERT INTO {schema.name} VALUES ({', '.join('?' * len(writers))})", rows)  # noqa: S608


def _column(column: Column) -> str:
    required = "" if column.null is not None else " NOT NULL"
    return f'"{column.name}" {_TYPES.get(column.column_type, "TEXT")}{required}'


def _writer(column_type: ColumnType) -> Callable[[Any], Any]:
    if column_type is ColumnType.LIST:
        return lambda value: json.dumps(value, ensure_ascii=False)
    if column_type is ColumnType.DATE:
        return lambda value: None if value is None else value.isoformat()
    return lambda value: value


def _make_searchable(database: sqlite3.Connection) -> None:
    try:
        database.execute(
            "CREATE VIRTUAL TABLE search USING"
            " fts5(kind UNINDEXED, id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')"
        )
    except sqlite3.OperationalError as error:  # pragma: no cover - no SQLite that can be had here lacks it
        raise DprkrelError(f"the SQLite of this Python has no full-text search, FTS5 ({error})") from error
    for kind, name, (record_id, *texts) in _SEARCHED:
        text = " || ' ' || ".join(f"coalesce({column}, '')" for column in texts)
        database.execute(
            f"INSERT INTO search SELECT '{kind}', {record_id}, {text} FROM {name} ORDER BY rowid"  # noqa: S608
        )


def _about(data: Tables) -> dict[str, str]:
    return {
        "title": "dprkrel: North Korea's foreign relations",
        "edition": data.edition,
        "digest": data.digest,
        "license": "CC0-1.0",
    }


def _describe(database: sqlite3.Connection, data: Tables) -> None:
    database.execute("CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    database.executemany("INSERT INTO metadata VALUES (?, ?)", _about(data).items())
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _datasette(data: Tables) -> dict[str, Any]:
    """Return what Datasette shows of the database, its tables and columns."""
    about = _about(data)
    return {
        "title": about["title"],
        "description": f"Edition {about['edition']}, digest {about['digest']}.",
        "license": "CC0 1.0",
        "license_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "databases": {"dprkrel": {"tables": dict(_described(WHOLE.values()))}},
    }


def _described(schemas: Iterable[Schema]) -> Iterator[tuple[str, Any]]:
    for schema in schemas:
        columns = {column.name: meaning_of(column) for column in schema.columns}
        labels = [name for name in ("name", "title", "summary") if name in columns]
        yield (
            schema.name,
            {
                "description": f"A row is {schema.about}.",
                "columns": columns,
                **({"label_column": labels[0]} if labels else {}),
            },
        )
