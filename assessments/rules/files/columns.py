"""The columns of a score file in order: for the template, the export and the words of a preview."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from assessments.models import Framework, Indicator, Instrument, OITItem, Question
from assessments.rules.files.headings import (
    FISCAL_YEAR,
    LEVEL,
    NATIONAL_MEAN,
    OFFICE_CODE,
    OFFICE_NAME,
    RANK,
    RANK_OF,
    STATUS,
    TOTAL,
    indicator_column,
    respondents_column,
)
from assessments.rules.files.layout import INDICATOR_COLUMN

Detail = TypeVar("Detail", OITItem, Question)

INDICATORS = 10
"""How many indicators a score file has room for at least; a year with more adds columns."""

_EXAMPLE = "90.50 88.25 91.00 87.75 89.40 86.10 90.00 88.00 85.50 87.20".split()  # noqa: SIM905
_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True)
class Column:
    """A column by its name in files and its Thai heading; what it means, and an example."""

    name: str
    heading: str
    meaning: str = ""
    example: str = ""


_OFFICE = (
    Column(OFFICE_CODE, "รหัสสำนักงาน", "รหัสของสำนักงานในระบบนี้ เว้นว่างได้เมื่อทั้งไฟล์เป็นของสำนักงานเดียว"),
    Column(OFFICE_NAME, "ชื่อสำนักงาน", "ชื่อเต็มหรือชื่อย่อ เว้นว่างได้"),
    Column(FISCAL_YEAR, "ปีงบประมาณ", "พ.ศ. สี่หลัก ต้องกรอกทุกแถว", "2564"),
)
_POINTS = (
    Column("iit", "คะแนน IIT", "คะแนนถ่วงน้ำหนัก (เต็ม 30) เว้นว่างได้ ถ้ากรอก ระบบจะตรวจกับตัวชี้วัด", "26.82"),
    Column("eit", "คะแนน EIT", "คะแนนถ่วงน้ำหนัก (เต็ม 30) เว้นว่างได้", "26.41"),
    Column("oit", "คะแนน OIT", "คะแนนถ่วงน้ำหนัก (เต็ม 40) เว้นว่างได้", "34.54"),
)
_TOLD = (
    Column(TOTAL, "คะแนนรวม", "ตามหนังสือแจ้งผล ปีที่ไม่มีคะแนนรายตัวชี้วัดให้กรอกช่องนี้ช่องเดียว", "87.77"),
    Column(LEVEL, "ระดับ", "ระดับตามหนังสือแจ้งผล เว้นว่างได้", "A"),
    Column(RANK, "อันดับที่", "จำนวนเต็ม เว้นว่างได้", "12"),
    Column(RANK_OF, "จากทั้งหมด", "จำนวนหน่วยงานที่จัดอันดับ เว้นว่างได้", "225"),
    Column(NATIONAL_MEAN, "ค่าเฉลี่ยระดับประเทศ", "คะแนน 0–100 เว้นว่างได้", "86.30"),
)
STATUS_COLUMN = Column(
    STATUS, "สถานะ", "มีเมื่อส่งออกร่างด้วย แถวที่เขียนว่า “ร่าง” ยังไม่ใช่ผลของสำนักงาน และนำเข้าไม่ได้"
)
_ANSWERED = respondents_column("")
_HEADINGS = {one.name: one.heading for one in (*_OFFICE, *_POINTS, *_TOLD, STATUS_COLUMN)}


def score_columns() -> list[Column]:
    """Return the columns of a score file; the indicators are explained by the newest framework."""
    names = _newest_names()
    highest = max([INDICATORS, *Indicator.objects.values_list("number", flat=True).distinct()])
    indicators = [_indicator(number, names) for number in range(1, highest + 1)]
    return [*_OFFICE, *indicators, *_POINTS, *_TOLD]


def heading_of(column: str) -> str:
    """Return the Thai heading of a column by its name in files."""
    numbered = INDICATOR_COLUMN.fullmatch(column)
    if numbered:
        return f"ตัวชี้วัดที่ {numbered[1]}"
    if column.endswith(_ANSWERED):
        return f"จำนวนผู้ตอบ {column.removesuffix(_ANSWERED).upper()}"
    return _HEADINGS.get(column, column.upper())


def respondents_columns(instruments: Collection[str]) -> list[Column]:
    """Return the columns of how many people answered, in the order of the instruments."""
    listed = Instrument.objects.order_by("position", "code").values_list("code", flat=True)
    names = [respondents_column(code) for code in dict.fromkeys(listed) if code in instruments]
    return [Column(name, heading_of(name), "จำนวนเต็ม เว้นว่างได้") for name in names]


def question_columns(codes: Collection[str] | None = None, year: int | None = None) -> list[Column]:
    """Return the columns of questions, first IIT, then EIT: those of a year, or with these codes.

    They are explained as the newest of the years asks them.
    """
    rows = _of(Question.objects.all(), codes, year).values_list(
        "indicator__instrument__position", "code", "topic"
    )
    found = {code: (position, _number(code), topic) for position, code, topic in rows}
    ordered = sorted(found.items(), key=lambda one: one[1][:2])
    return [
        Column(code, code, f"{topic} คะแนนข้อคำถาม 0–100 เว้นว่างได้") for code, (*_, topic) in ordered
    ]


def item_columns(codes: Collection[str] | None = None, year: int | None = None) -> list[Column]:
    """Return the columns of OIT items: those of a year, or with these codes."""
    found = dict(_of(OITItem.objects.all(), codes, year).values_list("code", "title"))
    ordered = sorted(found.items(), key=lambda one: _number(one[0]))
    return [Column(code, code, f"{title} คะแนนข้อ OIT เว้นว่างได้") for code, title in ordered]


def _of(
    rows: QuerySet[Detail], codes: Collection[str] | None, year: int | None
) -> QuerySet[Detail]:
    """Keep the newest framework of a year, or the rows with these codes, the newest last."""
    if year is not None:
        return rows.filter(framework=Framework.objects.of_year(year))
    of_codes = rows.filter(code__in=codes or ())
    return of_codes.order_by("framework__fiscal_year", "framework__version")


def _number(code: str) -> int:
    found = _NUMBER.search(code)
    return int(found[0]) if found else 0


def _newest_names() -> dict[int, str]:
    newest = Framework.objects.order_by("fiscal_year", "version").last()
    return dict(newest.indicators.values_list("number", "name")) if newest else {}


def _indicator(number: int, names: Mapping[int, str]) -> Column:
    column = indicator_column(number)
    name = names.get(number, "")
    meaning = f"{name} คะแนน 0–100 ทศนิยมไม่เกินสองตำแหน่ง" if name else "เว้นว่างในปีที่ไม่มีตัวชี้วัดนี้"
    example = _EXAMPLE[number - 1] if number <= len(_EXAMPLE) else ""
    return Column(column, heading_of(column), meaning, example)
