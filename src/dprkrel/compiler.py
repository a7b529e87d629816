"""Compile the seeds into the bundled dataset: `python -m dprkrel.compiler [--check]`.

It reads every TOML file under `seeds/`, reports all faults at once, and
writes one sorted record a line with edition, counts and digest beside it.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dprkrel import codec
from dprkrel.bundled import DATA
from dprkrel.dataset import Dataset
from dprkrel.errors import DatasetError, Fault

_ARTIFACT: Final = Path(__file__).parent / DATA


def read_seeds(seeds: Path) -> Dataset:
    """Read and check all seeds.

    Args:
        seeds: the folder; `edition.toml` in it has `edition`, every other
            TOML file has arrays of tables named after the kinds of record.

    Raises:
        DatasetError: with every fault of every file.
    """
    faults: list[Fault] = []
    rows = list(_rows(seeds, faults))
    editions = [str(data) for _, kind, data in rows if kind == "edition"]
    if len(editions) != 1:
        faults.append(Fault("edition.toml", "dataset", "edition", f"{len(editions)} editions", "exactly one"))
    return codec.build("".join(editions[:1]), (row for row in rows if row[1] in codec.TABLE_OF), faults)


def _rows(seeds: Path, faults: list[Fault]) -> Iterator[tuple[str, str, object]]:
    for path in sorted(seeds.rglob("*.toml")):
        file = path.relative_to(seeds).as_posix()
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError among them
            faults.append(Fault(file, "file", "toml", str(error), "TOML in UTF-8"))
            continue
        for kind, records in tables.items():
            if kind == "edition" and isinstance(records, str):
                yield file, kind, records
            elif kind in codec.TABLE_OF and isinstance(records, list):
                yield from ((file, kind, record) for record in records)
            else:
                faults.append(Fault(file, "file", kind, type(records).__name__, f"[[{']], [['.join(codec.TABLE_OF)}]]"))


def artifact(dataset: Dataset) -> dict[Path, str]:
    """Return the files of the bundled dataset and their content; the same seeds give the same bytes."""
    counts = {name: len(records) for name, records in dataset.tables().items()}
    about = {"edition": dataset.edition, "format": codec.FORMAT, "counts": counts, "digest": dataset.digest}
    return {
        _ARTIFACT: codec.dumps(dataset),
        _ARTIFACT.with_name("edition.json"): json.dumps(about, indent=2) + "\n",
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Compile, or with `--check` tell whether the bundled dataset is what the seeds give.

    Returns:
        0 when all is well, 1 when the seeds have faults or the artifact is stale.
    """
    parser = argparse.ArgumentParser(prog="python -m dprkrel.compiler", description="Compile seeds into the dataset.")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), help="the folder of seeds (default: seeds)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the artifact is stale")
    asked = parser.parse_args(arguments)
    try:
        files = artifact(read_seeds(asked.seeds))
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    stale = [path for path, text in files.items() if not path.exists() or path.read_bytes() != text.encode()]
    for path in stale:
        if asked.check:
            print(f"{path.name} is stale: run python -m dprkrel.compiler and commit the result", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8", newline="\n")
    return 1 if asked.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
