"""The types of event, with the codes that PLOVER and CAMEO have for them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, NamedTuple, Protocol, TypeAlias

from dprkrel.records.fields import listed, member_of
from dprkrel.records.words import Word, word


class _Codes(NamedTuple):
    plover: tuple[str, ...]
    cameo: tuple[str, ...]


class EventType(Word):
    """The types of event; each belongs to one class of event."""

    _data: _Codes

    #: A visit of no stated rank of protocol.
    VISIT = word("visit", _Codes(plover=("CONSULT/visit",), cameo=("042", "043")))
    #: A visit that a text calls a state visit.
    STATE_VISIT = word("state_visit", _Codes(plover=("CONSULT/visit",), cameo=("042", "043")))
    #: A visit that a text calls official.
    OFFICIAL_VISIT = word("official_visit", _Codes(plover=("CONSULT/visit",), cameo=("042", "043")))
    #: A stop at a site during a visit; always part of one.
    SITE_VISIT = word("site_visit", _Codes(plover=("CONSULT/visit",), cameo=("042", "043")))
    #: A meeting of no stated form.
    MEETING = word("meeting", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: A meeting of heads of state or government.
    SUMMIT = word("summit", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: Talks or negotiations between delegations.
    TALKS = word("talks", _Codes(plover=("CONSULT",), cameo=("040", "046")))
    #: A banquet or reception.
    BANQUET = word("banquet", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: A greeting on arrival, or on the return home.
    WELCOME = word("welcome", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: A send-off on departure, from home or from the host.
    FAREWELL = word("farewell", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: A session of a joint commission or committee of two states.
    COMMISSION_SESSION = word("commission_session", _Codes(plover=("CONSULT",), cameo=("040", "046")))
    #: An opening, unveiling, wreath-laying or anniversary rite with those named present.
    CEREMONY = word("ceremony", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: Talks by telephone or video link.
    TELEPHONE_CALL = word("telephone_call", _Codes(plover=("CONSULT/phone",), cameo=("041",)))
    #: A meeting at which some tell another how something went.
    BRIEFING = word("briefing", _Codes(plover=("CONSULT",), cameo=("040",)))
    #: A meeting of many states or bodies.
    CONFERENCE = word("conference", _Codes(plover=("CONSULT/multilateral",), cameo=("040",)))
    #: A treaty between states.
    TREATY = word("treaty", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A signed agreement below a treaty, also between bodies.
    AGREEMENT = word("agreement", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A signed plan or programme of work.
    COOPERATION_PLAN = word("cooperation_plan", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A consensus, decision or promise between parties with no signed text known.
    UNDERSTANDING = word("understanding", _Codes(plover=("AGREE",), cameo=("030",)))
    #: The negotiators initial the text of a treaty.
    INITIALLING = word("initialling", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A parliament is asked to consent to a treaty, or a chamber of it votes.
    PARLIAMENTARY_CONSENT = word("parliamentary_consent", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A party ratifies a treaty.
    RATIFICATION = word("ratification", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A treaty enters into force, as by the exchange of instruments.
    ENTRY_INTO_FORCE = word("entry_into_force", _Codes(plover=("SUPPORT",), cameo=("057",)))
    #: A treaty is denounced, lapses or ceases to be in force.
    TERMINATION = word("termination", _Codes(plover=("REJECT",), cameo=("120",)))
    #: A speech to those present.
    SPEECH = word("speech", _Codes(plover=(), cameo=("010",)))
    #: A message or letter to someone.
    MESSAGE = word("message", _Codes(plover=(), cameo=("010",)))
    #: An article under the speaker's name.
    ARTICLE = word("article", _Codes(plover=(), cameo=("010",)))
    #: Words to the press, in talks or elsewhere.
    REMARK = word("remark", _Codes(plover=(), cameo=("010",)))
    #: A promise or offer to do something.
    OFFER = word("offer", _Codes(plover=("AGREE",), cameo=("030",)))
    #: An invitation to visit.
    INVITATION = word("invitation", _Codes(plover=("AGREE",), cameo=("036",)))
    #: The acceptance of an invitation.
    ACCEPTANCE = word("acceptance", _Codes(plover=("AGREE",), cameo=("036",)))
    #: The announcement of something to come, or of something new. Only that of a meeting is an AGREE and a 036.
    ANNOUNCEMENT = word("announcement", _Codes(plover=("AGREE",), cameo=("036", "010")))
    #: A claim that another did wrong.
    ACCUSATION = word("accusation", _Codes(plover=("ACCUSE",), cameo=("112",)))
    #: A condemnation or stated concern.
    CONDEMNATION = word("condemnation", _Codes(plover=("ACCUSE",), cameo=("111",)))
    #: A denial or rejection of a claim.
    DENIAL = word("denial", _Codes(plover=(), cameo=("016",)))
    #: A call on another to do something.
    APPEAL = word("appeal", _Codes(plover=("REQUEST",), cameo=("020",)))
    #: A judgement by observers, analysts or officials on what is going on.
    ASSESSMENT = word("assessment", _Codes(plover=(), cameo=("010",)))
    #: A policy dropped or adopted.
    POLICY_CHANGE = word("policy_change", _Codes(plover=(), cameo=("010",)))
    #: Someone takes an office.
    APPOINTMENT = word("appointment", _Codes(plover=(), cameo=()))
    #: An office falls vacant by death, resignation or dismissal.
    OFFICE_VACATED = word("office_vacated", _Codes(plover=(), cameo=()))
    #: A state recognises another, or what claims to be one.
    RECOGNITION = word("recognition", _Codes(plover=("SUPPORT",), cameo=("054",)))
    #: Diplomatic relations come into being.
    RELATIONS_ESTABLISHED = word("relations_established", _Codes(plover=("SUPPORT",), cameo=("050",)))
    #: Relations are said to have reached a higher level.
    RELATIONS_UPGRADED = word("relations_upgraded", _Codes(plover=("SUPPORT",), cameo=("050",)))
    #: Diplomatic relations are suspended.
    RELATIONS_SUSPENDED = word("relations_suspended", _Codes(plover=("SANCTION",), cameo=("160",)))
    #: Diplomatic relations are broken off, or end with a state.
    RELATIONS_SEVERED = word("relations_severed", _Codes(plover=("SANCTION/withdraw",), cameo=("161",)))
    #: Diplomatic relations are taken up again.
    RELATIONS_RESUMED = word("relations_resumed", _Codes(plover=("SUPPORT",), cameo=("050",)))
    #: An embassy or other mission opens.
    MISSION_OPENED = word("mission_opened", _Codes(plover=("SUPPORT",), cameo=("050",)))
    #: An embassy or other mission closes.
    MISSION_CLOSED = word("mission_closed", _Codes(plover=("SANCTION/withdraw",), cameo=("161",)))
    #: A vote against that stops a decision.
    VETO = word("veto", _Codes(plover=("REJECT/yield",), cameo=("129",)))
    #: A vote of any other outcome.
    VOTE = word("vote", _Codes(plover=("SUPPORT", "REJECT"), cameo=("051", "120")))
    #: Arms or ammunition change hands.
    ARMS_TRANSFER = word("arms_transfer", _Codes(plover=("AID",), cameo=("072",)))
    #: Technology changes hands.
    TECHNOLOGY_TRANSFER = word("technology_transfer", _Codes(plover=("AID",), cameo=("070",)))
    #: Goods of unknown or other kind are carried.
    SHIPMENT = word("shipment", _Codes(plover=("COOPERATE",), cameo=("061",)))
    #: Money is given or lent.
    FINANCIAL_AID = word("financial_aid", _Codes(plover=("AID",), cameo=("071",)))
    #: Military aid of no stated kind.
    MILITARY_AID = word("military_aid", _Codes(plover=("AID",), cameo=("072",)))
    #: A present from one to another.
    GIFT = word("gift", _Codes(plover=(), cameo=()))
    #: A war or invasion.
    WAR = word("war", _Codes(plover=("ASSAULT",), cameo=("190",)))
    #: An exercise or drill.
    EXERCISE = word("exercise", _Codes(plover=("MOBILIZE",), cameo=("150",)))
    #: Forces or weapons are moved to or shown at a place.
    DEPLOYMENT = word("deployment", _Codes(plover=("MOBILIZE",), cameo=("150",)))
    #: A weapon is tested.
    WEAPON_TEST = word("weapon_test", _Codes(plover=("MOBILIZE",), cameo=("150",)))
    #: A parade, or the preparations for one.
    PARADE = word("parade", _Codes(plover=("MOBILIZE",), cameo=("150",)))
    #: What images taken from space show.
    SATELLITE_OBSERVATION = word("satellite_observation", _Codes(plover=(), cameo=()))

    @property
    def plover(self) -> tuple[str, ...]:
        """The types of PLOVER that an event of this type may be, with a mode after a slash; empty where PLOVER has none."""
        return self._data.plover

    @property
    def cameo(self) -> tuple[str, ...]:
        """The codes of CAMEO that an event of this type may have; empty where CAMEO has none."""
        return self._data.cameo


EventTypeWord: TypeAlias = Literal[
    "visit",
    "state_visit",
    "official_visit",
    "site_visit",
    "meeting",
    "summit",
    "talks",
    "banquet",
    "welcome",
    "farewell",
    "commission_session",
    "ceremony",
    "telephone_call",
    "briefing",
    "conference",
    "treaty",
    "agreement",
    "cooperation_plan",
    "understanding",
    "initialling",
    "parliamentary_consent",
    "ratification",
    "entry_into_force",
    "termination",
    "speech",
    "message",
    "article",
    "remark",
    "offer",
    "invitation",
    "acceptance",
    "announcement",
    "accusation",
    "condemnation",
    "denial",
    "appeal",
    "assessment",
    "policy_change",
    "appointment",
    "office_vacated",
    "recognition",
    "relations_established",
    "relations_upgraded",
    "relations_suspended",
    "relations_severed",
    "relations_resumed",
    "mission_opened",
    "mission_closed",
    "veto",
    "vote",
    "arms_transfer",
    "technology_transfer",
    "shipment",
    "financial_aid",
    "military_aid",
    "gift",
    "war",
    "exercise",
    "deployment",
    "weapon_test",
    "parade",
    "satellite_observation",
]
"""The words of `EventType`, for type checkers."""


EventClassWord: TypeAlias = Literal[
    "visit", "meeting", "agreement", "treaty_action", "statement",
    "appointment", "relation_change", "vote", "transfer", "military_activity",
]  # fmt: skip
"""The words that stand for all types of a class of event, for type checkers."""


TYPES_OF_CLASS: Final[Mapping[str, tuple[EventType, ...]]] = MappingProxyType({
    "visit": (EventType.VISIT, EventType.STATE_VISIT, EventType.OFFICIAL_VISIT, EventType.SITE_VISIT),
    "meeting": (
        EventType.MEETING, EventType.SUMMIT, EventType.TALKS, EventType.BANQUET, EventType.WELCOME,
        EventType.FAREWELL, EventType.BRIEFING, EventType.CONFERENCE, EventType.COMMISSION_SESSION,
        EventType.CEREMONY, EventType.TELEPHONE_CALL,
    ),
    "agreement": (EventType.TREATY, EventType.AGREEMENT, EventType.COOPERATION_PLAN, EventType.UNDERSTANDING),
    "treaty_action": (
        EventType.INITIALLING, EventType.PARLIAMENTARY_CONSENT, EventType.RATIFICATION, EventType.ENTRY_INTO_FORCE,
        EventType.TERMINATION,
    ),
    "statement": (
        EventType.SPEECH, EventType.MESSAGE, EventType.ARTICLE, EventType.REMARK, EventType.OFFER,
        EventType.INVITATION, EventType.ACCEPTANCE, EventType.ANNOUNCEMENT, EventType.ACCUSATION,
        EventType.CONDEMNATION, EventType.DENIAL, EventType.APPEAL, EventType.ASSESSMENT, EventType.POLICY_CHANGE,
    ),
    "appointment": (EventType.APPOINTMENT, EventType.OFFICE_VACATED),
    "relation_change": (
        EventType.RECOGNITION, EventType.RELATIONS_ESTABLISHED, EventType.RELATIONS_UPGRADED,
        EventType.RELATIONS_SUSPENDED, EventType.RELATIONS_SEVERED, EventType.RELATIONS_RESUMED,
        EventType.MISSION_OPENED, EventType.MISSION_CLOSED,
    ),
    "vote": (EventType.VETO, EventType.VOTE),
    "transfer": (
        EventType.ARMS_TRANSFER, EventType.TECHNOLOGY_TRANSFER, EventType.SHIPMENT, EventType.FINANCIAL_AID,
        EventType.MILITARY_AID, EventType.GIFT,
    ),
    "military_activity": (
        EventType.WAR, EventType.EXERCISE, EventType.DEPLOYMENT, EventType.WEAPON_TEST, EventType.PARADE,
        EventType.SATELLITE_OBSERVATION,
    ),
})  # fmt: skip
"""The types of each class of event, by the name of the class."""


EXCHANGES: Final = frozenset(TYPES_OF_CLASS["visit"] + TYPES_OF_CLASS["meeting"])
"""The types of event at which the two sides meet: what is asked for first, and what a counting rule counts."""


class EventClass(Protocol):
    """A class of event, which knows its types."""

    EVENT_TYPES: ClassVar[frozenset[EventType]]


EventTypeLike: TypeAlias = EventType | EventTypeWord | EventClassWord | type[EventClass]
"""What stands for types of event: a type, its word, the name of a class for all of its types, or the class itself."""


def event_types_of(given: EventTypeLike | Iterable[EventTypeLike]) -> Any:
    """Return the types that are meant, each once; the name of a class, or the class, stands for all of its types.

    What cannot be read stands where it stood, to be refused by the field.

    Examples:
        >>> [str(event_type) for event_type in event_types_of(["visit", "summit", dprkrel.Visit])]
        ['visit', 'state_visit', 'official_visit', 'site_visit', 'summit']
    """
    each: Any = (given,) if isinstance(given, str | type) else listed(given)
    if not isinstance(each, tuple):
        return each
    meant = [event_type for one in each for event_type in _types_of(one)]
    return tuple(dict.fromkeys(meant)) if all(isinstance(one, EventType) for one in meant) else tuple(meant)


def _types_of(given: Any) -> Iterable[Any]:
    if isinstance(given, type):
        types = getattr(given, "EVENT_TYPES", ())
        is_class_of_event = isinstance(types, frozenset) and types <= {*EventType}
        return [event_type for event_type in EventType if is_class_of_event and event_type in types] or (given,)
    if type(given) is not str:
        return (given,)
    meant = member_of(EventType, given) or given
    return TYPES_OF_CLASS.get(meant) or (meant,)
