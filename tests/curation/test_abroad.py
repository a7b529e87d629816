"""Journeys: whoever met or signed abroad was on a visit, and a departure from home is not the first day abroad."""

import re
from typing import Any

import attrs
import pytest

import dprkrel
from dprkrel import Event, EventType, Meeting, Precision, Rank, Role, Stance, Visit, When
from dprkrel.curation import __main__ as curate
from dprkrel.curation.abroad import Abroad, abroad
from dprkrel.records.fields import EventId, PlaceId
from dprkrel.records.office_functions import OfficeFunction
from dprkrel.records.participants import Participant
from dprkrel.store.chains import country_of
from tests.cases import for_each
from tests.small import event, happening, office, part, said, small, small_with, spell

DATA = dprkrel.load()
THIRD = "a journey of a third state to another, which the data do not collect"
TWO_VISITS = "two guests on visits of their own were at one ceremony, and an event is part of one whole"
POSTS = {
    "ambassador": OfficeFunction.AMBASSADOR,
    "charge": OfficeFunction.CHARGE_DAFFAIRES,
    "attache": OfficeFunction.MILITARY_ATTACHE,
}
LISTED = {
    ("g7-summit-2024", "volodymyr-zelensky"): THIRD,
    ("kim-son-gyong-aleinik-meeting-2024", "sergei-aleinik"): THIRD,
    ("kim-son-gyong-liu-guozhong-2024-01", "liu-guozhong"): THIRD,
    ("kim-son-gyong-valdes-mesa-2024-01", "salvador-valdes-mesa"): THIRD,
    ("kim-yong-nam-xi-jinping-2014-02-07", "xi-jinping"): THIRD,
    ("kursk-museum-opening-2026-04-26", "andrei-belousov"): TWO_VISITS,
    ("kursk-museum-opening-2026-04-26", "vyacheslav-volodin"): TWO_VISITS,
    ("lukashenko-kju-beijing-2025-09-03", "alexander-lukashenko"): THIRD,
    ("matviyenko-pak-in-chol-2025-07-30", "valentina-matviyenko"): THIRD,
    ("putin-kju-beijing-2025-09-03", "alexander-kozlov"): THIRD,
    ("putin-kju-beijing-2025-09-03", "andrei-belousov"): THIRD,
    ("putin-kju-beijing-2025-09-03", "sergei-lavrov"): THIRD,
    ("putin-kju-beijing-2025-09-03", "vladimir-putin"): THIRD,
    ("putin-kju-beijing-2025-09-03", "yuri-ushakov"): THIRD,
    ("putin-lukashenko-talks-2023", "alexander-lukashenko"): THIRD,
}
TELLS_OF_DEPARTURE = re.compile(r"Left |Tells of the departure")


def test_whoever_met_or_signed_abroad_was_on_a_visit() -> None:
    """Of all that occurred only what is listed here, each with its reason, is part of no visit of those who were abroad."""
    assert {(one.event_id, one.person_id) for one in abroad(DATA)} == set(LISTED)


def test_a_departure_from_home_is_not_the_first_day_abroad() -> None:
    """A report that tells of the departure leaves the first day open, except where the journey was within one day's reach by its words."""
    exact = [
        (visit.id, report.source_id)
        for visit in DATA.events
        if isinstance(visit, Visit) and country_of(DATA, visit.place_id) not in {None, "dprk"}
        for report in visit.reports
        if report.when and report.stance is Stance.ASSERTS and TELLS_OF_DEPARTURE.match(report.note or "")
        if report.when.earliest_start == report.when.latest_start is not None
    ]

    assert exact == []


def test_a_dated_page_bounds_what_it_tells() -> None:
    """No event is dated "about" a day: the page that tells of it has a day, and its news is of the week up to it."""
    about = [event.id for event in DATA.events if event.when.approximate and event.when.precision is Precision.DAY]

    assert about == []


