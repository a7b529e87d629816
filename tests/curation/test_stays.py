"""Bounds of stays of which no source gives both ends: the tightest that follows, and none against what else is known."""

import warnings
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import dprkrel
from dprkrel import CoverageWarning, Event, Stance, Status, Visit, When
from dprkrel.curation.rows import Row, SeedRow
from dprkrel.curation.seeds import completed, rows_of
from dprkrel.curation.stays import RULE, Journey, bounded, measured
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.store.chains import country_of
from tests.cases import for_each

SEEDS = Path(__file__).parents[2] / "seeds"
DATA = dprkrel.load()


def placed(place_id: str, within: str | None = None) -> SeedRow:
    """Return the row of a country, or of a city in one."""
    row = {"id": place_id, "name": place_id.title(), "kind": "city" if within else "country"}
    return "", "place", {**row, **({"within": within} if within else {})}


def told(event_id: str, when: str, place_id: str, **fields: Any) -> SeedRow:
    """Return the row of a visit that one page asserts, by a person who led it, unless the fields say otherwise."""
    row = {
        "id": event_id,
        "event_type": "visit",
        "when": when,
        "place_id": place_id,
        "participants": [{"actor_id": "minister", "role": "visitor"}],
        "reports": [{"source_id": f"{event_id}-page", "stance": "asserts", "when": when}],
    }
    return "", "event", {**row, **fields}


FRAME: list[SeedRow] = [
    placed("dprk"),
    placed("russia"),
    placed("pyongyang", "dprk"),
    placed("moscow", "russia"),
    ("", "actor", {"id": "minister", "kind": "person", "names": [{"text": "The Minister", "kind": "primary"}]}),
    ("", "office", {"id": "premier", "rank": "head_of_government"}),
    ("", "source", {"id": RULE}),
]
MEETING: dict[str, Any] = {"event_type": "talks", "participants": [{"actor_id": "minister", "role": "participant"}]}


def completed_row(event_id: str, rows: Sequence[SeedRow]) -> Row:
    """Return the row of an event with what follows from the others."""
    found = [data for _, kind, data in bounded([*FRAME, *rows]) if kind == "event" and isinstance(data, Mapping)]
    (row,) = [row for row in found if row["id"] == event_id]
    return row


def added(row: Row) -> list[tuple[str, str, str]]:
    """Return the reports that were added: their sources, stances and dates."""
    reports = row["reports"]
    assert isinstance(reports, list)
    bounds = [report for report in reports if report["stance"] in {"implies", "supposes"}]
    return [(report["source_id"], report["stance"], report["when"]) for report in bounds]


@for_each(
    ("when", "place", "found"),
    [
        ("2025-06-01/", "moscow", "2025-06-01/[2025-06-01..2025-06-21]"),
        ("2025-06-01/[2025-06-04..]", "moscow", "2025-06-01/[2025-06-04..2025-06-21]"),
        ("2025-06-01/", "pyongyang", "2025-06-01/[2025-06-01..2025-06-10]"),
        ("[..2025-06-20]/[2025-06-22..]", "pyongyang", "[2025-06-13..2025-06-20]/[2025-06-22..2025-06-29]"),
        ("/2025-06-20", "moscow", "[2025-05-31..2025-06-20]/2025-06-20"),
    ],
)
def test_the_rule_counts_from_the_days_that_are_known(when: str, place: str, found: str) -> None:
    """A stay ends no later than so many days after it had certainly begun, and begins no earlier before it had not yet ended."""
    row = completed_row("stay", [told("stay", when, place)])

    assert When(str(row["when"])).bounds == When(found).bounds
    assert [(source, stance) for source, stance, _ in added(row)] == [(RULE, "supposes")]


def test_heads_may_stay_longer() -> None:
    """Who has the rank of a head of government, and may go by train, has a bound of its own."""
    led = [{"actor_id": "minister", "role": "visitor", "office_id": "premier"}]

    assert completed_row("stay", [told("stay", "2025-06-01/", "moscow", participants=led)])["when"] == (
        "2025-06-01/[2025-06-01..2025-06-28]"
    )


