"""Markup that a screen reader can follow, where Sphinx writes another.

Sphinx writes the arguments of a long signature as a `dl` without a single `dt`, inside a `dt`
(`HTML5Translator._visit_sig_parameter_list`), which is no list of definitions to anybody. Here they are lines.
It writes the caption of a table of contents as a heading of no level; here it has one.
"""

from __future__ import annotations

import re

from docutils.nodes import Element
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

_LINE = re.compile("<(/?)d([ld])(?: [^>]*)?>")


def _as_lines(tag: re.Match[str]) -> str:
    if tag[1]:
        return "</span>"
    return '<span class="sig-lines">' if tag[2] == "l" else '<span class="sig-line">'


class Translator(HTML5Translator):
    """Write the arguments of a signature as lines of text, and captions as headings of a level."""

    def visit_title(self, node: Element) -> None:
        """Give the caption of a table of contents the level that its role wants."""
        begin = len(self.body)
        super().visit_title(node)
        self.body[begin:] = [
            part.replace('role="heading"', 'role="heading" aria-level="2"') for part in self.body[begin:]
        ]

    def _depart_sig_parameter_list(self, node: Element) -> None:
        super()._depart_sig_parameter_list(node)
        if node.get("multi_line_parameter_list"):
            begin = max(place for place, part in enumerate(self.body) if part.startswith("<dl"))
            # What is between the tags is escaped, so that nothing else looks like one.
            self.body[begin:] = [_LINE.sub(_as_lines, part) for part in self.body[begin:]]


def setup(app: Sphinx) -> dict[str, bool]:
    """Take the place of Sphinx's translator, and let what scrolls be reached with the keyboard."""
    app.set_translator("html", Translator)
    app.add_css_file("site.css")
    app.add_js_file("scroll.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
