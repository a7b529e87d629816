"""Every public call with any argument: an answer or an error of ours, and nothing is changed by it."""

import functools
import inspect
import itertools
import json
import pickle
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dprkrel
from dprkrel import CallError, DateError, DprkrelError, Fault, Link, LinkType, When
from dprkrel.calls import _failed_outside
from dprkrel.dates.edtf import FUTURE, PAST
from dprkrel.questions import QUESTIONS
from dprkrel.records.fields import EventId
from tests.calls import (
    ANSWERED_ELSEWHERE,
    HOSTILE,
    Call,
    Day,
    Moment,
    Text,
    applied,
    calls,
    example,
    examples,
    outcome,
    usual,
)
from tests.small import event, small, small_with

DEEP: Final = settings.get_current_profile_name() == "deep"

TRIED: Final = [
    call
    for call in calls()
    # Those of the package are those of a dataset. Errors and warnings are made by us, and the constructors of
    # vocabularies are Python's, which shows and hashes a value before it asks us.
    if call.name not in (*QUESTIONS, "load", "engines.Engine.close")
    and not (inspect.isclass(call.function) and issubclass(call.function, BaseException | Fault | str))
    # Questions keep in a dataset what they derive of it; both are for the layers above.
    and call.name not in ("Dataset.once", "Dataset.over")
    and not (call.owner and not examples(call.owner))
]
"""The calls to which anything is given."""


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let what has no end be noticed soon, and files be written elsewhere."""
    monkeypatch.setattr("dprkrel.calls.MOST", 2_000)
    monkeypatch.setattr("dprkrel.questions.arguments.MOST_WORDS", 100)
    monkeypatch.chdir(tmp_path)


def plain_data() -> list[dict[str, Any]]:
    """Return all records of the small dataset as plain data."""
    return [record.to_dict() for table in small().tables().values() for record in table]


PLAIN: Final = plain_data()


def judge(call: Call, arguments: dict[str, Any]) -> None:
    """Call, and see that it is answered or refused in our words, and that no argument is changed."""
    function, in_order, by_name = applied(call, arguments)
    held = [(value, value.copy()) for value in arguments.values() if type(value) in (list, dict, set, bytearray)]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        error = outcome(function, *in_order, **by_name).error
    assert {type(warning.message).__module__ for warning in warned} <= {"dprkrel.errors"}
    for value, copy in held:
        assert value is copy or len(value) == len(copy)
        assert all(one is other for one, other in zip(value, copy, strict=True) if not isinstance(value, bytearray))
    if error is None:
        return
    if not isinstance(error, DprkrelError):
        raise error
    told = str(error)
    assert 0 < len(told) < 7_000
    assert not re.search(r"missing a required|too many positional|unexpected keyword", told), "it has what it takes"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), told)


def spoiled(call: Call) -> Iterator[tuple[Call, str, str]]:
    """Yield each parameter of a call with each value that nobody expects."""
    for one in call.takes:
        if one.kind is not one.VAR_KEYWORD:
            yield from ((call, one.name, name) for name in HOSTILE)


CASES: Final = [case for call in TRIED for case in spoiled(call)]

ONE_IN: Final = 1 if DEEP else 83
"""Which of them are tried: by default so many that each call, and each value, has its turn."""

_SLOW: Final = re.compile(r"engines|plots|Dataset\.(write_|panel|verify)|\.to_(csv|jsonl)")
"""What takes a file, a chart or an engine, and has its turn in the list alone unless it is asked for by name."""

QUICK: Final = [call for call in TRIED if call.takes and (DEEP or not _SLOW.search(call.name))]


def test_every_public_call_is_tried() -> None:
    """No function or method of the list of public names is unknown to these tests, and each is answered for something."""
    listed = (Path(__file__).parent / "public_api.txt").read_text("utf-8").splitlines()
    functions = {line[4:].partition("(")[0] for line in listed if line.startswith("def ")}
    classes = {line[6:].partition("(")[0] for line in listed if line.startswith("class ")}
    found = {call.name for call in calls()}

    assert functions | classes <= found
    assert sum(call.owner is not None for call in calls()) > 100
    asked = TRIED if DEEP else QUICK
    unanswered = [call.name for call in asked if example(call) is None and call.name not in ANSWERED_ELSEWHERE]
    assert unanswered == []


def test_any_argument_is_answered_or_refused() -> None:
    """Whatever is given for one parameter of a public call, it is answered or raises a `DprkrelError`; nothing changes."""
    failed = []
    tried = [
        *[case for case in CASES if case[0] in QUICK][::ONE_IN],
        *[case for case in CASES if case[0] not in QUICK][:: 7 * ONE_IN],
    ]
    for call, parameter, name in tried:
        try:
            judge(call, {**usual(call), parameter: HOSTILE[name]()})
        except Exception as error:  # noqa: BLE001 - whatever fails is listed
            failed.append(f"{call.name}({parameter}={name}): {type(error).__name__}: {error!s:.200}")

    assert failed == []
    assert {name for _, _, name in tried} == {*HOSTILE}
    assert plain_data() == PLAIN


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_arguments_together_are_answered_or_refused(data: st.DataObject) -> None:
    """Whatever is given for several parameters at once, a call is answered or raises a `DprkrelError`."""
    call = data.draw(st.sampled_from(QUICK))
    names = [one.name for one in call.takes if one.kind is not one.VAR_KEYWORD]
    given_for = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from([*HOSTILE]), min_size=1, max_size=4))

    judge(call, {**usual(call), **{name: HOSTILE[value]() for name, value in given_for.items()}})


def _misfits(call: Call) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    """Yield arguments that are too many, unknown and too few."""
    kinds = {one.kind for one in call.takes}
    own = [examples(call.owner)[0]] if call.owner else []
    if inspect.Parameter.VAR_POSITIONAL not in kinds:
        yield [*own, *["DPRK"] * (len(call.takes) + 1)], {}
    if inspect.Parameter.VAR_KEYWORD not in kinds:
        yield own, {"nonsense": 1}
    if any(
        one.default is one.empty and one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY) for one in call.takes
    ):
        yield own, {}


def test_a_call_that_does_not_fit_is_told_in_its_own_terms() -> None:
    """Too many, unknown and missing arguments are a `CallError` with the name of what is called and what it takes."""
    tried = [call for call in TRIED if call.name != "plots.in_words"]
    tried += [call for call in calls() if call.name in (*QUESTIONS, "load")]
    for call in tried:
        for in_order, by_name in _misfits(call):
            error = outcome(call.function, *in_order, **by_name).error
            assert isinstance(error, DprkrelError), (call.name, by_name, error)
            assert isinstance(error, TypeError), (call.name, by_name, error)
            assert call.name.rpartition(".")[2] in str(error)

    with pytest.raises(CallError, match=r"^Table\.head\(\): too many positional arguments$"):
        small().table("visits").head(1, 2)  # type: ignore[call-arg]
    with pytest.raises(CallError, match=r"^cite\(\): too many positional arguments; give format by name$"):
        small().cite("treaty", "bibtex")  # type: ignore[call-arg]
    with pytest.raises(
        CallError, match=r"^cite\(\): .*'formt'; the nearest is format; it takes records, format$"
    ) as caught:
        dprkrel.cite("treaty", formt="csl")  # type: ignore[call-arg]
    assert caught.value.called == "cite()"
    assert inspect.signature(When.before).parameters.keys() == {"self", "other"}


def test_what_has_no_end_is_refused() -> None:
    """A generator without an end is refused once more was read than anybody has."""
    for refused in (
        lambda: small().table(itertools.repeat(small().event("treaty"))),
        lambda: small().events_between(None, None, types=itertools.repeat("visit")),
        lambda: small().cite(itertools.cycle(["treaty", "arms"])),
        lambda: dprkrel.Dataset(events=itertools.repeat(small().event("treaty"))),
        lambda: dprkrel.Excuse(paragraphs=itertools.repeat(1), reason="x"),
    ):
        with pytest.raises(CallError, match="or no end"):
            refused()
    with pytest.raises(DprkrelError, match="expected records of that kind, got int"):
        dprkrel.Dataset(events=itertools.count())  # type: ignore[arg-type]


def test_what_fails_when_it_is_read_is_the_cause() -> None:
    """An error of the caller's own generator or class is told in ours, which has it as its cause; ours pass as they are."""

    def failing() -> Iterator[str]:
        yield "treaty"
        raise OSError("the database is gone")

    with pytest.raises(CallError, match="the database is gone") as caught:
        small().to_networkx(failing())
    assert isinstance(caught.value.__cause__, OSError)

    with pytest.raises(dprkrel.UnknownActorError):
        small().events_between(None, None, actors=(small().find_actor(name).id for name in ["Lavrov", "nobody"]))
    with pytest.raises(MemoryError):
        small().events_between(None, None, actors=(_out_of_memory() for _ in "x"))


