"""The ranks of offices."""

from typing import Literal, TypeAlias

from dprkrel.records.words import OrderedWord, word


class Rank(OrderedWord):
    """The ranks of offices by protocol, the highest first; offices that share one are equals on purpose."""

    #: Head of state or supreme leader.
    HEAD_OF_STATE = word("head_of_state", 7)
    #: Head of government; chair of parliament.
    HEAD_OF_GOVERNMENT = word("head_of_government", 6)
    #: Minister; deputy head of government; deputy chair of parliament; secretary or department head of a ruling party;
    #: prosecutor general; president of a supreme court; head of a presidential office, security council or intelligence
    #: service; chief of the general staff.
    MINISTER = word("minister", 5)
    #: Vice-minister, deputy minister; presidential aide, first deputy head of a presidential office; head of a region or of a
    #: city of that level; deputy chief of the general staff; head of a national academy, military university or mass
    #: organization; vice-director of a department of a ruling party.
    VICE_MINISTER = word("vice_minister", 4)
    #: Ambassador, chargé d'affaires; director-general or department head of a ministry.
    AMBASSADOR = word("ambassador", 3)
    #: Spokesperson, member of parliament, mayor, and every other named office.
    OTHER = word("other", 1)
    #: Not known or not comparable.
    UNKNOWN = word("unknown", 0)


RankWord: TypeAlias = Literal[
    "head_of_state", "head_of_government", "minister", "vice_minister", "ambassador", "other", "unknown"
]
"""The words of `Rank`, for type checkers."""
