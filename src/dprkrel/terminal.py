"""Terminals: how wide they are, whether they want colour, and what they show to whoever waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TextIO

from dprkrel.prose import escaped

if TYPE_CHECKING:
    from threading import Event

PATIENCE: Final = 1.0
"""Seconds after which whoever waits is told for what."""

_TICK: Final = 0.5


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal; one that is closed or was never opened is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def width_of(stream: TextIO) -> int | None:
    """Return how many columns a terminal has; None of what is no terminal, which has no width.

    `COLUMNS` of the environment goes before what the terminal says, as in other programs.
    """
    if not is_terminal(stream):
        return None
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    with suppress(OSError, ValueError):
        columns = os.get_terminal_size(stream.fileno()).columns
        if columns > 0:
            return columns
    return 80


def wants_colour(stream: TextIO) -> bool:
    """Tell whether colour is wanted, in the order of Python's own tools: `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, a terminal.

    See https://no-color.org and https://force-color.org: both count where they are set and not empty.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


@contextmanager
def waiting(what: str, stream: TextIO | None = None) -> Iterator[None]:
    """Show on a terminal what takes longer than a second, and for how long it has; nothing where there is no terminal.

    Args:
        what: what is being done, such as `reading my.jsonl`.
        stream: where; None for standard error.
    """
    shown_on = sys.stderr if stream is None else stream
    if not is_terminal(shown_on) or os.environ.get("TERM") == "dumb":
        yield
        return
    import threading  # late: what answers at once needs none

    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(what, shown_on, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, stream: TextIO, done: Event) -> None:
    """Write a line over itself until all is done, and then take it away."""
    from time import monotonic  # no answer depends on it

    begun, longest = monotonic(), 0
    seconds = PATIENCE
    with suppress(OSError, ValueError):  # nothing is lost where the terminal has gone
        while not done.wait(seconds):
            line = escaped(f"{what} … {monotonic() - begun:.0f} s")
            line = line[: (width_of(stream) or 80) - 1]
            stream.write(f"\r{line}")
            stream.flush()
            longest, seconds = max(longest, len(line)), _TICK
        if longest:
            stream.write(f"\r{' ' * longest}\r")
            stream.flush()
