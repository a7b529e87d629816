"""Fields that read and check themselves: ids, words, dates and lists by their types, text by Unicode's rules."""

from __future__ import annotations

import datetime
import functools
import math
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, NewType, TypeVar

import attrs

from dprkrel.calls import items_of, text_of, told
from dprkrel.dates.when import When
from dprkrel.errors import DateError, RecordError, VocabularyError, close_matches, described, on_one_line, shown

T = TypeVar("T")


E = TypeVar("E", bound=Enum)


V = TypeVar("V", bound=StrEnum)


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
    control, format (bidi, zero-width) or surrogate characters, code points that are no characters, and no
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


UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs of which nothing is seen: joiners, fillers of Hangul, vowels of Khmer, empty Braille."""


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


def word_of(field: str, given: object, vocabulary: type[V] | Iterable[V]) -> V:
    """Return the member of a vocabulary, or of some of its members, that is meant, or say which there are."""
    text = text_of(given)
    if text is not None:
        for member in vocabulary:
            if member == text:
                return member
        for kind in {type(member) for member in vocabulary}:
            renamed = member_of(kind, text)
            if renamed is not None and renamed in {*vocabulary}:
                return renamed
    raise VocabularyError(field, given, vocabulary)


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
    if declared is float:
        return _number
    reads = {When: _when, datetime.date: day_read}.get(declared)
    return reads and (lambda given: given if type(given) is declared else reads(given))


def listed(given: Any) -> Any:
    """Return what has an order as a tuple; all else, text too, is returned as it is."""
    is_one = isinstance(given, str | bytes | bytearray | Mapping | AbstractSet) or not isinstance(given, Iterable)
    return given if is_one else tuple(items_of("several", given))


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
    if type(given) is float:
        return given + 0.0  # -0.0 equals 0.0, and would be shown and written otherwise
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
    for attribute, is_declared, holds_ids in _checks(record_class):
        value = getattr(record, attribute.name)
        _check_field(record, attribute, value, is_declared=is_declared, holds_ids=holds_ids)


def _check_field(
    record: object,
    attribute: attrs.Attribute[Any],
    value: object,
    *,
    is_declared: Callable[[object], bool],
    holds_ids: bool,
) -> None:
    if not is_declared(value):
        raise RecordError(type(record).__name__, attribute.name, _refusal(attribute.type, value))
    for text in value if type(value) is tuple else (value,):
        if type(text) is not str:
            continue
        fault = text_fault(text)
        if fault:
            raise RecordError(type(record).__name__, attribute.name, f"{shown(text)}: {fault}")
        if holds_ids and not _is_slug(text):
            raise _no_slug(record, attribute, text)


@functools.cache
def _checks(record_class: Any) -> list[tuple[attrs.Attribute[Any], Callable[[object], bool], bool]]:
    """Return the fields of a class, each with the test of its type, and whether it holds ids."""
    return [(field, _test_of(field.type), _holds_ids(field.type)) for field in fields_of(record_class) if field.init]


def _holds_ids(declared: Any) -> bool:
    return isinstance(declared, NewType) or any(map(_holds_ids, typing.get_args(declared)))


MAX_ID_LENGTH: Final = 200
"""Longest id; the longest bundled one has 85 characters."""


@functools.lru_cache(8192)
def _is_slug(text: str) -> bool:
    return len(text) <= MAX_ID_LENGTH and re.fullmatch(_SLUG, text) is not None


def _no_slug(record: object, attribute: attrs.Attribute[Any], text: str) -> RecordError:
    length = f", at most {MAX_ID_LENGTH} characters" if len(text) > MAX_ID_LENGTH else ""
    folded = unicode_folded(text) if len(text) <= MAX_ID_LENGTH else ""
    is_plain = text.isprintable() and not any(c.isalnum() and not c.isascii() for c in folded)
    near = "-".join(re.findall("[a-z0-9]+", folded)) if is_plain else ""
    meant = f"; the nearest is {near!r}" if near else ""
    problem = f"expected a slug such as 'choe-son-hui' (a-z, 0-9, -{length}){meant}, got {described(text)}"
    return RecordError(type(record).__name__, attribute.name, problem)


def unicode_folded(text: str) -> str:
    """Return a text in small letters without marks, as it looks to whoever takes it for another.

    Examples:
        >>> unicode_folded("Ｍínsk")
        'minsk'
    """
    import unicodedata  # late, as above

    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def tell_misfits(record_class: Any) -> None:
    """Let the constructor that attrs wrote for a class tell what is missing or unknown as a `RecordError`, with the nearest.

    Its signature stays as it is for `help` and type checkers.
    """
    made = vars(record_class).get("__init__")
    if made is None or hasattr(made, "tells_misfits"):
        return
    made = getattr(made, "__wrapped__", made)

    @functools.wraps(made)
    def init(self: Any, *args: Any, **fields: Any) -> None:
        try:
            made(self, *args, **fields)
        except RecordError as error:
            error.others = tuple(_others(self, error))
            raise
        except Exception as error:
            misfit = _misfit(type(self), args, fields) if type(error) is TypeError else None
            if misfit is None:
                told(init, error, (self, *args), fields)
                raise
            raise misfit from None

    init.tells_misfits = True  # type: ignore[attr-defined] # so that it is not made again
    record_class.__init__ = init


def _others(record: object, first: RecordError) -> Iterator[RecordError]:
    """Yield what is wrong with the fields of a record beside the one at fault."""
    if first.record == type(record).__name__:  # else it is that of a part, whose own constructor has seen to it
        yield from (error for error in wrong_fields(record) if error.field != first.field)


def wrong_fields(record: Any) -> Iterator[RecordError]:
    """Yield what is wrong with the fields of a record, one error for each; fields that are not set are passed over."""
    for attribute, is_declared, holds_ids in _checks(record.__class__):
        try:
            value = object.__getattribute__(record, attribute.name)
        except AttributeError:
            continue
        try:
            if attribute.validator is not None:
                attribute.validator(record, attribute, value)
            _check_field(record, attribute, value, is_declared=is_declared, holds_ids=holds_ids)
        except RecordError as error:
            yield error


def _misfit(record_class: Any, args: tuple[object, ...], given: Mapping[str, object]) -> RecordError | None:
    """Return the error of a call that names other fields than a class has; None where it names those that it has."""
    fields = [field for field in attrs.fields(record_class) if field.init]
    names = [field.alias for field in fields]
    named = record_class.__name__
    if args:
        return RecordError(named, names[0], f"expected fields by name, such as {names[0]}=…, got {described(args[0])}")
    missing = [field.alias for field in fields if field.default is attrs.NOTHING and field.alias not in given]
    unknown = [name for name in given if name not in names]
    if not missing and not unknown:
        return None
    said = []
    if unknown:
        near = [(name, close_matches(name, names)[:1]) for name in unknown[:_TOLD]]
        told = [f"{shown(name)}{f' (perhaps {nearest[0]})' if nearest else ''}" for name, nearest in near]
        more = f" and {len(unknown) - _TOLD} more" if len(unknown) > _TOLD else ""
        said.append(f"no such field as {', '.join(told)}{more}; its fields are {', '.join(names)}")
    if missing:
        said.append(f"nothing was given for {', '.join(missing)}")
    return RecordError(named, on_one_line((unknown or missing)[0], _NAME_TOLD), "; ".join(said))


_TOLD: Final = 5
"""How many unknown fields a message tells of."""

_NAME_TOLD: Final = 80
"""How much of the name of an unknown field it tells."""


def slug(record: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse an id that is not a slug; an attrs validator, which leaves other types to `check_fields`."""
    for text in value if type(value) is tuple else (value,):
        if type(text) is str and not _is_slug(text):
            raise _no_slug(record, attribute, text)


