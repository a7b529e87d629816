"""Nothing escapes: every form in which data leave the library, made of data whose every text is a payload, read by others.

Each form is compared with the same form of harmless data: what a text says may differ, and nothing around it. A form that
is new stands in one of the tables of this module, or a test fails.
"""

import ast
import csv
import io
import json
import re
import sqlite3
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, get_args

import html5lib
import icalendar
import nanoarrow
import networkx
import pytest

import dprkrel
from dprkrel import Column, ColumnType, Dataset, bundled, plots
from dprkrel.cli import main
from dprkrel.cli.arguments import FORMATS
from dprkrel.cli.commands import COMMANDS
from dprkrel.export.citation import Format
from dprkrel.export.graph import Level
from dprkrel.export.tables import WHOLE
from dprkrel.prose import is_unprintable
from dprkrel.store.results import Results
from dprkrel.tabular.table import Table
from tests.cases import for_each
from tests.cli.test_formats import ASKED
from tests.hostile import hostile, texts_of
from tests.payloads import HELD, KINDS, PAYLOADS, REFUSED

SOURCE: Final = Path(dprkrel.__file__).parent
HARMLESS: Final = ("words a", "words b", "words c")
TURNS: Final = [HELD[start:] + HELD[:start] for start in (0, 41, 82)]
"""All texts, each time in other fields."""

WRITERS: Final = {
    "test_calendars_have_the_same_entries": {"to_icalendar"},
    "test_networks_are_read_back_as_text": {"to_networkx"},
    "test_citations_have_the_same_works": {"cite"},
    "test_databases_have_the_same_rows": {"write_sqlite"},
    "test_packages_have_the_same_rows": {"write_package", "to_csv", "to_jsonl", "to_dicts"},
    "test_lines_are_the_same_records": {"write", "to_dict"},
    "test_schemas_have_no_data": {"json_schema"},
    "test_arrow_has_every_text": {"__arrow_c_stream__"},
}
"""The methods by which data leave the library, by the test that tries them; those of the engines are tried with the engines."""


def subjects(data: Dataset) -> Iterator[Any]:
    """Yield the dataset, and something of each class that a question of it can answer, in the same order for each dataset."""
    warnings.simplefilter("ignore", dprkrel.CoverageWarning)
    yield data
    for records in data.tables().values():
        yield from records
    yield from (
        data.events_between("2000", "2026", status=None),
        data.relations_of("dprk"),
        data.offices_of("choe-son-hui"),
    )
    yield from (data.meetings_of("sergei-lavrov"), data.evidence("arms"), data.positions_on("arms"), data.coverage())
    yield from (data.table(name) for name in WHOLE)
    yield from (data.why(record.id) for record in data.events)
    count, panel = (
        data.count_visits("ministers-visits", "2023", "2024"),
        data.panel("ministers-visits", "2023-10", "2024-07"),
    )
    yield from (count, count.table(), *count.counted, panel, panel.table(), *panel.cells[:2])
    yield from (data.verify(), *data.verify().texts, data.changes("2024.7.24"), data.superlatives(), data.conflicts())
    yield from (
        data.implied_when("lavrov-tower"),
        *data.missions_at_work(on="2020"),
        *data.coverage_by_month("dprk", "russia", start="2024", end="2024"),
    )


