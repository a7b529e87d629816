"""What needs a package that is not always installed says which extra brings it, and all else works without."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NEEDS = {
    "arrow": ("nanoarrow", "dprkrel.table('visits').__arrow_c_stream__()"),
    "graph": ("networkx", "dprkrel.to_networkx('putin-visit-dprk-2024')"),
    "ibis": ("pyarrow", "dprkrel.engines.write_parquet(dprkrel.load(), 'layout')"),
    "ics": ("icalendar", "dprkrel.to_icalendar('putin-visit-dprk-2024')"),
}
"""The package of each extra, and a call that needs it."""

OF_MODULES = {"hypothesis", "plot"}
"""Extras that whole modules need, which nothing else imports."""

OF_A_FOLDER = {"spark"}
"""Extras that are needed when a folder was opened, for which the tests of engines have a test."""

WITHOUT = f"""
import json, sys, warnings
warnings.simplefilter("ignore")
for package, _ in {list(NEEDS.values())!r}:
    sys.modules[package] = None  # as if it were not installed
import dprkrel
told = {{}}
for extra, (_, call) in {NEEDS!r}.items():
    try:
        eval(call)
    except dprkrel.MissingExtraError as error:
        told[extra] = [error.extra, error.package, str(error), isinstance(error, ImportError)]
visits = dprkrel.visits_by_actor("Lavrov")
rest = [len(visits), repr(visits), visits._repr_html_(), visits.table().to_csv(), visits.table().to_jsonl(), str(dprkrel.why(visits[0]))]
print(json.dumps([told, all(rest)]))
"""


def extras() -> dict[str, list[str]]:
    """Return what each extra installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, list[str]] = project["optional-dependencies"]
    return found


def test_every_extra_has_a_call_that_needs_it() -> None:
    """Each extra that a call needs is tried here, and brings the package that is named in its error."""
    assert NEEDS.keys() == extras().keys() - OF_MODULES - OF_A_FOLDER - {"all"}
    assert all(any(need.startswith(package) for need in extras()[extra]) for extra, (package, _) in NEEDS.items())


def test_a_missing_package_is_named_with_its_extra() -> None:
    """Without any extra each call says what to install, and questions, tables, files and notebooks work."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stderr
    told: dict[str, Any]
    told, works = json.loads(run.stdout)

    assert works
    assert told == {
        extra: [extra, package, f'{package} is not installed; get it with: pip install "dprkrel[{extra}]"', True]
        for extra, (package, _) in NEEDS.items()
    }
