/* Which events answer a question: the rules are those of `events_between` and `events_of_dyad`. */
"use strict";

const Filter = (() => {
  const classOf = new Map(Object.entries(DPRKREL.classes).flatMap(([name, types]) => types.map((type) => [type, name])));
  const actorsOf = new Map(DPRKREL.events.map((event) =>
    [event, new Set(event.parts?.flatMap(([who, , forWhom]) => [who, forWhom]))]));
  const eventById = new Map(DPRKREL.events.map((event) => [event.id, event]));

  /* Return the types that a word stands for; the name of a class stands for all of its types. */
  const typesOf = (word) => new Set(Object.hasOwn(DPRKREL.classes, word) ? DPRKREL.classes[word] : [word]);

  /* Tell how a stretch of days lies to a window; `certain` asks whether every reading of it does. */
  function lies(days, window, fit, certain) {
    const [earliestStart, latestStart, earliestEnd, latestEnd] = days;
    const [begin, end] = window;
    if (fit === "within") {
      return certain ? begin <= earliestStart && latestEnd <= end : begin <= latestStart && earliestEnd <= end;
    }
    return certain ? latestStart <= end && begin <= earliestEnd : earliestStart <= end && begin <= latestEnd;
  }

  /* Tell whether an event lies in a window, by all that is implied of its date where that is narrower. */
  function matches(event, window, fit, certain) {
    if (certain && event.doubtful) return false;
    if (event.implied) {
      const [possible, sure] = event.implied;
      return certain
        ? sure.every((days) => lies(days, window, fit, true))
        : possible.some((days) => lies(days, window, fit, false));
    }
    if (certain && fit === "within" && event.supposed) return false;
    return lies(Dates.bounds(event.days), window, fit, certain);
  }

  /* Return the events that answer a question, in the order of the data, and which of them lie in the window for certain. */
  function select(question) {
    const { actor, other, types, rank, window, fit, certain, statuses, confidence } = question;
    const sides = [actor, other].filter((side) => side !== null);
    const events = DPRKREL.events.filter((event) =>
      (statuses === null || statuses.has(event.status))
      && (types === null || types.has(event.type))
      && sides.every((side) => actorsOf.get(event).has(side))
      && (rank === null || (event.rank ?? -1) >= rank)
      && (confidence === null || DPRKREL.confidences.indexOf(event.confidence) >= confidence)
      && (window === null || matches(event, window, fit, certain)));
    const sure = new Set(events.filter((event) => window === null || matches(event, window, fit, true)));
    return { events, sure };
  }

  return { classOf, actorsOf, eventById, typesOf, matches, select };
})();
