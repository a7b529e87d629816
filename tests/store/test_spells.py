"""What is implied of spells: never a day less than can be, and in simple cases not a day more."""

import datetime
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from dprkrel import (
    ActorKind,
    Dataset,
    DatasetError,
    Office,
    Rank,
    Relation,
    RelationType,
    Stance,
    When,
)
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.laws.chronology import ties_fit_what_else_is_known
from dprkrel.records.fields import ActorId, OfficeId, RelationId
from dprkrel.store import spells
from dprkrel.store.implied import Bounds, hull
from dprkrel.store.spells import implied_spells
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import told
from tests.implied import implied_bounds, is_narrower
from tests.small import named, office, small, small_with, spell, tie

FIRST: Final = datetime.date(2024, 2, 1).toordinal()
DAYS: Final = range(FIRST, FIRST + 5)
"""The days on which spells are drawn to begin and end."""

WORLD: Final = range(FIRST - 3, FIRST + 8)
"""These days, and three on either side, which stand for all before and after them."""

Span = tuple[int, int]


def _end(draw: DrawFn) -> str:
    first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    low, high = (datetime.date.fromordinal(day).isoformat() for day in (first, last))
    return draw(st.sampled_from(["", low, f"[{low}..{high}]", f"[..{high}]", f"[{low}..]"]))


@st.composite
def whens(draw: DrawFn) -> When:
    """Draw a date of any form within the few days."""
    start, end = _end(draw), _end(draw)
    first = When(f"{start}/").bounds[0]
    return When(f"{start}/{end}" if first <= When(f"/{end}").bounds[3] else f"{start}/")


def spans_of(when: When) -> Iterator[Span]:
    """Yield from which day to which a date may last."""
    start_from, start_by, end_from, end_by = when.bounds
    for start, end in product(WORLD, WORLD):
        if start <= end and start_from <= start <= start_by and end_from <= end <= end_by:
            yield start, end


def ties_of(kind: RelationType, *dates: When, office_id: str | None = None) -> list[Relation]:
    """Return spells of one tie, or of the holders of one office, each another person."""
    return [
        Relation(
            id=RelationId(f"{kind.replace('_', '-')}-{number}"), relation_type=kind,
            subject_id=ActorId(f"person-{number}" if office_id else "one"), object_id=ActorId("two"), when=when,
            summary="It was drawn.", reports=told(Stance.ASSERTS),
            office_id=OfficeId(office_id) if office_id else None,
        )
        for number, when in enumerate(dates)
    ]  # fmt: skip


def tables_of(*relations: Relation, **existed: When) -> Tables:
    """Return tables in which the sides of these relations existed."""
    persons = [named(f"person-{number}", ActorKind.PERSON, f"Person {number}") for number in range(3)]
    states = [named(name, ActorKind.STATE, name.title(), existed=existed.get(name)) for name in ("one", "two")]
    post = Office(id=OfficeId("post"), title="Keeper", of_id=ActorId("two"), rank=Rank.MINISTER)
    return Tables(actors=[*persons, *states], offices=[post], relations=relations)


@st.composite
def groups(draw: DrawFn, most: int = 2) -> Tables:
    """Draw a few spells that have to do with each other, and when the first of their sides existed."""
    existed = {"two": draw(whens())} if draw(st.booleans()) else {}
    kind = draw(st.sampled_from((RelationType.OFFICE_HELD, RelationType.ALLIANCE, RelationType.MISSION)))
    dates = draw(st.lists(whens(), min_size=1, max_size=most))
    if kind is RelationType.OFFICE_HELD:
        return tables_of(*ties_of(kind, *dates, office_id="post"), **existed)
    if kind is RelationType.MISSION:
        inner, *outer = dates
        relations = [*ties_of(kind, inner), *ties_of(RelationType.DIPLOMATIC_RELATIONS, *outer)]
        return tables_of(*relations, **existed)
    return tables_of(*ties_of(kind, *dates), **existed)


def kept(tables: Tables, spans: tuple[Span, ...]) -> bool:
    """Tell whether all of the spells of tables may have lasted as long as this, each by itself and all together."""
    existed = tables.actor("two").existed
    since, until = (existed.bounds[0], existed.bounds[3]) if existed else (PAST, FUTURE)
    lasted = [*zip(tables.relations, spans, strict=True)]
    if not all(since <= start and end <= until for start, end in spans):
        return False
    for number, (first, (start, end)) in enumerate(lasted):
        for second, (other_start, other_end) in lasted[number + 1 :]:
            if first.relation_type is second.relation_type:
                gap = 0 if first.relation_type is RelationType.OFFICE_HELD else 1
                if end + gap > other_start and other_end + gap > start:
                    return False
    outer = [span for each, span in lasted if each.relation_type is RelationType.DIPLOMATIC_RELATIONS]
    missions = [span for each, span in lasted if each.relation_type is RelationType.MISSION]
    return not outer or all(any(since <= start and end <= until for since, until in outer) for start, end in missions)


