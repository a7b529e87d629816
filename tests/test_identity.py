"""Identity over time: what is sent, copied or kept by another version is the same, and nothing can be changed."""

import copy
import enum
import functools
import importlib
import inspect
import multiprocessing
import pickle
import pkgutil
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dprkrel
from dprkrel import Dataset, RecordError, Results, When, hypothesis_plugin, pickles
from dprkrel.questions import QUESTIONS
from dprkrel.records.plain import Displayed, Plain
from tests.calls import examples, reached, subjects
from tests.cases import for_each
from tests.laws.test_law7_values import assert_value
from tests.small import small

hypothesis_plugin.register()  # as the entry point does where the package is installed

CLASSES: Final = [one for _, one in subjects() if inspect.isclass(one)]
RECORDS: Final = [one for one in CLASSES if issubclass(one, Plain)]
ANSWERS: Final = [
    one for one in CLASSES if one not in RECORDS and (attrs.has(one) or issubclass(one, Results | dprkrel.Table))
]
KEPT: Final = [
    *(one for known in (*RECORDS, *ANSWERS) for one in examples(known)[:2]),
    *(member for known in CLASSES if issubclass(known, enum.Enum) for member in known),
    small(),
]
"""Objects of every public class that holds something, and every member of every vocabulary."""

FEW: Final = settings(max_examples=3, database=None, suppress_health_check=[HealthCheck.too_slow])


def same(one: Any, other: Any) -> None:
    """See that two are the same to whoever compares, sorts, shows or hashes them."""
    assert type(one) is type(other)
    assert one == other
    assert repr(one) == repr(other)
    try:
        hashed = hash(one)
    except TypeError:  # of what holds a dict, such as the report of a conversion
        return
    assert hashed == hash(other)


def test_every_class_is_kept() -> None:
    """The loops below leave out no class, but those of engines, which hold a connection."""
    missing = {known.__name__ for known in (*RECORDS, *ANSWERS) if not examples(known)}

    assert missing <= {"Engine", "File", "Files", "ForeignReport", "Manifest"}
    assert {type(one) for one in KEPT} >= {
        dprkrel.Visit,
        dprkrel.Panel,
        dprkrel.Conflict,
        dprkrel.Section,
        When,
        Dataset,
    }


