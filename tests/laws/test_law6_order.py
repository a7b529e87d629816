"""Law 6: neither the order of the records nor the machine that reads them changes anything."""

import hashlib
import os
import random
import subprocess
import sys
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dprkrel
from dprkrel import Dataset, When
from dprkrel.records.fields import EventId
from dprkrel.store import lines
from dprkrel.strategies.drawn_datasets import datasets
from tests.datasets import faults, visit

ASK: Final = """
import hashlib, dprkrel
from dprkrel import codec
from dprkrel.store import lines
text = lines.dumps(dprkrel.load())
print(hashlib.sha256(text.encode()).hexdigest(), dprkrel.load().digest)
"""
NO_CLOCK: Final = """
import time
def refuse(*_): raise AssertionError("an answer depends on the clock")
time.time = time.time_ns = time.localtime = time.gmtime = refuse
"""


def shuffled(data: Dataset, seed: int) -> dict[str, Any]:
    """Return the tables of a dataset, each in an order that follows from the seed."""
    dice = random.Random(seed)
    return {table: dice.sample(records, len(records)) for table, records in data.tables().items()}


def assert_same(first: Dataset, second: Dataset) -> None:
    """Assert that two datasets cannot be told apart."""
    assert first == second
    assert hash(first) == hash(second)
    assert first.digest == second.digest
    assert lines.dumps(first) == lines.dumps(second)


class TestRecords:
    """Law 6: The order of the seeds changes no answer."""

    @given(data=datasets(), seed=st.integers(0, 2**32))
    def test_the_order_of_records_is_forgotten(self, data: Dataset, seed: int) -> None:
        """A dataset of the same records in another order is equal, with the same hash, digest and text."""
        assert_same(Dataset(edition=data.edition, **shuffled(data, seed)), data)

    @given(data=datasets(), seed=st.integers(0, 2**32))
    def test_the_order_of_records_does_not_change_the_faults(self, data: Dataset, seed: int) -> None:
        """Records that break the laws are refused for the same faults in whatever order they come."""
        late = When("2025/2026")
        wrong = [visit("late", late), visit("later", late), visit("part", "2023", part_of=EventId("late"))]
        tables = shuffled(data, seed)

        assert faults(**{**tables, "events": [*wrong, *tables["events"]]}) == faults(
            **{**tables, "events": [*tables["events"], *wrong[::-1]]}
        )
        assert faults(data, events=wrong) == faults(data, events=wrong[::-1]) != ()

    @pytest.mark.parametrize("seed", [1, 2])
    def test_the_order_of_bundled_records_is_forgotten(self, seed: int) -> None:
        """The bundled records in another order make an equal dataset, with the same hash, digest and text."""
        data = dprkrel.load()

        assert_same(Dataset(edition=data.edition, **shuffled(data, seed)), data)


class TestMachine:
    """Law 6: The hash seed, the locale, the time zone and the clock change no answer."""

    @pytest.mark.parametrize(
        ("first", "environment"),
        [
            pytest.param(
                "",
                {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
                id="hash seed, locale, time zone",
            ),
            pytest.param(
                NO_CLOCK, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="ASCII locale, clock"
            ),
        ],
    )
    def test_no_setting_of_the_machine_changes_the_data(self, first: str, environment: dict[str, str]) -> None:
        """Another process, set up differently, serves the same bundled data to the byte."""
        data = dprkrel.load()
        here = f"{hashlib.sha256(lines.dumps(data).encode()).hexdigest()} {data.digest}"
        settings = {"PYTHONHASHSEED": "0", **os.environ, **environment}
        there = subprocess.run(
            [sys.executable, "-c", first + ASK], env=settings, capture_output=True, text=True, check=False
        )

        assert (there.stdout.strip(), there.stderr) == (here, "")
