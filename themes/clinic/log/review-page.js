// The page of what is due: one thing at a time, answered before its back is shown, and taken back by one press.
(() => {
"use strict";

const log = globalThis.clinicLog;

const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-review-page]"));
if (!page) return;

const DAY = 86_400_000; // milliseconds
const PARTS = /** @type {const} */ (["error", "why", "correction"]);

/** @typedef {{ id: string; isCompared: boolean }} Tried an attempt at a statement that is not judged yet */
/** @typedef {{ item: ReviewItem; event: Promise<LogEvent[]>; isKnown: boolean; attempt?: Tried }} Given */

/** What was answered here, the latest last; each can be taken back. @type {Given[]} */
const given = [];
/** The names of what is still to be asked, in their order. @type {string[]} */
let queue = [];
/** What was tried and not judged yet, by the statement's name. @type {Map<string, Tried>} */
const written = new Map();
/** Saves what is being written. @type {ReturnType<ClinicLog["saver"]> | undefined} */
let saving;
/** What is shown: the thing that is asked, whether its back is, and on which day. */
let shown = { name: "", isTurned: false, day: NaN };
let onPaper = false;

const words = log.element("p", { class: "review-count" });
const place = log.element("div", { class: "review-place" });
const undo = log.element("button", { type: "button", class: "quiet", hidden: true, click: takeBack }, log.say("review.undo"));
const paper = log.element("input", { type: "checkbox", change: () => (onPaper = paper.checked) });
const settings = log.element("p", { class: "review-acts", hidden: true }, undo,
  log.element("label", { class: "review-paper" }, paper, log.element("span", {}, log.say("review.on_paper"))));
const said = log.element("p", { class: "unseen", role: "status" });
const lost = log.element("p", { class: "own-kept is-lost", hidden: true },
  log.say("entry.lost"), " ", log.element("a", { href: log.link("log/") }, log.say("mylog.title")));
const parts = [lost, words, place, settings, said];
page.append(...parts);
// A preview puts a new page into the place of this one.
document.addEventListener("clinic:updated", () => document.querySelector("[data-review-page]")?.replaceChildren(...parts));

const today = log.dayNow;
const items = () => log.reviewed(log.learned());

/** A day as people say it. @param {number} day */
function dayOf(day) {
  const ahead = day - today();
  if (ahead === 1) return log.say("review.tomorrow");
  const options = /** @type {const} */ ({ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  return new Date(day * DAY).toLocaleDateString(document.documentElement.lang, options);
}

/** Whatever of the author's stands there, or plain words that a learner typed. @param {string} kind @param {string} face @param {boolean} isHtml */
function faceOf(kind, face, isHtml) {
  const element = log.element("div", { class: `review-${kind}`, tabIndex: -1 });
  if (isHtml) element.innerHTML = face;
  else element.append(log.element("p", { class: "typed", dir: "auto" }, face));
  return element;
}

/** @param {ReviewItem} item */
function moduleLine({ module, kind, name }) {
  const { title = "", url = "" } = log.facts(module) ?? {};
  const record = [...log.learned().entries, ...log.learned().cards].find(({ id }) => id === name);
  const source = record?.source ?? log.learned().sources.get(name);
  const kindOf = log.say(`review.kind.${kind}`);
  const where = title || source?.title || module;
  const address = url || source?.url || "";
  return log.element("p", { class: "review-where" }, kindOf, ...(where ? [" · ",
    address ? log.element("a", { href: log.link(address) }, where) : where] : []));
}

/** @param {string} label @param {string} key @param {() => void} click @param {string} [more] */
const act = (label, key, click, more = "button") => log.element("button", { type: "button", class: more, click },
  log.element("span", {}, label), log.element("kbd", { "aria-hidden": "true" }, key));

/** @param {ReviewItem} item @param {Promise<LogEvent[]>} event @param {boolean} isKnown */
function answered(item, event, isKnown) {
  given.push({ item, event, isKnown, attempt: written.get(item.name) });
  queue = queue.filter((name) => name !== item.name);
  written.delete(item.name);
  next();
}

/** @param {ReviewItem} item @param {"forgot" | "knew"} grade */
function grade(item, grade) {
  const isHtml = item.kind === "authored";
  const { title, url } = log.facts(item.module) ?? {};
  const plain = (/** @type {string} */ face) => (isHtml ? faceOf("front", face, true).textContent?.trim() ?? "" : face);
  const source = item.kind === "authored"
    ? clean({ text: plain(item.front), back: plain(item.back), module: item.module, title, url }) : undefined;
  const on = onPaper ? "paper" : "screen";
  answered(item, log.record({ kind: "review", about: item.name, grade, on, source }), grade === "knew");
}

/** @param {Record<string, string | undefined>} values @returns {Source} */
const clean = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

/** @param {ReviewItem} item */
function card(item) {
  const isHtml = item.kind === "authored";
  const front = faceOf("front", item.front, isHtml);
  const back = faceOf("back", item.back, isHtml);
  back.hidden = true;
  const turn = act(log.say("review.show"), "␣", () => {
    back.hidden = false;
    acts.replaceChildren(
      act(log.say("review.forgot"), "1", () => grade(item, "forgot"), "button calm"),
      act(log.say("review.knew"), "2", () => grade(item, "knew")));
    shown.isTurned = true;
    back.focus();
  });
  const acts = log.element("p", { class: "review-acts" }, turn);
  return { element: log.element("article", { class: "review-item" }, moduleLine(item), front, back, acts), front };
}

/** @param {string} name */
const factsOf = (name) => log.allFacts().flatMap(({ statements }) => statements).find((each) => each.name === name);

/** What is right, where the course says so, or that it does not. @param {ReturnType<typeof factsOf>} facts */
function answerOf(facts) {
  const { answer } = facts ?? {};
  const parts = PARTS.filter((part) => answer?.[part]);
  if (!parts.length) return log.element("p", { class: "try-nobody" }, log.say("attempt.nobody"));
  return log.element("dl", { class: "answer-parts" }, ...parts.flatMap((part) => {
    const words = log.element("dd", {});
    words.innerHTML = answer?.[part] ?? "";
    return [log.element("dt", {}, log.say(`answer.${part}`)), words];
  }));
}

/** What was written, now and before. @param {string} label @param {string} words */
const version = (label, words) => (words.trim()
  ? log.element("div", {}, log.element("dt", {}, label), log.element("dd", { dir: "auto" }, words)) : undefined);

/** The attempt that is made here, and the one before it. @param {string} name */
function attemptsAt(name) {
  const all = log.learned().statements.get(name)?.attempts ?? [];
  const tried = written.get(name)?.id;
  return { now: all.find(({ id }) => id === tried), before: all.filter(({ id }) => id !== tried).at(-1) };
}

/** What was written here today and not judged, before the page was loaded anew, goes on. @param {string} name */
function takeUp(name) {
  const last = log.learned().statements.get(name)?.attempts.at(-1);
  if (!last || last.day !== today() || written.has(name)) return;
  const { correction, error, why, mark } = last.fields;
  if (correction && !error && !why && !mark) written.set(name, { id: last.id, isCompared: false });
}

/** @param {ReviewItem} item */
function statement(item) {
  takeUp(item.name);
  const facts = factsOf(item.name);
  const front = facts ? faceOf("front", facts.html, true) : faceOf("front", item.front, false);
  const { now, before } = attemptsAt(item.name);
  /** What of the field is in the log: only what differs was written here. */
  let kept = now?.fields.correction ?? "";
  const { area, field } = log.area(log.say("print.prompt.correction"), "correction", kept);
  const acts = log.element("p", { class: "review-acts" });
  const back = log.element("div", { class: "review-back", tabIndex: -1, hidden: true });
  const attempt = () => {
    const correction = area.value.trim();
    const { title, url } = log.facts(item.module) ?? {};
    const source = log.learned().sources.get(item.name) ?? clean({ text: item.front, module: item.module, title, url });
    kept = correction;
    void log.record({ kind: "attempt", about: item.name, fields: { correction, on: onPaper || !correction ? "paper" : "screen" }, source });
    // It is in the log at once, after all others.
    const { id = "" } = log.learned().statements.get(item.name)?.attempts.at(-1) ?? {};
    written.set(item.name, { id, isCompared: false });
  };
  const keep = () => {
    const correction = area.value.trim();
    // An empty field says nothing of what was written before.
    if (!correction) return;
    const { now } = attemptsAt(item.name);
    if (!now) return attempt();
    const changed = log.changes(now, { ...(correction === kept ? {} : { correction }), on: onPaper ? "paper" : "screen" });
    kept = correction;
    if (changed) void log.record({ kind: "edit", target: now.id, fields: changed });
  };
  const save = log.saver(keep);
  saving = save;
  area.addEventListener("input", save.soon);
  area.addEventListener("blur", save.now);
  const compare = () => {
    save.now();
    if (attemptsAt(item.name).now) keep();
    else attempt();
    const tried = written.get(item.name);
    if (tried) tried.isCompared = true;
    show(attemptsAt(item.name).now?.fields.correction ?? "");
    back.focus();
  };
  /** @param {string} mark */
  const judge = (mark) => {
    const tried = written.get(item.name);
    if (tried) answered(item, log.record({ kind: "edit", target: tried.id, fields: { mark } }), mark === "had");
  };
  /** @param {string} words */
  const show = (words) => {
    shown.isTurned = true;
    field.hidden = true;
    back.hidden = false;
    back.replaceChildren(
      ...[log.element("dl", { class: "yours" },
        ...[version(log.say("attempt.yours"), words), version(log.say("review.before"), before?.fields.correction ?? "")].filter((each) => each !== undefined))],
      answerOf(facts));
    acts.replaceChildren(
      ...["missed", "nearly", "had"].map((mark, index) => (
        act(log.say(`attempt.mark.${mark}`), String(index + 1), () => judge(mark), mark === "had" ? "button" : "button calm"))));
  };
  acts.append(act(log.say("review.compare"), "Ctrl ↵", compare));
  const element = log.element("article", { class: "review-item" }, moduleLine(item),
    log.element("p", { class: "review-task" }, log.say("review.task")), front, field, back, acts);
  // What was compared with the answer and is judged once more cannot be written as if nobody had seen that.
  if (!written.get(item.name)?.isCompared) return { element, front: area };
  show(now?.fields.correction ?? "");
  return { element, front: back };
}

/** The next thing that is due, or that nothing is. @param {boolean} [isFirst] */
function next(isFirst = false) {
  saving?.now();
  saving = undefined;
  // What was answered on a day before is over.
  if (shown.day !== today()) given.length = 0;
  const all = items();
  const known = new Map(all.map((item) => [item.name, item]));
  const due = log.due(all, today());
  const isDue = new Set(due.map(({ name }) => name));
  queue = queue.filter((name) => isDue.has(name));
  const waiting = new Set(queue);
  queue.push(...due.map(({ name }) => name).filter((name) => !waiting.has(name) && !given.some(({ item }) => item.name === name)));
  shown = { name: queue[0] ?? "", isTurned: false, day: today() };
  undo.hidden = !given.length;
  settings.hidden = !queue.length && !given.length;
  paper.parentElement?.toggleAttribute("hidden", !queue.length);
  const item = known.get(shown.name);
  if (!item) return end(all, isFirst);
  const count = { n: given.length + 1, m: given.length + queue.length };
  words.textContent = log.say("review.count", count);
  const { element, front } = item.kind === "statement" ? statement(item) : card(item);
  place.replaceChildren(element);
  // Where the page opens nothing takes the focus away from who reads it from its top.
  if (!isFirst) front.focus();
}

/** @param {ReviewItem[]} all @param {boolean} isFirst */
function end(all, isFirst) {
  words.textContent = "";
  const later = all.map(({ due }) => due).filter((due) => due > today());
  const soonest = Math.min(...later);
  const heading = log.element("h2", { tabIndex: -1 }, log.say(all.length ? "review.end" : "review.empty"));
  const lines = [];
  if (given.length) {
    const knew = given.filter(({ isKnown }) => isKnown).length;
    lines.push(log.say("review.done", { knew, n: given.length }));
  }
  if (later.length) lines.push(log.say("review.next", { day: dayOf(soonest), n: later.filter((due) => due === soonest).length }));
  if (!all.length) lines.push(log.say("review.what"));
  place.replaceChildren(log.element("div", { class: "review-end" }, heading, ...lines.map((line) => log.element("p", {}, line)),
    log.element("p", { class: "review-acts" }, log.element("a", { class: "button calm", href: log.link("log/") }, log.say("mylog.title")))));
  if (!isFirst) heading.focus();
}

async function takeBack() {
  const last = given.pop();
  if (!last) return;
  const [event] = await last.event;
  await log.record({ kind: "undo", target: event.id });
  if (last.attempt) written.set(last.item.name, last.attempt);
  queue = [last.item.name, ...queue.filter((name) => name !== last.item.name)];
  said.textContent = log.say("review.undone");
  next();
}

// ---- Keys ----

/** @param {KeyboardEvent} event */
function press(event) {
  const { key, target } = event;
  const isShortcut = event.ctrlKey || event.metaKey;
  if (event.altKey || !(target instanceof Element)) return;
  const buttons = /** @type {HTMLElement[]} */ ([...place.querySelectorAll(".review-acts > button")]);
  // Who writes goes on with the key that sends what is written elsewhere.
  const isWriting = target.matches("textarea");
  if (isWriting ? key !== "Enter" || !isShortcut : isShortcut || target.closest("a, button, input, select, summary, dialog")) return;
  const isTurn = !shown.isTurned && (key === " " || key === "Enter");
  const arrows = document.documentElement.dir === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  const number = arrows.includes(key) ? [0, buttons.length - 1][arrows.indexOf(key)] : Number(key) - 1;
  const button = isTurn ? buttons[0] : shown.isTurned ? buttons[number] : undefined;
  if (!button) return;
  event.preventDefault();
  button.click();
}
document.addEventListener("keydown", press);

// ---- What happens elsewhere ----

/** Another tab may have answered what is asked here, and a new day may have begun. */
function changed() {
  lost.hidden = log.status()?.place !== "memory";
  const isAsked = shown.name && queue.includes(shown.name);
  const isStillDue = items().some(({ name, due }) => name === shown.name && due <= today());
  // Nothing is taken away from whoever is writing.
  if (place.querySelector("textarea")?.value.trim()) return;
  if (isAsked && !isStillDue ? !written.has(shown.name) : shown.day !== today() && !shown.isTurned) next();
}

(async () => {
  const store = await log.store;
  await log.modules([...log.learned().started]);
  await store.refresh();
  next(true);
  log.show(changed);
  document.addEventListener("visibilitychange", () => document.hidden || changed());
})();
})();
