// Opening a page of a built course the way a reader comes to it, and watching what happens meanwhile.

import assert from "node:assert/strict";

import { launch, serve } from "../browser.mjs";
import { address, base } from "../site.mjs";
import { borrow } from "../windows.mjs";

/** Where a course is shown besides the place that it names itself. */
const mount = "/some/path/";

/** The windows: a phone in the hand, and a screen on a desk with a mouse before it. */
export const devices = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1440, height: 900 } },
};

/** Opens a browser and shows it a built course: `{ browser, origin, base, close }`. */
export async function openSite(root) {
  const home = base(root)?.pathname ?? "/";
  const server = await serve(root, [mount, home]);
  const browser = await launch();
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { browser, origin: server.origin, base: home, close };
}

/** How a page is visited: 404.html as a host shows it, under the path that it names itself. */
export function place(site, kind, path) {
  if (kind !== "not-found") return { url: `${site.origin}${mount}${address(path)}`, within: mount, status: 200 };
  return { url: `${site.origin}${site.base}no/such/page/`, within: site.base, status: 404 };
}

/** Collects everything about a visit that nobody should see. */
export function watch(page, allowed, status = 200) {
  const problems = [];
  page.on("console", (message) => {
    const own = status === 404 && message.location().url === page.url();
    if (message.type() === "error" && !own) problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // What the browser gives up itself when it goes on to the next page is no fault of the page.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} ${why}`);
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(allowed)) {
      problems.push(`outside: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    const main = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (response.status() >= 400 && !main) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

/**
 * Visits a place in a window that nobody else looks at meanwhile: `steps` are given the page, and add to the problems that
 * must not be there. The pages of a course share what is stored and kept of them, as they do for a reader; what went wrong in
 * a window does not reach the next visit: then it is closed.
 */
export async function visit(browser, options, { url, within, status }, steps) {
  const { page, leave } = await borrow(browser, options);
  try {
    const problems = watch(page, new URL(within, url).href, status);
    const response = await page.goto(url, { waitUntil: options.javaScriptEnabled === false ? "load" : "networkidle" });
    assert.equal(response.status(), status, url);
    await steps(page, problems);
    assert.equal(problems.length, 0, `${url}\n${problems.join("\n")}`);
  } catch (fault) {
    await page.context().close();
    throw fault;
  }
  await leave();
}
