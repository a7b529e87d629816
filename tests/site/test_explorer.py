"""The explorer answers as the library does, in a browser without a network, for everybody."""

import importlib.util
import json
import random
import re
import sys
import warnings
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

import dprkrel
from dprkrel.records.event_types import TYPES_OF_CLASS
from dprkrel.store.names import words_of

DATA: Final = dprkrel.load()
EXTENSION: Final = Path(__file__).parents[2] / "docs" / "_ext" / "explorer.py"
LARGEST: Final = 1_500_000
"""How many bytes the data of the explorer may have, so that it opens at once."""


def _extension() -> ModuleType:
    sys.path.insert(0, str(EXTENSION.parent))  # as docs/conf.py does
    spec = importlib.util.spec_from_file_location("explorer_extension", EXTENSION)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXPLORER: Final = _extension()


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """Return the data of the explorer."""
    made: dict[str, Any] = EXPLORER.explorer_data(DATA)
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, plain: dict[str, Any]) -> Path:
    """Write the explorer, and beside it one whose data are hostile."""
    folder = tmp_path_factory.mktemp("site")
    for name, data in (("explorer", plain), ("hostile", _hostile(plain))):
        EXPLORER.write_pages(folder / name, data)
    return folder


def _hostile(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the data with markup in every text, and addresses that are scripts."""
    markup = "<img src=x onerror='window.obeyed=1'></script>"

    def spoilt(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: spoilt(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [spoilt(one, name) for one in value]
        if name == "url":
            return "javascript:window.obeyed=1"
        is_text = name in {"summary", "title", "note", "phrases", "name", "others", "reason", "why", "claim", "figures"}
        return f"{value}{markup}" if is_text and isinstance(value, str) else value

    spoilt_data: dict[str, Any] = spoilt(plain)
    return spoilt_data


class _Reader:
    """A reader at a browser without a network, who notes what goes wrong."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self._folder = page, folder
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((f"file://{self._folder}/", "data:", "about:")):
            self.faults.append(f"request: {url}")

    def open(self, address: str = "", *, width: int = 1280, scheme: str = "light", name: str = "explorer") -> None:
        """Open the explorer anew."""
        self.page.set_viewport_size({"width": width, "height": 844})
        self.page.emulate_media(color_scheme=scheme)
        self.page.goto("about:blank")
        self.page.goto(f"file://{self._folder}/{name}/index.html{address}")

    def be_there(self) -> None:
        """Open the explorer, unless it is; for what asks a script and does not look at the page."""
        if "/explorer/index.html" not in self.page.url:
            self.open()

    def ask(self, script: str, *given: Any) -> Any:
        """Return what a script answers."""
        return self.page.evaluate(script, *given)


@pytest.fixture(scope="module")
def browser(folder: Path, chromium: Browser) -> Iterator[_Reader]:
    """Let one reader of these tests sit at the browser."""
    context = chromium.new_context(offline=True)
    yield _Reader(context.new_page(), folder)
    context.close()


@pytest.fixture
def reader(browser: _Reader) -> Iterator[_Reader]:
    """Let a test read, and fail it if anything went wrong on the page, or asked for something outside it."""
    browser.faults.clear()
    yield browser
    assert browser.faults == []


def test_the_data_are_small_and_the_same_each_time(plain: dict[str, Any]) -> None:
    """The script with the data has the same bytes whenever it is written, and is small enough to open at once."""
    script = EXPLORER.script(plain)

    assert script == EXPLORER.script(EXPLORER.explorer_data(DATA))
    assert len(script.encode()) < LARGEST


def test_links_of_the_data_lead_to_the_web_alone(plain: dict[str, Any]) -> None:
    """Every address in the data is one of http or https, as that of its source."""
    urls = {source["id"]: source["url"] for source in plain["sources"] if "url" in source}

    assert urls == {source.id: source.url for source in DATA.sources if source.id in urls}
    assert all(url.startswith(("http://", "https://")) for url in urls.values())
    assert len(urls) > 500


# Questions: each is the state of the page in the words of the library's arguments.

STATED: Final[list[dict[str, str]]] = [
    {},
    {"status": "any"},
    {"status": "alleged"},
    {"actor": "КНДР", "other": "Лавров"},
    {"actor": "최선희", "types": "meeting"},
    {"actor": "北朝鲜" if "北朝鲜" in {name.text for name in DATA.actor("dprk").names} else "朝鲜", "types": "talks"},
    {"actor": "Korea Utara", "other": "Belarus", "start": "2024", "end": "2024"},
    {"start": "2024-07-26", "end": "2024-07-26", "match": "certain"},
    {"start": "2024-07", "end": "2024-07", "how": "within", "match": "certain", "status": "any"},
    {"start": "2024-07", "end": "2024-07", "how": "within", "status": "any"},
    {"end": "1950", "match": "certain", "status": "any"},
    {"start": "2025", "how": "within", "status": "any"},
    {"rank": "head_of_state", "types": "visit"},
    {"rank": "unknown"},
    {"confidence": "high", "actor": "russia", "start": "2023"},
    {"types": "vote", "status": "any"},
]


def _drawn(number: int) -> list[dict[str, str]]:
    """Return questions drawn by lot, the same each time."""
    lot = random.Random(number)
    stood = sorted({part.actor_id for event in DATA.events for part in event.participants})
    words = {
        "types": sorted({*TYPES_OF_CLASS, *dprkrel.EventType}), "rank": [*map(str, dprkrel.Rank)],
        "match": ["certain", "possible"], "how": ["within", "overlaps"], "status": ["any", "any", "occurred", "alleged"],
        "confidence": ["low", "medium", "high"], "actor": ["dprk", "russia", "belarus", *stood], "other": ["dprk", "russia"],
    }  # fmt: skip
    drawn = []
    for _ in range(number):
        year = lot.randint(1990, 2025)
        spans: tuple[dict[str, str], ...] = ({"start": f"{year}", "end": f"{year + lot.randint(0, 5)}"}, {"start": f"{year}-{lot.randint(1, 12):02}"},
                 {"end": f"{year}-07-{lot.randint(1, 31):02}"}, {})  # fmt: skip
        chosen = lot.sample(sorted(words), lot.randint(1, 4))
        drawn.append({**{name: lot.choice(words[name]) for name in chosen}, **lot.choice(spans)})
    return drawn


def _answer(asked: dict[str, str]) -> list[str]:
    """Return what the library answers, by id."""
    sides = [asked[name] for name in ("actor", "other") if name in asked]
    about: dict[str, Any] = {name: asked[name] for name in ("match", "how", "rank", "types") if name in asked}
    about["status"] = None if asked.get("status") == "any" else asked.get("status", "occurred")
    start, end = asked.get("start"), asked.get("end")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if len(sides) == 2:
            events = DATA.events_of_dyad(*sides, start=start, end=end, **about)
        else:
            events = DATA.events_between(start, end, actors=sides or None, **about)
    least = dprkrel.Confidence(asked.get("confidence", "low"))
    return [event.id for event in events if DATA.confidence(event) >= least]


TABLE: Final = """async (asked) => {
    const done = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = new URLSearchParams({ ...asked, order: "first", event: "" });
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 500))]);
    if (!document.getElementById("more").hidden) document.getElementById("more").click();
    return [...document.querySelectorAll("#rows tr")].map((row) => row.dataset.event);
}"""


def test_the_table_answers_as_the_library(reader: _Reader) -> None:
    """For questions of every kind, the rows of the table are the events that the library returns, in its order."""
    reader.open()
    wrong, sizes = [], set()
    for asked in (*STATED, *_drawn(24)):
        expected = _answer(asked)
        found = reader.ask(TABLE, asked)
        sizes.add(len(expected))
        if found != expected:
            wrong.append((asked, len(expected), len(found), sorted({*expected} ^ {*found})[:5]))

    assert wrong == []
    assert len(sizes) > 15, "the questions hardly differ"


def test_dates_lie_in_a_window_as_the_library_says(reader: _Reader) -> None:
    """Of dates in every form, also in doubt, and of those that may be one of two, the page says what `When` says."""
    texts = ("2024-06-19", "2024-06", "2024~", "2024-06-19?", "2024-06-01/2024-06-20", "2024-06-01/[2024-06-10..2024-07-10]", "2024-06-10/..",
             "2024-06-10/", "../2024-06-10", "[..2024-06-10]", "[2024-06-10..]", "/2024-06-10", "[2024-05..2024-06]/2024-07")  # fmt: skip
    windows = [
        (None, "2024-06-10"),
        ("2024-06-10", None),
        ("2024-06", "2024-06"),
        ("2024-06-15", "2024-06-19"),
        ("2020", "2030"),
        ("2025", "2026"),
    ]
    dates = [dprkrel.When(text) for text in texts]
    either = [(one, other) for one in dates[:7] for other in dates[4:9] if not (one.doubtful or other.doubtful)]
    events = [{"days": [*when.bounds], "doubtful": when.doubtful} for when in dates]
    events += [{"days": 1, "implied": [[[*when.bounds] for when in pair]] * 2} for pair in either]
    reader.be_there()
    wrong = []
    for start, end in windows:
        window = dprkrel.When.window(start, end)
        for how in ("overlaps", "within"):
            lies = [[getattr(when, how)(window) for when in pair] for pair in [*((when,) for when in dates), *either]]
            expected = [
                [any(one != "impossible" for one in told), all(one == "certain" for one in told)] for told in lies
            ]
            found = reader.ask(
                "([events, window, how]) => events.map((event) => [false, true].map((certain) => Filter.matches(event, window, how, certain)))",
                [events, [window.bounds[0], window.bounds[3]], how],
            )
            wrong += [(start, end, how, number) for number in range(len(events)) if found[number] != expected[number]]

    assert wrong == []
    assert len(either) > 20


def test_timeline_and_network_show_what_the_table_shows(reader: _Reader) -> None:
    """Every event of the table is in the timeline, and a line of the network joins two as often as the library says they met."""
    reader.open("#actor=choe-son-hui&other=russia")
    rows = reader.ask("[...document.querySelectorAll('#rows tr')].map((row) => row.dataset.event)")
    bars = reader.ask("[...document.querySelectorAll('.bar')].map((bar) => bar.dataset.event)")
    label = reader.ask(
        """() => { const [one, other] = ["choe-son-hui", "sergei-lavrov"].map((id) => Names.byId.get(id));
        return document.querySelector(`.edge[data-pair="${Math.min(one, other)} ${Math.max(one, other)}"]`).textContent; }"""
    )
    there = {str(role) for role in dprkrel.Role if role.is_present or role.receives}
    met = [
        event
        for event in map(DATA.event, _answer({"actor": "choe-son-hui", "other": "sergei-lavrov"}))
        if {"choe-son-hui", "sergei-lavrov"} <= {part.actor_id for part in event.participants if part.role in there}
    ]

    assert sorted(bars) == sorted(rows)
    assert label == f"Choe Son Hui and Sergei Lavrov, {len(met)} events"


def test_every_listed_name_is_found_as_the_library_finds_it(reader: _Reader) -> None:
    """Names in every script, codes and ids find the same actor, or the same candidates, and never a guess."""
    codes = [code for actor in DATA.actors for code in (actor.iso_alpha2, actor.iso_alpha3) if code]
    typed = [
        "kim jong-un",
        "KIM JONG UN",
        "KimJongUn",
        "Rim U Yong",
        "Un",
        "UN",
        "643",
        "365",
        "Kim",
        "Pak",
        "",
        "  ",
        "🛰",
        "кндр",
    ]
    # As they are typed: without capitals, without marks, in pieces.
    names = sorted({name.text for actor in DATA.actors for name in actor.names})
    texts = [*names, *map(str.lower, names), *codes, *(actor.id for actor in DATA.actors), *typed]
    reader.be_there()
    found = reader.ask(
        """(texts) => texts.map((text) => { const { actor, candidates, why } = Names.find(text);
        return actor === undefined ? [why, ...candidates.map((one) => DPRKREL.actors[one].id)] : DPRKREL.actors[actor].id; })""",
        texts,
    )
    wrong = []
    for text, answer in zip(texts, found, strict=True):
        expected = _found(text)
        if isinstance(answer, str):
            is_right = answer == expected
        elif answer[0] == "ambiguous":
            is_right = expected == ("ambiguous", frozenset(answer[1:]))
        else:  # what stands in no list may still follow from a name by rule, which only the library knows
            is_right = text not in names
        if not is_right:
            wrong.append((text, answer, expected))

    assert wrong == []
    assert sum(isinstance(answer, str) for answer in found) > 8_000


def _found(text: str) -> object:
    try:
        return DATA.find_actor(text).id
    except dprkrel.AmbiguousActorError as error:
        return "ambiguous", frozenset(error.candidates)
    except dprkrel.UnknownActorError:
        return "unknown"


def test_texts_are_split_into_words_as_the_library_splits_them(reader: _Reader) -> None:
    """Case, marks, hyphens, forms of Unicode and invisible characters count for as much as in the library."""
    odd = ["Straße", "ΣΊΣΥΦΟΣ", "İstanbul", "ﬁ", "Ｋｉｍ", "e\u0301", "バリ", "パリ", "đ Ł ø", "O’Neill", "a\u00adb", "a\u200bb", "\ufeffx", "x\ty\u00a0z", "가\u1161", "Á̂", "1½"]  # fmt: skip
    texts = [*odd, *sorted({name.text for actor in DATA.actors for name in actor.names})]
    reader.be_there()
    for exactly in (False, True):
        found = reader.ask("([texts, exactly]) => texts.map((text) => Names.wordsOf(text, exactly))", [texts, exactly])
        assert [
            (text, words)
            for text, words in zip(texts, found, strict=True)
            if tuple(words) != words_of(text, exactly=exactly)
        ] == []


def test_what_was_searched_is_what_the_ledger_says(reader: _Reader) -> None:
    """Beside every answer stands how far each month was searched, as `coverage_by_month` tells it."""
    reader.be_there()
    lot = random.Random(7)
    sides = [
        (),
        ("dprk",),
        ("dprk", "russia"),
        ("belarus", "dprk"),
        ("dprk", "soviet-union"),
        ("mongolia", "dprk"),
        ("sergei-lavrov",),
    ]
    wrong, seen = [], set()
    for _ in range(60):
        states, types = (
            lot.choice(sides),
            lot.choice([None, "visit", "talks", "agreement", "message", "relations_established"]),
        )
        rank, year = lot.choice([None, *map(str, dprkrel.Rank)]), lot.choice([1950, 1995, 2018, 2019, 2023, 2024, 2025])
        about: dict[str, Any] = {"types": types, "rank": rank}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = DATA.coverage_by_month(*states, start=f"{year}", end=f"{year}", **about)
        asked = {
            "actor": states[0] if states else "",
            "other": states[1] if len(states) > 1 else "",
            "types": types or "",
            "rank": rank or "",
        }
        found = reader.ask(
            """([asked, months]) => { const { question } = State.ask({ ...State.DEFAULTS, ...asked });
            return months.map((month) => { const told = Coverage.between(question, asked.types, ...Dates.read(month));
            const how = new Set(told.map(({ searched }) => searched)); return how.size === 1 ? [...how][0] : "partly"; }); }""",
            [asked, [row.month.edtf for row in rows]],
        )
        seen.update(found)
        if found != [str(row.searched) for row in rows]:
            wrong.append((states, types, rank, year))

    assert wrong == []
    assert seen == {"searched", "partly", "not"}


def test_a_link_opens_one_event_with_all_that_is_known_of_it(reader: _Reader) -> None:
    """`#event=ID` opens an event: its date in words, its sources with their addresses, positions, conflicts and links."""
    event = DATA.event("ryzhenkov-visit-dprk-2024")
    reader.open(f"#event={event.id}")
    shown = reader.page.inner_text("#detail")
    links = reader.ask("[...document.querySelectorAll('#detail .sources a[target]')].map((a) => [a.href, a.rel])")
    urls = [DATA.source(report.source_id).url for report in DATA.evidence(event)]
    conflict = next(conflict for conflict in DATA.conflicts(event) if conflict.field == "end")

    assert event.summary in shown
    assert "It began" in shown or "From" in shown or "between" in shown
    assert f"Sources ({len(event.reports)})" in shown
    assert sorted(href for href, _ in links) == sorted(url for url in urls if url)
    assert all("noopener" in rel for _, rel in links)
    assert conflict.reason in shown
    assert all(value.value in shown for value in conflict.values)


def test_the_address_holds_the_state_and_the_back_button_takes_it_back(reader: _Reader) -> None:
    """Each filter and each opened event is a step in the history of the browser."""
    reader.open()
    page = reader.page
    page.select_option("#types", "visit")
    page.fill("#start", "2024-07")
    page.keyboard.press("Tab")
    page.click("#rows tr:first-child th a")
    opened = page.inner_text("#detail-title")
    address = page.url
    page.go_back()
    is_closed = not reader.ask("document.getElementById('detail').open")
    page.go_back()
    start = page.input_value("#start")
    reader.open(address[address.index("#") :])

    assert "types=visit" in address
    assert "start=2024-07" in address
    assert "event=" in address
    assert is_closed
    assert start == ""
    assert page.inner_text("#detail-title") == opened
    assert page.input_value("#types") == "visit"


def test_what_is_not_understood_is_said_and_answers_nothing(reader: _Reader) -> None:
    """An ambiguous name lists the candidates, a date that is none says so, and no filter is left out without a word."""
    reader.open("#actor=Kim&start=2024-13&types=visitt")
    problems = reader.ask(
        "[...document.querySelectorAll('.problem')].map((one) => one.textContent).filter(Boolean).join(' | ')"
    )
    rows = reader.page.locator("#rows tr").count()
    reader.page.click("#actor-problem button:has-text('Kim Jong Un')")

    assert "“Kim”" in problems
    assert "“2024-13” is no date" in problems
    assert "“visitt” is not one of" in problems
    assert rows == 0
    assert "actor=kim-jong-un" in reader.page.url


@pytest.mark.parametrize("typed", ["Лавров", "라브로프", "拉夫罗夫", "lavrov"])
def test_a_name_is_chosen_by_the_keyboard_in_any_script(reader: _Reader, typed: str) -> None:
    """Whoever types a name gets suggestions, and chooses one by the arrow keys."""
    spelled = {name.text for name in DATA.actor("sergei-lavrov").names}
    if not any(typed.casefold() in text.casefold() for text in spelled):
        typed = next(text for text in sorted(spelled) if not text.isascii())
    reader.open("#types=visit")
    page = reader.page
    page.focus("#actor")
    page.keyboard.type(typed)
    expanded = page.get_attribute("#actor", "aria-expanded")
    page.keyboard.press("ArrowDown")
    active = page.inner_text(f"#{page.get_attribute('#actor', 'aria-activedescendant')}")
    page.keyboard.press("Enter")

    assert expanded == "true"
    assert "Sergei Lavrov" in active
    assert "actor=sergei-lavrov" in page.url
    assert page.input_value("#actor") == "Sergei Lavrov"


def test_the_keyboard_reaches_every_view(reader: _Reader) -> None:
    """Tab goes from the skip links to the table; the arrow keys go through the timeline, Enter opens and Escape goes back."""
    reader.open("#actor=belarus&types=visit")
    page = reader.page
    page.keyboard.press("Tab")
    first = reader.ask("document.activeElement.textContent")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            reader.ask("document.activeElement.id || document.activeElement.closest('section, form')?.id || ''")
        )
    page.focus(".bar[tabindex='0']")
    page.keyboard.press("ArrowRight")
    chosen = reader.ask("document.activeElement.dataset.event")
    page.keyboard.press("Enter")
    opened = reader.ask(
        "[document.getElementById('detail').open, document.activeElement.id, new URLSearchParams(location.hash.slice(1)).get('event')]"
    )
    page.keyboard.press("Escape")

    assert first == "Skip to the results"
    assert {"actor", "other", "types", "status", "timeline", "network", "table", "events"} <= reached
    assert chosen == _answer({"actor": "belarus", "types": "visit"})[1]
    assert opened == [True, "detail-title", chosen]
    assert reader.ask("[document.getElementById('detail').open, document.activeElement.dataset.event]") == [
        False,
        chosen,
    ]


