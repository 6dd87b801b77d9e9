// Pages that arrive in pieces, as they do through a slow network or on a busy machine: what has been drawn stays where it is.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { sites, standard } from "./courses.mjs";
import { shifts } from "./pages/layout.mjs";
import { devices } from "./pages/open.mjs";
import { address, kinds, read } from "./site.mjs";

/** Every theme, and each direction of writing. */
const courses = sites.filter(({ course, edition, theme }) => edition === "learner" && (course === "sample" || theme === standard));

/** The pages with the most above their text; the head of the site and the trail of a clinic are those of all pages. */
const looked = ({ course, theme }) => (course === "sample" && theme === standard ? ["home", "clinic"] : ["clinic"]);

/** A line of text that finds its baseline when the one beside it comes may move by a hair. */
const hair = 0.001;

/** A page that is written bit by bit: `{ takes, next, end }`; `takes` is for the server. */
function trickle() {
  let take;
  const asked = new Promise((resolve) => (take = resolve));
  const takes = (request, response) => {
    if (!request.url.endsWith("/")) return false;
    take(response.writeHead(200, { "content-type": "text/html; charset=utf-8" }));
    return true;
  };
  const next = async (piece) => (await asked).write(piece);
  return { takes, next, end: async (piece) => (await asked).end(piece) };
}

/**
 * The page cut before and behind each tag that begins an element, from the head of the site until the text of the leaf: before
 * that there is nothing to draw, and then a reader has begun to read.
 */
function cut(html) {
  const start = html.indexOf('<header class="site-head');
  const end = html.indexOf('<div class="leaf-body">');
  assert.ok(start > 0 && end > start, "a page of another form");
  return { first: html.slice(0, start), pieces: html.slice(start, end).split(/(?=<[a-z])|(?<=<[a-z][^>]*>)(?=[^\s<])/), rest: html.slice(end) };
}

/** Runs in the browser: waits until so many elements have come, and are drawn. */
async function drawn(count) {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  while (document.getElementsByTagName("*").length < count) await frame();
  for (let frames = 0; frames < 2; frames += 1) await frame();
}

const tags = (html) => html.match(/<[a-z]/g)?.length ?? 0;

/** Opens a page that comes in pieces, each drawn before the next is sent, and gives what moved meanwhile. */
async function arrive(page, { root }, path) {
  const { first, pieces, rest } = cut(read(root, path));
  const { takes, next, end } = trickle();
  const server = await serve(root, ["/"], takes);
  try {
    const opened = page.goto(`${server.origin}/${address(path)}`, { waitUntil: "commit" });
    await next(first);
    await opened;
    let count = tags(first);
    for (const piece of pieces) {
      await next(piece);
      count += tags(piece);
      await page.evaluate(drawn, count);
    }
    await end(rest);
    await page.waitForLoadState();
    return { count: pieces.length, moved: await shifts(page, hair) };
  } finally {
    await server.close();
  }
}

// Much of the time goes by until a piece is drawn.
describe("arrival", { concurrency: 6 }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  for (const site of courses) {
    for (const kind of looked(site)) {
      for (const [device, options] of Object.entries(devices)) {
        test(`${site.name}, ${kind}, ${device}: nothing moves`, async () => {
          const context = await browser.newContext(options);
          const { count, moved } = await arrive(await context.newPage(), site, kinds(site.root).get(kind));
          assert.ok(count > 30, `${count} pieces`);
          assert.deepEqual(moved, []);
          await context.close();
        });
      }
    }
  }
});
