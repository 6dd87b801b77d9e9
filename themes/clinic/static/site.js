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
  const prepare = () => {
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

// The part that is being read, marked in the contents.
(() => {
  let watcher;
  const follow = () => {
    watcher?.disconnect();
    const links = new Map();
    for (const link of document.querySelectorAll(".contents a")) {
      link.removeAttribute("aria-current");
      const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (part) links.set(part, link);
    }
    const begun = new Set();
    let current;
    const mark = (entries) => {
      for (const { target, isIntersecting } of entries) begun[isIntersecting ? "add" : "delete"](target);
      const link = links.get([...links.keys()].findLast((part) => begun.has(part)));
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      current = link;
      const box = link?.closest("details");
      if (box && box.scrollHeight > box.clientHeight) box.scrollTop = link.offsetTop - box.clientHeight / 2;
    };
    // Everything above the upper third of the window has begun, however far up it is; so no leap misses a part.
    watcher = new IntersectionObserver(mark, { rootMargin: "10000000px 0px -67% 0px" });
    for (const part of links.keys()) watcher.observe(part);
  };
  document.addEventListener("DOMContentLoaded", follow);
  document.addEventListener("clinic:updated", follow);
})();
