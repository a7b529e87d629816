"""The parser of arguments: built for the command that is asked, since to build all takes longer than to answer one."""

from __future__ import annotations

import argparse
import re
from typing import Any, Final, NoReturn

from dprkrel import __version__
from dprkrel.cli.arguments import SHARED, WORDS, Argument, path
from dprkrel.cli.commands import COMMANDS
from dprkrel.errors import close_matches
from dprkrel.process import MISUSED, WholeOutput
from dprkrel.prose import WIDTH, escaped, wrapped

EPILOG: Final = """\
Every question takes --format table|csv|json|jsonl|ics, --detail, --limit,
--columns, --as-of and --data. Answers go to standard output, and what there is
to know of them to standard error: how many records there are, where the sources
are, what was not searched.

exit status:
  0    answered, also where nothing matches; for verify, also where there are
       no texts to check against
  1    cannot be answered, or the texts do not bear the data out; standard
       error says why
  2    wrong usage
  70   dprkrel has a fault; standard error says where
  74   the answer, or a file, cannot be written, or not all of it
  129  ended by the signal SIGHUP: the terminal is gone
  130  ended by SIGINT: interrupted
  141  whoever read the answer, such as head, went away before its end
  143  ended by SIGTERM

`dprkrel QUESTION --help` lists the options of a question, the words that they
take, and an example.
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help of one width, whatever the terminal; to ask for its width takes as long as to find the answer."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, **{"width": WIDTH - 1, "max_help_position": 22} | more)

    def add_argument(self, action: argparse.Action) -> None:
        """Make room for the names of commands where they stand; before 3.13, Python reckoned without their indent."""
        super().add_argument(action)
        for command in self._iter_indented_subactions(action):
            needed = len(self._format_action_invocation(command)) + self._current_indent
            self._action_max_length = max(self._action_max_length, needed)


class Parser(WholeOutput, argparse.ArgumentParser):
    """A parser that quotes no control character in an error, names the nearest right word, and refuses abbreviations.

    An option that is short for one alone today may be short for two tomorrow.
    """

    def __init__(self, **more: Any) -> None:
        own: dict[str, Any] = {"formatter_class": _Help, "allow_abbrev": False}
        super().__init__(**own | more)
        self.words: dict[str, str] = {}

    def error(self, message: str) -> NoReturn:
        """End with the usage, the reason and the nearest right word."""
        reason = f"{self.prog}: error: {_reason(message)}"
        lines = wrapped(escaped(reason), first="", hanging="  ")
        self.exit(MISUSED, f"{self.format_usage()}{chr(10).join(lines)}\n")

    def print_words(self) -> None:
        """Add to the help of each argument the words that it takes."""
        for action in self._actions:
            vocabulary = self.words.pop(action.dest, "")
            if vocabulary:
                action.help = f"{action.help}: one of {', '.join(WORDS[vocabulary]())}".replace("%", "%%")


class CommandParser(Parser):
    """The parser of one command, which gets its arguments when it is first used."""

    def __init__(self, *, command: str, **more: Any) -> None:
        super().__init__(**more)
        self._command: str | None = command

    def fill(self) -> None:
        """Add the arguments, once."""
        command, self._command = self._command, None
        if command is None:
            return
        self.set_defaults(command=command, parser=self)
        listed = COMMANDS[command]
        self.description: str | None = f"{listed.help[0].upper()}{listed.help[1:]}."
        self.epilog: str | None = f"example:\n  dprkrel {listed.example}"
        own, shared = self.add_argument_group("question"), self.add_argument_group("answer")
        for group, arguments in ((own, listed.arguments), (shared, SHARED)):
            for argument in arguments:
                self._add(group, argument)

    def _add(self, group: Any, argument: Argument) -> None:
        more = dict(argument.more)
        if argument.completes:
            more["type"] = path
        action = group.add_argument(*argument.flags, help=_help(argument), **more)
        if argument.words:
            self.words[action.dest] = argument.words

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, as argparse has a command parse its words."""
        self.fill()
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Return the help, with the words that each argument takes."""
        self.fill()
        self.print_words()
        return super().format_help()


def _reason(message: str) -> str:
    """Return why words are not understood, with the nearest that would be."""
    named = re.fullmatch(r"argument QUESTION: invalid choice: '(.*)' \(choose from .*\)", message, re.DOTALL)
    if named:
        near = close_matches(named[1], COMMANDS)[:1]
        return f"there is no question {named[1]!r}{f'; the nearest is {near[0]}' if near else ''}; `dprkrel --help` lists them"
    if re.match(r"unrecognized arguments: [^-]", message):
        return f"{message}; put a name of several words in quotes"
    option = re.match(r"unrecognized arguments: (--[^ =]+)", message)
    if option:
        takers = [
            name for name, command in COMMANDS.items() if any(option[1] in one.flags for one in command.arguments)
        ]
        if takers:
            return f"{message}; it is an option of {', '.join(takers)}"
        options = {flag for command in COMMANDS.values() for one in (*command.arguments, *SHARED) for flag in one.flags}
        near = close_matches(option[1], (flag for flag in options if flag.startswith("-")))[:1]
        return f"{message}{f'; the nearest is {near[0]}' if near else ''}"
    return message


def _help(argument: Argument) -> str:
    default = argument.more.get("default")
    told = argument.more.get("action") != "store_true" and isinstance(default, str) and default
    return f"{argument.help} (default: {default})" if told else argument.help


def parser() -> Parser:
    """Return the parser of the command line."""
    whole = Parser(prog="dprkrel", description="Ask who met whom, when, and who says so.", epilog=EPILOG)
    whole.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = whole.add_subparsers(
        required=True, metavar="QUESTION", title="questions", parser_class=CommandParser, dest="command"
    )
    for name, command in COMMANDS.items():
        commands.add_parser(name, command=name, help=command.help)
    return whole
