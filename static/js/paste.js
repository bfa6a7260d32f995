// A row, a column or a block copied from a spreadsheet fills the score fields that follow the one
// it is pasted into. Figures alone go by their order; with words beside them the block goes to the
// server (textarea[name=pasted] and its button), which finds the fields by code or name and shows
// what goes where. Nothing is saved here. The form is [data-scores]; what happened is said in
// [data-pasted-say].
(() => {
  "use strict";

  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  const WORDS = /[A-Za-zก-ฺเ-๎]/; // letters; Thai digits are none

  const narrow = (text) =>
    text
      .replace(INVISIBLE, "")
      .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
      .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .trim();

  // Each field of the form in order: one text field, or the radio buttons of one name.
  const fieldsOf = (form) => {
    const groups = new Map();
    for (const field of form.querySelectorAll("[data-indicator], [data-item], [data-question]")) {
      groups.set(field.name, [...(groups.get(field.name) || []), field]);
    }
    return [...groups.values()];
  };

  const cellsOf = (text) =>
    text
      .replace(/[\r\n]+$/, "")
      .split(/\r\n|\r|\n/)
      .flatMap((line) => line.split("\t"))
      .map((cell) => cell.trim());

  // True when the cell found its place; an empty one leaves what stands there.
  const fill = (group, cell) => {
    if (cell === "") {
      return true;
    }
    if (group[0].type !== "radio") {
      group[0].value = cell.replace(/\s*%$/, "");
      return true;
    }
    const mark = Number(narrow(cell).replace(/\s*%$/, ""));
    const chosen = group.find((radio) => radio.value !== "" && Number(radio.value) === mark);
    if (chosen) {
      chosen.checked = true;
    }
    return Boolean(chosen);
  };

  const toServer = (form, text) => {
    const area = form.querySelector("textarea[name=pasted]");
    const button = form.querySelector("button[name=paste]");
    if (area && button) {
      area.value = text;
      form.requestSubmit(button);
    }
  };

  const paste = (form, event) => {
    const fields = fieldsOf(form);
    const first = fields.findIndex((group) => group.includes(event.target) || group.includes(document.activeElement));
    const text = event.clipboardData?.getData("text") || "";
    const cells = cellsOf(text);
    if (first < 0 || cells.length < 2) {
      return;
    }
    event.preventDefault();
    if (WORDS.test(text)) {
      toServer(form, text);
      return;
    }
    const followers = fields.slice(first, first + cells.length);
    const bad = followers.filter((group, place) => !fill(group, cells[place])).length;
    const beyond = cells.length - followers.length;
    followers.at(-1).find((field) => field.type !== "radio" || field.checked)?.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    const say = form.querySelector("[data-pasted-say]");
    if (say) {
      say.textContent =
        `วางแล้ว ${followers.length - bad} ช่อง ยังไม่ได้บันทึก` +
        (bad ? ` · ใช้ไม่ได้ ${bad} ช่อง เพราะไม่ใช่คะแนนที่ปีนี้กำหนด` : "") +
        (beyond ? ` · เกินมา ${beyond} ค่า` : "");
    }
  };

  document.addEventListener("paste", (event) => {
    const form = event.target.closest?.("[data-scores]") || document.activeElement?.closest("[data-scores]");
    if (form && event.target.name !== "pasted") {
      paste(form, event);
    }
  });
})();
