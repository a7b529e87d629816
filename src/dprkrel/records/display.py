"""Records, and what was found about them, as HTML for notebooks: their fields by type, without names that others have."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from typing import Any, Final, NewType, TypeAlias

import attrs

from dprkrel import markup
from dprkrel.dates.when import When
from dprkrel.markup import Markup
from dprkrel.records.fields import fields_of

Known: TypeAlias = "Callable[[NewType, str], Markup | None]"
"""What shows an id of a type by the name or address of its record; None where that is not known."""

_MOST_PARTS: Final = 10
"""How many parts of a record are shown."""

_MOST_COLUMNS: Final = 4
"""How many columns a table within a table may have; wider ones cannot be read."""


def html_of(subject: Any) -> str:
    """Return a record, or what was found about one, as HTML for notebooks."""
    return markup.page(fields(subject))


def fields(subject: Any, known: Known | None = None, *, without: str = "") -> Markup:
    """Return the fields of a record as a table, without those at their default, and without one that is shown elsewhere."""
    pairs = [
        (field.name, cell(getattr(subject, field.name), field.type, known))
        for field in _used([subject])
        if field.name != without
    ]
    derived = [(name, cell(getattr(subject, name))) for name in subject.SHOWN]
    return markup.fields(f"{type(subject).__name__} {getattr(subject, 'id', '')}".strip(), [*derived, *pairs])


def rows(caption: str, subjects: Sequence[Any], known: Known | None = None, *, most: int = markup.MOST_ROWS) -> Markup:
    """Return things of one class as a table: a row for each, a column for each field that one of them has."""
    used = _used(subjects)
    shown = [[_short(getattr(subject, field.name), field.type, known) for field in used] for subject in subjects[:most]]
    return markup.table(caption, [field.name for field in used], shown, len(subjects))


def cell(value: Any, declared: Any = None, known: Known | None = None) -> Markup:
    """Return the value of a field as HTML; several parts with few fields as a table of their own."""
    if _is_several(value) and _is_table(value):
        return rows("", value, known, most=_MOST_PARTS)
    return _short(value, declared, known)


def _is_table(parts: Sequence[Any]) -> bool:
    alike = all(map(_has_fields, parts)) and len({*map(type, parts)}) == 1  # several and of one class
    return alike and not hasattr(parts[0], "id") and len(_used(parts)) <= _MOST_COLUMNS


def brief(record: Any, known: Known | None = None) -> Markup:
    """Return a record within another in a few words: by its date, name or summary and id, or else its fields."""
    record_id = getattr(record, "id", None)
    if record_id is not None:
        words = (getattr(record, name, None) for name in ("name", "summary", "title"))
        told = (getattr(record, "when", None), next(filter(None, words), None), f"({record_id})")
        return markup.safe(" ".join(str(part) for part in told if part is not None))
    return Markup(
        "; ".join(
            f"{markup.safe(field.name)}: {_short(getattr(record, field.name), field.type, known)}"
            for field in _used([record])
        )
    )


def _short(value: Any, declared: Any, known: Known | None) -> Markup:
    if value is None:
        return Markup()
    if _is_several(value):
        inner = next(iter(typing.get_args(declared)), None)
        parts = [_short(part, inner, known) for part in value[:_MOST_PARTS]]
        if len(value) > _MOST_PARTS:
            parts.append(markup.safe(f"and {len(value) - _MOST_PARTS:,} more"))
        return markup.listed(parts) if any(map(_has_fields, value)) else Markup(", ".join(parts))
    if _has_fields(value):
        return brief(value, known)
    if isinstance(value, bool):
        return Markup("yes" if value else "no")
    if type(value) is str:
        kind = _id_type(declared)
        return (known(kind, value) if known and kind else None) or markup.linked(value)
    return markup.safe(f"{value:,}" if type(value) is int else str(value))


def _is_several(value: Any) -> bool:
    return isinstance(value, tuple) and not hasattr(value, "_fields")  # a tuple whose places have names is one thing


def _has_fields(value: Any) -> bool:
    return attrs.has(type(value)) and not isinstance(value, When)


def _used(subjects: Sequence[Any]) -> list[Any]:
    """Return the fields of a class that are not at their default in one of these at least."""
    if not subjects:
        return []
    record_class: Any = type(subjects[0])
    return [
        field
        for field in fields_of(record_class)
        if field.init
        and (field.default is attrs.NOTHING or any(getattr(one, field.name) != field.default for one in subjects))
    ]


def _id_type(declared: Any) -> NewType | None:
    """Return the type of id that a field has, which may have none or several."""
    if isinstance(declared, NewType):
        return declared
    if typing.get_origin(declared) in (types.UnionType, typing.Union, tuple):
        return next(filter(None, map(_id_type, typing.get_args(declared))), None)
    return None
