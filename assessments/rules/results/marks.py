"""Which marks an OIT item can earn: a fact of the year, and the words when another is given."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assessments.rules.arithmetic.items import mark_is_possible
from assessments.rules.frameworks.facts import FrameworkFacts
from ita_portal.errors import Refused

_OTHER_MARK = "ข้อ {code} ได้ {mark} คะแนนไม่ได้ ปีงบประมาณ พ.ศ. {year} หนึ่งข้อได้ {marks} คะแนนเท่านั้น"
_NOT_CERTAIN = " (ยังไม่ยืนยันกับคู่มือ หากหนังสือแจ้งผลให้คะแนนอื่น โปรดแจ้งผู้จัดทำกรอบการประเมินให้ออกฉบับใหม่)"


def plain(mark: Decimal) -> str:
    """Return a mark without empty decimals: "100", "37.5"."""
    return f"{mark.normalize():f}"


def marks_in_words(facts: FrameworkFacts) -> str:
    """Return the year's marks as they are read: "0 หรือ 100"; empty while they are not known."""
    *front, last = [plain(mark) for mark in sorted(facts.item_marks)] or [""]
    return f"{', '.join(front)} หรือ {last}" if front else last


def mark_refusal(facts: FrameworkFacts, code: str, mark: Decimal) -> str:
    """Return why item `code` cannot have `mark` in this year; empty when it can."""
    if mark_is_possible(facts, mark):
        return ""
    words = _OTHER_MARK if facts.item_marks_certain else _OTHER_MARK + _NOT_CERTAIN
    year, marks = facts.fiscal_year, marks_in_words(facts)
    return words.format(code=code, mark=plain(mark), year=year, marks=marks)


def require_possible(facts: FrameworkFacts, marks: Mapping[str, Decimal]) -> None:
    """Raise Refused at the first mark that the year does not allow."""
    for code, mark in marks.items():
        if refusal := mark_refusal(facts, code, mark):
            raise Refused(refusal)