def displays() -> dict[str, str]:
    """Return the methods by which notebooks show something, each with its file, as they stand in the source."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        if "_repr_" in (text := path.read_text("utf-8")):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ClassDef):
                    own = [
                        one.name
                        for one in node.body
                        if isinstance(one, ast.FunctionDef) and re.fullmatch("_repr_[a-z]+_", one.name)
                    ]
                    found |= {f"{node.name}.{name}": path.name for name in own}
    return found


SHOWN: Final = {
    "Dataset._repr_html_", "Displayed._repr_html_", "Table._repr_html_", "Results._repr_html_", "Explanation._repr_html_", "Panel._repr_html_",
    "Tables._repr_pretty_", "_Offline._repr_mimebundle_",
}  # fmt: skip


class TestNothingIsForgotten:
    """Whatever is new is tried, or a test fails."""

    def test_every_display_is_tried(self) -> None:
        """Each method that notebooks call belongs to a class of which a subject is shown here, or to the charts."""
        shown = {base.__name__ for subject in subjects(hostile()) for base in type(subject).__mro__}

        assert displays().keys() == SHOWN
        assert {name.partition(".")[0] for name in SHOWN} - shown == {"_Offline"}

    def test_every_writer_is_tried(self) -> None:
        """Each method that hands data out stands in the table of writers, and its test is here."""
        handed = {
            name
            for owner in (Dataset, Table, Results, dprkrel.Visit)
            for name in dir(owner)
            if re.match("to_|write|cite|json_|__arrow", name)
        }

        assert handed == set().union(*WRITERS.values())
        assert set(WRITERS) <= set(globals())

    def test_every_format_of_the_command_line_is_tried(self) -> None:
        """Every command is asked here, in every format."""
        assert {*COMMANDS} == {*ASKED}
        assert FORMATS == ("table", "csv", "json", "jsonl", "ics")
        assert plots.__all__ == ["in_words", *CHARTS]
        assert get_args(Format) == ("text", "bibtex", "csl")


# Notebooks.


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of HTML as a browser makes them, with the names of their attributes; links, which may differ, are checked."""
    made = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        tag = str(element.tag)
        if tag == "a":
            assert {*element.keys()} <= {"href", "title"}
            assert re.match(r"https?://[^@/]+(/|$)", element.get("href", ""), re.IGNORECASE), element.get("href")
        else:
            made.append((tag, tuple(sorted(element.keys()))))
    return made


@for_each("texts", TURNS)
def test_notebooks_show_the_same_elements(texts: tuple[str, ...]) -> None:
    """A reader of HTML5 finds the elements and attributes that harmless data have, and links to the web alone."""
    plain = [*subjects(hostile(HARMLESS))]
    shown = [*subjects(hostile(texts))]

    assert len(shown) == len(plain) > 100
    for subject, harmless in zip(shown, plain, strict=True):
        assert shape(subject._repr_html_()) == shape(harmless._repr_html_()), type(subject)


@for_each("texts", TURNS)
def test_no_terminal_obeys_what_is_printed(texts: tuple[str, ...]) -> None:
    """`str` and `repr` of everything have no control or format character but the ends of their lines."""
    for subject in subjects(hostile(texts)):
        for text in (str(subject), repr(subject)):
            assert not any(map(is_unprintable, text.replace("\n", ""))), type(subject)


@for_each("text", PAYLOADS)
def test_a_table_of_anything_is_shown_as_text(text: str) -> None:
    """A table may hold texts that no record may; a terminal and a notebook show them written out."""
    if text == "\ud800":  # which no table takes
        return
    made = Table(
        "things",
        (Column("text", ColumnType.TEXT, "a text", "none"), Column("list", ColumnType.LIST, "texts")),
        [(text, (text, text))],
    )
    named = Table(text, (Column("text", ColumnType.TEXT, "a text"),), [("a",)])

    for table in (made, named):
        assert not any(map(is_unprintable, repr(table).replace("\n", "")))
        assert repr(table).count("\n") == 2
        assert {tag for tag, _ in shape(table._repr_html_())} <= {
            "DOCUMENT_FRAGMENT",
            "div",
            "style",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }


# Tables.

SIGNS: Final = [chr(code) for code in range(0x110000) if unicodedata.normalize("NFKC", chr(code)) in {*"=+-@"}]
"""Whatever Unicode holds to be one of the signs with which a formula begins."""


def is_safe(cell: str) -> bool:
    """Tell whether a spreadsheet takes a cell for text, also where it parts cells elsewhere (the rule of OWASP, read literally)."""
    for part in re.split(r"[,;|\t\r\n]", cell):
        begin = next(
            (c for c in part if not c.isspace() and c != '"' and unicodedata.category(c) not in ("Cc", "Cf")), ""
        )
        if begin in SIGNS:
            return False
    return True


