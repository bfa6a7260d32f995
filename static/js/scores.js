// The score form while it is typed: instrument scores, weighted points, total and level at once.
//
// Every figure comes from the page's own facts (script#score-facts: weights, levels, where the
// year rounds), none from here. All arithmetic is exact: scores are whole hundredths, means are
// fractions of BigInts, and rounding is half up, as in assessments/rules/arithmetic/scoring.py. What the
// server answers after saving is the truth; tests/journeys/test_live_total.py compares the two.
//
// The form is [data-scores]; its fields are [data-indicator="9"], [data-item="O1"] (text, or the
// marks of the year as radio buttons) and [data-question="I1"]; scores that have no field here come
// with the facts. An indicator whose items or questions are all known is computed from them, as in
// assessments/rules/arithmetic/items.py. Places that are written into: [data-instrument-score="IIT"],
// [data-instrument-points="IIT"], [data-part-score="9.1"], [data-indicator-score="9"],
// [data-indicator-difference="9"], [data-total], [data-level], [data-entered], [data-say];
// [data-difference] shows itself when what the office was told ([data-told="total"],
// [data-told="level"], [data-told-points="IIT"]) is another; where scores are only tried,
// [data-from-real] says how far their total is from the real one.
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

  const meanOf = (values) =>
    values.length === 0 || values.includes(null)
      ? null
      : (({ n, d }) => ({ n, d: d * BigInt(values.length) }))(values.reduce(plus));

  const given = (scores, key) => {
    const score = scores.get(String(key)) ?? null;
    return score === null ? null : whole(score);
  };

  // What the items or questions of an indicator give; null while one is missing.
  const computedOf = (parts, facts, number, found) => {
    const own = parts.filter((part) => part.indicator === number);
    const fromItems = meanOf(own.map((part) => part.score));
    const asked = facts.questions?.[number] || [];
    return fromItems || meanOf(asked.map((code) => given(found.answers, code)));
  };

  const instrumentOf = (facts, instrument, scores) => {
    const counted = (value) => (value && facts.rounding === "indicator" ? whole(rounded(value)) : value);
    const mean = meanOf(instrument.indicators.map((number) => counted(scores.get(number))));
    if (mean === null) {
      return null;
    }
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
    const detailed = form.querySelector("[data-item], [data-question]") !== null;
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

    // The stored scores of one kind by key, and over them what stands in the form.
    const read = (name, stored) => {
      const found = new Map(Object.entries(stored || {}).map(([key, value]) => [key, BigInt(value)]));
      for (const field of form.querySelectorAll(`[data-${name}]`)) {
        const key = field.dataset[name];
        if (field.type !== "radio" || field.checked) {
          found.set(key, hundredths(field.value));
        }
      }
      return found;
    };

    const showEntered = (scores, found) => {
      const own = new Set(
        [...form.querySelectorAll("[data-item], [data-question]")].map(
          (field) => field.dataset.item || field.dataset.question,
        ),
      );
      const of = detailed ? own.size : scores.size;
      const entered = detailed
        ? [...own].filter((key) => (found.marks.get(key) ?? found.answers.get(key) ?? null) !== null).length
        : [...scores.values()].filter((value) => value !== null).length;
      write("[data-entered]", `กรอกแล้ว ${entered} จาก ${of} ${detailed ? "ข้อ" : "ตัวชี้วัด"}`);
    };

    const showComputed = (number, computed, told) => {
      const value = computed && rounded(computed);
      write(`[data-indicator-score="${number}"]`, value === null ? NOTHING : shown(value));
      const both = value !== null && told !== null;
      write(`[data-indicator-difference="${number}"]`, both ? signed(told.n - value) : NOTHING);
    };

    const showFromReal = (answer) => {
      const known = answer && typeof facts.real_total === "number";
      write("[data-from-real]", known ? signed(answer.total - BigInt(facts.real_total)) : NOTHING);
    };

    const told = (what) => one(`[data-told="${what}"]`);

    const apartBy = (by) => by > BigInt(facts.tolerance) || -by > BigInt(facts.tolerance);

    // Tells of the points of one instrument whether they are others than were told.
    const showPoints = (each, computed) => {
      const line = one(`[data-difference-of="${each.code}"]`);
      const field = one(`[data-told-points="${each.code}"]`);
      const points = field && computed ? hundredths(field.value) : null;
      const by = points === null ? 0n : points - rounded(computed.points);
      if (line) {
        line.hidden = !apartBy(by);
        if (apartBy(by)) {
          line.querySelector("[data-told-value]").textContent = shown(points);
          line.querySelector("[data-computed-value]").textContent = shown(rounded(computed.points));
          line.querySelector("[data-by-value]").textContent = signed(by);
        }
      }
      return apartBy(by);
    };

    const showDifference = (answer, instruments) => {
      const box = one("[data-difference]");
      if (!box) {
        return;
      }
      const others = facts.instruments.map(
        (each, place) => showPoints(each, answer && instruments[place]),
      );
      const total = hundredths(told("total").value);
      const level = told("level").value.trim().toLowerCase();
      const by = answer && total !== null ? total - answer.total : 0n;
      const apart = apartBy(by);
      const names = answer && answer.level ? answer.level.names : [];
      const other = answer && level !== "" && !names.some((name) => name.toLowerCase() === level);
      box.hidden = !apart && !other && !others.includes(true);
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

    // Scores that are only tried stand before what is computed, save that one left as the real one
    // is shown counts as that one does: unrounded.
    const counting = (computed, said) =>
      facts.is_tried && (!computed || !said || said.n !== rounded(computed)) ? said : computed || said;

    const scoresOf = (found) => {
      const parts = (facts.parts || []).map((part) => ({
        ...part,
        score: meanOf(part.items.map((code) => given(found.marks, code))),
      }));
      parts.forEach((part) => {
        write(`[data-part-score="${part.number}"]`, part.score ? shown(rounded(part.score)) : NOTHING);
      });
      const numbers = facts.instruments.flatMap((each) => each.indicators);
      return new Map(
        numbers.map((number) => {
          const computed = computedOf(parts, facts, number, found);
          const said = given(found.told, number);
          showComputed(number, computed, said);
          return [number, counting(computed, said)];
        }),
      );
    };

    const show = () => {
      const found = {
        told: read("indicator", facts.told),
        marks: read("item", facts.marks),
        answers: read("question", facts.answers),
      };
      const scores = scoresOf(found);
      const instruments = facts.instruments.map((each) => instrumentOf(facts, each, scores));
      facts.instruments.forEach((each, place) => showInstrument(each.code, instruments[place]));
      const answer = totalOf(facts, instruments);
      write("[data-total]", answer ? shown(answer.total) : NOTHING);
      showLevel(answer && answer.level);
      showEntered(scores, found);
      showDifference(answer, instruments);
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

    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("[data-scores]")) {
      start(form);
    }
  });
})();
