// How far the learner is with the completion standard of a module. Nobody else sees it.
(() => {
"use strict";

const log = globalThis.clinicLog;

/**
 * On how many separate days something of a module was recalled that had been met on a day before.
 * @param {Learned} learned @param {string} module
 */
function retested({ answers, entries, cards, statements }, module) {
  const own = new Map([...entries, ...cards].map((record) => [record.id, record]));
  const days = new Set();
  for (const [name, given] of answers) {
    const record = own.get(name);
    if (log.moduleOf(record ?? { about: name }) !== module) continue;
    const met = record?.day ?? statements.get(name)?.attempts[0].day ?? -Infinity;
    for (const { day, grade } of given) if (grade === "knew" && day > met) days.add(day);
  }
  return days.size;
}

/** Of a hundred. A module without statements leaves nothing to attempt. @param {Learned} learned @param {string[]} names */
function attempted({ statements }, names) {
  return names.length ? Math.floor((100 * names.filter((name) => statements.has(name)).length) / names.length) : 100;
}

log.measure = (learned, { module, statements = [], evidence = [], needed }) => {
  const entries = learned.entries.filter((entry) => log.moduleOf(entry) === module && log.isFinished(entry, needed));
  const counts = new Map(evidence.map(({ id, counts }) => [id, counts]));
  /** @type {(goal: string) => (entry: LogRecord) => boolean} */
  const counted = (goal) => ({ fields }) => counts.get(fields.evidence)?.includes(goal) ?? false;
  /** @param {LogRecord} entry */
  const connects = ({ fields }) => Boolean(fields.connects) && fields.connects !== module;
  return {
    logged: entries.length,
    with_counterexample: entries.filter(counted("with_counterexample")).length,
    connects_back: entries.filter((entry) => connects(entry) || counted("connects_back")(entry)).length,
    changes_artifact: entries.filter(counted("changes_artifact")).length,
    attempted: attempted(learned, statements),
    retested: retested(learned, module),
  };
};

log.standard = (learned, facts) => {
  const reached = log.measure(learned, facts);
  return facts.criteria.map(({ name, goal, count = 1 }) => {
    const have = goal ? reached[goal] : 0;
    // Whoever works on paper ticks the box.
    const ticked = learned.ticks.get(name) ?? false;
    return { name, goal, have, need: goal ? count : 0, ticked, met: ticked || (goal !== undefined && have >= count) };
  });
};
})();
