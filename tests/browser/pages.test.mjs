// Pages in a real browser: with and without JavaScript, on a phone and on a desk, under a path that is not the root.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";

import { launch, serve } from "./browser.mjs";
import { address, base, editions, kinds, pages, read, redirects } from "./site.mjs";

const mount = "/some/path/";
const viewports = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

/** What is examined besides the plain page. */
const media = { phone: [{ colorScheme: "dark" }], desktop: [{ media: "print" }] };

/** Collects everything about a visit that nobody should see. */
function watch(page, allowed, status) {
  const problems = [];
  page.on("console", (message) => {
    const own = status === 404 && message.location().url === page.url();
    if (message.type() === "error" && !own) problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // What the browser gives up itself when it goes on to the next page is no fault of the page.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} ${why}`);
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(allowed)) {
      problems.push(`outside: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    const main = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (response.status() >= 400 && !main) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

/** Runs in the browser: the elements that make the page wider than the window. */
function overflow() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
  );
  const names = wide.slice(0, 5).map((element) => element.cloneNode(false).outerHTML.slice(0, 120));
  return [`${scrollWidth} wide in a window of ${clientWidth}`, ...names];
}

/** Runs in the browser: what is wrong with the element that has the focus after one press of Tab. */
function skipLinkFault() {
  const link = document.activeElement;
  if (!link?.matches("a[href^='#']")) return `the first stop is ${link?.cloneNode(false).outerHTML.slice(0, 120)}`;
  const { top, left, right, bottom, width, height } = link.getBoundingClientRect();
  const { opacity, visibility } = getComputedStyle(link);
  if (width < 10 || height < 10 || opacity === "0" || visibility !== "visible") return "the skip link is not shown";
  if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) return "the skip link is outside the window";
  if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) return "the skip link leads nowhere";
  return null;
}

async function violations(page, media) {
  // On paper a sheet has neither the main part nor its heading: both are for the screen.
  const onPaper = media.media === "print" && (await page.locator("section.sheet").count()) > 0;
  const off = { enabled: !onPaper };
  const rules = { "landmark-one-main": off, "page-has-heading-one": off };
  // Evaluated rather than added as a script, so that the site's policy stays in force.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((rules) => window.axe.run({ rules }), rules);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map((node) => `  ${node.target.join(" ")}: ${node.failureSummary}`);
    return [`axe ${id}: ${help}`, ...places].join("\n");
  });
}

/** How a page is visited: 404.html as a host shows it, under the path that it names itself. */
function visit(site, kind, path) {
  if (kind !== "not-found") return { url: `${site.origin}${mount}${address(path)}`, within: mount, status: 200 };
  return { url: `${site.origin}${site.base}no/such/page/`, within: site.base, status: 404 };
}

async function open(browser, options, { url, within, status }) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = watch(page, new URL(within, url).href, status);
  const response = await page.goto(url, { waitUntil: options.javaScriptEnabled ? "networkidle" : "load" });
  assert.equal(response.status(), status, url);
  return { context, page, problems };
}

/** One visit: `media` are the other ways of showing the page in which its accessibility is examined. */
async function examine(browser, options, media, place) {
  const { context, page, problems } = await open(browser, options, place);
  try {
    problems.push(...(await page.evaluate(overflow)));
    const headings = await page.locator("h1").count();
    if (headings !== 1) problems.push(`${headings} headings of the first level`);
    await page.keyboard.press("Tab");
    problems.push(...[await page.evaluate(skipLinkFault)].filter(Boolean));
    await page.evaluate(() => document.activeElement?.blur());
    for (const each of options.javaScriptEnabled ? [{}, ...media] : []) {
      await page.emulateMedia(each);
      const found = await violations(page, each);
      problems.push(...found.map((problem) => `${JSON.stringify(each)} ${problem}`));
    }
    assert.equal(problems.length, 0, `${place.url}\n${problems.join("\n")}`);
  } finally {
    await context.close();
  }
}

/** Every page in one window; one of each kind is looked at more closely. */
async function examineAll(browser, site, root) {
  const found = [];
  const context = await browser.newContext({ viewport: viewports.phone, javaScriptEnabled: false });
  const page = await context.newPage();
  const problems = watch(page, site.origin + mount, 200);
  const leading = redirects(root);
  for (const path of pages(root).filter((path) => path !== "404.html" && !leading.includes(path))) {
    await page.goto(visit(site, "any", path).url);
    problems.push(...(await page.evaluate(overflow)));
    found.push(...problems.splice(0).map((problem) => `${path}: ${problem}`));
  }
  await context.close();
  assert.equal(found.length, 0, `\n${found.slice(0, 60).join("\n")}`);
}

/** Wherever the reader leaps, the contents mark where that is, and mark nothing above all parts. */
async function readAlong(browser, { url }) {
  const context = await browser.newContext({ viewport: viewports.desktop, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url);
  const marked = (part) =>
    page.waitForFunction(
      (part) => [...document.querySelectorAll(".contents [aria-current]")].map((link) => link.hash).join() === part,
      part,
    );
  for (const part of ["#log", "#radar", "#checks"]) {
    await page.locator(`.contents a[href="${part}"]`).click();
    await marked(part);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await marked("");
  await context.close();
}

/** An earlier address leads to a page that is there, without scripts too. */
async function followAll(browser, site, root) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of redirects(root)) {
    const { url } = visit(site, "any", path);
    const arrived = page.waitForResponse((response) => response.url() !== url && response.request().isNavigationRequest());
    // The page may lead on before it has been told that it is loaded.
    await page.goto(url, { waitUntil: "commit" });
    assert.equal((await arrived).status(), 200, path);
  }
  await context.close();
}

for (const { name, root } of editions) {
  describe(`pages of the ${name} edition`, { concurrency: 4 }, () => {
    const site = { base: base(root)?.pathname ?? "/" };
    let browser;
    let server;

    before(async () => {
      browser = await launch();
      server = await serve(root, [mount, site.base]);
      site.origin = server.origin;
    });

    after(async () => {
      await browser?.close();
      await server?.close();
    });

    for (const [kind, path] of kinds(root)) {
      for (const [device, viewport] of Object.entries(viewports)) {
        for (const javaScriptEnabled of [false, true]) {
          test(`${kind}, ${device}, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () =>
            examine(browser, { viewport, javaScriptEnabled }, media[device], visit(site, kind, path)));
        }
      }
    }

    test("every page opens on a phone without JavaScript", () => examineAll(browser, site, root));

    test("the contents mark the part that is read", () => readAlong(browser, visit(site, "clinic", kinds(root).get("clinic"))));

    test("earlier addresses lead to their pages", () => followAll(browser, site, root));
  });
}

