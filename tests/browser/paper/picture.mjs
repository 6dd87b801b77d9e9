// What a printed page looks like: rules, filled areas and margins, measured on a grey picture of it.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Has a page drawn in grey: the bytes of a PGM file. */
async function draw(pdf, page, resolution) {
  const range = ["-f", String(page), "-l", String(page)];
  const options = { encoding: "buffer", maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await run("pdftoppm", ["-gray", "-r", String(resolution), ...range, pdf], options);
  return stdout;
}

/** The pictures that were asked for last. Several questions are asked about a page, and all pages would not fit. */
const recent = new Map();
const kept = 8;

function drawn(pdf, page, resolution) {
  const key = `${pdf}:${page}:${resolution}`;
  const found = recent.get(key) ?? draw(pdf, page, resolution);
  recent.delete(key);
  recent.set(key, found);
  if (recent.size > kept) recent.delete(recent.keys().next().value);
  return found;
}

/** A page as `{ width, height, grey, pixel }`: a byte a pixel, 0 is black; `pixel` is the size of one in millimetres. */
export async function picture(pdf, page, resolution = 200) {
  const bytes = await drawn(pdf, page, resolution);
  // "P5", width, height and the greatest value, then one white character, then the pixels.
  const head = bytes.subarray(0, 64).toString("latin1").match(/^P5\s+(\d+)\s+(\d+)\s+255\s/);
  const [width, height] = [Number(head[1]), Number(head[2])];
  const grey = bytes.subarray(head[0].length);
  if (grey.length !== width * height) throw new Error(`${pdf}: ${grey.length} pixels for ${width} x ${height}`);
  return { width, height, grey, pixel: 25.4 / resolution };
}

/** Paler than this is the soft edge of something darker. */
const dark = 190;

/** No letter and no word is a line as long as this. */
const shortest = 12;

/** The dark runs of one line of pixels, at least `least` long: `[from, to]`, the end not included. */
function runs(grey, start, step, count, least) {
  const found = [];
  let from = -1;
  for (let index = 0; index <= count; index += 1) {
    const isDark = index < count && grey[start + index * step] < dark;
    if (isDark && from < 0) from = index;
    if (!isDark && from >= 0) {
      if (index - from >= least) found.push([from, index]);
      from = -1;
    }
  }
  return found;
}

/** Joins the runs of neighbouring lines to rules: `{ at, thick, from, to }`, in pixels. */
function rulesOf(lines) {
  const rules = [];
  let open = [];
  lines.forEach((found, at) => {
    const next = [];
    for (const [from, to] of found) {
      const above = open.find((rule) => rule.from < to && from < rule.to && !next.includes(rule));
      if (above) {
        above.thick += 1;
        above.from = Math.min(above.from, from);
        above.to = Math.max(above.to, to);
        next.push(above);
      } else {
        const rule = { at, thick: 1, from, to };
        rules.push(rule);
        next.push(rule);
      }
    }
    open = next;
  });
  return rules;
}

/** What is thicker than a millimetre is an area, no rule. */
const thin = (rules, pixel) => rules.filter((rule) => rule.thick * pixel <= 1);
const middle = (rule, pixel) => (rule.at + rule.thick / 2) * pixel;

/** The rules across a page from the top down: `{ y, x0, x1 }`, in millimetres from its corner. Dashed lines are none. */
export async function horizontals(pdf, page, least = shortest) {
  const { width, height, grey, pixel } = await picture(pdf, page);
  const lines = Array.from({ length: height }, (_, y) => runs(grey, y * width, 1, width, least / pixel));
  return thin(rulesOf(lines), pixel).map((rule) => ({
    y: middle(rule, pixel),
    x0: rule.from * pixel,
    x1: rule.to * pixel,
  }));
}

/** The rules down a page from the left: `{ x, y0, y1 }`, in millimetres from its corner. */
export async function verticals(pdf, page, least = shortest) {
  const { width, height, grey, pixel } = await picture(pdf, page);
  const lines = Array.from({ length: width }, (_, x) => runs(grey, x, width, height, least / pixel));
  return thin(rulesOf(lines), pixel).map((rule) => ({
    x: middle(rule, pixel),
    y0: rule.from * pixel,
    y1: rule.to * pixel,
  }));
}

/** The side of the greatest square without a white pixel, in millimetres. Letters, rules and QR codes stay far below 4. */
export async function filled(pdf, page) {
  const { width, height, grey, pixel } = await picture(pdf, page, 100);
  let above = new Uint16Array(width);
  let greatest = 0;
  for (let y = 0; y < height; y += 1) {
    const here = new Uint16Array(width);
    for (let x = 0; x < width; x += 1) {
      // Paper is 255; a pale grey fill is a fill too.
      if (grey[y * width + x] > 250) continue;
      here[x] = x === 0 ? 1 : Math.min(here[x - 1], above[x], above[x - 1]) + 1;
      if (here[x] > greatest) greatest = here[x];
    }
    above = here;
  }
  return greatest * pixel;
}

/** The white margins of a page in millimetres: `{ left, top, right, bottom }`; null where nothing is printed. */
export async function margins(pdf, page) {
  const { width, height, grey, pixel } = await picture(pdf, page, 100);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (grey[y * width + x] > 250) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  const sides = { left, top, right: width - 1 - right, bottom: height - 1 - bottom };
  return Object.fromEntries(Object.entries(sides).map(([side, pixels]) => [side, pixels * pixel]));
}

/** Whether anything is printed between two heights, in millimetres from the top. */
export async function inked(pdf, page, from, to) {
  const { width, grey, pixel } = await picture(pdf, page, 100);
  const band = grey.subarray(Math.round(from / pixel) * width, Math.round(to / pixel) * width);
  return band.some((value) => value <= 250);
}

/** The texts of the QR codes of a page, at the resolution of a plain printer's draft. */
export async function qr(pdf, page) {
  const folder = mkdtempSync(join(tmpdir(), "clinic-picture-"));
  try {
    const file = join(folder, "page.pgm");
    writeFileSync(file, await drawn(pdf, page, 200));
    const { stdout } = await run("zbarimg", ["--raw", "-q", file]);
    return stdout.split("\n").filter(Boolean);
  } catch (error) {
    // Status 4 says that there is none.
    if (error.code === 4) return [];
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
