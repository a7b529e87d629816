"""One engine over one layout, asked in a process of its own: `python -m benchmarks.asking ENGINE FOLDER SIZE`, one line of JSON for each step.

The lines are `{"begins": QUESTION}`, so that whoever watches the memory knows whose it is, and what was measured.
"""

import argparse
import datetime
import hashlib
import json
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import dprkrel
from benchmarks import columnar
from benchmarks.generated import HOME

LIBRARY: Final = "library"
"""What stands for the library itself, with its index in memory."""

CORES: Final = 2
"""How many cores each engine has."""

OPENING: Final = "open"
"""What stands for the step in which the engine is started and the layout is opened."""

_STATE: Final = "state-005"
_PERSON: Final = "state-005-person-001"
_BEGIN: Final = datetime.date(1999, 7, 1)
_WEEK: Final = (_BEGIN, _BEGIN + datetime.timedelta(6))
_TENTH: Final = (_BEGIN, _BEGIN + datetime.timedelta(2880))
_YEAR: Final = (datetime.date(1999, 1, 1), datetime.date(1999, 12, 31))
_TEN_YEARS: Final = (datetime.date(1999, 1, 1), datetime.date(2008, 12, 31))


class Answer(NamedTuple):
    """What an answer comes to.

    Attributes:
        rows: how many rows, or the number itself.
        digest: one hash of the rows in their order.
    """

    rows: int
    digest: str


class Question(NamedTuple):
    """A question, for the library as well as for engines.

    Attributes:
        title: what is asked.
        ask: what asks it of a dataset or an engine.
        columns: which columns are fetched; None for all.
        compared: what of a row is hashed.
        limit: of how many events at most it is asked; None for all.
    """

    title: str
    ask: Callable[[Any], Any]
    columns: tuple[str, ...] | None = None
    compared: tuple[str, ...] = ("id",)
    limit: int | None = None


_CELL: Final = ("start", "sending_id", "least", "most", "expected", "borderline")

QUESTIONS: Final = {
    "narrow": Question(
        "visits of one state in a week",
        lambda data: data.visits_by_actor(_STATE, start=_WEEK[0], end=_WEEK[1]),
    ),
    "certain": Question(
        "events that certainly lie within a week, the ids",
        lambda data: data.events_between(*_WEEK, match="certain", how="within"),
        columns=("id",),
    ),
    "wide, counted": Question("events in a tenth of the time, their number", lambda data: data.count_events(*_TENTH)),
    "wide, ids": Question(
        "events in a tenth of the time, the ids in order", lambda data: data.events_between(*_TENTH), columns=("id",)
    ),
    "dyad, a year": Question(
        "events of two states in a year",
        lambda data: data.events_of_dyad(_STATE, HOME, start=_YEAR[0], end=_YEAR[1]),
    ),
    "dyad": Question("events of two states, ever, the ids", lambda data: data.events_of_dyad(_STATE, HOME), columns=("id",)),
    "count": Question(
        "visits of a year under a rule with ranks, the ids", lambda data: data.count_visits("ministers", *_YEAR), columns=("id",)
    ),
    "panel": Question(
        "the same by month and sending state, ten years",
        lambda data: data.panel("ministers", *_TEN_YEARS, by="sending"), columns=_CELL, compared=_CELL,
    ),
    "relations": Question("relations of a person", lambda data: data.relations_of(_PERSON)),
    "wide, rows": Question(
        "events in a tenth of the time, all columns", lambda data: data.events_between(*_TENTH), limit=10_000_000
    ),
}  # fmt: skip
"""The questions, by name; the one whose answer takes the most memory is the last, since not all of it is given back."""


