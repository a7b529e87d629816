"""Tables: records found by id, and sorted in the one order."""

import pytest

from dprkrel import (
    ActorKind,
    RelationType,
    UnknownActorError,
    UnknownRecordError,
)
from dprkrel.records.kinds import TABLE_OF
from tests.small import ids, named, small, small_with, tie

VISIT_OF_LAVROV = ["lavrov-visit"]


@pytest.mark.parametrize(
    ("table", "known", "near"),
    [("actor", "russia", "rusia"), ("event", "treaty", "treaties"), ("place", "moscow", "moskow"),
     ("source", "background", "backgrounds")],
)  # fmt: skip
def test_records_are_found_by_id(table: str, known: str, near: str) -> None:
    """A record is returned by its id; another id is an error of the documented kind with the nearest ids."""
    find = getattr(small(), table)
    with pytest.raises(UnknownActorError if table == "actor" else UnknownRecordError) as caught:
        find(near)

    assert find(known).id == known
    assert caught.value.suggestions[0] == known


def test_an_actor_of_another_dataset_is_known_by_its_id() -> None:
    """An `Actor` stands for its id, also one of another edition, and is unknown where no actor has that id."""
    other = named("russia", ActorKind.STATE, "Russian Federation")
    stranger = named("atlantis", ActorKind.STATE, "Russia")

    assert ids(small().visits_by_actor(other)) == VISIT_OF_LAVROV
    with pytest.raises(UnknownActorError):
        small().visits_by_actor(stranger)


def test_results_are_in_the_one_total_order() -> None:
    """Results are sorted by first known bound, last known bound and id, in whatever order records were given."""
    extra = tie("alliance", RelationType.ALLIANCE, "dprk", "russia", "2024-06-19/..")
    crowd = small_with(*reversed(small().events), extra, *small().relations[:3])
    keys = [(*record.when.sort_key, record.id) for record in crowd.events]

    assert keys == sorted(keys)
    assert ids(crowd.events) == ids(small().events)
    assert ids(crowd.relations_of("DPRK"))[-1] == "alliance"


def test_every_kind_of_record_is_found_by_id() -> None:
    """Each table has a look-up by id that gives its own record, and refuses what is no id."""
    data = small()
    for kind in ("actor", "office", "place", "source", "event", "relation"):
        records, look_up = data.tables()[TABLE_OF[kind]], getattr(data, kind)

        assert [look_up(record.id) for record in records] == list(records)
        with pytest.raises(UnknownRecordError):
            look_up([])


def test_a_dataset_is_shown_by_ipython_as_elsewhere() -> None:
    """IPython prints one line for a dataset, and not its records."""
    printed = list[str]()

    class Printer:
        text = staticmethod(printed.append)

    small()._repr_pretty_(Printer(), cycle=False)
    assert printed == [repr(small())]
