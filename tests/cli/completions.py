"""Make the completion scripts that the package brings: `python -m tests.cli.completions`."""

from argparse import Action
from pathlib import Path

import shtab

import dprkrel
from dprkrel.cli.arguments import SHARED, WORDS
from dprkrel.cli.commands import COMMANDS
from dprkrel.cli.parser import CommandParser, Parser, parser

FOLDER = Path(dprkrel.__file__).parent / "cli" / "completions"
SHELLS = ("bash", "zsh", "tcsh")


def whole() -> Parser:
    """Return the parser with all arguments of all commands, and the words that they take."""
    made = parser()
    commands = next(action for action in made._actions if action.dest == "command")
    for name, one in dict(commands.choices or {}).items():
        assert isinstance(one, CommandParser)
        one.fill()
        for argument in (*COMMANDS[name].arguments, *SHARED):
            action = next(action for action in one._actions if _is(action, argument.flags))
            if argument.words:
                action.choices = [*WORDS[argument.words]()]
            elif argument.completes:
                action.complete = getattr(shtab, argument.completes.upper())  # type: ignore[attr-defined] # as shtab asks
    return made


def _is(action: Action, flags: tuple[str, ...]) -> bool:
    return set(flags) <= {*action.option_strings, action.dest}


def script(shell: str) -> str:
    """Return the script for a shell."""
    made: str = shtab.complete(whole(), shell)
    return "\n".join(line.rstrip() for line in made.splitlines()) + "\n"


if __name__ == "__main__":
    for shell in SHELLS:
        (FOLDER / f"dprkrel.{shell}").write_text(script(shell), "utf-8")
