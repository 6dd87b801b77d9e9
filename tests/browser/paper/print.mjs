// Sheets on paper, as a person gets them from Chromium's print dialog.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "clinic-paper-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The papers by the names that Playwright has for them, upright, in millimetres. */
export const papers = { A4: { width: 210, height: 297 }, Letter: { width: 215.9, height: 279.4 } };

/** Builds a course of `tests/fixtures`, and gives the folder of the site. */
export function build(course, edition = "learner") {
  const output = join(folder, `${course}-${edition}`);
  const args = ["build", join(root, "tests/fixtures", course), "--edition", edition, "--output", output];
  execFileSync(process.env.CLINIC_BIN, args, { stdio: ["ignore", "ignore", "pipe"] });
  return output;
}

/** Runs in the browser: the sheets that would be printed, as the page itself tells of them. */
function shown() {
  const number = (text) => (text === undefined ? null : Number(text));
  const told = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const named = (sheet, hook) => [...sheet.querySelectorAll(`[data-clinic="${hook}"]`)];
  return [...document.querySelectorAll('body > [data-clinic="sheet"]:not([hidden])')].map((sheet) => ({
    kind: sheet.dataset.sheet,
    id: sheet.id,
    label: sheet.getAttribute("aria-label"),
    title: told(sheet.querySelector("h2")),
    page: number(sheet.dataset.page),
    pages: number(sheet.dataset.pages),
    rows: named(sheet, "log-row").length,
    cards: named(sheet, "card").length,
    statements: named(sheet, "statement").map((statement) => statement.dataset.clinicId),
  }));
}

/** Runs in the browser: whether all sheets are there, those too that lie beside the page. */
export const isWhole = () => !document.querySelector("script[src='more.js']");

let count = 0;

/**
 * Prints an address: `{ pdf, sheets }`.
 *
 * `reader` is the paper that lies in the printer and is chosen in the dialog. With `preferCSSPageSize`, Chromium keeps that
 * paper where a style names an orientation only, page by page, and takes the style's paper where one is named; so do its
 * dialog and "save as PDF". Without it, a page for another paper would be scaled to fit, which no sheet may rely on. The
 * turn of the paper (`landscape`) has no effect on pages whose style names an orientation.
 */
export async function print(page, address, reader = "A4") {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(isWhole);
  const sheets = await page.evaluate(shown);
  const path = join(folder, `${(count += 1)}.pdf`);
  await page.pdf({ path, format: reader, preferCSSPageSize: true, printBackground: false, tagged: true, outline: true });
  return { pdf: path, sheets };
}
