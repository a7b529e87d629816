"""Every exception that dprkrel raises; each says what was given, what was expected and the nearest right thing.

All of them derive from `DprkrelError`, and each also from the built-in that
a caller would expect (`ValueError`, `TypeError` or `LookupError`).
"""

import sys
import warnings
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from dprkrel.pickles import Reduced, pickled


class _Kept:
    """What is pickled and copied with all its attributes."""

    args: tuple[Any, ...]

    def __reduce__(self) -> Reduced:
        # Exception would call the class with the message alone, whatever its arguments are.
        return pickled(type(self), self.args, self.__dict__)

    @classmethod
    def _unpickled(cls, args: tuple[Any, ...], state: dict[str, Any]) -> Any:
        error: Any = cls.__new__(cls)
        error.args = args
        error.__dict__.update(state)
        return error


class DprkrelError(_Kept, Exception):
    """Base class of all errors that dprkrel raises."""

    def __str__(self) -> str:
        return "\n".join(on_one_line(line, 8000) for line in super().__str__().split("\n"))


class DateError(DprkrelError, ValueError):
    """A date that cannot be read.

    Attributes:
        given: the value as it was passed.
    """

    def __init__(self, given: object, message: str) -> None:
        super().__init__(message)
        self.given = given


class DateTypeError(DateError, TypeError):
    """A value that is not a date at all (a bool, an int, a list …)."""


class WindowError(DateError):
    """A window that ends before it begins."""


class VocabularyError(DprkrelError, ValueError):
    """A word that is not in the vocabulary.

    Attributes:
        given: the word as it was passed.
        accepted: the words of the vocabulary, sorted.
    """

    def __init__(self, field: str, given: object, accepted: Iterable[str]) -> None:
        self.given = given
        self.accepted: tuple[str, ...] = tuple(sorted(map(str, accepted)))
        near = close_matches(given, self.accepted)[:1] if isinstance(given, str) else []
        nearest = f"; the nearest is {near[0]}" if near else ""
        super().__init__(f"{field}={shown(given)} is not understood; use one of {', '.join(self.accepted)}{nearest}")


class EditionError(VocabularyError):
    """An edition that is none, or that the data do not know yet.

    Attributes:
        given: the edition as it was passed.
        accepted: the editions that the data know, the earliest first.
        nearest: the one that may be meant, or None.
    """

    def __init__(self, field: str, given: object, editions: Iterable[str], nearest: str | None, reason: str) -> None:
        self.given = given
        self.accepted: tuple[str, ...] = tuple(editions)
        self.nearest = nearest
        meant = "" if nearest is None else f"; perhaps {nearest} is meant"
        ValueError.__init__(
            self, f"{field}={shown(given)}: {reason}{meant} (editions known here: {', '.join(self.accepted)})"
        )


class RecordError(DprkrelError, ValueError, TypeError):
    """A record that cannot be built from these values.

    Attributes:
        record: the class of the record.
        field: the field at fault.
        problem: what is wrong with it.
    """

    def __init__(self, record: str, field: str, message: str) -> None:
        self.record = record
        self.field = field
        self.problem = message
        super().__init__(f"{record}.{field}: {message}")


class UnknownRecordError(DprkrelError, LookupError):
    """An id or name that belongs to no record of this kind.

    Attributes:
        kind: what was looked for (`event`, `place`, …).
        given: what was passed.
        suggestions: the nearest ids or names, best first; may be empty.
    """

    def __init__(self, kind: str, given: object, suggestions: Iterable[str] = (), reason: str = "") -> None:
        self.kind = kind
        self.given = given
        self.suggestions: tuple[str, ...] = tuple(suggestions)
        near = f"; the nearest: {', '.join(self.suggestions)}" if self.suggestions else ""
        why = f" ({reason})" if reason else ""
        super().__init__(f"no {kind} is known as {shown(given)}{why}{near}")


class UnknownActorError(UnknownRecordError):
    """A name or id that belongs to no actor; `suggestions` has the ids of the actors with the nearest names."""

    def __init__(self, given: object, suggestions: Iterable[str] = (), reason: str = "") -> None:
        super().__init__("actor", given, suggestions, reason)


class UnknownOfficeError(UnknownRecordError):
    """A title that no office of this state or body has; `suggestions` has the nearest titles that it has."""

    def __init__(self, given: object, suggestions: Iterable[str] = (), reason: str = "") -> None:
        super().__init__("office", given, suggestions, reason)


