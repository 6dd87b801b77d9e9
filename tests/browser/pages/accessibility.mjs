// What axe finds in a page, in one way of showing it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import axe from "axe-core";

import { shape } from "./shape.mjs";

/** Nothing was asked for: the screen, the system's light colours. */
const plain = { media: "screen", colorScheme: "light", forcedColors: "none", reducedMotion: "no-preference" };

/** Runs in the browser: waits until what has been asked for is drawn, since colours of the reader's own come later. */
const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** The short form of the checker; the long one takes as long to send and to read as a small page to examine. */
const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules about colours, which are nothing to those who do not see them. */
const colours = axe.getRules(["cat.color"]).filter(({ tags }) => !tags.includes("wcag2aaa")).map(({ ruleId }) => ruleId);

/**
 * The violations when the page is shown like this, with what else `emulateMedia` knows as usual. Where `known` holds the shape
 * that the page then has, it was examined by all rules before, and only those about colours can tell anything new.
 */
export async function violations(page, media, known = new Set()) {
  await page.emulateMedia({ ...plain, ...media });
  await page.evaluate(drawn);
  // On paper a sheet has neither the main part nor its heading: both are for the screen.
  const onPaper = media.media === "print" && (await page.locator("section.sheet").count()) > 0;
  const off = { enabled: !onPaper };
  const seen = `${onPaper} ${await shape(page)}`;
  const rules = { "landmark-one-main": off, "page-has-heading-one": off };
  const options = { resultTypes: ["violations"], ...(known.has(seen) ? { runOnly: colours } : { rules }) };
  // Evaluated rather than added as a script, so that the site's policy stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const { violations } = await page.evaluate((options) => window.axe.run(options), options);
  known.add(seen);
  await page.emulateMedia(plain);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map((node) => `  ${node.target.join(" ")}: ${node.failureSummary}`);
    return [`${JSON.stringify(media)} axe ${id}: ${help}`, ...places].join("\n");
  });
}
