"""Run one target with atheris, in this process, until libFuzzer ends it.

`python -m tests.fuzz.process TARGET COMMAND [ARGUMENT OF LIBFUZZER]…`; `python -m tests.fuzz` starts it and reads what
it says. The command is one that does the same again, which libFuzzer calls to merge corpora.
"""

import importlib
import sys

import atheris

from tests.fuzz.targets import TARGETS


def main(name: str, command: str, arguments: list[str]) -> None:
    """Import what a target tries, with counters in it, and run the target; this never returns."""
    modules = TARGETS[name].modules
    with atheris.instrument_imports(include=[*modules], enable_loader_override=False):
        for module in modules:
            importlib.import_module(module)
    check = importlib.import_module(f"tests.fuzz.targets.{name}").check
    atheris.Setup([command, *arguments], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
