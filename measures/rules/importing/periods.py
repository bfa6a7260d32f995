"""Times as offices write them into a plan: ตุลาคม ๒๕๖๖ ถึง กันยายน ๒๕๖๗, ต.ค. ๖๗ – ก.ย. ๖๘."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ita_portal.thai.dates import MONTHS, SHORT_MONTHS, parse_date
from ita_portal.thai.fiscal_year import FiscalYear
from measures.rules.importing.month_words import in_thai

_NAMES = {name: number for number, name in enumerate(MONTHS, 1)}
_SHORT = {name.replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)}
_SHORT_PATTERN = "|".join(
    r"\.?\s?".join(re.escape(letter) for letter in name.replace(".", "")) + r"\.?"
    for name in sorted(SHORT_MONTHS, key=len, reverse=True)
)
_DAY = re.compile(
    rf"(?:(?P<from>[0-9]{{1,2}})\s*[-–]\s*)?(?P<day>[0-9]{{1,2}})?\s*(?:เดือน)?\s*"
    rf"(?P<month>{'|'.join(MONTHS)}|(?<![ก-๙])(?:{_SHORT_PATTERN}))\s*"
    r"(?:พ\.?\s?ศ\.?)?\s*(?P<year>[0-9]{4}|[4-9][0-9](?![0-9]))?"  # 31 is a day, 67 a year
)
_NUMERIC = re.compile(
    r"(?<![0-9])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2}))(?![0-9])"
)
_UNTIL = re.compile(r"ภายใน|ไม่เกิน|ก่อน|ถึงวันที่")
_ONWARD = re.compile(r"เป็นต้นไป")
_QUARTER = re.compile(
    r"(?:ไตรมาส\s*(?:ที่)?|(?<![A-Za-z])[Qq])\s*([1-4])(?![0-9])"
    r"(?:\s*(?:[-–—,/]|ถึง|และ)?\s*(?:ไตรมาส\s*(?:ที่)?|[Qq])?\s*([1-4])(?![0-9]))*"
)
_HALF = re.compile(r"รอบ\s*(?:ที่)?\s*(6|12)\s*เดือน|(?:6\s*เดือน|ครึ่งปี)\s*(แรก|หลัง)")
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?\s*)?(2[45][0-9]{2})(?![0-9])")
_SHORT_YEAR = re.compile(r"ปีงบ(?:ประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*([4-9][0-9])(?![0-9])")
_WHOLE = re.compile(
    r"ปีงบประมาณ|ตลอดปี|ตลอดทั้งปี|ทั้งปี|ต่อเนื่อง|ตลอดเวลา|1\s*ปี"
    r"|(?:ทุก|ราย)\s*(?:วัน|สัปดาห์|เดือน|ไตรมาส|ภาคเรียน)"
)
_SAID_BY_DAYS = re.compile(
    r"(?:ตลอด|ทั้ง|ใน|ของ|ประจำ)*(?:ปีงบประมาณ|ตลอดทั้งปี|ตลอดปี|ทั้งปี|ตลอดเวลา|1\s*ปี|12\s*เดือน)"
    r"|อย่างต่อเนื่อง|ต่อเนื่อง|(?:กรอบ)?(?:ระยะเวลา|ช่วงเวลา)(?:ดำเนินการ|ดำเนินงาน)?|ดำเนินการ|ดำเนินงาน"
    r"|ตั้งแต่|เริ่มต้น|เริ่มจาก|เริ่ม|จาก|จนถึง|จน|ถึง|สิ้นสุด|เสร็จสิ้น|ระหว่าง|ภายใน|ไม่เกิน|ก่อน|ในช่วง|ช่วง|ประจำ"
    r"|สิ้นเดือน|วันที่|(?<!ทุก)(?<!ราย)เดือน|พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|(?<!ทุก)(?<!ราย)ปี(?!ละ)|และ|ใน|ของ"
    r"|เป็นต้นไป|[-–—−,;:/.()\[\]→~]+"
)
STRETCH = re.compile(r"ถึง|จน|[-–—−→~]")
"""What makes one stretch of the two times that it stands between."""


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class _Point:
    """A day or month that a text names; the year may be missing."""

    month: int
    year: int | None  # common era
    first: int | None
    last: int | None


def parse_period(text: str, *, fiscal_year: int) -> Period:
    """Return the time that `text` tells; what it leaves open is filled from the fiscal year (B.E.).

    Understood are months and days with Thai or Arabic digits, in full or short, with four or two
    digits of the year, in Thai or English, or as numbers (10/67); one month alone; quarters, fiscal
    years, "the whole year", rounds of 6 and 12 months, and "until" a day. Raises ValueError, with a
    Thai sentence, for all else and for a time that ends before it starts.
    """
    typed = in_thai(text)
    year = FiscalYear(fiscal_year)
    points = [_point(found) for found in _DAY.finditer(typed)]
    numeric = [parse_date(found[0]) for found in _NUMERIC.finditer(typed)]
    points += [_Point(day.month, day.year, day.day, day.day) for day in numeric]
    if not points:
        return _of_the_year(typed, year)
    days = _days(points, year)
    starts_on, ends_on = days[0][0], days[-1][1]
    if len(days) > 2:
        starts_on, ends_on = min(first for first, _ in days), max(last for _, last in days)
    if len(days) == 1 and _UNTIL.search(typed):
        starts_on = min(year.starts, ends_on)
    if len(days) == 1 and _ONWARD.search(typed):
        ends_on = max(year.ends, ends_on)
    if ends_on < starts_on:
        raise ValueError(f"ระยะเวลา “{text.strip()}” สิ้นสุดก่อนเริ่ม")
    return Period(starts_on, ends_on)


def is_time(text: str) -> bool:
    """Tell whether a text is a time and nothing else."""
    try:
        parse_period(text, fiscal_year=2560)  # any year: only whether it is a time
    except ValueError:
        return False
    return not unsaid_words(text)


def unsaid_words(text: str) -> str:
    """Return the words of a time that its days do not say, "" when they say all: ทุกเดือน.

    `text` is one that `parse_period` understands.
    """
    left = in_thai(text)
    for said in (_NUMERIC, _DAY, _QUARTER, _HALF, _SHORT_YEAR, _YEAR, _SAID_BY_DAYS):
        left = said.sub(" ", left)
    return " ".join(left.split())


def has_gap(text: str, *, fiscal_year: int) -> bool:
    """Tell whether a time that `parse_period` understands names months that do not adjoin."""
    typed = in_thai(text)
    points = list(_DAY.finditer(typed))
    if not points:
        return _leaves_quarters_out(typed)
    days = _days([_point(found) for found in points], FiscalYear(fiscal_year))
    between = [typed[one.end() : other.start()] for one, other in pairwise(points)]
    return any(
        not STRETCH.search(words) and (after - before).days > 1
        for words, ((_, before), (after, _)) in zip(between, pairwise(days), strict=True)
    )


def _leaves_quarters_out(typed: str) -> bool:
    found = _QUARTER.search(typed)
    if not found or STRETCH.search(found[0]):
        return False
    named = set(map(int, re.findall("[1-4]", found[0])))
    return len(named) != max(named) - min(named) + 1


def _point(found: re.Match[str]) -> _Point:
    name = found["month"]
    month = _NAMES.get(name) or _SHORT["".join(name.replace(".", "").split())]
    day = int(found["day"]) if found["day"] else None
    first = int(found["from"]) if found["from"] else day
    written = found["year"]
    year = parse_date(f"1/1/{written}").year if written else None
    return _Point(month, year, first, day)


def _days(points: list[_Point], year: FiscalYear) -> list[tuple[date, date]]:
    """Return first and last day of each point; a missing year comes from its neighbours."""
    days: list[tuple[date, date]] = []
    for place, point in enumerate(points):
        known = point.year or _year_from(points, place) or _fiscal(point.month, year)
        last = monthrange(known, point.month)[1]
        try:
            days.append(
                (
                    date(known, point.month, point.first or 1),
                    date(known, point.month, point.last or last),
                )
            )
        except ValueError:
            raise ValueError("ระยะเวลามีวันที่ที่ไม่มีในปฏิทิน") from None
    return days


def _year_from(points: list[_Point], place: int) -> int | None:
    point = points[place]
    for later in points[place + 1 :]:
        if later.year:
            return later.year - (point.month > later.month)
    for earlier in reversed(points[:place]):
        if earlier.year:
            return earlier.year + (point.month < earlier.month)
    return None


def _fiscal(month: int, year: FiscalYear) -> int:
    return year.starts.year if month >= year.starts.month else year.ends.year


def _of_the_year(typed: str, year: FiscalYear) -> Period:
    told = [int(found[1]) for found in _YEAR.finditer(typed)]
    told += [2500 + int(found[1]) for found in _SHORT_YEAR.finditer(typed)]
    if len(set(told)) > 1:
        return Period(FiscalYear(min(told)).starts, FiscalYear(max(told)).ends)
    year = FiscalYear(told[0]) if told else year
    quarter = _QUARTER.search(typed)
    if quarter:
        return _quarters(quarter[0], typed, year)
    halves = {found[1] or found[2] for found in _HALF.finditer(typed)}
    if halves == {"6"} or halves == {"แรก"}:
        return Period(year.starts, _quarter(year, 2).ends_on)
    if halves == {"หลัง"}:
        return Period(_quarter(year, 3).starts_on, year.ends)
    if halves or told or _WHOLE.search(typed):
        return Period(year.starts, year.ends)
    raise ValueError(f"อ่านระยะเวลา “{typed}” ไม่ได้")


def _quarters(named: str, typed: str, year: FiscalYear) -> Period:
    """Return the time from the first to the last quarter that is named."""
    numbers = [int(digit) for digit in re.findall("[1-4]", named)]
    if numbers[-1] < numbers[0]:
        raise ValueError(f"ระยะเวลา “{typed}” สิ้นสุดก่อนเริ่ม")
    return Period(_quarter(year, numbers[0]).starts_on, _quarter(year, numbers[-1]).ends_on)


def _quarter(year: FiscalYear, number: int) -> Period:
    """Return a quarter of the fiscal year; the first is October to December."""
    month = (year.starts.month + 3 * (number - 1) - 1) % 12 + 1
    of = year.starts.year if number == 1 else year.ends.year
    return Period(date(of, month, 1), date(of, month + 2, monthrange(of, month + 2)[1]))
