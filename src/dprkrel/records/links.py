"""What one event is to another."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from dprkrel.errors import RecordError
from dprkrel.records.fields import EventId, From, checked
from dprkrel.records.reports import Report


class LinkType(StrEnum):
    """Say what one event is to another."""

    #: Is the return visit for it.
    RECIPROCATES = "reciprocates"
    #: Came after it, as a source says.
    FOLLOWS = "follows"
    #: Is the first of its kind since it, as a source says.
    FIRST_SINCE = "first_since"
    #: Is about it: announces, affirms, denies, praises or condemns it.
    ABOUT = "about"
    #: Prepares it.
    PREPARES = "prepares"
    #: Carries out what was agreed or promised in it.
    IMPLEMENTS = "implements"
    #: Takes the place of it (agreements).
    REPLACES = "replaces"
    #: Answers it: accepts the invitation, rejects the claim.
    ANSWERS = "answers"
    #: Is a step in its life: initials it, ratifies it, brings it into force, ends it (treaties).
    STEP_OF = "step_of"
    #: Is a leg of its journey outside the visit itself: the departure from home, the return (visits).
    LEG_OF = "leg_of"


LinkTypeWord: TypeAlias = Literal[
    "reciprocates",
    "follows",
    "first_since",
    "about",
    "prepares",
    "implements",
    "replaces",
    "answers",
    "step_of",
    "leg_of",
]
"""The words of `LinkType`, for type checkers."""


AFTER_ITS_END: Final = frozenset({
    LinkType.RECIPROCATES, LinkType.FOLLOWS, LinkType.FIRST_SINCE, LinkType.REPLACES,
})  # fmt: skip
"""Links that say that the event began when the other had ended."""


MAX_DAYS: Final = 36_525
"""Longest distance in days, a century, that a link may name."""


@frozen(kw_only=True, field_transformer=checked)
class Link:
    """Hold what one event is to another.

    Attributes:
        link_type: what it is to the other.
        event_id: the other.
        reports: what the sources say of it; empty where the event's own reports say it.
        within_days: how many days at most lie between the end of the other and the beginning of this one,
            where a source says so.
    """

    link_type: LinkType = field(converter=From[LinkType | LinkTypeWord])
    event_id: EventId = field(converter=From[str])
    reports: tuple[Report, ...] = field(default=(), converter=From[Iterable[Report]])
    within_days: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.within_days is not None and not (0 <= self.within_days <= MAX_DAYS and self.link_type in AFTER_ITS_END):
            raise RecordError(
                "Link",
                "within_days",
                f"expected 0 to {MAX_DAYS}, of {', '.join(sorted(AFTER_ITS_END))}, got {self.within_days}",
            )