def all_kept(tables: Tables) -> list[tuple[Span, ...]]:
    """Return how long all spells together may have lasted, by a look at every choice."""
    choices = [[*spans_of(each.when)] for each in tables.relations]
    return [spans for spans in product(*choices) if kept(tables, spans)]


def lies(span: Span, bounds: Bounds) -> bool:
    """Tell whether a span has its ends within bounds; a day that stands for all others is within what has no bound."""
    start_from, start_by, end_from, end_by = bounds
    return start_from <= span[0] <= start_by and end_from <= span[1] <= end_by


@given(groups(most=3))
def test_nothing_that_can_be_is_excluded(tables: Tables) -> None:
    """However long spells may have lasted together, each lies within what is implied of it, and no law is broken."""
    for spans in all_kept(tables):
        assert not [*ties_fit_what_else_is_known(tables)]
        for each, span in zip(tables.relations, spans, strict=True):
            possible, sure = implied_bounds(tables, each)
            assert any(lies(span, bounds) for bounds in possible)
            assert any(lies(span, bounds) for bounds in sure)


@given(groups(most=3))
def test_nothing_that_can_be_is_excluded_where_spells_are_too_many(tables: Tables) -> None:
    """Where no more than one spell around another is looked at, and once, every choice is still within what is implied."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spells, "_MOST_OUTERS", 1)
        patched.setattr(spells, "_MOST_ROUNDS", 1)
        for spans in all_kept(tables):
            assert not [*ties_fit_what_else_is_known(tables)]
            for each, span in zip(tables.relations, spans, strict=True):
                assert any(lies(span, bounds) for bounds in implied_bounds(tables, each)[0])


@given(groups())
def test_of_two_spells_all_else_is_excluded(tables: Tables) -> None:
    """Of one spell or two, what is implied reaches no farther than how long they may have lasted together."""
    together = all_kept(tables)
    if not together:  # which is a fault, if not here then that they overlap
        return
    for number, each in enumerate(tables.relations):
        starts, ends = zip(*(spans[number] for spans in together), strict=True)
        looked_at = min(starts), max(starts), min(ends), max(ends)

        assert _near(hull(implied_bounds(tables, each)[0])) == _near(looked_at)


def _near(bounds: Bounds) -> list[int]:
    """Return bounds of which all that lie outside of the few days are one day before or after them."""
    return [min(max(day, FIRST - 1), FIRST + 5) for day in bounds]


@given(groups())
def test_what_is_implied_is_never_wider(tables: Tables) -> None:
    """What is implied lies within the date that was adopted, and has a reason for each bound that is narrower."""
    by_id = {each.id: each for each in tables.relations}
    for relation_id, implied in implied_spells(tables).items():
        stated = by_id[relation_id].when.bounds
        assert all(is_narrower(bounds, stated) for bounds in (*implied.possible, *implied.sure))
        narrower = [new != old for new, old in zip(implied.hull, stated, strict=True)]
        assert [bool(reasons) for reasons in implied.reasons] == narrower


@given(groups(), st.integers(0, 2))
def test_a_date_in_doubt_makes_nothing_certain(tables: Tables, number: int) -> None:
    """Without a spell whose date is in doubt all others surely are what they surely are with it."""
    doubted = tables.relations[number % len(tables.relations)]
    marked = When(str(doubted.when).replace("-02-05", "-02-05~")) if "-02-05" in str(doubted.when) else doubted.when
    if not marked.doubtful:
        return
    others = [each for each in tables.relations if each is not doubted]
    states = {"two": tables.actor("two").existed}
    existed = {name: when for name, when in states.items() if when}
    with_it = tables_of(*others, Relation(**{**_fields(doubted), "when": marked}), **existed)
    if doubted.relation_type is RelationType.DIPLOMATIC_RELATIONS:
        return  # that there were such relations is known, whenever they were
    without = tables_of(*others, **existed)

    for each in others:
        assert implied_bounds(with_it, each)[1] == implied_bounds(without, each)[1]


def _fields(record: Relation) -> dict[str, Any]:
    return {
        name: getattr(record, name)
        for name in ("id", "relation_type", "subject_id", "object_id", "when", "summary", "reports", "office_id")
    }


def test_a_later_holder_ends_what_began_before() -> None:
    """On any day, and in the whole of a year, the office is held by who certainly holds it, and not by who came before."""
    data = small_with(
        office("post", "russia", "Keeper"),
        spell("sergei-lavrov", "post", "russia", "2005-01-01/"),
        spell("vladimir-putin", "post", "russia", "2010-05-06/2015-01-01"),
    )
    holders = [data.office_holder("Keeper", of="Russia", on=on) for on in ("2012", "2012-07-01", "2010-05-06")]

    assert [holder and holder.id for holder in holders] == ["vladimir-putin"] * 3
    assert [each.id for each in data.offices_of("Lavrov", on="2012")] == ["sergei-lavrov-russia-foreign-minister"]
    (reason,) = data.implied_when("sergei-lavrov-post").reasons
    assert reason.startswith("it ended by 2010-05-06: vladimir-putin-post, which came after it, began by 2010-05-06")
    assert reason.endswith("and the office has one holder at a time")


@pytest.mark.parametrize("holders", [("sergei-lavrov", "vladimir-putin"), ("vladimir-putin", "sergei-lavrov")])
def test_who_held_an_office_for_a_day_may_hand_it_over_on_that_day(holders: tuple[str, str]) -> None:
    """Whichever of the two records comes first, and at either end of the longer spell."""
    longer, shorter = holders
    for first, second in (("2010/2015-01-01", "2015-01-01/2020"), ("2010/2015-01-01", "2010-01-01")):
        assert spells.shares_a_handover(When(first), When(second))
        assert spells.shares_a_handover(When(second), When(first))
    for day in ("2010-05-06", "2015-01-01"):
        data = small_with(
            office("post", "russia", "Keeper"),
            spell(longer, "post", "russia", "2010-05-06/2015-01-01"),
            spell(shorter, "post", "russia", day),
        )
        assert {each.holder.id for each in data.office_holders("Keeper", of="Russia", on=day)} == {longer, shorter}


def _with_relations(*dates: str, mission: str = "/") -> Dataset:
    relations = [
        tie(f"ties-{number}", RelationType.DIPLOMATIC_RELATIONS, "russia", "south-korea", when)
        for number, when in enumerate(dates)
    ]
    return small_with(*relations, tie("post", RelationType.MISSION, "russia", "south-korea", mission))


def test_a_mission_lies_within_relations() -> None:
    """Before and after diplomatic relations, and while they are broken off, no mission is possible."""
    data = _with_relations("1970-01-01/1980-12-31", "1990-01-01/2000-12-31")
    asked = {
        on: [each.id for each in data.relations_of("Russia", other="South Korea", types="mission", on=on)]
        for on in ("1969", "1975", "1985", "1995", "2001")
    }

    assert asked == {"1969": [], "1975": ["post"], "1985": [], "1995": ["post"], "2001": []}
    assert str(data.implied_when("post").when) == "[1970-01-01..2000-12-31]"


def test_a_break_ends_a_mission() -> None:
    """A mission that lasts from before a break to after it breaks a law, which says what is known of the relations."""
    with pytest.raises(DatasetError) as caught:
        _with_relations("1970/1980", "1990/2000", mission="1975/1995")

    assert "it lies within none of ties-0 (1970/1980), ties-1 (1990/2000)" in str(caught.value)


def test_a_tie_of_what_did_not_exist_breaks_a_law() -> None:
    """A tie before its sides existed, or after, is a fault that says since when they do."""
    belarus = small().actor("belarus")
    late = named("belarus", ActorKind.STATE, belarus.name, existed=When("2020-01-01/"))
    with pytest.raises(DatasetError) as caught:
        small_with(late)

    assert "Belarus did not exist before 2020-01-01" in str(caught.value)


def test_missions_at_work_are_not_dormant() -> None:
    """A mission that was emptied exists and is not at work; where the days are vague, it may have been."""
    post = tie("post", RelationType.MISSION, "russia", "south-korea", "1975-01-01/1995-12-31")
    empty = tie("empty", RelationType.DORMANT_MISSION, "russia", "south-korea", "1980-03/1985-06-30")
    data = small_with(post, empty)

    def at_work(on: str, match: Any) -> int:
        return len(data.missions_at_work(on=on, sending="Russia", match=match))

    assert [at_work(on, "certain") for on in ("1980-02-28", "1980-03-15", "1982-01-01", "1985-07-01")] == [1, 0, 0, 1]
    assert [at_work(on, "possible") for on in ("1980-02-28", "1980-03-15", "1982-01-01", "1985-07-01")] == [1, 1, 0, 1]
    assert [each.id for each in data.relations_of("Russia", types="mission", on="1982", match="certain")] == ["post"]
    assert data.missions_at_work(on="1979", receiving="Russia") == ()


@pytest.mark.parametrize(
    ("posts", "dormant", "on", "possible"),
    [
        # Of two embassies one was emptied, and nobody says which: either may have been at work.
        (["1975-01-01/", "1975-01-01/"], ["1980-01-01/1985-12-31"], "1982", ["post-0", "post-1"]),
        # Spells that follow each other leave no day between them, and those with a day between them do.
        (["1975-01-01/"], ["1980-01-01/1981-12-31", "1982-01-01/1985-12-31"], "1981-06/1982-06", []),
        (["1975-01-01/"], ["1980-01-01/1981-12-30", "1982-01-01/1985-12-31"], "1981-06/1982-06", ["post-0"]),
        # Of the days of a question those count on which the mission existed.
        (["1980-05-01/"], ["1980-05-01/1985-12-31"], "1980", []),
        (["1980-05/"], ["1980-05-31/1985-12-31"], "1980", ["post-0"]),
        (["1975-01-01/"], ["1980-01-01~/1985-12-31"], "1982", ["post-0"]),
        # Since when there was a mission may be in doubt: that it was idle is not.
        (["1975-01-01~/"], ["1980-01-01/1985-12-31"], "1982", []),
    ],
)
def test_a_mission_is_left_out_where_it_was_certainly_idle(
    posts: list[str], dormant: list[str], on: str, possible: list[str]
) -> None:
    """A mission that may have been at work is possible, and one that was idle on all its days is not; neither is certain."""
    posted = [
        tie(f"post-{number}", RelationType.MISSION, "russia", "south-korea", when, **_seat(number, posts))
        for number, when in enumerate(posts)
    ]
    idle = [
        tie(f"idle-{number}", RelationType.DORMANT_MISSION, "russia", "south-korea", when)
        for number, when in enumerate(dormant)
    ]
    data = small_with(*posted, *idle)

    assert [post.id for post in data.missions_at_work(on=on, sending="Russia")] == possible
    assert data.missions_at_work(on=on, sending="Russia", match="certain") == ()


def _seat(number: int, posts: list[str]) -> dict[str, Any]:
    """Return the seat of one of several missions, which two of the same sides do not share."""
    return {"place_id": ("moscow", "pyongyang")[number]} if len(posts) > 1 else {}


def test_an_emptied_embassy_leaves_a_consulate_possible() -> None:
    """What is said of the mission is not said of another post of the same state."""
    data = small_with(
        tie("embassy", RelationType.MISSION, "russia", "south-korea", "1975-01-01/"),
        tie("consulate", RelationType.REPRESENTATION, "russia", "south-korea", "1975-01-01/"),
        tie("idle", RelationType.DORMANT_MISSION, "russia", "south-korea", "1980-01-01/1985-12-31"),
    )
    kinds = [RelationType.MISSION, RelationType.REPRESENTATION]

    assert [post.id for post in data.missions_at_work(on="1982", sending="Russia", types=kinds)] == ["consulate"]
    assert data.missions_at_work(on="1982", sending="Russia", types=kinds, match="certain") == ()


def test_doubts_that_cannot_all_be_true_say_nothing() -> None:
    """Where what is in doubt leaves no days, what is sure counts alone, and of a spell in doubt nothing is implied."""
    sure, vague = ties_of(RelationType.ALLIANCE, When("1990-01-01/1995-12-31"), When("1980~/1985"))
    tables = tables_of(sure, vague, two=When("2020~/"))

    assert implied_spells(tables) == {}
    assert list(spells.broken_spells(tables)) == []


def test_spells_that_leave_each_other_no_day_are_broken() -> None:
    """Of three alliances of the same sides of which each two can follow each other, and not all three, some are told as broken."""
    dates = [When(text) for text in ("/2024-02-02", "/[2024-02-02..2024-02-03]", "/[2024-02-02..2024-02-03]")]
    for two in combinations(dates, 2):
        assert list(spells.broken_spells(tables_of(*ties_of(RelationType.ALLIANCE, *two)))) == []
    broken = dict(spells.broken_spells(tables_of(*ties_of(RelationType.ALLIANCE, *dates))))

    assert [tie.id for tie in broken] == ["alliance-1", "alliance-2"]
    assert all("alliance-0, which came before it, ended on 2024-02-02 or later" in why for why in broken.values())
