"""Changes between editions: added, corrected, merged and withdrawn records, and what became of an id."""

from __future__ import annotations

import re
from typing import Final

from dprkrel.errors import UnknownRecordError, VocabularyError, close_matches
from dprkrel.records.changes import Change
from dprkrel.records.kinds import TABLE_OF, Record
from dprkrel.store.chains import chain
from dprkrel.store.tables import Tables

_EDITION: Final = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]+)?")


def changes(self: Tables, since: str) -> tuple[Change, ...]:
    """Return what later editions changed: records added, corrected, merged and withdrawn, with the reason.

    Editions are calendar versions: the day on which the data were closed,
    and a number for a second edition on one day. To see which fields of a
    corrected record differ, compare the two datasets.

    Args:
        since: the edition that you have pinned, such as `2026.11.22`.

    Returns:
        Changes by edition, then by id; empty if the data are of that edition.

    Raises:
        VocabularyError: this is not an edition, or a later one than that of the data.

    Examples:
        >>> {change.kind.value for change in dprkrel.changes("2026.11.22")} >= {"added", "corrected"}
        True
        >>> dprkrel.changes(dprkrel.load().edition)
        ()
    """
    known = {change.edition for change in self.changelog} | {self.edition}
    given: object = since  # callers without a type checker give anything
    if not isinstance(given, str) or not _EDITION.fullmatch(given):
        raise VocabularyError("since", since, known)
    if _EDITION.fullmatch(self.edition) and edition_key(since) > edition_key(self.edition):
        raise VocabularyError("since", since, known)
    later = [change for change in self.changelog if edition_key(change.edition) > edition_key(since)]
    return tuple(sorted(later, key=lambda change: (edition_key(change.edition), change.id)))


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
    given: object = record_id  # callers without a type checker give anything
    named: object = kind
    if not isinstance(named, str) or named not in TABLE_OF:
        raise VocabularyError("kind", kind, TABLE_OF)
    if not isinstance(given, str):
        raise UnknownRecordError(kind, record_id, reason="expected an id as text")
    gone = {
        merged: change
        for change in self.changelog
        if change.kind.removes and change.record_kind == kind
        for merged in change.record_ids
    }
    *_, wanted = chain(record_id, lambda one: gone[one].heir_id if one in gone else None)
    if wanted in gone:
        return gone[wanted]
    records: dict[str, Record] = {record.id: record for record in self.tables()[TABLE_OF[kind]]}
    if wanted not in records:
        raise UnknownRecordError(kind, record_id, close_matches(record_id, records))
    return records[wanted]
