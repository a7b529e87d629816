"""Run every example: in the docstrings of the package, in the README and in the pages of the documentation."""

import importlib.util
import tempfile
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


def _with_layout(names: dict[str, Any]) -> None:
    from dprkrel import engines

    _with_package(names)
    place = tempfile.TemporaryDirectory()
    engines.write_parquet(dprkrel.examples.tiny_dataset(), f"{place.name}/tiny")
    names.update(engines=engines, folder=f"{place.name}/tiny", _place=place)


def _without_layout(names: dict[str, Any]) -> None:
    names["_place"].cleanup()


_HAS_ENGINES = importlib.util.find_spec("ibis") is not None
"""Whether what engines need is there, which `nox -s readers` installs."""

_ENGINES = ["src/dprkrel/engines/*.py", "src/dprkrel/engines/*/*.py"]
_docstrings = Sybil(
    parsers=[rest.DocTestParser()],
    patterns=["src/*/*.py", "src/*/*/*.py"],  # before Python 3.13 `**` matches one folder, and no more
    excludes=_ENGINES,
    document_types={".py": PythonDocStringDocument},
    setup=_with_package,
)
_engines = Sybil(
    parsers=[rest.DocTestParser()],
    patterns=_ENGINES,
    excludes=[] if _HAS_ENGINES else _ENGINES,
    document_types={".py": PythonDocStringDocument},
    setup=_with_layout,
    teardown=_without_layout,
)
_pages = Sybil(
    parsers=[myst.PythonCodeBlockParser()],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    excludes=["docs/how-to/*.md", *([] if _HAS_ENGINES else ["docs/engines.md", "docs/foreign-data.md"])],
)
_how_to = Sybil(
    parsers=[how_to.Examples()],
    patterns=["docs/how-to/*.md"],
    # `nox -s readers` installs what these two show.
    excludes=[] if importlib.util.find_spec("pandas") else ["docs/how-to/tables.md", "docs/how-to/panel.md"],
    setup=how_to.enter,
    teardown=how_to.leave,
)

pytest_collect_file = SybilCollection([_docstrings, _engines, _pages, _how_to]).pytest()
