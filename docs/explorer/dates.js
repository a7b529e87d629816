/* Dates: days as ordinals, as in Python; the four bounds of a date; what is certain of it, in words. */
"use strict";

const Dates = (() => {
  // Stand-ins for "unbounded", just outside the calendar, as in dprkrel.dates.edtf.
  const PAST = 0;
  const FUTURE = 3652060;
  const EPOCH = 719163; // the ordinal of 1970-01-01
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];

  const isKnown = (day) => day > PAST && day < FUTURE;

  /* Return the ordinal of a day, or null of what is not in the calendar. */
  function ordinal(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const isSame = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return isSame && year >= 1 && year <= 9999 ? Math.round(date.getTime() / 86400000) + EPOCH : null;
  }

  function partsOf(day) {
    const date = new Date((day - EPOCH) * 86400000);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  }

  function iso(day) {
    const [year, month, date] = partsOf(day);
    return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  }

  function spoken(day) {
    const [year, month, date] = partsOf(day);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  }

  /* Read a year, month or day as its first and last day; null of any other text. */
  function read(text) {
    const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
    if (!found) return null;
    const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
    const first = ordinal(year, month ?? 1, day ?? 1);
    if (first === null || day !== null) return first === null ? null : [first, first];
    if (month === null) return [first, ordinal(year, 12, 31)];
    return [first, month === 12 ? ordinal(year, 12, 31) : ordinal(year, month + 1, 1) - 1];
  }

  /* The four bounds: where it began first and last, where it ended first and last. */
  const bounds = (days) => (Array.isArray(days) ? days : [days, days, days, days]);

  function end(verb, first, last) {
    if (first === last) return isKnown(first) ? `${verb} on ${spoken(first)}` : null;
    if (isKnown(first) && isKnown(last)) return `${verb} between ${spoken(first)} and ${spoken(last)}`;
    if (isKnown(first)) return `${verb} on ${spoken(first)} or later`;
    if (isKnown(last)) return `${verb} by ${spoken(last)}`;
    return null;
  }

  /* Say in sentences what is certain of the date of an event. */
  function explain(event) {
    const [earliestStart, latestStart, earliestEnd, latestEnd] = bounds(event.days);
    const said = [];
    if (earliestStart === latestEnd) {
      said.push(`On ${spoken(earliestStart)}.`);
    } else if (earliestStart === earliestEnd && latestStart === latestEnd && isKnown(earliestStart) && isKnown(latestEnd)) {
      said.push(`Some time between ${spoken(earliestStart)} and ${spoken(latestEnd)}; no day of it is certain.`);
    } else {
      const began = latestStart === PAST ? "has no beginning" : end("began", earliestStart, latestStart) ?? "began on a day that is not known";
      const ended = earliestEnd === FUTURE ? "goes on" : end("ended", earliestEnd, latestEnd) ?? "ended on a day that is not known";
      said.push(`It ${began}, and ${ended}.`);
      const [first, last] = [Math.max(latestStart, PAST), Math.min(earliestEnd, FUTURE)];
      if (first > last) said.push("No single day of it is certain.");
      else if (first === last) said.push(`Only ${spoken(first)} is a day of it for certain.`);
      else if (earliestStart !== latestStart || earliestEnd !== latestEnd) {
        if (isKnown(first) && isKnown(last)) said.push(`All days from ${spoken(first)} to ${spoken(last)} are certain.`);
        else if (isKnown(first)) said.push(`All days from ${spoken(first)} on are certain.`);
        else if (isKnown(last)) said.push(`All days until ${spoken(last)} are certain.`);
      }
    }
    if (event.doubtful) said.push("The date is marked as approximate or uncertain, so nothing is certain of it after all.");
    for (const which of event.supposed ?? []) said.push(`A coding rule alone, and no source, bounds its ${which}.`);
    return said;
  }

  return { PAST, FUTURE, MONTHS, isKnown, ordinal, partsOf, iso, spoken, read, bounds, explain };
})();
