"""Cells in lines: aligned, and on a terminal cut to its width, so that each row stays one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Final, NamedTuple, Self

from dprkrel.prose import display_width, escaped

GAP: Final = "  "

_USUAL: Final = 0.8
"""The share of rows that a column must fit of which the longest cells would take the room of others."""

_MOST: Final = 0.9
"""The same where there is no terminal."""

_EASY: Final = 28
"""Columns of the terminal in which one reads a cell easily that takes what room is left."""

_FEW: Final = 10
"""As many rows as are always aligned where there is no terminal."""


class Shape(NamedTuple):
    """How the cells of a column are laid out.

    Attributes:
        heading: what stands above it where headings are wanted.
        least: to how many columns of the terminal a cell may be cut; None for what is never cut, such as ids and dates.
        colour: the number of its colour (ECMA-48, SGR); empty for none.
        fills: whether it takes what room is left of a line.
        spare: whether it is left out where there is too little room.
    """

    heading: str
    least: int | None = None
    colour: str = ""
    fills: bool = False
    spare: bool = False


class Brief(str):
    """A cell that can be said in fewer words, where there is too little room."""

    __slots__ = ("brief",)

    def __new__(cls, text: str, brief: str) -> Self:
        """Return the whole text, with the brief one."""
        cell = super().__new__(cls, text)
        cell.brief = brief
        return cell

    brief: str


Row = tuple[str, ...]


def laid_out(
    shapes: Sequence[Shape], rows: Sequence[Row], *, width: int | None, colour: bool, headings: bool = False
) -> Iterator[str]:
    """Lay rows out, one line each.

    Args:
        shapes: one for each cell.
        rows: the cells.
        width: columns of the terminal; None where there is none, so that nothing is cut.
        colour: whether the terminal wants colour.
        headings: whether the first line has the headings.

    Yields:
        The lines, without control characters but those of colour. A line is
        wider than the terminal only if what is never cut is.
    """
    title = [tuple(shape.heading for shape in shapes)] if headings else []
    layout = _fitting(shapes, title, rows, width)
    for number, row in enumerate(layout.rows):
        cells = _cells(layout, row, width)
        yield GAP.join(
            _painted(*cell, layout, place, colour, number < len(title)) for place, cell in enumerate(cells)
        ).rstrip()


class _Layout(NamedTuple):
    """Columns that stand beside each other: their shapes, the rows, and how wide each is; whether all rows fit so."""

    shapes: Sequence[Shape]
    rows: Sequence[Row]
    widths: Sequence[int]
    fits: bool = True


def _fitting(shapes: Sequence[Shape], title: Sequence[Row], rows: Sequence[Row], width: int | None) -> _Layout:
    """Return the layout that says most: all, or in fewer words, or without what can be spared, or cut."""
    full = [tuple(_clean(cell) for cell in row) for row in rows]
    # A column of which every cell is empty takes no room.
    kept = [place for place in range(len(shapes)) if any(row[place] for row in full)]
    whole = _measured(shapes, title, full, kept)
    if width is None:
        if len(full) <= _FEW:
            return whole
        # A few long cells are let out, so that most lines are no longer than they need to be.
        return whole._replace(widths=_most(whole, len(title)))
    brief = [
        tuple(_clean(cell.brief if isinstance(cell, Brief) else shortened(cell) if shape.heading == "when" else cell)
              for cell, shape in zip(row, shapes, strict=True))
        for row in rows
    ]  # fmt: skip
    needed = [place for place in kept if not shapes[place].spare]
    for cells, places in ((full, kept), (brief, kept), (brief, needed)):
        layout = _measured(shapes, title, cells, places)
        if sum(layout.widths) + len(GAP) * (len(places) - 1) <= width:
            return layout
    usual = [
        _share(size, _USUAL) if shape.least is None else size[-1]
        for size, shape in zip(_sizes(layout.rows), layout.shapes, strict=True)
    ]
    excess = sum(usual) + len(GAP) * (len(usual) - 1) - width
    return layout._replace(widths=_narrowed(layout.shapes, usual, excess), fits=False)


def _clean(cell: str) -> str:
    return escaped(" ".join(cell.split()))


def _measured(shapes: Sequence[Shape], title: Sequence[Row], rows: Sequence[Row], places: Sequence[int]) -> _Layout:
    kept = [tuple(row[place] for place in places) for row in (*title, *rows)]
    return _Layout([shapes[place] for place in places], kept, [size[-1] for size in _sizes(kept)])


def _sizes(rows: Sequence[Row]) -> list[list[int]]:
    """Return how wide the cells of each column are, sorted."""
    return [sorted(map(display_width, column)) for column in zip(*rows, strict=True)]


def _most(layout: _Layout, titles: int) -> list[int]:
    """Return how wide the columns are to be in which most cells fit, and the headings."""
    widths = [_share(size, _MOST) for size in _sizes(layout.rows)]
    headings = [max(map(len, column), default=0) for column in zip(*layout.rows[:titles], strict=True)]
    return [max(pair) for pair in zip(widths, headings or widths, strict=True)]


def _share(sizes: Sequence[int], share: float) -> int:
    return sizes[int(share * (len(sizes) - 1))]


def _narrowed(shapes: Sequence[Shape], widths: Sequence[int], excess: int) -> list[int]:
    """Take an excess off the columns that may be cut, the widest first, so that they end evenly."""
    narrow = list(widths)
    while excess > 0:
        over = [
            (narrow[place], place)
            for place, shape in enumerate(shapes)
            if narrow[place] > (shape.least or narrow[place])
        ]
        if not over:
            break
        narrow[max(over)[1]] -= 1
        excess -= 1
    return narrow


def _cells(layout: _Layout, row: Row, width: int | None) -> Iterator[tuple[str, int]]:
    """Yield the cells of a row, each with how many columns it takes; cut where they must be."""
    sizes = [*map(display_width, row)]
    own = [
        max(size, room) if shape.least is None else room
        for size, room, shape in zip(sizes, layout.widths, layout.shapes, strict=True)
    ]
    if width is not None and not layout.fits:
        own[-1] = sizes[-1]
        own = _let_out(layout, sizes, own, width)
    for cell, size, room, shape in zip(row, sizes, own, layout.shapes, strict=True):
        text = cell if width is None or shape.least is None or size <= room else _cut(cell, room)
        yield text, max(room, size) if text is cell else room


def _let_out(layout: _Layout, sizes: Sequence[int], own: Sequence[int], width: int) -> list[int]:
    """Return how wide the cells of a row are to be that does not fit its columns: what is free goes first, then what may be cut."""
    rooms = list(own)
    excess = sum(rooms) + len(GAP) * (len(rooms) - 1) - width
    fills = next((place for place, shape in enumerate(layout.shapes) if shape.fills), len(rooms) - 1)
    longer = sum(max(0, room - usual) for room, usual in zip(own, layout.widths, strict=True))
    room = rooms[fills] - excess
    wanted = max(longer, min(sizes[fills], _EASY) - room)
    for place, shape in enumerate(layout.shapes):
        if shape.least is not None and place != fills:
            taken = max(0, min(rooms[place] - sizes[place], wanted))
            rooms[place] -= taken
            excess, wanted = excess - taken, wanted - taken
    easy = max(0, rooms[fills] - min(sizes[fills], _EASY))
    if excess > easy:  # types are told from their beginning, names are not
        others = [shape._replace(least=None) if shape.fills else shape for shape in layout.shapes]
        before = sum(rooms)
        rooms = _narrowed(others, rooms, excess - easy)
        excess -= before - sum(rooms)
    taken = min(excess, rooms[fills] - min(layout.shapes[fills].least or 0, rooms[fills]))
    rooms[fills] -= taken  # more room, or less
    return _narrowed(layout.shapes, rooms, excess - taken)


def _painted(text: str, room: int, layout: _Layout, place: int, colour: bool, titled: bool) -> str:
    """Return a cell with its colour and what fills its column."""
    code = "1" if titled else layout.shapes[place].colour
    space = " " * (room - display_width(text))
    return f"\x1b[{code}m{text}\x1b[0m{space}" if colour and code and text else f"{text}{space}"


def _cut(text: str, room: int) -> str:
    """Return the beginning of a text, with an ellipsis."""
    fitting = takewhile(room.__gt__, accumulate(map(display_width, text)))
    return f"{text[: sum(1 for _ in fitting)].rstrip()}…"


_DAYS: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_OTHER: Final = re.compile(r"[^./\[\]]")
"""What is no part of a date between whole days."""


def shortened(edtf: str) -> str:
    """Leave out of the days of one date what they share with the day before them (ISO 8601, 4.4.5), to fit a line.

    Examples:
        >>> shortened("2023-10-18/2023-10-19"), shortened("[2024-02-26..2024-02-27]/[2024-03-14..2024-03-15]")
        ('2023-10-18/19', '[2024-02-26..27]/[03-14..15]')
        >>> shortened("[..2018-07-19]/[2018-10-10..]"), shortened("2023-10/2023-12")
        ('[..2018-07-19]/[2018-10-10..]', '2023-10/2023-12')
    """
    if _OTHER.search(_DAYS.sub("", edtf)) or "[.." in edtf or "..]" in edtf:
        return edtf
    last = ""

    def short(found: re.Match[str]) -> str:
        nonlocal last
        day, before = found[0], last
        last = day
        if day[:7] == before[:7]:
            return day[8:]
        return day[5:] if day[:4] == before[:4] else day

    return _DAYS.sub(short, edtf)
