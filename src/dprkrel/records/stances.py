"""How a report stands to its record, and what reports add up to."""

from enum import StrEnum
from typing import Final, Literal, TypeAlias


class Stance(StrEnum):
    """Say how a report stands to the record that it is about."""

    #: States that it is so.
    ASSERTS = "asserts"
    #: States that it is so, being a party to it or having been accused of it.
    CONFIRMS = "confirms"
    #: Claims of another, without claiming proof, that it is so.
    ALLEGES = "alleges"
    #: States that it is not so.
    DENIES = "denies"
    #: Was asked, and says neither yes nor no.
    DECLINES_TO_CONFIRM = "declines_to_confirm"
    #: A party says that it will be so.
    ANNOUNCES = "announces"
    #: Someone else thinks that it will be so.
    EXPECTS = "expects"
    #: A party says that what was announced will not be.
    CANCELS = "cancels"
    #: Says so by an evident error; kept as the source's statement, never counted.
    MISSTATES = "misstates"


StanceWord: TypeAlias = Literal[
    "asserts", "confirms", "alleges", "denies", "declines_to_confirm", "announces", "expects", "cancels", "misstates"
]
"""The words of `Stance`, for type checkers."""


class Status(StrEnum):
    """Say what the reports of a record add up to; see `status_of`."""

    #: It happened, or holds.
    OCCURRED = "occurred"
    #: It is claimed and not admitted, or stated and denied.
    ALLEGED = "alleged"
    #: A party announced it; whether it happened is not reported here.
    PLANNED = "planned"
    #: It was expected; whether it happened is not reported here.
    EXPECTED = "expected"
    #: It was announced and called off.
    CANCELLED = "cancelled"
    #: It is only denied: as far as is known it did not happen, or does not hold.
    NOT_OCCURRED = "not_occurred"


StatusWord: TypeAlias = Literal["occurred", "alleged", "planned", "expected", "cancelled", "not_occurred"]
"""The words of `Status`, for type checkers."""


TELLING: Final = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES, Stance.MISSTATES})
"""Stances that speak of what has been, and so not of what came after them."""


SILENT: Final = frozenset({Stance.MISSTATES, Stance.DECLINES_TO_CONFIRM})
"""Stances that do not count for the status of a record."""
