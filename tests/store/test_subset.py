"""Parts of a dataset, more of it, and the edition that neither bears."""

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Dataset, DatasetError, Event, RecordError, UnknownActorError
from dprkrel.laws.faults import faults_of
from dprkrel.records.kinds import TABLE_OF
from dprkrel.strategies.drawn_datasets import datasets
from tests.small import small


def involves(event: Event, actor_id: str) -> bool:
    """Tell whether an actor takes part in an event, or someone on its behalf."""
    return any(actor_id in (part.actor_id, part.acted_for) for part in event.participants)


@given(datasets(), st.data())
def test_a_subset_keeps_the_laws_and_all_that_is_asked_for(data: Dataset, draw: st.DataObject) -> None:
    """A subset is sound, has every event and relation of its actors, and no record that the whole does not have."""
    actors = draw.draw(st.lists(st.sampled_from(data.actors), min_size=1, max_size=2, unique=True))
    part = data.subset(actors=actors)

    assert faults_of(part) == ()
    assert {*actors} <= {*part.actors}
    for actor in actors:
        assert [event for event in data.events if involves(event, actor.id)] == [
            event for event in part.events if involves(event, actor.id)
        ]
        assert {tie for tie in data.relations if actor.id in (tie.subject_id, tie.object_id)} <= {*part.relations}
    for table in TABLE_OF.values():
        assert {*getattr(part, table)} <= {*getattr(data, table)}
    assert part.subset(actors=[actor.id for actor in actors]) == part


def test_bundled_actors_can_be_used_in_a_dataset_of_ones_own() -> None:
    """Of the bundled data, states and persons can be taken out with what they need, and put back together."""
    data = dprkrel.load()
    for actor in data.actors[:: len(data.actors) // 12]:
        assert data.subset(actors=actor).actor(actor.id) == actor
    part = data.subset(actors=["Mongolia", "Laos"], edition="two")

    assert part.edition == "two"
    assert [event for event in part.events if involves(event, "mongolia")] == [
        event for event in data.events if involves(event, "mongolia")
    ]
    assert 0 < len(part.events) < len(data.events) / 10
    assert {*data.subset(actors="Mongolia").events} <= {*part.events}
    with pytest.raises(UnknownActorError):
        data.subset(actors="Atlantis")


def test_a_subset_has_the_ledger_of_its_dyads() -> None:
    """What was searched of the ties of an actor goes with it, and what was searched of others does not."""
    ledger = dprkrel.load().subset(actors="Belarus").ledger

    assert ledger
    assert all("belarus" in entry.dyad for entry in ledger)


@given(datasets(), st.data())
def test_what_is_taken_out_can_be_put_back(data: Dataset, draw: st.DataObject) -> None:
    """A dataset without its last records and the same dataset with them added again are equal."""
    dropped = draw.draw(st.integers(0, len(data.counting_rules))), draw.draw(st.integers(0, len(data.ledger)))
    rules, ledger = data.counting_rules[dropped[0] :], data.ledger[dropped[1] :]
    less = attrs.evolve(data, counting_rules=data.counting_rules[: dropped[0]], ledger=data.ledger[: dropped[1]])

    assert less.extend(counting_rules=iter(rules), ledger=[*ledger], edition=data.edition) == data
    assert data.extend(edition=data.edition) == data


def test_more_records_must_keep_the_laws() -> None:
    """Records of every kind can be added; an id that is used already, or a reference to nothing, is refused."""
    tables = small().tables()
    whole = Dataset().extend(edition="small", **tables)  # type: ignore[arg-type]

    assert whole == small()
    with pytest.raises(DatasetError, match="an id that is used once"):
        small().extend(events=small().events[:1])
    with pytest.raises(DatasetError, match="the id of one of the places"):
        small().extend(places=[dprkrel.Place(id="osan", name="Osan", kind="city", within="nowhere")])


@pytest.mark.parametrize("wrong", [None, 5, small().events[0], "treaty", [None], {"x": small().events[0]}], ids=type)
def test_what_is_no_record_is_not_added(wrong: Any) -> None:
    """What is not a list of records of the kind is refused with the name of the table, as by the class."""
    with pytest.raises(RecordError) as added:
        small().extend(events=wrong)
    with pytest.raises(RecordError) as built:
        Dataset(events=wrong)

    assert {(caught.value.record, caught.value.field) for caught in (added, built)} == {("Dataset", "events")}


def test_an_edition_names_the_records_that_it_was_given_with() -> None:
    """What changes a dataset does not keep the name of its edition; what copies it does."""
    data = small()
    changed = attrs.evolve(data, counting_rules=())
    built = Dataset(actors=data.actors, sources=data.sources)

    assert data.edition == "small"
    assert (changed.edition, built.edition, data.extend(places=[]).edition) == ("unreleased",) * 3
    assert data.subset(actors="dprk").edition == "unreleased"
    assert attrs.evolve(changed, counting_rules=data.counting_rules).edition == "unreleased"
    assert attrs.evolve(data, counting_rules=(), edition="mine").edition == "mine"
    assert data.extend(edition="more").edition == "more"
    for again in (attrs.evolve(data), copy.copy(data), copy.deepcopy(data), pickle.loads(pickle.dumps(data))):
        assert again.edition == "small"
        assert again == data
    assert attrs.evolve(pickle.loads(pickle.dumps(data)), counting_rules=()).edition == "unreleased"
