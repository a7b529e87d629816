"""What is said on standard error: reasons, warnings and notes, wrapped, and of long lists the first few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dprkrel.errors import (
    AmbiguousActorError,
    DatasetError,
    DateError,
    EditionError,
    VocabularyError,
)
from dprkrel.prose import WIDTH, wrapped

_FEW: Final = 8
"""How many names, words, forms or faults of a list are told."""

_COMMANDS: Final = {"coverage": "coverage", "office_holders": "holders"}
"""The commands of the questions that messages name."""


def told(error: Exception | Warning, width: int | None = None) -> Iterator[str]:
    r"""Yield an error or warning in lines.

    Examples:
        >>> from dprkrel.cli.messages import told
        >>> try:
        ...     dprkrel.find_actor("Kim")
        ... except dprkrel.AmbiguousActorError as error:
        ...     print("\n".join(told(error)))  # doctest: +ELLIPSIS
        dprkrel: 'Kim' may mean ...
    """
    for line in f"dprkrel: {_shortened(error)}".split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        yield from wrapped(line, first=indent, hanging=f"{indent}  ", width=width or WIDTH) or [""]


def _shortened(error: Exception | Warning) -> str:
    """Return the message of an error, with the first few of what it lists."""
    message = str(error)
    for question, command in _COMMANDS.items():
        message = message.replace(f"see {question}()", f"see `dprkrel {command}`")
    if isinstance(error, DatasetError):
        faults = [f"  {fault}" for fault in error.faults]
        return _first(message, faults, "\n", "\n  … and {} more")
    if isinstance(error, AmbiguousActorError):
        more = f" and {{}} more (`dprkrel search {_quoted(error.given)}` lists them)"
        return _first(message, list(map(str, error.candidates)), ", ", more)
    if isinstance(error, VocabularyError) and message.startswith("columns="):  # help cannot list what each answer has
        return message
    if isinstance(error, EditionError | VocabularyError):
        return _first(message, list(error.accepted), ", ", " and {} more (--help lists them)")
    if isinstance(error, DateError):
        from dprkrel.dates.edtf import ACCEPTED_FORMS  # late: few dates are wrong

        return _first(message, list(ACCEPTED_FORMS), ", ", " and {} more (see the codebook, dates)")
    return message


def _first(message: str, listed: list[str], between: str, more: str) -> str:
    whole = between.join(listed)
    if len(listed) <= _FEW or whole not in message:
        return message
    return message.replace(whole, f"{between.join(listed[:_FEW])}{more.format(len(listed) - _FEW)}")


def _quoted(given: object) -> str:
    """Return a word as a shell takes it."""
    import shlex  # late, as above

    return shlex.quote(str(given))
