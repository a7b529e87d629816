"""The index answers as a look at each record would, whatever bounds are known, and however many records there are."""

import datetime
import random
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from dprkrel import Certainty, Match, When
from dprkrel.store.implied import Bounds, Implied
from dprkrel.store.index import ANY, DOUBTFUL, STATUS, STOP, Index, Picked, Spans, picked
from dprkrel.store.indexing import Entry, gathered
from dprkrel.strategies.drawn_values import FIRST, days, optional, whens

FIRST_DAY: Final = FIRST.toordinal()

MODES: Final = [*product((True, False), (True, False))]
"""Whether the days must lie within the window, and whether certainly."""


def index_of(dates: Iterable[When], words: Sequence[tuple[int, int, list[tuple[str, int]]]] = ()) -> Index[When]:
    """Return the index of records that are no more than dates, in the order of results."""
    held = sorted(dates, key=lambda when: when.sort_key)
    spoken = [*words, *[(0, 0, [])] * len(held)]
    entries = [
        Entry(when.bounds, when.sort_key[0].toordinal(), number, mark | (DOUBTFUL if when.doubtful else 0), actors)
        for when, (number, mark, actors) in zip(held, spoken, strict=False)
    ]
    return Index(*gathered(entries), tuple(held))


def answers(spans: Spans[When], window: When) -> dict[tuple[bool, bool], list[When]]:
    """Return which dates fit a window in each mode, by the index."""
    begin, end = window.bounds[0], window.bounds[3]
    found = {}
    for within, certain in MODES:
        part = (spans.within if within else spans.overlapping)(begin, end, certain=certain)
        found[within, certain] = [*part.of(spans.records)]
        assert part.number == len(found[within, certain])
    assert spans.count_overlapping(begin, end) == len(found[False, False])
    return found


def filtered(dates: Iterable[When], window: When) -> dict[tuple[bool, bool], list[When]]:
    """Return which dates fit a window in each mode, by a look at each."""
    passing = {Match.CERTAIN: {Certainty.CERTAIN}, Match.POSSIBLE: {Certainty.CERTAIN, Certainty.POSSIBLE}}
    return {
        (within, certain): [
            when
            for when in dates
            if (when.within(window) if within else when.overlaps(window))
            in passing[Match.CERTAIN if certain else Match.POSSIBLE]
        ]
        for within, certain in MODES
    }


@given(st.lists(whens(), max_size=40), optional(whens(qualifiers="")), optional(whens(qualifiers="")))
def test_windows_are_answered_as_by_a_look_at_each_date(
    dates: list[When], first: When | None, last: When | None
) -> None:
    """Dates of every form, also without a known or any beginning or end, are found in all four modes, in order."""
    start, end = (when and when.earliest for when in (first, last))
    window = When.window(*((end, start) if start and end and end < start else (start, end)))
    spans = index_of(dates).spans()

    assert answers(spans, window) == filtered(spans.records, window)


def _narrower(when: When, by: tuple[int, int, int, int]) -> Bounds:
    """Return bounds that lie so many days within those of a date, as far as its own ends let them."""
    start_from, start_by, end_from, end_by = when.bounds
    first = min(max(start_from, FIRST_DAY) + by[0], start_by)
    last = max(min(end_by, FIRST_DAY + 60) - by[3], end_from, first)
    return first, max(min(start_by, last) - by[1], first), min(max(end_from, first) + by[2], last), last


@given(
    st.lists(
        st.tuples(whens(), st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=2), st.integers(0, 1)), max_size=20
    ),
    days(),
    days(),
)
def test_what_is_implied_is_answered_as_by_a_look_at_each(
    drawn: list[tuple[When, list[tuple[int, int, int, int]], int]], first: datetime.date, last: datetime.date
) -> None:
    """A date that is narrower by all else that is known, or one of several, matches as that says; chosen records do, too."""
    window = When.window(min(first, last), max(first, last))
    begin, end = window.bounds[0], window.bounds[3]
    held = sorted(drawn, key=lambda each: each[0].sort_key)
    entries, rows = [], []
    for when, narrower, number in held:
        possible = tuple(_narrower(when, by) for by in narrower)
        implied = Implied(possible, possible[:1]) if possible else None
        rows.append((when, *((implied.possible, implied.sure) if implied else ((when.bounds,), (when.bounds,)))))
        mark = DOUBTFUL if when.doubtful else 0
        entries.append(Entry(when.bounds, when.sort_key[0].toordinal(), number, mark, [], implied))
    index = Index(*gathered(entries), tuple(range(len(held))))

    for types in (None, frozenset({1})):
        spans = index.spans(types=types)
        looked_at: dict[tuple[bool, bool], list[int]] = {mode: [] for mode in MODES}
        for place, (when, possible, sure) in enumerate(rows):
            if types and held[place][2] not in types:
                continue
            tests = {
                (False, False): any(one <= end and begin <= four for one, _, _, four in possible),
                (False, True): all(two <= end and begin <= three for _, two, three, _ in sure),
                (True, False): any(begin <= two and three <= end for _, two, three, _ in possible),
                (True, True): all(begin <= one and four <= end for one, _, _, four in sure),
            }
            for mode, fits in tests.items():
                if fits and not (mode[1] and when.doubtful):
                    looked_at[mode].append(place)
        found = {}
        for within, certain in MODES:
            part = (spans.within if within else spans.overlapping)(begin, end, certain=certain)
            found[within, certain] = [*part.of(spans.records)]
            assert part.number == len(found[within, certain])

        assert found == looked_at
        assert spans.count_overlapping(begin, end) == len(looked_at[False, False])


