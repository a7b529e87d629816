"""What an edition did to records."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from attrs import field, frozen

from dprkrel import records
from dprkrel.errors import RecordError
from dprkrel.pickles import Vocabulary
from dprkrel.records.fields import ChangeId, From, slug, some
from dprkrel.records.plain import Plain
from dprkrel.records.words import Word, word


class _Effect(NamedTuple):
    removes: bool


class ChangeKind(Word):
    """What an edition may do to a record."""

    _data: _Effect

    #: It is new.
    ADDED = word("added", _Effect(removes=False))
    #: Its content changed.
    CORRECTED = word("corrected", _Effect(removes=False))
    #: It was the same as another, its heir, which now holds its evidence.
    MERGED = word("merged", _Effect(removes=True))
    #: It was taken out; its id is never used again.
    WITHDRAWN = word("withdrawn", _Effect(removes=True))

    @property
    def removes(self) -> bool:
        """Whether the record is gone since then."""
        return self._data.removes


ChangeKindWord: TypeAlias = Literal["added", "corrected", "merged", "withdrawn"]
"""The words of `ChangeKind`, for type checkers."""


class Cause(Vocabulary):
    """Why a record changed between editions."""

    #: A source was added, corrected or read again.
    SOURCE = "source"
    #: The sources are as they were; how they are coded changed.
    CODING = "coding"


CauseWord: TypeAlias = Literal["source", "coding"]
"""The words of `Cause`, for type checkers."""


@frozen(kw_only=True, eq=False, repr=False)
class Edit(Plain):
    """What an edition changed in one field of a record.

    Attributes:
        record_id: the record.
        field: the field, as a path where it lies in a part: `when`, `names[Rezhenkov].note`, `reports[tass-2024-06-18].when`.
        old: its value before, in the plain form of `to_dict`: text as it is, anything else as JSON; None where there was none.
        new: its value since, likewise.
    """

    record_id: str
    field: str
    old: str | None = None
    new: str | None = None

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if self.old == self.new:
            raise RecordError(
                "Edit", "new", f"expected another value than old, got {self.new!r} ({self.record_id}: {self.field})"
            )


@frozen(kw_only=True, eq=False, repr=False)
class Change(Plain):
    """What an edition did to some records, and why; for merged and withdrawn records it is the tombstone.

    Attributes:
        id: a slug that is never reused.
        edition: the edition that did it.
        kind: what it did.
        record_kind: `actor`, `office`, `place`, `source`, `event`, `relation`, `counting_rule` or `coverage`.
        record_ids: to which records.
        reason: why, in our own words.
        cause: whether sources or their coding changed; None of what was added.
        heir_id: the record that holds the evidence of what was merged.
        edits: the fields of corrected records before and after, by record, then in the order of its fields.
    """

    id: ChangeId = field(converter=From[str], validator=slug)
    edition: str
    kind: ChangeKind = field(converter=From[ChangeKind | ChangeKindWord])
    record_kind: str
    record_ids: tuple[str, ...] = field(converter=From[Iterable[str]], validator=some)
    reason: str
    cause: Cause | None = field(default=None, converter=From[Cause | CauseWord | None])
    heir_id: str | None = None
    edits: "tuple[records.Edit, ...]" = field(default=(), converter=From[records.Edits])

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""
        if (self.kind is ChangeKind.ADDED) != (self.cause is None):
            raise RecordError(
                "Change", "cause", f"expected a cause unless kind is added, and none if it is (change {self.id})"
            )
        if (self.kind is ChangeKind.MERGED) != (self.heir_id is not None):
            raise RecordError(
                "Change", "heir_id", f"expected an heir_id if kind is merged, and none otherwise (change {self.id})"
            )
        if self.edits and (
            self.kind is not ChangeKind.CORRECTED or any(edit.record_id not in self.record_ids for edit in self.edits)
        ):
            raise RecordError(
                "Change", "edits", f"expected edits of corrected records alone, of those named (change {self.id})"
            )
