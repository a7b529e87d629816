"""Write the bundled dataset: one sorted record a line, with edition, counts and digest beside it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dprkrel.bundled import DATA
from dprkrel.dataset import Dataset
from dprkrel.store.lines import FORMAT, dumps

_ARTIFACT: Final = Path(__file__).parents[1] / DATA


def artifact(dataset: Dataset) -> dict[Path, str]:
    """Return the files of the bundled dataset and their content; the same seeds give the same bytes."""
    counts = {name: len(records) for name, records in dataset.tables().items()}
    about = {"edition": dataset.edition, "format": FORMAT, "counts": counts, "digest": dataset.digest}
    return {
        _ARTIFACT: dumps(dataset),
        _ARTIFACT.with_name("edition.json"): json.dumps(about, indent=2) + "\n",
    }


def stale(files: Mapping[Path, str]) -> list[Path]:
    """Return which of the files are missing or have other content."""
    return [path for path, text in files.items() if not path.exists() or path.read_bytes() != text.encode()]


def write(files: Mapping[Path, str]) -> None:
    """Write the files that are stale, with the folders that they need."""
    for path in stale(files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], "utf-8", newline="\n")
