"""Months in English or as bare numbers, rewritten as the reader of Thai times knows them."""

from __future__ import annotations

import re

from ita_portal.thai.dates import MONTHS
from ita_portal.thai.fiscal_year import BUDDHIST_ERA
from ita_portal.thai.numerals import narrow

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {name[:3]: number for number, name in enumerate(_ENGLISH, 1)}
_MONTH = (
    r"(?<![A-Za-z])(?P<month>"
    + "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in _ENGLISH)
    + r"|sept)(?![A-Za-z])\.?"
)
_DAY_LAST = re.compile(
    rf"{_MONTH}\s*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<year>[0-9]{{4}})", re.IGNORECASE
)
_SHORT = re.compile(rf"{_MONTH}\s*[-'\u2019]?\s*(?P<year>[2-9][0-9])(?![0-9])", re.IGNORECASE)
_NAMED = re.compile(_MONTH, re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?<![0-9/.])(?<!ที่)(?<!ที่ )(?<!เรียน)(?<!เรียน )(?<!เทอม)(?<!เทอม )(?<!ครั้ง)(?<!ครั้ง )"
    r"(?P<month>1[0-2]|0?[1-9])\s*/\s*(?P<year>2[0-9]{3}|[4-9][0-9])(?![0-9/])"
)
"""10/67 and 10/2567; behind “ที่” it is the first term of a school year, or a meeting."""
_FISCAL = re.compile(r"(?<![A-Za-z])FY\s*'?(?P<year>2[0-9]{3}|[4-9][0-9])(?![0-9])", re.IGNORECASE)
_LINKS = (
    (re.compile(r"(?<![A-Za-z])(?:to|until|through|till)(?![A-Za-z])", re.IGNORECASE), "ถึง"),
    (re.compile(r"(?<![A-Za-z])(?:from|starting)(?![A-Za-z])", re.IGNORECASE), "ตั้งแต่"),
    (re.compile(r"(?<![A-Za-z])(?:by|before)(?![A-Za-z])", re.IGNORECASE), "ภายใน"),
    (re.compile(r"(?<![A-Za-z])onwards?(?![A-Za-z])", re.IGNORECASE), "เป็นต้นไป"),
)
_BUDDHIST = 2400
_CENTURY = 50
"""Two digits from here on are Buddhist, e.g. 67; below they are of this century: 24."""


def in_thai(text: str) -> str:
    """Return a time on one line, with Arabic digits, its English and numbered months in Thai.

    Oct 2024, October 1, 2024, Oct-24, 10/67 and FY 2025 are known; all else stays as it is.
    """
    typed = " ".join(narrow(text).split())
    typed = _DAY_LAST.sub(lambda one: f"{one['day']} {_name(one)} {one['year']}", typed)
    typed = _SHORT.sub(lambda one: f"{_name(one)} {_whole_year(one['year'])}", typed)
    typed = _NAMED.sub(lambda one: f"{_name(one)} ", typed)
    typed = _NUMBERED.sub(lambda one: f"{MONTHS[int(one['month']) - 1]} {one['year']}", typed)
    typed = _FISCAL.sub(lambda one: f"ปีงบประมาณ {_buddhist(one['year'])}", typed)
    for link, thai in _LINKS:
        typed = link.sub(thai, typed)
    return " ".join(typed.split())


def _name(found: re.Match[str]) -> str:
    return MONTHS[_NUMBERS[found["month"][:3].lower()] - 1]


def _whole_year(written: str) -> str:
    return written if int(written) >= _CENTURY else f"20{written}"


def _buddhist(written: str) -> int:
    year = int(written)
    is_common = len(written) > 2 and year < _BUDDHIST
    return year + BUDDHIST_ERA if is_common else year
