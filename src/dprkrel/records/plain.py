"""The one canonical form of records: dicts, lists, text and numbers, as JSON has them."""

import datetime
import functools
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any, Self

import attrs

from dprkrel.dates.when import When


class Plain:
    """What every class of record can do: be written as plain data, and be read from it."""

    __slots__ = ()

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
    return value + 0.0 if isinstance(value, float) else value  # -0.0 equals 0.0, and is written otherwise


def digest_of(plain: object) -> str:
    """Return the SHA-256 of plain data in canonical JSON, in hexadecimal digits.

    Examples:
        >>> digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})
        True
    """
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
