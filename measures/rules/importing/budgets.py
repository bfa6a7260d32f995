"""Budgets as they are written into a cell: in baht, or in so many words none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ita_portal.thai.numerals import parse_decimal

_NONE = re.compile(
    r"[-–—]+|[0๐](?:\.[0๐]{1,2})?(?:บาท)?"
    r"|ไม่(?:มี|ใช้|ได้ใช้|มีการใช้)(?:จ่าย)?(?:เงิน)?(?:งบ(?:ประมาณ)?)?(?:ค่าใช้จ่าย)?"
)
_BAHT = re.compile(
    r"(?:งบประมาณ|จำนวน|วงเงิน)*:?([0-9๐-๙,.]*[0-9๐-๙])(ล้าน|แสน|หมื่น|พัน)?"
    r"(?:บาท)?(?:ถ้วน)?[.,\-–]*"
)
_TWO = re.compile(r"[0-9๐-๙]\s+[0-9๐-๙]")
_TIMES = {None: 1, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_UNIT = re.compile(r"(ล้าน|แสน|หมื่น|พัน)\s*บาท")
_MOST = Decimal(10) ** 12
_CENT = Decimal("0.01")


def parse_budget(text: str) -> Decimal | None:
    """Return the baht that a text names, None when it says that none are used.

    Raises ValueError when it says anything else, or something beside it.
    """
    plain = "".join(text.split())
    if _NONE.fullmatch(plain):
        return None
    found = _BAHT.fullmatch(plain)
    if not found or _TWO.search(text):
        raise ValueError(text)
    baht = parse_decimal(found[1]) * _TIMES[found[2]]
    if baht >= _MOST or baht != baht.quantize(_CENT):
        raise ValueError(text)
    return baht


def budget_of(texts: Sequence[str]) -> tuple[Decimal | None, bool]:
    """Return the budget that the cells of a measure name, and whether they say that there is none.

    Raises ValueError when one of them is not understood, or they differ: whether a sum is meant
    is for people to say.
    """
    named = {parse_budget(text) for text in texts}
    if len(named) > 1:
        raise ValueError(texts)
    baht = next(iter(named), None)
    return baht, bool(named) and baht is None


def with_unit(text: str, heading: str) -> str:
    """Return the text with the unit that stands in the heading of its column: (ล้านบาท)."""
    unit = _UNIT.search(heading)
    bare = re.fullmatch(r"[0-9๐-๙,.\s]+", text)
    return f"{text} {unit[1]}บาท" if unit and bare else text
