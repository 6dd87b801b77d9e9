// What the learner's log asks again and when, and how far it says the learner is.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { log } from "./log/load.mjs";

const DAY = 86_400_000;
const noon = Date.UTC(2026, 10, 2, 12);
const today = log.day(noon, 0);

let count = 0;
/** An event at noon of a day after the first. */
const on = (day, draft) => {
  count += 1;
  const time = noon + day * DAY;
  return { ...log.make(draft, { device: "desk", counter: time + count, time, offset: 0 }), id: `e${count}` };
};

const attempt = (day, about, fields) => on(day, { kind: "attempt", about, fields, source: { text: `Statement ${about}` } });
const finished = { mistake: "late", root_cause: "clock", repair: "test" };
const entry = (day, fields) => on(day, { kind: "entry", fields: { ...finished, ...fields } });
const tick = (about) => on(0, { kind: "tick", about, ticked: true });
const review = (day, about, grade, place) => on(day, { kind: "review", about, grade, on: place });

/** What is due on a day after the first: the names. */
function due(events, day, authored = []) {
  const items = log.items(log.fold(events), authored, today + day);
  return log.due(items, today + day);
}
const names = (items) => items.map(({ name }) => name);

describe("what is due", () => {
  test("a statement that was missed comes the day after, and again when it was recalled or not", () => {
    const missed = attempt(0, "a/b#s1", { mark: "missed", correction: "so" });
    assert.deepEqual(due([missed], 0), []);
    const [item] = due([missed], 1);
    assert.deepEqual([item.kind, item.front, item.back], ["statement", "Statement a/b#s1", "so"]);
    const again = attempt(1, "a/b#s1", { mark: "had" });
    assert.deepEqual([2, 3, 4].map((day) => due([missed, again], day).length), [0, 0, 1]);
    const forgot = attempt(1, "a/b#s1", { mark: "nearly" });
    assert.deepEqual([1, 2].map((day) => due([missed, forgot], day).length), [0, 1]);
  });

  test("a statement that was never missed is not asked again", () => {
    const events = [{ mark: "had" }, { mark: "nearly" }, {}].map((fields, number) => attempt(0, `a/b#s${number}`, fields));
    assert.deepEqual(due(events, 100), []);
  });

  test("the learner's cards, and entries with one, come the day after they were made", () => {
    const card = on(0, { kind: "card", fields: { front: "Why?", back: "Because." } });
    const carded = entry(0, { card: "Who may ignore it?" });
    const items = due([card, carded, entry(0, { card: " " })], 1);
    assert.deepEqual(items.map(({ kind, front, back }) => [kind, front, back]), [
      ["card", "Why?", "Because."], ["entry", "late", "Who may ignore it?"],
    ]);
    assert.deepEqual(due([card, carded], 0), []);
  });

  test("the author's cards come once something was done in their module", () => {
    const authored = [{ name: "a/b#k1", front: "Q", back: "A" }, { name: "a/c#k1", front: "Q", back: "A" }];
    assert.deepEqual(due([], 0, authored), []);
    assert.deepEqual(names(due([attempt(0, "a/b#s1", {})], 0, authored)), ["a/b#k1"]);
    assert.deepEqual(due([review(0, "a/b#k1", "knew")], 2, authored), []);
    assert.deepEqual(names(due([review(0, "a/b#k1", "knew")], 3, authored)), ["a/b#k1"]);
  });

  test("an answer on paper counts as one on the screen", () => {
    const card = on(0, { kind: "card", fields: { front: "Why?" } });
    assert.deepEqual(due([card, review(1, card.id, "knew", "paper")], 3), []);
    assert.deepEqual(names(due([card, review(1, card.id, "knew", "paper")], 4)), [card.id]);
  });

  test("what was missed with certainty comes first, and modules are mixed", () => {
    const events = [
      ...[1, 2, 3].map((number) => attempt(0, `a/one#s${number}`, { mark: "missed", sure: "unsure" })),
      attempt(0, "a/two#s1", { mark: "missed", sure: "fairly" }),
      attempt(0, "a/three#s1", { mark: "missed" }),
      attempt(0, "a/one#s9", { mark: "missed", sure: "certain" }),
      attempt(0, "a/two#s9", { mark: "missed", sure: "certain" }),
    ];
    const items = due(events, 1);
    assert.deepEqual(names(items).slice(0, 2).sort(), ["a/one#s9", "a/two#s9"]);
    const modules = items.map(({ module }) => module);
    modules.slice(1).forEach((module, index) => assert.notEqual(module, modules[index], modules.join()));
    assert.equal(items.length, 7);
  });

  test("modules are mixed across those that come first and the others", () => {
    const events = [
      attempt(0, "a/one#s1", { mark: "missed", sure: "certain" }),
      ...["a/one#s2", "a/one#s3", "a/two#s1"].map((name) => attempt(0, name, { mark: "missed" })),
    ];
    assert.deepEqual(due(events, 1).map(({ module }) => module), ["a/one", "a/two", "a/one", "a/one"]);
  });

  test("the order is the same whenever it is asked for", () => {
    const missed = (_, number) => attempt(number % 3, `m/${number % 7}#s${number}`, { mark: "missed" });
    const events = Array.from({ length: 40 }, missed);
    assert.deepEqual(names(due(events, 9)), names(due([...events].reverse(), 9)));
  });

  test("an answer that claims to be of a day to come makes nothing wait for that day", () => {
    const card = on(0, { kind: "card", fields: { front: "Why?" } });
    const future = review(5_000, card.id, "knew");
    assert.deepEqual(names(due([card, future], 1)), [card.id]);
    const now = { ...review(1, card.id, "knew"), counter: future.counter + 1 };
    assert.deepEqual([due([card, future, now], 1).length, due([card, future, now], 400).length], [0, 1]);
    const made = on(5_000, { kind: "card", fields: { front: "Made by a wrong clock" } });
    assert.equal(due([made], 1).length, 1);
  });

  test("what was deleted is not asked", () => {
    const card = on(0, { kind: "card", fields: { front: "Why?" } });
    assert.deepEqual(due([card, on(0, { kind: "delete", target: card.id })], 9), []);
  });
});

