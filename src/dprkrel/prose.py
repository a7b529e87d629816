"""Text for people: wrapped, counted, listed, escaped."""

from collections.abc import Iterable
from typing import Final

WIDTH: Final = 79
"""Columns of text on a terminal, the line end left over."""

UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""The categories of characters that no text has and no terminal obeys: control, format, surrogate and the like."""


def is_unprintable(character: str) -> bool:
    r"""Tell whether a character is one that no text has: control, format, surrogate and the like, or of no use for ever.

    Unicode keeps 66 code points from ever being characters, of which XML allows some in no file. Those that may yet
    become characters are left alone, since each Python knows others.

    Examples:
        >>> is_unprintable("\x1b"), is_unprintable("\uffff"), is_unprintable("\u0378")
        (True, True, False)
    """
    import unicodedata  # late: most texts are printable

    code = ord(character)
    return unicodedata.category(character) in UNPRINTABLE or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


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
        >>> counted(1, "report"), counted(2, "entry")
        ('1 report', '2 entries')
    """
    return f"{number} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return the plural of a noun.

    Examples:
        >>> plural("visit"), plural("ministry"), plural("day")
        ('visits', 'ministries', 'days')
    """
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


_ROWS: Final = {"coverage": "ledger entry", "coverage_by_month": "month", "panel": "cell", "explanation": "section"}
"""What a row is of a table that is not named after its rows."""


def counted_of(number: int, name: str) -> str:
    """Return how many rows there are of a table, which is named after them in the plural, or after what they make up.

    Examples:
        >>> counted_of(1, "visits"), counted_of(2, "office_holders"), counted_of(1000, "panel")
        ('1 visit', '2 office holders', '1,000 cells')
    """
    row = _ROWS.get(name, name.replace("_", " ").removesuffix("s"))
    return f"{number:,} {row if number == 1 else plural(row)}"


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
    r"""Write control, format and surrogate characters as messages of errors do, so that no terminal obeys them.

    Examples:
        >>> print(escaped("no\x1b[31mfile"))
        no\x1b[31mfile
    """
    if line.isprintable():  # as nearly all are
        return line
    return "".join(c.encode("unicode_escape").decode() if is_unprintable(c) else c for c in line)
