"""Law 5: nobody is certainly in two distant places on the same day."""

import datetime
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from dprkrel import (
    ActorKind,
    Dataset,
    Event,
    EventType,
    Fault,
    Meeting,
    Participant,
    Place,
    PlaceKind,
    Role,
    Stance,
    When,
)
from dprkrel.records.fields import ActorId, EventId, PlaceId
from dprkrel.strategies.drawn_datasets import actor, datasets, told
from dprkrel.strategies.drawn_values import FIRST, LAST, days
from tests.datasets import faults, visit

ONE: Final = datetime.timedelta(days=1)
TRAVELLER: Final = ActorId("traveller")
ABROAD: Final = [
    Place(id=PlaceId("far"), name="Far", kind=PlaceKind.COUNTRY),
    Place(id=PlaceId("far-city"), name="Far City", kind=PlaceKind.CITY, within=PlaceId("far")),
    Place(id=PlaceId("away"), name="Away", kind=PlaceKind.COUNTRY),
    Place(id=PlaceId("away-city"), name="Away City", kind=PlaceKind.CITY, within=PlaceId("away")),
]


def trip(event_id: str, when: When, place: str, who: str = TRAVELLER, **more: Any) -> Event:
    """Return a visit of the traveller to a place."""
    return visit(event_id, when, Participant(actor_id=ActorId(who), role=Role.VISITOR), place_id=PlaceId(place), **more)


def met(event_id: str, day: datetime.date, place: str) -> Event:
    """Return a meeting of the traveller in a place."""
    return Meeting(
        id=EventId(event_id),
        event_type=EventType.MEETING,
        when=When.parse(day),
        summary="It was planted.",
        reports=told(Stance.ASSERTS),
        participants=(Participant(actor_id=TRAVELLER, role=Role.PARTICIPANT),),
        place_id=PlaceId(place),
    )


def travelled(*events: Event, data: Dataset | None = None) -> tuple[Fault, ...]:
    """Return the faults of the traveller's events."""
    return faults(data, actors=[actor(TRAVELLER, ActorKind.PERSON)], places=ABROAD, events=events)


@st.composite
def stays(draw: DrawFn, shortest: int = 0) -> tuple[When, frozenset[datetime.date]]:
    """Draw a visit whose last day may lie within two, and the days on which the visitor was surely there.

    The first and the last day are days of travel and prove nothing.
    """
    start = draw(days(FIRST, LAST - 20 * ONE))  # so that all of it lies before the texts were written
    end = start + draw(st.integers(shortest, 5)) * ONE
    latest = end + draw(st.integers(0, 2)) * ONE
    there = frozenset(start + n * ONE for n in range(1, (end - start).days))
    return When(f"{start}/[{end}..{latest}]" if latest > end else f"{start}/{end}"), there


class TestPresence:
    """Law 5: No person is certainly in two countries on the same day.

    The first and last day of a visit are days of travel and prove nothing.
    """

    @given(data=datasets(), day=days(), before=st.integers(1, 3), after=st.integers(1, 3))
    def test_two_countries_on_one_day_are_refused(
        self, data: Dataset, day: datetime.date, before: int, after: int
    ) -> None:
        """A person within two visits to two countries on one day makes the dataset refused by their names."""
        first = trip("first", When(f"{day - before * ONE}/{day + ONE}"), "far-city")
        second = trip("second", When(f"{day - ONE}/{day + after * ONE}"), "away")
        found = travelled(first, second, data=data)

        assert len(found) == 1
        assert found[0].record in {"first", "second"}
        assert found[0].expected.startswith(f"law 5: {TRAVELLER} ")

    @given(first=stays(), second=stays())
    def test_only_a_day_that_is_sure_in_both_is_refused(
        self, first: tuple[When, frozenset[datetime.date]], second: tuple[When, frozenset[datetime.date]]
    ) -> None:
        """Two visits are refused exactly when there is a day that certainly lies inside both."""
        refused = bool(travelled(trip("first", first[0], "far"), trip("second", second[0], "away-city")))

        assert refused == bool(first[1] & second[1])

    @given(stay=stays(shortest=2), place=st.sampled_from(("far", "away")), offset=st.integers(-2, 9))
    def test_a_meeting_elsewhere_during_a_visit_is_refused(
        self, stay: tuple[When, frozenset[datetime.date]], place: str, offset: int
    ) -> None:
        """A meeting is refused exactly when it took place in another country on a day inside a visit."""
        day = min(stay[1], default=stay[0].earliest or datetime.date.min) + offset * ONE
        refused = bool(travelled(trip("visit", stay[0], "far-city"), met("meeting", day, place)))

        assert refused == (place == "away" and day in stay[1])

    @given(days())
    def test_two_meetings_in_two_countries_on_one_day_are_refused(self, day: datetime.date) -> None:
        """Nobody meets in two countries on one day, and anybody may in two places of one country."""
        assert travelled(met("one", day, "far"), met("two", day, "away"))
        assert travelled(met("one", day, "far"), met("two", day, "far-city")) == ()

    @pytest.mark.parametrize("stance", [Stance.ANNOUNCES, Stance.EXPECTS, Stance.ALLEGES, Stance.DENIES])
    def test_only_what_occurred_proves_presence(self, stance: Stance) -> None:
        """A visit that is only announced, expected, alleged or denied stands beside one that took place."""
        when = When("2024-02-01/2024-02-05")
        unsure = trip("unsure", when, "away", reports=told(stance))

        assert travelled(trip("sure", when, "far"), unsure) == ()
        assert travelled(trip("sure", when, "far"), trip("as-sure", when, "away"))

    @pytest.mark.parametrize("who", ["state-0", "press"])
    def test_only_persons_are_in_one_place(self, who: str) -> None:
        """States and media are in many places at once."""
        when = When("2024-02-01/2024-02-05")

        assert travelled(trip("here", when, "far", who), trip("there", when, "away", who)) == ()
