"""Calendars: whole days, no day that is not known, nothing lost, and text that other readers understand."""

import datetime
import re
import sys
from collections import Counter
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given

import dprkrel
from dprkrel import Dataset, Source, Status, UnknownRecordError, When
from dprkrel.errors import MissingExtraError
from dprkrel.export.calendar import to_icalendar
from dprkrel.strategies.drawn_values import whens
from tests import small as by_hand
from tests.cases import for_each
from tests.payloads import HELD
from tests.small import small, small_with, unchecked

ENTRIES = ("VEVENT", "VJOURNAL")
DAY = datetime.timedelta(days=1)


def entry_of(data: Dataset, record_id: str) -> Any:
    """Return the one entry of the calendar of a record, as an independent reader has it."""
    calendar = vobject.readOne(to_icalendar(data, record_id))
    assert calendar.validate(raiseException=True)
    (entry,) = [part for part in calendar.getChildren() if part.name in ENTRIES]
    return entry


def dated(when: object, **changes: Any) -> Any:
    """Return the entry of an event of this date."""
    changed = by_hand.event("putin-message", when=when, **changes)
    return entry_of(small_with(changed), "putin-message")


def announced(when: object) -> Any:
    """Return an event that was announced for this date, which may lie after all sources."""
    return by_hand.event("putin-message", when=when, reports=(by_hand.said(1, stance=dprkrel.Stance.ANNOUNCES),))


class TestDays:
    """What is certain takes whole days; what is not is said."""

    @for_each(("when", "first", "last"), [
        ("2024-06-19", "2024-06-19", "2024-06-19"),
        ("2024-02-28/2024-03-01", "2024-02-28", "2024-03-01"),
        ("2023-12-31", "2023-12-31", "2023-12-31"),
    ])  # fmt: skip
    def test_certain_days_are_whole_days(self, when: str, first: str, last: str) -> None:
        """The day after the last is the end, as the format has it, and the entry is confirmed."""
        entry = dated(when)

        assert (entry.name, entry.status.value, entry.transp.value) == ("VEVENT", "CONFIRMED", "TRANSPARENT")
        assert entry.dtstart.value == datetime.date.fromisoformat(first)
        assert entry.dtend.value == datetime.date.fromisoformat(last) + DAY
        assert "(" not in entry.summary.value

    @for_each(("when", "first", "last", "said"), [
        ("2024-07", "2024-07-01", "2024-07-31", "uncertain"),
        ("2024", "2024-01-01", "2024-12-31", "uncertain"),
        ("2024-07-23/[2024-07-25..2024-07-26]", "2024-07-23", "2024-07-26", "uncertain"),
        ("2024-07-23~", "2024-07-23", "2024-07-23", "approximate"),
        ("2024-07-23?", "2024-07-23", "2024-07-23", "uncertain"),
        ("[2024-06-18,2024-06-20]", "2024-06-18", "2024-06-20", "uncertain"),
    ])  # fmt: skip
    def test_uncertain_days_are_all_that_are_possible_and_say_so(
        self, when: str, first: str, last: str, said: str
    ) -> None:
        """The entry covers every day on which it may have been, is tentative, and has the date as EDTF."""
        entry = dated(when)

        assert (entry.dtstart.value.isoformat(), (entry.dtend.value - DAY).isoformat()) == (first, last)
        assert entry.summary.value.endswith(f"(date {said}: {when})")
        assert (entry.status.value, entry.x_dprkrel_when.value) == ("TENTATIVE", when)
        assert "It began " in entry.description.value

    @for_each(("when", "said"), [
        ("2024-10/", "end not known"),
        ("2024-10-01/..", "goes on"),
        ("/2024-10", "start not known"),
        ("../2024-10", "without a beginning"),
        ("[..2024-10-01]", "start not known"),
        ("[2024-10-01..]", "end not known"),
        ("9999-12-31", "date"),
    ])  # fmt: skip
    def test_without_a_first_or_last_day_there_is_no_day(self, when: str, said: str) -> None:
        """Such a record is a journal entry without any day, and the calendar says how many there are."""
        data = small_with(announced(when))
        entry = entry_of(data, "putin-message")

        assert (entry.name, "dtstart" in entry.contents, "due" in entry.contents) == ("VJOURNAL", False, False)
        assert entry.summary.value.endswith(f"(planned; {said}: {when})")
        assert "Of 1 record the first or last day is not known" in to_icalendar(data, "putin-message").replace(
            "\r\n ", ""
        )

    @given(whens())
    def test_no_day_is_made_up(self, when: When) -> None:
        """Whatever the date, an entry has its outermost bounds as days, or none where one of them is not known."""
        calendar = icalendar.Calendar.from_ical(to_icalendar(small_with(announced(when)), "putin-message"))
        entry: Any = calendar.subcomponents[0]
        drawn = when.earliest is not None and when.latest is not None and when.latest < datetime.date.max

        assert entry.name == ("VEVENT" if drawn else "VJOURNAL")
        if drawn:
            assert (entry["DTSTART"].dt, entry["DTEND"].dt - DAY) == (when.earliest, when.latest)
        assert entry["X-DPRKREL-WHEN"] == when.edtf

    def test_an_end_that_a_coding_rule_gives_is_uncertain(self) -> None:
        """A stay that only a coding rule ends says so."""
        data = dprkrel.load()
        ruled = next(event for event in data.events if event.supposed and event.when.latest)
        entry = entry_of(data, ruled.id)

        assert (entry.status.value, "a coding rule does" in entry.description.value) == ("TENTATIVE", True)


