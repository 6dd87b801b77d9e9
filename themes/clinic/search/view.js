// What a reader sees of the search: the same field and list on the page that searches and in a dialog over any other.
(() => {
"use strict";

const search = globalThis.clinicSearch;
const { say } = search;
const { dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
const SHOWN = 8; // results at first, and with each press on the button below them
const PAUSE = 80; // milliseconds without a key, after which it is searched

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** @type {(number: number) => string} */
const count = (number) => {
  const form = new Intl.PluralRules(document.documentElement.lang).select(number);
  const words = search.words[`search.count.${form}`] ?? say("search.count.other");
  return words.replace("{n}", String(number));
};

/** The words of a title, those that were asked for marked. @type {(title: string, query: string) => (Node | string)[]} */
const marked = (title, query) => {
  const { words, together } = search.asked(query);
  /** @type {(run: string) => boolean} */
  const isAsked = (run) => {
    const [own] = search.terms(run);
    return words.some(({ term, isBegun }) => own === term || (isBegun ? own.startsWith(term) : own.length - term.length < 4 && own.startsWith(term)));
  };
  /** @type {(Node | string)[]} */
  const nodes = [];
  let rest = title;
  for (const run of search.runs(title)) {
    const at = rest.indexOf(run);
    nodes.push(rest.slice(0, at));
    rest = rest.slice(at + run.length);
    const folded = search.folded(run);
    const inside = together.find((each) => folded.includes(each));
    const start = inside && folded.length === run.length ? folded.indexOf(inside) : -1;
    if (inside && start >= 0) {
      const end = start + inside.length;
      nodes.push(run.slice(0, start), make("mark", {}, run.slice(start, end)), run.slice(end));
    } else nodes.push(isAsked(run) ? make("mark", {}, run) : run);
  }
  return [...nodes, rest];
};

/** @type {(result: Result, query: string) => HTMLElement} */
const line = ({ href, kind, place, title, about }, query) => {
  const link = make("a", { href }, ...marked(title, query));
  const name = make("span", { class: "search-kind" }, kind);
  const parts = [name, link];
  if (about) parts.push(make("span", { class: "search-about" }, ...marked(about, query)));
  if (place) parts.push(make("span", { class: "search-place" }, ...marked(place, query)));
  return make("li", {}, ...parts);
};

/**
 * Puts field and list into a place. `asked` hears of each question.
 * @param {HTMLElement} place
 * @param {(query: string) => void} asked
 */
const mount = (place, asked) => {
  const field = make("input", {
    type: "text", role: "searchbox", name: "q", id: "search:field", autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search",
  });
  const label = make("label", { for: field.id, class: "unseen" }, say("search.title"));
  const status = make("p", { class: "search-status", role: "status" });
  const list = make("ol", { class: "search-found", "aria-label": say("search.found") });
  const more = make("button", { type: "button" }, say("search.more"));
  const form = make("form", { role: "search", class: "search-form" }, label, field);
  place.append(form, status, list, more);
  more.hidden = true;

  /** @type {Hit[]} */
  let hits = [];
  let query = ""; // what the list answers
  let asking = ""; // what it answers, or is about to
  let stay = 0; // grows when the reader leaves the field
  let turn = 0;
  /** @type {Promise<void> | undefined} */
  let running;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** @type {(all: Hit[], from: number) => Promise<(Result | undefined)[]>} */
  const load = (all, from) => Promise.all(all.slice(from, from + SHOWN).map(search.shown));

  /** Adds the hits that come next, of which some may have nothing to show. @type {(next: (Result | undefined)[]) => HTMLElement} */
  const add = (next) => {
    const from = list.children.length;
    const lines = next.flatMap((result) => (result ? [line(result, query)] : []));
    list.append(...lines);
    hits.splice(from, next.length, ...hits.slice(from, from + next.length).filter((_, at) => next[at]));
    more.hidden = list.children.length >= hits.length;
    return lines[0];
  };

  /** Leaves the focus where it was: on the same result, or else in the field. @type {(held: Element | null) => void} */
  const keep = (held) => {
    if (!held || (held.isConnected && !(held === more && more.hidden))) return;
    const same = [...list.querySelectorAll("a")].find((link) => held instanceof HTMLAnchorElement && link.href === held.href);
    (same ?? field).focus();
  };

  const run = async () => {
    const own = ++turn;
    asking = field.value;
    asked(asking);
    try {
      const found = await search.find(asking);
      const first = await load(found.hits, 0); // so that the list changes at once
      if (own !== turn) return;
      hits = found.hits;
      query = asking;
      const held = place.contains(document.activeElement) ? document.activeElement : null;
      list.replaceChildren();
      add(first);
      keep(held);
      if (!query.trim()) status.textContent = "";
      else if (!hits.length) status.textContent = say("search.none");
      else status.textContent = found.isWhole ? count(hits.length) : `${say("search.some")} ${count(hits.length)}`;
    } catch {
      if (own !== turn) return;
      asking = query; // so that Enter tries again
      status.textContent = say("search.failed");
    }
  };

  const start = () => {
    clearTimeout(pause);
    running = run();
    return running;
  };
  const soon = () => {
    clearTimeout(pause);
    pause = setTimeout(start, PAUSE);
  };
  /** Leads from the field to the first answer once the list answers what was typed, unless the reader has gone on since. */
  const enter = async () => {
    clearTimeout(pause);
    const own = stay;
    await (asking === field.value ? running : start());
    if (own === stay && query === field.value) list.querySelector("a")?.focus();
  };
  field.addEventListener("blur", () => stay++);
  field.addEventListener("input", (event) => {
    // What is not chosen yet, in languages that are typed so, is no word.
    if (!(/** @type {InputEvent} */ (event).isComposing)) soon();
  });
  field.addEventListener("compositionend", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter();
  });
  more.addEventListener("click", async () => {
    const [all, from] = [hits, list.children.length];
    try {
      const next = await load(all, from);
      if (all === hits && from === list.children.length) add(next)?.querySelector("a")?.focus();
    } catch {
      if (all === hits) status.textContent = say("search.failed");
    }
  });
  place.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if ((key !== "ArrowDown" && key !== "ArrowUp") || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.findIndex((stop) => stop === target);
    if (at < 0) return;
    event.preventDefault();
    if (key === "ArrowUp") stops[Math.max(at - 1, 0)].focus();
    else if (at === 0) enter();
    else stops[Math.min(at + 1, stops.length - 1)].focus();
  });
  search.part("table").catch(() => {}); // it will be needed; what fails is told when it is
  return { field, run: start };
};

/** @type {{ dialog: HTMLDialogElement, field: HTMLInputElement, run: () => Promise<void> } | undefined} */
let opened;

const build = () => {
  const close = make("button", { type: "button", class: "search-close" }, say("search.close"));
  const body = make("div", { class: "search" });
  const dialog = make("dialog", { class: "search-dialog", "aria-label": say("search.title") }, body);
  const { field, run } = mount(body, () => {});
  field.after(close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    const isLink = target instanceof Element && target.closest("a");
    if (target === dialog || isLink) dialog.close();
  });
  return { dialog, field, run };
};

search.open = (typed = "") => {
  /** @type {HTMLInputElement | null} */
  const page = document.querySelector("[data-search-page] input");
  if (page) {
    page.focus();
    page.select();
    return;
  }
  opened ??= build();
  const { dialog, field, run } = opened;
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  field.focus();
  if (!typed) return field.select();
  field.value = typed;
  run();
};

/** The page that searches: what is asked stands in its address. */
const prepare = () => {
  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-search-page]");
  if (!place || place.childElementCount) return;
  const { field, run } = mount(place, (query) => {
    const address = new URL(location.href);
    if (query.trim()) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", address);
    } catch {} // opened from a folder, some browsers refuse it
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) run();
};

prepare();
document.addEventListener("clinic:updated", prepare);
if ("open" in dataset) search.open(dataset.open);
})();
