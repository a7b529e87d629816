"""The engines beside which questions are measured: each holds the events as columns and returns records in order.

All of them hold the same two tables: one row for each event, and one row for each event and actor that takes part in
it, in person or through those who act for it, with the same columns. A row has the position of its event in the total
order of results, so that an answer is put in order by one number and its records are fetched by position.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import duckdb
import pandas
import polars

import dprkrel

PACKAGES: Final = ("polars", "duckdb", "pandas")
SQLITE: Final = f"SQLite {sqlite3.sqlite_version}"

_COLUMNS: Final = (
    "position",
    "actor",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "sure",
    "type",
    "occurred",
)
_NEVER: Final = 10_000_000
"""A number of days beyond all dates, for what has no bound."""

Answer = tuple[dprkrel.Event, ...]
Ask = Callable[[], Answer]


class Question(NamedTuple):
    """A question to the events, as each engine is asked it.

    Attributes:
        first: the first day of the window, as ordinal.
        last: its last day.
        match: how sure a match must be: `possible` or `certain`.
        how: whether an event must `overlap` the window or lie `within` it.
        actors: who must take part; every one of them.
        type: of which type the events must be.
    """

    first: int
    last: int
    match: str = "possible"
    how: str = "overlaps"
    actors: tuple[str, ...] = ()
    type: str | None = None

    def bounds(self) -> tuple[str, str]:
        """Return the column that must not lie after the last day, and the column that must not lie before the first."""
        if self.how == "overlaps":
            return ("earliest_start", "latest_end") if self.match == "possible" else ("latest_start", "earliest_end")
        return ("earliest_end", "latest_start") if self.match == "possible" else ("latest_end", "earliest_start")

    def where(self) -> str:
        """Return the condition in SQL."""
        until, since = self.bounds()
        clauses = [f"{until} <= {self.last} AND {since} >= {self.first} AND occurred"]
        clauses += ["sure"] if self.match == "certain" else []
        clauses += [f"type = '{self.type}'"] if self.type else []
        clauses += [f"actor = '{self.actors[0]}'"] if self.actors else []
        clauses += [
            f"EXISTS (SELECT 1 FROM parts other WHERE other.actor = '{actor}' AND other.position = parts.position)"
            for actor in self.actors[1:]
        ]
        return " AND ".join(clauses)


class Rows(NamedTuple):
    """The events as rows of plain values, and once more for each actor that takes part."""

    events: list[tuple[Any, ...]]
    parts: list[tuple[Any, ...]]


def rows_of(dataset: dprkrel.Dataset) -> Rows:
    """Return the rows that all engines hold."""
    events, parts = [], []
    for position, event in enumerate(dataset.events):
        values = (*_bounds_of(event.when), not event.when.doubtful, event.event_type.value, event.status == "occurred")
        events.append((position, "", *values))
        actors = {actor for part in event.participants for actor in (part.actor_id, part.acted_for) if actor}
        parts += [(position, actor, *values) for actor in sorted(actors)]
    return Rows(events, sorted(parts, key=lambda row: (row[1], row[0])))


def _bounds_of(when: dprkrel.When) -> tuple[int, int, int, int]:
    (first, latest_start), (earliest_end, last) = when.start_range, when.end_range
    return (
        -_NEVER if first is None else first,
        _NEVER if latest_start is None else latest_start,
        -_NEVER if earliest_end is None else earliest_end,
        _NEVER if last is None else last,
    )


class Engine:
    """An engine that holds the rows, and finds positions in them.

    Args:
        events: the records, in the total order of results.
        rows: the same as rows.
    """

    name: str

    def __init__(self, events: Sequence[dprkrel.Event], rows: Rows) -> None:
        self._events = events
        self._hold(rows)

    def ask(self, question: Question) -> Ask:
        """Return what asks a question, and answers with records in order."""
        events, positions = self._events, self.positions(question)
        return lambda: tuple([events[position] for position in positions()])

    def _hold(self, rows: Rows) -> None:
        raise NotImplementedError

    def positions(self, question: Question) -> Callable[[], Sequence[int]]:
        """Return what finds the positions of the events, in order."""
        raise NotImplementedError

    def count(self, question: Question) -> Callable[[], int]:
        """Return what counts the events without listing them."""
        raise NotImplementedError

    def size(self) -> int:
        """Return how many bytes the two tables take up."""
        raise NotImplementedError


class Polars(Engine):
    """The rows as two frames, that of the actors sorted by actor."""

    name = "polars"

    def _hold(self, rows: Rows) -> None:
        self._frame = polars.DataFrame(rows.events, schema=[*_COLUMNS], orient="row")
        parts = polars.DataFrame(rows.parts, schema=[*_COLUMNS], orient="row")
        self._parts = parts.with_columns(polars.col("actor").set_sorted())

    def _selected(self, question: Question) -> Any:
        column, (until, since) = polars.col, question.bounds()
        condition = (column(until) <= question.last) & (column(since) >= question.first) & column("occurred")
        if question.match == "certain":
            condition &= column("sure")
        if question.type:
            condition &= column("type") == question.type
        if not question.actors:
            return self._frame.lazy().filter(condition)
        first, *others = [self._parts.lazy().filter(column("actor") == actor) for actor in question.actors]
        selected = first.filter(condition)
        for other in others:
            selected = selected.join(other, on="position", how="semi")
        return selected

    def positions(self, question: Question) -> Callable[[], Sequence[int]]:
        """Return what finds the positions of the events, in order."""

        def find() -> list[int]:
            frame = self._selected(question).select("position").sort("position").collect()
            positions: list[int] = frame["position"].to_list()
            return positions

        return find

    def count(self, question: Question) -> Callable[[], int]:
        """Return what counts the events without listing them."""
        return lambda: self._selected(question).select(polars.len()).collect().item()

    def size(self) -> int:
        """Return how many bytes the two tables take up."""
        return int(self._frame.estimated_size() + self._parts.estimated_size())


class Pandas(Engine):
    """The rows as two frames, that of the actors indexed by actor."""

    name = "pandas"

    def _hold(self, rows: Rows) -> None:
        self._frame = pandas.DataFrame(rows.events, columns=[*_COLUMNS])
        self._parts = pandas.DataFrame(rows.parts, columns=[*_COLUMNS]).set_index("actor")

    def _of(self, actor: str) -> Any:
        return self._parts.loc[actor:actor]

    def _selected(self, question: Question) -> Any:
        frame = self._of(question.actors[0]) if question.actors else self._frame
        until, since = question.bounds()
        mask = (frame[until] <= question.last) & (frame[since] >= question.first) & frame["occurred"]
        if question.match == "certain":
            mask &= frame["sure"]
        if question.type:
            mask &= frame["type"] == question.type
        for actor in question.actors[1:]:
            mask &= frame["position"].isin(self._of(actor)["position"])
        return frame["position"][mask]

    def positions(self, question: Question) -> Callable[[], Sequence[int]]:
        """Return what finds the positions of the events, in order."""
        return lambda: self._selected(question).sort_values().tolist()

    def count(self, question: Question) -> Callable[[], int]:
        """Return what counts the events without listing them."""
        return lambda: len(self._selected(question))

    def size(self) -> int:
        """Return how many bytes the two tables take up."""
        return int(sum(frame.memory_usage(deep=True).sum() for frame in (self._frame, self._parts)))


class DuckDB(Engine):
    """The rows as two tables, that of the actors in the order of the actors."""

    name = "DuckDB"

    def _hold(self, rows: Rows) -> None:
        self._connection = duckdb.connect()
        for table, held in zip(Rows._fields, rows, strict=True):
            frame = polars.DataFrame(held, schema=[*_COLUMNS], orient="row")
            self._connection.register("frame", frame.to_arrow())
            self._connection.execute(f"CREATE TABLE {table} AS SELECT * FROM frame")
            self._connection.unregister("frame")

    def positions(self, question: Question) -> Callable[[], Sequence[int]]:
        """Return what finds the positions of the events, in order."""
        query = f"SELECT position FROM {_table(question)} WHERE {question.where()} ORDER BY position"

        def find() -> list[int]:
            column = self._connection.execute(query).fetchnumpy()["position"]
            positions: list[int] = column.tolist()
            return positions

        return find

    def count(self, question: Question) -> Callable[[], int]:
        """Return what counts the events without listing them."""
        query = f"SELECT count(*) FROM {_table(question)} WHERE {question.where()}"
        return lambda: self._connection.execute(query).fetchall()[0][0]


class SQLite(Engine):
    """The rows as two tables, with indexes by both ends of the dates, by type, and by actor and date."""

    name = "SQLite"

    def _hold(self, rows: Rows) -> None:
        self._connection = sqlite3.connect(":memory:")
        for table, held in zip(Rows._fields, rows, strict=True):
            self._connection.execute(f"CREATE TABLE {table} ({', '.join(_COLUMNS)})")
            self._connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(_COLUMNS))})", held)
        for column in _COLUMNS[2:6]:
            self._connection.execute(f"CREATE INDEX by_{column} ON events ({column})")
        self._connection.execute("CREATE INDEX by_type ON events (type, earliest_start)")
        self._connection.execute("CREATE INDEX by_actor ON parts (actor, earliest_start)")
        self._connection.execute("CREATE INDEX by_position ON parts (actor, position)")
        self._connection.execute("ANALYZE")

    def positions(self, question: Question) -> Callable[[], Sequence[int]]:
        """Return what finds the positions of the events, in order."""
        query = f"SELECT position FROM {_table(question)} WHERE {question.where()} ORDER BY position"
        return lambda: [position for (position,) in self._connection.execute(query)]

    def count(self, question: Question) -> Callable[[], int]:
        """Return what counts the events without listing them."""
        query = f"SELECT count(*) FROM {_table(question)} WHERE {question.where()}"
        return lambda: int(self._connection.execute(query).fetchone()[0])

    def size(self) -> int:
        """Return how many bytes the two tables and their indexes take up."""
        pages, page = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * page)


def _table(question: Question) -> str:
    return "parts" if question.actors else "events"


ENGINES: Final[tuple[type[Engine], ...]] = (SQLite, DuckDB, Polars, Pandas)
