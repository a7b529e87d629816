"""The built site: every page works as a file without a network, can be used by everybody, and is found by the search."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

import dprkrel
from tests.cases import for_each
from tests.site.conftest import served

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
GRAVE = ("serious", "critical")
LONG = 600
"""The elements of a page from which on axe-core is asked in one width alone, unless `--deep`: what is long is made of the same parts."""
SAMPLE = (
    "actors/russia.html",  # of the longest but one
    "actors/mongolia.html",
    "actors/sergei-lavrov.html",
    "actors/choe-son-hui.html",
    "actors/brics.html",
    "changes/2026-11-22-1-actor-54.html",
)
"""Of the pages that are made from the data one of each kind, and a long one; `deep` checks all."""

RESOURCES = re.compile(
    r"<(?:link|script|img|source|iframe|embed|object|video|audio|track|input|use|image)\b[^>]*?"
    r"\s(?:src|href|data|poster|srcset|xlink:href)\s*=\s*[\"']([^\"']*)",
    re.IGNORECASE,
)
"""What a browser fetches by itself, in HTML and SVG."""
IN_STYLES = re.compile(r"(?:url\(\s*[\"']?([^\"')]*)|@import\s+[\"']([^\"']*))", re.IGNORECASE)
LINKS = re.compile(r"<a\b[^>]*?\shref=\"([^\"]*)\"")
IDS = re.compile(r"\s(?:id|name)=\"([^\"]*)\"")


def is_remote(address: str) -> bool:
    """Say whether an address leads out of the site."""
    return bool(urlsplit(address.strip()).netloc)


def fetched(text: str, *, styles: bool) -> Iterator[str]:
    """Yield the addresses that a page or a style sheet makes a browser fetch."""
    for found in IN_STYLES.finditer(text):
        yield found[1] or found[2] or ""
    if not styles:
        yield from (found[1] for found in RESOURCES.finditer(text))


def hand_written(site: Path) -> list[str]:
    """Return the pages that are not made from the data; the explorer, which is made for its data, has tests of its own."""
    pages = (page.relative_to(site).as_posix() for page in sorted(site.rglob("*.html")))
    return [page for page in pages if not page.startswith(("actors/", "changes/", "explorer/", "_static/"))]


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """No page, style sheet or picture makes a browser fetch anything from another place."""
    files = [file for kind in ("html", "css", "svg") for file in sorted(site.rglob(f"*.{kind}"))]
    remote = {
        file.relative_to(site).as_posix(): [
            one for one in fetched(text, styles=file.suffix == ".css") if is_remote(one)
        ]
        for file in files
        for text in [file.read_text("utf-8")]
    }
    assert {name: found for name, found in remote.items() if found} == {}


@for_each(
    ("text", "styles", "found"),
    [
        ('<script src="https://cdn.example/x.js"></script>', False, ["https://cdn.example/x.js"]),
        ("<link rel='stylesheet' href='//fonts.example/css'>", False, ["//fonts.example/css"]),
        ('<img alt="" src="http://example.org/x.png">', False, ["http://example.org/x.png"]),
        ("@import 'https://example.org/x.css';", True, ["https://example.org/x.css"]),
        ("a{background:url( //example.org/x.png )}", True, ["//example.org/x.png "]),
        ('<a href="https://example.org">text</a><img src="x.png">', False, []),
        ("a{background:url('data:image/svg+xml;utf8,<svg/>')}", True, []),
    ],
)
def test_what_is_fetched_is_seen(text: str, styles: bool, found: list[str]) -> None:
    """The test before this one would see each way in which a page may fetch from elsewhere."""
    assert [one for one in fetched(text, styles=styles) if is_remote(one)] == found


SHORT: Final = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'",
    "form-action 'self'",
}  # fmt: skip
"""The policy of every page; that of the explorer is stricter."""
STRICTER: Final = {
    *(SHORT - {"img-src 'self' data:", "connect-src 'self'", "form-action 'self'"}),
    *("img-src data:", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"),
}


class Parts(HTMLParser):
    """The policy of a page, and what a policy without exceptions forbids in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy: set[str] = set()
        self.forbidden: list[str] = []
        self.before = 0
        self.inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the policy, handlers, styles, addresses that are scripts, and elements that load."""
        given = dict(attrs)
        if (given.get("http-equiv") or "").lower() == "content-security-policy":
            self.policy = {*(given["content"] or "").split("; ")}
        elif not self.policy and tag not in {"html", "head"} and given.keys() != {"charset"}:
            self.before += 1
        wrong = [name for name in given if name.startswith("on") or name in {"style", "srcdoc"}]
        wrong += [
            f"{value}"
            for value in given.values()
            if re.match(r"\s*(javascript|vbscript|data):(?!,$)", value or "", re.IGNORECASE)
        ]
        if tag in {"style", "base", "object", "embed", "iframe", "frame", "template", "applet"} or (
            tag == "script" and "src" not in given
        ):
            wrong.append(tag)
        self.forbidden += wrong
        self.inside = tag if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        """Note a script that stands in the page."""
        if self.inside and data.strip():
            self.forbidden.append(data)


def test_every_page_has_a_strict_policy(site: Path) -> None:
    """Each page begins with the policy, and has no script, style, handler or frame of its own, so that none needs an exception."""
    wrong = {}
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        parts = Parts(page.read_text("utf-8"))
        policy = STRICTER if name == "explorer/index.html" else SHORT
        if parts.policy != policy or parts.before or parts.forbidden:
            wrong[name] = (parts.policy, parts.before, parts.forbidden)
    assert wrong == {}


@for_each(
    "text",
    [
        "<p onclick=x>",
        "<p style='x'>",
        "<script>x</script>",
        "<script src=x>y</script>",
        "<style>x</style>",
        "<a href=' javascript:x'>",
        "<base href=x>",
        "<iframe>",
    ],
)
def test_what_a_policy_forbids_is_seen(text: str) -> None:
    """The test before this one would see each way in which a page may hold what acts, and what stands before the policy."""
    policy = '<meta http-equiv="Content-Security-Policy" content="x">'
    assert Parts(f"<html><head>{policy}</head><body>{text}").forbidden
    assert Parts(f"<html><head><script src=x></script>{policy}").before


NOISE: Final = (
    "from origin 'null' has been blocked by CORS policy",
    "net::ERR_FAILED file:",
    "Failed to fetch",
    "/favicon.ico",
)
"""What a browser says also without a policy: a page that is a file may read no other, and there is no picture of the site."""


def test_no_page_breaks_its_policy(chromium: Browser, site: Path) -> None:
    """On pages of every kind, as files and from a server, the search and the explorer too, the browser has nothing to forbid."""
    words = "search.html?q=visit"
    names = [
        *hand_written(site),
        *SAMPLE,
        words,
        "explorer/index.html",
        "explorer/index.html#actor=dprk&event=ryzhenkov-visit-dprk-2024",
    ]
    broken: dict[str, list[str]] = {}
    with served(site) as address:
        for base in (f"{site.as_uri()}/", address):
            context = chromium.new_context(offline=base != address)
            page = context.new_page()
            said: list[str] = []
            page.add_init_script(
                "document.addEventListener('securitypolicyviolation', (one) => console.error(`policy: ${one.violatedDirective} ${one.blockedURI}`))"
            )
            page.on("console", lambda message, said=said: said.append(f"{message.text} {message.location['url']}"))
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            for name in names:
                page.goto(base + name)
                if name == words:
                    page.get_by_role("heading", name="Search Results").wait_for()
                page.evaluate("new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))")
                found = [one for one in said if not any(noise in one for noise in NOISE)]
                said.clear()
                if found:
                    broken[base + name] = found
                if name == words and base == address:
                    page.locator("#search-results p.context").first.wait_for()
            context.close()
    assert broken == {}


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    """Each link to a page or to a part of one finds it."""
    pages = {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in sorted(site.rglob("*.html"))}
    ids = {name: {*IDS.findall(text)} for name, text in pages.items()}
    broken: dict[str, set[str]] = {}
    for name, text in pages.items():
        for link in {*LINKS.findall(text)}:
            address = urlsplit(link.replace("&amp;", "&"))
            if address.scheme or address.netloc:
                continue
            target = (Path("/", name).parent / unquote(address.path)).resolve() if address.path else Path("/", name)
            to = target.as_posix().lstrip("/")
            explorer = to.startswith("explorer/")  # it reads what stands behind `#` by itself
            part = unquote(address.fragment)
            if not (site / to).exists() or (part and not explorer and to in ids and part not in ids[to]):
                broken.setdefault(name, set()).add(link)
    assert broken == {}


def test_every_actor_has_a_page_with_its_names(site: Path) -> None:
    """Each state, person, body and bloc has a page, on which each of its names stands, and every event and tie that has it."""
    told: dict[str, list[str]] = {}
    tables = dprkrel.load().tables()
    actors = cast("tuple[dprkrel.Actor, ...]", tables["actors"])
    events = cast("tuple[dprkrel.Event, ...]", tables["events"])
    for actor in actors:
        if actor.kind != "media":
            text = unescape((site / "actors" / f"{actor.id}.html").read_text("utf-8"))
            said = [name.text for name in actor.names]
            said += [event.summary for event in events if any(actor.id in _sides(part) for part in event.participants)]
            missing = [one for one in said if one not in text]
            told |= {actor.id: missing} if missing else {}
    assert told == {}


def _sides(part: dprkrel.Participant) -> tuple[str | None, ...]:
    return part.actor_id, part.acted_for


def test_llms_txt_names_every_page_of_the_tables_of_contents(site: Path) -> None:
    """`llms.txt` names each hand-written page but the first one, the search and the index of names."""
    text = (site / "llms.txt").read_text("utf-8")
    named = {*re.findall(r"\]\(([^)]+)\)", text)}
    assert {*hand_written(site)} - named == {"index.html", "genindex.html", "search.html"}
    assert [page for page in named if not (site / page).exists()] == []


NEW_LOOKS = """(known) => {
  const says = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      grounds.set(element, `${ground(element.parentElement)} ${backgroundColor} ${backgroundImage}`);
    }
    return grounds.get(element);
  };
  const looks = (element) => {
    const { color, fontSize, fontWeight, opacity, textDecorationLine } = getComputedStyle(element);
    const around = [getComputedStyle(element.parentElement).color, says(element.parentElement)];
    const own = [element.localName, color, fontSize, fontWeight, opacity, textDecorationLine];
    return [...own, ...around, ground(element).replaceAll(" rgba(0, 0, 0, 0) none", "")].join();
  };
  window.alike = new Map();
  for (const one of document.querySelectorAll("body *")) {
    if (says(one) && one.checkVisibility()) window.alike.set(looks(one), one);
  }
  for (const look of known) window.alike.delete(look);
  return [...window.alike.keys()];
}"""
"""Keeps one element of each look that is not known, and returns these looks."""
COLOURS = """() => axe.run(
  { include: [...window.alike.values()] },
  { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] }, resultTypes: ["violations"], preload: false },
).then((all) => all.violations)"""
"""Asks of the elements that were kept what depends on colours; axe takes half a minute to ask it of all on a long page."""
REST = """() => axe.run({
  rules: { "color-contrast": { enabled: false }, "link-in-text-block": { enabled: false } },
  resultTypes: ["violations"], preload: false,
}).then((all) => all.violations)"""
"""Asks everything else. What is loaded is not loaded again (`preload`), which a page that is a file may not do."""


def grave(found: list[Mapping[str, Any]]) -> list[str]:
    """Return what axe-core finds serious or critical."""
    return [
        f"{one['id']} ({one['impact']}) x{len(one['nodes'])}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in GRAVE
    ]


def faults(browser: Browser, site: Path, names: list[str], *, deep: bool = False) -> dict[str, list[str]]:
    """Return what is wrong with pages in light and dark, wide and narrow: what axe finds, errors, and pages too wide.

    Whether text stands out is asked once of each look: of text that is alike in tag, colour, size and weight, before the same
    ground, within the same text. All else is the same in light and dark. Of long pages both are asked in one width, unless `deep`.
    """
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"error: {error}"))
    page.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
    wrong: dict[str, list[str]] = {}
    known: dict[str, list[str]] = {scheme: [] for scheme in SCHEMES}
    for name in names:
        errors.clear()
        page.goto((site / name).as_uri())
        page.evaluate(AXE_SCRIPT)
        long = not deep and page.evaluate("document.querySelectorAll('*').length") > LONG
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.evaluate("new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))")
                found = []
                if width == WIDTHS[0] or not long:
                    new = page.evaluate(NEW_LOOKS, known[scheme])
                    found = grave(page.evaluate(COLOURS)) if new else []
                    known[scheme] += [] if found else new
                    found += grave(page.evaluate(REST)) if scheme == SCHEMES[0] else []
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append("the page is wider than the window")
                if found:
                    wrong[f"{name} {scheme} {width}"] = found
        if errors:
            wrong[name] = list(errors)
    context.close()
    return wrong


def test_pages_can_be_used_by_everybody(chromium: Browser, site: Path) -> None:
    """On no hand-written page, and none of a sample of the others, finds axe-core anything serious or critical."""
    assert faults(chromium, site, [*hand_written(site), *SAMPLE]) == {}


def test_what_axe_finds_is_seen(chromium: Browser, tmp_path: Path) -> None:
    """The test before this one would see a fault: a picture without text, pale text in the dark, and a script that fails."""
    (tmp_path / "bad.html").write_text(
        '<!doctype html><html lang="en"><title>Bad</title>'
        "<style>@media (prefers-color-scheme: dark) {p {color: #eee}}</style>"
        '<main><h1>Bad</h1><p>One</p><p>Two</p><img src="none.png"></main><script>none()</script></html>',
        "utf-8",
    )
    wrong = faults(chromium, tmp_path, ["bad.html"])
    assert [wrong[f"bad.html light {width}"][-1].partition(":")[0] for width in WIDTHS] == [
        "image-alt (critical) x1"
    ] * 2
    assert [wrong[f"bad.html dark {width}"][0].partition(":")[0] for width in WIDTHS] == [
        "color-contrast (serious) x1"
    ] * 2
    assert "none is not defined" in "".join(wrong["bad.html"])


@pytest.mark.skipif("not config.getoption('--deep', default=False)")
def test_all_pages_can_be_used_by_everybody(chromium: Browser, site: Path) -> None:
    """On no page at all finds axe-core anything serious or critical."""
    pages = [page.relative_to(site).as_posix() for page in sorted(site.rglob("*.html"))]
    assert faults(chromium, site, pages, deep=True) == {}


def test_search_finds_names_in_every_script(chromium: Browser, site: Path) -> None:
    """Sphinx's own search finds an actor by its names in Cyrillic, Hangul, Han and Latin, and puts it first."""
    context = chromium.new_context(offline=True)
    page = context.new_page()
    first = {}
    for query in SEARCHED:
        page.goto((site / "search.html").as_uri() + f"?q={query}")
        page.wait_for_selector("#search-results ul.search > li a")
        page.get_by_role("heading", name="Search Results").wait_for()
        href = page.locator("#search-results ul.search > li a").first.get_attribute("href") or ""
        first[query] = href.partition("#")[0].partition("?")[0]
    context.close()
    assert first == {query: f"{name}.html" for query, name in SEARCHED.items()}


SEARCHED = {
    "Лавров": "actors/sergei-lavrov",
    "КНДР": "actors/dprk",
    "북한": "actors/dprk",
    "조선": "actors/dprk",
    "최선희": "actors/choe-son-hui",
    "김정은": "actors/kim-jong-un",
    "拉夫罗夫": "actors/sergei-lavrov",
    "Монголия": "actors/mongolia",
    "Lavrov": "actors/sergei-lavrov",
    "visits_by_actor": "reference/events",
    "coverage": "reference/coverage",
}
"""Words that readers look for, and the page that comes first."""
