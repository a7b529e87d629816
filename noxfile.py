# /// script
# dependencies = ["nox>=2026.8.10"]
# ///
"""Every check: `nox` runs all of them, `nox -s NAME` one, and `nox --list` lists them."""

import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.8.10"  # the first that runs sessions at once
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True
nox.options.parallel = "auto"  # as many sessions at once as there are cores
nox.options.allow_parallel = True

# By file, since examples on a page follow on each other; in their order, which has the slow ones first.
PARALLEL = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]
BRIEF = "--hypothesis-profile=brief"
# The bounds of the needs at run time: what pyproject.toml names, and what pip takes today.
LOWEST = ["attrs==25.4.*", "cattrs==25.3.*", "python-dateutil==2.9.*"]
NEWEST = ["attrs", "cattrs", "python-dateutil>=4"]

PYODIDE = "314.0.7"
VERSION = "import sys; print('python%d.%d' % sys.version_info[:2])"

PROJECT = nox.project.load_toml("pyproject.toml")
EXTRAS = PROJECT["project"]["optional-dependencies"]


def install(session: nox.Session, group: str, *more: str) -> None:
    """Install the package, so that edits show at once, with a dependency group."""
    packages = nox.project.dependency_groups(PROJECT, group)
    session.install("--quiet", "--disable-pip-version-check", "--editable", ".", *packages, *more)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, the layers of the package, the licence of each file, the citation file, and the files of the project itself."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-cache")
    session.run("check-jsonschema", "--builtin-schema", "vendor.citation-file-format", "CITATION.cff")
    session.run("sp-repo-review", "--show", "err", ".")
    session.run(
        "check-jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        *map(str, Path(".github/workflows").iterdir()),
    )
    session.run("check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")
    session.run("zizmor", "--offline", "--persona", "auditor", "--no-progress", "--quiet", ".github")
    if Path(".git").exists():  # elsewhere nothing tells the files of the project from those that checks leave behind
        session.run("reuse", "lint", "--quiet")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package and of the tests, and with four checkers what a user writes."""
    install(session, "types")
    session.run("mypy", *session.posargs)
    session.run("python", "-m", "tests.typing.checkers")


@nox.session
def data(session: nox.Session) -> None:
    """Check the seeds, and that the bundled dataset is what they give."""
    install(session, "data")
    session.run("python", "-m", "dprkrel.curation", "check", *session.posargs)


SITE = "docs/_build/html"
BUILD = ["sphinx-build", "--quiet", "-n", "-W", "--keep-going", "-b", "html", "docs", SITE]


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is an error."""
    install(session, "docs")
    session.run(*BUILD)


@nox.session
def site(session: nox.Session) -> None:
    """Build the documentation, and try its pages in Chromium; `nox -s site -- --deep` tries all that are made from the data."""
    install(session, "site")
    session.run(*BUILD)
    session.run("pytest", "tests/site", *session.posargs, env={"DPRKREL_SITE": SITE})


@nox.session
def readers(session: nox.Session) -> None:
    """Read what we write for other software with that software, as the how-tos show it."""
    install(session, "readers")
    session.run(
        "pytest",
        "-p",
        "no:cacheprovider",
        BRIEF,
        "tests/readers",
        "tests/engines",
        "src/dprkrel/engines",
        "docs/engines.md",
        "docs/foreign-data.md",
        "docs/how-to/tables.md",
        "docs/how-to/panel.md",
        *session.posargs,
    )


# Last, so that its summary ends the output: sessions run in the order of this file.
@nox.session
@nox.parametrize("needs", [LOWEST, NEWEST], ids=["lowest", "newest"])
def tests(session: nox.Session, needs: list[str]) -> None:
    """Run the tests and every example; with the lowest needs on fewer of what is slow, since the laws are the same."""
    install(session, "tests", *needs)
    # How time grows with the data, how charts look, and the house-keeping do not depend on the needs.
    same = [f"--ignore=tests/{name}" for name in ("test_growth.py", "test_house.py", "test_pages.py", "plots")]
    fewer = [BRIEF, *same] if needs == LOWEST else []
    session.run("pytest", *PARALLEL, *fewer, *session.posargs)


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """Measure which lines and branches the tests reach; less than all fails."""
    install(session, "coverage")
    # Without our plugin, which pytest would import before anything is measured; its tests run it in processes of their own.
    session.run("pytest", *PARALLEL, BRIEF, "-p", "no:dprkrel", "--cov", *session.posargs)


