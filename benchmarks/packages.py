"""Copies of the package with generated data in place of the bundled ones."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import dprkrel

ROOT: Final = Path(__file__).parents[1]
"""The folder in which `benchmarks` lies."""

_COMPILE: Final = """
import sys
from benchmarks.generated import dataset
from dprkrel.curation import compile as compiler
compiler.write(compiler.artifact(dataset(int(sys.argv[1]))))
"""


def package_with(size: int, folder: Path) -> Path:
    """Copy the package into a folder, with so many generated events as its bundled data.

    Args:
        size: how many events.
        folder: an empty folder, which then stands first in `PYTHONPATH` of whoever imports the copy.

    Returns:
        The folder.
    """
    package = Path(dprkrel.__file__).parent
    shutil.copytree(package, folder / "dprkrel", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-c", _COMPILE, str(size)]
    path = os.pathsep.join([str(folder), str(ROOT)])
    subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=True)
    return folder