class AmbiguousActorError(DprkrelError, LookupError):
    """A name that may mean several actors; dprkrel never picks one of them.

    Attributes:
        given: the name as it was passed.
        candidates: the ids of all actors that it may mean, closest first; one
            alone where somebody without a record bears the name, too.
    """

    def __init__(self, given: object, candidates: Iterable[str]) -> None:
        self.given = given
        self.candidates: tuple[str, ...] = tuple(candidates)
        others = " or somebody else of that name" if len(self.candidates) == 1 else ""
        super().__init__(
            f"{shown(given)} may mean {', '.join(self.candidates)}{others}; "
            f"give a fuller name, the office, or one of these ids"
        )


class Fault(NamedTuple):
    """A single error in a dataset, a seed file or a citation.

    Attributes:
        file: the seed file, where one was read; else empty.
        record: the id of the record.
        field: the field at fault.
        found: the value that is there.
        expected: what should be there.
    """

    file: str
    record: str
    field: str
    found: str
    expected: str

    def __reduce__(self) -> Reduced:
        return pickled(type(self), *self)

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.record}: {self.field}: found {self.found}; expected {self.expected}"


class DatasetError(DprkrelError, ValueError):
    """A dataset with errors; all of them are listed.

    Attributes:
        faults: one `Fault` for each error, sorted.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{len(self.faults)} fault(s) in the dataset:\n{lines}")


class FileError(DprkrelError, OSError):
    """A file that cannot be read or written; the error of the system is its `__cause__`.

    Attributes:
        given: the path as it was passed.
    """

    def __init__(self, given: object, done: str, error: Exception) -> None:
        self.given = given
        reason = getattr(error, "strerror", None) or str(error)
        super().__init__(f"{shown(given)} cannot be {done}: {on_one_line(str(reason), 120)}")


def warn_caller(warning: Warning) -> None:
    """Warn, as of the line outside the package that led here."""
    depth, frame = 1, sys._getframe()  # noqa: SLF001 - Python 3.11 has no other way to pass over a package
    while frame.f_back and str(frame.f_globals.get("__name__", "")).partition(".")[0] == "dprkrel":
        depth, frame = depth + 1, frame.f_back
    warnings.warn(warning, stacklevel=depth)


class LayoutError(DprkrelError, ValueError):
    """A folder that is not, or not whole, in the columnar layout of `engines`.

    Attributes:
        given: the folder as it was passed.
    """

    def __init__(self, given: object, reason: str) -> None:
        self.given = given
        super().__init__(f"{shown(given)} cannot be read: {on_one_line(reason, 400)}")


class EngineError(DprkrelError, RuntimeError):
    """An engine that did not start, or could not answer; its own error is the `__cause__`."""

    def __init__(self, reason: str) -> None:
        super().__init__(on_one_line(reason, 600))


class LackingError(DprkrelError, ValueError):
    """A question that asks for what foreign data do not tell, such as a status or a rank.

    Attributes:
        column: what they do not tell.
    """

    def __init__(self, column: str, asked: str) -> None:
        self.column = column
        super().__init__(f"these data have no {column}, so {asked} cannot be answered over them")


class LackingWarning(_Kept, UserWarning):
    """A question whose default cannot be kept, since foreign data do not tell the column; the answer is wider.

    Attributes:
        column: what they do not tell.
    """

    def __init__(self, column: str, answer: str) -> None:
        self.column = column
        super().__init__(f"these data have no {column}: {answer}")


class PlotError(DprkrelError, ValueError, TypeError):
    """What was given cannot be drawn: it is empty, of another kind, or has no day that is known.

    Attributes:
        given: what was given instead.
    """

    def __init__(self, given: object, reason: str) -> None:
        self.given = given
        super().__init__(f"{shown(given)} cannot be drawn: {reason}")


class DprkrelDeprecationWarning(_Kept, DeprecationWarning):
    """Something of the package that still works, and goes in a later version.

    Python shows it where a script or a notebook uses what is deprecated, and
    pytest shows it in tests; it is silent in other modules, whose users could
    change nothing. `warnings.simplefilter("error", dprkrel.DprkrelDeprecationWarning)`
    makes it an error.

    Attributes:
        name: what is deprecated, such as `visits_of`, `visits_by_actor(kind=)` or `Role 'guest'`.
        instead: what stands in its place.
        since: the version that deprecated it.
        until: the version in which it is gone.
    """

    def __init__(self, name: str, instead: str, since: str, until: str) -> None:
        self.name: str = name
        self.instead: str = instead
        self.since: str = since
        self.until: str = until
        super().__init__(f"{name} is deprecated since dprkrel {since} and goes in {until}; use {instead}")


class CoverageWarning(_Kept, UserWarning):
    """A question asks for what was not searched, so its answer may be incomplete.

    Python shows it once for each line of code and each entry that is named;
    `warnings.simplefilter("error", dprkrel.CoverageWarning)` makes it an
    error, and `"ignore"` silences it.

    Attributes:
        entry: the entry of the coverage ledger that is named, the nearest; None where none is near.
        entry_id: its id, or None.
        gap: the first gap that the question touches; None where it goes beyond what was searched and touches no gap.
        gaps: all gaps that it touches, by their days.
    """

    def __init__(self, entry: Any, gaps: Iterable[tuple[Any, Any]] = ()) -> None:
        touched = [*gaps]
        self.entry: Any = entry or (touched[0][0] if touched else None)
        self.entry_id: str | None = self.entry.id if self.entry else None
        self.gaps: tuple[Any, ...] = tuple(gap for _, gap in touched)
        self.gap: Any = self.gaps[0] if self.gaps else None
        told = "; ".join(f"{of.id} has the gap {_gap_told(gap)}" for of, gap in touched[:_GAPS_TOLD])
        left = len(touched) - _GAPS_TOLD
        more = f"; and {left} more gap{'s' * (left > 1)}" if left > 0 else ""
        if entry or not touched:
            near = f"the nearest entry of the coverage ledger is {entry.id} ({_entry_told(entry)})" if entry else ""
            told = f"{near or 'no entry of the coverage ledger is near'}{'; ' if touched else ''}{told}"
        beyond = "goes beyond what was searched" if entry or not touched else "asks for what was not searched"
        super().__init__(f"the question {beyond}, so the answer may be incomplete; {told}{more}; see coverage()")


class HolderWarning(_Kept, UserWarning):
    """An office had no one holder for certain, so that `office_holder` names nobody; and why.

    Attributes:
        title: the title as it was passed.
        on: the day as it was passed.
        reason: why, as one of the words of `NoHolder`.
        candidates: the ids of all who held it or may have, those who certainly did first.
    """

    def __init__(
        self, title: str, on: object, reason: str, candidates: Iterable[str], said: str, told: str = ""
    ) -> None:
        self.title: str = title
        self.on: object = on
        self.reason: str = str(reason)
        self.candidates: tuple[str, ...] = tuple(candidates)
        known = ", ".join(self.candidates) or told
        super().__init__(
            f"{shown(title)} has no one holder on {on}: {said}{f' ({known})' if known else ''}; see office_holders()"
        )


_GAPS_TOLD: Final = 3
"""How many gaps a warning tells of; it has all of them."""


def _entry_told(entry: Any) -> str:
    side = "below" if entry.completeness == "not_searched" else "above"
    ranks = f", {entry.rank} and {side}" if entry.rank is not None else ""
    return f"{entry.when}, {entry.completeness}{ranks}"


def _gap_told(gap: Any) -> str:
    ranks = f"{gap.rank} and below, " if gap.rank is not None else ""
    direction = f"visits of {gap.sending_id}, " if gap.sending_id is not None else ""
    return f"{gap.when} ({ranks}{direction}{gap.completeness}: {gap.reason.rstrip('.')})"


class SuccessionWarning(CoverageWarning):
    """A question asks for a state, or a body, in a time in which it did not exist, and for no other that did.

    Attributes:
        actor_id: the state that did not exist then.
        existed: when it existed.
        predecessors: the ids of those whose place it took, where the question asks for days before it existed.
        successors: the ids of those that took its place, where the question asks for days after it ended.
    """

    def __init__(
        self,
        actor: Any,
        asked: Any,
        *,
        predecessors: Iterable[Any] | None = None,
        successors: Iterable[Any] | None = None,
    ) -> None:
        before, after = [*(predecessors or ())], [*(successors or ())]
        super().__init__(None)
        self.actor_id: str = actor.id
        self.existed: Any = actor.existed
        self.predecessors: tuple[str, ...] = tuple(one.id for one in before)
        self.successors: tuple[str, ...] = tuple(one.id for one in after)
        sides = [] if predecessors is None else [_instead("before it existed", "predecessor", before)]
        sides += [] if successors is None else [_instead("after it ended", "successor", after)]
        existed = f"{actor.name} existed {actor.existed}"
        self.args: tuple[Any, ...] = (
            f"{existed}, and the question asks for {asked}, in part or whole {' and '.join(sides)}",
        )


def _instead(when: str, relation: str, others: list[Any]) -> str:
    if not others:
        return f"{when}, for which no {relation} is recorded"
    names = [f"{one.name} ({one.id})" for one in others]
    named = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{when}; ask for its {relation}{'s' * (len(others) > 1)} {named}"


class TextsError(DprkrelError, ValueError):
    """A folder with copies of the texts that cannot be read.

    Attributes:
        given: the folder as it was passed.
    """

    def __init__(self, given: object, reason: str) -> None:
        self.given = given
        super().__init__(
            f"texts={shown(given)} cannot be read ({reason:.120}); give a folder with copies of the texts, or None"
        )


class MissingExtraError(DprkrelError, ImportError):
    """A package that is not installed, and that one extra of dprkrel brings.

    Attributes:
        extra: the extra, such as `arrow`.
        package: the package.
    """

    def __init__(self, extra: str, package: str) -> None:
        self.extra = extra
        self.package = package
        super().__init__(f'{package} is not installed; get it with: pip install "dprkrel[{extra}]"')


def _rebuilt(built: Any, args: tuple[Any, ...], state: dict[str, Any]) -> Any:
    """Return an error of which a pickle of before 1.0 names this function."""
    return built._unpickled(args, state)  # noqa: SLF001 - an error of ours


def shown(given: object) -> str:
    """Return the representation of any object, shortened; never raise."""
    try:
        text = repr(given)
    except Exception:  # noqa: BLE001 - whatever a stranger's __repr__ raises, ours is the error to tell
        text = f"a {type(given).__name__} that cannot be shown"
    text = text.partition("\n")[0]  # of results and tables, what they are
    return text if len(text) <= 80 else f"{text[:77]}…"


def on_one_line(text: str, most: int) -> str:
    r"""Return text that came from elsewhere, shortened, with what cannot be printed made visible.

    Examples:
        >>> print(on_one_line("no\x1b[31mfile", 20), on_one_line("a" * 9, 5))
        no\x1b[31mfile aaaa…
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    if cut.isprintable():
        return cut
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in cut)


