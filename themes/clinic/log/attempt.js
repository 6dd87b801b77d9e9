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
  const save = log.saver(() => {
    const written = Object.fromEntries(areas.map(({ area }) => [area.name, area.value]));
    const isWritten = Object.values(written).some((text) => text.trim());
    // A field that somebody looked into is no attempt, and how sure one is of nothing is none either.
    if (last() || isWritten) keep({ ...written, sure: log.chosen(sure) });
  });
  const first = log.element("p", { class: "try-first", role: "status" });
  const state = log.element("p", { class: "try-state" });
  const paper = log.element("button", { type: "button", class: "quiet", click: () => {
    keep({ on: "paper" });
    open(false);
    if (answer) answer.open = true;
    (answer ?? judge).querySelector("input")?.focus();
  } }, log.say("attempt.paper"));
  const done = log.element("button", { type: "button", class: "quiet", click: () => {
    save.now();
    if (!answer) return void judge.querySelector("input")?.focus();
    answer.open = true;
    answer.querySelector("summary")?.focus();
  } }, answer ? log.say("answer.show") : log.say("attempt.done"));
  const form = log.element("form", { class: "try", submit: (/** @type {Event} */ event) => event.preventDefault() },
    ...areas.map(({ field }) => field), first,
    log.element("div", { class: "try-more" }, sure, log.element("p", { class: "try-acts" }, done, paper)));
  areas[0].area.placeholder = log.say("attempt.open");
  form.addEventListener("input", ({ target }) => target instanceof HTMLTextAreaElement && save.soon());
  form.addEventListener("focusout", () => save.now());
  form.addEventListener("focusin", () => open(true));

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

  const yours = log.element("dl", { class: "yours" });
  const marks = log.choice(log.say("attempt.judge"), options("attempt.mark", MARKS), "", (value) => keep({ mark: value }));
  const missed = log.element("button", { type: "button", class: "button log-missed", hidden: true, click: () => (
    log.logMistake({ about: name, text: claim(place), source: said() })) }, log.say("entry.log"));
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

  /** @param {Learned} learned */
  function show({ statements, entries }) {
    const attempt = last();
    const fields = attempt?.fields ?? {};
    // What is being written is not yet in the log, and stands.
    if (!save.waits()) {
      for (const { area } of areas) if (document.activeElement !== area) area.value = fields[area.name] ?? "";
      log.choose(sure, fields.sure ?? "");
    }
    log.choose(marks, fields.mark ?? "");
    judge.hidden = !attempt;
    const onPaper = fields.on === "paper";
    paper.hidden = Boolean(attempt);
    state.textContent = onPaper && !PARTS.some((part) => fields[part]) ? log.say("attempt.on_paper") : "";
    const written = PARTS.filter((part) => answer && fields[part]?.trim());
    yours.hidden = !written.length;
    yours.replaceChildren(...written.map((part) => log.element("div", {},
      log.element("dt", {}, log.say(`print.prompt.${part}`)), log.element("dd", {}, fields[part]))));
    const isLogged = entries.some(({ about }) => about === name);
    missed.hidden = fields.mark !== "missed" || isLogged;
    again.hidden = !fields.mark;
    place.classList.toggle("attempted", statements.has(name));
  }
  place.clinicAttempt = { show };
}

function prepareAll() {
  for (const place of /** @type {NodeListOf<Statement>} */ (document.querySelectorAll(".statements > [data-clinic='statement']"))) {
    if (!place.querySelector(":scope > form.try")) prepare(place);
  }
}

prepareAll();
document.addEventListener("clinic:updated", () => {
  prepareAll();
  showAll(log.learned());
});

/** @param {Learned} learned */
function showAll(learned) {
  for (const place of document.querySelectorAll(".statements > [data-clinic='statement']")) {
    /** @type {Statement} */ (place).clinicAttempt?.show(learned);
  }
}

log.show(showAll);
})();
