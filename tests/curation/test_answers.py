"""The answers of the bundled data, one line each, as committed: what a correction moves is what a reviewer reads.

`python -m tests.curation.test_answers` writes tests/curation/answers.txt anew.
"""

from functools import cache
from pathlib import Path

import pytest

import dprkrel
from dprkrel.curation import answers
from dprkrel.records.fields import CoverageId
from tests.small import small, small_with

ANSWERS = Path(__file__).with_name("answers.txt")
REGENERATE = "the answers moved: run python -m tests.curation.test_answers and read the diff"


@cache
def bundled() -> tuple[str, ...]:
    """Return the answers of the bundled data, which are asked for once."""
    return tuple(answers.answers(dprkrel.load()))


def written() -> str:
    """Return what the file of the answers has to say."""
    return "".join(f"{line}\n" for line in bundled())


def stale(text: str) -> bool:
    """Tell whether a text is not what the file has to say."""
    return text != written()


def test_answers_are_the_committed_ones() -> None:
    """Every answer to the public questions stands in a file, so that no correction of the data moves one unseen."""
    assert not stale(ANSWERS.read_text("utf-8")), REGENERATE


def test_the_file_of_answers_can_be_read() -> None:
    """The file is short enough to be read: lines by the hundred, of which hardly any is longer than a screen is wide."""
    lines = ANSWERS.read_text("utf-8").splitlines()

    assert 100 < len(lines) < 1500
    assert sum(len(line) > 240 for line in lines) <= len(lines) / 20


@pytest.mark.parametrize("question", ["visits_by_actor", "agreements_of", "office_holder", "conflicts", "superlatives"])
def test_the_answers_have_a_line_of_each_question(question: str) -> None:
    """No question of the list is lost in silence."""
    assert any(line.startswith(f"{question} ") for line in bundled())


def test_answers_warn_of_nothing() -> None:
    """Questions that reach beyond what was searched are asked without a warning here, and warn as ever elsewhere."""
    searched = dprkrel.Coverage(
        id=CoverageId("one-day"), summary="One day.", when=dprkrel.When("1901-01-01"), searched="Nothing.",
        completeness=dprkrel.Completeness.PARTIAL,
    )  # fmt: skip
    data = small_with(searched)

    assert answers.answers(data) == answers.answers(small())
    with pytest.warns(dprkrel.CoverageWarning):
        data.visits_by_actor("russia", start="2024", end="2024")


if __name__ == "__main__":
    ANSWERS.write_text(written(), "utf-8", newline="\n")
