// The header: the switch of themes, and the menu. The page waits for this script before it is drawn, so that none shows the
// wrong theme first. What is chosen is remembered in the browser; where that is refused, it lasts as long as the page.
"use strict";
(() => {
  const KEY = "atlas-theme";
  const THEMES = ["system", "light", "dark"];
  const root = document.documentElement;
  const known = (theme) => THEMES.includes(theme) ? theme : "system";
  const recall = () => {
    try { return known(localStorage.getItem(KEY)); } catch { return "system"; }
  };
  const remember = (theme) => {
    try { localStorage.setItem(KEY, theme); } catch { /* the browser keeps nothing */ }
  };

  function show(theme) {
    root.dataset.theme = theme;
    // The browser's own bars: a colour for each theme, of which one is in force.
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      const own = meta.dataset.theme;
      meta.media = theme === "system" ? `(prefers-color-scheme: ${own})` : theme === own ? "all" : "not all";
    }
    const button = document.querySelector(".theme-button");
    if (!button) return;
    const name = button.dataset[theme];
    button.setAttribute("aria-label", name);
    button.title = name;
  }

  show(recall());
  // The menu is shown when all of it is there: its entries would push each other while they come.
  root.classList.add("parsing");
  document.addEventListener("readystatechange", () => root.classList.remove("parsing"), { once: true });
  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.theme);
    document.querySelector(".theme-button")?.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
      show(next);
      remember(next);
    });
    // The focus that leaves a sheet of the menu would go on beneath it.
    for (const sheet of document.querySelectorAll(".site-header [popover]")) {
      sheet.addEventListener("focusout", ({ relatedTarget: next }) => {
        if (!next || !sheet.matches(":popover-open") || sheet.contains(next)) return;
        if (next.popoverTargetElement !== sheet) sheet.hidePopover();
      });
    }
  });
  // Another page of the atlas, or this one left and come back to.
  addEventListener("storage", (event) => { if (event.key === KEY) show(known(event.newValue)); });
  addEventListener("pageshow", (event) => { if (event.persisted) show(recall()); });
})();
