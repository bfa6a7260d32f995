"""Dates as Thai offices write them: days are kept in the common era, years shown Buddhist.

All print Arabic digits; a paper that wants Thai ones passes the result to `thai_digits`.
"""

import re
from calendar import monthrange
from datetime import date

from ita_portal.thai.fiscal_year import BUDDHIST_ERA
from ita_portal.thai.numerals import echo, narrow

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
"""The months in full; January stands first, at 0."""

SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
"""The months as tables and signatures abbreviate them; January stands first, at 0."""

_MONTH_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}
_NUMERIC = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{2,4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_WORDED = re.compile(
    r"(?:วันที่)?(?P<day>[0-9]{1,2})(?:เดือน)?(?P<month>[^0-9]+?)(?P<era>พ\.?ศ\.?)?(?P<year>[0-9]{2,4})"
)


def buddhist_year(day: date) -> int:
    """Return the Buddhist-era calendar year of `day`: 2563 for 2020."""
    return day.year + BUDDHIST_ERA


def full_date(day: date) -> str:
    """Return "25 มิถุนายน พ.ศ. 2563", as orders and announcements date themselves."""
    return f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {day.year + BUDDHIST_ERA}"


def plain_date(day: date) -> str:
    """Return "25 มิถุนายน 2563", as memos and letters date themselves."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def short_date(day: date) -> str:
    """Return "25 มิ.ย. 2563", as in lists and beside a signature."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def month_range(start: date, end: date) -> str:
    """Return "ตุลาคม 2566 ถึง กันยายน 2567"; one month alone when both lie in it.

    The days are named when the time does not begin and end with whole months.
    """
    if _whole_months(start, end):
        first, last = _month(start), _month(end)
    else:
        first, last = plain_date(start), plain_date(end)
    return first if first == last else f"{first} ถึง {last}"


def short_month_range(start: date, end: date) -> str:
    """Return "ต.ค. 66 – ก.ย. 67", for narrow columns; otherwise as `month_range`."""
    first, last = _short_month(start), _short_month(end)
    if not _whole_months(start, end):
        first, last = f"{start.day} {first}", f"{end.day} {last}"
    return first if first == last else f"{first} – {last}"


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end.day == monthrange(end.year, end.month)[1]


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def _short_month(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {(day.year + BUDDHIST_ERA) % 100:02}"


def parse_date(text: str) -> date:
    """Read a date as offices write it, with Thai or Arabic digits.

    Known are 25/6/2563, 25-06-2563, 25.6.63, 2020-06-25, and month names in full or short,
    with or without "พ.ศ.". Two-digit years are Buddhist (63 is 2563); four digits above 2400
    are Buddhist, 1900–2200 common era unless "พ.ศ." stands before them.

    Raises ValueError, with a Thai message for the one who typed it, for all else and for days
    that the calendar does not have.
    """
    typed = "".join(narrow(text).split())
    if not typed:
        raise ValueError("กรุณากรอกวันที่")
    match = _ISO.fullmatch(typed) or _NUMERIC.fullmatch(typed) or _WORDED.fullmatch(typed)
    if match is None:
        raise _not_a_date(text)
    parts = match.groupdict()
    month = _month_number(parts["month"])
    year = _common_year(parts["year"], is_buddhist=bool(parts.get("era")))
    if month is None or year is None:
        raise _not_a_date(text)
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        raise ValueError(f"ไม่มีวันที่ “{echo(text)}” ในปฏิทิน กรุณาตรวจสอบวันและเดือน") from None


def _not_a_date(text: str) -> ValueError:
    return ValueError(
        f"อ่าน “{echo(text)}” เป็นวันที่ไม่ได้ กรุณากรอกวัน เดือน และปี พ.ศ. เช่น 25/6/2563 หรือ 25 มิ.ย. 2563"
    )


def _month_number(written: str) -> int | None:
    """Return 1–12 for a month's name or number (13 stays 13, for the calendar to refuse)."""
    return int(written) if written.isdecimal() else _MONTH_NUMBERS.get(written.replace(".", ""))


def _common_year(written: str, *, is_buddhist: bool) -> int | None:
    """Return the common-era year; None when no era fits the number."""
    year = int(written)
    if len(written) == 2:
        return year + 2500 - BUDDHIST_ERA
    if 2400 < year <= 2700:
        return year - BUDDHIST_ERA
    return year if 1900 <= year <= 2200 and not is_buddhist else None
