// The learner's own pages: the log over all modules, what is due for review, and what was missed, on paper.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { browsers } from "./log/browsers.mjs";
import { clinicPage, course, module } from "./log/course.mjs";
import { violations } from "./pages/accessibility.mjs";
import { devices } from "./pages/open.mjs";

const wind = module().replace("title: Loads", "title: Wind").replaceAll("{ id: ", "{ id: w");
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>';
const loads = module().replace("carries half the load.", "carries half the load, as in [wind](02-wind.md). ![A beam](beam.svg)");

let browser, built, site;
before(async () => {
  built = course({ "content/01-statics/01-loads.md": loads, "content/01-statics/beam.svg": picture, "content/01-statics/02-wind.md": wind });
  [browser, site] = await Promise.all([launch(), serve(built.root, ["/"], undefined, "http://127.0.0.1:*")]);
});
after(async () => {
  await browser?.close();
  await site?.close();
  built?.remove();
});

/** A window of its own on a page; each request that leaves the site fails the test, as does each error. */
async function learner(path, steps, options = devices.desk) {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce", acceptDownloads: true });
  const faults = [];
  context.on("request", (request) => /^(blob|data):/.test(request.url()) || request.url().startsWith(site.origin) || faults.push(request.url()));
  context.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  context.on("weberror", (error) => faults.push(error.error().message));
  const open = async (path) => {
    const page = await context.newPage();
    await page.goto(`${site.origin}/${path}`);
    await page.evaluate(() => clinicLog.store);
    return page;
  };
  await steps(await open(path), open);
  assert.deepEqual(faults, []);
  await context.close();
}

// ---- What runs in the page ----

/** Some days of learning: entries of two modules, one of them unfinished, a card, and statements that were missed. */
const learn = async () => {
  const store = await clinicLog.store;
  const now = clinicLog.clock();
  const on = (days) => (clinicLog.clock = () => ({ ...now, time: now.time - days * 86_400_000 }));
  const source = (module, label, text) => ({ module, title: module.endsWith("wind") ? "Wind" : "Loads", label, text, url: `${module}/#${label}` });
  const entry = (module, fields) => store.append({ kind: "entry", about: `${module}#r-x`, fields, source: source(module, "R1", fields.mistake) });
  on(9);
  await entry("statics/loads", { date: "2026-11-02", mistake: "Finished one", root_cause: "Haste", repair: "A sum", evidence: "case", card: "Slow down.", "own.reviewer": "Ada" });
  await entry("statics/wind", { date: "2026-11-03", mistake: "Unfinished one" });
  on(5);
  await entry("statics/wind", { date: "2026-11-06", mistake: "Finished two", root_cause: "Guess", repair: "A table", error_kind: "misread", connects: "statics/loads" });
  await store.append({ kind: "card", fields: { front: "Own front", back: "Own back", module: "statics/loads" } });
  await store.append({ kind: "attempt", about: "statics/loads#s-half", fields: { correction: "A quarter, I think", mark: "missed", sure: "certain" },
    source: source("statics/loads", "1.1", "A beam of twice the length carries half the load.") });
  clinicLog.clock = () => now;
};
const events = () => clinicLog.store.then(({ events }) => JSON.parse(JSON.stringify(clinicLog.union(events))));
const answers = () => clinicLog.store.then(() => [...clinicLog.learned().answers].map(([name, given]) => [name, given.map(({ grade, on }) => `${grade} ${on}`)]));

/** On one of the pages, with some days behind. */
const learned = (path, steps, options) => learner(path, async (page, open) => {
  await page.evaluate(learn);
  await page.waitForFunction(() => clinicLog.status().unsaved === 0);
  await page.reload();
  await page.evaluate(() => clinicLog.store);
  await page.waitForSelector(path === "review/" ? ".review-item" : path === "log/" ? "[data-entry]" : "body > .sheet");
  await steps(page, open);
}, options);

const mistakes = (page) => page.locator(".all-entries .entry-mistake").allInnerTexts();
const openEntry = async (page, words) => {
  const entry = page.locator("[data-entry]", { hasText: new RegExp(words) });
  await entry.locator("summary").click();
  return entry;
};
const until = (page, holds, ...values) => page.waitForFunction(holds, ...values);

