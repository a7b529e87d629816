"""The types of event; the comment above each is its entry in the codebook, with its class and the field's codes."""

from enum import StrEnum
from typing import Literal, TypeAlias


class EventType(StrEnum):
    """Name what happened; each type belongs to one class of event."""

    #: A visit of no stated rank of protocol. [Visit; PLOVER CONSULT/visit; CAMEO 042, 043]
    VISIT = "visit"
    #: A visit that a text calls a state visit. [Visit; CONSULT/visit; 042, 043]
    STATE_VISIT = "state_visit"
    #: A visit that a text calls official. [Visit; CONSULT/visit; 042, 043]
    OFFICIAL_VISIT = "official_visit"
    #: A stop at a site during a visit; always part of one. [Visit; CONSULT/visit; 042, 043]
    SITE_VISIT = "site_visit"
    #: A meeting of no stated form. [Meeting; CONSULT; 040]
    MEETING = "meeting"
    #: A meeting of heads of state or government. [Meeting; CONSULT; 040]
    SUMMIT = "summit"
    #: Talks or negotiations between delegations. [Meeting; CONSULT; 040, 046]
    TALKS = "talks"
    #: A banquet or reception. [Meeting; CONSULT; 040]
    BANQUET = "banquet"
    #: A greeting on arrival, or on the return home. [Meeting; CONSULT; 040]
    WELCOME = "welcome"
    #: A send-off on departure, from home or from the host. [Meeting; CONSULT; 040]
    FAREWELL = "farewell"
    #: A session of a joint commission or committee of two states. [Meeting; CONSULT; 040, 046]
    COMMISSION_SESSION = "commission_session"
    #: An opening, unveiling, wreath-laying or anniversary rite with those named present. [Meeting; CONSULT; 040]
    CEREMONY = "ceremony"
    #: Talks by telephone or video link. [Meeting; CONSULT/phone; 041]
    TELEPHONE_CALL = "telephone_call"
    #: A meeting at which some tell another how something went. [Meeting; CONSULT; 040]
    BRIEFING = "briefing"
    #: A meeting of many states or bodies. [Meeting; CONSULT/multilateral; 040]
    CONFERENCE = "conference"
    #: A treaty between states. [Agreement; SUPPORT; 057]
    TREATY = "treaty"
    #: A signed agreement below a treaty, also between bodies. [Agreement; SUPPORT; 057]
    AGREEMENT = "agreement"
    #: A signed plan or programme of work. [Agreement; SUPPORT; 057]
    COOPERATION_PLAN = "cooperation_plan"
    #: A consensus, decision or promise between parties with no signed text known. [Agreement; AGREE; 030]
    UNDERSTANDING = "understanding"
    #: The negotiators initial the text of a treaty. [TreatyAction; SUPPORT; 057]
    INITIALLING = "initialling"
    #: A parliament is asked to consent to a treaty, or a chamber of it votes. [TreatyAction; SUPPORT; 057]
    PARLIAMENTARY_CONSENT = "parliamentary_consent"
    #: A party ratifies a treaty. [TreatyAction; SUPPORT; 057]
    RATIFICATION = "ratification"
    #: A treaty enters into force, as by the exchange of instruments. [TreatyAction; SUPPORT; 057]
    ENTRY_INTO_FORCE = "entry_into_force"
    #: A treaty is denounced, lapses or ceases to be in force. [TreatyAction; REJECT; 120]
    TERMINATION = "termination"
    #: A speech to those present. [Statement; no PLOVER type; 010]
    SPEECH = "speech"
    #: A message or letter to someone. [Statement; no PLOVER type; 010]
    MESSAGE = "message"
    #: An article under the speaker's name. [Statement; no PLOVER type; 010]
    ARTICLE = "article"
    #: Words to the press, in talks or elsewhere. [Statement; no PLOVER type; 010]
    REMARK = "remark"
    #: A promise or offer to do something. [Statement; AGREE; 030]
    OFFER = "offer"
    #: An invitation to visit. [Statement; AGREE; 036]
    INVITATION = "invitation"
    #: The acceptance of an invitation. [Statement; AGREE; 036]
    ACCEPTANCE = "acceptance"
    #: The announcement of something to come, or of something new. [Statement; AGREE when of a meeting; 036, 010]
    ANNOUNCEMENT = "announcement"
    #: A claim that another did wrong. [Statement; ACCUSE; 112]
    ACCUSATION = "accusation"
    #: A condemnation or stated concern. [Statement; ACCUSE; 111]
    CONDEMNATION = "condemnation"
    #: A denial or rejection of a claim. [Statement; no PLOVER type; 016 in CAMEO]
    DENIAL = "denial"
    #: A call on another to do something. [Statement; REQUEST; 020]
    APPEAL = "appeal"
    #: A judgement by observers, analysts or officials on what is going on. [Statement; no PLOVER type; 010]
    ASSESSMENT = "assessment"
    #: A policy dropped or adopted. [Statement; no PLOVER type; 010]
    POLICY_CHANGE = "policy_change"
    #: Someone takes an office. [Appointment; no PLOVER type; no CAMEO code]
    APPOINTMENT = "appointment"
    #: An office falls vacant by death, resignation or dismissal. [Appointment; no PLOVER type; no CAMEO code]
    OFFICE_VACATED = "office_vacated"
    #: A state recognises another, or what claims to be one. [RelationChange; SUPPORT; 054]
    RECOGNITION = "recognition"
    #: Diplomatic relations come into being. [RelationChange; SUPPORT; 050]
    RELATIONS_ESTABLISHED = "relations_established"
    #: Relations are said to have reached a higher level. [RelationChange; SUPPORT; 050]
    RELATIONS_UPGRADED = "relations_upgraded"
    #: Diplomatic relations are suspended. [RelationChange; COERCE; 160]
    RELATIONS_SUSPENDED = "relations_suspended"
    #: Diplomatic relations are broken off, or end with a state. [RelationChange; COERCE; 161]
    RELATIONS_SEVERED = "relations_severed"
    #: Diplomatic relations are taken up again. [RelationChange; SUPPORT; 050]
    RELATIONS_RESUMED = "relations_resumed"
    #: An embassy or other mission opens. [RelationChange; SUPPORT; 050]
    MISSION_OPENED = "mission_opened"
    #: An embassy or other mission closes. [RelationChange; COERCE; 161]
    MISSION_CLOSED = "mission_closed"
    #: A vote against that stops a decision. [Vote; REJECT/yield; 129]
    VETO = "veto"
    #: A vote of any other outcome. [Vote; SUPPORT or REJECT; 051, 120]
    VOTE = "vote"
    #: Arms or ammunition change hands. [Transfer; AID/military; 072]
    ARMS_TRANSFER = "arms_transfer"
    #: Technology changes hands. [Transfer; AID; 070]
    TECHNOLOGY_TRANSFER = "technology_transfer"
    #: Goods of unknown or other kind are carried. [Transfer; COOPERATE; 061]
    SHIPMENT = "shipment"
    #: Money is given or lent. [Transfer; AID; 071]
    FINANCIAL_AID = "financial_aid"
    #: Military aid of no stated kind. [Transfer; AID/military; 072]
    MILITARY_AID = "military_aid"
    #: A present from one to another. [Transfer; no PLOVER type; no CAMEO code]
    GIFT = "gift"
    #: A war or invasion. [MilitaryActivity; ASSAULT; 190]
    WAR = "war"
    #: An exercise or drill. [MilitaryActivity; MOBILIZE; 150]
    EXERCISE = "exercise"
    #: Forces or weapons are moved to or shown at a place. [MilitaryActivity; MOBILIZE; 150]
    DEPLOYMENT = "deployment"
    #: A weapon is tested. [MilitaryActivity; MOBILIZE; 150]
    WEAPON_TEST = "weapon_test"
    #: A parade, or the preparations for one. [MilitaryActivity; MOBILIZE; 150]
    PARADE = "parade"
    #: What images taken from space show. [MilitaryActivity; no PLOVER type; no CAMEO code]
    SATELLITE_OBSERVATION = "satellite_observation"


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
