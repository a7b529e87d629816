"""The command that says how to cite the data, or records with their sources."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dprkrel.cli.views import Answer, Field, View, made_table
from dprkrel.dataset import Dataset

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table


class Citations(View[str]):
    """How citations are shown: as they are to be copied."""

    def __init__(self, data: Dataset, style: str) -> None:
        super().__init__(data)
        self._style = style

    def table(self, rows: Sequence[str]) -> Table:
        """Return a table of the citations."""
        fields = (
            Field[str]("style", "text", "text, bibtex or csl", lambda _: self._style),
            Field[str]("citation", "text", "the citation", str),
        )
        return made_table(self.data, "citations", fields, rows)


def cite(data: Dataset, asked: Namespace) -> Answer:
    """Answer `cite`."""
    told = data.cite(asked.records, format=asked.style)
    rows = told.split("\n") if asked.style == "text" else [told]
    return Answer(Citations(data, asked.style), rows, lines=lambda _: told.split("\n"), whole=True, counted=False)
