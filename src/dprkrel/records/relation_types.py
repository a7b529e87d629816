"""The types of relation."""

from typing import Final, Literal, TypeAlias

from dprkrel.records.words import Word, word

_MUTUAL: Final = False
_DIRECTED: Final = True
"""Whether it matters who of the two is the subject."""


class RelationType(Word):
    """The ties of which relations are spells; the subject stands first."""

    _data: bool

    #: Diplomatic relations between two states (Vienna Convention, art. 2).
    DIPLOMATIC_RELATIONS = word("diplomatic_relations", _MUTUAL)
    #: The subject (sending state) keeps an embassy or legation in the object (receiving state).
    MISSION = word("mission", _DIRECTED)
    #: The subject's mission in the object is not at work though it has not ended: emptied of its staff, or suspended.
    DORMANT_MISSION = word("dormant_mission", _DIRECTED)
    #: The subject keeps another post there: a consulate, a trade, liaison or cooperation office, a mission to an organization.
    REPRESENTATION = word("representation", _DIRECTED)
    #: The two are allies.
    ALLIANCE = word("alliance", _MUTUAL)
    #: A partnership that texts name as such.
    PARTNERSHIP = word("partnership", _MUTUAL)
    #: The subject holds an office of the object.
    OFFICE_HELD = word("office_held", _DIRECTED)
    #: The subject is a member of the object.
    MEMBERSHIP = word("membership", _DIRECTED)
    #: The subject is owned, run or spoken for by the object.
    AFFILIATION = word("affiliation", _DIRECTED)
    #: The subject is the parent of the object.
    KINSHIP = word("kinship", _DIRECTED)
    #: The subject supports the object politically or materially.
    SPONSORSHIP = word("sponsorship", _DIRECTED)
    #: The two oppose each other, as a source says.
    HOSTILITY = word("hostility", _MUTUAL)
    #: The subject keeps sanctions on the object.
    SANCTIONS = word("sanctions", _DIRECTED)
    #: The subject governs or occupies territory of the object.
    OCCUPATION = word("occupation", _DIRECTED)

    @property
    def directed(self) -> bool:
        """Whether it matters who of the two is the subject."""
        return self._data


RelationTypeWord: TypeAlias = Literal[
    "diplomatic_relations",
    "mission",
    "dormant_mission",
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
