// The reader's choice between light and dark, kept in this browser. Without it the system decides.
(() => {
  const KEY = "clinic-theme";
  const root = document.documentElement;
  const read = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is refused; the choice then holds for this page
    }
  };
  const write = (choice) => {
    try {
      if (choice) localStorage.setItem(KEY, choice);
      else localStorage.removeItem(KEY);
    } catch {} // as above
  };
  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
    for (const menu of document.querySelectorAll("[data-scheme] select")) menu.value = root.dataset.theme ?? "";
  };
  // In the contents, and among the steps at the edge of a phone, the last part that has begun is marked.
  const begun = new Set();
  const watcher = new IntersectionObserver((parts) => {
    for (const part of parts) begun[part.isIntersecting ? "add" : "delete"](part.target.id);
    for (const list of [".contents a", ".step-bar a"]) {
      let last = {};
      for (const link of document.querySelectorAll(list)) {
        link.ariaCurrent = null;
        if (begun.has(decodeURI(link.hash.slice(1)))) last = link;
      }
      last.ariaCurrent = "true";
    }
  }, { rootMargin: "9999999px 0px -80%" });
  const prepare = () => {
    watcher.disconnect();
    for (const part of document.querySelectorAll(".leaf-body [id]")) watcher.observe(part);
    for (const label of document.querySelectorAll("[data-scheme]")) label.hidden = false;
    show(root.dataset.theme);
  };
  show(read());
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("clinic:updated", prepare);
  document.addEventListener("change", ({ target }) => {
    if (!target.closest?.("[data-scheme]")) return;
    write(target.value);
    show(target.value);
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY) show(event.newValue);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) show(read());
  });
})();

// A button on each block of code that copies it, where the browser lets a page do so.
(() => {
  const words = document.currentScript.dataset;
  const SHOWN = 2000; // milliseconds
  let refused = !navigator.clipboard?.writeText;
  const button = () => {
    const line = document.createElement("span");
    line.className = "copy";
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words.copy;
    line.append(made);
    return line;
  };
  // What is announced has to be in a place that was there before.
  const announcer = () => {
    let place = document.querySelector("body > [data-copy-said]");
    if (!place) {
      place = document.createElement("div");
      place.className = "unseen";
      place.dataset.copySaid = "";
      place.setAttribute("role", "status");
      place.setAttribute("aria-live", "polite");
      document.body.append(place);
    }
    return place;
  };
  const prepare = () => {
    if (refused || !words.copy) return;
    for (const code of document.querySelectorAll("pre > code")) {
      announcer();
      if (!code.parentElement.querySelector(".copy")) code.before(button());
    }
  };
  // Nothing is offered any more; the code is selected, ready for the reader's own way of copying.
  const giveUp = (code) => {
    refused = true;
    for (const line of document.querySelectorAll(".copy")) line.remove();
    code.parentElement.focus();
    getSelection().selectAllChildren(code);
  };
  const confirm = (pressed) => {
    pressed.textContent = words.copied;
    announcer().textContent = words.copied;
    setTimeout(() => {
      pressed.textContent = words.copy;
      announcer().textContent = "";
    }, SHOWN);
  };
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("clinic:updated", prepare);
  document.addEventListener("click", async ({ target }) => {
    const pressed = target.closest?.(".copy button");
    const code = pressed?.closest("pre").querySelector("code");
    if (!code) return;
    try {
      await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
    } catch {
      giveUp(code);
      return;
    }
    confirm(pressed);
  });
})();

// A table or drawing that is wider than its place can be scrolled by the keyboard, too, and has a name while it is.
(() => {
  const word = document.currentScript.dataset.table;
  const name = (place) => {
    const heads = [...place.querySelectorAll("th")].map((head) => head.textContent.trim()).join(", ");
    return place.querySelector("img")?.alt || (heads ? `${word}: ${heads}` : word);
  };
  const look = (place) => {
    const values = { tabindex: "0", "aria-label": name(place) };
    if (!place.matches("figure")) values.role = "group";
    const isWide = place.scrollWidth > place.clientWidth;
    for (const [name, value] of Object.entries(values)) isWide ? place.setAttribute(name, value) : place.removeAttribute(name);
  };
  const watcher = new ResizeObserver((places) => places.forEach(({ target }) => look(target)));
  const prepare = () => {
    watcher.disconnect();
    for (const place of document.querySelectorAll(".table, figure, .prose p:has(> img)")) watcher.observe(place);
  };
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("clinic:updated", prepare);
})();

