"""Text in numbered points: ๑. → ๑.๑ → (๑), numbered by place; numbers that are pasted go. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ita_portal.papers.kinds.base import CHOICE, PROSE, Column, Row, Rows, Words
from ita_portal.thai.numerals import arabic_digits

PLAIN, HEAD, FIRST, SECOND, THIRD = "plain", "head", "first", "second", "third"
LEVELS = (
    (PLAIN, "ย่อหน้า"),
    (HEAD, "หัวข้อ ๑."),
    (FIRST, "ข้อ ๑."),
    (SECOND, "ข้อ ๑.๑"),
    (THIRD, "ข้อ (๑)"),
)
POINTS = ((PLAIN, "ย่อหน้า"), (FIRST, "ข้อหลัก"), (SECOND, "ข้อย่อย"))
LIST = ((FIRST, "ข้อ ๑."), (SECOND, "ข้อ ๑.๑"), (THIRD, "ข้อ (๑)"))

_BULLET = re.compile(r"\s*(?:[-–•●▪]|\u00b7)\s+")
_MARKED = re.compile(
    r"\s*(?:\((?P<inside>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})\)"
    r"|(?P<bare>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})(?:[.)](?![0-9])|(?<=\.[0-9])(?=\s)|(?<=\.[0-9][0-9])(?=\s)))\s*"
)
_MEASURED = re.compile(
    r"(?:ล้าน|แสน|หมื่น|พัน|ร้อย|บาท|คะแนน|เท่า|เมตร|กิโล|ตาราง|ชั่วโมง|นาที|ปี|เดือน|วัน|คน|%|เปอร์เซ็นต์)"
)


def parted(text: str) -> tuple[str, str]:
    """Return the number that was typed or pasted in front of `text` in Arabic digits, and the rest.

    "๑.๑ ทบทวน" gives ("1.1", "ทบทวน"), "(๒) ก" gives ("(2)", "ก"), "- ก" gives ("", "ก"). A year,
    a date, or a figure with its unit is no number of a point, and stays.
    """
    if bullet := _BULLET.match(text):
        return "", text[bullet.end() :].strip()
    match = _MARKED.match(arabic_digits(text))
    if match is None:
        return "", text.strip()
    rest = text[match.end() :].strip()
    dotted = match["bare"] or ""
    is_figure = "." in dotted and not match[0].rstrip().endswith((".", ")"))
    if not rest or (is_figure and _MEASURED.match(rest)):
        return "", text.strip()
    return (f"({match['inside']})" if match["inside"] else dotted), rest


def level_of(number: str) -> str:
    """Return the level that a pasted number speaks of: "1" the first, "1.1" the second, "(1)"."""
    if number.startswith("("):
        return THIRD
    return SECOND if "." in number else FIRST


def numbers_of(rows: Sequence[Row], under: str = "") -> list[str]:
    """Return the number of each row, "" for a plain paragraph and for a row that says nothing.

    `under` is the number of the section in which the rows stand: then the first level is "4.1"
    and the second "(1)". A point without one above it moves up, so that no number has a gap.
    """
    found: list[str] = []
    whole = inner = last = 0
    for row in rows:
        level = row.get("level", FIRST)
        if level == PLAIN or not row.get("text", "").strip():
            found.append("")
        elif level in (HEAD, FIRST) or (level == SECOND and not whole and not under):
            whole, inner, last = whole + 1, 0, 0
            found.append(f"{under}.{whole}" if under else f"{whole}.")
        elif level == SECOND and not under:
            inner, last = inner + 1, 0
            found.append(f"{whole}.{inner}")
        else:
            last += 1
            found.append(f"({last})")
    return found


def under(section: str) -> Callable[[Sequence[Row]], list[str]]:
    """Return what numbers rows that stand in the section with this number."""
    return lambda rows: numbers_of(rows, section)


def outline(
    name: str,
    label: str,
    *,
    levels: tuple[tuple[str, str], ...] = LEVELS,
    hint: str = "",
    numbers: Callable[[Sequence[Row]], list[str]] = numbers_of,
) -> Rows:
    """Return a field for text in points."""
    columns = (
        Column("level", "ระดับ", CHOICE, choices=levels),
        Column("text", "ข้อความ", PROSE, most=5000),
    )
    return Rows(name, label, "ข้อ", columns, numbers, hint=hint)


def outline_words(rows: Sequence[Row], section: str = "") -> list[Words]:
    """Return the rows as the block `outline` of a paper writes them: type, number, text.

    The type is the level under which the point is drawn. Numbers that came along are taken off
    here as well, since the preview shows what is not saved yet.
    """
    numbers = numbers_of(rows, section)
    return [
        {
            "type": _drawn(row, number),
            "number": number,
            "text": " ".join(parted(row["text"])[1].split()),
        }
        for row, number in zip(rows, numbers, strict=True)
        if row.get("text", "").strip()
    ]


def _drawn(row: Row, number: str) -> str:
    """Return the level of a row; one that moved up is drawn where its number stands."""
    level = row.get("level", FIRST)
    return FIRST if level == SECOND and re.fullmatch(r"[0-9]+\.", number) else level
