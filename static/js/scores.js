// The score form while it is typed: instrument scores, weighted points, total and level at once.
//
// Every figure comes from the page's own facts (script#score-facts: weights, levels, where the
// year rounds), none from here. All arithmetic is exact: scores are whole hundredths, means are
// fractions of BigInts, and rounding is half up, as in assessments/rules/arithmetic/scoring.py. What the
// server answers after saving is the truth; tests/journeys/test_live_total.py compares the two.
//
// The form is [data-scores]; fields of indicators are [data-indicator="1"]; places that are
// written into: [data-instrument-score="IIT"], [data-instrument-points="IIT"], [data-total],
// [data-level], [data-entered], [data-say]; [data-difference] shows itself when the total that
// the office was told ([data-told="total"], [data-told="level"]) is another one; where scores are
// only tried, [data-from-real] says how far their total is from the real one.
(() => {
  "use strict";

  const NOTHING = "–";
  const MINUS = "−";
  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;

  // --- numbers: text <-> hundredths ----------------------------------------------------------

  const narrow = (text) =>
    text
      .replace(INVISIBLE, "")
      .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
      .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      .replaceAll(MINUS, "-")
      .trim();

  // null when the text is no score: empty, words, more than two decimals, outside 0-100.
  const hundredths = (text) => {
    const typed = narrow(text);
    const match = NUMBER.exec(typed);
    if (!match || /[1-9]/.test((match[1] || "").slice(2))) {
      return null;
    }
    const [whole, decimals = ""] = typed.replaceAll(",", "").split(".");
    const value = BigInt(whole.replace("+", "")) * 100n + BigInt(decimals.padEnd(2, "0").slice(0, 2));
    return whole.startsWith("-") || value > 10000n ? null : value;
  };

  const shown = (value) => {
    const digits = String(value < 0n ? -value : value).padStart(3, "0");
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  const signed = (value) => (value === 0n ? "0.00" : `${value > 0n ? "+" : MINUS}${shown(value)}`);

  // --- exact fractions -----------------------------------------------------------------------

  const plus = (a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
  const rounded = (a) => (2n * a.n + a.d) / (2n * a.d); // half up; nothing here is below zero
  const whole = (value) => ({ n: value, d: 1n });

  // --- the arithmetic of the year ------------------------------------------------------------

  const instrumentOf = (facts, instrument, scores) => {
    const values = instrument.indicators.map((number) => scores.get(number));
    if (values.includes(null)) {
      return null;
    }
    const mean = { n: values.reduce((sum, value) => sum + value, 0n), d: BigInt(values.length) };
    const score = facts.rounding === "instrument" ? whole(rounded(mean)) : mean;
    const points = { n: score.n * BigInt(instrument.weight), d: score.d * 10000n };
    return { score, points };
  };

  const levelOf = (facts, total, instruments) =>
    facts.bands.find(
      (band) =>
        total >= BigInt(band.minimum_total) &&
        (band.minimum_instrument === null ||
          instruments.every((each) => rounded(each.score) >= BigInt(band.minimum_instrument))),
    );

  const totalOf = (facts, instruments) => {
    if (instruments.includes(null)) {
      return null;
    }
    const total = rounded(instruments.map((each) => each.points).reduce(plus));
    return { total, level: levelOf(facts, total, instruments) };
  };

  // --- the page ------------------------------------------------------------------------------

  const start = (form) => {
    const facts = JSON.parse(document.getElementById("score-facts").textContent);
    const fields = [...form.querySelectorAll("[data-indicator]")];
    const one = (selector) => form.querySelector(selector);
    const write = (selector, words) => {
      const place = one(selector);
      if (place && place.textContent !== words) {
        place.textContent = words;
      }
    };

    const showInstrument = (code, computed) => {
      write(`[data-instrument-score="${code}"]`, computed ? shown(rounded(computed.score)) : NOTHING);
      write(`[data-instrument-points="${code}"]`, computed ? shown(rounded(computed.points)) : NOTHING);
    };

    const showLevel = (level) => {
      const chip = one("[data-level]");
      chip.hidden = !level;
      if (level) {
        chip.className = `chip ${level.passed ? "good" : "warn"}`;
        write("[data-level-name]", level.name);
        write("[data-level-passed]", level.passed ? "ผ่านเกณฑ์" : "ไม่ผ่านเกณฑ์");
      }
    };

    const showEntered = (scores) => {
      const entered = [...scores.values()].filter((value) => value !== null).length;
      write("[data-entered]", `กรอกแล้ว ${entered} จาก ${fields.length} ตัวชี้วัด`);
    };

    const showFromReal = (answer) => {
      const known = answer && typeof facts.real_total === "number";
      write("[data-from-real]", known ? signed(answer.total - BigInt(facts.real_total)) : NOTHING);
    };

    const told = (what) => one(`[data-told="${what}"]`);

    const showDifference = (answer) => {
      const box = one("[data-difference]");
      if (!box) {
        return;
      }
      const total = hundredths(told("total").value);
      const level = told("level").value.trim().toLowerCase();
      const by = answer && total !== null ? total - answer.total : 0n;
      const apart = by > BigInt(facts.tolerance) || -by > BigInt(facts.tolerance);
      const names = answer && answer.level ? answer.level.names : [];
      const other = answer && level !== "" && !names.some((name) => name.toLowerCase() === level);
      box.hidden = !apart && !other;
      one("[data-difference-total]").hidden = !apart;
      one("[data-difference-level]").hidden = !other;
      if (apart) {
        write("[data-difference-told]", shown(total));
        write("[data-difference-computed]", shown(answer.total));
        write("[data-difference-by]", signed(by));
      }
      if (other) {
        write("[data-difference-told-level]", told("level").value.trim());
        write("[data-difference-computed-level]", answer.level.name);
      }
    };

    const show = () => {
      const scores = new Map(
        fields.map((field) => [Number(field.dataset.indicator), hundredths(field.value)]),
      );
      const instruments = facts.instruments.map((each) => instrumentOf(facts, each, scores));
      facts.instruments.forEach((each, place) => showInstrument(each.code, instruments[place]));
      const answer = totalOf(facts, instruments);
      write("[data-total]", answer ? shown(answer.total) : NOTHING);
      showLevel(answer && answer.level);
      showEntered(scores);
      showDifference(answer);
      showFromReal(answer);
      return answer;
    };

    // A screen reader hears the total once typing has paused, not at every key.
    let pause = 0;
    const say = (words) => {
      clearTimeout(pause);
      pause = setTimeout(() => write("[data-say]", words), 900);
    };

    form.addEventListener("input", () => {
      const answer = show();
      say(answer ? `คะแนนรวม ${shown(answer.total)} ระดับ ${answer.level ? answer.level.name : NOTHING}` : "");
    });

    // A column or a row copied from a spreadsheet fills the fields that follow.
    form.addEventListener("paste", (event) => {
      const first = fields.indexOf(event.target);
      const values = (event.clipboardData?.getData("text") || "").trim().split(/[\t\r\n]+/);
      if (first < 0 || values.length < 2) {
        return;
      }
      event.preventDefault();
      const filled = fields.slice(first, first + values.length);
      filled.forEach((field, place) => {
        field.value = values[place].trim();
      });
      filled.at(-1).focus();
      show();
      say(`วางคะแนนแล้ว ${filled.length} ช่อง`);
    });

    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("[data-scores]")) {
      start(form);
    }
  });
})();
