"""The command that counts by month, direction and rank."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar

from dprkrel.cli.layout import Row, Shape
from dprkrel.cli.views import STATUS, WHEN, Answer, Records
from dprkrel.dataset import Dataset
from dprkrel.process import writing
from dprkrel.prose import wrapped
from dprkrel.questions.panel import Panel, PanelCell, nobody_looked
from dprkrel.terminal import waiting


class Cells(Records[PanelCell]):
    """How the cells of a panel are shown."""

    noun: ClassVar[str] = "cell"
    shapes: ClassVar[tuple[Shape, ...]] = (
        WHEN, Shape("direction", least=12, fills=True), Shape("rank"), Shape("least"), Shape("most"), Shape("expected"),
        Shape("borderline"), STATUS,
    )  # fmt: skip
    headings = True
    hint = "--detail names the events of each"

    def cells(self, row: PanelCell) -> Row:
        """Return period, direction, rank, how many events at least and at most, their shares, and unless it was, how far it was searched."""
        sides = [self.data.actor(side).name for side in (row.sending_id, row.receiving_id) if side]
        numbers = (str(row.least), str(row.most), _share(row.expected), _share(row.borderline))
        searched = _SEARCHED.get(row.searched.value, "")
        if nobody_looked(row):
            numbers = ("", "", "", "")
        return str(row.period), " → ".join(sides), row.rank.value if row.rank else "", *numbers, searched

    def detail(self, rows: Sequence[PanelCell], width: int) -> Iterator[str]:
        """Yield each cell with the events that certainly and possibly lie in it."""
        for row in rows:
            yield "  ".join(filter(None, self.cells(row)))
            for label, ids in (("certain", row.certain_ids), ("possible", row.possible_ids)):
                if ids:
                    yield from wrapped(f"{label}: {', '.join(ids)}", width=width)

    def source_ids(self, rows: Sequence[PanelCell]) -> set[str]:
        """Return the ids of the sources that report the events."""
        ids = {event_id for row in rows for event_id in (*row.certain_ids, *row.possible_ids)}
        return {report.source_id for event_id in ids for report in self.data.event(event_id).reports}


_SEARCHED = {"partly": "partly searched", "not": "not searched"}


def panel(data: Dataset, asked: Namespace) -> Answer:
    """Answer `panel`."""
    named = [word for words in asked.by or ["direction,rank"] for word in words.split(",") if word]
    by = [] if named == ["none"] else named
    found = data.panel(asked.rule, asked.start, asked.start if asked.end is None else asked.end, freq=asked.freq, by=by)
    notes = [_told(found)]
    if asked.chart:
        from dprkrel.plots import visits_by_month  # late: few ask for a chart

        with waiting(f"drawing {asked.chart}"), writing():
            visits_by_month(found).save(asked.chart)
        notes.append(f"drawn in {asked.chart}")
    return Answer(Cells(data), found.cells, tuple(notes))


def _told(found: Panel) -> str:
    """Return what the cells add up to."""
    several = f"; {len(found.several_ids)} stand in cells of several directions" if found.several_ids else ""
    shares = f"expected {_share(found.expected)}, borderline {_share(found.borderline)}"
    return f"{found.certain} to {found.number} events in the whole period, {shares}: {found.rule.title}{several}"


def _share(share: Fraction) -> str:
    return f"{float(share):.2f}"