class TestEntries:
    """What an entry says."""

    def test_status_is_said(self) -> None:
        """What is planned or alleged is tentative, and what did not occur is cancelled; the title says which."""
        data = small()
        planned = entry_of(data, "kim-visit")
        denied = by_hand.event("putin-message", reports=(by_hand.said(1, stance=dprkrel.Stance.DENIES),))
        cancelled = entry_of(small_with(denied), "putin-message")

        assert (planned.status.value, planned.summary.value.endswith("(planned; date uncertain: 2025)")) == (
            "TENTATIVE",
            True,
        )
        assert (cancelled.status.value, cancelled.summary.value.endswith("(not_occurred)")) == ("CANCELLED", True)

    def test_it_has_who_and_where_and_the_sources(self) -> None:
        """The description names the participants and links the sources, of which the first is the address of the entry."""
        entry = entry_of(dprkrel.load(), "putin-visit-dprk-2024")
        urls = [
            line.removeprefix("Source: ") for line in entry.description.value.split("\n") if line.startswith("Source")
        ]

        assert "visitor: Vladimir Putin, for Russia" in entry.description.value
        assert (entry.location.value, entry.categories.value) == ("Pyongyang, North Korea", ["visit", "state_visit"])
        assert len(urls) > 5
        assert entry.url.value == urls[0]

    @for_each(("url", "linked"), [
        ("https://example.org/a;b,c?d=1&e=2", True), ("HTTP://example.org", True), ("javascript:alert(1)", False),
        ("file:///etc/passwd", False), ("https://example.org/ x", False), ('https://example.org/"x', False),
    ])  # fmt: skip
    def test_only_addresses_of_the_web_are_linked(self, url: str, linked: bool) -> None:
        """An address with another scheme is left out."""
        source = Source(
            id=dprkrel.SourceId("page"), kind="page", description="A page.", language="en", url="https://a.example", published="2024",
            title="A page", standing="primary",
        )  # fmt: skip
        source = unchecked(source, url=url)
        reported = by_hand.event("putin-message", reports=(dprkrel.Report(source_id="page", stance="asserts"),))
        entry = entry_of(small_with(source, reported), "putin-message")

        assert ("url" in entry.contents) is linked
        assert (f"Source: {url}" in entry.description.value) is linked
        assert not linked or entry.url.value == url

    @for_each("payload", HELD)
    def test_hostile_text_comes_back_as_it_is(self, payload: str) -> None:
        """Whatever text a record holds is text of one entry, for two readers."""
        data = small_with(by_hand.event("putin-message", summary=payload))
        (ours,) = icalendar.Calendar.from_ical(to_icalendar(data, "putin-message")).subcomponents

        assert (entry_of(data, "putin-message").summary.value, ours["SUMMARY"]) == (payload, payload)

    def test_relations_are_spells(self) -> None:
        """A relation that is asked for is an entry like any other, with an identity of its own."""
        data = small()
        entries = icalendar.Calendar.from_ical(to_icalendar(data, data.relations)).subcomponents

        assert [entry["UID"] for entry in entries] == [f"relation-{one.id}@dprkrel" for one in data.relations]


