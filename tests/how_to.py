"""How the how-tos run: each block of code as a user pastes it, in a folder of its own, and what it prints is what is shown.

A block `text` is the output of the block before it, whole and exact. So a page shows nothing that was not produced, and hides
nothing that was. `python -m tests.how_to PAGE…` writes into pages what their code prints; read the diff.
"""

import code
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple
from unittest import SkipTest

from sybil import Document, Example, Region

from tests.installed import ROOT, start_installed

PAGES = ROOT / "docs" / "how-to"

BLOCK = re.compile(r"^```(?P<language>[^\n]*)\n(?P<source>.*?)^```$", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"^!\[[^\]]+\]\((?P<path>[^)]+)\)$", re.MULTILINE)
FILE = re.compile(r"# (?P<name>\w+\.py)\n")
NEEDS = re.compile(r"""pip install (?:dprkrel|"dprkrel\[(?P<extras>[a-z,]+)\]")(?: [a-z][a-z0-9-]*)*""")
SECONDS = re.compile(r"=+ (?P<result>\w[\w, ]*) in [\d.]+s(?: \([\d:]+\))? =+")
"""How a run of pytest ended; how long it took differs from run to run."""
PATCH = re.compile(r"=+ Hypothesis =+\n+`git apply .+\n")
"""What Hypothesis adds where libcst is installed, which it need not be."""


class Block(NamedTuple):
    """A block of code, and what it prints; None where the page shows nothing."""

    language: str
    source: str
    line: int
    shown: str | None


class Examples:
    """Find the blocks of a page that are run, each with its output, and the pictures."""

    def __call__(self, document: Document) -> Iterable[Region]:
        """Yield each block; an output that follows no code is a block of its own, and fails."""
        blocks = [each for each in BLOCK.finditer(document.text) if not each["language"].startswith("{")]
        while blocks:
            first = blocks.pop(0)
            end, shown = first.end(), None
            if blocks and blocks[0]["language"] == "text" and not document.text[end : blocks[0].start()].strip():
                shown, end = blocks[0]["source"], blocks.pop(0).end()
            line = document.text.count("\n", 0, first.start("source"))
            block = Block(first["language"], first["source"], line, shown)
            yield Region(first.start(), end, block, evaluate)
        for picture in PICTURE.finditer(document.text):
            yield Region(picture.start(), picture.end(), PAGES / picture["path"], compare)


def evaluate(example: Example) -> None:
    """Run a block, and compare what it prints with what the page shows.

    Raises:
        AssertionError: they differ, or nothing is known that runs such a block.
    """
    block: Block = example.parsed
    run = RUN.get(block.language)
    assert run, f"nothing runs a block of {block.language or 'no language'}; `text` follows the code that prints it"
    printed = run(example)
    if not alike(printed, block.shown or ""):
        raise AssertionError(f"the page shows\n{block.shown or 'nothing'}\nand it prints\n{printed or 'nothing'}")


def compare(example: Example) -> None:
    """Compare a picture of the page with the one of its name that the code has saved.

    Raises:
        AssertionError: it is another.
    """
    shown: Path = example.parsed
    assert Path(shown.name).read_bytes() == shown.read_bytes(), (
        f"the code has not saved {shown.name} as the page shows it"
    )


def alike(printed: str, shown: str) -> bool:
    """Return whether two outputs are the same, apart from what differs from run to run."""
    one, other = (SECONDS.sub(r"\g<result>", PATCH.sub("\n", text)) for text in (printed, shown))
    return one == other


class _Prompt(code.InteractiveConsole):
    """The prompt of Python, which reads and does nothing."""

    refused = False

    def takes(self, source: str) -> bool:
        """Return whether it can read what is pasted, line by line."""
        for line in [*source.splitlines(), ""]:
            self.push(line)
        return not self.refused

    def runcode(self, code: object) -> None:
        """Do nothing."""

    def showsyntaxerror(self, *_: object, **__: object) -> None:
        """Remember that there was an error."""
        self.refused = True


def _python(example: Example) -> str:
    block: Block = example.parsed
    if named := FILE.match(block.source):  # a file that the reader is to make
        Path(named["name"]).write_text(block.source, "utf-8")
        return ""
    assert _Prompt().takes(block.source), "before Python 3.13, the prompt wants an empty line after what is indented"
    compiled = compile("\n" * block.line + block.source, example.path, "exec", dont_inherit=True)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compiled, example.namespace)
    return printed.getvalue()


def _r(example: Example) -> str:
    rscript = shutil.which("Rscript")
    if rscript is None:
        raise SkipTest("R is not installed (Debian: apt-get install r-base-core)")
    block: Block = example.parsed
    done = subprocess.run([rscript, "-e", block.source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _shell(example: Example) -> str:
    block: Block = example.parsed
    return "".join(_command(*line.split(" ", 1)) for line in block.source.splitlines())


def _command(program: str, words: str) -> str:
    """Run pytest, and check what pip is to install as far as this can be known without the network."""
    if program == "pytest":
        # A busy machine is no fault: this profile of Hypothesis does not fail because it was slow.
        options = ["-p", "no:cacheprovider", "-W", "error", "--hypothesis-profile=ci"]
        done = start_installed(Path.cwd(), "-m", "pytest", *options, *words.split())
        return done.stdout
    needs = NEEDS.fullmatch(f"{program} {words}")
    assert needs, f"{program} {words}: only pytest and pip install are run"
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert extras.keys() >= {*(needs["extras"] or "all").split(",")}, words
    return ""


RUN: dict[str, Callable[[Example], str]] = {"python": _python, "r": _r, "sh": _shell}
"""What runs a block of each language, and returns what it prints."""


def enter(names: dict[str, Any]) -> None:
    """Go to a folder of its own, where a page may leave files."""
    names["__name__"] = "__main__"
    names["_left"] = Path.cwd(), tempfile.TemporaryDirectory()
    os.chdir(names["_left"][1].name)


def leave(names: dict[str, Any]) -> None:
    """Go back, and delete what the page has left."""
    before, folder = names["_left"]
    os.chdir(before)
    folder.cleanup()


def written(page: Path) -> str:
    """Run a page, and return it with what its code prints."""
    document = Document.parse(str(page), Examples())
    text, ends = [], 0
    enter(document.namespace)
    try:
        for example in document.examples():
            if not isinstance(example.parsed, Block):
                continue
            block = example.parsed
            printed = RUN[block.language](example)
            shown = block.shown if block.shown and alike(printed, block.shown) else printed
            code = f"```{block.language}\n{block.source}```"
            text += [document.text[ends : example.start], code, f"\n\n```text\n{shown}```" if shown else ""]
            ends = example.end
    finally:
        leave(document.namespace)
    return "".join([*text, document.text[ends:]])


if __name__ == "__main__":
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "datetime.datetime.utcfromtimestamp", DeprecationWarning, "dateutil")
    for name in sys.argv[1:]:
        page = PAGES / f"{name}.md"
        page.write_text(written(page), "utf-8")
