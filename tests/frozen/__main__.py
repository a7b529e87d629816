"""`python -m tests.frozen freeze NAME`: keep what this release writes, under a name such as 1.0.0-2026.11.28."""

import hashlib
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
LIST: Final = FOLDER / "SHA256SUMS"


def listed() -> dict[str, str]:
    """Return the SHA-256 of each file that is kept, by its path in this folder."""
    lines = LIST.read_text("utf-8").splitlines() if LIST.exists() else []
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a folder, by its path in this one."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(FOLDER).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def freeze(name: str) -> None:
    """Write what this release writes into a folder of that name, which must be new, and list the files."""
    from tests.frozen.freezing import write

    write(FOLDER / name)
    kept = {**listed(), **sums(FOLDER / name)}
    LIST.write_text("".join(f"{kept[path]}  {path}\n" for path in sorted(kept)), "utf-8", newline="\n")


if __name__ == "__main__":
    _, verb, name = sys.argv
    if verb != "freeze":
        raise SystemExit(__doc__)
    freeze(name)
