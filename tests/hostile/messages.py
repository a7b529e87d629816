"""The messages of all cases, as one text."""

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from dprkrel import DprkrelError
from tests.hostile.cases import CASES, Case

MESSAGES: Final = Path(__file__).with_name("messages.txt")

_TOLD: Final = 300
"""How much of a line is kept; the lists of words that are long have tests of their own."""


@cache
def loaded(case: Case) -> BaseException | None:
    """Load a case in a folder of its own, and return the error that it gives, whose messages name the folder as FOLDER."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            case.load(Path(folder))
        except Exception as error:  # noqa: BLE001 - the test says of which kind it must be
            error.args = (re.sub("0x[0-9a-f]{6,}", "0x…", str(error).replace(folder, "FOLDER")), *error.args[1:])
            return error
    return None


def told(case: Case) -> str:
    """Return the kind and message of the error of a case, which is shortened."""
    error = loaded(case)
    lines = str(error).split("\n")
    shown = [line if len(line) <= _TOLD else f"{line[:_TOLD]}…" for line in lines[:6]]
    more = [f"  … {len(lines) - 6} more"] if len(lines) > 6 else []
    kind = type(error).__name__ if isinstance(error, DprkrelError) else f"NOT OURS: {type(error).__name__}"
    return "\n".join([f"{kind}: {shown[0]}", *shown[1:], *more])


def sections() -> Iterator[str]:
    """Yield the text of all messages part by part."""
    yield "What loading says of each case of the hostile corpus. Written by: python -m tests.hostile\n"
    for title, cases in CASES.items():
        yield f"\n# {title}\n"
        yield from (f"\n{case.name}\n{told(case)}\n" for case in cases)
