// Every page of every course, in every edition and theme, is valid HTML, by two checkers.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

import { sites, standard } from "./courses.mjs";
import configuration from "./html-validate.mjs";
import { pages, read } from "./site.mjs";

/** What a checker reads of a page: themes differ in the names of their files, which tell of the contents. */
const document = (html) => html.replace(/\.[0-9a-f]{10}(?=\.(css|js)")/g, "");

/** The pages that differ, each with the site in which it stands first: `{ site, path, html }`. */
const seen = new Set();
const different = sites
  .flatMap((site) => pages(site.root).map((path) => ({ site, path, html: read(site.root, path) })))
  .filter(({ html }) => !seen.has(document(html)) && seen.add(document(html)));
const own = (site) => different.filter((page) => page.site === site);

/** The first lines of a long list. */
const some = (lines) => [...lines.slice(0, 60), ...(lines.length > 60 ? [`… and ${lines.length - 60} more`] : [])];

function report(problems) {
  assert.equal(problems.length, 0, `\n${some(problems).join("\n")}`);
}

async function validate(validator, { path, html }) {
  const { results } = await validator.validateString(html, path);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, message, ruleId }) => `${path}:${line}:${column}: ${message} (${ruleId})`),
  );
}

/** Runs the Nu checker once over a folder; only what it calls information does not count. */
function check(folder) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  // The language is stated by the author; the checker's guess is wrong on short pages.
  const options = ["--no-langdetect", "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always"];
  const limits = { encoding: "utf8", maxBuffer: 1 << 30 };
  const { stdout, stderr, error, status } = spawnSync("java", ["-Xss4m", "-jar", jar, ...options, folder], limits);
  if (error) throw error;
  assert.equal(status, 0, stderr);
  const told = JSON.parse(stdout).messages.filter(({ type, subType }) => type !== "info" || subType === "warning");
  return told.map((message) => ({ ...message, file: message.url && fileURLToPath(message.url) }));
}

describe("pages are valid HTML", () => {
  for (const site of sites) {
    test(`by html-validate, ${site.name}`, async () => {
      const validator = new HtmlValidate(new StaticConfigLoader(configuration));
      const problems = [];
      const all = own(site);
      assert.ok(all.length > 0 || site.theme !== standard, "the course has no pages of its own");
      for (const page of all) problems.push(...(await validate(validator, page)));
      report(problems);
    });
  }

  describe("by the Nu checker", () => {
    let folder;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "clinic-html-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    test("all of them", (context) => {
      const names = new Map();
      for (const [number, { site, path, html }] of different.entries()) {
        const file = join(folder, `${number}.html`);
        writeFileSync(file, html);
        names.set(file, `${site.name}: ${path}`);
      }
      // Whoever tells nothing of a broken page has read none.
      const broken = join(folder, "broken.html");
      writeFileSync(broken, "<!DOCTYPE html><title>Broken</title><p><div></p>");
      const all = check(folder);
      const isBroken = ({ file }) => file === broken;
      assert.ok(all.some(isBroken), "the checker finds nothing wrong with a broken page");
      const messages = all.filter((message) => !isBroken(message));
      context.diagnostic(`${different.length} different pages of ${sites.length} courses`);
      report(messages.map(({ file, lastLine, lastColumn, message }) => `${names.get(file)}:${lastLine}:${lastColumn}: ${message}`));
    });
  });
});
