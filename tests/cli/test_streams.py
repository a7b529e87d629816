"""Processes: whatever their streams, surroundings and signals are, the answer is whole, or the status says that it is not."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipapp
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dprkrel
from dprkrel.process import ANSWERED, FAILED, MISUSED, UNREAD, UNWRITTEN
from tests.cases import for_each
from tests.small import small

pytestmark = [
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here"),
    pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here"),
]

PACKAGE = Path(dprkrel.__file__).parent

ANSWER = ("visits", "Lavrov", "--start", "2023-09", "--end", "2023-12")
WARNED = ("actor", "최선희")
REFUSED = ("visits", "Kim")
MISTYPED = ("vists", "Lavrov")
VERSION = ("--version",)
HELP = ("count", "--help")
LONG = ("sources",)
"""More than a pipe holds."""

WORDS = (ANSWER, WARNED, REFUSED, MISTYPED, VERSION, HELP, (*WARNED, "--json"), ("completion", "bash"), ("rules",))

OUT: Final = {"": "whole", ">&-": "closed", ">/dev/full": "full", "1</dev/null": "full"}
ERR: Final = {"": "whole", "2>&-": "closed", "2>/dev/full": "full", "2</dev/null": "full"}
IN: Final = ("", "<&-", "</dev/full", "<.")
FLAGS: Final = (
    "", "-O", "-OO", "-B", "-s", "-P", "-u", "-R", "-bb", "-Werror", "-Xdev", "-Xutf8=0", "-Xfrozen_modules=on", "-Xfrozen_modules=off",
)  # fmt: skip
SURROUNDINGS: Final[tuple[dict[str, str], ...]] = (
    {}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "ko_KR.UTF-8"},
    {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "xx_YY.UTF-8"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "utf-16"},
    {"PYTHONIOENCODING": "latin-1:strict"}, {"PYTHONUTF8": "1"}, {"PYTHONWARNINGS": "error"}, {"PYTHONSAFEPATH": "1"},
    {"PYTHONUNBUFFERED": "1"}, {"HOME": "/nowhere"}, {"HOME": "/dev/null"}, {"TMPDIR": "/nowhere"}, {"TERM": ""}, {"COLUMNS": "0"},
    {"PATH": ""}, {"LANGUAGE": "de"}, {"PYTHONDEVMODE": "1"}, {"PYTHONMALLOC": "debug"}, {"TZ": "Nowhere/None"},
)  # fmt: skip


class Ended(NamedTuple):
    """How a process ended, and what it wrote."""

    status: int
    out: bytes
    err: bytes


def python(
    *words: str,
    redirected: str = "",
    before: str = "",
    environment: Mapping[str, str] | None = None,
    package: Path = PACKAGE,
) -> Ended:
    """Run Python with words in a shell, which redirects its streams."""
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG", "COLUMNS"))
    }
    found = {**known, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})}
    done = subprocess.run(
        ["/bin/sh", "-c", f'{before} exec "$@" {redirected}', "sh", sys.executable, *words],
        capture_output=True, env=found, timeout=120, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def asked(*words: str, redirected: str = "", before: str = "", environment: Mapping[str, str] | None = None) -> Ended:
    """Run the command line as a process."""
    return python("-m", "dprkrel", *words, redirected=redirected, before=before, environment=environment)


plainly = cache(asked)
"""The same with nothing in its way."""


def owed(words: tuple[str, ...], out: str, err: str) -> Ended:
    """Return what words owe where the streams are such: what they give plainly, as far as there is somewhere for it."""
    plain = plainly(*words)
    status, told = plain.status, plain.err
    if status != MISUSED and (out == "closed" or (out == "full" and plain.out)):
        reason = {"closed": b"standard output is closed", "full": b"(No space left on device|Bad file descriptor)"}[out]
        status, told = UNWRITTEN, b"dprkrel: the answer cannot be written: " + reason + b"\n"
    else:
        told = re.escape(told)
    return Ended(status, plain.out if out == "whole" else b"", told if err == "whole" else b"")


def hold(ended: Ended, expected: Ended) -> None:
    """Hold that a process ended as it owes to."""
    assert (ended.status, ended.out) == (expected.status, expected.out), ended.err
    assert re.fullmatch(expected.err, ended.err), ended.err


PLAIN = [
    (ANSWER, ANSWERED, "1 visit"),
    (WARNED, ANSWERED, "not searched"),
    (REFUSED, FAILED, "may mean"),
    (MISTYPED, MISUSED, "nearest is visits"),
    (VERSION, ANSWERED, ""),
]


@for_each(("words", "status", "told"), PLAIN)
def test_the_status_says_what_became_of_the_question(words: tuple[str, ...], status: int, told: str) -> None:
    """An answer ends with 0, what cannot be answered with 1, wrong usage with 2; the reason stands on standard error."""
    ended = plainly(*words)

    assert (ended.status, bool(ended.out)) == (status, status == ANSWERED)
    assert told in ended.err.decode()
    assert bool(told) == bool(ended.err)


@for_each(
    ("redirected", "words"),
    [
        (">&-", ANSWER), (">/dev/full", ANSWER), ("2>&-", WARNED), ("2>/dev/full", WARNED), (">&- 2>&- <&-", ANSWER),
        (">/dev/full 2>/dev/full", WARNED), (">/dev/full", VERSION), (">/dev/full", HELP), (">&-", HELP), (">&-", MISTYPED),
        ("2>&-", REFUSED), (">/dev/full 2>&-", (*WARNED, "--json")), ("1</dev/null", ANSWER),
    ],
)  # fmt: skip
def test_no_answer_is_lost_without_a_word(redirected: str, words: tuple[str, ...]) -> None:
    """Where standard output is closed or full, the status is 74; where only standard error is, the answer is whole, and the status as ever."""
    out = (
        next(state for way, state in OUT.items() if way and way in redirected.split())
        if any(way in redirected.split() for way in OUT if way)
        else "whole"
    )
    err = "whole" if "2>" not in redirected else "lost"

    hold(asked(*words, redirected=redirected), owed(words, out, err))


@settings(max_examples=max(1, settings().max_examples // 10))
@given(
    words=st.sampled_from(WORDS), out=st.sampled_from([*OUT]), err=st.sampled_from([*ERR]), given_in=st.sampled_from(IN[:3]),
    flag=st.sampled_from(FLAGS), environment=st.sampled_from(SURROUNDINGS),
)  # fmt: skip
def test_no_surroundings_change_an_answer(
    words: tuple[str, ...], out: str, err: str, given_in: str, flag: str, environment: dict[str, str]
) -> None:
    """Locales, encodings, options of Python, homes and streams change no byte of an answer that has somewhere to go."""
    flags = [flag] if flag else []
    ended = python(*flags, "-m", "dprkrel", *words, redirected=f"{out} {err} {given_in}", environment=environment)

    hold(ended, owed(words, OUT[out], ERR[err]))


def test_words_and_paths_are_read_as_they_were_typed(tmp_path: Path) -> None:
    """Where the locale knows ASCII only, names are read as UTF-8, and a file of such a name is found; other bytes are shown escaped."""
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    file = tmp_path / "외무성.jsonl"
    small().write(file)
    shutil.copy(file, tmp_path / "plain.jsonl")
    plain = asked("events", "..", "..", "--data", str(tmp_path / "plain.jsonl"))
    read = asked("events", "..", "..", "--data", str(file), environment=ascii_only)
    other = asked("actor", os.fsdecode(b"La\xffrov"), environment=ascii_only)

    assert (read.status, read.out) == (ANSWERED, plain.out), read.err
    assert (other.status, other.err.split(b";")[0]) == (FAILED, b"dprkrel: no actor is known as 'La\\udcffrov'")


class TestPipes:
    """What reads an answer may go away, or be slow."""

    @staticmethod
    def opened(
        words: tuple[str, ...], *, waits: bool = True, err: int = subprocess.PIPE
    ) -> tuple[subprocess.Popen[bytes], int]:
        """Return a process, and the end of the pipe from which its answer is read."""
        ours, theirs = os.pipe()
        os.set_blocking(theirs, waits)
        process = subprocess.Popen(
            [sys.executable, "-m", "dprkrel", *words], stdout=theirs, stderr=err, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        )  # fmt: skip
        os.close(theirs)
        return process, ours

    @for_each("read", [0, 10, 70_000])
    def test_a_reader_that_went_away_is_told_apart(self, read: int) -> None:
        """Whoever stops reading gets no traceback, and the status that shells have for it: no script takes the beginning for the whole."""
        process, ours = self.opened(LONG)
        taken = 0
        while taken < read:
            taken += len(os.read(ours, read - taken))
        os.close(ours)

        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == UNREAD

    def test_who_reads_the_rest_gets_it_whole(self) -> None:
        """A pipe that does not wait, as other programs leave it, gets all of an answer, however slowly it is read."""
        process, ours = self.opened(LONG, waits=False, err=subprocess.DEVNULL)
        time.sleep(0.3)
        got = b""
        while block := os.read(ours, 50_000):
            got += block
            time.sleep(0.005)
        os.close(ours)

        assert (process.wait(60), got) == (ANSWERED, plainly(*LONG).out)

    def test_nobody_need_read_what_there_is_to_know(self) -> None:
        """Where nobody reads standard error, a warning is lost, and no answer."""
        ours, theirs = os.pipe()
        os.close(ours)
        process, out = self.opened(WARNED, err=theirs)
        os.close(theirs)
        with os.fdopen(out, "rb") as answer:
            assert answer.read() == plainly(*WARNED).out
        assert process.wait(60) == ANSWERED

    def test_a_terminal_that_has_gone_takes_no_answer(self) -> None:
        """Where the terminal was closed, the status says that the answer was not written."""
        pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            ["/bin/sh", "-c", 'read word; exec "$@"', "sh", sys.executable, "-m", "dprkrel", *ANSWER],
            stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        )  # fmt: skip
        os.close(theirs)
        os.close(ours)
        process.communicate(b"go\n", timeout=60)

        assert process.returncode == UNWRITTEN


@pytest.mark.usefixtures("unmeasured")
class TestLimits:
    """What the system gives a process may not be enough."""

    def test_a_file_that_may_grow_no_more(self, tmp_path: Path) -> None:
        """A file that takes a part of the answer is not taken for the whole; what is exported is whole or not there."""
        part = asked(*LONG, before="ulimit -f 8;", redirected=f"> {tmp_path}/part")
        export = asked("export", "jsonl", str(tmp_path / "all.jsonl"), before="ulimit -f 8;")

        assert (part.status, part.err) == (UNWRITTEN, b"dprkrel: the answer cannot be written: File too large\n")
        assert plainly(*LONG).out.startswith((tmp_path / "part").read_bytes())
        assert (export.status, export.out) == (UNWRITTEN, b"")
        assert re.fullmatch(rb"dprkrel: '.*all.jsonl' cannot\s+be written: File too large\n", export.err), export.err
        assert [file.name for file in tmp_path.iterdir()] == ["part"]

    @for_each("kilobytes", [26_000, 32_000, 36_000])
    def test_little_memory(self, kilobytes: int) -> None:
        """Where there is too little memory, that is told in a line, and not that the package is broken."""
        ended = asked(*LONG, "--json", before=f"ulimit -v {kilobytes};")

        if b"runpy" in ended.err:  # Python itself did not start
            return
        if ended.status != ANSWERED:
            assert (ended.status, ended.out) == (FAILED, b"")
            assert re.fullmatch(
                rb"dprkrel: (there is too little memory|Python cannot import .*memory.*|.*failed to map segment.*)\n",
                ended.err,
            )
            assert b"install" not in ended.err


class TestPlaces:
    """Where the package lies, and who may write there."""

    def test_nothing_is_needed_but_the_package(self, tmp_path: Path) -> None:
        """With no home, no path, no folder to work in, and where nobody may write, the answer is the same."""
        copy = tmp_path / "read only" / "dprkrel"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        for place in (copy, *copy.rglob("*"), copy.parent):
            place.chmod(0o555 if place.is_dir() else 0o444)
        gone = tmp_path / "gone"
        gone.mkdir()
        found = {
            "PYTHONPATH": str(copy.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": "/dev/null/none",
            "PATH": "",
            "TMPDIR": "/none",
        }
        ended = python(
            "-m", "dprkrel", *ANSWER, before=f"cd '{gone}'; /bin/rmdir '{gone}';", environment=found, package=copy
        )
        for place in (copy, *copy.rglob("*"), copy.parent):
            place.chmod(0o755)

        assert (ended.status, ended.out) == (ANSWERED, plainly(*ANSWER).out), ended.err
        assert not [*copy.rglob("__pycache__")]

    def test_without_what_it_needs_the_package_says_so(self) -> None:
        """Without attrs, as `python -S` finds none, one line says what to do."""
        ended = python("-S", "-m", "dprkrel", *ANSWER)

        assert (ended.status, ended.out, ended.err.count(b"\n")) == (FAILED, b"", 1)
        assert b"No module named 'attr" in ended.err
        assert ended.err.endswith(b"; install dprkrel again\n")

    def test_the_commands_for_curators_are_a_program_too(self, tmp_path: Path) -> None:
        """Run as a module, they end with a status, and tell why on standard error."""
        ended = python("-m", "dprkrel.curation", "check", "--seeds", str(tmp_path / "none"))

        assert (ended.status, ended.out) == (FAILED, b"")
        assert b"is no folder; name the folder of seeds with --seeds" in b" ".join(ended.err.split())

    def test_an_application_in_one_file_answers(self, tmp_path: Path) -> None:
        """The package in a zip file that Python runs answers, and brings its scripts for shells."""
        source = tmp_path / "source"
        shutil.copytree(PACKAGE, source / "dprkrel", ignore=shutil.ignore_patterns("__pycache__"))
        zipapp.create_archive(source, tmp_path / "dprkrel.pyz", main="dprkrel.__main__:main", compressed=True)
        elsewhere = {"PYTHONPATH": ""}

        for words in (ANSWER, ("completion", "zsh")):
            ended = python("-P", str(tmp_path / "dprkrel.pyz"), *words, environment=elsewhere)
            assert (ended.status, ended.out) == (ANSWERED, plainly(*words).out), ended.err

    def test_descriptors_that_were_closed_are_filled(self) -> None:
        """A file that is opened later does not take the place of a stream, where others would write into it."""
        code = "import os; from dprkrel import process; process.run(lambda: os.open(os.devnull, os.O_RDONLY))"

        assert python("-c", code, redirected="<&- >&- 2>&-").status == 3


def taken_over(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether a process has taken its signals over, so that what happens is no longer Python's doing."""
    try:
        text = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    except OSError:
        return True
    caught = re.search(r"SigCgt:\s*(\w+)", text)
    return process.poll() is not None or bool(caught and int(caught[1], 16) >> (signal.SIGTERM - 1) & 1)


