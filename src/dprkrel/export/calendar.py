"""Events and relations as an iCalendar file (RFC 5545), which calendars open (extra `ics`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final, NamedTuple

from dprkrel.errors import MissingExtraError
from dprkrel.export.dated import DatedRecordsLike, asked, dated_records
from dprkrel.export.schema import urls_of
from dprkrel.markup import is_web_address
from dprkrel.prose import counted
from dprkrel.questions.changes import edition_day
from dprkrel.questions.evidence import confidence
from dprkrel.questions.wording import setting_of
from dprkrel.records.derivations import DateEnd
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.records.events import Event
from dprkrel.records.relations import Relation
from dprkrel.records.stances import Status
from dprkrel.store.chains import places_around
from dprkrel.store.tables import Tables

_DAY: Final = datetime.timedelta(days=1)
_NO_DAY: Final = datetime.date(1970, 1, 1)
"""The day of a calendar of data that name none: no clock is read."""

_ESCAPED: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
"""What has a meaning in the text of a calendar; records have no other ends of lines."""

_DENIED: Final = (Status.CANCELLED, Status.NOT_OCCURRED)


def to_icalendar(self: Tables, records: DatedRecordsLike = None) -> str:
    r"""Return events and relations as the text of an iCalendar file, which calendars open or subscribe to.

    What is dated for certain takes whole days. What is not is drawn over
    all days on which it may have been, as tentative, and its title says
    `date uncertain`; the property `X-DPRKREL-WHEN` has each date as EDTF.
    What has no known first or last day is a journal entry without a day,
    since a calendar would draw it on a day that no source gives; the
    description of the calendar says how many there are. No entry makes
    anyone busy. The same records give the same text.

    Args:
        records: events, relations or their ids, one or several; None for all events that occurred.

    Returns:
        Text whose lines end with `\r\n`, to be written as it is: `Path("visits.ics").write_bytes(text.encode())`.

    Raises:
        MissingExtraError: icalendar is not installed; the extra `ics` brings it.
        UnknownRecordError: something is no event or relation.

    Examples:
        >>> text = dprkrel.to_icalendar("putin-visit-dprk-2024")
        >>> [line for line in text.splitlines() if line.startswith(("SUMMARY", "DTSTART", "DTEND"))]
        ['SUMMARY:Vladimir Putin paid a state visit to North Korea.', 'DTSTART;VALUE=DATE:20240619', 'DTEND;VALUE=DATE:20240620']
    """
    try:
        import icalendar
    except ImportError as error:
        raise MissingExtraError("ics", "icalendar") from error

    class Text(icalendar.vText):
        """Text, escaped as RFC 5545 has it; icalendar itself takes a backslash and an N in a text for the end of a line."""

        def to_ical(self) -> bytes:
            return str(self).translate(_ESCAPED).encode()

    data = asked(self, records)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//dprkrel//dprkrel//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = f"dprkrel, edition {data.edition}"
    for label, value in (("name", name), ("x-wr-calname", name), ("x-dprkrel-edition", data.edition)):
        calendar.add(label, Text(value))
    entries = [(record, _shown(record)) for record in dated_records(data, records, data.events)]
    undated = sum(shown.days is None for _, shown in entries)
    if undated:
        told = f"Of {counted(undated, 'record')} the first or last day is not known; journal entries without a day hold them."
        for label in ("description", "x-wr-caldesc"):
            calendar.add(label, Text(told))
    stamp = datetime.datetime.combine(edition_day(data.edition) or _NO_DAY, datetime.time(), datetime.UTC)
    for record, shown in entries:
        entry = icalendar.Journal() if shown.days is None else icalendar.Event()
        entry.add("dtstamp", stamp)
        if shown.days is not None:
            entry.add("dtstart", shown.days[0])
            entry.add("dtend", shown.days[1] + _DAY)
        for name, value in _texts(data, record, shown):
            entry.add(name, icalendar.vUri(value) if name == "url" else Text(value))
        entry.add("categories", _categories(record))
        calendar.add_component(entry)
    text: str = calendar.to_ical().decode()
    return text


class _Shown(NamedTuple):
    """How the date of a record is shown: from which day to which, and what is not certain of it."""

    days: tuple[datetime.date, datetime.date] | None
    doubts: str


def _shown(record: Event | Relation) -> _Shown:
    when = record.when
    first, last = when.earliest, when.latest
    if first is None or last is None or last == datetime.date.max:  # the day after the last must be written
        doubts = {
            "without a beginning": when.open_start,
            "start not known": first is None and not when.open_start,
            "goes on": when.open_end,
            "end not known": last is None and not when.open_end,
        }
        return _Shown(None, f"{', '.join(said for said, is_so in doubts.items() if is_so) or 'date'}: {when}")
    exact = when.earliest_start == when.latest_start and when.earliest_end == when.latest_end
    if exact and not when.doubtful and not _supposed(record):
        return _Shown((first, last), "")
    return _Shown((first, last), f"date {'approximate' if when.approximate else 'uncertain'}: {when}")


def _supposed(record: Event | Relation) -> tuple[DateEnd, ...]:
    return () if isinstance(record, Relation) else record.supposed


def _texts(tables: Tables, record: Event | Relation, shown: _Shown) -> Iterator[tuple[str, str]]:
    """Yield the properties of an entry that are text; of journal entries the format knows fewer."""
    kind = "relation" if isinstance(record, Relation) else "event"
    status, drawn = record.status, shown.days is not None
    doubts = "; ".join(filter(None, ("" if status is Status.OCCURRED else str(status), shown.doubts)))
    yield "uid", f"{kind}-{record.id}@dprkrel"
    yield "summary", f"{record.summary.removesuffix('.')} ({doubts})" if doubts else record.summary
    yield "description", "\n".join(_described(tables, record, shown))
    if status in _DENIED:
        yield "status", "CANCELLED"
    elif drawn:
        yield "status", "TENTATIVE" if doubts else "CONFIRMED"
    if drawn:
        yield "transp", "TRANSPARENT"
        if record.place_id is not None:
            around = places_around(tables, record.place_id)
            yield "location", ", ".join(tables.place(place_id).name for place_id in around)
    yield from (("url", url) for url in _urls(tables, record)[:1])
    yield "x-dprkrel-id", record.id
    yield "x-dprkrel-when", record.when.edtf
    yield "x-dprkrel-status", str(status)


def _urls(tables: Tables, record: Event | Relation) -> list[str]:
    return [url for url in urls_of(tables, (report.source_id for report in record.reports)) if is_web_address(url)]


def _categories(record: Event | Relation) -> list[str]:
    if isinstance(record, Relation):
        return ["relation", str(record.relation_type)]
    event_class = next(word for word, event_types in TYPES_OF_CLASS.items() if record.event_type in event_types)
    return [event_class, str(record.event_type)]


def _described(tables: Tables, record: Event | Relation, shown: _Shown) -> Iterator[str]:
    when = record.when
    yield f"When: {when}"
    if shown.doubts:
        yield f"It began {'at no time' if when.open_start else _between(when.earliest_start, when.latest_start)}."
        yield f"It ended {'at no time' if when.open_end else _between(when.earliest_end, when.latest_end)}."
    if when.doubtful:
        yield "The source gives the date as approximate or uncertain, so that it may lie outside these days."
    for end in _supposed(record):
        yield f"Of its {end} no source gives a bound; a coding rule does."
    if isinstance(record, Relation):
        yield f"{record.relation_type}: {tables.actor(record.subject_id).name}, {tables.actor(record.object_id).name}"
    else:
        yield from (f"{label}: {words}" for label, words in setting_of(tables, record) if label != "place")
    yield f"Status: {record.status}, confidence {confidence(tables, record)}"
    yield from (f"Source: {url}" for url in _urls(tables, record))
    yield f"Record: {record.id}, dprkrel {tables.edition}"


def _between(first: datetime.date | None, last: datetime.date | None) -> str:
    """Say where an end of a date lies."""
    if first is None and last is None:
        return "on a day that is not known"
    if first is None or last is None:
        return f"on {last} or before" if first is None else f"on {first} or later"
    return f"on {first}" if first == last else f"between {first} and {last}"
