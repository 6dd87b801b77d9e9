// Texts side by side: tabs by mouse and keyboard, one choice for all groups, remembered; titled texts without scripts and on
// paper.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { address, editions, pages, read } from "./site.mjs";

const { root } = editions[0];
const path = pages(root).find((path) => !path.includes("/print/") && read(root, path).includes('class="tabs"'));

describe("tabs", () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serve(root, ["/"]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  async function visit(options, steps, change = () => {}) {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      await page.addInitScript(change);
      await page.goto(`${site.origin}/${address(path)}`);
      await steps(page, context);
    } finally {
      await context.close();
    }
  }
  const tabs = (page) => page.locator(".tabs").first().getByRole("tab");
  const shown = (page, group = 0) =>
    page.locator(".tabs").nth(group).locator(".tab").evaluateAll((all) => all.map((tab) => tab.checkVisibility()));
  const titles = (page) => page.locator(".tab-title").evaluateAll((all) => all.map((title) => title.checkVisibility()));
  /** A second group with the same names, before the scripts of the page run. */
  const twice = () =>
    document.addEventListener("DOMContentLoaded", () => {
      const group = document.querySelector(".tabs");
      const copy = group.cloneNode(true);
      const last = copy.lastElementChild;
      last.querySelector(".tab-title").textContent = "Another";
      last.insertAdjacentHTML("beforeend", '<p id="deep">Deep</p>');
      group.after(copy);
    });

  test("show one text, named by its tab", () =>
    visit({}, async (page) => {
      assert.deepEqual(await shown(page), [true, false]);
      assert.ok((await titles(page)).every((visible) => !visible));
      const names = await tabs(page).allTextContents();
      assert.deepEqual(names, await page.locator(".tab-title").allTextContents());
      const panel = page.getByRole("tabpanel", { name: names[0], exact: true });
      assert.equal(await panel.count(), 1);
      assert.equal(await tabs(page).first().getAttribute("aria-selected"), "true");
      const box = await tabs(page).first().boundingBox();
      assert.ok(box.height >= 44 && box.width >= 44, JSON.stringify(box));
    }));

  test("are chosen by mouse and kept on the next page", () =>
    visit({}, async (page) => {
      await tabs(page).nth(1).click();
      assert.deepEqual(await shown(page), [false, true]);
      await page.reload();
      assert.deepEqual(await shown(page), [false, true]);
    }));

  test("are chosen by keyboard, and the last leads to the first", () =>
    visit({}, async (page) => {
      await tabs(page).first().focus();
      for (const [key, at] of [["ArrowRight", 1], ["ArrowRight", 0], ["ArrowLeft", 1], ["Home", 0], ["End", 1]]) {
        await page.keyboard.press(key);
        assert.equal(await tabs(page).nth(at).evaluate((tab) => tab === document.activeElement), true, key);
        assert.deepEqual(await shown(page), [at === 0, at === 1], key);
      }
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tabpanel");
    }));

  test("go the other way where text does", () =>
    visit({}, async (page) => {
      await tabs(page).first().focus();
      await page.keyboard.press("ArrowLeft");
      assert.deepEqual(await shown(page), [false, true]);
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await shown(page), [true, false]);
    }, () => document.addEventListener("DOMContentLoaded", () => (document.documentElement.dir = "rtl"))));

  test("of one name are chosen everywhere, and what has no such name stays", () =>
    visit({}, async (page) => {
      assert.deepEqual(await shown(page, 1), [true, false]);
      await page.locator(".tabs").nth(1).getByRole("tab").nth(1).click();
      assert.deepEqual([await shown(page, 0), await shown(page, 1)], [[true, false], [false, true]]);
      await tabs(page).first().click();
      assert.deepEqual([await shown(page, 0), await shown(page, 1)], [[true, false], [true, false]]);
      const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length);
    }, twice));

  test("open for a link that leads into them", () =>
    visit({}, async (page) => {
      assert.deepEqual(await shown(page, 1), [true, false]);
      await page.evaluate(() => (location.hash = "deep"));
      await page.locator("#deep").waitFor({ state: "visible" });
    }, twice));

  test("are titled texts without scripts", () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      assert.deepEqual(await shown(page), [true, true]);
      assert.ok((await titles(page)).every(Boolean));
      assert.equal(await page.getByRole("tab").count(), 0);
    }));

  test("are titled texts on paper", () =>
    visit({}, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await shown(page), [true, true]);
      assert.ok((await titles(page)).every(Boolean));
      assert.equal(await page.locator("[role=tablist]").first().isVisible(), false);
    }));

  test("work where nothing may be stored", () =>
    visit({}, async (page) => {
      await tabs(page).nth(1).click();
      assert.deepEqual(await shown(page), [false, true]);
    }, () => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("refused"); } })));
});
