"""What others test with: the page about it, run as they run it; the fixture; what pytest imports for it."""

import re
from pathlib import Path

import pytest

from dprkrel import Dataset
from dprkrel.examples import tiny_dataset
from tests.installed import ROOT, run_installed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of tests that the page shows."""
    made = tmp_path_factory.mktemp("page")
    page = (ROOT / "docs" / "testing.md").read_text("utf-8")
    for name, text in re.findall(r"```python\n# (test_\w+\.py)\n(.+?)```", page, re.DOTALL):
        (made / name).write_text(text, "utf-8")
    return made


def test_the_files_of_the_page_pass(folder: Path) -> None:
    """Each file of tests on the page runs where nothing but the package is installed, with warnings as errors."""
    told = run_installed(folder, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", "-q")
    assert len([*folder.glob("test_*.py")]) == 3
    assert "5 passed" in told


def test_the_fixture_costs_those_who_do_not_use_it_little(folder: Path) -> None:
    """The fixture gives the dataset of `tiny_dataset`; before it is used, nothing is imported but names and the plugin."""
    (folder / "bare.py").write_text(
        "import sys\n"
        "def test_before(): print(*sorted(one for one in sys.modules if 'dprkrel' in one))\n"
        "def test_with(dprkrel_dataset):\n"
        "    from dprkrel.examples import tiny_dataset\n"
        "    assert dprkrel_dataset is tiny_dataset()\n",
        "utf-8",
    )
    told = run_installed(folder, "-m", "pytest", "bare.py", "-s", "-p", "no:cacheprovider")
    assert "dprkrel dprkrel.first_use dprkrel.pytest_plugin dprkrel.questions\n" in told
    assert "2 passed" in told


def test_the_tiny_dataset_has_one_of_each() -> None:
    """What its docstring and the page promise is there; names in three scripts, and codes that no state has."""
    data = tiny_dataset()
    assert type(data) is Dataset
    assert data is tiny_dataset()
    assert len(data.actors) == 3
    assert {event.status.value for event in data.events} == {"occurred", "planned", "alleged"}
    assert {conflict.record_id for conflict in data.conflicts()} == {"arms-alleged", "trade-agreement"}
    assert (
        data.event("graustark-visits-ruritania").when.latest_start
        != data.event("vold-visits-graustark").when.latest_start
    )
    assert [len(entry.gaps) for entry in data.ledger] == [1]
    assert data.find_actor("Руритания") is data.find_actor("루리타니아") is data.actor("ruritania")
    assert {actor.iso_alpha2 for actor in data.actors} == {"XR", "XG", None}
    assert all(source.url and source.url.split("/")[2].endswith(".example") for source in data.sources)
