"""Times as offices write them into a plan: ตุลาคม ๒๕๖๖ ถึง กันยายน ๒๕๖๗, ต.ค. ๖๗ – ก.ย. ๖๘."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ita_portal.thai.dates import MONTHS, SHORT_MONTHS, parse_date
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import narrow

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
_NUMERIC = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})(?![0-9])")
_UNTIL = re.compile(r"ภายใน|ไม่เกิน|ก่อน|ถึงวันที่")
_QUARTER = re.compile(
    r"ไตรมาส\s*(?:ที่)?\s*([1-4])(?:\s*(?:[-–,]|ถึง|และ)\s*(?:ไตรมาส\s*(?:ที่)?\s*)?([1-4]))?"
)
_HALF = re.compile(r"รอบ\s*(?:ที่)?\s*(6|12)\s*เดือน")
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?\s*)?(2[45][0-9]{2})")
_WHOLE = re.compile(
    r"ปีงบประมาณ|ตลอดปี|ตลอดทั้งปี|ทั้งปี|ต่อเนื่อง|ตลอดเวลา|ทุกเดือน|ทุกไตรมาส|รายเดือน|รายไตรมาส|1\s*ปี"
)


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
    digits of the year; one month alone; quarters, fiscal years, "the whole year", rounds of 6 and
    12 months, and "until" a day. Raises ValueError, with a Thai sentence, for all else and for a
    time that ends before it starts.
    """
    typed = " ".join(narrow(text).split())
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
    if ends_on < starts_on:
        raise ValueError(f"ระยะเวลา “{text.strip()}” สิ้นสุดก่อนเริ่ม")
    return Period(starts_on, ends_on)


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
    told = _YEAR.search(typed)
    if told:
        year = FiscalYear(int(told[1]))
    quarter, half = _QUARTER.search(typed), _HALF.search(typed)
    if quarter:
        first, last = int(quarter[1]), int(quarter[2] or quarter[1])
        if last < first:
            raise ValueError(f"ระยะเวลา “{typed}” สิ้นสุดก่อนเริ่ม")
        return Period(_quarter(year, first).starts_on, _quarter(year, last).ends_on)
    if half and half[1] == "6":
        return Period(year.starts, _quarter(year, 2).ends_on)
    if half or told or _WHOLE.search(typed):
        return Period(year.starts, year.ends)
    raise ValueError(f"อ่านระยะเวลา “{typed}” ไม่ได้")


def _quarter(year: FiscalYear, number: int) -> Period:
    """Return a quarter of the fiscal year; the first is October to December."""
    month = (year.starts.month + 3 * (number - 1) - 1) % 12 + 1
    of = year.starts.year if number == 1 else year.ends.year
    return Period(date(of, month, 1), date(of, month + 2, monthrange(of, month + 2)[1]))
