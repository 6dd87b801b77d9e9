// What every sheet has to be, whatever stands on it.

import assert from "node:assert/strict";

import { drawn, pages, pagesWith, squeeze, words } from "./pdf.mjs";
import { filled, horizontals, inked, margins, qr } from "./picture.mjs";
import { papers } from "./print.mjs";

/** Printers leave this much of a page blank whatever they are told. */
const unprintable = 8;

/** Lines are this exact: browsers put them on whole CSS pixels (0.26 mm), and the picture has points of 0.13 mm. */
export const tolerance = 0.4;

const near = (a, b, by = tolerance) => Math.abs(a - b) <= by;

/** The size of all pages, and their orientations if they are told: one for all, or a list. */
export async function expectSizes(pdf, paper, orientation) {
  const { width, height } = papers[paper];
  const found = await pages(pdf);
  found.forEach((page, index) => {
    const [short, long] = [page.width, page.height].sort((a, b) => a - b);
    assert.ok(near(short, width, 0.5) && near(long, height, 0.5), `page ${index + 1} is ${page.width} x ${page.height}`);
  });
  const wanted = Array.isArray(orientation) ? orientation : found.map(() => orientation);
  assert.deepEqual(found.map((page) => page.orientation), wanted);
}

/** No page is blank, or holds a head alone; nothing runs into the edge; nothing is filled with ink. */
export async function expectTidy(pdf) {
  const sizes = await pages(pdf);
  assert.ok(sizes.length > 0, "there is no page");
  for (const [index, size] of sizes.entries()) {
    const page = index + 1;
    const found = await words(pdf, page);
    const edge = await margins(pdf, page);
    assert.ok(found.length >= 5 && edge, `page ${page} of ${sizes.length} has ${found.length} words`);
    for (const [side, width] of Object.entries(edge)) {
      assert.ok(width >= unprintable, `page ${page}: ${width.toFixed(1)} mm are left at the ${side}`);
    }
    // Between the head and the foot.
    assert.ok(await inked(pdf, page, 60, size.height - 20), `page ${page} of ${sizes.length} holds a head alone`);
    const square = await filled(pdf, page);
    assert.ok(square < 4, `page ${page}: a filled area of ${square.toFixed(1)} mm`);
  }
}

/** A head on every page: all words of `title` stand in its upper part. */
export async function expectHeads(pdf, title) {
  const all = await pages(pdf);
  for (const [index, { height }] of all.entries()) {
    const top = (await words(pdf, index + 1)).filter((word) => word.bottom < height / 3);
    const head = squeeze(top.map((word) => word.text).join(""));
    for (const word of title.split(" ")) {
      assert.ok(head.includes(squeeze(word)), `page ${index + 1} of ${all.length} has no “${word}” of “${title}” at its top`);
    }
  }
}

/**
 * The address of the clinic page is on the first page: in letters, and as a QR code on sheets that are written on. `codes`
 * says whether there has to be one.
 */
