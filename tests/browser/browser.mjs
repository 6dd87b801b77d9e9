// Debian's Chromium, and a server that shows it a built folder the way a static host does.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

/** The browser that `prepare` found. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.HEADLESS_SHELL || process.env.CHROMIUM || "/usr/bin/chromium",
    // Pages are here for seconds: code that is compiled to be fast for minutes costs more than it saves.
    args: ["--js-flags=--no-turbofan", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
}

/** What the site promises to work under: everything from its own files, nothing inline. */
const policy = [
  "default-src 'none'",
  ...["script", "style", "font", "connect", "manifest", "worker", "media"].map((kind) => `${kind}-src 'self'`),
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
].join("; ");

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

function answer(root, mounts, request, response) {
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
  response.writeHead(file ? 200 : 404, { "content-type": type, "content-security-policy": policy });
  response.end(readFileSync(shown));
}

/**
 * Serves `root` at each of `mounts` (`/a/b/`, the first that fits wins): `{ origin, close }`. What `takes` says that it
 * answers itself is left to it.
 */
export async function serve(root, mounts, takes = () => false) {
  const server = createServer((request, response) => takes(request, response) || answer(root, mounts, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
