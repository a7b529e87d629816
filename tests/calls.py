"""Every public call of the package, found by itself, and values that no call expects."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import functools
import importlib
import importlib.util
import inspect
import io
import itertools
import pathlib
import re
import tempfile
import threading
import types
import typing
import warnings
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import attrs

import dprkrel
from dprkrel import DprkrelError, When
from dprkrel.records.events import EVENT_CLASSES
from tests.small import small

ROOMS: Final = ("examples", "plots", "strategies", "engines")
"""The public modules beside the package itself."""


def subjects() -> Iterator[tuple[str, Any]]:
    """Yield every public name, and what it stands for."""
    for name in dprkrel.__all__:
        yield name, getattr(dprkrel, name)
    for room in ROOMS:
        module = importlib.import_module(f"dprkrel.{room}")
        for name in module.__all__:
            yield f"{room}.{name}", getattr(module, name)


class Call(NamedTuple):
    """A public call: a function, a constructor, or a method of an object of a public class."""

    name: str
    function: Callable[..., Any]
    owner: type | None
    """The class whose method it is; None of functions and constructors."""
    takes: tuple[inspect.Parameter, ...]
    """What it takes, without the object itself."""


@functools.cache
def calls() -> tuple[Call, ...]:
    """Return every public call."""
    return tuple(_calls())


def _calls() -> Iterator[Call]:
    for name, subject in subjects():
        if (
            not callable(subject)
            or isinstance(subject, typing.NewType)
            or name.endswith(("Like", "Word"))
            or typing.get_origin(subject)
        ):
            continue
        if isinstance(subject, types.UnionType):
            continue
        yield Call(name, subject, None, _parameters(subject, bound=True))
        if not inspect.isclass(subject) or issubclass(subject, enum.Enum | BaseException):
            continue
        for method, value in inspect.getmembers_static(subject):
            known = (BaseException, tuple)
            if method.startswith("_") or any(issubclass(subject, base) and hasattr(base, method) for base in known):
                continue
            if isinstance(value, property | types.MemberDescriptorType) or not callable(getattr(subject, method)):
                continue
            called = getattr(subject, method)
            of_class = isinstance(value, classmethod | staticmethod)
            yield Call(f"{name}.{method}", called, None if of_class else subject, _parameters(called, bound=of_class))


def _parameters(called: Any, *, bound: bool) -> tuple[inspect.Parameter, ...]:
    if called is DprkrelError:  # as every exception of Python
        return (inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL),)
    found = tuple(inspect.signature(called).parameters.values())
    return found if bound else found[1:]


class HostileError(Exception):
    """What the hostile objects of these tests raise."""


def _refuse(*_: object, **__: object) -> Any:
    raise HostileError("no")


DUNDERS: Final = (
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__str__", "__repr__", "__format__",
    "__bool__", "__len__", "__iter__", "__next__", "__getitem__", "__contains__", "__index__", "__int__", "__float__",
    "__fspath__", "__call__", "__enter__", "__add__", "__sub__", "__reduce_ex__", "__copy__", "__deepcopy__",
)  # fmt: skip


def hostile(base: type, *also: str, answer: Callable[..., Any] = _refuse) -> Any:
    """Return a subclass of which every method of Python's own raises, or answers something else."""
    return type(f"Hostile{base.__name__.title()}", (base,), dict.fromkeys((*DUNDERS, *also), answer))


class Frameless:
    """An object of which every method of Python's own fails in C, and so leaves no frame of its own in a traceback."""


for _name in DUNDERS:
    setattr(Frameless, _name, functools.partial(int, "no number"))


class Elementwise:
    """An object that is compared element by element, as an array is, and so is neither equal nor unequal."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, _: object) -> Any:
        """Return what is neither true nor false."""
        return Frameless()

    __ne__ = __eq__


def _lie(*_: object, **__: object) -> Any:
    return LYING


LYING: Final = object()
"""What methods answer that answer wrongly: it is no text, no number and no iterator."""


class Pathlike:
    """A path that is given as an object."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def __fspath__(self) -> Any:
        """Return the path."""
        return self.path


class Unpicklable:
    """What goes to no other process, and is copied by nobody."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


class Text(str):
    """Text of a user's class."""

    __slots__ = ()


class Day(datetime.date):
    """A day of a user's class."""