describe("the log over all modules", () => {
  test("says what comes here as long as nothing is logged", () =>
    learner("log/", async (page) => {
      await page.waitForSelector(".empty-log");
      assert.match(await page.locator("[data-log-page]").innerText(), /You have not logged anything yet/);
      assert.equal(await page.locator(".log-filters").isVisible(), false);
      assert.equal(await page.getByRole("button", { name: "Save a copy" }).isDisabled(), true);
    }));

  test("shows what is unfinished first, and finds by module and by words", () =>
    learned("log/", async (page) => {
      assert.deepEqual(await mistakes(page), ["Unfinished one", "Finished two", "Finished one"]);
      await page.getByLabel("Module").selectOption({ label: "Wind" });
      assert.deepEqual(await mistakes(page), ["Unfinished one", "Finished two"]);
      await page.getByLabel("Search").fill("GUESS");
      assert.deepEqual(await mistakes(page), ["Finished two"]);
      assert.equal(await page.locator(".found").innerText(), "Entries found: 1");
      await page.getByLabel("Search").fill("nowhere");
      assert.deepEqual(await mistakes(page), []);
      await page.getByLabel("Search").fill("");
      await page.getByLabel("Module").selectOption({ label: "All modules" });
      assert.equal((await mistakes(page)).length, 3);
    }));

  test("shows all that an entry says in words, columns of the course's own too, and where it came from", () =>
    learned("log/", async (page) => {
      const one = await openEntry(page, "Finished one");
      assert.match(await one.innerText(), /Loads · R1[^]*Haste[^]*A sum[^]*Slow down\.[^]*Reviewed by\s+Ada[^]*A case that fails/);
      assert.equal(await one.locator(".entry-where a").getAttribute("href"), `${site.origin}/statics/loads/#R1`);
      const two = await openEntry(page, "Finished two");
      assert.match(await two.innerText(), /misread[^]*Loads/);
    }));

  test("shows all again when the last entry of the module that was chosen is deleted", () =>
    learned("log/", async (page) => {
      await page.getByLabel("Module").selectOption({ label: "Loads" });
      const only = await openEntry(page, "Finished one");
      await only.getByRole("button", { name: "Delete this entry" }).click();
      await until(page, () => document.querySelectorAll("[data-entry]").length === 2);
      assert.deepEqual(await mistakes(page), ["Unfinished one", "Finished two"]);
      assert.equal(await page.getByLabel("Module").inputValue(), "");
      assert.equal(await page.locator(".found").innerText(), "");
    }));

  test("keeps what lifts a filter where one entry is left that it hides", () =>
    learned("log/", async (page) => {
      await page.getByLabel("Search").fill("Haste");
      const one = await openEntry(page, "Finished one");
      await one.getByRole("button", { name: "Delete this entry" }).click();
      await until(page, () => document.querySelectorAll("[data-entry]").length === 0);
      await page.evaluate(async () => {
        const [last] = clinicLog.learned().entries;
        await clinicLog.record({ kind: "delete", target: last.id });
      });
      assert.equal(await page.locator(".log-filters").isVisible(), true);
      await page.getByLabel("Search").fill("");
      await until(page, () => document.querySelectorAll("[data-entry]").length === 1);
      assert.equal(await page.locator(".log-filters").isVisible(), false);
    }));

  test("changes, deletes and brings back an entry, and adds one by hand", () =>
    learned("log/", async (page) => {
      const one = await openEntry(page, "Unfinished one");
      await one.getByRole("button", { name: "Add details" }).click();
      await page.getByRole("dialog").getByLabel("Root cause").fill("Nobody asked");
      await page.getByRole("dialog").getByLabel("Repair evidence").fill("A test");
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await until(page, () => !document.querySelector(".entry-open"));
      assert.equal(await page.evaluate(() => document.activeElement.closest("[data-entry]")?.querySelector(".entry-mistake").textContent), "Unfinished one");
      await page.locator("[data-entry]", { hasText: "Unfinished one" }).getByRole("button", { name: "Delete this entry" }).click();
      await until(page, () => document.querySelectorAll("[data-entry]").length === 2);
      await page.getByRole("button", { name: "Undo" }).click();
      await until(page, () => document.querySelectorAll("[data-entry]").length === 3);
      await page.getByRole("button", { name: "Add an entry" }).click();
      await page.getByRole("dialog").getByLabel("Mistake").fill("By hand");
      const module = page.locator("dialog select[name=module]");
      const [name] = await module.selectOption({ index: 1 });
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await until(page, () => document.querySelectorAll("[data-entry]").length === 4);
      await page.locator("dialog").waitFor({ state: "detached" });
      assert.ok(name && await page.evaluate((name) => clinicLog.learned().entries.some(({ about, fields }) => !about && fields.module === name), name));
      assert.equal((await mistakes(page))[0], "By hand");
    }));

  test("keeps what was tried again on paper, box by box, and takes it back", () =>
    learned("log/", async (page, open) => {
      const box = (entry, days) => entry.getByRole("checkbox", { name: `Retested after: ${days}` });
      const one = await openEntry(page, "Finished one");
      await box(one, 3).check();
      await until(page, () => clinicLog.learned().answers.size === 2);
      const other = await open("log/");
      const there = await openEntry(other, "Finished one");
      await until(other, () => document.querySelectorAll(".retests :checked").length === 1);
      assert.equal(await box(there, 3).isChecked(), true);
      assert.equal(await box(there, 1).isChecked(), false);
      const [review] = (await other.evaluate(events)).filter(({ kind }) => kind === "review");
      assert.deepEqual([review.grade, review.on, review.box], ["knew", "paper", 3]);
      await box(there, 3).uncheck();
      await until(page, () => document.querySelectorAll(".retests :checked").length === 0);
      assert.deepEqual((await page.evaluate(answers)).map(([name]) => name), ["statics/loads#s-half"]);
    }));

  test("has cards of one's own, and none of what was opened and left empty", () =>
    learned("log/", async (page) => {
      await page.locator(".own-cards button", { hasText: "Own front" }).click();
      await page.getByRole("dialog").getByLabel("Back").fill("Another back");
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await until(page, () => document.querySelector(".own-cards").textContent.includes("Another back"));
      await page.getByRole("button", { name: "Add a card" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await until(page, () => clinicLog.learned().deleted.length === 1);
      assert.equal(await page.locator(".own-cards li").count(), 1);
    }));

  test("gives the focus back to a card that was changed by keys", () =>
    learned("log/", async (page) => {
      await page.locator(".own-cards button").focus();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").getByLabel("Back").fill("Another back");
      await page.keyboard.press("Escape");
      await until(page, () => document.querySelector(".own-cards").textContent.includes("Another back"));
      await until(page, () => clinicLog.status().unsaved === 0);
      assert.equal(await page.locator(".own-cards button").evaluate((each) => each === document.activeElement), true);
    }));

  test("takes a press on a card and on a standard during which something else is saved", () =>
    learned("log/", async (page) => {
      /** Something that changes neither of them, nor where they stand. */
      const meanwhile = () => page.evaluate(async () => {
        const [{ id }] = clinicLog.learned().cards;
        await clinicLog.record({ kind: "review", about: id, grade: "knew", on: "screen" });
      });
      const slowly = async (control) => {
        await control.scrollIntoViewIfNeeded();
        await control.hover();
        await page.mouse.down();
        await meanwhile();
        await page.mouse.up();
      };
      await slowly(page.locator(".own-cards button"));
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await slowly(page.locator(".standards summary", { hasText: "Loads" }));
      await until(page, () => document.querySelector(".standards details[open]"));
    }));

  test("never writes blanks over a card that was filled in elsewhere while it was open", () =>
    learned("log/", async (page, open) => {
      await page.getByRole("button", { name: "Add a card" }).click();
      await page.getByRole("dialog").waitFor();
      await until(page, () => clinicLog.status().unsaved === 0);
      const other = await open("log/");
      await other.locator(".own-cards button", { hasText: "…" }).click();
      await other.getByRole("dialog").getByLabel("Front").fill("Filled in elsewhere");
      await other.getByRole("dialog").getByLabel("Back").fill("With a back");
      await other.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      const cards = () => clinicLog.learned().cards.map(({ fields }) => [fields.front, fields.back]);
      const both = [["Own front", "Own back"], ["Filled in elsewhere", "With a back"]];
      await until(page, (both) => JSON.stringify(clinicLog.learned().cards.map(({ fields }) => [fields.front, fields.back])) === both, JSON.stringify(both));
      const before = (await page.evaluate(events)).length;
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await until(page, () => document.querySelector(".own-cards").textContent.includes("Filled in elsewhere"));
      assert.deepEqual(await page.evaluate(cards), both);
      assert.equal((await page.evaluate(events)).length, before);
    }));

  test("says quietly how far each module is", () =>
    learned("log/", async (page) => {
      const loads = page.locator(".standards details", { hasText: "Loads" });
      assert.match(await loads.locator("summary").innerText(), /Loads\s+2 of 3/);
      await loads.locator("summary").click();
      assert.match(await loads.innerText(), /You have shown somebody else one repair/);
    }));

  test("follows another tab", () =>
    learned("log/", async (page, open) => {
      const other = await open(clinicPage);
      await other.locator("#r-wind").hover();
      await other.locator("#r-wind .log-this").click();
      await until(page, () => document.querySelectorAll("[data-entry]").length === 4);
      assert.ok((await mistakes(page)).includes("Leaving the wind out"));
    }));
});

describe("a copy", () => {
  const save = async (page, name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).first().click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  };

  test("is saved by one press, brings all back after everything was deleted, and says what it brought", () =>
    learned("log/", async (page) => {
      assert.match(await page.locator(".kept-age").innerText(), /No copy has been saved yet/);
      const before = await page.evaluate(events);
      const copy = await save(page, "Save a copy");
      assert.match(copy.name, /^bridges-log-\d{4}-\d\d-\d\d\.json$/);
      await until(page, () => /Last copy/.test(document.querySelector(".kept-age").textContent));
      await page.getByRole("button", { name: "Delete everything" }).click();
      const dialog = page.getByRole("dialog");
      const [offered] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save a copy" }).click()]);
      assert.equal(JSON.parse(readFileSync(await offered.path(), "utf8")).events.length, before.length);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      assert.equal((await page.evaluate(events)).length, before.length);
      await page.getByRole("button", { name: "Delete everything" }).click();
      await dialog.getByRole("button", { name: "Delete everything" }).click();
      await page.waitForSelector(".empty-log");
      assert.equal(await page.evaluate(() => localStorage.getItem("clinic-log/bridges")), null);
      const file = { name: copy.name, mimeType: "application/json", buffer: Buffer.from(copy.text) };
      await page.locator("#import-copy").setInputFiles(file);
      await until(page, () => document.querySelectorAll("[data-entry]").length === 3 && document.querySelector(".import-outcome").textContent);
      assert.equal(await page.locator(".import-outcome").innerText(), `Added: ${before.length}.`);
      assert.deepEqual(await page.evaluate(events), before);
      await page.locator("#import-copy").setInputFiles(file);
      await until(page, () => /Already in your log/.test(document.querySelector(".import-outcome").textContent));
      assert.equal(await page.locator(".import-outcome").innerText(), `Added: 0. Already in your log: ${before.length}.`);
      assert.deepEqual(await page.evaluate(events), before);
    }));

  test("of another course, of no log, or of a newer program is refused with the reason", () =>
    learner("log/", async (page) => {
      const given = async (text) => {
        await page.locator("#import-copy").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
        await until(page, () => document.querySelector(".import-outcome").textContent !== "");
        const said = await page.locator(".import-outcome").innerText();
        await page.evaluate(() => document.querySelector(".import-outcome").replaceChildren());
        return said;
      };
      assert.match(await given("no"), /not a copy of a log/);
      assert.match(await given('{"format":"clinic-log","version":1,"course":"towers","events":[]}'), /another course \(towers\)/);
      assert.match(await given('{"format":"clinic-log","version":99,"course":"bridges","events":[]}'), /newer version/);
    }));

  test("as a table, as text and as cards holds what the page says", () =>
    learned("log/", async (page) => {
      const table = await save(page, "Export as a table (CSV)");
      assert.match(table.name, /\.csv$/);
      assert.match(table.text, /^\uFEFFModule,Where,Date,Mistake,[^]*Reviewed by[^]*Wind,R1,2026-11-06,Finished two[^]*misread/m);
      const text = await save(page, "Export as text (Markdown)");
      assert.match(text.text, /^# Bridges: My log\n\n## Loads\n\n### 2026-11-02 · Finished one/);
      const cards = await save(page, "Export as Anki cards");
      assert.match(cards.text, /^#separator:tab\n#html:true\n[^]*"Bridges::Loads"\t"Own front"\t"Own back"/);
    }));
});

describe("the review", () => {
  const front = (page) => page.locator(".review-front").innerText();
  const count = (page) => page.locator(".review-count").innerText();
  /** Judges what was missed with certainty, which is asked first. */
  const pastStatement = async (page, key = "3") => {
    await page.locator(".review-item textarea").fill("A quarter");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press(key);
  };

  test("says what comes here as long as nothing is due", () =>
    learner("review/", async (page) => {
      await page.waitForSelector(".review-end");
      assert.match(await page.locator("[data-review-page]").innerText(), /Nothing to review yet[^]*modules you have started/);
    }));

  test("has a statement that was missed repaired again, then compared with the answer and the last correction", () =>
    learned("review/", async (page) => {
      assert.match(await front(page), /twice the length/);
      assert.equal(await count(page), "1 of 5");
      await page.locator(".review-item textarea").fill("It carries a quarter");
      await page.keyboard.press("Control+Enter");
      const back = await page.locator(".review-back").innerText();
      assert.match(back, /It carries a quarter[^]*A quarter, I think[^]*It carries a quarter\./);
      assert.equal(await page.locator(".review-back").evaluate((each) => each === document.activeElement), true);
      assert.equal(await page.locator(".review-item textarea").isVisible(), false);
      await page.getByRole("button", { name: "got it" }).click();
      const attempts = await page.evaluate(() => clinicLog.learned().attempts.map(({ fields }) => fields));
      assert.deepEqual(attempts[1], { correction: "It carries a quarter", on: "screen", mark: "had" });
      assert.equal(await count(page), "2 of 5");
    }));

  test("goes by keys alone: turn, answer, take back", () =>
    learned("review/", async (page) => {
      await pastStatement(page);
      const first = await front(page);
      assert.equal(await page.locator(".review-front").evaluate((each) => each === document.activeElement), true);
      assert.equal(await page.locator(".review-back").isVisible(), false);
      await page.keyboard.press("2");
      assert.equal(await front(page), first, "nothing is answered before its back is shown");
      await page.keyboard.press("Space");
      assert.equal(await page.locator(".review-back").isVisible(), true);
      await page.keyboard.press("ArrowRight");
      const second = await front(page);
      assert.notEqual(second, first);
      await page.keyboard.press("Enter");
      await page.keyboard.press("1");
      assert.deepEqual((await page.evaluate(answers)).slice(1).map(([, given]) => given), [["knew screen"], ["forgot screen"]]);
      await page.getByRole("button", { name: "Undo the last answer" }).click();
      await until(page, (words) => document.querySelector(".review-front")?.innerText === words, second);
      assert.match(await page.locator("[data-review-page] > [role=status]").innerText(), /undone/);
      assert.equal((await page.evaluate(answers)).length, 2);
    }));

  const corrections = (page) => page.evaluate(() => clinicLog.learned().attempts.slice(1).map(({ fields }) => fields));

  test("has a correction that was judged by mistake judged once more, and never writes over it", () =>
    learned("review/", async (page) => {
      await pastStatement(page, "1");
      await page.getByRole("button", { name: "Undo the last answer" }).click();
      await page.getByRole("button", { name: "got it" }).waitFor();
      assert.equal(await page.locator(".review-item textarea").isVisible(), false);
      assert.match(await page.locator(".review-back").innerText(), /A quarter\b(?!,)[^]*A quarter, I think[^]*It carries a quarter\./);
      assert.equal(await page.locator(".review-back").evaluate((each) => each === document.activeElement), true);
      await page.keyboard.press("3");
      assert.deepEqual(await corrections(page), [{ correction: "A quarter", on: "screen", mark: "had" }]);
      assert.equal(await count(page), "2 of 5");
    }));

  test("keeps what is being written, through a new page and an answer in another tab, as one attempt", () =>
    learned("review/", async (page, open) => {
      await page.locator(".review-item textarea").fill("It carries a qu");
      await until(page, () => clinicLog.learned().attempts.length === 2 && clinicLog.status().unsaved === 0);
      await page.reload();
      const area = page.locator(".review-item textarea");
      await area.waitFor();
      assert.equal(await area.inputValue(), "It carries a qu");
      const other = await open(clinicPage);
      await other.evaluate(() => clinicLog.record({ kind: "review", about: "statics/loads#s-half", grade: "knew", on: "screen" }));
      await until(page, () => clinicLog.learned().answers.get("statics/loads#s-half").length === 2);
      assert.equal(await area.inputValue(), "It carries a qu");
      await area.fill("It carries a quarter");
      await page.keyboard.press("Control+Enter");
      assert.match(await page.locator(".review-back").innerText(), /It carries a quarter\b(?!\.)[^]*A quarter, I think/);
      await page.keyboard.press("3");
      assert.deepEqual(await corrections(page), [{ correction: "It carries a quarter", on: "screen", mark: "had" }]);
    }));

  test("stays with whoever writes what is not saved yet while another tab answers the same", () =>
    learned("review/", async (page, open) => {
      const other = await open(clinicPage);
      await page.evaluate(() => {
        const { setTimeout } = window;
        window.setTimeout = (act, time, ...more) => setTimeout(act, time === 600 ? 1e8 : time, ...more);
      });
      await page.locator(".review-item textarea").fill("Not saved yet");
      await other.evaluate(() => clinicLog.record({ kind: "review", about: "statics/loads#s-half", grade: "knew", on: "screen" }));
      await until(page, () => clinicLog.learned().answers.get("statics/loads#s-half").length === 2);
      assert.equal(await page.locator(".review-item textarea").inputValue(), "Not saved yet");
    }));

  test("takes answers from paper as such", () =>
    learned("review/", async (page) => {
      await page.getByLabel("I’ll answer on paper").check();
      await page.getByRole("button", { name: "Compare" }).click();
      await page.getByRole("button", { name: "missed it" }).click();
      await page.getByRole("button", { name: "Show the back" }).click();
      await page.getByRole("button", { name: "I knew it" }).click();
      const given = await page.evaluate(answers);
      assert.deepEqual(given.map(([, each]) => each.at(-1)), ["forgot paper", "knew paper"]);
    }));

  test("ends calmly, says when more is due, and asks again when that day has come", () =>
    learned("review/", async (page) => {
      await pastStatement(page, "1");
      for (let round = 0; round < 4; round += 1) {
        await page.keyboard.press("Space");
        await page.keyboard.press("2");
      }
      const end = page.locator(".review-end");
      assert.match(await end.innerText(), /Nothing more is due today[^]*Answered: 5\. Known: 4\.[^]*Next review: tomorrow \(1 due\)/);
      assert.equal(await end.locator("h2").evaluate((each) => each === document.activeElement), true);
      await until(page, () => document.querySelector(".site-due").hidden);
      const move = (days) => page.evaluate((days) => {
        const now = clinicLog.clock();
        clinicLog.clock = () => ({ ...now, time: now.time + days * 86_400_000 });
        document.dispatchEvent(new Event("visibilitychange"));
      }, days);
      await move(1);
      assert.match(await front(page), /twice the length/);
      assert.equal(await count(page), "1 of 1");
      await move(60);
      assert.equal(await count(page), "1 of 5");
    }));

  test("asks for the author's cards only of modules that were begun, and goes on after another tab has answered", () =>
    learned("review/", async (page, open) => {
      const due = await page.evaluate(() => clinicLog.due(clinicLog.reviewed(clinicLog.learned()), 1e9).map(({ kind }) => kind).sort());
      assert.deepEqual(due, ["authored", "authored", "card", "entry", "statement"]);
      await pastStatement(page);
      const other = await open("review/");
      for (let left = 4; left > 0; left -= 1) {
        await other.getByRole("button", { name: "Show the back" }).click();
        await other.getByRole("button", { name: "I knew it" }).click();
      }
      await until(page, () => document.querySelector(".review-end"));
    }));
});

describe("what was missed, on paper", () => {
  test("is filled in with one's own words, and has boxes for what comes next", () =>
    learned("log/print/", async (page) => {
      const kinds = await page.locator("body > .sheet").evaluateAll((sheets) => sheets.map((sheet) => sheet.dataset.sheet));
      assert.deepEqual(kinds, ["checks", "log", "cards-own"]);
      assert.match(await page.locator("[data-sheet='checks']").innerText(), /1\.1[^]*twice the length[^]*A quarter, I think/);
      assert.match(await page.locator("[data-sheet='log']").innerText(), /Unfinished one[^]*Finished two[^]*Finished one[^]*Haste[^]*A sum[^]*Ada/);
      assert.equal(await page.locator("[data-clinic='log-row']").count(), 5);
      assert.match(await page.locator("[data-sheet='cards-own']").innerText(), /Own front[^]*Own back[^]*Finished one[^]*Slow down/);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".screen-only").isVisible(), false);
      const wide = await page.evaluate(() => [...document.querySelectorAll(".sheet *")].filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth).length);
      assert.equal(wide, 0);
    }));

  test("has the images and links of a module as they are from its own page", () =>
    learned("log/print/", async (page) => {
      const drawn = page.locator("[data-sheet='checks'] img");
      await until(page, (image) => image.complete && image.naturalWidth > 0, await drawn.elementHandle());
      assert.equal(await drawn.getAttribute("loading"), null, "paper shows what nobody scrolled to");
      assert.equal(await page.locator("[data-sheet='checks'] a", { hasText: "wind" }).getAttribute("href"), `${site.origin}/statics/wind/`);
    }));

  test("is blank boxes for whoever has logged nothing", () =>
    learner("log/print/", async (page) => {
      await page.waitForSelector("body > .sheet");
      assert.match(await page.locator("main").innerText(), /boxes are blank/);
      assert.equal(await page.locator("[data-clinic='log-row']").count(), 5);
    }));
});

