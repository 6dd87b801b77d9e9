// The learner's log as a fold over events: what is shown depends on the set of them alone, and nothing is lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { Device, chanceOf, history, seed, shown, start } from "./log/chance.mjs";
import { log } from "./log/load.mjs";

const description = new URL("../../docs/guide/content/03-reference/33-log-format.md", import.meta.url);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let count = 0;
/** An event of a device at an hour after the start, which has seen all that came before it there. */
const at = (hour, draft, { device = "desk", counter = start + hour * HOUR, id = `e${(count += 1)}` } = {}) =>
  ({ ...log.make(draft, { device, counter, time: start + hour * HOUR, offset: 0 }), id });

const entry = (fields, more = {}) => ({ kind: "entry", fields, ...more });
const edit = ({ id }, fields) => ({ kind: "edit", target: id, fields });
const undo = ({ id }) => ({ kind: "undo", target: id });
const remove = ({ id }) => ({ kind: "delete", target: id });

describe("the fold over events", () => {
  test("ten thousand histories show the same in any order, with duplicates, and however they were joined", () => {
    for (let run = 0; run < 10_000; run += 1) {
      const chance = chanceOf(seed + run);
      const devices = history(chance, 4 + chance.below(20));
      const sets = devices.map(({ events }) => events);
      const [one, other, third = []] = sets;
      const whole = log.union(...sets);
      const said = `SEED=${seed + run}`;
      assert.deepEqual(log.union(other, one), log.union(one, other), said);
      assert.deepEqual(log.union(log.union(one, other), third), log.union(one, log.union(other, third)), said);
      assert.deepEqual(log.union(whole, whole, one), whole, said);
      assert.deepEqual(new Set(whole.map(({ id }) => id)), new Set(sets.flat().map(({ id }) => id)), said);
      const wanted = shown(log.fold(whole));
      assert.equal(shown(log.fold(chance.shuffled([...whole, ...one, ...other]))), wanted, said);
      assert.equal(shown(log.fold(sets.flat().reverse())), wanted, said);
    }
  });

  test("a fold changes none of its events", () => {
    const chance = chanceOf(seed);
    const [{ events }] = history(chance, 60);
    const before = JSON.stringify(events);
    log.fold(events, { "foundations/proofs": "foundations/logic" });
    assert.equal(JSON.stringify(events), before);
  });

  test("two devices that went apart for fifty events each show the same, whichever takes over the other first", () => {
    const chance = chanceOf(seed);
    const desk = new Device("desk", chance);
    for (let number = 0; number < 10; number += 1) desk.act();
    const phone = new Device("phone", chance, { skew: -2 * DAY });
    phone.merge(desk);
    for (let number = 0; number < 50; number += 1) {
      desk.act();
      phone.act();
    }
    const [deskAlone, phoneAlone] = [[...desk.events], [...phone.events]];
    desk.merge(phone);
    phone.merge({ events: deskAlone });
    assert.equal(shown(log.fold(phone.events)), shown(log.fold(desk.events)));
    assert.equal(desk.events.length, 110);
    for (const event of [...deskAlone, ...phoneAlone]) assert.ok(desk.events.includes(event));
    const copies = log.readCopy(log.copy("course", deskAlone, 0), "course").events;
    assert.equal(shown(log.fold([...copies, ...phoneAlone])), shown(log.fold(desk.events)));
  });

  test("an entry shows the last value of each field, and edits of different fields both count", () => {
    const made = at(0, entry({ mistake: "late", symptom: "" }));
    const desk = at(5, edit(made, { symptom: "a timeout" }));
    const phone = at(4, edit(made, { root_cause: "two clocks", symptom: "a delay" }), { device: "phone" });
    const [shown] = log.fold([phone, made, desk]).entries;
    assert.deepEqual(shown.fields, { mistake: "late", symptom: "a timeout", root_cause: "two clocks" });
    assert.equal(shown.changed, desk.time);
  });

  test("edits of one field at one moment have one winner, and the other value is still in the history", () => {
    const made = at(0, entry({ mistake: "late" }));
    const desk = at(1, edit(made, { mistake: "desk" }), { counter: made.counter + 1 });
    const phone = at(1, edit(made, { mistake: "phone" }), { device: "phone", counter: made.counter + 1 });
    for (const events of [[made, desk, phone], [phone, desk, made]]) {
      assert.equal(log.fold(events).entries[0].fields.mistake, "phone");
      assert.deepEqual(log.history(events, made.id).map(({ fields }) => fields.mistake), ["late", "desk", "phone"]);
    }
  });

  test("a device whose clock is behind still comes after what it has seen", () => {
    const made = at(100, entry({ mistake: "late" }));
    const counter = log.after(made.counter, start);
    const behind = at(0, edit(made, { mistake: "seen, then changed" }), { device: "phone", counter });
    assert.equal(log.fold([made, behind]).entries[0].fields.mistake, "seen, then changed");
  });

  test("deleting hides an entry, taking that back shows it, and taking back the taking back hides it again", () => {
    const made = at(0, entry({ mistake: "late" }));
    const gone = at(1, remove(made));
    const back = at(2, undo(gone));
    const again = at(3, undo(back));
    const names = (...events) => log.fold(events).entries.map(({ id }) => id);
    assert.deepEqual(names(made, gone), []);
    assert.deepEqual(log.fold([made, gone]).deleted.map(({ id }) => id), [made.id]);
    assert.deepEqual(names(made, gone, back), [made.id]);
    assert.deepEqual(names(again, back, gone, made), []);
    assert.deepEqual(log.history([again, back, gone, made], made.id), [made, gone, back, again]);
  });

  test("an edit and an answer can be taken back", () => {
    const made = at(0, entry({ mistake: "late" }));
    const changed = at(1, edit(made, { mistake: "early" }));
    const answer = at(2, { kind: "review", about: "a/b#k1", grade: "forgot" });
    const learned = log.fold([made, changed, answer, at(3, undo(changed)), at(4, undo(answer))]);
    assert.equal(learned.entries[0].fields.mistake, "late");
    assert.equal(learned.answers.size, 0);
  });

  test("what was written after a deletion elsewhere brings the entry back", () => {
    const made = at(0, entry({ mistake: "late" }));
    const learned = log.fold([made, at(1, remove(made)), at(2, edit(made, { repair: "a test" }), { device: "phone" })]);
    assert.deepEqual(learned.entries[0].fields, { mistake: "late", repair: "a test" });
  });

  test("attempts of a statement are told with what was missed, and how surely", () => {
    const about = "foundations/proofs#s1";
    const source = { text: "All odd numbers are prime." };
    const first = at(0, { kind: "attempt", about, fields: { error: "none", sure: "certain" }, source });
    const judged = at(1, edit(first, { mark: "missed" }));
    const second = at(50, { kind: "attempt", about, fields: { error: "nine", mark: "had", on: "paper" } });
    const { statements, answers, sources } = log.fold([second, judged, first]);
    const { attempts, missed, certain } = statements.get(about);
    assert.deepEqual([attempts.length, missed, certain], [2, true, true]);
    assert.deepEqual(answers.get(about).map(({ grade, on, day }) => [grade, on, day - answers.get(about)[0].day]), [
      ["forgot", "screen", 0], ["knew", "paper", 2],
    ]);
    assert.deepEqual(sources.get(about), source);
  });

  test("a box of the standard is as it was ticked last", () => {
    const tick = (hour, ticked) => at(hour, { kind: "tick", about: "a/b#c1", ticked });
    assert.equal(log.fold([tick(3, false), tick(1, true)]).ticks.get("a/b#c1"), false);
    assert.equal(log.fold([tick(3, true), tick(1, false)]).ticks.get("a/b#c1"), true);
  });

  test("names of an earlier edition of the course lead to those of today, through modules that were renamed", () => {
    const was = {
      "old/proofs": "foundations/proofs",
      "foundations/proofs#r1": "foundations/proofs#r2",
      "foundations/proofs#r2": "foundations/proofs#r3",
    };
    const fields = { mistake: "kept", connects: "old/proofs" };
    const events = [
      at(0, entry(fields, { about: "old/proofs#r1", source: { text: "as it stood" } })),
      at(1, { kind: "review", about: "foundations/proofs#r2", grade: "knew" }),
      at(2, entry({ mistake: "by hand", module: "old/proofs" })),
    ];
    const learned = log.fold(events, was);
    assert.deepEqual(learned.entries.map(({ about }) => about), ["foundations/proofs#r3", undefined]);
    assert.deepEqual(learned.entries.map(log.moduleOf), ["foundations/proofs", "foundations/proofs"]);
    assert.equal(learned.entries[0].fields.connects, "foundations/proofs");
    assert.equal(learned.entries[0].source.text, "as it stood");
    assert.deepEqual([...learned.answers.keys()], ["foundations/proofs#r3"]);
  });

  test("names that lead round in a circle lead somewhere, and so does one like a part of the language", () => {
    assert.equal(log.renamer({ a: "b", b: "a" })("a"), "a");
    assert.equal(log.renamer({})("constructor"), "constructor");
    assert.equal(log.renamer({})("__proto__#toString"), "__proto__#toString");
  });

  test("what is about nothing known is counted and changes nothing", () => {
    const lost = { id: "lost" };
    const { passed, entries } = log.fold([at(0, edit(lost, { mistake: "x" })), at(1, remove(lost)), at(2, undo(lost))]);
    assert.deepEqual([passed.orphaned, entries], [2, []]);
  });

  test("an undo counts only after what it takes back", () => {
    const made = at(5, entry({ mistake: "late" }), { id: "made" });
    assert.equal(log.fold([made, at(1, undo(made))]).entries.length, 1);
  });

  test("an entry is finished once mistake, root cause and repair are filled in, or what the course asks for", () => {
    const entryOf = (fields) => log.fold([at(0, entry(fields))]).entries[0];
    assert.ok(!log.isFinished(entryOf({ mistake: "late", root_cause: " ", repair: "a test" })));
    assert.ok(log.isFinished(entryOf({ mistake: "late", root_cause: "clock", repair: "a test" })));
    assert.ok(log.isFinished(entryOf({ mistake: "late", "own.reviewer": "Ada" }), ["mistake", "own.reviewer"]));
  });
});

