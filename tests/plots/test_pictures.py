"""The pictures of the documentation: what the code on the page of charts draws of the bundled data, byte for byte.

`python -m tests.plots.test_pictures` draws them anew; look at each before you commit it.
"""

import doctest
import hashlib
import json
import re
import warnings
import xml.etree.ElementTree as ET
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from dprkrel import CoverageWarning
from tests.cases import for_each

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
DRAWN = PICTURES / "drawn.json"
"""With which versions the pictures were drawn, and the digest of what each was drawn of."""

PACKAGES = "altair", "vl-convert-python"
IMAGE = re.compile(r"^!\[(?P<words>[^\]]*)\]\((?:docs/)?pictures/(?P<name>[a-z-]+\.svg)\)$", re.MULTILINE)
REDRAW = "run python -m tests.plots.test_pictures, and look at the pictures and at the words beside them"


def charts() -> dict[str, Any]:
    """Return the charts of the page by the names of their pictures: each is the `chart` of the code above it."""
    page = (DOCS / "charts.md").read_text("utf-8")
    found, names, end = {}, dict[str, Any](), 0
    for image in IMAGE.finditer(page):
        for example in doctest.DocTestParser().get_examples(page[end : image.start()]):
            exec(compile(example.source, "docs/charts.md", "single"), names)
        found[image["name"]], end = names["chart"], image.end()
    return found


def digest(chart: Any) -> str:
    """Return the digest of what a chart is drawn of, whatever the version of the grammar."""
    spec = chart.to_dict()
    spec.pop("$schema")
    return hashlib.sha256(json.dumps(spec, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def versions() -> dict[str, str]:
    """Return the versions of what draws."""
    return {package: version(package) for package in PACKAGES}


def drawn() -> dict[str, Any]:
    """Return what is written beside the pictures."""
    beside: dict[str, Any] = json.loads(DRAWN.read_text("utf-8"))
    return beside


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The charts of the page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CoverageWarning)
        return charts()


def test_pictures_show_the_data(made: dict[str, Any]) -> None:
    """What each picture was drawn of is what the code on the page makes of the data today."""
    assert drawn()["charts"] == {name: digest(chart) for name, chart in made.items()}, REDRAW


def test_pictures_are_drawn_by_the_code(made: dict[str, Any]) -> None:
    """Each picture is, byte for byte, what is drawn; another version of what draws may draw other bytes."""
    if drawn()["versions"] != versions():
        pytest.skip(f"the pictures were drawn by {drawn()['versions']}, and here is {versions()}; see the group charts")
    stale = [name for name, chart in made.items() if (PICTURES / name).read_bytes() != chart.to_svg().encode()]
    assert stale == [], REDRAW


def test_every_picture_is_shown_with_words() -> None:
    """No picture is left over, each has words for those who do not see it, and each is sound and not large."""
    files = {path.name: path for path in PICTURES.glob("*.svg")}

    assert {name for name, _ in shown()} == files.keys()
    assert [name for name, words in shown() if len(words) < 100] == []
    assert {ET.parse(path).getroot().get("role") for path in files.values()} == {"img"}
    assert sum(path.stat().st_size for path in files.values()) < 600_000


def test_the_words_beside_a_picture_are_those_of_its_chart(made: dict[str, Any]) -> None:
    """Every number in the words that stand for a picture is one that the chart says, or how many lanes or rows it has."""
    for name, words in shown():
        told = set(re.findall(r"[0-9]+", made[name].description)) | {str(number) for number in counts(made[name])}
        assert set(re.findall(r"[0-9]+", words)) <= told, name


def counts(chart: Any) -> set[int]:
    """Return how many rows, lanes, arrows and parts of bars of one kind a chart has."""
    values = chart.to_dict().get("data", {}).get("values", [])
    kept = [{value for row in values if (value := row.get(key))} for key in ("row", "lane")]
    arrows = [row["row"] for row in values if row.get("mark") == "after"]
    return {len(kinds) for kinds in kept} | {len(arrows)}


def shown() -> list[tuple[str, str]]:
    """Return each picture that the README or a page shows, with the words beside it."""
    pages = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]
    return [(image["name"], image["words"]) for page in pages for image in IMAGE.finditer(page.read_text("utf-8"))]


@for_each("line", ["vl-convert-python=="])
def test_what_draws_is_pinned(line: str) -> None:
    """The tests install the version that drew the pictures."""
    project = (DOCS.parent / "pyproject.toml").read_text("utf-8")
    assert f"{line}{drawn()['versions'][line.removesuffix('==')]}" in project


if __name__ == "__main__":
    warnings.simplefilter("ignore", CoverageWarning)
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    for name, chart in (now := charts()).items():
        (PICTURES / name).write_bytes(chart.to_svg().encode())
    beside = {"versions": versions(), "charts": {name: digest(chart) for name, chart in now.items()}}
    DRAWN.write_text(json.dumps(beside, indent=2) + "\n", "utf-8", newline="\n")
