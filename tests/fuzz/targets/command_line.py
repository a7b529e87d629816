"""The command line: whatever words it gets, an answer or a reason, a documented exit code, and nothing unprintable."""

import contextlib
import csv
import functools
import io
import itertools
import json
import warnings
from typing import Final
from unittest import mock

from dprkrel import bundled
from dprkrel.cli import main, run
from dprkrel.cli.arguments import FORMATS, SHARED
from dprkrel.cli.commands import COMMANDS
from dprkrel.cli.parser import Parser, parser
from dprkrel.prose import escaped
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold
from tests.payloads import PAYLOADS
from tests.small import small

_WITHOUT_FILES: Final = tuple(name for name in COMMANDS if name not in ("completion", "export", "verify"))
"""The commands that write no file and read none; an input that names another, or a file, is not tried."""

_FILES: Final = ("--data", "--texts", "--chart")
_FLAGS: Final = tuple(
    dict.fromkeys(
        flag
        for command in COMMANDS.values()
        for argument in (*command.arguments, *SHARED)
        for flag in argument.flags
        if flag.startswith("-") and flag not in _FILES
    )
)
_VALUES: Final = (
    "Lavrov", "DPRK", "Russia", "Belarus", "Choe Son Hui", "최선희", "Kim", "russia-president", "President", "foreign minister",
    "treaty", "lavrov-visit", "ryzhenkov-visit", "arms", "belarus-dprk", "ministers-visits", "press-2024-07-24", "events",
    "2024-07-24", "2024", "2023-10/..", "2000-02-30", "..", "minister", "head_of_state", "any", "planned", "visit", "talks",
    "possible", "certain", "within", "visitor", "host", "month", "year", "rank", "none", "actor", "state", "person", "treaty-corrected",
    *FORMATS, "1", "0", "-1", "٣", "id,when", "id,id", "urls", "bibtex", "csl", "text", "2024.7.25", "--", "-h", "--help", "--version",
    "", " ", "%s", "%(prog)s", *PAYLOADS[-14:],
)  # fmt: skip
TOKENS: Final = (*_WITHOUT_FILES, *_FLAGS)


def seeds() -> list[bytes]:
    """Return the first inputs: the examples of all commands, and words of every kind."""
    words = [command.example.replace('"', "").split() for name, command in COMMANDS.items() if name in _WITHOUT_FILES]
    formats = [[*one[:2], "--format", FORMATS[place % len(FORMATS)]] for place, one in enumerate(words)]
    return [
        *(b"\1" + b"\xff".join(word.encode() for word in one) for one in (*words, *formats)),
        *(
            bytes([0, place, 2, 1, place * 3 % 60, 0, place % 30, place * 7 % 60])
            for place in range(len(_WITHOUT_FILES))
        ),
    ]


def check(data: bytes) -> None:
    """Check the answer to words that are made of some bytes."""
    choices = Choices(data)
    words = _chosen(choices) if choices.flag() is False else [choices.text() for _ in range(8) if choices]
    if any(word.startswith(_FILES) or word in COMMANDS.keys() - {*_WITHOUT_FILES} for word in words):
        return
    out, err = _Stream(), _Stream()
    with (
        mock.patch.dict(bundled._opened, {"bundled": small()}),
        mock.patch.object(run, "parser", _parser),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        warnings.catch_warnings(),
    ):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else -1
    _check_output(words, code, out.text(), err.text())


class _Stream(io.TextIOWrapper):
    """A stream as a process has it: of text, over bytes."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", errors="backslashreplace", newline="")

    def text(self) -> str:
        """Return what was written."""
        self.flush()
        return self._bytes.getvalue().decode()


@functools.cache
def _parser() -> Parser:
    """Return the parser, which takes longer to make than most answers."""
    return parser()


@functools.cache
def _argument_flags(name: str) -> tuple[str, ...]:
    own = [flag for argument in COMMANDS[name].arguments for flag in argument.flags if flag.startswith("-")]
    return tuple(flag for flag in (*own, *_FLAGS) if flag not in _FILES)


def _chosen(choices: Choices) -> list[str]:
    name = choices.pick(_WITHOUT_FILES)
    own = [argument for argument in COMMANDS[name].arguments if not argument.flags[0].startswith("-")]
    words = [name, *(choices.pick(_VALUES) for _ in own)]
    for _ in range(choices.below(5)):
        words += [choices.pick(_argument_flags(name)), *([choices.pick(_VALUES)] if choices.byte() % 4 else [])]
    return words


def _check_output(words: list[str], code: int, out: str, err: str) -> None:
    hold(code in (0, 1, 2), words, code)
    hold("Traceback" not in err, words, err)
    for text in (out, err):
        hold(all(escaped(line) == line for line in text.replace("\r\n", "\n").split("\n")), words, text)
        hold(len(err) <= 20_000, words, len(err))
    hold(code == 0 or not out or words[:1] == ["verify"], words, code, out)
    hold(code == 0 or bool(err), words, code)
    asked = [other for word, other in itertools.pairwise(words) if word == "--format"]
    if code != 0 or len(asked) != 1 or {"--json", "-h", "--help", "--version", "--detail"} & {*words}:
        return
    if asked[0] == "json":
        json.loads(out)
    elif asked[0] == "jsonl":
        [json.loads(line) for line in out.splitlines()]
    elif asked[0] == "csv":
        rows = [*csv.reader(io.StringIO(out, newline=""))]
        hold(len({*map(len, rows)}) == 1, words, out)
