// Windows of a browser that are used again: a new one costs a browser as much as a visit does.

/** What visitors listen to. */
const heard = ["console", "pageerror", "requestfailed", "request", "requestfinished", "response"];

/** The windows of a browser that are open and not in use, by what they were opened with. */
const idle = new WeakMap();

/** Milliseconds that anything in a window may take: more than a machine that does other work besides needs. */
const patience = 120_000;

/** A new one. */
async function opened(browser, options) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(patience);
  return page;
}

/** Those of one kind. */
function kept(browser, options) {
  if (!idle.has(browser)) idle.set(browser, new Map());
  const windows = idle.get(browser);
  const kind = JSON.stringify(options);
  if (!windows.has(kind)) windows.set(kind, []);
  return windows.get(kind);
}

/**
 * A window of this kind that nobody else looks at: `{ page, leave }`. `leave` gives it back as it was when it was opened, but
 * for what the page has stored; who does not want it back closes its context.
 */
export async function borrow(browser, options) {
  const windows = kept(browser, options);
  const page = windows.pop() ?? (await opened(browser, options));
  const leave = async () => {
    for (const event of heard) page.removeAllListeners(event);
    const { viewport, colorScheme = "light", forcedColors = "none", reducedMotion = "no-preference" } = options;
    if (viewport) await page.setViewportSize(viewport);
    // A window that is told to be a screen prints what is on the screen.
    await page.emulateMedia({ media: null, colorScheme, forcedColors, reducedMotion });
    windows.push(page);
  };
  return { page, leave };
}
