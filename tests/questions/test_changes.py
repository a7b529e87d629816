"""Editions: what changed since one, and what became of an id."""

import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import dprkrel
from dprkrel import (
    Cause,
    Change,
    ChangeKind,
    Dataset,
    Edit,
    EditionError,
    RecordError,
    Stance,
    UnknownRecordError,
    VocabularyError,
)
from dprkrel.records.fields import ChangeId, EventId
from dprkrel.records.kinds import TABLE_OF
from dprkrel.strategies.drawn_datasets import told
from tests.datasets import faults, grown, visit
from tests.small import small

STAY: Final = [visit(f"event-{number}", "2024-02-10") for number in range(3)]
EDITIONS: Final = ("2024.2.9", "2024.2.10", "2024.2.10.1", "2024.2.10.2", "2024.10.1", "2025.1.1")
"""Editions in their order, which is not that of their texts."""


def change(change_id: str, kind: ChangeKind, *record_ids: str, edition: str = "2024.2.10", **fields: Any) -> Change:
    """Build what an edition did to some events."""
    usual: dict[str, Any] = {"record_kind": "event", "reason": "It was so."}
    return Change(
        id=ChangeId(change_id),
        edition=edition,
        kind=kind,
        record_ids=record_ids,
        cause=None if kind is ChangeKind.ADDED else Cause.SOURCE,
        **usual | fields,
    )


def merged(change_id: str, record_id: str, heir_id: str, **fields: Any) -> Change:
    """Build that an event was merged into another."""
    return change(change_id, ChangeKind.MERGED, record_id, heir_id=heir_id, **fields)


def changed(*changes: Change, edition: str = "2025.1.1") -> Dataset:
    """Return a dataset of three events with these changes."""
    return Dataset(**{**grown(events=STAY, changelog=changes).tables(), "edition": edition})  # type: ignore[arg-type]


def number_of(edition: str) -> tuple[int, ...]:
    """Return the numbers of an edition."""
    return tuple(map(int, edition.split(".")))


@st.composite
def changelogs(draw: DrawFn) -> Dataset:
    """Draw changes of several editions, in the order of nothing but their ids."""
    editions = draw(st.lists(st.sampled_from(EDITIONS), max_size=6))
    return changed(
        *(
            change(f"change-{number}", ChangeKind.CORRECTED, "event-0", edition=edition)
            for number, edition in enumerate(editions)
        )
    )


