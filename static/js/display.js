// Text size and contrast, as the visitor chose them in this browser (ita.css, section 9).
//
// Loaded in <head> without defer, so that the first paint has the choice already.
// Buttons: [data-display-text] goes to the next size, or to the one it names
// ("normal", "large", "larger"); [data-display-contrast] switches high contrast on and off.
// A switch that needs this script is `hidden` in the page and shown here: it works or is not there.
(() => {
  "use strict";

  const root = document.documentElement;
  const SIZES = ["normal", "large", "larger"];
  const DEFAULTS = { text: "normal", contrast: "normal" };
  const NAMES = { normal: "ปกติ", large: "ใหญ่", larger: "ใหญ่มาก" };

  // A browser may forbid storage; the choice then lasts for the page.
  const recall = (what) => {
    try {
      return localStorage.getItem(`ita-${what}`) || DEFAULTS[what];
    } catch {
      return DEFAULTS[what];
    }
  };
  const keep = (what, value) => {
    try {
      localStorage.setItem(`ita-${what}`, value);
    } catch {
      // nothing to be done: see above
    }
  };

  const show = (what, value) => {
    if (value === DEFAULTS[what]) {
      delete root.dataset[what];
    } else {
      root.dataset[what] = value;
    }
  };
  const current = (what) => root.dataset[what] || DEFAULTS[what];

  const describe = () => {
    for (const button of document.querySelectorAll("[data-display-text]")) {
      const named = button.dataset.displayText;
      if (named) {
        button.setAttribute("aria-pressed", String(named === current("text")));
      } else {
        button.title = `ขนาดตัวอักษร: ${NAMES[current("text")]}`;
      }
    }
    for (const button of document.querySelectorAll("[data-display-contrast]")) {
      button.setAttribute("aria-pressed", String(current("contrast") === "high"));
    }
  };
  const choose = (what, value) => {
    show(what, value);
    keep(what, value);
    describe();
  };

  show("text", SIZES.includes(recall("text")) ? recall("text") : "normal");
  show("contrast", recall("contrast") === "high" ? "high" : "normal");

  document.addEventListener("click", (event) => {
    const size = event.target.closest("[data-display-text]");
    if (size) {
      const next = SIZES[(SIZES.indexOf(current("text")) + 1) % SIZES.length];
      choose("text", SIZES.includes(size.dataset.displayText) ? size.dataset.displayText : next);
    } else if (event.target.closest("[data-display-contrast]")) {
      choose("contrast", current("contrast") === "high" ? "normal" : "high");
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll(".display-switch[hidden]")) {
      box.hidden = false;
    }
    // On a phone the year's ribbon scrolls: begin it at the step where one is.
    const step = document.querySelector(".ribbon .here, .ribbon [aria-current], .ribbon .now");
    if (step) {
      step.parentElement.scrollLeft = step.offsetLeft - 16;
    }
    describe();
  });
})();
