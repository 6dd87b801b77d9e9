// A worksheet of one's own: the statements missed, the log and the cards as they are, and boxes for what comes next.
(() => {
"use strict";

const log = globalThis.clinicLog;

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-missed-page]"));
if (!page) return;

const BLANK = 5; // boxes of the log after those that are filled in
const PARTS = /** @type {const} */ (["error", "why", "correction"]);

/** @type {(key: string) => string} */
const say = (key) => log.say(key);

/** An address as it is from the log's own page. What is none stays. @param {string} address */
function fromHere(address) {
  try {
    return address.startsWith("#") ? address : new URL(address, log.link("log/")).href;
  } catch {
    return address;
  }
}

/**
 * HTML of a module, which is written for pages one folder deep; this one is two. Images come at once: a page that is about
 * to be printed is not scrolled through.
 * @param {string} html
 */
function made(html) {
  const template = log.element("template");
  template.innerHTML = html;
  const { content } = template;
  for (const name of ["src", "href"]) {
    for (const each of content.querySelectorAll(`[${name}]`)) each.setAttribute(name, fromHere(each.getAttribute(name) ?? ""));
  }
  for (const image of content.querySelectorAll("[loading]")) image.removeAttribute("loading");
  return log.element("div", {}, content);
}

/**
 * A sheet that flows: its head stands on every page, and no row is cut in two.
 * @param {string} kind @param {string} title @param {string} intro @param {Node[]} rows
 */
function sheet(kind, title, intro, rows) {
  const row = (/** @type {Node} */ node) => log.element("tr", {}, log.element("td", {}, node));
  const running = log.element("p", { class: "running" }, log.element("b", {}, log.title), " ", log.element("span", {}, title));
  const head = log.element("header", { class: "sheet-head" }, log.element("div", { class: "sheet-title" },
    log.element("h2", {}, title), log.element("div", { class: "sheet-intro" }, log.element("p", {}, intro))));
  const foot = log.element("p", { class: "sheet-foot" }, log.element("span", {}, log.title), " ",
    log.element("bdi", { dir: "ltr" }, log.link("log/").replace(/^\w+:\/\//, "")));
  return log.element("section", { class: "sheet", "data-sheet": kind, "aria-label": title, tabIndex: 0 },
    log.element("table", { class: "flow", role: "presentation" },
      log.element("thead", {}, row(running)), log.element("tbody", {}, row(head), ...rows.map(row)), log.element("tfoot", {}, row(foot))));
}

/** @param {string} term @param {string | undefined} words */
const pair = (term, words) => (words?.trim()
  ? [log.element("dt", {}, term), log.element("dd", { class: "typed", dir: "auto" }, words)] : []);

/** What was written about a statement, and lines where nothing was. @param {string} name @param {LogRecord[]} attempts @param {Learned} learned */
function statement(name, attempts, { sources }) {
  const { title = "", statements = [] } = log.facts(log.moduleOf(attempts[0])) ?? {};
  const facts = statements.find((each) => each.name === name);
  const { label = facts?.label ?? "", text = "" } = sources.get(name) ?? {};
  const last = attempts.at(-1)?.fields ?? {};
  const said = PARTS.flatMap((part) => pair(say(`print.prompt.${part}`), last[part]));
  return log.element("div", { "data-clinic": "statement", "data-clinic-id": name },
    log.element("p", {}, log.element("b", {}, facts?.label ?? label)),
    log.element("p", { class: "from" }, title || log.titleOf(attempts[0])),
    facts ? made(facts.html) : log.element("p", {}, text),
    ...(said.length ? [log.element("dl", { class: "right" }, ...said)] : []),
    log.element("p", {}), log.element("p", {}), log.element("p", {}));
}

/** @param {LogRecord} entry */
function filled(entry) {
  const columns = log.columns().filter(({ key }) => !["date", "mistake", "error_kind", "evidence", "connects"].includes(key));
  const { date = "", mistake = "" } = entry.fields;
  const of = [date && log.shortDate(date), log.titleOf(entry), entry.source?.label].filter(Boolean).join(" · ");
  return log.element("div", { class: "filled-entry" },
    log.element("p", { class: "from" }, of), log.element("p", { class: "typed", dir: "auto" }, log.element("b", {}, mistake || "…")),
    log.element("dl", { class: "right" }, ...columns.flatMap(({ key, title }) => pair(title, entry.fields[key]))));
}

const blank = () => log.element("div", { class: "log-boxes usual dated", "data-clinic": "log" },
  log.element("div", { "data-clinic": "log-row" }, ...[1, 2, 3, 4, 5].map(() => log.element("p", {})),
    log.element("ul", {}, ...["", ...log.kinds.map(() => ""), "", ...log.days.map(String)].map((words) => log.element("li", {}, words)))));

/** @param {ReviewItem} item */
function card({ front, back }) {
  const face = (/** @type {string} */ words) => log.element("div", { class: "typed", dir: "auto" }, words);
  return log.element("div", { class: "own-card" }, face(front), face(back));
}

/** @param {Learned} learned */
function sheets(learned) {
  const missed = [...learned.statements].filter(([, { missed }]) => missed);
  const entries = log.inOrder(learned.entries);
  const cards = log.items(learned, [], log.dayNow()).filter(({ kind }) => kind !== "statement");
  return [
    ...(missed.length ? [sheet("checks", say("missed.statements"), say("missed.statements_intro"), (
      missed.map(([name, { attempts }]) => statement(name, attempts, learned))))] : []),
    sheet("log", say("mylog.title"), say("print.log_intro"), [...entries.map(filled), ...Array.from({ length: BLANK }, blank)]),
    ...(cards.length ? [sheet("cards-own", say("mylog.cards"), say("missed.cards_intro"), cards.map(card))] : []),
  ];
}

/** @param {Learned} learned */
function show(learned) {
  for (const old of document.querySelectorAll("body > .sheet")) old.remove();
  const made = sheets(learned);
  document.body.append(...made);
  const isEmpty = !learned.entries.length && made.length === 1;
  told.textContent = say(isEmpty ? "missed.nothing" : "print.intro");
}

const told = log.element("p", { role: "status" });
const parts = [log.element("p", { class: "control-end" },
  log.element("button", { type: "button", click: () => print() }, say("print.print"))), told];
page.append(...parts);
// A preview puts a new page into the place of this one.
document.addEventListener("clinic:updated", () => {
  document.querySelector("[data-missed-page]")?.replaceChildren(...parts);
  show(log.learned());
});

(async () => {
  const store = await log.store;
  await log.modules([...log.learned().started]);
  await store.refresh();
  log.show(show);
})();
})();
