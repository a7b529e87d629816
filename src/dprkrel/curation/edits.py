"""What two states of a record differ in, field by field."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dprkrel.records.changes import Edit

_KEYS: Final = ("id", "text", "source_id", "actor_id", "event_id", "claim", "until", "unit")
"""The fields of parts by which two states of a list are compared, the first that a part has."""


def edits(record_id: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Edit, ...]:
    """Return the fields in which two states of a record differ, in the order of its fields.

    Args:
        record_id: the record.
        old: its plain form before.
        new: its plain form since.

    Returns:
        One edit for each value that is new, gone or another, as deep in the
        record as it lies: a report that came is one edit, a date that
        changed within a report another.

    Examples:
        >>> before = {"when": "2024", "names": [{"text": "Minsk"}]}
        >>> after = {"when": "2024-07", "names": [{"text": "Minsk", "note": "A note."}, {"text": "Miensk"}]}
        >>> for edit in edits("minsk", before, after):
        ...     print(edit.field, edit.old, edit.new)
        when 2024 2024-07
        names[Minsk].note None A note.
        names[Miensk] None {"text":"Miensk"}
    """
    return tuple(Edit(record_id=record_id, field=field, old=a, new=b) for field, a, b in _of_fields("", old, new))


def _of_fields(
    path: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str | None, str | None]]:
    for name in dict.fromkeys((*old, *new)):
        yield from _of_values(f"{path}.{name}" if path else name, old.get(name), new.get(name))


def _of_values(path: str, old: Any, new: Any) -> Iterator[tuple[str, str | None, str | None]]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_fields(path, old, new)
    elif all(isinstance(value, list | None) for value in (old, new)):
        yield from _of_lists(path, old or [], new or [])
    else:
        yield path, _text(old), _text(new)


def _of_lists(path: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[str, str | None, str | None]]:
    before, since = _by_key(old), _by_key(new)
    if [key for key in before if key in since] != [key for key in since if key in before]:  # what both have moved
        yield path, _text([*before]), _text([*since])
    for key in dict.fromkeys((*before, *since)):
        yield from _of_values(f"{path}[{key}]", before.get(key), since.get(key))


def _by_key(parts: Sequence[Any]) -> dict[str, Any]:
    """Return the members of a list by what identifies them; of several that nothing tells apart the later are counted."""
    found: dict[str, Any] = {}
    for part in parts:
        named = next((part[key] for key in _KEYS if key in part), _text(part)) if isinstance(part, Mapping) else part
        key, number = str(named), 1
        while key in found:
            number += 1
            key = f"{named}, {number}"
        found[key] = part
    return found


def _text(value: Any) -> str | None:
    """Return a plain value as text; None for no value."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
