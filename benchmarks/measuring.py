"""What all tables share: candidates timed in turn, medians, ratios, goals, and tables as Markdown."""

import math
import os
import platform
import statistics
import timeit
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

from attrs import Factory, define, frozen

PAGES: Final = Path(__file__).parents[1] / "docs" / "_measured"
"""Where the tables are written, from which the documentation includes them."""

ROUNDS: Final = 9
"""How often each candidate has its turn, unless it is slow."""

_LEAST: Final = 0.002
"""For how many seconds a candidate is called in one turn; what is faster is called more often."""

_MOST: Final = 3.0
"""After how many seconds in all a candidate that had three turns has no more."""


class DifferentAnswersError(AssertionError):
    """Candidates that were to be compared do not give the same answer."""


@frozen
class Goal:
    """A limit for a ratio.

    Attributes:
        limit: the limit.
        least: whether the ratio must be at least so much; else at most.
        aim: what would be better still, where that was named.
    """

    limit: float
    least: bool = False
    aim: float | None = None

    def reached_by(self, value: float) -> bool:
        """Tell whether a ratio keeps the limit."""
        return value >= self.limit if self.least else value <= self.limit

    def __str__(self) -> str:
        aim = "" if self.aim is None else f", aim {self.aim:g}"
        return f"{'≥' if self.least else '≤'} {self.limit:g}{aim}"


def at_most(limit: float, aim: float | None = None) -> Goal:
    """Return the goal that a ratio is no larger than this."""
    return Goal(limit, aim=aim)


def at_least(limit: float) -> Goal:
    """Return the goal that a ratio is no smaller than this."""
    return Goal(limit, least=True)


@frozen
class Ratio:
    """A cell with a number, and with its goal where it has one.

    Attributes:
        value: the number; None where it could not be measured.
        goal: its limit.
        why_not: why it could not be measured.
    """

    value: float | None
    goal: Goal | None = None
    why_not: str = "—"

    @property
    def missed(self) -> bool:
        """Whether the number does not keep its limit."""
        return self.goal is not None and (self.value is None or not self.goal.reached_by(self.value))

    def __str__(self) -> str:
        number = self.why_not if self.value is None else shown(self.value)
        return f"{f'**{number}**' if self.missed else number}{f' ({self.goal})' if self.goal else ''}"


@define
class Table:
    """A table: a title, what it says, and rows of cells beneath their columns."""

    title: str
    columns: Sequence[str]
    note: str = ""
    rows: list[Sequence[object]] = Factory(list)

    def add(self, *cells: object) -> None:
        """Add a row, whose first cell names it."""
        self.rows.append(cells)

    def markdown(self) -> str:
        """Return the table in Markdown; a goal that was not reached is bold."""
        lines = [self.columns, ["---", *("---:" for _ in self.columns[1:])], *self.rows]
        table = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
        goals = [cell for row in self.rows for cell in row if isinstance(cell, Ratio) and cell.goal]
        missed = sum(cell.missed for cell in goals)
        verdict = f"Goals: {len(goals) - missed} of {len(goals)} reached." if goals else ""
        return "\n\n".join(filter(None, [f"### {self.title}", self.note, table, verdict]))


def shown(value: float) -> str:
    """Return a number with two or three digits that count.

    Examples:
        >>> [shown(number) for number in (0.0123, 1.234, 12.34, 1234.5)]
        ['0.012', '1.23', '12.3', '1,234']
    """
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def microseconds(seconds: float) -> str:
    """Return a time for the scale."""
    return f"{shown(seconds * 1e6)} µs" if seconds < 0.1 else f"{shown(seconds)} s"


def sized(size: int) -> str:
    """Return a number of events in short: `10k`, `1M`."""
    for unit, sign in ((1_000_000, "M"), (1000, "k")):
        if size >= unit and size % unit == 0:
            return f"{size // unit}{sign}"
    return str(size)


def medians(candidates: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median time of one call of each candidate, in seconds.

    The candidates take turns, so that what slows the machine for a while slows all of them. What is fast is called
    many times in a turn; what is slow has three turns only, or a single one.
    """
    timers = {name: timeit.Timer(candidate) for name, candidate in candidates.items()}
    once = {name: min(timer.timeit(1), timer.timeit(1)) for name, timer in timers.items()}
    numbers = {name: max(1, math.ceil(_LEAST / max(seconds, 1e-7))) for name, seconds in once.items()}
    laps: dict[str, list[float]] = {name: [seconds] if seconds > _MOST else [] for name, seconds in once.items()}
    for lap in range(rounds):
        for name, timer in timers.items():
            if once[name] > _MOST or (lap >= 3 and lap * once[name] > _MOST):
                continue
            laps[name].append(timer.timeit(numbers[name]) / numbers[name])
    return {name: statistics.median(seconds) for name, seconds in laps.items()}


def check_equal(question: str, reference: object, candidates: Mapping[str, Callable[[], object]]) -> None:
    """Check that every candidate gives the answer of the reference.

    Raises:
        DifferentAnswersError: one does not.
    """
    for name, candidate in candidates.items():
        if candidate() != reference:
            raise DifferentAnswersError(f"{name} answers {question} otherwise than the plain filter")


def exponent(costs: Mapping[int, float]) -> float | None:
    """Return the power of the size with which costs grow, fitted by least squares; None of fewer than two.

    Examples:
        >>> exponent({10: 1.0, 100: 100.0, 1000: 10000.0})
        2.0
    """
    if len(costs) < 2:
        return None
    sizes, seconds = ([math.log10(number) for number in numbers] for numbers in (costs, costs.values()))
    return round(statistics.linear_regression(sizes, seconds).slope, 2)


def machine() -> str:
    """Return on what was measured, without names or dates."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.system()}, {platform.machine()}), {python}"


def versions(packages: Iterable[str]) -> str:
    """Return the installed version of each package."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in packages)


def write_page(
    name: str, tables: Sequence[Table], packages: Iterable[str] = (), more: Iterable[str] = (), folder: Path = PAGES
) -> None:
    """Print tables, and write them as the page of this name.

    Args:
        name: of the page.
        tables: what is on it.
        packages: which were measured, beside ours.
        more: what else was, with its version.
        folder: where the page is written.
    """
    measured_on = f"Measured on {machine()}; {', '.join([versions(('attrs', *packages)), *more])}."
    first = "<!-- written by `python -m benchmarks` -->"
    page = "\n\n".join([first, *(table.markdown() for table in tables), measured_on])
    print(page, end="\n\n", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(page + "\n", "utf-8", newline="\n")
