// The preview in the browser: keeps a page fresh, and lays findings over it.
(() => {
"use strict";

const script = document.currentScript;
const home = new URL(".", script.src);
const root = document.documentElement;

// ---- The page ----
// What readers opened and scripts added stays: what differs between two pages *sent* is done to the one shown.

let base; // the root that was sent last
let etag = '""';
let status;
let scrolled; // how far, when the page went missing
const twins = new WeakMap(); // from each node sent to the one that shows it

const is = (node, ...names) => names.includes(node.nodeName);
const id = (node) => node.id || node.dataset?.clinicId;
// `isEqualNode` does not look into templates.
const same = (a, b) => is(a, b.nodeName) && a.outerHTML === b.outerHTML && a.data === b.data;

/** Finds the nodes that show `sent`, among others from scripts. */
function align(sent, shown) {
  twins.set(sent, shown);
  let rest = [...shown.childNodes];
  for (const child of sent.childNodes) {
    const alike = (node) => is(node, child.nodeName) && id(node) === id(child);
    const found = rest.find((node) => same(node, child)) ?? rest.find(alike);
    if (!found) continue;
    align(child, found);
    rest = rest.slice(rest.indexOf(found) + 1);
  }
}

/** Pairs the children of `next` with those of `old`: by id or whole text, then place and tag. */
function match(old, next) {
  const olds = [...old.childNodes];
  const free = new Set(olds);
  const pairs = new Map();
  // Scripts run once, templates have no twins inside: both are replaced.
  const fits = (one, node) => free.has(one) && is(one, node.nodeName) &&
    (same(one, node) || (!is(one, "SCRIPT", "TEMPLATE") && twins.get(one)?.isConnected));
  const pair = (node, one) => free.delete(one) && pairs.set(node, one);
  const key = (node) => node.nodeName + (id(node) || node.outerHTML);
  const named = new Map();
  for (const one of old.children) named.set(key(one), named.has(key(one)) ? null : one); // twice names nothing
  for (const node of next.children) if (fits(named.get(key(node)), node)) pair(node, named.get(key(node)));
  let at = 0;
  for (const node of next.childNodes) {
    const one = pairs.get(node) ?? olds.slice(at).find((one) => !free.has(one) || fits(one, node));
    if (fits(one, node)) pair(node, one);
    if (pairs.has(node)) at = olds.indexOf(one) + 1;
  }
  return pairs;
}

/** A node to be shown. Scripts of a parsed page never run; new ones like them do. */
function shownFrom(sent) {
  const box = new DocumentFragment();
  box.append(document.importNode(sent, true));
  for (const old of box.querySelectorAll("script")) {
    const fresh = document.createElement("script");
    for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
    fresh.async = old.hasAttribute("async");
    fresh.text = old.text;
    old.replaceWith(fresh);
  }
  return box.firstChild;
}

/** Makes `old` like `next`, and does the same to what is shown. */
function patch(old, next) {
  if (same(old, next)) return;
  const shown = twins.get(old);
  if (!old.attributes) return void (shown.data = old.data = next.data);
  const sheet = is(old, "LINK") && next.relList.contains("stylesheet");
  if (sheet) replaceSheet(old, next, shown);
  patchAttributes(old, next, sheet ? old : shown);
  // Nobody sees it, and browsers read it otherwise than the parser.
  if (!is(old, "NOSCRIPT")) patchChildren(old, next, shown);
}

/** Loads the new sheet before the old one goes, or pages jump. */
function replaceSheet(old, next, shown) {
  const link = shownFrom(next);
  link.gone = [shown, ...(shown.gone ?? [])]; // and what waits for its end
  link.onload = link.onerror = () => link.gone.forEach((each) => each.remove());
  shown.after(link);
  twins.set(old, link);
}

function patchAttributes(old, next, shown) {
  for (const name of [...old.getAttributeNames(), ...next.getAttributeNames()]) {
    const value = next.getAttribute(name);
    if (value === old.getAttribute(name)) continue;
    const set = (element) => (value === null ? element.removeAttribute(name) : element.setAttribute(name, value));
    if (name === "class") {
      shown.classList.remove(...old.classList); // and not those that scripts added
      shown.classList.add(...next.classList);
    } else set(shown);
    set(old);
  }
}

function patchChildren(old, next, shown) {
  const pairs = match(old, next);
  const kept = new Set(pairs.values());
  for (const child of [...old.childNodes].filter((child) => !kept.has(child))) {
    twins.get(child)?.remove();
    child.remove();
  }
  let at = old.firstChild;
  let last; // what is shown before the place
  for (const child of next.childNodes) {
    let mine = pairs.get(child);
    if (!mine) align((mine = child.cloneNode(true)), shownFrom(child));
    const twin = twins.get(mine);
    if (mine === at) at = at.nextSibling;
    else {
      old.insertBefore(mine, at);
      const before = last ? last.nextSibling : shown.firstChild;
      // Moves keep focus and scrolling.
      const move = twin?.isConnected && shown.moveBefore ? "moveBefore" : "insertBefore";
      if (twin && twin !== before) shown[move](twin, before);
    }
    patch(mine, child);
    if (twin?.parentNode === shown) last = twins.get(mine);
  }
}

function show(next, code) {
  if (code === 404 && status === 200) scrolled = scrollY;
  patch(base, next);
  if (code === 200 && status === 404) scrollTo({ top: scrolled, behavior: "instant" });
  document.dispatchEvent(new Event("clinic:updated")); // for scripts that set up what they find
}

function parse(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const own of page.querySelectorAll("script[src$='/_clinic/client.js'], clinic-overlay")) own.remove();
  return page.documentElement;
}

/** Asks for this page anew, and shows what differs. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { "If-None-Match": etag } });
  // All else is nothing new, or trouble: the last good page stays.
  if (![200, 404].includes(answer.status)) return;
  const html = await answer.text();
  const next = parse(html);
  if (!base) {
    // If it has changed since it was loaded, what is shown is taken for what was sent.
    base = html.includes(`data-generation="${script.dataset.generation}"`) ? next : parse(root.outerHTML);
    align(base, root);
  }
  try {
    if (!same(base, next)) show(next, answer.status);
  } catch {
    location.reload(); // never a stale page
  }
  status = answer.status;
  etag = answer.headers.get("etag");
}

let queue = Promise.resolve();
let queued;
/** What changes while the page is fetched is fetched together, after it. */
function update() {
  if (queued) return;
  queued = true;
  queue = queue.then(() => {
    queued = false;
    return refresh();
  }).catch(() => {}); // the next connection asks again
}

// ---- Findings ----

function make(tag, kind = "", ...children) {
  const element = document.createElement(tag);
  element.className = kind;
  element.append(...children.filter(Boolean));
  return element;
}
function button(kind, label, act) {
  const element = make("button", kind, label);
  element.onclick = act;
  return element;
}
const count = (number, word) => number && `${number} ${word}${number > 1 ? "s" : ""}`;

const host = make("clinic-overlay");
const shadow = host.attachShadow({ mode: "open" }); // out of reach of the page's style
const said = make("p", "unseen");
said.role = "status";
const away = make("p", "away", "The preview has stopped.");
const pill = button("pill", "", () => open(true));
const title = make("h2");
const close = button("", "Close", dismiss);
const list = make("div", "list");
const panel = make("section", "panel", make("header", "", title, close), list);
panel.ariaLabel = "Findings";
// Shows the host once it is there.
const sheet = Object.assign(make("link"), { rel: "stylesheet", href: new URL("client.css", home) });
host.hidden = panel.hidden = pill.hidden = away.hidden = true;
shadow.append(sheet, said, panel, pill, away);
document.body.before(host); // where Tab comes first

let known; // the findings shown
let keys = "[]"; // its errors, without lines: those move in typing

function open(yes) {
  panel.hidden = !yes;
  pill.hidden = yes || !pill.textContent;
}
/** What was dismissed, for the next page too where the browser allows it. */
function dismissed(now) {
  try {
    if (now != null) sessionStorage.clinicDismissed = now;
    return sessionStorage.clinicDismissed;
  } catch {}
}
function dismiss() {
  const { activeElement } = shadow;
  dismissed(keys);
  open(false);
  if (activeElement) pill.focus();
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) dismiss();
});

