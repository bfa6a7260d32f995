// Puts a button beside each paragraph of a proposed paper that opens a comment at it.
//
// Without this script the comments' fields ask for the paragraph in a list. With it the same
// fields are filled: the first empty one gets the paragraph, and more are added when all are used.
(() => {
  "use strict";

  const back = document.querySelector("[data-send-back]");
  const comments = back && back.querySelector("[data-comments]");
  if (!comments) {
    return;
  }
  const rows = () => [...comments.querySelectorAll("[data-comment-row]")];
  const at = (row) => row.querySelector("select");
  const said = (row) => row.querySelector("textarea");

  const add = () => {
    const last = rows().at(-1);
    const number = rows().length;
    const row = last.cloneNode(true);
    for (const element of row.querySelectorAll("[id], [for], [name], [aria-describedby]")) {
      for (const name of ["id", "for", "name", "aria-describedby"]) {
        if (element.hasAttribute(name)) {
          element.setAttribute(name, element.getAttribute(name).replace(/_\d+/, `_${number}`));
        }
      }
    }
    row.querySelector("legend").textContent = `ข้อ ${number + 1}`;
    for (const label of row.querySelectorAll("label")) {
      label.textContent = label.textContent.replace(/\d+\s*$/, String(number + 1)).trim();
    }
    said(row).value = "";
    at(row).value = "";
    last.after(row);
    return row;
  };

  const open = (value) => {
    const here = rows().find((row) => at(row).value === value);
    const row = here || rows().find((one) => !said(one).value.trim() && !at(one).value) || add();
    back.open = true;
    comments.open = true;
    at(row).value = value;
    said(row).focus();
    said(row).scrollIntoView({ block: "center" });
  };

  comments.querySelector('button[name="more"]').addEventListener("click", (event) => {
    event.preventDefault();
    said(add()).focus();
  });

  for (const paper of document.querySelectorAll(".paper[data-prefix]")) {
    const prefix = paper.dataset.prefix;
    for (const paragraph of paper.querySelectorAll(`[id^="${prefix}"]`)) {
      const place = paragraph.id.slice(prefix.length);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "remark-here no-print";
      button.setAttribute("aria-label", `เขียนความเห็นที่ย่อหน้าที่ ${place}`);
      button.title = "เขียนความเห็นที่ย่อหน้านี้";
      button.textContent = "✎";
      button.addEventListener("click", () => open(`${prefix.slice(1)}${place}`));
      const home = paragraph.tagName === "TR" ? paragraph.lastElementChild : paragraph;
      home.dataset.remarkable = "";
      home.append(button);
    }
  }
})();
