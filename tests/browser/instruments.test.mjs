// The instruments of the tests in a browser find what they are made to find, and nothing in a page that is well made.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch } from "./browser.mjs";
import { violations } from "./pages/accessibility.mjs";
import { skipLink, walk } from "./pages/keyboard.mjs";
import { overflow, overflowIn, shifts } from "./pages/layout.mjs";
import { devices, watch } from "./pages/open.mjs";
import { smallTargets } from "./pages/targets.mjs";
import { borrow } from "./windows.mjs";

const document = (body, style = "") =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Page</title><style>body { margin: 0; font: 16px/1.5 sans-serif } ${style}</style></head><body>${body}</body></html>`;

describe("instruments", { concurrency: 4 }, () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  /** Shows a page of one's own, and does with it what is asked. */
  async function show(html, steps, options = devices.phone) {
    const { page, leave } = await borrow(browser, options);
    // An address that answers, since a page without one tells of no shifts.
    await page.route("**", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.goto("http://page.test/");
    const result = await steps(page);
    await page.unrouteAll();
    await leave();
    return result;
  }

  test("what is wider than the window is named, at either side", async () => {
    const box = (style) => document(`<p id="box" style="${style}">words</p>`);
    for (const style of ["inline-size: 500px", "position: absolute; inset-inline-start: 300px; inline-size: 200px"]) {
      for (const html of [box(style), box(style).replace("<html", '<html dir="rtl"')]) {
        assert.match((await show(html, overflow)).join("\n"), /\d+ wide in a window of 390\n.*id="box"/);
      }
    }
    const fits = box("inline-size: 350px");
    assert.deepEqual(await show(fits, overflow), []);
    assert.match((await show(fits, (page) => overflowIn(page, { width: 320, height: 568 }))).join(), /at 320 × 568: 350 wide/);
  });

  test("what moves by itself is named, whether at once or when the reader comes there", async () => {
    const late = '<div id="late"></div><p>words</p><script>onload = () => setTimeout(() => (late.style.height = "200px"), 300)</script>';
    const waits = (html) => show(html, async (page) => (await page.waitForTimeout(600), shifts(page)));
    const little = (html) => show(html, async (page) => (await page.waitForTimeout(600), shifts(page, 1)));
    assert.deepEqual(await little(document(late)), []);
    assert.match((await waits(document(late))).join(), /moved by 0\.\d+: <(p|body)>/);
    const below = `<div style="height: 2000px"></div><img id="late" alt=""><p>words</p>
