"""Charts of what was counted and worded: each function draws one kind."""

from __future__ import annotations

import datetime
from typing import Any, Final, Literal

import altair

from dprkrel.plots import charts, visits
from dprkrel.plots.networks import Network
from dprkrel.plots.networks import rows_of as network_rows
from dprkrel.plots.relations import Numbers
from dprkrel.plots.relations import rows_of as number_rows
from dprkrel.plots.timelines import CERTAIN, DOUBTFUL, NOT_KNOWN, POSSIBLE, Timeline, rows_of
from dprkrel.plots.visits import Visits
from dprkrel.plots.visits import rows_of as visit_rows

_WIDTH: Final = 600
"""Pixels of a chart with its labels, so that its text can still be read on a telephone."""

_LOOKS: Final = {
    CERTAIN: (charts.BLUE, charts.BLUE, [1, 0]),
    POSSIBLE: (charts.PALE_BLUE, charts.BLUE, [1, 0]),
    DOUBTFUL: (charts.PALE_BLUE, charts.BLUE, [3, 2]),
    NOT_KNOWN: (charts.PAPER, charts.GREY, [3, 2]),
}
"""Fill, outline and dashes of each way in which days are known."""


def draw_timeline(shown: Timeline) -> altair.LayerChart:
    """Draw a timeline."""
    rows = rows_of(shown)
    count = len({span.place for span in shown.spans})
    height = 22 if count <= 30 else 17 if count <= 120 else 13
    size = 13 if height > 17 else 12 if height > 13 else 10
    used = [how for how in _LOOKS if any(row["how"] == how for row in rows)]
    labels = max(len(span.row) for span in shown.spans)
    label_width = min(250, 7.2 * labels)
    y = altair.Y("row:N", sort=list(dict.fromkeys(row["row"] for row in rows)), title=None).axis(
        labelExpr="slice(datum.label, 6)", labelLimit=label_width, labelFontSize=size, labelColor=charts.INK,
        domain=False, ticks=False, grid=True, gridColor=charts.GRID, bandPosition=0.5, labelOverlap=False, aria=False, labelPadding=16,
    )  # fmt: skip
    x = _time("from", shown.first, shown.last, at_top=count > 30)
    base = altair.Chart().encode(y=y, description="told:N", tooltip=[altair.Tooltip("told:N", title="record")])
    looks = _looks(used)
    bar: dict[str, Any] = {"height": altair.RelativeBandSize(0.62), "strokeWidth": 1.5}
    layers = [
        base.transform_filter(f"datum.mark === '{mark}'").mark_bar(**bar).encode(x=x, x2="to:T", **looks)
        for mark in ("extent", "core")
    ]
    for mark, shape, offset in (("before", "triangle-left", -7), ("after", "triangle-right", 7)):
        if any(row["mark"] == mark for row in rows):
            point = base.transform_filter(f"datum.mark === '{mark}'").mark_point(
                shape=shape, size=45, strokeWidth=1.5, xOffset=offset
            )
            layers.append(point.encode(x=x, **looks))
    return charts.layers(
        data=charts.data(rows),
        layer=layers,
        width=_WIDTH - label_width,
        height=altair.Step(height),
        title=charts.heading(shown.words.title, shown.words.subtitle),
        description=shown.words.description,
        config=charts.config(),
        usermeta=charts.usermeta(),
    )


def draw_numbers(shown: Numbers) -> altair.LayerChart:
    """Draw the numbers of relations over time."""
    rows = number_rows(shown)
    x = _time("day", shown.steps[0].day, shown.last)
    y = altair.Y("most:Q", title=None, stack=None).axis(tickMinStep=1, domain=False, ticks=False, tickCount=6)
    words: dict[str, Any] = {"description": shown.words.description}
    end = altair.Chart(charts.data(rows[-1:])).encode(x=x, y=altair.Y("most:Q"), description="told:N")
    band = altair.Chart().mark_area(interpolate="step-after", fill=charts.PALE_BLUE, stroke=None, opacity=1, **words)
    edge = altair.Chart().mark_line(interpolate="step-after", stroke=charts.BLUE, strokeWidth=0.7, aria=False)
    line = altair.Chart().mark_line(interpolate="step-after", stroke=charts.BLUE, strokeWidth=2, **words)
    least, most = rows[-1]["least"], rows[-1]["most"]
    text = f"{least}" if least == most else f"{least} to {most}"
    return charts.layers(
        data=charts.data(rows),
        layer=[
            band.encode(x=x, y=y, y2="least:Q"),
            edge.encode(x=x, y=altair.Y("most:Q")),
            line.encode(x=x, y=altair.Y("least:Q")),
            end.mark_text(align="left", dx=6, fontWeight="bold", color=charts.BLUE, text=text),
        ],
        width=_WIDTH - 80,
        height=280,
        title=charts.heading(shown.words.title, shown.words.subtitle),
        description=shown.words.description,
        config=charts.config(),
        usermeta=charts.usermeta(),
    )


