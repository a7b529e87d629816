/* How far what is asked was searched, by the ledger: what was not searched is never shown as zero. */
"use strict";

const Coverage = (() => {
  const { PAST, FUTURE } = Dates;
  const ledger = DPRKREL.coverage;
  const UNTOLD = "no entry of the ledger was searched for it";

  /* The state of an actor, as the ledger names it: itself, or `*` for one that no entry names. */
  function stateOf(actor) {
    const { id, kind, state } = DPRKREL.actors[actor];
    const own = kind === "state" ? id : state === undefined ? null : DPRKREL.actors[state].id;
    return own === null ? null : { id: own, name: ledger.states.includes(own) ? own : "*" };
  }

  function stretchesOf({ actor, other, rank }, types) {
    const states = [actor, other].filter((side) => side !== null).map(stateOf).filter(Boolean);
    const names = states.length === 2 && states[0].id === states[1].id ? [states[0].name] : states.map((state) => state.name);
    const place = (name) => (name === "*" ? ledger.states.length : ledger.states.indexOf(name));
    const row = ledger.rows[names.sort((one, another) => place(one) - place(another)).join(" ")];
    return ledger.answers[row[ledger.kinds[types]][rank ?? ledger.unasked]];
  }

  /* Return the stretches of days between two days, each with how far it was searched and why no further. */
  function between(question, types, first, last) {
    const found = [];
    function add(begin, end, searched, reasons) {
      const before = found.at(-1);
      if (before && before.searched === searched && before.reasons.join() === reasons.join()) before.end = end;
      else found.push({ begin, end, searched, reasons });
    }
    let day = first;
    for (const [begin, end, searched, ...reasons] of stretchesOf(question, types)) {
      if (end < day || begin > last) continue;
      if (begin > day) add(day, begin - 1, "not", [UNTOLD]);
      add(Math.max(begin, day), Math.min(end, last), searched, reasons.map((number) => ledger.reasons[number]));
      day = Math.min(end, last) + 1;
    }
    if (day <= last) add(day, last, "not", [UNTOLD]);
    return found;
  }

  /* Return the first and last day that are asked; an open side reaches as far as the ledger does. */
  function period(question, types) {
    const [first, last] = question.window ?? [PAST, FUTURE];
    const stretches = stretchesOf(question, types);
    const begins = stretches.map(([begin]) => begin);
    const ends = stretches.map(([begin, end]) => (end >= FUTURE - 1 ? begin : end));
    const from = first === PAST ? Math.min(...begins, last) : first;
    const to = last === FUTURE ? Math.max(...ends, from) : last;
    return from > PAST && to < FUTURE && from <= to ? [from, to] : null;
  }

  return { between, period };
})();
