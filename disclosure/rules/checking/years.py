"""The years that a text mentions, and what each one is: of the budget, of a law, of a date …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from disclosure.rules.checking.flat import flat
from disclosure.rules.checking.words import LAW, MONTHS
from ita_portal.thai.fiscal_year import BUDDHIST_ERA


class Role(Enum):
    """What a year that is mentioned is the year of."""

    FISCAL = auto()
    PLAIN = auto()
    SCHOOL = auto()
    DATE = auto()
    NUMBER = auto()
    LAW = auto()
    ERA = auto()
    BARE = auto()
    RANGE = auto()


@dataclass(frozen=True)
class Mention:
    """A year in a flat text: Buddhist `year`, to `last` when it is a range; its place; its lead."""

    year: int
    last: int
    role: Role
    start: int
    end: int
    lead_at: int

    @property
    def is_of_the_paper(self) -> bool:
        """Whether it says for which year something is made."""
        return self.role in {Role.FISCAL, Role.PLAIN, Role.RANGE}

    def covers(self, year: int) -> bool:
        """Tell whether the year is mentioned, alone or within the range."""
        return self.year <= year <= self.last


_ERA = r"(?:\(?(?:พ\.?\s?ศ\.?|ค\.?ศ\.?|B\.?E\.?|A\.?D\.?)\)?)?"
_MONTH = "|".join(flat(month) for month in MONTHS)
_SHORT = r"(?:ม|ก|ม|เม|พ|ส|ต|ธ)\.?(?:ค|พ|ย)\.?"
_FOUR = re.compile(
    r"(?<![0-9,])(?<![0-9][.])(2[4-6][0-9]{2}|19[89][0-9]|20[0-4][0-9])(?![0-9]|,[0-9]|\.[0-9])"
)
_LEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.SCHOOL, re.compile(rf"(?:ปการศกษา|ภาคเรยนท[12]?){_ERA}$")),
    (Role.NUMBER, re.compile(r"[0-9)]/$|/$")),
    (Role.DATE, re.compile(rf"(?:{_MONTH}|(?<![ก-ฮ]){_SHORT}){_ERA}$|[0-9][-.][0-9]{{1,2}}[-.]$")),
    (
        Role.FISCAL,
        re.compile(
            rf"(?:(?:ประจาป|ป|รอบ)?งบประมาณ(?:ประจาป)?|ประจาป|ปงบ|FY|[Ff]iscal[Yy]ear|ITA(?:Online)?|OIT)"
            rf"[:(.]?{_ERA}$"
        ),
    ),
    (Role.PLAIN, re.compile(rf"ป{_ERA}$")),
    (Role.ERA, re.compile(r"พ\.?ศ\.?$")),
)
_LEAD_WORDS = re.compile(
    rf"(?:ประจา|ใน|ของ|สาหรบ|รอบ)*(?:ปงบประมาณ|งบประมาณ|ปงบ|ประจาป|ป)?(?:ประจาป)?[:(.]?{_ERA}$"
)
_TWO = re.compile(
    rf"(?:ปงบประมาณ|ปงบ|ประจาป|(?<![ก-ฮ])ป){_ERA}(?P<year>[4-9][0-9])"
    r"(?![0-9,.%]|บาท|ลาน|แสน|หมน|พน|โครง|คน|แหง|เรอง|กจกรรม|ราย|ครง|วน|เดอน|ขอ|ตว|โรง)"
)
_THROUGH = re.compile(
    rf"\s?(?:[-–—−]|ถง|จนถง)\s?(?:ปงบประมาณ|งบประมาณ|ป)?{_ERA}(?P<last>[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)
_AFTER_RANGE = re.compile(
    r"(?:2[4-6][0-9]{2}|20[0-4][0-9])\s?(?:[-–—−]|ถง)\s?(?:ปงบประมาณ|ป)?" + _ERA + "$"
)
_DIALLED = re.compile(r"(?<![0-9])0[0-9]{0,2}[- ](?:[0-9]{3,4}[- ])?$")
_DIALLED_ON = re.compile(r"[- ][0-9]{3,4}(?![0-9])")
"""A telephone number in groups, one of which looks like a year: 0 2000 0000, 042 123 2567."""
_BEFORE = 48
_LAW_REACH = 110


@lru_cache(maxsize=64)
def mentions(text: str) -> list[Mention]:
    """Return the years of a flat text in their order."""
    found = [_mention(text, match) for match in _FOUR.finditer(text)]
    found += [_short(text, match) for match in _TWO.finditer(text)]
    return sorted((one for one in found if one), key=lambda one: one.start)


def buddhist(written: str) -> int:
    """Return the Buddhist year of what is written in two or four digits."""
    year = int(written)
    if len(written) == 2:
        return 2500 + year
    return year if year >= 2400 else year + BUDDHIST_ERA


def _mention(text: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span(1)
    before = text[max(0, start - _BEFORE) : start]
    if _AFTER_RANGE.search(before) or _is_dialled(before, text, end):
        return None
    year = buddhist(match[1])
    role = next((role for role, lead in _LEADS if lead.search(before)), Role.BARE)
    if role is Role.ERA and LAW.search(text[max(0, start - _LAW_REACH) : start]):
        role = Role.LAW
    last = year
    through = _THROUGH.match(text, end)
    if through and role not in {Role.DATE, Role.NUMBER, Role.SCHOOL}:
        until = buddhist(through["last"])
        if year < until <= year + 20:
            last, role, end = until, Role.RANGE, through.end()
    return Mention(year, last, role, start, end, start - _lead_length(before))


def _is_dialled(before: str, text: str, end: int) -> bool:
    lead = _DIALLED.search(before)
    if lead is None:
        return False
    groups = len(re.split("[- ]", lead[0])) - 1
    return groups > 1 or _DIALLED_ON.match(text, end) is not None


def _short(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span("year")
    year = buddhist(match["year"])
    through = _THROUGH.match(text, end)
    if through and year < buddhist(through["last"]) <= year + 20:
        last = buddhist(through["last"])
        return Mention(year, last, Role.RANGE, start, through.end(), match.start())
    role = Role.FISCAL if "งบ" in match[0] or "ประจา" in match[0] else Role.PLAIN
    return Mention(year, year, role, start, end, match.start())


def _lead_length(before: str) -> int:
    lead = _LEAD_WORDS.search(before)
    return len(lead[0]) if lead else 0
