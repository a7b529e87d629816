"""Errors: a question that was not understood is answered by one of ours, which helps and can be sent anywhere."""

import copy
import datetime
import inspect
import pickle
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

import dprkrel
from dprkrel import (
    AmbiguousActorError,
    CallError,
    Completeness,
    Coverage,
    DatasetError,
    DateError,
    DateTypeError,
    DprkrelError,
    EditionError,
    EngineError,
    Fault,
    FileError,
    Fit,
    LackingError,
    LackingWarning,
    LayoutError,
    Match,
    MissingExtraError,
    PlotError,
    RecordError,
    Role,
    Status,
    TextsError,
    UnknownActorError,
    UnknownOfficeError,
    UnknownRecordError,
    VocabularyError,
    When,
    WindowError,
)
from dprkrel.errors import on_one_line
from dprkrel.prose import escaped
from dprkrel.records.fields import CoverageId
from tests.cases import for_each
from tests.small import small_with


class Rude:
    """Refuse to be shown, compared or turned into text."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    def __hash__(self) -> int:
        raise RuntimeError("no")


HUGE = 10**5_000
LONG = "x" * 1_000_000

NO_ACTORS: list[Any] = [None, True, 5, 1.5, HUGE, b"Russia", ["Russia"], {"id": "russia"}, object(), Rude(), ""]
NO_DATES: list[Any] = [True, False, 5, 2024, 20240724, 1.5, HUGE, b"2024", ["2024"], ("2024", "2025"), {}, Rude()]
NO_DATE_TEXTS = [
    "",
    " ",
    "July",
    "2024-13",
    "2024-02-30",
    "24",
    "2024-7",
    "٢٠٢٤",
    "2024/2023",
    "..",
    LONG,
    "\ud800",
]
NO_WORDS: list[Any] = [
    "",
    "Occurred",
    "certain ",
    "visits",
    5,
    True,
    b"visit",
    [[]],
    {"x": 1},
    object(),
    LONG,
    Rude(),
    HUGE,
]

# For each question, a call that is answered.
ASKED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "find_actor": (("Lavrov",), {}),
    "visits_by_actor": (("Lavrov",), {}),
    "events_between": (("2023", "2024"), {}),
    "events_of_dyad": (("Russia", "DPRK"), {}),
    "meetings_of": (("Lavrov",), {}),
    "agreements_of": (("Russia",), {}),
    "treaty_actions": (("treaty",), {}),
    "statements_by": (("Putin",), {}),
    "relations_of": (("Belarus",), {}),
    "offices_of": (("Lavrov",), {}),
    "missions_at_work": ((), {"on": "2024-07-24", "receiving": "DPRK"}),
    "office_holder": (("President",), {"of": "Russia", "on": "2024-07-24"}),
    "office_holders": (("President",), {"of": "Russia", "on": "2024-07-24"}),
    "count_events": (("2024-07-22", "2024-07-26"), {}),
    "count_visits": (("ministers-visits", "2023", "2024"), {}),
    "panel": (("ministers-visits", "2023", "2024"), {"freq": "year"}),
    "coverage": ((), {}),
    "coverage_by_month": (("Russia", "DPRK"), {"start": "2024", "end": "2024", "sending": "Russia"}),
    "changes": (("2024.1.1",), {}),
    "resolve": (("treaty",), {}),
    "order": (("treaty", "denial"), {}),
    "before": (("treaty", "denial"), {}),
    "verify": ((), {"texts": "tests"}),
    "why": (("treaty",), {}),
    "evidence": (("treaty",), {}),
    "confidence": (("treaty",), {}),
    "positions_on": (("treaty",), {}),
    "conflicts": ((), {}),
    "superlatives": ((), {}),
    "as_of": (("2024",), {}),
    "order_reasons": (("treaty", "denial"), {}),
    "implied_when": (("treaty",), {}),
    "table": (("visits",), {}),
    "cite": ((), {}),
    "json_schema": ((), {}),
    "to_networkx": (("lavrov-visit",), {}),
    "to_icalendar": (("lavrov-visit",), {}),
}
PARAMETERS = {name: list(inspect.signature(getattr(dprkrel, name)).parameters) for name in ASKED}
ACTOR_PARAMETERS = {"actor", "a", "b", "other", "person", "of", "actors", "sending"}
DATE_PARAMETERS = {"start", "end", "on"}
WORD_PARAMETERS = {"role", "match", "how", "status", "types", "rank", "kind", "since", "freq", "by", "level"}
DATA = small_with(
    Coverage(
        id=CoverageId("always"),
        summary="Everything, always.",
        when=When("0001-01-01/9999-12-31"),
        completeness=Completeness.PARTIAL,
        searched="All that there is.",
    )
)
"""The small dataset, with a ledger beyond which no question reaches."""

ERRORS: list[tuple[DprkrelError, type[Exception], dict[str, Any]]] = [
    (DprkrelError("plain"), Exception, {}),
    (CallError("cite()", "too many"), TypeError, {"called": "cite()", "problem": "too many"}),
    (DateError("2024-13", "no such month"), ValueError, {"given": "2024-13"}),
    (DateTypeError(5, "no date"), TypeError, {"given": 5}),
    (WindowError(("2024", "2023"), "reversed"), ValueError, {"given": ("2024", "2023")}),
    (VocabularyError("role", "guest", ["visitor", "host"]), ValueError,
     {"given": "guest", "accepted": ("host", "visitor")}),
    (EditionError("since", "2024", ["2024.2.9", "2024.2.10"], "2024.1.1", "why"), ValueError,
     {"given": "2024", "accepted": ("2024.2.9", "2024.2.10"), "nearest": "2024.1.1"}),
    (RecordError("Actor", "names", "expected one"), TypeError, {"record": "Actor", "field": "names"}),
    (UnknownRecordError("event", "x", ["y"]), LookupError, {"kind": "event", "given": "x", "suggestions": ("y",)}),
    (UnknownActorError("x", ["y"], "why"), LookupError, {"kind": "actor", "given": "x", "suggestions": ("y",)}),
    (UnknownOfficeError("x", ["y"]), LookupError, {"kind": "office", "given": "x", "suggestions": ("y",)}),
    (AmbiguousActorError("x", ["y", "z"]), LookupError, {"given": "x", "candidates": ("y", "z")}),
    (EngineError("it did not start"), RuntimeError, {}),
    (LackingError("rank", "rank='minister'"), ValueError, {"column": "rank"}),
    (LayoutError("nowhere", "there is no such folder"), ValueError, {"given": "nowhere"}),
    (FileError("nowhere", "read", FileNotFoundError(2, "No such file")), OSError, {"given": "nowhere"}),
    (MissingExtraError("arrow", "nanoarrow"), ImportError, {"extra": "arrow", "package": "nanoarrow"}),
    (PlotError((), "there is nothing to draw"), ValueError, {"given": ()}),
    (TextsError("nowhere", "no such folder"), ValueError, {"given": "nowhere"}),
    (DatasetError([Fault("f", "r", "x", "5", "text")]), ValueError, {"faults": (Fault("f", "r", "x", "5", "text"),)}),
]  # fmt: skip


def ask(name: str, /, **changes: Any) -> Any:
    """Ask a question of the small dataset, with some arguments changed."""
    positional, keywords = ASKED[name]
    question: Callable[..., Any] = getattr(DATA, name)
    return question(**dict(zip(PARAMETERS[name], positional, strict=False)) | keywords | changes)


def cases(parameters: set[str]) -> list[tuple[str, str]]:
    """Return each question with each of these parameters that it has."""
    return [(name, parameter) for name, has in PARAMETERS.items() for parameter in has if parameter in parameters]


@for_each("name", ASKED)
def test_every_question_is_asked(name: str) -> None:
    """The calls that these tests spoil are answered as they are, and leave out no question of the package."""
    assert ask(name) not in ((), None)
    answering = {name for name in dprkrel.__all__ if hasattr(dprkrel.Dataset, name) and not name.startswith("write_")}
    assert set(ASKED) == answering


@for_each(
    ("name", "parameter"), [case for case in cases(ACTOR_PARAMETERS) if not case[0].startswith(("order", "before"))]
)
@for_each("wrong", NO_ACTORS)
def test_what_is_no_actor_is_refused(name: str, parameter: str, wrong: Any) -> None:
    """Whatever is given for an actor and is none raises `UnknownActorError` with what was given."""
    if parameter == "actors":  # takes several, and None for any
        wrong = [wrong]
    if wrong is None and inspect.signature(getattr(dprkrel, name)).parameters[parameter].default is None:
        wrong = [None]  # None stands for any
    with pytest.raises(UnknownActorError) as caught:
        ask(name, **{parameter: wrong})

    assert len(str(caught.value)) < 300


@for_each(
    ("name", "parameter"),
    [
        *((name, side) for name in ("order", "before", "order_reasons") for side in "ab"),
        ("implied_when", "record"),
        ("why", "event"),
        ("treaty_actions", "treaty"),
    ],
)
@for_each("wrong", [*NO_ACTORS, "2024", LONG])
def test_what_is_no_event_is_refused(name: str, parameter: str, wrong: Any) -> None:
    """Whatever is given for an event and is neither an event, an id nor a date raises `UnknownRecordError`."""
    with pytest.raises(UnknownRecordError) as caught:
        ask(name, **{parameter: wrong})

    assert caught.value.kind == ("event or relation" if name == "implied_when" else "event")
    assert caught.value.given is wrong
    assert len(str(caught.value)) < 300


@for_each(
    ("name", "parameter", "kind"),
    [
        ("count_visits", "rule", "counting rule"),
        ("panel", "rule", "counting rule"),
        ("resolve", "record_id", "event"),
        ("confidence", "record", "event or relation"),
        ("evidence", "record", "event or relation"),
        ("positions_on", "record", "event or relation"),
    ],
)
@for_each("wrong", [*NO_ACTORS, "2024", LONG])
def test_what_is_no_record_is_refused(name: str, parameter: str, kind: str, wrong: Any) -> None:
    """Whatever is given for a record or a counting rule and is none raises `UnknownRecordError` with what was given."""
    with pytest.raises(UnknownRecordError) as caught:
        ask(name, **{parameter: wrong})

    assert caught.value.kind == kind
    assert caught.value.given is wrong
    assert len(str(caught.value)) < 300


def test_only_a_state_sends() -> None:
    """Visits are counted for a state; a person or body is refused with what it is not."""
    for wrong in ("Lavrov", "Ministry of Foreign Affairs of Russia"):
        with pytest.raises(UnknownActorError, match="is not a state") as caught:
            ask("count_visits", sending=wrong)

        assert caught.value.given == wrong


@pytest.mark.parametrize("wrong", ["lavrov-visit", "denial", "arms"])
def test_only_an_agreement_has_treaty_actions(wrong: str) -> None:
    """The life of an event that is no agreement is refused with what the event is."""
    with pytest.raises(UnknownRecordError) as caught:
        ask("treaty_actions", treaty=wrong)

    assert (caught.value.kind, caught.value.given) == ("agreement", wrong)


@for_each(("name", "parameter"), cases(DATE_PARAMETERS))
@for_each("wrong", [*NO_DATES, *NO_DATE_TEXTS])
def test_what_is_no_date_is_refused(name: str, parameter: str, wrong: Any) -> None:
    """A bool, a number or any other thing for a date is a `DateTypeError`, text that is no date a `DateError`."""
    with pytest.raises(DateError) as caught:
        ask(name, **{parameter: wrong})

    assert isinstance(caught.value, DateTypeError) is not isinstance(wrong, str)
    assert caught.value.given is wrong
    assert "2024" in str(caught.value)
    assert len(str(caught.value)) < 1_000


@for_each("name", [name for name, has in PARAMETERS.items() if {"start", "end"} <= set(has)])
@for_each(
    ("start", "end"),
    [
        ("2024", "2023"),
        ("2024-07-24", datetime.date(2024, 7, 23)),
        (When("2024-02"), "2024-01"),
        ("2024-02~", "2024-01"),
    ],
)
def test_a_reversed_window_is_refused(name: str, start: Any, end: Any) -> None:
    """A window that ends before it begins is an error that shows both ends, never an empty answer."""
    with pytest.raises(WindowError) as caught:
        ask(name, start=start, end=end)

    assert caught.value.given == (start, end)
    assert f"did you mean {end} to {start}?" in str(caught.value)


@for_each(("name", "parameter"), cases(WORD_PARAMETERS))
@for_each("wrong", NO_WORDS)
def test_an_unknown_word_is_refused(name: str, parameter: str, wrong: Any) -> None:
    """A word that is not of the vocabulary, alone or among others, is an error that lists those that are."""
    alone = parameter not in ("status", "types")
    for given_for_it in [wrong] if alone else [wrong, [wrong], ["occurred", wrong], ("visit", wrong)]:
        with pytest.raises(VocabularyError) as caught:
            ask(name, **{parameter: given_for_it})

        assert str(caught.value).startswith(f"{parameter}=")
        assert all(word in str(caught.value) for word in caught.value.accepted)
        assert list(caught.value.accepted) == sorted(caught.value.accepted)
        assert len(str(caught.value)) < 1_200


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("visits_by_actor", "role"),
        ("visits_by_actor", "match"),
        ("visits_by_actor", "how"),
        ("resolve", "kind"),
        ("changes", "since"),
    ],
)
def test_none_is_no_word(name: str, parameter: str) -> None:
    """None stands for all statuses, types and ranks, and for no role, match, manner, kind or edition."""
    with pytest.raises(VocabularyError):
        ask(name, **{parameter: None})


def test_a_word_of_another_vocabulary_is_refused() -> None:
    """A member of one vocabulary is not taken for one of another, not even where the other question takes it."""
    for parameter, wrong in {
        "role": Status.OCCURRED,
        "match": Fit.WITHIN,
        "how": Match.CERTAIN,
        "status": Role.HOST,
        "rank": Status.OCCURRED,
    }.items():
        with pytest.raises(VocabularyError):
            ask("visits_by_actor", **{parameter: wrong})


@for_each(
    "title",
    [None, 5, b"President", ["President"], "", "—", "Tsar", LONG, Rude(), HUGE],
)
def test_what_is_no_title_is_refused(title: Any) -> None:
    """Whatever is given for the title of an office and is none raises `UnknownOfficeError`, and at once."""
    began = time.process_time()
    with pytest.raises(UnknownOfficeError) as caught:
        ask("office_holder", title=title)

    assert len(str(caught.value)) < 300
    assert time.process_time() - began < 1


@pytest.mark.parametrize(("error", "builtin", "fields"), ERRORS, ids=lambda part: type(part).__name__)
def test_errors_carry_their_fields(error: DprkrelError, builtin: type[Exception], fields: dict[str, Any]) -> None:
    """Each error is one of ours and of the built-in that a caller would expect, with documented fields in its message."""
    assert isinstance(error, DprkrelError)
    assert isinstance(error, builtin)
    assert {name: getattr(error, name) for name in fields} == fields
    assert str(error)


@for_each(("error", "builtin", "fields"), ERRORS)
@for_each("protocol", [2, 3, 4, 5])
def test_errors_survive_pickle_and_copy(
    error: DprkrelError, builtin: type[Exception], fields: dict[str, Any], protocol: int
) -> None:
    """An error that came from another process, or was copied, has the same type, message, fields and notes."""
    noted = copy.copy(error)
    noted.add_note("asked by a test")
    for again in (pickle.loads(pickle.dumps(noted, protocol)), copy.copy(noted), copy.deepcopy(noted)):
        assert type(again) is type(error)
        assert isinstance(again, builtin)
        assert str(again) == str(error)
        assert again.args == error.args
        assert {name: getattr(again, name) for name in fields} == fields
        assert again.__notes__ == ["asked by a test"]


@for_each("given_for_it", [lambda: 1, threading.Lock(), (one for one in "x")])
@for_each("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_is_sent_whatever_it_holds(given_for_it: object, protocol: int) -> None:
    """What cannot be sent goes as the text that shows it; a copy holds the thing itself."""
    error = UnknownActorError(given_for_it)
    again = pickle.loads(pickle.dumps(error, protocol))

    assert str(again) == str(error)
    assert type(again.given) is str
    assert copy.copy(error).given is copy.deepcopy(error).given is given_for_it


def test_warnings_are_sent() -> None:
    """A warning that came from another process has its message and what it is about."""
    warning = pickle.loads(pickle.dumps(LackingWarning("rank", "the answer is wider")))

    assert str(warning) == "these data have no rank: the answer is wider"
    assert warning.column == "rank"


def test_every_error_of_the_package_is_covered_here() -> None:
    """The tests of errors know every error class that the package exports."""
    exported = {getattr(dprkrel, name) for name in dprkrel.__all__ if name.endswith("Error")}

    assert {type(error) for error, _, _ in ERRORS} == exported
    assert {name for name in dprkrel.__all__ if name.endswith("Warning")} == {
        "CoverageWarning",
        "DprkrelDeprecationWarning",
        "HolderWarning",
        "LackingWarning",
        "SuccessionWarning",
    }  # see test_coverage and test_deprecations, and of engines test_gdelt


def test_faults_are_sorted_whoever_lists_them() -> None:
    """The faults of an error stand in one order: of a record that was read, of a header, and of whoever makes one."""
    faults = [Fault("b", "r", "x", "5", "text"), Fault("a", "r", "x", "5", "text"), Fault("a", "r", "w", "5", "text")]
    with pytest.raises(DatasetError) as record:
        dprkrel.Place.from_dict({"id": "No slug", "kind": "planet", "latitude": 100, "longitude": "x", "a": 1})
    with pytest.raises(DatasetError) as header:
        dprkrel.read(
            b'{"record":"dataset","format":3,"zebra":1,"edition":"","counts":{"places":"x","actors":-1},"digest":5}'
        )

    assert DatasetError(faults).faults == (faults[2], faults[1], faults[0])
    for error in (record.value, header.value):
        assert len(error.faults) > 2
        assert [*error.faults] == sorted(error.faults)


def test_answers_and_messages_write_escapes_alike() -> None:
    """What cannot be printed is written in one way, in a message of an error and in an answer on a terminal."""
    for letter in ("\0", "\b", "\n", "\x1b", "\x7f", "\x9b", "\u202e", "\u2028", "\ud800", "\ue000", "\U000e0001"):
        assert on_one_line(letter, 99) == escaped(letter) != letter


def test_messages_help() -> None:
    """Messages say what was given, what was expected and the nearest right thing, and shorten what is long."""
    fault = Fault("seed.toml", "treaty", "when", "'soon'", "a date")

    assert str(fault) == "seed.toml: treaty: when: found 'soon'; expected a date"
    assert str(Fault("", "treaty", "when", "'soon'", "a date")) == "treaty: when: found 'soon'; expected a date"
    assert str(DatasetError([fault])) == f"1 fault(s) in the dataset:\n  {fault}"
    assert str(UnknownActorError("x", ["y"], "why")) == "no actor is known as 'x' (why); the nearest: y"
    assert str(UnknownOfficeError("x")) == "no office is known as 'x'"
    assert str(AmbiguousActorError("Kim", ["a", "b"])).startswith("'Kim' may mean a, b; give a fuller name")
    assert str(VocabularyError("how", "in", ["b", "a"])) == "how='in' is not understood; use one of a, b"
    assert str(VocabularyError("types", "Visit", ["visit", "talks"])).endswith("talks, visit; the nearest is visit")
    assert len(str(UnknownActorError(LONG))) < 120
    assert len(str(VocabularyError("how", LONG, ["a"]))) < 140