describe("the format of events", () => {
  const source = { url: "a/b/#r1", text: "Late" };
  const good = at(0, entry({ mistake: "late", date: "2026-11-02" }, { about: "a/b#r1", source }));

  test("each kind is well formed as the page makes it", () => {
    assert.equal(log.check(good), "");
    assert.equal(log.check(JSON.parse(JSON.stringify(good))), "");
  });

  test("the examples in its description are well formed", () => {
    const examples = [...readFileSync(description, "utf8").matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => text);
    assert.equal(examples.length, 2);
    assert.equal(log.check(JSON.parse(examples[0])), "");
    const { refused, events } = log.readCopy(examples[1], "proofs-2026");
    assert.deepEqual([refused, events.length], ["", 1]);
    assert.equal(log.copy("proofs-2026", events, 1793707200000), examples[1]);
  });

  test("whatever is damaged is broken, and no fold falls over it", () => {
    const wrong = [
      null, 7, [], {}, "text",
      { ...good, v: 0 }, { ...good, id: "" }, { ...good, id: "a b" }, { ...good, device: 7 },
      { ...good, counter: -1 }, { ...good, counter: 1.5 }, { ...good, counter: 2 ** 52 },
      { ...good, time: "now" }, { ...good, time: NaN }, { ...good, offset: 5000 },
      { ...good, kind: "" }, { ...good, fields: undefined }, { ...good, fields: [] }, { ...good, fields: { mistake: 7 } },
      { ...good, fields: { sure: "very" } }, { ...good, fields: { date: "tomorrow" } }, { ...good, about: {} },
      { ...good, fields: JSON.parse('{"__proto__": "x"}') }, { ...good, kind: "review", grade: "easy" },
      { ...good, kind: "review", about: "a", grade: "knew", box: "7" }, { ...good, kind: "review", about: "a", grade: "knew", box: 0 },
      { ...good, kind: "edit" }, { ...good, kind: "tick", ticked: "yes" }, { ...good, source: "page" },
    ];
    for (const event of wrong) assert.equal(log.check(event), "broken", JSON.stringify(event));
    const { passed, entries } = log.fold([...wrong.filter((event) => event?.id !== undefined), good]);
    assert.equal(entries.length, 1);
    assert.ok(passed.broken > 0);
  });

  test("no address leads out of the site or to a script", () => {
    const check = (url) => log.check({ ...good, source: { url } });
    const right = ["", "a/b/", "a/b/#r1", "../a/", "/a/", "radar/#counting:r1", "a/?x=1:2"];
    for (const url of right) assert.equal(check(url), "", url);
    const wrong = [
      "javascript:alert(1)", " javascript:x", "java\tscript:x", "JaVaScRiPt:x", "\u0001javascript:x", "data:text/html,x",
      "//evil.example/", "/\\evil.example", "\\\\evil", "https://evil.example/",
    ];
    for (const url of wrong) assert.equal(check(url), "broken", url);
  });

  test("what a later program wrote is kept, not shown, and told", () => {
    const later = [{ ...good, id: "later", v: 2, fields: 7 }, { ...good, id: "kind", kind: "badge" }];
    for (const event of later) assert.equal(log.check(event), "newer");
    assert.deepEqual(log.fold([good, ...later]).passed, { broken: 0, newer: 2, orphaned: 0 });
    const read = log.readCopy(log.copy("course", [good, ...later], 0), "course");
    assert.deepEqual([read.newer, read.events.length], [2, 3]);
  });

  test("keys that are not known stay, and do no harm", () => {
    const more = { ...good, mood: "calm", fields: { ...good.fields, later: "field" } };
    assert.equal(log.check(more), "");
    assert.equal(log.readCopy(log.copy("c", [more], 0), "c").events[0].mood, "calm");
  });

  test("events of an earlier version are read through each migration, and stay as they were written", () => {
    const migrations = log.migrations;
    try {
      log.version = 3;
      log.migrations = {
        1: ({ fields, ...rest }) => ({ ...rest, fields: { ...fields, symptom: fields.sign } }),
        2: ({ fields, ...rest }) => ({ ...rest, fields: { ...fields, symptom: fields.symptom.toUpperCase() } }),
      };
      const old = { ...good, fields: { mistake: "late", sign: "a timeout" } };
      assert.equal(log.fold([old]).entries[0].fields.symptom, "A TIMEOUT");
      assert.equal(log.readCopy(log.copy("c", [old], 0), "c").events[0].v, 1);
      assert.equal(log.check({ ...good, fields: {} }), "broken", "a migration that fails breaks nothing else");
      assert.equal(log.fold([old, { ...good, id: "bad", fields: {} }]).entries.length, 1);
    } finally {
      Object.assign(log, { version: 1, migrations });
    }
  });

  test("two events of one id that say something else leave the same one in any order", () => {
    const forged = { ...good, fields: { mistake: "forged" } };
    assert.deepEqual(log.union([good], [forged]), log.union([forged], [good]));
  });

  test("numbers go on whatever clocks say, and always have room", () => {
    assert.equal(log.after(10, 500), 500);
    assert.equal(log.after(500, 10), 501);
    const most = log.after(2 ** 52 - 1, 10);
    assert.equal(log.check({ ...good, counter: most }), "");
  });

  test("a learner's day begins at four in the morning, by the clock on the wall", () => {
    const day = (text, offset) => log.day(Date.parse(text), offset);
    assert.equal(day("2026-11-03T03:59:00Z", 0), day("2026-11-02T23:00:00Z", 0));
    assert.equal(day("2026-11-03T04:00:00Z", 0), day("2026-11-02T23:00:00Z", 0) + 1);
    assert.equal(day("2026-11-02T19:30:00Z", 540), day("2026-11-02T12:00:00Z", 540) + 1);
  });

  test("a mistake of the program makes no event", () => {
    assert.throws(() => at(0, { kind: "attempt", fields: {} }), TypeError);
    assert.throws(() => at(0, { kind: "review", about: "a#b", grade: "good" }), TypeError);
  });

  test("names by chance are long, plain and never twice", () => {
    const names = Array.from({ length: 1000 }, log.chance);
    assert.equal(new Set(names).size, 1000);
    for (const name of names) assert.match(name, /^[a-z0-9]{16}$/);
  });
});
