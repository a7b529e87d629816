"""Numbers are data: what a summary counts is a quantity of a report, in a unit that is listed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import dprkrel
from dprkrel import ConflictField, Event
from dprkrel.curation.rows import SeedRow
from dprkrel.curation.seeds import rows_of
from dprkrel.curation.units import Unit, unit_faults

SEEDS = Path(__file__).parents[2] / "seeds"
DATA = dprkrel.load()

#: Numbers in words from three on: "two" are the sides of a relation, "one" is no count, and what is first is a superlative.
CARDINALS: Final = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ORDINALS: Final = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
WORDS: Final = {
    "second": 2,
    **{word: number for words in (CARDINALS, ORDINALS) for number, word in enumerate(words, 3)},
}
NUMBER: Final = re.compile(rf"\b(?:\d[\d,.]*\d|\d)(?:st|nd|rd|th)?\b|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
SCALED: Final = re.compile(
    rf"\b(one|{'|'.join(WORDS)}|\d+) ({'|'.join(SCALES)})\b|\b({'|'.join(SCALES)})s\b", re.IGNORECASE
)

#: What holds digits and counts nothing: days and years, anniversaries and birthdays, articles of treaties, and names.
MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NO_COUNT: Final = [
    rf"\b\d{{1,2}}(?:(?:-| and | to )\d{{1,2}})? {MONTH}\b",
    r"\b(?:18|19|20)\d\d\b",
    r"\b\d+(?:st|nd|rd|th) (?:anniversary|birthday)\b",
    r"\bArticles? \d+\b",
    r"\b(?:B-52|Korean Air flight 858)\b",
]

#: Numbers in summaries that are no quantity of their event, with the reason.
ALLOWED: Final = {
    "artyom-departure-2023-09-17": ("1", "it is part of the name of an airport"),
    "choe-moscow-2026-07": ("third", "no page of which more than the headline was read gives it"),
    "dprk-containers-to-russia": ("hundreds", "the figures are those of the reports, rounded in words"),
    "kim-son-gyong-kampala-2024-01": ("19th", "it is a quantity of nam-summit-2024, the summit itself"),
    "kozhemyako-visit-2024-03": ("second", "it counts from kozhemyako-visit-2023-12; no page is known to count"),
    "lavrov-choe-dialogue-3-2026-07-20": ("third", "no page of which more than the headline was read gives it"),
    "lukashenko-trilateral-remark-2023": ("three", "they are the three states that the sentence names"),
    "three-state-cooperation-assessment-2024": ("three", "they are the three states that take part"),
    "yun-jong-ho-moscow-2024-03": ("10th", "it is a quantity of igc-10-2023-11-15, which the visit followed up"),
    "yun-jong-ho-moscow-2025-03": ("11th", "it is a quantity of igc-11-2024-11-19, which the visit followed up"),
}  # fmt: skip


def numbers_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a text counts something with: as written, and their value."""
    for pattern in NO_COUNT:
        text = re.sub(pattern, "…", text)
    for found in SCALED.finditer(text):
        count, scale, plural = found.groups()
        yield found.group(), (SCALES[plural.lower()] if plural else _value(count) * SCALES[scale.lower()])
    for found in NUMBER.finditer(SCALED.sub("…", text)):
        yield found.group(), _value(found.group())


def _value(written: str) -> int:
    bare = re.sub(r"[,.]|(?:st|nd|rd|th)$", "", written.lower())
    return {"one": 1, **WORDS}.get(written.lower()) or int(bare)


def uncounted(event: Event) -> list[str]:
    """Return the numbers in the summaries of an event that no quantity of it holds."""
    figures = {
        figure
        for report in event.reports
        for quantity in report.quantities
        for figure in (quantity.low, quantity.best, quantity.high)
    }
    texts = (event.summary, *(told.summary for told in event.earlier))
    return list(dict.fromkeys(written for text in texts for written, value in numbers_in(text) if value not in figures))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the 27th session, with 12,000 troops", [("27th", 27), ("12,000", 12000)]),
        ("its twelfth session in Moscow", [("twelfth", 12)]),
        ("aid of one billion roubles", [("one billion", 10**9)]),
        ("hundreds of thousands of rockets", [("hundreds", 100), ("thousands", 1000)]),
        ("on 14 and 15 June, from 18-20 September 2024 and in 1961", []),
        ("the 75th anniversary, his 70th birthday, by its Article 22, on Korean Air flight 858", []),
        ("the two ministers met for the first time", []),
    ],
)  # fmt: skip
def test_numbers_are_found(text: str, found: list[tuple[str, int]]) -> None:
    """Digits, ordinals and number words are found; dates, anniversaries, articles and names are none."""
    assert list(numbers_in(text)) == found


def test_what_a_summary_counts_is_a_quantity() -> None:
    """Each number in a summary is a quantity of a report of its event, or listed above with the reason why it is not."""
    bare: dict[str, list[str]] = {event.id: found for event in DATA.events if (found := uncounted(event))}

    assert {event_id: found for event_id, found in bare.items() if event_id not in ALLOWED} == {}
    assert [event_id for event_id, (written, _) in ALLOWED.items() if written not in bare.get(event_id, [])] == []


def test_units_are_listed() -> None:
    """Each quantity of the data has a unit of the vocabulary, and each unit is used."""
    used = {
        quantity.unit
        for record in (*DATA.events, *DATA.relations)
        for report in record.reports
        for quantity in report.quantities
    }

    assert list(unit_faults(list(rows_of(SEEDS, [])))) == []
    assert used == {unit.value for unit in Unit}


def test_a_unit_that_is_not_listed_is_a_fault() -> None:
    """The compiler refuses another word for a unit, and names the nearest that is listed."""
    report: dict[str, Any] = {"source_id": "page", "quantities": [{"unit": "session numbers", "best": 3}]}
    rows: list[SeedRow] = [
        ("events/2025-01.toml", "event", {"id": "talks", "reports": [report], "links": [{"reports": [report]}]}),
        ("events/2025-01.toml", "event", {"id": "session", "reports": [{"quantities": [{"unit": "hours"}]}]}),
    ]

    faults = list(unit_faults(rows))

    assert [(fault.record, fault.found) for fault in faults] == [("talks", "session numbers")] * 2
    assert "session number" in faults[0].expected


def test_sources_that_count_differently_are_a_conflict() -> None:
    """Which state North Korea was to recognise the two republics is told in two ways; neither is adopted, and the data say so."""
    (conflict,) = [
        conflict
        for conflict in DATA.conflicts("dpr-lpr-recognition-2022-07")
        if conflict.field is ConflictField.QUANTITY
    ]

    assert (conflict.of, [value.value for value in conflict.values], conflict.adopted) == (
        "recognition number",
        ["5", "3"],
        None,
    )
    assert conflict.reason
