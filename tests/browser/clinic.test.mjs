// What a clinic page does with the room that there is: the radar opens row by row on a phone and keeps its heads in sight on a
// desk, the steps stand at the edge, and marks of the reader's own hand move nothing.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sites } from "./courses.mjs";
import { overflow } from "./pages/layout.mjs";
import { devices, openSite, place, visit } from "./pages/open.mjs";
import { kinds } from "./site.mjs";

const shownSites = sites.filter(({ edition }) => edition === "learner");
const scriptless = { ...devices.phone, javaScriptEnabled: false };

/** Runs in the browser: of each row of the radar how many of its cells are seen. */
const seenCells = () =>
  [...document.querySelectorAll("#radar tbody tr")].map((row) => [...row.cells].filter((cell) => cell.checkVisibility()).length);

/** Runs in the browser: of each closed row how far what opens it falls short of its edges: above, at both sides, below. */
const unfilled = () =>
  [...document.querySelectorAll("#radar tbody tr")].map((row) => {
    const [outer, inner] = [row, row.querySelector("summary")].map((each) => each.getBoundingClientRect());
    const short = [Math.abs(inner.top - outer.top), inner.left - outer.left, outer.right - inner.right, outer.bottom - inner.bottom];
    return Math.round(Math.max(...short));
  });

/** A row of which only number and mistake are seen opens where it is pressed, and where an address leads to it. */
async function openRows(page) {
  const short = await page.evaluate(unfilled);
  assert.ok(short.length > 0 && short.every((pixels) => pixels <= 1), `short of the edges of rows: ${short} px`);
  const closed = await page.evaluate(seenCells);
  assert.deepEqual([...new Set(closed)], [2], "number and mistake");
  await page.locator("#radar tbody tr").first().click({ position: { x: 4, y: 4 } });
  assert.equal((await page.evaluate(seenCells))[0], 4, "a press opens");
  await page.locator("#radar summary").nth(1).focus();
  await page.keyboard.press("Enter");
  assert.equal((await page.evaluate(seenCells))[1], 4, "so does a key");
  const id = await page.locator("#radar [data-clinic=radar-row]").last().getAttribute("id");
  await page.goto(`${page.url().split("#")[0]}#${id}`);
  assert.equal((await page.evaluate(seenCells)).at(-1), 4, "and so does an address");
  assert.equal(await page.locator(`#${id}`).isVisible(), true);
}

/** Runs in the browser: where everything with words stands. */
const places = () =>
  [...document.querySelectorAll(".leaf-body *")].filter((each) => each.children.length === 0).map((each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return [left, top, width, height].map((number) => number.toFixed(2)).join(" ");
  });

const mark = () =>
  document.querySelectorAll("[data-clinic=statement], [data-clinic=radar-row]").forEach((each, index) => {
    each.dataset.mark = index % 2 ? "repaired" : "missed";
  });

/** Runs in the browser: what is seen and of no use on paper, and the room below the words of each statement. */
function readingCopy() {
  const idle = "nav, button, form, .card summary, .site-head, .site-foot, .module-contents, ul.record, .record dd:empty";
  const seen = [...document.querySelectorAll(idle)].filter((each) => each.checkVisibility());
  const gap = (statement) => {
    const words = document.createRange();
    words.selectNodeContents(statement.querySelector(":scope > div"));
    return Math.round(statement.getBoundingClientRect().bottom - words.getBoundingClientRect().bottom);
  };
  return { idle: seen.map((each) => each.outerHTML.slice(0, 80)), gaps: [...document.querySelectorAll(".statements > li:not(:has(> .alert))")].map(gap) };
}

/** Runs in the browser: a field that is being filled in. */
const type = () => {
  const field = document.createElement("textarea");
  document.querySelector(".leaf-body").append(field);
  field.focus();
};

for (const site of shownSites) {
  describe(`the clinic page of ${site.name}`, { concurrency: 4 }, () => {
    let shown;
    before(async () => {
      shown = await openSite(site.root);
    });
    after(() => shown?.close());
    const clinic = (options, steps) =>
      visit(shown.browser, { ...options, reducedMotion: "reduce" }, place(shown, "clinic", kinds(site.root).get("clinic")), steps);

    test("on a phone a row shows number and mistake, and opens, without scripts too", () => clinic(scriptless, openRows));

    test("on a desk all is seen, and the heads stay in sight", () =>
      clinic(devices.desk, async (page) => {
        assert.deepEqual([...new Set(await page.evaluate(seenCells))], [4]);
        assert.equal(await page.locator("#radar summary").first().isVisible(), false);
        await page.locator("#radar tbody tr").last().evaluate((row) => scrollTo(0, row.getBoundingClientRect().top + scrollY - 80));
        const { top } = await page.locator("#radar thead th").last().evaluate((head) => head.getBoundingClientRect());
        assert.ok(Math.abs(top) < 1, `${top}`);
      }));

    test("on a phone the head is one line, and the steps stand at the edge while nothing is typed", () =>
      clinic(devices.phone, async (page) => {
        const height = (selector) => page.locator(selector).evaluate((each) => each.getBoundingClientRect().height);
        assert.ok((await height(".site-head")) <= 58, `${await height(".site-head")}`);
        assert.ok((await height(".step-bar")) <= 56, `${await height(".step-bar")}`);
        const bottom = await page.locator(".step-bar").evaluate((bar) => bar.getBoundingClientRect().bottom);
        assert.ok(Math.abs(bottom - devices.phone.viewport.height) < 1, `${bottom}`);
        await page.evaluate(type);
        assert.equal(await page.locator(".step-bar").isVisible(), false);
      }));

    test("text of twice the size fits a phone", () =>
      clinic(devices.phone, async (page, problems) => {
        await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        problems.push(...(await overflow(page)));
      }));

    test("on paper it is a copy to read: nothing leads about, is pressed or is empty, and statements stand close", () =>
      clinic(devices.desk, async (page) => {
        await page.emulateMedia({ media: "print" });
        const { idle, gaps } = await page.evaluate(readingCopy);
        assert.deepEqual(idle, []);
        assert.ok(gaps.length > 1 && gaps.every((gap) => gap < 12), `between statements: ${gaps} px`);
      }));

    for (const [device, options] of Object.entries(devices)) {
      test(`marks of the reader's own hand move nothing, ${device}`, () =>
        clinic(options, async (page) => {
          await page.evaluate(() => document.querySelectorAll("#radar details").forEach((each) => (each.open = true)));
          const before = await page.evaluate(places);
          await page.evaluate(mark);
          assert.deepEqual(await page.evaluate(places), before);
        }));
    }
  });
}
