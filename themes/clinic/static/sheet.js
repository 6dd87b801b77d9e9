// The worksheets: what a reader chooses is shown at once, as it will be printed. Without this script what the author
// chose prints. Log and cards are cut by the sums of src/paper/; with the same options both give the same sheets.
// What all worksheets of a course share, the form too, comes in a script before this one; the sheets that a page does not
// print by itself come in another, `more.js` beside it, when somebody chooses one.
(() => {
"use strict";

const cuts = new WeakMap(); // from the first page of a sheet to how it is cut
const written = new WeakMap(); // from a sheet to its statements, group by group as their author wrote them
let form; // where readers choose; not on large print, nor on a key
let paper; // sizes, kinds of sheet, options and words, of the course and of this page
let chosen; // what the reader chose, over the options of each module
let added = []; // what came from beside the page
let isAsked; // whether that was asked for

const sheets = () => [...document.querySelectorAll("body > .sheet:not(.measure)")];
const fill = (key, values) => paper.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
/** Browsers may know a form that the words do not have, such as the French one for millions. */
const count = (key, n) => {
  const known = `${key}.${new Intl.PluralRules(paper.plural_language).select(n)}`;
  return fill(known in paper.words ? known : `${key}.other`, { n });
};

/** Storage and history may be refused. */
function attempt(action) {
  try { return action(); } catch { return null; }
}

/** Writes only what differs, so that nothing is announced twice. */
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// ---- Options, as an address has them ----

const word = (...known) => ({ read: (text) => (known.includes(text) ? text : undefined), write: String });
const list = (known) => ({
  read(text) {
    const found = known().filter((each) => text.split(",").includes(each));
    return found.length || !text ? found : undefined;
  },
  write: (value) => known().filter((each) => value.includes(each)).join(),
});
const number = (least, most, none) => ({
  read(text) {
    if (text === none) return null;
    return /^\d{1,10}$/.test(text) && text >= least && text <= most ? Number(text) : undefined;
  },
  write: (value) => String(value ?? none),
});
const flag = {
  read: (text) => text === "yes" || (text === "no" ? false : undefined),
  write: (value) => (value ? "yes" : "no"),
};
const options = {
  size: word("usual", "large"),
  sheets: list(() => Object.keys(paper.kinds)),
  paper: word("reader", "a4", "letter"),
  line: number(7, 13),
  punch: flag,
  header: list(() => ["name", "date", "group"]),
  hints: flag,
  starter: flag,
  cards: word("fold", "duplex", "single"),
  seed: number(0, 2 ** 32 - 1, "off"),
  rows: number(0, 500, "fill"),
};
const names = Object.keys(options);

/** Large print has no form, so that what was chosen elsewhere changes its paper alone: no sheet goes without a way back. */
const known = () => (paper.large ? ["paper", "punch"] : names);

/** What a query says; what it says wrongly is left out. */
function read(query) {
  const texts = new URLSearchParams(query ?? "");
  const values = known().map((name) => [name, texts.has(name) ? options[name].read(texts.get(name)) : undefined]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

const query = () =>
  names.filter((name) => name in chosen).map((name) => `${name}=${options[name].write(chosen[name])}`).join("&");

/** What the author wants for a sheet, if anything. */
const authored = (sheet) => paper.pages[sheet.id] ?? paper.modules.get(sheet.dataset.module)?.options;

/** What holds for a sheet. Large print has lines of its own. */
function optionsOf(sheet, choices = chosen) {
  const own = authored(sheet);
  const now = own && { ...own, size: paper.large ? "large" : "usual", ...choices };
  return now?.size === "large" ? { ...now, line: paper.large_line } : now;
}

/** Whether the author wants the same everywhere. */
function isAuthored(name, value) {
  if (name === "size") return value === "usual";
  if (name === "sheets" && paper.more.some((kind) => value.includes(kind))) return false;
  return sheets().every((sheet) => {
    const own = authored(sheet)?.[name];
    const told = (value) => (name === "sheets" ? value.includes(sheet.dataset.sheet) : options[name].write(value));
    return own === undefined || told(own) === told(value);
  });
}

// ---- Log and cards, cut into pages; lengths are tenths of a millimetre ----

const isLarge = ({ size }) => Number(size === "large");

/** How many starter entries and blank rows stand on each page, by the height of the title and those of the entries. */
function logPages(now, [title, ...starter]) {
  const { log, running, code, gap, foot, landscape } = paper.geometry[isLarge(now)];
  const line = now.line * 10;
  const row = Math.max(log.row, 2 * line) + log.strip;
  const room = (above) => Math.max(0, landscape[Number(now.punch)].height - above - log.head - foot);
  const fields = now.header.length ? line + 10 : 0;
  const next = room(running);
  let left = room(running + Math.max(title + fields, code) + gap);
  const pages = [{ starter: 0, blank: 0 }];
  const add = (what, height) => {
    const { starter, blank } = pages.at(-1);
    if (height > left && starter + blank > 0) {
      pages.push({ starter: 0, blank: 0 });
      left = next;
    }
    left = Math.max(0, left - height);
    pages.at(-1)[what] += 1;
  };
  if (now.starter) for (const text of starter) add("starter", Math.max(text + log.strip, row));
  const filled = left >= row || pages.at(-1).starter === 0 ? left : next;
  let rows = now.rows ?? Math.max(1, Math.floor(filled / row));
  for (; rows > 0; rows -= 1) add("blank", row);
  return pages;
}

/** Which cards stand in each row of each page, by the heights of their faces; `null` is a blank one. */
function cardPages({ cards: style, size }, faces) {
  const { cards: sizes, portrait, foot } = paper.geometry[isLarge({ size })];
  const across = style === "fold" ? 1 : 2;
  const lowest = (style === "fold" ? sizes.fold : sizes.flat).height;
  const room = portrait[0].height - sizes.head - foot;
  const heightOf = ([front, back]) => {
    const text = style === "single" ? front + back + Math.floor(sizes.padding / 2) : Math.max(front, back);
    return lowest + Math.ceil(Math.max(0, text + sizes.around - lowest) / sizes.step) * sizes.step;
  };
  const pages = [[]];
  let left = room;
  const turn = () => {
    pages.push([]);
    left = room;
  };
  for (let at = 0; at < faces.length; at += across) {
    const cards = Array.from({ length: across }, (_, place) => (at + place < faces.length ? at + place : null));
    const height = Math.max(...cards.filter((card) => card !== null).map((card) => heightOf(faces[card])));
    if (height > left && pages.at(-1).length) turn();
    left = Math.max(0, left - height);
    pages.at(-1).push({ cards, height });
  }
  if (left < lowest && faces.length % across === 0) turn();
  for (; left >= lowest; left -= lowest) pages.at(-1).push({ cards: Array(across).fill(null), height: lowest });
  return pages;
}

const children = (parent, nodes) => parent.replaceChildren(...nodes.flatMap((node) => ["\n", node]), "\n");

function element(name, data = {}) {
  const made = document.createElement(name);
  Object.assign(made.dataset, data);
  return made;
}

const classed = (name, className) => Object.assign(document.createElement(name), { className });

/** All pages of the sheet that begins with this one. */
function pagesOf({ dataset: { sheet, module } }) {
  return sheets().filter(({ dataset }) => dataset.page && dataset.sheet === sheet && dataset.module === module);
}

/** As many pages as a sheet needs, numbered; only the first has the head of the sheet. */
function turned(run, length) {
  const label = run[0].ariaLabel;
  const before = run[0].querySelector(".position").textContent;
  for (const page of run.splice(length)) page.remove();
  while (run.length < length) {
    const page = run[0].cloneNode(true);
    page.querySelector(".sheet-head")?.remove();
    run.at(-1).after("\n", page);
    run.push(page);
  }
  run.forEach((page, index) => {
    const position = fill("print.page", { n: index + 1, m: length });
    page.id = page.id.replace(/\d+$/, index + 1);
    Object.assign(page.dataset, { page: index + 1, pages: length });
    page.ariaLabel = label.replace(before, position);
    write(page.querySelector(".position"), position);
  });
  return run;
}

function layLog(run, pages, { starter }) {
  const worked = run.flatMap((page) => [...page.querySelectorAll(".fill > tbody > .worked")]);
  const entries = worked.map((row) => [row, row.nextElementSibling]);
  for (const row of entries.flat()) row.hidden = !starter;
  const strip = run[0].querySelector(".fill > tbody > :nth-child(2)").cloneNode(true);
  strip.hidden = false;
  const columns = run[0].querySelectorAll(".fill > thead th").length;
  const blank = () => {
    const row = element("tr", { clinic: "log-row" });
    row.append(...Array.from({ length: columns }, () => document.createElement("td")));
    return [row, strip.cloneNode(true)];
  };
  turned(run, pages.length).forEach((page, index) => {
    // Entries that are not printed wait on the first page.
    const here = entries.splice(0, starter ? pages[index].starter : entries.length);
    children(page.querySelector(".fill > tbody"), [...here, ...Array.from({ length: pages[index].blank }, blank)].flat());
  });
}

function layCards(run, pages, { cards: style }) {
  const faces = (side) => run.flatMap((page) => [...page.querySelectorAll(`.card-row .${side}`)]);
  const label = (face) => face.querySelector(".face-of > b")?.textContent;
  const [fronts, backs] = [faces("front"), faces("back")];
  const backOf = new Map(backs.map((back) => [label(back), back]));
  const cards = fronts.filter(label).map((front) => (
    { front, back: backOf.get(label(front)), id: front.parentElement.dataset.clinicId }));
  const empty = ([face]) => {
    const copy = face.cloneNode(true);
    copy.querySelector(".face-text")?.remove();
    if (label(copy)) copy.querySelector(".face-of").replaceChildren(copy.querySelector(".face-of").lastChild.data.trimStart());
    return copy;
  };
  const blank = { front: empty(fronts), back: empty(backs) };
  const card = (place, sides) => {
    const { front, back, id } = cards[place] ?? { front: blank.front.cloneNode(true), back: blank.back.cloneNode(true) };
    const box = element("div", id && { clinic: "card", clinicId: id });
    children(box, sides.map((side) => ({ front, back })[side]));
    return box;
  };
  const faced = style === "duplex" ? [["front"], ["back"]] : [["front", "back"]];
  const hint = paper.words[{ fold: "print.fold", duplex: "print.turn", single: "print.cut" }[style]];
  const kept = turned(run, pages.length * faced.length);
  kept.forEach((page, index) => {
    const sides = faced[index % faced.length];
    const rows = pages[Math.floor(index / faced.length)].map(({ cards, height }) => {
      const row = classed("div", `card-row h-${height / 10}`);
      // The paper is turned at its long edge, so that left and right change places.
      const places = sides[0] === "back" ? [...cards].reverse() : cards;
      children(row, places.map((place) => card(place, sides)));
      return row;
    });
    const box = page.querySelector(".paper-cards");
    box.className = `paper-cards ${style}${style === "duplex" ? ` side-${sides[0]}` : ""}`;
    children(box, rows);
    page.querySelector(".sheet-foot > span").lastChild.data = ` · ${hint}`;
  });
}

const cutters = { log: [logPages, layLog], cards: [cardPages, layCards] };

const hasStarter = ({ heights }) => heights.log[0].length > 1;

/** Whether a sheet has nothing to print. */
function isBare(sheet, { rows, starter }) {
  return sheet.dataset.sheet === "log" && rows === 0 && !(starter && hasStarter(paper.modules.get(sheet.dataset.module)));
}

/** Cuts a sheet anew, unless it is cut like that already. */
function cut(first) {
  const [plan, lay] = cutters[first.dataset.sheet];
  const module = paper.modules.get(first.dataset.module);
  const now = optionsOf(first);
  if (!module || isBare(first, now)) return;
  const pages = (wanted) => plan(wanted, module.heights[first.dataset.sheet][isLarge(wanted)]);
  const key = (wanted) => JSON.stringify([pages(wanted), wanted.starter, wanted.cards]);
  if ((cuts.get(first) ?? key(optionsOf(first, {}))) === key(now)) return;
  lay(pagesOf(first), pages(now), now);
  cuts.set(first, key(now));
}

// ---- What a sheet shows ----

/** The order of `count` things for a seed, as `paper::shuffled` draws it (Mulberry32; Fisher and Yates). */
function shuffled(seed, group, count) {
  let state = seed ^ Math.imul(group, 0x9e3779b9);
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 0x3d);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const order = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor((draw() * (last + 1)) / 2 ** 32);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** The statements of a sheet as they stand now, group by group: each group has a part of the table for itself. */
function groupsOf(sheet) {
  const bodies = [...(sheet.querySelector(".flow")?.tBodies ?? [])];
  return bodies.map((body) => [...body.querySelectorAll("[data-clinic='statement']")]).filter(({ length }) => length);
}

/** Puts the statements of each group in order; headings stay where they are, labels go along. */
function arrange(sheet, seed) {
  const place = ({ dataset }) => dataset.place ?? 0; // those of an order that was not drawn tell no places
  if (!written.has(sheet)) written.set(sheet, groupsOf(sheet).map((group) => group.sort((a, b) => place(a) - place(b))));
  groupsOf(sheet).forEach((shown, group) => {
    const own = written.get(sheet)[group];
    own.forEach((asked, place) => (seed === null ? delete asked.dataset.place : (asked.dataset.place = place)));
    const order = seed === null ? own : shuffled(seed, group, shown.length).map((place) => own[place]);
    if (order.every((asked, index) => asked === shown[index])) return;
    const places = shown.map((asked) => asked.parentNode.insertBefore(new Comment(), asked));
    places.forEach((place, index) => place.replaceWith(order[index]));
  });
  const numbers = [...sheet.querySelectorAll("[data-clinic='statement'] > p:first-child > i")];
  numbers.forEach((of, index) => write(of, fill("print.statement", { n: index + 1, m: numbers.length })));
}

/** Says which order is printed, so that nobody mixes two. */
function nameVersion(sheet, seed) {
  const end = sheet.querySelector(".running > :last-child");
  const version = end?.querySelector(".version");
  if (seed !== null) {
    const text = fill("print.version", { seed });
    if (version) write(version, text);
    else end?.append(" · ", Object.assign(classed("span", "version"), { textContent: text }));
  } else if (version) {
    version.previousSibling.data = version.previousSibling.data.replace(/ · $/, "");
    version.remove();
  }
}

function dress(sheet) {
  const now = optionsOf(sheet);
  if (!now) return;
  const kind = sheet.dataset.sheet;
  sheet.hidden = !now.sheets.includes(kind) || isBare(sheet, now);
  const { apart, drawn } = paper.kinds[kind] ?? {};
  const holes = now.punch && !apart ? " punched" : "";
  const fixed = now.paper === "reader" ? "" : ` paper-${now.paper}`;
  const lines = now.line === 9 ? "" : ` line-${now.line}`;
  sheet.className = `sheet${fixed}${lines}${holes}`;
  for (const field of sheet.querySelectorAll(".fields > [data-field]")) field.hidden = !now.header.includes(field.dataset.field);
  for (const hint of sheet.querySelectorAll(".hint")) hint.hidden = !now.hints;
  arrange(sheet, now.seed);
  if (drawn) nameVersion(sheet, now.seed);
}

function apply() {
  if (!paper.large) document.body.classList.toggle("large", chosen.size === "large");
  for (const sheet of sheets()) if (sheet.dataset.page === "1" && sheet.dataset.sheet in cutters) cut(sheet);
  sheets().forEach(dress);
  for (const line of lines()) line.hidden = sheetOf(line)?.hidden;
}

// ---- Where pages end, and how many there are ----

const lines = () => [...document.querySelectorAll(".outline > li")];
const sheetOf = (line) => document.getElementById(line.querySelector("a").hash.slice(1));
const blocks = (sheet) => [...sheet.querySelectorAll(".flow > tbody > tr, .wall > li, .form > *, .form li, .form tbody > tr")];

/** Whether a sheet is as wide on the screen as it is on paper. */
const isTrue = (sheet) => {
  const width = sheet.classList.contains("paper-letter") ? 215.9 : 210;
  return sheet.getBoundingClientRect().width > (width * 96) / 25.4 - 1;
};

/** On which pages of a copy a block stands. */
function pagesIn(copy, block) {
  const { left, right, width } = copy.getBoundingClientRect();
  const from = getComputedStyle(copy).direction === "rtl" ? (rect) => right - rect.right : (rect) => rect.left - left;
  const rects = [...block.getClientRects()].filter(({ height }) => height > 0);
  return rects.map((rect) => Math.floor((from(rect) + 1) / width) + 1);
}

/** Before which blocks of a sheet its pages begin; a page that begins within a block has no mark. */
function turns(sheet, copy) {
  const found = [];
  const copies = blocks(copy);
  let [page, last] = [1, 1];
  blocks(sheet).forEach((block, index) => {
    const here = pagesIn(copy, copies[index]);
    if (here[0] > page && (here[0] > last || copies[index - 1]?.contains(copies[index]))) found.push([block, here[0]]);
    if (here.length) [page, last] = [Math.max(page, here[0]), here.at(-1)];
  });
  return found;
}

/** Shows where a page begins. */
function mark([block, page]) {
  const turn = classed({ TR: "tr", LI: "li" }[block.tagName] ?? "p", "turns");
  turn.ariaHidden = "true";
  const room = block.cells ? turn.insertCell() : turn;
  if (block.cells) room.colSpan = block.cells.length;
  room.append(fill("print.measured", { n: page }));
  block.before(turn);
}

/** How many pages a copy takes; not exact where a table goes on, since only paper repeats its head. */
function counted(copy) {
  const tables = [...copy.querySelectorAll(".form table:has(thead)")];
  const exact = tables.every((table) => new Set(pagesIn(copy, table)).size < 2);
  return { pages: Math.max(1, Math.round(copy.scrollWidth / copy.clientWidth)), exact };
}

/** Has the browser break copies of the sheets into columns that are as large as pages. */
function measure() {
  for (const turn of document.querySelectorAll(".turns")) turn.remove();
  const flowing = sheets().filter((sheet) => !sheet.hidden && !sheet.dataset.page && isTrue(sheet));
  const copies = flowing.map((sheet) => sheet.cloneNode(true));
  for (const copy of copies) copy.classList.add("measure");
  document.body.append(...copies);
  const counts = new Map(flowing.map((sheet, index) => [sheet, counted(copies[index])]));
  const marks = flowing.flatMap((sheet, index) => turns(sheet, copies[index]));
  for (const copy of copies) copy.remove();
  marks.forEach(mark);
  tally(counts);
}

/** Writes how many pages will be printed. */
function tally(counts) {
  let [total, about] = [0, ""];
  for (const line of lines().filter((line) => !line.hidden)) {
    const cut = sheetOf(line)?.dataset.pages;
    const { pages, exact } = counts.get(sheetOf(line)) ?? { pages: Number(cut ?? line.dataset.pages), exact: cut };
    if (!exact) about = "about_";
    total += pages;
    write(line.querySelector(".pages"), count(`print.${exact ? "" : "about_"}pages`, pages));
  }
  write(form?.elements.namedItem("total"), count(`print.${about}total`, total));
}

let waiting;

/** Measures when nothing has happened for a moment. */
function measureSoon() {
  if (!paper) return;
  clearTimeout(waiting);
  waiting = setTimeout(measure, 150);
}

// ---- The controls ----

const optionOf = { fill: "rows", order: "seed" };
const store = () => `clinic:print:${paper.course}`;

/** Puts the form of the course into the room that the page keeps for it. */
function place() {
  const room = document.getElementById("controls");
  if (form?.isConnected || !room) return;
  room.insertAdjacentHTML("afterbegin", paper.form);
  form = room.querySelector("form");
  form.addEventListener("input", choose);
  // In a field this key ends a number, and no more.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input, select")) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    print();
  });
  form.elements.namedItem("defaults")?.addEventListener("click", forget);
}

/** Leaves out of the form what this page does not have. */
function fit() {
  const has = (kind) => paper.more.includes(kind) || sheets().some(({ dataset }) => dataset.sheet === kind);
  const offer = (part, is) => part && (part.hidden = !is);
  for (const field of form.querySelectorAll("[name='sheets']")) {
    offer(field.closest("label"), has(field.value));
    field.disabled = !has(field.value);
  }
  const around = (name, part) => form.querySelector(`[name='${name}']`)?.closest(part);
  offer(around("rows", "fieldset"), has("log"));
  offer(around("cards", "fieldset"), has("cards"));
  offer(around("seed", "fieldset"), Object.keys(paper.kinds).some((kind) => paper.kinds[kind].drawn && has(kind)));
  offer(around("starter", "label"), [...paper.modules.values()].some(hasStarter));
  offer(around("hints", "label"), paper.hinted);
}

/** Shows in the form what holds; of a pack, as its first module wants it. */
function show() {
  const isPrinted = (sheet) => authored(sheet)?.sheets.includes(sheet.dataset.sheet) ?? true;
  const kinds = sheets().filter(isPrinted).map(({ dataset }) => dataset.sheet);
  const now = { size: "usual", ...paper.first, sheets: kinds, ...chosen };
  for (const field of form.elements) {
    const name = optionOf[field.name] ?? field.name;
    if (!Object.hasOwn(options, name) || now[name] === undefined) continue;
    const text = options[name].write(now[name]);
    if (field.name === "fill") field.checked = text === "fill";
    else if (field.name === "order") field.checked = (field.value === "authored") === (text === "off");
    else if (options[name] === flag) field.checked = now[name];
    else if (["checkbox", "radio"].includes(field.type)) field.checked = text.split(",").includes(field.value);
    else field.value = now[name] ?? field.defaultValue;
  }
  bind();
}

/** A number counts only where nothing else is chosen, and large print has lines of its own. */
function bind() {
  const { rows, fill, seed, order, line, size } = form.elements;
  if (rows && fill && !fill.checked) rows.value ||= 12;
  if (rows && fill) rows.disabled = fill.checked;
  if (seed && order) seed.disabled = order.value !== "drawn";
  if (line && size) line.disabled = size.checked;
  if (line?.disabled) line.value = paper.large_line;
}

/** What the controls say of an option, as an address has it. */
function said(name) {
  const data = new FormData(form);
  if (name === "rows") return data.has("fill") ? "fill" : data.get("rows");
  if (name === "seed") return data.get("order") === "drawn" ? data.get("seed") : "off";
  if (name === "size") return data.get("size") ?? "usual";
  if (options[name] === flag) return data.has(name) ? "yes" : "no";
  return data.getAll(name).join();
}

/** Kinds of sheet that this page does not have stay as they were: others of the course may have them. */
function withAbsent(kinds) {
  const present = [...form.querySelectorAll("[name='sheets']:enabled")].map(({ value }) => value);
  const before = chosen.sheets ?? paper.first?.sheets ?? [];
  return [...kinds, ...before.filter((kind) => !present.includes(kind))];
}

function choose({ target }) {
  const name = optionOf[target.name] ?? target.name;
  if (!Object.hasOwn(options, name)) return;
  bind();
  const value = options[name].read(said(name) ?? "");
  if (value === undefined) return;
  if (isAuthored(name, value)) delete chosen[name];
  else chosen[name] = name === "sheets" ? withAbsent(value) : value;
  if (name === "size") show();
  keep();
  update();
}

/** Keeps what was chosen in the address, so that a link opens it, and in the browser. */
function keep() {
  const others = [...new URLSearchParams(location.search)].filter(([name]) => !names.includes(name));
  const all = [query(), String(new URLSearchParams(others))].filter(Boolean).join("&");
  attempt(() => history.replaceState(history.state, "", location.pathname + (all && `?${all}`) + location.hash));
  attempt(() => (query() ? localStorage.setItem(store(), query()) : localStorage.removeItem(store())));
}

function forget() {
  chosen = {};
  keep();
  show();
  update();
}

function update() {
  apply();
  askForMore();
  measureSoon();
}

// ---- What lies beside the page ----

/** Asks for the sheets beside the page, once somebody wants one of them. */
function askForMore() {
  if (isAsked || !chosen.sheets?.some((kind) => paper.more.includes(kind))) return;
  isAsked = true;
  const script = Object.assign(document.createElement("script"), { src: "more.js" });
  script.onload = () => script.remove();
  // Whoever chooses once more asks once more.
  script.onerror = () => {
    script.remove();
    isAsked = false;
  };
  document.head.append(script);
}

/** Puts sheets into the page that lay beside it, with their lines in the list and their codes; `html` is made of pieces. */
function add(html, pieces) {
  const { content } = Object.assign(document.createElement("template"), { innerHTML: html(pieces) });
  const put = (into, found) => {
    for (const each of found) into.append(each, "\n");
    added.push(...found);
  };
  put(document.querySelector(".outline"), [...content.firstElementChild.children]);
  put(document.getElementById("main"), content.querySelectorAll(".codes"));
  put(document.body, content.querySelectorAll(".sheet"));
  update();
}

// ---- The page ----

/** What the page and its course say, in one. */
function told() {
  const shared = globalThis.clinicSheets;
  const { modules = [], pages = {}, ...own } = JSON.parse(document.getElementById("paper").textContent);
  const whole = (options) => ({ ...shared.options, ...options });
  const module = ({ name, log, faces = [[], []], ...options }) => (
    [name, { heights: { log, cards: faces }, options: whole(options) }]);
  const page = ([id, options]) => [id, whole({ ...options, sheets: ["page"] })];
  const told = { more: [], ...shared, ...own, modules: new Map(modules.map(module)), pages: Object.fromEntries(Object.entries(pages).map(page)) };
  const [first] = [...[...told.modules.values()].map(({ options }) => options), ...Object.values(told.pages)];
  return { ...told, first };
}

function listen() {
  addEventListener("resize", measureSoon);
  addEventListener("load", measureSoon);
  document.fonts?.ready.then(measureSoon);
  // The preview has changed the page under what was chosen, or the words and the form of the course.
  document.addEventListener("clinic:updated", () => (query() ? location.reload() : start()));
  document.addEventListener("clinic:sheets", () => {
    form?.remove();
    start();
  });
}

function start() {
  // Without what all worksheets share, this page prints as it came.
  if (!globalThis.clinicSheets) return;
  paper = told();
  globalThis.clinicSheets.more = add;
  for (const each of added.splice(0)) each.remove();
  isAsked = false;
  chosen = { ...read(attempt(() => localStorage.getItem(store()))), ...read(location.search) };
  place();
  if (form) {
    document.getElementById("controls").hidden = false;
    fit();
    show();
  }
  update();
}

start();
listen();
})();
