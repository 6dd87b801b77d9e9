// A site that browsers may keep: what was read can be read without a connection, in one version of the site at a time, and
// all of it goes when the author no longer wants that.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";

import { launch, serve } from "./browser.mjs";
import { Course, module } from "./preview/course.mjs";

const MOUNT = "/some/course/"; // that of `Course`

const settings = "title: 'Preview'\nbase_url: 'https://example.org/some/course/'\ntheme: { name: mine }\noffline: true\n";
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>';

/** A course whose site is served below a path, and a host that can be cut off. */
class Site {
  constructor() {
    this.course = new Course();
    this.course.write("clinic.yaml", settings);
    this.course.write("content/01-part/03-third/tree.svg", picture);
    this.course.write("content/01-part/03-third/index.md", `${module("Third")}\n![A tree](tree.svg)\n`);
    this.build();
  }

  build() {
    execFileSync(process.env.CLINIC_BIN, ["build", this.course.root, "--output", this.root], { stdio: "pipe" });
  }

  get root() {
    return join(this.course.root, "built");
  }

  async open() {
    this.isCutOff = false;
    this.refuses = () => false;
    this.elsewhere = {};
    this.asked = [];
    this.hosts = new Set();
    const server = await serve(this.root, [MOUNT], (request, response) => {
      this.hosts.add(request.headers.host);
      this.asked.push(request.url);
      const [type, text] = this.elsewhere[request.url.replace(MOUNT, "").replace(/\?.*/, "")] ?? [];
      if (this.isCutOff) request.socket.destroy();
      else if (type) response.writeHead(200, { "content-type": type }).end(text);
      else if (this.refuses(request.url)) response.writeHead(404, { "content-type": "text/plain" }).end("nothing");
      else return false;
      return true;
    });
    this.close = server.close;
    this.origin = server.origin;
    this.home = `${server.origin}${MOUNT}`;
  }
}

// ---- What runs in the page ----

const state = async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const names = await caches.keys();
  return {
    isControlled: Boolean(navigator.serviceWorker.controller),
    registered: registration ? [registration.scope, registration.active?.scriptURL] : [],
    names,
    kept: (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat(),
  };
};

