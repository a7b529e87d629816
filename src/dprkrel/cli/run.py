"""Run one command: read its arguments, ask, print the answer and what there is to know of it."""

from __future__ import annotations

import sys
import warnings
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from dprkrel.bundled import load
from dprkrel.cli.commands import COMMANDS
from dprkrel.cli.parser import parser
from dprkrel.cli.views import Answer
from dprkrel.errors import CoverageWarning, DprkrelError
from dprkrel.process import ANSWERED, FAILED, give, ready, tell
from dprkrel.prose import WIDTH, counted, escaped, plural, wrapped
from dprkrel.terminal import wants_colour, width_of

if TYPE_CHECKING:
    from dprkrel.dataset import Dataset

_WIDEST: Final = 100
"""Columns of text, however wide the terminal is: longer lines are hard to read."""


def answered(arguments: Sequence[str] | None) -> int:
    """Answer one question, and return the status of the process.

    Args:
        arguments: the words of the command line; None takes those of the process.
    """
    words = sys.argv[1:] if arguments is None else arguments
    try:
        asked = parser().parse_args([_as_typed(word) for word in words])
        fault = _at_odds(asked)
        if fault:
            asked.parser.error(fault)
        ready()
        return _answer(asked)
    except DprkrelError as error:
        from dprkrel.cli.messages import told

        tell(told(error, width_of(sys.stderr)))
        return FAILED


def _as_typed(word: str) -> str:
    """Return a word of the command line as UTF-8, also where the locale read it as ASCII."""
    try:
        return word.encode("utf-8", "surrogateescape").decode()
    except UnicodeError:
        return word


def _at_odds(asked: Namespace) -> str:
    """Return which options do not go together; or nothing."""
    if asked.columns and (asked.detail or asked.format == "ics"):
        return "--columns chooses among the columns of a table, of which --detail and --format ics have none"
    if asked.detail and asked.format in ("csv", "jsonl", "ics"):
        return f"--detail is for reading and for --format json; --format {asked.format} has all columns anyway"
    if asked.spreadsheet_safe and asked.format != "csv":
        return "--spreadsheet-safe is for --format csv"
    return ""


def _answer(asked: Namespace) -> int:
    """Ask and print; return with which code the process ends."""
    from importlib import import_module

    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always", CoverageWarning)
        data = _asked_of(asked)
        command = getattr(import_module(f"dprkrel.cli.{COMMANDS[asked.command].module}"), asked.command)
        answer: Answer = command(data, asked)
        rows = answer.rows if asked.limit is None else answer.rows[: asked.limit]
        _print(answer, rows, asked)
    _tell(raised, answer, rows, asked)
    return ANSWERED if answer.passed else FAILED


def _asked_of(asked: Namespace) -> Dataset:
    """Return the dataset that is asked: the bundled one or that of a file, all of it or what was known by a day."""
    if asked.data is None:
        data = load()
    else:
        from dprkrel.codec import read  # late: the bundled data are opened, not read
        from dprkrel.terminal import waiting

        with waiting(f"reading {asked.data}"):
            data = read(asked.data)
    return data if asked.as_of is None else data.as_of(asked.as_of)


def _print(answer: Answer, rows: Sequence[Any], asked: Namespace) -> None:
    if asked.format in (None, "table"):
        give("".join(f"{line}\n" for line in _lines(answer, rows, asked)))
        return
    from dprkrel.cli.formats import written

    end = "\r\n" if asked.format == "ics" else "\n"
    text = written(answer.view, rows, asked)
    # Of no rows there is no line: an empty one is no JSON.
    lines = text.removesuffix(end).split(end) if text else []
    give("".join(f"{escaped(line)}{end}" for line in lines))


def _lines(answer: Answer, rows: Sequence[Any], asked: Namespace) -> Iterable[str]:
    """Return an answer in lines: of the columns that were asked for, in full, in words of its own, or one for each row."""
    width, colour = width_of(sys.stdout), wants_colour(sys.stdout)
    text = min(width - 1, _WIDEST) if width else WIDTH
    if asked.columns:
        from dprkrel.cli.formats import chosen, columns_in_lines

        return columns_in_lines(chosen(answer.view, rows, asked), width, colour=colour)
    if answer.lines and (answer.whole or not asked.detail):
        return map(escaped, answer.lines(text))
    if asked.detail:
        return map(escaped, answer.view.detail(rows, text))
    from dprkrel.cli.layout import laid_out

    view = answer.view
    cells = [view.cells(row) for row in rows]
    return laid_out(view.shapes, cells, width=width, colour=colour, headings=view.headings)


def _tell(raised: Sequence[warnings.WarningMessage], answer: Answer, rows: Sequence[Any], asked: Namespace) -> None:
    """Tell on standard error what there is to know of an answer."""
    width = width_of(sys.stderr)
    if raised:
        from dprkrel.cli.messages import told

        for message in dict.fromkeys(str(warning.message) for warning in raised):
            tell(told(UserWarning(message), width))
    for note in answer.notes:
        tell(wrapped(note, first="", hanging="  ", width=width or WIDTH))
    if answer.counted:
        tell(wrapped(_count(answer, rows, asked), first="", hanging="  ", width=width or WIDTH))


def _count(answer: Answer, rows: Sequence[Any], asked: Namespace) -> str:
    """Return how many rows there are, on how many sources they rest, and what else can be asked."""
    view = answer.view
    if not answer.rows:
        return f"nothing in edition {view.data.edition} matches"
    of = f" of {len(answer.rows)}" if len(rows) < len(answer.rows) else ""
    number = f"{len(rows)}{of} {plural(view.noun)}" if of else counted(len(rows), view.noun)
    sources = view.source_ids(rows)
    cited = f"; {counted(len(sources), 'source')}" if sources else ""
    hint = "" if asked.detail or asked.format not in (None, "table") or asked.columns else f"; {view.hint}"
    return f"{number}{cited}{hint}"
