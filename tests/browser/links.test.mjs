// Every link of every page leads somewhere inside the site, nothing is fetched from elsewhere, nothing is inline.

import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch } from "./browser.mjs";
import { address, base, editions, files, pages, read } from "./site.mjs";

/** Runs in the browser: what a page holds that these tests ask about, by the real HTML parser. */
function inspect(html) {
  const root = new DOMParser().parseFromString(html, "text/html");
  const found = { ids: [], links: [], inline: [] };
  const data = ["application/json", "application/ld+json"];
  const urls = ["href", "xlink:href", "src", "poster", "data", "action", "formaction", "background", "cite", "ping"];
  const sets = ["srcset", "imagesrcset"];
  const describe = (element) => element.cloneNode(false).outerHTML.slice(0, 160);

  function attribute(element, { name, value }) {
    const link = (url) => found.links.push({ tag: element.localName, rel: element.rel ?? "", name, url: url.trim() });
    if (name === "id") found.ids.push(value);
    if (name === "style" || name.startsWith("on")) found.inline.push(`${name}= in ${describe(element)}`);
    if (urls.includes(name) && !(name === "data" && element.localName !== "object")) link(value);
    if (sets.includes(name)) value.split(/,\s+/).forEach((part) => link(part.trim().split(/\s+/)[0]));
    if (name === "content" && element.httpEquiv === "refresh") link(value.replace(/^.*?url=/i, ""));
  }

  function visit(node) {
    for (const element of node.querySelectorAll("*")) {
      for (const each of element.attributes) attribute(element, each);
      const tag = element.localName;
      // Blocks of data are not run, so a content-security policy lets them pass.
      if (tag === "script" && !element.hasAttribute("src") && !data.includes(element.type)) found.inline.push("<script>");
      if (tag === "style") found.inline.push("<style>");
      if (tag === "base") found.inline.push("<base>");
      if (tag === "template") visit(element.content);
    }
  }

  visit(root);
  return found;
}

/** `rel`s of <link> that name a page and fetch nothing. */
const naming = ["alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev", "search"];

/** True where an address on another host is a place to go and not something to fetch. */
function mayLeave({ tag, name, rel }) {
  if (name === "cite") return true;
  if (tag === "a" || tag === "area") return name === "href";
  const words = rel.split(/\s+/).filter(Boolean);
  return tag === "link" && words.length > 0 && words.every((word) => naming.includes(word));
}

/** The file of the site for a path of an address, or null. */
function target(root, path) {
  const file = join(root, path);
  const stat = existsSync(file) ? statSync(file) : null;
  if (path === "" || path.endsWith("/")) return existsSync(join(file, "index.html")) ? `${path}index.html` : null;
  return stat?.isFile() ? path : null;
}

/** Percent signs that encode nothing stay, and so lead nowhere. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What is wrong with a link, or null. */
function fault(site, from, link) {
  const { url } = link;
  const home = site.base ?? new URL("http://site.invalid/");
  if (/^(mailto|tel):/i.test(url)) return null;
  if (/^data:/i.test(url)) return link.tag === "img" ? null : "data: address";
  // 404.html is shown at any address, so it alone names the site's path.
  if (/^\/(?!\/)/.test(url) && from !== "404.html") return "not relative";
  const absolute = /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
  const here = new URL(`./${address(from)}`, home);
  const there = URL.canParse(url, here) ? new URL(url, here) : null;
  if (!there || !/^https?:$/.test(there.protocol)) return "no address";
  if (there.origin !== home.origin || !there.pathname.startsWith(home.pathname)) {
    return absolute && mayLeave(link) ? null : "outside the site";
  }
  if (absolute && !mayLeave(link)) return "not relative";
  const path = target(site.root, decoded(there.pathname.slice(home.pathname.length)));
  if (path === null) return "leads to no file";
  const fragment = decoded(there.hash.slice(1));
  if (url.endsWith("#")) return "empty fragment";
  if (!fragment) return null;
  const ids = site.ids(path);
  return ids && !ids.has(fragment) ? "leads to no such place on the page" : null;
}

/** Ids of a file that can be pointed into, or null for other files. */
function idsOf(root, inspected, path) {
  if (inspected.has(path)) return new Set(inspected.get(path).ids);
  if (!path.endsWith(".svg")) return null;
  return new Set([...read(root, path).matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]));
}

const list = (problems) => `\n${problems.slice(0, 60).join("\n")}`;

describe("links", () => {
  let browser;
  const inspected = new Map();

  before(async () => {
    browser = await launch();
    const page = await browser.newPage();
    for (const { name, root } of editions) {
      const found = new Map();
      for (const path of pages(root)) found.set(path, await page.evaluate(inspect, read(root, path)));
      inspected.set(name, found);
    }
  });

  after(() => browser?.close());

  for (const { name, root } of editions) {
    test(`lead to files and places that are there, ${name} edition`, () => {
      const found = inspected.get(name);
      const site = { root, base: base(root), ids: (path) => idsOf(root, found, path) };
      const problems = [...found].flatMap(([path, { links }]) =>
        links.map((link) => [link, fault(site, path, link)])
          .filter(([, fault]) => fault)
          .map(([{ tag, name, url }, fault]) => `${path}: <${tag} ${name}="${url}">: ${fault}`),
      );
      assert.ok([...found.values()].some(({ links }) => links.length > 0), "no page has a link");
      assert.equal(problems.length, 0, list(problems));
    });

    test(`nothing is inline, ${name} edition`, () => {
      const problems = [...inspected.get(name)].flatMap(([path, { inline }]) => inline.map((what) => `${path}: ${what}`));
      assert.equal(problems.length, 0, list(problems));
    });

    test(`style sheets use nothing but the site's own files, ${name} edition`, () => {
      const problems = files(root).filter((path) => path.endsWith(".css")).flatMap((path) => foreign(root, path));
      assert.equal(problems.length, 0, list(problems));
    });
  }
});

/** Addresses in a style sheet that are no file beside it. */
function foreign(root, path) {
  const text = read(root, path).replace(/\/\*[^]*?\*\//g, "");
  const addresses = [...text.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)|@import\s+(["'])(.*?)\3/g)];
  return addresses
    .map((match) => match[2] ?? match[4])
    .filter((url) => !/^(data:|#)/.test(url))
    .filter((url) => /^([a-z]+:|\/)/i.test(url) || !existsSync(join(root, path, "..", url.replace(/[?#].*$/, ""))))
    .map((url) => `${path}: url(${url})`);
}
