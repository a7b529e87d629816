"""Fields that check themselves: ids, types from the annotations, text from Unicode's rules."""

import datetime
import functools
import math
import re
import types
import typing
import unicodedata
from collections.abc import Callable
from typing import Any, Final, NewType

import attrs

from dprkrel.errors import RecordError, shown

ActorId = NewType("ActorId", str)
OfficeId = NewType("OfficeId", str)
PlaceId = NewType("PlaceId", str)
SourceId = NewType("SourceId", str)
EventId = NewType("EventId", str)
RelationId = NewType("RelationId", str)
CountingRuleId = NewType("CountingRuleId", str)
CoverageId = NewType("CoverageId", str)
ChangeId = NewType("ChangeId", str)


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

MAX_TEXT_LENGTH: Final = 2_000
"""Longest text that any field of a record may hold."""


MAX_INT: Final = 2**63
"""First whole number that no field may hold: what JSON readers elsewhere cannot hold either."""


def text_fault(text: str) -> str | None:
    """Say what is wrong with a text, or return None.

    Text must not be empty, must be in Unicode's NFC, without white space at its ends, without
    control, format (bidi, zero-width) or surrogate characters, and no
    longer than `MAX_TEXT_LENGTH`.

    Examples:
        >>> text_fault("Кочья\\u202e")
        'U+202E is a control, format or surrogate character'
    """
    if not text:
        return "the text is empty"
    for character in "" if text.isprintable() else text:
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            return f"U+{ord(character):04X} is a control, format or surrogate character"
    if not unicodedata.is_normalized("NFC", text):
        return "the text is not in NFC"
    if text != text.strip():
        return "the text has white space at its ends"
    return f"the text is longer than {MAX_TEXT_LENGTH} characters" if len(text) > MAX_TEXT_LENGTH else None


def _described(declared: Any) -> str:
    named = str(declared) if typing.get_origin(declared) else getattr(declared, "__name__", str(declared))
    return re.sub(r"\b(?:[a-z_]+\.)+", "", named)


@functools.cache
def _test_of(declared: Any) -> Callable[[object], bool]:
    """Return the test whether a value has the declared type; a bool is no int, a str no tuple."""
    declared = getattr(declared, "__supertype__", declared)
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


def _check_of(declared: Any) -> Callable[[object, "attrs.Attribute[Any]", object], None]:
    """Return the check of a field's type and text; made once for each field, since datasets call it often."""
    is_declared = _test_of(declared)

    def check(record: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        name = type(record).__name__
        if not is_declared(value):
            raise RecordError(
                name, attribute.name, f"expected {_described(declared)}, got {type(value).__name__} {shown(value)}"
            )
        for text in value if type(value) is tuple else (value,):
            fault = text_fault(text) if type(text) is str else None
            if fault:
                raise RecordError(name, attribute.name, f"{text!r:.80}: {fault}")

    return check


def checked(_: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Add the checks of type and text to every field of a record; an attrs field transformer."""

    def both(item: "attrs.Attribute[Any]") -> Callable[[Any, Any, Any], object]:
        check = _check_of(item.type)
        return attrs.validators.and_(check, item.validator) if item.validator else check

    return [item.evolve(validator=both(item)) if item.init else item for item in fields]


def slug(record: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    """Refuse an id that is not a slug; an attrs validator."""
    if _SLUG.fullmatch(value) is None:
        raise RecordError(
            type(record).__name__, attribute.name, f"{value!r} is not a slug such as 'choe-son-hui' (a-z, 0-9, -)"
        )


def some(record: object, attribute: "attrs.Attribute[Any]", value: tuple[Any, ...]) -> None:
    """Refuse an empty tuple; an attrs validator."""
    if not value:
        raise RecordError(type(record).__name__, attribute.name, "expected at least one, got none")


def ascending(record: object, attribute: "attrs.Attribute[Any]", value: tuple[Any, ...]) -> None:
    """Refuse numbers that do not ascend from 1; an attrs validator."""
    if list(value) != sorted(set(value)) or any(number < 1 for number in value):
        raise RecordError(
            type(record).__name__, attribute.name, f"expected ascending numbers from 1, each once, got {value}"
        )
