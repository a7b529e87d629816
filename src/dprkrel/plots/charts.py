"""What all charts have in common: Altair, colours for light and dark, and files that need no network and have words.

Altair is imported here and nowhere else, so that whatever only counts and describes does without it.
"""

from __future__ import annotations

import io
import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from html import escape
from inspect import signature
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

import altair

from dprkrel.errors import FileError, PlotError

INK: Final = "#1f2328"
QUIET: Final = "#57606a"
GRID: Final = "#d8dee4"
PAPER: Final = "#ffffff"
BLUE: Final = "#0b5c94"
PALE_BLUE: Final = "#b5d6ee"
ORANGE: Final = "#b34d08"
PALE_ORANGE: Final = "#f5ceb0"
GREY: Final = "#8a929b"
MIDDLE_GREY: Final = "#c8ced5"
PALE_GREY: Final = "#e4e8ec"
"""The colours: blue and orange, which everyone can tell apart, each full and pale; the rest are greys."""

DARK: Final = MappingProxyType({
    INK: "#e6edf3", QUIET: "#a3adb8", GRID: "#343b43", PAPER: "#131416", BLUE: "#6cb6ee", PALE_BLUE: "#1d4a6b",
    ORANGE: "#f09a5c", PALE_ORANGE: "#6b3a17", GREY: "#7d8791", MIDDLE_GREY: "#434c56",
    PALE_GREY: "#2b3138",
})  # fmt: skip
"""What each colour becomes where the reader prefers dark pages."""

FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first one comes with vl-convert, so that text is as wide on every machine, and is as wide as the next two."""

_TITLE: Final = 62
_SUBTITLE: Final = 88
"""How many characters a line of a title and of a subtitle has at most."""

_EMBED: Final = {"renderer": "svg", "actions": False}
"""How browsers show a chart: as SVG, whose marks screen readers reach, and without a menu, which has no name for them."""


_OF_PAGES: Final = ("inline", "embed_options", "json_kwds")
_OTHERS: Final = ("png", "pdf", "json", "vega")
"""The options of `save` that concern pages, and the formats beside SVG and pages."""


class _Offline:
    """What our charts do otherwise than Altair's: nothing is fetched from a network, text is escaped, SVG has words."""

    description: Any
    title: Any

    def save(self, fp: str | Path | IO[Any], *args: Any, **kwargs: Any) -> None:
        """Write the chart to a file, as `altair.Chart.save` does: SVG, PNG, PDF, HTML or JSON, by the end of the name.

        HTML has all of its scripts inside and needs no network, unless `inline=False`. SVG has a title and the words of
        the chart, and colours of its own for readers who prefer dark pages. The same chart gives the same bytes.

        Args:
            fp: the path, or an open file.
            args: as in Altair, the format first.
            kwargs: as in Altair.

        Raises:
            FileError: the file cannot be written.
            PlotError: it has no name that ends in a format, and no format is given.
        """
        call = signature(super().save).bind(fp, *args, **kwargs)  # type: ignore[misc] # Altair's, which stands beside
        more = call.arguments.pop("kwargs", {})
        given = {**call.arguments, **more}
        name = getattr(fp, "name", "") if hasattr(fp, "write") else fp
        kind = given.get("format") or Path(str(name)).suffix.lstrip(".")
        if kind == "html":
            _put(fp, self.to_html(**{"inline": True, **{key: given[key] for key in _OF_PAGES if key in given}}))
        elif kind == "svg":
            _put(fp, self.to_svg(**{key: value for key, value in given.items() if key != "fp"}))
        elif kind in _OTHERS:
            try:
                super().save(fp, *args, **kwargs)  # type: ignore[misc] # as above
            except OSError as error:
                raise FileError(fp, "written", error) from error
        else:
            kinds = ", ".join(("svg", "html", *_OTHERS))
            raise PlotError(fp, f"{kind!r} is no format; give a name that ends in one of {kinds}, or format=")

    def to_svg(self, **kwargs: Any) -> str:
        """Return the chart as SVG with a title, the words of the chart and colours for dark pages.

        Args:
            kwargs: as for `altair.Chart.save`.
        """
        file, given = io.StringIO(), {key: value for key, value in kwargs.items() if key != "format"}
        super().save(file, format="svg", **given)  # type: ignore[misc] # as above
        return with_words(file.getvalue(), self._heading(), str(self.description))

    def to_html(self, *args: Any, **kwargs: Any) -> str:
        """Return the chart as a page, as `altair.Chart.to_html` does, with all scripts inside unless `inline=False`."""
        page: str = super().to_html(*args, **{"inline": not args, **kwargs})  # type: ignore[misc] # as above
        head = f'<html lang="en">\n<head>\n  <title>{escape(self._heading())}</title>'
        page = re.sub(r"<html>\s*<head>", lambda _: head, self._safe(page, **(kwargs.get("json_kwds") or {})), count=1)
        return re.sub(r'<div class="vega-visualization"[^>]*></div>', r"<main>\g<0></main>", page, count=1)

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        # The first renderer of Altair fetches its scripts from a network; whoever chose another is given that.
        if altair.renderers.active == "default":
            return {"image/svg+xml": self.to_svg(), "text/plain": str(self.description)}
        bundle: Any = super()._repr_mimebundle_(*args, **kwargs)  # type: ignore[misc] # as above
        shown = bundle[0] if isinstance(bundle, tuple) else bundle
        if isinstance(shown, dict) and "text/html" in shown:
            shown["text/html"] = self._safe(shown["text/html"])
        return bundle

    def _safe(self, page: str, **json_kwds: Any) -> str:
        """Return a page in whose script no text that looks like the end of the script ends it."""
        plain = json.dumps(self.to_dict(), **json_kwds)  # type: ignore[attr-defined] # as above
        return page.replace(plain, plain.replace("<", r"\u003c"))

    def _heading(self) -> str:
        text = getattr(self.title, "text", self.title)
        return " ".join(text) if isinstance(text, list | tuple) else str(text)


