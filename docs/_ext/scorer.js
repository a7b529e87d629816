// What bears the words as its title comes before what has them in a title or text.
"use strict";

var Scorer = {
  score: ([, , , , score, , kind]) => (kind === "title" ? score + 10 : score),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
