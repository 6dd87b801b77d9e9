// The marked exercise book: what the learner has done, in the margin, at the head, in the log and in the standard.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @param {Element} place */
const nameOf = (place) => /** @type {HTMLElement} */ (place).dataset.clinicId ?? "";

/** @param {Element} place @param {string} mark */
function markWith(place, mark) {
  const { dataset } = /** @type {HTMLElement} */ (place);
  if (mark) dataset.mark = mark;
  else delete dataset.mark;
}

/** @param {Learned} learned */
function margin({ entries, statements }) {
  /** @type {Map<string, boolean>} */
  const repaired = new Map();
  for (const entry of entries) {
    const about = entry.about ?? "";
    repaired.set(about, log.isFinished(entry) && (repaired.get(about) ?? true));
  }
  for (const row of document.querySelectorAll(".radar [data-clinic='radar-row']")) {
    const is = repaired.get(nameOf(row));
    markWith(row, is === undefined ? "" : is ? "repaired" : "logged");
  }
  const marks = /** @type {Record<string, string>} */ ({ had: "repaired", nearly: "nearly", missed: "missed" });
  for (const place of document.querySelectorAll(".statements > [data-clinic='statement']")) {
    const last = statements.get(nameOf(place))?.attempts.at(-1);
    const isOpen = repaired.get(nameOf(place)) === false;
    markWith(place, isOpen ? "missed" : last ? marks[last.fields.mark] ?? "" : "");
  }
}

// ---- The path at the head ----

/** What is done of a part, and out of how many; nothing where nobody counts. @param {string} part @param {Learned} learned */
function doneOf(part, { statements, entries, answers }) {
  const here = (/** @type {string} */ kind) => [...document.querySelectorAll(`.leaf-body [data-clinic='${kind}']`)].map(nameOf);
  const among = (/** @type {string[]} */ names, /** @type {(name: string) => boolean} */ is) => ({ have: names.filter(is).length, need: names.length });
  if (part === "checks") return among(here("statement"), (name) => statements.has(name));
  if (part === "cards") return among(here("card"), (name) => answers.has(name));
  if (part === "log") return { have: entries.filter((entry) => log.moduleOf(entry) === log.here.module).length, need: 0 };
  return { have: 0, need: 0 };
}

/** @param {Learned} learned */
function path(learned) {
  for (const link of document.querySelectorAll(".path a, .step-bar a")) {
    const count = /** @type {HTMLElement | null} */ (link.querySelector(".count"));
    if (!count) continue;
    count.dataset.usual ??= count.textContent ?? "";
    const part = /** @type {HTMLAnchorElement} */ (link).hash.slice(1);
    const { have, need } = doneOf(part, learned);
    const usual = part === "log" ? log.say("entry.none") : count.dataset.usual;
    count.textContent = !have ? usual : need ? log.say("entry.progress", { have, need }) : String(have);
  }
}

// ---- The log of this module ----

/** @param {LogRecord} entry */
function line(entry) {
  const { date = "", mistake = "" } = entry.fields;
  const isDone = log.isFinished(entry);
  return log.element("li", { class: isDone ? "is-complete" : "" },
    log.element("button", { type: "button", click: () => void log.editEntry(entry.id) },
      log.element("span", { class: "entry-date" }, log.shortDate(date)),
      log.element("span", { class: "entry-mistake" }, mistake || "…"),
      ...(isDone ? [] : [log.element("span", { class: "entry-open" }, log.say("entry.details"))])));
}

// Those that are not finished stand first, in both the latest before the others.
log.inOrder = (entries) => [...entries].sort((one, other) => (
  Number(log.isFinished(one)) - Number(log.isFinished(other)) || other.time - one.time));

/** @param {Learned} learned */
function own({ entries }) {
  const place = document.querySelector("[data-clinic='log']");
  // Below a dialog the list stays as it is: the focus goes back to where it was.
  if (!place || document.querySelector("dialog[open]")) return;
  let list = /** @type {HTMLElement | null} */ (place.querySelector(".own-entries"));
  if (!list) {
    list = log.element("div", { class: "own-entries" });
    place.prepend(list);
  }
  const of = log.inOrder(entries.filter((entry) => log.moduleOf(entry) === log.here.module));
  const isLost = log.status()?.place === "memory";
  // What is shown already stays, since somebody may be pressing it.
  const shown = JSON.stringify([isLost, of.map(({ id, fields }) => [id, fields.date, fields.mistake]), of.map((entry) => log.isFinished(entry))]);
  if (list.dataset.shown === shown) return;
  list.dataset.shown = shown;
  list.replaceChildren(
    ...(of.length ? [log.element("p", { class: "record-name" }, log.say("entry.yours")), log.element("ol", {}, ...of.map(line))] : []),
    log.element("p", { class: "own-acts" },
      log.element("button", { type: "button", class: "button", click: () => void log.newEntry() }, log.say("entry.by_hand")),
      log.element("a", { href: log.link("log/") }, log.say("entry.all"))),
    log.element("p", { class: isLost ? "own-kept is-lost" : "own-kept" }, log.say(isLost ? "entry.lost" : "entry.kept")));
}

// ---- The standard ----

/** @param {Learned} learned */
function standard(learned) {
  const facts = log.facts(log.here.module);
  if (!facts) return;
  const met = new Map(log.standardOf(learned, facts).map((each) => [each.name, each]));
  for (const place of document.querySelectorAll("[data-clinic='criterion']")) {
    const is = met.get(nameOf(place));
    if (is) criterion(/** @type {HTMLElement} */ (place), is);
  }
}

/** @param {HTMLElement} place @param {Met} is */
function criterion(place, is) {
  let box = /** @type {HTMLInputElement | null} */ (place.querySelector(":scope > .criterion-box"));
  if (!box) {
    box = log.element("input", { type: "checkbox", class: "criterion-box", "aria-label": place.textContent?.trim() ?? "" });
    box.addEventListener("change", () => {
      const text = place.querySelector(":scope > div")?.firstChild?.textContent?.trim() ?? "";
      void log.record({ kind: "tick", about: is.name, ticked: /** @type {HTMLInputElement} */ (box).checked, source: log.source(text, "", place.id) });
    });
    place.prepend(box);
  }
  box.checked = is.met;
  // What the log shows, nobody has to tick.
  box.disabled = is.met && !is.ticked;
  let progress = place.querySelector(":scope > .criterion-progress");
  if (!progress && is.goal) {
    progress = log.element("p", { class: "criterion-progress" });
    place.append(progress);
  }
  if (progress) progress.textContent = is.have && !is.met ? log.say("entry.progress", { have: is.have, need: is.need }) : "";
}

/** @param {Learned} learned */
function show(learned) {
  margin(learned);
  path(learned);
  own(learned);
  standard(learned);
}

document.addEventListener("close", () => setTimeout(() => own(log.learned())), true);
document.documentElement.classList.add("has-log");
log.show(show);
document.addEventListener("clinic:updated", () => {
  // A preview that left the list in its place left the rest too.
  if (!document.querySelector("[data-clinic='log'] > .own-entries")) show(log.learned());
});
})();
