"""Offices and their rank."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from dprkrel.records.fields import ActorId, From, OfficeId, checked, slug
from dprkrel.records.plain import Plain
from dprkrel.records.words import OrderedWord


class Rank(OrderedWord):
    """The ranks of offices by protocol, the highest first; offices that share one are equals on purpose."""

    #: Head of state or supreme leader.
    HEAD_OF_STATE = "head_of_state", 7
    #: Head of government; chair of parliament.
    HEAD_OF_GOVERNMENT = "head_of_government", 6
    #: Minister; deputy head of government; deputy chair of parliament; secretary or department head of a ruling party;
    #: prosecutor general; president of a supreme court; head of a presidential office, security council or intelligence
    #: service; chief of the general staff.
    MINISTER = "minister", 5
    #: Vice-minister, deputy minister; presidential aide, first deputy head of a presidential office; head of a region or of a
    #: city of that level; deputy chief of the general staff; head of a national academy, military university or mass
    #: organization; vice-director of a department of a ruling party.
    VICE_MINISTER = "vice_minister", 4
    #: Ambassador, chargé d'affaires; director-general or department head of a ministry.
    AMBASSADOR = "ambassador", 3
    #: Spokesperson, member of parliament, mayor, and every other named office.
    OTHER = "other", 1
    #: Not known or not comparable.
    UNKNOWN = "unknown", 0


RankWord: TypeAlias = Literal[
    "head_of_state", "head_of_government", "minister", "vice_minister", "ambassador", "other", "unknown"
]
"""The words of `Rank`, for type checkers."""


@frozen(kw_only=True, field_transformer=checked, eq=False, repr=False)
class Office(Plain):
    """An office that persons hold.

    Attributes:
        id: a slug that is never reused.
        title: the title in English, without the name of the state.
        of_id: the state or body whose post it is.
        rank: its place in the order of protocol.
        aliases: other titles, in any language, under which it can be asked for.
        several: whether more than one person may hold it at a time (vice-ministers).
    """

    id: OfficeId = field(converter=From[str], validator=slug)
    title: str
    of_id: ActorId = field(converter=From[str])
    rank: Rank = field(converter=From[Rank | RankWord])
    aliases: tuple[str, ...] = field(default=(), converter=From[Iterable[str]])
    several: bool = False
