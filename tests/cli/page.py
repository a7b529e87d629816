"""The examples of docs/command-line.md, run: `python -m tests.cli.page` writes what they print today."""

import io
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from dprkrel.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
WIDTH = 96
"""Columns of the terminal that the page shows."""

SHOWN = 7
"""How many lines of an answer the page has."""

_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def whole(page: str) -> str:
    """Return the page with what its examples print."""
    return _BLOCK.sub(lambda block: "".join(_example(line) for line in commands(block[0])), page)


def commands(page: str) -> list[str]:
    """Return the lines in which an example is given."""
    return [line for line in page.splitlines() if line.startswith("$ dprkrel")]


def _example(line: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        mock.patch("dprkrel.cli.run.width_of", return_value=WIDTH),
        mock.patch("dprkrel.cli.run.wants_colour", return_value=False),
    ):
        main(shlex.split(line)[2:])
    answer, told = out.getvalue().splitlines(), err.getvalue().splitlines()
    if len(answer) > SHOWN + 1:
        answer = [*answer[:SHOWN], "…"]
    if len(told) > 4 and answer:  # what was not searched is long, and the count stands below it
        told = [*told[:2], "…", told[-1]]
    return "\n".join([line, *answer, *told, ""])


if __name__ == "__main__":
    PAGE.write_text(whole(PAGE.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{PAGE.name} is written\n")
