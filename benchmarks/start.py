"""How long a new process takes to its first answer, beside `import attrs` and other packages with data."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import dprkrel
from benchmarks import processes
from benchmarks.generated import dataset
from benchmarks.measuring import DifferentAnswersError, Goal, Ratio, Table, at_most, sized, write_page
from benchmarks.packages import package_with

PACKAGES: Final = ("pycountry", "holidays", "babel")

SIZES: Final = (10_000, 100_000)
"""How many generated events stand in place of the bundled data, unless other sizes are asked for."""

_ROUNDS: Final = 21

_ATTRS: Final = "import attrs"
_PYCOUNTRY: Final = "pycountry, first answer"
_CLASSES: Final = "; ".join(f"dprkrel.{name}" for name in ("Visit", "Relation", "Actor", "Source", "Place", "Office"))
_RIVALS: Final = {
    "pass": "pass",
    _ATTRS: "import attrs",
    _PYCOUNTRY: "import pycountry; pycountry.countries.get(alpha_2='KP').name",
    "pycountry, first search": "import pycountry; pycountry.countries.lookup('Belarus').name",
    "holidays, first answer": "import holidays; holidays.country_holidays('BY').get('2024-07-03')",
    "babel, first answer": "import babel; babel.Locale('en').territories['KP']",
}
_OURS: Final[dict[str, tuple[str, Goal | None]]] = {
    "import dprkrel": ("import dprkrel", at_most(0.35)),
    "the classes of record": (f"import dprkrel; {_CLASSES}", at_most(1.5, aim=1.2)),
    "load()": ("import dprkrel; dprkrel.load()", None),
}
_PLAIN: Final = {*_RIVALS, "the classes of record"} - {"pass", _ATTRS}
"""The processes that are called by words of ours and not by their code."""

_LIMITS: Final = {0: at_most(1.6, aim=1.2), 10_000: at_most(1.3), 100_000: at_most(1.4)}
"""The goal of a first answer, by the least number of events."""


def main(sizes: Sequence[int] | None, rounds: int | None) -> None:
    """Measure all processes in turn, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        bytecode = Path(folder, "bytecode")
        tables = [_bundled(processes.environment(bytecode), rounds or _ROUNDS)]
        for size in sizes or SIZES:
            package = package_with(size, Path(folder, sized(size)))
            environment = processes.environment(bytecode, package)
            tables.append(_generated(size, environment, rounds or _ROUNDS))
    write_page("start", tables, PACKAGES)


def _bundled(environment: Mapping[str, str], rounds: int) -> Table:
    codes = {**_RIVALS, **{name: code for name, (code, _) in _OURS.items()}}
    answers = _first_answers(dprkrel.load(), "Lavrov", "Lavrov", "Belarus")
    _check(answers, environment)
    candidates: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {
        name: (("-c", code), environment) for name, code in {**codes, **_codes(answers)}.items()
    }
    command = "python -m dprkrel visits Lavrov"
    candidates[command] = (command.split()[1:], environment)
    seconds = processes.medians(candidates, rounds)
    title = "A new process, to its first answer from the bundled data"
    table = Table(title, ("process", "× `import attrs`", "× pycountry’s first answer", "× the library’s first answer"))
    library = next(iter(answers))
    for name in candidates:
        goal = _OURS[name][1] if name in _OURS else _LIMITS[0] if name in answers else None
        versus = at_most(1) if name in answers else None
        asked = Ratio(_over(seconds, name, library), at_most(1.5)) if name == command else ""
        table.add(
            name if name in _PLAIN else f"`{name}`",
            Ratio(_over(seconds, name, _ATTRS), goal),
            Ratio(_over(seconds, name, _PYCOUNTRY), versus),
            asked,
        )
    return table


def _generated(size: int, environment: Mapping[str, str], rounds: int) -> Table:
    generated = dataset(size)
    person = next(actor for actor in generated.actors if actor.state_id == "state-001")
    answers = _first_answers(generated, person.name, person.name, generated.actor("state-001").name)
    _check(answers, environment)
    codes = {name: _RIVALS[name] for name in (_ATTRS, _PYCOUNTRY)} | _codes(answers)
    seconds = processes.medians({name: (("-c", code), environment) for name, code in codes.items()}, rounds)
    table = Table(
        f"The same with {sized(size)} generated events bundled",
        ("process", "× `import attrs`", "× pycountry’s first answer"),
    )
    limit = _LIMITS[max(least for least in _LIMITS if least <= size)]
    for name in answers:
        table.add(
            f"`{name}`", Ratio(_over(seconds, name, _ATTRS), limit), Ratio(_over(seconds, name, _PYCOUNTRY), at_most(1))
        )
    return table


def _first_answers(asked: dprkrel.Dataset, visitor: str, name: str, state: str) -> dict[str, Any]:
    """Return the first questions as a user writes them, with their answers as text."""
    visits, month, actor, ties = (
        asked.visits_by_actor(visitor),
        asked.events_between("2024-06", "2024-06"),
        asked.find_actor(name),
        asked.relations_of(state),
    )
    return {
        f'visits_by_actor("{visitor}")': repr(visits),
        'events_between("2024-06", "2024-06")': repr(month),
        f'find_actor("{name}")': repr(actor),
        f'relations_of("{state}")': repr(ties),
    }


def _codes(questions: Mapping[str, object]) -> dict[str, str]:
    return {question: f"import dprkrel; dprkrel.{question}" for question in questions}


def _check(answers: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Check that a new process gives the same answers as a dataset at hand."""
    for question, answer in answers.items():
        command = [sys.executable, "-c", f"import dprkrel; print(repr(dprkrel.{question}))"]
        done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.rstrip("\n") != answer:
            raise DifferentAnswersError(f"{question} has another answer in a new process")


def _over(seconds: Mapping[str, float | None], name: str, base: str) -> float | None:
    own, other = seconds[name], seconds[base]
    return None if own is None or other is None else own / other
