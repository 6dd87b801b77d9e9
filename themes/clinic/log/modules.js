// What the course says of its modules: a script for each, loaded where something of the module is shown.
(() => {
"use strict";

const log = globalThis.clinicLog;

const { logRoot = "./", logModule = "", logTitle = "" } = document.currentScript?.dataset ?? {};

// In a folder the home page is named by its file.
log.root = new URL(".", new URL(logRoot, location.href)).href;
log.here = { module: logModule, title: logTitle };

/** @type {Map<string, LoggedModule>} */
const known = new Map();
/** Those that have no script: the author took them out. @type {Set<string>} */
const gone = new Set();
/** @type {Map<string, Promise<LoggedModule | undefined>>} */
const asked = new Map();

/** Where modules are today whose address is another one. @type {Map<string, string>} */
const moved = new Map();

log.module = ({ name, statements, criteria, evidence, cards, ...facts }) => {
  const named = (/** @type {string} */ id) => `${name}#${id}`;
  known.set(name, {
    name,
    ...facts,
    statements: statements.map(([id, label, html, answer]) => ({ name: named(id), label, html, answer })),
    criteria: criteria.map(([id, text, goal, count]) => ({ name: named(id), text, goal, count })),
    evidence: evidence.map(([id, title, counts]) => ({ id, title, counts })),
    cards: cards.map(([id, front, back]) => ({ name: named(id), front, back })),
  });
  document.dispatchEvent(new Event("clinic:module"));
};

log.moved = (earlier, name) => void moved.set(earlier, name);

/** @param {string} earlier */
async function present(earlier) {
  const name = moved.get(earlier);
  if (name === undefined) return undefined;
  const [facts] = await log.modules([name]);
  return facts;
}

/** A module that is no longer part of the course has no script. @param {string} name */
function load(name) {
  const path = name.split("/").map(encodeURIComponent).join("/");
  const script = document.createElement("script");
  script.src = `${log.root}assets/log/${path}.js`;
  const loaded = new Promise((resolve) => {
    script.onload = () => resolve(known.get(name) ?? present(name));
    script.onerror = () => {
      gone.add(name);
      resolve(undefined);
    };
  });
  document.head.append(script);
  return loaded;
}

log.modules = async (names) => {
  const wanted = [...new Set(names)].filter(Boolean);
  for (const name of wanted) if (!asked.has(name)) asked.set(name, known.has(name) ? Promise.resolve(known.get(name)) : load(name));
  const facts = await Promise.all(wanted.map((name) => asked.get(name)));
  return [...new Set(facts)].filter((each) => each !== undefined);
};

log.isGone = (name) => gone.has(name);
log.facts = (name) => known.get(name);
log.allFacts = () => [...known.values()];

// The title of the module that a record is of, today or when it was made.
log.titleOf = (record) => {
  const name = log.moduleOf(record);
  return log.facts(name)?.title ?? record.source?.title ?? name;
};

// An address within the site, for what has to be found again, the same on a host and in a folder.
log.address = (id = "") => {
  const path = location.href.split(/[?#]/)[0].replace(/(?<=\/)index\.html$/, "");
  const url = path.startsWith(log.root) ? path.slice(log.root.length) : "";
  return id ? `${url}#${encodeURIComponent(id)}` : url;
};

log.link = (url = "") => log.root + (location.protocol === "file:" ? url.replace(/(^|\/)(?=[?#]|$)/, "$1index.html") : url);
})();
