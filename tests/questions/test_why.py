"""Explanations: all that bears on an event, in 79 columns and as HTML, and nothing in it that could be obeyed."""

import datetime
import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

import dprkrel
from dprkrel import Dataset, Explanation, Quantity, Report, Role, Stance, Standing, UnknownRecordError, When
from dprkrel.questions.wording import quantity_in_words
from dprkrel.strategies.drawn_datasets import datasets, page
from tests.cases import for_each
from tests.small import event, known, part, said, small, small_with

HEADINGS = [
    "What is recorded",
    "Reports, in order of publication",
    "Positions",
    "Conflicts",
    "Dates",
    "Claims, not facts",
    "In the order of time",
]


class Page(HTMLParser):
    """Read a page, and hold its tags, open and closed, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.open.append(tag)
        self.seen.add(tag)
        links = tag == "a" and [name for name, _ in attrs] == ["href"] and str(attrs[0][1]).startswith("http")
        assert links or attrs in ([], [("class", "dprkrel")])

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather text."""
        self.text += f"{data}\n"


def said_of(explanation: Explanation, heading: str) -> str:
    """Return the lines under a heading; nothing where there is no such part."""
    return "\n".join(line for one in explanation.sections if one.heading == heading for line in one.lines)


@for_each("event_id", [event.id for event in dprkrel.load().events], brief=10)
def test_every_event_is_explained(event_id: str) -> None:
    """Each bundled event has its reports and its place in time, within 79 columns save a long word, and the same in well-formed HTML."""
    explanation = dprkrel.why(event_id)
    text, page = str(explanation), Page(explanation._repr_html_())
    headings = [section.heading for section in explanation.sections]

    assert all(len(line) <= 79 or not re.search(r"\S\s+\S", line.strip()) for line in text.split("\n"))
    assert headings == [heading for heading in HEADINGS if heading in headings]
    assert {"What is recorded", "Reports, in order of publication"} <= {*headings}
    assert all(section.lines for section in explanation.sections)
    assert (page.open, page.seen - {"a"}) == ([], {"article", "h3", "p", "h4", "ul", "li"})
    folded = " ".join(text.split())
    assert all(" ".join(line.split()) in folded for line in page.text.split("\n"))
    for report in dprkrel.evidence(event_id):
        assert f"{report.source_id}" in text
        assert all(phrase in said_of(explanation, headings[1]) for phrase in report.phrases)


def test_a_disputed_visit() -> None:
    """The visit of Ryzhenkov shows both ends, why one was adopted, what it follows, and what only is claimed."""
    explanation = dprkrel.why("ryzhenkov-visit-dprk-2024")

    assert explanation.title == "2024-07-23/2024-07-26  official_visit, occurred"
    assert "2024-07-25 (berita-2024-07-24" in said_of(explanation, "Conflicts")
    assert "2024-07-26 (berita-2024-07-24" in said_of(explanation, "Conflicts")
    assert "KCNA announces" in said_of(explanation, "Positions").replace("Korean Central News Agency", "KCNA")
    assert "“tanggal 23 hingga 25 Juli” from 2024-07-24, same_year 07-23, for 3 days" in said_of(explanation, "Dates")
    assert "undecidable" in said_of(explanation, "Claims, not facts")
    assert "krasnov-visit-dprk-2024" in said_of(explanation, "In the order of time")


def test_a_page_is_told_with_its_address() -> None:
    """A report of a page is shown with the url of the page, and the reports with what they are worth together."""
    seen = page("page", datetime.date(2024, 7, 24), standing=Standing.SECONDARY)
    report = Report(source_id=seen.id, stance=Stance.ASSERTS, phrases=("a treaty",))
    lines = said_of(
        small_with(seen, event("treaty", reports=(said(1), report))).why("treaty"), "Reports, in order of publication"
    )

    assert "page: asserts — “a treaty” <https://example.org/page>" in " ".join(lines.split())
    assert "2 reports; independent voices, background not counted: 2" in lines
    assert lines.endswith("confidence: medium")
    assert "confidence: low" in said_of(small().why("treaty"), "Reports, in order of publication")


@pytest.mark.parametrize("stance", [Stance.IMPLIES, Stance.SUPPOSES])
def test_what_only_bounds_a_date_is_no_voice(stance: Stance) -> None:
    """A report that does not speak of the event is shown, and does not count among the independent voices."""
    seen = page("page", datetime.date(2024, 7, 24), standing=Standing.SECONDARY)
    bounds = Report(source_id=seen.id, stance=stance, note="It tells of a later day.")
    lines = said_of(
        small_with(seen, event("treaty", reports=(said(1), bounds))).why("treaty"), "Reports, in order of publication"
    )

    assert f"page: {stance}" in lines
    assert "2 reports; independent voices, background not counted: 1" in lines


