"""What a page of the site may load and run: only files of the site, never what stands in the page itself (Content-Security-Policy).

The pages are made from data that others may have written, so that a text which escaped from its place must find nothing
that would run it. The theme writes a script, a style and attributes of style into each page; the templates in
`docs/_templates/` put files and classes in their place, and no exception is left that a text could use.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
"""Whatever it does not name, as fonts, frames, objects and workers, is not loaded at all.

The icons in furo's styles are `data:`; the search reads the pages that it found.
"""

VARIABLES = "variables.css"
"""The style sheet in `_static` that has what furo writes into each page."""


def _policy(app: Sphinx, _name: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Give the policy to the template of a page, and write the style sheet with the variables of the theme."""
    context["content_policy"] = POLICY
    file = Path(app.outdir, "_static", VARIABLES)
    builder: Any = app.builder
    style = builder.templates.render("partials/_head_css_variables.html", context)
    content = style.partition("<style>")[2].partition("</style>")[0].strip() + "\n"
    if not file.exists() or file.read_text("utf-8") != content:
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, "utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Come after furo, whose handler has the priority 500."""
    app.connect("html-page-context", _policy, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