class TestText:
    """The whole is what RFC 5545 asks for."""

    def test_all_that_occurred_stands_once_in_the_calendar(self) -> None:
        """Of the whole data each event that occurred is one entry, with an identity of its own."""
        data = dprkrel.load()
        calendar = vobject.readOne(to_icalendar(data))
        entries = {part.uid.value: part for part in calendar.getChildren() if part.name in ENTRIES}
        occurred = {f"event-{event.id}@dprkrel": event for event in data.events if event.status is Status.OCCURRED}

        assert calendar.validate(raiseException=True)
        assert entries.keys() == occurred.keys()
        assert len(calendar.vevent_list) + len(calendar.vjournal_list) == len(entries)
        for uid, event in occurred.items():
            assert entries[uid].summary.value.startswith(event.summary.removesuffix("."))
            assert entries[uid].x_dprkrel_when.value == event.when.edtf

    def test_lines_and_required_properties(self) -> None:
        """Lines end with CRLF and have at most 75 bytes; calendar and entries have what they must, once."""
        text = to_icalendar(dprkrel.load(), dprkrel.load().events[-200:])
        lines = text.encode().split(b"\r\n")

        assert lines[-1] == b""
        assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
        for line in lines:
            line.decode()  # no character is cut in two
        unfolded = re.sub(r"\r\n[ \t]", "", text)
        head, *entries = re.split(r"BEGIN:V(?:EVENT|JOURNAL)\r\n", unfolded)
        assert [head.count(f"\n{name}:") for name in ("VERSION", "PRODID")] == [1, 1]
        for entry in entries:
            names = Counter(re.findall(r"^([A-Z-]+)[;:]", entry, re.MULTILINE))
            assert {name: names[name] for name in ("UID", "DTSTAMP", "SUMMARY", "DESCRIPTION")} == dict.fromkeys(
                ("UID", "DTSTAMP", "SUMMARY", "DESCRIPTION"), 1
            )
            assert max(count for name, count in names.items() if name not in ("END", "BEGIN")) == 1

    @for_each(("edition", "stamp"), [
        ("2026.11.28", "20261128T000000Z"), ("2026.11.22.1", "20261122T000000Z"), ("mine", "19700101T000000Z"),
        ("1.2.3", "19700101T000000Z"),
    ])  # fmt: skip
    def test_it_is_stamped_with_the_edition_and_not_with_the_clock(self, edition: str, stamp: str) -> None:
        """The same records of the same edition give the same text on any day."""
        tables: dict[str, Any] = {**small().tables(), "edition": edition}
        texts = [to_icalendar(Dataset(**tables)) for _ in range(2)]

        assert texts[0] == texts[1]
        assert set(re.findall(r"DTSTAMP:(\S+)", texts[0])) == {stamp}

    @for_each("given", [5, "nobody", [None], small().places[0]])
    def test_what_is_no_event_or_relation_is_refused(self, given: Any) -> None:
        """Anything else is an error that says what was expected."""
        with pytest.raises(UnknownRecordError, match="event or relation"):
            to_icalendar(small(), given)

    def test_the_extra_is_named_where_it_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without icalendar the error says what to install."""
        monkeypatch.setitem(sys.modules, "icalendar", None)
        with pytest.raises(MissingExtraError, match=r'icalendar is not installed; .*pip install "dprkrel\[ics\]"'):
            to_icalendar(small())
