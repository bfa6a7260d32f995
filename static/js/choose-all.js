// One button at each [data-choose-all] that chooses all its boxes, or none when all are chosen.
//
// Without this script the boxes are ticked one by one.
(() => {
  "use strict";

  for (const group of document.querySelectorAll("[data-choose-all]")) {
    const boxes = [...group.querySelectorAll("input[type=checkbox]")];
    const place = group.querySelector("[data-choose-all-place]");
    const button = document.createElement("button");
    const say = () => {
      button.textContent = boxes.every((box) => box.checked) ? "ไม่เลือกทั้งหมวด" : "เลือกทั้งหมวด";
    };
    button.type = "button";
    button.className = "btn btn-outline-primary btn-sm";
    button.addEventListener("click", () => {
      const choose = !boxes.every((box) => box.checked);
      for (const box of boxes) {
        box.checked = choose;
      }
      say();
    });
    group.addEventListener("change", say);
    say();
    place.append(button);
    place.hidden = false;
  }
})();
