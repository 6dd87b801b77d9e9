// What a reader waits for: how much has to come through the network, and how little of it before the first words.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { launch, serve } from "./browser.mjs";
import { address, editions, files, kinds, pages, read } from "./site.mjs";

const limit = 60_000; // bytes, compressed as hosts do

/** The tags of a page that name what a browser fetches for its looks and behaviour. */
const links = (html) => (html.match(/<link\b[^>]*>/g) ?? []).filter((tag) => /\brel="?[^">]*\bstylesheet\b/.test(tag));
/** Data are no script, and nothing is fetched for them. */
const scripts = (html) => (html.match(/<script\b[^>]*>/g) ?? []).filter((tag) => !tag.includes(' type="application/ld+json"'));
const waits = (tag) => !/\s(defer|async)\b|\btype="?(module|application\/)/.test(tag);

/** The file that a tag names, seen from the page. */
const named = (tag, path) => {
  const value = tag.match(/\b(?:href|src)="?([^"\s>]+)/)[1];
  return decodeURIComponent(new URL(value, `http://localhost/${path}`).pathname.slice(1));
};

for (const { name, root } of editions) {
  describe(`weight of the ${name} edition`, () => {
    const clinic = kinds(root).get("clinic");
    let browser, site;
    before(async () => {
      browser = await launch();
      site = await serve(root, ["/"]);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    test(`a clinic page with its style and script is under ${limit / 1000} kB`, () => {
      const html = read(root, clinic);
      const parts = [clinic, ...[...links(html), ...scripts(html)].map((tag) => named(tag, clinic))];
      assert.equal(new Set(parts).size, 5, parts.join(", "));
      const sizes = parts.map((path) => [path, gzipSync(read(root, path)).length]);
      const sum = sizes.reduce((total, [, size]) => total + size, 0);
      assert.ok(sum < limit, `${sum} bytes: ${JSON.stringify(sizes)}`);
    });

    test("all scripts of the learner's log, with their words, are under 30 KiB", () => {
      const named = /^assets\/log(-pages)?\.\w+\.js$/;
      const parts = files(root).filter((path) => named.test(path));
      assert.equal(parts.length, 2, parts.join(", "));
      const sum = parts.reduce((total, path) => total + gzipSync(read(root, path)).length, 0);
      assert.ok(sum < 30 * 1024, `${sum} bytes`);
    });

    test("no page waits for more than one style sheet, and none for a script", () => {
      const faults = pages(root).flatMap((path) => {
        const html = read(root, path);
        const waited = [...links(html), ...scripts(html).filter(waits)];
        return waited.length > 1 || waited.some((tag) => tag.startsWith("<script")) ? [`${path}: ${waited.join(" ")}`] : [];
      });
      assert.deepEqual(faults, []);
    });

    for (const kind of ["clinic", "practice", "print"]) {
      test(`${kind}: the first words are there after two requests`, async () => {
        const context = await browser.newContext();
        const page = await context.newPage();
        const path = kinds(root).get(kind);
        const sheet = named(links(read(root, path))[0], path);
        const needed = [address(path), sheet].map((path) => `${site.origin}/${path}`);
        // Whatever else the page asks for never comes.
        await page.route("**", (route) => (needed.includes(route.request().url()) ? route.continue() : undefined));
        await page.goto(needed[0], { waitUntil: "commit" });
        await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
        await context.close();
      });
    }
  });
}
