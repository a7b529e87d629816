"""Every exception that dprkrel raises; each says what was given, what was expected and the nearest right thing.

All of them derive from `DprkrelError`, and each also from the built-in that
a caller would expect (`ValueError`, `TypeError` or `LookupError`).
"""

import sys
import warnings
from collections.abc import Iterable
from types import NoneType
from typing import Any, Final, NamedTuple, Self, SupportsIndex

from dprkrel.pickles import Reduced, pickled
from dprkrel.prose import escaped

MAX_MESSAGE: Final = 4_000
"""Longest message of an error or warning; what is longer is cut."""


class _Printable:
    """What is safe to print: whatever stands in a message, it is escaped and cut here, and nowhere else.

    Messages name ids, titles and arguments that strangers wrote. Whoever reads one on a terminal must not see it move
    the cursor, turn the text around or write lines of its own.
    """

    def __str__(self) -> str:
        return on_one_line(super().__str__(), MAX_MESSAGE)


class _Sent:
    """What can be sent to other processes and copied, whatever it holds: an error or warning with what was given."""

    args: tuple[Any, ...]

    def __reduce_ex__(self, protocol: SupportsIndex) -> Reduced:
        # Exception would call the class with the message alone, whatever its arguments are.
        held = {
            name: value if _can_be_sent(value, int(protocol)) else shown(value) for name, value in vars(self).items()
        }
        return pickled(type(self), self.args, held)

    @classmethod
    def _unpickled(cls, args: tuple[Any, ...], state: dict[str, Any]) -> Any:
        error: Any = cls.__new__(cls)
        error.args = args
        error.__dict__.update(state)
        return error

    def __copy__(self) -> Self:
        return self.__deepcopy__(None)

    def __deepcopy__(self, _: object) -> Self:
        # What was given stays the same object: it may be one that nobody can copy.
        copied: Self = self._unpickled(self.args, vars(self))
        return copied


class DprkrelError(_Printable, _Sent, Exception):
    """Base class of all errors that dprkrel raises; no message has control, format or surrogate characters."""