def test_the_count_is_announced(reader: _Reader) -> None:
    """A screen reader hears how many events answer, of how many, and how many of them lie in the window for certain."""
    reader.open("#start=2024-07-26&end=2024-07-26")
    said = reader.page.inner_text("#count")
    perhaps, sure = (
        len(_answer({"start": "2024-07-26", "end": "2024-07-26", "match": match})) for match in ("possible", "certain")
    )

    assert reader.page.get_attribute("#count", "role") == "status"
    assert (
        said
        == f"{perhaps} of {len(DATA.events)} events; {sure} of them certainly in the window, {perhaps - sure} perhaps"
    )


def test_dates_are_explained_in_words(reader: _Reader) -> None:
    """What is certain of a date is said in sentences, and no day is made up."""
    cases = {
        "2024-06-19": "On 19 June 2024.",
        "2024-07-23/2024-07-26": "It began on 23 July 2024, and ended on 26 July 2024.",
        "2024-07-23/[2024-07-25..2024-07-26]": "It began on 23 July 2024, and ended between 25 July 2024 and 26 July 2024. All days from 23 July 2024 to 25 July 2024 are certain.",
        "2024-07": "Some time between 1 July 2024 and 31 July 2024; no day of it is certain.",
        "2024-07~": "Some time between 1 July 2024 and 31 July 2024; no day of it is certain. The date is marked as approximate or uncertain, so nothing is certain of it after all.",
        "2024-07-23/..": "It began on 23 July 2024, and goes on.",
        "2024-07-23/": "It began on 23 July 2024, and ended on 23 July 2024 or later. Only 23 July 2024 is a day of it for certain.",
        "[..2024-07-23]": "It began by 23 July 2024, and ended by 23 July 2024. No single day of it is certain.",
        "../2024-07-23": "It has no beginning, and ended on 23 July 2024.",
        "[2024-07-01..2024-07-05]/[2024-07-05..2024-07-09]": "It began between 1 July 2024 and 5 July 2024, and ended between 5 July 2024 and 9 July 2024. Only 5 July 2024 is a day of it for certain.",
    }  # fmt: skip
    reader.be_there()
    events = [{"days": [*when.bounds], "doubtful": when.doubtful} for when in map(dprkrel.When, cases)]

    assert reader.ask("(events) => events.map((event) => Dates.explain(event).join(' '))", events) == [*cases.values()]


