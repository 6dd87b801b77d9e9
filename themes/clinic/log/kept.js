// Where the log is kept, what is wrong with that, and the ways out of the browser and back.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @param {string} name @param {string} text @param {string} type */
function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  log.element("a", { href: url, download: name }).click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {string} ending */
const fileName = (ending) => `${log.course.replace(/[^\w.-]+/g, "-")}-log-${log.today()}.${ending}`;

log.saveCopy = async () => {
  const store = await log.store;
  download(fileName("json"), log.copy(log.course, store.events, log.clock().time), "application/json");
  await store.noteCopy();
  log.announce(log.say("store.saved"));
};

/** Entries in words: what they name by an id stands there by its title. @param {Learned} learned */
function inWords({ entries }) {
  const evidence = new Map(log.allFacts().flatMap((facts) => facts.evidence.map(({ id, title }) => [`${facts.name} ${id}`, title])));
  return entries.map((entry) => {
    const { error_kind: kind = "", evidence: id = "", ...fields } = entry.fields;
    return { ...entry, fields: {
      ...fields,
      error_kind: log.kinds.includes(kind) ? log.say(`print.kind.${kind}`) : kind,
      evidence: evidence.get(`${log.moduleOf(entry)} ${id}`) ?? id,
    } };
  });
}

log.titles = () => Object.fromEntries(log.allFacts().map(({ name, title }) => [name, title]));

// The columns of the course, its own ones among them, and what else an entry may have.
log.columns = () => {
  const built = ["date", "mistake", "symptom", "root_cause", "repair", "card"];
  const known = new Map(log.allFacts().flatMap(({ columns }) => columns).map(({ key, title, own }) => [own ? `own.${key}` : key, title]));
  const titles = new Map([...built.map((key) => /** @type {[string, string]} */ ([key, log.say(`log.column.${key}`)])), ...known]);
  return [
    ...[...titles].map(([key, title]) => ({ key, title })),
    { key: "error_kind", title: log.say("print.kinds") },
    { key: "evidence", title: log.say("entry.evidence") },
    { key: "connects", title: log.say("entry.connects") },
  ];
};

/** @type {Record<string, () => [string, string, string]>} */
const files = {
  csv() {
    const columns = [{ key: "module", title: log.say("entry.module") }, { key: "label", title: log.say("entry.where") }, ...log.columns()];
    const rows = log.rows(inWords(log.learned()), columns, log.titles());
    return [fileName("csv"), log.csv([columns.map(({ title }) => title), ...rows]), "text/csv"];
  },
  markdown() {
    const learned = { ...log.learned(), entries: inWords(log.learned()) };
    const words = { title: `${log.title}${log.say("mark.colon")}${log.say("mylog.title")}`, columns: log.columns(), modules: log.titles(), elsewhere: log.say("mylog.elsewhere") };
    return [fileName("md"), log.markdown(learned, words), "text/markdown"];
  },
  anki() {
    const cards = log.ankiCards(log.learned(), { course: log.course, title: log.title, modules: log.titles() });
    return [fileName("txt"), log.anki(cards, ""), "text/plain"];
  },
};

/** @param {File} file */
async function take(file) {
  const read = log.readCopy(await file.text(), log.course);
  if (read.refused) return log.say(`store.${read.refused === "newer" ? "newer_copy" : read.refused}`, { course: read.course });
  const store = await log.store;
  const { added, known, different } = await store.merge(read.events);
  await log.modules([...log.learned().started]);
  await store.refresh();
  const told = Object.entries({ added, known, different, broken: read.broken, newer: read.newer });
  return told.filter(([key, n]) => n || key === "added").map(([key, n]) => log.say(`store.${key}`, { n })).join(" ");
}

/** Asks once more, and offers a copy first. */
function askToClear() {
  const dialog = log.dialog({
    title: log.say("store.clear_title"),
    content: [log.element("p", {}, log.say("store.clear_text"))],
    acts: [
      log.element("button", { type: "button", class: "button", click: log.saveCopy }, log.say("store.save")),
      log.element("button", { type: "button", class: "quiet", click: () => void clear() }, log.say("store.clear")),
      log.element("button", { type: "submit", class: "quiet" }, log.say("store.cancel")),
    ],
  });
  async function clear() {
    const isDone = await (await log.store).clear();
    if (isDone) forget();
    dialog.close();
    log.announce(log.say(isDone ? "store.cleared" : "store.not_cleared"));
  }
}

