"""Every question that an engine answers has the answer of the library: the same rows in the same order."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import dprkrel
from dprkrel import Dataset, VocabularyError, engines
from dprkrel.strategies import datasets
from tests.cases import for_each
from tests.engines.asked import WINDOWS, Question, questions
from tests.engines.same import assert_same
from tests.laws.test_law3_questions import EVENT_QUESTIONS, STATEMENT_TYPES, Asked, asked

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer


def opened(dataset: Dataset, folder: Path, name: str = "layout") -> engines.Engine:
    """Return an engine over a dataset that is written for it."""
    engines.write_parquet(dataset, folder / name)
    return engines.connect("duckdb", folder / name, threads=1)


def assert_answers_agree(question: Asked, engine: Any) -> None:
    """See that all questions about some actors and dates have the same answers."""
    for name, (ask, _) in EVENT_QUESTIONS.items():
        if name == "statements_by" and question.types and STATEMENT_TYPES.isdisjoint(question.types):
            with pytest.raises(VocabularyError):
                ask(question._replace(data=engine))
            continue
        results: Any = ask(question)
        assert_same(ask(question._replace(data=engine)), results.table())
    dated: dict[str, Any] = {"match": question.match, "how": question.how, "status": question.status}
    number = engine.count_events(question.start, question.end, actors=question.actor, **dated).to_pyarrow().as_py()
    assert number == question.data.count_events(question.start, question.end, actors=question.actor, **dated)
    on = question.start if question.end is None else question.end
    for other in (None, question.other, question.actor):
        picked: dict[str, Any] = {
            "on": on,
            "other": other,
            "types": question.ties,
            "match": question.match,
            "status": question.status,
        }
        assert_same(
            engine.relations_of(question.actor, **picked), question.data.relations_of(question.actor, **picked).table()
        )
    if question.data.actor(question.actor).kind == "person":
        assert_same(
            engine.offices_of(question.actor, on=on, match=question.match),
            question.data.offices_of(question.actor, on=on, match=question.match).table(),
        )


class TestBundled:
    """The answers over the bundled data."""

    @for_each("question", [*questions("north-korea", "russia", "sergei-lavrov", WINDOWS)], brief=3)
    def test_answers_are_those_of_the_library(self, bundled: engines.Engine, question: Question) -> None:
        """DuckDB finds the rows that the library finds, in their order."""
        assert_same(question.of(bundled), question.of(dprkrel.load()).table())


class TestGenerated:
    """The answers over any dataset."""

    @given(question=asked(datasets()))
    def test_answers_are_those_of_the_library(self, question: Asked) -> None:
        """DuckDB finds the rows that the library finds, in their order."""
        with tempfile.TemporaryDirectory() as folder, opened(question.data, Path(folder)) as engine:
            assert_answers_agree(question, engine)

    @given(dataset=datasets())
    def test_a_dataset_is_read_back_equal(self, dataset: Dataset) -> None:
        """What was written is read back: every record, the edition and the digest; and every table has its rows."""
        with tempfile.TemporaryDirectory() as folder, opened(dataset, Path(folder)) as engine:
            assert engines.read_parquet(Path(folder, "layout")) == dataset
            for name in ("events", "participants", "reports", "relations", "names"):
                flat = dataset.table(name)
                rows = engine.table(name).select(*flat.columns).to_pyarrow().to_pylist()
                assert sorted(map(str, rows)) == sorted(map(str, flat.to_dicts()))
