// Shows what was chosen in [data-upload], takes files that are dropped on it, and says how far they are.
//
// Without this script the form works as it stands. With it the form is sent in the background, so
// that the share that has gone can be told; the answer takes the place of the page's content.
(() => {
  "use strict";

  const begin = (form) => {
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector("[data-drop]");
    const chosen = form.querySelector("[data-chosen]");
    const progress = form.querySelector("[data-progress]");
    const button = form.querySelector("button[type=submit]");

    const size = (bytes) =>
      bytes < 1024 * 1024
        ? `${Math.max(1, Math.round(bytes / 1024))} กิโลไบต์`
        : `${(bytes / 1024 / 1024).toFixed(1)} เมกะไบต์`;

    const list = () => {
      chosen.replaceChildren(
        ...Array.from(input.files, (file) => {
          const line = document.createElement("li");
          line.className = "text-break";
          line.textContent = `${file.name} (${size(file.size)})`;
          return line;
        }),
      );
      chosen.hidden = input.files.length === 0;
    };

    form.querySelector("[data-drop-words]").hidden = false;
    input.addEventListener("change", list);
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
      const together = new DataTransfer();
      for (const file of [...input.files, ...event.dataTransfer.files]) {
        together.items.add(file);
      }
      input.files = together.files;
      list();
    });

    const tell = (words) => {
      progress.textContent = words;
    };

    form.addEventListener("submit", (event) => {
      if (input.files.length === 0) {
        return; // the server says what is missing
      }
      event.preventDefault();
      if (button.disabled) {
        return;
      }
      button.disabled = true;
      tell("กำลังส่งไฟล์ โปรดอย่าปิดหน้านี้");
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      let share = -1;
      request.upload.addEventListener("progress", (part) => {
        const gone = part.lengthComputable ? Math.floor((part.loaded / part.total) * 10) * 10 : 0;
        if (gone > share && gone < 100) {
          share = gone;
          tell(`ส่งไปแล้ว ${share}%`);
        }
      });
      request.upload.addEventListener("load", () => tell("ส่งครบแล้ว ระบบกำลังตรวจไฟล์"));
      request.addEventListener("load", () => {
        if (request.status === 413) {
          button.disabled = false;
          tell("ไฟล์ที่เลือกรวมกันใหญ่เกินไป โปรดแบ่งส่งหลายครั้ง");
          return;
        }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        const now = answer.querySelector("form[data-upload]") && answer.getElementById("content");
        if (!now) {
          location.reload(); // signed out meanwhile, or no right any more: the page itself says so
          return;
        }
        const told = document.adoptNode(now);
        document.getElementById("content").replaceWith(told);
        begin(told.querySelector("form[data-upload]"));
        (told.querySelector(".error-summary") || told).focus();
      });
      request.addEventListener("error", () => {
        button.disabled = false;
        tell("ส่งไม่สำเร็จ โปรดตรวจการเชื่อมต่ออินเทอร์เน็ตแล้วกดเพิ่มเอกสารอีกครั้ง ไฟล์ที่เลือกไว้ยังอยู่");
      });
      request.send(new FormData(form));
    });
  };

  const form = document.querySelector("form[data-upload]");
  if (form) {
    begin(form);
  }
})();
