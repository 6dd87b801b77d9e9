// What axe finds in a page, in one way of showing it.

import axe from "axe-core";

/** Nothing was asked for: the screen, the system's light colours. */
const plain = { media: "screen", colorScheme: "light", forcedColors: "none", reducedMotion: "no-preference" };

/** Runs in the browser: waits until what has been asked for is drawn, since colours of the reader's own come later. */
const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** The violations when the page is shown like this, with what else `emulateMedia` knows as usual. */
export async function violations(page, media) {
  await page.emulateMedia({ ...plain, ...media });
  await page.evaluate(drawn);
  // On paper a sheet has neither the main part nor its heading: both are for the screen.
  const onPaper = media.media === "print" && (await page.locator("section.sheet").count()) > 0;
  const off = { enabled: !onPaper };
  const options = { rules: { "landmark-one-main": off, "page-has-heading-one": off }, resultTypes: ["violations"] };
  // Evaluated rather than added as a script, so that the site's policy stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((options) => window.axe.run(options), options);
  await page.emulateMedia(plain);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map((node) => `  ${node.target.join(" ")}: ${node.failureSummary}`);
    return [`${JSON.stringify(media)} axe ${id}: ${help}`, ...places].join("\n");
  });
}
