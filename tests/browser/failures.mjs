// A reporter for node's test runner that says only what failed, and why: what a long run ends with, so that nobody has to
// look for it.

import { relative } from "node:path";

/** The suites of a file that a test stands in, and the test itself; node tells of a suite before it tells of its tests. */
function trail(open, { name, nesting }) {
  return [...open.slice(0, nesting), name].join(" › ");
}

/** What an error says, and where in the tests it was thrown. */
function told(why) {
  const lines = String(why.stack ?? why.message ?? why).split("\n");
  return lines.filter((line) => !/^ +at .*\bnode:/.test(line)).map((line) => `  ${line}`).join("\n");
}

export default async function* failures(source) {
  const suites = new Map();
  for await (const { type, data } of source) {
    const open = suites.get(data.file) ?? [];
    if (type === "test:start") suites.set(data.file, [...open.slice(0, data.nesting), data.name]);
    if (type !== "test:fail" || data.details.error.failureType === "subtestsFailed") continue;
    const why = data.details.error.cause ?? data.details.error;
    const file = relative(import.meta.dirname, data.file ?? "");
    yield `✖ ${file}: ${trail(open, data)}\n${told(why)}\n`;
  }
}
