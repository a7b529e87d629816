"""Write `llms.txt`: what the site is, and its pages with a sentence each, for readers that are programs (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def first_paragraph(env: BuildEnvironment, page: str) -> str:
    """Return the first paragraph of a page on one line."""
    paragraph = next(env.get_doctree(page).findall(nodes.paragraph), None)
    return "" if paragraph is None else " ".join(paragraph.astext().split())


def entry(env: BuildEnvironment, page: str, depth: int = 0) -> Iterator[str]:
    """Yield the line of a page, and those of the pages below it."""
    yield f"{'  ' * depth}- [{env.titles[page].astext()}]({page}.html): {first_paragraph(env, page)}".removesuffix(": ")
    for below in env.toctree_includes.get(page, ()):
        yield from entry(env, below, depth + 1)


def text(env: BuildEnvironment) -> str:
    """Return the whole of `llms.txt`."""
    start = env.config.root_doc
    lines = [f"# {env.titles[start].astext()}", "", f"> {first_paragraph(env, start)}"]
    for tree in env.get_doctree(start).findall(toctree):
        lines += ["", f"## {tree['caption']}", ""]
        lines += [line for _, page in tree["entries"] for line in entry(env, page)]
    return "\n".join(lines) + "\n"


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        Path(app.outdir, "llms.txt").write_text(text(app.env), "utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write it beside the pages."""
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
