"""The tables of a dataset: records by kind, sorted, with the indexes that questions need."""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from attrs import field, frozen

from dprkrel.errors import RecordError, UnknownActorError, UnknownRecordError, close_matches, shown
from dprkrel.records.actors import Actor
from dprkrel.records.changes import Change
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage
from dprkrel.records.events import EVENT_CLASSES, Event
from dprkrel.records.fields import text_fault
from dprkrel.records.kinds import TABLE_OF, Record, sort_key
from dprkrel.records.offices import Office
from dprkrel.records.places import Place
from dprkrel.records.relations import Relation
from dprkrel.records.sources import Source
from dprkrel.store.names import NameIndex

R = TypeVar("R", bound=Record)


V = TypeVar("V")


UNRELEASED: Final = "unreleased"
"""The edition of a dataset that was given none."""


def _sorted(table: str, records: Iterable[R], *classes: type[R]) -> tuple[R, ...]:
    if not isinstance(records, Iterable):
        raise RecordError("Dataset", table, f"expected records, got {type(records).__name__}")
    records = tuple(records)
    for record in records:
        if not isinstance(record, classes):
            raise RecordError("Dataset", table, f"expected records of that kind, got {type(record).__name__}")
    return tuple(sorted(records, key=sort_key))


def _actors(records: Iterable[Actor]) -> tuple[Actor, ...]:
    return _sorted("actors", records, Actor)


def _offices(records: Iterable[Office]) -> tuple[Office, ...]:
    return _sorted("offices", records, Office)


def _places(records: Iterable[Place]) -> tuple[Place, ...]:
    return _sorted("places", records, Place)


def _sources(records: Iterable[Source]) -> tuple[Source, ...]:
    return _sorted("sources", records, Source)


def _events(records: Iterable[Event]) -> tuple[Event, ...]:
    return _sorted("events", records, *EVENT_CLASSES)


def _relations(records: Iterable[Relation]) -> tuple[Relation, ...]:
    return _sorted("relations", records, Relation)


def _counting_rules(records: Iterable[CountingRule]) -> tuple[CountingRule, ...]:
    return _sorted("counting_rules", records, CountingRule)


def _coverage(records: Iterable[Coverage]) -> tuple[Coverage, ...]:
    return _sorted("ledger", records, Coverage)


def _changes(records: Iterable[Change]) -> tuple[Change, ...]:
    return _sorted("changelog", records, Change)


@frozen(repr=False)
class _Edition:
    """The name of an edition, and the records that bear it, once they are known."""

    name: str
    bearers: tuple[tuple[Record, ...], ...] | None = field(default=None, eq=False)

    def __repr__(self) -> str:
        return repr(self.name)


def _edition(given: str) -> Any:
    if isinstance(given, _Edition):  # what changes a dataset, such as attrs.evolve, hands it on
        return given
    if type(given) is not str or text_fault(given):
        raise RecordError("Dataset", "edition", f"expected text without control characters, got {shown(given)}")
    return _Edition(given)


@frozen(kw_only=True, repr=False)
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
    """

    _edition: _Edition = field(default=_Edition(UNRELEASED), converter=_edition, alias="edition")
    actors: tuple[Actor, ...] = field(default=(), converter=_actors)
    offices: tuple[Office, ...] = field(default=(), converter=_offices)
    places: tuple[Place, ...] = field(default=(), converter=_places)
    sources: tuple[Source, ...] = field(default=(), converter=_sources)
    events: tuple[Event, ...] = field(default=(), converter=_events)
    relations: tuple[Relation, ...] = field(default=(), converter=_relations)
    counting_rules: tuple[CountingRule, ...] = field(default=(), converter=_counting_rules)
    ledger: tuple[Coverage, ...] = field(default=(), converter=_coverage)
    changelog: tuple[Change, ...] = field(default=(), converter=_changes)
    _indexes: "_Indexes" = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        bearers = tuple(self.tables().values())
        changed = self._edition.bearers not in (None, bearers)
        edition = _Edition(UNRELEASED if changed else self._edition.name, bearers)
        object.__setattr__(self, "_edition", edition)
        object.__setattr__(self, "_indexes", _Indexes(self))

    @property
    def edition(self) -> str:
        """Which state of the data this is; `unreleased` where it was given none, or was changed since."""
        return self._edition.name

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(records)} {name}" for name, records in self.tables().items())
        return f"<{type(self).__name__} {self.edition}: {counts}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Rebuilt, not copied: the indexes follow from the records.
        fields: dict[str, Any] = {"edition": self.edition, **self.tables()}
        return functools.partial(type(self), **fields), ()

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """Return the tables by name, in the order of the class."""
        return {table: getattr(self, table) for table in TABLE_OF.values()}

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id, or raise `UnknownActorError`, which suggests the nearest ids."""
        return _found("actor", actor_id, self._indexes.actors)

    def office(self, office_id: str) -> Office:
        """Return the office with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        return _found("office", office_id, self._indexes.offices)

    def place(self, place_id: str) -> Place:
        """Return the place with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        return _found("place", place_id, self._indexes.places)

    def source(self, source_id: str) -> Source:
        """Return the source with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        return _found("source", source_id, self._indexes.sources)

    def event(self, event_id: str) -> Event:
        """Return the event with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        return _found("event", event_id, self._indexes.events)

    def relation(self, relation_id: str) -> Relation:
        """Return the relation with this id, or raise `UnknownRecordError`, which suggests the nearest ids."""
        return _found("relation", relation_id, self._indexes.relations)

    def once(self, derive: Callable[..., V], *of: str) -> V:
        """Return what a function derives from these tables, and perhaps some ids; derived on first use and kept."""
        kept = self._indexes.derived
        if (derive, of) not in kept:
            kept[derive, of] = derive(self, *of)
        found: V = kept[derive, of]
        return found

    @property
    def names(self) -> NameIndex:
        """The index of names and titles."""
        return self._indexes.names


class _Indexes:
    """Everything that is derived from the tables, built once."""

    def __init__(self, tables: Tables) -> None:
        self.actors: dict[str, Actor] = {actor.id: actor for actor in tables.actors}
        self.offices: dict[str, Office] = {office.id: office for office in tables.offices}
        self.places: dict[str, Place] = {place.id: place for place in tables.places}
        self.sources: dict[str, Source] = {source.id: source for source in tables.sources}
        self.events: dict[str, Event] = {event.id: event for event in tables.events}
        self.relations: dict[str, Relation] = {relation.id: relation for relation in tables.relations}
        self.names = NameIndex(self.actors, tables.offices)
        self.derived: dict[tuple[Callable[..., Any], tuple[str, ...]], Any] = {}


def _found(kind: str, given: object, table: Mapping[str, R]) -> R:
    record = table.get(given) if isinstance(given, str) else None
    if record is not None:
        return record
    near = close_matches(str(given), table) if isinstance(given, str) else []
    raise UnknownActorError(given, near) if kind == "actor" else UnknownRecordError(kind, given, near)
