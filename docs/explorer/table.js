/* The table: one row for each event, made when it is first shown. */
"use strict";

const Table = (() => {
  const { el, byId, worded, capital, date } = Dom;
  const rows = new Map();

  function row(event) {
    const href = State.address({ ...State.DEFAULTS, event: event.id });
    const link = el("a", { href, "data-event": event.id }, event.summary);
    const tags = [event.status === "occurred" ? null : el("span", { class: `tag ${event.status}` }, worded(event.status)),
      event.conflicts ? el("span", { class: "tag" }, "sources disagree") : null].filter(Boolean);
    return el("tr", { "data-event": event.id },
      el("td", { class: "when" }, date(event.when)),
      el("th", { scope: "row" }, link, tags.length ? el("span", { class: "tags" }, ...tags) : null,
        el("span", { class: "tag only-possible" }, "perhaps in the window")),
      el("td", { class: "wide" }, capital(worded(event.type))),
      el("td", { class: "wide" }, event.confidence));
  }

  const rowOf = (event) => {
    if (!rows.has(event.id)) rows.set(event.id, row(event));
    return rows.get(event.id);
  };

  /* So many rows are shown at first, so that an answer is there at once; all of them on demand. */
  const FEW = 100;
  let answer = { events: [], sure: new Set() };

  function fill(first, end) {
    const { events, sure } = answer;
    const shown = events.slice(first, end);
    byId("rows").replaceChildren(...shown.map((event) => {
      const element = rowOf(event);
      element.classList.toggle("possible", !sure.has(event));
      return element;
    }));
    const isAll = shown.length === events.length;
    byId("rows-shown").textContent = isAll ? (events.length ? `All ${events.length} rows` : "No rows") : `Rows ${first + 1} to ${first + shown.length} of ${events.length}`;
    byId("more").hidden = isAll;
  }

  function show(events, sure, order) {
    answer = { events: order === "last" ? events.slice().reverse() : events, sure };
    fill(0, FEW);
    byId("table").scrollTop = 0;
    byId("when-header").setAttribute("aria-sort", order === "last" ? "descending" : "ascending");
  }

  byId("more").addEventListener("click", () => {
    fill(0, Infinity);
    byId("table").focus();
  });

  /* Mark the event that is open, and let it be seen. */
  function mark(eventId) {
    byId("rows").querySelectorAll("[aria-current]").forEach((marked) => marked.removeAttribute("aria-current"));
    const place = answer.events.findIndex((event) => event.id === eventId);
    if (place < 0) return;
    if (!rows.get(eventId)?.isConnected) fill(Math.max(place - FEW / 2, 0), Math.max(place + FEW / 2, FEW));
    const element = rows.get(eventId);
    element.setAttribute("aria-current", "true");
    const box = byId("table");
    const isSeen = element.offsetTop > box.scrollTop + 40 && element.offsetTop < box.scrollTop + box.clientHeight - 60;
    if (!isSeen) box.scrollTop = element.offsetTop - box.clientHeight / 3;
  }

  return { show, mark };
})();
