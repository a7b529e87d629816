"""Charts as pages, made of data whose every text is a payload, in Chromium: Vega runs no text, and nothing leaves the page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from dprkrel import plots
from tests.cases import for_each
from tests.hostile import hostile
from tests.payloads import HELD
from tests.site.test_hostile import ELEMENTS, HARMLESS, Witness

CHARTS: Any = {
    "network": lambda data: plots.network(data.events, data=data),
    "relations": lambda data: plots.relations_over_time(each=True, data=data),
    "timeline": lambda data: plots.timeline((*data.events, *data.relations), data=data, title=HELD[0]),
    "visits": lambda data: plots.visits_by_month(data.panel("ministers-visits", "2023-10", "2024-07"), data=data),
}


@for_each("name", CHARTS)
def test_no_text_of_the_data_acts_in_a_chart(name: str, chromium: Browser, tmp_path: Path) -> None:
    """A chart of hostile data has the elements of one of harmless data, with every tooltip that there is, and asks for nothing."""
    found = {}
    for kind, texts in (("hostile", HELD), ("harmless", HARMLESS)):
        CHARTS[name](hostile(texts)).save(tmp_path / f"{kind}.html")
        context = chromium.new_context(offline=True)
        witness = Witness(context, f"{tmp_path.as_uri()}/")
        witness.open(f"{kind}.html")
        witness.page.locator("svg.marks").wait_for()
        marks = witness.page.locator("svg.marks [aria-roledescription]:not([aria-roledescription='axis'])")
        for number in range(0, min(marks.count(), 12), 3):
            marks.nth(number).hover(force=True, timeout=2000)
        found[kind] = {*witness.ask(ELEMENTS)}
        # Vega-Lite warns of domains that two layers share.
        assert [one for one in witness.wrong() if not one.startswith("console: WARN ")] == []
        context.close()

    assert found["hostile"] - found["harmless"] == set()
    assert len(found["hostile"]) > 10
