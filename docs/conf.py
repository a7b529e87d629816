"""How Sphinx builds these pages; `nox -s docs` runs it."""

import sys
import tomllib
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import dprkrel

sys.path.insert(0, str(Path(__file__).parent / "_ext"))  # extensions of our own

_project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]

project = _project["name"]
author = copyright = _project["authors"][0]["name"]
version = release = dprkrel.__version__
html_title = escape(f"{project} {version}, data of {dprkrel.load().edition}")  # the theme takes it for HTML
html_theme = "furo"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_domain_indices = False  # there is one module to list
html_search_scorer = str(Path(__file__).parent / "_ext" / "scorer.js")
html_show_copyright = False
exclude_patterns = ["_build", "_measured", "_templates"]
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "accessible",
    "actors",
    "content_policy",
    "data_changes",
    "explorer",
    "llms",
    "names",
]

default_role = "code"
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
# What questions accept, by its name: with all words of a vocabulary a signature is longer than its explanation.
autodoc_type_aliases = {name: name for name in dprkrel.__all__ if name.endswith(("Like", "Word"))}
maximum_signature_line_length = 88
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
python_display_short_literal_types = True

nitpick_ignore_regex = [
    (r"py:.*", r"(?:dprkrel\..*\.)?(?:Readable|Writable|EventClass)"),  # protocols of arguments, which have no page
    (
        r"py:.*",
        r"(?:datetime|collections|enum|os|typing|fractions|attrs|attr|hypothesis|altair|ibis|networkx)\b.*",
    ),  # their documentation is not at hand offline
    (r"py:.*", r"(?:date|datetime|Iterable|Mapping|StrEnum|IntEnum|object|str|int|float|bool|tuple|dict|None|Any)"),
    (r"py:.*", r"(?:dprkrel\.[a-z_.]+\.)?[A-Z](?:_co)?"),  # type variables
    (
        r"py:class",
        r"(?:Record|(?:dprkrel\.store\.tables\.)?Tables|Nodes|Undated|Format|MultiDiGraph|SearchStrategy|PathLike|Progress)",
    ),  # aliases of the package's own, and of extras
    (r"py:exc", r"(?:ValueError|TypeError|LookupError|Exception)"),
]


def _keep_colons(_app: Sphinx, what: str, _name: str, _subject: Any, _options: Any, lines: list[str]) -> None:
    """Keep Napoleon from taking the words before the first colon of a property's docstring for its type."""
    if what in {"attribute", "property"}:
        lines[:0] = ["..", ""]  # an empty comment


def setup(app: Sphinx) -> None:
    """Connect what Sphinx has no setting for."""
    app.connect("autodoc-process-docstring", _keep_colons, priority=400)