@for_each(
    ("when", "other", "found"),
    [
        ("2025-06-01/", told("home", "2025-06-07", "pyongyang", **MEETING), "2025-06-01/[2025-06-01..2025-06-07]"),
        ("2025-06-01/", told("next", "2025-06-08/", "pyongyang"), "2025-06-01/[2025-06-01..2025-06-08]"),
        ("2025-06-01/", told("again", "2025-06-09/", "moscow"), "2025-06-01/[2025-06-01..2025-06-09]"),
        (
            "[..2025-06-20]/2025-06-20",
            told("before", "2025-06-12/2025-06-15", "pyongyang"),
            "[2025-06-15..2025-06-20]/2025-06-20",
        ),
        (  # a host was there once, on no certain day
            "2025-06-01/",
            told(
                "guest", "2025-06-05/2025-06-07", "pyongyang", participants=[{"actor_id": "minister", "role": "host"}]
            ),
            "2025-06-01/[2025-06-01..2025-06-07]",
        ),
    ],
)
def test_where_they_were_next_or_before_bounds_a_stay(when: str, other: SeedRow, found: str) -> None:
    """Whoever led a visit had left when an event elsewhere began, or had not arrived while one went on."""
    row = completed_row("stay", [told("stay", when, "moscow"), other])
    implied, supposed = added(row)

    assert (row["when"], supposed[:2]) == (found, (RULE, "supposes"))
    assert implied[1] == "implies"
    assert implied[0].removesuffix("-page") in str(row["reports"]), "the note names the event that it follows from"


@for_each(
    "other",
    [
        told("same-place", "2025-06-07", "moscow", **MEETING),
        told("other-person", "2025-06-07", "pyongyang", participants=[{"actor_id": "aide", "role": "visitor"}]),
        told("same-day", "2025-06-01", "pyongyang", **MEETING),
        told("in-doubt", "2025-06-07~", "pyongyang", **MEETING),
        told("part", "2025-06-07", "pyongyang", **MEETING, part_of="stay"),
        told("nowhere", "2025-06-07", "the-moon", **MEETING),
        told("words", "2025-06-07", "pyongyang", event_type="statement"),
        told("spoken-of", "2025-06-07", "pyongyang", event_type="talks", participants=[{"actor_id": "minister", "role": "subject"}]),
        told("planned", "2025-06-07", "pyongyang", **MEETING, reports=[{"source_id": "page", "stance": "announces"}]),
        told("denied", "2025-06-07", "pyongyang", **MEETING,
             reports=[{"source_id": "page", "stance": "asserts"}, {"source_id": "page", "stance": "denies"}]),
        told("around", "2025-05-20/[2025-06-01..2025-06-30]", "pyongyang", participants=[{"actor_id": "minister", "role": "host"}]),
    ],
)  # fmt: skip
def test_what_shows_no_presence_elsewhere_bounds_nothing(other: SeedRow) -> None:
    """The same country, another person, a day of travel, a doubtful date, a part, words and plans leave the rule alone."""
    row = completed_row("stay", [told("stay", "2025-06-01/", "moscow"), other])

    assert added(row) == [(RULE, "supposes", "/[..2025-06-21]")]


def test_the_first_source_of_an_event_tells_of_it() -> None:
    """A bound counts from the day of the first source that gives a date for the event elsewhere."""
    reports = [
        {"source_id": "late", "stance": "asserts", "when": "2025-06-07", "paragraphs": [3]},
        {"source_id": "early", "stance": "asserts", "when": "2025-06-07", "paragraphs": [2]},
        {"source_id": "earliest", "stance": "announces", "when": "2025-06-07"},
        {"source_id": "dateless", "stance": "asserts"},
    ]
    days = {"late": "2025-06-09", "early": "2025-06-08", "earliest": "2025-06-01", "dateless": "2025-06-07"}
    sources: list[SeedRow] = [("", "source", {"id": name, "published": day}) for name, day in days.items()]
    home = told("home", "2025-06-07", "pyongyang", **MEETING, reports=reports)

    row = completed_row("stay", [*sources, told("stay", "2025-06-01/", "moscow"), home])

    listed = row["reports"]
    assert isinstance(listed, list)
    assert listed[1] == {
        "source_id": "early",
        "stance": "implies",
        "paragraphs": [2],
        "when": "/[..2025-06-07]",
        "note": "The Minister was in Pyongyang on 7 June 2025: home.",
    }


