"""The tables of a dataset: records by kind, sorted, with the indexes that questions need."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

from attrs import field, frozen

from dprkrel.actors import Actor, Office, Place
from dprkrel.checks import ActorId, EventId, PlaceId, SourceId, text_fault
from dprkrel.dates import DateLike, When
from dprkrel.errors import RecordError, UnknownActorError, UnknownRecordError, shown
from dprkrel.events import EVENT_CLASSES, Event
from dprkrel.evidence import Source
from dprkrel.names import NameIndex, close_matches
from dprkrel.records import Record, Relation, sort_key
from dprkrel.vocab import Certainty

R = TypeVar("R", bound=Record)


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


def _sound(_: object, __: object, value: object) -> None:
    if type(value) is not str or text_fault(value):
        raise RecordError("Dataset", "edition", f"expected text without control characters, got {shown(value)}")


@frozen(kw_only=True, repr=False)
class Tables:
    """Hold records by kind, each table in the one total order of results.

    Attributes:
        edition: which state of the data this is (calendar versioning).
        actors: by id.
        offices: by id.
        places: by id.
        sources: by id.
        events: by first known bound, last known bound, id.
        relations: by first known bound, last known bound, id.
    """

    edition: str = field(default="unreleased", validator=_sound)
    actors: tuple[Actor, ...] = field(default=(), converter=_actors)
    offices: tuple[Office, ...] = field(default=(), converter=_offices)
    places: tuple[Place, ...] = field(default=(), converter=_places)
    sources: tuple[Source, ...] = field(default=(), converter=_sources)
    events: tuple[Event, ...] = field(default=(), converter=_events)
    relations: tuple[Relation, ...] = field(default=(), converter=_relations)
    _indexes: "_Indexes" = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_indexes", _Indexes(self))

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(records)} {name}" for name, records in self.tables().items())
        return f"<{type(self).__name__} {self.edition}: {counts}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Rebuilt, not copied: the indexes follow from the records.
        return _rebuilt, (type(self), self.edition, *self.tables().values())

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """Return the tables by name, in the order of the class."""
        return {
            "actors": self.actors,
            "offices": self.offices,
            "places": self.places,
            "sources": self.sources,
            "events": self.events,
            "relations": self.relations,
        }

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id.

        Raises:
            UnknownActorError: there is none.
        """
        return self._indexes.actors.get(ActorId(actor_id)) or _missing("actor", actor_id, self._indexes.actors)

    def event(self, event_id: str) -> Event:
        """Return the event with this id.

        Raises:
            UnknownRecordError: there is none.
        """
        return self._indexes.events.get(EventId(event_id)) or _missing("event", event_id, self._indexes.events)

    def place(self, place_id: str) -> Place:
        """Return the place with this id.

        Raises:
            UnknownRecordError: there is none.
        """
        return self._indexes.places.get(PlaceId(place_id)) or _missing("place", place_id, self._indexes.places)

    def source(self, source_id: str) -> Source:
        """Return the source with this id.

        Raises:
            UnknownRecordError: there is none.
        """
        return self._indexes.sources.get(SourceId(source_id)) or _missing("source", source_id, self._indexes.sources)

    def find_actor(self, text: str, *, on: DateLike | None = None) -> Actor:
        """Find the actor that a text names; never guess.

        Case, hyphens, spacing, diacritics and Unicode form do not matter.
        Titles, offices and the actor's own state may stand before the name.
        Part of a name ("Kim", "Korea") is ambiguous or unknown, never an
        answer, however few it fits.

        Args:
            text: an id or any spelling in any language of the data.
            on: a day or window; a title before the name must then be one
                that the person may have held in it.

        Returns:
            The one actor of that name.

        Raises:
            UnknownActorError: no actor is called so; `suggestions` has the nearest.
            AmbiguousActorError: several are; `candidates` has them.
            DateError: `on` cannot be read.

        Examples:
            >>> dprkrel.find_actor("Menlu Korut Choe Son Hui").id
            'choe-son-hui'
            >>> dprkrel.find_actor("Korea Utara").name
            'North Korea'
        """
        if not isinstance(text, str):
            raise UnknownActorError(text, reason=f"expected a name or id as text, got {type(text).__name__}")
        day = None if on is None else When.window(on, on)
        actor, offices = self._indexes.names.find(text)
        held = day is None or any(
            spell.office_id in offices and spell.when.overlaps(day) is not Certainty.IMPOSSIBLE
            for spell in self.relations
            if spell.subject_id == actor.id
        )
        if offices and not held:
            raise UnknownActorError(text, (actor.id,), f"no such office of theirs is known on {on}")
        return actor

    @property
    def names(self) -> NameIndex:
        """The index of names and titles."""
        return self._indexes.names


class _Indexes:
    """Hold what can be derived from the tables, built once."""

    def __init__(self, tables: Tables) -> None:
        self.actors: Mapping[ActorId, Actor] = MappingProxyType({actor.id: actor for actor in tables.actors})
        self.events: Mapping[EventId, Event] = MappingProxyType({event.id: event for event in tables.events})
        self.places: Mapping[PlaceId, Place] = MappingProxyType({place.id: place for place in tables.places})
        self.sources: Mapping[SourceId, Source] = MappingProxyType({source.id: source for source in tables.sources})
        self.names = NameIndex(self.actors, tables.offices)


def _rebuilt(built: type[Tables], edition: str, *tables: tuple[Any, ...]) -> Tables:
    actors, offices, places, sources, events, relations = tables
    return built(
        edition=edition,
        actors=actors,
        offices=offices,
        places=places,
        sources=sources,
        events=events,
        relations=relations,
    )


def _missing(kind: str, given: object, known: Iterable[str]) -> NoReturn:
    if kind == "actor":
        raise UnknownActorError(given, close_matches(str(given), known))
    raise UnknownRecordError(kind, given, close_matches(str(given), known))