def test_many_dates_are_answered_as_by_a_look_at_each() -> None:
    """Thousands of dates of all lengths fill many classes of length; whole and chosen parts of them answer alike."""
    chance = random.Random(10)
    forms = [
        "{0}",
        "{0}/{1}",
        "{0}/..",
        "{0}/",
        "/{1}",
        "../{1}",
        "[{0}..{1}]",
        "[..{0}]",
        "[{0}..]",
        "{0}~/{1}",
        "/",
        "../..",
    ]
    dates = []
    for _ in range(1500):
        begin = chance.randrange(700_000, 740_000)
        end = min(begin + int(chance.paretovariate(0.4)), 3_000_000)
        days = (When.window(None, None).earliest, *(When.of_ranges((day, day), (day, day)) for day in (begin, end)))
        dates.append(When(chance.choice(forms).format(*days[1:])))
    words = [(chance.randrange(3), chance.randrange(2), [("a", 1 << chance.randrange(2))]) for _ in dates]
    index = index_of(dates, words)
    parts = [index.spans(), index.spans(types=frozenset({1})), index.spans(sides=[("a", 2)], statuses=frozenset({0}))]

    for _ in range(20):
        begin = chance.randrange(700_000, 740_000)
        day = When.of_ranges((begin, begin), (begin, begin))
        until = begin + chance.choice([0, 1, 30, 400, 20_000])
        last = When.of_ranges((until, until), (until, until))
        for window in (When.window(day, last), When.window(None, day), When.window(day, None), When.window(None, None)):
            for spans in parts:
                assert answers(spans, window) == filtered(spans.records, window)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from([0, 1, STOP, 1 | STOP]),
            st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([1, 2, 4])), max_size=3),
        ),
        max_size=12,
    ),
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([ANY, 1, 2, 3, 6])), max_size=3),
    st.booleans(),
    optional(st.frozensets(st.integers(0, 2))),
    optional(st.frozensets(st.integers(0, 1))),
    st.sampled_from([0, STOP]),
)
def test_actors_types_and_statuses_are_answered_as_by_a_look_at_each_record(
    words: list[tuple[int, int, list[tuple[str, int]]]],
    sides: list[tuple[str, int]],
    any_side: bool,
    types: frozenset[int] | None,
    statuses: frozenset[int] | None,
    without: int,
) -> None:
    """Who must stand in a record in which roles, of which type, status and flags it must be, is read as it is asked."""
    dates = [When(f"20{number:02}") for number in range(len(words))]
    spans = index_of(dates, words).spans(
        sides=sides, any_side=any_side, types=types, statuses=statuses, without=without
    )

    def stands(side: tuple[str, int], actors: list[tuple[str, int]]) -> bool:
        return any(actor == side[0] and role & side[1] for actor, role in actors)

    assert [*spans.records] == [
        when
        for when, (number, mark, actors) in zip(dates, words, strict=True)
        if (not sides or (any if any_side else all)(stands(side, actors) for side in sides))
        and (types is None or number in types)
        and (statuses is None or mark & STATUS in statuses)
        and not mark & without
    ]


def test_the_same_question_is_answered_from_what_was_kept() -> None:
    """What a question is about is settled once, and let go where all that is kept would outgrow the table."""
    dates = [When(f"20{number:02}") for number in range(60)]
    index = index_of(dates, [(number % 2, 0, [("a", 1 << (number % 20))]) for number in range(60)])
    even = index.spans(types=frozenset({0}))

    assert index.spans(types=frozenset({0})) is even
    for roles in range(1, 2400):
        index.spans(sides=[("a", roles)])
    assert sum(map(len, index._spans.values())) <= 100_000 + 60
    assert [*index.spans(types=frozenset({0})).records] == [*even.records] == dates[::2]


def test_questions_without_an_answer_are_kept_in_bounded_number() -> None:
    """To keep that nothing was found takes room, too: of dyads there are as many as the square of the actors."""
    index = index_of([When("2000")], [(0, 0, [("a", 1)])])
    for number in range(5_000):
        assert not len(index.spans(sides=[("a", ANY), (f"b{number}", ANY)]))

    assert len(index._spans) < 2_000


def test_records_that_are_read_on_demand_are_read_no_sooner() -> None:
    """Of records that are no tuple, those chosen are fetched one by one or in slices."""
    chosen = picked(["a", "b", "c"], [0, 2])

    assert isinstance(chosen, Picked)
    assert (chosen[1], chosen[:], len(chosen)) == ("c", ["a", "c"], 2)
