// Saves what is noted on a step as one goes: <form data-step>, one for each step.
//
// A state is saved at once, words after a pause, files as soon as they are chosen. One request of a
// form at a time; what was typed meanwhile goes with the next. Without this script each form has
// its button, and the page comes back.
(() => {
  "use strict";

  const PAUSE = 1200; // milliseconds without a key
  const AGAIN = 5000; // milliseconds until a save that did not get through is tried again
  const open = new Set(); // forms with something that is not saved

  window.addEventListener("beforeunload", (event) => {
    if (open.size > 0) {
      event.preventDefault();
    }
  });

  const begin = (form) => {
    const told = form.querySelector("[data-told]");
    const errors = form.querySelector("[data-errors]");
    const files = form.querySelector("[data-files]");
    const inputs = [...form.querySelectorAll("input[type=file]")];
    let timer = 0;
    let busy = false;
    let stopped = false;

    const tell = (words, failed = false) => {
      told.textContent = words;
      told.classList.toggle("failed", failed);
    };

    const showErrors = (found) => {
      const lines = Object.entries(found).flatMap(([name, words]) => {
        const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
        if (field) {
          field.setAttribute("aria-invalid", "true");
          field.classList.add("is-invalid");
        }
        return words;
      });
      errors.replaceChildren(
        ...lines.map((words) => {
          const line = document.createElement("li");
          line.textContent = words;
          return line;
        }),
      );
      errors.hidden = lines.length === 0;
    };

    const clearErrors = () => {
      for (const field of form.querySelectorAll(".is-invalid")) {
        field.classList.remove("is-invalid");
        field.removeAttribute("aria-invalid");
      }
      showErrors({});
    };

    const take = (answer, withFiles) => {
      form.elements.revision.value = answer.revision;
      if (withFiles) {
        files.innerHTML = answer.files;
        for (const input of inputs) {
          input.value = "";
        }
        form.elements.caption.value = "";
      }
      document.querySelector("[data-noted]").textContent = answer.noted;
      document.querySelector("[data-noted-bar]").value = answer.noted;
      clearErrors();
      showErrors(answer.errors);
    };

    const save = async () => {
      clearTimeout(timer);
      timer = 0;
      if (busy || stopped) {
        return;
      }
      busy = true;
      open.delete(form);
      const withFiles = inputs.some((input) => input.files.length > 0);
      tell(withFiles ? "กำลังส่งไฟล์ โปรดอย่าปิดหน้านี้" : "กำลังบันทึก");
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body: new FormData(form),
          headers: { Accept: "application/json" },
        });
        if (answer.status === 413) {
          tell("ไฟล์ที่เลือกรวมกันใหญ่เกินไป โปรดแบ่งส่งหลายครั้ง", true);
        } else if (answer.status === 409) {
          stopped = true;
          showErrors((await answer.json()).errors);
          tell("ยังไม่ได้บันทึก โปรดคัดลอกสิ่งที่เขียนไว้แล้วโหลดหน้านี้ใหม่", true);
        } else if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
          open.add(form);
          tell("ยังไม่ได้บันทึก อาจออกจากระบบไปแล้ว โปรดกดปุ่มบันทึก", true);
          stopped = true; // the button sends the page the ordinary way
        } else {
          take(await answer.json(), withFiles);
          tell(answer.ok ? "บันทึกแล้ว" : "บันทึกแล้ว ยกเว้นช่องที่มีปัญหา", !answer.ok);
        }
      } catch {
        open.add(form);
        tell("ยังไม่ได้บันทึก ติดต่อเครือข่ายไม่ได้ ระบบจะลองใหม่เอง", true);
        timer = setTimeout(save, AGAIN);
      } finally {
        busy = false;
      }
      if (open.has(form) && !stopped && !timer) {
        save();
      }
    };

    form.addEventListener("input", (event) => {
      open.add(form);
      clearTimeout(timer);
      if (event.target.type !== "file") {
        timer = setTimeout(save, event.target.type === "radio" ? 0 : PAUSE);
      }
      if (event.target.value === "not_possible") {
        form.querySelector(".more").open = true;
      }
    });
    form.addEventListener("change", (event) => {
      if (event.target.type === "file" && event.target.files.length > 0) {
        open.add(form);
        save();
      }
    });
    form.addEventListener("submit", (event) => {
      open.delete(form);
      if (!stopped && !event.submitter?.hasAttribute("data-remove")) {
        event.preventDefault();
        save();
      }
    });
  };

  for (const form of document.querySelectorAll("form[data-step]")) {
    begin(form);
  }
})();
