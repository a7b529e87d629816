"""The JSON Schema of the records, made from the types of their fields."""

from __future__ import annotations

import datetime
import types
import typing
from enum import Enum
from typing import Any, Final

import attrs

from dprkrel.dates.when import When
from dprkrel.records.events import EVENT_CLASSES
from dprkrel.records.fields import fields_of
from dprkrel.records.kinds import TABLE_OF, class_of
from dprkrel.records.references import kind_of_id
from dprkrel.store.lines import READ_FORMATS
from dprkrel.store.tables import Tables

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_SIMPLE: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date"},
    When: {"type": "string", "minLength": 1, "description": "a date in EDTF (codebook, dates)"},
}


def json_schema(self: Tables) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a line that `Dataset.write` writes: the header, or a record with its kind.

    It says which fields a record has, which are needed, and which words they
    take. What holds between fields and records is said by the laws (codebook), which `read` checks.

    Returns:
        The schema as plain data; fields that are left out have their default.

    Examples:
        >>> schema = dprkrel.json_schema()
        >>> schema["$defs"]["Place"]["required"]
        ['id', 'name', 'kind']
    """
    del self  # a method like the others, though all datasets are written alike
    definitions: dict[str, Any] = {}
    kinds = [(kind, one) for kind in TABLE_OF for one in (EVENT_CLASSES if kind == "event" else (class_of(kind),))]
    for _, record_class in kinds:
        _define(record_class, definitions)
    header = {
        "type": "object",
        "properties": {
            "record": {"const": "dataset"}, "format": {"enum": [*READ_FORMATS]},
            "edition": {"type": "string", "minLength": 1},
            "counts": {
                "type": "object",
                "properties": {table: {"type": "integer", "minimum": 0} for table in TABLE_OF.values()},
                "additionalProperties": False,
            },
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
        "required": ["record", "format", "edition"],
        "additionalProperties": False,
    }  # fmt: skip
    return {
        "$schema": _DIALECT,
        "title": "A line of a dataset of dprkrel",
        "oneOf": [header, *(_line(kind, definitions[one.__name__]) for kind, one in kinds)],
        "$defs": dict(sorted(definitions.items())),
    }


def _line(kind: str, definition: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a record on a line, which has its kind beside its fields."""
    return {
        **definition,
        "properties": {"record": {"const": kind}, **definition["properties"]},
        "required": ["record", *definition["required"]],
    }


def _define(record_class: Any, definitions: dict[str, Any]) -> None:
    """Add the schema of a class of record, and of all classes in it."""
    if record_class.__name__ in definitions:
        return
    definitions[record_class.__name__] = {}  # a class that holds itself is not walked again
    fields = [field for field in fields_of(record_class) if field.init]
    properties = {field.name: _schema(field.type, definitions) for field in fields}
    if record_class in EVENT_CLASSES:
        properties["event_type"] = {"enum": sorted(record_class.EVENT_TYPES)}
    definitions[record_class.__name__] = {
        "type": "object",
        "properties": properties,
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _schema(declared: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    kind = kind_of_id(declared)
    if kind is not None:
        return {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "description": f"id of the {kind}"}
    if declared in _SIMPLE:
        return _SIMPLE[declared]
    origin, arguments = typing.get_origin(declared), typing.get_args(declared)
    if origin in (types.UnionType, typing.Union):
        (given,) = {*arguments} - {types.NoneType}
        return _schema(given, definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if issubclass(declared, Enum):
        return {"enum": [member.value for member in declared]}
    _define(declared, definitions)
    return {"$ref": f"#/$defs/{declared.__name__}"}