class TestChanges:
    """What later editions changed, by edition and id."""

    @given(data=changelogs(), since=st.sampled_from(EDITIONS))
    def test_changes_are_those_of_later_editions(self, data: Dataset, since: str) -> None:
        """All of what later editions changed is told, and nothing of the edition itself or earlier, in the order of time."""
        found = data.changes(since)

        assert {one.id for one in found} == {
            one.id for one in data.changelog if number_of(one.edition) > number_of(since)
        }
        assert list(found) == sorted(found, key=lambda one: (number_of(one.edition), one.id))

    @given(data=changelogs(), before=st.sampled_from(EDITIONS), after=st.sampled_from(EDITIONS))
    def test_changes_since_an_earlier_edition_are_no_fewer(self, data: Dataset, before: str, after: str) -> None:
        """What changed since a later edition is the end of what changed since an earlier one."""
        before, after = sorted((before, after), key=number_of)
        all_, some = data.changes(before), data.changes(after)

        assert all_[len(all_) - len(some) :] == some

    def test_days_are_numbers(self) -> None:
        """The tenth day is later than the ninth, a second edition of a day later than the first, with or without zeros."""
        data = changed(
            *(change(f"change-{n}", ChangeKind.ADDED, "event-0", edition=one) for n, one in enumerate(EDITIONS))
        )

        assert [one.edition for one in data.changes("2024.2.8")] == list(EDITIONS)
        assert data.changes("2024.02.09") == data.changes("2024.2.9")
        assert [one.edition for one in data.changes("2024.2.10")] == list(EDITIONS[2:])

    def test_nothing_changed_since_the_edition_itself(self) -> None:
        """Of the edition that one has, and of one between the last change and it, there is no change to tell."""
        data = changed(change("one", ChangeKind.ADDED, "event-0"), edition="2024.3.1")

        assert data.changes("2024.3.1") == data.changes("2024.2.10") == data.changes("2024.2.11") == ()
        assert [one.id for one in data.changes("2024.2.9")] == ["one"]

    @pytest.mark.parametrize(
        "since", ["", "2024", "2024.2", "2024-02-10", "v2024.2.10", "2024.2.10 ", "2024.2.10\n", "٢٠٢٤.2.10", "today"]
    )
    def test_what_is_no_edition_is_refused(self, since: str) -> None:
        """An edition is a calendar version; all else is refused with those that are known."""
        data = changed(change("one", ChangeKind.ADDED, "event-0"))

        with pytest.raises(EditionError) as caught:
            data.changes(since)
        assert (caught.value.given, caught.value.accepted) == (since, ("2024.2.10", "2025.1.1"))
        assert "expected the edition that you have pinned, a day as in 2026.11.22" in str(caught.value)

    @pytest.mark.parametrize(
        ("since", "nearest"),
        [
            ("2024", "2024.1.1"),
            ("2024.2", "2024.2.1"),
            ("2024-02-10", "2024.2.10"),
            ("v2024.2.10.1", "2024.2.10.1"),
            ("2024.2.30", None),
            ("2024.13", None),
            ("today", None),
            ("", None),
            ("9" * 500, None),
        ],
    )
    def test_the_edition_that_may_be_meant_is_named(self, since: str, nearest: str | None) -> None:
        """A text with the numbers of a day is that day; a month or year is its first day, since which nothing is missed."""
        data = changed(change("one", ChangeKind.ADDED, "event-0"))

        with pytest.raises(EditionError) as caught:
            data.changes(since)
        assert caught.value.nearest == nearest
        assert ("perhaps" in str(caught.value)) == (nearest is not None)
        if nearest is not None:
            assert data.changes(nearest) is not None

    def test_a_later_edition_is_refused(self) -> None:
        """Of an edition later than the data are of nothing can be told; of data without a date any is taken."""
        data = changed(change("one", ChangeKind.ADDED, "event-0"), edition="2024.2.10")

        with pytest.raises(EditionError, match=r"these data are of edition 2024\.2\.10, and know of no later one"):
            data.changes("2024.2.10.1")
        assert changed(change("one", ChangeKind.ADDED, "event-0"), edition="mine").changes("2030.1.1") == ()


def chains() -> SearchStrategy[tuple[str, ...]]:
    """Draw ids each of which was merged into the next."""
    return st.permutations([f"old-{number}" for number in range(5)]).flatmap(
        lambda ids: st.integers(1, 5).map(lambda number: tuple(ids[:number]))
    )


class TestResolve:
    """An id that was ever used stands for its record, its heir or its tombstone."""

    @given(chain=chains(), heir=st.sampled_from([event.id for event in STAY]))
    def test_merged_records_lead_to_their_heir(self, chain: tuple[str, ...], heir: EventId) -> None:
        """However often it was merged, an id stands for the record in which its evidence is now."""
        steps = zip(chain, (*chain[1:], heir), strict=True)
        data = changed(*(merged(f"merge-{old}", old, into) for old, into in steps))

        for old in (*chain, heir):
            assert data.resolve(old) == data.event(heir)

    @given(chains())
    def test_withdrawn_records_lead_to_their_tombstone(self, chain: tuple[str, ...]) -> None:
        """An id that was withdrawn, or merged into one that was, stands for the change that tells why."""
        withdrawn = change("withdrawal", ChangeKind.WITHDRAWN, "gone", reason="Its one source was a hoax.")
        steps = zip(chain, (*chain[1:], "gone"), strict=True)
        data = changed(withdrawn, *(merged(f"merge-{old}", old, into) for old, into in steps))

        for old in (*chain, "gone"):
            assert data.resolve(old) is withdrawn

    def test_each_kind_has_ids_of_its_own(self) -> None:
        """A record of each kind is found by its id among its kind, and tombstones of one kind say nothing of another."""
        data = small()
        for kind, table in TABLE_OF.items():
            for record in data.tables()[table]:
                assert data.resolve(record.id, kind) is record
        gone = change("gone", ChangeKind.WITHDRAWN, "event-0", record_kind="relation")

        assert changed(gone).resolve("event-0") == STAY[0]
        assert changed(gone).resolve("event-0", "relation") == gone
        with pytest.raises(UnknownRecordError):
            changed(gone).resolve("event-0", "actor")

    def test_what_was_only_corrected_is_itself(self) -> None:
        """A record that was added or corrected stands for itself."""
        data = changed(
            change("one", ChangeKind.ADDED, "event-0"), change("two", ChangeKind.CORRECTED, "event-0", "event-1")
        )

        assert [data.resolve(one.id) for one in STAY] == STAY

    def test_an_id_that_never_was_is_refused(self) -> None:
        """An id of no record and no tombstone is told with the nearest, and a kind that there is not with those that there are."""
        data = changed(change("one", ChangeKind.WITHDRAWN, "gone"))

        with pytest.raises(UnknownRecordError) as caught:
            data.resolve("event-9")
        assert (caught.value.kind, caught.value.given) == ("event", "event-9")
        assert set(caught.value.suggestions) <= {"event-0", "event-1", "event-2"} != set()
        with pytest.raises(VocabularyError) as refused:
            data.resolve("event-0", "events")
        assert refused.value.accepted == tuple(sorted(TABLE_OF))

    @pytest.mark.parametrize("length", [1, 2, 3])
    def test_no_record_is_its_own_heir(self, length: int) -> None:
        """Merged records that are each other's heirs lead nowhere, and the dataset is refused."""
        ring = [f"old-{number}" for number in range(length)]

        assert faults(changelog=[merged(f"merge-{one}", one, ring[n - 1]) for n, one in enumerate(ring)]) != ()


