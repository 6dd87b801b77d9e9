// Whether a page can be used with the keyboard alone.

/** Runs in the browser: what is wrong with the element that has the focus after one press of Tab. */
function skipLinkFault() {
  const link = document.activeElement;
  if (!link?.matches("a[href^='#']")) return `the first stop is ${link?.cloneNode(false).outerHTML.slice(0, 120)}`;
  const { top, left, right, bottom, width, height } = link.getBoundingClientRect();
  const { opacity, visibility } = getComputedStyle(link);
  if (width < 10 || height < 10 || opacity === "0" || visibility !== "visible") return "the skip link is not shown";
  if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) return "the skip link is outside the window";
  if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) return "the skip link leads nowhere";
  return null;
}

/** What is wrong with the first stop of the page, which leads past everything that all pages have. */
export async function skipLink(page) {
  await page.keyboard.press("Tab");
  const fault = await page.evaluate(skipLinkFault);
  await page.evaluate(() => document.activeElement?.blur());
  return fault ? [fault] : [];
}

/** Runs in the browser: the element with the focus, by a number of its own, and what is wrong with how it is shown. */
function stop() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const known = (window.stops ??= []);
  if (!known.includes(element)) known.push(element);
  const name = element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const faults = [];
  // What cannot be seen itself, as a menu over its sign, may have its ring around it.
  const hasRing = (one) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    const drawn = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    return drawn && !/^(transparent|rgba\(.*, 0\))$/.test(outlineColor) && one.checkVisibility({ opacityProperty: true });
  };
  let around = element;
  while (around && !hasRing(around)) around = around.parentElement;
  if (!around) faults.push(`no ring: ${name}`);
  // What is higher than the window shows its beginning; a link that is broken over lines shows one of its lines.
  const shown = [...element.getClientRects()].filter(({ top, bottom, left, right, width, height }) => {
    const across = left >= -0.5 && right <= innerWidth + 0.5;
    return width > 0 && height > 0 && across && top >= -0.5 && top < innerHeight && (bottom <= innerHeight + 0.5 || height > innerHeight);
  });
  const hit = ({ left, top, width, height }) => {
    const found = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, innerHeight - 1));
    return found && (element.contains(found) || found.contains(element));
  };
  if (shown.length === 0) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    faults.push(`outside the window (${[left, top, right, bottom].map(Math.round).join(", ")}): ${name}`);
  } else if (!shown.some(hit)) faults.push(`under something else: ${name}`);
  return { at: known.indexOf(element), faults };
}

/** Walks through all stops of the page by Tab: how many they are, and what is wrong with them. */
export async function walk(page) {
  const faults = [];
  for (let count = 0; ; count += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(stop);
    // Past the last stop the focus leaves the page, or comes to the first again.
    if (!found || (found.at === 0 && count > 0)) return { count, faults };
    if (found.at < count) return { count, faults: [...faults, `Tab leads back to stop ${found.at + 1} after ${count}`] };
    faults.push(...found.faults);
  }
}
