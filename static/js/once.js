// A form is sent once: the second press of a double click is dropped.
//
// The server does nothing twice by itself; this keeps the answer to the first press on the screen
// (a first password, say, which is shown only once). After a pause the form may be sent again, for
// an answer that never came.
(() => {
  "use strict";

  const PAUSE = 3000; // milliseconds
  const sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) {
      return; // somebody else sends it, or nobody does
    }
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), PAUSE);
  });
})();
