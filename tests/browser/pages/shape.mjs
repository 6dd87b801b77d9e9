// The shape of a page as it is shown: all that anyone but the eye learns of it. Two looks of the same shape, as the light and
// the dark one are, differ in colours, fonts and exact places alone.

import { createHash } from "node:crypto";

/** Runs in the browser: the document as it stands, and of each element what decides whether and how it can be reached. */
function describe() {
  const read = ["display", "visibility", "position", "clip", "clipPath", "overflowX", "overflowY", "contentVisibility"];
  // Two themes differ in the names of their files, which tell of the contents.
  const html = document.documentElement.outerHTML.replace(/\.[0-9a-f]{10}(?=\.(css|js)")/g, "");
  const end = document.documentElement.scrollHeight;
  const states = [...document.querySelectorAll("*")].map((element) => {
    const style = getComputedStyle(element);
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const { scrollWidth, clientWidth, scrollHeight, clientHeight, tabIndex } = element;
    return [
      ...read.map((property) => style[property]),
      style.opacity === "0",
      // A pixel may hide a text, less is nothing.
      ...[width, height].map((size) => Math.min(Math.ceil(size), 2)),
      ...[right <= 0, left >= innerWidth, bottom + scrollY <= 0, top + scrollY >= end],
      ...[scrollWidth > clientWidth, scrollHeight > clientHeight, tabIndex],
    ].join();
  });
  return [html, ...states].join("\n");
}

/** A name for the shape of a page as it is shown now. */
export async function shape(page) {
  return createHash("sha256").update(await page.evaluate(describe)).digest("hex");
}
