// The courses that are printed, served, and everything that was printed of them: once, for all tests.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { launch, serve } from "../browser.mjs";
import { borrow } from "../windows.mjs";
import { build, print } from "./print.mjs";

/** Opens the browser and the courses. */
export async function openCourses() {
  const roots = {
    learner: build("paper"),
    instructor: build("paper", "instructor"),
    rtl: build("paper-rtl"),
  };
  const servers = {};
  for (const [name, root] of Object.entries(roots)) servers[name] = await serve(root, ["/"]);
  const browser = await launch();
  const known = new Map();

  /** An address of a course, by the course's name and a path with parameters. */
  const url = (course, path) => `${servers[course].origin}/${path}`;

  /** Prints in a window that nobody else looks at. */
  async function fresh(address, reader, options = {}) {
    const { page, leave } = await borrow(browser, options);
    const paper = await print(page, address, reader);
    await leave();
    return paper;
  }

  const read = (course, path) => readFileSync(join(roots[course], path), "utf8");

  /**
   * What was printed of a path on the reader's paper: `{ pdf, sheets }`. Editions that send the same bytes for it, in which the
   * names of styles and scripts tell of theirs, have the same.
   */
  function printed(course, path, reader = "A4") {
    const key = [path, reader, read(course, `${path.split("?")[0]}index.html`)].join("\0");
    if (!known.has(key)) known.set(key, fresh(url(course, path), reader));
    return known.get(key);
  }

  /** The same, in a browser whose reader has switched scripts off. */
  const printedWithoutScripts = (course, path) => fresh(url(course, path), "A4", { javaScriptEnabled: false });

  /** Prints a page of one's own, to try the instruments. */
  const drawing = (html) => fresh(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`, "A4");

  /** Words without markup; their text is left out where their HTML tells it. */
  const plain = ({ text, html }) => text ?? html.replace(/<[^>]*>/g, "").replace(/&(lt|gt|quot|amp);/g, (_, name) => marks[name]);
  const marks = { lt: "<", gt: ">", quot: '"', amp: "&" };

  /** What the course's data files tell of a module: `{ title, url, statements, … }`, texts without markup. */
  function module(course, path) {
    const { name, title, url, ...parts } = JSON.parse(read(course, `assets/data/${path}.json`));
    const { checks = [], cards = [], completion = [], protocol = [] } = parts;
    const statements = checks.flatMap((group) => group.statements ?? []);
    return {
      title,
      url,
      statements: statements.map(({ id, label, ...words }) => ({ name: `${name}#${id}`, label, text: plain(words) })),
      cards: cards.flatMap(({ front, back }) => [plain(front), plain(back)]),
      criteria: completion.map(plain),
      steps: protocol.map(plain),
    };
  }

  async function close() {
    await browser.close();
    for (const server of Object.values(servers)) await server.close();
  }

  return { printed, printedWithoutScripts, drawing, html: read, module, url, close };
}