class _Layers(_Offline, altair.LayerChart):
    """A chart of layers over each other."""


class _Lanes(_Offline, altair.FacetChart):
    """A chart of lanes below each other."""


def layers(**parts: Any) -> altair.LayerChart:
    """Return a chart of layers over each other, as `altair.LayerChart` makes it of its parts."""
    return _Layers(**parts)


def lanes(**parts: Any) -> altair.FacetChart:
    """Return a chart of lanes below each other, as `altair.FacetChart` makes it of its parts."""
    return _Lanes(**parts)


def with_words(svg: str, title: str, description: str) -> str:
    """Give SVG a title, a description and colours for dark pages."""
    dark = "".join(
        f'.dprkrel-chart [{paint}="{light}"]{{{paint}:{DARK[light]}}}'
        for light in DARK
        for paint in ("fill", "stroke")
        if f'{paint}="{light}"' in svg
    )
    style = f"<style>@media (prefers-color-scheme:dark){{{dark}}}</style>"
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{style}"
    opening, end, rest = svg.partition(">")
    opening = opening.replace('class="marks"', 'class="marks dprkrel-chart" role="img"')
    return f"{opening}{end}{words}{rest}\n"


def _put(file: str | Path | IO[Any], text: str) -> None:
    if not isinstance(file, str | Path):
        file.write(text)
        return
    try:
        Path(file).write_bytes(text.encode())
    except OSError as error:
        raise FileError(file, "written", error) from error


def data(rows: Iterable[Mapping[str, Any]]) -> altair.Data:
    """Return rows as the data of a chart, of which Altair takes as many as there are."""
    return altair.Data(values=[dict(row) for row in rows])  # type: ignore[no-untyped-call] # Altair has no types for it


def heading(title: str, subtitle: Iterable[str]) -> altair.TitleParams:
    """Return the title of a chart with the lines below it."""
    below = [part for line in subtitle for part in textwrap.wrap(line, _SUBTITLE)]
    return altair.TitleParams(text=textwrap.wrap(title, _TITLE) or [title], subtitle=below)


def usermeta() -> dict[str, Any]:
    """Return what browsers are told about how to show a chart."""
    return {"embedOptions": _EMBED}


def config() -> altair.Config:
    """Return how all charts look."""
    label: dict[str, Any] = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelColor": QUIET,
        "titleColor": QUIET,
        "titleFontWeight": "normal",
    }
    return altair.Config(
        background=PAPER,
        font=FONT,
        padding=12,
        view=altair.ViewConfig(stroke=None),
        title=altair.TitleConfig(
            anchor="start", frame="bounds", font=FONT, fontSize=17, color=INK, offset=12, subtitleFont=FONT, subtitleColor=QUIET,
            subtitleFontSize=13, subtitleLineHeight=16, subtitlePadding=5,
        ),
        axis=altair.AxisConfig(
            **label, labelFontSize=13, titleFontSize=13, gridColor=GRID, domainColor=GREY, tickColor=GREY, labelOverlap=True
        ),
        legend=altair.LegendConfig(
            **label, labelFontSize=13, orient="top", direction="horizontal", symbolType="square", symbolSize=150, symbolStrokeColor=GREY, symbolStrokeWidth=1, offset=8,
            labelLimit=400, title=None,
        ),
        header=altair.HeaderConfig(labelFont=FONT, labelFontSize=13.5, labelColor=INK, labelFontWeight="bold"),
        point=altair.MarkConfig(opacity=1),
        text=altair.MarkConfig(font=FONT, fontSize=13, color=INK),
    )  # fmt: skip
