"""The one canonical form of records: dicts, lists, text and numbers, as JSON has them."""

from __future__ import annotations

import datetime
import functools
import json
import operator
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import attrs

from dprkrel.calls import answering_class
from dprkrel.dates.when import When
from dprkrel.errors import UnknownAttributeError
from dprkrel.pickles import Pickled, Reduced, pickled
from dprkrel.records.fields import as_it_is, check_fields, fields_of, reader_of, tell_misfits


class Displayed(Pickled):
    """What notebooks show as a table of its fields: a record, or what was found about some."""

    __slots__ = ()

    SHOWN: ClassVar[tuple[str, ...]] = ()
    """Properties that follow from the fields and are shown before them."""

    def __init_subclass__(cls) -> None:
        answering_class(cls)

    if not TYPE_CHECKING:  # to checkers a name that is not there is an error

        def __getattr__(self, name: str) -> Any:
            from dprkrel.tabular.table import Table  # late: only errors need it

            if name.startswith("_") or not hasattr(type(self), "table") or not hasattr(Table, name):
                raise UnknownAttributeError(name=name, obj=self)
            message = f"{type(self).__name__!r} object has no attribute {name!r}; its table has it: .table().{name}"
            raise UnknownAttributeError(message, name=name, obj=self)

    def _repr_html_(self) -> str:
        from dprkrel.records.display import html_of  # late: only notebooks need it

        return html_of(self)