/** What other pages show of the log goes with it. */
function forget() {
  try {
    localStorage.removeItem(`clinic-log/${log.course}`);
  } catch {
    return; // then nothing of it was kept
  }
  document.dispatchEvent(new Event("clinic:log"));
}

/** @param {StoreStatus} status @param {number} count */
function ageOf({ copied }, count) {
  if (!copied) return log.say(count ? "store.no_copy" : "store.nothing");
  const date = new Date(copied.time).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const more = count - copied.count;
  return [log.say("store.copied", { date }), ...(more > 0 ? [log.say("store.since", { n: more })] : [])].join(" ");
}

/** Browsers whose maker has them delete what was kept after seven days without a visit. */
const isForgetful = () => /^Apple/.test(navigator.vendor);

/** What a learner has to be told, the gravest first: each with something to press, if anything helps. @param {Store} store @param {Learned} learned */
function troubles({ status }, { passed }) {
  /** @type {[string, HTMLElement?][]} */
  const told = [];
  const again = log.element("button", { type: "button", class: "button calm", click: () => void log.record() }, log.say("store.try_again"));
  const n = status.unsaved;
  if (status.problem) told.push([log.say(`store.problem.${status.problem}`, { n }), status.problem === "refused" ? undefined : again]);
  if (status.framed) {
    told.push([log.say("store.framed"), log.element("a", { class: "button calm", href: location.href, target: "_blank", rel: "noopener" }, log.say("store.new_tab"))]);
  }
  if (location.protocol === "file:") told.push([log.say("store.from_folder")]);
  if (passed.newer) told.push([log.say("store.newer", { n: passed.newer })]);
  return told;
}

// What comes of something is told in a place that was there before.
const promised = log.element("span", { role: "status" });
const outcome = log.element("p", { class: "import-outcome", role: "status" });

/** @param {Store} store */
function promise({ status }) {
  if (status.persisted) return log.element("p", {}, log.say("store.persisted"));
  const ask = log.element("button", { type: "button", class: "quiet", click: async () => {
    const isKept = await (await log.store).persist();
    promised.textContent = isKept ? "" : log.say("store.not_persisted");
  } }, log.say("store.persist"));
  return log.element("p", {}, log.say(isForgetful() ? "store.seven_days" : "store.may_go"), " ",
    ...(status.persisted === false ? [ask, " ", promised] : []));
}

/** @param {string} key @param {() => void} click */
const quiet = (key, click) => log.element("button", { type: "button", class: "quiet", click }, log.say(key));

// What is wrong stands above all else; where all is well, it is empty.
log.troubles = (store, learned) => troubles(store, learned).map(([words, act]) => (
  log.element("div", { class: "alert alert-warning trouble" }, log.element("p", {}, words), ...(act ? [log.element("p", {}, act)] : []))));

// Where the log is kept, how old its last copy is, and all that can be done with it.
log.keptPart = (store) => {
  const input = log.element("input", { type: "file", accept: ".json,application/json", class: "unseen", id: "import-copy" });
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file) outcome.textContent = await take(file);
  });
  const count = store.events.length;
  const isEmpty = count === 0;
  const save = log.element("button", { type: "button", class: "button calm", disabled: isEmpty, click: log.saveCopy }, log.say("store.save"));
  const others = Object.keys(files).map((key) => {
    const button = quiet(`store.as_${key}`, () => download(...files[key]()));
    button.disabled = isEmpty;
    return button;
  });
  const clear = quiet("store.clear", askToClear);
  clear.disabled = isEmpty;
  return log.element("section", { class: "kept", "aria-labelledby": "kept-title" },
    log.element("h2", { id: "kept-title" }, log.say("store.title")),
    log.element("p", {}, log.say("store.where")),
    promise(store),
    log.element("p", { class: "kept-age" }, ageOf(store.status, count)),
    log.element("p", { class: "review-acts" }, save,
      log.element("label", { for: "import-copy", class: "quiet" }, log.say("store.import")), input),
    outcome,
    log.element("p", { class: "review-acts" }, ...others, clear));
};
})();
