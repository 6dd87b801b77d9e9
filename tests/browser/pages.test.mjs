// Pages of every kind in a real browser: in every theme, light and dark, on a phone and on a desk, with and without
// scripts, from left to right and from right to left, under a path that is not the root.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { sites, standard, themes } from "./courses.mjs";
import { violations } from "./pages/accessibility.mjs";
import { skipLink } from "./pages/keyboard.mjs";
import { overflow, overflowIn, shifts } from "./pages/layout.mjs";
import { missing, note, schemes, table, visited } from "./pages/matrix.mjs";
import { devices, openSite, place, visit } from "./pages/open.mjs";
import { smallTargets } from "./pages/targets.mjs";

/** Other windows in which nothing may be wider than the window: small phones, and a desk at twice the size of text. */
const small = { phone: { width: 320, height: 568 }, desk: { width: 720, height: 450 } };

/** Every page has one title, and leads past what all pages have. */
async function basics(page) {
  const headings = await page.locator("h1").count();
  const titles = headings === 1 ? [] : [`${headings} headings of the first level`];
  return [...titles, ...(await overflow(page)), ...(await skipLink(page))];
}

/** Opens whatever a reader can open. */
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));

/**
 * How much may move by itself: nothing. Sheets that flow are set, cut and counted anew with the fonts of the reader's browser: the
 * rows of the sheet that is read first, which a desk shows, go closer once where that spares a page; else nothing does.
 */
const movable = (kind) => (/(^|-)print(-|$)/.test(kind) ? 0.04 : 0);

/** The shapes of pages that all rules of accessibility have been held to. */
const shapes = new Set();

/** With scripts: the page as it is, then light and dark, then in a small window; on a phone all is open. */
async function examine(page, problems, { site, kind, device }) {
  problems.push(...(await shifts(page, movable(kind))), ...(await basics(page)));
  if (device === "phone") {
    await unfold(page);
    problems.push(...(await overflow(page)), ...(await smallTargets(page)));
  }
  for (const colorScheme of schemes) {
    problems.push(...(await violations(page, { colorScheme }, shapes)));
    note(site, kind, device, colorScheme);
  }
  // On paper all themes are the same.
  if (device === "desk" && site.theme === standard) problems.push(...(await violations(page, { media: "print" }, shapes)));
  problems.push(...(await overflowIn(page, small[device])));
}

for (const site of sites) {
  describe(`pages of ${site.name}`, { concurrency: 4 }, () => {
    let shown;

    before(async () => {
      shown = await openSite(site.root);
    });

    after(() => shown?.close());

    for (const { kind, path } of visited(site)) {
      for (const [device, options] of Object.entries(devices)) {
        test(`${kind}, ${device}, ${schemes.join(" and ")}`, () =>
          visit(shown.browser, options, place(shown, kind, path), (page, problems) =>
            examine(page, problems, { site, kind, device })));

        test(`${kind}, ${device}, without scripts`, () =>
          visit(shown.browser, { ...options, javaScriptEnabled: false }, place(shown, kind, path), async (page, problems) => {
            problems.push(...(await basics(page)));
          }));
      }
    }
  });
}

describe("the cross of pages, themes, schemes and devices", () => {
  test("has every theme of the program", () => {
    const folders = readdirSync(join(import.meta.dirname, "../../themes"), { withFileTypes: true });
    const named = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual([...themes].sort(), named.sort());
  });

  test("was examined as a whole", (context) => {
    for (const line of table()) context.diagnostic(line);
    context.diagnostic(`${shapes.size} shapes of pages; where they are the same, colours alone were examined again`);
    assert.deepEqual(missing(), [], "only a part of the tests above was run");
  });
});
