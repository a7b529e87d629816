"""Folders in the columnar layout that earlier releases wrote are read, and asked, by this one."""

import json
import zipfile
from pathlib import Path
from typing import Final

import pytest

import dprkrel
from dprkrel import engines

FROZEN: Final = sorted((Path(__file__).parents[1] / "frozen").glob("*/layout.zip"))

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.parent.name)
def test_layouts_of_before_are_read(path: Path, tmp_path: Path) -> None:
    """A folder of before is whole, has the records that were written, and answers as they do."""
    folder = tmp_path / "layout"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    data = dprkrel.read(path.with_name("small.jsonl"))
    engines.check(folder)
    again = engines.read_parquet(folder)

    assert json.loads((folder / "layout.json").read_bytes())["version"] in range(1, 2)
    assert (again.digest, again.edition) == (data.digest, data.edition)
    with engines.connect("duckdb", folder, threads=1) as engine:
        answer = engine.events_between("1990", "2030").to_pyarrow()

    assert answer["id"].to_pylist() == [event.id for event in data.events_between("1990", "2030")] != []


def test_there_is_one() -> None:
    """A layout is kept of each release since there are layouts."""
    assert FROZEN
