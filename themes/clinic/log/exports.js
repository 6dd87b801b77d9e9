// Out of the log and into it: a copy that is complete, tables for people, cards for Anki.
(() => {
"use strict";

const log = globalThis.clinicLog;

const FORMAT = "clinic-log";
const VERSION = 1; // of the file around the events

// ---- The copy ----

log.copy = (course, events, time) => {
  const head = JSON.stringify({ format: FORMAT, version: VERSION, course, saved: time });
  const lines = log.union(events).map((event) => `\n${JSON.stringify(event)}`);
  return `${head.slice(0, -1)},"events":[${lines}\n]}\n`;
};

log.readCopy = (text, course) => {
  /** @type {ReadCopy} */
  const read = { refused: "", course: "", saved: 0, events: [], broken: 0, newer: 0 };
  let copy;
  try {
    copy = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    copy = undefined;
  }
  if (copy?.format !== FORMAT || !Number.isSafeInteger(copy.version)) return { ...read, refused: "unreadable" };
  read.course = String(copy.course);
  read.saved = Number(copy.saved) || 0;
  if (copy.version > VERSION) return { ...read, refused: "newer" };
  if (!Array.isArray(copy.events)) return { ...read, refused: "unreadable" };
  if (copy.course !== course) return { ...read, refused: "foreign" };
  for (const event of copy.events) {
    const fault = log.check(event);
    if (fault) read[fault] += 1;
    if (fault !== "broken") read.events.push(event);
  }
  return read;
};

// ---- Tables ----

/** @param {LogRecord} record @param {string} key @param {Record<string, string>} titles */
function cell(record, key, titles) {
  const { fields, source, id } = record;
  const module = log.moduleOf(record);
  if (key === "module") return titles[module] ?? source?.title ?? module;
  if (key === "connects") return titles[fields.connects] ?? fields.connects ?? "";
  if (key === "label" || key === "url" || key === "text") return source?.[key] ?? "";
  return key === "id" ? id : fields[key] ?? "";
}

log.rows = (records, columns, titles = {}) => records.map((record) => columns.map(({ key }) => cell(record, key, titles)));

/** What a spreadsheet would take for a formula, blanks before it or not, gets an apostrophe. @param {string} text */
function quoted(text) {
  const plain = /^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

// By the mark at the start spreadsheets know that this is UTF-8.
log.csv = (rows) => `\uFEFF${rows.map((row) => `${row.map(quoted).join()}\r\n`).join("")}`;

/** Shows in markdown what was typed, whatever signs are in it. @param {string} text */
const typed = (text) => text.trim()
  .replace(/[\\`*_[\]<>&|~$]/g, "\\$&")
  .replace(/^[ \t]*(?=[-+#=:])|^[ \t]*\d+(?=[.)])/gm, "$&\\");

/** A text of several lines within an item of a list: lines end where they were ended. @param {string} text */
const within = (text) => typed(text)
  .replace(/\n\s*\n\s*/g, "\n\n")
  .replace(/([^\n])\n(?=[^\n])/g, "$1\\\n")
  .replace(/\n(?=[^\n])/g, "\n  ");

/** @param {LogRecord} entry @param {Column[]} columns @param {Record<string, string>} modules */
function section(entry, columns, modules) {
  const { date, mistake = "" } = entry.fields;
  const line = typed(mistake.replace(/\s+/g, " "));
  const items = columns.filter(({ key }) => !["date", "mistake", "module"].includes(key))
    .map(({ key, title }) => [title, cell(entry, key, modules)])
    .filter(([, text]) => text.trim())
    .map(([title, text]) => `- **${typed(title)}:** ${within(text)}\n`);
  return `### ${date ? `${date} · ` : ""}${line}\n\n${items.join("")}${items.length ? "\n" : ""}`;
}

log.markdown = ({ entries }, { title, columns, modules, elsewhere }) => {
  const names = [...new Set(entries.map(log.moduleOf))];
  const parts = names.map((name) => {
    const own = entries.filter((entry) => log.moduleOf(entry) === name);
    const heading = name ? cell(own[0], "module", modules) : elsewhere;
    return `## ${typed(heading)}\n\n${own.map((entry) => section(entry, columns, modules)).join("")}`;
  });
  return `# ${typed(title)}\n\n${parts.join("")}`.trimEnd().concat("\n");
};

// ---- Anki ----

log.ankiCards = ({ cards, entries, statements, sources }, { course, title, modules }) => {
  /** @param {string} name @param {string} module @param {string} front @param {string} [back] @returns {AnkiCard} */
  const card = (name, module, front, back = "") => ({
    guid: `clinic:${course}:${name}`, front, back,
    deck: [title, modules[module] ?? module].filter(Boolean).map((each) => each.replaceAll("::", ":")).join("::"),
  });
  return [
    ...cards.map((each) => card(each.id, log.moduleOf(each), each.fields.front ?? "", each.fields.back)),
    ...entries.filter(({ fields }) => fields.card?.trim())
      .map((each) => card(each.id, log.moduleOf(each), each.fields.mistake ?? "", each.fields.card)),
    ...[...statements].filter(([, { missed }]) => missed).map(([name, { attempts }]) => (
      card(name, log.moduleOf({ about: name }), sources.get(name)?.text ?? "", attempts.at(-1)?.fields.correction))),
  ].filter(({ front }) => front.trim());
};

const marks = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" });

/** Plain words as HTML on one line that looks as they were typed. @param {string} text */
const html = (text) => text
  .replace(/[&<>"]/g, (mark) => marks[mark])
  .replace(/\r\n?|\n/g, "<br>")
  .replace(/\t/g, "    ")
  .replace(/ (?= )/g, "&nbsp;");

/** Quoted always: a line that begins with the sign of a comment would be left out. @param {string} text */
const field = (text) => `"${text.replaceAll('"', '""')}"`;

// The name of the note type is another one in each language of Anki, which takes no card of a type that it does not have.
log.anki = (cards, notetype = "Basic") => {
  const types = notetype ? [notetype] : [];
  const head = ["separator:tab", "html:true", "guid column:1", "deck column:2", "tags column:5"];
  const lines = cards.map(({ guid, deck, front, back, isHtml, tags = "clinic" }) => (
    [guid, deck, ...[front, back].map((face) => (isHtml ? face : html(face))), tags, ...types].map(field).join("\t")));
  return [...[...head, ...types.map(() => "notetype column:6")].map((line) => `#${line}`), ...lines, ""].join("\n");
};
})();