def test_text_of_the_data_is_never_read_as_markup(reader: _Reader) -> None:
    """Markup in names, summaries, titles and notes is shown as text, and an address that is a script leads nowhere."""
    reader.open("#event=dprk-munitions-to-russia-2023&status=any", name="hostile")
    page = reader.page
    page.fill("#actor", "lavrov")
    page.wait_for_selector("[role=option]")

    assert reader.ask("window.obeyed") is None
    assert page.locator("img").count() == 0
    assert "<img" in page.inner_text("#detail-title")
    assert reader.ask("[...document.querySelectorAll('a[target]')].length") == 0


WIDTHS: Final = (1280, 390)
SCHEMES: Final = ("light", "dark")
STATES: Final = (
    "#actor=dprk&other=belarus&types=visit", "#actor=dprk&other=belarus&types=visit&event=ryzhenkov-visit-dprk-2024",
    "#actor=Kim&start=2024-13",
)  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_bars_anybody(reader: _Reader, width: int, scheme: str) -> None:
    """axe-core finds nothing serious or critical, and nothing is wider than the screen."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    found = []
    for state in STATES if (scheme == "light") == (width == 1280) else STATES[:2]:
        reader.open(state, width=width, scheme=scheme)
        reader.ask(f"() => {{ {axe}; }}")
        violations = reader.ask(
            """async () => (await axe.run({ resultTypes: ["violations"], preload: false })).violations
            .filter(({ impact }) => ["serious", "critical"].includes(impact))
            .map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 150)])"""
        )
        found += [(state, *violation) for violation in violations]
        if reader.ask("document.documentElement.scrollWidth > innerWidth"):
            found.append((state, "wider than the screen"))

    assert found == []


def test_on_a_phone_an_event_fills_the_screen_and_closes_again(reader: _Reader) -> None:
    """On a narrow screen nothing else can be reached while an event is open, and closing it leads back to where it was opened."""
    reader.open("#actor=dprk&other=belarus&types=visit", width=390)
    page = reader.page
    page.click("#rows tr:nth-child(2) th a")
    chosen = _answer({"actor": "dprk", "other": "belarus", "types": "visit"})[1]
    box = page.locator("#detail").bounding_box()
    is_modal = reader.ask("document.getElementById('detail').matches(':modal')")
    page.click("#close")

    assert is_modal
    assert (box["x"], box["width"]) == (0, 390)
    assert reader.ask("[document.getElementById('detail').open, document.activeElement.dataset.event]") == [
        False,
        chosen,
    ]
    assert "event=" not in page.url


def test_an_actor_leads_to_its_page_where_the_site_has_one(plain: dict[str, Any], tmp_path: Path) -> None:
    """Beside pages of actors, the explorer links to those that there are, and to no others."""
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "belarus.html").touch()
    linked = EXPLORER.with_pages(plain, tmp_path)

    assert [(actor["id"], actor["page"]) for actor in linked["actors"] if "page" in actor] == [
        ("belarus", "../actors/belarus.html")
    ]
    assert len(linked["actors"]) == len(DATA.actors)


def test_scripts_do_not_write_markup() -> None:
    """No script of the explorer has a way to make markup of text, or to ask for anything over a network."""
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bfetch\(|XMLHttpRequest|import\(|https?://(?!www\.w3\.org/2000/svg)"
    )
    pages = [*EXPLORER.PAGES.iterdir()]
    found = {path.name: forbidden.findall(path.read_text("utf-8")) for path in pages}

    assert {name: words for name, words in found.items() if words} == {}
    assert len(pages) > 10


def test_the_script_is_json_with_a_name(plain: dict[str, Any]) -> None:
    """Whoever wants the data without a browser reads them as JSON."""
    name, _, rest = EXPLORER.script(plain).partition(" = ")

    assert name == "const DPRKREL"
    assert json.loads(rest.rstrip(";\n"))["edition"] == DATA.edition
