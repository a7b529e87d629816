"""The command that prints a whole table of the data."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dprkrel.cli.formats import columns_in_lines
from dprkrel.cli.views import Answer, View
from dprkrel.dataset import Dataset

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table, Value


class Whole(View["tuple[Value, ...]"]):
    """How the rows of a table are shown: as they are, below the names of their columns."""

    def __init__(self, data: Dataset, whole: Table) -> None:
        super().__init__(data)
        self._whole = whole

    def table(self, rows: Sequence[tuple[Value, ...]]) -> Table:
        """Return the table, of these rows."""
        return self._whole.head(len(rows))


def table(data: Dataset, asked: Namespace) -> Answer:
    """Answer `table`."""
    whole = data.table(asked.name)
    view = Whole(data, whole)

    def lines(width: int) -> Iterator[str]:
        del width  # as wide as it is: whoever reads it here chooses columns
        yield from columns_in_lines(whole.head(len(whole) if asked.limit is None else asked.limit), None, colour=False)

    return Answer(view, whole.rows, lines=lines, whole=True)
