// Debian's Chromium, and a server that shows it a built folder the way a static host does.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";
import { chromium } from "playwright-core";

/** The browser that `prepare` found. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.HEADLESS_SHELL || process.env.CHROMIUM || "/usr/bin/chromium",
    // Pages are here for seconds: code that is compiled to be fast for minutes costs more than it saves.
    args: ["--js-flags=--no-turbofan", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
}

/**
 * What `_headers` of a built folder has its host send with the file at `path`, as a host does that reads such a file. A folder
 * that a test made by hand has what the sample has. `framedBy` is one more site that may show pages in a frame, as if the
 * course named it.
 */
export function headers(root, path, framedBy) {
  const own = join(root, "_headers");
  const text = readFileSync(existsSync(own) ? own : join(process.env.CLINIC_SITE, "_headers"), "utf8");
  const rules = text.split(/\n(?=\S)/).map((rule) => rule.trimEnd().split("\n"));
  // The first rule is for all files: before its star stands where the site lies.
  const base = rules[0][0].replace(/\*$/, "");
  const lines = rules.filter(([pattern]) => [`${base}*`, base + path].includes(pattern)).flatMap(([, ...lines]) => lines);
  const sent = Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/, 2)).map(([name, value]) => [name.toLowerCase(), value]));
  const policy = sent["content-security-policy"];
  if (!policy?.includes("frame-ancestors 'self'")) throw new Error(`${own} has no policy that this server knows: ${policy}`);
  return framedBy ? { ...sent, "content-security-policy": `${policy} ${framedBy}` } : sent;
}

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** The file for a path of an address, or the address that a host would redirect to, or neither. */
function locate(root, path) {
  const file = join(root, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) return { file };
  if (!stat?.isDirectory()) return {};
  if (path !== "" && !path.endsWith("/")) return { redirect: true };
  const index = join(file, "index.html");
  return statSync(index, { throwIfNoEntry: false })?.isFile() ? { file: index } : {};
}

function answer({ root, mounts, framedBy }, request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const mount = mounts.find((mount) => path.startsWith(mount));
  const { file, redirect } = mount && !path.includes("/../") ? locate(root, path.slice(mount.length)) : {};
  if (redirect) {
    response.writeHead(301, { location: `${encodeURI(path)}/` }).end();
    return;
  }
  if (path === "/favicon.ico" && !file) {
    // Browsers ask the host for it whatever a page says.
    response.writeHead(204).end();
    return;
  }
  const shown = file ?? join(root, "404.html");
  const type = types[extname(shown)] ?? "application/octet-stream";
  const sent = headers(root, relative(root, shown), framedBy);
  response.writeHead(file ? 200 : 404, { "content-type": type, ...sent });
  response.end(readFileSync(shown));
}

/**
 * Serves `root` at each of `mounts` (`/a/b/`, the first that fits wins), with what its `_headers` say: `{ origin, close }`. What
 * `takes` says that it answers itself is left to it. `framedBy` is a site that shows pages of this one in a frame.
 */
export async function serve(root, mounts, takes = () => false, framedBy = "") {
  const site = { root, mounts, framedBy };
  const server = createServer((request, response) => takes(request, response) || answer(site, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
