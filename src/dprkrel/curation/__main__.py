"""Help to curate: `python -m dprkrel.curation scaffold | doubles | moved`.

`scaffold` prints the TOML of a page and of an event that it tells of, to be
filled in. `doubles` lists what may stand in the seeds twice. `moved` prints
which answers of a fixed list of public questions the seeds would change.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from dprkrel import codec
from dprkrel.bundled import load
from dprkrel.curation.answers import moved
from dprkrel.curation.doubles import double_events, double_persons
from dprkrel.curation.scaffold import CLASSES, scaffold
from dprkrel.curation.seeds import read_seeds
from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError
from dprkrel.records.sources import Standing


def main(arguments: Sequence[str] | None = None) -> int:
    """Help to curate.

    Returns:
        0, or 1 when the seeds have faults or what was asked cannot be done.
    """
    asked = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        lines: list[str] = asked.help_with(read_seeds(asked.seeds), asked)
    except (DprkrelError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dprkrel.curation", description="Help to curate the seeds.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--seeds", type=Path, default=Path("seeds"), help="the folder of seeds (default: seeds)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    page = commands.add_parser("scaffold", parents=[shared], help="print the TOML of a page and of what it tells of")
    page.set_defaults(help_with=_scaffold, event_class="visit")
    page.add_argument("--url", required=True, help="the address of the page")
    page.add_argument("--title", required=True, help="the title that it bears")
    page.add_argument("--publisher", required=True, help="who published it: an actor's id or name")
    page.add_argument("--published", required=True, help="the day of the page")
    page.add_argument("--language", default="en", help="ISO 639-1 code (default: en)")
    page.add_argument("--standing", default="secondary", choices=[*Standing], help="default: secondary")
    classes = page.add_mutually_exclusive_group()
    for word in CLASSES:
        classes.add_argument(f"--{word}", dest="event_class", action="store_const", const=word, help="what it tells of")

    twice = commands.add_parser("doubles", parents=[shared], help="list what may stand in the seeds twice")
    twice.set_defaults(help_with=_doubles)

    changed = commands.add_parser("moved", parents=[shared], help="print which answers the seeds would change")
    changed.set_defaults(help_with=_moved)
    changed.add_argument(
        "--since", type=Path, metavar="FILE", help="compare with the dataset in this file, not with the bundled one"
    )
    return parser


def _scaffold(seeds: Dataset, asked: argparse.Namespace) -> list[str]:
    names = ("url", "title", "publisher", "published", "language", "standing", "event_class")
    return [scaffold(seeds, **{name: getattr(asked, name) for name in names}).rstrip("\n")]


def _doubles(seeds: Dataset, _: argparse.Namespace) -> list[str]:
    found = [*double_events(seeds), *double_persons(seeds)]
    return [str(double) for double in found] or ["nothing seems to stand in the seeds twice"]


def _moved(seeds: Dataset, asked: argparse.Namespace) -> list[str]:
    before = load() if asked.since is None else codec.loads(asked.since.read_bytes())
    return moved(before, seeds) or ["no answer moved"]


if __name__ == "__main__":
    sys.exit(main())
