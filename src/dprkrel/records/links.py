"""What one event is to another."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from attrs import field, frozen

from dprkrel.errors import RecordError
from dprkrel.records.fields import EventId, From
from dprkrel.records.plain import Plain
from dprkrel.records.reports import Report
from dprkrel.records.words import Word, word


class _Saying(NamedTuple):
    phrase: str
    begins: Literal["before_its_start", "after_its_start", "after_its_end"] | None


class LinkType(Word):
    """What one event may be to another."""

    _data: _Saying

    #: Is the return visit for it.
    RECIPROCATES = word("reciprocates", _Saying(phrase="is the return visit for", begins="after_its_end"))
    #: Came after it, as a source says.
    FOLLOWS = word("follows", _Saying(phrase="came after", begins="after_its_end"))
    #: Is the first of its kind since it, as a source says.
    FIRST_SINCE = word("first_since", _Saying(phrase="is the first of its kind since", begins="after_its_end"))
    #: Is about it: announces, affirms, denies, praises or condemns it.
    ABOUT = word("about", _Saying(phrase="is about", begins=None))
    #: Prepares it.
    PREPARES = word("prepares", _Saying(phrase="prepares", begins="before_its_start"))
    #: Carries out what was agreed or promised in it.
    IMPLEMENTS = word("implements", _Saying(phrase="carries out", begins="after_its_start"))
    #: Takes the place of it (agreements).
    REPLACES = word("replaces", _Saying(phrase="took the place of", begins="after_its_end"))
    #: Answers it: accepts the invitation, rejects the claim.
    ANSWERS = word("answers", _Saying(phrase="answers", begins="after_its_start"))
    #: Is a step in its life: initials it, ratifies it, brings it into force, ends it (treaties).
    STEP_OF = word("step_of", _Saying(phrase="is a step in the life of", begins=None))
    #: Is a leg of its journey outside the visit itself: the departure from home, the return (visits).
    LEG_OF = word("leg_of", _Saying(phrase="is a leg of the journey of", begins=None))

    @property
    def phrase(self) -> str:
        """What it says, as the words between the event and the other."""
        return self._data.phrase

    @property
    def begins(self) -> Literal["before_its_start", "after_its_start", "after_its_end"] | None:
        """When the event began, by the beginning or end of the other; None where it says nothing of that."""
        return self._data.begins


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


MAX_DAYS: Final = 36_525
"""Longest distance in days, a century, that a link may name."""


@frozen(kw_only=True, eq=False, repr=False)
class Link(Plain):
    """A link from one event to another, as a source describes it.

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

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if self.within_days is not None and not (
            0 <= self.within_days <= MAX_DAYS and self.link_type.begins == "after_its_end"
        ):
            raise RecordError(
                "Link",
                "within_days",
                f"expected a number from 0 to {MAX_DAYS}, only for {', '.join(sorted(link_type for link_type in LinkType if link_type.begins == 'after_its_end'))}, got {self.within_days}",
            )