def talks(*people: Participant, place: str | None = "pyongyang", **fields: Any) -> Event:
    """Build talks of some people at a place on a day."""
    return happening(
        Meeting, EventType.TALKS, "the-talks", "2024-05-05", *people,
        place_id=None if place is None else PlaceId(place), **fields,
    )  # fmt: skip


def found(*events: Event) -> tuple[Abroad, ...]:
    """Return who met abroad on no visit once these events stand beside those of the small dataset."""
    posts = [office(f"russia-{name}", "russia", name, rank=Rank.OTHER, function=one) for name, one in POSTS.items()]
    held = [spell("sergei-lavrov", f"russia-{name}", "russia", "2023/2025") for name in POSTS]
    return tuple(one for one in abroad(small_with(*posts, *held, *events)) if one.event_id == "the-talks")


LAVROV = part("sergei-lavrov", Role.PARTICIPANT, "russia")
CHOE = part("choe-son-hui", Role.HOST, "dprk")


def test_talks_abroad_imply_a_visit() -> None:
    """A guest is named with the event, the day and the country; the host is at home."""
    (one,) = found(talks(LAVROV, CHOE))

    assert (one.event_id, one.person_id, one.place_id) == ("the-talks", "sergei-lavrov", "north-korea-land")
    assert (one.when, one.visits) == (When("2024-05-05"), ())
    assert str(one) == "the-talks  2024-05-05  sergei-lavrov in north-korea-land: no visit"


def test_a_visit_at_that_time_is_named() -> None:
    """Where the guest was on a visit then, the line asks whether the event is part of it; once it is, nothing is told."""
    visit = attrs.evolve(
        event("lavrov-visit"), id=EventId("lavrov-again"), when=When("2024-05"), superlatives=(), links=()
    )
    (one,) = found(talks(LAVROV, CHOE), visit)

    assert one.visits == ("lavrov-again",)
    assert str(one).endswith(": part of lavrov-again?")
    assert found(talks(LAVROV, CHOE, part_of=EventId("lavrov-again")), visit) == ()


@for_each(
    ("people", "fields"),
    [
        ((CHOE,), {}),
        ((LAVROV, CHOE), {"place": None}),
        ((LAVROV, CHOE), {"place": "east-asia"}),
        ((LAVROV,), {"place": "moscow"}),
        ((LAVROV, CHOE), {"reports": (said(1, stance=Stance.ANNOUNCES),)}),
        ((part("russia", Role.PARTICIPANT), CHOE), {}),
        ((part("sergei-lavrov", Role.SUBJECT, "russia"), CHOE), {}),
        ((part("sergei-lavrov", Role.PARTICIPANT, "russia", "russia-ambassador"), CHOE), {}),
        ((part("sergei-lavrov", Role.PARTICIPANT, "russia", "russia-charge"), CHOE), {}),
        ((part("sergei-lavrov", Role.PARTICIPANT, "russia", "russia-attache"), CHOE), {}),
    ],
)
def test_at_home_posted_or_not_there(people: tuple[Participant, ...], fields: dict[str, Any]) -> None:
    """Nobody is told who was at home, is posted there, was not there in person, or of whose meeting it is not known where or whether it was."""
    assert found(talks(*people, **fields)) == ()


def test_what_a_state_succeeded_was_at_home_there() -> None:
    """Whoever acted for the predecessor of a state was at home in its country."""
    union = attrs.evolve(small().actor("belarus"), successor_of=None)
    heir = attrs.evolve(small().actor("russia"), successor_of=union.id)
    guest = part("maxim-ryzhenkov", Role.PARTICIPANT, "belarus")

    assert [one.person_id for one in found(talks(guest, place="moscow"))] == ["maxim-ryzhenkov"]
    assert [one for one in abroad(small_with(heir, talks(guest, place="moscow"))) if one.event_id == "the-talks"] == []


def test_nobody_abroad_is_an_answer_too(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody met abroad on no visit, the command says so."""
    (tmp_path / "edition.toml").write_text('edition = "empty"', "utf-8")

    assert curate.main(["abroad", "--seeds", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "nobody met or signed abroad on no visit\n"