def test_an_earlier_dataset_knows_no_later_editions() -> None:
    """As of a day before the last source there are no changes to tell, and a tombstone is no record."""
    gone = merged("one", "gone", "event-0")
    data = grown(
        events=[visit("event-0", "2024-02-10", reports=told(Stance.ASSERTS, Stance.ASSERTS))], changelog=[gone]
    )
    then = data.as_of(datetime.date(2024, 3, 1))

    assert (then.changes("2024.1.1"), then.changelog) == ((), ())
    assert data.changes("2024.1.1") == (gone,)
    with pytest.raises(UnknownRecordError):
        then.resolve("gone")


def test_the_bundled_changes_are_of_editions() -> None:
    """Each change of the bundled data is of an edition that is not later than they are, and every id of theirs resolves."""
    data = dprkrel.load()

    assert set(data.changes("2000.1.1")) == set(data.changelog)
    for one in data.changelog:
        assert number_of(one.edition) <= number_of(data.edition)
        for record_id in one.record_ids:
            assert data.resolve(record_id, one.record_kind) is not None


def test_every_id_ever_released_resolves() -> None:
    """Each id in the manifest of each released edition gives a record of that kind, or the change that took it out."""
    data = dprkrel.load()
    manifests = sorted((Path(__file__).parents[2] / "seeds" / "editions").glob("*.txt"))
    lines = {line.rpartition(" ")[0] for path in manifests for line in path.read_text("utf-8").splitlines()}

    removed = {record_id for one in data.changelog if one.kind.removes for record_id in one.record_ids}
    assert len(lines) > 3_600
    for kind, record_id in map(str.split, sorted(lines)):
        found: Any = data.resolve(record_id, kind)
        if isinstance(found, Change):
            assert (found.kind.removes, found.record_kind) == (True, kind), record_id
        else:
            assert found.id == record_id or record_id in removed, record_id


def test_each_corrected_record_has_its_edits() -> None:
    """Each correction of the bundled data tells for each of its records what it was and is, and no other change does."""
    for one in dprkrel.load().changelog:
        edited = {edit.record_id for edit in one.edits}
        assert edited == (set(one.record_ids) if one.kind is ChangeKind.CORRECTED else set()), one.id
        assert all(edit.old != edit.new for edit in one.edits), one.id


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ChangeKind.ADDED},
        {"kind": ChangeKind.CORRECTED, "edits": [Edit(record_id="event-1", field="when", old="2024")]},
    ],
)
def test_edits_are_of_corrected_records(fields: dict[str, Any]) -> None:
    """Only what was corrected has edits, and only a record that the change names."""
    edits = [Edit(record_id="event-0", field="when", old="2024", new="2024-02")]
    with pytest.raises(RecordError, match="expected edits of corrected records alone"):
        change("one", fields["kind"], "event-0", edits=fields.get("edits", edits))


def test_an_edit_changes_something() -> None:
    """A field whose value is the same before and after is no edit."""
    with pytest.raises(RecordError, match="expected another value than old"):
        Edit(record_id="event-0", field="when", old="2024", new="2024")
