// The search: finds what it must in several languages, from a host and from a folder, and is used by hand, keys and ear.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";

import { launch, serve } from "./browser.mjs";
import { load, parts } from "./search/load.mjs";
import { editions } from "./site.mjs";

const MOUNT = "/some/course/";

/** Courses in four languages, each with words that only folding makes one. */
const courses = {
  en: {
    title: "Fences",
    module: "title: 'Loops and fences'\ndescription: 'Where a count ends'\n",
    row: "{ mistake: 'Counts one post too few', where: the café, symptom: 'A rail hangs loose', repair: 'Draw it' }",
    statement: "Ten posts hold ten rails.",
    card: "{ front: 'Before you count posts', back: 'Ask for the last one' }",
    body: "Some naïve words about outboxes.\n\n## A heading of its own\n\nMore text with a bandwidth in it.\n",
  },
  de: {
    title: "Zäune",
    module: "title: 'Größen überprüfen'\ndescription: 'Wo eine Zählung endet'\n",
    row: "{ mistake: 'Zählt einen Pfosten zu wenig', where: Straße, symptom: 'Eine Latte hängt', repair: 'Zeichnen' }",
    statement: "Zehn Pfosten halten zehn Latten.",
    card: "{ front: 'Bevor du zählst', back: 'Frage nach dem letzten' }",
    body: "Ein Absatz über Bücher.\n\n## Eine eigene Überschrift\n\nText.\n",
  },
  ar: {
    title: "الأسوار",
    module: "title: 'الحلقات والأخطاء'\ndescription: 'أين ينتهي العد'\n",
    row: "{ mistake: 'نقص عمود واحد في المدرسة', where: السوق, symptom: علامة, repair: 'ارسم' }",
    statement: "عشرة أعمدة تحمل عشرة ألواح.",
    card: "{ front: 'قبل العدّ', back: 'اسأل عن الأخير' }",
    body: "فقرة عن الكُتُب.\n\n## عنوان خاص\n\nنص.\n",
  },
  ja: {
    title: "柵",
    module: "title: 'ループと柵の数え間違い'\ndescription: '数え終わるところ'\n",
    row: "{ mistake: '柱を一本少なく数える', where: 市場, symptom: '板がはずれる', repair: '図をかく' }",
    statement: "十本の柱は十枚の板を支える。",
    card: "{ front: '柱を数える前に', back: '最後の一本を確かめる' }",
    body: "データベースについての文。\n\n## 独立した見出し\n\n本文。\n",
  },
};

const withheld = {
  "content/01-part/02-draft.md": "---\ntitle: Zebradraft\ndraft: true\n---\nZebrabody.\n",
  "content/01-part/03-key.md": "---\ntitle: Zebrakey\nedition: instructor\nkind: page\n---\nZebrakeybody.\n",
};

/** Builds a course, and gives the folder of its site. */
function build(root, language, more = "") {
  const { title, module, row, statement, card, body } = courses[language];
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("clinic.yaml", `title: '${title}'\nlanguage: ${language}\nbase_url: 'https://example.org${MOUNT}'\n${more}`);
  write("content/_index.md", "---\ntitle: Home\n---\nWelcome.\n");
  write("content/01-part/_index.md", "---\ntitle: 'Part'\n---\n");
  const answer = "answer: { error: Zebraanswer, why: Zebrawhy, correction: Zebracorrection }";
  write("content/01-part/01-module.md", `---\n${module}extra: { note: Zebraextra }\nradar: [${row}]\nchecks: { groups: [{ title: 'Practice', statements: [{ text: '${statement}', ${answer} }] }] }\ncards: [${card}]\n---\n${body}\n> [!ANSWER]\n> Zebranested\n\n> [!INSTRUCTOR]\n> Zebranote\n`);
  for (const [path, text] of Object.entries(withheld)) write(path, text);
  execFileSync(process.env.CLINIC_BIN, ["build", root, "--output", join(root, "built")], { stdio: "pipe" });
  return join(root, "built");
}

/** What is asked in each language, with the kind and a part of what must come first. */
const questions = {
  en: [["loop", "Loops and fences"], ["FENCES", "Loops and fences"], ["naive outbox", "Loops and fences"], ["too few", "Counts one post"], ["cafe", "Counts one post"], ["ten rails", "Ten posts hold"], ["last one", "Before you count"], ["bandw", "A heading of its own"], ["loops rail", "Ten posts hold"]],
  de: [["groesse", "Größen überprüfen"], ["grossen", "Größen überprüfen"], ["ÜBERPRÜF", "Größen überprüfen"], ["zaehlt pfosten", "Zählt einen Pfosten"], ["strasse", "Zählt einen Pfosten"], ["bucher", "Größen überprüfen"], ["ueberschrift", "Eine eigene Überschrift"], ["zehn latte", "Zehn Pfosten"]],
  ar: [["اخطاء", "الحلقات"], ["الاخطا", "الحلقات"], ["مدرسه", "نقص عمود"], ["الكتب", "الحلقات"], ["أعمده الواح", "عشرة أعمدة"], ["العد", "قبل العدّ"]],
  ja: [["間違い", "ループと柵"], ["ルー", "ループと柵"], ["るーぷ", "ループと柵"], ["ﾃﾞｰﾀﾍﾞｰｽ", "ループと柵"], ["少なく", "柱を一本"], ["見出し", "独立した見出し"], ["板を支える", "十本の柱"], ["柱", "柱を"]],
};

