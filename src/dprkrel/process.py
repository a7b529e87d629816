"""A process: whatever its streams are and whoever ends it, it gives the whole answer, or a status that says why there is none."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NoReturn, TextIO

from dprkrel.prose import escaped

ANSWERED: Final = 0
FAILED: Final = 1
MISUSED: Final = 2
FAULTY: Final = 70
"""The program has a fault (EX_SOFTWARE of sysexits.h)."""

UNWRITTEN: Final = 74
"""The answer is not whole where it was to be written (EX_IOERR of sysexits.h)."""

INTERRUPTED: Final = 130
"""As shells have it for a process that a signal ended: 128 and the number of the signal, here SIGINT."""

UNREAD: Final = 141
"""The same of SIGPIPE: the reader of the answer went away, as `head` does. Python has no such signal, but shells know the status."""

_ENDING: Final[tuple[signal.Signals, ...]] = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_BLOCK: Final = 1 << 16


class UnwrittenError(Exception):
    """The answer cannot be written where it was to be; the message says why."""


class UnreadError(UnwrittenError):
    """Whoever was to read the answer has gone."""


def run(main: Callable[[], int]) -> NoReturn:
    """Run what a process is for, and end the process with its status.

    Signals end it at once, and leave no half of a file behind. A descriptor
    that was closed is filled, lest a file that is opened later take its
    place and what is meant for standard error be written into it.
    """
    for number in _ENDING:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):  # what is ignored stays so
            signal.signal(number, _end)
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    from warnings import simplefilter  # late: signals first

    simplefilter("ignore")  # of other packages; those that an answer raises are kept by whoever asks
    sys.exit(main())


def _end(number: int, _: object) -> None:
    """End the process by a signal, so that its parent sees by which, and a loop of a shell ends with it."""
    files: Any = sys.modules.get("dprkrel.files")
    if files is not None:
        files.take_back()
    signal.signal(number, signal.SIG_DFL)
    if os.name == "posix":  # pragma: no branch - Windows, where no tests run, has no such signals
        os.kill(os.getpid(), number)
    os._exit(128 + number)


def status(program: str, answer: Callable[[], int]) -> int:
    """Return the status of an answer; of one that fails, tell why in a line on standard error.

    Args:
        program: what is run, as the line begins.
        answer: what answers, and returns a status.
    """
    try:
        return answer()
    except UnreadError:
        return UNREAD
    except UnwrittenError as error:
        code, reason = UNWRITTEN, str(error)
    except KeyboardInterrupt:  # in a process of others, whose signals are theirs
        return INTERRUPTED
    except MemoryError:
        code, reason = FAILED, "there is too little memory"
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked is told, and a script reads the status
        code, reason = _fault(error)
    with suppress(MemoryError):
        tell([f"{program}: {reason}"])
    return code


def _fault(error: Exception) -> tuple[int, str]:
    """Return the status of an error that no question has, and what a report of it needs: which error, where."""
    from dprkrel.errors import on_one_line  # late: no answer needs them

    place, importing, frame = "", False, error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        importing = code.co_filename.startswith("<frozen importlib")
        if str(frame.tb_frame.f_globals.get("__name__")).partition(".")[0] == "dprkrel":
            place = f"{os.path.basename(code.co_filename)}, line {frame.tb_lineno}"  # noqa: PTH119 - pathlib is slow
        frame = frame.tb_next
    said = on_one_line(f"{type(error).__name__}: {error}", 300)
    if isinstance(error, ImportError) and getattr(error, "path", None) and "dprkrel" not in str(error.name):
        return FAILED, f"Python cannot import what the package needs ({said})"  # for want of memory, say
    if importing or isinstance(
        error, ImportError | SyntaxError
    ):  # also a file that was compiled in part, on a full disk
        return FAILED, f"the package is not whole ({said}); install dprkrel again"
    return (
        FAULTY,
        f"this is a fault; if it is still there once you have installed dprkrel again, report it: {said} ({place})",
    )


def ready() -> None:
    """Make sure that an answer has somewhere to go, before anything is done for it.

    Raises:
        UnwrittenError: standard output is closed.
    """
    if sys.stdout is None or getattr(sys.stdout, "closed", False):
        raise UnwrittenError("the answer cannot be written: standard output is closed")


def give(text: str) -> None:
    """Write an answer to standard output, all of it.

    Raises:
        UnwrittenError: it cannot be written, or not all of it.
    """
    ready()
    try:
        _write(text, sys.stdout)
    except ConnectionError as error:
        raise UnreadError(str(error)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwrittenError(f"the answer cannot be written: {reason}") from error


def tell(lines: Iterable[str]) -> None:
    """Write lines to standard error, without control characters; whoever closed it does not want them."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            _write("".join(f"{escaped(line)}\n" for line in lines), sys.stderr)


class WholeOutput:
    """What parsers of arguments write: help as any other answer, and faults of usage as told; argparse loses both without a word."""

    prog: str
    format_usage: Callable[[], str]

    def error(self, message: str) -> NoReturn:
        """End with the usage and what is wrong."""
        self.exit(MISUSED, f"{self.format_usage()}{self.prog}: error: {message}\n")

    def exit(self, status: int = ANSWERED, message: str | None = None) -> NoReturn:
        """End, and tell why."""
        tell((message or "").splitlines())
        raise SystemExit(status)

    def _print_message(self, message: str, file: object = None) -> None:
        del file
        give(message)


@contextmanager
def writing() -> Iterator[None]:
    """Take a file that cannot be written for what it is: an answer that cannot be written.

    Raises:
        UnwrittenError: a file cannot be written.
    """
    from dprkrel.errors import FileError  # late, as above

    try:
        yield
    except FileError as error:
        raise UnwrittenError(str(error)) from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no signal end the process while files are written that belong together."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows, as above
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _write(text: str, stream: TextIO) -> None:
    """Write text in UTF-8, all of it, past the buffers of Python, of which nothing is left to fail when the process ends."""
    import io  # late: signals first

    if not isinstance(stream, io.TextIOWrapper):
        stream.write(text)
        stream.flush()
        return
    stream.flush()
    raw: Any = getattr(stream.buffer, "raw", stream.buffer)
    left = memoryview(text.encode("utf-8", "backslashreplace"))
    while left:
        taken = raw.write(left[:_BLOCK])
        if taken is None:  # a pipe that is full, and that another process has set not to wait
            from select import select  # late, as above

            select([], [raw], [])
        else:
            left = left[taken:]
    try:
        again = os.dup(raw.fileno())
    except OSError:  # it has no descriptor, or none is left
        return
    os.close(again)  # where a disk is far away, it tells here that it took nothing
