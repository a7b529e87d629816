"""Events: a closed union of classes that share their fields and differ in their types.

A class without a field of its own is no attrs class of its own: it would
have the same methods written again, which makes importing slow.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias, cast

from attrs import field, frozen

from dprkrel import records
from dprkrel.calls import answering
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.dates.when import DateLike, When
from dprkrel.errors import DatasetError, Fault, RecordError, close_matches, described
from dprkrel.records.event_types import TYPES_OF_CLASS, EventType, EventTypeWord
from dprkrel.records.fields import (
    ActorId,
    EventId,
    From,
    OfficeId,
    PlaceId,
    member_of,
    slug,
    some,
    word_of,
)
from dprkrel.records.plain import Plain
from dprkrel.records.roles import TRAVELLING, Role, RoleWord
from dprkrel.records.stances import Stance, Status
from dprkrel.records.statuses import status_of


@frozen(kw_only=True, eq=False, repr=False)
class AnyEvent(Plain):
    """The fields that every class of event has.

    Attributes:
        id: a slug that is never reused.
        event_type: what happened, finer than the class.
        when: the adopted date.
        summary: one English sentence of ours.
        reports: what the sources say of it; at least one.
        participants: who took part, in what role, for which state.
        place_id: where.
        part_of: the event that contains it.
        links: what it is to other events.
        superlatives: claims that it is the first or last of its kind.
        adopted_because: where reports disagree, why this value was adopted.
        earlier: how it was told before, first the first, where later sources changed more than its date and status.
    """

    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset()
    SHOWN: ClassVar[tuple[str, ...]] = ("status",)

    id: EventId = field(converter=From[str], validator=slug)
    event_type: EventType = field(converter=From[EventType | EventTypeWord])
    when: When = field(converter=From[DateLike])
    summary: str
    reports: "tuple[records.Report, ...]" = field(converter=From[records.Reports], validator=some)
    participants: "tuple[records.Participant, ...]" = field(default=(), converter=From[records.Participants])
    place_id: PlaceId | None = field(default=None, converter=From[str | None])
    part_of: EventId | None = field(default=None, converter=From[str | None])
    links: "tuple[records.Link, ...]" = field(default=(), converter=From[records.Links])
    superlatives: "tuple[records.Superlative, ...]" = field(default=(), converter=From[records.Superlatives])
    adopted_because: str | None = None
    earlier: "tuple[records.Earlier, ...]" = field(default=(), converter=From[records.Tellings])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        types = [("event_type", self.event_type), *(("earlier", told.event_type) for told in self.earlier)]
        for field_name, event_type in types:
            if event_type is not None and event_type not in self.EVENT_TYPES:
                raise RecordError(
                    type(self).__name__,
                    field_name,
                    f"expected one of {', '.join(sorted(self.EVENT_TYPES))}, got {event_type.value} (event {self.id})",
                )

    @property
    def status(self) -> Status:
        """What the reports add up to (`status_of`)."""
        return status_of(self.reports)

    @property
    def supposed(self) -> "tuple[records.DateEnd, ...]":
        """The ends of its date that a coding rule alone bounds and no source, the start first; of most events none."""
        from dprkrel.records.derivations import DateEnd  # late: few events have any

        ruled = [report.when for report in self.reports if report.stance is Stance.SUPPOSES and report.when]
        if not ruled:
            return ()
        told = [report.when for report in self.reports if report.stance.dates and report.when]
        first, _, _, last = self.when.bounds
        ends = []
        if any(when.bounds[0] == first > PAST for when in ruled) and all(when.bounds[0] < first for when in told):
            ends.append(DateEnd.START)
        if any(when.bounds[3] == last < FUTURE for when in ruled) and all(when.bounds[3] > last for when in told):
            ends.append(DateEnd.END)
        return tuple(ends)

    @property
    def attested(self) -> When:
        """Its date as far as sources attest it: an end that a coding rule alone bounds is drawn in to the last day known."""
        supposed = self.supposed
        if not supposed:
            return self.when
        (first, begun), (not_ended, last) = self.when.start_range, self.when.end_range
        known = [day for day in (begun, not_ended) if day is not None and PAST < day < FUTURE]
        start = (min(known, default=None), begun) if "start" in supposed else (first, begun)
        end = (not_ended, max(known, default=None)) if "end" in supposed else (not_ended, last)
        return When.of_ranges(start, end)

    def status_of_link(self, link: "records.Link") -> Status:
        """Return what the reports of a link add up to; of one without, what those of the event do."""
        if not isinstance(link, records.Link):
            raise RecordError(type(self).__name__, "links", f"expected a Link, got {described(link)}")
        return status_of(link.reports) if link.reports else self.status

    def in_role(self, *roles: Role | RoleWord) -> tuple[ActorId, ...]:
        """Return the ids of those who take part in any of these roles, in the order of the record."""
        asked = frozenset(word_of("roles", role, Role) for role in roles)
        return tuple(participant.actor_id for participant in self.participants if participant.role in asked)


class Visit(AnyEvent):
    """A visit; `participants` has visitors and hosts."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["visit"])

    @property
    def visitors(self) -> tuple[ActorId, ...]:
        """Ids of those who travelled, with the members of their delegation, in the order of the record."""
        return self.in_role(*TRAVELLING)

    @property
    def hosts(self) -> tuple[ActorId, ...]:
        """Ids of those who received them, in the order of the record."""
        return self.in_role(Role.HOST)


