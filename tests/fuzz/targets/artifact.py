"""Compiled data: with bytes changed in the lines or the index, every answer is right, or the data are refused."""

import functools
from collections.abc import Callable
from typing import Any, Final

from dprkrel import Dataset, DprkrelError
from dprkrel.store.artifact import Artifact, compiled
from dprkrel.store.lines import lines_of
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told
from tests.small import small

TOKENS: Final = ("\n", "\t", "{", "}", "00000000", "\x00")

_QUESTIONS: Final[tuple[Callable[[Any], object], ...]] = (
    lambda data: [event.id for event in data.events_between(None, None, status=None)],
    lambda data: data.find_actor("Lavrov").id,
    lambda data: [visit.when for visit in data.visits_by_actor("Russia", start="2023")],
    lambda data: [record.id for table in data.tables().values() for record in table],
    lambda data: data.event("treaty").summary,
    lambda data: [tie.id for tie in data.relations_of("Belarus")],
)


@functools.cache
def _made() -> tuple[bytes, bytes, tuple[object, ...]]:
    lines = list(lines_of(small()))
    content, index = b"".join(lines), compiled(small(), lines)
    return content, index, tuple(ask(_opened(content, index)) for ask in _QUESTIONS)


def _opened(lines: bytes, index: bytes) -> Dataset:
    artifact = Artifact(lines, index)
    return Dataset.over(artifact, artifact.edition)


def seeds() -> list[bytes]:
    """Return the first inputs."""
    return [
        bytes([where, question, how, *range(place, 250, 60)])
        for where in (0, 1)
        for question in range(6)
        for how in range(4)
        for place in (0, 9)
    ]


def check(data: bytes) -> None:
    """Check the answer to one question of compiled data that are changed as the bytes choose."""
    choices = Choices(data)
    lines, index, answers = _made()
    in_lines, question = choices.flag(), choices.below(len(_QUESTIONS))
    changed = _changed(lines if in_lines else index, choices)
    try:
        answer = _QUESTIONS[question](_opened(changed, index) if in_lines else _opened(lines, changed))
    except DprkrelError as error:
        told(error)
        hold(changed != (lines if in_lines else index), question, error)
    else:
        hold(answer == answers[question], question, answer)


def _changed(content: bytes, choices: Choices) -> bytes:
    """Return bytes of which some are others, are left out, stand twice, or which break off."""
    how, changed = choices.below(5), bytearray(content)
    place = (choices.byte() << 8 | choices.byte()) * max(1, len(content) >> 16) % len(content)
    if how == 0:
        while choices:
            changed[place] ^= choices.byte()
            place = (place + 1 + choices.byte()) % len(content)
    elif how == 1:
        del changed[place : place + 1 + choices.byte()]
    elif how == 2:
        changed[place:place] = choices.rest()
    elif how == 3:
        del changed[place:]
    else:
        changed += choices.rest()
    return bytes(changed)