describe("where the log is kept", () => {
  const told = (page) => page.locator(".troubles").innerText();

  test("the browser's promise is asked for and told", () =>
    learner("log/", async (page) => {
      await page.evaluate(() => { navigator.storage.persist = async () => false; });
      await page.getByRole("button", { name: "Ask the browser to keep your log" }).click();
      await until(page, () => /declined the request/.test(document.querySelector(".kept").textContent));
      await page.evaluate(() => { navigator.storage.persist = async () => true; });
      await page.getByRole("button", { name: "Ask the browser to keep your log" }).click();
      await until(page, () => /will keep your log/.test(document.querySelector(".kept").textContent));
    }));

  test("a browser that deletes after seven days is told as such", () =>
    learner("log/", async (page) => {
      await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." }));
      await page.reload();
      await page.waitForSelector(".kept");
      assert.match(await page.locator(".kept").innerText(), /seven days/);
    }));

  test("what was deleted beneath the page is told and written back by one press", () =>
    learned("log/", async (page, open) => {
      const other = await open(clinicPage);
      await other.evaluate(async () => {
        (await clinicLog.store).close();
        await new Promise((done) => (indexedDB.deleteDatabase("clinic-log/bridges").onsuccess = done));
      });
      await until(page, () => document.querySelector(".trouble"));
      assert.match(await told(page), /deleted from this browser while this page was open/);
      await page.getByRole("button", { name: "Try again" }).click();
      await until(page, () => !document.querySelector(".trouble"));
      await other.reload();
      await until(other, () => clinicLog.learned().entries.length === 3);
    }));

  test("a page that is older than another tab says so, and what still works", () =>
    learned("log/", async (page, open) => {
      const other = await open(clinicPage);
      await other.evaluate(async () => {
        (await clinicLog.store).close();
        await new Promise((done) => (indexedDB.open("clinic-log/bridges", 99).onsuccess = done));
      });
      await until(page, () => document.querySelector(".trouble"));
      assert.match(await told(page), /newer version of this site[^]*Save a copy/);
      assert.equal((await mistakes(page)).length, 3);
    }));
});

