// Images in a browser: their sizes are those that it finds, nothing moves when they come, and only the first is fetched
// before the reader comes near.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { formats, png, svg } from "./images/files.mjs";

const viewports = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

// Folders under test can be given without a program.
const skip = process.env.CLINIC_BIN ? false : "CLINIC_BIN names no program";

const text = (count) => Array.from({ length: count }, (_, at) => `Paragraph ${at + 1} stands where it stands.\n`).join("\n");

/** A figure, an image of its own, one in a line, one of a viewBox alone; then a statement, a trap and a card with images. */
const moving = `---
title: Moving
radar:
  - { mistake: 'Seen ![at a glance](small.png)', where: Here, symptom: Pages jump, repair: Reserve the room }
checks:
  - statements: ['![A photo](wide.png) shows it all.']
cards:
  - { front: 'What is ![this](small.png)?', back: 'A square.' }
---
A paragraph.

![A figure](wide.png "With a caption")

Another one, with ![a square](small.png) in it.

![A drawing](view.svg)

${text(3)}`;

const far = `---\ntitle: Far\nkind: page\nsheet: true\n---\n![First](first.png)\n\n${text(250)}\n![Last](last.png)\n`;

describe("images", { skip }, () => {
  let browser, folder, site, named;

  before(async () => {
    browser = await launch();
    named = await formats(browser);
    folder = mkdtempSync(join(tmpdir(), "clinic-images-"));
    const every = Object.keys(named).map((name) => `![${name}](${name})\n`).join("\n");
    const files = {
      "clinic.yaml": "title: Images\ntheme: { logo: /logo.png }\nrules: { no-clinic: off }\n",
      "static/logo.png": png(96, 32),
      "content/01-moving/index.md": moving,
      "content/01-moving/wide.png": png(1600, 900),
      "content/01-moving/small.png": png(64, 64),
      "content/01-moving/view.svg": svg('viewBox="0 0 720 300"'),
      "content/02-far/index.md": far,
      "content/02-far/first.png": png(30, 20),
      "content/02-far/last.png": png(40, 20),
      "content/03-formats/index.md": `---\ntitle: Formats\n---\n${every}`,
    };
    for (const [name, bytes] of Object.entries(named)) files[`content/03-formats/${name}`] = bytes;
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    execFileSync(process.env.CLINIC_BIN, ["build", folder], { stdio: "pipe" });
    site = await serve(join(folder, "public"), ["/"]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(options, steps) {
    const context = await browser.newContext(options);
    try {
      await steps(await context.newPage(), context);
    } finally {
      await context.close();
    }
  }

  /** How much a page moves while its images come, all of them after the text, and how much longer it gets. */
  async function moved(viewport, change) {
    let result;
    await visit({ viewport }, async (page) => {
      let release;
      const held = new Promise((resolve) => { release = resolve; });
      await page.route(/\.(png|svg)$/, async (route) => {
        await held;
        await route.continue();
      });
      if (change) {
        await page.route("**/moving/", async (route) => {
          const answer = await route.fetch();
          await route.fulfill({ response: answer, body: change(await answer.text()) });
        });
      }
      await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value)))
          .observe({ type: "layout-shift" });
      });
      await page.goto(`${site.origin}/moving/`, { waitUntil: "commit" });
      await page.locator("footer").last().waitFor();
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      const drawn = () => page.evaluate(() =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))));
      await drawn();
      const before = await height();
      // What moved until now is no matter of images.
      await page.evaluate(() => { window.shifts = []; });
      release();
      await page.evaluate(() => Promise.all([...document.images].map((image) => {
        image.loading = "eager";
        return image.decode();
      })));
      await drawn();
      const count = await page.evaluate(() => document.images.length);
      const shifts = await page.evaluate(() => window.shifts);
      result = { count, shift: shifts.reduce((sum, value) => sum + value, 0), grown: (await height()) - before };
    });
    return result;
  }

  for (const [device, viewport] of Object.entries(viewports)) {
    test(`move nothing when they come (${device})`, async () => {
      assert.deepEqual(await moved(viewport), { count: 7, shift: 0, grown: 0 });
      // Without their sizes they would, and this would see it.
      const bare = await moved(viewport, (html) => html.replace(/(<img[^>]*) width="\d+" height="\d+"/g, "$1"));
      assert.ok(bare.shift > 0.002 && bare.grown > 100, JSON.stringify(bare));
    });
  }

  test("are as large as the page says, in every format", () =>
    visit({ viewport: viewports.desk }, async (page) => {
      await page.goto(`${site.origin}/formats/`);
      const found = await page.evaluate(async () => {
        const images = [...document.querySelectorAll("main img")];
        for (const image of images) image.loading = "eager";
        await Promise.all(images.map((image) => image.decode()));
        return images.map((image) => ({
          name: image.alt,
          said: [image.getAttribute("width"), image.getAttribute("height")].map(Number),
          found: [image.naturalWidth, image.naturalHeight],
        }));
      });
      assert.deepEqual(found.map(({ name }) => name), Object.keys(named));
      for (const { name, said, found: natural } of found) assert.deepEqual(said, natural, name);
    }));

  test("are fetched with the page if they are the first, and else when the reader comes near", () =>
    visit({ viewport: viewports.phone }, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url().split("/").pop()));
      await page.goto(`${site.origin}/far/`, { waitUntil: "networkidle" });
      const [first, last] = [page.getByAltText("First"), page.getByAltText("Last")];
      assert.equal(await first.getAttribute("loading"), null);
      assert.equal(await last.getAttribute("loading"), "lazy");
      assert.ok(asked.includes("first.png") && !asked.includes("last.png"), asked.join(" "));
      const come = page.waitForResponse("**/last.png");
      await last.scrollIntoViewIfNeeded();
      await come;
    }));

  test("are there when a sheet is printed at once", () =>
    visit({ viewport: viewports.phone }, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url().split("/").pop()));
      await page.goto(`${site.origin}/far/print/`, { waitUntil: "load" });
      assert.ok(asked.includes("first.png") && asked.includes("last.png"), asked.join(" "));
    }));
});
