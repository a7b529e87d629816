"""Questions that every engine is asked, each by name, so that the same can be asked of several."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import dprkrel


class Question(NamedTuple):
    """A question with its arguments.

    Attributes:
        name: the method of the dataset and of the engine.
        given: its arguments by position.
        more: its arguments by name.
    """

    name: str
    given: tuple[Any, ...]
    more: Mapping[str, Any]

    def __repr__(self) -> str:
        arguments = [*map(repr, self.given), *(f"{name}={value!r}" for name, value in self.more.items())]
        return f"{self.name}({', '.join(arguments)})"

    def of(self, asked: Any) -> Any:
        """Ask a dataset or an engine."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", dprkrel.CoverageWarning)  # what was searched changes no answer
            return getattr(asked, self.name)(*self.given, **self.more)


Window = tuple[str | None, str | None]

WINDOWS: Final[tuple[Window, ...]] = (
    ("2023-09", "2024-06"), ("1990", "1999"), ("2019-02-27", "2019-02-27"), (None, "1960"), ("2025", None), ("2024~", "2024~"),
)  # fmt: skip
"""Windows that are short, long, a day, open on either side, and in doubt."""

_WAYS: Final[tuple[dict[str, Any], ...]] = (
    {}, {"match": "certain"}, {"how": "within"}, {"match": "certain", "how": "within"},
)  # fmt: skip
"""How an event may lie to the window."""


def questions(actor: str, other: str, person: str, windows: Iterable[Window] = WINDOWS) -> Iterator[Question]:
    """Yield every question that an engine answers by a table, over windows and in all certainty modes.

    Args:
        actor: who is asked about.
        other: with whom.
        person: a person.
        windows: the windows.
    """
    for start, end in windows:
        for way in _WAYS:
            between = {"start": start, "end": end, **way}
            yield Question("events_between", (start, end), way)
            yield Question("visits_by_actor", (actor,), between)
            yield Question("events_of_dyad", (actor, other), between)
            yield Question("meetings_of", (actor,), between)
        yield Question("events_between", (start, end), {"actors": [actor, other], "types": "meeting"})
        yield Question("visits_by_actor", (actor,), {"start": start, "end": end, "rank": "minister"})
    for status in ("occurred", "planned", "alleged", None):
        yield Question("events_between", (None, None), {"status": status})
        yield Question("relations_of", (actor,), {"status": status})
    for role in ("visitor", "host"):
        yield Question("visits_by_actor", (actor,), {"role": role, "other": other})
        yield Question("visits_by_actor", (person,), {"role": role})
    yield Question("events_between", (None, None), {"types": ["meeting", "visit"], "rank": "vice_minister"})
    yield Question("meetings_of", (person,), {"other": actor})
    yield Question("agreements_of", (actor,), {"other": other})
    yield Question("statements_by", (actor,), {})
    yield Question("statements_by", (person,), {})
    for way in _WAYS[:2]:
        for on in ("2024", "1994-07-08", "2024-06-19~"):
            yield Question("relations_of", (actor,), {"on": on, **way})
            yield Question("offices_of", (person,), {"on": on, **way})
    yield Question("relations_of", (actor,), {"other": other})
    yield Question("relations_of", (person,), {})
    yield Question("offices_of", (person,), {})
