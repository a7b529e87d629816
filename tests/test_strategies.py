"""The strategies that the package ships: what they draw is valid, and Hypothesis finds them by itself."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import dprkrel
from dprkrel import (
    CallError,
    Dataset,
    DatasetError,
    MissingExtraError,
    VocabularyError,
    When,
    hypothesis_plugin,
    strategies,
)
from dprkrel.records.events import EVENT_CLASSES
from dprkrel.records.plain import Plain
from dprkrel.records.references import ID_TYPES
from dprkrel.strategies import drawn_datasets
from tests.cases import for_each
from tests.installed import run_installed

RECORDS: Final = tuple(
    one for name in dprkrel.__all__ if inspect.isclass(one := getattr(dprkrel, name)) and issubclass(one, Plain)
)
"""Every public class of record or of a part of one."""

EVENT: Final[Any] = dprkrel.Event  # type checkers do not take a union for a type

FEW: Final = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], database=None)
"""For loops over many classes; to draw the first of each takes its time."""

DRAW_ONE: Final = """import sys
assert 'dprkrel.strategies' not in sys.modules
@hypothesis.settings(max_examples=1, database=None)
@hypothesis.given(hypothesis.strategies.from_type(dprkrel.Event))
def draw(event): print(type(event).__name__)
draw()
"""

hypothesis_plugin.register_when_used()  # as the entry point does where the package is installed


class TestFromType:
    """`from_type` draws every public record, date, id and word."""

    @for_each("record_class", RECORDS)
    def test_every_record_is_accepted_and_read_back(self, record_class: Any) -> None:
        """What is drawn is accepted by its constructor, and equals what is read from its plain form, through JSON."""

        @FEW
        @given(st.from_type(record_class))
        def holds(record: Any) -> None:
            assert type(record) is record_class
            fields = {field.alias: getattr(record, field.name) for field in attrs.fields(record_class) if field.init}
            assert record_class(**fields) == record
            assert record_class.from_dict(json.loads(json.dumps(record.to_dict()))) == record

        holds()

    @for_each("record_class", RECORDS)
    def test_every_record_shrinks(self, record_class: Any) -> None:
        """The simplest example of each class, which is tried first, is short: a failing test of others shows little."""
        simplest = []

        @settings(FEW, max_examples=1)
        @given(st.from_type(record_class))
        def drawn(record: Any) -> None:
            simplest.append(record)

        drawn()
        assert len(repr(simplest[0])) < 500

    def test_records_are_more_than_those_that_a_dataset_lists(self) -> None:
        """The loops above go over records and parts of records."""
        assert len(RECORDS) > 30
        assert {dprkrel.Visit, dprkrel.Name, dprkrel.Gap, dprkrel.Edit, dprkrel.Scope, dprkrel.Earlier} <= {*RECORDS}

    def test_no_class_is_forgotten(self) -> None:
        """Each public class of record, and no other, has a strategy of its own."""
        named = {getattr(dprkrel, name) for name in hypothesis_plugin.DRAWN_BY} - {Dataset, When}
        assert named | {*EVENT_CLASSES} == {*RECORDS}
        assert {name for name in dprkrel.__all__ if name.endswith("Id")} == {one.__name__ for one in ID_TYPES}
        assert {*hypothesis_plugin.DRAWN_BY.values(), "events", "ids"} <= {*strategies.__all__}

    @given(st.from_type(EVENT))
    def test_events_are_of_any_class(self, event: dprkrel.Event) -> None:
        """Of the union of events each class is drawn."""
        assert type(event) in EVENT_CLASSES

    @for_each("id_type", ID_TYPES)
    def test_ids_are_accepted(self, id_type: Any) -> None:
        """An id that is drawn is one that a record may have."""

        @FEW
        @given(st.from_type(id_type))
        def holds(drawn: str) -> None:
            assert dprkrel.Place(id=drawn, name="Minsk", kind="city").id == drawn

        holds()

    @given(st.from_type(When))
    def test_dates_are_read_back(self, when: When) -> None:
        """A date that is drawn equals what its text says."""
        assert When(str(when)) == when

    @settings(max_examples=20)
    @given(st.from_type(Dataset))
    def test_datasets_are_lawful(self, data: Dataset) -> None:
        """A dataset that is drawn is one that is read back from its file."""
        tables: dict[str, Any] = data.tables()
        assert Dataset(edition=data.edition, **tables) == data


class TestArguments:
    """What is asked of a strategy is what it draws; what it cannot draw is refused."""

    @pytest.mark.parametrize("form", ["2024-02-XX", "2024-XX", "202X", "2024-24", "[2024-02,2024-02-10]"])
    def test_rare_forms_are_drawn_where_they_are_asked_for(self, form: str) -> None:
        """Unknown digits, decades, parts of a year and sets are drawn with `rare`, and not without."""
        looked = settings(max_examples=5000, database=None, phases=[Phase.generate])
        assert str(find(strategies.whens(rare=True), lambda when: str(when) == form, settings=looked)) == form
        with pytest.raises(NoSuchExample):
            find(strategies.whens(), lambda when: str(when) == form, settings=FEW)

    @given(strategies.whens(qualifiers=""))
    def test_dates_without_marks(self, when: When) -> None:
        """Without qualifiers no date is doubtful."""
        assert not when.doubtful

    @pytest.mark.parametrize(
        ("strategy", "wrong", "nearest"),
        [
            (strategies.events, "Visti", "Visit"),
            (strategies.tellings, "Vot", "Vote"),
            (strategies.relations, "misson", "mission"),
            (strategies.participants, "visitr", "visitor"),
            (strategies.derivations, "same_dy", "same_day"),
            (strategies.changes, "addet", "added"),
        ],
    )
    def test_what_is_none_is_refused(self, strategy: Any, wrong: str, nearest: str) -> None:
        """A word or class that there is not is refused with the nearest; so is what cannot be hashed."""
        with pytest.raises(VocabularyError, match=f"the nearest is {nearest}$"):
            strategy(wrong).validate()
        with pytest.raises(VocabularyError, match="is not understood; use one of"):
            strategy([wrong]).validate()

    def test_ids_are_of_a_type(self) -> None:
        """What is no type of ids is refused, and told what would be one."""
        with pytest.raises(
            CallError, match=r"ids\(\): expected the type of the ids, such as dprkrel\.ActorId, got str"
        ):
            strategies.ids("ActorId")  # type: ignore[arg-type] # the point

    def test_a_strategy_that_breaks_a_law_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Only what no dataset can hold for its order is drawn again; anything else would be a fault, and is not hidden."""
        monkeypatch.setattr(drawn_datasets, "_places", lambda _: st.just("atlantis"))

        @settings(FEW, phases=[Phase.generate])
        @given(strategies.datasets())
        def draws(_: Dataset) -> None: ...

        with pytest.raises(DatasetError, match="atlantis"):
            draws()

    def test_signatures_are_kept(self) -> None:
        """A strategy that is built once shows its arguments, and is the same object for the same arguments."""
        assert [*inspect.signature(strategies.whens).parameters] == ["first", "last", "qualifiers", "rare"]
        assert strategies.events(dprkrel.Visit) is strategies.events(dprkrel.Visit)

    def test_public_names_are_sorted_and_documented(self) -> None:
        """Each strategy has a docstring that says what it draws, and each argument stands in it."""
        for name in strategies.__all__:
            strategy = getattr(strategies, name)
            documented = inspect.getdoc(strategy) or ""
            assert "Returns:" in documented, name
            for argument in inspect.signature(strategy).parameters:
                assert f"{argument}: " in documented, (name, argument)
        assert strategies.__all__ == sorted(strategies.__all__)


