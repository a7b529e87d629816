"""The bundled data in the columnar layout, written once for all tests of engines."""

from collections.abc import Iterator

import pytest

import dprkrel
from dprkrel import engines


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[engines.Engine]:
    """Return an engine over the bundled data, each part of which holds a year."""
    folder = tmp_path_factory.mktemp("layout") / "bundled"
    engines.write_parquet(dprkrel.load(), folder, years=1)
    with engines.connect("duckdb", folder, threads=1) as engine:
        yield engine
