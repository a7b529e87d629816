"""Actors: states, persons, organizations, blocs and media."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel import records
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import RecordError
from dprkrel.pickles import Vocabulary
from dprkrel.records.fields import ActorId, From, SourceId, StateId, slug, some
from dprkrel.records.plain import Plain


class ActorKind(Vocabulary):
    """The kinds of actor."""

    #: A state, present or former, recognised or not.
    STATE = "state"
    #: A human being.
    PERSON = "person"
    #: A ministry, agency, company, armed force or international organization with organs of its own.
    ORGANIZATION = "organization"
    #: A grouping of states (G7, BRICS) or a looser camp that texts treat as one actor (the West).
    BLOC = "bloc"
    #: A news agency, newspaper, broadcaster or site.
    MEDIA = "media"


ActorKindWord: TypeAlias = Literal["state", "person", "organization", "bloc", "media"]
"""The words of `ActorKind`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Actor(Plain):
    """A state, person, organization, bloc or medium.

    Attributes:
        id: a slug that is never reused.
        kind: what it is.
        names: every known spelling; exactly one is primary.
        state_id: the state to which a person or body belongs.
        existed: when it existed: the life of a person, the time of a state or body; None where that was not looked up.
        existed_source_ids: the sources that say so.
        iso_alpha2: ISO 3166-1 alpha-2 code of a present state.
        iso_alpha3: ISO 3166-1 alpha-3 code of a present state.
        cow_code: Correlates of War state number.
        wikidata: Wikidata item.
        successor_of: the actor whose place this one took.
        joined_by: states that ended by joining this one, or by uniting in it, beside the one that it is `successor_of`.
        not_same_as: actors with whom this one is confused.
        note: what a user should know, such as how a name became garbled.
    """

    id: ActorId = field(converter=From[str], validator=slug)
    kind: ActorKind = field(converter=From[ActorKind | ActorKindWord])
    names: "tuple[records.Name, ...]" = field(converter=From[records.Names], validator=some)
    state_id: StateId | None = field(default=None, converter=From[str | None])
    existed: When | None = field(default=None, converter=From[DateLike | None])
    existed_source_ids: tuple[SourceId, ...] = field(default=(), converter=From[Iterable[str]])
    iso_alpha2: str | None = None
    iso_alpha3: str | None = None
    cow_code: int | None = None
    wikidata: str | None = None
    successor_of: ActorId | None = field(default=None, converter=From[str | None])
    joined_by: tuple[ActorId, ...] = field(default=(), converter=From[Iterable[str]])
    not_same_as: tuple[ActorId, ...] = field(default=(), converter=From[Iterable[str]])
    note: str | None = None

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        # As text: the vocabulary of names is read with them, not with their actor.
        primary = [name.text for name in self.names if name.kind == "primary"]
        if len(primary) != 1:
            raise RecordError("Actor", "names", f"expected exactly one primary name for {self.id}, got {primary}")

    @property
    def name(self) -> str:
        """The primary name."""
        return next(name.text for name in self.names if name.kind == "primary")


def own_state(actor: Actor) -> ActorId | None:
    """Return the state that an actor is or belongs to."""
    return actor.id if actor.kind is ActorKind.STATE else actor.state_id