<script>new IntersectionObserver(([seen]) => seen.isIntersecting && (late.style.height = "200px")).observe(late)</script>`;
    assert.match((await show(document(below), shifts)).join(), /moved by 0\.\d+: <(p|body)>/);
    assert.deepEqual(await waits(document("<p>words</p>")), []);
  });

  test("what a thumb may miss is named, with its neighbour; text, room and size excuse", async () => {
    const links = (style, text = "") =>
      document(`<p>${text}<a href="#a">one</a> <a href="#b">other</a></p>`, `a { ${style} } p { margin: 100px 20px }`);
    assert.equal((await show(links("display: inline-block"), smallTargets)).length, 2);
    assert.match((await show(links(""), smallTargets)).join("\n"), /too small for a thumb: .*#a.* beside .*#b/);
    assert.deepEqual(await show(links("display: inline-block; min-height: 44px; min-width: 24px"), smallTargets), []);
    assert.deepEqual(await show(links("margin-inline-end: 60px"), smallTargets), []);
    assert.deepEqual(await show(links("", "A sentence of several words with "), smallTargets), []);
    const boxes = '<label><input type="checkbox"> one</label><label><input type="checkbox"> other</label>';
    assert.equal((await show(document(boxes, "label { display: block }"), smallTargets)).length, 2);
    assert.deepEqual(await show(document(boxes, "label { display: block; line-height: 44px }"), smallTargets), []);
  });

  test("a stop without a ring, outside the window, under something else, or that keeps the focus is named", async () => {
    const stops = (style, more = "") =>
      document(`<a href="#1">one</a> <a href="#2" id="two">two</a>${more}`, `:focus { outline: 3px solid blue } ${style}`);
    const faults = (html) => show(html, async (page) => (await walk(page)).faults.join("\n"), devices.desk);
    assert.deepEqual(await show(stops(""), walk, devices.desk), { count: 2, faults: [] });
    assert.match(await faults(stops("#two { outline: none !important }")), /no ring: .*#2/);
    assert.match(await faults(stops("#two { outline-color: transparent !important }")), /no ring: .*#2/);
    assert.match(await faults(stops("#two { opacity: 0 }")), /no ring: .*#2/);
    assert.deepEqual(await faults(stops("#two { opacity: 0 } body:has(#two:focus) { outline: 3px solid }")), "");
    assert.match(await faults(stops("#two { position: fixed; left: -500px }")), /outside the window .*#2/);
    const over = '<div style="position: fixed; inset: 0; background: white"></div>';
    assert.match(await faults(stops("", over)), /under something else: .*#2/);
    const trap = '<script>two.onkeydown = (event) => event.preventDefault()</script><a href="#3">three</a><a href="#4">four</a>';
    assert.match(await faults(stops("", trap)), /Tab leads back to stop 2 after 2/);
  });

  test("a page without a way past its head is named", async () => {
    const skips = (link) => show(document(`${link}<main id="main">words</main>`), skipLink);
    assert.deepEqual(await skips('<a href="#main">Skip</a>'), []);
    assert.match((await skips('<a href="/elsewhere">Home</a>')).join(), /the first stop is/);
    assert.match((await skips('<a href="#nothing">Skip</a>')).join(), /leads nowhere/);
    assert.match((await skips('<a href="#main" style="opacity: 0">Skip</a>')).join(), /not shown/);
    assert.match((await skips('<a href="#main" style="position: fixed; top: -99px">Skip</a>')).join(), /outside the window/);
  });

  test("what is pale is named in the scheme in which it is", async () => {
    const style = ":root { color-scheme: light dark; background: light-dark(#fff, #111) } h1 { color: #555 }";
    const html = document("<main><h1>Words</h1></main>", style);
    assert.deepEqual(await show(html, (page) => violations(page, { colorScheme: "light" })), []);
    assert.match((await show(html, (page) => violations(page, { colorScheme: "dark" }))).join(), /dark.*color-contrast/);
  });

  test("in a shape that is known all is well but the colours, and a label, a place or a menu that goes makes another", async () => {
    const style = ":root { color-scheme: light dark; background: light-dark(#fff, #111) } h1 { color: #555 }";
    const box = (more, words = 'aria-label="words"') => document(`<main><h1>Words</h1><input id="box" ${words}></main>`, style + more);
    const known = new Set();
    const look = (html, colorScheme = "light") => show(html, async (page) => (await violations(page, { colorScheme }, known)).join());
    assert.equal(await look(box("")), "");
    assert.equal(known.size, 1);
    assert.match(await look(box(""), "dark"), /color-contrast/);
    assert.equal(known.size, 1);
    assert.match(await look(box("", "")), /axe label:/);
    assert.equal(known.size, 2);
    const changes = ["display: none", "visibility: hidden", "opacity: 0", "position: absolute; left: -999px", "clip-path: inset(50%)"];
    for (const change of changes) await look(box(`#box { ${change} }`));
    assert.equal(known.size, 2 + changes.length);
  });

  test("what a page asks of others, logs and breaks is noted", async () => {
    const html = document('<img src="http://other.test/a.png" alt=""><script>console.error("oh"); throw new Error("ah")</script>');
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("http://page.test/", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.route("http://other.test/**", (route) => route.fulfill({ status: 404, body: "" }));
    const problems = watch(page, "http://page.test/");
    await page.goto("http://page.test/", { waitUntil: "networkidle" });
    await context.close();
    for (const found of [/^console: oh/, /^script: ah/, /^outside: http:\/\/other\.test/, /^404: http:\/\/other\.test/]) {
      assert.ok(problems.some((problem) => found.test(problem)), `${found} is not among\n${problems.join("\n")}`);
    }
  });
});
