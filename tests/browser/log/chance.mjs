// Chance that can be had again: numbers from a seed, and from them what learners on several devices might do.

import { log } from "./load.mjs";

/** The seed of a run; what failed once can be looked at again with it. */
export const seed = Number(process.env.SEED ?? 1);

/** Numbers from 0 to below 1, always the same from one seed. */
export function chanceOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (most) => Math.floor(next() * most);
  const one = (list) => list[below(list.length)];
  const shuffled = (list) => {
    const all = [...list];
    for (let last = all.length - 1; last > 0; last -= 1) {
      const other = below(last + 1);
      [all[last], all[other]] = [all[other], all[last]];
    }
    return all;
  };
  return { next, below, one, shuffled };
}

const DAY = 86_400_000;
export const start = Date.UTC(2026, 10, 2, 9);

const modules = ["foundations/proofs", "foundations/counting", "systems/caching"];
const keys = ["mistake", "symptom", "root_cause", "repair", "own.reviewer", "front", "error"];
const sure = ["", "unsure", "fairly", "certain"];
const marks = ["", "had", "nearly", "missed"];
const damages = [{ v: 2 }, { kind: "later" }, { fields: 7 }];
const words = ["", "late", "off by one", "the wrong clock", "=1+1", "two\nlines", "naïve 数 🙂"];

/**
 * A device with a clock that may be wrong, that does what a learner might do and knows what it has been told. One that is
 * `damaged` writes now and then what nobody can read.
 */
export class Device {
  constructor(name, chance, { skew = 0, damaged = false } = {}) {
    Object.assign(this, { name, chance, skew, damaged, events: [], time: start });
  }

  /** Appends one event as the store does, and hours pass. */
  append(draft) {
    this.time += this.chance.below(DAY / 2);
    const last = Math.max(0, ...this.events.map(({ counter }) => counter));
    const time = this.time + this.skew;
    const id = `${this.name}-${this.chance.below(2 ** 30).toString(36)}-${this.events.length}`;
    const event = { ...log.make(draft, { device: this.name, counter: log.after(last, time), time, offset: 60 }), id };
    if (this.damaged && this.chance.below(30) === 0) Object.assign(event, this.chance.one(damages));
    this.events.push(event);
    return event;
  }

  /** Something that a learner might do next. */
  act() {
    const { chance } = this;
    const made = this.events.filter(({ kind }) => ["attempt", "entry", "card"].includes(kind));
    const about = `${chance.one(modules)}#s${chance.below(4)}`;
    const fields = () => ({ [chance.one(keys)]: chance.one(words) });
    const fresh = [
      { kind: "entry", fields: { mistake: chance.one(words), ...fields() }, source: { module: chance.one(modules) } },
      { kind: "attempt", about, fields: { sure: chance.one(sure), mark: chance.one(marks) } },
      { kind: "card", fields: { front: chance.one(words), module: chance.one(modules) } },
      { kind: "review", about, grade: chance.one(["forgot", "knew"]), on: chance.one(["screen", "paper"]) },
      { kind: "tick", about, ticked: chance.one([true, false]) },
    ];
    if (!made.length) return this.append(chance.one(fresh));
    const target = chance.one(made).id;
    const later = [
      { kind: "edit", target, fields: fields() },
      { kind: "edit", target, fields: { ...fields(), mark: chance.one(marks) } },
      { kind: "delete", target },
      { kind: "undo", target: chance.one(this.events).id },
      { kind: "review", about: target, grade: chance.one(["forgot", "knew"]) },
    ];
    return this.append(chance.one([...fresh, ...later]));
  }

  /** Takes over what another device has. */
  merge(...others) {
    this.events = log.union(this.events, ...others.map(({ events }) => events));
  }
}

/** Events of two or three devices with clocks that may be days off, which tell each other something now and then. */
export function history(chance, length) {
  const devices = ["a", "b", "c"].slice(0, 2 + chance.below(2)).map((name) => (
    new Device(name, chance, { skew: chance.one([0, 0, -40 * DAY, 3 * DAY, 20_000 * DAY]), damaged: true })));
  for (let count = 0; count < length; count += 1) {
    chance.one(devices).act();
    if (chance.below(8) === 0) chance.one(devices).merge(chance.one(devices));
  }
  return devices;
}

/** What is shown, as a text that can be compared. */
export const shown = (learned) =>
  JSON.stringify(learned, (_, value) => (value instanceof Map || value instanceof Set ? [...value] : value));
