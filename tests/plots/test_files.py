"""Files of charts: offline, the same bytes each time, with words for screen readers, and nothing that breaks out of them."""

import io
import json
import os
import re
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, cast

import pytest

import dprkrel
from dprkrel import FileError, MissingExtraError, PlotError, plots
from dprkrel.plots.charts import DARK
from dprkrel.plots.drawing import draw_timeline
from dprkrel.plots.timelines import timeline_of
from tests.cases import for_each
from tests.payloads import HELD, PAYLOADS
from tests.small import relation, small

SVG = "{http://www.w3.org/2000/svg}"
DRAW = """
import sys, warnings, dprkrel, dprkrel.plots as plots
warnings.simplefilter("ignore")
meetings = dprkrel.meetings_of("DPRK", other="Russia", start="2024-06", end="2024-12", rank="minister")
for chart in (plots.network(meetings), plots.timeline(meetings)):
    sys.stdout.write(chart.to_svg())
"""
HOSTILE = "</script><script>alert('x')</script>"


def run(code: str, **environment: str) -> str:
    """Run a program in a process of its own, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def chart(**more: Any) -> Any:
    """Return a small chart."""
    return plots.timeline([relation("belarus-mission")], data=small(), **more)


def test_importing_is_cheap() -> None:
    """Neither Altair nor the data are loaded before a chart is drawn."""
    code = "import sys, dprkrel.plots; print({'altair', 'vl_convert', 'cattrs', 'dprkrel.plots.charts'} & set(sys.modules))"
    assert run(code) == "set()\n"


def test_the_same_data_give_the_same_bytes() -> None:
    """SVG does not depend on the seed of hashes, on the time zone or on the locale."""
    first = run(DRAW, PYTHONHASHSEED="1", TZ="UTC")
    second = run(DRAW, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert first.count("</svg>") == 2
    assert first == second


def test_every_format_is_written_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SVG, PNG, PDF, HTML and JSON are written with the network cut off; a page is whole, and text in it ends no script."""

    def refuse(*_: object) -> None:
        pytest.fail("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    drawn = chart(title=HOSTILE)
    for kind in ("svg", "png", "pdf", "html", "json"):
        drawn.save(tmp_path / f"chart.{kind}")

    page = (tmp_path / "chart.html").read_text("utf-8")
    assert re.findall(r"<(?:script|link)[^>]+(?:src|href)=", page) == []
    assert page.count("</script>") == 2
    assert '<html lang="en">' in page
    assert "<title>&lt;/script&gt;" in page
    assert '<main><div class="vega-visualization" id="vis"></div></main>' in page
    assert '"embedOptions": {"renderer": "svg", "actions": false}' in page
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "chart.svg").read_text("utf-8") == drawn.to_svg()
    assert json.loads((tmp_path / "chart.json").read_text("utf-8"))["description"] == drawn.description


def test_svg_has_a_role_a_title_words_and_labels() -> None:
    """An SVG is an image with a title and a description, and each mark has a label."""
    drawn = chart(title="Embassy & more")
    root = ET.fromstring(drawn.to_svg())
    labels = [element.get("aria-label") for element in root.iter() if element.get("aria-roledescription") == "bar"]

    assert root.get("role") == "img"
    assert [(child.tag.removeprefix(SVG), child.text) for child in root[:2]] == [
        ("title", "Embassy & more"),
        ("desc", drawn.description),
    ]
    assert labels
    assert all(label and label.startswith("Belarus → North Korea") for label in labels)


def test_svg_has_colours_for_dark_pages() -> None:
    """Every colour that is drawn has another one for readers who prefer dark pages, the background included."""
    svg = chart().to_svg()
    painted = set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg))
    given = set(re.findall(r'\[(?:fill|stroke)="(#\w+)"\]', svg))

    assert painted == given <= set(DARK)


def test_text_that_does_harm_stays_text() -> None:
    """Names, labels, titles and words that look like markup, or that no file may hold, are text in SVG and in pages."""
    shown = timeline_of([relation("belarus-mission")], title=" ".join(PAYLOADS), data=small())
    spans = tuple(shown.spans[0]._replace(place=n, row=text, told=text) for n, text in enumerate(HELD))
    drawn: Any = draw_timeline(shown._replace(spans=spans))
    root = ET.fromstring(drawn.to_svg())

    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "title", "desc", "style", "rect", "g", "path", "line", "text", "tspan"),
    }
    assert {*HELD} <= {element.get("aria-label") for element in root.iter()}
    assert drawn.to_html(inline=False).count("<script") == chart().to_html(inline=False).count("<script")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as the Web Content Accessibility Guidelines 2.2 define it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@for_each("dark", [False, True])