const place = ({ path, line, column }) => `${path}:${line}:${column}`;

/** The line with what is meant underlined; positions count whole characters. */
function source({ line, text, start, end }) {
  const part = (from, to) => [...text].slice(from, to).join("");
  const to = Math.max(end, start + 1);
  const mark = make("mark", "", part(start, to) || " ");
  return make("pre", "source", make("i", "", `${line}`), make("code", "", part(0, start), mark, part(to)));
}

function repair({ line, end_line, text, certain }) {
  const code = make("code", "", text);
  const copy = button("copy", "Copy", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // other machines have none
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    }
    copy.textContent = "Copied";
  });
  const where = `${certain ? "Repair" : "Possible repair"} for line${end_line > line ? `s ${line} to ${end_line}` : ` ${line}`}`;
  return make("div", "fix", make("p", "", where, copy), make("pre", "", code));
}

/** The name of the rule, which leads to its page: beside the course, so that nothing typed is lost. */
const explained = ({ rule, page }) =>
  Object.assign(make("a", "", rule), { href: new URL(page, home), target: "_blank", title: "Explain in a new tab" });

const entry = (one) => make("article", one.severity,
  make("p", "rule", make("b", "", one.severity), explained(one)),
  make("h3", "", one.message),
  make("p", "place", one.more ? `${place(one)} and ${count(one.more, "more place")}` : place(one)),
  one.source && source(one.source),
  one.help && make("p", "help", one.help),
  one.fix && repair(one.fix));

