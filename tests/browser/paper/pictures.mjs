// Pictures of every kind of sheet as it is printed on A4, for people to look at.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { launch, serve } from "../browser.mjs";
import { address, editions, pages } from "../site.mjs";
import { ask } from "./pdf.mjs";
import { build, print } from "./print.mjs";

const target = join(import.meta.dirname, "../screenshots/paper");

/** What a reader may choose, one thing at a time, for a module with all kinds of sheets. */
const choices = {
  all: "?sheets=log,checks,cards,completion,protocol",
  dense: "?sheets=log,checks&line=7",
  wide: "?sheets=log,checks&line=13",
  punched: "?sheets=log,checks&punch=yes",
  shuffled: "?sheets=checks&seed=17",
  duplex: "?sheets=cards&cards=duplex",
  single: "?sheets=cards&cards=single",
  filled: "?sheets=log&rows=fill",
};

/** The sites: the sample and the courses that are hard to print, in both editions. */
const sites = [
  ...editions.map(({ name, root }) => ({ name: `sample-${name}`, root })),
  ...["learner", "instructor"].map((edition) => ({ name: `paper-${edition}`, root: build("paper", edition) })),
  { name: "rtl", root: build("paper-rtl") },
];

/** The print pages of a site that hold sheets; of the instructor edition those alone that the other has not. */
const printed = ({ name, root }) =>
  pages(root)
    .filter((path) => /(^|\/)print\/(large\/|answers\/|page\/\d+\/)?index\.html$/.test(path) && path !== "print/index.html")
    .filter((path) => !name.endsWith("instructor") || path.includes("/print/answers/"));

/** Prints an address into pictures named after the site, the path and the choice. */
async function picture(page, url, name) {
  const { pdf } = await print(page, url);
  await ask("pdftoppm", "-r", "70", "-png", pdf, join(target, name));
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const browser = await launch();
const page = await browser.newPage();
for (const site of sites) {
  const server = await serve(site.root, ["/"]);
  for (const path of printed(site)) {
    const name = `${site.name}-${path.replace(/\/index\.html$/, "").replaceAll("/", "-")}`;
    await picture(page, `${server.origin}/${address(path)}`, name);
    if (site.name !== "paper-learner" || path !== "numbers/plain/print/index.html") continue;
    for (const [choice, query] of Object.entries(choices)) {
      await picture(page, `${server.origin}/${address(path)}${query}`, `${name}-${choice}`);
    }
  }
  await server.close();
}
await browser.close();
console.log(target);
