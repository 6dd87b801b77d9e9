// The sample wherever it may lie: at the root of a host, below a path, and in a folder that no host shows. Every page is
// opened by its links, nothing is missing, and nothing goes wrong on the way.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { launch, serve } from "./browser.mjs";
import { editions, pages, redirects } from "./site.mjs";

const sample = join(import.meta.dirname, "../../site");
const folder = join(process.env.CLINIC_SITES, "sample-folder");
const [{ root }] = editions;

/** So many pages are opened at a time. */
const tabs = 4;

let browser, hosted;
before(async () => {
  if (!existsSync(folder)) execFileSync(process.env.CLINIC_BIN, ["build", sample, "--for-folder", "--output", folder], { cwd: tmpdir(), stdio: "pipe" });
  [browser, hosted] = await Promise.all([launch(), serve(root, ["/some/sub/path/", "/"])]);
});
after(async () => {
  await browser?.close();
  await hosted?.close();
});

/** Runs in the browser: the places of a page that links can name, and where its links lead. */
function look() {
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  const links = [...document.querySelectorAll("a[href], area[href]")].filter((each) => !each.hasAttribute("download"));
  return { ids, links: links.map((each) => each.href) };
}

const bare = (address) => address.split(/[?#]/)[0];

/** Opens `start` and every page of the site in `home` that links lead to: `{ seen, faults }`. */
async function crawl(start, home) {
  const context = await browser.newContext();
  const faults = [];
  context.on("request", (request) => request.url().startsWith(home) || faults.push(`${request.url()} lies elsewhere`));
  context.on("requestfailed", (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
  context.on("response", (response) => response.status() >= 400 && faults.push(`${response.url()}: ${response.status()}`));
  context.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`${message.location().url}: ${message.text()}`));
  context.on("weberror", (error) => faults.push(error.error().message));
  const seen = new Map();
  const named = [];
  const queue = [start];
  const asked = new Set(queue);
  async function tab() {
    const page = await context.newPage();
    for (let address = queue.shift(); address; address = queue.shift()) {
      if (!/\/$|\.html$/.test(address)) {
        if (home.startsWith("file:") && !existsSync(new URL(address))) faults.push(`${address} is not there`);
        continue;
      }
      await page.goto(address);
      const { ids, links } = await page.evaluate(look);
      seen.set(address, new Set(ids));
      for (const link of links.filter((link) => link.startsWith(home))) {
        named.push([address, link]);
        if (!asked.has(bare(link))) {
          asked.add(bare(link));
          queue.push(bare(link));
        }
      }
    }
    await page.close();
  }
  // The first page finds work for all others.
  const first = tab();
  await new Promise((done) => setTimeout(done, 1500));
  await Promise.all([first, ...Array.from({ length: tabs - 1 }, tab)]);
  await context.close();
  const isThere = (link) => {
    const place = decodeURIComponent(new URL(link).hash.slice(1));
    return !place || !seen.has(bare(link)) || seen.get(bare(link)).has(place);
  };
  faults.push(...named.filter(([, link]) => !isThere(link)).map(([from, link]) => `${from}: ${link} names no place there`));
  return { seen, faults };
}

/** Pages to which nothing on another page leads: the one for what is missing, and those at earlier addresses. */
const unlinked = (root) => new Set(["404.html", "offline/index.html", ...redirects(root)]);

function everyPage(root, home, seen) {
  const opened = new Set([...seen.keys()].map((address) => decodeURIComponent(address.slice(home.length)).replace(/(^|\/)$/, "$1index.html")));
  const apart = unlinked(root);
  return pages(root).filter((path) => !opened.has(path) && !apart.has(path));
}

describe("the sample", () => {
  for (const mount of ["/", "/some/sub/path/"]) {
    test(`is whole at ${mount}`, async () => {
      const home = `${hosted.origin}${mount}`;
      const { seen, faults } = await crawl(home, home);
      assert.deepEqual(faults, []);
      assert.deepEqual(everyPage(root, home, seen), []);
    });
  }

  test("is whole in a folder", async () => {
    const home = `${pathToFileURL(folder)}/`;
    const { seen, faults } = await crawl(`${home}index.html`, home);
    assert.deepEqual(faults, []);
    assert.deepEqual(everyPage(folder, home, seen), []);
  });
});

describe("in a folder", () => {
  const clinic = "systems/event-driven/index.html";

  test("a mistake is logged, found in the log, and leads back", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(folder)}/${clinic}`);
    await page.evaluate(() => clinicLog.store);
    const row = page.locator('[data-clinic="radar-row"]').first();
    await row.hover();
    await row.locator("button").first().click();
    await page.waitForFunction(() => clinicLog.status().unsaved === 0 && clinicLog.learned().entries.length === 1);
    await page.goto(`${pathToFileURL(folder)}/log/index.html`);
    await page.locator(".all-entries summary").first().click();
    const link = page.locator(".entry-where a");
    assert.match(await page.locator("main").innerText(), /opened this site from a folder/);
    await link.click();
    await page.waitForURL(/systems\/event-driven\/index\.html#/);
    await context.close();
  });

  test("nothing is there that only a host has a use for", () => {
    for (const path of ["404.html", "robots.txt", "sitemap.xml", "feed.xml", "_headers", "_redirects", ".nojekyll", "manifest.webmanifest", "service-worker.js", "offline/index.html"]) {
      assert.equal(existsSync(join(folder, path)), false, path);
    }
  });
});
