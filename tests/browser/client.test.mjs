// The preview's script by itself, on pages made to be hard: what readers and scripts did stays, the rest follows.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import axe from "axe-core";

import { launch } from "./browser.mjs";
import { Preview } from "./preview/server.mjs";

const page = (body, head = "", html = 'lang="en"') =>
  `<!DOCTYPE html>\n<html ${html}>\n<head><title>Page</title>\n${head}</head>\n<body>\n${body}\n</body>\n</html>\n`;

const error = {
  rule: "yaml-syntax", severity: "error", path: "content/01-git.md", line: 3, column: 4, message: "this is no YAML",
  more: 0, help: "put it into quotes", source: { line: 3, text: "- 🙂 a: b", start: 4, end: 5 },
  fix: { line: 3, end_line: 3, text: "- '🙂 a: b'", certain: true }, page: "rules/yaml-syntax/",
};
/** Runs in the browser: the texts of an element with less contrast than 4.5 to 1. */
function pale(panel) {
  const light = (color) => {
    const linear = (part) => (part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92);
    const [r, g, b] = color.match(/[\d.]+/g).map((part) => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : backgroundColor;
  };
  const texts = [...panel.querySelectorAll("*")].filter(({ childNodes }) => [...childNodes].some(({ data }) => data?.trim()));
  const faint = texts.filter((element) => {
    const both = [light(getComputedStyle(element).color), light(behind(element))];
    return Math.max(...both) / Math.min(...both) < 4.5;
  });
  return texts.length ? faint.map(({ outerHTML }) => outerHTML) : ["no text at all"];
}

const warning = { ...error, rule: "raw-html", page: "rules/raw-html/", severity: "warning", message: "<b>HTML</b> is shown as text", source: null, fix: null };

describe("the preview's script", () => {
  let browser;
  let context;
  let server;
  let tab;
  let problems;

  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    server = await new Preview().start();
    context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    context.setDefaultTimeout(15000);
    tab = await context.newPage();
    problems = [];
    tab.on("pageerror", (fault) => problems.push(fault.message));
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
  });

  /** Opens the page `a/` once it is connected and knows what was sent. */
  async function open(files) {
    Object.assign(server.files, files);
    await tab.goto(`${server.origin}a/`);
    await ready();
    await tab.evaluate(() => {
      window.marker = 1;
      window.mutations = [];
      new MutationObserver((all) => window.mutations.push(...all.map(({ target, type }) => `${type} ${target.nodeName}`)))
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }
  /** The page, the page as it was sent, and the connection. */
  async function ready() {
    const sent = () => server.requests.filter((line) => /^GET a\/ (200|404)$/.test(line)).length;
    await until(() => server.streams.size > 0 && sent() > 1);
    // One turn, for the answer to be read.
    await tab.evaluate(() => fetch("?turn"));
  }
  async function until(condition) {
    for (let left = 500; !(await condition()); left--) {
      assert.ok(left > 0, `in vain: ${condition}`);
      await new Promise((next) => setTimeout(next, 10));
    }
  }
  const shows = (text) => tab.waitForFunction((text) => document.body.textContent.includes(text), text);
  const mutations = () => tab.evaluate(() => window.mutations);
  /** True where the document was never loaded again. */
  const marked = async () => assert.equal(await tab.evaluate(() => window.marker), 1);

  test("changes what differs and nothing else, under a strict policy", async () => {
    await open({ "a/": page("<p>one</p>\n<p class='x'>two</p>\n<p>three</p>") });
    server.change({ "a/": page("<p>one</p>\n<p class='y'>2</p>\n<p>three</p>") });
    await shows("2");
    assert.deepEqual(await mutations(), ["attributes P", "attributes P", "characterData #text"]);
    await marked();
    assert.deepEqual(problems, []);
  });

  test("does nothing where a change is not about this page", async () => {
    await open({ "a/": page("<p>one</p>") });
    server.change({ "b/": page("other") });
    await until(() => server.requests.includes("GET a/ 304"));
    await tab.evaluate(() => fetch("?turn"));
    assert.deepEqual(await mutations(), []);
    assert.ok(server.requests.filter((line) => line.startsWith("GET b/")).length === 0);
  });

  test("notices a change between the page and the connection", async () => {
    server.files["a/"] = page("<p>one</p>");
    const change = async (route) => {
      server.files["a/"] = page("<p>two</p>");
      server.generation += 1;
      await route.continue();
    };
    await context.route("**/client.js", change, { times: 1 });
    let loads = 0;
    tab.on("load", () => loads++);
    await tab.goto(`${server.origin}a/`);
    await shows("two");
    assert.ok(loads < 2, "a reload would get in the way of readers who go on");
  });

  test("keeps what readers did: details, typed text, focus, selection, scroll", async () => {
    const body = (word, more = "") => page(`${more}<h1>${word}</h1>
      <details id="d"><summary>Hint</summary><p>hidden ${word}</p></details>
      <details><summary>Other</summary><p>hidden</p></details>
      <form><input id="i" value="start"><textarea>start</textarea><input type="checkbox"></form>
      <p id="chosen">A text to choose from</p>
      <div class="inner" tabindex="0">${"line<br>".repeat(40)}</div>${"<p>filling</p>".repeat(60)}<p>${word} at the end</p>`,
      '<link rel="stylesheet" href="/base/a.css">');
    await open({ "a/": body("one"), "a.css": { type: "text/css", text: ".inner { height: 3em; overflow: auto }" } });
    await tab.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      const input = document.getElementById("i");
      input.value = "typed";
      document.querySelector("textarea").value = "typed too";
      document.querySelector("[type=checkbox]").checked = true;
      document.querySelector(".inner").scrollTop = 77;
      getSelection().selectAllChildren(document.getElementById("chosen"));
      input.focus();
      input.setSelectionRange(1, 3);
      scrollTo(0, 300);
    });
    server.change({ "a/": body("two") });
    await shows("two at the end");
    server.change({ "a/": body("three", "<p>new at the top</p>") });
    await shows("three at the end");
    const kept = await tab.evaluate(() => ({
      open: [...document.querySelectorAll("details")].map(({ open }) => open),
      typed: [document.getElementById("i").value, document.querySelector("textarea").value],
      checked: document.querySelector("[type=checkbox]").checked,
      focus: document.activeElement.id,
      range: [document.getElementById("i").selectionStart, document.getElementById("i").selectionEnd],
      inner: document.querySelector(".inner").scrollTop,
    }));
    assert.deepEqual(kept, {
      open: [true, true], typed: ["typed", "typed too"], checked: true, focus: "i", range: [1, 3], inner: 77,
    });
    assert.ok((await tab.evaluate(() => scrollY)) >= 300);
    await marked();
  });

  test("follows named things that move, come and go", async () => {
    const item = (name) => `<li id="${name}">${name}<details><summary>s</summary></details></li>`;
    const list = (...names) => page(`<ul>${names.map(item).join("\n")}</ul>`);
    await open({ "a/": list("a", "b", "c", "d") });
    await tab.evaluate(() => {
      document.querySelector("#c details").open = true;
      document.querySelector("#c").kept = true;
    });
    server.change({ "a/": list("d", "c", "new", "a") });
    await shows("new");
    const order = await tab.locator("li").evaluateAll((all) => all.map(({ id, kept }) => `${id}${kept ? " kept" : ""}`));
    assert.deepEqual(order, ["d", "c kept", "new", "a"]);
    assert.equal(await tab.evaluate(() => document.querySelector("#c details").open), true);
  });

  test("keeps details open where an id follows the words", async () => {
    const item = (id, word) => `<li id="${id}"><p>${word}</p><details><summary>s</summary></details></li>`;
    const list = (id, word) => page(`<ul>${item("x", "x")}\n${item(id, word)}\n${item("y", "y")}</ul>`);
    await open({ "a/": list("s1", "one") });
    await tab.evaluate(() => (document.querySelector("#s1 details").open = true));
    server.change({ "a/": list("s2", "two") });
    await shows("two");
    assert.equal(await tab.evaluate(() => document.querySelector("#s2 details").open), true);
  });

  test("keeps what the site's scripts added, and runs new scripts once", async () => {
    const script = (text) => ({ type: "text/javascript", text });
    server.files["one.js"] = script(`
      window.one = (window.one ?? 0) + 1;
      document.documentElement.dataset.theme = "dark";
      document.documentElement.classList.add("js");
      document.querySelector("main").prepend(Object.assign(document.createElement("button"), { textContent: "Copy" }));
      document.querySelector("p").append(" by script");
      document.addEventListener("clinic:updated", () => (window.updated = (window.updated ?? 0) + 1));`);
    server.files["two.js"] = script("window.two = (window.two ?? 0) + 1;");
    const body = (word, scripts, html) => page(
      `<main><p>first</p><p>${word}</p></main>`,
      scripts.map((name) => `<script src="/base/${name}.js" defer></script>`).join(""), html);
    await open({ "a/": body("one", ["one"], 'lang="en" class="a"') });
    server.change({ "a/": body("zwei", ["one", "two"], 'lang="de" dir="ltr" class="b"') });
    await shows("zwei");
    await tab.waitForFunction(() => window.two === 1);
    server.change({ "a/": body("drei", ["one", "two"], 'lang="de" dir="ltr" class="b"') });
    await shows("drei");
    const found = await tab.evaluate(() => {
      const { lang, dir, className, dataset } = document.documentElement;
      const main = document.querySelector("main").innerHTML;
      return { lang, dir, className, theme: dataset.theme, main, runs: [window.one, window.two, window.updated] };
    });
    assert.deepEqual(found, {
      lang: "de", dir: "ltr", className: "js b", theme: "dark", runs: [1, 1, 2],
      main: "<button>Copy</button><p>first by script</p><p>drei</p>",
    });
  });

  test("loads a new style sheet before the old one goes", async () => {
    const styled = (name) => page("<p>one</p>", `<link rel="stylesheet" href="/base/${name}.css">`);
    server.files["one.css"] = { type: "text/css", text: "p { color: rgb(1, 0, 0) }" };
    server.files["two.css"] = { type: "text/css", text: "p { color: rgb(2, 0, 0) }" };
    await open({ "a/": styled("one") });
    server.change({ "a/": styled("two") });
    await tab.waitForFunction(() => getComputedStyle(document.querySelector("p")).color === "rgb(2, 0, 0)");
    await tab.waitForFunction(() => document.querySelectorAll("[rel=stylesheet]").length === 1);
    assert.deepEqual(await mutations(), ["childList HEAD", "childList HEAD"]);
    server.change({ "a/": styled("one") });
    await tab.waitForFunction(() => getComputedStyle(document.querySelector("p")).color === "rgb(1, 0, 0)");
  });

  test("shows the page for what is missing, and comes back to where it was", async () => {
    const long = page("<p>line</p>".repeat(200));
    await open({ "a/": long, "404.html": page("<h1>Nothing here</h1>") });
    await tab.evaluate(() => scrollTo(0, 1234));
    server.change({ "a/": undefined });
    await shows("Nothing here");
    server.change({ "a/": long });
    await shows("line");
    await tab.waitForFunction(() => scrollY === 1234);
    await marked();
  });

  test("keeps the last page while the server has trouble", async () => {
    await open({ "a/": page("<p>one</p>") });
    server.change({ "a/": { status: 500, text: "trouble" } });
    await until(() => server.requests.includes("GET a/ 500"));
    server.change({ "a/": page("<p>two</p>") });
    await shows("two");
    await marked();
  });

  test("says quietly that the server is away, and catches up with the next one", async () => {
    await open({ "a/": page("<p>one</p>") });
    const { port } = server;
    await server.stop();
    const away = tab.locator(".away");
    await away.waitFor({ state: "visible" });
    server = new Preview();
    server.session = "second";
    server.files["a/"] = page("<p>two</p>");
    await server.start(port);
    await shows("two");
    await away.waitFor({ state: "hidden" });
    await marked();
  });

  test("lets go of the connection in tabs that nobody sees", async () => {
    await open({ "a/": page("<p>one</p>") });
    const see = (hidden) => tab.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await see(true);
    await until(() => server.streams.size === 0);
    server.change({ "a/": page("<p>two</p>") });
    await see(false);
    await shows("two");
  });

  test("is fresh when readers go back", async () => {
    await open({ "a/": page("<p>one</p>"), "b/": page("<p>other</p>") });
    await tab.goto(`${server.origin}b/`);
    server.change({ "a/": page("<p>two</p>") });
    await tab.goBack();
    await shows("two");
  });

  test("refreshes a page that the browser had put aside", async () => {
    await open({ "a/": page("<p>one</p>") });
    await tab.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    await until(() => server.streams.size === 0);
    server.change({ "a/": page("<p>two</p>") });
    await tab.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
    await shows("two");
    await until(() => server.streams.size === 1);
  });

  test("lays findings over the page, as text", async () => {
    const hostile = { type: "text/css", text: "clinic-overlay, section { display: none !important }" };
    await open({ "a/": page("<p>one</p>", '<link rel="stylesheet" href="/base/a.css">'), "a.css": hostile });
    const panel = tab.locator(".panel");
    assert.equal(await panel.isVisible(), false);
    server.find([error, warning]);
    await panel.waitFor({ state: "visible" });
    assert.equal(await panel.locator("h2").textContent(), "1 error, 1 warning");
    assert.equal(await panel.locator("article.error .place").textContent(), "content/01-git.md:3:4");
    assert.equal(await panel.locator("mark").textContent(), "a");
    assert.equal(await panel.locator("article.error .fix code").textContent(), "- '🙂 a: b'");
    assert.equal(await panel.locator("article.warning h3").isVisible(), false);
    await panel.locator("summary").click();
    assert.equal(await panel.locator("article.warning h3").textContent(), "<b>HTML</b> is shown as text");
    assert.match(await tab.locator("[role=status]").textContent(), /content\/01-git\.md:3:4: this is no YAML/);
    server.find([]);
    await panel.waitFor({ state: "hidden" });
    assert.equal(await tab.locator(".pill").isVisible(), false);
    assert.deepEqual(await mutations(), []);
    assert.deepEqual(problems, []);
  });

  test("leads from a rule to its page, in a tab of its own", async () => {
    await open({ "a/": page("<p>one</p>"), "_clinic/rules/yaml-syntax/": page("<h1>yaml-syntax</h1>") });
    server.find([error]);
    const link = tab.locator(".rule a");
    await link.waitFor();
    assert.equal(await link.textContent(), "yaml-syntax");
    const [opened] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await opened.waitForLoadState();
    assert.equal(opened.url(), `${server.origin}_clinic/rules/yaml-syntax/`);
    assert.equal(await opened.locator("h1").textContent(), "yaml-syntax");
    assert.equal(await opened.evaluate(() => window.opener), null);
    assert.equal(await tab.locator(".panel").isVisible(), true);
    assert.deepEqual(problems, []);
  });

  test("shows once what is found at many places, and counts the rest", async () => {
    await open({ "a/": page("<p>one</p>") });
    const panel = tab.locator(".panel");
    server.find([{ ...error, more: 1 }, { ...warning, more: 82 }], { errors: 5, warnings: 90 });
    await panel.waitFor({ state: "visible" });
    assert.equal(await panel.locator("h2").textContent(), "5 errors, 90 warnings");
    assert.equal(await panel.locator("article.error .place").textContent(), "content/01-git.md:3:4 and 1 more place");
    assert.equal(await panel.locator("article.warning .place").textContent(), "content/01-git.md:3:4 and 82 more places");
    assert.match(await panel.locator(".list").textContent(), /and 10 more$/);
    assert.deepEqual(problems, []);
  });

  test("dismisses findings until they change, and leaves the focus where it is", async () => {
    await open({ "a/": page("<input autofocus>"), "b/": page("<p>other</p>") });
    await tab.locator("input").focus();
    server.find([error]);
    const panel = tab.locator(".panel");
    await panel.waitFor({ state: "visible" });
    assert.equal(await tab.evaluate(() => document.activeElement.nodeName), "INPUT");
    await tab.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    server.find([{ ...error, line: 4 }]);
    await tab.locator(".place", { hasText: ":4:4" }).waitFor({ state: "attached" });
    assert.equal(await panel.isVisible(), false);
    await tab.goto(`${server.origin}b/`);
    const pill = tab.locator(".pill");
    await pill.waitFor({ state: "visible" });
    assert.equal(await panel.isVisible(), false);
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Enter");
    await panel.waitFor({ state: "visible" });
    await panel.getByRole("button", { name: "Close" }).click();
    server.find([error, { ...error, message: "this neither" }]);
    await panel.waitFor({ state: "visible" });
    // What is mended and broken again is new.
    await tab.keyboard.press("Escape");
    server.find([]);
    await pill.waitFor({ state: "hidden" });
    server.find([error]);
    await panel.waitFor({ state: "visible" });
  });

  test("shows findings readably on phones and desks, by day and by night", async () => {
    const styled = '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/base/a.css">';
    const both = { type: "text/css", text: ":root { color-scheme: light dark }" };
    await open({ "a/": page("<main><h1>one</h1></main>", styled), "a.css": both });
    const source = { line: 3, text: "x".repeat(200), start: 100, end: 120 };
    server.find([{ ...error, path: `content/${"long-".repeat(20)}.md`, source }, warning]);
    await tab.locator(".panel summary").click();
    await tab.evaluate(axe.source);
    for (const width of [390, 1440]) {
      for (const colorScheme of ["light", "dark"]) {
        await tab.setViewportSize({ width, height: 800 });
        await tab.emulateMedia({ colorScheme });
        const wide = await tab.locator(".panel *").evaluateAll((all) =>
          all.filter((element) => element.getBoundingClientRect().right > innerWidth).map(({ className }) => className));
        assert.deepEqual(wide, []);
        // The checker below cannot tell what is behind an element that is fixed.
        assert.deepEqual(await tab.locator(".panel").evaluate(pale), [], `${width} ${colorScheme}`);
        const { violations } = await tab.evaluate(() => window.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].failureSummary}`), [], `${width} ${colorScheme}`);
      }
    }
    await tab.emulateMedia({ media: "print" });
    assert.equal(await tab.locator(".panel").isVisible(), false);
  });

  test("copies a repair", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open({ "a/": page("<p>one</p>") });
    server.find([error]);
    await tab.getByRole("button", { name: "Copy" }).click();
    await tab.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), "- '🙂 a: b'");
  });
});
