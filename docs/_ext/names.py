"""The directive `names`: public names, one a line, as a table of what each is for and then one after another.

A line is a name, or a class and those of its members that are shown: `Visit: visitors, hosts`. `*` and a
vocabulary show all of them. So a page of the reference has one list of names, and the two cannot differ.
"""

from __future__ import annotations

import ast
import enum
import importlib
import inspect
import re
import typing
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

import dprkrel


def home_of(name: str) -> str:
    """Return the module in which a public name is written."""
    return f"dprkrel.{dprkrel._MODULE_OF[name]}"  # noqa: SLF001 - the one place that says it


def documented(name: str) -> str:
    """Return the documentation of a public name; that of an alias or id stands below its assignment."""
    subject = getattr(dprkrel, name)
    if inspect.isclass(subject) or inspect.isfunction(subject):
        return inspect.getdoc(subject) or ""
    home = ModuleAnalyzer.for_module(home_of(name)).find_attr_docs()
    return "\n".join(home.get(("", name), [])).strip()


def summary(name: str) -> str:
    """Return the first sentence of the documentation of a public name."""
    first = documented(name).partition("\n\n")[0].replace("\n", " ")
    if not first:
        raise LookupError(f"dprkrel.{name} has no documentation")
    return first


def meaning(name: str) -> str:
    """Return what an alias stands for, as it is written; of an id, the type that it is of."""
    subject = getattr(dprkrel, name)
    if isinstance(subject, typing.NewType):
        return str(subject.__supertype__.__name__)
    tree = ast.parse(inspect.getsource(importlib.import_module(home_of(name))))
    values = (node.value for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name)
    return ast.unparse(next(value for value in values if value is not None))


def entry(name: str, members: str) -> list[str]:
    """Return the lines of reStructuredText that document one name."""
    subject: Any = getattr(dprkrel, name)
    if inspect.isfunction(subject):
        return [f".. autofunction:: dprkrel.{name}", ""]
    if inspect.isclass(subject):
        every = issubclass(subject, enum.Enum)
        shown = [f"   :members: {members.strip('*')}".rstrip()] if members or every else []
        return [f".. autoclass:: dprkrel.{name}", *shown, *(["   :undoc-members:"] if every else []), ""]
    said = [f"   {line}" for line in documented(name).splitlines()]
    return [f".. py:type:: dprkrel.{name}", f"   :canonical: {meaning(name)}", "", *said, ""]


def text_of(lines: list[str]) -> list[str]:
    """Return the table and the entries of some names as reStructuredText."""
    split = [line.partition(":") for line in lines if line]
    table = [".. list-table::", "   :class: names", "   :widths: auto", ""]
    for name, _, _ in split:
        table += [f"   * - :py:obj:`~dprkrel.{name.strip()}`", f"     - {summary(name.strip())}"]
    return [*table, "", *(line for name, _, members in split for line in entry(name.strip(), members.strip()))]


class Names(SphinxDirective):
    """Document public names."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the table and the entries."""
        for module in {home_of(line.partition(":")[0].strip()) for line in self.content if line}:
            self.env.note_dependency(importlib.import_module(module).__file__ or "")
        text = ["````{eval-rst}", *text_of(list(self.content)), "````"]
        return self.parse_text_to_nodes(StringList(text, source=self.get_source_info()[0]))


def found(app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: nodes.TextElement) -> nodes.Element | None:
    """Find a public name also where it is called by the module in which it is written, or by itself alone."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in dprkrel.__all__:
        return None
    at = node.get("refdoc", ""), app.builder
    return env.domains.python_domain.resolve_xref(env, *at, "obj", f"dprkrel.{name}", node, shown)


def call_aliases_by_name(
    _app: Sphinx, _what: str, _name: str, _subject: Any, _options: Any, arguments: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """Undo what Sphinx makes of the name of an alias beside another type (`autodoc_type_aliases`)."""
    return arguments and re.sub(r"TypeAliasForwardRef\('(\w+)'\)", r"\1", arguments), returned


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive."""
    app.add_directive("names", Names)
    app.connect("autodoc-process-signature", call_aliases_by_name)
    app.connect("missing-reference", found)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
