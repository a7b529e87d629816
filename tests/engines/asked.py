"""Questions that every engine is asked, and the form in which their answers are compared."""

import hashlib
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import dprkrel


class Asked(NamedTuple):
    """A question with its arguments.

    Attributes:
        name: the method of the dataset and of the engine.
        given: its arguments by position.
        more: its arguments by name.
    """

    name: str
    given: tuple[Any, ...] = ()
    more: Mapping[str, Any] = {}

    def __str__(self) -> str:
        arguments = [*map(repr, self.given), *(f"{name}={value!r}" for name, value in self.more.items())]
        return f"{self.name}({', '.join(arguments)})"

    def of(self, asked: Any) -> Any:
        """Ask a dataset or an engine."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", dprkrel.CoverageWarning)  # what was searched is not the subject here
            return getattr(asked, self.name)(*self.given, **self.more)


WINDOWS: Final[tuple[tuple[str | None, str | None], ...]] = (
    ("2023-09", "2024-06"), ("1990", "1999"), ("2019-02-27", "2019-02-27"), (None, "1960"), ("2025", None), ("2024~", "2024~"),
)  # fmt: skip
"""Windows that are short, long, a day, open on either side, and in doubt."""

WAYS: Final[tuple[dict[str, Any], ...]] = (
    {}, {"match": "certain"}, {"how": "within"}, {"match": "certain", "how": "within"},
)  # fmt: skip
"""How an event may lie to the window."""


def questions(actor: str, other: str, person: str, windows: Iterable[tuple[str | None, str | None]]) -> Iterator[Asked]:
    """Yield every question that an engine answers, over windows and in all certainty modes.

    Args:
        actor: who is asked about.
        other: with whom.
        person: a person.
        windows: the windows.
    """
    for start, end in windows:
        for way in WAYS:
            between = {"start": start, "end": end, **way}
            yield Asked("events_between", (start, end), way)
            yield Asked("visits_by_actor", (actor,), between)
            yield Asked("events_of_dyad", (actor, other), between)
            yield Asked("meetings_of", (actor,), between)
        yield Asked("events_between", (start, end), {"actors": [actor, other], "types": "meeting"})
        yield Asked("visits_by_actor", (actor,), {"start": start, "end": end, "rank": "minister"})
    for status in ("occurred", "planned", "alleged", None):
        yield Asked("events_between", (None, None), {"status": status})
        yield Asked("relations_of", (actor,), {"status": status})
    for role in ("visitor", "host"):
        yield Asked("visits_by_actor", (actor,), {"role": role, "other": other})
        yield Asked("visits_by_actor", (person,), {"role": role})
    yield Asked("events_between", (None, None), {"types": ["meeting", "visit"], "rank": "vice_minister"})
    yield Asked("meetings_of", (person,), {"other": actor})
    yield Asked("agreements_of", (actor,), {"other": other})
    yield Asked("statements_by", (actor,))
    yield Asked("statements_by", (person,))
    for way in ({}, {"match": "certain"}):
        for on in ("2024", "1994-07-08", "2024-06-19~"):
            yield Asked("relations_of", (actor,), {"on": on, **way})
            yield Asked("offices_of", (person,), {"on": on, **way})
    yield Asked("relations_of", (actor,), {"other": other})
    yield Asked("relations_of", (person,))
    yield Asked("offices_of", (person,))


def rows_of(answer: Any) -> list[list[Any]]:
    """Return the rows of an answer of a dataset, or of an engine, as plain values."""
    if isinstance(answer, dprkrel.Results):
        table = answer.table()
        return [[_plain(value) for value in row] for row in table.rows]
    arrow = answer.to_pyarrow()
    return [[_plain(value) for value in row.values()] for row in arrow.to_pylist()]


def columns_of(answer: Any) -> list[str]:
    """Return the columns of an answer, in their order."""
    return [*(answer.table() if isinstance(answer, dprkrel.Results) else answer).columns]


def hash_of(rows: list[list[Any]]) -> str:
    """Return the hash of rows, in their order."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return [*value] if isinstance(value, tuple) else value
