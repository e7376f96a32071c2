"use strict";
// Light or dark as the reader once chose, set before anything is painted; without a choice as the system says.
(() => {
  const KEY = "pressline-theme";
  const root = document.documentElement;
  const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage may be forbidden
    }
  };
  const store = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      /* then it holds for this page */
    }
  };
  const current = () => root.dataset.theme ?? (systemDark.matches ? "dark" : "light");

  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    const show = () => {
      button.textContent = current() === "dark" ? "Light page" : "Dark page";
    };
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      store(root.dataset.theme);
      show();
    });
    systemDark.addEventListener("change", show);
    show();
    button.hidden = false;
  });
})();