def test_spreadsheets_find_no_formula() -> None:
    """With `spreadsheet_safe` no cell of any table begins with a formula, wherever cells are parted; without it each text is as it is."""
    data = hostile(KINDS["spreadsheets"])
    for name in WHOLE:
        table = data.table(name)
        kept = [*csv.reader(io.StringIO(table.to_csv(), newline=""), strict=True)]
        made = [*csv.reader(io.StringIO(table.to_csv(spreadsheet_safe=True), newline=""), strict=True)]
        assert len(kept) == len(made) == len(table) + 1
        for column, place in zip(table.schema, range(len(table.schema)), strict=True):
            if column.column_type in (ColumnType.TEXT, ColumnType.LIST):
                assert all(is_safe(row[place]) for row in made), column
            else:
                assert [row[place] for row in made] == [row[place] for row in kept]
        assert [[cell.replace("'", "") for cell in row] for row in made] == [
            [cell.replace("'", "") for cell in row] for row in kept
        ]
    assert not all(is_safe(text) for text in KINDS["spreadsheets"])


@for_each("sign", SIGNS)
def test_formulas_are_marked_in_every_width(sign: str) -> None:
    """Each sign, alone, behind spaces, what is not seen, separators and quotes, in cells, lists and headings, is marked."""
    texts = [
        f"{before}{sign}1+1"
        for before in (
            "",
            " ",
            "\u3000",
            "\xa0",
            "\ufeff",
            "\u200b",
            "\t",
            "\r",
            "\n",
            '"',
            "a;",
            'a,"',
            "a| ",
            "\n\n ",
            "a\t",
        )
    ]
    schema = (
        Column(sign, ColumnType.TEXT, "a text"),
        Column("list", ColumnType.LIST, "texts"),
        Column("number", ColumnType.INTEGER, "one"),
    )
    table = Table("things", schema, [(text, (text, "b", text), -1) for text in texts])
    first, *rows = csv.reader(io.StringIO(table.to_csv(spreadsheet_safe=True), newline=""), strict=True)

    assert first[0] == f"'{sign}"
    assert [row for row in rows if not is_safe(row[0]) or not is_safe(row[1]) or row[2] != "-1"] == []
    assert [text for text in texts if is_safe(text)] == []


