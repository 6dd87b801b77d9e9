// The search of a built site without a browser: its script, and parts that are read from the folder instead of put into a page.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

/** The search of the site in `root`; `loaded` names the parts that were asked for. */
export function load(root) {
  const assets = readdirSync(join(root, "assets"));
  const script = assets.find((name) => /^search\.[0-9a-f]{10}\.js$/.test(name));
  /** @type {string[]} */
  const loaded = [];
  const head = {
    append(element) {
      const path = decodeURIComponent(new URL(element.src).pathname).slice(1);
      loaded.push(path);
      let text;
      try {
        text = readFileSync(join(root, path), "utf8");
      } catch {
        queueMicrotask(() => element.onerror());
        return;
      }
      queueMicrotask(() => {
        vm.runInContext(text, context);
        element.onload();
      });
    },
  };
  const document = {
    currentScript: { src: `https://example.org/assets/${script}`, dataset: {} },
    head,
    createElement: () => ({ remove() {} }),
    querySelector: () => null,
    addEventListener() {},
  };
  const context = vm.createContext({ document, URL, location: { protocol: "https:" }, queueMicrotask });
  vm.runInContext(readFileSync(join(root, "assets", script), "utf8"), context);
  const search = context.clinicSearch;
  const weigh = (paths) =>
    paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(root, path))).length, 0);
  /** What is found, as it is shown. */
  const ask = async (text, most = 10) => {
    const { hits, isWhole } = await search.find(text);
    const shown = await Promise.all(hits.slice(0, most).map(search.shown));
    return { count: hits.length, isWhole, results: shown };
  };
  return { search, loaded, ask, weigh, script: `assets/${script}` };
}

/** All files that a site is searched by. */
export function parts(root) {
  const below = readdirSync(join(root, "assets/search"), { recursive: true, withFileTypes: true });
  return below.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
