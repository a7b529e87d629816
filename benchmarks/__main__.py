"""Run the benchmarks: `python -m benchmarks` prints every table and writes the pages that the documentation includes."""

import argparse
import importlib
import warnings
from typing import Final

import dprkrel

TABLES: Final = ("start", "index", "names", "growth", "memory", "blowups")
"""The tables, each the name of the module that measures it and of the page that it writes."""

_UNITS: Final = {"k": 1000, "M": 1_000_000}


def size_of(text: str) -> int:
    """Read a number of events such as `1000`, `10k` or `1M`."""
    return int(text[:-1]) * _UNITS[text[-1]] if text[-1:] in _UNITS else int(text)


def sizes_of(text: str) -> tuple[int, ...]:
    """Read numbers of events with commas between them."""
    return tuple(map(size_of, text.split(",")))


def main() -> None:
    """Measure the tables that are asked for, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, beside the rivals.")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"{', '.join(TABLES)}; without one, all of them")
    parser.add_argument("--sizes", type=sizes_of, help="numbers of generated events, such as 1k,10k,100k,1M")
    parser.add_argument("--rounds", type=int, help="how often each candidate has its turn")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.tables if name not in TABLES]
    if unknown:
        parser.error(f"no table is called {', '.join(unknown)}; there are {', '.join(TABLES)}")
    warnings.simplefilter("ignore", dprkrel.CoverageWarning)  # what was searched is not the subject here
    for name in arguments.tables or TABLES:
        importlib.import_module(f"benchmarks.{name}").main(arguments.sizes, arguments.rounds)


if __name__ == "__main__":
    main()
