// The author's cards in Anki itself: they arrive as they are on the page, and a later file changes them where they are.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { course, module } from "./log/course.mjs";

const code = "```text\n# no comment\n\ttab and \"marks\"\n```";
const indented = (text) => text.replaceAll("\n", "\n      ");
const cards = (back) => `cards:
  - { id: k-moment, front: 'What does the \`moment\` grow with?', back: '${back}' }
  - id: k-code
    front: Code
    back: |-
      ${indented(code)}
`;
const loads = (back) => module().replace(/cards:\n.*\n/, cards(back));

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), "clinic-cards-"))));
after(() => rmSync(folder, { recursive: true, force: true }));

function imported(language, ...files) {
  const python = process.env.ANKI_PYTHON;
  assert.ok(python, "no Python with Anki is given; start the tests with tests/browser/run");
  const script = join(import.meta.dirname, "log/import_into_anki.py");
  return JSON.parse(execFileSync(python, [script, language, join(folder, `${language}.anki2`), ...files], { encoding: "utf8" }));
}

for (const [language, notetype] of Object.entries({ en: "Basic", de: "Einfach" })) {
  test(`cards reach an Anki in ${language}, and a second file changes those that changed`, () => {
    const built = course({ "content/01-statics/01-loads.md": loads("With the square.") });
    const [first, second, whole] = ["first", "second", "whole"].map((name) => join(folder, `${language}-${name}.txt`));
    copyFileSync(join(built.root, "statics/loads/cards.txt"), first);
    built.write("content/01-statics/01-loads.md", loads("With the square of the length."));
    built.build();
    copyFileSync(join(built.root, "statics/loads/cards.txt"), second);
    copyFileSync(join(built.root, "cards.txt"), whole);
    built.remove();

    const [once, twice, thrice] = imported(language, first, second, whole);
    assert.deepEqual([once.new, once.updated, once.failed], [2, 0, 0]);
    const notes = (state) => new Map(state.notes.map((note) => [note.guid, note]));
    const moment = "clinic:bridges:statics/loads#k-moment";
    const { deck, tags, fields, ...note } = notes(once).get(moment);
    assert.deepEqual([deck, tags, note.notetype], ["Bridges::Loads", ["clinic"], notetype]);
    assert.deepEqual(fields, ["<p>What does the <code>moment</code> grow with?</p>", "<p>With the square.</p>"]);
    assert.match(notes(once).get("clinic:bridges:statics/loads#k-code").fields[1], /# no comment\n\ttab and "marks"/);

    assert.deepEqual([twice.new, twice.failed, twice.notes.length], [0, 0, 2]);
    const later = notes(twice).get(moment);
    assert.equal(later.fields[1], "<p>With the square of the length.</p>");
    assert.equal(later.card, note.card, "the same card");
    assert.deepEqual(later.schedule, note.reviewed, "its schedule");
    assert.deepEqual([thrice.new, thrice.failed, thrice.notes.length], [0, 0, 2]);
  });
}
