"""Records to plain data and back; nothing is coerced, and every fault is told with its path."""

import datetime
import functools
import json
import re
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from dprkrel.dataset import Dataset
from dprkrel.dates.when import When
from dprkrel.errors import DatasetError, DprkrelError, Fault, RecordError, shown
from dprkrel.records.actors import Actor
from dprkrel.records.changes import Change
from dprkrel.records.counting_rules import CountingRule
from dprkrel.records.coverage import Coverage
from dprkrel.records.event_types import EventType
from dprkrel.records.events import CLASS_OF
from dprkrel.records.fields import text_fault
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.records.offices import Office
from dprkrel.records.places import Place
from dprkrel.records.relations import Relation
from dprkrel.records.sources import Source

FORMAT: Final = 2
"""Version of the form in which datasets are written."""

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest dataset that is read."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_CLASSES: Final[dict[str, type[Any]]] = {
    "actor": Actor, "office": Office, "place": Place, "source": Source, "relation": Relation,
    "counting_rule": CountingRule, "coverage": Coverage, "change": Change,
}  # fmt: skip


class _WrongError(ValueError):
    """Carry what was found and what was expected through cattrs."""

    def __init__(self, found: object, expected: str) -> None:
        super().__init__(f"{_clip(found)}; expected {expected}")


def _clip(found: object) -> str:
    return f"{type(found).__name__} {shown(found)}"


