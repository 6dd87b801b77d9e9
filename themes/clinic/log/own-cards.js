// Cards that the learner makes: a dialog with two sides, which saves itself.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @param {string} id */
const cardOf = (id) => log.learned().cards.find((card) => card.id === id);

log.editCard = async (id) => {
  const card = cardOf(id);
  if (!card) return;
  const sides = ["front", "back"].map((side) => log.area(log.say(`cards.${side}`), side, card.fields[side] ?? ""));
  const read = () => Object.fromEntries(sides.map(({ area }) => [area.name, area.value]));
  let isGone = false;
  const save = log.fields(read, (fields) => isGone || void log.record({ kind: "edit", target: id, fields }));
  const dialog = log.dialog({
    title: log.say("mylog.card"),
    content: sides.map(({ field }) => field),
    acts: [
      log.element("button", { type: "submit", class: "button" }, log.say("entry.close")),
      log.element("button", { type: "button", class: "quiet", click: () => {
        isGone = true;
        dialog.close();
        log.remove(id, log.say("mylog.card_deleted"));
      } }, log.say("mylog.delete_card")),
    ],
    closed() {
      save.now();
      // A card on which nothing was written, in another tab either, was opened by mistake.
      const card = cardOf(id);
      if (card && !isGone && sides.every(({ area }) => !card.fields[area.name]?.trim())) void log.record({ kind: "delete", target: id });
    },
  });
  dialog.addEventListener("input", save.soon);
  sides[0].area.focus();
};

log.newCard = async () => {
  const [event] = await log.record({ kind: "card", fields: {} });
  await log.editCard(event.id);
};
})();
