"""What a release needs beside sdist and wheel: that all that names the version agrees, the bill of materials, the notes, the hashes.

`nox -s package` calls it with the folder of the build and that of what is
published; `nox -s package -- v1.0.0`, as the workflow does, also holds the
repository to the tag.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
SBOM: Final = "sbom.cdx.json"


def version_in(root: Path) -> str:
    """Return the version of the package, as its file says."""
    [version] = re.findall(
        r'^__version__ = "(.+)"$', (root / "src/dprkrel/__init__.py").read_text("utf-8"), re.MULTILINE
    )
    return str(version)


def section(root: Path, version: str) -> tuple[str | None, str]:
    """Return what stands in brackets at the heading of a version in the changelog, and what stands below."""
    for heading in re.split(r"^## ", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        named, _, text = heading.partition("\n")
        found = re.fullmatch(rf"{re.escape(version)} \((.+)\)", named)
        if found:
            return found[1], text.strip()
    return None, ""


def faults(root: Path, tag: str) -> Iterator[str]:
    """Yield what keeps a checkout from being released under a tag."""
    version = version_in(root)
    if tag != f"v{version}":
        yield f"the tag is {tag}, and src/dprkrel/__init__.py has the version {version}"
    day, notes = section(root, version)
    if day is None:
        yield f"CHANGELOG.md has no heading “## {version} (DAY)”"
    elif not _is_day(day):
        yield f"the heading of {version} in CHANGELOG.md has {day!r} where the day of the release belongs"
    elif not notes:
        yield f"CHANGELOG.md says nothing of {version}"
    cited = (root / "CITATION.cff").read_text("utf-8").split("\nreferences:\n")[0]
    for field, wanted in (("version", version), ("date-released", day or "")):
        if re.findall(rf"^{field}: (.+)", cited, re.MULTILINE) != [wanted]:
            yield f"CITATION.cff has another {field} than {wanted}"
    head, _, frozen = (root / "tests/released_api.txt").read_text("utf-8").partition("\n")
    if not head.endswith(f" {version}") or frozen != (root / "tests/public_api.txt").read_text("utf-8"):
        yield f"tests/released_api.txt is not the public API of {version}; run python -m tests.released_api"
    edition = json.loads((root / "src/dprkrel/data/edition.json").read_text("utf-8"))["edition"]
    if not (root / f"seeds/editions/{edition}.txt").exists():
        yield f"the edition {edition} is not released; run python -m dprkrel.curation release"
    if (root / "tests/frozen").is_dir() and not (root / f"tests/frozen/{version}-{edition}").is_dir():
        yield f"what {version} writes is not kept; run python -m tests.frozen freeze {version}-{edition}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def write_sbom(wheel: Path, path: Path) -> None:
    """Install a wheel where nothing else is, and write what is there as CycloneDX: the package, and what it needs to run."""
    version = wheel.name.split("-")[1]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        venv.create(place / "venv")
        python = place / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", str(wheel)], check=True
        )
        text = (ROOT / "pyproject.toml").read_text("utf-8")
        told = text.replace(
            'dynamic = ["readme", "version"]', f'version = "{version}"'
        )  # which the tool cannot find out
        assert told != text
        (place / "pyproject.toml").write_text(told, "utf-8")
        subprocess.run(
            [
                *(sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--mc-type", "library"),
                *("--pyproject", str(place / "pyproject.toml"), "--output-file", str(path), str(place / "venv")),
            ],
            check=True,
        )
    check_sbom(json.loads(path.read_text("utf-8")), version)


def check_sbom(bill: dict[str, Any], version: str) -> None:
    """Fail where a bill of materials lacks the package, its version, or one of its needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = {re.split(r"[><=]", need)[0] for need in project["dependencies"]}
    about = bill["metadata"]["component"]
    assert (about["name"], about["version"]) == (project["name"], version), about
    by_ref = {one["bom-ref"]: one for one in bill["components"]}
    [direct] = (one["dependsOn"] for one in bill["dependencies"] if one["ref"] == about["bom-ref"])
    assert {by_ref[ref]["name"] for ref in direct} == needs, direct
    assert all(one["version"] and one["purl"] and one["licenses"] for one in bill["components"]), by_ref


def main(built: Path, published: Path, tag: str | None = None) -> None:
    """Put together what is published, or say what keeps it from being."""
    if tag is not None and (found := [*faults(ROOT, tag)]):
        sys.exit("\n".join(["this cannot be released:", *found]))
    shutil.rmtree(published, ignore_errors=True)
    packages = shutil.copytree(built, published / "packages")
    [wheel] = packages.glob("*.whl")
    write_sbom(wheel, published / SBOM)
    (published / "notes.md").write_text(section(ROOT, version_in(ROOT))[1] + "\n", "utf-8")
    files = [*sorted(packages.iterdir()), published / SBOM]
    hashes = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (published / "SHA256SUMS").write_text(hashes, "utf-8")
    print(hashes, end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
