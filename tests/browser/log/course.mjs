// A small course with all that can be logged, built in a folder of its own.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const configuration = `title: Bridges
id: bridges
language: en
show_answers: after_attempt
evidence:
  - { id: case, title: 'A case that fails', counts: with_counterexample }
  - { id: work, title: 'Changed work', counts: changes_artifact }
`;

/** A module with two traps, two statements with answers, a card, and a standard that three things meet. */
export const module = ({ row = "{ id: r-load, mistake: 'Adding loads that never act together', symptom: 'Sums far above any measured load', repair: 'A table of what acts when' }" } = {}) => `---
title: Loads
radar:
  columns: [mistake, symptom, repair]
  rows:
  - ${row}
  - { id: r-wind, mistake: 'Leaving the wind out', symptom: 'Only weights are in the sum', repair: 'A sum with wind' }
checks:
  groups:
    - title: Beams
      statements:
        - { id: s-half, text: 'A beam of twice the length carries half the load.', answer: 'It carries a quarter.' }
        - { id: s-deep, text: 'A beam of twice the depth carries twice the load.', answer: 'It carries four times as much.' }
log:
  columns: [date, mistake, symptom, root_cause, repair, card, { key: reviewer, title: 'Reviewed by' }]
completion:
  - { id: c-logged, goal: { logged: 1 } }
  - { id: c-tried, goal: { attempted: 50 } }
  - { id: c-own, text: 'You have shown somebody else one repair.' }
cards:
  - { id: k-moment, front: 'What does the moment grow with?', back: 'With the square of the length.' }
---

Words about loads.
`;

/** Writes the files of a course and builds it: `{ root, write, take, build, remove }`, where \`root\` is the built folder. */
export function course(files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "clinic-log-"));
  const root = join(folder, "public");
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const build = () => execFileSync(process.env.CLINIC_BIN, ["build", folder], { encoding: "utf8", stdio: "pipe" });
  const all = { "clinic.yaml": configuration, "content/01-statics/_index.md": "---\ntitle: Statics\n---\n", "content/01-statics/01-loads.md": module(), ...files };
  for (const [path, text] of Object.entries(all)) write(path, text);
  build();
  const take = (path) => rmSync(join(folder, path));
  return { root, write, take, build, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Where the clinic page of the module lies. */
export const clinicPage = "statics/loads/";
