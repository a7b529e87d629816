"""Scripts by which shells complete commands, options and words; made by shtab when the package is built."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pkgutil import get_data
from typing import TYPE_CHECKING

from dprkrel.cli.views import Answer, Field, View, made_table
from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError

if TYPE_CHECKING:  # most answers are lines
    from dprkrel.tabular.table import Table


class Script(View[str]):
    """How a script is shown: as it is."""

    def table(self, rows: Sequence[str]) -> Table:
        """Return a table of its lines."""
        return made_table(self.data, "completion", (Field[str]("line", "text", "a line of the script", str),), rows)


def completion(data: Dataset, asked: Namespace) -> Answer:
    """Return the script for a shell, which the package brings."""
    name = f"completions/dprkrel.{asked.shell}"
    try:
        script = (get_data("dprkrel.cli", name) or b"").decode().splitlines()
    except (OSError, ValueError) as error:
        raise DprkrelError(f"{name} cannot be read from the installed package; install dprkrel again") from error
    return Answer(Script(data), script, lines=lambda _: script, whole=True, counted=False)
