// Drags the rows of the plan editor by their grips, with mouse or finger.
//
// Rows move while they are dragged; where they are let go, the form is told by "rows-moved", whose
// detail is the row and the parts that moved with it. What a row is: see plan-editor.js.
(() => {
  "use strict";

  const form = document.getElementById("plan-editor");
  if (!form) {
    return;
  }
  const EDGE = 70; // pixels from an edge within which the page scrolls
  const bar = form.querySelector(".save-bar");
  const isPart = (row) => row.classList.contains("is-part");

  // The row with the parts that follow it.
  const block = (row) => {
    const rows = [row];
    for (let one = row.nextElementSibling; !isPart(row) && one && isPart(one); one = one.nextElementSibling) {
      rows.push(one);
    }
    return rows;
  };

  // Where rows can be seen down to: the bar that stays at the bottom covers them.
  const floor = () => Math.min(window.innerHeight, bar.getBoundingClientRect().top);

  const dropPlace = (row, rows, x, y) => {
    const under = document.elementFromPoint(x, y);
    const kind = row.dataset.row;
    const over = under?.closest(`[data-row="${kind}"]`);
    if (!over) {
      const list = under?.closest("[data-row], form")?.querySelector(`:scope [data-list="${kind}"]:empty`);
      return list ? { list, before: null } : null;
    }
    if (rows.includes(over) || !form.contains(over)) {
      return null;
    }
    const box = over.getBoundingClientRect();
    const below = y > box.top + box.height / 2;
    // What has parts is not put between a row and its parts.
    let before = below ? over.nextElementSibling : over;
    while (before && !isPart(row) && isPart(before) && rows.length > 1) {
      before = before.nextElementSibling;
    }
    return { list: over.parentElement, before };
  };

  const drag = (row, { clientX: x, clientY: y, pointerId }) => {
    const rows = block(row);
    const place = () => ({ list: row.parentElement, before: rows.at(-1).nextElementSibling });
    const isAt = ({ list, before }) => list === place().list && before === place().before;
    const from = place();
    // An edge counts once the pointer has come to it: a row that is taken hold of at the edge and
    // pulled away from there leaves the page where it is.
    let upper = Math.min(EDGE, y);
    let lower = Math.max(floor() - EDGE, y);
    let frame = 0;

    const follow = () => {
      const to = dropPlace(row, rows, x, Math.min(y, floor() - 1));
      if (to && !rows.includes(to.before) && !isAt(to)) {
        rows.forEach((one) => to.list.insertBefore(one, to.before));
      }
    };
    const scroll = () => {
      const past = Math.min(y - upper, 0) || Math.max(y - lower, 0);
      if (past) {
        const top = Math.sign(past) * Math.ceil(Math.min(Math.abs(past), EDGE) / 4);
        window.scrollBy({ top, behavior: "instant" });
      }
    };
    // At each frame, for rows also move under a pointer that rests: the page scrolls, a panel opens.
    const onFrame = () => {
      scroll();
      follow();
      frame = requestAnimationFrame(onFrame);
    };
    const onMove = (now) => {
      if (now.pointerId === pointerId) {
        [x, y] = [now.clientX, now.clientY];
        upper = Math.min(EDGE, Math.max(upper, y));
        lower = Math.max(floor() - EDGE, Math.min(lower, y));
      }
    };
    const onEnd = (now) => {
      if (now.pointerId !== pointerId) {
        return;
      }
      cancelAnimationFrame(frame);
      document.removeEventListener("pointermove", onMove);
      document.removeEventListener("pointerup", onEnd);
      document.removeEventListener("pointercancel", onEnd);
      if (now.type === "pointerup") {
        onMove(now);
        follow();
      }
      rows.forEach((one) => one.classList.remove("dragged"));
      if (!isAt(from)) {
        form.dispatchEvent(new CustomEvent("rows-moved", { detail: rows }));
      }
    };
    rows.forEach((one) => one.classList.add("dragged"));
    document.addEventListener("pointermove", onMove);
    document.addEventListener("pointerup", onEnd);
    document.addEventListener("pointercancel", onEnd);
    frame = requestAnimationFrame(onFrame);
  };

  form.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (grip && !event.button) {
      event.preventDefault();
      grip.focus({ preventScroll: true });
      drag(grip.closest("[data-row]"), event);
    }
  });
})();
