// What other pages show of the log without loading it: which modules meet their standard, and on which days something is due.
(() => {
"use strict";

const log = globalThis.clinicLog;

/** @param {LoggedModule} facts */
const goalsOf = ({ name, statements, evidence, criteria }) => ({
  module: name, statements: statements.map((each) => each.name), evidence, criteria,
});

log.standardOf = (learned, facts) => log.standard(learned, goalsOf(facts));

// All that is reviewed of the modules that are known here.
log.reviewed = (learned) => log.items(learned, log.allFacts().flatMap(({ cards }) => cards), log.dayNow());

/** @returns {Summary} */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(`clinic-log/${log.course}`) ?? "");
    return { met: kept.met ?? [], due: kept.due ?? {} };
  } catch {
    return { met: [], due: {} }; // nothing was kept yet, or storage is refused
  }
}

/**
 * Of the modules that this page knows; of the others stands what the last page knew of them, unless this one knows all in which
 * something was done.
 * @param {Learned} learned
 */
function update(learned) {
  const before = read();
  const isWhole = [...learned.started].every((name) => !name || log.facts(name) || log.isGone(name));
  const summary = isWhole ? { met: [], due: {} } : read();
  const met = new Set(summary.met);
  for (const facts of log.allFacts()) {
    const standard = log.standardOf(learned, facts);
    if (standard.length && standard.every((each) => each.met)) met.add(facts.name);
    else met.delete(facts.name);
    delete summary.due[facts.name];
  }
  /** @type {Record<string, number[]>} */
  const due = {};
  for (const { module, due: day } of log.reviewed(learned)) (due[module] ??= []).push(day);
  for (const [module, days] of Object.entries(due)) {
    if (!module || !summary.due[module]) summary.due[module] = days.sort((one, other) => one - other);
  }
  summary.met = [...met].sort();
  if (JSON.stringify(summary) === JSON.stringify(before)) return;
  try {
    localStorage.setItem(`clinic-log/${log.course}`, JSON.stringify(summary));
  } catch {
    return; // then nothing is shown elsewhere
  }
  document.dispatchEvent(new Event("clinic:log"));
}

log.show(update);
})();