def heard() -> None:
    """Let signals end a process that is started, also where the tests run in the background, for which shells ignore some."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="nothing says here which signals a process has taken over"
)
class TestSignals:
    """A process may be ended at any moment."""

    @staticmethod
    def started(*words: str, module: str = "dprkrel", **more: str) -> subprocess.Popen[bytes]:
        """Start a process, and return once its signals are its own."""
        process = subprocess.Popen(
            [sys.executable, "-m", module, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), **more}, preexec_fn=heard,  # noqa: PLW1509 - no other thread is at work
        )  # fmt: skip
        while not taken_over(process):
            time.sleep(0.0005)
        return process

    @settings(max_examples=max(1, settings().max_examples // 10))
    @given(
        after=st.integers(0, 250), number=st.sampled_from([signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    )
    def test_it_dies_of_the_signal_at_any_moment(self, after: int, number: signal.Signals) -> None:
        """While it imports, opens, answers or prints: a signal ends it without a traceback, and 0 means that the answer was whole."""
        process = self.started(*LONG)
        time.sleep(after / 1000)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)

        assert process.returncode in (-number, ANSWERED)
        assert process.returncode != ANSWERED or out == plainly(*LONG).out
        assert plainly(*LONG).out.startswith(out)
        assert b"Traceback" not in err
        assert b"ignored" not in err

    def test_a_half_of_a_file_is_taken_away(self, tmp_path: Path) -> None:
        """Ended while it writes a file, it leaves nothing of it, and the file that was there as it was."""
        file = tmp_path / "data.sqlite"
        file.write_bytes(b"before")
        seen = 0
        for number in (signal.SIGINT, signal.SIGTERM):
            slow = "import os, time; os.fsync = lambda _: time.sleep(20); from dprkrel.__main__ import main; main()"
            process = subprocess.Popen(
                [sys.executable, "-c", slow, "export", "jsonl", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)}, preexec_fn=heard,  # noqa: PLW1509 - no other thread is at work
            )  # fmt: skip
            until = time.monotonic() + 60
            while len([*tmp_path.iterdir()]) < 2 and time.monotonic() < until:
                time.sleep(0.01)
            seen += len([*tmp_path.iterdir()]) == 2
            process.send_signal(number)
            assert process.communicate(timeout=60) == (b"", b"")
            assert process.returncode == -number
            assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]
        assert seen == 2

    def test_what_is_ignored_stays_ignored(self) -> None:
        """A process that was told to ignore a signal, as `nohup` and jobs in the background are, answers all the same."""
        ended = asked(*ANSWER, before="trap '' INT HUP; (sleep 0.05; kill -INT $$; kill -HUP $$) &")

        assert (ended.status, ended.out) == (ANSWERED, plainly(*ANSWER).out)

    def test_a_curator_may_interrupt(self) -> None:
        """The commands for curators end of a signal as well."""
        process = self.started("check", module="dprkrel.curation")
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)

        assert process.communicate(timeout=60) == (b"", b"")
        assert process.returncode == -signal.SIGINT
