"""Citations are read back by bibtexparser and citeproc-py; `nox -s readers` installs them."""

import json
import re
from typing import Any, Final

from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

import dprkrel
from tests.export.test_citation import items, page
from tests.small import small_with, unchecked

UGLY: Final = r"50 % of {R&D}, $5 #1_a ~b ^c \d \} “}” Цена 최선희"
"""A title with everything that has a meaning in TeX, with braces that do not match."""


def entries(text: str) -> dict[str, dict[str, Any]]:
    """Return what bibtexparser reads, by key; it takes off the outer braces alone."""
    library = parse_string(text)
    assert library.failed_blocks == []
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def test_bibtex_keeps_what_tex_reads_otherwise() -> None:
    """What has a meaning in TeX is spelled so that a reader gets it back, and braces match whatever the title."""
    data = small_with(unchecked(page(title=UGLY), url="https://example.org/a_b%20{c}?d=1#e"))
    entry = entries(data.cite("page", format="bibtex"))["page"]
    read = entry["title"].strip("{}")
    for command, sign in (("textbackslash", "\\"), ("textbraceleft", "{"), ("textbraceright", "}"),
                          ("textasciitilde", "~"), ("textasciicircum", "^")):  # fmt: skip
        read = read.replace(f"\\{command}{{}}", f"<{sign}>")
    assert re.sub(r"<(.)>", r"\1", re.sub(r"\\([$&%#_])", r"\1", read)) == UGLY
    assert entry["url"] == "https://example.org/a_b%20%7Bc%7D?d=1#e"


def test_the_whole_of_the_bundled_sources_is_read() -> None:
    """Each bundled source is an entry of BibTeX and an item of CSL, with a title and a key of its own."""
    data = dprkrel.load()
    keys = {*(source.id for source in data.sources), f"dprkrel:{data.edition}"}
    assert entries(data.cite(data.sources, format="bibtex")).keys() == keys
    found = items(data.cite(data.sources, format="csl"))
    assert found.keys() == keys
    assert [key for key, item in found.items() if not item["title"] or "  " in item["title"]] == []


def test_citeproc_writes_a_bibliography() -> None:
    """A processor of CSL takes the items, and prints publisher, year, title and address."""
    read = CiteProcJSON(json.loads(dprkrel.cite("krasnov-visit-dprk-2024", format="csl")))
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), read, formatter.plain
    )
    for key in read:
        bibliography.register(Citation([CitationItem(key)]))
    lines = [str(line) for line in bibliography.bibliography()]
    assert [line for line in lines if "Генпрокурор Краснов" in line and "kommersant.ru/doc/6849726" in line]
    assert lines[-1].startswith(f"The dprkrel authors ({dprkrel.load().edition[:4]})")
