"""Run every example: in the docstrings of the package, in the README and in the pages of the documentation."""

import importlib.util
from typing import Any

from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import myst, rest
from sybil.sybil import SybilCollection

import dprkrel
from tests import how_to

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
_pages = Sybil(
    parsers=[myst.PythonCodeBlockParser()],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    excludes=["docs/how-to/*.md"],
)
_how_to = Sybil(
    parsers=[how_to.Examples()],
    patterns=["docs/how-to/*.md"],
    # `nox -s readers` installs what these two show.
    excludes=[] if importlib.util.find_spec("pandas") else ["docs/how-to/tables.md", "docs/how-to/panel.md"],
    setup=how_to.enter,
    teardown=how_to.leave,
)

pytest_collect_file = SybilCollection([_docstrings, _pages, _how_to]).pytest()
