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
  // In the contents the last part that has begun is marked.
  const begun = new Set();
  const watcher = new IntersectionObserver((parts) => {
    for (const part of parts) begun[part.isIntersecting ? "add" : "delete"](part.target.id);
    let last = {};
    for (const link of document.querySelectorAll(".contents a")) {
      link.ariaCurrent = null;
      if (begun.has(decodeURI(link.hash.slice(1)))) last = link;
    }
    last.ariaCurrent = "true";
  }, { rootMargin: "9999999px 0px -67%" });
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
