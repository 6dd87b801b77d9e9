// Every page of both editions is valid HTML, by two checkers.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

import configuration from "./html-validate.mjs";
import { editions, pages, read } from "./site.mjs";

/** The first lines of a long list. */
const some = (lines) => [...lines.slice(0, 60), ...(lines.length > 60 ? [`… and ${lines.length - 60} more`] : [])];

function report(problems) {
  assert.equal(problems.length, 0, `\n${some(problems).join("\n")}`);
}

async function validate(validator, root, path) {
  const { results } = await validator.validateString(read(root, path), path);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, message, ruleId }) => `${path}:${line}:${column}: ${message} (${ruleId})`),
  );
}

/** Runs the Nu checker once over everything; only what it calls information does not count. */
function check(roots) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  // The language is stated by the author; the checker's guess is wrong on short pages.
  const options = ["--no-langdetect", "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always"];
  const limits = { encoding: "utf8", maxBuffer: 1 << 30 };
  const { stdout, stderr, error, status } = spawnSync("java", ["-Xss4m", "-jar", jar, ...options, ...roots], limits);
  if (error) throw error;
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout).messages.filter(({ type, subType }) => type !== "info" || subType === "warning");
}

describe("pages are valid HTML", () => {
  for (const { name, root } of editions) {
    test(`by html-validate, ${name} edition`, async () => {
      const validator = new HtmlValidate(new StaticConfigLoader(configuration));
      const problems = [];
      const all = pages(root);
      assert.notEqual(all.length, 0, "the edition has no pages");
      for (const path of all) problems.push(...(await validate(validator, root, path)));
      report(problems);
    });
  }

  test("by the Nu checker, both editions", () => {
    const messages = check(editions.map(({ root }) => root));
    const folders = editions.map(({ root }) => pathToFileURL(join(root, "/")).href);
    const place = (url = "") => folders.reduce((left, folder, at) => left.replace(folder, `${editions[at].name}: `), url);
    report(messages.map(({ url, lastLine, lastColumn, message }) => `${place(url)}:${lastLine}:${lastColumn}: ${message}`));
  });
});
