// What must not happen to the layout of a page: being wider than its window, and moving by itself.

/** Runs in the browser: the elements that make the page wider than the window. */
function findWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  // A phone shows the whole of it, smaller: where the page would be is told by its root.
  const page = document.documentElement.getBoundingClientRect();
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > page.right + 0.5 || left < page.left - 0.5;
  });
  const names = wide.slice(0, 5).map((element) => element.cloneNode(false).outerHTML.slice(0, 120));
  return [`${scrollWidth} wide in a window of ${clientWidth}`, ...names];
}

/** What makes the page wider than its window. */
export const overflow = (page) => page.evaluate(findWide);

/** The same in another window of this size. */
export async function overflowIn(page, viewport) {
  await page.setViewportSize(viewport);
  const found = await overflow(page);
  return found.map((problem) => `at ${viewport.width} × ${viewport.height}: ${problem}`);
}

/** Runs in the browser: scrolls to the end and back, then tells of everything that moved without the reader's doing. */
async function findShifts() {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const seen = (image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return image.src && bottom >= 0 && top <= innerHeight;
  };
  /** A look at one screen: until its images are there, and what comes of that is drawn. */
  async function look(top) {
    scrollTo({ top, behavior: "instant" });
    await frame();
    await Promise.all([...document.images].filter(seen).map((image) => image.decode().catch(() => {})));
    for (let drawn = 0; drawn < 2; drawn += 1) await frame();
  }
  const end = document.documentElement.scrollHeight;
  for (let top = 0; top < end; top += innerHeight) await look(top);
  await look(0);
  const shifts = await new Promise((done) => {
    const observer = new PerformanceObserver((list) => done(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done([...observer.takeRecords()]), 100);
  });
  const named = ({ node }) => (node?.nodeType === 1 ? node : node?.parentElement)?.cloneNode(false).outerHTML.slice(0, 120);
  // Nobody has touched the page yet; what says so after all is the browser's putting itself into the size of a phone.
  return shifts.map(({ value, sources }) => ({ value, told: `moved by ${value.toFixed(4)}: ${sources.map(named).join(" ")}` }));
}

/**
 * What moved on the page since it was opened, and while it was scrolled through; the page has just been opened. Nothing is
 * told if all of it together is less than `allowed`.
 */
export async function shifts(page, allowed = 0) {
  const found = await page.evaluate(findShifts);
  const sum = found.reduce((total, { value }) => total + value, 0);
  return sum < allowed ? [] : found.map(({ told }) => told);
}
