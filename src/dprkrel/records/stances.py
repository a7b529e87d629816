"""How a report stands to its record, and what reports add up to."""

from typing import Literal, NamedTuple, TypeAlias

from dprkrel.records.words import Word, word


class _Attitude(NamedTuple):
    affirms: bool
    tells_of_past: bool
    counts_for_status: bool
    dates: bool
    takes_a_stand: bool


class Stance(Word):
    """How a report stands to the record that it is about."""

    _data: _Attitude

    #: States that it is so.
    ASSERTS = word(
        "asserts",
        _Attitude(affirms=True, tells_of_past=True, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: States that it is so, being a party to it or having been accused of it.
    CONFIRMS = word(
        "confirms",
        _Attitude(affirms=True, tells_of_past=True, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: Claims of another, without claiming proof, that it is so.
    ALLEGES = word(
        "alleges",
        _Attitude(affirms=True, tells_of_past=True, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: States that it is not so.
    DENIES = word(
        "denies",
        _Attitude(affirms=False, tells_of_past=False, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: Was asked, and says neither yes nor no.
    DECLINES_TO_CONFIRM = word(
        "declines_to_confirm",
        _Attitude(affirms=False, tells_of_past=False, counts_for_status=False, dates=True, takes_a_stand=True),
    )
    #: A party says that it will be so.
    ANNOUNCES = word(
        "announces",
        _Attitude(affirms=True, tells_of_past=False, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: Someone else thinks that it will be so.
    EXPECTS = word(
        "expects",
        _Attitude(affirms=True, tells_of_past=False, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: A party says that what was announced will not be.
    CANCELS = word(
        "cancels",
        _Attitude(affirms=False, tells_of_past=False, counts_for_status=True, dates=True, takes_a_stand=True),
    )
    #: Says so by an evident error; kept as the source's statement, never counted.
    MISSTATES = word(
        "misstates",
        _Attitude(affirms=False, tells_of_past=True, counts_for_status=False, dates=False, takes_a_stand=True),
    )
    #: Tells something else, from which follows when it was, as that a visitor was at home again.
    IMPLIES = word(
        "implies",
        _Attitude(affirms=False, tells_of_past=False, counts_for_status=False, dates=True, takes_a_stand=False),
    )
    #: Tells nothing: a coding rule of ours takes its date to lie within bounds that no source gives.
    SUPPOSES = word(
        "supposes",
        _Attitude(affirms=False, tells_of_past=False, counts_for_status=False, dates=False, takes_a_stand=False),
    )

    @property
    def affirms(self) -> bool:
        """Whether such a report says that it is so, or will be so; where another denies it, the two conflict."""
        return self._data.affirms

    @property
    def tells_of_past(self) -> bool:
        """Whether such a report speaks of what has been, and so not of what came after it was written."""
        return self._data.tells_of_past

    @property
    def counts_for_status(self) -> bool:
        """Whether such a report counts for the status of its record."""
        return self._data.counts_for_status

    @property
    def dates(self) -> bool:
        """Whether the date that such a report gives is evidence of when it was."""
        return self._data.dates

    @property
    def takes_a_stand(self) -> bool:
        """Whether such a report speaks of the record itself, and so is a position on it and a voice that counts."""
        return self._data.takes_a_stand


StanceWord: TypeAlias = Literal[
    "asserts",
    "confirms",
    "alleges",
    "denies",
    "declines_to_confirm",
    "announces",
    "expects",
    "cancels",
    "misstates",
    "implies",
    "supposes",
]
"""The words of `Stance`, for type checkers."""


class _Finding(NamedTuple):
    borne_out_by: frozenset[Stance]
    stands: bool


class Status(Word):
    """What the reports of a record add up to; see `status_of`."""

    _data: _Finding

    #: It happened, or holds.
    OCCURRED = word("occurred", _Finding(borne_out_by=frozenset({Stance.ASSERTS, Stance.CONFIRMS}), stands=True))
    #: It is claimed and not admitted, or stated and denied.
    ALLEGED = word("alleged", _Finding(borne_out_by=frozenset({Stance.ASSERTS, Stance.ALLEGES}), stands=False))
    #: A party announced it; whether it happened is not reported here.
    PLANNED = word("planned", _Finding(borne_out_by=frozenset({Stance.ANNOUNCES}), stands=True))
    #: It was expected; whether it happened is not reported here.
    EXPECTED = word("expected", _Finding(borne_out_by=frozenset({Stance.EXPECTS}), stands=True))
    #: It was announced and called off.
    CANCELLED = word("cancelled", _Finding(borne_out_by=frozenset({Stance.CANCELS}), stands=False))
    #: It is only denied: as far as is known it did not happen, or does not hold.
    NOT_OCCURRED = word("not_occurred", _Finding(borne_out_by=frozenset({Stance.DENIES}), stands=False))

    @property
    def borne_out_by(self) -> frozenset[Stance]:
        """The stances of the reports that bear it out, on which the confidence in the record rests."""
        return self._data.borne_out_by

    @property
    def stands(self) -> bool:
        """Whether it is so or is still to be so: neither alleged nor denied nor called off."""
        return self._data.stands


StatusWord: TypeAlias = Literal["occurred", "alleged", "planned", "expected", "cancelled", "not_occurred"]
"""The words of `Status`, for type checkers."""
