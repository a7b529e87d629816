"""How costs grow with the data: operations are counted, not seconds, so that every machine finds the same.

Each question and each law meets datasets of one size, of twice and of four times that size, which have grown in
each of the ways of `tests.growing`. What counts as an operation is said in `tests.operations`.
"""

import gc
import hashlib
import math
import tracemalloc
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any, Final, NamedTuple

import attrs
import pytest

import dprkrel
from dprkrel import (
    Dataset,
    DprkrelError,
    EventType,
    Explanation,
    Link,
    LinkType,
    Role,
    Scope,
    Superlative,
    SuperlativeKind,
    Visit,
    When,
)
from dprkrel.laws import faults
from dprkrel.questions import rivals
from dprkrel.records.fields import EventId
from dprkrel.store.tables import Tables
from tests.growing import BROKEN, LONG_TEXT, SHAPES, Shape, Subject, grown
from tests.operations import counted, operations
from tests.small import TEXT, happening, part, parts, said

SIZES: Final = (40, 80, 160)
STEEPEST: Final = 1.35
"""The largest exponent: what is sorted grows by little more than 1 at these sizes, and what is compared in pairs by 2."""


def exponent(counts: tuple[int, ...]) -> float:
    """Return with which power of the size a cost grows, what is the same for all sizes left out; 0 where it hardly grows."""
    once, twice, four_times = counts
    if four_times <= 1.03 * once + 60:
        return 0.0
    return math.log2(max(four_times - twice, 20) / max(twice - once, 20))


