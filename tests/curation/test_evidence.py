"""What re-reading records against their pages found at fault, as rules for all seeds: what notes tell is entered and cited."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from dprkrel.curation.rows import SeedRow, by_id
from dprkrel.curation.seeds import rows_of
from dprkrel.records.kinds import TABLE_OF
from tests.curation.test_seeds import SEEDS, listed, name_of

Row = dict[str, Any]
UNCITED = re.compile(
    r"\b(?:[Oo]ne|[Aa]n|[Aa]nother) (?:page|encyclopedia) (?:gives|has|puts|speaks|is quoted|says otherwise)|\bby an encyclopedia\b"
)
MET = re.compile(r"\b(?:met|meet|seen off|welcomed|saw (?:him|her|it|the delegation) off)\b|\bsaw\b.{1,60}\boff\b")
NOT_YET = re.compile(r"\b(?:planned|expected|to be met|to meet)\b")
SENTENCE = re.compile(r"(?<=[.;])\s")
SIGNED = re.compile(r"\b(?:[Ss]igned|signing|[Cc]ommuniqué .{0,60}) in (?P<place>[A-Z]\w+(?: [A-Z]\w+)?)")
UNREAD = {("ussr-dprk-relations-1948", "ria-novosti-2013-04-05")}
"""Reports of pages that were not found again: whether they give the day is not known."""


@pytest.fixture(scope="module")
def rows() -> list[SeedRow]:
    """Return the rows of the seeds of the project."""
    return [row for row in rows_of(SEEDS, []) if row[1] in TABLE_OF]


def of_kind(rows: Iterable[SeedRow], kind: str) -> list[Row]:
    """Return the rows of one kind."""
    return [row for _, found, row in rows if found == kind and isinstance(row, dict)]


def notes(row: Row) -> Iterator[str]:
    """Yield the notes of the reports of a record."""
    yield from (report["note"] for report in listed(row, "reports") if "note" in report)


def uncited(rows: Iterable[SeedRow]) -> list[tuple[str, str]]:
    """Return the notes that tell what a page says of which nobody can know which it is."""
    records = [*of_kind(rows, "event"), *of_kind(rows, "relation")]
    return [(row["id"], note) for row in records for note in notes(row) if UNCITED.search(note)]


def site(page: Row) -> str:
    """Return the host of the address of a page, without what only tells the edition for telephones."""
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", urlsplit(page["url"]).hostname or "")


def unpublished(rows: Iterable[SeedRow]) -> list[str]:
    """Return the pages without a publisher on sites of which all others have the same; archives have pages of several."""
    pages = [one for one in of_kind(rows, "source") if one["kind"] == "page"]
    known: dict[str, set[str]] = {}
    for page in pages:
        if "publisher_id" in page:
            known.setdefault(site(page), set()).add(page["publisher_id"])
    return [page["id"] for page in pages if "publisher_id" not in page and len(known.get(site(page), ())) == 1]


def left_out(rows: list[SeedRow]) -> list[tuple[str, str]]:
    """Return who met or saw off a visitor by what a visit tells, and takes part in no event together with the visitor."""
    people = {name_of(one): one["id"] for one in of_kind(rows, "actor") if one["kind"] == "person"}
    names = "|".join(map(re.escape, sorted(people, key=len, reverse=True)))
    any_name = re.compile(rf"\b(?:{names})\b(?! [A-Z])")
    together: defaultdict[str, set[str]] = defaultdict(set)
    for event in of_kind(rows, "event"):
        there = {part["actor_id"] for part in listed(event, "participants")}
        for one in there:
            together[one] |= there
    return sorted(
        (event["id"], person)
        for event in of_kind(rows, "event")
        if event["event_type"] in {"visit", "official_visit", "state_visit"}
        for person in {people[name] for told in meetings(event) for name in any_name.findall(told)}
        if not any(person in together[visitor] for visitor in visitors(event))
    )


def visitors(event: Row) -> list[str]:
    """Return who travelled."""
    return [part["actor_id"] for part in listed(event, "participants") if part["role"] in {"visitor", "delegate"}]


def meetings(event: Row) -> Iterator[str]:
    """Yield the sentences of an event and of its reports that tell of a meeting as past."""
    told = [report["note"] for report in listed(event, "reports") if "note" in report and "stance" not in report]
    for text in (event["summary"], *told):
        yield from (one for one in SENTENCE.split(text) if MET.search(one) and not NOT_YET.search(one))


def placeless(rows: list[SeedRow]) -> list[tuple[str, str]]:
    """Return the beginnings of relations of which a note tells where the paper was signed, and the record does not."""
    places = {row["name"] for row in of_kind(rows, "place")}
    return [
        (event["id"], match["place"])
        for event in of_kind(rows, "event")
        if event["event_type"] == "relations_established" and "place_id" not in event
        for note in notes(event)
        if (match := SIGNED.search(note)) and match["place"] in places
    ]


def dateless(rows: list[SeedRow]) -> list[tuple[str, str]]:
    """Return the reports that affirm the beginning of relations and say neither when it was nor what else they tell."""
    return [
        (event["id"], report["source_id"])
        for event in of_kind(rows, "event")
        if event["event_type"] == "relations_established"
        for report in listed(event, "reports")
        if not {"when", "note", "stance"} & set(report) and "paragraphs" not in report
        if (event["id"], report["source_id"]) not in UNREAD
    ]


def test_notes_cite_what_they_tell(rows: list[SeedRow]) -> None:
    """What a page says stands in a report of that page: no note tells of a page without naming it."""
    assert uncited(rows) == []


def test_pages_of_one_site_have_a_publisher(rows: list[SeedRow]) -> None:
    """A page has a publisher where other pages of its site have one, so that origins are told apart."""
    assert unpublished(rows) == []


def test_who_met_the_visitor_took_part(rows: list[SeedRow]) -> None:
    """Whom a visit has meet or see off the visitor takes part in it, or in another event with the visitor."""
    assert left_out(rows) == []


def test_where_relations_were_signed_is_their_place(rows: list[SeedRow]) -> None:
    """Where the paper was signed by which relations began is the place of the event."""
    assert placeless(rows) == []


def test_each_report_of_new_relations_has_its_date(rows: list[SeedRow]) -> None:
    """A page that tells when relations began is cited with the day, month or year that it gives."""
    assert dateless(rows) == []


def changed(rows: list[SeedRow], record: str, **fields: Any) -> list[SeedRow]:
    """Return the rows with other fields of one record."""
    return [
        (file, kind, row | fields) if isinstance(row, dict) and row.get("id") == record else (file, kind, row)
        for file, kind, row in rows
    ]


def test_the_rules_see_what_was_found(rows: list[SeedRow]) -> None:
    """Each rule names the record that was at fault when it is put back as it was."""
    events = by_id(rows, "event")
    nepal = "nepal-dprk-relations-established-1974"
    told = "Ambassadors were announced on 2 June 1974, by an encyclopedia."
    kunadze = "kunadze-pyongyang-1993-01"
    alone = [one for one in listed(dict(events[kunadze]), "participants") if one["actor_id"] != "kang-sok-ju"]
    latvia, armenia = "latvia-dprk-relations-established-1991", "armenia-dprk-relations-established-1992"
    daily = "korea-economic-daily-1992-02-15"

    assert uncited(changed(rows, nepal, reports=[{"source_id": "any", "note": told}])) == [(nepal, told)]
    assert left_out(changed(rows, kunadze, participants=alone)) == [(kunadze, "kang-sok-ju")]
    without_place = [
        (file, kind, {key: value for key, value in row.items() if key != "place_id"})
        if isinstance(row, dict) and row.get("id") == latvia
        else (file, kind, row)
        for file, kind, row in rows
    ]
    assert placeless(without_place) == [(latvia, "Riga")]
    assert dateless(changed(rows, armenia, reports=[{"source_id": daily}])) == [(armenia, daily)]
    ytn = "ytn-2018-10-27"
    nameless = [
        (file, kind, {key: value for key, value in row.items() if key != "publisher_id"})
        if isinstance(row, dict) and row.get("id") == ytn
        else (file, kind, row)
        for file, kind, row in rows
    ]
    assert unpublished(nameless) == [ytn]
