// Fields that save themselves.
(() => {
"use strict";

const log = globalThis.clinicLog;

const PAUSE = 600; // milliseconds without a key, after which is saved what was written

/** @type {Set<() => void>} */
const waiting = new Set();

// Calls `save` once nobody has typed for a moment, and in any case before the page goes.
log.saver = (save) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const now = () => {
    clearTimeout(pause);
    // Until the log is open nobody knows what is in it: what was written stands in its field so long.
    if (!log.status()) return void log.store.then(() => waiting.has(now) && now());
    if (waiting.delete(now)) save();
  };
  const soon = () => {
    waiting.add(now);
    clearTimeout(pause);
    pause = setTimeout(now, PAUSE);
  };
  return { soon, now, waits: () => waiting.has(now) };
};

addEventListener("pagehide", () => waiting.forEach((now) => now()));
document.addEventListener("visibilitychange", () => document.hidden && waiting.forEach((now) => now()));

log.area = (label, name, value, more = {}) => {
  const area = log.element("textarea", { name, rows: 1, autocomplete: "off", ...more });
  area.value = value;
  return { area, field: log.element("label", { class: `field field-${name}` }, log.element("span", {}, label), area) };
};

// One of a few, side by side.
log.choice = (label, options, chosen, choose) => {
  const name = log.chance();
  const group = log.element("fieldset", { class: "choice" }, log.element("legend", {}, label));
  for (const [value, words] of options) {
    const radio = log.element("input", { type: "radio", name, value, checked: value === chosen });
    radio.addEventListener("change", () => choose(value));
    group.append(log.element("label", {}, radio, log.element("span", {}, words)));
  }
  return group;
};

log.choose = (group, chosen) => {
  for (const radio of group.querySelectorAll("input")) radio.checked = radio.value === chosen;
};

log.chosen = (group) => [...group.querySelectorAll("input")].find((radio) => radio.checked)?.value ?? "";

// What of `fields` is another than in `record`; nothing where nothing is.
log.changes = (record, fields) => {
  const changed = Object.entries(fields).filter(([key, value]) => value !== (record?.fields[key] ?? ""));
  return changed.length ? Object.fromEntries(changed) : undefined;
};
})();
