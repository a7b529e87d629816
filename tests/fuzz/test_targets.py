"""Every input of the corpora, and more that are made by chance, keep what the targets promise: without atheris, on every Python."""

import html
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

from dprkrel import Certainty, When
from dprkrel.questions import events
from dprkrel.store.lines import dumps
from dprkrel.store.tables import Tables
from dprkrel.tabular import table
from tests.cases import for_each
from tests.fuzz import texts
from tests.fuzz.choices import Choices
from tests.fuzz.targets import TARGETS, command_line, loader, names
from tests.small import small

MADE: Final = 60
"""How many inputs are made by chance for each target."""

LONGEST: Final = 2
"""How many seconds of computing one input may take: a hundred times what the slowest takes, with what is imported once."""


def _inputs(name: str) -> Iterator[bytes]:
    """Yield the seeds of a target, its corpus, and inputs that are made of these, the same in each run."""
    target: Any = import_module(f"tests.fuzz.targets.{name}")
    seeds = [*target.seeds(), *texts.corpus_of(name)]
    yield from seeds
    chance = random.Random(14)
    for _ in range(MADE):
        one, other = chance.choice(seeds), chance.choice(seeds)
        data = bytearray(one[: chance.randint(0, len(one))] + other[chance.randint(0, len(other)) :])
        for _ in range(chance.randint(0, 3)):
            data.insert(chance.randint(0, len(data)), chance.randrange(256))
        yield bytes(data[: TARGETS[name].longest])


def _broken(name: str) -> Iterator[str]:
    """Yield the inputs of a target that break a promise, each as a line of the corpus with the reason."""
    target: Any = import_module(f"tests.fuzz.targets.{name}")
    for data in _inputs(name):
        begun = time.process_time()
        try:
            target.check(data)
        except Exception as error:  # noqa: BLE001 - of whatever kind, it is no promise kept
            yield f"{texts.line_of(data)}: {type(error).__name__}: {error}"
        if time.process_time() - begun > LONGEST:
            yield f"{texts.line_of(data)}: takes longer than {LONGEST} seconds"


@pytest.mark.parametrize("name", TARGETS)
def test_every_input_keeps_the_promises(name: str) -> None:
    """No seed, no input of the corpus and none that is made of them breaks a promise of the target."""
    assert [*texts.corpus_of(name)], f"there is no corpus of {name}"
    assert [*_broken(name)] == []


def _without_last_line(data: Tables) -> str:
    return "".join(f"{line}\n" for line in dumps(data).splitlines()[:-1])


# For each target something that is replaced by what is wrong.
PLANTED: Final[dict[str, tuple[Any, str, Any]]] = {
    "artifact": (zlib, "crc32", lambda _: 0),
    "command_line": (command_line, "main", lambda _: sys.stdout.write("\x1b[31mred")),
    "loader": (loader, "dumps", _without_last_line),
    "markup": (html, "escape", lambda text: text),
    "names": (names, "read_name", lambda _, text: small().actors[0] if len(text) > 2 else None),
    "tables": (table, "_safe", lambda text: text),
    "when": (When, "overlaps", lambda *_: Certainty.CERTAIN),
    "windows": (events, "count", lambda *_: 1),
}


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_wrong_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target is no test unless it fails: with something wrong in the library its corpus finds it."""
    import_module(f"tests.fuzz.targets.{name}").check(b"")  # what is made once is made of what is right
    place, attribute, wrong = PLANTED[name]
    monkeypatch.setattr(place, attribute, wrong)
    assert next(_broken(name), "") != ""


@for_each("data", [b"", b"plain", "최선희".encode(), b"\xff\\x41\\", b"a\nb\x00", "\u2028\ufeff".encode(), b"\xf0\x9f"])
def test_an_input_is_one_line(data: bytes) -> None:
    """Bytes are written as one printable line, and read back the same."""
    line = texts.line_of(data)
    assert line.isprintable()
    assert texts.data_of(line) == data


def test_corpora_are_small_and_as_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpora hold no input twice, none that is longer than its target takes, and less than a megabyte in all."""
    kept = {path.stem: path.read_bytes() for path in texts.CORPUS.iterdir()}
    assert {name.removesuffix(".broke") for name in kept} == set(TARGETS)
    assert sum(map(len, kept.values())) < 1_000_000
    monkeypatch.setattr(texts, "CORPUS", tmp_path)
    for name, content in kept.items():
        inputs = [texts.data_of(line) for line in content.decode().splitlines()]
        assert max(map(len, inputs)) <= TARGETS[name.removesuffix(".broke")].longest
        texts.write_corpus(name, inputs)
        assert (tmp_path / f"{name}.txt").read_bytes() == content


def test_choices_end_with_the_first() -> None:
    """Bytes are read one after another; where there are no more, every choice is the first and every text empty."""
    choices = Choices(b"\x05\xea\xb9\x80\xffx\x80")
    assert (choices.pick("abc"), choices.text(), choices.text(), bool(choices)) == ("c", "김", "x\udc80", False)
    assert (choices.below(7), choices.flag(), choices.text(), choices.rest()) == (0, False, "", b"")


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel for this Python or system")
def test_atheris_looks_for_more(tmp_path: Path) -> None:
    """The runner starts a target with atheris, ends after so many executions, and notes what was reached."""
    words = [sys.executable, "-m", "tests.fuzz", "tables", "--executions", "300", "--folder", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("every promise held\n")
    assert '"executions": 300' in done.stdout
    assert (tmp_path / "tables.json").exists()
