// Lets an editor (<form data-autosave>: of a plan, of a paper) save itself, and keeps what is typed in this browser until it is saved.
//
// The form is sent in the background a moment after the last change. The server answers with what
// the page is made from now ("base"), or 409 when rows were changed by two people: then saving
// with the button shows both. Without a connection the words stay in the browser's store and are
// offered when the page is opened again. Without this script the buttons save.
(() => {
  "use strict";

  // The page that a saving leads to: what was sent has arrived.
  const forget = (store) => {
    try {
      if (JSON.parse(localStorage.getItem(store))?.sent) {
        localStorage.removeItem(store);
      }
    } catch {
      // No store, no copy.
    }
  };
  const arrived = document.querySelector("[data-arrived]");
  if (arrived) {
    forget(arrived.dataset.arrived);
  }

  const form = document.querySelector("form[data-autosave]");
  if (!form) {
    return;
  }
  const shown = form.querySelector("[data-saved]");
  const box = document.querySelector("[data-restore]");
  const store = form.dataset.copy;
  const PENDING = "แก้ไขแล้ว ยังไม่ได้บันทึก";
  const WAIT = 2500;
  const RETRY = 15000;
  let timer = 0;
  let changes = 0; // counted, so that an answer knows whether more was typed meanwhile
  let dirty = "typed" in form.dataset;
  let running = null;
  let stopped = Boolean(form.querySelector("[data-both]"));

  const tell = (words) => {
    shown.textContent = words;
  };

  // -- the copy in the browser -------------------------------------------------------------------

  const keep = (sent) => {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try {
      localStorage.setItem(store, JSON.stringify({ at: Date.now(), sent, revision: form.elements.revision.value, fields }));
    } catch {
      // A full or forbidden store: the page itself still has the words.
    }
  };

  const drop = () => {
    try {
      localStorage.removeItem(store);
    } catch {
      // As above.
    }
  };

  const copy = () => {
    try {
      return JSON.parse(localStorage.getItem(store));
    } catch {
      return null;
    }
  };

  // The server makes the page of the copy, as it does of any page that is sent to it.
  const takeBack = ({ fields }) => {
    const sent = document.createElement("form");
    sent.method = "post";
    const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token], ["change", "restore"]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    sent.hidden = true;
    document.body.append(sent);
    dirty = false;
    sent.submit();
  };

  const offer = () => {
    const old = copy();
    if (!old || "typed" in form.dataset) {
      return;
    }
    const saved = document.querySelector(".alert-success");
    if (old.sent && (saved || Number(form.elements.revision.value) > Number(old.revision))) {
      drop(); // it arrived
      return;
    }
    const when = new Date(old.at);
    const clock = `${String(when.getHours()).padStart(2, "0")}.${String(when.getMinutes()).padStart(2, "0")}`;
    const day = when.toLocaleDateString("th-TH", { day: "numeric", month: "long" });
    box.querySelector("[data-restore-when]").textContent = `(${day} เวลา ${clock} น.)`;
    box.hidden = false;
    box.querySelector("[data-restore-take]").addEventListener("click", () => takeBack(old));
    box.querySelector("[data-restore-drop]").addEventListener("click", () => {
      drop();
      box.hidden = true;
    });
  };

  // -- saving ------------------------------------------------------------------------------------

  const words = (answer) => {
    const parts = [`บันทึกแล้ว ${answer.at} น.`];
    if (answer.problems) {
      parts.push(`ยังไม่บันทึก ${answer.problems} แห่งที่ต้องแก้ กดบันทึกเพื่อดู`);
    }
    if (answer.others) {
      parts.push(`ผู้อื่นแก้ไขด้วย ${answer.others} แห่ง เปิดหน้าใหม่เพื่อดู`);
    }
    return parts.join(" · ");
  };

  // The panel of weak points as the server makes it, open or closed as it stands here.
  const showWeak = (panel) => {
    const place = document.querySelector("[data-weak]");
    const was = place.querySelector("details");
    place.innerHTML = panel;
    const now = place.querySelector("details");
    if (was && now) {
      now.open = was.open;
    }
  };

  const take = async (response, count) => {
    const answer = await response.json();
    if (response.status === 409) {
      stopped = true;
      tell(`ยังไม่บันทึก: ${answer.message}`);
      return;
    }
    form.elements.base.value = answer.base;
    form.elements.revision.value = answer.revision;
    if (answer.weak !== undefined) {
      showWeak(answer.weak);
    }
    tell(count === changes ? words(answer) : PENDING);
    if (count === changes && !answer.problems) {
      dirty = false;
      drop();
    } else if (count !== changes) {
      later(WAIT);
    }
  };

  const send = async () => {
    const count = changes;
    tell("กำลังบันทึก…");
    const controller = new AbortController();
    const limit = setTimeout(() => controller.abort(), 20000);
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: controller.signal,
      });
      if (response.ok || response.status === 409) {
        await take(response, count);
      } else {
        stopped = response.status < 500;
        tell("ยังบันทึกไม่ได้ ข้อความยังอยู่ในหน้านี้และในเครื่องนี้ โปรดกดบันทึก");
      }
    } catch {
      tell("ไม่มีสัญญาณ ข้อความเก็บไว้ในเครื่องนี้แล้ว จะลองบันทึกอีกครั้ง");
      later(RETRY);
    } finally {
      clearTimeout(limit);
    }
  };

  const save = () => {
    if (running || stopped || !dirty) {
      return;
    }
    running = send().finally(() => {
      running = null;
    });
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  form.addEventListener("input", () => {
    changes += 1;
    dirty = true;
    box.hidden = true;
    if (!stopped && shown.textContent !== PENDING) {
      tell(PENDING); // "saved" is said only of what is saved
    }
    clearTimeout(form.keeping);
    form.keeping = setTimeout(keep, 400, false);
    later(WAIT);
  });
  window.addEventListener("online", () => later(0));

  // Sending the page waits for a saving that is under way: else a row would meet its own change.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    clearTimeout(form.keeping); // it would keep as not sent what is being sent
    if (running) {
      event.preventDefault();
      const button = event.submitter;
      running.then(() => form.requestSubmit(button));
      return;
    }
    if (dirty) {
      keep(true);
    } else {
      drop();
    }
    stopped = true;
    dirty = false;
  });
  window.addEventListener("pagehide", () => {
    if (dirty) {
      keep(false);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) {
      event.preventDefault();
    }
  });

  offer();
  if (dirty) {
    later(WAIT);
  }
})();