def test_an_undisputed_event_has_no_positions() -> None:
    """Where all assert and nobody denies, there is no list of positions, nor of conflicts."""
    explanation = small().why("treaty")

    assert said_of(explanation, "Positions") == said_of(explanation, "Conflicts") == ""


def test_positions_come_with_their_figures() -> None:
    """An alleged transfer shows who alleges and who denies, and figures with their alternatives."""
    figures = (
        Quantity(unit="shells", low=3_000_000, alternative_group="load"),
        Quantity(unit="rockets", best=5, low=1, high=9),
    )
    arms = event("arms", reports=(said(5, stance=Stance.ALLEGES, quantities=figures), said(6, stance=Stance.DENIES)))
    lines = said_of(small_with(arms).why("arms"), "Positions")

    assert (
        "alleges (known by 2024-07-24): 3,000,000 or more shells (one of the alternatives “load”); 5 (1–9) rockets"
        in lines
    )
    assert "denies" in lines


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"best": 6700}, "6,700 boxes"),
        ({"low": 0}, "0 or more boxes"),
        ({"high": 9}, "9 or less boxes"),
        ({"low": 1, "high": 9}, "1–9 boxes"),
        ({"low": 1, "best": 5, "high": 9}, "5 (1–9) boxes"),
        ({"low": 1, "best": 5}, "5 (1–) boxes"),
        ({"best": 5, "high": 9}, "5 (–9) boxes"),
    ],
    ids=str,
)
def test_figures_in_words(figures: dict[str, Any], words: str) -> None:
    """A figure is told as a number, a limit or a range."""
    assert quantity_in_words(Quantity(unit="boxes", **figures)) == words


def test_an_adopted_date_is_told_once() -> None:
    """The reason for a date stands with the conflict that it settles, or with the dates where there is none."""
    reason = "Because it is so."
    agreed = small_with(event("treaty", adopted_because=reason)).why("treaty")
    disputed = event(
        "treaty",
        adopted_because=reason,
        when=When("2000"),
        reports=(said(1, when=When("2000")), known(when=When("1999"))),
    )

    assert str(agreed).count(reason) == 1
    assert str(small_with(disputed).why("treaty")).count(reason) == 2  # of the start, and of the end


def test_a_date_that_the_network_narrows_is_told_with_its_reasons() -> None:
    """What follows from the words of the sources is shown, with these words."""
    lines = said_of(dprkrel.why("zelensky-peace-vision"), "Dates")

    assert "narrow it to [2022-01-01..2024-06-14]" in lines
    assert "putin-peace-terms-2024 answers zelensky-peace-vision" in lines


def test_a_link_that_is_denied_says_so() -> None:
    """What one record says of another is marked where its own reports do not bear it out."""
    assert "replaces it: russia-dprk-treaty-2024 (not_occurred)" in said_of(
        dprkrel.why("ussr-dprk-treaty-1961"), "What is recorded"
    )


def test_html_obeys_nothing() -> None:
    """Text of a record that looks like a page is shown, not obeyed."""
    hostile = "<script>alert('x')</script> & \"more\""
    page = small_with(event("treaty", summary=hostile, reports=(said(1, note=hostile),))).why("treaty")._repr_html_()

    assert "<script" not in page
    assert html.escape(hostile) in page
    assert hostile in Page(page).text


def test_an_event_is_explained_by_itself_or_its_id() -> None:
    """An event and its id ask the same; an unknown id is an error with the nearest."""
    assert small().why("treaty") == small().why(small().event("treaty"))
    with pytest.raises(UnknownRecordError, match="treaty"):
        small().why("treatys")


def test_who_acted_for_whom() -> None:
    """A participant is shown with the state for which it acts, unless it is that state."""
    moved = event(
        "treaty", participants=(part("russia", Role.PARTY, "russia"), part("kim-jong-un", Role.PARTY, "dprk"))
    )
    lines = said_of(small_with(moved).why("treaty"), "What is recorded")

    assert "party: Russia\nparty: Kim Jong Un, for North Korea\n" in lines


@given(datasets())
def test_every_generated_event_is_explained(data: Dataset) -> None:
    """Whatever a dataset holds, each of its events has an explanation that can be read as text and as HTML."""
    for one in data.events:
        explanation: Any = data.why(one)
        lines = str(explanation).split("\n")

        assert Page(explanation._repr_html_()).open == []
        assert all(len(line) <= 79 or not re.search(r"\S\s+\S", line.strip()) for line in lines)
