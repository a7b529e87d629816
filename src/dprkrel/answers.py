"""Closed vocabularies of questions and answers; the comment above each member is its entry in the codebook."""

from enum import IntEnum, StrEnum


class Certainty(StrEnum):
    """Answer a question about uncertain dates."""

    #: Every reading of the dates says yes.
    CERTAIN = "certain"
    #: Some reading says yes.
    POSSIBLE = "possible"
    #: No reading says yes.
    IMPOSSIBLE = "impossible"


class Match(StrEnum):
    """Say how sure a match of dates must be."""

    #: Keep what some reading of the dates puts there.
    POSSIBLE = "possible"
    #: Keep only what no reading of the dates could take out.
    CERTAIN = "certain"


class How(StrEnum):
    """Say how an event must lie to a window."""

    #: They share at least one day.
    OVERLAPS = "overlaps"
    #: Every day of the event is a day of the window.
    WITHIN = "within"


class ConflictField(StrEnum):
    """Name what sources disagree on."""

    #: The first day.
    START = "start"
    #: The last day.
    END = "end"
    #: How much it was.
    QUANTITY = "quantity"
    #: Whether it is so: the record itself, one of its links, or a claim.
    STATUS = "status"
    #: How an actor's name is spelled, where one spelling is an error.
    NAME = "name"
    #: What a source says by an evident error, and no other field holds.
    WORDING = "wording"


class AgreementClass(StrEnum):
    """Say how far independent sources bear an adopted value out; background knowledge is not counted."""

    #: One source gives it, and no other contradicts.
    UNIQUE = "unique"
    #: Several independent sources give it, and none contradicts.
    CONFIRMED = "confirmed"
    #: More independent sources give it than give any other value.
    MAJORITY = "majority"
    #: As many or more give another, or the value is kept wide enough for both sides.
    CONTESTED = "contested"


class Verdict(StrEnum):
    """Say how the data bear a superlative out."""

    #: Nothing in the data speaks against it, and they reach back (or on) beyond the time for which it is claimed.
    CONSISTENT = "consistent"
    #: An event of the data is certainly another of its kind in that time.
    CONTRADICTED = "contradicted"
    #: The data cannot tell: they do not reach so far, dates leave it open, or the claim names no measure.
    UNDECIDABLE = "undecidable"


class TextState(StrEnum):
    """Say what was found of a text."""

    #: A file is the text that was read, byte for byte.
    VERIFIED = "verified"
    #: No file is, but one bears its name.
    CHANGED = "changed"
    #: No file is, and none bears its name.
    MISSING = "missing"


class Confidence(IntEnum):
    """Say how well a record is borne out by the sources that say it is so; see `confidence`."""

    #: A single tertiary source, or none whose standing is known.
    LOW = 1
    #: One secondary source, or two independent tertiary ones.
    MEDIUM = 2
    #: A primary source, or two independent secondary ones.
    HIGH = 3


class Completeness(StrEnum):
    """Say how far something was searched for."""

    #: All that the searched sources publicly disclose is believed to be in.
    COMPLETE = "complete"
    #: It was searched for, and some of it is known or believed to be missing.
    PARTIAL = "partial"
    #: It was not searched for; what the data hold of it is there by the way.
    NOT_SEARCHED = "not_searched"


class ChangeKind(StrEnum):
    """Name what an edition did to a record."""

    #: It is new.
    ADDED = "added"
    #: Its content changed.
    CORRECTED = "corrected"
    #: It was the same as another, its heir, which now holds its evidence.
    MERGED = "merged"
    #: It was taken out; its id is never used again.
    WITHDRAWN = "withdrawn"


class Cause(StrEnum):
    """Say why a record changed between editions."""

    #: A source was added, corrected or read again.
    SOURCE = "source"
    #: The sources are as they were; how they are coded changed.
    CODING = "coding"


class Admission(StrEnum):
    """Say how a counting rule takes an event."""

    #: It meets every criterion, in every reading of the data.
    COUNTED = "counted"
    #: It meets every criterion in some reading: a date, rank or status leaves it open.
    BORDERLINE = "borderline"
    #: It fails one criterion.
    LEFT_OUT = "left_out"
