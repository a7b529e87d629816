"""The commands of those who curate the seeds: `python -m dprkrel.curation COMMAND`.

`check` finds every fault of the seeds; `compile` writes the bundled dataset,
and `release` closes an edition. `scaffold` prints a page and an event to fill
in, `tidy` moves each record to its file, `doubles` lists what may stand in the
seeds twice, `abroad` who met or signed abroad on no visit, `printed` which
offices change hands on a printing day, and `moved` which answers the seeds
would change.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from dprkrel import __version__, codec
from dprkrel.bundled import load
from dprkrel.curation.abroad import abroad
from dprkrel.curation.answers import moved
from dprkrel.curation.compile import artifact, stale, write
from dprkrel.curation.doubles import double_events, double_persons
from dprkrel.curation.editions import release
from dprkrel.curation.printed import printed_days
from dprkrel.curation.scaffold import CLASSES, scaffold
from dprkrel.curation.seeds import read_seeds
from dprkrel.curation.tidy import tidy
from dprkrel.dataset import Dataset
from dprkrel.errors import DprkrelError
from dprkrel.process import ANSWERED, FAILED, WholeOutput, give, ready, tell, writing
from dprkrel.prose import escaped
from dprkrel.records.sources import Standing
from dprkrel.store.released import RELEASED
from dprkrel.terminal import waiting


class Parser(WholeOutput, argparse.ArgumentParser):
    """The parser of the command line, and of each command."""


def answered(arguments: Sequence[str] | None) -> int:
    """Run one command.

    Returns:
        0; 1 when the seeds have faults, the bundled dataset is stale, or the
        command cannot be carried out, with the reasons on standard error.
    """
    options = _parser().parse_args(arguments)
    if not options.seeds.is_dir():
        tell([f"{options.seeds} is no folder; name the folder of seeds with --seeds"])
        return FAILED
    ready()
    try:
        code: int = options.command(options)
    except DprkrelError as error:
        tell(str(error).splitlines())
        return FAILED
    except OSError as error:
        tell([f"dprkrel.curation: {error}"])
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m dprkrel.curation", description="Curate the seeds.")
    shared = Parser(add_help=False)
    shared.add_argument("--seeds", type=Path, default=Path("seeds"), help="the folder of seeds (default: seeds)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], purpose: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[shared], help=purpose, description=f"{purpose.capitalize()}.")
        added.set_defaults(command=command)
        return added

    add("check", _check, "list every fault of the seeds, and what is stale of the bundled dataset; write nothing")
    add("compile", _compile, "write the bundled dataset")
    add("release", _release, "write the bundled dataset and the manifest of its edition, which never changes again")
    _add_page(add("scaffold", _scaffold, "print the TOML of a page and of an event that it tells of"))
    add("doubles", _doubles, "list what may stand in the seeds twice")
    add("printed", _printed, "list offices that change hands on a day on which state media printed it")
    add("abroad", _abroad, "list who met or signed in another state on no visit")
    add("moved", _moved, "print which answers the seeds would change").add_argument(
        "--since", type=Path, metavar="FILE", help="compare with the dataset in this file, not with the bundled one"
    )
    add("tidy", _tidy, "move each record of the seeds to its file")
    return parser


def _add_page(page: argparse.ArgumentParser) -> None:
    page.set_defaults(event_class="visit")
    page.add_argument("--url", required=True, help="the address of the page")
    page.add_argument("--title", required=True, help="the title that it bears")
    page.add_argument("--publisher", required=True, help="who published it: an actor's id or name")
    page.add_argument("--published", required=True, help="the day of the page")
    page.add_argument("--language", default="en", help="ISO 639-1 code (default: en)")
    page.add_argument("--standing", default="secondary", choices=[*Standing], help="default: secondary")
    classes = page.add_mutually_exclusive_group()
    for word in CLASSES:
        classes.add_argument(f"--{word}", dest="event_class", action="store_const", const=word, help="what it tells of")


def _seeds(options: argparse.Namespace) -> Dataset:
    with waiting("reading the seeds"):
        return read_seeds(options.seeds)


def _artifact(options: argparse.Namespace) -> dict[Path, bytes]:
    seeds = _seeds(options)
    with waiting("compiling the seeds"):
        return artifact(seeds)


def _check(options: argparse.Namespace) -> int:
    paths = stale(_artifact(options))
    for path in paths:
        expected = "run python -m dprkrel.curation compile and commit the result"
        tell([f"{path.name} is stale: {expected}"])
    return FAILED if paths else ANSWERED


def _compile(options: argparse.Namespace) -> int:
    files = _artifact(options)
    with writing():
        write(files)
    return ANSWERED


def _release(options: argparse.Namespace) -> int:
    dataset = _seeds(options)
    with waiting("releasing the edition"):
        files = artifact(dataset) | release(dataset, options.seeds)
    with writing():
        write(files)
    known = f'add to RELEASED in src/dprkrel/store/released.py: "{dataset.edition}": "{dataset.digest}",'
    freeze = f"keep what this release writes: python -m tests.frozen freeze {__version__}-{dataset.edition}"
    return _print([*([] if dataset.edition in RELEASED else [known]), freeze])


def _scaffold(options: argparse.Namespace) -> int:
    names = ("url", "title", "publisher", "published", "language", "standing", "event_class")
    text = scaffold(_seeds(options), **{name: getattr(options, name) for name in names})
    return _print([text.rstrip("\n")])


def _doubles(options: argparse.Namespace) -> int:
    seeds = _seeds(options)
    with waiting("comparing the records"):
        doubles = [*double_events(seeds), *double_persons(seeds)]
    return _print([str(double) for double in doubles] or ["nothing seems to stand in the seeds twice"])


def _printed(options: argparse.Namespace) -> int:
    found = printed_days(_seeds(options))
    return _print(list(map(str, found)) or ["no office seems to change hands on a printing day"])


def _abroad(options: argparse.Namespace) -> int:
    found = abroad(_seeds(options))
    return _print([str(one) for one in found] or ["nobody met or signed abroad on no visit"])


def _moved(options: argparse.Namespace) -> int:
    seeds = _seeds(options)
    before = load() if options.since is None else codec.loads(options.since.read_bytes())
    with waiting("comparing the answers"):
        lines = moved(before, seeds)
    return _print(lines or ["no answer moved"])


def _tidy(options: argparse.Namespace) -> int:
    with writing():
        changed = tidy(options.seeds)
    return _print(changed or ["everything is in its place"])


def _print(lines: Iterable[str]) -> int:
    give("".join(f"{escaped(line)}\n" for line in "\n".join(lines).split("\n")))
    return ANSWERED
