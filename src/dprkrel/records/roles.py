"""The parts that participants play in an event."""

from enum import StrEnum
from typing import Final, Literal, TypeAlias


class Role(StrEnum):
    """Say what a participant does in an event."""

    #: Travels to another place to be received, alone or at the head of a delegation.
    VISITOR = "visitor"
    #: Travels in the delegation of a visitor.
    DELEGATE = "delegate"
    #: Receives the visitor, or holds the banquet or meeting.
    HOST = "host"
    #: Meets or sees off a visitor on behalf of the host, or sees off those who leave for a visit.
    GREETER = "greeter"
    #: Takes part, with no side that differs from the others'.
    PARTICIPANT = "participant"
    #: Signs an agreement, or signs it on behalf of a party.
    SIGNATORY = "signatory"
    #: Is bound by an agreement, or establishes relations.
    PARTY = "party"
    #: Speaks, writes, announces, accuses or denies.
    SPEAKER = "speaker"
    #: Is spoken, written or announced to.
    ADDRESSEE = "addressee"
    #: Carries the words of another to the public.
    PUBLISHER = "publisher"
    #: Is invited.
    INVITEE = "invitee"
    #: Is spoken about: accused, condemned or praised.
    SUBJECT = "subject"
    #: Appoints, or hands over an office.
    APPOINTER = "appointer"
    #: Takes office.
    APPOINTEE = "appointee"
    #: Leaves the office that another takes.
    PREDECESSOR = "predecessor"
    #: Sends a mission.
    SENDING_STATE = "sending_state"
    #: Receives a mission.
    RECEIVING_STATE = "receiving_state"
    #: Votes.
    VOTER = "voter"
    #: Gives arms, goods, money or technology.
    SUPPLIER = "supplier"
    #: Gets arms, goods, money or technology.
    RECIPIENT = "recipient"
    #: Exercises, deploys, attacks, tests or prepares.
    FORCE = "force"
    #: Is attacked.
    TARGET = "target"
    #: Watches, photographs or measures.
    OBSERVER = "observer"


RoleWord: TypeAlias = Literal[
    "visitor",
    "delegate",
    "host",
    "greeter",
    "participant",
    "signatory",
    "party",
    "speaker",
    "addressee",
    "publisher",
    "invitee",
    "subject",
    "appointer",
    "appointee",
    "predecessor",
    "sending_state",
    "receiving_state",
    "voter",
    "supplier",
    "recipient",
    "force",
    "target",
    "observer",
]
"""The words of `Role`, for type checkers."""


TRAVELLING: Final = (Role.VISITOR, Role.DELEGATE)
"""Roles of those who travel on a visit."""
