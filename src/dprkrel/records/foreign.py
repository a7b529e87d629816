"""Foreign data in: plain data to records, with every fault and its path; the only module that uses cattrs."""

import datetime
import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from itertools import islice
from typing import Any, Final, TypeVar

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn

from dprkrel.dates.when import When
from dprkrel.errors import DatasetError, DprkrelError, Fault, RecordError, described
from dprkrel.prose import nameless
from dprkrel.records.fields import day_read, fields_of, member_of, members_of, wrong_fields

R = TypeVar("R")

_SHARED: Final = 8192
"""How many of the ids and participants that were read last are kept, for records read next to share."""


def structured(record_class: type[R], data: object, *, kind: str = "", file: str = "", briefly: bool = False) -> R:
    """Build a record of a class from plain data; nothing is coerced.

    Args:
        record_class: which class of record.
        data: its fields by name.
        kind: what a record without an id is called in the messages.
        file: where the data was read, for the messages.
        briefly: whether to say no more than that there are faults, which takes a tenth of the time.

    Raises:
        DatasetError: something does not fit; all faults are listed.
    """
    try:
        record: R = _converter(detailed=False).structure(data, record_class)
    except Exception:  # noqa: BLE001 - of whatever kind: it is read again, slower, to list all that is wrong
        if briefly:
            raise DatasetError((), count=1) from None
        return _in_detail(record_class, data, kind=kind, file=file)
    return record


def _in_detail(record_class: type[R], data: object, *, kind: str, file: str) -> R:
    try:
        return _converter(detailed=True).structure(data, record_class)
    except (cattrs.BaseValidationError, DprkrelError, _WrongError) as error:
        raise DatasetError(_faults(error, file, named(table_of(data), kind or record_class.__name__))) from None


def named(table: Mapping[str, object] | None, kind: str) -> str:
    """Return the id that plain data gives to a record, or say that it has none."""
    given = table.get("id") if table else None
    return given if isinstance(given, str) and given else nameless(kind)


_MOST_KEYS: Final = 200_000
"""How many keys are asked of a mapping: those of some strangers have no end."""


def table_of(data: object) -> dict[str, Any] | None:
    """Return plain data as a dict of its own kind, which cannot lie about its keys; None of what is no table."""
    if type(data) is dict:
        return data if all(type(key) is str for key in data) else None
    try:
        if not isinstance(data, Mapping):
            return None
        taken = {key: data[key] for key in islice(data, _MOST_KEYS + 1)}
    except Exception:  # noqa: BLE001 - whatever a stranger's mapping raises, it is no table
        return None
    return taken if len(taken) <= _MOST_KEYS and all(type(key) is str for key in taken) else None


class _WrongError(ValueError):
    """What was found and what was expected, on its way through cattrs."""

    def __init__(self, found: object, expected: str) -> None:
        super().__init__(f"{described(found)}; expected {expected}")


_EXACT: Final = 2**53
"""Up to where whole numbers are numbers with a point, too, without loss."""


