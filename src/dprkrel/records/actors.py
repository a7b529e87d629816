"""Actors and their names, the offices that they hold, and places."""

from attrs import field, frozen

from dprkrel.errors import RecordError
from dprkrel.records.fields import ActorId, OfficeId, PlaceId, SourceId, checked, slug, some
from dprkrel.vocab import ActorKind, NameKind, NameScheme, PlaceKind, Rank


@frozen(kw_only=True, field_transformer=checked)
class Name:
    """Hold one spelling of an actor's name.

    Attributes:
        text: the spelling, in NFC.
        language: ISO 639-1 code of the language in whose texts it is used.
        kind: what it is to the actor.
        scheme: the rule by which it is spelled.
        source_ids: the texts in which it stands; empty for background knowledge.
        note: what is wrong with a misspelling, or what else a reader should know of it.
    """

    text: str
    language: str
    kind: NameKind = NameKind.ALIAS
    scheme: NameScheme = NameScheme.UNSPECIFIED
    source_ids: tuple[SourceId, ...] = ()
    note: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class Actor:
    """Hold a state, person, organization, bloc or medium.

    Attributes:
        id: a slug that is never reused.
        kind: what it is.
        names: every known spelling; exactly one is primary.
        state_id: the state to which a person or body belongs.
        iso_alpha3: ISO 3166-1 alpha-3 code of a present state.
        cow_code: Correlates of War state number.
        wikidata: Wikidata item.
        successor_of: the actor whose place this one took.
        not_same_as: actors with whom this one is confused.
        note: what a user should know, such as how a name became garbled.
    """

    id: ActorId = field(validator=slug)
    kind: ActorKind
    names: tuple[Name, ...] = field(validator=some)
    state_id: ActorId | None = None
    iso_alpha3: str | None = None
    cow_code: int | None = None
    wikidata: str | None = None
    successor_of: ActorId | None = None
    not_same_as: tuple[ActorId, ...] = ()
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        primary = [name.text for name in self.names if name.kind is NameKind.PRIMARY]
        if len(primary) != 1:
            raise RecordError("Actor", "names", f"expected one primary name for {self.id}, got {primary}")

    @property
    def name(self) -> str:
        """The primary name."""
        return next(name.text for name in self.names if name.kind is NameKind.PRIMARY)


@frozen(kw_only=True, field_transformer=checked)
class Office:
    """Hold a post that persons fill.

    Attributes:
        id: a slug that is never reused.
        title: the title in English, without the name of the state.
        of_id: the state or body whose post it is.
        rank: its place in the order of protocol.
        aliases: other titles, in any language, under which it can be asked for.
        several: whether more than one person may hold it at a time (vice-ministers).
    """

    id: OfficeId = field(validator=slug)
    title: str
    of_id: ActorId
    rank: Rank
    aliases: tuple[str, ...] = ()
    several: bool = False


@frozen(kw_only=True, field_transformer=checked)
class Place:
    """Hold a place.

    Attributes:
        id: a slug that is never reused.
        name: the name in English.
        kind: what it is.
        within: the place that contains it.
        latitude: degrees north (WGS 84), when known.
        longitude: degrees east (WGS 84), when known.
        note: what is uncertain about it.
    """

    id: PlaceId = field(validator=slug)
    name: str
    kind: PlaceKind
    within: PlaceId | None = None
    latitude: float | None = None
    longitude: float | None = None
    note: str | None = None
