"""What is published: `nox -s package` builds it twice, and this compares, measures, installs and asks it.

`python -m tests.packaged FIRST SECOND` takes two folders, each with an sdist
and a wheel: the wheel of the first was built from its sdist, that of the
second from the working tree.
"""

import subprocess
import sys
import venv
from pathlib import Path

LIMIT = 2_500_000
"""Largest size of the wheel, in bytes."""

ASK = 'import dprkrel; print(dprkrel.__file__, *dprkrel.visits_by_actor("Lavrov", start="2025-07", end="2025-12", rank="minister"))'


def ask(*command: str, **environment: str) -> str:
    """Run a command in an environment with nothing set, and return what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def main(first: Path, second: Path) -> None:
    """Say what was found, or fail."""
    built = sorted(first.iterdir())
    for file in built:
        assert file.read_bytes() == (second / file.name).read_bytes(), f"{file.name} differs when it is built again"
        print(f"{file.name}: {file.stat().st_size:,} bytes, the same when built again")
    (wheel,) = first.glob("*.whl")
    assert wheel.stat().st_size < LIMIT, f"the wheel is larger than {LIMIT:,} bytes"

    place = first.parent / "a folder with spaces, и другое"
    venv.create(place, with_pip=True)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    ask(str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel))
    assert str(place) in ask(str(scripts / "python"), "-W", "error", "-c", ASK)
    assert "lavrov" in ask(str(scripts / "dprkrel"), "visits", "Lavrov").lower()
    print(f"installed and asked in “{place.name}”, as a module and as a command")

    ask(str(scripts / "python"), "-m", "pip", "uninstall", "--quiet", "--yes", "dprkrel")
    assert str(wheel) in ask(str(scripts / "python"), "-W", "error", "-c", ASK, PYTHONPATH=str(wheel))
    print("imported and asked from within the wheel, without being unpacked")


if __name__ == "__main__":
    main(*(Path(folder) for folder in sys.argv[1:]))