@for_each(
    "stay",
    [
        told("stay", "2025-06-01/2025-06-03", "moscow"),
        told("stay", "2025-06", "moscow"),
        told("stay", "2025-06-01/..", "moscow"),
        told("stay", "2025-06-01/", "moscow", reports=[{"source_id": "page", "stance": "announces"}]),
        told("stay", "2025-06-01/", "moscow", event_type="conference"),
    ],
)
def test_other_events_stay_as_they_are(stay: SeedRow) -> None:
    """Nothing is added to a stay with both ends, one that goes on, one that did not occur, or what is no visit."""
    assert completed_row("stay", [stay]) == stay[2]


def test_seeds_without_the_rule_stay_as_they_are() -> None:
    """Where the rule is no source, no bound is added: it would cite a source that is not there."""
    rows = [*(row for row in FRAME if row[1] != "source"), told("stay", "2025-06-01/", "moscow")]

    assert list(bounded(rows)) == rows


@pytest.fixture(scope="module")
def rows() -> list[SeedRow]:
    """Return the rows of the seeds of the project."""
    return list(rows_of(SEEDS, []))


def test_no_known_stay_exceeds_its_bound(rows: list[SeedRow]) -> None:
    """The bound of each kind of journey holds for all stays of which both days are known, and is not half as long again."""
    lengths = measured(rows)

    assert all(len(days) > 5 for days in lengths.values()), "too few to measure anything"
    assert {
        journey: days[-1] for journey, days in lengths.items() if not days[-1] <= journey.longest <= 1.5 * days[-1]
    } == {}


def test_the_seeds_say_nothing_of_the_rule(rows: list[SeedRow]) -> None:
    """No seed cites the rule: the compiler alone writes the reports of it."""
    cited = [
        data["id"]
        for _, kind, data in rows
        if kind == "event" and isinstance(data, Mapping) and RULE in str(data["reports"])
    ]

    assert cited == []
    assert RULE in str(list(completed(rows)))


def test_no_stay_is_open() -> None:
    """Each visit that occurred has bounds on both sides."""
    open_ = [visit.id for visit in _stays() if PAST in visit.when.bounds or FUTURE in visit.when.bounds]

    assert open_ == []


def test_no_stay_reaches_a_presence_elsewhere() -> None:
    """No possible day of a stay lies beyond a day on which its visitor certainly was in another country."""
    met: dict[str, list[tuple[int, str, str]]] = {}
    for event in DATA.events:
        country, day = country_of(DATA, event.place_id), event.when.bounds
        if event.status is Status.OCCURRED and country and len({*day}) == 1 and not event.when.doubtful:
            for part in event.participants:
                if part.role.is_present and not isinstance(event, Visit):
                    met.setdefault(part.actor_id, []).append((day[0], country, event.id))
    reached = [
        (visit.id, event_id)
        for visit in _stays()
        for person in visit.in_role("visitor")
        for day, country, event_id in met.get(person, ())
        if country != country_of(DATA, visit.place_id)
        and not _related(visit, event_id)
        and (visit.when.bounds[1] < day < visit.when.bounds[3] or visit.when.bounds[0] < day < visit.when.bounds[2])
    ]

    assert reached == []


def _stays() -> list[Event]:
    return [event for event in DATA.events if isinstance(event, Visit) and event.status is Status.OCCURRED]


def _related(visit: Event, event_id: str) -> bool:
    return visit.id in (event_id, DATA.event(event_id).part_of) or event_id == visit.part_of


