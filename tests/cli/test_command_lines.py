"""Any words: whatever is typed is answered, or refused in plain words with a status that the help explains."""

import io
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dprkrel.cli import main
from dprkrel.cli.arguments import SHARED, WORDS, Argument
from dprkrel.cli.commands import COMMANDS
from dprkrel.process import ANSWERED, FAILED, MISUSED, UNWRITTEN
from tests.payloads import PAYLOADS
from tests.small import small

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

IDS = [record.id for table in small().tables().values() for record in table]
NAMES = ["DPRK", "Belarus", "Putin", "최선희", "Лавров", "Kim", "foreign minister", "Menlu Korut Choe Son Hui"]
DATES = [
    "2024",
    "2024-06",
    "2024-06-19",
    "2024-06-19/20",
    "..",
    "[..2024]",
    "0000",
    "9999-12-31",
    "10000",
    "-1",
    "2024-02-30",
    "1~",
    "XXXX",
]
NUMBERS = ["0", "1", "-1", "3", "1e9", "9" * 5000, "٣", "1_0", " 1", "+1", "0x10"]
ODD = [
    "",
    " ",
    "-",
    "--",
    "---",
    "=",
    "--=",
    "-h=",
    "@file",
    "%",
    "%s",
    "%(prog)s",
    "{0}",
    "\0",
    "\x1b[2J",
    "\u202e",
    "\ud800",
    "\udcff",
    "\u2028",
    "a" * 9000,
    "İ",
    "ß",
    "ﬁ",
    "\U0010ffff",
    "👨‍👩‍👧",
    "/",
    "../..",
    "*",
    "~",
    "$HOME",
]

texts = st.one_of(
    st.sampled_from([*IDS, *NAMES, *DATES, *NUMBERS, *ODD, *PAYLOADS]),
    st.text(max_size=12),
)


def _values(argument: Argument, nowhere: Path) -> st.SearchStrategy[list[str]]:
    """Return the words by which an argument may be given: mostly such as it takes."""
    if argument.more.get("action") in ("store_true", "store_const"):
        return st.just([])
    if argument.completes:
        return st.sampled_from(
            [[str(nowhere)], [str(nowhere / "none")], ["/dev/null"], ["\0"], [""], [str(nowhere / "\udcff")]]
        )
    if argument.words:
        return st.one_of(st.sampled_from([*WORDS[argument.words]()]), texts).map(lambda word: [word])
    if "choices" in argument.more:
        return st.one_of(st.sampled_from([*argument.more["choices"]]), texts).map(lambda word: [word])
    return texts.map(lambda word: [word])


@st.composite
def lines(draw: st.DrawFn, nowhere: Path, name: str) -> list[str]:
    """Return the words of a command line: a command, most of what it needs, some options, and now and then something else."""
    words = [draw(st.sampled_from([name] * 30 + ["", "-h", "--version", "vist", "\x1b[2J"]))]
    command = COMMANDS[name]
    for argument in (*command.arguments, *SHARED):
        is_option = argument.flags[0].startswith("-")
        needed = argument.more.get("required") or (not is_option and argument.more.get("nargs") not in ("?", "*"))
        if draw(st.integers(0, 20)) < (19 if needed else 3):
            values = draw(_values(argument, nowhere))
            if is_option and draw(st.booleans()) and values:
                words.append(f"{argument.flags[0]}={values[0]}")
            else:
                words += [*argument.flags[: 1 if is_option else 0], *values]
    return [*words, *draw(st.sampled_from([[]] * 20 + [["-h"], ["--help"], ["--limit"], ["--nothing"], ["more"]]))]


def answered(words: list[str]) -> tuple[int, str, str]:
    """Return the status of a command line, and what it writes."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a dataset of ours in a file."""
    made = tmp_path_factory.mktemp("words")
    small().write(made / "small.jsonl")
    return made


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from([*COMMANDS]), more=st.data())
def test_any_words_are_answered_or_refused(name: str, more: Any, folder: Path) -> None:
    """The status is one of the page; what is refused is explained; nothing that is printed can steer a terminal."""
    words = more.draw(lines(folder, name))
    if more.draw(st.integers(0, 3)):
        words += ["--data", str(folder / "small.jsonl")]
    status, out, err = answered(words)

    assert status in (ANSWERED, FAILED, MISUSED, UNWRITTEN), err
    assert "Traceback" not in out + err
    assert status == ANSWERED or err.strip() or (words[0] == "verify" and out.strip())
    if words[0] != "completion":
        assert not {c for c in out + err if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")} - {
            "\n",
            "\r",
        }
