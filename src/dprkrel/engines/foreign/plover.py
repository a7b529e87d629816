"""The types and modes of PLOVER in our words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dprkrel.engines.foreign.coding import Coding
from dprkrel.records.event_types import EventType
from dprkrel.records.roles import Role

_SEVERAL: Final = "fits several types of ours"
_BROADER: Final = "broader than any type of ours"
_MEETING: Final = "all consultations and meetings; the type is that of no stated form"

CODINGS: Final[Mapping[str, Coding]] = MappingProxyType(
    {
        "CONSULT": Coding(EventType.MEETING, Role.PARTICIPANT, Role.PARTICIPANT, _MEETING),
        "CONSULT/visit": Coding(
            EventType.VISIT, Role.VISITOR, Role.HOST, "the actor always visits, and the recipient is host"
        ),
        "CONSULT/phone": Coding(
            EventType.TELEPHONE_CALL, Role.PARTICIPANT, Role.PARTICIPANT, "by telephone or some other remote medium"
        ),
        "CONSULT/third-party": Coding(
            EventType.MEETING, Role.PARTICIPANT, Role.PARTICIPANT, "a meeting of which a third party is host"
        ),
        "CONSULT/multilateral": Coding(
            EventType.MEETING, Role.PARTICIPANT, Role.PARTICIPANT, "a conference, or a meeting beside one"
        ),
        "COOPERATE": Coding(None, Role.PARTICIPANT, Role.PARTICIPANT, _BROADER),
        "REQUEST": Coding(
            EventType.APPEAL, Role.SPEAKER, Role.ADDRESSEE, "requests, demands and orders, all of them words"
        ),
        "ACCUSE/disapprove": Coding(
            None, Role.SPEAKER, Role.SUBJECT, _BROADER + ": disapproval, objections and complaints"
        ),
        "ACCUSE/allege": Coding(None, Role.SPEAKER, Role.SUBJECT, _BROADER + ": accusations, and charges in court"),
        "THREATEN": Coding(None, Role.SPEAKER, None, _BROADER),
        "MOBILIZE/troops": Coding(None, Role.FORCE, None, _SEVERAL + ": exercise, deployment"),
        "MOBILIZE/weapons": Coding(None, Role.FORCE, None, _SEVERAL + ": deployment, weapon test, parade"),
    }
)
"""What is known of a type, or of a type with a mode; a mode that is not listed has what its type has."""

TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""All types of PLOVER."""

STATE_SECTORS: Final = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
"""The sectors that are parts of a state: police, government, courts, parliament, armed forces, intelligence."""
