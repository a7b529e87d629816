"""The directive `guides`: a table of contents that lists those of its pages that exist."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree


class Guides(TocTree):
    """List those pages that exist, each with its title, as `Title <page>`."""

    def run(self) -> list[nodes.Node]:
        """Return the table of contents."""
        self.env.note_reread()  # a page that is new does not change this one
        folder = self.env.docname.rpartition("/")[0]
        page_of = {line: re.sub(r".*<(.+)>", r"\1", line) for line in self.content}
        found = [line for line, page in page_of.items() if f"{folder}/{page}" in self.env.found_docs]
        self.content = StringList(found, source=self.get_source_info()[0])
        return super().run()


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive."""
    app.add_directive("guides", Guides)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
