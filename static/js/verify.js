// Lets a PDF be dropped on [data-drop] of the form [data-verify], and says that it is being sent.
//
// Without this script the form works as it stands: a file is chosen, and the button sends it.
(() => {
  "use strict";

  const form = document.querySelector("form[data-verify]");
  if (!form) {
    return;
  }
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const say = form.querySelector("[data-say]");
  const MOST = 64 * 1024 * 1024; // bytes, as the server has it

  form.querySelector("[data-drop-words]").hidden = false;
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) {
      const one = new DataTransfer();
      one.items.add(file);
      input.files = one.files;
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    const file = input.files[0];
    if (file && file.size > MOST) {
      event.preventDefault();
      say.textContent = "ไฟล์ใหญ่เกิน 64 เมกะไบต์ เอกสารของพอร์ทัลนี้ไม่มีไฟล์ใหญ่เช่นนี้";
    } else if (file) {
      say.textContent = `กำลังส่งและตรวจไฟล์ ${file.name}`;
    }
  });
})();
