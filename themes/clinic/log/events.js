// What a learner does, as events: made once, never changed. `33-log-format.md` of the guide describes them, the types
// stand in tests/browser/log/types.d.ts. Each script of the log adds its subject to one object, `clinicLog`.
(() => {
"use strict";

const log = (globalThis.clinicLog ??= /** @type {ClinicLog} */ ({}));

const DAY = 86_400_000; // milliseconds
const MORNING = DAY / 6; // a day begins at four, so that an evening that runs past midnight is part of one
const MOST = 2 ** 52; // of a counter; there is always room for one more

log.version = 1;

// `migrations[1]` makes version 2 of an event of version 1. What is kept stays as it was written, so that all copies of an
// event are equal, whichever programs made them.
log.migrations = {};

log.migrate = (event) => {
  let now = event;
  while (now.v < log.version) now = { ...log.migrations[now.v](now), v: now.v + 1 };
  return now;
};

// ---- What is well formed: events may come from a file that somebody edited ----

/** @type {(value: any) => boolean} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @type {Holds} */
const text = (value) => typeof value === "string";
/** @type {(...known: unknown[]) => Holds} */
const word = (...known) => (value) => known.includes(value);
/** @type {(least: number, most: number) => Holds} */
const whole = (least, most) => (value) => Number.isSafeInteger(value) && value >= least && value < most;
/** @type {(pattern: RegExp) => Holds} */
const like = (pattern) => (value) => typeof value === "string" && pattern.test(value);

/**
 * Keys that are not named pass: a later program may have written them.
 * @type {(needed: Record<string, Holds>, more?: Record<string, Holds>) => Holds}
 */
const shape = (needed, more = {}) => (value) =>
  isObject(value)
  && Object.entries(needed).every(([key, holds]) => holds(value[key]))
  && Object.entries(more).every(([key, holds]) => value[key] === undefined || holds(value[key]));

/**
 * Texts by key, for some of which more holds. No key is `__proto__`.
 * @type {(known: Record<string, Holds>) => Holds}
 */
const texts = (known) => (value) =>
  isObject(value)
  && Object.entries(value).every(([key, each]) => (
    /^[a-z]/i.test(key) && (Object.hasOwn(known, key) ? known[key] : text)(each)));

const id = like(/^[\w-]{1,64}$/);
const on = word("screen", "paper");
const fields = texts({
  sure: word("", "unsure", "fairly", "certain"),
  mark: word("", "had", "nearly", "missed"),
  on,
  date: like(/^(\d{4}-\d\d-\d\d)?$/),
});
// An address within the site: none that leads to another host or runs a script.
const source = texts({ url: like(/^(?!\/\/)[^\s\\:]*([/?#][^\s\\]*)?$/) });

const envelope = shape({
  v: whole(1, 1_000), id, device: id, counter: whole(0, MOST), kind: like(/^[a-z-]{1,32}$/),
  time: whole(-8.64e15, 8.64e15), offset: whole(-1440, 1440),
});

/** @type {Record<string, Holds>} */
const kinds = {
  attempt: shape({ about: text, fields }, { source }),
  entry: shape({ fields }, { about: text, source }),
  card: shape({ fields }, { about: text, source }),
  edit: shape({ target: id, fields }),
  delete: shape({ target: id }),
  undo: shape({ target: id }),
  review: shape({ about: text, grade: word("forgot", "knew") }, { on, box: whole(1, 1_000), source }),
  tick: shape({ about: text, ticked: word(true, false) }, { source }),
};

log.check = (event) => {
  if (!envelope(event)) return "broken";
  if (event.v > log.version) return "newer";
  try {
    const now = log.migrate(event);
    if (!Object.hasOwn(kinds, now.kind)) return "newer";
    return kinds[now.kind](now) ? "" : "broken";
  } catch {
    return "broken";
  }
};

// ---- Making ----

log.chance = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte % 36).toString(36)).join("");

log.after = (last, time) => Math.min(Math.max(last + 1, time), MOST - 1);

log.make = ({ kind, ...said }, { device, counter, time, offset }) => {
  const event = { v: log.version, id: log.chance(), device, counter, time, offset, kind, ...said };
  // What is written stays for good: better none than one that nobody can read.
  if (log.check(event)) throw new TypeError(`not an event: ${JSON.stringify(event)}`);
  return event;
};

log.day = (time, offset) => Math.floor((time + offset * 60_000 - MORNING) / DAY);

log.clock = () => {
  const now = new Date();
  return { time: now.getTime(), offset: -now.getTimezoneOffset() };
};

// ---- Sets of events ----

/** @type {(one: string, other: string) => number} */
const inOrder = (one, other) => (one < other ? -1 : Number(one > other));

log.compare = (one, other) =>
  one.counter - other.counter || inOrder(one.device, other.device) || inOrder(one.id, other.id);

log.canonical = (value) =>
  JSON.stringify(value, (_, each) => (isObject(each) ? Object.fromEntries(Object.entries(each).sort()) : each));

log.union = (...sets) => {
  /** @type {Map<string, LogEvent>} */
  const all = new Map();
  for (const event of sets.flat()) {
    const known = all.get(event.id);
    // Somebody edited one of the two; which one stays must not depend on the order.
    if (!known || (known !== event && log.canonical(event) < log.canonical(known))) all.set(event.id, event);
  }
  return [...all.values()].sort(log.compare);
};
})();
