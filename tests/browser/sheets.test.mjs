// The worksheets' script: with the same options it gives the sheets that the program gives, and it counts the pages that
// come out of a printer.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { launch, serve } from "./browser.mjs";
import { beginnings } from "./paper/pdf.mjs";
import { isWhole } from "./paper/print.mjs";
import { address, editions, pages, read } from "./site.mjs";
import { borrow } from "./windows.mjs";

const run = promisify(execFile);

const learner = editions[0].root;

/** The pages of worksheets on which readers choose: modules, pages that are sheets, packs. */
const printed = pages(learner).filter((path) => path.includes("print/") && read(learner, path).includes('id="controls"'));
const modules = printed.filter((path) => read(learner, path).includes('id="sheet-log-1"'));

/**
 * Runs in the browser: the sheets that are printed as HTML: those of the page, or those of a page that was sent and in which no
 * script has run. What flows is cut into pages by the script alone, so that of it there is what it holds.
 */
function sheetsOf(sent) {
  const root = sent === undefined ? document : new DOMParser().parseFromString(sent, "text/html");
  const held = "h2, .fields, .sheet-group, .sheet-intro, .trap, .step, [data-clinic='statement'], [data-clinic='criterion'], .wall > li, .form > :not(ol, ul), .form li, .version";
  const sheets = new Map();
  for (const sheet of root.querySelectorAll("body > .sheet:not([hidden])")) {
    const isCut = ["log", "cards"].includes(sheet.dataset.sheet);
    const first = sheet.id.replace(/:\d+$/, "");
    const html = [...sheet.querySelectorAll(held)].map((part) => part.outerHTML);
    sheets.set(first, [...(sheets.get(first) ?? []), ...(isCut ? [sheet.outerHTML] : html)]);
  }
  // The number of an order stands at the head of each page.
  const once = (parts) => parts.filter((part, at) => !part.includes('class="version"') || parts.indexOf(part) === at);
  return [...sheets].map(([id, parts]) => ` id="${id}"${once(parts).join("\n")}`);
}

/** Runs in the browser: each shown line of the outline: the id of its first page, and its pages in words. */
const outlined = () =>
  [...document.querySelectorAll(".outline > li:not([hidden])")].map((line) => [
    line.querySelector("a").hash.slice(1),
    line.querySelector(".pages").textContent,
  ]);

/** Runs in the browser: the sheets of these ids, in groups of those that are printed on the same kind of page. */
function alike(ids) {
  const kind = (id) => getComputedStyle(document.getElementById(id)).page;
  return Object.values(Object.groupBy(ids, kind));
}

/** Runs in the browser: leaves only the pages of these sheets. */
function only(ids) {
  const names = (id) => document.getElementById(id).dataset.sheet;
  const wanted = ({ dataset, id }) => (dataset.page ? ids.some((first) => names(first) === dataset.sheet) : ids.includes(id));
  for (const sheet of document.querySelectorAll("body > .sheet")) sheet.classList.toggle("screen-only", !wanted(sheet));
}