def described(found: object) -> str:
    """Return what was found with its type, as faults say it."""
    return f"{type(found).__name__} {shown(found)}"


def fault_of(record: str, field: str, found: object, expected: str) -> Fault:
    """Return a fault of a record, of which no file is known."""
    return Fault("", record, field, str(found), expected)


MAX_NAME_LENGTH: Final = 200
"""Longest text in which a name is looked for."""


#: How near a spelling must be to be suggested, for `difflib`; and how many suggestions are given.
_NEAR: Final = 0.6


_SUGGESTIONS: Final = 3


def no_attribute(owner: str, name: str, known: Iterable[str]) -> str:
    """Return the message of an attribute that something does not have, with those that may be meant.

    These are the names in which it stands, such as `visits_by_actor` for `visits`, else those that are spelled most like it.

    Examples:
        >>> no_attribute("'Dataset' object", "rules", ["counting_rules", "events"])
        "'Dataset' object has no attribute 'rules'; the nearest is counting_rules"
    """
    held = sorted(known)
    near = [each for each in held if len(name) >= _WORD and name in each][:_SUGGESTIONS] or close_matches(name, held)
    told = f"; the nearest{' is' if len(near) == 1 else ':'} {', '.join(near)}" if near else ""
    return f"{owner} has no attribute {name!r}{told}"


class UnknownAttributeError(AttributeError):
    """An attribute that something of ours does not have; what may be meant is looked for when somebody reads it.

    Software that asks whether an attribute is there does not read it, and has no cost of it.
    """

    def __str__(self) -> str:
        kept = super().__str__()
        if kept or self.obj is None:
            return kept
        known = {each for each in dir(type(self.obj)) if not each.startswith("_") and each.islower()}
        return no_attribute(f"{type(self.obj).__name__!r} object", str(self.name), known)


_WORD: Final = 4
"""How long a name is that is looked for within others: shorter ones stand in too many by chance."""


def close_matches(text: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known texts that are spelled most like this one, best first."""
    from difflib import get_close_matches  # late: only errors need it

    return get_close_matches(text[:MAX_NAME_LENGTH], sorted(known), n=_SUGGESTIONS, cutoff=_NEAR)
