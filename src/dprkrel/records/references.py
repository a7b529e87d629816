"""The references of a record to others: every field of an id type, wherever in the record it stands."""

import functools
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import attrs

from dprkrel.records.fields import (
    ActorId,
    ChangeId,
    CountingRuleId,
    CoverageId,
    EventId,
    OfficeId,
    PlaceId,
    RelationId,
    SourceId,
    StateId,
    fields_of,
)

Reference: TypeAlias = tuple[str, str, str]
"""Where it stands in the record (`participants[0].actor_id`), the kind of the other record, and its id.

The kinds are those of `TABLE_OF`, and `state` for an actor that must be one.
"""


_KIND_OF: Final[dict[Any, str]] = {
    ActorId: "actor", StateId: "state", OfficeId: "office", PlaceId: "place", SourceId: "source", EventId: "event",
    RelationId: "relation", CountingRuleId: "counting_rule", CoverageId: "coverage", ChangeId: "change",
}  # fmt: skip

ID_TYPES: Final[tuple[Any, ...]] = tuple(_KIND_OF)
"""The types of ids."""


def kind_of_id(declared: Any) -> str | None:
    """Return the kind of record of which a type has the ids; None of any other type.

    Examples:
        >>> kind_of_id(dprkrel.ActorId)
        'actor'
    """
    return _KIND_OF.get(declared) if isinstance(declared, typing.NewType) else None


def references(record: Any) -> Iterator[Reference]:
    """Yield every reference of a record to another, in the order of its fields.

    The types of the fields say what is a reference. The record's own id is
    none; nor are the ids that a `Change` names, whose kind stands in a
    field beside them.

    Examples:
        >>> list(references(dprkrel.load().actor("choe-son-hui")))[-1]
        ('state_id', 'state', 'dprk')
    """
    for name, read in _readers(record.__class__):
        if name != "id":
            yield from read(name, getattr(record, name))


_Reader: TypeAlias = Callable[[str, Any], Iterable[Reference]]


@functools.cache
def _readers(record_class: Any) -> tuple[tuple[str, _Reader], ...]:
    """Return the fields of a class in which references stand, each with what reads them."""
    read = [(field.name, _reader(field.type)) for field in fields_of(record_class) if field.init]
    return tuple((name, reader) for name, reader in read if reader)


def _reader(declared: Any) -> _Reader | None:
    """Return what reads the references of a field of this type; None where it holds none."""
    if declared in _KIND_OF:
        kind = _KIND_OF[declared]
        return lambda path, value: ((path, kind, value),)
    if typing.get_origin(declared) is tuple:
        each = _reader(typing.get_args(declared)[0])
        return each and (lambda path, values: _of_several(each, path, values))
    if typing.get_origin(declared) in (types.UnionType, typing.Union):
        (given,) = {*typing.get_args(declared)} - {types.NoneType}
        held = _reader(given)
        return held and (lambda path, value: () if value is None else held(path, value))
    return _of_record if attrs.has(declared) and _readers(declared) else None


def _of_several(each: _Reader, path: str, values: Iterable[Any]) -> Iterator[Reference]:
    for number, value in enumerate(values):
        yield from each(f"{path}[{number}]", value)


def _of_record(path: str, record: Any) -> Iterator[Reference]:
    for name, read in _readers(record.__class__):
        yield from read(f"{path}.{name}", getattr(record, name))
