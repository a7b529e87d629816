"""Pages that are made from the data when the site is built, and are in no table of contents: `Page` and `add_pages`.

They are rendered with the theme's own template and added to the search, and never pass through docutils, which
takes a hundred times as long for a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from docutils import nodes
from docutils.utils import new_document
from markupsafe import escape
from sphinx.application import Sphinx

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,  # all text of the data is escaped
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

Collected = Iterator[tuple[str, dict[str, Any], str]]


class Page(NamedTuple):
    """One page that is made from the data."""

    name: str
    """Where it lies, as `actors/sergei-lavrov`."""
    title: str
    body: str
    """Its HTML."""
    sections: tuple[tuple[str, str], ...] = ()
    """The id and title of each section, for the table of contents beside it."""
    also: tuple[str, ...] = ()
    """Other titles by which the search finds it."""
    words: str = ""
    """Words by which the search finds it, too."""


def add_pages(app: Sphinx, make: Callable[[Sphinx], Iterable[Page]]) -> None:
    """Let a builder of HTML write the pages that `make` returns."""

    def collect(app: Sphinx) -> Collected:
        builder: Any = app.builder
        made, prune = [], builder.indexer.prune
        for page in make(app):
            builder.index_page(page.name, _to_search(page), page.title)
            made.append(page.name)
            yield page.name, {"title": escape(page.title), "body": page.body, "made": page}, "page.html"
        # Before it writes the index, Sphinx takes out what is no page of docutils.
        builder.indexer.prune = lambda names: prune([*names, *made])

    app.connect("html-collect-pages", collect)


def _to_search(page: Page) -> nodes.document:
    """Return what the search knows of a page."""
    document = new_document(page.name)
    for title in dict.fromkeys((page.title, *page.also)):
        document += nodes.section("", nodes.title("", title))
    document += nodes.paragraph("", page.words)
    return document


_navigations: dict[tuple[int, str], str] = {}


def _once(_app: Sphinx, name: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Render the navigation once for all pages of a folder, which takes longer than the rest of such a page."""
    if "made" in context:
        render = context["toctree"]
        key = name.rpartition("/")[0]

        def navigation(**options: Any) -> str:
            known = (id(_app), f"{key} {sorted(options.items())}")
            if known not in _navigations:
                _navigations[known] = render(**options)
            return _navigations[known]

        context["toctree"] = navigation


def _contents(_app: Sphinx, _name: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Put the sections of a page beside it, which furo does for pages of docutils alone."""
    if "made" in context and len(context["made"].sections) > 1:
        context["furo_hide_toc"] = False
        context["toc"] = TEMPLATES.get_template("contents.html").render(page=context["made"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Come before and after furo, whose handler has the priority 500."""
    app.connect("html-page-context", _once, priority=400)
    app.connect("html-page-context", _contents, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