def test_bounds_are_the_tightest() -> None:
    """Of each stay that was bounded, the adopted ends are those of the tightest reports, and each report says why."""
    for visit in _stays():
        bounds = [one for one in visit.reports if one.stance in (Stance.IMPLIES, Stance.SUPPOSES)]
        if not bounds:
            continue
        dates = [one.when for one in visit.reports if one.when and one.stance is not Stance.MISSTATES]
        if visit.adopted_because is None:  # otherwise the sources disagree
            assert (visit.id, visit.when.bounds[0]) == (visit.id, max(when.bounds[0] for when in dates))
            assert (visit.id, visit.when.bounds[3]) == (visit.id, min(when.bounds[3] for when in dates))
        assert all(one.note for one in bounds)


def test_what_a_rule_alone_bounds_is_told() -> None:
    """The ends that the rule alone bounds are named, and drawn in to the last day known; those of other stays are not."""
    ruled = {visit.id for visit in _stays() if any(one.stance is Stance.SUPPOSES for one in visit.reports)}
    supposed = {visit.id: visit for visit in _stays() if visit.supposed}

    assert supposed.keys() <= ruled
    assert len(ruled) > 10, "a test of nothing"
    for visit in supposed.values():
        first, begun, not_ended, last = visit.when.bounds
        low, high = min(begun, not_ended), max(begun, not_ended)
        assert visit.attested.bounds == (
            low if "start" in visit.supposed else first, begun, not_ended, high if "end" in visit.supposed else last,
        )  # fmt: skip
    assert [visit.id for visit in _stays() if not visit.supposed and visit.attested != visit.when] == []


def test_the_rule_makes_nothing_certain() -> None:
    """A stay lies within no window, ended before nothing and began in no period for certain if the rule alone says so."""
    visit = next(
        visit
        for visit in _stays()
        if visit.supposed == ("end",) and visit.when.earliest_start == visit.when.latest_start
        if visit.when.bounds[3] - visit.when.bounds[0] > 5
    )
    window = visit.when.earliest, visit.when.latest
    actor = visit.in_role("visitor")[0]
    warnings.simplefilter("ignore", CoverageWarning)

    within = {
        str(match): DATA.events_between(*window, actors=actor, how="within", match=match)
        for match in ("possible", "certain")
    }
    assert visit in within["possible"]
    assert visit not in within["certain"]
    assert visit in DATA.events_between(visit.when.earliest, visit.when.earliest, actors=actor, match="certain")
    assert visit.when.latest
    assert DATA.before(visit, visit.when.latest + timedelta(days=1)) == "possible"


def test_the_rule_counts_from_what_was_known_then() -> None:
    """As of each day, the rule bounds a stay by the days that were known by then, and never tells of what came later."""
    longest = {journey.phrase: journey.longest for journey in Journey}
    moved = 0
    for day in ("2019-09-02", "2024-01-14", "2024-04-05"):
        then = DATA.as_of(day)
        for visit in then.events:
            for report in visit.reports:
                if report.stance is not Stance.SUPPOSES:
                    continue
                assert report.when
                assert report.note
                most = next(most for phrase, most in longest.items() if phrase in report.note)
                first, begun, not_ended, last = visit.when.bounds
                low, _, _, high = report.when.bounds
                assert (visit.id, high) in ((visit.id, FUTURE), (visit.id, begun + most - 1))
                assert (visit.id, low) in ((visit.id, PAST), (visit.id, not_ended - most + 1))
                assert first >= low
                assert last <= high
                moved += report not in DATA.event(visit.id).reports
    assert moved, "no date of a stay became sharper later"


def test_what_bounds_a_stay_is_no_position() -> None:
    """That a visitor was elsewhere, and the rule, are reports of a visit, but no positions on it."""
    visit = DATA.event("no-kwang-chol-moscow-2025-10-01")
    stances = {report.stance for report in visit.reports}

    assert {Stance.IMPLIES, Stance.SUPPOSES} < stances
    assert {position.stance for position in DATA.positions_on(visit)} == stances - {Stance.IMPLIES, Stance.SUPPOSES}