const sample = fileURLToPath(new URL("../../site", import.meta.url));

/** Builds the sample in another theme than its own, in `folder`, and returns the built folder. */
function buildIn(theme, folder) {
  const course = join(folder, theme);
  cpSync(sample, course, { recursive: true, filter: (path) => path !== join(sample, "public") });
  const file = join(course, "clinic.yaml");
  const settings = readFileSync(file, "utf8");
  const changed = settings.replace(/^theme: .*$/m, `theme: ${theme}`);
  assert.notEqual(changed, settings, "the sample names no theme");
  writeFileSync(file, changed);
  execFileSync(process.env.CLINIC_BIN, ["build", course], { stdio: "pipe" });
  return join(course, "public");
}

/** How pages are seen in other themes: each window and each half of the colours once. */
const seen = {
  phone: { viewport: viewports.phone, colorScheme: "dark" },
  desktop: { viewport: viewports.desktop, colorScheme: "light" },
};

for (const theme of ["notebook", "contrast"]) {
  describe(`pages in the theme ${theme}`, { concurrency: 4 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "themes-"));
    const root = buildIn(theme, folder);
    const site = { base: base(root)?.pathname ?? "/" };
    let browser;
    let server;

    before(async () => {
      browser = await launch();
      server = await serve(root, [mount, site.base]);
      site.origin = server.origin;
    });

    after(async () => {
      await browser?.close();
      await server?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    // A page that is the same to the byte looks the same, since the names of style sheets have hashes: worksheets do.
    const own = [...kinds(root)].filter(([, path]) => read(root, path) !== read(editions[0].root, path));
    assert.notEqual(own.length, 0, `${theme} changes no page`);
    for (const [kind, path] of own) {
      for (const [device, options] of Object.entries(seen)) {
        test(`${kind}, ${device}, ${options.colorScheme}`, () =>
          examine(browser, { ...options, javaScriptEnabled: true }, [], visit(site, kind, path)));
      }
    }
  });
}
