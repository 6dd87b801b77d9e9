// The log on this page: opened once, folded when something has changed, and shown by whoever watches it.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @type {Store | undefined} */
let store;
/** @type {Learned | undefined} */
let learned;
/** @type {Set<(learned: Learned) => void>} */
const watchers = new Set();
let isTelling = false;

log.learned = () => (learned ??= log.fold(store?.events ?? [], Object.assign({}, ...log.allFacts().map(({ was }) => was))));

function tell() {
  isTelling = false;
  for (const watcher of watchers) watcher(log.learned());
}

/** Whoever asks meanwhile sees what has changed; what is shown follows once, however much has. */
function changed() {
  learned = undefined;
  if (isTelling) return;
  isTelling = true;
  queueMicrotask(tell);
}

log.show = (watcher) => {
  watchers.add(watcher);
  if (store) watcher(log.learned());
};

log.store = (async () => {
  store = await log.open(log.course);
  store.watch(changed);
  changed();
  return store;
})();

// What is called otherwise today is known once the script of its module is there.
document.addEventListener("clinic:module", () => store && changed());

log.record = (...drafts) => {
  if (!store) return log.store.then((store) => store.append(...drafts));
  // The learner has begun to write: only now is there something that a browser should not clear.
  if (store.status.persisted === false && !store.events.length) void store.persist();
  return store.append(...drafts);
};

log.status = () => store?.status;

log.dayNow = () => {
  const { time, offset } = log.clock();
  return log.day(time, offset);
};

log.today = () => {
  const { time, offset } = log.clock();
  return new Date(time + offset * 60_000).toISOString().slice(0, 10);
};

log.source = (text, label, id, back) => {
  const { module, title } = log.here;
  const said = { text, label, back, module, title, url: log.address(id) };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
};

// ---- What pages are made of ----

log.element = (tag, values = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, /** @type {EventListener} */ (value));
    else if (name in element && typeof value !== "string") /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
};

const NOTICE = 8_000; // milliseconds for which a notice with something to press stays

/** @type {HTMLElement | undefined} */
let notice;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

// What is announced has to be in a place that was there before.
log.announce = (words, label, act) => {
  notice ??= document.body.appendChild(log.element("div", { class: "log-notice", role: "status" }));
  const place = notice;
  clearTimeout(ending);
  const end = () => place.replaceChildren();
  const button = label && log.element("button", { type: "button", click: () => (end(), act?.()) }, label);
  place.replaceChildren(log.element("span", {}, words), ...(button ? [button] : []));
  const wait = () => {
    ending = setTimeout(() => (place.matches(":hover, :focus-within") ? wait() : end()), NOTICE);
  };
  wait();
};

document.addEventListener("DOMContentLoaded", () => {
  // The page names the script of its module, which has come by now; where it has not, it is asked for again.
  void log.modules([log.here.module]);
  notice ??= document.body.appendChild(log.element("div", { class: "log-notice", role: "status" }));
});
})();
