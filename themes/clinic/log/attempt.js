// Under each statement the place to repair it: write first, then compare with the answer, then say how it went.
(() => {
"use strict";

const log = globalThis.clinicLog;

const PARTS = /** @type {const} */ (["error", "why", "correction"]);
const SURE = ["unsure", "fairly", "certain"];
const MARKS = ["had", "nearly", "missed"];

let byKeyboard = false;
document.addEventListener("keydown", () => (byKeyboard = true), true);
document.addEventListener("pointerdown", () => (byKeyboard = false), true);

/** @param {string} key @param {string[]} values */
const options = (key, values) => values.map((value) => /** @type {[string, string]} */ ([value, log.say(`${key}.${value}`)]));

/** @param {string} key @param {() => void} click @param {string} [more] */
const button = (key, click, more = "quiet") => log.element("button", { type: "button", class: more, click }, log.say(key));

// What a statement claims, in plain words.
log.claim = (place) => place.querySelector(":scope > div:not([class])")?.textContent?.trim() ?? "";

/** What a learner does with one statement. */
class Attempt {
  /** Whether the next thing that is written is another attempt. */
  isNew = false;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.name = place.dataset.clinicId ?? "";
    this.answer = /** @type {HTMLDetailsElement | null} */ (place.querySelector(":scope > details.answer"));
    this.areas = PARTS.map((part) => log.area(log.say(`print.prompt.${part}`), part, ""));
    this.sure = log.choice(log.say("attempt.sure"), options("attempt.sure", SURE), "", () => this.save.soon());
    this.save = log.fields(() => this.read(), (changed) => this.write(changed));
    this.first = log.element("p", { class: "try-first", role: "status" });
    this.state = log.element("p", { class: "try-state" });
    this.acts = [button("attempt.none", () => this.seeNone()), button("attempt.paper", () => this.workOnPaper())];
    this.form = this.fields();
    this.yours = log.element("div", { class: "yours" });
    this.marks = log.choice(log.say("attempt.judge"), options("attempt.mark", MARKS), "", (mark) => this.keep({ mark }));
    this.logs = button("entry.log", () => log.logOrOpen(this.name, () => this.withOwnWords(), () => this.source()), "button log-missed");
    this.again = button("attempt.again", () => this.tryAgain());
    this.judge = this.comparison();
    if (this.answer) this.gate(this.answer);
    place.querySelector(":scope > div:not([class])")?.after(this.form, this.state, ...(this.answer ? [] : [this.judge]));
  }

  // ---- What is in the log ----

  last() {
    return this.isNew ? undefined : log.learned().statements.get(this.name)?.attempts.at(-1);
  }

  source() {
    return log.source(log.claim(this.place), this.place.querySelector(":scope > .label")?.textContent ?? "", this.place.id);
  }

  /** What is claimed, and what the learner said of it. */
  withOwnWords() {
    const error = this.last()?.fields.error?.trim();
    return [log.claim(this.place), error && `${log.say("attempt.yours")}${log.say("mark.colon")}${error}`].filter(Boolean).join("\n");
  }

  /** @returns {Record<string, string>} */
  read() {
    return { ...Object.fromEntries(this.areas.map(({ area }) => [area.name, area.value])), sure: log.chosen(this.sure) };
  }

  /** A field that somebody looked into is no attempt, and how sure one is of nothing is none either. @param {Record<string, string>} changed */
  write(changed) {
    if (!this.last() && !PARTS.some((part) => changed[part]?.trim())) return false;
    this.keep(changed);
    return true;
  }

  /** @param {Record<string, string>} fields */
  keep(fields) {
    const attempt = this.last();
    const changed = log.changes(attempt, fields);
    if (!changed) return;
    this.isNew = false;
    if (attempt) void log.record({ kind: "edit", target: attempt.id, fields: changed });
    else void log.record({ kind: "attempt", about: this.name, fields: changed, source: this.source() });
  }

  // ---- What is done ----

  /** Who finds nothing wrong has tried, and learns most from the answer. */
  seeNone() {
    this.areas[0].area.value = log.say("attempt.none");
    this.save.soon();
    this.save.now();
    this.sure.querySelector("input")?.focus();
  }

  workOnPaper() {
    this.keep({ on: "paper" });
    this.open(false);
    if (this.answer) this.answer.open = true;
    (this.answer ?? this.judge).querySelector("input")?.focus();
  }

  tryAgain() {
    this.isNew = true;
    if (this.answer) this.answer.open = false;
    this.show(log.learned());
    this.open(true);
    this.areas[0].area.focus();
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.form.classList.toggle("open", isOpen);
    if (!isOpen) this.first.textContent = "";
  }

  // ---- What it is made of ----

  fields() {
    const form = log.element("form", { class: "try", submit: (/** @type {Event} */ event) => event.preventDefault() },
      ...this.areas.map(({ field }) => field), this.first,
      log.element("div", { class: "try-more" }, this.sure, log.element("p", { class: "try-acts" }, ...this.acts)));
    this.areas[0].area.placeholder = log.say("attempt.open");
    form.addEventListener("input", ({ target }) => {
      this.first.replaceChildren();
      if (target instanceof HTMLTextAreaElement) this.save.soon();
    });
    form.addEventListener("focusout", () => this.save.now());
    form.addEventListener("focusin", ({ target }) => {
      this.open(true);
      if (!byKeyboard || !(target instanceof HTMLElement)) return;
      // What opens and closes around it must not push it out of sight, nor may it pull back who has gone on by then.
      const stay = () => target.matches(":focus") && target.scrollIntoView({ block: "nearest", behavior: "instant" });
      stay();
      requestAnimationFrame(stay);
    });
    // A form in which nothing stands closes behind a learner who goes on by the keyboard. Under a pointer nothing may move.
    this.place.addEventListener("focusout", ({ relatedTarget }) => {
      const isLeft = relatedTarget instanceof Node && !this.place.contains(relatedTarget);
      if (isLeft && byKeyboard && this.areas.every(({ area }) => !area.value)) this.open(false);
    });
    return form;
  }

  /** Where one's own words stand beside the answer, or where none is published. */
  comparison() {
    const isShown = this.answer ?? this.place.querySelector(":scope > .alert-answer");
    return log.element("div", { class: "judge" },
      ...(isShown ? [] : [log.element("p", { class: "try-nobody" }, log.say("attempt.nobody"))]),
      this.yours, this.marks, log.element("p", { class: "try-acts" }, this.logs, this.again));
  }

  /** The answer opens after an attempt alone. @param {HTMLDetailsElement} answer */
  gate(answer) {
    answer.append(this.judge);
    answer.addEventListener("toggle", () => answer.open && this.place.matches(":focus-within") && answer.scrollIntoView({ block: "nearest" }));
    answer.querySelector("summary")?.addEventListener("click", (event) => {
      this.save.now();
      if (answer.open || this.last()) return;
      event.preventDefault();
      this.open(true);
      this.first.textContent = log.say("attempt.first");
      this.areas[0].area.focus();
    });
  }

  // ---- What is shown ----

  /** @param {Learned} learned */
  show({ entries }) {
    const attempt = this.last();
    const fields = attempt?.fields ?? {};
    this.fill(fields);
    this.judge.hidden = !attempt;
    // They keep their room: what is below may be about to be pressed.
    for (const act of this.acts) act.classList.toggle("spent", Boolean(attempt));
    this.state.textContent = fields.on === "paper" && !PARTS.some((part) => fields[part]) ? log.say("attempt.on_paper") : "";
    this.showOwn(fields);
    log.choose(this.marks, fields.mark ?? "");
    const isLogged = entries.some(({ about }) => about === this.name);
    this.logs.hidden = !isLogged && fields.mark !== "missed" && fields.mark !== "nearly";
    this.logs.textContent = log.say(isLogged ? "entry.logged" : "entry.log");
    this.again.hidden = !fields.mark;
  }

  /** What is being written is not yet in the log, and stands. @param {Record<string, string>} fields */
  fill(fields) {
    const own = this.save.changed();
    for (const { area } of this.areas) {
      const text = fields[area.name] ?? "";
      if (own[area.name] === undefined && area.value !== text) area.value = text;
    }
    if (own.sure === undefined) log.choose(this.sure, fields.sure ?? "");
    this.save.filled(Object.fromEntries(Object.entries(this.read()).filter(([part]) => own[part] === undefined)));
  }

  /** @param {Record<string, string>} fields */
  showOwn(fields) {
    const written = PARTS.filter((part) => this.answer && fields[part]?.trim());
    const how = fields.sure && log.say(`attempt.sure.${fields.sure}`);
    this.yours.hidden = !written.length;
    this.yours.replaceChildren(
      log.element("p", { class: "yours-head" }, [log.say("attempt.yours"), how].filter(Boolean).join(" · ")),
      ...written.map((part) => log.element("p", {},
        log.element("span", {}, log.say(`print.prompt.${part}`)), " ", log.element("q", {}, fields[part]))));
  }
}

/** By the place of each statement. @type {Map<Element, Attempt>} */
const attempts = new Map();

/** Whether there was a statement that is new, as in a preview. */
function prepare() {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".statements > [data-clinic='statement']")]);
  const fresh = places.filter((place) => !place.querySelector(":scope > form.try"));
  for (const place of fresh) attempts.set(place, new Attempt(place));
  return fresh.length > 0;
}

/** @param {Learned} learned */
const show = (learned) => attempts.forEach((attempt, place) => (place.isConnected ? attempt.show(learned) : attempts.delete(place)));

prepare();
document.addEventListener("clinic:updated", () => prepare() && show(log.learned()));
log.show(show);
})();
