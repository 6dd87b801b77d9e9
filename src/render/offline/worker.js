// Keeps the site's shell and what was read, page by page with all that a page needs, so that both can be read without a
// connection. With one, pages are always those of the site. `SITE` is written above when the site is built.
"use strict";

const { scope } = registration;
const PREFIX = `clinic ${new URL(scope).pathname} `;
const NAME = PREFIX + SITE.version;
const PATIENCE = 4_000; // milliseconds, before a page that is kept is shown instead of one that does not come
const MARK = /<script\b[^>]*?\ssrc="([^"]*\/offline\.[0-9a-f]{10}\.js)"/g; // what a page names as long as its site wants to be kept
const ASSETS = new URL("assets/", scope).href;
const FIXED = /\/assets\/[^?#]*\.[0-9a-f]{10}\.\w+$/; // names that change with the content

const shell = new Set(SITE.shell.map((path) => new URL(path, scope).href));

/** An address without what follows it. */
const bare = (address) => address.replace(/[?#].*$/, "");
const resolved = (typed, address) => new URL(typed.replaceAll("&amp;", "&"), address).href;
const isPage = (response) => /^text\/html\b/.test(response.headers.get("content-type") ?? "");
const isKeepable = (response) =>
  response.ok && response.type === "basic" && !response.redirected
  && !/\bno-store\b/.test(response.headers.get("cache-control") ?? "");

/** A copy; of files whose names change with their content, one of an earlier version too. */
async function kept(address) {
  const options = { ignoreSearch: true, ignoreVary: true };
  const own = await caches.match(address, { ...options, cacheName: NAME });
  return own ?? (FIXED.test(address) ? caches.match(address, options) : undefined);
}

/** The cache of this version, unless all was given back: only what is installed makes one. */
const present = async () => ((await caches.has(NAME)) ? caches.open(NAME) : undefined);

/** Whether a page is of this site, which wants to be kept. Below it there may be others, which have scripts of their own. */
const isOurs = (text, address) =>
  [...text.matchAll(MARK)].some(([, typed]) => resolved(typed, address).startsWith(`${ASSETS}offline.`));

/** The files of this site that a page cannot do without. */
function needs(text, address) {
  const found = text.matchAll(/<(?:link|script|img|source)\b[^>]*?\s(?:href|src)="([^"]+)"/g);
  const addresses = [...found].map(([, typed]) => bare(resolved(typed, address)));
  return new Set(addresses.filter((each) => each.startsWith(scope) && !each.endsWith("/")));
}

/** Puts a file into the cache unless a copy of it is there that cannot be another one. */
async function add(cache, address) {
  if (FIXED.test(address) && (await cache.match(address))) return;
  const copy = FIXED.test(address) ? await kept(address) : undefined;
  const response = copy ?? (await fetch(address, { cache: "no-cache" }));
  if (!copy && !isKeepable(response)) throw new Error(`${address} cannot be kept`);
  await cache.put(address, response);
}

/** Keeps a page when all of its scripts and styles are there; other files as far as they can be had. */
async function keepPage(cache, address, response) {
  const text = await response.clone().text();
  await Promise.all([...needs(text, address)].map(async (each) => {
    try {
      await add(cache, each);
    } catch (error) {
      if (FIXED.test(each)) throw error;
    }
  }));
  await cache.put(address, response);
}

async function renew(cache, address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!isKeepable(response)) throw new Error(`${address} cannot be kept`);
  if (isPage(response)) await keepPage(cache, address, response);
  else await cache.put(address, response);
}

/** Takes over what was read in an earlier version: as it is now, or as it was where that cannot be had. */
async function takeOver(cache, earlier) {
  const old = await caches.open(earlier);
  for (const { url } of await old.keys()) {
    if (FIXED.test(url) || (await cache.match(url))) continue;
    try {
      const response = await fetch(url, { cache: "no-cache" });
      if (response.status === 404 || response.status === 410) continue;
      if (!isKeepable(response)) throw new Error(`${url} cannot be kept`);
      if (!isPage(response)) await cache.put(url, response);
      else if (isOurs(await response.clone().text(), url)) await keepPage(cache, url, response);
    } catch {
      const copy = await old.match(url);
      if (copy) await (isPage(copy) ? keepPage(cache, url, copy) : cache.put(url, copy)).catch(() => {});
    }
  }
}

const others = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);

