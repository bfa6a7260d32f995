// Adds, removes and moves the rows of the plan editor without sending the page.
//
// Works on the buttons named "change", whose values ("up issue-1", "add-step issue-0-measure-2")
// the server understands as well: without this script the page is simply sent. Rows are
// [data-row] in [data-list]; empty ones are copied from <template data-blank>. The server reads
// the rows in the order of the page, so names keep the numbers that they were given.
(() => {
  "use strict";

  const form = document.getElementById("plan-editor");
  if (!form) {
    return;
  }
  const say = form.querySelector("[data-say]");
  const NAMES = { issue: "ประเด็น", measure: "มาตรการ", step: "ขั้นตอน" };
  const LABELS = { issue: "ประเด็นที่", measure: "มาตรการที่", step: "ขั้นตอนที่" };
  let next = 100000; // above every number that the server gave
  let changed = false;

  const rowOf = (prefix) =>
    [...form.querySelectorAll("[data-row]")].find((row) => row.dataset.prefix === prefix);
  const rowsIn = (list) => [...list.children].filter((child) => child.dataset.row);
  const listIn = (place, kind) => place.querySelector(`[data-list="${kind}"]`);

  const setPlace = (element, parent, number) => {
    for (const attribute of [...element.attributes]) {
      if (/PARENT|NEW/.test(attribute.value)) {
        element.setAttribute(
          attribute.name,
          attribute.value.replace("PARENT", parent).replace("NEW", number),
        );
      }
    }
  };

  const blank = (kind, parent) => {
    const copy = document.querySelector(`template[data-blank="${kind}"]`).content.cloneNode(true);
    next += 1;
    for (const element of copy.querySelectorAll("*")) {
      // An attribute may name the place twice ("x-hint x-error"); each has its own.
      while ([...element.attributes].some((one) => /PARENT|NEW/.test(one.value))) {
        setPlace(element, parent, String(next));
      }
    }
    return copy.firstElementChild;
  };

  // Numbers are made from the places, never typed.
  const showNumber = (row, number) => {
    const own = (selector) =>
      [...row.querySelectorAll(selector)].filter((one) => one.closest("[data-row]") === row);
    for (const shown of own("[data-number]")) {
      shown.textContent = number;
    }
    const label = `${LABELS[row.dataset.row]} ${number}`;
    for (const button of own('button[name="change"]')) {
      const verb = button.value.split(" ")[0];
      const words = { up: `เลื่อน${label} ขึ้น`, down: `เลื่อน${label} ลง`, remove: `ลบ${label}` }[verb];
      if (words) {
        button.setAttribute("aria-label", words);
      }
    }
    if (row.dataset.row === "step") {
      row.querySelector("textarea").setAttribute("aria-label", label);
    }
  };

  const number = () => {
    rowsIn(listIn(form, "issue")).forEach((issue, i) => {
      showNumber(issue, String(i + 1));
      rowsIn(listIn(issue, "measure")).forEach((measure, m) => {
        showNumber(measure, `${i + 1}.${m + 1}`);
        rowsIn(listIn(measure, "step")).forEach((step, s) => showNumber(step, String(s + 1)));
      });
    });
  };

  const focusFirst = (row) => row.querySelector("[data-first]").focus();

  const add = (kind, prefix) => {
    const place = prefix ? rowOf(prefix) : form;
    const row = blank(kind, prefix || "");
    listIn(place, kind).append(row);
    number();
    focusFirst(row);
    say.textContent = `เพิ่ม${NAMES[kind]}แล้ว`;
  };

  const isWritten = (row) =>
    [...row.querySelectorAll("textarea, input:not([type]), input[type=checkbox]")].some((field) =>
      field.type === "checkbox" ? field.checked : field.value !== field.defaultValue || (field.value && field.tagName === "TEXTAREA"),
    );

  const remove = (row) => {
    const kind = row.dataset.row;
    if (isWritten(row) && !window.confirm(`ลบ${NAMES[kind]}นี้พร้อมข้อความที่เขียนไว้หรือไม่ (มีผลเมื่อบันทึก)`)) {
      return;
    }
    const near = row.nextElementSibling || row.previousElementSibling;
    const list = row.parentElement;
    row.remove();
    number();
    if (near) {
      focusFirst(near);
    } else {
      list.parentElement.querySelector(`button[value^="add-${kind}"]`)?.focus();
    }
    say.textContent = `ลบ${NAMES[kind]}แล้ว`;
  };

  const move = (row, verb, button) => {
    if (verb === "up" && row.previousElementSibling) {
      row.previousElementSibling.before(row);
    } else if (verb === "down" && row.nextElementSibling) {
      row.nextElementSibling.after(row);
    } else {
      say.textContent = verb === "up" ? "อยู่ลำดับแรกแล้ว" : "อยู่ลำดับสุดท้ายแล้ว";
      return;
    }
    number();
    button.focus(); // the moved button has lost it
    say.textContent = `เลื่อน${NAMES[row.dataset.row]}แล้ว`;
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="change"]');
    if (!button) {
      return;
    }
    event.preventDefault();
    changed = true;
    const [verb, prefix] = button.value.split(" ");
    if (verb.startsWith("add-")) {
      add(verb.slice(4), prefix);
    } else if (verb === "remove") {
      remove(rowOf(prefix));
    } else {
      move(rowOf(prefix), verb, button);
    }
  });

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
})();
