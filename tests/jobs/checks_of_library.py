"""The tests of that library: the fixture, and strategies."""

from hypothesis import given, settings

import dprkrel
from dprkrel import strategies
from tests.jobs.library import page


def test_what_is_announced_is_called_so(dprkrel_dataset: dprkrel.Dataset) -> None:
    """A page does not call an announcement a visit that took place."""
    assert "\n2024-09, planned\n" in page(dprkrel_dataset, dprkrel_dataset.event("state-visit-announced"))


@settings(max_examples=5, deadline=None)
@given(strategies.datasets())
def test_every_event_has_a_page(data: dprkrel.Dataset) -> None:
    """The page of an event has its date as it is."""
    assert all(str(event.when) in page(data, event) for event in data.events)
