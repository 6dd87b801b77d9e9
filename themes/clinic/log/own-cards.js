// Cards that the learner makes: a dialog with two sides, which saves itself.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @param {string} id */
const cardOf = (id) => log.learned().cards.find((card) => card.id === id);

/** @param {string} id @param {Record<string, string>} fields */
function keep(id, fields) {
  const changed = log.changes(cardOf(id), fields);
  if (changed) void log.record({ kind: "edit", target: id, fields: changed });
}

/** @param {string} id */
function remove(id) {
  const deleted = log.record({ kind: "delete", target: id });
  log.announce(log.say("mylog.card_deleted"), log.say("entry.undo"), async () => {
    const [event] = await deleted;
    void log.record({ kind: "undo", target: event.id });
  });
}

log.editCard = async (id) => {
  const card = cardOf(id);
  if (!card) return;
  const before = document.activeElement;
  const sides = ["front", "back"].map((side) => log.area(log.say(`cards.${side}`), side, card.fields[side] ?? ""));
  const form = log.element("form", { method: "dialog" },
    log.element("h2", { id: "card-title" }, log.say("mylog.card")), ...sides.map(({ field }) => field),
    log.element("p", { class: "dialog-acts" },
      log.element("button", { type: "submit", class: "button" }, log.say("entry.close")),
      log.element("button", { type: "button", class: "quiet", click: () => {
        isGone = true;
        dialog.close();
        remove(id);
      } }, log.say("mylog.delete_card"))));
  const dialog = log.element("dialog", { class: "entry-dialog", "aria-labelledby": "card-title" }, form);
  let isGone = false;
  const values = () => sides.map(({ area }) => area.value);
  /** What stood in the fields when the card was opened, then what was saved last: only what differs was written here. */
  let known = values();
  const save = log.saver(() => {
    if (isGone) return;
    const now = values();
    const written = sides.flatMap(({ area }, index) => (now[index] === known[index] ? [] : [[area.name, now[index]]]));
    known = now;
    if (written.length) keep(id, Object.fromEntries(written));
  });
  form.addEventListener("input", save.soon);
  dialog.addEventListener("close", () => {
    save.soon();
    save.now();
    dialog.remove();
    // A card on which nothing was written, in another tab either, was opened by mistake.
    const card = cardOf(id);
    if (card && !isGone && sides.every(({ area }) => !card.fields[area.name]?.trim())) void log.record({ kind: "delete", target: id });
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  sides[0].area.focus();
};

log.newCard = async () => {
  const [event] = await log.record({ kind: "card", fields: {} });
  await log.editCard(event.id);
};
})();
