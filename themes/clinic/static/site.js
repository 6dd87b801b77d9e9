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
