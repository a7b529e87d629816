"""What is published: built twice from two checkouts that differ in all that is no content, compared, measured, installed, asked.

`python -m tests.packaged FOLDER [PYTHON]` builds in a folder that is new: first as it is, the wheel from the sdist, which
shows that this is whole; then with the other interpreter, in a folder of another name, whose files have other owners, masks
and times and were made in another order, under another clock, hash seed, locale and zone, the wheel from the files.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
LEFT_OUT: Final = {".git", ".nox", ".venv", "dist", "build", "__pycache__", ".hypothesis", "_build", "node_modules"}
OTHER: Final = {
    "PYTHONHASHSEED": "7",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "USER": "other",
    "LOGNAME": "other",
}
"""The environment of the second build."""

LATER: Final = 1_935_000_000
"""When the files of the second checkout were changed, and what its clock shows: in the year 2031."""

NOBODY: Final = 65534

LIMIT: Final = 2_500_000
"""Largest size of the wheel, in bytes."""

ASK: Final = 'import dprkrel; print(dprkrel.__file__, *dprkrel.visits_by_actor("Lavrov", start="2025-07", end="2025-12", rank="minister"))'


def ask(*command: str, **environment: str) -> str:
    """Run a command in an environment with nothing set, and return what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files() -> list[str]:
    """Return the files of the project, by their paths in it: those that git knows, or all where there is no git."""
    if (ROOT / ".git").exists():
        return sorted(ask("git", "-C", str(ROOT), "ls-files", "-z", PATH=os.environ["PATH"]).split("\0")[:-1])
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if LEFT_OUT.isdisjoint(path.parts))


def check_out(folder: Path, *, other: bool) -> None:
    """Copy the project into a folder; the other one has all in it that may differ between two checkouts."""
    for name in sorted(files(), reverse=other):
        if not (ROOT / name).exists():  # removed, and not yet committed
            continue
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
        runs = os.access(ROOT / name, os.X_OK)
        copy.chmod((0o700 if runs else 0o600) if other else (0o755 if runs else 0o644))
        if other:
            os.utime(copy, (LATER, LATER))
            if hasattr(os, "geteuid") and os.geteuid() == 0:
                os.chown(copy, NOBODY, NOBODY)


def build(checkout: Path, out: Path, *words: str, python: str = sys.executable, other: bool = False) -> None:
    """Build what is published of a checkout."""
    command = [python, "-m", "build", "--no-isolation", "--outdir", str(out), *words, str(checkout)]
    if other and shutil.which("faketime"):
        command = ["faketime", "-f", "@2031-04-26 00:00:00", *command]
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, umask=0o077 if other else 0o022,
        env=kept | (OTHER if other else {}),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def main(place: Path, python: str = sys.executable) -> None:
    """Say what was found, or fail."""
    first, second = place / "first", place / "second"
    check_out(place / "checkout", other=False)
    check_out(place / "another checkout", other=True)
    build(place / "checkout", first)  # the wheel from the sdist
    build(place / "another checkout", second, "--sdist", "--wheel", python=python, other=True)
    built = sorted(first.iterdir())
    assert len(built) == 2, built
    for file in built:
        assert file.read_bytes() == (second / file.name).read_bytes(), f"{file.name} differs when it is built elsewhere"
        print(f"{file.name}: {file.stat().st_size:,} bytes, the same when built elsewhere by {python}")
    (wheel,) = first.glob("*.whl")
    assert wheel.stat().st_size < LIMIT, f"the wheel is larger than {LIMIT:,} bytes"

    home = place / "a folder with spaces, и другое"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    ask(str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel))
    assert str(home) in ask(str(scripts / "python"), "-W", "error", "-c", ASK)
    assert "lavrov" in ask(str(scripts / "dprkrel"), "visits", "Lavrov").lower()
    print(f"installed and asked in “{home.name}”, as a module and as a command")

    ask(str(scripts / "python"), "-m", "pip", "uninstall", "--quiet", "--yes", "dprkrel")
    assert str(wheel) in ask(str(scripts / "python"), "-W", "error", "-c", ASK, PYTHONPATH=str(wheel))
    print("imported and asked from within the wheel, without being unpacked")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), *sys.argv[2:])
