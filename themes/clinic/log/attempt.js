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

/** @typedef {HTMLElement & { clinicAttempt?: { show(learned: Learned): void } }} Statement */

/** @param {string} key @param {string[]} values */
const options = (key, values) => values.map((value) => /** @type {[string, string]} */ ([value, log.say(`${key}.${value}`)]));

/** What is claimed, in plain words. @param {HTMLElement} place */
const claim = (place) => place.querySelector(":scope > div:not([class])")?.textContent?.trim() ?? "";

/** @param {Statement} place */
function prepare(place) {
  const name = place.dataset.clinicId ?? "";
  const label = place.querySelector(":scope > .label")?.textContent ?? "";
  const answer = /** @type {HTMLDetailsElement | null} */ (place.querySelector(":scope > details.answer"));
  const said = () => log.source(claim(place), label, place.id);
  let isNew = false; // whether the next thing that is written is another attempt

  /** What is claimed, and what the learner said of it. */
  function withOwnWords() {
    const error = last()?.fields.error?.trim();
    return error ? `${claim(place)}\n${log.say("attempt.yours")}${log.say("mark.colon")}${error}` : claim(place);
  }

  const last = () => (isNew ? undefined : log.learned().statements.get(name)?.attempts.at(-1));

  /** @param {Record<string, string>} fields */
  function keep(fields) {
    const attempt = last();
    const changed = log.changes(attempt, fields);
    if (!changed) return;
    isNew = false;
    if (attempt) void log.record({ kind: "edit", target: attempt.id, fields: changed });
    else void log.record({ kind: "attempt", about: name, fields: changed, source: said() });
  }

  const areas = PARTS.map((part) => log.area(log.say(`print.prompt.${part}`), part, ""));
  const sure = log.choice(log.say("attempt.sure"), options("attempt.sure", SURE), "", () => save.soon());
  // What each field was last filled with: only what was changed here since is written, as another tab may write the rest.
  const filled = new Map([...PARTS, "sure"].map((part) => [part, ""]));
  const values = () => ({ ...Object.fromEntries(areas.map(({ area }) => [area.name, area.value])), sure: log.chosen(sure) });
  const changed = () => Object.fromEntries(Object.entries(values()).filter(([part, value]) => value !== filled.get(part)));
  const save = log.saver(() => {
    const { sure, ...texts } = changed();
    // A field that somebody looked into is no attempt, and how sure one is of nothing is none either.
    if (!last() && !Object.values(texts).some((text) => text.trim())) return;
    for (const [part, value] of Object.entries(values())) filled.set(part, value);
    keep(sure === undefined ? texts : { ...texts, sure });
  });
  const first = log.element("p", { class: "try-first", role: "status" });
  const state = log.element("p", { class: "try-state" });
  const paper = log.element("button", { type: "button", class: "quiet", click: () => {
    keep({ on: "paper" });
    open(false);
    if (answer) answer.open = true;
    (answer ?? judge).querySelector("input")?.focus();
  } }, log.say("attempt.paper"));
  // Who finds nothing wrong has tried, and learns most from the answer.
  const none = log.element("button", { type: "button", class: "quiet", click: () => {
    areas[0].area.value = log.say("attempt.none");
    save.soon();
    save.now();
    sure.querySelector("input")?.focus();
  } }, log.say("attempt.none"));
  const form = log.element("form", { class: "try", submit: (/** @type {Event} */ event) => event.preventDefault() },
    ...areas.map(({ field }) => field), first,
    log.element("div", { class: "try-more" }, sure, log.element("p", { class: "try-acts" }, none, paper)));
  areas[0].area.placeholder = log.say("attempt.open");
  form.addEventListener("input", ({ target }) => target instanceof HTMLTextAreaElement && save.soon());
  form.addEventListener("focusout", () => save.now());
  form.addEventListener("focusin", ({ target }) => {
    open(true);
    if (!byKeyboard || !(target instanceof HTMLElement)) return;
    // What opens and closes around it must not push it out of sight.
    const stay = () => target.scrollIntoView({ block: "nearest", behavior: "instant" });
    stay();
    requestAnimationFrame(stay);
  });

  /** @param {boolean} isOpen */
  function open(isOpen) {
    form.classList.toggle("open", isOpen);
    if (!isOpen) first.textContent = "";
  }

  // A form in which nothing stands closes behind a learner who goes on by the keyboard. Under a pointer nothing may move.
  place.addEventListener("focusout", ({ relatedTarget }) => {
    const isLeft = relatedTarget instanceof Node && !place.contains(relatedTarget);
    if (isLeft && byKeyboard && areas.every(({ area }) => !area.value)) open(false);
  });

  form.addEventListener("input", () => first.replaceChildren());

  const yours = log.element("div", { class: "yours" });
  const marks = log.choice(log.say("attempt.judge"), options("attempt.mark", MARKS), "", (value) => keep({ mark: value }));
  const missed = log.element("button", { type: "button", class: "button log-missed", click: () => (
    log.logOrOpen(name, withOwnWords, said)) }, log.say("entry.log"));
  const again = log.element("button", { type: "button", class: "quiet", click: () => {
    isNew = true;
    if (answer) answer.open = false;
    show(log.learned());
    open(true);
    areas[0].area.focus();
  } }, log.say("attempt.again"));
  const nobody = answer || place.querySelector(":scope > .alert-answer") ? undefined
    : log.element("p", { class: "try-nobody" }, log.say("attempt.nobody"));
  const judge = log.element("div", { class: "judge" }, ...(nobody ? [nobody] : []), yours, marks,
    log.element("p", { class: "try-acts" }, missed, again));

  if (answer) {
    answer.append(judge);
    answer.addEventListener("toggle", () => answer.open && place.matches(":focus-within") && answer.scrollIntoView({ block: "nearest" }));
    answer.querySelector("summary")?.addEventListener("click", (event) => {
      save.now();
      if (answer.open || last()) return;
      event.preventDefault();
      open(true);
      first.textContent = log.say("attempt.first");
      areas[0].area.focus();
    });
  }
  place.querySelector(":scope > div:not([class])")?.after(form, state, ...(answer ? [] : [judge]));

  /** @param {HTMLTextAreaElement} area @param {string} text */
  function fill(area, text) {
    if (area.value !== text) area.value = text;
    filled.set(area.name, text);
  }

  /** @param {Learned} learned */
  function show({ statements, entries }) {
    const attempt = last();
    const fields = attempt?.fields ?? {};
    // What is being written is not yet in the log, and stands.
    const own = changed();
    for (const { area } of areas) if (own[area.name] === undefined) fill(area, fields[area.name] ?? "");
    if (own.sure === undefined) {
      log.choose(sure, fields.sure ?? "");
      filled.set("sure", fields.sure ?? "");
    }
    log.choose(marks, fields.mark ?? "");
    judge.hidden = !attempt;
    const onPaper = fields.on === "paper";
    // They keep their room: what is below may be about to be pressed.
    for (const button of [none, paper]) button.classList.toggle("spent", Boolean(attempt));
    state.textContent = onPaper && !PARTS.some((part) => fields[part]) ? log.say("attempt.on_paper") : "";
    const written = PARTS.filter((part) => answer && fields[part]?.trim());
    yours.hidden = !written.length;
    const how = fields.sure && log.say(`attempt.sure.${fields.sure}`);
    const head = log.element("p", { class: "yours-head" }, [log.say("attempt.yours"), how].filter(Boolean).join(" · "));
    yours.replaceChildren(head, ...written.map((part) => log.element("p", {},
      log.element("span", {}, log.say(`print.prompt.${part}`)), " ", log.element("q", {}, fields[part]))));
    const isLogged = entries.some(({ about }) => about === name);
    missed.hidden = !isLogged && fields.mark !== "missed" && fields.mark !== "nearly";
    missed.textContent = log.say(isLogged ? "entry.logged" : "entry.log");
    again.hidden = !fields.mark;
    place.classList.toggle("attempted", statements.has(name));
  }
  place.clinicAttempt = { show };
}

/** Whether there was one that is new, as in a preview. */
function prepareAll() {
  let isNew = false;
  for (const place of /** @type {NodeListOf<Statement>} */ (document.querySelectorAll(".statements > [data-clinic='statement']"))) {
    if (place.querySelector(":scope > form.try")) continue;
    prepare(place);
    isNew = true;
  }
  return isNew;
}

prepareAll();
document.addEventListener("clinic:updated", () => {
  if (prepareAll()) showAll(log.learned());
});

/** @param {Learned} learned */
function showAll(learned) {
  for (const place of document.querySelectorAll(".statements > [data-clinic='statement']")) {
    /** @type {Statement} */ (place).clinicAttempt?.show(learned);
  }
}

log.show(showAll);
})();
