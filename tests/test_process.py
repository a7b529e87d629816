"""Processes within this one: what cannot be brought about from outside."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from errno import EDQUOT
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import pytest

from dprkrel import process
from dprkrel.__main__ import main as run_as_module
from dprkrel.cli import main
from dprkrel.process import ANSWERED, FAILED, FAULTY, INTERRUPTED, UNWRITTEN, UnwrittenError
from tests.cases import for_each


def _raising(error: BaseException) -> Callable[[], int]:
    def answer() -> int:
        raise error

    return answer


@for_each(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), INTERRUPTED, ""),
        (MemoryError(), FAILED, "program: there is too little memory\n"),
        (UnwrittenError("the answer cannot be written: no"), UNWRITTEN, "program: the answer cannot be written: no\n"),
        (ModuleNotFoundError("No module named 'attrs'", name="attrs"), FAILED, "program: the package is not whole (ModuleNotFoundError: No module named 'attrs'); install dprkrel again\n"),
        (ImportError("x.so: cannot map", name="zlib", path="x.so"), FAILED, "program: Python cannot import what the package needs (ImportError: x.so: cannot map)\n"),
    ],
)  # fmt: skip
def test_each_end_has_its_status_and_its_line(
    capsys: pytest.CaptureFixture[str], error: BaseException, status: int, told: str
) -> None:
    """Whatever ends an answer has a status, and is told in one line on standard error."""
    assert process.status("program", _raising(error)) == status
    assert capsys.readouterr() == ("", told)


def test_a_fault_of_ours_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that no question has ends with 70, and tells what a report needs; without control characters, in one line."""
    monkeypatch.setattr("dprkrel.cli.run.COMMANDS", {})
    assert main(["visits", "Lavrov"]) == FAULTY
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "dprkrel: this is a fault; if it is still there once you have installed dprkrel again, report it: KeyError: 'visits' (run.py, line "
    )
    assert err.count("\n") == 1
    assert process.status("program", _raising(RuntimeError("a\x1b[2J\nb"))) == FAULTY
    assert r"RuntimeError: a\x1b[2J\nb" in capsys.readouterr().err


def test_without_streams_the_status_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python has no streams at all, as `pythonw` has none, or they were closed, nothing is raised."""
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed):
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        assert main(["rules"]) == UNWRITTEN
        with pytest.raises(SystemExit, match="2"):
            main(["vists"])


def test_what_a_disk_tells_at_the_end_counts(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A disk that is far away may take an answer and tell only at the closing that it was full: that is no answer."""
    close = os.close
    copies: list[int] = []
    dup = os.dup

    def copied(descriptor: int) -> int:
        copies.append(dup(descriptor))
        return copies[-1]

    def closed(descriptor: int) -> None:
        close(descriptor)
        if descriptor in copies:
            copies.remove(descriptor)
            raise OSError(EDQUOT, os.strerror(EDQUOT))

    stream = os.fdopen(dup(1), "w")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(os, "dup", copied)
    monkeypatch.setattr(os, "close", closed)

    def answer() -> int:
        process.give("answer\n")
        return ANSWERED

    status = process.status("program", answer)
    monkeypatch.undo()
    stream.close()

    assert status == UNWRITTEN
    assert capfd.readouterr().err == f"program: the answer cannot be written: {os.strerror(EDQUOT)}\n"


def test_the_script_is_the_command_line() -> None:
    """What is installed as `dprkrel` runs what `python -m dprkrel` runs."""
    (script,) = entry_points(group="console_scripts", name="dprkrel")

    assert script.load() is run_as_module


BLOCKED: Final = (
    "import signal; from dprkrel import process; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])"
)
WRITING: Final = """
import sys
from dprkrel import files
def blocks():
    yield b"half"
    process._end(signal.SIGTERM, None)
files.write_blocks(sys.argv[1], blocks())
"""


@pytest.mark.skipif(os.name != "posix", reason="it needs signals that can be blocked")
@for_each("then", [WRITING, "process._end(signal.SIGTERM, None)"])
def test_a_signal_leaves_no_half_of_a_file(tmp_path: Path, then: str) -> None:
    """A signal takes back the file that is being written, if any, and ends the process also where it is itself blocked."""
    code = [sys.executable, "-c", f"{BLOCKED}\n{then}", str(tmp_path / "whole")]
    done = subprocess.run(code, capture_output=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, b"")
    assert list(tmp_path.iterdir()) == []
