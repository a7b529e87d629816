"""Text for people: wrapped, counted, listed, escaped."""

from collections.abc import Iterable
from typing import Final

WIDTH: Final = 79
"""Columns of text on a terminal, the line end left over."""

UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""The categories of characters that no text has and no terminal obeys: control, format, surrogate and the like."""


def display_width(text: str) -> int:
    """Return how many columns a text takes on a terminal: Korean and Chinese letters take two, marks none.

    Examples:
        >>> display_width("Лавров"), display_width("최선희")
        (6, 6)
    """
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # late: most texts are ASCII

    return sum(2 if east_asian_width(c) in "WF" else 0 if category(c) in ("Mn", "Me", "Cf") else 1 for c in text)


def wrapped(text: str, hanging: str = "      ", width: int = WIDTH, first: str = "  ") -> list[str]:
    """Wrap one line to the width of a terminal, indented; long words stay whole."""
    if display_width(text) == len(text):
        import textwrap  # late: most answers are not printed

        return textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
    lines: list[str] = []
    line, indent = "", first
    for word in text.split():  # `textwrap` takes every letter for one column
        if line and display_width(f"{indent}{line} {word}") > width:
            lines.append(indent + line)
            line, indent = "", hanging
        line = f"{line} {word}" if line else word
    return [*lines, indent + line] if line else lines


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one.

    Examples:
        >>> counted(1, "report"), counted(2, "report")
        ('1 report', '2 reports')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def counted_of(number: int, name: str) -> str:
    """Return how many there are of what a table is named after, which is a plural.

    Examples:
        >>> counted_of(1, "visits"), counted_of(2, "office_holders")
        ('1 visit', '2 office holders')
    """
    words = name.replace("_", " ")
    return counted(number, words[:-1]) if number == 1 and words.endswith("s") else f"{number:,} {words}"


def nameless(kind: object) -> str:
    """Return what a record without an id is called.

    Examples:
        >>> nameless("event")
        'an event without an id'
    """
    noun = str(kind)
    return f"{'an' if noun.startswith(tuple('aeiou')) else 'a'} {noun} without an id"


def paragraphs_listed(numbers: Iterable[int]) -> str:
    """Return the numbers of paragraphs as words.

    Examples:
        >>> paragraphs_listed([2, 28])
        'paragraphs 2, 28'
    """
    several = list(numbers)
    return f"paragraph{'s' if len(several) > 1 else ''} {', '.join(map(str, several))}"


def escaped(line: str) -> str:
    """Write control, format and surrogate characters as JSON does, so that no terminal obeys them."""
    if line.isprintable():  # as nearly all are
        return line
    import json  # late, as above
    import unicodedata

    return "".join(json.dumps(c)[1:-1] if unicodedata.category(c) in UNPRINTABLE else c for c in line)
