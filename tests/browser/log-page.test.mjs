// The learner's log on a clinic page: attempt, compare, log, keep, and see the standard being met.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch, serve } from "./browser.mjs";
import { clinicPage, course, module } from "./log/course.mjs";
import { violations } from "./pages/accessibility.mjs";
import { devices } from "./pages/open.mjs";

let browser, built, site;
before(async () => {
  built = course();
  [browser, site] = await Promise.all([launch(), serve(built.root, ["/"])]);
});
after(async () => {
  await browser?.close();
  await site?.close();
  built?.remove();
});

/** A window of its own on the clinic page; each request that leaves the site fails the test, as does each error. */
async function learner(steps, options = devices.desk) {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const faults = [];
  context.on("request", (request) => request.url().startsWith(site.origin) || faults.push(request.url()));
  context.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  context.on("weberror", (error) => faults.push(error.error().message));
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${site.origin}/${clinicPage}`);
    await page.evaluate(() => clinicLog.store);
    return page;
  };
  await steps(await open(), open);
  assert.deepEqual(faults, []);
  await context.close();
}

const statement = (page, id) => page.locator(`#${id}`);
const answer = (page, id) => statement(page, id).locator("details.answer");
const saved = (page) => page.waitForFunction(() => clinicLog.status().unsaved === 0);

/** What the log comes to, without ids and times. */
const shown = (page) => page.evaluate(() => {
  const { attempts, entries, ticks } = clinicLog.learned();
  const plain = (records) => records.map(({ about, fields }) => ({ about, fields }));
  return { attempts: plain(attempts), entries: plain(entries), ticks: [...ticks] };
});

async function attempt(page, id, words) {
  await statement(page, id).locator("textarea").first().fill(words);
  await answer(page, id).locator("summary").click();
}

describe("a statement", () => {
  test("keeps its answer closed until something is written, then shows both", () =>
    learner(async (page) => {
      await answer(page, "s-half").locator("summary").click();
      assert.equal(await answer(page, "s-half").evaluate((each) => each.open), false);
      assert.match(await statement(page, "s-half").locator(".try-first").innerText(), /attempt first/);
      assert.equal(await statement(page, "s-half").locator("textarea").first().evaluate((each) => each === document.activeElement), true);
      await attempt(page, "s-half", "Not half: the moment grows too");
      assert.equal(await answer(page, "s-half").evaluate((each) => each.open), true);
      assert.match(await answer(page, "s-half").innerText(), /a quarter[^]*Not half: the moment grows too/);
      assert.equal(await answer(page, "s-deep").evaluate((each) => each.open), false);
    }));

  test("opens for those who worked on paper", () =>
    learner(async (page) => {
      await answer(page, "s-half").locator("summary").focus();
      await page.keyboard.press("Enter");
      await statement(page, "s-half").getByRole("button", { name: "I did this on paper" }).click();
      assert.equal(await answer(page, "s-half").evaluate((each) => each.open), true);
      assert.deepEqual((await shown(page)).attempts, [{ about: "statics/loads#s-half", fields: { on: "paper" } }]);
    }));

  test("takes it for an attempt that somebody sees no error", () =>
    learner(async (page) => {
      await statement(page, "s-half").locator("textarea").first().focus();
      await statement(page, "s-half").getByRole("button", { name: "I see no error" }).click();
      await statement(page, "s-half").getByLabel("fairly sure").check();
      await answer(page, "s-half").locator("summary").click();
      assert.match(await answer(page, "s-half").innerText(), /Your version · fairly sure[^]*I see no error/);
    }));

  test("takes how sure one is and how it went, and offers to log what was missed", () =>
    learner(async (page) => {
      await statement(page, "s-half").locator("textarea").first().fill("It is right");
      await statement(page, "s-half").getByLabel("certain").check();
      await answer(page, "s-half").locator("summary").click();
      await answer(page, "s-half").getByLabel("missed it").check();
      assert.equal(await statement(page, "s-half").getAttribute("data-mark"), "missed");
      await answer(page, "s-half").getByRole("button", { name: "Log this mistake" }).click();
      const { attempts, entries } = await shown(page);
      assert.deepEqual(attempts[0].fields, { error: "It is right", sure: "certain", mark: "missed" });
      assert.equal(entries[0].about, "statics/loads#s-half");
      assert.match(entries[0].fields.mistake, /twice the length[^]*Your version: It is right/);
      await answer(page, "s-half").getByRole("button", { name: "In your log" }).click();
      await page.getByRole("dialog").waitFor();
      assert.equal((await shown(page)).entries.length, 1, "it opens and makes no second entry");
    }));

  test("keeps the other parts of an attempt when one of them is written at once", () =>
    learner(async (page) => {
      const [error, why] = [0, 1].map((place) => statement(page, "s-half").locator("textarea").nth(place));
      await error.fill("Not half");
      await why.fill("Twice and half sound alike");
      await saved(page);
      await page.reload({ waitUntil: "commit" });
      await error.fill("A quarter");
      await page.evaluate(() => clinicLog.store);
      await statement(page, "s-deep").locator("textarea").first().focus();
      await saved(page);
      const { attempts: [{ fields }] } = await shown(page);
      assert.deepEqual([fields.error, fields.why], ["A quarter", "Twice and half sound alike"]);
    }));

  test("can be tried again, and the first attempt stays", () =>
    learner(async (page) => {
      await attempt(page, "s-half", "First");
      await answer(page, "s-half").getByLabel("missed it").check();
      await answer(page, "s-half").getByRole("button", { name: "Try again" }).click();
      assert.equal(await answer(page, "s-half").evaluate((each) => each.open), false);
      await attempt(page, "s-half", "Second");
      await answer(page, "s-half").getByLabel("got it").check();
      assert.deepEqual((await shown(page)).attempts.map(({ fields }) => [fields.error, fields.mark]), [["First", "missed"], ["Second", "had"]]);
      assert.equal(await statement(page, "s-half").getAttribute("data-mark"), "repaired");
    }));
});

describe("mistakes", () => {
  test("are logged from a trap, from a statement and by hand, and stay", () =>
    learner(async (page, open) => {
      await page.locator("#r-wind").hover();
      await page.locator("#r-wind .log-this").click();
      await statement(page, "s-deep").locator("textarea").first().focus();
      await statement(page, "s-deep").locator(".log-this").click();
      await page.getByRole("button", { name: "Add an entry" }).click();
      await page.getByRole("dialog").getByLabel("Mistake").fill("Forgot the self-weight");
      await page.getByRole("dialog").getByLabel("Reviewed by").fill("Ada");
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await saved(page);
      const again = await open();
      const { entries } = await shown(again);
      assert.deepEqual(entries.map(({ about }) => about), ["statics/loads#r-wind", "statics/loads#s-deep", undefined]);
      assert.equal(entries[0].fields.mistake, "Leaving the wind out");
      assert.deepEqual([entries[2].fields.mistake, entries[2].fields["own.reviewer"]], ["Forgot the self-weight", "Ada"]);
      assert.equal(await again.locator(".own-entries li").count(), 3);
      assert.equal(await again.locator("#r-wind").getAttribute("data-mark"), "logged");
    }));

  test("are deleted, and come back", () =>
    learner(async (page) => {
      await page.locator("#r-wind").hover();
      await page.locator("#r-wind .log-this").click();
      await page.locator(".own-entries li button").click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete this entry" }).click();
      await page.waitForFunction(() => !document.querySelector(".own-entries li"));
      await page.getByRole("button", { name: "Undo" }).click();
      await page.waitForFunction(() => document.querySelector(".own-entries li"));
      assert.equal((await shown(page)).entries.length, 1);
    }));

  test("are written in two tabs at once", () =>
    learner(async (page, open) => {
      const other = await open();
      await page.locator("#r-wind").hover();
      await page.locator("#r-wind .log-this").click();
      await other.waitForFunction(() => document.querySelector(".own-entries li"));
      await attempt(other, "s-deep", "In the other tab");
      await page.waitForFunction(() => clinicLog.learned().attempts.length === 1);
      assert.equal(await statement(page, "s-deep").locator("textarea").first().inputValue(), "In the other tab");
      assert.deepEqual(await shown(page), await shown(other));
    }));

  test("that are open in two tabs keep what each of them wrote", () =>
    learner(async (page, open) => {
      await page.locator("#r-wind").hover();
      await page.locator("#r-wind .log-this").click();
      await saved(page);
      const other = await open();
      for (const tab of [page, other]) await tab.locator(".own-entries li button").click();
      await other.getByRole("dialog").getByLabel("Root cause").fill("Only weights were given");
      await other.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await page.waitForFunction(() => clinicLog.learned().entries[0].fields.root_cause);
      await page.getByRole("dialog").getByLabel("Symptom").fill("A sum without wind");
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await page.locator("dialog").waitFor({ state: "detached" });
      const { root_cause, symptom } = (await shown(page)).entries[0].fields;
      assert.deepEqual([root_cause, symptom], ["Only weights were given", "A sum without wind"]);
    }));

  test("are kept whatever is typed for a year", () =>
    learner(async (page) => {
      await page.locator("#r-wind").hover();
      await page.locator("#r-wind .log-this").click();
      await page.locator(".own-entries li button").click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Date").evaluate((field) => {
        field.value = "20266-11-02";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await dialog.getByLabel("Root cause").fill("Only weights were given");
      await dialog.getByRole("button", { name: "Done" }).click();
      await page.locator("dialog").waitFor({ state: "detached" });
      const { date, root_cause } = (await shown(page)).entries[0].fields;
      assert.match(date, /^(\d{4}-\d\d-\d\d)?$/);
      assert.equal(root_cause, "Only weights were given");
    }));

  test("that are being written when the page goes are kept", () =>
    learner(async (page, open) => {
      await statement(page, "s-half").locator("textarea").first().pressSequentially("Half a thou");
      await page.close({ runBeforeUnload: true });
      const { attempts } = await shown(await open());
      assert.equal(attempts[0].fields.error, "Half a thou");
    }));
});

describe("the standard", () => {
  test("is met by what is done, and home says so", () =>
    learner(async (page) => {
      await attempt(page, "s-half", "A quarter");
      await page.locator("#r-wind").hover();
      await page.locator("#r-wind .log-this").click();
      const criterion = (id) => page.locator(`#${id} > .criterion-box`);
      assert.deepEqual(await Promise.all(["c-logged", "c-tried", "c-own"].map((id) => criterion(id).isChecked())), [false, true, false]);
      await page.locator(".own-entries li button").click();
      await page.getByRole("dialog").getByLabel("Root cause").fill("Only weights were given");
      await page.getByRole("dialog").getByLabel("Repair evidence").fill("A sum with wind");
      await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await page.waitForFunction(() => document.querySelector("#c-logged > .criterion-box").checked);
      await criterion("c-own").check();
      await saved(page);
      await page.reload();
      await page.waitForFunction(() => document.querySelector("#c-own > .criterion-box")?.checked);
      assert.equal(await page.locator("#r-wind").getAttribute("data-mark"), "repaired");
      await page.goto(`${site.origin}/statics/`);
      assert.equal(await page.locator("main a[data-done]").innerText(), "Loads");
      assert.match(await page.locator(".site-due").innerText(), /^Review\s+1$/);
    }));

  test("counts what is done on the path", () =>
    learner(async (page) => {
      await attempt(page, "s-half", "A quarter");
      assert.equal(await page.locator(".path a[href='#checks'] .count").innerText(), "1 of 2");
    }));
});

test("a trap that is renamed keeps what was logged of it, and one that is gone leaves its words", () =>
  learner(async (page) => {
    for (const id of ["r-load", "r-wind"]) {
      await page.locator(`#${id}`).hover();
      await page.locator(`#${id} .log-this`).click();
    }
    await saved(page);
    built.write("content/01-statics/01-loads.md", module({ row: "{ id: r-sum, was: [r-load], mistake: 'Summing loads', symptom: 'A sum', repair: 'A table' }" }).replace(/ {2}- \{ id: r-wind.*\n/, ""));
    built.build();
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll(".own-entries li").length === 2);
    assert.equal(await page.locator("#r-sum").getAttribute("data-mark"), "logged");
    assert.match(await page.locator(".own-entries").innerText(), /Leaving the wind out/);
    built.write("content/01-statics/01-loads.md", module());
    built.build();
  }));

test("a module at another address keeps what was logged at its first one", () =>
  learner(async (page) => {
    await page.locator("#r-wind").hover();
    await page.locator("#r-wind .log-this").click();
    await saved(page);
    built.take("content/01-statics/01-loads.md");
    built.write("content/01-statics/01-forces.md", module().replace("title: Loads", "title: Forces\naliases: [/statics/loads/]"));
    built.build();
    await page.goto(`${site.origin}/log/`);
    await page.waitForFunction(() => clinicLog.learned().entries[0]?.about === "statics/forces#r-wind");
    await page.goto(`${site.origin}/statics/forces/`);
    await page.waitForFunction(() => document.querySelector("#r-wind")?.dataset.mark === "logged");
    built.take("content/01-statics/01-forces.md");
    built.write("content/01-statics/01-loads.md", module());
    built.build();
  }));

test("nothing moves while the log comes, with entries and without", () =>
  learner(async (page) => {
    const shift = async () => {
      await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
      return page.evaluate(() => performance.getEntriesByType("layout-shift").length + (globalThis.shifted ?? 0));
    };
    await page.addInitScript(() => new PerformanceObserver((list) => {
      globalThis.shifted = list.getEntries().reduce((sum, { value }) => sum + value, globalThis.shifted ?? 0);
    }).observe({ type: "layout-shift", buffered: true }));
    for (const id of ["", "#checks"]) {
      await page.goto(`${site.origin}/${clinicPage}${id}`);
      await page.reload();
      assert.equal(await shift(), 0, `at ${id || "the head"}, empty`);
    }
    await attempt(page, "s-half", "A quarter");
    await saved(page);
    await page.reload();
    assert.equal(await shift(), 0, "with an attempt");
  }));

for (const [name, options] of Object.entries({ phone: devices.phone, desk: devices.desk })) {
  test(`on a ${name} the fields and the dialog have no fault that axe finds`, () =>
    learner(async (page) => {
      const audit = async () => {
        for (const media of [{}, { colorScheme: "dark" }, { forcedColors: "active" }]) assert.deepEqual(await violations(page, media), []);
      };
      await attempt(page, "s-half", "A quarter");
      await answer(page, "s-half").getByLabel("missed it").check();
      await answer(page, "s-half").getByRole("button", { name: "Log this mistake" }).click();
      await audit();
      await page.locator(".own-entries li button").click();
      await page.getByRole("dialog").waitFor();
      await audit();
    }, options));
}

test("without scripts a statement has a line to think on, and its answer opens", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/${clinicPage}`);
  assert.equal(await page.locator(".try, .log-this, .own-entries").count(), 0);
  await answer(page, "s-half").locator("summary").click();
  assert.equal(await answer(page, "s-half").getByText("It carries a quarter.").isVisible(), true);
  await context.close();
});
