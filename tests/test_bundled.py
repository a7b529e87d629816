"""The bundled dataset: its functions are the questions of any dataset, and without its data the package says so."""

import importlib
import inspect
import os
import pkgutil
import pydoc
import re
import subprocess
import sys

import pytest

import dprkrel
from dprkrel import (
    Dataset,
    bundled,
    export,
    questions,
)
from dprkrel.questions import QUESTIONS as QUESTIONS_OF_A_DATASET
from tests.cases import for_each

ROOMS = [
    importlib.import_module(f"{package.__name__}.{room.name}")
    for package in (questions, export)
    for room in pkgutil.iter_modules(package.__path__)
]


QUESTIONS = sorted(name for name in dprkrel.__all__ if hasattr(Dataset, name))


FIRST = {
    ("conflicts", "record"),
    ("superlatives", "event"),
    ("coverage", "a"),
    ("coverage", "b"),
    ("coverage_by_month", "a"),
    ("coverage_by_month", "b"),
    ("resolve", "kind"),
    ("cite", "records"),
    ("table", "name"),
    ("to_networkx", "records"),
    ("to_icalendar", "records"),
}
"""What is asked about comes first, also where it may be left out."""


@for_each("name", QUESTIONS)
def test_functions_are_methods_over_the_bundled_data(name: str) -> None:
    """Each module function has the signature and docstring of the method, the dataset left out."""
    function, method = getattr(dprkrel, name), getattr(Dataset, name)
    shown, full = inspect.signature(function), inspect.signature(method)

    assert list(shown.parameters.values()) == list(full.parameters.values())[1:]
    assert shown.return_annotation == full.return_annotation
    assert function.__doc__
    assert function.__doc__ == method.__doc__
    assert (function.__name__, function.__module__) == (name, "dprkrel")
    assert all(
        one.kind is inspect.Parameter.KEYWORD_ONLY
        for one in shown.parameters.values()
        if one.default is not inspect.Parameter.empty and (name, one.name) not in FIRST
    )


def test_every_question_is_a_function_of_the_package() -> None:
    """What is written as a method in the rooms of questions is a method of a dataset, a function, and known to checkers."""
    own = {
        name
        for room in ROOMS
        for name, value in vars(room).items()
        if inspect.isfunction(value)
        and value.__module__ == room.__name__
        and [*inspect.signature(value).parameters][:1] == ["self"]
    }
    block = inspect.getsource(bundled).partition("if TYPE_CHECKING:")[2].partition("else:")[0]

    assert own == set(QUESTIONS) == QUESTIONS_OF_A_DATASET.keys()
    assert re.findall(r"^    (\w+): Final = _bundled\.\1$", block, re.MULTILINE) == QUESTIONS


def test_help_reads_like_that_of_a_method() -> None:
    """A method of a dataset begins with `self` and shows its types by name; the function leaves the dataset out."""
    # Later Pythons fold the arguments, and leave out the quotes.
    method, function = (
        re.sub(r"\s+|'", " ", pydoc.plain(pydoc.render_doc(one))).replace("( ", "(")
        for one in (Dataset.visits_by_actor, dprkrel.visits_by_actor)
    )
    rest = r"actor: +ActorLike *, \*, other: +ActorLike \| None += None"

    assert re.search(rf"visits_by_actor\(self: +Tables *, {rest}", method)
    assert re.search(rf"visits_by_actor\({rest}", function)
    assert "Return the visits that an actor made" in method


@pytest.mark.skipif(os.name != "posix", reason="it needs limits of the system")
def test_a_system_that_is_not_up_to_it_is_no_broken_package() -> None:
    """Where no more files can be opened, or memory is short, that is told, and not that the package is to be installed again."""
    code = """
import resource, dprkrel
from dprkrel import FileError, bundled

def limited(what, to):
    before = resource.getrlimit(what)
    resource.setrlimit(what, (to, before[1]))
    try: bundled._content(bundled.LINES)
    except BaseException as error: return error
    finally: resource.setrlimit(what, before)

memory = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
found = [limited(resource.RLIMIT_NOFILE, 0), limited(resource.RLIMIT_AS, memory)]
print(*(type(error).__name__ for error in found))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout, done.stderr) == ("FileError MemoryError\n", "")
