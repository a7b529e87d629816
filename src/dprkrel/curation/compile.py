"""Compile the seeds into the bundled dataset: `python -m dprkrel.curation.compile [--check | --release]`.

It reads every TOML file under `seeds/`, reports all faults at once, and
writes one sorted record a line with edition, counts and digest beside it.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dprkrel import codec
from dprkrel.bundled import DATA
from dprkrel.curation.editions import EDITION_FORM, is_edition, manifest
from dprkrel.curation.seeds import read_seeds
from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault

_ARTIFACT: Final = Path(__file__).parents[1] / DATA


def artifact(dataset: Dataset) -> dict[Path, str]:
    """Return the files of the bundled dataset and their content; the same seeds give the same bytes."""
    counts = {name: len(records) for name, records in dataset.tables().items()}
    about = {"edition": dataset.edition, "format": codec.FORMAT, "counts": counts, "digest": dataset.digest}
    return {
        _ARTIFACT: codec.dumps(dataset),
        _ARTIFACT.with_name("edition.json"): json.dumps(about, indent=2) + "\n",
    }


def _release(dataset: Dataset, seeds: Path) -> dict[Path, str]:
    """Return the manifest by its path; where a file is there already, `read_seeds` has found it equal."""
    if not is_edition(dataset.edition):
        raise DatasetError([Fault("edition.toml", "dataset", "edition", dataset.edition, EDITION_FORM)])
    return {seeds / "editions" / f"{dataset.edition}.txt": manifest(dataset)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Compile; with `--check` tell whether the bundled dataset is what the seeds give; with `--release` close an edition.

    Returns:
        0 when all is well, 1 when the seeds have faults or the artifact is stale.
    """
    parser = argparse.ArgumentParser(
        prog="python -m dprkrel.curation.compile", description="Compile seeds into the dataset."
    )
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), help="the folder of seeds (default: seeds)")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="write nothing; fail when the artifact is stale")
    mode.add_argument("--release", action="store_true", help="write the manifest too: this edition never changes again")
    asked = parser.parse_args(arguments)
    try:
        dataset = read_seeds(asked.seeds)
        files = artifact(dataset) | (_release(dataset, asked.seeds) if asked.release else {})
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    stale = [path for path, text in files.items() if not path.exists() or path.read_bytes() != text.encode()]
    for path in stale:
        if asked.check:
            print(
                f"{path.name} is stale: run python -m dprkrel.curation.compile and commit the result",
                file=sys.stderr,
            )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8", newline="\n")
    return 1 if asked.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
