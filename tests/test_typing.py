"""The stranger's file that type checkers read is also a file that runs."""

from pathlib import Path

from dprkrel import Certainty, Status, When
from tests.typing.build import attributes, built, read_back


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
