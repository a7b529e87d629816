"""The questions over the columnar layout, answered by another engine as tables of Ibis."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

from dprkrel.calls import answering_class, one_of
from dprkrel.dates.when import DateLike
from dprkrel.engines import matching
from dprkrel.engines.counting import counted_events
from dprkrel.engines.layout import RECORDS, TABLES
from dprkrel.engines.manifest import Manifest
from dprkrel.engines.packages import package
from dprkrel.engines.panels import panel_cells
from dprkrel.errors import (
    EngineError,
    LackingError,
    LackingWarning,
    UnknownAttributeError,
    warn_caller,
)
from dprkrel.export.tables import MATCH
from dprkrel.questions.arguments import (
    ActorLike,
    RankLike,
    RelationTypesLike,
    RoleLike,
    StatusLike,
    TypesLike,
    event_types,
)
from dprkrel.questions.events import (
    pair,
    selected_between,
    selected_of_all,
    selected_statements,
    selected_visits,
)
from dprkrel.questions.panel import FrequencyLike, PanelByLike
from dprkrel.questions.relations import RelationSelection, holder_of, selected_relations, warn_of_relations
from dprkrel.questions.selection import Criteria, Fit, FitLike, Match, MatchLike, Selection, warn_of_events
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.events import Agreement, Meeting
from dprkrel.records.relation_types import RelationType
from dprkrel.records.roles import Role
from dprkrel.records.stances import Status
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    import ibis.backends
    import ibis.expr.types
    from ibis.expr.types import BooleanValue

_ORDER: Final = ("first_day", "last_day", "id")
"""The columns of the total order of results."""

_OCCURRED: Final = frozenset({Status.OCCURRED})


@answering_class
class Engine:
    """A folder in the columnar layout, with the questions as methods, answered by DuckDB or Spark.

    `connect` makes it. A question has the arguments and the meaning that it has in `dprkrel`, and
    returns a table of Ibis with the columns and the order of `dprkrel.QUESTION(…).table()`. Nothing is read or
    computed before the table is executed (`.to_pyarrow()`, `.to_polars()`, `.to_pandas()`), and what is done
    with it before, such as `filter` or `join`, is done by the engine. `ibis.to_sql(table)` shows what it is asked.

    Attributes:
        folder: where the layout stands.
        manifest: what it holds.
        names: the actors, offices, places, counting rules and ledger by which arguments are read.
        backend: the connection of Ibis.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        manifest: Manifest,
        names: Tables,
        backend: ibis.backends.BaseBackend,
        read: Any,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.names = names
        self.backend = backend
        self._read = read
        self._tables: dict[str, ibis.Table] = {}
        self._closed = False

    if not TYPE_CHECKING:  # to checkers there is no other attribute

        def __getattr__(self, name: str) -> Any:
            raise UnknownAttributeError(name=name, obj=self)

    def __repr__(self) -> str:
        events = self.manifest.tables["events"].rows
        return f"<Engine {self.backend.name} over {os.fspath(self.folder)!r}: edition {self.manifest.edition}, {events:,} events>"

    def __reduce__(self) -> NoReturn:
        raise EngineError(
            "an engine is a connection, which cannot be copied or pickled; call engines.connect where it is needed"
        )

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection, and stop a session of Spark that `connect` began; tables that were not executed are lost."""
        self._tables.clear()
        if not self._closed:
            self._closed = True
            self.backend.disconnect()

    def _check_open(self) -> None:
        if self._closed:
            raise EngineError("this engine was closed; open the folder again with engines.connect")

    def table(self, name: str) -> ibis.Table:
        """Return a whole table of the layout, lazily, with its keys; the page "Engines" lists them.

        Args:
            name: `events`, `participants`, `reports`, `relations`, `names`, `actors`, …, or `records`.

        Raises:
            VocabularyError: there is no such table.
            EngineError: the engine was closed.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     engine.table("events").filter(lambda event: event.event_class == "visit").count().to_pyarrow().as_py()
            3
        """
        name = one_of("name", name, [*TABLES, RECORDS.name])
        self._check_open()
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def visits_by_actor(
        self,
        actor: ActorLike,
        *,
        other: ActorLike | None = None,
        role: RoleLike = Role.VISITOR,
        rank: RankLike | None = None,
        start: DateLike | None = None,
        end: DateLike | None = None,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return the visits that an actor made, or with `role="host"` received.

        The arguments are those of `dprkrel.visits_by_actor`. The errors, too, come at once and not when the table is executed.

        Returns:
            A table of Ibis in the total order of results, with the columns of `events` and `match`.

        Raises:
            UnknownActorError: the actor is not known.
            AmbiguousActorError: several are meant.
            DateError: a date cannot be read, or the window is reversed (`WindowError`).
            VocabularyError: a rank, role, match, how or status is not understood.
            LackingError: the data do not tell what is asked for, such as a rank.
            EngineError: the engine is closed.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     visits = engine.visits_by_actor("Ruritania", start="2024-01", end="2024-01", rank="minister")
            ...     visits.select("id", "when", "visitors").to_pyarrow().to_pylist()
            [{'id': 'vold-visits-graustark', 'when': '2024-01-15/2024-01-17', 'visitors': ['Mina Vold']}]
        """
        criteria = Criteria.read(start, end, match, how, status)
        return self._events(selected_visits(self.names, actor, other, role, rank, criteria))

    def events_between(
        self,
        start: DateLike | None,
        end: DateLike | None,
        *,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        types: TypesLike = None,
        actors: ActorLike | Iterable[ActorLike] | None = None,
        rank: RankLike | None = None,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return the events between two dates.

        The arguments are those of `dprkrel.events_between`; the answer is a table, and the errors are, as of `visits_by_actor`.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     events = engine.events_between("2024-01", "2024-01", types="visit", match="certain")
            ...     events.select("id", "match").to_pyarrow().to_pylist()
            [{'id': 'vold-visits-graustark', 'match': 'certain'}]
        """
        criteria = Criteria.read(start, end, match, how, status)
        return self._events(selected_between(self.names, types, actors, rank, criteria))

    def count_events(
        self,
        start: DateLike | None,
        end: DateLike | None,
        *,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        types: TypesLike = None,
        actors: ActorLike | Iterable[ActorLike] | None = None,
        rank: RankLike | None = None,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.expr.types.IntegerScalar:
        """Count the events between two dates: how many `events_between` returns.

        The arguments are those of `dprkrel.count_events`, and the errors those of `visits_by_actor`.

        Returns:
            A number of Ibis, which is computed when it is executed.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     engine.count_events("2024-01", "2024-01").to_pyarrow().as_py()
            1
        """
        criteria = Criteria.read(start, end, match, how, status)
        selection = selected_between(self.names, types, actors, rank, criteria)
        return self._selected(selection).count()

    def events_of_dyad(
        self,
        a: ActorLike,
        b: ActorLike,
        *,
        start: DateLike | None = None,
        end: DateLike | None = None,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        types: TypesLike = None,
        rank: RankLike | None = None,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return the events in which both of two actors take part.

        The arguments are those of `dprkrel.events_of_dyad`; the answer is a table, and the errors are, as of `visits_by_actor`.
        """
        criteria = Criteria.read(start, end, match, how, status)
        return self._events(selected_of_all(self.names, (a, b), event_types(types), rank, criteria))

    def meetings_of(
        self,
        actor: ActorLike,
        *,
        other: ActorLike | None = None,
        start: DateLike | None = None,
        end: DateLike | None = None,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        rank: RankLike | None = None,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return the meetings of an actor, with `other` if given.

        The arguments are those of `dprkrel.meetings_of`; the answer is a table, and the errors are, as of `visits_by_actor`.
        """
        criteria = Criteria.read(start, end, match, how, status)
        return self._events(selected_of_all(self.names, pair(actor, other), Meeting.EVENT_TYPES, rank, criteria))

    def agreements_of(
        self,
        actor: ActorLike,
        *,
        other: ActorLike | None = None,
        start: DateLike | None = None,
        end: DateLike | None = None,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return the agreements of an actor, with `other` if given.

        The arguments are those of `dprkrel.agreements_of`; the answer is a table, and the errors are, as of `visits_by_actor`.
        """
        criteria = Criteria.read(start, end, match, how, status)
        return self._events(selected_of_all(self.names, pair(actor, other), Agreement.EVENT_TYPES, None, criteria))

    def statements_by(
        self,
        actor: ActorLike,
        *,
        types: TypesLike = None,
        start: DateLike | None = None,
        end: DateLike | None = None,
        match: MatchLike = Match.POSSIBLE,
        how: FitLike = Fit.OVERLAPS,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return what an actor said.

        The arguments are those of `dprkrel.statements_by`; the answer is a table, and the errors are, as of `visits_by_actor`.
        """
        criteria = Criteria.read(start, end, match, how, status)
        return self._events(selected_statements(self.names, actor, types, criteria))

    def relations_of(
        self,
        actor: ActorLike,
        *,
        types: RelationTypesLike = None,
        other: ActorLike | None = None,
        on: DateLike | None = None,
        match: MatchLike = Match.POSSIBLE,
        status: StatusLike = Status.OCCURRED,
    ) -> ibis.Table:
        """Return the relations of an actor.

        The arguments are those of `dprkrel.relations_of`, and the errors those of `visits_by_actor`.

        Returns:
            A table of Ibis in the total order of results, with the columns of `relations` and `match`.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     ties = engine.relations_of("Ruritania", on="2024-01-15")
            ...     ties.select("id", "match").to_pyarrow().to_pylist()
            [{'id': 'graustark-ruritania', 'match': 'certain'}, {'id': 'vold-foreign-minister', 'match': 'certain'}]
        """
        criteria = Criteria.read(on, on, match, Fit.OVERLAPS, status)
        return self._relations(selected_relations(self.names, actor, other, types, criteria))

    def offices_of(
        self, person: ActorLike, *, on: DateLike | None = None, match: MatchLike = Match.POSSIBLE
    ) -> ibis.Table:
        """Return the offices that a person held, one row for each continuous period.

        The arguments are those of `dprkrel.offices_of`; the answer is a table, and the errors are, as of `relations_of`.
        """
        criteria = Criteria.read(on, on, match, Fit.OVERLAPS, Status.OCCURRED)
        holder = holder_of(self.names, person)
        return self._relations(selected_relations(self.names, holder, None, RelationType.OFFICE_HELD, criteria))

    def count_visits(
        self, rule: CountingRule | str, start: DateLike, end: DateLike, *, sending: ActorLike | None = None
    ) -> ibis.Table:
        """Return the events that a counting rule counts, then the near misses, as the table of `dprkrel.count_visits`.

        In place of the prose of `reasons` there are two columns of `Criterion`: `failed`, the one criterion that a near miss
        does not meet, and `open`, those that are open. Where the data lack what a criterion asks, such as a status or
        an office, it is open, and the event is borderline. `numbers_of` has the two numbers of the count.

        Args:
            rule: a `CountingRule`, or the id of one in the counting rules of the folder.
            start: first day of the period (Gregorian).
            end: last day of the period, included.
            sending: a state; only its visits are counted, and those of which the data do not say whose they are.

        Raises:
            UnknownRecordError: no rule has this id.
            UnknownActorError: `sending`, or a state that the rule names, is no known state.
            DateError: a date cannot be read, or the period is reversed.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     count = engine.count_visits("all-visits", "2024-04", "2024-04")
            ...     for event in count.select("admission", "failed", "open", "id").to_pyarrow().to_pylist():
            ...         print(*event.values())
            ...     print(engines.numbers_of(count).to_pyarrow().to_pylist())
            borderline None ['period'] graustark-visits-ruritania
            [{'number': 1, 'certain': 0, 'near_misses': 0}]
        """
        return counted_events(self, rule, start, end, sending=sending)

    def panel(
        self,
        rule: CountingRule | str,
        start: DateLike,
        end: DateLike,
        *,
        freq: FrequencyLike = "month",
        by: PanelByLike = ("direction", "rank"),
    ) -> ibis.Table:
        """Return the cells of a panel, as the table of `dprkrel.panel`.

        The shares of `expected` and `borderline` are added up by the engine, and so rounded at the sixteenth digit. An event
        of which the data lack the states stands in no cell of a direction.

        Args:
            rule: a `CountingRule`, or the id of one in the counting rules of the folder.
            start: first day of the period (Gregorian).
            end: last day of the period, included.
            freq: how long the periods of the cells are.
            by: by what the events are told apart, one or several of `direction`, `sending`, `receiving` and `rank`.

        Raises:
            UnknownRecordError: no rule has this id.
            UnknownActorError: the rule names a state that is not known.
            DateError: a date cannot be read, is in doubt or open, or the period is reversed.
            VocabularyError: a word of `freq` or `by` is not understood.

        Examples:
            >>> with engines.connect("duckdb", folder) as engine:
            ...     cells = engine.panel("all-visits", "2024-01", "2024-03", by=())
            ...     for cell in cells.select("start", "least", "most", "searched").to_pyarrow().to_pylist():
            ...         print(*cell.values())
            2024-01-01 1 1 searched
            2024-02-01 None None not
            2024-03-01 0 1 searched
        """
        return panel_cells(self, rule, start, end, freq=freq, by=by)

    def _events(self, selection: Selection) -> ibis.Table:
        return self._answer("events", self._selected(selection), selection.criteria)

    def _selected(self, selection: Selection) -> ibis.Table:
        """Return the events that are selected, with their keys and in no order, and warn beyond what was searched."""
        if selection.rank is not None and "rank" in self.manifest.lacking:
            raise LackingError("rank", f"a question with rank={selection.rank.value!r}")
        selection = selection._replace(criteria=self._told(selection.criteria))
        warn_of_events(self.names, selection)
        events = self.table("events")
        return _filtered(events, matching.of_selection(events, selection, self.manifest.years_per_period))

    def _relations(self, selection: RelationSelection) -> ibis.Table:
        if "relations" in self.manifest.lacking:
            raise LackingError("relations", "a question about them")
        warn_of_relations(self.names, selection)
        ties = self.table("relations")
        conditions = matching.of_criteria(ties, selection.criteria, self.manifest.years_per_period)
        conditions += [(ties.subject_id == side.id) | (ties.object_id == side.id) for side in selection.sides]
        if selection.types is not None:
            conditions.append(ties.relation_type.isin(sorted(selection.types)))
        if selection.is_of_one:
            conditions.append(ties.subject_id == ties.object_id)
        return self._answer("relations", _filtered(ties, conditions), selection.criteria)

    def _told(self, criteria: Criteria) -> Criteria:
        """Return the criteria as far as the data tell a status: without it, the default is left away and others are refused."""
        if criteria.statuses is None or "status" not in self.manifest.lacking:
            return criteria
        if criteria.statuses != _OCCURRED:
            raise LackingError("status", f"a question with status={sorted(map(str, criteria.statuses))}")
        warn_caller(LackingWarning("status", "the answer has every event, whether it is known to have occurred or not"))
        return criteria._replace(statuses=None)

    def _answer(self, name: str, found: ibis.Table, criteria: Criteria) -> ibis.Table:
        """Return what was found in the total order, with the columns of its flat schema and `match`."""
        ibis = package("ibis", "ibis")
        if criteria.window is None:
            match = ibis.null("string")
        else:
            match = ibis.ifelse(matching.certain(found, criteria), Match.CERTAIN.value, Match.POSSIBLE.value)
        *columns, edition = (column.name for column in TABLES[name].columns)
        return found.order_by(*_ORDER).select(*columns, match.name(MATCH.name), edition)


def _filtered(table: ibis.Table, conditions: list[BooleanValue]) -> ibis.Table:
    return table.filter(*conditions) if conditions else table
