"""The columns of tables: what each is called, which values it has, and what they mean."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class ColumnType(StrEnum):
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


@frozen
class Column:
    """A column of a table.

    Attributes:
        name: what it is called.
        column_type: which values it has.
        meaning: what they say, with the unit where there is one, and how they follow from the records.
        null: what it means if there is no value; None where there always is one.
        references: the table and column in which the value stands too, such as `actors.id`; None for no reference.
    """

    name: str
    column_type: ColumnType
    meaning: str
    null: str | None = None
    references: str | None = None
