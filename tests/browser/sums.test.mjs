// The sums of the worksheets' script, without a browser: they give what tests/fixtures/sums.json says, as those of
// src/paper/ do (golden.rs there reads the same file).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const script = read("../../themes/clinic/static/sheet.js");
const golden = JSON.parse(read("../fixtures/sums.json"));

/** What the script keeps for itself, as it stands before it starts. */
const end = /\nstart\(\);\nlisten\(\);\n\}\)\(\);\n$/;
assert.match(script, end);
const inside = script.replace(end, "\nreturn { cutters, logPages, cardPages, shuffled, use(data) { paper = data; } };\n})()");
const sums = new Function("document", `return ${inside.slice(inside.indexOf("(() => {"))}`)({ getElementById: () => null });

sums.use({ geometry: [golden.geometry.normal, golden.geometry.large, golden.geometry.saving] });
const size = (large) => (large ? "large" : "usual");

/** Holds each case of a kind to what it gives. */
function hold(cases, sum) {
  assert.ok(cases.length > 10, `${cases.length} cases`);
  for (const { gives, ...one } of cases) assert.deepEqual(sum(one), gives, JSON.stringify(one));
}

describe("the sums of the worksheets' script", () => {
  test("it cuts the kinds of sheet that the program cuts", () => assert.deepEqual(Object.keys(sums.cutters), golden.cut));

  test("a log has the pages that the program gives it", () => {
    hold(golden.logs, ({ large, options, rows, heights }) =>
      sums.logPages({ ...options, size: size(large) }, heights, rows));
  });

  test("cards stand in the rows that the program gives them", () => {
    hold(golden.cards, ({ large, save, style, faces }) =>
      sums.cardPages({ cards: style, size: size(large), save }, faces));
  });

  test("an order is drawn as the program draws it", () => {
    hold(golden.orders, ({ seed, group, count }) => sums.shuffled(seed, group, count));
  });
});
