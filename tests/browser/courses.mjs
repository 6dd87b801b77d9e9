// The courses under test, in the themes of the program: the sample, and one that is written from right to left.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { editions, read } from "./site.mjs";

const repository = join(import.meta.dirname, "../..");
const sources = { sample: join(repository, "site"), arabic: join(repository, "tests/fixtures/face-rtl") };

/** The built folders that `prepare` had made, each called after its site. */
const workspace = process.env.CLINIC_SITES;
if (!workspace) throw new Error("no folder of built courses is given; start the tests with tests/browser/run");

const clinic = (...args) => execFileSync(process.env.CLINIC_BIN, args, { cwd: tmpdir(), encoding: "utf8", stdio: "pipe" });

/** The themes of the program, as it lists them itself; the first is the one that a course has unless it names another. */
export const themes = clinic("theme", "list")
  .split("\n")
  .map((line) => line.match(/^([* ]) (\S+) +built in\b/))
  .filter(Boolean)
  .sort(([, one], [, other]) => other.localeCompare(one))
  .map(([, , name]) => name);

/** The theme in which the editions of the sample are built. */
export const [standard] = themes;

/** What is seen of the Arabic course in other themes than the standard one, where all of its kinds are seen. */
const elsewhere = { arabic: ["home", "clinic"] };

const built = (course, edition, theme, more = {}) => {
  const name = `${course}-${edition}-${theme}`;
  return { name, course, edition, theme, root: join(workspace, name), ...more };
};

/**
 * Every built course: `{ name, course, edition, theme, root, only }`. `only` are the kinds of pages that are looked at, if
 * those are not all; of each course the standard theme comes first.
 */
export const sites = [
  ...editions.map(({ name, root }) => ({ ...built("sample", name, standard), root })),
  ...themes.slice(1).map((theme) => built("sample", "learner", theme)),
  ...themes.map((theme) => built("arabic", "learner", theme, theme === standard ? {} : { only: elsewhere.arabic })),
];

/**
 * The site before this one in which the same bytes stand at the same place, which therefore look the same, since the names of
 * style sheets have hashes. Worksheets are such pages.
 */
export const twin = (site, path) =>
  sites
    .slice(0, sites.indexOf(site))
    .filter(({ course, only }) => course === site.course && !only)
    .find(({ root }) => existsSync(join(root, path)) && read(root, path) === read(site.root, path));

/** Builds one course in a theme, from a copy without what was built of it before. */
function build({ name, course, edition, theme, root }) {
  const copy = join(workspace, `${name}-source`);
  const outputs = ["public", "public-instructor"].map((output) => join(sources[course], output));
  cpSync(sources[course], copy, { recursive: true, filter: (path) => !outputs.includes(path) });
  const file = join(copy, "clinic.yaml");
  const settings = readFileSync(file, "utf8");
  if (!/^theme: \S+$/m.test(settings)) throw new Error(`${course} names no theme that could be changed`);
  writeFileSync(file, settings.replace(/^theme: \S+$/m, `theme: ${theme}`));
  clinic("build", copy, "--edition", edition, "--output", root, "--deny-warnings");
  rmSync(copy, { recursive: true });
}

/** Builds all courses that are not there; for `prepare`, once for all tests. */
export function buildAll() {
  const given = editions.map(({ root }) => root);
  for (const site of sites.filter(({ root }) => !given.includes(root))) build(site);
}
