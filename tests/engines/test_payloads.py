"""The layout of the engines, of data whose every text is a payload: files of our names, every text as it is."""

import re
from pathlib import Path

import pytest

from dprkrel import engines
from tests.hostile import hostile


@pytest.mark.filterwarnings("ignore::dprkrel.CoverageWarning")
def test_every_text_comes_back_from_the_layout(tmp_path: Path) -> None:
    """What is written as Parquet is read back as the same data, an engine answers as the library, and no text names a file."""
    data = hostile(ids=True)
    engines.write_parquet(data, tmp_path / "data")
    engine = engines.connect("duckdb", tmp_path / "data")
    found = [visit["id"] for visit in engine.visits_by_actor("dprk", role="host").to_pyarrow().to_pylist()]

    assert engines.read_parquet(tmp_path / "data").digest == data.digest
    assert sorted(found) == sorted(visit.id for visit in data.visits_by_actor("dprk", role="host"))
    assert len(found) > 5
    names = [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "data").rglob("*")]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9_=./-]+", name)] == []