SITE: Final = "/site-packages"
SCRIPT: Final = ("__main__", "/home/them/script.py")
OURS: Final = ("dprkrel.plots.drawing", f"{SITE}/dprkrel/plots/drawing.py")
ALTAIR: Final = ("altair.vegalite", f"{SITE}/altair/vegalite/__init__.py")


@pytest.mark.parametrize(
    ("frames", "outside"),
    [
        ([OURS], False),
        ([SCRIPT, OURS], False),
        ([OURS, SCRIPT], True),
        ([OURS, SCRIPT, OURS], False),
        ([OURS, ("statistics", "/home/them/statistics.py")], True),
        ([OURS, ("json.decoder", json.decoder.__file__)], False),
        ([OURS, ("importlib._bootstrap", "<frozen importlib._bootstrap>")], False),
        ([OURS, SCRIPT, ("json.decoder", json.decoder.__file__)], True),
        ([OURS, ("", "<string>")], True),
        ([OURS, ("", "<cattrs generated structure dprkrel.Visit>")], False),
        ([OURS, ALTAIR], False),
        ([OURS, ALTAIR, ("jsonschema.validators", f"{SITE}/jsonschema/validators.py")], False),
        ([OURS, ALTAIR, SCRIPT], True),
        ([OURS, ("pandas.core.frame", f"{SITE}/pandas/core/frame.py")], True),
        ([OURS, ALTAIR, OURS, ("pandas.core.frame", f"{SITE}/pandas/core/frame.py")], True),
    ],
)
def test_an_error_is_of_whoever_ran_last(frames: list[tuple[str, str]], *, outside: bool) -> None:
    """Of code of the caller's, in whatever module, and of nobody whom we call, though they call others beside them."""
    inner: Callable[[], Any] | None = None
    for module, file in reversed(frames):
        code = compile("def call(rest): return rest() if rest else 1 / 0", file, "exec")
        names: dict[str, Any] = {"__name__": module}
        exec(code, names)
        inner = functools.partial(names["call"], inner)
    assert inner is not None
    error = outcome(inner).error

    assert error is not None
    assert error.__traceback__ is not None
    assert _failed_outside(error.with_traceback(error.__traceback__.tb_next)) is outside


