"""What is released: a tag at which all that names the version agrees, with a bill of materials, by workflows that run every check."""

import ast
import copy
import functools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

import dprkrel
from dprkrel import calls, codec, errors
from dprkrel.dates import edtf
from dprkrel.questions import arguments, copies
from dprkrel.records import fields
from dprkrel.store import timeline
from tests.cases import for_each
from tests.release import check_sbom, faults, section, version_in

ROOT = Path(__file__).parents[1]
VERSION = version_in(ROOT)
EDITION = dprkrel.load().edition
FILES = (
    "src/dprkrel/__init__.py",
    "src/dprkrel/data/edition.json",
    "CHANGELOG.md",
    "CITATION.cff",
    "tests/public_api.txt",
)

SPOILED: dict[str, tuple[str, str, str, str]] = {
    "another version in the code": (
        "src/dprkrel/__init__.py",
        f'__version__ = "{VERSION}"',
        '__version__ = "9.9.9"',
        "the tag is .*, and src/dprkrel/__init__.py has the version 9.9.9",
    ),
    "no day": (
        "CHANGELOG.md",
        f"## {VERSION} (2026-12-24)",
        f"## {VERSION} (unreleased)",
        "has 'unreleased' where the day",
    ),
    "no day of the calendar": ("CHANGELOG.md", "2026-12-24", "2026-12-32", "has '2026-12-32' where the day"),
    "a day in another form": ("CHANGELOG.md", "2026-12-24", "20261224", "has '20261224' where the day"),
    "no heading": ("CHANGELOG.md", f"## {VERSION} (2026-12-24)", "## 9.9.9 (2026-12-24)", "has no heading"),
    "another version cited": ("CITATION.cff", f"version: {VERSION}", "version: 9.9.9", "has another version than"),
    "another day cited": (
        "CITATION.cff",
        "date-released: 2026-12-24",
        "date-released: 2026-12-25",
        "has another date-released",
    ),
    "no day cited": ("CITATION.cff", "date-released: 2026-12-24\n", "", "has another date-released"),
    "another API": ("tests/released_api.txt", "def load()", "def loaded()", "is not the public API of"),
    "the API of another version": (
        "tests/released_api.txt",
        f"version {VERSION}",
        "version 9.9.9",
        "is not the public API of",
    ),
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return the files of this repository as they are when the version is released on Christmas Eve."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / f"seeds/editions/{EDITION}.txt").parent.mkdir(parents=True)
    (tmp_path / f"seeds/editions/{EDITION}.txt").touch()
    heading = re.compile(rf"^## {re.escape(VERSION)} \(.+\)$", re.MULTILINE)
    changelog, cited = tmp_path / "CHANGELOG.md", tmp_path / "CITATION.cff"
    changelog.write_text(heading.sub(f"## {VERSION} (2026-12-24)", changelog.read_text("utf-8")), "utf-8")
    text = re.sub(r"^date-released: .+\n", "", cited.read_text("utf-8"), flags=re.MULTILINE)
    cited.write_text(
        text.replace(f"\nversion: {VERSION}\n", f"\nversion: {VERSION}\ndate-released: 2026-12-24\n", 1), "utf-8"
    )
    api = (tmp_path / "tests/public_api.txt").read_text("utf-8")
    (tmp_path / "tests/released_api.txt").write_text(f"# The public API of version {VERSION}\n{api}", "utf-8")
    return tmp_path


def test_a_release_in_which_all_agrees_can_be_made(checkout: Path) -> None:
    """Tag, version, changelog, citation, frozen API and edition agree, and the notes are what the changelog says of the version."""
    assert [*faults(checkout, f"v{VERSION}")] == []
    assert "\n### Data\n" in section(checkout, VERSION)[1]


@for_each("what", SPOILED)
def test_what_does_not_agree_is_told(checkout: Path, what: str) -> None:
    """A tag, a heading, a day, a citation or an API that does not fit keeps a version from being released."""
    name, old, new, told = SPOILED[what]
    whole = (checkout / name).read_text("utf-8")
    assert old in whole
    (checkout / name).write_text(whole.replace(old, new, 1), "utf-8")
    found = [*faults(checkout, f"v{VERSION}")]
    (checkout / name).write_text(whole, "utf-8")

    assert re.search(told, found[0]), found


def test_another_tag_and_what_is_not_frozen_yet_are_told(checkout: Path) -> None:
    """A tag that is not the version, data that may still change, and files that later versions must read but cannot, are told."""
    (checkout / f"seeds/editions/{EDITION}.txt").unlink()
    (checkout / "tests/frozen").mkdir()
    assert [*faults(checkout, "v0.0.1")] == [
        f"the tag is v0.0.1, and src/dprkrel/__init__.py has the version {VERSION}",
        f"the edition {EDITION} is not released; run python -m dprkrel.curation release",
        f"what {VERSION} writes is not kept; run python -m tests.frozen freeze {VERSION}-{EDITION}",
    ]


def test_a_bill_of_materials_that_lacks_something_is_refused() -> None:
    """The bill names the package with its version, each of its needs, and version, address and licence of all that these bring."""

    def part(name: str) -> dict[str, Any]:
        return {"bom-ref": name, "name": name, "version": "1", "purl": f"pkg:pypi/{name}@1", "licenses": [{}]}

    needs = ["attrs", "cattrs", "python-dateutil"]
    bill: dict[str, Any] = {
        "metadata": {"component": {"bom-ref": "root", "name": "dprkrel", "version": "1.0.0"}},
        "components": [part(name) for name in (*needs, "tzdata")],
        "dependencies": [{"ref": "root", "dependsOn": needs}, {"ref": "python-dateutil", "dependsOn": ["tzdata"]}],
    }
    check_sbom(bill, "1.0.0")
    with pytest.raises(AssertionError):
        check_sbom(bill, "1.0.1")
    for path, value in (
        (("dependencies", 0, "dependsOn"), needs[:2]),
        (("components", 3, "licenses"), []),
        (("metadata", "component", "version"), None),
    ):
        spoiled: Any = copy.deepcopy(bill)
        *place, last = path
        functools.reduce(lambda part, key: part[key], place, spoiled)[last] = value
        with pytest.raises(AssertionError):
            check_sbom(spoiled, "1.0.0")


def test_every_promise_of_security_names_a_test_that_is_there() -> None:
    """Each test that SECURITY.md names to hold a promise exists, and each promise names a test or a workflow."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)((?:::\w+)*)`", text)
    promises = text.partition("## What is promised")[2].partition("\n## ")[0].split("\n\n**")[1:]

    assert len(named) > 15
    assert [one for one in promises if "`tests/" not in one and "`nox -s package`" not in one] == []
    for file, names in named:
        source = (ROOT / file).read_text("utf-8")
        for name in names.split("::")[1:]:
            assert re.search(rf"(?:def|class) {name}\b", source), f"{file} has no {name}"


def test_the_limits_of_the_security_page_are_those_of_the_code() -> None:
    """The table of limits has the number of each, in the order of this list."""
    table = (ROOT / "SECURITY.md").read_text("utf-8").partition("\n## Limits")[2].partition("\n## ")[0]
    told = re.findall(r"^\| .+? \| ([\d,]+)( [MG]iB)? \|", table, re.MULTILINE)
    unit = {"": 1, " MiB": 1 << 20, " GiB": 1 << 30}

    assert [int(number.replace(",", "")) * unit[suffix] for number, suffix in told] == [
        codec.MAX_BYTES,
        *attrs.astuple(dprkrel.Limits()),
        errors.MAX_FAULTS,
        timeline.MOST_CONTRADICTIONS,
        fields.MAX_TEXT_LENGTH,
        fields.MAX_ID_LENGTH,
        edtf.MAX_EDTF_LENGTH,
        errors.MAX_NAME_LENGTH,
        calls.MOST,
        arguments.MOST_WORDS,
        copies.MOST_FILES,
        copies.MOST_BYTES,
        copies.MOST_BYTES_TOGETHER,
        errors.MAX_MESSAGE,
    ]


def test_ci_runs_every_session() -> None:
    """Each session of nox is run: by the test command of the README, or by its name, on every push or each week."""
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    named = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("default=False" in ast.unparse(one) for one in node.decorator_list)
    }
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    run = [name for names in re.findall(r"^ +session: \[(.*)\]", workflow, re.MULTILINE) for name in names.split(", ")]

    assert sorted(run) == sorted(named - {"docs"})  # which `site` does, too
    assert ".ci/run" in workflow


def test_ci_runs_every_python_that_is_named() -> None:
    """The classifiers name the versions of Python on which CI runs the tests, from the lowest that is allowed on."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    run = [
        version
        for versions in re.findall(r"^ +python: \[(.*?)\]", workflow, re.MULTILINE)
        for version in json.loads(f"[{versions}]")
    ]

    assert sorted(run) == re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)
    assert re.findall(r'requires-python = ">=(.+)"', project) == [min(run)]


def test_no_page_names_another_version() -> None:
    """Wherever a page, a docstring or an example names the version of the package, it is that of the package."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.py")]
    named = re.compile(
        r"dprkrel==([0-9.]+[0-9])|Version ([0-9.]+), data of edition|^package ([0-9.]+)$|dprkrel-([0-9.]+)-py3",
        re.MULTILINE,
    )
    found = {page: {"".join(one) for one in named.findall(page.read_text("utf-8"))} for page in pages}

    assert {str(page): versions for page, versions in found.items() if versions - {VERSION}} == {}
    assert sum(map(bool, found.values())) >= 4