def _exactly(wanted: type, said: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not wanted:
            if wanted is float and type(value) is int and abs(value) <= _EXACT:
                return float(value)
            raise _WrongError(value, said)
        return value

    return structure


@functools.lru_cache(_SHARED)
def _same(text: str) -> str:
    return text


def _id(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise _WrongError(value, _SCALARS[str])
    return _same(value)


def _when(value: Any, _: Any) -> When:
    if type(value) is not str:
        raise _WrongError(value, "EDTF text")
    return When.parse(value)


def _date(value: Any, _: Any) -> datetime.date:
    day = day_read(value)  # TOML has dates of its own
    if type(day) is not datetime.date:
        raise _WrongError(value, "a day such as 2024-07-23")
    return day


def _enum(value: Any, wanted: type[StrEnum]) -> StrEnum:
    known: Mapping[str, StrEnum] = members_of(wanted)
    member = known.get(value) or member_of(wanted, value) if type(value) is str else None
    if member is None:
        raise _WrongError(value, f"one of {', '.join(known)}")
    return member


_SCALARS: Final[dict[type, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def _is_tuple(declared: Any) -> bool:
    return typing.get_origin(declared) is tuple


def _has_ids_and_words_alone(record_class: Any) -> bool:
    """Tell whether a record, such as a participant, is so short and of so few values that many will be equal."""
    options = [typing.get_args(field.type) or (field.type,) for field in fields_of(record_class)]
    each = [option for several in options for option in several if option is not types.NoneType]
    return all(isinstance(option, typing.NewType) or _is_enum(option) for option in each)


def _is_enum(declared: Any) -> bool:
    return isinstance(declared, type) and issubclass(declared, StrEnum)


def _shared(structure: Callable[[Any, Any], Any], record_class: Any) -> Callable[[Any, Any], Any]:
    """Let equal records be one: the same few people and states take part in most events."""

    @functools.lru_cache(_SHARED, typed=True)  # typed, since 1 equals True
    def kept(names: tuple[str, ...], *values: Any) -> Any:
        return structure(dict(zip(names, values, strict=True)), record_class)

    def shared(data: Any, declared: Any) -> Any:
        try:
            return kept(tuple(data), *data.values()) if type(data) is dict else structure(data, declared)
        except TypeError:  # one with a list in it; RecordError is a TypeError
            return structure(data, declared)

    return shared


@functools.cache
def _converter(*, detailed: bool) -> cattrs.Converter:
    """Return what builds records from plain data; detailed, it lists all that is wrong, and takes longer."""
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=detailed)
    for wanted, said in _SCALARS.items():  # by class: cattrs has hooks by class for these, which come before any other
        converter.register_structure_hook(wanted, _exactly(wanted, said))
    converter.register_structure_hook(datetime.date, _date)
    converter.register_structure_hook(When, _when)
    converter.register_structure_hook(StrEnum, _enum)  # by class, too, or the hook of str would take it

    def tuple_of(declared: Any) -> Callable[[Any, Any], Any]:
        item: Any = typing.get_args(declared)[0]
        items: Any = types.GenericAlias(list, (item,))
        structure = converter.get_structure_hook(item)
        in_detail = converter.get_structure_hook(items)  # notes at which place of the list a fault is

        def listed(value: Any, _: Any) -> Any:
            if type(value) is not list:
                raise _WrongError(value, "a list")
            return tuple(in_detail(value, items) if detailed else [structure(part, item) for part in value])

        return listed

    def mapped(declared: Any) -> Callable[[Any, Any], Any]:
        fields_of(declared)  # for cattrs, too, the types of fields are resolved
        structure = make_dict_structure_fn(
            declared, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=detailed
        )

        def table(value: Any, _: Any) -> Any:
            taken = value if type(value) is dict and all(type(key) is str for key in value) else table_of(value)
            if taken is None:
                raise _WrongError(value, "a table with text for keys")
            try:
                return structure(taken, declared)
            except cattrs.ClassValidationError as error:
                raise _with_wrong_fields(error, taken, declared, converter) from None

        return _shared(table, declared) if not detailed and _has_ids_and_words_alone(declared) else table

    converter.register_structure_hook_factory(lambda declared: isinstance(declared, typing.NewType), lambda _: _id)
    converter.register_structure_hook_factory(_is_tuple, tuple_of)
    converter.register_structure_hook_factory(lambda t: attrs.has(t) and t is not When, mapped)
    return converter


def _with_wrong_fields(
    error: cattrs.ClassValidationError, table: Mapping[str, Any], declared: Any, converter: cattrs.Converter
) -> cattrs.ClassValidationError:
    """Return the error of a table in which a field has another type, with what is wrong with the values of all others."""
    if any(isinstance(each, RecordError) for each in error.exceptions):  # its constructor has looked at all fields
        return error
    record = declared.__new__(declared)
    for attribute in fields_of(declared):
        if attribute.name in table:
            with suppress(Exception):  # of those that the error has already
                structured_alone = converter.get_structure_hook(attribute.type)(table[attribute.name], attribute.type)
                object.__setattr__(record, attribute.name, structured_alone)
    return cattrs.ClassValidationError(error.message, [*error.exceptions, *wrong_fields(record)], declared)


def _faults(error: BaseException, file: str, record_id: str, path: str = "") -> Iterable[Fault]:
    """Walk the tree of errors that cattrs raises, and turn each leaf into a fault."""
    if isinstance(error, cattrs.IterableValidationError):
        for inner, note in _noted(error):
            yield from _faults(inner, file, record_id, f"{path}[{note.index}]" if note else path)
    elif isinstance(error, cattrs.ClassValidationError):
        for inner, note in _noted(error):
            yield from _faults(inner, file, record_id, f"{path}.{note.name}" if note else path)
    elif isinstance(error, cattrs.ForbiddenExtraKeysError):
        known = ", ".join(attribute.name for attribute in attrs.fields(error.cl) if attribute.init)
        for key in sorted(error.extra_fields):
            yield Fault(file, record_id, f"{path}.{key}".lstrip("."), "an unknown key", f"one of {known}")
    elif isinstance(error, KeyError):
        yield Fault(file, record_id, path.lstrip("."), "nothing", "a value")
    elif isinstance(error, RecordError):
        for each in (error, *error.others):
            yield Fault(file, record_id, f"{path}.{each.field}".lstrip("."), *_words(each.problem))
    else:
        found, _, expected = str(error).partition("; expected ")
        yield Fault(file, record_id, path.lstrip(".") or "record", found, expected or "see what was found")


def _words(problem: str) -> tuple[str, str]:
    """Return what was found and what was expected, as the error of a record tells them in one sentence."""
    expected, got, found = problem.removeprefix("expected ").rpartition(", got ")
    if got:
        return found, expected
    return ("what does not go together", found) if problem.startswith("expected ") else (problem, "a value that fits")


def _noted(error: Any) -> Iterable[tuple[BaseException, Any]]:
    inside, outside = error.group_exceptions()
    yield from inside
    yield from ((inner, None) for inner in outside)