class Costs(NamedTuple):
    """What a question costs where it is the first to be asked, and where it was asked of another subject before."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    answers: tuple[int, ...]


Ask = Callable[[Tables, Subject], object]


class Case(NamedTuple):
    """A question to a dataset of any shape.

    Attributes:
        ask: asks it.
        about_all: whether it is about all of the data, so that it may cost as much as they are.
        along: the shapes in which the answer follows from as many records as there are, whatever its length.
    """

    ask: Ask
    about_all: bool = False
    along: frozenset[str] = frozenset()


def _question(name: str) -> Callable[..., Any]:
    question: Callable[..., Any] = getattr(Dataset, name)
    return question


def _asking(name: str, arguments: Callable[[Subject], tuple[Any, ...]], **more: Callable[[Subject], Any]) -> Ask:
    """Return what asks a question with arguments that follow from the subject."""

    def ask(tables: Tables, subject: Subject) -> object:
        named = {argument: read(subject) for argument, read in more.items()}
        return _question(name)(tables, *arguments(subject), **named)

    return ask


def _day(subject: Subject) -> str:
    return subject.day


def _asked_of_nobody(tables: Tables, subject: Subject) -> object:
    """Ask for an actor whom nothing in the data is called, so that what is like it is looked for."""
    try:
        return _question("find_actor")(tables, f"{subject.spelling}x yz")
    except DprkrelError as error:
        return str(error)


LEDGERS: Final = frozenset({"searched", "gapped"})
"""Where the coverage ledger grows, each question may look through it: it says of each in what it reaches beyond it."""

CHAINS: Final = frozenset({"linked", "planned", "nested"})
IN_DAYS: Final = {"start": _day, "end": _day}
CASES: Final[dict[str, tuple[Case, ...]]] = {
    "find_actor": (
        Case(_asking("find_actor", lambda one: (one.spelling,))),
        Case(_asking("find_actor", lambda one: (one.spelling,), on=_day)),
        Case(_asked_of_nobody, about_all=True),
    ),
    # Of an actor who is asked for first, the visits in these roles are found among all that they took part in.
    "visits_by_actor": (
        Case(_asking("visits_by_actor", lambda one: (one.person,), **IN_DAYS), along=frozenset({"many"})),
    ),
    "events_between": (Case(_asking("events_between", lambda one: (one.day, one.day))),),
    # A dyad that is asked for first is found among the events of the one of the two who has fewer.
    "events_of_dyad": (
        Case(_asking("events_of_dyad", lambda one: (one.person, "dprk"), **IN_DAYS), along=frozenset({"many"})),
    ),
    "count_events": (Case(_asking("count_events", lambda one: (one.day, one.day))),),
    "meetings_of": (Case(_asking("meetings_of", lambda one: (one.person,), **IN_DAYS)),),
    "agreements_of": (Case(_asking("agreements_of", lambda _: ("Russia",), **IN_DAYS)),),
    "treaty_actions": (Case(_asking("treaty_actions", lambda one: (f"treaty-{one.day[-1] if one.day > '2019' else 0}",))),),
    "statements_by": (Case(_asking("statements_by", lambda one: (one.person,), **IN_DAYS)),),
    "relations_of": (Case(_asking("relations_of", lambda one: (one.person,), on=_day)),),
    "offices_of": (Case(_asking("offices_of", lambda one: (one.person,), on=_day)),),
    "missions_at_work": (Case(_asking("missions_at_work", lambda _: (), on=_day, receiving=lambda one: one.state)),),
    "office_holder": (Case(_asking("office_holder", lambda one: (one.title,), of=lambda one: one.of, on=_day)),),
    "office_holders": (Case(_asking("office_holders", lambda one: (one.title,), of=lambda one: one.of, on=_day)),),
    "count_visits": (Case(_asking("count_visits", lambda one: ("ministers-visits", one.day, one.day))),),
    "panel": (
        Case(_asking("panel", lambda one: ("ministers-visits", one.day, one.day))),
        Case(_asking("panel", lambda _: ("ministers-visits", "2001", "2020"), freq=lambda _: "year"), about_all=True),
    ),
    "coverage": (Case(_asking("coverage", lambda one: ("dprk", one.state))),),
    "coverage_by_month": (Case(_asking("coverage_by_month", lambda one: ("dprk", one.state), **IN_DAYS)),),
    "changes": (Case(_asking("changes", lambda _: ("2024.7.1",))),),
    "resolve": (Case(_asking("resolve", lambda one: (one.gone,))), Case(_asking("resolve", lambda one: (one.event,)))),
    "as_of": (Case(_asking("as_of", lambda one: (f"2024-08-{one.day[-2:]}",)), about_all=True),),
    "evidence": (
        Case(_asking("evidence", lambda one: (one.event,))),
        Case(_asking("evidence", lambda one: (one.relation,))),
    ),
    "confidence": (Case(_asking("confidence", lambda one: (one.event,)), along=frozenset({"copied", "reported", "credited"})),),
    "positions_on": (
        Case(_asking("positions_on", lambda one: (one.event,)), along=frozenset({"copied"})),
        Case(_asking("positions_on", lambda one: (one.relation,))),
    ),
    "conflicts": (
        Case(_asking("conflicts", lambda one: (one.event,))),
        Case(_asking("conflicts", lambda one: (one.person,)), along=frozenset({"spelled"})),
        Case(_asking("conflicts", lambda _: ()), about_all=True),
    ),
    "verify": (Case(_asking("verify", lambda _: ()), about_all=True),),
    # What sources say something of the order of is asked one by one; and so are the wholes and rivals of an event.
    "why": (Case(_asking("why", lambda one: (one.event,)), along=CHAINS | {"whole", "copied", "placed"}),),
    "superlatives": (
        Case(_asking("superlatives", lambda one: (one.event,)), along=frozenset({"placed"})),
        Case(_asking("superlatives", lambda _: ()), about_all=True),
    ),
    "before": (Case(_asking("before", lambda one: (one.event, one.other)), along=CHAINS),),
    "order": (
        Case(_asking("order", lambda one: (one.event, one.other)), along=CHAINS),
        Case(_asking("order", lambda one: (one.event, dprkrel.When(one.day))), along=CHAINS),
    ),
    "order_reasons": (Case(_asking("order_reasons", lambda one: (one.event, one.other)), along=CHAINS),),
    "implied_when": (Case(_asking("implied_when", lambda one: (one.event,)), along=CHAINS),),
}  # fmt: skip
"""How each question is asked; a question that is asked nowhere here fails the first test."""

SOUND: Final = [shape for shape in SHAPES if shape not in BROKEN]

DEAR: Final = "emptied"
"""The shape of which it costs most to find what follows for its ties, though no more than in proportion."""

OF_DEAR: Final = frozenset({"relations_of", "missions_at_work"})
"""The questions of which it is measured; to all others the same is known of it, with nothing to add."""


def questions() -> set[str]:
    """Return the names of the questions that a dataset answers."""
    methods = {name: getattr(Dataset, name) for name in dir(Dataset) if not name.startswith("_")}
    return {
        name
        for name, method in methods.items()
        if isinstance(method, FunctionType) and method.__module__.startswith("dprkrel.questions.")
    }


def laws() -> dict[str, Callable[[Tables], Any]]:
    """Return the laws that every dataset must keep, by name."""
    return {
        name: law
        for name, law in vars(faults).items()
        if isinstance(law, FunctionType)
        and law.__module__.startswith("dprkrel.laws.")
        and law.__module__ != faults.__name__
    }


def costs(case: Case, shape: str) -> Costs:
    """Ask a question of a subject and then of another, of fresh tables of each size."""
    rows = []
    smallest = grown(shape, SIZES[0])
    for size in SIZES:
        built = grown(shape, size)
        warm = smallest.fresh()
        for subject in smallest.subjects:  # what is imported or kept for all datasets alike is none of the costs
            case.ask(warm, subject)
        tables, row = built.fresh(), list[int]()
        answer: object = None
        for subject in built.subjects:
            cost, answer = counted(partial(case.ask, tables, subject))
            row.append(cost)
        rows.append((*row, len(str(answer) if isinstance(answer, Explanation) else repr(answer))))
    return Costs(*zip(*rows, strict=True))


def too_dear(case: Case, shape: str) -> Iterator[str]:
    """Yield in words which costs of a question grow faster than they may."""
    found = costs(case, shape)
    if exponent(found.first) > STEEPEST:
        yield f"the first answer takes {found.first} operations"
    longer = exponent(found.answers) > 0 or case.about_all or shape in case.along | LEDGERS
    if exponent(found.second) > (STEEPEST if longer else 0):
        yield f"the second answer takes {found.second} operations and has {found.answers} characters"


def test_every_question_has_a_case() -> None:
    """Whoever writes a question says here how it is asked."""
    assert set(CASES) == questions()


def test_every_shape_is_a_dataset() -> None:
    """What the costs are measured on keeps the laws, except where it is meant to break one, and that of order alone."""
    for shape in SHAPES:
        broken = {fault.field for fault in faults.faults_of(grown(shape, SIZES[0]).fresh())}
        assert broken == ({"order"} if shape in BROKEN else set()), shape


@pytest.mark.parametrize("question", CASES)
def test_no_question_blows_up(question: str) -> None:
    """A first answer costs as much as the data are at most, and a second as much as it is long."""
    with warnings.catch_warnings():
        for warning in (dprkrel.CoverageWarning, dprkrel.HolderWarning):
            warnings.simplefilter("ignore", warning)
        found = [
            f"{question}, case {number}, {shape}: {problem}"
            for number, case in enumerate(CASES[question])
            for shape in SOUND
            if shape != DEAR or question in OF_DEAR
            for problem in too_dear(case, shape)
        ]
    assert not found, "\n".join(["it grows too fast:", *found])


def test_a_table_of_months_costs_as_much_as_it_has_rows() -> None:
    """A thousand months are read in one walk through the ledger, not each by a walk of its own."""
    tables, taken = grown("gapped", SIZES[-1]).fresh(), []
    for years in (20, 40, 80):
        ask = partial(_question("coverage_by_month"), tables, "dprk", "russia", start="2001", end=str(2000 + years))
        ask()  # what is kept is kept
        cost, rows = counted(ask)
        assert len(rows) == 12 * years
        taken.append(cost)
    assert exponent(tuple(taken)) <= STEEPEST, taken
    assert taken[-1] < 250 * 12 * 80, taken


def test_a_panel_costs_as_much_as_it_has_cells() -> None:
    """A thousand months of many states are read in one walk for each direction and rank."""
    tables, taken = grown("gapped", SIZES[-1]).fresh(), []
    for years in (20, 40, 80):
        ask = partial(_question("panel"), tables, "ministers-visits", "2001", str(2000 + years))
        ask()  # what is kept is kept
        cost, found = counted(ask)
        taken.append(cost)
        assert cost < 100 * len(found.cells), (years, cost, len(found.cells))
    assert exponent(tuple(taken)) <= STEEPEST, taken


@pytest.mark.parametrize("law", laws())
def test_no_law_blows_up(law: str) -> None:
    """To check a law costs little more for a record of a large dataset than for one of a small one, sound or not."""
    found = []
    for shape in SHAPES:
        _checked(laws()[law], grown(shape, SIZES[0]).fresh())  # as above
        tables = [grown(shape, size).fresh() for size in SIZES]
        taken = tuple(operations(partial(_checked, laws()[law], each)) for each in tables)
        if exponent(taken) > STEEPEST:
            found.append(f"{law}, {shape}: {taken} operations")
    assert not found, "\n".join(["it grows too fast:", *found])


def _checked(law: Callable[[Tables], Any], tables: Tables) -> int:
    return len([*law(tables)])


def test_a_long_text_is_verified_without_being_read_for_each_citation(tmp_path: Path) -> None:
    """To verify a text costs as much as it has paragraphs and citations, not one times the other."""
    taken = []
    for size in SIZES:
        built = grown("cited", size)
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / "long.txt").write_text(built.text, encoding="utf-8")
        cost, result = counted(partial(_question("verify"), _with_hash(built), texts=folder))
        assert [text.state for text in result.texts if text.source_id == LONG_TEXT] == ["verified"]
        assert {fault.record for fault in result.failures} == {TEXT}  # the text of the small dataset is not there
        taken.append(cost)
    assert exponent(tuple(taken)) <= STEEPEST, taken


def _with_hash(built: Shape) -> Tables:
    """Return the tables in which the long text has the hash of its content."""
    sha256 = hashlib.sha256(built.text.encode()).hexdigest()
    tables: Mapping[str, Any] = built.tables
    sources = [attrs.evolve(one, sha256=sha256) if one.id == LONG_TEXT else one for one in tables["sources"]]
    return Tables(**{**tables, "sources": sources})


def contested(size: int, when: str, follows: Callable[[int], str | None] = lambda _: None) -> Tables:
    """Return visits of which each is said to be the first of all, and may be said to have come after another event."""
    scope = Scope(event_types=(EventType.VISIT,), role=Role.VISITOR)
    claim = Superlative(
        kind=SuperlativeKind.FIRST, claim="the first", reports=(said(1),), scope=scope, since=When("1990")
    )
    visitor = part("vladimir-putin", Role.VISITOR, "russia")
    visits = [
        happening(
            Visit, EventType.VISIT, f"first-{number}", when, visitor, superlatives=(claim,), links=_after(follows(number))
        )
        for number in range(size)
    ]  # fmt: skip
    return Tables(**parts(*visits, happening(Visit, EventType.VISIT, "before", when, visitor)))


def _after(other: str | None) -> tuple[Link, ...]:
    return (Link(link_type=LinkType.FOLLOWS, event_id=EventId(other)),) if other else ()


@pytest.mark.parametrize("when", ["2001-01-01", "2001~", "../.."])
def test_claims_of_all_to_be_the_first_are_not_compared_in_pairs(when: str) -> None:
    """A dataset in which every event claims to be the first, all on one day, in doubt or undated, costs n log n."""
    _question("superlatives")(contested(SIZES[0], when))  # as above
    taken = tuple(operations(partial(_question("superlatives"), contested(size, when))) for size in SIZES)
    assert exponent(taken) <= STEEPEST, taken


ORDERS: Final[dict[str, Callable[[int], str | None]]] = {
    "a chain": lambda number: f"first-{number - 1}" if number else None,
    "all after one": lambda _: "before",
    "each in a pair": lambda number: f"first-{number - 1}" if number % 2 else None,
}


@pytest.mark.parametrize("order", ORDERS)
def test_claims_of_all_that_are_linked_cost_no_more_than_is_looked_at(
    order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where sources order all events that claim to be the first, so many of their statements are looked at for each, and no more."""
    monkeypatch.setattr(rivals, "_LOOKED_AT", 60)
    _question("superlatives")(contested(SIZES[0], "2001", ORDERS[order]))  # as above
    taken = tuple(
        operations(partial(_question("superlatives"), contested(size, "2001", ORDERS[order]))) for size in SIZES
    )
    assert exponent(taken) <= STEEPEST, taken


def test_what_is_kept_of_all_that_is_asked_is_in_proportion_to_the_records() -> None:
    """Once every event was asked for in every way, a dataset keeps so many bytes of each, and no more the more there are."""
    kept = []
    for size in SIZES[:2]:
        tables = contested(size, "2001-01-01")
        _asked_of_all(contested(5, "2001-01-01"))  # as above
        gc.collect()
        tracemalloc.start()
        _asked_of_all(tables)
        gc.collect()
        kept.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    assert kept[1] - kept[0] < 8_000 * (SIZES[1] - SIZES[0]), kept


def _asked_of_all(tables: Tables) -> None:
    _question("superlatives")(tables)
    for event in tables.events:
        for name in ("why", "superlatives", "conflicts", "confidence", "positions_on", "implied_when"):
            _question(name)(tables, event)
