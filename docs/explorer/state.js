/* The state of the page: it is all in the address after the `#`, in the words of the library's arguments. */
"use strict";

const State = (() => {
  const { short } = Dom;
  const DEFAULTS = {
    actor: "", other: "", types: "", rank: "", start: "", end: "", match: "possible", how: "overlaps",
    status: "occurred", confidence: "", order: "first", network: "persons", event: "",
  };
  /* What answers a question; the rest is how it is shown. */
  const ASKED = ["actor", "other", "types", "rank", "start", "end", "match", "how", "status", "confidence"];
  const WORDS = {
    types: ["", ...Object.keys(DPRKREL.classes), ...Object.values(DPRKREL.classes).flat()],
    rank: ["", ...DPRKREL.ranks],
    match: ["possible", "certain"],
    how: ["overlaps", "within"],
    status: ["any", ...DPRKREL.statuses],
    confidence: ["", ...DPRKREL.confidences],
    order: ["first", "last"],
    network: ["persons", "states"],
  };

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(Object.entries(DEFAULTS).map(([name, word]) => [name, given.get(name) ?? word]));
  }

  function address(state) {
    const told = Object.entries(state).filter(([name, value]) => value !== DEFAULTS[name]);
    return `#${new URLSearchParams(told)}`;
  }

  /* Change the state; each change is a step that the back button takes back. */
  function change(changes) {
    const next = address({ ...read(), ...changes });
    if (next === address(read())) return;
    history.pushState(null, "", next);
    dispatchEvent(new Event("statechange"));
  }

  /* Read the state as a question, or say by field what cannot be understood; nothing is left out without a word. */
  function ask(state) {
    const problems = {};
    for (const [name, words] of Object.entries(WORDS)) {
      if (!words.includes(state[name])) problems[name] = { text: `“${short(state[name])}” is not one of: ${words.filter(Boolean).join(", ")}.` };
    }
    const [actor, other] = ["actor", "other"].map((name) => {
      if (!state[name]) return null;
      const found = Names.find(state[name]);
      if (found.actor === undefined) problems[name] = nameProblem(state[name], found);
      return found.actor ?? null;
    });
    const [start, end] = ["start", "end"].map((name) => {
      const days = state[name] ? Dates.read(state[name]) : null;
      if (state[name] && !days) problems[name] = { text: `“${short(state[name])}” is no date; write 2024, 2024-06 or 2024-06-19.` };
      return days;
    });
    const window = start || end ? [start ? start[0] : Dates.PAST, end ? end[1] : Dates.FUTURE] : null;
    if (window && window[1] < window[0]) problems.end = { text: `${short(state.end)} is before ${short(state.start)}.` };
    const question = {
      actor, other, window,
      types: state.types && !problems.types ? Filter.typesOf(state.types) : null,
      rank: state.rank ? DPRKREL.ranks.indexOf(state.rank) : null,
      fit: state.how,
      certain: state.match === "certain",
      statuses: state.status === "any" ? null : new Set([state.status]),
      confidence: state.confidence ? DPRKREL.confidences.indexOf(state.confidence) : null,
    };
    return { question: Object.keys(problems).length ? null : question, problems };
  }

  function nameProblem(text, { candidates, why }) {
    const told = {
      ambiguous: candidates.length > 1 ? `“${short(text)}” may mean several` : `“${short(text)}” may also be somebody else`,
      part: `“${short(text)}” is part of a name`,
      unknown: candidates.length ? `“${short(text)}” is not a listed name` : `No actor has a name like “${short(text)}”`,
    };
    return { text: candidates.length ? `${told[why]}; choose one:` : `${told[why]}.`, candidates };
  }

  return { DEFAULTS, ASKED, read, change, address, ask };
})();
