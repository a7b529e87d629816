"""The pages of the documentation, as they are written: that nothing is missing from them, and nothing stands twice."""

import re
from collections import Counter
from pathlib import Path

import dprkrel

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def test_every_public_name_is_on_one_page_of_the_reference() -> None:
    """Each public name stands on exactly one page of the reference, and no other name does."""
    pages = {page: page.read_text("utf-8") for page in sorted((DOCS / "reference").glob("*.md"))}
    listed = [
        names
        for text in pages.values()
        for names in re.findall(r"^```{names}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ]
    stands = Counter(line.partition(":")[0] for names in listed for line in names.splitlines() if line)

    assert {name: stands[name] for name in {*stands, *dprkrel.__all__}} == dict.fromkeys(dprkrel.__all__, 1)


def test_every_page_is_in_a_table_of_contents() -> None:
    """Each page is named by the table of contents of the page above it, so that readers find it."""
    indexes = [page for page in DOCS.rglob("*.md") if page.name == "index.md" and "_" not in page.parent.name]
    named = {
        (page.parent / re.sub(r".*<(.+)>", r"\1", line)).relative_to(DOCS).as_posix()
        for page in indexes
        for tree in re.findall(
            r"^```{(?:toctree|guides)}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        for line in tree.splitlines()
        if line and not line.startswith(":")
    }
    pages = {page.relative_to(DOCS).with_suffix("").as_posix() for page in DOCS.rglob("*.md") if "/_" not in str(page)}

    assert pages - named == {"index"}
