// The built folders: their files, and which page is of which kind.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The editions under test: `{ name, root }`. */
export const editions = [
  { name: "learner", root: process.env.CLINIC_SITE },
  { name: "instructor", root: process.env.CLINIC_SITE_INSTRUCTOR },
];

for (const { name, root } of editions) {
  if (!root) throw new Error(`no folder of the ${name} edition is given; start the tests with tests/browser/run`);
}

/** All files below `root` with `/`, sorted, without those that start with a dot. */
export function files(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/").replace(/^\/+/, ""))
    .filter((path) => !path.split("/").some((segment) => segment.startsWith(".")))
    .sort();
}

/** The HTML files below `root`. */
export const pages = (root) => files(root).filter((path) => path.endsWith(".html"));

/** Those that only lead on, from an earlier address of a page. */
export const redirects = (root) => pages(root).filter((path) => read(root, path).includes('http-equiv="refresh"'));

export const read = (root, path) => readFileSync(join(root, path), "utf8");

/** `a/index.html` is visited as `a/`; with odd characters encoded. */
export const address = (path) =>
  path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");

/** The home page's address by its own account, or null where the course has no `base_url`. */
export function base(root) {
  const canonical = read(root, "index.html").match(/<link[^>]*\brel="?canonical"?[^>]*>/)?.[0];
  const href = canonical?.match(/\bhref="?([^"\s>]+)/)?.[1];
  return href ? new URL(href) : null;
}

/** Kinds of pages of which every edition has to have one; the instructors' has one more. */
export const required = [
  ...["home", "section", "clinic", "module", "guide", "concept", "practice", "quiz", "form"],
  ...["print", "print-large", "form-print", "section-print", "packs"],
  ...["radar", "section-radar", "log", "missed", "review", "search", "tags", "tag", "not-found"],
];

/** One page of each kind, found by addresses and hooks: a map from kind to path. */
export function kinds(root) {
  const all = pages(root);
  const has = (path) => all.includes(path);
  const hook = (path, name) => read(root, path).includes(`data-clinic="${name}"`);
  const inside = (path, folder) => path.startsWith(`${folder}/`) || path.includes(`/${folder}/`);
  const folder = (path) => path.slice(0, -"index.html".length);
  const generated = (path) => ["print", "radar", "log", "review", "search", "tags"].some((name) => inside(path, name));
  const content = all.filter((path) => path.endsWith("/index.html") && !generated(path));
  const isSection = (path) => has(`${folder(path)}radar/index.html`);
  const isGuide = (path) => has(`${folder(path)}clinic/index.html`);
  const isClinic = (path) =>
    !inside(path, "practice") && !isSection(path) && hook(path, "log") && hook(path, "radar-row");
  const isAlone = (path) => !content.some((other) => other !== path && other.startsWith(folder(path)));
  const isForm = (path) => !isSection(path) && !isGuide(path) && !isClinic(path) && has(`${folder(path)}print/index.html`);
  const printOf = (path) => path && `${folder(path)}print/index.html`;
  const isModulePrint = (path) => has(path.replace(/index\.html$/, "large/index.html"));

  const section = content.find(isSection);
  const form = content.find((path) => isForm(path) && !inside(path, "practice"));
  const found = {
    home: all.find((path) => path === "index.html"),
    section,
    clinic: content.find((path) => isClinic(path) && (!isAlone(path) || path.endsWith("/clinic/index.html"))),
    module: content.find((path) => isClinic(path) && isAlone(path) && !path.endsWith("/clinic/index.html")),
    guide: content.find(isGuide),
    concept: content.find((path) => inside(path, "concepts")),
    practice: content.find((path) => inside(path, "practice") && hook(path, "statement")),
    quiz: content.find((path) => path.endsWith("/quiz/index.html")),
    form,
    print: all.find((path) => path.endsWith("/print/index.html") && isModulePrint(path)),
    "print-large": all.find((path) => path.endsWith("print/large/index.html")),
    "print-answers": all.find((path) => path.endsWith("print/answers/index.html")),
    "form-print": printOf(form),
    "section-print": printOf(section),
    packs: all.find((path) => path === "print/index.html"),
    radar: all.find((path) => path === "radar/index.html"),
    "section-radar": all.find((path) => path.endsWith("/radar/index.html")),
    log: all.find((path) => path === "log/index.html"),
    missed: all.find((path) => path === "log/print/index.html"),
    review: all.find((path) => path === "review/index.html"),
    search: all.find((path) => path === "search/index.html"),
    tags: all.find((path) => path === "tags/index.html"),
    tag: all.find((path) => path.startsWith("tags/") && path !== "tags/index.html"),
    "not-found": all.find((path) => path === "404.html"),
  };
  const missing = required.filter((kind) => !has(found[kind]));
  if (missing.length > 0) throw new Error(`${root} has no page of these kinds: ${missing.join(", ")}`);
  return new Map(Object.entries(found).filter(([, path]) => path));
}
