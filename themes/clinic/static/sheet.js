// The worksheets: what a reader chooses is shown at once, as it will be printed. Without this script what the author
// chose prints. Log and cards are cut by the sums of src/paper/; with the same options both give the same sheets.
// What flows from page to page is cut into pages too, so that each can say whose and which it is.
// What all worksheets of a course share, the form too, comes in a script before this one; the sheets that a page does not
// print by itself come in another, `more.js` beside it, when somebody chooses one.
(() => {
"use strict";

const cuts = new WeakMap(); // from the first page of a sheet to how it is cut
const written = new WeakMap(); // from a sheet to its statements, group by group as their author wrote them
const asked = new WeakMap(); // from room for an answer to how many lines its author wants
const wholes = new Map(); // from a sheet that flows to its pages, which stand in its place
const loose = new Map(); // from a sheet of one page that was set closer to the classes that it had
const places = new Map(); // from the first page of cards that went before all else to where they stood
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
  save: flag,
  header: list(() => ["name", "date", "group"]),
  lines: number(0, 40),
  hints: flag,
  starter: flag,
  cards: word("fold", "duplex", "single"),
  seed: number(0, 2 ** 32 - 1, "off"),
  form: word("boxes", "table"),
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

/** What holds for a sheet. Large print has lines of its own, and so has what saves paper. */
function optionsOf(sheet, choices = chosen) {
  const own = authored(sheet);
  const now = own && { ...own, size: paper.large ? "large" : "usual", ...choices };
  if (now?.size === "large") return { ...now, save: false, line: paper.large_line };
  return now?.save ? { ...now, line: paper.saving_line, cards: "fold" } : now;
}

/** Whether the author wants the same everywhere. */
function isAuthored(name, value) {
  if (name === "size") return value === "usual";
  if (name === "sheets" && paper.more.some((kind) => value.includes(kind))) return false;
  if (name === "lines") return rooms().every((room) => asked.get(room) === value);
  return sheets().every((sheet) => {
    const own = authored(sheet)?.[name];
    const told = (value) => (name === "sheets" ? value.includes(sheet.dataset.sheet) : options[name].write(value));
    return own === undefined || told(own) === told(value);
  });
}

// ---- Log and cards, cut into pages; lengths are tenths of a millimetre ----

const sizeOf = ({ size, save }) => (size === "large" ? 1 : save ? 2 : 0);

/**
 * How many starter entries and blank rows stand on each page, and how much higher than they must be the fields of its boxes are,
 * in half millimetres, on any paper and on A4, by the heights of the title, of the heads of columns and of the entries; `across`
 * tells how many fields stand in each row of a box.
 */
function logPages(now, [title, heads, ...starter], across) {
  const { log, boxes, running, code, gap, foot, portrait, landscape, more_on_a4: onA4 } = paper.geometry[sizeOf(now)];
  const isTable = now.form === "table";
  const fieldsHigh = across.reduce((sum, fields) => sum + Math.max(boxes.line, now.line) * (fields < 3 ? boxes.two : boxes.three), 0);
  const row = isTable ? Math.max(log.row, 20 * now.line) + log.strip : fieldsHigh + boxes.strip + boxes.gap;
  const area = (isTable ? landscape : portrait)[Number(now.punch)];
  const room = (above) => Math.max(0, area.height - above - (isTable ? Math.max(log.head, heads) + log.legend : boxes.legend) - foot);
  const fields = now.header.length ? now.line * 10 + 10 : 0;
  const next = room(running);
  const pages = [{ starter: 0, blank: 0, left: room(running + Math.max(title + fields, code) + gap) }];
  const add = (what, height) => {
    const { starter, blank, left } = pages.at(-1);
    if (height > left && starter + blank > 0) pages.push({ starter: 0, blank: 0, left: next });
    const page = pages.at(-1);
    page.left = Math.max(0, page.left - height);
    page[what] += 1;
  };
  const entry = (text) => (isTable ? Math.max(text + log.strip, row) : text + boxes.gap);
  if (now.starter) for (const text of starter) add("starter", entry(text));
  const { left, starter: isBegun } = pages.at(-1);
  const filled = left >= row || isBegun === 0 ? left : next;
  const most = Math.max(1, Math.floor(filled / row));
  let rows = now.save ? Math.min(now.rows ?? most, most) : (now.rows ?? most);
  for (; rows > 0; rows -= 1) add("blank", row);
  even(pages, row);
  const growing = isTable || now.save ? 0 : across.length;
  const more = (blank, left) => (blank * growing ? Math.floor(Math.min(Math.floor(left / (blank * growing)), boxes.most) / 5) : 0);
  return pages.map(({ starter, blank, left }) => ({ starter, blank, more: [more(blank, left), more(blank, left + onA4)] }));
}

/** Deals the blank rows of a log, of this height, out anew over their pages, about as many on each. */
function even(pages, row) {
  let rest = pages.reduce((sum, { blank }) => sum + blank, 0);
  pages.forEach((page, index) => {
    const most = index === pages.length - 1 ? rest : page.blank;
    const count = Math.min(Math.ceil(rest / (pages.length - index)), most);
    page.left = Math.max(0, page.left + (page.blank - count) * row);
    page.blank = count;
    rest -= count;
  });
}

/** Which cards stand in each row of each page, by the heights of their faces; `null` is a blank one. */
function cardPages({ cards: style, size, save }, faces) {
  const { cards: sizes, portrait, foot } = paper.geometry[sizeOf({ size, save })];
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

/** What stands in a row of the log that is there to be ticked; its words come with the style. */
const ticks = () =>
  `<ul><li>${"<li>".repeat(paper.error_kinds)}<li>${paper.days.map((days) => `<li>${days}`).join("")}</ul>`;

/** The starter entries of a log, a text for each column, however it is laid out. */
function entriesOf(run) {
  const text = (cell) => {
    const copy = cell.cloneNode(true);
    if (cell.matches("span")) copy.querySelector("i")?.remove();
    return copy.innerHTML.trimStart();
  };
  const rows = run.flatMap((page) => [...page.querySelectorAll(".worked")]);
  return rows.map((row) => [...row.children].map(text));
}

/** The columns of a log: their headings as HTML, with widths where these are not the usual ones. */
const headsOf = ({ columns }) => columns?.heads ?? usualColumns.map((key) => [escaped(paper.words[`log.column.${key}`])]);
const usualColumns = ["date", "mistake", "symptom", "root_cause", "repair", "card"];
const escaped = (text) => Object.assign(document.createElement("i"), { textContent: text }).innerHTML;

/** A page of a log as a table: what stands in its table. */
function tableOf(module, entries, blank, hidden) {
  const heads = headsOf(module);
  const strip = `<td colspan="${heads.length}">${ticks()}</td>`;
  const head = ([title, width]) => `<th scope="col"${width ? ` class="w-${width}"` : ""}>${title}</th>`;
  const worked = (texts) =>
    `\n<tr class="worked"${hidden}>${texts.map((text) => `<td>${text}</td>`).join("")}</tr>\n<tr${hidden}>${strip}</tr>`;
  const row = `\n<tr data-clinic="log-row">${"<td></td>".repeat(heads.length)}</tr>\n<tr>${strip}</tr>`;
  const rows = entries.map(worked).join("") + row.repeat(blank);
  return `\n<thead>\n<tr>${heads.map(head).join("")}</tr>\n</thead>\n<tbody>${rows}\n</tbody>\n`;
}

/** The same in boxes. */
function boxesOf(module, entries, blank, hidden) {
  const heads = headsOf(module).map(([title]) => title);
  const { rows, date } = module.columns ?? { rows: [2, 3], date: 0 };
  const cell = (text, column) => `${text ? `<span><i>${heads[column]}</i> ${text}</span>` : "<i></i>"} `;
  const worked = (texts) => `\n<p class="worked"${hidden}>${texts.map(cell).join("")}</p>`;
  const across = rows.flatMap((fields) => Array(fields).fill(fields));
  const named = (title, at) => `<div class="of-${across[at]}"><b>${title}</b></div>`;
  const fields = heads.filter((_, column) => column !== date);
  const box = module.columns ? fields.map(named).join("") : "<p>".repeat(fields.length);
  return entries.map(worked).join("") + `<div data-clinic="log-row">${box}${ticks()}</div>`.repeat(blank);
}

function layLog(run, pages, { form, starter }) {
  const module = paper.modules.get(run[0].dataset.module);
  const entries = entriesOf(run);
  const isDated = (module.columns ? module.columns.date : 0) !== null;
  const className = form === "table" ? "fill" : `log-boxes${module.columns ? "" : " usual"}${isDated ? " dated" : ""}`;
  turned(run, pages.length).forEach((page, index) => {
    // Entries that are not printed wait on the first page.
    const here = entries.splice(0, starter ? pages[index].starter : entries.length);
    const hidden = starter ? "" : " hidden";
    const before = page.querySelector("[data-clinic='log']");
    const [more, onA4] = pages[index].more;
    const grown = (more ? ` more-${more}` : "") + (onA4 ? ` a4-${onA4}` : "");
    const log = classed(form === "table" ? "table" : "div", className + grown);
    Object.assign(log.dataset, { clinic: "log", clinicId: before.dataset.clinicId });
    log.innerHTML = (form === "table" ? tableOf : boxesOf)(module, here, pages[index].blank, hidden);
    before.replaceWith(log);
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
    write(page.querySelector(".sheet-foot > span"), hint);
  });
}

const cutters = { log: [logPages, layLog], cards: [cardPages, layCards] };

const hasStarter = ({ heights }) => heights.log[0][0].length > 2;

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
  const { log, cards } = module.heights;
  const heights = (wanted) => (first.dataset.sheet === "log" ? log[Number(wanted.form === "table")] : cards);
  const pages = (wanted) => plan(wanted, heights(wanted)[Number(wanted.size === "large")], module.columns?.rows ?? [2, 3]);
  const key = (wanted) => JSON.stringify([pages(wanted), wanted.starter, wanted.cards, wanted.form]);
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

/** The rooms for answers, in the sheets as they came. */
const rooms = () =>
  [...wholes.keys(), ...sheets()].flatMap((sheet) => [...sheet.querySelectorAll(".reply")]).filter((room) => asked.has(room));

/** Notes how many lines the author of a room wants. */
function note(room) {
  if (!asked.has(room)) asked.set(room, Number(room.dataset.lines ?? room.childElementCount));
  return asked.get(room);
}

/** Rules the lines below a question: as many as its author wants, or as a reader does, and fewer where paper is saved. */
function rule(room, { lines, save }) {
  const wanted = lines ?? note(room);
  const count = save ? Math.min(wanted, paper.saving_lines) : wanted;
  if (count === wanted) delete room.dataset.lines;
  else room.dataset.lines = wanted;
  room.hidden = count === 0;
  while (room.childElementCount > count) room.lastElementChild.remove();
  while (room.childElementCount < count) room.append(classed("span", "rule"));
}

/** Says which order is printed, so that nobody mixes two. */
function nameVersion(sheet, seed) {
  const end = sheet.querySelector(".running > span");
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
  const saves = now.save ? " save" : "";
  const lies = kind === "log" && now.form === "table" ? " across" : "";
  sheet.className = `sheet${fixed}${lines}${holes}${saves}${lies}`;
  for (const field of sheet.querySelectorAll("[data-field]")) field.hidden = !now.header.includes(field.dataset.field);
  for (const hint of sheet.querySelectorAll(".hint")) hint.hidden = !now.hints;
  for (const room of sheet.querySelectorAll(".reply")) rule(room, now);
  arrange(sheet, now.seed);
  if (drawn) nameVersion(sheet, now.seed);
}

/**
 * Cards that are printed on both sides come before all else: each of their fronts begins a leaf then. So do cards where paper is
 * saved, since what stands on both sides of them may share a page.
 */
function lead() {
  const leads = (sheet) => sheet.querySelector(":scope > .duplex") || sheet.matches(".save:has(> .paper-cards)");
  for (const [first, place] of places) {
    if (leads(first)) continue;
    place.replaceWith(...pagesOf(first));
    places.delete(first);
  }
  const next = sheets().find((sheet) => !leads(sheet));
  for (const first of sheets().filter((sheet) => sheet.dataset.page === "1" && leads(sheet))) {
    if (!next || first.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) continue;
    const place = new Comment();
    first.before(place);
    places.set(first, place);
    next.before(...pagesOf(first));
  }
}

function apply() {
  restore();
  if (!paper.large) document.body.classList.toggle("large", chosen.size === "large");
  for (const sheet of sheets()) if (sheet.dataset.page === "1" && sheet.dataset.sheet in cutters) cut(sheet);
  sheets().forEach(dress);
  lead();
  for (const line of lines()) line.hidden = sheetOf(line)?.hidden;
}

// ---- Where pages end, and how many there are ----

const lines = () => [...document.querySelectorAll(".outline > li")];
const sheetOf = (line) => document.getElementById(line.querySelector("a").hash.slice(1));

/** Whether the window is wide enough for sheets to be laid out on the screen as they are on paper. */
const isTrue = () => innerWidth > 640 && matchMedia("screen").matches;

/** What stays whole where a page ends: rows of a table, items of a list, other blocks. */
function blocks(sheet) {
  const form = sheet.querySelector(".form");
  if (!form) return [...sheet.querySelectorAll(":scope > .sheet-head, .flow > tbody > tr, .wall > li")];
  const parts = (block) => {
    const items = [...block.querySelectorAll(block.matches("ol, ul") ? ":scope > li" : ":scope > table > tbody > tr")];
    return items.length > (block.matches("ol, ul") ? 1 : 8) ? items : [block];
  };
  return [...sheet.querySelectorAll(".sheet-head"), ...[...form.children].flatMap(parts)];
}

/** Whether a block goes with the one before it: the first one below a heading, and lines below their question. */
const isJoined = (block, before) => block.matches(".lines") || Boolean(before?.matches("h2, h3, h4, .sheet-head, .sheet-intro"));

const millimetre = 96 / 25.4;

/** How many millimetres of text a page holds, by the margins of the style sheet; the smaller paper where none is fixed. */
const textHeight = (sheet) => (sheet.classList.contains("paper-a4") ? 297 : 279.4) - 26;

/** How a copy lies that is as wide as paper: where each of its blocks begins and ends, and the room that a page has for them. */
function laid(copy) {
  const all = blocks(copy);
  const boxes = all.map((block, index) => {
    const { top, bottom } = block.getBoundingClientRect();
    return { top, bottom, joined: isJoined(block, all[index - 1]), opens: block.matches("h2, h3") };
  });
  const { top, bottom } = copy.getBoundingClientRect();
  const room = (textHeight(copy) - 1) * millimetre - (boxes[0].top - top) - (bottom - boxes.at(-1).bottom);
  return { boxes, room, saves: copy.matches(".save"), exact: boxes.every((box) => box.bottom - box.top <= room) };
}

/**
 * With which blocks the pages of a sheet begin: a section stays whole where that takes no page more. Where paper is saved, the
 * rest of a page is for the next sheet.
 */
function starts(told, first = told.room) {
  const full = filled(told, first);
  const whole = full?.length > 1 && !told.saves ? filled(told, first, true) : null;
  return whole && whole.length <= full.length ? whole : full;
}

/**
 * The same for pages as full as can be, or with sections that fit a page kept whole. The first has this room; nothing comes of it
 * where not even the head fits there.
 */
function filled({ boxes, room }, first, isWhole = false) {
  const end = (section) => {
    const next = boxes.findIndex((box, index) => index > section && box.opens);
    return boxes.at(next < 0 ? -1 : next - 1).bottom;
  };
  const found = [0];
  for (let index = 1; index < boxes.length; index += 1) {
    const from = found.at(-1);
    if (boxes[index].bottom - boxes[from].top <= (from ? room : first)) continue;
    let at = index;
    while (at > from && boxes[at].joined) at -= 1;
    const section = isWhole ? boxes.findLastIndex((box, index) => box.opens && index <= at) : -1;
    if (section > from && end(section) - boxes[section].top <= room) at = section;
    if (at === from && first < room && from === 0) return null;
    found.push(at > from ? at : index);
    index = Math.max(index - 1, found.at(-1));
  }
  return boxes[0].bottom - boxes[0].top > first && first < room ? null : found;
}

/** How much of its last page a sheet takes. */
const lastUsed = ({ boxes }, found) => boxes.at(-1).bottom - boxes[found.at(-1)].top;

/** A copy of a sheet that holds these of its blocks alone. */
function part(whole, from, to) {
  const page = whole.cloneNode(true);
  blocks(page).forEach((block, index) => {
    if (index >= from && index < to) return;
    const around = block.parentElement;
    if (index < from && around.matches("ol")) around.start += 1;
    block.remove();
    if (around.childElementCount === 0) (around.closest(".table") ?? around).remove();
  });
  return page;
}

/** Puts back what flows as it came. */
function restore() {
  for (const [whole, [first, ...others]] of wholes) {
    first.replaceWith(whole);
    for (const page of others) page.remove();
  }
  for (const [sheet, classes] of loose) sheet.className = classes;
  wholes.clear();
  loose.clear();
}

/** Cuts a sheet that flows into pages, each of which says whose and which it is. */
function split(whole, found, classes) {
  const pages = found.map((from, index) => {
    const page = part(whole, from, found[index + 1] ?? Infinity);
    const position = fill("print.page", { n: index + 1, m: found.length });
    Object.assign(page.dataset, { page: index + 1, pages: found.length });
    page.className = index ? classes.replace(" joined", "") : classes;
    page.ariaLabel += paper.words["mark.comma"] + position;
    if (index > 0) page.id += `:${index + 1}`;
    page.querySelector(".running > span").append(" · ", Object.assign(classed("span", "position"), { textContent: position }));
    return page;
  });
  wholes.set(whole, pages);
  whole.replaceWith(...pages.flatMap((page, index) => (index ? ["\n", page] : [page])));
  return pages.at(-1);
}

/** How much closer a sheet may be set to save a page: its gaps, then its lines by a millimetre, where nobody chose them. */
function closer(sheet) {
  const line = Number(sheet.className.match(/line-(\d+)/)?.[1] ?? 9);
  const isFixed = document.body.classList.contains("large") || "line" in chosen || line < 8;
  return ["", " tight", ...(isFixed ? [] : [` tight line-${line - 1}`])];
}

/** The classes of a sheet that is set closer: it has one distance of lines. */
const set = (classes, tight) => (tight.includes(" line-") ? classes.replace(/ line-\d+/, "") : classes) + tight;

/** Lays copies of sheets out as wide as paper, each as close as is told. */
function measured(wanted) {
  const copies = wanted.map(([sheet, tight]) => {
    const copy = sheet.cloneNode(true);
    copy.className = `${set(sheet.className, tight)} measure`;
    return copy;
  });
  document.body.append(...copies);
  const found = copies.map(laid);
  for (const copy of copies) copy.remove();
  return found;
}

/** How each of these sheets is laid out: as loosely as no page more is spent. */
function settled(flowing) {
  const best = new Map();
  let left = flowing;
  for (let close = 0; left.length; close += 1) {
    const wanted = left.map((sheet) => [sheet, closer(sheet)[close]]);
    measured(wanted).forEach((told, index) => {
      const [sheet, tight] = wanted[index];
      const found = starts(told);
      const before = best.get(sheet);
      if (!before || found.length < before.found.length) best.set(sheet, { ...told, found, tight });
    });
    left = left.filter((sheet) => best.get(sheet).found.length > 1 && closer(sheet).length > close + 1);
  }
  return best;
}

/** Cuts what flows into pages. Where paper is saved, a sheet goes on below the one before it if that spares a page. */
function measure() {
  clearTimeout(waiting);
  waiting = undefined;
  if (!paper) return;
  restore();
  const shown = sheets().filter((sheet) => !sheet.hidden);
  const best = settled(isTrue() ? shown.filter((sheet) => !sheet.dataset.page && blocks(sheet).length) : []);
  const counts = new Map();
  let [last, left] = [null, 0];
  for (const sheet of shown) {
    const told = best.get(sheet);
    // What hangs on a wall shares no page.
    if (sheet.dataset.sheet === "protocol") last = null;
    const below = told && last && starts(told, left);
    const isBelow = below && below.length - 1 <= told.found.length;
    const found = isBelow ? below : told?.found;
    if (isBelow) {
      if (!loose.has(last)) loose.set(last, last.className);
      last.className += " goes-on";
    }
    if (told) {
      counts.set(sheet.id, { pages: found.length, exact: told.exact, shared: Number(isBelow) });
      const classes = set(sheet.className, told.tight) + (isBelow ? " joined" : "");
      const used = lastUsed(told, found) + (isBelow && found.length === 1 ? told.room - left : 0);
      left = told.room - used - 4 * millimetre;
      // What is higher than a page goes on as the browser likes, and so does what follows.
      if (found.length > 1 && told.exact) last = split(sheet, found, classes);
      else {
        if (sheet.className !== classes) loose.set(sheet, sheet.className);
        sheet.className = classes;
        last = sheet;
      }
    }
    const isOpen = told?.exact && sheet.matches(".save") && sheet.dataset.sheet !== "protocol";
    if (!isOpen || left < 20 * millimetre) last = null;
  }
  tally(counts);
}

/** Writes how many pages will be printed. */
function tally(counts) {
  let [total, about] = [0, ""];
  for (const line of lines().filter((line) => !line.hidden)) {
    const cut = sheetOf(line)?.dataset.pages;
    const known = counts.get(sheetOf(line)?.id);
    const { pages, exact, shared } = known ?? { pages: Number(cut ?? line.dataset.pages), exact: cut, shared: 0 };
    if (!exact) about = "about_";
    total += pages - shared;
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
  offer(around("lines", "label"), rooms().length > 0);
  offer(around("seed", "fieldset"), Object.keys(paper.kinds).some((kind) => paper.kinds[kind].drawn && has(kind)));
  offer(around("starter", "label"), [...paper.modules.values()].some(hasStarter));
  offer(around("hints", "label"), paper.hinted);
}

/** Shows in the form what holds; of a pack, as its first module wants it. */
function show() {
  const isPrinted = (sheet) => authored(sheet)?.sheets.includes(sheet.dataset.sheet) ?? true;
  const kinds = sheets().filter(isPrinted).map(({ dataset }) => dataset.sheet);
  const now = { size: "usual", ...paper.first, sheets: kinds, lines: rooms().map(note)[0], ...chosen };
  for (const field of form.elements) {
    const name = optionOf[field.name] ?? field.name;
    if (!Object.hasOwn(options, name) || now[name] === undefined) continue;
    const text = options[name].write(now[name]);
    if (field.name === "fill") field.checked = text === "fill";
    else if (field.name === "order") field.checked = (field.value === "authored") === (text === "off");
    else if (options[name] === flag) field.checked = now[name];
    else if (["checkbox", "radio"].includes(field.type)) field.checked = text.split(",").includes(field.value);
    else {
      if (name === "lines" && !field.querySelector(`[value="${text}"]`)) field.add(new Option(text));
      field.value = now[name] ?? field.defaultValue;
    }
  }
  bind();
}

/** A number counts only where nothing else is chosen. Large print has lines of its own, and so has what saves paper. */
function bind() {
  const { rows, fill, seed, order, line, size, save } = form.elements;
  if (rows && fill && !fill.checked) rows.value ||= 12;
  if (rows && fill) rows.disabled = fill.checked;
  if (seed && order) seed.disabled = order.value !== "drawn";
  if (save && size) save.disabled = size.checked;
  if (line && size) line.disabled = size.checked || Boolean(save?.checked);
  if (line?.disabled) line.value = size.checked ? paper.large_line : paper.saving_line;
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
  if (name === "size" || name === "save") show();
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
  measure();
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

/** The text that was packed into a shorter one: after `~` digits say how much of what came before comes once more, and how far back. */
function unpacked(packed, width) {
  const given = [...packed];
  const text = [...paper.primer];
  const start = text.length;
  const last = 54; // of the digits, which begin with `%`
  let at = 0;
  const digit = () => given[at++].charCodeAt(0) - 37;
  while (at < given.length) {
    const character = given[at++];
    if (character !== "~") {
      text.push(character);
      continue;
    }
    let [length, part, back] = [0, last, 0];
    while (part === last) length += part = digit();
    if (!length) text.push("~");
    else for (let n = 0; n < width; n += 1) back = back * (last + 1) + digit();
    for (; length > 0; length -= 1) text.push(text[text.length - back]);
  }
  return text.slice(start).join("");
}

/** Puts sheets into the page that lay beside it, with their lines in the list and their codes. */
function add(packed, width) {
  const { content } = Object.assign(document.createElement("template"), { innerHTML: unpacked(packed, width) });
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
  // A page of blank cards is for those alone who choose it.
  const printed = (sheets, faces) => (faces ? sheets : sheets.filter((kind) => kind !== "cards"));
  const module = ({ name, log, columns, faces, form = "boxes", sheets = shared.options.sheets, ...options }) => [name, {
    heights: { log, cards: faces ?? [[], []] },
    columns,
    options: whole({ ...options, form, sheets: printed(sheets, faces) }),
  }];
  const page = ([id, options]) => [id, whole({ ...options, sheets: ["page"] })];
  const told = { more: [], ...shared, ...own, modules: new Map(modules.map(module)), pages: Object.fromEntries(Object.entries(pages).map(page)) };
  const [first] = [...[...told.modules.values()].map(({ options }) => options), ...Object.values(told.pages)];
  return { ...told, first };
}

function listen() {
  addEventListener("resize", measureSoon);
  addEventListener("load", () => paper && measure());
  addEventListener("beforeprint", () => waiting && measure());
  document.fonts?.ready.then(measureSoon);
  // The preview has changed the page under what was chosen or cut, or the words and the form of the course.
  document.addEventListener("clinic:updated", () => (query() || wholes.size ? location.reload() : start()));
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
  restore();
  for (const each of added.splice(0)) each.remove();
  isAsked = false;
  chosen = { ...read(attempt(() => localStorage.getItem(store()))), ...read(location.search) };
  document.querySelectorAll("body > .sheet .reply").forEach(note);
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
