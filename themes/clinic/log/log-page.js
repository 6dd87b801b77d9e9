// The page of the learner's own log, over all modules: what is not finished first, and all of it to find, change and take out.
(() => {
"use strict";

const log = globalThis.clinicLog;

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-log-page]"));
if (!page) return;

const SHOWN = 200; // entries at a time

/** What the reader looks for. */
const wanted = { module: "", text: "" };
/** Entries whose line is open. @type {Set<string>} */
const open = new Set();
let most = SHOWN;
/** What the parts of the page were made from last. What is the same stays: somebody may be about to press it. */
const madeFrom = { modules: "", entries: "", cards: "", standards: "", kept: "" };

const troubles = log.element("div", { class: "troubles", role: "status" });
const list = log.element("div", { class: "own-entries all-entries" });
const cards = log.element("div", { class: "own-cards" });
const standards = log.element("div", { class: "standards" });
const kept = log.element("div", {});
const module = log.element("select", { name: "module", change: () => filter({ module: module.value }) });
const text = log.element("input", { type: "search", name: "text", autocomplete: "off", input: () => filter({ text: text.value }) });
const found = log.element("p", { class: "found", role: "status" });
const filters = log.element("form", { class: "log-filters", role: "search", submit: (/** @type {Event} */ event) => event.preventDefault() },
  log.element("label", {}, log.element("span", {}, log.say("entry.module")), module),
  log.element("label", {}, log.element("span", {}, log.say("mylog.search")), text));
const acts = log.element("p", { class: "review-acts" },
  log.element("button", { type: "button", class: "button", click: () => void log.newEntry() }, log.say("entry.by_hand")),
  log.element("button", { type: "button", class: "button calm", click: () => void log.newCard() }, log.say("mylog.new_card")),
  log.element("a", { class: "button calm", href: log.link("log/print/") }, log.say("mylog.print")));
const parts = [troubles, acts, filters, found, list, cards, standards, kept];
page.append(...parts);
// A preview puts a new page into the place of this one.
document.addEventListener("clinic:updated", () => document.querySelector("[data-log-page]")?.replaceChildren(...parts));

/** @param {Partial<typeof wanted>} change */
function filter(change) {
  Object.assign(wanted, change);
  most = SHOWN;
  show(log.learned());
}

/** @param {LogRecord} entry */
function isWanted(entry) {
  if (wanted.module && log.moduleOf(entry) !== wanted.module) return false;
  const text = wanted.text.trim().toLocaleLowerCase();
  return !text || [log.titleOf(entry), entry.source?.label, ...Object.values(entry.fields)].some((each) => each?.toLocaleLowerCase().includes(text));
}

// ---- One entry ----

/** What a field says, its ids in words. @param {LogRecord} entry @param {string} key */
function words(entry, key) {
  const value = entry.fields[key] ?? "";
  const facts = log.facts(log.moduleOf(entry));
  if (key === "error_kind" && value) return log.say(`print.kind.${value}`);
  if (key === "evidence") return facts?.evidence.find(({ id }) => id === value)?.title ?? value;
  if (key === "connects") return log.facts(value)?.title ?? facts?.earlier.find(([name]) => name === value)?.[1] ?? value;
  return value;
}

/** @param {LogRecord} entry */
function fields(entry) {
  const of = log.columns().filter(({ key }) => !["date", "mistake"].includes(key) && entry.fields[key]?.trim());
  return log.element("dl", { class: "entry-fields" }, ...of.map(({ key, title }) => (
    log.element("div", {}, log.element("dt", {}, title), log.element("dd", { dir: "auto" }, words(entry, key))))));
}

/** The answers on paper that were ticked, by the box. @param {LogRecord} entry */
async function ticksOf(entry) {
  const { events } = await log.store;
  const given = new Set((log.learned().answers.get(entry.id) ?? []).map(({ id }) => id));
  return new Map(events.filter(({ id, box }) => box && given.has(id)).map(({ id, box }) => [box, id]));
}

/** @param {LogRecord} entry */
function retests(entry) {
  const group = log.element("fieldset", { class: "retests" }, log.element("legend", {}, log.say("print.retest")));
  const boxes = log.days.map((box) => {
    const input = log.element("input", { type: "checkbox", "aria-label": `${log.say("print.retest")}${log.say("mark.colon")}${box}` });
    input.addEventListener("change", async () => {
      if (input.checked) return void log.record({ kind: "review", about: entry.id, grade: "knew", on: "paper", box });
      const target = (await ticksOf(entry)).get(box);
      if (target) void log.record({ kind: "undo", target });
    });
    group.append(log.element("label", {}, input, log.element("span", {}, String(box))));
    return input;
  });
  group.append(log.element("span", {}, log.say("print.days")));
  void ticksOf(entry).then((ticked) => boxes.forEach((input, index) => (input.checked = ticked.has(log.days[index]))));
  return group;
}

/** @param {LogRecord} entry */
function origin({ source, ...entry }) {
  const title = log.titleOf({ source, ...entry });
  const url = source?.url || log.facts(log.moduleOf(entry))?.url;
  const words = [title, source?.label].filter(Boolean).join(" · ");
  if (!words) return undefined;
  return log.element("p", { class: "entry-where" }, url ? log.element("a", { href: log.link(url) }, words) : words);
}

/** @param {LogRecord} entry */
function line(entry) {
  const { id, fields: { date = "", mistake = "" } } = entry;
  const isDone = log.isFinished(entry);
  const where = origin(entry);
  const details = log.element("details", { open: open.has(id) },
    log.element("summary", {},
      log.element("span", { class: "entry-date" }, log.shortDate(date)),
      log.element("span", { class: "entry-mistake", dir: "auto" }, mistake || "…"),
      ...(isDone ? [] : [log.element("span", { class: "entry-open" }, log.say("mylog.unfinished"))])),
    log.element("div", { class: "entry-body" }, ...(where ? [where] : []), fields(entry), retests(entry),
      log.element("p", { class: "review-acts" },
        log.element("button", { type: "button", class: "quiet", "data-act": "edit", click: () => void log.editEntry(id) }, log.say(isDone ? "mylog.edit" : "entry.details")),
        log.element("button", { type: "button", class: "quiet", "data-act": "delete", click: () => log.deleteEntry(id) }, log.say("entry.delete")))));
  details.addEventListener("toggle", () => open[details.open ? "add" : "delete"](id));
  return log.element("li", { class: isDone ? "is-complete" : "", "data-entry": id }, details);
}

// ---- The parts ----

/** @param {LogRecord[]} entries */
function options(entries) {
  const names = [...new Set(entries.map(log.moduleOf))].filter(Boolean);
  const titles = new Map(entries.map((entry) => [log.moduleOf(entry), log.titleOf(entry)]));
  const all = names.map((name) => /** @type {[string, string]} */ ([name, titles.get(name) ?? name])).sort(([, one], [, other]) => one.localeCompare(other));
  // A module whose last entry is gone can no longer be chosen, nor another one in its place.
  if (!names.includes(wanted.module)) wanted.module = "";
  const state = JSON.stringify([all, wanted.module]);
  if (state === madeFrom.modules) return;
  madeFrom.modules = state;
  module.replaceChildren(...[["", log.say("mylog.all_modules")], ...all].map(([value, words]) => (
    log.element("option", { value, selected: value === wanted.module }, words))));
}

/** @param {Learned} learned */
function entriesPart(learned) {
  const { entries } = learned;
  options(entries);
  const isFiltered = wanted.module || wanted.text.trim();
  filters.hidden = entries.length < 2 && !isFiltered;
  const matching = log.inOrder(entries.filter(isWanted));
  found.textContent = isFiltered ? log.say("mylog.found", { n: matching.length }) : "";
  if (!entries.length) {
    madeFrom.entries = "";
    list.replaceChildren(log.element("div", { class: "empty-log" },
      log.element("p", {}, log.say("mylog.empty")), log.element("p", {}, log.say("mylog.empty_how"))));
    return;
  }
  const state = JSON.stringify([matching, most, matching.map(({ id }) => learned.answers.get(id)), log.titles()]);
  if (state === madeFrom.entries) return;
  madeFrom.entries = state;
  const focus = focused(list, "data-entry");
  const more = matching.length - most;
  list.replaceChildren(log.element("ol", {}, ...matching.slice(0, most).map(line)), ...(more > 0 ? [log.element("button", {
    type: "button", class: "button calm", click: () => { most += SHOWN; show(log.learned()); } }, log.say("mylog.more", { n: more }))] : []));
  focus();
}

/**
 * What had the focus in a part has it again when the lines there were made anew.
 * @param {HTMLElement} part @param {string} key the attribute by which a line is known
 */
function focused(part, key) {
  const active = document.activeElement;
  const line = active && part.contains(active) && active.closest(`[${key}]`);
  if (!line) return () => {};
  /** @param {Element} within */
  const controls = (within) => /** @type {HTMLElement[]} */ ([...within.querySelectorAll("summary, button, input, a")]);
  const index = controls(line).findIndex((control) => control === active);
  const name = CSS.escape(line.getAttribute(key) ?? "");
  return () => {
    const now = part.querySelector(`[${key}="${name}"]`);
    controls(now ?? part)[now ? index : 0]?.focus();
  };
}

/** @param {Learned} learned */
function cardsPart({ cards: own }) {
  const state = JSON.stringify(own.map(({ id, fields: { front, back } }) => [id, front, back]));
  if (state === madeFrom.cards) return;
  madeFrom.cards = state;
  if (!own.length) return cards.replaceChildren();
  const focus = focused(cards, "data-card");
  cards.replaceChildren(log.element("h2", {}, log.say("mylog.cards")), log.element("ul", {}, ...own.map((card) => (
    log.element("li", { "data-card": card.id }, log.element("button", { type: "button", click: () => void log.editCard(card.id) },
      log.element("span", { class: "entry-mistake", dir: "auto" }, card.fields.front || "…"),
      log.element("span", { class: "card-back", dir: "auto" }, card.fields.back ?? "")))))));
  focus();
}

/** How far each module is, where something was begun. @param {Learned} learned */
function standardsPart(learned) {
  const of = log.allFacts().filter(({ name, criteria }) => criteria.length && learned.started.has(name));
  const state = JSON.stringify(of.map((facts) => [facts.name, facts.title, facts.url, facts.criteria, log.standardOf(learned, facts)]));
  if (state === madeFrom.standards) return;
  madeFrom.standards = state;
  if (!of.length) return standards.replaceChildren();
  const focus = focused(standards, "data-module");
  const wasOpen = new Set([...standards.querySelectorAll("details[open]")].map((each) => /** @type {HTMLElement} */ (each).dataset.module));
  standards.replaceChildren(log.element("h2", {}, log.say("completion.title")), ...of.map((facts) => {
    const met = log.standardOf(learned, facts);
    const count = { have: met.filter((each) => each.met).length, need: met.length };
    const lines = met.map((each, index) => {
      const progress = each.goal && !each.met ? ` (${log.say("entry.progress", { have: each.have, need: each.need })})` : "";
      return log.element("li", { class: each.met ? "is-complete" : "" }, each.met ? log.element("span", { class: "unseen" }, `${log.say("entry.met")}${log.say("mark.colon")}`) : "",
        `${facts.criteria[index].text}${progress}`);
    });
    return log.element("details", { "data-module": facts.name, open: wasOpen.has(facts.name) },
      log.element("summary", {}, log.element("span", {}, facts.title), log.element("span", { class: "entry-date" }, log.say("entry.progress", count))),
      log.element("ul", {}, ...lines), log.element("p", {}, log.element("a", { href: log.link(facts.url) }, log.say("mylog.to_page"))));
  }));
  focus();
}

/** @type {Store | undefined} */
let store;
/** @type {string} */
let told = "";

/** @param {Learned} learned */
function show(learned) {
  if (!store) return;
  const problems = log.troubles(store, learned);
  const words = problems.map((each) => each.textContent).join();
  // A region that is made anew is read once more.
  if (words !== told) troubles.replaceChildren(...problems);
  told = words;
  // Below a dialog all stays as it is: the focus goes back to where it was.
  if (document.querySelector("dialog[open]")) return;
  entriesPart(learned);
  cardsPart(learned);
  standardsPart(learned);
  const state = JSON.stringify([store.status.copied, store.status.persisted, store.events.length]);
  if (state === madeFrom.kept) return;
  madeFrom.kept = state;
  const index = [...kept.querySelectorAll("button")].findIndex((button) => button === document.activeElement);
  kept.replaceChildren(log.keptPart(store));
  kept.querySelectorAll("button")[index]?.focus();
}

document.addEventListener("close", () => setTimeout(() => show(log.learned())), true);

(async () => {
  store = await log.store;
  await log.modules([...log.learned().started]);
  await store.refresh();
  const { location: { hash } } = window;
  if (hash) open.add(decodeURIComponent(hash.slice(1)));
  log.show(show);
})();
})();
