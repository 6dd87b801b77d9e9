// The buttons that copy code: at hand by keyboard and thumb, said aloud, and not missed where nothing may be copied.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { address, editions, pages, read } from "./site.mjs";

describe("code", () => {
  const { root } = editions[0];
  const path = pages(root).find((path) => read(root, path).includes("<pre"));
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serve(root, ["/"]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Visits a page with code; `prepare` runs there before its scripts. */
  async function visit(options, steps, prepare = () => {}) {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      await page.addInitScript(prepare);
      await page.goto(`${site.origin}/${address(path)}`);
      await steps(page);
    } finally {
      await context.close();
    }
  }
  const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
  const granted = { permissions: ["clipboard-read", "clipboard-write"] };
  const buttons = (page) => page.locator("pre").getByRole("button", { name: "Copy", exact: true });
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

  test("is copied as it stands by keyboard, and that is said", () =>
    visit(granted, async (page) => {
      const code = await page.locator("pre > code").first().textContent();
      assert.equal(await buttons(page).count(), await page.locator("pre").count());
      await page.locator("pre").first().focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Copied");
      assert.equal((await page.locator("pre button").first().textContent()), "Copied");
      assert.equal((await clipboard(page)).replaceAll("\r\n", "\n"), code.replace(/\n$/, ""));
      await page.waitForFunction(() => document.querySelector("pre button").textContent === "Copy");
    }));

  test("keeps its place and its size where buttons are added", async () => {
    const boxes = async (options) => {
      let found;
      await visit(options, async (page) => {
        found = await page.locator("pre").evaluateAll((all) => {
          // The head of the site is higher where scripts run.
          const top = document.querySelector("main").getBoundingClientRect().top;
          return all.map((pre) => [pre.getBoundingClientRect().top - top, pre.clientWidth, pre.clientHeight, pre.scrollHeight]);
        });
      });
      return found;
    };
    for (const options of [{}, phone]) {
      assert.deepEqual(await boxes(options), await boxes({ ...options, javaScriptEnabled: false }));
    }
  });

  test("shows its button to a mouse and to the keyboard, and not while it is read", () =>
    visit({}, async (page) => {
      const pre = page.locator("pre").first();
      const shown = () => pre.evaluate((element) => getComputedStyle(element.querySelector(".copy")).opacity);
      assert.equal(await shown(), "0");
      await pre.hover();
      assert.equal(await shown(), "1");
      await page.mouse.move(0, 0);
      assert.equal(await shown(), "0");
      await pre.locator("button").focus();
      assert.equal(await shown(), "1");
    }));

  test("can be hit with a thumb, in sight where code is scrolled, and covers no end of a line", () =>
    visit(phone, async (page) => {
      const wide = await page.locator("pre").evaluateAll((all) => all.findIndex((pre) => pre.scrollWidth > pre.clientWidth));
      assert.notEqual(wide, -1, "no code is wider than a phone");
      const pre = page.locator("pre").nth(wide);
      await pre.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
      const inside = await pre.locator("button").boundingBox();
      const around = await pre.boundingBox();
      assert.ok(inside.width >= 44 && inside.height >= 44, `${inside.width} × ${inside.height}`);
      assert.ok(inside.x >= around.x && inside.x + inside.width <= around.x + around.width, JSON.stringify({ inside, around }));
      const end = await pre.locator("code").evaluate((code) => {
        const range = document.createRange();
        range.selectNodeContents(code);
        return Math.max(...[...range.getClientRects()].map(({ right }) => right).filter((right) => right < code.getBoundingClientRect().right));
      });
      assert.ok(end <= inside.x, `code ends at ${end}, the button begins at ${inside.x}`);
    }));

  test("has its buttons again when the page was updated, and one each", () =>
    visit(granted, async (page) => {
      const count = await buttons(page).count();
      await page.evaluate(() => {
        document.querySelector("pre .copy").remove();
        document.querySelector("body > [role=status]").remove();
        document.dispatchEvent(new Event("clinic:updated"));
      });
      assert.equal(await buttons(page).count(), count);
      await buttons(page).first().click();
      await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "Copied");
    }));

  test("is selected instead, and no button stays, where copying is refused", () =>
    visit(
      {},
      async (page) => {
        const code = await page.locator("pre > code").first().textContent();
        await buttons(page).first().click();
        await page.waitForFunction(() => !document.querySelector("pre button"));
        assert.equal((await page.evaluate(() => getSelection().toString())).trimEnd(), code.trimEnd());
        await page.evaluate(() => document.dispatchEvent(new Event("clinic:updated")));
        assert.equal(await buttons(page).count(), 0);
      },
      () => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
      },
    ));

  test("has no button where there is no clipboard, nor where no script runs", async () => {
    const none = async (page) => assert.equal(await page.locator("pre button").count(), 0);
    await visit({}, none, () => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
    await visit({ javaScriptEnabled: false }, none);
  });

  test("has no button on paper", () =>
    visit({}, async (page) => {
      assert.ok(await page.locator("pre button").first().isVisible());
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator("pre button").first().isVisible(), false);
    }));
});