/** A course of one module, with these options. */
function course(options) {
  const statement = (index) => `      - { text: 'Claim ${index} is wrong in its own way.', hint: 'Look at case ${index}.' }`;
  const statements = (from, count) => Array.from({ length: count }, (_, index) => statement(from + index)).join("\n");
  const long = "It explains at length why this is so, and what to do about it next time. ".repeat(8);
  const card = (index) => `    - { front: 'Question ${index}?', back: '${index % 7 === 3 ? long : "An answer."}' }`;
  const entry = (index) => `    - { mistake: 'Mistake ${index}', symptom: '${index === 4 ? long : "Seen at once"}' }`;
  const many = (count, one) => Array.from({ length: count }, (_, index) => one(index)).join("\n");
  const { rows = "", form = "", ...sheets } = options;
  const log = [rows && `rows: ${rows}`, form && `form: ${form}`].filter(Boolean).join(", ");
  return {
    "clinic.yaml": `title: Course\nid: course\nsheets: ${JSON.stringify(sheets)}\n${log && `log: { ${log} }\n`}`,
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
  [{ form: "table" }, "form=table"],
  [{ form: "table", rows: "fill", punch: false }, "form=table&rows=fill&punch=no"],
  [{ save: true }, "save=yes"],
  [{ save: true, cards: "duplex", form: "table" }, "save=yes&cards=duplex&form=table"],
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
  let blank;
  let sample;

  /** Builds a course and serves it. */
  async function site(name, options) {
    for (const [path, text] of Object.entries(course(options))) {
      const file = join(folder, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    await run(process.env.CLINIC_BIN, ["build", join(folder, name)]);
    return served(join(folder, name, "public"));
  }

  async function served(root) {
    const server = await serve(root, ["/"]);
    servers.push(server);
    return server.origin;
  }

  /** Opens a page in a window for it alone, of which nothing is remembered afterwards. */
  async function visit(url, action, options = {}) {
    const { page, leave } = await borrow(browser, { viewport: { width: 1440, height: 900 }, ...options });
    const problems = [];
    page.on("pageerror", (fault) => problems.push(fault.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    try {
      // The page of another visit may differ from this one in its fragment alone, and would stay.
      if (page.url().split("#")[0] === url.split("#")[0]) await page.goto("about:blank");
      await page.goto(url);
      await page.waitForFunction(isWhole);
      const result = await action(page);
      assert.deepEqual(problems, [], url);
      await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
      await leave();
      return result;
    } catch (fault) {
      await page.context().close();
      throw fault;
    }
  }

  /** The sheets as the program sent them. */
  async function sent(url) {
    const html = await (await fetch(url)).text();
    return blank.evaluate(sheetsOf, html);
  }
  const shown = (url) => visit(url, (tab) => tab.evaluate(sheetsOf));

  before(async () => {
    browser = await launch();
    blank = await browser.newPage();
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

  /** The sheets that an address asks of the plain course, each of which is what the configured course has: their ids. */
  async function compare(plain, configured, page, query) {
    // Without scripts, too, nothing that it asks for is missing.
    await visit(configured + page, () => undefined, { javaScriptEnabled: false });
    const expected = new Map((await sent(configured + page)).map((html) => [html.match(/ id="([^"]*)"/)[1], html]));
    const compared = [];
    for (const html of await shown(`${plain}${page.replace("large/", "")}?${query}`)) {
      const id = html.match(/ id="([^"]*)"/)[1];
      assert.equal(html, expected.get(id), `${page}?${query}: ${id}`);
      expected.delete(id);
      compared.push(id);
    }
    assert.deepEqual([...expected.keys()], [], `${page}?${query}`);
    return compared;
  }

  test("what an address asks for is what the configuration would give", async () => {
    const plain = await site("plain", {});
    const compared = [];
    for (const [index, [options, query]] of variants.entries()) {
      const configured = await site(`variant-${index}`, options);
      compared.push(...(await compare(plain, configured, "/part/second/print/", query)));
      compared.push(...(await compare(plain, configured, "/part/second/print/large/", `size=large&${query}`)));
    }
    assert.ok(compared.length > 500, `${compared.length} sheets`);
  });

  const counted = (tab) => tab.locator("output", { hasText: /^\d+ page/ }).waitFor();

  let papers = 0;

  /**
   * How many pages each of the sheets has in print: a map by their ids. They are printed together, and told apart by where each
   * begins, which is known where all pages have the same size.
   */
  async function printedPages(tab, ids, format) {
    const printed = new Map();
    await tab.emulateMedia({ media: "print" });
    const groups = await tab.evaluate(alike, ids);
    await tab.emulateMedia({ media: null });
    for (const group of groups) {
      await tab.evaluate(only, group);
      const path = join(folder, `${(papers += 1)}.pdf`);
      await tab.pdf({ path, format, preferCSSPageSize: !format });
      const { count, starts } = await beginnings(path);
      const first = group.map((id) => starts.get(id));
      const rises = first.every((page, index) => page > (first[index - 1] ?? 0));
      assert.ok(first[0] === 1 && rises && first.at(-1) <= count, `of ${count} pages ${group} begin at ${first}`);
      for (const [index, id] of group.entries()) printed.set(id, (first[index + 1] ?? count + 1) - first[index]);
    }
    return printed;
  }

  /** Holds what a page says of its sheets to what is printed of each. */
  async function holdToPaper(tab, query, format) {
    const said = await tab.evaluate(outlined);
    const printed = await printedPages(tab, said.map(([id]) => id), format);
    for (const [id, words] of said) {
      const [out, told] = [printed.get(id), parseInt(words, 10)];
      // Without a fixed paper the smaller one is reckoned with in each direction.
      const isRight = format ? out <= told && out >= Math.min(told - 1, told * 0.75) : out === told;
      assert.ok(words.startsWith("about") || isRight, `${query} ${id} ${format}: ${words}, and ${out} are printed`);
    }
  }

  for (const path of modules) {
    test(`${path} prints as many pages as it says`, async () => {
      for (const query of ["paper=a4", "paper=letter&punch=no&hints=yes", "sheets=protocol,review,checks&hints=yes"]) {
        await visit(`${sample}/${address(path)}?${query}`, async (tab) => {
          await tab.locator("output", { hasText: "page" }).waitFor();
          const formats = query.includes("paper") ? [undefined] : ["A4", "Letter"];
          for (const format of formats) await holdToPaper(tab, query, format);
        });
      }
    });
  }

  test("what flows is cut into the pages that come out of a printer", async () => {
    await visit(`${sample}/craft/git/print/?sheets=checks&paper=a4`, async (tab) => {
      await counted(tab);
      const pages = parseInt(await tab.locator("output").textContent(), 10);
      const marks = await tab.locator("[data-sheet='checks'] .position").allTextContents();
      assert.deepEqual(marks, Array.from({ length: pages }, (_, index) => `page ${index + 1} of ${pages}`));
      assert.equal(await tab.locator(".measure").count(), 0);
      const ids = await tab.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length);
    });
  });

  test("a section that fits a page is not parted where that takes no page more", async () => {
    await visit(`${sample}/systems/event-driven/print/?sheets=page`, async (tab) => {
      await counted(tab);
      const texts = await tab.locator("body > .sheet[aria-label^='Event modeling lab']").allTextContents();
      assert.equal(texts.length, 2);
      const [begin, end] = ["Exercise 3", "There are at least four things"].map((words) => texts.findIndex((text) => text.includes(words)));
      assert.deepEqual([begin, end], [1, 1]);
    });
  });

  test("what is measured again is laid out as before, where sheets share a page too", async () => {
    let shared = 0;
    for (const path of modules) {
      await visit(`${sample}/${address(path)}?sheets=start,checks,completion&save=yes&paper=a4`, async (tab) => {
        await counted(tab);
        const layout = () => tab.locator("body > .sheet").evaluateAll((all) => all.map(({ id, className }) => `${id}: ${className}`));
        const first = await layout();
        for (const event of ["resize", "beforeprint"]) await tab.evaluate((name) => dispatchEvent(new Event(name)), event);
        assert.deepEqual(await layout(), first, path);
        shared += first.filter((sheet) => sheet.includes("goes-on")).length;
      });
    }
    assert.ok(shared > 0, "no sheets share a page");
  });

  test("the key is counted too", async () => {
    const origin = await served(editions[1].root);
    await visit(`${origin}/judgment/evidence/print/answers/`, async (tab) => {
      await tab.locator(".outline .pages", { hasText: /^\d+ page/ }).first().waitFor();
      assert.ok((await tab.locator(".position").count()) > 1);
    });
  });

  test("where a sheet is not as wide as paper, pages are estimated", async () => {
    const phone = { viewport: { width: 390, height: 844 } };
    await visit(`${sample}/craft/git/print/?rows=40`, async (tab) => {
      await tab.locator("output", { hasText: /^about \d+ pages/ }).waitFor();
      assert.equal(await tab.locator("[data-sheet='checks']").count(), 1);
      const words = new Map(await tab.evaluate(outlined));
      assert.match(words.get("sheet-checks"), /^about \d+ pages$/);
      assert.match(words.get("sheet-log-1"), /^\d pages$/);
      await tab.setViewportSize({ width: 1440, height: 900 });
      await counted(tab);
    }, phone);
  });

  test("what is impossible in an address is left out", async () => {
    const url = `${sample}/craft/git/print/`;
    const wrong = "line=6&paper=a5&punch=maybe&header=nobody&hints=1&starter=&cards=toString&seed=-1&rows=501&sheets=x,answers&other=1";
    assert.deepEqual(await shown(`${url}?${wrong}`), await sent(url));
    const half = await shown(`${url}?sheets=x,checks&seed=4294967296`);
    assert.deepEqual(half, await shown(`${url}?sheets=checks`));
  });

  test("a choice is shown, kept in the address and remembered for the course", async () => {
    const url = `${sample}/craft/git/print/`;
    await visit(`${url}?other=1#sheet-checks`, async (tab) => {
      await tab.getByLabel("Letter").check();
      await tab.getByLabel("Blank rows").fill("3");
      await tab.getByLabel("Shuffled").check();
      await tab.getByLabel("Version").fill("17");
      await tab.getByLabel("Group").uncheck();
      await tab.getByRole("group", { name: "Sheets" }).getByLabel("Cards").uncheck();
      const { search, hash } = new URL(tab.url());
      assert.equal(search, "?sheets=start,log,checks,completion,protocol,page&paper=letter&header=name,date&seed=17&rows=3&other=1");
      assert.equal(hash, "#sheet-checks");
      const chosen = await tab.evaluate(sheetsOf);
      assert.equal(await tab.locator("[data-sheet='cards']:visible").count(), 0);
      assert.equal(await tab.locator(".outline > li:has([href^='#sheet-cards']):visible").count(), 0);
      assert.equal(await tab.locator("[data-sheet='checks'] .version").first().textContent(), "Version 17");

      await tab.goto(url);
      assert.deepEqual(await tab.evaluate(sheetsOf), chosen, "remembered");
      assert.ok(await tab.getByLabel("Letter").isChecked());
      assert.equal(await tab.getByLabel("Version").inputValue(), "17");

      await tab.goto(`${url}?paper=a4&seed=off`);
      const papers = await tab.locator(".sheet:visible").evaluateAll((all) => all.map(({ classList }) => classList.contains("paper-a4")));
      assert.ok(papers.length > 2 && papers.every(Boolean), "an address wins");
      assert.equal(await tab.locator(".version").count(), 0);
      await tab.goto(url);
      assert.ok(await tab.getByLabel("Letter").isChecked(), "and is not remembered");

      await tab.getByLabel("Fill the page").check();
      assert.ok(await tab.getByLabel("Blank rows").isDisabled());
      assert.match(tab.url(), /rows=fill/);
      await tab.getByRole("button", { name: "Reset to defaults" }).click();
      await tab.goto(url);
      assert.deepEqual(await tab.evaluate(sheetsOf), await sent(url), "forgotten");
    });
  });

  test("a choice that the author made too is none", async () => {
    await visit(`${sample}/craft/git/print/`, async (tab) => {
      await tab.getByLabel("Hints").check();
      assert.match(tab.url(), /\?hints=yes$/);
      await tab.getByLabel("Hints").uncheck();
      assert.equal(new URL(tab.url()).search, "");
      assert.equal(await tab.evaluate(() => localStorage.length), 0);
    });
  });

  test("large print has its sheets and lines whatever is remembered, and the paper that was chosen", async () => {
    const url = `${sample}/craft/git/print/large/`;
    await visit(`${sample}/craft/git/print/?line=7&sheets=log&rows=3`, async (tab) => {
      await tab.getByLabel("Hints").check();
      await tab.goto(url);
      assert.deepEqual(await tab.evaluate(sheetsOf), await sent(url));
      assert.equal(await tab.locator("form").count(), 0);
      await tab.getByRole("link", { name: "Choose what to print" }).click();
      assert.ok(await tab.getByLabel("Large print").isChecked());
      await tab.getByLabel("Letter").check();
      await tab.goto(url);
      assert.equal(await tab.locator(".sheet:not(.paper-letter)").count(), 0);
      await tab.getByRole("link", { name: "Standard print" }).click();
      assert.equal(await tab.getByLabel("Large print").isChecked(), false);
    });
  });

  test("large print is one more choice, kept like the others", async () => {
    const url = `${sample}/craft/git/print/`;
    await visit(url, async (tab) => {
      const usual = await tab.evaluate(sheetsOf);
      await tab.getByLabel("Large print").check();
      assert.match(tab.url(), /\?size=large$/);
      // The place below a trap is left out of large print, and hidden where that is chosen.
      const shown = (await tab.evaluate(sheetsOf)).map((sheet) => sheet.replace(/<small>.*?<\/small>/g, ""));
      assert.deepEqual(shown, await sent(`${url}large/`));
      assert.equal(await tab.locator(".trap dd > small").filter({ visible: true }).count(), 0);
      const lines = tab.getByLabel("Line spacing");
      assert.deepEqual([await lines.isDisabled(), await lines.inputValue()], [true, "13"], "large print has lines of its own");
      await tab.goto(url);
      assert.ok(await tab.getByLabel("Large print").isChecked(), "remembered");
      await tab.getByLabel("Large print").uncheck();
      assert.deepEqual([await lines.isDisabled(), await lines.inputValue()], [false, "9"]);
      assert.deepEqual(await tab.evaluate(sheetsOf), usual);
      assert.equal(new URL(tab.url()).search, "");
    });
  });

  test("what is not printed by itself is asked for when somebody chooses it, and once", async () => {
    await visit(`${sample}/systems/event-driven/print/`, async (tab) => {
      const asked = [];
      tab.on("request", (request) => asked.push(new URL(request.url()).pathname));
      const other = tab.getByRole("checkbox", { name: "Repair protocol (poster)" });
      await tab.getByLabel("Letter").check();
      assert.deepEqual(asked, []);
      await other.check();
      await tab.locator("[data-sheet='protocol']").waitFor();
      await tab.locator(".outline > li:has([href='#sheet-protocol'])").waitFor();
      await other.uncheck();
      await tab.locator("[data-sheet='protocol']").waitFor({ state: "hidden" });
      await other.check();
      await tab.locator("[data-sheet='protocol']").waitFor();
      assert.deepEqual(asked, ["/systems/event-driven/print/more.js"]);
    });
  });

  test("a site that lies in a folder has every choice", async () => {
    const file = `${pathToFileURL(join(learner, "systems/event-driven/print/index.html"))}?sheets=protocol&size=large`;
    await visit(file, async (tab) => {
      await tab.locator("[data-sheet='protocol']").waitFor();
      assert.equal(await tab.locator(".sheet:visible").count(), 1);
      assert.ok(await tab.getByRole("checkbox", { name: "Repair protocol (poster)" }).isChecked());
    });
  });

  for (const [device, width] of [["phone", 390], ["desk", 1440]]) {
    test(`the form finds its room, however late it comes, on a ${device}`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const tab = await context.newPage();
      let come;
      const waits = new Promise((resolve) => (come = resolve));
      await tab.route("**/sheet-data.*", async (route) => {
        await waits;
        await route.continue();
      });
      await tab.goto(`${sample}/craft/git/print/`, { waitUntil: "commit" });
      const top = () => tab.locator(".outline").evaluate((list) => list.getBoundingClientRect().top);
      await tab.locator(".outline").waitFor();
      const before = await top();
      come();
      await tab.locator("#controls form").waitFor();
      assert.ok(Math.abs((await top()) - before) < 2, `${before}, then ${await top()}`);
      await context.close();
    });
  }

  test("cards that are printed on both sides stand first, and go back to their place", async () => {
    await visit(`${sample}/craft/git/print/`, async (tab) => {
      const kinds = () => tab.locator("body > .sheet").evaluateAll((all) => [...new Set(all.map(({ dataset }) => dataset.sheet))]);
      const before = await kinds();
      assert.notEqual(before[0], "cards");
      await tab.getByLabel("Double-sided").check();
      assert.equal((await kinds())[0], "cards");
      await tab.getByLabel("Fold over").check();
      assert.deepEqual(await kinds(), before);
    });
  });

  test("readers choose the lines below each question", async () => {
    await visit(`${sample}/systems/event-driven/quiz/print/`, async (tab) => {
      const lines = () => tab.locator(".reply").first().locator(".rule").count();
      assert.equal(await lines(), 5);
      await tab.getByLabel("Lines below each question").selectOption("8");
      assert.equal(await lines(), 8);
      assert.match(tab.url(), /lines=8/);
      await tab.getByLabel("Lines below each question").selectOption("5");
      assert.equal(new URL(tab.url()).search, "");
    });
  });

  test("statements take their labels along, and headings stay", async () => {
    await visit(`${sample}/craft/git/print/?seed=17`, async (tab) => {
      const mark = "[data-sheet='checks'] [data-clinic='statement'] > p:first-child";
      const labels = await tab.locator(`${mark} > b`).allTextContents();
      const groups = labels.map((label) => label.split(".")[0]);
      assert.deepEqual(groups, [...groups].sort((a, b) => a - b), "groups stay");
      assert.notDeepEqual(labels, [...labels].sort(), "statements do not");
      const positions = await tab.locator(`${mark} > i`).allTextContents();
      assert.deepEqual(positions, labels.map((_, index) => `${index + 1} of ${labels.length}`));
      const headed = await tab.locator("[data-sheet='checks'] .sheet-group .no").allTextContents();
      assert.deepEqual(headed, [...new Set(groups)]);
      assert.equal(await tab.locator("[data-sheet='checks'] tr:first-child > td > .sheet-head").count(), 1);
    });
  });

  test("where storage is refused, everything else works", async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      const refuse = () => { throw new DOMException("refused", "SecurityError"); };
      Object.defineProperty(window, "localStorage", { get: refuse });
    });
    const tab = await context.newPage();
    const problems = [];
    tab.on("pageerror", (fault) => problems.push(fault.message));
    await tab.goto(`${sample}/craft/git/print/`);
    await tab.getByLabel("Hints").check();
    assert.match(tab.url(), /hints=yes/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test("sheets of which nothing is known stay as they are", async () => {
    const path = "craft/git/print/index.html";
    const url = `${sample}/${address(path)}`;
    const html = read(learner, path).replace(/(id="paper">).*?(<\/script>)/, "$1{}$2");
    assert.match(html, /id="paper">\{\}</);
    const context = await browser.newContext();
    await context.route(url, (route) => route.fulfill({ body: html, contentType: "text/html" }));
    await context.route(`${url}?*`, (route) => route.fulfill({ body: html, contentType: "text/html" }));
    const tab = await context.newPage();
    const problems = [];
    tab.on("pageerror", (fault) => problems.push(fault.message));
    await tab.goto(`${url}?rows=3&seed=4&sheets=log`);
    assert.ok(await tab.locator("#controls").isVisible());
    await tab.getByLabel("Letter").check();
    await tab.locator("output", { hasText: "page" }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
    assert.deepEqual(await sent(url), await shown(url));
  });

  test("the button prints, by keyboard too, and Enter in a field does not", async () => {
    await visit(`${sample}/craft/git/print/`, async (tab) => {
      await tab.evaluate(() => { window.print = () => (window.prints = (window.prints ?? 0) + 1); });
      await tab.getByLabel("Blank rows").press("Enter");
      assert.equal(await tab.evaluate(() => window.prints), undefined);
      await tab.getByRole("button", { name: "Print", exact: true }).press("Enter");
      await tab.getByRole("button", { name: "Print", exact: true }).click();
      assert.equal(await tab.evaluate(() => window.prints), 2);
    });
  });

  test("fingers hit every control", async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    await visit(`${sample}/craft/git/print/`, async (tab) => {
      const heights = await tab.locator("#controls :is(label, button, select):visible").evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect().height));
      assert.ok(heights.length > 15 && heights.every((height) => height >= 44), String(heights));
    }, phone);
  });
});
