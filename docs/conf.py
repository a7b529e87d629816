"""How Sphinx builds these pages; `nox -s docs` runs it."""

import tomllib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import dprkrel

_project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]

project = _project["name"]
author = copyright = _project["authors"][0]["name"]
version = release = dprkrel.__version__
html_title = f"{project} {version}, data of {dprkrel.load().edition}"
html_theme = "furo"
exclude_patterns = ["_build", "_measured"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

default_role = "code"
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
maximum_signature_line_length = 88
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
python_display_short_literal_types = True

nitpick_ignore_regex = [
    (r"py:.*", r"dprkrel\..*\.(?:Readable|Writable|EventClass)"),  # protocols of arguments, which have no page
    # Their documentation is not at hand offline.
    (r"py:.*", r"(?:datetime|collections|enum|fractions|os|typing|attrs|attr)\b.*"),
    (r"py:.*", r"(?:date|datetime|Iterable|Mapping|StrEnum|IntEnum|object|str|int|float|bool|tuple|dict|None|Any)"),
    (r"py:.*", r"dprkrel\.[a-z_.]+\.[A-Z]"),  # type variables
    (r"py:class", r"(?:networkx\.)?MultiDiGraph"),  # of an extra, whose documentation is not at hand either
    (r"py:.*", r"altair\..*"),  # as above
    (r"py:class", r"(?:Nodes|Panel|Relation|Tables)"),  # in signatures that name Altair, which is not imported
    (
        r"py:class",
        r"(?:Event|Record|Undated|Format|Writable)",
    ),  # aliases and a protocol, which are named where they are not imported
    (r"py:.*", r"(?:dprkrel\.[a-z_.]+\.)?[A-Za-z]+(?:Like|Word)"),  # aliases for the types of arguments
    (r"py:.*", r"(?:hypothesis\..*|SearchStrategy)"),
    (r"py:exc", r"(?:ValueError|TypeError|LookupError|Exception)"),
    (
        r"py:.*",
        r"(?:dprkrel\.records\.fields\.)?(?:Actor|State|Office|Place|Source|Event|Relation|CountingRule|Coverage|Change)Id",
    ),  # slugs
]


def _keep_colons(_app: Sphinx, what: str, _name: str, _subject: Any, _options: Any, lines: list[str]) -> None:
    """Keep Napoleon from taking the words before the first colon of a property's docstring for its type."""
    if what in {"attribute", "property"}:
        lines[:0] = ["..", ""]  # an empty comment


def setup(app: Sphinx) -> None:
    """Connect what Sphinx has no setting for."""
    app.connect("autodoc-process-docstring", _keep_colons, priority=400)