def _out_of_memory() -> str:
    raise MemoryError


def test_classes_of_users_are_read_as_what_they_extend() -> None:
    """Text and days of a user's class give the answers of plain ones, whatever methods that class has."""
    data, treaty = small(), small().event("treaty")
    loud = type("Loud", (str,), {"__str__": lambda _: "?", "__format__": lambda *_: "?", "__eq__": lambda *_: False,
                                 "__hash__": lambda _: 7, "__len__": lambda _: 99})  # fmt: skip
    for text in (Text, loud):
        assert data.find_actor(text("Lavrov")).id == "sergei-lavrov"
        assert data.resolve(text("treaty"), text("event")) is treaty
        assert data.event(text("treaty")) is treaty
        assert data.treaty_actions(text("treaty")) == data.treaty_actions("treaty")
        assert data.office_holders(text("President"), of=text("Russia"), on=text("2024")) != ()
        assert data.events_between(text("2023"), "2024", types=text("visit"), status=[text("occurred")]) != ()
        assert data.changes(text("2024.1.1")) == data.changes("2024.1.1")
        assert data.table(text("visits")) == data.table("visits")
        assert When(text("2024-07")) == When("2024-07")
        assert type(When(text("2024-07")).edtf) is str
        assert data.table("visits").select(text("id")).columns == ("id",)
    odd: Any = type("Odd", (Day,), {"isoformat": lambda _: "?", "year": 1, "__format__": lambda *_: "?"})
    for day in (Day(2024, 7, 24), Moment(2024, 7, 24, 23, 59), odd(2024, 7, 24)):
        assert When(day) == When("2024-07-24")
        assert data.events_between(day, day) == data.events_between("2024-07-24", "2024-07-24")