describe("the completion standard", () => {
  const module = "a/b";
  const evidence = [
    { id: "counterexample", title: "A counterexample", counts: ["with_counterexample"] },
    { id: "code", title: "Changed code", counts: ["changes_artifact"] },
    { id: "test", title: "A failing test", counts: ["with_counterexample", "changes_artifact"] },
  ];
  const measure = (events, facts = {}) => log.measure(log.fold(events), { module, evidence, ...facts });

  test("finished entries of the module are logged, and their evidence counts for what the course says", () => {
    const events = [
      ...["counterexample", "code", "test", "unknown"].map((evidence) => entry(0, { module, evidence })),
      entry(0, { module, repair: "", evidence: "test" }),
      entry(0, { module: "a/c", evidence: "test" }),
      on(0, { kind: "entry", about: "a/b#r1", fields: finished }),
    ];
    const { logged, with_counterexample, changes_artifact } = measure(events);
    assert.deepEqual([logged, with_counterexample, changes_artifact], [5, 2, 2]);
  });

  test("an entry connects back to another module, not to its own", () => {
    const events = ["a/a", module, ""].map((connects) => entry(0, { module, connects }));
    assert.equal(measure(events).connects_back, 1);
  });

  test("attempted is the share of the statements, in percent", () => {
    const statements = ["a/b#s1", "a/b#s2", "a/b#s3"];
    assert.equal(measure([], { statements }).attempted, 0);
    const events = ["a/b#s1", "a/b#s1", "a/b#s9"].map((name) => attempt(0, name, {}));
    assert.equal(measure(events, { statements }).attempted, 33);
    assert.equal(measure(statements.map((name) => attempt(0, name, { on: "paper" })), { statements }).attempted, 100);
    assert.equal(measure([]).attempted, 100);
  });

  test("retested counts separate days on which something was recalled that was met on a day before", () => {
    const mine = entry(0, { module });
    const missed = attempt(0, "a/b#s1", { mark: "missed" });
    const events = [
      mine, missed, attempt(0, "a/b#s1", { mark: "had" }), review(0, mine.id, "knew"), // on the same day
      review(1, mine.id, "knew", "paper"), attempt(1, "a/b#s1", { mark: "had" }), // one day
      review(2, mine.id, "forgot"), attempt(2, "a/b#s1", { mark: "nearly" }), // not recalled
      review(3, "a/b#k1", "knew"), // a card of the author's
      review(4, "a/c#k1", "knew"), attempt(5, "a/b#s2", { mark: "had" }), // another module, and a first time
    ];
    assert.equal(measure(events).retested, 2);
  });

  test("criteria with a goal turn when it is reached, all others and those done on paper when they are ticked", () => {
    const criteria = [
      { name: "a/b#c1", goal: "logged", count: 2 }, { name: "a/b#c2" }, { name: "a/b#c3", goal: "attempted", count: 80 },
    ];
    const standard = (...events) => log.standard(log.fold(events), { module, evidence, statements: ["a/b#s1"], criteria });
    assert.deepEqual(standard().map(({ met }) => met), [false, false, false]);
    const done = standard(entry(0, { module }), tick("a/b#c2"), tick("a/b#c3"));
    assert.deepEqual(done.map(({ have, need, ticked, met }) => [have, need, ticked, met]), [
      [1, 2, false, false], [0, 0, true, true], [0, 80, true, true],
    ]);
    assert.equal(standard(entry(0, { module }), entry(1, { module }))[0].met, true);
  });
});
