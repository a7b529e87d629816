"""What is deprecated works, warns once at the line that uses it, says what to write, and stays as long as is promised."""

import copy
import pickle
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dprkrel
from dprkrel import CallError, DprkrelDeprecationWarning, deprecations
from dprkrel.calls import answering
from dprkrel.deprecations import Deprecation, deprecated_arguments
from dprkrel.records.kinds import record_of_plain
from tests.released_api import deprecated_in, version_of
from tests.small import small

ROOT = Path(__file__).parents[1]


@pytest.fixture
def old_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the package have an old name of a question, one of a class, and two old words."""
    monkeypatch.setitem(deprecations.NAMES, "visits_of", Deprecation("visits_by_actor", "1.1", "2.0"))
    monkeypatch.setitem(deprecations.NAMES, "Journey_", Deprecation("Visit", "1.1", "2.0"))
    monkeypatch.setitem(deprecations.WORDS, "Role", {"guest": Deprecation("visitor", "1.1", "2.0")})
    monkeypatch.setitem(deprecations.WORDS, "EventType", {"journey": Deprecation("visit", "1.1", "2.0")})


def warned(record: list[warnings.WarningMessage]) -> list[str]:
    """Return what was warned of, each with the file in which it was used."""
    ours = [one for one in record if issubclass(one.category, DprkrelDeprecationWarning)]
    return [f"{Path(one.filename).name}: {one.message}" for one in ours]


@pytest.mark.usefixtures("old_names")
class TestNames:
    """Old names lead to the new ones."""

    def test_an_old_name_is_the_new_one(self) -> None:
        """A function or class has its old name, too, and whoever writes it is told the new one, with the versions."""
        package: Any = dprkrel
        with pytest.warns(DprkrelDeprecationWarning) as raised:
            assert package.visits_of is dprkrel.visits_by_actor
        with pytest.warns(DprkrelDeprecationWarning, match="^Journey_ is deprecated"):
            assert package.Journey_ is dprkrel.Visit
        (warning,) = (one.message for one in raised)
        assert isinstance(warning, DprkrelDeprecationWarning)
        assert (warning.name, warning.instead, warning.since, warning.until) == (
            "visits_of",
            "visits_by_actor",
            "1.1",
            "2.0",
        )
        assert str(warning) == "visits_of is deprecated since dprkrel 1.1 and goes in 2.0; use visits_by_actor"
        assert {"visits_of", "Journey_"}.isdisjoint({*dprkrel.__all__, *dir(dprkrel)})

    def test_the_old_name_of_a_question_is_a_method(self) -> None:
        """Every dataset has the question under its old name, with the same answer."""
        data: Any = small()
        with pytest.warns(DprkrelDeprecationWarning, match="use visits_by_actor"):
            assert data.visits_of("Lavrov") == data.visits_by_actor("Lavrov") != ()
        with pytest.raises(AttributeError, match="no attribute 'visits_to'"):
            _ = data.visits_to

    def test_an_import_warns_once_at_its_line(self) -> None:
        """`from dprkrel import` of an old name warns where it stands, and once, though Python asks twice."""
        with warnings.catch_warnings(record=True) as record:
            warnings.simplefilter("always")
            from dprkrel import visits_of  # type: ignore[attr-defined]
        assert visits_of is dprkrel.visits_by_actor
        assert warned(record) == [
            "test_deprecations.py: visits_of is deprecated since dprkrel 1.1 and goes in 2.0; use visits_by_actor"
        ]

    def test_a_line_in_a_loop_warns_once(self) -> None:
        """As Python shows warnings if nobody changes that, a line warns once, however often it runs; each line does."""
        package: Any = dprkrel
        with warnings.catch_warnings(record=True) as record:
            warnings.resetwarnings()
            warnings.simplefilter("default")
            for _ in range(3):
                _ = package.visits_of
            _ = package.visits_of
        assert len(warned(record)) == 2


@pytest.mark.usefixtures("old_names")
class TestWords:
    """Old words are read wherever words are: in arguments, constructors and files."""

    def test_an_argument_takes_an_old_word(self) -> None:
        """A question that is asked with an old word answers as with the new one, and warns at the line that asks."""
        data: Any = small()
        with pytest.warns(DprkrelDeprecationWarning) as raised:
            assert data.visits_by_actor("Lavrov", role="guest") == data.visits_by_actor("Lavrov", role="visitor") != ()
        assert warned([*raised]) == [
            "test_deprecations.py: Role 'guest' is deprecated since dprkrel 1.1 and goes in 2.0; use visitor"
        ]
        with pytest.warns(DprkrelDeprecationWarning, match="Role 'guest'"):
            assert data.event("lavrov-visit").in_role("guest") == ("sergei-lavrov",)
        with pytest.warns(DprkrelDeprecationWarning, match="EventType 'journey'"):
            assert data.events_between("2023", "2024", types="journey") == data.events_between(
                "2023", "2024", types=dprkrel.EventType.VISIT
            )

    def test_constructors_and_files_take_old_words(self) -> None:
        """What was written with an old word is read as the record that it was."""
        made: Any = dprkrel.Participant
        plain: dict[str, Any] = small().event("lavrov-visit").to_dict()
        plain["participants"][0]["role"] = "guest"
        with pytest.warns(DprkrelDeprecationWarning, match="Role 'guest'"):
            assert made(actor_id="lavrov", role="guest", acted_for=None).role is dprkrel.Role.VISITOR
        with pytest.warns(DprkrelDeprecationWarning, match="Role 'guest'"):
            assert dprkrel.event_from_dict(plain) == small().event("lavrov-visit")
        released = small().event("lavrov-visit").to_dict() | {"event_type": "journey"}
        with pytest.warns(DprkrelDeprecationWarning, match="EventType 'journey'"):
            assert record_of_plain("event", released).event_type is dprkrel.EventType.VISIT
        with pytest.raises(dprkrel.RecordError, match=r"expected one of .*, got str 'gest'"):
            made(actor_id="lavrov", role="gest", acted_for=None)


class TestArguments:
    """Old arguments are handed on by their new names."""

    def test_an_old_argument_is_the_new_one(self) -> None:
        """A function takes an argument by its old name, warns at the line of the call, and keeps its signature."""

        @deprecated_arguments(kind=Deprecation("types", "1.1", "2.0"))
        def asked(actor: str, *, types: str = "all") -> str:
            return f"{actor}: {types}"

        by_any_name: Any = asked
        with pytest.warns(DprkrelDeprecationWarning) as raised:
            assert by_any_name("Lavrov", kind="visit") == "Lavrov: visit"
        assert warned([*raised]) == [
            "test_deprecations.py: asked(kind=) is deprecated since dprkrel 1.1 and goes in 2.0; use types"
        ]
        assert asked("Lavrov") == "Lavrov: all"
        with pytest.raises(CallError, match="kind, and types that stands in its place"):
            by_any_name("Lavrov", kind="visit", types="visit")
        with pytest.raises(CallError, match=r"unexpected keyword argument 'kin'; it takes actor, types$"):
            by_any_name("Lavrov", kin="visit")
        with (
            pytest.warns(DprkrelDeprecationWarning),
            pytest.raises(CallError, match="missing a required argument: 'actor'"),
        ):
            answering(by_any_name)(kind="visit")


def test_the_warning_is_of_the_class_that_python_shows_to_those_who_can_act() -> None:
    """It is a `DeprecationWarning`, whole after a pickle and a copy, and silent in the modules of others."""
    warning = DprkrelDeprecationWarning("visits_of", "visits_by_actor", "1.1", "2.0")
    for again in (pickle.loads(pickle.dumps(warning)), copy.copy(warning)):
        assert (str(again), vars(again)) == (str(warning), vars(warning))
    assert issubclass(DprkrelDeprecationWarning, DeprecationWarning)


def broken_promises(entries: dict[str, tuple[str, str, str]], changelog: str) -> Iterator[str]:
    """Yield in what the entries of what is deprecated break the policy."""
    for name, (instead, since, until) in entries.items():
        if version_of(until)[0] <= version_of(since)[0] or version_of(until)[1:] != (0, 0):
            yield f"{name} goes in {until}, which is no later major version"
        if version_of(until) <= version_of(dprkrel.__version__):
            yield f"{name} should be gone in {until}"
        if not re.search(rf"`{re.escape(name)}`.*`{re.escape(instead)}`", changelog):
            yield f"the changelog does not say that {instead} follows {name}"
        if name in deprecations.NAMES and (instead not in dprkrel.__all__ or name in dprkrel.__all__):
            yield f"{name} leads from an old name to one of today"
    for vocabulary, words in deprecations.WORDS.items():
        known = {member.value for member in getattr(dprkrel, vocabulary)}
        for word, entry in words.items():
            if word in known or entry.instead not in known:
                yield f"{vocabulary} {word!r} leads from an old word to one of today"


def test_every_deprecation_keeps_the_policy() -> None:
    """What is deprecated leads to something that is there, goes in a later major version, and stands in the changelog with what to write."""
    assert [*broken_promises(deprecated_in(dprkrel), (ROOT / "CHANGELOG.md").read_text("utf-8"))] == []


def test_deprecations_that_break_the_policy_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that goes too early or stays too long, leads nowhere, or of which the changelog says nothing, is named."""
    monkeypatch.setitem(deprecations.NAMES, "visits_of", Deprecation("visits_by_actor", "1.1", "1.2"))
    monkeypatch.setitem(deprecations.NAMES, "load", Deprecation("loaded", "0.1", "1.0"))
    monkeypatch.setitem(deprecations.WORDS, "Role", {"host": Deprecation("guest", "1.1", "2.0")})

    assert [*broken_promises(deprecated_in(dprkrel), "- `visits_of` is `visits_by_actor`; `load` is `loaded`.")] == [
        "visits_of goes in 1.2, which is no later major version",
        "load should be gone in 1.0",
        "load leads from an old name to one of today",
        "the changelog does not say that guest follows Role 'host'",
        "Role 'host' leads from an old word to one of today",
    ]
