// Saves what is noted on a step as one goes: <form data-step>, one for each step.
//
// A state is saved at once, words after a pause, files as soon as they are chosen. One request of a
// form at a time; what was typed meanwhile goes with the next. A form that leads away from the page,
// <form data-after-saving>, waits until everything is saved, and stays when something is not.
// Without this script each form has its button, and the page comes back.
(() => {
  "use strict";

  const PAUSE = 1200; // milliseconds without a key
  const AGAIN = 5000; // milliseconds until a save that did not get through is tried again
  const TOO_LARGE = "ไฟล์ที่เลือกรวมกันใหญ่เกินไป จึงไม่ได้ส่ง โปรดเลือกทีละภาพ";
  const FILES = ["photos", "papers"];
  const open = new Map(); // forms with something that is not saved, each with its way to save it

  window.addEventListener("beforeunload", (event) => {
    if (open.size > 0) {
      event.preventDefault();
    }
  });

  const line = (words) => {
    const made = document.createElement("li");
    made.textContent = words;
    return made;
  };

  const begin = (form) => {
    const told = form.querySelector("[data-told]");
    const lack = form.querySelector("[data-lack]");
    const errors = form.querySelector("[data-errors]");
    const files = form.querySelector("[data-files]");
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const notes = new Map(
      [...form.querySelectorAll("[data-note]")].map((note) => [note.dataset.note, note]),
    );
    for (const input of inputs) {
      const label = form.querySelector(`label[for="${input.id}"]`);
      label.parentElement.classList.add("pick");
      label.classList.add("btn", "btn-outline-primary");
      input.classList.add("visually-hidden"); // sent as soon as chosen: its name is of no use
    }
    let timer = 0;
    let running = null;
    let typed = false; // since the last request began
    let stopped = false;

    const tell = (words, failed = false) => {
      told.textContent = words;
      told.classList.toggle("failed", failed);
    };

    const mark = (name, words, isWrong) => {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        field.classList.toggle("is-invalid", isWrong);
        if (isWrong) {
          field.setAttribute("aria-invalid", "true");
        } else {
          field.removeAttribute("aria-invalid");
        }
      }
      const note = notes.get(name);
      if (note) {
        note.textContent = words;
        note.hidden = !words;
        note.classList.toggle("failed", isWrong);
      }
    };

    // What is wrong with a file stays until files are chosen again: the next key would wipe it out.
    const show = (wrong, doubts, withFiles) => {
      for (const name of notes.keys()) {
        if (withFiles || !FILES.includes(name)) {
          mark(name, (wrong[name] || [doubts[name] || ""]).join(" "), name in wrong);
        }
      }
      const others = Object.keys(wrong).filter((name) => !notes.has(name));
      errors.replaceChildren(...others.flatMap((name) => wrong[name].map(line)));
      errors.hidden = others.length === 0;
    };

    const emptyFiles = () => {
      for (const input of inputs) {
        input.value = "";
      }
    };

    const count = (answer) => {
      document.querySelector("[data-noted]").textContent = answer.noted;
      document.querySelector("[data-noted-bar]").value = answer.noted;
      document.querySelector("[data-left]").textContent = answer.left;
      document.querySelector("[data-lacks]").hidden = answer.left === 0;
      lack.textContent = answer.lacks;
    };

    const take = (answer, withFiles) => {
      form.elements.revision.value = answer.revision;
      if (withFiles) {
        files.innerHTML = answer.files;
        emptyFiles();
        form.elements.caption.value = "";
      }
      count(answer);
      show(answer.errors, answer.doubts, withFiles);
      const unsaved = Object.keys(answer.errors).some((name) => !FILES.includes(name));
      if (!unsaved && !typed) {
        open.delete(form);
      }
      if (Object.keys(answer.errors).length) {
        tell(unsaved ? "บันทึกแล้ว ยกเว้นช่องที่มีปัญหา" : "บันทึกแล้ว ยกเว้นไฟล์ที่มีปัญหา", true);
      } else {
        tell(Object.keys(answer.doubts).length ? "บันทึกแล้ว มีข้อที่ควรตรวจ" : "บันทึกแล้ว");
      }
    };

    const refuseFiles = () => {
      emptyFiles();
      mark("photos", TOO_LARGE, true);
      typed = true; // the words are sent again without them
    };

    const stop = (words) => {
      stopped = true; // the button sends the page the ordinary way
      tell(words, true);
    };

    const send = async () => {
      const withFiles = inputs.some((input) => input.files.length > 0);
      tell(withFiles ? "กำลังส่งไฟล์ โปรดอย่าปิดหน้านี้" : "กำลังบันทึก");
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.status === 413 && withFiles) {
        refuseFiles();
      } else if (!isJson) {
        stop("ยังไม่ได้บันทึก อาจออกจากระบบไปแล้ว โปรดกดปุ่มบันทึก");
      } else if (answer.status === 409) {
        show((await answer.json()).errors, {}, false);
        stop("ยังไม่ได้บันทึก สิ่งที่เขียนไว้ยังอยู่ กด “บันทึก” เพื่อดูว่ามีผู้แก้ไขอะไรไป");
      } else {
        take(await answer.json(), withFiles);
      }
    };

    const sendAll = async () => {
      try {
        do {
          typed = false;
          await send();
        } while (typed && !stopped && !timer);
      } catch {
        tell("ยังไม่ได้บันทึก ติดต่อเครือข่ายไม่ได้ ระบบจะลองใหม่เอง", true);
        clearTimeout(timer);
        timer = setTimeout(save, AGAIN);
      } finally {
        running = null;
      }
    };

    const save = () => {
      clearTimeout(timer);
      timer = 0;
      if (!stopped && !running) {
        running = sendAll();
      }
      return running;
    };

    const change = (wait) => {
      typed = true;
      open.set(form, save);
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    };

    form.addEventListener("input", (event) => {
      if (event.target.type !== "file") {
        change(event.target.type === "radio" ? 0 : PAUSE);
      }
      if (event.target.value === "not_possible") {
        form.querySelector(".more").open = true;
      }
    });
    form.addEventListener("change", (event) => {
      if (event.target.type === "file" && event.target.files.length > 0) {
        change(0);
      }
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.hasAttribute("data-remove")) {
        leave(event, form, event.submitter.formAction);
      } else if (!stopped) {
        event.preventDefault();
        open.set(form, save);
        typed = true;
        save();
      } else {
        open.delete(form);
      }
    });
  };

  // Saves all that is open, then sends `form`; stays on the page when something could not be saved.
  const leave = async (event, form, action) => {
    if (open.size === 0) {
      return;
    }
    event.preventDefault();
    const waits = document.querySelector("[data-waits]");
    waits.textContent = "กำลังบันทึกสิ่งที่เพิ่งเขียน";
    await Promise.all([...open.values()].map((save) => save()));
    if (open.size === 0) {
      form.action = action;
      form.submit();
      return;
    }
    waits.textContent = `ยังไม่ได้ส่ง เพราะมี ${open.size} ขั้นตอนที่ยังไม่ได้บันทึก โปรดดูข้อความสีแดงในขั้นตอนนั้น`;
    [...open.keys()][0].closest("article").scrollIntoView();
  };

  for (const words of document.querySelectorAll("[data-with-script]")) {
    words.hidden = false;
  }
  for (const form of document.querySelectorAll("form[data-step]")) {
    begin(form);
  }
  for (const form of document.querySelectorAll("form[data-after-saving]")) {
    form.addEventListener("submit", (event) => leave(event, form, form.action));
  }
})();
