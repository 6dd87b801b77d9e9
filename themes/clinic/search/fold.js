// Words as they are looked for: by the same steps, and the same tables, as where the index is made (`src/text/fold.rs`).
(() => {
"use strict";

const search = globalThis.clinicSearch;
const { marks, letters, shifts, unspaced, articles, least, umlauts, longest } = search.folding;

const RUN = /[\p{Alphabetic}\p{M}\p{N}]+/gu;

/** @type {(ranges: number[][], letter: string) => boolean} */
const within = (ranges, letter) => {
  const code = letter.codePointAt(0) ?? 0;
  return code > 127 && ranges.some(([first, last]) => code >= first && code <= last);
};

/** @type {(letter: string) => string} */
const shifted = (letter) => {
  const code = letter.codePointAt(0) ?? 0;
  const shift = shifts.find(([first, last]) => code >= first && code <= last);
  return shift ? String.fromCodePoint(code - shift[2]) : letter;
};

search.folded = (text) => {
  const bare = [...text.normalize("NFKD")].filter((letter) => !within(marks, letter)).join("");
  return [...bare.toLowerCase().normalize("NFC")].map((letter) => letters[letter] ?? shifted(letter)).join("");
};

/** @type {(word: string, left: number) => string} */
const folding = (word, left) => {
  const article = articles.find((each) => word.startsWith(each));
  const rest = article ? word.slice(article.length) : "";
  const bare = [...rest].length >= left && rest ? rest : word;
  const even = umlauts ? bare.replace(new RegExp(`([${umlauts}])e`, "g"), "$1") : bare;
  return [...even].slice(0, longest).join("");
};

/** @type {(run: string) => string[]} */
const pairs = (run) => {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ""));
};

/** @type {(run: string) => string[]} */
const parted = (run) => {
  /** @type {string[]} */
  const parts = [];
  let wasUnspaced = false;
  for (const letter of run) {
    const isUnspaced = within(unspaced, letter);
    if (parts.length && isUnspaced === wasUnspaced) parts[parts.length - 1] += letter;
    else parts.push(letter);
    wasUnspaced = isUnspaced;
  }
  return parts;
};

search.runs = (text) => (text.match(RUN) ?? []).flatMap(parted);

// Runs of a folded text, each with its terms as they stand in the index.
search.terms = (text) =>
  search.runs(search.folded(text)).flatMap((run) => (within(unspaced, run) ? pairs(run) : [folding(run, least)]));

// What is asked: of characters that stand together no last one by itself, and the last word is only begun.
search.asked = (text) => {
  const isBegun = !/\s$/u.test(text);
  const runs = search.runs(search.folded(text));
  const words = runs.flatMap((run, at) => {
    const isLast = isBegun && at === runs.length - 1;
    if (!within(unspaced, run)) {
      const [term, begun] = [folding(run, least), folding(run, 1)];
      return [{ term, isBegun: isLast, others: isLast && begun !== term ? [begun] : [] }]; // an article before few letters
    }
    const terms = pairs(run);
    return (terms.length > 1 ? terms.slice(0, -1) : terms).map((term) => ({ term, isBegun: [...term].length === 1, others: [] }));
  });
  return { words, together: runs.filter((run) => within(unspaced, run)) };
};
})();
