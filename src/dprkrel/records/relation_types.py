"""The types of relation."""

from typing import Literal, NamedTuple, TypeAlias

from dprkrel.records.words import Word


class _Tie(NamedTuple):
    directed: bool


class RelationType(Word):
    """The ties of which relations are spells; the subject stands first."""

    _data: _Tie

    #: Diplomatic relations between two states (Vienna Convention, art. 2).
    DIPLOMATIC_RELATIONS = "diplomatic_relations", _Tie(directed=False)
    #: The subject (sending state) keeps an embassy or legation in the object (receiving state).
    MISSION = "mission", _Tie(directed=True)
    #: The subject keeps another post there: a consulate, a trade, liaison or cooperation office, a mission to an organization.
    REPRESENTATION = "representation", _Tie(directed=True)
    #: The two are allies.
    ALLIANCE = "alliance", _Tie(directed=False)
    #: A partnership that texts name as such.
    PARTNERSHIP = "partnership", _Tie(directed=False)
    #: The subject holds an office of the object.
    OFFICE_HELD = "office_held", _Tie(directed=True)
    #: The subject is a member of the object.
    MEMBERSHIP = "membership", _Tie(directed=True)
    #: The subject is owned, run or spoken for by the object.
    AFFILIATION = "affiliation", _Tie(directed=True)
    #: The subject is the parent of the object.
    KINSHIP = "kinship", _Tie(directed=True)
    #: The subject supports the object politically or materially.
    SPONSORSHIP = "sponsorship", _Tie(directed=True)
    #: The two oppose each other, as a source says.
    HOSTILITY = "hostility", _Tie(directed=False)
    #: The subject keeps sanctions on the object.
    SANCTIONS = "sanctions", _Tie(directed=True)
    #: The subject governs or occupies territory of the object.
    OCCUPATION = "occupation", _Tie(directed=True)

    @property
    def directed(self) -> bool:
        """Whether it matters who of the two is the subject."""
        return self._data.directed


RelationTypeWord: TypeAlias = Literal[
    "diplomatic_relations",
    "mission",
    "representation",
    "alliance",
    "partnership",
    "office_held",
    "membership",
    "affiliation",
    "kinship",
    "sponsorship",
    "hostility",
    "sanctions",
    "occupation",
]
"""The words of `RelationType`, for type checkers."""
