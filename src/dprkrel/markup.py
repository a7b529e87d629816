"""HTML for notebooks: small and semantic, every text escaped, links to http and https alone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

from dprkrel.prose import escaped

MOST_ROWS: Final = 20
"""How many rows of a table are shown."""

_ADDRESS: Final = re.compile(r"https?://(?![^/?#\s]*@)[^\s<>\"'`\\]+", re.IGNORECASE)
"""What a browser may be led to; with an `@` before the first slash it would lead elsewhere than it seems to."""

_TRAILING: Final = ".,;:!?)]}»”’"
"""What ends a sentence about an address, and is no part of it."""

# The colours are those of the page, light or dark; notebooks set numbers to the right and lines apart.
_STYLE: Final = (
    "<style>.dprkrel{overflow-x:auto}.dprkrel table{border-collapse:collapse}.dprkrel caption{text-align:left;font-weight:bold;padding:.3em 0}"
    ".dprkrel tr>th,.dprkrel tr>td{text-align:left;vertical-align:top;padding:.2em .6em;max-width:60em;white-space:normal}"
    ".dprkrel tr{border-top:1px solid #8886}.dprkrel ul{margin:0;padding-left:1.2em}</style>"
)


class Markup(str):
    """Text that is HTML already; all other text is escaped."""

    __slots__ = ()


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address of the web, whole and without anything that could end a quotation.

    Examples:
        >>> is_web_address("https://tass.com/politics/1"), is_web_address("javascript:alert(1)")
        (True, False)
        >>> is_web_address("https://tass.com@example.org/1")
        False
    """
    return bool(_ADDRESS.fullmatch(text)) and escaped(text) == text


def safe(text: str) -> Markup:
    """Return text as HTML: what is markup as it is, all else escaped, control and format characters as JSON writes them.

    Examples:
        >>> safe('<b>"&')
        '&lt;b&gt;&quot;&amp;'
    """
    return text if isinstance(text, Markup) else Markup(html.escape(escaped(text)))


def link(address: str | None, text: str, title: str = "") -> Markup:
    """Return a link, or the text alone where there is no address of the web.

    Examples:
        >>> link("https://tass.com/1", "TASS"), link("javascript:alert(1)", "TASS")
        ('<a href="https://tass.com/1">TASS</a>', 'TASS')
    """
    if address is None or not is_web_address(address):
        return safe(text)
    told = f' title="{safe(title)}"' if title else ""
    return Markup(f'<a href="{html.escape(address)}"{told}>{safe(text)}</a>')


def linked(text: str) -> Markup:
    """Return text as HTML in which each address of the web is a link.

    Examples:
        >>> linked("see <https://tass.com/1>.")
        'see &lt;<a href="https://tass.com/1">https://tass.com/1</a>&gt;.'
    """
    if isinstance(text, Markup):
        return text
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_TRAILING)
        parts += [safe(text[end : found.start()]), link(address, address)]
        end = found.start() + len(address)
    return Markup("".join([*parts, safe(text[end:])]))


def listed(items: Iterable[str]) -> Markup:
    """Return a list; of one item that alone, and nothing of none."""
    several = [*map(safe, items)]
    if len(several) < 2:
        return Markup("".join(several))
    return Markup(f"<ul>{''.join(f'<li>{item}</li>' for item in several)}</ul>")


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], whole: int = 0) -> Markup:
    """Return a table with a heading for each column.

    Args:
        caption: what it is a table of.
        heads: the names of the columns.
        rows: the rows that are shown.
        whole: how many rows there are, where not all are shown: how many more there are stands at the end.
    """
    head = "".join(f'<th scope="col">{safe(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{safe(text)}</td>' for text in row)}</tr>" for row in rows)
    more = f'<tfoot><tr><td colspan="{len(heads)}">and {whole - len(rows):,} more</td></tr></tfoot>'
    foot = more if whole > len(rows) else ""
    return Markup(f"<table>{_caption(caption)}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>")


def fields(caption: str, pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return a table of one thing, with a row for each of its fields, named at its head."""
    rows = "".join(f'<tr><th scope="row">{safe(name)}</th><td>{safe(text)}</td></tr>' for name, text in pairs)
    return Markup(f"<table>{_caption(caption)}<tbody>{rows}</tbody></table>")


def _caption(text: str) -> str:
    return f"<caption>{safe(text)}</caption>" if text else ""


def page(*parts: str) -> str:
    """Return what a notebook shows: the parts, with the style that they share."""
    return f'<div class="dprkrel">{_STYLE}{"".join(map(safe, parts))}</div>'