@for_each("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_everything_comes_through_pickle(protocol: int) -> None:
    """Each object and each member of a vocabulary equals what was read of its pickle, with hash, order and type."""
    for one in KEPT:
        again = pickle.loads(pickle.dumps(one, protocol))
        same(one, again)
        if isinstance(one, enum.Enum):
            assert again is one


def test_everything_can_be_copied() -> None:
    """A copy, shallow or deep, or one made by `attrs.evolve` without a change, is the same."""
    for one in KEPT:
        same(one, copy.copy(one))
        same(one, copy.deepcopy(one))
        if attrs.has(type(one)) and type(one) is not When:
            same(one, attrs.evolve(one))


def test_everything_comes_back_from_another_process() -> None:
    """What is sent to a process that was started anew, and back, is the same."""
    errors: list[Any] = [dprkrel.UnknownActorError(lambda: None), dprkrel.DateError(iter(()), "no date")]
    sent = [*KEPT, dprkrel.load(), dprkrel.load().events_between("2024-07-24", "2024-07-24", types="visit")]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        back = pool.submit(copy.copy, sent).result(timeout=120)
        held = pool.submit(copy.copy, errors).result(timeout=120)

    for one, other in zip(sent, back, strict=True):
        same(one, other)
    assert back[-1].data is dprkrel.load()
    assert [str(error) for error in held] == [str(error) for error in errors]
    assert held[0].given.startswith("<function")


@for_each("record_class", RECORDS)
def test_drawn_records_are_the_same_however_they_are_made(record_class: Any) -> None:
    """Whatever records hold: those built again, evolved, copied, sent, or read of their plain data are the same."""

    @FEW
    @given(st.from_type(record_class))
    def holds(record: Any) -> None:
        assert_value(record, record_class.from_dict(record.to_dict()))
        assert record != object()
        assert {record: 1}[copy.deepcopy(record)] == 1

    holds()


@for_each("record_class", [one for one in (*RECORDS, *ANSWERS) if issubclass(one, Displayed)])
def test_a_field_that_is_new_has_its_default_in_what_was_kept_before(record_class: Any) -> None:
    """A pickle or plain data without a field that has a default is read as of before it was there; a field that is gone, too."""
    for record in examples(record_class)[:1]:
        build, (named, held) = record.__reduce__()
        names = [field.name for field in attrs.fields(record_class)]
        for field in attrs.fields(record_class):
            if field.default is attrs.NOTHING:
                continue
            older = {name: value for name, value in held.items() if name != field.name}
            try:
                again = build(named, {**older, "gone": 1})
            except RecordError:  # of fields that go together
                continue
            assert getattr(again, field.name) == field.default
            assert all(getattr(again, name) == getattr(record, name) for name in names if name != field.name)


def test_nothing_that_can_be_reached_can_be_changed() -> None:
    """No public attribute, field or item of an answer, record or dataset leads to a list, dict or set, or takes a new value."""
    starts = [*KEPT, *CLASSES, small().tables()["events"], *(one for _, one in subjects() if callable(one))]
    found, changed = 0, set[str]()
    for way, value in reached(tuple(starts)):
        found += 1
        assert not isinstance(value, list | dict | set | bytearray), way
        if type(value).__module__.partition(".")[0] != "dprkrel" or isinstance(value, type):
            continue
        fields = [field.name for field in attrs.fields(type(value))] if attrs.has(type(value)) else []
        for name in ("brand_new", *fields):
            for change in (functools.partial(setattr, value, name, None), functools.partial(delattr, value, name)):
                try:
                    change()
                except AttributeError:
                    continue
                changed.add(f"{type(value).__name__}.{name}")
    assert changed == set()
    assert found > 1_500


def test_no_module_has_a_public_name_that_can_be_changed() -> None:
    """What modules of the package name without an underscore is no list, dict or set; deprecations are empty as yet."""
    for module in pkgutil.walk_packages(dprkrel.__path__, "dprkrel."):
        if not module.name.endswith((".__main__", "_plugin")):
            importlib.import_module(module.name)
    changed = {
        f"{name}.{public}"
        for name, module in sys.modules.copy().items()
        if name.partition(".")[0] == "dprkrel"
        for public, value in vars(module).copy().items()
        if not public.startswith("_") and isinstance(value, list | dict | set | bytearray)
    }
    assert changed == {"dprkrel.deprecations.NAMES", "dprkrel.deprecations.WORDS"}
    with pytest.raises(TypeError):
        QUESTIONS["mine"] = "questions.actors"  # type: ignore[index]


def test_results_are_added_cut_and_sorted_as_tuples_are() -> None:
    """Results never change: a slice is results, a sum with a tuple is a tuple, and a list is refused by Python."""
    events = small().events_between(None, None)

    assert type(events[1:]) is Results
    assert events[::-1][::-1] == events
    assert type(events + (1,)) is tuple  # noqa: RUF005 - the sum is the question
    assert sorted(events, key=lambda one: one.when.sort_key) == [*events]
    with pytest.raises(TypeError):
        _ = events + [1]  # type: ignore[operator] # noqa: RUF005 - as above
    with pytest.raises(TypeError):
        events[0] = events[1]  # type: ignore[index]
    with pytest.raises(AttributeError):
        events.append(1)  # type: ignore[attr-defined]


def test_what_is_not_ours_is_missed_as_ever() -> None:
    """A pickle that names something of another package that is gone ends with Python's own error."""
    with pytest.raises(ModuleNotFoundError, match="gone_for_ever"):
        pickles.loads(b"cgone_for_ever\nThing\n.")


def test_results_are_named_after_their_table() -> None:
    """Results that are told no name of a table are refused."""
    with pytest.raises(RecordError, match="expected the name of a table"):
        Results((), small(), "")