// What is shown as a column beside the text is open, for those too who do not see that it is.
(() => {
  const prepare = () => {
    for (const list of document.querySelectorAll(":is(.around, .contents) details")) {
      const isColumn = getComputedStyle(list.querySelector("summary")).display === "none";
      if (isColumn !== Boolean(list.dataset.column)) list.open = isColumn;
      if (isColumn) list.dataset.column = "yes";
      else delete list.dataset.column;
    }
  };
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("clinic:updated", prepare);
  addEventListener("resize", prepare);
})();

// Tabs: texts with headings become panels of which one is shown, and what a reader chooses holds wherever it has that name.
(() => {
  const KEY = "clinic-tabs";
  const MOST = 20; // names that are kept
  let chosen = [];
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      if (Array.isArray(kept)) chosen = kept.filter((name) => typeof name === "string");
    } catch {} // storage is refused, or holds something else
  };
  const groups = () => document.querySelectorAll(".tabs[data-tabs]");
  const tabsOf = (group) => [...group.querySelector("[role=tablist]").children];
  const select = (group, selected) => {
    for (const tab of tabsOf(group)) {
      const isSelected = tab === selected;
      tab.ariaSelected = String(isSelected);
      tab.tabIndex = isSelected ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isSelected;
    }
  };
  const show = () => {
    for (const group of groups()) {
      const tabs = tabsOf(group);
      const named = chosen.map((name) => tabs.find((tab) => tab.textContent === name)).find(Boolean);
      select(group, named ?? tabs.find((tab) => tab.ariaSelected === "true") ?? tabs[0]);
    }
  };
  // What was chosen stays where it is in the window, whatever becomes larger or smaller above it.
  const choose = (tab) => {
    const top = tab.getBoundingClientRect().top;
    chosen = [tab.textContent, ...chosen.filter((name) => name !== tab.textContent)].slice(0, MOST);
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {} // the choice then holds for this page
    show();
    select(tab.closest(".tabs"), tab);
    scrollBy({ top: tab.getBoundingClientRect().top - top, behavior: "instant" });
  };
  const build = (group, number) => {
    const list = document.createElement("div");
    list.setAttribute("role", "tablist");
    const panels = [...group.children].filter((part) => part.matches(".tab"));
    for (const [index, panel] of panels.entries()) {
      const id = `tabs:${number}:${index}`;
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = id;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", `${id}:panel`);
      tab.textContent = panel.querySelector(".tab-title").textContent;
      list.append(tab);
      panel.id = `${id}:panel`;
      panel.tabIndex = 0;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", id);
    }
    group.prepend(list);
    group.dataset.tabs = "";
  };
  // A link to a place in a panel leads there.
  const reveal = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {} // it is a name as it stands
    const target = id ? document.getElementById(id) : null;
    if (!target?.closest("[role=tabpanel][hidden]")) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.matches("[role=tabpanel]")) select(part.parentElement, document.getElementById(part.getAttribute("aria-labelledby")));
    }
    target.scrollIntoView();
  };
  const prepare = () => {
    const all = [...document.querySelectorAll(".tabs")];
    for (const [number, group] of all.entries()) {
      if (!("tabs" in group.dataset) && group.querySelectorAll(":scope > .tab").length > 1) build(group, number);
    }
    show();
    reveal();
  };
  document.addEventListener("DOMContentLoaded", () => {
    read();
    prepare();
  });
  document.addEventListener("clinic:updated", prepare);
  addEventListener("hashchange", reveal);
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    read();
    show();
  });
  document.addEventListener("click", ({ target }) => {
    const tab = target.closest?.(".tabs [role=tab]");
    if (tab) choose(tab);
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.(".tabs [role=tab]");
    if (!tab || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const tabs = tabsOf(tab.closest(".tabs"));
    const forwards = getComputedStyle(tab).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const at = tabs.indexOf(tab);
    const next = { [forwards]: at + 1, Home: 0, End: -1 }[event.key] ?? (/^Arrow(Left|Right)$/.test(event.key) ? at - 1 : null);
    if (next === null) return;
    event.preventDefault();
    const chosenTab = tabs.at(next % tabs.length);
    choose(chosenTab);
    chosenTab.focus();
  });
})();

