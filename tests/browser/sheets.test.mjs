// The worksheets' script: with the same options it gives the sheets that the program gives, and it counts the pages that
// come out of a printer.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { address, editions, pages, read } from "./site.mjs";

const learner = editions[0].root;

/** The pages of worksheets: modules, in large print too, pages that are sheets, packs. */
const printed = pages(learner).filter((path) => path.includes("print/") && read(learner, path).includes('id="controls"'));
const modules = printed.filter((path) => read(learner, path).includes('data-sheet="log"') && !/data-module="[^"]*"[^]*data-sheet="log"[^]*id="m\d/.test(read(learner, path)));

/** Runs in the browser: all sheets as HTML, without the marks that only the screen shows. */
function sheetsOf() {
  return [...document.querySelectorAll("body > .sheet")].map((sheet) => {
    const copy = sheet.cloneNode(true);
    for (const turn of copy.querySelectorAll(".turns")) turn.remove();
    return copy.outerHTML;
  });
}

/** Runs in the browser: whether every shown line of the outline has been counted. */
const isCounted = () => [...document.querySelectorAll(".outline > li:not([hidden]) .pages")].every((line) => !line.textContent.startsWith("about"));

/** A course of one module, with these options. */
function course(options) {
  const statement = (index) => `      - { text: 'Claim ${index} is wrong in its own way.', hint: 'Look at case ${index}.' }`;
  const statements = (from, count) => Array.from({ length: count }, (_, index) => statement(from + index)).join("\n");
  const long = "It explains at length why this is so, and what to do about it next time. ".repeat(8);
  const card = (index) => `    - { front: 'Question ${index}?', back: '${index % 7 === 3 ? long : "An answer."}' }`;
  const entry = (index) => `    - { mistake: 'Mistake ${index}', symptom: '${index === 4 ? long : "Seen at once"}' }`;
  const many = (count, one) => Array.from({ length: count }, (_, index) => one(index)).join("\n");
  const { rows = "", ...sheets } = options;
  return {
    "clinic.yaml": `title: Course\nid: course\nsheets: ${JSON.stringify(sheets)}\n${rows && `log: { rows: ${rows} }\n`}`,
    "content/_index.md": "---\ntitle: Course\n---\nText.\n",
    "content/01-part/_index.md": "---\ntitle: Part\n---\nText.\n",
    "content/01-part/01-first.md": `---\ntitle: First\nradar:\n  - { mistake: One, where: here, symptom: It shows, repair: A case }\nchecks:\n  - title: Earlier\n    statements:\n${statements(90, 5)}\n---\nText.\n`,
    "content/01-part/02-second.md": `---
title: Second
radar:
  - { mistake: One, where: here, symptom: It shows, repair: A case }
checks:
  - title: Some
    statements:
${statements(1, 7)}
  - statements:
${statements(20, 4)}
  - title: Others
    intro: Mind the words.
    statements:
${statements(30, 9)}
log:
  starter:
${many(9, entry)}
cards:
${many(40, card).replaceAll(/^ {2}/gm, "")}
---
Text.
`,
  };
}

/** The same options as configuration and as an address. */
const variants = [
  [{ rows: "fill" }, "rows=fill"],
  [{ rows: "0" }, "rows=0"],
  [{ rows: "0", starter: false }, "rows=0&starter=no"],
  [{ rows: "61" }, "rows=61"],
  [{ line: "7mm" }, "line=7"],
  [{ line: "8mm", rows: "fill" }, "line=8&rows=fill"],
  [{ line: "13mm", starter: false, rows: "fill" }, "line=13&starter=no&rows=fill"],
  [{ punch: false }, "punch=no"],
  [{ header: [] }, "header="],
  [{ header: ["name", "group"], punch: false, rows: "30" }, "header=name,group&punch=no&rows=30"],
  [{ cards: "duplex" }, "cards=duplex"],
  [{ cards: "single" }, "cards=single"],
  [{ shuffle: 17 }, "seed=17"],
  [{ shuffle: 4294967295, hints: true }, "seed=4294967295&hints=yes"],
  [{ starter: false }, "starter=no"],
  [{ paper: "letter" }, "paper=letter"],
  [{ print: ["cards", "review", "protocol"] }, "sheets=cards,review,protocol"],
  [{ print: [] }, "sheets="],
];

describe("the worksheets' script", { concurrency: 2 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "sheets-"));
  const servers = [];
  let browser;
  let sample;

  /** Builds a course and serves it. */
  async function site(name, options) {
    for (const [path, text] of Object.entries(course(options))) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    execFileSync(process.env.CLINIC_BIN, ["build", join(folder, name)], { stdio: "pipe" });
    return served(join(folder, name, "public"));
  }

  async function served(root) {
    const server = await serve(root, ["/"]);
    servers.push(server);
    return server.origin;
  }

  /** Opens a page in a browser of its own, and closes it again. */
  async function visit(url, action, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const tab = await context.newPage();
    const problems = [];
    tab.on("pageerror", (fault) => problems.push(fault.message));
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    try {
      await tab.goto(url);
      const result = await action(tab);
      assert.deepEqual(problems, [], url);
      return result;
    } finally {
      await context.close();
    }
  }

  const sent = (url) => visit(url, (tab) => tab.evaluate(sheetsOf), { javaScriptEnabled: false });
  const shown = (url) => visit(url, (tab) => tab.evaluate(sheetsOf));

  before(async () => {
    browser = await launch();
    sample = await served(learner);
  });

  after(async () => {
    await browser?.close();
    await Promise.all(servers.map((server) => server.close()));
    rmSync(folder, { recursive: true });
  });

  for (const path of printed) {
    test(`${path} is cut as the program cut it, after other choices too`, async () => {
      const url = `${sample}/${address(path)}`;
      const authored = await sent(url);
      assert.deepEqual(await shown(url), authored);
      const other = "?rows=2&cards=single&line=12&punch=no&header=&hints=yes&starter=no&seed=3&paper=a4&sheets=log,review";
      await visit(url + other, async (tab) => {
        assert.notDeepEqual(await tab.evaluate(sheetsOf), authored);
        await tab.locator("[name='defaults']").click();
        assert.deepEqual(await tab.evaluate(sheetsOf), authored);
        assert.equal(new URL(tab.url()).search, "");
      });
    });
  }

  test("what an address asks for is what the configuration would give", async () => {
    const plain = await site("plain", {});
    const compared = [];
    for (const [index, [options, query]] of variants.entries()) {
      const configured = await site(`variant-${index}`, options);
      for (const page of ["/part/second/print/", "/part/second/print/large/"]) {
        const expected = new Map((await sent(configured + page)).map((html) => [html.match(/ id="([^"]*)"/)[1], html]));
        for (const html of await shown(`${plain}${page}?${query}`)) {
          const id = html.match(/ id="([^"]*)"/)[1];
          // The program leaves out a log with nothing on it.
          if (!expected.has(id) && / hidden(=""|)>/.test(html.slice(0, html.indexOf(">") + 1))) continue;
          assert.equal(html, expected.get(id), `${page}?${query}: ${id}`);
          expected.delete(id);
          compared.push(id);
        }
        assert.deepEqual([...expected.keys()], [], `${page}?${query}`);
      }
    }
    assert.ok(compared.length > 500, `${compared.length} sheets`);
  });

});
