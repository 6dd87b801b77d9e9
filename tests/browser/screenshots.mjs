// Pictures of one page of each kind, for people to look at: phone, desktop, dark, as printed, and the PDF itself;
// and of the preview with findings over a page.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { launch, serve } from "./browser.mjs";
import { Preview } from "./preview/server.mjs";
import { address, editions, files, kinds, read } from "./site.mjs";

const target = join(import.meta.dirname, "screenshots");
const modes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1440, height: 900 } },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
  print: { viewport: { width: 794, height: 1123 } },
};

async function picture(browser, url, name, mode) {
  const context = await browser.newContext(modes[mode]);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  if (mode === "print") {
    await page.emulateMedia({ media: "print" });
    await page.pdf({ path: join(target, `${name}.pdf`), preferCSSPageSize: true });
  }
  await page.screenshot({ path: join(target, `${name}-${mode}.png`), fullPage: true });
  await context.close();
}

const findings = [
  {
    rule: "cut-text", severity: "error", path: "content/01-craft/01-git/index.md", line: 41, column: 46,
    message: "the `#` after a blank starts a comment, and `#12 closes it` is lost",
    help: "put the text between single quotes",
    source: { line: 41, text: "      - 'mistake': Saying that a commit with #12 closes it", start: 45, end: 58 },
    fix: { line: 41, end_line: 41, text: "      - 'mistake': 'Saying that a commit with #12 closes it'", certain: true },
  },
  {
    rule: "broken-template", severity: "error", path: "templates/parts/statement.html", line: 7, column: 4,
    message: "`endblok` is no tag of a template", help: "did you mean `endblock`?", fix: null,
    source: { line: 7, text: "{% endblok statement %}", start: 3, end: 10 },
  },
  {
    rule: "no-clinic", severity: "warning", path: "content/02-systems/03-caching.md", line: 1, column: 1,
    message: "the module has no clinic", help: "add `radar:` or `checks:`", source: null, fix: null,
  },
];

/** The preview: findings as they come, dismissed, and without a server. */
async function preview(browser, root, mode) {
  const server = await new Preview().start();
  for (const path of files(root)) {
    const type = path.endsWith(".html") ? undefined : path.endsWith(".css") ? "text/css" : "image/svg+xml";
    server.files[path.replace(/(^|\/)index\.html$/, "$1")] = { type, text: read(root, path) };
  }
  const context = await browser.newContext(modes[mode]);
  const page = await context.newPage();
  await page.goto(`${server.origin}${address(kinds(root).get("clinic"))}`);
  server.find(findings);
  await page.locator(".panel").waitFor();
  await page.screenshot({ path: join(target, `preview-findings-${mode}.png`) });
  await page.locator(".panel summary").click();
  await page.locator(".panel article").last().scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(target, `preview-warnings-${mode}.png`) });
  await page.keyboard.press("Escape");
  await server.stop();
  await page.locator(".away").waitFor();
  await page.locator(".away").evaluate((sign) => Promise.all(sign.getAnimations().map(({ finished }) => finished)));
  await page.screenshot({ path: join(target, `preview-away-${mode}.png`) });
  await context.close();
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const browser = await launch();
for (const { name, root } of editions) {
  const server = await serve(root, ["/"]);
  for (const [kind, path] of kinds(root)) {
    for (const mode of Object.keys(modes)) {
      await picture(browser, `${server.origin}/${address(path)}`, `${name}-${kind}`, mode);
    }
  }
  await server.close();
}
for (const mode of ["phone", "desktop", "dark"]) await preview(browser, editions[0].root, mode);
await browser.close();
console.log(target);
