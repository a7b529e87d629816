/* Names of actors: how a text is read, as the library reads it (dprkrel.store.names), and what to suggest.
 *
 * A name is found only if it is listed, as a whole, and of one actor alone. Titles around a name and inflected
 * names, which `find_actor` takes apart, are left to the suggestions: the explorer never guesses. */
"use strict";

const Names = (() => {
  // Up to this letter of Cyrillic, marks are left out and spaces part words.
  const LAST_WITH_MARKS = "\u052f";
  const PLAIN = { ł: "l", ø: "o", đ: "d", ħ: "h", ı: "i", ŧ: "t", æ: "ae", œ: "oe", ð: "d", þ: "th" };
  const LONGEST = 200;

  const isSpace = (character) => /[\s\x1c-\x1f\x85]/.test(character) && character !== "\ufeff";
  const isAlphanumeric = (text) => /^[\p{L}\p{N}]+$/u.test(text);
  const isLower = (character) => /\p{Lowercase}/u.test(character);
  const isUpper = (character) => /\p{Uppercase}/u.test(character);
  const letters = (text) => [...text].length;

  /* JavaScript has no case folding; there and back again folds all that these data hold, but the final sigma. */
  const folded = (text) => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");

  /* Split a text into words that differ neither by case, hyphens nor marks on Latin, Greek or Cyrillic. */
  function wordsOf(text, exactly = false) {
    let joined = "";
    let plain = true; // whether the letter before a mark is known without it
    for (const character of folded(text.normalize("NFKC")).normalize("NFKD")) {
      if (isSpace(character)) {
        joined += " ";
        plain = true;
      } else if (/[\p{L}\p{N}]/u.test(character)) {
        joined += character;
        plain = character <= LAST_WITH_MARKS && !exactly;
      } else if (/\p{M}/u.test(character)) {
        if (!plain && !/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(character)) joined += character;
      } else if (!/\p{C}/u.test(character) && !"'’‘ʼ`´".includes(character)) {
        joined += " ";
        plain = true;
      }
    }
    joined = joined.normalize("NFC");
    if (!exactly) joined = joined.replace(/[łøđħıŧæœðþ]/g, (letter) => PLAIN[letter]);
    return joined.split(" ").filter(Boolean);
  }

  /* After how many letters of the words, run together, one ends and the next begins; initials are one word. */
  function jointsOf(words) {
    const joints = new Set();
    let length = 0;
    words.slice(0, -1).forEach((word, place) => {
      length += letters(word);
      if (letters(word) > 1 || letters(words[place + 1]) > 1 || word > LAST_WITH_MARKS) joints.add(length);
    });
    return joints;
  }

  /* Put a space before each capital inside a word that begins with one: "SergeiLavrov". */
  function spaced(text) {
    let result = "";
    let before = " ";
    let isCapitalized = false;
    for (const letter of text) {
      if (!isAlphanumeric(before)) isCapitalized = isUpper(letter);
      if (isCapitalized && isLower(before) && isUpper(letter)) result += " ";
      result += letter;
      before = letter;
    }
    return result;
  }

  const isWithin = (some, others) => [...some].every((one) => others.has(one));

  /* Tell whether the words of a text can be those of a spelling: each ends where one of the spelling does. */
  function agree(joints, places, key, actor) {
    const spelled = new Set(places ? places.split(",").map(Number) : []);
    if (isWithin(joints, spelled)) return true;
    const isUnspaced = key.slice(0, 1) > LAST_WITH_MARKS;
    if (isUnspaced && (DPRKREL.actors[actor].kind === "person" || letters(key) > 3)) return true;
    return spelled.size > 0 && isWithin(spelled, joints) && Math.min(...spelled) === Math.min(...joints);
  }

  const entriesOf = (key) => (Object.hasOwn(DPRKREL.names, key) ? DPRKREL.names[key].split(" ") : []);
  const actorsOf = (key) => entriesOf(key).map((entry) => parseInt(entry, 10));

  /* Return the actors for whom a key stands, with what it is to each: "" listed, s shared, w a word of a name, c a code. */
  function named(key, joints) {
    const found = new Map();
    for (const entry of entriesOf(key)) {
      const [number, places = "", standing = ""] = entry.split(":");
      const actor = Number(number);
      if (found.has(actor) && found.get(actor) <= standing) continue;
      if (!joints.size || agree(joints, places, key, actor)) found.set(actor, standing);
    }
    return [...found];
  }

  function isTitle(text) {
    let cased = false;
    let any = false;
    for (const letter of text) {
      if (isUpper(letter) ? cased : isLower(letter) && !cased) return false;
      cased = isUpper(letter) || isLower(letter);
      any ||= cased;
    }
    return any;
  }

  /* Read a text that is a name or code and nothing else. */
  function whole(text) {
    const words = wordsOf(text);
    if (!words.length) return [];
    const key = words.join("");
    const isRunTogether = spaced(text) !== text;
    let found = named(key, words.length > 1 || isRunTogether ? jointsOf(words) : new Set());
    if (isRunTogether && found.length) found = named(key, jointsOf(wordsOf(spaced(text))));
    if (found.length > 1) { // the marks may tell them apart
      const exact = actorsOf(`=${wordsOf(text, true).join(" ")}`);
      const told = found.filter(([actor]) => exact.includes(actor));
      if (told.length) found = told;
    }
    const bare = text.trim();
    if (isAlphanumeric(bare) && !isTitle(bare)) {
      found = found.map(([actor, standing]) => [actor, standing.replace("c", "")]);
    } else {
      found = found.filter(([, standing]) => standing !== "c");
    }
    return found.length ? found : actorsOf(`#${bare}`).map((actor) => [actor, ""]);
  }

  const byId = new Map(DPRKREL.actors.map((actor, number) => [actor.id, number]));

  /* Find the actor that a text names.
   *
   * Returns an object with `actor`, or with `candidates` and `why`: "ambiguous", "part" or "unknown". */
  function find(text) {
    if (byId.has(text)) return { actor: byId.get(text) };
    const found = text.length > LONGEST ? [] : whole(text);
    if (found.length === 1 && found[0][1] === "") return { actor: found[0][0] };
    if (found.length === 1 && found[0][1] === "w") return { candidates: [found[0][0]], why: "part" };
    if (found.length) {
      const sure = found.slice().sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0));
      return { candidates: sure.map(([actor]) => actor), why: "ambiguous" };
    }
    return { candidates: suggest(text, 60).map((suggestion) => suggestion.actor), why: "unknown" };
  }

  /* Every spelling as words, and how many events an actor stands in; made when first needed. */
  let filed = null;
  function spellings() {
    filed ??= DPRKREL.actors.flatMap((actor, number) =>
      [actor.name, ...(actor.others ?? [])].map((text) => {
        const words = wordsOf(text);
        return { actor: number, text, words, joined: words.join("") };
      }));
    return filed;
  }

  const timesOf = new Map();
  for (const event of DPRKREL.events) {
    for (const actor of new Set(event.parts?.flatMap(([who, , forWhom]) => [who, forWhom]))) {
      timesOf.set(actor, (timesOf.get(actor) ?? 0) + 1);
    }
  }
  const times = (actor) => timesOf.get(actor) ?? 0;

  /* How near a spelling is to what was typed: 0 the same, 1 begins so, 2 has such words, 3 holds it; or nothing. */
  function nearness(words, joined, typed, key) {
    if (joined === key) return 0;
    if (joined.startsWith(key)) return 1;
    if (typed.every((one) => words.some((word) => word.startsWith(one)))) return 2;
    return key.length > 2 && joined.includes(key) ? 3 : null;
  }

  /* Return the actors whose names are nearest to what was typed, each once, with the spelling that is. */
  function suggest(text, most = 12) {
    const typed = wordsOf(text.slice(0, LONGEST));
    const key = typed.join("");
    if (!key) return [];
    const best = new Map();
    for (const { actor, text: spelling, words, joined } of spellings()) {
      const near = nearness(words, joined, typed, key);
      if (near === null || (best.has(actor) && best.get(actor).near <= near)) continue;
      best.set(actor, { actor, spelling, near });
    }
    // Codes, such as PRK, are no spellings.
    const coded = whole(text).map(([actor]) => actor).filter((actor) => !best.has(actor));
    coded.forEach((actor) => best.set(actor, { actor, spelling: text.trim(), near: 0 }));
    const sorted = [...best.values()].sort((one, other) =>
      one.near - other.near || times(other.actor) - times(one.actor) || one.actor - other.actor);
    return sorted.slice(0, most);
  }

  return { wordsOf, find, suggest, times, byId };
})();
