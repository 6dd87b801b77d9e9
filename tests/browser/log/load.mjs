// The scripts of the learner's log, read as a browser reads them, without one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

/** Where they lie, and all of them in the order in which a page names them. */
export const folder = join(import.meta.dirname, "../../../themes/clinic/log");
export const scripts = ["events.js", "fold.js", "store.js", "schedule.js", "review.js", "goals.js", "exports.js"];

for (const name of scripts) {
  const filename = join(folder, name);
  runInThisContext(readFileSync(filename, "utf8"), { filename });
}

export const log = globalThis.clinicLog;
