// Proves a little work on a form, so that nobody floods an office; no third party is asked.
//
// [data-tell]: looks for the number while the form is filled in. [data-track]: looks for it when a code
// is sent, bound to what was typed. The server counts the zero bits (complaints/rules/proving.py).
// Without this script a sum is asked instead.
(() => {
  "use strict";

  const BITS = 17;
  const AT_ONCE = 4000; // tries between two breaths, so that typing stays smooth

  const K = new Uint32Array(64);
  const H = new Uint32Array(8);
  const fraction = (number, root) => Math.floor((number ** (1 / root) % 1) * 2 ** 32);
  for (let found = 0, number = 2; found < 64; number += 1) {
    let prime = true;
    for (let part = 2; part * part <= number; part += 1) {
      if (number % part === 0) {
        prime = false;
        break;
      }
    }
    if (prime) {
      if (found < 8) {
        H[found] = fraction(number, 2);
      }
      K[found] = fraction(number, 3);
      found += 1;
    }
  }

  const turned = (word, by) => (word >>> by) | (word << (32 - by));

  // The first 32 bits of SHA-256: more zeros are not asked for.
  const beginning = (bytes) => {
    const length = ((bytes.length + 8) >> 6) * 64 + 64;
    const padded = new Uint8Array(length);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(length - 4, bytes.length * 8);
    const state = Uint32Array.from(H);
    const w = new Uint32Array(64);
    for (let block = 0; block < length; block += 64) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) {
          w[i] = view.getUint32(block + i * 4);
        } else {
          const a = w[i - 15];
          const b = w[i - 2];
          const first = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
          const second = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
          w[i] = w[i - 16] + first + w[i - 7] + second;
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const one = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
        const first = (h + one + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const zero = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
        const second = (zero + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, place) => {
        state[place] += word;
      });
    }
    return state[0];
  };

  const find = (words, done) => {
    const encoder = new TextEncoder();
    const most = 2 ** (32 - BITS);
    let number = 0;
    const go = () => {
      for (const until = number + AT_ONCE; number < until; number += 1) {
        if (beginning(encoder.encode(`${words}:${number}`)) < most) {
          done(String(number));
          return;
        }
      }
      setTimeout(go);
    };
    go();
  };

  const tell = () => {
    const form = document.querySelector("[data-tell]");
    if (!form) {
      return;
    }
    find(`${form.elements.token.value}:`, (number) => {
      form.querySelector("[data-work]").value = number;
      form.querySelector("[data-sum]").hidden = true;
    });
  };

  const track = () => {
    const form = document.querySelector("[data-track]");
    const sum = form && form.querySelector("[data-sum]");
    if (!sum) {
      return; // nothing is asked yet
    }
    sum.hidden = true;
    let worked = false;
    form.addEventListener("submit", (event) => {
      if (worked) {
        return;
      }
      event.preventDefault();
      find(`${form.elements.token.value}:${form.elements.code.value}`, (number) => {
        form.querySelector("[data-work]").value = number;
        worked = true;
        form.submit();
      });
    });
  };

  tell();
  track();
  document.addEventListener("complaint:shown", tell);
})();
