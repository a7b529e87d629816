/* Elements: made of text and attributes alone, so that no text of the data is ever read as markup. */
"use strict";

const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);
  const byId = (id) => document.getElementById(id);

  /* A word of a vocabulary as a reader writes it: "not_occurred" is "not occurred". */
  const worded = (word) => word.replaceAll("_", " ");
  const plural = (word) => ({
    treaty_action: "steps of treaties", relation_change: "changes in relations", military_activity: "military activity",
  })[word] ?? `${worded(word)}s`;
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  /* What somebody typed, or an address holds, so short that it can be read beside what is wrong with it. */
  const short = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
  const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  /* A date in EDTF, which may break after a slash and before two dots, and nowhere else. */
  const date = (edtf) => el("span", { class: "date" }, edtf.split(/(?<=\/)|(?=\.\.)/)
    .flatMap((part, place) => [place ? el("wbr") : "", el("span", {}, part)]));

  /* Let the arrow keys move among many elements of which one is reached by Tab. */
  function roving(container, itemsOf) {
    let current = null;
    function set(item) {
      if (current) current.setAttribute("tabindex", "-1");
      current = item;
      if (current) current.setAttribute("tabindex", "0");
    }
    container.addEventListener("keydown", (event) => {
      const items = itemsOf();
      const place = items.indexOf(event.target.closest("[tabindex]"));
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
      let next = null;
      if (place < 0) return;
      if (event.key in steps) next = items[Math.min(Math.max(place + steps[event.key], 0), items.length - 1)];
      else if (event.key === "Home") next = items[0];
      else if (event.key === "End") next = items.at(-1);
      else if (event.key === "Enter" || event.key === " ") event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      else return;
      event.preventDefault();
      if (next) {
        set(next);
        next.focus();
      }
    });
    /* Go on after the items were drawn anew: `keep` draws them, and what had the focus has it again. */
    function keep(draw) {
      const key = (item) => item?.dataset.event ?? item?.dataset.actor;
      const focused = container.contains(document.activeElement) ? key(document.activeElement) : null;
      draw();
      const items = itemsOf();
      const again = focused && items.find((item) => key(item) === focused);
      set(again || (items.includes(current) ? current : items[0] ?? null));
      if (again) again.focus({ preventScroll: true });
    }
    return { set, keep };
  }

  return { el, svg, byId, worded, plural, capital, counted, date, short, roving };
})();
