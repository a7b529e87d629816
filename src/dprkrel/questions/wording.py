"""Records in words, a line at a time, as explanations and the command line print them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dprkrel.records.events import Appointment, Event
from dprkrel.records.links import Link
from dprkrel.records.reports import Quantity, Report, citation
from dprkrel.records.stances import Status
from dprkrel.store.tables import Tables

if TYPE_CHECKING:  # whoever prints a visit needs nothing of conflicts and claims
    from dprkrel.questions.conflicts import Conflict
    from dprkrel.questions.superlatives import JudgedSuperlative


def setting_of(tables: Tables, event: Event) -> Iterator[tuple[str, str]]:
    """Yield who took part, where, and as part of what, as pairs of label and words."""
    for part in event.participants:
        state = f", for {tables.actor(part.acted_for).name}" if part.acted_for not in (None, part.actor_id) else ""
        yield part.role, f"{tables.actor(part.actor_id).name}{state}"
    if isinstance(event, Appointment):
        yield "office", event.office_id
    if event.place_id:
        yield "place", tables.place(event.place_id).name
    if event.part_of:
        yield "part of", event.part_of


def links_of(tables: Tables, event: Event) -> Iterator[tuple[str, str]]:
    """Yield what an event is to others, and who says so, as pairs of label and words."""
    for link in event.links:
        said = (report_line(tables, report) for report in link.reports)
        yield link.link_type, "; ".join((f"{link.event_id}{unless_so(event, link)}", *said))


def unless_so(event: Event, link: Link) -> str:
    """Return the status of a link in brackets, unless it is so or is as its event is."""
    status = event.status_of_link(link)
    return "" if status in (Status.OCCURRED, event.status) else f" ({status})"


def report_line(tables: Tables, report: Report) -> str:
    """Return one report in one line: where, how, when, who said it, and what to know of it."""
    when = f" (when: {report.when})" if report.when else ""
    said_by = f", attributed to {tables.actor(report.attributed_to).name}" if report.attributed_to else ""
    note = f"; {report.note}" if report.note else ""
    return f"{citation(report)}: {report.stance}{when}{said_by}{note}"


def claim_line(tables: Tables, judged: JudgedSuperlative) -> str:
    """Return one claim to be first or last in one line, with who makes it and how the data bear it out."""
    claimed = "; ".join(report_line(tables, report) for report in judged.superlative.reports)
    by = f" by {', '.join(judged.by)}" if judged.by else ""
    return f"{judged.superlative.claim} ({claimed}): {judged.verdict}{by}. {judged.basis}"


def quantity_in_words(quantity: Quantity) -> str:
    """Return a figure with its unit; of alternatives that exclude each other, with their group."""
    low, best, high = quantity.low, quantity.best, quantity.high
    span = f"{'' if low is None else f'{low:,}'}–{'' if high is None else f'{high:,}'}"
    if low is None and high is None:
        figure = f"{best:,}"
    elif high is None and best is None:
        figure = f"{low:,} or more"
    elif low is None and best is None:
        figure = f"{high:,} or less"
    else:
        figure = span if best is None else f"{best:,} ({span})"
    either = f" (one of the alternatives “{quantity.alternative_group}”)" if quantity.alternative_group else ""
    return f"{figure} {quantity.unit}{either}"


def conflict_line(conflict: Conflict) -> str:
    """Return one conflict in one line: on what, the values with their sources, what was adopted and why."""
    of = f" of {conflict.of}" if conflict.of else ""
    values = "; ".join(f"{value.value} ({', '.join(value.source_ids)})" for value in conflict.values)
    adopted = "none adopted" if conflict.adopted is None else f"adopted: {conflict.adopted.removesuffix('.')}"
    return f"{conflict.field}{of}, {conflict.corroboration}: {values}; {adopted}. {conflict.reason}"
