"""The columns of tables: what each is called, which values it has, and what they mean."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

from dprkrel.calls import Vocabulary, answering_class, one_of
from dprkrel.errors import RecordError, described
from dprkrel.pickles import Pickled


class ColumnType(Vocabulary):
    """The types of column."""

    #: Text, never empty.
    TEXT = "text"
    #: A whole number.
    INTEGER = "integer"
    #: A number with a point.
    NUMBER = "number"
    #: True or false.
    BOOLEAN = "boolean"
    #: A day of the Gregorian calendar.
    DATE = "date"
    #: Texts in an order, perhaps none; never null.
    LIST = "list"


def _column_type(given: ColumnType | str) -> ColumnType:
    member: ColumnType = one_of("column_type", given, ColumnType)
    return member


def _is_text(_: object, field: Attribute[Any], value: object) -> None:
    if type(value) is not str or not value:
        raise RecordError("Column", field.name, f"expected text, got {described(value)}")
    try:
        value.encode()
    except UnicodeEncodeError:
        expected = "expected text without half of a surrogate pair, which no file can hold"
        raise RecordError("Column", field.name, f"{expected}, got {described(value)}") from None


@answering_class
@frozen
class Column(Pickled):
    """A column of a table.

    Attributes:
        name: what it is called.
        column_type: which values it has.
        meaning: what they say, with the unit where there is one, and how they follow from the records.
        null: what it means if there is no value; None where there always is one.
        references: the table and column in which the value stands too, such as `actors.id`; None for no reference.
    """

    name: str = field(validator=_is_text)
    column_type: ColumnType = field(converter=_column_type)
    meaning: str = field(validator=_is_text)
    null: str | None = field(default=None, validator=optional(_is_text))
    references: str | None = field(default=None, validator=optional(_is_text))
