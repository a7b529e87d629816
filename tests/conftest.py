"""Settings of the whole suite: how much Hypothesis tries, chosen by `--hypothesis-profile` and nothing else."""

import gc
import importlib.util

import pytest
from hypothesis import settings

settings.register_profile("default", derandomize=True, max_examples=80, deadline=None, print_blob=True)
settings.register_profile("deep", derandomize=False, max_examples=5000, deadline=None, print_blob=True)
settings.load_profile("default")  # before pytest reads its option, which then has the last word

# What others read is tried by `nox -s readers`, which installs them.
_READERS = ("bibtexparser", "citeproc", "duckdb", "frictionless", "pandas", "polars", "pyarrow")
_ENGINES = ("duckdb", "ibis", "pyarrow")
collect_ignore = [
    *([] if all(map(importlib.util.find_spec, _READERS)) else ["readers"]),
    *([] if all(map(importlib.util.find_spec, _ENGINES)) else ["engines"]),
]


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays to the end: the tests and the bundled data."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes without measuring what they reach, where that would change what they import, write or are interrupted in."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