class CallError(DprkrelError, TypeError):
    """A call whose arguments are too few, too many or unknown, or of which one fails when it is read.

    What fails is a thing of the caller's own, such as a generator or a class; its error is the `__cause__`.

    Attributes:
        called: the function, or the argument.
        problem: what is wrong.
    """

    def __init__(self, called: str, problem: str) -> None:
        self.called = called
        self.problem = problem
        super().__init__(f"{called}: {on_one_line(problem, 600)}")


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
        others: the errors of its other fields, in their order; the message tells of the first alone.
    """

    def __init__(self, record: str, field: str, message: str) -> None:
        self.record = record
        self.field = field
        self.problem = message
        self.others: tuple[RecordError, ...] = ()
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
        near = f"; the nearest: {_listed(self.suggestions)}" if self.suggestions else ""
        why = f" ({reason:.600})" if reason else ""
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
            f"{shown(given)} may mean {_listed(self.candidates)}{others}; "
            f"give a fuller name, the office, or one of these ids"
        )


class _Parts(NamedTuple):
    file: str
    record: str
    field: str
    found: str
    expected: str


_LONGEST: Final = _Parts(file=400, record=200, field=400, found=2_000, expected=4_000)  # type: ignore[arg-type] # lengths
"""How long each part of a fault may be; what is longer is cut."""


class Fault(_Parts):
    """A single error in a dataset, a seed file or a citation; its parts are escaped and cut, so that they can be printed.

    Attributes:
        file: the seed file or the line, where one was read; else empty.
        record: the id of the record.
        field: the field at fault.
        found: the value that is there.
        expected: what should be there.
    """

    __slots__ = ()

    def __new__(cls, file: str, record: str, field: str, found: str, expected: str) -> Self:
        """Keep what can be printed of each part."""
        parts = (file, record, field, found, expected)
        return super().__new__(cls, *map(_printable, parts, _LONGEST))

    def __reduce__(self) -> Reduced:
        return pickled(type(self), *self)

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return on_one_line(
            f"{where}{self.record}: {self.field}: found {self.found}; expected {self.expected}", 2 * MAX_MESSAGE
        )


def _printable(part: object, most: Any) -> str:
    return on_one_line(part, most) if isinstance(part, str) else shown(part)


MAX_FAULTS: Final = 1_000
"""How many faults the message of an error lists, and reading a file keeps unless it is told otherwise."""


class DatasetError(DprkrelError, ValueError):
    """A dataset with errors; all of them are counted, and the message lists the first thousand.

    Attributes:
        faults: one `Fault` for each error, sorted. Of a file with more than `Limits` has it keep, those found first.
        count: how many there are in all. Beyond those that are kept, a record with several counts once.
    """

    def __init__(self, faults: Iterable[Fault], *, count: int = 0) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        kept = len(self.faults)
        self.count: int = max(kept, count)
        told = f", of which the first {kept} were kept (limits=Limits(faults=…) keeps more)" if count > kept else ""
        told += f", of which {MAX_FAULTS} are listed here" if kept > MAX_FAULTS else ""
        lines = "\n".join(f"  {fault}" for fault in self.faults[:MAX_FAULTS])
        super().__init__(f"{self.count} fault(s) in the dataset{told}:\n{lines}")

    def __str__(self) -> str:
        # The only message of several lines, each of which a fault keeps whole.
        return "\n".join(on_one_line(line, 3 * MAX_MESSAGE) for line in str(self.args[0]).split("\n"))


class FoundFaults:
    """Faults as they are found, one after another: the first are kept, and all are counted."""

    def __init__(self, most: int = MAX_FAULTS) -> None:
        self.most: int = most
        self.kept: list[Fault] = []
        self.count: int = 0

    @property
    def is_full(self) -> bool:
        """Whether further faults are only counted, so that nobody need say more of them than that they are there."""
        return len(self.kept) >= self.most

    def append(self, fault: Fault) -> None:
        """Take one more."""
        self.count += 1
        if not self.is_full:
            self.kept.append(fault)

    def add(self, error: DatasetError) -> None:
        """Take those of an error."""
        self.count += error.count
        self.kept.extend(error.faults[: self.most - len(self.kept)])

    def error(self) -> DatasetError:
        """Return the error that tells of them, sorted."""
        return DatasetError(sorted(self.kept), count=self.count)


class FileError(DprkrelError, OSError):
    """A file that cannot be read or written; the error of the system is its `__cause__`.

    Attributes:
        given: the path as it was passed.
        reason: why, in the words of the system or in ours.
    """

    def __init__(self, given: object, done: str, error: Exception) -> None:
        self.given = given
        self.reason: str = on_one_line(str(getattr(error, "strerror", None) or error), 120)
        super().__init__(f"{_path_shown(given)} cannot be {done}: {self.reason}")


def _path_shown(given: object) -> str:
    """Return a path as messages show it: a long one loses its beginning, since its end says which file it is."""
    path = str.__str__(given) if isinstance(given, str) else ""  # of a class of a stranger, too, it is text as it is
    text = f"'…{path[-_SHOWN:]}'" if len(path) > _SHOWN else shown(given)
    return on_one_line(text, _MAX_PATH)


_MAX_PATH: Final = 800
"""How long a path may be when each of its last characters is escaped."""


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


class LackingWarning(_Printable, _Sent, UserWarning):
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


class DprkrelDeprecationWarning(_Printable, _Sent, DeprecationWarning):
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


class CoverageWarning(_Printable, _Sent, UserWarning):
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


class HolderWarning(_Printable, _Sent, UserWarning):
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
        known = _listed(self.candidates) or told
        super().__init__(
            f"{shown(title)} has no one holder on {on}: {said}{f' ({known})' if known else ''}; see office_holders()"
        )


_PART_TOLD: Final = 400
"""How much of a text that a record holds a message tells."""


_LISTED: Final = 100
"""How many ids a message lists; the attributes of the error have all of them."""


def _listed(ids: tuple[str, ...]) -> str:
    """Return ids or titles as a message lists them."""
    left = len(ids) - _LISTED
    told = ", ".join(on_one_line(each, 80) for each in ids[:_LISTED])
    return f"{told} and {left} more" if left > 0 else told


_GAPS_TOLD: Final = 3
"""How many gaps a warning tells of; it has all of them."""


def _entry_told(entry: Any) -> str:
    side = "below" if entry.completeness == "not_searched" else "above"
    ranks = f", {entry.rank} and {side}" if entry.rank is not None else ""
    return f"{entry.when}, {entry.completeness}{ranks}"


def _gap_told(gap: Any) -> str:
    ranks = f"{gap.rank} and below, " if gap.rank is not None else ""
    direction = f"visits of {gap.sending_id}, " if gap.sending_id is not None else ""
    return f"{gap.when} ({ranks}{direction}{gap.completeness}: {on_one_line(gap.reason.rstrip('.'), _PART_TOLD)})"


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
        existed = f"{on_one_line(actor.name, _PART_TOLD)} existed {actor.existed}"
        self.args: tuple[Any, ...] = (
            f"{existed}, and the question asks for {asked}, in part or whole {' and '.join(sides)}",
        )


def _instead(when: str, relation: str, others: list[Any]) -> str:
    if not others:
        return f"{when}, for which no {relation} is recorded"
    names = [f"{on_one_line(one.name, _PART_TOLD)} ({one.id})" for one in others]
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


_ALWAYS_SENT: Final = (str, int, float, bool, bytes, NoneType)
"""The types of which every value can be sent."""


def _can_be_sent(value: object, protocol: int) -> bool:
    """Tell whether a value comes through pickle, which those of strangers may not."""
    if type(value) in _ALWAYS_SENT:
        return True
    import pickle  # late: few errors are sent

    try:
        pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - what was written in this line
    except Exception:  # noqa: BLE001 - whatever a stranger's class raises
        return False
    return True


def shown(given: object) -> str:
    """Return the representation of any object, shortened; never raise."""
    try:
        text = repr(given[:_SHOWN] if type(given) in (str, bytes) else given)  # type: ignore[index] # as it is text
        text = str.partition(text, "\n")[0]  # of results and tables, what they are
    except Exception:  # noqa: BLE001 - whatever a stranger's __repr__ raises, ours is the error to tell
        text = f"a {type(given).__name__} that cannot be shown"
    return on_one_line(text if len(text) <= _SHOWN else f"{text[:77]}…", _SHOWN)


_SHOWN: Final = 80
"""How many characters of a value a message shows."""


def on_one_line(text: str, most: int) -> str:
    r"""Return text that came from elsewhere, shortened, with what cannot be printed made visible; every message passes here.

    Examples:
        >>> print(on_one_line("no\x1b[31mfile", 20), on_one_line("a" * 9, 5))
        no\u001b[31mfile aaaa…
    """
    cut = escaped(str.__getitem__(text, slice(0, most + 1)))  # of a class of a stranger, too, it is text as it is
    return cut if len(cut) <= most else f"{cut[: most - 1]}…"


def described(found: object) -> str:
    """Return what was found with its type, as faults say it."""
    return "None" if found is None else f"{type(found).__name__} {shown(found)}"


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
    return f"{owner} has no attribute {shown(name)}{told}"


class UnknownAttributeError(AttributeError):
    """An attribute that something of ours does not have; what may be meant is looked for when somebody reads it.

    Software that asks whether an attribute is there does not read it, and has no cost of it.
    """

    def __str__(self) -> str:
        kept = super().__str__()
        if kept or self.obj is None:
            return on_one_line(kept, MAX_MESSAGE)
        known = {each for each in dir(type(self.obj)) if not each.startswith("_") and each.islower()}
        return no_attribute(f"{type(self.obj).__name__!r} object", str(self.name), known)


_WORD: Final = 4
"""How long a name is that is looked for within others: shorter ones stand in too many by chance."""


def close_matches(text: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known texts that are spelled most like this one, best first."""
    from difflib import get_close_matches  # late: only errors need it

    return get_close_matches(str.__getitem__(text, slice(MAX_NAME_LENGTH)), sorted(known), n=_SUGGESTIONS, cutoff=_NEAR)