@nox.session(default=False)
@nox.parametrize("extra", [*EXTRAS])
def extras(session: nox.Session, extra: str) -> None:
    """Install each extra alone, in its newest and its lowest versions, and use it."""
    lowest = [need.replace(">=", "==") for need in EXTRAS[extra] if not need.startswith("dprkrel")]
    session.install("--quiet", f".[{extra}]")
    session.run("python", "-W", "error", "-m", "tests.extra_alone", extra)
    session.install("--quiet", f".[{extra}]", *lowest, *LOWEST)
    session.run("python", "-W", "error", "-m", "tests.extra_alone", extra)


def _answers(session: nox.Session, python: str) -> bool:
    """Tell whether an interpreter is there and is what its name says; a name alone may be a shim that leads nowhere."""
    if not shutil.which(python):
        return False
    said = session.run(python, "-c", VERSION, silent=True, external=True, success_codes=range(256))
    return str(said).strip() == python


@nox.session(default=False)
def package(session: nox.Session) -> None:
    """Build what is published from two checkouts, and check, measure, install and ask it; another Python builds the second.

    `nox -s package -- v1.0.0` holds it to a tag. What is published is left in `dist/`, with the bill of materials, the notes
    and the hashes.
    """
    needs = nox.project.dependency_groups(PROJECT, "package")
    session.install("--quiet", *needs)
    place = Path(session.create_tmp())
    built = place / "built"
    shutil.rmtree(place, ignore_errors=True)
    others = []
    own = str(session.run("python", "-c", VERSION, silent=True)).strip()
    pythons = [f"python3.{minor}" for minor in (13, 12, 11) if f"python3.{minor}" != own]
    python = next((each for each in pythons if _answers(session, each)), None)
    if python:
        session.run(sys.executable, "-m", "virtualenv", "--quiet", "-p", python, str(place / "other"), external=True)
        others.append(str((place / "other" / "bin" / "python").absolute()))
        session.run(others[0], "-m", "pip", "install", "--quiet", *needs, external=True)
    session.run("python", "-m", "tests.packaged", str(built), *others)
    session.run("twine", "check", "--strict", *map(str, (built / "first").iterdir()))
    session.run("check-wheel-contents", str(built / "first"))
    session.run("python", "-m", "tests.release", str(built / "first"), "dist", *session.posargs)


@nox.session(default=False)
def determinism(session: nox.Session) -> None:
    """Compare what is written, answered and compiled under every condition; `-- python3.12 python3.13` adds interpreters.

    Pyodide is one of them where Node and npm are installed.
    """
    install(session, "tests", *EXTRAS["graph"], *EXTRAS["ics"], *nox.project.dependency_groups(PROJECT, "engines"))
    place = Path(session.create_tmp())
    interpreters = []
    for number, python in enumerate(session.posargs):
        own = place / f"interpreter-{number}"
        session.run(sys.executable, "-m", "virtualenv", "--quiet", "-p", python, str(own), external=True)
        interpreters.append(str(own / "bin" / "python"))
        session.run(
            interpreters[-1], "-m", "pip", "install", "--quiet", *PROJECT["project"]["dependencies"], external=True
        )
    if shutil.which("npm"):
        session.run("npm", "install", "--silent", "--prefix", str(place), f"pyodide@{PYODIDE}", external=True)
        wheels = str(place / "wheels")
        session.run(
            "pip", "download", "--quiet", "--only-binary=:all:", "-d", wheels, *PROJECT["project"]["dependencies"]
        )
        interpreters.append(str(place))
    session.run("python", "-m", "tests.determinism", "conditions", *interpreters)


@nox.session(default=False)
def spark(session: nox.Session) -> None:
    """Ask Spark, on this machine and on a master with two workers, what DuckDB and the library answer; it needs Java 17."""
    install(session, "readers", *EXTRAS["spark"])
    session.run("pytest", "-p", "no:cacheprovider", BRIEF, "tests/engines", *session.posargs)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Look with atheris for inputs that break a promise: `nox -s fuzz -- TARGET… --executions N`; without words, each target for a minute or so."""
    install(session, "fuzz")
    if not (
        session.run("python", "-c", "import importlib.util as u; print(u.find_spec('atheris') or '')", silent=True)
        or ""
    ).strip():
        session.skip("atheris has no wheel for this Python or system")
    session.run("python", "-m", "tests.fuzz", *session.posargs)


@nox.session(default=False)
def deep(session: nox.Session) -> None:
    """Try the laws, and every public call, on many more examples; and command lines, surroundings of processes, and damage to the data."""
    install(session, "tests")
    more = [
        "tests/cli/test_command_lines.py",
        "tests/cli/test_streams.py",
        "tests/test_calls.py",
        "tests/test_depth.py",
        "tests/test_installation.py",
    ]
    session.run("pytest", *PARALLEL, "--hypothesis-profile=deep", "tests/laws", *more, *session.posargs)


if __name__ == "__main__":
    nox.main()
