"""The parts that participants play in an event."""

from typing import Final, Literal, NamedTuple, TypeAlias

from dprkrel.records.words import Word, word


class _Part(NamedTuple):
    """What is true of a role; what is not named is not."""

    travels: bool = False
    receives: bool = False
    in_visits: bool = False
    is_present: bool = False
    acts: bool = False
    is_side: bool = False


class Role(Word):
    """The parts that participants play in an event."""

    _data: _Part

    #: Travels to another place to be received, alone or at the head of a delegation.
    VISITOR = word("visitor", _Part(travels=True, in_visits=True, is_present=True, acts=True, is_side=True))
    #: Travels in the delegation of a visitor.
    DELEGATE = word("delegate", _Part(travels=True, in_visits=True, is_present=True, acts=True, is_side=True))
    #: Receives the visitor, or holds the banquet or meeting.
    HOST = word("host", _Part(receives=True, in_visits=True, is_present=True, acts=True, is_side=True))
    #: Meets or sees off a visitor on behalf of the host, or sees off those who leave for a visit.
    GREETER = word("greeter", _Part(receives=True, in_visits=True))
    #: Takes part, with no side that differs from the others'.
    PARTICIPANT = word("participant", _Part(in_visits=True, is_present=True, acts=True, is_side=True))
    #: Signs an agreement, or signs it on behalf of a party.
    SIGNATORY = word("signatory", _Part(is_present=True, acts=True, is_side=True))
    #: Is bound by an agreement, or establishes relations.
    PARTY = word("party", _Part(is_side=True))
    #: Speaks, writes, announces, accuses or denies.
    SPEAKER = word("speaker", _Part(acts=True, is_side=True))
    #: Is spoken, written or announced to.
    ADDRESSEE = word("addressee", _Part(is_side=True))
    #: Carries the words of another to the public.
    PUBLISHER = word("publisher", _Part())
    #: Is invited.
    INVITEE = word("invitee", _Part(is_side=True))
    #: Is spoken about: accused, condemned or praised.
    SUBJECT = word("subject", _Part())
    #: Appoints, or hands over an office.
    APPOINTER = word("appointer", _Part(is_side=True))
    #: Takes office.
    APPOINTEE = word("appointee", _Part(is_side=True))
    #: Leaves the office that another takes.
    PREDECESSOR = word("predecessor", _Part(is_side=True))
    #: Sends a mission.
    SENDING_STATE = word("sending_state", _Part(is_side=True))
    #: Receives a mission.
    RECEIVING_STATE = word("receiving_state", _Part(is_side=True))
    #: Votes.
    VOTER = word("voter", _Part(is_side=True))
    #: Gives arms, goods, money or technology.
    SUPPLIER = word("supplier", _Part(is_side=True))
    #: Gets arms, goods, money or technology.
    RECIPIENT = word("recipient", _Part(is_side=True))
    #: Exercises, deploys, attacks, tests or prepares.
    FORCE = word("force", _Part(is_side=True))
    #: Is attacked.
    TARGET = word("target", _Part(is_side=True))
    #: Watches, photographs or measures.
    OBSERVER = word("observer", _Part())

    @property
    def travels(self) -> bool:
        """Whether whoever plays it travels on a visit."""
        return self._data.travels

    @property
    def receives(self) -> bool:
        """Whether whoever plays it receives those who travel."""
        return self._data.receives

    @property
    def in_visits(self) -> bool:
        """Whether it is a part in a visit, in which `visits_by_actor` can be asked."""
        return self._data.in_visits

    @property
    def is_present(self) -> bool:
        """Whether it shows that whoever plays it was where the event took place (law 5)."""
        return self._data.is_present

    @property
    def acts(self) -> bool:
        """Whether whoever plays it acts in person, so that two records of one event are likely to name them both."""
        return self._data.acts

    @property
    def is_side(self) -> bool:
        """Whether whoever plays it is a side of the event, and no bystander or subject of it."""
        return self._data.is_side


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


TRAVELLING: Final = frozenset(role for role in Role if role.travels)
"""Roles of those who travel on a visit."""
