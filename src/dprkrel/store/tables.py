"""The tables of a dataset: records by kind, sorted, with the indexes that questions need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, Self, TypeVar

from attrs import field, frozen

from dprkrel import records
from dprkrel.errors import (
    RecordError,
    UnknownActorError,
    UnknownAttributeError,
    UnknownRecordError,
    close_matches,
    shown,
)
from dprkrel.records.fields import text_fault
from dprkrel.records.kinds import TABLE_OF, Record, class_of, sort_key
from dprkrel.records.plain import digest_of
from dprkrel.store.index import Index
from dprkrel.store.names import NameIndex

V = TypeVar("V")


UNRELEASED: Final = "unreleased"
"""The edition of a dataset that was given none."""


class Store(Protocol):
    """Where tables have their records from: from memory, or from compiled data, which reads each when it is asked for.

    Attributes:
        reopen: what opens the same tables in another process; None where nothing does.
    """

    reopen: Callable[[], Tables] | None

    @property
    def digest(self) -> str:
        """The digest of all records."""

    def rows(self, kind: str) -> Sequence[Any]:
        """Return the records of a kind, in the order of results."""

    def record(self, kind: str, record_id: str) -> Any:
        """Return the record of a kind that has an id, or None."""

    def ids(self, kind: str) -> Iterable[str]:
        """Return the ids of all records of a kind."""

    def index(self, kind: str) -> Index[Any] | None:
        """Return the index of the events or relations that was compiled; None where there is none."""

    def names(self) -> NameIndex:
        """Return an index of the names of actors and offices."""


class Held:
    """Records that are held in memory."""

    reopen: Callable[[], Tables] | None = None

    def __init__(self, tables: Mapping[str, tuple[Any, ...]]) -> None:
        self._rows = {kind: tables[table] for kind, table in TABLE_OF.items()}
        self._by_id: dict[str, dict[str, Any]] = {}
        self._digest = ""

    @property
    def digest(self) -> str:
        """The digest of all records."""
        if not self._digest:
            plain = {TABLE_OF[kind]: [record.to_dict() for record in records] for kind, records in self._rows.items()}
            self._digest = digest_of(plain)
        return self._digest

    def rows(self, kind: str) -> Sequence[Any]:
        """Return the records of a kind, in the order of results."""
        return self._rows[kind]

    def record(self, kind: str, record_id: str) -> Any:
        """Return the record of a kind that has an id, or None."""
        return self.ids(kind).get(record_id)

    def ids(self, kind: str) -> dict[str, Any]:
        """Return the records of a kind by id."""
        by_id = self._by_id.get(kind)
        if by_id is None:
            by_id = self._by_id[kind] = {record.id: record for record in self._rows[kind]}
        return by_id

    def index(self, _: str) -> None:
        """Return None: an index is made of the records themselves."""

    def names(self) -> NameIndex:
        """Return an index of the names of actors and offices."""
        from dprkrel.store.spellings import spellings  # late: an artifact has its own

        made = spellings(self._rows["actor"], self._rows["office"])
        return NameIndex(made["names"], made["spellings"], self.ids("actor").get)


def _sorted(kind: str, records: Iterable[Any]) -> tuple[Any, ...]:
    if not isinstance(records, Iterable):
        raise RecordError("Dataset", TABLE_OF[kind], f"expected records, got {type(records).__name__}")
    held, record_class = tuple(records), class_of(kind)
    for record in held:
        if not isinstance(record, record_class):
            raise RecordError("Dataset", TABLE_OF[kind], f"expected records of that kind, got {type(record).__name__}")
    return tuple(sorted(held, key=sort_key))


def _actors(rows: Iterable[records.Actor]) -> tuple[records.Actor, ...]:
    return _sorted("actor", rows)


def _offices(rows: Iterable[records.Office]) -> tuple[records.Office, ...]:
    return _sorted("office", rows)


def _places(rows: Iterable[records.Place]) -> tuple[records.Place, ...]:
    return _sorted("place", rows)


def _sources(rows: Iterable[records.Source]) -> tuple[records.Source, ...]:
    return _sorted("source", rows)


def _events(rows: Iterable[records.Event]) -> tuple[records.Event, ...]:
    return _sorted("event", rows)


def _relations(rows: Iterable[records.Relation]) -> tuple[records.Relation, ...]:
    return _sorted("relation", rows)


def _counting_rules(rows: Iterable[records.CountingRule]) -> tuple[records.CountingRule, ...]:
    return _sorted("counting_rule", rows)


def _coverage(rows: Iterable[records.Coverage]) -> tuple[records.Coverage, ...]:
    return _sorted("coverage", rows)


def _changes(rows: Iterable[records.Change]) -> tuple[records.Change, ...]:
    return _sorted("change", rows)


class _Edition(NamedTuple):
    """The name of an edition, with the tables that were given it."""

    name: str
    bearer: Any = None

    def __repr__(self) -> str:
        return repr(self.name)


def _edition(given: str) -> Any:
    handed: Any = given
    if isinstance(handed, _Edition):  # what changes a dataset, such as attrs.evolve, hands it on
        return handed
    if type(given) is not str or text_fault(given):
        raise RecordError("Dataset", "edition", f"expected text without control characters, got {shown(given)}")
    return _Edition(given)


@frozen(kw_only=True, repr=False, eq=False)
class Tables:
    """Records by kind, each table in the total order of results.

    Attributes:
        edition: which state of the data this is (calendar versioning). It names the records with which it was given:
            a dataset with others, such as `attrs.evolve` makes, is `unreleased` unless it is given an edition of its own.
        actors: by id.
        offices: by id.
        places: by id.
        sources: by id.
        events: by first known bound, last known bound, id.
        relations: by first known bound, last known bound, id.
        counting_rules: published definitions of what counts, by id.
        ledger: what was searched and how thoroughly, by id.
        changelog: what editions changed, by id.
        names: the index of names and titles.
    """

    _edition: _Edition = field(default=_Edition(UNRELEASED), converter=_edition, alias="edition")
    actors: tuple[records.Actor, ...] = field(default=(), converter=_actors)
    offices: tuple[records.Office, ...] = field(default=(), converter=_offices)
    places: tuple[records.Place, ...] = field(default=(), converter=_places)
    sources: tuple[records.Source, ...] = field(default=(), converter=_sources)
    events: tuple[records.Event, ...] = field(default=(), converter=_events)
    relations: tuple[records.Relation, ...] = field(default=(), converter=_relations)
    counting_rules: tuple[records.CountingRule, ...] = field(default=(), converter=_counting_rules)
    ledger: tuple[records.Coverage, ...] = field(default=(), converter=_coverage)
    changelog: tuple[records.Change, ...] = field(default=(), converter=_changes)
    _store: Store = field(init=False)
    _derived: dict[Any, Any] = field(init=False)
    names: NameIndex = field(init=False)

    def __attrs_post_init__(self) -> None:
        bearer = self._edition.bearer
        changed = bearer is not None and bearer.tables() != self.tables()
        self._open(UNRELEASED if changed else self._edition.name, Held(self.tables()))

    @classmethod
    def over(cls, store: Store, edition: str) -> Self:
        """Return tables over records that keep the laws, of which each is read when it is first asked for."""
        tables = cls.__new__(cls)
        tables._open(edition, store)  # noqa: SLF001 - its own class
        return tables

    def _open(self, edition: str, store: Store) -> None:
        object.__setattr__(self, "_edition", _Edition(edition, self))
        object.__setattr__(self, "_store", store)
        object.__setattr__(self, "_derived", {})

    if not TYPE_CHECKING:  # to checkers every table is there

        def __getattr__(self, name: str) -> Any:
            # What has not been read or made is an empty slot, for which Python asks here.
            if name not in _KIND_OF and name != "names":
                from dprkrel.deprecations import name_now  # late: nobody needs it who writes the names of today

                instead = name_now(name)
                if instead is None:
                    raise UnknownAttributeError(name=name, obj=self)
                return getattr(self, instead)
            value = self._store.names() if name == "names" else tuple(self._store.rows(_KIND_OF[name]))
            value = self._derived.setdefault(name, value)
            object.__setattr__(self, name, value)
            return value

    @property
    def edition(self) -> str:
        """Which state of the data this is; `unreleased` where it was given none, or was changed since."""
        return self._edition.name

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__ or not isinstance(other, Tables):
            return NotImplemented
        return self is other or (self.edition == other.edition and self.tables() == other.tables())

    def __hash__(self) -> int:
        return hash((self.edition, *self.tables().values()))

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._store.rows(kind))} {table}" for kind, table in TABLE_OF.items())
        return f"<{type(self).__name__} {self.edition}: {counts}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002 - as IPython calls it
        """Print the dataset in IPython as elsewhere: its records would fill the screen."""
        printer.text(repr(self))

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """Return the tables by name, in the order of the class."""
        return {table: getattr(self, table) for table in TABLE_OF.values()}

    def actor(self, actor_id: str) -> records.Actor:
        """Return the actor with this id, or raise `UnknownActorError`, which suggests the nearest ids."""
        record: records.Actor = self._record("actor", actor_id)
        return record

    def office(self, office_id: str) -> records.Office:
        """Return the office with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        record: records.Office = self._record("office", office_id)
        return record

    def place(self, place_id: str) -> records.Place:
        """Return the place with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        record: records.Place = self._record("place", place_id)
        return record

    def source(self, source_id: str) -> records.Source:
        """Return the source with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        record: records.Source = self._record("source", source_id)
        return record

    def event(self, event_id: str) -> records.Event:
        """Return the event with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        record: records.Event = self._record("event", event_id)
        return record

    def relation(self, relation_id: str) -> records.Relation:
        """Return the relation with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        record: records.Relation = self._record("relation", relation_id)
        return record

    def _record(self, kind: str, record_id: object) -> Any:
        record = self._store.record(kind, record_id) if isinstance(record_id, str) else None
        if record is not None:
            return record
        near = close_matches(record_id, self._store.ids(kind)) if isinstance(record_id, str) else []
        raise UnknownActorError(record_id, near) if kind == "actor" else UnknownRecordError(kind, record_id, near)

    def once(self, derive: Callable[..., V], *of: str) -> V:
        """Return what a function derives from these tables, and perhaps some ids; derived on first use and kept."""
        kept = self._derived.get((derive, of), _MISSING)
        # Of two threads that come here at once both derive it, and one result is kept.
        derived: V = self._derived.setdefault((derive, of), derive(self, *of)) if kept is _MISSING else kept
        return derived

    @property
    def digest(self) -> str:
        """SHA-256 of the records in canonical JSON: equal for equal records, whatever process made them."""
        return self._store.digest


def record_with_id(tables: Tables, kind: str, record_id: str) -> Any:
    """Return the record of a kind that has an id, or None."""
    return tables._store.record(kind, record_id)  # noqa: SLF001 - a part of its class


def opener_of(tables: Tables) -> Callable[[], Tables] | None:
    """Return what opens the same tables in another process; None where nothing does."""
    return tables._store.reopen  # noqa: SLF001 - a part of its class


def compiled_index(tables: Tables, kind: str) -> Index[Any] | None:
    """Return the index of the events or relations that was compiled with these tables, or None."""
    return tables._store.index(kind)  # noqa: SLF001 - a part of its class


def ids_of(tables: Tables, kind: str) -> Iterable[str]:
    """Return the ids of all records of a kind."""
    return tables._store.ids(kind)  # noqa: SLF001 - a part of its class


_MISSING: Final = object()

_KIND_OF: Final = {table: kind for kind, table in TABLE_OF.items()}
