/* The timeline: a lane for each class of event; a bar is solid where an event is certain, and faint where it is possible. */
"use strict";

const Timeline = (() => {
  const { svg, byId, worded, plural, capital, roving } = Dom;
  const { isKnown, bounds } = Dates;
  const LEAST = 4; // pixels: the least length of a bar
  const ROOM = 420; // pixels: the height of the lanes together, where they can be so low
  const MARGIN = 8;
  const HEADING = 17;
  const CLASSES = Object.keys(DPRKREL.classes);
  const box = byId("timeline-chart");
  const chart = svg("svg", { role: "group", "aria-label": "Events by time; the arrow keys go from one to the next" });
  box.append(chart);
  const bars = new Map();
  let order = [];
  const focus = roving(chart, () => order);

  const pattern = (id, path) => svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    svg("path", { d: path, class: id }));
  const defs = svg("defs", {}, pattern("hatch", "M0 6L6 0M-1 1L1 -1M5 7L7 5"), pattern("dots", "M1.5 3h1.6"));
  const strips = svg("g", { class: "strips", role: "img" });
  const axis = svg("g", { class: "axis", "aria-hidden": "true" });
  const headings = svg("g", { class: "headings", "aria-hidden": "true" });
  const plot = svg("g", { class: "plot" });
  chart.append(defs, strips, axis, headings, plot);

  /* One shape for each event, of its certain days or, where none is, of its possible ones; and one for what is
     possible around certain days. So few elements make a change of the filter quick. */
  function barOf(event) {
    if (!bars.has(event.id)) {
      const shape = svg("path", { role: "button", tabindex: -1, "aria-label": `${event.summary} ${event.when}, ${worded(event.status)}`, "data-event": event.id });
      bars.set(event.id, { shape, around: null });
    }
    return bars.get(event.id);
  }

  /* Return the first and last day that are drawn: the window, or else all that is known of the events. */
  function domain(events, window) {
    let first = Infinity;
    let last = -Infinity;
    for (const event of events) {
      for (const day of bounds(event.days)) {
        if (isKnown(day)) [first, last] = [Math.min(first, day), Math.max(last, day)];
      }
    }
    if (window && isKnown(window[0])) first = window[0];
    if (window && isKnown(window[1])) last = window[1];
    if (first > last) [first, last] = isKnown(first) ? [first, first] : isKnown(last) ? [last, last] : [711750, 739951];
    const least = 20; // days, so that a single one has something around it
    const room = Math.max(Math.ceil((last - first) * 0.01), Math.ceil((least - (last - first)) / 2));
    return [first - room, last + room];
  }

  /* Return the days that the axis names, with what it says there: years, months or days, as many as have room. */
  function ticks([first, last], width) {
    const most = Math.max(2, Math.floor(width / 84));
    const [year, month] = Dates.partsOf(first);
    const months = (last - first) / 30.44;
    const found = [];
    if (months < 2.2) {
      const step = [1, 2, 5, 7, 14].find((days) => (last - first) / days <= most) ?? 14;
      for (let day = first; day <= last; day += step) found.push([day, Dates.iso(day)]);
      return found;
    }
    const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((many) => months / many <= most) ?? 480;
    const begin = step < 12 ? year * 12 + Math.ceil((month - 1) / step) * step : Math.ceil(year / (step / 12)) * step;
    for (let number = begin; ; number += step) {
      const day = Dates.ordinal(Math.floor(number / 12), number % 12 + 1, 1);
      if (day === null || day > last) return found;
      const iso = Dates.iso(day);
      if (day >= first) found.push([day, step < 12 ? iso.slice(0, 7) : iso.slice(0, 4)]);
    }
  }

  /* Give each bar of a lane the first line in which it meets no other. */
  function stack(spans) {
    const ends = [];
    return spans.map(([begin, end]) => {
      let line = ends.findIndex((taken) => taken + 1 <= begin);
      if (line < 0) line = ends.length;
      ends[line] = end;
      return line;
    });
  }

  const box4 = (left, right, y, height) => `M${left.toFixed(1)} ${y}H${right.toFixed(1)}V${y + height}H${left.toFixed(1)}Z`;

  function draw(event, isSure, [left, right], y, height, x) {
    const bar = barOf(event);
    const [earliestStart, latestStart, earliestEnd, latestEnd] = bounds(event.days);
    const isCertain = latestStart <= earliestEnd && !event.doubtful;
    const isExact = earliestStart === latestStart && earliestEnd === latestEnd;
    let extent = box4(left, right, y, height);
    const middle = y + height / 2;
    if (!isKnown(earliestStart)) extent += `M${left - 5} ${middle}L${left} ${y}V${y + height}Z`;
    if (!isKnown(latestEnd)) extent += `M${right + 5} ${middle}L${right} ${y}V${y + height}Z`;
    const from = Math.min(Math.max(x(latestStart), left), right - LEAST);
    const core = box4(from, Math.max(Math.min(x(earliestEnd + 1), right), from + LEAST), y, height);
    bar.shape.setAttribute("d", isCertain && !isExact ? core : extent);
    bar.shape.setAttribute("class", `bar ${event.status}${isCertain ? "" : " vague"}${isSure ? "" : " perhaps"}`);
    bar.around = null;
    if (isCertain && !isExact) {
      bar.around = svg("path", { d: extent, class: `edges-of-bar ${event.status}`, "data-event": event.id });
    }
    return bar;
  }

  /* Draw the events, and how far the days were searched. */
  function show(events, sure, question, types) {
    const width = Math.max(box.clientWidth, 300);
    const days = domain(events, question?.window ?? null);
    const scale = (width - 2 * MARGIN) / (days[1] + 1 - days[0]);
    const x = (day) => MARGIN + (Math.min(Math.max(day, days[0]), days[1] + 1) - days[0]) * scale;
    const lanes = CLASSES.map((name) => [name, events.filter((event) => Filter.classOf.get(event.type) === name)]).filter(([, lane]) => lane.length);
    const stacked = lanes.map(([, lane]) => {
      const spans = lane.map((event) => {
        const [first, , , last] = bounds(event.days);
        const left = isKnown(first) ? x(first) : MARGIN + 6;
        const right = isKnown(last) ? x(last + 1) : width - MARGIN - 6;
        return [Math.min(left, width - MARGIN - LEAST), Math.min(Math.max(right, left + LEAST), width - MARGIN)];
      });
      // By their beginnings, which in the order of the data are those of what is first known.
      const byBeginning = spans.map((_, number) => number).sort((one, other) => spans[one][0] - spans[other][0]);
      const lines = [];
      stack(byBeginning.map((number) => spans[number])).forEach((line, number) => { lines[byBeginning[number]] = line; });
      return { spans, lines, height: Math.max(...lines) + 1 };
    });
    const total = stacked.reduce((sum, lane) => sum + lane.height, 0);
    const line = Math.min(Math.max(Math.floor(ROOM / total), 3), 11);
    let y = 4;
    headings.replaceChildren();
    lanes.forEach(([name, lane], number) => {
      headings.append(svg("text", { x: MARGIN, y: y + 11 }, capital(plural(name))));
      y += HEADING;
      const { spans, lines, height } = stacked[number];
      lane.forEach((event, place) => {
        draw(event, sure.has(event), spans[place], y + lines[place] * line, line - (line > 5 ? 2 : 1), x);
      });
      y += height * line + 6;
    });
    const bottom = Math.max(y, 40);
    drawAxis(days, x, width, bottom);
    drawStrips(question, types, days, x, bottom);
    chart.setAttribute("viewBox", `0 0 ${width} ${bottom + 42}`);
    chart.setAttribute("width", width);
    chart.setAttribute("height", bottom + 42);
    focus.keep(() => {
      order = events.map((event) => barOf(event).shape);
      plot.replaceChildren(...events.map((event) => barOf(event).around).filter(Boolean), ...order);
    });
  }

  function drawAxis(days, x, width, bottom) {
    axis.replaceChildren(...ticks(days, width - 2 * MARGIN).flatMap(([day, label]) => {
      const at = x(day).toFixed(1);
      const isLast = x(day) > width - 40;
      return [svg("line", { x1: at, x2: at, y1: 0, y2: bottom + 16 }),
        svg("text", { x: at, y: bottom + 32, "text-anchor": isLast ? "end" : x(day) < 24 ? "start" : "middle" }, label)];
    }));
  }

  const TOLD = { searched: "searched", partly: "partly searched", not: "not searched" };

  function drawStrips(question, types, days, x, bottom) {
    const stretches = question ? Coverage.between(question, types, days[0], days[1]) : [];
    strips.replaceChildren(...stretches.flatMap(({ begin, end, searched, reasons }) => {
      const at = { x: x(begin).toFixed(1), width: Math.max(x(end + 1) - x(begin), 0.5).toFixed(1) };
      const label = `${Dates.iso(begin)} to ${Dates.iso(end)}: ${TOLD[searched]}${reasons.length ? `; ${reasons.join("; ")}` : ""}`;
      return [svg("rect", { ...at, y: 0, height: bottom + 4, class: `veil ${searched}` }),
        svg("rect", { ...at, y: bottom + 6, height: 9, class: `strip ${searched}` }, svg("title", {}, label))];
    }));
    const told = Object.keys(TOLD).filter((how) => stretches.some(({ searched }) => searched === how)).map((how) => TOLD[how]);
    strips.setAttribute("aria-label", `How far these days were searched: ${told.join(", ") || "nothing is asked"}. The note above says more.`);
  }

  function mark(eventId) {
    chart.querySelectorAll(".selected").forEach((marked) => marked.classList.remove("selected"));
    const bar = bars.get(eventId);
    if (!bar?.shape.isConnected) return;
    bar.shape.classList.add("selected");
    plot.append(bar.shape); // above those that it touches
    focus.set(bar.shape);
  }

  return { show, mark, chart, TOLD };
})();