def test_what_is_no_formula_stays() -> None:
    """Texts in which a sign stands elsewhere are as they were, and a long text of separators takes no long time."""
    texts = [
        "a = b",
        "C++",
        "x@example.org",
        "2024-06-19",
        "a, b; c",
        "'=1",
        "- ".strip("- ") or "a",
        "\u2014 a",
        "5 \u2212 3",
    ]
    table = Table("things", (Column("text", ColumnType.TEXT, "a text"),), [(text,) for text in texts])
    assert table.to_csv(spreadsheet_safe=True) == table.to_csv()
    long = Table(
        "things",
        (Column("text", ColumnType.TEXT, "a text"),),
        [("\t" * 200_000,), (" " * 200_000,), ('","' * 100_000,)],
    )
    assert len(long.to_csv(spreadsheet_safe=True)) > 600_000


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of CSV."""
    return [*csv.reader(io.StringIO(text, newline=""), strict=True)]


@for_each("texts", TURNS)
def test_packages_have_the_same_rows(texts: tuple[str, ...], tmp_path: Path) -> None:
    """CSV, lines of JSON and the description of a package have as many rows and columns as harmless data, and the texts as they are."""
    folder = tmp_path / str(hash(texts))
    data, plain = hostile(texts), hostile(HARMLESS)
    data.write_package(folder)

    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {path.name for path in folder.iterdir()} == {
        *(f"{name}.csv" for name in WHOLE), "datapackage.json", "dprkrel.jsonl", "dprkrel.schema.json",
    }  # fmt: skip
    assert [resource["path"] for resource in described["resources"]] == [f"{name}.csv" for name in WHOLE]
    assert described["version"] == data.edition == texts[0]
    for name in WHOLE:
        made, table = rows_of((folder / f"{name}.csv").read_text("utf-8")), data.table(name)
        assert [len(row) for row in made] == [len(plain.table(name).columns)] * (len(plain.table(name)) + 1)
        assert [json.loads(line) for line in table.to_jsonl().split("\n")[:-1]] == json.loads(
            json.dumps(table.to_dicts(), default=str)
        )
        if "summary" in table.columns:
            assert [row[table.columns.index("summary")] for row in made[1:]] == [row["summary"] for row in table]


@for_each("texts", KINDS.values())
def test_lines_are_the_same_records(texts: tuple[str, ...], tmp_path: Path) -> None:
    """What is written as lines is read back as the same dataset, and every record has a plain form that JSON takes."""
    data = hostile(texts)
    data.write(tmp_path / "data.jsonl")

    assert dprkrel.read(tmp_path / "data.jsonl").digest == data.digest
    for records in data.tables().values():
        for record in records:
            plain: Any = record
            assert json.loads(json.dumps(plain.to_dict())) == json.loads(
                json.dumps(plain.to_dict(), ensure_ascii=False)
            )


@for_each("texts", TURNS)
def test_databases_have_the_same_rows(texts: tuple[str, ...], tmp_path: Path) -> None:
    """SQLite has the tables that harmless data have, and every text as it is; what is searched for is found."""
    data, plain, layout = hostile(texts), hostile(HARMLESS), []
    for number, one in enumerate((data, plain)):
        file = tmp_path / f"{hash(texts)}-{number}.sqlite"
        one.write_sqlite(file, metadata=file.with_suffix(".json"))
        json.loads(file.with_suffix(".json").read_text("utf-8"))
        with closing(sqlite3.connect(file)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
            names = opened.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            layout.append([names, *(opened.execute(f'SELECT count(*) FROM "{name}"').fetchall() for name in WHOLE)])
            assert opened.execute("SELECT summary FROM events ORDER BY rowid").fetchall() == [
                (row["summary"],) for row in one.table("events")
            ]
            assert opened.execute("SELECT count(*) FROM search").fetchone()[0] > 30

    assert layout[0] == layout[1]


@for_each("texts", KINDS.values())
def test_arrow_has_every_text(texts: tuple[str, ...]) -> None:
    """A reader of Arrow gets every text of every table as it is, and columns whose names are ours."""
    data, plain = hostile(texts), hostile(HARMLESS)
    for name in WHOLE:
        table = data.table(name)
        read: Any = nanoarrow.ArrayStream(table)
        assert [field.name for field in read.schema.fields] == [*plain.table(name).columns]
        assert [tuple(row.values()) for row in read.read_all().to_pylist()] == [
            tuple([*cell] if isinstance(cell, tuple) else cell for cell in row) for row in table.rows
        ]


# Calendars, networks, citations, schemas.


@for_each("texts", KINDS.values())
def test_calendars_have_the_same_entries(texts: tuple[str, ...]) -> None:
    """A calendar has the lines, entries, properties and parameters that harmless data give, and addresses of the web alone."""
    kept = []
    for data in (hostile(texts), hostile(HARMLESS)):
        text = data.to_icalendar((*data.events, *data.relations))
        lines = text.split("\r\n")
        assert not any("\r" in line or "\n" in line or len(line.encode()) > 75 for line in lines)
        calendar: Any = icalendar.Calendar.from_ical(text)
        entries = [(part.name, [(name, sorted(getattr(value, "params", {}))) for name, value in part.property_items() if name != "END"])
                   for part in calendar.walk()]  # fmt: skip
        urls = [str(part["URL"]) for part in calendar.walk() if "URL" in part]
        assert all(re.match("https?://", url) for url in urls)
        kept.append([(name, [one for one in held if one[0] != "URL"]) for name, held in entries])

    assert kept[0] == kept[1]
    assert len(kept[0]) > 20


def without_values(root: ET.Element) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of XML with the names of their attributes."""
    return [(element.tag, tuple(sorted(element.attrib))) for element in root.iter()]


@for_each(("texts", "level"), [(texts, level) for texts in TURNS for level in get_args(Level)])
def test_networks_are_read_back_as_text(texts: tuple[str, ...], level: Level) -> None:
    """GraphML and GEXF are XML with the elements that harmless data give, and every text as it is."""
    files = {}
    for kind, data in (("hostile", hostile(texts)), ("harmless", hostile(HARMLESS))):
        graph = data.to_networkx((*data.events, *data.relations), level=level)
        for name, write in (("graphml", networkx.write_graphml), ("gexf", networkx.write_gexf)):
            file = io.BytesIO()
            write(graph, file)
            files[kind, name] = ET.fromstring(file.getvalue())
        if kind == "hostile":
            values = [facts["summary"] for *_, facts in graph.edges(data=True)] + [
                facts["name"] for _, facts in graph.nodes(data=True)
            ]
            assert {*values} <= {element.text for element in files[kind, "graphml"].iter()}
            assert {*values} <= {element.get("value") for element in files[kind, "gexf"].iter()}

    for name in ("graphml", "gexf"):
        # A record without an address of its own has one attribute fewer.
        assert {*without_values(files["hostile", name])} <= {*without_values(files["harmless", name])}