export async function expectAddress(pdf, url, codes = true) {
  const [first] = await drawn(pdf);
  assert.ok(squeeze(first).includes(squeeze(url.replace(/^https:\/\//, ""))), `the first page does not name ${url}`);
  const found = [...new Set(await qr(pdf, 1))];
  assert.deepEqual(found, codes || found.length > 0 ? [url] : []);
}

/** One page a sheet, each of which says which one it is. */
export async function expectNumbered(pdf, sheets) {
  const texts = await drawn(pdf);
  assert.equal(texts.length, sheets.length, "a sheet that was cut into pages takes one page a part");
  sheets.forEach(({ page, pages }, index) => {
    assert.deepEqual([page, pages], [index + 1, sheets.length]);
    const words = `page ${page} of ${pages}`;
    assert.ok(squeeze(texts[index]).includes(squeeze(words)), `page ${index + 1} does not say “${words}”`);
  });
}

/** Texts stand whole on one page, wherever it is. */
export async function expectWhole(pdf, texts) {
  for (const text of texts) {
    assert.notDeepEqual(await pagesWith(pdf, text), [], `on no page stands the whole of “${text.slice(0, 120)}”`);
  }
}

/** Every word of the texts is somewhere in the file, however it was broken. */
export async function expectWords(pdf, texts) {
  const all = squeeze((await drawn(pdf)).join(""));
  for (const word of texts.join(" ").split(/\s+/)) {
    assert.ok(all.includes(squeeze(word)), `“${word}” was lost`);
  }
}

/** No page holds any of the texts. */
export async function expectNone(pdf, pattern) {
  const found = squeeze((await drawn(pdf)).join("")).match(pattern);
  assert.equal(found?.[0], undefined);
}

/** The page of a statement and what stands right before it: `{ page, before }`. */
async function placeOf(pdf, { text, label }) {
  const [page, ...more] = await pagesWith(pdf, text);
  assert.ok(page, `on no page stands the whole of ${label}: “${text.slice(0, 120)}”`);
  assert.deepEqual(more, [], `${label} stands on several pages`);
  const all = squeeze((await drawn(pdf))[page - 1]);
  return { page, before: all.slice(0, all.indexOf(squeeze(text))) };
}

/**
 * Each statement stands whole on one page, with its label and its number in the order of the sheet. `order` holds the
 * statements' names as the sheet has them.
 */
export async function expectStatements(pdf, statements, order) {
  assert.deepEqual([...order].sort(), statements.map(({ name }) => name).sort(), "each statement is there once");
  let last = 1;
  for (const [index, name] of order.entries()) {
    const statement = statements.find((statement) => statement.name === name);
    const { page, before } = await placeOf(pdf, statement);
    assert.ok(page >= last, `${statement.label} stands on page ${page}, before the one that precedes it`);
    last = page;
    const mark = squeeze(`${statement.label} ${index + 1} of ${order.length}`);
    // An opening quotation mark may stand between the two.
    assert.ok(before.slice(-mark.length - 4).includes(mark), `before “${statement.text.slice(0, 60)}” stands no ${mark}`);
  }
}

/** The label that stands before each statement of a file: a map from the statement's name. */
export async function labels(pdf, statements) {
  const found = new Map();
  for (const statement of statements) {
    const { before } = await placeOf(pdf, statement);
    // `2.4` or `2.4 7 of 21`, squeezed, and perhaps an opening quotation mark.
    const position = `(?:[1-9]\\d*of${statements.length})?`;
    const fitting = statements
      .map(({ label }) => label)
      .filter((label) => new RegExp(`${label.replace(".", "\\.")}${position}[“"„«]?$`).test(before))
      .sort((a, b) => b.length - a.length);
    assert.ok(fitting[0], `before “${statement.text.slice(0, 60)}” stands: ${before.slice(-30)}`);
    found.set(statement.name, fitting[0]);
  }
  return found;
}

/** How many rules follow each other at a distance, beginning with any. */
function chain(heights, distance) {
  const longest = heights.map((from) => {
    let [at, count] = [from, 0];
    for (;;) {
      const next = heights.find((y) => near(y - at, distance));
      if (next === undefined) return count;
      [at, count] = [next, count + 1];
    }
  });
  return Math.max(0, ...longest);
}

/** The height of a row to write in: two lines, and 18 mm at least. */
export const writing = (line) => Math.max(18, 2 * line);

/** Below the lines to write on, a row may have a strip of ticks, at most this high. */
const strip = 12;

/**
 * The height of the rows of a table that is ruled from edge to edge, and how many of them follow each other. A page with few
 * rows does not show their height for sure, so it may be told.
 */
export async function rowsOf(pdf, page, line, told) {
  const horizontal = await horizontals(pdf, page);
  const widest = Math.max(...horizontal.map(({ x0, x1 }) => x1 - x0));
  const heights = horizontal.filter(({ x0, x1 }) => x1 - x0 > 0.95 * widest).map(({ y }) => y);
  const least = writing(line);
  const distances = heights
    .flatMap((y, index) => heights.slice(index + 1).map((below) => below - y))
    .filter((distance) => distance >= least - tolerance && distance <= least + strip)
    .sort((a, b) => a - b);
  let best = { height: told ?? 0, count: 0 };
  for (const height of told === undefined ? distances : [told]) {
    const count = chain(heights, height);
    if (count > best.count) best = { height, count };
  }
  return best;
}

/**
 * The lines to write on: every rule right below another of the same width is one line away, unless it belongs to the head of
 * the page or a statement begins between the two. Gives how many there are.
 */
export async function expectLines(pdf, page, line) {
  const horizontal = await horizontals(pdf, page);
  const begins = (await words(pdf, page)).filter(({ text }) => /^\d+\.\d+$/.test(text));
  const head = Math.min(...begins.map(({ top }) => top));
  let count = 0;
  for (const rule of horizontal) {
    if (begins.length > 0 && rule.y < head) continue;
    const next = horizontal.find(({ y, x0, x1 }) => y > rule.y && near(x0, rule.x0, 1) && near(x1, rule.x1, 1));
    if (!next || next.y - rule.y > 1.5 * line) continue;
    if (begins.some(({ top, bottom }) => top < next.y && bottom > rule.y)) continue;
    count += 1;
    const distance = next.y - rule.y;
    assert.ok(near(distance, line), `page ${page}: ${distance.toFixed(2)} mm from ${rule.y.toFixed(1)} mm to the next rule`);
  }
  return count;
}

/** The longest run of rules that are `line` apart, counted in rules. */
export async function ruledLines(pdf, page, line) {
  const horizontal = await horizontals(pdf, page, 100);
  return chain(horizontal.map(({ y }) => y), line) + 1;
}
