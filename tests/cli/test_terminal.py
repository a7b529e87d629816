"""Terminals: width, colour, progress; asked of a real pseudo-terminal where there are any."""

import io
import os
import pkgutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import pytest

from dprkrel import Dataset, terminal
from dprkrel.cli import main
from dprkrel.curation import commands
from dprkrel.curation.__main__ import main as main_of_curation
from tests.cases import for_each
from tests.small import small

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

COLOURS = [
    ({}, True, True),
    ({}, False, False),
    ({"NO_COLOR": "1"}, True, False),
    ({"NO_COLOR": ""}, True, True),
    ({"FORCE_COLOR": "1"}, False, True),
    ({"FORCE_COLOR": ""}, False, False),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ({"TERM": "dumb"}, True, False),
    ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
]
"""What the environment says, whether there is a terminal, and whether colour is wanted."""


class Screen(io.StringIO):
    """A terminal that keeps what is written on it."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def run(words: list[str], columns: int, **environment: str) -> str:
    """Run the command line on a pseudo-terminal, and return what it shows."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    known = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "dprkrel", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**known, "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            block = os.read(ours, 1 << 16)
        except OSError:  # how Linux says that the other side was closed
            break
        if not block:
            break
        shown += block
    os.close(ours)
    assert process.wait(60) == 0
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_its_width_and_colours() -> None:
    """On a terminal lines are as wide as it is, with colour unless `NO_COLOR` is set."""
    words = ["visits", "Lavrov", "--start", "2023-09", "--end", "2023-12"]
    wide, narrow = run(words, 120), run(words, 64, NO_COLOR="1")

    assert "\x1b[36mlavrov-visit-dprk-2023\x1b[0m" in wide
    assert "Pyongyang" in wide
    assert "\x1b" not in narrow
    assert "Sergei Lavr" in narrow
    assert "Pyongyang" not in narrow
    assert max(map(len, narrow.splitlines())) <= 64
    assert "1 visit; 7 sources;" in narrow


@for_each(("environment", "is_terminal", "wanted"), COLOURS)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], is_terminal: bool, wanted: bool
) -> None:
    """`NO_COLOR` goes before `FORCE_COLOR`, and that before the terminal; empty they say nothing."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream: TextIO = Screen() if is_terminal else io.StringIO()

    assert terminal.wants_colour(stream) is wanted


def test_a_width_is_that_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no terminal has no width; `COLUMNS` is that of one; one that does not say has eighty columns."""
    closed = io.StringIO()
    closed.close()
    monkeypatch.setenv("COLUMNS", "33")
    assert (terminal.width_of(Screen()), terminal.width_of(io.StringIO()), terminal.width_of(closed)) == (
        33,
        None,
        None,
    )
    monkeypatch.setenv("COLUMNS", "wide")
    assert terminal.width_of(Screen()) == 80


class TestWaiting:
    """Progress, for what takes longer than a second."""

    def test_what_takes_long_is_told_and_taken_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is done stands on the terminal while it lasts, and nothing is left of it."""
        monkeypatch.setattr(terminal, "PATIENCE", 0.01)
        monkeypatch.delenv("TERM", raising=False)
        screen = Screen()
        with terminal.waiting("reading my.jsonl", screen):
            until = time.monotonic() + 10
            while "reading" not in screen.getvalue() and time.monotonic() < until:
                time.sleep(0.01)
        shown = screen.getvalue()
        line, end = shown.split("\r")[1], shown.split("\r")[-2:]

        assert line.startswith("reading my.jsonl … 0 s")
        assert (end[0].strip(), end[1], len(end[0])) == ("", "", len(line))

    def test_what_is_quick_or_no_terminal_is_not_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Within a second nothing is told, and in a pipe or on a dumb terminal never."""
        monkeypatch.delenv("TERM", raising=False)
        quick = Screen()
        with terminal.waiting("reading", quick):
            pass
        monkeypatch.setattr(terminal, "PATIENCE", 0.0)
        pipe = io.StringIO()
        with terminal.waiting("reading", pipe):
            time.sleep(0.05)
        monkeypatch.setenv("TERM", "dumb")
        dumb = Screen()
        with terminal.waiting("reading", dumb):
            time.sleep(0.05)

        assert (quick.getvalue(), pipe.getvalue(), dumb.getvalue()) == ("", "", "")

    @for_each(
        ("told", "slow", "words"),
        [
            ("checking the citations", "dprkrel.Dataset.verify", "verify --texts ."),
            ("reading data.jsonl", "dprkrel.codec.read", "visits Belarus --data data.jsonl"),
            ("writing data.sqlite", "dprkrel.Dataset.write_sqlite", "export sqlite data.sqlite"),
        ],
    )
    def test_slow_commands_are_told(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: str, slow: str, words: str
    ) -> None:
        """On a terminal it is told what takes long: checking texts, reading a file, writing one; and what is answered stays."""
        screen = self.screen(monkeypatch, tmp_path)
        small().write("data.jsonl")
        answer = getattr(pkgutil.resolve_name(slow.rpartition(".")[0]), slow.rpartition(".")[2])

        def slowly(*given: Any, **more: Any) -> Any:
            time.sleep(0.1)
            return answer(*given, **more)

        monkeypatch.setattr(slow, slowly)
        main(words.split())
        assert f"\r{told} … 0 s" in screen.getvalue()

    def test_compiling_is_told(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The compiler tells that it reads the seeds, and then that it compiles them."""
        screen = self.screen(monkeypatch, tmp_path)
        written: list[object] = []

        def slowly(answer: object) -> Callable[[object], object]:
            def answered(_: object) -> object:
                time.sleep(0.1)
                return answer

            return answered

        monkeypatch.setattr(commands, "read_seeds", slowly(Dataset()))
        monkeypatch.setattr(commands, "artifact", slowly({}))
        monkeypatch.setattr(commands, "write", written.append)
        assert main_of_curation(["compile", "--seeds", str(tmp_path)]) == 0
        assert written == [{}]
        assert [line.strip() for line in screen.getvalue().split("\r") if line.strip()] == [
            "reading the seeds … 0 s",
            "compiling the seeds … 0 s",
        ]

    @staticmethod
    def screen(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Screen:
        """Put a terminal in the place of standard error, on which nobody has patience, and work in a folder."""
        screen = Screen()
        monkeypatch.setattr(terminal, "PATIENCE", 0.01)
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.delenv("TERM", raising=False)
        monkeypatch.chdir(folder)
        return screen
