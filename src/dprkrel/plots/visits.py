"""Visits by month: how many there were for certain and at most, and what was not searched."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from dprkrel.errors import PlotError
from dprkrel.plots.wording import Names, Words, dataset_of, list_of, titled
from dprkrel.prose import escaped
from dprkrel.questions.panel import Panel, PanelCell
from dprkrel.records.coverage import Searched
from dprkrel.records.ranks import Rank
from dprkrel.store.tables import Tables

CERTAIN: Final = "certain"
POSSIBLE: Final = "possible"
NOT_SEARCHED: Final = "not searched (hatched)"
PARTLY_SEARCHED: Final = "partly searched"
NO_STATE: Final = "not both states existed"

_UNSEARCHED: Final = {Searched.NOT: NOT_SEARCHED, Searched.PARTLY: PARTLY_SEARCHED}

_RANKS: Final = {
    Rank.HEAD_OF_STATE: "heads of state",
    Rank.HEAD_OF_GOVERNMENT: "heads of government",
    Rank.MINISTER: "ministers",
    Rank.VICE_MINISTER: "vice-ministers",
    Rank.AMBASSADOR: "ambassadors",
    Rank.OTHER: "other offices",
    Rank.UNKNOWN: "rank not known",
}

_WIDTH: Final = 540
"""Pixels from the first to the last day of a panel; half where two directions stand side by side."""

_HATCH: Final = 9
"""Pixels from one line of the hatching to the next."""


class Lane(NamedTuple):
    """The cells of one direction and rank."""

    name: str
    cells: tuple[PanelCell, ...]

    @property
    def certain(self) -> int:
        """How many events it has for certain, each once."""
        return len({event_id for cell in self.cells for event_id in cell.certain_ids})

    @property
    def possible(self) -> int:
        """How many events it may have, each once."""
        return len({event_id for cell in self.cells for event_id in (*cell.certain_ids, *cell.possible_ids)})


class Visits(NamedTuple):
    """What a chart of a panel shows: the lanes in so many columns, and the most that a cell may have."""

    words: Words
    lanes: tuple[Lane, ...]
    columns: int
    first: int
    last: int
    most: int

    @property
    def width(self) -> int:
        """Pixels from the first to the last day."""
        return _WIDTH // self.columns - 22 * (self.columns - 1)

    @property
    def height(self) -> int:
        """Pixels of a lane."""
        return min(100, max(42, 15 * self.most))


def visits_of(panel: Panel, *, title: str | None = None, data: Tables | None = None) -> Visits:
    """Return what a chart of a panel shows."""
    if not isinstance(panel, Panel):
        raise PlotError(
            panel, 'expected a Panel, such as dprkrel.panel("rok-unification-ministry-exchanges", "2024", "2024")'
        )
    if not panel.cells:
        raise PlotError(panel, "it has no cell; give a period in which the states of its rule existed")
    names = Names(dataset_of(panel.cells, data))
    cells: dict[tuple[str | None, str | None, Rank | None], list[PanelCell]] = {}
    for cell in panel.cells:
        cells.setdefault((cell.sending_id, cell.receiving_id, cell.rank), []).append(cell)
    ranks, directions = {rank for *_, rank in cells}, list(dict.fromkeys(key[:2] for key in cells))
    columns = 2 if len(directions) == 2 and len(ranks) > 1 else 1
    keys = list(cells)
    if columns == 2:  # the same rank side by side
        order = list(dict.fromkeys(rank for *_, rank in cells))
        keys.sort(key=lambda key: (order.index(key[2]), directions.index(key[:2])))
    lanes = tuple(Lane(_lane_name(names, *key), tuple(cells[key])) for key in keys)
    first, last = panel.when.bounds[0], panel.when.bounds[3]
    return Visits(_worded(panel, lanes, title), lanes, columns, first, last, max(cell.most for cell in panel.cells))


def _lane_name(names: Names, sending: str | None, receiving: str | None, rank: Rank | None) -> str:
    direction = (
        f"{names.actor(sending)} → {names.actor(receiving)}"
        if sending and receiving
        else f"from {names.actor(sending)}"
        if sending
        else f"to {names.actor(receiving)}"
        if receiving
        else ""
    )
    who = _RANKS[rank] if rank is not None else ""
    name = " ".join(filter(None, (f"{who}:" if who and direction else who, direction))) or "all"
    return f"{name[0].upper()}{name[1:]}"


def _worded(panel: Panel, lanes: Sequence[Lane], title: str | None) -> Words:
    named = titled(title, f"{escaped(panel.rule.title)}, by {panel.freq}")
    days = f"{_date(panel.when.bounds[0])} to {_date(panel.when.bounds[3])}"
    subtitle = f"{_range(panel.certain, panel.number)} in all, {days}.", _unsearched(lanes)
    twice = [f"{len(panel.several_ids)} of them in several directions"] if panel.several_ids else []
    said = [f"{named}, {days}: {_range(panel.certain, panel.number)} in all", *twice, *map(_lane_told, lanes)]
    return Words(named, subtitle, list_of(said))


def _unsearched(lanes: Iterable[Lane]) -> str:
    found = {cell.searched for lane in lanes for cell in lane.cells}
    if found == {Searched.SEARCHED}:
        return "All of it was searched."
    return "An empty place means none only where it is not grey."


def _lane_told(lane: Lane) -> str:
    """Return what a lane shows in words, each visit once in its sum."""
    filled = [f"{period_of(cell)} {_range(cell.least, cell.most)}" for cell in lane.cells if cell.most]
    grey = [
        f"{how.removesuffix(' (hatched)')}: {', '.join(runs)}"
        for searched, how in _UNSEARCHED.items()
        if (runs := [_run(cells) for cells in _runs(lane.cells, searched)])
    ]
    numbers = f" ({', '.join(filled)})" if filled else ""
    return f"{lane.name}: {_range(lane.certain, lane.possible)}{numbers}{''.join(f'; {part}' for part in grey)}"


def _runs(cells: Sequence[PanelCell], searched: Searched) -> list[list[PanelCell]]:
    """Return the stretches of neighbouring cells that were searched so far."""
    runs: list[list[PanelCell]] = []
    for cell in cells:
        if cell.searched is not searched:
            continue
        if runs and runs[-1][-1].period.bounds[3] + 1 == cell.period.bounds[0]:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _run(cells: Sequence[PanelCell]) -> str:
    first, last = period_of(cells[0]), period_of(cells[-1])
    return first if first == last else f"{first} to {last}"


def period_of(cell: PanelCell) -> str:
    """Return the period of a cell in short: a whole month or year as such, anything else by its days.

    Examples:
        >>> [period_of(cell) for cell in dprkrel.panel("rok-unification-ministry-exchanges", "2024", "2024", by=()).cells[:2]]
        ['2024-01', '2024-02']
    """
    first, last = _date(cell.period.bounds[0]), _date(cell.period.bounds[3])
    after = last + datetime.timedelta(1) if last < datetime.date.max else last
    if first.day == 1 and after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return f"{first.year}"
        return f"{first:%Y-%m} to {last:%Y-%m}"
    return f"{first} to {last}"


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _date(day: int) -> datetime.date:
    return datetime.date.fromordinal(day)


def rows_of(shown: Visits) -> list[dict[str, Any]]:
    """Return the marks as rows: grey stretches, the lines of their hatching, and the two parts of each bar."""
    rows: list[dict[str, Any]] = []
    for number, lane in enumerate(shown.lanes):
        common = {"lane": f"{number:03}\t{lane.name}"}
        for searched, how in _UNSEARCHED.items():
            for run in _runs(lane.cells, searched):
                first, last = run[0].period.bounds[0], run[-1].period.bounds[3]
                told = f"{lane.name}, {_run(run)}: {how.removesuffix(' (hatched)')}"
                rows.append({**common, "mark": "band", "how": how, "told": told, **_times(first, last)})
                if searched is Searched.NOT:
                    rows += [{**common, "mark": "hatch", **line} for line in _hatching(shown, first, last)]
        for first, last in _missing(shown, lane):
            told = f"{lane.name}, {_date(first)} to {_date(last)}: {NO_STATE}"
            rows.append({**common, "mark": "band", "how": NO_STATE, "told": told, **_times(first, last)})
        for cell in lane.cells:
            told = f"{lane.name}, {period_of(cell)}: {_range(cell.least, cell.most)}"
            times = _times(cell.period.bounds[0], cell.period.bounds[3])
            if cell.least:
                rows.append(
                    {**common, "mark": "bar", "how": CERTAIN, "low": 0, "high": cell.least, "told": told, **times}
                )
            if cell.most > cell.least:
                expected = float(cell.expected + cell.borderline)
                told = f"{told}, expected {expected:.2f}"
                rows.append(
                    {
                        **common,
                        "mark": "bar",
                        "how": POSSIBLE,
                        "low": cell.least,
                        "high": cell.most,
                        "told": told,
                        **times,
                    }
                )
    return rows


def _missing(shown: Visits, lane: Lane) -> Iterable[tuple[int, int]]:
    """Yield the stretches of which a lane has no cell: a panel has none where one of two states did not exist."""
    day = shown.first
    for cell in lane.cells:
        if cell.period.bounds[0] > day:
            yield day, cell.period.bounds[0] - 1
        day = cell.period.bounds[3] + 1
    if day <= shown.last:
        yield day, shown.last


def _times(first: int, last: int) -> dict[str, str]:
    return {"from": str(_date(first)), "to": str(_date(min(last + 1, datetime.date.max.toordinal())))}


def _hatching(shown: Visits, first: int, last: int) -> Iterable[dict[str, float]]:
    """Yield the lines of a hatched stretch in pixels, each from the left below to the right above, cut off at its sides."""
    scale = shown.width / (shown.last + 1 - shown.first)
    left, right = (first - shown.first) * scale, (last + 1 - shown.first) * scale
    start = left - shown.height + _HATCH - (left % _HATCH)  # on one grid, so that neighbours fit
    while start < right:
        begin, end = max(start, left), min(start + shown.height, right)
        yield {
            "x": round(begin, 2), "x2": round(end, 2), "y": round(shown.height - (begin - start), 2),
            "y2": round(shown.height - (end - start), 2),
        }  # fmt: skip
        start += _HATCH
