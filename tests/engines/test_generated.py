"""The layout that the benchmarks generate without a record, beside the one that the library writes of the same events as records."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import dprkrel
from benchmarks import asking, columnar
from dprkrel import engines
from tests.cases import for_each

pytestmark = pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")  # what was searched changes no answer

SIZE = 2003
_ACTORS = columnar.World(states=20, persons=10)
_YEARS = 40
"""How many years a part holds: few parts are written soon."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the layout that was generated, and the one of the dataset with the same events."""
    home = tmp_path_factory.mktemp("layouts")
    columnar.generate(home / "generated", SIZE, years=_YEARS, actors=_ACTORS)
    engines.write_parquet(columnar.dataset(SIZE, actors=_ACTORS), home / "written", years=_YEARS)
    return home / "generated", home / "written"


def _rows(folder: Path, table: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each part of a table; reports of events and relations stand there in files of their own."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((folder / table).rglob("*.parquet")):
        found = pq.ParquetFile(path).read().to_pylist()
        if found:
            parts.setdefault(path.parent.relative_to(folder).as_posix(), []).extend(found)
    if table == "reports":
        return {
            part: sorted(rows, key=lambda row: (row["record_kind"], row["record_id"])) for part, rows in parts.items()
        }
    return parts


@pytest.mark.parametrize("table", ["events", "participants", "reports", "relations", "actors", "offices"])
def test_what_is_generated_is_what_the_library_writes(folders: tuple[Path, Path], table: str) -> None:
    """Every column of every row in every part is the same, and so is the order of rows."""
    generated, written = (_rows(folder, table) for folder in folders)
    assert generated.keys() == written.keys()
    for part, rows in written.items():
        assert generated[part] == rows, part
    assert sum(map(len, written.values())) > 0


def test_generated_events_have_what_questions_must_tell_apart(folders: tuple[Path, Path]) -> None:
    """There are stops, dates that others narrow, dates in doubt, beginnings that are not known, and events without an end."""
    rows = [row for part in _rows(folders[0], "events").values() for row in part]
    assert len(rows) == SIZE
    counted = {
        "stop": sum(row["stop"] for row in rows),
        "narrowed": sum(row["narrowed"] for row in rows),
        "doubtful": sum(row["when_doubtful"] for row in rows),
        "unknown": sum(row["possible_start_from"] == 0 for row in rows),
        "endless": sum(row["end_latest"] is None for row in rows),
        "ranked": sum(row["travelling_rank"] is not None for row in rows),
    }
    assert {name for name, number in counted.items() if number == 0} == set()


def test_another_seed_gives_other_events() -> None:
    """The same number and seed give the same records, and another seed does not."""
    one, again, other = (
        [event.to_dict() for event in columnar.events(60, seed=seed, actors=_ACTORS)] for seed in (0, 0, 1)
    )
    assert one == again
    assert one != other


@pytest.fixture(scope="module")
def asked(folders: tuple[Path, Path]) -> Iterator[tuple[engines.Engine, dprkrel.Dataset]]:
    """Return DuckDB over what was generated, and the dataset of the same events."""
    with engines.connect("duckdb", folders[0]) as engine:
        yield engine, columnar.dataset(SIZE, actors=_ACTORS)


@for_each("name", asking.QUESTIONS)
def test_what_is_generated_is_answered_as_the_dataset_answers(
    asked: tuple[engines.Engine, dprkrel.Dataset], name: str
) -> None:
    """Each question of the benchmarks has the same answer, by hash, from DuckDB over what was generated and from the library."""
    answers = [asking.fetched(asking.QUESTIONS[name], each)() for each in asked]
    assert answers[0] == answers[1]
    assert answers[0].rows > 0 or name in {"narrow", "certain"}  # so few events may have none in a week
