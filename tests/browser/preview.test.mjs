// `clinic serve` in a browser: real files are changed, and the page follows without being loaded again.
//
//   CLINIC_CLIENT=/dir    use the script and style in this folder instead of those in the program

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import axe from "axe-core";

import { headers, launch } from "./browser.mjs";
import { Course, module } from "./preview/course.mjs";

const first = "content/01-part/01-first.md";
const second = "content/01-part/02-second.md";

// Folders under test can be given without a program.
const skip = process.env.CLINIC_BIN ? false : "CLINIC_BIN names no program";

describe("the preview", { skip }, () => {
  let browser;
  let context;
  let course;
  let tab;

  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    course = await new Course().serve();
    context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    const client = process.env.CLINIC_CLIENT;
    if (client) {
      await context.route("**/_clinic/client.*", (route, request) =>
        route.fulfill({ path: join(client, new URL(request.url()).pathname.split("/").pop()) }));
    }
    // What hosts send with a page; the preview sends no policy of its own.
    const { "content-security-policy": policy } = headers(process.env.CLINIC_SITE, "index.html");
    await context.route("**", async (route, request) => {
      if (request.resourceType() !== "document") return route.fallback();
      const response = await route.fetch({ maxRedirects: 0 });
      return route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
    });
    context.setDefaultTimeout(15000);
    tab = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await course?.end();
  });

  /** Opens a page, and marks its window once the preview's script knows what was sent. */
  async function open(address, tab_ = tab) {
    const asked = tab_.waitForResponse((answer) => answer.request().resourceType() === "fetch");
    await tab_.goto(course.origin + address);
    await (await asked).finished();
    await tab_.evaluate(async () => {
      // What a page shows of the learner's log comes when that has been opened.
      await globalThis.clinicLog?.store;
      await new Promise((shown) => setTimeout(shown, 50));
      window.marker = 1;
      window.mutations = [];
      new MutationObserver((all) => window.mutations.push(...all.map(({ target, type }) => `${type} ${target.nodeName}`)))
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }
  const shows = (text) => tab.getByText(text).first().waitFor();
  const panel = () => tab.locator("clinic-overlay .panel");
  const marked = async () => assert.equal(await tab.evaluate(() => window.marker), 1, "the document was loaded again");
  const mutations = (tab_ = tab) => tab_.evaluate(() => window.mutations);

  /** Waits until a place and words are named over the page, in one finding. */
  async function named(place, words) {
    const article = panel().locator("article.error").filter({ hasText: place }).filter({ hasText: words });
    await article.first().waitFor();
  }

  test("shows an edited statement where the reader is", async () => {
    await open("part/first/");
    const statement = tab.locator(".statements > li").nth(1);
    await statement.locator("summary").click();
    await statement.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    const scrolled = await tab.evaluate(() => scrollY);
    assert.ok(scrolled > 0);
    course.write(first, module("First", "A tiny sample is enough."));
    await shows("A tiny sample is enough.");
    assert.equal(await tab.evaluate(() => scrollY), scrolled);
    assert.equal(await statement.locator("details").evaluate(({ open }) => open), true);
    await marked();
  });

  test("keeps the details open of the statement that is edited", async () => {
    await open("part/first/");
    const statement = tab.locator(".statements > li").first();
    await statement.locator("summary").click();
    course.write(first, module("First", "A tiny sample is enough."));
    await shows("A tiny sample is enough.");
    assert.equal(await statement.locator("details").evaluate(({ open }) => open), true);
    await marked();
  });

  test("names file and line of broken YAML over the page until it is mended", async () => {
    await open("part/first/");
    course.write(first, module("First").replace("title: First", "title: 'First"));
    await named(`${first}:2`, "");
    await tab.locator("h1", { hasText: "First" }).waitFor();
    course.write(first, module("First again"));
    await panel().waitFor({ state: "hidden" });
    await tab.locator("h1", { hasText: "First again" }).waitFor();
    await marked();
  });

  test("explains the rule of a finding in a readable page of its own", async () => {
    await open("part/first/");
    course.write(first, module("First").replace("title: First", "title: 'First"));
    const link = panel().locator("article.error .rule a").first();
    const rule = await link.textContent();
    const [page] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await page.locator("h1", { hasText: rule }).waitFor();
    assert.equal(await page.locator("h2").allTextContents().then((all) => all.join()), "Wrong,Right");
    await page.evaluate(axe.source);
    for (const width of [360, 1000]) {
      for (const colorScheme of ["light", "dark"]) {
        await page.setViewportSize({ width, height: 700 });
        await page.emulateMedia({ colorScheme });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
        const { violations } = await page.evaluate(() => window.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].failureSummary}`), [], colorScheme);
      }
    }
    await page.getByRole("link", { name: "All rules" }).click();
    await page.locator("td").getByRole("link", { name: rule, exact: true }).click();
    await page.locator("h1", { hasText: rule }).waitFor();
    await marked();
  });

  test("shows the course's 404 page for a page that is deleted, until it is back", async () => {
    await open("part/second/");
    course.remove(second);
    await tab.locator("body.kind-missing h1").waitFor();
    assert.equal(await tab.getByText("Paragraph 7 about Second.").count(), 0);
    course.write(second, module("Second"));
    await tab.getByText("Paragraph 7 about Second.").waitFor();
    await marked();
  });

  test("follows a renamed folder in the navigation", async () => {
    await open("part/first/");
    const link = (name) => tab.locator(`.around a[href$="${name}/"]`).first();
    await link("third").waitFor({ state: "attached" });
    course.rename("content/01-part/03-third", "content/01-part/03-last");
    await link("last").waitFor({ state: "attached" });
    assert.equal(await link("third").count(), 0);
    await marked();
  });

  test("sees a file that is saved by renaming", async () => {
    await open("part/first/");
    course.replace(first, module("First", "Saved by an editor."));
    await shows("Saved by an editor.");
    course.replace(first, module("First", "Saved once more."));
    await shows("Saved once more.");
    await marked();
  });

  test("does nothing for a file that is touched or saved as it was", async () => {
    await open("part/first/");
    const requests = [];
    tab.on("request", (request) => requests.push(request.url()));
    const now = new Date();
    utimesSync(course.at(first), now, now);
    course.write(second, readFileSync(course.at(second), "utf8"));
    course.replace(first, readFileSync(course.at(first), "utf8"));
    readFileSync(course.at("clinic.yaml"));
    // Changes are noticed in their order: when this one has arrived, those before made nothing.
    course.write("content/01-part/04-fourth.md", module("Fourth"));
    await tab.locator('.around a[href$="fourth/"]').first().waitFor({ state: "attached" });
    assert.deepEqual(requests, [`${course.origin}part/first/`]);
    await marked();
  });

  test("leaves readers of other pages alone", async () => {
    const other = await context.newPage();
    await open("", other);
    await open("part/first/");
    const answer = other.waitForResponse((answer) => answer.request().resourceType() === "fetch");
    course.write(first, module("First", "Nobody reads this elsewhere."));
    assert.equal((await answer).status(), 304);
    await shows("Nobody reads this elsewhere.");
    assert.deepEqual(await mutations(other), []);
  });

  test("changes only the style sheet for a change of style", async () => {
    await open("part/first/");
    const style = "themes/mine/static/site.css";
    course.write(style, `${readFileSync(course.at(style), "utf8")}\nh1 { color: rgb(1, 2, 3) }\n`);
    await tab.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
    await tab.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
    assert.deepEqual([...new Set(await mutations())], ["childList HEAD"]);
    await marked();
  });

  test("finds the server again after a restart", async () => {
    await open("part/first/");
    assert.equal(await course.stop(), 0);
    await tab.locator("clinic-overlay .away").waitFor();
    course.write(first, module("First", "Written while nobody looked."));
    await course.serve(course.port);
    await shows("Written while nobody looked.");
    await tab.locator("clinic-overlay .away").waitFor({ state: "hidden" });
    course.write(first, module("First", "Written while it runs."));
    await shows("Written while it runs.");
    await marked();
  });

  test("keeps the page while the configuration is broken", async () => {
    await open("part/first/");
    const good = readFileSync(course.at("clinic.yaml"), "utf8");
    course.write("clinic.yaml", good.replace("title: 'Preview'", "title: 'Preview"));
    await named("clinic.yaml:", "");
    await shows("Paragraph 7 about First.");
    course.write("clinic.yaml", good.replace("Preview", "Preview of more"));
    await panel().waitFor({ state: "hidden" });
    await shows("Preview of more");
    await marked();
  });

  test("keeps the page while there is no configuration", async () => {
    await open("part/first/");
    course.rename("clinic.yaml", "clinic.yaml~");
    mkdirSync(course.at("clinic.yaml"));
    await named("clinic.yaml", "");
    await shows("Paragraph 7 about First.");
    course.remove("clinic.yaml");
    course.rename("clinic.yaml~", "clinic.yaml");
    await panel().waitFor({ state: "hidden" });
    await marked();
  });

  test("keeps the page while a template is broken", async () => {
    await open("part/first/");
    const footer = "templates/parts/footer.html";
    course.write(footer, "<footer>\n{{ broken( }}\n</footer>\n");
    await named(`${footer}:2`, "");
    await shows("The foot");
    course.write(footer, "<footer><p>Another foot</p></footer>\n");
    await panel().waitFor({ state: "hidden" });
    await shows("Another foot");
    await marked();
  });

  test("keeps the page while the theme is gone", async () => {
    await open("part/first/");
    course.rename("themes/mine", "mine~");
    await named("clinic.yaml:3", "mine");
    await shows("Paragraph 7 about First.");
    course.rename("mine~", "themes/mine");
    await panel().waitFor({ state: "hidden" });
    await marked();
  });

  test("names a file that cannot be read, and serves the others", async () => {
    await open("part/first/");
    const good = readFileSync(course.at(second));
    course.write(second, Buffer.concat([good, Buffer.from([0xff, 0xfe])]));
    await named(second, "");
    await shows("Paragraph 7 about First.");
    course.write(first, module("First", "Others can still be written."));
    await shows("Others can still be written.");
    course.write(second, good);
    await panel().waitFor({ state: "hidden" });
    await marked();
  });

  test("says what is wrong from the start, and comes to life when it is mended", async () => {
    await course.stop();
    course.write(second, module("Second").replace("title: Second", "title: 'Second"));
    await course.serve();
    await open("part/first/");
    await named(`${second}:2`, "");
    course.write(second, module("Second"));
    await panel().waitFor({ state: "hidden" });
  });

  test("shows readers who go back the page as it is now", async () => {
    await open("part/first/");
    await open("part/second/");
    const told = tab.waitForResponse((answer) => answer.status() === 304);
    course.write(first, module("First", "Written meanwhile."));
    await told;
    await tab.goBack();
    await shows("Written meanwhile.");
  });
});