Validator: typing.TypeAlias = Callable[[object, "attrs.Attribute[Any]", Any], None]
"""What attrs calls for a field: it refuses a value by a `RecordError`, and leaves other types to `check_fields`."""


def _of_form(form: str, said: str) -> Validator:
    """Return a validator of texts, or lists of them, of a form."""

    def validate(record: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        if type(value) is str and re.fullmatch(form, value) is None:
            raise RecordError(type(record).__name__, attribute.name, f"expected {said}, got {described(value)}")

    return validate


alpha2: Validator = _of_form("[A-Z]{2}", "two capital letters of ISO 3166-1 such as 'KP'")
"""Refuse what is no two-letter code of a state."""

alpha3: Validator = _of_form("[A-Z]{3}", "three capital letters of ISO 3166-1 such as 'PRK'")
"""Refuse what is no three-letter code of a state."""

wikidata_item: Validator = _of_form("Q[1-9][0-9]{0,11}", "an item of Wikidata such as 'Q423'")
"""Refuse what is no item of Wikidata."""

sha256_digits: Validator = _of_form("[0-9a-f]{64}", "64 digits of 0-9 and a-f")
"""Refuse what is no SHA-256."""

language_tag: Validator = _of_form(
    "[a-z]{2,3}(-[a-z]{3}){0,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
    "(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    "a language tag of BCP 47, with capitals as in 'en', 'ko-KP' or 'zh-Hant'",
)
"""Refuse what is no well-formed language tag, written as the standard recommends."""

file_name: Validator = _of_form(r"(?!\.{1,2}$)[^/\\:*?\"<>|]{1,255}", "the name of a file, without a folder")
"""Refuse what names a folder, or a file in another one."""

web_address: Validator = _of_form(
    r"(?i:https?)://([^\s/?#@\\:\[\]<>\"'`{}|^%]+|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?([/?#][^\s<>\"`{}|\\^]*)?",
    "an address that begins with http:// or https:// and a host, without a user's name or password",
)
"""Refuse what is no address of the web, and addresses with credentials."""


def lettered(record: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse names and titles without a letter or digit, of any script, that can be seen; an attrs validator."""
    for text in value if type(value) is tuple else (value,):
        if type(text) is str and text and not any(c.isalnum() and c not in UNSEEN for c in text):
            problem = f"expected text with a letter or digit, got {described(text)}"
            raise RecordError(type(record).__name__, attribute.name, problem)


def between(least: float, most: float) -> Validator:
    """Return a validator that refuses numbers that are smaller or larger; what is none is left to `check_fields`."""

    def validate(record: object, attribute: attrs.Attribute[Any], value: Any) -> None:
        is_number = math.isfinite(value) if type(value) is float else type(value) is int and abs(value) < MAX_INT
        if is_number and not least <= value <= most:
            said = f"a number from {least} to {most}" if most < MAX_INT else f"{least} or more"
            raise RecordError(type(record).__name__, attribute.name, f"expected {said}, got {described(value)}")

    return validate


not_negative: Validator = between(0, MAX_INT)
"""Refuse numbers below 0."""


def some(record: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """Refuse an empty tuple; an attrs validator."""
    if type(value) is tuple and not value:
        raise RecordError(type(record).__name__, attribute.name, "expected at least one, got none")


def ascending(record: object, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """Refuse numbers that do not ascend from 1; an attrs validator."""
    numbers = type(value) is tuple and all(type(number) is int for number in value)
    if numbers and (list(value) != sorted(set(value)) or min(value, default=1) < 1):
        raise RecordError(
            type(record).__name__, attribute.name, f"expected ascending numbers from 1, each once, got {value}"
        )
