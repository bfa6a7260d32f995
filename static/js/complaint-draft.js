// Keeps what was typed into the complaint form on this device until it is sent, and nowhere else.
//
// Until the tab is closed (a page reloaded by mistake, a telephone that dropped it) always; longer only
// when the person asks for it. Sent or forgotten, nothing is left. Files are never kept.
(() => {
  "use strict";

  const SKIPPED = new Set(["token", "work", "sum", "files", "privacy", "truth"]);

  const begin = () => {
    const sent = document.querySelector("[data-sent]");
    if (sent) {
      drop(nameOf(sent.dataset.sent));
    }
    const print = document.querySelector("[data-print]");
    if (print) {
      print.hidden = false;
      print.addEventListener("click", () => window.print());
    }
    const form = document.querySelector("[data-tell]");
    if (form) {
      keep(form);
    }
  };

  const nameOf = (office) => `complaint.${office}`;

  // A browser may forbid its stores altogether; the form works without them.
  const attempt = (deed) => {
    try {
      return deed();
    } catch {
      return null;
    }
  };

  const drop = (name) => {
    attempt(() => sessionStorage.removeItem(name));
    attempt(() => localStorage.removeItem(name));
  };

  const read = (name) =>
    attempt(() => JSON.parse(localStorage.getItem(name) || sessionStorage.getItem(name) || "null"));

  const values = (form) => {
    const kept = {};
    for (const [name, value] of new FormData(form)) {
      if (!SKIPPED.has(name) && typeof value === "string") {
        (kept[name] ||= []).push(value);
      }
    }
    return kept;
  };

  const fill = (form, kept) => {
    for (const field of form.elements) {
      if (!field.name || SKIPPED.has(field.name) || !(field.name in kept)) {
        continue;
      }
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = kept[field.name].includes(field.value);
      } else {
        field.value = kept[field.name][0];
      }
    }
  };

  const keep = (form) => {
    const name = nameOf(form.dataset.tell);
    const box = form.querySelector("[data-draft]");
    const lasting = form.querySelector("[data-keep]");
    const say = form.querySelector("[data-draft-say]");
    const identity = form.querySelector("[data-identity]");
    box.hidden = false;

    const show = () => {
      const way = form.querySelector("[name=way]:checked");
      identity.hidden = Boolean(way) && way.value === "unnamed";
    };
    const save = () => {
      const words = JSON.stringify(values(form));
      attempt(() => sessionStorage.setItem(name, words));
      if (lasting.checked) {
        attempt(() => localStorage.setItem(name, words));
        say.textContent = "เก็บร่างไว้ในเครื่องนี้แล้ว";
      } else {
        attempt(() => localStorage.removeItem(name));
        say.textContent = "";
      }
    };

    lasting.checked = Boolean(attempt(() => localStorage.getItem(name)));
    const kept = form.querySelector(".error-summary") ? null : read(name);
    if (kept) {
      fill(form, kept);
      say.textContent = "นำร่างที่เก็บไว้ในเครื่องนี้กลับมาแล้ว";
    }
    show();
    form.addEventListener("input", () => {
      show();
      save();
    });
    form.querySelector("[data-forget]").addEventListener("click", () => {
      drop(name);
      lasting.checked = false;
      for (const field of form.elements) {
        if (field.type === "checkbox" || field.type === "radio") {
          field.checked = false;
        } else if (field.name && field.type !== "hidden") {
          field.value = "";
        }
      }
      show();
      say.textContent = "ลบร่างและล้างทุกช่องแล้ว";
    });
  };

  begin();
  document.addEventListener("complaint:shown", begin);
})();