class Plain(Displayed):
    """What every class of record can do: check itself, be compared and shown, be written as plain data and read from it.

    attrs would write the methods for that into each class, which makes importing slow.

    A record that was `built` of compiled data reads its parts, the records in it, when they are first touched.
    """

    __slots__ = ("_unread",)

    def __init_subclass__(cls) -> None:
        tell_misfits(cls)
        answering_class(cls)  # the methods: the constructor has been seen to

    def __attrs_post_init__(self) -> None:
        check_fields(self)
        self._check_together()

    def _check_together(self) -> None:
        """Refuse fields that do not go together."""

    if not TYPE_CHECKING:  # to checkers every field is there

        def __getattr__(self, name: str) -> Any:
            # A part that has not been read is an empty slot, for which Python asks here.
            unread = {} if name == "_unread" else getattr(self, "_unread", {})
            plain = unread.get(name)
            if plain is None:  # no such field, or another thread was quicker
                try:
                    return object.__getattribute__(self, name)
                except AttributeError:
                    default = dict(_defaults(type(self))).get(name, attrs.NOTHING)
                    if default is attrs.NOTHING:
                        raise UnknownAttributeError(name=name, obj=self) from None
                    return default  # a pickle of an earlier release does not have the field
            part = _part_readers(type(self))[name](plain)
            object.__setattr__(self, name, part)
            unread.pop(name, None)
            return part

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        record_class: Any = self.__class__
        values = _values(record_class)
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        record_class: Any = self.__class__
        return hash((record_class, _values(record_class)(self)))

    def __copy__(self) -> Self:
        return self  # as of all that cannot change

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> Reduced:
        return pickled(type(self), self.to_dict())

    @classmethod
    def _unpickled(cls, values: dict[str, Any]) -> Any:
        return built(cls, values)

    def __repr__(self) -> str:
        record_class: Any = self.__class__
        fields = (f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(record_class))
        return f"{record_class.__qualname__}({', '.join(fields)})"

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data, which `json.dumps` writes; fields at their default are left out.

        Returns:
            A dict of its own: words as text, dates as EDTF text, records as dicts; what every record has comes first.

        Examples:
            >>> dprkrel.Place(id="minsk", name="Minsk", kind="city").to_dict()
            {'id': 'minsk', 'name': 'Minsk', 'kind': 'city'}
        """
        record_class: Any = type(self)
        fields = ((name, default, getattr(self, name)) for name, default in _defaults(record_class))
        return {name: _plain(value) for name, default, value in fields if value != default}

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """Build a record from plain data such as `to_dict` returns.

        Args:
            data: the fields by name, in the form that `to_dict` writes; nothing else is understood.

        Raises:
            DatasetError: something does not fit; all faults are listed.

        Examples:
            >>> dprkrel.Place.from_dict({"id": "minsk", "name": "Minsk", "kind": "town"})
            Traceback (most recent call last):
            dprkrel.errors.DatasetError: 1 fault(s) in the dataset:
              minsk: kind: found str 'town'; expected one of region, country, area, city, site
        """
        from dprkrel.records.foreign import structured  # late: cattrs is slow to import

        return structured(cls, data)


def built(record_class: Any, data: Mapping[str, Any]) -> Any:
    """Build a record of a class from plain data that `to_dict` wrote; what any data may hold is read by `from_dict`.

    The constructor would check what was checked when it was written.

    Examples:
        >>> minsk = dprkrel.Place(id="minsk", name="Minsk", kind="city")
        >>> built(dprkrel.Place, minsk.to_dict()) == minsk
        True
    """
    record, unread = record_class.__new__(record_class), {}
    for name, default, read in _plan(record_class):
        if name not in data:
            object.__setattr__(record, name, default)
        elif read is None:
            unread[name] = data[name]
        else:
            object.__setattr__(record, name, read(data[name]))
    if unread:
        object.__setattr__(record, "_unread", unread)
    return record


@functools.cache
def _values(record_class: Any) -> Callable[[Any], Any]:
    return operator.attrgetter(*(field.name for field in attrs.fields(record_class)))


@functools.cache
def _plan(record_class: Any) -> tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]:
    """Return the fields of a class, each with its default and what reads it from plain data; None for parts."""
    return tuple(
        (field.name, field.default, None if _holds_records(field.type) else reader_of(field.type) or as_it_is)
        for field in attrs.fields(record_class)
    )


def _holds_records(declared: Any) -> bool:
    """Tell whether a field of this type holds records; some types name them in quotes."""
    if isinstance(declared, type):
        return issubclass(declared, Plain)
    return isinstance(declared, str) or any(map(_holds_records, typing.get_args(declared)))


@functools.cache
def _part_readers(record_class: Any) -> dict[str, Callable[[Any], Any]]:
    built_of = ((field.name, _builder(field.type)) for field in fields_of(record_class))
    return {name: build for name, build in built_of if build}


def _builder(declared: Any) -> Callable[[Any], Any] | None:
    """Return what builds the records that a field of this type holds; None where it holds none."""
    if isinstance(declared, type) and issubclass(declared, Plain):
        return functools.partial(built, declared)
    build = next(filter(None, map(_builder, typing.get_args(declared))), None)
    return build and ((lambda parts: tuple(map(build, parts))) if typing.get_origin(declared) is tuple else build)


@functools.cache
def _defaults(record_class: Any) -> tuple[tuple[str, Any], ...]:
    fields = [(field.name, field.default) for field in attrs.fields(record_class)]
    return tuple(sorted(fields, key=lambda field: field[1] is not attrs.NOTHING))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Plain):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def digest_of(plain: object) -> str:
    """Return the SHA-256 of plain data in canonical JSON, in hexadecimal digits.

    Examples:
        >>> digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
        True
    """
    import hashlib  # late: it loads OpenSSL, which no question needs

    return hashlib.sha256(_canonical(plain)).hexdigest()


def digest_of_tables(tables: Mapping[str, Iterable[object]]) -> str:
    """Return the digest of a dict of lists, of which only one value at a time is held.

    Examples:
        >>> digest_of_tables({"b": [1, 2], "a": []}) == digest_of({"a": [], "b": [1, 2]})
        True
    """
    import hashlib  # late, as above

    digest = hashlib.sha256(b"{")
    for table, following in zip(sorted(tables), chain(repeat(b",", len(tables) - 1), [b"}"]), strict=True):
        digest.update(_canonical(table) + b":[")
        for number, row in enumerate(tables[table]):
            digest.update((b"," if number else b"") + _canonical(row))
        digest.update(b"]" + following)
    return digest.hexdigest()


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _canonical(plain: object) -> bytes:
    return _ENCODER.encode(plain).encode()
