// Pictures for people to look at: a page of each kind on each device, light and dark, in each theme, as printed, and as a
// PDF; and of the preview with findings over a page. Words choose among them: `look clinic contrast phone`.

import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { launch, serve } from "./browser.mjs";
import { sites } from "./courses.mjs";
import { devices } from "./pages/open.mjs";
import { choose, gallery, pictures } from "./pictures.mjs";
import { Preview } from "./preview/server.mjs";
import { address, base, editions, files, kinds, read } from "./site.mjs";

const target = join(import.meta.dirname, "screenshots");
const words = process.argv.slice(2);
const isChosen = choose(words);

async function picture(browser, origin, { path, name, is, options }) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${origin}/${address(path)}`, { waitUntil: "networkidle" });
  if (is.device === "paper") {
    await page.emulateMedia({ media: "print" });
    await page.pdf({ path: join(target, `${name}.pdf`), preferCSSPageSize: true });
  }
  await page.screenshot({ path: join(target, `${name}.png`), fullPage: true });
  await context.close();
}

/** All that was chosen of one course, four at a time. */
async function course(browser, site) {
  // 404.html names its files from the root of the host that the course is made for.
  const server = await serve(site.root, [base(site.root)?.pathname ?? "/", "/"]);
  const left = pictures.filter((picture) => picture.site === site && isChosen(picture.is));
  const take = async () => {
    for (let next = left.shift(); next; next = left.shift()) await picture(browser, server.origin, next);
  };
  await Promise.all([take(), take(), take(), take()]);
  await server.close();
}

/** How the preview is shown. */
const modes = {
  phone: { ...devices.phone, colorScheme: "light" },
  desk: { ...devices.desk, colorScheme: "light" },
  dark: { ...devices.desk, colorScheme: "dark" },
};

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

mkdirSync(target, { recursive: true });
if (words.length === 0) {
  const old = readdirSync(target).filter((name) => /\.(png|pdf|html)$/.test(name));
  for (const name of old) rmSync(join(target, name));
}
const browser = await launch();
for (const site of sites) await course(browser, site);
const shown = { kind: "preview", theme: sites[0].theme, course: sites[0].course, edition: sites[0].edition };
for (const [mode, { colorScheme: scheme }] of Object.entries(modes)) {
  const device = mode === "phone" ? "phone" : "desk";
  if (isChosen({ ...shown, device, scheme })) await preview(browser, editions[0].root, mode);
}
await browser.close();
gallery(target);
console.log(join(target, "index.html"));