def test_colours_can_be_told_apart(dark: bool) -> None:
    """Text has a contrast of 4.5 to the page, marks and their outlines 3, in light and in dark."""
    from dprkrel.plots import charts

    page, worn = (DARK[charts.PAPER], DARK) if dark else (charts.PAPER, {colour: colour for colour in DARK})
    assert min(contrast(worn[colour], page) for colour in (charts.INK, charts.QUIET, charts.BLUE)) >= 4.5
    assert min(contrast(worn[colour], page) for colour in (charts.ORANGE, charts.GREY)) >= 3
    assert contrast(worn[charts.BLUE], worn[charts.PALE_BLUE]) >= 3


def test_notebooks_get_svg_unless_another_renderer_is_chosen() -> None:
    """Altair's first renderer would fetch scripts; a notebook gets SVG, or what its user chose."""
    import altair

    assert chart()._repr_mimebundle_().keys() == {"image/svg+xml", "text/plain"}
    with altair.renderers.enable("json"):
        assert "application/json" in chart()._repr_mimebundle_()[0]
    with altair.renderers.enable("html"):
        assert "</script><script>alert" not in chart(title=HOSTILE)._repr_mimebundle_()["text/html"]


def test_saving_as_altair_does(tmp_path: Path) -> None:
    """Names and open files are written, by the end of the name or the format that is given; what cannot be is told."""
    drawn, file, page = chart(), io.StringIO(), io.StringIO()
    drawn.save(str(tmp_path / "chart.svg"))
    drawn.save(file, format="svg")
    drawn.save(page, "html", inline=False, scale_factor=2)

    assert (tmp_path / "chart.svg").read_text("utf-8") == file.getvalue()
    assert 'src="https://' in page.getvalue()
    for unknown in (tmp_path / "chart", tmp_path / "chart.gif", io.StringIO()):
        with pytest.raises(
            PlotError, match="is no format; give a name that ends in one of svg, html, png, pdf, json, vega"
        ):
            drawn.save(unknown)
    for kind in ("svg", "png"):
        with pytest.raises(FileError):
            drawn.save(tmp_path / "missing" / f"chart.{kind}")


def test_changed_charts_stay_ours() -> None:
    """A chart that was changed with Altair's methods is still written offline, with its new title."""
    changed = chart().properties(title="Mine", width=300)

    assert changed.to_svg().count("<title>Mine</title>") == 1


@for_each("given", [(), [], None, 5, "visits", [1], dprkrel.When("2024")])
def test_what_is_no_record_is_told(given: Any) -> None:
    """Whatever is no record, and nothing at all, is an error that says what was expected."""
    for plot in (plots.timeline, plots.network):
        with pytest.raises(PlotError, match="expected"):
            plot(given)
    with pytest.raises(PlotError, match="expected a Panel"):
        plots.visits_by_month(given)
    with pytest.raises(PlotError, match="title is no text"):
        chart(title=5)
    with pytest.raises(PlotError, match="data is no Dataset"):
        plots.timeline([relation("belarus-mission")], data=cast("Any", "small"))
    with pytest.raises(PlotError, match="expected one of visits_by_month, timeline, network, relations_over_time"):
        plots.in_words(cast("Any", "timeline"))


def test_a_record_of_another_dataset_is_told() -> None:
    """If the dataset does not know an actor of a record, the error says to give the right one."""
    stranger = relation("belarus-mission", subject_id="atlantis")

    with pytest.raises(PlotError, match="give data="):
        plots.timeline([stranger], data=small())


@for_each("missing", ["altair", "vl_convert"])
def test_a_missing_extra_is_told(missing: str) -> None:
    """Without Altair the error says what to install, and the words are there all the same."""
    code = (
        f"import sys, dprkrel, dprkrel.plots as plots\nsys.modules[{missing!r}] = None\n"
        "print(plots.in_words(plots.relations_over_time)[:21])\n"
        "try: plots.relations_over_time()\nexcept dprkrel.MissingExtraError as error: print(error)"
    )
    package = missing.replace("vl_convert", "vl-convert-python")
    assert run(code).splitlines() == [
        "Diplomatic relations ",
        str(MissingExtraError("plot", package)),
    ]
