"""Fields that read and check themselves: ids, words, dates and lists by their types, text by Unicode's rules."""

from __future__ import annotations

import datetime
import functools
import math
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Generic, NewType, TypeVar

import attrs

from dprkrel.dates.when import When
from dprkrel.errors import DateError, RecordError, close_matches, described

T = TypeVar("T")


E = TypeVar("E", bound=Enum)


ActorId = NewType("ActorId", str)
"""The id of an actor."""

StateId = NewType("StateId", ActorId)
"""The id of a state, which is also an `ActorId`."""

OfficeId = NewType("OfficeId", str)
"""The id of an office."""

PlaceId = NewType("PlaceId", str)
"""The id of a place."""

SourceId = NewType("SourceId", str)
"""The id of a source."""

EventId = NewType("EventId", str)
"""The id of an event."""

RelationId = NewType("RelationId", str)
"""The id of a relation."""

CountingRuleId = NewType("CountingRuleId", str)
"""The id of a counting rule."""

CoverageId = NewType("CoverageId", str)
"""The id of an entry of the coverage ledger."""

ChangeId = NewType("ChangeId", str)
"""The id of a change."""


_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


_SLUG: Final = r"[a-z0-9]+(-[a-z0-9]+)*"

MAX_TEXT_LENGTH: Final = 2_000
"""Longest text that any field of a record may hold."""


MAX_INT: Final = 2**63
"""First whole number that no field may hold: what JSON readers elsewhere cannot hold either."""


def text_fault(text: str) -> str | None:
    """Say what is wrong with a text, or return None.

    Text must not be empty, must be in Unicode's NFC, without white space at its ends, without
    control, format (bidi, zero-width) or surrogate characters or code points that are no characters, and no
    longer than `MAX_TEXT_LENGTH`.

    Examples:
        >>> text_fault("Кочья\\u202e")
        'U+202E is a control, format or surrogate character, or none at all'
    """
    if not text:
        return "the text is empty"
    import unicodedata  # late: to read compiled data takes no check of their text

    from dprkrel.prose import is_unprintable

    for character in "" if text.isprintable() else text:
        if is_unprintable(character):
            return f"U+{ord(character):04X} is a control, format or surrogate character, or none at all"
    if not unicodedata.is_normalized("NFC", text):
        return "the text is not in NFC"
    if text != text.strip():
        return "the text has white space at its ends"
    return f"the text is longer than {MAX_TEXT_LENGTH} characters" if len(text) > MAX_TEXT_LENGTH else None


class From(Generic[T]):
    """What a constructor takes for a field, for type checkers and `help`: `field(converter=From[Role | RoleWord])`.

    What is made of it follows from the type of the field itself: see `reader_of`.
    """

    def __new__(cls, given: T) -> Any:
        """Return what the field holds; for type checkers alone, since at run time `From[...]` is a converter of attrs."""

    if not TYPE_CHECKING:

        @classmethod
        @functools.cache
        def __class_getitem__(cls, given: Any) -> attrs.Converter:
            def read(value: Any, record: Any, attribute: attrs.Attribute[Any]) -> Any:
                return readers_of(type(record))[attribute.name](value)

            read.__annotations__ = {"value": given}  # what attrs shows in the signature
            return attrs.Converter(read, takes_self=True, takes_field=True)


@functools.cache
def fields_of(record_class: Any) -> tuple[Any, ...]:
    """Return the fields of a class of record, with the types that are named in quotes."""
    attrs.resolve_types(record_class)
    fields: tuple[Any, ...] = attrs.fields(record_class)
    return fields


@functools.cache
def readers_of(record_class: Any) -> dict[str, Callable[[Any], Any]]:
    """Return what reads each field of a class of record, by its type."""
    return {field.name: reader_of(field.type) or as_it_is for field in fields_of(record_class)}


def as_it_is(value: Any) -> Any:
    """Return a value that needs no reading."""
    return value


@functools.cache
def members_of(vocabulary: type[E]) -> Mapping[str, E]:
    """Return the members of a vocabulary by their words, in its order.

    Examples:
        >>> [*members_of(dprkrel.PlaceKind)][:2]
        ['region', 'country']
    """
    return {member.value: member for member in vocabulary}


def member_of(vocabulary: type[E], word: str) -> E | None:
    """Return the member that a word, of today or deprecated, stands for; None if there is none.

    Examples:
        >>> member_of(dprkrel.PlaceKind, "country")
        <PlaceKind.COUNTRY: 'country'>
    """
    words: Mapping[str, E] = members_of(vocabulary)
    if word in words:
        return words[word]
    from dprkrel.deprecations import word_now  # late: nobody needs it who writes the words of today

    return words.get(word_now(vocabulary, word))


@functools.cache
def reader_of(declared: Any) -> Callable[[Any], Any] | None:
    """Return what makes a value of the declared type; None where values are taken as they are.

    A word becomes the member of its vocabulary, a date or EDTF text a `When`,
    a day in ISO 8601 a date, a whole number one with a point, and whatever
    has an order a tuple. What cannot be read is handed on, to be refused.
    """
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin in (types.UnionType, typing.Union):
        (given_type,) = (argument for argument in arguments if argument is not types.NoneType)
        read = reader_of(given_type)
        return read and (lambda given: None if given is None else read(given))
    if origin is tuple:
        each = reader_of(arguments[0])
        if each is None:
            return lambda given: given if type(given) is tuple else listed(given)
        return lambda given: tuple(map(each, parts)) if type(parts := listed(given)) is tuple else parts
    if isinstance(declared, type) and issubclass(declared, Enum):
        vocabulary: type[Enum] = declared
        words = members_of(vocabulary)
        return lambda given: (
            (words.get(given) or member_of(vocabulary, given) or given) if type(given) is str else given
        )
    reads = {When: _when, datetime.date: day_read, float: _number}.get(declared)
    return reads and (lambda given: given if type(given) is declared else reads(given))


