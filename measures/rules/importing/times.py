"""The time of a measure and those of its steps, from what the cells say; and what they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ita_portal.thai.dates import short_month_range
from ita_portal.thai.fiscal_year import FiscalYear
from measures.rules.importing.found import Draft, FoundPeriod, joined, quoted
from measures.rules.importing.marks import steps_of, without_mark
from measures.rules.importing.periods import STRETCH, has_gap, parse_period, unsaid_words

MORE_WORDS = "ระยะเวลา {} มีคำที่ช่องวันที่บอกไม่ได้ คือ {} เมื่อเก็บ ข้อความนี้จะต่อท้ายการกำกับติดตาม"
GAP = "ระยะเวลา {} มีช่วงที่เว้นไว้ แผนเก็บเป็นช่วงเดียว {} เมื่อเก็บ ข้อความนี้จะต่อท้ายการกำกับติดตาม"
Tell = Callable[[str], None]


def period_of(texts: Sequence[str], year: FiscalYear, tell: Tell) -> FoundPeriod:
    """Return the time from the first to the last day that the texts name.

    `tell` hears, in Thai, of texts that are not understood, that say more than days, that leave
    something out, or that lie outside the year.
    """
    text = joined(texts)
    if not text:
        return FoundPeriod()
    days: list[date] = []
    for one in dict.fromkeys(texts):
        try:
            period = parse_period(one, fiscal_year=year.year)
        except ValueError as error:
            whole = f" ข้อความทั้งช่องคือ {quoted(text)}" if text != one else ""
            tell(f"{error}{whole}")
            return FoundPeriod(text)
        days += [period.starts_on, period.ends_on]
    found = FoundPeriod(text, min(days), max(days), _say_rest(texts, year, tell))
    if not (year.starts <= min(days) and max(days) <= year.ends):
        tell(f"ระยะเวลา {quoted(text)} อยู่นอก{year.label} โปรดตรวจ")
    return found


def _say_rest(texts: Sequence[str], year: FiscalYear, tell: Tell) -> bool:
    """Tell what days cannot say, and whether there is such."""
    is_partly = False
    for one in dict.fromkeys(texts):
        rest = unsaid_words(one)
        if rest:
            tell(MORE_WORDS.format(quoted(one), quoted(rest)))
        elif has_gap(one, fiscal_year=year.year):
            period = parse_period(one, fiscal_year=year.year)
            span = short_month_range(period.starts_on, period.ends_on)
            tell(GAP.format(quoted(one), quoted(span)))
        else:
            continue
        is_partly = True
    return is_partly


def step_periods(draft: Draft, steps: Sequence[str], year: FiscalYear) -> tuple[FoundPeriod, ...]:
    """Return the times of the steps where rows or lines give each its own; else none."""
    by_step = _by_rows(draft, steps)
    if _are_one(by_step):
        by_step = _by_lines(draft, steps)
    if _are_one(by_step):
        return ()
    try:
        return tuple(_plain_period(text, year) for text in by_step)
    except ValueError:  # what is not understood is told of the whole measure
        return ()


def _are_one(times: Sequence[str]) -> bool:
    return len({text for text in times if text}) <= 1


def _by_rows(draft: Draft, steps: Sequence[str]) -> list[str]:
    """Return the time beside each step when every row holds whole steps."""
    found: list[str] = []
    times: list[str] = []
    for text, time in draft.rows:
        of_row = steps_of(text)
        found += of_row
        times += [time] * len(of_row)
    return times if found == list(steps) else []


def _by_lines(draft: Draft, steps: Sequence[str]) -> list[str]:
    """Return the lines of the only cell with a time when there are as many of them as steps."""
    lines = draft.periods[0].split("\n") if len(draft.periods) == 1 else []
    whole = all(not STRETCH.match(line) and not STRETCH.search(line[-4:]) for line in lines)
    return [without_mark(line) for line in lines] if whole and len(lines) == len(steps) else []


def _plain_period(text: str, year: FiscalYear) -> FoundPeriod:
    """Return the time of a step. Raises ValueError for a text that is no single time."""
    if not text:
        return FoundPeriod()
    days: list[date] = []
    for one in text.split("\n"):
        period = parse_period(one, fiscal_year=year.year)
        days += [period.starts_on, period.ends_on]
    return FoundPeriod(text, min(days), max(days))
