"""HTML and calendars: whatever a text holds, it adds no tag, attribute, link, property or line of its own."""

import functools
import html.parser
import unicodedata
from typing import Final

import attrs
import icalendar

from dprkrel import Event, RecordError, markup
from dprkrel.export.calendar import to_icalendar
from dprkrel.prose import UNPRINTABLE, escaped
from dprkrel.store.tables import Tables
from tests.fuzz.choices import Choices
from tests.fuzz.promises import hold, told
from tests.payloads import PAYLOADS
from tests.small import parts, small

TOKENS: Final = ("<", ">", "&", '"', "'", "http://", "https://", "javascript:", "&#", ";", "\\", "\\n", "\r\n", ",", ":", "`",
                 "</td>", "<!--", "-->", "BEGIN:VEVENT", "\u2028", "\x1b[31m", "\u202e", " ")  # fmt: skip

_TAGS: Final = frozenset(
    ["div", "style", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "li", "a"]
)
_ATTRIBUTES: Final = {
    ("div", "class"): "dprkrel", ("th", "scope"): None, ("td", "colspan"): None, ("a", "href"): None, ("a", "title"): None,
}  # fmt: skip


def seeds() -> list[bytes]:
    """Return the first inputs."""
    texts = [text.encode("utf-8", "surrogatepass")[:200] for text in (*PAYLOADS, *TOKENS)]
    return [
        *(b"\0" + text for text in texts),
        *(b"\1" + text + b"\xff" + other for text, other in zip(texts, texts[5:], strict=False)),
        *(bytes([2, number % 9]) + text for number, text in enumerate(texts)),
    ]


def check(data: bytes) -> None:
    """Check texts of some bytes in HTML, in a table for a notebook, or in a calendar."""
    choices = Choices(data)
    mode = choices.below(3)
    if mode == 0:
        _check_text(choices.text())
    elif mode == 1:
        _check_table([choices.text() for _ in range(4)])
    else:
        _check_calendar(choices)


class _Reader(html.parser.HTMLParser):
    """Reads HTML as a browser would, and keeps what is in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.parts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag; none but ours, and of ours no attribute but ours, may be there."""
        hold(tag in _TAGS, tag, attrs)
        self.tags.append(tag)
        for name, value in attrs:
            hold((tag, name) in _ATTRIBUTES, tag, name, value)
            if name == "href":
                hold(value is not None and value.lower().startswith(("http://", "https://")), value)
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse a comment."""
        hold(False, data)

    def handle_decl(self, decl: str) -> None:
        """Refuse a declaration."""
        hold(False, decl)

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction."""
        hold(False, data)


def _check_text(text: str) -> None:
    plain = escaped(text)
    hold(UNPRINTABLE.isdisjoint(map(unicodedata.category, plain)), text, plain)
    safe = _Reader(markup.safe(text))
    hold(not safe.tags and "".join(safe.parts) == plain, text, safe.parts)
    linked = _Reader(markup.linked(text))
    hold(set(linked.tags) <= {"a"} and len(linked.tags) == len(linked.links), text, linked.tags)
    hold("".join(linked.parts) == plain, text, linked.parts)
    hold(all(address in text for address in linked.links), text, linked.links)
    link = _Reader(markup.link(text, "told", text))
    hold("".join(link.parts) == "told" and link.links == ([text] if markup.is_web_address(text) else []), text)


def _check_table(texts: list[str]) -> None:
    caption, *cells = texts
    shown = markup.page(
        markup.table(caption, ["one", "two"], [cells[:2], cells[1:]], 7),
        markup.fields(caption, [(cells[0], markup.listed(cells))]),
    )
    plain = markup.page(
        markup.table("x", ["one", "two"], [["x"] * 2] * 2, 7), markup.fields("x", [("x", markup.listed(["x"] * 3))])
    )
    read, expected = _Reader(shown), _Reader(plain)
    tags = [tag for tag in expected.tags if tag != "caption" or caption]
    hold(read.tags == tags, texts, read.tags)
    for text in cells:
        hold(escaped(text) in "".join(read.parts), text, read.parts)


@functools.cache
def _events() -> tuple[Event, ...]:
    return small().events


def _check_calendar(choices: Choices) -> None:
    event = choices.pick(_events())
    text = choices.text()
    try:
        event = attrs.evolve(event, summary=text)
    except RecordError as error:
        told(error)
        return
    # No dataset, which would be checked, but the tables of one: calendars are made of what they hold.
    content = to_icalendar(Tables(**{**parts(), "events": (event,)}), event)
    hold(content.endswith("END:VCALENDAR\r\n") and content.count("\n") == content.count("\r\n"), text, content)
    lines = content.split("\r\n")
    hold(all(len(line.encode()) <= 75 for line in lines), text, content)
    hold([line for line in lines if line.startswith(("BEGIN:", "END:"))] == _outline(lines), text, lines)
    calendar = icalendar.Calendar.from_ical(content)
    entry = calendar.subcomponents[0]
    summary = str(entry["SUMMARY"])
    hold(summary == text or summary.startswith(text.removesuffix(".")), text, summary)
    hold(str(entry["X-DPRKREL-ID"]) == event.id, text, content)


def _outline(lines: list[str]) -> list[str]:
    kind = "VEVENT" if "BEGIN:VEVENT" in lines else "VJOURNAL"
    return ["BEGIN:VCALENDAR", f"BEGIN:{kind}", f"END:{kind}", "END:VCALENDAR"]