class Moment(datetime.datetime):
    """A moment of a user's class."""


class Row(tuple[Any, ...]):
    """A tuple of a user's class."""

    __slots__ = ()


class Other(enum.StrEnum):
    """A vocabulary of somebody else."""

    VISIT = "visit"
    NONE = "none of ours"


def _weakref() -> Any:
    return weakref.proxy(Unpicklable())  # of which nobody keeps hold


def _used() -> Any:
    used = iter(["treaty"])
    next(used)
    return used


def _nested() -> Any:
    nested: Any = []
    for _ in range(100_000):
        nested = [nested]
    return nested


def _circular() -> Any:
    circular: list[Any] = []
    circular.append(circular)
    return circular


class Opaque:
    """An object of which nothing can be asked, not even its class."""

    def __getattribute__(self, name: str) -> Any:
        """Refuse."""
        raise HostileError(name)


for _name in DUNDERS:
    setattr(Opaque, _name, _refuse)


UTC: Final = datetime.UTC

HOSTILE: Final[dict[str, Callable[[], Any]]] = {
    "None": lambda: None,
    "True": lambda: True,
    "False": lambda: False,
    "zero": lambda: 0,
    "a negative number": lambda: -1,
    "a huge number": lambda: 10**5_000,
    "a huge negative number": lambda: -(10**30),
    "not a number": lambda: float("nan"),
    "infinity": lambda: float("-inf"),
    "a complex number": lambda: 1j,
    "a decimal": lambda: decimal.Decimal("NaN"),
    "a fraction": lambda: fractions.Fraction(1, 3),
    "bytes": lambda: b"treaty",
    "a bytearray": lambda: bytearray(b"2024"),
    "empty text": lambda: "",
    "long text": lambda: "x" * 1_000_000,
    "long digits": lambda: "9" * 10_000,
    "half a surrogate pair": lambda: "\ud800",
    "NUL": lambda: "treaty\0",
    "a right-to-left override": lambda: "treaty\u202e\x1b[2J\n",
    "text of a user's class": lambda: Text("treaty"),
    "hostile text": lambda: hostile(str)("treaty"),
    "lying text": lambda: hostile(str, answer=_lie)("treaty"),
    "a hostile number": lambda: hostile(int)(3),
    "a hostile float": lambda: hostile(float)(3.5),
    "a hostile day": lambda: hostile(datetime.date, "isoformat", "toordinal", "strftime")(2024, 7, 24),
    "a lying day": lambda: hostile(datetime.date, "isoformat", "toordinal", answer=_lie)(2024, 7, 24),
    "a hostile moment": lambda: hostile(datetime.datetime, "date")(2024, 7, 24),
    "a hostile tuple": lambda: hostile(tuple)(("treaty",)),
    "a lying tuple": lambda: hostile(tuple, answer=_lie)(("treaty",)),
    "a hostile list": lambda: hostile(list)(["treaty"]),
    "a lying list": lambda: hostile(list, answer=_lie)(["treaty"]),
    "a hostile dict": lambda: hostile(dict, "items", "keys", "get")({"id": "x"}),
    "a lying dict": lambda: hostile(dict, "items", "keys", "get", answer=_lie)({"id": "x"}),
    "a hostile set": hostile(frozenset),
    "hostile bytes": lambda: hostile(bytes)(b"x"),
    "a hostile object": hostile(object),
    "a lying object": hostile(object, answer=_lie),
    "an opaque object": Opaque,
    "what fails in C": Frameless,
    "what is compared element by element": Elementwise,
    "a hostile visit": lambda: _hostile_record(),  # noqa: PLW0108 - it is defined below
    "a dead reference": _weakref,
    "a year of numbers": lambda: 2024,
    "a day": lambda: datetime.date(2024, 7, 24),
    "a day of a user's class": lambda: Day(2024, 7, 24),
    "a moment of a user's class": lambda: Moment(2024, 7, 24, 23, 59),
    "a moment with a zone": lambda: datetime.datetime(2024, 7, 24, 23, 59, tzinfo=UTC),
    "the first day": lambda: datetime.date.min,
    "the last moment": lambda: datetime.datetime.max,  # noqa: DTZ901 - without a zone
    "a span of time": lambda: datetime.timedelta(1),
    "the first year": lambda: "0001",
    "the last year": lambda: "9999-12-31/..",
    "no year": lambda: "0000",
    "a year too far": lambda: "10000-01-01",
    "always": lambda: When("../.."),
    "some time": lambda: When("/"),
    "a day as known": lambda: When("2024-07-24~"),
    "an id": lambda: "treaty",
    "an id of nothing": lambda: "no-such-record",
    "a name": lambda: "Lavrov",
    "a word": lambda: "visit",
    "a word of another vocabulary": lambda: Other.VISIT,
    "a member of another vocabulary": lambda: dprkrel.Stance.DENIES,
    "a vocabulary": lambda: dprkrel.Role,
    "a class of record": lambda: dprkrel.Visit,
    "a class": lambda: object,
    "an actor": lambda: small().actor("russia"),
    "an event": lambda: small().event("treaty"),
    "a relation": lambda: small().relations[0],
    "a record of another dataset": lambda: dprkrel.examples.tiny_dataset().events[0],
    "results": lambda: small().events_between(None, None),
    "no results": lambda: small().events_between("1500", "1500"),
    "a table": lambda: small().table("visits"),
    "a dataset": small,
    "a module": lambda: dprkrel,
    "a function": lambda: len,
    "a lambda": lambda: lambda: None,
    "a lock": threading.Lock,
    "what cannot be pickled": Unpicklable,
    "an open text": lambda: io.StringIO("x"),
    "a closed file": lambda: _closed(),  # noqa: PLW0108 - as above
    "a path": lambda: pathlib.Path("treaty"),
    "an object for a path": lambda: Pathlike("treaty"),
    "an object for no path": lambda: Pathlike(5),
    "an empty list": list,
    "a list": lambda: ["treaty"],
    "a list of anything": lambda: ["treaty", 5, None],
    "a list of lists": lambda: [["treaty"], []],
    "a deep list": _nested,
    "a list of itself": _circular,
    "a set": lambda: {"treaty", "visit"},
    "a dict": lambda: {"id": "treaty"},
    "an iterator": lambda: iter(["treaty"]),
    "a used iterator": _used,
    "an iterator that fails": lambda: (1 // zero for zero in [0]),
    "endless numbers": itertools.count,
    "endless words": lambda: itertools.repeat("visit"),
    "endless ids": lambda: itertools.cycle(["treaty", "arms"]),
    "endless records": lambda: itertools.repeat(small().event("treaty")),
    "endless nothing": lambda: itertools.repeat(None),
    "endless lists": lambda: itertools.repeat([]),
    "a range": lambda: range(10**12),
    "a memory": lambda: memoryview(b"x"),
    "an ellipsis": lambda: ...,
    "an error": lambda: ValueError("x"),
}
"""Values that no call expects, each made anew."""


def _hostile_record() -> Any:
    """Return an event of a user's class of which every field fails."""
    visit = small().event("lavrov-visit")
    fields = {field.name: property(_refuse) for field in attrs.fields(type(visit))}
    made = type("HostileVisit", (type(visit),), fields)
    return object.__new__(made)


def _closed() -> Any:
    file = io.BytesIO()
    file.close()
    return file


def reached(*starts: Any, most: int = 10**9) -> Iterator[tuple[str, Any]]:
    """Yield every value to which public attributes, fields and items lead, each once, with the way to it."""
    seen: dict[int, Any] = {}
    queue: list[tuple[str, Any]] = [(type(start).__name__, start) for start in starts]
    for way, value in queue:
        if id(value) in seen or isinstance(value, _ATOMS):
            continue
        seen[id(value)] = value  # kept, so that no other gets its id
        yield way, value
        if len(seen) > most:
            return
        queue.extend((f"{way}{step}", found) for step, found in _steps(value))


_ATOMS: Final = (str, bytes, int, float, complex, datetime.date, fractions.Fraction, types.NoneType)


def _steps(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from ((f"[{key!r}]", found) for key, found in value.items())
    elif isinstance(value, tuple | frozenset | list | set):
        yield from ((f"[{place}]", found) for place, found in enumerate(value))
    if type(value).__module__.partition(".")[0] != "dprkrel":
        return
    for name in dir(type(value)):
        static = inspect.getattr_static(value, name, None)
        is_value = isinstance(static, property | types.MemberDescriptorType | functools.cached_property)
        if not name.startswith("_") and (is_value or not callable(static)):
            yield f".{name}", getattr(value, name)
    yield from ((f".{name}", found) for name, found in getattr(value, "__dict__", {}).items() if name[0] != "_")


def valid(annotation: str) -> list[Any]:
    """Return values of which one at least is of a type that a signature names."""
    data = small()
    found = [value for pattern, values in _VALID.items() if re.search(pattern, annotation) for value in values()]
    classes = [name for name in dprkrel.__all__ if re.search(rf"\b{name}\b", annotation)]
    instances = [
        one for name in classes if inspect.isclass(known := getattr(dprkrel, name)) for one in examples(known)[:2]
    ]
    if re.search("Iterable|tuple", annotation):
        found += [(), *((one,) for one in instances)]
    return [*found, *instances, *(["Lavrov", data] if not found and not instances else [])]


_NUMBERS: Final[Iterator[int]] = itertools.count()
"""What makes the names of new files and folders."""

_HAS_ENGINES: Final = all(map(importlib.util.find_spec, ("duckdb", "ibis", "pyarrow")))


@functools.cache
def _layouts() -> tuple[str, ...]:
    """Return the folder of the small dataset in the layout of engines, where these can be had."""
    if not _HAS_ENGINES:
        return ()
    dprkrel.engines.write_parquet(small(), folder := f"{tempfile.mkdtemp()}/layout")
    return (folder,)


_TEXTS: Final = (
    "treaty", "Lavrov", "President", "2024.1.1", "ministers-visits", "visits", "id", "event", "russia", "pyongyang",
    "russia-president", "press-2024-07-24", "belarus-dprk", "Russia", "duckdb", "events",
)  # fmt: skip

_VALID: Final[dict[str, Callable[[], list[Any]]]] = {
    r"ActorLike|Actor \| str": lambda: ["Lavrov", "Russia"],
    r"DateLike|datetime\.date": lambda: ["2024", datetime.date(2024, 7, 24)],
    r"EventLike|RecordLike|TimeLike|DatedRecordsLike|Record \|": lambda: ["treaty", "lavrov-visit"],
    r"CountingRule \| str": lambda: ["ministers-visits"],
    r"^str$|<class 'str'>|Format": lambda: [*_TEXTS, "dprk"],
    r"Tables|Store": lambda: [small()],
    r"PathLike|Writable|Readable": lambda: ["a-file", f"new-{next(_NUMBERS)}", _lines(), *_layouts()],
    r"^int|<class 'int'>": lambda: [1, 2],
    r"bool": lambda: [True],
    r"object": lambda: ["visits", small().events, small().events[0].to_dict()],
    r"Range": lambda: [(738_000, 738_010)],
    r"Callable": lambda: [dprkrel.plots.timeline, lambda *_: "x"],
    r"Iterable\[(Event|Relation)": lambda: [small().events_between(None, None), small().relations],
    r"P\.args": lambda: [small().events_between(None, None), "x"],
    r"R_co|Iterable\[R\]": lambda: [(small().events[0],)],
    r"tuple\[Value": lambda: [[("x",)], []],
    r"Column\]": lambda: [[dprkrel.Column("x", "text", "x")]],
    r"ColumnType": lambda: ["text"],
    r"Any|Exception|_empty": lambda: ["x", ValueError("x")],
}
"""For the types that signatures name some values of them, as a pattern of how they are spelled."""


def _lines() -> bytes:
    file = io.BytesIO()
    small().write(file)
    return file.getvalue()


def examples(wanted: type) -> list[Any]:
    """Return objects of a class that are reached from the small dataset and its answers."""
    found = _examples().get(wanted)
    if found is None:
        found = _examples()[wanted] = [*_made(wanted)]
    return found


def _made(wanted: type) -> Iterator[Any]:
    """Yield what needs no data, and an engine over the small dataset where that can be had."""
    if attrs.has(wanted) and all(field.default is not attrs.NOTHING for field in attrs.fields(wanted)):
        yield wanted()
    elif wanted.__name__ == "Engine" and _HAS_ENGINES:
        yield dprkrel.engines.connect("duckdb", *_layouts())


@functools.cache
def _examples() -> dict[type, list[Any]]:
    data = small()
    starts: list[Any] = [
        data.events_between(None, None), data, When("2024"), data.why("treaty"), data.verify(), data.panel("ministers-visits", "2023", "2024"),
        data.count_visits("ministers-visits", "2023", "2024"), data.evidence("treaty"), data.positions_on("arms"),
        data.conflicts(), data.superlatives(), data.office_holders("President", of="Russia", on="2024"), data.table("visits"),
        data.implied_when("treaty"), data.changes("2024.1.1"), data.coverage(),data.coverage_by_month("Russia", "DPRK", start="2024", end="2024"), *dprkrel.examples.tiny_dataset().tables().values(),
    ]  # fmt: skip
    bundled = dprkrel.load()  # which has some of every class
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rare = [[*bundled.events_between(None, None, types=known, status=None)][-30:] for known in EVENT_CLASSES]
    starts += [*rare, bundled.sources[:200], bundled.changelog[-9:]]
    found: dict[type, list[Any]] = {}
    for _, value in reached(*starts):
        found.setdefault(type(value), []).append(value)
    return found


ANSWERED_ELSEWHERE: Final = {"engines.Engine", "engines.numbers_of", "engines.write_gdelt", "engines.write_polecat"}
"""What is answered only for parts of an engine or files of others, as `tests/engines` has them."""

_NEED_MORE: Final = ("Table.select", "plots.in_words")
"""The calls that take any number of arguments and are answered for none."""


class Outcome(NamedTuple):
    """What came of a call."""

    answer: Any
    error: BaseException | None

    @property
    def bare(self) -> bool:
        """Whether an error left it that is none of ours."""
        return self.error is not None and not isinstance(self.error, DprkrelError)


def outcome(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Outcome:
    """Call, and return the answer or the error."""
    try:
        return Outcome(function(*args, **kwargs), None)
    except Exception as error:  # noqa: BLE001 - which it is, is the question
        return Outcome(None, error)


def usual(call: Call) -> dict[str, Any]:
    """Return the arguments for which a call is answered, or at least some of the types that it takes."""
    found = example(call)
    if found is not None:
        return found
    return {
        one.name: valid(str(one.annotation))[0]
        for one in call.takes
        if one.default is one.empty and one.kind is not one.VAR_KEYWORD
    }


@functools.cache
def example(call: Call) -> dict[str, Any] | None:
    """Return arguments for which a call is answered; None where none were found."""
    if call.name in ANSWERED_ELSEWHERE:
        return None
    needed = [one for one in call.takes if one.default is one.empty and one.kind is not one.VAR_KEYWORD]
    needed = [one for one in needed if one.kind is not one.VAR_POSITIONAL or call.name in _NEED_MORE]
    if inspect.isclass(call.function) and issubclass(call.function, enum.Enum):
        return {call.takes[0].name: next(iter(call.function))}
    if call.name.endswith(".from_dict"):
        record_class: Any = call.function
        return {"data": examples(record_class.__self__)[0].to_dict()}
    if call.owner is None and inspect.isclass(call.function) and attrs.has(call.function):
        for one in examples(call.function):
            fields = {field.alias: getattr(one, field.name) for field in attrs.fields(call.function) if field.init}
            if outcome(call.function, **fields).error is None:
                return fields
    pools = [valid(str(one.annotation)) for one in needed]
    for values in itertools.islice(itertools.product(*pools), 3_000):
        arguments = {one.name: value for one, value in zip(needed, values, strict=True)}
        function, in_order, by_name = applied(call, arguments)
        if outcome(function, *in_order, **by_name).error is None:
            return arguments
    return None


def applied(call: Call, arguments: Mapping[str, Any]) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
    """Return a call with arguments by name as a function, what is given in order, and what by name."""
    in_order = [examples(call.owner)[0]] if call.owner is not None else []
    by_name = dict(arguments)
    for one in call.takes:
        if one.kind is one.POSITIONAL_ONLY and one.name in by_name:
            in_order.append(by_name.pop(one.name))
        elif one.kind is one.VAR_POSITIONAL and one.name in by_name:
            before = [
                by_name.pop(each.name)
                for each in call.takes
                if each.kind is each.POSITIONAL_OR_KEYWORD and each.name in by_name
            ]
            in_order += [*before, by_name.pop(one.name)]
    return call.function, in_order, by_name
