"""Run every example: in the docstrings of the package, in the README and in the pages of the documentation."""

from typing import Any

from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import myst, rest

import dprkrel

# For a second run, where the first has tried the laws on more.
settings.register_profile("brief", derandomize=True, max_examples=10, deadline=None)


def _with_package(names: dict[str, Any]) -> None:
    names["dprkrel"] = dprkrel


_docstrings = Sybil(
    parsers=[rest.DocTestParser()],
    patterns=["src/*/*.py", "src/*/*/*.py"],  # before Python 3.13 `**` matches one folder, and no more
    document_types={".py": PythonDocStringDocument},
    setup=_with_package,
)
_pages = Sybil(parsers=[myst.PythonCodeBlockParser()], patterns=["README.md", "docs/*.md", "docs/*/*.md"])

pytest_collect_file = (_docstrings + _pages).pytest()
