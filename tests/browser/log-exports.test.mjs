// The learner's log as files: a copy that is complete, and tables that show what was typed and do nothing else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { chanceOf, history, seed, shown } from "./log/chance.mjs";
import { log } from "./log/load.mjs";

let count = 0;
const make = (draft) => {
  count += 1;
  const stamp = { device: "desk", counter: count, time: Date.UTC(2026, 10, 2, 12), offset: 0 };
  return { ...log.make(draft, stamp), id: `e${count}` };
};
const entry = (fields, more = {}) => make({ kind: "entry", fields, ...more });

/** A table read as RFC 4180 says. */
function parsed(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy)) {
    if (quoted === undefined && plain === "" && end === "") break;
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("a copy of the log", () => {
  const [{ events }] = history(chanceOf(seed), 200);
  const whole = events.filter((event) => log.check(event) !== "broken");

  test("is complete: what is read from it is what was written, however often", () => {
    const text = log.copy("course", whole, 77);
    const read = log.readCopy(text, "course");
    assert.deepEqual([read.refused, read.saved, read.broken], ["", 77, 0]);
    assert.deepEqual(read.events, log.union(whole));
    assert.equal(log.copy("course", read.events, 77), text);
    assert.equal(shown(log.fold(log.union(whole, read.events, read.events))), shown(log.fold(whole)));
  });

  test("has a line for each event, and may come with a byte-order mark or another form of the same", () => {
    const text = log.copy("course", whole, 0);
    assert.equal(text.trimEnd().split("\n").length, whole.length + 2);
    for (const same of [`\uFEFF${text}`, JSON.stringify(JSON.parse(text), null, 2)]) {
      assert.deepEqual(log.readCopy(same, "course").events, log.union(whole));
    }
    assert.deepEqual(log.readCopy(log.copy("course", [], 0), "course").events, []);
  });

  test("of another course, of a newer program or of no log at all is refused, with the reason", () => {
    const refused = (text) => log.readCopy(text, "course").refused;
    const text = log.copy("other", whole, 0);
    assert.equal(refused(text), "foreign");
    assert.equal(log.readCopy(text, "course").course, "other");
    assert.equal(log.readCopy(text, "course").events.length, 0);
    assert.equal(refused(text.replace('"version":1', '"version":2')), "newer");
    const wrong = [
      "", "{}", "[]", "null", "7", "<html>", text.slice(0, -9), '{"format":"clinic-log"}',
      '{"format":"clinic-log","version":1,"course":"course","events":{}}',
    ];
    for (const other of wrong) assert.equal(refused(other), "unreadable", other.slice(0, 40));
  });

  test("that was damaged gives what is whole, and says how much is not", () => {
    const [one, other, three] = ["a", "b", "c"].map((mistake) => entry({ mistake }));
    const two = { ...other, counter: "x" };
    const read = log.readCopy(log.copy("course", [one, two, three], 0), "course");
    assert.deepEqual([read.broken, read.events.map(({ id }) => id)], [1, [one.id, three.id]]);
  });
});

describe("a table", () => {
  const keys = ["date", "module", "mistake", "connects", "own.reviewer", "label", "url", "id"];
  const columns = keys.map((key) => ({ key, title: key }));

  test("has a row for each record and a cell for each column, with the titles of modules", () => {
    const events = [
      entry(
        { date: "2026-11-02", mistake: "late", connects: "a/a", "own.reviewer": "Ada" },
        { about: "a/b#r1", source: { label: "R1", url: "a/b/#r1" } },
      ),
      entry({ mistake: "gone", module: "x/y" }, { source: { title: "As it was called" } }),
    ];
    const rows = log.rows(log.fold(events).entries, columns, { "a/a": "First", "a/b": "Second" });
    assert.deepEqual(rows, [
      ["2026-11-02", "Second", "late", "First", "Ada", "R1", "a/b/#r1", events[0].id],
      ["", "As it was called", "gone", "", "", "", "", events[1].id],
    ]);
  });

  test("as CSV gives back what was typed: quotes, commas, tabs, and breaks of lines", () => {
    const rows = [
      ["Mistake", "Cause"], ['say "no", twice', "a\tb"], ["two\nlines", "three\r\n\r\nmore"],
      ["数 🙂", ""], [" room ", "a;b"], ["", ""],
    ];
    const text = log.csv(rows);
    assert.ok(text.startsWith("\uFEFF"));
    assert.deepEqual(parsed(text.slice(1)), rows);
  });

  test("as CSV holds no formula", () => {
    const link = '=HYPERLINK("https://evil.example")';
    const wrong = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", link, "\t"];
    for (const [cell] of parsed(log.csv(wrong.map((each) => [each])).slice(1))) assert.match(cell, /^'/);
    const right = ["1-1", "a=b", "ordinary", "1.5", "(=1)"];
    assert.deepEqual(parsed(log.csv(right.map((each) => [each])).slice(1)), right.map((each) => [each]));
  });
});

describe("the log as markdown", () => {
  const titles = { date: "Date", mistake: "Mistake", symptom: "Symptom", root_cause: "Root cause" };
  const columns = Object.entries(titles).map(([key, title]) => ({ key, title }));
  const words = { title: "My log", columns, modules: { "a/b": "Module *one*" }, elsewhere: "Elsewhere" };

  test("goes by module, with a heading for each entry and a line for each field that says something", () => {
    const events = [
      entry({ date: "2026-11-02", mistake: "late", symptom: "a timeout", root_cause: "", module: "a/b" }),
      entry({ mistake: "by hand" }),
      entry({ mistake: "early", root_cause: "clock", module: "a/b" }),
    ];
    assert.equal(log.markdown(log.fold(events), words), [
      "# My log", "",
      "## Module \\*one\\*", "",
      "### 2026-11-02 · late", "", "- **Symptom:** a timeout", "",
      "### early", "", "- **Root cause:** clock", "",
      "## Elsewhere", "",
      "### by hand", "",
    ].join("\n"));
  });

  test("shows signs and breaks of lines as they were typed", () => {
    const typed = "# no *heading*\n- no list\n1. no number\n\n\n<b>&amp;</b> `x` [a](b) ~~c~~ | $d$\n+ e\n= f\n\n- g";
    const text = log.markdown(log.fold([entry({ mistake: "two\nlines #1", symptom: typed })]), words);
    assert.ok(text.includes("### two lines #1\n"), text);
    assert.ok(text.includes([
      "- **Symptom:** \\# no \\*heading\\*\\", "  \\- no list\\", "  1\\. no number", "",
      "  \\<b\\>\\&amp;\\</b\\> \\`x\\` \\[a\\](b) \\~\\~c\\~\\~ \\| \\$d\\$\\", "  \\+ e\\", "  \\= f", "", "  \\- g", "",
    ].join("\n")), text);
  });

  test("of nobody's log is its title", () => assert.equal(log.markdown(log.fold([]), words), "# My log\n"));
});

describe("cards for Anki", () => {
  const words = { course: "course", title: "Course: one", modules: { "a/b": "Module::two" } };
  let folder;
  let collections = 0;
  before(() => (folder = mkdtempSync(join(tmpdir(), "clinic-anki-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const code = 'if (a < b && c) {\n\tsay("x");\n    two  spaces\n}\r\n#end';
  const first = make({ kind: "card", fields: { front: code, back: "# no comment\n\n\"quoted\"\tand <b>", module: "a/b" } });
  const second = entry({ mistake: "# late", card: "Who may ignore it?", module: "a/b" });
  const attempt = (about, fields) => make({ kind: "attempt", about, fields, source: { text: "Ñot & so" } });
  const third = attempt("a/b#s1", { mark: "missed", correction: "So." });
  const blank = make({ kind: "card", fields: { front: " " } });
  const others = [attempt("a/b#s2", { mark: "had" }), blank, entry({ mistake: "none" })];
  /** HTML as the words that it shows, and words with tabs as the blanks that are shown. */
  const marks = { "&nbsp;": " ", "<br>": "\n", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  const shownBy = (html) => html.replace(/&\w+;|<br>/g, (mark) => marks[mark]);
  const spaced = (text) => text.replaceAll("\r\n", "\n").replaceAll("\t", "    ");
  const exported = (events) => log.anki(log.ankiCards(log.fold(events), words));

  /** Imports texts one after the other into a new collection, and gives what it holds after each. */
  const imported = (...texts) => importedInto("en", ...texts);
  function importedInto(language, ...texts) {
    const files = texts.map((text, index) => {
      const file = join(folder, `${index}.txt`);
      writeFileSync(file, text);
      return file;
    });
    const python = process.env.ANKI_PYTHON;
    assert.ok(python, "no Python with Anki is given; start the tests with tests/browser/run");
    const script = join(import.meta.dirname, "log/import_into_anki.py");
    const collection = join(folder, `${(collections += 1)}.anki2`);
    return JSON.parse(execFileSync(python, [script, language, collection, ...files], { encoding: "utf8" }));
  }

  test("have the learner's cards, entries with one, and statements missed, under names that last", () => {
    const cards = log.ankiCards(log.fold([first, second, third, ...others]), words);
    const names = [first.id, second.id, "a/b#s1"];
    const wanted = names.map((name) => [`clinic:course:${name}`, "Course: one::Module:two"]);
    assert.deepEqual(cards.map(({ guid, deck }) => [guid, deck]), wanted);
  });

  test("are imported as they were typed, and a second time updated with their schedule kept", () => {
    const changed = make({ kind: "edit", target: second.id, fields: { card: "Whoever may ignore it." } });
    const events = [first, second, third, ...others];
    const added = make({ kind: "card", fields: { front: "new", module: "a/b" } });
    const [once, twice] = imported(exported(events), exported([...events, changed, added]));
    assert.deepEqual([once.new, once.updated, once.failed], [3, 0, 0]);
    const notes = new Map(once.notes.map((note) => [note.guid, note]));
    const faces = (name) => notes.get(`clinic:course:${name}`).fields.map(shownBy);
    assert.deepEqual(faces(first.id), [first.fields.front, first.fields.back].map(spaced));
    assert.deepEqual(faces(second.id), ["# late", "Who may ignore it?"]);
    assert.deepEqual(faces("a/b#s1"), ["Ñot & so", "So."]);
    for (const { notetype, deck, tags } of once.notes) {
      assert.deepEqual([notetype, deck, tags], ["Basic", "Course: one::Module:two", ["clinic"]]);
    }

    assert.equal(twice.new, 1);
    assert.equal(twice.updated, 1);
    const later = new Map(twice.notes.map((note) => [note.guid, note]));
    assert.equal(later.size, 4);
    assert.equal(later.get(`clinic:course:${second.id}`).fields[1], "Whoever may ignore it.");
    for (const [guid, { card, reviewed }] of notes) {
      assert.equal(later.get(guid).card, card, "the same card");
      assert.deepEqual(later.get(guid).schedule, reviewed, "its schedule");
      assert.ok(reviewed.interval > 0 && reviewed.repetitions > 0, JSON.stringify(reviewed));
    }
  });

  test("reach an Anki in another language by the name of its note type, or by none", () => {
    const cards = log.ankiCards(log.fold([first]), words);
    const texts = ["Basic", "Einfach", ""].map((notetype) => log.anki(cards, notetype));
    const [wrong, right, none] = importedInto("de", ...texts);
    assert.deepEqual([wrong.new, wrong.failed], [0, 1]);
    assert.deepEqual([right.new, right.notes[0].notetype], [1, "Einfach"]);
    assert.deepEqual([none.new, none.failed, none.notes.length], [0, 0, 1]);
  });

  test("may hold HTML of the author's, which stays as it is", () => {
    const faces = { front: "<code>a\tb</code>", back: '<i class="x">y</i>' };
    const card = { guid: "clinic:course:a/b#k1", deck: "D", ...faces, isHtml: true };
    const [{ notes }] = imported(log.anki([card]));
    assert.deepEqual(notes[0].fields, [card.front, card.back]);
  });
});
