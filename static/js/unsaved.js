// Asks before a page is left on which something was written and not saved.
//
// Works on <form data-unsaved>; the value "typed" says that the server sent the page back with
// words that it has not kept. Without this script leaving is not asked about.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    let changed = form.dataset.unsaved === "typed";
    form.addEventListener("input", () => {
      changed = true;
    });
    form.addEventListener("submit", () => {
      changed = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed) {
        event.preventDefault();
      }
    });
  }
})();
