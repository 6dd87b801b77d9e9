// What is due: the author's cards, the learner's own, entries with a card, and statements that were missed once.
(() => {
"use strict";

const log = globalThis.clinicLog;

/**
 * When something is due that was learned on a day; what was never asked waits for the day after. An answer that claims to be
 * of a day to come was given by a wrong clock, and what it is about is due at once, lest it never be.
 * @param {Answer[]} answers @param {number} learned @param {number} today
 */
function dates(answers, learned, today) {
  const schedule = log.schedule(answers);
  const last = schedule?.last ?? learned;
  return { schedule, due: last > today + 1 ? today : schedule?.due ?? learned + 1 };
}

log.items = ({ answers, statements, cards, entries, sources, started }, authored, today) => {
  /** @type {(kind: ReviewItem["kind"], name: string, learned: number, ...faces: (string | undefined)[]) => Unplaced} */
  const item = (kind, name, learned, front = "", back = "") =>
    ({ kind, name, front, back, certain: false, ...dates(answers.get(name) ?? [], learned, today) });
  /** @param {"card" | "entry"} kind @param {LogRecord} record @param {string} front @param {string} back */
  const own = (kind, record, front, back) =>
    ({ ...item(kind, record.id, record.day, record.fields[front], record.fields[back]), module: log.moduleOf(record) });
  return [
    ...authored.map(({ name, front, back }) => (
      { ...item("authored", name, today - 1, front, back), module: log.moduleOf({ about: name }) }))
      // Those of modules in which nothing was done yet would only be a wall of cards.
      .filter(({ module }) => started.has(module)),
    ...cards.map((card) => own("card", card, "front", "back")),
    ...entries.filter(({ fields }) => fields.card?.trim()).map((entry) => own("entry", entry, "mistake", "card")),
    ...[...statements].filter(([, { missed }]) => missed).map(([name, { attempts, certain }]) => ({
      ...item("statement", name, attempts[0].day, sources.get(name)?.text, attempts.at(-1)?.fields.correction),
      module: log.moduleOf(attempts[0]),
      certain,
    })),
  ];
};

/**
 * Never two of a module in a row while there are others: from the module with the most that are left.
 * @param {ReviewItem[]} items @param {string | undefined} before
 */
function mixed(items, before) {
  /** @type {Map<string, ReviewItem[]>} */
  const groups = new Map();
  for (const item of items) groups.set(item.module, [...(groups.get(item.module) ?? []), item]);
  const left = [...groups.values()];
  const order = [];
  for (let last = before; order.length < items.length; last = order.at(-1)?.module) {
    const open = left.filter((group) => group.length);
    const others = open.filter(([{ module }]) => module !== last);
    const [most] = (others.length ? others : open)
      .sort((one, other) => other.length - one.length || one[0].due - other[0].due);
    order.push(/** @type {ReviewItem} */ (most.shift()));
  }
  return order;
}

log.due = (items, today) => {
  const due = items.filter((item) => item.due <= today)
    .sort((one, other) => one.due - other.due || (one.name < other.name ? -1 : 1));
  const certain = mixed(due.filter((item) => item.certain), undefined);
  return [...certain, ...mixed(due.filter((item) => !item.certain), certain.at(-1)?.module)];
};
})();
