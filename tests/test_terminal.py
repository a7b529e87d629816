"""Terminals as they are: those of this machine, opened for the test."""

import os
import struct

import pytest

from dprkrel.terminal import width_of


@pytest.mark.parametrize(("columns", "told"), [(132, 132), (0, 80)])
def test_a_terminal_says_how_wide_it_is(monkeypatch: pytest.MonkeyPatch, columns: int, told: int) -> None:
    """The width is what the terminal says; of one that does not know it, as over a serial line, that of most."""
    pty, fcntl, termios = map(pytest.importorskip, ("pty", "fcntl", "termios"))
    monkeypatch.delenv("COLUMNS", raising=False)
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        assert width_of(stream) == told
    os.close(ours)
