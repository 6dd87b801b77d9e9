// Our schedule beside the reference program of the same algorithm: equal to the day.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Rating, createEmptyCard, fsrs } from "ts-fsrs";

import { chanceOf, seed } from "./log/chance.mjs";
import { log } from "./log/load.mjs";

const DAY = 86_400_000;
const reference = fsrs({ request_retention: 0.9, enable_fuzz: false, enable_short_term: false });
const date = (day) => new Date(day * DAY);
const ratings = { forgot: Rating.Again, knew: Rating.Good };

/** The day on which the reference has a card due after each answer, and what it knows of the memory. */
function scheduled(answers) {
  let card = createEmptyCard(date(answers[0].day));
  return answers.map(({ day, grade }) => {
    ({ card } = reference.next(card, date(day), ratings[grade]));
    return { due: Math.round(card.due.getTime() / DAY), stability: card.stability, difficulty: card.difficulty };
  });
}

/** Answers as people give them: on the day, early, late, or once more on the same day. */
function answersOf(chance) {
  const forgets = chance.next();
  const answers = [];
  let day = 20_000 + chance.below(1_000);
  for (let left = 1 + chance.below(20); left > 0; left -= 1) {
    answers.push({ day, grade: chance.next() < forgets ? "forgot" : "knew" });
    const { due } = log.schedule(answers);
    const punctual = chance.below(3) > 0;
    day = punctual ? due : day + chance.one([0, 1, chance.below(30), chance.below(2 * (due - day + 1))]);
  }
  return answers;
}

describe("the schedule", () => {
  test("ten thousand histories of answers come due on the days of ts-fsrs", () => {
    let longest = 0;
    for (let run = 0; run < 10_000; run += 1) {
      const answers = answersOf(chanceOf(seed + run));
      const wanted = scheduled(answers);
      answers.forEach((_, index) => {
        const { due, stability, difficulty } = log.schedule(answers.slice(0, index + 1));
        const said = `SEED=${seed + run}, answer ${index + 1} of ${JSON.stringify(answers)}`;
        assert.equal(due, wanted[index].due, said);
        assert.ok(Math.abs(stability / wanted[index].stability - 1) < 1e-6, said);
        assert.ok(Math.abs(difficulty - wanted[index].difficulty) < 1e-6, said);
        longest = Math.max(longest, due - answers[index].day);
      });
    }
    assert.ok(longest > 10_000, `the longest wait was ${longest} days`);
  });

  test("the chance of recall is nine in ten on the day when a thing comes due", () => {
    assert.ok(Math.abs(log.retrievability(10, 10) - 0.9) < 1e-9);
    assert.equal(log.retrievability(0, 10), 1);
  });

  test("what was never answered has no schedule", () => assert.equal(log.schedule([]), undefined));

  test("forgetting leads to the next day, knowing to a few days, and knowing again to more", () => {
    const waits = (...grades) => {
      let day = 0;
      const answers = [];
      return grades.map((grade) => {
        answers.push({ day, grade });
        const { due } = log.schedule(answers);
        const wait = due - day;
        day = due;
        return wait;
      });
    };
    assert.deepEqual(waits("forgot", "knew", "knew", "knew"), [1, 3, 8, 22]);
    assert.deepEqual(waits("knew", "knew", "knew", "forgot", "knew"), [3, 14, 57, 3, 8]);
  });

  test("a clock that was set back makes no time of less than none", () => {
    const answers = [{ day: 100, grade: "knew" }, { day: 60, grade: "knew" }];
    const { due, last } = log.schedule(answers);
    assert.equal(last, 60);
    assert.equal(due, log.schedule([{ day: 60, grade: "knew" }, { day: 60, grade: "knew" }]).due);
  });
});
