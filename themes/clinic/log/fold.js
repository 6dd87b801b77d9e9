// What is shown is a fold over events. Whoever has the same set of them sees the same, in whatever order they came.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** Events that this program can read, in their order, and how many it cannot read. @param {LogEvent[]} events */
function readable(events) {
  const faults = new Map(events.map((event) => [event, log.check(event)]));
  // Before the union: what is damaged must not stand in the place of what is whole.
  const whole = log.union(events.filter((event) => faults.get(event) !== "broken"));
  const known = whole.filter((event) => !faults.get(event));
  const ids = new Set(whole.map(({ id }) => id));
  const broken = new Set(events.map((event) => event?.id).filter((id) => !ids.has(id)));
  return { known: known.map(log.migrate), passed: { broken: broken.size, newer: whole.length - known.length, orphaned: 0 } };
}

/**
 * Without what was taken back, and without the taking back, which may itself be taken back. From the last one to the first,
 * as an undo comes after what it undoes.
 * @param {LogEvent[]} events
 */
function standing(events) {
  const places = new Map(events.map(({ id }, place) => [id, place]));
  const undone = new Set();
  for (const [place, { id, kind, target }] of [...events.entries()].reverse()) {
    if (kind === "undo" && !undone.has(id) && (places.get(target ?? "") ?? place) < place) undone.add(target);
  }
  return events.filter(({ id, kind }) => kind !== "undo" && !undone.has(id));
}

log.renamer = (was = {}) => {
  /** @param {string} name */
  const follow = (name) => {
    const seen = new Set();
    let now = name;
    for (; Object.hasOwn(was, now) && !seen.has(now); now = was[now]) seen.add(now);
    return now;
  };
  return (name) => {
    const [module, id] = follow(name).split("#");
    return id === undefined ? follow(module) : follow(`${follow(module)}#${id}`);
  };
};

log.moduleOf = ({ about, fields, source }) =>
  fields?.module ?? (about?.includes("#") ? about.split("#")[0] : source?.module ?? "");

/** An event with all names as they are today. @type {(event: LogEvent, rename: (name: string) => string) => LogEvent} */
function renamed({ about, fields, source, ...rest }, rename) {
  /** @param {Record<string, string | undefined> | undefined} texts */
  const of = (texts) => texts && Object.fromEntries(Object.entries(texts).map(([key, text = ""]) => (
    [key, key === "module" || key === "connects" ? rename(text) : text])));
  return { ...rest, about: about && rename(about), fields: of(fields), source: of(source) };
}

/** Attempts, entries and cards with the last value of each field. @param {LogEvent[]} events @param {Passed} passed */
function records(events, passed) {
  /** @type {Map<string, LogRecord>} */
  const made = new Map();
  for (const { id, kind, about, source, fields, time, offset } of events) {
    if (kind !== "attempt" && kind !== "entry" && kind !== "card") continue;
    const day = log.day(time, offset);
    made.set(id, { id, kind, about, source, fields: { ...fields }, time, changed: time, day, deleted: false });
  }
  for (const { kind, target, fields, time } of events) {
    if (kind !== "edit" && kind !== "delete") continue;
    const record = made.get(target ?? "");
    if (!record) {
      passed.orphaned += 1;
      continue;
    }
    Object.assign(record.fields, fields);
    record.changed = time;
    // What was deleted on one device is back when somebody goes on writing it on another.
    record.deleted = kind === "delete";
  }
  return [...made.values()];
}

/** @param {Map<string, any[]>} map @param {string} key @param {any} value */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * What was recalled or not, oldest first: answers to cards, and attempts that were judged. `nearly` is not recalled.
 * @param {LogEvent[]} events @param {LogRecord[]} attempts
 */
function answers(events, attempts) {
  /** @type {Map<string, Answer[]>} */
  const given = new Map();
  const order = new Map(events.map((event, place) => [event.id, place]));
  const reviews = events.filter(({ kind }) => kind === "review").map(({ id, about, grade, on, time, offset }) => (
    { id, about, grade, on, time, day: log.day(time, offset) }));
  const judged = attempts.filter(({ fields }) => fields.mark).map(({ id, about, fields, time, day }) => (
    { id, about, grade: fields.mark === "had" ? "knew" : "forgot", on: fields.on, time, day }));
  const all = [...reviews, ...judged].sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0));
  for (const { about, on = "screen", ...answer } of all) push(given, about ?? "", { on, ...answer });
  return given;
}

/** @param {LogRecord[]} attempts */
function statements(attempts) {
  /** @type {Map<string, LogRecord[]>} */
  const tried = new Map();
  for (const attempt of attempts) push(tried, attempt.about ?? "", attempt);
  /** @param {LogRecord} attempt */
  const missed = ({ fields }) => fields.mark === "missed";
  return new Map([...tried].map(([name, attempts]) => [name, {
    attempts,
    missed: attempts.some(missed),
    certain: attempts.some((each) => missed(each) && each.fields.sure === "certain"),
  }]));
}

log.fold = (events, was = {}) => {
  const rename = log.renamer(was);
  const { known, passed } = readable(events);
  const past = standing(known);
  const now = Object.keys(was).length ? past.map((event) => renamed(event, rename)) : past;
  const all = records(now, passed);
  const kept = all.filter(({ deleted }) => !deleted);
  /** @param {string} kind */
  const of = (kind) => kept.filter((record) => record.kind === kind);
  const attempts = of("attempt");
  const reviews = now.filter(({ kind }) => kind === "review");
  const ticks = now.filter(({ kind }) => kind === "tick");
  return {
    attempts,
    entries: of("entry"),
    cards: of("card"),
    deleted: all.filter(({ deleted }) => deleted),
    statements: statements(attempts),
    answers: answers(now, attempts),
    ticks: new Map(ticks.map(({ about = "", ticked = false }) => [about, ticked])),
    sources: new Map(now.filter(({ source }) => source).map(({ about = "", source = {} }) => [about, source])),
    started: new Set([...kept, ...reviews, ...ticks].map(log.moduleOf)),
    passed,
  };
};

log.history = (events, id) => {
  const { known } = readable(events);
  const about = new Set([id]);
  // An undo may take back an undo: each event comes after what it is about.
  for (const event of known) if (event.target && about.has(event.target)) about.add(event.id);
  return known.filter((event) => about.has(event.id));
};

log.isFinished = ({ fields }, needed = ["mistake", "root_cause", "repair"]) =>
  needed.every((key) => fields[key]?.trim());
})();
