"""What notebooks show: every record and result, with names and links, and no text that acts."""

import inspect
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import dprkrel
from dprkrel import markup
from dprkrel.export.notebook import results_html
from dprkrel.prose import counted_of, is_unprintable
from dprkrel.records import display
from dprkrel.records.plain import Displayed, Plain
from tests import small as by_hand
from tests.cases import for_each
from tests.payloads import HELD, PAYLOADS, REFUSED
from tests.small import small, small_with, unchecked

TAGS = {"div", "style", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "li", "a", "article", "h3", "h4", "p"}  # fmt: skip
ATTRIBUTES = {"class", "scope", "colspan", "href", "title"}


class Reader(HTMLParser):
    """An independent reader of HTML, which refuses what could act or is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.heads: list[str | None] = []
        self.feed(html)
        self.close()
        assert self.open == [], "a tag is not closed"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take a tag that is known, with attributes that are."""
        assert tag in TAGS, tag
        assert {name for name, _ in attributes} <= ATTRIBUTES, attributes
        self.open.append(tag)
        given = dict(attributes)
        if tag == "a":
            address = given["href"] or ""
            assert address.lower().startswith(("https://", "http://")), address
            self.links.append(address)
        if tag == "th":
            self.heads.append(given.get("scope"))

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text, but not that of the style."""
        if self.open[-1:] != ["style"]:
            self.text += data


def shown(subject: Any) -> Reader:
    """Return what a notebook shows of something."""
    html: str = subject._repr_html_()
    return Reader(html)


def answers(data: dprkrel.Dataset) -> Iterable[Any]:
    """Return something of each class that a question can answer."""
    yield from (table[0] for table in data.tables().values() if table)
    yield from (data.event("lavrov-visit"), data.event("arms"), data.event("lavrov-visit").reports[0])
    count = data.count_visits("ministers-visits", "2023", "2024")
    yield from (count, count.counted[0])
    panel = data.panel("ministers-visits", "2023", "2024")
    yield from (panel, panel.cells[0])
    yield from (
        data.why("ryzhenkov-visit"),
        data.why("ryzhenkov-visit").sections[0],
        data.verify(),
        data.verify().texts[0],
    )
    yield from (data.conflicts()[0], data.conflicts()[0].values[0], data.positions_on("arms")[0])
    yield from (data.superlatives()[0], data.implied_when("lavrov-tower"))
    yield data.office_holders("foreign minister", of="Belarus", on="2024-07")[0]
    panel = data.panel("ministers-visits", "2023-10-01", "2024-03-31")
    yield from (panel, panel.cells[0])
    yield data.coverage_by_month("DPRK", "Russia", start="2024-01", end="2024-01")[0]


class TestRecords:
    """Every record and every result shows itself."""

    def test_every_class_of_record_and_result_has_html(self) -> None:
        """Each public class that holds fields is shown as more than its repr, but for dates, which are one word."""
        public = [getattr(dprkrel, name) for name in dprkrel.__all__]
        classes = [one for one in public if inspect.isclass(one) and attrs.has(one)]

        without = {one.__name__ for one in classes if not hasattr(one, "_repr_html_")}
        assert without <= {"When", "Column", "Limits"}
        assert len(classes) > 40
        assert all(issubclass(one, Displayed) for one in classes if issubclass(one, Plain))

    @for_each("subject", answers(small()))
    def test_each_is_a_table_with_a_caption(self, subject: Any) -> None:
        """What is shown is a table that says what it is, with heads for rows or columns; all tags are known and closed."""
        reader = shown(subject)
        named = getattr(subject, "id", "") or type(subject).__name__

        assert isinstance(subject, dprkrel.Explanation) or {"row"} <= {*reader.heads} <= {"row", "col"}
        assert named in reader.text or isinstance(subject, dprkrel.Explanation)

    def test_a_record_shows_its_fields_and_what_follows(self) -> None:
        """An event shows its status, its participants and its reports; what is at its default is left out."""
        text = shown(small().event("lavrov-visit")).text

        assert all(
            word in text
            for word in ("occurred", "sergei-lavrov", "visitor", "press-2024-07-24", "2023-10-18/2023-10-19")
        )
        assert "adopted_because" not in text

    def test_parts_are_cut(self) -> None:
        """Of many parts the first ten are shown, and how many more there are."""
        reports = [by_hand.said(place) for place in range(1, 9)] * 3
        text = shown(by_hand.event("lavrov-visit", reports=reports)).text

        assert "and 14 more" in text

    @for_each("payload", HELD)
    def test_hostile_text_is_text(self, payload: str) -> None:
        """Whatever text a record holds is shown as it is, in records, explanations and results."""
        hostile = by_hand.event("putin-message", summary=payload)
        data = small_with(hostile)

        for reader in (
            shown(hostile),
            shown(data.why(hostile.id)),
            Reader(results_html(data, [hostile], "events")),
            shown(attrs.evolve(data.actors[0], note=payload)),
            shown(unchecked(data.sources[0], title=payload, url=payload)),
        ):
            assert payload in reader.text
            assert [link for link in reader.links if link not in payload] == []


class TestMarkup:
    """The only place in which tags are written."""

    @for_each("payload", PAYLOADS)
    def test_no_text_becomes_a_tag(self, payload: str) -> None:
        """Each text is harmless in each place in which text may stand; control characters are written out."""
        parts = (
            markup.safe(payload), markup.linked(payload), markup.link(payload, payload, payload),
            markup.link("https://example.org", payload, payload), markup.listed([payload, payload]),
            markup.table(payload, [payload], [[payload]]), markup.fields(payload, [(payload, payload)]),
        )  # fmt: skip
        for part in parts:
            reader = Reader(markup.page(part))
            assert payload in reader.text or payload in REFUSED
            assert not any(map(is_unprintable, reader.text))

    @for_each(("text", "links"), [
        ("see https://a.org/b?c=1&d=2.", ["https://a.org/b?c=1&d=2"]),
        ("(http://a.org) and <https://b.org>, too", ["http://a.org", "https://b.org"]),
        ("javascript://a.org ftp://b.org //c.org data:text/html,x", []),
        ("https://", []),
        ("HTTPS://A.org", ["HTTPS://A.org"]),
    ])  # fmt: skip
    def test_addresses_of_the_web_are_links(self, text: str, links: list[str]) -> None:
        """Only http and https are linked, without the full stop after the address; the text stays what it was."""
        reader = Reader(markup.page(markup.linked(text)))

        assert (reader.links, reader.text) == (links, text)

    def test_there_is_no_script_and_no_colour_of_its_own(self) -> None:
        """The style leaves the colours of text and page to the notebook, light or dark."""
        html = markup.page(markup.table("caption", ["head"], [["cell"]]))
        style = html.partition("<style>")[2].partition("</style>")[0]

        assert "script" not in html
        assert {"color:", "background", "url("} & {
            word for word in ("color:", "background", "url(") if word in style
        } == set()


class TestResults:
    """What a question found is a table with names and links."""

    def test_names_and_links(self) -> None:
        """Actors and places stand with their names, sources as links to the page that was read."""
        data = dprkrel.load()
        visits = [data.event("putin-visit-dprk-2024"), data.event("lavrov-visit-dprk-2023")]
        reader = Reader(results_html(data, visits, "visits"))

        assert all(
            name in reader.text for name in ("Vladimir Putin", "Kim Jong Un", "Pyongyang", "2 visits of edition")
        )
        urls = {data.source(report.source_id).url for visit in visits for report in visit.reports}
        assert set(reader.links) <= urls
        assert len(reader.links) > 2
        assert {*reader.heads} == {"col"}

    @for_each(("number", "more"), [(0, ""), (1, ""), (20, ""), (21, "and 1 more"), (100, "and 80 more")])
    def test_rows_are_cut(self, number: int, more: str) -> None:
        """Twenty rows are shown, and how many more there are."""
        data = dprkrel.load()
        for table, name in (
            (data.events, "events"),
            (data.relations, "relations"),
            (data.actors, "actors"),
            (data.sources, "sources"),
        ):
            html = results_html(data, table[:number], name)
            body = html.partition("<tbody>")[2].partition("</tbody>")[0]
            assert body.count("<tr>") == min(number, 20)
            assert (
                Reader(html).text.endswith(more) if more else " more" not in Reader(html).text.rpartition("\n")[2][-12:]
            )
            assert len(html) < 40_000

    def test_every_question_of_several_is_shown(self) -> None:
        """Results of each class are a table with the names of the fields, and mixed ones a list."""
        data = small()
        for subject in answers(data):
            reader = Reader(results_html(data, [subject, subject], "things"))
            assert "2 things of edition small" in reader.text
        mixed = Reader(results_html(data, [data.events[0], data.actors[0]], "things"))
        assert data.actors[0].name in mixed.text

    def test_nothing_is_a_table_without_rows(self) -> None:
        """Of no results there is a caption alone."""
        assert Reader(markup.page(display.rows("cells", ()))).text == "cells"

    @for_each(
        ("number", "name", "said"),
        [
            (1, "visits", "1 visit"),
            (0, "visits", "0 visits"),
            (1200, "office_holders", "1,200 office holders"),
            (1, "coverage", "1 ledger entry"),
        ],
    )
    def test_the_number_is_said(self, number: int, name: str, said: str) -> None:
        """The caption counts in words."""
        assert counted_of(number, name) == said

    def test_results_and_tables_show_themselves(self) -> None:
        """What a question returns is shown with the names of its dataset, and so are a part of it and its table."""
        visits = small().visits_by_actor("Lavrov")
        table = shown(visits.table())

        assert "1 visit of edition small" in shown(visits).text
        assert "0 visits of edition small" in shown(visits[:0]).text
        assert "Choe Son Hui" in shown(visits).text
        assert visits[0].id in table.text
        assert len(table.heads) == len(visits.table().columns)
        whole = dprkrel.table("visits")
        urls = {url for row in whole.to_dicts() for url in row["urls"]}
        assert {*shown(whole).links} <= urls  # whole, where texts are cut
        assert len(shown(whole).links) > 10
        assert all(len(cell) < 1_000 for cell in whole._repr_html_().split("<td>")[1:])
        assert shown(whole).text.endswith(f"and {len(whole) - 20} more")
        for several in (
            small().conflicts(),
            small().verify().failures,
            small().evidence("lavrov-visit"),
            small().coverage(),
        ):
            assert f"{counted_of(len(several), several.name)} of edition small" in shown(several).text

    def test_a_dataset_shows_what_it_has(self) -> None:
        """A dataset shows its edition and how many records of each kind it has."""
        reader = shown(small())

        assert "Dataset small" in reader.text
        assert all(
            f"{table.replace('_', ' ')}{len(records)}" in reader.text for table, records in small().tables().items()
        )
        with pytest.raises(AssertionError):
            Reader("<script>alert(1)</script>")


def test_markup_is_linked_once() -> None:
    """What is HTML already is not escaped again, and its addresses are links already."""
    once = markup.linked("see <https://tass.com/1>")

    assert markup.linked(once) is once
