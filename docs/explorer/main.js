/* The page: reads the state from the address, asks, and keeps table, timeline, network and detail in step. */
"use strict";

(() => {
  const { el, byId, worded, plural, capital, counted, short } = Dom;
  const FIELDS = ["types", "rank", "start", "end", "match", "how", "status", "confidence"];
  let shownQuestion = null;
  let shownEvent = "";
  let answer = { events: [], sure: new Set() };
  let opener = null;
  let drawnWidth = 0;

  function addOptions() {
    const add = (name, options) => byId(name).append(...options.map(([value, text]) => el("option", { value }, text)));
    add("types", [["", "All events"]]);
    for (const [name, types] of Object.entries(DPRKREL.classes)) {
      // A type that is called as its class is stands for the class, as in the library.
      const finer = types.filter((type) => type !== name);
      byId("types").append(el("optgroup", { label: capital(worded(name)) },
        el("option", { value: name }, `${capital(worded(name))} (all)`), ...finer.map((type) => el("option", { value: type }, capital(worded(type))))));
    }
    add("rank", [["", "Any rank"], ...DPRKREL.ranks.slice().reverse().map((rank) => [rank, `${capital(worded(rank))} and above`])]);
    add("match", [["possible", "Possibly in the window"], ["certain", "Certainly in the window"]]);
    add("how", [["overlaps", "Shares a day with it"], ["within", "Lies within it"]]);
    add("status", [...DPRKREL.statuses.map((status) => [status, capital(worded(status))]), ["any", "Any status"]]);
    add("confidence", [["", "Any confidence"], ...DPRKREL.confidences.slice(1).map((grade) => [grade, `${capital(grade)}${grade === "high" ? "" : " or higher"}`])]);
  }

  const idOf = (actor) => DPRKREL.actors[actor].id;
  const comboboxes = { actor: Combobox.make("actor", (actor) => State.change({ actor })), other: Combobox.make("other", (other) => State.change({ other })) };

  function choose({ actor, other }) {
    const { question } = State.ask(State.read());
    if (other !== undefined) State.change({ actor: idOf(actor), other: idOf(other) });
    else if (question && question.actor !== null && question.actor !== actor) State.change({ other: idOf(actor) });
    else State.change({ actor: idOf(actor) });
  }

  function showFields(state, problems) {
    for (const [name, combobox] of Object.entries(comboboxes)) {
      combobox.show(state[name]);
      const actor = state[name] ? DPRKREL.actors[Names.find(state[name]).actor] : undefined;
      byId(`${name}-page`).replaceChildren(...(actor?.page ? [el("a", { href: actor.page }, `All about ${actor.name}`)] : []));
    }
    for (const name of FIELDS) byId(name).value = state[name];
    for (const name of State.ASKED) {
      const place = byId(`${name}-problem`);
      const problem = problems[name];
      byId(name).toggleAttribute("aria-invalid", Boolean(problem));
      place.replaceChildren(...(problem ? [problem.text, ...(problem.candidates ?? []).map((actor) =>
        el("button", { type: "button", class: "candidate", click: () => State.change({ [name]: idOf(actor) }) },
          DPRKREL.actors[actor].name, el("span", { class: "muted" }, ` ${Combobox.describe(actor)}`)))] : []));
    }
    if (Object.keys(problems).length) byId("filter-box").open = true; // or nobody would see what is wrong
    const number = State.ASKED.filter((name) => state[name] !== State.DEFAULTS[name]).length;
    byId("filter-summary").textContent = number ? `Filter (${number} set)` : "Filter";
    byId("clear").hidden = !number;
    document.querySelectorAll("[name=network]").forEach((radio) => { radio.checked = radio.value === state.network; });
  }

  function showCount(question, problems) {
    const all = DPRKREL.events.length;
    if (!question) {
      // What has no field of its own is said here.
      const told = ["order", "network"].flatMap((name) => (problems[name] ? [problems[name].text] : []));
      byId("count").textContent = `No answer: ${told.join(" ") || "a field is not understood."}`;
      return;
    }
    const { events, sure } = answer;
    const perhaps = events.length - sure.size;
    const window = question.window && perhaps ? `; ${sure.size.toLocaleString("en")} of them certainly in the window, ${perhaps.toLocaleString("en")} perhaps` : "";
    byId("count").textContent = `${events.length.toLocaleString("en")} of ${counted(all, "event")}${window}`;
  }

  /* Say beside every answer how far what is asked was searched. */
  function showCoverage(state, question) {
    byId("coverage").hidden = !question;
    if (!question) return;
    const asked = !state.types ? "visits and meetings" : DPRKREL.classes[state.types] ? plural(state.types) : worded(state.types);
    const rank = worded(DPRKREL.ranks[question.rank ?? DPRKREL.coverage.unasked]);
    const period = Coverage.period(question, state.types);
    const stretches = period ? Coverage.between(question, state.types, ...period) : [];
    const kinds = new Set(stretches.map(({ searched }) => searched));
    const told = !stretches.length || (kinds.size === 1 && kinds.has("not")) ? "not searched for; what is listed is here by the way"
      : kinds.size === 1 && kinds.has("searched") ? "searched for throughout"
        : "searched for in part; an empty stretch need not have been a quiet one";
    const who = [question.actor, question.other].filter((actor) => actor !== null).map((actor) => DPRKREL.actors[actor].name).join(" – ") || "everybody";
    byId("coverage-summary").textContent = `Coverage: ${asked} of ${who}, ${rank} and above, were ${told}.`;
    const days = ({ begin, end }) => (begin === end ? Dates.iso(begin) : `${Dates.iso(begin)} to ${Dates.iso(end)}`);
    byId("coverage-list").replaceChildren(...stretches.map((stretch) => el("li", {},
      el("strong", {}, `${days(stretch)}: ${Timeline.TOLD[stretch.searched]}`), stretch.reasons.length ? ` – ${stretch.reasons.join("; ")}` : "")));
  }

  function draw(state, question) {
    drawnWidth = byId("timeline-chart").clientWidth;
    Timeline.show(answer.events, answer.sure, question, state.types);
    Network.show(answer.events, state.network, choose);
  }

  function showEvent(state) {
    const event = Filter.eventById.get(state.event);
    Table.mark(state.event);
    Timeline.mark(state.event);
    Network.mark(state.event);
    byId("event-problem").textContent = state.event && !event ? `No event has the id “${short(state.event)}”.` : "";
    if (event && state.event !== shownEvent) Detail.show(event, answer.events.includes(event));
    if (!event) {
      const wasOpen = Detail.dialog.open;
      Detail.hide();
      if (wasOpen) (opener?.isConnected ? opener : document.querySelector(`tr[data-event="${CSS.escape(shownEvent)}"] a`))?.focus();
    }
    shownEvent = event ? state.event : "";
    document.title = `${event ? event.summary : counted(answer.events.length, "event")} – dprkrel explorer`;
  }

  function render() {
    const state = State.read();
    const { question, problems } = State.ask(state);
    const key = JSON.stringify([...State.ASKED, "order", "network"].map((name) => state[name]));
    if (key !== shownQuestion) {
      shownQuestion = key;
      showFields(state, problems);
      answer = question ? Filter.select(question) : { events: [], sure: new Set() };
      showCount(question, problems);
      showCoverage(state, question);
      Table.show(answer.events, answer.sure, state.order);
      draw(state, question);
    }
    showEvent(state);
  }

  function listen() {
    for (const name of FIELDS) byId(name).addEventListener("change", () => State.change({ [name]: byId(name).value.trim() }));
    byId("filter").addEventListener("submit", (event) => event.preventDefault());
    byId("clear").addEventListener("click", () => {
      State.change(Object.fromEntries(State.ASKED.map((name) => [name, State.DEFAULTS[name]])));
      (byId("filter-box").open ? byId("actor") : byId("filter-summary")).focus();
    });
    byId("order").addEventListener("click", () => State.change({ order: State.read().order === "last" ? "first" : "last" }));
    document.querySelectorAll("[data-skip]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault(); // the address holds the state, and no place on the page
      const target = byId(link.getAttribute("href").slice(1));
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }));
    document.querySelectorAll("[name=network]").forEach((radio) => radio.addEventListener("change", () => State.change({ network: radio.value })));
    // One listener for all that opens an event: rows, bars and links.
    document.addEventListener("click", (event) => {
      const target = event.target.closest("[data-event]");
      if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      if (!Detail.dialog.contains(target)) opener = target.matches("tr") ? target.querySelector("a") : target;
      State.change({ event: target.dataset.event });
    });
    for (const kind of ["pointerover", "focusin"]) {
      document.addEventListener(kind, (event) => hint(event.target.closest?.("[data-event]")?.dataset.event ?? ""));
    }
    byId("close").addEventListener("click", () => State.change({ event: "" }));
    Detail.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      State.change({ event: "" });
    });
    Detail.dialog.addEventListener("close", () => State.change({ event: "" })); // by a gesture of the system
    Detail.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") State.change({ event: "" });
    });
    for (const kind of ["popstate", "hashchange", "statechange"]) addEventListener(kind, render);
    new ResizeObserver(() => { // also where an event opens beside the charts
      const width = byId("timeline-chart").clientWidth;
      if (width === drawnWidth) return;
      const state = State.read();
      draw(state, State.ask(state).question);
      Timeline.mark(state.event);
      Network.mark(state.event);
    }).observe(byId("timeline-chart"));
  }

  /* Show in all views which event the pointer or the focus is on. */
  let hinted = "";
  function hint(eventId) {
    if (eventId === hinted) return;
    hinted = eventId;
    const event = Filter.eventById.get(eventId);
    byId("hint").textContent = event ? `${event.when}  ${event.summary}` : "";
    document.querySelectorAll(".hinted").forEach((marked) => marked.classList.remove("hinted"));
    if (eventId) document.querySelectorAll(`tr[data-event="${CSS.escape(eventId)}"], .bar[data-event="${CSS.escape(eventId)}"]`).forEach((marked) => marked.classList.add("hinted"));
    Network.mark(eventId, "hinted");
  }

  /* Be as light or dark as the reader chose for the pages of the documentation; where nothing is kept, as the system is. */
  function takeTheme() {
    try {
      const theme = localStorage.getItem("theme");
      if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
    } catch {
      // Some browsers keep nothing for files.
    }
  }

  takeTheme();
  byId("edition").textContent = `Data of edition ${DPRKREL.edition}, ${counted(DPRKREL.events.length, "event")}`;
  addOptions();
  if (matchMedia("(max-width: 47.99rem)").matches) byId("filter-box").open = false;
  listen();
  render();
})();
