"""What lies around an event in time: the nearest of all that certainly began before or after it."""

import pytest
from hypothesis import given

import dprkrel
from dprkrel import Certainty, Dataset, Event, Status
from dprkrel.store.chains import wholes_of
from dprkrel.store.neighbours import neighbours
from dprkrel.strategies.drawn_datasets import datasets


def _compared(dataset: Dataset, event: Event) -> None:
    """Compare what lies around an event with the answers of `order` for each other event."""
    every = neighbours(dataset, event, len(dataset.events))
    others = [
        other
        for other in dataset.events
        if other.status is Status.OCCURRED
        and other.id not in wholes_of(dataset, event)
        and event.id not in wholes_of(dataset, other)
    ]
    assert {other.id for other in every[0]} == {
        other.id for other in others if dataset.order(other, event) is Certainty.CERTAIN
    }
    assert {other.id for other in every[1]} == {
        other.id for other in others if dataset.order(event, other) is Certainty.CERTAIN
    }
    for number in range(4):
        assert neighbours(dataset, event, number) == tuple(side[:number] for side in every)


@given(datasets())
def test_neighbours_are_the_nearest_of_all(dataset: Dataset) -> None:
    """All that began before or after an event for sure, and of these the nearest where only some are asked for."""
    for event in dataset.events:
        _compared(dataset, event)


@pytest.mark.parametrize(
    "event_id", ["ryzhenkov-visit-dprk-2024", "putin-visit-dprk-2024", "dprk-embassy-minsk-opened-2016"]
)
def test_neighbours_in_the_bundled_data_are_the_nearest_of_all(event_id: str) -> None:
    """The same of events of the bundled data, around which hundreds lie."""
    _compared(dprkrel.load(), dprkrel.load().event(event_id))
