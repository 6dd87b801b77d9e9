// Entries of the log: one tap makes one, a dialog takes the rest whenever there is time.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @param {string} id */
const entryOf = (id) => log.learned().entries.find((entry) => entry.id === id);

log.entriesAbout = (name) => log.learned().entries.filter(({ about }) => about === name);

log.logMistake = ({ about, text, source }) => {
  const made = log.record({ kind: "entry", about, fields: { date: log.today(), mistake: text }, source });
  log.announce(log.say("entry.logged"), log.say("entry.details"), async () => {
    const [event] = await made;
    log.editEntry(event.id);
  });
  return made;
};

// What is logged already opens: a second entry would say the same.
log.logOrOpen = async (about, text, source) => {
  await log.store;
  const logged = log.entriesAbout(about).at(-1);
  if (logged) void log.editEntry(logged.id);
  else void log.logMistake({ about, text: text(), source: source() });
};

log.deleteEntry = (id) => log.remove(id, log.say("entry.deleted"));

/** @param {string} label @param {string} name @param {[string, string][]} options @param {string} chosen */
function select(label, name, options, chosen) {
  const list = log.element("select", { name });
  const missing = chosen && !options.some(([value]) => value === chosen) ? [/** @type {[string, string]} */ ([chosen, chosen])] : [];
  for (const [value, words] of [["", log.say("entry.none")], ...options, ...missing]) {
    list.append(log.element("option", { value, selected: value === chosen }, words));
  }
  return log.element("label", { class: `field field-${name}` }, log.element("span", {}, label), list);
}

/** Where the learner was, beside these modules: names and titles. @param {[string, string][]} [modules] */
function visited(modules) {
  const titles = new Map(modules);
  const { attempts, entries } = log.learned();
  for (const { about, source } of [...attempts, ...entries]) {
    const module = log.moduleOf({ about, source });
    if (module && source?.title && !titles.has(module)) titles.set(module, log.facts(module)?.title ?? source.title);
  }
  return [...titles];
}

/**
 * The modules that a mistake may connect to: what its own builds on, and where else the learner was.
 * @param {LogRecord} entry @param {LoggedModule | undefined} facts
 */
const earlier = (entry, facts) => visited(facts?.earlier).filter(([name]) => name !== log.moduleOf(entry));

/** What the course asks for, where the module is still part of it. @param {LogRecord} entry */
async function fieldsFor(entry) {
  const [facts] = await log.modules([log.moduleOf(entry) || log.here.module]);
  const { fields } = entry;
  const title = (/** @type {string} */ key) => facts?.columns.find((column) => column.key === key)?.title ?? log.say(`log.column.${key}`);
  const area = (/** @type {string} */ key, /** @type {string} */ label) => log.area(label, key, fields[key] ?? "").field;
  const date = log.element("input", { type: "date", name: "date", max: "9999-12-31", value: fields.date ?? "" });
  const own = (facts?.columns ?? []).filter((column) => column.own);
  const pair = (/** @type {string[]} */ [value, words]) => /** @type {[string, string]} */ ([value, words]);
  return [
    log.element("label", { class: "field field-date" }, log.element("span", {}, title("date")), date),
    // What was added on no page of a module may belong to one all the same.
    ...(entry.about || log.here.module ? [] : [select(log.say("entry.module"), "module", visited(), fields.module ?? "")]),
    area("mistake", title("mistake")),
    log.choice(log.say("print.kinds"), log.kinds.map((kind) => pair([kind, log.say(`print.kind.${kind}`)])), fields.error_kind ?? "", (value) => (
      keep(entry.id, { error_kind: value }))),
    ...["symptom", "root_cause", "repair"].map((key) => area(key, title(key))),
    select(log.say("entry.evidence"), "evidence", (facts?.evidence ?? []).map(({ id, title }) => pair([id, title])), fields.evidence ?? ""),
    select(log.say("entry.connects"), "connects", earlier(entry, facts), fields.connects ?? ""),
    area("card", title("card")),
    ...own.map(({ key, title }) => area(`own.${key}`, title)),
  ];
}

/** @param {string} id @param {Record<string, string>} fields */
function keep(id, fields) {
  const changed = log.changes(entryOf(id), fields);
  if (changed) void log.record({ kind: "edit", target: id, fields: changed });
}

