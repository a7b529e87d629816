"""The how-tos: ten pages that say what to install, and whose code runs; what runs them would find an output that is not so."""

import re
from pathlib import Path

import pytest
from sybil import Document

from tests import how_to
from tests.cases import for_each

PAGES = {"chart", "tables", "panel", "count", "own-events", "pin", "names", "cite", "test", "check"}
SECTIONS = ("## Code", "## What the answer means", "## Pitfalls", "## Read on")


def run(text: str) -> None:
    """Run a page of this text."""
    document = Document(text, "page.md")
    for region in how_to.Examples()(document):
        document.add(region)
    for example in document.examples():
        example.evaluate()


def test_there_are_ten() -> None:
    """There is a page for each of the ten jobs."""
    assert {page.stem for page in how_to.PAGES.glob("*.md")} - {"index"} == PAGES


@for_each("name", sorted(PAGES))
def test_a_page_says_what_a_newcomer_needs(name: str) -> None:
    """It begins with what it is for, in one paragraph, and what to install, and has the same sections as the others."""
    text = (how_to.PAGES / f"{name}.md").read_text("utf-8")
    before, install, after = text.partition("```sh\npip install ")
    places = [after.find(f"\n{section}") for section in SECTIONS]

    assert re.fullmatch(r"# .+\n\n[^#]+?\n\n", before)
    assert install
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    "text",
    [
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```python\nprint(1)\n```\n",
        "```python\nx = 1\n```\n\n```text\n1\n```\n",
        "```python\nprint(1)\n```\n\nThen\n\n```text\n1\n```\n",
        "```text\n1\n```\n",
        '```sh\npip install "dprkrel[plots]"\n```\n',
        "```sh\nrm -r folder\n```\n",
        "```python\nfor x in ():\n    pass\nx = 1\n```\n",
        "```sql\nSELECT 1\n```\n",
        "```python\nopen('growth.svg', 'w').close()\n```\n\n![Growth](../_measured/growth.svg)\n",
    ],
)
def test_what_is_not_so_fails(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An output that was not printed, or that stands elsewhere, one that is hidden, and a block that nothing runs fail."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError):
        run(text)


def test_blocks_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block has the names of those before it; a block that begins with the name of a file is that file."""
    monkeypatch.chdir(tmp_path)
    text = "```python\nx = 1\n```\n\n```python\n# one.py\nx = 2\n```\n\n```python\nimport one\nprint(x, one.x)\n```\n\n```text\n1 2\n```\n"
    monkeypatch.syspath_prepend(str(tmp_path))
    run(text)