def main() -> None:
    """Open an engine, ask it, and print what each step took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asking", description="Ask one engine.")
    parser.add_argument("engine", choices=("duckdb", "pyspark", LIBRARY))
    parser.add_argument("folder", help="the layout")
    parser.add_argument("size", type=int, help="how many events it has")
    parser.add_argument("--master", default=f"local[{CORES}]", help="of Spark, its master")
    parser.add_argument("--memory", default="2g", help="of Spark, the memory of its driver")
    parser.add_argument("--questions", type=lambda text: text.split(";"), default=[*QUESTIONS])
    parser.add_argument("--rounds", type=int, default=4, help="how often each is asked; the first time is told apart")
    parser.add_argument(
        "--seconds", type=float, default=400, help="after how many seconds no further question is asked"
    )
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # what was searched is not the subject here
    until = time.monotonic() + given.seconds
    _say(begins=OPENING)
    begin = time.perf_counter()
    asked = _opened(given)
    _say(question=OPENING, first=time.perf_counter() - begin, laps=[], rows=0, digest="")
    for name in given.questions:
        question = QUESTIONS[name]
        if time.monotonic() < until and (question.limit is None or given.size <= question.limit):
            _say(begins=name)
            _say(question=name, **_measured(question, asked, given.rounds, until))


def _say(**step: object) -> None:
    print(json.dumps(step), flush=True)


def _opened(given: argparse.Namespace) -> Any:
    if given.engine == LIBRARY:
        return columnar.dataset(given.size)
    from dprkrel import engines

    if given.engine == "duckdb":
        return engines.connect("duckdb", given.folder, threads=CORES)
    options = {"spark.driver.memory": given.memory, "spark.sql.shuffle.partitions": str(2 * CORES)}
    return engines.connect("pyspark", given.folder, master=given.master, **options)


def _measured(question: Question, asked: Any, rounds: int, until: float) -> dict[str, Any]:
    """Return how long a question took, the first time and later, and what the answer was.

    Raises:
        AssertionError: it was not the same each time.
    """
    times, answers = list[float](), set[Answer]()
    while len(times) < rounds and (not times or time.monotonic() + times[-1] < until):
        begin = time.perf_counter()
        found = fetched(question, asked)
        times.append(time.perf_counter() - begin)
        answers.add(found())
    if len(answers) != 1:
        raise AssertionError(f"{question.title} is answered in {len(answers)} ways")
    (answer,) = answers
    return {"first": times[0], "laps": times[1:], "rows": answer.rows, "digest": answer.digest}


def fetched(question: Question, asked: Any) -> Callable[[], Answer]:
    """Have a question answered, and return what tells what the answer comes to, which is not timed.

    Args:
        question: the question.
        asked: a dataset or an engine.
    """
    found = question.ask(asked)
    if isinstance(found, int):
        return lambda: Answer(found, "")
    if isinstance(asked, dprkrel.Dataset):
        if isinstance(found, dprkrel.Count | dprkrel.Panel):
            table = found.table()
            return lambda: _digest(question, table.to_dicts())
        return lambda: _digest(question, [{"id": record.id} for record in found])
    if not hasattr(found, "columns"):  # a number that is yet to be computed
        number = int(found.to_pyarrow().as_py())
        return lambda: Answer(number, "")
    chosen = found if question.columns is None else found.select(*question.columns)
    rows = chosen.to_pyarrow()
    return lambda: _digest(question, _rows(rows, question.compared))


def _rows(table: Any, columns: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for batch in table.select([*columns]).to_batches():
        yield from batch.to_pylist()


def _digest(question: Question, rows: Iterable[Mapping[str, Any]]) -> Answer:
    """Return one hash of rows; numbers with a point as far as engines add them up alike."""
    found, number = hashlib.sha256(), 0
    for number, row in enumerate(rows, 1):  # noqa: B007 - the last is how many there are
        values = [row[name] for name in question.compared]
        found.update(
            repr([str(round(value, 6)) if isinstance(value, float) else str(value) for value in values]).encode()
        )
    return Answer(number, found.hexdigest()[:12])


if __name__ == "__main__":
    main()
