"""What points to an event: what a look at every event finds."""

from hypothesis import given

from dprkrel import Dataset
from dprkrel.store.links import links_to, parts_of
from dprkrel.strategies.drawn_datasets import datasets


@given(datasets())
def test_what_points_to_an_event_is_found(dataset: Dataset) -> None:
    """The parts of an event and the links to it are those that the other events have, in the order of results."""
    for event in dataset.events:
        assert [*parts_of(dataset, event.id)] == [other for other in dataset.events if other.part_of == event.id]
        assert [*links_to(dataset).get(event.id, ())] == [
            (other, link) for other in dataset.events for link in other.links if link.event_id == event.id
        ]
