"""The site and the explorer, made of data whose every text is a payload, in Chromium: nothing acts, and nothing leaves the page."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.cases import for_each
from tests.payloads import HELD, IDS, KINDS
from tests.site.conftest import served

ROOT: Final = Path(__file__).parents[2]
HARMLESS: Final = ("words a", "words b", "words c")

CONF: Final = """
import sys
from pathlib import Path

sys.path.insert(0, {root!r})
from dprkrel import bundled
from tests.payload_datasets import hostile

bundled._opened = {{"bundled": hostile({texts!r}, ids=True)}}
__file__ = str(Path({root!r}, "docs", "conf.py"))
exec(compile(Path(__file__).read_text("utf-8"), __file__, "exec"))
html_static_path = [str(Path(__file__).parent / "_static")]
templates_path = [str(Path(__file__).parent / "_templates")]
"""
"""The settings of our own site, for other data."""

PAGE: Final = """# Data

A page.

```{toctree}
:caption: Data

states
```
"""
LISTS: Final = (
    "# States\n\n```{actors} state\n```\n\n```{actors} person\n```\n\n```{actors} body\n```\n\n```{data-changes}\n```\n"
)

WITNESS: Final = """
window.obeyed = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { window.obeyed.push(name); };
document.addEventListener("securitypolicyviolation", (event) =>
  window.obeyed.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
"""What notes that a text acted, or tried to, before any script of the page runs."""

ELEMENTS: Final = """() => [...document.querySelectorAll("*")].filter((one) => one.localName !== "a" || !one.protocol.startsWith("http"))
  .map((one) => [one.namespaceURI.split("/").at(-1), one.localName, ...[...one.attributes].map(({ name }) => name)
    .filter((name) => !one.matches(".table-wrapper, pre") || !["aria-label", "role", "tabindex"].includes(name)).sort()].join(" "))"""
"""The elements of a page, each with the names of its attributes, but for links to the web, and for what `scroll.js` gives to what scrolls."""

LINKS: Final = "() => [...document.links].map((link) => link.getAttribute('href'))"


def built(texts: tuple[str, ...], place: Path) -> Path:
    """Build a site with the extensions, templates and styles of our own, of data that have these texts."""
    source, folder = place / "docs", place / "site"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(CONF.format(root=str(ROOT), texts=texts), "utf-8")
    (source / "index.md").write_text(PAGE, "utf-8")
    (source / "states.md").write_text(LISTS, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "--quiet", "-b", "html", source, folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a site of hostile data, and one of harmless data that is otherwise the same."""
    place = tmp_path_factory.mktemp("made")
    return {name: built(texts, place / name) for name, texts in (("hostile", HELD), ("harmless", HARMLESS))}


class Witness:
    """A page of a browser that reaches one site alone, and what went wrong on it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        context.route(lambda url: not url.startswith((base, "data:")), lambda route: route.abort())
        page = context.new_page()
        self.page, self.base, self.faults = page, base, list[str]()
        page.add_init_script(WITNESS)
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda other: self.faults.append(f"popup: {other.url}"))
        page.on("download", lambda other: self.faults.append(f"download: {other.url}"))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "about:blank")):
            self.faults.append(f"request: {url}")

    def open(self, address: str) -> None:
        """Open a page of the site anew."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.base}{address}")

    def ask(self, script: str, *given: Any) -> Any:
        """Return what a script answers."""
        return self.page.evaluate(script, *given)

    def wrong(self) -> list[str]:
        """Return all that went wrong since this was last asked."""
        found = [*self.faults, *self.ask("window.obeyed")]
        self.faults.clear()
        return found


@pytest.fixture(scope="module")
def witnesses(chromium: Browser, sites: dict[str, Path]) -> Iterator[dict[str, Witness]]:
    """Return a witness on each site, and one on the hostile site who lets pages do what their policy would forbid."""
    with ExitStack() as stack:
        hostile, harmless = (stack.enter_context(served(sites[name])) for name in ("hostile", "harmless"))
        strict, other = chromium.new_context(), chromium.new_context()
        careless = chromium.new_context(bypass_csp=True)
        yield {
            "hostile": Witness(strict, hostile),
            "harmless": Witness(other, harmless),
            "careless": Witness(careless, hostile),
        }
        for context in (strict, other, careless):
            context.close()


def pages(folder: Path) -> list[str]:
    """Return the pages of a site."""
    return sorted(page.relative_to(folder).as_posix() for page in folder.rglob("*.html") if "_static" not in page.parts)


EACH: Final = 4
"""One in so many pages is opened, unless `--deep`: those of many actors are made of the same parts."""


def addresses(folder: Path, *, deep: bool) -> list[str]:
    """Return pages of a site, the search with an answer for each of its words, and the explorer with an event open."""
    searches = [
        f"search.html?q={quote(word)}"
        for word in ("words", "n1", "script", "alert", "constructor", "example", "proto", "외")
    ]
    opened = [
        f"explorer/index.html#status=any&event={event}"
        for event in ("told-by-a-page", "ryzhenkov-visit", "arms", IDS[0])
    ]
    made = [name for name in pages(folder) if "/" in name]
    others = [name for name in pages(folder) if "/" not in name]
    return [*others, *(made if deep else made[::EACH]), *(searches if deep else searches[::2]), *opened]


class Walk(NamedTuple):
    """What was found on all pages of a site."""

    elements: set[str]
    links: set[str]
    said: list[str]
    wrong: dict[str, list[str]]


@pytest.fixture(scope="module")
def walks(witnesses: dict[str, Witness], sites: dict[str, Path], pytestconfig: pytest.Config) -> dict[str, Walk]:
    """Go through pages of each site."""
    visited = addresses(sites["hostile"], deep=pytestconfig.getoption("--deep", default=False))
    return {name: walked(witness, visited) for name, witness in witnesses.items()}


def walked(witness: Witness, visited: list[str]) -> Walk:
    """Go through pages, and note what is on them."""
    walk = Walk(set(), set(), [], {})
    for address in visited:
        witness.open(address)
        if "?" in address:
            witness.page.get_by_role("heading", name="Search Results").wait_for()
        elements, links, said = witness.ask(f"[({ELEMENTS})(), ({LINKS})(), document.body.textContent]")
        walk.elements.update(elements)
        walk.links.update(links)
        walk.said.append(" ".join(said.split()))
        if found := witness.wrong():
            walk.wrong[address] = found
    return walk


def test_no_text_of_the_data_acts_on_any_page(walks: dict[str, Walk], sites: dict[str, Path]) -> None:
    """On no page, nor in the search, does a text become an element or an attribute, run, break the policy or leave the page.

    Also where the browser is told to overlook the policy, which is the second of two walls.
    """
    assert pages(sites["hostile"]) == pages(sites["harmless"])
    assert {name: walk.wrong for name, walk in walks.items() if walk.wrong} == {}
    for name in ("hostile", "careless"):
        assert walks[name].elements - walks["harmless"].elements == set()
        assert [
            link
            for link in walks[name].links
            if ":" in re.split("[/?#]", link)[0] and not link.startswith(("https://", "http://"))
        ] == []
        assert len(walks[name].links) > 20


def test_texts_are_shown_as_they_are(walks: dict[str, Walk]) -> None:
    """The pages of hostile data say the payloads, so that there was something to escape."""
    said = " ".join(walks["hostile"].said)
    missing = [text for text in HELD if " ".join(text[:150].split()) not in said]

    assert len(missing) < len(HELD) / 2, missing


def test_a_text_that_acts_is_seen(chromium: Browser, tmp_path: Path, sites: dict[str, Path]) -> None:
    """The tests before this one would see a text that runs, tries to, or becomes an element; and the policy holds it."""
    page = (sites["hostile"] / "states.html").read_text("utf-8")
    bad = page.replace(
        "</article>",
        "<p><img src=x onerror=alert(1)><script>alert(2)</script><a href='javascript:alert(3)' id=go>x</a></p></article>",
    )
    assert bad != page
    (tmp_path / "bad.html").write_text(bad, "utf-8")
    told = {}
    for overlooked in (False, True):
        context = chromium.new_context(bypass_csp=overlooked)
        witness = Witness(context, f"{tmp_path.as_uri()}/")
        witness.open("bad.html")
        witness.ask("document.getElementById('go').click()")
        witness.page.wait_for_timeout(50)
        told[overlooked] = witness.ask("window.obeyed")
        assert "xhtml img onerror src" in {*witness.ask(ELEMENTS)}
        context.close()

    assert {"alert"} == {*told[True]}
    assert told[False]
    assert "alert" not in told[False]
    assert {one.partition(" ")[0] for one in told[False]} >= {"script-src-attr", "script-src-elem"}


@for_each("name", [*IDS, "constructor"])
def test_ids_that_mean_something_are_pages_and_places(
    name: str, witnesses: dict[str, Witness], sites: dict[str, Path]
) -> None:
    """An id that JavaScript or a file system takes for something of its own has a page under a name that every system takes."""
    witness = witnesses["hostile"]
    witness.open(f"explorer/index.html#status=any&event={name}")
    witness.page.locator("#detail-title").wait_for()
    shown = witness.ask("document.getElementById('detail-content').textContent")
    witness.open(f"explorer/index.html#status=any&actor={name}")
    page = witness.ask("document.querySelector('#actor-page a').getAttribute('href')")

    assert name in shown
    assert witness.wrong() == []
    file = (sites["hostile"] / "explorer" / page).resolve()
    assert file.exists()
    assert file.parent == sites["hostile"] / "actors"
    assert len(file.name) < 150
    assert file.stem not in {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{one}{number}" for one in ("com", "lpt") for number in range(10)),
    }
    assert witness.ask("document.querySelectorAll('#rows tr').length") == 1


WORDED: Final = (
    "actor",
    "other",
    "types",
    "rank",
    "start",
    "end",
    "match",
    "how",
    "status",
    "confidence",
    "order",
    "network",
    "event",
)

STATES: Final = (
    "#", "##", "#%", "#%zz%E0%A4%A", "#%00%0d%0a%ff%fe", "#&&&===&", "#=x", "#actor", "#actor=&actor=x&actor=y", "?x=<script>alert(1)</script>#",
    "?" + "x" * 5_000, "#" + "a=b&" * 50_000, "#event=" + "x" * 500_000, "#" + "&".join(f"{name}={'%3Cx%3E' * 2_000}" for name in WORDED),
    "#start=9999&end=0001", "#start=0001&end=9999", "#start=0000", "#start=-1&end=99999", "#start=2024-02-30", "#start=２０２４", "#end=2024-13-45T00:00",
    "#__proto__=x&constructor=y&toString=z", "#constructor=1&__proto__[actor]=dprk",
    *(f"#types={word}&{name}={word}" for name in ("rank", "event") for word in ("constructor", "__proto__")),
    *(f"#actor=dprk&other={word}&event={word}" for word in IDS),
)  # fmt: skip


def test_the_explorer_can_be_used_whatever_its_address_says(witnesses: dict[str, Witness]) -> None:
    """With an address that is hostile, malformed or huge the page says what is wrong or answers, and goes on when it is cleared."""
    witness = witnesses["hostile"]
    typed = [f"#{name}={quote(text)}" for name, text in zip([*WORDED] * len(HELD), HELD, strict=False)]
    words = [
        f"#{name}={word}"
        for name in WORDED
        for word in ("constructor", "__proto__", "toString", "undefined", "0", "[]")
    ]
    wrong = {}
    for number, state in enumerate((*STATES, *typed, *words)):
        if number < len(STATES):
            witness.open(f"explorer/index.html{state}")
        else:
            witness.ask(
                "async (hash) => { location.hash = hash; await new Promise((done) => setTimeout(done)); }", state
            )
        said, length = witness.ask("[document.getElementById('count').textContent, document.body.textContent.length]")
        witness.ask("async () => { location.hash = 'status=any'; await new Promise((done) => setTimeout(done)); }")
        rows = witness.ask("document.querySelectorAll('#rows tr').length")
        found = witness.wrong()
        if found or not said or length > 100_000 or rows < 15:
            wrong[state[:80]] = found, said, length, rows

    assert wrong == {}


def test_a_state_that_changes_while_the_page_is_open(witnesses: dict[str, Witness]) -> None:
    """Payloads that are typed into the fields, one after another, are said to be no names or dates, and nothing else happens."""
    witness = witnesses["hostile"]
    witness.open("explorer/index.html")
    for text in (*KINDS["HTML, as text"], *KINDS["names that JavaScript has"], "x" * 100_000):
        for field in ("actor", "start"):
            witness.page.fill(f"#{field}", text)
            witness.page.keyboard.press("Tab")
    assert witness.wrong() == []
    witness.page.click("#clear")
    assert witness.ask("document.querySelectorAll('#rows tr').length") >= 15