function findings({ complete, errors, warnings, findings }) {
  const now = JSON.stringify([errors, warnings, findings]);
  if (now === known) return;
  known = now;
  const grave = findings.filter(({ severity }) => severity === "error");
  const more = findings.reduce((left, one) => left - 1 - one.more, errors + warnings);
  const counts = [count(errors, "error"), count(warnings, "warning")].filter(Boolean);
  title.textContent = pill.textContent = counts.join(", ");
  const rest = findings.slice(grave.length); // errors come first
  const folded = make("details", "", make("summary", "", counts.at(-1)), ...rest.map(entry));
  folded.open = list.querySelector("details")?.open ?? !errors;
  list.replaceChildren(...grave.map(entry), warnings ? folded : "", more ? `and ${more} more` : "");

  const before = keys;
  keys = JSON.stringify(grave.map(({ rule, path, message }) => [rule, path, message]));
  if (complete && !errors) dismissed("");
  if (keys === before) return open(!panel.hidden && counts.length > 0);
  open(errors > 0 && dismissed() !== keys);
  said.textContent = errors ? `${counts}. ${place(grave[0])}: ${grave[0].message}` : "No errors";
}

// ---- The connection ----

let events;
let retry;

function disconnect() {
  clearTimeout(retry);
  events?.close();
}

function connect() {
  disconnect();
  events = new EventSource(new URL(`events?since=${script.dataset.generation}`, home));
  // One question tells what was missed.
  events.addEventListener("hello", () => {
    away.hidden = true;
    update();
  });
  events.addEventListener("change", update);
  events.addEventListener("findings", ({ data }) => findings(JSON.parse(data)));
  // By themselves browsers wait long, or give up.
  events.onerror = () => {
    disconnect();
    away.hidden = false;
    retry = setTimeout(connect, 1000);
  };
}

// All tabs together get six connections: those that nobody sees let go.
const look = () => (document.hidden ? disconnect() : connect());
document.addEventListener("visibilitychange", look);
addEventListener("pagehide", disconnect);
addEventListener("pageshow", ({ persisted }) => persisted && look());
look();
if (document.hidden) update();
})();