class Meeting(AnyEvent):
    """A meeting: talks, summits, banquets, briefings, conferences."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["meeting"])


class Agreement(AnyEvent):
    """An agreement, signed or not; `when` is the day on which it was signed or reached."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["agreement"])


class TreatyAction(AnyEvent):
    """A step in the life of a treaty before or after its signing; a link `step_of` names the treaty."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["treaty_action"])


class Statement(AnyEvent):
    """A statement: something that someone said, wrote or published."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["statement"])


@frozen(kw_only=True, eq=False, repr=False)
class Appointment(AnyEvent):
    """An appointment to the office `office_id`, or a departure that left it vacant."""

    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["appointment"])

    office_id: OfficeId = field(converter=From[str])


class RelationChange(AnyEvent):
    """A change in relations: established, upgraded, suspended, severed or resumed, or a mission opened or closed."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["relation_change"])


class Vote(AnyEvent):
    """A vote in a body."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["vote"])


class Transfer(AnyEvent):
    """A transfer of arms, goods, technology or money, known or alleged."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["transfer"])


class MilitaryActivity(AnyEvent):
    """A war, exercise, deployment, test or parade, or what was seen of one."""

    __slots__ = ()
    EVENT_TYPES: ClassVar[frozenset[EventType]] = frozenset(TYPES_OF_CLASS["military_activity"])


Event: TypeAlias = (
    Visit
    | Meeting
    | Agreement
    | TreatyAction
    | Statement
    | Appointment
    | RelationChange
    | Vote
    | Transfer
    | MilitaryActivity
)
"""The closed union of the classes of event; `match` over it is exhaustive."""


EVENT_CLASSES: Final[tuple[type[Event], ...]] = (
    Visit, Meeting, Agreement, TreatyAction, Statement, Appointment, RelationChange, Vote, Transfer, MilitaryActivity,
)  # fmt: skip
"""The classes of event, in the order of the codebook."""


CLASS_OF: Final[Mapping[EventType, type[Event]]] = MappingProxyType(
    {event_type: event_class for event_class in EVENT_CLASSES for event_type in event_class.EVENT_TYPES}
)


@answering
def event_from_dict(data: object, *, file: str = "") -> Event:
    """Build an event from plain data such as `to_dict` returns; its class follows from its `event_type`.

    Args:
        data: a dict of the fields by name.
        file: where the data was read, for the messages.

    Raises:
        DatasetError: something does not fit; all faults are listed.

    Examples:
        >>> data = dprkrel.load().event("putin-visit-dprk-2024").to_dict()
        >>> type(dprkrel.event_from_dict(data)).__name__
        'Visit'
    """
    return read_event(data, file=file)


def event_class_of(word: str) -> type[Event]:
    """Return the class of the events of a type, by a word of today or one that is deprecated.

    Raises:
        VocabularyError: there is no such type.
    """
    return CLASS_OF[member_of(EventType, word) or EventType(word)]


def read_event(data: object, *, file: str = "", briefly: bool = False) -> Event:
    """Build an event from plain data; briefly, all that is said is that there are faults."""
    from dprkrel.records.foreign import named, structured, table_of  # late: cattrs is slow to import

    table = table_of(data)
    word = table.get("event_type") if table else None
    event_type = member_of(EventType, word) if isinstance(word, str) else None
    if table is not None and event_type is None:
        if briefly:
            raise DatasetError((), count=1)
        near = close_matches(word, EventType)[:1] if isinstance(word, str) else []
        expected = f"one of {', '.join(EventType)}{f'; the nearest is {near[0]}' if near else ''}"
        found = described(word) if "event_type" in table else "nothing"
        raise DatasetError([Fault(file, named(table, "event"), "event_type", found, expected)])
    event_class = AnyEvent if event_type is None else CLASS_OF[event_type]
    given = data if table is None else table
    event: Any = structured(event_class, given, kind="event", file=file, briefly=briefly)
    return cast("Event", event)