/** Where it came from, as a link back. @param {LogRecord} entry */
function origin({ source = {} }) {
  if (!source.url) return undefined;
  const words = [source.title, source.label].filter(Boolean).join(" ·\u00a0") || source.url;
  return log.element("p", { class: "entry-where" }, log.element("span", {}, log.say("entry.where")), " ",
    log.element("a", { href: log.link(source.url) }, words));
}

log.editEntry = async (id) => {
  const entry = entryOf(id);
  if (!entry) return;
  const fields = await fieldsFor(entry);
  const controls = () => /** @type {HTMLTextAreaElement[]} */ (
    fields.flatMap((field) => [...field.querySelectorAll("textarea, select, input[type=date]")]));
  // A year of five digits is one that is being typed.
  const read = () => Object.fromEntries(
    controls().filter(({ name, value }) => name !== "date" || value.length <= 10).map(({ name, value }) => [name, value]));
  let isGone = false;
  const save = log.fields(read, (fields) => isGone || void log.record({ kind: "edit", target: id, fields }));
  const where = origin(entry);
  const dialog = log.dialog({
    title: log.say("entry.title"),
    content: [...(where ? [where] : []), ...fields],
    acts: [
      log.element("button", { type: "submit", class: "button" }, log.say("entry.close")),
      log.element("span", { class: "entry-saves" }, log.say("entry.saves")),
      log.element("button", { type: "button", class: "quiet", click: () => {
        save.now();
        isGone = true;
        dialog.close();
        log.deleteEntry(id);
      } }, log.say("entry.delete")),
    ],
    closed: save.now,
  });
  dialog.addEventListener("input", save.soon);
  // The first field that is empty is the one to go on with.
  const areas = [...dialog.querySelectorAll("textarea")];
  (areas.find((area) => !area.value) ?? areas[0]).focus();
};

log.newEntry = async () => {
  const [event] = await log.record({ kind: "entry", fields: { date: log.today() }, source: log.source("", "", "log") });
  await log.editEntry(event.id);
};

// ---- On the page: a control beside each row and statement ----

/** @param {HTMLElement} place */
function wordsOf(place) {
  const row = place.closest("tr");
  if (place.dataset.clinic === "statement") return log.claim(place);
  const cell = row?.querySelector(".cell-mistake")?.cloneNode(true);
  if (!(cell instanceof HTMLElement)) return "";
  for (const more of cell.querySelectorAll("details, .places, .log-this")) more.remove();
  const where = place.matches("li") ? place.querySelector(".place")?.textContent : "";
  return [cell.textContent?.trim(), where?.trim()].filter(Boolean).join(" · ");
}

/** @param {HTMLElement} place */
function addControl(place) {
  const name = place.dataset.clinicId ?? "";
  const label = place.querySelector(".label")?.textContent ?? "";
  const source = () => log.source(wordsOf(place), label, place.id);
  const button = log.element("button", { type: "button", class: "log-this", click: () => log.logOrOpen(name, () => wordsOf(place), source) });
  button.append(log.element("span", {}, log.say("entry.log")));
  const cell = place.matches("tr") ? place.querySelector(".cell-mistake") ?? place.querySelector("td") : place;
  (place.querySelector(":scope > form.try") ?? cell)?.append(button);
}

const PLACES = ".radar [data-clinic='radar-row'], .statements > [data-clinic='statement']";

/** Whether there was one that is new. */
function prepare() {
  let isNew = false;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(PLACES))) {
    if (place.querySelector(".log-this")) continue;
    addControl(place);
    isNew = true;
  }
  return isNew;
}

/** @param {Learned} learned */
function show({ entries }) {
  const logged = new Set(entries.map(({ about }) => about));
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(PLACES))) {
    const button = place.querySelector(".log-this");
    const isLogged = logged.has(place.dataset.clinicId);
    const label = place.querySelector(".label")?.textContent ?? "";
    const words = log.say(isLogged ? "entry.logged" : "entry.log");
    button?.setAttribute("aria-label", `${words}${log.say("mark.colon")}${label}`);
    button?.classList.toggle("is-logged", isLogged);
    button?.firstElementChild?.replaceChildren(words);
  }
}

prepare();
document.addEventListener("clinic:updated", () => {
  if (prepare()) show(log.learned());
});
log.show(show);
})();