RANGES: Final = st.one_of(
    st.none(), st.integers(-3, 5), st.integers(FUTURE - 3, FUTURE + 3), st.integers(738_000, 738_040)
)


@given(st.tuples(RANGES, RANGES), st.tuples(RANGES, RANGES), st.sampled_from(["", "~", "?", "%"]))
def test_a_date_lies_in_the_ranges_of_which_it_is_made(start: Any, end: Any, qualifier: str) -> None:
    """`When.of_ranges` makes a date whose ends lie in the ranges, or says that there is none; never one that has another end."""
    try:
        made = When.of_ranges(start, end, qualifier=qualifier)
    except DateError:
        return
    for given_for, found, endless in ((start, made.start_range, (PAST, PAST)), (end, made.end_range, (FUTURE, FUTURE))):
        assert (given_for == endless) is (found == endless)
        if found != endless:
            low, high = given_for
            assert low is None or (found[0] is not None and found[0] >= low)
            assert high is None or (found[1] is not None and found[1] <= high)


@pytest.mark.parametrize(
    "wrong",
    [
        (5, 4),
        (0, 5),
        (-1, None),
        (1, FUTURE),
        (FUTURE, FUTURE),
        (1,),
        (1, 2, 3),
        [1, 2],
        (True, 2),
        (1.0, 2),
        "12",
        None,
    ],
)
def test_impossible_ranges_are_refused(wrong: Any) -> None:
    """What is no range of the calendar is a `DateError` with what was given."""
    with pytest.raises(DateError) as caught:
        When.of_ranges(wrong, (738_000, 738_010))
    assert caught.value.given is wrong


def test_what_follows_at_the_ends_of_the_calendar_stays_in_it() -> None:
    """Dates that follow from events of the first and the last days of the calendar name no day beyond it."""
    follows = Link(link_type=LinkType.FOLLOWS, event_id=EventId("choe-visit"))
    first = event("lavrov-banquet", when=When("0001-01-01"), part_of=None, links=(follows,))
    data = small_with(first, event("choe-visit", when=When("/"), links=()))

    implied = data.implied_when("choe-visit")
    assert implied.when == When("[..0001-01-01]")
    assert "ended by 0001-01-01" in implied.reasons[-1]


def test_vocabularies_refuse_what_is_no_word() -> None:
    """A vocabulary that is called with another word says which there are."""
    with pytest.raises(
        dprkrel.VocabularyError, match=r"^Status='occured' is not understood; .*; the nearest is occurred$"
    ):
        dprkrel.Status("occured")
    assert dprkrel.Status("occurred") is dprkrel.Status.OCCURRED
