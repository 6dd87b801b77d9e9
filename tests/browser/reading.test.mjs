// How readers use pages: by keyboard alone, with colours of their own, without motion, from an earlier address, along the
// contents; and every page, not only one of each kind, fits a phone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { sites, twin } from "./courses.mjs";
import { violations } from "./pages/accessibility.mjs";
import { walk } from "./pages/keyboard.mjs";
import { overflow } from "./pages/layout.mjs";
import { visited } from "./pages/matrix.mjs";
import { devices, openSite, place, visit, watch } from "./pages/open.mjs";
import { kinds, pages, redirects } from "./site.mjs";

/** Pages in one window. Those of which one of each kind is looked at more closely have been there, on the same phone. */
async function fitAll(shown, root, paths) {
  const found = [];
  const context = await shown.browser.newContext({ ...devices.phone, javaScriptEnabled: false });
  const page = await context.newPage();
  const { within } = place(shown, "any", "");
  const problems = watch(page, shown.origin + within);
  for (const path of paths) {
    await page.goto(place(shown, "any", path).url);
    problems.push(...(await overflow(page)));
    found.push(...problems.splice(0).map((problem) => `${path}: ${problem}`));
  }
  await context.close();
  assert.equal(found.length, 0, `\n${found.slice(0, 60).join("\n")}`);
}

/** Wherever the reader leaps, the contents mark where that is, and mark nothing above all parts. */
async function readAlong(page) {
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
}

/** An earlier address leads to a page that is there, without scripts too. */
async function followAll(shown, paths) {
  const context = await shown.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of paths) {
    const { url } = place(shown, "any", path);
    const arrived = page.waitForResponse((response) => response.url() !== url && response.request().isNavigationRequest());
    // The page may lead on before it has been told that it is loaded.
    await page.goto(url, { waitUntil: "commit" });
    assert.equal((await arrived).status(), 200, path);
  }
  await context.close();
}

/** Runs in the browser: what moves, or would move when it changes. */
function findMotion() {
  const moving = document.getAnimations().map(({ effect }) => effect?.target?.outerHTML.slice(0, 120));
  const slow = (style) => [style.transitionDuration, style.animationDuration].join().split(",").some((time) => Number.parseFloat(time) > 0);
  const ready = [...document.querySelectorAll("*")]
    .filter((element) => slow(getComputedStyle(element)))
    .map((element) => element.cloneNode(false).outerHTML.slice(0, 120));
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["the page scrolls smoothly"] : [];
  return [...moving, ...ready, ...smooth];
}

/** Every stop of Tab is in the window and has a ring; a page has more stops than what all pages have. */
async function walkThrough(page, problems) {
  const { count, faults } = await walk(page);
  if (count < 10) problems.push(`only ${count} stops`);
  problems.push(...faults);
}

/** Who goes on by Tab faster than the page is drawn sees the stop where they are, not one before. */
async function hurryOn(page, problems) {
  await page.keyboard.press("Tab");
  const fault = await page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const field = [...document.querySelectorAll(".try textarea[name=error]")].at(-1);
    const further = document.querySelector("#log .anchor");
    field.focus();
    further.focus();
    await frame();
    await frame();
    if (document.activeElement !== further) return `the focus is at ${document.activeElement.outerHTML.slice(0, 120)}`;
    const { top, bottom } = further.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight ? null : `the stop is at ${top} to ${bottom}`;
  });
  if (fault) problems.push(fault);
}

/** The menu covers what lies below it, and goes when it is not wanted. */
async function closeMenu(page) {
  const isOpen = () => page.locator(".site-menu").evaluate((menu) => menu.open);
  const summary = page.locator(".site-menu > summary");
  await summary.click();
  assert.equal(await isOpen(), true);
  await page.locator(".site-menu a, .site-menu button, .site-menu input").first().focus();
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  assert.equal(await summary.evaluate((element) => element === document.activeElement), true);
  await summary.click();
  await page.mouse.click(200, 800);
  assert.equal(await isOpen(), false);
}

for (const site of sites) {
  describe(`reading ${site.name}`, { concurrency: 4 }, () => {
    const { root } = site;
    const leading = redirects(root);
    let shown;
    before(async () => {
      shown = await openSite(root);
    });
    after(() => shown?.close());

    const still = { reducedMotion: "reduce" };
    const clinic = (options, steps) =>
      visit(shown.browser, { ...options, ...still }, place(shown, "clinic", kinds(root).get("clinic")), steps);

    for (const [device, options] of Object.entries(devices)) {
      test(`every stop of Tab shows where it is, ${device}`, () => clinic(options, walkThrough));
    }
    test("going on by Tab before the page is drawn leads on", () => clinic(devices.phone, hurryOn));

    test("colours of the reader's own leave rings, and a page that can be read", () =>
      clinic({ ...devices.desk, forcedColors: "active" }, async (page, problems) => {
        await walkThrough(page, problems);
        problems.push(...(await overflow(page)), ...(await violations(page, { forcedColors: "active" })));
      }));

    test("nothing moves for those who asked for less motion", () =>
      clinic(devices.desk, async (page, problems) => {
        problems.push(...(await page.evaluate(findMotion)));
      }));

    test("the contents mark the part that is read", () => clinic(devices.desk, readAlong));

    test("the menu of a phone closes by Escape and by a press beside it", () => clinic(devices.phone, closeMenu));

    test("beside the choices of a print page no sheet is too wide, and its skip link can be read", () =>
      visit(shown.browser, { ...devices.desk, ...still }, place(shown, "print", kinds(root).get("print")), async (page, problems) => {
        for (const width of [1200, 1440, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          problems.push(...(await overflow(page)));
        }
        await page.keyboard.press("Tab");
        const colour = (which) => page.locator(which).first().evaluate((element) => getComputedStyle(element).color);
        assert.equal(await colour(".skip:focus"), await colour(".controls button:not(.quiet)"));
      }));

    const elsewhere = ["404.html", ...leading, ...visited(site).map(({ path }) => path)];
    const paths = pages(root).filter((path) => !elsewhere.includes(path) && !twin(site, path));
    test("every other page fits a phone, without scripts", () => fitAll(shown, root, paths));

    if (leading.length > 0) test("earlier addresses lead to their pages", () => followAll(shown, leading));
  });
}

test("some course has earlier addresses", () => {
  assert.ok(sites.some(({ root }) => redirects(root).length > 0));
});
