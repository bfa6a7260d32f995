// Sends a complaint or an answer in the background: chosen files stay chosen when something must be
// mended, a lost connection loses nothing, and the share that has gone is told.
//
// Works on [data-tell] and [data-answer]. Without this script the form is sent as it stands.
(() => {
  "use strict";

  const begin = () => {
    const form = document.querySelector("form[data-tell], form[data-answer]");
    if (!form) {
      return;
    }
    const input = form.querySelector("[data-files]");
    const say = form.querySelector("[data-say]");
    const button = form.querySelector("button[type=submit]");
    input.addEventListener("change", () => list(form, input));
    list(form, input);

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (button.disabled) {
        return;
      }
      const most = Number(input.dataset.most);
      if (input.files.length > most) {
        say.textContent = `เลือกไฟล์ไว้ ${input.files.length} ไฟล์ ส่งได้ครั้งละไม่เกิน ${most} ไฟล์`;
        return;
      }
      button.disabled = true;
      say.textContent = "กำลังส่ง โปรดอย่าปิดหน้านี้";
      send(form, input, say, button);
    });
  };

  const list = (form, input) => {
    const chosen = form.querySelector("[data-chosen]");
    chosen.replaceChildren(
      ...Array.from(input.files, (file) => {
        const line = document.createElement("li");
        line.className = "text-break";
        line.textContent = file.name;
        return line;
      }),
    );
    chosen.hidden = input.files.length === 0;
  };

  const send = (form, input, say, button) => {
    const request = new XMLHttpRequest();
    const failed = (words) => {
      button.disabled = false;
      say.textContent = words;
    };
    let share = -1;
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (part) => {
      const gone = part.lengthComputable ? Math.floor((part.loaded / part.total) * 10) * 10 : 0;
      if (gone > share && gone < 100) {
        share = gone;
        say.textContent = `ส่งไปแล้ว ${share}%`;
      }
    });
    request.addEventListener("error", () =>
      failed("ส่งไม่สำเร็จ สิ่งที่พิมพ์และไฟล์ยังอยู่ โปรดตรวจอินเทอร์เน็ตแล้วกดส่งอีกครั้ง"),
    );
    request.addEventListener("load", () => {
      if (request.status === 413) {
        failed("ไฟล์รวมกันใหญ่เกินไป โปรดแบ่งส่งหลายครั้ง");
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const now = page.getElementById("content");
      if (!now || request.status === 400 || request.status >= 500) {
        failed("ระบบรับไม่ได้ในขณะนี้ สิ่งที่พิมพ์และไฟล์ยังอยู่ โปรดลองอีกครั้ง");
        return;
      }
      show(page, document.adoptNode(now), request.status === 200 ? null : input);
    });
    request.send(new FormData(form));
  };

  // The answer takes the place of the page; files that were not taken yet stay chosen.
  const show = (page, now, input) => {
    document.title = page.title;
    document.getElementById("content").replaceWith(now);
    const field = now.querySelector("[data-files]");
    if (field && input) {
      field.replaceWith(input);
    }
    document.dispatchEvent(new Event("complaint:shown"));
    begin();
    window.scrollTo(0, 0);
    (now.querySelector(".error-summary") || now).focus();
  };

  begin();
})();
