"""What each edition changed: a list in the page of the directive `data-changes`, and a page for each correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from made_pages import TEMPLATES, Page, add_pages
from markupsafe import Markup
from page_files import file_of
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import dprkrel
from dprkrel import Change
from dprkrel.questions.changes import edition_key


def counted(number: int, kind: str) -> str:
    """Return how many records of a kind, in words."""
    one, more = ("entry of the ledger", "entries of the ledger") if kind == "coverage" else (kind.replace("_", " "), "")
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def pages(_app: Sphinx) -> Iterator[Page]:
    """Yield the page of each change: its reason, its records, and each field before and after."""
    template = TEMPLATES.get_template("change.html")
    for change in dprkrel.load().tables()["changelog"]:
        yield Page(
            name=f"changes/{file_of(change.id)}",
            title=title_of(change),
            body=template.render(change=change, title=title_of(change)),
        )


def title_of(change: Change) -> str:
    """Return the title of the page of a change."""
    return f"{change.edition}: {change.kind} {counted(len(change.record_ids), change.record_kind)}"


def row(change: Change) -> tuple[Any, ...]:
    """Return the row of a change in the list of its edition."""
    link = Markup('<a class="reference internal" href="changes/{}.html">{}</a>')
    said = Markup("{}<br>").format(change.reason) if change.cause else ""
    what = counted(len(change.record_ids), change.record_kind)
    edits = f", {counted(len(change.edits), 'field')}" if change.edits else ""
    return str(change.kind), said + link.format(file_of(change.id), what + edits), str(change.cause or "")


class DataChanges(SphinxDirective):
    """List the changes of each edition, the latest first."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each edition."""
        template = TEMPLATES.get_template("list.html")
        log = dprkrel.load().tables()["changelog"]
        sections = []
        for edition in sorted({change.edition for change in log}, key=edition_key, reverse=True):
            changes = [change for change in log if change.edition == edition]
            section = nodes.section(
                "", nodes.title("", f"Edition {edition}"), ids=[nodes.make_id(f"edition-{edition}")]
            )
            counts: Counter[tuple[str, str]] = Counter()
            for change in changes:
                counts[str(change.kind), change.record_kind] += len(change.record_ids)
            for kind in dprkrel.ChangeKind:
                told = [counted(number, what) for (done, what), number in sorted(counts.items()) if done == kind]
                if told:
                    section += nodes.paragraph("", f"{str(kind).capitalize()}: {', '.join(told)}.")
            body = template.render(
                heads=("What", "Why, and which", "Cause"),
                rows=list(map(row, changes)),
                label=f"Changes of edition {edition}",
            )
            section += nodes.raw("", body, format="html")
            sections.append(section)
        return sections


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the pages, and the directive that lists them."""
    app.setup_extension("made_pages")
    app.add_directive("data-changes", DataChanges)
    add_pages(app, pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