class TestEntryPoint:
    """Hypothesis finds the strategies where the package is installed, and pays for them where they are used."""

    def test_from_type_needs_no_import_of_ours(self, tmp_path: Path) -> None:
        """A program that imports Hypothesis and the package, in either order, draws events; ours is imported when asked."""
        for order in ("import hypothesis, dprkrel", "import dprkrel; dprkrel.Event; import hypothesis"):
            assert run_installed(tmp_path, "-c", f"{order}; {DRAW_ONE}") in {one.__name__ for one in EVENT_CLASSES}, (
                order
            )

    def test_hypothesis_alone_imports_nothing_of_ours(self, tmp_path: Path) -> None:
        """Tests that have nothing to do with the package pay for four small modules."""
        told = run_installed(
            tmp_path, "-c", "import sys, hypothesis; print(*sorted(one for one in sys.modules if 'dprkrel' in one))"
        )
        assert told == "dprkrel dprkrel.first_use dprkrel.hypothesis_plugin dprkrel.questions"

    def test_without_hypothesis_the_error_says_how_to_get_it(self) -> None:
        """Without the extra the import fails with the command that installs it."""
        code = "import sys; sys.modules['hypothesis'] = None; import dprkrel.strategies"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.stderr.splitlines()[-1] == (
            "dprkrel.errors.MissingExtraError: hypothesis is not installed; "
            'get it with: pip install "dprkrel[hypothesis]"'
        )
        assert issubclass(MissingExtraError, ImportError)