async function install() {
  const cache = await caches.open(NAME);
  const renewed = await Promise.allSettled([...shell].map((address) => renew(cache, address)));
  const failed = renewed.find(({ status }) => status === "rejected");
  if (failed) {
    await caches.delete(NAME);
    throw failed.reason;
  }
  for (const earlier of (await others()).reverse()) await takeOver(cache, earlier);
  skipWaiting();
}

/** Pages that are open may still ask for files of the version before, which goes with the next one. */
async function activate() {
  const open = await clients.matchAll({ type: "window" });
  const names = await others();
  await Promise.all(names.slice(0, open.length ? -1 : undefined).map((name) => caches.delete(name)));
  await clients.claim();
}

/** Where the site has no worker any more, nothing of it is kept either. Gives whether that is so. */
async function leaves() {
  const script = await fetch(self.location.href, { cache: "no-store" }).catch(() => undefined);
  const isThere = script?.ok && /javascript/.test(script.headers.get("content-type") ?? "");
  if (!script || isThere || script.status >= 500) return false;
  await Promise.all([...(await others()), NAME].map((name) => caches.delete(name)));
  await registration.unregister();
  return true;
}

/** Pages that are being kept, by their addresses. */
const underway = new Map();

/** Keeps a page of this site that was read, as long as the site wants that. */
async function read(address, response) {
  if (!response.ok || !isPage(response)) return;
  if (!isKeepable(response) || !isOurs(await response.clone().text(), address)) {
    await leaves();
    return;
  }
  const cache = await present();
  if (cache) await keepPage(cache, address, response);
}

/** Keeps a file that this site has for all its pages, or that one of them asks for. */
async function keepFile(address, client, response) {
  const asking = bare((await clients.get(client))?.url ?? "");
  await underway.get(asking);
  const cache = await present();
  const isOwn = shell.has(address) || address.startsWith(ASSETS) || (await cache?.match(asking));
  if (isOwn) await cache?.put(address, response);
}

/** The page that stands for one that was never read, its links as they are from wherever it is shown. */
async function absent() {
  const at = new URL("offline/", scope).href;
  const page = await kept(at);
  if (!page) return Response.error();
  const text = (await page.text()).replace(
    /\s(href|src)="(?!#|[a-z][a-z0-9+.-]*:)([^"]*)"/gi,
    (_, name, address) => ` ${name}="${new URL(address, at).href}"`,
  );
  return new Response(text, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

const wait = (time) => new Promise((ended) => setTimeout(ended, time));

async function answerPage(event) {
  const address = bare(event.request.url);
  const fetched = fetch(event.request);
  const reading = fetched.then((response) => read(address, response.clone())).catch(() => {});
  underway.set(address, reading);
  event.waitUntil(reading.then(() => underway.delete(address)));
  const late = async () => {
    await wait(PATIENCE);
    return (await kept(address)) ?? fetched;
  };
  try {
    return await Promise.race([fetched, late()]);
  } catch {
    return (await kept(address)) ?? absent();
  }
}

async function answerFile(event) {
  const address = bare(event.request.url);
  const copy = FIXED.test(address) ? await kept(address) : undefined;
  if (copy) return copy;
  try {
    const response = await fetch(event.request);
    // What has a query may be another file under the same address.
    if (isKeepable(response) && !event.request.url.includes("?")) {
      event.waitUntil(keepFile(address, event.clientId, response.clone()).catch(() => {}));
    }
    return response;
  } catch {
    return (await kept(address)) ?? Response.error();
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, url, mode, destination, headers } = event.request;
  if (method !== "GET" || !url.startsWith(scope) || headers.has("range")) return;
  if (mode === "navigate") event.respondWith(answerPage(event));
  else if (destination) event.respondWith(answerFile(event));
});
// A page that was opened before there was a worker asks for itself to be kept.
addEventListener("message", (event) => {
  const address = bare(String(event.data?.keep));
  if (!address.startsWith(scope)) return;
  event.waitUntil(fetch(address).then((response) => read(address, response)).catch(() => {}));
});