def _exactly(wanted: type, said: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not wanted:
            raise _WrongError(value, said)
        return value

    return structure


def _date(value: Any, _: Any) -> datetime.date:
    if type(value) is datetime.date:  # TOML has dates of its own
        return value
    try:
        if type(value) is str and _DAY.fullmatch(value):  # fromisoformat reads weeks, too
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise _WrongError(value, "a day such as 2024-07-23")


def _enum(value: Any, wanted: type[StrEnum]) -> StrEnum:
    known = _members(wanted)
    if type(value) is not str or value not in known:
        raise _WrongError(value, f"one of {', '.join(known)}")
    return known[value]


@functools.cache
def _members(wanted: type[StrEnum]) -> dict[str, StrEnum]:
    return {str(member.value): member for member in wanted}


_SCALARS: Final[dict[type, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number with a point",
    bool: "true or false",
}


def _is_tuple(declared: Any) -> bool:
    return typing.get_origin(declared) is tuple


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    for wanted, said in _SCALARS.items():  # by class: cattrs has hooks by class for these, which come before any other
        converter.register_structure_hook(wanted, _exactly(wanted, said))
    converter.register_structure_hook(datetime.date, _date)
    converter.register_structure_hook(When, lambda value, _: When(_exactly(str, "EDTF text")(value, _)))
    converter.register_structure_hook(StrEnum, _enum)  # by class, too, or the hook of str would take it

    def tuple_of(declared: Any) -> Callable[[Any, Any], Any]:
        structure = converter.get_structure_hook(list[typing.get_args(declared)[0]])  # type: ignore[misc]

        def listed(value: Any, _: Any) -> Any:
            if type(value) is not list:
                raise _WrongError(value, "a list")
            return tuple(structure(value, list[typing.get_args(declared)[0]]))  # type: ignore[misc]

        return listed

    def mapped(declared: Any) -> Callable[[Any, Any], Any]:
        structure = make_dict_structure_fn(declared, converter, _cattrs_forbid_extra_keys=True)

        def table(value: Any, _: Any) -> Any:
            if not isinstance(value, Mapping):
                raise _WrongError(value, "a table")
            return structure(value, declared)

        return table

    converter.register_structure_hook_factory(_is_tuple, tuple_of)
    converter.register_structure_hook_factory(lambda t: attrs.has(t) and t is not When, mapped)
    converter.register_unstructure_hook(When, lambda when: when.edtf)
    converter.register_unstructure_hook(datetime.date, lambda day: day.isoformat())
    converter.register_unstructure_hook(StrEnum, lambda member: member.value)
    converter.register_unstructure_hook_factory(
        lambda t: attrs.has(t) and t is not When,
        lambda declared: make_dict_unstructure_fn(declared, converter, _cattrs_omit_if_default=True),
    )
    return converter


_CONVERTER: Final = _converter()


def record_to_dict(record: Record) -> dict[str, Any]:
    """Return a record as plain data: dicts, lists, text, numbers; fields at their default are left out.

    Examples:
        >>> record_to_dict(Place(id="minsk", name="Minsk", kind=dprkrel.PlaceKind.CITY))
        {'id': 'minsk', 'name': 'Minsk', 'kind': 'city'}
    """
    plain: dict[str, Any] = _CONVERTER.unstructure(record)
    return plain


def record_from_dict(kind: str, data: object, *, file: str = "") -> Record:
    """Build a record from plain data.

    Args:
        kind: `actor`, `office`, `place`, `source`, `event` or `relation`.
        data: its fields; the class of an event follows from its `event_type`.
        file: where the data was read, for the messages.

    Raises:
        DatasetError: something does not fit; all faults are listed.

    Examples:
        >>> record_from_dict("place", {"id": "minsk", "name": "Minsk", "kind": "town"})
        Traceback (most recent call last):
        dprkrel.errors.DatasetError: 1 fault(s) in the dataset:
          minsk: kind: found str 'town'; expected one of region, country, area, city, site
    """
    named = data.get("id") if isinstance(data, Mapping) else None
    record_id = named if isinstance(named, str) and named else f"a {kind} without an id"
    wanted = _class_of(kind, data)
    if wanted is None:
        found = data.get("event_type") if isinstance(data, Mapping) else kind
        words = ", ".join(EventType) if kind == "event" else ", ".join(TABLE_OF)
        raise DatasetError(
            [Fault(file, record_id, "event_type" if kind == "event" else "kind", _clip(found), f"one of {words}")]
        )
    try:
        record: Record = _CONVERTER.structure(data, wanted)
    except (cattrs.BaseValidationError, DprkrelError, _WrongError) as error:
        raise DatasetError(_faults(error, file, record_id)) from None
    return record


def dumps(dataset: Dataset) -> str:
    """Write a dataset as JSON lines: a header, then one record a line, sorted; the same records give the same text."""
    header = {"record": "dataset", "format": FORMAT, "edition": dataset.edition}
    lines = [header]
    tables = dataset.tables()
    for kind, table in TABLE_OF.items():
        lines.extend({"record": kind, **record_to_dict(record)} for record in tables[table])
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


def loads(text: str | bytes) -> Dataset:
    """Read a dataset from the JSON lines that `dumps` writes.

    Args:
        text: UTF-8 bytes or text, at most `MAX_BYTES` long.

    Raises:
        DatasetError: it is not such a text, or its records break a law; all faults are listed.

    Examples:
        >>> loads(dumps(Dataset(edition="test"))).edition
        'test'
    """
    if not isinstance(text, str | bytes):
        raise DatasetError([Fault("", "dataset", "text", type(text).__name__, "text or UTF-8 bytes")])
    if len(text) > MAX_BYTES:
        raise DatasetError([Fault("", "dataset", "text", f"{len(text)} bytes", f"at most {MAX_BYTES}")])
    try:
        lines = (text.decode() if isinstance(text, bytes) else text).removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise DatasetError([Fault("", "dataset", "text", str(error), "UTF-8")]) from None
    faults: list[Fault] = []
    rows = [(f"line {number}", _row(line, f"line {number}", faults)) for number, line in enumerate(lines, 1)]
    header = rows[0][1] if rows else None
    form = header.get("format") if header else None
    if header is None or header.get("record") != "dataset" or type(form) is not int or form != FORMAT:
        faults.append(Fault("line 1", "dataset", "header", _clip(header), f"a dataset header of format {FORMAT}"))
        raise DatasetError(faults)
    faults.extend(
        Fault("line 1", "dataset", key, "an unknown key", "one of record, format, edition")
        for key in sorted(header.keys() - {"record", "format", "edition"})
    )
    edition = header.get("edition")
    return build(
        edition, ((file, str(row.pop("record", "")), row) for file, row in rows[1:] if row is not None), faults
    )


def build(edition: object, rows: Iterable[tuple[str, str, object]], faults: Iterable[Fault] = ()) -> Dataset:
    """Build a dataset from rows of plain data, and report the faults of all rows together.

    Args:
        edition: the edition of the dataset.
        rows: file, kind and data of each record.
        faults: what was found wrong before.

    Raises:
        DatasetError: with every fault of every row, or, when each row is
            sound by itself, every law that they break together.
    """
    found = list(faults)
    told = any(fault.field == "edition" for fault in found)
    if not told and (type(edition) is not str or not edition or text_fault(edition)):
        found.append(Fault("", "dataset", "edition", _clip(edition), "text without control characters"))
    tables: dict[str, list[Any]] = {table: [] for table in TABLE_OF.values()}
    files: dict[str, list[str]] = {}
    for file, kind, data in rows:
        try:
            record = record_from_dict(kind, data, file=file)
        except DatasetError as error:
            found.extend(error.faults)
        else:
            tables[TABLE_OF[kind]].append(record)
            files.setdefault(record.id, []).append(file)
    if found:
        raise DatasetError(sorted(found))
    try:
        return Dataset(edition=str(edition), **tables)
    except DatasetError as error:
        raise DatasetError(
            sorted(
                attrs.evolve(fault, file=" and ".join(dict.fromkeys(files.get(fault.record, ()))))
                for fault in error.faults
            )
        ) from None


def _class_of(kind: str, data: object) -> type[Any] | None:
    if kind != "event":
        return _CLASSES.get(kind)
    given = data.get("event_type") if isinstance(data, Mapping) else None
    return CLASS_OF[EventType(given)] if isinstance(given, str) and given in set(EventType) else None


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
        for key in sorted(map(str, error.extra_fields)):
            yield Fault(file, record_id, f"{path}.{key}".lstrip("."), "an unknown key", f"one of {known}")
    elif isinstance(error, KeyError):
        yield Fault(file, record_id, path.lstrip("."), "nothing", "a value")
    elif isinstance(error, RecordError):
        yield Fault(file, record_id, f"{path}.{error.field}".lstrip("."), error.problem, "a value that fits")
    else:
        found, _, expected = str(error).partition("; expected ")
        yield Fault(file, record_id, path.lstrip(".") or "record", found, expected or "see what was found")


def _noted(error: Any) -> Iterable[tuple[BaseException, Any]]:
    inside, outside = error.group_exceptions()
    yield from inside
    yield from ((inner, None) for inner in outside)


def _row(line: str, file: str, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        row = json.loads(line, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        faults.append(Fault(file, "dataset", "json", str(error) or type(error).__name__, "one JSON object"))
        return None
    if not isinstance(row, dict):
        faults.append(Fault(file, "dataset", "json", _clip(row), "one JSON object"))
        return None
    return row


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError(f"a key stands twice among {', '.join(key for key, _ in pairs)}")
    return row


def _no_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")
