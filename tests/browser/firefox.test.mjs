// The same sheets from Firefox: another engine, which has to break pages where Chromium does.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openCourses } from "./paper/courses.mjs";
import { expectTidy } from "./paper/expect.mjs";
import { launchFirefox } from "./paper/firefox.mjs";
import { pages, words } from "./paper/pdf.mjs";
import { verticals } from "./paper/picture.mjs";
import { papers } from "./paper/print.mjs";

/** Page counters in the margins are Chromium's alone: they are not compared. */
const margin = 17;

/** Where the running head ends, whose parts stand beside each other, so that each engine has an order of its own. */
const head = 22;

/** What stands on a page: the words of its running head, the labels of all its statements, and the columns of a log. */
async function content(pdf, page, { height, orientation }) {
  const all = (await words(pdf, page)).filter(({ bottom }) => bottom < height - margin);
  const told = (words) => words.map(({ text }) => text.normalize("NFKC"));
  // Where the borders of a table collapse, Firefox loses the vertical ones of its first page.
  const columns = orientation === "landscape" ? (await verticals(pdf, page, 60)).length : 0;
  // What is too long for its place is cut short, by each engine at a letter of its own.
  const heads = told(all.filter(({ bottom }) => bottom < head)).filter((word) => !/(\.\.\.|…)$/.test(word)).sort();
  return { heads, labels: told(all).filter((word) => /^\d+\.\d+$/.test(word)), columns };
}

describe("Firefox", () => {
  let courses;
  let firefox;

  before(async () => {
    [courses, firefox] = await Promise.all([openCourses(), launchFirefox()]);
  });

  after(() => Promise.all([courses?.close(), firefox?.quit()]));

  for (const paper of Object.keys(papers)) {
    test(`a pack has the same pages as in Chromium, on ${paper}`, async () => {
      const path = "numbers/print/";
      const pdf = await firefox.print(courses.url("learner", path), paper);
      const chromium = await courses.printed("learner", path, paper);
      const [own, wanted] = [await pages(pdf), await pages(chromium.pdf)];
      const turns = (list) => list.map(({ orientation }) => orientation);
      assert.deepEqual(turns(own), turns(wanted));
      for (const [index, size] of own.entries()) {
        const other = wanted[index];
        assert.ok(Math.abs(size.width - other.width) < 0.5 && Math.abs(size.height - other.height) < 0.5);
        const here = await content(pdf, index + 1, size);
        assert.deepEqual(here, await content(chromium.pdf, index + 1, size), `page ${index + 1} of ${own.length}`);
      }
      await expectTidy(pdf);
    });
  }
});
