"""Completion scripts: those of the package are what shtab makes of the commands today, and bash completes with them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dprkrel import cli
from dprkrel.records.stances import Status
from tests.cases import for_each
from tests.cli.completions import FOLDER, SHELLS, script

BASH = shutil.which("bash")

WORDS = [
    ("dprkrel vi", {"visits"}),
    ("dprkrel visits --ro", {"--role"}),
    ("dprkrel visits Lavrov --role h", {"host"}),
    ("dprkrel events 2024 --format ", {"table", "csv", "json", "jsonl", "ics"}),
    ("dprkrel events 2024 --status ", {*map(str, Status), "any"}),
    ("dprkrel count rok-unification-ministry-e", {"rok-unification-ministry-exchanges"}),
    ("dprkrel completion z", {"zsh"}),
]
"""What somebody has typed, and what bash makes of the last word."""


@for_each("shell", SHELLS)
def test_the_scripts_are_those_of_the_commands(shell: str) -> None:
    """Each script is the one that shtab makes; `python -m tests.cli.completions` makes them anew."""
    committed = (FOLDER / f"dprkrel.{shell}").read_text("utf-8")
    assert committed == script(shell), "run python -m tests.cli.completions"


def test_a_script_that_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a package that is not whole, the scripts are missed by name, with what mends it."""
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "__init__.py"))
    assert cli.main(["completion", "bash"]) == 1
    told = " ".join(capsys.readouterr().err.split())
    assert told.endswith("dprkrel.bash cannot be read from the installed package; install dprkrel again")


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
def test_bash_completes_commands_options_and_words() -> None:
    """Bash completes commands, options, and the words that an option takes."""
    lines = ["source /dev/stdin <<'SCRIPT'", script("bash"), "SCRIPT"]
    for typed, _ in WORDS:
        words = typed.split(" ")
        lines += [
            f"COMP_WORDS=({' '.join(words[:-1])} {words[-1]!r}); COMP_CWORD={len(words) - 1}",
            'COMPREPLY=(); _shtab_dprkrel dprkrel "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; echo "${COMPREPLY[*]}"',
        ]
    done = subprocess.run(
        [str(BASH), "--norc", "--noprofile"], input="\n".join(lines), capture_output=True, text=True, check=True
    )

    assert done.stderr == ""
    assert [set(line.split()) for line in done.stdout.splitlines()] == [expected for _, expected in WORDS]
