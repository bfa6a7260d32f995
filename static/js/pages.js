// The pages of a paper as pictures: one at a time, with buttons, keys, a row of small ones, and zoom.
//
// Works on [data-pages], also when htmx puts the pages there later. Keys, while the focus is in it:
// left and right (or Page Up and Down) turn a page, Home and End lead to the first and last, + and -
// (or Z) zoom. Without this script all pages stand below each other, and a tap opens one whole.
(() => {
  "use strict";

  const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

  const begin = (root) => {
    const ready = root.querySelector("[data-pages-ready]");
    if (!ready || ready.dataset.begun) {
      return;
    }
    ready.dataset.begun = "yes";
    const view = ready.querySelector("[data-pages-view]");
    const pages = [...ready.querySelectorAll("[data-page]")];
    const links = [...ready.querySelectorAll("[data-page-to]")];
    const say = ready.querySelector("[data-page-say]");
    const zoom = ready.querySelector("[data-page-zoom]");
    const steps = [...ready.querySelectorAll("[data-page-step]")];
    let now = 1;

    const show = (number) => {
      now = Math.min(Math.max(number, 1), pages.length);
      pages.forEach((page, place) => {
        page.hidden = place + 1 !== now;
      });
      links.forEach((link, place) => {
        if (place + 1 === now) {
          link.setAttribute("aria-current", "page");
          const strip = link.closest("ol");
          strip.scrollLeft = link.offsetLeft - (strip.clientWidth - link.offsetWidth) / 2;
        } else {
          link.removeAttribute("aria-current");
        }
      });
      for (const step of steps) {
        step.disabled = Number(step.dataset.pageStep) < 0 ? now === 1 : now === pages.length;
      }
      say.textContent = `หน้า ${now} จาก ${pages.length}`;
      view.scrollTo(0, 0);
      const next = pages[now]; // the one after this one
      if (next) {
        next.querySelector("img").loading = "eager";
      }
    };

    const enlarge = (large) => {
      view.classList.toggle("is-zoomed", large);
      zoom.setAttribute("aria-pressed", String(large));
      if (large) {
        view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2;
      }
    };
    const isLarge = () => view.classList.contains("is-zoomed");

    const pressed = (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
      if (event.key in STEPS && !(isLarge() && sideways)) {
        show(now + STEPS[event.key]);
      } else if (event.key === "Home" || event.key === "End") {
        show(event.key === "Home" ? 1 : pages.length);
      } else if (["+", "=", "-", "z", "Z"].includes(event.key)) {
        enlarge(event.key === "-" ? false : event.key === "+" || event.key === "=" || !isLarge());
      } else {
        return;
      }
      event.preventDefault();
    };

    for (const link of links) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(Number(link.dataset.pageTo));
      });
    }
    for (const step of steps) {
      step.addEventListener("click", () => show(now + Number(step.dataset.pageStep)));
    }
    zoom.addEventListener("click", () => enlarge(!isLarge()));
    ready.addEventListener("keydown", pressed);
    ready.querySelector("[data-pages-tools]").hidden = false;
    root.classList.add("is-live");
    show(1);
  };

  const beginAll = () => {
    for (const root of document.querySelectorAll("[data-pages]")) {
      begin(root);
    }
  };
  document.addEventListener("htmx:afterSettle", beginAll);
  beginAll();
})();
