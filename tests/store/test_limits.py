"""Events lie within the lives, the offices and the ties of those who take part, and words near what they are about."""

from typing import Any

import attrs
import pytest

from dprkrel import (
    ActorKind,
    Dataset,
    DatasetError,
    EventType,
    Link,
    LinkType,
    Meeting,
    RelationChange,
    RelationType,
    Role,
    Stance,
    Statement,
    When,
)
from dprkrel.dates.edtf import PAST
from dprkrel.records.fields import EventId
from dprkrel.store.tables import Tables
from dprkrel.store.timeline import implied_events
from tests.implied import implied_bounds
from tests.small import happening, known, named, office, part, small, small_with, spell, tie

PUTIN = part("vladimir-putin", Role.SPEAKER, "russia")


def said(when: str, *links: Link, by: Any = PUTIN) -> Any:
    """Build a remark."""
    return happening(Statement, EventType.REMARK, "words", when, by, links=links)


def born(actor_id: str, existed: str) -> Any:
    """Return an actor of the small dataset who existed then."""
    return attrs.evolve(small().actor(actor_id), existed=When(existed))


def refused(*records: Any) -> str:
    """Return the faults of the small dataset with these records."""
    with pytest.raises(DatasetError) as caught:
        small_with(*records)
    return str(caught.value)


def implied(data: Dataset, event_id: str = "words") -> str:
    """Return the date that is implied of an event, which is also what the index holds of it."""
    found = data.implied_when(event_id)
    assert implied_bounds(data, data.event(event_id))[0] == (found.when.bounds,)
    return str(found.when)


def test_nobody_acts_before_birth() -> None:
    """An act before birth, or after death, breaks a law; one that is vaguely dated lies within the life."""
    assert "Vladimir Putin did not exist before 1952-10-07" in refused(
        born("vladimir-putin", "1952-10-07/"), said("1950")
    )
    assert "Vladimir Putin did not exist after 2000-01-01" in refused(
        born("vladimir-putin", "/2000-01-01"), said("2001")
    )
    assert (
        implied(small_with(born("vladimir-putin", "1952-10-07/"), said("[..1960-01-01]"))) == "[1952-10-07..1960-01-01]"
    )


def test_the_dead_are_spoken_of() -> None:
    """Of whom is dead others speak; of whom is not born nobody does."""
    about = part("kim-jong-il", Role.SUBJECT, "dprk")
    remark = happening(Statement, EventType.REMARK, "words", "2012", PUTIN, about)
    early = happening(Statement, EventType.REMARK, "words", "1930", about)

    assert small_with(born("kim-jong-il", "1941/2011-12-17"), remark).event("words").when == When("2012")
    assert "Kim Jong Il did not exist before 1941-01-01" in refused(born("kim-jong-il", "1941/2011-12-17"), early)


def test_nobody_acts_in_an_office_before_it_was_made() -> None:
    """An act in an office before there was one breaks a law, and so does a spell in it."""
    post = attrs.evolve(office("post", "russia", "Keeper"), existed=When("2016-06-29/"))
    holder = spell("vladimir-putin", "post", "russia", "2010/2020")

    assert "the office post did not exist before 2016-06-29" in refused(post, holder)
    late = spell("vladimir-putin", "post", "russia", "[..2018]/2020")
    by = part("vladimir-putin", Role.SPEAKER, "russia", "post")
    data = small_with(post, late, said("[..2019-01-01]", by=by))
    assert implied(data) == "[2016-06-29..2019-01-01]"
    assert str(data.implied_when("vladimir-putin-post").when) == "[2016-06-29..2018-12-31]/2020"


def test_who_acts_in_an_office_holds_it() -> None:
    """What is done on a day in an office lies within the spells in it; what lasts only meets them."""
    post, holder = (
        office("post", "russia", "Keeper"),
        spell("vladimir-putin", "post", "russia", "2012-05-01/2020-05-01"),
    )
    by = part("vladimir-putin", Role.SPEAKER, "russia", "post")
    in_it = part("vladimir-putin", Role.PARTICIPANT, "russia", "post")
    long = happening(Meeting, EventType.CONFERENCE, "long", "[2011-01-01..2013-01-01]", in_it)
    data = small_with(post, holder, said("[..2019-01-01]", by=by), long)

    assert implied(data) == "[2012-05-01..2019-01-01]"
    assert implied(data, "long") == "[2011-01-01..2013-01-01]/[2012-05-01..2013-01-01]"
    assert data.events_between("2000", "2000", actors="Vladimir Putin") == ()


def test_nobody_speaks_of_what_is_decades_away() -> None:
    """What is said of an event was said at most twenty years before, if it occurred; later without limit."""
    about = Link(link_type=LinkType.ABOUT, event_id=EventId("treaty"))
    data = small_with(said("[..2024-07-01]", about))
    first = data.event("treaty").when.bounds[0]

    assert implied_bounds(data, data.event("words"))[0][0][0] == first - 20 * 365 > PAST
    assert "it is about treaty" in refused(said("1970", about))


def test_a_tie_begins_with_the_event_that_opened_it() -> None:
    """What opened a mission took place when that began, and that began then."""
    parts = part("russia", Role.SENDING_STATE), part("south-korea", Role.RECEIVING_STATE)
    opening = happening(RelationChange, EventType.MISSION_OPENED, "opening", "[..1999-05-05]", *parts)
    ties = tie("ties", RelationType.DIPLOMATIC_RELATIONS, "russia", "south-korea", "1990-09-30/")
    post = tie("post", RelationType.MISSION, "russia", "south-korea", "[..2001]/2003", opened_by=EventId("opening"))
    data = small_with(opening, ties, post)

    assert str(data.implied_when("post").when) == "[1990-09-30..1999-05-05]/2003"
    assert implied(data, "opening") == "[1990-09-30..1999-05-05]"
    wrong = attrs.evolve(post, when=When("2001/2003"))
    assert "it began with opening, which took place by 1999-05-05" in refused(opening, ties, wrong)


def test_an_unborn_state_has_no_part_but_is_spoken_of() -> None:
    """A state takes part in nothing before it exists, though others may speak of it."""
    new = named("new-state", ActorKind.STATE, "New State", existed=When("2011-07-09/"))
    spoken_of = said("2005", by=part("new-state", Role.SUBJECT))

    assert small_with(new, spoken_of).event("words").when == When("2005")
    assert "New State did not exist before 2011-07-09" in refused(new, said("2005", by=part("new-state", Role.SPEAKER)))


def test_limits_of_what_cannot_be_say_nothing() -> None:
    """Of a plan whose date and limits contradict each other, as that of a visitor not yet born, nothing is implied."""
    late = attrs.evolve(small().actor("sergei-lavrov"), existed=When("2030-01-01/"))
    plan = attrs.evolve(small().visits_by_actor("Lavrov")[0], reports=(attrs.evolve(known(), stance=Stance.ANNOUNCES),))
    sure = Tables(actors=[late], events=[plan])

    assert plan.id not in implied_events(sure)
