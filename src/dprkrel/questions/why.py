"""Explain one event: its evidence, who disputes it, its dates and its place in time, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dprkrel.dates.when import Certainty
from dprkrel.pickles import Pickled
from dprkrel.prose import WIDTH, wrapped
from dprkrel.questions.conflicts import Conflict, conflicts
from dprkrel.questions.evidence import confidence, evidence, independent, positions_on
from dprkrel.questions.order import implied_when, order, order_reasons
from dprkrel.questions.subjects import EventLike, event_of
from dprkrel.questions.superlatives import superlatives
from dprkrel.questions.wording import (
    claim_line,
    conflict_line,
    links_of,
    quantity_in_words,
    report_line,
    setting_of,
    unless_so,
)
from dprkrel.records.derivations import Derivation
from dprkrel.records.events import Event
from dprkrel.records.fields import EventId
from dprkrel.records.plain import Displayed
from dprkrel.records.reports import Report, citation
from dprkrel.records.stances import Status
from dprkrel.store.links import links_to, parts_of
from dprkrel.store.neighbours import neighbours
from dprkrel.store.results import Results
from dprkrel.store.tables import Tables

if TYPE_CHECKING:
    from dprkrel.tabular.table import Table

_NEIGHBOURS: Final = 3


@frozen(kw_only=True)
class Section(Displayed):
    """A part of an explanation: a heading and lines of text."""

    heading: str
    lines: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Explanation(Pickled):
    """The explanation of an event; `str` gives text of 79 columns, a notebook shows it as HTML.

    Attributes:
        event_id: the event.
        title: its date, type and status.
        summary: what happened, or was to happen.
        sections: the parts of the explanation; those that would be empty are left out.
    """

    event_id: EventId
    title: str
    summary: str
    sections: Results[Section]

    def table(self) -> Table:
        """Return a table of the lines of the explanation, each with the heading of its section.

        Examples:
            >>> dprkrel.why("putin-visit-dprk-2024").table().columns
            ('event_id', 'heading', 'number', 'line', 'edition')
        """
        return self.sections.table()

    def __repr__(self) -> str:
        return f"<Explanation of {self.event_id}>"

    def __str__(self) -> str:
        lines = [*textwrap.wrap(self.title, WIDTH, subsequent_indent="  "), *wrapped(self.summary, hanging="  ")]
        for section in self.sections:
            lines.extend(("", section.heading))
            for line in section.lines:
                lines.extend(wrapped(line))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from dprkrel import markup  # late: only notebooks need it

        parts = [f"<h3>{markup.safe(self.title)}</h3>", f"<p>{markup.linked(self.summary)}</p>"]
        for section in self.sections:
            items = "".join(f"<li>{markup.linked(line)}</li>" for line in section.lines)
            parts.append(f"<h4>{markup.safe(section.heading)}</h4><ul>{items}</ul>")
        return f'<article class="dprkrel">{"".join(parts)}</article>'


def why(self: Tables, event: EventLike) -> Explanation:
    """Explain an event: its evidence, the position of each actor, what is disputed, and its place in time.

    Args:
        event: an event or the id of one.

    Returns:
        The explanation, with the reports in the order of publication,
        positions, conflicts, derivations of its date, superlatives, and
        events that certainly began before and after it: first those that a
        source links to it, then the nearest.

    Raises:
        UnknownRecordError: no such event.

    Examples:
        >>> print(dprkrel.why("dprk-embassy-minsk-opened-2016"))  # doctest: +ELLIPSIS
        2016-09-19  mission_opened, occurred
          North Korea opened an embassy in Minsk.
        <BLANKLINE>
        What is recorded
        ...
    """
    explained = event_of(self, event)
    reports, disputed = evidence(self, explained), conflicts(self, explained)
    parts = (
        ("What is recorded", _recorded(self, explained)),
        ("Reports, in order of publication", _reported(self, explained, reports)),
        ("Positions", _positions(self, explained)),
        ("Conflicts", map(conflict_line, disputed)),
        ("Dates", _dates(self, explained, reports, disputed)),
        ("Claims, not facts", _claims(self, explained)),
        ("In the order of time", _neighbours(self, explained)),
    )
    sections = tuple(Section(heading=heading, lines=tuple(lines)) for heading, lines in parts)
    return Explanation(
        event_id=explained.id,
        title=headline(explained),
        summary=explained.summary,
        sections=Results((section for section in sections if section.lines), self, "explanation", about=explained),
    )


def headline(event: Event) -> str:
    """Return the date, type and status of an event in one line."""
    return f"{event.when}  {event.event_type}, {event.status}"


def _recorded(tables: Tables, event: Event) -> Iterator[str]:
    for label, words in setting_of(tables, event):
        yield f"{label}: {words}"
    parts = parts_of(tables, event.id)
    if parts:
        yield f"parts: {', '.join(part.id for part in parts)}"
    for label, words in links_of(tables, event):
        yield f"{label}: {words}"
    pointing: dict[str, list[str]] = {}
    for other, link in links_to(tables).get(event.id, ()):
        pointing.setdefault(link.link_type, []).append(f"{other.id}{unless_so(other, link)}")
    yield from (f"{link_type} it: {', '.join(ids)}" for link_type, ids in pointing.items())
    yield f"id: {event.id}"


def _reported(tables: Tables, event: Event, reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        phrases = "".join(f" “{phrase}”" for phrase in report.phrases)
        url = tables.source(report.source_id).url
        yield f"{report_line(tables, report)}{phrases and f' —{phrases}'}{f' <{url}>' if url else ''}"
    if len(reports) > 1:
        voices = independent(tables, [report for report in reports if report.stance.takes_a_stand])
        yield f"{len(reports)} reports; independent voices, background not counted: {voices}"
    yield f"confidence: {confidence(tables, event)}"


def _positions(tables: Tables, event: Event) -> Iterator[str]:
    positions = positions_on(tables, event)
    undisputed = event.status is Status.OCCURRED and len({position.stance for position in positions}) == 1
    for position in () if undisputed else positions:
        who = (
            tables.actor(position.actor_id).name
            if position.actor_id
            else f"{position.source_ids[0]}, in its own voice,"
        )
        said = f", said {position.said}" if position.said else ""
        figures = "; ".join(map(quantity_in_words, position.quantities))
        known_by = f" (known by {position.known_by})" if position.known_by else ""
        yield f"{who} {position.stance}{said}{known_by}{figures and f': {figures}'}"


def _dates(tables: Tables, event: Event, reports: Iterable[Report], disputed: Iterable[Conflict]) -> Iterator[str]:
    if event.adopted_because and not any(one.reason == event.adopted_because for one in disputed):
        yield f"{event.when} was adopted because: {event.adopted_because}"
    for report in reports:
        if report.derivation:
            yield f"{citation(report)}: {_derived(report.derivation)}"
    implied = implied_when(tables, event)
    if implied.reasons:
        yield f"all dates and statements of order together narrow it to {implied.when}"
        yield from implied.reasons


def _derived(derivation: Derivation) -> str:
    value = f" {derivation.value}" if derivation.value else ""
    lasting = f", for {derivation.days} days" if derivation.days > 1 else ""
    return f"“{derivation.phrase}” from {derivation.anchor}, {derivation.rule}{value}{lasting}: {derivation.resolve()}"


def _claims(tables: Tables, event: Event) -> Iterator[str]:
    for judged in superlatives(tables, event):
        yield claim_line(tables, judged)


def _neighbours(tables: Tables, event: Event) -> Iterator[str]:
    before, after = neighbours(tables, event, _NEIGHBOURS)
    for label, found in (("began before it", before), ("began after it", after)):
        for other in found:
            first, second = (other, event) if found is before else (event, other)
            settled = order(tables, first.when, second.when) is Certainty.CERTAIN
            reasons = "" if settled else f": {'; '.join(order_reasons(tables, first, second))}"
            yield f"{label}: {other.id} ({other.when}){reasons}"