def listed(given: Any) -> Any:
    """Return what has an order as a tuple; all else, text too, is returned as it is."""
    is_one = isinstance(given, str | bytes | bytearray | Mapping | AbstractSet) or not isinstance(given, Iterable)
    return given if is_one else tuple(given)


def _when(given: Any) -> Any:
    try:
        return When(given)
    except DateError:
        return given


def day_read(given: Any) -> Any:
    """Return the day that a text in ISO 8601 names; whatever else is given, as it is."""
    try:
        # fromisoformat reads weeks, too
        return datetime.date.fromisoformat(given) if type(given) is str and re.fullmatch(_DAY, given) else given
    except ValueError:
        return given


def _number(given: Any) -> Any:
    return float(given) if type(given) is int and abs(given) < MAX_INT else given


_SAID: Final = {str: "text", int: "a whole number", float: "a number", bool: "True or False", datetime.date: "a day"}


def _described(declared: Any) -> str:
    if typing.get_origin(declared) is tuple:
        return f"a list of {_described(typing.get_args(declared)[0])}"
    if isinstance(declared, NewType):
        return "an id as text"
    return _SAID.get(declared) or str(getattr(declared, "__name__", declared))


def _refusal(declared: Any, value: object) -> str:
    """Say what the declared type takes, and what was given instead."""
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin in (types.UnionType, typing.Union):
        return _refusal(next(argument for argument in arguments if argument is not types.NoneType), value)
    if origin is tuple and type(value) is tuple:
        is_right = _test_of(arguments[0])
        return _refusal(arguments[0], next(part for part in value if not is_right(part)))
    got = f"got {described(value)}"
    if origin is tuple and isinstance(value, AbstractSet):
        return f"expected {_described(declared)}, {got}, which has no order"
    if declared is When:
        try:
            When.parse(value)  # type: ignore[arg-type] # whatever it is, the error says why it is no date
        except DateError as error:
            return str(error)
    if isinstance(declared, type) and issubclass(declared, Enum):
        words = members_of(declared)
        near = close_matches(value, words)[:1] if isinstance(value, str) else []
        return f"expected one of {', '.join(words)}, {got}{f'; the nearest is {near[0]}' if near else ''}"
    return f"expected {_described(declared)}, {got}"


@functools.cache
def _test_of(declared: Any) -> Callable[[object], bool]:
    """Return the test whether a value has the declared type; a bool is no int, a str no tuple."""
    while isinstance(declared, NewType):
        declared = declared.__supertype__
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin in (types.UnionType, typing.Union):
        optional = types.NoneType in arguments
        tests = [_test_of(argument) for argument in arguments if argument is not types.NoneType]
        one = tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)
        return lambda value: (optional and value is None) or one(value)
    if origin is tuple:
        each = _test_of(arguments[0])
        return lambda value: type(value) is tuple and all(map(each, value))
    if declared is float:
        return lambda value: type(value) is float and math.isfinite(value)
    if declared is int:
        return lambda value: type(value) is int and abs(value) < MAX_INT
    if declared in (str, bool, datetime.date):  # a datetime is a date to isinstance only
        return lambda value: type(value) is declared
    return lambda value: isinstance(value, declared)


def check_fields(record: object) -> None:
    """Refuse a record of which a field has another type than it declares, or text with a fault."""
    record_class: Any = type(record)
    for attribute, is_declared in _checks(record_class):
        value = getattr(record, attribute.name)
        if not is_declared(value):
            raise RecordError(type(record).__name__, attribute.name, _refusal(attribute.type, value))
        for text in value if type(value) is tuple else (value,):
            fault = text_fault(text) if type(text) is str else None
            if fault:
                raise RecordError(type(record).__name__, attribute.name, f"{text!r:.80}: {fault}")


@functools.cache
def _checks(record_class: Any) -> list[tuple[attrs.Attribute[Any], Callable[[object], bool]]]:
    return [(field, _test_of(field.type)) for field in fields_of(record_class) if field.init]


def slug(record: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse an id that is not a slug; an attrs validator, which leaves other types to `check_fields`."""
    if type(value) is str and re.fullmatch(_SLUG, value) is None:
        raise RecordError(
            type(record).__name__, attribute.name, f"{value!r} is not a slug such as 'choe-son-hui' (a-z, 0-9, -)"
        )


def some(record: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """Refuse an empty tuple; an attrs validator."""
    if value == ():
        raise RecordError(type(record).__name__, attribute.name, "expected at least one, got none")


def ascending(record: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """Refuse numbers that do not ascend from 1; an attrs validator."""
    numbers = type(value) is tuple and all(type(number) is int for number in value)
    if numbers and (list(value) != sorted(set(value)) or min(value, default=1) < 1):
        raise RecordError(
            type(record).__name__, attribute.name, f"expected ascending numbers from 1, each once, got {value}"
        )
