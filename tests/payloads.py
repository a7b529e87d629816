"""Texts that do harm where they are not escaped: in HTML, on terminals, in spreadsheets, calendars and graph files.

Every form in which records leave the library is tried with all of them, so
that a new form has one list to pass, and a new payload is tried everywhere.
"""

from typing import Final

HELD: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/'onclick='alert(1)//<b>",
    "see https://example.org/a?b=1&c=2.",
    "&lt;b&gt; &amp; &#60;",
    "]]><x/>",
    "<!-- -->",
    "{{7*7}} ${7*7} {% raw %}",
    "[/red] [bold]x[/bold]",
    "**bold** _x_ `code` | cell | [link](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org","x")',
    "@SUM(1)",
    "+1",
    "-1+1",
    "BEGIN:VEVENT",
    'a, b; c: d\\n\\, \\; "quoted"',
    "%0d%0aSUMMARY:x",
    "$(touch x) `touch x` ; rm x",
    "'; DROP TABLE events; --",
    "북한 외무상 최선희, 朝鮮, КНДР 🇰🇵 é",
    "외" * 400,
    "x" * 2000,
)
"""Texts that records may hold, as they are text."""

REFUSED: Final = (
    "\x1b[31mred",
    "\x00",
    "\x07",
    "\x0b",
    "\x85",
    "a\nBEGIN:VEVENT",
    "a\r\nSUMMARY:x",
    "a\tb",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "zero\u200bwidth",
    "\ufeffx",
    "a\u2028b",
    "\ud800",
)
"""Texts that no record may hold; what renders text must still make them harmless."""

PAYLOADS: Final = HELD + REFUSED