// What the learner's log says of the course, as its own pages left it: modules that are done, and how much is due.
(() => {
  const { course } = document.currentScript.dataset;
  const KEY = `clinic-log/${course}`;
  const MORNING = 4; // o'clock, when a day of learning begins
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // nothing was kept, or storage is refused
    }
  };
  const today = () => {
    const now = new Date();
    return Math.floor((now.getTime() / 60_000 - now.getTimezoneOffset() - MORNING * 60) / (24 * 60));
  };
  const show = () => {
    const { met = [], due = {} } = read();
    for (const link of document.querySelectorAll("a[data-module]")) {
      if (met.includes(link.dataset.module)) link.dataset.done = "";
      else delete link.dataset.done;
    }
    const days = Object.values(due).flat();
    const count = days.filter((day) => day <= today()).length;
    for (const link of document.querySelectorAll(".site-due")) {
      const place = link.querySelector(".count");
      // What is said already is not said again.
      if (link.hidden !== (count === 0)) link.hidden = count === 0;
      if (place.textContent !== String(count)) place.textContent = count;
    }
  };
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("clinic:updated", show);
  document.addEventListener("clinic:log", show);
  addEventListener("storage", (event) => {
    if (event.key === KEY) show();
  });
})();

// The menu of a phone closes by Escape, and by a press beside it.
(() => {
  const close = (event) => {
    const menu = document.querySelector(".site-menu[open]");
    const isInside = menu?.contains(event.target);
    if (!menu || (event.key ? event.key !== "Escape" || document.querySelector("dialog[open]") : isInside)) return;
    menu.open = false;
    if (event.key && isInside) menu.firstElementChild.focus();
  };
  document.addEventListener("keydown", close);
  document.addEventListener("click", close);
})();

// Search: its script comes when somebody wants it, by the link in the header or by `/`.
(() => {
  let coming; // the script on its way; `data-open` holds what was typed since
  const open = (link) => {
    if (globalThis.clinicSearch) return clinicSearch.open();
    if (coming) return;
    coming = document.createElement("script");
    coming.src = link.dataset.script;
    coming.dataset.open = "";
    coming.onerror = () => location.assign(link.href);
    document.head.append(coming);
  };
  const keep = (event) => {
    const typed = [...coming.dataset.open];
    if (event.key === "Backspace") typed.pop();
    else if ([...event.key].length === 1) typed.push(event.key);
    else return;
    event.preventDefault();
    coming.dataset.open = typed.join("");
  };
  // A result says which of its kind it is on its page, where it gets its own address.
  const arrive = () => {
    const [, kind, at] = location.hash.match(/^#find:([a-z-]+):(\d+)$/) ?? [];
    const found = kind && document.querySelectorAll(`[data-clinic="${kind}"]`)[at];
    if (found?.id) location.replace(`#${encodeURIComponent(found.id)}`);
  };
  document.addEventListener("DOMContentLoaded", arrive);
  addEventListener("hashchange", arrive);
  // A field may keep the focus when its dialog is gone.
  const isTyping = (target) =>
    target.isContentEditable || target.closest?.("input, textarea, select, [role=textbox]")?.getClientRects().length;
  const isWithKeys = (event) => event.altKey || event.ctrlKey || event.metaKey;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.site-search");
    if (!link || event.button || event.shiftKey || isWithKeys(event)) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isWithKeys(event)) return;
    const link = document.querySelector("a.site-search");
    if (!link || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (coming && !globalThis.clinicSearch) {
      keep(event);
    } else if (event.key === "/") {
      event.preventDefault();
      open(link);
    }
  });
})();