def braces(text: str) -> int:
    """Return how deep BibTeX is in braces at the end of a text, to which a backslash before one means nothing."""
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0, text
    return depth


@for_each("texts", KINDS.values())
def test_citations_have_the_same_works(texts: tuple[str, ...]) -> None:
    """Text has a line for each work, BibTeX an entry with the fields that harmless data give, CSL an item with the same."""
    told: dict[str, list[Any]] = {style: [] for style in get_args(Format)}
    for data in (hostile(texts), hostile(HARMLESS)):
        cited = [record.id for record in data.events]
        told["text"].append(len(data.cite(cited).split("\n")))
        entries = data.cite(cited, format="bibtex").split("\n\n")
        assert [braces(entry) for entry in entries] == [0] * len(entries)
        assert not any(re.search(r"(?<!\\)[#$&^]|(?<!\\)%(?![0-9A-F]{2})", entry.replace("\\textbackslash{}", "")) for entry in entries
                       for entry in [line for line in entry.split("\n") if not line.startswith("  url = ")])  # fmt: skip
        told["bibtex"].append([re.findall(r"^  (?!url)([a-z]+) = \{", entry, re.MULTILINE) for entry in entries])
        told["csl"].append([sorted({*item} - {"URL"}) for item in json.loads(data.cite(cited, format="csl"))])

    assert [style for style, (made, harmless) in told.items() if made != harmless] == []


@for_each("url", [*KINDS["addresses"], *HELD])
def test_any_address_is_cited_or_left_out(url: str) -> None:
    """Whatever a source has as its address, a citation has an address of the web without braces, spaces and quotes, or none."""
    try:
        page = dprkrel.Source(
            id="page",
            kind="page",
            description="A page.",
            language="en",
            url=url,
            published="2024",
            title="A",
            standing="primary",
        )
    except dprkrel.RecordError:
        return
    data = Dataset(sources=[page])
    found = json.loads(data.cite("page", format="csl"))[0].get("URL")

    assert found is None or re.fullmatch(r"https?://[^\s{}<>\"\\^`|]*", found, re.IGNORECASE)
    assert shape(page._repr_html_())
    assert data.table("sources").to_dicts()[0]["url"] in (None, url)


def test_schemas_have_no_data() -> None:
    """The JSON Schema is the same for all data."""
    assert hostile().json_schema() == hostile(HARMLESS).json_schema()


# Charts.


def charts(data: Dataset) -> Iterator[tuple[str, Any]]:
    """Yield each chart of a dataset."""
    yield "network", plots.network(data.events, data=data)
    yield "relations_over_time", plots.relations_over_time(each=True, data=data)
    yield "timeline", plots.timeline((*data.events, *data.relations), data=data)
    yield "visits_by_month", plots.visits_by_month(data.panel("ministers-visits", "2023-10", "2024-07"), data=data)


CHARTS: Final = ("network", "relations_over_time", "timeline", "visits_by_month")


def keys(plain: object) -> set[str]:
    """Return the names of a specification, at every depth but that of its data."""
    if isinstance(plain, dict):
        return {*plain} | set().union(*(keys(value) for name, value in plain.items() if name != "values"))
    return set().union(*map(keys, plain)) if isinstance(plain, list) else set()


def tags(page: str) -> list[str]:
    """Return the elements of a page of HTML, in their order."""
    return [str(element.tag) for element in html5lib.parse(page, namespaceHTMLElements=False).iter()]


@pytest.fixture(scope="module")
def harmless_charts() -> dict[str, Any]:
    """Return each chart of harmless data."""
    return dict(charts(hostile(HARMLESS)))


