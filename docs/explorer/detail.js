/* One event, opened: its date in words, who took part, what each source says, positions, conflicts and links. */
"use strict";

const Detail = (() => {
  const { el, byId, worded, capital, counted, date } = Dom;
  const dialog = byId("detail");
  const nameOf = (actor) => DPRKREL.actors[actor].name;

  /* Links to each event from the others, and its parts: the data hold them on one side alone. */
  const incoming = new Map();
  function arrives(eventId, from, phrase, status) {
    if (!incoming.has(eventId)) incoming.set(eventId, []);
    incoming.get(eventId).push({ from, phrase, status });
  }
  for (const event of DPRKREL.events) {
    if (event.within) arrives(event.within, event.id, "is part of this");
    for (const { to, phrase, status } of event.links ?? []) arrives(to, event.id, `${phrase} this`, status);
  }

  const section = (title, ...content) => el("section", {}, el("h3", {}, title), ...content);
  const actorLink = (actor) => el("a", { href: State.address({ ...State.DEFAULTS, actor: DPRKREL.actors[actor].id }) }, nameOf(actor));
  const eventLink = (eventId) => el("a", { href: State.address({ ...State.read(), event: eventId }), "data-event": eventId },
    Filter.eventById.get(eventId)?.summary ?? eventId);

  function sourceLink(number, isShort = false) {
    const { id, title, url } = DPRKREL.sources[number];
    const text = isShort ? id : title;
    // Links of the web alone; anything else is shown and leads nowhere.
    return url && /^https?:\/\//.test(url) ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text) : el("span", {}, text);
  }

  function sourceNote(number) {
    const { by, date: published, language, standing, kind } = DPRKREL.sources[number];
    const told = [by === undefined ? null : nameOf(by), published, language, standing && `${standing} source`, kind === "text" ? "a text that the editors keep" : kind];
    return told.filter(Boolean).join(" · ");
  }

  function placeOf(placeId) {
    const names = [];
    for (let id = placeId; id && names.length < 3; id = DPRKREL.places[id].within) names.push(DPRKREL.places[id].name);
    return names.join(", ");
  }

  function when(event) {
    const narrowed = event.narrowed
      ? [el("p", {}, "With all else that is known, it follows: ", el("code", {}, date(event.narrowed[0])), "."),
        el("ul", {}, ...event.narrowed.slice(2).map((reason) => el("li", {}, reason)))] : [];
    return section("When", el("p", {}, el("code", {}, date(event.when)), " ", ...Dates.explain(event).join(" ")), ...narrowed);
  }

  function participants(event) {
    if (!event.parts) return null;
    return section("Who", el("ul", { class: "plain" }, ...event.parts.map(([actor, role, forWhom, office]) => {
      const title = office >= 0 ? `, ${DPRKREL.offices[office][0]} (${worded(DPRKREL.offices[office][2])})` : "";
      const state = forWhom >= 0 && forWhom !== actor ? ` for ${nameOf(forWhom)}` : "";
      return el("li", {}, actorLink(actor), `${title}${state} `, el("span", { class: "muted" }, worded(role)));
    })));
  }

  function report(told) {
    const by = told.by === undefined ? null : [" by ", actorLink(told.by)];
    const facts = [
      told.when && ["dates it ", el("code", {}, date(told.when)), told.derived ? `, from “${told.derived[0]}” counted from ${told.derived[1]}` : ""],
      told.phrases && [told.phrases.map((phrase) => `“${phrase}”`).join(", ")],
      told.figures && [told.figures.join("; ")],
      told.where && [`${told.where.length > 1 ? "paragraphs" : "paragraph"} ${told.where.join(", ")}`],
    ].filter(Boolean);
    return el("li", {},
      el("div", { class: "source" }, el("span", { class: `tag stance ${told.stance}` }, worded(told.stance)), by && el("span", {}, ...by), " ", sourceLink(told.source)),
      el("div", { class: "muted" }, sourceNote(told.source)),
      ...facts.map((fact) => el("div", { class: "fact" }, ...fact)),
      told.note ? el("div", { class: "fact" }, told.note) : null);
  }

  const reports = (event) => section(`Sources (${event.reports.length})`, el("ol", { class: "plain reports sources" }, ...event.reports.map(report)));

  function positions(event) {
    const own = new Map();
    const told = [];
    for (const [actor, stance, numbers, said, ...statements] of event.positions ?? []) {
      if (actor < 0) {
        own.set(stance, (own.get(stance) ?? 0) + 1);
        continue;
      }
      told.push(el("li", {}, actorLink(actor), " ", el("span", { class: `tag stance ${stance}` }, worded(stance)),
        el("span", { class: "muted" }, ...(said ? ["said ", date(said), " · "] : []), `told by ${counted(numbers.length, "report")}`),
        ...statements.map((statement) => el("div", { class: "fact" }, eventLink(statement)))));
    }
    for (const [stance, number] of own) {
      told.push(el("li", {}, `${counted(number, "source")} in ${number === 1 ? "its" : "their"} own voice `, el("span", { class: `tag stance ${stance}` }, worded(stance))));
    }
    return told.length ? section("Positions", el("ul", { class: "plain" }, ...told)) : null;
  }

  function conflicts(event) {
    if (!event.conflicts) return null;
    return section("Where sources disagree", ...event.conflicts.map(({ field, of, values, adopted, reason, corroboration }) => el("div", { class: "conflict" },
      el("p", {}, el("strong", {}, `${capital(worded(field))}${of ? ` of ${of}` : ""}`), ` · ${corroboration}`),
      el("ul", { class: "plain" }, ...values.map(([value, ...sources]) => el("li", {}, el("code", {}, date(value)),
        " ", value === adopted ? el("span", { class: "tag" }, "adopted") : null,
        el("span", { class: "muted" }, ...sources.flatMap((source, place) => [place ? ", " : "", sourceLink(source, true)]))))),
      adopted ? null : el("p", {}, "No value was adopted."),
      el("p", {}, reason))));
  }

  function links(event) {
    const told = [
      ...(event.within ? [{ phrase: "is part of", to: event.within }] : []),
      ...(event.links ?? []).map(({ phrase, to, status }) => ({ phrase, to, status })),
    ].map(({ phrase, to, status }) => el("li", {}, el("span", { class: "muted" }, `This ${phrase}${status ? ` (${worded(status)})` : ""}: `), eventLink(to)));
    for (const { from, phrase, status } of incoming.get(event.id) ?? []) {
      told.push(el("li", {}, eventLink(from), el("span", { class: "muted" }, ` ${phrase}${status ? ` (${worded(status)})` : ""}`)));
    }
    return told.length ? section("Links", el("ul", { class: "plain" }, ...told)) : null;
  }

  const claims = (event) => event.claims && section("Claims of a first or last", ...event.claims.map(({ claim, reports: told }) =>
    el("div", {}, el("p", {}, claim), el("ol", { class: "plain reports" }, ...told.map(report)))));

  /* Show an event; `isShown` tells whether it is among those that the filter selects. */
  function show(event, isShown) {
    const summary = [capital(worded(event.type)), worded(event.status), `${event.confidence} confidence`];
    if (event.place) summary.push(placeOf(event.place));
    byId("detail-title").textContent = event.summary;
    byId("detail-content").replaceChildren(...[
      el("p", { class: "muted" }, summary.join(" · ")),
      isShown ? null : el("p", { class: "note" }, "This event is not among those that the filter selects."),
      when(event), participants(event), positions(event), conflicts(event),
      event.why && !event.conflicts?.some(({ reason }) => reason === event.why) ? section("Why this was adopted", el("p", {}, event.why)) : null,
      reports(event), links(event), claims(event),
      el("p", { class: "muted" }, "Id ", el("code", {}, event.id), " · ", el("a", { href: State.address({ ...State.DEFAULTS, event: event.id }) }, "link to this event")),
    ].filter(Boolean));
    const isNarrow = matchMedia("(max-width: 63.99rem)").matches;
    document.body.classList.add("has-detail"); // first, so that the event has its place when it gets the focus
    if (!dialog.open) {
      if (isNarrow) dialog.showModal();
      else dialog.show();
    }
    dialog.scrollTop = 0;
    byId("detail-title").focus({ preventScroll: !isNarrow });
  }

  function hide() {
    document.body.classList.remove("has-detail");
    if (dialog.open) dialog.close();
  }

  return { show, hide, dialog };
})();
