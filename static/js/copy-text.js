// [data-copy="id"] copies the text of that field; [data-copied] beside it says so.
//
// Without this script, or where the browser refuses, the text is selected and copied by hand.
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const say = button.parentElement.querySelector("[data-copied]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.focus();
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        say.textContent = "คัดลอกแล้ว";
      } catch {
        say.textContent = "เลือกข้อความไว้ให้แล้ว กด Ctrl+C เพื่อคัดลอก";
      }
    });
  }
})();
