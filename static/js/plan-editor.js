// Adds, removes, moves and shifts the rows of the plan editor without sending the page.
//
// Works on the buttons named "change", whose values ("up issue-1", "add-step issue-0-measure-2")
// the server understands as well: without this script the page is simply sent. Rows are
// [data-row] in [data-list]; empty ones are copied from <template data-blank>. A row that
// .is-part belongs to the one before it and moves with it. The server reads the rows in the order
// of the page, so names keep their numbers until a row moves into another one.
(() => {
  "use strict";

  const form = document.getElementById("plan-editor");
  if (!form) {
    return;
  }
  const say = form.querySelector("[data-say]");
  const undo = form.querySelector("[data-undo]");
  const NAMES = { issue: "ประเด็น", measure: "มาตรการ", step: "ขั้นตอน" };
  const LABELS = { issue: "ประเด็นที่", measure: "มาตรการที่", step: "ขั้นตอนที่" };
  const WORDS = {
    up: (label) => `เลื่อน${label} ขึ้น`,
    down: (label) => `เลื่อน${label} ลง`,
    in: (label) => `ย่อหน้าเข้า ${label} เป็นข้อย่อย`,
    out: (label) => `ย่อหน้าออก ${label} เป็นข้อหลัก`,
    next: (label) => `แทรกต่อจาก${label}`,
    remove: (label) => `ลบ${label}`,
  };
  let next = 100000; // above every number that the server gave
  let removed = null;

  const rowOf = (prefix) =>
    [...form.querySelectorAll("[data-row]")].find((row) => row.dataset.prefix === prefix);
  const rowsIn = (list) => [...list.children].filter((child) => child.dataset.row);
  const listIn = (place, kind) => place.querySelector(`[data-list="${kind}"]`);
  const isPart = (row) => row.classList.contains("is-part");
  const above = (row) => row.parentElement.closest("[data-row]");
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // Puts `text` for what `pattern` finds in all attributes of the row and of what is in it.
  const rename = (row, pattern, text) => {
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes(pattern)) {
          element.setAttribute(attribute.name, attribute.value.replaceAll(pattern, text));
        }
      }
    }
  };

  const blank = (kind, parent) => {
    const copy = document.querySelector(`template[data-blank="${kind}"]`).content.cloneNode(true);
    const row = copy.firstElementChild;
    next += 1;
    rename(row, "PARENT", parent);
    rename(row, "NEW", String(next));
    for (const key of row.querySelectorAll('input[name$="-key"]')) {
      key.value = newKey();
    }
    return row;
  };

  // A row that comes into another one gets names that say so.
  const settle = (row) => {
    const place = above(row);
    if (!place || row.dataset.prefix.startsWith(`${place.dataset.prefix}-`)) {
      return;
    }
    next += 1;
    rename(row, row.dataset.prefix, `${place.dataset.prefix}-${row.dataset.row}-${next}`);
  };

  // Numbers are made from the places, never typed.
  const showNumber = (row, number) => {
    const own = (selector) =>
      [...row.querySelectorAll(selector)].filter((one) => one.closest("[data-row]") === row);
    const shown = own("[data-number]");
    if (shown.every((one) => one.textContent === number)) {
      return;
    }
    for (const one of shown) {
      one.textContent = number;
    }
    const label = `${LABELS[row.dataset.row]} ${number}`;
    for (const button of own('button[name="change"]')) {
      const words = WORDS[button.value.split(" ")[0]];
      if (words) {
        button.setAttribute("aria-label", words(label));
      }
    }
    for (const grip of own("[data-grip]")) {
      grip.setAttribute("aria-label", `ย้าย${label} กดลูกศรขึ้นหรือลง หรือลากด้วยเมาส์หรือนิ้ว`);
    }
    if (row.dataset.row === "step") {
      row.querySelector("textarea").setAttribute("aria-label", label);
      row.querySelector(".step-when").setAttribute("aria-label", `ระยะเวลาของ${label} ถ้าต่างจากมาตรการ`);
    }
  };

  const setPart = (row, part) => {
    row.classList.toggle("is-part", part);
    row.querySelector("[data-part]").value = part ? "1" : "";
  };

  const numberList = (list, prefix, onRow) => {
    let whole = 0;
    let inner = 0;
    rowsIn(list).forEach((row, place) => {
      if (place === 0 && isPart(row)) {
        setPart(row, false);
      }
      if (isPart(row)) {
        inner += 1;
      } else {
        whole += 1;
        inner = 0;
      }
      const number = prefix + (isPart(row) ? `${whole}.${inner}` : String(whole));
      showNumber(row, number);
      if (onRow) {
        inner += onRow(row, number, isPart(row));
      }
    });
  };

  const number = () => {
    numberList(listIn(form, "issue"), "", (issue, place, part) => {
      const measures = rowsIn(listIn(issue, "measure"));
      measures.forEach((measure, nth) => {
        showNumber(measure, `${place}.${nth + 1}`);
        numberList(listIn(measure, "step"), "");
      });
      return part ? 0 : measures.length;
    });
  };

  // The row with the parts that follow it.
  const block = (row) => {
    const rows = [row];
    if (!isPart(row)) {
      let one = row.nextElementSibling;
      while (one && isPart(one)) {
        rows.push(one);
        one = one.nextElementSibling;
      }
    }
    return rows;
  };

  const focusFirst = (row) => row.querySelector("[data-first]").focus();

  const done = (words) => {
    number();
    say.textContent = words;
    changed();
  };

  const add = (kind, place, before) => {
    const row = blank(kind, place === form ? "" : place.dataset.prefix);
    listIn(place, kind).insertBefore(row, before || null);
    equip(row);
    return row;
  };

  const addBelow = (row, part) => {
    const kind = row.dataset.row;
    const last = block(row).at(-1);
    const made = add(kind, above(row) || form, last.nextElementSibling);
    if (part) {
      setPart(made, true);
    }
    if (part && kind === "issue" && !isPart(row)) {
      rowsIn(listIn(row, "measure")).filter((one) => !isWritten(one)).forEach((one) => one.remove());
    }
    done(`แทรก${NAMES[kind]}แล้ว`);
    focusFirst(made);
  };

  const isWritten = (row) =>
    [...row.querySelectorAll("textarea, input[type=checkbox]")].some((field) =>
      field.type === "checkbox" ? field.checked : field.value.trim(),
    );

  const remove = (row) => {
    const kind = row.dataset.row;
    const rows = block(row);
    const parts = rows.length > 1 ? " พร้อมข้อย่อยทั้งหมด" : "";
    if (rows.some(isWritten) && kind !== "step" && !window.confirm(`ลบ${NAMES[kind]}นี้${parts}หรือไม่`)) {
      return;
    }
    const list = row.parentElement;
    const after = rows.at(-1).nextElementSibling;
    const near = after || row.previousElementSibling;
    rows.forEach((one) => one.remove());
    removed = { rows, list, after };
    undo.hidden = false;
    done(`ลบ${NAMES[kind]}แล้ว กด “นำแถวที่ลบกลับมา” ที่แถบล่างได้`);
    if (near) {
      focusFirst(near);
    } else {
      list.parentElement.querySelector(`button[value^="add-${kind}"]`)?.focus();
    }
  };

  undo.addEventListener("click", () => {
    const { rows, list, after } = removed;
    const before = after && after.parentElement === list ? after : null;
    rows.forEach((one) => list.insertBefore(one, before));
    removed = null;
    undo.hidden = true;
    done("นำแถวที่ลบกลับมาแล้ว");
    focusFirst(rows[0]);
  });

  // Where the row stands after one move; null at the end. Measures go over into the next issue.
  const target = (row, verb) => {
    const list = row.parentElement;
    if (verb === "up") {
      let one = row.previousElementSibling;
      while (one && !isPart(row) && isPart(one)) {
        one = one.previousElementSibling;
      }
      if (one && !(isPart(row) && !isPart(one))) {
        return { list, before: one };
      }
    } else {
      const one = block(row).at(-1).nextElementSibling;
      if (one && !(isPart(row) && !isPart(one))) {
        return { list, before: block(one).at(-1).nextElementSibling };
      }
    }
    if (row.dataset.row !== "measure") {
      return null;
    }
    const issue = above(row);
    const other = verb === "up" ? issue.previousElementSibling : issue.nextElementSibling;
    const into = other && listIn(other, "measure");
    return into && { list: into, before: verb === "up" ? null : into.firstElementChild };
  };

  const put = (row, place) => {
    block(row).forEach((one) => {
      place.list.insertBefore(one, place.before);
      settle(one);
    });
  };

  const move = (row, verb, button) => {
    const place = target(row, verb);
    if (!place) {
      say.textContent = verb === "up" ? "อยู่ลำดับแรกแล้ว" : "อยู่ลำดับสุดท้ายแล้ว";
      return;
    }
    put(row, place);
    done(`เลื่อน${NAMES[row.dataset.row]}แล้ว`);
    button.focus(); // the moved button has lost it
    button.scrollIntoView({ block: "nearest" });
  };

  const shift = (row, part) => {
    const first = !row.previousElementSibling;
    if (part && first) {
      say.textContent = "ข้อแรกเป็นข้อย่อยไม่ได้";
      return;
    }
    setPart(row, part);
    done(part ? "ทำเป็นข้อย่อยแล้ว" : "ทำเป็นข้อหลักแล้ว");
    focusFirst(row);
  };

  const carryOut = (button) => {
    const [verb, prefix] = button.value.split(" ");
    const row = prefix ? rowOf(prefix) : null;
    if (verb === "next" || verb === "add-part") {
      addBelow(row, verb === "add-part" || isPart(row));
    } else if (verb.startsWith("add-")) {
      const kind = verb.slice(4);
      const made = add(kind, row || form);
      done(`เพิ่ม${NAMES[kind]}แล้ว`);
      focusFirst(made);
    } else if (verb === "remove") {
      remove(row);
    } else if (verb === "in" || verb === "out") {
      shift(row, verb === "in");
    } else {
      move(row, verb, button);
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="change"]');
    if (button && button.value !== "fill") {
      event.preventDefault();
      carryOut(button);
    }
  });

  // -- a grip at each row: dragged by plan-drag.js, moved with the arrow keys --------------------

  const equip = (place) => {
    const rows = place.dataset?.row ? [place, ...place.querySelectorAll("[data-row]")] : place.querySelectorAll("[data-row]");
    for (const row of rows) {
      const tools = [...row.querySelectorAll(".row-tools")].find((one) => one.closest("[data-row]") === row);
      const grip = document.getElementById("grip").content.firstElementChild.cloneNode(true);
      grip.setAttribute("aria-label", `ย้าย${LABELS[row.dataset.row]} กดลูกศรขึ้นหรือลง หรือลากด้วยเมาส์หรือนิ้ว`);
      tools.prepend(grip);
    }
  };

  form.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]");
    const verb = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (grip && verb) {
      event.preventDefault();
      move(grip.closest("[data-row]"), verb, grip);
    }
  });

  // Dragged rows stand where they were let go (plan-drag.js).
  form.addEventListener("rows-moved", ({ detail: rows }) => {
    rows.forEach(settle);
    done(`ย้าย${NAMES[rows[0].dataset.row]}แล้ว`);
    rows[0].querySelector("[data-grip]").focus();
  });

  equip(form);
})();
