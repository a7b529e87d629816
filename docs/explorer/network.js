/* Who met whom: those who acted for North Korea on the left, all others on the right, by state.
 *
 * The layout is computed from the counts alone, so that the same answer always has the same picture. */
"use strict";

const Network = (() => {
  const { el, svg, byId, counted, roving } = Dom;
  const MOST = 18; // on a side; who is left out is counted below
  const LINE = 23;
  const HEADING = 20;
  const DPRK = Names.byId.get("dprk");
  const box = byId("network-chart");
  const chart = svg("svg", { role: "group", "aria-label": "Who met whom; the arrow keys go from one to the next" });
  box.append(chart);
  const edges = svg("g", { class: "edges" });
  const labels = svg("g", { class: "headings", "aria-hidden": "true" });
  const nodes = svg("g", { class: "nodes" });
  chart.append(edges, labels, nodes);
  let items = [];
  let drawn = { nodes: new Map(), edges: [] };
  const focus = roving(chart, () => items);
  const nameOf = (actor) => DPRKREL.actors[actor].name;

  /* Return the state for which somebody took part; of a state that is itself. */
  function sideOf([actor, , forWhom]) {
    if (forWhom >= 0) return forWhom;
    const { kind, state } = DPRKREL.actors[actor];
    return kind === "state" ? actor : state ?? -1;
  }

  /* Return those of an event who met: persons and bodies who were there, or the states that were its sides. */
  function presentAt(event, level) {
    const there = new Map();
    for (const part of event.parts ?? []) {
      const side = sideOf(part);
      if (level === "states") {
        if (DPRKREL.sides.includes(part[1]) && side >= 0) there.set(side, side);
      } else if (DPRKREL.present.includes(part[1]) && DPRKREL.actors[part[0]].kind !== "state") {
        there.set(part[0], side);
      }
    }
    return [...there];
  }

  /* Return who met, and which pairs of different states did, with how often. */
  function gather(events, level) {
    const people = new Map();
    const pairs = new Map();
    for (const event of events) {
      const there = presentAt(event, level);
      there.forEach(([one, side], number) => {
        for (const [other, facing] of there.slice(number + 1)) {
          if (side === facing) continue;
          const [first, second] = one < other ? [one, other] : [other, one];
          const key = `${first} ${second}`;
          if (!pairs.has(key)) pairs.set(key, { first, second, events: new Set() });
          pairs.get(key).events.add(event.id);
          for (const [actor, own] of [[one, side], [other, facing]]) {
            if (!people.has(actor)) people.set(actor, { actor, side: own, events: new Set() });
            people.get(actor).events.add(event.id);
          }
        }
      });
    }
    return { people: [...people.values()], pairs: [...pairs.values()] };
  }

  const often = (one, other) => other.events.size - one.events.size || one.actor - other.actor;

  /* Put the right side in order of its states, and the left so that lines cross little. */
  function arrange({ people, pairs }, level) {
    const left = people.filter((person) => person.side === DPRK).sort(often).slice(0, MOST);
    const right = people.filter((person) => person.side !== DPRK).sort(often).slice(0, MOST);
    const ofState = new Map();
    right.forEach(({ side, events }) => ofState.set(side, (ofState.get(side) ?? 0) + events.size));
    if (level === "persons") {
      right.sort((one, other) => ofState.get(other.side) - ofState.get(one.side) || one.side - other.side || often(one, other));
    }
    const shown = new Set([...left, ...right].map(({ actor }) => actor));
    const kept = pairs.filter(({ first, second }) => shown.has(first) && shown.has(second));
    const height = new Map(right.map(({ actor }, place) => [actor, place]));
    const middle = ({ actor }) => {
      let [sum, weight] = [0, 0];
      for (const { first, second, events } of kept) {
        const facing = first === actor ? second : second === actor ? first : null;
        if (facing !== null && height.has(facing)) [sum, weight] = [sum + height.get(facing) * events.size, weight + events.size];
      }
      return weight ? sum / weight : MOST;
    };
    const middles = new Map(left.map((person) => [person, middle(person)]));
    left.sort((one, other) => middles.get(one) - middles.get(other) || often(one, other));
    return { left, right, pairs: kept };
  }

  function nodeOf(person, at, x, y, isLeft, choose) {
    const { actor, events } = person;
    const label = `${nameOf(actor)}, ${counted(events.size, "event")}`;
    const short = nameOf(actor).length > at.letters ? `${nameOf(actor).slice(0, at.letters - 1)}…` : nameOf(actor);
    return svg("g", { role: "button", tabindex: -1, class: "node", "data-actor": actor, "aria-label": `${label}; show only these`, click: () => choose({ actor }) },
      svg("title", {}, label),
      svg("rect", { class: "hit", x: isLeft ? 0 : x - 10, y: y - LINE / 2, width: isLeft ? x + 10 : at.width - x + 10, height: LINE }),
      svg("circle", { cx: x, cy: y, r: Math.min(2.5 + Math.sqrt(events.size), 8).toFixed(1) }),
      svg("text", { x: isLeft ? x - 12 : x + 12, y: y + 4, "text-anchor": isLeft ? "end" : "start" }, short));
  }

  function edgeOf({ first, second, events }, points, choose) {
    const [[x1, y1], [x2, y2]] = [points.get(first), points.get(second)];
    const middle = x1 === x2 ? x1 - 40 - Math.abs(y1 - y2) / 6 : (x1 + x2) / 2;
    const label = `${nameOf(first)} and ${nameOf(second)}, ${counted(events.size, "event")}`;
    return svg("path", {
      class: "edge", d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, "data-pair": `${first} ${second}`,
      "stroke-width": Math.min(1 + 1.6 * Math.log2(events.size), 9).toFixed(1), click: () => choose({ actor: first, other: second }),
    }, svg("title", {}, label));
  }

  /* Draw the network of the events; `choose` gets the actor, or the two, that somebody picks. */
  function show(events, level, choose) {
    const all = gather(events, level);
    const { left, right, pairs } = arrange(all, level);
    const width = Math.max(box.clientWidth, 280);
    const margin = Math.min(Math.max(width * 0.36, 118), 190);
    const at = { width, letters: Math.floor((margin - 14) / 6.4) };
    const points = new Map();
    const headings = [];
    let y = HEADING;
    let state = null;
    for (const person of right) {
      if (level === "persons" && person.side !== state) {
        y += state === null ? 0 : 6;
        headings.push(svg("text", { x: width - margin + 12, y: y - 2 }, person.side < 0 ? "No state" : nameOf(person.side)));
        y += HEADING - 6;
        state = person.side;
      }
      points.set(person.actor, [width - margin, y + 2]);
      y += LINE;
    }
    const height = Math.max(y, left.length * LINE + 2 * HEADING);
    const step = Math.min(left.length ? (height - 2 * HEADING) / left.length : LINE, LINE * 1.6);
    const top = (height - step * left.length) / 2;
    left.forEach(({ actor }, place) => points.set(actor, [margin, top + step * (place + 0.5)]));
    if (level === "persons" && left.length) headings.push(svg("text", { x: margin - 12, y: Math.max(top - 6, 12), "text-anchor": "end" }, "North Korea"));
    drawn = { nodes: new Map(), edges: [] };
    pairs.sort((one, other) => one.events.size - other.events.size); // the strongest on top
    drawn.edges = pairs.map((pair) => ({ ...pair, element: edgeOf(pair, points, choose) }));
    for (const [side, isLeft] of [[left, true], [right, false]]) {
      for (const person of side) drawn.nodes.set(person.actor, nodeOf(person, at, ...points.get(person.actor), isLeft, choose));
    }
    edges.replaceChildren(...drawn.edges.map(({ element }) => element));
    labels.replaceChildren(...headings);
    focus.keep(() => {
      items = [...drawn.nodes.values()];
      nodes.replaceChildren(...items);
    });
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.setAttribute("width", width);
    chart.setAttribute("height", items.length ? height : 0);
    list(all, items.length, level, choose);
  }

  /* Say the same in words: every pair, with how often, and who is not drawn. */
  function list({ people, pairs }, shown, level, choose) {
    const missing = people.length - shown;
    const note = !people.length
      ? `In these events no two ${level === "states" ? "states stand" : "persons of different states are named"} together.`
      : missing > 0 ? `${counted(missing, level === "states" ? "state" : "person")} more not drawn; the list has them, and a narrower filter draws them.` : "";
    byId("network-note").textContent = note;
    const sorted = pairs.slice().sort((one, other) => other.events.size - one.events.size || one.first - other.first || one.second - other.second);
    byId("network-list-box").hidden = !pairs.length;
    byId("network-list-label").textContent = `As a list: ${counted(pairs.length, "pair")}`;
    const fill = () => byId("network-list").replaceChildren(...sorted.map(({ first, second, events }) => el("li", {},
      el("button", { type: "button", class: "link", click: () => choose({ actor: first, other: second }) }, `${nameOf(first)} – ${nameOf(second)}`), ` ${events.size}`)));
    byId("network-list").replaceChildren();
    byId("network-list-box").ontoggle = () => { if (byId("network-list-box").open) fill(); };
    if (byId("network-list-box").open) fill();
  }

  /* Mark those who met at an event, and the lines between them. */
  function mark(eventId, name = "selected") {
    chart.querySelectorAll(`.${name}`).forEach((marked) => marked.classList.remove(name));
    chart.classList.remove(`has-${name}`);
    for (const { first, second, events, element } of drawn.edges) {
      if (!events.has(eventId)) continue;
      chart.classList.add(`has-${name}`);
      [element, drawn.nodes.get(first), drawn.nodes.get(second)].forEach((marked) => marked.classList.add(name));
    }
  }

  return { show, mark, chart };
})();
