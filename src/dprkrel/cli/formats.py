"""Answers for other software: CSV, JSON, JSON Lines and iCalendar."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from dprkrel.cli.layout import Shape, laid_out
from dprkrel.cli.views import View
from dprkrel.errors import DprkrelError

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table


def written(view: View[Any], rows: Sequence[Any], asked: Namespace) -> str:
    r"""Return rows in the format that was asked for; lines end with `\n`, those of a calendar with `\r\n`.

    Raises:
        DprkrelError: no calendar can be made of such rows, or a column is none of theirs.
    """
    if asked.format == "ics":
        return _calendar(view, rows)
    if asked.format == "json" and asked.detail:
        plain = view.plains(rows)
        if plain is not None:
            return _json(plain)
    return _WRITERS[asked.format](chosen(view, rows, asked), asked)


def chosen(view: View[Any], rows: Sequence[Any], asked: Namespace) -> Table:
    """Return the table of rows, with the columns that were asked for."""
    table = view.table(rows)
    if not asked.columns:
        return table
    return table.select(*[name.strip() for names in asked.columns for name in names.split(",") if name.strip()])


def columns_in_lines(table: Table, width: int | None, *, colour: bool) -> list[str]:
    """Return a table as lines below the names of its columns."""
    shapes = [Shape(name, None if name in ("id", "when") else 6) for name in table.columns]
    rows = [tuple(map(_cell, row)) for row in table.rows]
    return [*laid_out(shapes, rows, width=width, colour=colour, headings=True)]


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _json(rows: Sequence[Any]) -> str:
    import json  # late: most answers are lines

    return f"{json.dumps(rows, ensure_ascii=False, indent=2, default=str)}\n"


def _csv(table: Table, asked: Namespace) -> str:
    return table.to_csv(spreadsheet_safe=asked.spreadsheet_safe)


_WRITERS: Final[dict[str, Callable[[Table, Namespace], str]]] = {
    "csv": _csv,
    "json": lambda table, _: _json(table.to_dicts()),
    "jsonl": lambda table, _: table.to_jsonl(),
}


def _calendar(view: View[Any], rows: Sequence[Any]) -> str:
    days = view.days(rows)
    if days is None:
        raise DprkrelError(
            f"no calendar can be made of {view.noun}s, which have no days; ask for events or relations with --format ics, "
            "or for these with --format csv, json or jsonl"
        )
    return view.data.to_icalendar(days)
