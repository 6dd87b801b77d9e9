// The switch between light and dark: remembered, at hand by keyboard and thumb, and not missed where no script runs.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { editions, kinds } from "./site.mjs";

describe("light and dark", () => {
  const { root } = editions[0];
  const clinic = `/${kinds(root).get("clinic").replace("index.html", "")}`;
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serve(root, ["/"]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** Visits the home page, does what is asked, and closes the window. */
  async function visit(options, steps) {
    const context = await browser.newContext({ colorScheme: "light", ...options });
    try {
      const page = await context.newPage();
      await page.goto(`${site.origin}/`);
      await steps(page, context);
    } finally {
      await context.close();
    }
  }
  const ground = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const menu = (page) => page.getByLabel("Colors");

  test("is as the system is until the reader chooses", () =>
    visit({}, async (page) => {
      const light = await ground(page);
      await page.emulateMedia({ colorScheme: "dark" });
      const dark = await ground(page);
      assert.notEqual(light, dark);
      await menu(page).selectOption("light");
      assert.equal(await ground(page), light);
      await menu(page).selectOption("");
      assert.equal(await ground(page), dark);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
    }));

  test("is chosen by keyboard, and kept on the next page", () =>
    visit({}, async (page) => {
      const light = await ground(page);
      await menu(page).focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      assert.equal(await menu(page).inputValue(), "dark");
      await page.goto(site.origin + clinic);
      assert.equal(await menu(page).inputValue(), "dark");
      assert.notEqual(await ground(page), light);
    }));

  test("is the same in all windows", () =>
    visit({}, async (page, context) => {
      const other = await context.newPage();
      await other.goto(site.origin + clinic);
      await menu(page).selectOption("dark");
      await other.waitForFunction(() => document.documentElement.dataset.theme === "dark");
      assert.equal(await menu(other).inputValue(), "dark");
    }));

  test("holds for the page where nothing may be stored", () =>
    visit({}, async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(window, "localStorage", { get: () => { throw new Error("refused"); } });
      });
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.reload();
      const light = await ground(page);
      await menu(page).selectOption("dark");
      assert.notEqual(await ground(page), light);
      assert.deepEqual(errors, []);
    }));

  test("can be hit with a thumb", () =>
    visit({ viewport: { width: 360, height: 640 }, hasTouch: true }, async (page) => {
      await page.locator(".site-menu > summary").click();
      const { width, height } = await menu(page).boundingBox();
      assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
    }));

  test("is not offered where no script runs", () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator("[data-scheme]").count(), 1);
      assert.equal(await page.locator("[data-scheme]").isVisible(), false);
    }));

  test("is no matter of paper", () =>
    visit({}, async (page) => {
      await menu(page).selectOption("dark");
      await page.emulateMedia({ media: "print" });
      assert.equal(await ground(page), "rgb(255, 255, 255)");
      assert.equal(await page.locator("[data-scheme]").isVisible(), false);
    }));
});
