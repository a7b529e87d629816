"""Text for people: wrapped, counted, listed, escaped."""

import json
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Final

WIDTH: Final = 79
"""Columns of text on a terminal, the line end left over."""


def wrapped(text: str, hanging: str = "      ") -> list[str]:
    """Wrap one line to the width of a terminal, indented; long words stay whole."""
    return textwrap.wrap(
        text, WIDTH, initial_indent="  ", subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def printable(line: str) -> str:
    """Write each character that cannot be printed as its escape."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in line)


def paragraphs_listed(numbers: Iterable[int]) -> str:
    """Return the numbers of paragraphs as words."""
    several = list(numbers)
    return f"paragraph{'s' if len(several) > 1 else ''} {', '.join(map(str, several))}"


_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def escaped(line: str) -> str:
    """Write control, format and surrogate characters as JSON does, so that no terminal obeys them."""
    return "".join(json.dumps(c)[1:-1] if unicodedata.category(c) in _UNPRINTABLE else c for c in line)
