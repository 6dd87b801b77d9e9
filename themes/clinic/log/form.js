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
  return { soon, now };
};

addEventListener("pagehide", () => waiting.forEach((now) => now()));
document.addEventListener("visibilitychange", () => document.hidden && waiting.forEach((now) => now()));

// Fields that are filled from the log and written to it: only what was changed here since is written, as another tab may have
// written the rest. Where `write` gives false, it waits for more.
log.fields = (read, write) => {
  let kept = read();
  const changed = () => Object.fromEntries(Object.entries(read()).filter(([key, value]) => value !== kept[key]));
  const saver = log.saver(() => {
    const now = changed();
    if (Object.keys(now).length && write(now) !== false) kept = { ...kept, ...now };
  });
  return { ...saver, changed, filled: (values) => void (kept = { ...kept, ...values }) };
};

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

// Deletes a record, and offers to take that back.
log.remove = (id, words) => {
  const deleted = log.record({ kind: "delete", target: id });
  log.announce(words, log.say("entry.undo"), async () => {
    const [event] = await deleted;
    void log.record({ kind: "undo", target: event.id });
  });
};

// A dialog over the page, after which the focus is where it was.
log.dialog = ({ title, content, acts, closed }) => {
  const before = document.activeElement;
  const form = log.element("form", { method: "dialog", noValidate: true },
    log.element("h2", { id: "dialog-title" }, title), ...content, log.element("p", { class: "dialog-acts" }, ...acts));
  const dialog = log.element("dialog", { class: "entry-dialog", "aria-labelledby": "dialog-title" }, form);
  dialog.addEventListener("close", () => {
    closed?.();
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};
})();