for (const [name, start] of Object.entries(browsers)) {
  const inTab = async (steps, options = {}, windowOptions = {}) => {
    const started = await start(options);
    try {
      const window = await started.window(windowOptions);
      const tab = await window.tab();
      await tab.go(`${site.origin}/log/`);
      await tab.run(ready);
      await steps(tab);
      await window.close();
    } finally {
      await started.quit();
    }
  };
  /** Runs in the page. */
  const ready = async () => {
    await clinicLog.store;
    while (!document.querySelector(".kept")) await new Promise((done) => setTimeout(done, 50));
  };
  const add = async (size) => {
    let symptom = "";
    while (symptom.length < size) symptom += Math.random().toString(36).slice(2);
    await clinicLog.record({ kind: "entry", fields: { mistake: "Written all the same", symptom } });
    await new Promise((done) => setTimeout(done, 100));
  };
  const said = async () => [document.querySelector(".troubles").innerText, document.querySelector(".all-entries").innerText];

  describe(`the log in ${name}`, () => {
    test("is told where the reader lets sites keep nothing, and what still works", () =>
      inTab(async (tab) => {
        await tab.run(add, 10);
        const [trouble, entries] = await tab.run(said);
        assert.match(trouble, /does not let this page save anything[^]*save a copy/);
        assert.match(entries, /Written all the same/);
      }, { refuses: true }));

    test("is told when there is no room, and shows what was written all the same", () =>
      inTab(async (tab) => {
        let written = 0;
        let [trouble, entries] = ["", ""];
        // How much there is room for, each browser counts in its own way.
        while (!trouble && written < 8) {
          await tab.run(add, 1_500_000);
          written += 1;
          [trouble, entries] = await tab.run(said);
        }
        assert.match(trouble, /no storage space left[^]*exist only on this page/);
        assert.equal(entries.match(/Written all the same/g).length, written);
      }, { quota: 4_000_000 }));

    // Chromium opens no other windows for tests.
    const inPrivate = name === "Firefox" ? test : () => {};
    inPrivate("works in a private window, and says how long it is kept there", () =>
      inTab(async (tab) => {
        await tab.run(add, 10);
        const [trouble, entries] = await tab.run(said);
        assert.deepEqual([trouble, /Written all the same/.test(entries)], ["", true]);
        assert.match(await tab.run(async () => document.querySelector(".kept").innerText), /private window, your log is deleted when you close the window/);
      }, {}, { private: true }));

    test("is told within a page of another site, with a way out of it", async () => {
      const around = await serve(built.root, ["/"], (request, response) => {
        if (request.url !== "/around") return false;
        response.writeHead(200, { "content-type": "text/html" }).end(`<iframe src="${site.origin.replace("127.0.0.1", "localhost")}/log/"></iframe>`);
        return true;
      });
      const started = await start({});
      try {
        const window = await started.window();
        const tab = await window.tab();
        await tab.go(`${around.origin}/around`);
        await tab.runInFrame(ready);
        const [trouble, link] = await tab.runInFrame(async () => [document.querySelector(".troubles").innerText, document.querySelector(".troubles a").target]);
        assert.match(trouble, /shown in a frame on another site/);
        assert.equal(link, "_blank");
        await window.close();
      } finally {
        await started.quit();
        await around.close();
      }
    });
  });
}

for (const [name, options] of Object.entries({ phone: devices.phone, desk: devices.desk })) {
  for (const path of ["log/", "review/", "log/print/"]) {
    test(`${path} on a ${name} has no fault that axe finds, and nothing reaches out of the window`, () =>
      learned(path, async (page) => {
        if (path === "log/") await openEntry(page, "Finished one");
        const audit = async () => {
          for (const media of [{}, { colorScheme: "dark" }, { forcedColors: "active" }]) assert.deepEqual(await violations(page, media), []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        };
        await audit();
        if (path !== "review/") return;
        await page.getByRole("button", { name: "Compare" }).click();
        await audit();
        await page.getByRole("button", { name: "almost" }).click();
        await page.getByRole("button", { name: "Show the back" }).click();
        await audit();
      }, options));
  }
}

test("without scripts the pages say what they need, and offer paper", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [path, words] of [["log/", /uses JavaScript to fill in this page/], ["review/", /JavaScript, which is turned off/], ["log/print/", /JavaScript is turned off/]]) {
    await page.goto(`${site.origin}/${path}`);
    assert.match(await page.locator("main").innerText(), words);
  }
  await context.close();
});
