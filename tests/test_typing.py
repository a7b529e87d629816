"""What type checkers read: the stranger's file also runs, every question has its type stated, and disagreement is told."""

from pathlib import Path

from dprkrel import Certainty, Status, When
from dprkrel.questions import QUESTIONS
from tests.typing import checkers
from tests.typing.build import attributes, built, read_back

TYPING = Path(checkers.__file__).parent


def test_what_type_checkers_accept_is_built(tmp_path: Path) -> None:
    """The dataset that is built from words answers questions, and is the same when it was written and read."""
    data = built()
    again = read_back(data, str(tmp_path / "mine.jsonl"))
    (visit,) = again.visits_by_actor("Arkady", rank="minister")

    attributes(again)
    assert again == data
    assert (again.edition, again.digest) == ("mine", data.digest)
    assert (visit.status, visit.when) == (Status.OCCURRED, When("2024-03-02"))
    assert again.count_visits("ministers", "2024-01-01", "2024-12-31").number == 1
    assert again.before("arkady-talks-2024", "arkady-visit-ruritania-2024") is Certainty.IMPOSSIBLE


def test_the_type_of_every_question_is_stated() -> None:
    """`api.py` states the type of each question as a function and as a method."""
    stated = "".join((TYPING / "api.py").read_text("utf-8").split()).replace("([*", "(")  # of a graph its nodes

    assert [name for name in QUESTIONS if f"assert_type(dprkrel.{name}(" not in stated] == []
    assert [name for name in QUESTIONS if f"assert_type(data.{name}(" not in stated] == []


def test_disagreement_is_told() -> None:
    """A mistake that a checker overlooks is told, and so is an error that it finds where none is marked."""
    wrong = checkers.marked()
    (overlooked, *others) = sorted(wrong)
    found = [f"tests/typing/{name}:{number}:5: error: no" for name, number in others]

    assert len(wrong) > 50
    assert {name for name, _ in wrong} == {"mistakes.py"}
    assert [*checkers.disagreements("\n".join([*found, "x.py:1: error: y"]), set(others))] == []
    assert [*checkers.disagreements("\n".join([*found, "  /tests/typing/api.py:7:1 - error: y"]), wrong)] == [
        f"mistakes.py:{overlooked[1]} is marked as wrong, and no error was found",
        "api.py:7 is not marked as wrong: /tests/typing/api.py:7:1 - error: y",
    ]


def test_a_type_that_must_be_guessed_is_told() -> None:
    """A public symbol of unknown or ambiguous type is told, and so is a score below 100 %."""
    known = {"name": "a", "isExported": True, "isTypeKnown": True, "isTypeAmbiguous": False}
    guessed = {**known, "name": "b", "isTypeAmbiguous": True, "diagnostics": [{"message": "no annotation\n  more"}]}

    assert [*checkers.incomplete(of(1, known, {**guessed, "isExported": False}))] == []
    assert [*checkers.incomplete(of(0.5, known, guessed))] == ["b: no annotation", "the score is 50.00%, and not 100%"]


def of(score: float, *symbols: dict[str, object]) -> dict[str, object]:
    """Return a report as basedpyright writes it."""
    return {"typeCompleteness": {"symbols": [*symbols], "completenessScore": score}}