describe("the search", () => {
  const roots = {};
  const sites = {};
  let browser;
  before(async () => {
    browser = await launch();
    for (const language of Object.keys(courses)) {
      roots[language] = mkdtempSync(join(tmpdir(), "clinic-search-"));
      sites[language] = build(roots[language], language);
    }
  });
  after(async () => {
    await browser.close();
    for (const root of Object.values(roots)) rmSync(root, { recursive: true, force: true });
  });

  /** Calls `look` with a page of the site in `root`; nothing but its files may be asked for, and nothing may fail. */
  const visit = async (root, path, look, options = {}) => {
    const asked = [];
    const server = await serve(root, [MOUNT], (request) => {
      asked.push(request.url);
      return false;
    });
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    const page = await context.newPage();
    const faults = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(`${server.origin}${MOUNT}`)) faults.push(`asks for ${request.url()}`);
    });
    try {
      await page.goto(`${server.origin}${MOUNT}${path}`);
      await look(page, asked, server.origin);
      assert.deepEqual(faults, []);
    } finally {
      await context.close();
      await server.close();
    }
  };
  const field = (page) => page.getByRole("searchbox");
  const found = (page) => page.locator(".search-found > li");
  const settled = (page, words) => page.waitForFunction(
    (words) => document.querySelector(".search-found > li a")?.textContent.includes(words), words, { timeout: 5000 });
  const clean = async (page) => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  };

  for (const [language, asked] of Object.entries(questions)) {
    test(`finds in ${language} what was meant, whatever its spelling`, async () => {
      await visit(sites[language], "search/", async (page) => {
        for (const [query, words] of asked) {
          await field(page).fill(query);
          await settled(page, words).catch(async () => assert.fail(`${query}: ${JSON.stringify(await found(page).allTextContents())}`));
        }
      });
    });
  }

  test("finds from a folder what it finds from a host, and its links lead to files that are there", async () => {
    for (const [language, asked] of Object.entries(questions)) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(sites[language], "search/index.html")).href);
      await field(page).fill(asked[0][0]);
      await settled(page, asked[0][1]);
      await found(page).first().getByRole("link").click();
      await page.waitForURL(/\/module\/index\.html/);
      assert.match(await page.locator("h1").textContent(), new RegExp(asked[0][1].slice(0, 3)));
      await page.close();
    }
  });

  test("opens over any page by a slash, is gone by Escape, and loads nothing before", async () => {
    await visit(sites.en, "part/module/", async (page, asked) => {
      const isOfSearch = (url) => /assets\/search/.test(url);
      assert.deepEqual(asked.filter(isOfSearch), []);
      await page.keyboard.press("/");
      await field(page).waitFor();
      assert.equal(await field(page).inputValue(), "");
      await page.keyboard.type("rails");
      await settled(page, "Ten posts");
      await page.keyboard.press("ArrowDown");
      assert.match(await page.evaluate(() => document.activeElement.textContent), /Ten posts/);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.type("/");
      assert.equal(await field(page).inputValue(), "rails/");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await page.keyboard.press("Control+/");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await page.keyboard.press("/");
      await page.keyboard.type("rails");
      await settled(page, "Ten posts");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement.matches(".search-found a"));
      await page.keyboard.press("Enter");
      await page.waitForURL(/part\/module\/#s/);
      assert.equal(await page.locator("dialog[open]").count(), 0);
      assert.equal(await page.locator(":target").count(), 1);
    });
  });

  /** Holds back the scripts of the search, until `release` is called. */
  const late = async (page) => {
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    await page.route(/assets\/search/, async (route) => {
      await gate;
      await route.continue();
    });
    return release;
  };

  test("takes what is typed while its script is on the way", async () => {
    await visit(sites.en, "part/module/", async (page) => {
      const release = await late(page);
      await page.keyboard.press("/");
      await page.keyboard.type("ten railx");
      await page.keyboard.press("Backspace");
      await page.keyboard.type("s");
      release();
      await settled(page, "Ten posts");
      await page.keyboard.type("!");
      assert.equal(await field(page).inputValue(), "ten rails!");
    });
  });

  test("leaves keys alone that are typed elsewhere while its script is on the way", async () => {
    await visit(sites.en, "part/module/", async (page) => {
      const release = await late(page);
      await page.evaluate(() => document.querySelector("main").append(document.createElement("input")));
      await page.keyboard.press("/");
      await page.locator("main > input").focus();
      await page.keyboard.type("mine");
      release();
      await field(page).waitFor();
      assert.equal(await field(page).inputValue(), "");
      assert.equal(await page.locator("main > input").inputValue(), "mine");
    });
  });

  test("opens again by a slash that comes with its end", async () => {
    await visit(sites.en, "part/module/", async (page) => {
      await page.keyboard.press("/");
      await field(page).waitFor();
      await page.evaluate(() => {
        document.querySelector("dialog[open]").close(); // the next key finds its field still in focus
        if (document.activeElement !== document.querySelector("dialog input")) throw new Error("the field has lost the focus already");
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));
      });
      assert.equal(await page.locator("dialog[open]").count(), 1);
      await page.keyboard.type("rails");
      assert.equal(await field(page).inputValue(), "rails");
    });
  });

  /** Holds back what is shown from now on: `asked` waits until it is wanted, `release` lets it go. */
  const holding = async (page) => {
    await page.evaluate(() => {
      const { shown } = clinicSearch;
      const gate = new Promise((resolve) => (globalThis.release = resolve));
      globalThis.isAsked = false;
      clinicSearch.shown = (hit) => {
        globalThis.isAsked = true;
        return gate.then(() => shown(hit));
      };
    });
    return { asked: () => page.waitForFunction(() => globalThis.isAsked), release: () => page.evaluate(() => globalThis.release()) };
  };
  const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);

  for (const key of ["Enter", "ArrowDown"]) {
    test(`leads by ${key} to what answers the words that stand there, however long that takes`, async () => {
      await visit(sites.en, "search/?q=fences", async (page) => {
        await settled(page, "Loops");
        const { asked, release } = await holding(page);
        await field(page).fill("too few");
        await asked(); // the old list still stands
        await page.keyboard.press(key);
        await release();
        await page.waitForFunction(() => document.activeElement.matches(".search-found a"), undefined, { timeout: 5000 });
        assert.match(await focused(page), /Counts one post/);
      });
    });
  }

  test("leaves alone a reader who has gone on before the answer came", async () => {
    await visit(sites.en, "search/", async (page) => {
      const { asked, release } = await holding(page);
      await field(page).fill("fences");
      await page.keyboard.press("Enter");
      await asked();
      await page.locator("a.site-search").focus();
      await field(page).focus();
      await release();
      await settled(page, "Loops");
      assert.equal(await focused(page), "search:field");
    });
  });

  test("keeps the focus where it was when another answer comes", async () => {
    await visit(sites.en, "search/?q=fences", async (page) => {
      await settled(page, "Loops");
      for (const [query, words, kept] of [["fence", "Loops", /Loops and fences/], ["too few", "Counts", /^search:field$/]]) {
        const { asked, release } = await holding(page);
        await field(page).fill(query);
        await asked();
        const old = page.locator(".search-found a", { hasText: "Loops and fences" }).first();
        await old.focus();
        await old.evaluate((link) => (link.dataset.old = ""));
        await release();
        await page.waitForFunction(() => !document.querySelector("[data-old]"));
        await settled(page, words);
        assert.match(await focused(page), kept, query);
      }
    });
  });

  test("asks again by Enter what could not be read", async () => {
    await visit(sites.en, "search/", async (page) => {
      await page.evaluate(() => {
        const { shown } = clinicSearch;
        clinicSearch.shown = async () => {
          clinicSearch.shown = shown;
          throw new Error("a part of the index is missing");
        };
      });
      await field(page).fill("fences");
      await page.waitForFunction(() => /could not|cannot|failed/i.test(document.querySelector(".search-status").textContent));
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement.matches(".search-found a"), undefined, { timeout: 5000 });
      assert.match(await focused(page), /Loops/);
    });
  });

  test("adds more results once, however often that is pressed", async () => {
    await visit(process.env.CLINIC_SITE, "search/?q=the", async (page) => {
      await page.waitForFunction(() => document.querySelectorAll(".search-found > li").length === 8);
      const { release } = await holding(page);
      await page.evaluate(() => {
        const more = document.querySelector(".search-found + button");
        more.click();
        more.click();
      });
      await release();
      await page.waitForFunction(() => document.activeElement.matches(".search-found a"));
      const hrefs = await page.locator(".search-found a").evaluateAll((links) => links.map(({ href }) => href));
      assert.equal(hrefs.length, 16);
      assert.equal(new Set(hrefs).size, 16, JSON.stringify(hrefs));
    });
  });

  test("a slash in a field is a slash", async () => {
    await visit(sites.en, "part/module/", async (page) => {
      const area = page.locator("textarea").first();
      if (!(await area.isVisible())) await page.locator(".try summary, .try button").first().click();
      await area.focus();
      await page.keyboard.type("a/b");
      assert.equal(await area.inputValue(), "a/b");
      assert.equal(await page.locator("dialog[open]").count(), 0);
    });
  });

  test("keeps what was asked in the address of its page, and says how much was found", async () => {
    await visit(sites.en, "search/?q=fences", async (page) => {
      await settled(page, "Loops");
      assert.match(await page.getByRole("status").textContent(), /^\d+ results?$/);
      await field(page).fill("rails");
      await settled(page, "Ten posts");
      assert.match(page.url(), /\?q=rails$/);
      await field(page).fill("fences nowhereatall");
      await page.waitForFunction(() => /No page contains all/.test(document.querySelector(".search-status").textContent));
      await field(page).fill("nowhereatall");
      await page.waitForFunction(() => /No results/.test(document.querySelector(".search-status").textContent));
      assert.equal(await found(page).count(), 0);
    });
  });

  test("is clean to the ear and fits a phone, light, dark and from right to left", async () => {
    for (const [language, query, words] of [["en", "fences", "Loops"], ["ar", "اخطاء", "الحلقات"]]) {
      for (const colorScheme of ["light", "dark"]) {
        const options = { viewport: { width: 390, height: 844 }, colorScheme, hasTouch: true };
        await visit(sites[language], "part/module/", async (page) => {
          await page.locator(".site-search").tap();
          await field(page).fill(query);
          await settled(page, words);
          await clean(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= 390, `${width}`);
          for (const link of await page.locator(".search-found a, .search button:visible").all()) {
            assert.ok((await link.boundingBox()).height >= 24);
          }
        }, options);
        await visit(sites[language], `search/?q=${encodeURIComponent(query)}`, async (page) => {
          await settled(page, words);
          await clean(page);
        }, options);
      }
    }
  });

  test("says without scripts what it needs, and leads to what lists everything", async () => {
    await visit(sites.en, "search/", async (page) => {
      assert.match(await page.locator("main").textContent(), /needs JavaScript/);
      assert.deepEqual(await page.locator(".search-ways a").allTextContents(), ["Home", "All traps"]);
      await page.locator(".site-search").click();
      assert.match(page.url(), /search\/$/);
    }, { javaScriptEnabled: false });
  });

  test("tells nothing that is withheld", async () => {
    for (const root of Object.values(sites)) {
      const files = parts(root);
      assert.ok(files.length >= 3);
      for (const file of files) assert.doesNotMatch(readFileSync(join(root, file), "utf8"), /zebra/i, file);
      assert.equal((await load(root).ask("zebra")).count, 0);
    }
    const drafts = join(roots.en, "drafts");
    execFileSync(process.env.CLINIC_BIN, ["build", roots.en, "--drafts", "--output", drafts], { stdio: "pipe" });
    const { results } = await load(drafts).ask("zebra");
    assert.deepEqual(results.map(({ title }) => title), ["Zebradraft"]);
  });

  test("a course that wants none has no page, no script and no key", async () => {
    const root = mkdtempSync(join(tmpdir(), "clinic-search-"));
    const site = build(root, "en", "search: false\n");
    assert.throws(() => parts(site));
    await visit(site, "part/module/", async (page, asked) => {
      assert.equal(await page.locator(".site-search").count(), 0);
      await page.keyboard.press("/");
      assert.equal(await page.locator("dialog").count(), 0);
      assert.ok(asked.every((url) => !/search/.test(url)));
    });
    rmSync(root, { recursive: true, force: true });
  });

  test("finds in the sample what stands there, titles before texts", async () => {
    const { ask, loaded, weigh } = load(editions[0].root);
    for (const [query, words] of [["caching", /cach/i], ["merge conflict", /merge|conflict/i], ["event driven", /event/i]]) {
      const { results, isWhole } = await ask(query);
      assert.ok(isWhole && results.length > 0, query);
      assert.match(results[0].title, words);
    }
    assert.ok(weigh(loaded) < 100_000, `${weigh(loaded)}`);
  });

  test("folds as the index was folded", () => {
    const golden = JSON.parse(readFileSync(join(import.meta.dirname, "search/golden.json"), "utf8"));
    for (const [language, text, terms] of golden) {
      const { search } = load(sites[language === "de" ? "de" : "en"]);
      assert.deepEqual([...search.terms(text)], terms, `${language}: ${text}`);
    }
  });
});
