// Finds things: loads the parts of the index that a question needs, and puts what they say in order.
// `34-search-index.md` of the guide describes the parts.
(() => {
"use strict";

const search = globalThis.clinicSearch;
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
const PARTS = new URL("search/", src).href;
search.root = new URL("../", src).href;

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const WEIGHTS = [1, 1.3, 1.6, 3, 6, 7.5, 9, 12]; // by how much a word says of a thing; the last four are of titles
const TITLE = WEIGHTS[4];
const OF_ITS_PAGE = 0.5; // what the title of the page around a thing adds to it
const ELSEWHERE = 0.2; // and anything else on that page
const MOST_PARTS = 3; // of terms, for one word
const A_PAGE = 3; // things of one page at most
const CLOSE = 0.5; // of the best of its page, what another thing on it has to reach

/** @type {Record<string, (data: any) => void>} */
const waiting = {};
/** @type {Record<string, Promise<any>>} */
const parts = {};

search.take = (name, data) => waiting[name]?.(data);

search.part = (name) => {
  parts[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting[name] = resolve;
    script.src = `${PARTS}${name}.js`;
    script.onload = () => {
      resolve(""); // a part may be empty
      script.remove();
    };
    script.onerror = () => {
      delete parts[name];
      script.remove();
      reject(new Error(`${script.src} cannot be read`));
    };
    document.head.append(script);
  });
  return parts[name];
};

// In a preview the site has become another one.
document.addEventListener("clinic:updated", () => {
  for (const name of Object.keys(parts)) delete parts[name];
});

/** Reads numbers one after another. @type {(text: string) => { more: () => boolean, next: () => number }} */
const numbers = (text) => {
  let at = 0;
  const next = () => {
    for (let value = 0, scale = 1; ; scale *= 32) {
      const digit = DIGITS.indexOf(text[at++]);
      value += (digit % 32) * scale;
      if (digit < 32) return value;
    }
  };
  return { more: () => at < text.length, next };
};

/** Calls `visit` with each word of a part and its numbers. @type {(part: string, visit: (word: string, numbers: string) => void) => void} */
const eachWord = (part, visit) => {
  /** @type {string[]} */
  let before = [];
  for (const line of part ? part.split(" ") : []) {
    const [word, places] = line.split(",");
    before = [...before.slice(0, DIGITS.indexOf(word[0])), ...word.slice(1)];
    visit(before.join(""), places);
  }
};

/** How much a word of the index is one that is asked for. @type {(word: string, asked: Asked) => number} */
const likeness = (word, { term, isBegun }) => {
  if (word === term) return 1;
  if (word.startsWith(term)) {
    const more = word.length - term.length;
    if (isBegun) return word.endsWith("*") ? (more === 1 ? 0.5 : 0) : 0.5 + (0.4 * term.length) / word.length;
    return more <= 3 && term.length >= 3 && !word.endsWith("*") ? 0.7 : 0; // another ending
  }
  return term.startsWith(word) && word.length >= 4 && term.length - word.length <= 2 ? 0.6 : 0;
};

/** The parts that may hold a word. @type {(firsts: string[], asked: Asked) => Promise<string[]>} */
const partsOf = async (firsts, { term, isBegun }) => {
  /** @type {(word: string) => number} */
  const partOf = (word) => {
    let [from, to] = [0, firsts.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (firsts[middle] <= word) from = middle;
      else to = middle;
    }
    return from;
  };
  const least = term.length > 5 ? term.slice(0, -2) : term.length > 4 ? term.slice(0, -1) : term;
  let [from, to] = [partOf(least), partOf(`${term}\uffff`)];
  const exact = partOf(term);
  if (isBegun && to - exact > 1) [from, to] = [exact, partOf(`${term}*`)]; // there is one list for all of them
  from = Math.max(from, exact - 1);
  const wanted = Array.from({ length: Math.min(to - from + 1, MOST_PARTS) }, (_, at) => from + at);
  return Promise.all(wanted.map((part) => search.part(`t/${part}`)));
};

/** Where a word stands, and how much it says there. @type {(firsts: string[], asked: Asked) => Promise<Standing>} */
const gather = async (firsts, asked) => {
  /** @type {Standing} */
  const standing = { pages: 0, isCut: false, places: new Map() };
  const ways = [asked.term, ...asked.others].map((term) => ({ ...asked, term }));
  const parts = (await Promise.all(ways.map((way) => partsOf(firsts, way)))).flat();
  for (const part of new Set(parts)) {
    eachWord(part, (word, places) => {
      const like = Math.max(...ways.map((way) => likeness(word, way)));
      if (!like) return;
      const { more, next } = numbers(places);
      const head = next();
      standing.pages += head >> 1;
      standing.isCut ||= head % 2 === 1;
      let page = 0;
      while (more()) {
        page += next();
        const things = standing.places.get(page) ?? new Map();
        standing.places.set(page, things);
        for (let thing = 0, code = 0; code % 2 === 0; ) {
          code = next();
          thing += code >> 4;
          things.set(thing, Math.max(things.get(thing) ?? 0, WEIGHTS[(code >> 1) % 8] * like));
        }
      }
    });
  }
  return standing;
};

/** What is found on a page, the best first. @type {(page: number, standings: Standing[], worth: number[]) => Hit[]} */
const onPage = (page, standings, worth) => {
  const own = standings.map(({ places }) => places.get(page));
  const best = own.map((things) => Math.max(0, ...(things?.values() ?? [])));
  const inTitle = own.map((things) => things?.get(0) ?? 0).map((value) => (value >= TITLE / 2 ? value : 0));
  /** The share of the words for which something holds. @type {(holds: (_: unknown, at: number) => unknown) => number} */
  const share = (holds) => own.filter(holds).length / own.length;
  const onIt = share(Boolean);
  const things = new Set(own.flatMap((things) => [...(things?.keys() ?? [])]));
  const hits = [...things].map((thing) => {
    const parts = own.map((each, at) =>
      worth[at] * Math.max(each?.get(thing) ?? 0, OF_ITS_PAGE * inTitle[at], ELSEWHERE * best[at]));
    const inIt = share((_, at) => own[at]?.has(thing) || inTitle[at]);
    const score = parts.reduce((sum, part) => sum + part, 0) * onIt * onIt * (0.4 + 0.6 * inIt) * (thing === 0 ? 1.2 : 1);
    return { page, thing, score };
  });
  hits.sort((one, other) => other.score - one.score || one.thing - other.thing);
  return hits.slice(0, A_PAGE).filter(({ score }) => score >= CLOSE * hits[0].score);
};

search.find = async (text) => {
  const { words } = search.asked(text);
  if (!words.length) return { hits: [], isWhole: true };
  const { pages, firsts } = await search.part("table");
  const standings = await Promise.all(words.map((asked) => gather(firsts ? firsts.split(" ") : [], asked)));
  const worth = standings.map((standing) => Math.log(1 + pages / Math.min(pages, Math.max(1, standing.pages))));
  // Where a word is left out of a list it may stand all the same.
  const needed = standings.filter(({ isCut }) => !isCut);
  const all = new Set(standings.flatMap(({ places }) => [...places.keys()]));
  const whole = [...all].filter((page) => needed.every(({ places }) => places.has(page)));
  const hits = (whole.length ? whole : [...all]).flatMap((page) => onPage(page, standings, worth));
  hits.sort((one, other) => other.score - one.score || one.page - other.page || one.thing - other.thing);
  return { hits, isWhole: whole.length > 0 || !all.size };
};

/** What a thing is: its word, and the hook by which its page knows it. */
const KINDS = [["search.page", ""], ["search.heading", ""], ["search.row", "radar-row"], ["search.statement", "statement"], ["search.card", "card"]];

/** A label, with the last number in it one more. @type {(label: string) => string} */
const next = (label) => label.replace(/\d+$/, (number) => String(Number(number) + 1));

/** A thing of those that a page is told with. @type {(told: (string | number)[], wanted: number) => { kind: number, label: string, words: string, at: number } | undefined} */
const thingOf = (told, wanted) => {
  let [kind, label, number] = [0, "", 0];
  const seen = [0, 0, 0, 0, 0];
  for (let index = 0; index < told.length; index += 1) {
    const each = told[index];
    if (typeof each === "number") {
      kind = each;
      label = String(told[(index += 1)]);
      continue;
    }
    number += 1;
    if (number === wanted) return { kind, label, words: each, at: seen[kind] };
    seen[kind] += 1;
    label = next(label);
  }
  return undefined;
};

// What is shown of a hit; nothing where the site has become another one meanwhile.
search.shown = async ({ page, thing }) => {
  const { starts } = await search.part("table");
  const { more, next } = numbers(starts);
  let [part, start] = [-1, 0];
  for (let after = 0; more() && (after = start + next()) <= page; part += 1) start = after;
  const record = (await search.part(`p/${part}`))[page - start];
  if (!record) return undefined;
  const [href, kind, place, title, about, ...told] = record;
  // Opened from a folder, nobody answers for an address with a final slash.
  const file = location.protocol === "file:" && /(^|\/)$/.test(href) ? `${href}index.html` : href;
  const address = new URL(file, search.root).href;
  if (!thing) return { href: address, kind: kind || search.say("search.page"), place, title, about };
  const found = thingOf(told, thing);
  if (!found) return undefined;
  const [words, id = words.toLowerCase().match(/[a-z0-9]+/g)?.join("-") ?? ""] = found.words.split("\n");
  const [word, hook] = KINDS[found.kind];
  return {
    href: `${address}#${hook ? `find:${hook}:${found.at}` : encodeURIComponent(id)}`,
    kind: found.label ? `${search.say(word)} ${found.label}` : search.say(word),
    place: place ? `${place} › ${title}` : title,
    title: words,
    about: "",
  };
};

search.say = (key) => search.words[key] ?? key;
})();
