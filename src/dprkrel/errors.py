"""Every exception that dprkrel raises; each says what was given, what was expected and the nearest right thing.

All of them derive from `DprkrelError`, and each also from the built-in that
a caller would expect (`ValueError`, `TypeError` or `LookupError`).
"""

from collections.abc import Iterable

import attrs


class DprkrelError(Exception):
    """Be the base of every error of this library."""


class DateError(DprkrelError, ValueError):
    """Say that a date could not be read.

    Attributes:
        given: the value as it was passed.
    """

    def __init__(self, given: object, message: str) -> None:
        super().__init__(message)
        self.given = given


class DateTypeError(DateError, TypeError):
    """Say that something which is not a date at all (a bool, an int, a list …) was given for one."""


class WindowError(DateError):
    """Say that a window ends before it begins."""


class VocabularyError(DprkrelError, ValueError):
    """Say that a word is not in a closed vocabulary.

    Attributes:
        given: the word as it was passed.
        accepted: the words that would have been understood, sorted.
    """

    def __init__(self, field: str, given: object, accepted: Iterable[str]) -> None:
        self.given = given
        self.accepted = tuple(sorted(accepted))
        super().__init__(f"{field}={given!r} is not understood; use one of {', '.join(self.accepted)}")


class RecordError(DprkrelError, ValueError, TypeError):
    """Say that a record cannot be built from the values given.

    Attributes:
        record: the class of the record.
        field: the field at fault.
    """

    def __init__(self, record: str, field: str, message: str) -> None:
        self.record = record
        self.field = field
        super().__init__(f"{record}.{field}: {message}")


class UnknownRecordError(DprkrelError, LookupError):
    """Say that no record of this kind bears this id.

    Attributes:
        kind: what was looked for (`event`, `place`, …).
        given: the id as it was passed.
        suggestions: the nearest ids, best first; may be empty.
    """

    def __init__(self, kind: str, given: object, suggestions: Iterable[str] = ()) -> None:
        self.kind = kind
        self.given = given
        self.suggestions = tuple(suggestions)
        super().__init__(f"no {kind} is known as {_clip(given)}{_nearest(self.suggestions)}")


class UnknownActorError(UnknownRecordError):
    """Say that no actor is known under this name or id; `suggestions` holds the ids of the nearest."""

    def __init__(self, given: object, suggestions: Iterable[str] = (), reason: str = "") -> None:
        super().__init__("actor", given, suggestions)
        if reason:
            self.args = (f"{self.args[0]} ({reason})",)


class AmbiguousActorError(DprkrelError, LookupError):
    """Say that a name belongs to several actors; dprkrel never picks one.

    Attributes:
        given: the name as it was passed.
        candidates: the ids of all actors that it may mean, closest first.
    """

    def __init__(self, given: object, candidates: Iterable[str]) -> None:
        self.given = given
        self.candidates = tuple(candidates)
        super().__init__(
            f"{_clip(given)} may mean {', '.join(self.candidates)}; give a fuller name or one of these ids"
        )


class UnknownOfficeError(UnknownRecordError):
    """Say that no office is known under this title; `suggestions` holds the nearest titles."""

    def __init__(self, given: object, suggestions: Iterable[str] = ()) -> None:
        super().__init__("office", given, suggestions)


@attrs.frozen(order=True)
class Fault:
    """Hold one thing that is wrong.

    Attributes:
        file: the seed file, where one was read; else empty.
        record: the id of the record.
        field: the field at fault.
        found: what stands there.
        expected: what should.
    """

    file: str
    record: str
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.record}: {self.field}: found {self.found}; expected {self.expected}"


class DatasetError(DprkrelError, ValueError):
    """Say everything that is wrong with a dataset, all faults at once.

    Attributes:
        faults: one `Fault` for each thing that is wrong, sorted.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{len(self.faults)} fault(s) in the dataset:\n{lines}")


def _clip(given: object) -> str:
    text = repr(given)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _nearest(suggestions: tuple[str, ...]) -> str:
    return f"; the nearest: {', '.join(suggestions)}" if suggestions else ""