@for_each("texts", TURNS[:1])
def test_charts_say_texts_and_nothing_else(texts: tuple[str, ...], harmless_charts: dict[str, Any]) -> None:
    """SVG has no element or attribute that acts, pages no script more, and specifications no name that harmless data do not give."""
    for name, chart in charts(hostile(texts)):
        plain = harmless_charts[name]
        root = ET.fromstring(chart.to_svg())
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
            "svg",
            "title",
            "desc",
            "style",
            "rect",
            "g",
            "path",
            "line",
            "text",
            "tspan",
            "defs",
            "clipPath",
            "linearGradient",
            "stop",
            "pattern",
        }
        assert not [
            one
            for element in root.iter()
            for one in element.attrib
            if one.startswith("on") or one.rpartition("}")[2] == "href"
        ]
        assert keys(chart.to_dict()) <= keys(plain.to_dict())
        assert tags(chart.to_html(inline=False)) == tags(plain.to_html(inline=False))
        bundle = chart._repr_mimebundle_()
        assert {*bundle} == {"image/svg+xml", "text/plain"}
        assert not any(map(is_unprintable, bundle["text/plain"].replace("\n", "")))


# The command line.


@pytest.fixture
def of_hostile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[tuple[str, ...]], None]:
    """Return what makes the command line ask hostile data."""
    monkeypatch.chdir(tmp_path)
    return lambda texts: monkeypatch.setattr(bundled, "_opened", {"bundled": hostile(texts)})


BY_ID: Final = {
    "visits": "dprk --role host --status any", "dyad": "dprk russia", "meetings": "sergei-lavrov", "agreements": "dprk", "statements": "vladimir-putin",
    "relations": "dprk", "offices": "choe-son-hui", "holders": "dprk-foreign-minister --of dprk --on 2022-06-15", "actor": "dprk", "search": "n1", "actors": "",
}  # fmt: skip
"""The questions in which actors and offices are named, by ids, since they have other names here."""


@for_each("command", COMMANDS)
def test_the_command_line_prints_texts_alone(
    command: str, of_hostile: Callable[[tuple[str, ...]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command in every format prints no control character, and as many lines, rows and entries as of harmless data."""
    words = [command, *BY_ID.get(command, ASKED[command]).split()]
    numbers = {}
    for texts in (HELD, HARMLESS):
        of_hostile(texts)
        for form in (*FORMATS, "detail", "safe") if texts == HELD else ("table", "csv", "jsonl", "ics"):
            more = {"detail": ["--detail"], "safe": ["--format", "csv", "--spreadsheet-safe"]}.get(
                form, ["--format", form]
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                code = main([*words, *more])
            out, err = capsys.readouterr()
            printed = out.replace("\r\n", "\n") if form == "ics" else out
            assert not any(map(is_unprintable, (printed + err).replace("\n", ""))), form
            numbers[texts, form] = code, counted(printed, "detail" if form == "table" and command in WRAPPED else form)
    assert numbers[HELD, "json"] == numbers[HELD, "jsonl"]
    assert numbers[HELD, "safe"] == numbers[HELD, "csv"]
    if command != "search":  # which finds others
        assert {form: told for (texts, form), told in numbers.items() if texts == HARMLESS} == {
            form: numbers[HELD, form] for form in ("table", "csv", "jsonl", "ics")
        }


def counted(text: str, form: str) -> object:
    """Return how many rows or entries an answer has."""
    if form in ("csv", "safe"):
        made = rows_of(text)
        assert form == "csv" or all(is_safe(cell) or re.fullmatch("-[0-9.]+", cell) for row in made for cell in row)
        return [len(row) for row in made]
    if form in ("json", "jsonl"):
        read = json.loads(text or "[]") if form == "json" else [json.loads(line) for line in text.split("\n") if line]
        return len(read)
    if form == "ics":
        return len(icalendar.Calendar.from_ical(text).subcomponents) if text else 0
    return len(text.splitlines()) if form == "table" else bool(text)


WRAPPED: Final = {"actor", "why", "search", "conflicts", "verify", "cite"}
"""What answers in sentences, or by what is like a text, so that the number of lines depends on it."""


def test_what_is_held_stands_in_the_data() -> None:
    """The data of these tests hold every payload that records may hold, and none that they may not."""
    tables = [*map(hostile, TURNS)]
    held = {
        text for data in tables for records in data.tables().values() for record in records for text in texts_of(record)
    }

    assert {text for text in HELD if not any(text[:180] in one for one in held)} == set()
    assert not [text for text in held if any(map(is_unprintable, text))]
    assert all(any(map(is_unprintable, text)) for text in REFUSED)
