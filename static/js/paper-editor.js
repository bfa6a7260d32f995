// Adds, removes, moves and chooses the rows of a paper's form without sending the page, and shows
// beside it the paper as it stands.
//
// Works on the buttons named "change", whose values ("up members 1f…", "add duties") the server
// understands as well: without this script the page is simply sent. Rows are [data-row] in the
// [data-list] of a [data-rows]; empty ones are copied from its <template data-blank>. Numbers are
// never typed: they come with the preview from the server, by the keys of the rows.
(() => {
  "use strict";

  const form = document.getElementById("paper-editor");
  if (!form) {
    return;
  }
  const WAIT = 700;
  const say = form.querySelector("[data-say]");
  const undo = form.querySelector("[data-undo]");
  const box = document.querySelector("[data-preview-box]");
  const preview = document.querySelector("[data-preview]");
  const wide = window.matchMedia("(min-width: 1200px)");
  let next = 100000; // above every number that the server gave
  let removed = null;
  let timer = 0;
  let asked = 0;

  // -- the paper beside the form -----------------------------------------------------------------

  const show = async () => {
    asked += 1;
    const count = asked;
    try {
      const response = await fetch(form.dataset.live, { method: "POST", body: new FormData(form) });
      if (!response.ok || count !== asked) {
        return; // a later question is on its way
      }
      const { body, numbers } = await response.json();
      preview.innerHTML = body;
      for (const row of form.querySelectorAll("[data-row]")) {
        for (const shown of row.querySelectorAll("[data-number]")) {
          shown.textContent = numbers[row.dataset.key] ?? "";
        }
      }
    } catch {
      // Without a connection the paper stays as it was; what is typed is kept by the saving.
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  };

  form.addEventListener("input", soon);
  if (wide.matches) {
    box.open = true;
  }

  // -- rows --------------------------------------------------------------------------------------

  const changed = (words) => {
    say.textContent = words;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const newKey = () =>
    [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");

  const blank = (rows) => {
    const row = rows.querySelector("template[data-blank]").content.cloneNode(true).firstElementChild;
    const key = newKey();
    next += 1;
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("-NEW-")) {
          element.setAttribute(attribute.name, attribute.value.replace("-NEW-", `-${next}-`));
        }
      }
    }
    row.dataset.key = key;
    row.querySelector('input[name$="-key"]').value = key;
    for (const button of row.querySelectorAll('button[name="change"]')) {
      button.value = `${button.value.trim()} ${key}`;
    }
    return row;
  };

  const focus = (row) => row?.querySelector("textarea, input:not([type=hidden])")?.focus();

  const add = (rows, before, fill) => {
    const row = blank(rows);
    rows.querySelector("[data-list]").insertBefore(row, before || null);
    fill?.(row);
    changed(`เพิ่ม${rows.dataset.word}แล้ว`);
    return row;
  };

  const choose = (rows) => {
    const option = rows.querySelector("[data-choose]").selectedOptions[0];
    if (!option?.value) {
      say.textContent = "ยังไม่ได้เลือก";
      return;
    }
    const row = add(rows, null, (made) => {
      made.querySelector('[data-cell="name"]').value = option.dataset.name;
      made.querySelector('[data-cell="position"]').value = option.dataset.position;
    });
    rows.querySelector("[data-choose]").value = "";
    row.querySelector('[data-cell="role"], [data-cell="dated"]')?.focus();
  };

  const remove = (rows, row) => {
    const after = row.nextElementSibling;
    const near = after || row.previousElementSibling;
    row.remove();
    removed = { rows, row, after };
    undo.hidden = false;
    changed(`ลบ${rows.dataset.word}แล้ว กด “นำแถวที่ลบกลับมา” ที่แถบล่างได้`);
    if (near) {
      focus(near);
    } else {
      rows.querySelector('button[value^="add "]').focus();
    }
  };

  undo.addEventListener("click", () => {
    const { rows, row, after } = removed;
    const list = rows.querySelector("[data-list]");
    list.insertBefore(row, after && after.parentElement === list ? after : null);
    removed = null;
    undo.hidden = true;
    changed("นำแถวที่ลบกลับมาแล้ว");
    focus(row);
  });

  const move = (rows, row, verb, button) => {
    const other = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) {
      say.textContent = verb === "up" ? "อยู่ลำดับแรกแล้ว" : "อยู่ลำดับสุดท้ายแล้ว";
      return;
    }
    other[verb === "up" ? "before" : "after"](row);
    changed(`เลื่อน${rows.dataset.word}แล้ว`);
    button.focus(); // the moved button has lost it
    button.scrollIntoView({ block: "nearest" });
  };

  const level = (row) => row.querySelector("[data-level]");

  const sameLevel = (from) => (made) => {
    if (level(from)) {
      level(made).value = level(from).value;
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="change"]');
    if (!button) {
      return;
    }
    event.preventDefault();
    const verb = button.value.split(" ")[0];
    const rows = button.closest("[data-rows]");
    const row = button.closest("[data-row]");
    if (verb === "add") {
      focus(add(rows));
    } else if (verb === "choose") {
      choose(rows);
    } else if (verb === "next") {
      focus(add(rows, row.nextElementSibling, sameLevel(row)));
    } else if (verb === "remove") {
      remove(rows, row);
    } else {
      move(rows, row, verb, button);
    }
  });

  // -- pasting several lines: a row for each, of the level that its number tells ----------------

  const NUMBERED = /^\s*(?:\([0-9๐-๙.]{1,9}\)|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]?)\s+(?=\D)/;

  const levelOf = (line) => {
    const found = line.match(NUMBERED)?.[0].trim();
    if (!found) {
      return "";
    }
    if (found.startsWith("(")) {
      return "third";
    }
    return /\d\.\d|[๐-๙]\.[๐-๙]/.test(found) ? "second" : "first";
  };

  form.addEventListener("paste", (event) => {
    const field = event.target.closest("[data-text]");
    const lines = (event.clipboardData?.getData("text/plain") || "").split(/\r?\n/).filter((line) => line.trim());
    if (!field || lines.length < 2) {
      return;
    }
    event.preventDefault();
    const rows = field.closest("[data-rows]");
    let row = field.closest("[data-row]");
    lines.forEach((line, place) => {
      if (place > 0) {
        row = add(rows, row.nextElementSibling, sameLevel(row));
      }
      const text = row.querySelector("[data-text]");
      const told = levelOf(line);
      if (level(row) && told && [...level(row).options].some((one) => one.value === told)) {
        level(row).value = told;
      }
      text.value = place > 0 || !text.value.trim() ? line.trim() : `${text.value} ${line.trim()}`;
    });
    changed(`วาง ${lines.length} แถวแล้ว`);
    focus(row);
  });
})();