describe("a site that browsers may keep", () => {
  let browser;
  let site;
  let context;
  let page;
  before(async () => (browser = await launch()));
  after(() => browser.close());
  beforeEach(async () => {
    site = new Site();
    await site.open();
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await site.close();
    rmSync(site.course.root, { recursive: true, force: true });
  });

  const title = () => page.locator("h1").textContent();
  /** Asks until that is so. */
  const until = async (what, holds) => {
    for (let round = 0; round < 100; round += 1) {
      if (holds(await page.evaluate(state).catch(() => ({ kept: [], names: [], registered: [] })))) return;
      await new Promise((ended) => setTimeout(ended, 100));
    }
    assert.fail(`${what}: ${JSON.stringify(await page.evaluate(state), null, 1)}`);
  };
  const open = (path) => page.goto(`${site.home}${path}`);
  const read = async (path) => {
    await open(path);
    await until(`${path} is kept`, ({ isControlled, kept }) => isControlled && kept.includes(`${site.home}${path}`));
  };
  /** Until another worker has taken over. */
  const update = () => page.evaluate(async () => {
    const taken = new Promise((ended) => navigator.serviceWorker.addEventListener("controllerchange", ended, { once: true }));
    await (await navigator.serviceWorker.getRegistration()).update();
    await taken;
  });
  /** Whether style sheet and images of the page are those of the site. */
  const isWhole = () => page.evaluate(() => (
    document.styleSheets.length > 0
    && [...document.styleSheets].every((sheet) => sheet.cssRules.length > 50)
    && [...document.images].every((image) => image.loading !== "lazy" ? image.naturalWidth > 0 : true)));

  test("shows without a connection what was read, the first page too, with all that it needs", async () => {
    await read("part/third/");
    await read("part/first/");
    site.isCutOff = true;
    await open("part/third/");
    assert.equal((await title()).trim(), "Third");
    assert.ok(await isWhole());
    await page.locator("img").scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.images[0].naturalWidth > 0);
    await page.reload();
    assert.equal((await title()).trim(), "Third");
    await open("part/first/?from=elsewhere#checks");
    assert.equal((await title()).trim(), "First");
    await open("");
    assert.equal((await title()).trim(), "Home");
    assert.ok(await isWhole());
  });

  test("has the learner's log and review from the start, with what was logged", async () => {
    await read("part/first/");
    await page.evaluate(() => clinicLog.record({ kind: "entry", fields: { mistake: "Logged with a connection" } }));
    site.isCutOff = true;
    await open("log/");
    await page.locator(".entry-mistake", { hasText: "Logged with a connection" }).waitFor();
    await page.evaluate(() => clinicLog.record({ kind: "entry", fields: { mistake: "Logged without one" } }));
    await page.reload();
    await page.locator(".entry-mistake", { hasText: "Logged without one" }).waitFor();
    for (const path of ["review/", "log/print/"]) {
      await open(path);
      await page.locator(path === "review/" ? ".review-end" : "[data-clinic='log-row']").first().waitFor();
      assert.ok(await isWhole());
    }
  });

  test("says of a page that was never read that there is no connection, and leads on", async () => {
    await read("");
    site.isCutOff = true;
    await open("part/second/");
    assert.equal((await title()).trim(), "No connection");
    assert.ok(await isWhole());
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({ id }) => id), []);
    await page.locator("main .button").click();
    await page.waitForURL(site.home);
    assert.equal((await title()).trim(), "Home");
    site.isCutOff = false;
    await open("part/second/");
    assert.equal((await title()).trim(), "Second");
  });

  test("shows with a connection what the site has, whatever was kept", async () => {
    await read("part/first/");
    site.course.write("content/01-part/01-first.md", module("First anew"));
    site.build();
    await open("part/first/");
    assert.equal((await title()).trim(), "First anew");
  });

  test("keeps a new version as a whole, with the pages that were read in the one before", async () => {
    await read("part/first/");
    await read("part/third/");
    const [version] = (await page.evaluate(state)).names;
    site.course.write("content/01-part/01-first.md", module("First anew"));
    site.course.remove("content/01-part/03-third");
    site.course.write("themes/mine/static/site.css", `${readFileSync(site.course.at("themes/mine/static/site.css"), "utf8")}
h1 { outline: 1px solid rgb(1, 2, 3) }\n`);
    site.build();
    await update();
    assert.notEqual((await page.evaluate(state)).names.at(-1), version);
    site.isCutOff = true;
    await open("part/first/");
    assert.equal((await title()).trim(), "First anew");
    assert.equal(await page.locator("h1").evaluate((h1) => getComputedStyle(h1).outlineColor), "rgb(1, 2, 3)");
    await open("part/third/");
    assert.equal((await title()).trim(), "No connection", "a page that the site has no more is gone");
  });

  test("keeps nothing of other sites below its own, were they such sites themselves", async () => {
    const shown = '<h1>Elsewhere</h1><img src="tree.svg"><img src="tree.svg?large"><script src="page.js"></script>';
    site.elsewhere = {
      "wiki/": ["text/html", shown],
      "wiki/tree.svg": ["image/svg+xml", picture],
      "wiki/page.js": ["text/javascript", "document.body.dataset.ran = 'yes';"],
      "other/": ["text/html", `<script src="assets/offline.0123456789.js" defer></script>${shown}`],
      "other/assets/offline.0123456789.js": ["text/javascript", ""],
      "other/tree.svg": ["image/svg+xml", picture],
      "other/page.js": ["text/javascript", "document.body.dataset.ran = 'yes';"],
    };
    const looked = () => site.asked.filter((url) => url.endsWith("/service-worker.js")).length;
    await read("part/first/");
    for (const path of ["wiki/", "other/"]) {
      const before = looked();
      await open(path);
      await page.waitForFunction(() => document.body.dataset.ran && [...document.images].every(({ naturalWidth }) => naturalWidth));
      // A page that is not of this site has the worker look whether there still is a site.
      for (let round = 0; round < 100 && looked() === before; round += 1) await new Promise((ended) => setTimeout(ended, 100));
      assert.ok(looked() > before, path);
    }
    await read("part/second/");
    const foreign = async () => (await page.evaluate(state)).kept.filter((url) => /\/(wiki|other)\//.test(url));
    assert.deepEqual(await foreign(), []);
    site.course.write("content/01-part/01-first.md", module("First anew"));
    site.build();
    site.asked.length = 0;
    await update();
    assert.deepEqual(await foreign(), []);
    assert.deepEqual(site.asked.filter((url) => /\/(wiki|other)\//.test(url)), []);
    site.isCutOff = true;
    await open("wiki/");
    assert.equal((await title()).trim(), "No connection");
  });

  test("lets go of a page in whose place is one of another site", async () => {
    await read("part/first/");
    await read("part/second/");
    site.elsewhere = { "part/first/": ["text/html", "<h1>Elsewhere</h1>"] };
    site.course.write("content/01-part/02-second.md", module("Second anew"));
    site.build();
    await update();
    const [now] = (await page.evaluate(state)).names.slice(-1);
    const kept = await page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url), now);
    assert.deepEqual(kept.filter((url) => url.startsWith(`${site.home}part/`)), [`${site.home}part/second/`]);
  });

  test("keeps files that a page asks for later, but none that a query makes another", async () => {
    site.elsewhere = { "part/third/later.svg": ["image/svg+xml", picture], "part/third/drawn.svg": ["image/svg+xml", picture] };
    await read("part/third/");
    const show = (address) => page.evaluate(async (address) => {
      const image = document.body.appendChild(new Image());
      image.src = address;
      await image.decode();
    }, address);
    await show("drawn.svg?size=2");
    await show("later.svg");
    await until("the file is kept", ({ kept }) => kept.includes(`${site.home}part/third/later.svg`));
    assert.deepEqual((await page.evaluate(state)).kept.filter((url) => url.includes("drawn.svg")), []);
    site.isCutOff = true;
    await page.reload();
    await show("later.svg");
  });

  test("never takes half of a version: where a file of it is missing, the one before stays whole", async () => {
    await read("part/first/");
    const before = await page.evaluate(state);
    site.course.write("content/01-part/01-first.md", module("First anew"));
    site.course.write("themes/mine/static/site.css", `${readFileSync(site.course.at("themes/mine/static/site.css"), "utf8")}
h1 { outline: 1px solid rgb(1, 2, 3) }\n`);
    const old = readFileSync(join(site.root, "index.html"), "utf8").match(/assets\/site\.\w+\.css/)[0];
    site.build();
    let refused = 0;
    site.refuses = (url) => /\/site\.\w+\.css$/.test(url) && !url.endsWith(old) && Boolean((refused += 1));
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update().catch(() => {});
      const worker = registration.installing;
      if (worker) await new Promise((ended) => worker.addEventListener("statechange", () => worker.state === "redundant" && ended()));
    });
    assert.ok(refused > 0);
    assert.deepEqual((await page.evaluate(state)).names, before.names);
    site.isCutOff = true;
    await open("part/first/");
    assert.equal((await title()).trim(), "First");
    assert.ok(await isWhole());
    site.isCutOff = false;
    site.refuses = () => false;
    await open("part/first/");
    await until("the new version is there", ({ names }) => names.at(-1) !== before.names[0]);
  });

  test("shows what was kept where the site does not answer for long", async () => {
    await read("part/first/");
    const hanging = new Set();
    await site.close();
    const silent = createServer((socket) => hanging.add(socket));
    await new Promise((ready) => silent.listen(Number(new URL(site.origin).port), "127.0.0.1", ready));
    await page.goto(`${site.home}part/first/`, { waitUntil: "commit" });
    await page.waitForFunction(() => document.querySelector("h1")?.textContent.trim() === "First");
    for (const socket of hanging) socket.destroy();
    await new Promise((closed) => silent.close(closed));
    site.close = async () => {};
  });

  test("goes from the browser when the author takes the key out again", async () => {
    await read("part/first/");
    site.course.write("clinic.yaml", settings.replace("offline: true\n", ""));
    site.build();
    await open("part/first/");
    await until("nothing is left", ({ names, registered }) => names.length === 0 && registered.length === 0);
    site.isCutOff = true;
    await assert.rejects(() => open("part/first/"));
  });

  test("leaves what others keep at the same host", async () => {
    await read("");
    await page.evaluate(async () => (await caches.open("clinic /some/ other")).put("/x", new Response("x")));
    site.course.write("clinic.yaml", settings.replace("offline: true\n", ""));
    site.build();
    await open("");
    await until("what is left", ({ names }) => names.length === 1 && names[0] === "clinic /some/ other");
  });

  test("asks nobody else, and is what a device can put among its programs", async () => {
    const asked = [];
    context.on("request", (request) => asked.push(request.url()));
    await read("part/third/");
    assert.deepEqual(asked.filter((url) => !url.startsWith(site.home) && !url.endsWith("/favicon.ico")), []);
    const devtools = await context.newCDPSession(page);
    const { errors, data } = await devtools.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data).name, "Preview");
    const { installabilityErrors = [] } = await devtools.send("Page.getInstallabilityErrors");
    const ids = installabilityErrors.map(({ errorId }) => errorId);
    assert.deepEqual(ids.filter((id) => id !== "in-incognito"), []);
  });

  test("is not kept where it is opened from a folder, and nothing fails there", async () => {
    const failed = [];
    page.on("pageerror", (error) => failed.push(String(error)));
    await page.goto(pathToFileURL(join(site.root, "part/first/index.html")).href);
    await page.waitForLoadState("load");
    assert.deepEqual(failed, []);
    assert.equal((await title()).trim(), "First");
  });

  test("is never kept as a preview, which also lets go of what was kept at its address", async () => {
    await read("part/first/");
    const { port } = new URL(site.origin);
    await site.close();
    site.close = () => site.course.stop();
    await site.course.serve(Number(port));
    await page.goto(`${site.home}part/first/`);
    await until("nothing is left", ({ names, registered }) => names.length === 0 && registered.length === 0);
    await page.goto(`${site.home}part/second/`);
    await page.waitForLoadState("load");
    await new Promise((ended) => setTimeout(ended, 500));
    const { names, registered } = await page.evaluate(state);
    assert.deepEqual([names, registered], [[], []]);
  });
});
