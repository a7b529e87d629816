"""Order in time: brute force over instants on a few days, then what the sources' own words settle."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, permutations
from typing import Any, Final, NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import dprkrel
from dprkrel import (
    Certainty,
    Dataset,
    DatasetError,
    Event,
    EventType,
    Link,
    LinkType,
    Meeting,
    Role,
    Stance,
    Status,
    UnknownRecordError,
    Visit,
    When,
)
from dprkrel.questions import order
from dprkrel.records.fields import EventId
from dprkrel.store import timeline
from dprkrel.store.tables import Tables
from dprkrel.strategies.drawn_datasets import standing, told
from dprkrel.strategies.drawn_values import whens
from tests.datasets import faults, grown, served, visit
from tests.small import happening, part, parts, said, small_with, spell

CERTAIN, POSSIBLE, IMPOSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.IMPOSSIBLE
BASE: Final = datetime.date(2024, 2, 28)
"""The first day that generated networks name; the next is a leap day."""

Instants = tuple[int, int]
"""When an event began and when it ended."""

Holds = Callable[[Instants, Instants], bool]
Test = tuple[int, int, Holds]
"""Two events, and what is to hold of them."""

Rows = Mapping[tuple[int, int], list[int] | None]
End = tuple[int, int] | str | None
"""The first and last day, counted from `BASE`, on which something began or ended; None is not known."""

ALWAYS: Final = "always"
"""The beginning or end of what has none."""

ENDED: Final = (LinkType.FOLLOWS, LinkType.RECIPROCATES, LinkType.FIRST_SINCE, LinkType.REPLACES)
SAID: Final[dict[LinkType, Callable[[Instants, Instants], bool]]] = {
    **dict.fromkeys(ENDED, lambda one, other: one[0] >= other[1]),
    LinkType.ANSWERS: lambda one, other: one[0] > other[0],
    LinkType.IMPLEMENTS: lambda one, other: one[0] > other[0],
    LinkType.PREPARES: lambda one, other: one[0] < other[0],
    LinkType.ABOUT: lambda _one, _other: True,
}
"""What the codebook says that a link says of the instants of its event and of the other."""


class Statement(NamedTuple):
    """Hold what one event is to another: part of it, or linked to it, perhaps within some days."""

    of: int
    to: int
    link_type: LinkType | None
    within_days: int | None


class Sketch(NamedTuple):
    """Hold a few events: when each began and ended, and what is said of them."""

    dates: tuple[tuple[End, End], ...]
    statements: tuple[Statement, ...]

    @property
    def events(self) -> list[Visit]:
        """The events of it."""
        return [
            visit(
                name_of(number),
                When("/".join(map(text_of, ends))),
                part_of=next(
                    (name_of(it.to) for it in self.statements if (it.of, it.link_type) == (number, None)), None
                ),
                links=tuple(
                    Link(link_type=it.link_type, event_id=name_of(it.to), within_days=it.within_days)
                    for it in self.statements
                    if it.of == number and it.link_type
                ),
            )
            for number, ends in enumerate(self.dates)
        ]


def name_of(number: int) -> EventId:
    """Return the id of an event of a sketch."""
    return EventId(f"event-{number}")


def text_of(end: End) -> str:
    """Return one end of a date in EDTF."""
    if end is None or isinstance(end, str):
        return ".." if end else ""
    first, last = (BASE + datetime.timedelta(days=day) for day in end)
    return f"[{first}..{last}]"


@st.composite
def sketches(draw: DrawFn, count: int, span: int, *, bounded: bool) -> Sketch:
    """Draw events that begin and end on few days, with parts and links; if bounded, every day and distance is known."""
    two_days = st.tuples(st.integers(0, span - 1), st.integers(0, span - 1)).map(lambda drawn: (min(drawn), max(drawn)))
    known = st.tuples(two_days, two_days).map(lambda ends: ends if ends[0][0] <= ends[1][1] else ends[::-1])
    unknown = st.sampled_from((None, ALWAYS))
    dates = known if bounded else known | st.tuples(two_days, unknown) | st.tuples(unknown, two_days)
    drawn, parts, found = [draw(dates) for _ in range(count)], set[int](), list[Statement]()
    for _ in range(draw(st.integers(1, count + 1))):
        of, to = draw(st.permutations(range(count)))[:2]
        link_type = draw(st.sampled_from((None, None, *SAID)))
        if link_type is None:
            of, to = max(of, to), min(of, to)  # so that no part contains its whole
            if of in parts:
                continue
            parts.add(of)
        within = draw(st.none() | st.integers(0, 1)) if bounded and link_type in ENDED else None
        found.append(Statement(of, to, link_type, within))
    return Sketch(tuple(drawn), tuple(found))


class Instances:
    """Hold, by brute force, all instants at which the events of a sketch can have begun and ended.

    Of each day as many instants are tried as the longest way through all
    events can tell apart. Around the days of a sketch lie one more on either
    side, for what is not known, and beyond it one before and one after the calendar.
    """

    BEFORE: Final = 2

    def __init__(self, sketch: Sketch, span: int) -> None:
        self.numbers = range(len(sketch.dates))
        self.a_day = len(sketch.dates) + 1
        self.last_day = span + self.BEFORE - 1
        every = range((self.last_day + self.BEFORE + 1) * self.a_day + 1)
        self.choices = [
            [(start, end) for start in every for end in every if start < end and self._dated(ends, (start, end))]
            for ends in sketch.dates
        ]
        said = [test for statement in sketch.statements for test in self._tests(statement)]
        self.rows = {pair: self._rows(pair, said) for pair in combinations(self.numbers, 2)}

    def _dated(self, ends: tuple[End, End], instants: Instants) -> bool:
        """Tell whether these instants lie on the days of a date."""
        for end, day, always in zip(ends, self.days(instants), (-self.BEFORE, self.last_day), strict=True):
            if isinstance(end, str):
                if day != always:
                    return False
            elif end is not None and not end[0] <= day <= end[1]:
                return False
        return True

    def days(self, instants: Instants) -> tuple[int, int]:
        """Return the days on which something began and ended; what ends at midnight ends on the day before it."""
        start, end = instants
        return start // self.a_day - self.BEFORE, (end - 1) // self.a_day - self.BEFORE

    def _tests(self, statement: Statement) -> Iterator[Test]:
        of, to, link_type, within_days = statement
        yield of, to, SAID[link_type] if link_type else lambda part, whole: whole[0] <= part[0] and part[1] <= whole[1]
        if within_days is not None:
            most = (within_days + 1) * self.a_day
            yield of, to, lambda one, other: one[0] - other[1] < most

    def _rows(self, pair: tuple[int, int], tests: Iterable[Test]) -> list[int] | None:
        """Return for each choice for one event, as bits, the choices for another beside it; None where any will do."""
        first, second = pair
        theirs = [holds for of, to, holds in tests if (of, to) == pair]
        turned = [holds for of, to, holds in tests if (to, of) == pair]
        if not theirs and not turned:
            return None
        return [
            sum(
                1 << place
                for place, other in enumerate(self.choices[second])
                if all(holds(one, other) for holds in theirs) and all(holds(other, one) for holds in turned)
            )
            for one in self.choices[first]
        ]

    def exist(self, asked: Test | None = None, of: int = 0, fits: Callable[[Instants], bool] | None = None) -> bool:
        """Tell whether there are any, of which moreover something holds of two events, or the instants of one fit."""
        masks = [(1 << len(choices)) - 1 for choices in self.choices]
        if fits:
            masks[of] = sum(1 << place for place, one in enumerate(self.choices[of]) if fits(one))
        rows = [self.rows]
        if asked:
            first, second = sorted(asked[:2])
            rows.append({(first, second): self._rows((first, second), [asked])})
        return self._extended(masks, 0, rows)

    def _extended(self, masks: list[int], number: int, rows: Sequence[Rows]) -> bool:
        if number == len(masks):
            return True
        for choice in _bits(masks[number]):
            narrowed = masks[:]
            for later in self.numbers[number + 1 :]:
                for beside in (each.get((number, later)) for each in rows):
                    narrowed[later] &= beside[choice] if beside else -1
            if all(narrowed[number + 1 :]) and self._extended(narrowed, number + 1, rows):
                return True
        return False

    def answer(self, one: int, other: int, holds: Holds) -> Certainty:
        """Return how sure it is that something holds of two events: in all instances, in some, in none."""
        if not self.exist((one, other, holds)):
            return IMPOSSIBLE
        return POSSIBLE if self.exist((one, other, lambda a, b: not holds(a, b))) else CERTAIN

    def bounds(self, number: int) -> tuple[datetime.date | None, ...]:
        """Return the first and last day on which an event can have begun and ended; None where nothing bounds it."""
        days = range(-self.BEFORE, self.last_day + 1)
        found = (
            next(
                day for day in ordered
                if self.exist(of=number, fits=lambda one, side=side, day=day: self.days(one)[side] == day)  # type: ignore[misc]
            )
            for side in (0, 1) for ordered in (days, days[::-1])
        )  # fmt: skip
        return tuple(
            BASE + datetime.timedelta(days=day) if -self.BEFORE < day < self.last_day else None for day in found
        )


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def bounds_of(when: When) -> tuple[datetime.date | None, ...]:
    """Return the four bounds of a date."""
    return when.earliest_start, when.latest_start, when.earliest_end, when.latest_end


NETWORKS: Final = st.one_of(
    st.tuples(sketches(3, 3, bounded=False), st.just(3)),
    st.tuples(sketches(3, 3, bounded=True), st.just(3)),
    st.tuples(sketches(4, 2, bounded=True), st.just(2)),
)


@given(NETWORKS)
def test_answers_are_those_of_every_instance(drawn: tuple[Sketch, int]) -> None:
    """Order, precedence and dates are those of an enumeration of instants; where there are none, the data are refused."""
    sketch, span = drawn
    instances = Instances(sketch, span)
    if not instances.exist():
        assert faults(events=sketch.events)
        return
    data = grown(events=sketch.events)
    for one, other in permutations(instances.numbers, 2):
        sides = name_of(one), name_of(other)

        assert (sides, data.order(*sides)) == (sides, instances.answer(one, other, lambda a, b: a[0] < b[0]))
        assert (sides, data.before(*sides)) == (sides, instances.answer(one, other, lambda a, b: a[1] <= b[0]))
    for number in instances.numbers:
        implied = data.implied_when(name_of(number))

        assert bounds_of(implied.when) == instances.bounds(number)


@given(NETWORKS)
def test_an_implied_date_is_never_wider(drawn: tuple[Sketch, int]) -> None:
    """An implied date lies within the stated one, and says why of every bound that is narrower."""
    sketch, _ = drawn
    if faults(events=sketch.events):
        return
    data = grown(events=sketch.events)
    for event in data.events:
        implied = data.implied_when(event)
        narrower = [
            (new, old) for new, old in zip(bounds_of(implied.when), bounds_of(event.when), strict=True) if new != old
        ]

        assert (implied.record_id, implied.stated) == (event.id, event.when)
        assert len(implied.reasons) == len(narrower)
        assert implied.when.within(event.when) is not IMPOSSIBLE
        assert implied.when.open_start >= event.when.open_start
        assert implied.when.open_end >= event.when.open_end
        assert narrower or bounds_of(implied.when) == bounds_of(event.when)


@given(a=whens(), b=whens())
def test_a_date_answers_like_an_event_of_that_date(a: When, b: When) -> None:
    """Of dates, and of events of which nothing else is known, the answers are the same, and dates marked as doubtful give no certain one."""
    data = grown(events=[visit("a", a), visit("b", b)])
    doubtful = any(when.approximate or when.uncertain for when in (a, b))
    for ask in (data.order, data.before):
        answer = ask("a", "b")

        assert answer is ask(a, b) is ask(data.event("a"), b) is ask(a, "b")
        assert not (doubtful and answer is CERTAIN)
    if a.starts_before(b) is CERTAIN:
        assert data.order("a", "b") is CERTAIN
    if a.before(b) is CERTAIN:
        assert data.before("a", "b") is CERTAIN


SOME: Final = st.lists(st.integers(0, 999), min_size=2, max_size=4)


def chosen(data: Dataset, numbers: list[int]) -> list[Event]:
    """Return some events of a dataset."""
    return [data.events[number % len(data.events)] for number in numbers]


def sourced(event: Event) -> When:
    """Return the date of an event without the bounds that a coding rule alone supposes, of which nothing certain follows."""
    (first, begun), (not_ended, last) = event.when.start_range, event.when.end_range
    if not event.supposed:
        return event.when
    return When.of_ranges(
        (None if "start" in event.supposed else first, begun), (not_ended, None if "end" in event.supposed else last)
    )


@given(data=served(), numbers=SOME)
def test_answers_agree_with_each_other(data: Dataset, numbers: list[int]) -> None:
    """What is certain is impossible the other way about, what had ended had begun, and no statement takes back what dates say."""
    for a, b in permutations(chosen(data, numbers), 2):
        order, before = data.order(a, b), data.before(a, b)

        if order is CERTAIN:
            assert data.order(b, a) is IMPOSSIBLE
        if before is CERTAIN:
            assert order is CERTAIN
        if order is IMPOSSIBLE:
            assert before is IMPOSSIBLE
        if sourced(a).starts_before(sourced(b)) is CERTAIN:
            assert order is CERTAIN
        if sourced(a).before(sourced(b)) is CERTAIN:
            assert before is CERTAIN
        if b.when.starts_before(a.when) is CERTAIN:
            assert order is IMPOSSIBLE


@given(data=served(), numbers=SOME)
def test_what_is_certain_is_transitive(data: Dataset, numbers: list[int]) -> None:
    """Of events that occurred, what began before something that began before a third began before the third."""
    occurred = [event for event in chosen(data, numbers) if event.status is Status.OCCURRED]
    for a, b, c in permutations(occurred, 3):
        for ask in (data.order, data.before):
            if ask(a, b) is ask(b, c) is CERTAIN:
                assert ask(a, c) is CERTAIN


@given(data=served(), numbers=SOME)
def test_reasons_are_given_for_all_that_is_settled(data: Dataset, numbers: list[int]) -> None:
    """Of two events there are reasons exactly where their order is not open, and each names events, from one to the other."""
    for a, b in permutations(chosen(data, numbers), 2):
        order, reasons = data.order(a, b), data.order_reasons(a, b)

        assert bool(reasons) == (order is not POSSIBLE and a.id != b.id)
        assert all(any(event.id in reason for event in data.events) for reason in reasons)
        if reasons:
            first, last = (a, b) if order is CERTAIN else (b, a)

            assert first.id in reasons[0]
            assert last.id in reasons[-1]


def that_occurred(data: Dataset) -> Tables:
    """Return the events of a dataset that occurred, with who took part, and no other events."""
    occurred = [event for event in data.events if event.status is Status.OCCURRED]
    return Tables(actors=data.actors, offices=data.offices, relations=data.relations, events=occurred)


@cache
def _bundled_that_occurred() -> Tables:
    return that_occurred(dprkrel.load())


@given(data=served(), numbers=SOME)
def test_what_did_not_occur_says_nothing_of_what_did(data: Dataset, numbers: list[int]) -> None:
    """Of events that occurred, the answers are the same without all that was announced, expected, alleged or denied."""
    without = _bundled_that_occurred() if data is dprkrel.load() else that_occurred(data)
    asked = [event for event in chosen(data, numbers) if event.status is Status.OCCURRED]
    for a in asked:
        assert order.implied_when(without, a) == data.implied_when(a)
        for b in asked:
            assert order.order(without, a, b) is data.order(a, b)
            assert order.before(without, a, b) is data.before(a, b)


def after(to: str, link_type: LinkType = LinkType.FOLLOWS, **fields: Any) -> Link:
    """Return a link to an event, that it came before unless said otherwise."""
    return Link(link_type=link_type, event_id=EventId(to), **fields)


def linked(event_id: str, when: str, *links: Link, stance: Stance = Stance.ASSERTS, **fields: Any) -> Visit:
    """Return a visit of which the text takes a stance, with links."""
    return visit(event_id, when, links=links, reports=told(stance), **fields)


WIDE: Final = "[2024-02-01..2024-02-10]"


@pytest.mark.parametrize(
    ("stance", "answer"),
    [
        (Stance.ASSERTS, CERTAIN),
        (Stance.ANNOUNCES, CERTAIN),
        (Stance.EXPECTS, CERTAIN),
        (Stance.ALLEGES, POSSIBLE),
        (Stance.DENIES, POSSIBLE),
        (Stance.CANCELS, POSSIBLE),
    ],
)
def test_a_planned_order_counts_where_the_plan_is_asked_for(stance: Stance, answer: Certainty) -> None:
    """What is to follow an event follows it for whoever asks of the plan; what is alleged, denied or called off need not."""
    data = grown(events=[visit("done", "2024-02-03"), linked("plan", WIDE, after("done"), stance=stance)])

    assert data.order("done", "plan") is answer
    assert data.implied_when("plan").when == When("[2024-02-03..2024-02-10]" if answer is CERTAIN else WIDE)


def test_a_planned_order_counts_only_while_it_can_be_kept() -> None:
    """A plan that was overtaken keeps to its dates alone, also where part of its order could still be kept."""
    early = visit("early", "2024-01-28")
    plan = linked("plan", WIDE, after("done"), after("early", LinkType.PREPARES), stance=Stance.ANNOUNCES)
    data = grown(events=[early, visit("done", "2024-02-03"), plan])

    assert data.order("done", "plan") is POSSIBLE
    assert data.order("early", "plan") is CERTAIN
    assert data.order_reasons("early", "plan") == ("early began by 2024-01-28", "plan began on 2024-02-01 or later")
    assert data.implied_when("plan").when == When(WIDE)


def test_a_plan_is_not_held_to_another_that_it_excludes() -> None:
    """Two plans that exclude each other leave each of them in its own order with what occurred, and none with each other."""
    plans = [
        linked("first-plan", WIDE, after("done"), after("second-plan"), stance=Stance.ANNOUNCES),
        linked("second-plan", WIDE, after("done"), after("first-plan"), stance=Stance.ANNOUNCES),
    ]
    data = grown(events=[visit("done", "2024-02-03"), *plans])

    assert data.order("done", "first-plan") is data.order("done", "second-plan") is CERTAIN
    assert data.order("first-plan", "second-plan") is data.order("second-plan", "first-plan") is POSSIBLE


def test_a_plan_may_wait_for_another() -> None:
    """What is to follow a plan, or lie within it, follows what that is to follow, though nobody asks of it."""
    next_, last = (
        linked(of, WIDE, after(to), stance=Stance.ANNOUNCES) for of, to in (("next", "done"), ("last", "next"))
    )
    within = linked("within", WIDE, stance=Stance.EXPECTS, part_of=EventId("last"))
    data = grown(events=[visit("done", "2024-02-03"), next_, last, within])

    assert data.order("done", "last") is data.before("done", "within") is CERTAIN
    assert data.order_reasons("done", "last") == (
        "next came after done (text, paragraph 1)",
        "last came after next (text, paragraph 1)",
    )


@pytest.mark.parametrize("stance", [Stance.EXPECTS, Stance.ANNOUNCES, Stance.ALLEGES, Stance.DENIES])
def test_of_what_occurred_the_order_must_be_asserted(stance: Stance) -> None:
    """A link that is only expected, alleged or denied settles no order of two events that occurred, and one asserted does."""
    said, doubted = (
        grown(events=[visit("one", WIDE), linked("two", WIDE, after("one", reports=told(each)))])
        for each in (Stance.ASSERTS, stance)
    )

    assert said.order("one", "two") is CERTAIN
    assert doubted.order("one", "two") is POSSIBLE


def test_what_rests_on_a_doubtful_date_is_not_certain() -> None:
    """A statement makes an order certain by itself, and not by way of a doubtful date; what is impossible stays so."""
    data = grown(
        events=[
            visit("day", "2024-02-02"),
            visit("about-then", "2024-02-03~"),
            linked("later", WIDE, after("about-then")),
        ]
    )
    implied = data.implied_when("later")

    assert data.order("about-then", "later") is CERTAIN
    assert data.order("day", "later") is POSSIBLE
    assert data.order("later", "day") is IMPOSSIBLE
    assert implied.when == When("[2024-02-03~..2024-02-10~]")


def test_implied_dates_tell_the_statements() -> None:
    """Each bound that follows from a statement is told with the whole chain from which it follows, and its paragraphs."""
    inner = linked("inner", WIDE, part_of=EventId("whole"))
    soon = linked("soon", "2024-02-01/2024-02-29", after("inner", within_days=2))
    late = linked("late", "[2024-02..2024-03]", after("inner", within_days=2))
    data = grown(events=[visit("whole", "2024-02-03/2024-02-08"), inner, attrs.evolve(soon, links=()), late])

    assert data.implied_when("inner").when == When("[2024-02-03..2024-02-08]")
    assert data.implied_when("inner").reasons == (
        "it began on 2024-02-03 or later: inner is part of whole; whole began on 2024-02-03 or later",
        "it began by 2024-02-08: inner is part of whole; whole ended by 2024-02-08",
        "it ended on 2024-02-03 or later: inner is part of whole; whole began on 2024-02-03 or later",
        "it ended by 2024-02-08: inner is part of whole; whole ended by 2024-02-08",
    )
    assert data.implied_when("late").when == When("[2024-02-03..2024-02-11]/[2024-02-03..2024-03-31]")
    assert data.implied_when("late").reasons[1] == (
        "it began by 2024-02-11: late came after inner (text, paragraph 1), within 2 days; "
        "inner is part of whole; whole ended by 2024-02-08"
    )
    assert data.implied_when("soon") == order.ImpliedWhen(
        record_id=EventId("soon"), stated=When("2024-02-01/2024-02-29"), when=When("2024-02-01/2024-02-29"), reasons=()
    )


@pytest.mark.parametrize(
    ("stated", "implied"),
    [
        ("[2024-02-01..2024-02-05]/..", "[2024-02-03..2024-02-05]/.."),
        ("[2024-02-01..2024-02-05]/", "[2024-02-03..2024-02-05]/"),
        ("[2024-02-01~..2024-02-05]/2024-02-06", "[2024-02-03~..2024-02-05~]/2024-02-06~"),
    ],
)
def test_what_is_implied_keeps_what_is_stated(stated: str, implied: str) -> None:
    """Where one bound is narrowed, what goes on without end still does, and what is doubtful is still doubtful."""
    data = grown(events=[visit("first", "2024-02-03"), linked("then", stated, after("first"))])

    assert data.implied_when("then").when == When(implied)


def test_what_holds_something_endless_is_endless() -> None:
    """What contains an event that goes on without end, or has no beginning, does so too, and the reason says just that."""
    endless = linked("endless", "2024-02-03/..", part_of=EventId("whole"))
    eternal = linked("eternal", "../2024-02-03", part_of=EventId("whole"))
    on, back = (
        grown(events=[visit("whole", when), part])
        for when, part in (("2024-02-01/", endless), ("/2024-02-05", eternal))
    )

    assert on.implied_when("whole").when == When("2024-02-01/..")
    assert back.implied_when("whole").when == When("../2024-02-05")
    for data, said_of_part in ((on, "endless is part of whole"), (back, "eternal is part of whole")):
        (reason,) = data.implied_when("whole").reasons

        assert said_of_part in reason
        assert reason.startswith(("it has no end: ", "it has no beginning: "))


def test_reasons_lead_from_the_earlier_to_the_later() -> None:
    """Where the dates alone decide, they are the reasons, in the order of time; asked the other way they are the same."""
    data = grown(events=[visit("first", "2024-02-01"), visit("then", "2024-02-03"), visit("some-day", "2024-02")])
    reasons = ("first began by 2024-02-01", "then began on 2024-02-03 or later")

    assert data.order_reasons("first", "then") == data.order_reasons("then", "first") == reasons
    assert data.order_reasons("first", "some-day") == ()
    assert data.order_reasons("first", When("2025"))[1].endswith("began on 2025-01-01 or later")


@pytest.mark.parametrize("question", ["order_reasons", "implied_when"])
def test_an_unknown_event_is_told_with_the_nearest(question: str) -> None:
    """An id that no event bears is an error with the nearest ids."""
    data = grown(events=[visit("first", "2024-02-01")])
    asked = ("first", "fist") if question == "order_reasons" else ("fist",)
    with pytest.raises(UnknownRecordError) as caught:
        getattr(data, question)(*asked)

    kind = "event" if question == "order_reasons" else "event or relation"
    assert (caught.value.kind, caught.value.given, caught.value.suggestions) == (kind, "fist", ("first",))


def test_every_contradiction_is_told_the_shortest_first() -> None:
    """Two rings of statements are two contradictions, whatever else is said of their events."""
    ring = {"a": "b", "b": "c", "c": "a", "x": "y", "y": "x"}
    tables = Tables(**standing(), events=[linked(one, WIDE, after(other)) for one, other in ring.items()])
    found = list(timeline.contradictions(tables))

    assert [len(chain) for _, chain in found] == [2, 3]
    assert [sorted(chain) for _, chain in found] == [
        sorted(f"{one} came after {other} (text, paragraph 1)" for one, other in ring.items() if one in of)
        for of in ("xy", "abc")
    ]
    assert all(chain[0].startswith(f"{event_id} ") for event_id, chain in found)


SETTLED: Final[list[tuple[str, str, tuple[str, ...]]]] = [
    (
        "ryzhenkov-arrival-2024",
        "choe-banquet-speech-2024",
        (
            "ryzhenkov-banquet-2024 came after ryzhenkov-arrival-2024 (berita-2024-07-24, paragraph 9)",
            "choe-banquet-speech-2024 is part of ryzhenkov-banquet-2024",
        ),
    ),
    (
        "choe-implementation-remark-2024",
        "choe-lavrov-briefing-putin-2024",
        (
            "choe-implementation-remark-2024 is part of lavrov-choe-talks-2024",
            "choe-lavrov-briefing-putin-2024 came after lavrov-choe-talks-2024 (medcom-2024-01-17, paragraph 6)",
        ),
    ),
    (
        "lavrov-new-level-remark-2023",
        "lavrov-press-remark-2023",
        (
            "lavrov-new-level-remark-2023 is part of lavrov-choe-talks-2023",
            "lavrov-press-remark-2023 came after lavrov-choe-talks-2023 (tempo-2023-10-19, paragraphs 11, 14)",
        ),
    ),
]


@pytest.mark.parametrize(("earlier", "later", "reasons"), SETTLED)
def test_sources_settle_what_dates_leave_open(earlier: str, later: str, reasons: tuple[str, ...]) -> None:
    """Of three pairs of real events, the one had ended when the other began, which follows from words and from no date."""
    data = dprkrel.load()
    dates = data.event(earlier).when, data.event(later).when

    assert dates[0].before(dates[1]) is not CERTAIN
    assert dates[0].starts_before(dates[1]) is not CERTAIN
    assert data.order(*dates) is POSSIBLE
    assert data.before(earlier, later) is data.order(earlier, later) is CERTAIN
    assert data.order(later, earlier) is IMPOSSIBLE
    assert data.order_reasons(earlier, later) == data.order_reasons(later, earlier) == reasons


def test_an_answer_bounds_the_real_date_of_what_it_answers() -> None:
    """What was answered on 14 June 2024 had begun by then, though its own date says no more than June."""
    implied = dprkrel.implied_when("zelensky-peace-vision")

    assert (implied.stated.latest_start, implied.when.latest_start) == (
        datetime.date(2024, 6, 18),
        datetime.date(2024, 6, 14),
    )
    (reason,) = implied.reasons

    assert reason.startswith("it began by 2024-06-14: putin-peace-terms-2024 answers zelensky-peace-vision (")
    assert reason.endswith("; putin-peace-terms-2024 began by 2024-06-14")


def test_a_contradiction_in_real_data_is_refused_with_its_chain() -> None:
    """A link that turns an order of the bundled data round is refused, with the words that it contradicts and no others."""
    data = dprkrel.load()
    arrival = data.event("ryzhenkov-arrival-2024")
    turned = attrs.evolve(arrival, links=(*arrival.links, after("ryzhenkov-banquet-2024")))
    with pytest.raises(DatasetError) as caught:
        attrs.evolve(data, events=[turned if event is arrival else event for event in data.events])
    (fault,) = caught.value.faults

    assert (fault.record, fault.field) in {("ryzhenkov-arrival-2024", "order"), ("ryzhenkov-banquet-2024", "order")}
    assert "ryzhenkov-arrival-2024 came after ryzhenkov-banquet-2024 (" in fault.found
    assert "ryzhenkov-banquet-2024 came after ryzhenkov-arrival-2024 (berita-2024-07-24, paragraph 9)" in fault.found
    assert fault.found.count("; ") + 1 == fault.found.count(" came after ") + fault.found.count(" is part of ") <= 4


def acting(status: Stance, *links: Link) -> Tables:
    """Return an act whose date fits the life of who acts and their office, and not both together."""
    dead = attrs.evolve(small_with().actor("vladimir-putin"), existed=When("1952/1990"), existed_source_ids=())
    act = happening(
        Meeting, EventType.TALKS, "act", "[1980..2005]",
        part("vladimir-putin", Role.PARTICIPANT, "russia", "russia-president"), reports=(said(1, stance=status),), links=links,
    )  # fmt: skip
    return Tables(**parts(dead, act, spell("vladimir-putin", "russia-president", "russia", "1999-12-31/..")))


def test_limits_that_contradict_each_other_leave_a_plan_as_it_is() -> None:
    """Of a plan that nobody could keep the date alone is asked."""
    data = acting(Stance.ANNOUNCES)

    assert order.order(data, "act", When("2006")) is CERTAIN
    assert order.implied_when(data, "act").reasons == ()


@pytest.mark.parametrize("links", [(), (after("lavrov-visit", LinkType.PREPARES),)])
def test_limits_that_contradict_each_other_break_the_law(links: tuple[Link, ...]) -> None:
    """What occurred when who acted was dead or not in office is refused with both, whether or not its order is known."""
    ((event_id, chain),) = timeline.contradictions(acting(Stance.ASSERTS, *links))

    assert event_id == "act"
    assert [words.partition(", as ")[2] for words in chain] == [
        "Vladimir Putin did not exist after 1990-12-31",
        "vladimir-putin held the office russia-president from 1999-12-31 at the earliest",
    ]
