// What stands in a PDF file, told by poppler's tools: sizes of pages, texts, words with their places in millimetres.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const memory = { maxBuffer: 256 * 1024 * 1024 };
const millimetres = (points) => (Number(points) * 25.4) / 72;

/** Asks a tool once for each file; what is known is kept by the name of the tool and its arguments. */
const known = new Map();

export function ask(tool, ...args) {
  const key = [tool, ...args].join("\0");
  if (!known.has(key)) known.set(key, run(tool, args, memory).then(({ stdout }) => stdout));
  return known.get(key);
}

/** The pages of a file: `{ width, height, orientation }`, in millimetres. */
export async function pages(pdf) {
  const told = await ask("pdfinfo", "-f", "1", "-l", "100000", pdf);
  const sizes = [...told.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+) pts/gm)];
  const count = Number(told.match(/^Pages: +(\d+)/m)[1]);
  if (sizes.length !== count) throw new Error(`${pdf} has ${count} pages, and sizes of ${sizes.length}`);
  return sizes.map(([, x, y]) => {
    const [width, height] = [millimetres(x), millimetres(y)];
    return { width, height, orientation: width > height ? "landscape" : "portrait" };
  });
}

/** How many pages a file has, and the page, from 1, on which each place begins that a link of the document leads to. */
export async function beginnings(pdf) {
  const [told, places] = await Promise.all([ask("pdfinfo", pdf), ask("pdfinfo", "-dests", pdf)]);
  const starts = [...places.matchAll(/^ *(\d+) \[.*\] "(.*)"$/gm)].map(([, page, name]) => [name, Number(page)]);
  return { count: Number(told.match(/^Pages: +(\d+)/m)[1]), starts: new Map(starts) };
}

/** The words as they stand on the paper, with blanks between columns; `page` counts from 1. */
export const text = async (pdf, page) => split(await ask("pdftotext", "-layout", pdf, "-"))[page - 1];

/** The texts of all pages in the order in which they were drawn, which is the order of the HTML within a block. */
export const drawn = async (pdf) => split(await ask("pdftotext", "-raw", pdf, "-"));

/** A form feed ends each page. */
const split = (texts) => texts.split("\f").slice(0, -1);

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'" };
const plain = (xml) => xml.replace(/&(?:amp|lt|gt|quot|apos|#39);/g, (entity) => entities[entity]);

/** The words of one page with their boxes: `{ text, left, top, right, bottom }`, in millimetres from the page's corner. */
export async function words(pdf, page) {
  const xml = (await ask("pdftotext", "-bbox", pdf, "-")).split("<page ")[page];
  const found = xml.matchAll(/<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^]*?)<\/word>/g);
  return [...found].map(([, ...parts]) => {
    const [left, top, right, bottom] = parts.slice(0, 4).map(millimetres);
    return { text: plain(parts[4]), left, top, right, bottom };
  });
}

/**
 * A text without all that a line break may add or take: white space, hyphens, marks of direction. Ligatures and the shapes of
 * joined letters become the letters that were meant.
 */
export const squeeze = (text) =>
  text.normalize("NFKC").replace(/[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2010\u2011-]+/gu, "");

/** The numbers of the pages, from 1, on which a text stands whole and in one piece. */
export async function pagesWith(pdf, text) {
  const wanted = squeeze(text);
  const all = await drawn(pdf);
  return all.flatMap((page, index) => (squeeze(page).includes(wanted) ? [index + 1] : []));
}
