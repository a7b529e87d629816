"""Programs that run where the package is installed with its entry points, also where the tests run from a working copy."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


def run_installed(folder: Path, *words: str) -> str:
    """Run Python in a folder, which must succeed, and return what it prints."""
    done = start_installed(folder, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def start_installed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, and return how it ended; the entry points are those of pyproject.toml."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    info = folder / "installed" / "dprkrel-0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: dprkrel\nVersion: 0\n", "utf-8")
    lines = (f"[{group}]\n{name} = {value}\n" for group, them in points.items() for name, value in them.items())
    (info / "entry_points.txt").write_text("".join(lines), "utf-8")
    path = os.pathsep.join([str(info.parent), str(ROOT / "src")])
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
