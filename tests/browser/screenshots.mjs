// Pictures of one page of each kind, for people to look at: phone, desktop, dark, as printed, and the PDF itself.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { launch, serve } from "./browser.mjs";
import { address, editions, kinds } from "./site.mjs";

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
await browser.close();
console.log(target);