def draw_network(shown: Network) -> altair.LayerChart:
    """Draw who met whom."""
    dots, points = network_rows(shown)
    rows = max(sum(node.side == side for node in shown.nodes) for side in (0, 1))
    names = [[node.name for node in shown.nodes if node.side == side] for side in (0, 1)]
    margin = [min(200, 20 + 6.6 * max(map(len, of), default=0)) for of in names]
    x = altair.X("x:Q", axis=None).scale(domain=[0, 1], nice=False)
    y = altair.Y("y:Q", axis=None).scale(domain=[0, rows], reverse=True, nice=False)
    most = max(edge.occasions for edge in shown.edges)
    broad = altair.Scale(domain=[1, max(most, 2)], range=[1, 8])
    base = altair.Chart(charts.data(dots)).encode(x=x, y=y, description="told:N", tooltip="told:N")
    line = altair.Chart(charts.data(points)).mark_line(
        interpolate="basis", stroke=charts.BLUE, strokeOpacity=0.55, strokeCap="round"
    )
    lines = line.encode(
        x=x, y=y, detail="pair:N", order="order:Q", description="told:N", tooltip="told:N",
        strokeWidth=altair.StrokeWidth("occasions:Q", scale=broad, legend=None),
        strokeDash=altair.StrokeDash("how:N", scale=altair.Scale(domain=["occurred", "open"], range=[[1, 0], [4, 3]]), legend=None),
    )  # fmt: skip
    layers: list[altair.Chart] = [lines]
    sides: tuple[tuple[int, str, Literal["left", "right"], int], ...] = (
        (0, charts.BLUE, "right", -9),
        (1, charts.ORANGE, "left", 9),
    )
    for side, colour, align, dx in sides:
        column = base.transform_filter(f"datum.x === {side}")
        layers.append(column.mark_circle(size=70, opacity=1, fill=colour))
        layers.append(column.mark_text(align=align, dx=dx, limit=200, aria=False).encode(text="name:N"))
    heads = [{"x": side, "text": text} for side, text in enumerate(shown.columns) if text]
    if heads:
        head = altair.Chart(charts.data(heads)).encode(x=x, y=altair.value(-14), text="text:N")
        for side, _, align, _ in sides:
            layers.append(
                head.transform_filter(f"datum.x === {side}").mark_text(align=align, fontWeight="bold", fontSize=13)
            )
    return charts.layers(
        layer=layers,
        width=_WIDTH - sum(margin),
        height=max(60, rows * (24 if rows <= 40 else 17)),
        padding={"left": 12, "right": 12, "top": 12, "bottom": 12},
        title=charts.heading(shown.words.title, shown.words.subtitle),
        description=shown.words.description,
        config=charts.config(),
        usermeta=charts.usermeta(),
    )


_FILLS: Final = {
    visits.CERTAIN: charts.BLUE,
    visits.POSSIBLE: charts.PALE_BLUE,
    visits.NOT_SEARCHED: charts.MIDDLE_GREY,
    visits.PARTLY_SEARCHED: charts.PALE_GREY,
    visits.NO_STATE: charts.PAPER,
}


def draw_visits(shown: Visits) -> altair.FacetChart:
    """Draw a panel."""
    rows = visit_rows(shown)
    used = [how for how in _FILLS if any(row.get("how") == how for row in rows)]
    fill = altair.Fill("how:N", title=None, scale=altair.Scale(domain=used, range=[_FILLS[how] for how in used]))
    most = max(shown.most, 1)
    x = _time("from", shown.first, shown.last)
    y = (
        altair.Y("high:Q", title=None)
        .scale(domain=[0, most], nice=False)
        .axis(values=[*range(0, most + 1, -(-most // 3))], format="d", domain=False, ticks=False)
    )
    base = altair.Chart()
    band = base.transform_filter("datum.mark === 'band'").mark_rect(strokeWidth=0)
    hatch = base.transform_filter("datum.mark === 'hatch'").mark_rule(stroke=charts.GREY, strokeWidth=1, aria=False)
    bar = base.transform_filter("datum.mark === 'bar'").mark_bar(
        stroke=charts.BLUE, strokeWidth=1, xOffset=1, x2Offset=-1
    )
    pixels: dict[str, Any] = {"scale": None, "axis": None}
    words: dict[str, Any] = {"description": "told:N", "tooltip": altair.Tooltip("told:N", title="visits")}
    layer = altair.layer(
        band.encode(x=x, x2="to:T", fill=fill, **words),
        hatch.encode(x=altair.X("x:Q", **pixels), x2="x2:Q", y=altair.Y("y:Q", **pixels), y2="y2:Q"),
        bar.encode(x=x, x2="to:T", y=y, y2="low:Q", fill=fill, **words),
    ).properties(width=shown.width, height=shown.height)
    return charts.lanes(
        data=charts.data(rows),
        spec=layer,
        facet=altair.Facet("lane:N", title=None, sort=list(dict.fromkeys(row["lane"] for row in rows))).header(
            labelExpr="slice(datum.label, 4)",
            labelAnchor="start",
            labelOrient="top",
            labelPadding=4,
            labelFontSize=13.5 if shown.columns == 1 else 12,
        ),
        columns=shown.columns,
        spacing={"row": 14, "column": 22},
        title=charts.heading(shown.words.title, shown.words.subtitle),
        description=shown.words.description,
        config=charts.config(),
        usermeta=charts.usermeta(),
    )


def _looks(used: list[str]) -> dict[str, Any]:
    """Return the encodings that tell how days are known, with one legend for all."""

    def scale(part: int) -> altair.Scale:
        return altair.Scale(domain=used, range=[_LOOKS[how][part] for how in used])

    return {
        "fill": altair.Fill("how:N", scale=scale(0), title=None),
        "stroke": altair.Stroke("how:N", scale=scale(1), title=None),
        "strokeDash": altair.StrokeDash("how:N", scale=scale(2), title=None),
    }


def _time(field: str, first: int, last: int, *, at_top: bool = False) -> altair.X:
    """Return an axis of time, in Coordinated Universal Time, so that days are the same in every zone."""
    begin, end = (datetime.date.fromordinal(day) for day in (first, last + 1))
    days = last - first + 1
    form = "%Y" if days > 365 * 6 else "%b %Y" if days > 62 else "%-d %b"
    return (
        altair.X(f"{field}:T", title=None)
        .scale(type="utc", domain=[str(begin), str(end)], nice=False)
        .axis(format=form, labelFlush=True, tickCount=6, domain=True, orient="top" if at_top else "bottom")
    )
