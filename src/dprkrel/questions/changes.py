"""Changes between editions: added, corrected, merged and withdrawn records, and what became of an id."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from typing import Final

from dprkrel.calls import one_of, text_of
from dprkrel.errors import EditionError, UnknownRecordError, close_matches
from dprkrel.records.changes import Change
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.store.chains import end_of
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables, ids_of, record_with_id

_EDITION: Final = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]+)?")


def changes(self: Tables, since: str) -> Results[Change]:
    """Return what later editions changed: records added, corrected, merged and withdrawn, with the reason.

    Editions are calendar versions: the day on which the data were closed,
    and a number for a second edition on one day. The `edits` of a change
    have each field that it corrected, before and after.

    Args:
        since: the edition that you have pinned, such as `2026.11.22`.

    Returns:
        Changes by edition, then by id; empty if the data are of that edition.

    Raises:
        EditionError: this is not an edition, or a later one than that of the data; `nearest` may be the one meant.

    Examples:
        >>> {change.kind.value for change in dprkrel.changes("2026.11.22")} >= {"added", "corrected"}
        True
        >>> dprkrel.changes(dprkrel.load().edition)
        ()
    """
    given = text_of(since)
    if given is None or not _is_edition(given):
        reason = "expected the edition that you have pinned, a day as in 2026.11.22"
        raise EditionError("since", since, _editions(self), _edition_meant(given), reason)
    if _is_edition(self.edition) and edition_key(given) > edition_key(self.edition):
        reason = f"these data are of edition {self.edition}, and know of no later one"
        raise EditionError("since", since, _editions(self), None, reason)
    history, keys = self.once(_history)
    return Results(history[bisect_right(keys, edition_key(given)) :], self, "changes")


def edition_day(edition: str) -> datetime.date | None:
    """Return the day of an edition; None where it is named after none, as that of a user's own dataset.

    Examples:
        >>> edition_day("2026.11.22.1"), edition_day("unreleased")
        (datetime.date(2026, 11, 22), None)
    """
    if not _EDITION.fullmatch(edition):
        return None
    year, month, day, *_ = edition_key(edition)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _is_edition(text: str) -> bool:
    """Tell whether a text is a day of the calendar, perhaps with a number."""
    return edition_day(text) is not None


def _editions(tables: Tables) -> list[str]:
    """Return the editions of the changes and of the data, the earliest first."""
    editions = {change.edition for change in tables.changelog} | {tables.edition}
    return sorted(filter(_is_edition, editions), key=edition_key)


def _edition_meant(given: object) -> str | None:
    """Return the edition that a text with its numbers may mean; of a month or year its first day, so that nothing is missed."""
    text = given[:_SHOWN] if isinstance(given, str) else ""
    numbers = tuple(map(int, re.findall(r"[0-9]{1,4}", text)[:4]))
    meant = ".".join(map(str, (*numbers, *(1,) * (_DAY - len(numbers)))))
    return meant if numbers and _is_edition(meant) else None


_DAY: Final = 3
"""How many numbers a day has."""


_SHOWN: Final = 40
"""How much of a text is read for the edition that it may mean."""


def _history(tables: Tables) -> tuple[tuple[Change, ...], list[tuple[int, ...]]]:
    """Return all changes by edition, then by id, and the key of the edition of each."""
    history = tuple(sorted(tables.changelog, key=lambda change: (edition_key(change.edition), change.id)))
    return history, [edition_key(change.edition) for change in history]


def edition_key(edition: str) -> tuple[int, ...]:
    """Return the key that sorts editions in time."""
    return tuple(int(part) for part in edition.split(".") if part.isdecimal())


def resolve(self: Tables, record_id: str, kind: str = "event") -> Record:
    """Return what an id stands for today: its record, the record it was merged into, or the change that withdrew it.

    Args:
        record_id: an id of this or an earlier edition.
        kind: `event`, `relation`, `actor`, `office`, `place`, `source`, `counting_rule`, `coverage` or `change`.

    Returns:
        The record; for a merged id, the record that it was merged into; for a
        withdrawn id, the `Change` that withdrew it, with the edition and the reason.

    Raises:
        UnknownRecordError: no record of this kind ever had this id.
        VocabularyError: the kind is not one of these.

    Examples:
        >>> dprkrel.resolve("putin-visit-dprk-2024").when.edtf
        '2024-06-19'
    """
    named, given = one_of("kind", kind, TABLE_OF), text_of(record_id)
    if given is None:
        raise UnknownRecordError(named, record_id, reason="expected an id as text")
    wanted = self.once(_heirs, named).get(given, given)
    removed = self.once(_removals, named).get(wanted)
    if removed:
        return removed
    record: Record | None = record_with_id(self, named, wanted)
    if record is None:
        raise UnknownRecordError(named, record_id, close_matches(given, ids_of(self, named)))
    return record


def _removals(tables: Tables, kind: str) -> dict[str, Change]:
    """Return the change that merged or withdrew each record of a kind that is gone."""
    return {
        gone: change
        for change in tables.changelog
        if change.kind.removes and change.record_kind == kind
        for gone in change.record_ids
    }


def _heirs(tables: Tables, kind: str) -> dict[str, str]:
    """Return for each record of a kind that was merged the last of its heirs, which was not."""
    heirs = {merged: change.heir_id for merged, change in tables.once(_removals, kind).items()}
    ends: dict[str, str] = {}
    return {merged: end_of(merged, heirs.get, ends) for merged in heirs}
