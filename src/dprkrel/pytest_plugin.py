"""The plugin for pytest: a small fictional dataset as a fixture. It acts only where a test asks for it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dprkrel.dataset import Dataset


@pytest.fixture(scope="session")
def dprkrel_dataset() -> "Dataset":
    """Return `dprkrel.examples.tiny_dataset()`: three actors, and one of each thing that software must get right."""
    from dprkrel.examples import tiny_dataset  # late: pytest imports this module in every run

    return tiny_dataset()
