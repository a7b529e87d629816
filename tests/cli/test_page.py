"""The page on the command line: its examples print what it says, and it has one of every command."""

from dprkrel.cli.commands import COMMANDS
from dprkrel.cli.parser import EPILOG
from tests.cli.page import PAGE, commands, whole


def test_examples_print_what_the_page_shows() -> None:
    """Every example is run; `python -m tests.cli.page` writes anew what they print."""
    page = PAGE.read_text("utf-8")
    assert page == whole(page), "run python -m tests.cli.page, and read the diff"


def test_every_command_has_its_example() -> None:
    """The example that `--help` gives of a command stands on the page, and each status of a process, too."""
    page = PAGE.read_text("utf-8")
    given = [line.removeprefix("$ dprkrel ") for line in commands(page)]
    given += [line.removeprefix("dprkrel ") for line in page.splitlines() if line.startswith("dprkrel export ")]
    assert [command.example for command in COMMANDS.values() if command.example not in given] == []
    statuses = [
        line.split()[0] for line in EPILOG.splitlines() if line.startswith("  ") and line.split()[0].isdecimal()
    ]
    assert statuses == ["0", "1", "2", "70", "74", "129", "130", "141", "143"]
    assert [status for status in statuses if f"| `{status}` |" not in page] == []
