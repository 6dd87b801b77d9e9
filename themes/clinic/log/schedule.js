// When something should be recalled again: FSRS-6 with its default weights, from the published formulas, with two grades and
// whole days. Answers are all that it is made from, so it can be made anew at any time.
(() => {
"use strict";

const log = globalThis.clinicLog;

const [FORGOT, HARD, KNEW, EASY] = [1, 2, 3, 4]; // the grades of the formulas; two of them only bound the others
const WANTED = 0.9; // the chance of recalling a thing on the day when it comes due
const LONGEST = 36_500; // days
const LEAST = 0.001; // stability, in days

const w = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
  1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/** Eight decimals, as in other programs of FSRS: else they part where a time lies between two days. @param {number} value */
const kept = (value) => Math.round(value * 1e8) / 1e8;
/** @type {(value: number, least: number, most: number) => number} */
const within = (value, least, most) => kept(Math.min(Math.max(value, least), most));

const decay = -w[20];
const factor = kept(0.9 ** (1 / decay) - 1);
const modifier = kept((WANTED ** (1 / decay) - 1) / factor);

log.retrievability = (days, stability) => kept((1 + (factor * days) / stability) ** decay);

/** Days until the chance of recall has fallen to what is wanted. @param {number} stability */
const interval = (stability) => within(Math.round(stability * modifier), 1, LONGEST);

/** Before it is bounded. @param {number} grade */
const firstDifficulty = (grade) => kept(w[4] - Math.exp(w[5] * (grade - 1)) + 1);

/** Moves less the harder a thing is already. @param {number} difficulty @param {number} grade */
function nextDifficulty(difficulty, grade) {
  const moved = difficulty + kept((-w[6] * (grade - 3) * (10 - difficulty)) / 9);
  return within(w[7] * firstDifficulty(EASY) + (1 - w[7]) * moved, 1, 10);
}

/** @param {Memory} memory @param {number} recall @param {number} grade */
function recalled({ stability, difficulty }, recall, grade) {
  const gain = Math.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (Math.exp(w[10] * (1 - recall)) - 1);
  return within(stability * (1 + gain * (grade === HARD ? w[15] : 1)), LEAST, LONGEST);
}

/** Forgetting never makes a memory more stable. @param {Memory} memory @param {number} recall */
function forgotten({ stability, difficulty }, recall) {
  const after = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * Math.exp(w[14] * (1 - recall));
  return within(Math.min(after, stability), LEAST, LONGEST);
}

/** The memory after an answer. @type {(memory: Memory | undefined, days: number, grade: number) => Memory} */
function next(memory, days, grade) {
  if (!memory) return { stability: w[grade - 1], difficulty: within(firstDifficulty(grade), 1, 10) };
  const recall = log.retrievability(days, memory.stability);
  const stability = grade === FORGOT ? forgotten(memory, recall) : recalled(memory, recall, grade);
  return { stability, difficulty: nextDifficulty(memory.difficulty, grade) };
}

/**
 * Days until the next time. A better grade waits at least a day longer, grades that nobody gives among them.
 * @param {Memory | undefined} memory @param {number} days @param {number} grade
 */
function wait(memory, days, grade) {
  const [again, hard, good] = [FORGOT, HARD, KNEW].map((each) => interval(next(memory, days, each).stability));
  const least = Math.min(again, hard);
  return grade === FORGOT ? least : Math.max(good, Math.max(hard, least + 1) + 1);
}

log.schedule = (answers) => {
  /** @type {Schedule | undefined} */
  let now;
  for (const { day, grade } of answers) {
    // Clocks may be set back.
    const days = now ? Math.max(0, day - now.last) : 0;
    const rating = grade === "knew" ? KNEW : FORGOT;
    now = { ...next(now, days, rating), last: day, due: day + wait(now, days, rating) };
  }
  return now;
};
})();
